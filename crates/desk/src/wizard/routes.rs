//! `/sessions/nouvelle`, `/regions/{region}/sessions/nouvelle`, `/sessions/{session}/copie`.

use std::collections::HashMap;
use std::sync::Arc;

use catalogue::courses::{self, Course, Step};
use jiff::ToSpan as _;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use people::directory::{Directory, Identity};
use people::regions::{self, Region};
use platform::html::{FormErrors, fr};
use platform::http::{Done, Form, IntoResponse as _, Proof, Response, Routes, State, View, Within};
use platform::{Error, PersonId, Result, Site};
use training::availability::Meeting;
use training::sessions::{self, Beginnings, CopySession, CreateSession, Duty, NewSession, local};
use training::tutors::{self, Ground, Standing};

use super::answers::{Answers, Slot, dated};
use super::{rules, views};

/// The stage of the dates.
const DATES: usize = 2;
/// The last stage: the review.
const REVIEW: usize = 4;

/// The routes of this room.
pub fn routes() -> Routes {
    Routes::new()
        .get::<CreateSession, _>("/sessions/nouvelle", choose_region)
        .get::<CreateSession, _>("/regions/{region}/sessions/nouvelle", begin)
        .post::<CreateSession, _>("/regions/{region}/sessions/nouvelle", go_on)
        .get::<CopySession, _>("/sessions/{session}/copie", copy)
}

/// What the pages choose from, and what has been answered.
pub(super) struct Wizard {
    pub(super) region: Region,
    pub(super) zone: TimeZone,
    pub(super) courses: Vec<Course>,
    pub(super) course: Option<Course>,
    /// The steps of the chosen course that happen at a date.
    pub(super) steps: Vec<Step>,
    pub(super) tutors: Vec<(PersonId, Arc<Identity>)>,
    /// What to know of each, once the dates are there.
    pub(super) standings: HashMap<PersonId, Standing>,
    pub(super) answers: Answers,
    /// The reference is another session's.
    taken: bool,
}

async fn choose_region(
    State(site): State<Site>,
    within: Within<CreateSession>,
    view: View,
) -> Result<Response> {
    let found = sessions::regions(&mut site.db().read().await?, &within).await?;
    match found.as_slice() {
        [(only, _)] => Ok(Done::at(format!("/regions/{only}/sessions/nouvelle")).into_response()),
        _ => Ok(view.page(&views::choose_region(&found))),
    }
}

