//! The regions side by side, and the list of sessions narrowed: each sees what is theirs.

use http::StatusCode;
use platform::http::BuiltIn;
use platform::{args, both_engines, sql};

use crate::world::{Relation, World};

/// The cells of the row that names something, without their tags.
fn row(body: &str, name: &str) -> Vec<String> {
    let row = body
        .split("<tr")
        .find(|row| row.contains(name) && row.contains("<th"))
        .unwrap_or_default();
    let plain = |cell: &str| {
        let mut text = String::new();
        let mut tag = false;
        for letter in cell.chars() {
            match letter {
                '<' => tag = true,
                '>' => tag = false,
                letter if !tag => text.push(letter),
                _ => {}
            }
        }
        text.trim().to_owned()
    };
    let cells = row
        .split("<td")
        .skip(1)
        .filter_map(|cell| cell.split("</td>").next());
    cells
        .filter_map(|cell| cell.split_once('>'))
        .map(|(_, text)| plain(text))
        .collect()
}

both_engines! {
    async fn the_national_office_sees_the_regions_side_by_side(engine) {
        let world = World::new(engine).await;
        let learner = world.someone(BuiltIn::Learner).await;
        world.certificate(Relation::Own, Some(learner)).await;
        let mut office = world.signed_in(world.someone(BuiltIn::Administrator).await).await;
        let page = office.get("/regions").await;
        assert_eq!(page.status, StatusCode::OK);
        let (bretagne, reunion) = (row(&page.body, &world.bretagne.name), row(&page.body, &world.reunion.name));
        assert_eq!((bretagne[0].as_str(), reunion[0].as_str()), ("2", "1"), "open sessions");
        assert_eq!(bretagne[2..], ["1", "1", "1"], "learners now, joined this year, attestations: {}", page.body);
        assert_eq!(reunion[2..], ["0", "0", "0"]);
        let whole = row(&page.body, "Ensemble");
        assert_eq!(whole[2..], ["1", "1", "1"], "{whole:?}");

        let mut rene = world.signed_in(world.manager).await;
        let own = rene.get("/regions").await;
        assert!(own.body.contains(&world.bretagne.name) && !own.body.contains(&world.reunion.name), "{}", own.body);
        assert!(!own.body.contains("Ensemble"), "one region is no whole");
        let mut tutor = world.signed_in(world.someone(BuiltIn::Tutor).await).await;
        assert_eq!(tutor.get("/regions").await.status, StatusCode::FORBIDDEN);
    }

    /// Who joined, and what was handed out, in a year that is chosen among those of the platform.
    async fn the_figures_are_of_a_year_that_is_chosen(engine) {
        let world = World::new(engine).await;
        let learner = world.someone(BuiltIn::Learner).await;
        world.certificate(Relation::Own, Some(learner)).await;
        let mut office = world.signed_in(world.someone(BuiltIn::Administrator).await).await;
        let page = office.get("/regions").await.body;
        assert!(!page.contains("name=\"annee\""), "one year is no choice: {page}");
        let mut tx = world.site.db().begin().await.unwrap();
        let year = 366_i64 * 24 * 3_600_000;
        for sql in [
            sql!("UPDATE training_sessions SET starts_at = starts_at - $1, ends_at = ends_at - $1"),
            sql!("UPDATE enrolments SET joined_at = joined_at - $1"),
            sql!("UPDATE certificates SET issued_at = issued_at - $1"),
        ] {
            tx.execute(sql, args![year]).await.unwrap();
        }
        tx.commit().await.unwrap();
        let page = office.get("/regions").await.body;
        assert!(page.contains("name=\"annee\"") && page.contains("Inscrits en 2026"), "{page}");
        assert_eq!(row(&page, &world.bretagne.name)[3..], ["0", "0"]);
        let before = office.get("/regions?annee=2025").await.body;
        assert!(before.contains("Inscrits en 2025"), "{before}");
        assert_eq!(row(&before, &world.bretagne.name)[3..], ["1", "1"], "{before}");
        let none = office.get("/regions?annee=1999").await.body;
        assert!(none.contains("Inscrits en 2026"), "{none}");
    }

    async fn the_list_of_sessions_is_narrowed(engine) {
        let world = World::new(engine).await;
        let mut office = world.signed_in(world.someone(BuiltIn::Administrator).await).await;
        let sessions = |body: &str| body.matches("href=\"/sessions/0").count();
        let all = office.get("/sessions").await;
        let of = format!("/sessions?region={}", world.reunion.id);
        let foreign = office.get(&of).await;
        assert_eq!((sessions(&all.body), sessions(&foreign.body)), (3, 1), "{}", foreign.body);
        let course = office.get(&format!("{of}&parcours={}&etat=ouvertes", world.course)).await;
        assert_eq!(sessions(&course.body), 1);
        for none in ["&etat=a-venir", "&etat=terminees", "&parcours=00000000-0000-7000-8000-000000000000"] {
            let page = office.get(&format!("{of}{none}")).await;
            assert!(page.body.contains("Aucune session ne correspond") && page.body.contains("Voir toutes les sessions"), "{none}");
        }
        assert_eq!(sessions(&office.get("/sessions?region=x&etat=%27").await.body), 3, "what means nothing narrows nothing");

        let mut rene = world.signed_in(world.manager).await;
        assert_eq!(sessions(&rene.get(&of).await.body), 0, "another region's sessions aren't his");
        assert!(!rene.get("/sessions").await.body.contains("Toutes les régions"), "who sees one region isn't asked");
    }
}
