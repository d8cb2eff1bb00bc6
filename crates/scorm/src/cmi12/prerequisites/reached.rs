use std::collections::BTreeMap;

use super::Condition;
use crate::cmi12::LessonStatus;

/// Where a learner stands with each item of a plan, blocks included.
#[derive(Clone, Debug, Default)]
pub struct Reached {
    standings: BTreeMap<String, Standing>,
}

#[derive(Clone, Debug)]
enum Standing {
    /// Something to launch: its own status.
    Part(LessonStatus),
    /// An item that only holds others: how many of what it launches, at any depth, have each status.
    Block(Tally),
}

#[derive(Clone, Debug, Default)]
struct Tally {
    passed: usize,
    completed: usize,
    failed: usize,
    incomplete: usize,
    browsed: usize,
    untouched: usize,
}

impl Reached {
    /// Says that the plan has this block; blocks are said before the parts that they hold.
    pub fn block(&mut self, identifier: &str) {
        self.standings
            .entry(identifier.to_owned())
            .or_insert_with(|| Standing::Block(Tally::default()));
    }

    /// Says where a part stands, and which blocks are around it, in any order. An item that launches and holds others is
    /// a part: its own status is what is asked of it.
    pub fn part<'a>(
        &mut self,
        identifier: &str,
        status: LessonStatus,
        around: impl IntoIterator<Item = &'a str>,
    ) {
        self.standings
            .insert(identifier.to_owned(), Standing::Part(status));
        for block in around {
            if let Some(Standing::Block(tally)) = self.standings.get_mut(block) {
                *tally.of(status) += 1;
            }
        }
    }

    /// A part that was said to be not attempted is completed.
    #[cfg(feature = "packages")]
    pub(crate) fn complete<'a>(
        &mut self,
        identifier: &str,
        around: impl IntoIterator<Item = &'a str> + Clone,
    ) {
        for block in around.clone() {
            if let Some(Standing::Block(tally)) = self.standings.get_mut(block) {
                tally.untouched = tally.untouched.saturating_sub(1);
            }
        }
        self.part(identifier, LessonStatus::Completed, around);
    }

    /// Whether an item is completed or passed; nothing when the plan has no such item.
    pub fn is_done(&self, item: &str) -> Option<bool> {
        self.standings.get(item).map(|standing| match standing {
            Standing::Part(status) => matches!(status, LessonStatus::Passed | LessonStatus::Completed),
            Standing::Block(tally) => tally.has(LessonStatus::Completed),
        })
    }

    /// Whether a condition is met; nothing when the plan has no such item.
    pub fn meets(&self, condition: &Condition) -> Option<bool> {
        let has = match condition.status {
            None => self.is_done(&condition.item)?,
            Some(status) => match self.standings.get(&condition.item)? {
                Standing::Part(own) => *own == status,
                Standing::Block(tally) => tally.has(status),
            },
        };
        Some(has == condition.wanted)
    }
}

impl Tally {
    fn of(&mut self, status: LessonStatus) -> &mut usize {
        match status {
            LessonStatus::Passed => &mut self.passed,
            LessonStatus::Completed => &mut self.completed,
            LessonStatus::Failed => &mut self.failed,
            LessonStatus::Incomplete => &mut self.incomplete,
            LessonStatus::Browsed => &mut self.browsed,
            LessonStatus::NotAttempted => &mut self.untouched,
        }
    }

    /// AICC leaves to the platform how a block's status is made. Here a block is completed when all that it launches is
    /// completed or passed, and passed as well when all of it is passed: nothing in the package could make it one and not
    /// the other.
    fn has(&self, status: LessonStatus) -> bool {
        let done = self.passed + self.completed;
        let all = done + self.failed + self.incomplete + self.browsed + self.untouched;
        match status {
            LessonStatus::Completed => done == all,
            LessonStatus::Passed => self.passed == all,
            LessonStatus::NotAttempted => self.untouched == all,
            LessonStatus::Browsed => self.browsed == all,
            LessonStatus::Failed => self.has_failed(done, all),
            LessonStatus::Incomplete => {
                let one_thing = [done, self.untouched, self.browsed].contains(&all);
                !one_thing && !self.has_failed(done, all)
            }
        }
    }

    /// Over, and not well everywhere.
    fn has_failed(&self, done: usize, all: usize) -> bool {
        self.failed > 0 && done + self.failed == all
    }
}
