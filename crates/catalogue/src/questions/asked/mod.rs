//! A question as a learner sees it: written once, for the preview and for every page that asks one. Nothing of what is right
//! is in it before it may be seen.

mod fields;
mod gaps;
mod image;
mod right;

use assess::questions::{Answer, Body, Outcome, Points, Question, Score, Share, Shown, is_image_name};
use assess::quiz::seen::Seen;
use platform::html::{Markup, Notice, Tone, fr, html};

use crate::library::{Put, inline_with, prose_with};

/// A question on a page. The page's form is around it.
#[derive(Clone, Copy)]
pub struct Asked<'a> {
    /// What is asked.
    pub question: &'a Question,
    /// The orders in which it is shown: the form that comes back is read with the same.
    pub shown: &'a Shown,
    /// The answer given so far.
    pub given: Option<&'a Answer>,
    /// What that answer is worth: looked at only where `seen` lets it.
    pub score: Option<&'a Score>,
    /// What may be seen.
    pub seen: Seen,
    /// Where an image is, by the name that the question gives it.
    pub images: &'a dyn Fn(&str) -> String,
    /// Its element's identifier, which those inside begin with: one of its own on the page.
    pub id: &'a str,
    /// What the names of its fields begin with: empty where it is alone in its form.
    pub prefix: &'a str,
    /// Whether it is answered for good.
    pub disabled: bool,
}

impl Asked<'_> {
    /// The name of a field, as the form sends it.
    fn name(&self, name: &str) -> String {
        format!("{}{name}", self.prefix)
    }

    /// The identifier of a part.
    fn part(&self, part: &str) -> String {
        format!("{}-{part}", self.id)
    }

    /// A text of the question with its images: of its block, or of one of its lines.
    fn shows<T>(&self, show: impl FnOnce(Put<'_>) -> T) -> T {
        // Where a page has none, what the image shows stands for it.
        let image = |name: &str| {
            let address = is_image_name(name).then(|| (self.images)(name));
            address.filter(|address| !address.is_empty())
        };
        show(Put {
            marks: &|_| None,
            images: &image,
        })
    }

    fn prose(&self, text: &str) -> Markup {
        self.shows(|put| prose_with(text, put))
    }

    fn inline(&self, text: &str) -> Markup {
        self.shows(|put| inline_with(text, put))
    }

    /// How a part turned out, where it may be seen.
    fn outcome(&self, part: usize) -> Option<Outcome> {
        let score = self.score.filter(|_| self.seen.feedback)?;
        score.parts.get(part).copied()
    }
}

/// The question, its fields, and what may be seen of how it turned out.
pub fn asked(place: &Asked<'_>) -> Markup {
    let text = place.part("texte");
    html! {
        div.question id=(place.id) role="group" aria-labelledby=(text) {
            div id=(text) {
                @match &place.question.body {
                    Body::Cloze(one) => (gaps::text(place, one)),
                    _ => (place.prose(&place.question.text)),
                }
            }
            @if !place.disabled && costs(place.question) { p.hint { "Une réponse fausse retire des points. Vous pouvez ne pas répondre." } }
            (fields::fields(place))
            (told(place))
        }
    }
}

/// Whether a mistake takes points. It says nothing of which answer is one.
fn costs(question: &Question) -> bool {
    let below = |share: Share| share < Share::NONE;
    let any = match &question.body {
        Body::Single(one) | Body::Multiple(one) => one.choices.iter().any(|choice| below(choice.share)),
        Body::Hotspot(one) => one.areas.iter().any(|area| below(area.share)),
        _ => false,
    };
    let mistake = below(question.marking.mistake);
    ((any || mistake) && below(question.marking.floor)) || (mistake && !question.takes_once())
}

fn told(place: &Asked<'_>) -> Markup {
    let score = place.score.filter(|_| place.seen.feedback);
    let general = place.question.feedback.as_str();
    let right = place.seen.answers.then(|| right::right(place));
    html! {
        @if let Some(score) = score {
            (Notice::new(tone(score.outcome), html! {
                p { strong { (words(score.outcome)) } @if let Some(earned) = earned(place.question.points, score) { " " (earned) } }
                @for said in &score.feedback { (place.prose(said)) }
            }))
        }
        @if place.seen.feedback && !general.is_empty() { (place.prose(general)) }
        @if let Some(Some(right)) = right { div.right-answer { p { strong { "Ce qui était attendu" } } (right) } }
    }
}

const fn tone(outcome: Outcome) -> Tone {
    match outcome {
        Outcome::Right => Tone::Good,
        Outcome::Partly => Tone::Warn,
        Outcome::Wrong => Tone::Bad,
        Outcome::Unanswered | Outcome::ToGrade => Tone::Info,
    }
}

const fn words(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Right => "Bonne réponse.",
        Outcome::Partly => "Réponse juste en partie.",
        Outcome::Wrong => "Ce n’est pas la bonne réponse.",
        Outcome::Unanswered => "Vous n’avez pas répondu.",
        Outcome::ToGrade => "Cette réponse sera lue et corrigée.",
    }
}

fn earned(points: Points, score: &Score) -> Option<String> {
    if matches!(score.outcome, Outcome::Unanswered | Outcome::ToGrade) {
        return None;
    }
    let earned = points.earned(score.share);
    let noun = if earned.abs() < 2000 { "point" } else { "points" };
    Some(format!(
        "{} {noun} sur {}.",
        thousandths(earned),
        thousandths(points.0.into())
    ))
}

/// Thousandths of a point, in figures: « 0,5 », « −1 », « 1 000 ».
pub fn thousandths(number: i64) -> String {
    let (whole, rest) = (number.unsigned_abs() / 1000, number.unsigned_abs() % 1000);
    let sign = if number < 0 { "−" } else { "" };
    let decimals = format!("{rest:03}");
    match decimals.trim_end_matches('0') {
        "" => format!("{sign}{}", fr::number(whole)),
        decimals => format!("{sign}{},{decimals}", fr::number(whole)),
    }
}

#[cfg(test)]
mod cases;
