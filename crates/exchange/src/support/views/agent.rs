//! One request, for who answers it.

use platform::html::{
    Button, Choices, Form, FormErrors, Frame, Markup, Notice, Page, Select, State, TextArea, disclosure, fr,
    go_link, html, section,
};

use super::super::routes::{Desked, Written};
use super::super::rules::standing::State as Stand;
use super::super::rules::{Level, RATINGS};
use super::{entry, files, number, stand, when};

pub(in super::super) fn page(
    frame: &Frame,
    desked: &Desked,
    written: &Written<'_>,
    errors: &FormErrors,
) -> Page {
    let opened = &desked.opened;
    let (line, ticket) = (&opened.line, opened.ticket());
    let standing = &ticket.standing;
    let path = format!("/assistance/{}", ticket.id);
    Page::new(format!("Demande d’aide {}", number(line)))
        .heading(line.subject.as_str())
        .crumb("Accueil", "/")
        .crumb("Demandes d’aide", "/assistance")
        .about(html! {
            p.meta {
                (stand(standing.state))
                @if standing.due().is_some_and(|due| due < opened.now) { (State::bad("En retard")) }
                span.soft { (number(line)) }
                span.soft { (standing.category.label()) }
                @if standing.level == Level::Nation { span.soft { "Suivie par CMA France" } }
            }
        })
        .work()
        .errors(errors)
        .script("submissions.js")
        .body(html! {
            @if let Some(why) = desked.shut { (Notice::info(why)) }
            (section("qui", "Pour qui", html! {}, who(desked)))
            (section("echanges", "Les échanges", html! {}, html! {
                @for one in &opened.entries {
                    (entry(one, &opened.names, desked.me == one.author, (&path, &ticket.zone)))
                }
            }))
            @if desked.shut.is_some() || standing.state == Stand::Closed {}
            @else if opened.erased { (close(frame, &path)) }
            @else { (acts(frame, desked, &path, (written, errors))) }
        })
}

fn close(frame: &Frame, path: &str) -> Markup {
    section(
        "clore",
        "Clore",
        html! {},
        html! {
            p { "Le compte de la personne aidée a été effacé, et ce qu’elle avait écrit avec lui. Il n’y a plus à qui répondre." }
            (Form::post(frame, format!("{path}/cloture")).bare().body(html! {
                p.actions.mt { (Button::primary("Clore la demande").icon("check")) }
            }))
        },
    )
}

fn who(desked: &Desked) -> Markup {
    let opened = &desked.opened;
    let ticket = opened.ticket();
    let standing = &ticket.standing;
    let card = ticket.person.filter(|_| !opened.erased);
    let card = card.and_then(|person| opened.names.card(person));
    html! {
        p { strong { (opened.line.who) } @if let Some(region) = &ticket.region_name { ", " (region) } }
        @if let Some(card) = card {
            p { (go_link(card.email.as_str(), format!("mailto:{}", card.email)).icon("mail")) }
            @if let Some(phone) = &card.phone { p { (phone) } }
        }
        @if ticket.by_phone { p.soft { "Appel noté par " (opened.names.name(ticket.author)) ", " (when(standing.opened_at, &ticket.zone)) "." } }
        @else { p.soft { "Demande arrivée " (when(standing.opened_at, &ticket.zone)) "." } }
        @if standing.state.is_open() {
            @match standing.answered {
                None => { p { "Première réponse à donner avant " (when(standing.answer_due, &ticket.zone)) "." } }
                Some(_) if standing.state == Stand::Waiting => { p { "En attente d’une précision\u{202f}: le délai ne court pas." } }
                Some(_) => { p { "À résoudre avant " (when(standing.resolve_due, &ticket.zone)) "." } }
            }
        }
        @if let Some(joined) = opened.joined.as_ref().and_then(|joined| joined.words()) {
            p.soft.small { "Joint avec son accord\u{202f}: " (joined) "." }
        }
        @if let Some(rating) = ticket.rating {
            p { "Son avis\u{202f}: " @for (_, label) in RATINGS.iter().filter(|(value, _)| *value == rating) { "«\u{202f}" (label) "\u{202f}»." } }
            @if let Some(words) = &opened.rating_words { (super::words(words)) }
        }
    }
}

