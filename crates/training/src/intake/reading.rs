//! A text → its lines, each with the number that it has in the file: CSV of any separator, an array of JSON objects, or
//! names and addresses copied from a mail.

use platform::html::fr;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::columns;

/// The most people of a list.
pub(super) const MOST_LINES: usize = 5000;
/// What is read of a longer one: its titles, and one person too many.
const MOST_READ: usize = MOST_LINES + 2;
/// The most columns.
const MOST_COLUMNS: usize = 60;
/// How many lines say which separator it is.
const LOOKED_AT: usize = 20;

/// A list as it was sent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Sheet {
    /// The titles of its columns, where it has some.
    pub(super) titles: Option<Line>,
    /// One person each.
    pub(super) lines: Vec<Line>,
}

/// A line of the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Line {
    /// As an editor counts them, from 1, and never twice the same; 0 for titles that stand on no line of their own.
    pub(super) number: u32,
    pub(super) cells: Vec<String>,
}

impl Sheet {
    /// How many columns.
    pub(super) fn width(&self) -> usize {
        match &self.titles {
            Some(titles) => titles.cells.len(),
            None => self.lines.iter().map(|line| line.cells.len()).max().unwrap_or(0),
        }
    }

    /// What a column holds, to recognise it by.
    pub(super) fn column(&self, at: usize) -> impl Iterator<Item = &str> {
        let cells = self.lines.iter().filter_map(move |line| line.cells.get(at));
        cells.map(String::as_str).filter(|cell| !cell.is_empty())
    }

    /// The first line of the file, where it was taken for titles.
    pub(super) fn first_line(&self) -> Option<&Line> {
        self.titles.as_ref().filter(|titles| titles.number > 0)
    }

    /// The first line is someone, not titles.
    pub(super) fn without_titles(&mut self) {
        if let Some(titles) = self.titles.take_if(|titles| titles.number > 0) {
            self.lines.insert(0, titles);
        }
    }
}

/// Why a list can't be read at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Unreadable {
    Empty,
    Workbook,
    NotText,
    TooBig,
    TooManyLines,
    TooManyColumns,
    OnlyTitles,
    /// The JSON breaks at this line.
    Json(u32),
    /// The JSON is sound, and no list of people.
    JsonShape,
}

impl Unreadable {
    /// What it is, and what to do.
    pub(super) fn sentence(&self) -> String {
        let said = match self {
            Self::Empty => "il n’y a personne dans cette liste\u{202f}: collez-la dans le champ, ou choisissez un fichier".to_owned(),
            Self::Workbook => "c’est un classeur\u{202f}: ouvrez-le, choisissez Fichier, Enregistrer sous, «\u{202f}CSV UTF-8\u{202f}», puis envoyez ce fichier-là".to_owned(),
            Self::NotText => "ce fichier n’est pas une liste\u{202f}: envoyez un fichier CSV (dans Excel\u{202f}: Fichier, Enregistrer sous, «\u{202f}CSV UTF-8\u{202f}»)".to_owned(),
            Self::TooBig => "le fichier dépasse 2\u{a0}Mo\u{202f}: partagez-le en plusieurs".to_owned(),
            Self::TooManyLines => {
                "une liste prend cinq mille personnes au plus\u{202f}: partagez-la en plusieurs".to_owned()
            }
            Self::TooManyColumns => format!("plus de {MOST_COLUMNS} colonnes\u{202f}: gardez celles qui servent à l’inscription"),
            Self::OnlyTitles => "il n’y a que les titres des colonnes\u{202f}: ajoutez les personnes, une par ligne".to_owned(),
            Self::Json(line) => format!("le JSON est mal écrit à la ligne {line}\u{202f}: une virgule, un guillemet ou un crochet manque ou est en trop\u{202f}; corrigez-le, ou envoyez un fichier CSV"),
            Self::JsonShape => "le JSON doit être une liste de personnes\u{202f}: [ { \"prénom\": …, \"nom\": …, \"courriel\": … } ]\u{202f}; sinon, envoyez un fichier CSV".to_owned(),
        };
        fr::capitalise(&said)
    }
}

