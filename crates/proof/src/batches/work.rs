//! Hands a batch out, session after session, so many people a transaction that also says what became of each: whoever runs
//! it, and however often, each person is dealt with once.

use std::collections::HashMap;

use platform::http::Proof;
use platform::{Error, Result, Site};
use training::enrolment::{Enrolment, EnrolmentId};

use super::rules::{Outcome, Stage, stays};
use super::store::{self, Batch, BatchId, Line};
use crate::certificates::{IssueCertificates, Prepared, Ready, Round};

/// What hands out in a session: none when who started the batch may not any more.
type Session<'a> = (&'a Round<'a>, &'a HashMap<EnrolmentId, Enrolment>);

/// With what the people of a session are dealt with.
#[derive(Clone, Copy)]
enum Ground<'a> {
    /// All that their documents are made of.
    Here(Session<'a>),
    /// Nothing: this came of all of them.
    None(Outcome),
}

/// What becomes of someone.
struct Told<'a> {
    line: &'a Line,
    outcome: Outcome,
    left_out: usize,
    ready: Option<Ready>,
}

/// How many people are dealt with in one transaction.
const AT_ONCE: u32 = 50;

/// Deals with the next session of a batch. False when there was no more to do.
///
/// # Errors
/// The stores'; what was committed stays, and the rest is done when it is called again.
pub async fn go_on(site: &Site, id: BatchId) -> Result<bool> {
    let batch = store::find(&mut site.db().read().await?, id).await?;
    if batch.stage() != Stage::UnderWay {
        return Ok(false);
    }
    let first = store::next(&mut site.db().read().await?, id, 0, AT_ONCE).await?;
    let Some(session) = first.first().map(|line| line.session) else {
        let mut tx = site.db().begin().await?;
        store::end(&mut tx, site, &batch).await?;
        tx.commit().await?;
        return Ok(false);
    };
    match Proof::<IssueCertificates>::ask(site, batch.by, session.0).await {
        Ok(proof) => {
            let round = match Round::load(site, &proof).await {
                Ok(round) => round.sparing(site).await?,
                Err(error) if stays(&error) => {
                    tracing::error!(%error, batch = %id, %session, "a session whose documents can't be prepared");
                    deal(site, &batch, first, Ground::None(Outcome::Failed)).await?;
                    return Ok(true);
                }
                Err(error) => return Err(error),
            };
            let enrolled = round.enrolled();
            deal(site, &batch, first, Ground::Here((&round, &enrolled))).await?;
        }
        Err(Error::Forbidden | Error::NotFound) => {
            deal(site, &batch, first, Ground::None(Outcome::Forbidden)).await?;
        }
        Err(error) => return Err(error),
    }
    Ok(true)
}

/// Deals with these people, then with those of the same session that follow them.
async fn deal(site: &Site, batch: &Batch, mut lines: Vec<Line>, ground: Ground<'_>) -> Result<()> {
    let Some(here) = lines.first().map(|line| line.session) else {
        return Ok(());
    };
    while let Some(last) = lines.last().copied().filter(|line| line.session == here) {
        if !slice(site, batch, &lines, ground).await? {
            return Ok(());
        }
        lines = store::next(&mut site.db().read().await?, batch.id, last.place, AT_ONCE).await?;
    }
    Ok(())
}

/// False when the batch was stopped, or somebody else does this slice.
async fn slice(site: &Site, batch: &Batch, lines: &[Line], ground: Ground<'_>) -> Result<bool> {
    let mut told = Vec::with_capacity(lines.len());
    for line in lines {
        told.push(match ground {
            Ground::None(outcome) => without(line, outcome),
            Ground::Here(session) => prepare(site, batch, session, line).await?,
        });
    }
    let mut tx = site.db().begin().await?;
    store::lock(&mut tx, batch.id).await?;
    if store::find(&mut tx, batch.id).await?.stage() != Stage::UnderWay {
        return Ok(false);
    }
    let mut ready: Vec<Ready> = Vec::new();
    for one in told {
        let documents = one.ready.as_ref().map_or(0, Ready::documents);
        // Somebody else does this slice: theirs counts.
        if !store::note(
            &mut tx,
            batch.id,
            one.line,
            (one.outcome, documents, one.left_out),
        )
        .await?
        {
            return Ok(false);
        }
        ready.extend(one.ready);
    }
    if let (Ground::Here((round, _)), false) = (ground, ready.is_empty()) {
        round.write(&mut tx, site, ready).await?;
    }
    tx.commit().await?;
    Ok(true)
}

fn without(line: &Line, outcome: Outcome) -> Told<'_> {
    Told {
        line,
        outcome,
        left_out: 0,
        ready: None,
    }
}

async fn prepare<'a>(
    site: &Site,
    batch: &Batch,
    (round, enrolled): Session<'_>,
    line: &'a Line,
) -> Result<Told<'a>> {
    if !round.is_signed() {
        return Ok(without(line, Outcome::Unsigned));
    }
    let Some(enrolment) = enrolled.get(&line.enrolment) else {
        return Ok(without(line, Outcome::Gone));
    };
    Ok(match round.prepare(site, *enrolment).await {
        Ok(Prepared::Ready(ready)) => Told {
            line,
            outcome: Outcome::Issued,
            left_out: ready.left_out(),
            ready: Some(*ready),
        },
        Ok(Prepared::Unchanged { left_out: 0 }) => without(line, Outcome::Unchanged),
        Ok(Prepared::Unchanged { left_out }) => Told {
            left_out,
            ..without(line, Outcome::Cancelled)
        },
        Ok(Prepared::Refused(_)) => without(line, Outcome::Early),
        // Erased meanwhile.
        Err(Error::NotFound) => without(line, Outcome::Gone),
        Err(error) if stays(&error) => {
            tracing::error!(%error, batch = %batch.id, enrolment = %line.enrolment, "documents that can't be prepared");
            without(line, Outcome::Failed)
        }
        Err(error) => return Err(error),
    })
}
