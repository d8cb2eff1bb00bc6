//! What someone signed in does by hand: pages read, forms sent, files taken, each on a connection of its own.

use std::io;
use std::net::SocketAddr;

use platform::{Error, Result};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use super::quoted;

/// Someone signed in.
#[derive(Clone, Debug)]
pub struct Hand {
    /// Where the platform is.
    pub address: SocketAddr,
    /// The login's cookie, « connexion=… ».
    pub cookie: String,
    /// What their forms carry; empty until `Hand::begin`.
    pub token: String,
}

/// An answer: its head as text, its body as it comes.
pub struct Told {
    /// The status.
    pub status: u16,
    head: String,
    stream: TcpStream,
    /// What came of the body with the head.
    body: Vec<u8>,
}

fn network(error: io::Error) -> Error {
    Error::internal("a line to the platform", error)
}

impl Told {
    /// A header.
    ///
    /// # Errors
    /// When there is none.
    pub fn header(&self, name: &str) -> Result<&str> {
        let mut lines = self.head.lines().filter_map(|line| line.split_once(": "));
        let found = lines.find(|(one, _)| one.eq_ignore_ascii_case(name));
        found
            .map(|(_, value)| value)
            .ok_or_else(|| Error::fault(format!("no {name} in {}", self.head)))
    }

    /// The next bytes of the body, as framed; none at its end.
    ///
    /// # Errors
    /// The network's.
    pub async fn next(&mut self) -> Result<Option<Vec<u8>>> {
        if self.body.is_empty() && self.stream.read_buf(&mut self.body).await.map_err(network)? == 0 {
            return Ok(None);
        }
        Ok(Some(std::mem::take(&mut self.body)))
    }
}

impl Hand {
    /// Signed in, with the token of a page that has a form.
    ///
    /// # Errors
    /// When the page isn't there, or has no form.
    pub async fn begin(address: SocketAddr, cookie: String, path: &str) -> Result<Self> {
        let mut hand = Self {
            address,
            cookie,
            token: String::new(),
        };
        let page = hand.get(path).await?;
        hand.token = quoted(&page, "name=\"jeton\" value=\"", 0)?.to_owned();
        Ok(hand)
    }

    /// A request of these lines, with what every request of theirs has.
    pub fn headed(&self, head: &str) -> String {
        format!(
            "{head}host: localhost:{port}\r\norigin: http://localhost:{port}\r\ncookie: {}\r\nx-jeton: {}\r\ntus-resumable: 1.0.0\r\nconnection: close\r\n\r\n",
            self.cookie,
            self.token,
            port = self.address.port()
        )
    }

    /// One request; the head of its answer, and what came of its body meanwhile.
    ///
    /// # Errors
    /// The network's.
    pub async fn ask(&self, head: &str, body: &[u8]) -> Result<Told> {
        let mut stream = TcpStream::connect(self.address).await.map_err(network)?;
        stream
            .write_all(self.headed(head).as_bytes())
            .await
            .map_err(network)?;
        stream.write_all(body).await.map_err(network)?;
        let mut read = Vec::new();
        loop {
            if let Some(end) = read.windows(4).position(|four| four == b"\r\n\r\n") {
                let head = String::from_utf8_lossy(&read[..end]).into_owned();
                let status = head.split(' ').nth(1).and_then(|status| status.parse().ok());
                return Ok(Told {
                    status: status.unwrap_or_default(),
                    head,
                    stream,
                    body: read.split_off(end + 4),
                });
            }
            if stream.read_buf(&mut read).await.map_err(network)? == 0 {
                return Err(Error::fault("an answer without its head"));
            }
        }
    }

    /// A page.
    ///
    /// # Errors
    /// When it isn't there.
    pub async fn get(&self, path: &str) -> Result<String> {
        let mut told = self.ask(&format!("GET {path} HTTP/1.1\r\n"), b"").await?;
        let mut body = Vec::new();
        while let Some(bytes) = told.next().await? {
            body.extend(bytes);
        }
        if told.status != 200 {
            return Err(Error::fault(format!("{path} answers {}", told.status)));
        }
        Ok(String::from_utf8_lossy(&body).into_owned())
    }

    /// Sends a form; where its answer leads. `fields`: encoded already, without the token.
    ///
    /// # Errors
    /// When it leads nowhere.
    pub async fn send(&self, path: &str, fields: &str) -> Result<String> {
        let fields = format!("jeton={}&{fields}", self.token);
        let head = format!(
            "POST {path} HTTP/1.1\r\ncontent-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n",
            fields.len()
        );
        let taken = self.ask(&head, fields.as_bytes()).await?;
        match taken.status {
            303 => Ok(taken.header("location")?.to_owned()),
            status => Err(Error::fault(format!("the form of {path} is answered {status}"))),
        }
    }
}
