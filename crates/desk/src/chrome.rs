//! What surrounds a page: the account, the house, the places of each role.

use async_trait::async_trait;
use people::directory::Directory;
use people::regions;
use platform::html::{Account, Place, fr};
use platform::http::{Actor, BuiltIn, ChromeSource, ScopeKind, Surroundings};
use platform::ids::RegionId;
use platform::{Result, Site};
use training::tutors;

/// The source of the surroundings.
pub struct DeskChrome;

/// The role whose home someone sees: the widest they hold.
pub fn main_role(actor: &Actor) -> Option<BuiltIn> {
    BuiltIn::ALL.into_iter().find(|role| actor.has_role(role.code()))
}

/// The region that a manager manages first.
pub fn region_of(actor: &Actor) -> Option<RegionId> {
    actor
        .grants
        .iter()
        .find(|grant| grant.scope == ScopeKind::Region)
        .map(|grant| RegionId(grant.scope_id))
}

#[async_trait]
impl ChromeSource for DeskChrome {
    async fn surroundings(&self, site: &Site, actor: &Actor, path: &str) -> Result<Surroundings> {
        let card = Directory::of(site)?.card(site, actor.person).await?;
        let house = match region_of(actor) {
            Some(region) => Some(regions::find(&mut site.db().read().await?, region).await?.name),
            None => None,
        };
        let role = main_role(actor);
        let role_label = match (role, &house) {
            (Some(BuiltIn::Administrator), _) => "Administration nationale".to_owned(),
            (Some(BuiltIn::Manager), Some(house)) => format!("Gestion, {house}"),
            (Some(BuiltIn::Manager), None) => "Gestion".to_owned(),
            (Some(BuiltIn::Tutor), _) => "Tutorat".to_owned(),
            (Some(BuiltIn::Adviser), Some(house)) => format!("Conseil, {house}"),
            (Some(BuiltIn::Adviser), None) => "Conseil".to_owned(),
            (Some(BuiltIn::Learner), _) => "En formation".to_owned(),
            (None, _) => "Sans rôle pour le moment".to_owned(),
        };
        Ok(Surroundings {
            account: Some(Account {
                first_name: card.given_name.clone(),
                full_name: card.full_name(),
                initials: fr::initials(&card.given_name, &card.family_name),
                role_label,
            }),
            house,
            places: places(role, &own(site, actor, role).await?, path),
        })
    }
}

/// Whether someone is a tutor; one who accompanies no session yet has no role at all.
async fn is_tutor(site: &Site, actor: &Actor, role: Option<BuiltIn>) -> Result<bool> {
    match role {
        None => Ok(tutors::house(&mut site.db().read().await?, actor.person)
            .await?
            .is_some()),
        Some(_) => Ok(actor.has_role(BuiltIn::Tutor.code())),
    }
}

/// What is someone's own beside their main role: an adviser may follow a course too.
async fn own(site: &Site, actor: &Actor, role: Option<BuiltIn>) -> Result<Vec<(&'static str, &'static str)>> {
    let mut own = Vec::new();
    if role != Some(BuiltIn::Learner) && actor.has_role(BuiltIn::Learner.code()) {
        own.push(("Mes parcours", "/mes-parcours"));
    }
    if is_tutor(site, actor, role).await? {
        own.push(("Mes disponibilités", "/mes-disponibilites"));
    }
    Ok(own)
}

/// The main navigation of a role; the place under which the path stands is the current one.
fn places(role: Option<BuiltIn>, own: &[(&str, &str)], path: &str) -> Vec<Place> {
    let list: &[(&str, &str)] = match role {
        Some(BuiltIn::Administrator) => &[
            ("Accueil", "/"),
            ("Régions", "/regions"),
            ("Sessions", "/sessions"),
            ("Demandes", "/demandes"),
            ("Parcours", "/parcours"),
            ("Bibliothèque", "/bibliotheque"),
            ("Questions", "/questions"),
            ("Modèles", "/modeles"),
            ("Enquêtes", "/enquetes"),
        ],
        Some(BuiltIn::Manager) => &[
            ("Accueil", "/"),
            ("Sessions", "/sessions"),
            ("Calendrier", "/calendrier"),
            ("Demandes", "/demandes"),
            ("Enquêtes", "/enquetes"),
        ],
        Some(BuiltIn::Tutor) => &[
            ("Accueil", "/"),
            ("Sessions", "/sessions"),
            ("Corrections", "/corrections"),
            ("Calendrier", "/calendrier"),
        ],
        Some(BuiltIn::Adviser) => &[("Accueil", "/"), ("Mes demandes", "/mes-demandes")],
        Some(BuiltIn::Learner) => &[
            ("Accueil", "/"),
            ("Mes parcours", "/mes-parcours"),
            ("Mes fiches", "/mes-fiches"),
            ("Calendrier", "/calendrier"),
        ],
        None => &[("Accueil", "/")],
    };
    list.iter()
        .chain(own)
        .map(|(label, href)| Place {
            label: (*label).to_owned(),
            href: (*href).to_owned(),
            current: path == *href || (*href != "/" && path.starts_with(&format!("{href}/"))),
            count: None,
        })
        .collect()
}
