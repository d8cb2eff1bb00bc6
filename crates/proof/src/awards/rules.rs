//! What wins a badge, and what a rule may say.

use assess::success::Verdict;
use platform::html::FormErrors;
use platform::ids::Uuid;

/// What a rule looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum WonBy {
    /// The forum of a session is opened.
    Forum,
    /// So many modules are done, in one session.
    Modules,
    /// A step gives so many per cent.
    Percent,
    /// All that a course wants is there.
    Course,
}

impl WonBy {
    pub(super) const ALL: [Self; 4] = [Self::Forum, Self::Modules, Self::Percent, Self::Course];

    pub(super) const fn code(self) -> &'static str {
        match self {
            Self::Forum => "forum",
            Self::Modules => "modules",
            Self::Percent => "percent",
            Self::Course => "course",
        }
    }

    pub(super) fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }

    /// As the form offers it.
    pub(super) const fn label(self) -> &'static str {
        match self {
            Self::Forum => "Ouvrir le forum pour la première fois",
            Self::Modules => "Terminer des modules",
            Self::Percent => "Obtenir un résultat à une étape",
            Self::Course => "Réussir un parcours",
        }
    }

    /// What its number may be: from, to.
    pub(super) const fn bounds(self) -> (u32, u32) {
        match self {
            Self::Forum | Self::Course => (1, 1),
            Self::Modules => (1, 60),
            Self::Percent => (1, 100),
        }
    }
}

/// What happened, with what stands of the learner in that session just after.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Happened {
    pub(super) course: Uuid,
    /// They opened the forum; otherwise a step of theirs was done.
    pub(super) forum: bool,
    /// How many modules they have done.
    pub(super) modules: u32,
    /// What the step gave, in per cent, when its learner may know.
    pub(super) percent: Option<f64>,
    /// Where the whole course stands.
    pub(super) verdict: Option<Verdict>,
}

/// Whether this wins a badge.
pub(super) fn wins(won_by: WonBy, wanted: u32, course: Option<Uuid>, happened: &Happened) -> bool {
    if course.is_some_and(|course| course != happened.course) {
        return false;
    }
    match won_by {
        WonBy::Forum => happened.forum,
        WonBy::Modules => !happened.forum && happened.modules >= wanted,
        WonBy::Percent => {
            !happened.forum
                && happened
                    .percent
                    .is_some_and(|percent| percent >= f64::from(wanted))
        }
        WonBy::Course => matches!(happened.verdict, Some(Verdict::Passed(_))),
    }
}

/// What a badge shows, by its Lucide name.
pub(super) const ICONS: [(&str, &str); 10] = [
    ("award", "Une médaille"),
    ("trophy", "Une coupe"),
    ("star", "Une étoile"),
    ("sparkles", "Des éclats"),
    ("hammer", "Un marteau"),
    ("wrench", "Une clé"),
    ("camera", "Un appareil photo"),
    ("messages-square", "Des paroles"),
    ("book-open", "Un livre"),
    ("graduation-cap", "Une toque"),
];

/// A rule as it was typed and found right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct NewRule {
    pub(super) name: String,
    pub(super) story: String,
    pub(super) icon: &'static str,
    pub(super) won_by: WonBy,
    pub(super) wanted: u32,
}

/// What the fields say.
#[derive(Clone, Debug, Default)]
pub(super) struct Typed {
    pub(super) name: String,
    pub(super) story: String,
    pub(super) icon: String,
    pub(super) won_by: String,
    pub(super) wanted: String,
    pub(super) course: String,
}

const LONGEST_NAME: usize = 60;
const LONGEST_STORY: usize = 160;

/// Reads a rule; what is wrong is told beside its field.
pub(super) fn read(typed: &Typed, errors: &mut FormErrors) -> Option<NewRule> {
    let name = typed.name.trim();
    if name.is_empty() {
        errors.add("nom", "Nom", "à remplir");
    } else if name.chars().count() > LONGEST_NAME {
        errors.add("nom", "Nom", "soixante caractères au plus");
    }
    let story = typed.story.trim();
    if story.is_empty() {
        errors.add(
            "histoire",
            "Comment il se gagne",
            "à remplir\u{202f}: c’est ce que lit l’apprenant",
        );
    } else if story.chars().count() > LONGEST_STORY {
        errors.add("histoire", "Comment il se gagne", "160 caractères au plus");
    }
    let icon = ICONS.iter().find(|(icon, _)| *icon == typed.icon);
    if icon.is_none() {
        errors.add("dessin", "Dessin", "choisissez-en un dans la liste");
    }
    let won_by = WonBy::parse(&typed.won_by);
    let Some(won_by) = won_by else {
        errors.add("fait", "Ce qui le fait gagner", "choisissez-le dans la liste");
        return None;
    };
    let (least, most) = won_by.bounds();
    let wanted = match least == most {
        true => Some(least),
        false => typed
            .wanted
            .trim()
            .parse()
            .ok()
            .filter(|wanted| (least..=most).contains(wanted)),
    };
    if wanted.is_none() {
        errors.add(
            "nombre",
            "Nombre",
            format!("un nombre entier, de {least} à {most}"),
        );
    }
    if !errors.is_empty() {
        return None;
    }
    Some(NewRule {
        name: name.to_owned(),
        story: story.to_owned(),
        icon: icon?.0,
        won_by,
        wanted: wanted?,
    })
}

