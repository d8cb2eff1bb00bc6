//! One message or one alert: its words, what somebody reads, who would have been told.

use platform::Result;
use platform::html::{
    Button, Empty, Form, FormErrors, Frame, Markup, Notice, Page, Select, State, TextArea, TextField, fr,
    go_link, html, section,
};

use super::super::letters::follow_up;
use super::super::routes::{Ground, Shown};
use super::super::rules::Audience;
use super::{TITLE, crumbs, when};

pub(in super::super) fn one(
    frame: &Frame,
    ground: &Ground,
    shown: &Shown,
    errors: &FormErrors,
) -> Result<Page> {
    let rule = shown.rule;
    let what = match rule.audience {
        Audience::Learner => "Le message",
        Audience::Tutors => "L’alerte",
    };
    let title = match ground.session {
        Some(_) => format!("{what} {}", fr::quote(rule.title)),
        None => format!("{what} {} du parcours", fr::quote(rule.title)),
    };
    let (list, at) = (ground.base(), format!("{}/{}", ground.base(), rule.code));
    let would = would(ground, shown)?;
    let page = crumbs(Page::new(title), ground)
        .crumb(
            if ground.session.is_some() {
                TITLE
            } else {
                "Messages automatiques du parcours"
            },
            list,
        )
        .work()
        .about(html! { (fr::rich(rule.when)) "." })
        .errors(errors);
    let page = match shown.off {
        (false, false) => page,
        (alone, _) => page.notice(Notice::warn(html! { p {
            @if alone { "Ce message est suspendu dans la session\u{202f}: rien ne part. Vous pouvez le reprendre depuis la liste." }
            @else { "Toute la session est suspendue\u{202f}: rien ne part. Vous pouvez la reprendre depuis la liste." }
        } })),
    };
    Ok(page.body(html! {
        @match rule.audience {
            Audience::Learner => (words(frame, &at, (ground, shown), errors)),
            Audience::Tutors => {
                (alarm(frame, &at, (ground, shown), errors))
                (section("qui", "Qui est prévenu", html! {}, html! {
                p { "Les tuteurs choisis pour l’apprenant, sinon ceux de la session. L’alerte s’annonce sous la cloche, mène au parcours de l’apprenant, et reste dans " (go_link("Mes alertes", "/alertes")) " jusqu’à ce que l’un d’eux l’ait vue ou qu’elle n’ait plus lieu d’être." }
                }))
            },
        }
        @if ground.session.is_some() { (would) }
    }))
}

/// Whose the text is, and what gives the one before back.
fn state(ground: &Ground, shown: &Shown) -> (&'static str, Option<&'static str>) {
    match (ground.session.is_some(), shown.own, shown.course_has) {
        (true, true, true) => ("Texte de cette session", Some("Revenir au texte du parcours")),
        (true, true, false) => ("Texte de cette session", Some("Revenir au texte d’origine")),
        (false, true, _) => ("Texte de ce parcours", Some("Revenir au texte d’origine")),
        (true, false, true) => ("Texte du parcours", None),
        (_, false, _) => ("Texte d’origine", None),
    }
}

fn buttons(back: Option<&'static str>) -> Markup {
    html! {
        p.actions {
            (Button::primary("Enregistrer").icon("save").value("acte", "enregistrer"))
            (Button::plain("Voir l’aperçu").icon("eye").value("acte", "apercu"))
            @if let Some(back) = back { (Button::plain(back).icon("undo-2").value("acte", "origine")) }
        }
    }
}

/// What may stand in braces.
fn variables(shown: &Shown) -> Markup {
    html! {
        p { "Ce que vous pouvez écrire entre accolades, et ce qui prend sa place\u{202f}:" }
        ul { @for variable in shown.rule.variables { li { code { "{" (variable.name()) "}" } "\u{202f}: " (variable.about()) } } }
    }
}

