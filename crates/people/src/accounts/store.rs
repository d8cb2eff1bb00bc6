//! Rows of `people` (new ones), `links` and `credentials`.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use jiff::Timestamp;
use platform::db::Tx;
use platform::events::{self, Event};
use platform::ids::RegionId;
use platform::keys::Class;
use platform::vault::{DataKey, token_hash};
use platform::{Error, PersonId, Result, Site, args, sql};

use uuid::Uuid;

use super::rules::{NewPerson, Purpose, link_life};
use crate::directory::{self, Identity, normal_email, propose_login};

/// A person about to be written: their key is in the key store already, as it must be before what it seals.
pub struct Draft {
    /// Who it will be.
    pub person: PersonId,
    key: Arc<DataKey>,
    new: NewPerson,
    login: Option<String>,
}

/// A person just written.
#[derive(Debug)]
pub struct Prepared {
    /// Who.
    pub person: PersonId,
    /// Their identity, login included.
    pub identity: Identity,
}

/// Makes the identifier and the key. Call before the transaction.
///
/// # Errors
/// The key store's.
pub async fn prepare(site: &Site, new: NewPerson) -> Result<Draft> {
    let person: PersonId = site.new_id();
    let key = site.keys().get_or_create(person.0, Class::Account).await?;
    Ok(Draft {
        person,
        key,
        new,
        login: None,
    })
}

/// The same for several at once: their keys are committed together.
///
/// # Errors
/// The key store's.
pub async fn prepare_all(site: &Site, all: Vec<NewPerson>) -> Result<Vec<Draft>> {
    let people: Vec<PersonId> = all.iter().map(|_| site.new_id()).collect();
    let owners: Vec<Uuid> = people.iter().map(|person| person.0).collect();
    let keys = site.keys().create_all(&owners, Class::Account).await?;
    let drafts = people.into_iter().zip(keys).zip(all);
    Ok(drafts
        .map(|((person, key), new)| Draft {
            person,
            key,
            new,
            login: None,
        })
        .collect())
}

impl Draft {
    /// The key of their account.
    pub fn key(&self) -> Arc<DataKey> {
        Arc::clone(&self.key)
    }

    /// With a login chosen rather than made of the name (staff, demonstration).
    #[must_use]
    pub fn with_login(mut self, login: &str) -> Self {
        self.login = Some(login.to_owned());
        self
    }

    /// Writes the person, under the first login of their name that is free. The caller holds the proof.
    ///
    /// # Errors
    /// [`Error::Duplicate`] when a chosen login is taken, or the store's.
    pub async fn insert(
        self,
        tx: &mut Tx,
        site: &Site,
        by: Option<PersonId>,
        region: Option<RegionId>,
    ) -> Result<Prepared> {
        let mut written = insert_all(tx, site, by, region, vec![self]).await?;
        written
            .pop()
            .ok_or_else(|| Error::fault("a person who was not written"))
    }

    /// Their identity under the login chosen, or the one of their name that comes so far.
    fn identity(&self, attempt: u32) -> Identity {
        let made = || propose_login(&self.new.given_name, &self.new.family_name, attempt);
        self.new.identity(self.login.clone().unwrap_or_else(made))
    }
}

/// The same for several at once, in their order.
///
/// # Errors
/// [`Error::Duplicate`] when a chosen login is taken, or the store's.
pub(super) async fn insert_all(
    tx: &mut Tx,
    site: &Site,
    by: Option<PersonId>,
    region: Option<RegionId>,
    drafts: Vec<Draft>,
) -> Result<Vec<Prepared>> {
    let mut written: HashMap<PersonId, Identity> = HashMap::new();
    for attempt in 1..10_000 {
        let left = drafts.iter().filter(|draft| !written.contains_key(&draft.person));
        let tried: Vec<(&Draft, Identity)> = left.map(|draft| (draft, draft.identity(attempt))).collect();
        if tried.is_empty() {
            break;
        }
        let new: Vec<_> = tried
            .iter()
            .map(|(draft, one)| (draft.person, &*draft.key, one))
            .collect();
        let done = directory::insert(tx, site, region, &new).await?;
        for (draft, identity) in tried {
            if done.contains(&draft.person) {
                written.insert(draft.person, identity);
            } else if draft.login.is_some() {
                return Err(Error::Duplicate("login".to_owned()));
            }
        }
    }
    let created = |draft: &Draft| {
        Event::new("person.created")
            .by(by)
            .about(draft.person)
            .in_region(region)
    };
    events::write_all(tx, site, drafts.iter().map(created).collect()).await?;
    let taken = || Error::Duplicate("login".to_owned());
    let prepared = drafts.iter().map(|draft| {
        let identity = written.remove(&draft.person).ok_or_else(taken)?;
        Ok(Prepared {
            person: draft.person,
            identity,
        })
    });
    prepared.collect()
}

