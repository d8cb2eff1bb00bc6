//! What is asked, how it is found, what may be written.

use std::collections::BTreeSet;

use catalogue::courses::StepId;
use platform::html::FormErrors;
use platform::html::fr;
use platform::id_type;
use platform::ids::RegionId;

id_type!(
    /// A question and its answer.
    EntryId
);

/// A question and its answer.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Which.
    pub id: EntryId,
    /// Whose learners read it; none: everybody's.
    pub region: Option<RegionId>,
    /// The step that it is about; none: the whole course.
    pub step: Option<StepId>,
    /// « Ma photo est trop lourde, que faire ? »
    pub question: String,
    /// Paragraphs between empty lines.
    pub answer: String,
    /// How many found it useful, and how many said something.
    pub useful: (u32, u32),
    /// What who asks said of it.
    pub mine: Option<bool>,
}

/// What the fields say.
#[derive(Clone, Debug, Default)]
pub(super) struct Typed {
    pub(super) question: String,
    pub(super) answer: String,
    pub(super) step: String,
}

/// What is written, found right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Written {
    pub(super) question: String,
    pub(super) answer: String,
    pub(super) step: Option<StepId>,
}

pub(super) const LONGEST_QUESTION: usize = 200;
pub(super) const LONGEST_ANSWER: usize = 4000;
/// How many a course has at most, in a region or for all.
pub(super) const MOST: usize = 200;

/// Reads what was typed; `steps` are those of the course.
pub(super) fn read(typed: &Typed, steps: &[StepId], errors: &mut FormErrors) -> Option<Written> {
    let (question, answer) = (typed.question.trim(), typed.answer.trim());
    if question.is_empty() {
        errors.add("question", "Question", "à remplir");
    } else if question.chars().count() > LONGEST_QUESTION {
        errors.add(
            "question",
            "Question",
            "200 caractères au plus\u{202f}: les détails vont dans la réponse",
        );
    }
    if answer.is_empty() {
        errors.add("reponse", "Réponse", "à remplir");
    } else if answer.chars().count() > LONGEST_ANSWER {
        errors.add("reponse", "Réponse", "4\u{202f}000 caractères au plus");
    }
    let step = match typed.step.as_str() {
        "" => None,
        typed => {
            let step = steps.iter().find(|step| step.to_string() == typed);
            if step.is_none() {
                errors.add(
                    "etape",
                    "Étape",
                    "elle n’est plus dans le parcours\u{202f}: choisissez-en une autre",
                );
            }
            step.copied()
        }
    };
    errors.is_empty().then(|| Written {
        question: question.to_owned(),
        answer: answer.to_owned(),
        step,
    })
}

/// Words too short to tell one question from another.
const SHORTEST: usize = 3;

/// The entries that a few words lead to, the best first; all of them, as they are, when nothing is looked for.
pub fn found<'a>(entries: &'a [Entry], words: &str) -> Vec<&'a Entry> {
    let folded = fr::folded(words);
    let wanted: Vec<&str> = folded
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| word.chars().count() >= SHORTEST)
        .collect();
    if folded.trim().is_empty() {
        return entries.iter().collect();
    }
    // A word of the question says more than one of the answer.
    let weight = |entry: &Entry| -> usize {
        let (question, answer) = (fr::folded(&entry.question), fr::folded(&entry.answer));
        let of = |word: &&&str| match (question.contains(**word), answer.contains(**word)) {
            (true, _) => 3,
            (false, true) => 1,
            (false, false) => 0,
        };
        wanted.iter().map(|word| of(&word)).sum()
    };
    let mut found: Vec<(usize, &Entry)> = entries.iter().map(|entry| (weight(entry), entry)).collect();
    found.retain(|(weight, _)| *weight > 0);
    found.sort_by_key(|(weight, _)| std::cmp::Reverse(*weight));
    found.into_iter().map(|(_, entry)| entry).collect()
}

/// How many entries are suggested to who writes a question.
const SUGGESTED: usize = 3;

/// Words that every question has.
const COMMON: [&str; 60] = [
    "avec", "aux", "avoir", "bien", "bonjour", "bonsoir", "car", "ceci", "cela", "ces", "cet", "cette",
    "comment", "dans", "des", "donc", "dois", "doit", "elle", "elles", "est", "etre", "faire", "fait",
    "faut", "ils", "les", "leur", "mais", "merci", "mes", "mon", "notre", "nous", "ont", "par", "pas",
    "peut", "peux", "plus", "pour", "pourquoi", "quand", "que", "quel", "quelle", "quelqu", "quelques",
    "qui", "quoi", "sans", "ses", "son", "suis", "sur", "tout", "tres", "une", "votre", "vous",
];

/// The words that say what a text is about: folded, without those that every question has, nor marks of number.
fn telling(text: &str) -> BTreeSet<String> {
    let folded = fr::folded(text);
    let words = folded.split(|letter: char| !letter.is_alphanumeric());
    words
        .filter(|word| word.chars().count() >= SHORTEST && !COMMON.contains(word))
        .map(|word| match word.chars().count() > SHORTEST {
            true => word.trim_end_matches(['s', 'x']).to_owned(),
            false => word.to_owned(),
        })
        .collect()
}

