//! Public holidays where the chambers are, computed: those of the labour codes of France, of New Caledonia and of French
//! Polynesia.

use jiff::ToSpan as _;
use jiff::civil::{Date, Weekday, date};
use platform::html::fr;

/// Where holidays are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Territory {
    /// Mainland France, Corsica, Saint-Pierre-et-Miquelon.
    France,
    /// The region in which Alsace and Moselle keep two days of their own.
    GrandEst,
    /// Guadeloupe.
    Guadeloupe,
    /// Guyane.
    Guyane,
    /// Martinique.
    Martinique,
    /// Mayotte.
    Mayotte,
    /// New Caledonia.
    NouvelleCaledonie,
    /// French Polynesia.
    Polynesie,
    /// La Réunion.
    Reunion,
}

const SLAVERY: &str = "abolition de l’esclavage";

impl Territory {
    /// The territory of a region, by its code and its zone.
    pub fn of(code: &str, zone: &str) -> Self {
        match (zone, code) {
            ("America/Guadeloupe", _) => Self::Guadeloupe,
            ("America/Cayenne", _) => Self::Guyane,
            ("America/Martinique", _) => Self::Martinique,
            ("Indian/Mayotte", _) => Self::Mayotte,
            ("Pacific/Noumea", _) => Self::NouvelleCaledonie,
            ("Pacific/Tahiti", _) => Self::Polynesie,
            ("Indian/Reunion", _) => Self::Reunion,
            (_, "grand-est") => Self::GrandEst,
            _ => Self::France,
        }
    }

    /// What the day is called when it is a holiday here.
    pub fn holiday(self, day: Date) -> Option<&'static str> {
        let after_easter = (day - easter(day.year())).get_days();
        common(day, after_easter).or_else(|| self.own(day, after_easter))
    }

    /// The days that others don't keep.
    fn own(self, day: Date, after_easter: i32) -> Option<&'static str> {
        match (self, day.month(), day.day()) {
            (Self::GrandEst, ..) if after_easter == -2 => Some("Vendredi saint, en Alsace et en Moselle"),
            (Self::GrandEst, 12, 26) => Some("Saint-Étienne, en Alsace et en Moselle"),
            (Self::Guadeloupe, 5, 27)
            | (Self::Guyane, 6, 10)
            | (Self::Martinique, 5, 22)
            | (Self::Mayotte, 4, 27)
            | (Self::Reunion, 12, 20) => Some(SLAVERY),
            (Self::NouvelleCaledonie, 9, 24) => Some("fête de la Citoyenneté"),
            (Self::Polynesie, 3, 5) => Some("arrivée de l’Évangile"),
            (Self::Polynesie, ..) if after_easter == -2 => Some("Vendredi saint"),
            (Self::Polynesie, 11, 20) => Some("Matari’i i ni’a"),
            _ => None,
        }
    }

    /// Whether nobody is expected to come that day: a holiday or a week-end.
    pub fn rests(self, day: Date) -> bool {
        weekend(day) || self.holiday(day).is_some()
    }

    /// What to know of a day for which something is planned. A class at home may be on a Saturday, a meeting seldom is.
    pub fn warning(self, day: Date, on_site: bool) -> Option<String> {
        if let Some(name) = self.holiday(day) {
            return Some(format!(
                "Le {} est férié ({name}).",
                fr::date_words_with_year(day)
            ));
        }
        let name = match day.weekday() {
            Weekday::Saturday => "samedi",
            Weekday::Sunday => "dimanche",
            _ => return None,
        };
        on_site.then(|| format!("Le {} {} est un {name}.", fr::day_month(day), day.year()))
    }
}

fn weekend(day: Date) -> bool {
    matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday)
}

/// The eleven days that everyone keeps (Code du travail, L. 3133-1).
fn common(day: Date, after_easter: i32) -> Option<&'static str> {
    match (day.month(), day.day()) {
        (1, 1) => Some("jour de l’An"),
        (5, 1) => Some("fête du Travail"),
        (5, 8) => Some("victoire de 1945"),
        (7, 14) => Some("fête nationale"),
        (8, 15) => Some("Assomption"),
        (11, 1) => Some("Toussaint"),
        (11, 11) => Some("armistice de 1918"),
        (12, 25) => Some("Noël"),
        _ => match after_easter {
            1 => Some("lundi de Pâques"),
            39 => Some("Ascension"),
            50 => Some("lundi de Pentecôte"),
            _ => None,
        },
    }
}

/// Easter Sunday of the Gregorian calendar (Meeus, Jones and Butcher).
fn easter(year: i16) -> Date {
    let y = i64::from(year);
    let (golden, century, rest) = (y % 19, y / 100, y % 100);
    let moved = (century - (century + 8) / 25 + 1) / 3;
    let epact = (19 * golden + century - century / 4 - moved + 15) % 30;
    let sunday = (32 + 2 * (century % 4) + 2 * (rest / 4) - epact - rest % 4) % 7;
    let late = (golden + 11 * epact + 22 * sunday) / 451;
    let since_march = epact + sunday - 7 * late + 21;
    date(year, 3, 1)
        .checked_add(since_march.days())
        .unwrap_or(Date::MAX)
}

#[cfg(test)]
mod cases {
    use super::*;

