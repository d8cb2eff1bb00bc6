//! The bank as a list: read here alone, for its own pages and for the composer of quizzes.

use std::collections::{HashMap, HashSet};

use assess::quiz::tally::Figures;
use jiff::Timestamp;
use platform::db::{Row, Sql, Tx, Value};
use platform::html::fr;
use platform::{Result, args, sql};

use super::figures::figures;
use super::{QuestionId, QuestionVersion, read_version};
use crate::courses::CourseId;

/// A question as lists show it.
#[derive(Clone, Debug)]
pub struct Listed {
    /// Which.
    pub id: QuestionId,
    /// What authors know it by.
    pub title: String,
    /// Its type, as its content names it.
    pub kind: String,
    /// Whose bank it is of, and its title; none, the whole platform's.
    pub course: Option<(CourseId, String)>,
    /// What it is about, in alphabetical order.
    pub tags: Vec<String>,
    /// What its version in force comes to; none when nobody has answered it.
    pub figures: Option<Figures>,
}

/// The title of a course that has a bank, in the trash or not.
fn titled(title: String, deleted: Option<Timestamp>) -> String {
    match deleted {
        None => title,
        Some(_) => format!("{title} (à la corbeille)"),
    }
}

/// In which order a list comes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// The last changed first.
    #[default]
    Changed,
    /// The least known first; those that nobody has answered last.
    Hardest,
    /// By title.
    Title,
}

/// Which questions a list shows: of one bank, of one type, with one tag, with each of these words.
#[derive(Clone, Debug, Default)]
pub struct Sought {
    /// Whose bank; the outer none, any; the inner one, the whole platform's.
    pub bank: Option<Option<CourseId>>,
    /// Its type, as it is kept; empty for any.
    pub kind: String,
    /// A tag; empty for any.
    pub tag: String,
    /// What is looked for, as it was typed: each word is in the title or in the tags, capitals and accents apart.
    pub words: String,
    /// Only those that their figures tell to look at again.
    pub to_review: bool,
    /// In which order.
    pub order: Order,
}

/// How many words of what is looked for count, and how many letters of each.
const WORDS: usize = 6;
const LETTERS: usize = 100;

/// What is looked for, as `LIKE` reads it: a pattern for each word.
fn patterns(words: &str) -> [String; WORDS] {
    let folded = fr::folded(words);
    let mut words = folded.split_whitespace();
    std::array::from_fn(|_| {
        words.next().map_or_else(
            || "%".to_owned(),
            |word| {
                let word: String = word
                    .chars()
                    .filter(|letter| !letter.is_control())
                    .take(LETTERS)
                    .collect();
                let plain = word.replace('!', "!!").replace('%', "!%").replace('_', "!_");
                format!("%{plain}%")
            },
        )
    })
}

/// What is looked for of a question.
pub(super) fn sought(title: &str, tags: &[String]) -> String {
    fr::folded(&format!("{title} {}", tags.join(" ")))
}

const FOUND: &str = "FROM questions q LEFT JOIN courses c ON c.id = q.course_id
     LEFT JOIN question_versions v ON v.question_id = q.id AND v.number = q.version
     LEFT JOIN question_verdicts d ON d.question_version_id = v.id
     WHERE q.deleted_at IS NULL AND (CAST($1 AS BIGINT) = 0 OR ($1 = 1 AND q.course_id IS NULL) OR q.course_id = $2)
       AND (CAST($3 AS TEXT) = '' OR q.kind = $3)
       AND (CAST($4 AS TEXT) = '' OR EXISTS (SELECT 1 FROM question_tags f WHERE f.question_id = q.id AND f.tag = $4))
       AND q.sought LIKE $5 ESCAPE '!' AND q.sought LIKE $6 ESCAPE '!' AND q.sought LIKE $7 ESCAPE '!'
       AND q.sought LIKE $8 ESCAPE '!' AND q.sought LIKE $9 ESCAPE '!' AND q.sought LIKE $10 ESCAPE '!'
       AND (CAST($11 AS BIGINT) = 0 OR d.verdict IN ('check', 'weak'))";

