//! Batches: the documents of a session, of a region, or of everybody, handed out by the platform while nobody waits, so many
//! people a transaction; it can be stopped and taken up; afterwards they leave in one archive.
//! Owns `certificate_batches`, `certificate_batch_lines`. Announces `batch.started`, `batch.stopped`, `batch.resumed`,
//! `batch.ended`, `batch.given_up`, `batch.taken`.

mod archive;
mod jobs;
mod routes;
mod rules;
mod store;
mod views;
mod work;

use people::regions::Region;
use platform::http::{Object, Platform, Source};
use platform::permission;

pub use jobs::handlers;
pub use routes::routes;
pub use rules::Outcome;
pub use store::{Batch, BatchId, Over, start};
pub(crate) use views::left_out;
pub use work::go_on;

impl Object for Batch {
    type Id = BatchId;
    const PARAM: &'static str = "remise";
    const SOURCE: Option<Source> = Some(Source {
        from: "certificate_batches o LEFT JOIN regions r ON r.id = o.region_id LEFT JOIN training_sessions s ON s.id = o.session_id",
        id: "o.id",
        alive: "r.deleted_at IS NULL AND s.deleted_at IS NULL",
        region: Some("o.region_id"),
        session: None,
        learner: None,
        own: None,
    });
}

permission!(
    /// Handing the documents of a whole region out.
    IssueInRegion on Region, "batch.region", "Remettre les documents à toute une région", [Manager]
);
permission!(
    /// Handing everybody's documents out.
    IssueEverywhere on Platform, "batch.everywhere", "Remettre les documents à toutes les régions", []
);
permission!(
    /// Stopping a batch, taking it up, giving it up.
    StopBatch on Batch, "batch.stop", "Arrêter ou reprendre une remise de documents", [Manager]
);
permission!(
    /// Following a batch, and taking its documents.
    SeeBatch on Batch, "batch.see", "Suivre une remise de documents et la télécharger", [Manager]
);
