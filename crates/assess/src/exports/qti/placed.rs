//! Things to put together, in order, or to find on an image.

use super::super::escaped;
use super::super::prose::{Room, xhtml};
use super::{Writer, entry, name, simple};
use crate::questions::{Hotspot, Matching, Order, Ordering, Parts, Shape, Share};

impl Writer<'_> {
    pub(super) fn matching(&mut self, one: &Matching) -> String {
        let stake = self.stake();
        let options = one.options();
        let place = |with: &str| options.iter().position(|option| *option == with).unwrap_or(0);
        let pairs: Vec<String> = one
            .pairs
            .iter()
            .enumerate()
            .map(|(at, pair)| format!("{} W{}", name(at), place(&pair.with)))
            .collect();
        let each = Share::of(1, i64::try_from(pairs.len()).unwrap_or(1));
        let mut mapping = String::new();
        if self.question.marking.parts == Parts::Whole {
            self.by_test("qti-match", "qti-match");
        } else {
            let entries: String = pairs
                .iter()
                .map(|pair| entry(pair, &stake.value(each), ""))
                .collect();
            mapping = self.mapping(&entries, Share::NONE, stake);
            self.by_mapping(&["RESPONSE".to_owned()]);
        }
        self.declare(
            "RESPONSE",
            "cardinality=\"multiple\" base-type=\"directedPair\"",
            &pairs,
            &mapping,
        );
        let choice = |name: String, most: usize, words: String| {
            format!(
                "<qti-simple-associable-choice identifier=\"{name}\" match-max=\"{most}\">{words}</qti-simple-associable-choice>"
            )
        };
        let things: String = one
            .pairs
            .iter()
            .enumerate()
            .map(|(at, pair)| choice(name(at), 1, xhtml(&pair.thing, Room::Block)))
            .collect();
        let withs: String = options
            .iter()
            .enumerate()
            .map(|(at, with)| choice(format!("W{at}"), 0, escaped(with)))
            .collect();
        format!(
            "<qti-match-interaction response-identifier=\"RESPONSE\" shuffle=\"{}\" max-associations=\"0\"><qti-simple-match-set>{things}</qti-simple-match-set><qti-simple-match-set>{withs}</qti-simple-match-set></qti-match-interaction>",
            one.order == Order::Shuffled
        )
    }

    pub(super) fn ordering(&mut self, one: &Ordering) -> String {
        let names: Vec<String> = (0..one.items.len()).map(name).collect();
        self.declare(
            "RESPONSE",
            "cardinality=\"ordered\" base-type=\"identifier\"",
            &names,
            "",
        );
        self.by_test("qti-match", "qti-match");
        let shown: String = one
            .items
            .iter()
            .enumerate()
            .map(|(at, item)| simple(&name(at), item, ""))
            .collect();
        format!(
            "<qti-order-interaction response-identifier=\"RESPONSE\" shuffle=\"true\">{shown}</qti-order-interaction>"
        )
    }

    pub(super) fn hotspot(&mut self, one: &Hotspot) -> String {
        let stake = self.stake();
        if one.areas.iter().any(|area| !area.feedback.is_empty()) {
            self.say("Le retour d’une zone ne se dit pas ici dans QTI.");
        }
        let named = one.areas.iter().enumerate().map(|(at, area)| (name(at), area));
        self.declare_one_of(
            "RESPONSE",
            named.clone().map(|(name, area)| (name, area.share)),
            stake,
        );
        self.by_mapping(&["RESPONSE".to_owned()]);
        let shown: String = named.map(|(name, area)| {
            let (shape, coords) = drawn(&area.shape);
            format!("<qti-hotspot-choice identifier=\"{name}\" shape=\"{shape}\" coords=\"{coords}\" hotspot-label=\"{}\"/>", escaped(&area.name))
        }).collect();
        format!(
            "<qti-hotspot-interaction response-identifier=\"RESPONSE\" max-choices=\"1\"><img src=\"{}\" alt=\"{}\" width=\"{}\" height=\"{}\"/>{shown}</qti-hotspot-interaction>",
            escaped(&one.image),
            escaped(&one.described),
            one.width,
            one.height
        )
    }
}

fn drawn(shape: &Shape) -> (&'static str, String) {
    match shape {
        Shape::Rectangle(left, top, right, bottom) => ("rect", format!("{left},{top},{right},{bottom}")),
        Shape::Circle(x, y, radius) => ("circle", format!("{x},{y},{radius}")),
        Shape::Polygon(corners) => {
            let corners: Vec<String> = corners.iter().map(|(x, y)| format!("{x},{y}")).collect();
            ("poly", corners.join(","))
        }
    }
}
