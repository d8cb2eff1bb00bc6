use assess::imports::{Format, Outcome as Read, read};
use assess::questions::{Answer, Area, Body, Hotspot, Names, Ordering, Question, Shape, Share, Spot, score};
use assess::quiz::shuffle::Seed;

use super::*;

/// One of each type that a file brings: what must stay hidden is written « secret ».
const GIFT: &str = "Un ? {=oui#secret ~non#secret}\n\nDeux ? {~%50%oui#secret ~%50%si#secret ~%-100%non#secret}\n\nVrai ? {T#secret#secret}\n\nMot ? {=secret}\n\nNombre ? {#4242:1}\n\nRelier {=a -> b =c -> d}\n\nLibre {}\n";

const NOTHING: Seen = Seen {
    feedback: false,
    answers: false,
    total: false,
};

fn questions() -> Vec<Question> {
    let entries = read(Format::Gift, GIFT.as_bytes()).unwrap();
    let mut all: Vec<Question> = entries
        .into_iter()
        .map(|entry| match entry.outcome {
            Read::Taken(question) | Read::Reduced(question, _) => *question,
            Read::Refused(why) => panic!("{why}"),
        })
        .collect();
    let items = ["peser", "cuire", "servir"].map(str::to_owned).to_vec();
    all.push(Question::new(
        "Ordre",
        "Ranger",
        Body::Ordering(Ordering { items }),
    ));
    all.push(Question::new("Image", "Où ?", Body::Hotspot(image())));
    for question in &mut all {
        question.feedback = "secret".to_owned();
    }
    all
}

fn image() -> Hotspot {
    let area = |name: &str, left: u32, share: Share| Area {
        name: name.to_owned(),
        shape: Shape::Rectangle(left, 77, left + 10, 99),
        share,
        feedback: "secret".to_owned(),
    };
    Hotspot {
        image: "four.png".to_owned(),
        described: "Un four".to_owned(),
        width: 200,
        height: 100,
        areas: vec![area("Porte", 0, Share::ALL), area("Pied", 50, Share::NONE)],
    }
}

fn drawn(question: &Question, given: Option<&Answer>, seen: Seen) -> String {
    let shown = Shown::of(&question.body, Seed([3; 16]), 0);
    let score = score(question, given);
    asked(&Asked {
        question,
        shown: &shown,
        given,
        score: Some(&score),
        seen,
        images: &|name| format!("/images/{name}"),
        id: "q1",
        prefix: "",
        disabled: false,
    })
    .into_string()
}

#[test]
fn nothing_right_is_in_the_page_before_it_may_be_seen() {
    for question in questions() {
        let html = drawn(&question, None, NOTHING);
        for hidden in ["secret", "4242", "Bonne réponse", "y=\"77\""] {
            assert!(!html.contains(hidden), "{}: {hidden} in {html}", question.title);
        }
        let all = Seen {
            feedback: true,
            answers: true,
            total: true,
        };
        assert!(
            drawn(&question, None, all).contains("secret"),
            "{}",
            question.title
        );
    }
}

#[test]
fn what_was_given_is_shown_again() {
    let all = questions();
    let cases = [
        (0, Answer::Single(1), "checked"),
        (1, Answer::Multiple(vec![0, 1]), "checked"),
        (2, Answer::TrueFalse(false), "value=\"false\" checked"),
        (3, Answer::ShortText("mie".to_owned()), "value=\"mie\""),
        (4, Answer::Numeric("12,5".to_owned()), "value=\"12,5\""),
        (5, Answer::Matching(vec![Some(0), None]), "selected"),
        (6, Answer::FreeText("Ma page".to_owned()), ">Ma page</textarea>"),
        (7, Answer::Ordering(vec![2, 0, 1]), "value=\"3\" selected"),
        (8, Answer::Hotspot(Spot::Point(12, 34)), "cx=\"12\" cy=\"34\""),
    ];
    for (at, given, expected) in cases {
        let html = drawn(&all[at], Some(&given), NOTHING);
        assert!(html.contains(expected), "{given:?}: {html}");
    }
}

#[test]
fn gaps_stand_in_their_text() {
    let text = "**Le** [[1]] et [x](https://exemple.fr/[[1]]) puis [[2]].";
    let typed = |word: &str| assess::questions::Gap {
        weight: 1,
        filling: assess::questions::Filling::ShortText(assess::questions::ShortText {
            accepted: vec![assess::questions::Words {
                text: word.to_owned(),
                share: Share::ALL,
                feedback: String::new(),
            }],
            ..Default::default()
        }),
    };
    let gaps = vec![typed("secret"), typed("secret")];
    let question = Question::new("Trous", text, Body::Cloze(assess::questions::Cloze { gaps }));
    let html = drawn(&question, None, NOTHING);
    for at in 0..2 {
        assert_eq!(
            html.matches(&format!("name=\"{}\"", Names::part(at))).count(),
            1,
            "{html}"
        );
    }
    assert!(!html.contains("secret") && html.contains("aria-label=\"Trou 2\""));
}

#[test]
fn points_are_written_as_french_does() {
    let cases = [
        (0, "0"),
        (1000, "1"),
        (500, "0,5"),
        (-1250, "−1,25"),
        (333, "0,333"),
    ];
    for (number, expected) in cases {
        assert_eq!(thousandths(number), expected);
    }
}
