//! Those who accompany a learner are told, until one of them has seen it.

use assess::quiz::settings::{Purpose, Settings};
use catalogue::quizzes::Rules;
use platform::ids::Uuid;
use platform::{args, both_engines, sql};

use super::DONE;
use crate::world::World;

fn rules(settings: Settings) -> String {
    let rules = Rules {
        settings,
        ..Rules::default()
    };
    serde_json::to_string(&rules).unwrap()
}

both_engines! {
    async fn tutors_are_alerted_until_it_is_seen_or_no_longer_so(engine) {
        let world = World::new(engine).await;
        let (_, _) = world.quiz(Default::default(), &[]).await;
        let tutor = world.assigned(world.own).await;
        let other = world.tutor("Maria", "Le Goff", &world.bretagne).await;
        let monique = world.enrol(world.person("Monique", "Le Bihan").await, world.own).await;
        let karim = world.enrol(world.person("Karim", "Benali").await, world.own).await;
        let marked = &rules(Settings { pass: Some(70), ..Settings::default() });
        world.tries(monique, 1, (4000, marked)).await;
        world.tries(karim, 1, (6999, marked)).await;
        world.tries(karim, 2, (7000, marked)).await;
        world.scratch.clock.advance(60_000);
        world.leaves().await;
        world.leaves().await;
        assert_eq!((world.followed("quiz", monique).await, world.followed("quiz", karim).await), (1, 1));
        let mut fabienne = world.signed_in(tutor).await;
        assert!(fabienne.get("/").await.body.contains("2 alertes à traiter"));
        let page = fabienne.get("/alertes").await;
        assert!(page.body.contains("Monique Le Bihan n’a pas réussi le quiz") && page.body.contains(&format!("/inscriptions/{monique}/parcours")), "{}", page.body);
        assert_eq!(fabienne.get(&format!("/inscriptions/{monique}/parcours")).await.status, http::StatusCode::OK, "a click leads to her path");
        let mail = world.mail_where(&world.address(tutor).await, |kind| kind == "notice").await;
        assert!(mail.subject.contains("une alerte sur un de vos apprenants") && !mail.text.contains("quiz"), "{}", mail.text);
        assert!(!world.signed_in(other).await.get("/alertes").await.body.contains("Monique"));
        // Karim passes: it doesn't hold any more.
        let mut tx = world.site.db().begin().await.unwrap();
        let step = world.steps().await[4].id;
        let sql = sql!("INSERT INTO step_states (enrolment_id, step_id, status, seconds, changed_at) VALUES ($1, $2, 'done', CAST(0 AS BIGINT), $3)");
        tx.execute(sql, args![karim, step, world.site.clock().now()]).await.unwrap();
        tx.commit().await.unwrap();
        assert!(fabienne.get("/").await.body.contains("1 alerte à traiter"));
        let id = fabienne.get("/alertes").await.after("action=\"/alertes/").unwrap().to_owned();
        let id = id.split('/').next().unwrap().to_owned();
        assert_eq!(fabienne.post(&format!("/alertes/{id}/vue"), &[]).await.status, DONE);
        assert!(fabienne.get("/alertes").await.body.contains("Aucune alerte"));
        assert!(!fabienne.get("/").await.body.contains("à traiter"));
        let journal = fabienne.get(&format!("/sessions/{}/messages-partis", world.own)).await.body;
        assert!(journal.contains("Vue par Fabienne Caradec"), "{journal}");
    }

    async fn nobody_is_alerted_until_somebody_accompanies(engine) {
        let world = World::new(engine).await;
        world.quiz(Default::default(), &[]).await;
        let monique = world.enrol(world.person("Monique", "Le Bihan").await, world.own).await;
        world.tries(monique, 1, (1000, &rules(Settings { purpose: Purpose::Positioning, ..Settings::default() }))).await;
        let step = world.steps().await[4].id;
        let sql = sql!("INSERT INTO step_states (enrolment_id, step_id, status, percent, seconds, changed_at, done_at) VALUES ($1, $2, 'done', 10.0, CAST(0 AS BIGINT), $3, $3)");
        let mut tx = world.site.db().begin().await.unwrap();
        tx.execute(sql, args![monique, step, world.site.clock().now()]).await.unwrap();
        tx.commit().await.unwrap();
        world.scratch.clock.advance(60_000);
        world.leaves().await;
        assert_eq!(world.followed("position-basse", monique).await, 0);
        world.assigned(world.own).await;
        world.leaves().await;
        assert_eq!((world.followed("position-basse", monique).await, world.followed("position-haute", monique).await, world.followed("quiz", monique).await), (1, 0, 0));
    }

    async fn the_work_of_a_group_waits_for_each_of_its_members(engine) {
        let world = World::new(engine).await;
        let step = world.steps().await[4].id;
        let version = world.module().await.version;
        world.assigned(world.own).await;
        let [began, with, other] = [
            world.enrol(world.person("Monique", "Le Bihan").await, world.own).await,
            world.enrol(world.person("Karim", "Benali").await, world.own).await,
            world.enrol(world.person("Maria", "Rossi").await, world.own).await,
        ];
        let (group, work): (Uuid, Uuid) = (world.site.new_id(), world.site.new_id());
        let now = world.site.clock().now();
        let mut tx = world.site.db().begin().await.unwrap();
        let sql = sql!("INSERT INTO learner_groups (id, session_id, name, made_at) VALUES ($1, $2, $3, $4)");
        tx.execute(sql, args![group, world.own, vec![0u8; 32], now]).await.unwrap();
        let sql = sql!(
            "INSERT INTO submissions (id, enrolment_id, step_id, version_id, number, content, revision, began_at, handed_at, group_id)
             VALUES ($1, $2, $3, $4, CAST(1 AS BIGINT), $5, CAST(1 AS BIGINT), $6, $6, $7)"
        );
        tx.execute(sql, args![work, began, step, version, vec![0u8; 32], now, group]).await.unwrap();
        for member in [began, with] {
            let sql = sql!("INSERT INTO submission_members (submission_id, enrolment_id) VALUES ($1, $2)");
            tx.execute(sql, args![work, member]).await.unwrap();
        }
        tx.commit().await.unwrap();
        // Whoever began it leaves: it still waits.
        world.withdraw(began).await;
        world.mornings_later(4).await;
        world.leaves().await;
        world.leaves().await;
        assert_eq!((world.followed("correction", began).await, world.followed("correction", with).await, world.followed("correction", other).await), (0, 1, 0));
    }

    async fn an_alert_says_the_words_of_its_session_or_of_its_course(engine) {
        let world = World::new(engine).await;
        world.quiz(Default::default(), &[]).await;
        let tutor = world.assigned(world.own).await;
        let monique = world.enrol(world.person("Monique", "Le Bihan").await, world.own).await;
        let (own, course) = (format!("/sessions/{}/messages-automatiques/quiz", world.own), format!("/parcours/{}/messages-automatiques", world.course));
        let mut office = world.signed_in(world.someone(platform::http::BuiltIn::Administrator).await).await;
        let mut fabienne = world.signed_in(tutor).await;
        assert!(office.get(&course).await.body.contains("Alerte aux tuteurs"));
        assert_eq!(office.post(&format!("{course}/quiz"), &[("texte", "devrait revoir {étape}"), ("acte", "enregistrer")]).await.status, DONE);
        let page = fabienne.get(&own).await.body;
        assert!(page.contains("Texte du parcours") && page.contains("Monique Le Goff devrait revoir"), "{page}");
        // One line, not too long, with what an alert has.
        let long = "a".repeat(201);
        for (text, said) in [("", "ce que dit l’alerte"), ("pour {prénom}", "n’existe pas"), (&long, "trop long")] {
            let wrong = fabienne.post(&own, &[("texte", text), ("acte", "enregistrer")]).await;
            assert!(wrong.status == super::WRONG && wrong.body.contains(said), "{}", wrong.body);
        }
        let seen = fabienne.post(&own, &[("texte", "<b>attend</b>\r\nvotre aide"), ("acte", "apercu")]).await;
        assert!(seen.body.contains("Monique Le Goff &lt;b&gt;attend&lt;/b&gt; votre aide"), "{}", seen.body);
        assert_eq!(fabienne.post(&own, &[("texte", "attend votre aide pour {étape}"), ("acte", "enregistrer")]).await.status, DONE);
        let marked = &rules(Settings { pass: Some(70), ..Settings::default() });
        world.tries(monique, 1, (4000, marked)).await;
        world.scratch.clock.advance(60_000);
        world.leaves().await;
        for path in ["/alertes", "/notifications"] {
            let page = fabienne.get(path).await.body;
            assert!(page.contains("Monique Le Bihan attend votre aide pour"), "{path}: {page}");
        }
        assert_eq!(fabienne.post(&own, &[("acte", "origine")]).await.status, DONE);
        assert!(fabienne.get("/alertes").await.body.contains("devrait revoir"));
    }

    async fn who_accompanies_is_asked_for_at_once(engine) {
        let world = World::new(engine).await;
        world.quiz(Default::default(), &[]).await;
        let marked = &rules(Settings { pass: Some(70), ..Settings::default() });
        let mut costs = Vec::new();
        // Nobody accompanies: what is looked for is all that it costs.
        for many in [1, 6] {
            for _ in 0..many {
                let one = world.enrol(world.person("Karim", "Benali").await, world.own).await;
                world.tries(one, 1, (4000, marked)).await;
            }
            world.scratch.clock.advance(60_000);
            // Names are read once, whoever asks.
            world.looks().await;
            let before = world.site.db().statements();
            world.looks().await;
            costs.push(world.site.db().statements() - before);
        }
        assert_eq!(costs[0], costs[1]);
    }
}
