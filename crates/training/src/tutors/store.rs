//! Rows of `session_tutors` and `region_tutors`.

use people::roles::{self, Over};
use platform::db::Tx;
use platform::events::{self, Event};
use platform::http::{BuiltIn, Proof};
use platform::ids::RegionId;
use platform::{Error, PersonId, Result, Site, args, sql};

use super::AddTutor;
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
            Self::Technical => "Pour l’outil",
        }
    }
}

/// Who accompanies a session.
#[derive(Clone, Copy, Debug)]
pub struct Tutor {
    /// Who.
    pub person: PersonId,
    /// What for.
    pub duty: Duty,
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
    let region = sessions::find(tx, session).await?.region;
    tx.execute(
        sql!(
            "INSERT INTO region_tutors (region_id, person_id, created_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING"
        ),
        args![region, person, site.clock().now()],
    )
    .await?;
    let new = tx
        .execute(
            sql!(
                "INSERT INTO session_tutors (session_id, person_id, duty, created_at) VALUES ($1, $2, $3, $4)
                 ON CONFLICT DO NOTHING"
            ),
            args![session, person, duty.code(), site.clock().now()],
        )
        .await?;
    let over = Over::session(session.0, region);
    roles::grant(tx, site, by, person, BuiltIn::Tutor, over).await?;
    if new == 1 {
        sessions::changed(tx, session).await?;
        let event = Event::new("tutor.assigned")
            .by(by)
            .about(person)
            .in_region(region)
            .in_session(session);
        events::write(tx, site, event).await?;
    }
    Ok(())
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
    rows.iter()
        .map(|row| {
            let code: String = row.get("duty")?;
            let duty = Duty::parse(&code);
            Ok(Tutor {
                person: row.get("person_id")?,
                duty: duty.ok_or_else(|| Error::fault(format!("an unknown duty: {code}")))?,
            })
        })
        .collect()
}

/// Takes a duty from a tutor; the right over the session goes with the last one.
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
    let gone = tx
        .execute(
            sql!("DELETE FROM session_tutors WHERE session_id = $1 AND person_id = $2 AND duty = $3"),
            args![session, person, duty.code()],
        )
        .await?;
    if gone == 0 {
        return Ok(());
    }
    sessions::changed(tx, session).await?;
    let region = sessions::find(tx, session).await?.region;
    let event = Event::new("tutor.removed")
        .by(proof.actor())
        .about(person)
        .in_region(region)
        .in_session(session);
    events::write(tx, site, event).await?;
    let sql = sql!("SELECT duty FROM session_tutors WHERE session_id = $1 AND person_id = $2");
    if tx.optional(sql, args![session, person]).await?.is_some() {
        return Ok(());
    }
    let over = Over::session(session.0, region);
    roles::revoke(tx, site, proof.actor(), person, BuiltIn::Tutor, over).await
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

/// Whether someone may be chosen in a region.
///
/// # Errors
/// [`Error::NotFound`] when they may not, or the store's.
pub async fn require(tx: &mut Tx, region: RegionId, person: PersonId) -> Result<()> {
    let sql = sql!("SELECT person_id FROM region_tutors WHERE region_id = $1 AND person_id = $2");
    tx.one(sql, args![region, person]).await.map(drop)
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
