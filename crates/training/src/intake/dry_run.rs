//! A list beside what the region knows: what would become of each line now. A fixed number of queries.

use std::collections::HashSet;

use people::directory::{self, Directory};
use platform::{PersonId, Result, Site};

use super::columns::Mapping;
use super::rules::{self, Judged, Known};
use super::store::Content;
use crate::enrolment::{self, places};
use crate::sessions::TrainingSession;

/// What would become of each line, in order; `mapping` is the list's.
pub(super) async fn dry_run(
    site: &Site,
    session: &TrainingSession,
    content: &Content,
    mapping: &Mapping,
) -> Result<(Vec<Judged>, Known)> {
    let addresses = rules::addresses(&content.sheet, mapping);
    let mut tx = site.db().read().await?;
    let found = directory::by_emails_in_region(&mut tx, site, &addresses, session.region).await?;
    let enrolled = enrolment::of_session(&mut tx, site, session.id).await?;
    let places = places::of(&mut tx, session.id).await?;
    drop(tx);
    let people: Vec<PersonId> = found.values().flatten().copied().collect();
    let cards = Directory::of(site)?.cards(site, &people).await?;
    let with_cards = |people: Vec<PersonId>| {
        let known = people
            .into_iter()
            .filter_map(|person| Some((person, cards.get(&person)?.clone())));
        known.collect()
    };
    let known: Known = found
        .into_iter()
        .map(|(email, people)| (email, with_cards(people)))
        .collect();
    let inside: HashSet<PersonId> = enrolled.iter().map(|line| line.enrolment.person).collect();
    let mut judged = rules::judge(&content.sheet, mapping, &content.answers, &known, &inside);
    rules::seat(&mut judged, places.left());
    Ok((judged, known))
}
