//! The manager's list, the page of a request; [`waiting`]: the waiting list of a session.

pub(crate) mod waiting;

use std::sync::Arc;

use catalogue::courses::{Course, CourseId};
use people::directory::Identity;
use platform::html::{
    Button, Disclosure, Empty, Form, FormErrors, Frame, Markup, Notice, Page, Row, Select, Table, TextArea,
    disclosure, form, fr, go_link, html, section,
};
use platform::ids::RegionId;
use platform::{PersonId, Result};

use super::super::rules::{Act, RequestState, after};
use super::super::store::{Chosen, Filter, Request};
use super::making::ways;
use super::{day, state};
use crate::enrolment::same_person;
use crate::sessions::days;
use crate::standings::Standing;

const PAGE: usize = 50;

/// What surrounds a list.
pub(crate) struct Around<'a> {
    /// Which page.
    pub(crate) number: u32,
    pub(crate) courses: &'a [Course],
    /// Where the reader may send requests.
    pub(crate) regions: &'a [(RegionId, String)],
    /// They see the advisers of a region.
    pub(crate) advises: bool,
    /// They say which public forms are open.
    pub(crate) opens: bool,
}

pub(crate) fn list(found: &[Request], filter: &Filter, around: &Around<'_>) -> Result<Page> {
    let Around {
        number,
        courses,
        regions,
        advises,
        opens,
    } = *around;
    let page = Page::new("Demandes")
        .crumb("Accueil", "/")
        .work()
        .about("Les plus anciennes d’abord.")
        .actions(html! { (ways(regions))
            @if advises { (Button::plain("Équipe de conseil").icon("users").href("/conseil")) }
            @if opens { (Button::plain("Formulaires publics").icon("settings").href("/formations/ouverture")) } });
    let shown = &found[..found.len().min(PAGE)];
    let body = if shown.is_empty() {
        html! { (Empty::new("Aucune demande").icon("inbox").level(2)
        .why("Les demandes d’inscription de votre région arrivent ici\u{202f}: celles de l’équipe de conseil, celles du formulaire public et les vôtres.")) }
    } else {
        html! { (table(shown)?) }
    };
    let to = |number: u32| address(filter, number);
    Ok(page.body(html! {
        (filters(filter, courses))
        div.mt { (body) }
        div.actions.mt {
            @if number > 1 { (go_link("Demandes plus anciennes", to(number - 1))) }
            @if found.len() > PAGE { (go_link("Demandes plus récentes", to(number + 1)).arrow()) }
        }
    }))
}

fn address(filter: &Filter, number: u32) -> String {
    let course = filter.course.map(|course| course.to_string()).unwrap_or_default();
    format!("/demandes?etat={}&formation={course}&page={number}", filter.state)
}

fn filters(filter: &Filter, courses: &[Course]) -> Form {
    let states = RequestState::SHOWN.map(|one| (one.code(), one.label()));
    let course = |id: CourseId| id.to_string();
    Form::get("/demandes").tools().body(html! {
        (Select::new("etat", "État").option("open", "À traiter").option("all", "Toutes").options(states).value(filter.state.as_str()))
        (Select::new("formation", "Formation").option("", "Toutes")
            .options(courses.iter().map(|one| (course(one.id), one.title.as_str())))
            .value(filter.course.map(course).unwrap_or_default()))
        (Button::plain("Filtrer").icon("funnel"))
    })
}

fn table(found: &[Request]) -> Result<Table> {
    let mut table = Table::new("Demandes, les plus anciennes d’abord")
        .hide_caption()
        .columns(["Personne", "Formation", "Reçue", "Origine", "État"]);
    for one in found {
        let session = session_words(one)?;
        table = table.row(
            Row::new(html! {
                a href=(format!("/demandes/{}", one.id)) { (one.asked.full_name()) }
                @if one.twins > 0 { " " span.soft { "Même adresse qu’une autre demande" } }
            })
            .cell(html! { (one.title) @if let Some(session) = session { br; span.soft { (session) } } })
            .cell(fr::rich(&fr::capitalise(&fr::date_words(day(
                one.created_at,
                &one.zone,
            )?))))
            .cell(one.origin.label())
            .cell(state(one.state)),
        );
    }
    Ok(table)
}

