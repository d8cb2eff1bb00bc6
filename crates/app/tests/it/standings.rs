//! What a learner is, and how their certificate says it.

use http::StatusCode;
use platform::both_engines;
use platform::http::BuiltIn;
use platform::testing::Visitor;

use crate::certificates::{hand_out, in_force, sign};
use crate::world::World;

/// What the page of the session's learners says of each, in their order.
async fn said(rene: &mut Visitor, world: &World) -> Vec<String> {
    let page = rene
        .get(&format!("/sessions/{}/situations", world.own))
        .await
        .body;
    let fields = page.split("name=\"avant-").skip(1);
    let value = |field: &str| {
        field
            .split("value=\"")
            .nth(1)?
            .split('"')
            .next()
            .map(str::to_owned)
    };
    fields.filter_map(value).collect()
}

both_engines! {
    async fn it_is_asked_when_somebody_joins_by_a_form_a_list_or_a_request(engine) {
        let world = World::new(engine).await;
        let mut rene = world.signed_in(world.manager).await;
        let home = format!("/sessions/{}/inscriptions", world.own);
        let mut fields = vec![("prenom", "Monique"), ("nom", "Le Bihan"), ("courriel", "monique"), ("situation", "employee")];
        let refused = rene.post(&home, &fields).await;
        assert!(refused.status == StatusCode::UNPROCESSABLE_ENTITY && refused.body.contains("value=\"employee\" selected"), "{}", refused.body);
        fields[2].1 = "monique@exemple.fr";
        assert_eq!(rene.post(&home, &fields).await.status, StatusCode::SEE_OTHER);
        assert_eq!(said(&mut rene, &world).await, ["employee"]);

        let list = "Prénom;Nom;Courriel;Situation\nKarim;Benali;karim@exemple.fr;gérant\nMaria;Lopez;maria@exemple.fr;bretonne\nSolenn;Abgrall;solenn@exemple.fr;";
        let sent = rene.post_file(&format!("{home}/liste"), &[], ("fichier=liste.csv", list.as_bytes())).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
        let path = sent.location().to_owned();
        let page = rene.get(&path).await;
        assert!(page.body.contains("« bretonne »".replace(' ', "\u{202f}").as_str()) && page.body.contains("Chef ou cheffe d’entreprise"), "{}", page.body);
        let revision = page.after("name=\"revision\" value=\"").unwrap().to_owned();
        assert_eq!(rene.post(&format!("{path}/inscription"), &[("revision", &revision)]).await.status, StatusCode::SEE_OTHER);
        let mut all = said(&mut rene, &world).await;
        all.sort_unstable();
        assert_eq!(all, ["", "employee", "head"], "a line that isn’t understood enrols nobody");
        let export = rene.post(&format!("{home}/export"), &[]).await.body;
        assert!(export.contains("Situation") && export.contains("Salarié ou salariée"), "{export}");

        let choice = format!("{}/{}", world.course, world.own);
        let asked = [("choix", choice.as_str()), ("prenom", "René"), ("nom", "Essai"), ("courriel", "rene@exemple.fr"), ("situation", "job_seeker")];
        let made = rene.post(&format!("/regions/{}/demandes", world.bretagne.id), &asked).await;
        let request = made.location().to_owned();
        assert!(rene.get(&request).await.body.contains("Demandeur ou demandeuse d’emploi"));
        assert_eq!(rene.post(&format!("{request}/signature"), &[]).await.status, StatusCode::SEE_OTHER);
        let id = request.rsplit('/').next().unwrap();
        let joined = rene.post(&format!("{home}/demande"), &[("demande", id)]).await;
        assert_eq!(joined.status, StatusCode::SEE_OTHER, "{}", joined.body);
        assert!(said(&mut rene, &world).await.contains(&"job_seeker".to_owned()));
    }

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
