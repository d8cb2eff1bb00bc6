//! Rows of `notices`, `notice_choices` and `notice_hours`.

use std::collections::HashMap;
use std::sync::Arc;

use jiff::Timestamp;
use people::uniting::Passage;
use platform::db::{Row, Tx};
use platform::html::Call;
use platform::ids::Uuid;
use platform::keys::Class;
use platform::vault::{DataKey, Place};
use platform::{Error, PersonId, Result, Site, args, id_type, sql};

use super::rules::{ByMail, Hours, KEPT};
use super::{Notice, Words};
use crate::support;

id_type!(
    /// Something that a person was told.
    NoticeId
);

/// What becomes of the mail of a notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mailed {
    /// Nobody looked yet whether one is wanted.
    Wait,
    /// It leaves with others.
    Later,
    /// It left.
    Sent,
    /// It is read under the bell only.
    None,
}

impl Mailed {
    const fn code(self) -> &'static str {
        match self {
            Self::Wait => "wait",
            Self::Later => "later",
            Self::Sent => "sent",
            Self::None => "none",
        }
    }
}

fn place(id: NoticeId) -> Place {
    Place::new("notices", "words", id.0)
}

fn seal(site: &Site, key: &DataKey, id: NoticeId, words: &Words) -> Result<Vec<u8>> {
    let json = serde_json::to_vec(words).map_err(|error| Error::internal("a letter", error))?;
    key.seal(site.random(), Place::new("notices", "letter", id.0), &json)
}

/// The words that the mail of a notice carries; `key` is its reader's.
pub(super) fn open(key: &DataKey, id: NoticeId, letter: &[u8]) -> Result<Words> {
    let json = key.open(Place::new("notices", "letter", id.0), letter)?;
    serde_json::from_slice(&json).map_err(|error| Error::internal("a letter", error))
}

/// Tells people, in one go: what is unread about the same thing stands.
pub(super) async fn write(
    tx: &mut Tx,
    site: &Site,
    (batch, mail): (Uuid, Mailed),
    notices: &[(Notice, Option<Words>, Arc<DataKey>)],
) -> Result<()> {
    let sql = sql!(
        "INSERT INTO notices (id, person_id, kind, about, by_id, path, words, batch_id, told_at, mail, letter)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT (person_id, kind, about) WHERE read_at IS NULL DO NOTHING"
    );
    let now = site.clock().now();
    let mut rows = Vec::with_capacity(notices.len());
    for (notice, letter, key) in notices {
        let id: NoticeId = site.new_id();
        let words = key.seal(site.random(), place(id), notice.words.as_bytes())?;
        let letter = letter
            .as_ref()
            .map(|words| seal(site, key, id, words))
            .transpose()?;
        rows.push(args![
            id,
            notice.to,
            notice.kind.code,
            notice.about,
            notice.by,
            notice.path.as_str(),
            words,
            batch,
            now,
            mail.code(),
            letter
        ]);
    }
    tx.for_all(sql, rows).await.map(drop)
}

/// How much somebody has not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unread {
    /// Of what they were told.
    pub notices: u32,
    /// Conversations.
    pub conversations: u32,
}

/// How much somebody has not read, and how they call help: one query, since each page asks it, over two indexes of what is unread.
///
/// # Errors
/// The store's.
pub async fn beside(tx: &mut Tx, person: PersonId) -> Result<(Unread, Option<Call>)> {
    let sql = sql!(
        "SELECT (SELECT COUNT(*) FROM notices WHERE person_id = $1 AND read_at IS NULL) AS notices,
                (SELECT COUNT(*) FROM conversation_members WHERE person_id = $1 AND unread > 0) AS conversations,
                d.phone, d.days, d.opens, d.closes
         FROM people p LEFT JOIN support_desks d ON d.id = (
           SELECT o.id FROM support_desks o WHERE o.region_id IS NULL OR o.region_id = p.region_id
           ORDER BY CASE WHEN o.region_id IS NULL THEN 1 ELSE 0 END LIMIT 1)
         WHERE p.id = $1"
    );
    let row = tx.one(sql, args![person]).await?;
    let count = |name| Ok::<_, Error>(u32::try_from(row.get::<i64>(name)?).unwrap_or(u32::MAX));
    let unread = Unread {
        notices: count("notices")?,
        conversations: count("conversations")?,
    };
    Ok((unread, support::called(&row)?))
}

