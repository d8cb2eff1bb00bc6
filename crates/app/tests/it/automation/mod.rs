//! What writes to people by itself: once, in their words, to whom it concerns; stopped, looked at before, told in a journal.

mod alerts;
mod leaving;
mod words;

use http::StatusCode;
use platform::ids::Uuid;
use platform::{PersonId, args, sql};
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
    async fn leaves(&self) {
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
        tx.one(sql, args![rule, enrolment])
            .await
            .unwrap()
            .get("many")
            .unwrap()
    }

    /// So many days later, some minutes after eight in the morning in Paris.
    async fn mornings_later(&self, days: i64) {
        self.scratch.clock.advance(days * DAY);
    }

    async fn assigned(&self, session: SessionId) -> PersonId {
        let tutor = self.tutor("Fabienne", "Caradec", &self.bretagne).await;
        let path = format!("/sessions/{session}/tuteurs");
        let fields = [("tuteur", tutor.to_string()), ("role", "content".to_owned())];
        let fields: Vec<(&str, &str)> = fields
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
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
        tx.execute(sql, args![enrolment, step, self.site.clock().now()])
            .await
            .unwrap();
        tx.commit().await.unwrap();
    }

    /// A try at a quiz that is over.
    async fn tries(&self, enrolment: EnrolmentId, number: i64, (earned, rules): (i64, &str)) {
        let step = self.steps().await[4].id;
        let mut tx = self.site.db().begin().await.unwrap();
        let version: Uuid = tx
            .one(sql!("SELECT id FROM item_versions ORDER BY id LIMIT 1"), args![])
            .await
            .unwrap()
            .get("id")
            .unwrap();
        let sql = sql!(
            "INSERT INTO quiz_attempts (id, enrolment_id, step_id, version_id, number, seed, rules, asked, started_at, ended_at, earned, whole, to_grade)
             VALUES ($1, $2, $3, $4, $5, $6, $7, '[]', $8, $8, $9, CAST(10000 AS BIGINT), CAST(0 AS BIGINT))"
        );
        let id: Uuid = self.site.new_id();
        let now = self.site.clock().now();
        tx.execute(
            sql,
            args![
                id,
                enrolment,
                step,
                version,
                number,
                vec![0u8; 32],
                rules,
                now,
                earned
            ],
        )
        .await
        .unwrap();
        tx.commit().await.unwrap();
    }
}
