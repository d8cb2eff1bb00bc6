//! The advisers of a region: added by its manager, known by their address, written to again, taken out.

use http::StatusCode;
use people::roles::Over;
use platform::http::BuiltIn;
use platform::{PersonId, args, both_engines, sql};

use crate::world::World;

const WRONG: StatusCode = StatusCode::UNPROCESSABLE_ENTITY;
const DONE: StatusCode = StatusCode::SEE_OTHER;

const MARIA: [(&str, &str); 3] = [
    ("prenom", "Maria"),
    ("nom", "Lopes"),
    ("courriel", "maria@exemple.fr"),
];

impl World {
    fn team(&self) -> String {
        format!("/regions/{}/conseil", self.bretagne.id)
    }

    /// How many accounts an address has.
    async fn accounts(&self, email: &str) -> usize {
        let mut count = 0;
        let mut tx = self.site.db().read().await.unwrap();
        let rows = tx.all(sql!("SELECT id FROM people"), args![]).await.unwrap();
        drop(tx);
        for row in rows {
            let person: PersonId = row.get("id").unwrap();
            count += usize::from(self.address(person).await == email);
        }
        count
    }

    async fn lives_in(&self, person: PersonId, region: platform::ids::RegionId) {
        let mut tx = self.site.db().begin().await.unwrap();
        let moved = sql!("UPDATE people SET region_id = $2 WHERE id = $1");
        tx.execute(moved, args![person, region]).await.unwrap();
        tx.commit().await.unwrap();
    }
}

