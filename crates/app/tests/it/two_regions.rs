//! Somebody who has an account in another region: no manager is told of them, and nobody gets their account by typing their
//! address, their name or both.

use http::StatusCode;
use platform::http::BuiltIn;
use platform::testing::Visitor;
use platform::{PersonId, args, both_engines, sql};

use crate::world::World;

const DONE: StatusCode = StatusCode::SEE_OTHER;

/// Monique of La Réunion, with a trade and a place there.
pub struct Theirs {
    pub person: PersonId,
    pub email: String,
    pub login: String,
}

impl Theirs {
    pub async fn new(world: &World) -> Self {
        let person = world.person("Monique", "Le Bihan").await;
        let mut tx = world.site.db().begin().await.unwrap();
        let moved = sql!("UPDATE people SET region_id = $2 WHERE id = $1");
        tx.execute(moved, args![person, world.reunion.id]).await.unwrap();
        tx.commit().await.unwrap();
        world.enrol(person, world.foreign).await;
        let directory = people::directory::Directory::of(&world.site).unwrap();
        let card = directory.card(&world.site, person).await.unwrap();
        Self {
            person,
            email: card.email.clone(),
            login: card.login.clone(),
        }
    }

    /// Their account is theirs alone: where they are enrolled hasn't changed, and a page of René's says nothing of it.
    async fn are_left_alone(&self, world: &World, rene: &mut Visitor) {
        let mut tx = world.site.db().read().await.unwrap();
        let own = training::enrolment::of_person(&mut tx, self.person)
            .await
            .unwrap();
        assert!(own.len() == 1 && own[0].session.id == world.foreign);
        drop(tx);
        let page = rene.get(&format!("/sessions/{}", world.own)).await.body;
        assert!(
            page.contains("Monique Le Bihan") && !page.contains(&self.person.to_string()),
            "{page}"
        );
        let told = world.mail_to(&self.email).await.text;
        assert!(
            told.contains("/activation/") && told.contains("monique.lebihan2"),
            "an account of its own: {told}"
        );
        assert!(
            !told.lines().any(|line| line.trim_end().ends_with(&self.login)),
            "{told}"
        );
    }
}

both_engines! {
    async fn the_form_of_enrolment_makes_another_account(engine) {
        let world = World::new(engine).await;
        let theirs = Theirs::new(&world).await;
        let mut rene = world.signed_in(world.manager).await;
        let typed = [("prenom", "Monique"), ("nom", "Le Bihan"), ("courriel", theirs.email.as_str())];
        let answer = rene.post(&format!("/sessions/{}/inscriptions", world.own), &typed).await;
        assert_eq!(answer.status, DONE, "{}", answer.body);
        theirs.are_left_alone(&world, &mut rene).await;
        // Nor by an identifier of theirs that one would have got.
        let own = theirs.person.to_string();
        let stolen = [("prenom", "Karim"), ("nom", "Haddad"), ("courriel", "karim@exemple.fr"), ("compte", own.as_str())];
        assert_eq!(rene.post(&format!("/sessions/{}/inscriptions", world.own), &stolen).await.status, DONE);
        theirs.are_left_alone(&world, &mut rene).await;
    }

    async fn a_request_makes_another_account(engine) {
        let world = World::new(engine).await;
        let theirs = Theirs::new(&world).await;
        let mut rene = world.signed_in(world.manager).await;
        let choice = format!("{}/{}", world.course, world.own);
        // They asked in their own region too: René isn't told of it.
        let mut office = world.signed_in(world.someone(BuiltIn::Administrator).await).await;
        crate::requests::sends(&mut office, &world, world.reunion.id.0, &world.course.to_string(), &theirs.email).await;
        let id = crate::requests::sends(&mut rene, &world, world.bretagne.id.0, &choice, &theirs.email).await;
        let page = rene.get(&format!("/demandes/{id}")).await.body;
        assert!(!page.contains("autre demande"), "{page}");
        assert_eq!(rene.post(&format!("/demandes/{id}/signature"), &[]).await.status, DONE);
        world.scratch.clock.advance(1000);
        let enrol = format!("/sessions/{}/inscriptions/demande", world.own);
        let own = theirs.person.to_string();
        let answer = rene.post(&enrol, &[("demande", &id.to_string()), ("compte", &own)]).await;
        assert_eq!(answer.status, DONE, "{}", answer.body);
        theirs.are_left_alone(&world, &mut rene).await;
    }

    async fn a_list_makes_another_account(engine) {
        let world = World::new(engine).await;
        let theirs = Theirs::new(&world).await;
        let mut rene = world.signed_in(world.manager).await;
        let list = format!("Prénom;Nom;Courriel\nMonique;Le Bihan;{}", theirs.email);
        let home = format!("/sessions/{}/inscriptions/liste", world.own);
        let sent = rene.post_file(&home, &[], ("fichier=liste.csv", list.as_bytes())).await;
        assert_eq!(sent.status, DONE, "{}", sent.body);
        let path = sent.location().to_owned();
        let page = rene.get(&path).await;
        assert!(!page.body.contains("déjà connue") && !page.body.contains("quelqu’un d’autre"), "{}", page.body);
        let revision = page.body.split("name=\"revision\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
        let revision = revision.unwrap_or_default().to_owned();
        assert_eq!(rene.post(&format!("{path}/inscription"), &[("revision", &revision)]).await.status, DONE);
        platform::jobs::settle(&world.site, &app::rooms::handlers()).await.unwrap();
        theirs.are_left_alone(&world, &mut rene).await;
    }

    /// Two accounts of one address: each has a password of its own.
    async fn no_password_opens_the_other_account(engine) {
        let world = World::new(engine).await;
        let theirs = Theirs::new(&world).await;
        let mut rene = world.signed_in(world.manager).await;
        let typed = [("prenom", "Monique"), ("nom", "Le Bihan"), ("courriel", theirs.email.as_str())];
        assert_eq!(rene.post(&format!("/sessions/{}/inscriptions", world.own), &typed).await.status, DONE);
        let link = format!("/activation/{}", world.link_to(&theirs.email, "/activation/").await);
        let own = "quatre chats font la ronde";
        let chosen = [("mot_de_passe", own), ("confirmation", own)];
        assert_eq!(world.visitor().post(&link, &chosen).await.status, DONE);
        let (signed, answer) = world.sign_in(&theirs.login, crate::world::PASSWORD).await;
        assert!(signed.signed_in(), "{}", answer.body);
        let (other, _) = world.sign_in("monique.lebihan2", crate::world::PASSWORD).await;
        assert!(!other.signed_in(), "no password opens both");
    }
}
