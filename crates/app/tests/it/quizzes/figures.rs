//! What authors read of questions: it follows tries, and equals what is made of them again.

use assess::quiz::settings::Settings;
use http::StatusCode;
use platform::http::BuiltIn;
use platform::testing::Visitor;
use platform::{args, both_engines, jobs, sql};

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
        for words in ["Essais terminés", "<dd>20</dd>", "100\u{202f}%", "50\u{202f}%", "45\u{202f}%", "Rien", "corrélation"] {
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
        // One more, not added yet: making them again takes it, and it isn't added twice.
        tries(&mut monique, &path, &[Some("0"), None, Some("0")]).await;
        assert_eq!(waiting(&world).await, 1);
        learning::quizzes::rebuild(&world.site).await.unwrap();
        assert_eq!(waiting(&world).await, 0);
        let three = figures(&world).await;
        assert_eq!(counted(&three), [3, 3, 3]);
        minutes_later(&world).await;
        assert_eq!(figures(&world).await, three);
        // What has drifted is mended.
        let mut tx = world.site.db().begin().await.unwrap();
        tx.execute(sql!("UPDATE question_figures SET answers = 90, share = 7"), args![]).await.unwrap();
        tx.commit().await.unwrap();
        learning::quizzes::rebuild(&world.site).await.unwrap();
        assert_eq!(figures(&world).await, three);
    }
}
