//! Figures in tables: one set of rows, as a document to read and as a workbook for a spreadsheet.

use std::io::{Cursor, Write as _};

use jiff::civil::Date;
use serde::Serialize;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::error::Error;
use crate::french;
use crate::plain::line;
use crate::press::{Job, Template, print};

const TEMPLATE: Template = Template {
    document: "bilan",
    text: include_str!("templates/report.typ"),
};

/// What a cell says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Words.
    Text(String),
    /// How many.
    Number(u64),
    /// Hundredths.
    Share(u32),
    /// A length of time.
    Minutes(u32),
    /// Nothing to say.
    Nothing,
}

impl Cell {
    /// As it is read.
    pub fn words(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Number(number) => french::number(u32::try_from(*number).unwrap_or(u32::MAX)),
            Self::Share(share) => format!("{share}\u{202f}%"),
            Self::Minutes(minutes) => french::duration(*minutes),
            Self::Nothing => "–".to_owned(),
        }
    }
}

/// A table: the first cell of each row is its header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportTable {
    /// What it shows.
    pub caption: String,
    /// The heads of its columns, as many as cells.
    pub heads: Vec<String>,
    /// Its rows.
    pub rows: Vec<Vec<Cell>>,
}

/// Figures, in tables.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// Its title.
    pub title: String,
    /// The platform's displayed name.
    pub platform: String,
    /// What comes first, a sentence each.
    pub about: Vec<String>,
    /// The tables, in order.
    pub tables: Vec<ReportTable>,
    /// The day of printing.
    pub printed: Date,
}

#[derive(Serialize)]
struct Rows {
    title: String,
    platform: String,
    day: String,
    about: Vec<String>,
    tables: Vec<Table>,
}

#[derive(Serialize)]
struct Table {
    caption: String,
    heads: Vec<String>,
    rows: Vec<Vec<String>>,
}

/// One line that says something: a heading or a cell of nothing can't be tagged.
fn shown(text: &str) -> String {
    let line = line(text);
    match line.trim().is_empty() {
        true => Cell::Nothing.words(),
        false => line,
    }
}

/// Makes the document: a PDF/UA-1 file. The same rows make the same bytes.
///
/// # Errors
/// When the typesetter refuses; no value is known to make it do so.
pub fn report(given: &Report) -> Result<Vec<u8>, Error> {
    let lines = |list: &[String]| -> Vec<String> { list.iter().map(|text| shown(text)).collect() };
    let table = |table: &ReportTable| Table {
        caption: shown(&table.caption),
        heads: lines(&table.heads),
        rows: table
            .rows
            .iter()
            .map(|row| row.iter().map(|cell| shown(&cell.words())).collect())
            .collect(),
    };
    let rows = Rows {
        title: shown(&given.title),
        platform: line(&given.platform),
        day: french::date(given.printed),
        about: lines(&given.about),
        tables: given.tables.iter().map(table).collect(),
    };
    print(
        &TEMPLATE,
        Job {
            rows: &rows,
            picture: None,
            signatory: None,
            day: given.printed,
            identifier: "",
        },
    )
}

const TYPES: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml";
const NAMES: &str = "http://schemas.openxmlformats.org";
const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

/// Text in XML: what XML can't hold goes.
fn xml(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for one in text.chars() {
        match one {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            one if one.is_control() || matches!(one, '\u{fffe}' | '\u{ffff}') => safe.push(' '),
            one => safe.push(one),
        }
    }
    safe
}

/// The name of a sheet: thirty-one characters, none of those that a formula would read.
fn sheet_name(caption: &str, at: usize) -> String {
    let plain = |one: char| if "[]:*?/\\'".contains(one) { ' ' } else { one };
    let name: String = caption.chars().map(plain).take(26).collect();
    format!("{} {}", at + 1, name.trim())
}

/// « A », « B »… of a column.
fn letter(at: usize) -> String {
    let last = char::from(b'A' + u8::try_from(at % 26).unwrap_or_default());
    match at / 26 {
        0 => last.to_string(),
        more => format!("{}{last}", letter(more - 1)),
    }
}

fn cell(at: &str, cell: &Cell, bold: bool) -> String {
    let number = |style: u8, value: String| format!("<c r=\"{at}\" s=\"{style}\"><v>{value}</v></c>");
    match cell {
        Cell::Text(text) => format!(
            "<c r=\"{at}\" s=\"{}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{}</t></is></c>",
            u8::from(bold),
            xml(text)
        ),
        Cell::Number(value) => number(0, value.to_string()),
        Cell::Share(share) => number(2, format!("{}.{:02}", share / 100, share % 100)),
        Cell::Minutes(minutes) => number(3, format!("{:.9}", f64::from(*minutes) / 1440.0)),
        Cell::Nothing => String::new(),
    }
}

fn sheet(table: &ReportTable) -> String {
    let row = |(at, cells): (usize, (bool, Vec<Cell>))| {
        let (bold, cells) = cells;
        let cells: String = cells
            .iter()
            .enumerate()
            .map(|(column, one)| cell(&format!("{}{}", letter(column), at + 1), one, bold))
            .collect();
        format!("<row r=\"{}\">{cells}</row>", at + 1)
    };
    let heads = table.heads.iter().cloned().map(Cell::Text).collect();
    let rows = table.rows.iter().map(|row| (false, row.clone()));
    let rows: String = std::iter::once((true, heads))
        .chain(rows)
        .enumerate()
        .map(row)
        .collect();
    format!(
        "{HEAD}<worksheet xmlns=\"{NAMES}/spreadsheetml/2006/main\"><sheetViews><sheetView workbookViewId=\"0\">\
         <pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews>\
         <cols><col min=\"1\" max=\"1\" width=\"42\" customWidth=\"1\"/><col min=\"2\" max=\"{}\" width=\"22\" customWidth=\"1\"/></cols>\
         <sheetData>{rows}</sheetData></worksheet>",
        table.heads.len().max(2)
    )
}

