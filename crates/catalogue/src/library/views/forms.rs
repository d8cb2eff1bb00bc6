//! The forms of the library: a new item, its sheet, the trash.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use platform::html::{
    Button, Card, Choice, Choices, Empty, FileField, Form, FormErrors, Frame, Markup, Notice, Page, Row,
    Select, Table, TextArea, TextField, columns, fr, go_link, html, section,
};

use super::super::kinds::{ItemKind, Sent};
use super::super::rules::{LANGUAGES, Typed, TypedReading};
use super::super::shown::prose;
use super::super::store::{Item, Sheet};
use super::{ItemPage, minutes, modalities, on_update, reached, uses};
use crate::assignments;

/// Somebody else was faster.
pub(in super::super) const CHANGED: &str = "Quelqu’un d’autre a modifié cette fiche pendant ce temps. Relisez-la, puis enregistrez à nouveau si c’est toujours utile.";

/// The field that a file of a kind comes in.
pub(in super::super) const fn file_field(kind: ItemKind) -> &'static str {
    match kind {
        ItemKind::Document | ItemKind::Assignment => "document",
        ItemKind::Video | ItemKind::Audio => "enregistrement",
        _ => "paquet",
    }
}

/// The label of a video's captions.
pub(in super::super) const CAPTIONS: &str = "Sous-titres";

/// The label of that field.
pub(in super::super) const fn file_label(kind: ItemKind) -> &'static str {
    match kind {
        ItemKind::Document => "Document",
        ItemKind::Assignment => "Document joint à la consigne",
        ItemKind::Video => "Vidéo",
        ItemKind::Audio => "Enregistrement",
        ItemKind::Web => "Archive des pages",
        _ => "Module SCORM",
    }
}

/// What to do when nothing was chosen.
pub(in super::super) const fn choose(kind: ItemKind) -> &'static str {
    match kind {
        ItemKind::Document => "Choisissez le document.",
        ItemKind::Video => "Choisissez la vidéo.",
        ItemKind::Audio => "Choisissez l’enregistrement.",
        ItemKind::Web => "Choisissez l’archive .zip des pages.",
        _ => "Choisissez le fichier .zip du module.",
    }
}

/// A form of a new item.
pub(in super::super) struct NewForm {
    pub(in super::super) kind: ItemKind,
    pub(in super::super) typed: Typed,
    pub(in super::super) reading: TypedReading,
}

pub(super) fn library(title: impl Into<String>) -> Page {
    Page::new(title)
        .crumb("Accueil", "/")
        .crumb("Bibliothèque", "/bibliotheque")
        .work()
}

/// Which kind to add.
pub(in super::super) fn kinds() -> Page {
    let card = |kind: ItemKind| {
        Card::new(
            kind.label(),
            format!("/bibliotheque/nouvelle?sorte={}", kind.code()),
        )
        .body(html! { p { (kind.purpose()) } })
    };
    library("Ajouter une ressource")
        .about("Que voulez-vous ajouter\u{202f}?")
        .body(html! {
            (columns(ItemKind::ALL.map(card)))
            p.mt { (go_link("Ajouter plusieurs fichiers à la fois", "/bibliotheque/plusieurs")) ", chacun devient une ressource." }
        })
}

pub(in super::super) fn new(frame: &Frame, form: &NewForm, errors: &FormErrors) -> Page {
    let kind = form.kind;
    let fields = html! {
        input type="hidden" name="sorte" value=(kind.code());
        (TextField::new("titre", "Titre").value(&*form.typed.title).required().error(errors.get("titre")))
        (modalities(&form.typed.modality, errors))
        (minutes(&form.typed.minutes, errors))
        (matter(kind, &form.reading, false, errors))
        p.actions.mt {
            (Button::primary("Ajouter la ressource").icon(if kind.sent() == Sent::Words { "plus" } else { "upload" }))
            (Button::plain("Revenir à la bibliothèque").href("/bibliotheque"))
        }
    };
    library(format!(
        "Ajouter\u{202f}: {}",
        kind.label().to_lowercase().replace("scorm", "SCORM")
    ))
    .crumb("Ajouter une ressource", "/bibliotheque/nouvelle")
    .about(kind.purpose())
    .errors(errors)
    .body(Form::post(frame, "/bibliotheque").multipart().body(fields))
}

/// What a version of a kind is made of. `again`: there is one already.
pub(super) fn matter(kind: ItemKind, typed: &TypedReading, again: bool, errors: &FormErrors) -> Markup {
    html! {
        @if kind == ItemKind::Link {
            (TextField::new("adresse", "Adresse").value(&*typed.address).required().literal()
                .hint("Celle que montre le navigateur\u{202f}: https://…").error(errors.get("adresse")))
        }
        @if kind.sent() != Sent::Words { (file(kind, again, errors)) }
        @if kind == ItemKind::Video {
            (FileField::new("soustitres", CAPTIONS).accept(".vtt,.srt").optional()
                .hint(if again { "À choisir seulement pour en changer, ou avec une autre vidéo. Fichier .vtt ou .srt." } else { "Fichier .vtt ou .srt. Il faut des sous-titres, une transcription, ou les deux." })
                .error(errors.get("soustitres")))
        }
        @if kind.recorded() { (transcript(kind, typed, errors)) }
        @if kind.sent() != Sent::Archive { (text(kind, typed, errors)) }
        @if kind.asks_opinion() && !again { (beginning()) }
        @if kind == ItemKind::Assignment { (assignments::spoken_fields(&typed.spoken, errors)) (joined(again, errors)) (assignments::fields(&typed.work, errors)) }
    }
}

