//! What writes to people by itself: once, in their words, to whom it concerns; stopped, looked at before, told in a journal.

use http::StatusCode;
use platform::http::BuiltIn;
use platform::ids::Uuid;
use platform::testing::{MailServer, Scratch};
use platform::{PersonId, args, both_engines, sql};
use serde_json::Value;
use training::enrolment::EnrolmentId;
use training::sessions::SessionId;

use crate::world::{Relation, World};

const DONE: StatusCode = StatusCode::SEE_OTHER;
const WRONG: StatusCode = StatusCode::UNPROCESSABLE_ENTITY;
const HOUR: i64 = 3_600_000;
const DAY: i64 = 24 * HOUR;

/// An alert about somebody of a session.
pub async fn alert(world: &World, relation: Relation) -> Uuid {
    let gone = relation == Relation::Deleted;
    let session = if gone { world.own } else { world.session(relation) };
    let person = world.person("Autre", "Personne").await;
    let enrolment = world.enrol(person, session).await;
    let id = world.alarms(enrolment, "quiz").await;
    if gone {
        world.withdraw(enrolment).await;
    }
    id
}

impl World {
    /// An alert that was given.
    async fn alarms(&self, enrolment: EnrolmentId, rule: &str) -> Uuid {
        let id: Uuid = self.site.new_id();
        let sql = sql!(
            "INSERT INTO automation_sends (id, rule, enrolment_id, about_id, occurrence, alert, due_at, sent_at)
             VALUES ($1, $2, $3, $1, '', CAST(1 AS BIGINT), $4, $4)"
        );
        let mut tx = self.site.db().begin().await.unwrap();
        let now = self.site.clock().now();
        tx.execute(sql, args![id, rule, enrolment, now]).await.unwrap();
        tx.commit().await.unwrap();
        id
    }

    /// One look at every rule.
    async fn looks(&self) {
        let [look] = &exchange::automation::handlers()[..] else {
            panic!("one handler")
        };
        look.run(&self.site, &Value::Null, 0).await.unwrap();
    }

    /// A look, then what it queued.
    async fn tells(&self) {
        self.looks().await;
        self.runs().await;
    }

    async fn runs(&self) {
        platform::jobs::settle(&self.site, &app::rooms::handlers())
            .await
            .unwrap();
    }

    /// How often a rule was followed for somebody.
    async fn followed(&self, rule: &str, enrolment: EnrolmentId) -> i64 {
        let sql = sql!("SELECT COUNT(*) AS many FROM automation_sends WHERE rule = $1 AND enrolment_id = $2");
        let mut tx = self.site.db().read().await.unwrap();
        tx.one(sql, args![rule, enrolment]).await.unwrap().get("many").unwrap()
    }

    /// So many days later, some minutes after eight in the morning in Paris.
    async fn mornings_later(&self, days: i64) {
        self.scratch.clock.advance(days * DAY);
    }

    async fn assigned(&self, session: SessionId) -> PersonId {
        let tutor = self.tutor("Fabienne", "Caradec", &self.bretagne).await;
        let path = format!("/sessions/{session}/tuteurs");
        let fields = [("tuteur", tutor.to_string()), ("role", "content".to_owned())];
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let answer = self.signed_in(self.manager).await.post(&path, &fields).await;
        assert_eq!(answer.status, DONE, "{}", answer.body);
        tutor
    }

