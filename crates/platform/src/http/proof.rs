//! Proofs: values that only this file makes, after asking the store. A store function that takes a proof can't be
//! called for an object that nobody authorised, and takes the object's identifier from it.

use std::marker::PhantomData;

use axum::extract::{FromRequestParts, RawPathParams};
use http::request::Parts;
use uuid::Uuid;

use super::actor::{Actor, Stamp};
use super::context::Client;
use super::object::{Object, Platform};
use super::permission::Permission;
use super::routes::Required;
use super::store::holds;
use crate::db::Sql;
use crate::ids::RegionId;
use crate::journal::{self, Entry};
use crate::memo::Memo;
use crate::{Error, PersonId, Result, Site, args};

type IdOf<P> = <<P as Permission>::On as Object>::Id;

/// This actor may do `P` to this object.
pub struct Proof<P: Permission> {
    id: IdOf<P>,
    actor: Option<PersonId>,
    region: Option<RegionId>,
    permission: PhantomData<P>,
}

impl<P: Permission> Proof<P> {
    /// The object.
    pub fn id(&self) -> IdOf<P> {
        self.id
    }

    /// Who acts; none when the platform itself does.
    pub fn actor(&self) -> Option<PersonId> {
        self.actor
    }

    /// The command line and scheduled jobs act for the platform.
    pub fn of_system(_: &SystemActs, id: IdOf<P>) -> Self {
        Self {
            id,
            actor: None,
            region: None,
            permission: PhantomData,
        }
    }

    /// Asks the store, unless it was asked the same while all that is the actor's own was as it is now.
    async fn of_actor(site: &Site, actor: &Actor, id: Uuid) -> Result<Self> {
        let stamp = actor.stamp.filter(|_| <P::On as Object>::STAMPED);
        let Some(stamp) = stamp else {
            return Self::ask(site, actor.person, id).await;
        };
        let (proved, key) = (site.extension::<Proved>()?, (actor.login, P::INFO.name, id));
        let region = match proved.0.get(&key, &stamp) {
            Some(region) => *region,
            None => {
                let asked = Self::ask(site, actor.person, id).await?;
                *proved.0.put(key, stamp, asked.region)
            }
        };
        Ok(Self {
            id: id.into(),
            actor: Some(actor.person),
            region,
            permission: PhantomData,
        })
    }

    /// Asks the store.
    ///
    /// # Errors
    /// [`Error::NotFound`] for another scope's object, [`Error::Forbidden`] for who holds the permission nowhere.
    pub async fn ask(site: &Site, actor: PersonId, id: Uuid) -> Result<Self> {
        let mut tx = site.db().read().await?;
        let found = tx
            .optional(Sql::built(P::INFO.authorising()), args![actor, id])
            .await?;
        if let Some(row) = found {
            let placed = P::INFO.source.is_some_and(|source| source.region.is_some());
            return Ok(Self {
                id: id.into(),
                actor: Some(actor),
                region: if placed { row.get("region")? } else { None },
                permission: PhantomData,
            });
        }
        Err(if holds(&mut tx, actor, &P::INFO).await? {
            Error::NotFound
        } else {
            Error::Forbidden
        })
    }
}

impl<P: Permission> FromRequestParts<Site> for Proof<P> {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self> {
        let required = Required::of::<P>(&parts.extensions)?;
        let actor = Actor::from_request_parts(parts, site).await?;
        let id = object_id::<P>(parts, site).await?;
        let proof = Self::of_actor(site, &actor, id).await?;
        let mut entry = done_by::<P>(actor.person, parts, site)
            .await?
            .in_region(proof.region);
        if <P::On as Object>::SOURCE.is_some() {
            entry = entry.on(<P::On as Object>::PARAM, id);
        }
        required.proved(site, entry);
        Ok(proof)
    }
}

/// How many proofs a generation holds.
const GENERATION: usize = 4096;

/// What was proved lately to logins over what is their person's own, with its region.
pub struct Proved(Memo<(Uuid, &'static str, Uuid), Option<RegionId>, Stamp>);

impl Default for Proved {
    fn default() -> Self {
        Self(Memo::new(GENERATION))
    }
}

/// What the journal says of an act that this permission allows.
async fn done_by<P: Permission>(actor: PersonId, parts: &mut Parts, site: &Site) -> Result<Entry> {
    let client = Client::from_request_parts(parts, site).await?;
    Ok(Entry::new(P::INFO.name, journal::DONE).by(actor).from(client.0))
}

async fn object_id<P: Permission>(parts: &mut Parts, site: &Site) -> Result<Uuid> {
    if <P::On as Object>::PARAM == Platform::PARAM {
        return Ok(Uuid::nil());
    }
    let params = RawPathParams::from_request_parts(parts, site)
        .await
        .map_err(|error| Error::internal("the path's parameters", error))?;
    let (_, value) = params
        .iter()
        .find(|(name, _)| *name == <P::On as Object>::PARAM)
        .ok_or_else(|| Error::fault(format!("the path names no {}", <P::On as Object>::PARAM)))?;
    value.parse().map_err(|_| Error::NotFound)
}

/// This actor may do `P` somewhere: lists show what the predicate lets through.
pub struct Within<P: Permission> {
    actor: PersonId,
    permission: PhantomData<P>,
}

impl<P: Permission> Within<P> {
    /// Who asks: bound as `$1` of the predicate.
    pub fn actor(&self) -> PersonId {
        self.actor
    }

    /// The statement's `WHERE` part: alive, and in a scope of person `$1`.
    pub fn predicate() -> String {
        Self::predicate_of("$1")
    }

    /// The same for each person of a column: `f.person_id`.
    pub fn predicate_of(person: &str) -> String {
        let alive = P::INFO.source.map_or("1 = 1", |source| source.alive);
        format!("({alive}) AND {}", P::INFO.predicate_of(person))
    }
}

impl<P: Permission> FromRequestParts<Site> for Within<P> {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self> {
        let required = Required::of::<P>(&parts.extensions)?;
        let actor = Actor::from_request_parts(parts, site).await?.person;
        if !holds(&mut site.db().read().await?, actor, &P::INFO).await? {
            return Err(Error::Forbidden);
        }
        let entry = done_by::<P>(actor, parts, site).await?;
        required.proved(site, entry);
        Ok(Self {
            actor,
            permission: PhantomData,
        })
    }
}

/// The platform acting by itself. Made by the command line, scheduled jobs and tests; never in a handler.
pub struct SystemActs(());

impl SystemActs {
    /// For `app`'s commands, jobs and tests (`scripts/house.mjs` keeps it from rooms).
    pub fn new() -> Self {
        Self(())
    }
}

impl Default for SystemActs {
    fn default() -> Self {
        Self::new()
    }
}
