//! How someone joins a session, alone or with five thousand others: their account when they have none, the enrolment, the
//! right, the link and the mails, all in the caller's transaction.

use std::sync::Arc;

use people::accounts::mails::{self, Sender, activation};
use people::accounts::{self, Member, NewPerson, Purpose};
use people::directory::Identity;
use people::regions;
use platform::db::Tx;
use platform::http::Proof;
use platform::{PersonId, Result, Site, mail};

use super::course_mail::{CourseNews, course_mail};
use super::{EnrolLearner, EnrolmentId, store, views};
use crate::sessions::{self, TrainingSession};

/// What every newcomer of a session is told, read once.
pub(crate) struct Welcome {
    session: TrainingSession,
    sender: Option<Sender>,
    news: CourseNews,
}

impl Welcome {
    /// Reads it; `actor` signs the mails.
    pub(crate) async fn load(site: &Site, actor: Option<PersonId>, session: TrainingSession) -> Result<Self> {
        Ok(Self {
            sender: sender(site, actor, &session).await?,
            news: CourseNews::load(site, &session, actor).await?,
            session,
        })
    }
}

/// Someone about to join.
pub(crate) struct Newcomer(accounts::Newcomer);

impl Newcomer {
    /// Who has no account yet; `other`: whoever has the address is somebody else. Call before the transaction.
    pub(crate) async fn new(site: &Site, new: NewPerson, other: bool) -> Result<Self> {
        Ok(Self(accounts::Newcomer::new(site, new, other).await?))
    }

    /// The same for several at once, in their order. Call before the transaction.
    pub(crate) async fn all_new(site: &Site, all: Vec<(NewPerson, bool)>) -> Result<Vec<Self>> {
        let all = accounts::Newcomer::all_new(site, all).await?;
        Ok(all.into_iter().map(Self).collect())
    }

    /// Who has one. Call before the transaction.
    pub(crate) async fn known(site: &Site, person: PersonId) -> Result<Self> {
        Ok(Self(accounts::Newcomer::known(site, person).await?))
    }

    /// Whether they get an account by joining.
    pub(crate) fn is_new(&self) -> bool {
        self.0.is_new()
    }

    /// Joins the session of the proof. None when they are in already, or somebody got their address meanwhile: nothing was
    /// written then.
    pub(crate) async fn join(
        self,
        tx: &mut Tx,
        site: &Site,
        proof: &Proof<EnrolLearner>,
        welcome: &Welcome,
    ) -> Result<Option<(EnrolmentId, Arc<Identity>)>> {
        let Welcome {
            session,
            sender,
            news,
        } = welcome;
        let fresh = self.is_new();
        sessions::lock(tx, session.id).await?;
        let settled = self.0.settle(tx, site, proof.actor(), session.region).await?;
        let Some(Member { person, card, key }) = settled else {
            return Ok(None);
        };
        let Some(enrolment) = store::enrol(tx, site, proof, person).await? else {
            return Ok(None);
        };
        let message = if !fresh && accounts::has_password(tx, person).await? {
            views::enrolled_mail(site, &card, session, sender.as_ref())
        } else {
            let token = accounts::create_link(tx, site, person, Purpose::Activation).await?;
            activation(site, &card, &token, sender.as_ref(), Some(&session.title), None)
        };
        mail::queue(tx, site, &key, person, "enrolment", &message).await?;
        let course = course_mail(site, &card, session, news, sender.as_ref())?;
        mail::queue(tx, site, &key, person, "course", &course).await?;
        Ok(Some((enrolment, card)))
    }
}

/// Who signs a mail about a session: René's name in From, his address in Reply-To.
///
/// # Errors
/// The store's.
pub async fn sender(
    site: &Site,
    actor: Option<PersonId>,
    session: &TrainingSession,
) -> Result<Option<Sender>> {
    let region = regions::find(&mut site.db().read().await?, session.region).await?;
    mails::sender(site, actor, &region.name).await
}
