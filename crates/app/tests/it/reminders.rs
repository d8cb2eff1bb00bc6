//! Reminders: told once, as long before as one chooses; nothing of what is moved, taken out or done.

use exchange::reminders;
use http::StatusCode;
use jiff::{Timestamp, ToSpan as _};
use platform::http::BuiltIn;
use platform::ids::Uuid;
use platform::testing::Visitor;
use platform::{args, both_engines, sql};
use training::enrolment::EnrolmentId;

use crate::world::World;

const MINUTE: i64 = 60_000;

impl World {
    /// On to an instant, at which reminders are looked at.
    async fn looks_at(&self, at: Timestamp) {
        let now = self.site.clock().now();
        self.scratch
            .clock
            .advance(at.as_millisecond() - now.as_millisecond());
        reminders::look(&self.site).await.unwrap();
    }

    /// How many reminders were told, and how many of them are news still.
    async fn reminded(&self) -> (i64, i64) {
        let mut tx = self.site.db().read().await.unwrap();
        let sql = sql!(
            "SELECT COUNT(*) AS told, COUNT(CASE WHEN read_at IS NULL THEN id END) AS unread FROM notices WHERE kind = 'reminder.due'"
        );
        let row = tx.one(sql, args![]).await.unwrap();
        (row.get("told").unwrap(), row.get("unread").unwrap())
    }

    /// Half past six in the evening, so many days from now, in Paris.
    fn evening(&self, days: i64) -> Timestamp {
        let zone = jiff::tz::TimeZone::get("Europe/Paris").unwrap();
        let day = self
            .site
            .clock()
            .now()
            .to_zoned_datetime(zone.clone())
            .date()
            .saturating_add(days.days());
        day.at(18, 30, 0, 0).to_zoned_datetime(zone).unwrap().timestamp()
    }
}

async fn plan(visitor: &mut Visitor, enrolment: EnrolmentId, step: &str, at: Timestamp) {
    let there = at.to_zoned_datetime(jiff::tz::TimeZone::get("Europe/Paris").unwrap());
    let (day, hour) = (there.date().to_string(), there.strftime("%H:%M").to_string());
    let fields = [("etape", step), ("jour", day.as_str()), ("heure", hour.as_str())];
    let done = visitor
        .post(&format!("/mes-parcours/{enrolment}/planification"), &fields)
        .await;
    assert_eq!(done.status, StatusCode::SEE_OTHER);
}

/// A class of the session, four days from now; when it begins.
async fn class(world: &World) -> (Timestamp, Uuid) {
    let step = world.steps().await[1].id;
    let (at, id) = (world.evening(4), Uuid::from_u128(5));
    let mut tx = world.site.db().begin().await.unwrap();
    let date = sql!(
        "INSERT INTO session_dates (id, session_id, step_id, starts_at, ends_at, place) VALUES ($1, $2, $3, $4, $4, '')"
    );
    tx.execute(date, args![id, world.own, step, at]).await.unwrap();
    tx.commit().await.unwrap();
    (at, id)
}

