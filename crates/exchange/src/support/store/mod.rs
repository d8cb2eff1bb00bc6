//! Rows of `support_tickets`: one request, and lists of them.

pub(super) mod desks;
pub(super) mod entries;
pub(super) mod passing;
pub(super) mod replies;
pub(super) mod writing;

use jiff::Timestamp;
use platform::db::{Row, Sql, Tx};
use platform::http::{Permission as _, Within};
use platform::ids::RegionId;
use platform::{Error, PersonId, Result, args, id_type, sql};

use super::rules::standing::{Standing, State};
use super::rules::summary::Counted;
use super::rules::{Category, Level};
use super::{AnswerTickets, CountTickets, LeadSupport};

id_type!(
    /// A request for help.
    TicketId
);

/// A request for help: words are sealed.
#[derive(Clone, Debug)]
pub struct Ticket {
    /// Which.
    pub id: TicketId,
    /// What one says on the telephone.
    pub(super) number: i64,
    /// Who is helped; none when the platform doesn't know them.
    pub(super) person: Option<PersonId>,
    /// Who opened it.
    pub(super) author: PersonId,
    /// Who takes care of it.
    pub(super) agent: Option<PersonId>,
    pub(super) region: Option<RegionId>,
    pub(super) region_name: Option<String>,
    pub(super) zone: String,
    pub(super) by_phone: bool,
    pub(super) standing: Standing,
    pub(super) subject: Vec<u8>,
    pub(super) caller: Option<Vec<u8>>,
    pub(super) joined: Option<Vec<u8>>,
    pub(super) changed_at: Timestamp,
    pub(super) rating: Option<i64>,
    pub(super) rating_words: Option<Vec<u8>>,
}

fn category(row: &Row) -> Result<Category> {
    let code: String = row.get("category")?;
    Category::parse(&code).ok_or_else(|| Error::fault(format!("an unknown category: {code}")))
}

fn state(row: &Row) -> Result<State> {
    let code: String = row.get("state")?;
    State::parse(&code).ok_or_else(|| Error::fault(format!("an unknown state: {code}")))
}

/// When something was done, and after how many minutes.
fn done(row: &Row, at: &str, minutes: &str) -> Result<Option<(Timestamp, i64)>> {
    let at: Option<Timestamp> = row.get(at)?;
    Ok(at.zip(row.get::<Option<i64>>(minutes)?))
}

fn ticket(row: &Row) -> Result<Ticket> {
    Ok(Ticket {
        id: row.get("id")?,
        number: row.get("number")?,
        person: row.get("person_id")?,
        author: row.get("author_id")?,
        agent: row.get("actor_id")?,
        region: row.get("region_id")?,
        region_name: row.get("region_name")?,
        zone: row
            .get::<Option<String>>("zone")?
            .unwrap_or_else(|| super::FRANCE.to_owned()),
        by_phone: row.get::<i64>("by_phone")? == 1,
        standing: Standing {
            category: category(row)?,
            state: state(row)?,
            level: Level::parse(&row.get::<String>("level")?),
            opened_at: row.get("opened_at")?,
            answer_due: row.get("answer_due")?,
            resolve_due: row.get("resolve_due")?,
            answered: done(row, "answered_at", "answered_minutes")?,
            waiting_since: row.get("waiting_since")?,
            waited: row.get("waited_minutes")?,
            resolved: done(row, "resolved_at", "resolved_minutes")?,
            reopened: row.get("reopened")?,
        },
        subject: row.get("subject")?,
        caller: row.get("caller")?,
        joined: row.get("joined")?,
        changed_at: row.get("changed_at")?,
        rating: row.get("rating")?,
        rating_words: row.get("rating_words")?,
    })
}

const SELECT: &str = "SELECT o.id, o.number, o.person_id, o.author_id, o.actor_id, o.region_id, r.name AS region_name, r.zone,
   o.by_phone, o.category, o.state, o.level, o.subject, o.caller, o.joined, o.opened_at, o.changed_at, o.answer_due, o.resolve_due,
   o.answered_at, o.answered_minutes, o.waiting_since, o.waited_minutes, o.resolved_at, o.resolved_minutes, o.reopened, o.rating, o.rating_words
 FROM support_tickets o LEFT JOIN regions r ON r.id = o.region_id";

