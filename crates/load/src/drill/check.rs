//! The store compared with what each learner was told.

use platform::Result;
use platform::clock::Clock;
use platform::random::Random;
use platform::vault::token_hash;

use super::learner::Record;
use super::{Outcome, store};
use crate::ground::{Ground, close};
use crate::visits;

/// Every operation acknowledged is in the log, once; the next launch resumes at the last page acknowledged.
pub(super) async fn compare(ground: &Ground, records: &[Record]) -> Result<Outcome> {
    let site = ground.open(Clock::system(), Random::system()).await?;
    let mut outcome = Outcome::default();
    for record in records {
        outcome.commits += record.commits;
        outcome.operations += usize::try_from(record.acknowledged).unwrap_or(usize::MAX);
        outcome.unanswered += record.unanswered;
        let who = record.visit.enrolment;
        let told = i64::try_from(record.acknowledged).unwrap_or(i64::MAX);
        let log = store::log(&mut site.db().read().await?, token_hash(&record.token)).await?;
        if log.last < told || log.sequence < told || log.operations < told {
            let kept = log.last.min(log.sequence).min(log.operations);
            outcome
                .lost
                .push(format!("{who}: {told} acknowledged, {kept} kept"));
        }
        if log.operations > log.last || log.operations > told {
            outcome
                .twice
                .push(format!("{who}: {told} said, {} in the log", log.operations));
        }
        let (_, start) = visits::launch(&site, &record.visit).await?;
        let page = start.values.lesson_location.clone();
        if record.page > 0 && page != record.page.to_string() {
            outcome.lost.push(format!(
                "{who}: page {} acknowledged, resumes at « {page} »",
                record.page
            ));
        }
        // A session time counts once, however often its launch was cut: the next launch's total is the last one said.
        let seconds = i64::try_from(start.total_time.centiseconds() / 100).unwrap_or(i64::MAX);
        let said = i64::try_from(record.page % 3600).unwrap_or(i64::MAX);
        if record.page > 1 && seconds > said {
            outcome
                .twice
                .push(format!("{who}: {said} seconds said, {seconds} counted"));
        }
    }
    close(site).await;
    Ok(outcome)
}