/// Reads a text.
///
/// # Errors
/// Why it is no list.
pub(super) fn read(text: &str) -> Result<Sheet, Unreadable> {
    let mut sheet = match text.trim_start().chars().next() {
        Some('[' | '{') => json(text)?,
        _ => csv(text)?,
    };
    if sheet.lines.len() > MOST_LINES {
        return Err(Unreadable::TooManyLines);
    }
    if sheet.width() > MOST_COLUMNS {
        return Err(Unreadable::TooManyColumns);
    }
    if sheet.lines.is_empty() {
        return Err(Unreadable::OnlyTitles);
    }
    for cell in sheet.lines.iter_mut().flat_map(|line| &mut line.cells) {
        unguard(cell);
    }
    Ok(sheet)
}

/// An apostrophe that we put before what a spreadsheet would take for a formula goes away again.
fn unguard(cell: &mut String) {
    if cell.starts_with("'=") || cell.starts_with("'+") || cell.starts_with("'-") || cell.starts_with("'@") {
        cell.remove(0);
    }
}

fn csv(text: &str) -> Result<Sheet, Unreadable> {
    // Excel's own first line, « sep=; », is nobody and no title.
    let told = text.strip_prefix("sep=").and_then(|rest| rest.split_once('\n'));
    let (text, told) = match told {
        Some((separator, _)) if separator.len() == 1 => (&text["sep=;".len()..], separator.bytes().next()),
        _ => (text, None),
    };
    let mut lines = match told.or_else(|| separator(text)) {
        Some(separator) => records(text, separator, MOST_READ),
        None => copied(text),
    };
    let with_titles = lines.first().is_some_and(|first| {
        let address = |line: &Line| line.cells.iter().any(|cell| cell.contains('@'));
        !address(first) && (columns::known(&first.cells) || lines[1..].iter().any(address))
    });
    if lines.is_empty() {
        return Err(Unreadable::Empty);
    }
    let titles = with_titles.then(|| lines.remove(0));
    Ok(Sheet { titles, lines })
}

/// The lines of a table that isn't of people, its titles first: empty ones are passed over.
pub(super) fn table(text: &str, most: usize) -> Vec<Line> {
    let told = text.strip_prefix("sep=").and_then(|rest| rest.split_once('\n'));
    let text = told.map_or(text, |(_, rest)| rest);
    let mut lines = records(text, separator(text).unwrap_or(b';'), most);
    for cell in lines.iter_mut().flat_map(|line| &mut line.cells) {
        unguard(cell);
    }
    lines
}

/// The separator that cuts the first lines into the same number of cells, the most of them; none when nothing does.
fn separator(text: &str) -> Option<u8> {
    let score = |separator: u8| {
        let lines = records(text, separator, LOOKED_AT);
        let width = lines.first().map_or(0, |line| line.cells.len());
        let alike = lines.iter().filter(|line| line.cells.len() == width).count();
        (width > 1).then_some((alike, width))
    };
    let scored = [b'\t', b',', b';'].map(|separator| score(separator).map(|score| (score, separator)));
    scored
        .into_iter()
        .flatten()
        .max_by_key(|(score, _)| *score)
        .map(|(_, separator)| separator)
}

fn records(text: &str, separator: u8, most: usize) -> Vec<Line> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator)
        .from_reader(text.as_bytes());
    let mut record = csv::StringRecord::new();
    let mut lines = Vec::new();
    while lines.len() < most && reader.read_record(&mut record).unwrap_or(false) {
        let number = record.position().map_or(0, |start| {
            // The reader's position stands before the empty lines that it skips.
            let at = usize::try_from(start.byte()).unwrap_or(usize::MAX);
            let skipped = text
                .get(at..)
                .unwrap_or_default()
                .bytes()
                .take_while(|byte| *byte == b'\n');
            start.line() + skipped.count() as u64
        });
        if record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        lines.push(Line {
            number: u32::try_from(number).unwrap_or(u32::MAX),
            cells: record.iter().map(|cell| cell.trim().to_owned()).collect(),
        });
    }
    lines
}

