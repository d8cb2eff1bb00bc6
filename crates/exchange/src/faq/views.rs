//! The pages of questions often asked.

use platform::html::{
    Button, Empty, Form, FormErrors, Frame, Markup, Notice, Page, Select, TextArea, TextField, disclosure,
    fr, go_link, html, section,
};
use training::enrolment::Enrolment;
use training::sessions::TrainingSession;

use super::desk::Desk;
use super::rules::{Entry, Typed};
use super::store::Steps;

/// An answer, paragraph by paragraph.
pub(super) fn prose(answer: &str) -> Markup {
    html! { div.prose { @for paragraph in answer.split("\n\n").filter(|one| !one.trim().is_empty()) { p { (fr::rich(paragraph.trim())) } } } }
}

/// « Utile pour 4 personnes sur 5 ».
fn told(entry: &Entry) -> Option<String> {
    let (useful, all) = entry.useful;
    (all > 0).then(|| {
        format!(
            "Utile pour {} sur {all}",
            fr::count(u64::from(useful), "personne", "personnes")
        )
    })
}

/// The parts of a list: the course first, then each step that has something, in the order of the course.
fn parts<'a>(entries: &[&'a Entry], steps: &Steps) -> Vec<(String, Vec<&'a Entry>)> {
    let of = |step| -> Vec<&'a Entry> {
        entries
            .iter()
            .copied()
            .filter(|entry| entry.step == step)
            .collect()
    };
    let mut parts = vec![("Tout le parcours".to_owned(), of(None))];
    parts.extend(steps.iter().map(|(id, title)| (title.clone(), of(Some(*id)))));
    // A step that isn't in the course any more.
    let lost = |entry: &&&Entry| {
        entry
            .step
            .is_some_and(|step| steps.iter().all(|(id, _)| *id != step))
    };
    parts.push((
        "Une étape retirée".to_owned(),
        entries.iter().filter(lost).copied().collect(),
    ));
    parts.retain(|(_, entries)| !entries.is_empty());
    parts
}

pub(super) fn own(
    frame: &Frame,
    (enrolment, session): (&Enrolment, &TrainingSession),
    (found, steps): (&[&Entry], &Steps),
    (words, step): (&str, &str),
) -> Page {
    let course = format!("/mes-parcours/{}", enrolment.id);
    let base = format!("{course}/questions");
    let asked = |entry: &Entry| entry.step.is_some_and(|one| one.to_string() == step);
    let (here, others): (Vec<&Entry>, Vec<&Entry>) = found.iter().copied().partition(|entry| asked(entry));
    let one = |entry: &Entry| one(frame, &base, entry, asked(entry) || !words.is_empty());
    Page::new("Questions fréquentes")
        .crumb("Accueil", "/")
        .crumb("Mes parcours", "/mes-parcours")
        .crumb(session.title.as_str(), course.as_str())
        .about("Ce que d’autres se sont demandé avant vous, et la réponse.")
        .body(html! {
            (Form::get(base.as_str()).tools().body(html! {
                (TextField::new("q", "Chercher une question").search().value(words))
                (Button::plain("Chercher").icon("search"))
            }))
            @if found.is_empty() && words.is_empty() {
                (Empty::new("Pas encore de question").icon("circle-question-mark").level(2).why("Vos tuteurs les ajoutent au fil des sessions."))
            } @else if found.is_empty() {
                (Empty::new("Aucune réponse avec ces mots").icon("search").level(2).why("Essayez d’autres mots, ou demandez à vos tuteurs."))
            }
            @if !here.is_empty() { (section("etape", "Sur cette étape", html! {}, html! { @for entry in &here { (one(entry)) } })) }
            @for (at, (title, entries)) in parts(&others, steps).iter().enumerate() {
                (section(&format!("partie-{at}"), title, html! {}, html! { @for entry in entries { (one(entry)) } }))
            }
            (section("demander", "Vous ne trouvez pas\u{202f}?", html! {}, html! {
                p { "Demandez à vos tuteurs\u{202f}: leurs noms sont sur la page du parcours. Pour entrer sur la plateforme ou la lire plus à l’aise, voyez l’aide générale." }
                div.actions { (go_link("Qui m’aide", format!("{course}#tuteurs")).icon("users")) (go_link("Aide générale", "/aide").icon("life-buoy")) }
            }))
        })
}

fn one(frame: &Frame, base: &str, entry: &Entry, open: bool) -> Markup {
    let about =
        html! { span.visually-hidden { " pour la réponse à «\u{202f}" (entry.question) "\u{202f}»" } };
    let says = |value: &'static str, words: &'static str| {
        let mine = entry.mine == Some(value == "oui");
        html! { button.button.small.quiet name="utile" value=(value) aria-pressed=(mine) { (words) (about) } }
    };
    let body = html! {
        (prose(&entry.answer))
        (Form::post(frame, format!("{base}/{}", entry.id)).bare().body(html! {
            p.soft.small.mt { "Cette réponse vous a aidé\u{202f}?" }
            div.actions { (says("oui", "Oui")) (says("non", "Non")) }
        }))
    };
    let told = disclosure(fr::rich(&entry.question), body);
    html! { div id=(format!("question-{}", entry.id)) { @if open { (told.open()) } @else { (told) } } }
}

