//! What changes in a request.

use platform::db::Tx;
use platform::events::{self, Event};
use platform::ids::RegionId;
use platform::vault::DataKey;
use platform::{Error, PersonId, Result, Site, args, sql};
use uuid::Uuid;

use super::super::rules::joined::Joined;
use super::super::rules::standing::Standing;
use super::super::sealing;
use super::{Ticket, TicketId, find};

/// A request that begins.
pub(in super::super) struct Beginning<'a> {
    pub(in super::super) person: Option<PersonId>,
    pub(in super::super) author: PersonId,
    pub(in super::super) agent: Option<PersonId>,
    pub(in super::super) region: Option<RegionId>,
    pub(in super::super) by_phone: bool,
    pub(in super::super) standing: Standing,
    pub(in super::super) subject: &'a str,
    /// The name of a caller whom the platform doesn't know.
    pub(in super::super) caller: Option<&'a str>,
    pub(in super::super) joined: Option<&'a Joined>,
}

/// Numbers begin here: four digits from the first one on.
const FIRST: i64 = 1001;

/// Begins one; answers its number. `key`: the request's.
pub(in super::super) async fn begin(
    tx: &mut Tx,
    site: &Site,
    key: &DataKey,
    (id, new): (TicketId, &Beginning<'_>),
) -> Result<i64> {
    tx.lock("support.number", Uuid::nil()).await?;
    let sql = sql!("SELECT MAX(number) AS last FROM support_tickets");
    let last: Option<i64> = tx.one(sql, args![]).await?.get("last")?;
    let number = last.map_or(FIRST, |last| last + 1);
    let subject = sealing::sealed(site, key, sealing::subject(id), new.subject)?;
    let caller = new
        .caller
        .map(|name| sealing::sealed(site, key, sealing::caller(id), name));
    let joined = new
        .joined
        .map(|joined| sealing::sealed_value(site, key, sealing::joined(id), joined));
    let standing = &new.standing;
    let sql = sql!(
        "INSERT INTO support_tickets (id, number, person_id, author_id, actor_id, region_id, by_phone, category, state, level, subject,
           caller, joined, opened_at, changed_at, due_at, answer_due, resolve_due, answered_at, answered_minutes, waited_minutes,
           resolved_at, resolved_minutes)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $14, $15, $16, $17, $18, $19, CAST(0 AS BIGINT), $20, $21)"
    );
    let values = args![
        id,
        number,
        new.person,
        new.author,
        new.agent,
        new.region,
        i64::from(new.by_phone),
        standing.category.code(),
        standing.state.code(),
        standing.level.code(),
        subject,
        caller.transpose()?,
        joined.transpose()?,
        standing.opened_at,
        standing.due(),
        standing.answer_due,
        standing.resolve_due,
        standing.answered.map(|(at, _)| at),
        standing.answered.map(|(_, minutes)| minutes),
        standing.resolved.map(|(at, _)| at),
        standing.resolved.map(|(_, minutes)| minutes)
    ];
    tx.execute(sql, values).await?;
    let event = Event::new("support.opened")
        .by(new.author)
        .about(new.person)
        .in_region(new.region)
        .on(id)
        .with("number", number);
    events::write(tx, site, event).await?;
    Ok(number)
}

/// A request, while nobody else changes it.
///
/// # Errors
/// [`Error::NotFound`], or the store's.
pub(in super::super) async fn hold(tx: &mut Tx, id: TicketId) -> Result<Ticket> {
    tx.lock("support", id.0).await?;
    find(tx, id).await
}

/// What happened, as the journal of events names it.
#[derive(Clone, Copy, Debug)]
pub(in super::super) struct Done {
    pub(in super::super) verb: &'static str,
    pub(in super::super) by: Option<PersonId>,
}

/// Writes where a request stands after an act, and who has it.
pub(in super::super) async fn put(
    tx: &mut Tx,
    site: &Site,
    ticket: &Ticket,
    (standing, agent): (&Standing, Option<PersonId>),
    done: Done,
) -> Result<()> {
    let sql = sql!(
        "UPDATE support_tickets SET state = $2, level = $3, actor_id = $4, due_at = $5, resolve_due = $6, answered_at = $7,
           answered_minutes = $8, waiting_since = $9, waited_minutes = $10, resolved_at = $11, resolved_minutes = $12, reopened = $13, changed_at = $14
         WHERE id = $1"
    );
    let values = args![
        ticket.id,
        standing.state.code(),
        standing.level.code(),
        agent,
        standing.due(),
        standing.resolve_due,
        standing.answered.map(|(at, _)| at),
        standing.answered.map(|(_, minutes)| minutes),
        standing.waiting_since,
        standing.waited,
        standing.resolved.map(|(at, _)| at),
        standing.resolved.map(|(_, minutes)| minutes),
        standing.reopened,
        site.clock().now()
    ];
    if tx.execute(sql, values).await? != 1 {
        return Err(Error::NotFound);
    }
    said(tx, site, ticket, done).await
}

/// Announces it.
pub(in super::super) async fn said(tx: &mut Tx, site: &Site, ticket: &Ticket, done: Done) -> Result<()> {
    let event = Event::new(done.verb)
        .by(done.by)
        .about(ticket.person)
        .in_region(ticket.region)
        .on(ticket.id);
    events::write(tx, site, event).await
}

/// How satisfied who asked is: said once. False when it was. `key`: the request's.
pub(in super::super) async fn rate(
    tx: &mut Tx,
    site: &Site,
    key: &DataKey,
    ticket: &Ticket,
    (rating, words): (i64, &str),
) -> Result<bool> {
    let words = (!words.is_empty()).then(|| sealing::sealed(site, key, sealing::rating(ticket.id), words));
    let sql =
        sql!("UPDATE support_tickets SET rating = $2, rating_words = $3 WHERE id = $1 AND rating IS NULL");
    let new = tx
        .execute(sql, args![ticket.id, rating, words.transpose()?])
        .await?
        == 1;
    if new {
        let done = Done {
            verb: "support.rated",
            by: ticket.person,
        };
        said(tx, site, ticket, done).await?;
    }
    Ok(new)
}
