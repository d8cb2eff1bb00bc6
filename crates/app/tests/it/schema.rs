//! The two engines hold the same tables, columns, kinds and nullability; every table about a person is declared.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::{Arc, Barrier};

use people::sign_in::Passwords;
use platform::db::{Db, Engine, Schema, Sql};
use platform::http::BuiltIn;
use platform::keys::{Class, PLATFORM};
use platform::random::Random;
use platform::testing::Scratch;
use platform::vault::{DataKey, Place};
use platform::{Site, args, both_engines, sql};
use uuid::Uuid;

/// `table.column kind nullable`, in the words of one engine.
async fn columns(engine: Engine, schema: Schema) -> BTreeSet<(String, String, String, String)> {
    let scratch = Scratch::new(engine).await;
    let options = if schema == Schema::Store {
        &scratch.config.store
    } else {
        &scratch.config.keys
    };
    let db = Db::open(options, schema).await.unwrap();
    let rows = db
        .read()
        .await
        .unwrap()
        .all(Sql::literal(platform::db::catalogue(engine)), args![])
        .await
        .unwrap();
    let text = |row: &platform::db::Row, name: &str| row.get::<String>(name).unwrap();
    rows.iter()
        .map(|row| {
            (
                text(row, "table_name"),
                text(row, "column_name"),
                common(&text(row, "kind")),
                text(row, "nullable"),
            )
        })
        .collect()
}

/// Table and column of each reference to a table. The embedded store's: the other engine's columns are the same.
async fn references(to: &str) -> Vec<(String, String)> {
    let scratch = Scratch::new(Engine::Sqlite).await;
    let db = Db::open(&scratch.config.store, Schema::Store).await.unwrap();
    let sql = Sql::literal(
        "SELECT m.name AS source, f.\"from\" AS via FROM sqlite_master m, pragma_foreign_key_list(m.name) f WHERE f.\"table\" = $1",
    );
    let rows = db.read().await.unwrap().all(sql, args![to]).await.unwrap();
    let found: Vec<_> = rows
        .iter()
        .map(|row| (row.get("source").unwrap(), row.get("via").unwrap()))
        .collect();
    assert!(!found.is_empty(), "nothing refers to {to}");
    found
}

fn common(kind: &str) -> String {
    match kind {
        "bigint" | "INTEGER" => "integer",
        "bytea" | "uuid" | "BLOB" => "bytes",
        "text" | "TEXT" => "text",
        "double precision" | "REAL" => "real",
        other => panic!("a kind that only one engine has: {other}"),
    }
    .to_owned()
}

#[tokio::test]
async fn both_engines_have_the_same_tables() {
    for schema in [Schema::Store, Schema::Keys] {
        let (sqlite, postgres) = (
            columns(Engine::Sqlite, schema).await,
            columns(Engine::Postgres, schema).await,
        );
        assert!(!sqlite.is_empty());
        let differ: Vec<_> = sqlite.symmetric_difference(&postgres).collect();
        assert!(differ.is_empty(), "{differ:#?}");
    }
}

#[test]
fn both_engines_have_the_same_indexes_and_files() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../migrations");
    for (one, other) in [("sqlite", "postgres"), ("keys/sqlite", "keys/postgres")] {
        let files = |engine: &str| -> Vec<String> {
            let list = std::fs::read_dir(root.join(engine)).unwrap();
            let mut names: Vec<String> = list
                .map(|entry| entry.unwrap().file_name().into_string().unwrap())
                .collect();
            names.sort();
            names
        };
        assert_eq!(files(one), files(other));
        for file in files(one) {
            let indexes = |engine: &str| -> Vec<String> {
                let text = std::fs::read_to_string(root.join(engine).join(&file)).unwrap();
                text.lines()
                    .filter(|line| line.contains("INDEX"))
                    .map(str::to_owned)
                    .collect()
            };
            assert_eq!(indexes(one), indexes(other), "{file}");
        }
    }
}

async fn open(scratch: &Scratch) -> platform::Result<Site> {
    let (config, clock) = (scratch.config.clone(), scratch.clock.clone());
    app::rooms::open(config, clock, Random::system(), Passwords::cheap()).await
}

/// What instances on the same stores agree on.
#[derive(Debug, PartialEq)]
struct Facts {
    key_store: Uuid,
    master_key: String,
    roles: i64,
}

