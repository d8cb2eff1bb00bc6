//! The forms of a sheet: signing, saying, correcting, vouching, opening again, filing the paper.

use platform::html::{
    Button, Choice, Choices, FileField, Form, FormErrors, Frame, Markup, Page, Select, TextField, form, fr,
    html,
};
use platform::{PersonId, Result};

use super::super::rules::{Reason, Why};
use super::super::seal::mark;
use super::super::sheet::{Person, Shown};
use super::{outbox, under};

/// Where a signature is drawn; a name written does as well.
fn pad(written: &str, label: &str, errors: &FormErrors) -> Markup {
    html! {
        div.pad data-pad="" hidden {
            p.label id="cadre" { "Signez dans le cadre, avec le doigt, un stylet ou la souris" }
            canvas width="1000" height="300" role="img" aria-labelledby="cadre" {}
            div.actions { button.button.quiet.small type="button" data-clear="" { "Effacer et recommencer" } }
        }
        input type="hidden" name="trait" value="" autocomplete="off";
        (TextField::new("nom", label).value(written).autocomplete("off").error(errors.get("nom")))
    }
}

const WRITTEN: &str = "Ou écrivez votre prénom et votre nom";

/// What a learner certifies.
fn statement(shown: &Shown) -> Result<Markup> {
    Ok(html! {
        p { "Je certifie ma présence à «\u{202f}" (shown.half.title) "\u{202f}», " (fr::rich(&shown.words()?)) "." }
    })
}

/// A page that is given to the learner.
pub(in super::super) fn sign(
    frame: &Frame,
    shown: &Shown,
    person: &Person,
    written: &str,
    errors: &FormErrors,
) -> Result<Page> {
    let path = shown.path();
    Ok(
        under(shown, format!("Signature {}", fr::of(&person.card.full_name())))?
            .errors(errors)
            .body(form(
                frame,
                &format!("{path}/signature"),
                html! {
                    div.prose { (statement(shown)?) }
                    input type="hidden" name="inscription" value=(person.enrolment);
                    (pad(written, WRITTEN, errors))
                    p.actions.mt {
                        (Button::primary("Signer").icon("signature"))
                        (Button::plain("Revenir à la feuille").href(path.as_str()))
                    }
                },
            ))
            .script("attendance.js"),
    )
}

/// The same in the sheet's own page, for a tablet that may be out of reach: a script opens it.
pub(super) fn tablet(frame: &Frame, shown: &Shown) -> Result<Markup> {
    let none = FormErrors::default();
    Ok(html! {
        dialog.dialog.signing id="signer" aria-labelledby="signer-nom" data-address=(format!("{}/signature", shown.path())) {
            h2 id="signer-nom" data-who="" {}
            (Form::post(frame, format!("{}/signature", shown.path())).body(html! {
                (statement(shown)?)
                input type="hidden" name="inscription" value="";
                (pad("", WRITTEN, &none))
                p.alarm data-refused="" role="alert" hidden {}
                p.actions.mt {
                    (Button::primary("Signer").icon("signature"))
                    button.button type="button" data-close="" { "Revenir à la feuille" }
                }
            }))
        }
    })
}

/// What was typed of someone.
#[derive(Clone, Debug, Default)]
pub(in super::super) struct TypedNote {
    pub(in super::super) presence: String,
    pub(in super::super) reason: String,
    pub(in super::super) arrived: String,
    pub(in super::super) left: String,
}

pub(in super::super) fn note(
    frame: &Frame,
    shown: &Shown,
    person: &Person,
    typed: &TypedNote,
    errors: &FormErrors,
) -> Result<Page> {
    let path = shown.path();
    let fields = html! {
        input type="hidden" name="inscription" value=(person.enrolment);
        @if person.presence().is_none() {
            (Choices::radio("presence", "Présence")
                .choice(Choice::new("present", "Était là, sans avoir signé").hint("La feuille dira que c’est vous qui l’attestez."))
                .choice(Choice::new("absent", "N’était pas là"))
                .value(&typed.presence).error(errors.get("presence")))
            (Select::new("raison", "Raison de l’absence").option("", "Choisir")
                .options(Reason::ALL.map(|reason| (reason.code(), fr::capitalise(reason.label()))))
                .value(&*typed.reason).optional().hint("Pour une absence seulement.").error(errors.get("raison")))
        }
        (hour("arrivee", "Heure d’arrivée, en cas de retard", &typed.arrived, person.arrival().is_some(), errors))
        (hour("depart", "Heure de départ, avant la fin", &typed.left, person.departure().is_some(), errors))
        p.actions.mt {
            (Button::primary("Enregistrer"))
            (Button::plain("Revenir à la feuille").href(path.as_str()))
        }
    };
    Ok(under(
        shown,
        format!("Noter la présence {}", fr::of(&person.card.full_name())),
    )?
    .errors(errors)
    .body(form(frame, &format!("{path}/pointage"), fields)))
}

/// An hour, unless one is in force: that one is corrected first.
fn hour(name: &str, label: &str, typed: &str, known: bool, errors: &FormErrors) -> Markup {
    html! {
        @if !known {
            (TextField::new(name, label).time().value(typed).optional().error(errors.get(name)))
        }
    }
}