/// « Du lundi 2 novembre au mardi 1er décembre ».
fn session_words(request: &Request) -> Result<Option<Markup>> {
    let words = |one: &Chosen| of_session(one, &request.zone).map(|words| fr::rich(&fr::capitalise(&words)));
    request.session.as_ref().map(words).transpose()
}

fn of_session(session: &Chosen, zone: &str) -> Result<String> {
    let (first, last) = days(session.starts_at, session.ends_at, zone)?;
    Ok(fr::days(first, last))
}

/// What the page of a request shows.
pub(crate) struct Shown {
    pub(crate) request: Request,
    /// The sessions that it may be for.
    pub(crate) sessions: Vec<Chosen>,
    /// The name of who sent it.
    pub(crate) author: Option<String>,
    /// Whoever reads may create sessions.
    pub(crate) creates: bool,
}

/// `typed`: the field that was refused and what stood in it; `known`: who has the address already.
pub(crate) fn page(
    frame: &Frame,
    shown: &Shown,
    errors: &FormErrors,
    typed: (&str, &str),
    known: &[(PersonId, Arc<Identity>)],
) -> Result<Page> {
    let request = &shown.request;
    let open = request.state.is_open();
    let mut page = Page::new(format!("Demande {}", fr::of(&request.asked.full_name())))
        .crumb("Accueil", "/")
        .crumb("Demandes", "/demandes")
        .work()
        .errors(errors);
    if request.twins > 0 {
        let others = fr::count(u64::from(request.twins), "autre demande", "autres demandes");
        let words = format!("La même adresse e-mail a {others} pour cette formation dans votre région.");
        page = page.notice(Notice::warn(html! { p { (words) } }));
    }
    Ok(page.body(html! {
        (section("demande", "La demande", html! { p { (state(request.state)) } }, facts(shown)?))
        @if open { (section("suite", "La suite", "", next(frame, shown, errors, known)?)) }
        @if open {
            (section("reponses", "Autres réponses", "", html! { div {
                (answer("Le dossier est incomplet", "manque", errors, words_form(frame, request, errors, typed, Act::Complete)))
                (answer("La demande ne peut pas être acceptée", "raison", errors, words_form(frame, request, errors, typed, Act::Refuse)))
            } }))
        }
    }))
}

fn facts(shown: &Shown) -> Result<Markup> {
    let request = &shown.request;
    let asked = &request.asked;
    let session = session_words(request)?;
    let from = match &shown.author {
        Some(author) => format!("{}, {author}", request.origin.label()),
        None => request.origin.label().to_owned(),
    };
    let fact = |name: &str, value: &str| {
        html! { @if !value.is_empty() { div { dt { (name) } dd { (value) } } } }
    };
    let date = |at| day(at, &request.zone).map(|day| fr::rich(&fr::capitalise(&fr::date_words(day))));
    Ok(html! {
        dl.facts {
            (fact("Formation", &request.title))
            div { dt { "Session" } dd { @if let Some(session) = session { (session) } @else { "À choisir" } } }
            (fact("Adresse e-mail", &asked.email))
            (fact("Téléphone", &asked.phone))
            (fact("Entreprise", &asked.company))
            (fact("SIRET", &asked.siret))
            (fact("Situation", asked.standing.map_or("", Standing::label)))
            (fact("Métier", &asked.trade))
            (fact("Origine", &from))
            div { dt { "Reçue" } dd { (date(request.created_at)?) } }
            @if let Some(signed) = request.signed_at { div { dt { "Dossier signé" } dd { (date(signed)?) } } }
        }
        @if !asked.message.is_empty() { (quoted("Message", &asked.message)) }
        @if !request.said.is_empty() { (quoted("Dit à la personne", &request.said)) }
    })
}

