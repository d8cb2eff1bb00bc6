//! Quizzes: composed from the bank, taken, graded, measured.

mod composing;
mod figures;
mod grading;
mod taking;
mod time;

use assess::questions::{
    Accents, Body as Asks, Case, Choice, Choices, FreeText, Order, Question, Share, ShortText, TrueFalse,
    Words,
};
use assess::quiz::settings::Settings;
use catalogue::courses::StepId;
use catalogue::library::{self, AddItems, EditItem, ItemId, ItemKind, NewItem, Reading};
use catalogue::questions::{self, AddQuestions, QuestionId};
use catalogue::quizzes::{self, Composition, Rules};
use http::header::{ACCEPT, CONTENT_TYPE, ORIGIN};
use http::{Request, StatusCode};
use platform::html::Modality;
use platform::http::{Body, BuiltIn, Proof, SystemActs};
use platform::testing::{Answer, Visitor};
use serde_json::Value;
use uuid::Uuid;

use crate::world::World;

/// One right answer of two, shown as they are written: the right one first.
pub fn single(title: &str) -> Question {
    let choice = |text: &str, share, feedback: &str| Choice {
        text: text.to_owned(),
        share,
        feedback: feedback.to_owned(),
    };
    let choices = Choices {
        choices: vec![
            choice("La bonne", Share::ALL, "Bien vu."),
            choice("La mauvaise", Share::NONE, "Relisez la fiche."),
        ],
        order: Order::Kept,
    };
    Question::new(title, &format!("{title}, laquelle ?"), Asks::Single(choices))
}

/// A word to type: « farine ».
pub fn word(title: &str) -> Question {
    let accepted = vec![Words {
        text: "farine".to_owned(),
        share: Share::ALL,
        feedback: String::new(),
    }];
    let body = ShortText {
        accepted,
        case: Case::Ignored,
        accents: Accents::Count,
    };
    Question::new(title, "Avec quoi fait-on le pain ?", Asks::ShortText(body))
}

/// True.
pub fn truth(title: &str) -> Question {
    let body = TrueFalse {
        answer: true,
        feedback_true: String::new(),
        feedback_false: String::new(),
    };
    Question::new(title, "Le pain lève.", Asks::TrueFalse(body))
}

/// What a person grades.
pub fn free(title: &str) -> Question {
    let body = FreeText {
        expected: "Une histoire vraie.".to_owned(),
        start: String::new(),
    };
    Question::new(title, "Racontez votre métier.", Asks::FreeText(body))
}

impl World {
    /// Puts questions in the bank of the platform.
    pub async fn questions(&self, all: &[Question]) -> Vec<QuestionId> {
        let proof = Proof::<AddQuestions>::of_system(&SystemActs::new(), Uuid::nil());
        let mut tx = self.site.db().begin().await.unwrap();
        let mut ids = Vec::new();
        for one in all {
            assert_eq!(one.problems(), vec![], "{}", one.title);
            ids.push(
                questions::create(&mut tx, &self.site, &proof, None, one)
                    .await
                    .unwrap(),
            );
        }
        tx.commit().await.unwrap();
        ids
    }

    /// An item of the library that is a quiz of nothing yet.
    pub async fn empty_quiz(&self) -> ItemId {
        let acts = SystemActs::new();
        let new = NewItem {
            title: "Ai-je compris\u{202f}?",
            kind: ItemKind::Quiz,
            modality: Modality::Quiz,
            minutes: 10,
        };
        let mut tx = self.site.db().begin().await.unwrap();
        let add = Proof::<AddItems>::of_system(&acts, Uuid::nil());
        let item = library::create(&mut tx, &self.site, &add, &new).await.unwrap();
        let edit = Proof::<EditItem>::of_system(&acts, item);
        let words = Reading::default().to_json().unwrap();
        library::add_version(&mut tx, &self.site, &edit, &words)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        item
    }

    /// A quiz of these questions, online, that the last step of the course opens.
    pub async fn quiz(&self, settings: Settings, all: &[Question]) -> (ItemId, StepId) {
        let item = self.empty_quiz().await;
        let mut composition = Composition {
            rules: Rules {
                settings,
                ..Rules::default()
            },
            slots: Vec::new(),
        };
        composition.add(self.questions(all).await);
        let edit = Proof::<EditItem>::of_system(&SystemActs::new(), item);
        let mut tx = self.site.db().begin().await.unwrap();
        quizzes::publish(&mut tx, &self.site, &edit, &composition)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        (item, self.opens(item, 4).await)
    }

    /// A learner of the session, on the page of a step.
    pub async fn taker_at(&self, step: StepId) -> (Visitor, String) {
        let mut visitor = self.signed_in(self.someone(BuiltIn::Learner).await).await;
        let home = visitor.get("/").await;
        let path = format!(
            "/mes-parcours/{}/etapes/{step}",
            home.after("/mes-parcours/").unwrap()
        );
        (visitor, path)
    }
}

/// Starts a try; its address.
async fn starts(visitor: &mut Visitor, step: &str) -> String {
    let answer = visitor.post(&format!("{step}/essais"), &[]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    answer.location().to_owned()
}

/// Sends an answer as the page's script does.
async fn sends(visitor: &mut Visitor, attempt: &str, fields: &[(&str, &str)]) -> Answer {
    let token = visitor.token();
    let fields = [&[("jeton", token.as_str())], fields].concat();
    let body = form_urlencoded::Serializer::new(String::new())
        .extend_pairs(fields)
        .finish();
    let request = Request::post(format!("{attempt}/reponses"))
        .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header(ORIGIN, visitor.origin())
        .header(ACCEPT, "application/json")
        .body(Body::from(body))
        .unwrap();
    visitor.send(request).await
}

/// What a script is told of an answer.
fn told(answer: &Answer) -> (StatusCode, String) {
    let told: Value = serde_json::from_str(&answer.body).expect(&answer.body);
    (answer.status, told["state"].as_str().unwrap().to_owned())
}

fn kept() -> (StatusCode, String) {
    (StatusCode::OK, "kept".to_owned())
}

/// Hands a try in, and reads what it came to.
async fn hands_in(visitor: &mut Visitor, attempt: &str) -> String {
    let answer = visitor.post(&format!("{attempt}/remise"), &[]).await;
    assert_eq!(
        (answer.status, answer.location()),
        (StatusCode::SEE_OTHER, attempt),
        "{}",
        answer.body
    );
    visitor.get(attempt).await.body
}
