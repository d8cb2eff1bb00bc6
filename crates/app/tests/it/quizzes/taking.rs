//! Taking a quiz: what is kept, what is refused, what is seen when.

use assess::quiz::settings::{Kept, Layout, Purpose, Settings, When};
use http::StatusCode;
use learning::progress::{self, Status};
use platform::both_engines;
use platform::http::BuiltIn;
use training::enrolment::EnrolmentId;

use super::{hands_in, kept, sends, single, starts, told, truth, word};
use crate::world::World;

fn graded() -> Settings {
    Settings {
        tries: Some(2),
        pass: Some(70),
        ..Settings::default()
    }
}

/// Where the learner of a step's address stands with it.
async fn stands(world: &World, step: &str) -> Option<(Status, Option<f64>)> {
    let parts: Vec<&str> = step.split('/').collect();
    let enrolment: EnrolmentId = parts[2].parse().unwrap();
    let mut tx = world.site.db().read().await.unwrap();
    let states = progress::of_enrolment(&mut tx, enrolment).await.unwrap();
    states
        .get(&parts[4].parse().unwrap())
        .map(|state| (state.status, state.percent))
}

both_engines! {
    async fn a_quiz_is_taken_and_opens_what_follows(engine) {
        let world = World::new(engine).await;
        let (_, step) = world.quiz(graded(), &[single("Un"), word("Deux"), truth("Trois")]).await;
        let (mut monique, path) = world.taker_at(step).await;
        let page = monique.get(&path).await.body;
        for words in ["<dd>3</dd>", "2 sur 2 à votre disposition", "À partir de 70\u{202f}%", "Commencer"] {
            assert!(page.contains(words), "{words}: {page}");
        }
        assert_eq!(stands(&world, &path).await, None, "reading what it is begins nothing");
        let attempt = starts(&mut monique, &path).await;
        assert_eq!(stands(&world, &path).await, Some((Status::Started, None)));
        let first = monique.get(&attempt).await.body;
        assert!(first.contains("Question 1 sur 3") && first.contains("La mauvaise"), "{first}");
        for hidden in ["Bien vu.", "Relisez la fiche.", "Juste"] {
            assert!(!first.contains(hidden), "{hidden} is not for now: {first}");
        }
        // Without a script each « Suivante » keeps the answer and leads on.
        let answers = format!("{attempt}/reponses");
        let next = monique.post(&answers, &[("question", "0"), ("vu", "0"), ("answer", "0"), ("vers", "2")]).await;
        assert_eq!((next.status, next.location()), (StatusCode::SEE_OTHER, format!("{attempt}?question=2").as_str()), "{}", next.body);
        let next = monique.post(&answers, &[("question", "1"), ("vu", "0"), ("answer", " Farine "), ("revoir", "1"), ("vers", "3")]).await;
        assert_eq!(next.location(), format!("{attempt}?question=3"));
        let page = monique.get(&format!("{attempt}?question=2")).await.body;
        assert!(page.contains("value=\" Farine \"") && page.contains("À revoir"), "{page}");
        let confirm = monique.get(&format!("{attempt}/remise")).await.body;
        assert!(confirm.contains("1 question est sans réponse") && confirm.contains("Vous vouliez revoir"), "{confirm}");

        let result = hands_in(&mut monique, &attempt).await;
        for words in ["66,6\u{202f}%", "Seuil pas encore atteint", "Bien vu.", "Vous n’avez pas répondu"] {
            assert!(result.contains(words), "{words}: {result}");
        }
        assert_eq!(stands(&world, &path).await.map(|(status, _)| status), Some(Status::Done), "a quiz ends its step, passed or not");
        let percent = stands(&world, &path).await.and_then(|(_, percent)| percent).unwrap();
        assert!((percent - 66.66).abs() < 0.001, "{percent}");

        // Twice is once; nothing changes after.
        assert_eq!(monique.post(&format!("{attempt}/remise"), &[]).await.status, StatusCode::SEE_OTHER);
        assert_eq!(told(&sends(&mut monique, &attempt, &[("question", "2"), ("answer", "true")]).await), (StatusCode::GONE, "ended".to_owned()));
        let again = monique.post(&answers, &[("question", "2"), ("answer", "true")]).await;
        assert_eq!(again.status, StatusCode::SEE_OTHER);
        assert!(monique.get(again.location()).await.body.contains("déjà remis"), "the page says why");

        // A second try may pass; a third isn't there.
        let second = starts(&mut monique, &path).await;
        assert_ne!(second, attempt);
        for (place, answer) in [("0", "0"), ("1", "farine"), ("2", "true")] {
            assert_eq!(told(&sends(&mut monique, &second, &[("question", place), ("donnee", "1"), ("answer", answer)]).await), kept());
        }
        let result = hands_in(&mut monique, &second).await;
        assert!(result.contains("100\u{202f}%") && result.contains("Réussi"), "{result}");
        assert_eq!(stands(&world, &path).await, Some((Status::Done, Some(100.0))));
        let refused = monique.post(&format!("{path}/essais"), &[]).await;
        assert!(refused.status.is_client_error() && refused.body.contains("utilisé tous vos essais"), "{}", refused.body);
        let page = monique.get(&path).await.body;
        assert!(page.contains("Essai 1") && page.contains("Essai 2") && page.contains("100\u{202f}%"), "{page}");
    }

    async fn two_starts_make_one_try_and_it_is_opened_again(engine) {
        let world = World::new(engine).await;
        let (_, step) = world.quiz(graded(), &[single("Un"), word("Deux")]).await;
        let (monique, path) = world.taker_at(step).await;
        let (mut one, mut two) = (monique.clone(), monique);
        let (first, second) = tokio::join!(starts(&mut one, &path), starts(&mut two, &path));
        assert_eq!(first, second);
        assert_eq!(told(&sends(&mut one, &first, &[("question", "1"), ("answer", "fari")]).await), kept());
        // Another device finds what was acknowledged, where she was.
        let page = two.get(&path).await.body;
        assert!(page.contains("Reprendre l’essai"), "{page}");
        assert_eq!(starts(&mut two, &path).await, first);
        assert!(two.get(&first).await.body.contains("Question 1 sur 2"), "the first that waits");
        assert!(two.get(&format!("{first}?question=2")).await.body.contains("value=\"fari\""));
    }

    async fn the_last_answer_given_wins_whatever_comes_late(engine) {
        let world = World::new(engine).await;
        let (_, step) = world.quiz(graded(), &[single("Un"), word("Deux")]).await;
        let (mut monique, path) = world.taker_at(step).await;
        let attempt = starts(&mut monique, &path).await;
        let start = world.site.clock().now().as_millisecond();
        world.scratch.clock.advance(60_000);
        let at = |more: i64| (start + more).to_string();
        let newer = (StatusCode::CONFLICT, "newer".to_owned());
        let cases: [(i64, &str, _, &str); 6] = [
            (10_000, "levain", kept(), "levain"),
            (30_000, "farine", kept(), "farine"),
            // An older try of the network comes after.
            (10_000, "levain", newer.clone(), "farine"),
            // The same one twice is acknowledged twice.
            (30_000, "farine", kept(), "farine"),
            (20_000, "farine", kept(), "farine"),
            (40_000, "", kept(), ""),
        ];
        for (more, answer, expected, there) in cases {
            let given = at(more);
            let fields = [("question", "1"), ("donnee", given.as_str()), ("answer", answer)];
            assert_eq!(told(&sends(&mut monique, &attempt, &fields).await), expected, "{more} {answer}");
            let page = monique.get(&format!("{attempt}?question=2")).await.body;
            let shown = page.contains("value=\"farine\"");
            assert_eq!(shown, there == "farine", "{more} {answer}: {page}");
        }
        // A page without a script that was open since before doesn't undo what was given elsewhere.
        let stale = [("question", "1"), ("vu", "0"), ("answer", "rien"), ("vers", "1")];
        let refused = monique.post(&format!("{attempt}/reponses"), &stale).await;
        assert_eq!(refused.location(), format!("{attempt}?question=2"));
        assert!(monique.get(refused.location()).await.body.contains("réponse plus récente"));
    }

    async fn what_is_forged_is_refused(engine) {
        let world = World::new(engine).await;
        let (_, step) = world.quiz(graded(), &[single("Un"), word("Deux"), truth("Trois")]).await;
        let (mut monique, path) = world.taker_at(step).await;
        let attempt = starts(&mut monique, &path).await;
        let long = "x".repeat(501);
        let unfit = || (StatusCode::UNPROCESSABLE_ENTITY, "unfit".to_owned());
        for (place, answer) in [("0", "2"), ("0", "-1"), ("0", "deux"), ("2", "peut-être")] {
            assert_eq!(told(&sends(&mut monique, &attempt, &[("question", place), ("answer", answer)]).await), unfit(), "{place} {answer}");
        }
        let too_long = (StatusCode::UNPROCESSABLE_ENTITY, "long".to_owned());
        assert_eq!(told(&sends(&mut monique, &attempt, &[("question", "1"), ("answer", &long)]).await), too_long);
        for place in ["3", "-1", "99999999999", "", "un"] {
            assert_eq!(sends(&mut monique, &attempt, &[("question", place), ("answer", "0")]).await.status, StatusCode::NOT_FOUND, "{place}");
        }
        // No such try of hers is hers.
        let elsewhere = monique.get(&format!("{path}/essais/7")).await;
        assert_eq!((elsewhere.status, elsewhere.location()), (StatusCode::SEE_OTHER, path.as_str()));
        // Somebody else's isn't there at all.
        let (mut maria, hers) = world.taker_at(step).await;
        assert_eq!(maria.get(&attempt).await.status, StatusCode::NOT_FOUND);
        assert_eq!(sends(&mut maria, &attempt, &[("question", "0"), ("answer", "0")]).await.status, StatusCode::NOT_FOUND);
        assert_eq!(maria.post(&format!("{attempt}/remise"), &[]).await.status, StatusCode::NOT_FOUND);
        let mut fabienne = world.signed_in(world.someone(BuiltIn::Tutor).await).await;
        assert_eq!(fabienne.post(&format!("{hers}/essais"), &[]).await.status, StatusCode::FORBIDDEN);
        // Another step isn't a quiz.
        let other = world.steps().await[0].id;
        let wrong = path.replace(&step.to_string(), &other.to_string());
        assert_eq!(monique.post(&format!("{wrong}/essais"), &[]).await.status, StatusCode::NOT_FOUND);
    }

    async fn right_answers_come_when_they_may(engine) {
        let world = World::new(engine).await;
        let settings = Settings {
            feedback: When::AfterTry,
            answers: When::AfterLastTry,
            ..graded()
        };
        let (_, step) = world.quiz(settings, &[single("Un"), word("Deux")]).await;
        let (mut monique, path) = world.taker_at(step).await;
        let attempt = starts(&mut monique, &path).await;
        assert_eq!(told(&sends(&mut monique, &attempt, &[("question", "1"), ("answer", "eau")]).await), kept());
        let result = hands_in(&mut monique, &attempt).await;
        assert!(result.contains("eau") && !result.contains("farine"), "another try may ask the same: {result}");
        let second = starts(&mut monique, &path).await;
        assert!(!monique.get(&attempt).await.body.contains("farine"));
        let result = hands_in(&mut monique, &second).await;
        assert!(result.contains("farine"), "{result}");
        assert!(monique.get(&attempt).await.body.contains("farine"), "of every try");
    }

    async fn an_answer_may_be_given_for_good(engine) {
        let world = World::new(engine).await;
        let settings = Settings {
            feedback: When::AfterQuestion,
            answers: When::AfterQuestion,
            ..graded()
        };
        let (_, step) = world.quiz(settings, &[single("Un"), word("Deux")]).await;
        let (mut monique, path) = world.taker_at(step).await;
        let attempt = starts(&mut monique, &path).await;
        assert_eq!(told(&sends(&mut monique, &attempt, &[("question", "0"), ("answer", "1")]).await), kept());
        assert!(!monique.get(&format!("{attempt}?question=1")).await.body.contains("Relisez la fiche."), "kept, not given");
        let given = monique.post(&format!("{attempt}/reponses"), &[("question", "0"), ("answer", "1"), ("acte", "valider")]).await;
        let page = monique.get(given.location()).await.body;
        assert!(page.contains("Relisez la fiche.") && page.contains("La bonne"), "{page}");
        let locked = (StatusCode::CONFLICT, "locked".to_owned());
        assert_eq!(told(&sends(&mut monique, &attempt, &[("question", "0"), ("answer", "0")]).await), locked);
        assert!(!monique.get(&format!("{attempt}?question=2")).await.body.contains("farine"));
        // Given for good by a page that is behind: nothing is said to be, until it is.
        let now = world.site.clock().now().as_millisecond();
        world.scratch.clock.advance(60_000);
        for (more, lock, expected) in [
            (20_000, "", kept()),
            (10_000, "", kept()),
            (10_000, "valider", (StatusCode::CONFLICT, "newer".to_owned())),
            (30_000, "valider", kept()),
            (10_000, "valider", kept()),
        ] {
            let given = (now + more).to_string();
            let fields = [("question", "1"), ("donnee", given.as_str()), ("answer", "eau"), ("acte", lock)];
            assert_eq!(told(&sends(&mut monique, &attempt, &fields).await), expected, "{more} {lock}");
        }
        assert!(monique.get(&format!("{attempt}?question=2")).await.body.contains("farine"));
    }

    async fn a_quiz_that_shows_no_result_shows_none_on_the_path(engine) {
        let world = World::new(engine).await;
        let settings = Settings { feedback: When::Never, answers: When::Never, ..graded() };
        let (_, step) = world.quiz(settings, &[single("Un"), word("Deux")]).await;
        let (mut monique, path) = world.taker_at(step).await;
        let attempt = starts(&mut monique, &path).await;
        assert_eq!(told(&sends(&mut monique, &attempt, &[("question", "0"), ("answer", "0")]).await), kept());
        let result = hands_in(&mut monique, &attempt).await;
        let course = path.split("/etapes/").next().unwrap().to_owned();
        for page in [result, monique.get(&path).await.body, monique.get(&course).await.body, monique.get("/").await.body] {
            assert!(!page.contains("50\u{202f}%"), "{page}");
        }
        let mut fabienne = world.signed_in(world.someone(BuiltIn::Tutor).await).await;
        let follow = fabienne.get(&format!("/sessions/{}/suivi", world.own)).await.body;
        assert!(follow.contains("50\u{202f}%"), "whoever accompanies sees it: {follow}");
    }

    async fn a_page_of_all_questions_keeps_them_all_without_a_script(engine) {
        let world = World::new(engine).await;
        let settings = Settings { layout: Layout::All, ..graded() };
        let (_, step) = world.quiz(settings, &[single("Un"), word("Deux"), truth("Trois")]).await;
        let (mut monique, path) = world.taker_at(step).await;
        let attempt = starts(&mut monique, &path).await;
        let all = [("toutes", "1"), ("q0-vu", "0"), ("q0-answer", "0"), ("q1-vu", "0"), ("q1-answer", "farine"), ("q1-revoir", "1"), ("q2-vu", "0"), ("vers", "remise")];
        let next = monique.post(&format!("{attempt}/reponses"), &all).await;
        assert_eq!(next.location(), format!("{attempt}/remise"), "{}", next.body);
        let confirm = monique.get(next.location()).await.body;
        assert!(confirm.contains("1 question est sans réponse") && confirm.contains("Vous vouliez revoir"), "{confirm}");
        // One that can't be an answer is told, and takes no other with it.
        let wrong = [("toutes", "1"), ("q0-vu", "99999999999999"), ("q0-answer", "9"), ("q2-vu", "99999999999999"), ("q2-answer", "true")];
        let told = monique.post(&format!("{attempt}/reponses"), &wrong).await;
        assert_eq!(told.location(), attempt);
        let page = monique.get(&attempt).await.body;
        assert!(page.contains("ne correspond pas à la question"), "{page}");
        let result = hands_in(&mut monique, &attempt).await;
        assert!(result.contains("100\u{202f}%"), "{result}");
    }

    async fn nobody_fails_a_positioning_and_the_last_may_count(engine) {
        let world = World::new(engine).await;
        let settings = Settings {
            purpose: Purpose::Positioning,
            kept: Kept::Last,
            layout: Layout::All,
            ..Settings::default()
        };
        let (_, step) = world.quiz(settings, &[single("Un"), truth("Deux")]).await;
        let (mut monique, path) = world.taker_at(step).await;
        assert!(monique.get(&path).await.body.contains("personne n’y échoue"));
        let first = starts(&mut monique, &path).await;
        let page = monique.get(&first).await.body;
        assert!(page.contains("La mauvaise") && page.contains("Le pain lève."), "all on a page: {page}");
        assert_eq!(told(&sends(&mut monique, &first, &[("question", "0"), ("answer", "0")]).await), kept());
        let result = hands_in(&mut monique, &first).await;
        assert!(result.contains("50\u{202f}%") && result.contains("point de départ"), "{result}");
        for hard in ["Seuil", "Réussi<", "échec", " raté"] {
            assert!(!result.contains(hard), "{hard}: {result}");
        }
        assert_eq!(stands(&world, &path).await, Some((Status::Done, Some(50.0))));
        let second = starts(&mut monique, &path).await;
        hands_in(&mut monique, &second).await;
        assert_eq!(stands(&world, &path).await, Some((Status::Done, Some(0.0))), "the last counts, even lower");
    }
}
