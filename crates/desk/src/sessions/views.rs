//! The list of sessions, the page of a session.

use std::collections::HashMap;
use std::sync::Arc;

use catalogue::courses::{Section, StepId, minutes};
use jiff::Timestamp;
use learning::adaptation::Paths;
use learning::progress::StepState;
use people::accounts::AccessState;
use people::directory::Identity;
use platform::html::{
    AvatarSize, Column, Contact, Empty, Frame, Markup, Menu, MenuItem, Page, Progress, Row, Ruler, State,
    Table, avatar, date_block, fr, go_link, html, rows, section, wide_section,
};
use platform::http::Allowed;
use platform::{PersonId, Result};
use training::enrolment::leaving::Withdrawn;
use training::enrolment::places::Places;
use training::enrolment::{EnrolLearner, Enrolled, EnrolmentId};
use training::sessions::{AssignTutors, Date, Rank, TrainingSession, Tutor, days, local};
use training::tutors::Chosen;

use super::{acts, gone};
use crate::series::place;
use crate::words::{session_days, today};

/// What the page of a session shows.
pub(super) struct SessionPage<'a> {
    pub(super) session: &'a TrainingSession,
    pub(super) enrolled: &'a [Enrolled],
    pub(super) people: &'a [(PersonId, Arc<Identity>)],
    pub(super) tutors: &'a [Tutor],
    pub(super) chosen: &'a Chosen,
    pub(super) reader: Option<PersonId>,
    pub(super) helpers: &'a HashMap<PersonId, Arc<Identity>>,
    pub(super) dates: &'a [Date],
    pub(super) rank: Option<&'a Rank>,
    pub(super) paths: &'a Paths,
    pub(super) allowed: &'a Allowed<TrainingSession>,
    pub(super) states: &'a HashMap<EnrolmentId, HashMap<StepId, StepState>>,
    pub(super) places: Places,
    /// How many signed requests wait for a place.
    pub(super) waiting: u64,
    /// Who left, for who may know, and their cards.
    pub(super) gone: &'a [Withdrawn],
    pub(super) left: &'a HashMap<PersonId, Arc<Identity>>,
    pub(super) now: Timestamp,
}

impl SessionPage<'_> {
    /// Whether whoever reads was chosen for this learner.
    fn is_mine(&self, enrolment: EnrolmentId) -> bool {
        let own = self.chosen.get(&enrolment);
        own.is_some_and(|own| own.iter().any(|tutor| Some(tutor.person) == self.reader))
    }
}

pub(super) fn page(frame: &Frame, shown: &SessionPage<'_>) -> Result<Page> {
    let session = shown.session;
    let enrolled = u64::try_from(shown.enrolled.len()).unwrap_or(u64::MAX);
    let people = match enrolled {
        0 => "Personne n’est encore inscrit.".to_owned(),
        1 => "Une personne inscrite.".to_owned(),
        _ => format!("{} personnes inscrites.", fr::capitalise(&fr::in_words(enrolled))),
    };
    let people = match shown.places.words() {
        Some(words) => format!("{people} {words}."),
        None => people,
    };
    let page = Page::new(session.title.as_str())
        .crumb("Accueil", "/")
        .crumb("Sessions", "/sessions")
        .work()
        .about(
            html! { "Session " (session.reference) ", " (fr::rich(&session_days(session)?)) ". " (people) },
        )
        .actions(acts::first(shown));
    Ok(page.body(html! {
        (ruler(shown)?)
        (wide_section("personnes", "Apprenants", html! {}, html! { (learners(frame, shown)?) (acts::people(frame, shown)) }))
        @if !shown.gone.is_empty() { (wide_section("retirees", "Retirées", html! {}, gone::table(shown)?)) }
        (section("dates", "Dates", html! {}, html! { (dates(shown)?) (acts::dates(shown)) }))
        (section("tuteurs", "Tuteurs", html! {}, tutors(shown)))
        (section("documents", "À remettre", html! {}, acts::documents(shown)))
        (section("echanges", "Échanges", html! {}, acts::words(shown)))
        @if shown.rank.is_some() || acts::repeats(shown) {
            (section("serie", "Autres sessions", html! {}, html! {
                @if let Some(rank) = shown.rank { (place(session, rank)?) }
                (acts::again(shown))
            }))
        }
        (section("parcours", "Parcours", html! { p.soft { (fr::duration(minutes(shown.paths.course()))) " en tout" } }, path(shown.paths.course())))
    }))
}

