//! « Mes fiches »: named in the editor, earned by who learns, read, searched, printed; nobody else's.

use http::StatusCode;
use http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use platform::both_engines;
use platform::http::BuiltIn;
use platform::testing::Visitor;

use crate::course_editor::Office;
use crate::world::{Relation, World};

pub async fn adds(office: &mut Visitor, title: &str, text: &str) -> String {
    let fields = [
        ("sorte", "page"),
        ("titre", title),
        ("minutes", "5"),
        ("modalite", "self_paced"),
        ("texte", text),
    ];
    let answer = office.post("/bibliotheque", &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    answer.location().rsplit('/').next().unwrap().to_owned()
}

both_engines! {
    async fn a_sheet_is_named_earned_read_and_printed(engine) {
        let world = World::new(engine).await;
        let mut office = Office::new(&world, world.course).await;
        let page = adds(&mut office.visitor, "Ma page", "# À vérifier\n\n- le **nom**\n- les horaires <b>").await;
        let shown = office.visitor.get(&format!("/bibliotheque/{page}")).await.body;
        assert!(shown.contains("Aperçu") && shown.contains("<h2>À vérifier</h2>"), "who writes sees it: {shown}");
        let pdf = office.visitor.post_file("/bibliotheque",
            &[("sorte", "document"), ("titre", "Le pense-bête"), ("minutes", "5"), ("modalite", "self_paced")],
            ("document=memo.pdf", b"%PDF-1.7")).await;
        let pdf = pdf.location().rsplit('/').next().unwrap().to_owned();
        let (film, _) = world.film().await;

        // A film sums nothing up; a page and a document do.
        let step = world.steps().await[0].id.to_string();
        let film = film.to_string();
        let fields = |sheet| [
            ("etape", step.as_str()), ("titre", "Créer sa page"), ("minutes", "45"), ("modalite", "self_paced"),
            ("exigence", "above"), ("seuil", "0"), ("fiche", sheet),
        ];
        let refused = office.act(&world, "etape", &fields(&film)).await;
        assert!(refused.status == StatusCode::UNPROCESSABLE_ENTITY && refused.body.contains("Choisissez une page ou un document"), "{}", refused.body);
        assert_eq!(office.act(&world, "etape", &fields(&page)).await.status, StatusCode::SEE_OTHER);
        let editor = office.visitor.get(&format!("/parcours/{}", world.course)).await.body;
        let part = editor.split("partie?partie=").nth(1).unwrap().split('"').next().unwrap().to_owned();
        let renamed = office.act(&world, "partie", &[("partie", &part), ("titre", "Tout le parcours"), ("fiche", &pdf)]).await;
        assert_eq!(renamed.status, StatusCode::SEE_OTHER, "{}", renamed.body);
        let editor = office.visitor.get(&format!("/parcours/{}", world.course)).await.body;
        assert!(editor.contains("Avec une fiche de synthèse.") && editor.contains("Avec une fiche de synthèse<"), "{editor}");
        // It is used: it can't be put aside, and the library says where.
        assert!(office.visitor.get(&format!("/bibliotheque/{pdf}")).await.body.contains("partie «\u{202f}Tout le parcours\u{202f}»"));
        let trashed = office.visitor.post(&format!("/bibliotheque/{page}/corbeille"), &[]).await;
        assert_ne!(trashed.status, StatusCode::SEE_OTHER, "{}", trashed.location());
        let copy = [("titre", "Copie"), ("resume", ""), ("objectifs", ""), ("modele", &world.course.to_string())];
        let copy = office.visitor.post("/parcours", &copy).await;
        let copy = office.visitor.get(copy.location()).await.body;
        assert!(copy.contains("Avec une fiche de synthèse.") && copy.contains("Avec une fiche de synthèse<"), "{copy}");

        // Nothing yet; then the step's, the moment it is done.
        let learner = world.someone(BuiltIn::Learner).await;
        let mut monique = world.signed_in(learner).await;
        let enrolment = world.enrolment_of(learner).await;
        let course = format!("/mes-parcours/{enrolment}");
        let sheet = format!("/mes-fiches/{enrolment}/{page}");
        assert!(monique.get("/mes-fiches").await.body.contains("Aucune fiche pour le moment"));
        let early = monique.get(&sheet).await;
        assert!(early.status.is_client_error() && early.body.contains("n’est pas parmi les vôtres"), "{}", early.body);
        assert_eq!(monique.get("/mes-fiches/document").await.status, StatusCode::SEE_OTHER, "there is nothing to print");
        let steps = world.steps().await;
        world.mark(enrolment, steps[0].id, Some(80.0)).await;
        let mine = monique.get("/mes-fiches").await.body;
        assert!(mine.contains("Ma page") && !mine.contains("Le pense-bête") && mine.contains(&sheet), "{mine}");
        assert!(monique.get(&course).await.body.contains(&sheet));
        let read = monique.get(&sheet).await.body;
        assert!(read.contains("<h2>À vérifier</h2>") && read.contains("<strong>nom</strong>") && read.contains("&lt;b&gt;"), "{read}");
        assert!(monique.get("/mes-fiches?q=VERIFIER%20nom").await.body.contains(&sheet));
        assert!(monique.get("/mes-fiches?q=facture").await.body.contains("Aucune fiche ne correspond"));
        let printed = monique.get("/mes-fiches/document").await;
        assert_eq!((printed.status, printed.headers[CONTENT_TYPE].to_str().unwrap()), (StatusCode::OK, "application/pdf"));

        // The part's, once all of it is done: a file.
        for step in &steps[1..] {
            world.mark(enrolment, step.id, Some(80.0)).await;
        }
        let mine = monique.get("/mes-fiches").await.body;
        assert!(mine.contains("Le pense-bête") && mine.contains("memo.pdf") && mine.contains("/mes-fiches/archive"), "{mine}");
        let read = monique.get(&format!("/mes-fiches/{enrolment}/{pdf}")).await.body;
        assert!(read.contains("Télécharger le document") && read.contains("memo.pdf"), "{read}");
        let all = monique.get("/mes-fiches/archive").await;
        assert_eq!((all.status, all.headers[CONTENT_TYPE].to_str().unwrap()), (StatusCode::OK, "application/zip"));
        let zip = zip::ZipArchive::new(std::io::Cursor::new(all.bytes)).unwrap();
        assert_eq!(zip.file_names().map(|name| name.unwrap().into_owned()).collect::<Vec<_>>(), ["01 memo.pdf", "mes-fiches.pdf"]);
        let file = format!("/mes-fiches/{enrolment}/{pdf}/fichier");
        assert!(read.contains(&file), "{read}");

        // Hers alone: not her tutor's, nor another learner's; and kept after the end of the access.
        let mut fabienne = world.signed_in(world.someone(BuiltIn::Tutor).await).await;
        assert_ne!(fabienne.get(&sheet).await.status, StatusCode::OK);
        let other = world.person("Karim", "Benali").await;
        world.enrol(other, world.session(Relation::OtherSession)).await;
        let mut karim = world.signed_in(other).await;
        assert_eq!(karim.get(&sheet).await.status, StatusCode::NOT_FOUND);
        assert_eq!(karim.get(&file).await.status, StatusCode::NOT_FOUND);
        world.scratch.clock.advance(40 * 24 * 3600 * 1000);
        let mut monique = world.signed_in(learner).await;
        assert_eq!(monique.get(&sheet).await.status, StatusCode::OK);
        let kept = monique.get(&file).await;
        assert_eq!((kept.status, kept.bytes.as_slice()), (StatusCode::OK, &b"%PDF-1.7"[..]));
        assert!(kept.headers[CONTENT_DISPOSITION].to_str().unwrap().starts_with("attachment; filename=\"memo.pdf\""));
    }
}
