//! Rows of `badge_rules` and `awards`.

use jiff::Timestamp;
use people::uniting::Passage;
use platform::db::{Row, Sql, Tx};
use platform::events::{self, Event};
use platform::http::Proof;
use platform::ids::Uuid;
use platform::{Error, PersonId, Result, Site, args, id_type, sql};
use training::sessions::SessionId;

use super::rules::{NewRule, WonBy};
use super::{MakeBadges, ShowAward};

id_type!(
    /// A badge that somebody won.
    AwardId
);
id_type!(
    /// What wins a badge.
    RuleId
);

/// A badge that somebody won.
#[derive(Clone, Debug)]
pub struct Award {
    /// Which.
    pub id: AwardId,
    /// « Main à la pâte ».
    pub name: String,
    /// « Terminer deux modules. »
    pub story: String,
    /// A Lucide icon.
    pub icon: String,
    /// When.
    pub won_at: Timestamp,
    /// The zone of the region where.
    pub(super) zone: String,
    pub(super) rule: RuleId,
    pub(super) person: PersonId,
    pub(super) session: SessionId,
    pub(super) shared_as: Option<Uuid>,
}

/// What wins a badge.
#[derive(Clone, Debug)]
pub(super) struct Rule {
    pub(super) id: RuleId,
    pub(super) name: String,
    pub(super) story: String,
    pub(super) icon: String,
    pub(super) won_by: WonBy,
    pub(super) wanted: u32,
    pub(super) course: Option<Uuid>,
    /// The title of that course.
    pub(super) title: Option<String>,
    pub(super) stopped: bool,
    /// How many have it.
    pub(super) won: i64,
}

/// What is read of a badge that somebody won.
const SELECT: &str = "SELECT a.id, a.rule_id, a.person_id, a.session_id, a.won_at, a.shared_as, r.name, r.story, r.icon, g.zone
 FROM awards a JOIN badge_rules r ON r.id = a.rule_id JOIN people p ON p.id = a.person_id
 JOIN training_sessions s ON s.id = a.session_id JOIN regions g ON g.id = s.region_id";

fn won_statement() -> Sql {
    Sql::built(format!(
        "{SELECT} WHERE a.person_id = $1 ORDER BY a.won_at DESC, a.id DESC"
    ))
}

fn found_statement() -> Sql {
    Sql::built(format!("{SELECT} WHERE a.id = $1"))
}

fn shown_statement() -> Sql {
    Sql::built(format!(
        "{SELECT} WHERE a.shared_as = $1 AND p.deleted_at IS NULL"
    ))
}

/// What is put together here, for the test that prepares every statement.
pub fn statements() -> Vec<Sql> {
    vec![won_statement(), found_statement(), shown_statement()]
}

fn award(row: &Row) -> Result<Award> {
    Ok(Award {
        id: row.get("id")?,
        name: row.get("name")?,
        story: row.get("story")?,
        icon: row.get("icon")?,
        won_at: row.get("won_at")?,
        zone: row.get("zone")?,
        rule: row.get("rule_id")?,
        person: row.get("person_id")?,
        session: row.get("session_id")?,
        shared_as: row.get("shared_as")?,
    })
}

/// What somebody won, the latest first.
///
/// # Errors
/// The store's.
pub async fn of_person(tx: &mut Tx, person: PersonId) -> Result<Vec<Award>> {
    tx.all(won_statement(), args![person])
        .await?
        .iter()
        .map(award)
        .collect()
}

/// A badge that somebody won.
///
/// # Errors
/// [`Error::NotFound`], or the store's.
pub(super) async fn find(tx: &mut Tx, id: AwardId) -> Result<Award> {
    award(&tx.one(found_statement(), args![id]).await?)
}

/// The badge that its holder shows under this name.
///
/// # Errors
/// [`Error::NotFound`], or the store's.
pub(super) async fn shown(tx: &mut Tx, name: Uuid) -> Result<Award> {
    award(&tx.one(shown_statement(), args![name]).await?)
}

/// Wins a badge for someone, once.
pub(super) async fn win(
    tx: &mut Tx,
    site: &Site,
    rule: RuleId,
    (person, session): (PersonId, SessionId),
    at: Timestamp,
) -> Result<()> {
    let id: AwardId = site.new_id();
    let sql = sql!(
        "INSERT INTO awards (id, rule_id, person_id, session_id, won_at) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (person_id, rule_id) DO NOTHING"
    );
    if tx.execute(sql, args![id, rule, person, session, at]).await? == 0 {
        return Ok(());
    }
    let event = Event::new("badge.won").about(person).in_session(session).on(id);
    events::write(tx, site, event.with("rule", rule.0)).await
}

/// Who won a badge, and its name; none when it isn't there any more.
///
/// # Errors
/// The store's.
pub async fn won(tx: &mut Tx, id: AwardId) -> Result<Option<(PersonId, String)>> {
    let sql = sql!(
        "SELECT a.person_id, r.name FROM awards a JOIN badge_rules r ON r.id = a.rule_id WHERE a.id = $1"
    );
    let row = tx.optional(sql, args![id]).await?;
    row.map(|row| Ok((row.get("person_id")?, row.get("name")?)))
        .transpose()
}

