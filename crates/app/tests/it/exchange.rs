//! A course as an archive: out, in again, the same; and every archive that isn't one is refused, with nothing left.

use std::io::{Cursor, Read as _};

use catalogue::courses::CourseId;
use catalogue::editor::parts;
use http::StatusCode;
use http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use platform::testing::{Answer, Visitor};
use platform::{args, both_engines, sql};

use crate::archives::{package, zip};
use crate::course_editor::Office;
use crate::questions::DOT;
use crate::summaries::adds;
use crate::world::World;

const WRONG: StatusCode = StatusCode::UNPROCESSABLE_ENTITY;
const DONE: StatusCode = StatusCode::SEE_OTHER;

async fn imports(office: &mut Visitor, archive: &[u8]) -> Answer {
    office
        .post_file("/parcours/import", &[], ("archive=parcours.zip", archive))
        .await
}

/// How many courses, items and files there are.
async fn held(world: &World) -> [i64; 3] {
    let sql = sql!(
        "SELECT (SELECT COUNT(*) FROM courses) AS courses, (SELECT COUNT(*) FROM items) AS items, (SELECT COUNT(*) FROM blobs) AS files"
    );
    let mut tx = world.site.db().read().await.unwrap();
    let row = tx.one(sql, args![]).await.unwrap();
    ["courses", "items", "files"].map(|name| row.get(name).unwrap())
}

/// The description in an archive.
fn description(archive: &[u8]) -> serde_json::Value {
    let mut zip = zip::ZipArchive::new(Cursor::new(archive)).unwrap();
    let mut text = String::new();
    zip.by_name("parcours.json")
        .unwrap()
        .read_to_string(&mut text)
        .unwrap();
    serde_json::from_str(&text).unwrap()
}

