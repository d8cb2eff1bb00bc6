//! Rows of `attendance_seals` and `attendance_scans`.

use std::collections::{HashMap, HashSet};

use documents::AttendanceSheet;
use jiff::Timestamp;
use platform::blobs::BlobId;
use platform::db::{Row, Tx};
use platform::vault::{DataKey, Place};
use platform::{Error, PersonId, Result, Site, args, id_type, sql};
use sha2::{Digest as _, Sha256};
use training::sessions::SessionId;

use super::SheetId;
use crate::attendance::rules::Why;

id_type!(
    /// A sheet that its trainer vouched for.
    SealId
);
id_type!(
    /// A sheet signed on paper, scanned.
    ScanId
);

fn digest(plain: &[u8]) -> [u8; 32] {
    Sha256::digest(plain).into()
}

/// A sheet that its trainer vouched for.
#[derive(Clone, Debug)]
pub(in crate::attendance) struct Seal {
    pub(in crate::attendance) id: SealId,
    pub(in crate::attendance) by: Option<PersonId>,
    pub(in crate::attendance) at: Timestamp,
    /// SHA-256 of what it says.
    pub(in crate::attendance) digest: Vec<u8>,
    content: Vec<u8>,
    pub(in crate::attendance) cancelled: Option<(Timestamp, Option<PersonId>, Why)>,
}

fn place(id: SealId) -> Place {
    Place::new("attendance_seals", "content", id.0)
}

impl Seal {
    /// What the sheet says, frozen; refused when it isn't what was sealed.
    pub(in crate::attendance) fn open(&self, key: &DataKey) -> Result<AttendanceSheet> {
        let plain = key.open(place(self.id), &self.content)?;
        if digest(&plain).as_slice() != self.digest.as_slice() {
            return Err(Error::fault("an attendance sheet isn't the one that was sealed"));
        }
        serde_json::from_slice(&plain).map_err(|error| Error::internal("an attendance sheet", error))
    }
}

/// The seals of a sheet, the one in force last: one query.
pub(in crate::attendance) async fn of_sheet(tx: &mut Tx, sheet: SheetId) -> Result<Vec<Seal>> {
    let sql = sql!(
        "SELECT id, actor_id, sealed_at, content, digest, cancelled_at, cancelled_by, cancelled_for FROM attendance_seals
         WHERE sheet_id = $1 ORDER BY sealed_at, id"
    );
    tx.all(sql, args![sheet]).await?.iter().map(seal).collect()
}

/// Which sheets of a session somebody vouches for: one query.
pub(in crate::attendance) async fn sealed(tx: &mut Tx, session: SessionId) -> Result<HashSet<SheetId>> {
    let sql = sql!(
        "SELECT e.sheet_id FROM attendance_seals e JOIN attendance_sheets s ON s.id = e.sheet_id
         WHERE s.session_id = $1 AND e.cancelled_at IS NULL"
    );
    let rows = tx.all(sql, args![session]).await?;
    rows.iter().map(|row| row.get("sheet_id")).collect()
}

/// The seals of each sheet of a session, in order: one query.
pub(in crate::attendance) async fn all(
    tx: &mut Tx,
    session: SessionId,
) -> Result<HashMap<SheetId, Vec<Seal>>> {
    let sql = sql!(
        "SELECT e.sheet_id, e.id, e.actor_id, e.sealed_at, e.content, e.digest, e.cancelled_at, e.cancelled_by, e.cancelled_for
         FROM attendance_seals e JOIN attendance_sheets s ON s.id = e.sheet_id WHERE s.session_id = $1 ORDER BY e.sealed_at, e.id"
    );
    let mut all: HashMap<SheetId, Vec<Seal>> = HashMap::new();
    for row in &tx.all(sql, args![session]).await? {
        all.entry(row.get("sheet_id")?).or_default().push(seal(row)?);
    }
    Ok(all)
}

