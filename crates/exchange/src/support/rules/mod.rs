//! What a request for help is about, by when it is answered, and what becomes of it.

pub(super) mod hours;
pub(super) mod joined;
pub(super) mod standing;
pub(super) mod summary;

use platform::html::fr;

use hours::Delay;

/// What a request is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Category {
    Access,
    Content,
    Quiz,
    Attendance,
    Session,
    Display,
    PersonalData,
    Other,
}

impl Category {
    pub(super) const ALL: [Self; 8] = [
        Self::Access,
        Self::Content,
        Self::Quiz,
        Self::Attendance,
        Self::Session,
        Self::Display,
        Self::PersonalData,
        Self::Other,
    ];

    pub(super) const fn code(self) -> &'static str {
        match self {
            Self::Access => "access",
            Self::Content => "content",
            Self::Quiz => "quiz",
            Self::Attendance => "attendance",
            Self::Session => "session",
            Self::Display => "display",
            Self::PersonalData => "personal",
            Self::Other => "other",
        }
    }

    pub(super) fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }

    pub(super) const fn label(self) -> &'static str {
        match self {
            Self::Access => "Connexion ou compte",
            Self::Content => "Une étape, un document ou un module",
            Self::Quiz => "Un quiz ou une note",
            Self::Attendance => "Émargement ou attestation",
            Self::Session => "La session ou ses dates",
            Self::Display => "Affichage, son ou appareil",
            Self::PersonalData => "Données personnelles",
            Self::Other => "Autre chose",
        }
    }

    /// Until the first answer, and until it is solved.
    pub(super) const fn delays(self) -> (Delay, Delay) {
        match self {
            Self::Access => (Delay::Hours(2), Delay::Days(1)),
            Self::Content | Self::Quiz | Self::Display => (Delay::Hours(4), Delay::Days(3)),
            Self::Attendance | Self::Session | Self::Other => (Delay::Days(1), Delay::Days(5)),
            Self::PersonalData => (Delay::Days(1), Delay::Days(20)),
        }
    }

    /// « Réponse sous 2 heures, solution sous 1 jour », of opening time.
    pub(super) fn brief(self) -> String {
        let (answer, solution) = self.delays();
        format!(
            "Réponse sous {}, solution visée sous {}",
            answer.brief(),
            solution.brief()
        )
    }

    /// « Première réponse sous 2 heures d’ouverture, solution visée sous 1 jour d’ouverture. »
    pub(super) fn promise(self) -> String {
        let (answer, solution) = self.delays();
        format!(
            "Première réponse sous {}, solution visée sous {}.",
            answer.words(),
            solution.words()
        )
    }
}

/// Who takes care of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Level {
    Region,
    Nation,
}

impl Level {
    pub(super) const fn code(self) -> &'static str {
        match self {
            Self::Region => "region",
            Self::Nation => "nation",
        }
    }

    pub(super) fn parse(code: &str) -> Self {
        match code {
            "nation" => Self::Nation,
            _ => Self::Region,
        }
    }
}

/// Where a request begins: with the region that holds the account, unless it is one of those who answer there that asks.
pub(super) const fn begins_at(region: bool, asks_oneself: bool) -> Level {
    match region && !asks_oneself {
        true => Level::Region,
        false => Level::Nation,
    }
}

/// Why an agent can't act; none: they may. A region that has passed a request on still reads it.
pub(super) const fn shut(level: Level, national: bool) -> Option<&'static str> {
    match (level, national) {
        (Level::Nation, false) => Some(
            "CMA France suit cette demande. Vous la lisez toujours\u{202f}; elle revient à votre région si elle vous est rendue.",
        ),
        _ => None,
    }
}

/// How satisfied someone is, from 4 to 1.
pub(super) const RATINGS: [(i64, &str); 4] = [
    (4, "Oui, tout à fait"),
    (3, "Plutôt oui"),
    (2, "Plutôt non"),
    (1, "Non, pas du tout"),
];

/// A rating that was typed.
pub(super) fn rating(typed: &str) -> Option<i64> {
    RATINGS
        .into_iter()
        .map(|(value, _)| value)
        .find(|value| value.to_string() == typed)
}

/// The most characters of a subject.
pub(super) const SUBJECT: usize = 120;
/// The most characters of what is written.
pub(super) const WORDS: usize = 5000;

