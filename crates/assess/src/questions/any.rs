//! Questions of every type, drawn: whatever is answered, the score keeps its bounds.

use proptest::prelude::*;

use super::*;
use crate::quiz::shuffle::Seed;

pub fn any_words() -> impl Strategy<Value = String> {
    "[a-zA-Zé0-9]{1,6}( [a-zéœ0-9’,]{1,5}){0,2}"
}

fn any_share() -> impl Strategy<Value = Share> {
    prop_oneof![
        Just(Share::ALL),
        Just(Share::NONE),
        (-10i64..=10, 1i64..=10).prop_map(|(part, whole)| Share::of(part.clamp(-whole, whole), whole))
    ]
}

fn any_choices() -> impl Strategy<Value = Choices> {
    let choice = (any_words(), any_share(), "[a-z]{0,5}");
    let choice = choice.prop_map(|(text, share, feedback)| Choice {
        text,
        share,
        feedback,
    });
    prop::collection::vec(choice, 2..6).prop_map(|choices| Choices {
        choices,
        order: Order::Shuffled,
    })
}

fn any_short() -> impl Strategy<Value = ShortText> {
    let words = (any_words(), any_share()).prop_map(|(text, share)| Words {
        text,
        share,
        feedback: String::new(),
    });
    prop::collection::vec(words, 1..4).prop_map(|accepted| ShortText {
        accepted,
        accents: Accents::Count,
        case: Case::Ignored,
    })
}

fn any_numeric() -> impl Strategy<Value = Numeric> {
    let number = (-9999i64..9999, 0i64..99, any_share()).prop_map(|(value, tolerance, share)| Number {
        value: Decimal::new(value, -2).unwrap(),
        tolerance: Decimal::new(tolerance, -1).unwrap(),
        share,
        feedback: String::new(),
    });
    prop::collection::vec(number, 1..3).prop_map(|accepted| Numeric {
        accepted,
        ..Numeric::default()
    })
}

fn any_matching() -> impl Strategy<Value = Matching> {
    let pair = (any_words(), any_words()).prop_map(|(thing, with)| Pair { thing, with });
    let parts = (
        prop::collection::vec(pair, 2..5),
        prop::collection::vec(any_words(), 0..3),
    );
    parts.prop_map(|(pairs, decoys)| Matching {
        pairs,
        decoys,
        order: Order::Shuffled,
    })
}

fn any_cloze() -> impl Strategy<Value = Cloze> {
    let filling = prop_oneof![
        any_choices().prop_map(Filling::Single),
        any_short().prop_map(Filling::ShortText),
        any_numeric().prop_map(Filling::Numeric),
    ];
    let gap = (1u32..5, filling).prop_map(|(weight, filling)| Gap { weight, filling });
    prop::collection::vec(gap, 1..4).prop_map(|gaps| Cloze { gaps })
}

fn any_body() -> impl Strategy<Value = Body> {
    prop_oneof![
        any_choices().prop_map(Body::Single),
        any_choices().prop_map(Body::Multiple),
        any::<bool>().prop_map(|answer| Body::TrueFalse(TrueFalse {
            answer,
            feedback_true: String::new(),
            feedback_false: String::new()
        })),
        any_short().prop_map(Body::ShortText),
        any_numeric().prop_map(Body::Numeric),
        any_matching().prop_map(Body::Matching),
        prop::collection::vec(any_words(), 2..6).prop_map(|items| Body::Ordering(Ordering { items })),
        any_cloze().prop_map(Body::Cloze),
        Just(Body::FreeText(FreeText::default())),
    ]
}

fn any_question() -> impl Strategy<Value = Question> {
    let parts = prop_oneof![Just(Parts::Each), Just(Parts::Whole)];
    (
        any_words(),
        any_words(),
        any_body(),
        parts,
        any_share(),
        any_share(),
    )
        .prop_map(|(title, text, body, parts, mistake, floor)| {
            let below = |share: Share| share.min(-share);
            let marking = Marking {
                parts,
                mistake: below(mistake),
                floor: below(floor),
            };
            Question {
                marking,
                ..Question::new(&title, &text, body)
            }
        })
}

