use futures_util::future::join_all;
use tokio::sync::oneshot;

use super::{Db, Engine, Schema, Tx};
use crate::testing::Scratch;
use crate::{Error, Result, args, both_engines, settings, sql};

async fn store(engine: Engine) -> (Scratch, Db) {
    let scratch = Scratch::new(engine).await;
    let db = Db::open(&scratch.config.store, Schema::Store).await.unwrap();
    (scratch, db)
}

async fn get(db: &Db, name: &str) -> Option<String> {
    settings::get(&mut db.read().await.unwrap(), name).await.unwrap()
}

/// A hot write that puts a fact, then fails when told to.
async fn put(db: &Db, name: String, fails: bool) -> Result<String> {
    db.hot(move |tx: &mut Tx| {
        Box::pin(async move {
            settings::put_once(tx, &name, "written").await?;
            if fails { Err(Error::NotFound) } else { Ok(name) }
        })
    })
    .await
}

both_engines! {
    async fn a_dropped_transaction_leaves_nothing(engine) {
        let (_scratch, db) = store(engine).await;
        let mut tx = db.begin().await.unwrap();
        settings::put_once(&mut tx, "a", "1").await.unwrap();
        drop(tx);
        assert_eq!(get(&db, "a").await, None);
        let mut tx = db.begin().await.unwrap();
        settings::put_once(&mut tx, "a", "2").await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(get(&db, "a").await.as_deref(), Some("2"));
    }

    async fn hot_writes_share_a_commit_and_a_failure_harms_nobody(engine) {
        let (_scratch, db) = store(engine).await;
        let results = join_all((0..300).map(|i| put(&db, format!("n{i}"), i % 7 == 0))).await;
        for (i, result) in results.iter().enumerate() {
            let found = get(&db, &format!("n{i}")).await;
            if i % 7 == 0 {
                assert!(matches!(result, Err(Error::NotFound)), "{i}");
                assert_eq!(found, None, "{i}: what failed left something");
            } else {
                assert_eq!(result.as_deref().unwrap(), format!("n{i}"));
                assert_eq!(found.as_deref(), Some("written"), "{i}: acknowledged and not there");
            }
        }
    }

    async fn what_is_acknowledged_is_there_after_opening_again(engine) {
        let scratch = Scratch::new(engine).await;
        let db = Db::open(&scratch.config.store, Schema::Store).await.unwrap();
        put(&db, "kept".to_owned(), false).await.unwrap();
        db.close().await;
        drop(db);
        let again = Db::open(&scratch.config.store, Schema::Store).await;
        let db = again.unwrap();
        assert_eq!(get(&db, "kept").await.as_deref(), Some("written"));
    }

    async fn a_lock_lets_one_through_at_a_time(engine) {
        let (_scratch, db) = store(engine).await;
        let id = uuid::Uuid::from_u128(1);
        let mut first = db.begin().await.unwrap();
        first.lock("thing", id).await.unwrap();
        let (begun, waits) = oneshot::channel();
        let other = db.clone();
        let second = tokio::spawn(async move {
            begun.send(()).unwrap();
            let mut tx = other.begin().await.unwrap();
            tx.lock("thing", id).await.unwrap();
            let seen = settings::get(&mut tx, "first").await.unwrap();
            tx.commit().await.unwrap();
            seen
        });
        waits.await.unwrap();
        settings::put_once(&mut first, "first", "done").await.unwrap();
        first.commit().await.unwrap();
        assert_eq!(second.await.unwrap().as_deref(), Some("done"), "the second saw what the first wrote");
    }

    async fn something_unique_twice_is_a_duplicate(engine) {
        let (_scratch, db) = store(engine).await;
        let mut tx = db.begin().await.unwrap();
        let insert = || sql!("INSERT INTO settings (name, value) VALUES ('x', 'y')");
        tx.execute(insert(), args![]).await.unwrap();
        assert!(matches!(tx.execute(insert(), args![]).await, Err(Error::Duplicate(_))));
    }

    async fn several_rows_are_written_at_once(engine) {
        let (_scratch, db) = store(engine).await;
        let mut tx = db.begin().await.unwrap();
        let sql = || sql!("INSERT INTO settings (name, value) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING RETURNING name");
        assert!(tx.for_all(sql(), vec![]).await.unwrap().is_empty());
        let row = |at: i32| args![format!("n{}", at % 150), at.to_string()];
        let before = db.statements();
        let written = tx.for_all(sql(), (0..200).map(row).collect()).await.unwrap();
        assert_eq!((written.len(), db.statements() - before), (150, 2), "those that were there are left");
        let again = tx.for_all(sql(), vec![row(7), row(151), args!["other", "1"]]).await.unwrap();
        assert_eq!(again.len(), 1);
        tx.commit().await.unwrap();
        assert_eq!(get(&db, "n7").await.as_deref(), Some("7"));
        let mut tx = db.begin().await.unwrap();
        let bound = sql!("INSERT INTO settings (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = $2");
        assert!(tx.for_all(bound, vec![row(1), row(2)]).await.is_err(), "which of the rows?");
    }

    async fn writes_at_once_are_all_made_or_none(engine) {
        let (_scratch, db) = store(engine).await;
        put(&db, "a".to_owned(), false).await.unwrap();
        let update = |name: &str, value: &str| (sql!("UPDATE settings SET value = $2 WHERE name = $1"), args![name, value]);
        let forget = (sql!("DELETE FROM logins WHERE person_id = $1"), args![uuid::Uuid::from_u128(1)]);
        let asked = db.statements();
        db.at_once(vec![update("a", "1"), forget.clone()], 1).await.unwrap();
        let once = if engine == Engine::Postgres { 1 } else { 2 };
        assert_eq!(db.statements() - asked, once);
        assert_eq!(get(&db, "a").await.as_deref(), Some("1"));
        for (writes, sure) in [(vec![update("a", "2"), forget.clone()], 2), (vec![update("b", "2"), forget], 1)] {
            let refused = db.at_once(writes, sure).await;
            assert!(matches!(refused, Err(Error::Stale)), "{refused:?}");
        }
        assert_eq!(get(&db, "a").await.as_deref(), Some("1"), "nothing of what was refused");
        // The connection is as good as before.
        db.at_once(vec![update("a", "3")], 1).await.unwrap();
        assert_eq!(get(&db, "a").await.as_deref(), Some("3"));
    }

    async fn small_writes_that_come_together_harm_nobody(engine) {
        let (_scratch, db) = store(engine).await;
        let mut tx = db.begin().await.unwrap();
        let insert = sql!("INSERT INTO settings (name, value) VALUES ($1, $2)");
        let row = |at: usize| args![format!("n{at}"), format!("before {at}")];
        tx.for_all(insert.clone(), (0..200).map(row).collect()).await.unwrap();
        tx.commit().await.unwrap();
        // Each changes a row, known by what it holds, and adds one; one in seven knows it badly, one in eleven adds what is there.
        let update = sql!("UPDATE settings SET value = $3 WHERE name = $1 AND value = $2");
        let results = join_all((0..200).map(|at| {
            let known = if at % 7 == 0 { "else".to_owned() } else { format!("before {at}") };
            let more = if at % 11 == 0 { "n0".to_owned() } else { format!("more {at}") };
            let change = (update.clone(), args![format!("n{at}"), known, format!("after {at}")]);
            db.at_once(vec![change, (insert.clone(), args![more, "added"])], 1)
        }))
        .await;
        for (at, result) in results.iter().enumerate() {
            let found = (get(&db, &format!("n{at}")).await, get(&db, &format!("more {at}")).await);
            if at % 7 == 0 || at % 11 == 0 {
                assert!(matches!(result, Err(Error::Stale | Error::Duplicate(_))), "{at}: {result:?}");
                assert_eq!(found, (Some(format!("before {at}")), None), "{at}: what failed left something");
            } else {
                assert!(result.is_ok(), "{at}: {result:?}");
                assert_eq!(found, (Some(format!("after {at}")), Some("added".to_owned())), "{at}: acknowledged and not there");
            }
        }
        // Two that change the same row: one of them.
        let both = join_all((0..2).map(|at| db.at_once(vec![(update.clone(), args!["n1", "after 1", at.to_string()])], 1))).await;
        assert_eq!(both.iter().filter(|one| one.is_ok()).count(), 1, "{both:?}");
    }

    async fn several_rows_are_changed_read_and_deleted_at_once(engine) {
        let (_scratch, db) = store(engine).await;
        let mut tx = db.begin().await.unwrap();
        let insert = sql!("INSERT INTO settings (name, value) VALUES ($1, $2)");
        let row = |at: usize, value: &str| args![format!("n{at}"), value];
        tx.for_all(insert, (0..150).map(|at| row(at, "before")).collect()).await.unwrap();
        let before = db.statements();
        let update = sql!(
            "UPDATE settings SET value = n.wanted
             FROM (SELECT name AS which, value AS wanted FROM settings WHERE 1 = 0 UNION ALL SELECT $1, $2) n
             WHERE settings.name = n.which AND settings.value = 'before' RETURNING name"
        );
        let changed = tx.for_all(update.clone(), (50..200).map(|at| row(at, "after")).collect()).await.unwrap();
        assert_eq!((changed.len(), db.statements() - before), (100, 2), "who isn't there isn't made");
        let again = tx.for_all(update, vec![row(50, "again"), row(1, "again")]).await.unwrap();
        assert_eq!(again.len(), 1, "what was changed is left");
        let names = |some: std::ops::Range<usize>| some.map(|at| args![format!("n{at}")]).collect();
        let delete = sql!(
            "DELETE FROM settings WHERE name IN (SELECT name FROM settings WHERE 1 = 0 UNION ALL SELECT $1) RETURNING name"
        );
        assert_eq!(tx.for_all(delete, names(140..170)).await.unwrap().len(), 10);
        let read = sql!(
            "SELECT value FROM settings WHERE name IN (SELECT name FROM settings WHERE 1 = 0 UNION ALL SELECT $1)"
        );
        assert_eq!(tx.for_all(read, names(50..150)).await.unwrap().len(), 90);
    }

    async fn statements_are_counted(engine) {
        let (_scratch, db) = store(engine).await;
        let before = db.statements();
        get(&db, "a").await;
        get(&db, "a").await;
        assert_eq!(db.statements() - before, 2);
    }
}

#[tokio::test]
async fn a_reader_of_sqlite_refuses_to_write() {
    let (_scratch, db) = store(Engine::Sqlite).await;
    let mut reader = db.read().await.unwrap();
    assert!(settings::put_once(&mut reader, "a", "1").await.is_err());
}
