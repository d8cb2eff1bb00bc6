//! `/questions`, `/questions/{question}`.

use std::collections::HashMap;

use assess::questions::{Body, Question};
use platform::blobs;
use platform::html::FormErrors;
use platform::http::{
    Done, HeaderMap, IntoResponse as _, Proof, Query, Response, Routes, State, View, send_blob,
};
use platform::{Result, Site};

use super::exchange;
use super::filter::Filter;
use super::illustrations;
use super::leaving;
use super::measured;
use super::rules::{Difference, Kind, Typed};
use super::saving;
use super::shelf;
use super::store::{self, QuestionId};
use super::views::{self, FormPage};
use super::{AddQuestions, EditQuestion};
use crate::courses::CourseId;

/// The routes of this room.
pub fn routes() -> Routes {
    Routes::new()
        .get::<AddQuestions, _>("/questions", list)
        .upload::<AddQuestions, _>("/questions", saving::create)
        .get::<AddQuestions, _>("/questions/nouvelle", new_page)
        .get::<AddQuestions, _>("/questions/corbeille", shelf::trash_page)
        .post::<AddQuestions, _>("/questions/corbeille", shelf::restore)
        .get::<AddQuestions, _>("/questions/import", exchange::import_page)
        .upload::<AddQuestions, _>("/questions/import", exchange::read)
        .post::<AddQuestions, _>("/questions/import/prise", exchange::apply)
        .get::<AddQuestions, _>("/questions/export", leaving::page)
        .get::<AddQuestions, _>("/questions/export/moodle", leaving::for_moodle)
        .get::<AddQuestions, _>("/questions/export/qti", leaving::for_others)
        .get::<EditQuestion, _>("/questions/{question}", page)
        .upload::<EditQuestion, _>("/questions/{question}", saving::change)
        .get::<EditQuestion, _>("/questions/{question}/image", image)
        .get::<EditQuestion, _>("/questions/{question}/versions", shelf::versions)
        .get::<EditQuestion, _>("/questions/{question}/chiffres", measured::page)
        .get::<EditQuestion, _>("/questions/{question}/retrait", shelf::remove_page)
        .post::<EditQuestion, _>("/questions/{question}/retrait", shelf::remove)
}

pub(super) type Asked = Query<HashMap<String, String>>;

/// The filter that an address asks for.
pub(super) fn filter(Query(query): &Asked) -> Filter {
    Filter::of(|name| query.get(name).cloned().unwrap_or_default())
}

/// The course of a bank that was chosen; none for the platform's.
pub(super) fn known_course(
    courses: &[(CourseId, String)],
    typed: &str,
    errors: &mut FormErrors,
) -> Option<CourseId> {
    if typed.is_empty() {
        return None;
    }
    let known = courses.iter().find(|(id, _)| id.to_string() == typed);
    if known.is_none() {
        errors.add("banque", "Banque", "Choisissez une banque de la liste.");
    }
    known.map(|(id, _)| *id)
}

async fn list(
    State(site): State<Site>,
    _proof: Proof<AddQuestions>,
    view: View,
    query: Asked,
) -> Result<Response> {
    let mut tx = site.db().read().await?;
    let filter = filter(&query);
    let sought = filter.sought();
    let total = store::count(&mut tx, &sought).await?;
    let pages = views::pages(total, filter.page);
    let shown = store::list(&mut tx, &sought, pages.window()).await?;
    let courses = store::courses(&mut tx).await?;
    let tags = store::tags(&mut tx).await?;
    drop(tx);
    Ok(view.page(&views::list(&shown, pages, (&courses, &tags), &filter)))
}

async fn new_page(
    State(site): State<Site>,
    _proof: Proof<AddQuestions>,
    view: View,
    Query(query): Asked,
) -> Result<Response> {
    let Some(kind) = query.get("type").and_then(|code| Kind::parse(code)) else {
        return Ok(view.page(&views::kinds()));
    };
    let typed = Typed::new(kind);
    show(
        &site,
        &view,
        &Shown::new(typed),
        (None, None),
        &FormErrors::default(),
    )
    .await
}

