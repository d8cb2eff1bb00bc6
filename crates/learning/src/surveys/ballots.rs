//! The box of a survey in a session: what is in it says neither whose it is nor when it came.

use catalogue::surveys::FEW;
use serde::{Deserialize, Serialize};

use super::answers::Answers;

/// What was answered, sorted by what it says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Ballots {
    /// What results may show.
    shown: Vec<Answers>,
    /// What came since: too few for nobody to guess whose they are.
    waiting: Vec<Answers>,
}

impl Ballots {
    /// Takes an answer in.
    pub(super) fn put(&mut self, answers: Answers) {
        self.waiting.push(answers);
        if self.waiting.len() >= FEW {
            self.shown.append(&mut self.waiting);
        }
        self.shown.sort();
        self.waiting.sort();
    }

    /// What results show. Anonymous answers come by three at least, so that results read before and after somebody answered
    /// don't tell what they said: the last one or two stay apart, even once nobody answers any more.
    pub(super) fn readable(&self, anonymous: bool) -> Vec<&Answers> {
        match anonymous {
            true => self.shown.iter().collect(),
            false => self.shown.iter().chain(&self.waiting).collect(),
        }
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.shown.len() + self.waiting.len()
    }
}

#[cfg(test)]
mod cases {
    use super::super::answers::Answer;
    use super::*;

    fn answers(place: u32) -> Answers {
        Answers::from([(1, Answer::Place(place))])
    }

    #[test]
    fn anonymous_answers_are_shown_by_three() {
        let mut ballots = Ballots::default();
        let counts = (1..=7).map(|place| {
            ballots.put(answers(place));
            [true, false].map(|anonymous| ballots.readable(anonymous).len())
        });
        let counts: Vec<[usize; 2]> = counts.collect();
        assert_eq!(counts, [[0, 1], [0, 2], [3, 3], [3, 4], [3, 5], [6, 6], [6, 7]]);
    }

    #[test]
    fn the_order_in_which_they_came_is_nowhere() {
        let fill = |places: [u32; 5]| {
            let mut ballots = Ballots::default();
            for place in places {
                ballots.put(answers(place));
            }
            ballots
        };
        let first = fill([4, 1, 3, 2, 5]);
        assert_eq!(first, fill([3, 4, 1, 5, 2]));
        assert_eq!(first.readable(false)[0], &answers(1));
    }
}
