//! What a correction says.

use catalogue::assignments::{Criterion, most_points};
use catalogue::library::prose;
use platform::html::{Markup, State, fr, html};

use crate::gradings::{Decision, Grading};
use crate::progress::whole;

/// What a correction says, to its learner and to who corrects.
pub fn graded(said: &Grading, rubric: &[Criterion]) -> Markup {
    html! {
        p {
            @match said.decision {
                Decision::Done => { (State::done(Decision::Done.words())) }
                Decision::Redo => { (State::warn(Decision::Redo.words())) }
            }
            @if let Some(percent) = said.percent.filter(|_| said.decision == Decision::Done) {
                " " strong.figure { (fr::percent(whole(percent))) }
            }
        }
        @if !said.said.comment.is_empty() { div.answer { (prose(&said.said.comment)) } }
        @if !rubric.is_empty() && said.said.levels.iter().any(Option::is_some) {
            dl.facts {
                @for (at, criterion) in rubric.iter().enumerate() {
                    @let level = said.said.levels.get(at).copied().flatten().and_then(|level| criterion.levels.get(level));
                    div { dt { (criterion.title) } dd { @match level { Some(level) => { (level.label) ", " (points(level.points)) " sur " (criterion.most()) } None => { "–" } } } }
                }
            }
        }
    }
}

/// « 1 point », « 4 points ».
fn points(points: u32) -> String {
    fr::count(points.into(), "point", "points")
}

/// What the correction looks at.
pub fn criteria(rubric: &[Criterion]) -> Markup {
    html! {
        div.stack {
            p.soft { "Sur " (points(most_points(rubric))) " en tout." }
            @for criterion in rubric {
                div.prose {
                    p { strong { (criterion.title) } }
                    ul { @for level in &criterion.levels { li { (level.label) ", " (points(level.points)) } } }
                }
            }
        }
    }
}
