//! Who accompanies a session, the form that assigns somebody, taking a duty from somebody.

use people::directory::Identity;
use platform::PersonId;
use platform::html::{
    AvatarSize, Button, Choices, Contact, Empty, Form, FormErrors, Frame, Markup, Notice, Page, Select, form,
    fr, go_link, html, rows, section, wide_section,
};

use super::table::{option, table};
use super::under;
use crate::tutors::routes::Held;
use crate::tutors::rules::duties_in_words;
use crate::tutors::{Duty, Tutor};

pub(in crate::tutors) fn page(
    frame: &Frame,
    held: &Held,
    (person, duty): (&str, &str),
    errors: &FormErrors,
) -> Page {
    let session = &held.session;
    let home = format!("/sessions/{}", session.id);
    let new = format!("/regions/{}/tuteurs/nouveau", session.region);
    let page = Page::new("Tuteurs de la session")
        .crumb("Accueil", "/")
        .crumb("Sessions", "/sessions")
        .crumb(session.title.as_str(), home.as_str())
        .work()
        .about(html! { "Session «\u{202f}" (session.title) "\u{202f}» (" (session.reference) ")." })
        .errors(errors);
    if held.known.is_empty() {
        return page.body(
            Empty::new("Aucun tuteur dans la région")
                .icon("users")
                .level(2)
                .why("Ajoutez une première personne\u{202f}: vous pourrez ensuite la choisir ici.")
                .way(go_link("Ajouter un tuteur", new)),
        );
    }
    let people = held
        .known
        .iter()
        .map(|(person, card)| (person.to_string(), option(card, held.standings.get(person))));
    let assign = form(
        frame,
        &format!("{home}/tuteurs"),
        html! {
            (Select::new("tuteur", "Tuteur").option("", "Choisir").options(people).value(person).required()
                .error(errors.get("tuteur")))
            (Choices::radio("role", "Rôle").choices(Duty::ALL.map(|duty| (duty.code(), duty.label()))).value(duty)
                .error(errors.get("role")))
            p.actions.mt {
                (Button::primary("Affecter"))
                (Button::plain("Revenir à la session").href(home.as_str()))
            }
            p { (go_link("Ajouter un tuteur à la région", new)) }
            p { (go_link("Retirer un tuteur de la région", format!("/regions/{}/tuteurs/retrait", session.region))) }
        },
    );
    page.body(html! {
        (section("actuels", "Qui accompagne la session", html! {}, current(held)))
        (section("affecter", "Affecter un tuteur", html! {}, assign))
        (wide_section("charge", "Disponibilité et charge", html! { p.soft { "Du début à la fin de cette session. Ce sont des repères\u{202f}: vous restez libre de choisir." } },
            table(&held.known, &held.standings, &held.zone)))
    })
}

/// Those who are there, for everybody or for some.
fn current(held: &Held) -> Markup {
    let home = format!("/sessions/{}/tuteurs", held.session.id);
    let there = held.known.iter().filter_map(|(person, card)| {
        let duties = held.duties(*person);
        (!duties.is_empty()).then(|| {
            html! {
                (contact(held, *person, card))
                p.actions.mt {
                    (Button::plain(format!("Remplacer {}", card.full_name())).small().icon("refresh-cw")
                        .href(format!("{home}/remplacement?tuteur={person}")))
                    @for duty in duties {
                        (Button::plain(format!("Retirer {}, {}", card.given_name, duty.words())).small().quiet()
                            .href(format!("{home}/retrait?tuteur={person}&role={}", duty.code())))
                    }
                }
            }
        })
    });
    let there: Vec<Markup> = there.collect();
    html! {
        @if there.is_empty() { p { "Personne n’accompagne encore cette session." } } @else { (rows(there)) }
        @if !held.enrolled.is_empty() {
            p.actions.mt { (Button::plain("Choisir pour certains apprenants").icon("users").href(format!("{home}/apprenants"))) }
        }
    }
}

fn contact(held: &Held, person: PersonId, card: &Identity) -> Contact {
    let contact = Contact::new(
        card.full_name(),
        fr::initials(&card.given_name, &card.family_name),
    );
    contact
        .size(AvatarSize::Medium)
        .about(in_lines(&lines(held, person)))
}

pub(super) fn in_lines(lines: &[String]) -> Markup {
    html! { @for (at, line) in lines.iter().enumerate() { @if at > 0 { br; } (line) } }
}

/// « Pour le contenu », « Pour la technique, 3 apprenants en particulier ».
pub(super) fn lines(held: &Held, person: PersonId) -> Vec<String> {
    let mut lines = Vec::new();
    for duty in Duty::ALL {
        let many = held.chosen_for(person, duty);
        if held.current.contains(&Tutor { person, duty }) {
            lines.push(duty.label().to_owned());
        }
        if many > 0 {
            lines.push(format!(
                "{}, {}",
                duty.label(),
                fr::count(many, "apprenant en particulier", "apprenants en particulier")
            ));
        }
    }
    lines
}

/// Whether to take a duty from somebody: what it leaves behind is said first.
pub(in crate::tutors) fn remove(
    frame: &Frame,
    held: &Held,
    (tutor, card): (Tutor, &Identity),
    alone: bool,
) -> Page {
    let home = format!("/sessions/{}/tuteurs", held.session.id);
    let (name, duty) = (card.full_name(), duties_in_words(&[tutor.duty]));
    let many = held.chosen_for(tutor.person, tutor.duty);
    let last = held.duties(tutor.person).len() == 1;
    under(&held.session, format!("Retirer {name}, {duty}\u{202f}?")).body(html! {
        @if alone {
            (Notice::warn(html! {
                p { "Après son retrait, les apprenants n’auront plus personne " (duty) "." }
                p { "Pour que quelqu’un prenne la suite, choisissez plutôt «\u{202f}Remplacer\u{202f}»." }
            }).title(format!("{name} est la seule personne {duty}")))
        }
        div.prose {
            @if many > 0 && !alone {
                p { (fr::count(many, "apprenant, pour qui cette personne a été choisie, aura", "apprenants, pour qui cette personne a été choisie, auront"))
                    " à la place les tuteurs de la session." }
            }
            @if last { p { (card.given_name) " n’aura plus accès à la session. Ce qui a été validé reste." } }
            @else { p { (card.given_name) " garde ses autres rôles dans la session." } }
        }
        (Form::post(frame, format!("{home}/retrait")).body(html! {
            input type="hidden" name="tuteur" value=(tutor.person);
            input type="hidden" name="role" value=(tutor.duty.code());
            @if alone { input type="hidden" name="seul" value="oui"; }
            p.actions.mt {
                (Button::plain("Retirer de la session").danger())
                (Button::plain(format!("Remplacer {}", card.given_name)).href(format!("{home}/remplacement?tuteur={}", tutor.person)))
                (Button::plain("Ne rien changer").href(home.as_str()))
            }
        }))
    })
}