/// What is wrong with words, when something is.
pub(super) fn wrong_words(text: &str) -> Option<&'static str> {
    match text.trim().chars().count() {
        0 => Some("Écrivez quelques mots."),
        many if many > WORDS => Some("C’est trop long\u{202f}: 5\u{202f}000 caractères au plus."),
        _ => None,
    }
}

/// The same of a line.
pub(super) fn wrong_line(text: &str) -> Option<&'static str> {
    match text.trim().chars().count() {
        0 => Some("à remplir"),
        many if many > SUBJECT => Some("120 caractères au plus"),
        _ => None,
    }
}

/// A prepared answer, for somebody: « {prénom} » is their first name.
pub(super) fn filled(words: &str, given_name: Option<&str>) -> String {
    match given_name {
        Some(name) => words.replace(FIRST_NAME, name),
        None => words
            .replace(&format!(" {FIRST_NAME}"), "")
            .replace(FIRST_NAME, ""),
    }
}

/// What stands for the first name.
pub(super) const FIRST_NAME: &str = "{prénom}";

/// What a prepared answer names between braces and that isn't the first name.
pub(super) fn unknown_variable(words: &str) -> Option<String> {
    let mut rest = words;
    while let Some((_, after)) = rest.split_once('{') {
        let (name, next) = after.split_once('}').unwrap_or((after, ""));
        let found = format!("{{{name}}}");
        if found != FIRST_NAME {
            return Some(found.chars().take(40).collect());
        }
        rest = next;
    }
    None
}

/// Whether every word looked for stands in a name, folded.
pub(super) fn named(name: &str, searched: &str) -> bool {
    let name = fr::folded(name);
    fr::folded(searched)
        .split_whitespace()
        .all(|word| name.contains(word))
}

#[cfg(test)]
mod cases {
    use super::*;

    #[test]
    fn each_category_says_its_delays() {
        for category in Category::ALL {
            assert_eq!(Category::parse(category.code()), Some(category));
        }
        assert_eq!(Category::parse("autre"), None);
        assert_eq!(
            Category::Access.promise(),
            "Première réponse sous 2 heures d’ouverture, solution visée sous 1 jour d’ouverture."
        );
    }

    #[test]
    fn a_request_begins_where_somebody_else_answers() {
        let cases = [
            (true, false, Level::Region),
            (true, true, Level::Nation),
            (false, false, Level::Nation),
            (false, true, Level::Nation),
        ];
        for (region, oneself, expected) in cases {
            assert_eq!(begins_at(region, oneself), expected, "{region} {oneself}");
        }
    }

    #[test]
    fn a_region_reads_what_it_passed_on() {
        assert!(shut(Level::Region, false).is_none());
        assert!(shut(Level::Region, true).is_none());
        assert!(shut(Level::Nation, true).is_none());
        assert!(shut(Level::Nation, false).is_some());
    }

    #[test]
    fn a_prepared_answer_knows_one_variable() {
        let cases = [
            ("Bonjour {prénom},", Some("Monique"), "Bonjour Monique,"),
            ("Bonjour {prénom},", None, "Bonjour,"),
            ("{prénom}", None, ""),
        ];
        for (words, name, expected) in cases {
            assert_eq!(filled(words, name), expected);
        }
        for (words, expected) in [
            ("Bonjour {prénom}, à vous {prénom}", None),
            ("Bonjour {nom}", Some("{nom}")),
            ("Bonjour {prénom} {", Some("{}")),
            ("Sans rien", None),
        ] {
            assert_eq!(unknown_variable(words).as_deref(), expected, "{words}");
        }
    }

    #[test]
    fn people_are_found_by_part_of_their_name() {
        for (name, searched, expected) in [
            ("Monique Le Goff", "legoff", false),
            ("Monique Le Goff", "goff mon", true),
            ("Fabienne Caradec", "CARA", true),
            ("René Kerjean", "rene", true),
            ("René Kerjean", "maria", false),
        ] {
            assert_eq!(named(name, searched), expected, "{name} {searched}");
        }
    }

    #[test]
    fn words_are_neither_missing_nor_endless() {
        assert!(wrong_words(" \n").is_some());
        assert!(wrong_words("Bonjour").is_none());
        assert!(wrong_words(&"a".repeat(WORDS + 1)).is_some());
        assert!(wrong_line("").is_some());
        assert!(wrong_line(&"a".repeat(SUBJECT)).is_none());
        assert_eq!(rating("4"), Some(4));
        assert_eq!(rating("5"), None);
    }
}
