//! Steps that are a recording: a video, a sound. What was watched is what the browser played, merged here; the step is done
//! when enough of it was. Owns `media_views`; writes what `progress` owns.

mod routes;
mod rules;
mod store;
mod views;

pub(crate) use routes::page;
pub use routes::routes;
pub use store::shares;
