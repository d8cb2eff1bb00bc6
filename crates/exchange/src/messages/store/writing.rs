//! What writing adds.

use jiff::Timestamp;
use platform::db::Tx;
use platform::vault::DataKey;
use platform::{PersonId, Result, Site, args, live, sql};
use training::sessions::SessionId;

use super::super::rules::Audience;
use super::{ConversationId, MessageId, message_place, subject_place};

/// A conversation that begins.
pub(in super::super) struct Beginning<'a> {
    pub(in super::super) author: PersonId,
    pub(in super::super) session: Option<SessionId>,
    pub(in super::super) audience: Audience,
    pub(in super::super) to_author: bool,
    pub(in super::super) subject: &'a str,
    /// Everybody else in it.
    pub(in super::super) to: &'a [PersonId],
}

/// Begins a conversation, without its first message. `key`: its author's.
pub(in super::super) async fn begin(
    tx: &mut Tx,
    site: &Site,
    key: &DataKey,
    (id, beginning, accompanies): (ConversationId, &Beginning<'_>, bool),
) -> Result<()> {
    let now = site.clock().now();
    let subject = key.seal(site.random(), subject_place(id), beginning.subject.as_bytes())?;
    let answers = if beginning.to_author { "author" } else { "all" };
    let sql = sql!(
        "INSERT INTO conversations (id, author_id, session_id, audience, answers, subject, made_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)"
    );
    let values = args![
        id,
        beginning.author,
        beginning.session,
        beginning.audience.code(),
        answers,
        subject,
        now
    ];
    tx.execute(sql, values).await?;
    let sql = sql!(
        "INSERT INTO conversation_members (conversation_id, person_id, unread, last_at)
         VALUES ($1, $2, CAST(0 AS BIGINT), $3) RETURNING person_id"
    );
    let members = beginning.to.iter().chain([&beginning.author]);
    tx.for_all(sql, members.map(|person| args![id, *person, now]).collect())
        .await?;
    // Who wants nothing from its author sees nothing of it, its subject included; whoever accompanies is heard.
    if accompanies {
        return Ok(());
    }
    let sql = sql!(
        "UPDATE conversation_members SET cleared_at = last_at WHERE conversation_id = $1
           AND person_id IN (SELECT b.person_id FROM message_blocks b WHERE b.blocked_id = $2)"
    );
    tx.execute(sql, args![id, beginning.author]).await.map(drop)
}

/// Of the others of a conversation, those who are in its session or team no more: what comes from now on isn't theirs. Who came back
/// reads it all.
pub(in super::super) async fn parted(
    tx: &mut Tx,
    site: &Site,
    id: ConversationId,
    gone: &[PersonId],
) -> Result<()> {
    let now = site.clock().now();
    let sql = sql!("SELECT person_id, left_at FROM conversation_members WHERE conversation_id = $1");
    for row in &tx.all(sql, args![id]).await? {
        let person: PersonId = row.get("person_id")?;
        let left: Option<Timestamp> = row.get("left_at")?;
        let leaves = gone.contains(&person);
        if left.is_some() != leaves {
            let sql = sql!(
                "UPDATE conversation_members SET left_at = $3 WHERE conversation_id = $1 AND person_id = $2"
            );
            tx.execute(sql, args![id, person, leaves.then_some(now)]).await?;
        }
    }
    Ok(())
}

/// Adds a message: the others have it to read, except who wants none from its author. `key`: the author's.
pub(in super::super) async fn add(
    tx: &mut Tx,
    site: &Site,
    key: &DataKey,
    (to, author, accompanies): (ConversationId, PersonId, bool),
    text: &str,
) -> Result<MessageId> {
    tx.lock("conversation", to.0).await?;
    let id: MessageId = site.new_id();
    let now = site.clock().now();
    let content = key.seal(site.random(), message_place(id), text.as_bytes())?;
    let team = i64::from(accompanies);
    let sql = sql!(
        "INSERT INTO messages (id, conversation_id, author_id, content, sent_at, team) VALUES ($1, $2, $3, $4, $5, $6)"
    );
    tx.execute(sql, args![id, to, author, content, now, team]).await?;
    let sql = sql!(
        "UPDATE conversation_members SET unread = unread + CASE WHEN person_id = $2 THEN 0 ELSE 1 END, last_at = $3
         WHERE conversation_id = $1 AND left_at IS NULL AND ($4 > 0 OR NOT EXISTS (SELECT 1 FROM message_blocks b
           WHERE b.person_id = conversation_members.person_id AND b.blocked_id = $2))"
    );
    tx.execute(sql, args![to, author, now, team]).await?;
    live::say(tx, to.0).await?;
    Ok(id)
}

/// Someone has read what their page showed: so many messages, the last of them at this instant; what came meanwhile is still to
/// read. True when nothing is. Who wrote sees it.
pub(in super::super) async fn read(
    tx: &mut Tx,
    person: PersonId,
    id: ConversationId,
    (many, last): (i64, Timestamp),
) -> Result<bool> {
    let sql = sql!(
        "UPDATE conversation_members SET unread = CASE WHEN unread > $3 THEN unread - $3 ELSE CAST(0 AS BIGINT) END, read_at = $4
         WHERE conversation_id = $1 AND person_id = $2 RETURNING unread"
    );
    let left: i64 = tx.one(sql, args![id, person, many, last]).await?.get("unread")?;
    live::say(tx, id.0).await?;
    Ok(left == 0)
}
