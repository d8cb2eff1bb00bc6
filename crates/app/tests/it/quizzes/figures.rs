//! What authors read of questions: it follows tries, and equals what is made of them again.

use assess::quiz::settings::Settings;
use catalogue::questions;
use http::StatusCode;
use platform::http::BuiltIn;
use platform::testing::Visitor;
use platform::{args, both_engines, jobs, sql};
use uuid::Uuid;

use super::{free, hands_in, kept, sends, single, starts, told};
use crate::world::World;

/// Some minutes pass, and what waits is done.
async fn minutes_later(world: &World) {
    world.scratch.clock.advance(6 * 60_000);
    jobs::settle(&world.site, &app::rooms::handlers()).await.unwrap();
}

/// The sums, as they are kept, and what is read of them.
async fn figures(world: &World) -> Vec<Vec<i64>> {
    let mut tx = world.site.db().read().await.unwrap();
    let sql = sql!(
        "SELECT f.answers, f.blank, f.fully, f.share, f.share_squared, f.rest, f.rest_squared, f.product, d.success, d.answers AS judged
         FROM question_figures f JOIN question_verdicts d ON d.question_version_id = f.question_version_id
         ORDER BY f.question_version_id, f.quiz_version_id"
    );
    let rows = tx.all(sql, args![]).await.unwrap();
    let columns = [
        "answers",
        "blank",
        "fully",
        "share",
        "share_squared",
        "rest",
        "rest_squared",
        "product",
        "success",
        "judged",
    ];
    rows.iter()
        .map(|row| columns.iter().map(|column| row.get(column).unwrap()).collect())
        .collect()
}

async fn waiting(world: &World) -> i64 {
    let mut tx = world.site.db().read().await.unwrap();
    let sql = sql!("SELECT COUNT(*) AS many FROM quiz_tallies");
    tx.one(sql, args![]).await.unwrap().get("many").unwrap()
}

/// A try: right or wrong at each place, or nothing.
async fn tries(learner: &mut Visitor, step: &str, answers: &[Option<&str>]) {
    let attempt = starts(learner, step).await;
    for (place, answer) in answers.iter().enumerate() {
        let place = place.to_string();
        if let Some(answer) = answer {
            let sent = sends(learner, &attempt, &[("question", &place), ("answer", answer)]).await;
            assert_eq!(told(&sent), kept());
        }
    }
    hands_in(learner, &attempt).await;
}

