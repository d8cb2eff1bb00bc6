//! The format: chunks of 64 KiB, each sealed with its blob, its index, whether it is the last, and the key's version as
//! associated data. Cut, moved or swapped, a chunk no longer opens.

use std::ops::Range;

use super::BlobId;
use crate::Result;
use crate::random::Random;
use crate::vault::DataKey;

/// Bytes of a chunk before sealing; only the last may be shorter.
pub(super) const CHUNK: usize = 64 * 1024;

/// What sealing adds to a chunk: format, nonce, tag.
const ADDED: u64 = 1 + 12 + 16;

const WIDE: u64 = CHUNK as u64;

/// Which chunk of which blob.
#[derive(Clone, Copy, Debug)]
pub(super) struct Chunk {
    pub blob: BlobId,
    pub index: u64,
    pub last: bool,
}

impl Chunk {
    fn associated(self, key: &DataKey) -> Vec<u8> {
        let index = self.index.to_be_bytes();
        let version = key.version().to_be_bytes();
        [
            b"blobs\0".as_slice(),
            self.blob.0.as_bytes(),
            &index,
            &[u8::from(self.last)],
            &version,
        ]
        .concat()
    }

    pub(super) fn seal(self, key: &DataKey, random: &Random, plain: &[u8]) -> Result<Vec<u8>> {
        key.seal_with(random, &self.associated(key), plain)
    }

    pub(super) fn open(self, key: &DataKey, sealed: &[u8]) -> Result<Vec<u8>> {
        key.open_with(&self.associated(key), sealed)
    }
}

/// How many chunks a file of this size has; an empty one has one, so that its emptiness is sealed too.
pub(super) fn count(size: u64) -> u64 {
    size.div_ceil(WIDE).max(1)
}

/// The bytes on disk.
pub(super) fn sealed_size(size: u64) -> u64 {
    size + count(size) * ADDED
}

/// Where a chunk lies on disk.
pub(super) fn place(size: u64, index: u64) -> Range<u64> {
    let start = index * (WIDE + ADDED);
    start..(start + WIDE + ADDED).min(sealed_size(size))
}

/// The chunks that hold a range.
pub(super) fn covering(range: &Range<u64>) -> Range<u64> {
    if range.is_empty() {
        0..0
    } else {
        range.start / WIDE..range.end.div_ceil(WIDE)
    }
}

/// The part of a chunk that a range wants.
pub(super) fn part(range: &Range<u64>, index: u64, length: usize) -> Range<usize> {
    let start = index * WIDE;
    let within = |at: u64| {
        usize::try_from(at.saturating_sub(start))
            .unwrap_or(usize::MAX)
            .min(length)
    };
    within(range.start)..within(range.end)
}

#[cfg(test)]
mod cases {
    use super::*;

    #[test]
    fn sizes_on_disk() {
        for (size, chunks, sealed) in [
            (0, 1, 29),
            (1, 1, 30),
            (65_535, 1, 65_564),
            (65_536, 1, 65_565),
            (65_537, 2, 65_595),
            (131_072, 2, 131_130),
        ] {
            assert_eq!((count(size), sealed_size(size)), (chunks, sealed), "{size}");
            assert_eq!(place(size, chunks - 1).end, sealed, "{size}");
        }
    }

    #[test]
    fn ranges_and_their_chunks() {
        for (range, chunks) in [
            (0..0, 0..0),
            (0..1, 0..1),
            (65_535..65_536, 0..1),
            (65_536..65_537, 1..2),
            (65_535..131_073, 0..3),
        ] {
            assert_eq!(covering(&range), chunks, "{range:?}");
        }
        assert_eq!(part(&(65_535..131_073), 0, CHUNK), 65_535..65_536);
        assert_eq!(part(&(65_535..131_073), 1, CHUNK), 0..65_536);
        assert_eq!(part(&(65_535..131_073), 2, 10), 0..1);
    }
}
