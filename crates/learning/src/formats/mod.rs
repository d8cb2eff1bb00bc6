//! How someone would rather be told what to do: read, heard or watched. It only decides what comes first: the rest stays beside
//! it. Sealed with their key. Owns `preferred_formats`.

mod routes;
mod store;
mod views;

pub use routes::routes;
pub(crate) use store::preferred;