both_engines! {
    async fn authors_read_how_questions_do(engine) {
        let world = World::new(engine).await;
        let settings = Settings { tries: Some(30), ..Settings::default() };
        let (item, step) = world.quiz(settings, &[single("Facile"), single("Traître"), single("Dure")]).await;
        let mut office = world.signed_in(world.someone(BuiltIn::Administrator).await).await;
        let page = format!("/bibliotheque/{item}/quiz/statistiques");
        assert!(office.get(&page).await.body.contains("Aucun essai pour l’instant"));
        let (mut monique, path) = world.taker_at(step).await;
        for number in 0..20 {
            // Who knows the hard one is misled by the second; the last left both.
            let (traitor, hard) = if number % 2 == 0 { ("1", "0") } else { ("0", "1") };
            let both = (number != 19).then_some(());
            tries(&mut monique, &path, &[Some("0"), both.map(|()| traitor), both.map(|()| hard)]).await;
        }
        assert!(office.get(&page).await.body.contains("compte au bout de quelques minutes"));
        minutes_later(&world).await;
        let body = office.get(&page).await.body;
        for words in ["Essais terminés", "<dd>20</dd>", "100\u{202f}%", "50\u{202f}%", "45\u{202f}%", "Trop facile pour distinguer", "corrélation"] {
            assert!(body.contains(words), "{words}: {body}");
        }
        let traitor = body.split("Traître").nth(1).unwrap();
        assert!(traitor.contains("à l’envers") && traitor.contains("corrigé à vérifier"), "{traitor}");

        // The bank says so too: on its list, on the page of the question, and on that of its figures.
        let listed = office.get("/questions?chiffres=relire").await;
        let list = &listed.body;
        assert!(list.contains("Traître") && list.contains("À relire") && !list.contains(">Facile<"), "{list}");
        let hardest = office.get("/questions?ordre=reussite").await.body;
        let places = ["Traître", "Dure", "Facile"].map(|title| hardest.find(&format!(">{title}<")).unwrap());
        assert!(places.is_sorted(), "{hardest}");
        let traitor = office.get("/questions?chiffres=relire&q=traitre").await;
        let home = format!("/questions/{}", traitor.after("href=\"/questions/0").map(|rest| format!("0{rest}")).unwrap());
        let question = office.get(&home).await.body;
        assert!(question.contains("20\u{a0}réponses") || question.contains("20 réponses"), "{question}");
        let chiffres = office.get(&format!("{home}/chiffres")).await.body;
        for words in ["Version 1", "Ai-je compris", "version 2 du quiz", "45\u{202f}%"] {
            assert!(chiffres.contains(words), "{words}: {chiffres}");
        }
        let mut nobody = world.signed_in(world.manager).await;
        assert_eq!(nobody.get(&format!("{home}/chiffres")).await.status, StatusCode::FORBIDDEN);
    }

    async fn figures_equal_what_is_made_of_the_tries_again(engine) {
        let world = World::new(engine).await;
        let settings = Settings { tries: Some(30), ..Settings::default() };
        let (_, step) = world.quiz(settings, &[single("Un"), free("Deux"), single("Trois")]).await;
        let (mut monique, path) = world.taker_at(step).await;
        tries(&mut monique, &path, &[Some("0"), Some("Je pétris."), Some("1")]).await;
        tries(&mut monique, &path, &[Some("1"), None, None]).await;
        minutes_later(&world).await;
        let counted = |all: &[Vec<i64>]| all.iter().map(|row| row[0]).collect::<Vec<_>>();
        assert_eq!(counted(&figures(&world).await), [1, 1, 1], "what waits for a person isn't counted");

        let mut fabienne = world.signed_in(world.someone(BuiltIn::Tutor).await).await;
        let desk = format!("/sessions/{}/reponses", world.own);
        let page = fabienne.get(&desk).await;
        let essai = page.after("name=\"essai\" value=\"").unwrap().to_owned();
        let grade = [("essai", essai.as_str()), ("question", "1"), ("points", "0,5")];
        assert_eq!(fabienne.post(&desk, &grade).await.status, StatusCode::SEE_OTHER);
        minutes_later(&world).await;
        let once = figures(&world).await;
        assert_eq!(counted(&once), [2, 2, 2]);
        let page = fabienne.get(&format!("{desk}?voir=corrigees")).await;
        let seen = page.after("name=\"vu\" value=\"").unwrap().to_owned();
        let again = [("essai", essai.as_str()), ("question", "1"), ("points", "1"), ("vu", seen.as_str())];
        assert_eq!(fabienne.post(&desk, &again).await.status, StatusCode::SEE_OTHER);
        minutes_later(&world).await;
        let twice = figures(&world).await;
        assert_eq!(counted(&twice), [2, 2, 2], "a grade that is changed is counted once");
        assert_ne!(once, twice);

        learning::quizzes::rebuild(&world.site).await.unwrap();
        assert_eq!(figures(&world).await, twice);
        // One more, not added yet: making them again leaves it to the job, so that it counts once.
        tries(&mut monique, &path, &[Some("0"), None, Some("0")]).await;
        learning::quizzes::rebuild(&world.site).await.unwrap();
        assert_eq!((waiting(&world).await, figures(&world).await), (1, twice));
        minutes_later(&world).await;
        let three = figures(&world).await;
        assert_eq!((waiting(&world).await, counted(&three)), (0, vec![3, 3, 3]));
        learning::quizzes::rebuild(&world.site).await.unwrap();
        assert_eq!(figures(&world).await, three);
        // What has drifted is mended.
        let mut tx = world.site.db().begin().await.unwrap();
        tx.execute(sql!("UPDATE question_figures SET answers = 90, share = 7"), args![]).await.unwrap();
        tx.commit().await.unwrap();
        learning::quizzes::rebuild(&world.site).await.unwrap();
        assert_eq!(figures(&world).await, three);
    }

    async fn figures_are_made_again_while_tries_come_in_and_are_added(engine) {
        let world = World::new(engine).await;
        let settings = Settings { tries: Some(30), ..Settings::default() };
        let (_, step) = world.quiz(settings, &[single("Un"), single("Deux")]).await;
        let (mut monique, path) = world.taker_at(step).await;
        tries(&mut monique, &path, &[Some("0"), Some("1")]).await;
        minutes_later(&world).await;
        // More than are read at once, whom no figure has counted.
        const MORE: i64 = 210;
        copies(&world, MORE).await;
        let coming = async {
            for answer in ["0", "1", "0"] {
                tries(&mut monique, &path, &[Some(answer), Some("0")]).await;
                minutes_later(&world).await;
            }
        };
        let (made, ()) = tokio::join!(learning::quizzes::rebuild(&world.site), coming);
        made.unwrap();
        let found = figures(&world).await;
        assert_eq!(found.iter().map(|row| row[0]).collect::<Vec<_>>(), [MORE + 4; 2]);
        learning::quizzes::rebuild(&world.site).await.unwrap();
        assert_eq!(figures(&world).await, found, "to the last sum");

        // What was read before something was added is never written.
        let mut tx = world.site.db().read().await.unwrap();
        let version = tx.one(sql!("SELECT DISTINCT version_id FROM quiz_attempts"), args![]).await.unwrap().get("version_id").unwrap();
        let stamp = questions::figures_stamp(&mut tx, version).await.unwrap();
        drop(tx);
        tries(&mut monique, &path, &[Some("0"), None]).await;
        minutes_later(&world).await;
        let moved = figures(&world).await;
        let mut tx = world.site.db().begin().await.unwrap();
        questions::lock_figures(&mut tx).await.unwrap();
        assert!(!questions::replace_figures(&mut tx, (version, stamp), &Default::default()).await.unwrap());
        tx.commit().await.unwrap();
        assert_eq!(figures(&world).await, moved);
        let mut tx = world.site.db().begin().await.unwrap();
        questions::lock_figures(&mut tx).await.unwrap();
        let stamp = questions::figures_stamp(&mut tx, version).await.unwrap();
        assert!(questions::replace_figures(&mut tx, (version, stamp), &Default::default()).await.unwrap());
        assert_ne!(questions::figures_stamp(&mut tx, version).await.unwrap(), stamp, "what comes to nothing has moved too");
        tx.commit().await.unwrap();
        assert_eq!(figures(&world).await, Vec::<Vec<i64>>::new(), "nobody has answered: nothing is judged");
        learning::quizzes::rebuild(&world.site).await.unwrap();
        assert_eq!(figures(&world).await, moved);
    }
}

