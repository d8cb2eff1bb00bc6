//! Where a learner is, what to press, and what fits in the minutes they have.

use catalogue::courses::Step;
use platform::Result;
use platform::html::{Button, Markup, Ticket, duration_tag, fits, fr, html};
use training::enrolment::EnrolmentId;
use training::sessions::{Phase, phase};

use super::views::LearnerHome;
use crate::calendar::MOMENTS;
use crate::words::due;

/// How many steps that fit are named.
const SHORT: usize = 3;

pub(super) fn ticket(shown: &LearnerHome<'_>) -> Result<Ticket> {
    let course = format!("/mes-parcours/{}", shown.enrolment.id);
    let sum = shown.sum;
    let open = phase(shown.session.starts_at, shown.enrolment.ends_at, shown.now) == Phase::Open;
    let see = Button::primary("Voir mon parcours").icon("book-open").large();
    let next = sum.next.filter(|_| open);
    let due = match next {
        Some((_, step)) => due(shown.session, shown.enrolment, step)?,
        None => None,
    };
    let ticket = match next {
        Some((number, step)) => Ticket::new("parcours", step.title.as_str())
            .eyebrow(format!("Vous en êtes là\u{202f}: étape {number} sur {}", sum.all))
            .meta(html! {
                (step.modality) (duration_tag(fr::duration(step.minutes)))
                @if let Some(due) = due { span { "Pour le " (fr::rich(&fr::date_words(due))) } }
            })
            .act(
                Button::primary("Reprendre")
                    .icon("play")
                    .large()
                    .href(format!("{course}/etapes/{}", step.id)),
            ),
        None => {
            let left = match sum.minutes_left {
                0 => "tout est fait".to_owned(),
                minutes => format!("encore {}", fr::duration(minutes)),
            };
            Ticket::new("parcours", shown.session.title.as_str())
                .eyebrow("Mon parcours")
                .meta(html! { (duration_tag(left)) })
                .act(see.href(course))
        }
    };
    Ok(match (shown.moment, next) {
        (Some(steps), Some((_, step))) => ticket.stub(stub(steps, step, shown.enrolment.id)),
        _ => ticket,
    })
}

/// « J’ai 15 minutes »: what fits beside the step where they are, and what would in more.
fn stub(steps: &[&Step], here: &Step, enrolment: EnrolmentId) -> Markup {
    let course = format!("/mes-parcours/{enrolment}");
    let [quarter, more @ ..] = MOMENTS;
    let way = |minutes: u32| format!("{course}/planification?minutes={minutes}#moment-libre");
    html! {
        h2 { "J’ai " (quarter) " minutes" }
        nav.minutes aria-label="Temps dont je dispose" {
            a href=(way(quarter)) aria-current="true" { (fr::duration(quarter)) }
            @for minutes in more { a href=(way(minutes)) { (fr::duration(minutes)) } }
        }
        @if steps.is_empty() {
            p.soft {
                @if here.minutes <= quarter { "L’étape où vous en êtes tient dans ce temps." }
                @else { "Rien de plus court n’est ouvert. Commencez quand même\u{202f}: ce que vous faites est gardé." }
            }
        } @else {
            (fits(steps.iter().take(SHORT).map(|step| (
                html! { a href=(format!("{course}/etapes/{}", step.id)) { (step.title) } },
                fr::duration(step.minutes),
            ))))
        }
    }
}