/// Somebody sees what they were told about: it isn't news any more. Cheap when there was none.
///
/// # Errors
/// The store's.
pub async fn seen(tx: &mut Tx, site: &Site, person: PersonId, about: Uuid) -> Result<bool> {
    let sql = sql!("UPDATE notices SET read_at = $3 WHERE person_id = $1 AND about = $2 AND read_at IS NULL");
    Ok(tx.execute(sql, args![person, about, site.clock().now()]).await? > 0)
}

/// Something that a person was told, as their page shows it.
pub(super) struct Told {
    pub(super) id: NoticeId,
    pub(super) by: Option<PersonId>,
    pub(super) words: String,
    pub(super) at: Timestamp,
    /// The zone of the reader's region.
    pub(super) zone: Option<String>,
    pub(super) unread: bool,
}

/// The latest that somebody was told, what is unread first; `key` is their own.
pub(super) async fn latest(tx: &mut Tx, person: PersonId, key: &DataKey, most: u32) -> Result<Vec<Told>> {
    let sql = sql!(
        "SELECT n.id, n.by_id, n.words, n.told_at, n.read_at, r.zone
         FROM notices n JOIN people p ON p.id = n.person_id LEFT JOIN regions r ON r.id = p.region_id WHERE n.person_id = $1
         ORDER BY CASE WHEN n.read_at IS NULL THEN CAST(0 AS BIGINT) ELSE CAST(1 AS BIGINT) END, n.told_at DESC, n.id DESC LIMIT $2"
    );
    let rows = tx.all(sql, args![person, most]).await?;
    rows.iter()
        .map(|row| {
            let id: NoticeId = row.get("id")?;
            let words = key.open(place(id), &row.get::<Vec<u8>>("words")?)?;
            Ok(Told {
                id,
                by: row.get("by_id")?,
                words: String::from_utf8(words).map_err(|error| Error::internal("a notice", error))?,
                at: row.get("told_at")?,
                zone: row.get("zone")?,
                unread: row.get::<Option<Timestamp>>("read_at")?.is_none(),
            })
        })
        .collect()
}

/// Where a notice of somebody leads; it is read.
///
/// # Errors
/// [`Error::NotFound`], or the store's.
pub(super) async fn follow(tx: &mut Tx, site: &Site, person: PersonId, id: NoticeId) -> Result<String> {
    let sql = sql!("SELECT path FROM notices WHERE id = $1 AND person_id = $2");
    let path = tx.one(sql, args![id, person]).await?.get("path")?;
    let sql = sql!("UPDATE notices SET read_at = $3 WHERE id = $1 AND person_id = $2 AND read_at IS NULL");
    tx.execute(sql, args![id, person, site.clock().now()]).await?;
    Ok(path)
}

/// Somebody has read it all.
pub(super) async fn read_all(tx: &mut Tx, site: &Site, person: PersonId) -> Result<()> {
    let sql = sql!("UPDATE notices SET read_at = $2 WHERE person_id = $1 AND read_at IS NULL");
    tx.execute(sql, args![person, site.clock().now()]).await.map(drop)
}

/// What anybody read long ago goes.
pub(super) async fn forget(tx: &mut Tx, site: &Site) -> Result<()> {
    let before = site
        .clock()
        .now()
        .checked_sub(KEPT)
        .unwrap_or(Timestamp::UNIX_EPOCH);
    let sql = sql!("DELETE FROM notices WHERE read_at < $1");
    tx.execute(sql, args![before]).await.map(drop)
}

/// A notice whose mail isn't decided, with what its reader chose.
pub(super) struct Waiting {
    pub(super) id: NoticeId,
    pub(super) person: PersonId,
    pub(super) kind: String,
    pub(super) by: Option<PersonId>,
    pub(super) path: String,
    pub(super) chosen: Option<ByMail>,
    pub(super) hours: Hours,
    /// The zone of their region.
    pub(super) zone: Option<String>,
    pub(super) read: bool,
    /// Whether their devices ring for it, when they have some.
    pub(super) rings: Option<bool>,
    pub(super) devices: i64,
    /// Words of ours, sealed.
    pub(super) letter: Option<Vec<u8>>,
}

