//! The quiz of the demonstration: its questions are in the bank, and a course opens it.

use assess::questions::{
    Accents, Body, Case, Choice, Choices, Order, Ordering, Question, Share, ShortText, TrueFalse, Words,
};
use assess::quiz::settings::Settings;
use catalogue::library::{self, AddItems, EditItem, ItemId, ItemKind, NewItem, Reading};
use catalogue::questions::{self, AddQuestions};
use catalogue::quizzes::{self, Composition, Rules};
use platform::db::Tx;
use platform::html::Modality;
use platform::http::{Proof, SystemActs};
use platform::{Result, Site};
use uuid::Uuid;

/// Its title: the step that bears it opens it.
pub const TITLE: &str = "Ai-je retenu l’essentiel\u{202f}?";

const WORDS: &str =
    "Cinq questions sur ce que vous venez de lire. Vous avez deux essais\u{202f}: le meilleur compte.";

fn choices(right: &[(&str, &str)], wrong: &[(&str, &str)], mistake: Share) -> Choices {
    let parts = i64::try_from(right.len()).unwrap_or(1);
    let choice = |(text, feedback): &(&str, &str), share| Choice {
        text: (*text).to_owned(),
        share,
        feedback: (*feedback).to_owned(),
    };
    let right = right.iter().map(|one| choice(one, Share::of(1, parts)));
    let wrong = wrong.iter().map(|one| choice(one, mistake));
    Choices {
        choices: right.chain(wrong).collect(),
        order: Order::Shuffled,
    }
}

fn all() -> [Question; 5] {
    let first = choices(
        &[(
            "Remercier, et dire votre nom",
            "Oui\u{202f}: une personne répond à une personne.",
        )],
        &[
            (
                "Expliquer pourquoi le client a tort",
                "Le public lit surtout votre ton.",
            ),
            (
                "Attendre qu’un autre client réponde",
                "Le silence se lit comme un aveu.",
            ),
        ],
        Share::NONE,
    );
    let several = choices(
        &[
            ("Dire ce que vous allez changer", ""),
            ("Proposer de vous appeler", ""),
        ],
        &[
            (
                "Donner le nom du client",
                "Jamais de donnée personnelle en public.",
            ),
            (
                "Copier la même réponse partout",
                "On voit vite que personne n’a lu.",
            ),
        ],
        -Share::of(1, 2),
    );
    let truth = TrueFalse {
        answer: false,
        feedback_true: "Un avis négatif bien répondu rassure souvent plus que dix étoiles.".to_owned(),
        feedback_false: "C’est cela\u{202f}: votre réponse compte autant que l’avis.".to_owned(),
    };
    let accepted = vec![Words {
        text: "merci".to_owned(),
        share: Share::ALL,
        feedback: String::new(),
    }];
    let word = ShortText {
        accepted,
        case: Case::Ignored,
        accents: Accents::Ignored,
    };
    let order = [
        "Lire l’avis à froid",
        "Remercier",
        "Répondre sur le fond",
        "Inviter à revenir",
    ];
    [
        Question::new(
            "Le premier geste",
            "Un client laisse deux étoiles. Par quoi commence votre réponse\u{202f}?",
            Body::Single(first),
        ),
        Question::new(
            "Une réponse utile",
            "Que peut-on mettre dans une réponse publique\u{202f}?",
            Body::Multiple(several),
        ),
        Question::new(
            "Les avis négatifs",
            "Un avis négatif fait toujours fuir les clients.",
            Body::TrueFalse(truth),
        ),
        Question::new(
            "Le premier mot",
            "Quel mot devrait ouvrir toute réponse à un avis\u{202f}?",
            Body::ShortText(word),
        ),
        Question::new(
            "Dans le bon ordre",
            "Remettez dans l’ordre les temps d’une bonne réponse.",
            Body::Ordering(Ordering {
                items: order.map(str::to_owned).to_vec(),
            }),
        ),
    ]
    .map(|question| Question {
        tags: vec!["avis clients".to_owned()],
        ..question
    })
}

/// Writes the questions and the quiz; answers its title and its item.
///
/// # Errors
/// The store's.
pub async fn create(tx: &mut Tx, site: &Site, acts: &SystemActs) -> Result<(&'static str, ItemId)> {
    let add = Proof::<AddItems>::of_system(acts, Uuid::nil());
    let new = NewItem {
        title: TITLE,
        kind: ItemKind::Quiz,
        modality: Modality::Quiz,
        minutes: 5,
    };
    let item = library::create(tx, site, &add, &new).await?;
    let edit = Proof::<EditItem>::of_system(acts, item);
    let words = Reading {
        text: WORDS.to_owned(),
        ..Reading::default()
    };
    library::add_version(tx, site, &edit, &words.to_json()?).await?;
    let bank = Proof::<AddQuestions>::of_system(acts, Uuid::nil());
    let mut ids = Vec::new();
    for question in &all() {
        ids.push(questions::create(tx, site, &bank, None, question).await?);
    }
    let mut composition = Composition {
        rules: Rules {
            settings: Settings {
                pass: Some(60),
                minutes: Some(15),
                ..Rules::usual().settings
            },
            ..Rules::usual()
        },
        slots: Vec::new(),
    };
    composition.add(ids);
    quizzes::publish(tx, site, &edit, &composition).await?;
    Ok((TITLE, item))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn its_questions_are_sound() {
        for question in all() {
            assert_eq!(question.problems(), vec![], "{}", question.title);
        }
    }
}
