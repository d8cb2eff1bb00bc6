//! `/sessions/{forum}/forum/…`: what is read. `/forums`: what waits in those that one moderates.

use std::collections::HashMap;

use learning::submissions;
use platform::html::{FormErrors, fr};
use platform::http::{
    Actor, Done, HeaderMap, IntoResponse as _, Path, Proof, Query, Response, Routes, State, View, Within,
};
use platform::{Error, PersonId, Result, Site, live};
use training::sessions::SessionId;

use super::ground::{Ground, address};
use super::load::{Window, inside, named};
use super::rules::{MOST_POSTS, bounds, read_to};
use super::sealing::Ring;
use super::store::posts::{self, Post};
use super::store::threads::{self, Thread};
use super::store::{self, PostId, ThreadId, course, files, reading, waiting};
use super::views::{self, Filter, Listed};
use super::{ModerateForum, ReadForum, WriteForum, acts, moderation, sharing};
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
        .upload::<WriteForum, _>("/sessions/{forum}/forum/nouvelle", acts::ask)
        .post::<ReadForum, _>("/sessions/{forum}/forum/suggestions", acts::suggest)
        .and(sharing::routes())
        .get::<ReadForum, _>("/sessions/{forum}/forum/{discussion}", thread)
        .get::<ReadForum, _>("/sessions/{forum}/forum/{discussion}/suivi", thread_live)
        .get::<ReadForum, _>("/sessions/{forum}/forum/{discussion}/pieces/{jointe}", piece)
        .upload::<WriteForum, _>("/sessions/{forum}/forum/{discussion}/messages", acts::reply)
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

async fn first_visit(site: &Site, ground: &Ground) -> Result<()> {
    let mut tx = site.db().read().await?;
    if reading::visited(&mut tx, &ground.session, ground.person).await? {
        return Ok(());
    }
    drop(tx);
    let mut tx = site.db().begin().await?;
    reading::visit(&mut tx, site, &ground.session, ground.person).await?;
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
    let mut found = HashMap::new();
    if !searched.is_empty() {
        let posts = posts::of_session(&mut tx, &site, ground.session.id).await?;
        let (words, moderates) = (searched.clone(), ground.moderates);
        (all, found) = store::aside(move || {
            let found = matching(&all, &posts, &words, moderates);
            all.retain(|one| found.contains_key(&one.id));
            Ok((all, found))
        })
        .await?;
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
        found: &found,
        counts: [waiting, unread, reported],
        page,
    })?))
}

/// The discussions whose title or messages hold each word, with the message that leads there. Bounded by what the store gives of a
/// session; nothing in clear is kept for it.
fn matching(threads: &[Thread], posts: &[Post], searched: &str, moderates: bool) -> HashMap<ThreadId, i64> {
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
    // The latest message that holds them leads there; the title alone, to the question.
    let mut found: HashMap<ThreadId, i64> = by_title.map(|one| (one.id, 1)).collect();
    for post in by_text {
        let number = found.entry(post.thread).or_insert(post.number);
        *number = (*number).max(post.number);
    }
    found
}

async fn list_live(State(site): State<Site>, proof: Proof<ReadForum>, actor: Actor) -> Result<Response> {
    let course = course::shared(&mut site.db().read().await?, proof.id()).await?;
    let topics = [Some(proof.id().0), course.map(|course| course.0)];
    live::follow(&site, &actor, topics.into_iter().flatten().collect())
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
    let page = asked.get("page").and_then(|page| page.parse().ok());
    let window = Window::Page(page, quoted);
    let (ground, read) = match inside(&site, proof.id(), actor.person, &id, window).await {
        Err(Error::NotFound) => return moved(&site, proof.id(), actor.person, &id).await,
        found => found?,
    };
    let thread = &read.thread;
    if thread.read < thread.last {
        let to = read_to(thread.read, bounds(read.page), thread.last);
        let mut tx = site.db().begin().await?;
        if to > thread.read {
            reading::read(&mut tx, thread.id, ground.person, to).await?;
        }
        notifications::seen(&mut tx, &site, ground.person, thread.id.0).await?;
        tx.commit().await?;
    }
    first_visit(&site, &ground).await?;
    let now = site.clock().now();
    let reply = views::Reply {
        quoted,
        text: "",
        errors: &FormErrors::default(),
    };
    let page = views::thread(&view.frame, &ground, &read, &reply, now)?;
    Ok(View::recording(view.page(&page)))
}

/// A discussion that isn't here any more may stand in another forum that its reader reads.
async fn moved(site: &Site, here: SessionId, person: PersonId, id: &str) -> Result<Response> {
    let id: ThreadId = named(id)?;
    let session = course::door(&mut site.db().read().await?, person, id).await?;
    let session = session
        .filter(|session| *session != here)
        .ok_or(Error::NotFound)?;
    Ok(Done::at(format!("{}/{id}", address(session))).into_response())
}

/// A file of a message that whoever asks may read.
async fn piece(
    State(site): State<Site>,
    proof: Proof<ReadForum>,
    actor: Actor,
    Path((_, id, piece)): Path<(String, String, String)>,
    asked: HeaderMap,
) -> Result<Response> {
    let ground = Ground::of(&site, proof.id(), actor.person).await?;
    let id: ThreadId = named(&id)?;
    let mut tx = site.db().read().await?;
    threads::find(&mut tx, &site, proof.id(), id, actor.person).await?;
    let joined = files::of(&mut tx, id, ((1, MOST_POSTS), None), ground.moderates).await?;
    drop(tx);
    let file = joined.iter().find(|file| file.id.to_string() == piece);
    let file = file.ok_or(Error::NotFound)?;
    let ring = Ring::of(&site, [file.author].into_iter()).await?;
    let key = ring.key(file.author).ok_or(Error::NotFound)?;
    submissions::send(&site, &file.open(key)?, &asked).await
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
