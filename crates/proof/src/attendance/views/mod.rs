//! The pages of attendance: the half-days of a session, the sheet of one, what a tablet shows.

mod forms;
mod own;

use jiff::Timestamp;
use platform::html::{
    Button, Column, Empty, Form, Frame, Markup, Notice, Page, PreEscaped, Row, State, Table, duration_tag,
    fr, html, section, wide_section,
};
use platform::{PersonId, Result, Site};
use training::sessions::{TrainingSession, local};

use super::halves::HalfDay;
use super::ink;
use super::printed::{corrections, modality, moment, remarks, signed};
use super::rules::Said;
use super::sheet::{Person, Shown, words};
use super::sign::Signatures;
use super::store::Count;

pub(super) use forms::{TypedNote, correct, note, paper, reopen, sign, vouch};
pub(super) use own::own;

/// What waits in this browser to be sent, on every page of a trainer: their own, for no other sees it.
fn outbox(frame: &Frame, actor: Option<PersonId>) -> Markup {
    let owner = actor.map(|person| person.to_string()).unwrap_or_default();
    html! {
        div data-outbox=(owner) data-token=(frame.csrf) aria-live="polite" {
            div data-waiting="" hidden {
                (Notice::warn(html! { div data-lines="" {} }).title("Des signatures sont gardées sur cet appareil"))
            }
        }
    }
}

/// A half-day in the list of a session.
pub(super) struct Line {
    pub(super) half: HalfDay,
    pub(super) count: Count,
}

fn on(session: &TrainingSession, title: impl Into<String>) -> Page {
    Page::new(title)
        .crumb("Accueil", "/")
        .crumb("Sessions", "/sessions")
        .crumb(session.title.as_str(), format!("/sessions/{}", session.id))
        .work()
}

/// A page about a sheet, under its own.
fn under(shown: &Shown, title: impl Into<String>) -> Result<Page> {
    let list = format!("/sessions/{}/emargement", shown.session.id);
    let title: String = title.into();
    Ok(on(&shown.session, format!("{title}, {}", shown.words()?))
        .heading(title)
        .crumb("Émargement", list)
        .crumb(fr::capitalise(&shown.words()?), shown.path())
        .about(html! { (shown.half.title) ", " (fr::rich(&shown.words()?)) "." }))
}

pub(super) fn list(
    frame: &Frame,
    actor: Option<PersonId>,
    session: &TrainingSession,
    (lines, people): (&[Line], usize),
    now: Timestamp,
) -> Result<Page> {
    let home = format!("/sessions/{}", session.id);
    let page = on(session, "Émargement");
    if lines.is_empty() {
        return Ok(page.body(
            Empty::new("Aucune demi-journée à émarger")
                .icon("signature")
                .level(2)
                .why("Les feuilles se préparent toutes seules à partir des classes virtuelles et des rendez-vous sur place de la session. Celle-ci n’en a pas."),
        ));
    }
    let mut table = Table::new("Demi-journées de la session, dans l’ordre")
        .hide_caption()
        .columns(["Demi-journée", "Séance", "Présences", "Feuille"]);
    for line in lines {
        let href = format!("{home}/emargement/{}", line.half.key);
        let when = fr::capitalise(&words(session, &line.half)?);
        table = table.row(
            Row::new(html! { a href=(href) { (fr::rich(&when)) } })
                .cell(html! { div { (line.half.title) br; span.soft { (modality(&line.half.modality)) } } })
                .cell(presences(line, people))
                .cell(state(session, line, now)?),
        );
    }
    Ok(page
        .about(html! { "Session " (session.reference) ". Une feuille par demi-journée\u{202f}: chacun signe sur votre tablette, avec son téléphone ou sur papier." })
        .actions(Button::plain("Toutes les feuilles en PDF").icon("printer").href(format!("{home}/emargement/document")))
        .body(html! { (outbox(frame, actor)) (table) })
        .script("attendance.js"))
}

fn presences(line: &Line, people: usize) -> Markup {
    let Count { present, absent, .. } = line.count;
    html! {
        @if present + absent == 0 { "–" } @else {
            div {
                (fr::count(present.into(), "présence", "présences")) " sur " (people)
                @if absent > 0 { br; span.soft { (fr::count(absent.into(), "absence", "absences")) } }
            }
        }
    }
}