#[cfg(test)]
mod cases {
    use super::*;

    const COURSE: Uuid = Uuid::from_u128(1);

    fn happened() -> Happened {
        Happened {
            course: COURSE,
            forum: false,
            modules: 0,
            percent: None,
            verdict: None,
        }
    }

    #[test]
    fn each_kind_looks_at_its_own() {
        let forum = Happened {
            forum: true,
            modules: 9,
            percent: Some(99.0),
            ..happened()
        };
        let modules = |modules| Happened {
            modules,
            ..happened()
        };
        let percent = |percent| Happened {
            percent: Some(percent),
            ..happened()
        };
        let verdict = |verdict| Happened {
            verdict: Some(verdict),
            ..happened()
        };
        let cases = [
            (WonBy::Forum, 1, forum, true),
            (WonBy::Forum, 1, modules(3), false),
            (WonBy::Modules, 2, forum, false),
            (WonBy::Modules, 2, modules(1), false),
            (WonBy::Modules, 2, modules(2), true),
            (WonBy::Percent, 90, percent(89.9), false),
            (WonBy::Percent, 90, percent(90.0), true),
            (WonBy::Percent, 90, happened(), false),
            (WonBy::Percent, 90, forum, false),
            (
                WonBy::Course,
                1,
                verdict(Verdict::Passed(jiff::Timestamp::UNIX_EPOCH)),
                true,
            ),
            (WonBy::Course, 1, verdict(Verdict::Underway), false),
            (WonBy::Course, 1, happened(), false),
        ];
        for (won_by, wanted, happened, expected) in cases {
            assert_eq!(
                wins(won_by, wanted, None, &happened),
                expected,
                "{won_by:?} {happened:?}"
            );
            assert_eq!(wins(won_by, wanted, Some(COURSE), &happened), expected);
            assert!(
                !wins(won_by, wanted, Some(Uuid::from_u128(2)), &happened),
                "of another course"
            );
        }
    }

    #[test]
    fn a_rule_is_read_or_says_what_to_mend() {
        let right = Typed {
            name: " Main à la pâte ".to_owned(),
            story: "Terminer deux modules.".to_owned(),
            icon: "hammer".to_owned(),
            won_by: "modules".to_owned(),
            wanted: "2".to_owned(),
            course: String::new(),
        };
        let mut errors = FormErrors::default();
        let rule = read(&right, &mut errors).unwrap();
        assert_eq!(
            (rule.name.as_str(), rule.wanted, rule.icon),
            ("Main à la pâte", 2, "hammer")
        );
        type Change = fn(&mut Typed);
        let cases: [(Change, &str); 9] = [
            (|one| one.name = "  ".to_owned(), "nom"),
            (|one| one.name = "é".repeat(61), "nom"),
            (|one| one.story.clear(), "histoire"),
            (|one| one.story = "é".repeat(161), "histoire"),
            (|one| one.icon = "bomb".to_owned(), "dessin"),
            (|one| one.won_by = "luck".to_owned(), "fait"),
            (|one| one.wanted = "0".to_owned(), "nombre"),
            (|one| one.wanted = "61".to_owned(), "nombre"),
            (|one| one.wanted = "deux".to_owned(), "nombre"),
        ];
        for (change, field) in cases {
            let mut typed = right.clone();
            change(&mut typed);
            let mut errors = FormErrors::default();
            assert_eq!(read(&typed, &mut errors), None);
            assert!(errors.get(field).is_some(), "{field}");
        }
        let forum = Typed {
            won_by: "forum".to_owned(),
            wanted: String::new(),
            ..right
        };
        assert_eq!(
            read(&forum, &mut FormErrors::default()).unwrap().wanted,
            1,
            "nothing to count"
        );
    }
}
