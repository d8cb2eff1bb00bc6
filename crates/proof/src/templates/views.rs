//! The pages of templates.

use std::collections::HashMap;
use std::sync::Arc;

use catalogue::library::prose;
use people::directory::Identity;
use platform::html::{
    Button, Form, FormErrors, Frame, Markup, Notice, Page, Row, Table, TextArea, TextField, disclosure, form,
    fr, go_link, html, section, wide_section,
};
use platform::{PersonId, Result};
use training::sessions::days;

use super::original::original;
use super::rules::{Document, Text};
use super::sample::Sample;
use super::store::Version;

/// Who wrote each version.
pub(super) type Authors = HashMap<PersonId, Arc<Identity>>;

/// « le 24 novembre 2026, par Fabienne Caradec ».
fn when(version: &Version, authors: &Authors) -> Result<String> {
    let (day, _) = days(version.at, version.at, "Europe/Paris")?;
    let by = version.by.and_then(|by| authors.get(&by));
    let by = by.map_or_else(String::new, |card| format!(", par {}", card.full_name()));
    Ok(format!("le {}{by}", fr::date_words_with_year(day)))
}

pub(super) fn list(last: &HashMap<Document, Version>, authors: &Authors) -> Result<Page> {
    let mut table = Table::new("Documents et leur texte")
        .hide_caption()
        .columns(["Document", "Texte"]);
    for document in Document::ALL {
        let at = format!("/modeles/{}", document.slug());
        let words = match last.get(&document) {
            Some(version) if version.text.is_some() => format!("Modifié {}", when(version, authors)?),
            _ => "Texte d’origine".to_owned(),
        };
        table = table.row(Row::new(html! { a href=(at) { (document.label()) } }).cell(words));
    }
    Ok(Page::new("Modèles de documents")
        .crumb("Accueil", "/")
        .work()
        .about("Le texte de chaque document se choisit ici, pour toutes les régions. Ce que la loi demande y reste toujours.")
        .body(html! {
            (table)
            p.mt { (go_link("Remettre les documents de toutes les régions", "/remises").arrow()) }
        }))
}

/// The form of a document's words.
pub(super) struct Editing<'a> {
    pub(super) document: Document,
    pub(super) text: &'a Text,
    /// The last version.
    pub(super) revision: i64,
    /// A version of before is shown, to be saved again.
    pub(super) former: bool,
    pub(super) versions: &'a [Version],
    pub(super) authors: &'a Authors,
    /// What the words look like.
    pub(super) sample: Option<&'a Sample>,
    /// Somebody saved other words meanwhile: they are shown.
    pub(super) beside: bool,
}

pub(super) fn page(frame: &Frame, editing: &Editing<'_>, errors: &FormErrors) -> Result<Page> {
    let document = editing.document;
    let saved = editing
        .beside
        .then(|| editing.versions.first().and_then(|one| one.text.clone()))
        .map(|text| text.unwrap_or_else(|| original(document)));
    let page = Page::new(format!("Modèle\u{202f}: {}", document.label().to_lowercase()))
        .crumb("Accueil", "/")
        .crumb("Modèles de documents", "/modeles")
        .work()
        .script("templates.js")
        .about(html! { "Le document imprime toujours " (document.printed()) ". Le reste s’écrit ici." })
        .errors(errors);
    Ok(page.body(html! {
        @if editing.former { (Notice::info(html! { p { "C’est un texte d’avant. Enregistrez-le pour qu’il serve à nouveau." } })) }
        @if let Some(sample) = editing.sample { (preview(frame, editing, sample)) }
        @if let Some(saved) = saved { (wide_section("enregistre", "Ce qui est enregistré maintenant", html! {}, plain(&saved))) }
        div.split.narrow-aside {
            div.template-form { (fields(frame, editing, errors)) }
            div { (variables(document)) }
        }
        (history(editing)?)
    }))
}

