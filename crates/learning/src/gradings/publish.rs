//! Giving a correction to its learner: the mark, the step and the mail in one transaction.

use std::collections::HashMap;
use std::sync::Arc;

use assess::success::Required;
use catalogue::assignments::Assignment;
use catalogue::courses::Step;
use catalogue::library;
use people::accounts::mails::{self, Sender};
use people::directory::{Directory, Identity};
use platform::db::Tx;
use platform::events::{self, Event};
use platform::html::FormErrors;
use platform::keys::Class;
use platform::vault::DataKey;
use platform::{Error, PersonId, Result, Site, mail};
use training::enrolment::{self, Enrolment, EnrolmentId};
use training::groups;
use training::sessions::{self, TrainingSession};

use super::mail::news;
use super::rules::{Again, Decision, Said, incomplete, percent_of};
use super::store::{self, Grading, Writing};
use crate::adaptation;
use crate::progress;
use crate::submissions::{self, Member, Submission};

/// A work and all that correcting it needs.
pub struct Ready {
    /// The work.
    pub submission: Submission,
    /// Whose.
    pub enrolment: Enrolment,
    /// Where.
    pub session: TrainingSession,
    /// The step; none when it is no longer one of this learner's.
    pub step: Option<Step>,
    /// What was asked.
    pub settings: Assignment,
    /// What was said of it.
    pub grading: Option<Grading>,
    /// Another try has begun since.
    pub overtaken: bool,
    /// A second tutor reads it before it is published.
    pub twice: bool,
    /// The learner's key of evidence.
    pub key: Arc<DataKey>,
    /// Who learns; of a group, who began.
    pub card: Arc<Identity>,
    /// The group whose work it is.
    pub together: Option<Together>,
    told: Vec<Told>,
    sender: Option<Sender>,
}

/// A group whose work is corrected.
pub struct Together {
    /// What it is called.
    pub name: String,
    /// Who handed in, with what is known of who wrote.
    pub cards: HashMap<PersonId, Arc<Identity>>,
    /// For whom.
    pub members: Vec<Member>,
    /// Who wrote what.
    pub writings: Vec<submissions::Writing>,
}

/// Someone whose work it is.
pub(super) struct Told {
    pub(super) enrolment: EnrolmentId,
    pub(super) person: PersonId,
    pub(super) card: Arc<Identity>,
    account: Arc<DataKey>,
}

/// Reads a work and its correction, for who was seen to be allowed to correct it.
///
/// # Errors
/// [`Error::NotFound`], the store's or the key store's.
pub async fn prepare(site: &Site, (id, by): (submissions::SubmissionId, Option<PersonId>)) -> Result<Ready> {
    let mut tx = site.db().read().await?;
    let (enrolment, person) = submissions::whose(&mut tx, id).await?;
    let submission = submissions::find(&mut tx, site, person, id).await?;
    let enrolment = enrolment::find(&mut tx, enrolment).await?;
    let group = match submission.group {
        Some(group) => Some(groups::find(&mut tx, site, group).await?),
        None => None,
    };
    // Whoever began may have left for another session since: the work stays where the group is.
    let at = group.as_ref().map_or(enrolment.session, |group| group.session);
    let session = sessions::find(&mut tx, at).await?;
    let states = progress::of_enrolment(&mut tx, enrolment.id).await?;
    let edition = adaptation::edition(&mut tx, site, &session, &enrolment, &states).await?;
    let mut steps = edition.path.iter().flat_map(|part| &part.steps);
    let step = steps.find(|step| step.id == submission.step).cloned();
    let reading = library::version(&mut tx, submission.version).await?.reading()?;
    let key = submissions::sealing::key_of(site, person, submission.group).await?;
    let key = key.ok_or(Error::NotFound)?;
    let grading = store::find(&mut tx, &key, id).await?;
    let overtaken = submissions::overtaken(&mut tx, &submission).await?;
    let twice = store::readings::wanted(&mut tx, session.id).await?;
    let hidden = submission.anonymous && grading.as_ref().is_none_or(|said| said.published_at.is_none());
    let submission = if hidden { submission.unnamed() } else { submission };
    let group = match group {
        Some(group) => Some((
            group.name,
            submissions::members(&mut tx, id).await?,
            submissions::writings(&mut tx, &key, id).await?,
        )),
        None => None,
    };
    drop(tx);
    let directory = Directory::of(site)?;
    let whose = match &group {
        Some((_, members, _)) => members.clone(),
        None => vec![Member {
            enrolment: enrolment.id,
            person,
        }],
    };
    let people: Vec<PersonId> = whose.iter().map(|one| one.person).chain([person]).collect();
    let cards = directory.cards(site, &people).await?;
    let mut told = Vec::with_capacity(whose.len());
    for Member { enrolment, person } in whose {
        // Who was erased is told nothing: the others have their mark.
        if let Some(card) = cards.get(&person) {
            told.push(Told {
                enrolment,
                person,
                card: Arc::clone(card),
                account: site.keys().get_or_create(person.0, Class::Account).await?,
            });
        }
    }
    let card = cards.get(&person).or(told.first().map(|one| &one.card));
    let card = card.cloned().ok_or(Error::NotFound)?;
    let together = match group {
        Some((name, members, writings)) => {
            let wrote = writings.iter().map(|writing| writing.author);
            let added = submission.pieces.iter().filter_map(|piece| piece.author);
            let people: Vec<PersonId> = members
                .iter()
                .map(|one| one.person)
                .chain(wrote)
                .chain(added)
                .collect();
            Some(Together {
                cards: directory.cards(site, &people).await?,
                name,
                members,
                writings,
            })
        }
        None => None,
    };
    Ok(Ready {
        settings: reading.assignment.unwrap_or_default(),
        sender: mails::sender(site, by, &session.region_name).await?,
        card,
        together,
        told,
        submission,
        enrolment,
        session,
        step,
        grading,
        overtaken,
        twice,
        key,
    })
}

