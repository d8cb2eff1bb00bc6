//! The documents of a batch in one archive, pressed while it is sent.

use std::collections::HashMap;
use std::sync::Arc;

use futures_util::{Stream, StreamExt as _, stream};
use people::directory::{Directory, Identity};
use platform::http::{file_name, print};
use platform::{Error, PersonId, Result, Site};

use super::store::Batch;
use crate::certificates::{self, Content, of_batch, opened, typeset};
use crate::letterhead::Pictures;

/// How many people are read at a time.
const PAGE: i64 = 100;
/// How many documents are pressed at once: as many as there are presses.
const PRESSED: usize = 2;

/// A document, and what its file is called.
type Named = (String, Content);

/// Every document that the people of a batch hold, by name.
pub(super) fn files(
    site: &Site,
    batch: &Batch,
) -> impl Stream<Item = Result<(String, Vec<u8>)>> + Send + use<> {
    let (id, wanted) = (batch.id, i64::from(batch.wanted));
    let pages = (0..wanted).step_by(usize::try_from(PAGE).unwrap_or(1));
    let reading = site.clone();
    let named = stream::iter(pages).then(move |from| {
        let site = reading.clone();
        async move { page(&site, id.0, from).await }
    });
    let each = named.flat_map(|page| match page {
        Ok(page) => stream::iter(page.into_iter().map(Ok).collect::<Vec<_>>()),
        Err(error) => stream::iter(vec![Err(error)]),
    });
    each.map(async |named: Result<Named>| {
        let (name, content) = named?;
        Ok((name, print(move || typeset(&content)).await?))
    })
    .buffered(PRESSED)
}

async fn page(site: &Site, batch: uuid::Uuid, from: i64) -> Result<Vec<Named>> {
    let held = of_batch(&mut site.db().read().await?, batch, (from, from + PAGE)).await?;
    let people: Vec<PersonId> = held.iter().map(|one| one.person).collect();
    let cards = Directory::of(site)?.cards(site, &people).await?;
    let mut pictures = Pictures::default();
    let mut named = Vec::with_capacity(held.len());
    for certificate in &held {
        match opened(site, certificate).await {
            Ok(mut content) => {
                pictures.fetch(site, content.signatory_mut()).await?;
                named.push((name(&cards, certificate, &content), content));
            }
            // Erased with its key.
            Err(Error::NotFound) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(named)
}

/// « Lefèvre Monique, Certificat de réalisation, K7QF-2M9X-40TB-ZC81.pdf »: its code makes it unlike any other.
fn name(
    cards: &HashMap<PersonId, Arc<Identity>>,
    certificate: &certificates::Certificate,
    content: &Content,
) -> String {
    let who = cards.get(&certificate.person).map_or_else(String::new, |card| {
        format!("{} {}, ", card.family_name, card.given_name)
    });
    let code = &content.proof().code;
    file_name(&format!("{who}{}, {code}.pdf", content.kind().label()))
}
