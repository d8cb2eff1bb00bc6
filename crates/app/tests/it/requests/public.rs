//! The public catalogue and its form: without an account, once, confirmed by e-mail; robots are kept out.

use http::StatusCode;
use platform::http::BuiltIn;
use platform::testing::Visitor;
use platform::{args, both_engines, sql};

use super::{DAY, DONE, WRONG, count};
use crate::world::World;

const SECONDS: i64 = 1000;

/// The office opens the form of the only course.
async fn opens(world: &World) -> String {
    let mut office = world.signed_in(world.someone(BuiltIn::Administrator).await).await;
    let page = office.get("/formations/ouverture").await.body;
    assert!(page.contains("Réussir ma stratégie Facebook"), "{page}");
    let course = world.course.to_string();
    assert_eq!(
        office
            .post(
                "/formations/ouverture",
                &[("formation", &course), ("formation", "x")]
            )
            .await
            .status,
        DONE
    );
    format!("/formations/{course}/demande")
}

/// The session of Bretagne is still to come.
async fn comes(world: &World) {
    let starts = world.site.clock().now().as_millisecond() + 10 * DAY;
    let sql = sql!("UPDATE training_sessions SET reference = $2, starts_at = $3, ends_at = $4 WHERE id = $1");
    let mut tx = world.site.db().begin().await.unwrap();
    tx.execute(sql, args![world.own, "REF-INTERNE", starts, starts + 30 * DAY])
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

/// The token of the form that stands on a page.
fn token(page: &str) -> String {
    let after = page.split("name=\"formulaire\" value=\"").nth(1).expect("a form");
    after.split('"').next().unwrap().to_owned()
}

fn fields<'a>(choice: &'a str, token: &'a str, email: &'a str) -> Vec<(&'static str, &'a str)> {
    vec![
        ("choix", choice),
        ("prenom", "Monique"),
        ("nom", "Le Bihan"),
        ("courriel", email),
        ("formulaire", token),
    ]
}

/// Opens the form, takes the time to fill it.
async fn takes(monique: &mut Visitor, world: &World, form: &str) -> String {
    let page = monique.get(form).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    world.scratch.clock.advance(20 * SECONDS);
    token(&page.body)
}