fn any_fields() -> impl Strategy<Value = Vec<(String, String)>> {
    let value = prop_oneof!["[0-9]", "-?[0-9]{0,4}", "true|false", ".{0,20}"];
    prop::collection::vec(("answer(-[0-5])?|point.[xy]", value), 0..10)
}

proptest! {
    #[test]
    fn any_form_gives_an_answer_that_fits(question in any_question(), fields in any_fields(), seed: [u8; 16]) {
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        if let Ok(Some(answer)) = from_form(&question.body, &Shown::of(&question.body, Seed(seed), 0), &fields) {
            prop_assert_eq!(answer.fits(&question.body), Ok(()));
            let seen = score(&question, Some(&answer));
            prop_assert!(seen.share >= question.marking.floor && seen.share <= Share::ALL);
            prop_assert!(seen.outcome != Outcome::Unanswered);
            prop_assert!((seen.outcome == Outcome::Right) <= (seen.share > Share::NONE));
            let kept = serde_json::to_string(&answer).unwrap();
            prop_assert_eq!(serde_json::from_str::<Answer>(&kept).unwrap(), answer);
        }
    }

    #[test]
    fn what_is_kept_is_read_back(question in any_question()) {
        prop_assert_eq!(from_json(&to_json(&question)).unwrap(), question);
    }

    #[test]
    fn any_json_is_read_or_refused(text in ".{0,60}") {
        let _ = from_json(&text);
    }
}

/// A question without problems, with everything a file could carry.
pub(crate) fn any_whole() -> impl Strategy<Value = Question> {
    let more = (
        100u32..5000,
        "[a-z]{0,6}",
        prop::collection::vec("[a-z]{1,5}", 0..3),
    );
    (any_question(), more).prop_map(|(mut question, (points, feedback, mut tags))| {
        tags.sort_unstable();
        tags.dedup();
        (question.points, question.feedback, question.tags) = (Points(points), feedback, tags);
        mend(&mut question);
        question
    })
}

/// Makes what is drawn whole: right answers, no double, gaps in the text.
fn mend(question: &mut Question) {
    question.marking.floor = question.marking.floor.min(question.marking.mistake);
    match &mut question.body {
        Body::Single(one) => mend_choices(one),
        Body::Multiple(one) => {
            mend_choices(one);
            one.choices
                .iter_mut()
                .filter(|one| one.share > Share::NONE)
                .skip(1)
                .for_each(|one| one.share = Share::NONE);
            // Choosing every answer must not win.
            let takes = if question.marking.parts == Parts::Each {
                -Share::of(1, 2)
            } else {
                Share::NONE
            };
            one.choices
                .iter_mut()
                .filter(|one| one.share == Share::NONE)
                .for_each(|one| one.share = takes);
        }
        Body::ShortText(one) => one.accepted[0].share = Share::ALL,
        Body::Numeric(one) => one.accepted[0].share = Share::ALL,
        Body::Matching(one) => {
            for (at, pair) in one.pairs.iter_mut().enumerate() {
                pair.thing = format!("{} {at}", pair.thing);
                pair.with = format!("{} {}", pair.with, at % 3);
            }
            one.decoys.sort_unstable();
            one.decoys.dedup();
        }
        Body::Ordering(one) => one
            .items
            .iter_mut()
            .enumerate()
            .for_each(|(at, item)| *item = format!("{item} {at}")),
        Body::Cloze(one) => {
            // One in two is worth what its gaps weigh.
            if question.points.0.is_multiple_of(2) {
                question.points = Points::whole(one.weights());
            }
            for (place, gap) in one.gaps.iter_mut().enumerate() {
                question.text = format!("{} {} suite", question.text, gap_mark(place));
                match &mut gap.filling {
                    Filling::Single(one) => mend_choices(one),
                    Filling::ShortText(one) => one.accepted[0].share = Share::ALL,
                    Filling::Numeric(one) => one.accepted[0].share = Share::ALL,
                }
            }
        }
        Body::TrueFalse(_) | Body::Hotspot(_) | Body::FreeText(_) => {}
    }
}

fn mend_choices(one: &mut Choices) {
    one.choices[0].share = Share::ALL;
    for (at, choice) in one.choices.iter_mut().enumerate() {
        choice.text = format!("{} {at}", choice.text);
    }
}
