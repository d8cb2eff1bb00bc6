use super::super::*;
use Outcome::{Partly, Right, ToGrade, Unanswered, Wrong};

fn choice(text: &str, share: Share) -> Choice {
    Choice {
        text: text.to_owned(),
        share,
        feedback: format!("re {text}"),
    }
}

fn choices(shares: &[Share]) -> Choices {
    let choices = shares
        .iter()
        .enumerate()
        .map(|(at, share)| choice(&format!("c{at}"), *share))
        .collect();
    Choices {
        choices,
        order: Order::Kept,
    }
}

fn asked(body: Body, marking: Marking) -> Question {
    Question {
        marking,
        ..Question::new("Titre", "Énoncé", body)
    }
}

const HALF: Share = Share::of(1, 2);

fn costs(parts: Parts, mistake: Share, floor: Share) -> Marking {
    Marking {
        parts,
        mistake,
        floor,
    }
}

#[test]
fn one_answer_among_several() {
    let body = || Body::Single(choices(&[Share::ALL, HALF, Share::NONE, -HALF]));
    let plain = Marking::default();
    let hard = costs(Parts::Each, -Share::of(1, 4), -Share::ALL);
    let cases = [
        (Some(0), plain, Share::ALL, Right),
        (Some(1), plain, HALF, Partly),
        (Some(2), plain, Share::NONE, Wrong),
        (Some(3), plain, Share::NONE, Wrong),
        (Some(2), hard, -Share::of(1, 4), Wrong),
        (Some(3), hard, -HALF, Wrong),
        (Some(1), costs(Parts::Whole, -HALF, -HALF), -HALF, Wrong),
        (Some(4), hard, Share::NONE, Unanswered),
        (None, hard, Share::NONE, Unanswered),
    ];
    for (given, marking, share, outcome) in cases {
        let seen = score(&asked(body(), marking), given.map(Answer::Single).as_ref());
        assert_eq!(
            (seen.share, seen.outcome),
            (share, outcome),
            "{given:?} {marking:?}"
        );
        let said: Vec<String> = given
            .filter(|place| *place < 4)
            .map(|place| format!("re c{place}"))
            .into_iter()
            .collect();
        assert_eq!(seen.feedback, said);
    }
}

#[test]
fn several_answers_among_several() {
    let third = Share::of(1, 3);
    let body = || Body::Multiple(choices(&[third, third, third, -third, Share::NONE]));
    let plain = Marking::default();
    let below = costs(Parts::Each, Share::NONE, -Share::ALL);
    let whole = costs(Parts::Whole, -third, -third);
    let half = costs(Parts::Each, -HALF, -Share::ALL);
    let sixth = Share::of(1, 6);
    let cases: [(&[usize], Marking, Share, Outcome); 13] = [
        (&[0, 1, 2, 3, 4], half, third + sixth, Partly),
        (&[0, 1, 2, 4], half, third + HALF, Partly),
        (&[4], half, -sixth, Wrong),
        (&[4], whole, -third, Wrong),
        (&[0, 1, 2], plain, Share::ALL, Right),
        (&[0, 1], plain, third + third, Partly),
        (&[0, 1, 2, 3], plain, third + third, Partly),
        (&[3], plain, Share::NONE, Wrong),
        (&[3], below, -third, Wrong),
        (&[], below, Share::NONE, Unanswered),
        (&[0, 1, 2], whole, Share::ALL, Right),
        (&[0, 1, 2, 4], whole, -third, Wrong),
        (&[0, 0], plain, Share::NONE, Unanswered),
    ];
    for (given, marking, share, outcome) in cases {
        let seen = score(&asked(body(), marking), Some(&Answer::Multiple(given.to_vec())));
        assert_eq!(
            (seen.share, seen.outcome),
            (share, outcome),
            "{given:?} {marking:?}"
        );
    }
}