impl Ready {
    /// Whose it is: a learner's name, or their group's.
    pub fn name(&self) -> String {
        self.together
            .as_ref()
            .map_or_else(|| self.card.full_name(), |together| together.name.clone())
    }

    /// Whether another try may be asked for.
    pub fn again(&self) -> Again {
        match self.submission.number < u32::from(self.settings.tries) {
            true => Again::Yes,
            false => Again::No,
        }
    }

    /// Whether it was given to its learner.
    pub fn is_published(&self) -> bool {
        self.grading
            .as_ref()
            .is_some_and(|grading| grading.published_at.is_some())
    }

    /// What success wants of the step.
    pub fn required(&self) -> Required {
        self.step.as_ref().map_or(Required::Done, |step| step.required)
    }

    /// Whether a correction can be published; otherwise the errors say what it lacks.
    pub fn complete(&self, said: &Said, decision: Decision, errors: &mut FormErrors) -> bool {
        if self.overtaken {
            errors.add("correction", "", OVERTAKEN);
        }
        if let Some((field, label, sentence)) =
            incomplete(said, &self.settings.rubric, decision, self.required())
        {
            errors.add(field, label, sentence);
        }
        errors.is_empty()
    }
}

const OVERTAKEN: &str = "Un autre essai a commencé depuis\u{202f}: la correction de celui-ci ne change plus. Corrigez le dernier.";

/// Publishes a correction over what was read: the learner reads it, the step is done or theirs again, a mail leaves. False
/// when somebody has saved or published since, and where a second tutor has to agree first.
///
/// # Errors
/// The store's.
pub async fn publish(
    tx: &mut Tx,
    site: &Site,
    ready: &Ready,
    by: Option<PersonId>,
    what: (&Said, Decision),
) -> Result<bool> {
    if store::readings::wanted(tx, ready.session.id).await? {
        return Ok(false);
    }
    put(tx, site, ready, by, what).await
}

/// The same, whoever had to agree having done so.
pub(super) async fn put(
    tx: &mut Tx,
    site: &Site,
    ready: &Ready,
    by: Option<PersonId>,
    (said, decision): (&Said, Decision),
) -> Result<bool> {
    let submission = &ready.submission;
    submissions::lock(tx, submission.owner()).await?;
    if submissions::overtaken(tx, submission).await? {
        return Ok(false);
    }
    let percent = percent_of(said, &ready.settings.rubric);
    let writing = Writing {
        said,
        percent,
        decision,
    };
    let over = (submission.id, ready.grading.as_ref());
    if !store::put_out(tx, site, &ready.key, over, by, &writing).await? {
        return Ok(false);
    }
    if submission.group.is_some() {
        store::tell(tx, submission.id).await?;
    }
    for whose in &ready.told {
        tell(tx, site, ready, (by, decision, percent), whose).await?;
    }
    Ok(true)
}

/// The mark, the step and the mail of one of those whose work it is.
async fn tell(
    tx: &mut Tx,
    site: &Site,
    ready: &Ready,
    (by, decision, percent): (Option<PersonId>, Decision, Option<f64>),
    whose: &Told,
) -> Result<()> {
    let submission = &ready.submission;
    let place = (whose.enrolment, submission.step);
    let ends_alone = ready.step.as_ref().is_some_and(|step| !step.marked_by_tutor());
    let marked = match decision {
        Decision::Done => {
            let mark = progress::Mark {
                done_at: submission.handed_at.unwrap_or_else(|| site.clock().now()),
                percent,
            };
            progress::grade(tx, site, by, place, mark).await
        }
        Decision::Redo if ends_alone => progress::forget_mark(tx, site, by, place).await,
        Decision::Redo => progress::hand_back(tx, site, by, place).await,
    };
    match marked {
        // One of a group has another path, without this step: the others have their mark.
        Err(Error::NotFound) if submission.group.is_some() => return Ok(()),
        marked => marked?,
    }
    let event = Event::new("submission.graded")
        .by(by)
        .about(whose.person)
        .in_region(ready.session.region)
        .in_session(ready.session.id)
        .on(submission.id)
        .with("done", i64::from(decision == Decision::Done));
    events::write(tx, site, event).await?;
    let message = news(site, ready, whose, decision, ready.sender.as_ref());
    mail::queue(tx, site, &whose.account, whose.person, "grading", &message)
        .await
        .map(drop)
}
