//! What an author must mend in a question, part by part.

mod parts;

use super::bodies::{Choices, Numeric, ShortText, UnitRule};
use super::words::pattern_is_blank;
use super::{
    Body, LONGEST_TEXT, LONGEST_TITLE, LONGEST_WORDS, MOST_PARTS, MOST_TAGS, Marking, Points, Question, Share,
};

/// A part of a question: an editor shows the problem beside it. Places count from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The title.
    Title,
    /// The text.
    Text,
    /// The points, and how mistakes count.
    Points,
    /// The general feedback.
    Feedback,
    /// The tags.
    Tags,
    /// The answers, pairs, items, gaps or areas as a whole.
    Answers,
    /// One of them.
    Answer(usize),
    /// The units.
    Units,
    /// The image.
    Image,
}

/// Something to mend.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Where.
    pub part: Part,
    /// What to do, in a French sentence that names the part.
    pub sentence: String,
}

impl Question {
    /// What is to be mended before learners answer it; nothing when it is whole.
    pub fn problems(&self) -> Vec<Problem> {
        let mut found = Found::default();
        found.frame(self);
        match &self.body {
            Body::Single(one) => found.single("La réponse", one, None),
            Body::Multiple(one) => found.multiple(one, self.marking),
            Body::TrueFalse(one) => {
                found.words(
                    Part::Answers,
                    "Le retour de « vrai »",
                    &one.feedback_true,
                    Blank::Allowed,
                );
                found.words(
                    Part::Answers,
                    "Le retour de « faux »",
                    &one.feedback_false,
                    Blank::Allowed,
                );
            }
            Body::ShortText(one) => found.short("La réponse", one, None),
            Body::Numeric(one) => found.numeric("La réponse", one, None),
            Body::Matching(one) => found.matching(one),
            Body::Ordering(one) => found.ordering(one),
            Body::Cloze(one) => found.cloze(&self.text, one),
            Body::Hotspot(one) => found.hotspot(one),
            Body::FreeText(one) => {
                found.words(Part::Answers, "Ce qui est attendu", &one.expected, Blank::Allowed);
                found.words(Part::Answers, "Le texte de départ", &one.start, Blank::Allowed);
            }
        }
        found.0
    }
}

