//! A stamp or a signature as it was sent: read safely, made small, written again as PNG. Nothing of the file itself is kept.

use std::io::{Cursor, Read as _};

use image::{DynamicImage, ImageFormat, ImageReader, Limits};
use platform::http::SentFile;
use platform::{Error, Result};

/// The most bytes of what is sent.
const MOST_BYTES: u64 = 4 << 20;
/// The most pixels of what is sent, on each side.
const MOST_SENT: u32 = 6_000;
/// The most pixels of what is kept, on each side: four centimetres at 600 dots an inch.
const MOST_KEPT: u32 = 950;
/// The most memory that reading takes.
const MOST_MEMORY: u64 = 160 << 20;

const KINDS: &str = "ce n’est pas une image PNG ou JPEG que l’on puisse lire\u{202f}: enregistrez-la dans un de ces formats, puis envoyez-la à nouveau";
const HEAVY: &str = "l’image dépasse 4\u{a0}Mo\u{202f}: réduisez-la, puis envoyez-la à nouveau";
const WIDE: &str =
    "l’image dépasse 6\u{202f}000 points de côté\u{202f}: réduisez-la, puis envoyez-la à nouveau";

/// The bytes of the PNG that is kept; or why not, in French.
///
/// # Errors
/// The disk's.
pub(super) async fn read(sent: SentFile) -> Result<std::result::Result<Vec<u8>, &'static str>> {
    if sent.size > MOST_BYTES {
        return Ok(Err(HEAVY));
    }
    let work = tokio::task::spawn_blocking(move || {
        let mut bytes = Vec::new();
        let mut file = sent.file;
        file.by_ref().take(MOST_BYTES).read_to_end(&mut bytes)?;
        Ok(redrawn(&bytes))
    });
    let read = work
        .await
        .map_err(|error| Error::internal("reading a picture", error))?;
    read.map_err(|error: std::io::Error| Error::internal("reading a picture", error))
}

/// The picture, drawn again.
fn redrawn(bytes: &[u8]) -> std::result::Result<Vec<u8>, &'static str> {
    let format = image::guess_format(bytes).map_err(|_| KINDS)?;
    if !matches!(format, ImageFormat::Png | ImageFormat::Jpeg) {
        return Err(KINDS);
    }
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST_MEMORY);
    let reader = |limits: &Limits| {
        let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
        reader.limits(limits.clone());
        reader
    };
    let (width, height) = reader(&limits).into_dimensions().map_err(|_| KINDS)?;
    if width > MOST_SENT || height > MOST_SENT {
        return Err(WIDE);
    }
    let picture = reader(&limits).decode().map_err(|_| KINDS)?;
    let small = if width > MOST_KEPT || height > MOST_KEPT {
        picture.thumbnail(MOST_KEPT, MOST_KEPT)
    } else {
        picture
    };
    let mut png = Vec::new();
    DynamicImage::ImageRgba8(small.into_rgba8())
        .write_to(&mut Cursor::new(&mut png), ImageFormat::Png)
        .map_err(|_| KINDS)?;
    Ok(png)
}

#[cfg(test)]
mod cases {
    use image::RgbaImage;
    use proptest::prelude::*;

    use super::*;

    fn made(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
        let mut bytes = Vec::new();
        let picture = DynamicImage::ImageRgba8(RgbaImage::new(width, height)).into_rgb8();
        picture.write_to(&mut Cursor::new(&mut bytes), format).unwrap();
        bytes
    }

    fn kept(bytes: &[u8]) -> (u32, u32) {
        let reader = ImageReader::with_format(Cursor::new(bytes), ImageFormat::Png);
        reader.into_dimensions().unwrap()
    }

    #[test]
    fn what_is_kept_is_a_small_png() {
        let cases = [
            ((300, 200), ImageFormat::Png, (300, 200)),
            ((300, 200), ImageFormat::Jpeg, (300, 200)),
            ((1_900, 950), ImageFormat::Png, (950, 475)),
        ];
        for ((width, height), format, expected) in cases {
            assert_eq!(kept(&redrawn(&made(width, height, format)).unwrap()), expected);
        }
    }

    #[test]
    fn what_is_no_such_picture_is_refused() {
        let svg = b"<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>";
        let good = made(300, 200, ImageFormat::Png);
        let cases: [(&[u8], &str); 5] = [
            (b"", KINDS),
            (svg, KINDS),
            (b"GIF89a\x01\0\x01\0", KINDS),
            (&good[..good.len() / 2], KINDS),
            (&made(6_001, 1, ImageFormat::Png), WIDE),
        ];
        for (bytes, why) in cases {
            assert_eq!(redrawn(bytes), Err(why));
        }
    }

    #[test]
    fn what_rode_in_the_file_is_gone() {
        let mut bytes = made(30, 20, ImageFormat::Png);
        bytes.extend_from_slice(b"PK\x03\x04 hidden");
        let png = redrawn(&bytes).unwrap();
        assert!(!png.windows(6).any(|part| part == b"hidden"));
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_or_refused(mut tail in prop::collection::vec(any::<u8>(), 0..400), png: bool) {
            let mut bytes = if png { b"\x89PNG\r\n\x1a\n".to_vec() } else { b"\xff\xd8\xff\xe0".to_vec() };
            bytes.append(&mut tail);
            drop(redrawn(&bytes));
        }
    }
}
