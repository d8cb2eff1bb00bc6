//! Rows of `session_tutors` and `region_tutors`; [`learners`]: of `learner_tutors`; [`former`]: of `former_tutors`; [`load`]: what
//! tutors have on their hands; [`leaving`]: taking one out of a region.

pub(super) mod former;
pub(super) mod learners;
pub(super) mod leaving;
pub(super) mod load;

use people::roles::{self, Over};
use platform::db::{Row, Tx};
use platform::events::{self, Event};
use platform::http::{BuiltIn, Proof};
use platform::ids::RegionId;
use platform::{Error, PersonId, Result, Site, args, sql};

use super::AddTutor;
use super::rules::Why;
use crate::enrolment::EnrolmentId;
use crate::sessions::{self, AssignTutors, SessionId};

/// What a tutor is there for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Duty {
    /// The content.
    Content,
    /// Getting organised and keeping going.
    Motivation,
    /// Using the platform.
    Technical,
}

impl Duty {
    /// Every duty, in the order of lists.
    pub const ALL: [Self; 3] = [Self::Content, Self::Motivation, Self::Technical];

    /// As stored.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Content => "content",
            Self::Motivation => "motivation",
            Self::Technical => "technical",
        }
    }

    /// Reads it back.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|duty| duty.code() == code)
    }

    /// As shown after a name.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Content => "Pour le contenu",
            Self::Motivation => "Pour s’organiser et garder le cap",
            Self::Technical => "Pour la technique",
        }
    }

    /// What a tutor is there for, told of them: they help, and aren't those who are helped.
    pub(super) const fn task(self) -> &'static str {
        match self {
            Self::Content => "pour le contenu",
            Self::Motivation => "pour aider à s’organiser et à garder le cap",
            Self::Technical => "pour la technique",
        }
    }

    /// The same inside a sentence.
    pub fn words(self) -> String {
        self.label().replacen('P', "p", 1)
    }
}

/// Who accompanies a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tutor {
    /// Who.
    pub person: PersonId,
    /// What for.
    pub duty: Duty,
}

impl Tutor {
    /// The regions that may choose an account that closes may choose the one that stays; again is no harm.
    ///
    /// # Errors
    /// The store's.
    pub(crate) async fn pass(tx: &mut Tx, (from, to): (PersonId, PersonId)) -> Result<()> {
        let sql = sql!(
            "INSERT INTO region_tutors (region_id, person_id, created_at)
             SELECT region_id, $2, created_at FROM region_tutors WHERE person_id = $1 ON CONFLICT DO NOTHING"
        );
        tx.execute(sql, args![from, to]).await?;
        let sql = sql!("DELETE FROM region_tutors WHERE person_id = $1");
        tx.execute(sql, args![from]).await.map(drop)
    }
}

/// Assigns a tutor, with the rights over this session that go with it.
///
/// # Errors
/// The store's.
pub async fn assign(
    tx: &mut Tx,
    site: &Site,
    proof: &Proof<AssignTutors>,
    person: PersonId,
    duty: Duty,
) -> Result<()> {
    put(tx, site, proof.actor(), proof.id(), person, duty).await
}

/// Assigns a tutor for who holds the proof already; being assigned makes one a tutor of the region.
pub(crate) async fn put(
    tx: &mut Tx,
    site: &Site,
    by: Option<PersonId>,
    session: SessionId,
    person: PersonId,
    duty: Duty,
) -> Result<()> {
    sessions::lock(tx, session).await?;
    let region = sessions::find(tx, session).await?.region;
    tx.execute(
        sql!(
            "INSERT INTO region_tutors (region_id, person_id, created_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING"
        ),
        args![region, person, site.clock().now()],
    )
    .await?;
    let new = insert(tx, site, session, person, duty).await?;
    if new == 1 {
        // The session's people are told first, all in one order.
        sessions::changed(tx, session).await?;
    }
    let over = Over::session(session.0, region);
    roles::grant(tx, site, by, person, BuiltIn::Tutor, over).await?;
    if new == 1 {
        let event = Event::new("tutor.assigned")
            .by(by)
            .about(person)
            .in_region(region)
            .in_session(session);
        events::write(tx, site, event).await?;
    }
    Ok(())
}

