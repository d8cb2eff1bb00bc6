//! Rows of `roles`, `role_permissions`, `role_defaults` and `grants`.

use std::collections::HashSet;

use platform::db::{Row, Tx};
use platform::events::{self, Event};
use platform::http::{BuiltIn, Grant, PermissionInfo, ScopeKind};
use platform::ids::RegionId;
use platform::{Error, PersonId, Result, Site, args, sql};
use uuid::Uuid;

/// A role.
#[derive(Clone, Debug)]
pub struct Role {
    /// Which.
    pub id: Uuid,
    /// Code.
    pub code: String,
    /// Name, as shown.
    pub name: String,
}

/// Makes the built-in roles and gives each the defaults it never had, so that a permission that an administrator took
/// away stays away. Run at every start; several instances may do so at once.
///
/// # Errors
/// The store's.
pub async fn install(site: &Site, permissions: &[PermissionInfo]) -> Result<()> {
    let mut tx = site.db().begin().await?;
    tx.lock("roles", Uuid::nil()).await?;
    for role in BuiltIn::ALL {
        tx.execute(
            sql!("INSERT INTO roles (id, code, name) VALUES ($1, $2, $3) ON CONFLICT (code) DO NOTHING"),
            args![site.new_id::<Uuid>(), role.code(), role.label()],
        )
        .await?;
        let id = role_id(&mut tx, role.code()).await?;
        for permission in permissions.iter().filter(|permission| permission.given_to(role)) {
            let new = tx
                .execute(
                    sql!("INSERT INTO role_defaults (role_id, permission) VALUES ($1, $2) ON CONFLICT DO NOTHING"),
                    args![id, permission.name],
                )
                .await?;
            if new == 1 {
                tx.execute(
                    sql!("INSERT INTO role_permissions (role_id, permission) VALUES ($1, $2) ON CONFLICT DO NOTHING"),
                    args![id, permission.name],
                )
                .await?;
            }
        }
    }
    tx.commit().await
}

async fn role_id(tx: &mut Tx, code: &str) -> Result<Uuid> {
    tx.one(sql!("SELECT id FROM roles WHERE code = $1"), args![code])
        .await?
        .get("id")
}

/// Every role, by name.
///
/// # Errors
/// The store's.
pub async fn roles(tx: &mut Tx) -> Result<Vec<Role>> {
    let rows = tx
        .all(sql!("SELECT id, code, name FROM roles ORDER BY name"), args![])
        .await?;
    rows.iter()
        .map(|row| {
            Ok(Role {
                id: row.get("id")?,
                code: row.get("code")?,
                name: row.get("name")?,
            })
        })
        .collect()
}

/// What a role is given over.
#[derive(Clone, Copy, Debug)]
pub struct Over {
    kind: ScopeKind,
    id: Uuid,
    /// The region that contains it, whose managers hold what they hold over it too.
    region: Option<RegionId>,
}

impl Over {
    /// Everything.
    pub const PLATFORM: Self = Self {
        kind: ScopeKind::Platform,
        id: Uuid::nil(),
        region: None,
    };
    /// What is one's own.
    pub const OWN: Self = Self {
        kind: ScopeKind::Own,
        id: Uuid::nil(),
        region: None,
    };

    /// A region.
    pub const fn region(id: RegionId) -> Self {
        Self {
            kind: ScopeKind::Region,
            id: id.0,
            region: Some(id),
        }
    }

    /// A session of a region.
    pub const fn session(id: Uuid, region: RegionId) -> Self {
        Self {
            kind: ScopeKind::Session,
            id,
            region: Some(region),
        }
    }
}

/// Gives a role over a scope; again is no harm. `by` must hold over that scope whatever the role allows: nobody gives
/// what they lack. The platform itself (`None`) may.
///
/// # Errors
/// [`Error::Forbidden`] when the giver lacks a permission of the role, or the store's.
pub async fn grant(
    tx: &mut Tx,
    site: &Site,
    by: Option<PersonId>,
    person: PersonId,
    role: BuiltIn,
    over: Over,
) -> Result<()> {
    grant_all(tx, site, by, &[person], (role, over)).await
}

/// The same to several people.
///
/// # Errors
/// [`Error::Forbidden`] when the giver lacks a permission of the role, or the store's.
pub async fn grant_all(
    tx: &mut Tx,
    site: &Site,
    by: Option<PersonId>,
    people: &[PersonId],
    (role, over): (BuiltIn, Over),
) -> Result<()> {
    let id = role_id(tx, role.code()).await?;
    if let Some(giver) = by {
        refuse_giving_more(tx, giver, id, over).await?;
    }
    let sql = sql!(
        "INSERT INTO grants (person_id, role_id, scope_kind, scope_id, created_at) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT DO NOTHING RETURNING person_id"
    );
    let row = |person: &PersonId| args![*person, id, over.kind.code(), over.id, site.clock().now()];
    let new = tx.for_all(sql, people.iter().map(row).collect()).await?;
    let granted = |row: &Row| {
        let person: PersonId = row.get("person_id")?;
        Ok(Event::new("role.granted").by(by).about(person).on(id))
    };
    let granted = new.iter().map(granted).collect::<Result<_>>()?;
    events::write_all(tx, site, granted).await
}