const SORTED: &str = "CASE WHEN CAST($12 AS BIGINT) = 1 THEN COALESCE(d.success, 2000) ELSE 0 END,
     CASE WHEN $12 = 2 THEN q.sought ELSE '' END, q.changed_at DESC, q.id DESC";

fn count_statement() -> Sql {
    Sql::built(format!("SELECT COUNT(*) AS many {FOUND}"))
}

fn list_statement() -> Sql {
    Sql::built(format!(
        "SELECT p.id, p.title, p.kind, p.course_id, p.course, p.course_deleted, p.answers, p.success, p.sorting, t.tag
         FROM (SELECT q.id, q.title, q.kind, q.course_id, c.title AS course, c.deleted_at AS course_deleted, d.answers, d.success,
                      d.sorting, ROW_NUMBER() OVER (ORDER BY {SORTED}) AS place
               {FOUND} ORDER BY place LIMIT $13 OFFSET $14) p
         LEFT JOIN question_tags t ON t.question_id = p.id ORDER BY p.place, t.tag"
    ))
}

/// Statements put together at run time, for the test that prepares every one.
pub fn statements() -> [Sql; 2] {
    [count_statement(), list_statement()]
}

fn values(sought: &Sought) -> Vec<Value> {
    let bank = match sought.bank {
        None => 0i64,
        Some(None) => 1,
        Some(Some(_)) => 2,
    };
    let mut values = args![
        bank,
        sought.bank.flatten(),
        sought.kind.as_str(),
        sought.tag.as_str()
    ];
    for pattern in patterns(&sought.words) {
        values.extend(args![pattern]);
    }
    values.extend(args![i64::from(sought.to_review)]);
    values
}

/// How many questions are found: one query.
///
/// # Errors
/// The store's.
pub async fn count(tx: &mut Tx, sought: &Sought) -> Result<u64> {
    let row = tx.one(count_statement(), values(sought)).await?;
    Ok(u64::try_from(row.get::<i64>("many")?).unwrap_or_default())
}

/// The questions that are found, so many from there on, without what they ask: one query.
///
/// # Errors
/// The store's.
pub async fn list(tx: &mut Tx, sought: &Sought, (limit, offset): (usize, usize)) -> Result<Vec<Listed>> {
    let order = match sought.order {
        Order::Changed => 0i64,
        Order::Hardest => 1,
        Order::Title => 2,
    };
    let number = |many: usize| i64::try_from(many).unwrap_or(i64::MAX);
    let mut values = values(sought);
    values.extend(args![order, number(limit), number(offset)]);
    let mut all: Vec<Listed> = Vec::new();
    for row in &tx.all(list_statement(), values).await? {
        let (id, tag): (QuestionId, Option<String>) = (row.get("id")?, row.get("tag")?);
        if all.last().is_none_or(|last| last.id != id) {
            all.push(listed(row, id)?);
        }
        if let Some(last) = all.last_mut() {
            last.tags.extend(tag);
        }
    }
    Ok(all)
}

fn listed(row: &Row, id: QuestionId) -> Result<Listed> {
    let course: Option<CourseId> = row.get("course_id")?;
    let title: Option<String> = row.get("course")?;
    let deleted = row.get("course_deleted")?;
    Ok(Listed {
        id,
        title: row.get("title")?,
        kind: row.get("kind")?,
        course: course.zip(title.map(|title| titled(title, deleted))),
        tags: Vec::new(),
        figures: figures(row)?,
    })
}

/// The title and the type of each of these questions that is still there: a query for twenty of them.
///
/// # Errors
/// The store's.
pub async fn named(tx: &mut Tx, ids: &[QuestionId]) -> Result<HashMap<QuestionId, (String, String)>> {
    let mut found = HashMap::new();
    for some in ids.chunks(20) {
        let sql = sql!(
            "SELECT id, title, kind FROM questions WHERE deleted_at IS NULL
             AND id IN ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)"
        );
        let values: Vec<Value> = (0..20)
            .flat_map(|at| args![some.get(at).or(some.first()).copied()])
            .collect();
        for row in &tx.all(sql, values).await? {
            found.insert(row.get("id")?, (row.get("title")?, row.get("kind")?));
        }
    }
    Ok(found)
}

