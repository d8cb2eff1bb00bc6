//! The versions of an item, and whom the next one reaches.

use std::collections::BTreeSet;

use jiff::tz::TimeZone;
use platform::Result;
use platform::html::{Column, Empty, Markup, Notice, Row, State, Table, fr, html};

use super::super::kinds::{ItemKind, Sent};
use super::super::reach::Reach;
use super::super::store::{Item, VersionLine};
use super::ItemPage;

pub(super) fn versions(shown: &ItemPage) -> Result<Markup> {
    let (item, lines) = (&shown.item, &shown.versions);
    let kind = item.kind;
    if lines.is_empty() {
        return Ok(html! { (Empty::new("Aucune version").icon("layers").level(3)) });
    }
    let day = |line: &VersionLine| {
        let day = line.created_at.to_zoned_datetime(TimeZone::UTC).date();
        fr::rich(&fr::date_words_with_year(day))
    };
    let number = |line: &VersionLine| {
        let number = line.version.number;
        Row::new(match line.copy_of {
            Some(earlier) => format!("Version {number}, reprise de la version {earlier}"),
            None => format!("Version {number}"),
        })
    };
    let table = Table::new("Versions, la plus récente d’abord").hide_caption();
    let mut table = match kind.sent() {
        Sent::Archive => table
            .columns(["Version", "Format", "Titre dans le module", "Ajoutée le", "Par"])
            .column(Column::new("Pages à lancer").numeric())
            .column(Column::new("Fichiers").numeric())
            .column(Column::new("Taille").numeric()),
        Sent::File => table
            .columns(["Version", "Fichier", "Ajoutée le", "Par"])
            .column(Column::new("Taille").numeric()),
        Sent::Words => table.columns(["Version", "Contenu", "Ajoutée le", "Par"]),
    };
    let again = lines.len() > 1;
    if again {
        table = table.column(Column::actions("Actions"));
    }
    for (at, line) in lines.iter().enumerate() {
        let row = match kind.sent() {
            Sent::Archive => {
                let launches = line.version.launches()?;
                let format = if kind == ItemKind::Web {
                    "Pages web"
                } else {
                    launches.format()
                };
                number(line)
                    .cell(format)
                    .cell(launches.title)
                    .cell(day(line))
                    .cell(shown.author(line.by))
                    .cell(launches.scos.len())
                    .cell(fr::number(u64::from(line.files)))
                    .cell(fr::size(line.size))
            }
            Sent::File => number(line)
                .cell(line.version.reading()?.file.unwrap_or_default())
                .cell(day(line))
                .cell(shown.author(line.by))
                .cell(fr::size(line.size)),
            Sent::Words => {
                let reading = line.version.reading()?;
                let words = reading.address.unwrap_or_else(|| beginning(&reading.text));
                number(line)
                    .cell(words)
                    .cell(day(line))
                    .cell(shown.author(line.by))
            }
        };
        table = table.row(if again {
            row.cell(way_back(item, line, at == 0))
        } else {
            row
        });
    }
    Ok(html! { (table) })
}

/// What one may do with a version.
fn way_back(item: &Item, line: &VersionLine, in_force: bool) -> Markup {
    let number = line.version.number;
    html! {
        @if in_force { (State::done("En ligne")) }
        @else { a href=(format!("/bibliotheque/{}/retour?version={number}", item.id)) { "Revenir à la version " (number) } }
    }
}

/// « Elle vaudra pour 2 parcours, 41 sessions, dont 12 terminées, et 3 120 apprenants. »
pub(super) fn reached(shown: &ItemPage) -> String {
    let courses: BTreeSet<_> = shown.uses.iter().map(|one| one.course).collect();
    if courses.is_empty() {
        return "Aucun parcours ne l’utilise encore.".to_owned();
    }
    let courses = u64::try_from(courses.len()).unwrap_or(u64::MAX);
    let courses = fr::count(courses, "parcours", "parcours");
    let Reach {
        sessions,
        ended,
        learners,
    } = shown.reach;
    if sessions == 0 {
        return format!("Elle vaudra pour {courses}, sans session pour l’instant.");
    }
    let ended = if ended == 0 {
        String::new()
    } else {
        format!(", dont {},", fr::count(ended, "terminée", "terminées"))
    };
    format!(
        "Elle vaudra pour {courses}, {}{ended} et {}.",
        fr::count(sessions, "session", "sessions"),
        fr::count(learners, "apprenant", "apprenants"),
    )
}

/// The first words of a text.
fn beginning(text: &str) -> String {
    const LONGEST: usize = 60;
    let line = text
        .lines()
        .find(|line| !line.trim().is_empty())
        .unwrap_or_default()
        .trim_start_matches(['#', '-', '•', ' ', '\u{a0}'])
        .trim();
    match line.char_indices().nth(LONGEST) {
        Some((end, _)) => {
            let cut = &line[..end];
            let whole = cut.rsplit_once(' ').map_or(cut, |(words, _)| words);
            format!(
                "{}…",
                whole.trim_end_matches([' ', ',', ';', ':', '\u{202f}', '\u{a0}'])
            )
        }
        None => line.to_owned(),
    }
}

/// What the package in force should mend, when it says so itself.
pub(super) fn warnings(shown: &ItemPage) -> Result<Markup> {
    let current = shown
        .versions
        .first()
        .filter(|_| shown.item.kind.sent() == Sent::Archive);
    let Some(current) = current else {
        return Ok(html! {});
    };
    let warnings = current.version.launches()?.warnings;
    if warnings.is_empty() {
        return Ok(html! {});
    }
    Ok(html! {
        (Notice::info(html! { ul { @for warning in &warnings { li { (warning) } } } })
            .title("À l’attention de l’auteur du module").level(3))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_beginning_of_a_text_ends_with_a_word() {
        let long = "Prenez une photographie de votre atelier, puis une seconde de vos mains";
        for (text, said) in [
            ("\n Faites.\nPuis dormez.", "Faites."),
            ("# À retenir\n\n- un", "À retenir"),
            (
                long,
                "Prenez une photographie de votre atelier, puis une seconde…",
            ),
            ("", ""),
        ] {
            assert_eq!(beginning(text), said);
        }
        let one = "x".repeat(70);
        assert_eq!(beginning(&one), format!("{}…", "x".repeat(60)));
    }
}
