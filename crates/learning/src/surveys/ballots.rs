//! The box of a survey in a session: what is in it says neither whose it is nor when it came.

use catalogue::surveys::FEW;
use serde::{Deserialize, Serialize};

use super::answers::Answers;

/// What was answered, sorted by what it says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Ballots {
    /// What results may show while others answer.
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
    /// don't tell what they said; once it is `over`, all of them, unless they are too few.
    pub(super) fn readable(&self, anonymous: bool, over: bool) -> Vec<&Answers> {
        let all = || self.shown.iter().chain(&self.waiting);
        match (anonymous, over) {
            (false, _) => all().collect(),
            (true, true) if self.len() >= FEW => all().collect(),
            (true, _) => self.shown.iter().collect(),
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
    fn answers_are_shown_by_three_then_all() {
        let mut ballots = Ballots::default();
        let counts = (1..=7).map(|place| {
            ballots.put(answers(place));
            [(true, false), (true, true), (false, false)]
                .map(|(anonymous, over)| ballots.readable(anonymous, over).len())
        });
        let counts: Vec<[usize; 3]> = counts.collect();
        assert_eq!(
            counts,
            [
                [0, 0, 1],
                [0, 0, 2],
                [3, 3, 3],
                [3, 4, 4],
                [3, 5, 5],
                [6, 6, 6],
                [6, 7, 7]
            ]
        );
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
        assert_eq!(first.readable(true, true)[0], &answers(1));
    }
}
