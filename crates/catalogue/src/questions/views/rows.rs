//! The rows of each type: plain first, the rest on demand.

use platform::html::{
    Button, Choice, Choices, FileField, FormErrors, Markup, Select, TextArea, TextField, disclosure, fr,
    html, icon,
};

use crate::questions::rules::{FILLINGS, Kind, Row, Typed};

/// The answers, with what adds one more.
pub(super) fn answers(typed: &Typed, image: (Option<&str>, Option<&str>), errors: &FormErrors) -> Markup {
    match typed.kind {
        Kind::TrueFalse => truth(typed, errors),
        Kind::FreeText => free(typed),
        _ => html! {
            @if typed.kind == Kind::Hotspot { (picture(typed, image, errors)) }
            fieldset.field.answers #reponses tabindex="-1" {
                legend { (legend(typed.kind)) }
                @if let Some(hint) = hint(typed.kind) { p.hint { (hint) } }
                @if let Some(error) = errors.get("reponses") { p.error { (icon("circle-alert")) span { (error) } } }
                ol.answer-rows { @for (at, row) in typed.rows.iter().enumerate() { li { (line(typed.kind, at, row, typed.rows.len(), errors)) } } }
                div.actions { (Button::plain(more(typed.kind)).icon("plus").small().value("faire", "ajouter")) }
            }
            (besides(typed, errors))
        },
    }
}

const fn legend(kind: Kind) -> &'static str {
    match kind {
        Kind::Matching => "Associations",
        Kind::Ordering => "Éléments, dans le bon ordre",
        Kind::Cloze => "Trous",
        Kind::Hotspot => "Zones",
        Kind::Numeric => "Nombres acceptés",
        Kind::ShortText => "Réponses acceptées",
        _ => "Réponses",
    }
}

const fn hint(kind: Kind) -> Option<&'static str> {
    match kind {
        Kind::Single => Some("Cochez la bonne réponse. Les lignes vides ne comptent pas."),
        Kind::Multiple => Some(
            "Cochez toutes les bonnes réponses. Une réponse fausse cochée retire autant qu’une bonne rapporte, à moins que les réglages avancés en disent autre chose.",
        ),
        Kind::ShortText => {
            Some("Une par ligne. Une étoile remplace n’importe quoi\u{202f}: «\u{202f}publi*\u{202f}».")
        }
        Kind::Ordering => Some("Ils seront mélangés."),
        _ => None,
    }
}

const fn more(kind: Kind) -> &'static str {
    match kind {
        Kind::Matching => "Ajouter une association",
        Kind::Ordering => "Ajouter un élément",
        Kind::Cloze => "Ajouter un trou",
        Kind::Hotspot => "Ajouter une zone",
        Kind::Numeric => "Ajouter un nombre",
        _ => "Ajouter une réponse",
    }
}

fn line(kind: Kind, at: usize, row: &Row, count: usize, errors: &FormErrors) -> Markup {
    let number = at + 1;
    let (text, with) = (format!("texte-{at}"), format!("avec-{at}"));
    let field = |label: String| {
        TextField::new(text.as_str(), label)
            .value(row.text.as_str())
            .error(errors.get(&text))
    };
    let beside = |label: &str| {
        TextField::new(with.as_str(), label)
            .value(row.with.as_str())
            .error(errors.get(&with))
    };
    html! {
        @match kind {
            Kind::Matching => {
                (field(format!("Élément {number}")))
                (beside("Va avec"))
            }
            Kind::Ordering => (field(format!("Élément {number}"))),
            Kind::Numeric => {
                (field(format!("Nombre {number}")).literal().short())
                (beside("À plus ou moins").literal().short().optional())
            }
            Kind::Cloze => {
                (Select::new(text.as_str(), format!("Trou {number}")).options(FILLINGS).value(row.text.as_str()).error(errors.get(&text)))
                (TextArea::new(with.as_str(), format!("Réponses du trou {number}")).value(row.with.as_str())
                    .hint("Une par ligne. Dans une liste, la bonne est la première.").error(errors.get(&with)))
            }
            Kind::Hotspot => {
                (field(format!("Nom de la zone {number}")))
                (beside("Nombres, en pixels").hint("Rectangle\u{202f}: gauche, haut, droite, bas. Cercle\u{202f}: centre, centre, rayon."))
            }
            _ => (field(format!("Réponse {number}"))),
        }
        @if matches!(kind, Kind::Single | Kind::Multiple | Kind::Hotspot) {
            label.tick {
                input type=(if kind == Kind::Single { "radio" } else { "checkbox" }) name="juste" value=(at) checked[row.right];
                span { "Bonne réponse" span.visually-hidden { "\u{202f}: " (number) } }
            }
        }
        div.row-tools {
            (aside(kind, at, row, errors))
            @if count > 1 {
                (Button::plain(format!("Retirer la ligne {number}")).quiet().small().icon("x").value("faire", format!("retirer-{at}")))
            }
        }
    }
}