fn find_statement() -> Sql {
    Sql::built(format!("{SELECT} WHERE o.id = $1"))
}

fn own_statement() -> Sql {
    Sql::built(format!("{SELECT} WHERE o.id = $1 AND o.person_id = $2"))
}

fn mine_statement() -> Sql {
    Sql::built(format!(
        "{SELECT} WHERE o.person_id = $1 ORDER BY o.changed_at DESC, o.id DESC LIMIT $2"
    ))
}

/// What narrows a list, over the tickets `o` that person `$1` answers.
fn narrowed() -> String {
    format!(
        "{} AND ($2 = 'all' OR o.state = $2 OR ($2 = 'open' AND o.state IN ('new', 'progress', 'waiting')))
           AND ($3 = '' OR o.category = $3) AND ($4 <> 'late' OR o.due_at < $5) AND ($4 <> 'mine' OR o.actor_id = $1)
           AND ($4 <> 'free' OR o.actor_id IS NULL) AND ($6 <> 'nation' OR o.level = 'nation')",
        Within::<AnswerTickets>::predicate()
    )
}

fn list_statement() -> Sql {
    Sql::built(format!(
        "{SELECT} WHERE {} ORDER BY o.due_at NULLS LAST, o.opened_at, o.id LIMIT $7 OFFSET $8",
        narrowed()
    ))
}

fn total_statement() -> Sql {
    Sql::built(format!(
        "SELECT COUNT(*) AS total FROM support_tickets o WHERE {}",
        narrowed()
    ))
}

fn counted_statement() -> Sql {
    Sql::built(format!(
        "SELECT o.category, r.name AS region_name, o.state, o.by_phone, o.level, o.answer_due, o.resolve_due, o.answered_at,
           o.answered_minutes, o.resolved_at, o.resolved_minutes, o.reopened, o.rating, o.waiting_since, o.changed_at
         FROM support_tickets o LEFT JOIN regions r ON r.id = o.region_id
         WHERE {} AND o.opened_at >= $2 AND o.opened_at < $3 ORDER BY o.id",
        Within::<CountTickets>::predicate()
    ))
}

/// Those that wait for person `$1`: of the regions where they answer; what regions passed on, for who answers for the nation.
fn waiting_statement() -> Sql {
    Sql::built(format!(
        "SELECT COUNT(*) AS waiting FROM support_tickets o WHERE o.state IN ('new', 'progress') AND {}
           AND o.level = CASE WHEN {} THEN 'nation' ELSE 'region' END",
        Within::<AnswerTickets>::predicate(),
        LeadSupport::INFO.predicate()
    ))
}

/// What is put together here, for the test that prepares every statement.
pub fn statements() -> Vec<Sql> {
    vec![
        find_statement(),
        own_statement(),
        mine_statement(),
        list_statement(),
        total_statement(),
        counted_statement(),
        waiting_statement(),
        desks::managed_statement(),
    ]
}

/// A request, for who has proved that they may see it: one query.
///
/// # Errors
/// [`Error::NotFound`], or the store's.
pub(super) async fn find(tx: &mut Tx, id: TicketId) -> Result<Ticket> {
    ticket(&tx.one(find_statement(), args![id]).await?)
}

/// The same for who asked it.
///
/// # Errors
/// [`Error::NotFound`] for anyone else, or the store's.
pub(super) async fn own(tx: &mut Tx, person: PersonId, id: TicketId) -> Result<Ticket> {
    ticket(&tx.one(own_statement(), args![id, person]).await?)
}

/// What someone asked, the latest news first: one query.
pub(super) async fn mine(tx: &mut Tx, person: PersonId, limit: u32) -> Result<Vec<Ticket>> {
    let rows = tx.all(mine_statement(), args![person, limit]).await?;
    rows.iter().map(ticket).collect()
}

