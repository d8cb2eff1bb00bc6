//! Enrols the people of a list, so many lines at a time, each time in one transaction that says how far it is: whoever runs
//! it, and however often, each line is dealt with once.

use std::collections::HashSet;
use std::sync::Arc;

use people::directory::{self, Correction, Directory};
use platform::db::Tx;
use platform::http::Proof;
use platform::ids::Uuid;
use platform::keys::Class;
use platform::vault::DataKey;
use platform::{Error, PersonId, Result, Site};

use super::columns::Mapping;
use super::dry_run::dry_run;
use super::jobs;
use super::rules::{Judged, Restated, Update, Verdict};
use super::store::{self, Content, IntakeId};
use crate::enrolment::{EnrolLearner, Newcomer, Welcome, closed, join_all, places};
use crate::sessions::{self, TrainingSession};
use crate::standings::{self, Said};

/// A list of no more people is done while the manager waits.
pub(super) const AT_ONCE: usize = 50;

/// How many people are enrolled in one transaction: enough for what each transaction costs to count for little, few enough for
/// nobody to wait for the session long.
const LOT: usize = 200;

/// Goes on with a list until there is no more to do. It ends at once when its manager lost the right meanwhile; those who
/// are left are told of as refused.
pub(super) async fn go_on(site: &Site, id: IntakeId) -> Result<()> {
    let mut tx = site.db().read().await?;
    let (Some(_), Some((session, by))) = (
        store::position(&mut tx, id).await?,
        store::sender(&mut tx, id).await?,
    ) else {
        return Ok(());
    };
    let content = store::content(&mut tx, site, id).await?;
    drop(tx);
    let proof = match Proof::<EnrolLearner>::ask(site, by, session.0).await {
        Ok(proof) => proof,
        Err(Error::Forbidden | Error::NotFound) => return end(site, id).await,
        Err(error) => return Err(error),
    };
    let known = content.and_then(|content| content.mapping.clone().map(|mapping| (content, mapping)));
    let Some((content, mapping)) = known else {
        return end(site, id).await;
    };
    let work = Work::load(site, &proof, id, &content, &mapping).await?;
    loop {
        let position = store::position(&mut site.db().read().await?, id).await?;
        match position {
            None => return Ok(()),
            Some(from) if from >= work.lines.len() => return end(site, id).await,
            Some(from) => work.deal_with(site, from, work.reach(from)).await?,
        }
    }
}

/// The list's day is over: what can still be done is, and the rest is told of as refused.
pub(super) async fn end_of_day(site: &Site, id: IntakeId) -> Result<()> {
    match go_on(site, id).await {
        Ok(()) => Ok(()),
        Err(error) => {
            tracing::error!(%error, intake = %id, "a list ends before all its lines were dealt with");
            end(site, id).await
        }
    }
}

async fn end(site: &Site, id: IntakeId) -> Result<()> {
    let mut tx = site.db().begin().await?;
    store::finish(&mut tx, site, id).await?;
    jobs::settle_later(&mut tx, site, id).await?;
    tx.commit().await
}

