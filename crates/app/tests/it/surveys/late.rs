//! A late survey: closed, then open after the access has ended, announced and reminded of, then closed again.

use http::StatusCode;
use platform::testing::Visitor;
use platform::{PersonId, args, both_engines, jobs, mail, sql};

use super::{DONE, Poll};
use crate::pages::whole;

const DAY: i64 = 86_400_000;
const WINDOW: [(&str, &str); 2] = [("apres", "60"), ("jours", "30")];

/// A day later, as often as it takes: each morning is looked at.
async fn days(poll: &Poll, count: i64) {
    for _ in 0..count {
        poll.world.scratch.clock.advance(DAY);
        jobs::settle(&poll.world.site, &app::rooms::handlers())
            .await
            .unwrap();
    }
}

/// How many mails about surveys somebody was sent.
async fn told(poll: &Poll, person: PersonId) -> usize {
    let address = poll.world.address(person).await;
    let mails = mail::mailbox::list(&poll.world.site).await.unwrap();
    let of = |mail: &mail::mailbox::Opened| {
        mail.kind == "survey" && mail.message.as_ref().is_some_and(|message| message.to == address)
    };
    mails.iter().filter(|mail| of(mail)).count()
}

async fn open(poll: &Poll, person: PersonId, path: &str) -> (Visitor, String) {
    let mut visitor = poll.world.signed_in(person).await;
    let page = visitor.get(path).await;
    whole(path, &page);
    (visitor, page.body)
}

both_engines! {
    async fn a_late_survey_opens_after_the_access_and_says_so(engine) {
        let poll = Poll::new(engine, "late_survey", &WINDOW).await;
        learning::surveys::begin(&poll.world.site).await.unwrap();
        learning::surveys::begin(&poll.world.site).await.unwrap();
        let (monique, _, path) = poll.learner("Monique").await;
        let (josiane, ..) = poll.learner("Josiane").await;
        let (gone, _, leaves) = poll.learner("Maria").await;
        let enrolment = leaves.split('/').nth(2).unwrap().parse().unwrap();
        poll.world.withdraw(enrolment).await;
        let (mut visitor, early) = open(&poll, monique, &path).await;
        assert!(early.contains("s’ouvrira le"), "{early}");
        assert_eq!(visitor.post(&format!("{path}/enquete"), &[("reponse-1", "3")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        let course = path.split("/etapes/").next().unwrap().to_owned();
        let page = visitor.get(&course).await.body;
        assert!(page.contains("S’ouvre le") && page.contains("0 étape sur 4"), "{page}");
        // The access ends on 1 December in the evening: sixty days later is the 30th of January.
        days(&poll, 59).await;
        assert_eq!(told(&poll, monique).await, 0);
        days(&poll, 32).await;
        assert_eq!([told(&poll, monique).await, told(&poll, josiane).await, told(&poll, gone).await].map(|count| count.min(1)), [1, 1, 0]);
    }

    async fn a_late_survey_is_answered_when_all_the_rest_is_over(engine) {
        let poll = Poll::new(engine, "late_survey", &WINDOW).await;
        learning::surveys::begin(&poll.world.site).await.unwrap();
        let (monique, _, path) = poll.learner("Monique").await;
        let (josiane, ..) = poll.learner("Josiane").await;
        let mut waited = 0;
        while told(&poll, monique).await == 0 {
            days(&poll, 1).await;
            waited += 1;
            assert!(waited < 120, "it opens");
        }
        assert!(waited > 60, "after the access, and sixty days: {waited}");
        let (mut visitor, page) = open(&poll, monique, &path).await;
        assert!(page.contains("Est-ce clair"), "{page}");
        let home = visitor.get("/").await;
        assert!(home.body.contains("Donnez votre avis") && home.body.contains(&path), "{}", home.body);
        assert!(visitor.get(path.split("/etapes/").next().unwrap()).await.body.contains(&path));
        // Only that is open: any other step stays closed.
        let sent = visitor.post(&format!("{path}/enquete"), &[("reponse-1", "3")]).await;
        assert_eq!(sent.status, DONE, "{}", sent.body);
        assert!(!visitor.get("/").await.body.contains("Donnez votre avis"));
        days(&poll, 6).await;
        assert_eq!(told(&poll, josiane).await, 1);
        days(&poll, 3).await;
        assert_eq!(told(&poll, josiane).await, 2, "one reminder, a week later");
        days(&poll, 30).await;
        assert_eq!([told(&poll, monique).await, told(&poll, josiane).await], [1, 2], "nothing more, ever");
        let (_, closed) = open(&poll, josiane, &path.replace(path.split('/').nth(2).unwrap(), &enrolment_of(&poll, josiane).await)).await;
        assert!(closed.contains("est fermée depuis le"), "{closed}");
    }

    async fn an_access_that_is_extended_moves_the_mails_too(engine) {
        let poll = Poll::new(engine, "late_survey", &WINDOW).await;
        learning::surveys::begin(&poll.world.site).await.unwrap();
        let (monique, _, path) = poll.learner("Monique").await;
        while told(&poll, monique).await == 0 {
            days(&poll, 1).await;
        }
        // Told once, then given three months more: the survey closes, and opens again for her.
        let enrolment: uuid::Uuid = path.split('/').nth(2).unwrap().parse().unwrap();
        let mut tx = poll.world.site.db().begin().await.unwrap();
        let longer = sql!("UPDATE enrolments SET ends_at = ends_at + $2 WHERE id = $1");
        tx.execute(longer, args![enrolment, 90 * DAY]).await.unwrap();
        tx.commit().await.unwrap();
        days(&poll, 80).await;
        assert_eq!(told(&poll, monique).await, 1, "not before it opens again");
        days(&poll, 12).await;
        assert_eq!(told(&poll, monique).await, 2, "the first mail of its new time");
        days(&poll, 9).await;
        assert_eq!(told(&poll, monique).await, 3, "and its reminder");
        days(&poll, 30).await;
        assert_eq!(told(&poll, monique).await, 3, "nothing more");
    }
}

async fn enrolment_of(poll: &Poll, person: PersonId) -> String {
    let mut visitor = poll.world.signed_in(person).await;
    visitor
        .get("/mes-parcours")
        .await
        .after("/mes-parcours/")
        .unwrap()
        .to_owned()
}