fn hours(row: &Row) -> Result<Option<Hours>> {
    let hour = |name: &str| -> Result<Option<u8>> {
        Ok(row
            .get::<Option<i64>>(name)?
            .and_then(|hour| u8::try_from(hour).ok()))
    };
    let quiet = match (hour("quiet_from")?, hour("quiet_until")?) {
        (Some(from), Some(until)) => Some((from, until)),
        _ => None,
    };
    Ok(hour("daily")?.map(|daily| Hours { daily, quiet }))
}

/// What was told at once and still waits, so many at a time.
pub(super) async fn waiting(tx: &mut Tx, batch: Uuid, most: u32) -> Result<Vec<Waiting>> {
    let sql = sql!(
        "SELECT n.id, n.person_id, n.kind, n.by_id, n.path, n.read_at, n.letter, c.mail AS chosen, c.push,
                (SELECT COUNT(*) FROM push_devices d WHERE d.person_id = n.person_id) AS devices, h.daily, h.quiet_from, h.quiet_until, r.zone
         FROM notices n JOIN people p ON p.id = n.person_id LEFT JOIN regions r ON r.id = p.region_id
         LEFT JOIN notice_choices c ON c.person_id = n.person_id AND c.kind = n.kind
         LEFT JOIN notice_hours h ON h.person_id = n.person_id
         WHERE n.batch_id = $1 AND n.mail = 'wait' ORDER BY n.id LIMIT $2"
    );
    let rows = tx.all(sql, args![batch, most]).await?;
    rows.iter()
        .map(|row| {
            let chosen: Option<String> = row.get("chosen")?;
            Ok(Waiting {
                id: row.get("id")?,
                person: row.get("person_id")?,
                kind: row.get("kind")?,
                by: row.get("by_id")?,
                path: row.get("path")?,
                chosen: chosen.as_deref().and_then(ByMail::parse),
                hours: hours(row)?.unwrap_or_default(),
                zone: row.get("zone")?,
                read: row.get::<Option<Timestamp>>("read_at")?.is_some(),
                rings: row.get::<Option<i64>>("push")?.map(|rings| rings == 1),
                devices: row.get("devices")?,
                letter: row.get("letter")?,
            })
        })
        .collect()
}

/// Notes what becomes of a mail, unless somebody else did. True when this did.
pub(super) async fn mailed(tx: &mut Tx, id: NoticeId, from: Mailed, to: Mailed) -> Result<bool> {
    let sql = sql!("UPDATE notices SET mail = $2 WHERE id = $1 AND mail = $3");
    Ok(tx.execute(sql, args![id, to.code(), from.code()]).await? == 1)
}

/// What waits for somebody's next mail of several.
pub(super) struct Later {
    pub(super) id: NoticeId,
    pub(super) kind: String,
    pub(super) by: Option<PersonId>,
    pub(super) path: String,
    pub(super) unread: bool,
    /// They chose since to have none of its kind.
    pub(super) unwanted: bool,
    pub(super) letter: Option<Vec<u8>>,
}

/// What somebody's next mail of several tells, so many at most.
pub(super) async fn later(tx: &mut Tx, person: PersonId, most: u32) -> Result<Vec<Later>> {
    let sql = sql!(
        "SELECT n.id, n.kind, n.by_id, n.path, n.read_at, n.letter, c.mail AS chosen FROM notices n
         LEFT JOIN notice_choices c ON c.person_id = n.person_id AND c.kind = n.kind
         WHERE n.person_id = $1 AND n.mail = 'later' ORDER BY n.told_at, n.id LIMIT $2"
    );
    let rows = tx.all(sql, args![person, most]).await?;
    rows.iter()
        .map(|row| {
            Ok(Later {
                id: row.get("id")?,
                kind: row.get("kind")?,
                by: row.get("by_id")?,
                path: row.get("path")?,
                unread: row.get::<Option<Timestamp>>("read_at")?.is_none(),
                unwanted: row.get::<Option<String>>("chosen")?.as_deref() == Some(ByMail::Never.code()),
                letter: row.get("letter")?,
            })
        })
        .collect()
}

