//! Handing certificates out: who may have one, what each says, the mail that tells, in one transaction.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use catalogue::courses::{self, Course, Section, StepId};
use documents::Proof as Check;
use learning::adaptation::{self, Paths};
use learning::progress::{self, StepState};
use people::accounts::mails::{Letter, Sender, letter};
use people::directory::{Directory, Identity};
use people::organisations::{self, Organisation};
use platform::db::Tx;
use platform::events::{self, Event};
use platform::http::Proof;
use platform::keys::Class;
use platform::vault::DataKey;
use platform::{Error, PersonId, Result, Site, mail};
use training::enrolment::{self, Enrolled, Enrolment, EnrolmentId};
use training::sessions::{self, TrainingSession};

use super::IssueCertificates;
use super::content::{Content, Facts};
use super::rules::{Kind, Reason, code, nothing_done, too_early};
use super::store::{self, Certificate};
use crate::attendance::{self, Attended};

/// What handing out came to.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// Learners who got something new.
    pub learners: u32,
    /// Learners whose documents said it all already.
    pub unchanged: u32,
    /// Those who can't have any yet, and why.
    pub refused: Vec<(PersonId, &'static str)>,
}

/// A session with all that its certificates are made of.
pub(super) struct Ground {
    pub(super) session: TrainingSession,
    pub(super) enrolled: Vec<Enrolled>,
    pub(super) organisation: Option<Organisation>,
    course: Course,
    paths: Paths,
    states: HashMap<EnrolmentId, HashMap<StepId, StepState>>,
    attended: HashMap<EnrolmentId, Vec<Attended>>,
    none: HashMap<StepId, StepState>,
}

impl Ground {
    pub(super) async fn load(tx: &mut Tx, site: &Site, session: sessions::SessionId) -> Result<Self> {
        let session = sessions::find(tx, session).await?;
        let enrolled = enrolment::of_session(tx, site, session.id).await?;
        Ok(Self {
            paths: adaptation::of_session(tx, site, (session.id, session.course), &enrolled).await?,
            enrolled,
            organisation: organisations::find(tx, site, session.region).await?,
            course: courses::find(tx, session.course).await?,
            states: progress::of_session(tx, session.id).await?,
            attended: attendance::of_learners(tx, &session, site.clock().now()).await?,
            session,
            none: HashMap::new(),
        })
    }

    pub(super) fn states(&self, enrolment: EnrolmentId) -> &HashMap<StepId, StepState> {
        self.states.get(&enrolment).unwrap_or(&self.none)
    }

    /// The path of one learner.
    pub(super) fn path(&self, enrolment: EnrolmentId) -> Cow<'_, [Section]> {
        self.paths.of(enrolment, self.states(enrolment))
    }
}

/// One learner's documents, ready to be written.
struct Ready {
    enrolment: Enrolment,
    card: Arc<Identity>,
    evidence: Arc<DataKey>,
    account: Arc<DataKey>,
    contents: Vec<Content>,
    /// What each new document replaces.
    replaced: Vec<store::CertificateId>,
}

/// Hands the documents of the end of the training out to these learners: whichever they may have and that says something
/// new. What a new one replaces ends.
///
/// # Errors
/// [`Error::Refused`] while the chamber hasn't said who signs, or the stores'.
pub async fn issue(site: &Site, proof: &Proof<IssueCertificates>, wanted: &[EnrolmentId]) -> Result<Outcome> {
    let mut tx = site.db().read().await?;
    let ground = Ground::load(&mut tx, site, proof.id()).await?;
    let before = store::whole_of_session(&mut tx, proof.id()).await?;
    drop(tx);
    let Some(organisation) = &ground.organisation else {
        return Err(Error::Refused(
            "Dites d’abord qui signe les documents\u{202f}: les mentions légales de l’organisme manquent."
                .into(),
        ));
    };
    let mut outcome = Outcome::default();
    let mut ready = Vec::new();
    let lines = ground.enrolled.iter().map(|line| line.enrolment);
    for enrolment in lines.filter(|one| wanted.contains(&one.id)) {
        match prepare(site, &ground, organisation, enrolment, &before).await? {
            Prepared::Ready(one) => ready.push(one),
            Prepared::Unchanged => outcome.unchanged += 1,
            Prepared::Refused(why) => outcome.refused.push((enrolment.person, why)),
        }
    }
    let sender = enrolment::sender(site, proof.actor(), &ground.session).await?;
    // Everyone touches people's logins in the order of people: two at once wait, and never for each other.
    ready.sort_by_key(|one| one.enrolment.person);
    let mut tx = site.db().begin().await?;
    tx.lock("certificates", proof.id().0).await?;
    for one in &ready {
        write(&mut tx, site, proof, &ground.session, sender.as_ref(), one).await?;
        outcome.learners += 1;
    }
    tx.commit().await?;
    Ok(outcome)
}

