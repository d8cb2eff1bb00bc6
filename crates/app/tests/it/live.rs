//! Launches kept in memory: what others change is noticed at the next batch.

use http::StatusCode;
use jiff::ToSpan as _;
use learning::attempts::{self, Batch, Taken};
use people::sign_in::Passwords;
use platform::both_engines;
use platform::db::Engine;
use platform::keys::Class;
use platform::random::Random;
use platform::{Error, args, sql};

use crate::package::operations;
use crate::world::World;

fn batch(world: &World, from: u64, acts: &[(&str, &str)]) -> Batch {
    let now = world.site.clock().now().as_millisecond();
    let operations = serde_json::from_value(operations(from, now, acts)).unwrap();
    Batch {
        operations,
        spent: None,
    }
}

fn place(at: &'static str) -> [(&'static str, &'static str); 1] {
    [("cmi.core.lesson_location", at)]
}

both_engines! {
    async fn an_extension_and_a_withdrawal_count_from_the_next_batch(engine) {
        let world = World::new(engine).await;
        let module = world.module().await;
        let mut monique = world.learner_at(&module).await;
        let launch = monique.launch("A").await["token"].as_str().unwrap().to_owned();
        let take = |from, acts: Vec<_>| attempts::take(&world.site, &launch, batch(&world, from, &acts));
        let kept = |sequence| Taken::Kept { sequence, finished: false };
        assert_eq!(take(1, vec![("initialize", "")]).await.unwrap(), kept(1));
        assert_eq!(take(2, place("2").to_vec()).await.unwrap(), kept(2));

        world.scratch.clock.advance(60 * 24 * 3_600_000);
        assert_eq!(take(3, place("3").to_vec()).await.unwrap(), Taken::Ended { sequence: 2 });
        let change = |sql, at: Option<jiff::Timestamp>| {
            let (site, id) = (world.site.clone(), monique.enrolment);
            async move {
                let mut tx = site.db().begin().await.unwrap();
                tx.execute(sql, args![at, id]).await.unwrap();
                tx.commit().await.unwrap();
            }
        };
        let later = Some(world.site.clock().now() + 24.hours());
        change(sql!("UPDATE enrolments SET ends_at = $1 WHERE id = $2"), later).await;
        assert_eq!(take(3, place("3").to_vec()).await.unwrap(), kept(3));
        assert_eq!(take(4, place("4").to_vec()).await.unwrap(), kept(4));
        change(sql!("UPDATE enrolments SET withdrawn_at = $1 WHERE id = $2"), later).await;
        assert_eq!(take(5, place("5").to_vec()).await.unwrap(), Taken::Ended { sequence: 4 });
        change(sql!("UPDATE enrolments SET withdrawn_at = $1 WHERE id = $2"), None).await;
        assert_eq!(take(5, place("5").to_vec()).await.unwrap(), kept(5));
    }

    async fn a_light_launch_is_written_without_being_read(engine) {
        let world = World::new(engine).await;
        let module = world.module().await;
        let mut monique = world.learner_at(&module).await;
        let launch = monique.launch("A").await["token"].as_str().unwrap().to_owned();
        let statements = async |from, act| {
            let before = world.site.db().statements();
            attempts::take(&world.site, &launch, batch(&world, from, &[act])).await.unwrap();
            world.site.db().statements() - before
        };
        statements(1, ("initialize", "")).await;
        // Where the launch goes, and a line of its log.
        assert_eq!(statements(2, place("2")[0]).await, 2);
        // Known already: the store is asked.
        assert!(statements(2, place("2")[0]).await > 2);
        assert_eq!(statements(3, place("3")[0]).await, 2);
        let heavy = "x".repeat(70_000);
        assert_eq!(statements(4, ("cmi.suspend_data", &heavy)).await, 2);
        assert!(statements(5, place("5")[0]).await > 2);
        assert!(statements(6, ("cmi.suspend_data", "")).await > 2);
        assert_eq!(statements(7, place("7")[0]).await, 2);
    }

    async fn what_an_erased_learner_says_is_not_taken(engine) {
        let world = World::new(engine).await;
        let module = world.module().await;
        let mut monique = world.learner_at(&module).await;
        let launch = monique.launch("A").await["token"].as_str().unwrap().to_owned();
        attempts::take(&world.site, &launch, batch(&world, 1, &[("initialize", "")])).await.unwrap();
        world.site.keys().destroy(monique.person.0, Class::Evidence).await.unwrap();
        for _ in 0..2 {
            let taken = attempts::take(&world.site, &launch, batch(&world, 2, &place("2"))).await;
            assert!(matches!(taken, Err(Error::NotFound)), "{taken:?}");
        }
        assert!(world.site.keys().find(monique.person.0, Class::Evidence).await.unwrap().is_none());
    }

    async fn a_new_launch_starts_with_all_that_was_acknowledged(engine) {
        let world = World::new(engine).await;
        let module = world.module().await;
        let mut monique = world.learner_at(&module).await;
        let mut launch = monique.launch("A").await;
        for _ in 0..8 {
            let token = launch["token"].as_str().unwrap().to_owned();
            let first = batch(&world, 1, &[("initialize", ""), ("cmi.core.lesson_location", "2")]);
            attempts::take(&world.site, &token, first).await.unwrap();
            // The same operations sent twice at once, until the lease is gone.
            let send = async || {
                for sequence in 3.. {
                    let place = sequence.to_string();
                    let one = batch(&world, sequence, &[("cmi.core.lesson_location", &place)]);
                    match attempts::take(&world.site, &token, one).await.unwrap() {
                        Taken::Kept { .. } => {}
                        Taken::Replaced { sequence } => return sequence.to_string(),
                        ended @ Taken::Ended { .. } => panic!("{ended:?}"),
                    }
                }
                unreachable!("the numbers end before the lease")
            };
            let (one, two, next) = tokio::join!(send(), send(), monique.launch("A"));
            assert_eq!(one, two);
            assert_eq!(next["start"]["values"]["lesson_location"], one);
            launch = next;
        }
    }

    async fn a_write_that_fails_is_forgotten(engine) {
        let world = World::new(engine).await;
        let module = world.module().await;
        let mut monique = world.learner_at(&module).await;
        let launch = monique.launch("A").await["token"].as_str().unwrap().to_owned();
        let take = |from, acts: Vec<_>| attempts::take(&world.site, &launch, batch(&world, from, &acts));
        take(1, vec![("initialize", "")]).await.unwrap();
        let rename = |sql| {
            let site = world.site.clone();
            async move {
                let mut tx = site.db().begin().await.unwrap();
                tx.execute(sql, args![]).await.unwrap();
                tx.commit().await.unwrap();
            }
        };
        rename(platform::db::Sql::literal("ALTER TABLE attempt_operations RENAME TO away")).await;
        let failed = take(2, place("2").to_vec()).await;
        assert!(matches!(failed, Err(Error::Internal(..))), "{failed:?}");
        rename(platform::db::Sql::literal("ALTER TABLE away RENAME TO attempt_operations")).await;
        assert_eq!(take(2, place("2").to_vec()).await.unwrap(), Taken::Kept { sequence: 2, finished: false });
        assert_eq!(monique.launch("A").await["start"]["values"]["lesson_location"], "2");
    }
}

