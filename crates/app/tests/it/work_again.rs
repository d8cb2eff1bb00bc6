//! Work that goes on while something changes: the item, the date, the access, another tab, a button pressed twice.

use http::{Request, StatusCode};
use platform::http::Body;
use platform::testing::Answer;
use platform::{args, both_engines, sql};

use crate::pages::whole;
use crate::submissions::{RUBRIC, VOICE, Workshop, plain, revision, value, written};

const WRONG: StatusCode = StatusCode::UNPROCESSABLE_ENTITY;
const DONE: StatusCode = StatusCode::SEE_OTHER;

type Fields<'a> = &'a [(&'a str, &'a str)];

async fn item(shop: &Workshop) -> String {
    let mut tx = shop.world.site.db().read().await.unwrap();
    let sql = sql!("SELECT item_id FROM steps WHERE id = $1");
    let row = tx.one(sql, args![shop.step]).await.unwrap();
    row.get::<uuid::Uuid>("item_id").unwrap().to_string()
}

/// Puts another version of the item online.
async fn changes(shop: &mut Workshop, fields: Fields<'_>) {
    let path = format!("/bibliotheque/{}/versions", item(shop).await);
    let answer = shop.office.post(&path, fields).await;
    assert_eq!(answer.status, DONE, "{}", answer.body);
}

async fn saves_itself(shop: &mut Workshop, fields: &str) -> Answer {
    let (path, token) = (shop.work(), shop.learner.token());
    let request = Request::post(&path)
        .header("origin", shop.learner.origin())
        .header("x-seul", "oui")
        .header("content-type", "application/x-www-form-urlencoded")
        .body(Body::from(format!("jeton={token}&{fields}")))
        .unwrap();
    shop.learner.send(request).await
}

