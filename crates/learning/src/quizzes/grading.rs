//! `/sessions/{session}/reponses`: the free answers of a session that wait for a person, and those that one graded.

use std::collections::HashMap;
use std::sync::Arc;

use assess::questions::{Answer, Body, Outcome, Question, Score, Share};

use catalogue::quizzes;
use jiff::Timestamp;
use people::directory::{Directory, Identity};
use platform::db::Tx;
use platform::events::{self, Event};
use platform::html::FormErrors;
use platform::http::{Done, Form, IntoResponse as _, Proof, Query, Response, Routes, State, View};
use platform::ids::Uuid;
use platform::keys::Class;
use platform::{Error, PersonId, Result, Site};
use serde::Deserialize;
use training::sessions::{self, TrainingSession};

use super::GradeAnswers;
use super::close::{Taker, came_to, settle};
use super::figures;
use super::rules::weight;
use super::store::{self, Graded, TryId, Waiting, Which};
use super::views::{self, Given, Paper};
use crate::progress;

/// The most answers that wait on a page: the first handed in first.
const MOST: usize = 20;
/// The most that are graded: a session's, but for the very large ones.
const MOST_GRADED: usize = 200;
/// The most characters of a comment.
const LONGEST: usize = 5000;

pub(super) fn routes() -> Routes {
    Routes::new()
        .get::<GradeAnswers, _>("/sessions/{session}/reponses", page)
        .post::<GradeAnswers, _>("/sessions/{session}/reponses", post)
}

/// What a person gives an answer.
#[derive(Clone, Copy, Debug)]
pub struct Said<'a> {
    /// Which answer: of this try, at this place.
    pub answer: (Uuid, u32),
    /// Thousandths of a point, of those that the question weighs.
    pub points: i64,
    /// What they say of it; empty when nothing.
    pub comment: &'a str,
    /// When the grade that this one replaces was given; none for the first.
    pub over: Option<Timestamp>,
}

/// Why an answer can't be graded so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// It isn't as it was known: somebody else has graded it.
    Graded,
    /// The question weighs less than what was given; how much, in thousandths.
    TooMany(i64),
}

/// Gives an answer of the session of the proof its points: the try, and the step with it, come to what they now come to, in
/// the caller's transaction.
///
/// # Errors
/// [`Error::NotFound`] for an answer of another session, or the store's.
pub async fn grade(
    tx: &mut Tx,
    site: &Site,
    proof: &Proof<GradeAnswers>,
    said: &Said<'_>,
) -> Result<Result<(), Refused>> {
    let (id, place) = (TryId(said.answer.0), said.answer.1);
    let taker = Taker::of(tx, id).await?;
    if taker.session.id != proof.id() {
        return Err(Error::NotFound);
    }
    progress::lock(tx, taker.enrolment.id).await?;
    store::lock(tx, id).await?;
    let (tries, _) = store::tries(tx, taker.enrolment.id, taker.step).await?;
    let of = tries.iter().find(|one| one.id == id).ok_or(Error::NotFound)?;
    let asked = super::save::place_of(of, place)?;
    let question = quizzes::texts(tx, site, &[asked.version]).await?.swap_remove(0);
    let whole = i64::from(weight(&asked, &question).0);
    if !(0..=whole).contains(&said.points) {
        return Ok(Err(Refused::TooMany(whole)));
    }
    let score = earned(said.points, whole);
    let person = taker.enrolment.person;
    let comment = match said.comment {
        "" => None,
        comment => {
            let key = site.keys().find(person.0, Class::Evidence).await?;
            let key = key.ok_or(Error::NotFound)?;
            Some(store::sealed_comment(site, &key, (id, place), comment)?)
        }
    };
    let given = Graded {
        score: &score,
        comment,
        by: proof.actor(),
        over: said.over,
    };
    let kept = store::answers(tx, id).await?;
    let before = came_to(tx, site, of, &kept).await?.tallies;
    if of.attempt.ended.is_none() || !store::put_grade(tx, site.clock().now(), (id, place), &given).await? {
        return Ok(Err(Refused::Graded));
    }
    let kept = store::answers(tx, id).await?;
    let now = came_to(tx, site, of, &kept).await?;
    store::retotal(tx, id, now.total).await?;
    // What it had brought is taken back.
    let taken = before.into_iter().map(|(question, tally)| (question, -tally));
    let changes: Vec<_> = taken.chain(now.tallies).collect();
    figures::bring(tx, site, id, &changes).await?;
    settle(tx, site, &taker, proof.actor()).await?;
    let event = Event::new("quiz.graded")
        .by(proof.actor())
        .about(person)
        .in_session(taker.session.id)
        .on(taker.enrolment.id);
    let event = event
        .with("step", taker.step.0)
        .with("points", said.points)
        .with("again", i64::from(said.over.is_some()));
    events::write(tx, site, event).await?;
    Ok(Ok(()))
}

