//! On both engines: writing, sealing by one or by two, and finding what was broken.

use uuid::Uuid;

use super::sealer::{Turn, seal};
use super::*;
use crate::both_engines;
use crate::db::{Engine, Value};
use crate::testing::Scratch;
use crate::{PersonId, args, sql};

mod reacting;

async fn write_some(site: &Site, verb: &'static str, numbers: std::ops::Range<i64>) {
    for n in numbers {
        let mut tx = site.db().begin().await.unwrap();
        write(
            &mut tx,
            site,
            Event::new(verb).about(PersonId(Uuid::nil())).with("n", n),
        )
        .await
        .unwrap();
        tx.commit().await.unwrap();
    }
}

async fn alter(site: &Site, sql: crate::db::Sql, args: Vec<Value>) {
    let mut tx = site.db().begin().await.unwrap();
    assert_eq!(tx.execute(sql, args).await.unwrap(), 1);
    tx.commit().await.unwrap();
}

async fn numbers(site: &Site) -> Vec<i64> {
    let sealed = after(&mut site.db().read().await.unwrap(), 0, 10_000)
        .await
        .unwrap();
    assert!(
        sealed
            .iter()
            .zip(1..)
            .all(|(event, position)| event.position == position),
        "no gap"
    );
    sealed.iter().map(|event| event.number("n").unwrap()).collect()
}