/// A number as French writes it: « 20 000 ».
fn thousands(number: usize) -> String {
    match (number / 1000, number % 1000) {
        (0, units) => units.to_string(),
        (above, units) => format!("{}\u{202f}{units:03}", thousands(above)),
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Blank {
    Allowed,
    Refused,
}

#[derive(Default)]
struct Found(Vec<Problem>);

impl Found {
    fn say(&mut self, part: Part, sentence: impl Into<String>) {
        let sentence = crate::spaced(&sentence.into());
        self.0.push(Problem { part, sentence });
    }

    fn frame(&mut self, question: &Question) {
        self.long(
            Part::Title,
            "Le titre",
            &question.title,
            LONGEST_TITLE,
            Blank::Refused,
        );
        self.long(
            Part::Text,
            "L’énoncé",
            &question.text,
            LONGEST_TEXT,
            Blank::Refused,
        );
        self.words(
            Part::Feedback,
            "Le retour général",
            &question.feedback,
            Blank::Allowed,
        );
        if question.points.0 == 0 || question.points > Points::MOST {
            self.say(
                Part::Points,
                "Les points vont de 0,001 à 1\u{202f}000 : indiquez ce que vaut la question.",
            );
        }
        let Marking { mistake, floor, .. } = question.marking;
        let loss = |share: Share| (-Share::ALL..=Share::NONE).contains(&share);
        if !loss(mistake) || !loss(floor) {
            self.say(
                Part::Points,
                "Ce qu’une erreur retire ne peut pas dépasser les points de la question.",
            );
        }
        if mistake < floor && question.takes_once() {
            self.say(
                Part::Points,
                "Une erreur retire plus que la note la plus basse ne le permet : baissez cette note ou retirez moins.",
            );
        }
        if question.tags.len() > MOST_TAGS {
            self.say(
                Part::Tags,
                format!("Une question a {MOST_TAGS} étiquettes au plus : retirez-en."),
            );
        }
        for tag in &question.tags {
            self.long(
                Part::Tags,
                &format!("L’étiquette « {tag:.40} »"),
                tag,
                100,
                Blank::Refused,
            );
        }
    }

    fn words(&mut self, part: Part, name: &str, text: &str, blank: Blank) {
        self.long(part, name, text, LONGEST_WORDS, blank);
    }

    fn long(&mut self, part: Part, name: &str, text: &str, longest: usize, blank: Blank) {
        if blank == Blank::Refused && text.trim().is_empty() {
            self.say(part, format!("{name} n’a pas de texte : écrivez-le."));
        }
        if text.chars().nth(longest).is_some() {
            self.say(
                part,
                format!(
                    "{name} dépasse {} caractères : raccourcissez.",
                    thousands(longest)
                ),
            );
        }
    }

    /// Whether the parts are few enough to be looked at one by one.
    fn count(&mut self, count: usize, least: usize, what: &str) -> bool {
        if count < least || count > MOST_PARTS {
            self.say(
                Part::Answers,
                format!("Il faut {least} {what} au moins et {MOST_PARTS} au plus."),
            );
        }
        count <= MOST_PARTS
    }

    fn share(&mut self, part: Part, name: &str, share: Share) {
        if !share.is_one_answers() {
            self.say(
                part,
                format!("{name} vaut plus que la question : restez entre −100\u{a0}% et 100\u{a0}%."),
            );
        }
    }

    /// Answers that each have words, a share and a feedback.
    fn answers<'a>(
        &mut self,
        name: &str,
        gap: Option<usize>,
        all: impl Iterator<Item = (&'a str, Share, &'a str)>,
    ) {
        let mut full = false;
        for (place, (text, share, feedback)) in all.enumerate() {
            let part = Part::Answer(gap.unwrap_or(place));
            let name = format!("{name} {}", place + 1);
            self.words(part, &name, text, Blank::Refused);
            self.words(
                part,
                &format!("{name}, dans son retour,"),
                feedback,
                Blank::Allowed,
            );
            self.share(part, &name, share);
            full |= share == Share::ALL;
        }
        if !full {
            let part = gap.map_or(Part::Answers, Part::Answer);
            let whose = gap.map_or_else(|| "la question".to_owned(), |gap| format!("le trou {}", gap + 1));
            self.say(
                part,
                format!("Aucune réponse ne donne tous les points : indiquez la bonne réponse pour {whose}."),
            );
        }
    }

    fn single(&mut self, name: &str, one: &Choices, gap: Option<usize>) {
        if !self.count(one.choices.len(), 2, "réponses à choisir") {
            return;
        }
        let all = one
            .choices
            .iter()
            .map(|one| (one.text.as_str(), one.share, one.feedback.as_str()));
        self.answers(name, gap, all);
        self.twice("réponses", one.choices.iter().map(|one| one.text.as_str()), gap);
    }

    fn multiple(&mut self, one: &Choices, marking: Marking) {
        if !self.count(one.choices.len(), 2, "réponses à choisir") {
            return;
        }
        for (place, choice) in one.choices.iter().enumerate() {
            let (part, name) = (Part::Answer(place), format!("La réponse {}", place + 1));
            self.words(part, &name, &choice.text, Blank::Refused);
            self.words(
                part,
                &format!("{name}, dans son retour,"),
                &choice.feedback,
                Blank::Allowed,
            );
            self.share(part, &name, choice.share);
        }
        if !one.choices.iter().any(|choice| choice.share > Share::NONE) {
            self.say(
                Part::Answers,
                "Aucune réponse ne donne de points : indiquez les bonnes.",
            );
        } else if one.all_wins(marking) {
            self.say(
                Part::Answers,
                "Tout cocher donne tous les points : faites qu’une réponse fausse en retire, ou choisissez « tout ou rien ».",
            );
        }
        self.twice("réponses", one.choices.iter().map(|one| one.text.as_str()), None);
    }

    /// Names the parts that read alike.
    fn twice<'a>(&mut self, what: &str, texts: impl Iterator<Item = &'a str>, gap: Option<usize>) {
        let what = match gap {
            Some(gap) => format!("Dans le trou {}, les {what}", gap + 1),
            None => format!("Les {what}"),
        };
        let one_of_them = if what.ends_with("éléments") {
            "l’un des deux"
        } else {
            "l’une des deux"
        };
        let mut seen: Vec<&str> = Vec::new();
        for (place, text) in texts.map(str::trim).enumerate() {
            match seen.iter().position(|one| *one == text && !text.is_empty()) {
                Some(first) => self.say(
                    Part::Answer(gap.unwrap_or(place)),
                    format!(
                        "{what} {} et {} sont les mêmes : changez {one_of_them}.",
                        first + 1,
                        place + 1
                    ),
                ),
                None => seen.push(text),
            }
        }
    }

    fn short(&mut self, name: &str, one: &ShortText, gap: Option<usize>) {
        if !self.count(one.accepted.len(), 1, "réponse acceptée") {
            return;
        }
        let all = one
            .accepted
            .iter()
            .map(|one| (one.text.as_str(), one.share, one.feedback.as_str()));
        self.answers(name, gap, all);
        let anything = one
            .accepted
            .iter()
            .position(|one| pattern_is_blank(&one.text) && one.share > Share::NONE);
        if let Some(place) = anything {
            let part = Part::Answer(gap.unwrap_or(place));
            self.say(
                part,
                format!(
                    "La réponse {} accepte n’importe quels mots : précisez-la.",
                    place + 1
                ),
            );
        }
    }

    fn numeric(&mut self, name: &str, one: &Numeric, gap: Option<usize>) {
        if !self.count(one.accepted.len(), 1, "nombre accepté") {
            return;
        }
        let all = one
            .accepted
            .iter()
            .map(|one| ("0", one.share, one.feedback.as_str()));
        self.answers(name, gap, all);
        for (place, number) in one.accepted.iter().enumerate() {
            if number.tolerance.is_negative() || number.bounds().is_none() {
                let part = Part::Answer(gap.unwrap_or(place));
                self.say(
                    part,
                    format!(
                        "La marge du nombre {} ne peut pas être calculée : corrigez-la.",
                        place + 1
                    ),
                );
            }
        }
        if one.units.len() > MOST_PARTS {
            self.say(
                Part::Units,
                format!("Un nombre a {MOST_PARTS} unités au plus : retirez-en."),
            );
        }
        for unit in &one.units {
            self.long(Part::Units, "Le nom d’une unité", &unit.name, 30, Blank::Refused);
            if unit.worth <= super::Decimal::ZERO {
                self.say(
                    Part::Units,
                    format!("L’unité « {:.30} » doit valoir plus que zéro.", unit.name),
                );
            }
        }
        if one.unit_rule == UnitRule::Required && one.units.is_empty() {
            self.say(
                Part::Units,
                "L’unité est demandée, mais aucune n’est acceptée : ajoutez-en une.",
            );
        }
    }
}
