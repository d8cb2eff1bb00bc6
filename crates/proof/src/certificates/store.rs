//! Rows of `certificates`.

use std::collections::HashSet;

use jiff::Timestamp;
use people::uniting::Passage;
use platform::db::{Row, Tx};
use platform::ids::RegionId;
use platform::keys::Class;
use platform::vault::{DataKey, Place};
use platform::{Error, PersonId, Result, Site, args, id_type, sql};
use training::enrolment::EnrolmentId;
use training::sessions::SessionId;
use uuid::Uuid;

use super::content::Content;
use super::rules::{Kind, Reason};

id_type!(
    /// A certificate.
    CertificateId
);

/// A certificate in a list: without what it says.
#[derive(Clone, Copy, Debug)]
pub struct Held {
    /// Which.
    pub id: CertificateId,
    /// Whose.
    pub enrolment: EnrolmentId,
    /// Which document.
    pub kind: Kind,
    /// When it was issued.
    pub issued_at: Timestamp,
}

/// A certificate that isn't in force any more.
#[derive(Clone, Copy, Debug)]
pub(super) struct Former {
    pub(super) held: Held,
    pub(super) ended_at: Timestamp,
    pub(super) why: Reason,
}

/// A certificate with what it says, sealed.
#[derive(Clone, Debug)]
pub struct Certificate {
    /// Which, whose, what, when.
    pub held: Held,
    /// Whom it is about.
    pub person: PersonId,
    /// The session.
    pub session: SessionId,
    pub(super) ended: Option<(Timestamp, Reason)>,
    sealed: Vec<u8>,
}

fn place(id: CertificateId) -> Place {
    Place::new("certificates", "content", id.0)
}

impl Certificate {
    /// Whether it is still valid.
    pub fn in_force(&self) -> bool {
        self.ended.is_none()
    }

    /// What it says.
    pub(super) fn open(&self, key: &DataKey) -> Result<Content> {
        let plain = key.open(place(self.held.id), &self.sealed)?;
        let content: Content =
            serde_json::from_slice(&plain).map_err(|error| Error::internal("a certificate", error))?;
        Ok(content.with_its_words())
    }
}

fn held(row: &Row) -> Result<Held> {
    let code: String = row.get("kind")?;
    Ok(Held {
        id: row.get("id")?,
        enrolment: row.get("enrolment_id")?,
        kind: Kind::parse(&code).ok_or_else(|| Error::fault(format!("an unknown certificate: {code}")))?,
        issued_at: row.get("issued_at")?,
    })
}

fn certificate(row: &Row) -> Result<Certificate> {
    let ended: Option<Timestamp> = row.get("ended_at")?;
    let why: Option<String> = row.get("ended_for")?;
    Ok(Certificate {
        held: held(row)?,
        person: row.get("person_id")?,
        session: row.get("session_id")?,
        ended: ended.zip(why.as_deref().and_then(Reason::parse)),
        sealed: row.get("content")?,
    })
}

/// One certificate; the caller holds a proof of it.
///
/// # Errors
/// [`Error::NotFound`], or the store's.
pub(crate) async fn find(tx: &mut Tx, id: CertificateId) -> Result<Certificate> {
    let row = tx
        .one(
            sql!(
                "SELECT c.id, c.enrolment_id, c.kind, c.issued_at, c.ended_at, c.ended_for, c.content, e.person_id, e.session_id
                 FROM certificates c JOIN enrolments e ON e.id = c.enrolment_id WHERE c.id = $1"
            ),
            args![id],
        )
        .await?;
    certificate(&row)
}

/// The certificate that bears a code: whoever holds the code may read it.
///
/// # Errors
/// The store's.
pub(crate) async fn by_code(tx: &mut Tx, site: &Site, code: &str) -> Result<Option<Certificate>> {
    let row = tx
        .optional(
            sql!(
                "SELECT c.id, c.enrolment_id, c.kind, c.issued_at, c.ended_at, c.ended_for, c.content, e.person_id, e.session_id
                 FROM certificates c JOIN enrolments e ON e.id = c.enrolment_id WHERE c.code_index = $1"
            ),
            args![site.vault().blind("certificate", code).to_vec()],
        )
        .await?;
    row.as_ref().map(certificate).transpose()
}

/// What a learner holds of an enrolment, in force: one query.
///
/// # Errors
/// The store's.
pub async fn of_enrolment(tx: &mut Tx, enrolment: EnrolmentId) -> Result<Vec<Held>> {
    let sql = sql!(
        "SELECT id, enrolment_id, kind, issued_at FROM certificates
         WHERE enrolment_id = $1 AND ended_at IS NULL ORDER BY issued_at, kind DESC"
    );
    tx.all(sql, args![enrolment]).await?.iter().map(held).collect()
}

/// What the learners of a session hold, in force: one query.
///
/// # Errors
/// The store's.
pub async fn of_session(tx: &mut Tx, session: SessionId) -> Result<Vec<Held>> {
    let sql = sql!(
        "SELECT c.id, c.enrolment_id, c.kind, c.issued_at FROM certificates c JOIN enrolments e ON e.id = c.enrolment_id
         WHERE e.session_id = $1 AND c.ended_at IS NULL ORDER BY c.issued_at, c.id"
    );
    tx.all(sql, args![session]).await?.iter().map(held).collect()
}