enum Prepared {
    Ready(Ready),
    Unchanged,
    Refused(&'static str),
}

async fn prepare(
    site: &Site,
    ground: &Ground,
    organisation: &Organisation,
    enrolment: Enrolment,
    before: &[Certificate],
) -> Result<Prepared> {
    let now = site.clock().now();
    let card = Directory::of(site)?.card(site, enrolment.person).await?;
    let path = ground.path(enrolment.id);
    let facts = Facts {
        platform: &site.config().site_name,
        organisation,
        card: &card,
        course: &ground.course,
        session: &ground.session,
        enrolment: &enrolment,
        path: &path,
        states: ground.states(enrolment.id),
        attended: ground.attended.get(&enrolment.id).map_or(&[], Vec::as_slice),
        now,
    };
    if let Some(why) = too_early(facts.verdict(), enrolment.settles_at(), now) {
        return Ok(Prepared::Refused(why));
    }
    let evidence = site
        .keys()
        .get_or_create(enrolment.person.0, Class::Evidence)
        .await?;
    let mut contents = Vec::new();
    let mut replaced = Vec::new();
    for kind in Kind::ALL {
        let silent = match kind {
            Kind::EndOfTraining => false,
            Kind::Completion => nothing_done(facts.minutes_done()).is_some(),
            Kind::Diligence => facts.attended.iter().all(|one| one.minutes == 0),
        };
        if silent {
            continue;
        }
        let content = facts.content(kind, check(site))?;
        let old = before
            .iter()
            .find(|old| old.held.enrolment == enrolment.id && old.held.kind == kind);
        if let Some(old) = old {
            if old.open(&evidence)?.says_like(&content) {
                continue;
            }
            replaced.push(old.held.id);
        }
        contents.push(content);
    }
    if contents.is_empty() {
        return Ok(Prepared::Unchanged);
    }
    Ok(Prepared::Ready(Ready {
        enrolment,
        account: site
            .keys()
            .get_or_create(enrolment.person.0, Class::Account)
            .await?,
        card,
        evidence,
        contents,
        replaced,
    }))
}

/// A new code, and the address where it is checked.
fn check(site: &Site) -> Check {
    let code = code(&site.random().bytes());
    Check {
        url: format!("{}/verification/{code}", site.config().public_url),
        code,
    }
}

async fn write(
    tx: &mut Tx,
    site: &Site,
    proof: &Proof<IssueCertificates>,
    session: &TrainingSession,
    sender: Option<&Sender>,
    ready: &Ready,
) -> Result<()> {
    for old in &ready.replaced {
        store::end(tx, site, *old, Reason::Replaced).await?;
    }
    for content in &ready.contents {
        let id = store::insert(tx, site, &ready.evidence, ready.enrolment.id, content).await?;
        let event = Event::new("certificate.issued")
            .by(proof.actor())
            .about(ready.enrolment.person)
            .in_region(session.region)
            .in_session(session.id);
        events::write(tx, site, event.on(id)).await?;
    }
    let message = news(site, session, ready, sender);
    mail::queue(
        tx,
        site,
        &ready.account,
        ready.enrolment.person,
        "certificate",
        &message,
    )
    .await
    .map(drop)
}

fn news(site: &Site, session: &TrainingSession, ready: &Ready, sender: Option<&Sender>) -> mail::Message {
    let title = platform::html::fr::quote(&session.title);
    let what: Vec<String> = ready
        .contents
        .iter()
        .map(|content| match content.kind() {
            Kind::EndOfTraining => "votre attestation de fin de formation".to_owned(),
            Kind::Completion => "votre certificat de réalisation".to_owned(),
            Kind::Diligence => "votre attestation d’assiduité".to_owned(),
        })
        .collect();
    let said = format!(
        "Vous pouvez maintenant lire et télécharger {} pour la formation {title}.",
        platform::html::fr::series(&what, "et")
    );
    let what = Letter {
        subject: format!("Vos documents de fin de formation, {title}"),
        paragraphs: &[
            &said,
            "Chaque document porte un code\u{202f}: un financeur ou un employeur peut vérifier avec lui qu’il est authentique.",
        ],
        act: "Voir mes documents",
        link: &format!(
            "{}/mes-parcours/{}#documents",
            site.config().public_url,
            ready.enrolment.id
        ),
    };
    letter(site, &ready.card, sender, &what)
}
