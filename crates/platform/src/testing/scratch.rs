//! A store that lives as long as a test. On PostgreSQL it is cloned from a template that the first test makes.

use std::path::Path;

use jiff::Timestamp;
use sqlx::postgres::PgConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions as _, Connection as _, PgConnection, raw_sql};
use tempfile::TempDir;

use crate::clock::Clock;
use crate::config::Config;
use crate::db::{Db, Engine, Options, Schema, migrator};
use crate::random::Random;
use crate::site::SiteBuilder;
use crate::vault::{hex, token_hash};

/// The moment at which tests begin: Thursday 12 November 2026, ten in the morning in Paris.
pub const START: &str = "2026-11-12T09:00:00Z";

/// A folder, and on PostgreSQL two databases, that go away with the value.
pub struct Scratch {
    /// The settings that lead to them.
    pub config: Config,
    /// A clock that stands still.
    pub clock: Clock,
    folder: TempDir,
    databases: Vec<String>,
}

impl Scratch {
    /// A new one, whose tables are up to date on PostgreSQL.
    pub async fn new(engine: Engine) -> Self {
        let scratch = Self::named(engine);
        if let [store, keys] = scratch.databases.as_slice() {
            clone_template(Schema::Store, store).await;
            clone_template(Schema::Keys, keys).await;
        }
        scratch
    }

    /// A new one without a table, as at the first start.
    pub async fn empty(engine: Engine) -> Self {
        let scratch = Self::named(engine);
        for name in &scratch.databases {
            let create = AssertSqlSafe(format!("CREATE DATABASE {name} TEMPLATE template0"));
            raw_sql(create).execute(&mut server().await).await.unwrap();
        }
        scratch
    }

    /// The same behind an https address, as users have it.
    #[must_use]
    pub fn over_https(mut self) -> Self {
        let data = self.folder.path().to_str().unwrap();
        let config = Config::read(|name| match name {
            "DATA_DIR" => Some(data.to_owned()),
            "PUBLIC_URL" => Some("https://formation.example.org".to_owned()),
            "CONTENT_ORIGIN" => Some("https://*.contenu.example".to_owned()),
            "SMTP_URL" => Some("smtps://mail.example.org".to_owned()),
            "MAIL_FROM" => Some("formation@example.org".to_owned()),
            _ => None,
        });
        let (store, keys) = (self.config.store.clone(), self.config.keys.clone());
        self.config = Config {
            store,
            keys,
            ..config.unwrap()
        };
        self
    }

    fn named(engine: Engine) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().to_str().unwrap().to_owned();
        let mut config = Config::read(|name| match name {
            "DATA_DIR" => Some(data.clone()),
            "DEMO_PASSWORD" => Some("une phrase pour les essais".to_owned()),
            _ => None,
        })
        .unwrap();
        let mut databases = Vec::new();
        if engine == Engine::Postgres {
            let name = format!("t_{}", hex(&Random::system().bytes::<12>()));
            let keys = format!("{name}_k");
            config.store = Options::Postgres(database_url(&name));
            config.keys = Options::Postgres(database_url(&keys));
            databases = vec![name, keys];
        }
        Self {
            config,
            clock: Clock::manual(START.parse::<Timestamp>().unwrap()),
            folder,
            databases,
        }
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// A site on it, to be completed and built.
    pub async fn builder(&self) -> SiteBuilder {
        SiteBuilder::open(self.config.clone(), self.clock.clone(), Random::system())
            .await
            .unwrap()
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let databases = std::mem::take(&mut self.databases);
        if databases.is_empty() {
            return;
        }
        // The test's own runtime is ending: drop the databases from one of our own.
        let dropping = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .unwrap();
            runtime.block_on(async {
                let mut server = server().await;
                for name in databases {
                    let sql = format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)");
                    drop(raw_sql(AssertSqlSafe(sql)).execute(&mut server).await);
                }
            });
        });
        drop(dropping.join());
    }
}

fn base_url() -> String {
    std::env::var("TEST_POSTGRES_URL")
        .expect("TEST_POSTGRES_URL leads to a throw-away PostgreSQL: run the tests by `make test`")
}

/// The URL of a database on the test server.
fn database_url(name: &str) -> String {
    let base = base_url();
    let (before, query) = base
        .split_once('?')
        .map_or((base.as_str(), ""), |(before, query)| (before, query));
    let (server, _) = before.rsplit_once('/').expect("a URL with a database");
    if query.is_empty() {
        format!("{server}/{name}")
    } else {
        format!("{server}/{name}?{query}")
    }
}

async fn server() -> PgConnection {
    base_url()
        .parse::<PgConnectOptions>()
        .unwrap()
        .connect()
        .await
        .unwrap()
}

/// Clones the migrated template of a schema; whoever comes first makes it, the others wait.
async fn clone_template(schema: Schema, name: &str) {
    let checksums: Vec<u8> = migrator(Engine::Postgres, schema)
        .iter()
        .flat_map(|m| m.checksum.to_vec())
        .collect();
    let template = format!("template_{}", &hex(&token_hash(&hex(&checksums)))[..16]);
    let mut server = server().await;
    raw_sql("SELECT pg_advisory_lock(77)")
        .execute(&mut server)
        .await
        .unwrap();
    let known = sqlx::query("SELECT 1 FROM pg_database WHERE datname = $1")
        .bind(&template)
        .fetch_optional(&mut server)
        .await;
    if known.unwrap().is_none() {
        let making = format!("{template}_making");
        for sql in [
            format!("DROP DATABASE IF EXISTS {making}"),
            format!("CREATE DATABASE {making}"),
        ] {
            raw_sql(AssertSqlSafe(sql)).execute(&mut server).await.unwrap();
        }
        let db = Db::open(&Options::Postgres(database_url(&making)), schema)
            .await
            .unwrap();
        db.close().await;
        let rename = format!("ALTER DATABASE {making} RENAME TO {template}");
        raw_sql(AssertSqlSafe(rename)).execute(&mut server).await.unwrap();
    }
    let clone = format!("CREATE DATABASE {name} TEMPLATE {template}");
    raw_sql(AssertSqlSafe(clone)).execute(&mut server).await.unwrap();
    raw_sql("SELECT pg_advisory_unlock(77)")
        .execute(&mut server)
        .await
        .unwrap();
    server.close().await.unwrap();
}
