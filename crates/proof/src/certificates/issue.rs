//! Handing certificates out: who may have one, what each says, the mail that tells, in one transaction.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use catalogue::courses::{self, Course, Section, StepId};
use documents::Proof as Check;
use learning::adaptation::{self, Paths};
use learning::progress::{self, StepState};
use people::accounts::mails::{Letter, Sender, letter};
use people::directory::{Directory, Identity};
use people::organisations::{self, Drawn, Organisation};
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
use crate::templates::{self, Words};
use training::standings::{self, Noted};

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
    standings: HashMap<EnrolmentId, Noted>,
    words: Words,
    drawn: Vec<(Drawn, String)>,
    none: HashMap<StepId, StepState>,
}

impl Ready {
    /// How many documents.
    pub(crate) fn documents(&self) -> usize {
        self.contents.len()
    }

    /// How many documents that somebody cancelled aren't made again.
    pub(crate) fn left_out(&self) -> usize {
        self.left_out
    }
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
            standings: standings::of_session(tx, session.id).await?,
            words: templates::words(tx).await?,
            drawn: organisations::drawn(tx, session.region).await?,
            session,
            none: HashMap::new(),
        })
    }

    pub(super) fn states(&self, enrolment: EnrolmentId) -> &HashMap<StepId, StepState> {
        self.states.get(&enrolment).unwrap_or(&self.none)
    }

    /// How many learners nobody said the standing of.
    pub(super) fn unsaid(&self) -> usize {
        let lines = self.enrolled.iter();
        lines
            .filter(|line| !self.standings.contains_key(&line.enrolment.id))
            .count()
    }

    /// The path of one learner.
    pub(super) fn path(&self, enrolment: EnrolmentId) -> Cow<'_, [Section]> {
        self.paths.of(enrolment, self.states(enrolment))
    }
}

/// One learner's documents, ready to be written.
pub(crate) struct Ready {
    enrolment: Enrolment,
    card: Arc<Identity>,
    evidence: Arc<DataKey>,
    account: Arc<DataKey>,
    contents: Vec<Content>,
    /// What each new document replaces.
    replaced: Vec<store::CertificateId>,
    left_out: usize,
}

/// What there is to write for someone.
#[derive(Default)]
struct News {
    contents: Vec<Content>,
    replaced: Vec<store::CertificateId>,
    left_out: usize,
}

/// Hands the documents of the end of the training out to these learners: whichever they may have and that says something
/// new. What a new one replaces ends.
///
/// # Errors
/// [`Error::Refused`] while the chamber hasn't said who signs, or the stores'.
pub async fn issue(site: &Site, proof: &Proof<IssueCertificates>, wanted: &[EnrolmentId]) -> Result<Outcome> {
    let round = Round::load(site, proof).await?;
    if !round.is_signed() {
        return Err(Error::Refused(
            "Dites d’abord qui signe les documents\u{202f}: les mentions de l’organisme manquent.".into(),
        ));
    }
    let mut outcome = Outcome::default();
    let mut ready = Vec::new();
    let lines = round.ground.enrolled.iter().map(|line| line.enrolment);
    for enrolment in lines.filter(|one| wanted.contains(&one.id)) {
        match round.prepare(site, enrolment).await? {
            Prepared::Ready(one) => ready.push(*one),
            Prepared::Unchanged { .. } => outcome.unchanged += 1,
            Prepared::Refused(why) => outcome.refused.push((enrolment.person, why)),
        }
    }
    outcome.learners = u32::try_from(ready.len()).unwrap_or(u32::MAX);
    let mut tx = site.db().begin().await?;
    round.write(&mut tx, site, ready).await?;
    tx.commit().await?;
    Ok(outcome)
}

/// Handing out in one session: who may have what, and what each holds already.
pub(crate) struct Round<'a> {
    proof: &'a Proof<IssueCertificates>,
    ground: Ground,
    before: HashMap<(EnrolmentId, Kind), Certificate>,
    /// What somebody cancelled, and that isn't made again.
    spared: HashSet<(EnrolmentId, Kind)>,
    sender: Option<Sender>,
}

/// What handing out to one learner comes to.
pub(crate) enum Prepared {
    /// There is something new for them.
    Ready(Box<Ready>),
    /// Their documents say it all, or were cancelled by somebody.
    Unchanged {
        /// How many were cancelled.
        left_out: usize,
    },
    /// They can't have any yet, and why.
    Refused(&'static str),
}

impl<'a> Round<'a> {
    /// A session as it is now.
    pub(crate) async fn load(site: &Site, proof: &'a Proof<IssueCertificates>) -> Result<Self> {
        let mut tx = site.db().read().await?;
        let ground = Ground::load(&mut tx, site, proof.id()).await?;
        let before = store::whole_of_session(&mut tx, proof.id()).await?;
        drop(tx);
        let key = |one: Certificate| ((one.held.enrolment, one.held.kind), one);
        Ok(Self {
            sender: enrolment::sender(site, proof.actor(), &ground.session).await?,
            proof,
            spared: HashSet::new(),
            before: before.into_iter().map(key).collect(),
            ground,
        })
    }

