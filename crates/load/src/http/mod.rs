//! A small HTTP/1.1 client that keeps its connection: it must cost little beside the server that it measures, on the same
//! two cores.

mod answer;
mod connection;
mod page;

pub use answer::{Head, chunked, head};
pub use connection::{Answer, Connection, post};
pub use page::{Hand, Told};

use platform::{Error, Result};

/// What follows these words in a page up to the next quote, where it isn't empty; so many such places are passed over first.
///
/// # Errors
/// When the page has none.
pub fn quoted<'a>(page: &'a str, words: &str, passed: usize) -> Result<&'a str> {
    let found = page.split(words).skip(1);
    let mut found = found
        .filter_map(|rest| rest.split('"').next())
        .filter(|value| !value.is_empty());
    found
        .nth(passed)
        .ok_or_else(|| Error::fault(format!("a page without {words}")))
}
