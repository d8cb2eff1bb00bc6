//! How the steps of a course open: whether its order binds, what each step waits for, and what a learner would see.

use std::collections::HashMap;

use assess::progression::{Progression, Stood};
use assess::success::Reached;
use platform::html::FormErrors;
use platform::http::{Form, Proof, Query, Response, State, View};
use platform::{Result, Site};

use super::routes::{Asked, CHANGED, Shown, asked, at, gather, gone, seen};
use super::store;
use super::views::progression::{self as views, TypedWait};
use crate::courses::{
    Adaptation, EditCourse, Section, Step, StepId, Threshold, Wait, accesses, blocked, own_path, wants,
};

impl Shown {
    /// The course as learners follow it.
    pub(super) fn path(&self) -> Vec<Section> {
        let section = |part: &store::Part| Section {
            title: part.title.clone(),
            summary: part.summary,
            steps: part.steps.clone(),
        };
        self.parts.iter().map(section).collect()
    }

    fn step(&self, id: &str) -> Result<&Step> {
        let mut steps = self.parts.iter().flat_map(|part| &part.steps);
        steps.find(|step| step.id.to_string() == id).ok_or_else(gone)
    }
}

pub(super) async fn page(State(site): State<Site>, proof: Proof<EditCourse>, view: View) -> Result<Response> {
    let shown = gather(&site, &proof).await?;
    let chosen = shown.course.progression;
    Ok(view.page(&views::progression(
        &view.frame,
        &shown,
        chosen,
        &FormErrors::default(),
    )))
}

pub(super) async fn save(
    State(site): State<Site>,
    proof: Proof<EditCourse>,
    view: View,
    form: Form,
) -> Result<Response> {
    let mut errors = FormErrors::default();
    let chosen = Progression::parse(form.text("progression"));
    match chosen {
        Some(chosen) => {
            let mut tx = site.db().begin().await?;
            if store::set_progression(&mut tx, &site, &proof, seen(&form), chosen).await? {
                tx.commit().await?;
                return Ok(at(&proof, "L’ordre des étapes est enregistré."));
            }
            errors.add("progression", "", CHANGED);
        }
        None => errors.add(
            "progression",
            "Ordre des étapes",
            "Choisissez si l’ordre s’impose.",
        ),
    }
    let mut shown = gather(&site, &proof).await?;
    if chosen.is_none() {
        shown.revision = seen(&form);
    }
    let chosen = chosen.unwrap_or(shown.course.progression);
    Ok(view.invalid(&views::progression(&view.frame, &shown, chosen, &errors)))
}

pub(super) async fn waits_page(
    State(site): State<Site>,
    proof: Proof<EditCourse>,
    view: View,
    Query(query): Asked,
) -> Result<Response> {
    let shown = gather(&site, &proof).await?;
    let step = shown.step(asked(&query, "etape"))?;
    let page = views::waits(
        &view.frame,
        &shown,
        step,
        &TypedWait::default(),
        &FormErrors::default(),
    );
    Ok(view.page(&page))
}

/// What the form asks: a condition more, one less, or how many are needed.
enum Change {
    Add(Wait),
    Remove(Wait),
    Any(bool),
    LetOff(Option<Threshold>),
}

pub(super) async fn change_waits(
    State(site): State<Site>,
    proof: Proof<EditCourse>,
    view: View,
    form: Form,
) -> Result<Response> {
    let shown = gather(&site, &proof).await?;
    let step = shown.step(form.text("etape"))?;
    let typed = TypedWait {
        on: form.text("attend").to_owned(),
        wants: form.text("condition").to_owned(),
        percent: form.text("seuil").to_owned(),
        from: form.text("depuis").to_owned(),
        from_percent: form.text("suffit").to_owned(),
    };
    let mut errors = FormErrors::default();
    if let Some(change) = read(&form, &shown, step, &typed, &mut errors) {
        let mut tx = site.db().begin().await?;
        let revision = seen(&form);
        let written = match change {
            Change::Add(wait) => store::add_wait(&mut tx, &site, &proof, revision, step.id, wait).await?,
            Change::Remove(wait) => {
                store::remove_wait(&mut tx, &site, &proof, revision, step.id, wait).await?
            }
            Change::Any(any) => store::set_any(&mut tx, &site, &proof, revision, step.id, any).await?,
            Change::LetOff(from) => {
                store::set_waived_from(&mut tx, &site, &proof, revision, step.id, from).await?
            }
        };
        if written {
            tx.commit().await?;
            let back = format!("/parcours/{}/ouverture?etape={}", proof.id(), step.id);
            return Ok(views::saved(back));
        }
        errors.add("attend", "", CHANGED);
        let shown = gather(&site, &proof).await?;
        let step = shown.step(form.text("etape"))?;
        return Ok(view.invalid(&views::waits(&view.frame, &shown, step, &typed, &errors)));
    }
    let step = step.clone();
    let revision = seen(&form);
    let shown = Shown { revision, ..shown };
    let step = &step;
    Ok(view.invalid(&views::waits(&view.frame, &shown, step, &typed, &errors)))
}

