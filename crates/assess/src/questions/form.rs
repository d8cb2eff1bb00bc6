//! An answer from the fields of a form, as a page without JavaScript sends them.

use super::answer::{Answer, GapAnswer, LONGEST_ANSWER, LONGEST_FREE_ANSWER, Misfit, Spot};
use super::{Body, Filling, Shown};

/// Fields that are read of a form.
const MOST_FIELDS: usize = 200;

/// What the fields of a question are called: a page writes them, `from_form` reads them.
pub struct Names;

impl Names {
    /// The answer, or one of the answers: the place where it is shown, « true », « false » or what is typed.
    pub const ANSWER: &str = "answer";

    /// What goes with a thing, or the rank of an item (from 1), by the place where it is shown; what fills a gap, by its
    /// number. The value is the place where what is chosen is shown, or what is typed.
    pub fn part(place: usize) -> String {
        format!("answer-{place}")
    }

    /// Where an image was pressed: the names an `input type=image` gives.
    pub const POINT: (&str, &str) = ("point.x", "point.y");
}

/// Reads the answer to a question, shown in these orders; none when nothing is answered. Fields that aren't the question's
/// are left.
pub fn from_form(body: &Body, shown: &Shown, fields: &[(&str, &str)]) -> Result<Option<Answer>, Misfit> {
    if fields.len() > MOST_FIELDS {
        return Err(Misfit::Long);
    }
    let form = Form(fields);
    let answers = shown.answers();
    let answer = match body {
        Body::Single(_) => form.place(Names::ANSWER, answers)?.map(Answer::Single),
        Body::Multiple(_) => Some(Answer::Multiple(form.places(answers)?)),
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
            let mut with = vec![None; one.pairs.len()];
            for (at, thing) in answers.iter().enumerate() {
                let given = form.place(&Names::part(at), shown.options())?;
                *with.get_mut(*thing).ok_or(Misfit::Place)? = given;
            }
            Some(Answer::Matching(with))
        }
        Body::Ordering(_) => form.ranks(answers)?.map(Answer::Ordering),
        Body::Cloze(one) => {
            let gaps = one.gaps.iter().enumerate();
            let filled = gaps.map(|(at, gap)| form.filling(&Names::part(at), &gap.filling, shown.gap(at)));
            Some(Answer::Cloze(filled.collect::<Result<_, _>>()?))
        }
        Body::Hotspot(_) => form.spot(answers)?.map(Answer::Hotspot),
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

    fn place(&self, name: &str, shown: &[usize]) -> Result<Option<usize>, Misfit> {
        self.value(name).map_or(Ok(None), |typed| place(typed, shown))
    }

    fn places(&self, shown: &[usize]) -> Result<Vec<usize>, Misfit> {
        let given = self.0.iter().filter(|(name, _)| *name == Names::ANSWER);
        let mut places = Vec::new();
        for (_, value) in given {
            places.extend(place(value, shown)?);
        }
        places.sort_unstable();
        places.dedup();
        Ok(places)
    }

    /// Items by the rank typed for each; those of the same rank, and those without, keep the order in which they are shown.
    fn ranks(&self, shown: &[usize]) -> Result<Option<Vec<usize>>, Misfit> {
        let ranks = (0..shown.len())
            .map(|at| self.value(&Names::part(at)).map_or(Ok(None), number))
            .collect::<Result<Vec<_>, _>>()?;
        if ranks.iter().all(Option::is_none) {
            return Ok(None);
        }
        let mut ranked: Vec<(usize, usize)> = ranks
            .iter()
            .zip(shown)
            .map(|(rank, place)| (rank.unwrap_or(usize::MAX), *place))
            .collect();
        ranked.sort_by_key(|(rank, _)| *rank);
        Ok(Some(ranked.into_iter().map(|(_, place)| place).collect()))
    }

    fn typed(&self, name: &str, longest: usize) -> Result<Option<String>, Misfit> {
        match self.value(name) {
            Some(typed) if typed.chars().nth(longest).is_some() => Err(Misfit::Long),
            typed => Ok(typed.map(str::to_owned)),
        }
    }

    fn filling(&self, name: &str, filling: &Filling, shown: &[usize]) -> Result<Option<GapAnswer>, Misfit> {
        Ok(match filling {
            Filling::Single(_) => self.place(name, shown)?.map(GapAnswer::Chosen),
            Filling::ShortText(_) | Filling::Numeric(_) => {
                let typed = self.typed(name, LONGEST_ANSWER)?;
                typed
                    .filter(|typed| !typed.trim().is_empty())
                    .map(GapAnswer::Typed)
            }
        })
    }

    /// An area chosen by its name goes before a point; a page that waits for a point sends it blank.
    fn spot(&self, shown: &[usize]) -> Result<Option<Spot>, Misfit> {
        if let Some(area) = self.place(Names::ANSWER, shown)? {
            return Ok(Some(Spot::Area(area)));
        }
        let (across, down) = (self.value(Names::POINT.0), self.value(Names::POINT.1));
        match (across.unwrap_or_default(), down.unwrap_or_default()) {
            ("", _) | (_, "") => Ok(None),
            (x, y) => {
                let read = |typed: &str| typed.parse::<u32>().map_err(|_| Misfit::Place);
                Ok(Some(Spot::Point(read(x)?, read(y)?)))
            }
        }
    }
}

/// The author's place of what is shown at the place named.
fn place(typed: &str, shown: &[usize]) -> Result<Option<usize>, Misfit> {
    match number(typed)? {
        Some(at) => shown.get(at).copied().map(Some).ok_or(Misfit::Place),
        None => Ok(None),
    }
}

fn number(typed: &str) -> Result<Option<usize>, Misfit> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(None);
    }
    typed.parse().map(Some).map_err(|_| Misfit::Place)
}
