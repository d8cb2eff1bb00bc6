//! Each change of a mark is told: who, when, from what to what, why; whatever it came from.

use catalogue::courses::StepId;
use http::StatusCode;
use learning::progress::{self, Observed, Status};
use platform::http::BuiltIn;
use platform::keys::Class;
use platform::testing::Visitor;
use platform::{PersonId, args, both_engines, sql};
use training::enrolment::{self, EnrolmentId};

use crate::pages::whole;
use crate::submissions::plain;
use crate::world::World;

const DONE: StatusCode = StatusCode::SEE_OTHER;

/// The queries of the marks of a session, their list, the history of a mark, its list.
const QUERIES: [u64; 4] = [11, 10, 9, 8];

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

/// A tutor, a learner, a step of theirs, and where it is marked.
async fn marking(world: &World) -> (Visitor, PersonId, (EnrolmentId, StepId), String) {
    let learner = world.someone(BuiltIn::Learner).await;
    let fabienne = world.signed_in(world.someone(BuiltIn::Tutor).await).await;
    let place = (world.enrolment_of(learner).await, world.steps().await[3].id);
    (
        fabienne,
        learner,
        place,
        format!("/inscriptions/{}/etapes/{}", place.0, place.1),
    )
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
        // What is too long to be kept comes back in its own form, beside the other one.
        let wrong = fabienne.post(&format!("{at}/annulation"), &[("motif", &long)]).await;
        whole("a reason that is too long", &wrong);
        let (field, typed) = ("id=\"motif-annulation\"", format!("value=\"{long}\""));
        assert!(wrong.status == StatusCode::UNPROCESSABLE_ENTITY && wrong.body.contains("href=\"#motif-annulation\"") && wrong.body.contains(&typed), "{}", wrong.body);
        assert!(wrong.body.contains(field) && wrong.body.contains("value=\"40\"") && wrong.body.contains("500 caractères"), "{}", wrong.body);
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

    async fn a_day_that_changes_alone_is_told(engine) {
        let world = World::new(engine).await;
        let (mut fabienne, _, (enrolment, step), at) = marking(&world).await;
        for (percent, day) in [("40", "2026-11-10"), ("40", "2026-11-10"), ("40", "2026-11-09"), ("60", "2026-11-09")] {
            let typed = [("pourcentage", percent), ("date", day)];
            assert_eq!(fabienne.post(&format!("{at}/validation"), &typed).await.status, DONE);
            world.scratch.clock.advance(1000);
        }
        let same = |percent| (Some(percent), Some(percent), true);
        assert_eq!(told(&world, (enrolment, step)).await, [(None, Some(40.0), true), same(40.0), (Some(40.0), Some(60.0), true)]);
        let page = plain(&fabienne.get(&format!("{at}/notes")).await.body);
        assert!(page.contains("40 %, faite le 10 novembre") && page.contains("40 %, faite le 9 novembre"), "{page}");
        assert!(!page.contains("60 %, faite le"), "a day that stays isn't told again: {page}");
        let list = fabienne.get(&format!("{at}/notes/liste")).await;
        assert!(list.body.contains("Étape;Fait le") && list.body.contains(";40;40;Une saisie;;terminée;2026-11-09"), "{}", list.body);
    }

    async fn a_reason_that_is_lost_closes_no_other(engine) {
        let world = World::new(engine).await;
        let (mut fabienne, learner, _, at) = marking(&world).await;
        for (percent, why) in [("40", "Une première lecture."), ("60", "Deux points oubliés.")] {
            let typed = [("pourcentage", percent), ("date", "2026-11-10"), ("motif", why)];
            assert_eq!(fabienne.post(&format!("{at}/validation"), &typed).await.status, DONE);
            world.scratch.clock.advance(1000);
        }
        let mut tx = world.site.db().begin().await.unwrap();
        let lost = sql!("UPDATE mark_changes SET reason = $1 WHERE percent_after = $2");
        assert_eq!(tx.execute(lost, args![vec![0u8; 40], 40.0]).await.unwrap(), 1);
        tx.commit().await.unwrap();
        let page = plain(&fabienne.get(&format!("{at}/notes")).await.body);
        assert!(page.contains("ne peut plus être lu") && page.contains("Deux points oubliés.") && !page.contains("première lecture"), "{page}");
        // Nor does the key of somebody who was erased.
        world.site.keys().destroy(learner.0, Class::Evidence).await.unwrap();
        let page = fabienne.get(&format!("{at}/notes")).await;
        let words = plain(&page.body);
        assert!(page.status == StatusCode::OK && words.matches("ne peut plus être lu").count() == 2 && words.contains("60 %"), "{words}");
        assert_eq!(fabienne.get(&format!("{at}/notes/liste")).await.status, StatusCode::OK);
    }

    async fn who_may_not_mark_reads_marks_alone_and_pages_cost_the_same(engine) {
        let world = World::new(engine).await;
        let (mut fabienne, _, _, at) = marking(&world).await;
        let book = format!("/sessions/{}/notes", world.own);
        let pages = [book.clone(), format!("{book}/liste"), format!("{at}/notes"), format!("{at}/notes/liste")];
        let mut costs = Vec::new();
        for percents in [0..2, 2..30] {
            for percent in percents {
                let percent = percent.to_string();
                let typed = [("pourcentage", percent.as_str()), ("date", "2026-11-10"), ("motif", "Relu.")];
                assert_eq!(fabienne.post(&format!("{at}/validation"), &typed).await.status, DONE);
                world.scratch.clock.advance(1000);
            }
            let mut round = Vec::new();
            for page in &pages {
                let before = world.site.db().statements();
                assert_eq!(fabienne.get(page).await.status, StatusCode::OK, "{page}");
                round.push(world.site.db().statements() - before);
            }
            costs.push(round);
        }
        assert_eq!(costs[0], costs[1], "the same however often marks changed");
        assert_eq!(costs[0], QUERIES);
        let link = format!("href=\"{at}/notes\"");
        assert!(fabienne.get(&book).await.body.contains(&link));
        assert!(fabienne.get(&pages[1]).await.body.contains("dernier changement"));

        let mut tx = world.site.db().begin().await.unwrap();
        tx.execute(sql!("DELETE FROM role_permissions WHERE permission = 'step.mark'"), args![]).await.unwrap();
        tx.commit().await.unwrap();
        let page = fabienne.get(&book).await;
        whole("marks for who may not mark", &page);
        assert!(plain(&page.body).contains("29 %") && !page.body.contains(&link), "{}", page.body);
        let list = fabienne.get(&pages[1]).await.body;
        assert!(list.contains(";29") && !list.contains("dernier changement") && !list.contains("2026-11-"), "{list}");
        for page in &pages[2..] {
            assert_eq!(fabienne.get(page).await.status, StatusCode::FORBIDDEN, "{page}");
        }
    }
}
