//! Sealed identities of `people`.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use platform::db::{Row, Tx};
use platform::events::{self, Event};
use platform::ids::RegionId;
use platform::keys::Class;
use platform::vault::{DataKey, Place};
use platform::{Error, PersonId, Result, Site, args, sql};

use super::rules::{Identity, normal_email, normal_login};

/// Where an identity stands.
pub(crate) const PLACE: fn(PersonId) -> Place = |person| Place::new("people", "identity", person.0);

pub(crate) fn seal(site: &Site, key: &DataKey, person: PersonId, identity: &Identity) -> Result<Vec<u8>> {
    let plain = serde_json::to_vec(identity).map_err(|e| Error::internal("writing an identity", e))?;
    key.seal(site.random(), PLACE(person), &plain)
}

/// Somebody about to be written, and what seals their identity.
pub(crate) type New<'a> = (PersonId, &'a DataKey, &'a Identity);

/// Inserts people; who was written: not those whose login is taken, by somebody there or before them in the list.
pub(crate) async fn insert(
    tx: &mut Tx,
    site: &Site,
    region: Option<RegionId>,
    people: &[New<'_>],
) -> Result<HashSet<PersonId>> {
    let sql = sql!(
        "INSERT INTO people (id, region_id, identity, login_index, email_index, created_at, changed_at)
         VALUES ($1, $2, $3, $4, $5, $6, $6) ON CONFLICT (login_index) DO NOTHING RETURNING id"
    );
    let now = site.clock().now();
    let row = |(person, key, identity): &New<'_>| {
        let login = site.vault().blind("login", &normal_login(&identity.login));
        let email = site.vault().blind("email", &normal_email(&identity.email));
        Ok(args![
            *person,
            region,
            seal(site, key, *person, identity)?,
            login,
            email,
            now
        ])
    };
    let rows = people.iter().map(row).collect::<Result<_>>()?;
    let written = tx.insert_all(sql, rows).await?;
    written.iter().map(|row| row.get("id")).collect()
}

/// The region that holds someone's account, and when their card was written last.
///
/// # Errors
/// [`Error::NotFound`] when they were erased, or the store's.
pub async fn held(tx: &mut Tx, person: PersonId) -> Result<(Option<RegionId>, Timestamp)> {
    let sql = sql!("SELECT region_id, changed_at FROM people WHERE id = $1 AND deleted_at IS NULL");
    let row = tx.one(sql, args![person]).await?;
    Ok((row.get("region_id")?, row.get("changed_at")?))
}

/// A card put right.
pub struct Correction<'a> {
    /// Whose.
    pub person: PersonId,
    /// When the card that it replaces was written.
    pub seen: Timestamp,
    /// The card now; its login is the same.
    pub identity: &'a Identity,
    /// The names of the fields that change.
    pub changed: &'a [&'static str],
}

/// Puts a card right, and tells when; none when it isn't the one that was seen any more. Once the right of `by` over it is proved. After
/// the commit, the directory forgets the old one.
///
/// # Errors
/// The store's.
pub async fn correct(
    tx: &mut Tx,
    site: &Site,
    key: &DataKey,
    by: Option<PersonId>,
    correction: &Correction<'_>,
) -> Result<Option<Timestamp>> {
    let (person, identity) = (correction.person, correction.identity);
    let email = site.vault().blind("email", &normal_email(&identity.email));
    // Two corrections within a millisecond are two.
    let next = correction.seen.checked_add(SignedDuration::from_millis(1));
    let now = site.clock().now().max(next.unwrap_or(correction.seen));
    let sql = sql!(
        "UPDATE people SET identity = $2, email_index = $3, changed_at = $4
         WHERE id = $1 AND changed_at = $5 AND deleted_at IS NULL"
    );
    let values = args![
        person,
        seal(site, key, person, identity)?,
        email,
        now,
        correction.seen
    ];
    if tx.execute(sql, values).await? == 0 {
        return Ok(None);
    }
    let event = Event::new("person.corrected").by(by).about(person);
    let fields = correction.changed.iter();
    let event = fields.fold(event, |event, field| event.with(field, 1));
    events::write(tx, site, event).await?;
    Ok(Some(now))
}

/// Whether the store holds anyone at all.
///
/// # Errors
/// The store's.
pub async fn anyone(tx: &mut Tx) -> Result<bool> {
    Ok(tx
        .optional(sql!("SELECT id FROM people LIMIT 1"), args![])
        .await?
        .is_some())
}

/// Who signs in with this.
///
/// # Errors
/// The store's.
pub async fn by_login(tx: &mut Tx, site: &Site, login: &str) -> Result<Option<PersonId>> {
    let row = tx
        .optional(
            sql!("SELECT id FROM people WHERE login_index = $1 AND deleted_at IS NULL"),
            args![site.vault().blind("login", &normal_login(login))],
        )
        .await?;
    row.map(|row| row.get("id")).transpose()
}

/// Everyone with this e-mail address.
pub(crate) async fn by_email(tx: &mut Tx, site: &Site, email: &str) -> Result<Vec<PersonId>> {
    let rows = tx
        .all(
            sql!("SELECT id FROM people WHERE email_index = $1 AND deleted_at IS NULL ORDER BY id"),
            args![site.vault().blind("email", &normal_email(email))],
        )
        .await?;
    rows.iter().map(|row| row.get("id")).collect()
}

