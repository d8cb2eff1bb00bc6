//! A course as every learner's page reads it: kept in memory at its revision.

use std::sync::Arc;

use platform::db::Tx;
use platform::memo::Memo;
use platform::{Result, Site};

use super::store::{Course, CourseId, Section, find, outline};

/// How many courses a generation holds.
const GENERATION: usize = 256;

/// A course and its path at a revision.
#[derive(Clone, Debug)]
pub struct Edition {
    /// Its words.
    pub course: Course,
    /// Its sections, in order.
    pub path: Vec<Section>,
}

/// The courses read lately.
pub struct Editions(Memo<CourseId, Edition>);

impl Default for Editions {
    fn default() -> Self {
        Self(Memo::new(GENERATION))
    }
}

/// A course at the revision that the store was just seen to hold: no query when it is known.
///
/// # Errors
/// [`platform::Error::NotFound`], or the store's.
pub async fn edition(tx: &mut Tx, site: &Site, id: CourseId, revision: i64) -> Result<Arc<Edition>> {
    let editions = site.extension::<Editions>()?;
    if let Some(known) = editions.0.get(&id, &revision) {
        return Ok(known);
    }
    let course = find(tx, id).await?;
    let path = outline(tx, id).await?;
    Ok(editions.0.put(id, revision, Edition { course, path }))
}
