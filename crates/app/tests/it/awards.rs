//! Badges won by themselves: a rule is data, an event wins once, a holder shows what they choose to.

use http::StatusCode;
use platform::events::{self, Event};
use platform::http::BuiltIn;
use platform::ids::Uuid;
use platform::{PersonId, args, both_engines, sql};

use crate::world::{Relation, World};

const DONE: StatusCode = StatusCode::SEE_OTHER;
const WRONG: StatusCode = StatusCode::UNPROCESSABLE_ENTITY;

impl World {
    /// A badge of somebody, or of who is asked about.
    pub async fn award(&self, relation: Relation, me: Option<PersonId>) -> Uuid {
        let person = match me.filter(|_| relation == Relation::Own) {
            Some(person) => person,
            None => self.person("Autre", "Personne").await,
        };
        let id = self.site.new_id::<Uuid>();
        let sql = sql!(
            "INSERT INTO awards (id, rule_id, person_id, session_id, won_at) SELECT $1, r.id, $2, $3, $4 FROM badge_rules r
             WHERE r.won_by = 'forum' AND NOT EXISTS (SELECT a.id FROM awards a WHERE a.person_id = $2)"
        );
        let now = self.site.clock().now();
        let mut tx = self.site.db().begin().await.unwrap();
        tx.execute(sql, args![id, person, self.session(relation), now])
            .await
            .unwrap();
        let sql = sql!("SELECT id FROM awards WHERE person_id = $1");
        let found = tx.one(sql, args![person]).await.unwrap().get("id").unwrap();
        tx.commit().await.unwrap();
        found
    }

    async fn opens_forum(&self, person: PersonId) {
        let mut tx = self.site.db().begin().await.unwrap();
        let event = Event::new("forum.opened").by(person).in_session(self.own);
        events::write(&mut tx, &self.site, event).await.unwrap();
        tx.commit().await.unwrap();
        self.reacts().await;
    }

    async fn reacts(&self) {
        events::settle(&self.site, &app::rooms::reactors()).await.unwrap();
    }

    async fn awards(&self) -> Vec<String> {
        let mut tx = self.site.db().read().await.unwrap();
        let sql = sql!(
            "SELECT r.name FROM awards a JOIN badge_rules r ON r.id = a.rule_id ORDER BY r.created_at, r.id"
        );
        let rows = tx.all(sql, args![]).await.unwrap();
        rows.iter().map(|row| row.get("name").unwrap()).collect()
    }
}