    #[test]
    fn easter_is_where_almanacs_have_it() {
        let cases = [
            (1961, 4, 2),
            (2000, 4, 23),
            (2008, 3, 23),
            (2011, 4, 24),
            (2024, 3, 31),
            (2025, 4, 20),
            (2026, 4, 5),
            (2027, 3, 28),
            (2028, 4, 16),
            (2038, 4, 25),
            (2285, 3, 22),
        ];
        for (year, month, day) in cases {
            assert_eq!(easter(year), date(year, month, day));
        }
    }

    #[test]
    fn easter_is_a_sunday_of_its_five_weeks() {
        for year in 1583..=4000 {
            let found = easter(year);
            assert_eq!(found.weekday(), Weekday::Sunday, "{found}");
            assert!(
                (date(year, 3, 22)..=date(year, 4, 25)).contains(&found),
                "{found}"
            );
        }
    }

    fn all(territory: Territory, year: i16) -> Vec<(Date, &'static str)> {
        let days = date(year, 1, 1).series(1.day()).take(366);
        days.take_while(|day| day.year() == year)
            .filter_map(|day| Some((day, territory.holiday(day)?)))
            .collect()
    }

    #[test]
    fn the_holidays_of_2027() {
        let expected = [
            (1, 1, "jour de l’An"),
            (3, 29, "lundi de Pâques"),
            (5, 1, "fête du Travail"),
            (5, 6, "Ascension"),
            (5, 8, "victoire de 1945"),
            (5, 17, "lundi de Pentecôte"),
            (7, 14, "fête nationale"),
            (8, 15, "Assomption"),
            (11, 1, "Toussaint"),
            (11, 11, "armistice de 1918"),
            (12, 25, "Noël"),
        ];
        let expected: Vec<_> = expected
            .iter()
            .map(|(m, d, name)| (date(2027, *m, *d), *name))
            .collect();
        assert_eq!(all(Territory::France, 2027), expected);
    }

    #[test]
    fn each_territory_keeps_its_own() {
        let slavery = "abolition de l’esclavage";
        type Case<'a> = (&'a str, &'a str, &'a [(i8, i8, &'a str)]);
        let cases: &[Case<'_>] = &[
            ("bretagne", "Europe/Paris", &[]),
            ("saint-pierre-et-miquelon", "America/Miquelon", &[]),
            (
                "grand-est",
                "Europe/Paris",
                &[
                    (3, 26, "Vendredi saint, en Alsace et en Moselle"),
                    (12, 26, "Saint-Étienne, en Alsace et en Moselle"),
                ],
            ),
            ("guadeloupe", "America/Guadeloupe", &[(5, 27, slavery)]),
            ("guyane", "America/Cayenne", &[(6, 10, slavery)]),
            ("martinique", "America/Martinique", &[(5, 22, slavery)]),
            ("mayotte", "Indian/Mayotte", &[(4, 27, slavery)]),
            ("la-reunion", "Indian/Reunion", &[(12, 20, slavery)]),
            (
                "nouvelle-caledonie",
                "Pacific/Noumea",
                &[(9, 24, "fête de la Citoyenneté")],
            ),
            (
                "polynesie",
                "Pacific/Tahiti",
                &[
                    (3, 5, "arrivée de l’Évangile"),
                    (3, 26, "Vendredi saint"),
                    (11, 20, "Matari’i i ni’a"),
                ],
            ),
        ];
        let everyones = all(Territory::France, 2027);
        for (code, zone, expected) in cases {
            let found = all(Territory::of(code, zone), 2027);
            let own: Vec<_> = found.iter().filter(|one| !everyones.contains(one)).collect();
            let own: Vec<_> = own
                .iter()
                .map(|(day, name)| (day.month(), day.day(), *name))
                .collect();
            assert_eq!(own, *expected, "{code}");
            assert_eq!(
                found.len(),
                everyones.len() + own.len(),
                "{code}: those of everyone too"
            );
        }
    }

    #[test]
    fn a_warning_is_a_plain_sentence() {
        let (here, there) = (Territory::France, Territory::Reunion);
        let cases = [
            (
                here,
                date(2026, 12, 25),
                false,
                "Le vendredi 25 décembre 2026 est férié (Noël).",
            ),
            (
                here,
                date(2027, 5, 1),
                true,
                "Le samedi 1er mai 2027 est férié (fête du Travail).",
            ),
            (
                here,
                date(2026, 11, 21),
                true,
                "Le 21 novembre 2026 est un samedi.",
            ),
            (
                here,
                date(2026, 11, 1),
                true,
                "Le dimanche 1er novembre 2026 est férié (Toussaint).",
            ),
            (
                here,
                date(2026, 11, 22),
                true,
                "Le 22 novembre 2026 est un dimanche.",
            ),
            (here, date(2026, 11, 21), false, ""),
            (here, date(2026, 11, 20), true, ""),
            (here, date(2027, 12, 20), true, ""),
            (
                there,
                date(2027, 12, 20),
                true,
                "Le lundi 20 décembre 2027 est férié (abolition de l’esclavage).",
            ),
        ];
        for (territory, day, on_site, expected) in cases {
            let found = territory.warning(day, on_site);
            assert_eq!(found.unwrap_or_default(), expected, "{day}");
        }
    }
}