async fn insert(tx: &mut Tx, site: &Site, session: SessionId, person: PersonId, duty: Duty) -> Result<u64> {
    let sql = sql!(
        "INSERT INTO session_tutors (session_id, person_id, duty, created_at) VALUES ($1, $2, $3, $4)
         ON CONFLICT DO NOTHING"
    );
    let values = args![session, person, duty.code(), site.clock().now()];
    tx.execute(sql, values).await
}

/// Who accompanies a session, the content first.
///
/// # Errors
/// The store's.
pub async fn tutors(tx: &mut Tx, id: SessionId) -> Result<Vec<Tutor>> {
    let rows = tx
        .all(
            sql!("SELECT person_id, duty FROM session_tutors WHERE session_id = $1 ORDER BY duty, person_id"),
            args![id],
        )
        .await?;
    rows.iter().map(tutor).collect()
}

fn tutor(row: &Row) -> Result<Tutor> {
    let code: String = row.get("duty")?;
    let duty = Duty::parse(&code);
    Ok(Tutor {
        person: row.get("person_id")?,
        duty: duty.ok_or_else(|| Error::fault(format!("an unknown duty: {code}")))?,
    })
}

/// Takes a duty from a tutor, the learners chosen for it included; the right over the session goes with the last one.
///
/// # Errors
/// The store's.
pub async fn remove(
    tx: &mut Tx,
    site: &Site,
    proof: &Proof<AssignTutors>,
    person: PersonId,
    duty: Duty,
) -> Result<()> {
    let session = proof.id();
    sessions::changed(tx, session).await?;
    former::remember(tx, site, session, person, Some(duty)).await?;
    let gone = tx
        .execute(
            sql!("DELETE FROM session_tutors WHERE session_id = $1 AND person_id = $2 AND duty = $3"),
            args![session, person, duty.code()],
        )
        .await?;
    let gone = gone + learners::forget_all(tx, session, person, duty).await?;
    if gone == 0 {
        return Ok(());
    }
    let region = sessions::find(tx, session).await?.region;
    let event = Event::new("tutor.removed")
        .by(proof.actor())
        .about(person)
        .in_region(region)
        .in_session(session);
    events::write(tx, site, event).await?;
    end_rights(tx, site, proof.actor(), (session, region), person).await
}

/// Who accompanies nobody in a session any more has no right over it.
async fn end_rights(
    tx: &mut Tx,
    site: &Site,
    by: Option<PersonId>,
    (session, region): (SessionId, RegionId),
    person: PersonId,
) -> Result<()> {
    let sql = sql!(
        "SELECT duty FROM session_tutors WHERE session_id = $1 AND person_id = $2
         UNION SELECT l.duty FROM learner_tutors l JOIN enrolments e ON e.id = l.enrolment_id
         WHERE e.session_id = $1 AND l.person_id = $2"
    );
    if tx.optional(sql, args![session, person]).await?.is_some() {
        return Ok(());
    }
    let over = Over::session(session.0, region);
    roles::revoke(tx, site, by, person, BuiltIn::Tutor, over).await
}

/// What passes from one tutor to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct HandedOver {
    /// What the former was there for, for everybody.
    pub(super) duties: Vec<Duty>,
    /// The duties for some learners alone: which, of whom.
    pub(super) learners: Vec<(EnrolmentId, Duty)>,
}

impl HandedOver {
    /// There was nothing to hand over.
    pub(super) fn is_empty(&self) -> bool {
        self.duties.is_empty() && self.learners.is_empty()
    }
}

/// What a tutor does in a session.
///
/// # Errors
/// The store's.
pub(super) async fn held(tx: &mut Tx, session: SessionId, person: PersonId) -> Result<HandedOver> {
    let all = tutors(tx, session).await?;
    let mine = all.into_iter().filter(|tutor| tutor.person == person);
    Ok(HandedOver {
        duties: mine.map(|tutor| tutor.duty).collect(),
        learners: learners::chosen_for(tx, session, person).await?,
    })
}

