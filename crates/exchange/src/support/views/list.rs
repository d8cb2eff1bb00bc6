//! What agents have to answer.

use jiff::Timestamp;
use platform::html::{
    Button, Column, Empty, Form, Markup, Page, Pages, Row, Select, State, Table, go_link, html, link_button,
    pagination,
};
use platform::ids::RegionId;

use super::super::opened::Line;
use super::super::rules::standing::State as Stand;
use super::super::rules::{Category, Level};
use super::super::store::Filter;
use super::{number, stand, when};

fn address(filter: &Filter, (national, page): (bool, u32)) -> String {
    let level = if national && filter.level.is_empty() {
        "all"
    } else {
        ""
    };
    let page = page.to_string();
    let fields = [
        ("etat", filter.state.as_str()),
        ("type", filter.category.as_str()),
        ("voir", filter.only.as_str()),
        ("niveau", level),
        ("page", page.as_str()),
    ];
    let fields = fields.iter().filter(|(_, value)| !value.is_empty());
    let query = form_urlencoded::Serializer::new(String::new())
        .extend_pairs(fields)
        .finish();
    format!("/assistance?{query}")
}

pub(in super::super) fn page(
    lines: &[Line],
    (filter, now): (&Filter, Timestamp),
    pages: Pages,
    (national, settings): (bool, &[(RegionId, String)]),
) -> Page {
    Page::new("Demandes d’aide")
        .crumb("Accueil", "/")
        .work()
        .actions(html! {
            (link_button("Noter un appel", "/assistance/telephone").icon("phone"))
            (link_button("Bilan du mois", "/assistance/bilan"))
        })
        .body(html! {
            (narrow(filter, national))
            @if lines.is_empty() {
                (Empty::new("Aucune demande ici").icon("life-buoy").level(2)
                    .why("Ce qui est à traiter en premier viendra en haut de cette liste."))
            } @else {
                (table(lines, now))
                (pagination("Pages des demandes", pages, |page| address(filter, (national, page))))
            }
            p.mt {
                @if national { (go_link("Téléphone, horaires et réponses préparées", "/assistance/reglages")) }
                @for (region, name) in settings {
                    (go_link(format!("Téléphone, horaires et réponses préparées de {name}"), format!("/regions/{region}/assistance")))
                }
            }
        })
}

fn narrow(filter: &Filter, national: bool) -> Markup {
    let states = Stand::ALL.map(|state| (state.code(), state.label()));
    let categories = Category::ALL.map(|category| (category.code(), category.label()));
    html! {
        (Form::get("/assistance").tools().body(html! {
            (Select::new("etat", "État").option("open", "À traiter").options(states).option("all", "Toutes").value(filter.state.as_str()).short())
            (Select::new("type", "De quoi s’agit-il").option("", "Tout").options(categories).value(filter.category.as_str()).short())
            (Select::new("voir", "Seulement").option("", "Toutes").option("late", "En retard").option("mine", "Les miennes")
                .option("free", "Sans personne").value(filter.only.as_str()).short())
            @if national {
                (Select::new("niveau", "Suivies par").option("nation", "CMA France").option("all", "CMA France et les régions")
                    .value(if filter.level.is_empty() { "all" } else { "nation" }).short())
            }
            p.actions { (Button::plain("Voir")) }
        }))
    }
}

fn table(lines: &[Line], now: Timestamp) -> Markup {
    let row = |line: &Line| {
        let ticket = &line.ticket;
        let due = ticket.standing.due();
        Row::new(html! {
            a.go href={ "/assistance/" (ticket.id) } { (line.subject) }
            p.soft.small { (number(line)) ", " (ticket.standing.category.label()) }
        })
        .cell(html! { div {
            (line.who)
            @if let Some(region) = &ticket.region_name { p.soft.small { (region) } }
        } })
        .cell(html! { div {
            (stand(ticket.standing.state))
            @if ticket.standing.level == Level::Nation { p.soft.small { "CMA France" } }
            @if ticket.by_phone { p.soft.small { "Par téléphone" } }
        } })
        .cell(html! { div {
            @match due {
                Some(due) if due < now => { (State::bad("En retard")) p.soft.small { (when(due, &ticket.zone)) } }
                Some(due) => { (when(due, &ticket.zone)) }
                None => "–",
            }
        } })
        .cell(line.agent.as_deref().unwrap_or("Personne"))
    };
    let table = Table::new("Les demandes, ce qui est à traiter en premier d’abord")
        .hide_caption()
        .column(Column::new("Demande"))
        .columns(["Pour", "État", "À faire avant", "Suivie par"])
        .rows(lines.iter().map(row));
    html! { (table) }
}