/// What so many points of so many come to.
fn earned(points: i64, whole: i64) -> Score {
    let outcome = match points {
        0 => Outcome::Wrong,
        points if points >= whole => Outcome::Right,
        _ => Outcome::Partly,
    };
    Score {
        share: Share::of(points, whole),
        outcome,
        ..Score::unanswered()
    }
}

/// What the page shows.
pub(super) struct Desk {
    pub(super) session: TrainingSession,
    pub(super) which: Which,
    pub(super) papers: Vec<Paper>,
    /// There are more of them than the page shows.
    pub(super) more: bool,
}

async fn desk(site: &Site, proof: &Proof<GradeAnswers>, which: Which) -> Result<Desk> {
    let mut tx = site.db().read().await?;
    let session = sessions::find(&mut tx, proof.id()).await?;
    let most = match which {
        Which::Waiting => MOST,
        Which::Graded => MOST_GRADED,
    };
    let mut waiting = store::free(&mut tx, session.id, which, most + 1).await?;
    let more = waiting.len() > most;
    waiting.truncate(most);
    let versions: Vec<Uuid> = waiting.iter().map(|one| one.question).collect();
    let questions = quizzes::texts(&mut tx, site, &versions).await?;
    drop(tx);
    let people: Vec<PersonId> = waiting.iter().map(|one| one.person).collect();
    let cards = Directory::of(site)?.cards(site, &people).await?;
    let mut papers = Vec::with_capacity(waiting.len());
    for (one, question) in waiting.iter().zip(questions) {
        papers.push(paper(site, one, question, &cards).await?);
    }
    Ok(Desk {
        session,
        which,
        papers,
        more,
    })
}

async fn paper(
    site: &Site,
    one: &Waiting,
    question: Arc<Question>,
    cards: &HashMap<PersonId, Arc<Identity>>,
) -> Result<Paper> {
    let place = one.kept.place;
    let key = site.keys().find(one.person.0, Class::Evidence).await?;
    let sealed = key.as_ref().zip(one.kept.answer.as_ref());
    let answer = sealed
        .map(|(key, sealed)| store::opened(key, (one.id, place), sealed))
        .transpose()?;
    let at = usize::try_from(place).unwrap_or(usize::MAX);
    let asked = one.asked.get(at);
    let points = asked.map_or(question.points, |asked| weight(asked, &question));
    let comment = key
        .as_ref()
        .map(|key| one.kept.comment(key, one.id))
        .transpose()?;
    let graded = one.kept.graded_at.map(|at| Given {
        at,
        points: points.earned(one.kept.answered.share),
        comment: comment.unwrap_or_default(),
    });
    Ok(Paper {
        id: one.id.0,
        place,
        who: cards
            .get(&one.person)
            .map_or_else(String::new, |card| card.full_name()),
        step: one.step.clone(),
        number: one.number,
        points,
        gone: key.is_none(),
        graded,
        expected: match &question.body {
            Body::FreeText(free) => free.expected.clone(),
            _ => String::new(),
        },
        text: question.text.clone(),
        answer: match answer {
            Some(Answer::FreeText(typed)) => typed,
            _ => String::new(),
        },
    })
}

#[derive(Deserialize)]
struct Looking {
    /// « corrigees » for those that are graded.
    #[serde(default)]
    voir: Option<String>,
}

async fn page(
    State(site): State<Site>,
    proof: Proof<GradeAnswers>,
    Query(looking): Query<Looking>,
    view: View,
) -> Result<Response> {
    let which = match looking.voir.as_deref() {
        Some("corrigees") => Which::Graded,
        _ => Which::Waiting,
    };
    let desk = desk(&site, &proof, which).await?;
    Ok(view.page(&views::grading(&view.frame, &desk, None, &FormErrors::default())))
}

