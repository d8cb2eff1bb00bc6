//! Which sessions a list shows.

use std::collections::BTreeMap;

use catalogue::courses::CourseId;
use jiff::Timestamp;
use platform::db::{Sql, Tx};
use platform::html::fr;
use platform::http::Within;
use platform::ids::{RegionId, Uuid};
use platform::{PersonId, Result, args};

use super::{Phase, SeeSession};

/// What a list of sessions is narrowed to; nothing by default.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Sessions of this region alone.
    pub region: Option<RegionId>,
    /// Of this course alone.
    pub course: Option<CourseId>,
    /// Those that stand so.
    pub phase: Option<Phase>,
}

/// A filter as the statement takes it. Without a region or a course: none of that name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Bounds {
    pub(super) region: RegionId,
    pub(super) course: CourseId,
    /// It starts after the first, and not after the second.
    pub(super) starts: (Timestamp, Timestamp),
    /// It ends after the first, and not after the second.
    pub(super) ends: (Timestamp, Timestamp),
}

impl Filter {
    pub(super) fn bounds(&self, now: Timestamp) -> Bounds {
        let (all, before, after) = (
            (Timestamp::MIN, Timestamp::MAX),
            (Timestamp::MIN, now),
            (now, Timestamp::MAX),
        );
        let (starts, ends) = match self.phase {
            None => (all, all),
            Some(Phase::Coming) => (after, all),
            Some(Phase::Open) => (before, after),
            Some(Phase::Over) => (all, before),
        };
        Bounds {
            region: self.region.unwrap_or(RegionId(Uuid::nil())),
            course: self.course.unwrap_or(CourseId(Uuid::nil())),
            starts,
            ends,
        }
    }
}

/// The statement of [`choices`], put together with the scope predicate of [`SeeSession`].
pub fn choices_statement() -> Sql {
    Sql::built(format!(
        "SELECT DISTINCT o.region_id, r.name, o.course_id, c.title FROM training_sessions o
         JOIN regions r ON r.id = o.region_id JOIN courses c ON c.id = o.course_id WHERE {}",
        Within::<SeeSession>::predicate()
    ))
}

/// What a list may be narrowed to.
#[derive(Clone, Debug, Default)]
pub struct Choices {
    /// Regions, by name.
    pub regions: Vec<(RegionId, String)>,
    /// Courses, by title.
    pub courses: Vec<(CourseId, String)>,
}

/// The regions and the courses of the sessions that someone may see: one query.
///
/// # Errors
/// The store's.
pub async fn choices(tx: &mut Tx, within: &Within<SeeSession>) -> Result<Choices> {
    choices_for(tx, within.actor()).await
}

/// [`choices`], for a home, which asks for no permission of its own.
///
/// # Errors
/// The store's.
pub async fn choices_for(tx: &mut Tx, person: PersonId) -> Result<Choices> {
    let rows = tx.all(choices_statement(), args![person]).await?;
    let (mut regions, mut courses) = (BTreeMap::new(), BTreeMap::new());
    for row in &rows {
        regions.insert(row.get("region_id")?, row.get("name")?);
        courses.insert(row.get("course_id")?, row.get("title")?);
    }
    Ok(Choices {
        regions: by_name(regions),
        courses: by_name(courses),
    })
}

/// In the order of a dictionary: « Île-de-France » among the « I ».
pub(super) fn by_name<T>(all: impl IntoIterator<Item = (T, String)>) -> Vec<(T, String)> {
    let mut all: Vec<(T, String)> = all.into_iter().collect();
    all.sort_by_cached_key(|(_, name)| fr::folded(name));
    all
}

#[cfg(test)]
mod cases {
    use super::super::phase;
    use super::*;

    #[test]
    fn a_filter_keeps_what_stands_so() {
        let at = |second| Timestamp::from_second(second).unwrap();
        let now = at(100);
        let within = |at: Timestamp, (after, until): (Timestamp, Timestamp)| at > after && at <= until;
        for (starts, ends) in [(1, 99), (1, 100), (1, 101), (100, 101), (101, 102)] {
            let (starts, ends) = (at(starts), at(ends));
            for wanted in [Phase::Coming, Phase::Open, Phase::Over] {
                let filter = Filter {
                    phase: Some(wanted),
                    ..Filter::default()
                };
                let bounds = filter.bounds(now);
                let kept = within(starts, bounds.starts) && within(ends, bounds.ends);
                assert_eq!(
                    kept,
                    phase(starts, ends, now) == wanted,
                    "{starts} {ends} {wanted:?}"
                );
            }
        }
    }
}
