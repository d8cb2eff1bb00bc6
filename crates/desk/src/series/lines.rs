//! What was asked, and the sessions that it makes: each with its days, its reference and its dates.

use std::collections::{HashMap, HashSet};

use catalogue::courses::StepId;
use jiff::Timestamp;
use jiff::civil::Date;
use platform::html::FormErrors;
use platform::http::Form;
use platform::{PersonId, Result, Site};
use training::availability::Meeting;
use training::sessions::{self, Beginnings, Repeated, meeting};
use training::tutors::{Ground, Standing, standings};

use super::model::{Model, on_site};
use super::rules::{self, LONGEST_WEEKS, MOST, Rhythm};
use crate::wizard::{day, last_day, reference_fault, shifted};

/// How many, how often, as typed.
#[derive(Clone, Debug)]
pub(super) struct Asked {
    pub(super) many: String,
    pub(super) rhythm: String,
    pub(super) weeks: String,
}

impl Asked {
    pub(super) fn usual() -> Self {
        Self {
            many: "6".to_owned(),
            rhythm: Rhythm::SameWeekday.code().to_owned(),
            weeks: "4".to_owned(),
        }
    }

    pub(super) fn read(form: &Form) -> Self {
        Self {
            many: form.text("combien").to_owned(),
            rhythm: form.text("rythme").to_owned(),
            weeks: form.text("semaines").to_owned(),
        }
    }

    /// How many in all, how often, once they hold.
    pub(super) fn check(&self, errors: &mut FormErrors) -> Option<(usize, Rhythm)> {
        let many = self.many.parse().ok().filter(|many| (2..=MOST).contains(many));
        let rhythm = Rhythm::parse(&self.rhythm, &self.weeks);
        if many.is_none() {
            let message = format!("Donnez un nombre de sessions, de 2 à {MOST}, celle-ci comprise.");
            errors.add("combien", "Combien de sessions", message);
        }
        match (rhythm, self.rhythm.as_str()) {
            (Some(_), _) => {}
            (None, "semaines") => {
                let message = format!("Donnez un nombre de semaines, de 1 à {LONGEST_WEEKS}.");
                errors.add("semaines", "Semaines entre deux sessions", message);
            }
            (None, _) => errors.add("rythme", "Rythme", "Choisissez le rythme de la série."),
        }
        Some((many?, rhythm?))
    }
}

/// A session to open, as typed.
#[derive(Clone, Debug)]
pub(super) struct Line {
    /// Its number in the series, 2 for the first that is opened.
    pub(super) number: usize,
    /// Opened with the others.
    pub(super) kept: bool,
    pub(super) first: String,
    /// The first day whose dates were shown.
    pub(super) shown: String,
    pub(super) reference: String,
    /// The reference that was proposed.
    pub(super) proposed: String,
}

/// A date of a session to open.
pub(super) struct Dated<'a> {
    pub(super) date: &'a sessions::Date,
    /// From when to when, or why not.
    pub(super) at: Result<(Timestamp, Timestamp), String>,
    pub(super) warning: Option<String>,
}

impl Line {
    /// The lines that a rhythm makes, from the first one to come.
    pub(super) fn proposed(model: &Model, many: usize, rhythm: Rhythm) -> Vec<Self> {
        let mut taken = model.taken.clone();
        let next = rhythm.next(model.first, model.today);
        (2..=many)
            .map(|number| {
                let first = rhythm.nth(model.first, next + number - 2);
                let reference = rules::reference(&model.stem, first, &taken);
                taken.insert(reference.clone());
                Self {
                    number,
                    kept: first > model.today && !model.has(first),
                    first: first.to_string(),
                    shown: first.to_string(),
                    proposed: reference.clone(),
                    reference,
                }
            })
            .collect()
    }

    pub(super) fn read(form: &Form, many: usize) -> Vec<Self> {
        let text = |name: &str, number: usize| form.text(&format!("{name}-{number}")).to_owned();
        (2..=many)
            .map(|number| Self {
                number,
                kept: text("garder", number) == "oui",
                first: text("debut", number),
                shown: text("vu", number),
                reference: text("reference", number),
                proposed: text("propose", number),
            })
            .collect()
    }

    /// Its first day, once it is one.
    pub(super) fn day(&self) -> Option<Date> {
        day(&self.first)
    }

    /// The dates that it would have aren't those that were shown.
    fn is_stale(&self) -> bool {
        self.kept && self.day() != day(&self.shown)
    }

    /// Its dates: as far from the first day as the model's, at the same hours.
    pub(super) fn dates<'a>(&self, model: &'a Model) -> Vec<Dated<'a>> {
        let Some(first) = self.day() else {
            return Vec::new();
        };
        let dates = model.dates.iter().map(|date| {
            let (from, to) = (
                model.local(date.starts_at),
                date.ends_at.duration_since(date.starts_at),
            );
            let day = shifted(from.date(), model.first, first, model.days, model.territory);
            let minutes = u32::try_from(to.as_mins()).unwrap_or(1);
            Dated {
                date,
                at: meeting(day, from.time(), minutes, &model.zone),
                warning: model.territory.warning(day, on_site(date)),
            }
        });
        let mut all: Vec<Dated<'a>> = dates.collect();
        all.sort_by_key(|one| one.at.as_ref().ok().map(|at| at.0));
        all
    }

    /// What to know of its days.
    pub(super) fn warnings(&self, model: &Model) -> Vec<String> {
        let day = self.day();
        let first = day.and_then(|day| model.territory.warning(day, false));
        let first = first.map(|words| format!("Premier jour\u{202f}: {}", lower(&words)));
        let there = day.filter(|day| model.has(*day));
        let there = there.map(|_| "La série a déjà une session qui commence ce jour-là.".to_owned());
        let dates = self.dates(model).into_iter().filter_map(|one| one.warning);
        there.into_iter().chain(first).chain(dates).collect()
    }

    /// The steps that are due, with their days.
    pub(super) fn deadlines<'a>(&self, model: &'a Model) -> Vec<(&'a str, Date)> {
        let Some(first) = self.day() else {
            return Vec::new();
        };
        let last = last_day(first, model.days);
        let due = |day: u32| last_day(first, day.max(1)).min(last);
        model
            .deadlines
            .iter()
            .map(|(title, day)| (title.as_str(), due(*day)))
            .collect()
    }
}

