use proptest::prelude::*;

use super::super::{Format, Outcome, read};
use crate::questions::*;

const MATCH: &str =
    "<responseProcessing template=\"http://www.imsglobal.org/question/qti_v2p1/rptemplates/match_correct\"/>";
const MAP: &str =
    "<responseProcessing template=\"http://www.imsglobal.org/question/qti_v2p1/rptemplates/map_response\"/>";

fn item(declaration: &str, body: &str, processing: &str) -> String {
    format!(
        "<assessmentItem xmlns=\"http://www.imsglobal.org/xsd/imsqti_v2p1\" identifier=\"i\" title=\"Titre\" adaptive=\"false\" timeDependent=\"false\">{declaration}<itemBody>{body}</itemBody>{processing}</assessmentItem>"
    )
}

fn declares(kind: &str, values: &[&str], more: &str) -> String {
    let values: String = values
        .iter()
        .map(|value| format!("<value>{value}</value>"))
        .collect();
    format!(
        "<responseDeclaration identifier=\"RESPONSE\" {kind}><correctResponse>{values}</correctResponse>{more}</responseDeclaration>"
    )
}

fn taken(xml: &str) -> (Question, Vec<String>) {
    match read(Format::Qti, xml.as_bytes()).unwrap().remove(0).outcome {
        Outcome::Taken(question) => (*question, Vec::new()),
        Outcome::Reduced(question, losses) => (*question, losses),
        Outcome::Refused(why) => panic!("{why}"),
    }
}

const SINGLE: &str = "cardinality=\"single\" baseType=\"identifier\"";
const MULTIPLE: &str = "cardinality=\"multiple\" baseType=\"identifier\"";
const CHOICES: &str = "<p>Le bon <b>four</b> ?</p><choiceInteraction responseIdentifier=\"RESPONSE\" shuffle=\"true\" maxChoices=\"1\"><prompt>Choisissez</prompt><simpleChoice identifier=\"A\">à sole<feedbackInline identifier=\"A\" outcomeIdentifier=\"F\" showHide=\"show\">Oui</feedbackInline></simpleChoice><simpleChoice identifier=\"B\">micro</simpleChoice></choiceInteraction>";

#[test]
fn choices_by_template_and_by_mapping() {
    let (question, losses) = taken(&item(&declares(SINGLE, &["A"], ""), CHOICES, MATCH));
    assert_eq!(losses, [""; 0]);
    assert_eq!(question.text, "Le bon **four** ?\n\nChoisissez");
    let Body::Single(choices) = question.body else {
        panic!()
    };
    assert_eq!(
        (
            choices.choices[0].share,
            choices.choices[0].feedback.as_str(),
            choices.choices[0].text.as_str()
        ),
        (Share::ALL, "Oui", "à sole")
    );
    let mapping = "<mapping lowerBound=\"-1\" defaultValue=\"0\"><mapEntry mapKey=\"A\" mappedValue=\"2\"/><mapEntry mapKey=\"B\" mappedValue=\"-1\"/></mapping>";
    let (question, _) = taken(&item(&declares(MULTIPLE, &["A"], mapping), CHOICES, MAP));
    let Body::Multiple(choices) = question.body else {
        panic!()
    };
    assert_eq!(
        (choices.choices[1].share, question.points, question.marking.floor),
        (-Share::of(1, 2), Points::whole(2), -Share::of(1, 2))
    );
    let (question, _) = taken(&item(&declares(MULTIPLE, &["A", "B"], ""), CHOICES, MATCH));
    assert_eq!(question.marking.parts, Parts::Whole);
    let own = "<responseProcessing><setOutcomeValue identifier=\"SCORE\"/></responseProcessing>";
    for processing in ["", own] {
        let (question, _) = taken(&item(&declares(MULTIPLE, &["A"], ""), CHOICES, processing));
        assert_eq!(question.marking.parts, Parts::Whole);
    }
    let truth = CHOICES.replace("\"A\"", "\"true\"").replace("\"B\"", "\"false\"");
    let (question, _) = taken(&item(&declares(SINGLE, &["false"], ""), &truth, MATCH));
    assert!(matches!(
        question.body,
        Body::TrueFalse(TrueFalse { answer: false, .. })
    ));
    let (_, losses) = taken(&item(&declares(SINGLE, &["A"], ""), CHOICES, own));
    assert_eq!(losses.len(), 1);
}

