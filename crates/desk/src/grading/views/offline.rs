//! Correcting away from the platform: what leaves, what comes back.

use learning::gradings::Decision;
use learning::progress::whole;
use platform::html::{
    Button, FileField, Form, FormErrors, Frame, Page, Row, State, Table, fr, html, section,
};

use super::super::offline::{Looked, Step};
use super::base;

fn under(step: &Step, title: &str) -> Page {
    base(title)
        .crumb("Corrections", "/corrections")
        .about(html! { "«\u{202f}" (step.title) "\u{202f}», " (step.session.title) ", session " (step.session.reference) "." })
}

pub(in super::super) fn page(frame: &Frame, step: &Step, errors: &FormErrors) -> Page {
    let count = u64::try_from(step.lines.len()).unwrap_or(u64::MAX);
    under(step, "Corriger hors ligne").errors(errors).body(html! {
        (section("telecharger", "1. Télécharger", html! {}, html! {
            @if step.total > count { p.prose { "Les " (fr::number(count)) " plus anciens des " (fr::number(step.total)) " travaux qui attendent\u{202f}: les autres viendront ensuite." } }
            p.prose { "Une archive avec " (fr::count(count, "travail", "travaux")) ", un dossier par apprenant, et le fichier Notes.csv à remplir dans un tableur." }
            div.actions { (Button::plain("Télécharger les travaux").icon("download").href(format!("{}/travaux", step.path()))) }
        }))
        (section("rapporter", "2. Rapporter les notes", html! {}, html! {
            (Form::post(frame, step.path()).multipart().body(html! {
                (FileField::new("notes", "Fichier des notes").accept(".csv,.txt").required()
                    .hint("Notes.csv rempli, sans changer sa première ligne ni sa première colonne. Rien n’est enregistré avant votre accord.")
                    .error(errors.get("notes")))
                p.actions.mt {
                    (Button::primary("Voir ce qui sera enregistré"))
                    (Button::plain("Revenir aux corrections").href("/corrections"))
                }
            }))
        }))
    })
}

/// What each line would write, before anything is.
pub(in super::super) fn preview(frame: &Frame, step: &Step, looked: &[Looked], again: &str) -> Page {
    let good = looked
        .iter()
        .filter(|line| matches!(line.told, Ok(Some(_))))
        .count();
    let bad = looked.iter().filter(|line| line.told.is_err()).count();
    let count = |n: usize| u64::try_from(n).unwrap_or(u64::MAX);
    let mut table = Table::new("Lignes du fichier").hide_caption().columns([
        "Ligne",
        "Apprenant",
        "Note",
        "Commentaire",
        "Ce qui se passera",
    ]);
    for line in looked {
        let row = Row::new(line.number.to_string()).cell(line.who.as_str());
        table = table.row(match &line.told {
            Ok(Some((said, decision, percent))) => row
                .cell(percent.map_or_else(|| "–".to_owned(), |percent| fr::percent(whole(percent))))
                .cell(if said.comment.is_empty() {
                    "–"
                } else {
                    said.comment.as_str()
                })
                .cell(match decision {
                    Decision::Done => State::good(Decision::Done.words()),
                    Decision::Redo => State::warn(Decision::Redo.words()),
                }),
            Ok(None) => row.cell("–").cell("–").cell(State::todo("Rien à enregistrer")),
            Err(why) => row
                .cell("–")
                .cell("–")
                .cell(html! { (State::bad("Pas prise")) " " span.soft { (why) } }),
        });
    }
    under(step, "Ce qui sera enregistré").body(html! {
        p role="status" {
            (fr::count(count(good), "correction sera enregistrée", "corrections seront enregistrées"))
            @if bad > 0 { ", " (fr::count(count(bad), "ligne n’est pas prise", "lignes ne sont pas prises")) }
            "."
        }
        (table)
        (Form::post(frame, format!("{}/application", step.path())).bare().body(html! {
            input type="hidden" name="lignes" value=(again);
            p.actions.mt {
                @if good > 0 {
                    (Button::plain("Enregistrer en brouillons").icon("save"))
                    (Button::primary("Publier").icon("send").value("acte", "publier"))
                }
                (Button::plain("Choisir un autre fichier").href(step.path()))
            }
        }))
    })
}

/// What was done.
pub(in super::super) fn told(published: bool, done: u64, left: u64) -> String {
    let said = match (published, done) {
        (_, 0) => "Rien n’a été enregistré.".to_owned(),
        (true, _) => format!(
            "{}, les apprenants sont prévenus.",
            fr::count(done, "correction publiée", "corrections publiées")
        ),
        (false, _) => format!(
            "{}.",
            fr::count(done, "brouillon enregistré", "brouillons enregistrés")
        ),
    };
    match left {
        0 => said,
        _ => format!(
            "{said} {}.",
            fr::count(left, "ligne n’a pas été prise", "lignes n’ont pas été prises")
        ),
    }
}
