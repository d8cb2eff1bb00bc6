//! How what the library says of an item has changed.

use jiff::tz::TimeZone;
use platform::html::{Markup, Row, Table, disclosure, fr, html};

use super::super::changes::{Described, differences};
use super::ItemPage;

/// The changes, the latest first: each line that changed, who changed it, and when. Nothing while there is none.
pub(super) fn changes(shown: &ItemPage) -> Markup {
    if shown.changes.is_empty() {
        return html! {};
    }
    let mut table = Table::new("Modifications de la fiche, les dernières d’abord")
        .hide_caption()
        .columns(["Ce qui a changé", "Avant", "Après", "Par", "Le"]);
    let mut after = Described::of(&shown.item);
    for change in &shown.changes {
        let day = change.at.to_zoned_datetime(TimeZone::UTC).date();
        for one in differences(&change.before, &after) {
            table = table.row(
                Row::new(one.name)
                    .cell(or_nothing(one.before))
                    .cell(or_nothing(one.after))
                    .cell(shown.author(change.by))
                    .cell(fr::rich(&fr::date_words_with_year(day))),
            );
        }
        after = change.before.clone();
    }
    html! { div.mt { (disclosure("Ce qui a changé dans la fiche", table)) } }
}

fn or_nothing(text: String) -> String {
    if text.is_empty() { "–".to_owned() } else { text }
}
