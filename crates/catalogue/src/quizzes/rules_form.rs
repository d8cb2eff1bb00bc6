//! The settings of a quiz, as a form has them.

use assess::quiz::settings::{Kept, Layout, Purpose, Settings, When};
use platform::html::FormErrors;
use platform::http::Form;

use super::composition::Rules;

/// What was typed of the rules.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct TypedRules {
    pub(super) purpose: String,
    pub(super) pass: String,
    pub(super) tries: String,
    pub(super) minutes: String,
    pub(super) kept: String,
    pub(super) layout: String,
    pub(super) feedback: String,
    pub(super) answers: String,
    pub(super) opens: String,
    pub(super) closes: String,
}

pub(super) const PURPOSES: [(&str, Purpose); 2] = [
    ("note", Purpose::Graded),
    ("positionnement", Purpose::Positioning),
];
pub(super) const KEPT: [(&str, Kept, &str); 3] = [
    ("meilleur", Kept::Best, "Le meilleur essai"),
    ("dernier", Kept::Last, "Le dernier essai"),
    ("moyenne", Kept::Mean, "La moyenne des essais"),
];
pub(super) const LAYOUTS: [(&str, Layout, &str); 2] = [
    ("une", Layout::OneByOne, "Une question par page"),
    ("toutes", Layout::All, "Toutes sur la même page"),
];
pub(super) const WHENS: [(&str, When, &str); 5] = [
    ("essai", When::AfterTry, "Après chaque essai"),
    (
        "question",
        When::AfterQuestion,
        "Après chaque question, qui ne se change plus",
    ),
    ("dernier", When::AfterLastTry, "Après le dernier essai"),
    ("fermeture", When::AfterClose, "Après la fermeture du quiz"),
    ("jamais", When::Never, "Jamais"),
];

