use proptest::prelude::*;

use super::super::{Format, Outcome, Refusal, read};
use crate::questions::*;

fn quiz(inner: &str) -> String {
    format!("<?xml version=\"1.0\"?>\n<quiz>\n{inner}\n</quiz>")
}

fn asked(kind: &str, inner: &str) -> String {
    quiz(&format!(
        "<question type=\"{kind}\"><name><text>Titre</text></name><questiontext format=\"html\"><text><![CDATA[<p>Quoi&nbsp;?</p>]]></text></questiontext>{inner}</question>"
    ))
}

fn taken(xml: &str) -> (Question, Vec<String>) {
    let entries = read(Format::Moodle, xml.as_bytes()).unwrap();
    match entries.into_iter().next().unwrap().outcome {
        Outcome::Taken(question) => (*question, Vec::new()),
        Outcome::Reduced(question, losses) => (*question, losses),
        Outcome::Refused(why) => panic!("{why}"),
    }
}

fn answer(fraction: &str, text: &str, more: &str) -> String {
    format!(
        "<answer fraction=\"{fraction}\"><text>{text}</text><feedback><text>re {text}</text></feedback>{more}</answer>"
    )
}

#[test]
fn choices() {
    let answers = answer("100", "a", "") + &answer("-33.33333", "b", "");
    let xml = asked(
        "multichoice",
        &format!(
            "{answers}<single>true</single><shuffleanswers>0</shuffleanswers><defaultgrade>2.5000000</defaultgrade><generalfeedback><text>Bien</text></generalfeedback><tags><tag><text>four</text></tag></tags><correctfeedback><text>Votre réponse est correcte.</text></correctfeedback>"
        ),
    );
    let (question, losses) = taken(&xml);
    assert_eq!(losses, [""; 0]);
    assert_eq!(
        (question.title.as_str(), question.text.as_str()),
        ("Titre", "Quoi\u{a0}?")
    );
    assert_eq!(
        (
            question.points,
            question.feedback.as_str(),
            question.tags.as_slice()
        ),
        (Points(2500), "Bien", &["four".to_owned()][..])
    );
    let Body::Single(choices) = question.body else {
        panic!()
    };
    assert_eq!(
        (
            choices.order,
            choices.choices[1].share,
            choices.choices[1].feedback.as_str()
        ),
        (Order::Kept, -Share::of(1, 3), "re b")
    );
    assert_eq!(question.marking.floor, -Share::of(1, 3));
    let several = answer("50", "a", "") + &answer("50", "b", "") + &answer("-100", "c", "");
    let (question, losses) = taken(&asked(
        "multichoice",
        &format!("{several}<single>false</single><hint><text>Cherchez</text></hint>"),
    ));
    assert!(matches!(question.body, Body::Multiple(_)));
    assert_eq!(losses, ["Les indices des essais suivants ne sont pas repris."]);
    let several = answer("50", "a", "") + &answer("50", "b", "") + &answer("0", "c", "");
    let (question, losses) = taken(&asked("multichoice", &format!("{several}<single>false</single>")));
    let all = score(&question, Some(&Answer::Multiple(vec![0, 1, 2])));
    assert_eq!((all.share, losses.len()), (Share::of(1, 2), 1));
}

#[test]
fn every_other_type() {
    let (question, _) = taken(&asked(
        "truefalse",
        &(answer("0", "true", "") + &answer("100", "false", "")),
    ));
    let Body::TrueFalse(one) = question.body else {
        panic!()
    };
    assert!(!one.answer && one.feedback_true == "re true");

    let (question, _) = taken(&asked(
        "shortanswer",
        &(answer("100", "Four", "") + "<usecase>1</usecase>"),
    ));
    assert!(matches!(
        question.body,
        Body::ShortText(ShortText {
            case: Case::Counts,
            ..
        })
    ));

    let units = "<units><unit><multiplier>1</multiplier><unit_name>m</unit_name></unit><unit><multiplier>100</multiplier><unit_name>cm</unit_name></unit></units><unitgradingtype>1</unitgradingtype>";
    let number = answer("100", "1.5", "<tolerance>0.01</tolerance>") + &answer("0", "*", "") + units;
    let (question, _) = taken(&asked("numerical", &number));
    let seen = |typed: &str| score(&question, Some(&Answer::Numeric(typed.to_owned()))).share;
    assert_eq!(
        (seen("150 cm"), seen("1,5 m"), seen("1,5")),
        (Share::ALL, Share::ALL, Share::NONE)
    );

    let sub = |thing: &str, with: &str| {
        format!("<subquestion><text>{thing}</text><answer><text>{with}</text></answer></subquestion>")
    };
    let (question, _) = taken(&asked(
        "matching",
        &(sub("a", "A") + &sub("b", "B") + &sub("", "C")),
    ));
    let Body::Matching(matching) = question.body else {
        panic!()
    };
    assert_eq!((matching.pairs.len(), matching.decoys.len()), (2, 1));

    let (question, _) = taken(&asked(
        "ordering",
        &(answer("1", "un", "") + &answer("2", "deux", "")),
    ));
    assert!(matches!(question.body, Body::Ordering(_)));

    let (question, _) = taken(&asked("essay", "<graderinfo><text>Voir</text></graderinfo>"));
    assert_eq!(
        question.body,
        Body::FreeText(FreeText {
            expected: "Voir".to_owned(),
            start: String::new()
        })
    );
}

