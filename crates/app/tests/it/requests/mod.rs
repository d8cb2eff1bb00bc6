//! Enrolment requests: sent by an adviser, completed, signed, enrolled by the manager; the person follows hers by a link.

mod full;
mod hostile;
mod public;

use http::StatusCode;
use people::roles::Over;
use platform::both_engines;
use platform::http::BuiltIn;
use platform::keys::Class;
use platform::testing::Visitor;
use platform::{args, sql};
use uuid::Uuid;

use crate::world::{Relation, World};

pub const WRONG: StatusCode = StatusCode::UNPROCESSABLE_ENTITY;
pub const DONE: StatusCode = StatusCode::SEE_OTHER;
const DAY: i64 = 24 * 3_600_000;

/// The form of an adviser.
fn form<'a>(choice: &'a str, email: &'a str) -> Vec<(&'static str, &'a str)> {
    vec![
        ("choix", choice),
        ("prenom", "Monique"),
        ("nom", "Le Bihan"),
        ("courriel", email),
        ("telephone", "06 12 34 56 78"),
        ("entreprise", "Galettes d’Armor"),
        ("siret", "123 456 789 01234"),
        ("metier", "Pâtissière"),
        ("message", "Libre le lundi."),
    ]
}

/// Somebody sends one to a region, and what it is then.
pub async fn sends(visitor: &mut Visitor, world: &World, region: Uuid, choice: &str, email: &str) -> Uuid {
    let answer = visitor
        .post(&format!("/regions/{region}/demandes"), &form(choice, email))
        .await;
    assert_eq!(answer.status, DONE, "{}", answer.body);
    match answer.location().strip_prefix("/demandes/") {
        Some(id) => id.parse().unwrap(),
        None => only(world).await,
    }
}

/// The only one there is.
pub async fn only(world: &World) -> Uuid {
    let mut tx = world.site.db().read().await.unwrap();
    let sql = sql!("SELECT id FROM requests");
    tx.one(sql, args![]).await.unwrap().get("id").unwrap()
}

/// One for the matrix; one that isn't confirmed is as good as deleted.
pub async fn object(world: &World, relation: Relation) -> Uuid {
    let region = match relation {
        Relation::OtherRegion => world.reunion.id,
        _ => world.bretagne.id,
    };
    let person = world.person("René", "Essai").await;
    world.give(person, BuiltIn::Manager, Over::region(region)).await;
    let mut rene = world.signed_in(person).await;
    let id = sends(
        &mut rene,
        world,
        region.0,
        &world.course.to_string(),
        "monique@exemple.fr",
    )
    .await;
    if relation == Relation::Deleted {
        let mut tx = world.site.db().begin().await.unwrap();
        let sql = sql!("UPDATE requests SET state = 'unconfirmed' WHERE id = $1");
        tx.execute(sql, args![id]).await.unwrap();
        tx.commit().await.unwrap();
    }
    id
}

async fn count(world: &World, table: &str) -> i64 {
    let mut tx = world.site.db().read().await.unwrap();
    let sql = match table {
        "people" => sql!("SELECT COUNT(*) AS held FROM people"),
        _ => sql!("SELECT COUNT(*) AS held FROM requests"),
    };
    tx.one(sql, args![]).await.unwrap().get("held").unwrap()
}

async fn acts(rene: &mut Visitor, id: Uuid, path: &str, fields: &[(&str, &str)]) {
    let answer = rene.post(&format!("/demandes/{id}/{path}"), fields).await;
    assert_eq!(answer.status, DONE, "{path}: {}", answer.body);
}

