//! The server is the clock: limits, more time, days of the session, what ends by itself.

use assess::quiz::settings::{Settings, When};
use http::StatusCode;
use platform::both_engines;
use platform::http::BuiltIn;
use platform::jobs;

use super::{hands_in, kept, sends, single, starts, told, word};
use crate::world::World;

fn timed() -> Settings {
    Settings {
        tries: Some(3),
        minutes: Some(30),
        ..Settings::default()
    }
}

const MINUTE: i64 = 60_000;

both_engines! {
    async fn a_try_ends_with_its_time(engine) {
        let world = World::new(engine).await;
        let (_, step) = world.quiz(timed(), &[single("Un"), word("Deux")]).await;
        let (mut monique, path) = world.taker_at(step).await;
        let attempt = starts(&mut monique, &path).await;
        let page = monique.get(&attempt).await.body;
        assert!(page.contains("Vous avez jusqu’à") && page.contains("data-fin="), "{page}");
        let ends: i64 = page.split("data-fin=\"").nth(1).unwrap().split('"').next().unwrap().parse().unwrap();
        assert_eq!(ends, world.site.clock().now().as_millisecond() + 30 * MINUTE);
        assert_eq!(told(&sends(&mut monique, &attempt, &[("question", "0"), ("answer", "0")]).await), kept());
        world.scratch.clock.advance(29 * MINUTE);
        let again = monique.get(&attempt).await.body;
        assert!(again.contains(&format!("data-fin=\"{ends}\"")), "opened again, the time is still right");
        // On the last second and a little after, what was sent is taken; then no more, and the try is over.
        world.scratch.clock.advance(MINUTE + 9_000);
        assert_eq!(told(&sends(&mut monique, &attempt, &[("question", "1"), ("answer", "eau")]).await), kept());
        world.scratch.clock.advance(2_000);
        let late = (StatusCode::GONE, "late".to_owned());
        assert_eq!(told(&sends(&mut monique, &attempt, &[("question", "1"), ("answer", "farine")]).await), late);
        let result = monique.get(&attempt).await.body;
        assert!(result.contains("50\u{202f}%") && result.contains("eau"), "what was in time counts: {result}");
        assert!(monique.get(&path).await.body.contains("Essai 1"));
    }

    async fn a_try_that_nobody_opens_again_is_closed_by_itself(engine) {
        let world = World::new(engine).await;
        let (_, step) = world.quiz(timed(), &[single("Un")]).await;
        let (mut monique, path) = world.taker_at(step).await;
        let attempt = starts(&mut monique, &path).await;
        assert_eq!(told(&sends(&mut monique, &attempt, &[("question", "0"), ("answer", "0")]).await), kept());
        let settle = async || jobs::settle(&world.site, &app::rooms::handlers()).await.unwrap();
        settle().await;
        assert!(monique.get(&attempt).await.body.contains("Question 1 sur 1"), "not before its time");
        world.scratch.clock.advance(31 * MINUTE);
        let settled = settle().await;
        assert_eq!((settled.failed, settled.again), (0, 0));
        let mut fabienne = world.signed_in(world.someone(BuiltIn::Tutor).await).await;
        let follow = fabienne.get(&format!("/sessions/{}/suivi", world.own)).await.body;
        assert!(follow.contains("100\u{202f}%"), "{follow}");
    }

    async fn more_time_is_for_one_learner_and_for_a_try_under_way(engine) {
        let world = World::new(engine).await;
        let (_, step) = world.quiz(timed(), &[word("Un")]).await;
        let (mut monique, path) = world.taker_at(step).await;
        let (mut maria, hers) = world.taker_at(step).await;
        let attempt = starts(&mut monique, &path).await;
        let other = starts(&mut maria, &hers).await;
        let enrolment = path.split('/').nth(2).unwrap();
        let mut fabienne = world.signed_in(world.someone(BuiltIn::Tutor).await).await;
        let follow = fabienne.get(&format!("/sessions/{}/suivi", world.own)).await.body;
        assert!(follow.contains(&format!("/inscriptions/{enrolment}/temps")), "{follow}");
        let form = format!("/inscriptions/{enrolment}/temps");
        let refused = fabienne.post(&form, &[("temps", "minutes"), ("minutes", "0")]).await;
        assert!(refused.status == StatusCode::UNPROCESSABLE_ENTITY && refused.body.contains("de 1 à 600"), "{}", refused.body);
        let given = fabienne.post(&form, &[("temps", "tiers"), ("raison", "Lecture difficile")]).await;
        assert_eq!(given.status, StatusCode::SEE_OTHER, "{}", given.body);
        assert!(fabienne.get(&form).await.body.contains("Lecture difficile"));
        assert!(!monique.get(&path).await.body.contains("Lecture difficile"));
        world.scratch.clock.advance(35 * MINUTE);
        assert_eq!(told(&sends(&mut monique, &attempt, &[("question", "0"), ("answer", "farine")]).await), kept());
        assert_eq!(told(&sends(&mut maria, &other, &[("question", "0"), ("answer", "farine")]).await), (StatusCode::GONE, "late".to_owned()));
        // The job of her first end looks again at the new one.
        jobs::settle(&world.site, &app::rooms::handlers()).await.unwrap();
        assert!(monique.get(&attempt).await.body.contains("value=\"farine\""));
        world.scratch.clock.advance(6 * MINUTE);
        jobs::settle(&world.site, &app::rooms::handlers()).await.unwrap();
        assert!(monique.get(&attempt).await.body.contains("100\u{202f}%"));
        // Taken back, the next try has the time of everyone.
        let seen = fabienne.get(&form).await.body.split("name=\"vu\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        assert_eq!(fabienne.post(&form, &[("temps", "aucun"), ("vu", &seen)]).await.status, StatusCode::SEE_OTHER);
        let second = starts(&mut monique, &path).await;
        world.scratch.clock.advance(30 * MINUTE + 11_000);
        assert_eq!(told(&sends(&mut monique, &second, &[("question", "0"), ("answer", "farine")]).await).0, StatusCode::GONE);
    }

    async fn two_tutors_never_overwrite_each_other_s_time(engine) {
        let world = World::new(engine).await;
        let (_, step) = world.quiz(timed(), &[word("Un")]).await;
        let (_, path) = world.taker_at(step).await;
        let form = format!("/inscriptions/{}/temps", path.split('/').nth(2).unwrap());
        let mut fabienne = world.signed_in(world.someone(BuiltIn::Tutor).await).await;
        let mut karim = world.signed_in(world.someone(BuiltIn::Tutor).await).await;
        assert_eq!(fabienne.post(&form, &[("temps", "tiers")]).await.status, StatusCode::SEE_OTHER);
        // He had the page before.
        let refused = karim.post(&form, &[("temps", "minutes"), ("minutes", "15")]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        for words in ["un tiers de plus", "value=\"15\""] {
            assert!(refused.body.contains(words), "{words}: {}", refused.body);
        }
        let seen = refused.body.split("name=\"vu\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        world.scratch.clock.advance(MINUTE);
        let fields = [("temps", "minutes"), ("minutes", "15"), ("vu", seen.as_str())];
        assert_eq!(karim.post(&form, &fields).await.status, StatusCode::SEE_OTHER);
        assert_eq!(fabienne.post(&form, &[("temps", "aucun"), ("vu", seen.as_str())]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(fabienne.get(&form).await.body.contains("value=\"15\""));
    }

    async fn results_stay_once_the_access_is_over(engine) {
        let world = World::new(engine).await;
        let settings = Settings { feedback: When::AfterClose, answers: When::AfterClose, ..timed() };
        let (_, step) = world.quiz(settings, &[word("Un")]).await;
        let (mut monique, path) = world.taker_at(step).await;
        let (_, hers) = world.taker_at(step).await;
        let attempt = starts(&mut monique, &path).await;
        assert_eq!(told(&sends(&mut monique, &attempt, &[("question", "0"), ("answer", "eau")]).await), kept());
        assert!(!hands_in(&mut monique, &attempt).await.contains("farine"));
        world.scratch.clock.advance(60 * 24 * 60 * MINUTE);
        let mut monique = world.signed_in(world.person_of(&path).await).await;
        let course = monique.get(path.split("/etapes/").next().unwrap()).await.body;
        assert!(course.contains(&format!("href=\"{path}\"")), "{course}");
        let page = monique.get(&path).await.body;
        assert!(page.contains("Ce quiz est fermé") && page.contains(&attempt), "{page}");
        assert!(monique.get(&attempt).await.body.contains("farine"), "what was promised for then");
        assert_eq!(monique.post(&format!("{path}/essais"), &[]).await.status, StatusCode::FORBIDDEN);
        assert_eq!(told(&sends(&mut monique, &attempt, &[("question", "0"), ("answer", "farine")]).await).0, StatusCode::GONE);
        // Who took nothing finds nothing.
        let mut maria = world.signed_in(world.person_of(&hers).await).await;
        assert!(maria.get(&hers).await.body.contains("Votre accès est terminé"));
    }

    async fn an_untimed_try_waits_as_long_as_the_access(engine) {
        let world = World::new(engine).await;
        let (_, step) = world.quiz(Settings::default(), &[word("Un")]).await;
        let (mut monique, path) = world.taker_at(step).await;
        let attempt = starts(&mut monique, &path).await;
        world.scratch.clock.advance(3 * 24 * 60 * MINUTE);
        let (mut monique, _) = (world.signed_in(world.person_of(&path).await).await, ());
        let page = monique.get(&attempt).await.body;
        assert!(page.contains("Question 1 sur 1") && !page.contains("data-fin="), "{page}");
        assert_eq!(told(&sends(&mut monique, &attempt, &[("question", "0"), ("answer", "farine")]).await), kept());
        assert!(hands_in(&mut monique, &attempt).await.contains("100\u{202f}%"));
    }
}

impl World {
    /// Whose the address of a step is.
    pub async fn person_of(&self, path: &str) -> platform::PersonId {
        let enrolment = path.split('/').nth(2).unwrap().parse().unwrap();
        let mut tx = self.site.db().read().await.unwrap();
        training::enrolment::find(&mut tx, enrolment)
            .await
            .unwrap()
            .person
    }
}
