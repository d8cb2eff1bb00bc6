//! Moodle XML. Texts are in Markdown, as they are here.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::moodle_gaps::gapped;
use super::{Exported, accents, escaped, percentage, points, say, title};
use crate::questions::{
    Body, Case, Choices, FreeText, Marking, Matching, Numeric, Order, Parts, Points, Question, Share,
    ShortText, TrueFalse, UnitRule, with_images,
};

/// The bytes of an image of the question at this place, by its name.
pub type Images<'a> = &'a dyn Fn(usize, &str) -> Option<Vec<u8>>;

/// Writes questions as one file, with their images. What Moodle has no type for is left out, and named.
pub fn moodle(questions: &[Question], images: Images<'_>) -> Exported {
    let mut exported = Exported {
        text: "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<quiz>\n".to_owned(),
        ..Exported::default()
    };
    for (place, question) in questions.iter().enumerate() {
        let mut losses = Vec::new();
        match written(question, &mut losses) {
            Some(xml) => {
                let image = |name: &str| images(place, name);
                exported
                    .text
                    .push_str(&with_files(xml, question, &image, &mut losses));
            }
            None => say(
                &mut losses,
                "Moodle n’a pas ce type de question dans ses fichiers : elle est laissée de côté.",
            ),
        }
        exported
            .losses
            .extend(losses.into_iter().map(|loss| (place, loss)));
    }
    exported.text.push_str("</quiz>\n");
    exported
}

/// Where the bytes of an image go.
fn file(name: &str) -> String {
    format!("<file name=\"{name}\" path=\"/\" encoding=\"base64\"></file>")
}

/// The question with the bytes of its images. No text of it has such an element: its signs are escaped.
fn with_files(
    mut xml: String,
    question: &Question,
    image: &dyn Fn(&str) -> Option<Vec<u8>>,
    losses: &mut Vec<String>,
) -> String {
    for name in question.images() {
        let empty = file(&name);
        let full = match image(&name) {
            Some(bytes) => empty.replace("></", &format!(">{}</", STANDARD.encode(bytes))),
            None => {
                say(losses, "Une image n’est plus là : seule sa description part.");
                String::new()
            }
        };
        xml = xml.replace(&empty, &full);
    }
    xml
}

/// A text in Markdown, followed by its images.
fn marked(text: &str) -> String {
    let mut files: Vec<String> = Vec::new();
    let text = with_images(text, &mut |said, name| {
        let one = file(name);
        if !files.contains(&one) {
            files.push(one);
        }
        format!("![{said}](@@PLUGINFILE@@/{name})")
    });
    format!("<text>{}</text>{}", escaped(&text), files.concat())
}

fn written(question: &Question, losses: &mut Vec<String>) -> Option<String> {
    let mut text = question.text.clone();
    let (kind, body) = match &question.body {
        Body::Single(one) => ("multichoice", choices(one, "true")),
        Body::Multiple(one) if question.marking.parts == Parts::Whole => {
            ("multichoiceset", choices(one, "false"))
        }
        Body::Multiple(one) => ("multichoice", choices(one, "false")),
        Body::TrueFalse(one) => ("truefalse", truth(one)),
        Body::ShortText(one) => ("shortanswer", short(one, losses)),
        Body::Numeric(one) => ("numerical", numeric(one, losses)),
        Body::Matching(one) => ("matching", matching(one)),
        Body::Ordering(one) => ("ordering", ordering(&one.items)),
        Body::Cloze(one) => {
            text = gapped(&text, one, losses);
            if question.points != Points::whole(one.weights()) {
                say(
                    losses,
                    "Dans Moodle, un texte à trous vaut la somme des poids de ses trous : ses points sont perdus.",
                );
            }
            ("cloze", String::new())
        }
        Body::FreeText(one) => ("essay", essay(one)),
        Body::Hotspot(_) => return None,
    };
    marking(question, losses);
    let tags: String = question
        .tags
        .iter()
        .map(|tag| format!("<tag><text>{}</text></tag>", escaped(tag)))
        .collect();
    let tags = if tags.is_empty() {
        tags
    } else {
        format!("<tags>{tags}</tags>\n")
    };
    let grade = match kind {
        "cloze" => String::new(),
        _ => format!("<defaultgrade>{}</defaultgrade>\n", points(question.points)),
    };
    Some(format!(
        "<question type=\"{kind}\">\n<name><text>{}</text></name>\n{}{}{grade}{body}{tags}</question>\n",
        title(question),
        prose("questiontext", &text),
        prose("generalfeedback", &question.feedback),
    ))
}

