//! What a correction says, and what it comes to.

use assess::success::Required;
use catalogue::assignments::{Criterion, most_points};
use platform::html::FormErrors;
use platform::ids::Uuid;
use serde::{Deserialize, Serialize};

use super::notes::{self, Note, TypedNote};

/// The most characters of a comment.
pub(super) const LONGEST_COMMENT: usize = 5000;

/// What becomes of a work.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Decision {
    /// The step is done.
    #[default]
    Done,
    /// The learner does it again.
    Redo,
}

impl Decision {
    /// As a form sends it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Redo => "redo",
        }
    }

    /// What became of the work, in French.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Done => "Travail validé",
            Self::Redo => "À reprendre",
        }
    }
}

/// What a correction says, sealed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Said {
    /// The level chosen for each criterion, by its place; none where nothing is chosen yet.
    pub levels: Vec<Option<usize>>,
    /// One mark, where there is no rubric.
    pub percent: Option<u32>,
    /// What the learner reads.
    pub comment: String,
    /// What the learner hears or sees: recordings of the tutor.
    pub files: Vec<Uuid>,
    /// What stands at places of the files of the work.
    pub notes: Vec<Note>,
}

/// What was typed of a correction.
#[derive(Clone, Debug, Default)]
pub struct Mark {
    /// For each criterion, the place of a level.
    pub levels: Vec<String>,
    /// « 80 ».
    pub percent: String,
    /// The comment.
    pub comment: String,
    /// « done » or « redo ».
    pub decision: String,
    /// Notes on the files of the work.
    pub notes: Vec<TypedNote>,
}

impl Mark {
    /// As a form begins over what was saved.
    pub fn of(said: &Said, decision: Decision) -> Self {
        Self {
            levels: said
                .levels
                .iter()
                .map(|level| level.map_or_else(String::new, |level| level.to_string()))
                .collect(),
            percent: said
                .percent
                .map_or_else(String::new, |percent| percent.to_string()),
            comment: said.comment.clone(),
            decision: decision.code().to_owned(),
            notes: said.notes.iter().map(TypedNote::of).collect(),
        }
    }

    /// Reads what was typed; says what to mend. `again`: whether another try is left. `pieces`: the files that notes may
    /// stand on.
    pub fn read(
        &self,
        rubric: &[Criterion],
        again: Again,
        pieces: &[Uuid],
        errors: &mut FormErrors,
    ) -> Option<(Said, Decision)> {
        let before = errors.len();
        let levels: Vec<Option<usize>> = rubric
            .iter()
            .enumerate()
            .map(|(at, criterion)| {
                let typed = self.levels.get(at)?.trim().parse::<usize>().ok()?;
                (typed < criterion.levels.len()).then_some(typed)
            })
            .collect();
        let typed = self.percent.trim().trim_end_matches('%').trim();
        let percent = typed.parse::<u32>().ok().filter(|percent| *percent <= 100);
        if rubric.is_empty() && percent.is_none() && !typed.is_empty() {
            errors.add("pourcentage", "Note", "Donnez un pourcentage entier, de 0 à 100.");
        }
        if self.comment.chars().count() > LONGEST_COMMENT {
            errors.add(
                "commentaire",
                "Commentaire",
                "Le commentaire dépasse 5\u{202f}000 caractères\u{202f}: gardez ce qui aidera le plus.",
            );
        }
        let decision = [Decision::Done, Decision::Redo]
            .into_iter()
            .find(|one| one.code() == self.decision)
            .unwrap_or_default();
        if decision == Decision::Redo && again == Again::No {
            errors.add(
                "commentaire",
                "Suite",
                "Il ne reste pas d’essai pour ce travail\u{202f}: choisissez de le valider.",
            );
        }
        let noted = notes::read(&self.notes, pieces, errors);
        (errors.len() == before).then(|| {
            let said = Said {
                levels,
                percent: percent.filter(|_| rubric.is_empty()),
                comment: self.comment.trim().to_owned(),
                files: Vec::new(),
                notes: noted,
            };
            (said, decision)
        })
    }
}

/// Whether another try is left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Again {
    /// One may be asked for.
    Yes,
    /// That was the last.
    No,
}

/// What a correction comes to, 0 to 100: the points of the levels chosen, of all that there are; nothing while one isn't
/// chosen.
pub fn percent_of(said: &Said, rubric: &[Criterion]) -> Option<f64> {
    if rubric.is_empty() {
        return said.percent.map(f64::from);
    }
    let mut points = 0;
    for (at, criterion) in rubric.iter().enumerate() {
        let level = said.levels.get(at).copied().flatten()?;
        points += criterion.levels.get(level)?.points;
    }
    Some(f64::from(points) * 100.0 / f64::from(most_points(rubric).max(1)))
}

