//! What passing a course takes, as stored and in plain French.

use assess::success::Required;
use platform::html::{Modality, fr};

use super::completion::Completion;
use super::store::{Section, Step, StepId};
use crate::library::ItemKind;

/// As stored: a word, and the percentage to exceed.
pub const fn required_code(required: Required) -> (&'static str, Option<u8>) {
    match required {
        Required::Nothing => ("nothing", None),
        Required::Done => ("done", None),
        Required::Above(least) => ("above", Some(least)),
    }
}

/// Reads it back; none for what was never a requirement.
pub fn required(code: &str, above: Option<i64>) -> Option<Required> {
    match (code, above) {
        ("nothing", _) => Some(Required::Nothing),
        ("done", _) => Some(Required::Done),
        ("above", Some(least)) => u8::try_from(least)
            .ok()
            .filter(|least| *least < 100)
            .map(Required::Above),
        _ => None,
    }
}

/// Why a step that opens such an item can't be asked for that, in French.
pub fn unmet(kind: ItemKind, required: Required, completion: Option<Completion>) -> Option<&'static str> {
    match required {
        Required::Nothing => None,
        _ if kind == ItemKind::LateSurvey => Some(
            "Une enquête à froid s’ouvre après la fin de l’accès\u{202f}: elle ne peut pas compter pour la réussite. Choisissez «\u{202f}rien de particulier\u{202f}».",
        ),
        Required::Above(_) if !kind.scored() && completion != Some(Completion::Tutor) => Some(
            "Cette ressource ne donne pas de score\u{202f}: personne ne pourrait le dépasser. Choisissez «\u{202f}être faite\u{202f}».",
        ),
        _ => None,
    }
}

/// One condition of success: a sentence without its capital, and the steps that it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition {
    /// « suivre les quatre modules avec un score au-dessus de 0 % ».
    pub sentence: String,
    /// The steps, in order.
    pub steps: Vec<StepId>,
}

/// What passing takes, in the order of the path: steps of one modality and one requirement make one sentence.
pub fn conditions(path: &[Section]) -> Vec<Condition> {
    // An opinion that is required is told apart, whatever modality it was given.
    type Like = (Modality, Required, bool);
    let mut groups: Vec<(Like, Vec<&Step>)> = Vec::new();
    for step in path.iter().flat_map(|part| &part.steps) {
        if step.required == Required::Nothing {
            continue;
        }
        let like = (step.modality, step.required, is_opinion(step));
        match groups.iter_mut().find(|(of, _)| *of == like) {
            Some((_, steps)) => steps.push(step),
            None => groups.push((like, vec![step])),
        }
    }
    groups
        .iter()
        .map(|((modality, required, _), steps)| Condition {
            sentence: sentence(*modality, *required, steps),
            steps: steps.iter().map(|step| step.id).collect(),
        })
        .collect()
}

fn is_opinion(step: &Step) -> bool {
    step.kind.is_some_and(ItemKind::asks_opinion)
}

fn sentence(modality: Modality, required: Required, steps: &[&Step]) -> String {
    let titles = |steps: &[&Step]| {
        steps
            .iter()
            .map(|step| fr::quote(&step.title))
            .collect::<Vec<_>>()
    };
    match steps {
        [only] if is_opinion(only) => return format!("répondre à {}", named(only)),
        [first, ..] if is_opinion(first) => {
            return format!("répondre aux enquêtes {}", fr::series(&titles(steps), "et"));
        }
        _ => {}
    }
    let what = match steps {
        [only] => named(only),
        _ => {
            let many = u64::try_from(steps.len()).unwrap_or(u64::MAX);
            format!("les {} {}", fr::in_words(many), several(modality))
        }
    };
    match (required, modality) {
        (Required::Above(least), Modality::SelfPaced) => {
            format!(
                "suivre {what} avec un score au-dessus de {}",
                fr::percent(least.into())
            )
        }
        (Required::Above(least), _) => {
            let each = if steps.len() > 1 { " à chaque fois" } else { "" };
            format!(
                "obtenir plus de {} {}{each}",
                fr::percent(least.into()),
                at(&what)
            )
        }
        (_, Modality::SelfPaced) => format!("suivre {what}"),
        (_, Modality::Live | Modality::OnSite) => format!("participer {}", at(&what)),
        (_, Modality::CaseStudy | Modality::Quiz) => format!("faire {what}"),
    }
}

/// « le module « Chiffrer un devis » ».
pub fn named(step: &Step) -> String {
    let what = if is_opinion(step) {
        "l’enquête"
    } else {
        one(step.modality)
    };
    format!("{what} {}", fr::quote(&step.title))
}

const fn one(modality: Modality) -> &'static str {
    match modality {
        Modality::SelfPaced => "le module",
        Modality::Live => "la classe virtuelle",
        Modality::OnSite => "le rendez-vous sur place",
        Modality::CaseStudy => "l’étude de cas",
        Modality::Quiz => "le quiz",
    }
}

const fn several(modality: Modality) -> &'static str {
    match modality {
        Modality::SelfPaced => "modules",
        Modality::Live => "classes virtuelles",
        Modality::OnSite => "rendez-vous sur place",
        Modality::CaseStudy => "études de cas",
        Modality::Quiz => "quiz",
    }
}

