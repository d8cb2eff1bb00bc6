//! When a step may be planned.

use jiff::Timestamp;
use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use training::sessions::meeting;

/// Why a step can't be planned then; a sentence each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// The day can't be, or isn't in the time of the access.
    Day(String),
    /// The hour can't be.
    Hour(String),
}

/// The instant at which a step is planned: to come, in the time of the access.
///
/// # Errors
/// What is wrong with what was typed.
pub fn when(
    (day, hour): (&str, &str),
    zone: &TimeZone,
    (starts, ends): (Timestamp, Timestamp),
    now: Timestamp,
) -> Result<Timestamp, Wrong> {
    let day: Date = day
        .parse()
        .map_err(|_| Wrong::Day("Donnez une date du calendrier, par exemple le 02/11/2026.".into()))?;
    let hour: Time = hour
        .parse()
        .map_err(|_| Wrong::Hour("Donnez une heure, par exemple 18\u{202f}h\u{202f}30.".into()))?;
    let (at, _) = meeting(day, hour, 0, zone).map_err(Wrong::Hour)?;
    if at <= now {
        return Err(Wrong::Day("Choisissez un moment à venir.".into()));
    }
    if at < starts {
        return Err(Wrong::Day(
            "Votre session n’aura pas encore commencé ce jour-là.".into(),
        ));
    }
    if at >= ends {
        return Err(Wrong::Day("Votre accès sera terminé ce jour-là.".into()));
    }
    Ok(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_is_planned_to_come_and_in_the_time_of_the_access() {
        let at = |text: &str| text.parse::<Timestamp>().unwrap();
        let zone = TimeZone::get("Europe/Paris").unwrap();
        let access = (at("2026-03-02T00:00:00+01:00"), at("2026-04-01T00:00:00+02:00"));
        let now = at("2026-03-10T12:00:00+01:00");
        let asked = |day, hour| when((day, hour), &zone, access, now);
        assert_eq!(asked("2026-03-12", "18:30"), Ok(at("2026-03-12T17:30:00Z")));
        assert_eq!(
            asked("2026-03-30", "18:30"),
            Ok(at("2026-03-30T16:30:00Z")),
            "in summer"
        );
        for (day, hour) in [
            ("2026-03-10", "12:00"),
            ("2026-02-01", "08:00"),
            ("2026-04-01", "00:00"),
            ("le 12", "08:00"),
        ] {
            assert!(matches!(asked(day, hour), Err(Wrong::Day(_))), "{day} {hour}");
        }
        for (day, hour) in [
            ("2026-03-12", "25:00"),
            ("2026-03-12", ""),
            ("2026-03-29", "02:30"),
        ] {
            assert!(matches!(asked(day, hour), Err(Wrong::Hour(_))), "{day} {hour}");
        }
        let early = when(("2026-03-01", "10:00"), &zone, access, at("2026-02-01T00:00:00Z"));
        assert!(matches!(early, Err(Wrong::Day(_))));
    }
}