both_engines! {
    async fn a_planned_step_is_told_of_once_and_not_where_it_isnt_any_more(engine) {
        let world = World::new(engine).await;
        let learner = world.someone(BuiltIn::Learner).await;
        let enrolment = world.enrolment_of(learner).await;
        let step = world.steps().await[0].id.to_string();
        let (first, second) = (world.evening(3), world.evening(6));
        plan(&mut world.signed_in(learner).await, enrolment, &step, first).await;
        world.looks_at(first - 24.hours() - 1.minute()).await;
        assert_eq!(world.reminded().await, (0, 0), "not yet");
        world.scratch.clock.advance(MINUTE);
        let (one, other) = tokio::join!(reminders::look(&world.site), reminders::look(&world.site));
        one.and(other).unwrap();
        assert_eq!(world.reminded().await, (1, 1), "once, however many look");
        let mut monique = world.signed_in(learner).await;
        let seen = monique.get("/notifications").await.body;
        assert!(seen.contains("Vous avez prévu"), "{seen}");

        plan(&mut monique, enrolment, &step, second).await;
        world.looks_at(first - 1.hour()).await;
        assert_eq!(world.reminded().await, (1, 0), "it isn't then any more");
        world.looks_at(second - 24.hours()).await;
        assert_eq!(world.reminded().await, (2, 1), "but then");
        world.looks_at(second - 1.hour()).await;
        assert_eq!(world.reminded().await, (2, 1), "an hour before isn't usual for a plan");
    }

    async fn one_chooses_and_nothing_is_told_of_what_is_done_taken_out_or_suspended(engine) {
        let world = World::new(engine).await;
        let learner = world.someone(BuiltIn::Learner).await;
        let enrolment = world.enrolment_of(learner).await;
        let mut monique = world.signed_in(learner).await;
        let page = monique.get("/calendrier/rappels").await.body;
        assert!(page.contains("Une heure avant") && page.matches(" checked").count() == 2, "{page}");
        let chosen = [("prevu", "hour"), ("prevu", "week"), ("prevu", "siècle")];
        assert_eq!(monique.post("/calendrier/rappels", &chosen).await.status, StatusCode::SEE_OTHER);
        assert_eq!(monique.get("/calendrier/rappels").await.body.matches(" checked").count(), 2);
        let steps = world.steps().await;
        let at = world.evening(2);
        for step in [0, 3, 4] {
            plan(&mut monique, enrolment, &steps[step].id.to_string(), at).await;
        }
        let mut tx = world.site.db().begin().await.unwrap();
        let done = sql!("INSERT INTO step_states (enrolment_id, step_id, status, seconds, changed_at) VALUES ($1, $2, 'done', 1, $3)");
        tx.execute(done, args![enrolment, steps[3].id, world.site.clock().now()]).await.unwrap();
        tx.commit().await.unwrap();
        let taken = [("etape", steps[4].id.to_string())];
        monique.post(&format!("/mes-parcours/{enrolment}/planification/retrait"), &[("etape", &taken[0].1)]).await;
        world.looks_at(at - 24.hours()).await;
        assert_eq!(world.reminded().await, (0, 0), "they chose an hour before, and it is no week away");
        let paused = |to: Option<i64>| (sql!("UPDATE enrolments SET suspended_at = $2, paused_left = $2 WHERE id = $1"), args![enrolment, to]);
        for (to, expected) in [(Some(1), 0), (None, 1)] {
            let (sql, values) = paused(to);
            let mut tx = world.site.db().begin().await.unwrap();
            tx.execute(sql, values).await.unwrap();
            tx.commit().await.unwrap();
            world.looks_at(at - 59.minutes()).await;
            assert_eq!(world.reminded().await.0, expected, "one of three, and only of who follows");
        }
        // None at all is a choice too.
        let mut monique = world.signed_in(learner).await;
        assert_eq!(monique.post("/calendrier/rappels", &[]).await.status, StatusCode::SEE_OTHER);
        assert!(!monique.get("/calendrier/rappels").await.body.contains(" checked"));
    }

    async fn a_class_is_told_of_an_hour_before_and_not_where_it_was(engine) {
        let world = World::new(engine).await;
        let learner = world.someone(BuiltIn::Learner).await;
        let (at, id) = class(&world).await;
        world.looks_at(at - 24.hours()).await;
        assert_eq!(world.reminded().await, (0, 0), "chambers write the day before");
        world.looks_at(at - 1.hour()).await;
        assert_eq!(world.reminded().await, (1, 1));
        let seen = world.signed_in(learner).await.get("/notifications").await.body;
        assert!(seen.contains("Rendez-vous le ") && seen.contains("Nos pages passées au crible"), "{seen}");
        let mut tx = world.site.db().begin().await.unwrap();
        let moved = sql!("UPDATE session_dates SET starts_at = $2, ends_at = $2 WHERE id = $1");
        tx.execute(moved, args![id, at + 48.hours()]).await.unwrap();
        tx.commit().await.unwrap();
        world.looks_at(at - 30.minutes()).await;
        assert_eq!(world.reminded().await, (1, 0), "taken back");
        world.looks_at(at + 47.hours()).await;
        assert_eq!(world.reminded().await, (2, 1));
    }

    async fn who_accompanies_is_told_of_a_class_too(engine) {
        let world = World::new(engine).await;
        let tutor = world.someone(BuiltIn::Tutor).await;
        let (at, _) = class(&world).await;
        world.looks_at(at - 1.hour()).await;
        world.looks_at(at - 59.minutes()).await;
        assert_eq!(world.reminded().await, (1, 1), "once");
        let seen = world.signed_in(tutor).await.get("/notifications").await.body;
        assert!(seen.contains("Nos pages passées au crible"), "{seen}");
        let mut tx = world.site.db().read().await.unwrap();
        let row = tx.one(sql!("SELECT path FROM notices WHERE kind = 'reminder.due'"), args![]).await.unwrap();
        assert_eq!(row.get::<String>("path").unwrap(), format!("/sessions/{}", world.own));
        drop(tx);
        // Who accompanies it no more has nothing to remember.
        let mut tx = world.site.db().begin().await.unwrap();
        tx.execute(sql!("DELETE FROM session_tutors WHERE person_id = $1"), args![tutor]).await.unwrap();
        tx.commit().await.unwrap();
        world.looks_at(at - 58.minutes()).await;
        assert_eq!(world.reminded().await, (1, 0), "taken back");
    }
}