    /// Without what somebody cancelled: it is theirs to hand out again, one by one.
    pub(crate) async fn sparing(mut self, site: &Site) -> Result<Self> {
        self.spared = store::cancelled_of_session(&mut site.db().read().await?, self.proof.id()).await?;
        Ok(self)
    }

    /// Whether the chamber has said who signs.
    pub(crate) fn is_signed(&self) -> bool {
        self.ground.organisation.is_some()
    }

    /// Who follows the session, by enrolment.
    pub(crate) fn enrolled(&self) -> HashMap<EnrolmentId, Enrolment> {
        let lines = self.ground.enrolled.iter();
        lines.map(|line| (line.enrolment.id, line.enrolment)).collect()
    }

    /// What one learner may have.
    pub(crate) async fn prepare(&self, site: &Site, enrolment: Enrolment) -> Result<Prepared> {
        let organisation = self.ground.organisation.as_ref().ok_or_else(|| {
            Error::fault("documents are prepared once who signs is known: the caller asks `is_signed`")
        })?;
        let ground = &self.ground;
        let now = site.clock().now();
        let card = Directory::of(site)?.card(site, enrolment.person).await?;
        let path = ground.path(enrolment.id);
        let mut facts = Facts {
            platform: &site.config().site_name,
            organisation,
            card: &card,
            course: &ground.course,
            session: &ground.session,
            enrolment: &enrolment,
            path: &path,
            states: ground.states(enrolment.id),
            attended: ground.attended.get(&enrolment.id).map_or(&[], Vec::as_slice),
            words: &ground.words,
            drawn: &ground.drawn,
            standing: None,
            now,
        };
        if let Some(why) = too_early(facts.verdict(), enrolment.settles_at(), now) {
            return Ok(Prepared::Refused(why));
        }
        let person = enrolment.person.0;
        let evidence = site.keys().get_or_create(person, Class::Evidence).await?;
        if let Some(noted) = ground.standings.get(&enrolment.id) {
            facts.standing = noted.open(&evidence)?;
        }
        let news = self.news(site, &facts, &evidence)?;
        if news.contents.is_empty() {
            return Ok(Prepared::Unchanged {
                left_out: news.left_out,
            });
        }
        Ok(Prepared::Ready(Box::new(Ready {
            enrolment,
            account: site.keys().get_or_create(person, Class::Account).await?,
            card,
            evidence,
            contents: news.contents,
            replaced: news.replaced,
            left_out: news.left_out,
        })))
    }

    /// The documents that say something new, and those that they replace.
    fn news(&self, site: &Site, facts: &Facts<'_>, evidence: &DataKey) -> Result<News> {
        let mut news = News::default();
        for kind in Kind::ALL {
            let silent = match kind {
                Kind::EndOfTraining => false,
                Kind::Completion => nothing_done(facts.minutes_done()).is_some(),
                Kind::Diligence => facts.attended.iter().all(|one| one.minutes == 0),
            };
            if silent {
                continue;
            }
            if self.spared.contains(&(facts.enrolment.id, kind)) {
                news.left_out += 1;
                continue;
            }
            let content = facts.content(kind, check(site))?;
            if let Some(old) = self.before.get(&(facts.enrolment.id, kind)) {
                if old.open(evidence)?.says_like(&content) {
                    continue;
                }
                news.replaced.push(old.held.id);
            }
            news.contents.push(content);
        }
        Ok(news)
    }

    /// Writes what is ready. Whoever was faster for one of them makes the whole fail, to be read again.
    pub(crate) async fn write(&self, tx: &mut Tx, site: &Site, mut ready: Vec<Ready>) -> Result<()> {
        // Everyone touches people's logins in the order of people: two at once wait, and never for each other.
        ready.sort_by_key(|one| one.enrolment.person);
        tx.lock("certificates", self.proof.id().0).await?;
        for one in &ready {
            write(
                tx,
                site,
                self.proof,
                &self.ground.session,
                self.sender.as_ref(),
                one,
            )
            .await?;
        }
        Ok(())
    }
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
        // Cancelled or replaced meanwhile: it isn't remade from what was read before.
        if !store::end(tx, site, *old, Reason::Replaced).await? {
            return Err(Error::Duplicate("certificates".into()));
        }
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
