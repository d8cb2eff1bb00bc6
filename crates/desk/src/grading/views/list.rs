//! What waits, what was published, the sentences that are kept.

use learning::gradings::{Asked, Remark, State as Stands, Waiting, Whose};
use platform::Result;
use platform::html::{
    Button, Empty, Form, Frame, Markup, Notice, Page, Row, Select, State, Tab, Table, disclosure, fr,
    go_link, html, pagination, rows, tabs,
};

use super::super::queue::{PUBLISHED, Queue, TO_READ, query};
use super::{base, moment, name};

fn links() -> Markup {
    html! {
        div.actions.mt { (go_link("Mes phrases", "/corrections/phrases").icon("message-circle")) }
    }
}

/// What waits, what is to be read, what is published.
fn states(queue: &Queue) -> Markup {
    let to_read = u32::try_from(queue.to_read).unwrap_or(u32::MAX);
    let tab = |label: &str, href: String, of: Stands| Tab::new(label, href).current(of == queue.asked.state);
    tabs(
        "Corrections",
        &[
            tab("À corriger", "/corrections".to_owned(), Stands::Waiting),
            tab("À relire", format!("/corrections?etat={TO_READ}"), Stands::ToRead).count(
                to_read,
                "correction",
                "corrections",
            ),
            tab(
                "Publiées",
                format!("/corrections?etat={PUBLISHED}"),
                Stands::Published,
            ),
        ],
    )
}

fn empty(queue: &Queue) -> Empty {
    match (queue.asked.state, queue.asked.whose, queue.asked.session) {
        (Stands::Waiting, Whose::All, None) => Empty::new("Rien à corriger")
            .icon("clipboard-check")
            .level(2)
            .why("Ce que les apprenants rendent arrive ici, le plus ancien d’abord."),
        (Stands::ToRead, ..) => Empty::new("Rien à relire")
            .icon("eye")
            .level(2)
            .why("Les corrections qu’un autre tuteur vous donne à relire arrivent ici."),
        (Stands::Published, ..) => Empty::new("Aucune correction publiée")
            .icon("history")
            .level(2)
            .why("Ce que vous publiez se retrouve ici, et peut encore se corriger."),
        _ => Empty::new("Rien dans cette liste")
            .icon("clipboard-check")
            .level(2)
            .why("D’autres travaux attendent peut-être\u{202f}: affichez-les tous.")
            .way(Button::primary("Tout afficher").href("/corrections")),
    }
}

pub(in super::super) fn page(frame: &Frame, queue: &Queue) -> Result<Page> {
    let page = base("Corrections");
    if queue.lines.is_empty() {
        return Ok(page.body(html! { (states(queue)) (filter(queue)) (empty(queue)) (links()) }));
    }
    let waits = queue.asked.state == Stands::Waiting;
    let table = table(queue)?;
    let list = html! {
        @if waits && queue.lines.iter().any(|line| line.draft.is_some()) {
            (Form::post(frame, "/corrections/publication").bare().body(html! {
                (kept_of(&queue.asked))
                input type="hidden" name="page" value=(queue.pages.current);
                (table)
                p.actions.mt { (Button::plain("Publier les brouillons cochés").icon("send")) }
            }))
        } @else { (table) }
        (pagination("Pages des corrections", queue.pages, |page| {
            let query = query(&queue.asked);
            let joined = if query.is_empty() { '?' } else { '&' };
            format!("/corrections{query}{joined}page={page}")
        }))
    };
    let mut page = page.about(about(queue));
    if let Some(first) = queue.lines.first().filter(|_| waits) {
        let href = super::one::path(&queue.asked, &first.id.to_string());
        page = page.actions(
            Button::primary("Corriger le premier")
                .icon("arrow-right")
                .href(href),
        );
    }
    Ok(page.body(html! {
        (states(queue)) (filter(queue)) (list)
        @if waits { (away(queue)) }
        (links())
    }))
}

fn about(queue: &Queue) -> String {
    let total = queue.pages.total;
    match queue.asked.state {
        Stands::Waiting => format!(
            "{} à corriger, le plus ancien d’abord.",
            fr::count(total, "travail", "travaux")
        ),
        Stands::ToRead => format!("{} en relecture.", fr::count(total, "correction", "corrections")),
        Stands::Published => format!(
            "{}, les dernières d’abord.",
            fr::count(total, "correction publiée", "corrections publiées")
        ),
    }
}

/// The hidden fields that keep the list that is looked at.
pub(in super::super) fn kept_of(asked: &Asked) -> Markup {
    html! {
        @if let Some(session) = asked.session { input type="hidden" name="session" value=(session); }
        @if asked.whose != Whose::All { input type="hidden" name="a" value=(asked.whose.code()); }
    }
}

