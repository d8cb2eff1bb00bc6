//! Words, pauses, what pages cost.

use http::StatusCode;
use platform::both_engines;
use platform::http::BuiltIn;

use super::{DONE, HOUR, WRONG};
use crate::world::World;

both_engines! {
    async fn words_go_from_the_course_to_the_session_and_back(engine) {
        let world = World::new(engine).await;
        let monique = world.person("Monique", "Le Bihan").await;
        let enrolment = world.enrol(monique, world.own).await;
        world.scratch.clock.advance(60_000);
        let mut fabienne = world.signed_in(world.someone(BuiltIn::Tutor).await).await;
        let mut office = world.signed_in(world.someone(BuiltIn::Administrator).await).await;
        let (own, course) = (format!("/sessions/{}/messages-automatiques", world.own), format!("/parcours/{}/messages-automatiques", world.course));
        let welcome = format!("{own}/bienvenue");
        assert!(fabienne.get(&own).await.body.contains("En marche"));
        assert!(office.get(&course).await.body.contains("Texte d’origine"));
        let written = [("objet", "Bonjour {prénom}"), ("texte", "Du parcours."), ("acte", "enregistrer")];
        assert_eq!(office.post(&format!("{course}/bienvenue"), &written).await.status, DONE);
        let page = fabienne.get(&welcome).await.body;
        assert!(page.contains("Texte du parcours") && page.contains("Du parcours."), "{page}");
        // What a message doesn't have is refused at once, and what was typed is kept.
        let wrong = fabienne.post(&welcome, &[("objet", "Bonjour {prénom}"), ("texte", "Le {jour}, bien à vous"), ("acte", "enregistrer")]).await;
        assert!(wrong.status == WRONG && wrong.body.contains("{jour}\u{202f}» n’existe pas") && wrong.body.contains("{formation}") && wrong.body.contains("bien à vous"), "{}", wrong.body);
        for (subject, body) in [("", "Un texte"), ("Un objet", ""), ("Un objet {prénom", "Un texte")] {
            assert_eq!(fabienne.post(&welcome, &[("objet", subject), ("texte", body)]).await.status, WRONG, "{subject}|{body}");
        }
        // Looked at with a real learner: nothing is kept.
        let seen = fabienne.post(&welcome, &[("objet", "Pour {prénom}"), ("texte", "<b>Salut</b> {prénom}, le {date}"), ("acte", "apercu"), ("apprenant", &enrolment.to_string())]).await;
        assert!(seen.status == StatusCode::OK && seen.body.contains("Pour Monique") && seen.body.contains("&lt;b&gt;Salut&lt;/b&gt; Monique, le lundi 2 novembre"), "{}", seen.body);
        assert!(seen.body.contains("Ce que recevrait Monique Le Bihan"), "{}", seen.body);
        assert!(fabienne.get(&welcome).await.body.contains("Du parcours."));
        let own_words = [("objet", "Bienvenue chez nous, {prénom}"), ("texte", "De la session {session}.\r\n\r\nÀ bientôt."), ("acte", "enregistrer")];
        assert_eq!(fabienne.post(&welcome, &own_words).await.status, DONE);
        assert!(fabienne.get(&welcome).await.body.contains("Revenir au texte du parcours"));
        world.leaves().await;
        let mail = world.mail_where(&world.address(monique).await, |kind| kind == "notice").await;
        assert!(mail.subject == "Bienvenue chez nous, Monique" && mail.text.contains("De la session A1.\n\nÀ bientôt."), "{} {}", mail.subject, mail.text);
        assert_eq!(fabienne.post(&welcome, &[("acte", "origine")]).await.status, DONE);
        assert!(fabienne.get(&welcome).await.body.contains("Du parcours."));
        office.post(&format!("{course}/bienvenue"), &[("acte", "origine")]).await;
        assert!(fabienne.get(&welcome).await.body.contains("Texte d’origine"));
        for path in ["autre", "Bienvenue", "%F0%9F%99%82"] {
            assert_eq!(fabienne.get(&format!("{own}/{path}")).await.status, WRONG, "{path}");
        }
    }

    async fn what_is_paused_does_not_leave_then_or_later(engine) {
        let world = World::new(engine).await;
        let mut fabienne = world.signed_in(world.someone(BuiltIn::Tutor).await).await;
        let base = format!("/sessions/{}/messages-automatiques", world.own);
        let monique = world.enrol(world.person("Monique", "Le Bihan").await, world.own).await;
        let elsewhere = world.enrol(world.person("Karim", "Payet").await, world.foreign).await;
        world.scratch.clock.advance(60_000);
        assert_eq!(fabienne.post(&base, &[("acte", "suspendre")]).await.status, DONE);
        let page = fabienne.get(&base).await.body;
        assert!(page.contains("Tout est suspendu") && page.contains("Suspendu avec la session"), "{page}");
        world.leaves().await;
        assert_eq!((world.followed("bienvenue", monique).await, world.followed("bienvenue", elsewhere).await), (0, 1));
        world.scratch.clock.advance(HOUR);
        fabienne.post(&base, &[("acte", "reprendre")]).await;
        world.scratch.clock.advance(HOUR);
        world.leaves().await;
        assert_eq!(world.followed("bienvenue", monique).await, 0, "it fell in the pause");
        fabienne.post(&base, &[("acte", "suspendre"), ("regle", "bienvenue")]).await;
        let karim = world.enrol(world.person("Karim", "Benali").await, world.own).await;
        world.scratch.clock.advance(60_000);
        world.leaves().await;
        assert_eq!(world.followed("bienvenue", karim).await, 0);
        fabienne.post(&base, &[("acte", "reprendre"), ("regle", "bienvenue")]).await;
        world.scratch.clock.advance(60_000);
        let maria = world.enrol(world.person("Maria", "Da Silva").await, world.own).await;
        world.scratch.clock.advance(60_000);
        world.leaves().await;
        assert_eq!((world.followed("bienvenue", karim).await, world.followed("bienvenue", maria).await), (0, 1));
        assert_eq!(fabienne.post(&base, &[("acte", "suspendre"), ("regle", "autre")]).await.status, WRONG);
    }

    async fn pages_cost_the_same_with_twenty_people_more(engine) {
        let world = World::new(engine).await;
        let tutor = world.assigned(world.own).await;
        let mut fabienne = world.signed_in(tutor).await;
        let base = format!("/sessions/{}", world.own);
        let paths = [format!("{base}/messages-automatiques"), format!("{base}/messages-automatiques/silence"), format!("{base}/messages-partis"), "/alertes".to_owned(), "/".to_owned()];
        let mut costs = Vec::new();
        for round in 0..2 {
            for i in 0..(1 + 20 * round) {
                let person = world.person("Encore", &format!("Un{}", char::from(b'a' + i))).await;
                let enrolment = world.enrol(person, world.own).await;
                world.alarms(enrolment, "quiz").await;
            }
            world.scratch.clock.advance(60_000);
            let mut costs_of = Vec::new();
            for path in &paths {
                // Names are learnt once.
                fabienne.get(path).await;
                let before = world.site.db().statements();
                assert_eq!(fabienne.get(path).await.status, StatusCode::OK);
                costs_of.push(world.site.db().statements() - before);
            }
            costs.push(costs_of);
        }
        assert_eq!(costs[0], costs[1]);
        assert!(costs[0].iter().all(|cost| *cost <= 12), "{costs:?}");
    }
}
