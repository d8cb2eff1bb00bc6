//! Quizzes and their questions in an archive: each question once, named by its place, its images under `questions/` and this
//! place. What a draw may ask comes whole, and is drawn again from the bank of the course that is taken in.

use std::collections::HashMap;

use assess::questions::{MOST_TAGS, Points, Question, from_json, to_json};
use platform::blobs::{BlobId, Stored};
use platform::db::Tx;
use platform::ids::Uuid;
use platform::{Error, PersonId, Result, Site};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::courses::CourseId;
use crate::library::{ItemId, VersionId};
use crate::questions::{self, QuestionId, QuestionVersionId};
use crate::quizzes::{self, Candidate, Composition, MOST_DRAWN, MOST_SLOTS, Rules, Slot, What};

/// The most questions of an archive.
const MOST_QUESTIONS: usize = 2000;

/// A quiz: its rules, and what it asks.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct SentQuiz {
    rules: Rules,
    slots: Vec<SentSlot>,
}

/// A place of a quiz: a question, or so many of those that have these tags.
#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
struct SentSlot {
    #[serde(skip_serializing_if = "Option::is_none")]
    question: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    draw: Option<u32>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tags: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    points: Option<Points>,
}

/// A question, as it is kept, and the images that come with it.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct SentQuestion {
    content: Value,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) images: Vec<String>,
}

/// Where the images of a question are.
pub(super) fn folder(question: usize) -> String {
    format!("questions/{question}/")
}

impl SentQuiz {
    /// Whether it may be asked, of so many questions.
    pub(super) fn holds(&self, questions: usize) -> bool {
        let weighs = |points: Points| points.0 > 0 && points <= Points::MOST;
        let tag = |tag: &String| !tag.trim().is_empty() && tag.chars().count() <= 100;
        let slot = |slot: &SentSlot| {
            let asks = match (slot.question, slot.draw) {
                (Some(at), None) => at < questions,
                (None, Some(count)) => (1..=MOST_DRAWN).contains(&count),
                _ => false,
            };
            asks && slot.tags.len() <= MOST_TAGS
                && slot.tags.iter().all(tag)
                && slot.points.is_none_or(weighs)
        };
        self.slots.len() <= MOST_SLOTS && self.slots.iter().all(slot) && self.rules.problems().is_empty()
    }

    /// The quiz, with these questions in the bank of a course.
    fn composition(&self, questions: &[QuestionId], course: CourseId) -> Option<Composition> {
        let slot = |sent: &SentSlot| {
            let what = match sent.question {
                Some(at) => What::Question(questions.get(at)?.0),
                None => What::Draw {
                    count: sent.draw?,
                    tags: sent.tags.clone(),
                    course: Some(course.0),
                },
            };
            Some(Slot {
                what,
                points: sent.points,
            })
        };
        Some(Composition {
            rules: self.rules.clone(),
            slots: self.slots.iter().map(slot).collect::<Option<_>>()?,
        })
    }
}

impl SentQuestion {
    /// The question, when it is whole.
    fn question(&self) -> Option<Question> {
        let question = from_json(&self.content.to_string()).ok()?;
        let named = question.images();
        let whole = question.problems().is_empty() && self.images.iter().all(|name| named.contains(name));
        whole.then_some(question)
    }
}

/// Whether there are few enough questions, each whole.
pub(super) fn hold(sent: &[SentQuestion]) -> bool {
    sent.len() <= MOST_QUESTIONS && sent.iter().all(|one| one.question().is_some())
}

/// The questions of an archive that is written.
#[derive(Default)]
pub(super) struct Questions {
    places: HashMap<Uuid, usize>,
    /// Each once.
    pub(super) sent: Vec<SentQuestion>,
    /// Their images, by their paths.
    pub(super) files: Vec<(String, BlobId)>,
}

impl Questions {
    /// A quiz, its questions taken with it.
    ///
    /// # Errors
    /// The store's.
    pub(super) async fn quiz(&mut self, tx: &mut Tx, version: VersionId) -> Result<SentQuiz> {
        let composition = quizzes::of_version(tx, version).await?;
        let candidates = quizzes::candidates(tx, version, &composition.slots).await?;
        self.composed(tx, composition, &candidates).await
    }

