//! The development mailbox.

use platform::html::{Empty, Markup, Page, Row, Table, html, section};
use platform::mail::Message;
use platform::mail::mailbox::Opened;

pub(super) fn mailbox(letters: &[Opened]) -> Page {
    let page = Page::new("Courrier")
        .crumb("Accueil", "/")
        .work()
        .about("Sur cette machine, les e-mails n’en sortent pas\u{202f}: ils arrivent ici.");
    if letters.is_empty() {
        return page.body(
            Empty::new("Aucun e-mail")
                .icon("inbox")
                .level(2)
                .why("Inscrivez une personne\u{202f}: son lien arrivera ici."),
        );
    }
    let rows = letters
        .iter()
        .filter_map(|letter| letter.message.as_ref().map(|message| (letter, message)));
    let rows = rows.map(|(letter, message)| {
        Row::new(html! { a href=(format!("/courrier/{}", letter.id)) { (message.subject) } })
            .cell(address(&message.to_name, &message.to))
            .cell(message.from_name.as_str())
            .cell(letter.created_at.strftime("%Y-%m-%d %H:%M").to_string())
    });
    page.body(
        Table::new("E-mails, les plus récents d’abord")
            .hide_caption()
            .columns(["Objet", "À", "De", "Quand (UTC)"])
            .rows(rows),
    )
}

pub(super) fn letter(message: &Message) -> Page {
    Page::new(message.subject.as_str()).crumb("Accueil", "/").crumb("Courrier", "/courrier").work().body(html! {
        dl.facts {
            div { dt { "De" } dd { (address(&message.from_name, message.from_address.as_deref().unwrap_or_default())) } }
            @if let Some(reply_to) = &message.reply_to { div { dt { "Répondre à" } dd { (reply_to) } } }
            div { dt { "À" } dd { (address(&message.to_name, &message.to)) } }
        }
        (section("texte", "En texte", "", html! { div.prose { @for line in message.text.lines() { (text_line(line)) } } }))
    })
}

/// A line of text; a link is one, so that development is one click.
fn text_line(line: &str) -> Markup {
    html! {
        @if line.starts_with("http://") || line.starts_with("https://") { p { a href=(line) { (line) } } }
        @else if !line.is_empty() { p { (line) } }
    }
}

fn address(name: &str, address: &str) -> String {
    if address.is_empty() {
        name.to_owned()
    } else {
        format!("{name} <{address}>")
    }
}
