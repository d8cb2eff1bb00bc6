//! Who accompanies whom: a session's tutors for everybody, another for one learner, one in the place of another.

use http::StatusCode;
use platform::html::fr;
use platform::http::BuiltIn;
use platform::{PersonId, args, both_engines, events, sql};
use training::sessions::Duty;
use training::tutors;

use crate::world::World;

const DONE: StatusCode = StatusCode::SEE_OTHER;
const WRONG: StatusCode = StatusCode::UNPROCESSABLE_ENTITY;

/// Fields with values of their own.
fn fields(pairs: &[(&str, &dyn ToString)]) -> Vec<(String, String)> {
    pairs
        .iter()
        .map(|(name, value)| ((*name).to_owned(), value.to_string()))
        .collect()
}

/// The part of a page where one sees who helps.
fn helpers(body: &str) -> &str {
    body.split("Qui m’aide")
        .last()
        .unwrap()
        .split("</section>")
        .next()
        .unwrap()
}

impl World {
    /// René's form, sent.
    async fn rene(&self, path: &str, pairs: &[(&str, &dyn ToString)]) -> platform::testing::Answer {
        let sent = fields(pairs);
        let sent: Vec<(&str, &str)> = sent
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        let path = format!("/sessions/{}/tuteurs/{path}", self.own);
        self.signed_in(self.manager).await.post(&path, &sent).await
    }

    /// The revision that the form of learners has.
    async fn revision(&self) -> String {
        let path = format!("/sessions/{}/tuteurs/apprenants", self.own);
        let page = self.signed_in(self.manager).await.get(&path).await;
        page.after("name=\"revision\" value=\"").unwrap().to_owned()
    }

    async fn sees_session(&self, person: PersonId) -> bool {
        let path = format!("/sessions/{}", self.own);
        self.signed_in(person).await.get(&path).await.status == StatusCode::OK
    }
}

