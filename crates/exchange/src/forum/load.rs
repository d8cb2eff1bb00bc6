//! What a page of a forum reads: a discussion, a page of its messages or one of them, and their files.

use std::collections::HashMap;

use learning::submissions::Piece;
use platform::{Error, PersonId, Result, Site};
use training::sessions::SessionId;

use super::ground::{Ground, Names};
use super::rules::{bounds, opens};
use super::sealing::Ring;
use super::store::posts::{self, Post, Report};
use super::store::threads::{self, Thread};
use super::store::{PostId, ThreadId, files};
use super::words::excerpt;

/// How much of a message is quoted.
const QUOTED: usize = 160;

/// What is read of a discussion.
#[derive(Clone, Copy)]
pub(super) enum Window {
    /// A page, and a message that is quoted beside it.
    Page(Option<i64>, Option<PostId>),
    /// One message.
    One(PostId),
}

/// A discussion as its pages show it.
pub(super) struct Read {
    pub(super) thread: Thread,
    /// The messages of the page, and those that they name, in order.
    posts: Vec<Post>,
    pieces: HashMap<PostId, Vec<Piece>>,
    pub(super) reports: Vec<Report>,
    pub(super) names: Names,
    /// The page shown.
    pub(super) page: i64,
    /// Whoever looks may take it to another forum.
    pub(super) moves: bool,
}

impl Read {
    /// The messages of the page.
    pub(super) fn posts(&self) -> impl Iterator<Item = &Post> {
        let (from, to) = bounds(self.page);
        self.posts
            .iter()
            .filter(move |post| (from..=to).contains(&post.number))
    }

    pub(super) fn find(&self, id: PostId) -> Option<&Post> {
        self.posts.iter().find(|post| post.id == id)
    }

    /// The files of a message.
    pub(super) fn pieces(&self, id: PostId) -> &[Piece] {
        self.pieces.get(&id).map_or(&[], Vec::as_slice)
    }

    /// « Karim Benali : « Avec une lampe… » »; none of what is hidden or erased.
    pub(super) fn quote(&self, id: PostId) -> Option<(String, String)> {
        let post = self.find(id)?;
        let text = post.text.as_deref().filter(|_| post.hidden.is_none())?;
        let words = match text {
            "" => "Un fichier joint".to_owned(),
            text => excerpt(&catalogue::library::plain(text), QUOTED),
        };
        Some((self.names.of(post), words))
    }
}

/// An address names an object, or nothing.
pub(super) fn named<T: From<uuid::Uuid>>(typed: &str) -> Result<T> {
    typed
        .parse::<uuid::Uuid>()
        .map(T::from)
        .map_err(|_| Error::NotFound)
}

/// A discussion of a forum, for one person: what the forum stands on, and what is in it.
pub(super) async fn inside(
    site: &Site,
    id: SessionId,
    person: PersonId,
    thread: &str,
    window: Window,
) -> Result<(Ground, Read)> {
    let ground = Ground::of(site, id, person).await?;
    let read = load(site, &ground, named(thread)?, window).await?;
    Ok((ground, read))
}

/// One message of a discussion, on which something is about to be done; what is hidden is only for who moderates.
pub(super) async fn message(
    site: &Site,
    id: SessionId,
    person: PersonId,
    (thread, post): (&str, &str),
) -> Result<(Ground, Read, Post)> {
    let post: PostId = named(post)?;
    let (ground, read) = inside(site, id, person, thread, Window::One(post)).await?;
    let found = read
        .find(post)
        .filter(|post| ground.moderates || post.hidden.is_none());
    let found = found.cloned().ok_or(Error::NotFound)?;
    Ok((ground, read, found))
}

/// A discussion with what a window shows of it; the files of what is hidden are only for who moderates.
pub(super) async fn load(site: &Site, ground: &Ground, id: ThreadId, window: Window) -> Result<Read> {
    let mut tx = site.db().read().await?;
    let thread = threads::find(&mut tx, site, ground.session.id, id, ground.person).await?;
    let (page, within, other) = match window {
        Window::Page(asked, quoted) => {
            let page = opens(asked, thread.read, thread.last);
            (page, bounds(page), quoted)
        }
        Window::One(post) => (1, (0, 0), Some(post)),
    };
    let posts = posts::of_thread(&mut tx, site, id, within, [thread.answer, other]).await?;
    let joined = files::of(&mut tx, id, (within, other), ground.moderates).await?;
    let reports = match ground.moderates && thread.reports > 0 {
        true => posts::reports(&mut tx, site, id).await?,
        false => Vec::new(),
    };
    let moves = ground.may_move(&mut tx, &thread).await?;
    drop(tx);
    let mut pieces: HashMap<PostId, Vec<Piece>> = HashMap::new();
    let ring = Ring::of(site, joined.iter().map(|file| file.author)).await?;
    for file in joined {
        if let Some(key) = ring.key(file.author) {
            let piece = file.open(key)?;
            pieces.entry(PostId(file.to)).or_default().push(piece);
        }
    }
    let authors = posts.iter().map(|post| post.author);
    let hiders = posts.iter().filter_map(|post| post.hidden.as_ref()?.by);
    let people: Vec<PersonId> = authors
        .chain(hiders)
        .chain(reports.iter().map(|one| one.by))
        .chain([thread.author])
        .collect();
    let names = ground.names(site, people.into_iter()).await?;
    Ok(Read {
        thread,
        posts,
        pieces,
        reports,
        names,
        page,
        moves,
    })
}
