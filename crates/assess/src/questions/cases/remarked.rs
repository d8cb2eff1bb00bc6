//! What an author is told of gaps and areas.

use super::super::*;

#[test]
fn a_mark_is_that_of_a_gap_and_one_area_is_remarked() {
    let gap = || Gap {
        weight: 1,
        filling: Filling::ShortText(ShortText {
            accepted: vec![Words {
                text: "four".to_owned(),
                share: Share::ALL,
                feedback: String::new(),
            }],
            ..ShortText::default()
        }),
    };
    let cases = [
        ("Un [[1]] et un [[2]]", 2, 0),
        ("Un [[1]] et un [[2]]", 1, 1),
        ("Un [[1]], [[3]] et [[3]]", 1, 1),
        ("Un [[1]], [[0]] et [[01]]", 1, 2),
        ("Un [[1]], [[x]], [[]], [[ et [[2", 1, 0),
        ("[[[1]]]", 1, 0),
    ];
    for (text, gaps, mended) in cases {
        let gaps = (0..gaps).map(|_| gap()).collect();
        let question = Question::new("T", text, Body::Cloze(Cloze { gaps }));
        assert_eq!(question.problems().len(), mended, "{text}");
    }
    let area = |name: &str, share| Area {
        name: name.to_owned(),
        shape: Shape::Rectangle(0, 0, 1, 1),
        share,
        feedback: String::new(),
    };
    for (areas, remarks) in [
        (vec![area("Porte", Share::ALL)], 1),
        (vec![area("Porte", Share::ALL), area("Sole", Share::NONE)], 0),
    ] {
        let spot = Hotspot {
            image: "four.png".to_owned(),
            described: "Un four".to_owned(),
            width: 2,
            height: 2,
            areas,
        };
        let question = Question::new("T", "Où ?", Body::Hotspot(spot));
        assert_eq!(
            (question.problems().len(), question.remarks().len()),
            (0, remarks)
        );
    }
}
