//! The enrolment form, its confirmation, the mail to someone who has an account already.

use std::sync::Arc;

use people::accounts::NewPerson;
use people::accounts::mails::{Letter, Sender, letter};
use people::directory::Identity;
use platform::html::{
    Button, Choice, Choices, FormErrors, Frame, Markup, Notice, Page, TextArea, TextField, form, fr, go_link,
    html,
};
use platform::mail::Message;
use platform::{PersonId, Site};

use super::leaving::Reason;
use super::rules::OTHER;
use super::store::EnrolmentId;
use crate::sessions::TrainingSession;
use crate::standings::{self, Standing};

pub(super) fn new(
    frame: &Frame,
    session: &TrainingSession,
    (typed, standing): (&NewPerson, Option<Standing>),
    errors: &FormErrors,
    known: &[(PersonId, Arc<Identity>)],
) -> Page {
    let home = format!("/sessions/{}", session.id);
    Page::new("Inscrire une personne")
        .crumb("Accueil", "/")
        .crumb("Sessions", "/sessions")
        .crumb(session.title.as_str(), home.as_str())
        .work()
        .about(html! { "À la session «\u{202f}" (session.title) "\u{202f}» (" (session.reference) "). Un e-mail partira aussitôt avec le lien pour activer le compte." })
        .errors(errors)
        .body(form(frame, &format!("{home}/inscriptions"), html! {
            @if !known.is_empty() {
                (same_person(known, errors))
            }
            (person_fields(typed, errors, None))
            (standings::choice(standing))
            p.actions.mt {
                (Button::primary("Inscrire").icon("user-plus"))
                (Button::plain("Revenir à la session").href(home.as_str()))
            }
        }))
}

/// Said before somebody else takes a place that others wait for; nothing when nobody does.
pub(crate) fn queue(session: &TrainingSession, waiting: u64) -> Option<Notice> {
    let who = fr::count(waiting, "dossier signé attend", "dossiers signés attendent");
    (waiting > 0).then(|| {
        Notice::warn(html! {
            (who) " déjà une place dans cette session\u{202f}: les places vont d’abord à qui a signé. "
            (go_link("Voir la liste d’attente", format!("/sessions/{}/attente", session.id)))
        })
    })
}

/// Who someone is, field by field; `address`: what becomes of their address.
pub(crate) fn person_fields(typed: &NewPerson, errors: &FormErrors, address: Option<&str>) -> Markup {
    let email = TextField::new("courriel", "Adresse e-mail")
        .email()
        .value(&*typed.email);
    let email = email.autocomplete("off").required().error(errors.get("courriel"));
    let email = match address {
        Some(address) => email.hint(address),
        None => email,
    };
    html! {
        (TextField::new("prenom", "Prénom").value(&*typed.given_name).autocomplete("off").required().error(errors.get("prenom")))
        (TextField::new("nom", "Nom").value(&*typed.family_name).autocomplete("off").required().error(errors.get("nom")))
        (email)
        (TextField::new("telephone", "Téléphone").tel().value(&*typed.phone).autocomplete("off").optional()
            .error(errors.get("telephone")))
        (TextField::new("entreprise", "Entreprise").value(&*typed.company).autocomplete("off").optional()
            .error(errors.get("entreprise")))
        (TextField::new("metier", "Métier").value(&*typed.trade).autocomplete("off").optional().error(errors.get("metier")))
    }
}

/// Whoever has the address already: is it them?
pub(crate) fn same_person(known: &[(PersonId, Arc<Identity>)], errors: &FormErrors) -> Choices {
    let choices = known.iter().map(|(person, card)| {
        let trade = card.trade.as_deref().unwrap_or("métier non renseigné");
        Choice::new(person.to_string(), format!("C’est {}", card.full_name())).hint(trade)
    });
    choices
        .fold(
            Choices::radio("compte", "Cette adresse e-mail est déjà connue"),
            Choices::choice,
        )
        .choice(Choice::new(
            OTHER,
            "C’est quelqu’un d’autre, qui partage cette adresse",
        ))
        .error(errors.get("compte"))
}

/// Whoever has the address already: do they share it?
pub(crate) fn same_address(known: &[(PersonId, Arc<Identity>)], errors: &FormErrors) -> Choices {
    let names: Vec<String> = known.iter().map(|(_, card)| card.full_name()).collect();
    let shared = format!(
        "Oui, {} et cette personne partagent cette adresse",
        fr::series(&names, "et")
    );
    Choices::radio("compte", "Cette adresse e-mail est déjà connue")
        .choice(Choice::new(OTHER, shared))
        .error(errors.get("compte"))
}

/// What the form of a withdrawal shows.
pub(super) struct Leave<'a> {
    pub(super) session: &'a TrainingSession,
    pub(super) enrolment: EnrolmentId,
    pub(super) card: &'a Identity,
    pub(super) reason: &'a str,
    pub(super) note: &'a str,
}

impl<'a> Leave<'a> {
    pub(super) fn of(session: &'a TrainingSession, enrolment: EnrolmentId, card: &'a Identity) -> Self {
        Self {
            session,
            enrolment,
            card,
            reason: "",
            note: "",
        }
    }
}

pub(super) fn withdraw(frame: &Frame, shown: &Leave<'_>, errors: &FormErrors) -> Page {
    let session = shown.session;
    let home = format!("/sessions/{}", session.id);
    let title = format!("Retirer {} de la session\u{202f}?", shown.card.full_name());
    let reasons = Reason::ALL.map(|reason| (reason.code(), reason.label()));
    Page::new(title)
        .crumb("Accueil", "/")
        .crumb("Sessions", "/sessions")
        .crumb(session.title.as_str(), home.as_str())
        .work()
        .errors(errors)
        .body(html! {
            div.prose {
                p { "L’accès à «\u{202f}" (session.title) "\u{202f}» se ferme aussitôt et la place se libère. Ce qui a été fait reste enregistré, et le compte reste ouvert." }
                p { "Vous pourrez revenir en arrière\u{202f}: la personne restera dans la liste «\u{202f}Retirées\u{202f}» de la session." }
            }
            (form(frame, &format!("/inscriptions/{}/retrait", shown.enrolment), html! {
                (Choices::radio("motif", "Raison").choices(reasons).value(shown.reason).required().error(errors.get("motif")))
                (TextArea::new("note", "Remarque").value(shown.note).optional().error(errors.get("note"))
                    .hint("Quelques mots pour vous et vos collègues\u{202f}: ni la personne ni ses tuteurs ne les voient ici. N’écrivez rien de médical."))
                p.actions.mt {
                    (Button::plain("Retirer de la session").danger())
                    (Button::plain("Ne rien changer").href(home.as_str()))
                }
            }))
        })
}

pub(super) fn enrolled_mail(
    site: &Site,
    to: &Identity,
    session: &TrainingSession,
    sender: Option<&Sender>,
) -> Message {
    let title = fr::quote(&session.title);
    let said = format!(
        "Votre inscription à {title} est faite. Connectez-vous avec votre identifiant, {}\u{202f}:",
        to.login
    );
    let what = Letter {
        subject: format!("Votre inscription à {title}"),
        paragraphs: &[&said],
        act: &format!("Ouvrir {}", site.config().site_name),
        link: &format!("{}/", site.config().public_url),
    };
    letter(site, to, sender, &what)
}