/// What a survey begins with.
fn beginning() -> Choices {
    Choices::radio("depart", "Commencer avec")
        .choice(Choice::new("modele", "Le modèle tout prêt").hint("Vous pourrez tout y changer."))
        .choice(Choice::new("vide", "Aucune question"))
        .value("modele")
}

/// What comes with an instruction.
fn joined(again: bool, errors: &FormErrors) -> FileField {
    let kind = ItemKind::Assignment;
    FileField::new(file_field(kind), file_label(kind))
        .accept(".pdf,.docx,.xlsx,.pptx,.odt,.ods,.odp,.jpg,.jpeg,.png")
        .optional()
        .hint(match again {
            true => "À choisir seulement pour changer de document. 100\u{a0}Mo au plus.",
            false => "PDF, document de bureautique ou image, sans macros, 100\u{a0}Mo au plus.",
        })
        .error(errors.get(file_field(kind)))
}

fn file(kind: ItemKind, again: bool, errors: &FormErrors) -> FileField {
    let (accept, hint) = match kind {
        ItemKind::Document if again => (
            ".pdf,.docx,.xlsx,.pptx,.odt,.ods,.odp,.jpg,.jpeg,.png",
            "À choisir seulement pour changer de fichier. 100\u{a0}Mo au plus.",
        ),
        ItemKind::Document => (
            ".pdf,.docx,.xlsx,.pptx,.odt,.ods,.odp,.jpg,.jpeg,.png",
            "PDF, Word, Excel, PowerPoint, LibreOffice ou image, sans macros, 100\u{a0}Mo au plus.",
        ),
        ItemKind::Video if again => (
            ".mp4,.m4v,.webm",
            "À choisir seulement pour changer de vidéo. 4\u{a0}Go au plus.",
        ),
        ItemKind::Video => (".mp4,.m4v,.webm", "MP4 (H.264) ou WebM, 4\u{a0}Go au plus."),
        ItemKind::Audio if again => (
            ".mp3,.m4a,.wav",
            "À choisir seulement pour changer d’enregistrement. 4\u{a0}Go au plus.",
        ),
        ItemKind::Audio => (".mp3,.m4a,.wav", "MP3, M4A ou WAV, 4\u{a0}Go au plus."),
        ItemKind::Web => (
            ".zip",
            "Une archive .zip avec une page index.html à sa racine, 4\u{a0}Go au plus.",
        ),
        _ => (
            ".zip",
            "L’archive .zip produite par l’outil auteur, SCORM 1.2 ou 2004, 4\u{a0}Go au plus.",
        ),
    };
    let field = FileField::new(file_field(kind), file_label(kind))
        .accept(accept)
        .hint(hint);
    let field = if kind.sent() == Sent::File && again {
        field.optional()
    } else {
        field.required()
    };
    field.error(errors.get(file_field(kind)))
}

fn transcript(kind: ItemKind, typed: &TypedReading, errors: &FormErrors) -> TextArea {
    let area = TextArea::new("transcription", "Transcription");
    let area = if kind == ItemKind::Audio {
        area.required()
    } else {
        area.optional()
    };
    area.value(&*typed.transcript)
        .hint("Tout ce qui est dit, et ce qu’il faut voir. Elle se lit sous le lecteur.")
        .error(errors.get("transcription"))
}

/// An area whose text is written with its marks in sight.
fn rich(area: TextArea, text: &str) -> TextArea {
    area.value(text).rich("richtext.js", prose(text)).hint(html! {
        noscript { "Une ligne vide sépare deux paragraphes. Une ligne qui commence par un tiret fait une liste, par # un titre. **Deux étoiles** de chaque côté mettent en gras. " }
        "Des titres et des listes aident à lire sur un téléphone."
    })
}

fn text(kind: ItemKind, typed: &TypedReading, errors: &FormErrors) -> TextArea {
    let area = match kind {
        ItemKind::Page => TextArea::new("texte", "Texte de la page").required(),
        ItemKind::Instruction => TextArea::new("texte", "Ce qu’il y a à faire").required(),
        ItemKind::Assignment => TextArea::new("texte", "La consigne").required(),
        ItemKind::Meeting => TextArea::new("texte", "Ce qu’il faut savoir et apporter").required(),
        ItemKind::Video => TextArea::new("texte", "Ce qu’il faut y regarder").optional(),
        ItemKind::Audio => TextArea::new("texte", "Ce qu’il faut y écouter").optional(),
        ItemKind::Quiz | ItemKind::Survey | ItemKind::LateSurvey => {
            TextArea::new("texte", "Introduction").optional()
        }
        _ => TextArea::new("texte", "Ce qu’il faut y chercher").optional(),
    };
    rich(area, &typed.text).error(errors.get("texte"))
}

