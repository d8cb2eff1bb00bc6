//! The desk of who corrects: what is said aloud and noted on files, who takes care of which work, a second tutor's reading, lists that
//! have pages.

use http::StatusCode;
use platform::http::BuiltIn;
use platform::testing::{Answer, Visitor};
use platform::{args, both_engines, sql};

use crate::pages::whole;
use crate::submissions::{RUBRIC, VOICE, Workshop, main, plain, revision, value};

const WRONG: StatusCode = StatusCode::UNPROCESSABLE_ENTITY;
const DONE: StatusCode = StatusCode::SEE_OTHER;

impl Workshop {
    /// A tutor's form that brings a recording.
    async fn says(&mut self, id: &str, act: &str, more: &[(&str, &str)]) -> Answer {
        let path = format!("/corrections/{id}");
        let revision = revision(&self.tutor.get(&path).await.body);
        let fields = [&[("revision", revision.as_str()), ("acte", act)][..], more].concat();
        self.tutor
            .post_file(&path, &fields, ("audio=voix.webm", VOICE))
            .await
    }

    /// Another tutor of the session.
    async fn colleague(&self) -> Visitor {
        self.world
            .signed_in(self.world.someone(BuiltIn::Tutor).await)
            .await
    }
}

async fn corrects(tutor: &mut Visitor, id: &str, act: &str, more: &[(&str, &str)]) -> Answer {
    let path = format!("/corrections/{id}");
    let revision = revision(&tutor.get(&path).await.body);
    let fields = [&[("revision", revision.as_str()), ("acte", act)][..], more].concat();
    tutor.post(&path, &fields).await
}

/// The address of the first recording of a page.
fn recording(page: &str) -> String {
    let start = page
        .split("audio class=\"recording\" src=\"")
        .nth(1)
        .unwrap_or_default();
    start.split('"').next().unwrap_or_default().to_owned()
}

