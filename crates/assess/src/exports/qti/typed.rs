//! Words and numbers to type, alone or in the gaps of a text.

use super::super::accents;
use super::{Stake, Writer, entry};
use crate::questions::{Case, Cloze, Filling, Gap, Number, Numeric, Share, ShortText, gap_mark};

impl Writer<'_> {
    pub(super) fn short(&mut self, response: &str, one: &ShortText, stake: Stake) -> String {
        accents(one.accents, &mut self.losses);
        let (mut entries, mut correct) = (String::new(), Vec::new());
        for words in &one.accepted {
            let Some(plain) = without_stars(&words.text) else {
                self.say("Une réponse acceptée avec « * » ne se dit pas dans QTI.");
                continue;
            };
            if !words.feedback.is_empty() {
                self.say("Le retour d’une réponse écrite ne se dit pas ici dans QTI.");
            }
            let case = if one.case == Case::Counts {
                " case-sensitive=\"true\""
            } else {
                " case-sensitive=\"false\""
            };
            entries.push_str(&entry(&plain, &stake.value(words.share), case));
            if words.share == Share::ALL && correct.is_empty() {
                correct.push(plain);
            }
        }
        let mapping = self.mapping(&entries, self.question.marking.mistake, stake);
        self.declare(
            response,
            "cardinality=\"single\" base-type=\"string\"",
            &correct,
            &mapping,
        );
        if response == "RESPONSE" {
            self.by_mapping(&["RESPONSE".to_owned()]);
        }
        format!("<qti-text-entry-interaction response-identifier=\"{response}\"/>")
    }

    pub(super) fn numeric(&mut self, one: &Numeric) -> String {
        let best = one.accepted.iter().find(|number| number.share == Share::ALL);
        let said = one.accepted.iter().any(|number| !number.feedback.is_empty())
            || !one.feedback_otherwise.is_empty();
        if one.accepted.len() > 1 || !one.units.is_empty() || said {
            self.say("D’un nombre, seuls la bonne valeur et sa marge se disent dans QTI : ni unité, ni retour, ni autre valeur.");
        }
        let correct = Vec::from_iter(best.map(|number| number.value.to_string()));
        self.declare(
            "RESPONSE",
            "cardinality=\"single\" base-type=\"float\"",
            &correct,
            "",
        );
        let tolerance = best.map(|number| number.tolerance).unwrap_or_default();
        self.by_test(
            &format!("qti-equal tolerance-mode=\"absolute\" tolerance=\"{tolerance} {tolerance}\""),
            "qti-equal",
        );
        "<qti-text-entry-interaction response-identifier=\"RESPONSE\"/>".to_owned()
    }

    /// The text, each gap's interaction where its mark stands.
    pub(super) fn cloze(&mut self, text: String, one: &Cloze) -> String {
        let whole: u32 = one.gaps.iter().map(|gap| gap.weight).sum();
        if one.gaps.iter().any(|gap| gap.weight != 1) {
            self.say("Le poids de chaque trou ne revient pas d’un fichier QTI.");
        }
        let mut names = Vec::new();
        let mut out = text;
        for (place, gap) in one.gaps.iter().enumerate() {
            let response = format!("RESPONSE{}", place + 1);
            let stake = Stake {
                points: self.question.points,
                weight: gap.weight,
                whole,
            };
            let shown = self.gap(&response, gap, stake);
            out = out.replacen(&gap_mark(place), &shown, 1);
            names.push(response);
        }
        self.by_mapping(&names);
        out
    }

    pub(super) fn gap(&mut self, response: &str, gap: &Gap, stake: Stake) -> String {
        match &gap.filling {
            Filling::Single(one) => self.list(response, one, stake),
            Filling::ShortText(one) => self.short(response, one, stake),
            Filling::Numeric(one) => {
                self.say(
                    "D’un nombre dans un trou, ni la marge, ni l’unité, ni le retour ne se disent dans QTI.",
                );
                let key = |number: &Number| number.value.to_string();
                let entries: String = one
                    .accepted
                    .iter()
                    .map(|number| entry(&key(number), &stake.value(number.share), ""))
                    .collect();
                let correct: Vec<String> = one
                    .accepted
                    .iter()
                    .filter(|one| one.share == Share::ALL)
                    .take(1)
                    .map(key)
                    .collect();
                let mapping = self.mapping(&entries, Share::NONE, stake);
                self.declare(
                    response,
                    "cardinality=\"single\" base-type=\"float\"",
                    &correct,
                    &mapping,
                );
                format!("<qti-text-entry-interaction response-identifier=\"{response}\"/>")
            }
        }
    }
}

/// Words that have no star standing for others; none when one does.
fn without_stars(pattern: &str) -> Option<String> {
    let mut out = String::new();
    let mut signs = pattern.chars().peekable();
    while let Some(sign) = signs.next() {
        match sign {
            '*' => return None,
            '\\' => out.push(signs.next_if(|next| matches!(next, '*' | '\\')).unwrap_or('\\')),
            other => out.push(other),
        }
    }
    Some(out)
}