#[tokio::test]
async fn what_another_instance_took_is_not_taken_again() {
    let world = World::new(Engine::Postgres).await;
    let module = world.module().await;
    let mut monique = world.learner_at(&module).await;
    let launch = monique.launch("A").await["token"].as_str().unwrap().to_owned();
    let (config, clock) = (world.scratch.config.clone(), world.scratch.clock.clone());
    let other = app::rooms::open(config, clock, Random::system(), Passwords::cheap())
        .await
        .unwrap();
    let sites = [&world.site, &other];
    let kept = |sequence| Taken::Kept {
        sequence,
        finished: false,
    };
    attempts::take(sites[0], &launch, batch(&world, 1, &[("initialize", "")]))
        .await
        .unwrap();
    // In turn at one and at the other, each batch sent to both.
    for sequence in 2..8_u64 {
        for turn in 0..2 {
            let site = sites[(usize::try_from(sequence).unwrap() + turn) % 2];
            let taken = attempts::take(site, &launch, batch(&world, sequence, &place("x")))
                .await
                .unwrap();
            assert_eq!(taken, kept(i64::try_from(sequence).unwrap()));
        }
    }
    // Both at once.
    let both = |from| {
        let (one, two) = (batch(&world, from, &place("a")), batch(&world, from, &place("b")));
        let launch = launch.clone();
        async move {
            tokio::join!(
                attempts::take(sites[0], &launch, one),
                attempts::take(sites[1], &launch, two)
            )
        }
    };
    for sequence in 8..20 {
        let (one, two) = both(sequence).await;
        let expected = kept(i64::try_from(sequence).unwrap());
        assert_eq!((one.unwrap(), two.unwrap()), (expected, expected));
    }
    let row =
        sql!("SELECT CAST(SUM(operations) AS BIGINT) AS many, COUNT(*) AS lines FROM attempt_operations");
    let row = world
        .site
        .db()
        .read()
        .await
        .unwrap()
        .one(row, args![])
        .await
        .unwrap();
    assert_eq!(
        (row.get::<i64>("many").unwrap(), row.get::<i64>("lines").unwrap()),
        (19, 19)
    );
    let answer = monique.say(&launch, &operations(20, 0, &[("finish", "")])).await;
    assert_eq!(answer.status, StatusCode::OK);
}