pub(in super::super) fn sheet(
    frame: &Frame,
    item: &Item,
    revision: i64,
    typed: &Typed,
    sheet: &Sheet,
    errors: &FormErrors,
) -> Page {
    let home = format!("/bibliotheque/{}", item.id);
    let fields = html! {
        input type="hidden" name="revision" value=(revision);
        (TextField::new("titre", "Titre").value(&*typed.title).required().error(errors.get("titre")))
        (modalities(&typed.modality, errors))
        (minutes(&typed.minutes, errors))
        (TextArea::new("objectifs", "Objectifs").value(&*sheet.objectives).optional()
            .hint("Un par ligne, avec un verbe.").error(errors.get("objectifs")))
        (TextField::new("public", "Public").value(&*sheet.audience).optional()
            .hint("Pour qui\u{202f}: «\u{202f}Artisans qui débutent en ligne\u{202f}».").error(errors.get("public")))
        (TextField::new("mots", "Mots-clés").value(&*sheet.keywords).optional()
            .hint("Les mots par lesquels on la cherchera.").error(errors.get("mots")))
        (Select::new("langue", "Langue").options(LANGUAGES).value(&*sheet.language).required().error(errors.get("langue")))
        (TextField::new("licence", "Licence").value(&*sheet.licence).optional()
            .hint("Ce que l’on peut en faire\u{202f}: «\u{202f}CC BY-SA 4.0\u{202f}».").error(errors.get("licence")))
        p.actions.mt {
            (Button::primary("Enregistrer"))
            (Button::plain("Revenir à la ressource").href(home.clone()))
        }
    };
    library(format!("Fiche de {}", fr::quote(&item.title)))
        .crumb(item.title.as_str(), home.clone())
        .errors(errors)
        .body(Form::post(frame, format!("{home}/fiche")).body(fields))
}

pub(in super::super) fn remove(frame: &Frame, shown: &ItemPage) -> Page {
    let home = format!("/bibliotheque/{}", shown.item.id);
    let page = library(format!(
        "Mettre {} à la corbeille\u{202f}?",
        fr::quote(&shown.item.title)
    ))
    .crumb(shown.item.title.as_str(), home.clone());
    if shown.uses.is_empty() {
        return page.body(html! {
            div.prose { p { "Elle ne sera plus proposée aux parcours. Elle pourra sortir de la corbeille." } }
            (Form::post(frame, format!("{home}/retrait")).body(html! {
                p.actions.mt {
                    (Button::plain("Mettre à la corbeille").danger())
                    (Button::plain("Ne rien changer").href(home))
                }
            }))
        });
    }
    page.body(html! {
        (Notice::warn("Cette ressource sert encore\u{202f}: retirez-la d’abord de ces parcours."))
        (section("emplois", "Parcours qui l’utilisent", html! {}, uses(&shown.uses)))
        p.actions.mt { (Button::plain("Revenir à la ressource").href(home)) }
    })
}

/// Whether an earlier version comes back.
pub(in super::super) fn back(frame: &Frame, shown: &ItemPage, number: u32) -> Page {
    let item = &shown.item;
    let home = format!("/bibliotheque/{}", item.id);
    library(format!("Revenir à la version {number}\u{202f}?"))
        .crumb(item.title.as_str(), home.clone())
        .body(html! {
            div.prose {
                p { "Une nouvelle version, semblable à la version " (number) ", prend la place de celle qui est en ligne. Les résultats déjà obtenus restent, et les autres versions aussi." }
                p { (reached(shown)) }
            }
            (Form::post(frame, format!("{home}/retour")).body(html! {
                input type="hidden" name="version" value=(number);
                @if item.kind == ItemKind::Scorm { (on_update(item.on_update)) }
                p.actions.mt {
                    (Button::primary(format!("Remettre la version {number} en ligne")))
                    (Button::plain("Ne rien changer").href(home))
                }
            }))
        })
}

pub(in super::super) fn trash(frame: &Frame, items: &[(Item, Timestamp)]) -> Page {
    let page = library("Corbeille");
    if items.is_empty() {
        return page.body(
            Empty::new("La corbeille est vide")
                .icon("trash-2")
                .level(2)
                .why("Ce que vous retirez de la bibliothèque attend ici que vous changiez d’avis."),
        );
    }
    let mut table = Table::new("Ressources à la corbeille, les dernières d’abord")
        .hide_caption()
        .columns(["Titre", "Type", "À la corbeille depuis le"])
        .column(platform::html::Column::actions("Actions"));
    for (item, since) in items {
        let day = since.to_zoned_datetime(TimeZone::UTC).date();
        let back = Form::post(frame, "/bibliotheque/corbeille").bare().body(html! {
            input type="hidden" name="ressource" value=(item.id);
            (Button::plain(format!("Sortir {} de la corbeille", fr::quote(&item.title))).small())
        });
        table = table.row(
            Row::new(item.title.as_str())
                .cell(item.kind.label())
                .cell(fr::rich(&fr::date_words_with_year(day)))
                .cell(back),
        );
    }
    page.body(table)
}