both_engines! {
    async fn the_first_visit_of_the_forum_wins_a_badge_once(engine) {
        let world = World::new(engine).await;
        let learner = world.someone(BuiltIn::Learner).await;
        let mut monique = world.signed_in(learner).await;
        assert!(!monique.get("/").await.body.contains("Première visite"));
        let wall = monique.get("/mes-badges").await.body;
        assert!(wall.contains("Pas encore de badge") && wall.contains("Ouvrir le forum de sa session"), "{wall}");
        for _ in 0..2 {
            assert_eq!(monique.get(&format!("/sessions/{}/forum", world.own)).await.status, StatusCode::OK);
            world.reacts().await;
        }
        // Who isn't a learner of the session wins nothing by reading its forum.
        world.opens_forum(world.someone(BuiltIn::Tutor).await).await;
        assert_eq!(world.awards().await, ["Première visite"]);
        assert!(monique.get("/").await.body.contains("Première visite"), "on her home");
        let wall = monique.get("/mes-badges").await.body;
        assert!(!wall.contains("Pas encore de badge") && wall.contains("Gagné le"), "{wall}");
    }

    async fn steps_and_results_win_badges(engine) {
        let world = World::new(engine).await;
        let learner = world.someone(BuiltIn::Learner).await;
        let enrolment = world.enrolment_of(learner).await;
        let mut rene = world.signed_in(world.manager).await;
        for step in world.steps().await {
            let path = format!("/inscriptions/{enrolment}/etapes/{}/validation", step.id);
            rene.post(&path, &[("date", "2026-11-02"), ("pourcentage", "95")]).await;
        }
        world.reacts().await;
        let won = world.awards().await;
        assert!(won.contains(&"Bel ouvrage".to_owned()), "{won:?}");
        assert!(!won.contains(&"Première visite".to_owned()), "{won:?}");
        let before = won.len();
        world.reacts().await;
        assert_eq!(world.awards().await.len(), before, "read again, won once");
    }

    async fn a_holder_shows_a_badge_while_they_choose_to(engine) {
        let world = World::new(engine).await;
        let learner = world.someone(BuiltIn::Learner).await;
        let mut monique = world.signed_in(learner).await;
        world.opens_forum(learner).await;
        let wall = monique.get("/mes-badges").await;
        let share = format!("/mes-badges/{}/partage", wall.after("\"/mes-badges/").unwrap());
        let own = share.replace("partage", "fichier");
        assert!(!wall.body.contains("/badges/partages/"), "nobody sees it");
        assert_eq!(monique.post(&share, &[("montrer", "oui")]).await.status, DONE);
        let wall = monique.get("/mes-badges").await;
        let name = wall.after("/badges/partages/").unwrap().to_owned();
        let path = format!("/badges/partages/{name}");
        let seen = world.visitor().get(&path).await;
        assert_eq!((seen.status, seen.headers["x-robots-tag"].to_str().unwrap()), (StatusCode::OK, "noindex"));
        assert!(seen.body.contains("Première visite") && seen.body.contains("CMA Bretagne"), "{}", seen.body);
        let token = world.visitor().get(&format!("{path}/fichier")).await;
        assert_eq!(token.headers["content-type"], "application/jwt");
        assert_eq!(token.body.split('.').count(), 3);
        assert_ne!(monique.get(&own).await.body, token.body, "her own copy says her address, hashed");
        // Pressed twice, it is the same link; taken back, it leads nowhere, and another is made.
        monique.post(&share, &[("montrer", "oui")]).await;
        assert_eq!(world.visitor().get(&path).await.status, StatusCode::OK);
        monique.post(&share, &[("montrer", "non")]).await;
        assert_eq!(world.visitor().get(&path).await.status, StatusCode::NOT_FOUND);
        assert_eq!(world.visitor().get(&format!("{path}/fichier")).await.status, StatusCode::NOT_FOUND);
        monique.post(&share, &[("montrer", "oui")]).await;
        assert_ne!(monique.get("/mes-badges").await.after("/badges/partages/").unwrap(), name);
        // Somebody else's badge isn't there.
        let mut other = world.signed_in(world.person("Karim", "Diallo").await).await;
        assert_ne!(other.post(&share, &[("montrer", "oui")]).await.status, DONE);
        assert_eq!(world.visitor().get("/badges/partages/nimporte").await.status, StatusCode::NOT_FOUND);
    }

    async fn the_office_says_what_wins_a_badge(engine) {
        let world = World::new(engine).await;
        let learner = world.someone(BuiltIn::Learner).await;
        let mut office = world.signed_in(world.someone(BuiltIn::Administrator).await).await;
        let page = office.get("/regles-de-badges").await.body;
        assert!(page.contains("Main à la pâte") && page.contains("Terminer 2 modules"), "{page}");
        let wrong = office.post("/regles-de-badges", &[("nom", ""), ("fait", "forum"), ("dessin", "star"), ("histoire", "Venir.")]).await;
        assert!(wrong.status == WRONG && wrong.body.contains("Venir."), "what was typed stays: {}", wrong.body);
        let fields = [("nom", "Bienvenue"), ("histoire", "Passer par le forum."), ("dessin", "star"), ("fait", "forum"), ("nombre", "")];
        assert_eq!(office.post("/regles-de-badges", &fields).await.status, DONE);
        let page = office.get("/regles-de-badges").await;
        assert!(page.body.contains("Bienvenue"), "{}", page.body);
        let stop = format!("/regles-de-badges/{}", page.after("\"/regles-de-badges/").unwrap());
        assert_eq!(office.post(&stop, &[("acte", "arreter")]).await.status, DONE);
        world.opens_forum(learner).await;
        assert_eq!(world.awards().await, ["Bienvenue"], "a rule that is stopped wins nothing");
        assert_eq!(office.post(&stop, &[("acte", "reprendre")]).await.status, DONE);
        world.opens_forum(learner).await;
        assert_eq!(world.awards().await.len(), 2);
        assert_eq!(office.post("/regles-de-badges/nimporte", &[("acte", "arreter")]).await.status, StatusCode::NOT_FOUND);
        let mut rene = world.signed_in(world.manager).await;
        assert_eq!(rene.get("/regles-de-badges").await.status, StatusCode::FORBIDDEN);
    }
}