fn read(
    form: &Form,
    shown: &Shown,
    step: &Step,
    typed: &TypedWait,
    errors: &mut FormErrors,
) -> Option<Change> {
    let wait = typed.read(shown, step);
    match (form.text("acte"), wait) {
        ("toutes", _) => return Some(Change::Any(false)),
        ("une", _) => return Some(Change::Any(true)),
        ("exiger", _) => return Some(Change::LetOff(None)),
        ("dispenser", _) => return let_off(shown, step, typed, errors),
        ("retirer", Ok(wait)) => return Some(Change::Remove(wait)),
        (_, Ok(wait)) => match closes(shown, step, wait) {
            None => return Some(Change::Add(wait)),
            Some(why) => errors.add(
                "attend",
                "Étape attendue",
                format!("Avec cette condition, plus personne ne pourrait avancer\u{202f}: {why}"),
            ),
        },
        (_, Err((field, label, sentence))) => errors.add(field, label, sentence),
    }
    None
}

/// From which percentage at which other step a learner is let off this one.
fn let_off(shown: &Shown, step: &Step, typed: &TypedWait, errors: &mut FormErrors) -> Option<Change> {
    let on = shown.step(&typed.from).ok().filter(|on| on.id != step.id);
    if on.is_none() {
        errors.add(
            "depuis",
            "Étape qui en dispense",
            "Choisissez une autre étape du parcours.",
        );
    }
    let percent = typed
        .from_percent
        .trim()
        .trim_end_matches('%')
        .trim()
        .parse()
        .ok();
    let percent = percent.filter(|percent| (1..=100).contains(percent));
    if percent.is_none() {
        errors.add(
            "suffit",
            "À partir de",
            "Donnez un pourcentage entier, de 1 à 100.",
        );
    }
    Some(Change::LetOff(Some(Threshold {
        on: on?.id,
        percent: percent?,
    })))
}

/// What would never open any more with this condition.
fn closes(shown: &Shown, step: &Step, wait: Wait) -> Option<String> {
    let (before, mut path) = (shown.path(), shown.path());
    let mut steps = path.iter_mut().flat_map(|part| &mut part.steps);
    let changed = steps.find(|one| one.id == step.id)?;
    changed.waits.retain(|one| !same(one, &wait));
    changed.waits.push(wait);
    let known = blocked(shown.course.progression, &before);
    blocked(shown.course.progression, &path)
        .into_iter()
        .find(|sentence| !known.contains(sentence))
}

/// Two conditions of one kind on one step: the second replaces the first.
fn same(one: &Wait, other: &Wait) -> bool {
    one.on == other.on && std::mem::discriminant(&one.wants) == std::mem::discriminant(&other.wants)
}

impl TypedWait {
    /// The condition; or the field to mend, its label and how.
    fn read(&self, shown: &Shown, step: &Step) -> Result<Wait, (&'static str, &'static str, &'static str)> {
        let on = shown
            .step(&self.on)
            .map(|on| on.id)
            .ok()
            .filter(|on| *on != step.id);
        let on = on.ok_or((
            "attend",
            "Étape attendue",
            "Choisissez une autre étape du parcours.",
        ))?;
        let typed = self.percent.trim().trim_end_matches('%').trim();
        let wants = wants(&self.wants, typed.parse().ok());
        let wants = wants.ok_or(match self.wants.as_str() {
            "at_least" | "below" => (
                "seuil",
                "Pourcentage",
                "Donnez un pourcentage entier, de 1 à 100.",
            ),
            _ => (
                "condition",
                "Ce qu’il faut",
                "Choisissez ce qu’il faut à cette étape.",
            ),
        })?;
        Ok(Wait { on, wants })
    }
}

