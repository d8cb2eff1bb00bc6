//! Rows of `logins` and `attempts`.

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use platform::db::{Row, Tx};
use platform::events::{self, Event};
use platform::http::{Actor, Grant, ScopeKind, Stamp};
use platform::live;
use platform::memo::Memo;
use platform::vault::token_hash;
use platform::{Error, PersonId, Result, Site, args, sql};
use uuid::Uuid;

use super::rules::{Delay, Subject, delay, login_end, memory};

/// How often a login's last use is written.
const SEEN_EVERY: SignedDuration = SignedDuration::from_mins(5);

/// A login younger than this may have been opened beside a change that couldn't see it yet: nothing is remembered for it.
const SETTLED: SignedDuration = SignedDuration::from_mins(1);

/// Opens a login and answers its token, kept only in the cookie.
///
/// # Errors
/// The store's.
pub async fn begin_login(tx: &mut Tx, site: &Site, person: PersonId) -> Result<String> {
    let (token, now) = (site.random().token(), site.clock().now());
    tx.execute(
        sql!(
            "INSERT INTO logins (id, token_hash, person_id, created_at, seen_at, expires_at)
             VALUES ($1, $2, $3, $4, $4, $5)"
        ),
        args![
            site.new_id::<Uuid>(),
            token_hash(&token),
            person,
            now,
            login_end(now, now)
        ],
    )
    .await?;
    events::write(tx, site, Event::new("login.opened").by(person).about(person)).await?;
    Ok(token)
}

/// Ends a login.
pub(super) async fn end_login(tx: &mut Tx, site: &Site, actor: &Actor) -> Result<()> {
    tx.execute(sql!("DELETE FROM logins WHERE id = $1"), args![actor.login])
        .await?;
    live::say(tx, actor.login).await?;
    events::write(
        tx,
        site,
        Event::new("login.closed").by(actor.person).about(actor.person),
    )
    .await
}

/// Whether a login still stands; this is no use of it.
pub(super) async fn stands(site: &Site, login: Uuid) -> Result<bool> {
    let sql = sql!(
        "SELECT l.id FROM logins l JOIN people p ON p.id = l.person_id
         WHERE l.id = $1 AND l.expires_at > $2 AND p.deleted_at IS NULL"
    );
    let mut tx = site.db().read().await?;
    let row = tx.optional(sql, args![login, site.clock().now()]).await?;
    Ok(row.is_some())
}

/// Who holds a token, with their roles: one query when the roles are known already.
pub(super) async fn actor(
    site: &Site,
    known: &Memo<Uuid, Vec<Grant>, Stamp>,
    token: &str,
) -> Result<Option<Actor>> {
    let now = site.clock().now();
    let sql = sql!(
        "SELECT l.id, l.person_id, l.created_at, l.seen_at, l.stamp, (SELECT s.revision FROM shared_revision s) AS shared
         FROM logins l JOIN people p ON p.id = l.person_id
         WHERE l.token_hash = $1 AND l.expires_at > $2 AND p.deleted_at IS NULL"
    );
    let mut tx = site.db().read().await?;
    let Some(row) = tx.optional(sql, args![token_hash(token), now]).await? else {
        return Ok(None);
    };
    let (login, person): (Uuid, PersonId) = (row.get("id")?, row.get("person_id")?);
    let (created, seen): (Timestamp, Timestamp) = (row.get("created_at")?, row.get("seen_at")?);
    let stamp = Stamp {
        own: row.get("stamp")?,
        shared: row.get("shared")?,
    };
    let settled = now.duration_since(created) >= SETTLED;
    let grants = match known.get(&login, &stamp) {
        Some(grants) => grants,
        None if settled => known.put(login, stamp, grants(&mut tx, person).await?),
        None => Arc::new(grants(&mut tx, person).await?),
    };
    drop(tx);
    if now.duration_since(seen) > SEEN_EVERY {
        touch(site, login, created, now).await?;
    }
    let own = grants.iter().all(|grant| grant.scope == ScopeKind::Own);
    Ok(Some(Actor {
        person,
        login,
        stamp: (own && settled).then_some(stamp),
        grants,
    }))
}

