use std::io::{Read, Seek, SeekFrom};

use super::refusal::Refusal;

/// How large and how deep a package may be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Files and folders.
    pub entries: usize,
    /// Bytes of all the files, uncompressed.
    pub total_bytes: u64,
    /// Bytes of one file, uncompressed.
    pub entry_bytes: u64,
    /// Times that a file may be larger than its compressed form.
    pub ratio: u64,
    /// Bytes under which the ratio is not looked at.
    pub ratio_from: u64,
    /// Characters of a path.
    pub path_characters: usize,
    /// Segments of a path.
    pub depth: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            entries: 20_000,
            total_bytes: 4 << 30,
            entry_bytes: 2 << 30,
            ratio: 200,
            ratio_from: 1 << 20,
            path_characters: 240,
            depth: 32,
        }
    }
}

impl Limits {
    /// Checks the size of one file, declared or streamed so far, against that of its compressed form.
    pub(super) fn check_entry(&self, path: &str, size: u64, compressed: u64) -> Result<(), Refusal> {
        if size > self.entry_bytes {
            return Err(Refusal::EntryTooLarge {
                entry: path.to_owned(),
                limit: self.entry_bytes,
            });
        }
        if size > self.ratio_from && size > compressed.saturating_mul(self.ratio) {
            return Err(Refusal::Ratio {
                entry: path.to_owned(),
                limit: self.ratio,
            });
        }
        Ok(())
    }
}

/// The number of entries that the end of the archive declares, read before anything is held in memory for them.
///
/// It is only a first filter: the number found is checked too. APPNOTE 4.3.14 to 4.3.16.
pub(super) fn declared_entries<R: Read + Seek>(reader: &mut R) -> Result<u64, Refusal> {
    let not_a_zip = |_| Refusal::NotAZip;
    let length = reader.seek(SeekFrom::End(0)).map_err(not_a_zip)?;
    let tail_length = length.min(22 + 65_535 + 20);
    reader
        .seek(SeekFrom::Start(length - tail_length))
        .map_err(not_a_zip)?;
    let mut tail = Vec::new();
    reader
        .take(tail_length)
        .read_to_end(&mut tail)
        .map_err(not_a_zip)?;
    let end = tail
        .windows(4)
        .rposition(|window| window == b"PK\x05\x06")
        .ok_or(Refusal::NotAZip)?;
    let count = tail.get(end + 10..end + 12).ok_or(Refusal::NotAZip)?;
    let count = count
        .iter()
        .rev()
        .fold(0_u64, |sum, byte| sum << 8 | u64::from(*byte));
    if count < 0xffff {
        return Ok(count);
    }
    let locator = end.checked_sub(20).and_then(|start| tail.get(start..end));
    let Some(locator) = locator.filter(|locator| locator.starts_with(b"PK\x06\x07")) else {
        return Ok(count);
    };
    let offset = locator.get(8..16).map_or(0, little_endian);
    let mut record = [0; 40];
    reader.seek(SeekFrom::Start(offset)).map_err(not_a_zip)?;
    reader.read_exact(&mut record).map_err(not_a_zip)?;
    Ok(record.get(32..40).map_or(count, little_endian))
}

fn little_endian(bytes: &[u8]) -> u64 {
    bytes
        .iter()
        .rev()
        .fold(0, |sum, byte| sum << 8 | u64::from(*byte))
}