fn fields(frame: &Frame, editing: &Editing<'_>, errors: &FormErrors) -> Form {
    let at = format!("/modeles/{}", editing.document.slug());
    let text = editing.text;
    let rich = |area: TextArea, text: &str| {
        let noscript = html! { noscript { " Une ligne vide sépare deux paragraphes. **Deux étoiles** de chaque côté mettent en gras." } };
        (area.value(text).rich("richtext.js", prose(text)), noscript)
    };
    let (body, marks) = rich(TextArea::new("corps", "Texte").required(), &text.body);
    let (closing, _) = rich(TextArea::new("cloture", "Avant la signature"), &text.closing);
    let closing = match editing.document {
        Document::Completion => closing
            .required()
            .hint("La clause de conservation des pièces\u{202f}: elle nomme {conservation}."),
        _ => closing.optional(),
    };
    Form::post(frame, at.as_str()).id("texte").body(html! {
        input type="hidden" name="revision" value=(editing.revision);
        (TextField::new("titre", "Titre").value(&*text.title).required().error(errors.get("titre")))
        (TextField::new("soustitre", "Sous-titre").value(&*text.subtitle).optional().error(errors.get("soustitre")))
        (body.hint(html! { "Un paragraphe qui commence par une ligne toute en gras l’imprime en grand." (marks) }).error(errors.get("corps")))
        (closing.error(errors.get("cloture")))
        (TextField::new("pied", "Dernière ligne").value(&*text.footer).optional()
            .hint("En petit, à la fin du document.").error(errors.get("pied")))
        p.actions.mt {
            (Button::primary("Enregistrer"))
            (Button::plain("Voir l’aperçu").icon("eye").to(format!("{at}/apercu")))
            @if editing.versions.first().is_some_and(|one| one.text.is_some()) {
                (Button::plain("Revenir au texte d’origine").quiet().href(format!("{at}/origine")))
            }
        }
    })
}

/// What may be named: a script adds a button to each, that puts it where one writes.
fn variables(document: Document) -> Markup {
    section(
        "variables",
        "Variables",
        html! {},
        html! {
            p.soft { "Chacune est remplacée par ce qu’elle désigne. Une ligne qui nomme {entreprise} ou {situation} n’est pas imprimée quand on ne les connaît pas." }
            ul.variables data-variables="texte" {
                @for one in document.variables() {
                    li { code { "{" (one.name()) "}" } span { (one.meaning()) } }
                }
            }
        },
    )
}

fn preview(frame: &Frame, editing: &Editing<'_>, sample: &Sample) -> Markup {
    let text = editing.text;
    let at = format!("/modeles/{}/document", editing.document.slug());
    html! {
        (Notice::info(html! { p { "Voici ce que le texte donne pour une personne inventée. Rien n’est encore enregistré." } }).title("Aperçu"))
        div.template-preview {
            (sample.shown())
        }
        (Form::post(frame, at).bare().download().body(html! {
            input type="hidden" name="revision" value=(editing.revision);
            @for (name, value) in [("titre", &text.title), ("soustitre", &text.subtitle), ("corps", &text.body),
                ("cloture", &text.closing), ("pied", &text.footer)] {
                input type="hidden" name=(name) value=(value);
            }
            p.actions { (Button::plain("Télécharger l’aperçu en PDF").icon("download")) }
        }))
    }
}

/// Words as they are typed.
fn plain(text: &Text) -> Markup {
    html! {
        div.template-preview {
            p { strong { (text.title) } }
            @if !text.subtitle.is_empty() { p.soft { (text.subtitle) } }
            (prose(&text.body))
            (prose(&text.closing))
            @if !text.footer.is_empty() { p.soft { (text.footer) } }
        }
    }
}

fn history(editing: &Editing<'_>) -> Result<Markup> {
    if editing.versions.is_empty() {
        return Ok(html! {});
    }
    let at = format!("/modeles/{}", editing.document.slug());
    let mut table = Table::new("Textes enregistrés, le dernier d’abord")
        .hide_caption()
        .columns(["Version", "Enregistrée", "Texte"]);
    for version in editing.versions {
        let words = if version.text.is_some() {
            "Texte choisi"
        } else {
            "Texte d’origine"
        };
        let name = format!("Version {}", version.number);
        table = table.row(
            Row::new(html! { a href=(format!("{at}?version={}", version.number)) { (name) } })
                .cell(fr::capitalise(&when(version, editing.authors)?))
                .cell(words),
        );
    }
    Ok(html! { div.mt { (disclosure("Versions précédentes", table)) } })
}

pub(super) fn back(frame: &Frame, document: Document, revision: i64) -> Page {
    let at = format!("/modeles/{}", document.slug());
    Page::new("Revenir au texte d’origine\u{202f}?")
        .crumb("Accueil", "/")
        .crumb("Modèles de documents", "/modeles")
        .crumb(document.label(), at.as_str())
        .work()
        .body(html! {
            div.prose { p { "Les prochains documents porteront le texte d’origine. Le vôtre reste dans les versions précédentes, et les documents déjà remis ne changent pas." } }
            (form(frame, &format!("{at}/origine"), html! {
                input type="hidden" name="revision" value=(revision);
                p.actions.mt {
                    (Button::primary("Revenir au texte d’origine"))
                    (Button::plain("Garder ce texte").href(at.as_str()))
                }
            }))
        })
}
