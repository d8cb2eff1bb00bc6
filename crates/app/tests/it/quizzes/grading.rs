//! What a person grades.

use assess::quiz::settings::Settings;
use http::StatusCode;
use platform::both_engines;
use platform::http::BuiltIn;
use platform::keys::Class;

use super::{free, hands_in, kept, sends, single, starts, told};
use crate::world::World;

both_engines! {
    async fn free_words_wait_for_a_tutor(engine) {
        let world = World::new(engine).await;
        let settings = Settings { pass: Some(70), ..Settings::default() };
        let (_, step) = world.quiz(settings, &[single("Un"), free("Deux")]).await;
        let (mut monique, path) = world.taker_at(step).await;
        let attempt = starts(&mut monique, &path).await;
        assert_eq!(told(&sends(&mut monique, &attempt, &[("question", "0"), ("answer", "0")]).await), kept());
        assert_eq!(told(&sends(&mut monique, &attempt, &[("question", "1"), ("answer", "Je pétris à quatre heures.")]).await), kept());
        let mut fabienne = world.signed_in(world.someone(BuiltIn::Tutor).await).await;
        let desk = format!("/sessions/{}/reponses", world.own);
        assert!(fabienne.get(&desk).await.body.contains("Aucune réponse n’attend"), "not before it is handed in");
        let result = hands_in(&mut monique, &attempt).await;
        let handed_in = world.site.clock().now();
        world.scratch.clock.advance(3_600_000);
        assert!(result.contains("À corriger") && !result.contains("100\u{202f}%"), "{result}");
        assert!(monique.get(&path).await.body.contains("À corriger"));

        let follow = fabienne.get(&format!("/sessions/{}/suivi", world.own)).await.body;
        assert!(follow.contains(&desk) && !follow.contains("Terminée"), "{follow}");
        let page = fabienne.get(&desk).await;
        for words in ["Je pétris à quatre heures.", "Une histoire vraie.", "sur 1"] {
            assert!(page.body.contains(words), "{words}: {}", page.body);
        }
        let essai = page.body.split("name=\"essai\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        for (points, sentence) in [("", "Donnez un nombre de points"), ("2", "1 point au plus"), ("-1", "Donnez un nombre de points")] {
            let refused = fabienne.post(&desk, &[("essai", &essai), ("question", "1"), ("points", points), ("commentaire", "Très vivant.")]).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{points}");
            assert!(refused.body.contains(sentence) && refused.body.contains("Très vivant."), "{points}: {}", refused.body);
        }
        let grade = [("essai", essai.as_str()), ("question", "1"), ("points", "0,5"), ("commentaire", "Très vivant.")];
        assert_eq!(fabienne.post(&desk, &grade).await.status, StatusCode::SEE_OTHER);
        let first = world.site.clock().now();
        let again = fabienne.post(&desk, &[("essai", essai.as_str()), ("question", "1"), ("points", "0")]).await;
        assert_eq!(again.status, StatusCode::SEE_OTHER);
        assert!(fabienne.get(&desk).await.body.contains("par quelqu’un d’autre"), "the first grade stays");

        let result = monique.get(&attempt).await.body;
        for words in ["75\u{202f}%", "Réussi", "Très vivant."] {
            assert!(result.contains(words), "{words}: {result}");
        }
        let follow = fabienne.get(&format!("/sessions/{}/suivi", world.own)).await.body;
        assert!(follow.contains("Terminée") && follow.contains("75\u{202f}%"), "the step knows at once: {follow}");

        let parts: Vec<&str> = path.split('/').collect();
        let mut tx = world.site.db().read().await.unwrap();
        let states = learning::progress::of_enrolment(&mut tx, parts[2].parse().unwrap()).await.unwrap();
        drop(tx);
        let done_at = states.get(&parts[4].parse().unwrap()).and_then(|state| state.done_at);
        assert_eq!(done_at, Some(handed_in), "it is done when it was handed in, however late it is graded");

        // A grade is changed by whoever saw it, and by nobody else.
        let graded = format!("{desk}?voir=corrigees");
        let page = fabienne.get(&graded).await.body;
        let seen = page.split("name=\"vu\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        assert_eq!(seen, first.to_string());
        assert!(page.contains("value=\"0,5\"") && page.contains("Très vivant."), "{page}");
        world.scratch.clock.advance(60_000);
        for (points, told) in [("1", "La réponse est corrigée."), ("0", "par quelqu’un d’autre")] {
            let changed = [("essai", essai.as_str()), ("question", "1"), ("points", points), ("commentaire", "Relu."), ("vu", seen.as_str())];
            let answer = fabienne.post(&desk, &changed).await;
            assert_eq!(answer.location(), graded);
            assert!(fabienne.get(&graded).await.body.contains(told), "{points}");
        }
        let result = monique.get(&attempt).await.body;
        assert!(result.contains("100\u{202f}%") && result.contains("Relu.") && !result.contains("Très vivant."), "{result}");

        // Another session's tutor finds nothing there.
        let elsewhere = format!("/sessions/{}/reponses", world.other);
        assert_eq!(fabienne.get(&elsewhere).await.status, StatusCode::NOT_FOUND);
        let mut rene = world.signed_in(world.manager).await;
        let wrong = rene.post(&elsewhere, &grade).await;
        assert_eq!(wrong.status, StatusCode::NOT_FOUND, "an answer is graded in its own session");
    }

    async fn an_erased_answer_waits_for_nobody_for_ever(engine) {
        let world = World::new(engine).await;
        let (_, step) = world.quiz(Settings::default(), &[free("Un")]).await;
        let (mut monique, path) = world.taker_at(step).await;
        let attempt = starts(&mut monique, &path).await;
        assert_eq!(told(&sends(&mut monique, &attempt, &[("question", "0"), ("answer", "Je pétris.")]).await), kept());
        hands_in(&mut monique, &attempt).await;
        let person = world.person_of(&path).await;
        world.site.keys().destroy(person.0, Class::Evidence).await.unwrap();
        let mut fabienne = world.signed_in(world.someone(BuiltIn::Tutor).await).await;
        let desk = format!("/sessions/{}/reponses", world.own);
        let page = fabienne.get(&desk).await.body;
        assert!(page.contains("a été effacée") && !page.contains("name=\"commentaire\""), "{page}");
        let essai = page.split("name=\"essai\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        let grade = [("essai", essai.as_str()), ("question", "0"), ("points", "1")];
        assert_eq!(fabienne.post(&desk, &grade).await.status, StatusCode::SEE_OTHER);
        assert!(fabienne.get(&desk).await.body.contains("Aucune réponse n’attend"));
    }
}
