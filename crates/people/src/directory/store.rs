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
    let written = tx.for_all(sql, rows).await?;
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
#[derive(Clone, Copy)]
pub struct Correction<'a> {
    /// Whose.
    pub person: PersonId,
    /// Theirs, of account.
    pub key: &'a DataKey,
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
    by: Option<PersonId>,
    correction: &Correction<'_>,
) -> Result<Option<Timestamp>> {
    let written = correct_all(tx, site, by, &[*correction]).await?;
    Ok(written.get(&correction.person).copied())
}

/// The same for several people, each said once: who is absent from the answer had another card than the one that was seen.
///
/// # Errors
/// The store's.
pub async fn correct_all(
    tx: &mut Tx,
    site: &Site,
    by: Option<PersonId>,
    corrections: &[Correction<'_>],
) -> Result<HashMap<PersonId, Timestamp>> {
    let sql = sql!(
        "UPDATE people SET identity = n.card, email_index = n.address, changed_at = n.written
         FROM (SELECT id AS whose, identity AS card, email_index AS address, changed_at AS written, changed_at AS seen
               FROM people WHERE 1 = 0 UNION ALL SELECT $1, $2, $3, $4, $5) n
         WHERE people.id = n.whose AND people.changed_at = n.seen AND people.deleted_at IS NULL RETURNING id, changed_at"
    );
    let row = |one: &Correction<'_>| {
        // Two corrections within a millisecond are two.
        let next = one.seen.checked_add(SignedDuration::from_millis(1));
        let now = site.clock().now().max(next.unwrap_or(one.seen));
        let sealed = seal(site, one.key, one.person, one.identity)?;
        let email = site.vault().blind("email", &normal_email(&one.identity.email));
        Ok(args![one.person, sealed, email, now, one.seen])
    };
    let rows = corrections.iter().map(row).collect::<Result<_>>()?;
    let mut written = HashMap::new();
    for row in &tx.for_all(sql, rows).await? {
        written.insert(row.get("id")?, row.get("changed_at")?);
    }
    let done = corrections.iter().filter(|one| written.contains_key(&one.person));
    let told = done.map(|one| {
        let event = Event::new("person.corrected").by(by).about(one.person);
        let fields = one.changed.iter();
        fields.fold(event, |event, field| event.with(field, 1))
    });
    events::write_all(tx, site, told.collect()).await?;
    Ok(written)
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

/// The addresses of a list that somebody of a region has, as they are compared.
///
/// # Errors
/// The store's.
pub async fn taken_in_region(
    tx: &mut Tx,
    site: &Site,
    emails: &[&str],
    region: RegionId,
) -> Result<HashSet<String>> {
    let asked: HashMap<Vec<u8>, String> = emails
        .iter()
        .map(|email| normal_email(email))
        .map(|email| (site.vault().blind("email", &email).to_vec(), email))
        .collect();
    let sql = sql!(
        "SELECT p.email_index
         FROM (SELECT email_index AS address, region_id AS here FROM people WHERE 1 = 0 UNION ALL SELECT $1, $2) n
         JOIN people p ON p.email_index = n.address
         WHERE p.deleted_at IS NULL AND (p.region_id = n.here
           OR EXISTS (SELECT 1 FROM united_accounts u WHERE u.person_id = p.id AND u.region_id = n.here))"
    );
    let rows = asked.keys().map(|index| args![index.clone(), region]);
    let found = tx.for_all(sql, rows.collect()).await?;
    let taken = found.iter().map(|row| {
        let index: Vec<u8> = row.get("email_index")?;
        Ok(asked.get(&index).cloned())
    });
    Ok(taken.collect::<Result<Vec<_>>>()?.into_iter().flatten().collect())
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
    let sql = sql!(
        "SELECT id, identity FROM people
         WHERE deleted_at IS NULL AND id IN (SELECT id FROM people WHERE 1 = 0 UNION ALL SELECT $1)"
    );
    let asked = people.iter().map(|person| args![*person]).collect();
    let rows = site.db().read().await?.for_all(sql, asked).await?;
    let owners: Result<Vec<_>> = rows.iter().map(|row| row.get("id")).collect();
    let keys = site.keys().find_all(&owners?, Class::Account).await?;
    let mut found = HashMap::with_capacity(rows.len());
    for row in &rows {
        let person: PersonId = row.get("id")?;
        // Without a key, the account was erased.
        if let Some(key) = keys.get(&person.0) {
            found.insert(person, Arc::new(open(key, person, row)?));
        }
    }
    Ok(found)
}

fn open(key: &DataKey, person: PersonId, row: &Row) -> Result<Identity> {
    let plain = key.open(PLACE(person), &row.get::<Vec<u8>>("identity")?)?;
    serde_json::from_slice(&plain).map_err(|e| Error::internal("reading an identity", e))
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