/// What the learner of the simulator has done: places of steps from 1, with the percentage when there is one.
pub(super) type Played = Vec<(usize, Option<u8>)>;

/// « 1:15,3: » as addresses have it.
pub(super) fn played(text: &str) -> Played {
    let one = |one: &str| {
        let (place, percent) = one.split_once(':')?;
        let percent = percent.parse().ok().filter(|percent| *percent <= 100);
        Some((place.parse().ok()?, percent))
    };
    text.split(',').filter_map(one).collect()
}

/// The same, written.
pub(super) fn write(played: &Played) -> String {
    let one = |(place, percent): &(usize, Option<u8>)| {
        format!(
            "{place}:{}",
            percent.map(|percent| percent.to_string()).unwrap_or_default()
        )
    };
    played.iter().map(one).collect::<Vec<String>>().join(",")
}

pub(super) async fn simulator(
    State(site): State<Site>,
    proof: Proof<EditCourse>,
    view: View,
    Query(query): Asked,
) -> Result<Response> {
    let shown = gather(&site, &proof).await?;
    let path = shown.path();
    let played = with_one_more(played(asked(&query, "fait")), &query);
    let places: HashMap<StepId, usize> = path
        .iter()
        .flat_map(|part| &part.steps)
        .zip(1..)
        .map(|(step, place)| (step.id, place))
        .collect();
    let now = site.clock().now();
    let stood = |step: StepId| {
        let at = places.get(&step);
        let done = played.iter().find(|(place, _)| at == Some(place));
        Stood {
            begun: done.is_some(),
            reached: Reached {
                done_at: done.map(|_| now),
                percent: done.and_then(|(_, percent)| *percent).map(f64::from),
            },
        }
    };
    let path = own_path(&path, &Adaptation::default(), |step| stood(step).reached);
    let accesses = accesses(shown.course.progression, &path, stood);
    Ok(view.page(&views::simulator(&shown, &path, &played, &accesses)))
}

/// The step just done in the simulator, or undone.
fn with_one_more(mut played: Played, query: &HashMap<String, String>) -> Played {
    let Ok(place) = asked(query, "etape").parse::<usize>() else {
        return played;
    };
    played.retain(|(known, _)| *known != place);
    let percent = asked(query, &format!("score-{place}"))
        .trim()
        .trim_end_matches('%')
        .trim()
        .parse()
        .ok();
    played.push((place, percent.filter(|percent: &u8| *percent <= 100)));
    played.sort_unstable();
    played
}

#[cfg(test)]
mod cases {
    use super::*;

    #[test]
    fn what_was_played_is_read_back() {
        let cases = [
            ("", vec![]),
            ("1:15,3:", vec![(1, Some(15)), (3, None)]),
            ("1:101,x:3,2", vec![(1, None)]),
        ];
        for (text, expected) in cases {
            assert_eq!(played(text), expected, "{text}");
            assert_eq!(played(&write(&expected)), expected);
        }
    }

    #[test]
    fn one_more_step_is_done_once() {
        let asked = |etape: &str, score: &str| {
            HashMap::from([
                ("etape".to_owned(), etape.to_owned()),
                (format!("score-{etape}"), score.to_owned()),
            ])
        };
        let cases = [
            ("", "", vec![(2, Some(50))]),
            ("1", " 15 % ", vec![(1, Some(15)), (2, Some(50))]),
            ("2", "", vec![(2, None)]),
            ("3", "150", vec![(2, Some(50)), (3, None)]),
        ];
        for (etape, score, expected) in cases {
            assert_eq!(
                with_one_more(vec![(2, Some(50))], &asked(etape, score)),
                expected,
                "{etape}"
            );
        }
    }
}