/// Shows a badge to whoever has the link, or to nobody any more. True when that changed something.
pub(super) async fn share(tx: &mut Tx, site: &Site, proof: &Proof<ShowAward>, shown: bool) -> Result<bool> {
    let (sql, name, verb) = match shown {
        true => (
            sql!("UPDATE awards SET shared_as = $2 WHERE id = $1 AND shared_as IS NULL"),
            Some(site.new_id::<Uuid>()),
            "badge.shared",
        ),
        false => (
            sql!("UPDATE awards SET shared_as = $2 WHERE id = $1 AND shared_as IS NOT NULL"),
            None,
            "badge.unshared",
        ),
    };
    if tx.execute(sql, args![proof.id(), name]).await? == 0 {
        return Ok(false);
    }
    events::write(
        tx,
        site,
        Event::new(verb)
            .by(proof.actor())
            .about(proof.actor())
            .on(proof.id()),
    )
    .await?;
    Ok(true)
}

/// Every rule, those in force first.
pub(super) async fn rules(tx: &mut Tx) -> Result<Vec<Rule>> {
    let sql = sql!(
        "SELECT r.id, r.name, r.story, r.icon, r.won_by, r.wanted, r.course_id, r.stopped_at, c.title,
                (SELECT COUNT(*) FROM awards a WHERE a.rule_id = r.id) AS won
         FROM badge_rules r LEFT JOIN courses c ON c.id = r.course_id
         ORDER BY CASE WHEN r.stopped_at IS NULL THEN CAST(0 AS BIGINT) ELSE CAST(1 AS BIGINT) END, r.created_at, r.id"
    );
    tx.all(sql, args![]).await?.iter().map(rule).collect()
}

/// The rules in force.
pub(super) async fn in_force(tx: &mut Tx) -> Result<Vec<Rule>> {
    let sql = sql!(
        "SELECT r.id, r.name, r.story, r.icon, r.won_by, r.wanted, r.course_id, r.stopped_at, c.title, CAST(0 AS BIGINT) AS won
         FROM badge_rules r LEFT JOIN courses c ON c.id = r.course_id WHERE r.stopped_at IS NULL ORDER BY r.created_at, r.id"
    );
    tx.all(sql, args![]).await?.iter().map(rule).collect()
}

fn rule(row: &Row) -> Result<Rule> {
    let code: String = row.get("won_by")?;
    Ok(Rule {
        id: row.get("id")?,
        name: row.get("name")?,
        story: row.get("story")?,
        icon: row.get("icon")?,
        won_by: WonBy::parse(&code)
            .ok_or_else(|| Error::fault(format!("an unknown kind of badge: {code}")))?,
        wanted: u32::try_from(row.get::<i64>("wanted")?).unwrap_or(u32::MAX),
        course: row.get("course_id")?,
        title: row.get("title")?,
        stopped: row.get::<Option<Timestamp>>("stopped_at")?.is_some(),
        won: row.get("won")?,
    })
}

/// Makes a rule, from now on.
pub(super) async fn make(
    tx: &mut Tx,
    site: &Site,
    proof: &Proof<MakeBadges>,
    new: &NewRule,
    course: Option<Uuid>,
) -> Result<()> {
    let id: RuleId = site.new_id();
    let sql = sql!(
        "INSERT INTO badge_rules (id, name, story, icon, won_by, wanted, course_id, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"
    );
    let values = args![
        id,
        new.name.as_str(),
        new.story.as_str(),
        new.icon,
        new.won_by.code(),
        new.wanted,
        course,
        site.clock().now()
    ];
    tx.execute(sql, values).await?;
    events::write(tx, site, Event::new("badge_rule.made").by(proof.actor()).on(id)).await
}

/// Stops a rule, or takes it up again; false when it was so already.
pub(super) async fn stop(
    tx: &mut Tx,
    site: &Site,
    proof: &Proof<MakeBadges>,
    id: RuleId,
    stopped: bool,
) -> Result<bool> {
    let (sql, at, verb) = match stopped {
        true => (
            sql!("UPDATE badge_rules SET stopped_at = $2 WHERE id = $1 AND stopped_at IS NULL"),
            Some(site.clock().now()),
            "badge_rule.stopped",
        ),
        false => (
            sql!("UPDATE badge_rules SET stopped_at = $2 WHERE id = $1 AND stopped_at IS NOT NULL"),
            None,
            "badge_rule.resumed",
        ),
    };
    if tx.execute(sql, args![id, at]).await? == 0 {
        return Ok(false);
    }
    events::write(tx, site, Event::new(verb).by(proof.actor()).on(id)).await?;
    Ok(true)
}

/// Passes the badges of an account that closes: one that its owner has already stays theirs.
///
/// # Errors
/// The store's.
pub(crate) async fn pass(tx: &mut Tx, passage: &Passage) -> Result<()> {
    let (from, to) = (passage.from, passage.to);
    let sql = sql!(
        "DELETE FROM awards WHERE person_id = $1 AND rule_id IN (SELECT a.rule_id FROM awards a WHERE a.person_id = $2)"
    );
    tx.execute(sql, args![from, to]).await?;
    let sql = sql!("UPDATE awards SET person_id = $2 WHERE person_id = $1");
    tx.execute(sql, args![from, to]).await.map(drop)
}
