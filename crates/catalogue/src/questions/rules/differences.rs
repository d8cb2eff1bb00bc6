//! What two authors typed of one question, side by side.

use super::{Row, Typed};

/// A part that two forms don't say alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The part, as the form names it.
    pub part: String,
    /// What the other says; empty for nothing.
    pub theirs: String,
    /// What this one says.
    pub mine: String,
}

/// What differs, in the order of the form.
pub fn differences(theirs: &Typed, mine: &Typed) -> Vec<Difference> {
    let (theirs, mine) = (parts(theirs), parts(mine));
    let find = |among: &[(String, String)], part: &str| {
        let found = among.iter().find(|(name, _)| name == part);
        found.map(|(_, said)| said.clone()).unwrap_or_default()
    };
    let only_theirs = theirs
        .iter()
        .filter(|(part, _)| !mine.iter().any(|(other, _)| other == part));
    let all = mine.iter().chain(only_theirs).map(|(part, _)| Difference {
        part: part.clone(),
        theirs: find(&theirs, part),
        mine: find(&mine, part),
    });
    all.filter(|one| one.theirs.replace('\r', "") != one.mine.replace('\r', ""))
        .collect()
}

fn parts(typed: &Typed) -> Vec<(String, String)> {
    let mut ticks = typed.ticks.clone();
    ticks.sort_unstable();
    let truth = match typed.truth {
        Some(true) => "Vraie",
        Some(false) => "Fausse",
        None => "",
    };
    let before = [("Titre", typed.title.as_str()), ("Question", &typed.text)];
    let after = [
        ("Affirmation", truth),
        ("Retour à qui répond «\u{202f}vrai\u{202f}»", &typed.said.0),
        ("Retour à qui répond «\u{202f}faux\u{202f}»", &typed.said.1),
        ("Image", &typed.image.name),
        ("Ce que montre l’image", &typed.image.described),
        ("Lignes en plus", &typed.more),
        ("Texte de départ", &typed.start),
        ("Retour quand aucun nombre ne va", &typed.otherwise),
        ("Étiquettes", &typed.tags),
        ("Points", &typed.points),
        ("Ce qu’une erreur retire", &typed.mistake),
        ("Jusqu’où la question peut descendre sous zéro", &typed.floor),
        ("Réglages de la réponse", &ticks.join(", ")),
        ("Retour général", &typed.feedback),
    ];
    let named = |(part, said): &(&str, &str)| ((*part).to_owned(), said.trim().to_owned());
    let rows = typed.rows.iter().zip(1..).filter(|(row, _)| !row.is_blank());
    let rows = rows.map(|(row, number): (&Row, usize)| (format!("Ligne {number}"), told(row)));
    before
        .iter()
        .map(named)
        .chain(rows)
        .chain(after.iter().map(named))
        .collect()
}

/// A row on one line.
fn told(row: &Row) -> String {
    let part = match row.part.trim() {
        "" => String::new(),
        part => format!("part\u{202f}: {part}"),
    };
    let right = if row.right { "bonne réponse" } else { "" };
    let all = [
        row.text.trim(),
        row.with.trim(),
        &part,
        right,
        row.feedback.trim(),
    ];
    let said: Vec<&str> = all.into_iter().filter(|one| !one.is_empty()).collect();
    said.join(" · ")
}

#[cfg(test)]
mod cases {
    use super::*;
    use crate::questions::rules::Kind;

    #[test]
    fn only_what_differs_is_told() {
        let row = |text: &str, right| Row {
            text: text.to_owned(),
            right,
            ..Row::default()
        };
        let mine = Typed {
            title: "Beurre".to_owned(),
            text: "Quoi\r\nencore".to_owned(),
            rows: vec![row("a", true), row("b", false)],
            ..Typed::new(Kind::Single)
        };
        let theirs = Typed {
            title: "Le beurre".to_owned(),
            text: "Quoi\nencore".to_owned(),
            rows: vec![row("a", false), row("b", false), row("c", false), Row::default()],
            ..mine.clone()
        };
        let told: Vec<[String; 3]> = differences(&theirs, &mine)
            .into_iter()
            .map(|one| [one.part, one.theirs, one.mine])
            .collect();
        let expected = [
            ["Titre", "Le beurre", "Beurre"],
            ["Ligne 1", "a", "a · bonne réponse"],
            ["Ligne 3", "c", ""],
        ];
        assert_eq!(told, expected.map(|one| one.map(str::to_owned)));
        assert_eq!(differences(&mine, &mine), []);
    }
}
