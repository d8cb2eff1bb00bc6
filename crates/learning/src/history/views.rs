//! The openings of a module by a learner, and one of them, moment by moment.

use jiff::Timestamp;
use platform::html::{Button, Column, Empty, Markup, Page, Row, Table, fr, html};
use scorm::navigation::NavigationRequest;

use super::replay::{Moment, What};
use super::routes::About;
use super::store::Opening;
use crate::attempts::Standing;

fn step_path(about: &About) -> String {
    format!("/inscriptions/{}/etapes/{}", about.enrolment.id, about.step.id)
}

fn here(about: &About) -> String {
    format!("{}/ouvertures", step_path(about))
}

fn page(about: &About, title: &str) -> Page {
    let home = format!("/sessions/{}", about.session.id);
    Page::new(title)
        .crumb("Accueil", "/")
        .crumb("Sessions", "/sessions")
        .crumb(about.session.title.as_str(), home.as_str())
        .crumb("Suivi", format!("{home}/suivi"))
        .work()
}

/// « 3 min 20 s ».
fn time(seconds: i64) -> String {
    let seconds = u64::try_from(seconds).unwrap_or(0);
    match (seconds / 60, seconds % 60) {
        (0, rest) => format!("{rest}\u{a0}s"),
        (minutes, rest) if minutes < 60 => format!("{minutes}\u{a0}min {rest:02}\u{a0}s"),
        (minutes, _) => fr::duration(u32::try_from(minutes).unwrap_or(u32::MAX)),
    }
}

fn moment(about: &About, at: Timestamp) -> String {
    fr::moment_words(at.to_zoned_datetime(about.zone.clone()).datetime())
}

pub(super) fn openings(about: &About, openings: &[Opening], standings: &[Standing]) -> Page {
    let page = page(about, "Ouvertures du module").about(html! {
        "«\u{202f}" (about.step.title) "\u{202f}», par " (about.card.full_name()) ". Ce que le module a dit de lui-même, et le temps que la plateforme a mesuré."
    });
    if openings.is_empty() {
        return page.body(
            Empty::new("Jamais ouvert")
                .icon("history")
                .level(2)
                .why("Les ouvertures de ce module s’inscriront ici, avec leur version et leur durée.")
                .way(Button::plain("Revenir au suivi").href(format!("/sessions/{}/suivi", about.session.id))),
        );
    }
    let parts = openings.iter().any(|opening| !opening.sco.is_empty());
    let mut table = Table::new("Ouvertures, la plus récente d’abord")
        .hide_caption()
        .columns(["Ouvert le"])
        .columns(parts.then_some("Partie"))
        .column(Column::new("Version").numeric())
        .column(Column::new("Page ouverte").numeric())
        .column(Column::new("Temps actif").numeric())
        .column(Column::new("Échanges").numeric())
        .columns(["Dernier échange"]);
    for opening in openings {
        let link = format!("{}/ouverture?de={}", step_path(about), opening.id);
        let mut row = Row::new(html! { a href=(link) { (fr::rich(&moment(about, opening.created_at))) } });
        if parts {
            row = row.cell(opening.sco.as_str());
        }
        table = table.row(
            row.cell(opening.version)
                .cell(time(opening.open))
                .cell(time(opening.active))
                .cell(fr::number(u64::try_from(opening.operations).unwrap_or(0)))
                .cell(
                    opening
                        .heard_at
                        .map_or_else(|| "aucun".to_owned(), |at| moment(about, at)),
                ),
        );
    }
    let said: i64 = standings.iter().map(|standing| standing.seconds).sum();
    page.body(html! {
        p.prose { "Temps déclaré par le module, toutes ouvertures comprises\u{202f}: " (time(said)) "." }
        (table)
    })
}

pub(super) fn opening(about: &About, moments: &[Moment]) -> Page {
    let page = page(about, "Une ouverture, pas à pas")
        .crumb("Ouvertures du module", here(about))
        .about(html! {
            "«\u{202f}" (about.step.title) "\u{202f}», par " (about.card.full_name()) ". Ce qui a été demandé et pourquoi\u{202f}: chaque décision porte la clause de la norme SCORM 2004. Les réponses n’y sont pas."
        });
    if moments.is_empty() {
        return page.body(
            Empty::new("Rien n’a été dit")
                .icon("history")
                .level(2)
                .why("Le module s’est ouvert sans rien enregistrer.")
                .way(Button::plain("Revenir aux ouvertures").href(here(about))),
        );
    }
    let mut table = Table::new("Moments de cette ouverture").hide_caption().columns([
        "Heure",
        "Clause",
        "Activité",
        "Ce qui s’est passé",
    ]);
    for one in moments {
        let at = Timestamp::from_millisecond(one.at).unwrap_or(Timestamp::UNIX_EPOCH);
        let local = at.to_zoned_datetime(about.zone.clone()).time();
        let hour = format!(
            "{:02}\u{202f}h\u{202f}{:02}\u{202f}min\u{202f}{:02}",
            local.hour(),
            local.minute(),
            local.second()
        );
        let (clause, activity, words) = told(&one.what);
        table = table.row(Row::new(hour).cell(clause).cell(activity).cell(words));
    }
    page.body(table)
}

fn told(what: &What) -> (String, String, Markup) {
    let plain = |words: &str| (String::new(), String::new(), html! { (words) });
    match what {
        What::Begun => plain("Le contenu commence"),
        What::Ended => plain("Le contenu se termine"),
        What::Gone => plain("Le contenu est retiré"),
        What::Wrote(1) => plain("Le contenu enregistre une valeur"),
        What::Wrote(many) => plain(&format!("Le contenu enregistre {many} valeurs")),
        What::Asked(request) => plain(&format!("L’apprenant demande\u{202f}: {}", asked(request))),
        What::Decided(decision, title) => (
            decision.clause.clone(),
            title.clone().unwrap_or_default(),
            html! { (decision.words) },
        ),
    }
}

fn asked(request: &NavigationRequest) -> String {
    let words = match request {
        NavigationRequest::Start => "commencer",
        NavigationRequest::ResumeAll => "reprendre",
        NavigationRequest::Continue => "la suite",
        NavigationRequest::Previous => "revenir en arrière",
        NavigationRequest::Choice(target) => return format!("l’activité {target}"),
        NavigationRequest::Jump(target) => return format!("aller directement à {target}"),
        NavigationRequest::Exit => "quitter l’activité",
        NavigationRequest::ExitAll => "tout terminer",
        NavigationRequest::Abandon => "abandonner l’activité",
        NavigationRequest::AbandonAll => "tout abandonner",
        NavigationRequest::SuspendAll => "s’arrêter là",
    };
    words.to_owned()
}
