//! The waiting list of a session: who signed, in order, and who may have a place now.

use platform::Result;
use platform::html::{
    Button, Column, Empty, Form, Frame, Markup, Page, Row, State, Table, fr, go_link, html,
};

use super::super::super::rules::is_its_turn;
use super::super::super::store::Request;
use super::super::day;
use crate::enrolment::places::Places;
use crate::sessions::TrainingSession;

pub(crate) fn page(
    frame: &Frame,
    session: &TrainingSession,
    waiting: &[Request],
    places: Places,
) -> Result<Page> {
    let home = format!("/sessions/{}", session.id);
    let order = "Les dossiers signés de cette session, dans l’ordre de leur signature.";
    let about = match places.words() {
        Some(words) if places.is_full() => format!("{order} La session est complète\u{202f}: {words}."),
        Some(words) => format!("{order} {}.", fr::capitalise(&words)),
        None => order.to_owned(),
    };
    let page = Page::new("Liste d’attente")
        .crumb("Accueil", "/")
        .crumb("Sessions", "/sessions")
        .crumb(session.title.as_str(), home.as_str())
        .work()
        .about(fr::rich(&about));
    if waiting.is_empty() {
        return Ok(page.body(
            Empty::new("Personne n’attend")
                .icon("hourglass")
                .level(2)
                .why("Une demande dont le dossier est signé et qui vise cette session apparaît ici jusqu’à l’inscription.")
                .way(go_link("Voir les demandes", "/demandes")),
        ));
    }
    let mut table = Table::new("Dossiers signés, les plus anciens d’abord")
        .hide_caption()
        .columns(["Personne", "Dossier signé", "Métier"])
        .column(Column::actions("Actions"));
    for (before, one) in (0_u64..).zip(waiting) {
        let signed = day(one.signed_at.unwrap_or(one.changed_at), &one.zone)?;
        let trade = Some(one.asked.trade.as_str()).filter(|trade| !trade.is_empty());
        let act = match is_its_turn(before, places.left()) {
            true => enrol(frame, &home, one),
            false => html! { (State::todo("Attend une place").icon("hourglass")) },
        };
        table = table.row(
            Row::new(html! { a href=(format!("/demandes/{}", one.id)) { (one.asked.full_name()) } })
                .cell(fr::rich(&fr::capitalise(&fr::date_words(signed))))
                .cell(trade.unwrap_or("–"))
                .cell(act),
        );
    }
    Ok(page.body(table))
}

fn enrol(frame: &Frame, home: &str, one: &Request) -> Markup {
    let who = one.asked.full_name();
    let fields = html! {
        input type="hidden" name="demande" value=(one.id);
        input type="hidden" name="depuis" value="attente";
        (Button::plain(format!("Inscrire {who}")).icon("user-plus").small())
    };
    html! { (Form::post(frame, format!("{home}/inscriptions/demande")).bare().body(fields)) }
}