fn state(session: &TrainingSession, line: &Line, now: Timestamp) -> Result<Markup> {
    let state = match line.count.sealed_at {
        Some(at) => {
            State::good(html! { "Validée le " (fr::rich(&fr::day_month(local(session, at)?.date()))) })
        }
        None if line.half.signs_at(now) => State::now("À signer maintenant"),
        None if now < line.half.opens_at() => State::todo("À venir").icon("calendar-days"),
        None => State::warn("À valider"),
    };
    Ok(html! { div { (state) @if line.count.scans > 0 { " " span.soft { "avec la feuille de papier" } } } })
}

pub(super) fn page(
    frame: &Frame,
    (site, actor): (&Site, Option<PersonId>),
    shown: &Shown,
    signatures: &Signatures,
) -> Result<Page> {
    let path = shown.path();
    let now = site.clock().now();
    let signing = shown.sealed().is_none() && shown.half.signs_at(now);
    let list = format!("/sessions/{}/emargement", shown.session.id);
    let print = match shown.sealed() {
        Some(_) => "Feuille validée en PDF",
        None => "Feuille en PDF",
    };
    let page = on(&shown.session, format!("Émargement, {}", shown.words()?))
        .heading(html! { (fr::rich(&fr::capitalise(&shown.words()?))) })
        .crumb("Émargement", list)
        .about(html! { (shown.half.title) ", " (modality(&shown.half.modality).to_lowercase()) ". " (shown.half.place) })
        .actions(html! {
            @if shown.sealed().is_none() && now >= shown.half.starts_at && !shown.people.is_empty() {
                (Button::primary("Valider la feuille").icon("signature").href(format!("{path}/validation")))
            }
            (Button::plain(print).icon("printer").href(format!("{path}/document")))
            @if shown.sealed().is_none() { (Button::plain("Classer la feuille de papier").icon("upload").href(format!("{path}/papier"))) }
        });
    let body = html! {
        (outbox(frame, actor))
        (standing(shown, now)?)
        @if signing { (wide_section("code", "Signer avec son téléphone", html! {}, code(frame, site, shown))) }
        (wide_section("personnes", "Apprenants", html! {}, people(shown, signatures, (now, signing))?))
        @if !shown.scans.is_empty() { (section("papier", "Feuilles de papier classées", html! {}, scans(shown)?)) }
        (trace(shown)?)
        @if signing { (forms::tablet(frame, shown)?) }
    };
    Ok(page.body(body).script("attendance.js"))
}

/// Where the sheet stands, and the way out.
fn standing(shown: &Shown, now: Timestamp) -> Result<Markup> {
    if let Some(seal) = shown.sealed() {
        return Ok(html! {
            (Notice::good(html! {
                p { "Elle dit ce que le PDF imprime, et ne change plus. Qui était là a validé la séance, si le parcours la compte." }
                div.actions { (Button::plain("Rouvrir la feuille").small().href(format!("{}/reouverture", shown.path()))) }
            }).title(html! { "Feuille validée par " (shown.name(seal.by)) ", " (fr::rich(&moment(shown, seal.at)?)) }))
        });
    }
    if now < shown.half.opens_at() {
        let opens = shown.local(shown.half.opens_at())?;
        return Ok(html! {
            (Notice::info(html! { p { "On signera à partir de " (fr::time_words(opens.time())) ". La feuille de papier peut s’imprimer dès maintenant." } })
                .title("Cette demi-journée n’a pas commencé"))
        });
    }
    if !shown.half.signs_at(now) {
        return Ok(html! {
            (Notice::warn(html! { p { "Notez qui était là, ou classez la feuille de papier signée\u{202f}; puis validez." } })
                .title("On ne signe plus sur écran"))
        });
    }
    Ok(html! {})
}

