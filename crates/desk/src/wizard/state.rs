//! What the pages choose from, what was answered, what is proposed and what is wrong with it.

use std::collections::HashMap;
use std::sync::Arc;

use catalogue::courses::{self, Course, Section, Step};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use people::directory::{Directory, Identity};
use people::regions::{self, Region};
use platform::html::{FormErrors, Modality, fr};
use platform::http::Form;
use platform::{Error, PersonId, Result, Site};
use training::availability::Meeting;
use training::lives::read_places;
use training::sessions::{self, Beginnings, Duty, Territory, meeting};
use training::tutors::{self, Ground, Standing};

use super::answers::{Answers, dated};
use super::rules;

/// The stage of the dates.
pub(super) const DATES: usize = 2;
/// The last stage: the review.
pub(super) const REVIEW: usize = 4;

/// What the pages choose from, and what has been answered.
pub(super) struct Wizard {
    pub(super) region: Region,
    pub(super) zone: TimeZone,
    pub(super) courses: Vec<Course>,
    pub(super) course: Option<Course>,
    /// The steps of the chosen course that happen at a date.
    pub(super) steps: Vec<Step>,
    /// The steps that are due on a day of the session, from 1.
    pub(super) deadlines: Vec<(String, u32)>,
    pub(super) territory: Territory,
    pub(super) tutors: Vec<(PersonId, Arc<Identity>)>,
    /// What to know of each, once the dates are there.
    pub(super) standings: HashMap<PersonId, Standing>,
    pub(super) answers: Answers,
    /// The reference is another session's.
    pub(super) taken: bool,
    /// One answer is changed after all were given: the review comes next.
    pub(super) rereading: bool,
}

impl Wizard {
    pub(super) async fn load(site: &Site, region: platform::ids::RegionId, form: &Form) -> Result<Self> {
        let mut tx = site.db().read().await?;
        let region = regions::find(&mut tx, region).await?;
        let courses = courses::offered(&mut tx).await?;
        let course = courses
            .iter()
            .find(|course| course.id.to_string() == form.text("parcours"))
            .cloned();
        let path = match &course {
            Some(course) => courses::outline(&mut tx, course.id).await?,
            None => Vec::new(),
        };
        let steps = dated(&path);
        let people = tutors::of_region(&mut tx, region.id).await?;
        let answers = Answers::read(form, &steps);
        let taken = sessions::reference_taken(&mut tx, &answers.reference).await?;
        drop(tx);
        let zone = TimeZone::get(&region.zone).map_err(|e| Error::internal("the region's zone", e))?;
        let mut wizard = Self {
            tutors: Directory::of(site)?.sorted(site, &people).await?,
            standings: HashMap::new(),
            territory: Territory::of(&region.code, &region.zone),
            region,
            zone,
            courses,
            course,
            steps,
            deadlines: deadlines(&path),
            answers,
            taken,
            rereading: form.text("relire") == "oui",
        };
        if form
            .text("etape")
            .parse::<usize>()
            .is_ok_and(|stage| stage >= DATES)
        {
            wizard.standings = wizard.weigh(site).await?;
        }
        Ok(wizard)
    }

    /// What is known of each tutor in view of the session as it is answered so far.
    async fn weigh(&self, site: &Site) -> Result<HashMap<PersonId, Standing>> {
        let Some((first, days)) = self.period() else {
            return Ok(HashMap::new());
        };
        let meetings = self
            .dates(&mut FormErrors::default())
            .dates
            .into_iter()
            .filter_map(|(id, at, _)| {
                let step = self.steps.iter().find(|step| step.id == id)?;
                Some(Meeting {
                    title: step.title.clone(),
                    starts_at: at.0,
                    ends_at: at.1,
                })
            });
        let ground = Ground {
            region: self.region.id,
            session: None,
            period: sessions::period(first, days, &self.region.zone)?,
            meetings: meetings.collect(),
            learners: 0,
        };
        tutors::standings(&mut site.db().read().await?, site, &ground).await
    }

    /// The first day and the length, once they hold.
    pub(super) fn period(&self) -> Option<(Date, u32)> {
        Some((
            rules::day(&self.answers.first)?,
            rules::length(&self.answers.days)?,
        ))
    }

    /// What a page proposes when nothing was answered yet.
    pub(super) async fn propose(&mut self, site: &Site, stage: usize) -> Result<()> {
        if stage == 1 {
            if self.answers.first.is_empty() {
                let today = site.clock().now().to_zoned_datetime(self.zone.clone()).date();
                self.answers.first = rules::first_day(today).to_string();
            }
            if self.answers.days.is_empty() {
                self.answers.days = rules::DAYS.to_string();
            }
            if let (true, Some(course), Some(first)) = (
                self.answers.reference.is_empty(),
                &self.course,
                rules::day(&self.answers.first),
            ) {
                self.answers.reference = free_reference(site, &course.title, first).await?;
            }
        }
        if let (2, Some((first, days))) = (stage, self.period()) {
            self.propose_dates(first, days);
        }
        Ok(())
    }

