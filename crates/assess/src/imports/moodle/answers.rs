//! The types of question, from their elements.

use super::super::few;
use super::super::html::prose;
use super::super::xml::Element;
use super::{Reader, text};
use crate::questions::{
    Accents, Body, Case, Choice, Choices, Cloze, Decimal, Filling, FreeText, Gap, MOST_PARTS, Marking,
    Matching, Number, Numeric, Order, Ordering, Pair, Parts, Share, ShortText, TrueFalse, Unit, UnitRule,
    Words,
};

/// What a file says of something that is or isn't.
fn is(element: &Element, name: &str) -> Option<bool> {
    element
        .first(name)
        .map(|one| matches!(one.words().trim(), "1" | "true"))
}

impl Reader<'_> {
    pub(super) fn body(&mut self, kind: &str, element: &Element) -> Result<Body, String> {
        few(element.all("answer").count())?;
        few(element.all("subquestion").count())?;
        match kind {
            "multichoice" => {
                let choices = self.choices(element)?;
                let single = is(element, "single").unwrap_or(true);
                Ok(if single {
                    Body::Single(choices)
                } else {
                    Body::Multiple(choices)
                })
            }
            "multichoiceset" => {
                let mut choices = self.choices(element)?;
                let right = choices
                    .choices
                    .iter()
                    .filter(|one| one.share > Share::NONE)
                    .count();
                let right = i64::try_from(right).unwrap_or(1);
                for choice in choices.choices.iter_mut().filter(|one| one.share > Share::NONE) {
                    choice.share = Share::of(1, right);
                }
                Ok(Body::Multiple(choices))
            }
            "truefalse" => self.true_false(element).map(Body::TrueFalse),
            "shortanswer" => self.short(element).map(Body::ShortText),
            "numerical" => self.numeric(element).map(Body::Numeric),
            "matching" | "ddmatch" => Ok(Body::Matching(self.matching(element))),
            "ordering" => {
                let items = element.all("answer").map(|answer| self.prose(answer)).collect();
                Ok(Body::Ordering(Ordering { items }))
            }
            "essay" => {
                let written = |name: &str, reader: &mut Self| {
                    element
                        .first(name)
                        .map(|one| reader.prose(one))
                        .unwrap_or_default()
                };
                Ok(Body::FreeText(FreeText {
                    expected: written("graderinfo", self),
                    start: written("responsetemplate", self),
                }))
            }
            "description" => Err("C’est un texte sans question\u{202f}: placez-le dans le cours.".to_owned()),
            "calculated" | "calculatedsimple" | "calculatedmulti" => {
                Err("Les questions calculées, dont les nombres changent, ne sont pas reprises.".to_owned())
            }
            other => Err(format!("Le type «\u{202f}{other:.40}\u{202f}» n’est pas repris.")),
        }
    }

    /// Of several choices, all or nothing where the type says so; answers below nought take what they say.
    pub(super) fn marking(&mut self, element: &Element, body: &Body) -> Marking {
        let parts = match super::kind(element) {
            "multichoiceset" => Parts::Whole,
            _ => Parts::Each,
        };
        let lowest = match body {
            Body::Single(one) => one.choices.iter().map(|choice| choice.share).min(),
            _ => None,
        };
        let floor = lowest.unwrap_or(Share::NONE).min(Share::NONE).max(-Share::ALL);
        Marking {
            parts,
            floor,
            ..Marking::default()
        }
    }

    fn choices(&mut self, element: &Element) -> Result<Choices, String> {
        let mut choices = Vec::new();
        for answer in element.all("answer") {
            let (share, feedback) = (self.share(answer)?, self.feedback(answer));
            choices.push(Choice {
                text: self.prose(answer),
                share,
                feedback,
            });
        }
        let kept = is(element, "shuffleanswers") == Some(false);
        Ok(Choices {
            choices,
            order: if kept { Order::Kept } else { Order::Shuffled },
        })
    }

    fn true_false(&mut self, element: &Element) -> Result<TrueFalse, String> {
        let mut read = TrueFalse {
            answer: true,
            feedback_true: String::new(),
            feedback_false: String::new(),
        };
        let mut seen = false;
        for answer in element.all("answer") {
            let (is_true, said) = (text(answer).eq_ignore_ascii_case("true"), self.feedback(answer));
            if self.share(answer)? > Share::NONE {
                read.answer = is_true;
                seen = true;
            }
            match is_true {
                true => read.feedback_true = said,
                false => read.feedback_false = said,
            }
        }
        if seen {
            Ok(read)
        } else {
            Err("Ni «\u{202f}vrai\u{202f}» ni «\u{202f}faux\u{202f}» n’est la bonne réponse.".to_owned())
        }
    }

    fn short(&mut self, element: &Element) -> Result<ShortText, String> {
        let mut accepted = Vec::new();
        for answer in element.all("answer") {
            let (share, feedback) = (self.share(answer)?, self.feedback(answer));
            accepted.push(Words {
                text: text(answer),
                share,
                feedback,
            });
        }
        let case = if is(element, "usecase") == Some(true) {
            Case::Counts
        } else {
            Case::Ignored
        };
        Ok(ShortText {
            accepted,
            case,
            accents: Accents::Count,
        })
    }

    fn numeric(&mut self, element: &Element) -> Result<Numeric, String> {
        let mut numeric = Numeric::default();
        for answer in element.all("answer") {
            let (share, feedback, written) = (self.share(answer)?, self.feedback(answer), text(answer));
            if written == "*" {
                numeric.feedback_otherwise = feedback;
                continue;
            }
            let tolerance = answer.first("tolerance").map(|one| one.words().trim().to_owned());
            let number = Decimal::read(&written).zip(Decimal::read(
                tolerance.as_deref().filter(|one| !one.is_empty()).unwrap_or("0"),
            ));
            let (value, tolerance) = number
                .ok_or_else(|| format!("«\u{202f}{written:.40}\u{202f}» ou sa marge n’est pas un nombre."))?;
            numeric.accepted.push(Number {
                value,
                tolerance,
                share,
                feedback,
            });
        }
        for unit in element.all("units").flat_map(|units| units.all("unit")) {
            let name = unit
                .first("unit_name")
                .map(|one| one.words().trim().to_owned())
                .unwrap_or_default();
            let multiplier = unit
                .first("multiplier")
                .and_then(|one| Decimal::read(&one.words()));
            let worth = multiplier.and_then(Decimal::inverse);
            let worth = worth.ok_or_else(|| {
                format!("La valeur de l’unité «\u{202f}{name:.30}\u{202f}» n’est pas exacte.")
            })?;
            numeric.units.push(Unit { name, worth });
        }
        // 0: a unit may be written; 1: it must.
        let must = element
            .first("unitgradingtype")
            .is_some_and(|one| !matches!(one.words().trim(), "0" | ""));
        if must && !numeric.units.is_empty() {
            numeric.unit_rule = UnitRule::Required;
        }
        Ok(numeric)
    }

    fn matching(&mut self, element: &Element) -> Matching {
        let mut matching = Matching::default();
        for sub in element.all("subquestion") {
            let with = sub.first("answer").map(text).unwrap_or_default();
            let thing = self.prose(sub);
            match thing.is_empty() {
                true => matching.decoys.push(with),
                false => matching.pairs.push(Pair { thing, with }),
            }
        }
        if is(element, "shuffleanswers") == Some(false) {
            matching.order = Order::Kept;
        }
        matching
    }

    /// « [[2]] » in the text is the second word to choose, among those of its group.
    pub(super) fn words_to_choose(
        &mut self,
        element: &Element,
        asked: &Element,
    ) -> Result<(Body, String), String> {
        let options: Vec<(String, String)> = element
            .elements()
            .filter(|one| matches!(one.name.as_str(), "selectoption" | "dragbox"))
            .map(|one| {
                (
                    text(one),
                    one.first("group")
                        .map(|group| group.words().trim().to_owned())
                        .unwrap_or_default(),
                )
            })
            .collect();
        // Each gap looks at them all.
        if options.len() > MOST_PARTS * MOST_PARTS {
            few(options.len())?;
        }
        let written = asked.first("text").map(Element::words).unwrap_or_default();
        self.hold(asked);
        let (mut out, mut gaps, mut rest) = (String::new(), Vec::new(), written.as_str());
        while let Some((before, after)) = rest.split_once("[[") {
            let Some((number, after)) = after.split_once("]]") else {
                break;
            };
            let place = number
                .trim()
                .parse::<usize>()
                .ok()
                .and_then(|number| number.checked_sub(1));
            let right = place
                .and_then(|place| options.get(place))
                .ok_or_else(|| format!("La marque [[{number:.10}]] de l’énoncé ne désigne aucun mot."))?;
            out.push_str(before);
            out.push_str(&super::cloze::placeholder(gaps.len()));
            gaps.push(Gap {
                weight: 1,
                filling: Filling::Single(among(&options, right)?),
            });
            rest = after;
            if gaps.len() > MOST_PARTS {
                break;
            }
        }
        out.push_str(rest);
        let text = super::cloze::with_marks(&prose(&out, self.losses), gaps.len());
        Ok((Body::Cloze(Cloze { gaps }), text))
    }
}

fn among(options: &[(String, String)], right: &(String, String)) -> Result<Choices, String> {
    few(options.iter().filter(|(_, group)| *group == right.1).count())?;
    let mut choices: Vec<Choice> = Vec::new();
    for (text, _) in options.iter().filter(|(_, group)| *group == right.1) {
        if !choices.iter().any(|one| one.text == *text) {
            let share = if *text == right.0 { Share::ALL } else { Share::NONE };
            choices.push(Choice {
                text: text.clone(),
                share,
                feedback: String::new(),
            });
        }
    }
    Ok(Choices {
        choices,
        order: Order::Shuffled,
    })
}
