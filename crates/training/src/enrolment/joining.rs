//! How someone joins a session, alone or with five thousand others: their account when they have none, the enrolment, the
//! right, the link and the mails, all in the caller's transaction.

use std::sync::Arc;

use people::accounts::mails::{Sender, activation};
use people::accounts::{self, Draft, NewPerson, Purpose};
use people::directory::{self, Directory, Identity};
use people::regions;
use platform::db::Tx;
use platform::http::Proof;
use platform::keys::Class;
use platform::vault::DataKey;
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

/// Someone about to join: their key is in the key store already, as it must be before what it seals.
pub(crate) struct Newcomer {
    person: PersonId,
    key: Arc<DataKey>,
    account: Account,
}

enum Account {
    /// `other`: the manager said that nobody of the same address is this person.
    New {
        draft: Box<Draft>,
        email: String,
        other: bool,
    },
    Known(Arc<Identity>),
}

impl Newcomer {
    /// Who has no account yet; `other`: whoever has the address is somebody else. Call before the transaction.
    pub(crate) async fn new(site: &Site, new: NewPerson, other: bool) -> Result<Self> {
        let email = new.email.clone();
        Ok(Self::drafted(accounts::prepare(site, new).await?, email, other))
    }

    /// The same for several at once, in their order. Call before the transaction.
    pub(crate) async fn all_new(site: &Site, all: Vec<(NewPerson, bool)>) -> Result<Vec<Self>> {
        let (people, others): (Vec<NewPerson>, Vec<bool>) = all.into_iter().unzip();
        let emails: Vec<String> = people.iter().map(|new| new.email.clone()).collect();
        let drafts = accounts::prepare_all(site, people).await?;
        let known = emails.into_iter().zip(others);
        let drafts = drafts.into_iter().zip(known);
        Ok(drafts
            .map(|(draft, (email, other))| Self::drafted(draft, email, other))
            .collect())
    }

    fn drafted(draft: Draft, email: String, other: bool) -> Self {
        Self {
            person: draft.person,
            key: draft.key(),
            account: Account::New {
                draft: Box::new(draft),
                email,
                other,
            },
        }
    }

    /// Who has one. Call before the transaction.
    pub(crate) async fn known(site: &Site, person: PersonId) -> Result<Self> {
        Ok(Self {
            person,
            key: site.keys().get_or_create(person.0, Class::Account).await?,
            account: Account::Known(Directory::of(site)?.card(site, person).await?),
        })
    }

    /// Whether they get an account by joining.
    pub(crate) fn is_new(&self) -> bool {
        matches!(self.account, Account::New { .. })
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
        let (fresh, person, key) = (self.is_new(), self.person, self.key);
        sessions::lock(tx, session.id).await?;
        let card = match self.account {
            Account::Known(card) => card,
            Account::New { draft, email, other } => {
                // Two managers at once make one account of an address.
                tx.lock("region addresses", session.region.0).await?;
                if !other
                    && !directory::by_email_in_region(tx, site, &email, session.region)
                        .await?
                        .is_empty()
                {
                    return Ok(None);
                }
                let made = draft
                    .insert(tx, site, proof.actor(), Some(session.region))
                    .await?;
                Arc::new(made.identity)
            }
        };
        let Some(enrolment) = store::enrol(tx, site, proof, person).await? else {
            return Ok(None);
        };
        let message = if !fresh && accounts::has_password(tx, person).await? {
            views::enrolled_mail(site, &card, session, sender.as_ref())
        } else {
            let token = accounts::create_link(tx, site, person, Purpose::Activation).await?;
            activation(site, &card, &token, sender.as_ref(), Some(&session.title))
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
    let Some(actor) = actor else { return Ok(None) };
    let card = Directory::of(site)?.card(site, actor).await?;
    let region = regions::find(&mut site.db().read().await?, session.region).await?;
    Ok(Some(Sender {
        name: format!("{}, {}", card.full_name(), region.name),
        address: card.email.clone(),
    }))
}
