//! Who reads results, from how many answers on, and what they come to.

use http::StatusCode;
use platform::http::BuiltIn;
use platform::keys::Class;
use platform::{args, both_engines, sql};

use super::Poll;
use crate::pages::whole;

fn plain(text: &str) -> String {
    text.replace(['\u{202f}', '\u{a0}'], " ")
}

both_engines! {
    async fn results_come_by_three(engine) {
        let poll = Poll::new(engine, "survey", &[]).await;
        let mut rene = poll.world.signed_in(poll.world.manager).await;
        let session = format!("/sessions/{}", poll.world.own);
        let path = format!("{session}/enquetes");
        assert!(rene.get(&session).await.body.contains(&path));
        let none = rene.get(&path).await;
        whole(&path, &none);
        assert!(none.body.contains("Personne n’a encore été interrogé."), "{}", none.body);
        poll.answers("Ana", "3", "De belles photos.").await;
        poll.answers("Bea", "0", "=1+1").await;
        let few = rene.get(&path).await;
        whole(&path, &few);
        assert!(few.body.contains("ne sont pas montrées") && !few.body.contains("De belles photos."), "{}", few.body);
        poll.answers("Cleo", "2", "Rien").await;
        let page = rene.get(&path).await;
        whole(&path, &page);
        let said = plain(&page.body);
        assert!(said.contains("De belles photos.") && said.contains("Moyenne : 2,7 sur 4."), "{said}");
        assert!(said.contains("3 personnes recommandent (9 ou 10)") && said.contains("+100"), "{said}");
        assert!(!page.body.contains("Le Goff"), "no name");
        poll.answers("Dora", "0", "Trop court").await;
        let four = rene.get(&path).await;
        assert!(plain(&four.body).contains("4 réponses pour 4 personnes") && !four.body.contains("Trop court"), "{}", four.body);
        let list = rene.get(&format!("{path}/liste")).await;
        assert_eq!(list.status, StatusCode::OK);
        assert!(list.body.contains("Tout à fait") && !list.body.contains("\"=1+1") && !list.body.contains(";=1+1") && !list.body.contains("Le Goff"), "{}", list.body);
        // Over, the last one stays apart: it would be told by what wasn't there before.
        poll.world.scratch.clock.advance(40 * 86_400_000);
        let mut rene = poll.world.signed_in(poll.world.manager).await;
        let over = rene.get(&path).await;
        assert!(over.body.contains("n’est pas montrée") && !over.body.contains("Trop court"), "{}", over.body);
    }

    async fn results_are_read_by_who_may(engine) {
        let poll = Poll::new(engine, "survey", &[]).await;
        for name in ["Ana", "Bea", "Cleo"] {
            poll.answers(name, "3", "Un mot").await;
        }
        let world = &poll.world;
        let path = format!("/sessions/{}/enquetes", world.own);
        let mut fabienne = world.signed_in(world.someone(BuiltIn::Tutor).await).await;
        assert!(fabienne.get(&path).await.body.contains("Un mot"));
        let other = format!("/sessions/{}/enquetes", world.other);
        assert_eq!(fabienne.get(&other).await.status, StatusCode::NOT_FOUND);
        let foreign = format!("/sessions/{}/enquetes", world.foreign);
        let mut rene = world.signed_in(world.manager).await;
        assert_eq!(rene.get(&foreign).await.status, StatusCode::NOT_FOUND);
        let (_, mut monique, _) = poll.learner("Monique").await;
        for path in [path.as_str(), "/enquetes", "/enquetes/liste"] {
            assert!(!monique.get(path).await.status.is_success(), "{path}");
        }
        // A region's sessions, and everybody's: the course has one of this session, and two more without an answer.
        for (visitor, sessions) in [(&mut rene, 2), (&mut fabienne, 1), (&mut world.signed_in(world.someone(BuiltIn::Administrator).await).await, 3)] {
            let all = visitor.get("/enquetes").await;
            whole("/enquetes", &all);
            let row = all.body.split("<tbody").nth(1).unwrap();
            assert!(row.contains(&format!(">{sessions}<")) && plain(row).contains("100 %"), "{sessions}: {row}");
            let course = format!("/enquetes?parcours={}", world.course);
            let one = visitor.get(&course).await;
            whole(&course, &one);
            assert!(one.body.contains("Est-ce clair") && !one.body.contains("Un mot</p>"), "{}", one.body);
            let list = visitor.get("/enquetes/liste").await;
            assert!(list.body.contains("Tout à fait") && !list.body.contains("Un mot;"), "{}", list.body);
        }
        let before = rene.get("/enquetes?du=2020-01-01&au=2020-12-31").await;
        whole("/enquetes", &before);
        assert!(before.body.contains("Aucune enquête sur cette période"));
        let costs = [&path, "/enquetes"];
        let mut counts = Vec::new();
        for _ in 0..2 {
            let mut round = Vec::new();
            for path in costs {
                let before = world.site.db().statements();
                rene.get(path).await;
                round.push(world.site.db().statements() - before);
            }
            counts.push(round);
            for name in ["Dora", "Elsa", "Fanny"] {
                poll.answers(name, "1", "Encore").await;
            }
        }
        assert_eq!(counts[0], counts[1], "however many answer");
    }

    async fn names_are_shown_where_it_was_said(engine) {
        let mut poll = Poll::new(engine, "survey", &[]).await;
        let fields = [&[("acte", "publier"), ("version", "2"), ("noms", "oui")][..], &super::questions(&[])].concat();
        assert_eq!(poll.compose(&fields).await.status, super::DONE);
        let (person, mut monique, path) = poll.learner("Monique").await;
        let asked = monique.get(&path).await;
        assert!(asked.body.contains("Vos réponses portent votre nom"), "{}", asked.body);
        let sent = monique.post(&format!("{path}/enquete"), &[("reponse-1", "3"), ("reponse-3", "De belles photos.")]).await;
        assert_eq!(sent.status, super::DONE);
        let mut rene = poll.world.signed_in(poll.world.manager).await;
        let results = format!("/sessions/{}/enquetes", poll.world.own);
        let page = rene.get(&results).await;
        whole(&results, &page);
        assert!(page.body.contains("Monique Le Goff") && page.body.contains("De belles photos."), "{}", page.body);
        // The list says who said what, and counts it once.
        let list = rene.get(&format!("{results}/liste")).await.body;
        assert!(list.lines().next().unwrap().ends_with(";Nom") && list.lines().any(|line| line.ends_with("De belles photos.;;Monique Le Goff")), "{list}");
        // Moved to another session, she leaves her answer where it was counted, and isn't asked again.
        let enrolment: uuid::Uuid = path.split('/').nth(2).unwrap().parse().unwrap();
        let mut tx = poll.world.site.db().begin().await.unwrap();
        let moved = sql!("UPDATE enrolments SET session_id = $2 WHERE id = $1");
        tx.execute(moved, args![enrolment, poll.world.other]).await.unwrap();
        tx.commit().await.unwrap();
        let page = plain(&rene.get(&results).await.body);
        assert!(page.contains("De belles photos.") && page.contains("1 réponse pour 1 personne interrogée : 100 %"), "{page}");
        let elsewhere = plain(&rene.get(&format!("/sessions/{}/enquetes", poll.world.other)).await.body);
        assert!(!elsewhere.contains("De belles photos."), "{elsewhere}");
        // Her words go with her key; what is counted stays.
        poll.world.site.keys().destroy(person.0, Class::Exchanges).await.unwrap();
        let page = rene.get(&results).await;
        assert!(!page.body.contains("De belles photos.") && plain(&page.body).contains("Moyenne : 4,0 sur 4."), "{}", page.body);
    }
}
