//! Who waits to sign in is counted, the operator sees how many, and past the limit people are told to come back.

use std::sync::Arc;

use http::StatusCode;
use http::header::RETRY_AFTER;
use people::sign_in::Passwords;
use platform::both_engines;

use crate::world::{PASSWORD, World};

/// How many the queue holds.
const LONGEST: usize = 200;

async fn health(world: &World) -> String {
    let answer = world.visitor().get("/sante").await;
    assert_eq!(answer.status, StatusCode::OK);
    answer.body
}

fn told(waiting: usize) -> String {
    format!("{{\"alive\":true,\"waiting_to_sign_in\":{waiting}}}\n")
}

/// Lets everyone who was sent reach the queue.
async fn until(passwords: &Passwords, waiting: usize) {
    while passwords.waiting().people != waiting {
        tokio::task::yield_now().await;
    }
}

both_engines! {
    async fn a_full_queue_says_so_and_empties(engine) {
        let world = World::new(engine).await;
        let passwords = Passwords::of(&world.site).unwrap();
        assert_eq!(health(&world).await, told(0));

        let turns = passwords.hold().await.unwrap();
        let mut rene = world.visitor();
        let waits = tokio::spawn(async move {
            let fields = [("identifiant", "rene.kerjean"), ("mot_de_passe", PASSWORD)];
            rene.post("/connexion", &fields).await
        });
        until(&passwords, 1).await;
        assert_eq!(health(&world).await, told(1), "who signs in waits for a turn");

        let crowd: Vec<_> = (1..LONGEST)
            .map(|_| {
                let passwords: Arc<Passwords> = passwords.clone();
                tokio::spawn(async move { passwords.verify("une phrase", None).await })
            })
            .collect();
        until(&passwords, LONGEST).await;
        assert_eq!(health(&world).await, told(LONGEST));
        let (_, late) = world.sign_in("rene.kerjean", PASSWORD).await;
        assert_eq!(late.status, StatusCode::TOO_MANY_REQUESTS, "{}", late.body);
        assert_eq!(late.headers.get(RETRY_AFTER).unwrap(), "10");
        assert!(late.body.contains("200 attendent avant vous"), "{}", late.body);

        drop(turns);
        assert_eq!(waits.await.unwrap().status, StatusCode::SEE_OTHER, "who waited is in");
        for one in crowd {
            assert!(!one.await.unwrap().unwrap());
        }
        assert_eq!(health(&world).await, told(0));
        let (rene, _) = world.sign_in("rene.kerjean", PASSWORD).await;
        assert!(rene.signed_in(), "and who comes back is too");
    }
}
