//! The form of a step.

use platform::db::Tx;
use platform::html::FormErrors;
use platform::http::{Form, Proof, Query, Response, State, View};
use platform::{Result, Site};

use super::matter::TypedStep;
use super::routes::{Asked, CHANGED, Shown, asked, at, gather, gone, part_of, seen};
use super::store;
use super::views::{self, StepForm, Target};
use crate::courses::{EditCourse, StepId};

/// Which step, or the part that a new one joins.
pub(super) fn target(shown: &Shown, step: &str, part: &str) -> Result<Target> {
    if step.is_empty() {
        let part = part_of(shown, part).ok_or_else(gone)?;
        return Ok(Target::NewIn(part.id, part.title.clone()));
    }
    let mut steps = shown.parts.iter().flat_map(|part| &part.steps);
    let found = steps.find(|one| one.id.to_string() == step).ok_or_else(gone)?;
    Ok(Target::Step(found.clone()))
}

pub(super) async fn page(
    State(site): State<Site>,
    proof: Proof<EditCourse>,
    view: View,
    Query(query): Asked,
) -> Result<Response> {
    let shown = gather(&site, &proof).await?;
    let target = target(&shown, asked(&query, "etape"), asked(&query, "partie"))?;
    let typed = match &target {
        Target::Step(step) => TypedStep::of(step),
        Target::NewIn(..) => TypedStep::empty(),
    };
    let form = form(&shown, shown.revision, &target, &typed);
    Ok(view.page(&views::step(&view.frame, &form, &FormErrors::default())))
}

fn form<'a>(shown: &'a Shown, revision: i64, target: &'a Target, typed: &'a TypedStep) -> StepForm<'a> {
    StepForm {
        course: &shown.course,
        revision,
        seen: mark(target),
        target,
        typed,
        items: &shown.items,
    }
}

/// What the form of a step is made over (its field « vu »): the words of the step. A new one has none.
fn mark(target: &Target) -> Option<String> {
    match target {
        Target::Step(step) => Some(TypedStep::of(step).mark()),
        Target::NewIn(..) => None,
    }
}

pub(super) async fn save(
    State(site): State<Site>,
    proof: Proof<EditCourse>,
    view: View,
    sent: Form,
) -> Result<Response> {
    let shown = gather(&site, &proof).await?;
    let target = target(&shown, sent.text("etape"), sent.text("partie"))?;
    let typed = TypedStep::sent(&sent);
    let mut errors = FormErrors::default();
    let mut revision = seen(&sent);
    let now = match &target {
        Target::Step(step) => Some(step),
        Target::NewIn(..) => None,
    };
    if let Some(matter) = typed.read(now, &shown.items, &mut errors) {
        let mut tx = site.db().begin().await?;
        // Whoever changed other things of the course meanwhile changed nothing of this step.
        if mark(&target).is_some_and(|mark| sent.text("vu") == mark) {
            revision = shown.revision;
        }
        let written = match &target {
            Target::NewIn(part, _) => {
                store::add_step(&mut tx, &site, &proof, revision, *part, &matter).await?
            }
            Target::Step(step) => {
                store::change_step(&mut tx, &site, &proof, revision, step.id, &matter).await?
            }
        };
        if written {
            let kept = match now.filter(|_| view.alone()) {
                Some(step) => Some(written_mark(&mut tx, &proof, step.id).await?),
                None => None,
            };
            tx.commit().await?;
            return Ok(match kept {
                Some(mark) => view.kept(revision + 1, &mark),
                None => at(&proof, "L’étape est enregistrée."),
            });
        }
        // Whoever was told that it has changed saves over what is there now.
        errors.add("titre", "", CHANGED);
        let form = form(&shown, shown.revision, &target, &typed);
        return Ok(view.invalid(&views::step(&view.frame, &form, &errors)));
    }
    let mut form = form(&shown, revision, &target, &typed);
    form.seen = form.seen.map(|_| sent.text("vu").to_owned());
    Ok(view.invalid(&views::step(&view.frame, &form, &errors)))
}

/// What a form goes on from once its step is written.
async fn written_mark(tx: &mut Tx, proof: &Proof<EditCourse>, id: StepId) -> Result<String> {
    let parts = store::parts(tx, proof.id()).await?;
    let mut steps = parts.iter().flat_map(|part| &part.steps);
    let step = steps.find(|step| step.id == id).ok_or_else(gone)?;
    Ok(TypedStep::of(step).mark())
}