fn code<T: PartialEq>(of: &T, all: impl IntoIterator<Item = (&'static str, T)>) -> String {
    let found = all.into_iter().find(|(_, one)| one == of);
    found.map_or("", |(code, _)| code).to_owned()
}

fn choice<T>(typed: &str, all: impl IntoIterator<Item = (&'static str, T)>) -> Option<T> {
    all.into_iter()
        .find(|(code, _)| *code == typed)
        .map(|(_, one)| one)
}

fn said(number: Option<impl ToString>) -> String {
    number.map(|number| number.to_string()).unwrap_or_default()
}

impl TypedRules {
    /// As the form begins.
    pub(super) fn of(rules: &Rules) -> Self {
        let settings = &rules.settings;
        Self {
            purpose: code(&settings.purpose, PURPOSES),
            pass: said(settings.pass),
            tries: said(settings.tries),
            minutes: said(settings.minutes),
            kept: code(&settings.kept, KEPT.map(|(code, one, _)| (code, one))),
            layout: code(&settings.layout, LAYOUTS.map(|(code, one, _)| (code, one))),
            feedback: code(&settings.feedback, WHENS.map(|(code, one, _)| (code, one))),
            answers: code(&settings.answers, WHENS.map(|(code, one, _)| (code, one))),
            opens: said(rules.opens_day),
            closes: said(rules.closes_day),
        }
    }

    /// As it was posted.
    pub(super) fn posted(form: &Form) -> Self {
        let text = |name: &str| form.text(name).to_owned();
        Self {
            purpose: text("but"),
            pass: text("seuil"),
            tries: text("essais"),
            minutes: text("minutes"),
            kept: text("retenu"),
            layout: text("presentation"),
            feedback: text("retours"),
            answers: text("corriges"),
            opens: text("ouverture"),
            closes: text("fermeture"),
        }
    }

    /// Reads it; says what to mend.
    pub(super) fn read(&self, errors: &mut FormErrors) -> Option<Rules> {
        let before = errors.len();
        let purpose = choice(&self.purpose, PURPOSES);
        if purpose.is_none() {
            errors.add("but", "À quoi sert ce quiz", "Dites à quoi sert ce quiz.");
        }
        let positioning = purpose == Some(Purpose::Positioning);
        let pass = number(&self.pass, "seuil", "Seuil de réussite", errors);
        let rules = Rules {
            settings: Settings {
                purpose: purpose.unwrap_or_default(),
                // Nobody fails a positioning: what the field held before is let go.
                pass: pass
                    .filter(|_| !positioning)
                    .and_then(|pass| u8::try_from(pass).ok()),
                tries: number(&self.tries, "essais", "Nombre d’essais", errors),
                minutes: number(&self.minutes, "minutes", "Durée d’un essai", errors),
                kept: choice(&self.kept, KEPT.map(|(code, one, _)| (code, one))).unwrap_or_default(),
                layout: choice(&self.layout, LAYOUTS.map(|(code, one, _)| (code, one))).unwrap_or_default(),
                feedback: choice(&self.feedback, WHENS.map(|(code, one, _)| (code, one))).unwrap_or_default(),
                answers: choice(&self.answers, WHENS.map(|(code, one, _)| (code, one))).unwrap_or_default(),
                opens: None,
                closes: None,
            },
            opens_day: number(&self.opens, "ouverture", "S’ouvre le jour", errors),
            closes_day: number(&self.closes, "fermeture", "Se ferme le jour", errors),
        };
        if pass.is_some_and(|pass| pass > 100) {
            errors.add(
                "seuil",
                "Seuil de réussite",
                "Le seuil de réussite va de 1 à 100\u{a0}%.",
            );
        }
        if errors.len() == before {
            for problem in rules.problems() {
                errors.add(field(&problem), "Réglages", problem);
            }
        }
        (errors.len() == before).then_some(rules)
    }
}

/// The field that a problem is about.
fn field(problem: &str) -> &'static str {
    [
        ("essais", "essais"),
        ("durée", "minutes"),
        ("seuil", "seuil"),
        ("montrera", "fermeture"),
    ]
    .into_iter()
    .find(|(word, _)| problem.contains(word))
    .map_or("ouverture", |(_, field)| field)
}

/// A whole number, or none.
fn number(typed: &str, field: &str, label: &str, errors: &mut FormErrors) -> Option<u32> {
    if typed.is_empty() {
        return None;
    }
    let read = typed.parse().ok();
    if read.is_none() {
        errors.add(field, label, "Donnez un nombre entier, ou laissez vide.");
    }
    read
}

#[cfg(test)]
mod cases {
    use super::*;

    #[test]
    fn what_is_typed_is_read_or_mended() {
        let fine = TypedRules::of(&Rules::usual());
        type Change = fn(&mut TypedRules);
        let cases: [(Change, &str); 12] = [
            (|_| {}, ""),
            (|typed| typed.purpose = "positionnement".into(), ""),
            (|typed| typed.purpose = String::new(), "but"),
            (|typed| typed.pass = "70".into(), ""),
            (|typed| typed.pass = "170".into(), "seuil"),
            (|typed| typed.pass = "beaucoup".into(), "seuil"),
            (|typed| typed.tries = String::new(), ""),
            (|typed| typed.tries = "0".into(), "essais"),
            (|typed| typed.minutes = "-5".into(), "minutes"),
            (|typed| typed.minutes = "20000".into(), "minutes"),
            (|typed| typed.answers = "fermeture".into(), "fermeture"),
            (
                |typed| (typed.opens, typed.closes) = ("9".into(), "2".into()),
                "ouverture",
            ),
        ];
        for (at, (change, expected)) in cases.into_iter().enumerate() {
            let mut typed = fine.clone();
            change(&mut typed);
            let mut errors = FormErrors::default();
            let read = typed.read(&mut errors);
            let fields: Vec<&str> = errors.iter().map(|error| error.field.as_str()).collect();
            assert_eq!(fields.join(","), expected, "{at}: {typed:?}");
            assert_eq!(read.is_some(), expected.is_empty(), "{at}");
            if let Some(rules) = read {
                assert_eq!(TypedRules::of(&rules).read(&mut errors), Some(rules), "{at}");
            }
        }
    }

    #[test]
    fn nobody_fails_a_positioning() {
        let typed = TypedRules {
            pass: "60".to_owned(),
            purpose: "positionnement".to_owned(),
            ..TypedRules::of(&Rules::usual())
        };
        let rules = typed.read(&mut FormErrors::default()).unwrap();
        assert_eq!(rules.settings.pass, None);
    }
}