fn crumbs(page: Page, desk: &Desk) -> Page {
    let page = page.crumb("Accueil", "/");
    match &desk.session {
        Some(session) => page
            .crumb("Sessions", "/sessions")
            .crumb(session.title.as_str(), format!("/sessions/{}", session.id)),
        None => page.crumb("Parcours", "/parcours").crumb(
            desk.course.title.as_str(),
            format!("/parcours/{}", desk.course.id),
        ),
    }
}

/// The form, filled in with what was said elsewhere: who takes it up makes it everybody's.
pub(super) fn taken_up(frame: &Frame, taken: &Desk, typed: &Typed) -> Page {
    desk(frame, taken, typed, &FormErrors::default()).notice(Notice::warn(html! {
        "Relisez avant d’ajouter\u{202f}: ce texte vient du forum, où il s’efface avec son auteur. Ici, il sera lu de toutes les sessions de la région et gardé. Les noms, adresses et téléphones reconnus sont remplacés par «\u{202f}…\u{202f}»\u{202f}; récrivez le reste avec vos mots. "
        a href="#ajout" { "Aller au texte" }
    }))
}

pub(super) fn desk(frame: &Frame, desk: &Desk, typed: &Typed, errors: &FormErrors) -> Page {
    let own: Vec<&Entry> = desk.own().collect();
    let others: Vec<&Entry> = desk
        .entries
        .iter()
        .filter(|entry| entry.region != desk.shelf.region)
        .collect();
    let about = match desk.session {
        Some(_) => {
            "Pour les apprenants de ce parcours dans votre région, dans toutes ses sessions. Ils les trouvent par «\u{202f}Aide\u{202f}», depuis le parcours et depuis chaque étape."
        }
        None => {
            "Pour les apprenants de ce parcours dans toutes les régions. Chaque région ajoute les siennes."
        }
    };
    let title = match desk.session {
        Some(_) => "Questions fréquentes du parcours",
        None => "Questions fréquentes pour toutes les régions",
    };
    crumbs(Page::new(title), desk)
        .work()
        .about(about)
        .errors(errors)
        .body(html! {
            @if own.is_empty() {
                (Empty::new("Aucune question pour le moment").icon("circle-question-mark").level(2)
                    .why("Écrivez la première\u{202f}: celle qu’on vous pose à chaque session."))
            }
            @for (at, (title, entries)) in parts(&own, &desk.steps).iter().enumerate() {
                (section(&format!("partie-{at}"), title, html! {}, html! {
                    ol.plain.stack { @for (at, entry) in entries.iter().enumerate() { li { (written(frame, desk, entry, (at, entries.len()))) } } }
                }))
            }
            (section("ajout", "Ajouter une question", html! {}, fields(Form::post(frame, desk.base()), desk, typed, errors, &html! {
                p.actions { (Button::primary("Ajouter la question").icon("plus")) }
            })))
            @if !others.is_empty() {
                (section("nationales", "Celles de toutes les régions", html! {}, html! {
                    @for entry in &others { (disclosure(fr::rich(&entry.question), prose(&entry.answer))) }
                }))
            }
        })
}

fn written(frame: &Frame, desk: &Desk, entry: &Entry, (at, all): (usize, usize)) -> Markup {
    let about = html! { span.visually-hidden { " «\u{202f}" (entry.question) "\u{202f}»" } };
    let address = format!("{}/{}", desk.base(), entry.id);
    let act = |value: &'static str, words: &'static str| html! { button.button.small.quiet name="acte" value=(value) { (words) (about) } };
    html! {
        h3 { (fr::rich(&entry.question)) }
        (prose(&entry.answer))
        @if let Some(told) = told(entry) { p.soft.small { (told) } }
        (Form::post(frame, address.as_str()).bare().body(html! {
            div.actions {
                a.button.small href=(address) { "Modifier" (about) }
                @if at > 0 { (act("monter", "Monter")) }
                @if at + 1 < all { (act("descendre", "Descendre")) }
            }
        }))
    }
}

fn fields(form: Form, desk: &Desk, typed: &Typed, errors: &FormErrors, acts: &Markup) -> Form {
    form.body(html! {
        (TextField::new("question", "Question").value(typed.question.as_str()).required().maxlength(200).error(errors.get("question")))
        (TextArea::new("reponse", "Réponse").value(typed.answer.as_str())
            .hint("Une ligne vide sépare deux paragraphes.").error(errors.get("reponse")))
        (Select::new("etape", "Sur quelle étape").option("", "Tout le parcours")
            .options(desk.steps.iter().map(|(id, title)| (id.to_string(), title.as_str())))
            .value(typed.step.as_str()).error(errors.get("etape")))
        (acts)
    })
}

pub(super) fn change(frame: &Frame, desk: &Desk, entry: &Entry, typed: &Typed, errors: &FormErrors) -> Page {
    let address = format!("{}/{}", desk.base(), entry.id);
    crumbs(Page::new("Modifier une question"), desk)
        .crumb("Questions fréquentes", desk.base())
        .work()
        .errors(errors)
        .body(fields(
            Form::post(frame, address),
            desk,
            typed,
            errors,
            &html! {
                p.actions {
                    (Button::primary("Enregistrer").icon("save"))
                    (Button::plain("Retirer la question").danger().value("acte", "retirer"))
                }
            },
        ))
}
