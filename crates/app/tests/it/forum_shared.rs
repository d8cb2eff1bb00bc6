//! What sessions share of a forum, when several may act on it: who takes a discussion away, who hears of what is reported, who is told.

use http::StatusCode;
use people::roles::Over;
use platform::both_engines;
use platform::http::BuiltIn;
use platform::testing::Visitor;
use training::sessions::SessionId;

use crate::forum::{Cast, asked, post, said};
use crate::forum_again::{asked_of_all, shares};
use crate::world::World;

const DONE: StatusCode = StatusCode::SEE_OTHER;
const MISSING: StatusCode = StatusCode::NOT_FOUND;

/// A manager of the other region.
async fn far_manager(world: &World) -> Visitor {
    let person = world.person("René", "Payet").await;
    world
        .give(person, BuiltIn::Manager, Over::region(world.reunion.id))
        .await;
    world.signed_in(person).await
}

/// A discussion that two sessions share: as its own session reads it, as the other does.
async fn shared(cast: &mut Cast) -> (String, String) {
    shares(&cast.world, &[cast.world.own, cast.world.foreign], true).await;
    let here = asked_of_all(&mut cast.monique, &cast.base).await;
    let there = here.replace(&cast.world.own.to_string(), &cast.world.foreign.to_string());
    (here, there)
}

async fn moves(who: &mut Visitor, path: &str, to: SessionId) -> StatusCode {
    let to = to.to_string();
    who.post(&format!("{path}/deplacement"), &[("vers", &to)])
        .await
        .status
}

both_engines! {
    async fn what_is_shared_is_taken_away_by_its_own_session_or_the_courses_editors(engine) {
        let mut cast = Cast::new(engine).await;
        let (here, there) = shared(&mut cast).await;
        let Cast { world, mut monique, mut fabienne, .. } = cast;
        let mut far = far_manager(&world).await;
        let page = far.get(&there).await.body;
        assert!(page.contains("Clore") && !page.contains("/deplacement"), "{page}");
        let refused = far.get(&format!("{there}/deplacement")).await;
        assert!(refused.status.is_client_error() && refused.body.contains("d’où elle vient"), "{}", refused.body);
        assert!(moves(&mut far, &there, world.foreign).await.is_client_error());
        assert_eq!((monique.get(&here).await.status, said(&world, "forum.moved").await), (StatusCode::OK, 0));

        assert!(fabienne.get(&here).await.body.contains("/deplacement"));
        let mut office = world.signed_in(world.someone(BuiltIn::Administrator).await).await;
        assert_eq!(moves(&mut office, &there, world.foreign).await, DONE, "who edits the course");
        assert_eq!((monique.get(&here).await.status, far.get(&there).await.status), (MISSING, StatusCode::OK));
        // It is now of one session: who moderates there decides.
        assert!(far.get(&there).await.body.contains("/deplacement"));
    }

    async fn two_who_move_it_at_once_move_it_once(engine) {
        let Cast { world, base, mut monique, .. } = Cast::new(engine).await;
        let mut rene = world.signed_in(world.manager).await;
        let mut office = world.signed_in(world.someone(BuiltIn::Administrator).await).await;
        for round in 1..=5 {
            let path = asked(&mut monique, &base, "Quelle lumière ?", "Mes photos sont jaunes.").await;
            let both = tokio::join!(moves(&mut rene, &path, world.other), moves(&mut office, &path, world.foreign));
            assert!((both.0 == DONE) != (both.1 == DONE), "{both:?}");
            assert_eq!(said(&world, "forum.moved").await, round);
        }
    }

    async fn what_is_reported_concerns_each_session_that_reads_it(engine) {
        let mut cast = Cast::new(engine).await;
        let (here, there) = shared(&mut cast).await;
        let Cast { world, base, mut monique, mut fabienne, .. } = cast;
        let mut far = far_manager(&world).await;
        // Without an answer: for the session where it was asked.
        assert!(fabienne.get("/forums").await.body.contains(&here));
        assert!(!far.get("/forums").await.body.contains(&there));
        let first = post(&mut fabienne, &here, 1).await;
        monique.post(&format!("{here}/messages/{first}/signalement"), &[("raison", "Trop cher")]).await;
        for (who, path) in [(&mut fabienne, &here), (&mut far, &there)] {
            let page = who.get("/forums").await.body;
            assert!(page.contains(path) && page.contains("Signalée"), "{page}");
            assert_eq!(page.matches("discussion-title").count(), 1, "{page}");
            assert!(who.get("/").await.body.contains("1 discussion à traiter") || who.get("/").await.body.contains("1\u{a0}discussion à traiter"));
        }
        // Looked at by one, it is for both.
        far.post(&format!("{there}/messages/{first}/retablissement"), &[]).await;
        assert!(!far.get("/forums").await.body.contains(&there) && fabienne.get("/forums").await.body.contains(&here));

        // The session where it was asked leaves: those that are still there answer.
        let mut rene = world.signed_in(world.manager).await;
        assert_eq!(rene.post(&format!("{base}/parcours"), &[("acte", "quitter")]).await.status, DONE);
        assert!(far.get("/forums").await.body.contains(&there) && !fabienne.get("/forums").await.body.contains(&here));
    }

    async fn who_follows_is_asked_for_at_once(engine) {
        let Cast { world, base, mut monique, mut karim, .. } = Cast::new(engine).await;
        let path = asked(&mut monique, &base, "Quelle lumière ?", "Mes photos sont jaunes.").await;
        platform::jobs::settle(&world.site, &app::rooms::handlers()).await.unwrap();
        let mut costs = Vec::new();
        for many in [1, 1, 7] {
            // They follow it, and read it no more.
            for _ in 0..many {
                let person = world.person("Maria", "Riou").await;
                let enrolment = world.enrol(person, world.own).await;
                let mut maria = world.signed_in(person).await;
                maria.post(&format!("{path}/abonnement"), &[("acte", "suivre")]).await;
                world.withdraw(enrolment).await;
            }
            karim.post(&format!("{path}/messages"), &[("texte", "Avec une lampe neutre.")]).await;
            let before = world.site.db().statements();
            let done = platform::jobs::settle(&world.site, &app::rooms::handlers()).await.unwrap();
            assert_eq!(done.failed, 0);
            costs.push(world.site.db().statements() - before);
        }
        // The first mail of somebody costs more.
        assert_eq!(costs[1], costs[2]);
        assert!(monique.get("/notifications").await.body.contains("a écrit dans une discussion"));
    }
}
