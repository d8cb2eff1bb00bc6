//! A list is applied once, as it was shown, by who sent it.

use http::StatusCode;
use people::roles::Over;
use platform::http::BuiltIn;
use platform::{args, both_engines, sql};

use super::{DAY, DONE, Desk, GOOD, WRONG, many};
use crate::cards::corrects;
use crate::world::World;

both_engines! {
    async fn a_file_is_read_shown_and_applied_once(engine) {
        let world = World::new(engine).await;
        let mut rene = Desk::new(&world).await;
        let home = rene.home();
        assert!(rene.session().await.contains("Inscrire plusieurs personnes"));
        assert!(rene.page(&format!("{home}/liste")).await.contains("Envoyer un fichier"));
        let model = rene.visitor.get(&format!("{home}/modele")).await;
        assert_eq!(model.body, "\u{feff}Prénom;Nom;Adresse e-mail;Téléphone;Entreprise;Métier;Situation\r\n");
        let list = rene.list(GOOD).await;
        let shown = rene.page(&list).await;
        assert!(shown.contains("3 personnes à inscrire.") && shown.contains("Inscrire les 3 personnes"), "{shown}");
        assert!(shown.contains("0612345678") && shown.contains("Pâtissière") && !shown.contains("À corriger"), "{shown}");
        assert_eq!((world.enrolled().await, world.said("intake.sent").await), (0, 1), "nothing is done yet");

        let shown = rene.applies(&list).await;
        assert!(shown.contains("3 inscriptions faites") && !shown.contains("Télécharger les lignes"), "{shown}");
        assert!(rene.session().await.contains("Karim Benali"));
        let mail = world.mail_to("maria@exemple.fr").await;
        assert_eq!((mail.from_name.as_str(), mail.to_name.as_str()), ("René Kerjean, CMA Bretagne", "Maria Lopez"));
        assert!(world.link_to("maria@exemple.fr", "/activation/").await.len() > 20);
        assert!(world.course_mail_to("maria@exemple.fr").await.text.contains("Bienvenue dans le parcours"));

        // Pressed again, or run again: it is done once.
        let fields = [("revision", "1")];
        assert_eq!(rene.visitor.post(&format!("{list}/inscription"), &fields).await.status, DONE);
        world.settle().await;
        assert_eq!((world.enrolled().await, world.said("intake.applied").await), (3, 1));
        assert_eq!(world.count(sql!("SELECT COUNT(*) AS many FROM mails")).await, 6);
        let again = rene.list(GOOD).await;
        let shown = rene.page(&again).await;
        assert!(shown.contains("Aucune personne à inscrire, 3 lignes ignorées.") && shown.contains("Déjà dans la session"), "{shown}");
    }

    async fn a_list_puts_cards_up_to_date_and_back(engine) {
        let world = World::new(engine).await;
        let mut rene = Desk::new(&world).await;
        let list = rene.list(GOOD).await;
        rene.applies(&list).await;
        // What differs, what is the same, a cell that says nothing.
        let newer = "Prénom;Nom;Courriel;Téléphone;Entreprise;Métier
Monique;Le Bihan;monique@exemple.fr;0687654321;;Pâtissière
Karim;Benali;karim@exemple.fr;;Bois et fils;
Maria;Lopez;maria@exemple.fr;+33 6 12 34 56 79;;";
        let list = rene.list(newer).await;
        let shown = rene.page(&list).await;
        assert!(shown.contains("Aucune personne à inscrire, 2 fiches à mettre à jour, 1 ligne ignorée."), "{shown}");
        assert!(shown.contains("Téléphone\u{202f}: 0687654321, au lieu de 0612345678") && shown.contains("Entreprise\u{202f}: Bois et fils"), "{shown}");
        assert!(!shown.contains("Métier\u{202f}:"), "what is said already is no change: {shown}");
        let shown = rene.applies(&list).await;
        assert!(shown.contains("0 inscription faite, 2 fiches mises à jour."), "{shown}");
        assert_eq!((world.said("person.corrected").await, world.enrolled().await), (2, 3));
        let again = rene.list(newer).await;
        assert!(rene.page(&again).await.contains("Aucune personne à inscrire, 3 lignes ignorées."));

        // Corrected by hand since: that stays.
        let karim = world.card_of("karim@exemple.fr").await;
        assert_eq!(karim.1.company.as_deref(), Some("Bois et fils"));
        let path = format!("/inscriptions/{}/fiche", world.enrolment_of(karim.0).await);
        assert_eq!(corrects(&mut rene.visitor, &path, &[("entreprise", "Bois et filles")]).await.status, DONE);
        let asked = rene.page(&format!("{list}/annulation")).await;
        assert!(asked.contains("1 fiche redevient ce qu’elle était"), "{asked}");
        let done = rene.visitor.post(&format!("{list}/annulation"), &[]).await;
        let said = rene.visitor.follow(done.location()).await.body;
        assert!(said.contains("1 fiche remise comme avant."), "{said}");
        assert_eq!(world.card_of("karim@exemple.fr").await.1.company.as_deref(), Some("Bois et filles"));
        assert_eq!(world.card_of("monique@exemple.fr").await.1.phone.as_deref(), Some("0612345678"));
        assert_eq!(world.count(sql!("SELECT COUNT(*) AS many FROM intake_updates")).await, 0, "what was is forgotten");
    }

    async fn a_list_does_not_change_the_card_of_who_has_another_role(engine) {
        let world = World::new(engine).await;
        let mut rene = Desk::new(&world).await;
        let list = rene.list(GOOD).await;
        rene.applies(&list).await;
        let (karim, _) = world.card_of("karim@exemple.fr").await;
        world.give(karim, BuiltIn::Adviser, Over::region(world.bretagne.id)).await;
        let list = rene.list("Prénom;Nom;Courriel;Téléphone\nKarim;Benali;karim@exemple.fr;0687654321\nMonique;Le Bihan;monique@exemple.fr;0687654321").await;
        let shown = rene.page(&list).await;
        assert!(shown.contains("Aucune personne à inscrire, 1 fiche à mettre à jour, 1 ligne ignorée."), "{shown}");
        rene.applies(&list).await;
        assert_eq!(world.card_of("karim@exemple.fr").await.1.phone, None);
        // A day later nothing is kept of what cards said.
        assert_eq!(world.count(sql!("SELECT COUNT(*) AS many FROM intake_updates")).await, 1);
        world.scratch.clock.advance(DAY);
        world.settle().await;
        assert_eq!(world.count(sql!("SELECT COUNT(*) AS many FROM intake_updates")).await, 0);
    }

    async fn each_manager_sees_their_own_list(engine) {
        let world = World::new(engine).await;
        let mut rene = Desk::new(&world).await;
        let list = rene.list(GOOD).await;
        let mut other = world.signed_in(world.someone(BuiltIn::Manager).await).await;
        let home = format!("{}/liste", rene.home());
        for path in [list.clone(), format!("{list}/refus"), format!("{list}/colonnes")] {
            let answer = other.get(&path).await;
            assert!(answer.status == WRONG && answer.body.contains("seule la personne qui l’a envoyée") && !answer.body.contains("Karim"), "{path}: {}", answer.body);
        }
        assert_eq!(other.post(&format!("{list}/inscription"), &[("revision", "1")]).await.status, WRONG);
        assert!(!other.get(&home).await.body.contains("René Kerjean"), "what he has only begun is his");
        rene.applies(&list).await;
        let shown = other.get(&home).await.body;
        assert!(shown.contains("René Kerjean") && shown.contains("Faite") && !shown.contains("Voir</a>"), "{shown}");
        assert!(other.get(&format!("{list}/annulation")).await.body.contains("3 personnes quittent"));
        // Who only accompanies the session can't.
        let mut tutor = world.signed_in(world.someone(BuiltIn::Tutor).await).await;
        assert_eq!(tutor.get(&home).await.status, StatusCode::FORBIDDEN);
    }

    async fn what_changed_meanwhile_is_checked_again(engine) {
        let world = World::new(engine).await;
        let mut rene = Desk::new(&world).await;
        let list = rene.list(GOOD).await;
        assert!(rene.page(&list).await.contains("Inscrire les 3 personnes"));
        let form = [("prenom", "Karim"), ("nom", "Benali"), ("courriel", "karim@exemple.fr")];
        rene.visitor.post(&format!("/sessions/{}/inscriptions", world.own), &form).await;
        let someone = [("prenom", "Rosa"), ("nom", "Lopez"), ("courriel", "maria@exemple.fr")];
        rene.visitor.post(&format!("/sessions/{}/inscriptions", world.own), &someone).await;
        let shown = rene.applies(&list).await;
        assert!(shown.contains("1 inscription faite") && shown.contains("déjà connue sous un autre nom"), "{shown}");
        assert_eq!(world.enrolled().await, 3, "Karim once, Rosa, Monique");
        let home = format!("{}/liste", rene.home());
        let list = rene.list("Prénom;Nom;Mail\nMaria;Autre;autre@exemple.fr").await;
        world.scratch.clock.advance(30 * DAY);
        rene.visitor = world.signed_in(world.manager).await;
        assert!(rene.visitor.post(&home, &[("liste", "Maria Autre autre@exemple.fr")]).await.body.contains("La session est terminée"));
        assert_eq!(rene.visitor.get(&list).await.status, WRONG, "its day is over");
    }

    async fn a_list_takes_the_places_that_are_left(engine) {
        let world = World::new(engine).await;
        let mut rene = Desk::new(&world).await;
        let places = format!("/sessions/{}/places", world.own);
        rene.visitor.post(&places, &[("vu", ""), ("places", "2")]).await;
        let list = rene.list(GOOD).await;
        let shown = rene.page(&list).await;
        assert!(shown.contains("Inscrire les 2 personnes") && shown.contains("a session est complète"), "{shown}");
        // Meanwhile a colleague takes one of them.
        let form = [("prenom", "Rosa"), ("nom", "Lopez"), ("courriel", "rosa@exemple.fr")];
        let (path, fields) = (format!("{list}/inscription"), [("revision", "1")]);
        let (mut colleague, home) = (rene.visitor.clone(), rene.home());
        tokio::join!(rene.visitor.post(&path, &fields), colleague.post(&home, &form));
        world.settle().await;
        assert_eq!(world.enrolled().await, 2, "never more than there are places");
        let shown = rene.page(&list).await;
        assert!(shown.contains("a session est complète"), "those who are left are told of: {shown}");
        rene.visitor.post(&places, &[("vu", "2"), ("places", "")]).await;
        let list = rene.list(GOOD).await;
        rene.applies(&list).await;
        assert!(world.enrolled().await >= 3, "with more places, the others come in");
    }

    async fn two_at_once_apply_a_list_once(engine) {
        let world = World::new(engine).await;
        let mut rene = Desk::new(&world).await;
        let list = rene.list(GOOD).await;
        let (mut a, mut b) = (rene.visitor.clone(), rene.visitor.clone());
        let path = format!("{list}/inscription");
        let fields = [("revision", "1")];
        let (first, second) = tokio::join!(a.post(&path, &fields), b.post(&path, &fields));
        assert_eq!((first.status, second.status), (DONE, DONE), "{} {}", first.body, second.body);
        world.settle().await;
        assert_eq!((world.enrolled().await, world.said("intake.applied").await), (3, 1));
        assert_eq!(world.count(sql!("SELECT COUNT(*) AS many FROM people")).await, 4, "and nobody twice");
    }

    async fn an_address_makes_one_account_whoever_is_faster(engine) {
        let world = World::new(engine).await;
        let mut rene = Desk::new(&world).await;
        let list = rene.list(GOOD).await;
        let (mut a, mut b, mut c) = (rene.visitor.clone(), rene.visitor.clone(), rene.visitor.clone());
        let (path, elsewhere) = (format!("{list}/inscription"), format!("/sessions/{}/inscriptions", world.other));
        let maria = [("prenom", "Maria"), ("nom", "Lopez"), ("courriel", "maria@exemple.fr")];
        let fields = [("revision", "1")];
        tokio::join!(a.post(&path, &fields), b.post(&elsewhere, &maria), c.post(&elsewhere, &maria));
        world.settle().await;
        assert_eq!(world.count(sql!("SELECT COUNT(*) AS many FROM people")).await, 4, "one account for each address");
    }

    async fn a_long_list_goes_on_by_itself(engine) {
        let world = World::new(engine).await;
        let mut rene = Desk::new(&world).await;
        let list = rene.list(&many(120)).await;
        let shown = rene.page(&list).await;
        assert!(shown.contains("Inscrire les 120 personnes") && shown.contains("1 à 100 sur 120"), "{shown}");
        assert!(rene.page(&format!("{list}?page=2")).await.contains("101 à 120 sur 120"));
        assert_eq!(rene.acts(&list, "inscription", &[]).await.status, DONE);
        let shown = rene.page(&list).await;
        assert!(shown.contains("Inscription en cours") && shown.contains("0 sur 120"), "{shown}");
        assert!(rene.page(&format!("{}/liste", rene.home())).await.contains("En cours"));
        world.settle().await;
        assert!(rene.page(&list).await.contains("120 inscriptions faites"));
        assert_eq!(world.enrolled().await, 120);
    }

    async fn fifty_people_cost_hardly_more_statements_than_ten(engine) {
        let world = World::new(engine).await;
        let mut rene = Desk::new(&world).await;
        let mut costs = Vec::new();
        // The second list names those of the first, who are in already.
        for people in [10, 60] {
            let list = rene.list(&many(people)).await;
            let before = world.site.db().statements();
            assert_eq!(rene.acts(&list, "inscription", &[]).await.status, DONE);
            costs.push(world.site.db().statements() - before);
        }
        assert_eq!(world.enrolled().await, 60);
        // Forty people more: a query for each eight of their addresses, and a few more rows than a statement takes.
        assert!(costs[1] - costs[0] < 20, "{costs:?}");
    }

    async fn people_of_one_line_are_each_enrolled(engine) {
        let world = World::new(engine).await;
        let mut rene = Desk::new(&world).await;
        let people = ["Monique", "Karim", "Maria"].map(|name| format!("{{\"prénom\": \"{name}\", \"nom\": \"Lopez\", \"courriel\": \"four@exemple.fr\"}}"));
        let list = rene.list(&format!("[{}]", people.join(","))).await;
        assert!(rene.page(&list).await.contains("1 personne à inscrire, 2 lignes à vérifier."));
        rene.acts(&list, "reponses", &[("ligne-2", "autre")]).await;
        assert!(rene.applies(&list).await.contains("2 inscriptions faites"));
    }

    async fn two_runs_of_a_long_list_deal_with_each_line_once(engine) {
        let world = World::new(engine).await;
        let mut rene = Desk::new(&world).await;
        let list = rene.list(&format!("{}\nMaria;;rien", many(250))).await;
        rene.acts(&list, "inscription", &[]).await;
        let id: uuid::Uuid = list.rsplit('/').next().unwrap().parse().unwrap();
        let handlers = training::intake::handlers();
        let apply = handlers.iter().find(|handler| handler.kind() == "intake.apply").unwrap();
        let payload = serde_json::json!({ "intake": id });
        let (one, other) = tokio::join!(apply.run(&world.site, &payload, 1), apply.run(&world.site, &payload, 1));
        assert!(one.is_ok() && other.is_ok(), "{one:?} {other:?}");
        world.settle().await;
        assert_eq!(world.enrolled().await, 250);
        assert_eq!(world.count(sql!("SELECT COUNT(*) AS many FROM people")).await, 251, "and nobody twice");
        assert_eq!(world.count(sql!("SELECT refused AS many FROM intakes")).await, 1);
    }

    async fn a_list_ends_with_its_day(engine) {
        let world = World::new(engine).await;
        let mut rene = Desk::new(&world).await;
        let list = rene.list(&many(60)).await;
        rene.acts(&list, "inscription", &[]).await;
        let id: uuid::Uuid = list.rsplit('/').next().unwrap().parse().unwrap();
        // Nothing ran for a day; then the list is forgotten before its turn has come.
        world.scratch.clock.advance(DAY);
        let handlers = training::intake::handlers();
        let forget = handlers.iter().find(|handler| handler.kind() == "intake.forget").unwrap();
        forget.run(&world.site, &serde_json::json!({ "intake": id }), 1).await.unwrap();
        world.settle().await;
        assert_eq!(world.enrolled().await, 60);
        assert_eq!(world.count(sql!("SELECT COUNT(*) AS many FROM intakes WHERE content IS NULL AND state = 'applied'")).await, 1);
    }

    async fn who_lost_the_right_enrols_nobody_more(engine) {
        let world = World::new(engine).await;
        let other = world.someone(BuiltIn::Manager).await;
        let mut desk = Desk::new(&world).await;
        desk.visitor = world.signed_in(other).await;
        let list = desk.list(&many(60)).await;
        assert_eq!(desk.acts(&list, "inscription", &[]).await.status, DONE);
        let mut tx = world.site.db().begin().await.unwrap();
        tx.execute(sql!("DELETE FROM grants WHERE person_id = $1"), args![other]).await.unwrap();
        tx.commit().await.unwrap();
        world.settle().await;
        assert_eq!(world.enrolled().await, 0);
        let mut rene = Desk::new(&world).await;
        let shown = rene.page(&format!("{}/liste", rene.home())).await;
        assert!(shown.contains("Faite") && shown.contains(">60<"), "{shown}");
    }
}
