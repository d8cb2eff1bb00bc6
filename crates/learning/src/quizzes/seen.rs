//! A try as its learner sees it: each question with their answer, and what may be said of it now. What may not is never read.

use std::sync::Arc;

use assess::questions::{Answer, Question, Score, Shown, score};
use assess::quiz::attempts::{Attempt, Extra, State, state};
use assess::quiz::seen::{Asked as Hold, Seen, seen};
use assess::quiz::settings::Settings;
use catalogue::quizzes;
use jiff::Timestamp;
use platform::db::Tx;
use platform::vault::DataKey;
use platform::{Error, Result, Site};

use super::close::Taker;
use super::rules::{Standing, weight};
use super::store::{self, Kept, Try};

/// A question of a try.
pub(super) struct Line {
    /// Its place, from 0.
    pub(super) place: u32,
    pub(super) question: Arc<Question>,
    pub(super) shown: Shown,
    pub(super) answer: Option<Answer>,
    pub(super) kept: Option<Kept>,
    /// What may be seen of it.
    pub(super) seen: Seen,
    /// What whoever graded it said.
    pub(super) comment: String,
}

impl Line {
    pub(super) fn standing(&self) -> Standing {
        match (&self.answer, self.locked()) {
            (_, true) => Standing::Locked,
            (Some(_), false) => Standing::Answered,
            (None, false) => Standing::ToDo,
        }
    }

    pub(super) fn flagged(&self) -> bool {
        self.kept.as_ref().is_some_and(|kept| kept.flagged)
    }

    pub(super) fn locked(&self) -> bool {
        self.kept.as_ref().is_some_and(|kept| kept.locked)
    }

    /// When the answer that is shown was given.
    pub(super) fn given_at(&self) -> i64 {
        self.kept.as_ref().map_or(0, |kept| kept.given_at)
    }

    /// What the answer is worth, when that may be seen: what a person gave it, where one did.
    pub(super) fn score(&self) -> Option<Score> {
        self.seen.feedback.then(|| {
            let found = score(&self.question, self.answer.as_ref());
            match &self.kept {
                Some(kept) if kept.graded_at.is_some() => Score {
                    share: kept.answered.share,
                    outcome: kept.answered.outcome,
                    ..found
                },
                _ => found,
            }
        })
    }
}

/// A try as its learner sees it.
pub(super) struct Sheet {
    pub(super) of: Try,
    pub(super) settings: Settings,
    pub(super) lines: Vec<Line>,
    pub(super) state: State,
    /// What the whole comes to may be seen.
    pub(super) total: bool,
}

impl Sheet {
    /// When it ends by itself.
    pub(super) fn ends(&self) -> Option<Timestamp> {
        match self.state {
            State::Underway(ends) => ends,
            State::Over(_) | State::Ended(_) => None,
        }
    }
}

/// Reads the try at a place of a learner's: two queries, and one for each question that was never read before.
///
/// # Errors
/// [`Error::NotFound`], or the store's.
pub(super) async fn sheet(
    tx: &mut Tx,
    site: &Site,
    taker: &Taker,
    (tries, extra): (&[Try], Extra),
    (at, key): (usize, Option<&DataKey>),
) -> Result<Sheet> {
    let of = tries.get(at).ok_or(Error::NotFound)?;
    let settings = taker.settings(of)?;
    let attempts: Vec<Attempt> = tries.iter().map(|one| one.attempt).collect();
    let now = site.clock().now();
    let questions = quizzes::texts(tx, site, &of.versions()).await?;
    let mut kept = store::answers(tx, of.id).await?;
    let may = |hold: Hold| seen(&settings, &attempts, at, hold, (extra, now));
    let mut lines = Vec::with_capacity(questions.len());
    for (place, (asked, question)) in (0u32..).zip(of.asked.iter().zip(questions)) {
        let found = kept.iter().position(|one| one.place == place);
        let found = found.map(|at| kept.swap_remove(at));
        let answer = answer(of, key, place, found.as_ref())?;
        let hold = match &found {
            Some(kept) if kept.locked => Hold::Locked,
            _ => Hold::Open,
        };
        let seen = may(hold);
        let comment = match (&found, key) {
            (Some(kept), Some(key)) if seen.feedback => kept.comment(key, of.id)?,
            _ => String::new(),
        };
        let points = weight(asked, &question);
        // What it weighs here is what is read of it.
        let question = match points == question.points {
            true => question,
            false => Arc::new(Question {
                points,
                ..Question::clone(&question)
            }),
        };
        lines.push(Line {
            place,
            shown: Shown::of(&question.body, of.seed, place),
            question,
            answer,
            kept: found,
            seen,
            comment,
        });
    }
    Ok(Sheet {
        state: state(&of.attempt, &settings, extra, now),
        total: may(Hold::Locked).total,
        of: of.clone(),
        settings,
        lines,
    })
}

fn answer(of: &Try, key: Option<&DataKey>, place: u32, kept: Option<&Kept>) -> Result<Option<Answer>> {
    let sealed = kept.and_then(|kept| kept.answer.as_ref());
    // Gone with the learner's evidence: what it earned stays.
    let opened = key
        .zip(sealed)
        .map(|(key, sealed)| store::opened(key, (of.id, place), sealed));
    opened.transpose()
}
