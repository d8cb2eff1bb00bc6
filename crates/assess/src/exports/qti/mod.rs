//! QTI 3.0: an item for each question.

mod choices;
mod placed;
mod typed;

use super::prose::{Room, xhtml};
use super::{Exported, escaped, points, say, title};
use crate::questions::{Body, Decimal, FreeText, Parts, Points, Question, Share};

/// Writes a question as an item. The identifier is a name of XML's, unique in its package.
pub fn qti(question: &Question, identifier: &str) -> Exported {
    let mut writer = Writer {
        question,
        losses: Vec::new(),
        declarations: String::new(),
        scoring: String::new(),
    };
    let body = writer.body();
    writer.general_losses();
    let said = xhtml(&question.feedback, Room::Block);
    let (outcome, modal) = match said.is_empty() {
        true => ("", String::new()),
        false => (
            "<qti-outcome-declaration identifier=\"FEEDBACK\" cardinality=\"single\" base-type=\"identifier\"><qti-default-value><qti-value>general</qti-value></qti-default-value></qti-outcome-declaration>\n",
            format!(
                "<qti-modal-feedback outcome-identifier=\"FEEDBACK\" identifier=\"general\" show-hide=\"show\"><qti-content-body>{said}</qti-content-body></qti-modal-feedback>\n"
            ),
        ),
    };
    let (declarations, scoring) = (&writer.declarations, &writer.scoring);
    let processing = if scoring.is_empty() {
        String::new()
    } else {
        format!("<qti-response-processing>{scoring}</qti-response-processing>\n")
    };
    let text = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<qti-assessment-item xmlns=\"http://www.imsglobal.org/xsd/imsqtiasi_v3p0\" identifier=\"{}\" title=\"{}\" adaptive=\"false\" time-dependent=\"false\" xml:lang=\"fr\">\n{declarations}<qti-outcome-declaration identifier=\"SCORE\" cardinality=\"single\" base-type=\"float\" normal-maximum=\"{}\"/>\n{outcome}<qti-item-body>{body}</qti-item-body>\n{processing}{modal}</qti-assessment-item>\n",
        escaped(identifier),
        title(question),
        points(question.points),
    );
    Exported {
        text,
        losses: writer.losses.into_iter().map(|loss| (0, loss)).collect(),
    }
}

struct Writer<'a> {
    question: &'a Question,
    losses: Vec<String>,
    declarations: String,
    scoring: String,
}

