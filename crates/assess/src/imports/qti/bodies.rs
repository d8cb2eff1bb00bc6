//! Interactions of a block.

use super::super::few;
use super::super::xml::Element;
use super::Reader;
use super::declared::Declared;
use crate::questions::{
    Area, Body, Choice, Choices, Decimal, FreeText, Hotspot, Matching, Number, Numeric, Order, Ordering,
    Pair, Shape, Share, TrueFalse,
};

impl Reader<'_> {
    pub(super) fn body(&mut self, one: &Element) -> Result<Body, String> {
        match one.name.as_str() {
            "choiceinteraction" => self.choice(one),
            "extendedtextinteraction" => Ok(Body::FreeText(FreeText {
                expected: self.rubric(),
                start: String::new(),
            })),
            "matchinteraction" => self.matching(one).map(Body::Matching),
            "associateinteraction" => self.association(one).map(Body::Matching),
            "orderinteraction" => self.order(one).map(Body::Ordering),
            "hotspotinteraction" => self.hotspot(one).map(Body::Hotspot),
            "selectpointinteraction" => self.point(one).map(Body::Hotspot),
            "sliderinteraction" => {
                self.losses.say("Le curseur devient un nombre à écrire.");
                let declared = self.declared(one)?;
                self.number(&declared).map(Body::Numeric)
            }
            other => Err(format!(
                "L’interaction «\u{202f}{other:.40}\u{202f}» n’est pas reprise."
            )),
        }
    }

    /// What whoever grades is told.
    fn rubric(&mut self) -> String {
        let said = self.item.within(&|one| {
            one.name == "rubricblock" && one.attribute("view").is_some_and(|view| view.contains("scorer"))
        });
        said.first()
            .map(|one| self.words_of(one.first("contentbody").unwrap_or(one)))
            .unwrap_or_default()
    }

    fn choice(&mut self, one: &Element) -> Result<Body, String> {
        let declared = self.declared(one)?;
        let found = one.all("simplechoice").collect::<Vec<_>>();
        few(found.len())?;
        let named: Vec<&str> = found.iter().map(|choice| identifier(choice)).collect();
        if named == ["true", "false"] && !declared.multiple && declared.correct.len() == 1 {
            let (feedback_true, feedback_false) = (self.feedback_in(found[0]), self.feedback_in(found[1]));
            return Ok(Body::TrueFalse(TrueFalse {
                answer: declared.correct[0] == "true",
                feedback_true,
                feedback_false,
            }));
        }
        let maps = self.template.maps();
        let mut choices = Vec::new();
        for choice in &found {
            let share = declared.share(identifier(choice), maps);
            choices.push(Choice {
                text: self.words_of(choice),
                share,
                feedback: self.feedback_in(choice),
            });
        }
        let choices = Choices {
            choices,
            order: order(one),
        };
        Ok(if declared.multiple {
            Body::Multiple(choices)
        } else {
            Body::Single(choices)
        })
    }

    fn matching(&mut self, one: &Element) -> Result<Matching, String> {
        let declared = self.declared(one)?;
        let sets: Vec<&Element> = one.all("simplematchset").collect();
        let [things, withs] = sets.as_slice() else {
            return Err("Une association a deux colonnes («\u{202f}simpleMatchSet\u{202f}»).".to_owned());
        };
        let withs: Vec<(String, String)> = withs.all("simpleassociablechoice").map(plain_words).collect();
        few(withs.len())?;
        let things = self.named(things, "simpleassociablechoice")?;
        let mut matching = Matching {
            order: order(one),
            ..Matching::default()
        };
        for (name, thing) in things {
            let mut mates = withs.iter().filter(|(with, _)| {
                declared
                    .correct
                    .iter()
                    .any(|pair| pair.split_whitespace().eq([name.as_str(), with]))
            });
            let (Some((_, with)), None) = (mates.next(), mates.next()) else {
                return Err(format!(
                    "«\u{202f}{thing:.60}\u{202f}» doit aller avec une réponse et une seule."
                ));
            };
            matching.pairs.push(Pair {
                thing,
                with: with.clone(),
            });
        }
        let right = |with: &String| matching.pairs.iter().any(|pair| pair.with == *with);
        matching.decoys = withs
            .iter()
            .map(|(_, with)| with.clone())
            .filter(|with| !right(with))
            .collect();
        Ok(matching)
    }

    fn association(&mut self, one: &Element) -> Result<Matching, String> {
        let declared = self.declared(one)?;
        let choices = self.named(one, "simpleassociablechoice")?;
        let words = |name: Option<&str>| {
            let found = choices.iter().find(|(one, _)| Some(one.as_str()) == name);
            found
                .map(|(_, words)| words.clone())
                .ok_or("Une association nomme un élément qui n’existe pas.".to_owned())
        };
        let mut matching = Matching {
            order: order(one),
            ..Matching::default()
        };
        for pair in &declared.correct {
            let mut names = pair.split_whitespace();
            matching.pairs.push(Pair {
                thing: words(names.next())?,
                with: words(names.next())?,
            });
        }
        let used = |with: &String| {
            matching
                .pairs
                .iter()
                .any(|pair| pair.with == *with || pair.thing == *with)
        };
        matching.decoys = choices
            .iter()
            .map(|(_, words)| words.clone())
            .filter(|words| !used(words))
            .collect();
        self.losses
            .say("Les paires deviennent deux colonnes, à gauche et à droite.");
        Ok(matching)
    }

    fn order(&mut self, one: &Element) -> Result<Ordering, String> {
        let declared = self.declared(one)?;
        let choices = self.named(one, "simplechoice")?;
        let mut items = Vec::new();
        for name in &declared.correct {
            let found = choices.iter().find(|(one, _)| one == name);
            items.push(
                found
                    .map(|(_, words)| words.clone())
                    .ok_or("Le bon ordre nomme un élément qui n’existe pas.")?,
            );
        }
        if items.len() != choices.len() {
            return Err("Le bon ordre ne range pas tous les éléments, chacun une fois.".to_owned());
        }
        Ok(Ordering { items })
    }

    /// The choices in an element: their names and their words.
    fn named(&mut self, element: &Element, kind: &str) -> Result<Vec<(String, String)>, String> {
        few(element.all(kind).count())?;
        let all = element.all(kind);
        Ok(all
            .map(|choice| (identifier(choice).to_owned(), self.words_of(choice)))
            .collect())
    }

    /// A number from its declaration; its tolerance from the processing.
    pub(super) fn number(&mut self, declared: &Declared) -> Result<Numeric, String> {
        let tolerance = self.tolerance().unwrap_or(Decimal::ZERO);
        let maps = self.template.maps();
        let mut accepted = Vec::new();
        let mapped: Vec<String> = declared.mapped.iter().map(|one| one.key.clone()).collect();
        let keys = if maps && !mapped.is_empty() {
            &mapped
        } else {
            &declared.correct
        };
        few(keys.len())?;
        for key in keys {
            let value = Decimal::read(key)
                .ok_or_else(|| format!("«\u{202f}{key:.40}\u{202f}» n’est pas un nombre."))?;
            accepted.push(Number {
                value,
                tolerance,
                share: declared.share(key, maps),
                feedback: String::new(),
            });
        }
        Ok(Numeric {
            accepted,
            ..Numeric::default()
        })
    }

    /// « <equal toleranceMode="absolute" tolerance="0.1 0.1"> »: the same on both sides.
    fn tolerance(&mut self) -> Option<Decimal> {
        let equal = self
            .item
            .first("responseprocessing")?
            .within(&|one| one.name == "equal");
        let equal = equal.first()?;
        let written = equal.attribute("tolerance")?;
        let mut sides = written.split_whitespace().map(Decimal::read);
        let (first, second) = (sides.next()??, sides.next().flatten());
        let even = second.is_none_or(|second| second == first) && !first.is_negative();
        let absolute = equal.attribute("tolerancemode") == Some("absolute");
        if !even || !absolute {
            self.losses.say(
                "La marge relative ou inégale du nombre n’est pas reprise\u{202f}: vérifiez-la.".to_owned(),
            );
        }
        Some(first).filter(|_| even && absolute)
    }

    fn hotspot(&mut self, one: &Element) -> Result<Hotspot, String> {
        let declared = self.declared(one)?;
        if declared.multiple && declared.correct.len() > 1 {
            return Err(
                "Plusieurs zones sont à trouver\u{202f}: une seule est reprise par question.".to_owned(),
            );
        }
        let maps = self.template.maps();
        let mut spot = self.image(one)?;
        few(one.all("hotspotchoice").count())?;
        for (place, choice) in one.all("hotspotchoice").enumerate() {
            let shape = shape(choice)
                .ok_or_else(|| format!("La forme de la zone {} n’est pas reprise.", place + 1))?;
            let name = choice
                .attribute("hotspotlabel")
                .unwrap_or_else(|| identifier(choice));
            let share = declared.share(identifier(choice), maps);
            spot.areas.push(Area {
                name: name.to_owned(),
                shape,
                share,
                feedback: String::new(),
            });
        }
        Ok(spot)
    }

    fn point(&mut self, one: &Element) -> Result<Hotspot, String> {
        let wanted = one.attribute("responseidentifier").unwrap_or("RESPONSE");
        let mut all = self.item.all("responsedeclaration");
        let declaration = all.find(|one| one.attribute("identifier") == Some(wanted));
        let entries = declaration
            .and_then(|one| one.first("areamapping"))
            .ok_or("Aucune zone n’est déclarée sur l’image.")?;
        let mut spot = self.image(one)?;
        few(entries.all("areamapentry").count())?;
        let values: Vec<Option<Decimal>> = entries
            .all("areamapentry")
            .map(|entry| Decimal::read(entry.attribute("mappedvalue").unwrap_or("0")))
            .collect();
        let most = values.iter().flatten().max().copied();
        for (place, entry) in entries.all("areamapentry").enumerate() {
            let number = place + 1;
            let shape =
                shape(entry).ok_or_else(|| format!("La forme de la zone {number} n’est pas reprise."))?;
            let best = values[place] == most && most > Some(Decimal::ZERO);
            let share = if best { Share::ALL } else { Share::NONE };
            spot.areas.push(Area {
                name: format!("Zone {number}"),
                shape,
                share,
                feedback: String::new(),
            });
        }
        Ok(spot)
    }

    fn image(&mut self, one: &Element) -> Result<Hotspot, String> {
        let found = one.within(&|element| matches!(element.name.as_str(), "object" | "img"));
        let image = found.first().ok_or("Il manque l’image.")?;
        let source = image
            .attribute("data")
            .or_else(|| image.attribute("src"))
            .unwrap_or_default();
        let side = |name: &str| {
            image
                .attribute(name)
                .and_then(|side| side.parse().ok())
                .unwrap_or(0)
        };
        let described = image
            .attribute("alt")
            .map_or_else(|| image.words().trim().to_owned(), str::to_owned);
        let name = self.losses.images.take(source);
        if name.is_none() {
            self.losses
                .say("L’image n’est ni un PNG ni un JPEG de ce fichier\u{202f}: choisissez-la de nouveau.");
        }
        Ok(Hotspot {
            image: name.unwrap_or_else(|| source.to_owned()),
            described: if described.is_empty() {
                "Image de la question".to_owned()
            } else {
                described
            },
            width: side("width"),
            height: side("height"),
            areas: Vec::new(),
        })
    }
}

