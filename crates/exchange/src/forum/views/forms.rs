//! What is filled in: a new discussion, another wording, a report, a reason to hide.

use platform::html::{
    Button, Choice, Choices, Form, FormErrors, Frame, Markup, Page, TextArea, TextField, fr, html,
};

use super::super::ground::Ground;
use super::super::load::Read;
use super::super::rules::{LONGEST_REASON, LONGEST_TEXT, LONGEST_TITLE, place};
use super::super::store::posts::Post;
use super::super::words::excerpt;
use super::under;
use crate::{attachments, faq};

fn most(characters: usize) -> u32 {
    u32::try_from(characters).unwrap_or(u32::MAX)
}

fn text(value: &str, errors: &FormErrors) -> TextArea {
    TextArea::new("texte", "Message")
        .value(value)
        .maxlength(most(LONGEST_TEXT))
        .hint("Une ligne vide sépare deux paragraphes. Les adresses qui commencent par https:// deviennent des liens.")
        .error(errors.get("texte"))
}

/// A discussion being asked.
#[derive(Default)]
pub(in crate::forum) struct Asked {
    pub(in crate::forum) title: String,
    pub(in crate::forum) text: String,
    /// In the forum of the course.
    pub(in crate::forum) shared: bool,
    /// What answers it already, shown once before it is sent.
    pub(in crate::forum) answered: Markup,
}

pub(in crate::forum) fn ask(frame: &Frame, ground: &Ground, asked: &Asked, errors: &FormErrors) -> Page {
    let shown = !asked.answered.0.is_empty();
    under(ground, "Ouvrir une discussion")
        .errors(errors)
        .script("submissions.js")
        .about("Une question par discussion\u{202f}: on la retrouvera mieux.")
        .body(Form::post(frame, format!("{}/nouvelle", ground.base())).multipart().body(html! {
            @if ground.course.is_some() { (where_to(ground, asked.shared)) }
            (TextField::new("titre", "Titre").value(asked.title.as_str()).required().maxlength(most(LONGEST_TITLE))
                .hint("Votre question en quelques mots\u{202f}: «\u{202f}Quelle lumière pour photographier du bois\u{202f}?\u{202f}»")
                .error(errors.get("titre")))
            (text(&asked.text, errors))
            (attachments::fields(errors))
            @if ground.enrolment.is_some() { (faq::beside(ground.session.id, &asked.answered)) }
            p.actions {
                (Button::primary(if shown { "Envoyer quand même" } else { "Ouvrir la discussion" }).icon("send"))
                (Button::plain("Annuler").quiet().href(ground.base()))
            }
        }))
}

/// In the forum of the session, or of the course.
fn where_to(ground: &Ground, shared: bool) -> Choices {
    let named = match ground.moderates {
        true => "Elles liront votre nom.",
        false => "Elles liront votre prénom et l’initiale de votre nom.",
    };
    Choices::radio("lieu", "Qui pourra la lire")
        .choice(Choice::new("session", "Les personnes de la session").checked(!shared))
        .choice(
            Choice::new("parcours", "Aussi celles des autres sessions du parcours")
                .hint(named)
                .checked(shared),
        )
}

/// A page under a discussion, about one of its messages.
fn about(ground: &Ground, read: &Read, title: &str) -> Page {
    super::beside(ground, &read.thread, title)
}

fn act(ground: &Ground, read: &Read, post: &Post, name: &str) -> String {
    format!("{}/{}/messages/{}/{name}", ground.base(), read.thread.id, post.id)
}

fn cancel(ground: &Ground, read: &Read, post: &Post) -> Button {
    let end = place(post.number, read.thread.last);
    let home = format!("{}/{}{end}", ground.base(), read.thread.id);
    Button::plain("Annuler").quiet().href(home)
}

pub(in crate::forum) fn change(
    frame: &Frame,
    ground: &Ground,
    (read, post): (&Read, &Post),
    words: &str,
    errors: &FormErrors,
) -> Page {
    about(ground, read, "Modifier mon message")
        .errors(errors)
        .about("Le message dira qu’il a été modifié.")
        .body(
            Form::post(frame, act(ground, read, post, "modification")).body(html! {
                (text(words, errors))
                p.actions { (Button::primary("Enregistrer").icon("save")) (cancel(ground, read, post)) }
            }),
        )
}

/// The message that one is about to say something of.
fn quoted(read: &Read, post: &Post) -> Markup {
    let words = post
        .text
        .as_deref()
        .map(|text| excerpt(&catalogue::library::plain(text), 300));
    html! {
        blockquote.quoted {
            @if let Some(words) = words { p { (fr::rich(&words)) } }
            p.soft.small { (read.names.of(post)) }
        }
    }
}

fn reason(value: &str, hint: &'static str, errors: &FormErrors) -> TextArea {
    TextArea::new("raison", "Raison")
        .value(value)
        .required()
        .maxlength(most(LONGEST_REASON))
        .hint(hint)
        .error(errors.get("raison"))
}

/// What one says of a message before acting on it.
pub(in crate::forum) struct Because {
    title: &'static str,
    about: &'static str,
    /// The end of the address that takes it.
    act: &'static str,
    hint: &'static str,
    button: &'static str,
    icon: &'static str,
}

pub(in crate::forum) const REPORT: Because = Because {
    title: "Signaler un message",
    about: "Les tuteurs de la session et votre CMA le verront, avec votre nom. Les autres apprenants n’en sauront rien.",
    act: "signalement",
    hint: "Ce qui ne va pas dans ce message, en une phrase.",
    button: "Signaler",
    icon: "flag",
};

pub(in crate::forum) const HIDE: Because = Because {
    title: "Masquer un message",
    about: "Les apprenants ne le liront plus. Les tuteurs et les gestionnaires le liront encore, et peuvent le montrer de nouveau.",
    act: "masquage",
    hint: "Elle s’affiche à la place du message, avec votre nom.",
    button: "Masquer",
    icon: "eye-off",
};

pub(in crate::forum) fn because(
    frame: &Frame,
    ground: &Ground,
    (read, post): (&Read, &Post),
    what: &Because,
    (words, errors): (&str, &FormErrors),
) -> Page {
    about(ground, read, what.title)
        .errors(errors)
        .about(what.about)
        .body(html! {
            (quoted(read, post))
            (Form::post(frame, act(ground, read, post, what.act)).body(html! {
                (reason(words, what.hint, errors))
                p.actions { (Button::primary(what.button).icon(what.icon)) (cancel(ground, read, post)) }
            }))
        })
}
