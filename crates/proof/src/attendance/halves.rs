//! Half-days of a session's dates, and when one signs them.

use catalogue::courses::StepId;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan as _};
use platform::{Error, Result};
use training::sessions;

/// Noon, for what lasts the whole day.
const MIDDAY: Time = Time::constant(13, 0, 0, 0);
/// From then on it is the evening.
const EVENING: Time = Time::constant(18, 0, 0, 0);
/// What lasts longer and goes over midday is two half-days.
const LONGEST_HALF: SignedDuration = SignedDuration::from_mins(4 * 60 + 30);
/// One signs from so long before the beginning,
const EARLY: SignedDuration = SignedDuration::from_mins(15);
/// and until so long after the end.
const LATE: SignedDuration = SignedDuration::from_mins(30);
/// A tablet that was out of reach sends what was signed on it within so long.
const OUT_OF_REACH: SignedDuration = SignedDuration::from_hours(7 * 24);

/// Which part of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Half {
    /// Its middle is before 13:00.
    Morning,
    /// Its middle is before 18:00.
    Afternoon,
    /// Its middle is later.
    Evening,
}

impl Half {
    const ALL: [Self; 3] = [Self::Morning, Self::Afternoon, Self::Evening];

    fn of(middle: Time) -> Self {
        match middle {
            time if time < MIDDAY => Self::Morning,
            time if time < EVENING => Self::Afternoon,
            _ => Self::Evening,
        }
    }

    /// As stored, and in addresses.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Morning => "matin",
            Self::Afternoon => "apres-midi",
            Self::Evening => "soir",
        }
    }

    /// Reads it back.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|half| half.code() == code)
    }

    /// « matin ».
    pub const fn label(self) -> &'static str {
        match self {
            Self::Morning => "matin",
            Self::Afternoon => "après-midi",
            Self::Evening => "soir",
        }
    }
}

/// What names a half-day of a session, in addresses too: « 2026-11-20_matin_<step> ».
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    /// The day, in the session's zone.
    pub day: Date,
    /// Which part of it.
    pub half: Half,
    /// The class, or the meeting.
    pub step: StepId,
}

impl Key {
    /// Reads it back.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let mut parts = text.splitn(3, '_');
        Some(Self {
            day: parts.next()?.parse().ok()?,
            half: Half::parse(parts.next()?)?,
            step: parts.next()?.parse().ok()?,
        })
    }
}

impl std::fmt::Display for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}_{}_{}", self.day, self.half.code(), self.step)
    }
}

/// A half-day that people sign.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HalfDay {
    /// Which.
    pub key: Key,
    /// The title of its step.
    pub title: String,
    /// The modality of its step, as stored.
    pub modality: String,
    /// Begins.
    pub starts_at: Timestamp,
    /// Ends.
    pub ends_at: Timestamp,
    /// Minutes of training between the two: less than the whole where there is a break.
    pub minutes: u32,
    /// Room or link, in words.
    pub place: String,
}

impl HalfDay {
    /// Whether one signs at this instant.
    pub(super) fn signs_at(&self, at: Timestamp) -> bool {
        at >= self.starts_at - EARLY && at <= self.ends_at + LATE
    }

    /// From when.
    pub(super) fn opens_at(&self) -> Timestamp {
        self.starts_at - EARLY
    }

    /// Until when.
    pub(super) fn closes_at(&self) -> Timestamp {
        self.ends_at + LATE
    }
}