both_engines! {
    async fn each_try_keeps_what_it_was_asked_by(engine) {
        let first = [("reglages", "oui"), ("formats", "text"), ("retard", "accepted"), ("essais", "2"), ("grille", RUBRIC)];
        let mut shop = Workshop::new(engine, &first).await;
        let id = shop.hands_in_words("Merci de votre avis").await;
        let other = "L’accueil\n- Froid : 0\n- Chaleureux : 3\n\nLa suite donnée\n- Aucune : 0\n- Claire : 5";
        changes(&mut shop, &[("texte", "Répondez **par téléphone**."), ("reglages", "oui"), ("formats", "text"), ("retard", "accepted"), ("essais", "1"), ("grille", other)]).await;
        let waiting = shop.page().await;
        assert!(waiting.contains("cet avis") && !waiting.contains("par téléphone"), "what was handed in stands under what it was asked by: {waiting}");
        assert_eq!(shop.corrects(&id, "publier", &[("suite", "redo"), ("commentaire", "Plus court."), ("critere-1", "1"), ("critere-2", "1")]).await.status, DONE);
        // The second try was promised with the first: it opens, follows the new instruction and says so.
        let page = shop.page().await;
        let asked = page.split("id=\"consigne\"").nth(1).unwrap();
        assert!(asked.starts_with(">La consigne") && page.contains("<strong>par téléphone</strong>"), "{page}");
        assert!(page.contains("La consigne a changé depuis votre essai précédent"), "{page}");
        assert!(page.contains("Le message est clair") && page.contains("En partie, 2 points"), "the correction is read through its own rubric: {page}");
        assert!(page.contains("Ce qui était demandé alors") && page.contains("<strong>cet avis</strong>"), "{page}");
        let path = shop.path();
        whole(&path, &shop.learner.get(&path).await);
        let again = shop.hands_in_words("Un appel").await;
        assert_eq!(shop.corrects(&again, "publier", &[("critere-1", "1"), ("critere-2", "0")]).await.status, DONE);
        let page = shop.page().await;
        assert!(page.contains("Chaleureux, 3 points sur 3") && page.contains("37 %"), "{page}");
    }

    async fn what_a_new_instruction_no_longer_asks_stays(engine) {
        let first = [("reglages", "oui"), ("formats", "text"), ("formats", "audio"), ("retard", "accepted"), ("essais", "1"), ("grille", "")];
        let mut shop = Workshop::new(engine, &first).await;
        assert_eq!(shop.writes("Mes idées").await.status, DONE);
        assert_eq!(shop.sends("audio=voix.webm", VOICE).await.status, DONE);
        let page = shop.page().await;
        let field = format!("transcription-{}", page.split("name=\"transcription-").nth(1).unwrap().split('"').next().unwrap());
        let (work, over) = (shop.work(), revision(&page));
        assert_eq!(shop.learner.post(&work, &[("texte", "Mes idées"), ("revision", &over), (&field, "Bonjour à tous")]).await.status, DONE);
        changes(&mut shop, &[("texte", "Joignez une fiche."), ("reglages", "oui"), ("formats", "file"), ("retard", "accepted"), ("essais", "1"), ("grille", "")]).await;
        let page = shop.page().await;
        assert!(page.contains("La consigne a changé depuis que vous avez commencé") && page.contains("Mes idées") && !page.contains("name=\"texte\""), "{page}");
        // A form without those fields takes nothing away.
        let refused = shop.hands_in().await;
        assert!(refused.status == WRONG && refused.body.contains("Votre travail est vide"), "{}", refused.body);
        let over = revision(&page);
        assert_eq!(shop.learner.post_file(&work, &[("revision", &over)], ("fichiers=fiche.pdf", b"%PDF-1.7 fiche")).await.status, DONE);
        let page = shop.page().await;
        assert!(page.contains("Mes idées") && page.contains("Bonjour à tous") && page.contains("fiche.pdf"), "{page}");
        assert!(!page.contains("La consigne a changé"), "it was read since: {page}");
        assert_eq!(shop.hands_in().await.status, DONE);
        assert!(shop.page().await.contains("Mes idées"));
    }

    async fn what_is_typed_while_a_step_closes_is_given_back(engine) {
        let refused = [("reglages", "oui"), ("formats", "text"), ("retard", "refused"), ("essais", "1"), ("grille", "")];
        let mut shop = Workshop::new(engine, &refused).await;
        assert_eq!(shop.writes("Au début").await.status, DONE);
        shop.due(1).await;
        shop.later(4).await;
        // Too late to hand in, not to keep: its tutor may give another date.
        let work = shop.work();
        let kept = shop.learner.post(&work, &[("texte", "Ajouté le soir"), ("revision", "1")]).await;
        assert_eq!(kept.status, DONE, "{}", kept.body);
        let page = shop.page().await;
        assert!(page.contains("son travail ne se rend plus") && page.contains("Ajouté le soir"), "{page}");
        shop.due(30).await;
        assert_eq!(written(&shop.page().await), "Ajouté le soir");
        // The access ends: nothing more is kept, and what was typed is read again.
        let mut tx = shop.world.site.db().begin().await.unwrap();
        tx.execute(sql!("UPDATE enrolments SET ends_at = $2 WHERE id = $1"), args![shop.enrolment, shop.world.site.clock().now()]).await.unwrap();
        tx.commit().await.unwrap();
        let lost = shop.learner.post(&work, &[("texte", "Une phrase de plus"), ("revision", "2")]).await;
        let body = plain(&lost.body);
        assert!(lost.status == WRONG && body.contains("Votre accès est terminé") && body.contains("Une phrase de plus") && body.contains("n’est pas enregistré"), "{body}");
        let page = shop.page().await;
        assert!(page.contains("Votre accès est terminé") && page.contains("Ajouté le soir"), "{page}");
        let alone = saves_itself(&mut shop, "revision=2&texte=Encore").await;
        assert!(alone.status == StatusCode::OK || alone.status == WRONG, "{}", alone.status);
        let sent = shop.learner.post(&format!("{work}/remise"), &[("vu", "2")]).await;
        assert!(sent.status == WRONG && sent.body.contains("Ajouté le soir"), "{}", sent.body);
    }

    async fn a_button_pressed_twice_does_it_once(engine) {
        let mut shop = Workshop::new(engine, &[]).await;
        let (work, page) = (shop.work(), shop.page().await);
        let over = revision(&page);
        for _ in 0..2 {
            let saved = shop.learner.post(&work, &[("texte", "Bonjour"), ("revision", &over)]).await;
            assert_eq!(saved.status, DONE, "{}", saved.body);
        }
        let over = revision(&shop.page().await);
        for _ in 0..2 {
            let sent = shop.learner.post_file(&work, &[("texte", "Bonjour"), ("revision", &over)], ("fichiers=fiche.pdf", b"%PDF-1.7 fiche")).await;
            assert_eq!(sent.status, DONE, "{}", sent.body);
        }
        let page = shop.page().await;
        let piece = value_of_remove(&page);
        let over = revision(&page);
        for _ in 0..2 {
            let gone = shop.learner.post(&work, &[("texte", "Bonjour"), ("revision", &over), ("retirer", &piece)]).await;
            assert_eq!(gone.status, DONE, "{}", gone.body);
        }
        let path = format!("{work}/remise");
        let seen = value(&shop.learner.get(&path).await.body, "vu").unwrap();
        for _ in 0..2 {
            assert_eq!(shop.learner.post(&path, &[("vu", &seen)]).await.status, DONE);
        }
        let mut tx = shop.world.site.db().read().await.unwrap();
        let held = tx.one(sql!("SELECT COUNT(*) AS held FROM submissions"), args![]).await.unwrap();
        assert_eq!(held.get::<i64>("held").unwrap(), 1);
    }

    async fn what_saves_itself_costs_little(engine) {
        let mut shop = Workshop::new(engine, &[]).await;
        let mut costs = Vec::new();
        assert_eq!(shop.writes("Bonjour").await.status, DONE);
        for round in 1..=3 {
            let before = shop.world.site.db().statements();
            let kept = saves_itself(&mut shop, &format!("revision={round}&texte=Bonjour+{round}")).await;
            assert_eq!(kept.status, StatusCode::NO_CONTENT);
            assert_eq!(kept.headers["x-revision"].to_str().unwrap(), (round + 1).to_string());
            costs.push(shop.world.site.db().statements() - before);
        }
        // One of them is the bell's: what is saved changes its stamp.
        assert!(costs.iter().all(|cost| *cost <= 8), "{costs:?}");
        assert_eq!(written(&shop.page().await), "Bonjour 3");
        // Over another revision it keeps nothing, and says so.
        let stale = saves_itself(&mut shop, "revision=1&texte=Vieux").await;
        assert!(stale.body.contains("a changé dans un autre onglet"), "{}", stale.body);
        assert_eq!(written(&shop.page().await), "Bonjour 3");
    }

    async fn an_instruction_is_said_filmed_and_heard_first_by_who_prefers(engine) {
        let mut shop = Workshop::new(engine, &[]).await;
        let path = format!("/bibliotheque/{}/versions", item(&shop).await);
        let fields = [("texte", "Répondez à **cet avis**."), ("reglages", "oui"), ("formats", "text"), ("formats", "audio"), ("retard", "accepted"), ("essais", "1"), ("grille", ""), ("dit-audio", "Répondez à l’avis de Maria.")];
        for (bytes, sentence) in [(&b"<html>"[..], "n’est pas ce que son nom annonce"), (VOICE, "")] {
            let sent = shop.office.post_file(&path, &fields, ("consigne-audio=ma voix.webm", bytes)).await;
            assert!(if sentence.is_empty() { sent.status == DONE } else { sent.status == WRONG && sent.body.contains(sentence) }, "{}", sent.body);
        }
        let page = shop.page().await;
        let heard = page.split("audio class=\"recording\" src=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        assert!(page.find("cet avis") < page.find("<audio") && page.contains("l’avis de Maria"), "{page}");
        let sound = shop.learner.get(&heard).await;
        assert_eq!((sound.status, sound.bytes.as_slice()), (StatusCode::OK, VOICE));
        assert_eq!(shop.learner.get(&heard.replace("consigne-audio", "autre")).await.status, StatusCode::NOT_FOUND);
        // What is preferred comes first by itself, of the instruction and of the answer.
        let preferred = "/mon-compte/consignes";
        whole(preferred, &shop.learner.get(preferred).await);
        assert_eq!(shop.learner.post(preferred, &[("forme", "audio")]).await.status, DONE);
        assert!(shop.learner.get(preferred).await.body.contains("value=\"audio\" checked"));
        let page = shop.page().await;
        assert!(page.find("<audio") < page.find("cet avis") && page.find("Enregistrer ma voix") < page.find(">Écrire<"), "{page}");
        // Its author hears it, keeps it with other words, or takes it away; a course takes it along.
        let sheet = path.trim_end_matches("/versions").to_owned();
        let page = shop.office.get(&sheet).await;
        assert!(page.headers["permissions-policy"].to_str().unwrap().contains("microphone=(self)"));
        let own = page.body.split("audio class=\"recording\" src=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        assert_eq!(shop.office.get(&own).await.bytes, VOICE);
        let archive = shop.office.get(&format!("/parcours/{}/archive", shop.world.course)).await;
        let copy = shop.office.post_file("/parcours/import", &[], ("archive=parcours.zip", &archive.bytes)).await;
        assert_eq!(copy.status, DONE, "{}", copy.body);
        let mut tx = shop.world.site.db().read().await.unwrap();
        let copied = tx.one(sql!("SELECT COUNT(*) AS held FROM package_files WHERE path = 'consigne-audio.webm'"), args![]).await.unwrap();
        assert_eq!(copied.get::<i64>("held").unwrap(), 2);
        drop(tx);
        changes(&mut shop, &fields).await;
        assert!(shop.page().await.contains("/consigne-audio.webm"), "it stays");
        changes(&mut shop, &[&fields[..], &[("sans-audio", "oui")]].concat()).await;
        assert!(!shop.page().await.contains("/consigne-audio.webm"), "it is gone");
    }
}

fn value_of_remove(page: &str) -> String {
    let button = page.split("name=\"retirer\" value=\"").nth(1).unwrap();
    button.split('"').next().unwrap().to_owned()
}
