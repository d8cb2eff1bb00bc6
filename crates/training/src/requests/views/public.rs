//! What everybody sees: the page where someone follows their own request.

use platform::Result;
use platform::html::{Button, Frame, Page, form, fr, html};

use super::super::rules::{Act, RequestState, after, erases};
use super::super::store::Request;
use super::{day, state};

/// The page that the link of each mail leads to.
pub(crate) fn follow(frame: &Frame, request: &Request) -> Result<Page> {
    let home = format!("/ma-demande/{}", request.token);
    let sent = fr::date_words(day(request.created_at, &request.zone)?);
    let said = match request.state {
        RequestState::Unconfirmed => {
            "Confirmez-la\u{202f}: votre CMA la reçoit aussitôt. Sans confirmation, elle s’efface au bout de sept jours."
        }
        RequestState::Received => "Votre CMA l’a reçue. Elle vous écrit dès que votre dossier avance.",
        RequestState::Incomplete => {
            "Il manque quelque chose à votre dossier. Répondez à l’e-mail que vous avez reçu, en joignant ce qui suit\u{202f}:"
        }
        RequestState::Signed => {
            "Votre dossier est signé. Vous recevrez un e-mail dès votre inscription à une session."
        }
        RequestState::Enrolled => {
            "Votre inscription est faite. Un e-mail vous a donné accès à votre formation."
        }
        RequestState::Refused => "Votre CMA n’a pas pu l’accepter\u{202f}:",
        RequestState::Withdrawn => "Vous l’avez retirée. Vous pouvez en faire une autre quand vous voulez.",
    };
    let told = matches!(request.state, RequestState::Incomplete | RequestState::Refused);
    Ok(Page::new("Ma demande d’inscription").body(html! {
        div.prose {
            p { strong { (request.title) } ", " (request.region_name) ". Demande du " (fr::rich(&sent)) "." }
            p { (state(request.state)) }
            p { (said) }
            @if told { @for line in request.said.lines().filter(|line| !line.trim().is_empty()) { p { (line) } } }
        }
        @if request.state == RequestState::Unconfirmed {
            (form(frame, &format!("{home}/confirmation"), html! { div.actions.mt { (Button::primary("Confirmer ma demande").icon("check")) } }))
        }
        @if erases(request.state, Act::Withdraw) || after(request.state, Act::Withdraw).is_some() {
            (form(frame, &format!("{home}/retrait"), html! { div.actions.mt { (Button::plain("Retirer ma demande").danger()) } }))
        }
    }))
}

/// A link that leads nowhere any more.
pub(crate) fn gone() -> Page {
    Page::new("Cette demande n’existe plus").body(html! {
        div.prose {
            p { "Le lien est incomplet, ou la demande a été effacée\u{202f}: quand vous l’avez retirée avant de la confirmer, au bout de sept jours quand elle n’est pas confirmée, un an après la dernière nouvelle sinon." }
            p { "Recopiez l’adresse entière depuis l’e-mail, ou faites une nouvelle demande." }
        }
    })
}