/// The half-days of the dates of a session, in order. What lasts over midday is cut there; two dates of one step in one
/// half-day are signed once.
///
/// # Errors
/// When the zone is unknown.
pub fn half_days(dates: &[sessions::Date], zone: &str) -> Result<Vec<HalfDay>> {
    let zone = TimeZone::get(zone).map_err(|error| Error::internal("a session's zone", error))?;
    let mut all: Vec<HalfDay> = Vec::new();
    for date in dates {
        for (starts, ends) in pieces(date.starts_at, date.ends_at, &zone)? {
            let middle = starts + ends.duration_since(starts) / 2;
            let key = Key {
                day: starts.to_zoned_datetime(zone.clone()).date(),
                half: Half::of(middle.to_zoned_datetime(zone.clone()).time()),
                step: date.step,
            };
            match all.iter_mut().find(|known| known.key == key) {
                Some(known) => {
                    known.starts_at = known.starts_at.min(starts);
                    known.ends_at = known.ends_at.max(ends);
                    known.minutes += minutes(starts, ends);
                    if !known.place.contains(&date.place) {
                        known.place = format!("{}\u{202f}; {}", known.place, date.place);
                    }
                }
                None => all.push(HalfDay {
                    key,
                    title: date.title.clone(),
                    modality: date.modality.clone(),
                    starts_at: starts,
                    ends_at: ends,
                    minutes: minutes(starts, ends),
                    place: date.place.clone(),
                }),
            }
        }
    }
    all.sort_by_key(|half| (half.starts_at, half.key));
    Ok(all)
}

/// Whole minutes between two instants.
pub(super) fn minutes(from: Timestamp, to: Timestamp) -> u32 {
    u32::try_from(to.duration_since(from).as_mins()).unwrap_or(0)
}

/// A date cut at each midnight, then at midday where it is long.
fn pieces(starts: Timestamp, ends: Timestamp, zone: &TimeZone) -> Result<Vec<(Timestamp, Timestamp)>> {
    let instant = |at: DateTime| {
        let zoned = at.to_zoned_datetime(zone.clone());
        let zoned = zoned.map_err(|error| Error::internal("a half-day", error))?;
        Ok::<_, Error>(zoned.timestamp())
    };
    let mut cut = Vec::new();
    let mut from = starts;
    while from < ends {
        let day = from.to_zoned_datetime(zone.clone()).date();
        let tomorrow = instant(day.saturating_add(1.day()).at(0, 0, 0, 0))?;
        let until = ends.min(tomorrow);
        let midday = instant(day.to_datetime(MIDDAY))?;
        if from < midday && midday < until && until.duration_since(from) > LONGEST_HALF {
            cut.extend([(from, midday), (midday, until)]);
        } else {
            cut.push((from, until));
        }
        from = until;
    }
    Ok(cut)
}

/// When something was signed that a tablet kept for so long before it could send it: in the slot, and not too long ago. How long
/// rather than when, since a tablet's clock may be wrong.
pub(super) fn signed_at(half: &HalfDay, kept_for: SignedDuration, now: Timestamp) -> Option<Timestamp> {
    let plausible = !kept_for.is_negative() && kept_for <= OUT_OF_REACH;
    let at = now.checked_sub(kept_for).ok().filter(|_| plausible)?;
    half.signs_at(at).then_some(at)
}

#[cfg(test)]
pub(super) mod cases {
    use jiff::civil::date;
    use uuid::Uuid;

    use super::*;

    fn dated(from: &str, to: &str) -> sessions::Date {
        sessions::Date {
            id: platform::ids::Uuid::nil(),
            step: StepId(Uuid::from_u128(5)),
            title: "Ma page".to_owned(),
            modality: "on_site".to_owned(),
            starts_at: from.parse().unwrap(),
            ends_at: to.parse().unwrap(),
            place: "Quimper".to_owned(),
        }
    }

    /// A morning of four hours less a half, in Paris.
    pub(in crate::attendance) fn morning() -> HalfDay {
        half_days(
            &[dated("2026-11-20T08:00:00Z", "2026-11-20T11:30:00Z")],
            "Europe/Paris",
        )
        .unwrap()
        .remove(0)
    }

