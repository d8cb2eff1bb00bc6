//! What the form of a survey holds: typed, changed by its buttons, read. Nothing is kept before it is put online.

use platform::html::FormErrors;
use platform::http::Form;

use super::models::model;
use super::survey::{Body, LONGEST, MOST, MOST_DAYS, Question, Survey, Window, possible};
use crate::library::ItemKind;

/// The kinds of questions, in the order of lists.
pub(super) const KINDS: [(&str, &str); 6] = [
    ("scale4", "Satisfaction, en quatre mots"),
    ("scale5", "Satisfaction, en cinq mots"),
    ("recommend", "Recommandation, de 0 à 10"),
    ("single", "Un seul choix"),
    ("several", "Plusieurs choix"),
    ("words", "Réponse libre"),
];

/// What was typed of a question.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct TypedQuestion {
    pub(super) id: u32,
    pub(super) part: String,
    pub(super) text: String,
    pub(super) required: bool,
    pub(super) kind: String,
    /// One a line.
    pub(super) choices: String,
}

/// What was typed of a survey.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Typed {
    pub(super) named: bool,
    pub(super) after: String,
    pub(super) days: String,
    pub(super) questions: Vec<TypedQuestion>,
}

/// What a button of the form asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Act {
    Preview,
    Publish,
    Model,
    Add,
    Up(usize),
    Down(usize),
    Remove(usize),
}

impl Act {
    /// As a button sends it.
    pub(super) fn parse(code: &str) -> Self {
        let place = |prefix: &str| code.strip_prefix(prefix).and_then(|place| place.parse().ok());
        match code {
            "publier" => Self::Publish,
            "modele" => Self::Model,
            "ajouter" => Self::Add,
            _ => (place("monter-").map(Self::Up))
                .or(place("descendre-").map(Self::Down))
                .or(place("retirer-").map(Self::Remove))
                .unwrap_or(Self::Preview),
        }
    }
}

/// What a new item begins with, as its form says.
pub(crate) fn beginning(kind: ItemKind, form: &Form) -> Survey {
    match form.text("depart") {
        "vide" => Survey::default(),
        _ => model(kind),
    }
}

impl Typed {
    /// As the form begins.
    pub(super) fn of(survey: &Survey) -> Self {
        let question = |one: &Question| TypedQuestion {
            id: one.id,
            part: one.part.clone(),
            text: one.text.clone(),
            required: one.required,
            kind: one.body.code().to_owned(),
            choices: match &one.body {
                Body::Single { choices } | Body::Several { choices } => choices.join("\n"),
                _ => String::new(),
            },
        };
        Self {
            named: !survey.anonymous,
            after: survey.window.after.to_string(),
            days: survey.window.days.to_string(),
            questions: survey.questions.iter().map(question).collect(),
        }
    }

    /// Out of a form.
    pub(super) fn from_form(form: &Form) -> Self {
        let count = form
            .text("combien")
            .parse::<usize>()
            .unwrap_or_default()
            .min(MOST);
        let question = |at: usize| {
            let text = |name: &str| form.text(&format!("{name}-{at}")).to_owned();
            TypedQuestion {
                id: text("numero").parse().unwrap_or_default(),
                part: text("partie"),
                text: text("question"),
                required: text("obligatoire") == "oui",
                kind: text("sorte"),
                choices: text("choix"),
            }
        };
        Self {
            named: form.text("noms") == "oui",
            after: form.text("apres").to_owned(),
            days: form.text("jours").to_owned(),
            questions: (0..count).map(question).collect(),
        }
    }

