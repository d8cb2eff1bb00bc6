//! Work that a group hands in: its groups made by a tutor, one draft that its members write, one mark for each, and nobody
//! else's affair.

use http::StatusCode;
use platform::http::BuiltIn;
use platform::testing::{Answer, Visitor};
use platform::{PersonId, args, both_engines, events, sql};
use training::enrolment::EnrolmentId;

use crate::pages::whole;
use crate::submissions::{VOICE, Workshop, main, plain, revision, value, written};

const WRONG: StatusCode = StatusCode::UNPROCESSABLE_ENTITY;
const DONE: StatusCode = StatusCode::SEE_OTHER;
const TOGETHER: [(&str, &str); 6] = [
    ("reglages", "oui"),
    ("formats", "text"),
    ("retard", "accepted"),
    ("essais", "2"),
    ("groupe", "oui"),
    ("grille", ""),
];

/// Another learner of the same session.
struct Learner {
    person: PersonId,
    enrolment: EnrolmentId,
    visitor: Visitor,
}

impl Learner {
    async fn new(shop: &Workshop, given: &str, family: &str) -> Self {
        let person = shop.world.person(given, family).await;
        let enrolment = shop.world.enrol(person, shop.world.own).await;
        Self {
            person,
            enrolment,
            visitor: shop.world.signed_in(person).await,
        }
    }

    fn path(&self, shop: &Workshop) -> String {
        format!("/mes-parcours/{}/etapes/{}", self.enrolment, shop.step)
    }

    async fn page(&mut self, shop: &Workshop) -> String {
        let page = self.visitor.get(&self.path(shop)).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.body);
        plain(&page.body)
    }

    async fn writes(&mut self, shop: &Workshop, text: &str) -> Answer {
        let revision = revision(&self.page(shop).await);
        let path = format!("{}/production", self.path(shop));
        self.visitor
            .post(&path, &[("texte", text), ("revision", &revision)])
            .await
    }

    async fn hands_in(&mut self, shop: &Workshop) -> Answer {
        let path = format!("{}/production/remise", self.path(shop));
        let seen = value(&self.visitor.get(&path).await.body, "vu").unwrap_or_default();
        self.visitor.post(&path, &[("vu", &seen)]).await
    }

    async fn percent(&self, shop: &Workshop) -> Option<f64> {
        let mut tx = shop.world.site.db().read().await.unwrap();
        let sql = sql!("SELECT marked_percent FROM step_states WHERE enrolment_id = $1 AND step_id = $2");
        let row = tx.optional(sql, args![self.enrolment, shop.step]).await.unwrap();
        row.and_then(|row| row.get("marked_percent").unwrap())
    }
}

fn groups(shop: &Workshop) -> String {
    format!("/sessions/{}/groupes", shop.world.own)
}

/// Makes a group, with nobody in it; answers its identifier.
async fn made(shop: &mut Workshop, name: &str) -> String {
    let path = groups(shop);
    let answer = shop.tutor.post(&path, &[("nom", name)]).await;
    assert_eq!(answer.status, DONE, "{}", answer.body);
    let page = shop.tutor.get(&path).await.body;
    let line = page
        .split("<option")
        .find(|line| plain(line).contains(&format!(">{name}<")));
    let line = line.unwrap_or_else(|| panic!("no {name}: {page}"));
    line.split("value=\"")
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap()
        .to_owned()
}

/// Puts people in a group, from where they were.
async fn placed(shop: &mut Workshop, who: &[EnrolmentId], (before, after): (&str, &str)) {
    let path = format!("{}/places", groups(shop));
    let fields: Vec<(String, String)> = who
        .iter()
        .flat_map(|id| {
            [
                (format!("avant-{id}"), before.to_owned()),
                (format!("groupe-{id}"), after.to_owned()),
            ]
        })
        .collect();
    let fields: Vec<(&str, &str)> = fields
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    assert_eq!(shop.tutor.post(&path, &fields).await.status, DONE);
}

