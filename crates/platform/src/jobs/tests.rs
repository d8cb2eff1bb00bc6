//! On both engines: enqueueing, claiming, trying again, giving up, leases.

use std::sync::Mutex;

use super::runner::{claim, perform, renew};
use super::*;
use crate::both_engines;
use crate::db::Engine;
use crate::sql;
use crate::testing::Scratch;

/// Writes down what it runs and answers as told.
struct Noting {
    seen: Mutex<Vec<(Value, u32)>>,
    answer: fn(u32) -> Result<(), JobError>,
}

impl Noting {
    fn answering(answer: fn(u32) -> Result<(), JobError>) -> Arc<Self> {
        Arc::new(Self {
            seen: Mutex::default(),
            answer,
        })
    }

    fn times(&self) -> usize {
        self.seen.lock().unwrap().len()
    }
}

#[async_trait]
impl Handler for Noting {
    fn kind(&self) -> &'static str {
        "test.note"
    }

    async fn run(&self, _site: &Site, payload: &Value, tries: u32) -> Result<(), JobError> {
        self.seen.lock().unwrap().push((payload.clone(), tries));
        (self.answer)(tries)
    }
}

struct Row {
    outcome: Option<String>,
    why: Option<String>,
    tries: i64,
    due: Timestamp,
}

async fn the_row(site: &Site) -> Row {
    let mut tx = site.db().read().await.unwrap();
    let row = tx
        .one(
            sql!("SELECT outcome, last_error, tries, due_at FROM jobs"),
            vec![],
        )
        .await
        .unwrap();
    Row {
        outcome: row.get("outcome").unwrap(),
        why: row.get("last_error").unwrap(),
        tries: row.get("tries").unwrap(),
        due: row.get("due_at").unwrap(),
    }
}

async fn enqueue_one(site: &Site, n: i64, key: Option<&str>) -> Option<JobId> {
    let mut tx = site.db().begin().await.unwrap();
    let mut job = Job::new("test.note", serde_json::json!({ "n": n }), site.clock().now());
    job.key = key.map(str::to_owned);
    let id = enqueue(&mut tx, site, job).await.unwrap();
    tx.commit().await.unwrap();
    id
}

fn handlers(noting: &Arc<Noting>) -> Handlers {
    vec![noting.clone()]
}

