//! René enrols Monique by one form; she activates her account; what can go wrong says so.

use http::StatusCode;
use platform::testing::{Answer, Visitor};
use platform::{args, both_engines, sql};

use crate::world::{Relation, World};

const MONIQUE: [(&str, &str); 5] = [
    ("prenom", "Monique"),
    ("nom", "Le Bihan"),
    ("courriel", "Monique.LeBihan@exemple.fr"),
    ("metier", "Pâtissière"),
    ("entreprise", "Les Gâteaux de Monique"),
];
const CHOSEN: [(&str, &str); 2] = [
    ("mot_de_passe", "un gâteau de mariage bleu"),
    ("confirmation", "un gâteau de mariage bleu"),
];

async fn enrol(world: &World, rene: &mut Visitor, fields: &[(&str, &str)]) -> Answer {
    rene.post(&format!("/sessions/{}/inscriptions", world.own), fields)
        .await
}

both_engines! {
    async fn from_the_form_to_her_home(engine) {
        let world = World::new(engine).await;
        let mut rene = world.signed_in(world.manager).await;
        let done = enrol(&world, &mut rene, &MONIQUE).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
        let page = rene.follow(done.location()).await;
        assert!(page.body.contains("Inscription faite"), "said once");
        assert!(page.body.contains("Monique Le Bihan") && page.body.contains("Compte pas encore activé"));
        assert!(!rene.follow(done.location()).await.body.contains("Inscription faite"), "and not again");

        // A link of access that was refused isn't sent again to a better address: another took its place.
        let kinds = sql!("SELECT kind FROM mails ORDER BY kind");
        let kinds = world.site.db().read().await.unwrap().all(kinds, args![]).await.unwrap();
        let kinds: Vec<String> = kinds.iter().map(|row| row.get("kind").unwrap()).collect();
        assert_eq!(kinds, ["activation", "course"]);

        let mail = world.mail_to("monique.lebihan@exemple.fr").await;
        assert_eq!(mail.from_name, "René Kerjean, CMA Bretagne");
        assert_eq!(mail.reply_to.as_deref(), Some("personne1@exemple.fr"));
        assert!(mail.text.contains("Votre identifiant\u{202f}: monique.lebihan"));
        assert!(mail.text.contains(&format!("{}/activation/", world.site.config().public_url)));

        let link = world.link_to("monique.lebihan@exemple.fr", "/activation/").await;
        let mut monique = world.visitor();
        assert!(monique.get(&format!("/activation/{link}")).await.body.contains("Bienvenue Monique"));
        let home = monique.post(&format!("/activation/{link}"), &CHOSEN).await;
        let home = monique.follow(home.location()).await;
        assert!(home.body.contains("Bonjour Monique") && home.body.contains("Réussir ma stratégie Facebook"));
        let course = monique.get(&format!("/mes-parcours/{}", home.after("/mes-parcours/").unwrap())).await;
        for modality in ["À distance, à mon rythme", "À distance, en direct", "Sur place", "Étude de cas", "Quiz"] {
            assert!(course.body.contains(modality), "{modality}");
        }
        let again = world.visitor().post(&format!("/activation/{link}"), &CHOSEN).await;
        assert_eq!(again.status, StatusCode::GONE);
        assert!(again.body.contains("Recevoir un nouveau lien"), "a way out");
        let page = rene.get(&format!("/sessions/{}", world.own)).await;
        assert!(!page.body.contains("Compte pas encore activé"));
    }

    async fn what_was_typed_stays_and_each_error_is_said(engine) {
        let world = World::new(engine).await;
        let mut rene = world.signed_in(world.manager).await;
        let wrong = [("prenom", "Monique"), ("nom", ""), ("courriel", "monique@"), ("telephone", "12")];
        let answer = enrol(&world, &mut rene, &wrong).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.body.contains("Trois choses à corriger") && answer.body.contains("value=\"Monique\""));
        assert!(answer.body.contains("href=\"#courriel\"") && answer.body.contains("aria-invalid=\"true\""));
    }

    async fn the_same_person_twice_is_one_enrolment(engine) {
        let world = World::new(engine).await;
        let mut rene = world.signed_in(world.manager).await;
        enrol(&world, &mut rene, &MONIQUE).await;
        let again = enrol(&world, &mut rene, &MONIQUE).await;
        assert!(again.body.contains("Cette personne est déjà inscrite"), "{}", again.body);
    }

    async fn an_address_that_someone_has_is_asked_about(engine) {
        let world = World::new(engine).await;
        let mut rene = world.signed_in(world.manager).await;
        enrol(&world, &mut rene, &MONIQUE).await;
        let yves = [("prenom", "Yves"), ("nom", "Le Bihan"), ("courriel", "monique.lebihan@exemple.fr")];
        let asked = enrol(&world, &mut rene, &yves).await;
        assert!(asked.body.contains("C’est Monique Le Bihan"), "{}", asked.body);
        let mut fields = yves.to_vec();
        fields.push(("compte", "autre"));
        world.scratch.clock.advance(1000);
        assert_eq!(enrol(&world, &mut rene, &fields).await.status, StatusCode::SEE_OTHER);
        let mail = world.mail_to("monique.lebihan@exemple.fr").await;
        assert!(mail.text.contains("Votre identifiant\u{202f}: yves.lebihan"), "{}", mail.text);
    }

    async fn two_at_once_make_one_enrolment_each_and_no_error(engine) {
        let world = World::new(engine).await;
        let (mut a, mut b) = (world.signed_in(world.manager).await, world.signed_in(world.manager).await);
        let other = [("prenom", "Monique"), ("nom", "Le Bihan"), ("courriel", "autre@exemple.fr")];
        let (first, second) = tokio::join!(enrol(&world, &mut a, &MONIQUE), enrol(&world, &mut b, &other));
        assert_eq!((first.status, second.status), (StatusCode::SEE_OTHER, StatusCode::SEE_OTHER));
        let logins = [world.mail_to("monique.lebihan@exemple.fr").await.text, world.mail_to("autre@exemple.fr").await.text];
        assert!(logins.iter().any(|text| text.contains("monique.lebihan2")), "two of one name have two identifiers");
    }

    async fn a_new_link_replaces_the_old_one(engine) {
        let world = World::new(engine).await;
        let mut rene = world.signed_in(world.manager).await;
        enrol(&world, &mut rene, &MONIQUE).await;
        let old = world.link_to("monique.lebihan@exemple.fr", "/activation/").await;
        let page = rene.get(&format!("/sessions/{}", world.own)).await;
        let mut ids = page.body.split("/inscriptions/").filter_map(|part| part.get(..36)?.parse::<uuid::Uuid>().ok());
        let id = ids.next().expect("an enrolment on the page");
        world.scratch.clock.advance(1000);
        assert_eq!(rene.post(&format!("/inscriptions/{id}/lien"), &[]).await.status, StatusCode::SEE_OTHER);
        let new = world.link_to("monique.lebihan@exemple.fr", "/activation/").await;
        assert_ne!(old, new);
        assert_eq!(world.visitor().get(&format!("/activation/{old}")).await.status, StatusCode::GONE);
        assert_eq!(world.visitor().get(&format!("/activation/{new}")).await.status, StatusCode::OK);
    }

    async fn someone_withdrawn_loses_the_course_and_may_come_back(engine) {
        let world = World::new(engine).await;
        let mut rene = world.signed_in(world.manager).await;
        enrol(&world, &mut rene, &MONIQUE).await;
        let link = world.link_to("monique.lebihan@exemple.fr", "/activation/").await;
        let mut monique = world.visitor();
        monique.post(&format!("/activation/{link}"), &CHOSEN).await;
        let id = monique.get("/").await.after("/mes-parcours/").unwrap().to_owned();
        assert!(rene.get(&format!("/inscriptions/{id}/retrait")).await.body.contains("Retirer Monique Le Bihan"));
        rene.post(&format!("/inscriptions/{id}/retrait"), &[("motif", "work")]).await;
        assert_eq!(monique.get(&format!("/mes-parcours/{id}")).await.status, StatusCode::NOT_FOUND);
        assert!(monique.get("/").await.body.contains("Rien à suivre pour le moment"));
        assert_eq!(enrol(&world, &mut rene, &MONIQUE).await.status, StatusCode::SEE_OTHER);
        assert_eq!(monique.get(&format!("/mes-parcours/{id}")).await.status, StatusCode::OK, "the same place as before");
    }

    async fn a_session_that_is_over_takes_nobody(engine) {
        let world = World::new(engine).await;
        world.scratch.clock.advance(30 * 24 * 3_600_000);
        let mut rene = world.signed_in(world.manager).await;
        let answer = enrol(&world, &mut rene, &MONIQUE).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.body.contains("La session est terminée"));
        let page = rene.get(&format!("/sessions/{}", world.session(Relation::Own))).await;
        assert!(!page.body.contains("Inscrire une personne"));
    }
}