    /// They open a step by themselves.
    async fn opens_a_step(&self, enrolment: EnrolmentId, nth: usize) {
        let step = self.steps().await[nth].id;
        let sql = sql!(
            "INSERT INTO step_states (enrolment_id, step_id, status, seconds, changed_at) VALUES ($1, $2, 'started', CAST(0 AS BIGINT), $3)
             ON CONFLICT (enrolment_id, step_id) DO UPDATE SET changed_at = excluded.changed_at"
        );
        let mut tx = self.site.db().begin().await.unwrap();
        tx.execute(sql, args![enrolment, step, self.site.clock().now()]).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// A try at a quiz that is over.
    async fn tries(&self, enrolment: EnrolmentId, number: i64, (earned, rules): (i64, &str)) {
        let step = self.steps().await[4].id;
        let mut tx = self.site.db().begin().await.unwrap();
        let version: Uuid = tx.one(sql!("SELECT id FROM item_versions ORDER BY id LIMIT 1"), args![]).await.unwrap().get("id").unwrap();
        let sql = sql!(
            "INSERT INTO quiz_attempts (id, enrolment_id, step_id, version_id, number, seed, rules, asked, started_at, ended_at, earned, whole, to_grade)
             VALUES ($1, $2, $3, $4, $5, $6, $7, '[]', $8, $8, $9, CAST(10000 AS BIGINT), CAST(0 AS BIGINT))"
        );
        let id: Uuid = self.site.new_id();
        let now = self.site.clock().now();
        tx.execute(sql, args![id, enrolment, step, version, number, vec![0u8; 32], rules, now, earned]).await.unwrap();
        tx.commit().await.unwrap();
    }
}

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
            world.tells().await;
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

    async fn words_go_from_the_course_to_the_session_and_back(engine) {
        let world = World::new(engine).await;
        let monique = world.person("Monique", "Le Bihan").await;
        let enrolment = world.enrol(monique, world.own).await;
        world.scratch.clock.advance(60_000);
        let mut fabienne = world.signed_in(world.someone(BuiltIn::Tutor).await).await;
        let mut office = world.signed_in(world.someone(BuiltIn::Administrator).await).await;
        let (own, course) = (format!("/sessions/{}/messages-automatiques", world.own), format!("/parcours/{}/messages-automatiques", world.course));
        let welcome = format!("{own}/bienvenue");
        assert!(fabienne.get(&own).await.body.contains("En marche"));
        assert!(office.get(&course).await.body.contains("Texte d’origine"));
        let written = [("objet", "Bonjour {prénom}"), ("texte", "Du parcours."), ("acte", "enregistrer")];
        assert_eq!(office.post(&format!("{course}/bienvenue"), &written).await.status, DONE);
        let page = fabienne.get(&welcome).await.body;
        assert!(page.contains("Texte du parcours") && page.contains("Du parcours."), "{page}");
        // What a message doesn't have is refused at once, and what was typed is kept.
        let wrong = fabienne.post(&welcome, &[("objet", "Bonjour {prénom}"), ("texte", "Le {jour}, bien à vous"), ("acte", "enregistrer")]).await;
        assert!(wrong.status == WRONG && wrong.body.contains("{jour}\u{202f}» n’existe pas") && wrong.body.contains("{formation}") && wrong.body.contains("bien à vous"), "{}", wrong.body);
        for (subject, body) in [("", "Un texte"), ("Un objet", ""), ("Un objet {prénom", "Un texte")] {
            assert_eq!(fabienne.post(&welcome, &[("objet", subject), ("texte", body)]).await.status, WRONG, "{subject}|{body}");
        }
        // Looked at with a real learner: nothing is kept.
        let seen = fabienne.post(&welcome, &[("objet", "Pour {prénom}"), ("texte", "<b>Salut</b> {prénom}, le {date}"), ("acte", "apercu"), ("apprenant", &enrolment.to_string())]).await;
        assert!(seen.status == StatusCode::OK && seen.body.contains("Pour Monique") && seen.body.contains("&lt;b&gt;Salut&lt;/b&gt; Monique, le lundi 2 novembre"), "{}", seen.body);
        assert!(seen.body.contains("Ce que recevrait Monique Le Bihan"), "{}", seen.body);
        assert!(fabienne.get(&welcome).await.body.contains("Du parcours."));
        let own_words = [("objet", "Bienvenue chez nous, {prénom}"), ("texte", "De la session {session}.\r\n\r\nÀ bientôt."), ("acte", "enregistrer")];
        assert_eq!(fabienne.post(&welcome, &own_words).await.status, DONE);
        assert!(fabienne.get(&welcome).await.body.contains("Revenir au texte du parcours"));
        world.tells().await;
        let mail = world.mail_where(&world.address(monique).await, |kind| kind == "notice").await;
        assert!(mail.subject == "Bienvenue chez nous, Monique" && mail.text.contains("De la session A1.\n\nÀ bientôt."), "{} {}", mail.subject, mail.text);
        assert_eq!(fabienne.post(&welcome, &[("acte", "origine")]).await.status, DONE);
        assert!(fabienne.get(&welcome).await.body.contains("Du parcours."));
        office.post(&format!("{course}/bienvenue"), &[("acte", "origine")]).await;
        assert!(fabienne.get(&welcome).await.body.contains("Texte d’origine"));
        for path in ["autre", "Bienvenue", "%F0%9F%99%82"] {
            assert_eq!(fabienne.get(&format!("{own}/{path}")).await.status, WRONG, "{path}");
        }
    }

