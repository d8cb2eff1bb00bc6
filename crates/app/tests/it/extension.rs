//! More time: what closed opens again, for one learner or for a session; success follows.

use http::StatusCode;
use platform::both_engines;
use platform::http::BuiltIn;

use crate::reading;
use crate::world::World;

const DAY: i64 = 24 * 3_600_000;

both_engines! {
    async fn an_access_closes_and_opens_again(engine) {
        let world = World::new(engine).await;
        let (learner, other) = (world.someone(BuiltIn::Learner).await, world.someone(BuiltIn::Learner).await);
        let (enrolment, theirs) = (world.enrolment_of(learner).await, world.enrolment_of(other).await);
        world.pass(enrolment).await;
        world.scratch.clock.advance(45 * DAY);
        let mut monique = world.signed_in(learner).await;
        let course = format!("/mes-parcours/{enrolment}");
        let closed = monique.get(&course).await.body;
        assert!(closed.contains("Cette session est terminée") && closed.contains("5 étapes sur 5"), "results stay: {closed}");
        let mut rene = world.signed_in(world.manager).await;
        let path = format!("/inscriptions/{enrolment}/prolongation");
        let form = rene.get(&path).await;
        assert!(form.body.contains("jusqu’au mardi 1<sup>er</sup> décembre 2026"), "{}", form.body);
        for wrong in ["", "2026-12-01", "2026-11-20", "demain", "2099-01-01"] {
            let answer = rene.post(&path, &[("date", wrong)]).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
            assert!(answer.body.contains("un accès se prolonge, il ne se raccourcit pas"), "{wrong}");
        }
        let proposed = form.body.split("type=\"date\"").nth(1).unwrap().split("value=\"").nth(1).unwrap();
        let proposed = proposed.split('"').next().unwrap().to_owned();
        let done = rene.post(&path, &[("date", &proposed)]).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
        let session = rene.follow(done.location()).await;
        assert!(session.body.contains("Accès jusqu’au"), "{}", session.body);
        assert!(!monique.get(&course).await.body.contains("Cette session est terminée"));
        let mut idle = world.signed_in(other).await;
        assert!(idle.get(&format!("/mes-parcours/{theirs}")).await.body.contains("Cette session est terminée"), "the others' access stays closed");
        let card = people::directory::Directory::of(&world.site).unwrap().card(&world.site, learner).await.unwrap();
        let mail = world.mail_to(&card.email).await;
        assert!(mail.subject.starts_with("Plus de temps pour") && mail.text.contains("votre accès au parcours"), "{}", mail.text);
        assert_eq!(mail.reply_to.as_deref(), Some("personne1@exemple.fr"));
    }

    /// To the millisecond, at the midnight of the chamber's own zone: what one learns with closes, what one has come to stays.
    async fn an_access_closes_at_the_instant_of_its_region(engine) {
        let world = World::new(engine).await;
        let mut office = reading::office(&world).await;
        let item = reading::added(&mut office, "instruction", &[("texte", "Prenez trois photos.")], None).await;
        let step = world.opens(item, 0).await;
        let learner = world.someone(BuiltIn::Learner).await;
        let here = world.enrolment_of(learner).await;
        let there = world.enrol(learner, world.foreign).await;
        for (enrolment, midnight) in [(there, "2026-12-01T20:00:00Z"), (here, "2026-12-01T23:00:00Z")] {
            let mut tx = world.site.db().read().await.unwrap();
            let ends = training::enrolment::find(&mut tx, enrolment).await.unwrap().ends_at;
            drop(tx);
            assert_eq!(ends.to_string(), midnight);
            let course = format!("/mes-parcours/{enrolment}");
            let path = format!("{course}/etapes/{step}");
            let left = ends.as_millisecond() - world.site.clock().now().as_millisecond();
            world.scratch.clock.advance(left - 1);
            let mut monique = world.signed_in(learner).await;
            let page = monique.get(&path).await.body;
            assert!(page.contains("Prenez trois photos") && page.contains("J’ai terminé"), "{page}");
            assert_eq!(monique.post(&format!("{path}/fait"), &[]).await.status, StatusCode::SEE_OTHER);
            world.scratch.clock.advance(1);
            let page = monique.get(&path).await.body;
            assert!(page.contains("Votre accès est terminé") && !page.contains("Prenez trois photos"), "{page}");
            let refused = monique.post(&format!("{path}/fait"), &[]).await;
            assert!(refused.status.is_client_error() && refused.body.contains("Votre accès est terminé"), "{}", refused.body);
            let stays = monique.get(&course).await.body;
            assert!(stays.contains("Cette session est terminée") && stays.contains("1 étape sur 5"), "{stays}");
        }
    }

    async fn a_whole_session_gets_more_time(engine) {
        let world = World::new(engine).await;
        let (learner, ahead) = (world.someone(BuiltIn::Learner).await, world.someone(BuiltIn::Learner).await);
        let (enrolment, longer) = (world.enrolment_of(learner).await, world.enrolment_of(ahead).await);
        let mut rene = world.signed_in(world.manager).await;
        assert_eq!(rene.post(&format!("/inscriptions/{longer}/prolongation"), &[("date", "2026-12-24")]).await.status, StatusCode::SEE_OTHER);
        let path = format!("/sessions/{}/prolongation", world.own);
        let done = rene.post(&path, &[("date", "2026-12-10")]).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
        let page = rene.follow(done.location()).await;
        assert!(page.body.contains("1 personne prévenue par e-mail"), "who has more time keeps it: {}", page.body);
        let mut tx = world.site.db().read().await.unwrap();
        let first = training::enrolment::find(&mut tx, enrolment).await.unwrap().ends_at;
        let second = training::enrolment::find(&mut tx, longer).await.unwrap().ends_at;
        let session = training::sessions::find(&mut tx, world.own).await.unwrap().ends_at;
        assert_eq!((first, first.to_string().as_str()), (session, "2026-12-10T23:00:00Z"));
        assert_eq!(second.to_string(), "2026-12-24T23:00:00Z");
    }
}
