//! What a learner is, and how their certificate says it.

use http::StatusCode;
use platform::both_engines;
use platform::http::BuiltIn;

use crate::certificates::{hand_out, in_force, sign};
use crate::world::World;

both_engines! {
    async fn a_certificate_says_what_somebody_is_or_is_silent(engine) {
        let world = World::new(engine).await;
        let learner = world.someone(BuiltIn::Learner).await;
        let enrolment = world.enrolment_of(learner).await;
        let mut rene = world.signed_in(world.manager).await;
        sign(&mut rene, &world).await;
        world.pass(enrolment).await;
        let desk = format!("/sessions/{}/certificats", world.own);
        let at = format!("/sessions/{}/situations", world.own);
        assert!(rene.get(&desk).await.body.contains("Elle manque pour 1 personne"));
        let first = in_force(&hand_out(&mut rene, &world, &[enrolment]).await);
        for id in &first {
            assert!(!rene.get(&format!("/certificats/{id}")).await.body.contains("salarié(e)"), "nobody said it");
        }

        let (field, before) = (format!("situation-{enrolment}"), format!("avant-{enrolment}"));
        let page = rene.get(&at).await;
        assert!(page.body.contains("Non précisée") && page.body.contains("Demandeur ou demandeuse d’emploi"), "{}", page.body);
        let answer = rene.post(&at, &[(field.as_str(), "employee"), (before.as_str(), "")]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        let page = rene.get(&desk).await;
        assert!(page.body.contains("1 situation enregistrée") && !page.body.contains("Elle manque"), "{}", page.body);
        let second = in_force(&hand_out(&mut rene, &world, &[enrolment]).await);
        let kept = first.iter().filter(|id| second.contains(*id)).count();
        assert_eq!((second.len(), kept), (2, 1), "the certificate alone says something new");
        let mut said = 0;
        for id in &second {
            said += usize::from(rene.get(&format!("/certificats/{id}")).await.body.contains("salarié(e)"));
        }
        assert_eq!(said, 1);

        // Another tab still shows that nothing was said: it doesn’t write over.
        let crossed = rene.post(&at, &[(field.as_str(), "head"), (before.as_str(), "")]).await;
        assert_eq!(crossed.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(crossed.body.contains("quelqu’un d’autre vient de changer cette situation"), "{}", crossed.body);
        let same = rene.post(&at, &[(field.as_str(), "employee"), (before.as_str(), "")]).await;
        assert_eq!(same.status, StatusCode::SEE_OTHER, "{}", same.body);
        // Nonsense and taking away: it isn’t said any more.
        let gone = rene.post(&at, &[(field.as_str(), "pirate"), (before.as_str(), "employee")]).await;
        assert_eq!(gone.status, StatusCode::SEE_OTHER, "{}", gone.body);
        assert!(rene.get(&desk).await.body.contains("Elle manque pour 1 personne"));
        let mut camille = world.signed_in(learner).await;
        assert_eq!(camille.get(&at).await.status, StatusCode::FORBIDDEN);
    }

    async fn a_refused_form_sent_again_leaves_what_a_colleague_said(engine) {
        let world = World::new(engine).await;
        let mut enrolments = Vec::new();
        for _ in 0..2 {
            let learner = world.someone(BuiltIn::Learner).await;
            enrolments.push(world.enrolment_of(learner).await);
        }
        let mut rene = world.signed_in(world.manager).await;
        let at = format!("/sessions/{}/situations", world.own);
        let fields: Vec<String> = enrolments.iter().map(|one| format!("situation-{one}")).collect();
        let befores: Vec<String> = enrolments.iter().map(|one| format!("avant-{one}")).collect();
        let form = |said: [&'static str; 2], shown: [&'static str; 2]| {
            [
                (fields[0].as_str(), said[0]),
                (befores[0].as_str(), shown[0]),
                (fields[1].as_str(), said[1]),
                (befores[1].as_str(), shown[1]),
            ]
        };
        let colleague = rene.post(&at, &form(["employee", "apprentice"], ["", ""])).await;
        assert_eq!(colleague.status, StatusCode::SEE_OTHER, "{}", colleague.body);
        // An older page touches the first line alone.
        let refused = rene.post(&at, &form(["head", ""], ["", ""])).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.body.contains("en «\u{202f}Salarié ou salariée\u{202f}»"), "{}", refused.body);
        for told in ["value=\"head\" selected", "value=\"apprentice\" selected"] {
            assert!(refused.body.contains(told), "{told}: {}", refused.body);
        }
        let again = rene.post(&at, &form(["head", "apprentice"], ["employee", "apprentice"])).await;
        assert_eq!(again.status, StatusCode::SEE_OTHER, "{}", again.body);
        let page = rene.get(&at).await;
        for told in ["value=\"head\" selected", "value=\"apprentice\" selected"] {
            assert!(page.body.contains(told), "{told}: {}", page.body);
        }
    }
}