fn reasons(errors: &FormErrors) -> Choices {
    let all = Choices::radio("raison", "Raison");
    Why::ALL
        .into_iter()
        .fold(all, |all, why| all.choice(Choice::new(why.code(), why.label())))
        .error(errors.get("raison"))
}

pub(in super::super) fn correct(
    frame: &Frame,
    shown: &Shown,
    person: &Person,
    errors: &FormErrors,
) -> Result<Page> {
    let path = shown.path();
    let name = person.card.full_name();
    let marks: Vec<String> = person.marks.iter().map(|mark| mark.id.to_string()).collect();
    Ok(under(shown, format!("Corriger la présence {}", fr::of(&name)))?.errors(errors).body(html! {
        div.prose { p { "Ce que la feuille dit de " (name) " est retiré, signature comprise. La feuille en garde la trace\u{202f}: quand, par qui et pourquoi. La personne pourra signer de nouveau." } }
        (form(frame, &format!("{path}/correction"), html! {
            input type="hidden" name="inscription" value=(person.enrolment);
            input type="hidden" name="vu" value=(marks.join(" ")) autocomplete="off";
            (reasons(errors))
            p.actions.mt {
                (Button::plain("Retirer ce qui est noté").danger())
                (Button::plain("Ne rien changer").href(path.as_str()))
            }
        }))
    }))
}

pub(in super::super) fn vouch(
    frame: &Frame,
    actor: Option<PersonId>,
    shown: &Shown,
    written: &str,
    errors: &FormErrors,
) -> Result<Page> {
    let path = shown.path();
    let present = shown.people.iter().filter(|person| person.present()).count();
    let absent = shown.people.iter().filter(|person| person.absent()).count();
    let silent: Vec<String> = shown
        .people
        .iter()
        .filter(|person| person.presence().is_none())
        .map(|person| person.card.full_name())
        .collect();
    let count = |many: usize, one: &str, several: &str| {
        fr::count(u64::try_from(many).unwrap_or(u64::MAX), one, several)
    };
    Ok(under(shown, "Valider la feuille")?.errors(errors).body(html! {
        (outbox(frame, actor))
        div.prose {
            p { (count(present, "présence", "présences")) ", " (count(absent, "absence", "absences")) "." }
            @if !silent.is_empty() {
                p { strong { "Sans signature ni mention\u{202f}: " (silent.join(", ")) "." }
                    " La feuille dira «\u{202f}absence\u{202f}: sans nouvelles\u{202f}». Si c’est faux, revenez à la feuille d’abord." }
            }
            p { "Une fois validée, la feuille ne change plus. Qui était à toutes les demi-journées de la séance la voit validée dans son parcours." }
        }
        (Form::post(frame, format!("{path}/validation")).id("valider").body(html! {
            p { "J’atteste les présences et les absences que porte cette feuille." }
            input type="hidden" name="vu" value=(mark(&shown.people)) autocomplete="off";
            (pad(written, WRITTEN, errors))
            p.actions.mt {
                (Button::primary("Signer et valider").icon("signature"))
                (Button::plain("Revenir à la feuille").href(path.as_str()))
            }
        }))
    }).script("attendance.js"))
}

pub(in super::super) fn reopen(frame: &Frame, shown: &Shown, errors: &FormErrors) -> Result<Page> {
    let path = shown.path();
    Ok(under(shown, "Rouvrir la feuille")?.errors(errors).body(html! {
        div.prose { p { "La validation est retirée, et la feuille en garde la trace. Les étapes que cette feuille a validées le restent\u{202f}: si l’une ne devait pas l’être, corrigez-la dans le suivi de la session." } }
        (form(frame, &format!("{path}/reouverture"), html! {
            (reasons(errors))
            p.actions.mt {
                (Button::plain("Rouvrir la feuille").danger())
                (Button::plain("Ne rien changer").href(path.as_str()))
            }
        }))
    }))
}

pub(in super::super) fn paper(
    frame: &Frame,
    shown: &Shown,
    signed: &[String],
    errors: &FormErrors,
) -> Result<Page> {
    let path = shown.path();
    let unsaid = shown.people.iter().filter(|person| person.presence().is_none());
    let mut people = Choices::checkbox("inscription", "Qui a signé sur le papier");
    let mut some = false;
    for person in unsaid {
        some = true;
        people = people.choice(Choice::new(person.enrolment.to_string(), person.card.full_name()));
    }
    let fields = html! {
        (FileField::new("feuille", "Feuille signée").accept(".pdf,.jpg,.jpeg,.png").required()
            .hint("Numérisée ou photographiée\u{202f}: PDF, JPEG ou PNG, 20\u{a0}Mo au plus.").error(errors.get("feuille")))
        @if some { (people.values(signed).hint("Leur présence sera notée, avec la feuille pour preuve.")) }
        p.actions.mt {
            (Button::primary("Classer la feuille").icon("upload"))
            (Button::plain("Revenir à la feuille").href(path.as_str()))
        }
    };
    Ok(under(shown, "Classer la feuille de papier")?.errors(errors).body(
        Form::post(frame, format!("{path}/papier"))
            .multipart()
            .body(fields),
    ))
}
