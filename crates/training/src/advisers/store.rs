//! Reads of `grants`: who advises, in the regions that one manages.

use people::accounts::AccessState;
use platform::db::{Sql, Tx};
use platform::http::Within;
use platform::ids::RegionId;
use platform::{PersonId, Result, Site, args};

use super::ManageAdvisers;

/// A region and its advisers.
#[derive(Clone, Debug)]
pub(super) struct Team {
    pub(super) region: RegionId,
    pub(super) name: String,
    /// Each with where they stand with their account.
    pub(super) advisers: Vec<(PersonId, AccessState)>,
}

fn teams_statement() -> Sql {
    Sql::built(format!(
        "SELECT o.id, o.name, team.person_id,
                (SELECT COUNT(*) FROM credentials c WHERE c.person_id = team.person_id) AS active,
                (SELECT COUNT(*) FROM links l WHERE l.person_id = team.person_id AND l.used_at IS NULL AND l.expires_at > $2) AS invited
         FROM regions o LEFT JOIN (
           SELECT held.scope_id, held.person_id FROM grants held JOIN roles r ON r.id = held.role_id
           WHERE r.code = 'adviser' AND held.scope_kind = 'region') team ON team.scope_id = o.id
         WHERE {} ORDER BY o.name, o.id, team.person_id",
        Within::<ManageAdvisers>::predicate()
    ))
}

/// The regions that someone manages, by name, with their advisers: one query.
pub(super) async fn teams(tx: &mut Tx, site: &Site, within: &Within<ManageAdvisers>) -> Result<Vec<Team>> {
    let mut all: Vec<Team> = Vec::new();
    for row in tx
        .all(teams_statement(), args![within.actor(), site.clock().now()])
        .await?
    {
        let region: RegionId = row.get("id")?;
        if all.last().is_none_or(|team| team.region != region) {
            all.push(Team {
                region,
                name: row.get("name")?,
                advisers: Vec::new(),
            });
        }
        let person: Option<PersonId> = row.get("person_id")?;
        if let (Some(person), Some(team)) = (person, all.last_mut()) {
            let access = AccessState::of(row.get("active")?, row.get("invited")?);
            team.advisers.push((person, access));
        }
    }
    Ok(all)
}

/// What is put together here, for the test that prepares every statement.
pub fn statements() -> Vec<Sql> {
    vec![teams_statement()]
}