/// What a lot of lines takes, made ready before its transaction.
struct Lot<'a> {
    newcomers: Vec<(&'a Judged, Newcomer)>,
    /// The cards that change, each with its person's key of account.
    cards: Vec<(&'a Update, Arc<DataKey>)>,
    /// The situations that change, each with its person's key of evidence.
    situations: Vec<(Restated, Arc<DataKey>)>,
}

impl<'a> Lot<'a> {
    async fn ready(site: &Site, lines: &'a [Judged]) -> Result<Self> {
        let updates: Vec<&Update> = lines.iter().filter_map(|line| line.update.as_ref()).collect();
        let owners: Vec<Uuid> = updates.iter().map(|update| update.person.0).collect();
        let account = site.keys().find_all(&owners, Class::Account).await?;
        let cards = updates
            .into_iter()
            .filter_map(|update| Some((update, Arc::clone(account.get(&update.person.0)?))))
            .collect();
        let restated: Vec<Restated> = lines.iter().filter_map(|line| line.restated).collect();
        let owners: Vec<Uuid> = restated.iter().map(|one| one.person.0).collect();
        let evidence = site.keys().get_or_create_all(&owners, Class::Evidence).await?;
        let situations = restated
            .into_iter()
            .filter_map(|one| Some((one, Arc::clone(evidence.get(&one.person.0)?))))
            .collect();
        Ok(Self {
            newcomers: newcomers(site, lines).await?,
            cards,
            situations,
        })
    }
}

/// Who joins, in the order of the lines; who was erased meanwhile does not.
async fn newcomers<'a>(site: &Site, lines: &'a [Judged]) -> Result<Vec<(&'a Judged, Newcomer)>> {
    let create = lines.iter().filter(|line| line.verdict == Verdict::Create);
    let create = create.map(|line| (line.new.clone(), line.other)).collect();
    let mut new = Newcomer::all_new(site, create).await?.into_iter();
    let enrol = lines.iter().filter(|line| line.enrols());
    let people: Vec<PersonId> = enrol.filter_map(Judged::existing).collect();
    let mut known = Newcomer::all_known(site, &people).await?;
    let joins = lines.iter().filter_map(|line| {
        let newcomer = match line.verdict {
            Verdict::Create => new.next(),
            Verdict::Enrol(person) => known.remove(&person),
            _ => None,
        };
        Some((line, newcomer?))
    });
    let (told, mut people): (Vec<&Judged>, Vec<Newcomer>) = joins.unzip();
    let standings: Vec<_> = told.iter().map(|line| line.standing).collect();
    Newcomer::say_all(site, &mut people, &standings).await?;
    Ok(told.into_iter().zip(people).collect())
}

struct Work<'a> {
    id: IntakeId,
    proof: &'a Proof<EnrolLearner>,
    session: TrainingSession,
    welcome: Welcome,
    lines: Vec<Judged>,
}

impl<'a> Work<'a> {
    async fn load(
        site: &Site,
        proof: &'a Proof<EnrolLearner>,
        id: IntakeId,
        content: &Content,
        mapping: &Mapping,
    ) -> Result<Self> {
        let session = sessions::find(&mut site.db().read().await?, proof.id()).await?;
        let welcome = Welcome::load(site, proof.actor(), session.clone()).await?;
        let (lines, _) = dry_run(site, &session, content, mapping).await?;
        Ok(Self {
            id,
            proof,
            session,
            welcome,
            lines,
        })
    }

    /// The end of the next lines: those that enrol are so many, or all that are left.
    fn reach(&self, from: usize) -> usize {
        let rest = self.lines.iter().enumerate().skip(from);
        let mut enrols = rest.filter(|(_, line)| line.enrols() || line.updates()).skip(LOT);
        enrols.next().map_or(self.lines.len(), |(at, _)| at)
    }

    /// Deals with these lines, unless somebody else has: hardly more statements for all than for one.
    async fn deal_with(&self, site: &Site, from: usize, to: usize) -> Result<()> {
        let Lot {
            newcomers,
            cards,
            situations,
        } = Lot::ready(site, &self.lines[from..to]).await?;
        let mut tx = site.db().begin().await?;
        store::lock(&mut tx, self.id).await?;
        if store::position(&mut tx, self.id).await? != Some(from) {
            return Ok(());
        }
        if self.open(&mut tx, site).await? {
            self.enrol(&mut tx, site, newcomers).await?;
            let mut changed = self.update(&mut tx, site, &cards).await?;
            changed.extend(self.restate(&mut tx, site, &situations).await?);
            store::count_updated(&mut tx, self.id, changed.len()).await?;
        }
        store::advance(&mut tx, self.id, to).await?;
        tx.commit().await?;
        let directory = Directory::of(site)?;
        for (update, _) in cards {
            directory.forget(update.person);
        }
        Ok(())
    }