impl Wizard {
    async fn load(site: &Site, region: platform::ids::RegionId, form: &Form) -> Result<Self> {
        let mut tx = site.db().read().await?;
        let region = regions::find(&mut tx, region).await?;
        let courses = courses::offered(&mut tx).await?;
        let course = courses
            .iter()
            .find(|course| course.id.to_string() == form.text("parcours"))
            .cloned();
        let steps = match &course {
            Some(course) => dated(&courses::outline(&mut tx, course.id).await?),
            None => Vec::new(),
        };
        let people = tutors::of_region(&mut tx, region.id).await?;
        let answers = Answers::read(form, &steps);
        let taken = sessions::reference_taken(&mut tx, &answers.reference).await?;
        drop(tx);
        let zone = TimeZone::get(&region.zone).map_err(|e| Error::internal("the region's zone", e))?;
        let mut wizard = Self {
            tutors: Directory::of(site)?.sorted(site, &people).await?,
            standings: HashMap::new(),
            region,
            zone,
            courses,
            course,
            steps,
            answers,
            taken,
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
    async fn propose(&mut self, site: &Site, stage: usize) -> Result<()> {
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

    /// Dates for this first day; those that were typed for it stay, and a place always does.
    fn propose_dates(&mut self, first: Date, days: u32) {
        let fresh = self.answers.proposed != self.answers.first;
        self.answers.proposed.clone_from(&self.answers.first);
        let (mut live, mut on_site) = (0, 0);
        for step in &self.steps {
            let is_live = step.modality == platform::html::Modality::Live;
            let nth = if is_live { &mut live } else { &mut on_site };
            let (day, at) = rules::proposal(first, days, step.modality, *nth);
            *nth += 1;
            let slot = self.answers.slots.entry(step.id).or_default();
            let unseen = slot.day.is_empty() && slot.time.is_empty() && slot.place.is_empty();
            if fresh || unseen {
                slot.day = day.to_string();
                slot.time = at.strftime("%H:%M").to_string();
            }
            if (fresh || unseen) && slot.place.is_empty() {
                slot.place = if is_live {
                    "En ligne".to_owned()
                } else {
                    self.region.name.clone()
                };
            }
        }
    }

    /// What is wrong with the answers of a stage.
    fn check(&self, stage: usize) -> FormErrors {
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
                (Some(day), Some(at)) => rules::instants(day, at, step.minutes, &self.zone),
                _ => None,
            };
            if at.is_none() {
                let message = format!("Donnez une heure, par exemple {}.", fr::quote("18:30"));
                errors.add(format!("heure-{}", step.id), label("heure"), message);
            }
            if slot.place.is_empty() || slot.place.chars().count() > 200 {
                let message = "Dites où cela se passe, en deux cents signes au plus.";
                errors.add(format!("lieu-{}", step.id), label("lieu"), message);
            }
            if let (None, Some(at)) = (fault, instants) {
                found.dates.push((step.id, at, slot.place));
            }
        }
        found
    }

    /// The tutors, once each is of the region.
    fn chosen_tutors(&self, errors: &mut FormErrors) -> Vec<(PersonId, Duty)> {
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

async fn free_reference(site: &Site, title: &str, first: Date) -> Result<String> {
    let mut tx = site.db().read().await?;
    for attempt in 1..50 {
        let proposed = rules::reference(title, first, attempt);
        if !sessions::reference_taken(&mut tx, &proposed).await? {
            return Ok(proposed);
        }
    }
    Ok(String::new())
}

async fn begin(State(site): State<Site>, proof: Proof<CreateSession>, view: View) -> Result<Response> {
    let wizard = Wizard::load(&site, proof.id(), &Form::default()).await?;
    Ok(view.page(&views::page(&view.frame, &wizard, 0, &FormErrors::default())?))
}

async fn go_on(
    State(site): State<Site>,
    proof: Proof<CreateSession>,
    view: View,
    form: Form,
) -> Result<Response> {
    let mut wizard = Wizard::load(&site, proof.id(), &form).await?;
    let stage: usize = form.text("etape").parse().unwrap_or(0).min(REVIEW);
    let none = FormErrors::default();
    if form.text("aller") == "retour" {
        let before = stage.saturating_sub(1);
        return Ok(view.page(&views::page(&view.frame, &wizard, before, &none)?));
    }
    for checked in 0..=stage {
        let errors = wizard.check(checked);
        if !errors.is_empty() {
            return Ok(view.invalid(&views::page(&view.frame, &wizard, checked, &errors)?));
        }
    }
    if stage < REVIEW {
        wizard.propose(&site, stage + 1).await?;
        return Ok(view.page(&views::page(&view.frame, &wizard, stage + 1, &none)?));
    }
    write(&site, &proof, &view, wizard).await
}

/// Everything at once: the session, its dates, its tutors.
async fn write(
    site: &Site,
    proof: &Proof<CreateSession>,
    view: &View,
    mut wizard: Wizard,
) -> Result<Response> {
    let mut errors = FormErrors::default();
    let mut with = wizard.dates(&mut errors);
    with.tutors = wizard.chosen_tutors(&mut errors);
    let (Some((first, days)), Some(course)) = (wizard.period(), &wizard.course) else {
        return Err(Error::fault("a checked session without its days"));
    };
    let (starts_at, ends_at) = sessions::period(first, days, &wizard.region.zone)?;
    let new = NewSession {
        course: course.id,
        reference: &wizard.answers.reference,
        starts_at,
        ends_at,
    };
    let mut tx = site.db().begin().await?;
    match sessions::create_whole(&mut tx, site, proof, &new, &with).await {
        Ok(id) => {
            tx.commit().await?;
            let saying = format!("La session {} est créée.", wizard.answers.reference);
            Ok(Done::at(format!("/sessions/{id}")).saying(saying).into_response())
        }
        Err(Error::Duplicate(_)) => {
            drop(tx);
            wizard.taken = true;
            let errors = wizard.check(1);
            Ok(view.invalid(&views::page(&view.frame, &wizard, 1, &errors)?))
        }
        Err(error) => Err(error),
    }
}

/// The same, a month later.
async fn copy(State(site): State<Site>, proof: Proof<CopySession>, view: View) -> Result<Response> {
    let mut tx = site.db().read().await?;
    let session = sessions::find(&mut tx, proof.id()).await?;
    let held = sessions::dates(&mut tx, session.id).await?;
    let helpers = tutors::tutors(&mut tx, session.id).await?;
    drop(tx);
    let chosen = Form::parse(format!("parcours={}", session.course).as_bytes());
    let mut wizard = Wizard::load(&site, session.region, &chosen).await?;
    let (from, last) = sessions::days(session.starts_at, session.ends_at, &session.zone)?;
    let days = u32::try_from((last - from).get_days() + 1).unwrap_or(rules::DAYS);
    let first = from.checked_add(1.month()).unwrap_or(from);
    let answers = &mut wizard.answers;
    answers.first = first.to_string();
    answers.days = days.to_string();
    answers.proposed = first.to_string();
    for date in held {
        let at = local(&session, date.starts_at)?;
        let slot = Slot {
            day: rules::shifted(at.date(), from, first, days).to_string(),
            time: at.strftime("%H:%M").to_string(),
            place: date.place,
        };
        answers.slots.insert(date.step, slot);
    }
    for tutor in helpers {
        answers.tutors.insert(tutor.duty.code(), tutor.person.to_string());
    }
    wizard.propose(&site, 1).await?;
    Ok(view.page(&views::page(&view.frame, &wizard, 1, &FormErrors::default())?))
}
