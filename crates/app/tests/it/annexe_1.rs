//! The conditions of annexe 1, one by one: whoever lacks a single one hasn't passed, and their manager reads which.

use http::StatusCode;
use platform::both_engines;
use training::enrolment::EnrolmentId;

use crate::certificates::{hand_out, links, sign};
use crate::world::World;

/// What each of the five steps came to: module, virtual class, half-day, case study, final quiz.
type Came = [Option<Option<f64>>; 5];

/// More than enough, and no more, where a percentage counts.
const ENOUGH: Came = [
    Some(Some(1.0)),
    Some(None),
    Some(None),
    Some(Some(71.0)),
    Some(Some(71.0)),
];

/// Enough, but for a step.
fn but(nth: usize, came: Option<Option<f64>>) -> Came {
    let mut all = ENOUGH;
    all[nth] = came;
    all
}

/// Somebody of the session who came to this.
async fn came_to(world: &World, name: &str, came: Came) -> EnrolmentId {
    let person = world.person(name, "Essai").await;
    let enrolment = world.enrol(person, world.own).await;
    for (step, came) in world.steps().await.iter().zip(came) {
        if let Some(percent) = came {
            world.mark(enrolment, step.id, percent).await;
        }
    }
    enrolment
}

both_engines! {
    async fn each_condition_is_wanted_and_told(engine) {
        let world = World::new(engine).await;
        let mut rene = world.signed_in(world.manager).await;
        sign(&mut rene, &world).await;
        let cases = [
            ("Adèle", but(0, Some(Some(0.0))), "le module «\u{202f}Créer sa page professionnelle\u{202f}»"),
            ("Basile", but(1, None), "la classe virtuelle «\u{202f}Nos pages passées au crible\u{202f}»"),
            ("Colette", but(2, None), "le rendez-vous sur place «\u{202f}Ma page passée au banc d’essai\u{202f}»"),
            ("Denis", but(3, Some(Some(70.0))), "l’étude de cas «\u{202f}Trois publications\u{202f}» (70\u{202f}%, il faut plus de 70\u{202f}%)"),
            ("Elsa", but(4, Some(Some(70.0))), "le quiz «\u{202f}Quiz final\u{202f}» (70\u{202f}%, il faut plus de 70\u{202f}%)"),
            ("Fanny", but(4, None), "après la fin de l’accès"),
        ];
        let mut lacking = Vec::new();
        for (name, came, _) in cases {
            lacking.push(came_to(&world, name, came).await);
        }
        let passed = came_to(&world, "Gaston", ENOUGH).await;
        let longer = came_to(&world, "Hélène", but(4, None)).await;
        let more = rene.post(&format!("/inscriptions/{longer}/prolongation"), &[("date", "2026-12-10")]).await;
        assert_eq!(more.status, StatusCode::SEE_OTHER, "{}", more.body);

        // The thirty days are over. Two end the quiz a little later; one of them had more time.
        let later: jiff::Timestamp = "2026-12-05T12:00:00Z".parse().unwrap();
        let left = later.as_millisecond() - world.site.clock().now().as_millisecond();
        world.scratch.clock.advance(left);
        let quiz = world.steps().await[4].id;
        for late in [lacking[5], longer] {
            world.mark(late, quiz, Some(100.0)).await;
        }
        let mut rene = world.signed_in(world.manager).await;
        let page = rene.get(&format!("/sessions/{}/certificats", world.own)).await.body;
        for (name, _, told) in cases {
            let line = page.split("<tr").find(|line| line.contains(name)).unwrap_or_default();
            let plain = |text: &str| text.replace(['\u{a0}', '\u{202f}'], " ");
            assert!(plain(line).contains(&plain(told)) && !line.contains("Parcours réussi"), "{name}: {line}");
        }
        for name in ["Gaston", "Hélène"] {
            let line = page.split("<tr").find(|line| line.contains(name)).unwrap_or_default();
            assert!(line.contains("Parcours réussi"), "{name}: {line}");
        }
        let said = hand_out(&mut rene, &world, &[passed, longer, lacking[3]]).await;
        let mut met = 0;
        for id in links(&said) {
            let document = rene.get(&format!("/certificats/{id}")).await.body;
            met += usize::from(document.contains("Toutes les conditions de réussite sont remplies"));
        }
        assert_eq!(met, 2, "{said}");
    }
}
