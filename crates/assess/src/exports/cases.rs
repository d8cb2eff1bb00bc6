use proptest::prelude::*;

use super::*;
use crate::imports::{self, Format, Outcome};
use crate::questions::any::any_whole;
use crate::questions::*;

/// The question read back, and what the import says is lost.
fn read(format: Format, text: &str) -> Option<(Question, Vec<String>)> {
    let entry = imports::read(format, text.as_bytes()).unwrap().remove(0);
    match entry.outcome {
        Outcome::Taken(question) => Some((*question, Vec::new())),
        Outcome::Reduced(question, losses) => Some((*question, losses)),
        Outcome::Refused(_) => None,
    }
}

#[test]
fn what_a_format_cannot_say_is_named() {
    let hotspot = Hotspot {
        image: "four.png".to_owned(),
        described: "Un four".to_owned(),
        width: 10,
        height: 10,
        areas: vec![Area {
            name: "Porte".to_owned(),
            shape: Shape::Polygon(vec![(0, 0), (9, 0), (9, 9)]),
            share: Share::ALL,
            feedback: String::new(),
        }],
    };
    let question = Question::new("Porte", "Où est la porte ?", Body::Hotspot(hotspot));
    let left = moodle(std::slice::from_ref(&question), &|_, _| None);
    assert_eq!(
        left.losses,
        [(
            0,
            "Moodle n’a pas ce type de question dans ses fichiers\u{202f}: elle est laissée de côté."
                .to_owned()
        )]
    );
    let item = qti(&question, "porte");
    assert_eq!(item.losses, [], "its image is beside it");
    let (back, losses) = read(Format::Qti, &item.text).unwrap();
    assert_eq!((back, losses.len()), (question, 0));

    let short = ShortText {
        accepted: vec![Words {
            text: "fo*r".to_owned(),
            share: Share::ALL,
            feedback: String::new(),
        }],
        ..ShortText::default()
    };
    let question = Question::new("T", "Quoi ?", Body::ShortText(short));
    assert_eq!(
        moodle(std::slice::from_ref(&question), &|_, _| None).losses.len(),
        1
    );
    assert_eq!(qti(&question, "t").losses.len(), 2);
}

#[test]
fn a_cloze_is_worth_its_gaps_in_moodle() {
    let number = |value: &str| Number {
        value: Decimal::read(value).unwrap(),
        tolerance: Decimal::ZERO,
        share: Share::ALL,
        feedback: String::new(),
    };
    let gap = |weight, value| Gap {
        weight,
        filling: Filling::Numeric(Numeric {
            accepted: vec![number(value)],
            ..Numeric::default()
        }),
    };
    let body = Body::Cloze(Cloze {
        gaps: vec![gap(1, "2"), gap(3, "4")],
    });
    for (points, lost) in [(4, 0), (1, 1)] {
        let mut question = Question::new("T", "Deux [[1]], quatre [[2]]", body.clone());
        question.points = Points::whole(points);
        let written = moodle(std::slice::from_ref(&question), &|_, _| None);
        assert_eq!(written.losses.len(), lost, "{:?}", written.losses);
        let (back, _) = read(Format::Moodle, &written.text).unwrap();
        assert_eq!(back.points, Points::whole(4));
    }
}

#[test]
fn images_leave_and_come_back() {
    let choice = |text: &str, share| Choice {
        text: text.to_owned(),
        share,
        feedback: "Voir ![la porte](porte.jpg)".to_owned(),
    };
    let body = Body::Single(Choices {
        choices: vec![
            choice("![Un four](four.png)", Share::ALL),
            choice("Une pelle", Share::NONE),
        ],
        order: Order::Shuffled,
    });
    let question = Question::new("T", "Lequel ?\n\n![Deux fours](four.png)", body);
    assert_eq!(question.images(), ["four.png", "porte.jpg"]);
    let bytes = |_: usize, name: &str| Some(name.as_bytes().to_vec());
    let written = moodle(std::slice::from_ref(&question), &bytes);
    assert_eq!(written.losses, []);
    let entry = imports::read(Format::Moodle, written.text.as_bytes())
        .unwrap()
        .remove(0);
    assert_eq!(entry.outcome, Outcome::Taken(Box::new(question.clone())));
    let held = |matter: imports::Matter| match matter {
        imports::Matter::Bytes(bytes) => String::from_utf8(bytes).unwrap(),
        imports::Matter::Beside(path) => format!("./{path}"),
    };
    let found = |entry: imports::Entry| -> Vec<(String, String)> {
        let all = entry.images.into_iter();
        all.map(|one| (one.name, held(one.matter))).collect()
    };
    let mut images = found(entry);
    images.sort();
    let pair = |name: &str, matter: &str| (name.to_owned(), matter.to_owned());
    assert_eq!(
        images,
        [pair("four.png", "four.png"), pair("porte.jpg", "porte.jpg")]
    );

    let entry = imports::read(Format::Qti, qti(&question, "t").text.as_bytes())
        .unwrap()
        .remove(0);
    assert_eq!(entry.outcome, Outcome::Taken(Box::new(question.clone())));
    let mut images = found(entry);
    images.sort();
    assert_eq!(
        images,
        [pair("four.png", "./four.png"), pair("porte.jpg", "./porte.jpg")]
    );

    let without = moodle(std::slice::from_ref(&question), &|_, _| None);
    assert_eq!(without.losses.len(), 1);
    assert!(!without.text.contains("<file"));
}

#[test]
fn prose_is_xhtml_and_comes_back() {
    let cases = [
        (
            "Un **four** et *deux*",
            "<p>Un <strong>four</strong> et <em>deux</em></p>",
        ),
        ("a < b & c", "<p>a &lt; b &amp; c</p>"),
        ("un\ndeux", "<p>un<br/>deux</p>"),
        ("- a\n- b", "<ul><li>a</li><li>b</li></ul>"),
        (
            "[ici](https://example.fr)",
            "<p><a href=\"https://example.fr\">ici</a></p>",
        ),
        ("2 \\* 3", "<p>2 * 3</p>"),
        ("<script>x</script>", "<p>&lt;script&gt;x&lt;/script&gt;</p>"),
    ];
    for (text, expected) in cases {
        assert_eq!(prose::xhtml(text, prose::Room::Block), expected);
        let question = Question::new("T", text, Body::FreeText(FreeText::default()));
        assert_eq!(read(Format::Qti, &qti(&question, "t").text).unwrap().0.text, text);
    }
}

proptest! {
    #[test]
    fn any_question_comes_back_from_moodle(question in any_whole()) {
        let written = moodle(std::slice::from_ref(&question), &|_, _| None);
        let (back, losses) = read(Format::Moodle, &written.text).unwrap();
        prop_assert_eq!(losses, Vec::<String>::new());
        if written.losses.is_empty() {
            prop_assert_eq!(back, question);
        } else {
            let points = match &question.body {
                Body::Cloze(one) => Points::whole(one.weights()),
                _ => question.points,
            };
            prop_assert_eq!((back.text, back.title, back.points), (question.text, question.title, points));
        }
    }

    #[test]
    fn any_question_comes_back_from_qti(question in any_whole()) {
        let written = qti(&question, "q");
        let (back, losses) = read(Format::Qti, &written.text).unwrap();
        prop_assert_eq!(losses, Vec::<String>::new());
        if written.losses.is_empty() {
            prop_assert_eq!(back, question);
        } else {
            prop_assert_eq!((back.title, back.points, back.feedback), (question.title, question.points, question.feedback));
        }
    }
}