both_engines! {
    async fn a_group_writes_one_draft_hands_it_in_once_and_each_has_the_mark(engine) {
        let mut shop = Workshop::new(engine, &TOGETHER).await;
        let mut karim = Learner::new(&shop, "Karim", "Haddad").await;
        let mut maria = Learner::new(&shop, "Maria", "Rossi").await;
        let alone = shop.page().await;
        assert!(alone.contains("vous le rendez seul"), "{alone}");
        // What was begun alone isn't lost by joining a group.
        assert_eq!(shop.writes("Commencé tout seul").await.status, DONE);

        let bakers = made(&mut shop, "Boulangerie").await;
        let camille = shop.enrolment;
        placed(&mut shop, &[camille, karim.enrolment], ("", &bakers)).await;
        let path = groups(&shop);
        whole(&path, &shop.tutor.get(&path).await);
        for wrong in ["", "boulangerie"] {
            assert_eq!(shop.tutor.post(&path, &[("nom", wrong)]).await.status, WRONG, "{wrong}");
        }

        let page = shop.page().await;
        assert!(page.contains("Votre groupe") && page.contains("Camille Essai et Karim Haddad") && page.contains("Commencé tout seul"), "{page}");
        assert_eq!(written(&page), "", "the draft of the group begins");
        let theirs = shop.path();
        whole(&theirs, &shop.learner.get(&theirs).await);
        assert_eq!(shop.writes("Une vitrine").await.status, DONE);
        assert_eq!(written(&karim.page(&shop).await), "Une vitrine");
        // A page made before they were in the group is at the same revision, of another draft: nothing is written over.
        let (before, own) = (shop.work(), camille.to_string());
        let behind = [("texte", "Encore tout seul"), ("revision", "1"), ("de", own.as_str())];
        let told = shop.learner.post(&before, &behind).await;
        assert!(told.status == WRONG && told.body.contains("Encore tout seul"), "{}", told.body);
        assert_eq!(written(&karim.page(&shop).await), "Une vitrine");
        assert!(shop.page().await.contains("Commencé tout seul"), "what was begun alone neither");
        // Two at once: the second is told, and reads both.
        assert_eq!(karim.writes(&shop, "Une vitrine, un four").await.status, DONE);
        let work = shop.work();
        let stale = shop.learner.post(&work, &[("texte", "Une vitrine, du pain"), ("revision", "1")]).await;
        let body = plain(&stale.body);
        assert!(stale.status == WRONG && body.contains("Quelqu’un de votre groupe") && body.contains("Une vitrine, du pain") && body.contains("Une vitrine, un four"), "{body}");
        assert_eq!(shop.writes("Une vitrine, un four et du pain").await.status, DONE);
        let page = karim.page(&shop).await;
        let traced = page.split("Qui a écrit quoi").nth(1).unwrap();
        let order: Vec<usize> = ["Une vitrine<", "Une vitrine, un four<", "Une vitrine, un four et du pain<"].iter().map(|text| traced.find(text).unwrap_or_else(|| panic!("{text}: {traced}"))).collect();
        assert!(order.is_sorted() && traced.contains("Karim Haddad"), "{traced}");

        // Who isn't of the group sees nothing of it, and writes their own.
        let other = maria.page(&shop).await;
        assert!(!other.contains("vitrine") && other.contains("aucun groupe"), "{other}");
        assert_eq!(maria.writes(&shop, "Mon atelier").await.status, DONE);
        assert!(!karim.page(&shop).await.contains("Mon atelier"));

        // One hands in for all, whoever presses again.
        let review = shop.learner.get(&format!("{work}/remise")).await;
        assert!(plain(&review.body).contains("pour tout le groupe"), "{}", review.body);
        assert_eq!(karim.hands_in(&shop).await.status, DONE);
        assert_eq!(shop.hands_in().await.status, DONE);
        assert_eq!(maria.hands_in(&shop).await.status, DONE);
        for page in [shop.page().await, karim.page(&shop).await] {
            assert!(page.contains("Rendu le") && page.contains("un four et du pain"), "{page}");
        }
        let mut tx = shop.world.site.db().read().await.unwrap();
        let held: i64 = tx.one(sql!("SELECT COUNT(*) AS held FROM submissions WHERE handed_at IS NOT NULL"), args![]).await.unwrap().get("held").unwrap();
        drop(tx);
        assert_eq!(held, 2, "the group's, and Maria's");

        // One correction, one mark for each, and each is told.
        let queue = shop.tutor.get("/corrections").await.body;
        assert!(main(&queue).contains("et son groupe"), "{queue}");
        let id = handed(&shop, true).await;
        let desk = shop.tutor.get(&format!("/corrections/{id}")).await;
        whole("a group's work", &desk);
        assert!(desk.body.contains("Boulangerie") && desk.body.contains("Camille Essai et Karim Haddad") && desk.body.contains("Qui a écrit quoi"), "{}", desk.body);
        assert_eq!(shop.corrects(&id, "publier", &[("pourcentage", "85"), ("commentaire", "Belle équipe.")]).await.status, DONE);
        assert_eq!((shop.state().await.unwrap().1, karim.percent(&shop).await, maria.percent(&shop).await), (Some(85.0), Some(85.0), None));
        for person in [shop.people[0], karim.person] {
            let address = shop.world.address(person).await;
            assert!(shop.world.mail_to(&address).await.subject.contains("est corrigé"));
        }
        // Read by one, it is still news to the other.
        for visitor in [&mut shop.learner, &mut karim.visitor] {
            assert!(visitor.get("/").await.body.contains("Lire la correction"));
        }
        assert!(shop.page().await.contains("Belle équipe."));
        assert!(!shop.learner.get("/").await.body.contains("Lire la correction"));
        assert!(karim.visitor.get("/").await.body.contains("Lire la correction"));
        assert!(karim.page(&shop).await.contains("Belle équipe."));
        assert!(!karim.visitor.get("/").await.body.contains("Lire la correction"));
    }

    async fn what_was_handed_in_together_goes_on_together(engine) {
        let mut shop = Workshop::new(engine, &TOGETHER).await;
        let mut karim = Learner::new(&shop, "Karim", "Haddad").await;
        let mut maria = Learner::new(&shop, "Maria", "Rossi").await;
        let (first, second) = (made(&mut shop, "Un").await, made(&mut shop, "Deux").await);
        let camille = shop.enrolment;
        placed(&mut shop, &[camille, karim.enrolment], ("", &first)).await;
        assert_eq!(karim.writes(&shop, "À deux").await.status, DONE);
        assert_eq!(karim.hands_in(&shop).await.status, DONE);
        // The others are told, once; who did it isn't.
        events::settle(&shop.world.site, &app::rooms::reactors()).await.unwrap();
        let words = "Karim Haddad a rendu le travail de votre groupe";
        let told = plain(&shop.learner.get("/notifications").await.body);
        assert!(told.contains(words), "{told}");
        assert!(!plain(&karim.visitor.get("/notifications").await.body).contains(words));
        let mail = shop.world.mail_where(&shop.world.address(shop.people[0]).await, |kind| kind == "notice").await;
        assert!(mail.text.contains("Karim Haddad"), "{}", mail.text);
        // Another group's name is refused, however it is typed.
        let renaming = format!("{}/noms", groups(&shop));
        let taken = shop.tutor.post(&renaming, &[("groupe", &first), ("nom", "DEUX ")]).await;
        assert!(taken.status == WRONG && taken.body.contains("porte ce nom"), "{}", taken.body);
        // Whoever comes to a group that has handed in does it alone; whoever leaves it keeps what is theirs.
        placed(&mut shop, &[maria.enrolment], ("", &first)).await;
        placed(&mut shop, &[camille], (&first, &second)).await;
        let page = maria.page(&shop).await;
        assert!(!page.contains("À deux") && page.contains("Écrire") | page.contains("Votre réponse"), "{page}");
        assert!(shop.page().await.contains("À deux"));
        let id = handed(&shop, true).await;
        assert_eq!(shop.corrects(&id, "publier", &[("suite", "redo"), ("commentaire", "Encore")]).await.status, DONE);
        assert_eq!(shop.writes("À deux, encore").await.status, DONE);
        assert_eq!(written(&karim.page(&shop).await), "À deux, encore");
        // Dissolving takes nothing away.
        let path = format!("{}/noms", groups(&shop));
        assert_eq!(shop.tutor.post(&path, &[("groupe", &first), ("acte", "dissoudre")]).await.status, DONE);
        assert_eq!(shop.tutor.post(&path, &[("groupe", &first), ("nom", "Trois")]).await.status, DONE);
        assert!(!main(&shop.tutor.get(&groups(&shop)).await.body).contains("Trois"));
        assert_eq!(shop.hands_in().await.status, DONE);
        assert!(karim.page(&shop).await.contains("À deux, encore"));
        // Someone withdrawn has no mark; the work is still corrected.
        let began = karim.enrolment;
        shop.world.withdraw(began).await;
        let again = handed(&shop, true).await;
        assert_eq!(shop.corrects(&again, "publier", &[("pourcentage", "60")]).await.status, DONE);
        assert_eq!(shop.state().await.unwrap().1, Some(60.0));
    }

    async fn whose_access_is_over_or_suspended_is_not_told(engine) {
        let mut shop = Workshop::new(engine, &TOGETHER).await;
        let mut karim = Learner::new(&shop, "Karim", "Haddad").await;
        let (mut suspended, mut over) = (Learner::new(&shop, "Maria", "Rossi").await, Learner::new(&shop, "René", "Morvan").await);
        let group = made(&mut shop, "Un").await;
        let all = [shop.enrolment, karim.enrolment, suspended.enrolment, over.enrolment];
        placed(&mut shop, &all, ("", &group)).await;
        assert_eq!(karim.writes(&shop, "À quatre").await.status, DONE);
        assert_eq!(karim.hands_in(&shop).await.status, DONE);
        // It is told a while after it was handed in: meanwhile one is suspended, and another's time is over.
        let now = shop.world.site.clock().now();
        let mut tx = shop.world.site.db().begin().await.unwrap();
        tx.execute(sql!("UPDATE enrolments SET suspended_at = $2, paused_left = 1 WHERE id = $1"), args![suspended.enrolment, now]).await.unwrap();
        tx.execute(sql!("UPDATE enrolments SET ends_at = $2 WHERE id = $1"), args![over.enrolment, now]).await.unwrap();
        tx.commit().await.unwrap();
        events::settle(&shop.world.site, &app::rooms::reactors()).await.unwrap();
        let words = "a rendu le travail de votre groupe";
        assert!(plain(&shop.learner.get("/notifications").await.body).contains(words));
        for one in [&mut karim, &mut suspended, &mut over] {
            let page = plain(&one.visitor.get("/notifications").await.body);
            assert!(page.contains("Notifications") && !page.contains(words), "{page}");
        }
    }

    async fn a_group_is_of_its_session_and_its_files_of_its_members(engine) {
        let mut shop = Workshop::new(engine, &[("reglages", "oui"), ("formats", "audio"), ("retard", "accepted"), ("essais", "1"), ("groupe", "oui"), ("grille", "")]).await;
        let mut karim = Learner::new(&shop, "Karim", "Haddad").await;
        let mut maria = Learner::new(&shop, "Maria", "Rossi").await;
        let group = made(&mut shop, "Un").await;
        let camille = shop.enrolment;
        placed(&mut shop, &[camille, karim.enrolment], ("", &group)).await;
        assert_eq!(shop.sends("audio=voix.webm", VOICE).await.status, DONE);
        let page = karim.page(&shop).await;
        let voice = page.split("audio class=\"recording\" src=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        assert_eq!(karim.visitor.get(&voice).await.bytes, VOICE);
        assert!(page.contains("fichier voix.webm"), "{page}");
        let piece = voice.rsplit('/').next().unwrap();
        let stolen = format!("{}/production/{piece}", maria.path(&shop));
        assert_eq!(maria.visitor.get(&stolen).await.status, StatusCode::NOT_FOUND);
        // Another session's learner doesn't get in.
        let stranger = shop.world.person("René", "Ailleurs").await;
        let stranger = shop.world.enrol(stranger, shop.world.other).await;
        placed(&mut shop, &[stranger], ("", &group)).await;
        let mut tx = shop.world.site.db().read().await.unwrap();
        let held: i64 = tx.one(sql!("SELECT COUNT(*) AS held FROM group_members"), args![]).await.unwrap().get("held").unwrap();
        drop(tx);
        assert_eq!(held, 2);
        let path = groups(&shop);
        assert_eq!(shop.learner.get(&path).await.status, StatusCode::FORBIDDEN);
        let elsewhere = shop.world.someone(BuiltIn::Administrator).await;
        assert_eq!(shop.world.signed_in(elsewhere).await.get(&path).await.status, StatusCode::OK);
    }
}

/// The last that was handed in, by a group or alone.
async fn handed(shop: &Workshop, together: bool) -> String {
    let mut tx = shop.world.site.db().read().await.unwrap();
    let rows = tx
        .all(
            sql!("SELECT id, group_id FROM submissions WHERE handed_at IS NOT NULL ORDER BY number DESC, handed_at DESC"),
            args![],
        )
        .await
        .unwrap();
    let of =
        |row: &platform::db::Row| row.get::<Option<uuid::Uuid>>("group_id").unwrap().is_some() == together;
    let row = rows.iter().find(|row| of(row)).unwrap();
    row.get::<uuid::Uuid>("id").unwrap().to_string()
}