both_engines! {
    async fn from_the_catalogue_to_the_manager(engine) {
        let world = World::new(engine).await;
        comes(&world).await;
        let mut monique = world.visitor();
        let catalogue = monique.get("/formations").await;
        assert!(catalogue.status == StatusCode::OK && catalogue.body.contains("En trente jours."), "{}", catalogue.body);
        let course = format!("/formations/{}", world.course);
        let page = monique.get(&course).await.body;
        assert!(page.contains("Publier régulièrement") && !page.contains("Demander une inscription"), "closed until the office opens it");
        assert!(page.contains("CMA Bretagne, ") && !page.contains("REF-INTERNE"), "a reference is for the house: {page}");
        let closed = monique.get(&format!("{course}/demande")).await;
        assert!(closed.status.is_client_error() && closed.body.contains("Appelez votre CMA"), "{}", closed.body);

        let form = opens(&world).await;
        assert!(monique.get(&course).await.body.contains("Demander une inscription"));
        let learner = world.someone(BuiltIn::Learner).await;
        let followed = world.signed_in(learner).await.get(&course).await.body;
        let own = format!("/mes-parcours/{}", world.enrolment_of(learner).await);
        assert!(followed.contains(&own) && !followed.contains("Demander une inscription"), "who follows it goes to it: {followed}");
        let token = takes(&mut monique, &world, &form).await;
        let region = world.bretagne.id.to_string();
        let sent = monique.post(&form, &fields(&region, &token, "monique@exemple.fr")).await;
        assert!(sent.status == StatusCode::OK && sent.body.contains("Regardez vos e-mails"), "{}", sent.body);
        let mut rene = world.signed_in(world.manager).await;
        assert!(!rene.get("/demandes?etat=all").await.body.contains("Le Bihan"), "not before the address is proved");
        let mail = world.mail_to("monique@exemple.fr").await;
        assert!(!mail.text.contains("Monique") && !mail.html.contains("Monique"), "nothing typed is in it: {}", mail.text);
        let link = format!("/ma-demande/{}", world.link_to("monique@exemple.fr", "/ma-demande/").await);
        monique.get(&link).await;
        assert!(!rene.get("/demandes").await.body.contains("Le Bihan"), "looking at the link isn't confirming");
        world.scratch.clock.advance(SECONDS);
        assert_eq!(monique.post(&format!("{link}/confirmation"), &[]).await.status, DONE);
        let list = rene.get("/demandes").await.body;
        assert!(list.contains("Le Bihan") && list.contains("Formulaire public"), "{list}");
        assert!(world.mail_to("monique@exemple.fr").await.subject.contains("est reçue"));
    }

    async fn robots_are_kept_out(engine) {
        let world = World::new(engine).await;
        let form = opens(&world).await;
        let region = world.bretagne.id.to_string();
        let mut monique = world.visitor();
        let refused = async |monique: &mut Visitor, more: &[(&str, &str)], token: &str, words: &str| {
            let all: Vec<(&str, &str)> = fields(&region, token, "m@exemple.fr").into_iter().chain(more.iter().copied()).collect();
            let answer = monique.post(&form, &all).await;
            assert!(answer.status == WRONG && answer.body.contains(words) && answer.body.contains("Le Bihan"), "{words}: {}", answer.body);
            assert_eq!(count(&world, "requests").await, 0);
        };
        // Too fast, without or with another token, with the field that nobody sees, the next day.
        let fresh = token(&monique.get(&form).await.body);
        refused(&mut monique, &[], &fresh, "parti trop vite").await;
        refused(&mut monique, &[], "", "plus bon").await;
        let other = monique.token();
        refused(&mut monique, &[], &other, "plus bon").await;
        world.scratch.clock.advance(20 * SECONDS);
        refused(&mut monique, &[("fax", "02 99 00 00 00")], &fresh, "plus bon").await;
        world.scratch.clock.advance(2 * DAY);
        refused(&mut monique, &[], &fresh, "trop longtemps").await;
        let good = takes(&mut monique, &world, &form).await;
        let wrong = monique.post(&form, &fields("x", &good, "m@exemple.fr")).await;
        assert!(wrong.status == WRONG && wrong.body.contains("hoisissez-en une dans la liste"), "{}", wrong.body);
        let empty = monique.post(&form, &fields(&region, &good, "")).await;
        assert!(empty.body.contains("un e-mail y est envoyé") && !empty.body.contains("activation"), "{}", empty.body);

        // A form serves once; an address gets three mails.
        let good = takes(&mut monique, &world, &form).await;
        assert_eq!(monique.post(&form, &fields(&region, &good, "m@exemple.fr")).await.status, StatusCode::OK);
        let again = monique.post(&form, &fields(&region, &good, "m@exemple.fr")).await;
        assert!(again.status == WRONG && again.body.contains("a déjà servi"), "{}", again.body);
        for _ in 0..4 {
            let good = takes(&mut monique, &world, &form).await;
            assert_eq!(monique.post(&form, &fields(&region, &good, "m@exemple.fr")).await.status, StatusCode::OK);
        }
        assert_eq!(count(&world, "requests").await, 3);

        // What comes from one place is counted.
        let mut last = StatusCode::OK;
        for _ in 0..60 {
            last = monique.post(&form, &fields(&region, "", "m@exemple.fr")).await.status;
        }
        assert_eq!(last, StatusCode::TOO_MANY_REQUESTS);

        // Without confirmation, all is gone after a week.
        world.scratch.clock.advance(7 * DAY);
        platform::jobs::settle(&world.site, &app::rooms::handlers()).await.unwrap();
        assert_eq!(count(&world, "requests").await, 0);
    }

    async fn the_catalogue_costs_few_queries(engine) {
        let world = World::new(engine).await;
        let mut monique = world.visitor();
        let path = format!("/formations/{}", world.course);
        let mut costs = Vec::new();
        for _ in 0..2 {
            for page in ["/formations", path.as_str()] {
                let before = world.site.db().statements();
                assert_eq!(monique.get(page).await.status, StatusCode::OK);
                costs.push(world.site.db().statements() - before);
            }
            let copy = [("titre", "Copie"), ("resume", ""), ("objectifs", "Vendre"), ("modele", &world.course.to_string())];
            let mut office = world.signed_in(world.someone(BuiltIn::Administrator).await).await;
            assert_eq!(office.post("/parcours", &copy).await.status, DONE);
            let mut tx = world.site.db().begin().await.unwrap();
            tx.execute(sql!("UPDATE courses SET offer = 'published'"), args![]).await.unwrap();
            tx.commit().await.unwrap();
        }
        assert!(costs.iter().all(|cost| *cost <= 5), "{costs:?}");
        assert_eq!(costs[..2], costs[2..]);
    }

    async fn what_is_given_up_before_it_is_confirmed_is_erased(engine) {
        let world = World::new(engine).await;
        let form = opens(&world).await;
        let region = world.bretagne.id.to_string();
        let mut monique = world.visitor();
        let good = takes(&mut monique, &world, &form).await;
        assert_eq!(monique.post(&form, &fields(&region, &good, "monique@exemple.fr")).await.status, StatusCode::OK);
        let id = super::only(&world).await;
        let link = format!("/ma-demande/{}", world.link_to("monique@exemple.fr", "/ma-demande/").await);
        assert!(monique.get(&link).await.body.contains("Retirer ma demande"));
        let gone = monique.post(&format!("{link}/retrait"), &[]).await;
        assert_eq!((gone.status, gone.location()), (DONE, "/formations"));
        assert_eq!(count(&world, "requests").await, 0);
        assert!(world.site.keys().find(id, platform::keys::Class::Account).await.unwrap().is_none(), "nor its key");
        let mut rene = world.signed_in(world.manager).await;
        for list in ["/demandes?etat=all", "/demandes?etat=withdrawn"] {
            assert!(!rene.get(list).await.body.contains("Le Bihan"), "{list}");
        }
        for path in ["", "/retrait", "/confirmation"] {
            let path = format!("{link}{path}");
            let answer = if path == link { monique.get(&path).await } else { monique.post(&path, &[]).await };
            assert_eq!(answer.status, StatusCode::GONE, "{path}");
        }
    }

    async fn an_address_gets_three_mails_even_at_once(engine) {
        let world = World::new(engine).await;
        let form = opens(&world).await;
        let region = world.bretagne.id.to_string();
        let mut visitors = Vec::new();
        for _ in 0..5 {
            let mut one = world.visitor();
            let good = takes(&mut one, &world, &form).await;
            visitors.push((one, good));
        }
        let send = async |(one, good): &mut (Visitor, String)| one.post(&form, &fields(&region, good, "m@exemple.fr")).await.status;
        let [a, b, c, d, e] = visitors.as_mut_slice() else { unreachable!() };
        let sent = tokio::join!(send(a), send(b), send(c), send(d), send(e));
        let ok = StatusCode::OK;
        assert_eq!(sent, (ok, ok, ok, ok, ok));
        assert_eq!(count(&world, "requests").await, 3);
    }

    async fn each_session_to_come_says_its_places(engine) {
        let world = World::new(engine).await;
        comes(&world).await;
        let mut monique = world.visitor();
        let course = format!("/formations/{}", world.course);
        let says = async |monique: &mut Visitor, words: &str| {
            for path in ["/formations", course.as_str()] {
                let page = monique.get(path).await.body;
                assert_eq!(page.matches(words).count(), 1, "{path} {words}: {page}");
            }
        };
        let page = monique.get(&course).await.body;
        assert!(page.contains("CMA Bretagne, ") && !page.contains("place libre") && !page.contains("complète"), "no limit: {page}");
        let capacity = async |many: i64| {
            let mut tx = world.site.db().begin().await.unwrap();
            tx.execute(sql!("UPDATE training_sessions SET capacity = $2 WHERE id = $1"), args![world.own, many]).await.unwrap();
            tx.commit().await.unwrap();
        };
        capacity(2).await;
        says(&mut monique, "2 places libres").await;
        world.enrol(world.person("Karim", "Haddad").await, world.own).await;
        says(&mut monique, "1 place libre").await;
        // Who signed and waits has a place already.
        let mut rene = world.signed_in(world.manager).await;
        let choice = format!("{}/{}", world.course, world.own);
        let signed = super::sends(&mut rene, &world, world.bretagne.id.0, &choice, "deux@exemple.fr").await;
        says(&mut monique, "1 place libre").await;
        super::acts(&mut rene, signed, "signature", &[]).await;
        says(&mut monique, "sur liste d’attente").await;
        capacity(1).await;
        says(&mut monique, "sur liste d’attente").await;
        let form = opens(&world).await;
        assert!(monique.get(&form).await.body.contains("sur liste d’attente"), "one may still ask");
    }

    /// The regions before it in the alphabet have hundreds of sessions to come; its own is the last of the list.
    async fn no_session_is_left_out(engine) {
        let world = World::new(engine).await;
        comes(&world).await;
        let now = world.site.clock().now().as_millisecond();
        let mut tx = world.site.db().begin().await.unwrap();
        for nth in 0..520_i64 {
            let starts = now + (11 + nth) * DAY;
            let values = args![world.site.new_id::<uuid::Uuid>(), world.course, world.bretagne.id, format!("N-{nth}"), starts, starts + DAY];
            let sql = sql!("INSERT INTO training_sessions (id, course_id, region_id, reference, starts_at, ends_at, created_at) VALUES ($1, $2, $3, $4, $5, $6, 0)");
            tx.execute(sql, values).await.unwrap();
        }
        let sql = sql!("UPDATE training_sessions SET starts_at = $2, ends_at = $3 WHERE id = $1");
        tx.execute(sql, args![world.foreign, now + 5 * DAY, now + 6 * DAY]).await.unwrap();
        tx.commit().await.unwrap();
        let mut monique = world.visitor();
        let catalogue = monique.get("/formations").await.body;
        assert!(catalogue.contains("CMA La Réunion") && !catalogue.contains("CMA Bretagne"), "the next one, wherever it is: {catalogue}");
        let page = monique.get(&format!("/formations/{}", world.course)).await.body;
        assert_eq!((page.matches("CMA Bretagne, ").count(), page.matches("CMA La Réunion, ").count()), (521, 1));
    }
}
