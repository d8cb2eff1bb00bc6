//! Every route × role × relation has its expected answer, worked out here from who is given what and where; the site is
//! asked through the front door.

use std::collections::HashMap;

use assess::quiz::settings::Settings;
use http::StatusCode;
use platform::both_engines;
use platform::config::Mode;
use platform::db::Engine;
use platform::http::{BuiltIn, Gate, Method, PermissionInfo, RouteInfo};
use platform::testing::{Answer, Visitor};
use uuid::Uuid;

use crate::world::{Relation, World};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Expected {
    /// The handler was reached.
    Reached,
    /// The permission is held nowhere.
    Refused,
    /// Held, but not over this: as if it didn't exist.
    Hidden,
    /// Nobody is signed in.
    SignIn,
}

/// The routes of a step that is watched or read.
const READ: [&str; 3] = [
    "/mes-parcours/{inscription}/etapes/{etape}/fait",
    "/mes-parcours/{inscription}/etapes/{etape}/visionnage",
    "/mes-parcours/{inscription}/etapes/{etape}/fichiers/{version}/{fichier}",
];
/// What the addresses of a quiz have: of its tries, and of its composition.
const QUIZ: [&str; 2] = ["/essais", "{ressource}/quiz"];
/// The route of a file of a recording.
const FILES: &str = "/bibliotheque/{ressource}/versions/{version}/{fichier}";

/// What a learner may hold a permission over: their own of each.
const OWN: [&str; 4] = ["inscription", "certificat", "badge", "forum"];

/// Whether a role, held as people hold it, covers an object.
fn covers(role: BuiltIn, relation: Relation) -> bool {
    match (role, relation) {
        (_, Relation::Deleted) => false,
        (BuiltIn::Administrator, _) => true,
        (BuiltIn::Manager | BuiltIn::Adviser, relation) => relation != Relation::OtherRegion,
        (BuiltIn::Tutor | BuiltIn::Learner, relation) => relation == Relation::Own,
    }
}

fn expected(permission: &PermissionInfo, role: BuiltIn, relation: Option<Relation>) -> Expected {
    let own_only = role == BuiltIn::Learner;
    match relation {
        _ if !permission.given_to(role) => Expected::Refused,
        None => Expected::Reached,
        Some(relation) if covers(role, relation) && (!own_only || OWN.contains(&permission.on)) => {
            Expected::Reached
        }
        Some(_) => Expected::Hidden,
    }
}

fn seen(answer: &Answer) -> Expected {
    match answer.status {
        StatusCode::UNAUTHORIZED => Expected::SignIn,
        StatusCode::SEE_OTHER if answer.location().starts_with("/connexion?") => Expected::SignIn,
        StatusCode::FORBIDDEN => Expected::Refused,
        StatusCode::NOT_FOUND => Expected::Hidden,
        status if status.is_server_error() || status == StatusCode::METHOD_NOT_ALLOWED => {
            panic!("{status}: {}", answer.body)
        }
        _ => Expected::Reached,
    }
}

async fn ask(visitor: &mut Visitor, method: Method, path: &str) -> Answer {
    match method {
        Method::Get => visitor.get(path).await,
        Method::Post => visitor.post(path, &[]).await,
        other => panic!("no route with a permission takes {}", other.as_str()),
    }
}

/// An object of this kind and relation, fresh for each case since acts change things.
async fn object(world: &World, kind: &str, relation: Relation, me: Option<platform::PersonId>) -> Uuid {
    match kind {
        "session" | "forum" => world.session(relation).0,
        "region" => match relation {
            Relation::Own | Relation::OtherSession => world.bretagne.id.0,
            Relation::OtherRegion => world.reunion.id.0,
            Relation::Deleted => world.closed.id.0,
        },
        "inscription" => {
            let mine = me.filter(|_| relation == Relation::Own);
            if let Some(person) = mine {
                let mut tx = world.site.db().read().await.unwrap();
                let found = training::enrolment::of_person(&mut tx, person).await.unwrap();
                return found.first().expect("enrolled").enrolment.id.0;
            }
            let person = world.person("Autre", "Personne").await;
            let session = if relation == Relation::Deleted {
                world.own
            } else {
                world.session(relation)
            };
            let id = world.enrol(person, session).await;
            if relation == Relation::Deleted {
                world.withdraw(id).await;
            }
            id.0
        }
        "production" => {
            let step = world.steps().await[1].id;
            crate::submissions::object(world, step, relation).await
        }
        "signalement" => crate::messages::report(world, relation).await,
        "aide" => crate::support::object(world, relation).await,
        "demande" => crate::requests::object(world, relation).await,
        "certificat" => world.certificate(relation, me).await,
        "alerte" => crate::automation::alert(world, relation).await,
        "badge" => world.award(relation, me).await,
        "remise" => world.batch(relation).await,
        "parcours" => world.course(relation).await,
        "ressource" => world.item(relation).await,
        "question" => world.question(relation).await,
        other => panic!("the matrix can't make an object of kind {other}"),
    }
}

