//! What becomes of an enrolment: withdrawn for a reason and back, suspended and resumed, moved to another session; and the
//! places of a session, which two managers never give twice.

use http::StatusCode;
use jiff::{SignedDuration, Timestamp};
use learning::attempts::{self, Batch, Taken};
use platform::db::Sql;
use platform::http::BuiltIn;
use platform::testing::{Answer, Visitor};
use platform::{args, both_engines, sql};
use training::enrolment::places::{self, Places};
use training::enrolment::{self, Enrolment, EnrolmentId};
use training::sessions::SessionId;

use crate::package::operations;
use crate::world::World;

const WRONG: StatusCode = StatusCode::UNPROCESSABLE_ENTITY;
const DONE: StatusCode = StatusCode::SEE_OTHER;
const HOUR: i64 = 3_600_000;
const DAY: i64 = 24 * HOUR;

impl World {
    async fn life(&self, id: EnrolmentId) -> Enrolment {
        enrolment::find(&mut self.site.db().read().await.unwrap(), id)
            .await
            .unwrap()
    }

    async fn places(&self, session: SessionId) -> Places {
        places::of(&mut self.site.db().read().await.unwrap(), session)
            .await
            .unwrap()
    }

    async fn verb(&self, verb: &str) -> i64 {
        let sql = sql!("SELECT COUNT(*) AS many FROM events WHERE verb = $1");
        let row = self
            .site
            .db()
            .read()
            .await
            .unwrap()
            .one(sql, args![verb])
            .await
            .unwrap();
        row.get("many").unwrap()
    }