both_engines! {
    async fn from_an_adviser_to_a_place(engine) {
        let world = World::new(engine).await;
        let mut maria = world.signed_in(world.someone(BuiltIn::Adviser).await).await;
        let mut rene = world.signed_in(world.manager).await;
        assert!(maria.get("/").await.body.contains("Aucune demande"));
        let new = format!("/regions/{}/demandes/nouvelle", world.bretagne.id);
        let page = maria.get(&new).await.body;
        assert!(page.contains("Réussir ma stratégie Facebook, session à choisir plus tard") && page.contains(&world.own.to_string()), "{page}");
        let id = sends(&mut maria, &world, world.bretagne.id.0, &world.course.to_string(), "monique@exemple.fr").await;
        let told = world.mail_to("monique@exemple.fr").await;
        assert!(told.subject.contains("est reçue") && told.text.contains("/ma-demande/"), "{}", told.text);
        assert!(maria.get("/").await.body.contains("Demande reçue"));

        // René finds it, and says what is missing: nothing is noted without words.
        assert!(rene.get("/").await.body.contains("demande à traiter"));
        let list = rene.get("/demandes").await.body;
        assert!(list.contains("Monique Le Bihan") && list.contains("Équipe de conseil"), "{list}");
        assert!(!rene.get("/demandes?etat=signed").await.body.contains("Monique Le Bihan"));
        assert!(!rene.get(&format!("/demandes?etat=all&formation={}", Uuid::nil())).await.body.contains("Monique Le Bihan"));
        let page = rene.get(&format!("/demandes/{id}")).await.body;
        assert!(page.contains("12345678901234") && page.contains("Libre le lundi.") && page.contains("Camille Essai"), "{page}");
        assert_eq!(rene.post(&format!("/demandes/{id}/complement"), &[("manque", " ")]).await.status, WRONG);
        world.scratch.clock.advance(1000);
        acts(&mut rene, id, "complement", &[("manque", "L’attestation du FAFCEA.")]).await;
        assert!(world.mail_to("monique@exemple.fr").await.text.contains("L’attestation du FAFCEA."));
        assert!(maria.get("/mes-demandes").await.body.contains("Dossier à compléter"));

        // Signed, then the session, then one click.
        acts(&mut rene, id, "signature", &[]).await;
        assert!(rene.post(&format!("/demandes/{id}/signature"), &[]).await.status.is_client_error(), "once");
        assert_eq!(rene.post(&format!("/demandes/{id}/session"), &[("session", &world.foreign.to_string())]).await.status, WRONG);
        acts(&mut rene, id, "session", &[("session", &world.own.to_string())]).await;
        let waits = rene.get(&format!("/sessions/{}/attente", world.own)).await.body;
        assert!(waits.contains("Inscrire Monique Le Bihan"), "{waits}");
        let enrol = format!("/sessions/{}/inscriptions/demande", world.own);
        world.scratch.clock.advance(1000);
        assert_eq!(rene.post(&enrol, &[("demande", &id.to_string())]).await.status, DONE);
        assert!(world.mail_to("monique@exemple.fr").await.text.contains("/activation/"));
        assert!(rene.get(&format!("/sessions/{}", world.own)).await.body.contains("Le Bihan"));
        assert!(rene.get(&format!("/sessions/{}/attente", world.own)).await.body.contains("Personne n’attend"));
        assert!(maria.get("/mes-demandes").await.body.contains("Inscription faite"));
        assert!(!rene.get("/").await.body.contains("à traiter"));
        let again = rene.post(&enrol, &[("demande", &id.to_string())]).await;
        assert!(again.status == WRONG && again.body.contains("La demande est close"), "{}", again.body);
    }

    async fn an_address_already_known_makes_no_second_account(engine) {
        let world = World::new(engine).await;
        let mut rene = world.signed_in(world.manager).await;
        let learner = world.person("Karim", "Haddad").await;
        let card = people::directory::Directory::of(&world.site).unwrap().card(&world.site, learner).await.unwrap();
        let choice = format!("{}/{}", world.course, world.own);
        let region = world.bretagne.id.0;
        let first = sends(&mut rene, &world, region, &choice, &card.email).await;
        let second = sends(&mut rene, &world, region, &choice, &card.email.to_uppercase()).await;
        assert!(rene.get(&format!("/demandes/{second}")).await.body.contains("autre demande"), "shown, not hidden");
        assert_eq!(rene.get("/demandes").await.body.matches("Même adresse").count(), 2);
        for id in [first, second] {
            acts(&mut rene, id, "signature", &[]).await;
        }
        let before = count(&world, "people").await;
        let enrol = format!("/sessions/{}/inscriptions/demande", world.own);
        let asked = rene.post(&enrol, &[("demande", &first.to_string())]).await;
        assert!(asked.status == WRONG && asked.body.contains("C’est Karim Haddad"), "{}", asked.body);
        assert!(rene.get(&format!("/demandes/{first}")).await.body.contains("Dossier signé"), "nothing was half-written");
        let mine = learner.to_string();
        assert_eq!(rene.post(&enrol, &[("demande", &first.to_string()), ("compte", &mine)]).await.status, DONE);
        let twice = rene.post(&enrol, &[("demande", &second.to_string()), ("compte", &mine)]).await;
        assert!(twice.status == WRONG && twice.body.contains("déjà inscrite"), "{}", twice.body);
        assert_eq!(count(&world, "people").await, before);
        assert!(rene.get(&format!("/demandes/{second}")).await.body.contains("Dossier signé"));
    }

    async fn the_waiting_list_follows_the_signatures(engine) {
        let world = World::new(engine).await;
        let mut rene = world.signed_in(world.manager).await;
        let choice = format!("{}/{}", world.course, world.own);
        let mut ids = Vec::new();
        for email in ["un@exemple.fr", "deux@exemple.fr", "trois@exemple.fr"] {
            ids.push(sends(&mut rene, &world, world.bretagne.id.0, &choice, email).await);
        }
        for nth in [2, 0, 1] {
            world.scratch.clock.advance(1000);
            acts(&mut rene, ids[nth], "signature", &[]).await;
        }
        // Signed by mistake: it goes back, and last when it is signed again.
        acts(&mut rene, ids[2], "complement", &[("manque", "Une pièce.")]).await;
        world.scratch.clock.advance(1000);
        acts(&mut rene, ids[2], "signature", &[]).await;
        let page = rene.get(&format!("/sessions/{}/attente", world.own)).await.body;
        let at = |nth: usize| page.find(&format!("/demandes/{}", ids[nth])).unwrap();
        assert!(at(0) < at(1) && at(1) < at(2), "{page}");

        // What can't be is said, and the request stays signed.
        world.scratch.clock.advance(60 * DAY);
        let mut rene = world.signed_in(world.manager).await;
        let enrol = format!("/sessions/{}/inscriptions/demande", world.own);
        let late = rene.post(&enrol, &[("demande", &ids[0].to_string())]).await;
        assert!(late.status == WRONG && late.body.contains("La session est terminée"), "{}", late.body);
        assert!(rene.get("/demandes?etat=signed").await.body.contains(&ids[0].to_string()));
    }

    async fn the_person_follows_hers_and_withdraws_it(engine) {
        let world = World::new(engine).await;
        let mut rene = world.signed_in(world.manager).await;
        let id = sends(&mut rene, &world, world.bretagne.id.0, &world.course.to_string(), "monique@exemple.fr").await;
        let token = world.link_to("monique@exemple.fr", "/ma-demande/").await;
        let own = format!("/ma-demande/{token}");
        let mut monique = world.visitor();
        let page = monique.get(&own).await;
        assert!(page.status == StatusCode::OK && page.body.contains("Réussir ma stratégie Facebook"), "{}", page.body);
        assert!(!page.body.contains("Le Bihan") && !page.body.contains("exemple.fr"), "a link that is passed on tells nothing of her");
        assert!(monique.post(&format!("{own}/confirmation"), &[]).await.status.is_client_error(), "it was received already");
        assert_eq!(monique.post(&format!("{own}/retrait"), &[]).await.status, DONE);
        assert!(monique.get(&own).await.body.contains("Demande retirée"));
        for path in ["signature", "session"] {
            assert!(rene.post(&format!("/demandes/{id}/{path}"), &[]).await.status.is_client_error(), "{path}");
        }
        assert!(!rene.get("/demandes").await.body.contains("Le Bihan"));
        assert!(rene.get("/demandes?etat=withdrawn").await.body.contains("Le Bihan"));
        assert_eq!(monique.get("/ma-demande/inconnu").await.status, StatusCode::GONE);
    }

    async fn what_is_over_is_erased_after_a_year(engine) {
        let world = World::new(engine).await;
        let mut rene = world.signed_in(world.manager).await;
        let region = world.bretagne.id.0;
        let refused = sends(&mut rene, &world, region, &world.course.to_string(), "un@exemple.fr").await;
        let stale = sends(&mut rene, &world, region, &world.course.to_string(), "deux@exemple.fr").await;
        world.scratch.clock.advance(100 * DAY);
        let mut rene = world.signed_in(world.manager).await;
        acts(&mut rene, refused, "refus", &[("raison", "Le parcours est complet cette année.")]).await;
        assert!(world.mail_to("un@exemple.fr").await.text.contains("Le parcours est complet"));
        let settle = async |days: i64, left: i64| {
            world.scratch.clock.advance(days * DAY);
            platform::jobs::settle(&world.site, &app::rooms::handlers()).await.unwrap();
            assert_eq!(count(&world, "requests").await, left, "after {days} days more");
        };
        settle(264, 2).await;
        settle(1, 1).await;
        assert!(world.site.keys().find(stale, Class::Account).await.unwrap().is_none(), "its key is gone");
        assert!(world.site.keys().find(refused, Class::Account).await.unwrap().is_some());
        settle(99, 1).await;
        settle(1, 0).await;
        let mails = platform::mail::mailbox::list(&world.site).await.unwrap();
        assert!(mails.iter().all(|mail| mail.message.as_ref().is_none_or(|message| message.to != "un@exemple.fr")));
    }

    async fn the_list_costs_few_queries_however_many(engine) {
        let world = World::new(engine).await;
        let mut rene = world.signed_in(world.manager).await;
        let region = world.bretagne.id.0;
        let mut costs = Vec::new();
        for _ in 0..2 {
            for nth in 0..10 {
                sends(&mut rene, &world, region, &world.course.to_string(), &format!("p{nth}@exemple.fr")).await;
            }
            let before = world.site.db().statements();
            assert_eq!(rene.get("/demandes").await.status, StatusCode::OK);
            costs.push(world.site.db().statements() - before);
        }
        assert!(costs[0] == costs[1] && costs[0] <= 10, "{costs:?}");
    }

    async fn a_request_says_who_sent_it_in_its_own_region(engine) {
        let world = World::new(engine).await;
        let person = world.person("Camille", "Essai").await;
        world.give(person, BuiltIn::Adviser, Over::region(world.bretagne.id)).await;
        world.give(person, BuiltIn::Manager, Over::region(world.reunion.id)).await;
        let mut both = world.signed_in(person).await;
        let course = world.course.to_string();
        let path = |region: Uuid| format!("/regions/{region}/demandes");
        let here = both.post(&path(world.bretagne.id.0), &form(&course, "un@exemple.fr")).await;
        assert_eq!(here.location(), "/mes-demandes", "an adviser here, who reads no request");
        let there = both.post(&path(world.reunion.id.0), &form(&course, "deux@exemple.fr")).await;
        assert!(there.location().starts_with("/demandes/"), "{}", there.location());
        let list = both.get("/demandes").await.body;
        assert!(list.contains("Gestion de la région") && !list.contains("Équipe de conseil</td>"), "{list}");
        let list = world.signed_in(world.manager).await.get("/demandes").await.body;
        assert!(list.contains("Équipe de conseil</td>") && !list.contains("Gestion de la région"), "{list}");
    }

    async fn who_serves_several_regions_chooses_one(engine) {
        let world = World::new(engine).await;
        let mut rene = world.signed_in(world.manager).await;
        let own = format!("/regions/{}/demandes/nouvelle", world.bretagne.id);
        assert!(rene.get("/demandes").await.body.contains(&own));
        assert_eq!(rene.get("/demandes/nouvelle").await.location(), own, "one region is no choice");
        let mut office = world.signed_in(world.someone(BuiltIn::Administrator).await).await;
        for page in ["/demandes", "/mes-demandes"] {
            assert!(office.get(page).await.body.contains("href=\"/demandes/nouvelle\""), "{page}");
        }
        let choice = office.get("/demandes/nouvelle").await.body;
        for region in [&world.bretagne, &world.reunion] {
            assert!(choice.contains(&format!("/regions/{}/demandes/nouvelle", region.id)) && choice.contains(&region.name), "{choice}");
        }
        assert!(!choice.contains("CMA Fermée"));
        let tutor = world.someone(BuiltIn::Tutor).await;
        assert_eq!(world.signed_in(tutor).await.get("/demandes/nouvelle").await.status, StatusCode::FORBIDDEN);
    }
}