impl Writer<'_> {
    fn body(&mut self) -> String {
        let question = self.question;
        let text = xhtml(&question.text, Room::Block);
        match &question.body {
            Body::Single(one) => text + &self.choices(one, "single"),
            Body::Multiple(one) => text + &self.choices(one, "multiple"),
            Body::TrueFalse(one) => text + &self.truth(one),
            Body::ShortText(one) => {
                let gap = self.short("RESPONSE", one, self.stake());
                format!("{text}<p>{gap}</p>")
            }
            Body::Numeric(one) => {
                let gap = self.numeric(one);
                format!("{text}<p>{gap}</p>")
            }
            Body::Matching(one) => text + &self.matching(one),
            Body::Ordering(one) => text + &self.ordering(one),
            Body::Cloze(one) => self.cloze(text, one),
            Body::Hotspot(one) => text + &self.hotspot(one),
            Body::FreeText(one) => {
                self.free(one) + &text + "<qti-extended-text-interaction response-identifier=\"RESPONSE\"/>"
            }
        }
    }

    fn stake(&self) -> Stake {
        Stake {
            points: self.question.points,
            weight: 1,
            whole: 1,
        }
    }

    fn say(&mut self, sentence: &str) {
        say(&mut self.losses, sentence);
    }

    fn general_losses(&mut self) {
        let question = self.question;
        if !question.tags.is_empty() {
            self.say("Les étiquettes ne se disent pas dans un fichier QTI.");
        }
        let marking = question.marking;
        let whole = marking.parts == Parts::Whole;
        let (parts, mistake, floor) = match &question.body {
            Body::Single(_) | Body::Hotspot(_) => (!whole, marking.mistake == Share::NONE, true),
            Body::Multiple(_) | Body::Matching(_) => (
                true,
                marking.mistake == Share::NONE,
                !whole || marking.floor == Share::NONE,
            ),
            Body::TrueFalse(_) | Body::ShortText(_) => (!whole, true, true),
            Body::Ordering(_) => (
                whole,
                marking.mistake == Share::NONE,
                marking.floor == Share::NONE,
            ),
            Body::Numeric(_) | Body::Cloze(_) | Body::FreeText(_) => (
                !whole,
                marking.mistake == Share::NONE,
                marking.floor == Share::NONE,
            ),
        };
        if !parts {
            self.say(
                "La règle sur les parties (chacune compte, ou tout ou rien) ne se dit pas ainsi dans QTI.",
            );
        }
        if !mistake || !floor {
            self.say("Ce qu’une erreur retire et la note la plus basse ne se disent pas ainsi dans QTI.");
        }
    }

    /// Declares a response: its right values and, where each is worth something, their mapping.
    fn declare(&mut self, name: &str, kind: &str, correct: &[String], mapping: &str) {
        let values: String = correct
            .iter()
            .map(|value| format!("<qti-value>{}</qti-value>", escaped(value)))
            .collect();
        self.declarations.push_str(&format!(
            "<qti-response-declaration identifier=\"{name}\" {kind}><qti-correct-response>{values}</qti-correct-response>{mapping}</qti-response-declaration>\n"
        ));
    }

    /// A response that is one of these names: what each is worth, and the first that is right.
    fn declare_one_of(
        &mut self,
        response: &str,
        named: impl Iterator<Item = (String, Share)> + Clone,
        stake: Stake,
    ) {
        let entries: String = named
            .clone()
            .map(|(name, share)| entry(&name, &stake.value(share), ""))
            .collect();
        let correct: Vec<String> = named
            .filter(|(_, share)| *share == Share::ALL)
            .take(1)
            .map(|(name, _)| name)
            .collect();
        let mapping = self.mapping(&entries, Share::NONE, stake);
        self.declare(
            response,
            "cardinality=\"single\" base-type=\"identifier\"",
            &correct,
            &mapping,
        );
    }

    fn mapping(&self, entries: &str, otherwise: Share, stake: Stake) -> String {
        let (default, lowest, most) = (
            stake.value(otherwise),
            stake.value(self.question.marking.floor),
            stake.value(Share::ALL),
        );
        format!(
            "<qti-mapping default-value=\"{default}\" lower-bound=\"{lowest}\" upper-bound=\"{most}\">{entries}</qti-mapping>"
        )
    }

    fn by_mapping(&mut self, names: &[String]) {
        let mapped: String = names
            .iter()
            .map(|name| format!("<qti-map-response identifier=\"{name}\"/>"))
            .collect();
        let sum = if names.len() > 1 {
            format!("<qti-sum>{mapped}</qti-sum>")
        } else {
            mapped
        };
        self.scoring.push_str(&format!(
            "<qti-set-outcome-value identifier=\"SCORE\">{sum}</qti-set-outcome-value>"
        ));
    }

    /// All the points where the test holds.
    fn by_test(&mut self, test: &str, end: &str) {
        let most = points(self.question.points);
        self.scoring.push_str(&format!("<qti-response-condition><qti-response-if><{test}><qti-variable identifier=\"RESPONSE\"/><qti-correct identifier=\"RESPONSE\"/></{end}><qti-set-outcome-value identifier=\"SCORE\"><qti-base-value base-type=\"float\">{most}</qti-base-value></qti-set-outcome-value></qti-response-if></qti-response-condition>"));
    }

    fn free(&mut self, one: &FreeText) -> String {
        if !one.start.is_empty() {
            self.say("Le texte de départ ne se dit pas ici dans QTI.");
        }
        self.declarations.push_str("<qti-response-declaration identifier=\"RESPONSE\" cardinality=\"single\" base-type=\"string\"/>\n");
        let expected = xhtml(&one.expected, Room::Block);
        match expected.is_empty() {
            true => expected,
            false => format!(
                "<qti-rubric-block view=\"scorer\" use=\"scoring\"><qti-content-body>{expected}</qti-content-body></qti-rubric-block>"
            ),
        }
    }
}

fn name(place: usize) -> String {
    format!("C{place}")
}

/// The points of a question, or of a gap that weighs so much in it.
#[derive(Clone, Copy)]
struct Stake {
    points: Points,
    weight: u32,
    whole: u32,
}

impl Stake {
    /// What a share of it comes to, with seven decimals.
    fn value(self, share: Share) -> String {
        let exact = i128::from(self.points.0) * i128::from(share.units()) * i128::from(self.weight);
        // 252: units in a ten-millionth, of thousandths of a point.
        let whole = i128::from(self.whole.max(1)) * 252;
        let digits = (exact + whole / 2).div_euclid(whole);
        let digits = i64::try_from(digits)
            .ok()
            .and_then(|digits| Decimal::new(digits, -7));
        digits.unwrap_or_default().to_string()
    }
}

fn entry(key: &str, value: &str, more: &str) -> String {
    format!(
        "<qti-map-entry map-key=\"{}\" mapped-value=\"{value}\"{more}/>",
        escaped(key)
    )
}

fn simple(name: &str, text: &str, feedback: &str) -> String {
    let said = match feedback.is_empty() {
        true => String::new(),
        false => format!(
            "<qti-feedback-inline outcome-identifier=\"CHOSEN\" identifier=\"{name}\" show-hide=\"show\">{}</qti-feedback-inline>",
            xhtml(feedback, Room::Line)
        ),
    };
    format!(
        "<qti-simple-choice identifier=\"{name}\">{}{said}</qti-simple-choice>",
        xhtml(text, Room::Block)
    )
}