/// So many tries of somebody else, as the one that is there.
async fn copies(world: &World, many: i64) {
    let other = world.person("Karim", "Encore").await;
    let enrolment = world.enrol(other, world.own).await;
    let mut tx = world.site.db().begin().await.unwrap();
    let one: Uuid = tx
        .one(sql!("SELECT id FROM quiz_attempts"), args![])
        .await
        .unwrap()
        .get("id")
        .unwrap();
    for number in 1..=many {
        let id: Uuid = world.site.new_id();
        let attempt = sql!(
            "INSERT INTO quiz_attempts (id, enrolment_id, step_id, version_id, number, seed, rules, asked, started_at, ended_at, earned, whole, to_grade)
             SELECT $1, $2, step_id, version_id, $3, seed, rules, asked, started_at, ended_at, earned, whole, to_grade FROM quiz_attempts WHERE id = $4"
        );
        tx.execute(attempt, args![id, enrolment, number, one])
            .await
            .unwrap();
        let answers = sql!(
            "INSERT INTO quiz_answers (attempt_id, place, question_version_id, outcome, share, given_at, answered_at, flagged)
             SELECT $1, place, question_version_id, outcome, share, given_at, answered_at, flagged FROM quiz_answers WHERE attempt_id = $2"
        );
        tx.execute(answers, args![id, one]).await.unwrap();
    }
    tx.commit().await.unwrap();
}
