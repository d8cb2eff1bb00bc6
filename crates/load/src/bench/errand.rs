//! What one connection asks again and again.

use crate::drill::batch;
use crate::http::{Answer, post};

/// Bytes that the bare handler writes over.
const UPSERT_BYTES: usize = 400;

/// What one connection asks.
#[derive(Clone, Debug)]
pub enum Errand {
    /// A page, and the size that it must have at least.
    Page {
        /// The request.
        request: String,
        /// In bytes.
        least: usize,
    },
    /// A write over a row of the bare table.
    Upsert {
        /// The request.
        request: String,
    },
    /// A form, sent again and again.
    Form {
        /// The request.
        request: String,
    },
    /// A module's commits, five operations each.
    Commits {
        /// Where the server answers.
        port: u16,
        /// The header of the launch.
        header: String,
        /// The last page committed.
        page: u64,
    },
}

impl Errand {
    /// Asks for a page.
    pub fn page(port: u16, path: &str, headers: &str, least: usize) -> Self {
        let request = format!("GET {path} HTTP/1.1\r\nhost: localhost:{port}\r\n{headers}\r\n");
        Self::Page { request, least }
    }

    /// Writes over a row.
    pub fn upsert(port: u16, row: u64) -> Self {
        let request = post(port, &format!("/upsert/{row}"), "", &"x".repeat(UPSERT_BYTES));
        Self::Upsert { request }
    }

    /// Sends a form.
    pub fn form(request: String) -> Self {
        Self::Form { request }
    }

    /// Commits of a launch that has had none.
    pub fn commits(port: u16, token: &str) -> Self {
        Self::Commits {
            port,
            header: format!("x-lancement: {token}\r\n"),
            page: 0,
        }
    }

    /// The next request.
    pub fn next(&mut self) -> String {
        match self {
            Self::Page { request, .. } | Self::Upsert { request } | Self::Form { request } => request.clone(),
            Self::Commits { port, header, page } => {
                *page += 1;
                post(*port, "/lancements/operations", header, &batch(*page))
            }
        }
    }

    /// Whether an answer is the one that the platform owes.
    pub fn satisfied(&self, answer: &Answer) -> bool {
        let long_enough = match self {
            Self::Page { least, .. } => answer.body.len() >= *least,
            Self::Upsert { .. } | Self::Form { .. } | Self::Commits { .. } => true,
        };
        answer.status == 200 && long_enough
    }
}