    /// Does what a button asks for.
    pub(super) fn apply(&mut self, act: Act, kind: ItemKind) {
        let count = self.questions.len();
        match act {
            Act::Preview | Act::Publish => {}
            Act::Model => self.questions = Self::of(&model(kind)).questions,
            Act::Add if count < MOST => {
                let id = self.questions.iter().map(|one| one.id).max().unwrap_or_default();
                self.questions.push(TypedQuestion {
                    id: id.saturating_add(1),
                    kind: "scale4".to_owned(),
                    required: true,
                    ..TypedQuestion::default()
                });
            }
            Act::Up(at) if (1..count).contains(&at) => self.questions.swap(at - 1, at),
            Act::Down(at) if at + 1 < count => self.questions.swap(at, at + 1),
            Act::Remove(at) if at < count => drop(self.questions.remove(at)),
            Act::Add | Act::Up(_) | Act::Down(_) | Act::Remove(_) => {}
        }
    }

    /// Reads it; says what to mend.
    pub(super) fn read(&self, kind: ItemKind, errors: &mut FormErrors) -> Option<Survey> {
        let before = errors.len();
        let mut questions = Vec::new();
        for (at, typed) in self.questions.iter().enumerate() {
            questions.extend(typed.read(at, errors));
        }
        if self.questions.is_empty() {
            errors.add("sans-question", "Questions", "Ajoutez au moins une question.");
        }
        let window = match kind {
            ItemKind::LateSurvey => self.window(errors),
            _ => Some(Window::default()),
        };
        // Numbers come back with the form: whatever was made of them, none is there twice.
        let mut next = questions
            .iter()
            .map(|one: &Question| one.id)
            .max()
            .unwrap_or_default();
        let mut known = Vec::new();
        for question in &mut questions {
            if question.id == 0 || known.contains(&question.id) {
                next = next.saturating_add(1);
                question.id = next;
            }
            known.push(question.id);
        }
        let survey = Survey {
            anonymous: !self.named,
            window: window?,
            questions,
        };
        (errors.len() == before && survey.problem().is_none()).then_some(survey)
    }

    fn window(&self, errors: &mut FormErrors) -> Option<Window> {
        let mut days = |typed: &str, field: &str, label: &str| {
            let read = typed.trim().parse::<u16>().ok();
            let read = read.filter(|days| (1..=MOST_DAYS).contains(days));
            if read.is_none() {
                errors.add(field, label, "Donnez un nombre de jours, de 1 à 365.");
            }
            read
        };
        let after = days(&self.after, "apres", "Ouverture");
        let open = days(&self.days, "jours", "Durée d’ouverture");
        Some(Window {
            after: after?,
            days: open?,
        })
    }
}

impl TypedQuestion {
    fn read(&self, at: usize, errors: &mut FormErrors) -> Option<Question> {
        let before = errors.len();
        let label = |what: &str| format!("Question {}, {what}", at + 1);
        for (field, text) in [("question", &self.text), ("partie", &self.part)] {
            if text.trim().chars().count() > LONGEST {
                errors.add(
                    format!("{field}-{at}"),
                    label("texte"),
                    "C’est trop long\u{202f}: 300 caractères au plus.",
                );
            }
        }
        if self.text.trim().is_empty() {
            errors.add(
                format!("question-{at}"),
                label("texte"),
                "Écrivez la question, ou retirez-la.",
            );
        }
        let lines = self
            .choices
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty());
        let choices: Vec<String> = lines.map(str::to_owned).collect();
        if matches!(self.kind.as_str(), "single" | "several") && !possible(&choices) {
            errors.add(
                format!("choix-{at}"),
                label("réponses proposées"),
                "Donnez de deux à vingt réponses différentes, une par ligne.",
            );
        }
        let body = match self.kind.as_str() {
            "scale4" => Body::Scale { words: 4 },
            "scale5" => Body::Scale { words: 5 },
            "recommend" => Body::Recommend,
            "single" => Body::Single { choices },
            "several" => Body::Several { choices },
            "words" => Body::Words,
            _ => {
                let message = "Choisissez une sorte dans la liste.";
                errors.add(format!("sorte-{at}"), label("sorte"), message);
                return None;
            }
        };
        (errors.len() == before).then(|| Question {
            id: self.id,
            part: self.part.trim().to_owned(),
            text: self.text.trim().to_owned(),
            required: self.required,
            body,
        })
    }
}