both_engines! {
    async fn a_manager_adds_an_adviser_who_sends_requests(engine) {
        let world = World::new(engine).await;
        let mut rene = world.signed_in(world.manager).await;
        assert!(rene.get("/demandes").await.body.contains("href=\"/conseil\""));
        assert!(rene.get("/conseil").await.body.contains("Personne pour l’instant"));
        let wrong = rene.post(&world.team(), &[("prenom", "Maria"), ("nom", ""), ("courriel", "maria@")]).await;
        assert!(wrong.status == WRONG && wrong.body.contains("value=\"Maria\"") && wrong.body.contains("value=\"maria@\""), "{}", wrong.body);
        assert_eq!(rene.post(&world.team(), &MARIA).await.status, DONE);
        let list = rene.get("/conseil").await;
        assert!(list.body.contains("Maria Lopes") && list.body.contains("Compte pas encore activé"), "{}", list.body);

        // The link gets lost: another one.
        let maria = list.after("personne=").unwrap().to_owned();
        let first = world.link_to("maria@exemple.fr", "/activation/").await;
        world.scratch.clock.advance(1000);
        assert_eq!(rene.post(&format!("{}/lien?personne={maria}", world.team()), &[]).await.status, DONE);
        let again = world.mail_to("maria@exemple.fr").await.text;
        assert!(again.contains("transmettre des demandes d’inscription à la CMA Bretagne"), "{again}");
        let second = world.link_to("maria@exemple.fr", "/activation/").await;
        assert_ne!(first, second);
        let mut visitor = world.visitor();
        let path = format!("/activation/{second}");
        let chosen = [("mot_de_passe", "quatre chats font la ronde"), ("confirmation", "quatre chats font la ronde")];
        let answer = visitor.post(&path, &chosen).await;
        assert_eq!(answer.status, DONE, "{}", answer.body);
        assert!(rene.get("/conseil").await.body.contains("Compte activé"));
        let late = rene.post(&format!("{}/lien?personne={maria}", world.team()), &[]).await;
        assert!(late.status.is_client_error() && late.body.contains("a déjà activé son compte"), "{}", late.body);

        let mut maria = world.signed_in(maria.parse().unwrap()).await;
        assert_eq!(maria.get(&format!("/regions/{}/demandes/nouvelle", world.bretagne.id)).await.status, StatusCode::OK);
        assert_eq!(maria.get(&format!("/regions/{}/demandes/nouvelle", world.reunion.id)).await.status, StatusCode::NOT_FOUND);
        assert_eq!(maria.get("/conseil").await.status, StatusCode::FORBIDDEN);
        let again = rene.post(&world.team(), &MARIA).await;
        assert!(again.status == WRONG && again.body.contains("ait déjà partie de l’équipe de conseil"), "{}", again.body);
        assert_eq!(world.accounts("maria@exemple.fr").await, 1);
    }

    async fn whoever_has_the_address_is_found_first(engine) {
        let world = World::new(engine).await;
        let mut rene = world.signed_in(world.manager).await;
        let karim = world.person("Karim", "Haddad").await;
        let email = world.address(karim).await;
        let typed = [("prenom", "Maria"), ("nom", "Lopes"), ("courriel", email.as_str())];
        for path in [world.team(), format!("/regions/{}/tuteurs", world.bretagne.id)] {
            let asked = rene.post(&path, &typed).await;
            assert!(asked.status == WRONG && asked.body.contains("C’est Karim Haddad"), "{path}: {}", asked.body);
            assert_eq!(world.accounts(&email).await, 1);
            let answer = karim.to_string();
            let mut same = typed.to_vec();
            same.push(("compte", &answer));
            assert_eq!(rene.post(&path, &same).await.status, DONE, "{path}");
            assert_eq!(world.accounts(&email).await, 1, "{path}: the account that he has");
            world.scratch.clock.advance(1000);
        }
        let mail = world.mail_to(&email).await.text;
        assert!(mail.contains("accompagner des sessions de la CMA Bretagne") && mail.contains("karim.haddad") && !mail.contains("/activation/"), "{mail}");
        let mut other = typed.to_vec();
        other.push(("compte", "autre"));
        assert_eq!(rene.post(&world.team(), &other).await.status, DONE);
        assert_eq!(world.accounts(&email).await, 2, "somebody else, who shares the address");
    }

    async fn an_adviser_who_learns_keeps_the_way_to_their_course(engine) {
        let world = World::new(engine).await;
        let person = world.someone(BuiltIn::Learner).await;
        let home = world.signed_in(person).await.get("/").await.body;
        assert_eq!(home.matches("href=\"/mes-parcours\"").count(), 1, "{home}");
        world.give(person, BuiltIn::Adviser, Over::region(world.bretagne.id)).await;
        world.scratch.clock.advance(120_000);
        let mut both = world.signed_in(person).await;
        let home = both.get("/").await.body;
        assert!(home.contains("href=\"/mes-demandes\"") && home.contains("href=\"/mes-parcours\""), "{home}");
        assert_eq!(both.get("/mes-parcours").await.status, StatusCode::OK);
    }

    async fn the_role_is_taken_away(engine) {
        let world = World::new(engine).await;
        let mut rene = world.signed_in(world.manager).await;
        let person = world.someone(BuiltIn::Adviser).await;
        let mut maria = world.signed_in(person).await;
        let request = crate::requests::sends(&mut maria, &world, world.bretagne.id.0, &world.course.to_string(), "monique@exemple.fr").await;
        let leave = format!("{}/retrait", world.team());
        let asked = rene.get(&format!("{leave}?personne={person}")).await;
        assert!(asked.status == StatusCode::OK && asked.body.contains("Retirer Camille Essai"), "{}", asked.body);
        let fields = [("personne", person.to_string())];
        let fields = fields.each_ref().map(|(name, value)| (*name, value.as_str()));
        assert_eq!(rene.post(&leave, &fields).await.status, DONE);
        assert_eq!(maria.get(&format!("/regions/{}/demandes/nouvelle", world.bretagne.id)).await.status, StatusCode::FORBIDDEN);
        assert!(rene.get("/conseil").await.body.contains("ne fait plus partie"), "said once");
        assert!(!rene.get("/conseil").await.body.contains("Camille Essai"));
        assert_eq!(rene.get(&format!("/demandes/{request}")).await.status, StatusCode::OK, "what was sent stays");
        let again = rene.post(&leave, &fields).await;
        assert!(again.status.is_client_error() && again.body.contains("rechargez la liste"), "{}", again.body);
    }

    async fn another_regions_advisers_are_not_there(engine) {
        let world = World::new(engine).await;
        let mut rene = world.signed_in(world.manager).await;
        let theirs = world.person("Fabienne", "Hoarau").await;
        world.give(theirs, BuiltIn::Adviser, Over::region(world.reunion.id)).await;
        world.lives_in(theirs, world.reunion.id).await;
        let foreign = format!("/regions/{}/conseil", world.reunion.id);
        for path in ["/nouveau", &format!("/retrait?personne={theirs}")] {
            assert_eq!(rene.get(&format!("{foreign}{path}")).await.status, StatusCode::NOT_FOUND, "{path}");
        }
        for path in ["", "/lien", "/retrait"] {
            assert_eq!(rene.post(&format!("{foreign}{path}"), &MARIA).await.status, StatusCode::NOT_FOUND, "{path}");
        }
        let list = rene.get("/conseil").await.body;
        assert!(!list.contains("Hoarau") && !list.contains("CMA La Réunion"), "{list}");
        // Named under his own region, she is nobody.
        for answer in [
            rene.get(&format!("{}/retrait?personne={theirs}", world.team())).await,
            rene.post(&format!("{}/lien?personne={theirs}", world.team()), &[]).await,
            rene.post(&format!("{}/retrait", world.team()), &[("personne", &theirs.to_string())]).await,
            rene.post(&format!("{}/retrait", world.team()), &[("personne", "x")]).await,
        ] {
            assert!(answer.status.is_client_error() && !answer.body.contains("Hoarau"), "{}", answer.body);
        }
        assert_eq!(world.signed_in(theirs).await.get(&format!("/regions/{}/demandes/nouvelle", world.reunion.id)).await.status, StatusCode::OK);
        // Her address tells nothing of her, and gives no right over her account.
        let email = world.address(theirs).await;
        let added = rene.post(&world.team(), &[("prenom", "Maria"), ("nom", "Lopes"), ("courriel", &email)]).await;
        assert_eq!(added.status, DONE, "{}", added.body);
        assert_eq!(world.accounts(&email).await, 2);
        assert!(!rene.get("/conseil").await.body.contains("Hoarau"));
    }

    async fn who_manages_several_regions_sees_each_team(engine) {
        let world = World::new(engine).await;
        world.someone(BuiltIn::Adviser).await;
        let mut office = world.signed_in(world.someone(BuiltIn::Administrator).await).await;
        let page = office.get("/conseil").await.body;
        for name in ["CMA Bretagne", "CMA La Réunion"] {
            assert!(page.contains(&format!("Ajouter une personne, {name}")), "{page}");
        }
        assert!(page.contains("Camille Essai") && !page.contains("CMA Fermée"), "{page}");
        let mut costs = Vec::new();
        for _ in 0..2 {
            let before = world.site.db().statements();
            office.get("/conseil").await;
            costs.push(world.site.db().statements() - before);
            for _ in 0..5 {
                world.someone(BuiltIn::Adviser).await;
            }
            office.get("/conseil").await;
        }
        assert_eq!(costs[0], costs[1], "as many queries, however many advisers");
    }

    async fn two_managers_at_once_open_one_account(engine) {
        let world = World::new(engine).await;
        let (mut rene, mut other) = (world.signed_in(world.manager).await, world.signed_in(world.someone(BuiltIn::Manager).await).await);
        let path = world.team();
        let (one, two) = tokio::join!(rene.post(&path, &MARIA), other.post(&path, &MARIA));
        let done = [&one, &two].iter().filter(|answer| answer.status == DONE).count();
        assert_eq!((done, world.accounts("maria@exemple.fr").await), (1, 1), "{} {}", one.status, two.status);
        let late = if one.status == DONE { two } else { one };
        assert!(late.body.contains("Quelqu’un vient d’ouvrir") || late.body.contains("ait déjà partie"), "{}", late.body);
    }
}
