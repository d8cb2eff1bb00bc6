//! The question bank through the front door: a question written, shown, changed, put away; files that bring questions, and
//! files that take them elsewhere.

use assess::quiz::settings::Settings;
use catalogue::questions::{self, AddQuestions};
use http::StatusCode;
use platform::blobs;
use platform::http::{BuiltIn, Proof, SystemActs};
use platform::keys::Class;
use platform::testing::{Answer, Visitor};
use platform::{args, both_engines, sql};
use uuid::Uuid;

use crate::world::{Relation, World};

const QUESTION: [(&str, &str); 10] = [
    ("type", "single"),
    ("titre", "Le bon moment"),
    ("enonce", "Quand publier\u{202f}?"),
    ("lignes", "4"),
    ("texte-0", "Quand vos clients sont en ligne"),
    ("texte-2", "Au milieu de la nuit"),
    ("juste", "0"),
    ("points", "1"),
    ("etiquettes", "rythme, publier"),
    ("retour-2", "Personne ne lit à cette heure."),
];

const GIFT: &str = "::Photo:: Que montre une bonne photo ? {=Le geste ~Le sol}\n\n::Avis:: Répondre à un avis est utile. {T}\n\n::Vide:: Rien de juste {~a ~b}\n";

/// An image of one pixel.
pub const DOT: &[u8] = b"\x89PNG\x0d\x0a\x1a\x0a\x00\x00\x00\x0dIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89\x00\x00\x00\x0dIDATx\x9cc\xf8\xcf\xc0\xf0\x1f\x00\x05\x00\x01\xff\x89\x99=\x1d\x00\x00\x00\x00IEND\xaeB`\x82";

/// The same, as Moodle writes it.
const DOT_64: &str =
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGP4z8DwHwAFAAH/iZk9HQAAAABJRU5ErkJggg==";

impl World {
    /// A question of the bank; the bank is nobody's region.
    pub async fn question(&self, relation: Relation) -> Uuid {
        let content = r#"{"version":1,"title":"Feuilletage","text":"Quelle matière grasse\u202f?","type":"single","choices":[{"text":"Beurre","share":2520000},{"text":"Huile","share":0}]}"#;
        let content = assess::questions::from_json(content).unwrap();
        let mut tx = self.site.db().begin().await.unwrap();
        let proof = Proof::<AddQuestions>::of_system(&SystemActs::new(), Uuid::nil());
        let id = questions::create(&mut tx, &self.site, &proof, None, &content)
            .await
            .unwrap();
        if relation == Relation::Deleted {
            let sql = sql!("UPDATE questions SET deleted_at = 1 WHERE id = $1");
            tx.execute(sql, args![id]).await.unwrap();
        }
        tx.commit().await.unwrap();
        id.0
    }
}

async fn office(world: &World) -> Visitor {
    world.signed_in(world.someone(BuiltIn::Administrator).await).await
}

async fn count(world: &World, table: &str) -> i64 {
    let sql = match table {
        "questions" => sql!("SELECT COUNT(*) AS many FROM questions WHERE deleted_at IS NULL"),
        _ => sql!("SELECT COUNT(*) AS many FROM question_versions"),
    };
    let mut tx = world.site.db().read().await.unwrap();
    tx.one(sql, args![]).await.unwrap().get("many").unwrap()
}

fn with<'a>(fields: &[(&'a str, &'a str)], more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let kept = fields
        .iter()
        .filter(|(name, _)| !more.iter().any(|(other, _)| other == name));
    kept.chain(more).copied().collect()
}

/// The address of the question that was just written.
async fn written(visitor: &mut Visitor) -> String {
    let answer = visitor.post("/questions", &QUESTION).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    answer.location().to_owned()
}

fn invalid(answer: &Answer, sentence: &str) {
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains(sentence), "{sentence}: {}", answer.body);
}

