//! What the answers to questions come to, in words that an author reads.

use assess::quiz::tally::{ENOUGH, Figures, Tally, Verdict};
use platform::html::{
    Column, Empty, Markup, Page, Row, State, Table, disclosure, fr, go_link, html, wide_section,
};

use super::versions::of;
use crate::questions::store::{Measured, QuestionRow};

/// « 72 % », of thousandths, rounded down.
pub(super) fn share(thousandths: i64) -> String {
    fr::percent(u32::try_from(thousandths / 10).unwrap_or_default())
}

/// « 0,45 », of thousandths.
fn coefficient(thousandths: i64) -> String {
    let hundredths = (thousandths.abs() + 5) / 10;
    let sign = if thousandths < 0 && hundredths > 0 {
        "−"
    } else {
        ""
    };
    format!("{sign}{},{:02}", hundredths / 100, hundredths % 100)
}

/// How many know it.
const fn ease(success: i64) -> &'static str {
    match success {
        900.. => "très facile",
        700.. => "facile",
        400.. => "moyenne",
        _ => "difficile",
    }
}

/// Whether it tells who knows.
const fn telling(sorting: i64) -> &'static str {
    match sorting {
        300.. => "distingue bien",
        200.. => "distingue un peu",
        0.. => "distingue mal",
        _ => "à l’envers",
    }
}

/// What to do about it.
pub(super) fn advised(verdict: Verdict) -> State {
    match verdict {
        Verdict::Wait => State::todo("Trop peu de réponses"),
        Verdict::Check => State::bad("À relire\u{202f}: corrigé à vérifier"),
        Verdict::Weak => State::warn("À relire"),
        Verdict::Easy => State::todo("Trop facile pour distinguer"),
        Verdict::Unsorted => State::todo("Discrimination inconnue"),
        Verdict::Good => State::good("Rien à faire"),
    }
}

fn number(count: i64) -> String {
    fr::number(u64::try_from(count).unwrap_or_default())
}

/// In a line, above the form of a question.
pub(super) fn brief(figures: &Figures) -> Markup {
    let answers = u64::try_from(figures.answers).unwrap_or_default();
    html! {
        p.soft {
            "Cette version\u{202f}: " (fr::count(answers, "réponse", "réponses"))
            @if figures.answers >= ENOUGH {
                ", réussie à " (share(figures.success)) " (" (ease(figures.success)) ")"
                @if let Some(sorting) = figures.sorting { ", " (telling(sorting)) }
            }
            ". " (advised(figures.verdict()))
        }
    }
}

/// Lines of a table of figures: what each is of, and its sums, quiz by quiz.
pub type Lines = Vec<(Markup, Vec<Tally>)>;

/// A table of figures: what its lines are of, and each of them.
pub fn table(caption: &'static str, of: &'static str, lines: Lines) -> Markup {
    let mut table = Table::new(caption)
        .hide_caption()
        .columns([of])
        .column(Column::new("Posée").numeric())
        .column(Column::new("Sans réponse").numeric())
        .column(Column::new("Toute juste").numeric())
        .column(Column::new("Réussite").numeric())
        .column(Column::new("Discrimination").numeric())
        .columns(["Avis"]);
    for (name, tallies) in lines {
        let Some(figures) = Figures::of(&tallies) else {
            continue;
        };
        let sum = |each: fn(&Tally) -> i64| number(tallies.iter().map(each).sum());
        let enough = figures.answers >= ENOUGH;
        let with = |value: String, words: Option<&'static str>| {
            html! { span { (value) @if let Some(words) = words { br; span.soft { (words) } } } }
        };
        let sorting = figures.sorting.map_or_else(|| "–".to_owned(), coefficient);
        table = table.row(
            Row::new(name)
                .cell(sum(|one| one.answers))
                .cell(sum(|one| one.blank))
                .cell(sum(|one| one.right))
                .cell(with(
                    share(figures.success),
                    enough.then(|| ease(figures.success)),
                ))
                .cell(with(sorting, figures.sorting.map(telling)))
                .cell(advised(figures.verdict())),
        );
    }
    html! { (table) }
}

/// What the figures mean.
pub fn explained() -> Markup {
    html! {
        div.mt { (disclosure("Comment lire ces chiffres", html! {
            div.prose {
                p { "Ils comptent les essais terminés et corrigés, de toutes les régions, et suivent les essais à quelques minutes près." }
                p { "La réussite est la part moyenne des points de la question que les essais ont obtenue." }
                p { "La discrimination est la corrélation entre la question et le reste de l’essai, quiz par quiz (corrélation item-reste, ou point-bisériale pour une question juste ou fausse). Elle va de −1 à 1\u{202f}: au-dessus de 0,2, la question distingue qui sait de qui ne sait pas\u{202f}; nettement sous 0, son corrigé est peut-être faux. Elle s’affiche à partir de " (ENOUGH) " réponses." }
                p { "Ce que presque tout le monde sait n’a personne à distinguer\u{202f}: rien n’est à y refaire. La discrimination reste inconnue quand le reste de l’essai ne dit rien\u{202f}: la question y est seule, ou tous y obtiennent autant." }
            }
        })) }
    }
}

/// The page of a question's figures.
pub(in super::super) fn question(question: &QuestionRow, measured: &[Measured]) -> Page {
    let page = of(format!("Chiffres de {}", fr::quote(&question.title)), question)
        .about("Toutes les sessions et toutes les régions ensemble. Personne n’y est nommé.");
    if measured.is_empty() {
        return page.body(
            Empty::new("Personne n’y a encore répondu")
                .icon("chart-column")
                .level(2)
                .why(
                    "Les chiffres arrivent quelques minutes après les premiers essais terminés et corrigés.",
                ),
        );
    }
    let mut versions: Vec<(i64, Vec<Tally>)> = Vec::new();
    for one in measured {
        match versions.last_mut().filter(|(number, _)| *number == one.number) {
            Some((_, tallies)) => tallies.push(one.tally),
            None => versions.push((one.number, vec![one.tally])),
        }
    }
    let versions: Lines = versions
        .into_iter()
        .map(|(number, tallies)| (html! { "Version " (number) }, tallies))
        .collect();
    let quizzes: Lines = measured
        .iter()
        .map(|one| {
            let (item, title, number) = &one.quiz;
            let name = html! {
                (go_link(title.as_str(), format!("/bibliotheque/{item}/quiz/statistiques"))) br;
                span.soft { "version " (number) " du quiz, version " (one.number) " de la question" }
            };
            (name, vec![one.tally])
        })
        .collect();
    page.body(html! {
        (wide_section("versions", "Version par version", html! {}, table("Chiffres de chaque version de la question", "Version", versions)))
        (wide_section("quiz", "Quiz par quiz", html! {}, html! {
            (table("Chiffres de la question dans chaque quiz", "Quiz", quizzes))
            (explained())
        }))
    })
}

#[cfg(test)]
mod cases {
    use super::*;

    #[test]
    fn figures_are_said_as_authors_read_them() {
        for (thousandths, expected) in [
            (447, "0,45"),
            (-4, "0,00"),
            (-250, "−0,25"),
            (1000, "1,00"),
            (5, "0,01"),
        ] {
            assert_eq!(coefficient(thousandths), expected);
        }
        assert_eq!(share(459), "45\u{202f}%");
        assert_eq!(
            [950, 700, 699, 100].map(ease),
            ["très facile", "facile", "moyenne", "difficile"]
        );
        let told = [
            "distingue bien",
            "distingue un peu",
            "distingue mal",
            "à l’envers",
        ];
        assert_eq!([300, 299, 0, -1].map(telling), told);
    }
}