/// « au quiz », « aux deux quiz », « à la classe virtuelle », « à l’étude de cas ».
fn at(what: &str) -> String {
    for (article, contracted) in [("les ", "aux "), ("le ", "au ")] {
        if let Some(noun) = what.strip_prefix(article) {
            return format!("{contracted}{noun}");
        }
    }
    format!("à {what}")
}

#[cfg(test)]
mod cases {
    use Modality::{CaseStudy, Live, OnSite, Quiz, SelfPaced};
    use Required::{Above, Done, Nothing};
    use uuid::Uuid;

    use super::*;

    #[test]
    fn each_requirement_is_read_back() {
        for kind in [Nothing, Done, Above(0), Above(99)] {
            let (code, above) = required_code(kind);
            assert_eq!(required(code, above.map(i64::from)), Some(kind));
        }
        for (code, above) in [
            ("autre", None),
            ("above", None),
            ("above", Some(100)),
            ("above", Some(-1)),
        ] {
            assert_eq!(required(code, above), None, "{code} {above:?}");
        }
    }

    #[test]
    fn a_score_is_asked_only_of_what_gives_one() {
        use ItemKind::{Instruction, LateSurvey, Meeting, Scorm, Survey, Web};
        for (kind, required, completion, fine) in [
            (Scorm, Above(50), None, true),
            (Meeting, Above(50), None, true),
            (Instruction, Above(50), None, false),
            (Instruction, Above(50), Some(Completion::Tutor), true),
            (Web, Above(50), None, false),
            (Instruction, Done, None, true),
            (Survey, Done, None, true),
            (Survey, Above(50), None, false),
            (LateSurvey, Done, None, false),
            (LateSurvey, Nothing, None, true),
        ] {
            let said = unmet(kind, required, completion);
            assert_eq!(said.is_none(), fine, "{kind:?} {required:?} {said:?}");
        }
    }

    fn told(steps: &[(&str, Modality, Required)]) -> Vec<String> {
        let steps = (1..)
            .zip(steps)
            .map(|(number, (title, modality, required))| Step {
                required: *required,
                ..Step::plain(StepId(Uuid::from_u128(number)), *title, *modality, 10)
            });
        let path = [Section {
            title: "Tout".to_owned(),
            summary: None,
            steps: steps.collect(),
        }];
        let sentences = conditions(&path).into_iter().map(|condition| condition.sentence);
        sentences
            .map(|sentence| sentence.replace('\u{202f}', " "))
            .collect()
    }

    #[test]
    fn the_rule_of_annexe_1_in_plain_french() {
        let rule = [
            ("Où j’en suis", Quiz, Nothing),
            ("Créer", SelfPaced, Above(0)),
            ("Publier", SelfPaced, Above(0)),
            ("Passées au crible", Live, Done),
            ("Au banc d’essai", OnSite, Done),
            ("Trois publications", CaseStudy, Above(70)),
            ("Quiz final", Quiz, Above(70)),
        ];
        assert_eq!(
            told(&rule),
            [
                "suivre les deux modules avec un score au-dessus de 0 %",
                "participer à la classe virtuelle « Passées au crible »",
                "participer au rendez-vous sur place « Au banc d’essai »",
                "obtenir plus de 70 % à l’étude de cas « Trois publications »",
                "obtenir plus de 70 % au quiz « Quiz final »",
            ]
        );
    }

    #[test]
    fn one_or_several_of_each() {
        type Steps<'a> = &'a [(&'a str, Modality, Required)];
        let cases: &[(Steps<'_>, &str)] = &[
            (&[("A", SelfPaced, Done)], "suivre le module « A »"),
            (&[("A", Quiz, Done)], "faire le quiz « A »"),
            (
                &[("A", Live, Done), ("B", Live, Done)],
                "participer aux deux classes virtuelles",
            ),
            (
                &[("A", Quiz, Above(50)), ("B", Quiz, Above(50))],
                "obtenir plus de 50 % aux deux quiz à chaque fois",
            ),
            (
                &[("A", SelfPaced, Above(50))],
                "suivre le module « A » avec un score au-dessus de 50 %",
            ),
        ];
        for (steps, expected) in cases {
            assert_eq!(told(steps), [*expected]);
        }
        assert!(told(&[("A", Quiz, Nothing)]).is_empty());
    }

    #[test]
    fn an_opinion_that_is_required_is_answered() {
        let step = |number, title: &str| Step {
            kind: Some(ItemKind::Survey),
            ..Step::plain(StepId(Uuid::from_u128(number)), title, SelfPaced, 5)
        };
        for (steps, expected) in [
            (vec![step(1, "A")], "répondre à l’enquête « A »"),
            (
                vec![step(1, "A"), step(2, "B")],
                "répondre aux enquêtes « A » et « B »",
            ),
        ] {
            let path = [Section {
                title: "Tout".to_owned(),
                summary: None,
                steps,
            }];
            let said = conditions(&path)
                .into_iter()
                .map(|one| one.sentence.replace('\u{202f}', " "));
            assert_eq!(said.collect::<Vec<_>>(), [expected]);
        }
    }
}
