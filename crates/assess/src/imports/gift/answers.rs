//! What stands between the braces of a GIFT question.

use super::super::items::{Item, items, number, put_back};
use super::super::{Losses, few};
use super::Written;
use crate::questions::{
    Accents, Body, Case, Choice, Choices, Cloze, Filling, FreeText, Gap, Marking, Matching, Numeric, Order,
    Pair, Share, ShortText, TrueFalse, Words,
};

/// How answers are read.
struct Reader<'a> {
    written: Written,
    losses: &'a mut Losses,
}

/// The body from what is between the braces.
pub(super) fn body(inner: &str, written: Written, losses: &mut Losses) -> Result<Body, String> {
    let inner = inner.trim();
    let mut reader = Reader { written, losses };
    if inner.is_empty() {
        return Ok(Body::FreeText(FreeText::default()));
    }
    if let Some(numeric) = inner.strip_prefix('#') {
        return reader.numeric(numeric.trim()).map(Body::Numeric);
    }
    if let Some(one) = reader.true_false(inner) {
        return Ok(Body::TrueFalse(one));
    }
    let all = items(inner).ok_or("Ce qui est entre accolades n’est d’aucun type connu de question.")?;
    few(all.len())?;
    let wrong = all.iter().any(|item| !item.right);
    if all.iter().any(|item| item.right && item.text.contains("->")) {
        return reader.matching(&all).map(Body::Matching);
    }
    if !wrong {
        return Ok(Body::ShortText(reader.short(&all)));
    }
    let single = all.iter().any(|item| item.right);
    // Moodle too asks for one answer where one is marked « = », however many are.
    if all.iter().filter(|item| item.worth() == Share::ALL).count() > 1 {
        reader.losses.say(
            "Plusieurs réponses donnent tous les points\u{202f}: une seule se choisit, n’importe laquelle d’entre elles.",
        );
    }
    let choices = reader.choices(&all);
    Ok(if single {
        Body::Single(choices)
    } else {
        Body::Multiple(choices)
    })
}

/// The gap of a text whose braces stand amid its words.
pub(super) fn missing_word(inner: &str, written: Written, losses: &mut Losses) -> Result<Cloze, String> {
    let filling = match body(inner, written, losses)? {
        Body::Single(one) => Filling::Single(one),
        Body::ShortText(one) => Filling::ShortText(one),
        Body::Numeric(one) => Filling::Numeric(one),
        _ => return Err("Un mot qui manque est à choisir, à écrire ou à calculer, rien d’autre.".to_owned()),
    };
    Ok(Cloze {
        gaps: vec![Gap { weight: 1, filling }],
    })
}

/// Answers below nought take what they say.
pub(super) fn marking(body: &Body) -> Marking {
    let worst = match body {
        Body::Single(one) => one.choices.iter().map(|choice| choice.share).min(),
        _ => None,
    };
    Marking {
        floor: worst.unwrap_or(Share::NONE).min(Share::NONE).max(-Share::ALL),
        ..Marking::default()
    }
}

impl Reader<'_> {
    fn prose(&mut self, text: &str) -> String {
        self.written.prose(text, self.losses)
    }

    fn true_false(&mut self, inner: &str) -> Option<TrueFalse> {
        let mut parts = inner.split('#').map(str::trim);
        let answer = match parts.next()?.to_uppercase().as_str() {
            "T" | "TRUE" => true,
            "F" | "FALSE" => false,
            _ => return None,
        };
        // The first feedback is for whoever is wrong.
        let wrong = parts.next().map(|said| self.prose(said)).unwrap_or_default();
        let right = parts.next().map(|said| self.prose(said)).unwrap_or_default();
        let (feedback_true, feedback_false) = if answer { (right, wrong) } else { (wrong, right) };
        Some(TrueFalse {
            answer,
            feedback_true,
            feedback_false,
        })
    }

    fn numeric(&mut self, inner: &str) -> Result<Numeric, String> {
        let mut numeric = Numeric::default();
        if !inner.starts_with(['=', '~']) {
            let (written, said) = inner.split_once('#').unwrap_or((inner, ""));
            let said = self.prose(said);
            numeric.accepted.push(self.number(written, Share::ALL, said)?);
            return Ok(numeric);
        }
        let all = items(inner).unwrap_or_default();
        few(all.len())?;
        for item in all {
            let said = self.prose(&item.feedback);
            match item.right {
                true => numeric
                    .accepted
                    .push(self.number(&item.text, item.worth(), said)?),
                false => numeric.feedback_otherwise = said,
            }
        }
        Ok(numeric)
    }

    fn number(&self, written: &str, share: Share, said: String) -> Result<crate::questions::Number, String> {
        let written = put_back(written);
        number(&written, share, said).ok_or_else(|| {
            format!("«\u{202f}{written:.40}\u{202f}» n’est pas un nombre, une marge ou un intervalle.")
        })
    }

    fn matching(&mut self, all: &[Item]) -> Result<Matching, String> {
        let mut matching = Matching::default();
        for item in all {
            let Some((thing, with)) = item.text.split_once("->") else {
                return Err("Une association n’a pas de flèche «\u{202f}->\u{202f}».".to_owned());
            };
            let with = put_back(with).trim().to_owned();
            match thing.trim() {
                "" => matching.decoys.push(with),
                thing => {
                    let thing = self.prose(thing);
                    matching.pairs.push(Pair { thing, with });
                }
            }
            if !item.feedback.is_empty() {
                self.losses.say("Le retour d’une association n’est pas repris.");
            }
        }
        Ok(matching)
    }

    fn short(&mut self, all: &[Item]) -> ShortText {
        let words = all.iter().map(|item| Words {
            text: put_back(&item.text),
            share: item.worth(),
            feedback: self.prose(&item.feedback),
        });
        ShortText {
            accepted: words.collect(),
            case: Case::Ignored,
            accents: Accents::Count,
        }
    }

    fn choices(&mut self, all: &[Item]) -> Choices {
        let choices = all.iter().map(|item| Choice {
            text: self.prose(&item.text),
            share: item.worth(),
            feedback: self.prose(&item.feedback),
        });
        Choices {
            choices: choices.collect(),
            order: Order::Shuffled,
        }
    }
}
