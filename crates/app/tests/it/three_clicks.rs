//! What each role does every day is three clicks from its home, at most: links are followed as they stand in the pages.

use std::collections::HashSet;

use http::StatusCode;
use platform::both_engines;
use platform::http::BuiltIn;
use platform::testing::Visitor;

use crate::requests::sends;
use crate::world::World;

/// The pages that the links of a page's header and matter lead to.
fn links(body: &str) -> impl Iterator<Item = &str> {
    body.split("<a ").skip(1).filter_map(|link| {
        let href = link.split("href=\"").nth(1)?.split('"').next()?;
        let page = href.split(['#', '?']).next()?;
        page.starts_with('/').then_some(page)
    })
}

/// The pages that are reached from the home with two clicks, and where a third leads.
async fn reached(visitor: &mut Visitor) -> HashSet<String> {
    let mut known = HashSet::from(["/".to_owned()]);
    let mut edge = vec!["/".to_owned()];
    for _ in 0..3 {
        let mut next = Vec::new();
        for page in edge {
            let answer = visitor.get(&page).await;
            if answer.status != StatusCode::OK {
                continue;
            }
            next.extend(
                links(&answer.body)
                    .map(str::to_owned)
                    .filter(|to| known.insert(to.clone())),
            );
        }
        edge = next;
    }
    known
}

both_engines! {
    async fn each_role_does_its_work_from_home(engine) {
        let world = World::new(engine).await;
        world.meeting().await;
        let learner = world.someone(BuiltIn::Learner).await;
        let (tutor, adviser) = (world.someone(BuiltIn::Tutor).await, world.someone(BuiltIn::Adviser).await);
        let mut rene = world.signed_in(world.manager).await;
        let choice = format!("{}/{}", world.course, world.own);
        let request = sends(&mut rene, &world, world.bretagne.id.0, &choice, "monique@exemple.fr").await;
        let session = format!("/sessions/{}", world.own);
        let enrolment = world.enrolment_of(learner).await;
        let manager = ["", "/inscriptions/nouvelle", "/inscriptions/liste", "/attente", "/places", "/suivi", "/emargement", "/documents", "/certificats", "/dates", "/prolongation", "/tuteurs", "/copie", "/serie", "/notes", "/forum"];
        let mut manages: Vec<String> = manager.iter().map(|path| format!("{session}{path}")).collect();
        manages.extend(["/sessions/nouvelle".to_owned(), "/conseil".to_owned(), format!("/demandes/{request}"), format!("/inscriptions/{enrolment}"), format!("/inscriptions/{enrolment}/prolongation"), format!("/regions/{}/conseil/nouveau", world.bretagne.id)]);
        let mut accompanies = ["", "/suivi", "/emargement", "/documents", "/notes", "/forum", "/forum/nouvelle"].map(|path| format!("{session}{path}")).to_vec();
        accompanies.extend(["/corrections", "/messages", "/messages/nouveau", "/calendrier", "/alertes"].map(str::to_owned));
        let advises = vec![format!("/regions/{}/demandes/nouvelle", world.bretagne.id), "/mes-demandes".to_owned()];
        let mut learns = vec![format!("/mes-parcours/{enrolment}"), format!("/mes-parcours/{enrolment}/planification"), format!("{session}/forum")];
        learns.extend(["/mes-fiches", "/messages", "/messages/nouveau", "/calendrier", "/aide/demandes/nouvelle"].map(str::to_owned));
        for (person, daily) in [(world.manager, manages), (tutor, accompanies), (adviser, advises), (learner, learns)] {
            let mut visitor = world.signed_in(person).await;
            let reached = reached(&mut visitor).await;
            for page in daily {
                assert!(reached.contains(&page), "{page} isn't three clicks from home: {reached:?}");
                let status = visitor.get(&page).await.status;
                assert!(status.is_success() || status.is_redirection(), "{page}: {status}");
            }
        }
    }
}
