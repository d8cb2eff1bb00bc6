//! `/sessions/{forum}/forum/…`: what is read. `/forums`: what waits in those that one moderates.

use std::collections::{HashMap, HashSet};

use platform::html::{FormErrors, fr};
use platform::http::{Actor, Path, Proof, Query, Response, Routes, State, View, Within};
use platform::{Error, PersonId, Result, Site, live};
use training::sessions::SessionId;

use super::ground::Ground;
use super::store::posts::{self, Post};
use super::store::threads::{self, Thread};
use super::store::{PostId, ThreadId, waiting, writing};
use super::views::{self, Filter, Listed, Read};
use super::{ModerateForum, ReadForum, WriteForum, acts, moderation};
use crate::notifications;

/// How much of what is looked for is kept.
const LONGEST_SEARCH: usize = 100;

/// The routes of this room.
pub fn routes() -> Routes {
    Routes::new()
        .get::<ModerateForum, _>("/forums", everywhere)
        .get::<ReadForum, _>("/sessions/{forum}/forum", list)
        .get::<ReadForum, _>("/sessions/{forum}/forum/suivi", list_live)
        .get::<WriteForum, _>("/sessions/{forum}/forum/nouvelle", acts::ask_page)
        .post::<WriteForum, _>("/sessions/{forum}/forum/nouvelle", acts::ask)
        .get::<ReadForum, _>("/sessions/{forum}/forum/{discussion}", thread)
        .get::<ReadForum, _>("/sessions/{forum}/forum/{discussion}/suivi", thread_live)
        .post::<WriteForum, _>("/sessions/{forum}/forum/{discussion}/messages", acts::reply)
        .post::<ReadForum, _>("/sessions/{forum}/forum/{discussion}/abonnement", acts::follow)
        .post::<WriteForum, _>("/sessions/{forum}/forum/{discussion}/solution", acts::choose)
        .post::<ModerateForum, _>("/sessions/{forum}/forum/{discussion}/etat", moderation::arrange)
        .get::<WriteForum, _>(
            "/sessions/{forum}/forum/{discussion}/messages/{message}/modification",
            acts::change_page,
        )
        .post::<WriteForum, _>(
            "/sessions/{forum}/forum/{discussion}/messages/{message}/modification",
            acts::change,
        )
        .get::<ReadForum, _>(
            "/sessions/{forum}/forum/{discussion}/messages/{message}/signalement",
            moderation::report_page,
        )
        .post::<ReadForum, _>(
            "/sessions/{forum}/forum/{discussion}/messages/{message}/signalement",
            moderation::report,
        )
        .get::<ModerateForum, _>(
            "/sessions/{forum}/forum/{discussion}/messages/{message}/masquage",
            moderation::hide_page,
        )
        .post::<ModerateForum, _>(
            "/sessions/{forum}/forum/{discussion}/messages/{message}/masquage",
            moderation::hide,
        )
        .post::<ModerateForum, _>(
            "/sessions/{forum}/forum/{discussion}/messages/{message}/retablissement",
            moderation::show,
        )
}

/// A discussion's address is one of its session's, or nothing.
pub(super) fn named<T: From<uuid::Uuid>>(typed: &str) -> Result<T> {
    typed
        .parse::<uuid::Uuid>()
        .map(T::from)
        .map_err(|_| Error::NotFound)
}

async fn first_visit(site: &Site, ground: &Ground) -> Result<()> {
    let mut tx = site.db().read().await?;
    if writing::visited(&mut tx, &ground.session, ground.person).await? {
        return Ok(());
    }
    drop(tx);
    let mut tx = site.db().begin().await?;
    writing::visit(&mut tx, site, &ground.session, ground.person).await?;
    tx.commit().await
}

async fn list(
    State(site): State<Site>,
    proof: Proof<ReadForum>,
    actor: Actor,
    view: View,
    Query(asked): Query<HashMap<String, String>>,
) -> Result<Response> {
    let ground = Ground::of(&site, proof.id(), actor.person).await?;
    first_visit(&site, &ground).await?;
    let text = |name: &str| asked.get(name).map_or("", |value| value.trim());
    let filter = Filter::parse(text("filtre"));
    let searched: String = text("q").chars().take(LONGEST_SEARCH).collect();
    let mut tx = site.db().read().await?;
    let mut all = threads::of_session(&mut tx, &site, ground.session.id, actor.person).await?;
    if !ground.moderates {
        // What is reported is between who reported it and who moderates.
        all.iter_mut().for_each(|one| one.reports = 0);
    }
    if !searched.is_empty() {
        let posts = posts::of_session(&mut tx, &site, ground.session.id).await?;
        let found = matching(&all, &posts, &searched, ground.moderates);
        all.retain(|one| found.contains(&one.id));
    }
    drop(tx);
    // Those pinned, then those with something new: the store has put the latest first.
    all.sort_by_key(|one| (!one.pinned, one.unread() == 0));
    let unread = all.iter().filter(|one| one.unread() > 0).count();
    let waiting = all.iter().filter(|one| one.waits()).count();
    let reported = all.iter().filter(|one| one.reports > 0).count();
    all.retain(|one| filter.keeps(one));
    let page = text("page").parse().unwrap_or(1).max(1);
    let names = ground.names(&site, all.iter().map(|one| one.author)).await?;
    Ok(view.page(&views::list(&Listed {
        ground: &ground,
        names: &names,
        threads: &all,
        filter,
        searched: &searched,
        counts: [waiting, unread, reported],
        page,
    })?))
}

