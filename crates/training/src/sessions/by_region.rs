//! The regions side by side.

use jiff::Timestamp;
use platform::db::{Row, Sql, Tx};
use platform::html::fr;
use platform::http::Within;
use platform::ids::RegionId;
use platform::{Result, args};

use super::CreateSession;

/// What a region has underway.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Region {
    /// Which.
    pub id: RegionId,
    /// « CMA Bretagne ».
    pub name: String,
    /// Sessions open now.
    pub open: u64,
    /// Sessions to come.
    pub coming: u64,
    /// Learners whose access is open now.
    pub learners: u64,
    /// Learners enrolled in the year asked for.
    pub joined: u64,
    /// « Attestations de fin de formation » handed out in it, and in force.
    pub handed: u64,
}

/// When figures are of.
#[derive(Clone, Copy, Debug)]
pub struct Span {
    /// Now.
    pub now: Timestamp,
    /// Sessions begun before have had their time: who was given more since counts no more among those who learn now.
    pub underway: Timestamp,
    /// The beginning of the year asked for, and its end.
    pub year: (Timestamp, Timestamp),
    /// The same as `underway`, for that year.
    pub oldest: Timestamp,
}

/// The statement of [`by_region`], put together with the scope predicate of [`CreateSession`]. `$2`: now; `$3` and `$5`: the year;
/// `$4` and `$6`: how far back sessions are looked at.
pub fn by_region_statement() -> Sql {
    Sql::built(format!(
        "SELECT o.id, o.name,
           (SELECT COUNT(*) FROM training_sessions s WHERE s.region_id = o.id AND s.deleted_at IS NULL
              AND s.starts_at <= $2 AND s.ends_at > $2) AS opened,
           (SELECT COUNT(*) FROM training_sessions s WHERE s.region_id = o.id AND s.deleted_at IS NULL
              AND s.starts_at > $2) AS coming,
           (SELECT COUNT(*) FROM training_sessions s JOIN enrolments e ON e.session_id = s.id WHERE s.region_id = o.id
              AND s.deleted_at IS NULL AND s.starts_at > $4 AND s.starts_at <= $2 AND e.withdrawn_at IS NULL
              AND e.ends_at > $2) AS learners,
           (SELECT COUNT(*) FROM training_sessions s JOIN enrolments e ON e.session_id = s.id WHERE s.region_id = o.id
              AND s.deleted_at IS NULL AND s.starts_at > $6 AND e.withdrawn_at IS NULL AND e.joined_at >= $3
              AND e.joined_at < $5) AS joined,
           (SELECT COUNT(*) FROM training_sessions s JOIN enrolments e ON e.session_id = s.id
              JOIN certificates c ON c.enrolment_id = e.id WHERE s.region_id = o.id AND s.deleted_at IS NULL
              AND s.starts_at > $6 AND c.kind = 'end_of_training' AND c.ended_at IS NULL AND c.issued_at >= $3
              AND c.issued_at < $5) AS handed
         FROM regions o WHERE {}",
        Within::<CreateSession>::predicate()
    ))
}

/// What the regions where someone may open sessions have underway, by name: one query.
///
/// # Errors
/// The store's.
pub async fn by_region(tx: &mut Tx, within: &Within<CreateSession>, span: Span) -> Result<Vec<Region>> {
    let (since, until) = span.year;
    let args = args![within.actor(), span.now, since, span.underway, until, span.oldest];
    let rows = tx.all(by_region_statement(), args).await?;
    let count = |row: &Row, name: &str| -> Result<u64> {
        Ok(u64::try_from(row.get::<i64>(name)?).unwrap_or_default())
    };
    let all = rows.iter().map(|row| {
        Ok(Region {
            id: row.get("id")?,
            name: row.get("name")?,
            open: count(row, "opened")?,
            coming: count(row, "coming")?,
            learners: count(row, "learners")?,
            joined: count(row, "joined")?,
            handed: count(row, "handed")?,
        })
    });
    let mut all = all.collect::<Result<Vec<_>>>()?;
    all.sort_by_cached_key(|region| fr::folded(&region.name));
    Ok(all)
}
