//! Many learners at the same instant: what each says is taken, and of one nothing harms another.

use catalogue::library::Launches;
use futures_util::future::join_all;
use learning::progress;
use platform::db::Engine;
use platform::{args, both_engines, sql};
use serde_json::Value;

use crate::package::{Learner, operations, sco};
use crate::world::World;

const MANY: usize = 12;

both_engines! {
    async fn commits_that_come_at_the_same_time_are_all_taken(engine) {
        let world = World::new(engine).await;
        let one = Launches { title: "Essai".to_owned(), scos: vec![sco("A", "index.html", None)], ..Launches::default() };
        let module = world.module_of(&one).await;
        let mut all: Vec<(Learner, String)> = Vec::new();
        for _ in 0..MANY {
            let mut learner = world.learner_at(&module).await;
            let launch = learner.launch("A").await;
            all.push((learner, launch["token"].as_str().unwrap().to_owned()));
        }
        let at = world.site.clock().now().as_millisecond();
        let mut told = 0;
        // The first is read from the store; then a better score, which is a mark that changes; then time alone.
        for (score, time) in [("10", "00:01:00"), ("20", "00:02:00"), ("20", "00:03:00")] {
            let mut acts = vec![("cmi.core.score.raw", score), ("cmi.core.session_time", time), ("commit", "")];
            if told == 0 {
                acts.insert(0, ("initialize", ""));
            }
            let batch = operations(told + 1, at, &acts);
            told += u64::try_from(acts.len()).unwrap();
            let before = world.site.db().statements();
            let answers = join_all(all.iter_mut().map(|(learner, token)| learner.say(token, &batch))).await;
            for answer in answers {
                let said: Value = serde_json::from_str(&answer.body).unwrap();
                assert_eq!(said["acknowledged"].as_u64(), Some(told), "{}", answer.body);
            }
            let asked = usize::try_from(world.site.db().statements() - before).unwrap();
            if engine == Engine::Postgres && told > 4 {
                assert!(asked < MANY, "{asked} statements for {MANY} commits");
            }
        }
        for (learner, _) in &all {
            let mut tx = world.site.db().read().await.unwrap();
            let state = progress::of_enrolment(&mut tx, learner.enrolment).await.unwrap()[&module.step];
            assert_eq!((state.percent, state.seconds), (Some(20.0), 180));
            let sql = sql!("SELECT COUNT(*) AS many FROM mark_changes WHERE enrolment_id = $1");
            let changes: i64 = tx.one(sql, args![learner.enrolment]).await.unwrap().get("many").unwrap();
            assert_eq!(changes, 2, "a score, then a better one");
        }
        // One sends again what was taken, and one's access is withdrawn: the others say more, and all is taken.
        let mut tx = world.site.db().begin().await.unwrap();
        let withdraw = sql!("UPDATE enrolments SET withdrawn_at = 0 WHERE id = $1");
        tx.execute(withdraw, args![all[1].0.enrolment]).await.unwrap();
        tx.commit().await.unwrap();
        let again = operations(told - 2, at, &[("cmi.core.score.raw", "20"), ("cmi.core.session_time", "00:03:00"), ("commit", "")]);
        let more = operations(told + 1, at, &[("cmi.core.score.raw", "30"), ("commit", "")]);
        let answers = join_all(all.iter_mut().enumerate().map(|(place, (learner, token))| {
            learner.say(token, if place == 0 { &again } else { &more })
        }))
        .await;
        for (place, answer) in answers.iter().enumerate() {
            let said: Value = serde_json::from_str(&answer.body).unwrap();
            let expected = if place < 2 { told } else { told + 2 };
            assert_eq!((said["acknowledged"].as_u64(), answer.status == 410), (Some(expected), place == 1), "{}", answer.body);
        }
    }
}
