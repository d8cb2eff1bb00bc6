//! A quiz as it is composed: its slots, in order, and its rules.

use assess::questions::Points;
use assess::quiz::settings::{Settings, When};
use jiff::Timestamp;
use platform::ids::Uuid;
use serde::{Deserialize, Serialize};

use crate::questions::QuestionId;

/// The most slots.
pub const MOST_SLOTS: usize = 100;
/// The most questions of one draw.
pub const MOST_DRAWN: u32 = 100;
/// The most questions of a try.
pub const MOST_ASKED: u32 = 200;
/// The last day of a session that a rule may name.
pub const LAST_DAY: u32 = 366;

/// What a quiz settles. Its dates are days of the session that follows it: a quiz serves in many.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Rules {
    /// Tries, time, what counts, what is shown when. Its own dates stay empty.
    #[serde(flatten)]
    pub settings: Settings,
    /// It opens on this day of the session, 1 for the first.
    pub opens_day: Option<u32>,
    /// It closes at the end of this one.
    pub closes_day: Option<u32>,
}

impl Rules {
    /// Those of a quiz that was just added: two tries, feedback and right answers after each.
    pub fn usual() -> Self {
        Self {
            settings: Settings {
                tries: Some(2),
                ..Settings::default()
            },
            ..Self::default()
        }
    }

    /// What is to be mended, in French sentences.
    pub fn problems(&self) -> Vec<String> {
        // The dates stand in for the days: what is compared is their order.
        let dated =
            |day: Option<u32>| day.and_then(|day| Timestamp::from_second(i64::from(day) * 86_400).ok());
        let settings = Settings {
            opens: dated(self.opens_day),
            closes: dated(self.closes_day.map(|day| day + 1)),
            ..self.settings.clone()
        };
        let mut problems = settings.problems();
        let days = [self.opens_day, self.closes_day];
        if days.into_iter().flatten().any(|day| day == 0 || day > LAST_DAY) {
            problems.push(format!(
                "Les jours vont de 1, le premier de la session, à {LAST_DAY}."
            ));
        }
        problems
    }

    /// Whether an answer is given for good, question by question.
    pub fn locks(&self) -> bool {
        [self.settings.feedback, self.settings.answers].contains(&When::AfterQuestion)
    }
}

/// A place of a quiz.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Slot {
    /// What is asked there.
    pub what: What,
    /// What it weighs, where that isn't the question's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub points: Option<Points>,
}

/// What is asked at a place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    /// This question, in force when the try starts.
    Question(Uuid),
    /// So many questions of a bank that have every one of these tags.
    Draw {
        /// How many.
        count: u32,
        /// The tags.
        tags: Vec<String>,
        /// Whose bank it is; none, the whole platform's.
        course: Option<Uuid>,
    },
}

impl What {
    /// The question, when it is one.
    pub fn question(&self) -> Option<QuestionId> {
        match self {
            Self::Question(id) => Some(QuestionId(*id)),
            Self::Draw { .. } => None,
        }
    }
}

/// A quiz as it is composed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Composition {
    /// What it settles.
    #[serde(default)]
    pub rules: Rules,
    /// What it asks, in order.
    #[serde(default)]
    pub slots: Vec<Slot>,
}

/// Where a slot goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Move {
    /// Before the one before.
    Up,
    /// After the one after.
    Down,
    /// Out of the quiz.
    Out,
}

impl Move {
    /// As a form sends it.
    pub fn parse(code: &str) -> Option<Self> {
        match code {
            "monter" => Some(Self::Up),
            "descendre" => Some(Self::Down),
            "retirer" => Some(Self::Out),
            _ => None,
        }
    }
}

impl Composition {
    /// Adds questions that aren't there yet; how many were added.
    pub fn add(&mut self, questions: impl IntoIterator<Item = QuestionId>) -> usize {
        let before = self.slots.len();
        for question in questions {
            let what = What::Question(question.0);
            if self.slots.len() < MOST_SLOTS && self.slots.iter().all(|slot| slot.what != what) {
                self.slots.push(Slot { what, points: None });
            }
        }
        self.slots.len() - before
    }