both_engines! {
    async fn a_job_runs_once_and_is_done(engine) {
        let scratch = Scratch::new(engine).await;
        let site = scratch.builder().await.build();
        let noting = Noting::answering(|_| Ok(()));
        enqueue_one(&site, 7, None).await;
        let settled = settle(&site, &handlers(&noting)).await.unwrap();
        assert_eq!(settled, Settled { done: 1, ..Settled::default() });
        assert_eq!(settle(&site, &handlers(&noting)).await.unwrap(), Settled::default());
        assert_eq!(*noting.seen.lock().unwrap(), [(serde_json::json!({ "n": 7 }), 1)]);
        let row = the_row(&site).await;
        assert_eq!((row.outcome.as_deref(), row.why, row.tries), (Some("done"), None, 1));
    }

    async fn a_key_makes_it_the_only_one_even_afterwards(engine) {
        let scratch = Scratch::new(engine).await;
        let site = scratch.builder().await.build();
        let noting = Noting::answering(|_| Ok(()));
        assert!(enqueue_one(&site, 1, Some("k")).await.is_some());
        assert!(enqueue_one(&site, 2, Some("k")).await.is_none());
        settle(&site, &handlers(&noting)).await.unwrap();
        assert!(enqueue_one(&site, 3, Some("k")).await.is_none());
        assert!(enqueue_one(&site, 4, Some("other")).await.is_some());
        settle(&site, &handlers(&noting)).await.unwrap();
        assert_eq!(noting.times(), 2);
    }

    async fn an_undone_transaction_leaves_no_job(engine) {
        let scratch = Scratch::new(engine).await;
        let site = scratch.builder().await.build();
        let noting = Noting::answering(|_| Ok(()));
        let mut tx = site.db().begin().await.unwrap();
        enqueue(&mut tx, &site, Job::new("test.note", Value::Null, site.clock().now()).once("k")).await.unwrap();
        drop(tx);
        settle(&site, &handlers(&noting)).await.unwrap();
        assert_eq!(noting.times(), 0);
        assert!(enqueue_one(&site, 1, Some("k")).await.is_some());
    }

    async fn a_job_waits_until_it_is_due(engine) {
        let scratch = Scratch::new(engine).await;
        let site = scratch.builder().await.build();
        let noting = Noting::answering(|_| Ok(()));
        let mut tx = site.db().begin().await.unwrap();
        let due = crate::clock::timestamp(site.clock().now().as_millisecond() + 1000);
        enqueue(&mut tx, &site, Job::new("test.note", Value::Null, due)).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(settle(&site, &handlers(&noting)).await.unwrap(), Settled::default());
        scratch.clock.advance(1000);
        assert_eq!(settle(&site, &handlers(&noting)).await.unwrap().done, 1);
    }

    async fn what_somebody_waits_for_goes_first(engine) {
        let scratch = Scratch::new(engine).await;
        let site = scratch.builder().await.build();
        let noting = Noting::answering(|_| Ok(()));
        for n in 1..4 {
            enqueue_one(&site, n, None).await;
        }
        scratch.clock.advance(1000);
        let mut tx = site.db().begin().await.unwrap();
        let job = Job::new("test.note", serde_json::json!({ "n": 7 }), site.clock().now());
        enqueue(&mut tx, &site, job.ahead()).await.unwrap();
        tx.commit().await.unwrap();
        settle(&site, &handlers(&noting)).await.unwrap();
        let order: Vec<i64> = noting.seen.lock().unwrap().iter().filter_map(|(said, _)| said["n"].as_i64()).collect();
        assert!(order.len() == 4 && order[0] == 7, "{order:?}");
    }

    async fn what_passes_is_tried_again_later(engine) {
        let scratch = Scratch::new(engine).await;
        let site = scratch.builder().await.build();
        let noting = Noting::answering(|tries| if tries < 3 { Err(JobError::Retry("not yet".into())) } else { Ok(()) });
        let id = enqueue_one(&site, 1, None).await.unwrap();
        for tries in 1..3 {
            let now = site.clock().now();
            assert_eq!(settle(&site, &handlers(&noting)).await.unwrap().again, 1);
            let row = the_row(&site).await;
            assert_eq!((row.outcome, row.why.as_deref(), row.tries), (None, Some("not yet"), i64::from(tries)));
            assert_eq!(row.due.as_millisecond(), now.as_millisecond() + backoff(tries, id));
            scratch.clock.advance(backoff(tries, id));
        }
        assert_eq!(settle(&site, &handlers(&noting)).await.unwrap().done, 1);
        assert_eq!(the_row(&site).await.why, None);
    }

    async fn what_stays_fails_at_once_and_what_never_passes_in_the_end(engine) {
        let scratch = Scratch::new(engine).await;
        let site = scratch.builder().await.build();
        let stays = Noting::answering(|_| Err(JobError::Fail("no such thing".into())));
        enqueue_one(&site, 1, None).await;
        assert_eq!(settle(&site, &handlers(&stays)).await.unwrap().failed, 1);
        let row = the_row(&site).await;
        assert_eq!((row.outcome.as_deref(), row.why.as_deref()), (Some("failed"), Some("no such thing")));

        let never = Noting::answering(|_| Err(JobError::Retry("still not".into())));
        enqueue_one(&site, 2, None).await;
        let mut settled = Settled::default();
        while settled.failed == 0 {
            settled = settle(&site, &handlers(&never)).await.unwrap();
            scratch.clock.advance(6 * 3_600_000);
        }
        assert_eq!(never.times(), MAX_TRIES as usize);
    }

    async fn a_panic_and_an_unknown_kind_are_tried_again(engine) {
        let scratch = Scratch::new(engine).await;
        let site = scratch.builder().await.build();
        let panics = Noting::answering(|_| panic!("on purpose"));
        enqueue_one(&site, 1, None).await;
        assert_eq!(settle(&site, &handlers(&panics)).await.unwrap().again, 1);
        assert_eq!(the_row(&site).await.why.as_deref(), Some("the handler panicked"));
        scratch.clock.advance(6 * 3_600_000);
        assert_eq!(settle(&site, &[]).await.unwrap().again, 1);
        assert_eq!(the_row(&site).await.why.as_deref(), Some("nothing here runs test.note"));
    }

    async fn a_lease_keeps_others_away_until_it_ends(engine) {
        let scratch = Scratch::new(engine).await;
        let site = scratch.builder().await.build();
        enqueue_one(&site, 1, None).await;
        let first = claim(&site, 5).await.unwrap();
        assert_eq!(first.len(), 1);
        assert!(claim(&site, 5).await.unwrap().is_empty());
        scratch.clock.advance(50_000);
        assert!(renew(&site, &first[0]).await.unwrap());
        scratch.clock.advance(50_000);
        assert!(claim(&site, 5).await.unwrap().is_empty(), "renewed");
        scratch.clock.advance(10_000);
        let second = claim(&site, 5).await.unwrap();
        assert_eq!(second[0].tries, 2, "whoever held it died");
        assert!(!renew(&site, &first[0]).await.unwrap());

        // The first comes back to life: what it says no longer counts.
        let late = Noting::answering(|_| Err(JobError::Fail("late".into())));
        perform(&site, &handlers(&late), &first[0]).await.unwrap();
        assert_eq!(the_row(&site).await.outcome, None);
        let right = Noting::answering(|_| Ok(()));
        perform(&site, &handlers(&right), &second[0]).await.unwrap();
        assert_eq!(the_row(&site).await.outcome.as_deref(), Some("done"));
    }

    async fn two_instances_never_claim_the_same_job(engine) {
        let scratch = Scratch::new(engine).await;
        let one = scratch.builder().await.build();
        // SQLite has one process: there, two tasks.
        let two = if engine == Engine::Postgres { scratch.builder().await.build() } else { one.clone() };
        for n in 0..60 {
            enqueue_one(&one, n, None).await;
        }
        let reading = one.clone();
        let take_all = |site: Site| async move {
            let mut taken = Vec::new();
            loop {
                let jobs = claim(&site, 3).await.unwrap();
                if jobs.is_empty() && !store::any_due(&mut site.db().read().await.unwrap(), site.clock().now()).await.unwrap() {
                    return taken;
                }
                taken.extend(jobs.into_iter().map(|job| job.id));
            }
        };
        let (a, b) = tokio::join!(tokio::spawn(take_all(one)), tokio::spawn(take_all(two)));
        let mut all = [a.unwrap(), b.unwrap()].concat();
        all.sort();
        all.dedup();
        assert_eq!(all.len(), 60);
        let mut tx = reading.db().read().await.unwrap();
        let row = tx.one(sql!("SELECT MAX(tries) AS most FROM jobs"), vec![]).await.unwrap();
        assert_eq!(row.get::<i64>("most").unwrap(), 1, "claimed once each");
    }

    async fn the_runner_runs_what_is_enqueued_and_stops(engine) {
        let scratch = Scratch::new(engine).await;
        let site = scratch.builder().await.build();
        let (ran, mut runs) = tokio::sync::mpsc::unbounded_channel();
        let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
        let handlers: Handlers = vec![Arc::new(Telling(ran))];
        let runner = tokio::spawn(run(site.clone(), handlers, async move { drop(stopped.await) }));
        for n in 0..20 {
            enqueue_one(&site, n, None).await;
        }
        let mut seen = Vec::new();
        while seen.len() < 20 {
            seen.push(runs.recv().await.unwrap());
        }
        stop.send(()).unwrap();
        runner.await.unwrap();
        seen.sort_unstable();
        assert_eq!(seen, (0..20).collect::<Vec<i64>>());
        let left = tokio::time::timeout(std::time::Duration::ZERO, runs.recv()).await;
        assert!(!matches!(left, Ok(Some(_))), "none twice");
    }
}

struct Telling(tokio::sync::mpsc::UnboundedSender<i64>);

#[async_trait]
impl Handler for Telling {
    fn kind(&self) -> &'static str {
        "test.note"
    }

    async fn run(&self, _site: &Site, payload: &Value, _tries: u32) -> Result<(), JobError> {
        self.0
            .send(payload["n"].as_i64().unwrap())
            .map_err(|_| JobError::Fail("nobody listens".into()))
    }
}
