//! Questions often asked: a region's tutors write them for theirs, the office for all; learners search them and say what helped.

use http::StatusCode;
use platform::both_engines;
use platform::http::BuiltIn;
use platform::testing::Visitor;

use crate::world::World;

const DONE: StatusCode = StatusCode::SEE_OTHER;
const WRONG: StatusCode = StatusCode::UNPROCESSABLE_ENTITY;

async fn writes(visitor: &mut Visitor, base: &str, question: &str, step: &str) {
    let fields = [
        ("question", question),
        ("reponse", "Ainsi.\n\nPuis ainsi."),
        ("etape", step),
    ];
    let answer = visitor.post(base, &fields).await;
    assert_eq!(answer.status, DONE, "{}", answer.body);
}

fn order(body: &str, words: &[&str]) -> bool {
    let at: Vec<usize> = words
        .iter()
        .map(|word| body.find(word).unwrap_or(usize::MAX))
        .collect();
    at.is_sorted() && at.iter().all(|at| *at < usize::MAX)
}

both_engines! {
    async fn what_tutors_write_their_learners_find(engine) {
        let world = World::new(engine).await;
        let mut fabienne = world.signed_in(world.someone(BuiltIn::Tutor).await).await;
        let base = format!("/sessions/{}/questions", world.own);
        assert!(fabienne.get(&base).await.body.contains("Aucune question pour le moment"));
        let step = world.steps().await[1].clone();
        writes(&mut fabienne, &base, "Comment réduire une photo ?", &step.id.to_string()).await;
        writes(&mut fabienne, &base, "Combien de temps cela prend-il ?", "").await;
        writes(&mut fabienne, &base, "Où est l’émargement ?", "").await;
        let wrong = fabienne.post(&base, &[("question", ""), ("reponse", "Une réponse à garder")]).await;
        assert!(wrong.status == WRONG && wrong.body.contains("Une réponse à garder"), "{}", wrong.body);

        let learner = world.someone(BuiltIn::Learner).await;
        let mut monique = world.signed_in(learner).await;
        let course = monique.get("/").await.after("/mes-parcours/").unwrap().to_owned();
        let own = format!("/mes-parcours/{course}/questions");
        let page = monique.get(&own).await.body;
        assert!(order(&page, &["Combien de temps", "Où est l’émargement", &step.title, "Comment réduire"]), "{page}");
        let here = monique.get(&format!("{own}?etape={}", step.id)).await.body;
        assert!(order(&here, &["Sur cette étape", "Comment réduire", "Tout le parcours"]), "{here}");
        let found = monique.get(&format!("{own}?q=EMARGEMENT")).await.body;
        assert!(found.contains("Où est l’émargement") && !found.contains("Comment réduire"), "{found}");
        assert!(monique.get(&format!("{own}?q=fusée")).await.body.contains("Aucune réponse avec ces mots"));
        // « Aide » leads there from the course, and from one of its steps.
        assert!(monique.get(&format!("/mes-parcours/{course}")).await.body.contains(&format!("href=\"{own}\"")));

        // She says what helped; the last word counts, and her tutors read the sum.
        let entry = monique.get(&own).await.after("id=\"question-").unwrap().to_owned();
        for (word, told) in [("non", "Utile pour 0 personne sur 1"), ("oui", "Utile pour 1 personne sur 1")] {
            assert_eq!(monique.post(&format!("{own}/{entry}"), &[("utile", word)]).await.status, DONE);
            assert!(fabienne.get(&base).await.body.contains(told), "{told}");
        }
        let gone = monique.post(&format!("{own}/{}", world.own.0), &[("utile", "oui")]).await;
        assert!(gone.status == WRONG && gone.body.contains("n’est plus là"), "{}", gone.body);
        // The manager of the region sees the same; another region's learners nothing of it.
        assert!(world.signed_in(world.manager).await.get(&base).await.body.contains("Où est l’émargement"));
        let far = world.person("Karim", "Payet").await;
        let there = world.enrol(far, world.foreign).await;
        let mut far = world.signed_in(far).await;
        let page = far.get(&format!("/mes-parcours/{there}/questions")).await.body;
        assert!(page.contains("Pas encore de question"), "{page}");
        let elsewhere = far.post(&format!("/mes-parcours/{there}/questions/{entry}"), &[("utile", "oui")]).await;
        assert_eq!(elsewhere.status, WRONG, "what one doesn't read, one doesn't judge");
    }

    async fn they_are_ordered_changed_and_taken_away(engine) {
        let world = World::new(engine).await;
        let mut rene = world.signed_in(world.manager).await;
        let base = format!("/sessions/{}/questions", world.own);
        for question in ["Une ?", "Deux ?", "Trois ?"] { writes(&mut rene, &base, question, "").await; }
        let page = rene.get(&base).await.body;
        let ids: Vec<String> = page.split(&format!("href=\"{base}/")).skip(1).map(|rest| rest.split('"').next().unwrap().to_owned()).collect();
        assert_eq!(ids.len(), 3, "{page}");
        for (id, act, expected) in [(2, "monter", ["Une ?", "Trois ?", "Deux ?"]), (0, "descendre", ["Trois ?", "Une ?", "Deux ?"]), (2, "monter", ["Trois ?", "Une ?", "Deux ?"])] {
            assert_eq!(rene.post(&format!("{base}/{}", ids[id]), &[("acte", act)]).await.status, DONE);
            let page = rene.get(&base).await.body;
            let titles = expected.map(|title| format!("<h3>{title}"));
            assert!(order(&page.replace('\u{202f}', " "), &titles.each_ref().map(String::as_str)), "{act} {page}");
        }
        let one = format!("{base}/{}", ids[0]);
        assert!(rene.get(&one).await.body.contains("value=\"Une ?\""));
        assert_eq!(rene.post(&one, &[("question", " "), ("reponse", "Non.")]).await.status, WRONG);
        assert_eq!(rene.post(&one, &[("question", "Une autre ?"), ("reponse", "Oui.")]).await.status, DONE);
        assert!(rene.get(&base).await.body.contains("Une autre"));
        assert_eq!(rene.post(&one, &[("acte", "retirer")]).await.status, DONE);
        assert!(!rene.get(&base).await.body.contains("Une autre"));
        assert_eq!(rene.get(&one).await.status, WRONG, "gone is said, with the way back");
        // What comes from elsewhere fills the form in, and nothing else.
        let shown = rene.post(&format!("{base}/reprise"), &[("question", "Du forum ?"), ("reponse", "Du forum.")]).await;
        assert!(shown.body.contains("value=\"Du forum ?\""), "{}", shown.body);
        assert!(!rene.get(&base).await.body.contains("Du forum"));
    }

    async fn the_office_writes_for_all(engine) {
        let world = World::new(engine).await;
        let mut office = world.signed_in(world.someone(BuiltIn::Administrator).await).await;
        let mut tx = world.site.db().read().await.unwrap();
        let course = training::sessions::find(&mut tx, world.own).await.unwrap().course;
        drop(tx);
        let base = format!("/parcours/{course}/questions");
        writes(&mut office, &base, "Pour tout le monde ?", "").await;
        let mut rene = world.signed_in(world.manager).await;
        let own = format!("/sessions/{}/questions", world.own);
        let page = rene.get(&own).await.body;
        assert!(page.contains("Celles de toutes les régions") && page.contains("Pour tout le monde"), "{page}");
        let entry = office.get(&base).await.after(&format!("href=\"{base}/")).unwrap().to_owned();
        // A region doesn't touch them, nor the office a region's.
        assert_eq!(rene.post(&format!("{own}/{entry}"), &[("acte", "retirer")]).await.status, WRONG);
        assert_eq!(rene.get(&base).await.status, StatusCode::FORBIDDEN);
        let there = world.enrol(world.person("Karim", "Payet").await, world.foreign).await;
        let mut tx = world.site.db().read().await.unwrap();
        let followed = training::enrolment::follow(&mut tx, there).await.unwrap();
        let read = exchange::faq::of_session(&mut tx, &followed.session, None).await.unwrap();
        assert_eq!(read.len(), 1);
    }
}
