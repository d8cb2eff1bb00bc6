//! The pages of certificates: handing out, reading, cancelling, checking.

use std::collections::HashSet;
use std::sync::Arc;

use assess::success::Verdict;
use jiff::Timestamp;
use learning::progress::verdict_state;
use people::directory::Identity;
use platform::Result;
use platform::html::{
    Button, Choice, Choices, Empty, Form, FormErrors, Frame, Markup, Notice, Page, Row, Table, TextField,
    disclosure, fits, form, fr, go_link, html, section,
};
use training::enrolment::Enrolment;
use training::sessions::{TrainingSession, days};

use super::content::Content;
use super::rules::{Kind, Reason};
use super::store::{Certificate, Former, Held};
use super::twin::{date, dates, said};
use crate::batches::left_out;

/// A learner on the page that hands out.
pub(super) struct Line<'a> {
    pub(super) enrolment: Enrolment,
    pub(super) card: &'a Arc<Identity>,
    pub(super) verdict: Verdict,
    /// What isn't met, in a sentence.
    pub(super) lacking: Option<String>,
    /// Whether their training isn't over yet.
    pub(super) early: bool,
    pub(super) held: Vec<&'a Held>,
    /// What they held before.
    pub(super) former: Vec<&'a Former>,
}

pub(super) fn desk(
    frame: &Frame,
    session: &TrainingSession,
    (signed, unsaid): (bool, usize),
    lines: &[Line<'_>],
) -> Result<Page> {
    let home = format!("/sessions/{}", session.id);
    let page = Page::new("Attestations et certificats")
        .crumb("Accueil", "/")
        .crumb("Sessions", "/sessions")
        .crumb(session.title.as_str(), home.as_str())
        .work()
        .about(html! { "Session " (session.reference) ". L’attestation, le certificat de réalisation et, quand des demi-journées ont été émargées, l’attestation d’assiduité se remettent ensemble, à la fin de la formation." });
    if lines.is_empty() {
        return Ok(page.body(
            Empty::new("Aucun apprenant")
                .icon("users")
                .level(2)
                .why("Les documents se remettent ici aux personnes inscrites."),
        ));
    }
    let organisation = format!("/regions/{}/organisme", session.region);
    Ok(page.body(html! {
        @if !signed {
            (Notice::warn(html! {
                p { "Les documents portent le nom de l’organisme, ses numéros et son signataire\u{202f}: il reste à les donner." }
                p { (go_link("Donner les mentions de l’organisme", organisation.as_str()).arrow()) }
            }).title("Avant de remettre des documents"))
        }
        @if signed && unsaid > 0 {
            (Notice::info(html! {
                p { "Le certificat de réalisation nomme la situation de chacun (salarié, chef d’entreprise, demandeur d’emploi…). Elle manque pour " (fr::count(u64::try_from(unsaid).unwrap_or(u64::MAX), "personne", "personnes")) "\u{202f}: " (if unsaid == 1 { "son" } else { "leur" }) " certificat n’en dira rien." }
                p { (go_link("Préciser la situation des apprenants", format!("{home}/situations")).arrow()) }
            }))
        }
        (Form::post(frame, format!("{home}/certificats")).body(html! {
            (people(lines, (signed, &session.zone))?)
            @if signed && lines.iter().any(|line| !line.early) {
                p.actions { (Button::primary("Remettre les documents aux personnes cochées").icon("award")) }
                p.soft { "Qui a déjà les siens ne reçoit que ce qui a changé. Chacun est prévenu par e-mail." }
            } @else if signed {
                p { "Personne n’a encore terminé\u{202f}: les documents se remettent quand les conditions de réussite sont remplies, ou à la fin de l’accès." }
            }
        }))
        @if signed {
            (Form::post(frame, format!("{home}/remise")).body(html! {
                p.actions.mt { (Button::plain("Remettre à toute la session").icon("users")) }
                (left_out(cancelled(lines)))
                p.soft { "Chaque personne dont la formation est terminée reçoit les siens\u{202f}; la page suivante dit où cela en est et permet de tout télécharger." }
            }))
            @if unsaid == 0 { p.mt { (go_link("Situation des apprenants", format!("{home}/situations")).arrow()) } }
            p.mt { (go_link("Mentions de l’organisme et signataire", organisation.as_str()).arrow()) }
            p.mt { (go_link("Remettre les documents de toute la région", format!("/regions/{}/remises", session.region)).arrow()) }
        }
    }))
}

/// How many documents somebody cancelled without handing another out.
fn cancelled(lines: &[Line<'_>]) -> u32 {
    let gone = lines.iter().flat_map(|line| {
        let by_hand = line.former.iter().filter(|one| one.why != Reason::Replaced);
        let kinds: HashSet<Kind> = by_hand.map(|one| one.held.kind).collect();
        let held = &line.held;
        kinds
            .into_iter()
            .filter(|kind| held.iter().all(|one| one.kind != *kind))
    });
    u32::try_from(gone.count()).unwrap_or(u32::MAX)
}

fn people(lines: &[Line<'_>], (signed, zone): (bool, &str)) -> Result<Table> {
    let mut table = Table::new("Apprenants de la session, par nom")
        .hide_caption()
        .columns(["Nom", "Réussite", "Documents remis"])
        .pick("inscription");
    for line in lines {
        let name = line.card.full_name();
        let documents = html! {
            div {
                @if line.held.is_empty() { "–" } @else {
                    ul.plain { @for held in &line.held {
                        li { a href=(format!("/certificats/{}", held.id)) { (held.kind.label()) span.visually-hidden { " de " (name) } } }
                    } }
                }
                @if !line.former.is_empty() { (former(&line.former, &name, zone)?) }
            }
        };
        let mut row = Row::new(name.as_str())
            .cell(html! { (verdict_state(line.verdict)) @if let Some(lacking) = &line.lacking { br; span.soft { (lacking) } } })
            .cell(documents);
        if signed && !line.early {
            row = row
                .pick(line.enrolment.id.to_string(), name.as_str())
                .picked(line.held.is_empty() && line.former.iter().all(|one| one.why == Reason::Replaced));
        }
        table = table.row(row);
    }
    Ok(table)
}

/// What somebody held before: each stays readable, with why it ended.
fn former(former: &[&Former], name: &str, zone: &str) -> Result<Markup> {
    let mut ended = Vec::with_capacity(former.len());
    for one in former {
        ended.push((one, ended_words((one.ended_at, one.why), zone)?));
    }
    let many = u64::try_from(former.len()).unwrap_or(u64::MAX);
    let summary = html! {
        (fr::count(many, "document d’avant", "documents d’avant")) span.visually-hidden { " de " (name) }
    };
    Ok(html! {
        (disclosure(summary, html! {
            ul.plain { @for (one, words) in &ended {
                li {
                    a href=(format!("/certificats/{}", one.held.id)) { (one.held.kind.label()) span.visually-hidden { " d’avant de " (name) } }
                    br; span.soft { "Plus valable. " (words) }
                }
            } }
        }).plain())
    })
}

/// A certificate as a page. `mine`: read by the learner whom it is about.
pub(super) fn read(
    session: &TrainingSession,
    certificate: &Certificate,
    content: &Content,
    mine: bool,
) -> Result<Page> {
    let kind = content.kind();
    let here = format!("/certificats/{}", certificate.held.id);
    let mut page = Page::new(kind.label()).crumb("Accueil", "/");
    page = if mine {
        let course = format!("/mes-parcours/{}", certificate.held.enrolment);
        page.crumb("Mes parcours", "/mes-parcours")
            .crumb(session.title.as_str(), course)
    } else {
        let home = format!("/sessions/{}", session.id);
        page.crumb("Sessions", "/sessions")
            .crumb(session.title.as_str(), home.as_str())
            .crumb("Attestations et certificats", format!("{home}/certificats"))
    };
    page = page.actions(html! {
        @if certificate.ended.is_none() {
            (Button::primary("Télécharger le PDF").icon("download").href(format!("{here}/document")))
        }
        @if !mine && certificate.ended.is_none() {
            (Button::plain("Annuler ce document").quiet().href(format!("{here}/annulation")))
        }
    });
    let ended = certificate
        .ended
        .map(|ended| ended_words(ended, &session.zone))
        .transpose()?;
    Ok(page.body(html! {
        @if let Some(ended) = ended { (Notice::warn(html! { p { (ended) } }).title("Ce document n’est plus valable")) }
        (said(content, Some(&here)))
        @if content.passed() && certificate.in_force() { (badge(&here, content)) }
    }))
}

/// The same for machines.
fn badge(here: &str, content: &Content) -> Markup {
    let address = content.proof().url.replace("/verification/", "/badges/");
    section(
        "badge",
        "Badge numérique",
        html! { "Au format Open Badges 3.0" },
        html! {
            p.prose { "Un portefeuille de compétences ou un site de recrutement lit ce badge et vérifie tout seul qu’il vient bien de votre CMA. Donnez-lui le fichier, ou cette adresse\u{202f}:" }
            p { code { (address) } }
            p.actions { (Button::plain("Télécharger le badge").icon("award").href(format!("{here}/badge"))) }
        },
    )
}

/// « Annulé le 24 novembre 2026 : le nom est faux. »
fn ended_words((at, why): (Timestamp, Reason), zone: &str) -> Result<String> {
    let (day, _) = days(at, at, zone)?;
    Ok(format!("Depuis le {}, {}.", date(day), why.label()))
}

pub(super) fn cancel(
    frame: &Frame,
    session: &TrainingSession,
    certificate: &Certificate,
    content: &Content,
    errors: &FormErrors,
) -> Page {
    let learner = content.head().learner;
    let here = format!("/certificats/{}", certificate.held.id);
    let home = format!("/sessions/{}", session.id);
    let reasons = Reason::CHOICES.into_iter().fold(
        Choices::radio("raison", "Pourquoi l’annuler"),
        |choices, reason| choices.choice(Choice::new(reason.code(), fr::capitalise(reason.label()))),
    );
    Page::new(format!("Annuler un document de {learner}"))
        .crumb("Accueil", "/")
        .crumb("Sessions", "/sessions")
        .crumb(session.title.as_str(), home.as_str())
        .crumb("Attestations et certificats", format!("{home}/certificats"))
        .work()
        .about(html! { (content.kind().label()) ", code " (content.proof().code) "." })
        .errors(errors)
        .body(html! {
            div.prose { p { "Le document reste lisible ici, mais son code dira à qui le vérifie qu’il n’est plus valable. Vous pourrez en remettre un nouveau aussitôt." } }
            (form(frame, &format!("{here}/annulation"), html! {
                (reasons.error(errors.get("raison")))
                p.actions.mt {
                    (Button::plain("Annuler le document").danger())
                    (Button::plain("Ne rien changer").href(here.as_str()))
                }
            }))
        })
}

/// What the public page tells of a certificate.
pub(super) struct Found {
    pub(super) zone: String,
    pub(super) ended: Option<(Timestamp, Reason)>,
    pub(super) content: Content,
}

/// A page of the site, or of its door for who hasn't signed in.
fn public(frame: &Frame, title: &str) -> Page {
    match frame.account {
        Some(_) => Page::new(title).crumb("Accueil", "/"),
        None => Page::door(title),
    }
}

pub(super) fn check(frame: &Frame, typed: &str, errors: &FormErrors) -> Page {
    public(frame, "Vérifier un document")
        .work()
        .about("Une attestation ou un certificat porte un code, au bas de la page. Avec lui, chacun peut s’assurer que le document est authentique.")
        .errors(errors)
        .body(Form::get("/verification").body(html! {
            (TextField::new("code", "Code du document").value(typed).literal().required()
                .hint("Seize lettres et chiffres, par exemple K7QF-2M9X-40TB-ZC81. Les tirets ne comptent pas.")
                .error(errors.get("code")))
            p.actions.mt { (Button::primary("Vérifier").icon("check")) }
        }))
}

pub(super) fn unknown(frame: &Frame) -> Page {
    checked(frame, "Ce code ne correspond à aucun document").body(html! {
        (Notice::bad(html! { p { "Relisez le code au bas du document\u{202f}: une lettre a pu être prise pour une autre. S’il est bien recopié, ce document ne vient pas d’ici, ou la loi ne demande plus de le conserver." } })
            .title("Document inconnu"))
        p.mt { (go_link("Vérifier un autre code", "/verification").arrow()) }
    })
}

fn checked(frame: &Frame, title: &str) -> Page {
    let page = public(frame, title).work();
    match frame.account {
        Some(_) => page.crumb("Vérifier un document", "/verification"),
        None => page,
    }
}

pub(super) fn found(frame: &Frame, found: &Found) -> Result<Page> {
    let ended = found
        .ended
        .map(|ended| ended_words(ended, &found.zone))
        .transpose()?;
    let kind = found.content.kind().label();
    let head = found.content.head();
    let (from, to) = head.days;
    let notice = match ended {
        None => Notice::good(
            html! { p { "Ce document est authentique et valable. Comparez ce qui suit avec ce qu’il dit." } },
        )
        .title("Document authentique"),
        Some(words) => {
            Notice::warn(html! { p { "Ce document a bien été remis, mais il n’est plus valable. " (words) } })
                .title("Document qui n’est plus valable")
        }
    };
    Ok(checked(frame, kind).body(html! {
        (notice)
        (section("document", "Ce que dit le document", html! {}, fits([
            ("Apprenant", head.learner.to_owned()),
            ("Formation", head.title.to_owned()),
            ("Dates", dates(from, to)),
            (head.done.0, fr::duration(head.done.1)),
            ("Organisme", head.organisation.name.clone()),
            ("Remis", format!("le {}", date(head.issued))),
            ("Code", head.proof.code.clone()),
        ])))
        p.mt { (go_link("Vérifier un autre document", "/verification").arrow()) }
    }))
}
