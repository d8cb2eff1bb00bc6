//! Enrols the people of a list, so many lines at a time, each time in one transaction that says how far it is: whoever runs
//! it, and however often, each line is dealt with once.

use std::collections::HashMap;
use std::sync::Arc;

use people::directory::{self, Correction, Directory};
use platform::db::Tx;
use platform::http::Proof;
use platform::ids::Uuid;
use platform::keys::Class;
use platform::vault::DataKey;
use platform::{Error, Result, Site};

use super::columns::Mapping;
use super::dry_run::dry_run;
use super::jobs;
use super::rules::{Judged, Restated, Update, Verdict};
use super::store::{self, Content, IntakeId};
use crate::enrolment::{EnrolLearner, Newcomer, Welcome, closed, join_all, places};
use crate::sessions::{self, TrainingSession};
use crate::standings::{self, Said};

/// How many people are enrolled in one transaction; a list of no more is done while the manager waits.
pub(super) const AT_ONCE: usize = 50;

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

/// The lines that change a card, with its key.
async fn keyed<'a>(site: &Site, lines: &'a [Judged]) -> Result<Vec<(&'a Update, Arc<DataKey>)>> {
    let mut keyed = Vec::new();
    for line in lines {
        if let Some(update) = &line.update
            && let Some(key) = site.keys().find(update.person.0, Class::Account).await?
        {
            keyed.push((update, key));
        }
    }
    Ok(keyed)
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
        let mut enrols = rest
            .filter(|(_, line)| line.enrols() || line.updates())
            .skip(AT_ONCE);
        enrols.next().map_or(self.lines.len(), |(at, _)| at)
    }

    /// Deals with these lines, unless somebody else has.
    async fn deal_with(&self, site: &Site, from: usize, to: usize) -> Result<()> {
        let lines = &self.lines[from..to];
        let create = lines.iter().filter(|line| line.verdict == Verdict::Create);
        let create = create.map(|line| (line.new.clone(), line.other)).collect();
        let mut new = Newcomer::all_new(site, create).await?.into_iter();
        let mut newcomers = Vec::new();
        for line in lines {
            let newcomer = match line.verdict {
                Verdict::Create => match new.next() {
                    Some(newcomer) => newcomer,
                    None => continue,
                },
                Verdict::Enrol(person) => match Newcomer::known(site, person).await {
                    // Erased meanwhile.
                    Err(Error::NotFound) => continue,
                    known => known?,
                },
                _ => continue,
            };
            newcomers.push((line, newcomer));
        }
        let (told, mut people): (Vec<&Judged>, Vec<Newcomer>) = newcomers.into_iter().unzip();
        let standings: Vec<_> = told.iter().map(|line| line.standing).collect();
        Newcomer::say_all(site, &mut people, &standings).await?;
        let newcomers: Vec<_> = told.into_iter().zip(people).collect();
        let updates = keyed(site, lines).await?;
        let people: Vec<_> = lines
            .iter()
            .filter_map(|line| Some(line.restated?.person.0))
            .collect();
        let evidence = match people.is_empty() {
            true => HashMap::new(),
            false => site.keys().get_or_create_all(&people, Class::Evidence).await?,
        };
        let mut tx = site.db().begin().await?;
        store::lock(&mut tx, self.id).await?;
        if store::position(&mut tx, self.id).await? != Some(from) {
            return Ok(());
        }
        if self.open(&mut tx, site).await? {
            self.enrol(&mut tx, site, newcomers).await?;
            self.update(&mut tx, site, &updates).await?;
            self.restate(&mut tx, site, (lines, &evidence)).await?;
        }
        store::advance(&mut tx, self.id, to).await?;
        tx.commit().await?;
        let directory = Directory::of(site)?;
        for (update, _) in updates {
            directory.forget(update.person);
        }
        Ok(())
    }

    /// Cards that somebody else changed since they were shown stay as they are.
    async fn update(&self, tx: &mut Tx, site: &Site, updates: &[(&Update, Arc<DataKey>)]) -> Result<()> {
        for (update, key) in updates {
            let correction = Correction {
                person: update.person,
                seen: update.seen,
                identity: &update.after,
                changed: &update.changed,
            };
            let written = directory::correct(tx, site, key, self.proof.actor(), &correction).await?;
            if let Some(at) = written {
                store::updated(tx, site, self.id, (update.person, key), (&update.before, at)).await?;
            }
        }
        Ok(())
    }

    /// What somebody else said since it was shown stands.
    async fn restate(
        &self,
        tx: &mut Tx,
        site: &Site,
        (lines, keys): (&[Judged], &HashMap<Uuid, Arc<DataKey>>),
    ) -> Result<()> {
        let changes = lines.iter().filter_map(|line| Some((line, line.restated?)));
        for (at, (line, one)) in changes.enumerate() {
            if at == 0 {
                standings::lock(tx, self.session.id).await?;
            }
            let Restated { person, held, after } = one;
            let (Some(key), seen) = (keys.get(&person.0), held.said.map(|(_, at)| at)) else {
                continue;
            };
            if standings::said_at(tx, held.enrolment).await? != seen {
                continue;
            }
            let said = Said {
                enrolment: held.enrolment,
                person,
                standing: after,
                key,
            };
            let written = standings::note_all(tx, site, (&self.session, self.proof.actor()), &[said]).await?;
            let before = held.said.map(|(before, _)| before);
            let list = (self.id, line.update.is_some());
            store::resaid(tx, site, list, (held.enrolment, key), (before, written)).await?;
        }
        Ok(())
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
