//! « Look again »: whoever has a page open hears that what it shows has changed, and asks for it anew. A message names a
//! topic (a discussion, a conversation, a login) and says nothing of it: what is read goes through its route, as any page.
//!
//! [`say`] in the transaction that changes something; [`follow`] in a handler that has proved its right, answers server-sent
//! events. On PostgreSQL [`run`] hears what other instances say. Owns nothing; announces nothing.

mod hub;
mod stream;
#[cfg(test)]
mod tests;

use std::pin::pin;
use std::time::Duration;

use maud::{Markup, html};
use sqlx::postgres::PgListener;
use uuid::Uuid;

use crate::db::{LIVE, Options, Tx};
use crate::theme::asset_path;
use crate::{Result, Site};

pub use stream::follow;

pub(crate) use hub::Hub;

/// How long before another try at hearing the other instances.
const AGAIN: Duration = Duration::from_secs(2);

/// Tells who follows this topic to look again, once the transaction has committed.
///
/// # Errors
/// The store's.
pub async fn say(tx: &mut Tx, topic: Uuid) -> Result<()> {
    tx.say(topic).await
}

/// Ends every stream, so that the server stops at once. Browsers come back to the next one.
pub fn end(site: &Site) {
    site.db().hub().end();
}

/// Hears the other instances until told to stop. A store that is one process has none.
pub async fn run(site: Site, stop: impl Future<Output = ()>) {
    let Options::Postgres(url) = &site.config().store else {
        return;
    };
    let hub = site.db().hub();
    let hearing = async {
        loop {
            if let Err(error) = hear(url, hub).await {
                tracing::warn!(%error, "what other instances say isn't heard for a moment");
            }
            tokio::time::sleep(AGAIN).await;
        }
    };
    let stop = pin!(stop);
    tokio::select! {
        () = hearing => {}
        () = stop => {}
    }
}

/// Passes on what is said, until the connection is lost.
async fn hear(url: &str, hub: &Hub) -> Result<(), sqlx::Error> {
    let mut listener = PgListener::connect(url).await?;
    listener.eager_reconnect(false);
    listener.listen(LIVE).await?;
    // What was said meanwhile is lost: everyone looks again.
    hub.tell_all();
    while let Some(said) = listener.try_recv().await? {
        if let Some(topic) = hub.elsewhere(said.payload()) {
            hub.tell(&[topic]);
        }
    }
    Ok(())
}

/// A part of a page that keeps itself up to date: its children with `data-entry` (which one) and `data-version` (as it
/// stands) are compared with those of the page asked for again; what is new is said, in these words for one and for several.
///
/// `source`: the route that answers by [`follow`]. `id`: the part, found again in the page by it.
pub fn region(id: &str, source: &str, (one, several): (&str, &str), entries: &Markup) -> Markup {
    html! {
        div id=(id) data-live=(source) data-one=(one) data-several=(several) data-script=(asset_path("live.js")) { (entries) }
        p.visually-hidden role="status" data-live-said=(id) {}
    }
}
