//! What surrounds a page: the account, the house, the places of each role.

use async_trait::async_trait;
use exchange::notifications::{self, Unread};
use people::directory::Directory;
use people::regions;
use platform::html::{Account, Call, Place, fr};
use platform::http::{Actor, BuiltIn, ChromeSource, ScopeKind, Stamp, Surroundings};
use platform::ids::{RegionId, Uuid};
use platform::memo::Memo;
use platform::{Result, Site};
use training::tutors;

const MESSAGES: &str = "/messages";

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
        let Beside { unread, call } = beside(site, actor, role).await?;
        Ok(Surroundings {
            account: Some(Account {
                first_name: card.given_name.clone(),
                full_name: card.full_name(),
                initials: fr::initials(&card.given_name, &card.family_name),
                role_label,
            }),
            house,
            help: help(path),
            call,
            bell: Some(unread.notices),
            places: places(role, &own(site, actor, role).await?, path, unread.conversations),
        })
    }
}

/// What stands beside each page of somebody's.
#[derive(Clone)]
struct Beside {
    unread: Unread,
    /// How they call help, unless they are whom one calls.
    call: Option<Call>,
}

/// The same by login: a learner's is kept by its stamp (ADR 24).
pub struct Margins(Memo<Uuid, Beside, Stamp>);

impl Default for Margins {
    fn default() -> Self {
        Self(Memo::new(1024))
    }
}

async fn beside(site: &Site, actor: &Actor, role: Option<BuiltIn>) -> Result<Beside> {
    let margins = &site.extension::<Margins>()?.0;
    if let Some(known) = actor.stamp.and_then(|stamp| margins.get(&actor.login, &stamp)) {
        return Ok(Beside::clone(&known));
    }
    let mut tx = site.db().read().await?;
    let (unread, call) = notifications::beside(&mut tx, actor.person).await?;
    let answers = matches!(role, Some(BuiltIn::Administrator | BuiltIn::Manager));
    let found = Beside {
        unread,
        call: call.filter(|_| !answers),
    };
    if let Some(stamp) = actor.stamp {
        margins.put(actor.login, stamp, found.clone());
    }
    Ok(found)
}

/// From a learner's course or one of its steps, « Aide » leads to its questions first.
fn help(path: &str) -> Option<String> {
    let mut parts = path.strip_prefix("/mes-parcours/")?.split('/');
    let enrolment = parts.next().filter(|id| !id.is_empty())?;
    let questions = format!("/mes-parcours/{enrolment}/questions");
    Some(match (parts.next(), parts.next()) {
        (Some("etapes"), Some(step)) => format!("{questions}?etape={step}"),
        (Some("questions"), _) => return None,
        _ => questions,
    })
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
fn places(role: Option<BuiltIn>, own: &[(&str, &str)], path: &str, unread: u32) -> Vec<Place> {
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
            ("Badges", "/regles-de-badges"),
            ("Enquêtes", "/enquetes"),
            ("Assistance", "/assistance"),
            ("Messages", MESSAGES),
        ],
        Some(BuiltIn::Manager) => &[
            ("Accueil", "/"),
            ("Sessions", "/sessions"),
            ("Calendrier", "/calendrier"),
            ("Demandes", "/demandes"),
            ("Enquêtes", "/enquetes"),
            ("Assistance", "/assistance"),
            ("Messages", MESSAGES),
        ],
        Some(BuiltIn::Tutor) => &[
            ("Accueil", "/"),
            ("Sessions", "/sessions"),
            ("Corrections", "/corrections"),
            ("Calendrier", "/calendrier"),
            ("Messages", MESSAGES),
        ],
        Some(BuiltIn::Adviser) => &[
            ("Accueil", "/"),
            ("Mes demandes", "/mes-demandes"),
            ("Messages", MESSAGES),
        ],
        Some(BuiltIn::Learner) => &[
            ("Accueil", "/"),
            ("Mes parcours", "/mes-parcours"),
            ("Calendrier", "/calendrier"),
            ("Mes fiches", "/mes-fiches"),
            ("Mes badges", "/mes-badges"),
            ("Messages", MESSAGES),
        ],
        None => &[("Accueil", "/")],
    };
    // A learner's forum and papers stand under what they are of.
    let of_course = role == Some(BuiltIn::Learner)
        && ["/sessions/", "/inscriptions/"]
            .iter()
            .any(|of| path.starts_with(of));
    let path = if of_course { "/mes-parcours" } else { path };
    list.iter()
        .chain(own)
        .map(|(label, href)| Place {
            label: (*label).to_owned(),
            href: (*href).to_owned(),
            current: path == *href || (*href != "/" && path.starts_with(&format!("{href}/"))),
            count: (*href == MESSAGES).then_some(unread),
        })
        .collect()
}

#[cfg(test)]
mod cases {
    use platform::http::BuiltIn;

    use super::{help, places};

    #[test]
    fn a_place_is_current_for_what_stands_under_it() {
        let cases = [
            (BuiltIn::Learner, "/", Some("Accueil")),
            (BuiltIn::Learner, "/mes-parcours/7", Some("Mes parcours")),
            (BuiltIn::Learner, "/sessions/7/forum", Some("Mes parcours")),
            (
                BuiltIn::Learner,
                "/inscriptions/7/convocation",
                Some("Mes parcours"),
            ),
            (BuiltIn::Manager, "/sessions/7/forum", Some("Sessions")),
            (BuiltIn::Manager, "/inscriptions/7/convocation", None),
        ];
        for (role, path, expected) in cases {
            let all = places(Some(role), &[], path, 0);
            let current: Vec<&str> = all
                .iter()
                .filter(|one| one.current)
                .map(|one| one.label.as_str())
                .collect();
            assert_eq!(
                current,
                expected.into_iter().collect::<Vec<_>>(),
                "{role:?} at {path}"
            );
        }
    }

    #[test]
    fn help_begins_where_one_is() {
        let cases = [
            ("/", None),
            ("/mes-parcours", None),
            ("/mes-parcours/", None),
            ("/mes-parcours/7", Some("/mes-parcours/7/questions")),
            ("/mes-parcours/7/documents", Some("/mes-parcours/7/questions")),
            (
                "/mes-parcours/7/etapes/9",
                Some("/mes-parcours/7/questions?etape=9"),
            ),
            (
                "/mes-parcours/7/etapes/9/essais",
                Some("/mes-parcours/7/questions?etape=9"),
            ),
            // Where the general page is one link away.
            ("/mes-parcours/7/questions", None),
        ];
        for (path, expected) in cases {
            assert_eq!(help(path).as_deref(), expected, "{path}");
        }
    }
}
