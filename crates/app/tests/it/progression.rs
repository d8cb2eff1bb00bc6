//! How steps open: conditions said by the office, kept to for who learns, tried in the simulator.

use catalogue::courses::{self, CourseId, StepId};
use http::StatusCode;
use platform::both_engines;
use platform::http::BuiltIn;

use crate::course_editor::Office;
use crate::world::{Relation, World};

fn plain(text: &str) -> String {
    text.replace(['\u{202f}', '\u{a0}'], " ")
}

both_engines! {
    async fn a_step_waits_then_opens(engine) {
        let world = World::new(engine).await;
        let module = world.module().await;
        let mut monique = world.learner_at(&module).await;
        let mut office = Office::new(&world, world.course).await;
        let mut fabienne = world.signed_in(world.someone(BuiltIn::Tutor).await).await;
        let quiz = world.steps().await[4].clone();
        let (step, on) = (module.step.to_string(), quiz.id.to_string());
        let wait = [("etape", step.as_str()), ("acte", "ajouter"), ("attend", &on), ("condition", "at_least"), ("seuil", "70")];
        assert_eq!(office.act(&world, "ouverture", &wait).await.status, StatusCode::SEE_OTHER);

        let course = format!("/mes-parcours/{}", monique.enrolment);
        let why = format!("S’ouvre avec 70 % ou plus à « {} ».", quiz.title);
        let page = plain(&monique.visitor.get(&course).await.body);
        assert!(page.contains(&why) && page.contains("Fermée"), "{page}");
        assert!(!page.contains(&format!("{course}/etapes/{step}")), "no way into a step that is closed");
        assert!(!monique.visitor.get("/").await.body.contains("Reprendre"), "nothing to take up");
        let shut = monique.visitor.get(&format!("{course}/etapes/{step}")).await;
        assert_eq!(shut.status, StatusCode::FORBIDDEN);
        assert!(plain(&shut.body).contains(&why), "{}", shut.body);
        let refused = monique.ask_launch("A").await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
        let told: serde_json::Value = serde_json::from_str(&refused.body).unwrap();
        assert_eq!((told["why"].as_str(), plain(told["sentence"].as_str().unwrap())), (Some("locked"), why.clone()));

        let mark = format!("/inscriptions/{}/etapes/{on}/validation", monique.enrolment);
        for (percent, opens) in [("69", false), ("70", true)] {
            let marked = fabienne.post(&mark, &[("pourcentage", percent), ("date", "2026-11-10")]).await;
            assert_eq!(marked.status, StatusCode::SEE_OTHER, "{}", marked.body);
            let page = plain(&monique.visitor.get(&course).await.body);
            assert_eq!(page.contains(&why), !opens, "{percent}");
        }
        assert_eq!(monique.visitor.get(&format!("{course}/etapes/{step}")).await.status, StatusCode::OK);
        monique.launch("A").await;

        // What is begun stays open, whatever the office changes.
        let wait = [("etape", step.as_str()), ("acte", "ajouter"), ("attend", &on), ("condition", "at_least"), ("seuil", "100")];
        assert_eq!(office.act(&world, "ouverture", &wait).await.status, StatusCode::SEE_OTHER);
        assert_eq!(monique.ask_launch("B").await.status, StatusCode::OK);
        assert!(!plain(&monique.visitor.get(&course).await.body).contains("S’ouvre"));
    }

    async fn an_order_binds_or_advises(engine) {
        let world = World::new(engine).await;
        let learner = world.someone(BuiltIn::Learner).await;
        let mut monique = world.signed_in(learner).await;
        let mut office = Office::new(&world, world.course).await;
        let course = format!("/mes-parcours/{}", world.enrolment_of(learner).await);
        let first = world.steps().await[0].title.clone();
        let (advice, lock) = ("Cet ordre est conseillé.", format!("S’ouvre après « {first} »."));
        for (chosen, advised, locked) in [("free", 0, 0), ("guided", 1, 0), ("constrained", 0, 4), ("free", 0, 0)] {
            assert_eq!(office.act(&world, "progression", &[("progression", chosen)]).await.status, StatusCode::SEE_OTHER);
            let page = plain(&monique.get(&course).await.body);
            assert_eq!((page.matches(advice).count(), page.matches(&lock).count()), (advised, locked), "{chosen}: {page}");
        }
        let wrong = office.act(&world, "progression", &[("progression", "autre")]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.body.contains("Choisissez si l’ordre s’impose."));
    }

    async fn conditions_are_said_changed_and_refused(engine) {
        let world = World::new(engine).await;
        let course = CourseId(world.course(Relation::Own).await);
        let mut office = Office::new(&world, course).await;
        let [one, two] = two_steps(&world, course).await.map(|id| id.to_string());
        let home = format!("/parcours/{course}");
        let waits = format!("{home}/ouverture?etape={two}");
        assert!(office.visitor.get(&waits).await.body.contains("Aucune condition"));
        let add = |step: &str, on: &str, wants: &str, percent: &str| {
            [("etape", step.to_owned()), ("acte", "ajouter".to_owned()), ("attend", on.to_owned()), ("condition", wants.to_owned()), ("seuil", percent.to_owned())]
        };
        for (fields, field, sentence) in [
            (add(&two, "", "done", ""), "attend", "Choisissez une autre étape"),
            (add(&two, &two, "done", ""), "attend", "Choisissez une autre étape"),
            (add(&two, &StepId(uuid::Uuid::from_u128(7)).to_string(), "done", ""), "attend", "Choisissez une autre étape"),
            (add(&two, &one, "", ""), "condition", "Choisissez ce qu’il faut"),
            (add(&two, &one, "at_least", "0"), "seuil", "de 1 à 100"),
            (add(&two, &one, "below", "101"), "seuil", "de 1 à 100"),
        ] {
            let fields = fields.each_ref().map(|(name, value)| (*name, value.as_str()));
            let answer = office.act(&world, "ouverture", &fields).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{fields:?}");
            assert!(answer.body.contains(&format!("href=\"#{field}\"")) && answer.body.contains(sentence), "{fields:?}: {}", answer.body);
        }
        for fields in [add(&two, &one, "at_least", "20"), add(&two, &one, "at_least", "50"), add(&two, &one, "done", "")] {
            let fields = fields.each_ref().map(|(name, value)| (*name, value.as_str()));
            let answer = office.act(&world, "ouverture", &fields).await;
            assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, waits.as_str()));
        }
        let page = plain(&office.visitor.get(&waits).await.body);
        assert!(page.contains("Avoir 50 % ou plus à « Un »") && page.contains("Avoir fait « Un »") && !page.contains("20 %"), "{page}");
        assert!(page.contains("Il faut toutes ces conditions."));
        assert!(plain(&office.visitor.get(&home).await.body).contains("S’ouvre après « Un » et avec 50 % ou plus à « Un »."));

        // A circle, a contradiction: refused, and named.
        for (fields, sentence) in [
            (add(&one, &two, "done", ""), "« Un » et « Deux » s’attendent l’une l’autre."),
            (add(&two, &one, "below", "20"), "« Deux » demande à la fois un score haut et un score bas"),
        ] {
            let fields = fields.each_ref().map(|(name, value)| (*name, value.as_str()));
            let answer = office.act(&world, "ouverture", &fields).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(plain(&answer.body).contains(sentence), "{}", answer.body);
        }
        // An order that makes one is allowed, and said where the course is read.
        assert_eq!(office.act(&world, "ordre", &[("etape", two.as_str()), ("sens", "haut")]).await.status, StatusCode::SEE_OTHER);
        assert_eq!(office.act(&world, "ordre", &[("etape", two.as_str()), ("sens", "haut")]).await.status, StatusCode::SEE_OTHER);
        assert!(!office.visitor.get(&home).await.body.contains("ne s’ouvriront jamais"));
        assert_eq!(office.act(&world, "progression", &[("progression", "constrained")]).await.status, StatusCode::SEE_OTHER);
        let page = plain(&office.visitor.get(&home).await.body);
        assert!(page.contains("ne s’ouvriront jamais") && page.contains("« Deux » et « Un » s’attendent l’une l’autre."), "{page}");
        assert_eq!(office.act(&world, "progression", &[("progression", "free")]).await.status, StatusCode::SEE_OTHER);

        for (act, sentence) in [("une", "Une seule de ces conditions suffit."), ("toutes", "Il faut toutes ces conditions.")] {
            let answer = office.act(&world, "ouverture", &[("etape", two.as_str()), ("acte", act)]).await;
            assert_eq!(answer.status, StatusCode::SEE_OTHER);
            assert!(office.visitor.get(&waits).await.body.contains(sentence));
        }
        let mut remove = add(&two, &one, "at_least", "50");
        remove[1].1 = "retirer".to_owned();
        let remove = remove.each_ref().map(|(name, value)| (*name, value.as_str()));
        assert_eq!(office.act(&world, "ouverture", &remove).await.status, StatusCode::SEE_OTHER);
        assert!(!plain(&office.visitor.get(&waits).await.body).contains("50 %"));
        let stale = office.act_at("1", "ouverture", &remove).await;
        assert_eq!(stale.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(stale.body.contains("Quelqu’un d’autre a modifié ce parcours"));
        let elsewhere = add(&world.steps().await[0].id.to_string(), &one, "done", "");
        let elsewhere = elsewhere.each_ref().map(|(name, value)| (*name, value.as_str()));
        assert!(office.act(&world, "ouverture", &elsewhere).await.body.contains("n’est plus dans le parcours"));

        // A step that goes takes along what waited for it.
        assert_eq!(office.act(&world, "retrait", &[("etape", one.as_str())]).await.status, StatusCode::SEE_OTHER);
        assert!(office.visitor.get(&waits).await.body.contains("Aucune condition"));
    }

    async fn the_simulator_opens_the_course_as_for_a_learner(engine) {
        let world = World::new(engine).await;
        let course = CourseId(world.course(Relation::Own).await);
        let mut office = Office::new(&world, course).await;
        let [one, two] = two_steps(&world, course).await.map(|id| id.to_string());
        let wait = [("etape", two.as_str()), ("acte", "ajouter"), ("attend", one.as_str()), ("condition", "below"), ("seuil", "20")];
        assert_eq!(office.act(&world, "ouverture", &wait).await.status, StatusCode::SEE_OTHER);
        let page = format!("/parcours/{course}/simulation");
        for (asked, closed, done) in [
            ("", true, 0),
            ("?etape=1&score-1=15", false, 1),
            ("?etape=1&score-1=20", true, 1),
            ("?fait=1:15&etape=2&score-2=", false, 2),
            ("?fait=9:9,x&etape=x", true, 0),
        ] {
            let shown = plain(&office.visitor.get(&format!("{page}{asked}")).await.body);
            assert_eq!(shown.contains("S’ouvre avec moins de 20 % à « Un »."), closed, "{asked}: {shown}");
            assert_eq!(shown.matches("Défaire").count(), done, "{asked}");
        }
    }
}

async fn two_steps(world: &World, course: CourseId) -> [StepId; 2] {
    let mut tx = world.site.db().read().await.unwrap();
    let path = courses::outline(&mut tx, course).await.unwrap();
    let ids: Vec<StepId> = path
        .iter()
        .flat_map(|part| &part.steps)
        .map(|step| step.id)
        .collect();
    [ids[0], ids[1]]
}