/// Why a correction can't be published as it is.
pub(super) fn incomplete(
    said: &Said,
    rubric: &[Criterion],
    decision: Decision,
    required: Required,
) -> Option<(&'static str, &'static str, &'static str)> {
    if decision == Decision::Redo {
        return (said.comment.is_empty() && said.files.is_empty()).then_some((
            "commentaire",
            "Commentaire",
            "Écrivez ou dites ce qu’il faut reprendre\u{202f}: sans cela, l’apprenant ne saura pas quoi refaire.",
        ));
    }
    let percent = percent_of(said, rubric);
    if !rubric.is_empty() && percent.is_none() {
        return Some((
            "critere-1",
            "Grille",
            "Choisissez un niveau pour chaque critère avant de publier.",
        ));
    }
    (percent.is_none() && matches!(required, Required::Above(_))).then_some((
        "pourcentage",
        "Note",
        "Donnez un pourcentage entier, de 0 à 100\u{202f}: la réussite du parcours en dépend.",
    ))
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
        vec![
            Criterion {
                title: "Le message".to_owned(),
                levels: [0, 2, 4].map(level).to_vec(),
            },
            Criterion {
                title: "Le ton".to_owned(),
                levels: [0, 2].map(level).to_vec(),
            },
        ]
    }

    #[test]
    fn a_correction_comes_to_its_points() {
        let said = |levels: &[Option<usize>], percent| Said {
            levels: levels.to_vec(),
            percent,
            ..Said::default()
        };
        for (said, rubric, expected) in [
            (said(&[Some(2), Some(1)], None), rubric(), Some(100.0)),
            (said(&[Some(1), Some(1)], None), rubric(), Some(400.0 / 6.0)),
            (said(&[Some(0), Some(0)], None), rubric(), Some(0.0)),
            (said(&[Some(2), None], None), rubric(), None),
            (said(&[Some(2)], None), rubric(), None),
            (said(&[Some(9), Some(0)], None), rubric(), None),
            (said(&[], Some(80)), rubric(), None),
            (said(&[], Some(80)), Vec::new(), Some(80.0)),
            (said(&[], None), Vec::new(), None),
        ] {
            assert_eq!(percent_of(&said, &rubric), expected, "{said:?}");
        }
    }

    #[test]
    fn what_is_typed_is_read_or_mended() {
        let long = "x".repeat(LONGEST_COMMENT + 1);
        for (levels, percent, comment, decision, with_rubric, again, wrong) in [
            (&["2", "1"][..], "", "Bravo", "done", true, Again::No, ""),
            (&["", "9"][..], "abc", "", "", true, Again::No, ""),
            (&[][..], "80 %", "", "done", false, Again::No, ""),
            (&[][..], "", "", "done", false, Again::No, ""),
            (&[][..], "101", "", "done", false, Again::No, "pourcentage"),
            (
                &[][..],
                "7,5",
                &long,
                "done",
                false,
                Again::No,
                "pourcentage,commentaire",
            ),
            (&[][..], "", "À reprendre", "redo", false, Again::Yes, ""),
            (
                &[][..],
                "",
                "À reprendre",
                "redo",
                false,
                Again::No,
                "commentaire",
            ),
        ] {
            let typed = Mark {
                levels: levels.iter().map(|&level| level.to_owned()).collect(),
                percent: percent.to_owned(),
                comment: comment.to_owned(),
                decision: decision.to_owned(),
                notes: Vec::new(),
            };
            let rubric = if with_rubric { rubric() } else { Vec::new() };
            let mut errors = FormErrors::default();
            let read = typed.read(&rubric, again, &[], &mut errors);
            let fields: Vec<&str> = errors.iter().map(|error| error.field.as_str()).collect();
            assert_eq!(fields.join(","), wrong, "{typed:?}");
            assert_eq!(read.is_some(), wrong.is_empty(), "{typed:?}");
        }
    }

    #[test]
    fn nothing_is_published_half_done() {
        let said = |levels: &[Option<usize>], percent, comment: &str| Said {
            levels: levels.to_vec(),
            percent,
            comment: comment.to_owned(),
            ..Said::default()
        };
        let (whole, half) = ([Some(2), Some(1)], [Some(2), None]);
        for (said, rubric, decision, required, field) in [
            (
                said(&whole, None, ""),
                rubric(),
                Decision::Done,
                Required::Done,
                None,
            ),
            (
                said(&half, None, ""),
                rubric(),
                Decision::Done,
                Required::Done,
                Some("critere-1"),
            ),
            (
                said(&half, None, "Reprenez."),
                rubric(),
                Decision::Redo,
                Required::Done,
                None,
            ),
            (
                said(&whole, None, ""),
                rubric(),
                Decision::Redo,
                Required::Done,
                Some("commentaire"),
            ),
            (
                said(&[], None, ""),
                Vec::new(),
                Decision::Done,
                Required::Done,
                None,
            ),
            (
                said(&[], None, ""),
                Vec::new(),
                Decision::Done,
                Required::Above(70),
                Some("pourcentage"),
            ),
            (
                said(&[], Some(0), ""),
                Vec::new(),
                Decision::Done,
                Required::Above(70),
                None,
            ),
        ] {
            let missing = incomplete(&said, &rubric, decision, required).map(|(field, ..)| field);
            assert_eq!(missing, field, "{said:?} {decision:?}");
        }
    }
}