/// A role over one's own things takes nothing from anyone. For the rest, each permission of the role must be held by the
/// giver over the same scope, its region, or the platform.
async fn refuse_giving_more(tx: &mut Tx, giver: PersonId, role: Uuid, over: Over) -> Result<()> {
    if over.kind == ScopeKind::Own {
        return Ok(());
    }
    let lacking = tx
        .optional(
            sql!(
                "SELECT rp.permission FROM role_permissions rp WHERE rp.role_id = $1 AND NOT EXISTS (
                   SELECT 1 FROM grants g JOIN role_permissions mine ON mine.role_id = g.role_id
                   WHERE g.person_id = $2 AND mine.permission = rp.permission AND (
                     g.scope_kind = 'platform'
                     OR (g.scope_kind = $3 AND g.scope_id = $4)
                     OR (g.scope_kind = 'region' AND g.scope_id = $5)))
                 LIMIT 1"
            ),
            args![role, giver, over.kind.code(), over.id, over.region],
        )
        .await?;
    if lacking.is_some() {
        Err(Error::Forbidden)
    } else {
        Ok(())
    }
}

/// Takes a role away over a scope.
///
/// # Errors
/// The store's.
pub async fn revoke(
    tx: &mut Tx,
    site: &Site,
    by: Option<PersonId>,
    person: PersonId,
    role: BuiltIn,
    over: Over,
) -> Result<()> {
    let id = role_id(tx, role.code()).await?;
    let gone = tx
        .execute(
            sql!("DELETE FROM grants WHERE person_id = $1 AND role_id = $2 AND scope_kind = $3 AND scope_id = $4"),
            args![person, id, over.kind.code(), over.id],
        )
        .await?;
    if gone == 1 {
        events::write(tx, site, Event::new("role.revoked").by(by).about(person).on(id)).await?;
    }
    Ok(())
}

/// Who holds a role over a scope.
///
/// # Errors
/// The store's.
pub async fn holders(tx: &mut Tx, role: BuiltIn, over: Over) -> Result<Vec<PersonId>> {
    let sql = sql!(
        "SELECT g.person_id FROM grants g JOIN roles r ON r.id = g.role_id
         WHERE r.code = $1 AND g.scope_kind = $2 AND g.scope_id = $3 ORDER BY g.person_id"
    );
    let rows = tx.all(sql, args![role.code(), over.kind.code(), over.id]).await?;
    rows.iter().map(|row| row.get("person_id")).collect()
}

/// Who is known to a region and whose card isn't its to put right: they have more than a learner's role over what is theirs, or
/// another region holds their account.
///
/// # Errors
/// The store's.
pub async fn not_to_correct(tx: &mut Tx, region: RegionId) -> Result<HashSet<PersonId>> {
    let sql = sql!(
        "SELECT DISTINCT g.person_id FROM grants g JOIN roles r ON r.id = g.role_id JOIN people p ON p.id = g.person_id
         WHERE p.region_id = $1 AND NOT (r.code = $2 AND g.scope_kind = $3)
         UNION SELECT u.person_id FROM united_accounts u WHERE u.region_id = $1"
    );
    let values = args![region, BuiltIn::Learner.code(), ScopeKind::Own.code()];
    tx.all(sql, values)
        .await?
        .iter()
        .map(|row| row.get("person_id"))
        .collect()
}

/// The grants of a person.
///
/// # Errors
/// The store's.
pub async fn of_person(tx: &mut Tx, person: PersonId) -> Result<Vec<Grant>> {
    let rows = tx
        .all(
            sql!(
                "SELECT r.code, g.scope_kind, g.scope_id FROM grants g JOIN roles r ON r.id = g.role_id
                 WHERE g.person_id = $1 ORDER BY r.code, g.scope_kind, g.scope_id"
            ),
            args![person],
        )
        .await?;
    rows.iter()
        .map(|row| {
            let kind: String = row.get("scope_kind")?;
            let scope =
                ScopeKind::parse(&kind).ok_or_else(|| Error::fault(format!("an unknown scope: {kind}")))?;
            Ok(Grant {
                role: row.get("code")?,
                scope,
                scope_id: row.get("scope_id")?,
            })
        })
        .collect()
}