fn acts(
    frame: &Frame,
    desked: &Desked,
    path: &str,
    (written, errors): (&Written<'_>, &FormErrors),
) -> Markup {
    let standing = &desked.opened.ticket().standing;
    let suite = [
        (Stand::Waiting.code(), "J’attends une précision"),
        (Stand::Progress.code(), "Je continue de chercher"),
        (Stand::Resolved.code(), "C’est résolu"),
    ];
    html! {
        (section("repondre", "Répondre", html! {}, html! {
            @if !desked.replies.is_empty() {
                (Form::get(path).tools().body(html! {
                    (Select::new("reponse", "Partir d’une réponse préparée").option("", "Choisir")
                        .options(desked.replies.iter().map(|reply| (reply.id.to_string(), reply.title.as_str()))))
                    p.actions { (Button::plain("Reprendre")) }
                }))
            }
            (Form::post(frame, path).multipart().body(html! {
                (TextArea::new("message", "Votre réponse").value(written.text).required().error(errors.get("message")))
                (files(errors))
                (Choices::radio("suite", "Après cette réponse").choices(suite).required().error(errors.get("suite")))
                p.actions.mt { (Button::primary("Répondre").icon("send")) }
            }))
        }))
        @if standing.state.is_open() {
            (section("equipe", "Dans l’équipe", html! {}, html! {
                (assign(frame, desked, path))
                (note(frame, path, (written, errors)))
                (pass(frame, desked, path, (written, errors)))
            }))
        }
    }
}

fn assign(frame: &Frame, desked: &Desked, path: &str) -> Markup {
    let ticket = desked.opened.ticket();
    let me = desked.me.to_string();
    let agents = desked.agents.iter().map(|(agent, name)| {
        let name = if *agent == desked.me {
            "Vous"
        } else {
            name.as_str()
        };
        (agent.to_string(), name)
    });
    let value = ticket.agent.map_or(me, |agent| agent.to_string());
    html! {
        p { @match &desked.opened.line.agent { Some(agent) => { "Suivie par " (fr::rich(agent)) "." } None => "Personne ne suit encore cette demande." } }
        (Form::post(frame, format!("{path}/suivi")).tools().body(html! {
            (Select::new("agent", "Qui la suit").options(agents).option("", "Personne").value(value))
            p.actions { (Button::plain("Confier")) }
        }))
    }
}

fn note(frame: &Frame, path: &str, (written, errors): (&Written<'_>, &FormErrors)) -> Markup {
    let body = Form::post(frame, format!("{path}/note")).body(html! {
        (TextArea::new("note", "Note interne").value(written.note).required()
            .hint("La personne aidée ne la lit jamais ici. Si elle demande ses données, elle l’obtient\u{202f}: n’y mettez que l’utile.")
            .error(errors.get("note")))
        p.actions { (Button::plain("Garder la note")) }
    });
    let folded = disclosure("Ajouter une note interne", body);
    html! { @if errors.get("note").is_some() { (folded.open()) } @else { (folded) } }
}

fn pass(
    frame: &Frame,
    desked: &Desked,
    path: &str,
    (written, errors): (&Written<'_>, &FormErrors),
) -> Markup {
    let ticket = desked.opened.ticket();
    let (title, button) = match (ticket.standing.level, ticket.region.is_some()) {
        (Level::Region, _) => ("Transmettre à CMA France", "Transmettre"),
        (Level::Nation, true) => ("Rendre à la région", "Rendre"),
        (Level::Nation, false) => return html! {},
    };
    let body = Form::post(frame, format!("{path}/transmission")).body(html! {
        (TextArea::new("raison", "Raison").value(written.reason).required()
            .hint("Seule l’équipe le lit. La demande, elle, garde ses délais.").error(errors.get("raison")))
        p.actions { (Button::plain(button)) }
    });
    let folded = disclosure(title, body);
    html! { @if errors.get("raison").is_some() { (folded.open()) } @else { (folded) } }
}
