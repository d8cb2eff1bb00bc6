//! A learner: commits five operations at a time, again until the server has acknowledged them.

use std::net::SocketAddr;
use std::time::Duration;

use platform::{Error, Result};
use serde::Deserialize;
use serde_json::json;

use super::Tickets;
use crate::http::Connection;
use crate::visits::Visit;

/// Operations of a commit.
pub(super) const EACH: u64 = 5;
/// How often an answer may fail to come before the drill is given up: a server starts in far less.
const PATIENCE: usize = 20_000;

pub(super) struct Learner {
    visit: Visit,
    token: String,
    address: SocketAddr,
}

/// What a learner was told.
pub(super) struct Record {
    pub(super) visit: Visit,
    pub(super) token: String,
    /// The last operation acknowledged.
    pub(super) acknowledged: u64,
    /// The last page that was acknowledged as the place to resume at.
    pub(super) page: u64,
    pub(super) commits: usize,
    pub(super) unanswered: usize,
}

#[derive(Deserialize)]
struct Said {
    acknowledged: u64,
}

impl Learner {
    pub(super) fn new(visit: Visit, token: String, address: SocketAddr) -> Self {
        Self {
            visit,
            token,
            address,
        }
    }

    pub(super) async fn commit_until_none_is_left(self, tickets: Tickets) -> Result<Record> {
        let headers = format!("x-lancement: {}\r\n", self.token);
        let mut record = Record {
            visit: self.visit,
            token: self.token,
            acknowledged: 0,
            page: 0,
            commits: 0,
            unanswered: 0,
        };
        let mut connection = None;
        while tickets.take() {
            let page = record.page + 1;
            let body = batch(page);
            loop {
                match post(&mut connection, self.address, &headers, &body).await? {
                    Some(acknowledged) if acknowledged >= page * EACH => {
                        record.acknowledged = acknowledged;
                        break;
                    }
                    Some(less) => {
                        return Err(Error::fault(format!("page {page}: only {less} acknowledged")));
                    }
                    None => record.unanswered += 1,
                }
                if record.unanswered > PATIENCE {
                    return Err(Error::fault("the server doesn't come back"));
                }
                tokio::time::sleep(Duration::from_millis(2)).await;
            }
            record.page = page;
            record.commits += 1;
        }
        Ok(record)
    }
}

/// The operations of a page: where the learner is, what the module keeps, a score, the time so far, the commit.
pub(crate) fn batch(page: u64) -> String {
    let set = |element: &str, value: String| json!({ "act": "set", "element": element, "value": value });
    let acts = if page == 1 {
        json!({ "act": "initialize" })
    } else {
        set(
            "cmi.core.session_time",
            format!("0000:{:02}:{:02}", page / 60 % 60, page % 60),
        )
    };
    let acts = [
        acts,
        set("cmi.core.lesson_location", page.to_string()),
        set("cmi.suspend_data", format!("page={page};{}", "x".repeat(300))),
        set("cmi.core.score.raw", (page % 101).to_string()),
        json!({ "act": "commit" }),
    ];
    let operations = ((page - 1) * EACH + 1..).zip(acts).map(|(sequence, mut act)| {
        act["sequence"] = sequence.into();
        act["at"] = 0.into();
        act
    });
    json!({ "operations": operations.collect::<Vec<_>>() }).to_string()
}

/// What was acknowledged; none when no answer came, or the server says to come back.
async fn post(
    connection: &mut Option<Connection>,
    address: SocketAddr,
    headers: &str,
    body: &str,
) -> Result<Option<u64>> {
    if connection.is_none() {
        *connection = Connection::open(address).await.ok();
    }
    let Some(open) = connection else { return Ok(None) };
    let Ok(answer) = open.post("/lancements/operations", headers, body).await else {
        *connection = None;
        return Ok(None);
    };
    match answer.status {
        200 => {
            let said: Said = serde_json::from_slice(&answer.body)
                .map_err(|error| Error::internal("an acknowledgement", error))?;
            Ok(Some(said.acknowledged))
        }
        500.. => Ok(None),
        other => Err(Error::fault(format!("{other}: {}", answer.text()))),
    }
}