    async fn change(&self, sql: Sql, values: Vec<platform::db::Value>) {
        let mut tx = self.site.db().begin().await.unwrap();
        tx.execute(sql, values).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// The other session ends on 20 December.
    async fn later(&self) -> Timestamp {
        let ends: Timestamp = "2026-12-20T23:00:00Z".parse().unwrap();
        self.change(
            sql!("UPDATE training_sessions SET ends_at = $2 WHERE id = $1"),
            args![self.other, ends],
        )
        .await;
        ends
    }
}

async fn seats(rene: &mut Visitor, session: SessionId, seen: &str, places: &str) -> Answer {
    rene.post(
        &format!("/sessions/{session}/places"),
        &[("vu", seen), ("places", places)],
    )
    .await
}

both_engines! {
    async fn someone_leaves_for_a_reason_and_comes_back(engine) {
        let world = World::new(engine).await;
        let learner = world.someone(BuiltIn::Learner).await;
        let id = world.enrolment_of(learner).await;
        world.pass(id).await;
        let mut rene = world.signed_in(world.manager).await;
        let session = format!("/sessions/{}", world.own);
        let path = format!("/inscriptions/{id}/retrait");
        let page = rene.get(&format!("/inscriptions/{id}")).await.body;
        assert!(page.contains("Inscription de Camille Essai") && page.contains(&path), "{page}");
        for wrong in ["", "Abandon", "GAVE_UP", "autre"] {
            let answer = rene.post(&path, &[("motif", wrong), ("note", "Rappeler en mars")]).await;
            assert_eq!(answer.status, WRONG, "{wrong}");
            assert!(answer.body.contains("hoisissez la raison") && answer.body.contains("Rappeler en mars"), "{}", answer.body);
        }
        let long = rene.post(&path, &[("motif", "work"), ("note", &"é".repeat(501))]).await;
        assert_eq!(long.status, WRONG);
        assert!(long.body.contains("ardez 500 caractères au plus"));
        let done = rene.post(&path, &[("motif", "work"), ("note", "Rappeler en mars")]).await;
        assert_eq!(done.status, DONE, "{}", done.body);
        assert_eq!(rene.post(&path, &[("motif", "work")]).await.status, StatusCode::NOT_FOUND, "once");
        assert_eq!(world.verb("enrolment.withdrawn").await, 1);

        let shown = rene.get(&session).await.body;
        assert!(shown.contains("Retirées") && shown.contains("Emploi ou entreprise"), "{shown}");
        let back = format!("{session}/inscriptions/retirees/{id}");
        let page = rene.get(&back).await.body;
        assert!(page.contains("Rappeler en mars") && page.contains("jeudi 12 novembre 2026"), "{page}");
        let row = world.site.db().read().await.unwrap().one(sql!("SELECT note, reason FROM withdrawals WHERE enrolment_id = $1"), args![id]).await.unwrap();
        let reason: Vec<u8> = row.get("reason").unwrap();
        assert!(!String::from_utf8_lossy(&reason).contains("work"), "sealed, it may be their health");
        let note: Vec<u8> = row.get("note").unwrap();
        assert!(!String::from_utf8_lossy(&note).contains("Rappeler"), "sealed");
        let mut fabienne = world.signed_in(world.someone(BuiltIn::Tutor).await).await;
        assert!(!fabienne.get(&session).await.body.contains("Retirées"), "why is not for tutors");
        assert_eq!(fabienne.get(&back).await.status, StatusCode::FORBIDDEN);
        let elsewhere = format!("/sessions/{}/inscriptions/retirees/{id}", world.other);
        assert_eq!(rene.post(&elsewhere, &[]).await.status, WRONG, "of another session");
        assert_eq!(rene.get(&format!("{session}/inscriptions/retirees/x")).await.status, WRONG);

        world.scratch.clock.advance(DAY);
        let mut rene = world.signed_in(world.manager).await;
        assert_eq!(rene.post(&back, &[]).await.status, DONE);
        assert_eq!(world.enrolment_of(learner).await, id, "the same enrolment");
        assert!(rene.post(&back, &[]).await.body.contains("n’est plus parmi les retirées"), "once");
        let shown = rene.get(&session).await.body;
        assert!(!shown.contains("Retirées") && shown.contains("5 sur 5"), "all that was done: {shown}");
        assert_eq!(world.life(id).await.ends_at.to_string(), "2026-12-01T23:00:00Z");
    }

    async fn an_access_is_suspended_at_once_and_given_back_whole(engine) {
        let world = World::new(engine).await;
        let module = world.module().await;
        let mut monique = world.learner_at(&module).await;
        let id = monique.enrolment;
        let person = world.life(id).await.person;
        let token = monique.launch("A").await["token"].as_str().unwrap().to_owned();
        let take = |from, at: Timestamp, acts: Vec<(&'static str, &'static str)>| {
            let operations = serde_json::from_value(operations(from, at.as_millisecond(), &acts)).unwrap();
            attempts::take(&world.site, &token, Batch { operations, spent: None })
        };
        let now = || world.site.clock().now();
        assert_eq!(take(1, now(), vec![("initialize", "")]).await.unwrap(), Taken::Kept { sequence: 1, finished: false });
        let mut rene = world.signed_in(world.manager).await;
        let path = format!("/inscriptions/{id}");
        let left = world.life(id).await.ends_at.duration_since(now());
        let (first, second) = (rene.post(&format!("{path}/suspension"), &[]).await, rene.post(&format!("{path}/suspension"), &[]).await);
        assert_eq!((first.status, second.status), (DONE, DONE), "{}", second.body);
        assert!(rene.follow(second.location()).await.body.contains("déjà suspendu\u{202f}: rien n’a été changé"), "and says so");
        assert_eq!(world.verb("enrolment.suspended").await, 1, "pressed twice, suspended once");
        let pause = world.life(id).await.paused.unwrap();
        assert_eq!((pause.left, pause.since, world.life(id).await.ends_at), (left, now(), now()));

        // Said before, heard after: taken, as after any end. Said after: not.
        let before = now() - SignedDuration::from_millis(1);
        world.scratch.clock.advance(60_000);
        assert_eq!(take(2, before, vec![("cmi.core.lesson_location", "2")]).await.unwrap(), Taken::Kept { sequence: 2, finished: false });
        assert_eq!(take(3, now(), vec![("cmi.core.lesson_location", "3")]).await.unwrap(), Taken::Ended { sequence: 2 });

        let mut home = world.signed_in(person).await;
        let said = home.get("/").await.body;
        assert!(said.contains("Votre accès est suspendu") && said.contains("Écrire à René") && said.contains("19 jours"), "{said}");
        let course = format!("/mes-parcours/{id}");
        let page = home.get(&course).await.body;
        assert!(page.contains("Votre accès est suspendu") && !page.contains("Reprendre</"), "{page}");
        let step = home.get(&format!("{course}/etapes/{}", module.step)).await.body;
        assert!(step.contains("Votre accès est suspendu\u{202f}: cette étape"), "{step}");
        assert!(rene.get(&format!("/sessions/{}", world.own)).await.body.contains("Accès suspendu"));
        let mail = world.mail_to(&world.address(person).await).await;
        assert!(mail.subject.contains("est suspendu") && mail.text.contains("19 jours"), "{}", mail.text);
        let extended = rene.post(&format!("{path}/prolongation"), &[("date", "2026-12-24")]).await;
        assert_eq!(extended.status, WRONG);
        assert!(extended.body.contains("rendez-le d’abord"), "{}", extended.body);

        world.scratch.clock.advance(40 * DAY);
        let (mut rene, mut home) = (world.signed_in(world.manager).await, world.signed_in(person).await);
        assert_eq!(rene.post(&format!("{path}/reprise"), &[]).await.status, DONE);
        assert_eq!(rene.post(&format!("{path}/reprise"), &[]).await.status, WRONG, "once");
        let life = world.life(id).await;
        assert_eq!((life.ends_at.to_string().as_str(), life.paused), ("2027-01-10T23:00:00Z", None), "nineteen days later, to the end of the day");
        let said = "dimanche 10 janvier 2027";
        let mail = world.mail_to(&world.address(person).await).await;
        assert!(mail.text.contains(said) && rene.get(&path).await.body.contains(said), "{}", mail.text);
        assert!(home.get(&course).await.body.contains("Il vous reste"));
        let rest = life.ends_at.duration_since(now());
        world.scratch.clock.advance(i64::try_from(rest.as_millis()).unwrap() - 1);
        let (mut rene, mut home) = (world.signed_in(world.manager).await, world.signed_in(person).await);
        assert!(!home.get(&course).await.body.contains("Cette session est terminée"), "open to the last instant");
        world.scratch.clock.advance(1);
        assert!(home.get(&course).await.body.contains("Cette session est terminée"));
        let late = rene.post(&format!("{path}/suspension"), &[]).await;
        assert_eq!(late.status, WRONG);
        assert!(late.body.contains("plus rien à suspendre"), "{}", late.body);
    }

    async fn more_time_for_all_is_for_the_suspended_too(engine) {
        let world = World::new(engine).await;
        let (idle, busy) = (world.someone(BuiltIn::Learner).await, world.someone(BuiltIn::Learner).await);
        let (idle, busy) = (world.enrolment_of(idle).await, world.enrolment_of(busy).await);
        let mut rene = world.signed_in(world.manager).await;
        assert_eq!(rene.post(&format!("/inscriptions/{idle}/suspension"), &[]).await.status, DONE);
        let before = world.life(idle).await;
        let done = rene.post(&format!("/sessions/{}/prolongation", world.own), &[("date", "2026-12-11")]).await;
        assert!(rene.follow(done.location()).await.body.contains("1 personne prévenue"), "the suspended aren't told that it is open");
        let after = world.life(idle).await;
        assert_eq!(after.ends_at, before.ends_at, "still closed");
        assert_eq!(after.paused.unwrap().left, before.paused.unwrap().left + SignedDuration::from_hours(240), "ten days more");
        rene.post(&format!("/inscriptions/{idle}/reprise"), &[]).await;
        assert_eq!(world.life(idle).await.ends_at, world.life(busy).await.ends_at, "given back at once, it ends as the others'");
    }

    async fn before_it_begins_a_suspension_costs_nothing(engine) {
        let world = World::new(engine).await;
        let begins = world.site.clock().now() + SignedDuration::from_hours(48);
        world.change(sql!("UPDATE training_sessions SET starts_at = $2 WHERE id = $1"), args![world.own, begins]).await;
        let id = world.enrol(world.person("Maria", "Lopez").await, world.own).await;
        let ends = world.life(id).await.ends_at;
        let mut rene = world.signed_in(world.manager).await;
        rene.post(&format!("/inscriptions/{id}/suspension"), &[]).await;
        world.scratch.clock.advance(DAY);
        let mut rene = world.signed_in(world.manager).await;
        rene.post(&format!("/inscriptions/{id}/reprise"), &[]).await;
        assert_eq!(world.life(id).await.ends_at, ends);
        rene.post(&format!("/inscriptions/{id}/suspension"), &[]).await;
        world.scratch.clock.advance(3 * DAY);
        let mut rene = world.signed_in(world.manager).await;
        rene.post(&format!("/inscriptions/{id}/reprise"), &[]).await;
        assert_eq!(world.life(id).await.ends_at, ends + SignedDuration::from_hours(48), "all its time, from now");
    }

    async fn someone_moves_to_another_session_with_all_they_did(engine) {
        let world = World::new(engine).await;
        let ends = world.later().await;
        let learner = world.someone(BuiltIn::Learner).await;
        let id = world.enrolment_of(learner).await;
        world.pass(id).await;
        let mut tutor = world.signed_in(world.someone(BuiltIn::Tutor).await).await;
        let mut rene = world.signed_in(world.manager).await;
        let path = format!("/inscriptions/{id}/transfert");
        let mark = format!("/inscriptions/{id}/etapes/{}/validation", world.steps().await[3].id);
        assert_eq!(tutor.get(&mark).await.status, StatusCode::OK, "theirs for now");
        let page = rene.get(&path).await.body;
        assert!(page.contains("A2, du") && !page.contains("B1, du") && !page.contains("A1, du") && !page.contains("AX, du"), "{page}");
        let (foreign, deleted, own) = (world.foreign.to_string(), world.deleted.to_string(), world.own.to_string());
        for wrong in ["", "A2", &foreign, &deleted] {
            assert_eq!(rene.post(&path, &[("session", wrong)]).await.status, WRONG, "{wrong}");
        }
        let same = rene.post(&path, &[("session", &own)]).await;
        assert!(same.body.contains("déjà inscrite à cette session"), "{}", same.body);
        rene.post(&format!("/inscriptions/{id}/suspension"), &[]).await;
        world.scratch.clock.advance(1_000);
        let to = world.other.to_string();
        let done = rene.post(&path, &[("session", &to)]).await;
        assert_eq!((done.status, done.location()), (DONE, format!("/sessions/{to}").as_str()), "{}", done.body);
        let life = world.life(id).await;
        assert_eq!((life.session, life.ends_at, life.paused), (world.other, ends, None));
        assert_eq!(world.verb("enrolment.transferred").await, 1);
        let shown = rene.get(&format!("/sessions/{to}")).await.body;
        assert!(shown.contains("Camille Essai") && shown.contains("5 sur 5"), "{shown}");
        assert_eq!(tutor.get(&mark).await.status, StatusCode::NOT_FOUND, "not theirs any more");
        assert!(!tutor.get(&format!("/sessions/{own}")).await.body.contains("5 sur 5"));
        let mail = world.mail_to(&world.address(learner).await).await;
        assert!(mail.subject.starts_with("Vos nouvelles dates") && mail.text.contains("20 décembre"), "{}", mail.text);

        // More time for the session that they left is not theirs; back there, they are refused while their place stands.
        rene.post(&format!("/sessions/{own}/prolongation"), &[("date", "2027-01-20")]).await;
        assert_eq!(world.life(id).await.ends_at, ends);
        let again = world.enrol(learner, world.own).await;
        let inside = rene.post(&path, &[("session", &own)]).await;
        assert!(inside.status == WRONG && inside.body.contains("est déjà inscrite à cette session"), "{}", inside.body);
        world.withdraw(again).await;
        let left = rene.post(&path, &[("session", &own)]).await;
        assert!(left.status == WRONG && left.body.contains("puis retirée. Réinscrivez-la"), "{}", left.body);
        assert_eq!(world.life(id).await.session, world.other, "nothing was written");
    }

    async fn a_session_that_is_over_or_full_takes_nobody_over(engine) {
        let world = World::new(engine).await;
        let id = world.enrol(world.person("Monique", "Le Bihan").await, world.own).await;
        world.enrol(world.person("Maria", "Lopez").await, world.other).await;
        let mut rene = world.signed_in(world.manager).await;
        let (path, to) = (format!("/inscriptions/{id}/transfert"), world.other.to_string());
        assert_eq!(seats(&mut rene, world.other, "", "1").await.status, DONE);
        let full = rene.post(&path, &[("session", &to)]).await;
        assert!(full.status == WRONG && full.body.contains("Cette session est complète"), "{}", full.body);
        assert_eq!(seats(&mut rene, world.other, "1", "").await.status, DONE);
        let now = world.site.clock().now();
        world.change(sql!("UPDATE training_sessions SET ends_at = $2 WHERE id = $1"), args![world.other, now]).await;
        let over = rene.post(&path, &[("session", &to)]).await;
        assert!(over.status == WRONG && over.body.contains("ette session est terminée"), "{}", over.body);
        assert!(rene.get(&path).await.body.contains("Aucune autre session"));
        assert_eq!(world.life(id).await.session, world.own);
    }

    async fn places_are_set_and_shown(engine) {
        let world = World::new(engine).await;
        let (one, two) = (world.someone(BuiltIn::Learner).await, world.someone(BuiltIn::Learner).await);
        let mut rene = world.signed_in(world.manager).await;
        let session = format!("/sessions/{}", world.own);
        assert!(rene.get(&format!("{session}/places")).await.body.contains("2 personnes inscrites"));
        for wrong in ["0", "-1", "2,5", "deux", "10000"] {
            let answer = seats(&mut rene, world.own, "", wrong).await;
            assert_eq!(answer.status, WRONG, "{wrong}");
            assert!(answer.body.contains("ou laissez vide") && answer.body.contains(&format!("value=\"{wrong}\"")), "{wrong}");
        }
        let few = seats(&mut rene, world.own, "", "1").await;
        assert!(few.status == WRONG && few.body.contains("2 personnes sont déjà inscrites"), "{}", few.body);
        assert_eq!(seats(&mut rene, world.own, "", "12").await.status, DONE);
        for page in [&session, "/sessions", "/"] {
            assert!(rene.get(page).await.body.contains("2 places sur 12"), "{page}");
        }
        let stale = seats(&mut rene, world.own, "", "20").await;
        assert!(stale.status == WRONG && stale.body.contains("viennent de changer"), "{}", stale.body);
        // The suspended keep their place, the withdrawn free it.
        let (one, two) = (world.enrolment_of(one).await, world.enrolment_of(two).await);
        rene.post(&format!("/inscriptions/{one}/suspension"), &[]).await;
        assert_eq!(world.places(world.own).await, Places { capacity: Some(12), taken: 2 });
        world.withdraw(two).await;
        assert_eq!(world.places(world.own).await.left(), Some(11));
        assert_eq!(seats(&mut rene, world.own, "12", "1").await.status, DONE);
        let back = rene.post(&format!("{session}/inscriptions/retirees/{two}"), &[]).await;
        assert!(back.status == WRONG && back.body.contains("La session est complète"), "{}", back.body);
        assert!(rene.get(&format!("{session}/inscriptions/nouvelle")).await.body.contains("La session est complète"));
        assert_eq!(seats(&mut rene, world.own, "1", "").await.status, DONE);
        assert_eq!(rene.post(&format!("{session}/inscriptions/retirees/{two}"), &[]).await.status, DONE);
    }

    async fn two_managers_and_one_place(engine) {
        let world = World::new(engine).await;
        let moved = world.enrol(world.person("Monique", "Le Bihan").await, world.other).await;
        let mut rene = world.signed_in(world.manager).await;
        let mut other = world.signed_in(world.someone(BuiltIn::Manager).await).await;
        assert_eq!(seats(&mut rene, world.own, "", "1").await.status, DONE);
        let path = format!("/sessions/{}/inscriptions", world.own);
        let karim = [("prenom", "Karim"), ("nom", "Benali"), ("courriel", "karim@exemple.fr")];
        let maria = [("prenom", "Maria"), ("nom", "Lopez"), ("courriel", "maria@exemple.fr")];
        let (one, two) = tokio::join!(rene.post(&path, &karim), other.post(&path, &maria));
        let (kept, refused) = if one.status == DONE { (one, two) } else { (two, one) };
        assert_eq!((kept.status, refused.status), (DONE, WRONG), "{}", refused.body);
        assert!(refused.body.contains("La session est complète") && refused.body.contains("@exemple.fr"), "what was typed stays");
        assert_eq!(world.places(world.own).await, Places { capacity: Some(1), taken: 1 });
        // One by the form, one from another session.
        assert_eq!(seats(&mut rene, world.own, "1", "2").await.status, DONE);
        let (transfer, to) = (format!("/inscriptions/{moved}/transfert"), world.own.to_string());
        let fabienne = [("prenom", "Fabienne"), ("nom", "Martin"), ("courriel", "fabienne@exemple.fr")];
        let to = [("session", to.as_str())];
        let (one, two) = tokio::join!(rene.post(&transfer, &to), other.post(&path, &fabienne));
        let mut both = [one.status, two.status];
        both.sort();
        assert_eq!(both, [DONE, WRONG], "{} {}", one.body, two.body);
        assert_eq!(world.places(world.own).await, Places { capacity: Some(2), taken: 2 });
    }

    async fn two_who_cross_each_other_both_arrive(engine) {
        let world = World::new(engine).await;
        let (a, b) = (world.person("Monique", "Le Bihan").await, world.person("Maria", "Lopez").await);
        let (a, b) = (world.enrol(a, world.own).await, world.enrol(b, world.other).await);
        let mut rene = world.signed_in(world.manager).await;
        let mut other = world.signed_in(world.someone(BuiltIn::Manager).await).await;
        let (own, far) = (world.own.to_string(), world.other.to_string());
        let (from, back) = (format!("/inscriptions/{a}/transfert"), format!("/inscriptions/{b}/transfert"));
        let (to_far, to_own) = ([("session", far.as_str())], [("session", own.as_str())]);
        let (one, two) = tokio::join!(rene.post(&from, &to_far), other.post(&back, &to_own));
        assert_eq!((one.status, two.status), (DONE, DONE), "{} {}", one.body, two.body);
        assert_eq!((world.life(a).await.session, world.life(b).await.session), (world.other, world.own));
    }
}