    /// Dates for this first day: those given for another one keep their distance from it, an hour and a place stay.
    fn propose_dates(&mut self, first: Date, days: u32) {
        let before = rules::day(&self.answers.proposed).filter(|before| *before != first);
        self.answers.proposed = first.to_string();
        let (mut live, mut on_site) = (0, 0);
        for step in &self.steps {
            let is_live = step.modality == Modality::Live;
            let nth = if is_live { &mut live } else { &mut on_site };
            let (day, at) = rules::proposal(first, days, step.modality, *nth, self.territory);
            *nth += 1;
            let slot = self.answers.slots.entry(step.id).or_default();
            if slot.day.is_empty() && slot.time.is_empty() && slot.place.is_empty() {
                slot.day = day.to_string();
                slot.time = at.strftime("%H:%M").to_string();
                slot.place = if is_live {
                    "En ligne".to_owned()
                } else {
                    self.region.name.clone()
                };
            } else if let (Some(before), Some(given)) = (before, rules::day(&slot.day)) {
                slot.day = rules::shifted(given, before, first, days, self.territory).to_string();
            }
        }
    }

    /// What to know of the day given for a step.
    pub(super) fn warning(&self, step: &Step) -> Option<String> {
        let day = rules::day(&self.answers.slot(step.id).day)?;
        self.territory.warning(day, step.modality == Modality::OnSite)
    }

    /// What is wrong with the answers of a stage.
    pub(super) fn check(&self, stage: usize) -> FormErrors {
        let mut errors = FormErrors::default();
        match stage {
            0 if self.course.is_none() => {
                errors.add("parcours", "Parcours", "Choisissez le parcours de la session.");
            }
            1 => self.check_period(&mut errors),
            2 => drop(self.dates(&mut errors)),
            3 => drop(self.chosen_tutors(&mut errors)),
            _ => {}
        }
        errors
    }

    fn check_period(&self, errors: &mut FormErrors) {
        if rules::day(&self.answers.first).is_none() {
            errors.add(
                "debut",
                "Premier jour",
                "Donnez une date qui existe, par exemple le 02/11/2026.",
            );
        }
        if rules::length(&self.answers.days).is_none() {
            errors.add("jours", "Durée", "Donnez un nombre de jours, de 1 à 366.");
        }
        if let Some(fault) = rules::reference_fault(&self.answers.reference, self.taken) {
            errors.add("reference", "Référence", fault);
        }
        self.capacity(errors);
    }

    /// How many places, once that holds; none: no limit.
    pub(super) fn capacity(&self, errors: &mut FormErrors) -> Option<u32> {
        read_places(&self.answers.places, 0, errors)
    }

    /// The dates, once they hold.
    pub(super) fn dates(&self, errors: &mut FormErrors) -> Beginnings {
        let mut found = Beginnings::default();
        let Some((first, days)) = self.period() else {
            return found;
        };
        for step in &self.steps {
            let slot = self.answers.slot(step.id);
            let (day, at) = (rules::day(&slot.day), rules::hour(&slot.time));
            let label = |what: &str| format!("{}, {what}", step.title);
            let fault = match day {
                None => Some("Donnez une date qui existe, par exemple le 02/11/2026.".to_owned()),
                Some(day) if rules::inside(day, first, days) => None,
                Some(day) => Some(format!(
                    "Le {} est hors de la session, qui va {}.",
                    fr::date_words(day),
                    fr::days(first, rules::last_day(first, days))
                )),
            };
            if let Some(fault) = &fault {
                errors.add(format!("jour-{}", step.id), label("jour"), fault);
            }
            let instants = match (day, at) {
                (_, None) => Err(format!(
                    "Donnez une heure, par exemple {}.",
                    fr::quote("18\u{202f}h\u{202f}30")
                )),
                (None, _) => Ok(None),
                (Some(day), Some(at)) => meeting(day, at, step.minutes, &self.zone).map(Some),
            };
            let instants = instants.unwrap_or_else(|message| {
                errors.add(format!("heure-{}", step.id), label("heure"), message);
                None
            });
            if slot.place.is_empty() || slot.place.chars().count() > 200 {
                let message = "Dites où cela se passe, en deux cents caractères au plus.";
                errors.add(format!("lieu-{}", step.id), label("lieu"), message);
            }
            if let (None, Some(at)) = (fault, instants) {
                found.dates.push((step.id, at, slot.place));
            }
        }
        found
    }

    /// The tutors, once each is of the region.
    pub(super) fn chosen_tutors(&self, errors: &mut FormErrors) -> Vec<(PersonId, Duty)> {
        let mut chosen = Vec::new();
        for duty in Duty::ALL {
            let typed = self.answers.tutor(duty);
            match self.tutors.iter().find(|(person, _)| person.to_string() == typed) {
                _ if typed.is_empty() => {}
                Some((person, _)) => chosen.push((*person, duty)),
                None => errors.add(
                    format!("tuteur-{}", duty.code()),
                    duty.label(),
                    "Cette personne n’est pas tuteur de la région. Choisissez-en une autre.",
                ),
            }
        }
        chosen
    }
}

/// The steps that are due on a day of the session.
fn deadlines(path: &[Section]) -> Vec<(String, u32)> {
    let steps = path.iter().flat_map(|part| &part.steps);
    steps
        .filter_map(|step| Some((step.title.clone(), step.due_day?)))
        .collect()
}

async fn free_reference(site: &Site, title: &str, first: Date) -> Result<String> {
    let stem = rules::reference(title, first, 1);
    let taken = sessions::references_like(&mut site.db().read().await?, &stem).await?;
    let mut proposed = (1..).map(|attempt| rules::reference(title, first, attempt));
    Ok(proposed.find(|one| !taken.contains(one)).unwrap_or(stem))
}