fn routes_with_permission() -> impl Iterator<Item = (RouteInfo, PermissionInfo)> {
    app::rooms::routes(Mode::Development)
        .infos()
        .into_iter()
        .filter_map(|route| match route.gate {
            Gate::Permission(permission) => Some((route, permission)),
            Gate::Public | Gate::Token | Gate::SignedIn => None,
        })
}

/// A path whose lesser parts name something, there or not.
fn filled(path: &str, film: &str, version: &str, half: &str) -> String {
    let rule = "019ac000-0000-7000-8000-000000000001";
    let parts = [
        ("{version}", version),
        ("{fichier}", "film.webm"),
        ("{fiche}", film),
        ("{document}", film),
        ("{feuille}", half),
        ("{liste}", film),
        ("{modele}", "convocation"),
        ("{image}", "00"),
        ("{retrait}", film),
        ("{essai}", "1"),
        ("{piece}", film),
        ("{place}", "0"),
        ("{entree}", film),
        ("{reponse}", film),
        ("{regle}", rule),
    ];
    parts
        .iter()
        .fold(path.to_owned(), |path, (name, value)| path.replace(name, value))
}

/// Every route with a permission, asked by one role over each relation. A world for each role: the people and the objects
/// that the cases make stay in it, and its pages show them all.
async fn asks_everything(engine: Engine, role: BuiltIn) {
    let world = World::new(engine).await;
    // A stream of live updates ends at once.
    platform::live::end(&world.site);
    let marked = world.steps().await[1].id.to_string();
    let played = world.module().await.step.to_string();
    let (film, version) = world.film().await;
    let read = world.opens(film, 2).await.to_string();
    let half = world.meeting().await;
    let (quiz, taken) = world
        .quiz(Settings::default(), &[crate::quizzes::single("Une")])
        .await;
    let taken = taken.to_string();
    // Reading changes nothing, nor does what is refused: one person does all of it, over objects made once.
    let steady = world.someone(role).await;
    let mut made: HashMap<(&str, Relation), Uuid> = HashMap::new();
    for (route, permission) in routes_with_permission() {
        let parameter = format!("{{{}}}", permission.on);
        let relations: Vec<Option<Relation>> = if route.path.contains(&parameter) {
            Relation::ALL.map(Some).to_vec()
        } else {
            vec![None]
        };
        for relation in relations {
            let wanted = expected(&permission, role, relation);
            let changes = wanted == Expected::Reached && !matches!(route.method, Method::Get);
            let person = match changes {
                true => world.someone(role).await,
                false => steady,
            };
            let mut visitor = world.signed_in(person).await;
            let mine = (role == BuiltIn::Learner).then_some(person);
            // A tutor marks a step without an item; a learner plays one that has a module, and watches or reads another.
            let step = match route.path {
                path if READ.contains(&path) => &read,
                path if path.contains(QUIZ[0]) => &taken,
                path if path.starts_with("/inscriptions/") => &marked,
                _ => &played,
            };
            let path = route.path.replace("{etape}", step);
            let mut route_path = filled(&path, &film.to_string(), &version.to_string(), &half);
            if route.path.contains("{conversation}") && permission.given_to(role) {
                let (conversation, piece) = crate::messages::conversation(&world, person).await;
                route_path = route_path
                    .replace("{conversation}", &conversation)
                    .replace("{jointe}", &piece);
            }
            if route.path.contains("{appel}") && permission.given_to(role) {
                let (ticket, piece) = crate::support::asked(&mut visitor).await;
                route_path = route_path.replace("{appel}", &ticket).replace("{jointe}", &piece);
            }
            let path = match relation {
                Some(relation) if route.path == FILES && relation != Relation::Deleted => {
                    route_path.replace(&parameter, &film.to_string())
                }
                Some(relation) if route.path.contains(QUIZ[1]) && relation != Relation::Deleted => {
                    route_path.replace(&parameter, &quiz.to_string())
                }
                Some(relation) => {
                    let kept = (permission.on, relation);
                    let id = match made.get(&kept).filter(|_| !changes) {
                        Some(id) => *id,
                        None => object(&world, permission.on, relation, mine).await,
                    };
                    if !changes {
                        made.insert(kept, id);
                    }
                    let path = route_path.replace(&parameter, &id.to_string());
                    let path = crate::messages_kept::joined(&world, (permission.on, id), path).await;
                    match path.contains("{discussion}") && relation != Relation::Deleted {
                        true => {
                            let (thread, message, piece) = crate::forum::object(&world, id).await;
                            path.replace("{discussion}", &thread)
                                .replace("{message}", &message)
                                .replace("{jointe}", &piece)
                        }
                        false => path,
                    }
                }
                None => route_path,
            };
            let answer = ask(&mut visitor, route.method, &path).await;
            assert_eq!(
                seen(&answer),
                wanted,
                "{:?} {} as {role:?}, {relation:?}",
                route.method,
                route.path
            );
        }
    }
}

