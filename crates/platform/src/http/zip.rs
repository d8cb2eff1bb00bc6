//! Files made one after the other, sent as one zip while they are made: nothing waits for the last one, nothing is kept.

use std::io::{self, Write};

use axum::body::Body;
use axum::response::{IntoResponse as _, Response};
use bytes::Bytes;
use futures_util::{Stream, StreamExt as _, stream};
use http::header::CONTENT_TYPE;
use tokio::sync::mpsc;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::blob::{as_download, put_header};
use crate::Result;

/// How many files, and how many pieces of the zip, wait for the next one to be taken.
const WAITING: usize = 4;
/// Bytes of a piece.
const PIECE: usize = 64 * 1024;

type Pieces = mpsc::Sender<io::Result<Bytes>>;

/// What a zip is made of: the name of a file, then its bytes, in as many pieces as they come in.
#[derive(Debug)]
pub enum ZipPart {
    /// A file begins.
    File(String),
    /// What it holds next.
    Bytes(Bytes),
}

/// The answer. When a file can't be made, the answer breaks off, so that nobody takes it for whole.
pub fn send_zip<S>(files: S, name: &str) -> Response
where
    S: Stream<Item = Result<(String, Vec<u8>)>> + Send + 'static,
{
    let parts = files.flat_map(|file| {
        stream::iter(match file {
            Ok((name, bytes)) => vec![Ok(ZipPart::File(name)), Ok(ZipPart::Bytes(bytes.into()))],
            Err(error) => vec![Err(error)],
        })
    });
    send_zip_parts(parts, name)
}

/// The same of files that are themselves too large to be held.
pub fn send_zip_parts<S>(parts: S, name: &str) -> Response
where
    S: Stream<Item = Result<ZipPart>> + Send + 'static,
{
    let (give, mut made) = mpsc::channel(WAITING);
    tokio::spawn(async move {
        let mut files = std::pin::pin!(parts);
        while let Some(file) = files.next().await {
            // Whoever asked has gone.
            if give.send(file).await.is_err() {
                break;
            }
        }
    });
    let (pieces, taken) = mpsc::channel(WAITING);
    tokio::task::spawn_blocking(move || {
        if let Err(error) = pack(&mut made, &pieces) {
            tracing::warn!(%error, "a zip broke off");
            // Gone already when it is they who broke it off.
            drop(pieces.blocking_send(Err(error)));
        }
    });
    let body = stream::unfold(taken, async |mut taken| {
        let piece = taken.recv().await?;
        Some((piece, taken))
    })
    .fuse();
    let mut response = Body::from_stream(body).into_response();
    put_header(&mut response, CONTENT_TYPE, "application/zip");
    as_download(&mut response, name);
    response
}

fn pack(made: &mut mpsc::Receiver<Result<ZipPart>>, pieces: &Pieces) -> io::Result<()> {
    let out = io::BufWriter::with_capacity(PIECE, Sending(pieces.clone()));
    let mut zip = ZipWriter::new_stream(out);
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    while let Some(part) = made.blocking_recv() {
        match part.map_err(io::Error::other)? {
            ZipPart::File(name) => zip.start_file(name, options)?,
            ZipPart::Bytes(bytes) => zip.write_all(&bytes)?,
        }
    }
    let out = zip.finish()?;
    out.into_inner()
        .into_inner()
        .map_err(io::IntoInnerError::into_error)?;
    Ok(())
}

/// Writes to who takes the pieces.
struct Sending(Pieces);

impl Write for Sending {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let piece = Bytes::copy_from_slice(bytes);
        self.0
            .blocking_send(Ok(piece))
            .map_err(|_| io::Error::from(io::ErrorKind::BrokenPipe))?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The most characters of the name of a file.
const LONGEST_NAME: usize = 120;

/// A name that may be a file's or a folder's on any machine; its ending stays, however long it is.
pub fn file_name(name: &str) -> String {
    let plain = |c: char| match c {
        c if c.is_control() || "<>:\"/\\|?*\u{202e}\u{202d}\u{2066}\u{2067}".contains(c) => '-',
        c => c,
    };
    let name: String = name.chars().map(plain).collect();
    let name = name.trim_matches(['.', ' ']);
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    let ending = if ending.chars().count() <= 5 { ending } else { "" };
    match name.chars().count() {
        0 => "Sans nom".to_owned(),
        long if long > LONGEST_NAME && !ending.is_empty() => {
            let stem: String = name
                .chars()
                .take(LONGEST_NAME - ending.chars().count() - 1)
                .collect();
            format!("{}.{ending}", stem.trim_end_matches(['.', ' ']))
        }
        _ => name.chars().take(LONGEST_NAME).collect(),
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use axum::body::to_bytes;

    use super::*;
    use crate::Error;

    #[tokio::test]
    async fn files_arrive_whole_and_in_order() {
        let big = vec![7_u8; 300_000];
        let files = vec![
            Ok(("un.pdf".to_owned(), b"1".to_vec())),
            Ok(("é/deux.pdf".to_owned(), big.clone())),
        ];
        let response = send_zip(stream::iter(files), "tout.zip");
        let bytes = to_bytes(response.into_body(), usize::MAX).await.unwrap();
        let mut zip = zip::ZipArchive::new(io::Cursor::new(bytes)).unwrap();
        let names: Vec<String> = zip.file_names().map(|name| name.unwrap().into_owned()).collect();
        assert_eq!(names, ["un.pdf", "é/deux.pdf"]);
        let mut read = Vec::new();
        zip.by_index(1).unwrap().read_to_end(&mut read).unwrap();
        assert_eq!(read, big);
    }

    #[test]
    fn names_are_safe_anywhere() {
        let long = format!("{}.pdf", "é".repeat(200));
        for (name, expected) in [
            ("Monique Le Goff", "Monique Le Goff"),
            ("../../etc", "-..-etc"),
            ("a/b\\c:d", "a-b-c-d"),
            (" . ", "Sans nom"),
            ("\u{202e}fdp", "-fdp"),
            (&long, &format!("{}.pdf", "é".repeat(116))),
        ] {
            assert_eq!(file_name(name), expected, "{name:?}");
        }
    }

    #[tokio::test]
    async fn a_file_that_cannot_be_made_breaks_it_off() {
        let files = vec![Ok(("un.pdf".to_owned(), b"1".to_vec())), Err(Error::NotFound)];
        let response = send_zip(stream::iter(files), "tout.zip");
        assert!(to_bytes(response.into_body(), usize::MAX).await.is_err());
    }
}
