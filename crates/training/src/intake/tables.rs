//! Tables that aren't of people, read and written as lists of people are: any program's, for a spreadsheet in French.

use platform::Result;

use super::reading::{self, Unreadable};
use super::{sheet, text};

/// A line of a table: its number in the file, its cells.
pub type Row = (u32, Vec<String>);

/// Reads a CSV, its titles first, `most` lines at the most; otherwise why not, in French.
///
/// # Errors
/// What it is instead of a table.
pub fn read(bytes: &[u8], most: usize) -> Result<Vec<Row>, String> {
    let text = text::decode(bytes).map_err(|why| match why {
        Unreadable::Empty => "Ce fichier est vide\u{202f}: choisissez celui que vous avez rempli.".to_owned(),
        other => other.sentence(),
    })?;
    let lines = reading::table(&text, most + 1);
    if lines.len() > most {
        return Err(format!(
            "Ce fichier a plus de {most} lignes\u{202f}: partagez-le en plusieurs."
        ));
    }
    Ok(lines.into_iter().map(|line| (line.number, line.cells)).collect())
}

/// Writes one.
///
/// # Errors
/// The writer's.
pub fn write<'a>(
    titles: impl IntoIterator<Item = &'a str>,
    lines: impl IntoIterator<Item = Vec<String>>,
) -> Result<Vec<u8>> {
    sheet::write(titles, lines)
}
