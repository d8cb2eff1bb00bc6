//! `/messages`, `/messages/{conversation}`.

mod acts;
mod reports;
mod writing;

use std::collections::HashMap;

use learning::submissions::{self, Piece};
use platform::db::Tx;
use platform::html::{FormErrors, Pages, fr};
use platform::http::{Actor, HeaderMap, Path, Query, Response, Routes, State, View, Within};
use platform::{Error, PersonId, Result, Site, live};

use super::circle::{self, Circle};
use super::drafts;
use super::opened::Known;
use super::rules::{Audience, found, may_block};
use super::store::drafts::Desk;
use super::store::{self, Conversation, ConversationId, Member, Message, MessageId, files, mine};
use super::views::list::{self as lists, Line};
use super::views::thread as threads;
use super::{HandleReports, SetMessages, WriteMessages};
use crate::notifications;

pub(super) use reports::{About, Read};
pub(super) use writing::Typed;

/// Conversations of a page.
const PAGE: u32 = 30;
/// Messages that a page of a conversation shows.
const SHOWN: u32 = 100;
/// Messages that a search opens: the latest of someone.
const SEARCHED: u32 = 2000;
/// Conversations that a search names.
const FOUND: usize = 50;

/// The routes of this room.
pub fn routes() -> Routes {
    Routes::new()
        .get::<WriteMessages, _>("/messages", list)
        .get::<WriteMessages, _>("/messages/nouveau", writing::page)
        .upload::<WriteMessages, _>("/messages/nouveau", writing::begin)
        .get::<HandleReports, _>("/messages/signalements", reports::list)
        .post::<HandleReports, _>("/messages/signalements/{signalement}/suite", reports::settle)
        .get::<HandleReports, _>(
            "/messages/signalements/{signalement}/pieces/{jointe}",
            reports::piece,
        )
        .get::<WriteMessages, _>("/messages/{conversation}", page)
        .upload::<WriteMessages, _>("/messages/{conversation}", writing::answer)
        .get::<WriteMessages, _>("/messages/{conversation}/direct", follow)
        .get::<WriteMessages, _>("/messages/{conversation}/pieces/{jointe}", piece)
        .post::<WriteMessages, _>("/messages/{conversation}/retrait", acts::remove)
        .post::<WriteMessages, _>("/messages/{conversation}/blocage", acts::block)
        .get::<WriteMessages, _>("/messages/{conversation}/signalement", reports::page)
        .post::<WriteMessages, _>("/messages/{conversation}/signalement", reports::report)
        .get::<SetMessages, _>("/sessions/{session}/messages", acts::setting)
        .post::<SetMessages, _>("/sessions/{session}/messages", acts::set)
}

async fn list(
    State(site): State<Site>,
    within: Within<WriteMessages>,
    view: View,
    Query(query): Query<HashMap<String, String>>,
) -> Result<Response> {
    let me = within.actor();
    let asked = |name: &str| query.get(name).map(|typed| typed.trim()).unwrap_or_default();
    let searched = asked("q");
    let number: u32 = asked("page").parse().unwrap_or(1).clamp(1, 10_000);
    let mut tx = site.db().read().await?;
    let reports =
        platform::http::holds(&mut tx, me, &<HandleReports as platform::http::Permission>::INFO).await?;
    if !searched.is_empty() {
        let lines = search(tx, &site, me, searched).await?;
        return Ok(view.page(&lists::found(searched, &lines)));
    }
    let pages = Pages {
        current: number,
        size: PAGE,
        total: store::total(&mut tx, me).await?,
    };
    let conversations = store::list(&mut tx, me, (PAGE, (number - 1) * PAGE)).await?;
    let lines = lines(tx, &site, me, conversations).await?;
    Ok(view.page(&lists::page(&lines, pages, reports)))
}

/// Conversations as a list names them.
async fn lines(mut tx: Tx, site: &Site, me: PersonId, list: Vec<Conversation>) -> Result<Vec<Line>> {
    let ids: Vec<ConversationId> = list.iter().map(|one| one.id).collect();
    let pairs = store::pairs(&mut tx, me, &ids).await?;
    drop(tx);
    let people = pairs.iter().map(|(_, person)| *person);
    let known = Known::of(site, people.chain(list.iter().map(|one| one.author))).await?;
    list.into_iter()
        .map(|one| {
            let both: Vec<PersonId> = pairs
                .iter()
                .filter(|(id, _)| *id == one.id)
                .map(|(_, who)| *who)
                .collect();
            Ok(Line {
                subject: known.subject(&one)?,
                with: circle::with(&known, me, &one, &both),
                excerpt: String::new(),
                conversation: one,
            })
        })
        .collect()
}