    /// Moves the slot at a place, or takes it out; false when that changes nothing.
    pub fn shift(&mut self, place: usize, to: Move) -> bool {
        let last = self.slots.len().saturating_sub(1);
        match to {
            _ if place > last || self.slots.is_empty() => return false,
            Move::Up if place > 0 => self.slots.swap(place, place - 1),
            Move::Down if place < last => self.slots.swap(place, place + 1),
            Move::Out => drop(self.slots.remove(place)),
            Move::Up | Move::Down => return false,
        }
        true
    }

    /// How many questions a try asks.
    pub fn asked(&self) -> u32 {
        let asked = self.slots.iter().map(|slot| match &slot.what {
            What::Question(_) => 1,
            What::Draw { count, .. } => *count,
        });
        asked.sum()
    }
}

#[cfg(test)]
mod cases {
    use assess::quiz::settings::Purpose;

    use super::*;

    fn question(number: u128) -> QuestionId {
        QuestionId(Uuid::from_u128(number))
    }

    #[test]
    fn slots_are_added_once_and_moved() {
        let mut quiz = Composition::default();
        assert_eq!(quiz.add([question(1), question(2), question(1)]), 2);
        assert_eq!(quiz.add([question(2), question(3)]), 1);
        let order = |quiz: &Composition| -> Vec<u128> {
            let ids = quiz.slots.iter().filter_map(|slot| slot.what.question());
            ids.map(|id| id.0.as_u128()).collect()
        };
        let cases: [(usize, Move, bool, &[u128]); 8] = [
            (0, Move::Up, false, &[1, 2, 3]),
            (2, Move::Down, false, &[1, 2, 3]),
            (9, Move::Out, false, &[1, 2, 3]),
            (1, Move::Up, true, &[2, 1, 3]),
            (1, Move::Down, true, &[2, 3, 1]),
            (0, Move::Out, true, &[3, 1]),
            (1, Move::Out, true, &[3]),
            (0, Move::Out, true, &[]),
        ];
        for (place, to, changed, expected) in cases {
            assert_eq!(quiz.shift(place, to), changed, "{place} {to:?}");
            assert_eq!(order(&quiz), expected, "{place} {to:?}");
        }
        assert!(!quiz.shift(0, Move::Out), "nothing is left");
        assert_eq!(quiz.add((0..200).map(question)), MOST_SLOTS);
    }

    #[test]
    fn rules_say_what_to_mend() {
        type Change = fn(&mut Rules);
        let fine = Rules::usual();
        let with = |change: Change| {
            let mut rules = fine.clone();
            change(&mut rules);
            rules.problems().len()
        };
        let cases: [(Change, usize); 8] = [
            (|_| {}, 0),
            (
                |rules| (rules.opens_day, rules.closes_day) = (Some(3), Some(3)),
                0,
            ),
            (
                |rules| (rules.opens_day, rules.closes_day) = (Some(4), Some(3)),
                1,
            ),
            (|rules| rules.opens_day = Some(0), 1),
            (|rules| rules.closes_day = Some(LAST_DAY + 1), 1),
            (|rules| rules.settings.answers = When::AfterClose, 1),
            (
                |rules| (rules.settings.answers, rules.closes_day) = (When::AfterClose, Some(9)),
                0,
            ),
            (
                |rules| (rules.settings.purpose, rules.settings.pass) = (Purpose::Positioning, Some(50)),
                1,
            ),
        ];
        for (at, (change, expected)) in cases.into_iter().enumerate() {
            assert_eq!(with(change), expected, "{at}");
        }
    }

    #[test]
    fn what_is_kept_is_read_back() {
        let mut quiz = Composition {
            rules: Rules::usual(),
            slots: Vec::new(),
        };
        quiz.add([question(7)]);
        quiz.slots.push(Slot {
            what: What::Draw {
                count: 3,
                tags: vec!["prix".to_owned()],
                course: None,
            },
            points: Some(Points::whole(2)),
        });
        assert_eq!(quiz.asked(), 4);
        let kept = serde_json::to_string(&quiz).unwrap();
        assert_eq!(
            serde_json::from_str::<Composition>(&kept).unwrap(),
            quiz,
            "{kept}"
        );
        assert_eq!(
            serde_json::from_str::<Composition>("{}").unwrap(),
            Composition::default()
        );
    }
}
