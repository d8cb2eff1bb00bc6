//! How someone joins a session, alone or with five thousand others: their account when they have none, the enrolment, the
//! right, the link and the mails, all in the caller's transaction.

use std::collections::HashMap;
use std::sync::Arc;

use people::accounts::mails::{self, Sender, activation};
use people::accounts::{self, Member, NewPerson, Purpose};
use people::directory::Identity;
use people::regions;
use platform::db::Tx;
use platform::http::Proof;
use platform::keys::Class;
use platform::mail::{self, Letter};
use platform::vault::DataKey;
use platform::{PersonId, Result, Site};

use super::course_mail::{CourseNews, course_mail};
use super::{EnrolLearner, EnrolmentId, store, views};
use crate::sessions::{self, TrainingSession};
use crate::standings::{self, Said, Standing};

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
pub(crate) struct Newcomer {
    account: accounts::Newcomer,
    /// What they are, with the key that seals it.
    standing: Option<(Standing, Arc<DataKey>)>,
}

impl Newcomer {
    fn of(account: accounts::Newcomer) -> Self {
        Self {
            account,
            standing: None,
        }
    }

    /// Who has no account yet; `other`: whoever has the address is somebody else. Call before the transaction.
    pub(crate) async fn new(site: &Site, new: NewPerson, other: bool) -> Result<Self> {
        Ok(Self::of(accounts::Newcomer::new(site, new, other).await?))
    }

    /// The same for several at once, in their order. Call before the transaction.
    pub(crate) async fn all_new(site: &Site, all: Vec<(NewPerson, bool)>) -> Result<Vec<Self>> {
        let all = accounts::Newcomer::all_new(site, all).await?;
        Ok(all.into_iter().map(Self::of).collect())
    }

    /// Who has one. Call before the transaction.
    pub(crate) async fn known(site: &Site, person: PersonId) -> Result<Self> {
        Ok(Self::of(accounts::Newcomer::known(site, person).await?))
    }

    /// The same for several at once; who was erased is absent. Call before the transaction.
    pub(crate) async fn all_known(site: &Site, people: &[PersonId]) -> Result<HashMap<PersonId, Self>> {
        let all = accounts::Newcomer::all_known(site, people).await?;
        Ok(all
            .into_iter()
            .map(|(person, one)| (person, Self::of(one)))
            .collect())
    }

    /// What each is, when it is said, in their order. Call before the transaction.
    pub(crate) async fn say_all(site: &Site, all: &mut [Self], said: &[Option<Standing>]) -> Result<()> {
        let whose = all.iter().zip(said).filter(|(_, said)| said.is_some());
        let people: Vec<_> = whose.map(|(one, _)| one.account.person().0).collect();
        if people.is_empty() {
            return Ok(());
        }
        let keys = site.keys().get_or_create_all(&people, Class::Evidence).await?;
        for (one, said) in all.iter_mut().zip(said) {
            let key = keys.get(&one.account.person().0);
            one.standing = said.zip(key.cloned());
        }
        Ok(())
    }

    /// Whether they get an account by joining.
    pub(crate) fn is_new(&self) -> bool {
        self.account.is_new()
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
        let mut joined = join_all(tx, site, proof, welcome, vec![self]).await?;
        Ok(joined.pop().flatten())
    }
}

/// The same for several at once, in their order: hardly more statements for many than for one.
pub(crate) async fn join_all(
    tx: &mut Tx,
    site: &Site,
    proof: &Proof<EnrolLearner>,
    welcome: &Welcome,
    newcomers: Vec<Newcomer>,
) -> Result<Vec<Option<(EnrolmentId, Arc<Identity>)>>> {
    let session = &welcome.session;
    sessions::lock(tx, session.id).await?;
    let (accounts, standings): (Vec<_>, Vec<_>) = newcomers
        .into_iter()
        .map(|newcomer| (newcomer.account, newcomer.standing))
        .unzip();
    let settled = accounts::settle_all(tx, site, proof.actor(), session.region, accounts).await?;
    let mut people: Vec<PersonId> = Vec::new();
    for member in settled.iter().flatten() {
        if !people.contains(&member.person) {
            people.push(member.person);
        }
    }
    let mut enrolled = store::enrol_all(tx, site, proof, &people).await?;
    let mut joined = Vec::new();
    let mut answers = Vec::new();
    let mut said = Vec::new();
    for (member, standing) in settled.into_iter().zip(&standings) {
        let found = member.and_then(|member| Some((enrolled.remove(&member.person)?, member)));
        answers.push(
            found
                .as_ref()
                .map(|(enrolment, member)| (*enrolment, Arc::clone(&member.card))),
        );
        if let (Some((enrolment, member)), Some((standing, key))) = (&found, standing) {
            said.push(Said {
                enrolment: *enrolment,
                person: member.person,
                standing: *standing,
                key,
            });
        }
        joined.extend(found.map(|(_, member)| member));
    }
    standings::note_all(tx, site, (session, proof.actor()), &said).await?;
    welcome.tell(tx, site, &joined).await?;
    Ok(answers)
}

impl Welcome {
    /// Two mails to each: how to come in, or that they are in; then their course.
    async fn tell(&self, tx: &mut Tx, site: &Site, joined: &[Member]) -> Result<()> {
        let (session, sender) = (&self.session, self.sender.as_ref());
        let mut without: Vec<PersonId> = joined.iter().map(|member| member.person).collect();
        let with = accounts::with_password(tx, &without).await?;
        without.retain(|person| !with.contains(person));
        let tokens = accounts::create_links(tx, site, &without, Purpose::Activation).await?;
        let links: HashMap<PersonId, String> = without.into_iter().zip(tokens).collect();
        let mut told = Vec::with_capacity(joined.len());
        for member in joined {
            let card = &member.card;
            let entry = match links.get(&member.person) {
                Some(token) => (
                    "activation",
                    activation(site, card, token, sender, Some(&session.title), None),
                ),
                None => ("enrolment", views::enrolled_mail(site, card, session, sender)),
            };
            let course = ("course", course_mail(site, card, session, &self.news, sender)?);
            told.push((member, [entry, course]));
        }
        let letters = told.iter().flat_map(|(member, both)| {
            both.iter().map(|(kind, message)| Letter {
                key: &member.key,
                person: member.person,
                kind,
                message,
            })
        });
        mail::queue_all(tx, site, &letters.collect::<Vec<_>>())
            .await
            .map(drop)
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