/// What marking Moodle gives back by itself: see the import.
fn marking(question: &Question, losses: &mut Vec<String>) {
    let Marking {
        parts,
        mistake,
        floor,
    } = question.marking;
    let set = matches!(question.body, Body::Multiple(_)) && parts == Parts::Whole;
    if let (Body::Multiple(one), true) = (&question.body, set) {
        let right: Vec<Share> = one
            .choices
            .iter()
            .map(|one| one.share)
            .filter(|share| *share > Share::NONE)
            .collect();
        let even = Share::of(1, i64::try_from(right.len()).unwrap_or(1));
        if right.iter().any(|share| *share != even) || one.choices.iter().any(|one| one.share < Share::NONE) {
            say(
                losses,
                "Ce que vaut chaque réponse est perdu : c’est tout ou rien.",
            );
        }
    }
    if parts == Parts::Whole && !set {
        say(
            losses,
            "La règle « tout ou rien » n’existe pas pour ce type dans Moodle.",
        );
    }
    let lowest = match &question.body {
        Body::Single(one) => one
            .choices
            .iter()
            .map(|one| one.share)
            .min()
            .unwrap_or_default()
            .min(Share::NONE),
        _ => Share::NONE,
    };
    if mistake != Share::NONE || floor != lowest {
        say(
            losses,
            "Ce qu’une erreur retire et la note la plus basse ne se disent pas ainsi dans Moodle.",
        );
    }
}

fn prose(name: &str, text: &str) -> String {
    format!("<{name} format=\"markdown\">{}</{name}>\n", marked(text))
}

fn feedback(text: &str) -> String {
    if text.is_empty() {
        String::new()
    } else {
        prose("feedback", text)
    }
}

fn shuffled(order: Order) -> String {
    format!(
        "<shuffleanswers>{}</shuffleanswers>\n",
        u8::from(order == Order::Shuffled)
    )
}

fn answer(share: Share, text: &str, rest: &str) -> String {
    let (fraction, text) = (percentage(share), marked(text));
    format!("<answer fraction=\"{fraction}\" format=\"markdown\">{text}{rest}</answer>\n")
}

fn choices(one: &Choices, single: &str) -> String {
    let all: String = one
        .choices
        .iter()
        .map(|one| answer(one.share, &one.text, &feedback(&one.feedback)))
        .collect();
    format!("<single>{single}</single>\n{}{all}", shuffled(one.order))
}

fn truth(one: &TrueFalse) -> String {
    let share = |is: bool| if is { Share::ALL } else { Share::NONE };
    answer(share(one.answer), "true", &feedback(&one.feedback_true))
        + &answer(share(!one.answer), "false", &feedback(&one.feedback_false))
}

fn short(one: &ShortText, losses: &mut Vec<String>) -> String {
    accents(one.accents, losses);
    let all: String = one
        .accepted
        .iter()
        .map(|one| answer(one.share, &one.text, &feedback(&one.feedback)))
        .collect();
    format!("<usecase>{}</usecase>\n{all}", u8::from(one.case == Case::Counts))
}

fn numeric(one: &Numeric, losses: &mut Vec<String>) -> String {
    let mut out = String::new();
    for number in &one.accepted {
        let tolerance = format!(
            "<tolerance>{}</tolerance>{}",
            number.tolerance,
            feedback(&number.feedback)
        );
        out.push_str(&answer(number.share, &number.value.to_string(), &tolerance));
    }
    if !one.feedback_otherwise.is_empty() {
        out.push_str(&answer(Share::NONE, "*", &feedback(&one.feedback_otherwise)));
    }
    let mut units = String::new();
    for unit in &one.units {
        match unit.worth.inverse() {
            Some(multiplier) => units.push_str(&format!(
                "<unit><multiplier>{multiplier}</multiplier><unit_name>{}</unit_name></unit>",
                escaped(&unit.name)
            )),
            None => say(
                losses,
                "Une unité dont la valeur ne s’écrit pas exactement pour Moodle est laissée de côté.",
            ),
        }
    }
    if !units.is_empty() {
        out.push_str(&format!("<units>{units}</units>\n"));
    }
    out + &format!(
        "<unitgradingtype>{}</unitgradingtype>\n",
        u8::from(one.unit_rule == UnitRule::Required)
    )
}

fn matching(one: &Matching) -> String {
    let sub = |thing: &str, with: &str| {
        let (thing, with) = (marked(thing), escaped(with));
        format!(
            "<subquestion format=\"markdown\">{thing}<answer><text>{with}</text></answer></subquestion>\n"
        )
    };
    let pairs = one.pairs.iter().map(|pair| sub(&pair.thing, &pair.with));
    let all: String = pairs
        .chain(one.decoys.iter().map(|decoy| sub("", decoy)))
        .collect();
    shuffled(one.order) + &all
}

fn ordering(items: &[String]) -> String {
    let item = |(at, item): (usize, &String)| {
        format!(
            "<answer fraction=\"{}\" format=\"markdown\">{}</answer>\n",
            at + 1,
            marked(item)
        )
    };
    items.iter().enumerate().map(item).collect()
}

fn essay(one: &FreeText) -> String {
    prose("graderinfo", &one.expected) + &prose("responsetemplate", &one.start)
}