async fn grants(tx: &mut Tx, person: PersonId) -> Result<Vec<Grant>> {
    let sql = sql!(
        "SELECT r.code, g.scope_kind, g.scope_id FROM grants g JOIN roles r ON r.id = g.role_id
         WHERE g.person_id = $1 ORDER BY r.code"
    );
    let grant = |row: &Row| {
        Ok(Grant {
            role: row.get("code")?,
            scope: ScopeKind::parse(&row.get::<String>("scope_kind")?)
                .ok_or_else(|| Error::fault("an unknown scope"))?,
            scope_id: row.get("scope_id")?,
        })
    };
    tx.all(sql, args![person]).await?.iter().map(grant).collect()
}

async fn touch(site: &Site, login: Uuid, created: Timestamp, now: Timestamp) -> Result<()> {
    site.db()
        .hot(move |tx: &mut Tx| {
            Box::pin(async move {
                tx.execute(
                    sql!("UPDATE logins SET seen_at = $1, expires_at = $2 WHERE id = $3"),
                    args![now, login_end(created, now), login],
                )
                .await
                .map(drop)
            })
        })
        .await
}

/// A blind subject of failures.
pub(super) fn subject(site: &Site, kind: Subject, typed: &str) -> [u8; 32] {
    let domain = match kind {
        Subject::Account => "attempt by account",
        Subject::Address => "attempt by address",
    };
    site.vault().blind(domain, typed)
}

/// Counts a try before it is made, so that many at once can't all pass; or says how long to wait.
pub(super) async fn reserve(tx: &mut Tx, site: &Site, kind: Subject, subject: &[u8; 32]) -> Result<Delay> {
    let now = site.clock().now();
    tx.lock("attempts", uuid_of(subject)).await?;
    let row = tx
        .optional(
            sql!("SELECT failures, last_at FROM attempts WHERE subject = $1"),
            args![subject.as_slice()],
        )
        .await?;
    let (failures, last): (i64, Timestamp) = match row {
        Some(row) => (row.get("failures")?, row.get("last_at")?),
        None => (0, now),
    };
    let fresh = now.duration_since(last) < memory(kind);
    let failures = if fresh { failures } else { 0 };
    let wait = delay(kind, failures, last, now);
    if wait == Delay::None {
        tx.execute(
            sql!(
                "INSERT INTO attempts (subject, failures, last_at) VALUES ($1, $2, $3)
                 ON CONFLICT (subject) DO UPDATE SET failures = $2, last_at = $3"
            ),
            args![subject.as_slice(), failures + 1, now],
        )
        .await?;
    }
    Ok(wait)
}

/// Forgets the failures of a subject.
pub(super) async fn forget(tx: &mut Tx, subject: &[u8; 32]) -> Result<()> {
    tx.execute(
        sql!("DELETE FROM attempts WHERE subject = $1"),
        args![subject.as_slice()],
    )
    .await
    .map(drop)
}

/// Takes back the try that was counted for an address, once it proved good.
pub(super) async fn give_back(tx: &mut Tx, subject: &[u8; 32]) -> Result<()> {
    tx.execute(
        sql!("UPDATE attempts SET failures = failures - 1 WHERE subject = $1 AND failures > 0"),
        args![subject.as_slice()],
    )
    .await
    .map(drop)
}

fn uuid_of(subject: &[u8; 32]) -> Uuid {
    let mut half = [0; 16];
    half.copy_from_slice(&subject[..16]);
    Uuid::from_bytes(half)
}

/// Replaces a hash by a stronger one of the same password.
pub(super) async fn raise_hash(site: &Site, person: PersonId, hash: &str) -> Result<()> {
    let mut tx = site.db().begin().await?;
    tx.execute(
        sql!("UPDATE credentials SET password_hash = $1 WHERE person_id = $2"),
        args![hash, person],
    )
    .await?;
    tx.commit().await
}
