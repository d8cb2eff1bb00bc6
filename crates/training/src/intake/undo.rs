//! Taking back what a list did: those who have begun since stay.

use std::collections::HashSet;

use async_trait::async_trait;
use people::accounts::{self, Purpose};
use people::directory::{self, Correction, Directory};
use platform::db::Tx;
use platform::http::Proof;
use platform::keys::Class;
use platform::{Error, PersonId, Result, Site};

use super::UndoIntake;
use super::rules::may_undo;
use super::store::{self, Changed, Intake, IntakeId, Made, Resaid, Stage};
use crate::cards::changes;
use crate::enrolment::leaving::{Leaving, Reason};
use crate::enrolment::{self, EnrolmentId};
use crate::sessions::{self, SessionId, TrainingSession};
use crate::standings::{self, Said};

/// Who has begun: said by the floor above, where steps are.
#[async_trait]
pub trait Progress: Send + Sync {
    /// The enrolments of a session under which a step was begun, by one query.
    ///
    /// # Errors
    /// The store's.
    async fn begun(&self, tx: &mut Tx, session: SessionId) -> Result<HashSet<EnrolmentId>>;
}

/// The room that knows, as the site holds it.
pub struct Begun(pub Box<dyn Progress>);

/// What taking a list back would do.
pub(super) struct Undoing {
    pub(super) intake: Intake,
    /// Who leaves the session.
    pub(super) leave: Vec<Made>,
    /// Who has begun, and stays.
    pub(super) stay: Vec<Made>,
    /// Cards that are put back as they were.
    pub(super) cards: Vec<Changed>,
    /// Situations that are said again as they were.
    pub(super) resaid: Vec<Resaid>,
}

impl Undoing {
    /// How many people are as they were, one way or the other.
    pub(super) fn put_back(&self) -> usize {
        let cards = self.cards.iter().map(|one| one.person);
        let people: HashSet<PersonId> = cards.chain(self.resaid.iter().map(|one| one.person)).collect();
        people.len()
    }
}

/// Looks at it.
///
/// # Errors
/// [`Error::Refused`] when it is too late, or the store's.
pub(super) async fn look(tx: &mut Tx, site: &Site, session: SessionId, id: IntakeId) -> Result<Undoing> {
    let intake = store::find(tx, session, id).await?;
    if intake.stage == Stage::Undone {
        return Err(Error::Refused("Cet import est déjà annulé.".into()));
    }
    if intake.stage != Stage::Applied || !may_undo(intake.applied_at, site.clock().now()) {
        return Err(Error::Refused(
            "Un import s’annule dans les vingt-quatre heures qui suivent. Vous pouvez encore retirer chaque personne depuis la page de la session.".into(),
        ));
    }
    let begun = site.extension::<Begun>()?.0.begun(tx, session).await?;
    let inside = store::made(tx, id).await?.into_iter().filter(|one| one.inside);
    let (stay, leave) = inside.partition(|one| begun.contains(&one.enrolment));
    let cards = store::changed(tx, id).await?;
    let resaid = store::all_resaid(tx, id).await?;
    Ok(Undoing {
        intake,
        leave,
        stay,
        cards,
        resaid,
    })
}

/// Does it, in the caller's transaction: the links that nobody used end too.
///
/// # Errors
/// As [`look`].
pub(super) async fn undo(
    tx: &mut Tx,
    site: &Site,
    proof: &Proof<UndoIntake>,
    id: IntakeId,
) -> Result<Undoing> {
    store::lock(tx, id).await?;
    sessions::lock(tx, proof.id()).await?;
    let session = sessions::find(tx, proof.id()).await?;
    standings::lock(tx, session.id).await?;
    let undoing = look(tx, site, session.id, id).await?;
    for one in &undoing.leave {
        let key = site.keys().find(one.person.0, Class::Account).await?;
        let why = Leaving::because(Reason::Mistake, key);
        let who = (one.enrolment, one.person);
        enrolment::leave(tx, site, proof.actor(), &session, who, &why).await?;
        if one.fresh && !store::in_a_session(tx, one.person).await? {
            accounts::end_links(tx, site, &[one.person], Purpose::Activation).await?;
        }
    }
    put_back(tx, site, proof, &undoing.cards).await?;
    for one in &undoing.resaid {
        say_back(tx, site, (&session, proof.actor()), one).await?;
    }
    store::settle(tx, id).await?;
    store::undone(
        tx,
        site,
        (proof.actor(), &session),
        id,
        (undoing.leave.len(), undoing.stay.len()),
    )
    .await?;
    Ok(undoing)
}

/// Cards as they were before the list.
async fn put_back(tx: &mut Tx, site: &Site, proof: &Proof<UndoIntake>, cards: &[Changed]) -> Result<()> {
    let people: Vec<PersonId> = cards.iter().map(|card| card.person).collect();
    let now = Directory::of(site)?.cards(site, &people).await?;
    let owners: Vec<_> = people.iter().map(|person| person.0).collect();
    let keys = site.keys().find_all(&owners, Class::Account).await?;
    let mut back = Vec::with_capacity(cards.len());
    for card in cards {
        if let (Some(key), Some(now)) = (keys.get(&card.person.0), now.get(&card.person)) {
            let before = card.open(key)?;
            back.push((card, key, changes(now, &before), before));
        }
    }
    let corrections = back.iter().map(|(card, key, changed, before)| Correction {
        person: card.person,
        key,
        seen: card.written,
        identity: before,
        changed,
    });
    let corrections: Vec<_> = corrections.collect();
    directory::correct_all(tx, site, proof.actor(), &corrections)
        .await
        .map(drop)
}

/// A situation as it was before the list.
async fn say_back(
    tx: &mut Tx,
    site: &Site,
    (session, by): (&TrainingSession, Option<PersonId>),
    one: &Resaid,
) -> Result<()> {
    let Some(key) = site.keys().find(one.person.0, Class::Evidence).await? else {
        return Ok(());
    };
    let Some(standing) = one.open(&key)? else {
        return standings::unsay(tx, site, (session, by), (one.enrolment, one.person)).await;
    };
    let said = Said {
        enrolment: one.enrolment,
        person: one.person,
        standing,
        key: &key,
    };
    standings::note_all(tx, site, (session, by), &[said])
        .await
        .map(drop)
}
