//! What a calendar tells and to whom: the absences of tutors, late surveys, nothing of what comes after one's own access; and what
//! waits for a class without a date.

use jiff::ToSpan as _;
use platform::http::BuiltIn;
use platform::{args, both_engines, sql};
use training::tutors::Duty;

use crate::world::World;

both_engines! {
    async fn who_manages_a_session_sees_when_its_tutors_are_away(engine) {
        let world = World::new(engine).await;
        let tutor = world.tutor("Fabienne", "Le Goff", &world.bretagne).await;
        world.accompanies(tutor, world.own, Duty::Content).await;
        world.accompanies(tutor, world.other, Duty::Content).await;
        let (first, last) = (world.day(1), world.day(3));
        world.away(tutor, &first.to_string(), &last.to_string(), "Salon des métiers").await;
        let week = format!("/calendrier?vue=semaine&jour={first}");
        let seen = world.signed_in(world.manager).await.get(&week).await.body;
        assert!(seen.contains("Absence d’un tuteur") && seen.contains("Fabienne Le Goff"), "{seen}");
        assert!(seen.contains("/tuteurs"), "{seen}");
        let once = format!("/calendrier?vue=liste&mois={}", first.strftime("%Y-%m"));
        let list = world.signed_in(world.manager).await.get(&once).await.body;
        assert_eq!(list.matches("Absence d’un tuteur").count(), 1, "of two sessions, once: {list}");
        for role in [BuiltIn::Learner, BuiltIn::Tutor] {
            let person = world.someone(role).await;
            let seen = world.signed_in(person).await.get(&week).await.body;
            assert!(!seen.contains("Absence d’un tuteur") && !seen.contains("Salon"), "{role:?}: {seen}");
        }
        let after = format!("/calendrier?vue=semaine&jour={}", world.day(14));
        assert!(!world.signed_in(world.manager).await.get(&after).await.body.contains("Absence d’un tuteur"));
    }

    async fn what_comes_after_ones_own_access_is_not_told(engine) {
        let world = World::new(engine).await;
        let learner = world.someone(BuiltIn::Learner).await;
        let enrolment = world.enrolment_of(learner).await;
        let steps = world.steps().await;
        let zone = jiff::tz::TimeZone::get("Europe/Paris").unwrap();
        let ends = world.day(2).at(23, 0, 0, 0).to_zoned_datetime(zone.clone()).unwrap().timestamp();
        let class = world.day(3).at(10, 0, 0, 0).to_zoned_datetime(zone).unwrap().timestamp();
        let mut tx = world.site.db().begin().await.unwrap();
        tx.execute(sql!("UPDATE enrolments SET ends_at = $2, adapted = 1 WHERE id = $1"), args![enrolment, ends]).await.unwrap();
        let date = sql!("INSERT INTO session_dates (id, session_id, step_id, starts_at, ends_at, place) VALUES ($1, $2, $3, $4, $5, '')");
        let id = platform::ids::Uuid::from_u128(5);
        tx.execute(date, args![id, world.own, steps[1].id, class, class + 1.hour()]).await.unwrap();
        let due = sql!("INSERT INTO adapted_steps (id, enrolment_id, step_id, wanted, due_on, made_at) VALUES ($1, $2, $3, CAST(0 AS BIGINT), $4, $5)");
        for (step, day) in [(&steps[0], world.day(1)), (&steps[3], world.day(3))] {
            tx.execute(due.clone(), args![platform::ids::Uuid::from_u128(u128::from(day.day().unsigned_abs())), enrolment, step.id, day.to_string(), ends]).await.unwrap();
        }
        tx.commit().await.unwrap();
        let mut monique = world.signed_in(learner).await;
        let mut seen = String::new();
        for day in [1, 8] {
            seen += &monique.get(&format!("/calendrier?vue=semaine&jour={}", world.day(day))).await.body;
        }
        assert_eq!(seen.matches("À faire avant la fin du jour").count(), 2, "in the table and under it: {seen}");
        assert!(!seen.contains("T10:00") && !seen.contains("Rendez-vous"), "{seen}");
    }

    async fn who_accompanies_sees_when_a_late_survey_opens(engine) {
        let world = World::new(engine).await;
        world.quiz(Default::default(), &[]).await;
        let step = world.steps().await[4].id;
        let mut tx = world.site.db().begin().await.unwrap();
        let late = sql!("UPDATE items SET kind = 'late_survey', opens_after = 60, open_for = 30 WHERE id = (SELECT item_id FROM steps WHERE id = $1)");
        assert_eq!(tx.execute(late, args![step]).await.unwrap(), 1);
        tx.commit().await.unwrap();
        let mut tx = world.site.db().read().await.unwrap();
        let session = training::sessions::find(&mut tx, world.own).await.unwrap();
        drop(tx);
        let opens = session.ends_at + (60 * 24).hours();
        let day = training::sessions::local(&session, opens).unwrap().date();
        let week = format!("/calendrier?vue=semaine&jour={day}");
        let tutor = world.someone(BuiltIn::Tutor).await;
        let seen = world.signed_in(tutor).await.get(&week).await.body;
        assert!(seen.contains("L’enquête s’ouvre") && seen.contains(&format!("/sessions/{}", world.own)), "{seen}");
        let foreign = world.person("Maria", "Riou").await;
        assert!(!world.signed_in(foreign).await.get(&week).await.body.contains("L’enquête s’ouvre"));
    }
}