fn quoted(what: &str, text: &str) -> Markup {
    html! { div.prose.mt { p { strong { (what) } } @for line in text.lines().filter(|line| !line.trim().is_empty()) { p { (line) } } } }
}

/// The session, the signature, the enrolment: the one to do is the primary one.
fn next(
    frame: &Frame,
    shown: &Shown,
    errors: &FormErrors,
    known: &[(PersonId, Arc<Identity>)],
) -> Result<Markup> {
    let request = &shown.request;
    let home = format!("/demandes/{}", request.id);
    Ok(html! {
        @if let (RequestState::Signed, Some(session)) = (request.state, &request.session) {
            (form(frame, &format!("/sessions/{}/inscriptions/demande", session.id), html! {
                input type="hidden" name="demande" value=(request.id);
                @if !known.is_empty() { (same_person(known, errors)) }
                div.actions #inscription {
                    (Button::primary("Inscrire").icon("user-plus"))
                    (go_link("Voir la liste d’attente de la session", format!("/sessions/{}/attente", session.id)))
                }
            }))
        }
        @if after(request.state, Act::Sign).is_some() {
            (form(frame, &format!("{home}/signature"), html! {
                p { "Une fois le dossier signé, l’inscription se fait d’un geste." }
                div.actions { (Button::primary("Le dossier est signé").icon("file-check")) }
            }))
        }
        div.mt { (choose_session(frame, shown, errors)?) }
    })
}

fn choose_session(frame: &Frame, shown: &Shown, errors: &FormErrors) -> Result<Markup> {
    let request = &shown.request;
    if shown.sessions.is_empty() {
        return Ok(html! {
            p.soft { "Aucune session de cette formation n’est prévue dans la région. Dès qu’elle est créée, elle apparaît ici." }
            @if shown.creates { div.actions { (go_link("Créer une session", "/sessions/nouvelle").icon("plus")) } }
        });
    }
    let mut select = Select::new("session", "Session").option("", "À choisir plus tard");
    for one in &shown.sessions {
        select = select.option(one.id.to_string(), of_session(one, &request.zone)?);
    }
    let chosen = request.session.as_ref().map(|one| one.id.to_string());
    let select = select
        .value(chosen.unwrap_or_default())
        .error(errors.get("session"));
    let fields =
        html! { (select) div.actions { (Button::plain("Choisir cette session").icon("calendar-days")) } };
    Ok(html! { (form(frame, &format!("/demandes/{}/session", request.id), fields)) })
}

/// What is done more seldom waits closed, unless its field is to be mended.
fn answer(summary: &str, field: &str, errors: &FormErrors, form: Markup) -> Disclosure {
    let closed = disclosure(summary, form);
    match errors.get(field) {
        Some(_) => closed.open(),
        None => closed,
    }
}

/// What is missing, or why not: the person reads it.
fn words_form(
    frame: &Frame,
    request: &Request,
    errors: &FormErrors,
    (field, typed): (&str, &str),
    act: Act,
) -> Markup {
    let (name, label, path, hint) = match act {
        Act::Refuse => (
            "raison",
            "Raison",
            "refus",
            "La personne la lira dans son e-mail. La demande sera close.",
        ),
        _ => (
            "manque",
            "Ce qui manque",
            "complement",
            "La personne le lira dans son e-mail.",
        ),
    };
    let button = match act {
        Act::Refuse => Button::plain("Refuser la demande").danger(),
        _ => Button::plain("Demander de compléter").icon("send"),
    };
    let value = if field == name { typed } else { "" };
    html! {
        (form(frame, &format!("/demandes/{}/{path}", request.id), html! {
            (TextArea::new(name, label).value(value).maxlength(2000).required().hint(hint).error(errors.get(name)))
            div.actions { (button) }
        }))
    }
}