    #[test]
    fn a_date_is_signed_by_half_days() {
        type Case<'a> = (&'a str, &'a [(&'a str, &'a str)], &'a [&'a str]);
        let cases: &[Case<'_>] = &[
            (
                "Europe/Paris",
                &[("2026-11-20T08:00:00Z", "2026-11-20T11:30:00Z")],
                &["20 matin 08:00 11:30"],
            ),
            // Nine to five is a morning and an afternoon.
            (
                "Europe/Paris",
                &[("2026-11-20T08:00:00Z", "2026-11-20T16:00:00Z")],
                &["20 matin 08:00 12:00", "20 apres-midi 12:00 16:00"],
            ),
            // Over midday, and short.
            (
                "Europe/Paris",
                &[("2026-11-20T10:00:00Z", "2026-11-20T13:00:00Z")],
                &["20 matin 10:00 13:00"],
            ),
            (
                "Europe/Paris",
                &[("2026-11-20T18:00:00Z", "2026-11-20T19:30:00Z")],
                &["20 soir 18:00 19:30"],
            ),
            // The day is the one of the region.
            (
                "Indian/Reunion",
                &[("2026-11-19T22:00:00Z", "2026-11-19T23:00:00Z")],
                &["20 matin 22:00 23:00"],
            ),
            // Two days running.
            (
                "Europe/Paris",
                &[("2026-11-20T16:00:00Z", "2026-11-21T10:00:00Z")],
                &["20 soir 16:00 23:00", "21 matin 23:00 10:00"],
            ),
            // Two times of one morning are one signature.
            (
                "Europe/Paris",
                &[
                    ("2026-11-20T08:00:00Z", "2026-11-20T09:00:00Z"),
                    ("2026-11-20T09:30:00Z", "2026-11-20T11:00:00Z"),
                ],
                &["20 matin 08:00 11:00"],
            ),
            // Either side of lunch is a half-day of its own.
            (
                "Europe/Paris",
                &[
                    ("2026-11-20T08:00:00Z", "2026-11-20T11:00:00Z"),
                    ("2026-11-20T11:30:00Z", "2026-11-20T15:30:00Z"),
                ],
                &["20 matin 08:00 11:00", "20 apres-midi 11:30 15:30"],
            ),
            ("Europe/Paris", &[], &[]),
        ];
        for (zone, dates, expected) in cases {
            let dates: Vec<sessions::Date> = dates.iter().map(|(from, to)| dated(from, to)).collect();
            let found: Vec<String> = half_days(&dates, zone)
                .unwrap()
                .iter()
                .map(|half| {
                    let hour = |at: Timestamp| at.strftime("%H:%M").to_string();
                    let key = half.key;
                    format!(
                        "{} {} {} {}",
                        key.day.day(),
                        key.half.code(),
                        hour(half.starts_at),
                        hour(half.ends_at)
                    )
                })
                .collect();
            assert_eq!(found, *expected, "{zone} {dates:?}");
        }
    }

    #[test]
    fn a_break_is_no_training() {
        let dates = [
            dated("2026-11-20T07:00:00Z", "2026-11-20T08:00:00Z"),
            dated("2026-11-20T10:00:00Z", "2026-11-20T11:00:00Z"),
        ];
        let halves = half_days(&dates, "Europe/Paris").unwrap();
        assert_eq!((halves.len(), halves[0].minutes), (1, 120));
        assert_eq!(morning().minutes, 210);
    }

    #[test]
    fn a_key_is_read_back() {
        let key = Key {
            day: date(2026, 11, 20),
            half: Half::Afternoon,
            step: StepId(Uuid::from_u128(5)),
        };
        assert_eq!(Key::parse(&key.to_string()), Some(key));
        for wrong in [
            "",
            "2026-11-20",
            "2026-11-20_nuit_x",
            "2026-13-20_matin_00000000-0000-0000-0000-000000000005",
        ] {
            assert_eq!(Key::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn one_signs_inside_the_slot() {
        let half = morning();
        let at = |text: &str| -> Timestamp { format!("2026-11-{text}Z").parse().unwrap() };
        let cases = [
            // Kept for so many minutes, now, signed.
            (0, "20T07:44:59", None),
            (0, "20T07:45:00", Some("20T07:45:00")),
            (0, "20T12:00:00", Some("20T12:00:00")),
            (0, "20T12:00:01", None),
            // A tablet that comes back within reach.
            (11 * 60, "20T19:02:00", Some("20T08:02:00")),
            (7 * 24 * 60, "27T08:02:00", Some("20T08:02:00")),
            (7 * 24 * 60 + 1, "27T08:02:00", None),
            (12 * 60, "20T19:00:00", None),
            (-60, "20T08:02:00", None),
        ];
        for (minutes, now, expected) in cases {
            let kept_for = SignedDuration::from_mins(minutes);
            assert_eq!(
                signed_at(&half, kept_for, at(now)),
                expected.map(at),
                "{minutes} at {now}"
            );
        }
    }
}
