//! On both engines: reactors, one or two instances of them, and the loop.

use std::sync::Mutex;

use async_trait::async_trait;

use super::*;
use crate::Error;

/// Writes down what it is given, in the store too; fails at a number while it is told to.
struct Noting {
    seen: Mutex<Vec<i64>>,
    failing: Mutex<Option<i64>>,
}

impl Noting {
    fn new(failing: Option<i64>) -> Arc<Self> {
        Arc::new(Self {
            seen: Mutex::default(),
            failing: Mutex::new(failing),
        })
    }
}

#[async_trait]
impl Reactor for Noting {
    fn name(&self) -> &'static str {
        "noting"
    }

    fn verbs(&self) -> &'static [&'static str] {
        &["test.done"]
    }

    async fn react(&self, _site: &Site, tx: &mut Tx, event: &Sealed) -> Result<()> {
        let n = event.number("n").unwrap();
        tx.execute(
            sql!("INSERT INTO settings (name, value) VALUES ($1, $2)"),
            args![format!("note {n}"), ""],
        )
        .await?;
        if *self.failing.lock().unwrap() == Some(n) {
            return Err(Error::fault("on purpose"));
        }
        self.seen.lock().unwrap().push(n);
        Ok(())
    }
}

async fn notes(site: &Site) -> i64 {
    let mut tx = site.db().read().await.unwrap();
    let row = tx
        .one(
            sql!("SELECT COUNT(*) AS many FROM settings WHERE name LIKE 'note %'"),
            vec![],
        )
        .await
        .unwrap();
    row.get("many").unwrap()
}

async fn cursor(site: &Site) -> i64 {
    store::cursor(&mut site.db().read().await.unwrap(), "noting")
        .await
        .unwrap()
}

both_engines! {
    async fn a_reactor_is_given_its_verbs_once(engine) {
        let scratch = Scratch::new(engine).await;
        let site = scratch.builder().await.build();
        let noting = Noting::new(None);
        let reactors: Reactors = vec![noting.clone()];
        write_some(&site, "test.done", 0..2).await;
        write_some(&site, "test.other", 2..4).await;
        write_some(&site, "test.done", 4..5).await;
        settle(&site, &reactors).await.unwrap();
        settle(&site, &reactors).await.unwrap();
        assert_eq!(*noting.seen.lock().unwrap(), [0, 1, 4]);
        assert_eq!((notes(&site).await, cursor(&site).await), (3, 5));
        write_some(&site, "test.other", 5..6).await;
        settle(&site, &reactors).await.unwrap();
        assert_eq!(cursor(&site).await, 5, "nothing for it: nothing written");
        write_some(&site, "test.other", 6..300).await;
        settle(&site, &reactors).await.unwrap();
        assert_eq!(cursor(&site).await, 205, "whole pages of nothing are left behind");
    }

    async fn a_past_that_is_made_up_asks_nothing_of_it(engine) {
        let scratch = Scratch::new(engine).await;
        let site = scratch.builder().await.build();
        let noting = Noting::new(None);
        let reactors: Reactors = vec![noting.clone()];
        write_some(&site, "test.done", 0..3).await;
        settle(&site, &[]).await.unwrap();
        let mut tx = site.db().begin().await.unwrap();
        crate::events::skip_past(&mut tx, &reactors).await.unwrap();
        tx.commit().await.unwrap();
        write_some(&site, "test.done", 3..5).await;
        settle(&site, &reactors).await.unwrap();
        assert_eq!(*noting.seen.lock().unwrap(), [3, 4]);
    }

    async fn a_failing_event_stops_its_reactor_alone_and_undoes_its_part(engine) {
        let scratch = Scratch::new(engine).await;
        let site = scratch.builder().await.build();
        let noting = Noting::new(Some(2));
        let reactors: Reactors = vec![noting.clone()];
        write_some(&site, "test.done", 0..5).await;
        assert!(settle(&site, &reactors).await.is_err());
        assert_eq!((notes(&site).await, cursor(&site).await), (2, 2), "what came before is kept");
        assert!(settle(&site, &reactors).await.is_err());
        assert_eq!((notes(&site).await, cursor(&site).await), (2, 2));
        *noting.failing.lock().unwrap() = None;
        settle(&site, &reactors).await.unwrap();
        assert_eq!((notes(&site).await, cursor(&site).await), (5, 5));
    }

    async fn two_instances_react_once(engine) {
        let scratch = Scratch::new(engine).await;
        let one = scratch.builder().await.build();
        let two = if engine == Engine::Postgres { scratch.builder().await.build() } else { one.clone() };
        write_some(&one, "test.done", 0..120).await;
        seal(&one, Turn::Now).await.unwrap();
        let reacting = |site: Site| async move { reactors::catch_up(&site, Noting::new(None).as_ref()).await };
        // Whoever loses a race reads the cursor again; a note written twice would be a duplicate and an error.
        let (a, b) = tokio::join!(tokio::spawn(reacting(one.clone())), tokio::spawn(reacting(two)));
        a.unwrap().unwrap();
        b.unwrap().unwrap();
        assert_eq!((notes(&one).await, cursor(&one).await), (120, 120));
    }

    async fn the_loop_seals_reacts_and_stops(engine) {
        let scratch = Scratch::new(engine).await;
        let site = scratch.builder().await.build();
        let (told, mut heard) = tokio::sync::mpsc::unbounded_channel();
        let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
        let reactors: Reactors = vec![Arc::new(Telling(told))];
        let running = tokio::spawn(run(site.clone(), reactors, async move { drop(stopped.await) }));
        write_some(&site, "test.done", 0..10).await;
        for n in 0..10 {
            assert_eq!(heard.recv().await, Some(n));
        }
        stop.send(()).unwrap();
        running.await.unwrap();
        assert_eq!(heard.recv().await, None, "its reactors are gone");
    }
}

struct Telling(tokio::sync::mpsc::UnboundedSender<i64>);

#[async_trait]
impl Reactor for Telling {
    fn name(&self) -> &'static str {
        "telling"
    }

    fn verbs(&self) -> &'static [&'static str] {
        EVERY
    }

    async fn react(&self, _site: &Site, _tx: &mut Tx, event: &Sealed) -> Result<()> {
        self.0
            .send(event.number("n").unwrap())
            .map_err(|_| Error::fault("nobody listens"))
    }
}