#[test]
fn what_a_mistake_takes_of_several_answers() {
    let body = || Body::Multiple(choices(&[HALF, HALF, Share::NONE, -HALF]));
    let quarter = Share::of(1, 4);
    let each = |floor| costs(Parts::Each, -HALF, floor);
    let whole = costs(Parts::Whole, -quarter, -quarter);
    let nothing = costs(Parts::Whole, Share::NONE, -Share::ALL);
    let cases: [(&[usize], Marking, Share, Outcome); 12] = [
        (&[0, 1], each(Share::NONE), Share::ALL, Right),
        (&[0, 1, 2], each(Share::NONE), HALF + quarter, Partly),
        (&[0, 2], each(Share::NONE), quarter, Partly),
        (&[2], each(Share::NONE), Share::NONE, Wrong),
        (&[2], each(-Share::ALL), -quarter, Wrong),
        // A share of its own goes before.
        (&[0, 3], each(-Share::ALL), Share::NONE, Partly),
        (&[2, 3], each(-Share::ALL), -(HALF + quarter), Wrong),
        (&[0, 1], whole, Share::ALL, Right),
        (&[0], whole, -quarter, Wrong),
        (&[2], whole, -quarter, Wrong),
        (&[3], whole, -quarter, Wrong),
        (&[3], nothing, Share::NONE, Wrong),
    ];
    for (given, marking, share, outcome) in cases {
        let question = asked(body(), marking);
        let seen = score(&question, Some(&Answer::Multiple(given.to_vec())));
        assert_eq!(
            (seen.share, seen.outcome),
            (share, outcome),
            "{given:?} {marking:?}"
        );
    }
    // Of answers in parts, the floor is no bound of what a mistake takes.
    for (parts, mended) in [(Parts::Each, 0), (Parts::Whole, 1)] {
        let question = asked(body(), costs(parts, -HALF, Share::NONE));
        assert_eq!(question.problems().len(), mended, "{parts:?}");
    }
}

#[test]
fn a_number_with_its_unit() {
    let number = |value: &str, tolerance: &str, share| Number {
        value: Decimal::read(value).unwrap(),
        tolerance: Decimal::read(tolerance).unwrap(),
        share,
        feedback: String::new(),
    };
    let unit = |name: &str, worth: &str| Unit {
        name: name.to_owned(),
        worth: Decimal::read(worth).unwrap(),
    };
    let numeric = |unit_rule| Numeric {
        accepted: vec![number("1.5", "0.01", Share::ALL), number("1.5", "0.1", HALF)],
        feedback_otherwise: "Ni l’un ni l’autre".to_owned(),
        units: vec![unit("m", "1"), unit("cm", "0.01"), unit("km", "1000")],
        unit_rule,
    };
    use UnitRule::{Optional, Required};
    let cases = [
        ("1,5", Optional, Share::ALL),
        ("1,5", Required, Share::NONE),
        ("1.51 m", Required, Share::ALL),
        ("1.511 m", Required, HALF),
        ("150cm", Required, Share::ALL),
        ("150 CM", Required, Share::ALL),
        ("0,0015 km", Required, Share::ALL),
        ("1\u{202f}500 mm", Required, Share::NONE),
        ("1,4", Optional, HALF),
        ("1,399999999999", Optional, Share::NONE),
        ("un et demi", Optional, Share::NONE),
        ("3/2", Optional, Share::NONE),
        ("-1,5", Optional, Share::NONE),
    ];
    for (typed, rule, share) in cases {
        let seen = score(
            &asked(Body::Numeric(numeric(rule)), Marking::default()),
            Some(&Answer::Numeric(typed.to_owned())),
        );
        assert_eq!(seen.share, share, "{typed}");
        assert_eq!(seen.feedback.is_empty(), share > Share::NONE, "{typed}");
    }
}

#[test]
fn questions_in_parts() {
    let pair = |thing: &str, with: &str| Pair {
        thing: thing.to_owned(),
        with: with.to_owned(),
    };
    let matching = Body::Matching(Matching {
        pairs: vec![
            pair("a", "A"),
            pair("b", "B"),
            pair("also a", "A"),
            pair("c", "C"),
        ],
        decoys: vec!["D".to_owned()],
        order: Order::Kept,
    });
    let ordering = Body::Ordering(Ordering {
        items: ["1", "2", "3", "4"].map(str::to_owned).to_vec(),
    });
    let quarter = Share::of(1, 4);
    let (plain, whole) = (Marking::default(), costs(Parts::Whole, -HALF, -HALF));
    let hard = costs(Parts::Each, -HALF, -Share::ALL);
    let matched = |with: [Option<usize>; 4]| Answer::Matching(with.to_vec());
    let ordered = |places: [usize; 4]| Answer::Ordering(places.to_vec());
    let cases = [
        (
            &matching,
            matched([Some(0), Some(1), Some(0), Some(2)]),
            plain,
            Share::ALL,
            Right,
        ),
        (
            &matching,
            matched([Some(0), None, Some(3), None]),
            plain,
            quarter,
            Partly,
        ),
        (
            &matching,
            matched([Some(0), None, Some(3), None]),
            hard,
            Share::of(1, 8),
            Partly,
        ),
        (&matching, matched([None; 4]), hard, Share::NONE, Unanswered),
        (&matching, matched([Some(3); 4]), hard, -HALF, Wrong),
        (
            &matching,
            matched([Some(0), Some(1), Some(0), None]),
            whole,
            -HALF,
            Wrong,
        ),
        (
            &matching,
            matched([Some(4), None, None, None]),
            plain,
            Share::NONE,
            Unanswered,
        ),
        (&ordering, ordered([0, 1, 2, 3]), whole, Share::ALL, Right),
        (&ordering, ordered([0, 1, 3, 2]), plain, HALF, Partly),
        (&ordering, ordered([3, 2, 1, 0]), plain, Share::NONE, Wrong),
        (&ordering, ordered([0, 0, 1, 2]), plain, Share::NONE, Unanswered),
    ];
    for (body, given, marking, share, outcome) in cases {
        let seen = score(&asked(body.clone(), marking), Some(&given));
        assert_eq!(
            (seen.share, seen.outcome),
            (share, outcome),
            "{given:?} {marking:?}"
        );
    }
}