/// « Monique Le Bihan <monique@exemple.fr> », one a line: the name, then the address.
fn copied(text: &str) -> Vec<Line> {
    let line = |(at, line): (usize, &str)| {
        let is_address = |word: &&str| word.contains('@');
        let address = line.split_whitespace().find(is_address).unwrap_or_default();
        let name: Vec<&str> = line.split_whitespace().filter(|word| !is_address(word)).collect();
        let bare = |text: &str| text.trim_matches(|c: char| "<>()[]\"',;:".contains(c)).to_owned();
        Line {
            number: u32::try_from(at + 1).unwrap_or(u32::MAX),
            cells: vec![bare(&name.join(" ")), bare(address.trim_start_matches("mailto:"))],
        }
    };
    let lines = text
        .lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty());
    lines
        .take(MOST_READ)
        .map(line)
        .filter(|line| line.cells.iter().any(|cell| !cell.is_empty()))
        .collect()
}

/// An array of objects of the same names. Values that are no text are read as they are written.
fn json(text: &str) -> Result<Sheet, Unreadable> {
    let line_at = |at: usize| {
        let before = text
            .get(..at)
            .unwrap_or(text)
            .bytes()
            .filter(|byte| *byte == b'\n');
        u32::try_from(before.count() + 1).unwrap_or(u32::MAX)
    };
    let Some(start) = text.find('[').filter(|at| text[..*at].trim().is_empty()) else {
        return Err(Unreadable::JsonShape);
    };
    let mut at = start + 1;
    let mut counted = (at, line_at(at));
    let (mut names, mut objects) = (Vec::<String>::new(), Vec::new());
    loop {
        at += spaces(&text[at..]);
        if text[at..].starts_with(']') && objects.is_empty() {
            return Err(Unreadable::Empty);
        }
        // Counted on from the last object: a list of five thousand is read once.
        counted = (at, counted.1 + newlines(&text[counted.0..at]));
        let mut values = serde_json::Deserializer::from_str(&text[at..]).into_iter::<Value>();
        let object = match values.next() {
            Some(Ok(Value::Object(object))) => object,
            Some(Ok(_)) => return Err(Unreadable::JsonShape),
            Some(Err(error)) => {
                let line = u32::try_from(error.line()).unwrap_or(1).max(1);
                return Err(Unreadable::Json(counted.1 + line - 1));
            }
            None => return Err(Unreadable::Json(counted.1)),
        };
        for name in object
            .keys()
            .filter(|name| !names.contains(name))
            .cloned()
            .collect::<Vec<_>>()
        {
            names.push(name);
        }
        if names.len() > MOST_COLUMNS {
            return Err(Unreadable::TooManyColumns);
        }
        objects.push((counted.1, object));
        if objects.len() > MOST_LINES {
            return Err(Unreadable::TooManyLines);
        }
        at += values.byte_offset();
        at += spaces(&text[at..]);
        match text[at..].chars().next() {
            Some(',') => at += 1,
            Some(']') if text[at + 1..].trim().is_empty() => break,
            _ => return Err(Unreadable::Json(line_at(at))),
        }
    }
    // Several on a line, as programs write: each counts as one.
    let together = objects.windows(2).any(|two| two[0].0 == two[1].0);
    let lines = objects.into_iter().zip(1..).map(|((number, object), rank)| Line {
        number: if together { rank } else { number },
        cells: names.iter().map(|name| value(&object, name)).collect(),
    });
    let lines = lines.collect();
    let titles = Line {
        number: 0,
        cells: names,
    };
    Ok(Sheet {
        titles: Some(titles),
        lines,
    })
}

fn value(object: &Map<String, Value>, name: &str) -> String {
    match object.get(name) {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => text.trim().to_owned(),
        Some(other) => other.to_string(),
    }
}

fn spaces(text: &str) -> usize {
    text.len() - text.trim_start().len()
}

fn newlines(text: &str) -> u32 {
    u32::try_from(text.bytes().filter(|byte| *byte == b'\n').count()).unwrap_or(u32::MAX)
}
