//! Hands a batch out, session after session, so many people a transaction that also says what became of each: whoever runs
//! it, and however often, each person is dealt with once.

use std::collections::HashMap;

use platform::http::Proof;
use platform::{Error, Result, Site};
use training::enrolment::{Enrolment, EnrolmentId};

use super::rules::Outcome;
use super::store::{self, Batch, BatchId, Line};
use crate::certificates::{IssueCertificates, Prepared, Ready, Round};

/// How many people are dealt with in one transaction.
const AT_ONCE: u32 = 50;

/// Deals with the next session of a batch. False when there was no more to do.
///
/// # Errors
/// The stores'; what was committed stays, and the rest is done when it is called again.
pub async fn go_on(site: &Site, id: BatchId) -> Result<bool> {
    let batch = store::find(&mut site.db().read().await?, id).await?;
    let first = store::next(&mut site.db().read().await?, id, 0, AT_ONCE).await?;
    let Some(session) = first.first().map(|line| line.session) else {
        let mut tx = site.db().begin().await?;
        store::end(&mut tx, site, &batch).await?;
        tx.commit().await?;
        return Ok(false);
    };
    match Proof::<IssueCertificates>::ask(site, batch.by, session.0).await {
        Ok(proof) => {
            let round = Round::load(site, &proof).await?;
            let enrolled = round.enrolled();
            deal(site, &batch, first, Some((&round, &enrolled))).await?;
        }
        Err(Error::Forbidden | Error::NotFound) => deal(site, &batch, first, None).await?,
        Err(error) => return Err(error),
    }
    Ok(true)
}

type Session<'a> = (&'a Round<'a>, &'a HashMap<EnrolmentId, Enrolment>);

/// Deals with these people, then with those of the same session that follow them.
async fn deal(site: &Site, batch: &Batch, mut lines: Vec<Line>, session: Option<Session<'_>>) -> Result<()> {
    let Some(here) = lines.first().map(|line| line.session) else {
        return Ok(());
    };
    while let Some(last) = lines.last().copied().filter(|line| line.session == here) {
        slice(site, batch, &lines, session).await?;
        lines = store::next(&mut site.db().read().await?, batch.id, last.place, AT_ONCE).await?;
    }
    Ok(())
}

async fn slice(site: &Site, batch: &Batch, lines: &[Line], session: Option<Session<'_>>) -> Result<()> {
    let mut told = Vec::with_capacity(lines.len());
    let mut ready: Vec<Ready> = Vec::new();
    for line in lines {
        let (outcome, one) = match session {
            None => (Outcome::Forbidden, None),
            Some(session) => prepare(site, session, line).await?,
        };
        told.push((line, outcome, one.as_ref().map_or(0, Ready::documents)));
        ready.extend(one);
    }
    let mut tx = site.db().begin().await?;
    store::lock(&mut tx, batch.id).await?;
    for (line, outcome, documents) in told {
        // Somebody else does this slice: theirs counts.
        if !store::note(&mut tx, batch.id, line, (outcome, documents)).await? {
            return Ok(());
        }
    }
    if let (Some((round, _)), false) = (session, ready.is_empty()) {
        round.write(&mut tx, site, ready).await?;
    }
    tx.commit().await
}

async fn prepare(
    site: &Site,
    (round, enrolled): Session<'_>,
    line: &Line,
) -> Result<(Outcome, Option<Ready>)> {
    if !round.is_signed() {
        return Ok((Outcome::Unsigned, None));
    }
    let Some(enrolment) = enrolled.get(&line.enrolment) else {
        return Ok((Outcome::Gone, None));
    };
    Ok(match round.prepare(site, *enrolment).await {
        Ok(Prepared::Ready(one)) => (Outcome::Issued, Some(*one)),
        Ok(Prepared::Unchanged) => (Outcome::Unchanged, None),
        Ok(Prepared::Refused(_)) => (Outcome::Early, None),
        // Erased meanwhile.
        Err(Error::NotFound) => (Outcome::Gone, None),
        Err(error) => return Err(error),
    })
}
