//! An answer from the fields of a form, as a page without JavaScript sends them.

use super::answer::{Answer, GapAnswer, LONGEST_ANSWER, LONGEST_FREE_ANSWER, Misfit, Spot};
use super::{Body, Filling};

/// Fields that are read of a form.
const MOST_FIELDS: usize = 200;

/// What the fields of a question are called: a page writes them, `from_form` reads them.
pub struct Names;

impl Names {
    /// The answer, or one of the answers: a place, « true », « false » or what is typed.
    pub const ANSWER: &str = "answer";

    /// What goes with a thing, the rank of an item (from 1) or what fills a gap, by its place.
    pub fn part(place: usize) -> String {
        format!("answer-{place}")
    }

    /// Where an image was pressed: the names an `input type=image` gives.
    pub const POINT: (&str, &str) = ("point.x", "point.y");
}

/// Reads the answer to a question; none when nothing is answered. Fields that aren't the question's are left.
pub fn from_form(body: &Body, fields: &[(&str, &str)]) -> Result<Option<Answer>, Misfit> {
    if fields.len() > MOST_FIELDS {
        return Err(Misfit::Long);
    }
    let form = Form(fields);
    let answer = match body {
        Body::Single(_) => form.place(Names::ANSWER)?.map(Answer::Single),
        Body::Multiple(_) => Some(Answer::Multiple(form.places()?)),
        Body::TrueFalse(_) => match form.value(Names::ANSWER) {
            None | Some("") => None,
            Some("true") => Some(Answer::TrueFalse(true)),
            Some("false") => Some(Answer::TrueFalse(false)),
            Some(_) => return Err(Misfit::Place),
        },
        Body::ShortText(_) => form.typed(Names::ANSWER, LONGEST_ANSWER)?.map(Answer::ShortText),
        Body::Numeric(_) => form.typed(Names::ANSWER, LONGEST_ANSWER)?.map(Answer::Numeric),
        Body::FreeText(_) => form
            .typed(Names::ANSWER, LONGEST_FREE_ANSWER)?
            .map(Answer::FreeText),
        Body::Matching(one) => {
            let places = (0..one.pairs.len()).map(|at| form.place(&Names::part(at)));
            Some(Answer::Matching(places.collect::<Result<_, _>>()?))
        }
        Body::Ordering(one) => form.ranks(one.items.len())?.map(Answer::Ordering),
        Body::Cloze(one) => {
            let gaps = one.gaps.iter().enumerate();
            let filled = gaps.map(|(at, gap)| form.filling(&Names::part(at), &gap.filling));
            Some(Answer::Cloze(filled.collect::<Result<_, _>>()?))
        }
        Body::Hotspot(_) => form.spot()?.map(Answer::Hotspot),
    };
    let Some(answer) = answer.filter(|answer| !answer.is_blank()) else {
        return Ok(None);
    };
    answer.fits(body).map(|()| Some(answer))
}

struct Form<'a>(&'a [(&'a str, &'a str)]);

impl Form<'_> {
    /// The last value of this name: what a page sends twice, it meant the second time.
    fn value(&self, name: &str) -> Option<&str> {
        self.0
            .iter()
            .rev()
            .find(|(one, _)| *one == name)
            .map(|(_, value)| *value)
    }

    fn place(&self, name: &str) -> Result<Option<usize>, Misfit> {
        self.value(name).map_or(Ok(None), place)
    }

    fn places(&self) -> Result<Vec<usize>, Misfit> {
        let given = self.0.iter().filter(|(name, _)| *name == Names::ANSWER);
        let mut places = Vec::new();
        for (_, value) in given {
            places.extend(place(value)?);
        }
        places.sort_unstable();
        places.dedup();
        Ok(places)
    }

    /// Items by the rank typed for each; those of the same rank, and those without, keep the order of the form.
    fn ranks(&self, count: usize) -> Result<Option<Vec<usize>>, Misfit> {
        let ranks = (0..count)
            .map(|at| self.place(&Names::part(at)))
            .collect::<Result<Vec<_>, _>>()?;
        if ranks.iter().all(Option::is_none) {
            return Ok(None);
        }
        let mut places: Vec<usize> = (0..count).collect();
        places.sort_by_key(|place| ranks[*place].unwrap_or(usize::MAX));
        Ok(Some(places))
    }

    fn typed(&self, name: &str, longest: usize) -> Result<Option<String>, Misfit> {
        match self.value(name) {
            Some(typed) if typed.chars().nth(longest).is_some() => Err(Misfit::Long),
            typed => Ok(typed.map(str::to_owned)),
        }
    }

    fn filling(&self, name: &str, filling: &Filling) -> Result<Option<GapAnswer>, Misfit> {
        Ok(match filling {
            Filling::Single(_) => self.place(name)?.map(GapAnswer::Chosen),
            Filling::ShortText(_) | Filling::Numeric(_) => {
                let typed = self.typed(name, LONGEST_ANSWER)?;
                typed
                    .filter(|typed| !typed.trim().is_empty())
                    .map(GapAnswer::Typed)
            }
        })
    }

    fn spot(&self) -> Result<Option<Spot>, Misfit> {
        let (across, down) = (self.value(Names::POINT.0), self.value(Names::POINT.1));
        if let (Some(x), Some(y)) = (across, down) {
            let read = |typed: &str| typed.parse::<u32>().map_err(|_| Misfit::Place);
            return Ok(Some(Spot::Point(read(x)?, read(y)?)));
        }
        Ok(self.place(Names::ANSWER)?.map(Spot::Area))
    }
}

fn place(typed: &str) -> Result<Option<usize>, Misfit> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(None);
    }
    typed.parse().map(Some).map_err(|_| Misfit::Place)
}
