//! What a learner sees of their own presence, and the form that they sign on their telephone.

use jiff::Timestamp;
use platform::Result;
use platform::html::{
    Button, Empty, FormErrors, Frame, Markup, Notice, Page, Row, State, Table, TextField, form, fr, html,
    section, wide_section,
};
use training::enrolment::EnrolmentId;
use training::sessions::local;

use super::super::halves::HalfDay;
use super::super::own::{Own, OwnHalf, SUSPENDED};
use super::super::rules::Said;
use super::super::sheet::words;

pub(in super::super) fn own(
    frame: &Frame,
    own: &Own,
    code: &str,
    errors: &FormErrors,
    now: Timestamp,
) -> Result<Page> {
    let session = &own.followed.session;
    let enrolment = own.followed.enrolment.id;
    let home = format!("/mes-parcours/{enrolment}");
    let page = Page::new("Émargement")
        .crumb("Accueil", "/")
        .crumb("Mes parcours", "/mes-parcours")
        .crumb(session.title.as_str(), home.as_str())
        .errors(errors);
    if own.halves.is_empty() && own.before.is_empty() {
        return Ok(page.body(
            Empty::new("Rien à émarger")
                .icon("signature")
                .level(2)
                .why("Cette session n’a ni classe virtuelle ni rendez-vous sur place."),
        ));
    }
    let open: Vec<&OwnHalf> = own.halves.iter().filter(|one| one.half.signs_at(now)).collect();
    let paused = own.followed.enrolment.paused.is_some();
    let to_sign = !paused && open.iter().any(|one| one.marks.is_empty());
    let mut table = Table::new("Demi-journées, dans l’ordre").hide_caption().columns([
        "Demi-journée",
        "Séance",
        "Présence",
    ]);
    for one in own.before.iter().chain(&own.halves) {
        let when = fr::capitalise(&words(session, &one.half)?);
        table = table.row(
            Row::new(fr::rich(&when))
                .cell(one.half.title.as_str())
                .cell(presence(one, now, |at| Ok(local(session, at)?.time()))?),
        );
    }
    Ok(page.body(html! {
        @if to_sign || !errors.is_empty() { (section("signer", "Signer ma présence", html! {}, signing(frame, (enrolment, code), &open, errors))) }
        (wide_section("demi-journees", "Mes demi-journées", html! {}, html! {
            @if paused { (Notice::warn(SUSPENDED)) }
            @else if !to_sign && errors.is_empty() { p { "Rien à signer en ce moment. Le jour venu, votre tuteur montre un code\u{202f}: vous le tapez ici." } }
            (table)
        }))
    }).script("attendance.js"))
}

fn signing(
    frame: &Frame,
    (enrolment, code): (EnrolmentId, &str),
    open: &[&OwnHalf],
    errors: &FormErrors,
) -> Markup {
    let what: Vec<&HalfDay> = open
        .iter()
        .filter(|one| one.marks.is_empty())
        .map(|one| &one.half)
        .collect();
    html! {
        @if let [half] = what.as_slice() { p { "Je certifie ma présence à «\u{202f}" (half.title) "\u{202f}»." } }
        @else { p { "Je certifie ma présence à la séance de ce code." } }
        (form(frame, &format!("/mes-parcours/{enrolment}/emargement"), html! {
            (TextField::new("code", "Code de la séance").value(code).literal().inputmode("numeric").autocomplete("one-time-code").required()
                .hint("Les six chiffres que votre tuteur montre.").error(errors.get("code")))
            div.pad data-pad="" hidden {
                p.label id="cadre" { "Ma signature, si je veux la dessiner" }
                canvas width="1000" height="300" role="img" aria-labelledby="cadre" {}
                div.actions { button.button.quiet.small type="button" data-clear="" { "Effacer et recommencer" } }
            }
            input type="hidden" name="trait" value="" autocomplete="off";
            p.actions.mt { (Button::primary("Je signe ma présence").icon("signature")) }
        }))
    }
}

fn presence(
    one: &OwnHalf,
    now: Timestamp,
    hour: impl Fn(Timestamp) -> Result<jiff::civil::Time>,
) -> Result<Markup> {
    let mut details = Vec::new();
    let mut state = match () {
        () if one.half.signs_at(now) => State::now("À signer maintenant"),
        () if now < one.half.opens_at() => State::todo("À venir").icon("calendar-days"),
        () => State::todo("Rien n’est noté"),
    };
    for mark in &one.marks {
        let at = fr::time_words(hour(mark.at)?);
        match mark.said {
            Said::Present => {
                state = State::good("Présence enregistrée");
                details.push(format!("à {at}"));
            }
            Said::Absent(reason) => {
                state = State::bad("Absence");
                details.push(reason.label().to_owned());
            }
            Said::Arrived(_) => details.push(format!("arrivée à {at}")),
            Said::Left(_) => details.push(format!("départ à {at}")),
        }
    }
    Ok(html! { (state) @if !details.is_empty() { " " span.soft { (details.join(", ")) } } })
}