#[test]
fn gaps_weigh() {
    let words = |text: &str| ShortText {
        accepted: vec![Words {
            text: text.to_owned(),
            share: Share::ALL,
            feedback: format!("re {text}"),
        }],
        ..ShortText::default()
    };
    let gaps = vec![
        Gap {
            weight: 1,
            filling: Filling::ShortText(words("four")),
        },
        Gap {
            weight: 3,
            filling: Filling::Single(choices(&[Share::ALL, HALF])),
        },
    ];
    let question = asked(Body::Cloze(Cloze { gaps }), Marking::default());
    let typed = |text: &str| Some(GapAnswer::Typed(text.to_owned()));
    let chosen = |place| Some(GapAnswer::Chosen(place));
    let cases = [
        (vec![typed("Four"), chosen(0)], Share::ALL, Right),
        (vec![typed("Four"), None], Share::of(1, 4), Partly),
        (vec![typed(" "), chosen(1)], Share::of(3, 8), Partly),
        (vec![typed(" "), None], Share::NONE, Unanswered),
        (vec![chosen(0), None], Share::NONE, Unanswered),
        (vec![typed("pelle"), None], Share::NONE, Wrong),
    ];
    for (given, share, outcome) in cases {
        let seen = score(&question, Some(&Answer::Cloze(given.clone())));
        assert_eq!((seen.share, seen.outcome), (share, outcome), "{given:?}");
    }
}

#[test]
fn a_place_on_an_image_and_free_words() {
    let area = |name: &str, shape, share| Area {
        name: name.to_owned(),
        shape,
        share,
        feedback: String::new(),
    };
    let hotspot = Body::Hotspot(Hotspot {
        image: "four.png".to_owned(),
        described: "Un four".to_owned(),
        width: 100,
        height: 100,
        areas: vec![
            area("porte", Shape::Rectangle(10, 10, 20, 20), Share::ALL),
            area("thermostat", Shape::Circle(50, 50, 10), HALF),
            area(
                "sole",
                Shape::Polygon(vec![(60, 60), (90, 60), (75, 90)]),
                Share::NONE,
            ),
        ],
    });
    let question = asked(hotspot, costs(Parts::Each, -HALF, -HALF));
    let cases = [
        (Spot::Point(10, 20), Share::ALL, Right),
        (Spot::Point(9, 20), -HALF, Wrong),
        (Spot::Point(57, 57), HALF, Partly),
        (Spot::Point(58, 58), -HALF, Wrong),
        (Spot::Area(1), HALF, Partly),
        (Spot::Area(3), Share::NONE, Unanswered),
        (Spot::Point(101, 0), Share::NONE, Unanswered),
    ];
    for (spot, share, outcome) in cases {
        let seen = score(&question, Some(&Answer::Hotspot(spot)));
        assert_eq!((seen.share, seen.outcome), (share, outcome), "{spot:?}");
    }
    let sole = Shape::Polygon(vec![(60, 60), (90, 60), (75, 90)]);
    let points = [
        ((75, 70), true),
        ((60, 60), true),
        ((75, 60), true),
        ((61, 80), false),
        ((75, 91), false),
        ((89, 80), false),
    ];
    for ((x, y), within) in points {
        assert_eq!(sole.holds(x, y), within, "{x} {y}");
    }
    let free = asked(Body::FreeText(FreeText::default()), Marking::default());
    let cases = [("Mon essai", ToGrade), (" \n ", Unanswered)];
    for (typed, outcome) in cases {
        assert_eq!(
            score(&free, Some(&Answer::FreeText(typed.to_owned()))).outcome,
            outcome
        );
    }
}
