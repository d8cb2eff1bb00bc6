//! Lives that cross each other: two managers at once, a module that is open while its learner is suspended or moved.

use http::StatusCode;
use jiff::{SignedDuration, Timestamp};
use learning::attempts::{self, Batch, Taken};
use platform::http::{BuiltIn, Proof, SystemActs};
use platform::{Error, args, both_engines, events, sql};
use training::enrolment::EnrolmentId;
use training::lives::{self, SuspendLearner, TransferLearner};
use training::sessions::SessionId;

use crate::package::operations;
use crate::world::World;

const WRONG: StatusCode = StatusCode::UNPROCESSABLE_ENTITY;
const DONE: StatusCode = StatusCode::SEE_OTHER;
const DAY: i64 = 24 * 3_600_000;

impl World {
    async fn take(&self, token: &str, from: u64, at: Timestamp, acts: &[(&str, &str)]) -> Taken {
        let operations = serde_json::from_value(operations(from, at.as_millisecond(), acts)).unwrap();
        attempts::take(
            &self.site,
            token,
            Batch {
                operations,
                spent: None,
            },
        )
        .await
        .unwrap()
    }

    /// The sessions in which this happened to an enrolment, in order.
    async fn sessions_of(&self, verb: &str, enrolment: EnrolmentId) -> Vec<SessionId> {
        events::settle(&self.site, &app::rooms::reactors()).await.unwrap();
        let mut tx = self.site.db().read().await.unwrap();
        let sql = sql!("SELECT session_id FROM events WHERE verb = $1 AND object_id = $2 ORDER BY position");
        let rows = tx.all(sql, args![verb, enrolment]).await.unwrap();
        rows.iter().map(|row| row.get("session_id").unwrap()).collect()
    }

    async fn mails(&self, kind: &str) -> i64 {
        let mut tx = self.site.db().read().await.unwrap();
        let sql = sql!("SELECT COUNT(*) AS many FROM mails WHERE kind = $1");
        tx.one(sql, args![kind]).await.unwrap().get("many").unwrap()
    }
}