/// The discussions whose title or messages hold each word. Bounded by what the store gives of a session; nothing in clear is
/// kept for it.
fn matching(threads: &[Thread], posts: &[Post], searched: &str, moderates: bool) -> HashSet<ThreadId> {
    let words: Vec<String> = fr::folded(searched)
        .split_whitespace()
        .map(str::to_owned)
        .collect();
    let holds = |text: &str| {
        let text = fr::folded(text);
        words.iter().all(|word| text.contains(word.as_str()))
    };
    let shown = |hidden: bool| moderates || !hidden;
    let by_title = threads
        .iter()
        .filter(|one| shown(one.hidden) && one.title.as_deref().is_some_and(holds));
    let by_text = posts
        .iter()
        .filter(|one| shown(one.hidden.is_some()) && one.text.as_deref().is_some_and(holds));
    by_title
        .map(|one| one.id)
        .chain(by_text.map(|one| one.thread))
        .collect()
}

async fn list_live(State(site): State<Site>, proof: Proof<ReadForum>, actor: Actor) -> Result<Response> {
    live::follow(&site, &actor, vec![proof.id().0])
}

async fn thread(
    State(site): State<Site>,
    proof: Proof<ReadForum>,
    actor: Actor,
    view: View,
    Path((_, id)): Path<(String, String)>,
    Query(asked): Query<HashMap<String, String>>,
) -> Result<Response> {
    let quoted = asked.get("citer").and_then(|id| named::<PostId>(id).ok());
    let (ground, read) = inside(&site, proof.id(), actor.person, &id).await?;
    if read.thread.read < read.thread.last {
        let mut tx = site.db().begin().await?;
        writing::read(&mut tx, read.thread.id, ground.person, read.thread.last).await?;
        notifications::seen(&mut tx, &site, ground.person, read.thread.id.0).await?;
        tx.commit().await?;
    }
    first_visit(&site, &ground).await?;
    let now = site.clock().now();
    let reply = views::Reply {
        quoted,
        text: "",
        errors: &FormErrors::default(),
    };
    Ok(view.page(&views::thread(&view.frame, &ground, &read, &reply, now)?))
}

/// A discussion of a forum, for one person: what the forum stands on, and what is in it.
pub(super) async fn inside(
    site: &Site,
    id: SessionId,
    person: PersonId,
    thread: &str,
) -> Result<(Ground, Read)> {
    let ground = Ground::of(site, id, person).await?;
    let read = load(site, &ground, named(thread)?).await?;
    Ok((ground, read))
}

/// A discussion with its messages; what is hidden of it is only for who moderates.
pub(super) async fn load(site: &Site, ground: &Ground, id: ThreadId) -> Result<Read> {
    let mut tx = site.db().read().await?;
    let thread = threads::find(&mut tx, site, ground.session.id, id, ground.person).await?;
    let posts = posts::of_thread(&mut tx, site, id).await?;
    let reports = match ground.moderates && thread.reports > 0 {
        true => posts::reports(&mut tx, site, id).await?,
        false => Vec::new(),
    };
    drop(tx);
    let authors = posts.iter().map(|post| post.author);
    let hiders = posts.iter().filter_map(|post| post.hidden.as_ref()?.by);
    let people: Vec<PersonId> = authors
        .chain(hiders)
        .chain(reports.iter().map(|one| one.by))
        .collect();
    let names = ground.names(site, people.into_iter()).await?;
    Ok(Read {
        thread,
        posts,
        reports,
        names,
    })
}

async fn thread_live(
    State(site): State<Site>,
    proof: Proof<ReadForum>,
    actor: Actor,
    Path((_, id)): Path<(String, String)>,
) -> Result<Response> {
    let id: ThreadId = named(&id)?;
    let mut tx = site.db().read().await?;
    threads::find(&mut tx, &site, proof.id(), id, actor.person).await?;
    drop(tx);
    live::follow(&site, &actor, vec![id.0])
}

async fn everywhere(State(site): State<Site>, within: Within<ModerateForum>, view: View) -> Result<Response> {
    let mut tx = site.db().read().await?;
    let waiting = waiting::list(&mut tx, &site, &within).await?;
    drop(tx);
    let authors: Vec<PersonId> = waiting.iter().map(|one| one.author).collect();
    let cards = people::directory::Directory::of(&site)?
        .cards(&site, &authors)
        .await?;
    Ok(view.page(&views::everywhere(&waiting, &cards)?))
}