both_engines! {
    async fn a_correction_is_spoken_and_heard_once_it_is_published(engine) {
        let mut shop = Workshop::new(engine, &[]).await;
        let id = shop.hands_in_words("Bonjour Madame").await;
        let desk = shop.tutor.get(&format!("/corrections/{id}")).await;
        assert!(desk.headers["permissions-policy"].to_str().unwrap().contains("microphone=(self)"));
        assert!(desk.body.contains("Répondre de vive voix") && desk.body.contains("Répondre en vidéo"));
        whole("a work", &desk);
        let revision = "0".to_owned();
        let fake = shop.tutor.post_file(&format!("/corrections/{id}"), &[("revision", &revision)], ("audio=voix.webm", b"<html>")).await;
        assert!(fake.status == WRONG && fake.body.contains("n’est pas ce que son nom annonce"), "{}", fake.body);

        let saved = shop.says(&id, "brouillon", &[("pourcentage", "80")]).await;
        assert_eq!(saved.status, DONE, "{}", saved.body);
        let desk = shop.tutor.get(&format!("/corrections/{id}")).await;
        whole("a work with a voice", &desk);
        let theirs = recording(&desk.body);
        assert_eq!(shop.tutor.get(&theirs).await.bytes, VOICE);
        let file = theirs.rsplit('/').next().unwrap().to_owned();
        let own = format!("{}/{file}", shop.work());
        assert_eq!(shop.learner.get(&own).await.status, StatusCode::NOT_FOUND, "a draft isn't heard");

        // What is said in it; what saves itself keeps the recording.
        let said = format!("transcription-{file}");
        let long = "x".repeat(20_001);
        let refused = shop.corrects(&id, "brouillon", &[("pourcentage", "80"), (said.as_str(), &long)]).await;
        assert!(refused.status == WRONG && refused.body.contains("C’est trop long"), "{}", refused.body);
        let fields = [("pourcentage", "80"), (said.as_str(), "Votre ton est juste.")];
        assert_eq!(shop.corrects(&id, "brouillon", &fields).await.status, DONE);
        let published = shop.corrects(&id, "publier", &fields).await;
        assert_eq!(published.status, DONE, "{}", published.body);
        let page = shop.page().await;
        assert!(page.contains("Votre ton est juste.") && page.contains(&own), "{page}");
        let heard = shop.learner.get(&own).await;
        assert_eq!((heard.status, heard.bytes.as_slice(), heard.headers["content-type"].to_str().unwrap()), (StatusCode::OK, VOICE, "audio/webm"));
        let other = shop.world.person("Autre", "Apprenante").await;
        shop.world.enrol(other, shop.world.own).await;
        assert_eq!(shop.world.signed_in(other).await.get(&own).await.status, StatusCode::NOT_FOUND);

        // Sealed; taken out of what is published, it is kept in the file of what was.
        let mut tx = shop.world.site.db().read().await.unwrap();
        let row = tx.one(sql!("SELECT content FROM grading_files"), args![]).await.unwrap();
        let content: Vec<u8> = row.get("content").unwrap();
        assert!(!content.windows(4).any(|some| some == b"voix"));
        drop(tx);
        let changed = shop.corrects(&id, "publier", &[("pourcentage", "80"), ("retirer", &file)]).await;
        assert_eq!(changed.status, DONE, "{}", changed.body);
        assert!(!shop.page().await.contains(&own));
        assert_eq!(shop.learner.get(&own).await.status, StatusCode::NOT_FOUND);
        assert_eq!(shop.tutor.get(&theirs).await.status, StatusCode::OK);
    }

    async fn a_word_to_do_again_may_be_spoken_and_a_draft_loses_its_recording(engine) {
        let mut shop = Workshop::new(engine, &[("reglages", "oui"), ("formats", "text"), ("retard", "accepted"), ("essais", "2"), ("grille", "")]).await;
        let id = shop.hands_in_words("Bonjour").await;
        let silent = shop.corrects(&id, "publier", &[("suite", "redo")]).await;
        assert!(silent.status == WRONG && silent.body.contains("Écrivez ou dites"), "{}", silent.body);
        assert_eq!(shop.says(&id, "brouillon", &[]).await.status, DONE);
        let voice = recording(&shop.tutor.get(&format!("/corrections/{id}")).await.body);
        let file = voice.rsplit('/').next().unwrap().to_owned();
        assert_eq!(shop.corrects(&id, "brouillon", &[("retirer", &file)]).await.status, DONE);
        assert_eq!(shop.tutor.get(&voice).await.status, WRONG, "what nobody was given is gone");
        let spoken = shop.says(&id, "publier", &[("suite", "redo")]).await;
        assert_eq!(spoken.status, DONE, "{}", spoken.body);
        assert!(shop.page().await.contains("À reprendre"));
    }

    async fn notes_stand_on_an_image_and_on_a_pdf(engine) {
        let mut shop = Workshop::new(engine, &[]).await;
        assert_eq!(shop.sends("fichiers=vitrine.png", PNG).await.status, DONE);
        assert_eq!(shop.sends("fichiers=Fiche.pdf", b"%PDF-1.7 fiche").await.status, DONE);
        let id = { let _ = shop.hands_in().await; shop.tutor.get("/corrections").await.after("/corrections/").unwrap().to_owned() };
        let desk = shop.tutor.get(&format!("/corrections/{id}")).await;
        whole("a work to note", &desk);
        assert!(desk.body.contains("Annoter vitrine.png") && desk.body.contains("Annoter Fiche.pdf"));
        let files: Vec<String> = desk.body.split("name=\"note-fichier\" value=\"").skip(1).map(|rest| rest.split('"').next().unwrap().to_owned()).collect();
        let [first, second] = files.as_slice() else { panic!("{files:?}") };
        // What came at the same moment stands in any order.
        let swapped = desk.body.find("Annoter Fiche.pdf") < desk.body.find("Annoter vitrine.png");
        let (image, pdf) = if swapped { (second, first) } else { (first, second) };
        let note = |page: &'static str, words: &'static str| vec![
            ("pourcentage", "70"),
            ("note-fichier", image.as_str()), ("note-page", "1"), ("note-gauche", "90"), ("note-haut", "10"), ("note-texte", "Trop de reflets"),
            ("note-fichier", pdf.as_str()), ("note-page", page), ("note-gauche", ""), ("note-haut", ""), ("note-texte", words),
        ];
        let wrong = shop.corrects(&id, "brouillon", &note("zéro", "Le prix manque")).await;
        assert!(wrong.status == WRONG && wrong.body.contains("numéro de page") && wrong.body.contains("Trop de reflets"), "{}", wrong.body);
        assert_eq!(shop.corrects(&id, "brouillon", &note("2", "Le prix manque")).await.status, DONE);
        assert!(!shop.page().await.contains("Trop de reflets"), "a draft isn't read");
        let kept = shop.tutor.get(&format!("/corrections/{id}")).await;
        whole("a work with notes", &kept);
        assert!(kept.body.contains("Trop de reflets") && kept.body.contains("value=\"90\""), "{}", kept.body);
        assert_eq!(shop.corrects(&id, "publier", &note("2", "Le prix manque")).await.status, DONE);
        let page = shop.page().await;
        assert!(page.contains("En haut à droite") && page.contains("cx=\"90%\"") && page.contains("#page=2") && page.contains("Le prix manque"), "{page}");
        let step = shop.path();
        whole("a correction with notes", &shop.learner.get(&step).await);
    }

    async fn tutors_share_what_waits(engine) {
        let mut shop = Workshop::new(engine, &[]).await;
        let id = shop.hands_in_words("Bonjour").await;
        let mut other = shop.colleague().await;
        let desk = main(&shop.tutor.get(&format!("/corrections/{id}")).await.body).to_owned();
        assert!(desk.contains("Personne ne s’en charge") && !desk.contains("a ouvert ce travail"), "{desk}");
        let told = main(&other.get(&format!("/corrections/{id}")).await.body).to_owned();
        assert!(told.contains("a ouvert ce travail"), "two at once are told: {told}");

        let charge = format!("/corrections/{id}/charge");
        assert_eq!(shop.tutor.post(&charge, &[("acte", "prendre")]).await.status, DONE);
        assert!(shop.tutor.get("/corrections?a=moi").await.body.contains(&id));
        for (list, there) in [("/corrections?a=moi", false), ("/corrections?a=personne", false), ("/corrections", true)] {
            assert_eq!(other.get(list).await.body.contains(&id), there, "{list}");
        }
        assert!(main(&other.get("/corrections").await.body).contains("s’en charge"));
        // It shuts nobody out, is given to another of the session, and to nobody else.
        assert_eq!(corrects(&mut other, &id, "brouillon", &[("pourcentage", "50")]).await.status, DONE);
        let manager = shop.world.manager.to_string();
        assert_eq!(shop.tutor.post(&charge, &[("acte", "confier"), ("tuteur", &manager)]).await.status, WRONG);
        assert_eq!(shop.tutor.post(&charge, &[("acte", "confier"), ("tuteur", "x")]).await.status, WRONG);
        assert_eq!(other.post(&charge, &[("acte", "prendre")]).await.status, DONE);
        assert!(!shop.tutor.get("/corrections?a=moi").await.body.contains(&id));
        assert_eq!(other.post(&charge, &[("acte", "rendre")]).await.status, DONE);
        assert!(shop.tutor.get("/corrections?a=personne").await.body.contains(&id));
        // It lapses by itself.
        assert_eq!(shop.tutor.post(&charge, &[("acte", "prendre")]).await.status, DONE);
        shop.later(15).await;
        assert!(shop.tutor.get("/corrections?a=personne").await.body.contains(&id));
    }

    async fn a_second_tutor_reads_before_anything_is_published(engine) {
        let mut shop = Workshop::new(engine, &[]).await;
        let id = shop.hands_in_words("Bonjour").await;
        let setting = format!("/sessions/{}/relecture", shop.world.own);
        assert_eq!(shop.tutor.post(&setting, &[("relecture", "oui")]).await.status, StatusCode::FORBIDDEN);
        let mut manager = shop.world.signed_in(shop.world.manager).await;
        whole("the setting", &manager.get(&setting).await);
        assert_eq!(manager.post(&setting, &[("relecture", "oui")]).await.status, DONE);
        assert!(manager.get(&setting).await.body.contains("value=\"oui\" checked"));

        // Nothing goes out alone: not by its form, not among many.
        let alone = shop.corrects(&id, "publier", &[("pourcentage", "80")]).await;
        assert!(alone.status == WRONG && alone.body.contains("demandez sa relecture"), "{}", alone.body);
        assert_eq!(shop.corrects(&id, "brouillon", &[("pourcentage", "80"), ("commentaire", "Bien.")]).await.status, DONE);
        let ticked = value(&shop.tutor.get("/corrections").await.body, "production").unwrap();
        let many = shop.tutor.post("/corrections/publication", &[("production", &ticked)]).await;
        assert!(many.status == WRONG && many.body.contains("un second tuteur la relit"), "{}", many.body);
        let by_hand = format!("/inscriptions/{}/etapes/{}/validation", shop.enrolment, shop.step);
        let hand = shop.tutor.post(&by_hand, &[("pourcentage", "80"), ("date", "2026-11-10")]).await;
        assert!(hand.status == WRONG && hand.body.contains("un second tuteur relit"), "{}", hand.body);
        let asked = shop.corrects(&id, "relire", &[("pourcentage", "80"), ("commentaire", "Bien.")]).await;
        assert_eq!(asked.status, DONE, "{}", asked.body);
        assert!(!shop.page().await.contains("Bien."));

        // Who corrected doesn't read themselves, nor change what is being read.
        let path = format!("/corrections/{id}");
        let own = shop.tutor.get(&path).await;
        whole("one's own correction being read", &own);
        let reading = value(&own.body, "relecture").unwrap();
        let answer = format!("{path}/relecture");
        let refused = shop.tutor.post(&answer, &[("relecture", &reading), ("acte", "accord")]).await;
        assert!(refused.status == WRONG && refused.body.contains("un autre tuteur"), "{}", refused.body);
        assert_eq!(shop.tutor.post(&path, &[("revision", "2"), ("pourcentage", "1")]).await.status, WRONG);
        assert!(!shop.tutor.get("/corrections").await.body.contains(&id));

        let mut other = shop.colleague().await;
        assert!(other.get("/corrections?etat=relire").await.body.contains(&id));
        whole("a correction to read", &other.get(&path).await);
        let silent = other.post(&answer, &[("relecture", &reading), ("acte", "renvoyer")]).await;
        assert!(silent.status == WRONG && silent.body.contains("Écrivez ce qui est à revoir"), "{}", silent.body);
        let long = "x".repeat(2001);
        let wordy = other.post(&answer, &[("relecture", &reading), ("acte", "renvoyer"), ("mot", &long)]).await;
        assert!(wordy.status == WRONG && wordy.body.contains("gardez l’essentiel") && wordy.body.contains(&long), "{}", wordy.body);
        assert_eq!(other.post(&answer, &[("relecture", &reading), ("acte", "renvoyer"), ("mot", "Trop généreux.")]).await.status, DONE);
        let back = shop.tutor.get(&path).await;
        assert!(back.body.contains("Trop généreux.") && back.body.contains("value=\"80\""), "{}", back.body);
        assert_eq!(other.post(&answer, &[("relecture", &reading), ("acte", "accord")]).await.status, WRONG, "answered once");

        shop.world.scratch.clock.advance(1000);
        assert_eq!(shop.corrects(&id, "relire", &[("pourcentage", "60"), ("commentaire", "Assez bien.")]).await.status, DONE);
        let reading = value(&other.get(&path).await.body, "relecture").unwrap();
        assert_eq!(other.post(&answer, &[("relecture", &reading), ("acte", "accord")]).await.status, DONE);
        assert_eq!(shop.state().await, Some(("done".to_owned(), Some(60.0))));
        let page = shop.page().await;
        assert!(page.contains("Assez bien.") && !page.contains("Trop généreux"), "{page}");
        let desk = shop.tutor.get(&path).await.body;
        assert!(desk.contains("Relectures") && desk.contains("Trop généreux."), "{desk}");

        // A change of what is published waits aside.
        shop.world.scratch.clock.advance(1000);
        assert_eq!(shop.corrects(&id, "relire", &[("pourcentage", "65"), ("commentaire", "Relu.")]).await.status, DONE);
        assert_eq!(shop.state().await, Some(("done".to_owned(), Some(60.0))));
        let reading = value(&shop.tutor.get(&path).await.body, "relecture").unwrap();
        assert_eq!(shop.tutor.post(&answer, &[("relecture", &reading), ("acte", "reprendre")]).await.status, DONE);
        assert!(shop.tutor.get(&path).await.body.contains("value=\"65\""), "what was asked isn't lost");
        shop.world.scratch.clock.advance(1000);
        assert_eq!(shop.corrects(&id, "relire", &[("pourcentage", "66"), ("commentaire", "Relu.")]).await.status, DONE);
        let reading = value(&other.get(&path).await.body, "relecture").unwrap();
        assert_eq!(other.post(&answer, &[("relecture", &reading), ("acte", "accord")]).await.status, DONE);
        assert_eq!(shop.state().await, Some(("done".to_owned(), Some(66.0))));
        // How the mark came to be is read from its cell.
        let book = shop.tutor.get(&format!("/sessions/{}/notes", shop.world.own)).await;
        let history = format!("/inscriptions/{}/etapes/{}/notes", shop.enrolment, shop.step);
        assert!(book.body.contains(&format!("href=\"{history}\"")), "{}", book.body);
        let page = shop.tutor.get(&history).await;
        whole("the history of a mark", &page);
        let told = plain(&page.body);
        assert!(told.contains("Assez bien.") && told.contains("Relu.") && told.contains("60 %") && told.contains("66 %") && !told.contains("Trop généreux"), "{told}");
        let list = shop.tutor.get(&format!("{history}/liste")).await;
        assert!(list.body.contains(";1;;60;Travail validé;Assez bien.") && list.body.contains(";1;60;66;"), "{}", list.body);
        assert_eq!(shop.learner.get(&history).await.status, StatusCode::FORBIDDEN);
        assert_eq!(shop.tutor.get(&history.replace(&shop.step.to_string(), "x")).await.status, WRONG);
        // A correction that doesn't open any more closes no other.
        let mut tx = shop.world.site.db().begin().await.unwrap();
        tx.execute(sql!("UPDATE grading_changes SET content = $1"), args![vec![0u8; 40]]).await.unwrap();
        tx.commit().await.unwrap();
        let told = plain(&shop.tutor.get(&history).await.body);
        assert!(told.contains("ne peut plus être lu") && told.contains("Relu.") && told.contains("60 %"), "{told}");

        let mut tx = shop.world.site.db().read().await.unwrap();
        let sql = sql!("SELECT COUNT(*) AS many FROM events WHERE verb IN ('grading.asked', 'grading.agreed', 'grading.sent_back', 'grading.taken_up')");
        assert_eq!(tx.one(sql, args![]).await.unwrap().get::<i64>("many").unwrap(), 8);
        for row in tx.all(sql!("SELECT content FROM grading_readings"), args![]).await.unwrap() {
            let content: Vec<u8> = row.get("content").unwrap();
            assert!(!content.windows(4).any(|some| some == b"Trop" || some == b"Relu"));
        }
    }

    async fn a_queue_has_pages_and_costs_the_same_however_long(engine) {
        let mut shop = Workshop::new(engine, &[]).await;
        for _ in 0..3 {
            crate::submissions::object(&shop.world, shop.step, crate::world::Relation::Own).await;
        }
        let mut cost = async |path: &str| {
            shop.tutor.get(path).await;
            let before = shop.world.site.db().statements();
            let answer = shop.tutor.get(path).await;
            (answer, shop.world.site.db().statements() - before)
        };
        let (few, least) = cost("/corrections").await;
        assert!(plain(&few.body).contains("3 travaux à corriger"));
        for _ in 0..50 {
            crate::submissions::object(&shop.world, shop.step, crate::world::Relation::Own).await;
        }
        let (many, most) = cost("/corrections").await;
        assert!(plain(&many.body).contains("53 travaux à corriger") && many.body.contains("page=2"), "{}", many.body);
        assert_eq!(least, most, "a page costs the same");
        whole("a long queue", &many);
        let (second, _) = cost("/corrections?page=2").await;
        assert_eq!(second.body.matches("href=\"/corrections/0").count(), 4, "three lines, and where to begin: {}", second.body);
        let (beyond, _) = cost("/corrections?page=900").await;
        assert_eq!(beyond.status, StatusCode::OK);
    }

    async fn what_one_lacks_keeps_no_other_back(engine) {
        let mut shop = Workshop::new(engine, &[("reglages", "oui"), ("formats", "text"), ("retard", "accepted"), ("essais", "1"), ("grille", RUBRIC)]).await;
        let whole_one = shop.hands_in_words("Bonjour").await;
        let half = crate::submissions::object(&shop.world, shop.step, crate::world::Relation::Own).await.to_string();
        assert_eq!(shop.corrects(&half, "brouillon", &[("critere-1", "1")]).await.status, DONE);
        assert_eq!(shop.corrects(&whole_one, "brouillon", &[("critere-1", "1"), ("critere-2", "1")]).await.status, DONE);
        let (one, two) = (format!("{half} 1"), format!("{whole_one} 1"));
        let answer = shop.tutor.post("/corrections/publication", &[("production", "x"), ("production", &one), ("production", &two)]).await;
        let told = plain(&answer.body);
        assert!(answer.status == WRONG && told.contains("1 correction publiée") && told.contains("2 corrections sont restées"), "{told}");
        assert!(told.contains("Personne Autre") || told.contains("Autre Personne"), "{told}");
        assert!(told.contains("Choisissez un niveau pour chaque critère"), "{told}");
        assert_eq!(shop.state().await.unwrap().0, "done");
    }
}

/// What every image of this kind begins with.
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";