/// What an alert says, after the learner's name.
fn alarm(frame: &Frame, at: &str, (ground, shown): (&Ground, &Shown), errors: &FormErrors) -> Markup {
    let (state, back) = state(ground, shown);
    html! {
        (section("texte-de-l-alerte", "Le texte", html! { (State::now(state)) }, html! {
            (Form::post(frame, at).body(html! {
                (TextField::new("texte", "Ce que dit l’alerte").value(shown.typed.1.as_str()).maxlength(200).required()
                    .hint("Une ligne, qui suit le nom de l’apprenant\u{202f}: ne l’écrivez pas.")
                    .error(errors.get("texte")))
                (variables(shown))
                (buttons(back))
            }))
            @if let Some((words, _)) = &shown.preview {
                p.soft.mt { "Ce que liraient ses tuteurs\u{202f}:" }
                div.answer { p { strong { (fr::rich(words)) } } }
            }
        }))
    }
}

fn words(frame: &Frame, at: &str, (ground, shown): (&Ground, &Shown), errors: &FormErrors) -> Markup {
    let (state, back) = state(ground, shown);
    html! {
        (section("texte-du-message", "Le texte", html! { (State::now(state)) }, html! {
            (Form::post(frame, at).body(html! {
                (TextField::new("objet", "Objet").value(shown.typed.0.as_str()).maxlength(150).required().error(errors.get("objet")))
                (TextArea::new("texte", "Texte").value(shown.typed.1.as_str()).maxlength(4000).required()
                    .hint("Le message commence par «\u{202f}Bonjour\u{202f}» et le prénom, et se termine par le lien\u{202f}: ne les écrivez pas. Une ligne vide sépare deux paragraphes.")
                    .error(errors.get("texte")))
                (variables(shown))
                @if !shown.learners.is_empty() {
                    (Select::new("apprenant", "Voir ce que recevrait").options(shown.learners.iter().cloned()).value(shown.chosen.as_str()))
                }
                (buttons(back))
            }))
        }))
        (section("apercu", "L’aperçu", html! {}, html! {
            @match &shown.preview {
                Some((subject, body)) => {
                    p.soft { @if let Some(name) = name(shown) { "Ce que recevrait " (name) "." } @else { "Avec des noms inventés." } }
                    div.answer {
                        p { strong { (subject) } }
                        @for paragraph in body { p.mt { (paragraph) } }
                    }
                    p.soft.mt { "Puis le lien vers la page, et le moyen de ne plus recevoir ces e-mails." }
                }
                None => (Empty::new("Il n’y a personne à qui écrire").icon("users").level(3).why("L’aperçu se montre avec un apprenant de la session, dès qu’il y en a un.")),
            }
        }))
    }
}

fn name(shown: &Shown) -> Option<&str> {
    let found = shown.learners.iter().find(|(id, _)| *id == shown.chosen);
    found.map(|(_, name)| name.as_str())
}

/// Those of the last thirty days.
fn would(ground: &Ground, shown: &Shown) -> Result<Markup> {
    let zone = ground
        .session
        .as_ref()
        .map_or("Europe/Paris", |session| session.zone.as_str());
    let mut lines = Vec::new();
    for one in &shown.would {
        let Some(card) = shown.cards.get(&one.person) else {
            continue;
        };
        lines.push(html! {
            p { (go_link(card.full_name(), follow_up(one.enrolment))) }
            p.meta { span.soft { (fr::rich(&when(one.at, zone)?)) } @if let Some(step) = &one.step { span.soft { (fr::quote(step)) } } }
        });
    }
    let title = match shown.rule.audience {
        Audience::Learner => "Qui l’aurait reçu ces 30 derniers jours",
        Audience::Tutors => "Pour qui, ces 30 derniers jours",
    };
    let count = u64::try_from(lines.len()).unwrap_or(u64::MAX);
    Ok(section(
        "trente-jours",
        title,
        html! {},
        html! {
            p.soft { "Calculé à l’instant avec la même règle, que le message soit parti ou non. Rien n’est envoyé." }
            @if lines.is_empty() {
                p { "Personne." }
            } @else {
                p { (fr::capitalise(&fr::count(count, "fois", "fois"))) "." }
                ul.rows { @for line in lines { li { (line) } } }
            }
        },
    ))
}