/// Makes a link and answers its token, which is kept nowhere else than in the mail. Older links of the purpose end.
///
/// # Errors
/// The store's.
pub async fn create_link(tx: &mut Tx, site: &Site, person: PersonId, purpose: Purpose) -> Result<String> {
    let mut tokens = create_links(tx, site, &[person], purpose).await?;
    tokens
        .pop()
        .ok_or_else(|| Error::fault("a link that was not made"))
}

/// The same for several people, each said once: their tokens, in order.
///
/// # Errors
/// The store's.
pub async fn create_links(
    tx: &mut Tx,
    site: &Site,
    people: &[PersonId],
    purpose: Purpose,
) -> Result<Vec<String>> {
    end_links(tx, site, people, purpose).await?;
    let now = site.clock().now();
    let ends = now.checked_add(link_life(purpose)).unwrap_or(Timestamp::MAX);
    let tokens: Vec<String> = people.iter().map(|_| site.random().token()).collect();
    let sql = sql!(
        "INSERT INTO links (token_hash, person_id, purpose, created_at, expires_at) VALUES ($1, $2, $3, $4, $5)"
    );
    let row =
        |(token, person): (&String, &PersonId)| args![token_hash(token), *person, purpose.code(), now, ends];
    tx.for_all(sql, tokens.iter().zip(people).map(row).collect())
        .await?;
    Ok(tokens)
}

/// Ends the links of a purpose that these people, each said once, haven't used.
///
/// # Errors
/// The store's.
pub async fn end_links(tx: &mut Tx, site: &Site, people: &[PersonId], purpose: Purpose) -> Result<()> {
    let sql = sql!(
        "UPDATE links SET used_at = n.ended
         FROM (SELECT person_id AS whose, purpose AS aim, used_at AS ended FROM links WHERE 1 = 0 UNION ALL SELECT $1, $2, $3) n
         WHERE links.person_id = n.whose AND links.purpose = n.aim AND links.used_at IS NULL"
    );
    let row = |person: &PersonId| args![*person, purpose.code(), site.clock().now()];
    tx.for_all(sql, people.iter().map(row).collect()).await.map(drop)
}

/// A link that can still be used.
#[derive(Clone, Copy, Debug)]
pub struct OpenLink {
    /// Whose.
    pub person: PersonId,
    /// What for.
    pub purpose: Purpose,
}

/// Looks at a link without using it.
///
/// # Errors
/// [`Error::NotFound`] when it is unknown, used or too old, or the store's.
pub async fn open_link(tx: &mut Tx, site: &Site, token: &str, purpose: Purpose) -> Result<OpenLink> {
    let row = tx
        .one(
            sql!(
                "SELECT l.person_id FROM links l JOIN people p ON p.id = l.person_id
                 WHERE l.token_hash = $1 AND l.purpose = $2 AND l.used_at IS NULL AND l.expires_at > $3
                   AND p.deleted_at IS NULL"
            ),
            args![token_hash(token), purpose.code(), site.clock().now()],
        )
        .await?;
    Ok(OpenLink {
        person: row.get("person_id")?,
        purpose,
    })
}