/// The tags of the bank, in alphabetical order, each with how many questions have it.
///
/// # Errors
/// The store's.
pub async fn tags(tx: &mut Tx) -> Result<Vec<(String, u64)>> {
    let sql = sql!(
        "SELECT t.tag, COUNT(*) AS many FROM question_tags t JOIN questions q ON q.id = t.question_id
         WHERE q.deleted_at IS NULL GROUP BY t.tag ORDER BY t.tag"
    );
    let rows = tx.all(sql, args![]).await?;
    let one = |row: &Row| {
        let many: i64 = row.get("many")?;
        Ok((row.get("tag")?, u64::try_from(many).unwrap_or_default()))
    };
    rows.iter().map(one).collect()
}

/// The courses whose bank has questions, by title.
///
/// # Errors
/// The store's.
pub async fn banks(tx: &mut Tx) -> Result<Vec<(CourseId, String)>> {
    let sql = sql!(
        "SELECT c.id, c.title, c.deleted_at FROM courses c
         WHERE EXISTS (SELECT 1 FROM questions q WHERE q.course_id = c.id AND q.deleted_at IS NULL) ORDER BY c.title, c.id"
    );
    let rows = tx.all(sql, args![]).await?;
    rows.iter()
        .map(|row| Ok((row.get("id")?, titled(row.get("title")?, row.get("deleted_at")?))))
        .collect()
}

/// How many contents are read at once.
const AT_ONCE: usize = 200;

/// What these questions ask today, in this order; one that has gone meanwhile is left out.
///
/// # Errors
/// The store's.
pub async fn contents(tx: &mut Tx, ids: &[QuestionId]) -> Result<Vec<QuestionVersion>> {
    let mut sorted = ids.to_vec();
    sorted.sort_unstable_by_key(|id| id.0);
    let mut found: HashMap<QuestionId, QuestionVersion> = HashMap::new();
    for some in sorted.chunks(AT_ONCE) {
        let (Some(first), Some(last)) = (some.first(), some.last()) else {
            continue;
        };
        let wanted: HashSet<QuestionId> = some.iter().copied().collect();
        let sql = sql!(
            "SELECT v.id, v.question_id, v.number, v.content FROM questions q
             JOIN question_versions v ON v.question_id = q.id AND v.number = q.version
             WHERE q.id >= $1 AND q.id <= $2 AND q.deleted_at IS NULL"
        );
        for row in &tx.all(sql, args![*first, *last]).await? {
            if wanted.contains(&row.get("question_id")?) {
                let version = read_version(row)?;
                found.insert(version.question, version);
            }
        }
    }
    Ok(ids.iter().filter_map(|id| found.remove(id)).collect())
}

/// The courses that have a bank of their own: all of them, by title.
///
/// # Errors
/// The store's.
pub async fn courses(tx: &mut Tx) -> Result<Vec<(CourseId, String)>> {
    let sql = sql!("SELECT id, title FROM courses WHERE deleted_at IS NULL ORDER BY title, id");
    let rows = tx.all(sql, args![]).await?;
    rows.iter()
        .map(|row| Ok((row.get("id")?, row.get("title")?)))
        .collect()
}

/// « Toute la plateforme », or the title of the course whose bank it is.
///
/// # Errors
/// [`platform::Error::NotFound`], or the store's.
pub async fn bank_name(tx: &mut Tx, course: Option<CourseId>) -> Result<String> {
    let Some(course) = course else {
        return Ok("Toute la plateforme".to_owned());
    };
    let sql = sql!("SELECT title, deleted_at FROM courses WHERE id = $1");
    let row = tx.one(sql, args![course]).await?;
    Ok(titled(row.get("title")?, row.get("deleted_at")?))
}