both_engines! {
    async fn a_course_goes_out_and_comes_in_the_same(engine) {
        let world = World::new(engine).await;
        let mut office = Office::new(&world, world.course).await;
        let steps = world.steps().await;
        let module = office.visitor.post_file("/bibliotheque",
            &[("sorte", "scorm"), ("titre", "Photo"), ("minutes", "45"), ("modalite", "self_paced")], ("paquet", &package("Photo"))).await;
        let module = module.location().rsplit('/').next().unwrap().to_owned();
        let sheet = adds(&mut office.visitor, "À retenir", "# À vérifier\n\n- le **nom**").await;
        let guide = office.visitor.post_file("/bibliotheque",
            &[("sorte", "document"), ("titre", "Guide"), ("minutes", "5"), ("modalite", "self_paced")], ("document=Guide n° 1.pdf", b"%PDF-1.7 guide")).await;
        let guide = guide.location().rsplit('/').next().unwrap().to_owned();
        let (film, _) = world.film().await;
        world.opens(film, 2).await;
        let [first, second] = [0, 1].map(|at| steps[at].id.to_string());
        for (act, fields) in [
            ("etape", &[("etape", first.as_str()), ("titre", "Photographier"), ("minutes", "45"), ("modalite", "self_paced"), ("ressource", &module),
                ("exigence", "above"), ("seuil", "50"), ("fin", "score"), ("part", "60"), ("jour", "10"), ("fiche", &sheet)][..]),
            ("ouverture", &[("etape", second.as_str()), ("acte", "ajouter"), ("attend", first.as_str()), ("condition", "at_least"), ("seuil", "40")]),
            ("ouverture", &[("etape", second.as_str()), ("acte", "dispenser"), ("depuis", first.as_str()), ("suffit", "90")]),
            ("progression", &[("progression", "guided")]),
            ("documents", &[("ressource", &guide), ("lecteurs", "tutors")]),
        ] {
            let done = office.act(&world, act, fields).await;
            assert_eq!(done.status, DONE, "{act}: {}", done.body);
        }
        assert!(office.visitor.get(&format!("/parcours/{}", world.course)).await.body.contains(&format!("/parcours/{}/archive", world.course)));
        let out = office.visitor.get(&format!("/parcours/{}/archive", world.course)).await;
        assert_eq!((out.status, &out.headers[CONTENT_TYPE]), (StatusCode::OK, &"application/zip".parse().unwrap()));
        assert!(out.headers[CONTENT_DISPOSITION].to_str().unwrap().contains(".zip"));

        let before = held(&world).await;
        let taken = imports(&mut office.visitor, &out.bytes).await;
        assert_eq!(taken.status, DONE, "{}", taken.body);
        let course: CourseId = taken.location().rsplit('/').next().unwrap().parse().unwrap();
        let after = held(&world).await;
        assert_eq!(after[0] - before[0], 1);
        assert_eq!(after[1] - before[1], 4, "each item once");
        let page = office.visitor.get(taken.location()).await.body;
        assert!(page.contains("Brouillon") && page.contains("1 pour les tuteurs") && page.contains("Dispense à partir de 90"), "{page}");
        let mut tx = world.site.db().read().await.unwrap();
        let (old, new) = (parts(&mut tx, world.course).await.unwrap(), parts(&mut tx, course).await.unwrap());
        drop(tx);
        assert_eq!(old[0].steps.len(), new[0].steps.len());
        let [was, is] = [&old[0].steps[0], &new[0].steps[0]];
        assert_eq!((was.completion, was.required, was.due_day, was.kind), (is.completion, is.required, is.due_day, is.kind));
        assert!(is.item.is_some() && is.item != was.item && is.summary.is_some());
        assert_eq!(new[0].steps[1].waits[0].on, is.id);

        // What came in goes out the same, but for the order in which items are met; a third time too.
        let again = office.visitor.get(&format!("{}/archive", taken.location())).await;
        assert_eq!(description(&again.bytes), description(&out.bytes));
    }

    async fn a_quiz_goes_out_with_its_questions(engine) {
        let world = World::new(engine).await;
        let mut office = Office::new(&world, world.course).await;
        let place = [("type", "hotspot"), ("titre", "La porte"), ("enonce", "Où est la porte\u{202f}?"), ("lignes", "2"), ("texte-0", "La porte"),
            ("avec-0", "0, 0, 1, 1"), ("texte-1", "La sole"), ("avec-1", "0, 0, 1, 1"), ("juste", "0"), ("description", "Un four")];
        let spot = office.visitor.post_file("/questions", &place, ("fichier=four.png", DOT)).await;
        let spot = spot.location().rsplit('/').next().unwrap().to_owned();
        for title in ["Photo A", "Photo B"] {
            let fields = [("type", "single"), ("titre", title), ("enonce", title), ("lignes", "2"), ("texte-0", "a"), ("texte-1", "b"), ("juste", "0"), ("etiquettes", "photo, \"a, b\"")];
            assert_eq!(office.visitor.post("/questions", &fields).await.status, DONE);
        }
        let made = office.visitor.post("/bibliotheque", &[("sorte", "quiz"), ("titre", "Les bases"), ("minutes", "5"), ("modalite", "quiz")]).await;
        let quiz = made.location().to_owned();
        for (act, revision, fields) in [
            ("questions", "0", vec![("question", spot.as_str())]),
            ("tirages", "1", vec![("combien", "1"), ("etiquette", "photo")]),
            ("publication", "2", vec![]),
        ] {
            let fields: Vec<(&str, &str)> = fields.into_iter().chain([("revision", revision)]).collect();
            let done = office.visitor.post(&format!("{quiz}/{act}"), &fields).await;
            assert_eq!(done.status, DONE, "{act}: {}", done.body);
        }
        let item = quiz.split('/').nth(2).unwrap().to_owned();
        let step = world.steps().await[0].id.to_string();
        let set = office.act(&world, "etape", &[("etape", &step), ("titre", "Les bases"), ("minutes", "5"), ("modalite", "quiz"), ("ressource", &item), ("exigence", "done"), ("fin", "")]).await;
        assert_eq!(set.status, DONE, "{}", set.body);
        // What isn't online yet goes with it.
        let more = [("combien", "1"), ("etiquette", "photo"), ("revision", "2")];
        assert_eq!(office.visitor.post(&format!("{quiz}/tirages"), &more).await.status, DONE);
        let out = office.visitor.get(&format!("/parcours/{}/archive", world.course)).await;
        let told = description(&out.bytes);
        assert_eq!(told["questions"].as_array().unwrap().len(), 3, "{told}");
        let of = |told: &serde_json::Value, name: &str| {
            let items = told["items"].as_array().unwrap();
            let quiz = items.iter().find(|item| item["kind"] == "quiz").unwrap();
            quiz[name]["slots"].as_array().unwrap().len()
        };
        assert_eq!((of(&told, "quiz"), of(&told, "quiz_draft")), (2, 3), "{told}");
        let taken = imports(&mut office.visitor, &out.bytes).await;
        assert_eq!(taken.status, DONE, "{}", taken.body);
        let page = office.visitor.get(taken.location()).await.body;
        assert!(page.contains("les questions de ses quiz dans sa banque"), "{page}");
        let again = office.visitor.get(&format!("{}/archive", taken.location())).await;
        assert_eq!(description(&again.bytes), told);
        let course = taken.location().rsplit('/').next().unwrap().to_owned();
        let bank = office.visitor.get(&format!("/questions?banque={course}")).await;
        assert!(["La porte", "Photo A", "Photo B"].iter().all(|title| bank.body.contains(title)), "{}", bank.body);
        let mut tx = world.site.db().read().await.unwrap();
        let sql = sql!("SELECT q.id FROM questions q WHERE q.kind = 'hotspot' ORDER BY q.created_at DESC, q.id DESC");
        let rows = tx.all(sql, args![]).await.unwrap();
        drop(tx);
        assert_eq!(rows.len(), 2);
        for row in &rows {
            let id: uuid::Uuid = row.get("id").unwrap();
            assert_eq!(office.visitor.get(&format!("/questions/{id}/image")).await.bytes, DOT);
        }
        let broken = |change: &dyn Fn(&mut serde_json::Value)| {
            let mut changed = told.clone();
            change(&mut changed);
            let text = changed.to_string();
            zip(&[("parcours.json", text.as_bytes()), ("questions/0/four.png", DOT)])
        };
        let before = held(&world).await;
        let quiz = told["items"].as_array().unwrap().iter().position(|item| item["kind"] == "quiz").unwrap();
        for (archive, sentence) in [
            (broken(&|value| value["questions"][0]["content"]["text"] = "".into()), "n’est plus utilisable"),
            (broken(&|value| value["questions"][0]["images"] = serde_json::json!(["autre.png"])), "n’est plus utilisable"),
            (broken(&|value| value["items"][quiz]["quiz"]["slots"][0]["question"] = 9.into()), "n’est plus utilisable"),
            (broken(&|value| value["items"][quiz]["quiz"]["slots"][1]["draw"] = 0.into()), "n’est plus utilisable"),
            (zip(&[("parcours.json", told.to_string().as_bytes()), ("questions/0/four.png", b"<svg/>")]), "L’image d’une question"),
            (zip(&[("parcours.json", told.to_string().as_bytes())]), "L’image d’une question"),
        ] {
            let refused = imports(&mut office.visitor, &archive).await;
            assert!(refused.status == WRONG && refused.body.contains(sentence), "{sentence}: {} {}", refused.status, refused.body);
            assert_eq!(held(&world).await, before, "{sentence}");
        }
    }

    async fn what_is_no_archive_of_a_course_is_refused_and_leaves_nothing(engine) {
        let world = World::new(engine).await;
        let mut office = Office::new(&world, world.course).await;
        assert!(office.visitor.get("/parcours").await.body.contains("/parcours/import"));
        adds(&mut office.visitor, "Seule", "Un mot.").await;
        let out = office.visitor.get(&format!("/parcours/{}/archive", world.course)).await;
        let good = description(&out.bytes);
        let with = |change: &dyn Fn(&mut serde_json::Value), files: &[(&str, &[u8])]| {
            let mut changed = good.clone();
            change(&mut changed);
            let text = changed.to_string();
            zip(&[&[("parcours.json", text.as_bytes())], files].concat())
        };
        let scorm = |value: &mut serde_json::Value| {
            value["items"] = serde_json::json!([{ "title": "Photo", "kind": "scorm", "modality": "quiz", "minutes": 5 }]);
        };
        let pdf = |value: &mut serde_json::Value| {
            value["items"] = serde_json::json!([{ "title": "Photo", "kind": "document", "modality": "quiz", "minutes": 5, "reading": { "file": "a.pdf" } }]);
        };
        let before = held(&world).await;
        for (archive, sentence) in [
            (b"PK".to_vec(), "n’est pas celle d’un parcours"),
            (zip(&[("index.html", b"<!doctype html>")]), "n’est pas celle d’un parcours"),
            (package("Photo"), "n’est pas celle d’un parcours"),
            (with(&|value| value["version"] = 9.into(), &[]), "version plus récente"),
            (with(&|value| value["title"] = "".into(), &[]), "n’est plus utilisable"),
            (with(&scorm, &[]), "La ressource «\u{202f}Photo\u{202f}» ne peut pas être importée"),
            (with(&scorm, &[("ressources/0/index.html", b"<!doctype html>")]), "ne peut pas être importée"),
            (with(&pdf, &[]), "ne peut pas être importée"),
            (with(&pdf, &[("ressources/0/a.pdf", b"MZ")]), "n’est pas ce que son nom annonce"),
            (with(&pdf, &[("ressources/0/jeu.exe", b"MZ")]), "programme"),
            (with(&pdf, &[("../a.pdf", b"%PDF-1.7")]), "chemin"),
        ] {
            let refused = imports(&mut office.visitor, &archive).await;
            assert!(refused.status == WRONG && refused.body.contains(sentence), "{sentence}: {} {}", refused.status, refused.body);
            assert_eq!(held(&world).await, before, "{sentence}");
        }
        let nothing = office.visitor.post("/parcours/import", &[]).await;
        assert!(nothing.status == WRONG && nothing.body.contains("Choisissez l’archive"), "{}", nothing.body);
    }
}
