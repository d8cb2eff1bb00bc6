//! Rows of `conversations`, `conversation_members` and `messages`.

pub(super) mod around;
pub(super) mod drafts;
pub(super) mod files;
pub(super) mod mine;
pub(super) mod passing;
pub(super) mod reports;
pub(super) mod writing;

use jiff::Timestamp;
use platform::db::{Row, Sql, Tx};
use platform::vault::Place;
use platform::{PersonId, Result, args, id_type, sql};
use training::sessions::SessionId;
use uuid::Uuid;

use super::rules::Audience;

id_type!(
    /// A conversation.
    ConversationId
);
id_type!(
    /// A message.
    MessageId
);

/// A conversation as its rows say it: words are sealed.
#[derive(Clone, Debug)]
pub(super) struct Conversation {
    pub(super) id: ConversationId,
    pub(super) author: PersonId,
    pub(super) session: Option<SessionId>,
    pub(super) audience: Audience,
    /// Answers go to its author alone.
    pub(super) to_author: bool,
    pub(super) subject: Vec<u8>,
    /// How many messages whoever asks hasn't read.
    pub(super) unread: i64,
    /// When the last one came.
    pub(super) last_at: Timestamp,
    /// The course of the session.
    pub(super) course: Option<String>,
    /// The time zone of the session, or of France for colleagues.
    pub(super) zone: String,
}

/// A message, sealed.
#[derive(Clone, Debug)]
pub(super) struct Message {
    pub(super) id: MessageId,
    pub(super) conversation: ConversationId,
    pub(super) author: PersonId,
    pub(super) content: Vec<u8>,
    pub(super) sent_at: Timestamp,
}

/// Someone in a conversation.
#[derive(Clone, Copy, Debug)]
pub(super) struct Member {
    pub(super) person: PersonId,
    pub(super) read_at: Option<Timestamp>,
}

pub(super) fn subject_place(id: ConversationId) -> Place {
    Place::new("conversations", "subject", id.0)
}

pub(super) fn message_place(id: MessageId) -> Place {
    Place::new("messages", "content", id.0)
}

fn conversation(row: &Row) -> Result<Conversation> {
    Ok(Conversation {
        id: row.get("id")?,
        author: row.get("author_id")?,
        session: row.get("session_id")?,
        audience: Audience::parse(&row.get::<String>("audience")?),
        to_author: row.get::<String>("answers")? == "author",
        subject: row.get("subject")?,
        unread: row.get("unread")?,
        last_at: row.get("last_at")?,
        course: row.get("title")?,
        zone: row
            .get::<Option<String>>("zone")?
            .unwrap_or_else(|| "Europe/Paris".to_owned()),
    })
}

fn message(row: &Row) -> Result<Message> {
    Ok(Message {
        id: row.get("id")?,
        conversation: row.get("conversation_id")?,
        author: row.get("author_id")?,
        content: row.get("content")?,
        sent_at: row.get("sent_at")?,
    })
}

/// Someone's conversations, those to read first, then the latest: one query.
pub(super) async fn list(
    tx: &mut Tx,
    person: PersonId,
    (limit, offset): (u32, u32),
) -> Result<Vec<Conversation>> {
    let sql = sql!(
        "SELECT c.id, c.author_id, c.session_id, c.audience, c.answers, c.subject, m.unread, m.last_at, t.title, r.zone
         FROM conversation_members m JOIN conversations c ON c.id = m.conversation_id
         LEFT JOIN training_sessions s ON s.id = c.session_id LEFT JOIN courses t ON t.id = s.course_id
         LEFT JOIN regions r ON r.id = s.region_id
         WHERE m.person_id = $1 AND (m.cleared_at IS NULL OR m.cleared_at < m.last_at)
         ORDER BY CASE WHEN m.unread > 0 THEN 0 ELSE 1 END, m.last_at DESC, c.id DESC LIMIT $2 OFFSET $3"
    );
    let rows = tx.all(sql, args![person, limit, offset]).await?;
    rows.iter().map(conversation).collect()
}

/// How many there are: one query.
pub(super) async fn total(tx: &mut Tx, person: PersonId) -> Result<u64> {
    let sql = sql!(
        "SELECT COUNT(*) AS total FROM conversation_members
         WHERE person_id = $1 AND (cleared_at IS NULL OR cleared_at < last_at)"
    );
    let row = tx.one(sql, args![person]).await?;
    Ok(u64::try_from(row.get::<i64>("total")?).unwrap_or_default())
}

