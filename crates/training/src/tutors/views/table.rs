//! What whoever chooses should know of each tutor, one a line: what they have on their hands, what stands in the way.

use std::collections::HashMap;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use people::directory::Identity;
use platform::PersonId;
use platform::html::{Markup, Row, State, Table, fr, html};

use crate::availability::{Concern, Declared, Meeting};
use crate::tutors::Standing;

/// The table of the tutors of a region; hours are those of `zone`, the region's.
pub fn table(
    known: &[(PersonId, Arc<Identity>)],
    standings: &HashMap<PersonId, Standing>,
    zone: &TimeZone,
) -> Table {
    let columns = [
        "Tuteur",
        "Charge sur la période",
        "Habitudes",
        "À savoir pour cette session",
    ];
    let table = Table::new("Disponibilité et charge des tuteurs de la région")
        .hide_caption()
        .columns(columns);
    let none = Standing::default();
    known.iter().fold(table, |table, (person, card)| {
        let standing = standings.get(person).unwrap_or(&none);
        table.row(
            Row::new(card.full_name())
                .cell(load(standing))
                .cell(usual(&standing.declared))
                .cell(known_of(standing, zone)),
        )
    })
}

/// « Karim Haddad (2 sessions, 24 apprenants) ».
pub(in crate::tutors) fn option(card: &Identity, standing: Option<&Standing>) -> String {
    match standing {
        Some(standing) if standing.sessions > 0 => format!("{} ({})", card.full_name(), load_words(standing)),
        _ => format!("{} (aucune session)", card.full_name()),
    }
}

fn load_words(standing: &Standing) -> String {
    let sessions = fr::count(standing.sessions, "session", "sessions");
    format!(
        "{sessions}, {}",
        fr::count(standing.learners, "apprenant", "apprenants")
    )
}

fn load(standing: &Standing) -> Markup {
    html! {
        div {
            @if standing.sessions == 0 { "Aucune session" } @else { (load_words(standing)) }
            @if let Some(most) = standing.declared.most {
                br; span.soft { (fr::count(u64::from(most), "apprenant", "apprenants")) " au plus" }
            }
        }
    }
}

fn usual(declared: &Declared) -> Markup {
    html! {
        @if declared.half_days.is_empty() { span.soft { "Pas indiquées" } }
        @else { (fr::capitalise(&declared.half_days.words())) }
    }
}

fn known_of(standing: &Standing, zone: &TimeZone) -> Markup {
    html! {
        @if standing.concerns.is_empty() {
            @if standing.declared.is_empty() { span.soft { "Rien ne s’y oppose. Cette personne n’a rien indiqué." } }
            @else { (State::good("Rien ne s’y oppose")) }
        } @else {
            ul.stack.tight { @for concern in &standing.concerns { li { (warning(concern, zone)) } } }
        }
    }
}

fn warning(concern: &Concern, zone: &TimeZone) -> State {
    let (icon, words) = match concern {
        Concern::Away(absence) => {
            let days = fr::days(absence.first, absence.last);
            let reason = absence.reason.as_ref().map(|reason| format!(" ({reason})"));
            ("user-x", format!("Absence {days}{}", reason.unwrap_or_default()))
        }
        Concern::AwayAt(meeting) => (
            "calendar-clock",
            format!("Pendant son absence\u{202f}: {}", when(meeting, zone)),
        ),
        Concern::Unusual(meeting) => (
            "clock",
            format!(
                "Hors de ses demi-journées habituelles\u{202f}: {}",
                when(meeting, zone)
            ),
        ),
        Concern::Clash(meeting, other) => {
            let session = match &other.reference {
                Some(reference) => format!("que la session {reference}"),
                None => "qu’une session d’une autre région".to_owned(),
            };
            let here = when(meeting, zone);
            (
                "triangle-alert",
                format!(
                    "{here}\u{202f}: en même temps {session}, {}",
                    when(&other.meeting, zone)
                ),
            )
        }
        Concern::TooMany { learners, most } => {
            let learners = fr::count(*learners, "apprenant", "apprenants");
            (
                "users",
                format!("{learners} avec cette session, pour {most} au plus"),
            )
        }
    };
    State::warn(fr::rich(&words)).icon(icon)
}

/// « Nos pages passées au crible, mardi 10 novembre, 18 h – 19 h 30 ».
fn when(meeting: &Meeting, zone: &TimeZone) -> String {
    let local = |at: Timestamp| at.to_zoned_datetime(zone.clone()).datetime();
    format!(
        "{}, {}",
        meeting.title,
        fr::range(local(meeting.starts_at), local(meeting.ends_at))
    )
}