/// What the learners of a session held before, the last to end first: one query.
pub(super) async fn former_of_session(tx: &mut Tx, session: SessionId) -> Result<Vec<Former>> {
    let sql = sql!(
        "SELECT c.id, c.enrolment_id, c.kind, c.issued_at, c.ended_at, c.ended_for
         FROM certificates c JOIN enrolments e ON e.id = c.enrolment_id
         WHERE e.session_id = $1 AND c.ended_at IS NOT NULL ORDER BY c.ended_at DESC, c.id"
    );
    let rows = tx.all(sql, args![session]).await?;
    let former = rows.iter().map(|row| {
        let why: String = row.get("ended_for")?;
        Ok(Former {
            held: held(row)?,
            ended_at: row.get("ended_at")?,
            why: Reason::parse(&why).ok_or_else(|| Error::fault(format!("an unknown reason: {why}")))?,
        })
    });
    former.collect()
}

/// The documents of a session that somebody cancelled, and of which none was handed out since: one query.
pub(super) async fn cancelled_of_session(
    tx: &mut Tx,
    session: SessionId,
) -> Result<HashSet<(EnrolmentId, Kind)>> {
    let sql = sql!(
        "SELECT c.id, c.enrolment_id, c.kind, c.issued_at FROM certificates c JOIN enrolments e ON e.id = c.enrolment_id
         WHERE e.session_id = $1 AND c.ended_at IS NOT NULL AND c.ended_for <> 'replaced'
           AND NOT EXISTS (SELECT 1 FROM certificates n
             WHERE n.enrolment_id = c.enrolment_id AND n.kind = c.kind AND n.ended_at IS NULL)"
    );
    let rows = tx.all(sql, args![session]).await?;
    let found = rows
        .iter()
        .map(|row| held(row).map(|one| (one.enrolment, one.kind)));
    found.collect()
}

/// The same with what they say.
pub(super) async fn whole_of_session(tx: &mut Tx, session: SessionId) -> Result<Vec<Certificate>> {
    let sql = sql!(
        "SELECT c.id, c.enrolment_id, c.kind, c.issued_at, c.ended_at, c.ended_for, c.content, e.person_id, e.session_id
         FROM certificates c JOIN enrolments e ON e.id = c.enrolment_id
         WHERE e.session_id = $1 AND c.ended_at IS NULL"
    );
    tx.all(sql, args![session])
        .await?
        .iter()
        .map(certificate)
        .collect()
}

/// What people of a batch hold, in force, in the order of their places, from one after `from` up to `to`: one query.
pub(crate) async fn of_batch(tx: &mut Tx, batch: Uuid, (from, to): (i64, i64)) -> Result<Vec<Certificate>> {
    let sql = sql!(
        "SELECT c.id, c.enrolment_id, c.kind, c.issued_at, c.ended_at, c.ended_for, c.content, e.person_id, e.session_id
         FROM certificate_batch_lines l JOIN certificates c ON c.enrolment_id = l.enrolment_id
         JOIN enrolments e ON e.id = c.enrolment_id
         WHERE l.batch_id = $1 AND l.place > $2 AND l.place <= $3 AND l.outcome IN ('issued', 'unchanged', 'cancelled')
           AND c.ended_at IS NULL ORDER BY l.place, c.kind DESC"
    );
    tx.all(sql, args![batch, from, to])
        .await?
        .iter()
        .map(certificate)
        .collect()
}

/// Writes a certificate in force.
pub(super) async fn insert(
    tx: &mut Tx,
    site: &Site,
    key: &DataKey,
    enrolment: EnrolmentId,
    content: &Content,
) -> Result<CertificateId> {
    let id: CertificateId = site.new_id();
    let plain = serde_json::to_vec(content).map_err(|error| Error::internal("a certificate", error))?;
    let sealed = key.seal(site.random(), place(id), &plain)?;
    let index = site.vault().blind("certificate", &content.proof().code);
    tx.execute(
        sql!(
            "INSERT INTO certificates (id, enrolment_id, kind, code_index, content, issued_at) VALUES ($1, $2, $3, $4, $5, $6)"
        ),
        args![id, enrolment, content.kind().code(), index.to_vec(), sealed, site.clock().now()],
    )
    .await?;
    Ok(id)
}

/// Ends a certificate; false when it had ended already.
pub(super) async fn end(tx: &mut Tx, site: &Site, id: CertificateId, why: Reason) -> Result<bool> {
    let sql =
        sql!("UPDATE certificates SET ended_at = $2, ended_for = $3 WHERE id = $1 AND ended_at IS NULL");
    let ended = tx.execute(sql, args![id, site.clock().now(), why.code()]).await?;
    Ok(ended == 1)
}

/// The attestations of a region that are no longer valid, and why, as stored: one query.
///
/// # Errors
/// The store's.
pub(crate) async fn ended_attestations(
    tx: &mut Tx,
    region: RegionId,
) -> Result<Vec<(CertificateId, String)>> {
    let sql = sql!(
        "SELECT c.id, c.ended_for FROM certificates c JOIN enrolments e ON e.id = c.enrolment_id
         JOIN training_sessions s ON s.id = e.session_id
         WHERE c.ended_at IS NOT NULL AND c.kind = 'end_of_training' AND s.region_id = $1 ORDER BY c.ended_at, c.id"
    );
    let rows = tx.all(sql, args![region]).await?;
    rows.iter()
        .map(|row| Ok((row.get("id")?, row.get("ended_for")?)))
        .collect()
}

/// Passes the documents of the learner of an account that closes: they say what they said.
///
/// # Errors
/// The store's.
pub(crate) async fn pass(tx: &mut Tx, site: &Site, passage: &Passage) -> Result<()> {
    let read = sql!(
        "SELECT c.id, c.content AS sealed FROM certificates c JOIN enrolments e ON e.id = c.enrolment_id WHERE e.person_id = $1"
    );
    let write = sql!("UPDATE certificates SET content = $2 WHERE id = $1 AND content = $3");
    let place = (Class::Evidence, "certificates", "content");
    passage.reseal(tx, site, place, (read, write)).await
}
