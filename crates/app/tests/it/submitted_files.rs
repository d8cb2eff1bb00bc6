//! The files of work to hand in, hostile ones and other people's; what an assignment asks, how its step ends, a course that travels.

use http::StatusCode;
use platform::http::BuiltIn;
use platform::{args, both_engines, sql};

use crate::submissions::{FACTS, RUBRIC, VOICE, Workshop, plain, revision};
use crate::world::World;

const WRONG: StatusCode = StatusCode::UNPROCESSABLE_ENTITY;
const DONE: StatusCode = StatusCode::SEE_OTHER;

both_engines! {
    async fn files_are_what_they_say_and_nobody_elses(engine) {
        let mut shop = Workshop::new(engine, &[]).await;
        for (field, bytes, sentence) in [
            ("fichiers=jeu.exe", &b"MZ"[..], "Envoyez un PDF"),
            ("fichiers=fiche.pdf", b"MZ", "n’est pas ce que son nom annonce"),
            ("audio=voix.webm", b"<html>", "n’est pas ce que son nom annonce"),
            ("audio=voix.txt", b"Bonjour", ".m4a, .mp3, .wav ou .webm"),
            ("video=film.webm", VOICE, "n’est pas dans un format que tous"),
        ] {
            let refused = shop.sends(field, bytes).await;
            assert!(refused.status == WRONG && refused.body.contains(sentence), "{field}: {}", refused.body);
        }
        let held = |world: &World| {
            let site = world.site.clone();
            async move {
                let mut tx = site.db().read().await.unwrap();
                tx.one(sql!("SELECT COUNT(*) AS held FROM submission_files"), args![]).await.unwrap().get::<i64>("held").unwrap()
            }
        };
        assert_eq!(held(&shop.world).await, 0);
        assert_eq!(shop.sends("audio=voix.webm", VOICE).await.status, DONE);
        assert_eq!(shop.sends("fichiers=Fiche n° 1.pdf", b"%PDF-1.7 fiche").await.status, DONE);
        assert_eq!(held(&shop.world).await, 2);
        let page = shop.page().await;
        let (own, voice) = (shop.work(), page.split("audio class=\"recording\" src=\"").nth(1).unwrap().split('"').next().unwrap().to_owned());
        let heard = shop.learner.get(&voice).await;
        assert_eq!((heard.status, heard.bytes.as_slice(), heard.headers["content-type"].to_str().unwrap()), (StatusCode::OK, VOICE, "audio/webm"));
        // What is said in it, and taking it out.
        let piece = voice.rsplit('/').next().unwrap().to_owned();
        let said = [("revision", revision(&page)), (&format!("transcription-{piece}"), "Bonjour, merci.".to_owned())].map(|(name, value)| (name.to_owned(), value));
        let said: Vec<(&str, &str)> = said.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        assert_eq!(shop.learner.post(&own, &said).await.status, DONE);
        assert!(shop.page().await.contains("Bonjour, merci."));
        // The page may record; another may not.
        let path = shop.path();
        let headers = shop.learner.get(&path).await.headers;
        assert!(headers["permissions-policy"].to_str().unwrap().contains("microphone=(self)"));
        assert!(headers["content-security-policy"].to_str().unwrap().contains("media-src 'self' blob:"));
        assert!(shop.learner.get("/").await.headers["permissions-policy"].to_str().unwrap().contains("microphone=()"));

        assert_eq!(shop.hands_in().await.status, DONE);
        let queue = shop.tutor.get("/corrections").await;
        let id = queue.after("/corrections/").unwrap().to_owned();
        let desk = shop.tutor.get(&format!("/corrections/{id}")).await.body;
        assert!(desk.contains("Fiche n° 1.pdf") && desk.contains("Bonjour, merci."), "{desk}");
        let theirs = format!("/corrections/{id}/pieces/{piece}");
        assert_eq!(shop.tutor.get(&theirs).await.bytes, VOICE);
        assert_eq!(shop.tutor.post(&theirs, &[("transcription", "Bonjour Madame.")]).await.status, DONE);
        let page = shop.page().await;
        assert!(page.contains("Bonjour Madame.") && page.contains("écrit par le tuteur"), "who learns reads what the tutor wrote down");
        assert!(page.contains("Bonjour, merci."), "their own words stay beside it: {page}");
        // Nobody else: another learner, another session's tutor, another region.
        let mut other = shop.world.signed_in(shop.world.someone(BuiltIn::Learner).await).await;
        assert_eq!(other.get(&voice).await.status, StatusCode::NOT_FOUND);
        assert_eq!(other.get(&theirs).await.status, StatusCode::FORBIDDEN);
        let karim = shop.world.person("Karim", "Haddad").await;
        shop.world.give(karim, BuiltIn::Manager, people::roles::Over::region(shop.world.reunion.id)).await;
        let mut karim = shop.world.signed_in(karim).await;
        for path in [theirs, format!("/corrections/{id}")] {
            assert_eq!(karim.get(&path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
        assert!(karim.get("/corrections").await.body.contains("Rien à corriger"));
        assert_eq!(karim.post("/corrections/publication", &[("production", &format!("{id} 1"))]).await.status, WRONG);
        for path in [format!("/corrections/{id}/charge"), format!("/corrections/{id}/relecture")] {
            assert_eq!(karim.post(&path, &[("acte", "prendre")]).await.status, StatusCode::NOT_FOUND, "{path}");
        }
        assert_eq!(shop.state().await.unwrap().0, "started");
    }

    async fn a_step_may_end_by_being_handed_in_and_by_nothing_less(engine) {
        let mut shop = Workshop::new(engine, &[]).await;
        let mut tx = shop.world.site.db().begin().await.unwrap();
        tx.execute(sql!("UPDATE steps SET completion = 'done' WHERE id = $1"), args![shop.step]).await.unwrap();
        tx.execute(sql!("UPDATE courses SET revision = revision + 1 WHERE id = $1"), args![shop.world.course]).await.unwrap();
        tx.commit().await.unwrap();
        let said = format!("{}/fait", shop.path());
        assert_eq!((shop.learner.post(&said, &[]).await.status, shop.state().await), (StatusCode::NOT_FOUND, None));
        let id = shop.hands_in_words("Bonjour").await;
        assert_eq!(shop.state().await, Some(("done".to_owned(), None)));
        assert_eq!(shop.corrects(&id, "publier", &[("suite", "redo"), ("commentaire", "Encore")]).await.status, DONE);
        assert_eq!(shop.state().await.unwrap().0, "done", "what is earned stays");
        let again = shop.hands_in_words("Bonjour Madame").await;
        assert_eq!(shop.corrects(&again, "publier", &[("pourcentage", "75")]).await.status, DONE);
        assert_eq!(shop.state().await, Some(("done".to_owned(), Some(75.0))));
    }

    async fn an_assignment_is_set_or_mended_and_travels_with_its_course(engine) {
        let mut shop = Workshop::new(engine, &[("reglages", "oui"), ("formats", "audio"), ("retard", "refused"), ("essais", "3"), ("grille", RUBRIC)]).await;
        for (field, wrong, sentence) in [
            ("grille", "Le ton\n- Juste", "Ligne 2"),
            ("essais", "9", "de 1 à 5"),
            ("texte", "", "Écrivez ce que les apprenants doivent lire"),
        ] {
            let settings = [("reglages", "oui"), ("formats", "text"), ("retard", "accepted"), ("essais", "1"), ("grille", "")];
            let fields: Vec<(&str, &str)> = FACTS.into_iter().filter(|(name, _)| *name != "reglages").chain(settings)
                .map(|(name, value)| if name == field { (name, wrong) } else { (name, value) }).collect();
            let refused = shop.office.post("/bibliotheque", &fields).await;
            assert!(refused.status == WRONG && plain(&refused.body).contains(sentence), "{field}: {}", refused.body);
        }
        let archive = shop.office.get(&format!("/parcours/{}/archive", shop.world.course)).await;
        assert_eq!(archive.status, StatusCode::OK);
        let copy = shop.office.post_file("/parcours/import", &[], ("archive=parcours.zip", &archive.bytes)).await;
        assert_eq!(copy.status, DONE, "{}", copy.body);
        let mut tx = shop.world.site.db().read().await.unwrap();
        let rows = tx.all(sql!("SELECT v.manifest FROM item_versions v JOIN items i ON i.id = v.item_id WHERE i.kind = 'assignment'"), args![]).await.unwrap();
        let settings: Vec<String> = rows.iter().map(|row| row.get("manifest").unwrap()).collect();
        assert_eq!(settings.len(), 2);
        assert_eq!(settings[0], settings[1], "the copy asks the same");
    }
}