    async fn what_is_paused_does_not_leave_then_or_later(engine) {
        let world = World::new(engine).await;
        let mut fabienne = world.signed_in(world.someone(BuiltIn::Tutor).await).await;
        let base = format!("/sessions/{}/messages-automatiques", world.own);
        let monique = world.enrol(world.person("Monique", "Le Bihan").await, world.own).await;
        let elsewhere = world.enrol(world.person("Karim", "Payet").await, world.foreign).await;
        world.scratch.clock.advance(60_000);
        assert_eq!(fabienne.post(&base, &[("acte", "suspendre")]).await.status, DONE);
        let page = fabienne.get(&base).await.body;
        assert!(page.contains("Tout est suspendu") && page.contains("En pause avec la session"), "{page}");
        world.tells().await;
        assert_eq!((world.followed("bienvenue", monique).await, world.followed("bienvenue", elsewhere).await), (0, 1));
        world.scratch.clock.advance(HOUR);
        fabienne.post(&base, &[("acte", "reprendre")]).await;
        world.scratch.clock.advance(HOUR);
        world.tells().await;
        assert_eq!(world.followed("bienvenue", monique).await, 0, "it fell in the pause");
        fabienne.post(&base, &[("acte", "suspendre"), ("regle", "bienvenue")]).await;
        let karim = world.enrol(world.person("Karim", "Benali").await, world.own).await;
        world.scratch.clock.advance(60_000);
        world.tells().await;
        assert_eq!(world.followed("bienvenue", karim).await, 0);
        fabienne.post(&base, &[("acte", "reprendre"), ("regle", "bienvenue")]).await;
        let maria = world.enrol(world.person("Maria", "Da Silva").await, world.own).await;
        world.scratch.clock.advance(60_000);
        world.tells().await;
        assert_eq!((world.followed("bienvenue", karim).await, world.followed("bienvenue", maria).await), (0, 1));
        assert_eq!(fabienne.post(&base, &[("acte", "suspendre"), ("regle", "autre")]).await.status, WRONG);
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
        world.tells().await;
        assert_eq!(world.followed("silence", enrolment).await, 0, "fourteen days");
        world.scratch.clock.advance(DAY + HOUR);
        world.tells().await;
        world.tells().await;
        assert_eq!((world.followed("silence", enrolment).await, world.followed("silence", busy).await), (1, 0));
        let mut fabienne = world.signed_in(world.someone(BuiltIn::Tutor).await).await;
        let page = fabienne.get(&format!("/sessions/{}/messages-automatiques/silence", world.own)).await.body;
        let would = page.split("Qui l’aurait reçu").nth(1).unwrap();
        assert!(would.contains("Monique Le Bihan") && !would.contains("Maria Da Silva"), "{would}");
        // She opens something: what she had been told still shows, and nothing more leaves.
        world.opens_a_step(enrolment, 1).await;
        world.scratch.clock.advance(DAY);
        world.tells().await;
        assert_eq!(world.followed("silence", enrolment).await, 1);
        let page = fabienne.get(&format!("/sessions/{}/messages-automatiques/silence", world.own)).await.body;
        assert!(page.split("Qui l’aurait reçu").nth(1).unwrap().contains("Monique Le Bihan"), "{page}");
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
        world.tells().await;
        // Half of the time, the last day; then nothing any more. From the 12th of November: the 17th, the 1st of December.
        for days in [5, 14, 3] {
            world.scratch.clock.advance(days * DAY);
            world.tells().await;
        }
        let rules = ["bienvenue", "mi-parcours", "fin", "silence"];
        for (rule, expected) in rules.into_iter().zip([1, 1, 1, 1]) {
            assert_eq!(world.followed(rule, there).await, expected, "{rule}");
            assert_eq!((world.followed(rule, suspended).await, world.followed(rule, gone).await), (0, 0), "{rule}");
        }
    }

