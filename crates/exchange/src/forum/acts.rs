//! What people write: a discussion, a reply, another wording; what they follow, and which message answers.

use platform::html::FormErrors;
use platform::http::{Actor, Done, Form, IntoResponse as _, Path, Proof, Response, State, View};
use platform::{Error, Result, Site};

use super::ground::Ground;
use super::routes::{inside, load, named};
use super::rules::{CLOSED, FULL, MOST_POSTS, check_text, check_title, may_change, may_choose};
use super::sealing;
use super::store::posts::Post;
use super::store::writing::{self, Writer};
use super::store::{PostId, ThreadId, deciding, threads};
use super::views::{self, Read, Reply};
use super::{ReadForum, WriteForum};

const TOO_LATE: &str = "Un message se corrige pendant une demi-heure, tant que sa discussion est ouverte\u{202f}: répondez-y plutôt pour compléter.";

const HIDDEN: &str = "Ce message est masqué\u{202f}: il ne peut pas être retenu comme réponse.";

type Places = Path<(String, String)>;
type Deep = Path<(String, String, String)>;

pub(super) async fn ask_page(
    State(site): State<Site>,
    proof: Proof<WriteForum>,
    actor: Actor,
    view: View,
) -> Result<Response> {
    let ground = Ground::to_write(&site, &proof, actor.person).await?;
    Ok(view.page(&views::ask(
        &view.frame,
        &ground,
        ("", ""),
        &FormErrors::default(),
    )))
}

pub(super) async fn ask(
    State(site): State<Site>,
    proof: Proof<WriteForum>,
    actor: Actor,
    view: View,
    form: Form,
) -> Result<Response> {
    let ground = Ground::to_write(&site, &proof, actor.person).await?;
    let (title, text) = (form.text("titre"), form.text("texte"));
    let mut errors = FormErrors::default();
    check_title(title, &mut errors);
    check_text(text, &mut errors);
    if !errors.is_empty() {
        return Ok(view.invalid(&views::ask(&view.frame, &ground, (title, text), &errors)));
    }
    let key = sealing::own(&site, actor.person).await?;
    let mut tx = site.db().begin().await?;
    let writer = writer(&ground, &key);
    let thread = writing::ask(&mut tx, &site, &proof, &writer, (title, text)).await?;
    tx.commit().await?;
    Ok(Done::at(format!("{}/{thread}", ground.base()))
        .saying("Votre discussion est ouverte. Vous recevrez une notification à chaque réponse.")
        .into_response())
}

pub(super) fn writer<'a>(ground: &'a Ground, key: &'a platform::vault::DataKey) -> Writer<'a> {
    Writer {
        session: &ground.session,
        person: ground.person,
        key,
    }
}

pub(super) async fn reply(
    State(site): State<Site>,
    proof: Proof<WriteForum>,
    actor: Actor,
    view: View,
    Path((_, id)): Places,
    form: Form,
) -> Result<Response> {
    let ground = Ground::to_write(&site, &proof, actor.person).await?;
    let id: ThreadId = named(&id)?;
    let text = form.text("texte");
    let quoted = named::<PostId>(form.text("citer")).ok();
    let mut errors = FormErrors::default();
    check_text(text, &mut errors);
    if errors.is_empty() {
        let key = sealing::own(&site, actor.person).await?;
        let mut tx = site.db().begin().await?;
        let said = writing::reply(&mut tx, &site, &proof, &writer(&ground, &key), (id, quoted), text).await?;
        if let Some(number) = said {
            tx.commit().await?;
            return Ok(Done::at(format!("{}/{id}#m-{number}", ground.base())).into_response());
        }
        drop(tx);
    }
    let read = load(&site, &ground, id).await?;
    if read.thread.closed {
        errors.add("texte", "", CLOSED);
    } else if read.thread.last >= MOST_POSTS {
        errors.add("texte", "", FULL);
    }
    let reply = Reply {
        quoted,
        text,
        errors: &errors,
    };
    let now = site.clock().now();
    Ok(view.invalid(&views::thread(&view.frame, &ground, &read, &reply, now)?))
}

/// Following is one's own affair: whoever reads may.
pub(super) async fn follow(
    State(site): State<Site>,
    proof: Proof<ReadForum>,
    actor: Actor,
    Path((_, id)): Places,
    form: Form,
) -> Result<Response> {
    let ground = Ground::of(&site, proof.id(), actor.person).await?;
    let follows = form.text("acte") == "suivre";
    let mut tx = site.db().begin().await?;
    let thread = threads::find(&mut tx, &site, proof.id(), named(&id)?, actor.person).await?;
    writing::follow(&mut tx, thread.id, actor.person, follows).await?;
    tx.commit().await?;
    let saying = match follows {
        true => "Vous suivez cette discussion\u{202f}: vous recevrez une notification à chaque réponse.",
        false => "Vous ne suivez plus cette discussion.",
    };
    Ok(back(&ground, thread.id, saying))
}

