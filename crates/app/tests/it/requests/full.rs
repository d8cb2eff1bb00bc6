//! A session without a place left: who signed waits, and a place that is freed is the first one's.

use platform::both_engines;
use platform::http::BuiltIn;
use platform::{args, sql};

use super::{DONE, WRONG, acts, sends};
use crate::world::World;

both_engines! {
    async fn the_place_that_is_freed_is_for_who_signed_first(engine) {
        let world = World::new(engine).await;
        let karim = world.person("Karim", "Haddad").await;
        let taken = world.enrol(karim, world.own).await;
        let mut tx = world.site.db().begin().await.unwrap();
        tx.execute(sql!("UPDATE training_sessions SET capacity = 1 WHERE id = $1"), args![world.own]).await.unwrap();
        tx.commit().await.unwrap();
        let mut rene = world.signed_in(world.manager).await;
        let choice = format!("{}/{}", world.course, world.own);
        let mut ids = Vec::new();
        for email in ["un@exemple.fr", "deux@exemple.fr"] {
            ids.push(sends(&mut rene, &world, world.bretagne.id.0, &choice, email).await);
        }
        // The second one signs first.
        for id in [ids[1], ids[0]] {
            world.scratch.clock.advance(1000);
            acts(&mut rene, id, "signature", &[]).await;
        }
        let home = format!("/sessions/{}", world.own);
        let (list, enrol) = (format!("{home}/attente"), format!("{home}/inscriptions/demande"));
        let session = rene.get(&home).await.body;
        assert!(session.contains("Liste d’attente") && session.contains("2 personnes"), "{session}");
        let page = rene.get(&list).await.body;
        assert!(page.contains("La session est complète") && page.matches("Attend une place").count() == 2, "{page}");
        let (first, second) = (ids[1].to_string(), ids[0].to_string());
        for id in [&first, &second] {
            let full = rene.post(&enrol, &[("demande", id)]).await;
            assert!(full.status == WRONG && full.body.contains("La session est complète"), "{}", full.body);
            assert!(rene.get(&format!("/demandes/{id}")).await.body.contains("Dossier signé"), "it waits");
        }

        world.withdraw(taken).await;
        let form = rene.get(&format!("{home}/inscriptions/nouvelle")).await.body;
        assert!(form.contains("2 dossiers signés attendent déjà une place") && form.contains(&list), "{form}");
        let page = rene.get(&list).await.body;
        assert_eq!((page.matches("Attend une place").count(), page.matches("name=\"demande\"").count()), (1, 1), "{page}");
        assert!(page.contains(&format!("name=\"demande\" value=\"{first}\"")), "{page}");
        let early = rene.post(&enrol, &[("demande", &second)]).await;
        assert!(early.status == WRONG && early.body.contains("Un dossier a été signé avant celui-ci"), "{}", early.body);
        assert_eq!(rene.post(&enrol, &[("demande", &first)]).await.status, DONE);
        let late = rene.post(&enrol, &[("demande", &second)]).await;
        assert!(late.status == WRONG && late.body.contains("La session est complète"), "{}", late.body);
        let session = rene.get(&home).await.body;
        assert!(session.contains("1 personne"), "{session}");

        // Whoever accompanies the session isn't told who waits.
        let tutor = world.someone(BuiltIn::Tutor).await;
        assert!(!world.signed_in(tutor).await.get(&home).await.body.contains("Liste d’attente"));
    }

    async fn the_turn_is_that_of_the_moment_of_joining(engine) {
        let world = World::new(engine).await;
        let mut rene = world.signed_in(world.manager).await;
        let choice = format!("{}/{}", world.course, world.own);
        let mut ids = Vec::new();
        for email in ["un@exemple.fr", "deux@exemple.fr"] {
            world.scratch.clock.advance(1000);
            let id = sends(&mut rene, &world, world.bretagne.id.0, &choice, email).await;
            acts(&mut rene, id, "signature", &[]).await;
            ids.push(id.to_string());
        }
        // There was a place for each when the second was sent; there is one when it joins.
        let mut tx = world.site.db().begin().await.unwrap();
        tx.lock("session", world.own.0).await.unwrap();
        tx.execute(sql!("UPDATE training_sessions SET capacity = 1 WHERE id = $1"), args![world.own]).await.unwrap();
        let path = format!("/sessions/{}/inscriptions/demande", world.own);
        let fields = [("demande", ids[1].as_str())];
        // It is sent first: on the embedded store it has looked at the places, and waits for the writer.
        let (early, committed) = tokio::join!(rene.post(&path, &fields), tx.commit());
        committed.unwrap();
        assert!(early.status == WRONG && early.body.contains("Un dossier a été signé avant celui-ci"), "{}", early.body);
    }
}
