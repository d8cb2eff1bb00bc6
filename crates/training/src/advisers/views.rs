//! The advisers of a region, the form that adds one, the question before the role is taken away.

use std::collections::HashMap;
use std::sync::Arc;

use people::accounts::AccessState;
use people::directory::{Identity, sort_key};
use people::regions::Region;
use platform::PersonId;
use platform::html::{
    Button, Column, Empty, Frame, Markup, Menu, MenuItem, Page, Row, Table, form, fr, html, wide_section,
};
use platform::ids::RegionId;

use super::store::Team;
use crate::colleagues::Typed;

const TITLE: &str = "Équipe de conseil";

/// A page under the list.
fn under(title: impl Into<String>) -> Page {
    Page::new(title)
        .crumb("Accueil", "/")
        .crumb("Demandes", "/demandes")
        .crumb(TITLE, "/conseil")
        .work()
}

pub(super) fn list(frame: &Frame, teams: &[Team], cards: &HashMap<PersonId, Arc<Identity>>) -> Page {
    let page = Page::new(TITLE)
        .crumb("Accueil", "/")
        .crumb("Demandes", "/demandes")
        .work()
        .about("Les personnes de la CMA qui transmettent des demandes d’inscription, et suivent celles qu’elles ont transmises.");
    match teams {
        [team] => {
            let add = Button::primary("Ajouter une personne").icon("user-plus");
            page.actions(add.href(new_address(team.region))).body(people(frame, team, cards, 2))
        }
        teams => page.body(html! {
            @for (nth, team) in teams.iter().enumerate() {
                (wide_section(&format!("region-{nth}"), &team.name, "", html! {
                    (people(frame, team, cards, 3))
                    div.actions { (Button::plain(format!("Ajouter une personne, {}", team.name)).icon("user-plus").href(new_address(team.region))) }
                }))
            }
        }),
    }
}

fn new_address(region: RegionId) -> String {
    format!("/regions/{region}/conseil/nouveau")
}

fn people(frame: &Frame, team: &Team, cards: &HashMap<PersonId, Arc<Identity>>, level: u8) -> Markup {
    let known = team.advisers.iter().filter_map(|(person, access)| {
        let card = cards.get(person)?;
        Some((*person, *access, card))
    });
    let mut known: Vec<_> = known.collect();
    known.sort_by_cached_key(|(person, _, card)| (sort_key(card), *person));
    if known.is_empty() {
        let why = "Ajoutez une personne de la CMA\u{202f}: elle pourra vous transmettre des demandes d’inscription.";
        return html! { (Empty::new("Personne pour l’instant").icon("users").level(level).why(why)) };
    }
    let mut table = Table::new(format!("Équipe de conseil de la {}, par nom", team.name))
        .hide_caption()
        .columns(["Nom", "Adresse e-mail", "Compte"])
        .column(Column::actions("Actions"));
    for (person, access, card) in known {
        table = table.row(
            Row::new(card.full_name())
                .cell(card.email.as_str())
                .cell(access.state())
                .cell(acts(frame, team, (person, card), access)),
        );
    }
    html! { (table) }
}

fn acts(frame: &Frame, team: &Team, (person, card): (PersonId, &Identity), access: AccessState) -> Menu {
    let home = format!("/regions/{}/conseil", team.region);
    let name = format!("Actions pour {}", card.full_name());
    let mut menu = Menu::new(format!("actions-{}-{person}", team.region), name).compact();
    if access != AccessState::Active {
        let again = format!("{home}/lien?personne={person}");
        menu = menu.item(MenuItem::post(frame, "Renvoyer le lien d’activation", again).icon("mail"));
    }
    let leave = format!("{home}/retrait?personne={person}");
    menu.item(
        MenuItem::link("Retirer de l’équipe…", leave)
            .icon("log-out")
            .danger(),
    )
}

pub(super) fn new(frame: &Frame, region: &Region, typed: &Typed) -> Page {
    under("Ajouter une personne à l’équipe de conseil")
        .about(html! { "Elle pourra transmettre des demandes d’inscription à la " (region.name) ". Un e-mail le lui dira aussitôt, avec le lien pour activer son compte si elle n’en a pas." })
        .errors(&typed.errors)
        .body(form(frame, &format!("/regions/{}/conseil", region.id), html! {
            (typed.fields())
            p.actions.mt {
                (Button::primary("Ajouter").icon("user-plus"))
                (Button::plain("Revenir à l’équipe").href("/conseil"))
            }
        }))
}

pub(super) fn remove(frame: &Frame, region: &Region, person: PersonId, card: &Identity) -> Page {
    under(format!("Retirer {} de l’équipe de conseil\u{202f}?", card.full_name())).body(html! {
        div.prose {
            p { (fr::rich(&format!("Cette personne ne pourra plus transmettre de demandes à la {}, ni suivre celles qu’elle a transmises.", region.name))) }
            p { "Ces demandes restent, et son compte aussi. Vous pourrez l’ajouter de nouveau." }
        }
        (form(frame, &format!("/regions/{}/conseil/retrait", region.id), html! {
            input type="hidden" name="personne" value=(person);
            p.actions.mt {
                (Button::plain("Retirer de l’équipe").danger())
                (Button::plain("Ne rien changer").href("/conseil"))
            }
        }))
    })
}
