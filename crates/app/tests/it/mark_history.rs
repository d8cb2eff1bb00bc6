//! Each change of a mark is told: who, when, from what to what, why; whatever it came from.

use catalogue::courses::StepId;
use http::StatusCode;
use learning::progress::{self, Observed, Status};
use platform::http::BuiltIn;
use platform::{args, both_engines, sql};
use training::enrolment::{self, EnrolmentId};

use crate::pages::whole;
use crate::submissions::plain;
use crate::world::World;

const DONE: StatusCode = StatusCode::SEE_OTHER;

async fn told(world: &World, place: (EnrolmentId, StepId)) -> Vec<(Option<f64>, Option<f64>, bool)> {
    let mut tx = world.site.db().read().await.unwrap();
    let changes = progress::changes(&mut tx, None, place).await.unwrap();
    let mut told: Vec<_> = changes
        .iter()
        .map(|one| (one.at, one.before.percent, one.after.percent, one.after.done))
        .collect();
    told.sort_by_key(|one| one.0);
    told.into_iter().map(|one| (one.1, one.2, one.3)).collect()
}

both_engines! {
    async fn a_hand_mark_says_who_changed_it_and_why(engine) {
        let world = World::new(engine).await;
        let learner = world.someone(BuiltIn::Learner).await;
        let mut fabienne = world.signed_in(world.someone(BuiltIn::Tutor).await).await;
        let enrolment = world.enrolment_of(learner).await;
        let step = world.steps().await[3].id;
        let at = format!("/inscriptions/{enrolment}/etapes/{step}");
        let today = ("date", "2026-11-10");
        assert_eq!(fabienne.post(&format!("{at}/validation"), &[("pourcentage", "40"), today]).await.status, DONE);
        world.scratch.clock.advance(1000);
        let why = "Deux points oubliés sur la fiche.";
        let long = "x".repeat(501);
        let wrong = fabienne.post(&format!("{at}/validation"), &[("pourcentage", "60"), today, ("motif", &long)]).await;
        assert!(wrong.status == StatusCode::UNPROCESSABLE_ENTITY && wrong.body.contains("500 caractères"), "{}", wrong.body);
        assert_eq!(fabienne.post(&format!("{at}/annulation"), &[("motif", &long)]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(fabienne.post(&format!("{at}/validation"), &[("pourcentage", "60"), today, ("motif", why)]).await.status, DONE);
        world.scratch.clock.advance(1000);
        // Saying the same again changes nothing.
        assert_eq!(fabienne.post(&format!("{at}/validation"), &[("pourcentage", "60"), today]).await.status, DONE);
        world.scratch.clock.advance(1000);
        assert_eq!(fabienne.post(&format!("{at}/annulation"), &[("motif", "Mauvais apprenant.")]).await.status, DONE);
        let place = (enrolment, step);
        assert_eq!(told(&world, place).await, [
            (None, Some(40.0), true), (Some(40.0), Some(60.0), true), (Some(60.0), None, false),
        ]);
        let page = fabienne.get(&format!("{at}/notes")).await;
        whole("the history of a hand mark", &page);
        let words = plain(&page.body);
        assert!(words.contains(why) && words.contains("Mauvais apprenant.") && words.contains("Une saisie") && words.contains("60 %"), "{words}");
        // Taken back, it is still told from its cells.
        for list in ["suivi", "notes"] {
            let body = fabienne.get(&format!("/sessions/{}/{list}", world.own)).await.body;
            assert_eq!(body.contains(&format!("href=\"{at}/notes\"")), list == "notes", "{list}: {body}");
        }
        let list = fabienne.get(&format!("{at}/notes/liste")).await;
        assert!(list.body.contains(&format!(";;40;60;Une saisie;{why};terminée")), "{}", list.body);
        let marks = fabienne.get(&format!("/sessions/{}/notes/liste", world.own)).await;
        assert!(marks.body.contains("dernier changement") && marks.body.contains("2026-11-"), "{}", marks.body);
        // Who learns doesn't read it.
        let mut monique = world.signed_in(learner).await;
        assert_eq!(monique.get(&format!("{at}/notes")).await.status, StatusCode::FORBIDDEN);
        let mut tx = world.site.db().read().await.unwrap();
        for row in tx.all(sql!("SELECT reason FROM mark_changes WHERE reason IS NOT NULL"), args![]).await.unwrap() {
            let reason: Vec<u8> = row.get("reason").unwrap();
            assert!(!reason.windows(4).any(|some| some == b"Deux" || some == b"Mauv"));
        }
    }

    async fn what_a_module_and_a_quiz_come_to_is_kept_once_for_each_change(engine) {
        let world = World::new(engine).await;
        let learner = world.someone(BuiltIn::Learner).await;
        let tutor = world.someone(BuiltIn::Tutor).await;
        let step = world.module().await.step;
        let mut tx = world.site.db().begin().await.unwrap();
        let enrolment = enrolment::of_person(&mut tx, learner).await.unwrap().remove(0).enrolment;
        let seen = |status, percent| Observed { status, percent, seconds: 60 };
        let now = world.site.clock().now();
        let site = &world.site;
        // Opened: no mark yet. Then a mark, one that shows the same, and the end.
        for (status, percent) in [(Status::Started, None), (Status::Started, Some(40.2)), (Status::Started, Some(40.6)), (Status::Done, Some(80.0)), (Status::Done, Some(80.0))] {
            progress::record(&mut tx, site, &enrolment, step, seen(status, percent)).await.unwrap();
            world.scratch.clock.advance(1000);
        }
        progress::record_result(&mut tx, site, &enrolment, step, (seen(Status::Done, Some(70.0)), now, Some(tutor))).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(told(&world, (enrolment.id, step)).await, [
            (None, Some(40.2), false), (Some(40.6), Some(80.0), true), (Some(80.0), Some(70.0), true),
        ]);
        let mut fabienne = world.signed_in(tutor).await;
        let page = plain(&fabienne.get(&format!("/inscriptions/{}/etapes/{step}/notes", enrolment.id)).await.body);
        assert!(page.contains("La plateforme") && page.contains("L’activité elle-même") && page.contains("Le quiz") && page.contains("40 %, en cours"), "{page}");
        let mut tx = world.site.db().read().await.unwrap();
        let last = learning::gradings::last_changes(&mut tx, world.own).await.unwrap();
        assert_eq!(last[&(enrolment.id, step)].1, Some(tutor));
    }
}