both_engines! {
    async fn an_event_is_sealed_with_all_that_it_says(engine) {
        let scratch = Scratch::new(engine).await;
        let site = scratch.builder().await.build();
        let (actor, person, region): (PersonId, PersonId, crate::ids::RegionId) = (site.new_id(), site.new_id(), site.new_id());
        let (session, object, course): (Uuid, Uuid, Uuid) = (site.new_id(), site.new_id(), site.new_id());
        let event = Event::new("enrolment.created").by(actor).about(person).in_region(region).in_session(session).on(object);
        let mut tx = site.db().begin().await.unwrap();
        write(&mut tx, &site, event.with("minutes", 25).with("score", 0.5).with("course", course)).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(last_position(&mut site.db().read().await.unwrap()).await.unwrap(), 0);
        settle(&site, &[]).await.unwrap();
        assert_eq!(last_position(&mut site.db().read().await.unwrap()).await.unwrap(), 1);
        let sealed = after(&mut site.db().read().await.unwrap(), 0, 10).await.unwrap().remove(0);
        assert_eq!((sealed.position, sealed.verb.as_str(), sealed.at), (1, "enrolment.created", site.clock().now()));
        assert_eq!((sealed.actor, sealed.person, sealed.region), (Some(actor), Some(person), Some(region)));
        assert_eq!((sealed.session, sealed.object), (Some(session), Some(object)));
        assert_eq!((sealed.number("minutes"), sealed.real("score"), sealed.id("course")), (Some(25), Some(0.5), Some(course)));
        assert_eq!((sealed.number("score"), sealed.id::<Uuid>("minutes"), sealed.real("none")), (None, None, None));
    }

    async fn a_past_written_at_once_is_of_the_chain(engine) {
        let scratch = Scratch::new(engine).await;
        let site = scratch.builder().await.build();
        write_some(&site, "test.done", 0..2).await;
        settle(&site, &[]).await.unwrap();
        let day = |n: i64| crate::clock::timestamp(n * 86_400_000);
        for numbers in [2..3, 3..93] {
            let past = numbers.map(|n| (day(n), Event::new("test.done").about(PersonId(Uuid::nil())).with("n", n)));
            let mut tx = site.db().begin().await.unwrap();
            write_past(&mut tx, &site, past.collect()).await.unwrap();
            tx.commit().await.unwrap();
        }
        write_some(&site, "test.done", 93..95).await;
        settle(&site, &[]).await.unwrap();
        assert_eq!(numbers(&site).await, (0..95).collect::<Vec<_>>());
        let sealed = after(&mut site.db().read().await.unwrap(), 2, 1).await.unwrap();
        assert_eq!((sealed[0].at, sealed[0].person), (day(2), Some(PersonId(Uuid::nil()))));
        let found = verify(&site).await.unwrap();
        assert_eq!((found.events, found.batches, found.broken), (95, 4, None));
    }

    async fn an_undone_transaction_leaves_no_gap(engine) {
        let scratch = Scratch::new(engine).await;
        let site = scratch.builder().await.build();
        write_some(&site, "test.done", 0..2).await;
        let mut tx = site.db().begin().await.unwrap();
        write(&mut tx, &site, Event::new("test.done").with("n", 99)).await.unwrap();
        drop(tx);
        write_some(&site, "test.done", 2..4).await;
        settle(&site, &[]).await.unwrap();
        assert_eq!(numbers(&site).await, [0, 1, 2, 3]);
    }

    async fn an_undeclared_verb_is_refused(engine) {
        let scratch = Scratch::new(engine).await;
        let declared = Verbs::new().declare("test", &[verb("test.done", "Fait")]).unwrap();
        let site = scratch.builder().await.with(declared).build();
        let mut tx = site.db().begin().await.unwrap();
        write(&mut tx, &site, Event::new("test.done")).await.unwrap();
        assert!(write(&mut tx, &site, Event::new("test.dnoe")).await.is_err());
    }

    async fn batches_follow_one_another(engine) {
        let scratch = Scratch::new(engine).await;
        let site = scratch.builder().await.build();
        let whole = |events, batches| Verification { events, batches, broken: None };
        assert_eq!(verify(&site).await.unwrap(), whole(0, 0));
        write_some(&site, "test.done", 0..3).await;
        settle(&site, &[]).await.unwrap();
        let mut tx = site.db().begin().await.unwrap();
        for n in 3..1100 {
            write(&mut tx, &site, Event::new("test.done").with("n", i64::from(n))).await.unwrap();
        }
        tx.commit().await.unwrap();
        settle(&site, &[]).await.unwrap();
        settle(&site, &[]).await.unwrap();
        assert_eq!(verify(&site).await.unwrap(), whole(1100, 4));
        assert_eq!(numbers(&site).await, (0..1100).collect::<Vec<_>>());
    }

    async fn the_lease_is_one_instances_until_it_ends(engine) {
        let scratch = Scratch::new(engine).await;
        let site = scratch.builder().await.build();
        let (one, two) = (Turn::Leased(site.new_id()), Turn::Leased(site.new_id()));
        write_some(&site, "test.done", 0..1).await;
        assert_eq!(seal(&site, one).await.unwrap(), 1);
        write_some(&site, "test.done", 1..2).await;
        assert_eq!(seal(&site, two).await.unwrap(), 0);
        assert_eq!(seal(&site, one).await.unwrap(), 1);
        write_some(&site, "test.done", 2..3).await;
        scratch.clock.advance(9_999);
        assert_eq!(seal(&site, two).await.unwrap(), 0);
        scratch.clock.advance(1);
        assert_eq!(seal(&site, two).await.unwrap(), 1);
        write_some(&site, "test.done", 3..4).await;
        assert_eq!(seal(&site, one).await.unwrap(), 0, "the lease changed hands");
    }

    async fn two_sealers_and_two_writers_leave_no_gap(engine) {
        let scratch = Scratch::new(engine).await;
        let one = scratch.builder().await.build();
        // SQLite has one process: there, two tasks.
        let two = if engine == Engine::Postgres { scratch.builder().await.build() } else { one.clone() };
        let sealing = |site: Site| async move {
            let mut sealed = 0;
            while sealed < 20 || last_position(&mut site.db().read().await.unwrap()).await.unwrap() < 100 {
                sealed += 1;
                seal(&site, Turn::Now).await.unwrap();
            }
        };
        let writing = |site: Site, from: i64| async move { write_some(&site, "test.done", from..from + 50).await };
        let tasks = [
            tokio::spawn(sealing(one.clone())),
            tokio::spawn(sealing(two.clone())),
            tokio::spawn(writing(one.clone(), 0)),
            tokio::spawn(writing(two, 50)),
        ];
        for task in tasks {
            task.await.unwrap();
        }
        let mut all = numbers(&one).await;
        all.sort_unstable();
        assert_eq!(all, (0..100).collect::<Vec<_>>());
        assert_eq!(verify(&one).await.unwrap().broken, None);
    }

    async fn verification_names_the_first_broken_link(engine) {
        let scratch = Scratch::new(engine).await;
        let site = scratch.builder().await.build();
        for batch in 0..3 {
            write_some(&site, "test.done", batch * 4..batch * 4 + 4).await;
            settle(&site, &[]).await.unwrap();
        }
        let broken = async |why| {
            let found = verify(&site).await.unwrap();
            let broken = found.broken.unwrap();
            assert_eq!(broken.why, why, "{broken:?}");
            (broken.position, found.batches)
        };
        // From the last to the first, so that each is found before the one broken earlier.
        alter(&site, sql!("UPDATE events SET position = 14 WHERE position = 12"), args![]).await;
        assert_eq!(broken(Why::Missing).await, (12, 2));
        alter(&site, sql!("UPDATE events SET position = 12 WHERE position = 14"), args![]).await;
        alter(&site, sql!("DELETE FROM event_batches WHERE number = 3"), args![]).await;
        assert_eq!(broken(Why::Unbatched).await, (9, 2));
        alter(&site, sql!("UPDATE event_batches SET root = $1 WHERE number = 2"), args![[7; 32]]).await;
        assert_eq!(broken(Why::Root).await, (5, 1));
        alter(&site, sql!("UPDATE event_batches SET previous = $1 WHERE number = 2"), args![[7; 32]]).await;
        assert_eq!(broken(Why::Batches).await, (5, 1));
        alter(&site, sql!("UPDATE events SET payload = $1 WHERE position = 3"), args![r#"{"n":9}"#]).await;
        assert_eq!(broken(Why::Altered).await, (3, 0));
        alter(&site, sql!("DELETE FROM events WHERE position = 2"), args![]).await;
        assert_eq!(broken(Why::Missing).await, (2, 0));
    }
}
