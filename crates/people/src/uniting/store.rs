//! Rows of `united_accounts`, and the accounts that they close.

use platform::db::Tx;
use platform::events::{self, Event};
use platform::http::{BuiltIn, ScopeKind};
use platform::ids::RegionId;
use platform::jobs::{self, Job};
use platform::{Error, PersonId, Result, Site, args, sql};

use super::jobs::{AGAIN, MEND, payload};
use super::passage::Passage;
use super::rules::{self, Account};
use crate::roles::{self, Over};

/// The accounts of the same address as this one, itself among them: one query.
async fn of_address(tx: &mut Tx, pending: PersonId) -> Result<Vec<Account>> {
    let sql = sql!(
        "SELECT a.id, a.region_id,
                (SELECT COUNT(*) FROM credentials c WHERE c.person_id = a.id) AS passwords,
                (SELECT COUNT(*) FROM grants g JOIN roles r ON r.id = g.role_id
                 WHERE g.person_id = a.id AND NOT (r.code = $2 AND g.scope_kind = $3)) AS more
         FROM people p JOIN people a ON a.email_index = p.email_index
         WHERE p.id = $1 AND p.deleted_at IS NULL AND a.deleted_at IS NULL ORDER BY a.id"
    );
    let values = args![pending, BuiltIn::Learner.code(), ScopeKind::Own.code()];
    let rows = tx.all(sql, values).await?;
    rows.iter()
        .map(|row| {
            Ok(Account {
                person: row.get("id")?,
                region: row.get("region_id")?,
                active: row.get::<i64>("passwords")? > 0,
                only_learns: row.get::<i64>("more")? == 0,
            })
        })
        .collect()
}

/// The accounts that this one, never used, may become part of.
///
/// # Errors
/// The store's.
pub(crate) async fn offered(tx: &mut Tx, pending: PersonId) -> Result<Vec<PersonId>> {
    Ok(rules::offered(pending, &of_address(tx, pending).await?))
}

/// The chambers that know somebody: the one that holds their account first. One query.
///
/// # Errors
/// The store's.
pub(crate) async fn chambers(tx: &mut Tx, person: PersonId) -> Result<Vec<String>> {
    let sql = sql!(
        "SELECT r.name FROM regions r JOIN people p ON p.id = $1
         WHERE r.id = p.region_id OR r.id IN (SELECT u.region_id FROM united_accounts u WHERE u.person_id = $1)
         ORDER BY CASE WHEN r.id = p.region_id THEN 0 ELSE 1 END, r.name, r.id"
    );
    let rows = tx.all(sql, args![person]).await?;
    rows.iter().map(|row| row.get("name")).collect()
}

/// Closes the account that was never used, and passes what it had to the one that stays: both regions are told. Once its link is used
/// and the password of the other proved.
///
/// # Errors
/// [`Error::NotFound`] when they can't be one any more, [`Error::Refused`] when a floor says why, or the store's.
pub(super) async fn unite(
    tx: &mut Tx,
    site: &Site,
    passage: &Passage,
    (home, region): (RegionId, RegionId),
) -> Result<()> {
    let (from, to) = (passage.from, passage.to);
    tx.lock("region addresses", region.0).await?;
    if !offered(tx, from).await?.contains(&to) {
        return Err(Error::NotFound);
    }
    let now = site.clock().now();
    let sql = sql!(
        "INSERT INTO united_accounts (former_id, person_id, region_id, united_at) VALUES ($1, $2, $3, $4)"
    );
    tx.execute(sql, args![from, to, region, now]).await?;
    // What was united with it before is united with the one that stays.
    let sql = sql!("UPDATE united_accounts SET person_id = $2 WHERE person_id = $1");
    tx.execute(sql, args![from, to]).await?;
    let sql = sql!("UPDATE people SET deleted_at = $2, changed_at = $2 WHERE id = $1 AND deleted_at IS NULL");
    tx.execute(sql, args![from, now]).await?;
    for (person, other, told) in [(from, to, region), (to, from, home)] {
        let event = Event::new("person.united").by(to).about(person);
        events::write(tx, site, event.in_region(told).on(other)).await?;
    }
    hand_over(tx, site, passage).await?;
    // What somebody was writing to the account at this very moment passes a little later.
    let due = now.checked_add(AGAIN).unwrap_or(now);
    let job = Job::new(MEND, payload(from, to), due).once(format!("{MEND}:{from}"));
    jobs::enqueue(tx, site, job).await.map(drop)
}

/// Passes all that the closed account has; again is no harm.
///
/// # Errors
/// As [`Passage::pass`].
pub(super) async fn hand_over(tx: &mut Tx, site: &Site, passage: &Passage) -> Result<()> {
    let (from, to) = (passage.from, passage.to);
    roles::revoke(tx, site, Some(to), from, BuiltIn::Learner, Over::OWN).await?;
    roles::grant(tx, site, Some(to), to, BuiltIn::Learner, Over::OWN).await?;
    passage.pass(tx, site).await
}
