//! Before a try: what the quiz is, what is left, what one came to.

use assess::quiz::attempts::{Attempt, Extra, Grade, State as Stands, may_start, state, tries_left};
use assess::quiz::settings::{Kept, Purpose, Settings};
use catalogue::library::{Reading, prose};
use jiff::Timestamp;
use platform::Result;
use platform::html::{
    Button, Column, Form, Frame, Markup, Notice, Page, Row, Table, duration_tag, fr, go_link, html, section,
};

use super::super::store::Try;
use super::{barred, day, moment, passed, percent};
use crate::reading::base;
use crate::step::Opened;

/// What the page shows.
pub(in super::super) struct Before<'a> {
    pub(in super::super) opened: &'a Opened,
    pub(in super::super) reading: &'a Reading,
    /// How many questions a try asks.
    pub(in super::super) asked: u32,
    pub(in super::super) tries: &'a [Try],
    pub(in super::super) attempts: &'a [Attempt],
    /// The rules in force, which the next try follows.
    pub(in super::super) settings: &'a Settings,
    /// The rules of the last try, by which they count.
    pub(in super::super) counted: &'a Settings,
    pub(in super::super) extra: Extra,
    /// What counts so far.
    pub(in super::super) grade: Option<Grade>,
    pub(in super::super) now: Timestamp,
}

pub(in super::super) fn before(frame: &Frame, shown: &Before<'_>) -> Result<Page> {
    let opened = shown.opened;
    let step = &opened.step;
    Ok(base(opened)
        .about(html! { p.meta { (step.modality) (duration_tag(fr::duration(step.minutes))) } })
        .body(html! {
            @if !shown.reading.text.is_empty() { (prose(&shown.reading.text)) }
            (facts(shown)?)
            (standing(shown))
            (way(frame, shown)?)
            (tries(shown)?)
            p.mt { (go_link("Revenir à mon parcours", opened.course_path()).icon("arrow-left")) }
        }))
}

fn facts(shown: &Before<'_>) -> Result<Markup> {
    let settings = shown.settings;
    let time = settings.minutes.map(|minutes| match shown.extra {
        Extra::None => format!("{} par essai", fr::duration(minutes)),
        _ => format!(
            "{} par essai, et du temps en plus pour vous",
            fr::duration(minutes)
        ),
    });
    let tries = match (settings.tries, tries_left(settings, shown.attempts)) {
        (Some(all), Some(left)) => format!("{left} sur {all} à votre disposition"),
        _ => "Autant que vous voulez".to_owned(),
    };
    let pass = match (settings.purpose, settings.pass) {
        (Purpose::Positioning, _) => {
            Some("Ce quiz dit d’où vous partez\u{202f}: personne n’y échoue.".to_owned())
        }
        (Purpose::Graded, Some(least)) => Some(format!("À partir de {}", fr::percent(least.into()))),
        (Purpose::Graded, None) => None,
    };
    let kept = match settings.kept {
        _ if settings.tries == Some(1) => None,
        Kept::Best => Some("Le meilleur essai"),
        Kept::Last => Some("Le dernier essai"),
        Kept::Mean => Some("La moyenne de vos essais"),
    };
    let closes = settings.closes.filter(|at| *at < shown.opened.enrolment.ends_at);
    let closes = closes
        .map(|at| moment(&shown.opened.session, at, shown.now))
        .transpose()?;
    Ok(html! {
        dl.facts {
            div { dt { "Questions" } dd { (shown.asked) } }
            div { dt { "Temps" } dd { (time.unwrap_or_else(|| "Il ne compte pas".to_owned())) } }
            div { dt { "Essais" } dd { (tries) } }
            @if let Some(pass) = pass { div { dt { "Réussite" } dd { (pass) } } }
            @if let Some(kept) = kept { div { dt { "Ce qui compte" } dd { (kept) } } }
            @if let Some(closes) = closes { div { dt { "Jusqu’au" } dd { (closes) } } }
        }
    })
}

