//! Writing: a conversation that begins, an answer.

use std::collections::HashMap;

use platform::html::{FormErrors, Markup};
use platform::http::{Done, IntoResponse as _, Path, Query, Response, State, Upload, View, Within};
use platform::{PersonId, Result, Site};

use super::super::WriteMessages;
use super::super::circle::{Circle, TEAM};
use super::super::drafts;
use super::super::rules::{Audience, wrong_subject};
use super::super::sending::{self, Goes};
use super::super::store::around;
use super::super::store::drafts::{Desk, Draft};
use super::super::store::writing::Beginning;
use super::super::views::{compose, thread};
use super::Shown;
use crate::faq;

/// What was typed.
#[derive(Default)]
pub(in super::super) struct Typed {
    pub(in super::super) to: String,
    pub(in super::super) answers: String,
    pub(in super::super) subject: String,
    pub(in super::super) text: String,
    /// What answers it already, shown once before it is sent.
    pub(in super::super) answered: Markup,
    /// To whom it was begun, when the page said; and how often it was saved.
    pub(in super::super) begun_for: String,
    pub(in super::super) revision: i64,
}

impl Typed {
    /// What was begun there before, to the same person.
    async fn begun(site: &Site, me: PersonId, circle: &Circle, to: &str) -> Result<Self> {
        let (draft, revision) = drafts::begun(site, me, desk(circle, to)).await?;
        Ok(Self {
            // Whom the page is for, whoever was chosen when it was begun.
            to: if to.is_empty() { draft.to } else { to.to_owned() },
            answers: draft.answers,
            subject: draft.subject,
            text: draft.text,
            begun_for: to.to_owned(),
            revision,
            answered: Markup::default(),
        })
    }

    fn draft(&self) -> Draft {
        Draft {
            to: self.to.clone(),
            answers: self.answers.clone(),
            subject: self.subject.clone(),
            text: self.text.clone(),
        }
    }
}

fn desk(circle: &Circle, to: &str) -> Desk {
    Desk::new(circle.session.map(|session| session.0), to.parse().ok())
}

/// To whom: first where, then who.
pub(super) async fn page(
    State(site): State<Site>,
    within: Within<WriteMessages>,
    view: View,
    Query(query): Query<HashMap<String, String>>,
) -> Result<Response> {
    let me = within.actor();
    let asked = |name: &str| query.get(name).map(String::as_str).unwrap_or_default();
    let place = match asked("cercle") {
        "" => only_place(&site, me).await?,
        named => Place::One(named.to_owned()),
    };
    match place {
        Place::One(named) => {
            let circle = Circle::to_write(&site, me, &named).await?;
            let typed = Typed::begun(&site, me, &circle, asked("a")).await?;
            let page = compose::page(&view.frame, &circle, &typed, &FormErrors::default());
            Ok(View::recording(view.page(&page)))
        }
        Place::Several(sessions, team) => Ok(view.page(&compose::places(&sessions, team))),
    }
}

/// Where someone meets people.
enum Place {
    One(String),
    Several(Vec<around::Met>, bool),
}

async fn only_place(site: &Site, me: PersonId) -> Result<Place> {
    let mut tx = site.db().read().await?;
    let sessions = around::sessions(&mut tx, me).await?;
    let team = !around::team(&mut tx, me).await?.is_empty();
    Ok(match (&sessions[..], team) {
        ([one], false) => Place::One(one.id.to_string()),
        ([], true) => Place::One(TEAM.to_owned()),
        _ => Place::Several(sessions, team),
    })
}