fn table(queue: &Queue) -> Result<Table> {
    let waits = queue.asked.state == Stands::Waiting;
    let mut table = Table::new("Travaux rendus").hide_caption().columns([
        "Apprenant",
        "Étape",
        "Session",
        "Rendu le",
        "État",
    ]);
    if waits && queue.lines.iter().any(|line| line.draft.is_some()) {
        table = table.pick("production");
    }
    for line in &queue.lines {
        let id = line.id.to_string();
        let name = name(line, queue.asked.state, &queue.cards);
        let mut row = Row::new(html! { a href=(super::one::path(&queue.asked, &id)) { (name) } })
            .cell(html! { span { (line.step_title) @if line.number > 1 { span.soft { ", essai " (line.number) } } } })
            .cell(html! { span { (line.course) span.soft { ", " (line.reference) } } })
            .cell(fr::rich(&moment(line.handed_at, &line.zone)?))
            .cell(standing(queue, line));
        if let Some(draft) = line.draft.filter(|_| waits) {
            row = row.pick(format!("{id} {draft}"), name);
        }
        table = table.row(row);
    }
    Ok(table)
}

fn standing(queue: &Queue, line: &Waiting) -> Markup {
    let of = |person| {
        queue
            .cards
            .get(&person)
            .map_or_else(|| "un tuteur".to_owned(), |card| card.full_name())
    };
    html! {
        @match (queue.asked.state, line.corrector) {
            (Stands::Published, _) => { (State::done("Publiée")) }
            (Stands::ToRead, Some(by)) if by == queue.me => { (State::now("Chez un autre tuteur")) }
            (Stands::ToRead, Some(by)) => { (State::todo(html! { "Corrigée par " (of(by)) })) }
            _ if line.draft.is_some() => { (State::now("Brouillon")) }
            _ => { (State::todo("À corriger")) }
        }
        @if line.late { " " (State::warn("En retard")) }
        @if let Some(claimed) = line.claimed.filter(|_| queue.asked.state == Stands::Waiting) {
            " " span.soft.small { @if claimed == queue.me { "Vous vous en chargez" } @else { (of(claimed)) " s’en charge" } }
        }
    }
}

/// The way to correct a step of a session elsewhere.
fn away(queue: &Queue) -> Markup {
    html! {
        div.mt { (disclosure("Corriger hors ligne", html! {
            p.prose { "Téléchargez tous les travaux d’une étape, puis rapportez les notes dans un fichier." }
            (rows(queue.groups.iter().map(|group| {
                let words = format!("«\u{202f}{}\u{202f}», session {}", group.step_title, group.reference);
                html! { a href=(format!("/sessions/{}/etapes/{}/corrections", group.session, group.step)) { (fr::rich(&words)) } }
            })))
        })) }
    }
}

/// By session and by who takes care of a work.
fn filter(queue: &Queue) -> Markup {
    let asked = &queue.asked;
    if asked.state != Stands::Waiting || (queue.groups.is_empty() && asked.session.is_none()) {
        return html! {};
    }
    let mut sessions: Vec<(String, String)> = Vec::new();
    for group in &queue.groups {
        let id = group.session.to_string();
        if !sessions.iter().any(|(known, _)| *known == id) {
            sessions.push((id, format!("{}, {}", group.course, group.reference)));
        }
    }
    let session = asked
        .session
        .map_or_else(String::new, |session| session.to_string());
    html! {
        (Form::get("/corrections").tools().body(html! {
            @if sessions.len() > 1 || asked.session.is_some() {
                (Select::new("session", "Session").option("", "Toutes").options(sessions).value(session))
            }
            (Select::new("a", "Travaux").option(Whose::All.code(), "Tous").option(Whose::Mine.code(), "Ceux dont je me charge")
                .option(Whose::Nobodys.code(), "Ceux dont personne ne se charge").value(asked.whose.code()))
            (Button::plain("Afficher"))
        }))
    }
}

/// What was published.
pub(in super::super) fn told(published: u64) -> String {
    match published {
        0 => "Aucune correction publiée.".to_owned(),
        _ => format!(
            "{}, les apprenants sont prévenus.",
            fr::count(published, "correction publiée", "corrections publiées")
        ),
    }
}

/// What was published, and what stays to be finished, line by line.
pub(in super::super) fn left(published: u64, left: &[(Option<String>, String)]) -> Notice {
    let count = u64::try_from(left.len()).unwrap_or(u64::MAX);
    Notice::warn(html! {
        p { (told(published)) " " (fr::count(count, "correction est restée", "corrections sont restées")) "\u{202f}:" }
        ul { @for (who, why) in left { li { (who.as_deref().unwrap_or("Une correction")) "\u{202f}: " (why) } } }
    })
}

pub(in super::super) fn remarks(frame: &Frame, remarks: &[Remark]) -> Page {
    let page = base("Mes phrases").crumb("Corrections", "/corrections");
    if remarks.is_empty() {
        return page.body(
            Empty::new("Aucune phrase gardée")
                .icon("message-circle")
                .level(2)
                .why("En corrigeant, cochez «\u{202f}Garder ce commentaire parmi mes phrases\u{202f}»\u{202f}: il sera proposé aux corrections suivantes.")
                .way(Button::primary("Voir ce qui est à corriger").href("/corrections")),
        );
    }
    page.about("Elles ne sont qu’à vous, et se proposent à chaque correction.")
        .body(rows(remarks.iter().map(|remark| {
            html! {
                p { (remark.words) }
                (Form::post(frame, "/corrections/phrases/retrait").bare().body(html! {
                    input type="hidden" name="phrase" value=(remark.id);
                    (Button::plain("Oublier cette phrase").quiet().small().icon("trash-2"))
                }))
            }
        })))
}