/// What is said of an answer, and what it is worth.
fn aside(kind: Kind, at: usize, row: &Row, errors: &FormErrors) -> Markup {
    let part = format!("part-{at}");
    let feedback = format!("retour-{at}");
    let body = match kind {
        Kind::Matching | Kind::Ordering => return html! {},
        Kind::Cloze => html! {
            (TextField::new(part.as_str(), "Poids du trou").value(row.part.as_str()).number().hint("Vide\u{202f}: 1.").error(errors.get(&part)))
        },
        _ => html! {
            (TextArea::new(feedback.as_str(), "Retour sur cette réponse").value(row.feedback.as_str()).optional()
                .hint("Dit à qui donne cette réponse."))
            (TextField::new(part.as_str(), "Part des points").value(row.part.as_str()).inputmode("decimal").short().unit("%")
                .hint("Vide\u{202f}: ce qui est habituel.").error(errors.get(&part)))
        },
    };
    let filled = !row.part.is_empty() || !row.feedback.is_empty();
    let summary = html! {
        (if kind == Kind::Cloze { "Poids" } else { "Retour et points" })
        span.visually-hidden { " de la ligne " (at + 1) }
        @if filled { " (rempli)" }
    };
    let details = disclosure(summary, html! { div.stack { (body) } }).plain();
    match errors.get(&part).is_some() {
        true => html! { (details.open()) },
        false => html! { (details) },
    }
}

/// What goes with the rows of a type.
fn besides(typed: &Typed, errors: &FormErrors) -> Markup {
    html! {
        @match typed.kind {
            Kind::Matching => (TextArea::new("plus", "Intrus").value(typed.more.as_str()).optional()
                .hint("Un par ligne\u{202f}: ce qui est proposé et ne va avec rien.").error(errors.get("plus"))),
            Kind::Numeric => {
                (TextArea::new("plus", "Unités").value(typed.more.as_str()).optional()
                    .hint("Une par ligne. La première est celle des nombres\u{202f}; «\u{202f}cm = 0,01\u{202f}» à côté de «\u{202f}m\u{202f}».").error(errors.get("plus")))
                @if !typed.otherwise.is_empty() {
                    (TextArea::new("sinon", "Retour quand aucun nombre ne va").value(typed.otherwise.as_str()).optional())
                }
            }
            _ => {}
        }
    }
}

fn truth(typed: &Typed, errors: &FormErrors) -> Markup {
    let choice =
        |value: &str, words: &str, is: bool| Choice::new(value, words).checked(typed.truth == Some(is));
    let said = html! {
        (TextArea::new("retour-vrai", "Retour à qui répond «\u{202f}vrai\u{202f}»").value(typed.said.0.as_str()).optional())
        (TextArea::new("retour-faux", "Retour à qui répond «\u{202f}faux\u{202f}»").value(typed.said.1.as_str()).optional())
    };
    html! {
        (Choices::radio("verite", "Cette affirmation est").id("reponses").beside().required()
            .choice(choice("vrai", "Vraie", true)).choice(choice("faux", "Fausse", false)).error(errors.get("reponses")))
        (disclosure("Retours", html! { div.stack { (said) } }).plain())
    }
}

fn free(typed: &Typed) -> Markup {
    html! {
        (TextArea::new("plus", "Ce qui est attendu").id("reponses").value(typed.more.as_str()).optional()
            .hint("Pour qui corrige\u{202f}: l’apprenant ne le voit pas."))
        (disclosure("Texte de départ", html! {
            (TextArea::new("depart", "Texte de départ").value(typed.start.as_str()).optional()
                .hint("Ce que la personne trouve dans le champ et complète."))
        }).plain())
    }
}

/// The image, with the areas over it: a script lets one draw them. One that was sent waits for the form to be kept.
fn picture(typed: &Typed, (address, waiting): (Option<&str>, Option<&str>), errors: &FormErrors) -> Markup {
    let image = &typed.image;
    let file = FileField::new("fichier", "Image")
        .id("image")
        .accept(".png,.jpg,.jpeg")
        .hint("PNG ou JPEG, 10\u{a0}Mo au plus.")
        .error(errors.get("image"));
    let file = match image.name.is_empty() && waiting.is_none() {
        true => file.required(),
        false => file.optional(),
    };
    html! {
        (file)
        @if let Some(waiting) = waiting {
            input type="hidden" name="fichier.envoi" value=(waiting);
            p.hint { "L’image " (fr::quote(&image.name)) " est envoyée\u{202f}: elle sera gardée quand vous enregistrerez la question." }
        }
        (TextField::new("description", "Ce que montre l’image").value(image.described.as_str()).required()
            .hint("Pour qui ne la voit pas."))
        div.spot data-draw="" {
            img src=[address] alt="" width=[(image.size.0 > 0).then_some(image.size.0)]
                height=[(image.size.1 > 0).then_some(image.size.1)] hidden[address.is_none()];
            svg viewBox=(format!("0 0 {} {}", image.size.0.max(1), image.size.1.max(1))) aria-hidden="true" { }
        }
        p.hint data-draw-hint="" hidden { "Tracez un rectangle sur l’image pour remplir les nombres de la zone choisie en dernier." }
    }
}
