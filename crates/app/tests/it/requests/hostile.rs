//! What nobody means well by.

use http::StatusCode;
use platform::both_engines;
use platform::http::BuiltIn;

use super::{WRONG, object, sends};
use crate::world::{Relation, World};

both_engines! {
    async fn what_is_typed_stays_in_its_field(engine) {
        let world = World::new(engine).await;
        let mut maria = world.signed_in(world.someone(BuiltIn::Adviser).await).await;
        let path = format!("/regions/{}/demandes", world.bretagne.id);
        let course = world.course.to_string();
        let long = "é".repeat(2001);
        let good = [("choix", course.as_str()), ("prenom", "Monique"), ("nom", "Le Bihan"), ("courriel", "m@exemple.fr")];
        let cases = [
            ("choix", "00000000-0000-7000-8000-000000000000", "Formation"),
            ("choix", "x/../y", "Formation"),
            ("prenom", "Monique\r\nBcc: tous@exemple.fr", "Prénom"),
            ("prenom", long.as_str(), "Prénom"),
            ("courriel", "m@exemple.fr\r\nBcc: x@exemple.fr", "Adresse e-mail"),
            ("courriel", "m@exemple.fr,x@exemple.fr", "Adresse e-mail"),
            ("siret", "'; DROP TABLE requests; --", "SIRET"),
            ("metier", long.as_str(), "Métier"),
            ("message", long.as_str(), "Message"),
        ];
        for (field, value, label) in cases {
            let mut fields: Vec<(&str, &str)> = good.iter().filter(|(name, _)| *name != field).copied().collect();
            fields.push((field, value));
            let answer = maria.post(&path, &fields).await;
            assert!(answer.status == WRONG && answer.body.contains(label), "{field}: {}", answer.status);
            assert!(answer.body.contains("Erreur") && answer.body.contains("m@exemple.fr") | (field == "courriel"), "what was typed stays");
        }
        let mut fields = good.to_vec();
        fields.push(("message", "<script>alert(1)</script>\u{0}\u{7}\r\nBcc: x"));
        fields.push(("metier", "Crêpière\r\nX: y"));
        let answer = maria.post(&path, &fields).await;
        assert_eq!(answer.status, super::DONE, "{}", answer.body);
        let id = super::only(&world).await;
        let page = world.signed_in(world.manager).await.get(&format!("/demandes/{id}")).await.body;
        assert!(page.contains("&lt;script&gt;") && page.contains("Crêpière  X: y"), "{page}");
        let mail = world.mail_to("m@exemple.fr").await;
        assert!(!mail.subject.contains('\n') && !mail.to_name.contains('\n'));
    }

    async fn another_regions_is_not_there(engine) {
        let world = World::new(engine).await;
        let foreign = object(&world, Relation::OtherRegion).await;
        let mut rene = world.signed_in(world.manager).await;
        for path in ["", "/signature", "/session", "/complement", "/refus"] {
            let path = format!("/demandes/{foreign}{path}");
            let answer = if path.ends_with(&foreign.to_string()) { rene.get(&path).await } else { rene.post(&path, &[]).await };
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        }
        let enrol = format!("/sessions/{}/inscriptions/demande", world.own);
        for id in [foreign.to_string(), uuid::Uuid::nil().to_string()] {
            assert_eq!(rene.post(&enrol, &[("demande", &id)]).await.status, StatusCode::NOT_FOUND);
        }
        // Nor for a session that isn't the one that was chosen.
        let choice = format!("{}/{}", world.course, world.other);
        let id = sends(&mut rene, &world, world.bretagne.id.0, &choice, "m@exemple.fr").await;
        assert_eq!(rene.post(&enrol, &[("demande", &id.to_string())]).await.status, StatusCode::NOT_FOUND);
        let mut maria = world.signed_in(world.someone(BuiltIn::Adviser).await).await;
        assert_eq!(maria.get(&format!("/regions/{}/demandes/nouvelle", world.reunion.id)).await.status, StatusCode::NOT_FOUND);
        for path in ["/demandes", "/sessions", &format!("/demandes/{id}"), &format!("/sessions/{}", world.own)] {
            assert_eq!(maria.get(path).await.status, StatusCode::FORBIDDEN, "{path}");
        }
    }
}