/// The conversations where every word stands, in the subject or in one message: the latest messages are opened, in memory.
async fn search(mut tx: Tx, site: &Site, me: PersonId, searched: &str) -> Result<Vec<Line>> {
    let folded = fr::folded(searched);
    let words: Vec<&str> = folded.split_whitespace().take(8).collect();
    let messages = store::latest(&mut tx, me, SEARCHED).await?;
    let conversations = store::list(&mut tx, me, (SEARCHED, 0)).await?;
    let known = {
        let authors = messages.iter().map(|one| one.author);
        Known::of(site, authors.chain(conversations.iter().map(|one| one.author))).await?
    };
    let mut excerpts: HashMap<ConversationId, String> = HashMap::new();
    for message in &messages {
        if excerpts.contains_key(&message.conversation) {
            continue;
        }
        if let Some(text) = known.text(message)?
            && found(&fr::folded(&text), &words)
        {
            excerpts.insert(message.conversation, text);
        }
    }
    let mut kept = Vec::new();
    for conversation in conversations {
        let named = found(&fr::folded(&known.subject(&conversation)?), &words);
        if (named || excerpts.contains_key(&conversation.id)) && kept.len() < FOUND {
            kept.push(conversation);
        }
    }
    let mut lines = lines(tx, site, me, kept).await?;
    for line in &mut lines {
        line.excerpt = excerpts.remove(&line.conversation.id).unwrap_or_default();
    }
    Ok(lines)
}

/// A message as a page shows it.
pub(super) struct Said {
    pub(super) message: Message,
    pub(super) name: String,
    pub(super) mine: bool,
    /// None when it was erased with its author.
    pub(super) text: Option<String>,
    pub(super) pieces: Vec<Piece>,
}

/// A conversation as its page shows it.
pub(super) struct Shown {
    pub(super) me: PersonId,
    /// Where its people meet.
    pub(super) circle: Circle,
    pub(super) conversation: Conversation,
    pub(super) subject: String,
    pub(super) with: String,
    pub(super) people: Vec<PersonId>,
    /// Everybody, by name, but whoever asks.
    pub(super) names: Vec<String>,
    pub(super) said: Vec<Said>,
    /// The first message shown, when older ones may be.
    pub(super) before: Option<MessageId>,
    /// Why nothing can be written.
    pub(super) shut: Option<&'static str>,
    /// The other has read the last message, which is mine.
    pub(super) read: bool,
    /// Who may be blocked, or is.
    pub(super) block: Option<(PersonId, bool)>,
    /// To whom an answer goes, when it isn't here: the place and the person.
    pub(super) elsewhere: Option<String>,
}

impl Shown {
    /// Reads it, for who is in it.
    ///
    /// # Errors
    /// [`Error::NotFound`] for anyone else, or the store's.
    pub(super) async fn load(site: &Site, me: PersonId, id: &str, before: Option<MessageId>) -> Result<Self> {
        let id: ConversationId = id.parse()?;
        let mut tx = site.db().read().await?;
        let conversation = store::find(&mut tx, me, id).await?;
        let members = store::members(&mut tx, id).await?;
        let messages = store::messages(&mut tx, me, (id, before), SHOWN).await?;
        let joined = files::of(&mut tx, (me, id), &messages).await?;
        let (blocked, _) = mine::blocks(&mut tx, me).await?;
        drop(tx);
        let people: Vec<PersonId> = members.iter().map(|one| one.person).collect();
        let known = Known::of(site, people.iter().copied().chain([conversation.author])).await?;
        let circle = Circle::load(site, me, conversation.session).await?;
        let shut = circle::shut(site, me, &conversation, &members, &circle).await?;
        let full = messages.len() >= SHOWN as usize;
        let mut said = Vec::with_capacity(messages.len());
        for message in messages {
            let own = joined.iter().filter(|file| file.to == message.id.0);
            let pieces = match known.key(message.author) {
                Some(key) => own.map(|file| file.open(key)).collect::<Result<_>>()?,
                None => Vec::new(),
            };
            said.push(Said {
                name: known.name(message.author),
                mine: message.author == me,
                text: known.text(&message)?,
                pieces,
                message,
            });
        }
        let mut names: Vec<String> = people
            .iter()
            .filter(|one| **one != me && known.has(**one))
            .map(|one| known.name(*one))
            .collect();
        names.sort_by_cached_key(|name| fr::folded(name));
        let reader = circle
            .session
            .and(circle.me)
            .zip(other(&conversation, me, &people));
        let block = reader.and_then(|(standing, other)| {
            let is_blocked = blocked.contains(&other);
            let may = match circle.standing(other) {
                Some(theirs) => may_block(standing, theirs),
                None => is_blocked,
            };
            may.then_some((other, is_blocked))
        });
        let to_author = conversation.to_author && conversation.author != me;
        let elsewhere = (to_author && circle.closed().is_none()).then(|| {
            format!(
                "/messages/nouveau?cercle={}&a={}",
                circle.named(),
                conversation.author
            )
        });
        Ok(Self {
            me,
            subject: known.subject(&conversation)?,
            with: circle::with(&known, me, &conversation, &people),
            read: is_read(&conversation, &members, &said),
            before: said.first().filter(|_| full).map(|first| first.message.id),
            names,
            said,
            shut,
            block,
            elsewhere,
            people,
            circle,
            conversation,
        })
    }

