//! A tutor marks what the platform can't observe; the learner sees it; it can be taken back.

use std::collections::HashMap;

use catalogue::courses::StepId;
use http::StatusCode;
use learning::progress::{self, Mark, MarkSteps, Observed, Status, StepState};
use platform::http::{BuiltIn, Proof, SystemActs};
use platform::{args, both_engines, sql};
use training::enrolment;
use training::sessions::AssignTutors;

use crate::world::World;

both_engines! {
    async fn a_mark_is_given_seen_and_taken_back(engine) {
        let world = World::new(engine).await;
        let learner = world.someone(BuiltIn::Learner).await;
        let tutor = world.someone(BuiltIn::Tutor).await;
        let mut monique = world.signed_in(learner).await;
        let mut fabienne = world.signed_in(tutor).await;
        let enrolment = monique.get("/").await.after("/mes-parcours/").unwrap().to_owned();
        let steps = world.steps().await;
        let study = format!("/inscriptions/{enrolment}/etapes/{}", steps[3].id);
        let class = format!("/inscriptions/{enrolment}/etapes/{}", steps[1].id);
        assert!(fabienne.get(&format!("{study}/validation")).await.body.contains("Pourcentage obtenu"));
        assert!(!fabienne.get(&format!("{class}/validation")).await.body.contains("Pourcentage obtenu"));
        let today = ("date", "2026-11-10");
        for wrong in ["", "101", "79,5"] {
            let answer = fabienne.post(&format!("{study}/validation"), &[("pourcentage", wrong), today]).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
            assert!(answer.body.contains("Donnez un pourcentage entier"), "{wrong}");
        }
        assert!(monique.get("/").await.body.contains("0 étape sur 5"), "nothing was written");
        let done = fabienne.post(&format!("{study}/validation"), &[("pourcentage", "80"), today]).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER);
        assert_eq!(fabienne.post(&format!("{class}/validation"), &[today]).await.status, StatusCode::SEE_OTHER);
        let follow = fabienne.follow(done.location()).await;
        assert!(follow.body.contains("Terminée, 80\u{202f}%"), "{}", follow.body);
        let course = monique.get(&format!("/mes-parcours/{enrolment}")).await;
        assert!(course.body.contains("2 étapes sur 5") && course.body.contains("Terminée, 80\u{202f}%"), "{}", course.body);
        assert!(course.body.contains("Déjà fait") && course.body.contains("4\u{202f}h\u{202f}30"), "270 minutes left");
        assert!(monique.get("/").await.body.contains("2 étapes sur 5"));
        let mut rene = world.signed_in(world.manager).await;
        assert!(rene.get(&format!("/sessions/{}", world.own)).await.body.contains("2 sur 5"));
        // An estimate that changes afterwards changes nothing of what is done.
        let mut tx = world.site.db().begin().await.unwrap();
        tx.execute(sql!("UPDATE steps SET minutes = minutes + 60"), args![]).await.unwrap();
        tx.execute(sql!("UPDATE courses SET revision = revision + 1"), args![]).await.unwrap();
        tx.commit().await.unwrap();
        let course = monique.get(&format!("/mes-parcours/{enrolment}")).await;
        let said = ["Durée totale", "Déjà fait", "Reste à faire"].map(|words| course.body.split(words).nth(1).unwrap().to_owned());
        for (after, minutes) in said.iter().zip(["10\u{202f}h\u{202f}30", "3\u{202f}h", "7\u{202f}h\u{202f}30"]) {
            assert!(after.split("</dd>").next().unwrap().contains(minutes), "{minutes}: {}", course.body);
        }
        // Another tutor whose page was there before says something else: they are told, and nothing is written over, even
        // when they first had to mend what they typed.
        let wrong = fabienne.post(&format!("{study}/validation"), &[("pourcentage", "400"), today, ("vu", "rien")]).await;
        assert!(wrong.body.contains("name=\"vu\" value=\"rien\""), "{}", wrong.body);
        for seen in ["rien", "0 12"] {
            let late = fabienne.post(&format!("{study}/validation"), &[("pourcentage", "40"), today, ("vu", seen)]).await;
            assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY, "{seen}");
            assert!(late.body.contains("Quelqu’un a validé") && late.body.contains("value=\"40\""), "{}", late.body);
        }
        let page = fabienne.get(&format!("{study}/validation")).await;
        assert!(page.body.contains("Terminée, 80\u{202f}%"), "{}", page.body);
        let seen = page.body.split("name=\"vu\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        let again = fabienne.post(&format!("{study}/validation"), &[("pourcentage", "80"), today, ("vu", &seen)]).await;
        assert_eq!(again.status, StatusCode::SEE_OTHER);
        fabienne.post(&format!("{study}/annulation"), &[]).await;
        assert!(monique.get("/").await.body.contains("1 étape sur 5"));
        let foreign = format!("/inscriptions/{enrolment}/etapes/{}/validation", uuid::Uuid::from_u128(7));
        assert_eq!(fabienne.get(&foreign).await.status, StatusCode::NOT_FOUND);
        assert_eq!(monique.get(&format!("{study}/validation")).await.status, StatusCode::FORBIDDEN);
    }

    async fn a_percentage_is_asked_where_the_rule_reads_one(engine) {
        let world = World::new(engine).await;
        let learner = world.someone(BuiltIn::Learner).await;
        let mut fabienne = world.signed_in(world.someone(BuiltIn::Tutor).await).await;
        let enrolment = world.enrolment_of(learner).await;
        let steps = world.steps().await;
        let path = |step: usize| format!("/inscriptions/{enrolment}/etapes/{}/validation", steps[step].id);
        let mut tx = world.site.db().begin().await.unwrap();
        for (code, above, step) in [("above", Some(50), &steps[1]), ("done", None, &steps[4])] {
            let change = sql!("UPDATE steps SET required = $1, required_above = $2 WHERE id = $3");
            tx.execute(change, args![code, above, step.id]).await.unwrap();
        }
        tx.commit().await.unwrap();

        // A module without a package and a class, whose percentages decide.
        for (step, least) in [(0, 0), (1, 50)] {
            let form = fabienne.get(&path(step)).await.body;
            let needed = format!("Pour réussir, il faut plus de {least}\u{202f}%");
            assert!(form.contains("Pourcentage obtenu") && form.contains(&needed), "{form}");
            let without = fabienne.post(&path(step), &[("date", "2026-11-10")]).await;
            assert_eq!(without.status, StatusCode::UNPROCESSABLE_ENTITY);
        }
        // A quiz that has only to be done: a percentage is welcome, a wrong one isn't.
        assert!(fabienne.get(&path(4)).await.body.contains("La réussite du parcours n’en dépend pas"));
        let wrong = fabienne.post(&path(4), &[("pourcentage", "beaucoup"), ("date", "2026-11-10")]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);

        for (step, percent) in [(0, "1"), (1, "51"), (2, ""), (3, "71"), (4, "")] {
            let before = fabienne.get(&format!("/sessions/{}/suivi", world.own)).await.body;
            assert!(!before.contains("Parcours réussi"), "before step {step}");
            let answer = fabienne.post(&path(step), &[("pourcentage", percent), ("date", "2026-11-10")]).await;
            assert_eq!(answer.status, StatusCode::SEE_OTHER, "step {step}: {}", answer.body);
        }
        let after = fabienne.get(&format!("/sessions/{}/suivi", world.own)).await.body;
        assert!(after.contains("Parcours réussi") && after.contains("Terminée, 51\u{202f}%"), "{after}");
    }

    async fn a_tutor_s_percentage_stands_beside_the_module_s(engine) {
        let world = World::new(engine).await;
        let learner = world.someone(BuiltIn::Learner).await;
        let played = world.module().await.step;
        let mut tx = world.site.db().begin().await.unwrap();
        let sql = sql!("UPDATE steps SET completion = 'tutor' WHERE id = $1");
        tx.execute(sql, args![played]).await.unwrap();
        let enrolment = enrolment::of_person(&mut tx, learner).await.unwrap().remove(0).enrolment;
        let proof = Proof::<MarkSteps>::of_system(&SystemActs::new(), enrolment.id);
        let said = |percent| Mark { done_at: world.site.clock().now(), percent };
        let seen = |percent| Observed { status: Status::Started, percent, seconds: 60 };
        let (tx, site) = (&mut tx, &world.site);
        // Never opened: the tutor's word is all there is, and nothing is left once it is taken back.
        progress::mark(tx, site, &proof, played, said(Some(50.0)), None).await.unwrap();
        progress::unmark(tx, site, &proof, played, None).await.unwrap();
        assert!(progress::of_enrolment(tx, enrolment.id).await.unwrap().is_empty());
        // What the module tells afterwards takes nothing from what the tutor said; and comes back with their word.
        progress::mark(tx, site, &proof, played, said(Some(50.0)), None).await.unwrap();
        progress::record(tx, site, &enrolment, played, seen(Some(80.0))).await.unwrap();
        let stands = |states: HashMap<StepId, StepState>| (states[&played].status, states[&played].percent, states[&played].seconds);
        assert_eq!(stands(progress::of_enrolment(tx, enrolment.id).await.unwrap()), (Status::Done, Some(50.0), 60));
        progress::mark(tx, site, &proof, played, said(None), None).await.unwrap();
        assert_eq!(stands(progress::of_enrolment(tx, enrolment.id).await.unwrap()), (Status::Done, Some(80.0), 60));
        progress::unmark(tx, site, &proof, played, None).await.unwrap();
        assert_eq!(stands(progress::of_enrolment(tx, enrolment.id).await.unwrap()), (Status::Started, Some(80.0), 60));
    }

    async fn what_is_left_is_always_in_sight(engine) {
        let world = World::new(engine).await;
        let learner = world.someone(BuiltIn::Learner).await;
        let played = world.module().await.step;
        let mut monique = world.signed_in(learner).await;
        let course = format!("/mes-parcours/{}", monique.get("/").await.after("/mes-parcours/").unwrap());
        let body = monique.get(&course).await.body;
        let dock = body.split("class=\"dock\"").nth(1).expect("a dock");
        for words in ["Encore ", "à faire sur", "Reprendre", &format!("{course}/etapes/{played}")] {
            assert!(dock.contains(words), "{words}: {dock}");
        }
        for words in ["Durée totale", "Déjà fait", "Reste à faire"] {
            assert!(body.contains(words), "{words}");
        }
    }

    async fn what_has_not_taken_place_is_not_marked(engine) {
        let world = World::new(engine).await;
        let learner = world.someone(BuiltIn::Learner).await;
        let mut fabienne = world.signed_in(world.someone(BuiltIn::Tutor).await).await;
        let enrolment = world.enrolment_of(learner).await;
        let half_day = world.steps().await[2].id;
        let start = world.site.clock().now();
        let (starts, ends) = (start + jiff::SignedDuration::from_hours(72), start + jiff::SignedDuration::from_hours(75));
        let proof = Proof::<AssignTutors>::of_system(&SystemActs::new(), world.own);
        let mut tx = world.site.db().begin().await.unwrap();
        training::sessions::add_date(&mut tx, &world.site, &proof, half_day, (starts, ends), "Rennes").await.unwrap();
        tx.commit().await.unwrap();
        let path = format!("/inscriptions/{enrolment}/etapes/{half_day}/validation");
        assert!(fabienne.get(&path).await.body.contains("Ce rendez-vous n’a pas encore eu lieu"));
        assert_eq!(fabienne.post(&path, &[("date", "2026-11-10")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        world.scratch.clock.advance(4 * 24 * 3_600_000);
        let mut fabienne = world.signed_in(world.someone(BuiltIn::Tutor).await).await;
        let form = fabienne.get(&path).await.body;
        let day = form.split("type=\"date\"").nth(1).unwrap().split("value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        let held = training::sessions::days(starts, ends, "Europe/Paris").unwrap().0;
        assert_eq!(day, held.to_string(), "the day on which it took place is proposed");
        assert_eq!(fabienne.post(&path, &[("date", &day)]).await.status, StatusCode::SEE_OTHER);
    }

    async fn before_and_after_the_session_says_so(engine) {
        let world = World::new(engine).await;
        let learner = world.someone(BuiltIn::Learner).await;
        let mut monique = world.signed_in(learner).await;
        let course = format!("/mes-parcours/{}", monique.get("/").await.after("/mes-parcours/").unwrap());
        let now = world.site.clock().now();
        let session = training::sessions::find(&mut world.site.db().read().await.unwrap(), world.own).await.unwrap();
        if now < session.starts_at {
            let body = monique.get(&course).await.body;
            assert!(body.contains("Le parcours s’ouvrira le") && body.contains("Ouverture dans"), "{body}");
        }
        world.scratch.clock.advance(40 * 24 * 3_600_000);
        let mut monique = world.signed_in(learner).await;
        let body = monique.get(&course).await.body;
        assert!(body.contains("Cette session est terminée depuis le"), "{body}");
    }
}
