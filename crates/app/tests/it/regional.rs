//! What stands inside something of another region can't be reached by naming it under one's own: the matrix asks for objects
//! of each region, here their parts are asked for.

use http::StatusCode;
use people::roles::Over;
use platform::both_engines;
use platform::http::BuiltIn;
use platform::testing::Visitor;

use crate::world::World;

const DONE: StatusCode = StatusCode::SEE_OTHER;

/// What a colleague of La Réunion has in a session there: a list that was read, a document, somebody who left.
async fn parts(world: &World, hoarau: &mut Visitor) -> [String; 3] {
    let home = format!("/sessions/{}", world.foreign);
    let sent = hoarau
        .post_file(
            &format!("{home}/inscriptions/liste"),
            &[],
            (
                "fichier=liste.csv",
                "Prénom;Nom;Courriel\nMonique;Payet;monique.payet@exemple.fr".as_bytes(),
            ),
        )
        .await;
    assert_eq!(sent.status, DONE, "{}", sent.body);
    let list = sent.location().rsplit('/').next().unwrap().to_owned();
    let fields = [
        ("titre", "Plan d’accès"),
        ("texte", "Au fond de la cour."),
        ("adresse", ""),
        ("lecteurs", "learners"),
    ];
    assert_eq!(
        hoarau.post(&format!("{home}/documents"), &fields).await.status,
        DONE
    );
    let page = hoarau.get(&format!("{home}/documents")).await;
    let document = page.after(&format!("{home}/documents/0")).expect("a document");
    let document = format!("0{document}");
    let person = world.person("Karim", "Payet").await;
    let gone = world.enrol(person, world.foreign).await;
    world.withdraw(gone).await;
    [list, document, gone.to_string()]
}

both_engines! {
    async fn parts_of_another_region_are_not_reached_under_ones_own(engine) {
        let world = World::new(engine).await;
        let theirs = world.person("Fabienne", "Hoarau").await;
        world.give(theirs, BuiltIn::Manager, Over::region(world.reunion.id)).await;
        let mut hoarau = world.signed_in(theirs).await;
        let [list, document, gone] = parts(&world, &mut hoarau).await;
        let paths = [
            ("GET", format!("inscriptions/listes/{list}")),
            ("GET", format!("inscriptions/listes/{list}/colonnes")),
            ("POST", format!("inscriptions/listes/{list}/colonnes")),
            ("POST", format!("inscriptions/listes/{list}/reponses")),
            ("POST", format!("inscriptions/listes/{list}/inscription")),
            ("GET", format!("inscriptions/listes/{list}/refus")),
            ("GET", format!("inscriptions/listes/{list}/annulation")),
            ("POST", format!("inscriptions/listes/{list}/annulation")),
            ("GET", format!("inscriptions/retirees/{gone}")),
            ("POST", format!("inscriptions/retirees/{gone}")),
            ("GET", format!("documents/{document}")),
            ("POST", format!("documents/{document}")),
            ("GET", format!("documents/{document}/fichier")),
            ("GET", format!("documents/{document}/modification")),
            ("GET", format!("documents/{document}/retrait")),
            ("POST", format!("documents/{document}/retrait")),
        ];
        let mut rene = world.signed_in(world.manager).await;
        for (method, path) in &paths {
            for session in [world.own, world.foreign] {
                let foreign = session == world.foreign;
                let path = format!("/sessions/{session}/{path}");
                let answer = if *method == "GET" { rene.get(&path).await } else { rene.post(&path, &[]).await };
                let hidden = match foreign {
                    true => answer.status == StatusCode::NOT_FOUND,
                    false => answer.status.is_client_error(),
                };
                assert!(hidden, "{method} {path}: {}", answer.status);
                assert!(!answer.body.contains("Payet") && !answer.body.contains("Plan d’accès"), "{path}");
            }
        }
        // They are still there, as they were.
        let home = format!("/sessions/{}", world.foreign);
        assert!(hoarau.get(&format!("{home}/inscriptions/listes/{list}")).await.body.contains("Payet"));
        assert!(hoarau.get(&format!("{home}/inscriptions/retirees/{gone}")).await.body.contains("Payet"));
        assert!(hoarau.get(&format!("{home}/documents/{document}")).await.body.contains("Plan d’accès"));
    }

    /// The lists of a manager hold their region's things and no other's.
    async fn lists_hold_ones_own_region(engine) {
        let world = World::new(engine).await;
        let theirs = world.person("Fabienne", "Hoarau").await;
        world.give(theirs, BuiltIn::Manager, Over::region(world.reunion.id)).await;
        let mut hoarau = world.signed_in(theirs).await;
        let course = world.course.to_string();
        crate::requests::sends(&mut hoarau, &world, world.reunion.id.0, &course, "monique@exemple.fr").await;
        let adviser = [("prenom", "Maria"), ("nom", "Payet"), ("courriel", "maria@exemple.fr")];
        assert_eq!(hoarau.post(&format!("/regions/{}/conseil", world.reunion.id), &adviser).await.status, DONE);
        let mut rene = world.signed_in(world.manager).await;
        let foreign = world.foreign.to_string();
        for (path, words) in [("/demandes?etat=all", "Le Bihan"), ("/conseil", "Payet"), ("/sessions", &foreign), ("/regions", "CMA La Réunion"), ("/", &foreign)] {
            assert!(hoarau.get(path).await.body.contains(words), "{path}");
            let answer = rene.get(path).await;
            assert!(answer.status == StatusCode::OK && !answer.body.contains(words), "{path}: {}", answer.body);
        }
    }
}
