//! The documents of a session: the course's and its own, for learners and for tutors, and nobody else's.

use http::StatusCode;
use http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use platform::http::BuiltIn;
use platform::{args, both_engines, sql};

use crate::course_editor::Office;
use crate::summaries::adds;
use crate::world::{Relation, World};

const WRONG: StatusCode = StatusCode::UNPROCESSABLE_ENTITY;
const DONE: StatusCode = StatusCode::SEE_OTHER;

async fn blobs(world: &World) -> i64 {
    let mut tx = world.site.db().read().await.unwrap();
    let row = tx
        .one(sql!("SELECT COUNT(*) AS held FROM blobs"), args![])
        .await
        .unwrap();
    row.get("held").unwrap()
}

/// The identifier in the only link of a page to a document with this title.
fn link<'a>(page: &'a str, title: &str) -> &'a str {
    let before = page.split(&format!("\">{title}</a>")).next().unwrap();
    before.rsplit("href=\"").next().unwrap()
}

both_engines! {
    async fn a_course_gives_documents_to_each_side(engine) {
        let world = World::new(engine).await;
        let mut office = Office::new(&world, world.course).await.visitor;
        let page = adds(&mut office, "Le programme", "# Première semaine").await;
        let guide = office.post_file("/bibliotheque",
            &[("sorte", "document"), ("titre", "Guide du tuteur"), ("minutes", "5"), ("modalite", "self_paced")],
            ("document=guide n° 1.pdf", b"%PDF-1.7 guide")).await;
        let guide = guide.location().rsplit('/').next().unwrap().to_owned();
        let (film, _) = world.film().await;
        let home = format!("/parcours/{}/documents", world.course);

        assert!(office.get(&format!("/parcours/{}", world.course)).await.body.contains("Aucun document à côté des étapes"));
        let refused = office.post(&home, &[("ressource", &film.to_string()), ("lecteurs", "tous")]).await;
        assert!(refused.status == WRONG && refused.body.contains("Choisissez une page") && refused.body.contains("Dites qui lit"), "{}", refused.body);
        assert_eq!(office.post(&home, &[("ressource", &page), ("lecteurs", "tutors")]).await.status, DONE);
        assert_eq!(office.post(&home, &[("ressource", &page), ("lecteurs", "learners")]).await.status, DONE);
        assert_eq!(office.post(&home, &[("ressource", &guide), ("lecteurs", "tutors")]).await.status, DONE);
        let shown = office.get(&home).await.body;
        assert!(shown.find("Le programme").unwrap() < shown.find("Pour les tuteurs").unwrap(), "it went to the learners: {shown}");
        assert!(office.get(&format!("/parcours/{}", world.course)).await.body.contains("1 document pour les apprenants, 1 pour les tuteurs."));
        // It is used: the library says where, and keeps it.
        assert!(office.get(&format!("/bibliotheque/{guide}")).await.body.contains("parmi ses documents"));
        assert_ne!(office.post(&format!("/bibliotheque/{guide}/retrait"), &[]).await.status, DONE);
        let copy = [("titre", "Copie"), ("resume", ""), ("objectifs", ""), ("modele", &world.course.to_string())];
        let copy = office.post("/parcours", &copy).await;
        assert!(office.get(copy.location()).await.body.contains("1 document pour les apprenants, 1 pour les tuteurs."));

        // Each reads theirs.
        let learner = world.someone(BuiltIn::Learner).await;
        let mut monique = world.signed_in(learner).await;
        let own = format!("/mes-parcours/{}/documents", world.enrolment_of(learner).await);
        let mine = monique.get(&own).await.body;
        assert!(mine.contains("Le programme") && !mine.contains("Guide du tuteur"), "{mine}");
        assert!(monique.get(&format!("{own}/{page}")).await.body.contains("<h2>Première semaine</h2>"));
        for path in [format!("{own}/{guide}"), format!("{own}/{guide}/fichier"), format!("/sessions/{}/documents", world.own)] {
            assert!(monique.get(&path).await.status.is_client_error(), "{path}");
        }
        let mut fabienne = world.signed_in(world.someone(BuiltIn::Tutor).await).await;
        let all = format!("/sessions/{}/documents", world.own);
        let theirs = fabienne.get(&all).await.body;
        assert!(theirs.contains("Le programme") && theirs.contains("Guide du tuteur") && theirs.contains("Du parcours, guide n° 1.pdf"), "{theirs}");
        let file = fabienne.get(&format!("{all}/{guide}/fichier")).await;
        assert_eq!((file.status, file.body.as_str()), (StatusCode::OK, "%PDF-1.7 guide"));
        assert_eq!(file.headers[CONTENT_TYPE], "application/pdf");
        assert_eq!(file.headers[CACHE_CONTROL], "private, no-cache");
        assert_eq!(file.headers[CONTENT_DISPOSITION], "attachment; filename=\"guide_n__1.pdf\"; filename*=UTF-8''guide%20n%C2%B0%201.pdf");
        // What comes from the course is changed with the course.
        assert_eq!(fabienne.post(&format!("{all}/{guide}/retrait"), &[]).await.status, DONE);
        assert!(fabienne.get(&all).await.body.contains("Guide du tuteur"));
        assert!(fabienne.get(&format!("{all}/{guide}/modification")).await.status.is_client_error());

        // A new version is there at once; what is taken away is gone everywhere but from the library.
        let corrected = office.post_file(&format!("/bibliotheque/{guide}/versions"), &[("commence", "continue")], ("document=guide 2.pdf", b"%PDF-1.7 deux")).await;
        assert_eq!(corrected.status, DONE, "{}", corrected.body);
        assert_eq!(fabienne.get(&format!("{all}/{guide}/fichier")).await.body, "%PDF-1.7 deux");
        assert_eq!(office.post(&format!("{home}/retrait"), &[("ressource", &guide)]).await.status, DONE);
        assert!(!fabienne.get(&all).await.body.contains("Guide du tuteur"));
        assert_eq!(office.get(&format!("/bibliotheque/{guide}")).await.status, StatusCode::OK);
    }

    async fn a_session_has_documents_of_its_own(engine) {
        let world = World::new(engine).await;
        let mut rene = world.signed_in(world.manager).await;
        let all = format!("/sessions/{}/documents", world.own);
        let before = blobs(&world).await;
        let fields = |title, text, readers| [("titre", title), ("texte", text), ("adresse", ""), ("lecteurs", readers)];

        // Nothing is kept of what is refused.
        let empty = rene.post(&all, &fields("", "", "")).await;
        assert!(empty.status == WRONG && empty.body.contains("il en faut au moins un"), "{}", empty.body);
        let program = rene.post_file(&all, &fields("Jeu", "", "learners"), ("document=jeu.exe", b"MZ")).await;
        assert!(program.status == WRONG && program.body.contains("Envoyez un PDF"), "{}", program.body);
        let untitled = rene.post_file(&all, &fields("", "", "learners"), ("document=plan.pdf", b"%PDF-1.7 plan")).await;
        assert_eq!((untitled.status, blobs(&world).await), (WRONG, before));

        let added = rene.post_file(&all, &fields("Plan d’accès", "Salle **12**, au fond de la cour.", "learners"), ("document=plan.pdf", b"%PDF-1.7 plan")).await;
        assert_eq!((added.status, added.location()), (DONE, all.as_str()));
        let mut fabienne = world.signed_in(world.someone(BuiltIn::Tutor).await).await;
        assert_eq!(fabienne.post(&all, &fields("Corrigé", "La réponse est 12.", "tutors")).await.status, DONE);
        let list = rene.get(&all).await.body;
        assert!(list.contains("Plan d’accès") && list.contains("Corrigé") && list.contains("Ajouté par"), "{list}");
        let plan = link(&list, "Plan d’accès").to_owned();
        let key = link(&list, "Corrigé").rsplit('/').next().unwrap().to_owned();
        let id = plan.rsplit('/').next().unwrap().to_owned();

        // What people write isn't in the store in clear.
        let mut tx = world.site.db().read().await.unwrap();
        for row in tx.all(sql!("SELECT content FROM session_materials"), args![]).await.unwrap() {
            let content: Vec<u8> = row.get("content").unwrap();
            assert!(!String::from_utf8_lossy(&content).contains("titre") && !content.windows(5).any(|some| some == b"Salle"));
        }
        drop(tx);

        let learner = world.someone(BuiltIn::Learner).await;
        let mut monique = world.signed_in(learner).await;
        let course = format!("/mes-parcours/{}", world.enrolment_of(learner).await);
        assert!(monique.get(&course).await.body.contains(">Documents<"));
        let mine = monique.get(&format!("{course}/documents")).await.body;
        assert!(mine.contains("Plan d’accès") && !mine.contains("Corrigé"), "{mine}");
        assert!(monique.get(&format!("{course}/documents/{id}")).await.body.contains("<strong>12</strong>"));
        assert_eq!(monique.get(&format!("{course}/documents/{id}/fichier")).await.body, "%PDF-1.7 plan");
        assert!(monique.get(&format!("{course}/documents/{key}")).await.status.is_client_error());
        // Another session's learner has another list, and no way to this one.
        let karim = world.person("Karim", "Benali").await;
        let there = world.enrol(karim, world.session(Relation::OtherSession)).await;
        let mut karim = world.signed_in(karim).await;
        assert!(karim.get(&format!("/mes-parcours/{there}/documents")).await.body.contains("Aucun document pour le moment"));
        assert!(karim.get(&format!("/mes-parcours/{there}/documents/{id}/fichier")).await.status.is_client_error());
        assert_eq!(karim.get(&format!("{course}/documents/{id}/fichier")).await.status, StatusCode::NOT_FOUND);

        // Two at once never overwrite each other; a new file takes the place of the other.
        let form = rene.get(&format!("{plan}/modification")).await.body;
        assert!(form.contains("plan.pdf\u{202f}» reste") && form.contains("name=\"revision\" value=\"1\""), "{form}");
        let with = |revision, text| [("revision", revision), ("titre", "Plan d’accès"), ("texte", text), ("adresse", "exemple.fr/plan"), ("lecteurs", "learners")];
        assert_eq!(rene.post(&plan, &with("1", "Salle 14.")).await.status, DONE);
        assert_eq!(rene.get(&format!("{plan}/fichier")).await.body, "%PDF-1.7 plan", "the file stays");
        let late = fabienne.post(&plan, &with("1", "Salle 16.")).await;
        assert!(late.status == WRONG && late.body.contains("pendant ce temps") && late.body.contains("Salle 16."), "{}", late.body);
        let replaced = rene.post_file(&plan, &with("2", "Salle 14."), ("document=plan 2.pdf", b"%PDF-1.7 deux")).await;
        assert_eq!((replaced.status, blobs(&world).await), (DONE, before + 1), "{}", replaced.body);
        assert_eq!(rene.get(&format!("{plan}/fichier")).await.body, "%PDF-1.7 deux");
        let read = monique.get(&format!("{course}/documents/{id}")).await.body;
        assert!(read.contains("Salle 14.") && read.contains("https://exemple.fr/plan"), "{read}");

        // Taken away, with its file; twice is once.
        assert!(rene.get(&format!("{plan}/retrait")).await.body.contains("son fichier sera effacé"));
        for _ in 0..2 {
            assert_eq!(rene.post(&format!("{plan}/retrait"), &[]).await.status, DONE);
        }
        assert_eq!(blobs(&world).await, before);
        assert!(monique.get(&format!("{course}/documents/{id}")).await.body.contains("n’est plus parmi ceux de la session"));
        // A document of another session isn't one of this.
        let elsewhere = world.session(Relation::OtherSession);
        assert_eq!(rene.post(&format!("/sessions/{elsewhere}/documents/{key}/retrait"), &[]).await.status, StatusCode::NOT_FOUND);
        assert!(rene.get(&all).await.body.contains("Corrigé"));
    }

    async fn a_session_holds_no_more_documents_than_it_may(engine) {
        let world = World::new(engine).await;
        let mut rene = world.signed_in(world.manager).await;
        let all = format!("/sessions/{}/documents", world.own);
        let fields = [("titre", "Note"), ("texte", "Un mot."), ("adresse", ""), ("lecteurs", "tutors")];
        for _ in 0..100 {
            assert_eq!(rene.post(&all, &fields).await.status, DONE);
        }
        let full = rene.post(&all, &fields).await;
        assert!(full.status == WRONG && full.body.contains("a déjà cent documents"), "{}", full.body);
    }
}
