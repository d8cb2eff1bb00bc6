//! A week and a month as tables, where a planned step can be taken to another day. Where it is narrow, the list says it all.

use jiff::civil::Date;
use platform::html::{Form, Frame, Markup, fr, html};
use platform::theme::asset_path;
use training::availability::Part;

use super::entries::{Entry, Kind};
use super::rules::{Month, Week, hours};
use super::views::Shown;

const WEEKDAYS: [(&str, &str); 7] = [
    ("lun.", "lundi"),
    ("mar.", "mardi"),
    ("mer.", "mercredi"),
    ("jeu.", "jeudi"),
    ("ven.", "vendredi"),
    ("sam.", "samedi"),
    ("dim.", "dimanche"),
];

/// A table, and what it takes to drag a step in it: the form that says where it went is the one of the page of plans.
pub(super) fn board(frame: &Frame, shown: &Shown<'_>, table: Markup) -> Markup {
    let moves = shown.gathered.entries.iter().any(|entry| entry.moves.is_some());
    if !moves {
        return table;
    }
    let fields = html! {
        input type="hidden" name="etape";
        input type="hidden" name="jour";
        input type="hidden" name="heure";
        input type="hidden" name="vers" value=(shown.look.code());
    };
    html! {
        div data-plans data-script=(asset_path("calendar.js")) {
            (table)
            p.small.soft.board-help data-help hidden { "Faites glisser une étape que vous avez prévue vers un autre moment, ou ouvrez «\u{202f}Prévoir mes étapes\u{202f}», plus bas." }
            p.visually-hidden role="status" data-said {}
            div data-moves hidden { (Form::post(frame, "").bare().body(fields)) }
        }
    }
}

pub(super) fn month(shown: &Shown<'_>, month: Month, name: &str) -> Markup {
    html! {
        table.month {
            caption.visually-hidden { (name) }
            thead { tr { @for (short, long) in WEEKDAYS { th scope="col" { abbr title=(long) { (short) } } } } }
            tbody {
                @for week in month.weeks() {
                    tr {
                        @for day in week {
                            @match day {
                                None => td {},
                                Some(day) => (of_month(shown, day)),
                            }
                        }
                    }
                }
            }
        }
    }
}

fn of_month(shown: &Shown<'_>, day: Date) -> Markup {
    let of_day: Vec<&Entry> = shown
        .gathered
        .entries
        .iter()
        .filter(|entry| entry.is_on(day))
        .collect();
    let current = (day == shown.today).then_some("date");
    html! {
        td aria-current=[current] data-full[!of_day.is_empty()] {
            span.number { (day.day()) }
            (items(shown, &of_day, day, None))
        }
    }
}

/// What a cell holds. What is to come takes what is dragged there.
fn items(shown: &Shown<'_>, entries: &[&Entry], day: Date, hour: Option<i8>) -> Markup {
    let takes = day >= shown.today;
    html! {
        @if takes || !entries.is_empty() {
            ul data-day=[takes.then_some(day)] data-hour=[hour] {
                @for entry in entries { (item(entry, hour.is_some())) }
            }
        }
    }
}

fn item(entry: &Entry, says_hours: bool) -> Markup {
    let moves = entry.moves.zip(entry.hours);
    let plan = matches!(entry.kind, Kind::Planned | Kind::PlannedDone);
    let at = moves.map(|(_, (start, _))| start.strftime("%H:%M").to_string());
    html! {
        li.plan[plan] data-plan=[entry.moves.map(|(_, step)| step)] data-course=[entry.moves.map(|(course, _)| course)] data-at=[at] {
            @if let (true, Some((start, end))) = (says_hours, entry.hours) {
                span.small { (fr::rich(&fr::time_range(start.time(), end.time()))) }
            }
            a href=(entry.href) draggable="false" { (entry.title) }
            @if entry.hours.is_none() { span.small { (entry.kind.words()) } }
        }
    }
}

pub(super) fn week(shown: &Shown<'_>, week: Week, name: &str) -> Markup {
    let entries = &shown.gathered.entries;
    let begin = entries.iter().filter_map(|entry| entry.hours);
    let (first, last) = hours(begin.map(|(start, _)| start.hour()));
    html! {
        table.week {
            caption.visually-hidden { (name) }
            thead {
                tr {
                    td {}
                    @for (day, (short, long)) in week.days().into_iter().zip(WEEKDAYS) {
                        @let current = (day == shown.today).then_some("date");
                        th scope="col" aria-current=[current] { abbr title=(long) { (short) } " " (day.day()) }
                    }
                }
            }
            tbody {
                tr {
                    th scope="row" { "Le jour" }
                    @for day in week.days() { td { (whole_day(shown, day)) } }
                }
                @for hour in first..=last {
                    tr {
                        th scope="row" { (fr::rich(&format!("{hour}\u{202f}h"))) }
                        @for day in week.days() {
                            @let begun = |entry: &&Entry| entry.day == day && entry.hours.is_some_and(|(start, _)| start.hour() == hour);
                            @let here: Vec<&Entry> = entries.iter().filter(begun).collect();
                            td { (items(shown, &here, day, Some(hour))) }
                        }
                    }
                }
            }
        }
    }
}

/// What has no hours, and when a tutor usually works.
fn whole_day(shown: &Shown<'_>, day: Date) -> Markup {
    let usual = Part::ALL
        .into_iter()
        .filter(|part| shown.gathered.usual.has(day.weekday(), *part));
    let usual: Vec<String> = usual.map(|part| part.label().to_owned()).collect();
    let here = shown
        .gathered
        .entries
        .iter()
        .filter(|entry| entry.hours.is_none() && entry.is_on(day));
    html! {
        @if !usual.is_empty() { p.small.soft { "Disponible\u{202f}: " (fr::series(&usual, "et")) } }
        ul { @for entry in here { (item(entry, false)) } }
    }
}