#[test]
fn version_3_reads_as_version_2() {
    let old = item(&declares(SINGLE, &["A"], ""), CHOICES, MATCH);
    let new = old
        .replace("assessmentItem ", "qti-assessment-item ")
        .replace("/assessmentItem", "/qti-assessment-item")
        .replace("responseDeclaration", "qti-response-declaration")
        .replace("correctResponse", "qti-correct-response")
        .replace("<value>", "<qti-value>")
        .replace("</value>", "</qti-value>")
        .replace("itemBody", "qti-item-body")
        .replace("choiceInteraction", "qti-choice-interaction")
        .replace("responseIdentifier", "response-identifier")
        .replace("simpleChoice", "qti-simple-choice")
        .replace("<prompt", "<qti-prompt")
        .replace("/prompt", "/qti-prompt")
        .replace("feedbackInline", "qti-feedback-inline")
        .replace("responseProcessing", "qti-response-processing");
    assert_eq!(taken(&old), taken(&new));
}

#[test]
fn words_numbers_and_gaps() {
    let text = "cardinality=\"single\" baseType=\"string\"";
    let entry = "<textEntryInteraction responseIdentifier=\"RESPONSE\"/>";
    let mapping = "<mapping><mapEntry mapKey=\"four\" mappedValue=\"1\"/><mapEntry mapKey=\"fournil\" mappedValue=\"0.5\"/></mapping>";
    let (question, _) = taken(&item(
        &declares(text, &["four"], mapping),
        &format!("<p>On cuit au {entry}</p>"),
        MAP,
    ));
    let Body::ShortText(short) = question.body else {
        panic!()
    };
    assert_eq!(
        (question.text.as_str(), short.accepted[1].share, short.case),
        ("On cuit au", Share::of(1, 2), Case::Ignored)
    );
    let (question, _) = taken(&item(
        &declares(text, &["four"], ""),
        &format!("<p>Le {entry} chauffe</p>"),
        MATCH,
    ));
    assert_eq!(question.text, "Le [[1]] chauffe");

    let number = "cardinality=\"single\" baseType=\"float\"";
    let equal = "<responseProcessing><responseCondition><responseIf><equal toleranceMode=\"absolute\" tolerance=\"0.1 0.1\"><variable identifier=\"RESPONSE\"/><correct identifier=\"RESPONSE\"/></equal></responseIf></responseCondition></responseProcessing>";
    let (question, losses) = taken(&item(
        &declares(number, &["3.14"], ""),
        &format!("<p>Pi vaut {entry}</p>"),
        equal,
    ));
    let Body::Numeric(numeric) = question.body else {
        panic!()
    };
    assert_eq!(
        (numeric.accepted[0].tolerance, losses.len()),
        (Decimal::read("0.1").unwrap(), 0)
    );

    let slider = "<sliderInteraction responseIdentifier=\"RESPONSE\" lowerBound=\"0\" upperBound=\"10\"><prompt>Combien</prompt></sliderInteraction>";
    let (question, losses) = taken(&item(&declares(number, &["3"], ""), slider, MATCH));
    assert!(matches!(question.body, Body::Numeric(_)) && losses.len() == 1);
    let inline = "<inlineChoiceInteraction responseIdentifier=\"RESPONSE\" shuffle=\"false\"><inlineChoice identifier=\"A\">four</inlineChoice><inlineChoice identifier=\"B\">pétrin</inlineChoice></inlineChoiceInteraction>";
    let (question, _) = taken(&item(
        &declares(SINGLE, &["B"], ""),
        &format!("<p>On pétrit au {inline}.</p>"),
        MATCH,
    ));
    assert_eq!(question.text, "On pétrit au [[1]].");
}

