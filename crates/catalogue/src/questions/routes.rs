//! `/questions`, `/questions/{question}`.

use std::collections::HashMap;

use assess::questions::{Body, Question};
use platform::blobs::{self, Stored};
use platform::html::FormErrors;
use platform::http::{
    Done, Form, HeaderMap, IntoResponse as _, Proof, Query, Response, Routes, State, Upload, View, send_blob,
};
use platform::{Result, Site};

use super::exchange;
use super::filter::Filter;
use super::picture::{self, Picture};
use super::rules::{Image, Kind, Row, Typed, field};
use super::shelf;
use super::store::{self, Line, QuestionId};
use super::views::{self, FormPage};
use super::{AddQuestions, EditQuestion};
use crate::courses::CourseId;

/// The routes of this room.
pub fn routes() -> Routes {
    Routes::new()
        .get::<AddQuestions, _>("/questions", list)
        .upload::<AddQuestions, _>("/questions", create)
        .get::<AddQuestions, _>("/questions/nouvelle", new_page)
        .get::<AddQuestions, _>("/questions/corbeille", shelf::trash_page)
        .post::<AddQuestions, _>("/questions/corbeille", shelf::restore)
        .get::<AddQuestions, _>("/questions/import", exchange::import_page)
        .upload::<AddQuestions, _>("/questions/import", exchange::read)
        .post::<AddQuestions, _>("/questions/import/prise", exchange::apply)
        .get::<AddQuestions, _>("/questions/export", exchange::export_page)
        .get::<AddQuestions, _>("/questions/export/moodle", exchange::export_moodle)
        .get::<AddQuestions, _>("/questions/export/qti", exchange::export_qti)
        .get::<EditQuestion, _>("/questions/{question}", page)
        .upload::<EditQuestion, _>("/questions/{question}", change)
        .get::<EditQuestion, _>("/questions/{question}/image", image)
        .get::<EditQuestion, _>("/questions/{question}/versions", shelf::versions)
        .get::<EditQuestion, _>("/questions/{question}/retrait", shelf::remove_page)
        .post::<EditQuestion, _>("/questions/{question}/retrait", shelf::remove)
}

pub(super) type Asked = Query<HashMap<String, String>>;

/// Somebody else was faster.
const CHANGED: &str = "Quelqu’un d’autre a modifié cette question pendant ce temps. Ce que vous avez écrit est toujours là\u{202f}: relisez, puis enregistrez à nouveau si c’est toujours utile.";

/// A file isn't kept by a page that comes back.
const AGAIN: &str = "Choisissez à nouveau l’image\u{202f}: elle n’a pas pu être gardée avec le reste.";

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
    let lines = store::lines(&mut tx).await?;
    let courses = store::courses(&mut tx).await?;
    drop(tx);
    let filter = filter(&query);
    let shown: Vec<&Line> = lines.iter().filter(|line| filter.takes(line)).collect();
    let mut tags: Vec<String> = lines.iter().flat_map(|line| line.tags.iter().cloned()).collect();
    tags.sort_unstable();
    tags.dedup();
    Ok(view.page(&views::list(&shown, lines.len(), &courses, &tags, &filter)))
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
        &Shown { typed, over: None },
        (None, None),
        &FormErrors::default(),
    )
    .await
}

/// A form as it stands: what is typed, over what.
struct Shown {
    typed: Typed,
    over: Option<(QuestionId, i64)>,
}

/// The form, with its preview; refused when there is something to mend.
async fn show(
    site: &Site,
    view: &View,
    shown: &Shown,
    (course, base): (Option<CourseId>, Option<&Question>),
    errors: &FormErrors,
) -> Result<Response> {
    let courses = store::courses(&mut site.db().read().await?).await?;
    let typed = shown.typed.clone().padded();
    let (question, _) = shown.typed.question(base);
    let page = views::edit(
        &view.frame,
        &FormPage {
            typed: &typed,
            question: &question,
            over: shown.over,
            course,
            courses: &courses,
        },
        errors,
    );
    Ok(match errors.is_empty() {
        true => view.page(&page),
        false => view.invalid(&page),
    })
}

