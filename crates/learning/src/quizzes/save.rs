//! An answer is kept as it is given, and acknowledged once the store has it.

use assess::questions::{Answer, Misfit, Shown, from_form, score};
use assess::quiz::attempts::{Extra, takes_answers};
use catalogue::quizzes;
use platform::db::Tx;
use platform::keys::Class;
use platform::vault::DataKey;
use platform::{Error, Result, Site};

use super::close::{Taker, close, close_if_overdue};
use super::rules::given;
use super::store::{self, Put, Try};

/// What a page sends of one question.
pub(super) struct Given<'a> {
    /// The place of the question.
    pub(super) place: u32,
    /// The fields of its answer.
    pub(super) fields: Vec<(&'a str, &'a str)>,
    /// When the learner gave it, as their page says it, in UTC milliseconds.
    pub(super) at: Option<i64>,
    /// When the answer that the page showed was given, where the page doesn't say when this one was.
    pub(super) over: Option<i64>,
    /// It is to be looked at again.
    pub(super) flagged: bool,
    /// It is given for good.
    pub(super) locks: bool,
}

/// What became of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Saved {
    /// The store has it.
    Kept,
    /// A later answer to the same question was given, elsewhere: it stays.
    Newer,
    /// The answer was given for good before.
    Locked,
    /// It came after the end of the try.
    Late,
    /// The try was handed in.
    Ended,
    /// It can't be an answer to the question.
    Unfit,
    /// It is longer than an answer may be.
    Long,
}

impl Saved {
    /// As a script reads it.
    pub(super) const fn code(self) -> &'static str {
        match self {
            Self::Kept => "kept",
            Self::Newer => "newer",
            Self::Locked => "locked",
            Self::Late => "late",
            Self::Ended => "ended",
            Self::Unfit => "unfit",
            Self::Long => "long",
        }
    }

    /// What to tell the learner, when it isn't kept.
    pub(super) const fn sentence(self) -> &'static str {
        match self {
            Self::Kept => "Enregistré",
            Self::Newer => {
                "Une réponse plus récente à cette question a été donnée dans une autre fenêtre\u{202f}: c’est elle qui est gardée. Rechargez la page pour la voir."
            }
            Self::Locked => "Cette réponse est validée\u{202f}: elle ne se change plus.",
            Self::Late => {
                "Le temps de cet essai est écoulé\u{202f}: cette réponse est arrivée trop tard. Celles qui étaient enregistrées comptent."
            }
            Self::Ended => "Cet essai est déjà remis\u{202f}: ses réponses ne changent plus.",
            Self::Unfit => {
                "Cette réponse ne correspond pas à la question\u{202f}: rechargez la page, puis répondez à nouveau."
            }
            Self::Long => {
                "Cette réponse est trop longue pour être enregistrée\u{202f}: raccourcissez-la. Ce que vous aviez enregistré avant est gardé."
            }
        }
    }
}

