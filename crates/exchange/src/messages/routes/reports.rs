//! A message that is reported, and what becomes of it.

use std::collections::HashMap;

use learning::submissions::{self, Piece};
use platform::html::FormErrors;
use platform::http::{
    Done, Form, HeaderMap, IntoResponse as _, Path, Proof, Query, Response, State, View, Within,
};
use platform::keys::Class;
use platform::{Error, PersonId, Result, Site};

use super::super::opened::{Known, words};
use super::super::store::{self, ConversationId, Message, MessageId, reports};
use super::super::views::reports as views;
use super::super::{HandleReports, WriteMessages};

/// The most characters of a reason.
const LONGEST: usize = 2000;

/// A message that is about to be reported.
pub(in super::super) struct About {
    pub(in super::super) conversation: ConversationId,
    pub(in super::super) message: MessageId,
    pub(in super::super) name: String,
    pub(in super::super) text: Option<String>,
}

async fn about(site: &Site, me: PersonId, id: &str, message: &str) -> Result<Option<About>> {
    let id: ConversationId = id.parse()?;
    let mut tx = site.db().read().await?;
    store::find(&mut tx, me, id).await?;
    let Ok(message) = message.parse::<MessageId>() else {
        return Ok(None);
    };
    let found: Message = match store::theirs(&mut tx, me, (id, message)).await {
        Err(Error::NotFound) => return Ok(None),
        found => found?,
    };
    drop(tx);
    let known = Known::of(site, [found.author]).await?;
    Ok(Some(About {
        conversation: id,
        message,
        name: known.name(found.author),
        text: known.text(&found)?,
    }))
}

fn back(id: &str) -> Response {
    let saying = "Choisissez le message à signaler dans la conversation.";
    Done::at(format!("/messages/{id}")).saying(saying).into_response()
}

pub(super) async fn page(
    State(site): State<Site>,
    within: Within<WriteMessages>,
    view: View,
    Path(id): Path<String>,
    Query(query): Query<HashMap<String, String>>,
) -> Result<Response> {
    let asked = query.get("message").map(String::as_str).unwrap_or_default();
    let Some(about) = about(&site, within.actor(), &id, asked).await? else {
        return Ok(back(&id));
    };
    Ok(view.page(&views::report(&view.frame, &about, "", &FormErrors::default())))
}

pub(super) async fn report(
    State(site): State<Site>,
    within: Within<WriteMessages>,
    view: View,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response> {
    let me = within.actor();
    let Some(about) = about(&site, me, &id, form.text("message")).await? else {
        return Ok(back(&id));
    };
    let why = form.text("raison").replace("\r\n", "\n");
    let mut errors = FormErrors::default();
    if why.is_empty() || why.chars().count() > LONGEST {
        let sentence = "Dites en quelques mots ce qui ne va pas, en 2\u{202f}000 caractères au plus.";
        errors.add("raison", "Ce qui ne va pas", sentence);
        return Ok(view.invalid(&views::report(&view.frame, &about, &why, &errors)));
    }
    let key = site.keys().get_or_create(me.0, Class::Exchanges).await?;
    let mut tx = site.db().begin().await?;
    let one = (me, about.conversation, about.message);
    let new = reports::add(&mut tx, &site, &key, one, &why).await?;
    tx.commit().await?;
    Ok(Done::at(format!("/messages/{}", about.conversation))
        .saying(match new {
            true => "Le message est signalé. Les gestionnaires le liront, avec ce que vous en dites.",
            false => "Vous avez déjà signalé ce message.",
        })
        .into_response())
}

/// A report, opened.
pub(in super::super) struct Read {
    pub(in super::super) report: reports::Reported,
    pub(in super::super) by: String,
    pub(in super::super) author: String,
    pub(in super::super) why: Option<String>,
    pub(in super::super) text: Option<String>,
    pub(in super::super) pieces: Vec<Piece>,
}

pub(super) async fn list(
    State(site): State<Site>,
    within: Within<HandleReports>,
    view: View,
) -> Result<Response> {
    let mut tx = site.db().read().await?;
    let list = reports::list(&mut tx, &within).await?;
    let joined = reports::files(&mut tx, &within).await?;
    drop(tx);
    let people = list.iter().flat_map(|one| [one.by, one.message.author]);
    let known = Known::of(&site, people).await?;
    let mut read = Vec::with_capacity(list.len());
    for report in list {
        let why = known
            .key(report.by)
            .map(|key| words(key.open(reports::place(report.id), &report.content)?));
        let pieces = match known.key(report.message.author) {
            Some(key) => {
                let own = joined.iter().filter(|file| file.to == report.message.id.0);
                own.map(|file| file.open(key)).collect::<Result<_>>()?
            }
            None => Vec::new(),
        };
        read.push(Read {
            pieces,
            by: known.name(report.by),
            author: known.name(report.message.author),
            why: why.transpose()?,
            text: known.text(&report.message)?,
            report,
        });
    }
    Ok(view.page(&views::list(&view.frame, &read)))
}

/// What goes with a message that is reported, for who judges it.
pub(super) async fn piece(
    State(site): State<Site>,
    proof: Proof<HandleReports>,
    Path(path): Path<HashMap<String, String>>,
    asked: HeaderMap,
) -> Result<Response> {
    let typed = path.get("jointe").map(String::as_str).unwrap_or_default();
    let file = reports::file(&mut site.db().read().await?, &proof, typed).await?;
    let known = Known::of(&site, [file.author]).await?;
    let key = known.key(file.author).ok_or(Error::NotFound)?;
    submissions::send(&site, &file.open(key)?, &asked).await
}

pub(super) async fn settle(State(site): State<Site>, proof: Proof<HandleReports>) -> Result<Response> {
    let mut tx = site.db().begin().await?;
    reports::settle(&mut tx, &site, &proof).await?;
    tx.commit().await?;
    Ok(Done::at("/messages/signalements")
        .saying("Le signalement est classé.")
        .into_response())
}