/// A form as it stands.
pub(super) struct Shown {
    /// What is typed.
    pub(super) typed: Typed,
    /// Over what.
    pub(super) over: Option<(QuestionId, i64)>,
    /// The question that a new one takes the place of: it went to the trash while its form was open.
    pub(super) after: Option<QuestionId>,
    /// The image that waits for the form to be kept, as the form names it.
    pub(super) waiting: Option<String>,
    /// Those that the text names and that wait with it.
    pub(super) illustrations: Vec<String>,
    /// What somebody else kept meanwhile says otherwise.
    pub(super) conflict: Option<Vec<Difference>>,
}

impl Shown {
    /// A new question's.
    pub(super) fn new(typed: Typed) -> Self {
        Self {
            typed,
            over: None,
            after: None,
            waiting: None,
            illustrations: Vec::new(),
            conflict: None,
        }
    }
}

/// The form, with its preview; refused when there is something to mend.
pub(super) async fn show(
    site: &Site,
    view: &View,
    shown: &Shown,
    (course, base): (Option<CourseId>, Option<&Question>),
    errors: &FormErrors,
) -> Result<Response> {
    let mut tx = site.db().read().await?;
    let courses = store::courses(&mut tx).await?;
    let bank = store::bank_name(&mut tx, course).await?;
    let figures = match shown.over {
        Some((id, _)) => store::figures_in_force(&mut tx, id).await?,
        None => None,
    };
    drop(tx);
    let typed = shown.typed.clone().padded();
    let (mut question, _) = shown.typed.question(base);
    // What waits has no address yet.
    if let (Body::Hotspot(spot), true) = (
        &mut question.body,
        shown.waiting.is_some() || shown.over.is_none(),
    ) {
        spot.image.clear();
    }
    for waiting in &shown.illustrations {
        question.leave_image(illustrations::name_of(waiting));
    }
    if shown.over.is_none() {
        question
            .images()
            .iter()
            .for_each(|name| question.leave_image(name));
    }
    let page = views::edit(
        &view.frame,
        &FormPage {
            typed: &typed,
            question: &question,
            over: shown.over,
            after: shown.after,
            course,
            bank: &bank,
            courses: &courses,
            waiting: shown.waiting.as_deref(),
            illustrations: &shown.illustrations,
            conflict: shown.conflict.as_deref(),
            figures,
        },
        errors,
    );
    Ok(match errors.is_empty() {
        true => view.page(&page),
        false => view.invalid(&page),
    })
}

/// An image of the version in force: the one that is named, or the one that areas are on. A question without it leads to
/// itself.
async fn image(
    State(site): State<Site>,
    proof: Proof<EditQuestion>,
    Query(query): Asked,
    asked: HeaderMap,
) -> Result<Response> {
    let mut tx = site.db().read().await?;
    let version = store::version_in_force(&mut tx, proof.id()).await?;
    let name = match (query.get("nom"), &version.content.body) {
        (Some(name), _) => Some(name),
        (None, Body::Hotspot(one)) => Some(&one.image),
        (None, _) => None,
    };
    let named = match name {
        Some(name) => store::file(&mut tx, version.id, name).await?,
        None => None,
    };
    let Some(blob) = named else {
        return Ok(Done::at(format!("/questions/{}", proof.id())).into_response());
    };
    let blob = blobs::find(&mut tx, blob).await?;
    drop(tx);
    send_blob(&site, &blob, &asked, false).await
}

async fn page(State(site): State<Site>, proof: Proof<EditQuestion>, view: View) -> Result<Response> {
    let mut tx = site.db().read().await?;
    let row = store::find(&mut tx, proof.id()).await?;
    let version = store::version_in_force(&mut tx, row.id).await?;
    drop(tx);
    let shown = Shown {
        over: Some((row.id, version.number)),
        ..Shown::new(Typed::of(&version.content))
    };
    show(
        &site,
        &view,
        &shown,
        (row.course, Some(&version.content)),
        &FormErrors::default(),
    )
    .await
}
