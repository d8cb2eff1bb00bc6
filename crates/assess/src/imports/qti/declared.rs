//! What an item declares of a response, and how it is scored.

use super::super::Losses;
use super::super::xml::Element;
use crate::questions::{Body, Decimal, Marking, Parts, Points, Share};

/// How an item scores, as far as it is understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Template {
    /// All of it or nothing.
    MatchCorrect,
    /// By the values of a mapping, or of the mapping of areas.
    Map,
    /// Nothing: a person grades.
    None,
    /// Something of its own.
    Own,
}

impl Template {
    pub fn of(item: &Element) -> Self {
        let Some(processing) = item.first("responseprocessing") else {
            return Self::None;
        };
        let template = processing.attribute("template").unwrap_or_default();
        let uses = |name: &'static str| !processing.within(&move |one| one.name == name).is_empty();
        match template
            .rsplit('/')
            .next()
            .unwrap_or_default()
            .trim_end_matches(".xml")
        {
            "match_correct" => Self::MatchCorrect,
            "map_response" | "map_response_point" => Self::Map,
            _ if uses("mapresponse") || uses("mapresponsepoint") => Self::Map,
            _ if uses("equal") || uses("match") => Self::MatchCorrect,
            _ if processing.nodes.is_empty() && template.is_empty() => Self::None,
            _ => Self::Own,
        }
    }

    pub fn maps(self) -> bool {
        self == Self::Map
    }

    pub fn name_loss(self, losses: &mut Losses) {
        if self == Self::Own {
            losses.say("Le calcul des points propre à ce fichier n’est pas repris\u{202f}: vérifiez ce que vaut chaque réponse.".to_owned());
        }
    }

    /// What the outcome SCORE says it reaches at most.
    pub fn maximum(item: &Element) -> Option<Decimal> {
        let score = item
            .all("outcomedeclaration")
            .find(|one| one.attribute("identifier") == Some("SCORE"))?;
        Decimal::read(score.attribute("normalmaximum")?).filter(|most| *most > Decimal::ZERO)
    }
}

/// A number of points.
pub(super) fn points(number: Decimal) -> Option<Points> {
    let written = number.shifted(3)?;
    u32::try_from(written)
        .ok()
        .filter(|points| *points > 0)
        .map(Points)
        .filter(|points| *points <= Points::MOST)
}

/// A value of a mapping.
#[derive(Clone, Debug)]
pub(super) struct Mapped {
    pub key: String,
    pub value: Decimal,
    pub case_counts: bool,
}

/// A response declaration.
#[derive(Debug, Default)]
pub(super) struct Declared {
    pub multiple: bool,
    pub number: bool,
    pub correct: Vec<String>,
    pub mapped: Vec<Mapped>,
    /// What the whole question weighs, where the item says it.
    pub whole: Option<Decimal>,
    pub otherwise: Decimal,
    pub lowest: Option<Decimal>,
}

impl Declared {
    pub fn read(element: &Element) -> Self {
        let base = element.attribute("basetype").unwrap_or_default();
        let cardinality = element.attribute("cardinality").unwrap_or("single");
        let mut declared = Self {
            multiple: cardinality != "single",
            number: matches!(base, "float" | "integer"),
            ..Self::default()
        };
        if let Some(correct) = element.first("correctresponse") {
            declared.correct = correct
                .all("value")
                .map(|value| value.words().trim().to_owned())
                .collect();
        }
        if let Some(mapping) = element.first("mapping") {
            let number = |name: &str| mapping.attribute(name).and_then(Decimal::read);
            declared.otherwise = number("defaultvalue").unwrap_or_default();
            declared.lowest = number("lowerbound");
            declared.mapped = mapping.all("mapentry").filter_map(mapped).collect();
        }
        declared
    }

    /// What the best answer comes to: the sum for several, the most for one.
    fn most(&self, sums: bool) -> Option<Decimal> {
        if self.whole.is_some() {
            return self.whole;
        }
        let mut positive = self
            .mapped
            .iter()
            .map(|one| one.value)
            .filter(|value| *value > Decimal::ZERO);
        let most = match sums {
            true => positive.try_fold(Decimal::ZERO, Decimal::plus),
            false => positive.max(),
        };
        most.filter(|most| *most > Decimal::ZERO)
    }

    /// The share of a key: what its value is of the most, or of the right answers what is equal.
    pub fn share(&self, key: &str, maps: bool) -> Share {
        let entry = self.mapped.iter().find(|one| one.key == key);
        if let (true, Some(most)) = (maps && !self.mapped.is_empty(), self.most(self.multiple)) {
            return ratio(entry.map_or(self.otherwise, |one| one.value), most);
        }
        let count = if self.multiple {
            i64::try_from(self.correct.len()).unwrap_or(1)
        } else {
            1
        };
        if self.correct.iter().any(|one| one == key) {
            Share::of(1, count)
        } else {
            Share::NONE
        }
    }

    pub fn marking(&self, body: &Body, template: &Template) -> Marking {
        let in_parts = matches!(
            body,
            Body::Multiple(_) | Body::Matching(_) | Body::Ordering(_) | Body::Cloze(_)
        );
        // Gaps are scored each by its own declaration.
        let whole = in_parts && !template.maps() && !matches!(body, Body::Cloze(_));
        let most = self.most(self.multiple).filter(|_| template.maps());
        let below = |number: Decimal| {
            most.map_or(Share::NONE, |most| ratio(number, most))
                .min(Share::NONE)
        };
        let worst = self
            .mapped
            .iter()
            .map(|one| one.value)
            .chain([self.otherwise])
            .min()
            .unwrap_or_default();
        let floor = below(self.lowest.unwrap_or(worst)).max(-Share::ALL);
        let own = matches!(body, Body::Single(_) | Body::Multiple(_));
        let mistake = if own || in_parts {
            Share::NONE
        } else {
            below(self.otherwise).max(floor)
        };
        Marking {
            parts: if whole { Parts::Whole } else { Parts::Each },
            mistake,
            floor,
        }
    }

    pub fn points(&self, body: &Body) -> Option<Points> {
        points(self.most(self.multiple || matches!(body, Body::Matching(_)))?)
    }
}

/// One number as a share of another.
fn ratio(part: Decimal, whole: Decimal) -> Share {
    let Some((part, whole)) = part
        .shifted(7)
        .zip(whole.shifted(7))
        .filter(|(_, whole)| *whole > 0)
    else {
        return Share::NONE;
    };
    let (part, whole) = (i128::from(part) * 10_000_000, i128::from(whole));
    let percentage = (part + whole / 2)
        .div_euclid(whole)
        .clamp(-10_000_000, 10_000_000);
    Share::percentage(i64::try_from(percentage).unwrap_or(0))
}

fn mapped(entry: &Element) -> Option<Mapped> {
    Some(Mapped {
        key: entry
            .attribute("mapkey")?
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" "),
        value: Decimal::read(entry.attribute("mappedvalue")?)?,
        case_counts: entry.attribute("casesensitive").is_some_and(|one| one == "true"),
    })
}
