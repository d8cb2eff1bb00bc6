//! A small HTTP/1.1 client that keeps its connection: it must cost little beside the server that it measures, on the same
//! two cores.

mod answer;
mod connection;

pub use answer::{Head, chunked, head};
pub use connection::{Answer, Connection, post};
