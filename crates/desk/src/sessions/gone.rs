//! « Retirées »: who left a session, and why.

use platform::Result;
use platform::html::{Row, Table, fr, html};
use training::sessions::local;

use super::views::SessionPage;

/// Who left, the latest first; each name leads to what was said and to coming back.
pub(super) fn table(shown: &SessionPage<'_>) -> Result<Table> {
    let mut table = Table::new("Personnes retirées de la session, les dernières d’abord")
        .hide_caption()
        .columns(["Nom", "Retirée le", "Raison"]);
    for one in shown.gone {
        let Some(card) = shown.left.get(&one.person) else {
            continue;
        };
        let page = format!("/sessions/{}/inscriptions/retirees/{}", shown.session.id, one.id);
        let day = local(shown.session, one.at)?.date();
        table = table.row(
            Row::new(html! { a href=(page) { (card.full_name()) } })
                .cell(fr::rich(&fr::date_words_with_year(day)))
                .cell(one.reason.map_or("–", |reason| reason.label())),
        );
    }
    Ok(table)
}