/// The name of a choice and its plain words.
fn plain_words(choice: &Element) -> (String, String) {
    let words = choice.words();
    let words: Vec<&str> = words
        .split([' ', '\n', '\t', '\r'])
        .filter(|word| !word.is_empty())
        .collect();
    (identifier(choice).to_owned(), words.join(" "))
}

fn identifier(element: &Element) -> &str {
    element.attribute("identifier").unwrap_or_default()
}

pub(super) fn order(element: &Element) -> Order {
    match element.attribute("shuffle") {
        Some("true") => Order::Shuffled,
        _ => Order::Kept,
    }
}

fn shape(element: &Element) -> Option<Shape> {
    let coords = element
        .attribute("coords")?
        .split(',')
        .map(|one| one.trim().parse::<u32>());
    let coords: Vec<u32> = coords.take(200).collect::<Result<_, _>>().ok()?;
    match (element.attribute("shape")?, coords.as_slice()) {
        ("rect", [left, top, right, bottom]) => Some(Shape::Rectangle(*left, *top, *right, *bottom)),
        ("circle", [x, y, radius]) => Some(Shape::Circle(*x, *y, *radius)),
        ("poly", coords) if coords.len() % 2 == 0 => {
            let mut corners: Vec<(u32, u32)> =
                coords.chunks_exact(2).map(|pair| (pair[0], pair[1])).collect();
            if corners.len() > 3 && corners.first() == corners.last() {
                corners.pop();
            }
            Some(Shape::Polygon(corners))
        }
        _ => None,
    }
}