both_engines! {
    async fn what_is_done_during_a_pause_is_not_taken_after_it(engine) {
        let world = World::new(engine).await;
        let module = world.module().await;
        let mut monique = world.learner_at(&module).await;
        let id = monique.enrolment;
        let token = monique.launch("A").await["token"].as_str().unwrap().to_owned();
        let now = || world.site.clock().now();
        assert_eq!(world.take(&token, 1, now(), &[("initialize", "")]).await, Taken::Kept { sequence: 1, finished: false });
        world.scratch.clock.advance(60_000);
        let before = now() - SignedDuration::from_secs(10);
        let mut rene = world.signed_in(world.manager).await;
        assert_eq!(rene.post(&format!("/inscriptions/{id}/suspension"), &[]).await.status, DONE);
        world.scratch.clock.advance(2 * DAY);
        let during = now();
        let mut rene = world.signed_in(world.manager).await;
        world.scratch.clock.advance(60_000);
        assert_eq!(rene.post(&format!("/inscriptions/{id}/reprise"), &[]).await.status, DONE);

        let location = [("cmi.core.lesson_location", "2")];
        assert_eq!(world.take(&token, 2, before, &location).await, Taken::Kept { sequence: 2, finished: false }, "it waited on the telephone");
        assert_eq!(world.take(&token, 3, during, &location).await, Taken::Ended { sequence: 2 });
        world.scratch.clock.advance(60_000);
        assert_eq!(world.take(&token, 3, now(), &location).await, Taken::Ended { sequence: 2 }, "nor later under that launch");
        let person = monique.person;
        let again = world.signed_in(person).await;
        monique.visitor = again;
        let again = monique.launch("A").await;
        assert!(again["start"].to_string().contains("\"2\""), "a new launch goes on from there: {again}");
        let token = again["token"].as_str().unwrap();
        assert_eq!(world.take(token, 1, now(), &[("initialize", "")]).await, Taken::Kept { sequence: 1, finished: false });
    }

    async fn an_open_module_follows_its_learner(engine) {
        let world = World::new(engine).await;
        let module = world.module().await;
        let mut monique = world.learner_at(&module).await;
        let id = monique.enrolment;
        let now = || world.site.clock().now();
        let status = [("initialize", ""), ("cmi.core.lesson_status", "completed"), ("commit", "")];
        let first = monique.launch("A").await["token"].as_str().unwrap().to_owned();
        world.take(&first, 1, now(), &[("initialize", "")]).await;
        let token = monique.launch("B").await["token"].as_str().unwrap().to_owned();
        world.take(&token, 1, now(), &status).await;
        let mut rene = world.signed_in(world.manager).await;
        let to = world.other.to_string();
        let moved = rene.post(&format!("/inscriptions/{id}/transfert"), &[("session", &to)]).await;
        assert_eq!(moved.status, DONE, "{}", moved.body);
        // Both sessions end at the same instant: nothing else tells that they are two.
        let rest = [("cmi.core.lesson_status", "completed"), ("commit", "")];
        assert_eq!(world.take(&first, 2, now(), &rest).await, Taken::Kept { sequence: 3, finished: false }, "nothing is lost");
        assert_eq!(world.sessions_of("step.completed", id).await, [world.other], "and it counts where they are now");
        assert!(rene.get(&format!("/sessions/{to}")).await.body.contains("1 sur 5"));
    }

    async fn the_suspended_open_no_document_and_sign_nothing(engine) {
        let world = World::new(engine).await;
        world.meeting().await;
        let learner = world.someone(BuiltIn::Learner).await;
        let id = world.enrolment_of(learner).await;
        let mut rene = world.signed_in(world.manager).await;
        rene.post(&format!("/inscriptions/{id}/suspension"), &[]).await;
        let mut monique = world.signed_in(learner).await;
        let own = format!("/mes-parcours/{id}");
        let documents = monique.get(&format!("{own}/documents")).await;
        assert!(documents.status == WRONG && documents.body.contains("Votre accès est suspendu"), "{}", documents.body);
        let starts: Timestamp = "2026-11-20T08:00:00Z".parse().unwrap();
        let until = starts.duration_since(world.site.clock().now());
        world.scratch.clock.advance(until.as_millis().try_into().unwrap());
        let (mut rene, mut monique) = (world.signed_in(world.manager).await, world.signed_in(learner).await);
        let sheet = format!("{own}/emargement");
        let page = monique.get(&sheet).await;
        assert!(page.status == StatusCode::OK && page.body.contains("vous ne pouvez pas signer pour le moment"), "{}", page.body);
        assert!(!page.body.contains("Je signe ma présence"), "no form");
        let signed = monique.post(&sheet, &[("code", "123456")]).await;
        assert!(signed.status == WRONG && signed.body.contains("dites-le à votre tuteur"), "{}", signed.body);
        assert!(monique.get("/emargement/123456").await.body.contains("Votre accès est suspendu"));
        rene.post(&format!("/inscriptions/{id}/reprise"), &[]).await;
        assert!(monique.get(&sheet).await.body.contains("Je signe ma présence"));
        assert_eq!(monique.get(&format!("{own}/documents")).await.status, StatusCode::OK);
    }

    async fn nobody_comes_back_to_a_full_session(engine) {
        let world = World::new(engine).await;
        let (first, second) = (world.someone(BuiltIn::Learner).await, world.someone(BuiltIn::Learner).await);
        let gone = world.enrolment_of(first).await;
        world.enrolment_of(second).await;
        let mut rene = world.signed_in(world.manager).await;
        assert_eq!(rene.post(&format!("/inscriptions/{gone}/retrait"), &[("motif", "health")]).await.status, DONE);
        let session = format!("/sessions/{}", world.own);
        let back = format!("{session}/inscriptions/retirees/{gone}");
        assert!(rene.get(&back).await.body.contains("La même inscription reprend"));
        assert_eq!(rene.post(&format!("{session}/places"), &[("vu", ""), ("places", "1")]).await.status, DONE);
        let page = rene.get(&back).await.body;
        assert!(page.contains("La session est complète") && !page.contains("La même inscription reprend"), "{page}");
        assert!(page.contains("Santé"), "why is readable to who may");
        assert_eq!(rene.post(&back, &[]).await.status, WRONG);
    }

    async fn whoever_acts_on_someone_who_just_left_is_told(engine) {
        let world = World::new(engine).await;
        let id = world.enrolment_of(world.someone(BuiltIn::Learner).await).await;
        let acts = SystemActs::new();
        let (pause, moving) = (Proof::<SuspendLearner>::of_system(&acts, id), Proof::<TransferLearner>::of_system(&acts, id));
        let mut rene = world.signed_in(world.manager).await;
        assert_eq!(rene.post(&format!("/inscriptions/{id}/retrait"), &[("motif", "health")]).await.status, DONE);
        let mut tx = world.site.db().begin().await.unwrap();
        let found = [
            ("suspended", lives::suspend(&mut tx, &world.site, &pause).await.map(drop)),
            ("given back", lives::resume(&mut tx, &world.site, &pause).await.map(drop)),
            ("moved", lives::transfer(&mut tx, &world.site, &moving, world.other).await.map(drop)),
        ];
        for (act, told) in found {
            assert!(matches!(&told, Err(Error::Refused(why)) if why.contains("vient de retirer cette personne")), "{act}: {told:?}");
        }
    }

    async fn a_reason_that_does_not_open_is_not_shown(engine) {
        let world = World::new(engine).await;
        let id = world.enrolment_of(world.someone(BuiltIn::Learner).await).await;
        let mut rene = world.signed_in(world.manager).await;
        assert_eq!(rene.post(&format!("/inscriptions/{id}/retrait"), &[("motif", "health")]).await.status, DONE);
        let session = format!("/sessions/{}", world.own);
        assert!(rene.get(&session).await.body.contains("Santé"));
        let mut tx = world.site.db().begin().await.unwrap();
        let sql = sql!("UPDATE withdrawals SET reason = $2 WHERE enrolment_id = $1");
        tx.execute(sql, args![id, vec![7_u8; 48]]).await.unwrap();
        tx.commit().await.unwrap();
        let page = rene.get(&session).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.body);
        assert!(page.body.contains("Retirées") && !page.body.contains("Santé"), "{}", page.body);
    }

    async fn who_comes_second_is_told_what_happened(engine) {
        let world = World::new(engine).await;
        let learner = world.someone(BuiltIn::Learner).await;
        let id = world.enrolment_of(learner).await;
        let (mut rene, mut other) = (world.signed_in(world.manager).await, world.signed_in(world.someone(BuiltIn::Manager).await).await);
        let one = format!("/inscriptions/{id}/prolongation");
        let (mine, theirs) = tokio::join!(rene.post(&one, &[("date", "2026-12-10")]), other.post(&one, &[("date", "2026-12-10")]));
        let mut found = [mine.status, theirs.status];
        found.sort();
        assert_eq!((found, world.mails("extension").await), ([DONE, WRONG], 1));

        let all = format!("/sessions/{}/prolongation", world.own);
        let (mine, theirs) = tokio::join!(rene.post(&all, &[("date", "2026-12-20")]), other.post(&all, &[("date", "2026-12-20")]));
        let mut found = [mine.status, theirs.status];
        found.sort();
        assert_eq!((found, world.mails("extension").await), ([DONE, WRONG], 2));

        let out = format!("/inscriptions/{id}/retrait");
        let (mine, theirs) = tokio::join!(rene.post(&out, &[("motif", "work")]), other.post(&out, &[("motif", "health")]));
        let done = [mine.status, theirs.status].into_iter().filter(|status| *status == DONE);
        assert_eq!(done.count(), 1, "{} {}", mine.body, theirs.body);
    }
}
