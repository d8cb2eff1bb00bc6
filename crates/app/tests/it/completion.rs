//! What ends a step and by when, said in the editor, through the front door; and what that changes for who learns and who
//! accompanies.

use catalogue::courses::Completion;
use http::StatusCode;
use jiff::civil::date;
use platform::both_engines;
use platform::html::fr;
use platform::http::BuiltIn;
use platform::testing::Visitor;

use crate::course_editor::Office;
use crate::world::World;

/// Changes the nth step of the course, from 0.
async fn changes(world: &World, office: &mut Office, nth: usize, more: &[(&str, &str)]) {
    let step = &world.steps().await[nth];
    let (id, item) = (step.id.to_string(), step.item.unwrap().to_string());
    let facts = [
        ("etape", id.as_str()),
        ("titre", "Essai"),
        ("minutes", "10"),
        ("modalite", "self_paced"),
        ("ressource", item.as_str()),
        ("exigence", "done"),
    ];
    let answer = office.act(world, "etape", &[&facts[..], more].concat()).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
}

async fn instruction(world: &World, office: &mut Visitor) -> catalogue::library::ItemId {
    let fields = [
        ("sorte", "instruction"),
        ("titre", "Essai"),
        ("minutes", "10"),
        ("modalite", "self_paced"),
        ("texte", "À faire chez vous."),
    ];
    let answer = office.post("/bibliotheque", &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    let item = answer.location().rsplit('/').next().unwrap().parse().unwrap();
    world.opens(item, 0).await;
    item
}

both_engines! {
    async fn what_the_course_says_ends_a_step(engine) {
        let world = World::new(engine).await;
        let mut office = Office::new(&world, world.course).await;
        instruction(&world, &mut office.visitor).await;
        let learner = world.someone(BuiltIn::Learner).await;
        let mut monique = world.signed_in(learner).await;
        let mut fabienne = world.signed_in(world.someone(BuiltIn::Tutor).await).await;
        let enrolment = world.enrolment_of(learner).await;
        let step = world.steps().await[0].id;
        let course = format!("/mes-parcours/{enrolment}");
        let path = format!("{course}/etapes/{step}");
        let marking = format!("/inscriptions/{enrolment}/etapes/{step}");

        // Usually she says so herself, and nobody in her place.
        assert!(monique.get(&path).await.body.contains("J’ai terminé"));
        assert_eq!(fabienne.get(&format!("{marking}/validation")).await.status, StatusCode::NOT_FOUND);

        // Left to the tutor: she has done her part, and waits.
        changes(&world, &mut office, 0, &[("fin", "tutor")]).await;
        let page = monique.get(&path).await.body;
        assert!(!page.contains("J’ai terminé") && page.contains("Votre tuteur valide cette étape."), "{page}");
        assert_eq!(monique.post(&format!("{path}/fait"), &[]).await.status, StatusCode::NOT_FOUND);
        assert!(monique.get(&course).await.body.contains("Votre tuteur doit valider"));
        let done = fabienne.post(&format!("{marking}/validation"), &[("date", "2026-11-10")]).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
        assert!(monique.get(&course).await.body.contains("1 étape sur 5"));
        fabienne.post(&format!("{marking}/annulation"), &[]).await;
        let page = monique.get(&course).await.body;
        assert!(page.contains("0 étape sur 5") && page.contains("Votre tuteur doit valider"), "it stays begun: {page}");

        // Seen: opening it again is enough, and the page says so at once.
        changes(&world, &mut office, 0, &[("fin", "seen")]).await;
        assert!(monique.get(&path).await.body.contains("Étape terminée"));
        assert!(monique.get(&course).await.body.contains("1 étape sur 5"));

        // A copy ends its steps the same way; an item that can't end so, as is usual of it.
        let fields = [("titre", "Copie"), ("resume", ""), ("objectifs", ""), ("modele", &world.course.to_string())];
        let copy = office.visitor.post("/parcours", &fields).await;
        assert_eq!(copy.status, StatusCode::SEE_OTHER, "{}", copy.body);
        assert!(office.visitor.get(copy.location()).await.body.contains("Se termine dès qu’elle est ouverte"));
        let (film, _) = world.film().await;
        world.opens(film, 0).await;
        changes(&world, &mut office, 0, &[("fin", "watched"), ("part", "50")]).await;
        assert_eq!(world.steps().await[0].completion, Completion::Watched(50));
        world.module().await;
        assert_eq!(world.steps().await[0].completion, Completion::Done);
    }

    async fn a_step_is_due_on_its_day_then_late(engine) {
        let world = World::new(engine).await;
        let mut office = Office::new(&world, world.course).await;
        instruction(&world, &mut office.visitor).await;
        let learner = world.someone(BuiltIn::Learner).await;
        let mut monique = world.signed_in(learner).await;
        let mut fabienne = world.signed_in(world.someone(BuiltIn::Tutor).await).await;
        let enrolment = world.enrolment_of(learner).await;
        let step = world.steps().await[0].id;
        let course = format!("/mes-parcours/{enrolment}");
        let follow = format!("/sessions/{}/suivi", world.own);
        changes(&world, &mut office, 0, &[("jour", "20")]).await;
        assert!(office.visitor.get(&format!("/parcours/{}", world.course)).await.body.contains("Pour le jour\u{a0}20."));
        let page = monique.get(&course).await.body;
        let due = format!("Pour le {}", fr::rich(&fr::date_words(date(2026, 11, 21))).into_string());
        assert!(page.contains(&due) && !page.contains("En retard"), "{page}");
        assert!(monique.get("/").await.body.contains(&due));
        assert!(!fabienne.get(&follow).await.body.contains("En retard"));

        // After its day it is late, for her and for who accompanies her, until she has done it.
        changes(&world, &mut office, 0, &[("jour", "1")]).await;
        assert!(monique.get(&course).await.body.contains("En retard"));
        assert!(fabienne.get(&follow).await.body.contains("En retard"));
        assert_eq!(monique.post(&format!("{course}/etapes/{step}/fait"), &[]).await.status, StatusCode::SEE_OTHER);
        assert!(!monique.get(&course).await.body.contains("En retard"));
        assert!(!fabienne.get(&follow).await.body.contains("En retard"));
    }
}
