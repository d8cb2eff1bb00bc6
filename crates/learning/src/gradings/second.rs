//! A second tutor reads what a first one corrected: it is published when they agree, or goes back with a word.

use platform::db::Tx;
use platform::events::{self, Event};
use platform::{PersonId, Result, Site};

use super::publish::{Ready, put};
use super::rules::{Decision, Said};
use super::store::readings::{self, Answer, Proposal, Reading};

/// Asks that a correction be read by another before it is published. False when that was asked already.
///
/// # Errors
/// The store's.
pub async fn ask(
    tx: &mut Tx,
    site: &Site,
    ready: &Ready,
    (by, revision): (PersonId, i64),
    (said, decision): (&Said, Decision),
) -> Result<bool> {
    let proposal = Proposal {
        said: said.clone(),
        decision,
        word: String::new(),
    };
    let over = (ready.submission.id, revision);
    if !readings::insert(tx, site, &ready.key, over, by, &proposal).await? {
        return Ok(false);
    }
    tell(tx, site, ready, "grading.asked", Some(by)).await?;
    Ok(true)
}

/// Answers what waits: published as it was read, sent back with a word, or taken up again by who corrected. False when
/// somebody did something of it meanwhile.
///
/// # Errors
/// The store's.
pub async fn answer(
    tx: &mut Tx,
    site: &Site,
    ready: &Ready,
    by: Option<PersonId>,
    (reading, answer, word): (&Reading, Answer, &str),
) -> Result<bool> {
    if !readings::answer(tx, site, &ready.key, reading, by, (answer, word)).await? {
        return Ok(false);
    }
    let verb = match answer {
        Answer::Agreed => "grading.agreed",
        Answer::SentBack => "grading.sent_back",
        Answer::TakenUp => "grading.taken_up",
    };
    tell(tx, site, ready, verb, by).await?;
    if answer != Answer::Agreed {
        return Ok(true);
    }
    let revision = ready.grading.as_ref().map_or(0, |grading| grading.revision);
    let proposal = &reading.proposal;
    Ok(revision == reading.revision
        && put(
            tx,
            site,
            ready,
            Some(reading.by),
            (&proposal.said, proposal.decision),
        )
        .await?)
}

async fn tell(
    tx: &mut Tx,
    site: &Site,
    ready: &Ready,
    verb: &'static str,
    by: Option<PersonId>,
) -> Result<()> {
    let event = Event::new(verb)
        .by(by)
        .about(ready.enrolment.person)
        .in_region(ready.session.region)
        .in_session(ready.session.id)
        .on(ready.submission.id);
    events::write(tx, site, event).await
}
