//! A course of sixty steps: its learners' page, what its author does, and what publishing costs however many follow it.

mod store;

use std::net::SocketAddr;
use std::time::Duration;

use assess::success::Required;
use catalogue::courses::{self, CourseId, EditCourses, NewSection, NewStep, Offer, Words};
use catalogue::library::{self, EditItem, ItemId};
use platform::html::Modality;
use platform::http::{Proof, SystemActs};
use platform::{Error, Result, Site};
use training::enrolment::{self, EnrolLearner};
use training::sessions::{self, Beginnings, CreateSession, NewSession};
use uuid::Uuid;

use crate::http::{Connection, quoted};
use crate::stopwatch::Stopwatch;
use crate::visits::{self, Visit};

use super::figures::percentile;

const PARTS: usize = 12;
const STEPS_OF_A_PART: usize = 5;
/// How often an author does each thing.
const ACTS: usize = 40;

/// A course of sixty steps and who is before it.
pub(super) struct Long {
    course: CourseId,
    item: ItemId,
    /// Its learners, each with the cookie of before.
    pub(super) learners: Vec<Visit>,
    author: String,
}

impl Long {
    /// Makes it for these learners; the last of them becomes its author.
    pub(super) async fn make(site: &Site, mut learners: Vec<Visit>) -> Result<Self> {
        let acts = SystemActs::new();
        let author = learners.pop().ok_or(Error::NotFound)?;
        let mut tx = site.db().begin().await?;
        let (session, item) = visits::before(&mut tx, &author).await?;
        let titles: Vec<String> = (1..=STEPS_OF_A_PART)
            .map(|n| format!("Apprendre un geste de plus, {n}"))
            .collect();
        let steps: Vec<NewStep<'_>> = titles
            .iter()
            .map(|title| NewStep {
                title,
                modality: Modality::SelfPaced,
                minutes: 15,
                item: Some(item),
                required: Required::Done,
                completion: None,
                due_day: None,
                summary: None,
            })
            .collect();
        let parts: Vec<String> = (1..=PARTS).map(|n| format!("Semaine {n}")).collect();
        let parts: Vec<NewSection<'_>> = parts
            .iter()
            .map(|title| NewSection { title, steps: &steps })
            .collect();
        let words = Words {
            title: "Soixante gestes",
            summary: "Un geste à la fois, en soixante étapes.",
            objectives: "Savoir les faire",
        };
        let proof = Proof::<EditCourses>::of_system(&acts, Uuid::nil());
        let course = courses::create(&mut tx, site, &proof, &words, &parts, Offer::Published).await?;
        let new = NewSession {
            course,
            reference: &crate::bench::once("R00-SOIXANTE", site),
            starts_at: session.starts_at,
            ends_at: session.ends_at,
        };
        let with = Beginnings::default();
        let proof = Proof::<CreateSession>::of_system(&acts, session.region);
        let long = sessions::create_whole(&mut tx, site, &proof, &new, &with).await?;
        let proof = Proof::<EnrolLearner>::of_system(&acts, long);
        let mut enrolled = Vec::with_capacity(learners.len());
        for mut learner in learners {
            // Whoever is in two sessions comes twice, and is enrolled once.
            if let Some(place) = enrolment::enrol(&mut tx, site, &proof, learner.person).await? {
                learner.enrolment = place;
                enrolled.push(learner);
            }
        }
        let token = visits::administrator(&mut tx, site, author.person).await?;
        tx.commit().await?;
        Ok(Self {
            course,
            item,
            learners: enrolled,
            author: format!("cookie: connexion={token}\r\n"),
        })
    }

    /// How long a new version of the item takes to be the one that every session plays, and in how many it is.
    pub(super) async fn publish(&self, site: &Site) -> Result<(Duration, i64)> {
        let proof = Proof::<EditItem>::of_system(&SystemActs::new(), self.item);
        let mut tx = site.db().read().await?;
        let before = library::current(&mut tx, self.item).await?;
        let sessions = store::sessions_with(&mut tx, self.item).await?;
        drop(tx);
        let watch = Stopwatch::start();
        let mut tx = site.db().begin().await?;
        let version = library::add_version(&mut tx, site, &proof, &before.manifest).await?;
        for (path, file) in store::files(&mut tx, before.id).await? {
            library::add_file(&mut tx, version, &path, file).await?;
        }
        tx.commit().await?;
        let took = watch.elapsed();
        let now = library::current(&mut site.db().read().await?, self.item).await?;
        if now.id == version {
            Ok((took, sessions))
        } else {
            Err(Error::fault("a version that isn't in force once published"))
        }
    }

    /// The slowest in twenty of what an author does, one act after the other: the page of the course, the form of a step, a
    /// step that goes one place down.
    pub(super) async fn edit(&self, address: SocketAddr) -> Result<Duration> {
        let io = |error| Error::internal("an author's act", error);
        let home = format!("/parcours/{}", self.course);
        let mut connection = Connection::open(address).await.map_err(io)?;
        let mut acts = [Vec::new(), Vec::new(), Vec::new()];
        for turn in 0..ACTS {
            let watch = Stopwatch::start();
            let page = connection.get(&home, &self.author).await.map_err(io)?;
            acts[0].push(watch.elapsed());
            let page = page.text();
            let step = quoted(&page, "name=\"etape\" value=\"", turn + 1)?;
            let form = format!("{home}/etape?etape={step}");
            let watch = Stopwatch::start();
            let answer = connection.get(&form, &self.author).await.map_err(io)?;
            acts[1].push(watch.elapsed());
            let (token, revision) = (
                quoted(&page, "name=\"jeton\" value=\"", 0)?,
                quoted(&page, "name=\"revision\" value=\"", 0)?,
            );
            let body = format!("jeton={token}&revision={revision}&etape={step}&sens=bas");
            let watch = Stopwatch::start();
            let moved = connection
                .post_form(&format!("{home}/ordre"), &self.author, &body)
                .await
                .map_err(io)?;
            acts[2].push(watch.elapsed());
            if (answer.status, moved.status) != (200, 303) {
                return Err(Error::fault(format!(
                    "an author is answered {} and {}",
                    answer.status, moved.status
                )));
            }
        }
        let slowest = acts.map(|act| percentile(act, 95));
        Ok(slowest.into_iter().max().unwrap_or_default())
    }
}