both_engines! {
    async fn a_question_is_written_shown_and_changed(engine) {
        let world = World::new(engine).await;
        let mut author = office(&world).await;
        let home = written(&mut author).await;
        let page = author.get(&home).await.body;
        assert!(page.contains("Au milieu de la nuit") && page.contains("Personne ne lit à cette heure."));
        let preview = page.split("id=\"apercu\"").nth(1).unwrap();
        assert!(preview.contains("name=\"vue-answer\"") && !preview.contains("Personne ne lit"), "the preview tells nothing");

        let list = author.get("/questions?q=moment&type=single&etiquette=rythme&banque=plateforme").await.body;
        assert!(list.contains("Le bon moment"));
        assert!(!author.get("/questions?q=rien").await.body.contains("Le bon moment"));
        assert!(!author.get("/questions?type=cloze").await.body.contains(">Le bon moment<"));

        let changed = author.post(&home, &with(&QUESTION, &[("version", "1"), ("titre", "Le meilleur moment")])).await;
        assert_eq!(changed.status, StatusCode::SEE_OTHER);
        let versions = author.get(&format!("{home}/versions")).await.body;
        assert!(versions.contains("Version 2") && versions.contains("Version 1"));
        assert_eq!((count(&world, "questions").await, count(&world, "versions").await), (1, 2));
    }

    async fn nothing_typed_is_lost(engine) {
        let world = World::new(engine).await;
        let mut author = office(&world).await;
        let more = author.post("/questions", &with(&QUESTION, &[("faire", "ajouter")])).await;
        assert_eq!(more.status, StatusCode::OK);
        assert!(more.body.contains("id=\"texte-4\"") && more.body.contains("Au milieu de la nuit"));
        let less = author.post("/questions", &with(&QUESTION, &[("faire", "retirer-0")])).await;
        assert!(!less.body.contains("Quand vos clients") && less.body.contains("Au milieu de la nuit"));
        let preview = author.post("/questions", &with(&QUESTION, &[("faire", "apercu")])).await;
        assert!(preview.body.split("id=\"apercu\"").nth(1).unwrap().contains("Quand vos clients"));

        let refused = author.post("/questions", &with(&QUESTION, &[("titre", ""), ("juste", "9"), ("points", "cent")])).await;
        invalid(&refused, "Le titre n’a pas de texte");
        invalid(&refused, "indiquez la bonne réponse");
        invalid(&refused, "Écrivez ce que vaut la question");
        assert!(refused.body.contains("Au milieu de la nuit") && refused.body.contains("cent"));
        assert_eq!(count(&world, "questions").await, 0);

        let home = written(&mut author).await;
        let mut other = office(&world).await;
        other.post(&home, &with(&QUESTION, &[("version", "1"), ("titre", "Autre titre")])).await;
        let late = author.post(&home, &with(&QUESTION, &[("version", "1"), ("titre", "Trop tard")])).await;
        invalid(&late, "Quelqu’un d’autre a modifié cette question");
        assert!(late.body.contains("Trop tard") && late.body.contains("name=\"version\" value=\"2\""));
        let both = late.body.split("id=\"titre-entretemps\"").nth(1).unwrap();
        assert!(both.contains("Autre titre") && both.contains("Enregistrer ma version"), "{both}");
        assert!(author.get("/questions").await.body.contains("Autre titre"));
    }

    async fn a_question_goes_to_the_trash_and_comes_back(engine) {
        let world = World::new(engine).await;
        let mut author = office(&world).await;
        let home = written(&mut author).await;
        assert_eq!(author.post(&format!("{home}/retrait"), &[]).await.status, StatusCode::SEE_OTHER);
        assert_eq!(author.get(&home).await.status, StatusCode::NOT_FOUND);
        let mut tx = world.site.db().read().await.unwrap();
        let sql = sql!("SELECT id FROM question_versions");
        let version = tx.one(sql, args![]).await.unwrap().get("id").unwrap();
        assert!(questions::version(&mut tx, version).await.is_ok(), "what was asked stays readable");
        drop(tx);
        assert!(author.get("/questions/corbeille").await.body.contains("Le bon moment"));
        let id = home.trim_start_matches("/questions/").to_owned();
        assert_eq!(author.post("/questions/corbeille", &[("question", &id)]).await.location(), home);
        invalid(&author.post("/questions/corbeille", &[("question", &id)]).await, "n’est plus dans la corbeille");
        assert_eq!(author.get(&home).await.status, StatusCode::OK);
    }

    async fn what_was_typed_of_a_question_in_the_trash_comes_back(engine) {
        let world = World::new(engine).await;
        let mut author = office(&world).await;
        let home = written(&mut author).await;
        author.post(&format!("{home}/retrait"), &[]).await;
        let late = author.post(&home, &with(&QUESTION, &[("version", "1"), ("titre", "Écrit pour rien\u{202f}?")])).await;
        invalid(&late, "a été mise à la corbeille pendant ce temps");
        let after = format!("name=\"dapres\" value=\"{}\"", home.trim_start_matches("/questions/"));
        assert!(late.body.contains("Écrit pour rien") && late.body.contains(&after), "{}", late.body);
        assert_eq!(author.post(&home, &[]).await.status, StatusCode::NOT_FOUND);
        assert_eq!(author.post(&home.replace('0', "1"), &QUESTION).await.status, StatusCode::NOT_FOUND);
        for page in ["", "/image", "/versions", "/retrait"] {
            assert_eq!(author.get(&format!("{home}{page}")).await.status, StatusCode::NOT_FOUND, "{page}");
        }
    }

    async fn files_bring_questions_after_a_look(engine) {
        let world = World::new(engine).await;
        let mut author = office(&world).await;
        let read = author.post("/questions/import", &[("colle", GIFT)]).await;
        assert_eq!(read.status, StatusCode::OK);
        for said in ["Importée", "Refusée", "Aucune réponse ne donne de points", "Importer ces 2 questions"] {
            assert!(read.body.contains(said), "{said}");
        }
        assert_eq!(count(&world, "questions").await, 0);
        let lecture = read.after("name=\"lecture\" value=\"").unwrap().to_owned();
        let taken = author.post("/questions/import/prise", &[("lecture", &lecture)]).await;
        assert_eq!(taken.location(), "/questions");
        author.post("/questions/import/prise", &[("lecture", &lecture)]).await;
        assert_eq!(count(&world, "questions").await, 2, "taken once");
        assert!(read.body.contains("Le texte collé, à corriger") && read.body.contains("::Vide:: Rien de juste"), "{}", read.body);
        let named = author.post("/questions/import", &[("colle", "::Le\0 four:: Quoi {=a ~b}")]).await;
        assert!(named.body.contains("Le four") && !named.body.contains("à corriger"), "{}", named.body);

        invalid(&author.post("/questions/import", &[]).await, "Choisissez un fichier");
        invalid(&author.post("/questions/import", &[("colle", GIFT), ("banque", "x")]).await, "Choisissez une banque");
        for (name, bytes, sentence) in [
            ("fichier=a.xml", &b"<?xml version=\"1.0\"?><!DOCTYPE q [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><quiz>&e;</quiz>"[..], "entité"),
            ("fichier=b.xml", b"<quiz><question", "mal formé"),
            ("fichier=c.txt", b"\xff\xfe\x00", "UTF-8"),
        ] {
            let answer = author.post_file("/questions/import", &[], (name, bytes)).await;
            assert!(answer.body.contains(sentence) && !answer.body.contains("name=\"lecture\""), "{name}: {}", answer.body);
        }
    }

    async fn what_leaves_comes_back_the_same(engine) {
        let world = World::new(engine).await;
        let mut author = office(&world).await;
        written(&mut author).await;
        assert!(author.get("/questions/export?q=moment").await.body.contains("/questions/export/moodle?q=moment"));
        let moodle = author.get("/questions/export/moodle?q=moment").await;
        assert!(moodle.headers["content-disposition"].to_str().unwrap().contains("questions-moodle.xml"));
        let zip = author.get("/questions/export/qti").await;
        for (name, bytes) in [("fichier=q.xml", &moodle.bytes), ("fichier=questions-qti.zip", &zip.bytes)] {
            let read = author.post_file("/questions/import", &[], (name, bytes)).await;
            let lecture = read.after("name=\"lecture\" value=\"").unwrap_or_else(|| panic!("{name}: {}", read.body)).to_owned();
            author.post("/questions/import/prise", &[("lecture", &lecture)]).await;
        }
        let mut tx = world.site.db().read().await.unwrap();
        let rows = tx.all(sql!("SELECT content FROM question_versions ORDER BY made_at, id"), args![]).await.unwrap();
        let all: Vec<_> = rows.iter().map(|row| assess::questions::from_json(&row.get::<String>("content").unwrap()).unwrap()).collect();
        assert_eq!(all.len(), 3);
        for one in &all {
            assert_eq!((&one.title, &one.body), (&all[0].title, &all[0].body));
        }
    }

    async fn a_place_on_an_image_keeps_its_image(engine) {
        let world = World::new(engine).await;
        let mut author = office(&world).await;
        let fields = [
            ("type", "hotspot"), ("titre", "La porte"), ("enonce", "Où est la porte\u{202f}?"), ("lignes", "1"),
            ("texte-0", "La porte"), ("avec-0", "0, 0, 1, 1"), ("juste", "0"), ("description", "Un four"),
        ];
        let without = author.post("/questions", &fields).await;
        invalid(&without, "Il manque l’image");
        let wrong = author.post_file("/questions", &fields, ("fichier=four.png", b"pas une image")).await;
        invalid(&wrong, "Choisissez une image PNG ou JPEG");
        let outside = with(&fields, &[("avec-0", "0, 0, 9, 9")]);
        let back = author.post_file("/questions", &outside, ("fichier=four.png", DOT)).await;
        invalid(&back, "sort de l’image");
        let waits = back.after("name=\"fichier.envoi\" value=\"").unwrap().to_owned();
        let more = author.post("/questions", &with(&outside, &[("fichier.envoi", &waits), ("faire", "ajouter")])).await;
        assert!(more.body.contains(&waits) && more.body.contains("id=\"texte-1\""), "it waits still: {}", more.body);
        let kept = author.post("/questions", &with(&fields, &[("fichier.envoi", &waits)])).await;
        assert_eq!(author.get(&format!("{}/image", kept.location())).await.bytes, DOT, "{}", kept.body);
        let made = author.post_file("/questions", &fields, ("fichier=four.png", DOT)).await;
        let home = made.location().to_owned();
        assert_eq!(author.get(&format!("{home}/image")).await.bytes, DOT, "{}", made.body);
        assert!(author.get(&home).await.body.contains("Il n’y a qu’une zone"));
        author.post(&home, &with(&fields, &[("version", "1"), ("titre", "La porte du four")])).await;
        assert_eq!(author.get(&format!("{home}/image?version=2")).await.bytes, DOT, "the next version has it too");
    }

    async fn images_come_with_their_questions_and_leave_with_them(engine) {
        let world = World::new(engine).await;
        let mut author = office(&world).await;
        let file = |name: &str, bytes: &str| format!("<file name=\"{name}\" path=\"/\" encoding=\"base64\">{bytes}</file>");
        let moodle = format!(
            "<quiz><question type=\"multichoice\"><name><text>Le four</text></name><questiontext format=\"html\"><text><![CDATA[<p>Lequel <img src=\"@@PLUGINFILE@@/un%20four.png\" alt=\"Un four\" onerror=\"alert(1)\"></p>]]></text>{}</questiontext><answer fraction=\"100\"><text><![CDATA[<img src=\"@@PLUGINFILE@@/faux.png\" alt=\"Un faux\">]]></text>{}</answer><answer fraction=\"0\"><text>b</text></answer></question></quiz>",
            file("un four.png", DOT_64),
            file("faux.png", "PHN2Zz48L3N2Zz4="),
        );
        let take = async |author: &mut Visitor, name: &str, bytes: &[u8]| {
            let read = author.post_file("/questions/import", &[], (name, bytes)).await;
            let lecture = read.after("name=\"lecture\" value=\"").unwrap_or_else(|| panic!("{}", read.body)).to_owned();
            author.post("/questions/import/prise", &[("lecture", &lecture)]).await;
            let home = author.get("/questions").await.after("href=\"/questions/0").map(|rest| format!("/questions/0{rest}"));
            (read.body, home.unwrap())
        };
        let (told, home) = take(&mut author, "fichier=q.xml", moodle.as_bytes()).await;
        assert!(told.contains("n’est ni un PNG ni un JPEG"), "{told}");
        let page = author.get(&home).await.body;
        let address = format!("{home}/image?version=1&amp;nom=un-four.png");
        assert!(page.contains(&format!("<img src=\"{address}\" alt=\"Un four\">")) && page.contains("Un faux"), "{page}");
        assert!(!page.contains("onerror"));
        let image = author.get(&address.replace("&amp;", "&")).await;
        assert_eq!((&image.bytes[..], image.headers["content-type"].to_str().unwrap()), (DOT, "image/png"));
        assert_eq!(author.get(&format!("{home}/image?nom=autre.png")).await.location(), home);
        let changed = author.post(&home, &with(&QUESTION, &[("version", "1"), ("enonce", "Lequel ![Un four](un-four.png)")])).await;
        assert_eq!(changed.status, StatusCode::SEE_OTHER, "{}", changed.body);
        assert_eq!(author.get(&format!("{home}/image?nom=un-four.png")).await.bytes, DOT, "the next version has it too");
        let id = home.trim_start_matches("/questions/").to_owned();
        let instead = author.post("/questions", &with(&QUESTION, &[("dapres", &id), ("enonce", "Lequel ![Un four](un-four.png)"), ("titre", "À la place")])).await;
        assert_eq!(author.get(&format!("{}/image?nom=un-four.png", instead.location())).await.bytes, DOT, "{}", instead.body);

        for (name, address) in [("fichier=m.xml", "moodle"), ("fichier=q.zip", "qti")] {
            let left = author.get(&format!("/questions/export/{address}?q=moment")).await;
            let (told, again) = take(&mut author, name, &left.bytes).await;
            assert!(!told.contains("une image"), "{told}");
            assert_eq!(author.get(&format!("{again}/image?nom=un-four.png")).await.bytes, DOT, "{address}");
        }
        // What nobody takes goes after a day, its images too.
        let files = async || {
            let mut tx = world.site.db().read().await.unwrap();
            let sql = sql!("SELECT COUNT(*) AS many FROM question_import_files");
            tx.one(sql, args![]).await.unwrap().get::<i64>("many").unwrap()
        };
        author.post_file("/questions/import", &[], ("fichier=q.xml", moodle.as_bytes())).await;
        assert_eq!(files().await, 1);
        world.scratch.clock.advance(11 * 3_600_000);
        author.get("/questions").await;
        world.scratch.clock.advance(11 * 3_600_000);
        author.get("/questions").await;
        world.scratch.clock.advance(3 * 3_600_000);
        author.post("/questions/import", &[("colle", GIFT)]).await;
        assert_eq!(files().await, 0);
    }

    async fn a_learner_sees_the_images_of_a_question_and_no_others(engine) {
        let world = World::new(engine).await;
        let mut question = crate::quizzes::truth("Le four");
        question.text = "Lequel\u{202f}? ![Un four](four.png) ![Ailleurs](https://exemple.fr/x.png)".to_owned();
        let (_, step) = world.quiz(Settings::default(), &[question]).await;
        let stored = blobs::put(&world.site, Uuid::from_u128(9), Class::Shared, "image/png", DOT).await.unwrap();
        let mut tx = world.site.db().begin().await.unwrap();
        let version = tx.one(sql!("SELECT id FROM question_versions"), args![]).await.unwrap().get("id").unwrap();
        let blob = stored.record(&mut tx).await.unwrap();
        questions::put_file(&mut tx, version, "four.png", blob).await.unwrap();
        tx.commit().await.unwrap();
        let (mut learner, path) = world.taker_at(step).await;
        let attempt = learner.post(&format!("{path}/essais"), &[]).await.location().to_owned();
        let page = learner.get(&attempt).await.body;
        let image = format!("{attempt}/images/0/four.png");
        assert!(page.contains(&format!("<img src=\"{image}\" alt=\"Un four\">")) && page.contains("Ailleurs"), "{page}");
        assert!(!page.contains("exemple.fr"), "nothing is asked elsewhere");
        assert_eq!(learner.get(&image).await.bytes, DOT);
        assert_eq!(learner.get(&image.replace("four", "autre")).await.status, StatusCode::NOT_FOUND);
    }

    async fn a_question_that_a_quiz_needs_stays(engine) {
        let world = World::new(engine).await;
        let mut author = office(&world).await;
        let made = author.post("/bibliotheque", &[("sorte", "quiz"), ("titre", "Les bases"), ("minutes", "5"), ("modalite", "quiz")]).await;
        let quiz = made.location().to_owned();
        let home = written(&mut author).await;
        let drawn = author.post("/questions", &with(&QUESTION, &[("titre", "À tirer"), ("etiquettes", "photo")])).await.location().to_owned();
        let id = home.trim_start_matches("/questions/").to_owned();
        for (act, revision, fields) in [
            ("questions", "0", &[("question", id.as_str())][..]),
            ("tirages", "1", &[("combien", "1"), ("etiquette", "photo")]),
            ("publication", "2", &[]),
        ] {
            let done = author.post(&format!("{quiz}/{act}"), &with(&[("revision", revision)], fields)).await;
            assert_eq!(done.status, StatusCode::SEE_OTHER, "{act}: {}", done.body);
        }
        for home in [&home, &drawn] {
            assert!(author.get(&format!("{home}/retrait")).await.body.contains("Les bases"));
            invalid(&author.post(&format!("{home}/retrait"), &[]).await, "est encore posée");
            assert_eq!(author.get(home).await.status, StatusCode::OK);
        }
        // Another may be drawn: the draw is filled without it.
        author.post("/questions", &with(&QUESTION, &[("titre", "Une autre"), ("etiquettes", "photo")])).await;
        assert_eq!(author.post(&format!("{drawn}/retrait"), &[]).await.status, StatusCode::SEE_OTHER);
    }

    async fn the_list_costs_few_queries(engine) {
        let world = World::new(engine).await;
        let mut author = office(&world).await;
        let mut costs = Vec::new();
        for _ in 0..2 {
            world.question(Relation::Own).await;
            author.get("/questions").await;
            let before = world.site.db().statements();
            author.get("/questions").await;
            costs.push(world.site.db().statements() - before);
            for _ in 0..60 {
                world.question(Relation::Own).await;
            }
        }
        assert_eq!(costs[0], costs[1]);
        let list = author.get("/questions?page=2").await.body;
        assert!(list.contains("aria-current=\"page\"") && list.matches(">Feuilletage<").count() <= 50);
    }
}