#[test]
fn gaps() {
    let text = "<questiontext format=\"html\"><text><![CDATA[<p>Le {1:SHORTANSWER:=four#Oui ~%50%fourn\\~il} à {2:MC:~100~=250} °C, {:NM:=3.5:0.1}. {rien}</p>]]></text></questiontext>";
    let xml = quiz(&format!(
        "<question type=\"cloze\"><name><text>T</text></name>{text}</question>"
    ));
    let (question, _) = taken(&xml);
    assert_eq!(question.text, "Le [[1]] à [[2]] °C, [[3]]. {rien}");
    let Body::Cloze(cloze) = &question.body else {
        panic!()
    };
    assert_eq!(
        cloze.gaps.iter().map(|gap| gap.weight).collect::<Vec<_>>(),
        [1, 2, 1]
    );
    let Filling::ShortText(short) = &cloze.gaps[0].filling else {
        panic!()
    };
    assert_eq!(
        (short.accepted[1].text.as_str(), short.accepted[1].share),
        ("fourn~il", Share::of(1, 2))
    );

    assert_eq!(question.points, Points::whole(4));

    let select = "<questiontext><text>Un [[2]] et un [[1]]</text></questiontext><selectoption><text>four</text><group>1</group></selectoption><selectoption><text>pétrin</text><group>1</group></selectoption>";
    let (question, _) = taken(&quiz(&format!(
        "<question type=\"gapselect\"><name><text>T</text></name>{select}</question>"
    )));
    assert_eq!(question.text, "Un [[1]] et un [[2]]");
}

#[test]
fn refused_with_the_reason() {
    let reason = |xml: &str| match &read(Format::Moodle, xml.as_bytes()).unwrap()[0].outcome {
        Outcome::Refused(why) => why.clone(),
        other => panic!("{other:?}"),
    };
    let cases = [
        (
            asked("calculated", ""),
            "Les questions calculées, dont les nombres changent, ne sont pas reprises.",
        ),
        (
            asked("stack", ""),
            "Le type «\u{202f}stack\u{202f}» n’est pas repris.",
        ),
        (
            asked("description", ""),
            "C’est un texte sans question\u{202f}: placez-le dans le cours.",
        ),
        (
            asked("shortanswer", &answer("beaucoup", "a", "")),
            "«\u{202f}beaucoup\u{202f}» n’est pas un pourcentage.",
        ),
        (
            quiz("<question type=\"essay\"/>"),
            "Il manque l’énoncé («\u{202f}questiontext\u{202f}»).",
        ),
    ];
    for (xml, why) in cases {
        assert_eq!(reason(&xml), why);
    }
    let two = quiz(
        "<question type=\"category\"><category><text>top/Pains</text></category></question>\n<question type=\"x\"/>",
    );
    let entries = read(Format::Moodle, two.as_bytes()).unwrap();
    assert_eq!((entries.len(), entries[0].line), (1, 4));
    assert_eq!(read(Format::Moodle, b"<quiz/>"), Err(Refusal::Empty));
    assert_eq!(read(Format::Moodle, b"\xff"), Err(Refusal::NotText));
}

proptest! {
    #[test]
    fn any_gap_is_read(inner in "([0-9]{0,2}:|SA|MC|NM|:|=|~|%[0-9]{0,3}%|#|\\\\|[a-z ]{1,3}|[{}]){0,30}") {
        let text = format!("<questiontext><text><![CDATA[{{1:SA:=a}} {{{inner}}}]]></text></questiontext>");
        let xml = quiz(&format!("<question type=\"cloze\"><name><text>T</text></name>{text}</question>"));
        prop_assert!(read(Format::Moodle, xml.as_bytes()).is_ok());
    }

    #[test]
    fn any_xml_is_read_or_refused(xml in "(<quiz>|</quiz>|<question( type=\"[a-z]{0,6}\")?>|</question>|<text>|</text>|<answer fraction=\"5\">|</answer>|&[a-z]{0,3};|[a-z]{1,4}|<!\\[CDATA\\[|\\]\\]>){0,30}") {
        let _ = read(Format::Moodle, xml.as_bytes());
    }
}