fn ruler(shown: &SessionPage<'_>) -> Result<Ruler> {
    let (first, last) = days(
        shown.session.starts_at,
        shown.session.ends_at,
        &shown.session.zone,
    )?;
    let length = u32::try_from((last - first).get_days() + 1).unwrap_or(1);
    let mut ruler = Ruler::new(first, length, today(shown.session, shown.now)?);
    for date in shown.dates {
        ruler = ruler.event(
            local(shown.session, date.starts_at)?.date(),
            modality_word(&date.modality),
        );
    }
    Ok(ruler)
}

fn modality_word(code: &str) -> &'static str {
    if code == "live" {
        "Classe virtuelle"
    } else {
        "Sur place"
    }
}

fn learners(frame: &Frame, shown: &SessionPage<'_>) -> Result<Markup> {
    if shown.people.is_empty() {
        return Ok(html! {
            (Empty::new("Aucun apprenant").icon("users").level(3)
                .why("Inscrivez une première personne\u{202f}: elle recevra aussitôt le lien pour activer son compte."))
        });
    }
    let by_person: HashMap<PersonId, &Enrolled> = shown
        .enrolled
        .iter()
        .map(|line| (line.enrolment.person, line))
        .collect();
    let mut table = Table::new("Apprenants de la session, par nom")
        .hide_caption()
        .columns(["Nom", "Entreprise", "Compte", "Étapes terminées"]);
    if shown.allowed.may::<EnrolLearner>() {
        table = table.column(Column::actions("Actions"));
    }
    let lines = shown
        .people
        .iter()
        .filter_map(|(person, card)| Some((*by_person.get(person)?, card)));
    let (mine, others): (Vec<_>, Vec<_>) = lines.partition(|(line, _)| shown.is_mine(line.enrolment.id));
    for (line, card) in mine.into_iter().chain(others) {
        let mut row = Row::new(who(shown, line, card)?)
            .cell(card.company.as_deref().unwrap_or("–"))
            .cell(line.access.state())
            .cell(done(shown, line.enrolment.id));
        if shown.allowed.may::<EnrolLearner>() {
            row = row.cell(menu(frame, shown, line, card));
        }
        table = table.row(row);
    }
    Ok(html! { (table) })
}

/// A learner; an access that doesn't end with the session says when it does.
fn who(shown: &SessionPage<'_>, line: &Enrolled, card: &Identity) -> Result<Markup> {
    let (ends, session) = (line.enrolment.ends_at, shown.session);
    let own_end = match ends == session.ends_at {
        true => None,
        false if line.enrolment.paused.is_some() => None,
        false => Some(days(session.starts_at, ends, &session.zone)?.1),
    };
    Ok(html! {
        span.person {
            (avatar(&fr::initials(&card.given_name, &card.family_name), AvatarSize::Medium))
            span {
                (card.full_name())
                @if let Some(trade) = &card.trade { br; span.soft { (trade) } }
                @for words in own_tutors(shown, line.enrolment.id) { br; span.soft { (words) } }
                @if line.enrolment.paused.is_some() { br; (State::warn("Accès suspendu")) }
                @if line.unreachable { br; (State::bad("Adresse e-mail refusée")) }
                @if let Some(last) = own_end { br; span.soft { "Accès jusqu’au " (fr::rich(&fr::date_words(last))) } }
            }
        }
    })
}

/// « Avec vous, pour le contenu », « Avec Karim Haddad, pour la technique »: what isn't as for everybody.
fn own_tutors(shown: &SessionPage<'_>, enrolment: EnrolmentId) -> Vec<String> {
    let own = shown.chosen.get(&enrolment).into_iter().flatten();
    own.filter_map(|tutor| {
        let name = match Some(tutor.person) == shown.reader {
            true => "vous".to_owned(),
            false => shown.helpers.get(&tutor.person)?.full_name(),
        };
        Some(format!("Avec {name}, {}", tutor.duty.words()))
    })
    .collect()
}

