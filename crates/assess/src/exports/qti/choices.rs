//! Answers to choose.

use super::super::prose::{Room, xhtml};
use super::{Stake, Writer, entry, name, simple};
use crate::questions::{Choice, Choices, Order, Parts, Share, TrueFalse};

impl Writer<'_> {
    pub(super) fn choices(&mut self, one: &Choices, cardinality: &str) -> String {
        let stake = self.stake();
        let kind = format!("cardinality=\"{cardinality}\" base-type=\"identifier\"");
        let right: Vec<&Choice> = one
            .choices
            .iter()
            .filter(|choice| choice.share > Share::NONE)
            .collect();
        let whole = self.question.marking.parts == Parts::Whole && cardinality == "multiple";
        let best = |choice: &Choice| cardinality == "multiple" || choice.share == Share::ALL;
        let named = one
            .choices
            .iter()
            .enumerate()
            .map(|(at, choice)| (name(at), choice));
        let correct = named
            .clone()
            .filter(|(_, choice)| choice.share > Share::NONE && best(choice))
            .map(|(name, _)| name);
        let correct: Vec<String> = correct.collect();
        let mut mapping = String::new();
        if whole {
            let even = Share::of(1, i64::try_from(right.len()).unwrap_or(1));
            if right.iter().any(|one| one.share != even)
                || one.choices.iter().any(|one| one.share < Share::NONE)
            {
                self.say("Ce que vaut chaque réponse est perdu : c’est tout ou rien.");
            }
            self.by_test("qti-match", "qti-match");
        } else {
            let entries: String = named
                .clone()
                .map(|(name, one)| entry(&name, &stake.value(one.share), ""))
                .collect();
            mapping = self.mapping(&entries, Share::NONE, stake);
            self.by_mapping(&["RESPONSE".to_owned()]);
        }
        self.declare("RESPONSE", &kind, &correct, &mapping);
        let shown: String = named
            .map(|(name, one)| simple(&name, &one.text, &one.feedback))
            .collect();
        let most = if cardinality == "multiple" { 0 } else { 1 };
        self.feedback(
            one.choices.iter().any(|one| !one.feedback.is_empty()),
            cardinality,
        );
        format!(
            "<qti-choice-interaction response-identifier=\"RESPONSE\" shuffle=\"{}\" max-choices=\"{most}\">{shown}</qti-choice-interaction>",
            one.order == Order::Shuffled
        )
    }

    /// What shows the feedback of the answers that are chosen.
    pub(super) fn feedback(&mut self, any: bool, cardinality: &str) {
        if any {
            self.declarations.push_str(&format!("<qti-outcome-declaration identifier=\"CHOSEN\" cardinality=\"{cardinality}\" base-type=\"identifier\"/>\n"));
            self.scoring.push_str("<qti-set-outcome-value identifier=\"CHOSEN\"><qti-variable identifier=\"RESPONSE\"/></qti-set-outcome-value>");
        }
    }

    pub(super) fn truth(&mut self, one: &TrueFalse) -> String {
        let stake = self.stake();
        let right = one.answer.to_string();
        let entries = entry(&right, &stake.value(Share::ALL), "");
        let mapping = self.mapping(&entries, self.question.marking.mistake, stake);
        self.declare(
            "RESPONSE",
            "cardinality=\"single\" base-type=\"identifier\"",
            &[right],
            &mapping,
        );
        self.by_mapping(&["RESPONSE".to_owned()]);
        self.feedback(
            !one.feedback_true.is_empty() || !one.feedback_false.is_empty(),
            "single",
        );
        let shown =
            simple("true", "Vrai", &one.feedback_true) + &simple("false", "Faux", &one.feedback_false);
        format!(
            "<qti-choice-interaction response-identifier=\"RESPONSE\" shuffle=\"false\" max-choices=\"1\">{shown}</qti-choice-interaction>"
        )
    }

    pub(super) fn list(&mut self, response: &str, one: &Choices, stake: Stake) -> String {
        if one.choices.iter().any(|choice| !choice.feedback.is_empty()) {
            self.say("Le retour d’une réponse à choisir dans un trou ne se dit pas ici dans QTI.");
        }
        let named = one
            .choices
            .iter()
            .enumerate()
            .map(|(at, choice)| (name(at), choice));
        self.declare_one_of(
            response,
            named.clone().map(|(name, one)| (name, one.share)),
            stake,
        );
        let shown: String = named
            .map(|(name, one)| {
                format!(
                    "<qti-inline-choice identifier=\"{name}\">{}</qti-inline-choice>",
                    xhtml(&one.text, Room::Line)
                )
            })
            .collect();
        format!(
            "<qti-inline-choice-interaction response-identifier=\"{response}\" shuffle=\"{}\">{shown}</qti-inline-choice-interaction>",
            one.order == Order::Shuffled
        )
    }
}
