//! A list beside what the region knows: what would become of each line now. A fixed number of queries.

use std::collections::{HashMap, HashSet};

use jiff::Timestamp;
use people::directory::{self, Directory};
use people::roles;
use platform::keys::Class;
use platform::{PersonId, Result, Site};

use super::columns::Mapping;
use super::rules::{self, Held, Judged, Known, Verdict};
use super::store::Content;
use crate::enrolment::{self, Enrolled, places};
use crate::sessions::TrainingSession;
use crate::standings;

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
    let kept = roles::not_to_correct(&mut tx, session.region).await?;
    drop(tx);
    let seen: HashMap<PersonId, Timestamp> = found.values().flatten().copied().collect();
    let people: Vec<PersonId> = seen.keys().copied().collect();
    let cards = Directory::of(site)?.cards(site, &people).await?;
    let with_cards = |people: Vec<(PersonId, Timestamp)>| {
        let known = people
            .into_iter()
            .filter_map(|(person, _)| Some((person, cards.get(&person)?.clone())));
        known.collect()
    };
    let known: Known = found
        .into_iter()
        .map(|(email, people)| (email, with_cards(people)))
        .collect();
    let inside: HashSet<PersonId> = enrolled.iter().map(|line| line.enrolment.person).collect();
    let mut judged = rules::judge(&content.sheet, mapping, &content.answers, &known, &inside);
    rules::seat(&mut judged, places.left());
    let open = seen.into_iter().filter(|(person, _)| !kept.contains(person));
    rules::update(&mut judged, &known, &open.collect());
    let says = |line: &Judged| line.standing.is_some() && matches!(line.verdict, Verdict::Already(_));
    if judged.iter().any(says) {
        let held = held(site, session, &enrolled).await?;
        rules::restate(&mut judged, &held);
    }
    Ok((judged, known))
}

/// What is said of who is in the session.
async fn held(
    site: &Site,
    session: &TrainingSession,
    enrolled: &[Enrolled],
) -> Result<HashMap<PersonId, Held>> {
    let noted = standings::of_session(&mut site.db().read().await?, session.id).await?;
    let owners: Vec<_> = enrolled.iter().map(|one| one.enrolment.person.0).collect();
    site.keys().warm(&owners, Class::Evidence).await?;
    let mut held = HashMap::with_capacity(enrolled.len());
    for one in enrolled {
        let (enrolment, person) = (one.enrolment.id, one.enrolment.person);
        let noted = noted.get(&enrolment);
        let said = standings::opened(site, person, noted).await?;
        let said = said.zip(noted.map(|noted| noted.changed_at));
        held.insert(person, Held { enrolment, said });
    }
    Ok(held)
}
