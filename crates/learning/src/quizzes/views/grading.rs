//! The free answers of a session that wait for a person, or that one graded: one form each.

use assess::questions::Points;
use catalogue::library::prose;
use catalogue::questions::thousandths;
use jiff::Timestamp;
use platform::html::{
    Button, Empty, FormErrors, Frame, Markup, Page, TextArea, TextField, disclosure, form, go_link, html,
    section,
};
use platform::ids::Uuid;

use super::super::grading::{Desk, TypedGrade};
use super::super::store::Which;

/// An answer, as whoever grades it reads it.
pub(in super::super) struct Paper {
    pub(in super::super) id: Uuid,
    pub(in super::super) place: u32,
    pub(in super::super) who: String,
    pub(in super::super) step: String,
    pub(in super::super) number: i64,
    pub(in super::super) points: Points,
    /// What is expected, for whoever grades.
    pub(in super::super) expected: String,
    pub(in super::super) text: String,
    pub(in super::super) answer: String,
    /// Gone with what their learner had erased: what it earned stays.
    pub(in super::super) gone: bool,
    /// What it was given before.
    pub(in super::super) graded: Option<Given>,
}

/// What a person gave an answer.
pub(in super::super) struct Given {
    pub(in super::super) at: Timestamp,
    /// Thousandths of a point.
    pub(in super::super) points: i64,
    pub(in super::super) comment: String,
}

/// « 2 points ».
pub(in super::super) fn points_words(whole: i64) -> String {
    let unit = if whole < 2000 { "point" } else { "points" };
    format!("{} {unit}", thousandths(whole))
}

/// `typed`: what a refused form held.
pub(in super::super) fn grading(
    frame: &Frame,
    desk: &Desk,
    typed: Option<&TypedGrade>,
    errors: &FormErrors,
) -> Page {
    let session = format!("/sessions/{}", desk.session.id);
    let graded = desk.which == Which::Graded;
    let page = Page::new(if graded { "Réponses corrigées" } else { "Réponses à corriger" })
        .crumb("Accueil", "/")
        .crumb("Sessions", "/sessions")
        .crumb(desk.session.title.as_str(), session.as_str())
        .crumb("Suivi", format!("{session}/suivi"))
        .work()
        .about(if graded {
            "Les dernières réponses corrigées dans les quiz de cette session. Changer une note la change aussitôt pour l’apprenant\u{202f}; l’ancienne reste dans le journal."
        } else {
            "Ce que les apprenants ont écrit dans les quiz de cette session, et que la plateforme ne note pas."
        })
        .errors(errors);
    let desk_path = format!("{session}/reponses");
    if desk.papers.is_empty() {
        let empty = if graded {
            Empty::new("Aucune réponse n’est corrigée")
                .icon("inbox")
                .level(2)
                .why("Celles que vous corrigez se retrouvent ici.")
                .way(Button::plain("Voir celles qui attendent").href(desk_path))
        } else {
            Empty::new("Aucune réponse n’attend")
                .icon("check")
                .level(2)
                .why("Une réponse libre arrive ici dès qu’un essai est remis.")
                .way(
                    Button::plain("Voir celles qui sont corrigées")
                        .href(format!("{desk_path}?voir=corrigees")),
                )
        };
        return page.body(empty);
    }
    page.body(html! {
        p {
            @if graded { (go_link("Voir celles qui attendent", desk_path)) }
            @else { (go_link("Voir celles qui sont corrigées", format!("{desk_path}?voir=corrigees"))) }
        }
        @for (at, paper) in desk.papers.iter().enumerate() {
            @let refused = typed.filter(|typed| (typed.id, typed.place) == (paper.id, paper.place));
            (section(&format!("reponse-{}", at + 1), format!("{}, {}", paper.who, paper.step), html! {}, one(frame, &session, (at, paper), refused, errors)))
        }
        @if desk.more && graded { p.soft { "Seules les dernières réponses corrigées sont montrées." } }
        @else if desk.more { p.soft { "D’autres réponses attendent\u{202f}: elles viennent à mesure que vous corrigez." } }
    })
}

fn one(
    frame: &Frame,
    session: &str,
    (at, paper): (usize, &Paper),
    typed: Option<&TypedGrade>,
    errors: &FormErrors,
) -> Markup {
    let error = |name: &str| typed.and_then(|_| errors.get(name));
    let most = thousandths(paper.points.0.into());
    let id = |at: usize| typed.is_none().then_some(at);
    let before = paper.graded.as_ref();
    let points = typed
        .map(|typed| typed.points.clone())
        .or(before.map(|given| thousandths(given.points)));
    let comment = typed
        .map(|typed| typed.comment.clone())
        .or(before.map(|given| given.comment.clone()));
    html! {
        p.soft { "Essai " (paper.number) ", question " (paper.place + 1) }
        (prose(&paper.text))
        h3 { "Sa réponse" }
        @if paper.gone { p.soft { "Cette réponse a été effacée avec les données de l’apprenant\u{202f}: seule sa note reste à donner, ou à garder." } }
        @else { blockquote { (prose(&paper.answer)) } }
        @if !paper.expected.is_empty() { (disclosure("Ce qui est attendu", prose(&paper.expected))) }
        (form(frame, &format!("{session}/reponses"), html! {
            input type="hidden" name="essai" value=(paper.id);
            input type="hidden" name="question" value=(paper.place);
            @if let Some(given) = before { input type="hidden" name="vu" value=(given.at); }
            (field(id(at), TextField::new("points", "Points").required().inputmode("decimal").unit(format!("sur {most}"))
                .value(points.unwrap_or_default()).error(error("points"))))
            @if !paper.gone {
                (area(id(at), TextArea::new("commentaire", "Commentaire pour l’apprenant").optional()
                    .value(comment.unwrap_or_default()).error(error("commentaire"))))
            }
            p.actions { (Button::primary(if before.is_some() { "Changer la note" } else { "Enregistrer la note" })) }
        }))
    }
}

/// The refused form has the plain identifiers, which the summary of errors leads to; the others their own.
fn field(at: Option<usize>, field: TextField) -> TextField {
    at.map_or(field.clone(), |at| field.id(format!("points-{}", at + 1)))
}

fn area(at: Option<usize>, area: TextArea) -> TextArea {
    at.map_or(area.clone(), |at| area.id(format!("commentaire-{}", at + 1)))
}