/// The code, large, and its picture for telephones.
fn code(frame: &Frame, site: &Site, shown: &Shown) -> Markup {
    let path = format!("{}/code", shown.path());
    let Some(sheet) = &shown.sheet else {
        return html! {
            p { "Chacun signe depuis son propre compte, avec un code que vous montrez à l’écran." }
            (Form::post(frame, path).bare().body(html! { div.actions { (Button::primary("Afficher le code").icon("qr-code")) } }))
        };
    };
    let address = format!("{}/emargement/{}", site.config().public_url, sheet.code);
    let (first, last) = sheet.code.split_at(3);
    html! {
        div.attendance-code {
            @if let Some(svg) = documents::qr_svg(&address) {
                div.qr role="img" aria-label="Code à photographier avec un téléphone" { (PreEscaped(svg)) }
            }
            div {
                p.figures { span.visually-hidden { "Code de la séance\u{202f}: " } (first) " " (last) }
                p { "Photographiez le dessin, ou ouvrez votre parcours puis «\u{202f}Émargement\u{202f}» et tapez ces six chiffres." }
                (Form::post(frame, path).bare().body(html! {
                    div.actions { (Button::plain("Changer le code").small().quiet().icon("refresh-cw").value("autre", "oui")) }
                }))
            }
        }
    }
}

fn people(shown: &Shown, signatures: &Signatures, (now, signing): (Timestamp, bool)) -> Result<Markup> {
    if shown.people.is_empty() {
        return Ok(html! { p { "Personne n’est inscrit à cette session." } });
    }
    let mut table = Table::new("Apprenants de la session, par nom")
        .hide_caption()
        .columns(["Nom", "Entreprise", "Présence"]);
    let open = shown.sealed().is_none() && now >= shown.half.opens_at();
    if open {
        table = table.column(Column::actions("Actions"));
    }
    for person in &shown.people {
        let mut row = Row::new(person.card.full_name())
            .cell(person.card.company.as_deref().unwrap_or("–"))
            .cell(html! { div data-presence=(person.enrolment) { (presence(shown, person, signatures)?) } });
        if open {
            row = row.cell(acts(shown, person, signing));
        }
        table = table.row(row);
    }
    Ok(html! { (table) })
}

fn presence(shown: &Shown, person: &Person, signatures: &Signatures) -> Result<Markup> {
    let remarks = remarks(shown, person)?;
    Ok(html! {
        @match person.presence() {
            None if person.suspended.is_some() => (State::warn("Accès suspendu")),
            None => (State::todo("Pas encore signé")),
            Some(mark) if mark.said == Said::Present => {
                (State::good("Présence"))
                " " span.soft { (fr::rich(&signed(shown, mark)?)) }
                @if let Some(ink) = signatures.get(&mark.id) { div.signature { (ink::show(ink, &person.card.full_name())) } }
            },
            Some(_) => (State::bad("Absence")),
        }
        @for remark in remarks { p.small { (remark) } }
    })
}

fn acts(shown: &Shown, person: &Person, signing: bool) -> Markup {
    let path = shown.path();
    let name = person.card.full_name();
    let to = |act: &str| format!("{path}/{act}?inscription={}", person.enrolment);
    let spoken = |verb: &str| html! { (verb) span.visually-hidden { " pour " (name) } };
    html! {
        div.actions {
            @if person.presence().is_none() && signing && person.suspended.is_none() {
                a.button.small data-sign=(person.enrolment) data-name=(name) href=(to("signature")) { (spoken("Faire signer")) }
            }
            @if person.presence().is_none() { a.button.small.quiet href=(to("pointage")) { (spoken("Noter")) } }
            @else if person.present() { a.button.small.quiet href=(to("pointage")) { (spoken("Retard ou départ")) } }
            @if !person.marks.is_empty() { a.button.small.quiet href=(to("correction")) { (spoken("Corriger")) } }
        }
    }
}

fn scans(shown: &Shown) -> Result<Markup> {
    let mut items = Vec::new();
    for scan in &shown.scans {
        let href = format!("{}/scans/{}", shown.path(), scan.id);
        items
            .push(html! { li { a href=(href) { "Feuille classée " (fr::rich(&moment(shown, scan.at)?)) } } });
    }
    Ok(html! { ul.plain { @for item in items { (item) } } })
}

/// What was taken back.
fn trace(shown: &Shown) -> Result<Markup> {
    let corrections = corrections(shown)?;
    Ok(html! {
        @if !corrections.is_empty() {
            (section("corrections", "Corrections", html! { (duration_tag(corrections.len())) }, html! {
                ul { @for told in &corrections { li { (told) } } }
            }))
        }
    })
}
