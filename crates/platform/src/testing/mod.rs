//! For tests: a site on a store of its own, on either engine, and visitors that browse it as a browser would.
//! The bare ground: it mounts the routes it is given; each floor adds what its tests build.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that can't be set up stops"
)]

mod mail_server;
mod scratch;
mod visitor;

pub use mail_server::MailServer;
pub use scratch::Scratch;
pub use visitor::{Answer, Listening, Visitor};

/// Writes a test once and runs it on both engines: `name::sqlite` and `name::postgres`.
#[macro_export]
macro_rules! both_engines {
    ($($(#[$doc:meta])* async fn $name:ident($engine:ident) $body:block)*) => {$(
        $(#[$doc])*
        async fn $name($engine: $crate::db::Engine) $body

        mod $name {
            #[tokio::test]
            async fn sqlite() {
                super::$name($crate::db::Engine::Sqlite).await;
            }

            #[tokio::test]
            async fn postgres() {
                super::$name($crate::db::Engine::Postgres).await;
            }
        }
    )*};
}