fn seal(row: &Row) -> Result<Seal> {
    let cancelled_at: Option<Timestamp> = row.get("cancelled_at")?;
    let (by, why): (Option<PersonId>, Option<String>) = (row.get("cancelled_by")?, row.get("cancelled_for")?);
    let why = why.as_deref().and_then(Why::parse).unwrap_or(Why::Mistake);
    Ok(Seal {
        id: row.get("id")?,
        by: row.get("actor_id")?,
        at: row.get("sealed_at")?,
        digest: row.get("digest")?,
        content: row.get("content")?,
        cancelled: cancelled_at.map(|at| (at, by, why)),
    })
}

/// Freezes what a sheet says; its digest. The caller holds the lock and saw none in force.
pub(in crate::attendance) async fn insert(
    tx: &mut Tx,
    site: &Site,
    key: &DataKey,
    sheet: SheetId,
    by: Option<PersonId>,
    said: &AttendanceSheet,
) -> Result<[u8; 32]> {
    let id: SealId = site.new_id();
    let plain = serde_json::to_vec(said).map_err(|error| Error::internal("an attendance sheet", error))?;
    let digest = digest(&plain);
    let sealed = key.seal(site.random(), place(id), &plain)?;
    let sql = sql!(
        "INSERT INTO attendance_seals (id, sheet_id, actor_id, sealed_at, content, digest) VALUES ($1, $2, $3, $4, $5, $6)"
    );
    let values = args![id, sheet, by, site.clock().now(), sealed, digest.to_vec()];
    tx.execute(sql, values).await?;
    Ok(digest)
}

/// Opens a sheet that was vouched for; false when none was.
pub(in crate::attendance) async fn cancel(
    tx: &mut Tx,
    site: &Site,
    sheet: SheetId,
    by: Option<PersonId>,
    why: Why,
) -> Result<bool> {
    let sql = sql!(
        "UPDATE attendance_seals SET cancelled_at = $2, cancelled_by = $3, cancelled_for = $4
         WHERE sheet_id = $1 AND cancelled_at IS NULL"
    );
    let ended = tx
        .execute(sql, args![sheet, site.clock().now(), by, why.code()])
        .await?;
    Ok(ended == 1)
}

/// A sheet signed on paper, scanned.
#[derive(Clone, Copy, Debug)]
pub(in crate::attendance) struct Scan {
    pub(in crate::attendance) id: ScanId,
    pub(in crate::attendance) blob: BlobId,
    pub(in crate::attendance) at: Timestamp,
}

/// The scans of a sheet: one query.
pub(in crate::attendance) async fn scans(tx: &mut Tx, sheet: SheetId) -> Result<Vec<Scan>> {
    let sql =
        sql!("SELECT id, blob_id, filed_at FROM attendance_scans WHERE sheet_id = $1 ORDER BY filed_at, id");
    let rows = tx.all(sql, args![sheet]).await?;
    let scan = |row: &Row| {
        Ok(Scan {
            id: row.get("id")?,
            blob: row.get("blob_id")?,
            at: row.get("filed_at")?,
        })
    };
    rows.iter().map(scan).collect()
}

/// Files a scan.
pub(in crate::attendance) async fn file_scan(
    tx: &mut Tx,
    site: &Site,
    sheet: SheetId,
    blob: BlobId,
    by: Option<PersonId>,
) -> Result<()> {
    let sql = sql!(
        "INSERT INTO attendance_scans (id, sheet_id, blob_id, actor_id, filed_at) VALUES ($1, $2, $3, $4, $5)"
    );
    tx.execute(
        sql,
        args![site.new_id::<ScanId>(), sheet, blob, by, site.clock().now()],
    )
    .await
    .map(drop)
}

/// Whether somebody vouches for a sheet.
pub(in crate::attendance) async fn in_force(tx: &mut Tx, sheet: SheetId) -> Result<bool> {
    let sql = sql!("SELECT id FROM attendance_seals WHERE sheet_id = $1 AND cancelled_at IS NULL");
    Ok(tx.optional(sql, args![sheet]).await?.is_some())
}