both_engines! {
    async fn a_learner_may_have_a_tutor_of_their_own(engine) {
        let world = World::new(engine).await;
        let fabienne = world.tutor("Fabienne", "Martin", &world.bretagne).await;
        let karim = world.tutor("Karim", "Haddad", &world.bretagne).await;
        let stranger = world.tutor("Karim", "Payet", &world.reunion).await;
        world.accompanies(fabienne, world.own, Duty::Content).await;
        world.accompanies(fabienne, world.own, Duty::Motivation).await;
        let (monique, maria) = (world.person("Monique", "Le Bihan").await, world.person("Maria", "Ferreira").await);
        let (hers, other) = (world.enrol(monique, world.own).await, world.enrol(maria, world.own).await);
        let mut learner = world.signed_in(monique).await;
        world.scratch.clock.advance(60_000);
        let course = format!("/mes-parcours/{hers}");
        for page in ["/", &course, "/", &course] {
            assert!(!helpers(&learner.get(page).await.body).contains("Karim"));
        }
        assert!(!world.sees_session(karim).await);

        let field = format!("tuteur-{hers}");
        let revision = world.revision().await;
        let away = world.rene("apprenants", &[("role", &"content"), ("revision", &revision), (&field, &stranger)]).await;
        assert_eq!(away.status, StatusCode::NOT_FOUND, "another region's");
        let chosen = world.rene("apprenants", &[("role", &"content"), ("revision", &revision), (&field, &karim)]).await;
        assert_eq!(chosen.status, DONE, "{}", chosen.body);
        for page in ["/", &course] {
            let body = learner.get(page).await.body;
            let body = helpers(&body);
            assert!(body.contains("Karim Haddad") && body.contains("Pour le contenu"), "{page}: {body}");
            assert!(body.contains("Fabienne Martin") && body.contains("Pour s’organiser"), "{page}: {body}");
            assert_eq!(body.matches("Pour le contenu").count(), 1, "{page}: {body}");
        }
        let page = world.signed_in(maria).await.get("/").await.body;
        assert!(!helpers(&page).contains("Karim"), "hers alone");

        let mut tutor = world.signed_in(karim).await;
        let page = tutor.get(&format!("/sessions/{}", world.own)).await.body;
        assert!(page.contains("Avec vous, pour le contenu"), "{page}");
        assert!(page.find("Monique Le Bihan") < page.find("Maria Ferreira"), "his learners first");
        let page = world.signed_in(fabienne).await.get(&format!("/sessions/{}", world.own)).await.body;
        assert!(page.contains("Avec Karim Haddad, pour le contenu"), "{page}");

        let late = world.rene("apprenants", &[("role", &"content"), ("revision", &revision), (&field, &"")]).await;
        assert_eq!(late.status, WRONG, "someone has changed the session");
        assert!(late.body.contains("Quelqu’un a changé cette session"), "{}", late.body);
        // What one didn't touch comes back as the colleague left it.
        let before = format!("avant-{hers}");
        let mine = format!("tuteur-{other}");
        let untouched = [("role", &"content" as &dyn ToString), ("revision", &revision), (&before, &""), (&field, &""), (&mine, &fabienne)];
        let late = world.rene("apprenants", &untouched).await;
        assert_eq!(late.status, WRONG);
        let chosen = |id| late.body.split(&format!("name=\"tuteur-{id}\"")).nth(1).unwrap().split("</select>").next().unwrap().to_owned();
        assert!(chosen(hers).contains(&format!("value=\"{karim}\" selected")), "{}", chosen(hers));
        assert!(chosen(other).contains(&format!("value=\"{fabienne}\" selected")), "{}", chosen(other));
        let page = world.signed_in(world.manager).await.get(&format!("/sessions/{}/tuteurs", world.own)).await.body;
        assert!(page.contains("Pour le contenu, 1 apprenant en particulier"), "{page}");

        let own = format!("tuteur-{other}");
        let revision = world.revision().await;
        world.rene("apprenants", &[("role", &"technical"), ("revision", &revision), (&own, &karim)]).await;
        let revision = world.revision().await;
        world.rene("apprenants", &[("role", &"content"), ("revision", &revision), (&field, &"")]).await;
        assert!(world.sees_session(karim).await, "he has another learner there");
        assert!(helpers(&learner.get("/").await.body).contains("Pour le contenu") && !learner.get("/").await.body.contains("Karim"));
        world.withdraw(other).await;
        assert!(!world.sees_session(karim).await, "and none since she left");
        let mut tx = world.site.db().read().await.unwrap();
        let many: i64 = tx.one(sql!("SELECT COUNT(*) AS many FROM learner_tutors"), args![]).await.unwrap().get("many").unwrap();
        assert_eq!(many, 0);
    }

    /// Out of the region, once they accompany nothing there; they may be added again.
    async fn a_tutor_leaves_the_region(engine) {
        let world = World::new(engine).await;
        let karim = world.tutor("Karim", "Haddad", &world.bretagne).await;
        let busy = world.someone(BuiltIn::Tutor).await;
        let mut rene = world.signed_in(world.manager).await;
        let path = format!("/regions/{}/tuteurs/retrait", world.bretagne.id);
        let tutors = format!("/sessions/{}/tuteurs", world.own);
        let page = rene.get(&tutors).await.body;
        assert!(page.contains(&path) && page.contains("Karim Haddad"), "{page}");
        let page = rene.get(&path).await.body;
        assert!(page.contains(&karim.to_string()) && !page.contains(&busy.to_string()), "{page}");
        assert!(page.contains("Camille Essai accompagne une session en cours ou à venir"), "{page}");
        let nobody = platform::PersonId(uuid::Uuid::from_u128(7));
        for wrong in [busy, nobody, world.manager] {
            let refused = rene.post(&path, &[("tuteur", &wrong.to_string())]).await;
            assert!(refused.status == StatusCode::UNPROCESSABLE_ENTITY && refused.body.contains("hoisissez quelqu’un de la liste"), "{}", refused.body);
        }
        let done = rene.post(&path, &[("tuteur", &karim.to_string())]).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
        assert!(rene.follow(done.location()).await.body.contains("Karim Haddad ne fait plus partie des tuteurs de la région"));
        assert!(!rene.get(&tutors).await.body.contains("Karim Haddad"));
        assert!(rene.get(&path).await.body.contains("Personne n’est libre"));
        let again = [("tuteur", karim.to_string()), ("role", "content".to_owned())];
        let again: Vec<(&str, &str)> = again.iter().map(|(name, value)| (*name, value.as_str())).collect();
        assert_eq!(rene.post(&tutors, &again).await.status, StatusCode::UNPROCESSABLE_ENTITY, "nor chosen any more");
        let email = people::directory::Directory::of(&world.site).unwrap().card(&world.site, karim).await.unwrap().email.clone();
        let form = [("prenom", "Karim"), ("nom", "Haddad"), ("courriel", email.as_str())];
        let added = rene.post(&format!("/regions/{}/tuteurs", world.bretagne.id), &form).await;
        assert_eq!(added.status, StatusCode::SEE_OTHER, "{}", added.body);
        assert!(rene.get(&path).await.body.contains(&karim.to_string()), "the same account");
    }

    async fn a_tutor_takes_the_place_of_another(engine) {
        let world = World::new(engine).await;
        let fabienne = world.tutor("Fabienne", "Martin", &world.bretagne).await;
        let karim = world.tutor("Karim", "Haddad", &world.bretagne).await;
        let stranger = world.tutor("Karim", "Payet", &world.reunion).await;
        world.accompanies(fabienne, world.own, Duty::Content).await;
        world.accompanies(fabienne, world.own, Duty::Technical).await;
        world.accompanies(karim, world.own, Duty::Technical).await;
        world.dated(world.own, 1, "2026-11-17T17:00:00Z", "2026-11-17T18:30:00Z").await;
        let monique = world.person("Monique", "Le Bihan").await;
        let enrolment = world.enrol(monique, world.own).await;
        let step = world.steps().await[1].id;
        let mut tx = world.site.db().begin().await.unwrap();
        let sql = sql!("INSERT INTO step_states (enrolment_id, step_id, status, seconds, changed_at) VALUES ($1, $2, 'started', 1, $3)");
        tx.execute(sql, args![enrolment, step, world.site.clock().now()]).await.unwrap();
        tx.commit().await.unwrap();
        let field = format!("tuteur-{enrolment}");
        world.rene("apprenants", &[("role", &"motivation"), ("revision", &world.revision().await), (&field, &fabienne)]).await;
        let mut learner = world.signed_in(monique).await;
        world.scratch.clock.advance(60_000);
        learner.get("/").await;
        assert!(helpers(&learner.get("/").await.body).contains("Fabienne"));

        let mut rene = world.signed_in(world.manager).await;
        let page = rene.get(&format!("/sessions/{}/tuteurs/remplacement?tuteur={fabienne}", world.own)).await;
        for said in ["Remplacer Fabienne Martin", "Pour s’organiser et garder le cap, 1 apprenant en particulier", "1 date à venir", "1 étape à valider"] {
            assert!(page.body.contains(said), "{said}\n{}", page.body);
        }
        assert!(fr::check(&page.body).is_empty(), "{:?}", fr::check(&page.body));
        let nobody = world.rene("remplacement", &[("tuteur", &fabienne), ("nouveau", &""), ("raison", &"")]).await;
        assert_eq!(nobody.status, WRONG);
        assert!(nobody.body.contains("Choisissez qui prend la suite") && nobody.body.contains("Dites pour quelle raison"));
        let herself = world.rene("remplacement", &[("tuteur", &fabienne), ("nouveau", &fabienne), ("raison", &"absence")]).await;
        assert_eq!(herself.status, WRONG);
        let away = world.rene("remplacement", &[("tuteur", &fabienne), ("nouveau", &stranger), ("raison", &"absence")]).await;
        assert_eq!(away.status, StatusCode::NOT_FOUND, "another region's");
        assert!(world.sees_session(fabienne).await, "nothing has changed");

        let asked: &[(&str, &dyn ToString)] = &[("tuteur", &fabienne), ("nouveau", &karim), ("raison", &"absence")];
        assert_eq!(world.rene("remplacement", asked).await.status, DONE);
        assert!(!world.sees_session(fabienne).await && world.sees_session(karim).await);
        let body = learner.get("/").await.body;
        let body = helpers(&body);
        assert!(!body.contains("Fabienne") && body.matches("Karim Haddad").count() == 3, "{body}");
        let mail = world.mail_to("personne3@exemple.fr").await;
        for said in [
            "Vous prenez la suite de Fabienne Martin dans la session «\u{202f}Réussir ma stratégie Facebook\u{202f}» (A1).",
            "Vous êtes là pour le contenu et pour la technique, pour toute la session.",
            "Pour s’organiser et garder le cap, vous suivez 1 apprenant en particulier\u{202f}: la page de la session dit qui.",
            "La session a 1 apprenant. 1 étape attend d’être validée.",
            "Nos pages passées au crible, En ligne\u{202f}: mardi 17 novembre, 18\u{202f}h\u{a0}–\u{a0}19\u{202f}h\u{202f}30.",
        ] {
            assert!(mail.text.contains(said), "{said}\n{}", mail.text);
        }
        assert!(mail.text.contains(&format!("/sessions/{}", world.own)) && mail.from_name.contains("René"));

        events::settle(&world.site, &app::rooms::reactors()).await.unwrap();
        let all = events::after(&mut world.site.db().read().await.unwrap(), 0, 500).await.unwrap();
        let told: Vec<_> = all.iter().filter(|event| event.verb == "tutor.replaced").collect();
        assert_eq!(told.len(), 1);
        assert_eq!((told[0].person, told[0].object, told[0].number("reason")), (Some(fabienne), Some(karim.0), Some(1)));
        let again = world.rene("remplacement", asked).await;
        assert!(again.body.contains("n’accompagne plus la session A1"), "{}", again.body);

        let spells = tutors::spells(&mut world.site.db().read().await.unwrap(), world.own).await.unwrap();
        let of = |person| spells.iter().filter(move |spell| spell.person == person);
        assert_eq!(of(fabienne).count(), 2, "what was signed under her keeps her name: {spells:?}");
        assert!(of(fabienne).all(|spell| spell.until == Some(world.site.clock().now())), "{spells:?}");
        assert!(of(karim).count() == 2 && of(karim).all(|spell| spell.until.is_none()), "{spells:?}");
    }

    async fn taking_a_duty_s_last_tutor_away_is_said_first(engine) {
        let world = World::new(engine).await;
        let fabienne = world.tutor("Fabienne", "Martin", &world.bretagne).await;
        let karim = world.tutor("Karim", "Haddad", &world.bretagne).await;
        world.accompanies(fabienne, world.own, Duty::Content).await;
        let asked: &[(&str, &dyn ToString)] = &[("tuteur", &fabienne), ("role", &"content")];
        let mut rene = world.signed_in(world.manager).await;
        let path = format!("/sessions/{}/tuteurs/retrait?tuteur={fabienne}&role=content", world.own);
        let said = "est la seule personne pour le contenu";
        let page = rene.get(&path).await.body;
        assert!(page.contains(said) && page.contains("n’auront plus personne pour le contenu"), "{page}");
        let warned = world.rene("retrait", asked).await;
        assert!(warned.status == WRONG && warned.body.contains(said), "{}", warned.body);
        assert!(world.sees_session(fabienne).await);

        world.accompanies(karim, world.own, Duty::Content).await;
        assert!(!rene.get(&path).await.body.contains(said), "Karim is there too");
        assert_eq!(world.rene("retrait", asked).await.status, DONE);
        assert!(!world.sees_session(fabienne).await && world.sees_session(karim).await);
        let gone = world.rene("retrait", asked).await;
        assert!(gone.body.contains("n’accompagne plus la session A1"), "{}", gone.body);
        let last = world.rene("retrait", &[("tuteur", &karim), ("role", &"content"), ("seul", &"oui")]).await;
        assert_eq!(last.status, DONE, "said, then done");
        assert!(!world.sees_session(karim).await);
        let wrong = world.rene("retrait", &[("tuteur", &karim), ("role", &"cuisine")]).await;
        assert!(wrong.body.contains("Dites quel rôle retirer"), "{}", wrong.body);
    }

    async fn two_replacements_at_once_end_with_one_tutor(engine) {
        let world = World::new(engine).await;
        let mut people = Vec::new();
        for family in ["Martin", "Haddad", "Ferreira"] {
            people.push(world.tutor("Karim", family, &world.bretagne).await);
        }
        world.accompanies(people[0], world.own, Duty::Content).await;
        for _ in 0..5 {
            world.someone(BuiltIn::Learner).await;
        }
        let by: [&[(&str, &dyn ToString)]; 2] = [
            &[("tuteur", &people[0]), ("nouveau", &people[1]), ("raison", &"charge")],
            &[("tuteur", &people[0]), ("nouveau", &people[2]), ("raison", &"depart")],
        ];
        let (one, other) = tokio::join!(world.rene("remplacement", by[0]), world.rene("remplacement", by[1]));
        let done = [&one, &other].iter().filter(|answer| answer.status == DONE).count();
        assert_eq!(done, 1, "{} {}", one.body, other.body);
        let mut there = 0;
        for person in &people {
            there += usize::from(world.sees_session(*person).await);
        }
        assert_eq!(there, 1);
    }
}
