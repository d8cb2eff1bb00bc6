//! More time for one learner.

use assess::quiz::attempts::Extra;
use jiff::Timestamp;
use platform::html::{Button, Choice, Choices, FormErrors, Frame, Page, TextField, form, fr, html};

use super::super::extra::Learner;
use super::super::store::GivenTime;

/// What was typed.
#[derive(Clone, Debug, Default)]
pub(in super::super) struct TypedExtra {
    pub(in super::super) kind: String,
    pub(in super::super) percent: String,
    pub(in super::super) minutes: String,
    pub(in super::super) reason: String,
    /// When the time that the page showed was given.
    pub(in super::super) over: Option<Timestamp>,
}

impl TypedExtra {
    /// As the form begins.
    pub(in super::super) fn of(given: &GivenTime) -> Self {
        let (kind, percent, minutes) = match given.extra {
            Extra::None => ("aucun", String::new(), String::new()),
            Extra::Third => ("tiers", String::new(), String::new()),
            Extra::Percent(percent) => ("pourcent", percent.to_string(), String::new()),
            Extra::Minutes(minutes) => ("minutes", String::new(), minutes.to_string()),
        };
        Self {
            kind: kind.to_owned(),
            percent,
            minutes,
            reason: given.reason.clone(),
            over: given.at,
        }
    }
}

/// « 50 % de plus ».
pub(in super::super) fn extra_words(extra: Extra) -> String {
    match extra {
        Extra::None => "le temps de tout le monde".to_owned(),
        Extra::Third => "un tiers de plus".to_owned(),
        Extra::Percent(percent) => format!("{} de plus", fr::percent(percent.into())),
        Extra::Minutes(minutes) => format!("{} de plus", fr::duration(minutes.into())),
    }
}

pub(in super::super) fn more_time(
    frame: &Frame,
    learner: &Learner,
    typed: &TypedExtra,
    errors: &FormErrors,
) -> Page {
    let session = format!("/sessions/{}", learner.session.id);
    let name = learner.card.full_name();
    let fields = html! {
        @if let Some(over) = typed.over { input type="hidden" name="vu" value=(over); }
        (Choices::radio("temps", "Temps des quiz").required()
            .choice(Choice::new("aucun", "Comme tout le monde"))
            .choice(Choice::new("tiers", "Un tiers de plus").hint("Le tiers-temps des examens."))
            .choice(Choice::new("pourcent", "Un pourcentage de plus"))
            .choice(Choice::new("minutes", "Des minutes de plus, à chaque essai"))
            .value(&typed.kind).error(errors.get("temps")))
        (TextField::new("pourcent", "Pourcentage en plus").optional().number().unit("%").value(&*typed.percent)
            .hint("Si vous avez choisi un pourcentage.").error(errors.get("pourcent")))
        (TextField::new("minutes", "Minutes en plus").optional().number().unit("minutes").value(&*typed.minutes)
            .hint("Si vous avez choisi des minutes.").error(errors.get("minutes")))
        (TextField::new("raison", "Raison").optional().value(&*typed.reason)
            .hint("Chiffrée\u{202f}; lue ici seulement, par qui accompagne cette personne.").error(errors.get("raison")))
        p.actions.mt {
            (Button::primary("Enregistrer"))
            (Button::plain("Revenir au suivi").href(format!("{session}/suivi")))
        }
    };
    Page::new(format!("Temps des quiz {}", fr::of(&name)))
        .crumb("Accueil", "/")
        .crumb("Sessions", "/sessions")
        .crumb(learner.session.title.as_str(), session.as_str())
        .crumb("Suivi", format!("{session}/suivi"))
        .work()
        .about(format!(
            "Ce temps vaut pour tous les quiz minutés de {} dans cette session, essai en cours compris.",
            fr::quote(&learner.session.title)
        ))
        .errors(errors)
        .body(form(
            frame,
            &format!("/inscriptions/{}/temps", learner.enrolment.id),
            fields,
        ))
}
