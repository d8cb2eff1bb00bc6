//! What answers come to, question by question.

use catalogue::surveys::{Body, Question, Survey};
use platform::html::fr;

use super::answers::{Answer, Answers};

/// What was answered to a question.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Tally {
    pub(super) question: Question,
    /// How many answered it.
    pub(super) answered: u32,
    /// How many chose each label.
    pub(super) counts: Vec<(String, u32)>,
    /// Free words, in no order that tells anything.
    pub(super) words: Vec<String>,
}

/// What was answered to versions of a survey, the latest first. A question that was worded otherwise is another one.
pub(super) fn tallies<'a>(versions: impl IntoIterator<Item = (&'a Survey, Vec<&'a Answers>)>) -> Vec<Tally> {
    let mut all: Vec<Tally> = Vec::new();
    for (survey, answers) in versions {
        for question in &survey.questions {
            let known = all.iter().position(|tally| tally.asks(question));
            let at = known.unwrap_or_else(|| {
                all.push(Tally::new(question));
                all.len() - 1
            });
            let Some(tally) = all.get_mut(at) else { continue };
            for answer in answers.iter().filter_map(|one| one.get(&question.id)) {
                tally.add(answer);
            }
        }
    }
    for tally in &mut all {
        tally.words.sort();
    }
    all
}

/// Who recommends, out of those who said from 0 to 10.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Recommended {
    pub(super) gladly: u32,
    pub(super) perhaps: u32,
    pub(super) not: u32,
}

impl Recommended {
    /// From −100 to 100, rounded.
    pub(super) fn score(self) -> i64 {
        let all = i64::from(self.gladly + self.perhaps + self.not).max(1);
        let gap = i64::from(self.gladly) - i64::from(self.not);
        // Half away from zero.
        (gap * 200 + all * gap.signum()) / (2 * all)
    }
}

impl Tally {
    fn new(question: &Question) -> Self {
        Self {
            question: question.clone(),
            answered: 0,
            counts: question
                .body
                .labels()
                .into_iter()
                .map(|label| (label, 0))
                .collect(),
            words: Vec::new(),
        }
    }

    fn asks(&self, question: &Question) -> bool {
        let known = &self.question;
        (known.id, &known.text, &known.body) == (question.id, &question.text, &question.body)
    }

    fn add(&mut self, answer: &Answer) {
        let mut count = |place: &u32| {
            let at = usize::try_from(*place).ok();
            if let Some((_, count)) = at.and_then(|at| self.counts.get_mut(at)) {
                *count += 1;
            }
        };
        match answer {
            Answer::Place(place) => count(place),
            Answer::Places(places) => places.iter().for_each(count),
            Answer::Words(words) => self.words.push(words.clone()),
        }
        self.answered += 1;
    }

    /// What is drawn: how many chose each label; of a recommendation, how many stand on each side.
    pub(super) fn bars(&self) -> Vec<(String, u32)> {
        match self.recommended() {
            None => self.counts.clone(),
            Some(found) => vec![
                ("9 ou 10".to_owned(), found.gladly),
                ("7 ou 8".to_owned(), found.perhaps),
                ("0 à 6".to_owned(), found.not),
            ],
        }
    }

    /// The mean of a scale, from 1, in tenths, and out of how many.
    pub(super) fn mean(&self) -> Option<(u32, u32)> {
        let words = u32::try_from(self.counts.len()).ok()?;
        if self.answered == 0 || !matches!(self.question.body, Body::Scale { .. }) {
            return None;
        }
        let sum: u32 = (1..)
            .zip(&self.counts)
            .map(|(mark, (_, count))| mark * count)
            .sum();
        Some(((sum * 20 + self.answered) / (2 * self.answered), words))
    }

    /// How many are rather or quite satisfied.
    pub(super) fn pleased(&self) -> Option<u32> {
        let scale = matches!(self.question.body, Body::Scale { .. });
        scale.then(|| self.counts.iter().rev().take(2).map(|(_, count)| count).sum())
    }

    /// Who recommends.
    pub(super) fn recommended(&self) -> Option<Recommended> {
        if self.answered == 0 || self.question.body != Body::Recommend {
            return None;
        }
        let of = |from: usize, to: usize| {
            let marks = self.counts.iter().skip(from).take(to + 1 - from);
            marks.map(|(_, count)| count).sum()
        };
        Some(Recommended {
            gladly: of(9, 10),
            perhaps: of(7, 8),
            not: of(0, 6),
        })
    }

