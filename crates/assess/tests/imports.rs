//! Files that are anything: read or refused, never a panic, and nothing is taken that an author couldn't keep.

use assess::imports::{Format, Outcome, guess, read};
use assess::questions::{Shown, from_form, from_json, score, to_json};
use assess::quiz::shuffle::Seed;
use proptest::prelude::*;

const GIFT: &str = "$CATEGORY: $course$/top/Pains\n\n// [tag:four]\n::Four::[html]Quel <b>four</b> ?{=à sole#Oui ~%-50%micro}\n\nUn pain pèse {~200 =250} grammes.\n\nAssociez{=a -> A =b -> B}\n\nCombien{#=3.14:0.01 =%50%1..2}\n\nVrai{T#Non#Oui}\n";
const MOODLE: &str = "<quiz><question type=\"cloze\"><name><text>T</text></name><questiontext format=\"html\"><text><![CDATA[<p>Le {1:SA:=four#Oui~%50%fournil} à {2:NM:=250:5}</p>]]></text></questiontext></question><question type=\"numerical\"><name><text>N</text></name><questiontext><text>Combien</text></questiontext><answer fraction=\"100\"><text>1.5</text><tolerance>0.1</tolerance></answer><units><unit><multiplier>100</multiplier><unit_name>cm</unit_name></unit></units></question></quiz>";
const QTI: &str = "<assessmentItem identifier=\"i\" title=\"T\"><responseDeclaration identifier=\"RESPONSE\" cardinality=\"multiple\" baseType=\"identifier\"><correctResponse><value>A</value></correctResponse><mapping lowerBound=\"-1\" defaultValue=\"0\"><mapEntry mapKey=\"A\" mappedValue=\"2\"/></mapping></responseDeclaration><itemBody><p>Quoi</p><choiceInteraction responseIdentifier=\"RESPONSE\" shuffle=\"true\"><simpleChoice identifier=\"A\">a</simpleChoice><simpleChoice identifier=\"B\">b</simpleChoice></choiceInteraction></itemBody><responseProcessing template=\"map_response\"/></assessmentItem>";

const ALL: [(Format, &str); 3] = [(Format::Gift, GIFT), (Format::Moodle, MOODLE), (Format::Qti, QTI)];

/// What was taken is whole, is kept and read back, and takes any answer.
fn check(format: Format, file: &[u8], typed: &str) {
    guess(file);
    let Ok(entries) = read(format, file) else { return };
    for entry in entries {
        assert!(entry.line > 0);
        if let Outcome::Taken(question) | Outcome::Reduced(question, _) = entry.outcome {
            assert_eq!(question.problems(), []);
            assert_eq!(from_json(&to_json(&question)).ok().as_ref(), Some(&*question));
            let shown = Shown::of(&question.body, Seed([7; 16]), 0);
            if let Ok(answer) = from_form(&question.body, &shown, &[("answer", typed), ("answer-0", typed)]) {
                score(&question, answer.as_ref());
            }
        }
    }
}

#[test]
fn the_files_that_are_spoilt_are_good_ones() {
    for (format, file) in ALL {
        assert_eq!(guess(file.as_bytes()), format);
        let entries = read(format, file.as_bytes()).unwrap();
        assert!(
            entries
                .iter()
                .all(|entry| !matches!(entry.outcome, Outcome::Refused(_))),
            "{entries:?}"
        );
    }
}