    async fn tutors_are_alerted_until_it_is_seen_or_no_longer_so(engine) {
        let world = World::new(engine).await;
        let (_, _) = world.quiz(Default::default(), &[]).await;
        let tutor = world.assigned(world.own).await;
        let other = world.tutor("Maria", "Le Goff", &world.bretagne).await;
        let monique = world.enrol(world.person("Monique", "Le Bihan").await, world.own).await;
        let karim = world.enrol(world.person("Karim", "Benali").await, world.own).await;
        let marked = r#"{"pass":70}"#;
        world.tries(monique, 1, (4000, marked)).await;
        world.tries(karim, 1, (6999, marked)).await;
        world.tries(karim, 2, (7000, marked)).await;
        world.scratch.clock.advance(60_000);
        world.tells().await;
        world.tells().await;
        assert_eq!((world.followed("quiz", monique).await, world.followed("quiz", karim).await), (1, 1));
        let mut fabienne = world.signed_in(tutor).await;
        assert!(fabienne.get("/").await.body.contains("2 alertes à traiter"));
        let page = fabienne.get("/alertes").await;
        assert!(page.body.contains("Monique Le Bihan n’a pas réussi le quiz") && page.body.contains(&format!("/inscriptions/{monique}")), "{}", page.body);
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
        world.tries(monique, 1, (1000, r#"{"pass":null,"purpose":"positioning"}"#)).await;
        let step = world.steps().await[4].id;
        let sql = sql!("INSERT INTO step_states (enrolment_id, step_id, status, percent, seconds, changed_at, done_at) VALUES ($1, $2, 'done', 10.0, CAST(0 AS BIGINT), $3, $3)");
        let mut tx = world.site.db().begin().await.unwrap();
        tx.execute(sql, args![monique, step, world.site.clock().now()]).await.unwrap();
        tx.commit().await.unwrap();
        world.scratch.clock.advance(60_000);
        world.tells().await;
        assert_eq!(world.followed("position-basse", monique).await, 0);
        world.assigned(world.own).await;
        world.tells().await;
        assert_eq!((world.followed("position-basse", monique).await, world.followed("position-haute", monique).await, world.followed("quiz", monique).await), (1, 0, 0));
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
            world.tells().await;
        }
        let server = MailServer::at(address, "250 welcome").await;
        for _ in 0..3 {
            world.scratch.clock.advance(2 * HOUR);
            world.tells().await;
        }
        let welcomes = server.taken().iter().filter(|mail| mail.contains("desabonnement")).count();
        assert_eq!((welcomes, world.followed("bienvenue", enrolment).await), (1, 1));
    }

    async fn pages_cost_the_same_with_twenty_people_more(engine) {
        let world = World::new(engine).await;
        let tutor = world.assigned(world.own).await;
        let mut fabienne = world.signed_in(tutor).await;
        let base = format!("/sessions/{}", world.own);
        let paths = [format!("{base}/messages-automatiques"), format!("{base}/messages-automatiques/silence"), format!("{base}/messages-partis"), "/alertes".to_owned(), "/".to_owned()];
        let mut costs = Vec::new();
        for round in 0..2 {
            for i in 0..(1 + 20 * round) {
                let person = world.person("Encore", &format!("Un{}", char::from(b'a' + i))).await;
                let enrolment = world.enrol(person, world.own).await;
                world.alarms(enrolment, "quiz").await;
            }
            world.scratch.clock.advance(60_000);
            let mut costs_of = Vec::new();
            for path in &paths {
                // Names are learnt once.
                fabienne.get(path).await;
                let before = world.site.db().statements();
                assert_eq!(fabienne.get(path).await.status, StatusCode::OK);
                costs_of.push(world.site.db().statements() - before);
            }
            costs.push(costs_of);
        }
        assert_eq!(costs[0], costs[1]);
        assert!(costs[0].iter().all(|cost| *cost <= 12), "{costs:?}");
    }
}
