//! Results, survey by survey: who was asked, who answered, what it comes to.

use std::collections::{HashMap, HashSet};

use catalogue::courses::{CourseId, StepId};
use catalogue::library::{ItemKind, VersionId};
use catalogue::surveys::Survey;

use super::answers::Answers;
use super::store::{Asked, Found};
use super::tally::{Tally, tallies};

/// The results of a survey over one session, or several of its course.
#[derive(Debug)]
pub(super) struct Sheet {
    pub(super) course: CourseId,
    pub(super) course_title: String,
    pub(super) step: StepId,
    pub(super) title: String,
    pub(super) kind: ItemKind,
    /// The references of its sessions.
    pub(super) sessions: Vec<String>,
    pub(super) asked: u64,
    pub(super) answered: u64,
    /// How many answers are in what follows.
    pub(super) shown: u64,
    /// How many are kept back, so that nobody guesses whose they are.
    pub(super) held: u64,
    pub(super) tallies: Vec<Tally>,
}

impl Sheet {
    /// The share of « rather » and « quite » among all that was said on scales, in percent.
    pub(super) fn pleased(&self) -> Option<u32> {
        let scales = self
            .tallies
            .iter()
            .filter_map(|one| Some((one.pleased()?, one.answered)));
        let (pleased, all) = scales.fold((0, 0), |sum: (u32, u32), one| (sum.0 + one.0, sum.1 + one.1));
        (all > 0).then(|| rate(pleased.into(), all.into()))
    }

    /// The score of recommendation.
    pub(super) fn score(&self) -> Option<i64> {
        let found = self.tallies.iter().find_map(Tally::recommended);
        found.map(super::tally::Recommended::score)
    }
}

/// So many out of so many, in whole percent, never above 100.
pub(super) fn rate(part: u64, all: u64) -> u32 {
    let percent = (part * 200 + all) / (2 * all.max(1));
    u32::try_from(percent.min(100)).unwrap_or(100)
}

/// Results, from what is asked and what is in the boxes.
pub(super) fn sheets(asked: &[Asked], found: &[Found], versions: &HashMap<VersionId, Survey>) -> Vec<Sheet> {
    let mut all: Vec<Sheet> = Vec::new();
    for one in asked {
        if all.last().is_none_or(|last| last.step != one.step) {
            all.push(Sheet {
                course: one.course,
                course_title: one.course_title.clone(),
                step: one.step,
                title: one.title.clone(),
                kind: one.kind,
                sessions: Vec::new(),
                asked: 0,
                answered: 0,
                shown: 0,
                held: 0,
                tallies: Vec::new(),
            });
        }
        if let Some(last) = all.last_mut() {
            last.sessions.push(one.reference.clone());
            last.asked += one.asked;
            last.answered += one.answered;
        }
    }
    let known: HashSet<_> = asked.iter().map(|one| (one.step, one.session)).collect();
    for sheet in &mut all {
        let mut read: Vec<(VersionId, Vec<&Answers>)> = Vec::new();
        for of in found.iter().filter(|one| one.step == sheet.step) {
            let Some(survey) = versions
                .get(&of.version)
                .filter(|_| known.contains(&(of.step, of.session)))
            else {
                continue;
            };
            let answers = of.ballots.readable(survey.anonymous);
            let count = |n: usize| u64::try_from(n).unwrap_or(u64::MAX);
            sheet.shown += count(answers.len());
            sheet.held += count(of.ballots.len() - answers.len());
            match read.iter_mut().find(|(version, _)| *version == of.version) {
                Some((_, known)) => known.extend(answers),
                None => read.push((of.version, answers)),
            }
        }
        let asked = read
            .into_iter()
            .filter_map(|(version, answers)| Some((versions.get(&version)?, answers)));
        sheet.tallies = tallies(asked);
    }
    all
}

#[cfg(test)]
mod cases {
    use super::*;

    #[test]
    fn a_rate_is_whole_and_never_above_all() {
        for (part, all, expected) in [
            (0, 0, 0),
            (0, 3, 0),
            (1, 3, 33),
            (2, 3, 67),
            (3, 3, 100),
            (4, 3, 100),
        ] {
            assert_eq!(rate(part, all), expected, "{part} {all}");
        }
    }
}