fn line(upload: &Upload, name: &str) -> String {
    upload
        .form
        .text(name)
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

pub(super) async fn begin(
    State(site): State<Site>,
    within: Within<WriteMessages>,
    view: View,
    mut upload: Upload,
) -> Result<Response> {
    let me = within.actor();
    if upload.form.text("cercle").is_empty() {
        return Ok(Done::at("/messages/nouveau").into_response());
    }
    let circle = Circle::to_write(&site, me, upload.form.text("cercle")).await?;
    let mut typed = Typed {
        to: upload.form.text("a").to_owned(),
        answers: upload.form.text("reponses").to_owned(),
        subject: line(&upload, "sujet"),
        text: upload.form.text("message").replace("\r\n", "\n"),
        answered: Markup::default(),
        begun_for: upload.form.text("pour").to_owned(),
        revision: upload.form.text("revision").parse().unwrap_or_default(),
    };
    let mut errors = FormErrors::default();
    let place = (me, desk(&circle, &typed.begun_for));
    if view.alone() {
        let draft = (typed.revision, &typed.draft());
        if let Some(kept) = drafts::keep(&site, &view, place, draft, &mut errors).await? {
            return Ok(kept);
        }
        return Ok(view.invalid(&compose::page(&view.frame, &circle, &typed, &errors)));
    }
    let chosen = circle.chosen(&typed.to).filter(|(_, people)| !people.is_empty());
    if chosen.is_none() {
        errors.add(
            "a",
            "À qui",
            circle
                .closed()
                .unwrap_or("Choisissez à qui vous écrivez, dans la liste."),
        );
    }
    if let Some(why) = wrong_subject(&typed.subject) {
        errors.add("sujet", "Sujet", why);
    }
    let checked = sending::check(&typed.text, &mut upload, &mut errors).await?;
    let Some((audience, to)) = chosen.filter(|_| errors.is_empty()) else {
        let page = compose::page(&view.frame, &circle, &typed, &errors);
        return Ok(View::recording(view.invalid(&page)));
    };
    let seen = !upload.form.text("vu").is_empty() || !checked.is_empty();
    if let Some(session) = circle.asks(&to).filter(|_| !seen) {
        let session = training::sessions::find(&mut site.db().read().await?, session).await?;
        let words = format!("{} {}", typed.subject, typed.text);
        if let Some(answered) = faq::answered(&site, &session, &words).await? {
            typed.answered = answered;
            let page = compose::page(&view.frame, &circle, &typed, &errors);
            return Ok(View::recording(view.page(&page)));
        }
    }
    let beginning = Beginning {
        author: me,
        session: circle.session,
        audience,
        to_author: audience != Audience::One && typed.answers != "tous",
        subject: &typed.subject,
        to: &to,
    };
    let goes = Goes::New(beginning);
    let id = sending::send(&site, place, (&circle, goes), (&typed.text, checked)).await?;
    Ok(Done::at(format!("/messages/{id}"))
        .saying("Message envoyé.")
        .into_response())
}

pub(super) async fn answer(
    State(site): State<Site>,
    within: Within<WriteMessages>,
    view: View,
    Path(id): Path<String>,
    mut upload: Upload,
) -> Result<Response> {
    let me = within.actor();
    let shown = Shown::load(&site, me, &id, None).await?;
    let text = upload.form.text("message").replace("\r\n", "\n");
    let revision = upload.form.text("revision").parse().unwrap_or_default();
    let place = (me, Desk::of(shown.conversation.id));
    let mut errors = FormErrors::default();
    if view.alone() && shown.shut.is_none() {
        let draft = Draft {
            text: text.clone(),
            ..Draft::default()
        };
        if let Some(kept) = drafts::keep(&site, &view, place, (revision, &draft), &mut errors).await? {
            return Ok(kept);
        }
        return Ok(view.invalid(&thread::page(&view.frame, &shown, (&text, revision), &errors)?));
    }
    let checked = match shown.shut {
        Some(why) => {
            errors.add("message", "Votre message", why);
            Vec::new()
        }
        None => sending::check(&text, &mut upload, &mut errors).await?,
    };
    if !errors.is_empty() {
        let page = thread::page(&view.frame, &shown, (&text, revision), &errors)?;
        return Ok(View::recording(view.invalid(&page)));
    }
    let others = shown.others();
    let goes = Goes::Old(shown.conversation.id, &shown.subject, &others);
    sending::send(&site, place, (&shown.circle, goes), (&text, checked)).await?;
    Ok(Done::at(format!("{}#fin", shown.path()))
        .saying("Message envoyé.")
        .into_response())
}