/// Both people of each conversation of two, of a list: one query. The others say whom they are for.
pub(super) async fn pairs(
    tx: &mut Tx,
    person: PersonId,
    ids: &[ConversationId],
) -> Result<Vec<(ConversationId, PersonId)>> {
    let (Some(first), Some(last)) = (ids.iter().min(), ids.iter().max()) else {
        return Ok(Vec::new());
    };
    let sql = sql!(
        "SELECT o.conversation_id, o.person_id FROM conversation_members m
         JOIN conversations c ON c.id = m.conversation_id JOIN conversation_members o ON o.conversation_id = m.conversation_id
         WHERE m.person_id = $1 AND m.conversation_id >= $2 AND m.conversation_id <= $3 AND c.audience = 'one'
         ORDER BY o.conversation_id, o.person_id"
    );
    let rows = tx.all(sql, args![person, *first, *last]).await?;
    let pairs = rows
        .iter()
        .map(|row| Ok((row.get("conversation_id")?, row.get("person_id")?)));
    let pairs: Vec<(ConversationId, PersonId)> = pairs.collect::<Result<_>>()?;
    Ok(pairs.into_iter().filter(|(id, _)| ids.contains(id)).collect())
}

/// A conversation that someone is in: one query.
///
/// # Errors
/// [`platform::Error::NotFound`] for anyone else, or the store's.
pub(super) async fn find(tx: &mut Tx, person: PersonId, id: ConversationId) -> Result<Conversation> {
    let sql = sql!(
        "SELECT c.id, c.author_id, c.session_id, c.audience, c.answers, c.subject, m.unread, m.last_at, t.title, r.zone
         FROM conversation_members m JOIN conversations c ON c.id = m.conversation_id
         LEFT JOIN training_sessions s ON s.id = c.session_id LEFT JOIN courses t ON t.id = s.course_id
         LEFT JOIN regions r ON r.id = s.region_id
         WHERE m.person_id = $1 AND m.conversation_id = $2"
    );
    conversation(&tx.one(sql, args![person, id]).await?)
}

/// Its people: one query.
pub(super) async fn members(tx: &mut Tx, id: ConversationId) -> Result<Vec<Member>> {
    let sql = sql!(
        "SELECT person_id, read_at FROM conversation_members WHERE conversation_id = $1 ORDER BY person_id"
    );
    let rows = tx.all(sql, args![id]).await?;
    let member = |row: &Row| {
        Ok(Member {
            person: row.get("person_id")?,
            read_at: row.get("read_at")?,
        })
    };
    rows.iter().map(member).collect()
}

/// Of messages `o`, in conversations whose member `m` is person `$1`: neither what they erased for themselves, nor what came once
/// they had left, nor what comes from whom they
/// blocked, unless these accompanied them when they wrote.
const READABLE: &str =
    "(m.cleared_at IS NULL OR o.sent_at > m.cleared_at) AND (m.left_at IS NULL OR o.sent_at < m.left_at)
 AND NOT EXISTS (SELECT 1 FROM message_removals r WHERE r.person_id = $1 AND r.message_id = o.id)
 AND (o.team > 0 OR NOT EXISTS (SELECT 1 FROM message_blocks b WHERE b.person_id = $1 AND b.blocked_id = o.author_id))";

const SELECT: &str =
    "SELECT o.id, o.conversation_id, o.author_id, o.content, o.sent_at FROM conversation_members m
 JOIN messages o ON o.conversation_id = m.conversation_id WHERE m.person_id = $1 AND";

fn messages_statement() -> Sql {
    Sql::built(format!(
        "{SELECT} o.conversation_id = $2 AND o.id < $3 AND {READABLE} ORDER BY o.sent_at DESC, o.id DESC LIMIT $4"
    ))
}

fn latest_statement() -> Sql {
    Sql::built(format!(
        "{SELECT} {READABLE} ORDER BY o.sent_at DESC, o.id DESC LIMIT $2"
    ))
}

fn one_statement() -> Sql {
    Sql::built(format!(
        "{SELECT} o.conversation_id = $2 AND o.id = $3 AND o.author_id <> $1 AND {READABLE}"
    ))
}

/// What is put together here, for the test that prepares every statement.
pub fn statements() -> Vec<Sql> {
    vec![
        messages_statement(),
        latest_statement(),
        one_statement(),
        files::page_statement(),
        files::one_statement(),
        reports::list_statement(),
        reports::files_statement(),
    ]
}

/// The messages of a conversation that someone reads, the latest `limit`, the oldest first: one query.
pub(super) async fn messages(
    tx: &mut Tx,
    person: PersonId,
    (id, before): (ConversationId, Option<MessageId>),
    limit: u32,
) -> Result<Vec<Message>> {
    let before = before.map_or(Uuid::max(), |before| before.0);
    let rows = tx
        .all(messages_statement(), args![person, id, before, limit])
        .await?;
    rows.iter().rev().map(message).collect()
}

/// The latest messages of all of someone's conversations, the latest first: what a search opens. One query.
pub(super) async fn latest(tx: &mut Tx, person: PersonId, limit: u32) -> Result<Vec<Message>> {
    let rows = tx.all(latest_statement(), args![person, limit]).await?;
    rows.iter().map(message).collect()
}

/// A message that someone else wrote and that this person reads: what a report is of.
///
/// # Errors
/// [`platform::Error::NotFound`], or the store's.
pub(super) async fn theirs(
    tx: &mut Tx,
    person: PersonId,
    (id, message_id): (ConversationId, MessageId),
) -> Result<Message> {
    message(&tx.one(one_statement(), args![person, id, message_id]).await?)
}