mod each_role_reaches_what_is_theirs_and_nothing_else {
    use super::*;

    both_engines! {
        async fn administrator(engine) {
            asks_everything(engine, BuiltIn::Administrator).await;
        }

        async fn manager(engine) {
            asks_everything(engine, BuiltIn::Manager).await;
        }

        async fn tutor(engine) {
            asks_everything(engine, BuiltIn::Tutor).await;
        }

        async fn adviser(engine) {
            asks_everything(engine, BuiltIn::Adviser).await;
        }

        async fn learner(engine) {
            asks_everything(engine, BuiltIn::Learner).await;
        }

        async fn nobody(engine) {
            let world = World::new(engine).await;
            for (route, permission) in routes_with_permission() {
                let parameter = format!("{{{}}}", permission.on);
                let id = world.own.to_string();
                let answer = ask(&mut world.visitor(), route.method, &route.path.replace(&parameter, &id)).await;
                assert_eq!(seen(&answer), Expected::SignIn, "{:?} {} anonymous", route.method, route.path);
            }
        }
    }

    /// None is left out above.
    #[test]
    fn every_role_asks() {
        use BuiltIn::{Administrator, Adviser, Learner, Manager, Tutor};
        let asked = [Administrator, Manager, Tutor, Adviser, Learner];
        assert!(BuiltIn::ALL.iter().all(|role| asked.contains(role)));
    }
}

both_engines! {
    async fn what_wants_only_a_login_wants_one(engine) {
        let world = World::new(engine).await;
        for route in app::rooms::routes(Mode::Development).infos() {
            let path = route.path.replace("{jeton}", "x").replace("{courriel}", "x").replace("{file}", "x").replace("{code}", "x");
            match route.gate {
                Gate::Permission(_) => continue,
                Gate::SignedIn => {
                    let answer = ask(&mut world.visitor(), route.method, &path).await;
                    assert_eq!(seen(&answer), Expected::SignIn, "{path} anonymous");
                    for role in BuiltIn::ALL {
                        let mut visitor = world.signed_in(world.someone(role).await).await;
                        let answer = ask(&mut visitor, route.method, &path).await;
                        assert_eq!(seen(&answer), Expected::Reached, "{path} as {role:?}");
                    }
                }
                // The token stands in a header: without it the handler itself says no.
                Gate::Token => {
                    let answer = ask(&mut world.visitor(), route.method, &path).await;
                    assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path} without a token");
                }
                Gate::Public => {
                    let answer = ask(&mut world.visitor(), route.method, &path).await;
                    assert!(!matches!(seen(&answer), Expected::SignIn | Expected::Refused), "{path} anonymous");
                }
            }
        }
    }

    async fn a_malformed_identifier_is_no_page(engine) {
        let world = World::new(engine).await;
        let mut visitor = world.signed_in(world.manager).await;
        for path in ["/sessions/1", "/sessions/..%2f..", "/inscriptions/x/retrait", "/sessions/%00"] {
            assert_eq!(visitor.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
    }
}

#[test]
fn production_has_no_workshop() {
    let paths: Vec<&str> = app::rooms::routes(Mode::Production)
        .infos()
        .iter()
        .map(|route| route.path)
        .collect();
    assert!(!paths.contains(&"/kit") && !paths.iter().any(|path| path.starts_with("/courrier")));
}

/// Each route that a manager has: over an object, what is asked above of one of their region and of one of another; a list holds
/// what is theirs (`regional`, `regions`).
#[test]
fn what_a_regional_manager_does_in_their_region_and_not_in_another() {
    let mut table = String::new();
    for (route, permission) in routes_with_permission() {
        let of = |relation| expected(&permission, BuiltIn::Manager, relation);
        if of(None) == Expected::Refused {
            continue;
        }
        let over = route.path.contains(&format!("{{{}}}", permission.on));
        let elsewhere = match over {
            true => {
                assert_eq!(of(Some(Relation::Own)), Expected::Reached, "{}", route.path);
                assert_eq!(
                    of(Some(Relation::OtherRegion)),
                    Expected::Hidden,
                    "{}",
                    route.path
                );
                "404"
            }
            false => "list",
        };
        let method = route.method.as_str();
        table.push_str(&format!(
            "{method:5}{elsewhere:5}{:75}{}\n",
            route.path, permission.label
        ));
    }
    insta::assert_snapshot!(table);
}

#[test]
fn the_table_of_permissions() {
    insta::assert_snapshot!(app::commands::permissions(false).unwrap());
}

#[test]
fn the_table_of_routes() {
    insta::assert_snapshot!(app::commands::routes(false).unwrap());
}
