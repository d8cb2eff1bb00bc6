//! Regions: the chambers that run their own sessions, each with its time zone (overseas included).
//! Owns `regions`. Announces nothing yet.

mod store;

use platform::http::{Object, Source};
use platform::ids::RegionId;

pub use store::{Region, all, create, find};

impl Object for Region {
    type Id = RegionId;
    const PARAM: &'static str = "region";
    const SOURCE: Option<Source> = Some(Source {
        from: "regions o",
        id: "o.id",
        alive: "o.deleted_at IS NULL",
        region: Some("o.id"),
        session: None,
        learner: None,
        own: None,
    });
}
