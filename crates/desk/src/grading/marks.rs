//! The list of marks that leaves with the works of a step and comes back filled: its columns, its lines read.

use catalogue::assignments::Criterion;
use learning::gradings::Mark;
use platform::html::fr;
use training::intake::tables::Row;

/// The most lines of a list.
pub(super) const MOST_LINES: usize = 500;

const ID: &str = "Identifiant";
const WHO: &str = "Apprenant";
const TRY: &str = "Essai";
const MARK: &str = "Note sur 100";
const COMMENT: &str = "Commentaire";
const AGAIN: &str = "À reprendre (oui)";

/// The titles of a list.
pub(super) fn titles(rubric: &[Criterion]) -> Vec<String> {
    let mut titles = vec![ID.to_owned(), WHO.to_owned(), TRY.to_owned()];
    match rubric.is_empty() {
        true => titles.push(MARK.to_owned()),
        false => titles.extend(rubric.iter().map(|one| {
            let points: Vec<String> = one.levels.iter().map(|level| level.points.to_string()).collect();
            format!("{} ({})", one.title, points.join(", "))
        })),
    }
    titles.extend([COMMENT.to_owned(), AGAIN.to_owned()]);
    titles
}

/// A line that came back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Filled {
    /// Where it stands in the file.
    pub(super) number: u32,
    /// What it names: a work, and the revision of its correction when it left.
    pub(super) id: String,
    pub(super) revision: i64,
    /// Nothing is filled in.
    pub(super) empty: bool,
    pub(super) mark: Typed,
}

/// What was filled in, or what of it can't be read.
pub(super) type Typed = Result<TypedMark, String>;

/// As a form would bring it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct TypedMark {
    pub(super) levels: Vec<String>,
    pub(super) percent: String,
    pub(super) comment: String,
    pub(super) decision: &'static str,
}

impl TypedMark {
    pub(super) fn mark(&self) -> Mark {
        Mark {
            levels: self.levels.clone(),
            percent: self.percent.clone(),
            comment: self.comment.clone(),
            decision: self.decision.to_owned(),
            notes: Vec::new(),
        }
    }
}

/// How a work is named in the list.
pub(super) fn named(id: &str, revision: i64) -> String {
    format!("{id}.{revision}")
}

/// Reads the lines of a list, whose columns may have moved; otherwise why not, in French.
pub(super) fn read(rows: &[Row], rubric: &[Criterion]) -> Result<Vec<Filled>, String> {
    let Some(((_, first), lines)) = rows.split_first() else {
        return Err("Ce fichier est vide\u{202f}: choisissez celui que vous avez rempli.".to_owned());
    };
    let folded: Vec<String> = first.iter().map(|title| fr::folded(title)).collect();
    let places: Vec<Option<usize>> = titles(rubric)
        .iter()
        .map(|title| folded.iter().position(|one| *one == fr::folded(title)))
        .collect();
    let missing = titles(rubric)
        .into_iter()
        .zip(&places)
        .find(|(title, place)| place.is_none() && ![WHO, TRY].contains(&title.as_str()));
    if let Some((title, _)) = missing {
        return Err(format!(
            "La colonne «\u{202f}{title}\u{202f}» manque\u{202f}: gardez la première ligne du fichier Notes.csv telle qu’elle est."
        ));
    }
    Ok(lines
        .iter()
        .map(|line| read_line(line, &places, rubric))
        .collect())
}

fn read_line((number, cells): &Row, places: &[Option<usize>], rubric: &[Criterion]) -> Filled {
    let cell = |column: usize| -> &str {
        let place = places.get(column).copied().flatten();
        place.and_then(|at| cells.get(at)).map_or("", |cell| cell.trim())
    };
    let marks = rubric.len().max(1);
    let (comment, again) = (cell(3 + marks), fr::folded(cell(4 + marks)));
    let typed: Vec<&str> = (0..marks).map(|at| cell(3 + at)).collect();
    let empty = typed.iter().all(|one| one.is_empty()) && comment.is_empty() && again.is_empty();
    let (id, revision) = cell(0).rsplit_once('.').unwrap_or((cell(0), ""));
    let mark = match again.as_str() {
        "" | "non" => Ok("done"),
        "oui" | "x" => Ok("redo"),
        _ => Err("À reprendre\u{202f}: écrivez «\u{202f}oui\u{202f}», ou rien.".to_owned()),
    };
    let mark = mark.and_then(|decision| {
        Ok(TypedMark {
            levels: levels(&typed, rubric)?,
            percent: if rubric.is_empty() {
                typed.concat()
            } else {
                String::new()
            },
            comment: comment.to_owned(),
            decision,
        })
    });
    Filled {
        number: *number,
        id: id.to_owned(),
        revision: revision.parse().unwrap_or(-1),
        empty,
        mark,
    }
}