/// The entries that may answer what someone is writing, the best first: they share two words of the question at least, or all
/// that it has to say.
pub fn suggested<'a>(entries: &'a [Entry], writing: &str) -> Vec<&'a Entry> {
    let said = telling(writing);
    let weight = |entry: &Entry| -> usize {
        let (question, answer) = (telling(&entry.question), telling(&entry.answer));
        let asked = question.intersection(&said).count();
        if asked == 0 || (asked < 2 && asked < question.len()) {
            return 0;
        }
        3 * asked + answer.intersection(&said).count()
    };
    let mut found: Vec<(usize, &Entry)> = entries.iter().map(|entry| (weight(entry), entry)).collect();
    found.retain(|(weight, _)| *weight > 0);
    found.sort_by_key(|(weight, _)| std::cmp::Reverse(*weight));
    found
        .into_iter()
        .map(|(_, entry)| entry)
        .take(SUGGESTED)
        .collect()
}

#[cfg(test)]
mod cases {
    use platform::ids::Uuid;

    use super::*;

    fn entry(question: &str, answer: &str) -> Entry {
        Entry {
            id: EntryId(Uuid::nil()),
            region: None,
            step: None,
            question: question.to_owned(),
            answer: answer.to_owned(),
            useful: (0, 0),
            mine: None,
        }
    }

    #[test]
    fn words_lead_to_the_right_answers() {
        let all = [
            entry(
                "Ma photo est trop lourde\u{202f}?",
                "Réduisez-la avec votre téléphone.",
            ),
            entry(
                "Comment créer ma page\u{202f}?",
                "Depuis un téléphone ou un ordinateur.",
            ),
            entry("Où est l’émargement\u{202f}?", "Sur la page du parcours."),
        ];
        let cases: [(&str, &[usize]); 8] = [
            ("", &[0, 1, 2]),
            ("  ", &[0, 1, 2]),
            ("PHOTO lourde", &[0]),
            ("emargement", &[2]),
            ("telephone", &[0, 1]),
            ("page", &[1, 2]),
            ("le la de", &[]),
            ("Yparéo", &[]),
        ];
        for (words, expected) in cases {
            let questions: Vec<&str> = found(&all, words)
                .iter()
                .map(|one| one.question.as_str())
                .collect();
            let expected: Vec<&str> = expected.iter().map(|at| all[*at].question.as_str()).collect();
            assert_eq!(questions, expected, "{words}");
        }
    }

    #[test]
    fn what_is_being_written_finds_its_answer() {
        let all = [
            entry(
                "Ma photo est trop lourde\u{202f}?",
                "Réduisez-la avec votre téléphone.",
            ),
            entry(
                "Comment photographier du bois\u{202f}?",
                "Près d’une fenêtre, sans flash.",
            ),
            entry("Où est l’émargement\u{202f}?", "Sur la page du parcours."),
            entry("Mes photos lourdes ne partent pas", "Attendez, ou réduisez-les."),
            entry("Photo lourde, encore", "Voir plus haut."),
        ];
        let cases: [(&str, &[usize]); 9] = [
            ("", &[]),
            ("Bonjour, comment faire ?", &[]),
            ("Mes PHOTOS sont trop lourdes", &[0, 3, 4]),
            ("photos lourdes à réduire avec mon téléphone", &[0, 3, 4]),
            ("Quelle lumière pour photographier le bois ?", &[1]),
            ("Je ne trouve pas l’emargement", &[2]),
            ("une photo", &[]),
            ("Près d’une fenêtre sans flash", &[]),
            ("Yparéo", &[]),
        ];
        for (writing, expected) in cases {
            let questions: Vec<&str> = suggested(&all, writing)
                .iter()
                .map(|one| one.question.as_str())
                .collect();
            let expected: Vec<&str> = expected.iter().map(|at| all[*at].question.as_str()).collect();
            assert_eq!(questions, expected, "{writing}");
        }
    }

    #[test]
    fn what_is_written_is_read_or_says_what_to_mend() {
        let step = StepId(Uuid::from_u128(1));
        let right = Typed {
            question: " Comment faire\u{202f}? ".to_owned(),
            answer: "Ainsi.".to_owned(),
            step: step.to_string(),
        };
        let written = read(&right, &[step], &mut FormErrors::default()).unwrap();
        assert_eq!(
            (written.question.as_str(), written.step),
            ("Comment faire\u{202f}?", Some(step))
        );
        type Change = fn(&mut Typed);
        let cases: [(Change, &str); 5] = [
            (|one| one.question = " ".to_owned(), "question"),
            (|one| one.question = "é".repeat(201), "question"),
            (|one| one.answer.clear(), "reponse"),
            (|one| one.answer = "é".repeat(4001), "reponse"),
            (|one| one.step = "ailleurs".to_owned(), "etape"),
        ];
        for (change, field) in cases {
            let mut typed = right.clone();
            change(&mut typed);
            let mut errors = FormErrors::default();
            assert_eq!(read(&typed, &[step], &mut errors), None);
            assert!(errors.get(field).is_some(), "{field}");
        }
    }
}