/// Keeps an answer, or says why not. The usual one is two statements of the writer, with the lock of PostgreSQL.
///
/// # Errors
/// [`Error::NotFound`] for a place that the try hasn't, or the store's: nothing is acknowledged then.
pub(super) async fn save(
    site: &Site,
    taker: &Taker,
    (of, extra): (&Try, Extra),
    given_now: &Given<'_>,
) -> Result<Saved> {
    let now = site.clock().now();
    let asked = place_of(of, given_now.place)?;
    if of.attempt.ended.is_some() {
        return Ok(Saved::Ended);
    }
    if !takes_answers(&of.attempt, &taker.settings(of)?, extra, now) {
        close_overdue(site, taker, of, extra).await?;
        return Ok(Saved::Late);
    }
    let questions = quizzes::texts(&mut site.db().read().await?, site, &[asked.version]).await?;
    let question = questions.first().ok_or(Error::NotFound)?;
    let shown = Shown::of(&question.body, of.seed, given_now.place);
    let answer = match from_form(&question.body, &shown, &given_now.fields) {
        Ok(answer) => answer,
        Err(Misfit::Long) => return Ok(Saved::Long),
        Err(Misfit::Type | Misfit::Place) => return Ok(Saved::Unfit),
    };
    let score = score(question, answer.as_ref());
    let person = taker.enrolment.person;
    let key = site.keys().get_or_create(person.0, Class::Evidence).await?;
    let (id, place, question) = (of.id, given_now.place, asked.version);
    let sealed = answer
        .as_ref()
        .map(|answer| store::seal(site, &key, (id, place), answer))
        .transpose()?;
    let given_at = given(given_now.at, of.attempt.started, now);
    let (locked, flagged) = (given_now.locks && sealed.is_some(), given_now.flagged);
    // Who says when: the last given wins. Who doesn't: nothing that came after what the page showed gives way.
    let over = match given_now.at {
        Some(_) => given_at,
        None => given_now.over.unwrap_or(given_at),
    };
    let kept = site
        .db()
        .hot(move |tx| {
            Box::pin(async move {
                let put = Put {
                    id,
                    place,
                    question,
                    sealed,
                    score: &score,
                    given_at,
                    over,
                    flagged,
                    locked,
                };
                store::put(tx, now, &put).await
            })
        })
        .await?;
    match kept {
        true => Ok(Saved::Kept),
        false => {
            let kept = Refused {
                of,
                place,
                answer: answer.as_ref(),
                locks: locked,
                key: &key,
            };
            kept.why(&mut site.db().read().await?, taker).await
        }
    }
}

/// The question at a place of a try.
pub(super) fn place_of(of: &Try, place: u32) -> Result<catalogue::quizzes::Asked> {
    let at = usize::try_from(place).unwrap_or(usize::MAX);
    of.asked.get(at).copied().ok_or(Error::NotFound)
}

/// An answer that the store didn't take.
struct Refused<'a> {
    of: &'a Try,
    place: u32,
    answer: Option<&'a Answer>,
    /// It was given for good.
    locks: bool,
    key: &'a DataKey,
}

impl Refused<'_> {
    /// Why it didn't. The same answer sent twice is kept: it is there. Given for good, it is once it is there for good.
    async fn why(&self, tx: &mut Tx, taker: &Taker) -> Result<Saved> {
        let (of, place) = (self.of, self.place);
        let kept = store::answers(tx, of.id).await?;
        let there = kept.into_iter().find(|one| one.place == place);
        let sealed = there.as_ref().and_then(|one| one.answer.as_ref());
        let before = sealed
            .map(|sealed| store::opened(self.key, (of.id, place), sealed))
            .transpose()?;
        let locked = there.as_ref().is_some_and(|one| one.locked);
        if there.is_some() && before.as_ref() == self.answer && (locked || !self.locks) {
            return Ok(Saved::Kept);
        }
        if locked {
            return Ok(Saved::Locked);
        }
        let now = store::numbered(tx, (taker.enrolment.id, taker.step), of.number).await?;
        let ended = now.is_none_or(|(one, _)| one.attempt.ended.is_some());
        Ok(if ended { Saved::Ended } else { Saved::Newer })
    }
}

/// Ends a try whose time is over, if it is; whoever reads it next does. Looked at again by the writer: more time may have
/// been given meanwhile.
pub(super) async fn close_overdue(site: &Site, taker: &Taker, of: &Try, extra: Extra) -> Result<bool> {
    if taker.overdue(of, extra, site.clock().now())?.is_none() {
        return Ok(false);
    }
    let (site, taker, of) = (site.clone(), taker.clone(), of.clone());
    let db = site.db().clone();
    db.hot(move |tx| Box::pin(async move { close_if_overdue(tx, &site, &taker, &of).await }))
        .await
}

/// Ends a try, sharing its commit with others'.
pub(super) async fn end_at(site: &Site, taker: &Taker, of: &Try, at: jiff::Timestamp) -> Result<bool> {
    let (site, taker, of) = (site.clone(), taker.clone(), of.clone());
    let db = site.db().clone();
    db.hot(move |tx| Box::pin(async move { close(tx, &site, &taker, &of, at).await }))
        .await
}