/// What a form posted.
fn typed(form: &Form) -> Typed {
    let text = |name: &str| form.text(name).to_owned();
    let count = form.text("lignes").parse().unwrap_or(0_usize).min(60);
    let right: Vec<&str> = form.values("juste").collect();
    let row = |at: usize| Row {
        text: text(&format!("texte-{at}")),
        with: text(&format!("avec-{at}")),
        part: text(&format!("part-{at}")),
        feedback: text(&format!("retour-{at}")),
        right: right.contains(&at.to_string().as_str()),
    };
    Typed {
        kind: Kind::parse(form.text("type")).unwrap_or_default(),
        title: text("titre"),
        text: text("enonce"),
        rows: (0..count).map(row).collect(),
        truth: match form.text("verite") {
            "vrai" => Some(true),
            "faux" => Some(false),
            _ => None,
        },
        said: (text("retour-vrai"), text("retour-faux")),
        more: text("plus"),
        start: text("depart"),
        otherwise: text("sinon"),
        points: text("points"),
        mistake: text("erreur"),
        floor: text("plancher"),
        ticks: form.values("coche").map(str::to_owned).collect(),
        feedback: text("retour"),
        tags: text("etiquettes"),
        image: Image::default().described(form.text("description")),
    }
}

/// What a form asks besides being kept: to be shown again, as it is or with its rows changed.
fn again(form: &Form, typed: &mut Typed) -> bool {
    let wanted = form.text("faire");
    let removed = wanted
        .strip_prefix("retirer-")
        .and_then(|at| at.parse::<usize>().ok());
    match (wanted, removed) {
        ("ajouter", _) => typed.rows.push(Row::default()),
        ("apercu", _) => {}
        (_, Some(at)) if at < typed.rows.len() => drop(typed.rows.remove(at)),
        (_, Some(_)) => {}
        (_, None) => return false,
    }
    true
}

/// What is to be mended, beside its field. The sentences name their part.
fn mend(typed: &Typed, base: Option<&Question>, errors: &mut FormErrors) -> Question {
    let (question, mistakes) = typed.question(base);
    for (field, sentence) in mistakes {
        errors.add(field, "", sentence);
    }
    for problem in question.problems() {
        errors.add(field(problem.part), "", problem.sentence);
    }
    question
}

/// The image that was sent, whose name and size the question takes.
async fn pictured(
    upload: &mut Upload,
    typed: &mut Typed,
    errors: &mut FormErrors,
) -> Result<Option<Picture>> {
    let sent = upload.take("fichier").filter(|_| typed.kind == Kind::Hotspot);
    let Some(sent) = sent else { return Ok(None) };
    match picture::check(sent).await? {
        Ok(picture) => {
            let described = typed.image.described.clone();
            typed.image = picture.image.clone().described(&described);
            Ok(Some(picture))
        }
        Err(sentence) => {
            errors.add("image", "Image", sentence);
            Ok(None)
        }
    }
}

/// The form comes back without the image that was sent: with the one before, if there was one.
fn lost(typed: &mut Typed, base: Option<&Question>, errors: &mut FormErrors) {
    let before = base.map_or_else(Image::default, |question| Typed::of(question).image);
    typed.image = before.described(&typed.image.described.clone());
    errors.add("image", "Image", AGAIN);
}

/// A form that comes back for another row can't bring back the image that was sent with it.
fn left_behind(upload: &mut Upload) -> FormErrors {
    let mut errors = FormErrors::default();
    if upload.take("fichier").is_some() {
        errors.add("image", "Image", AGAIN);
    }
    errors
}

async fn sealed(site: &Site, picture: Option<Picture>) -> Result<Option<(String, Stored)>> {
    let Some(picture) = picture else { return Ok(None) };
    let name = picture.image.name.clone();
    Ok(Some((name, picture.seal(site).await?)))
}

/// The image of the version in force; a question without one leads to itself.
async fn image(State(site): State<Site>, proof: Proof<EditQuestion>, asked: HeaderMap) -> Result<Response> {
    let mut tx = site.db().read().await?;
    let version = store::version_in_force(&mut tx, proof.id()).await?;
    let named = match &version.content.body {
        Body::Hotspot(one) => store::file(&mut tx, version.id, &one.image).await?,
        _ => None,
    };
    let Some(blob) = named else {
        return Ok(Done::at(format!("/questions/{}", proof.id())).into_response());
    };
    let blob = blobs::find(&mut tx, blob).await?;
    drop(tx);
    send_blob(&site, &blob, &asked, false).await
}