/// The place of the level that has those points, for each criterion.
fn levels(typed: &[&str], rubric: &[Criterion]) -> Result<Vec<String>, String> {
    rubric
        .iter()
        .zip(typed)
        .map(|(criterion, points)| {
            if points.is_empty() {
                return Ok(String::new());
            }
            let place = criterion
                .levels
                .iter()
                .position(|level| level.points.to_string() == *points);
            place.map(|place| place.to_string()).ok_or_else(|| {
                format!(
                    "«\u{202f}{}\u{202f}»\u{202f}: {points} n’est pas un nombre de points de ce critère.",
                    criterion.title
                )
            })
        })
        .collect()
}

/// The same names made different: « Fiche.pdf », « Fiche (2).pdf ».
pub(super) fn apart(taken: &mut Vec<String>, name: &str) -> String {
    let (stem, ending) = match name.rsplit_once('.') {
        Some((stem, ending)) if !stem.is_empty() => (stem, format!(".{ending}")),
        _ => (name, String::new()),
    };
    let mut candidate = name.to_owned();
    for number in 2.. {
        if !taken.contains(&candidate.to_lowercase()) {
            break;
        }
        candidate = format!("{stem} ({number}){ending}");
    }
    taken.push(candidate.to_lowercase());
    candidate
}

#[cfg(test)]
mod cases {
    use catalogue::assignments::Level;

    use super::*;

    fn rubric() -> Vec<Criterion> {
        let level = |points| Level {
            label: "…".to_owned(),
            points,
        };
        vec![Criterion {
            title: "Le ton".to_owned(),
            levels: [0, 2, 4].map(level).to_vec(),
        }]
    }

    fn rows(lines: &[&str]) -> Vec<Row> {
        let cells = |line: &str| line.split(';').map(str::to_owned).collect();
        (1..)
            .zip(lines)
            .map(|(number, line)| (number, cells(line)))
            .collect()
    }

    #[test]
    fn lines_are_read_whatever_the_order_of_columns() {
        let one = rows(&[
            "Commentaire;identifiant;Note sur 100;A reprendre (oui)",
            "Bravo;a.3;80;",
            ";b.0;;",
            "À revoir;c.1;;OUI",
            "Bravo;d.1;80;peut-être",
        ]);
        let read = read(&one, &[]).unwrap();
        let told: Vec<(u32, &str, i64, bool, bool)> = read
            .iter()
            .map(|line| {
                (
                    line.number,
                    line.id.as_str(),
                    line.revision,
                    line.empty,
                    line.mark.is_ok(),
                )
            })
            .collect();
        assert_eq!(
            told,
            [
                (2, "a", 3, false, true),
                (3, "b", 0, true, true),
                (4, "c", 1, false, true),
                (5, "d", 1, false, false)
            ]
        );
        assert_eq!(read[0].mark.as_ref().unwrap().percent, "80");
        assert_eq!(read[2].mark.as_ref().unwrap().decision, "redo");
    }

    #[test]
    fn points_are_those_of_a_level() {
        let titles = titles(&rubric()).join(";");
        let read = read(
            &rows(&[
                &titles,
                "a.1;Monique;1;4;Juste;",
                "b.1;Maria;1;3;;",
                "c.1;René;1;;;",
            ]),
            &rubric(),
        )
        .unwrap();
        assert_eq!(read[0].mark.as_ref().unwrap().levels, ["2"]);
        assert!(read[1].mark.as_ref().unwrap_err().contains("3 n’est pas"));
        assert!(read[2].empty);
    }

    #[test]
    fn a_list_without_its_titles_is_refused() {
        for (lines, word) in [
            (&[][..], "vide"),
            (&["a.1;Monique;1;80;;"], "Identifiant"),
            (&["Identifiant;Note sur 100;Commentaire"], "À reprendre"),
        ] {
            assert!(read(&rows(lines), &[]).unwrap_err().contains(word), "{lines:?}");
        }
    }

    #[test]
    fn names_are_made_different() {
        let mut taken = Vec::new();
        let names = ["Fiche.pdf", "fiche.pdf", "Fiche.pdf", "Note"].map(|name| apart(&mut taken, name));
        assert_eq!(names, ["Fiche.pdf", "fiche (2).pdf", "Fiche (3).pdf", "Note"]);
    }
}
