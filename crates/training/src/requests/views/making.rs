//! The form of an adviser or a manager, the list of the requests that one sent.

use people::regions::Region;
use platform::Result;
use platform::html::{
    Button, Empty, FormErrors, Frame, Markup, Page, Row, Select, Table, form, fr, go_link, html, rows,
};
use platform::ids::RegionId;

use super::super::forms::{Offered, Typed};
use super::super::store::Sent;
use super::{day, fields, state};

pub(crate) fn new(
    frame: &Frame,
    region: &Region,
    offered: &[Offered],
    typed: &Typed,
    errors: &FormErrors,
) -> Page {
    let choices = offered.iter().map(|one| (one.value(), one.words.as_str()));
    Page::new("Transmettre une demande d’inscription")
        .crumb("Accueil", "/")
        .crumb("Mes demandes", "/mes-demandes")
        .work()
        .about(html! { "À la " (region.name) ". La personne reçoit un e-mail qui lui dit que sa demande est transmise." })
        .errors(errors)
        .body(form(frame, &format!("/regions/{}/demandes", region.id), html! {
            (Select::new("choix", "Formation").option("", "Choisir").options(choices).value(typed.choice.as_str()).required()
                .error(errors.get("choix")))
            (fields(&typed.asked, errors, false))
            p.soft { "Avant d’envoyer, dites à la personne que sa CMA garde ces renseignements douze mois après la dernière nouvelle, et qu’elle peut retirer sa demande à tout moment." }
            p.actions.mt {
                (Button::primary("Transmettre la demande").icon("send"))
                (Button::plain("Revenir à mes demandes").href("/mes-demandes"))
            }
        }))
}

pub(crate) fn mine(sent: &[Sent], regions: &[(RegionId, String)]) -> Result<Page> {
    let page = Page::new("Mes demandes")
        .crumb("Accueil", "/")
        .work()
        .about("Celles que vous avez transmises, et ce qu’elles deviennent.")
        .actions(ways(regions));
    if sent.is_empty() {
        return Ok(page.body(
            Empty::new("Aucune demande")
                .icon("inbox")
                .level(2)
                .why("Les demandes que vous transmettez apparaîtront ici, avec leur état."),
        ));
    }
    Ok(page.body(sent_table(sent)?))
}

/// The way to the form: the only region's, or the choice of one.
pub fn ways(regions: &[(RegionId, String)]) -> Markup {
    let to = match regions {
        [] => return html! {},
        [(only, _)] => new_address(*only),
        _ => "/demandes/nouvelle".to_owned(),
    };
    html! { (Button::primary("Nouvelle demande").icon("plus").href(to)) }
}

fn new_address(region: RegionId) -> String {
    format!("/regions/{region}/demandes/nouvelle")
}

/// Where the request goes, for who may send to several regions.
pub(crate) fn which(regions: &[(RegionId, String)]) -> Page {
    let links = regions
        .iter()
        .map(|(id, name)| go_link(name.as_str(), new_address(*id)).icon("map-pin"));
    Page::new("Dans quelle région\u{202f}?")
        .crumb("Accueil", "/")
        .crumb("Mes demandes", "/mes-demandes")
        .work()
        .about("La CMA choisie reçoit la demande d’inscription et s’en occupe.")
        .body(rows(links))
}

/// The table of the requests that someone sent, on their home too.
///
/// # Errors
/// When a zone is unknown.
pub fn sent_table(sent: &[Sent]) -> Result<Markup> {
    let mut table = Table::new("Demandes transmises, les plus récentes d’abord")
        .hide_caption()
        .columns(["Personne", "Formation", "Transmise", "État"]);
    for one in sent {
        table = table.row(
            Row::new(one.who.as_str())
                .cell(one.title.as_str())
                .cell(fr::rich(&fr::capitalise(&fr::date_words(day(
                    one.created_at,
                    &one.zone,
                )?))))
                .cell(state(one.state)),
        );
    }
    Ok(html! { (table) })
}