    /// What is being composed of a quiz and isn't online, its questions taken with it.
    ///
    /// # Errors
    /// The store's.
    pub(super) async fn draft(&mut self, tx: &mut Tx, item: ItemId) -> Result<Option<SentQuiz>> {
        let Some(composition) = quizzes::pending(tx, item).await? else {
            return Ok(None);
        };
        let candidates = quizzes::candidates_for(tx, &composition.slots).await?;
        self.composed(tx, composition, &candidates).await.map(Some)
    }

    async fn composed(
        &mut self,
        tx: &mut Tx,
        composition: Composition,
        candidates: &[Candidate],
    ) -> Result<SentQuiz> {
        let mut slots = Vec::new();
        for slot in &composition.slots {
            let mut sent = SentSlot {
                points: slot.points,
                ..SentSlot::default()
            };
            match &slot.what {
                What::Question(id) => {
                    let Some(found) = candidates.iter().find(|one| one.question == *id) else {
                        continue;
                    };
                    sent.question = Some(self.take(tx, found).await?);
                }
                What::Draw { count, tags, course } => {
                    (sent.draw, sent.tags) = (Some(*count), tags.clone());
                    let of = |one: &&Candidate| {
                        one.course == *course && tags.iter().all(|tag| one.tags.contains(tag))
                    };
                    let drawn: Vec<&Candidate> = candidates.iter().filter(of).collect();
                    self.take_all(tx, &drawn).await?;
                }
            }
            slots.push(sent);
        }
        Ok(SentQuiz {
            rules: composition.rules,
            slots,
        })
    }

    /// In an order of their own: identifiers say nothing elsewhere.
    async fn take_all(&mut self, tx: &mut Tx, drawn: &[&Candidate]) -> Result<()> {
        let mut contents = Vec::with_capacity(drawn.len());
        for one in drawn {
            let version = questions::version(tx, QuestionVersionId(one.version)).await?;
            contents.push((to_json(&version.content), *one));
        }
        contents.sort_by(|(one, _), (other, _)| one.cmp(other));
        for (_, one) in contents {
            self.take(tx, one).await?;
        }
        Ok(())
    }

    /// The place of a question, taken once.
    async fn take(&mut self, tx: &mut Tx, one: &Candidate) -> Result<usize> {
        if let Some(place) = self.places.get(&one.question) {
            return Ok(*place);
        }
        let place = self.sent.len();
        let version = QuestionVersionId(one.version);
        let question = questions::version(tx, version).await?.content;
        let named = question.images();
        let mut images = Vec::new();
        for (name, blob) in questions::files(tx, version).await? {
            if named.contains(&name) {
                self.files.push((format!("{}{name}", folder(place)), blob));
                images.push(name);
            }
        }
        let content = serde_json::from_str(&to_json(&question))
            .map_err(|error| Error::internal("describing a question", error))?;
        self.sent.push(SentQuestion { content, images });
        self.places.insert(one.question, place);
        Ok(place)
    }
}

/// Adds the questions of an archive to the bank of its course, with their images: in their order.
///
/// # Errors
/// The store's.
pub(super) async fn put(
    tx: &mut Tx,
    site: &Site,
    by: Option<PersonId>,
    course: CourseId,
    sent: &[SentQuestion],
    images: Vec<Vec<(String, Stored)>>,
) -> Result<Vec<QuestionId>> {
    let mut all = Vec::with_capacity(sent.len());
    for (one, images) in sent.iter().zip(images) {
        let question = one
            .question()
            .ok_or_else(|| Error::fault("a question of a checked archive isn't whole"))?;
        let (id, version) = questions::put(tx, site, by, Some(course), &question).await?;
        for (name, stored) in images {
            let blob = stored.record(tx).await?;
            questions::put_file(tx, version, &name, blob).await?;
        }
        all.push(id);
    }
    Ok(all)
}

/// Lays a quiz on the version of its item, and beside it what isn't online yet.
///
/// # Errors
/// The store's.
pub(super) async fn lay(
    tx: &mut Tx,
    site: &Site,
    item: ItemId,
    (quiz, draft): (Option<&SentQuiz>, Option<&SentQuiz>),
    (questions, course): (&[QuestionId], CourseId),
) -> Result<()> {
    let composition = |quiz: &SentQuiz| {
        quiz.composition(questions, course)
            .ok_or_else(|| Error::fault("a quiz of a checked archive doesn't hold"))
    };
    if let Some(quiz) = quiz {
        quizzes::lay(tx, item, &composition(quiz)?).await?;
    }
    if let Some(draft) = draft {
        quizzes::lay_draft(tx, site, item, &composition(draft)?).await?;
    }
    Ok(())
}
