//! Correcting away from the platform: what waits leaves as an archive, the marks come back in a list that is shown line by line,
//! and nothing of what somebody changed meanwhile is lost.

use std::io::{Cursor, Read as _};

use http::StatusCode;
use platform::testing::Answer;
use platform::{args, both_engines, sql};

use crate::submissions::{RUBRIC, Workshop, object, plain};
use crate::world::Relation;

const WRONG: StatusCode = StatusCode::UNPROCESSABLE_ENTITY;
const DONE: StatusCode = StatusCode::SEE_OTHER;

fn read(archive: &[u8], name: &str) -> String {
    let mut zip = zip::ZipArchive::new(Cursor::new(archive)).unwrap();
    let mut text = String::new();
    zip.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

fn hidden(page: &str) -> String {
    let start = page.split("name=\"lignes\" value=\"").nth(1).unwrap();
    start
        .split('"')
        .next()
        .unwrap()
        .replace("&quot;", "\"")
        .replace("&amp;", "&")
}

impl Workshop {
    fn away(&self) -> String {
        format!("/sessions/{}/etapes/{}/corrections", self.world.own, self.step)
    }

    async fn brings(&mut self, list: &str) -> Answer {
        let path = self.away();
        self.tutor
            .post_file(&path, &[], ("notes=Notes.csv", list.as_bytes()))
            .await
    }
}

both_engines! {
    async fn works_leave_and_marks_come_back_line_by_line(engine) {
        let mut shop = Workshop::new(engine, &[]).await;
        let away = shop.away();
        assert_eq!(shop.tutor.get(&away).await.status, WRONG, "nothing waits yet");
        let id = shop.hands_in_words("Bonjour, merci de votre avis.").await;
        let shown = shop.tutor.get("/corrections").await.body;
        assert!(shown.contains(&away), "{shown}");
        assert!(plain(&shop.tutor.get(&away).await.body).contains("1 travail"));

        let archive = shop.tutor.get(&format!("{away}/travaux")).await;
        assert_eq!((archive.status, archive.headers["content-type"].to_str().unwrap()), (StatusCode::OK, "application/zip"));
        assert_eq!(read(&archive.bytes, "Camille Essai, essai 1/Réponse.txt"), "Bonjour, merci de votre avis.");
        let list = read(&archive.bytes, "Notes.csv");
        assert!(list.contains(&format!("{id}.0;Camille Essai;1")), "{list}");
        let titles = list.lines().next().unwrap().to_owned();
        let filled = format!("{titles}\r\n{id}.0;Camille Essai;1;85;Très clair;\r\n{id}.0;Camille Essai;1;20;;\r\ninconnu.1;Autre;1;50;;\r\n");

        // Each line says what would be written; nothing is.
        for (list, sentence) in [
            ("", "vide"),
            ("Nom;Note\r\nMonique;12\r\n", "La colonne « Identifiant » manque"),
            ("PK\u{3}\u{4}", "classeur"),
            (&format!("{titles}\r\n{id}.0;;1;180;;\r\n"), "de 0 à 100"),
            (&format!("{titles}\r\n{id}.0;;1;;;peut-être\r\n"), "écrivez « oui », ou rien"),
            (&format!("{titles}\r\n{id}.7;;1;50;;\r\n"), "a changé en ligne"),
            (&format!("{titles}\r\n{id}.0;;1;;;\r\n"), "Rien à enregistrer"),
        ] {
            let answer = shop.brings(list).await;
            assert!(plain(&answer.body).contains(sentence), "{sentence}: {}", answer.body);
        }
        let preview = shop.brings(&filled).await;
        let told = plain(&preview.body);
        assert!(told.contains("1 correction sera enregistrée, 2 lignes ne sont pas prises") && told.contains("85 %") && told.contains("déjà sur une ligne"), "{told}");
        assert!(shop.tutor.get("/corrections").await.body.contains("À corriger"));

        let apply = format!("{away}/application");
        let lines = hidden(&preview.body);
        assert_eq!(shop.tutor.post(&apply, &[("lignes", &lines)]).await.status, DONE);
        let desk = shop.tutor.get(&format!("/corrections/{id}")).await.body;
        assert!(desk.contains("Brouillon enregistré") && desk.contains("Très clair") && desk.contains("value=\"85\""), "{desk}");
        // Applied twice, or over what changed since: nothing is overwritten.
        assert_eq!(shop.tutor.post(&apply, &[("lignes", &lines), ("acte", "publier")]).await.status, DONE);
        assert!(shop.tutor.get("/corrections").await.body.contains("Brouillon"));
        let now = format!("{titles}\r\n{id}.1;Camille Essai;1;90;Parfait;\r\n");
        let lines = hidden(&shop.brings(&now).await.body);
        assert_eq!(shop.tutor.post(&apply, &[("lignes", &lines), ("acte", "publier")]).await.status, DONE);
        assert!(shop.tutor.get("/corrections").await.body.contains("Rien à corriger"));
        let page = plain(&shop.tutor.get(&format!("/corrections/{id}")).await.body);
        assert!(page.contains("Publiée") && page.contains("Parfait"), "{page}");
        for forged in ["", "[[1,[\"x\"]]]", "{", "[[1,[]],[2,[]]]"] {
            assert_ne!(shop.tutor.post(&apply, &[("lignes", forged)]).await.status, DONE, "{forged}");
        }
    }

    async fn works_of_two_versions_have_a_list_each(engine) {
        let mut shop = Workshop::new(engine, &[("reglages", "oui"), ("formats", "text"), ("retard", "accepted"), ("essais", "1"), ("grille", RUBRIC)]).await;
        let away = shop.away();
        let new = shop.hands_in_words("Bonjour").await;
        let old = object(&shop.world, shop.step, Relation::Own).await;
        // The other answers an instruction that had no criteria.
        let mut tx = shop.world.site.db().begin().await.unwrap();
        let version: uuid::Uuid = shop.world.site.new_id::<catalogue::library::VersionId>().0;
        let copied = sql!(
            "INSERT INTO item_versions (id, item_id, number, manifest, created_at)
             SELECT $1, item_id, number + 1, $2, created_at FROM item_versions WHERE id = (SELECT version_id FROM submissions WHERE id = $3)"
        );
        let sql = sql!("SELECT v.manifest FROM item_versions v JOIN submissions o ON o.version_id = v.id WHERE o.id = $1");
        let manifest: String = tx.one(sql, args![old]).await.unwrap().get("manifest").unwrap();
        let mut manifest: serde_json::Value = serde_json::from_str(&manifest).unwrap();
        manifest["assignment"]["rubric"] = serde_json::json!([]);
        tx.execute(copied, args![version, manifest.to_string(), old]).await.unwrap();
        tx.execute(sql!("UPDATE submissions SET version_id = $1 WHERE id = $2"), args![version, old]).await.unwrap();
        tx.commit().await.unwrap();

        let archive = shop.tutor.get(&format!("{away}/travaux")).await;
        let lists = [read(&archive.bytes, "Notes.csv"), read(&archive.bytes, "Notes (2).csv")];
        let of = |id: &str| lists.iter().find(|list| list.contains(id)).unwrap();
        let (theirs, other) = (of(&new), of(&old.to_string()));
        assert!(theirs.contains("Le ton") && other.contains("Note sur 100") && !other.contains("Le ton"), "{lists:?}");
        let titles = other.lines().next().unwrap();
        let answer = shop.brings(&format!("{titles}\r\n{old}.0;;1;85;;\r\n{new}.0;;1;85;;\r\n")).await;
        let told = plain(&answer.body);
        assert!(told.contains("1 correction sera enregistrée, 1 ligne") && told.contains("d’autres critères"), "{told}");
    }
}
