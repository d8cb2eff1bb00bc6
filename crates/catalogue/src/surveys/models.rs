//! Ready-made surveys: taken as they are, then changed at will.

use super::survey::{Body, Question, Survey};
use crate::library::ItemKind;

fn choices(all: &[&str]) -> Vec<String> {
    all.iter().map(|&choice| choice.to_owned()).collect()
}

fn single(all: &[&str]) -> Body {
    Body::Single {
        choices: choices(all),
    }
}

fn several(all: &[&str]) -> Body {
    Body::Several {
        choices: choices(all),
    }
}

const FOUR: Body = Body::Scale { words: 4 };

/// What to begin with, for an item of a kind.
pub fn model(kind: ItemKind) -> Survey {
    let asked = match kind {
        ItemKind::LateSurvey => late(),
        _ => hot(),
    };
    let questions = (1..)
        .zip(asked)
        .map(|(id, (part, text, required, body))| Question {
            id,
            part: part.to_owned(),
            text: text.to_owned(),
            required,
            body,
        });
    Survey {
        questions: questions.collect(),
        ..Survey::default()
    }
}

type Asked = (&'static str, &'static str, bool, Body);

fn hot() -> Vec<Asked> {
    vec![
        (
            "Le contenu",
            "Les objectifs du parcours étaient-ils clairs\u{202f}?",
            true,
            FOUR,
        ),
        ("", "Le contenu correspond-il à votre métier\u{202f}?", true, FOUR),
        (
            "",
            "Le niveau était…",
            true,
            single(&["Trop simple", "Adapté", "Trop difficile"]),
        ),
        (
            "L’accompagnement",
            "Vos tuteurs ont-ils répondu à vos questions\u{202f}?",
            true,
            FOUR,
        ),
        (
            "",
            "L’organisation (dates, rythme, durée) vous convenait-elle\u{202f}?",
            true,
            FOUR,
        ),
        (
            "La plateforme",
            "La plateforme est-elle facile à utiliser\u{202f}?",
            true,
            FOUR,
        ),
        (
            "",
            "Qu’est-ce qui vous a le plus aidé\u{202f}?",
            false,
            several(&[
                "Les modules en ligne",
                "Les classes virtuelles",
                "Les rendez-vous sur place",
                "Les travaux à rendre",
                "Les échanges avec les tuteurs",
            ]),
        ),
        (
            "Pour finir",
            "Dans l’ensemble, ce parcours répond-il à vos attentes\u{202f}?",
            true,
            FOUR,
        ),
        (
            "",
            "Recommanderiez-vous ce parcours à un autre artisan\u{202f}?",
            true,
            Body::Recommend,
        ),
        ("", "Qu’avez-vous apprécié\u{202f}?", false, Body::Words),
        ("", "Que faudrait-il changer\u{202f}?", false, Body::Words),
    ]
}

fn late() -> Vec<Asked> {
    vec![
        (
            "Depuis la formation",
            "Avez-vous mis en pratique ce que vous avez appris\u{202f}?",
            true,
            single(&[
                "Oui, régulièrement",
                "Oui, une ou deux fois",
                "Pas encore, mais c’est prévu",
                "Non",
            ]),
        ),
        (
            "",
            "Qu’est-ce qui vous en a empêché\u{202f}?",
            false,
            several(&[
                "Le manque de temps",
                "Le manque de matériel",
                "Je ne me sens pas encore à l’aise",
                "Ce n’est plus ma priorité",
                "Rien\u{202f}: je l’ai mis en pratique",
            ]),
        ),
        (
            "Ce qui a changé",
            "Vous sentez-vous plus à l’aise dans votre travail\u{202f}?",
            true,
            FOUR,
        ),
        (
            "",
            "La formation a-t-elle été utile à votre entreprise\u{202f}?",
            true,
            FOUR,
        ),
        ("", "Donnez un exemple de ce qui a changé.", false, Body::Words),
        (
            "Avec le recul",
            "Ce parcours a-t-il répondu à vos besoins\u{202f}?",
            true,
            FOUR,
        ),
        (
            "",
            "Recommanderiez-vous ce parcours à un autre artisan\u{202f}?",
            true,
            Body::Recommend,
        ),
        (
            "",
            "De quoi auriez-vous besoin maintenant\u{202f}?",
            false,
            Body::Words,
        ),
    ]
}

#[cfg(test)]
mod cases {
    use super::*;

    #[test]
    fn models_can_be_asked_as_they_are() {
        for kind in [ItemKind::Survey, ItemKind::LateSurvey] {
            let survey = model(kind);
            assert_eq!(survey.problem(), None, "{kind:?}");
            assert!(survey.anonymous && survey.questions.len() > 5, "{kind:?}");
            assert!(survey.questions.iter().any(|one| one.body == Body::Recommend));
        }
    }
}
