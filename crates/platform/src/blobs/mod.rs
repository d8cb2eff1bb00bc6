//! Sealed files, one a blob, in 64 KiB chunks, so that any range is read without opening the rest. A file is complete
//! on disk before the row that names it is committed; a file without its row is swept.
//! Owns `blobs` and the folder `blobs` of the data; announces nothing.

mod chunks;
mod delete;
mod files;
mod grow;
mod put;
mod read;
mod store;
#[cfg(test)]
mod tests;
mod zipped;

use std::sync::Arc;

use jiff::Timestamp;
use uuid::Uuid;

use crate::Result;
use crate::db::Tx;
use crate::jobs::Handlers;
use crate::keys::Class;

pub use delete::{delete, sweep};
pub use grow::{Appended, append, give_up, grow, open_grown, received};
pub use put::{Stored, put};
pub use read::{open_range, read_whole};
pub use zipped::{Zipped, zipped};

crate::id_type!(
    /// A sealed file.
    BlobId
);

/// What is known of a sealed file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blob {
    /// Which.
    pub id: BlobId,
    /// Whose key seals it: a person, a thread, the platform.
    pub owner: Uuid,
    /// The class of that key.
    pub class: Class,
    /// The version of that key.
    pub key_version: u32,
    /// Bytes, before sealing.
    pub size: u64,
    /// Media type.
    pub content_type: String,
    /// When it was put.
    pub created_at: Timestamp,
}

/// What is known of a file.
///
/// # Errors
/// [`Error::NotFound`](crate::Error::NotFound) when there is none, or the store's.
pub async fn find(tx: &mut Tx, id: BlobId) -> Result<Blob> {
    store::find(tx, id).await
}

/// What removes the files of deleted blobs.
pub fn handlers() -> Handlers {
    vec![Arc::new(delete::Delete)]
}