    pub(super) fn path(&self) -> String {
        format!("/messages/{}", self.conversation.id)
    }

    /// Everybody but whoever asks.
    pub(super) fn others(&self) -> Vec<PersonId> {
        self.people
            .iter()
            .copied()
            .filter(|other| *other != self.me)
            .collect()
    }
}

/// The other of a conversation of two.
fn other(conversation: &Conversation, me: PersonId, people: &[PersonId]) -> Option<PersonId> {
    let two = conversation.audience == Audience::One;
    people.iter().copied().find(|other| two && *other != me)
}

/// Whether the last message, when it is mine, has been read by the other of a conversation of two.
fn is_read(conversation: &Conversation, members: &[Member], said: &[Said]) -> bool {
    let last = said
        .last()
        .filter(|last| last.mine && conversation.audience == Audience::One);
    last.is_some_and(|last| {
        let mut others = members.iter().filter(|one| one.person != last.message.author);
        others.any(|one| one.read_at.is_some_and(|at| at >= last.message.sent_at))
    })
}

async fn page(
    State(site): State<Site>,
    within: Within<WriteMessages>,
    mut view: View,
    Path(id): Path<String>,
    Query(query): Query<HashMap<String, String>>,
) -> Result<Response> {
    let before = query.get("avant").and_then(|typed| typed.parse().ok());
    let shown = Shown::load(&site, within.actor(), &id, before).await?;
    // Older messages that one goes back to say nothing of the latest.
    if shown.conversation.unread > 0 && before.is_none() {
        let (id, last) = (shown.conversation.id, shown.conversation.last_at);
        let mut tx = site.db().begin().await?;
        let seen = (shown.conversation.unread, last);
        let all = store::writing::read(&mut tx, within.actor(), id, seen).await?;
        if all {
            notifications::seen(&mut tx, &site, within.actor(), id.0).await?;
        }
        tx.commit().await?;
        // The navigation was counted before this was read.
        let mut places = view.frame.places.iter_mut();
        if let Some(place) = places.find(|place| place.href == "/messages" && all) {
            place.count = place.count.map(|count| count.saturating_sub(1));
        }
    }
    let (draft, revision) = match shown.shut {
        Some(_) => Default::default(),
        None => drafts::begun(&site, shown.me, Desk::of(shown.conversation.id)).await?,
    };
    let typed = (draft.text.as_str(), revision);
    let page = threads::page(&view.frame, &shown, typed, &FormErrors::default())?;
    Ok(View::recording(view.page(&page)))
}

/// What says that a conversation has changed, to who is in it.
async fn follow(
    State(site): State<Site>,
    within: Within<WriteMessages>,
    actor: Actor,
    Path(id): Path<String>,
) -> Result<Response> {
    let id: ConversationId = id.parse()?;
    let mut tx = site.db().read().await?;
    let conversation = store::find(&mut tx, within.actor(), id).await?;
    drop(tx);
    live::follow(&site, &actor, vec![conversation.id.0])
}

/// A file of a message that whoever asks may read.
async fn piece(
    State(site): State<Site>,
    within: Within<WriteMessages>,
    Path((id, piece)): Path<(String, String)>,
    asked: HeaderMap,
) -> Result<Response> {
    let id: ConversationId = id.parse()?;
    let mut tx = site.db().read().await?;
    store::find(&mut tx, within.actor(), id).await?;
    let file = files::one(&mut tx, (within.actor(), id), &piece).await?;
    drop(tx);
    let known = Known::of(&site, [file.author]).await?;
    let key = known.key(file.author).ok_or(Error::NotFound)?;
    submissions::send(&site, &file.open(key)?, &asked).await
}
