//! What the sheets that trainers vouched for say of each learner, for the documents of the end of a training.

use std::collections::HashMap;

use jiff::Timestamp;
use platform::Result;
use platform::db::Tx;
use platform::html::fr;
use training::enrolment::EnrolmentId;
use training::sessions::{TrainingSession, local};

use super::halves::{HalfDay, minutes};
use super::rules::Said;
use super::sheet;
use super::store::{self, Mark, Sheet, seals};

/// A half-day that its trainer vouched for, as it stands for one learner.
#[derive(Clone, Debug)]
pub struct Attended {
    /// Which.
    pub half: HalfDay,
    /// Minutes that they attended of it.
    pub minutes: u32,
    /// « Présence », « Présence, arrivée à 9 h 20 », « Absence : transport ».
    pub told: String,
}

/// How long someone attended, from what is said of them.
fn attended(half: &HalfDay, said: &[Said]) -> u32 {
    let mut present = false;
    let (mut from, mut to) = (half.starts_at, half.ends_at);
    for one in said {
        match *one {
            Said::Present => present = true,
            Said::Absent(_) => return 0,
            Said::Arrived(at) => from = at.max(from),
            Said::Left(at) => to = at.min(to),
        }
    }
    if present {
        minutes(from, to).min(half.minutes)
    } else {
        0
    }
}

/// Each learner's half-days, in order; none at all while one that is over waits for its trainer: what isn't vouched for can't be
/// stated. Those of a session that they were in before count too. Six queries.
///
/// # Errors
/// The store's.
pub async fn of_learners(
    tx: &mut Tx,
    session: &TrainingSession,
    now: Timestamp,
) -> Result<HashMap<EnrolmentId, Vec<Attended>>> {
    let sealed = seals::sealed(tx, session.id).await?;
    let mut all: HashMap<EnrolmentId, Vec<Attended>> = HashMap::new();
    let halves = sheet::of_session(tx, session).await?;
    let is_sealed = |sheet: &Option<Sheet>| sheet.as_ref().is_some_and(|sheet| sealed.contains(&sheet.id));
    if halves
        .iter()
        .any(|(half, sheet)| half.ends_at <= now && !is_sealed(sheet))
    {
        return Ok(all);
    }
    let mut marks = store::all_marks(tx, session.id).await?;
    let before = store::before(tx, session.id.0).await?.into_iter();
    let here = halves.into_iter().filter_map(|(_, sheet)| sheet);
    let here = here.filter(|sheet| sealed.contains(&sheet.id)).map(|sheet| {
        let marks = marks.remove(&sheet.id).unwrap_or_default();
        (sheet, marks)
    });
    let before = before.filter(|one| one.sealed).map(|one| (one.sheet, one.marks));
    let mut sheets: Vec<(Sheet, Vec<Mark>)> = before.chain(here).collect();
    sheets.sort_by_key(|(sheet, _)| (sheet.half.starts_at, sheet.half.key));
    for (sheet, marks) in sheets {
        let mut said_of: HashMap<EnrolmentId, Vec<Said>> = HashMap::new();
        for mark in marks {
            if mark.cancelled.is_none() {
                said_of.entry(mark.enrolment).or_default().push(mark.said);
            }
        }
        for (enrolment, said) in said_of {
            let told = told(session, &said)?;
            all.entry(enrolment).or_default().push(Attended {
                minutes: attended(&sheet.half, &said),
                told,
                half: sheet.half.clone(),
            });
        }
    }
    Ok(all)
}

fn told(session: &TrainingSession, said: &[Said]) -> Result<String> {
    let hour = |at: Timestamp| Ok::<_, platform::Error>(fr::time_words(local(session, at)?.time()));
    let mut words = Vec::new();
    for one in said {
        match *one {
            Said::Present => words.insert(0, "Présence".to_owned()),
            Said::Absent(reason) => return Ok(format!("Absence\u{202f}: {}", reason.label())),
            Said::Arrived(at) => words.push(format!("arrivée à {}", hour(at)?)),
            Said::Left(at) => words.push(format!("départ à {}", hour(at)?)),
        }
    }
    Ok(words.join(", "))
}

#[cfg(test)]
mod cases {
    use super::super::halves::cases::morning;
    use super::super::rules::Reason;
    use super::*;

    #[test]
    fn minutes_are_those_that_were_attended() {
        let at = |text: &str| -> Timestamp { format!("2026-11-20T{text}:00Z").parse().unwrap() };
        let cases = [
            (vec![], 0),
            (vec![Said::Present], 210),
            (vec![Said::Absent(Reason::Work)], 0),
            (vec![Said::Present, Said::Arrived(at("08:20"))], 190),
            (
                vec![Said::Left(at("11:00")), Said::Present, Said::Arrived(at("08:20"))],
                160,
            ),
            (
                vec![Said::Present, Said::Arrived(at("11:00")), Said::Left(at("09:00"))],
                0,
            ),
        ];
        for (said, expected) in cases {
            assert_eq!(attended(&morning(), &said), expected, "{said:?}");
        }
    }
}
