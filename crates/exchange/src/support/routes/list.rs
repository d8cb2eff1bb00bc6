//! `/assistance`: what agents have to answer, what is due first.

use std::collections::HashMap;

use platform::html::Pages;
use platform::http::{Permission as _, Query, Response, State, View, Within, holds};
use platform::{Result, Site};

use super::super::opened;
use super::super::rules::Category;
use super::super::rules::standing;
use super::super::store::{self, Filter};
use super::super::views::list as views;
use super::super::{AnswerTickets, LeadSupport};

/// Requests of a page.
const PAGE: u32 = 30;

/// What a query asks for; what it doesn't know is left out.
fn filter(query: &HashMap<String, String>, national: bool) -> Filter {
    let asked = |name: &str| query.get(name).map(String::as_str).unwrap_or_default();
    let state = match asked("etat") {
        "all" => "all",
        typed => standing::State::parse(typed).map_or("open", standing::State::code),
    };
    let only = ["late", "mine", "free"]
        .into_iter()
        .find(|one| *one == asked("voir"));
    // The nation begins with what is its own.
    let level = if national && asked("niveau") != "all" {
        "nation"
    } else {
        ""
    };
    Filter {
        state: state.to_owned(),
        category: Category::parse(asked("type"))
            .map_or("", Category::code)
            .to_owned(),
        only: only.unwrap_or_default().to_owned(),
        level: level.to_owned(),
    }
}

pub(super) async fn list(
    State(site): State<Site>,
    within: Within<AnswerTickets>,
    view: View,
    Query(query): Query<HashMap<String, String>>,
) -> Result<Response> {
    let mut tx = site.db().read().await?;
    let national = holds(&mut tx, within.actor(), &LeadSupport::INFO).await?;
    let filter = filter(&query, national);
    let number: u32 = query
        .get("page")
        .and_then(|typed| typed.parse().ok())
        .unwrap_or(1)
        .clamp(1, 10_000);
    let now = site.clock().now();
    let (list, total) = store::list(&mut tx, &within, (&filter, now), (PAGE, (number - 1) * PAGE)).await?;
    let settings = match national {
        true => Vec::new(),
        false => store::desks::managed(&mut tx, within.actor()).await?,
    };
    drop(tx);
    let lines = opened::lines(&site, list).await?;
    let pages = Pages {
        current: number,
        size: PAGE,
        total,
    };
    Ok(view.page(&views::page(&lines, (&filter, now), pages, (national, &settings))))
}