pub(super) fn back(ground: &Ground, thread: ThreadId, saying: &'static str) -> Response {
    Done::at(format!("{}/{thread}", ground.base()))
        .saying(saying)
        .into_response()
}

/// A message of this discussion; what is hidden is only for who moderates.
pub(super) fn post<'a>(ground: &Ground, read: &'a Read, id: &str) -> Result<&'a Post> {
    let id: PostId = named(id)?;
    read.posts
        .iter()
        .find(|post| post.id == id && (ground.moderates || post.hidden.is_none()))
        .ok_or(Error::NotFound)
}

pub(super) async fn choose(
    State(site): State<Site>,
    proof: Proof<WriteForum>,
    actor: Actor,
    Path((_, id)): Places,
    form: Form,
) -> Result<Response> {
    let (ground, read) = inside(&site, proof.id(), actor.person, &id).await?;
    ground.writable()?;
    let chosen = form.text("message");
    let number = match chosen {
        // Taking the choice back is for who may choose any.
        "" => 2,
        id => post(&ground, &read, id)?.number,
    };
    if !may_choose(read.thread.author, actor.person, ground.moderates, number) {
        return Err(Error::Refused(
            "C’est à l’auteur de la question ou à un tuteur de choisir la réponse, parmi celles reçues."
                .into(),
        ));
    }
    let chosen = named::<PostId>(chosen).ok();
    let mut tx = site.db().begin().await?;
    let what = (read.thread.id, chosen);
    if !deciding::choose(&mut tx, &site, &ground.session, actor.person, what).await? {
        return Err(Error::Refused(HIDDEN.into()));
    }
    tx.commit().await?;
    let saying = match chosen {
        Some(_) => "La réponse est retenue\u{202f}: elle est signalée en haut de la discussion.",
        None => "Aucune réponse n’est plus retenue.",
    };
    Ok(back(&ground, read.thread.id, saying))
}

/// One's own message, while it may be changed.
fn changeable<'a>(site: &Site, ground: &Ground, read: &'a Read, id: &str) -> Result<(&'a Post, &'a str)> {
    let post = post(ground, read, id)?;
    let may = may_change(
        post.written(read.thread.closed),
        ground.person,
        site.clock().now(),
    );
    let text = post.text.as_deref().filter(|_| may);
    text.map(|text| (post, text))
        .ok_or(Error::Refused(TOO_LATE.into()))
}

pub(super) async fn change_page(
    State(site): State<Site>,
    proof: Proof<WriteForum>,
    actor: Actor,
    view: View,
    Path((_, id, message)): Deep,
) -> Result<Response> {
    let (ground, read) = inside(&site, proof.id(), actor.person, &id).await?;
    ground.writable()?;
    let (post, text) = changeable(&site, &ground, &read, &message)?;
    let page = views::change(&view.frame, &ground, (&read, post), text, &FormErrors::default());
    Ok(view.page(&page))
}

pub(super) async fn change(
    State(site): State<Site>,
    proof: Proof<WriteForum>,
    actor: Actor,
    view: View,
    Path((_, id, message)): Deep,
    form: Form,
) -> Result<Response> {
    let (ground, read) = inside(&site, proof.id(), actor.person, &id).await?;
    ground.writable()?;
    let (post, _) = changeable(&site, &ground, &read, &message)?;
    let text = form.text("texte");
    let mut errors = FormErrors::default();
    check_text(text, &mut errors);
    if !errors.is_empty() {
        let page = views::change(&view.frame, &ground, (&read, post), text, &errors);
        return Ok(view.invalid(&page));
    }
    let key = sealing::own(&site, actor.person).await?;
    let mut tx = site.db().begin().await?;
    let at = (read.thread.id, post.id);
    if !writing::change(&mut tx, &site, &proof, &writer(&ground, &key), at, text).await? {
        return Err(Error::Refused(TOO_LATE.into()));
    }
    tx.commit().await?;
    Ok(
        Done::at(format!("{}/{}#m-{}", ground.base(), read.thread.id, post.number))
            .saying("Votre message est modifié.")
            .into_response(),
    )
}