/// Uses a link: of two who come at once, one gets [`Error::NotFound`]. Every other link of the person ends too.
///
/// # Errors
/// [`Error::NotFound`] when it is unknown, used or too old, or the store's.
pub async fn use_link(tx: &mut Tx, site: &Site, token: &str, purpose: Purpose) -> Result<OpenLink> {
    let link = open_link(tx, site, token, purpose).await?;
    let now = site.clock().now();
    let used = tx
        .execute(
            sql!("UPDATE links SET used_at = $1 WHERE token_hash = $2 AND used_at IS NULL"),
            args![now, token_hash(token)],
        )
        .await?;
    if used != 1 {
        return Err(Error::NotFound);
    }
    tx.execute(
        sql!("UPDATE links SET used_at = $1 WHERE person_id = $2 AND used_at IS NULL"),
        args![now, link.person],
    )
    .await?;
    Ok(link)
}

/// Stores a password's hash and ends every login of the person.
///
/// # Errors
/// The store's.
pub async fn set_password(tx: &mut Tx, site: &Site, person: PersonId, hash: &str) -> Result<()> {
    let now = site.clock().now();
    let first = !has_password(tx, person).await?;
    tx.execute(
        sql!(
            "INSERT INTO credentials (person_id, password_hash, changed_at) VALUES ($1, $2, $3)
             ON CONFLICT (person_id) DO UPDATE SET password_hash = $2, changed_at = $3"
        ),
        args![person, hash, now],
    )
    .await?;
    tx.execute(sql!("DELETE FROM logins WHERE person_id = $1"), args![person])
        .await?;
    let verb = if first {
        "account.activated"
    } else {
        "password.changed"
    };
    events::write(tx, site, Event::new(verb).by(person).about(person)).await
}

/// Whether the person has chosen a password.
///
/// # Errors
/// The store's.
pub async fn has_password(tx: &mut Tx, person: PersonId) -> Result<bool> {
    Ok(password_hash(tx, person).await?.is_some())
}

/// Which of these people have chosen a password.
///
/// # Errors
/// The store's.
pub async fn with_password(tx: &mut Tx, people: &[PersonId]) -> Result<HashSet<PersonId>> {
    let sql = sql!(
        "SELECT person_id FROM credentials
         WHERE person_id IN (SELECT person_id FROM credentials WHERE 1 = 0 UNION ALL SELECT $1)"
    );
    let asked = people.iter().map(|person| args![*person]).collect();
    let rows = tx.for_all(sql, asked).await?;
    rows.iter().map(|row| row.get("person_id")).collect()
}

/// Who has this e-mail address and ever chose a password.
///
/// # Errors
/// The store's.
pub async fn used_by_email(tx: &mut Tx, site: &Site, email: &str) -> Result<Vec<PersonId>> {
    let sql = sql!(
        "SELECT p.id FROM people p JOIN credentials c ON c.person_id = p.id
         WHERE p.email_index = $1 AND p.deleted_at IS NULL ORDER BY p.id"
    );
    let index = site.vault().blind("email", &normal_email(email));
    let rows = tx.all(sql, args![index]).await?;
    rows.iter().map(|row| row.get("id")).collect()
}

/// The stored hash.
///
/// # Errors
/// The store's.
pub async fn password_hash(tx: &mut Tx, person: PersonId) -> Result<Option<String>> {
    let row = tx
        .optional(
            sql!("SELECT password_hash FROM credentials WHERE person_id = $1"),
            args![person],
        )
        .await?;
    row.map(|row| row.get("password_hash")).transpose()
}

/// Where someone stands with their account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AccessState {
    /// A password is set.
    Active,
    /// A link waits for them.
    Invited,
    /// No password, and the link is too old.
    LinkExpired,
}

impl AccessState {
    /// From how many passwords they have and how many links still wait for them.
    pub const fn of(passwords: i64, links: i64) -> Self {
        match (passwords, links) {
            (1.., _) => Self::Active,
            (_, 1..) => Self::Invited,
            _ => Self::LinkExpired,
        }
    }
}

/// Where someone stands with their account.
///
/// # Errors
/// The store's.
pub async fn access(tx: &mut Tx, site: &Site, person: PersonId) -> Result<AccessState> {
    if has_password(tx, person).await? {
        return Ok(AccessState::Active);
    }
    let open = tx
        .optional(
            sql!("SELECT 1 AS open FROM links WHERE person_id = $1 AND used_at IS NULL AND expires_at > $2 LIMIT 1"),
            args![person, site.clock().now()],
        )
        .await?;
    Ok(AccessState::of(0, i64::from(open.is_some())))
}
