//! Lists that a spreadsheet opens: UTF-8 that says so, semicolons, no cell that acts as a formula.

use people::accounts::NewPerson;
use people::directory::Identity;
use platform::{Error, Result};

use super::columns::Column;
use crate::standings::Standing;

/// The columns that are written, and that can be read back.
pub(super) const COLUMNS: [Column; 7] = [
    Column::Given,
    Column::Family,
    Column::Email,
    Column::Phone,
    Column::Company,
    Column::Trade,
    Column::Standing,
];

/// The cells of someone, in the order of [`COLUMNS`].
pub(super) fn cells(person: &NewPerson, standing: Option<Standing>) -> Vec<String> {
    let NewPerson {
        given_name,
        family_name,
        email,
        phone,
        company,
        trade,
    } = person.clone();
    let standing = standing.map_or("", Standing::label).to_owned();
    vec![given_name, family_name, email, phone, company, trade, standing]
}

/// The same of someone who has an account.
pub(super) fn of_card(card: &Identity, standing: Option<Standing>) -> Vec<String> {
    let person = NewPerson {
        given_name: card.given_name.clone(),
        family_name: card.family_name.clone(),
        email: card.email.clone(),
        phone: card.phone.clone().unwrap_or_default(),
        company: card.company.clone().unwrap_or_default(),
        trade: card.trade.clone().unwrap_or_default(),
    };
    cells(&person, standing)
}

/// The file.
///
/// # Errors
/// The writer's.
pub(super) fn write<'a>(
    titles: impl IntoIterator<Item = &'a str>,
    lines: impl IntoIterator<Item = Vec<String>>,
) -> Result<Vec<u8>> {
    let fault = |error: csv::Error| Error::internal("writing a list", error);
    let mut writer = csv::WriterBuilder::new()
        .delimiter(b';')
        .terminator(csv::Terminator::CRLF)
        .flexible(true)
        .from_writer("\u{feff}".as_bytes().to_vec());
    let titles: Vec<String> = titles
        .into_iter()
        .map(|title| guarded(title.to_owned()))
        .collect();
    writer.write_record(&titles).map_err(fault)?;
    for line in lines {
        writer
            .write_record(line.into_iter().map(guarded))
            .map_err(fault)?;
    }
    writer
        .into_inner()
        .map_err(|error| Error::internal("writing a list", error.into_error()))
}

/// A cell that a spreadsheet would reckon begins with an apostrophe. An international telephone is only figures: a
/// spreadsheet reckons nothing with it.
fn guarded(cell: String) -> String {
    let figures = |rest: &str| {
        rest.chars()
            .all(|c| c.is_ascii_digit() || " .()\u{202f}\u{a0}".contains(c))
    };
    let phone = cell.strip_prefix('+').is_some_and(figures);
    match cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && !phone {
        true => format!("'{cell}"),
        false => cell,
    }
}

#[cfg(test)]
mod cases {
    use super::*;

    #[test]
    fn no_cell_acts_as_a_formula() {
        let cases = [
            ("Monique", "Monique"),
            ("=1+1", "'=1+1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("-2", "'-2"),
            ("+cmd|'/c calc'!A0", "'+cmd|'/c calc'!A0"),
            ("+33 6 12 34 56 78", "+33 6 12 34 56 78"),
            ("+33-6", "'+33-6"),
            ("06 12 34 56 78", "06 12 34 56 78"),
        ];
        for (cell, expected) in cases {
            assert_eq!(guarded(cell.to_owned()), expected);
        }
    }

    #[test]
    fn a_spreadsheet_reads_it_in_french() {
        let lines = [vec!["Monique; Maria".to_owned(), "=A1".to_owned()]];
        let file = write(["Prénom", "Nom"], lines).unwrap();
        let text = String::from_utf8(file).unwrap();
        assert_eq!(text, "\u{feff}Prénom;Nom\r\n\"Monique; Maria\";'=A1\r\n");
    }
}