#[test]
fn pairs_orders_places_and_free_words() {
    let choice = |kind: &str, name: &str, words: &str| {
        format!("<{kind} identifier=\"{name}\" matchMax=\"1\">{words}</{kind}>")
    };
    let many = |kind: &str, all: &[&str]| {
        all.iter()
            .map(|name| choice(kind, name, &format!("mot {name}")))
            .collect::<String>()
    };
    let pairs = "cardinality=\"multiple\" baseType=\"directedPair\"";
    let sets = format!(
        "<simpleMatchSet>{}</simpleMatchSet><simpleMatchSet>{}</simpleMatchSet>",
        many("simpleAssociableChoice", &["A", "B"]),
        many("simpleAssociableChoice", &["X", "Y", "Z"])
    );
    let (question, _) = taken(&item(
        &declares(pairs, &["A X", "B Y"], ""),
        &format!(
            "<matchInteraction responseIdentifier=\"RESPONSE\"><prompt>Associez</prompt>{sets}</matchInteraction>"
        ),
        MATCH,
    ));
    let Body::Matching(matching) = question.body else {
        panic!()
    };
    assert_eq!(
        (matching.pairs[1].with.as_str(), matching.decoys.as_slice()),
        ("mot Y", &["mot Z".to_owned()][..])
    );
    let associated = format!(
        "<associateInteraction responseIdentifier=\"RESPONSE\"><prompt>Associez</prompt>{}</associateInteraction>",
        many("simpleAssociableChoice", &["A", "B", "C", "D"])
    );
    let (question, losses) = taken(&item(
        &declares("cardinality=\"multiple\" baseType=\"pair\"", &["A B", "D C"], ""),
        &associated,
        MATCH,
    ));
    assert!(matches!(question.body, Body::Matching(_)) && losses.len() == 1);
    let order = format!(
        "<orderInteraction responseIdentifier=\"RESPONSE\"><prompt>Rangez</prompt>{}</orderInteraction>",
        many("simpleChoice", &["A", "B"])
    );
    let (question, _) = taken(&item(
        &declares("cardinality=\"ordered\" baseType=\"identifier\"", &["B", "A"], ""),
        &order,
        MATCH,
    ));
    assert_eq!(
        question.body,
        Body::Ordering(Ordering {
            items: vec!["mot B".to_owned(), "mot A".to_owned()]
        })
    );
    let spot = "<hotspotInteraction responseIdentifier=\"RESPONSE\" maxChoices=\"1\"><prompt>Où</prompt><object data=\"four.png\" type=\"image/png\" width=\"200\" height=\"100\">Un four</object><hotspotChoice identifier=\"A\" shape=\"circle\" coords=\"50,50,10\" hotspotLabel=\"Porte\"/><hotspotChoice identifier=\"B\" shape=\"poly\" coords=\"0,0,10,0,10,10,0,0\"/></hotspotInteraction>";
    let (question, losses) = taken(&item(&declares(SINGLE, &["A"], ""), spot, MATCH));
    let Body::Hotspot(hotspot) = question.body else {
        panic!()
    };
    assert_eq!(
        (
            hotspot.areas[0].name.as_str(),
            hotspot.areas[0].share,
            losses.len()
        ),
        ("Porte", Share::ALL, 0)
    );
    let free = "<extendedTextInteraction responseIdentifier=\"RESPONSE\"><prompt>Racontez</prompt></extendedTextInteraction>";
    assert!(matches!(taken(&item("", free, "")).0.body, Body::FreeText(_)));
}

#[test]
fn refused_with_the_reason() {
    let cases = [
        (
            item("", "<p>Rien</p>", ""),
            "Rien n’est demandé\u{202f}: il n’y a pas d’interaction.",
        ),
        (
            item("", CHOICES, ""),
            "La réponse «\u{202f}RESPONSE\u{202f}» n’est pas déclarée.",
        ),
        (
            item("", "<uploadInteraction/>", ""),
            "L’interaction «\u{202f}uploadinteraction\u{202f}» n’est pas reprise.",
        ),
        (
            "<assessmentItem/>".to_owned(),
            "Il manque le corps de la question («\u{202f}itemBody\u{202f}»).",
        ),
    ];
    for (xml, why) in cases {
        let entry = read(Format::Qti, xml.as_bytes()).unwrap().remove(0);
        assert_eq!(entry.outcome, Outcome::Refused(why.to_owned()));
    }
}

proptest! {
    #[test]
    fn any_item_is_read(
        name in "(choice|order|match|associate|hotspot|selectPoint|textEntry|inlineChoice|extendedText|slider)Interaction",
        inner in "(<simpleChoice identifier=\"[AB]\">[a-z]{0,3}</simpleChoice>|<hotspotChoice shape=\"[a-z]{4}\" coords=\"[0-9,]{0,9}\"/>|<object/>|<simpleMatchSet/>|[a-z]){0,6}",
        values in prop::collection::vec("[AB](  ?[AB])?|[0-9.]{1,4}", 0..4),
        kind in "cardinality=\"(single|multiple|ordered)\" baseType=\"(identifier|float|pair)\"",
    ) {
        let values: Vec<&str> = values.iter().map(String::as_str).collect();
        let body = format!("<p>x</p><{name} responseIdentifier=\"RESPONSE\">{inner}</{name}>");
        for processing in [MATCH, MAP, ""] {
            let mapping = "<mapping lowerBound=\"-3\" defaultValue=\"-9\"><mapEntry mapKey=\"A\" mappedValue=\"1\"/></mapping><areaMapping><areaMapEntry shape=\"rect\" coords=\"0,0,1,1\" mappedValue=\"1\"/></areaMapping>";
            let xml = item(&declares(&kind, &values, mapping), &body, processing);
            prop_assert!(read(Format::Qti, xml.as_bytes()).is_ok());
        }
    }
}
