//! The library: items that steps of courses use. Each has versions; a package's version keeps its files as sealed blobs.
//! Owns `items`, `item_versions`, `item_changes`, `package_files`. Announces `item.created`, `item.version_added`.

mod captions;
mod changes;
mod document;
mod kinds;
mod launches;
mod media;
pub mod package;
mod prose;
mod reach;
mod reading;
mod recording;
mod routes;
pub mod rules;
mod sent;
mod several;
mod shown;
mod spoken;
mod store;
mod trash;
mod views;

use platform::http::{Object, Platform, Source};
use platform::permission;

pub use document::{Document, check as check_document};
pub use kinds::{ItemKind, OnUpdate, Sent};
pub use launches::{Block, Launches, Sco, ScormType, WHOLE, address, encoded};
pub use media::content_type;
pub use prose::{Piece, Run, pieces};
pub use reach::{Audience, Followers, Reach};
pub use reading::{Reading, address as web_address};
pub use recording::check_answer;
pub use routes::routes;
pub use sent::{Matter, recording, take};
pub use shown::{Put, inline, inline_with, plain, prose, prose_with};
pub use store::{
    Item, ItemId, NewItem, PackageFile, Readable, Sheet, Version, VersionId, VersionLine, add_file,
    add_version, add_version_over, create, current, file, files, find, import, items, replace, summaries,
    version, versions,
};
pub(crate) use store::{put, put_sheet, readable};
pub use views::{elsewhere, recording as recording_player};
pub use views::{minutes as minutes_field, modalities};

impl Object for Item {
    type Id = ItemId;
    const PARAM: &'static str = "ressource";
    const SOURCE: Option<Source> = Some(Source {
        from: "items o",
        id: "o.id",
        alive: "o.deleted_at IS NULL",
        region: None,
        session: None,
        learner: None,
        own: None,
    });
}

permission!(
    /// Adding items to the library and replacing their files: for the national office.
    AddItems on Platform, "library.add", "Ajouter des ressources à la bibliothèque", []
);
permission!(
    /// Changing an item: a new version, its title, its duration.
    EditItem on Item, "library.edit", "Modifier une ressource de la bibliothèque", []
);
