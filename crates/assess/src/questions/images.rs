//! The images that texts show: « ![Un four](four.png) », kept beside the question by this name.

use super::{Body, Filling, Question};

/// The longest name of an image.
const LONGEST_NAME: usize = 100;

/// Whether an image may have this name: letters, digits, « - », « _ », and the ending of a PNG or a JPEG.
pub fn is_image_name(name: &str) -> bool {
    let plain = |sign: char| sign.is_ascii_alphanumeric() || matches!(sign, '-' | '_');
    name.len() <= LONGEST_NAME
        && name.rsplit_once('.').is_some_and(|(stem, ending)| {
            !stem.is_empty() && stem.chars().all(plain) && matches!(ending, "png" | "jpg" | "jpeg")
        })
}

/// The marks of images in a text: where each stands, what it shows, its name.
fn marks(text: &str) -> Vec<(std::ops::Range<usize>, &str, &str)> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(start) = text[from..].find("![").map(|at| at + from) {
        from = start + 2;
        let inner = &text[from..];
        let line = inner.find('\n').map_or(inner, |end| &inner[..end]);
        let mark = line
            .split_once("](")
            .and_then(|(said, rest)| Some((said, rest.split_once(')')?.0)));
        if let Some((said, name)) = mark.filter(|(said, name)| is_image_name(name) && !said.contains("![")) {
            let end = from + said.len() + 2 + name.len() + 1;
            found.push((start..end, said, name));
            from = end;
        }
    }
    found
}

/// The text, what stands for each image made of what it shows and its name.
pub(crate) fn with_images(text: &str, put: &mut dyn FnMut(&str, &str) -> String) -> String {
    let (mut out, mut from) = (String::with_capacity(text.len()), 0);
    for (place, said, name) in marks(text) {
        out.push_str(&text[from..place.start]);
        out.push_str(&put(said, name));
        from = place.end;
    }
    out + &text[from..]
}

impl Question {
    /// The names of its images, each once, in the order of its texts.
    pub fn images(&self) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        let mut take = |name: &str| {
            if !names.iter().any(|one| one == name) {
                names.push(name.to_owned());
            }
        };
        let mut copy = self.clone();
        for text in copy.texts() {
            marks(text).iter().for_each(|(_, _, name)| take(name));
        }
        if let Body::Hotspot(one) = &self.body
            && !one.image.is_empty()
        {
            take(&one.image);
        }
        names
    }

    /// Leaves an image out of its texts: what it shows stays.
    pub fn leave_image(&mut self, name: &str) {
        for text in self.texts() {
            *text = with_images(text, &mut |said, one| match one == name {
                true => said.to_owned(),
                false => format!("![{said}]({one})"),
            });
        }
    }

    /// Its texts in prose.
    fn texts(&mut self) -> Vec<&mut String> {
        let mut all = vec![&mut self.text, &mut self.feedback];
        match &mut self.body {
            Body::Single(one) | Body::Multiple(one) => {
                for choice in &mut one.choices {
                    all.extend([&mut choice.text, &mut choice.feedback]);
                }
            }
            Body::TrueFalse(one) => all.extend([&mut one.feedback_true, &mut one.feedback_false]),
            Body::ShortText(one) => all.extend(one.accepted.iter_mut().map(|one| &mut one.feedback)),
            Body::Numeric(one) => {
                all.extend(one.accepted.iter_mut().map(|one| &mut one.feedback));
                all.push(&mut one.feedback_otherwise);
            }
            Body::Matching(one) => all.extend(one.pairs.iter_mut().map(|pair| &mut pair.thing)),
            Body::Ordering(one) => all.extend(one.items.iter_mut()),
            Body::Cloze(one) => {
                for gap in &mut one.gaps {
                    match &mut gap.filling {
                        Filling::Single(one) => {
                            all.extend(one.choices.iter_mut().map(|one| &mut one.feedback))
                        }
                        Filling::ShortText(one) => {
                            all.extend(one.accepted.iter_mut().map(|one| &mut one.feedback))
                        }
                        Filling::Numeric(one) => {
                            all.extend(one.accepted.iter_mut().map(|one| &mut one.feedback))
                        }
                    }
                }
            }
            Body::Hotspot(one) => all.extend(one.areas.iter_mut().map(|area| &mut area.feedback)),
            Body::FreeText(one) => all.push(&mut one.expected),
        }
        all
    }
}

#[cfg(test)]
mod cases {
    use super::*;
    use crate::questions::FreeText;

    #[test]
    fn images_of_a_text() {
        let cases: [(&str, &[&str], &str); 7] = [
            (
                "Un ![four](four.png) et ![](a-2.jpeg)",
                &["four.png", "a-2.jpeg"],
                "Un four et ![](a-2.jpeg)",
            ),
            ("![a](four.png)![b](four.png)", &["four.png"], "ab"),
            (
                "![x](https://example.fr/four.png)",
                &[],
                "![x](https://example.fr/four.png)",
            ),
            (
                "![x](../four.png) ![x](.png) ![x](a.svg)",
                &[],
                "![x](../four.png) ![x](.png) ![x](a.svg)",
            ),
            ("![![a](four.png)", &["four.png"], "![a"),
            ("![a\n](four.png)", &[], "![a\n](four.png)"),
            ("![é", &[], "![é"),
        ];
        for (text, names, left) in cases {
            let mut question = Question::new("T", text, Body::FreeText(FreeText::default()));
            assert_eq!(question.images(), names, "{text}");
            question.leave_image("four.png");
            assert_eq!(question.text, left, "{text}");
        }
    }
}