/// What was typed of one answer.
pub(super) struct TypedGrade {
    pub(super) id: Uuid,
    pub(super) place: u32,
    pub(super) points: String,
    pub(super) comment: String,
    /// When the grade that the page showed was given.
    pub(super) over: Option<Timestamp>,
}

/// « 1,5 » in thousandths.
fn thousandths(typed: &str) -> Option<i64> {
    let (whole, part) = typed.split_once([',', '.']).unwrap_or((typed, ""));
    let digits = |text: &str| text.len() <= 7 && text.chars().all(|one| one.is_ascii_digit());
    if whole.is_empty() || !digits(whole) || !digits(part) || part.len() > 3 {
        return None;
    }
    let part: i64 = format!("{part:0<3}").parse().ok()?;
    whole.parse::<i64>().ok().map(|whole| whole * 1000 + part)
}

const GRADED: &str = "Cette réponse vient d’être corrigée par quelqu’un d’autre\u{202f}: sa note reste.";

async fn post(
    State(site): State<Site>,
    proof: Proof<GradeAnswers>,
    view: View,
    form: Form,
) -> Result<Response> {
    let typed = TypedGrade {
        id: form.text("essai").parse().unwrap_or_default(),
        place: form.text("question").parse().unwrap_or(u32::MAX),
        points: form.text("points").to_owned(),
        comment: form.text("commentaire").to_owned(),
        over: form.text("vu").parse().ok(),
    };
    let (which, suffix) = match typed.over {
        Some(_) => (Which::Graded, "?voir=corrigees"),
        None => (Which::Waiting, ""),
    };
    let home = format!("/sessions/{}/reponses{suffix}", proof.id());
    if typed.id.is_nil() {
        return Ok(Done::at(home).into_response());
    }
    let mut errors = FormErrors::default();
    let points = thousandths(&typed.points);
    if points.is_none() {
        errors.add(
            "points",
            "Points",
            "Donnez un nombre de points, 0 compris\u{202f}: «\u{202f}1,5\u{202f}».",
        );
    }
    if typed.comment.chars().count() > LONGEST {
        errors.add(
            "commentaire",
            "Commentaire",
            "Ce commentaire dépasse 5\u{202f}000 caractères\u{202f}: raccourcissez-le.",
        );
    }
    if let (Some(points), true) = (points, errors.is_empty()) {
        let said = Said {
            answer: (typed.id, typed.place),
            points,
            comment: &typed.comment,
            over: typed.over,
        };
        let mut tx = site.db().begin().await?;
        match grade(&mut tx, &site, &proof, &said).await? {
            Ok(()) => {
                tx.commit().await?;
                return Ok(Done::at(home).saying("La réponse est corrigée.").into_response());
            }
            Err(Refused::Graded) => return Ok(Done::at(home).saying(GRADED).into_response()),
            Err(Refused::TooMany(whole)) => errors.add(
                "points",
                "Points",
                format!("Cette question vaut {} au plus.", views::points_words(whole)),
            ),
        }
    }
    let desk = desk(&site, &proof, which).await?;
    Ok(view.invalid(&views::grading(&view.frame, &desk, Some(&typed), &errors)))
}

#[cfg(test)]
mod cases {
    use assess::questions::Points;

    use super::*;

    #[test]
    fn points_are_read_and_weighed() {
        for (typed, expected) in [
            ("0", Some(0)),
            ("1,5", Some(1500)),
            ("2.25", Some(2250)),
            ("", None),
            ("-1", None),
            ("1,2345", None),
            ("un", None),
            ("99999999", None),
        ] {
            assert_eq!(thousandths(typed), expected, "{typed}");
        }
        let cases = [
            (0, Outcome::Wrong),
            (500, Outcome::Partly),
            (2000, Outcome::Right),
        ];
        for (points, outcome) in cases {
            let score = earned(points, 2000);
            assert_eq!(score.outcome, outcome);
            assert_eq!(
                Points(2000).earned(score.share),
                points,
                "nothing is lost in between"
            );
        }
    }
}
