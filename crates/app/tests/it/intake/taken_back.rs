//! A list is taken back, forgotten; a session’s people leave as a file that is read back.

use std::collections::HashMap;

use http::StatusCode;
use http::header::CONTENT_TYPE;
use platform::http::BuiltIn;
use platform::{both_engines, sql};

use super::{DAY, DONE, Desk, GOOD, WRONG};
use crate::world::World;

both_engines! {
    async fn a_list_is_taken_back_but_for_who_has_begun(engine) {
        let world = World::new(engine).await;
        let mut rene = Desk::new(&world).await;
        let list = rene.list(GOOD).await;
        assert_eq!(rene.visitor.get(&format!("{list}/annulation")).await.status, WRONG, "nothing to take back yet");
        assert!(rene.applies(&list).await.contains("Annuler cet import"));
        let link = world.link_to("maria@exemple.fr", "/activation/").await;
        let mut tx = world.site.db().read().await.unwrap();
        let enrolled = training::enrolment::of_session(&mut tx, &world.site, world.own).await.unwrap();
        drop(tx);
        let directory = people::directory::Directory::of(&world.site).unwrap();
        let mut monique = None;
        for one in &enrolled {
            let card = directory.card(&world.site, one.enrolment.person).await.unwrap();
            if card.given_name == "Monique" { monique = Some(one.enrolment.id) }
        }
        let step = world.steps().await[1].id;
        let mark = format!("/inscriptions/{}/etapes/{step}/validation", monique.unwrap());
        assert_eq!(rene.visitor.post(&mark, &[("date", "2026-11-02")]).await.status, DONE);

        let asked = rene.page(&format!("{list}/annulation")).await;
        assert!(asked.contains("2 personnes quittent") && asked.contains("<li>Monique Le Bihan</li>"), "{asked}");
        let done = rene.visitor.post(&format!("{list}/annulation"), &[]).await;
        let shown = rene.visitor.follow(done.location()).await.body;
        assert!(shown.contains("2 inscriptions annulées. Monique Le Bihan a déjà commencé"), "{shown}");
        let (here, left) = shown.split_once("id=\"retirees\"").unwrap();
        assert!(!here.contains("Karim Benali") && left.contains("Karim Benali") && left.contains("Erreur d’inscription"), "{shown}");
        assert_eq!((world.enrolled().await, world.said("enrolment.withdrawn").await, world.said("intake.undone").await), (1, 2, 1));
        assert_eq!(world.visitor().get(&format!("/activation/{link}")).await.status, StatusCode::GONE);
        let still = world.link_to("monique@exemple.fr", "/activation/").await;
        assert_eq!(world.visitor().get(&format!("/activation/{still}")).await.status, StatusCode::OK, "hers still serves");
        assert_eq!(rene.visitor.post(&format!("{list}/annulation"), &[]).await.status, WRONG, "once");
        assert!(rene.page(&list).await.contains("Import annulé"));
        assert!(rene.page(&format!("{}/liste", rene.home())).await.contains("Annulée, 1 personne gardée"));

        // The same list again: the two come back under their accounts.
        let list = rene.list(GOOD).await;
        let shown = rene.page(&list).await;
        assert!(shown.contains("2 personnes à inscrire, 1 ligne ignorée.") && shown.contains("Compte existant"), "{shown}");
        rene.applies(&list).await;
        world.scratch.clock.advance(DAY);
        rene.visitor = world.signed_in(world.manager).await;
        let late = rene.visitor.get(&format!("{list}/annulation")).await;
        assert!(late.status == WRONG && late.body.contains("vingt-quatre heures"), "{}", late.body);
    }

    async fn who_came_back_otherwise_or_was_there_stays(engine) {
        let world = World::new(engine).await;
        let half = world.meeting().await;
        let mut rene = Desk::new(&world).await;
        let list = rene.list(GOOD).await;
        rene.applies(&list).await;
        let mut of = HashMap::new();
        let enrolled = training::enrolment::of_session(&mut world.site.db().read().await.unwrap(), &world.site, world.own).await.unwrap();
        let directory = people::directory::Directory::of(&world.site).unwrap();
        for one in &enrolled {
            let card = directory.card(&world.site, one.enrolment.person).await.unwrap();
            of.insert(card.given_name.clone(), one.enrolment.id.to_string());
        }
        // Karim leaves, and comes back by the form; Maria signs.
        assert_eq!(rene.visitor.post(&format!("/inscriptions/{}/retrait", of["Karim"]), &[("motif", "other")]).await.status, DONE);
        world.scratch.clock.advance(1000);
        let form = [("prenom", "Karim"), ("nom", "Benali"), ("courriel", "karim@exemple.fr")];
        assert_eq!(rene.visitor.post(&rene.home(), &form).await.status, DONE);
        let mut tx = world.site.db().begin().await.unwrap();
        let sheet = sql!("UPDATE intakes SET applied_at = $1 WHERE session_id = $2");
        let morning = "2026-11-20T08:02:00Z".parse::<jiff::Timestamp>().unwrap();
        tx.execute(sheet, platform::args![morning, world.own]).await.unwrap();
        tx.commit().await.unwrap();
        let ahead = morning.duration_since(world.site.clock().now()).as_millis();
        world.scratch.clock.advance(ahead.try_into().unwrap());
        rene.visitor = world.signed_in(world.manager).await;
        let path = format!("/sessions/{}/emargement/{half}/signature", world.own);
        assert_eq!(rene.visitor.post(&path, &[("inscription", &of["Maria"]), ("nom", "Maria Lopez")]).await.status, DONE);

        assert_eq!(rene.visitor.post(&format!("{list}/annulation"), &[]).await.status, DONE);
        let left = training::enrolment::of_session(&mut world.site.db().read().await.unwrap(), &world.site, world.own).await.unwrap();
        let mut left: Vec<String> = left.iter().map(|one| one.enrolment.id.to_string()).collect();
        let mut expected = vec![of["Karim"].clone(), of["Maria"].clone()];
        left.sort();
        expected.sort();
        assert_eq!(left, expected);
    }

    async fn someone_invited_elsewhere_keeps_their_link(engine) {
        let world = World::new(engine).await;
        let mut rene = Desk::new(&world).await;
        let list = rene.list(GOOD).await;
        rene.applies(&list).await;
        world.scratch.clock.advance(1000);
        let form = [("prenom", "Maria"), ("nom", "Lopez"), ("courriel", "maria@exemple.fr")];
        rene.visitor.post(&format!("/sessions/{}/inscriptions", world.other), &form).await;
        let link = world.link_to("maria@exemple.fr", "/activation/").await;
        assert_eq!(rene.visitor.post(&format!("{list}/annulation"), &[]).await.status, DONE);
        assert_eq!(world.visitor().get(&format!("/activation/{link}")).await.status, StatusCode::OK);
    }

    async fn what_a_list_says_is_forgotten_after_a_day(engine) {
        let world = World::new(engine).await;
        let mut rene = Desk::new(&world).await;
        let applied = rene.list(GOOD).await;
        rene.applies(&applied).await;
        let read = rene.list("Prénom;Nom;Mail\nMaria;Autre;autre@exemple.fr").await;
        let keys = || async {
            let id: uuid::Uuid = read.rsplit('/').next().unwrap().parse().unwrap();
            world.site.keys().find(id, platform::keys::Class::Shared).await.unwrap().is_some()
        };
        assert!(keys().await);
        world.scratch.clock.advance(DAY + 1000);
        rene.visitor = world.signed_in(world.manager).await;
        for list in [&applied, &read] {
            assert_eq!(rene.visitor.get(list).await.status, WRONG);
        }
        world.settle().await;
        assert_eq!(world.count(sql!("SELECT COUNT(*) AS many FROM intakes WHERE content IS NOT NULL")).await, 0);
        assert_eq!(world.count(sql!("SELECT COUNT(*) AS many FROM intakes")).await, 1, "what was done stays known");
        assert!(!keys().await, "nor do backups say it");
        let shown = rene.page(&format!("{}/liste", rene.home())).await;
        assert!(shown.contains("Faite") && !shown.contains("/listes/"), "{shown}");
    }

    async fn what_is_exported_is_read_back(engine) {
        let world = World::new(engine).await;
        let mut rene = Desk::new(&world).await;
        let shared = format!("{GOOD}\nRosa;Lopez;maria@exemple.fr;;\"Lopez; Lopez\";");
        let list = rene.list(&shared).await;
        rene.acts(&list, "reponses", &[("ligne-5", "autre")]).await;
        rene.applies(&list).await;
        assert!(rene.session().await.contains("Exporter la liste"));
        let path = format!("{}/export", rene.home());
        let file = rene.visitor.post(&path, &[]).await;
        assert_eq!(file.headers[CONTENT_TYPE], "text/csv; charset=utf-8");
        assert!(file.body.starts_with("\u{feff}Prénom;Nom;") && file.body.contains("+33 6 12 34 56 79") && file.body.contains("\"Lopez; Lopez\""), "{}", file.body);
        assert_eq!(world.said("session.exported").await, 1);
        let again = rene.sends("export.csv", &file.bytes).await;
        let shown = rene.page(again.location()).await;
        assert!(shown.contains("Aucune personne à inscrire, 4 lignes ignorées."), "{shown}");
        // Who accompanies the session sees its people, and takes them along; a learner doesn't.
        let mut tutor = world.signed_in(world.someone(BuiltIn::Tutor).await).await;
        assert_eq!(tutor.post(&path, &[]).await.status, StatusCode::OK);
        let mut learner = world.signed_in(world.someone(BuiltIn::Learner).await).await;
        assert_eq!(learner.post(&path, &[]).await.status, StatusCode::FORBIDDEN);
    }
}