    /// Whose card changed: those that somebody else changed since they were shown stay as they are.
    async fn update(
        &self,
        tx: &mut Tx,
        site: &Site,
        cards: &[(&Update, Arc<DataKey>)],
    ) -> Result<HashSet<PersonId>> {
        let corrections = cards.iter().map(|(update, key)| Correction {
            person: update.person,
            key,
            seen: update.seen,
            identity: &update.after,
            changed: &update.changed,
        });
        let corrections: Vec<_> = corrections.collect();
        let written = directory::correct_all(tx, site, self.proof.actor(), &corrections).await?;
        let done = cards.iter().filter_map(|(update, key)| {
            let at = written.get(&update.person)?;
            Some((update.person, &*update.before, &**key, *at))
        });
        store::updated(tx, site, self.id, &done.collect::<Vec<_>>()).await?;
        Ok(written.into_keys().collect())
    }

    /// Whose situation changed: what somebody else said since it was shown stands.
    async fn restate(
        &self,
        tx: &mut Tx,
        site: &Site,
        situations: &[(Restated, Arc<DataKey>)],
    ) -> Result<HashSet<PersonId>> {
        if situations.is_empty() {
            return Ok(HashSet::new());
        }
        standings::lock(tx, self.session.id).await?;
        let enrolments: Vec<_> = situations.iter().map(|(one, _)| one.held.enrolment).collect();
        let now = standings::said_at(tx, &enrolments).await?;
        let as_shown = |(one, _): &&(Restated, Arc<DataKey>)| {
            now.get(&one.held.enrolment).copied() == one.held.said.map(|(_, at)| at)
        };
        let still: Vec<_> = situations.iter().filter(as_shown).collect();
        let said = still.iter().map(|(one, key)| Said {
            enrolment: one.held.enrolment,
            person: one.person,
            standing: one.after,
            key,
        });
        let said: Vec<_> = said.collect();
        let written = standings::note_all(tx, site, (&self.session, self.proof.actor()), &said).await?;
        let before: Vec<_> = still.iter().map(|(one, key)| (one.held, &**key)).collect();
        store::resaid(tx, site, (self.id, written), &before).await?;
        Ok(still.iter().map(|(one, _)| one.person).collect())
    }

    /// Whether anyone may still join.
    async fn open(&self, tx: &mut Tx, site: &Site) -> Result<bool> {
        sessions::lock(tx, self.session.id).await?;
        let session = sessions::find(tx, self.session.id).await?;
        Ok(closed(session.starts_at, session.ends_at, site.clock().now()).is_none())
    }

    /// As it was shown, or not at all: someone who got the address meanwhile is asked about first. Once the places are
    /// taken, the other lines are told of as refused.
    async fn enrol(&self, tx: &mut Tx, site: &Site, newcomers: Vec<(&Judged, Newcomer)>) -> Result<()> {
        let mut rest = newcomers.into_iter();
        loop {
            // Nobody else joins meanwhile: the session is locked. Who is in already takes no place: others are asked.
            let left = places::of(tx, self.session.id).await?.left();
            let left = left.map_or(usize::MAX, |left| usize::try_from(left).unwrap_or(usize::MAX));
            let (lines, some): (Vec<&Judged>, Vec<Newcomer>) = rest.by_ref().take(left).unzip();
            if some.is_empty() {
                return Ok(());
            }
            let fresh: Vec<bool> = some.iter().map(Newcomer::is_new).collect();
            let joined = join_all(tx, site, self.proof, &self.welcome, some).await?;
            let led = lines
                .iter()
                .zip(fresh)
                .zip(joined)
                .filter_map(|((line, fresh), joined)| {
                    let (enrolment, _) = joined?;
                    Some(store::Led {
                        line: line.number,
                        enrolment,
                        fresh,
                    })
                });
            store::record(tx, self.id, led.collect()).await?;
        }
    }
}