/// « Le vendredi… » inside a sentence.
fn lower(words: &str) -> String {
    words
        .strip_prefix("Le ")
        .map_or_else(|| words.to_owned(), |rest| format!("le {rest}"))
}

/// Proposes another reference where the month changed and nobody typed one; whether dates changed since they were shown.
pub(super) fn refresh(lines: &mut [Line], model: &Model) -> bool {
    let mut stale = false;
    let mut taken = model.taken.clone();
    taken.extend(
        lines
            .iter()
            .filter(|line| !line.is_stale())
            .map(|line| line.reference.clone()),
    );
    for line in lines.iter_mut().filter(|line| line.is_stale()) {
        stale = true;
        let Some(first) = line.day() else { continue };
        line.shown = first.to_string();
        if line.reference == line.proposed {
            line.reference = rules::reference(&model.stem, first, &taken);
            line.proposed.clone_from(&line.reference);
        }
        taken.insert(line.reference.clone());
    }
    stale
}

/// What is wrong with the lines. `taken` has the references of other sessions.
pub(super) fn check(lines: &[Line], model: &Model, taken: &HashSet<String>, errors: &mut FormErrors) {
    let mut seen = HashSet::new();
    for line in lines.iter().filter(|line| line.kept) {
        let label = |what: &str| format!("Session {}, {what}", line.number);
        let wrong = match line.day() {
            None => Some("Donnez une date qui existe, par exemple le 02/11/2026.".to_owned()),
            Some(day) if day < model.today => {
                Some("Ce jour est déjà passé\u{202f}: choisissez un premier jour à venir.".to_owned())
            }
            Some(_) => line.dates(model).into_iter().find_map(|one| one.at.err()),
        };
        if let Some(message) = wrong {
            errors.add(format!("debut-{}", line.number), label("premier jour"), message);
        }
        let (name, reference) = (format!("reference-{}", line.number), line.reference.as_str());
        let elsewhere = taken.contains(reference);
        let fault = match reference_fault(reference, false) {
            Some(fault) => Some(fault.to_owned()),
            None if elsewhere || !seen.insert(reference) => Some(format!(
                "La référence {reference} est déjà celle d’une autre session\u{202f}: rien n’a été ouvert. Choisissez-en une autre."
            )),
            None => None,
        };
        if let Some(fault) = fault {
            errors.add(name, label("référence"), fault);
        }
    }
    if lines.iter().all(|line| !line.kept) {
        let message = "Gardez au moins une session à ouvrir, ou revenez à la session.";
        errors.add("garder-2", "Sessions à ouvrir", message);
    }
}

/// What is known of the tutors in view of all the sessions that are kept.
pub(super) async fn weigh(site: &Site, model: &Model, lines: &[Line]) -> Result<HashMap<PersonId, Standing>> {
    let kept = || lines.iter().filter(|line| line.kept);
    let days: Vec<Date> = kept().filter_map(Line::day).collect();
    let (Some(first), Some(last)) = (days.iter().min(), days.iter().max()) else {
        return Ok(HashMap::new());
    };
    let meetings = kept().flat_map(|line| {
        let dates = line.dates(model).into_iter();
        dates.filter_map(|one| {
            let (starts_at, ends_at) = one.at.ok()?;
            Some(Meeting {
                title: format!("{}, {}", line.reference, one.date.title),
                starts_at,
                ends_at,
            })
        })
    });
    let zone = &model.session.zone;
    let ground = Ground {
        region: model.session.region,
        session: None,
        period: (
            sessions::period(*first, 1, zone)?.0,
            sessions::period(*last, model.days, zone)?.1,
        ),
        meetings: meetings.collect(),
        learners: 0,
    };
    standings(&mut site.db().read().await?, site, &ground).await
}

/// The lines that are kept, as the store takes them.
pub(super) fn to_open(lines: &[Line], model: &Model) -> Result<Vec<Repeated>> {
    let kept = lines.iter().filter(|line| line.kept);
    kept.filter_map(|line| Some((line, line.day()?)))
        .map(|(line, first)| {
            let dates = line.dates(model).into_iter().filter_map(|one| {
                let dated: (StepId, _, String) = (one.date.step, one.at.ok()?, one.date.place.clone());
                Some(dated)
            });
            Ok(Repeated {
                reference: line.reference.clone(),
                period: sessions::period(first, model.days, &model.session.zone)?,
                with: Beginnings {
                    dates: dates.collect(),
                    capacity: model.capacity,
                    tutors: model
                        .tutors
                        .iter()
                        .map(|(tutor, _)| (tutor.person, tutor.duty))
                        .collect(),
                },
            })
        })
        .collect()
}
