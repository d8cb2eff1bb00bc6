//! Of questions in parts: pairs, items, gaps, areas.

use super::super::bodies::{Cloze, Filling, Hotspot, Matching, Ordering, Shape, gap_mark};
use super::{Blank, Found, MOST_PARTS, Part};

impl Found {
    pub(super) fn matching(&mut self, one: &Matching) {
        if !self.count(one.pairs.len(), 2, "associations") {
            return;
        }
        if one.decoys.len() > MOST_PARTS {
            self.say(
                Part::Answers,
                format!("Il y a {MOST_PARTS} intrus au plus : retirez-en."),
            );
            return;
        }
        for (place, pair) in one.pairs.iter().enumerate() {
            let name = format!("L’association {}", place + 1);
            self.words(
                Part::Answer(place),
                &format!("{name}, à gauche,"),
                &pair.thing,
                Blank::Refused,
            );
            self.words(
                Part::Answer(place),
                &format!("{name}, à droite,"),
                &pair.with,
                Blank::Refused,
            );
        }
        for decoy in &one.decoys {
            self.words(Part::Answers, "Un intrus", decoy, Blank::Refused);
            if one.pairs.iter().any(|pair| pair.with == *decoy) {
                self.say(
                    Part::Answers,
                    format!("« {decoy:.60} » est à la fois une bonne réponse et un intrus."),
                );
            }
        }
        if one.options().len() < 2 {
            self.say(
                Part::Answers,
                "Toutes les associations ont la même réponse : ajoutez-en une autre.",
            );
        }
        self.twice(
            "associations",
            one.pairs.iter().map(|pair| pair.thing.as_str()),
            None,
        );
    }

    pub(super) fn ordering(&mut self, one: &Ordering) {
        if !self.count(one.items.len(), 2, "éléments à ranger") {
            return;
        }
        for (place, item) in one.items.iter().enumerate() {
            self.words(
                Part::Answer(place),
                &format!("L’élément {}", place + 1),
                item,
                Blank::Refused,
            );
        }
        self.twice("éléments", one.items.iter().map(String::as_str), None);
    }

    pub(super) fn cloze(&mut self, text: &str, one: &Cloze) {
        if !self.count(one.gaps.len(), 1, "trou") {
            return;
        }
        for mark in marks_without_gap(text, one.gaps.len()) {
            self.say(
                Part::Text,
                format!(
                    "La marque {mark} ne correspond à aucun trou : ajoutez le trou, ou retirez la marque."
                ),
            );
        }
        for (place, gap) in one.gaps.iter().enumerate() {
            let (number, mark) = (place + 1, gap_mark(place));
            if text.matches(&mark).count() != 1 {
                self.say(
                    Part::Text,
                    format!(
                        "Le trou {number} doit avoir sa marque {mark} une fois et une seule dans l’énoncé."
                    ),
                );
            }
            if gap.weight == 0 || gap.weight > 1000 {
                self.say(
                    Part::Answer(place),
                    format!("Le poids du trou {number} va de 1 à 1\u{202f}000."),
                );
            }
            let name = format!("Dans le trou {number}, la réponse");
            match &gap.filling {
                Filling::Single(one) => self.single(&name, one, Some(place)),
                Filling::ShortText(one) => self.short(&name, one, Some(place)),
                Filling::Numeric(one) => self.numeric(&name, one, Some(place)),
            }
        }
    }

    pub(super) fn hotspot(&mut self, one: &Hotspot) {
        if one.image.trim().is_empty() {
            self.say(Part::Image, "Il manque l’image : choisissez-la.");
        }
        self.long(
            Part::Image,
            "La description de l’image",
            &one.described,
            1000,
            Blank::Refused,
        );
        if one.width == 0 || one.height == 0 || one.width.max(one.height) > 20_000 {
            self.say(
                Part::Image,
                "La taille de l’image n’est pas connue : choisissez-la de nouveau.",
            );
        }
        if !self.count(one.areas.len(), 1, "zone") {
            return;
        }
        let all = one
            .areas
            .iter()
            .map(|area| (area.name.as_str(), area.share, area.feedback.as_str()));
        self.answers("La zone", None, all);
        for (place, area) in one.areas.iter().enumerate() {
            if !drawn(&area.shape, one.width, one.height) {
                let number = place + 1;
                self.say(
                    Part::Answer(place),
                    format!("La zone {number} est vide ou sort de l’image : redessinez-la."),
                );
            }
        }
    }
}

/// The marks of a text that are those of none of its gaps, each once: « [[9]] », « [[0]] ».
fn marks_without_gap(text: &str, gaps: usize) -> Vec<&str> {
    let mut found: Vec<&str> = Vec::new();
    for (at, _) in text.match_indices("[[") {
        let digits = text[at + 2..].bytes().take_while(u8::is_ascii_digit).count();
        let end = at + 2 + digits;
        let mark = text
            .get(at..end + 2)
            .filter(|mark| digits > 0 && mark.ends_with("]]"));
        let known = |mark: &str| (0..gaps).any(|place| gap_mark(place) == mark);
        if let Some(mark) = mark.filter(|mark| !known(mark) && !found.contains(mark)) {
            found.push(mark);
        }
    }
    found.truncate(MOST_PARTS);
    found
}

/// Whether an area has an inside, within the image.
fn drawn(shape: &Shape, width: u32, height: u32) -> bool {
    match shape {
        Shape::Rectangle(left, top, right, bottom) => {
            left < right && top < bottom && *right <= width && *bottom <= height
        }
        Shape::Circle(x, y, radius) => {
            *radius > 0 && *x <= width && *y <= height && *radius <= width.max(height)
        }
        Shape::Polygon(corners) => {
            (3..=100).contains(&corners.len()) && corners.iter().all(|(x, y)| *x <= width && *y <= height)
        }
    }
}
