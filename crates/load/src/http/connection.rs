//! A connection that is kept from one request to the next.

use std::io;
use std::net::SocketAddr;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use super::answer::{Head, chunked, head};

/// An answer; its body is as it came (the client never asks for a compressed one unless the request says so).
#[derive(Clone, Debug)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// The body.
    pub body: Vec<u8>,
}

impl Answer {
    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

/// A connection.
pub struct Connection {
    stream: TcpStream,
    address: SocketAddr,
    buffer: Vec<u8>,
}

impl Connection {
    /// Connects.
    ///
    /// # Errors
    /// The network's.
    pub async fn open(address: SocketAddr) -> io::Result<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Self {
            stream,
            address,
            buffer: Vec::with_capacity(64 * 1024),
        })
    }

    /// Reads a page; `headers` are whole lines, each with its end.
    ///
    /// # Errors
    /// The network's.
    pub async fn get(&mut self, path: &str, headers: &str) -> io::Result<Answer> {
        let port = self.address.port();
        let request = format!("GET {path} HTTP/1.1\r\nhost: localhost:{port}\r\n{headers}\r\n");
        self.exchange(request.as_bytes()).await
    }

    /// Posts JSON.
    ///
    /// # Errors
    /// The network's.
    pub async fn post(&mut self, path: &str, headers: &str, body: &str) -> io::Result<Answer> {
        let request = post(self.address.port(), path, headers, body);
        self.exchange(request.as_bytes()).await
    }

    /// Posts a form, as a page of the same origin does.
    ///
    /// # Errors
    /// The network's.
    pub async fn post_form(&mut self, path: &str, headers: &str, body: &str) -> io::Result<Answer> {
        let port = self.address.port();
        let request = format!(
            "POST {path} HTTP/1.1\r\nhost: localhost:{port}\r\norigin: http://localhost:{port}\r\ncontent-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n{headers}\r\n{body}",
            body.len()
        );
        self.exchange(request.as_bytes()).await
    }

    /// Sends a whole request and reads its answer.
    ///
    /// # Errors
    /// The network's; the connection is of no use then.
    pub async fn exchange(&mut self, request: &[u8]) -> io::Result<Answer> {
        self.send(request).await?;
        self.receive().await
    }

    /// Sends a whole request.
    ///
    /// # Errors
    /// The network's.
    pub async fn send(&mut self, request: &[u8]) -> io::Result<()> {
        self.stream.write_all(request).await
    }

    /// Reads the answer to what was sent.
    ///
    /// # Errors
    /// The network's.
    pub async fn receive(&mut self) -> io::Result<Answer> {
        self.buffer.clear();
        let odd = |why: &'static str| io::Error::new(io::ErrorKind::InvalidData, why);
        loop {
            if self.stream.read_buf(&mut self.buffer).await? == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            let Some(head) = head(&self.buffer).map_err(odd)? else {
                continue;
            };
            return self.body(head).await;
        }
    }

    async fn body(&mut self, head: Head) -> io::Result<Answer> {
        let odd = |why: &'static str| io::Error::new(io::ErrorKind::InvalidData, why);
        loop {
            let have = &self.buffer[head.begins..];
            let whole = match head.length {
                Some(length) => have.get(..length).map(<[u8]>::to_vec),
                None => chunked(have).map_err(odd)?.map(|(body, _)| body),
            };
            if let Some(body) = whole {
                return Ok(Answer {
                    status: head.status,
                    body,
                });
            }
            if self.stream.read_buf(&mut self.buffer).await? == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
        }
    }
}

/// The bytes of a post of JSON.
pub fn post(port: u16, path: &str, headers: &str, body: &str) -> String {
    format!(
        "POST {path} HTTP/1.1\r\nhost: localhost:{port}\r\ncontent-type: application/json\r\ncontent-length: {}\r\n{headers}\r\n{body}",
        body.len()
    )
}
