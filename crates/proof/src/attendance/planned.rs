//! Which dates of a session may still move: those of which no sheet says anything yet.

use std::collections::HashMap;

use jiff::Timestamp;
use platform::db::Tx;
use platform::{Error, Result, Site};
use training::sessions::{self, DateId, Planned, SessionId, TrainingSession};

use super::halves::{HalfDay, half_days};
use super::store::{self, Count, Sheet};

/// Why a date keeps its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hold {
    /// Its hour has come.
    Begun,
    /// Its sheet is begun.
    Opened,
    /// Somebody signed, or was said to be there or not.
    Signed,
    /// Somebody vouches for it.
    Sealed,
}

impl Hold {
    /// In a sentence.
    pub const fn why(self) -> &'static str {
        match self {
            Self::Begun => "Ce rendez-vous a déjà commencé\u{202f}: sa date ne change plus.",
            Self::Opened => "Sa feuille de présence est déjà ouverte\u{202f}: sa date ne change plus.",
            Self::Signed => "Des présences y sont déjà notées\u{202f}: sa date ne change plus.",
            Self::Sealed => "Sa feuille de présence est validée\u{202f}: sa date ne change plus.",
        }
    }
}

/// No sheet of a session begins until the transaction ends. Taken before any other lock on the session.
///
/// # Errors
/// The store's.
pub async fn keep_still(tx: &mut Tx, session: SessionId) -> Result<()> {
    store::lock_session(tx, session).await
}

/// The sheet of a half-day, begun when nobody has yet.
///
/// # Errors
/// [`Error::Refused`] when its date moved meanwhile, or the store's.
pub(super) async fn begin(tx: &mut Tx, site: &Site, session: SessionId, half: &HalfDay) -> Result<Sheet> {
    keep_still(tx, session).await?;
    if let Some(sheet) = store::find(tx, session, half.key).await? {
        return Ok(sheet);
    }
    let zone = sessions::find(tx, session).await?.zone;
    if stands(half, &sessions::dates(tx, session).await?, &zone)? {
        return store::begin(tx, site, session, half).await;
    }
    let moved =
        "La date de cette demi-journée vient de changer. Revenez à l’émargement pour voir la nouvelle.";
    Err(Error::Refused(moved.into()))
}

/// Whether a half-day is still one of these dates, at the same hours.
fn stands(half: &HalfDay, dates: &[sessions::Date], zone: &str) -> Result<bool> {
    let mut all = half_days(dates, zone)?.into_iter();
    Ok(all.any(|one| one.key == half.key && (one.starts_at, one.ends_at) == (half.starts_at, half.ends_at)))
}

/// What keeps each date of a session in its place, for those that something does: two queries.
///
/// # Errors
/// The store's, or when the zone is unknown.
pub async fn holds(
    tx: &mut Tx,
    session: &TrainingSession,
    dates: &[Planned],
    now: Timestamp,
) -> Result<HashMap<DateId, Hold>> {
    let counts = store::counts(tx, session.id).await?;
    let sheets = store::of_session(tx, session.id).await?;
    let mut all = HashMap::new();
    for one in dates {
        let halves = half_days(std::slice::from_ref(&one.date), &session.zone)?;
        let begun = sheets
            .iter()
            .filter(|sheet| halves.iter().any(|half| half.key == sheet.half.key));
        let said: Vec<Count> = begun
            .map(|sheet| counts.get(&sheet.id).copied().unwrap_or_default())
            .collect();
        if let Some(hold) = hold(one.date.starts_at, &said, now) {
            all.insert(one.id, hold);
        }
    }
    Ok(all)
}

/// What keeps a date that begins then, by what the sheets of its half-days say.
fn hold(starts_at: Timestamp, sheets: &[Count], now: Timestamp) -> Option<Hold> {
    let signed = |sheet: &Count| sheet.present + sheet.absent + sheet.scans > 0;
    if sheets.iter().any(|sheet| sheet.sealed_at.is_some()) {
        Some(Hold::Sealed)
    } else if sheets.iter().any(signed) {
        Some(Hold::Signed)
    } else if starts_at <= now {
        Some(Hold::Begun)
    } else {
        (!sheets.is_empty()).then_some(Hold::Opened)
    }
}

#[cfg(test)]
mod cases {
    use jiff::SignedDuration;

    use super::*;

    #[test]
    fn a_half_day_stands_at_its_own_hours_alone() {
        let half = crate::attendance::halves::cases::morning();
        let dated = |from: &str, to: &str| sessions::Date {
            id: platform::ids::Uuid::nil(),
            step: half.key.step,
            title: half.title.clone(),
            modality: half.modality.clone(),
            starts_at: from.parse().unwrap(),
            ends_at: to.parse().unwrap(),
            place: half.place.clone(),
        };
        let (from, to) = (half.starts_at.to_string(), half.ends_at.to_string());
        let earlier = (half.starts_at - SignedDuration::from_mins(30)).to_string();
        let later = (half.ends_at + SignedDuration::from_mins(30)).to_string();
        let cases = [
            (from.as_str(), to.as_str(), true),
            // It covers the hours that were read, and is another half-day.
            (&earlier, &to, false),
            (&from, &later, false),
            (&earlier, &from, false),
        ];
        for (from, to, expected) in cases {
            let found = stands(&half, &[dated(from, to)], "Europe/Paris").unwrap();
            assert_eq!(found, expected, "{from} to {to}");
        }
        assert!(!stands(&half, &[], "Europe/Paris").unwrap());
    }

    #[test]
    fn what_is_proved_keeps_its_date() {
        let at = |text: &str| -> Timestamp { text.parse().unwrap() };
        let starts = at("2026-11-20T08:00:00Z");
        let (before, after) = (at("2026-11-20T07:59:59Z"), at("2026-11-20T08:00:00Z"));
        let empty = Count::default();
        let present = Count { present: 1, ..empty };
        let absent = Count { absent: 1, ..empty };
        let scanned = Count { scans: 1, ..empty };
        let sealed = Count {
            sealed_at: Some(after),
            ..present
        };
        type Case<'a> = (&'a [Count], Timestamp, Option<Hold>);
        let cases: &[Case<'_>] = &[
            (&[], before, None),
            (&[], after, Some(Hold::Begun)),
            (&[empty], before, Some(Hold::Opened)),
            (&[empty], after, Some(Hold::Begun)),
            (&[present], before, Some(Hold::Signed)),
            (&[absent], after, Some(Hold::Signed)),
            (&[scanned], after, Some(Hold::Signed)),
            // A morning that is vouched for and an afternoon that isn't are one date.
            (&[sealed, empty], after, Some(Hold::Sealed)),
        ];
        for (sheets, now, expected) in cases {
            assert_eq!(hold(starts, sheets, *now), *expected, "{sheets:?} at {now}");
        }
    }
}
