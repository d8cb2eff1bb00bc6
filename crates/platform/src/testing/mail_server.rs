//! A mail server of a few lines.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};

/// A mail server that gives one answer to each recipient; keeps what it was sent.
pub struct MailServer {
    /// Where it listens, as a site is told.
    pub url: String,
    taken: Arc<Mutex<Vec<String>>>,
}

impl MailServer {
    /// One at an address of its own.
    pub async fn answering(to_recipient: &'static str) -> Self {
        Self::at(Self::nowhere().await, to_recipient).await
    }

    /// An address where nobody listens.
    pub async fn nowhere() -> SocketAddr {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        listener.local_addr().unwrap()
    }

    /// One at this address.
    pub async fn at(address: SocketAddr, to_recipient: &'static str) -> Self {
        let listener = TcpListener::bind(address).await.unwrap();
        let taken = Arc::new(Mutex::new(Vec::new()));
        let keeping = taken.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                drop(converse(stream, to_recipient, &keeping).await);
            }
        });
        Self {
            url: format!("smtp://{address}"),
            taken,
        }
    }

    /// What it took.
    pub fn taken(&self) -> Vec<String> {
        self.taken.lock().unwrap().clone()
    }
}

async fn converse(stream: TcpStream, to_recipient: &str, taken: &Mutex<Vec<String>>) -> std::io::Result<()> {
    let (reading, mut writing) = stream.into_split();
    let mut lines = BufReader::new(reading).lines();
    writing.write_all(b"220 ready\r\n").await?;
    let (mut whole, mut in_data) = (String::new(), false);
    while let Some(line) = lines.next_line().await? {
        whole.push_str(&line);
        whole.push('\n');
        let answer = match line.split([' ', ':']).next().unwrap_or_default() {
            "." if in_data => {
                in_data = false;
                taken.lock().unwrap().push(std::mem::take(&mut whole));
                "250 taken"
            }
            _ if in_data => continue,
            "DATA" => {
                in_data = true;
                "354 go on"
            }
            "RCPT" => to_recipient,
            "QUIT" => "221 bye",
            _ => "250 fine",
        };
        writing.write_all(format!("{answer}\r\n").as_bytes()).await?;
    }
    Ok(())
}