/// What somebody chose of a kind.
#[derive(Clone, Copy, Debug)]
pub(super) struct Choice {
    pub(super) mail: ByMail,
    /// Whether their devices ring; none: as is usual.
    pub(super) rings: Option<bool>,
}

/// What somebody chose: by kind, and their hours.
pub(super) async fn choices(tx: &mut Tx, person: PersonId) -> Result<(HashMap<String, Choice>, Hours)> {
    let sql = sql!("SELECT kind, mail, push FROM notice_choices WHERE person_id = $1");
    let mut chosen = HashMap::new();
    for row in &tx.all(sql, args![person]).await? {
        if let Some(mail) = ByMail::parse(&row.get::<String>("mail")?) {
            let rings = row.get::<Option<i64>>("push")?.map(|rings| rings == 1);
            chosen.insert(row.get("kind")?, Choice { mail, rings });
        }
    }
    let sql = sql!("SELECT daily, quiet_from, quiet_until FROM notice_hours WHERE person_id = $1");
    let hours = match tx.optional(sql, args![person]).await? {
        Some(row) => hours(&row)?,
        None => None,
    };
    Ok((chosen, hours.unwrap_or_default()))
}

/// Somebody chooses how a kind is told; whether their devices ring stays as it was when nothing is said of it.
pub(super) async fn choose(tx: &mut Tx, person: PersonId, kind: &str, choice: Choice) -> Result<()> {
    let sql = sql!(
        "INSERT INTO notice_choices (person_id, kind, mail, push) VALUES ($1, $2, $3, $4)
         ON CONFLICT (person_id, kind) DO UPDATE SET mail = excluded.mail, push = COALESCE(excluded.push, notice_choices.push)"
    );
    let rings = choice.rings.map(i64::from);
    tx.execute(sql, args![person, kind, choice.mail.code(), rings])
        .await
        .map(drop)
}

/// Somebody chooses their hours.
pub(super) async fn keep_hours(tx: &mut Tx, person: PersonId, hours: Hours) -> Result<()> {
    let sql = sql!(
        "INSERT INTO notice_hours (person_id, daily, quiet_from, quiet_until) VALUES ($1, $2, $3, $4)
         ON CONFLICT (person_id) DO UPDATE SET daily = excluded.daily, quiet_from = excluded.quiet_from, quiet_until = excluded.quiet_until"
    );
    let quiet = |end: fn((u8, u8)) -> u8| hours.quiet.map(|quiet| i64::from(end(quiet)));
    let values = args![
        person,
        i64::from(hours.daily),
        quiet(|(from, _)| from),
        quiet(|(_, until)| until)
    ];
    tx.execute(sql, values).await.map(drop)
}

/// Passes the news of an account that closes: what the account that stays hasn't read about the same thing stands.
///
/// # Errors
/// The store's.
pub(crate) async fn pass(tx: &mut Tx, site: &Site, passage: &Passage) -> Result<()> {
    let (from, to) = (passage.from, passage.to);
    let sql = sql!(
        "DELETE FROM notices WHERE person_id = $1 AND read_at IS NULL AND EXISTS (
           SELECT 1 FROM notices n WHERE n.person_id = $2 AND n.read_at IS NULL AND n.kind = notices.kind AND n.about = notices.about)"
    );
    tx.execute(sql, args![from, to]).await?;
    let sql = sql!("UPDATE notices SET person_id = $2 WHERE person_id = $1");
    tx.execute(sql, args![from, to]).await?;
    let read = sql!("SELECT id, words AS sealed FROM notices WHERE person_id = $1");
    let write = sql!("UPDATE notices SET words = $2 WHERE id = $1 AND words = $3");
    let place = (Class::Exchanges, "notices", "words");
    passage.reseal(tx, site, place, (read, write)).await?;
    let read = sql!("SELECT id, letter AS sealed FROM notices WHERE person_id = $1");
    let write = sql!("UPDATE notices SET letter = $2 WHERE id = $1 AND letter = $3");
    let place = (Class::Exchanges, "notices", "letter");
    passage.reseal(tx, site, place, (read, write)).await?;
    // What was put off for the one leaves for the other.
    match later(tx, to, 1).await?.is_empty() {
        true => Ok(()),
        false => super::jobs::gather_now(tx, site, to).await,
    }
}