fn menu(frame: &Frame, shown: &SessionPage<'_>, line: &Enrolled, card: &Identity) -> Markup {
    let id = line.enrolment.id;
    let mut menu = Menu::new(
        format!("actions-{id}"),
        format!("Actions pour {}", card.full_name()),
    )
    .compact();
    if line.access != AccessState::Active {
        menu = menu.item(
            MenuItem::post(
                frame,
                "Renvoyer le lien d’activation",
                format!("/inscriptions/{id}/lien"),
            )
            .icon("mail"),
        );
    }
    let card = format!("/inscriptions/{id}/fiche");
    menu = menu.item(MenuItem::link("Corriger la fiche…", card).icon("pencil"));
    let extend = format!("/inscriptions/{id}/prolongation");
    menu = menu.item(MenuItem::link("Prolonger l’accès…", extend).icon("calendar-days"));
    let life = format!("/inscriptions/{id}");
    menu = menu.item(MenuItem::link("Suspendre, changer de session…", life).icon("pause"));
    let summons = format!("/inscriptions/{id}/convocation");
    menu = menu.item(MenuItem::link("Lire sa convocation", summons).icon("file-text"));
    if shown.allowed.may::<AssignTutors>() {
        let tutors = format!("/sessions/{}/tuteurs/apprenants#tuteur-{id}", shown.session.id);
        menu = menu.item(MenuItem::link("Choisir ses tuteurs…", tutors).icon("users"));
    }
    let withdraw = format!("/inscriptions/{id}/retrait");
    html! { (menu.item(MenuItem::link("Retirer de la session…", withdraw).icon("log-out").danger())) }
}

fn dates(shown: &SessionPage<'_>) -> Result<Markup> {
    if shown.dates.is_empty() {
        return Ok(html! { p { "Cette session n’a ni classe virtuelle ni rendez-vous sur place." } });
    }
    let mut items = Vec::new();
    for date in shown.dates {
        let (start, end) = (
            local(shown.session, date.starts_at)?,
            local(shown.session, date.ends_at)?,
        );
        let facts =
            html! { p { (fr::rich(&fr::capitalise(&fr::range(start, end)))) } p.soft { (date.place) } };
        items.push(html! { (date_block(start, date.title.as_str()).body(facts).small()) });
    }
    Ok(rows(items))
}

fn tutors(shown: &SessionPage<'_>) -> Markup {
    let home = format!("/sessions/{}/tuteurs", shown.session.id);
    let lines = shown
        .tutors
        .iter()
        .filter_map(|tutor| shown.helpers.get(&tutor.person).map(|card| contact(card, tutor)));
    html! {
        @if shown.tutors.is_empty() { p { "Personne n’accompagne encore cette session." } } @else { (rows(lines)) }
        @if shown.allowed.may::<AssignTutors>() { p.mt { (go_link("Gérer les tuteurs", home.as_str()).arrow()) } }
    }
}

/// Steps done out of all that are wanted, for one learner.
fn done(shown: &SessionPage<'_>, enrolment: EnrolmentId) -> Progress {
    let none = HashMap::new();
    let states = shown.states.get(&enrolment).unwrap_or(&none);
    let path = shown.paths.of(enrolment, states);
    let steps = || {
        path.iter()
            .flat_map(|part| &part.steps)
            .filter(|step| step.counts())
    };
    let done = steps().filter(|step| {
        let state = states.get(&step.id);
        state.is_some_and(|state| state.is_done())
    });
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let (done, all) = (count(done.count()), count(steps().count()));
    Progress::new(format!("fait-{enrolment}"), "Étapes terminées", done, all).cell()
}

/// A tutor, with what for and how to write to them.
pub(crate) fn contact(card: &Identity, tutor: &Tutor) -> Contact {
    Contact::new(
        card.full_name(),
        fr::initials(&card.given_name, &card.family_name),
    )
    .about(tutor.duty.label())
    .link(
        go_link(
            format!("Écrire à {}", card.given_name),
            format!("mailto:{}", card.email),
        )
        .icon("mail"),
    )
}

fn path(sections: &[Section]) -> Markup {
    html! {
        @for part in sections {
            h3 { (part.title) }
            ul.fits {
                @for step in &part.steps { li { span { (step.title) " " (step.modality) } span.figure { (fr::duration(step.minutes)) } } }
            }
        }
    }
}
