//! Interactions amid the words: a word to type, a number, a choice in a list.

use super::super::few;
use super::super::html::prose_of;
use super::super::xml::Element;
use super::bodies::order;
use super::declared::Declared;
use super::{Reader, is_aside, is_interaction};
use crate::questions::{
    Accents, Body, Case, Choice, Choices, Cloze, Filling, Gap, ShortText, Words, gap_mark,
};

impl Reader<'_> {
    /// One word to type: after its text, a short answer; amid it, a gap.
    pub(super) fn entry(&mut self, body: &Element, one: &Element) -> Result<(Body, String), String> {
        let (cloze, text) = self.cloze(body, &[one])?;
        let Some(before) = text
            .strip_suffix(&gap_mark(0))
            .map(str::trim)
            .filter(|before| !before.is_empty())
        else {
            return Ok((cloze, text));
        };
        let Body::Cloze(mut gaps) = cloze else {
            return Ok((cloze, text));
        };
        let body = match gaps.gaps.pop().map(|gap| gap.filling) {
            Some(Filling::ShortText(short)) => Body::ShortText(short),
            Some(Filling::Numeric(number)) => Body::Numeric(number),
            _ => return Err("Le mot à écrire n’est pas déclaré.".to_owned()),
        };
        Ok((body, before.to_owned()))
    }

    pub(super) fn cloze(&mut self, body: &Element, all: &[&Element]) -> Result<(Body, String), String> {
        let mut gaps = Vec::new();
        for one in all {
            let declared = self.declared_gap(one)?;
            let filling = match one.name.as_str() {
                "inlinechoiceinteraction" => self.list(one)?,
                _ if declared.number => Filling::Numeric(self.number(&declared)?),
                _ => Filling::ShortText(self.typed(one)?),
            };
            gaps.push(Gap { weight: 1, filling });
        }
        let mut place = 0;
        let text = prose_of(&body.nodes, self.losses, &mut |element| {
            if is_aside(element) {
                return Some(String::new());
            }
            is_interaction(element).then(|| {
                place += 1;
                gap_mark(place - 1)
            })
        });
        Ok((Body::Cloze(Cloze { gaps }), text))
    }

    /// What is declared of a gap: its own best answer is the whole of it.
    fn declared_gap(&self, one: &Element) -> Result<Declared, String> {
        let declared = self.declared(one)?;
        Ok(Declared {
            whole: None,
            ..declared
        })
    }

    fn list(&mut self, one: &Element) -> Result<Filling, String> {
        let declared = self.declared_gap(one)?;
        let maps = self.template.maps();
        few(one.all("inlinechoice").count())?;
        let mut choices = Vec::new();
        for choice in one.all("inlinechoice") {
            let share = declared.share(choice.attribute("identifier").unwrap_or_default(), maps);
            choices.push(Choice {
                text: self.words_of(choice),
                share,
                feedback: self.feedback_in(choice),
            });
        }
        Ok(Filling::Single(Choices {
            choices,
            order: order(one),
        }))
    }

    /// Words accepted: those of the mapping, or the right ones. Stars are themselves in QTI.
    fn typed(&mut self, one: &Element) -> Result<ShortText, String> {
        let declared = self.declared_gap(one)?;
        let maps = self.template.maps() && !declared.mapped.is_empty();
        let mapped: Vec<String> = declared.mapped.iter().map(|one| one.key.clone()).collect();
        let keys = if maps { &mapped } else { &declared.correct };
        few(keys.len())?;
        let accepted = keys.iter().map(|key| Words {
            text: key.replace('\\', "\\\\").replace('*', "\\*"),
            share: declared.share(key, maps),
            feedback: String::new(),
        });
        // A string is compared as it is, but where a mapping says otherwise.
        let counts = !maps || declared.mapped.iter().any(|one| one.case_counts);
        Ok(ShortText {
            accepted: accepted.collect(),
            case: if counts { Case::Counts } else { Case::Ignored },
            accents: Accents::Count,
        })
    }
}