/// Puts a tutor in the place of another: all that they do in the session, and the rights over it.
///
/// # Errors
/// The store's.
pub(super) async fn replace(
    tx: &mut Tx,
    site: &Site,
    proof: &Proof<AssignTutors>,
    (former, next): (PersonId, PersonId),
    why: Why,
) -> Result<HandedOver> {
    let session = proof.id();
    // The session's people are told first, all in one order: two replacements at once never wait for each other.
    sessions::changed(tx, session).await?;
    let region = sessions::find(tx, session).await?.region;
    let passed = held(tx, session, former).await?;
    if passed.is_empty() {
        return Ok(passed);
    }
    for duty in &passed.duties {
        insert(tx, site, session, next, *duty).await?;
    }
    former::remember(tx, site, session, former, None).await?;
    let sql = sql!("DELETE FROM session_tutors WHERE session_id = $1 AND person_id = $2");
    tx.execute(sql, args![session, former]).await?;
    learners::pass(tx, site, session, (former, next)).await?;
    let over = Over::session(session.0, region);
    // Rights change in the order of people: two tutors who take each other's place in two sessions never wait for each other.
    if next < former {
        roles::grant(tx, site, proof.actor(), next, BuiltIn::Tutor, over).await?;
        roles::revoke(tx, site, proof.actor(), former, BuiltIn::Tutor, over).await?;
    } else {
        roles::revoke(tx, site, proof.actor(), former, BuiltIn::Tutor, over).await?;
        roles::grant(tx, site, proof.actor(), next, BuiltIn::Tutor, over).await?;
    }
    let event = Event::new("tutor.replaced")
        .by(proof.actor())
        .about(former)
        .in_region(region)
        .in_session(session)
        .on(next.0)
        .with("reason", why.number());
    events::write(tx, site, event).await?;
    Ok(passed)
}

/// Holds who may be chosen in a region until the transaction ends.
pub(super) async fn lock(tx: &mut Tx, region: RegionId) -> Result<()> {
    tx.lock("region tutors", region.0).await
}

/// Those who may be chosen in a region.
///
/// # Errors
/// The store's.
pub async fn of_region(tx: &mut Tx, region: RegionId) -> Result<Vec<PersonId>> {
    let sql = sql!("SELECT person_id FROM region_tutors WHERE region_id = $1 ORDER BY person_id");
    let rows = tx.all(sql, args![region]).await?;
    rows.iter().map(|row| row.get("person_id")).collect()
}

/// Whether someone may be chosen in a region; nobody takes them out of it before this transaction ends.
///
/// # Errors
/// [`Error::NotFound`] when they may not, or the store's.
pub async fn require(tx: &mut Tx, region: RegionId, person: PersonId) -> Result<()> {
    lock(tx, region).await?;
    let sql = sql!("SELECT person_id FROM region_tutors WHERE region_id = $1 AND person_id = $2");
    tx.one(sql, args![region, person]).await.map(drop)
}

/// The house that made someone a tutor first, and its zone: where their days are.
///
/// # Errors
/// The store's.
pub async fn house(tx: &mut Tx, person: PersonId) -> Result<Option<(String, String)>> {
    let sql = sql!(
        "SELECT r.name, r.zone FROM region_tutors t JOIN regions r ON r.id = t.region_id
         WHERE t.person_id = $1 AND r.deleted_at IS NULL ORDER BY t.created_at, r.id LIMIT 1"
    );
    let row = tx.optional(sql, args![person]).await?;
    row.map(|row| Ok((row.get("name")?, row.get("zone")?)))
        .transpose()
}

/// Makes someone a tutor of the region of the proof. They get no right before they accompany a session.
///
/// # Errors
/// The store's.
pub async fn add(tx: &mut Tx, site: &Site, proof: &Proof<AddTutor>, person: PersonId) -> Result<bool> {
    let new = tx
        .execute(
            sql!(
                "INSERT INTO region_tutors (region_id, person_id, created_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING"
            ),
            args![proof.id(), person, site.clock().now()],
        )
        .await?;
    if new == 1 {
        let event = Event::new("tutor.added")
            .by(proof.actor())
            .about(person)
            .in_region(proof.id());
        events::write(tx, site, event).await?;
    }
    Ok(new == 1)
}