const STYLES: &str = "<numFmts count=\"1\"><numFmt numFmtId=\"164\" formatCode=\"[h]:mm\"/></numFmts>\
  <fonts count=\"2\"><font><sz val=\"11\"/><name val=\"Calibri\"/></font><font><b/><sz val=\"11\"/><name val=\"Calibri\"/></font></fonts>\
  <fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill></fills>\
  <borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>\
  <cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>\
  <cellXfs count=\"4\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>\
  <xf numFmtId=\"0\" fontId=\"1\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyFont=\"1\"/>\
  <xf numFmtId=\"9\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\"/>\
  <xf numFmtId=\"164\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\"/></cellXfs>";

/// The parts of the workbook, by their names.
fn parts(given: &Report) -> Vec<(String, String)> {
    let sheets = 1..=given.tables.len();
    let each = |make: &dyn Fn(usize) -> String| -> String { sheets.clone().map(make).collect() };
    let types = each(&|at| {
        format!("<Override PartName=\"/xl/worksheets/sheet{at}.xml\" ContentType=\"{TYPES}.worksheet+xml\"/>")
    });
    let names: String = given
        .tables
        .iter()
        .enumerate()
        .map(|(at, table)| {
            let name = xml(&sheet_name(&table.caption, at));
            format!("<sheet name=\"{name}\" sheetId=\"{0}\" r:id=\"rId{0}\"/>", at + 1)
        })
        .collect();
    let office = format!("{NAMES}/officeDocument/2006/relationships");
    let relations = each(&|at| {
        format!(
            "<Relationship Id=\"rId{at}\" Type=\"{office}/worksheet\" Target=\"worksheets/sheet{at}.xml\"/>"
        )
    });
    let package = format!("{NAMES}/package/2006");
    let mut parts = vec![
        (
            "[Content_Types].xml".to_owned(),
            format!(
                "{HEAD}<Types xmlns=\"{package}/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
                 <Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"{TYPES}.sheet.main+xml\"/>\
                 <Override PartName=\"/xl/styles.xml\" ContentType=\"{TYPES}.styles+xml\"/>{types}</Types>"
            ),
        ),
        (
            "_rels/.rels".to_owned(),
            format!(
                "{HEAD}<Relationships xmlns=\"{package}/relationships\"><Relationship Id=\"rId1\" Type=\"{office}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/workbook.xml".to_owned(),
            format!(
                "{HEAD}<workbook xmlns=\"{NAMES}/spreadsheetml/2006/main\" xmlns:r=\"{office}\"><sheets>{names}</sheets></workbook>"
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels".to_owned(),
            format!(
                "{HEAD}<Relationships xmlns=\"{package}/relationships\">{relations}<Relationship Id=\"rId{}\" Type=\"{office}/styles\" Target=\"styles.xml\"/></Relationships>",
                given.tables.len() + 1
            ),
        ),
        (
            "xl/styles.xml".to_owned(),
            format!("{HEAD}<styleSheet xmlns=\"{NAMES}/spreadsheetml/2006/main\">{STYLES}</styleSheet>"),
        ),
    ];
    let sheet = |(at, table)| (format!("xl/worksheets/sheet{}.xml", at + 1), sheet(table));
    parts.extend(given.tables.iter().enumerate().map(sheet));
    parts
}

/// Makes the workbook (OOXML, a sheet for each table). The same rows make the same bytes.
///
/// # Errors
/// When it can't be compressed; nothing is known to make it so.
pub fn workbook(given: &Report) -> Result<Vec<u8>, Error> {
    let failed = |error: &dyn std::fmt::Display| Error::new("classeur", error.to_string());
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts(given) {
        zip.start_file(name, options).map_err(|error| failed(&error))?;
        zip.write_all(text.as_bytes()).map_err(|error| failed(&error))?;
    }
    let done = zip.finish().map_err(|error| failed(&error))?;
    Ok(done.into_inner())
}

#[cfg(test)]
mod cases {
    use super::*;

    #[test]
    fn columns_and_sheets_have_names() {
        for (at, expected) in [(0, "A"), (25, "Z"), (26, "AA"), (52, "BA")] {
            assert_eq!(letter(at), expected);
        }
        assert_eq!(
            sheet_name("Par région : l’essai/vrai", 1),
            "2 Par région   l’essai vrai"
        );
        assert!(sheet_name(&"é".repeat(90), 99).chars().count() <= 31);
        assert_eq!(xml("<a href=\"b\">&\u{1}"), "&lt;a href=&quot;b&quot;&gt;&amp; ");
    }

    #[test]
    fn cells_are_read_in_french() {
        for (cell, expected) in [
            (Cell::Number(1200), "1\u{202f}200"),
            (Cell::Share(85), "85\u{202f}%"),
            (Cell::Nothing, "–"),
        ] {
            assert_eq!(cell.words(), expected);
        }
    }
}
