//! Rows of `document_templates`.

use std::collections::HashMap;

use jiff::Timestamp;
use platform::db::{Row, Tx};
use platform::events::{self, Event};
use platform::http::Proof;
use platform::{Error, PersonId, Result, Site, args, sql};

use super::EditTemplates;
use super::original::original;
use super::rules::{Document, Text};

/// The words of every document, as they are now.
pub(crate) struct Words(HashMap<Document, Text>);

impl Words {
    /// Those of one document.
    pub(crate) fn of(&self, document: Document) -> Text {
        self.0
            .get(&document)
            .cloned()
            .unwrap_or_else(|| original(document))
    }
}

/// A version of the words of a document.
#[derive(Clone, Debug)]
pub(super) struct Version {
    pub(super) number: i64,
    /// None: the original words.
    pub(super) text: Option<Text>,
    pub(super) by: Option<PersonId>,
    pub(super) at: Timestamp,
}

fn text(row: &Row) -> Result<Option<Text>> {
    let words: Option<String> = row.get("words")?;
    let read = |words: String| {
        serde_json::from_str(&words).map_err(|error| Error::internal("the words of a document", error))
    };
    words.map(read).transpose()
}

fn version(row: &Row) -> Result<Version> {
    Ok(Version {
        number: row.get("version")?,
        text: text(row)?,
        by: row.get("actor_id")?,
        at: row.get("changed_at")?,
    })
}

/// The words that documents are made with from now on: one query.
///
/// # Errors
/// The store's.
pub(crate) async fn words(tx: &mut Tx) -> Result<Words> {
    let sql = sql!(
        "SELECT t.document, t.words FROM document_templates t
         WHERE t.version = (SELECT MAX(l.version) FROM document_templates l WHERE l.document = t.document)"
    );
    let mut all = HashMap::new();
    for row in tx.all(sql, args![]).await? {
        let code: String = row.get("document")?;
        if let (Some(document), Some(text)) = (Document::parse(&code), text(&row)?) {
            all.insert(document, text);
        }
    }
    Ok(Words(all))
}

/// The last version of each document that was ever changed.
pub(super) async fn last(tx: &mut Tx) -> Result<HashMap<Document, Version>> {
    let sql = sql!(
        "SELECT t.document, t.version, t.words, t.actor_id, t.changed_at FROM document_templates t
         WHERE t.version = (SELECT MAX(l.version) FROM document_templates l WHERE l.document = t.document)"
    );
    let mut all = HashMap::new();
    for row in tx.all(sql, args![]).await? {
        let code: String = row.get("document")?;
        if let Some(document) = Document::parse(&code) {
            all.insert(document, version(&row)?);
        }
    }
    Ok(all)
}

/// The versions of one document, the last first.
pub(super) async fn versions(tx: &mut Tx, document: Document) -> Result<Vec<Version>> {
    let sql = sql!(
        "SELECT version, words, actor_id, changed_at FROM document_templates
         WHERE document = $1 ORDER BY version DESC LIMIT 50"
    );
    tx.all(sql, args![document.code()])
        .await?
        .iter()
        .map(version)
        .collect()
}

/// Adds a version after the one that the form showed; none: the original words. False when somebody was faster.
pub(super) async fn save(
    tx: &mut Tx,
    site: &Site,
    proof: &Proof<EditTemplates>,
    (document, seen): (Document, i64),
    text: Option<&Text>,
) -> Result<bool> {
    let words = text
        .map(serde_json::to_string)
        .transpose()
        .map_err(|error| Error::internal("the words of a document", error))?;
    let sql = sql!(
        "INSERT INTO document_templates (document, version, words, actor_id, changed_at)
         SELECT $1, $2 + 1, $3, $4, $5
         WHERE (SELECT COALESCE(MAX(l.version), 0) FROM document_templates l WHERE l.document = $1) = $2
         ON CONFLICT DO NOTHING"
    );
    let values = args![document.code(), seen, words, proof.actor(), site.clock().now()];
    if tx.execute(sql, values).await? == 0 {
        return Ok(false);
    }
    let event = Event::new("template.changed").by(proof.actor());
    events::write(tx, site, event.with("version", seen + 1)).await?;
    Ok(true)
}
