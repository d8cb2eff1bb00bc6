//! Digital badges: read by their holder and by who holds their code, checked with what the platform publishes.

use http::StatusCode;
use platform::both_engines;
use platform::http::BuiltIn;
use platform::testing::{Answer, Visitor};
use serde_json::Value;

use crate::certificates::{hand_out, sign};
use crate::world::World;

/// The payload of a token; its signature is checked by the browser's journey, with another library.
fn payload(answer: &Answer) -> Value {
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    assert_eq!(answer.headers["content-type"], "application/jwt");
    let encoded = answer.body.split('.').nth(1).unwrap();
    serde_json::from_slice(&bytes(encoded)).unwrap()
}

/// Base64url without padding (RFC 4648, section 5).
fn bytes(encoded: &str) -> Vec<u8> {
    let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut bits = 0_u32;
    let mut held = 0;
    let mut out = Vec::new();
    for letter in encoded.chars() {
        bits = (bits << 6) | u32::try_from(letters.find(letter).unwrap()).unwrap();
        held += 6;
        if held >= 8 {
            held -= 8;
            out.push(u8::try_from((bits >> held) & 255).unwrap());
        }
    }
    out
}

async fn json(visitor: &mut Visitor, world: &World, url: &str) -> Value {
    let path = url.strip_prefix(&world.site.config().public_url).unwrap();
    let answer = visitor.get(path).await;
    assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.body);
    serde_json::from_str(&answer.body).unwrap()
}

both_engines! {
    async fn a_badge_says_what_its_attestation_says_and_ends_with_it(engine) {
        let world = World::new(engine).await;
        let learner = world.someone(BuiltIn::Learner).await;
        let enrolment = world.enrolment_of(learner).await;
        let mut rene = world.signed_in(world.manager).await;
        sign(&mut rene, &world).await;
        world.pass(enrolment).await;
        hand_out(&mut rene, &world, &[enrolment]).await;
        let mut monique = world.signed_in(learner).await;
        let course = monique.get(&format!("/mes-parcours/{enrolment}")).await;
        let attestation = format!("/certificats/{}", course.after("href=\"/certificats/").unwrap());
        let page = monique.get(&attestation).await;
        assert!(page.body.contains("Badge numérique"), "{}", page.body);

        let own = payload(&monique.get(&format!("{attestation}/badge")).await);
        let mut stranger = world.visitor();
        let code = page.after("/verification/").unwrap().to_owned();
        let shared = payload(&stranger.get(&format!("/badges/{code}")).await);
        let identifiers = |made: &Value| made["credentialSubject"]["identifier"].as_array().unwrap().len();
        assert_eq!((identifiers(&own), identifiers(&shared)), (2, 1), "an address is for its holder's copy alone");
        assert!(!shared.to_string().contains("exemple"), "{shared}");
        assert_eq!(shared["credentialSubject"]["achievement"]["name"], "Réussir ma stratégie Facebook");
        assert_eq!(shared["credentialSubject"]["identifier"][0]["identityHash"], "Camille Essai");
        assert_eq!(shared["issuer"]["name"], "CMA Bretagne");
        let profile = json(&mut stranger, &world, shared["iss"].as_str().unwrap()).await;
        assert_eq!((&profile["id"], &profile["name"]), (&shared["iss"], &shared["issuer"]["name"]));
        let again = stranger.get(&format!("/badges/{code}")).await;
        assert_eq!(payload(&again), shared, "the same badge each time");

        let list = shared["credentialStatus"]["id"].as_str().unwrap().to_owned();
        let before = json(&mut stranger, &world, &list).await;
        assert_eq!(before["revokedCredential"].as_array().unwrap().len(), 0, "{before}");
        assert_eq!(rene.post(&format!("{attestation}/annulation"), &[("raison", "mistake")]).await.status, StatusCode::SEE_OTHER);
        let after = json(&mut stranger, &world, &list).await;
        assert_eq!(after["revokedCredential"][0]["id"], shared["id"], "{after}");
        assert_eq!(after["issuer"], shared["iss"]);
        for path in [format!("/badges/{code}"), "/badges/0000-0000-0000-0000".to_owned(), "/badges/x".to_owned()] {
            assert_eq!(stranger.get(&path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
        assert_eq!(monique.get(&format!("{attestation}/badge")).await.status, StatusCode::NOT_FOUND);
    }

    async fn who_did_not_pass_has_no_badge_and_two_first_ones_make_one_key(engine) {
        let world = World::new(engine).await;
        let (passed, idle) = (world.someone(BuiltIn::Learner).await, world.someone(BuiltIn::Learner).await);
        let (enrolment, late) = (world.enrolment_of(passed).await, world.enrolment_of(idle).await);
        let mut rene = world.signed_in(world.manager).await;
        sign(&mut rene, &world).await;
        world.pass(enrolment).await;
        world.scratch.clock.advance(60 * 24 * 3_600_000);
        let mut rene = world.signed_in(world.manager).await;
        hand_out(&mut rene, &world, &[enrolment, late]).await;
        let mut others = Vec::new();
        for (person, place) in [(idle, late), (passed, enrolment)] {
            let mut visitor = world.signed_in(person).await;
            let course = visitor.get(&format!("/mes-parcours/{place}")).await;
            let path = format!("/certificats/{}", course.after("href=\"/certificats/").unwrap());
            others.push((visitor, path));
        }
        let (passing, idling) = (others.pop().unwrap(), others.pop().unwrap());
        let (mut visitor, path) = idling;
        assert!(!visitor.get(&path).await.body.contains("Badge numérique"));
        assert_eq!(visitor.get(&format!("{path}/badge")).await.status, StatusCode::NOT_FOUND);

        let (mut visitor, path) = passing;
        let badge = format!("{path}/badge");
        let (mine, managers) = (visitor.get(&badge), rene.get(&badge));
        let (mine, managers) = tokio::join!(mine, managers);
        let header = |answer: &Answer| -> Value { serde_json::from_slice(&bytes(answer.body.split('.').next().unwrap())).unwrap() };
        let (mine, managers) = (header(&mine), header(&managers));
        assert_eq!(mine, managers, "two first badges at once are signed by one key");
        let key = json(&mut visitor, &world, mine["kid"].as_str().unwrap()).await;
        assert_eq!((&key["kty"], &key["kid"]), (&Value::from("RSA"), &mine["kid"]));
        assert!(key.get("d").is_none(), "{key}");
    }
}
