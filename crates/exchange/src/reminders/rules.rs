//! When one is reminded, and in which words.

use jiff::civil::{Date, DateTime, time};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan as _, ZonedDateTime};
use platform::html::fr;

/// What one is reminded of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum What {
    /// A date of one's session.
    Class,
    /// A step that one planned.
    Plan,
}

impl What {
    pub(super) const ALL: [Self; 2] = [Self::Class, Self::Plan];

    pub(super) const fn code(self) -> &'static str {
        match self {
            Self::Class => "class",
            Self::Plan => "plan",
        }
    }

    /// As a form names it.
    pub(super) const fn field(self) -> &'static str {
        match self {
            Self::Class => "rendez-vous",
            Self::Plan => "prevu",
        }
    }

    pub(super) const fn label(self) -> &'static str {
        match self {
            Self::Class => "Une classe ou un rendez-vous",
            Self::Plan => "Une étape que j’ai prévue",
        }
    }

    /// For who chose nothing. Chambers write to their learners the day before a class: not twice.
    pub(super) const fn usual(self) -> Leads {
        match self {
            Self::Class => Leads(Lead::Hour.bit()),
            Self::Plan => Leads(Lead::Day.bit()),
        }
    }
}

/// How long before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Lead {
    Week,
    Day,
    Hour,
}

impl Lead {
    /// The farthest first.
    pub(super) const ALL: [Self; 3] = [Self::Week, Self::Day, Self::Hour];

    pub(super) const fn code(self) -> &'static str {
        match self {
            Self::Week => "week",
            Self::Day => "day",
            Self::Hour => "hour",
        }
    }

    pub(super) fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }

    pub(super) const fn label(self) -> &'static str {
        match self {
            Self::Week => "Une semaine avant",
            Self::Day => "La veille",
            Self::Hour => "Une heure avant",
        }
    }

    const fn bit(self) -> u8 {
        match self {
            Self::Week => 1,
            Self::Day => 2,
            Self::Hour => 4,
        }
    }

    /// So long before, at the same hour of the day.
    fn before(self, at: &ZonedDateTime) -> ZonedDateTime {
        let span = match self {
            Self::Week => 7.days(),
            Self::Day => 1.day(),
            Self::Hour => 1.hour(),
        };
        at.saturating_sub(span)
    }
}

/// Some of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Leads(u8);

impl Leads {
    pub(super) fn of(leads: impl IntoIterator<Item = Lead>) -> Self {
        Self(leads.into_iter().fold(0, |bits, lead| bits | lead.bit()))
    }

    pub(super) fn from_bits(bits: i64) -> Self {
        Self(u8::try_from(bits & 7).unwrap_or_default())
    }

    pub(super) fn bits(self) -> i64 {
        i64::from(self.0)
    }

    pub(super) const fn has(self, lead: Lead) -> bool {
        self.0 & lead.bit() != 0
    }
}

/// What is late by more isn't told any more: it would surprise.
const GRACE: SignedDuration = SignedDuration::from_hours(6);
/// What is told later than so long before it begins comes too late.
const TOO_LATE: SignedDuration = SignedDuration::from_mins(30);

/// Something to come, and how its learner wants to be told.
#[derive(Clone, Debug)]
pub(super) struct Coming {
    pub(super) at: Timestamp,
    /// When they planned it, or joined its session: what should have been told before isn't.
    pub(super) since: Timestamp,
    pub(super) leads: Leads,
    /// No mail from this hour until that one.
    pub(super) quiet: Option<(u8, u8)>,
    pub(super) zone: TimeZone,
}

impl Coming {
    /// The reminder that is due now, if there is one: of several, the nearest.
    pub(super) fn due(&self, now: Timestamp) -> Option<Lead> {
        if self.at <= now {
            return None;
        }
        let mut passed = Lead::ALL.into_iter().rev().filter(|lead| self.leads.has(*lead));
        let (lead, moment) = passed.find_map(|lead| {
            let moment = self.moment(lead)?;
            (moment <= now).then_some((lead, moment))
        })?;
        (moment >= self.since && now.duration_since(moment) <= GRACE).then_some(lead)
    }

    /// When it is told: so long before; after the quiet hours, where it falls in them, or before them where after is too late.
    pub(super) fn moment(&self, lead: Lead) -> Option<Timestamp> {
        let at = self.at.to_zoned_datetime(self.zone.clone());
        let usual = lead.before(&at);
        let hour = u8::try_from(usual.hour()).ok()?;
        let Some((from, until)) = self.quiet.filter(|quiet| within(*quiet, hour)) else {
            return Some(usual.timestamp());
        };
        let morning = self.clock(usual.date(), until, |moment| moment > usual.timestamp())?;
        if self.at.duration_since(morning) >= TOO_LATE {
            return Some(morning);
        }
        let evening = |days: i64| {
            let day = usual.date().saturating_sub(days.days());
            self.clock(day, from, |moment| moment <= usual.timestamp())
        };
        let begins = [0, 1].into_iter().find_map(evening)?;
        begins.checked_sub(TOO_LATE).ok()
    }

    /// When the clock shows this hour, that day or the next, as one wants it.
    fn clock(&self, day: Date, hour: u8, wanted: impl Fn(Timestamp) -> bool) -> Option<Timestamp> {
        let hour = time(
            i8::try_from(hour).ok().filter(|hour| (0..24).contains(hour))?,
            0,
            0,
            0,
        );
        [0, 1].into_iter().find_map(|days| {
            let day = day.saturating_add(days.days());
            let moment = day
                .to_datetime(hour)
                .to_zoned_datetime(self.zone.clone())
                .ok()?
                .timestamp();
            wanted(moment).then_some(moment)
        })
    }
}

/// Whether an hour is in a stretch that may pass midnight; one that begins and ends at the same hour is empty.
fn within((from, until): (u8, u8), hour: u8) -> bool {
    match from <= until {
        true => (from..until).contains(&hour),
        false => hour >= from || hour < until,
    }
}

/// What is told, in French: a day by its name, since it may be read on another.
pub(super) fn words(what: What, title: &str, at: DateTime) -> String {
    let when = format!("le {} à {}", fr::date_words(at.date()), fr::time_words(at.time()));
    let title = fr::quote(title);
    match what {
        What::Class => format!("rendez-vous {when}\u{202f}: {title}"),
        What::Plan => format!("vous avez prévu {title} {when}"),
    }
}
