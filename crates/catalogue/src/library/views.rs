//! The library's list, the form of a new item, the page of an item.

use jiff::tz::TimeZone;
use platform::Result;
use platform::html::{
    Button, Column, Empty, FileField, Form, FormErrors, Frame, Markup, Modality, Notice, Page, Row, Select,
    Table, TextField, fr, html, rows, section, wide_section,
};

use super::rules::Typed;
use super::store::{Item, Use, VersionLine};
use crate::courses::modality_code;

/// The label of the file field.
pub(super) const FILE: &str = "Module SCORM 1.2";

pub(super) fn list(items: &[Item]) -> Page {
    let add = Button::primary("Ajouter une ressource")
        .icon("plus")
        .href("/bibliotheque/nouvelle");
    let page = Page::new("Bibliothèque").crumb("Accueil", "/").work();
    if items.is_empty() {
        return page.body(
            Empty::new("Aucune ressource")
                .icon("layers")
                .why("Déposez ici les modules que les parcours utiliseront\u{202f}: chacun est partagé par toutes les régions.")
                .way(add)
                .level(2),
        );
    }
    let mut table = Table::new("Ressources, par titre").hide_caption().columns([
        "Titre",
        "Sorte",
        "Modalité",
        "Durée estimée",
    ]);
    for item in items {
        table = table.row(
            Row::new(html! { a href=(format!("/bibliotheque/{}", item.id)) { (item.title) } })
                .cell(item.kind.label())
                .cell(item.modality)
                .cell(fr::duration(item.minutes)),
        );
    }
    page.about("Ce que les étapes des parcours ouvrent. Une ressource remplacée l’est aussitôt dans tous les parcours.")
        .actions(add)
        .body(table)
}

fn file(errors: &FormErrors) -> FileField {
    FileField::new("paquet", FILE)
        .accept(".zip")
        .hint("L’archive .zip produite par l’outil auteur, 512 Mo au plus.")
        .required()
        .error(errors.get("paquet"))
}

/// The choice of a modality.
pub(crate) fn modalities(chosen: &str, errors: &FormErrors) -> Select {
    Select::new("modalite", "Modalité")
        .options(Modality::ALL.map(|modality| (modality_code(modality), modality.label())))
        .value(chosen)
        .required()
        .error(errors.get("modalite"))
}

/// The field of an estimated duration.
pub(crate) fn minutes(typed: &str, errors: &FormErrors) -> TextField {
    TextField::new("minutes", "Durée estimée")
        .number()
        .unit("minutes")
        .value(typed)
        .required()
        .error(errors.get("minutes"))
}

pub(super) fn new(frame: &Frame, typed: &Typed, errors: &FormErrors) -> Page {
    let fields = html! {
        (TextField::new("titre", "Titre").value(&*typed.title).required().error(errors.get("titre")))
        (modalities(&typed.modality, errors))
        (minutes(&typed.minutes, errors))
        (file(errors))
        p.actions.mt {
            (Button::primary("Ajouter la ressource").icon("upload"))
            (Button::plain("Revenir à la bibliothèque").href("/bibliotheque"))
        }
    };
    Page::new("Ajouter une ressource")
        .crumb("Accueil", "/")
        .crumb("Bibliothèque", "/bibliotheque")
        .work()
        .about("Le module est vérifié à son arrivée. S’il ne peut pas être lu, rien n’est gardé.")
        .errors(errors)
        .body(Form::post(frame, "/bibliotheque").multipart().body(fields))
}

/// What the page of an item shows.
pub(super) struct ItemPage {
    pub(super) item: Item,
    pub(super) versions: Vec<VersionLine>,
    pub(super) uses: Vec<Use>,
}

pub(super) fn page(frame: &Frame, shown: &ItemPage, errors: &FormErrors) -> Result<Page> {
    let item = &shown.item;
    let send = Form::post(frame, format!("/bibliotheque/{}/versions", item.id))
        .multipart()
        .body(html! {
            (file(errors))
            p.actions { (Button::plain("Mettre en ligne cette version").icon("upload")) }
        });
    Ok(Page::new(item.title.as_str())
        .crumb("Accueil", "/")
        .crumb("Bibliothèque", "/bibliotheque")
        .work()
        .about(html! { (item.kind.label()) ", " (item.modality.label().to_lowercase()) ", " (fr::duration(item.minutes)) "." })
        .errors(errors)
        .body(html! {
            (wide_section("versions", "Versions", html! {}, html! {
                (versions(&shown.versions)?)
                (warnings(shown)?)
            }))
            (section("emplois", "Parcours qui l’utilisent", html! {}, uses(&shown.uses)))
            (section("remplacer", "Remplacer", html! {}, html! {
                p.prose { "La nouvelle version prend la place de la précédente dans tous les parcours. Les résultats déjà obtenus restent." }
                (send)
            }))
        }))
}

fn versions(lines: &[VersionLine]) -> Result<Markup> {
    if lines.is_empty() {
        return Ok(html! { (Empty::new("Aucune version").icon("layers").level(3)) });
    }
    let mut table = Table::new("Versions, la plus récente d’abord")
        .hide_caption()
        .columns(["Version", "Titre dans le module", "Ajoutée le"])
        .column(Column::new("Pages à lancer").numeric())
        .column(Column::new("Fichiers").numeric())
        .column(Column::new("Taille").numeric());
    for line in lines {
        let launches = line.version.launches()?;
        let day = line.created_at.to_zoned_datetime(TimeZone::UTC).date();
        table = table.row(
            Row::new(format!("Version {}", line.version.number))
                .cell(launches.title)
                .cell(fr::rich(&fr::date_words_with_year(day)))
                .cell(launches.scos.len())
                .cell(fr::number(u64::from(line.files)))
                .cell(size(line.size)),
        );
    }
    Ok(html! { (table) })
}

/// What the package in force should mend, when it says so itself.
fn warnings(shown: &ItemPage) -> Result<Markup> {
    let Some(current) = shown.versions.first() else {
        return Ok(html! {});
    };
    let warnings = current.version.launches()?.warnings;
    if warnings.is_empty() {
        return Ok(html! {});
    }
    Ok(html! {
        (Notice::info(html! { ul { @for warning in &warnings { li { (warning) } } } })
            .title("À l’attention de l’auteur du module").level(3))
    })
}

fn uses(uses: &[Use]) -> Markup {
    if uses.is_empty() {
        return html! { p { "Aucune étape n’utilise encore cette ressource." } };
    }
    rows(uses.iter().map(|one| {
        html! { a href=(format!("/parcours/{}", one.course)) { (one.title) } span.soft { " " (one.step) } }
    }))
}

/// « 1,2 Mo », « 340 ko ».
fn size(bytes: u64) -> String {
    let kilo = bytes.div_ceil(1000);
    if kilo < 1000 {
        return format!("{kilo}\u{a0}ko");
    }
    let tenths = bytes.div_ceil(100_000);
    if tenths % 10 == 0 || tenths >= 1000 {
        format!("{}\u{a0}Mo", fr::number(tenths / 10))
    } else {
        format!("{},{}\u{a0}Mo", tenths / 10, tenths % 10)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_read_easily() {
        for (bytes, said) in [
            (0, "0\u{a0}ko"),
            (12_300, "13\u{a0}ko"),
            (1_200_000, "1,2\u{a0}Mo"),
            (3_000_000, "3\u{a0}Mo"),
            (512_000_000, "512\u{a0}Mo"),
        ] {
            assert_eq!(size(bytes), said);
        }
    }
}