    /// What it comes to, in a few words: « Moyenne : 3,4 sur 4. »
    pub(super) fn in_words(&self) -> Option<String> {
        if let Some((tenths, words)) = self.mean() {
            return Some(format!(
                "Moyenne\u{202f}: {},{} sur {words}.",
                tenths / 10,
                tenths % 10
            ));
        }
        let found = self.recommended()?;
        let people = |count: u32, one: &str, many: &str| fr::count(count.into(), one, many);
        Some(format!(
            "{} (9 ou 10), {} (7 ou 8), {} (0 à 6). Score de recommandation\u{202f}: {}. C’est la part des premières moins celle des dernières, de −100 à 100.",
            people(found.gladly, "personne recommande", "personnes recommandent"),
            people(found.perhaps, "hésite", "hésitent"),
            people(found.not, "ne recommande pas", "ne recommandent pas"),
            signed(found.score()),
        ))
    }
}

/// « +50 », « 0 », « −20 ».
pub(super) fn signed(score: i64) -> String {
    match score {
        0 => "0".to_owned(),
        score if score > 0 => format!("+{score}"),
        score => format!("−{}", score.unsigned_abs()),
    }
}

#[cfg(test)]
mod cases {
    use super::*;

    fn one(body: Body) -> Survey {
        Survey {
            questions: vec![Question {
                id: 1,
                part: String::new(),
                text: "Clair\u{202f}?".to_owned(),
                required: false,
                body,
            }],
            ..Survey::default()
        }
    }

    fn tally(body: Body, places: &[u32]) -> Tally {
        let survey = one(body);
        let answers: Vec<Answers> = places
            .iter()
            .map(|place| Answers::from([(1, Answer::Place(*place))]))
            .collect();
        tallies([(&survey, answers.iter().collect())]).remove(0)
    }

    #[test]
    fn a_scale_comes_to_a_mean() {
        for (places, mean, pleased) in [
            (&[][..], None, Some(0)),
            (&[3, 3, 3], Some((40, 4)), Some(3)),
            (&[0, 3], Some((25, 4)), Some(1)),
            (&[0, 1, 1], Some((17, 4)), Some(0)),
            (&[3, 9], Some((20, 4)), Some(1)),
        ] {
            let tally = tally(Body::Scale { words: 4 }, places);
            assert_eq!((tally.mean(), tally.pleased()), (mean, pleased), "{places:?}");
        }
        assert_eq!(tally(Body::Words, &[]).mean(), None);
    }

    #[test]
    fn a_recommendation_is_a_share_less_another() {
        for (places, score) in [
            (&[10, 9, 8, 3][..], 25),
            (&[10], 100),
            (&[0, 6], -100),
            (&[7, 8], 0),
            (&[9, 8, 8], 33),
            (&[9, 9, 8], 67),
            (&[0, 8, 8], -33),
            (&[0, 0, 8], -67),
        ] {
            let found = tally(Body::Recommend, places).recommended().unwrap();
            assert_eq!(found.score(), score, "{places:?}");
        }
        assert_eq!(tally(Body::Recommend, &[]).recommended(), None);
        assert_eq!([-5, 0, 5].map(signed), ["−5", "0", "+5"]);
    }

    #[test]
    fn what_was_worded_otherwise_is_another_question() {
        let (before, mut after) = (one(Body::Words), one(Body::Words));
        let said = |words: &str| Answers::from([(1, Answer::Words(words.to_owned()))]);
        let (b, a) = (said("b"), said("a"));
        let same = tallies([(&after, vec![&b]), (&before, vec![&a])]);
        assert_eq!(same.len(), 1);
        assert_eq!(
            (same[0].answered, &same[0].words[..]),
            (2, &["a".to_owned(), "b".to_owned()][..])
        );
        after.questions[0].text = "Utile\u{202f}?".to_owned();
        let two = tallies([(&after, vec![&b]), (&before, vec![&a])]);
        assert_eq!(two.iter().map(|one| one.answered).collect::<Vec<_>>(), [1, 1]);
    }
}
