//! A rubric, written as one would on paper: a criterion on its line, its levels under it, each with its points.

use platform::html::fr;
use serde::{Deserialize, Serialize};

/// The most criteria, and the most levels of one.
const MOST_CRITERIA: usize = 12;
const MOST_LEVELS: usize = 8;
/// The most characters of a line.
const LONGEST: usize = 200;
/// The most points of a level.
const MOST_POINTS: u32 = 100;

/// What the correction looks at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Criterion {
    /// In a few words.
    pub title: String,
    /// From the first to the last, as they were written.
    pub levels: Vec<Level>,
}

/// How well it is done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Level {
    /// In words.
    pub label: String,
    /// What it is worth.
    pub points: u32,
}

impl Criterion {
    /// The points of its best level.
    pub fn most(&self) -> u32 {
        self.levels
            .iter()
            .map(|level| level.points)
            .max()
            .unwrap_or_default()
    }
}

/// The points of a whole rubric.
pub fn most_points(rubric: &[Criterion]) -> u32 {
    rubric.iter().map(Criterion::most).sum()
}

/// As it is typed.
pub(super) fn write(rubric: &[Criterion]) -> String {
    let criterion = |one: &Criterion| {
        let levels = one
            .levels
            .iter()
            .map(|level| format!("\n- {}\u{202f}: {}", level.label, level.points));
        format!("{}{}", one.title, levels.collect::<String>())
    };
    rubric.iter().map(criterion).collect::<Vec<_>>().join("\n\n")
}

/// Reads what was typed, empty when nothing was; otherwise what to mend first, by its line.
pub(super) fn parse(typed: &str) -> Result<Vec<Criterion>, String> {
    let mut rubric: Vec<Criterion> = Vec::new();
    for (number, line) in (1..).zip(typed.lines()) {
        let line = line.trim();
        if line.is_empty() {
            continue;
        }
        if line.chars().count() > LONGEST {
            return Err(format!(
                "Ligne {number}\u{202f}: raccourcissez-la, {LONGEST} caractères au plus."
            ));
        }
        match line.strip_prefix(['-', '–', '•', '*']) {
            Some(level) => {
                let Some(criterion) = rubric.last_mut() else {
                    return Err(format!(
                        "Ligne {number}\u{202f}: écrivez d’abord un critère, sur une ligne sans tiret, puis ses niveaux."
                    ));
                };
                criterion.levels.push(read_level(level, number)?);
            }
            None => {
                let title = line.trim_end_matches([':', '\u{202f}', '\u{a0}', ' ']);
                if title.is_empty() {
                    return Err(format!(
                        "Ligne {number}\u{202f}: écrivez le critère en quelques mots."
                    ));
                }
                rubric.push(Criterion {
                    title: title.to_owned(),
                    levels: Vec::new(),
                });
            }
        }
    }
    check(&rubric)?;
    Ok(rubric)
}

/// « Tout à fait : 4 », « Tout à fait : 4 points ».
fn read_level(typed: &str, number: usize) -> Result<Level, String> {
    let wrong = || {
        format!(
            "Ligne {number}\u{202f}: finissez par deux points et un nombre entier, de 0 à {MOST_POINTS}\u{202f}: «\u{202f}- Tout à fait\u{202f}: 4\u{202f}»."
        )
    };
    let (label, points) = typed.rsplit_once(':').ok_or_else(wrong)?;
    let label = label.trim();
    let digits = points.trim().trim_end_matches(|c: char| !c.is_ascii_digit());
    let points: u32 = digits.parse().map_err(|_| wrong())?;
    if label.is_empty() || points > MOST_POINTS {
        return Err(wrong());
    }
    Ok(Level {
        label: label.to_owned(),
        points,
    })
}

fn check(rubric: &[Criterion]) -> Result<(), String> {
    if rubric.len() > MOST_CRITERIA {
        return Err(format!(
            "{MOST_CRITERIA} critères au plus\u{202f}: gardez ceux qui comptent vraiment."
        ));
    }
    for (at, one) in rubric.iter().enumerate() {
        let title = &one.title;
        let words = |title: &str| fr::folded(&title.split_whitespace().collect::<Vec<_>>().join(" "));
        let same = |other: &Criterion| words(&other.title) == words(title);
        if rubric.iter().take(at).any(same) {
            return Err(format!(
                "Deux critères s’appellent «\u{202f}{title}\u{202f}»\u{202f}: donnez à chacun un titre qui le distingue."
            ));
        }
        if !(2..=MOST_LEVELS).contains(&one.levels.len()) {
            return Err(format!(
                "Donnez de deux à {MOST_LEVELS} niveaux au critère «\u{202f}{title}\u{202f}», chacun sur une ligne qui commence par un tiret."
            ));
        }
        if one.most() == 0 {
            return Err(format!(
                "Donnez au moins un point à un niveau du critère «\u{202f}{title}\u{202f}»."
            ));
        }
    }
    Ok(())
}

#[cfg(test)]
mod cases {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_rubric_is_read_or_mended() {
        let cases = [
            ("", Ok(0)),
            (" \n\n", Ok(0)),
            ("Le message\n- Non : 0\n- Oui : 4", Ok(4)),
            (
                "Le message :\n– Non\u{202f}: 0\n• Oui : 4 points\n\nLe ton\n* Sec: 1\n* Juste: 2 pts",
                Ok(6),
            ),
            ("- Oui : 4", Err("Ligne 1")),
            (" : \n- Oui : 4\n- Non : 0", Err("Ligne 1")),
            ("Le message\n- Oui", Err("Ligne 2")),
            ("Le message\n- : 4\n- Non : 0", Err("Ligne 2")),
            ("Le message\n- Oui : 4,5\n- Non : 0", Err("Ligne 2")),
            ("Le message\n- Oui : 101\n- Non : 0", Err("Ligne 2")),
            ("Le message\n- Oui : -1\n- Non : 0", Err("Ligne 2")),
            ("Le message\n- Oui : 4", Err("de deux à 8")),
            ("Le message\nLe ton\n- Non : 0\n- Oui : 4", Err("Le message")),
            ("Le message\n- Non : 0\n- Oui : 0", Err("au moins un point")),
            (
                "Le ton\n- Non : 0\n- Oui : 1\nle  TON\n- Non : 0\n- Oui : 2",
                Err("Deux critères"),
            ),
        ];
        for (typed, expected) in cases {
            match (parse(typed), expected) {
                (Ok(rubric), Ok(points)) => assert_eq!(most_points(&rubric), points, "{typed:?}"),
                (Err(said), Err(word)) => assert!(said.contains(word), "{typed:?}: {said}"),
                (read, _) => panic!("{typed:?}: {read:?}"),
            }
        }
        let long = "x".repeat(LONGEST + 1);
        assert!(parse(&long).unwrap_err().contains("raccourcissez"));
        let many = "Le ton\n- Non : 0\n- Oui : 1\n".repeat(MOST_CRITERIA + 1);
        assert!(parse(&many).unwrap_err().contains("12 critères"));
    }

    proptest! {
        #[test]
        fn what_is_read_is_written_and_read_again(typed in "([A-Za-z :é]{1,12}\n(- [A-Za-z :]{1,9}: [0-9]{1,2}\n){2,4}){0,4}") {
            if let Ok(rubric) = parse(&typed) {
                prop_assert_eq!(parse(&write(&rubric)).unwrap(), rubric);
            }
        }

        #[test]
        fn anything_is_read_or_refused(typed in "[-: a-z0-9é\n\u{202f}]{0,200}") {
            drop(parse(&typed));
        }
    }
}