async fn create(
    State(site): State<Site>,
    proof: Proof<AddQuestions>,
    view: View,
    mut upload: Upload,
) -> Result<Response> {
    let mut typed = typed(&upload.form);
    let courses = store::courses(&mut site.db().read().await?).await?;
    let mut errors = FormErrors::default();
    let course = known_course(&courses, upload.form.text("banque"), &mut errors);
    if again(&upload.form, &mut typed) {
        let shown = Shown { typed, over: None };
        return show(&site, &view, &shown, (course, None), &left_behind(&mut upload)).await;
    }
    let mut typed = typed.compacted();
    let picture = pictured(&mut upload, &mut typed, &mut errors).await?;
    let question = mend(&typed, None, &mut errors);
    if !errors.is_empty() {
        if picture.is_some() {
            lost(&mut typed, None, &mut errors);
        }
        let shown = Shown { typed, over: None };
        return show(&site, &view, &shown, (course, None), &errors).await;
    }
    let sealed = sealed(&site, picture).await?;
    let mut tx = site.db().begin().await?;
    let id = store::create(&mut tx, &site, &proof, course, &question).await?;
    if let Some((name, stored)) = sealed {
        let version = store::version_in_force(&mut tx, id).await?.id;
        let blob = stored.record(&mut tx).await?;
        store::put_file(&mut tx, version, &name, blob).await?;
    }
    tx.commit().await?;
    Ok(Done::at(format!("/questions/{id}"))
        .saying("La question est dans la banque.")
        .into_response())
}

async fn page(State(site): State<Site>, proof: Proof<EditQuestion>, view: View) -> Result<Response> {
    let mut tx = site.db().read().await?;
    let row = store::find(&mut tx, proof.id()).await?;
    let version = store::version_in_force(&mut tx, row.id).await?;
    drop(tx);
    let shown = Shown {
        typed: Typed::of(&version.content),
        over: Some((row.id, version.number)),
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

async fn change(
    State(site): State<Site>,
    proof: Proof<EditQuestion>,
    view: View,
    mut upload: Upload,
) -> Result<Response> {
    let mut tx = site.db().read().await?;
    let row = store::find(&mut tx, proof.id()).await?;
    let base = store::version_in_force(&mut tx, row.id).await?;
    drop(tx);
    let mut typed = typed(&upload.form);
    typed.image = Typed::of(&base.content)
        .image
        .described(upload.form.text("description"));
    let over = upload.form.text("version").parse().unwrap_or_default();
    let around = (row.course, Some(&base.content));
    if again(&upload.form, &mut typed) {
        let shown = Shown {
            typed,
            over: Some((row.id, over)),
        };
        return show(&site, &view, &shown, around, &left_behind(&mut upload)).await;
    }
    let mut typed = typed.compacted();
    let mut errors = FormErrors::default();
    let picture = pictured(&mut upload, &mut typed, &mut errors).await?;
    let question = mend(&typed, around.1, &mut errors);
    let (mut over, brought) = (over, picture.is_some());
    if errors.is_empty() {
        let sealed = sealed(&site, picture).await?;
        let mut tx = site.db().begin().await?;
        if let Some(version) = store::change(&mut tx, &site, &proof, over, &question).await? {
            if let Some((name, stored)) = sealed {
                let blob = stored.record(&mut tx).await?;
                store::put_file(&mut tx, version, &name, blob).await?;
            }
            tx.commit().await?;
            return Ok(Done::at(format!("/questions/{}", row.id))
                .saying("La question est enregistrée. C’est une nouvelle version.")
                .into_response());
        }
        drop(tx);
        over = store::find(&mut site.db().read().await?, row.id).await?.number;
        errors.add("titre", "", CHANGED);
    }
    if brought {
        lost(&mut typed, around.1, &mut errors);
    }
    let shown = Shown {
        typed,
        over: Some((row.id, over)),
    };
    show(&site, &view, &shown, around, &errors).await
}