/// Where the test seals a word.
const ESSAY: Place = Place::new("essai", "mot", Uuid::nil());

/// The platform's key: whoever comes first makes it, all seal with it.
async fn key(site: &Site) -> Arc<DataKey> {
    site.keys()
        .get_or_create(PLATFORM, Class::Platform)
        .await
        .unwrap()
}

async fn facts(site: &Site) -> Facts {
    let mut tx = site.db().read().await.unwrap();
    let row = tx
        .one(sql!("SELECT COUNT(*) AS many FROM roles"), args![])
        .await
        .unwrap();
    Facts {
        key_store: site.keys().identity().await.unwrap(),
        master_key: site.vault().fingerprint().to_owned(),
        roles: row.get("many").unwrap(),
    }
}

/// Starts that many instances in the same instant, each on a thread of its own; none ends before all have started. What
/// each finds, and a word that it sealed.
fn first_starts(scratch: &Scratch, many: usize) -> Vec<Result<(Facts, Vec<u8>), String>> {
    let together = Barrier::new(many);
    let start = || {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        together.wait();
        runtime.block_on(async {
            let started = open(scratch).await;
            together.wait();
            match &started {
                Ok(site) => {
                    let sealed = key(site).await.seal(site.random(), ESSAY, b"ensemble");
                    Ok((facts(site).await, sealed.unwrap()))
                }
                Err(error) => Err(error.to_string()),
            }
        })
    };
    std::thread::scope(|scope| {
        let starts: Vec<_> = (0..many).map(|_| scope.spawn(start)).collect();
        starts.into_iter().map(|start| start.join().unwrap()).collect()
    })
}

both_engines! {
    async fn every_table_about_a_person_is_declared(engine) {
        let declared: BTreeSet<(String, String)> =
            app::rooms::personal().iter().map(|d| (d.table.to_owned(), d.column.to_owned())).collect();
        let known = columns(engine, Schema::Store).await;
        let named = known.iter().filter(|(_, column, ..)| {
            matches!(column.as_str(), "person_id" | "actor_id" | "learner_id" | "tutor_id" | "author_id" | "enrolment_id" | "attempt_id" | "launch_id")
        });
        let named = named.map(|(table, column, ..)| (table.clone(), column.clone()));
        for pair in named.chain(references("people").await) {
            assert!(declared.contains(&pair), "nobody declared {}.{} as personal data", pair.0, pair.1);
        }
        for data in app::rooms::personal() {
            for column in data.sealed.iter().chain([&data.column]) {
                let found = known.iter().any(|(table, name, ..)| table == data.table && name == *column);
                assert!(found, "{}.{column} is declared but doesn't exist", data.table);
            }
        }
    }

    async fn instances_may_start_at_once(engine) {
        let scratch = Scratch::new(engine).await;
        if engine == Engine::Sqlite {
            let first = Db::open(&scratch.config.store, Schema::Store).await.unwrap();
            let second = Db::open(&scratch.config.store, Schema::Store).await;
            let refusal = second.err().expect("a second process is kept out").to_string();
            assert!(refusal.contains("held by another process"), "{refusal}");
            drop(first);
        } else {
            let open = || Db::open(&scratch.config.store, Schema::Store);
            let (a, b, c) = tokio::join!(open(), open(), open());
            assert!(a.is_ok() && b.is_ok() && c.is_ok());
        }
    }

    async fn instances_may_make_the_stores_at_once(engine) {
        let scratch = Scratch::empty(engine).await;
        let starts = first_starts(&scratch, 3);
        let (made, refused): (Vec<_>, Vec<_>) = starts.into_iter().partition(Result::is_ok);
        assert_eq!(made.len(), if engine == Engine::Sqlite { 1 } else { 3 }, "{refused:?}");
        for refusal in refused {
            let said = refusal.unwrap_err();
            assert!(said.contains("held by another process"), "{said}");
        }
        let site = open(&scratch).await.unwrap();
        let now = facts(&site).await;
        assert_eq!(now.roles, i64::try_from(BuiltIn::ALL.len()).unwrap());
        for start in made {
            let (found, sealed) = start.unwrap();
            assert_eq!(found, now);
            assert_eq!(key(&site).await.open(ESSAY, &sealed).unwrap(), b"ensemble");
        }
    }
}