/// The people of a region with this e-mail address: whose account it holds, or who united one of theirs with one it had made.
///
/// # Errors
/// The store's.
pub async fn by_email_in_region(
    tx: &mut Tx,
    site: &Site,
    email: &str,
    region: RegionId,
) -> Result<Vec<PersonId>> {
    let rows = tx
        .all(
            sql!(
                "SELECT p.id FROM people p WHERE p.email_index = $1 AND p.deleted_at IS NULL AND (p.region_id = $2
                   OR EXISTS (SELECT 1 FROM united_accounts u WHERE u.person_id = p.id AND u.region_id = $2)) ORDER BY p.id"
            ),
            args![site.vault().blind("email", &normal_email(email)), region],
        )
        .await?;
    rows.iter().map(|row| row.get("id")).collect()
}

/// The addresses of a list that somebody of a region has, as they are compared: a query for each eight.
///
/// # Errors
/// The store's.
pub async fn taken_in_region(
    tx: &mut Tx,
    site: &Site,
    emails: &[&str],
    region: RegionId,
) -> Result<HashSet<String>> {
    let mut taken = HashSet::new();
    for eight in emails.chunks(8) {
        let index = |email: &str| site.vault().blind("email", &normal_email(email)).to_vec();
        let indexes: Vec<Vec<u8>> = eight.iter().map(|email| index(email)).collect();
        let at = |place: usize| indexes.get(place).or(indexes.first()).cloned();
        let sql = sql!(
            "SELECT p.email_index FROM people p WHERE p.email_index IN ($1, $2, $3, $4, $5, $6, $7, $8) AND p.deleted_at IS NULL
               AND (p.region_id = $9 OR EXISTS (SELECT 1 FROM united_accounts u WHERE u.person_id = p.id AND u.region_id = $9))"
        );
        let values = args![at(0), at(1), at(2), at(3), at(4), at(5), at(6), at(7), region];
        for row in tx.all(sql, values).await? {
            let found: Vec<u8> = row.get("email_index")?;
            let place = indexes.iter().position(|one| *one == found);
            taken.extend(
                place
                    .and_then(|place| eight.get(place))
                    .map(|email| normal_email(email)),
            );
        }
    }
    Ok(taken)
}

/// The people of a region who have one of these addresses and when their card was written last, by address as it is compared:
/// one query, however many.
///
/// # Errors
/// The store's.
pub async fn by_emails_in_region(
    tx: &mut Tx,
    site: &Site,
    emails: &HashSet<String>,
    region: RegionId,
) -> Result<HashMap<String, Vec<(PersonId, Timestamp)>>> {
    let wanted: HashMap<Vec<u8>, &String> = emails
        .iter()
        .map(|email| (site.vault().blind("email", &normal_email(email)).to_vec(), email))
        .collect();
    let rows = tx
        .all(
            sql!(
                "SELECT p.id, p.email_index, p.changed_at FROM people p
                 WHERE p.region_id = $1 AND p.deleted_at IS NULL AND p.email_index IS NOT NULL
                 UNION
                 SELECT p.id, p.email_index, p.changed_at FROM united_accounts u JOIN people p ON p.id = u.person_id
                 WHERE u.region_id = $1 AND p.deleted_at IS NULL AND p.email_index IS NOT NULL
                 ORDER BY id"
            ),
            args![region],
        )
        .await?;
    let mut found: HashMap<String, Vec<(PersonId, Timestamp)>> = HashMap::new();
    for row in &rows {
        if let Some(email) = wanted.get(&row.get::<Vec<u8>>("email_index")?) {
            let one = (row.get("id")?, row.get("changed_at")?);
            found.entry(normal_email(email)).or_default().push(one);
        }
    }
    Ok(found)
}

pub(super) async fn load(site: &Site, people: &[PersonId]) -> Result<HashMap<PersonId, Arc<Identity>>> {
    let mut found = HashMap::new();
    for eight in people.chunks(8) {
        let id = |i: usize| eight.get(i).or(eight.first()).copied();
        let rows = site
            .db()
            .read()
            .await?
            .all(
                sql!("SELECT id, identity FROM people WHERE deleted_at IS NULL AND id IN ($1, $2, $3, $4, $5, $6, $7, $8)"),
                args![id(0), id(1), id(2), id(3), id(4), id(5), id(6), id(7)],
            )
            .await?;
        for row in &rows {
            if let Some((person, identity)) = open(site, row).await? {
                found.insert(person, Arc::new(identity));
            }
        }
    }
    Ok(found)
}

/// None when the key is gone: the account was erased.
async fn open(site: &Site, row: &Row) -> Result<Option<(PersonId, Identity)>> {
    let person: PersonId = row.get("id")?;
    let Some(key) = site.keys().find(person.0, Class::Account).await? else {
        return Ok(None);
    };
    let plain = key.open(PLACE(person), &row.get::<Vec<u8>>("identity")?)?;
    let identity = serde_json::from_slice(&plain).map_err(|e| Error::internal("reading an identity", e))?;
    Ok(Some((person, identity)))
}

pub(super) async fn page(site: &Site, after: PersonId, limit: usize) -> Result<Vec<PersonId>> {
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let rows = site
        .db()
        .read()
        .await?
        .all(
            sql!("SELECT id FROM people WHERE id > $1 AND deleted_at IS NULL ORDER BY id LIMIT $2"),
            args![after, limit],
        )
        .await?;
    rows.iter().map(|row| row.get("id")).collect()
}
