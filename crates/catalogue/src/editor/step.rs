//! The form of a step.

use platform::html::FormErrors;
use platform::http::{Form, Proof, Query, Response, State, View};
use platform::{Result, Site};

use super::matter::TypedStep;
use super::routes::{Asked, CHANGED, Shown, asked, at, gather, gone, part_of, seen};
use super::store;
use super::views::{self, StepForm, Target};
use crate::courses::EditCourse;

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
    let form = form(&shown, &target, &typed);
    Ok(view.page(&views::step(&view.frame, &form, &FormErrors::default())))
}

fn form<'a>(shown: &'a Shown, target: &'a Target, typed: &'a TypedStep) -> StepForm<'a> {
    StepForm {
        course: &shown.course,
        revision: shown.revision,
        target,
        typed,
        items: &shown.items,
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
    let now = match &target {
        Target::Step(step) => Some(step),
        Target::NewIn(..) => None,
    };
    if let Some(matter) = typed.read(now, &shown.items, &mut errors) {
        let mut tx = site.db().begin().await?;
        // Whoever changed other things of the course meanwhile changed nothing of this step.
        let revision = match now {
            Some(step) if sent.text("vu") == TypedStep::of(step).mark() => shown.revision,
            _ => seen(&sent),
        };
        let written = match &target {
            Target::NewIn(part, _) => {
                store::add_step(&mut tx, &site, &proof, revision, *part, &matter).await?
            }
            Target::Step(step) => {
                store::change_step(&mut tx, &site, &proof, revision, step.id, &matter).await?
            }
        };
        if written {
            tx.commit().await?;
            if view.alone() {
                let shown = gather(&site, &proof).await?;
                let mark = match self::target(&shown, sent.text("etape"), "")? {
                    Target::Step(step) => TypedStep::of(&step).mark(),
                    Target::NewIn(..) => String::new(),
                };
                return Ok(view.kept(revision + 1, &mark));
            }
            return Ok(at(&proof, "L’étape est enregistrée."));
        }
        errors.add("titre", "", CHANGED);
    }
    Ok(view.invalid(&views::step(&view.frame, &form(&shown, &target, &typed), &errors)))
}
