//! What leaves, once, and what doesn’t.

use platform::http::BuiltIn;
use platform::testing::{MailServer, Scratch};
use platform::{args, both_engines, sql};

use super::{DAY, DONE, HOUR};
use crate::world::World;

both_engines! {
    async fn a_welcome_leaves_once_whoever_looks_and_however_often(engine) {
        let world = World::new(engine).await;
        let fabienne = world.assigned(world.own).await;
        let monique = world.person("Monique", "Le Bihan").await;
        let enrolment = world.enrol(monique, world.own).await;
        world.scratch.clock.advance(60_000);
        let both = tokio::join!(world.looks(), world.looks());
        assert_eq!(both, ((), ()));
        world.runs().await;
        assert_eq!(world.followed("bienvenue", enrolment).await, 1);
        let address = world.address(monique).await;
        let mail = world.mail_where(&address, |kind| kind == "notice").await;
        assert!(mail.subject.contains("Bienvenue dans la formation «\u{202f}Réussir ma stratégie Facebook\u{202f}»"), "{}", mail.subject);
        assert!(mail.text.contains("Bonjour Monique") && mail.text.contains("lundi 2 novembre") && mail.text.contains("Fabienne Caradec"), "{}", mail.text);
        assert!(mail.text.contains(&format!("/mes-parcours/{enrolment}")) && mail.unsubscribe.is_some(), "{}", mail.text);
        let mut visitor = world.signed_in(monique).await;
        assert!(visitor.get("/notifications").await.body.contains("Bienvenue dans la formation"));
        for _ in 0..3 {
            world.scratch.clock.advance(HOUR);
            world.leaves().await;
        }
        assert_eq!(world.followed("bienvenue", enrolment).await, 1);
        let mut tx = world.site.db().read().await.unwrap();
        let many: i64 = tx.one(sql!("SELECT COUNT(*) AS many FROM mails WHERE kind = 'notice'"), args![]).await.unwrap().get("many").unwrap();
        drop(tx);
        assert_eq!(many, 1, "one mail, under the bell too");
        let journal = world.signed_in(fabienne).await.get(&format!("/sessions/{}/messages-partis", world.own)).await.body;
        assert!(journal.contains("Monique Le Bihan") && journal.contains("E-mail et cloche"), "{journal}");
        // The session began before she came, and nothing is told of days that are over.
        assert_eq!(world.followed("debut", enrolment).await, 0);
    }

    async fn a_look_is_asked_for_every_hour_once(engine) {
        let world = World::new(engine).await;
        let monique = world.person("Monique", "Le Bihan").await;
        let enrolment = world.enrol(monique, world.own).await;
        for _ in 0..2 { exchange::automation::begin(&world.site).await.unwrap() }
        world.runs().await;
        assert_eq!(world.followed("bienvenue", enrolment).await, 0, "it isn't due yet");
        for asked in 1..=3 {
            world.scratch.clock.advance(HOUR);
            world.runs().await;
            let mut tx = world.site.db().read().await.unwrap();
            let sql = sql!("SELECT COUNT(*) AS many FROM jobs WHERE kind = 'automation.look'");
            let many: i64 = tx.one(sql, args![]).await.unwrap().get("many").unwrap();
            assert_eq!(many, asked + 1);
        }
        assert_eq!(world.followed("bienvenue", enrolment).await, 1);
    }

    async fn fifteen_days_of_silence_are_told_once_and_signing_in_is_silence(engine) {
        let world = World::new(engine).await;
        let monique = world.person("Monique", "Le Bihan").await;
        let enrolment = world.enrol(monique, world.own).await;
        world.opens_a_step(enrolment, 0).await;
        let busy = world.enrol(world.person("Maria", "Da Silva").await, world.own).await;
        world.mornings_later(14).await;
        world.signed_in(monique).await.get("/").await;
        world.opens_a_step(busy, 0).await;
        world.leaves().await;
        assert_eq!(world.followed("silence", enrolment).await, 0, "fourteen days");
        world.scratch.clock.advance(DAY + HOUR);
        world.leaves().await;
        world.leaves().await;
        assert_eq!((world.followed("silence", enrolment).await, world.followed("silence", busy).await), (1, 0));
        let mut fabienne = world.signed_in(world.someone(BuiltIn::Tutor).await).await;
        let page = fabienne.get(&format!("/sessions/{}/messages-automatiques/silence", world.own)).await.body;
        let would = page.split("id=\"trente-jours\"").nth(1).unwrap();
        assert!(would.contains("Monique Le Bihan") && !would.contains("Maria Da Silva"), "{would}");
        // She opens something: what she had been told still shows, and nothing more leaves.
        world.opens_a_step(enrolment, 1).await;
        world.scratch.clock.advance(DAY);
        world.leaves().await;
        assert_eq!(world.followed("silence", enrolment).await, 1);
        let mut fabienne = world.signed_in(world.someone(BuiltIn::Tutor).await).await;
        let page = fabienne.get(&format!("/sessions/{}/messages-automatiques/silence", world.own)).await.body;
        assert!(page.split("id=\"trente-jours\"").nth(1).unwrap().contains("Monique Le Bihan"), "{page}");
    }

    async fn who_is_suspended_withdrawn_or_over_receives_nothing(engine) {
        let world = World::new(engine).await;
        let mut rene = world.signed_in(world.manager).await;
        let suspended = world.enrol(world.person("Monique", "Le Bihan").await, world.own).await;
        let gone = world.enrol(world.person("Karim", "Benali").await, world.own).await;
        let there = world.enrol(world.person("Maria", "Da Silva").await, world.own).await;
        assert_eq!(rene.post(&format!("/inscriptions/{suspended}/suspension"), &[]).await.status, DONE);
        world.withdraw(gone).await;
        world.scratch.clock.advance(60_000);
        world.leaves().await;
        // From the 12th of November: half of the time on the 17th, fifteen days of silence, the last day on the 1st of December, then nothing.
        for days in [5, 11, 3, 3] {
            world.scratch.clock.advance(days * DAY);
            world.leaves().await;
        }
        let rules = ["bienvenue", "mi-parcours", "fin", "silence"];
        for (rule, expected) in rules.into_iter().zip([1, 1, 1, 1]) {
            assert_eq!(world.followed(rule, there).await, expected, "{rule}");
            assert_eq!((world.followed(rule, suspended).await, world.followed(rule, gone).await), (0, 0), "{rule}");
        }
    }

    async fn an_hour_without_a_mail_server_loses_nothing_and_repeats_nothing(engine) {
        let address = MailServer::nowhere().await;
        let mut scratch = Scratch::new(engine).await;
        scratch.config.smtp = Some(format!("smtp://{address}"));
        let world = World::on(scratch).await;
        let monique = world.person("Monique", "Le Bihan").await;
        let enrolment = world.enrol(monique, world.own).await;
        for _ in 0..4 {
            world.scratch.clock.advance(HOUR / 4);
            world.leaves().await;
        }
        let server = MailServer::at(address, "250 welcome").await;
        for _ in 0..3 {
            world.scratch.clock.advance(2 * HOUR);
            world.leaves().await;
        }
        let welcomes = server.taken().iter().filter(|mail| mail.contains("List-Unsubscribe:")).count();
        assert_eq!((welcomes, world.followed("bienvenue", enrolment).await), (1, 1));
    }
}