#[cfg(test)]
mod cases {
    use super::*;

    fn mistakes(typed: &Typed, kind: ItemKind) -> (Option<Survey>, String) {
        let mut errors = FormErrors::default();
        let read = typed.read(kind, &mut errors);
        let fields: Vec<&str> = errors.iter().map(|error| error.field.as_str()).collect();
        (read, fields.join(","))
    }

    #[test]
    fn a_survey_is_typed_and_read_again() {
        for kind in [ItemKind::Survey, ItemKind::LateSurvey] {
            let survey = model(kind);
            assert_eq!(mistakes(&Typed::of(&survey), kind), (Some(survey), String::new()));
        }
    }

    #[test]
    fn what_is_typed_is_mended() {
        let question = |kind: &str, text: &str, choices: &str| TypedQuestion {
            id: 1,
            text: text.to_owned(),
            kind: kind.to_owned(),
            choices: choices.to_owned(),
            ..TypedQuestion::default()
        };
        let late = ItemKind::LateSurvey;
        let typed = |questions: Vec<TypedQuestion>, days: &str| Typed {
            questions,
            after: "60".to_owned(),
            days: days.to_owned(),
            named: false,
        };
        for (typed, kind, wrong) in [
            (typed(vec![], "30"), late, "sans-question"),
            (typed(vec![question("words", "A", "")], "0"), late, "jours"),
            (typed(vec![question("words", "A", "")], "0"), ItemKind::Survey, ""),
            (typed(vec![question("words", " ", "")], "30"), late, "question-0"),
            (typed(vec![question("dessin", "A", "")], "30"), late, "sorte-0"),
            (
                typed(vec![question("single", "A", "Oui\n")], "30"),
                late,
                "choix-0",
            ),
            (
                typed(vec![question("several", "A", "Oui\n\n Non ")], "30"),
                late,
                "",
            ),
        ] {
            let (read, found) = mistakes(&typed, kind);
            assert_eq!(found, wrong, "{typed:?}");
            assert_eq!(read.is_some(), wrong.is_empty(), "{typed:?}");
        }
    }

    #[test]
    fn no_number_is_there_twice() {
        let one = TypedQuestion {
            id: 4,
            text: "A".to_owned(),
            kind: "words".to_owned(),
            ..TypedQuestion::default()
        };
        let typed = Typed {
            questions: vec![one.clone(), one.clone(), TypedQuestion { id: 0, ..one }],
            ..Typed::default()
        };
        let read = mistakes(&typed, ItemKind::Survey).0.unwrap();
        let ids: Vec<u32> = read.questions.iter().map(|one| one.id).collect();
        assert_eq!(ids, [4, 5, 6]);
    }

    #[test]
    fn buttons_change_what_is_typed() {
        let ids = |typed: &Typed| typed.questions.iter().map(|one| one.id).collect::<Vec<_>>();
        let mut typed = Typed::default();
        for (act, expected) in [
            ("ajouter", vec![1]),
            ("ajouter", vec![1, 2]),
            ("ajouter", vec![1, 2, 3]),
            ("monter-2", vec![1, 3, 2]),
            ("monter-0", vec![1, 3, 2]),
            ("descendre-0", vec![3, 1, 2]),
            ("descendre-2", vec![3, 1, 2]),
            ("retirer-1", vec![3, 2]),
            ("retirer-9", vec![3, 2]),
            ("autre", vec![3, 2]),
        ] {
            typed.apply(Act::parse(act), ItemKind::Survey);
            assert_eq!(ids(&typed), expected, "{act}");
        }
        typed.apply(Act::Model, ItemKind::Survey);
        assert_eq!(typed.questions.len(), model(ItemKind::Survey).questions.len());
        for _ in 0..2 * MOST {
            typed.apply(Act::Add, ItemKind::Survey);
        }
        assert_eq!(typed.questions.len(), MOST);
    }
}