/// More parts than a question has are refused before they are read, whatever reads them.
#[test]
fn a_question_of_too_many_parts_is_refused_as_such() {
    let many = |part: &str| part.repeat(51);
    let moodle = |kind: &str, inner: &str| {
        format!(
            "<quiz><question type=\"{kind}\"><questiontext><text>Quoi [[1]]</text></questiontext>{inner}</question></quiz>"
        )
    };
    let qti = |correct: &str, inner: &str| {
        format!(
            "<assessmentItem title=\"T\"><responseDeclaration identifier=\"RESPONSE\"><correctResponse>{correct}</correctResponse></responseDeclaration><itemBody>{inner}</itemBody></assessmentItem>"
        )
    };
    let choice = |kind: &str| many(&format!("<{kind} identifier=\"A\" shape=\"x\">a</{kind}>"));
    let set = format!(
        "<simpleMatchSet>{}</simpleMatchSet>",
        choice("simpleAssociableChoice")
    );
    let files = [
        (Format::Gift, format!("Quoi {{{}}}", many("~a "))),
        (Format::Gift, format!("Combien {{#{}}}", many("=x "))),
        (
            Format::Moodle,
            moodle("multichoice", &many("<answer fraction=\"x\"/>")),
        ),
        (Format::Moodle, moodle("matching", &many("<subquestion/>"))),
        (
            Format::Moodle,
            moodle("gapselect", &many("<selectoption><text>a</text></selectoption>")),
        ),
        (
            Format::Moodle,
            moodle("cloze", "").replace("[[1]]", &format!("{{1:NM:{}}}", many("~=x"))),
        ),
        (
            Format::Qti,
            qti(
                "",
                &format!(
                    "<choiceInteraction>{}</choiceInteraction>",
                    choice("simpleChoice")
                ),
            ),
        ),
        (
            Format::Qti,
            qti(
                "",
                &format!("<orderInteraction>{}</orderInteraction>", choice("simpleChoice")),
            ),
        ),
        (
            Format::Qti,
            qti("", &format!("<matchInteraction>{set}{set}</matchInteraction>")),
        ),
        (
            Format::Qti,
            qti(
                "",
                &format!(
                    "<hotspotInteraction><img/>{}</hotspotInteraction>",
                    choice("hotspotChoice")
                ),
            ),
        ),
        (Format::Qti, qti("", &many("<textEntryInteraction/>"))),
        (
            Format::Qti,
            qti(&many("<value>x</value>"), "<sliderInteraction/>"),
        ),
    ];
    for (format, file) in files {
        let refused = read(format, file.as_bytes()).unwrap().remove(0).outcome;
        let why = "Cette question a plus de 50 éléments\u{202f}: coupez-la en plusieurs.";
        assert_eq!(refused, Outcome::Refused(why.to_owned()), "{file:.200}");
    }
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(file in prop::collection::vec(any::<u8>(), 0..300), typed in ".{0,10}") {
        for (format, _) in ALL {
            check(format, &file, &typed);
        }
    }

    #[test]
    fn any_spoilt_file_is_read_or_refused(which in 0usize..3, at in 0usize..2000, cut in 0usize..40, put in "[<>{}=~#%:&;\"/\\\\a-zA-Z0-9 \n]{0,8}", typed in "[0-9a-z,. ]{0,8}") {
        let (format, file) = ALL[which];
        let mut signs: Vec<char> = file.chars().collect();
        let at = at % signs.len();
        let end = (at + cut).min(signs.len());
        signs.splice(at..end, put.chars());
        check(format, signs.into_iter().collect::<String>().as_bytes(), &typed);
    }

    #[test]
    fn any_xml_of_known_names_is_read_or_refused(which in 1usize..3, names in prop::collection::vec((0usize..14, any::<bool>()), 0..40)) {
        const NAMES: [&str; 14] = ["quiz", "question type=\"cloze\"", "question type=\"multichoice\"", "questiontext", "text", "answer fraction=\"50\"", "feedback", "assessmentItem", "itemBody", "responseDeclaration identifier=\"RESPONSE\"", "matchInteraction", "simpleMatchSet", "correctResponse", "value"];
        let mut file = String::new();
        let mut open: Vec<&str> = Vec::new();
        for (name, closes) in names {
            if closes && !open.is_empty() {
                file.push_str(&format!("x</{}>", open.pop().unwrap_or_default()));
            } else {
                file.push_str(&format!("<{}>", NAMES[name]));
                open.push(NAMES[name].split(' ').next().unwrap_or_default());
            }
        }
        while let Some(name) = open.pop() {
            file.push_str(&format!("</{name}>"));
        }
        check(ALL[which].0, file.as_bytes(), "1");
    }
}