/// What a list is narrowed to.
#[derive(Clone, Debug)]
pub(super) struct Filter {
    /// A state's code, `open` or `all`.
    pub(super) state: String,
    /// A category's code, or nothing.
    pub(super) category: String,
    /// `late`, `mine`, `free` or nothing.
    pub(super) only: String,
    /// `nation` or nothing.
    pub(super) level: String,
}

/// The requests that somebody answers, what is due first, and how many there are: two queries.
pub(super) async fn list(
    tx: &mut Tx,
    within: &Within<AnswerTickets>,
    (filter, now): (&Filter, Timestamp),
    (limit, offset): (u32, u32),
) -> Result<(Vec<Ticket>, u64)> {
    let mut values = args![
        within.actor(),
        filter.state.as_str(),
        filter.category.as_str(),
        filter.only.as_str(),
        now,
        filter.level.as_str()
    ];
    let total: i64 = tx.one(total_statement(), values.clone()).await?.get("total")?;
    values.extend(args![limit, offset]);
    let rows = tx.all(list_statement(), values).await?;
    let list = rows.iter().map(ticket).collect::<Result<_>>()?;
    Ok((list, u64::try_from(total).unwrap_or_default()))
}

/// How many requests wait for somebody who answers: one query.
///
/// # Errors
/// The store's.
pub async fn waiting(tx: &mut Tx, person: PersonId) -> Result<u64> {
    let row = tx.one(waiting_statement(), args![person]).await?;
    Ok(u64::try_from(row.get::<i64>("waiting")?).unwrap_or_default())
}

/// What was opened between two instants, as a summary counts it: one query.
pub(super) async fn counted(
    tx: &mut Tx,
    within: &Within<CountTickets>,
    (from, until): (Timestamp, Timestamp),
) -> Result<Vec<Counted>> {
    let read = |row: &Row| {
        Ok(Counted {
            category: category(row)?,
            region: row.get("region_name")?,
            state: state(row)?,
            by_phone: row.get::<i64>("by_phone")? == 1,
            national: Level::parse(&row.get::<String>("level")?) == Level::Nation,
            answer_due: row.get("answer_due")?,
            resolve_due: row.get("resolve_due")?,
            answered: done(row, "answered_at", "answered_minutes")?,
            resolved: done(row, "resolved_at", "resolved_minutes")?,
            reopened: row.get::<i64>("reopened")? > 0,
            rating: row.get("rating")?,
            waiting_since: row.get("waiting_since")?,
            changed_at: row.get("changed_at")?,
        })
    };
    let rows = tx
        .all(counted_statement(), args![within.actor(), from, until])
        .await?;
    rows.iter().map(read).collect()
}

/// Whether an agent may name somebody: of the regions where they answer, or anybody. One query.
pub(super) async fn may_name(tx: &mut Tx, agent: PersonId, person: PersonId) -> Result<bool> {
    let sql = sql!(
        "SELECT p.id FROM people p WHERE p.id = $2 AND p.deleted_at IS NULL AND p.id <> $1 AND EXISTS (
           SELECT 1 FROM grants g JOIN role_permissions rp ON rp.role_id = g.role_id
           WHERE g.person_id = $1 AND rp.permission = 'support.answer'
             AND (g.scope_kind = 'platform' OR (g.scope_kind = 'region' AND g.scope_id = p.region_id)))"
    );
    Ok(tx.optional(sql, args![agent, person]).await?.is_some())
}

/// The people whom an agent may name: of the regions where they answer, or everybody's. One query.
pub(super) async fn callers(tx: &mut Tx, agent: PersonId) -> Result<Vec<PersonId>> {
    let sql = sql!(
        "SELECT p.id FROM people p WHERE p.deleted_at IS NULL AND p.id <> $1 AND EXISTS (
           SELECT 1 FROM grants g JOIN role_permissions rp ON rp.role_id = g.role_id
           WHERE g.person_id = $1 AND rp.permission = 'support.answer'
             AND (g.scope_kind = 'platform' OR (g.scope_kind = 'region' AND g.scope_id = p.region_id)))
         ORDER BY p.id"
    );
    let rows = tx.all(sql, args![agent]).await?;
    rows.iter().map(|row| row.get("id")).collect()
}