/// What one came to so far.
fn standing(shown: &Before<'_>) -> Markup {
    let Some(grade) = shown.grade.filter(|_| shown_total(shown)) else {
        return html! {};
    };
    html! {
        p.mt {
            @if let Some(percent) = percent(grade.total) { strong { "Votre résultat\u{202f}: " (percent) } " " }
            @if let Some(state) = passed(grade, shown.counted) { (state) }
        }
    }
}

/// Whether results are shown at all.
fn shown_total(shown: &Before<'_>) -> bool {
    shown.counted.feedback != assess::quiz::settings::When::Never
}

/// To begin, to go on, or why not.
fn way(frame: &Frame, shown: &Before<'_>) -> Result<Markup> {
    let opened = shown.opened;
    let underway = shown.tries.iter().find(|one| one.attempt.ended.is_none());
    if let Some(one) = underway {
        let ends = match state(&one.attempt, shown.counted, shown.extra, shown.now) {
            Stands::Underway(ends) => ends.filter(|_| one.rules.settings.minutes.is_some()),
            Stands::Over(_) | Stands::Ended(_) => None,
        };
        let ends = ends
            .map(|at| moment(&opened.session, at, shown.now))
            .transpose()?;
        return Ok(html! {
            (Notice::info(html! {
                "Vos réponses enregistrées vous attendent."
                @if let Some(ends) = ends { " Le temps court jusqu’à " (ends) "." }
            }).title("Un essai est en cours"))
            div.actions.mt { (Button::primary("Reprendre l’essai").icon("play").large().href(format!("{}/essais/{}", opened.path(), one.number))) }
        });
    }
    if shown.asked == 0 {
        return Ok(
            html! { (Notice::info("Ce quiz n’a pas encore de question. Revenez plus tard, ou parlez-en à votre tuteur.")) },
        );
    }
    if let Err(why) = may_start(shown.settings, shown.attempts, shown.extra, shown.now) {
        return Ok(html! { (Notice::info(barred(why, &opened.session)?)) });
    }
    let label = if shown.tries.is_empty() {
        "Commencer"
    } else {
        "Commencer un nouvel essai"
    };
    Ok(html! {
        @if shown.settings.minutes.is_some() {
            p.prose.mt { "Le temps commence quand vous appuyez, et continue si vous quittez la page. Chaque réponse est enregistrée aussitôt\u{202f}: vous pouvez reprendre ailleurs." }
        } @else {
            p.prose.mt { "Chaque réponse est enregistrée aussitôt\u{202f}: vous pouvez vous arrêter, et reprendre ailleurs." }
        }
        (Form::post(frame, format!("{}/essais", opened.path())).bare().body(html! {
            p.actions.mt { (Button::primary(label).icon("play").large()) }
        }))
    })
}

fn tries(shown: &Before<'_>) -> Result<Markup> {
    let over: Vec<&Try> = shown
        .tries
        .iter()
        .filter(|one| one.attempt.ended.is_some())
        .collect();
    if over.is_empty() {
        return Ok(html! {});
    }
    let mut table = Table::new("Vos essais, du premier au dernier")
        .hide_caption()
        .columns(["Essai", "Commencé le", "Résultat"])
        .column(Column::actions("Détail"));
    for one in over {
        let total = one.attempt.total;
        let result = match (total.to_grade, percent(total)) {
            _ if !shown_total(shown) => "Remis".to_owned(),
            (0, Some(percent)) => percent,
            (0, None) => "–".to_owned(),
            _ => "À corriger".to_owned(),
        };
        let there = format!("{}/essais/{}", shown.opened.path(), one.number);
        table = table.row(
            Row::new(format!("Essai {}", one.number))
                .cell(day(&shown.opened.session, one.attempt.started)?)
                .cell(result)
                .cell(html! { a href=(there) { "Voir" span.visually-hidden { " l’essai " (one.number) } } }),
        );
    }
    Ok(section("essais", "Vos essais", html! {}, table))
}
