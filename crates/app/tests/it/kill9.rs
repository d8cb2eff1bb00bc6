//! The kill −9 drill, small: 500 commits, the server killed 20 times. `make drill` runs the big one.

use std::path::Path;

use load::drill::{self, Plan};
use load::ground::{Databases, Ground};
use platform::both_engines;
use platform::db::Options;
use platform::testing::Scratch;

both_engines! {
    async fn nothing_acknowledged_is_lost_or_counted_twice(engine) {
        let scratch = Scratch::new(engine).await;
        let databases = match (&scratch.config.store, &scratch.config.keys) {
            (Options::Postgres(store), Options::Postgres(keys)) => {
                Some(Databases { store: store.clone(), keys: keys.clone() })
            }
            _ => None,
        };
        let ground = Ground::new(scratch.folder(), databases);
        let plan = Plan { commits: 500, kills: 20, learners: 8, seed: 9 };
        let outcome = drill::run(Path::new(env!("CARGO_BIN_EXE_compagnon")), &ground, plan).await.unwrap();
        assert!(outcome.holds(), "{outcome:#?}");
        assert_eq!((outcome.commits, outcome.operations, outcome.kills), (500, 2_500, 20));
    }
}
