//! Rows of `organisations` and `organisation_pictures`.

use futures_util::TryStreamExt as _;
use platform::blobs::{self, BlobId, Stored};
use platform::db::Tx;
use platform::events::{self, Event};
use platform::http::Proof;
use platform::ids::RegionId;
use platform::keys::{self, Class};
use platform::vault::{DataKey, Place};
use platform::{Error, Result, Site, args, sql};
use sha2::{Digest as _, Sha256};

use super::{EditOrganisation, Organisation};

fn place(region: RegionId) -> Place {
    Place::new("organisations", "details", region.0)
}

/// What a chamber says of itself, once it has.
///
/// # Errors
/// The store's, or when it can't be opened.
pub async fn find(tx: &mut Tx, site: &Site, region: RegionId) -> Result<Option<Organisation>> {
    let sql = sql!("SELECT details FROM organisations WHERE region_id = $1");
    let Some(row) = tx.optional(sql, args![region]).await? else {
        return Ok(None);
    };
    let key = site
        .keys()
        .find(keys::PLATFORM, Class::Platform)
        .await?
        .ok_or_else(|| Error::fault("the platform's key is absent"))?;
    let plain = key.open(place(region), &row.get::<Vec<u8>>("details")?)?;
    let read = serde_json::from_slice(&plain);
    read.map(Some)
        .map_err(|error| Error::internal("an organisation", error))
}

/// Writes it; `key` is the platform's, made before the transaction.
///
/// # Errors
/// The store's.
pub async fn save(
    tx: &mut Tx,
    site: &Site,
    proof: &Proof<EditOrganisation>,
    key: &DataKey,
    said: &Organisation,
) -> Result<()> {
    let plain = serde_json::to_vec(said).map_err(|error| Error::internal("an organisation", error))?;
    let sealed = key.seal(site.random(), place(proof.id()), &plain)?;
    tx.execute(
        sql!(
            "INSERT INTO organisations (region_id, details, changed_at) VALUES ($1, $2, $3)
             ON CONFLICT (region_id) DO UPDATE SET details = $2, changed_at = $3"
        ),
        args![proof.id(), sealed, site.clock().now()],
    )
    .await?;
    let event = Event::new("organisation.changed")
        .by(proof.actor())
        .in_region(proof.id());
    events::write(tx, site, event).await
}

/// A picture that documents bear.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Drawn {
    /// The stamp of the chamber.
    Stamp,
    /// The signature of who signs.
    Signature,
}

impl Drawn {
    pub(super) const ALL: [Self; 2] = [Self::Stamp, Self::Signature];

    const fn code(self) -> &'static str {
        match self {
            Self::Stamp => "stamp",
            Self::Signature => "signature",
        }
    }

    pub(super) const fn field(self) -> &'static str {
        match self {
            Self::Stamp => "cachet",
            Self::Signature => "signature",
        }
    }

    pub(super) const fn label(self) -> &'static str {
        match self {
            Self::Stamp => "Cachet de l’organisme",
            Self::Signature => "Signature du signataire",
        }
    }
}

/// A picture to keep.
pub(super) struct New {
    pub(super) digest: String,
    pub(super) file: Stored,
}

/// What a picture is known by: SHA-256, in hexadecimal.
pub(super) fn digest(png: &[u8]) -> String {
    Sha256::digest(png)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// The pictures that the documents of a region bear now, by their digests.
///
/// # Errors
/// The store's.
pub async fn drawn(tx: &mut Tx, region: RegionId) -> Result<Vec<(Drawn, String)>> {
    let sql = sql!(
        "SELECT kind, digest FROM organisation_pictures WHERE region_id = $1 AND replaced_at IS NULL ORDER BY kind"
    );
    let mut all = Vec::new();
    for row in tx.all(sql, args![region]).await? {
        let code: String = row.get("kind")?;
        if let Some(kind) = Drawn::ALL.into_iter().find(|kind| kind.code() == code) {
            all.push((kind, row.get("digest")?));
        }
    }
    Ok(all)
}

pub(super) async fn drawing(tx: &mut Tx, digest: &str) -> Result<Option<BlobId>> {
    let sql = sql!("SELECT blob_id FROM organisation_pictures WHERE digest = $1 ORDER BY changed_at LIMIT 1");
    let row = tx.optional(sql, args![digest]).await?;
    row.map(|row| row.get("blob_id")).transpose()
}

/// The bytes of a picture, in use or not: a document that was handed out keeps its own.
///
/// # Errors
/// The store's or the disk's.
pub async fn picture(site: &Site, digest: &str) -> Result<Option<Vec<u8>>> {
    let mut tx = site.db().read().await?;
    let Some(id) = drawing(&mut tx, digest).await? else {
        return Ok(None);
    };
    let blob = blobs::find(&mut tx, id).await?;
    drop(tx);
    let chunks = blobs::open_range(site, &blob, 0..blob.size).await?;
    let bytes = chunks.try_fold(Vec::new(), async |mut all: Vec<u8>, chunk| {
        all.extend_from_slice(&chunk);
        Ok(all)
    });
    bytes.await.map(Some)
}

/// Gives a region's documents a picture, or none any more.
pub(super) async fn draw(
    tx: &mut Tx,
    site: &Site,
    proof: &Proof<EditOrganisation>,
    kind: Drawn,
    new: Option<New>,
) -> Result<()> {
    let now = site.clock().now();
    let sql = sql!(
        "UPDATE organisation_pictures SET replaced_at = $3 WHERE region_id = $1 AND kind = $2 AND replaced_at IS NULL"
    );
    tx.execute(sql, args![proof.id(), kind.code(), now]).await?;
    if let Some(New { digest, file }) = new {
        let blob = file.record(tx).await?;
        let sql = sql!(
            "INSERT INTO organisation_pictures (region_id, kind, digest, blob_id, changed_at) VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT (region_id, kind, digest) DO UPDATE SET blob_id = $4, changed_at = $5, replaced_at = NULL"
        );
        tx.execute(sql, args![proof.id(), kind.code(), digest, blob, now])
            .await?;
    }
    let event = Event::new("organisation.changed")
        .by(proof.actor())
        .in_region(proof.id());
    events::write(tx, site, event).await
}
