//! What people write: a discussion, a reply, another wording; what they follow, and which message answers.

use learning::submissions::Checked;
use platform::html::{FormErrors, Markup, html};
use platform::http::{Actor, Done, Form, IntoResponse as _, Path, Proof, Response, State, Upload, View};
use platform::{Error, Result, Site};

use super::ground::Ground;
use super::load::{Read, Window, inside, load, message, named};
use super::rules::{CLOSED, FULL, MOST_POSTS, check_text, check_title, may_change, may_choose, place};
use super::sealing;
use super::store::posts::Post;
use super::store::{PostId, ThreadId, Writer, deciding, reading, threads, writing};
use super::views::{self, Asked, Reply};
use super::{ReadForum, WriteForum};
use crate::{attachments, faq};

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
    let asked = Asked::default();
    let page = views::ask(&view.frame, &ground, &asked, &FormErrors::default());
    Ok(View::recording(view.page(&page)))
}

pub(super) async fn ask(
    State(site): State<Site>,
    proof: Proof<WriteForum>,
    actor: Actor,
    view: View,
    mut upload: Upload,
) -> Result<Response> {
    let ground = Ground::to_write(&site, &proof, actor.person).await?;
    let mut asked = Asked {
        title: upload.form.text("titre").to_owned(),
        text: upload.form.text("texte").to_owned(),
        shared: upload.form.text("lieu") == "parcours",
        answered: html! {},
    };
    let mut errors = FormErrors::default();
    check_title(&asked.title, &mut errors);
    let files = attachments::check(&mut upload, &mut errors).await?;
    check_text(&asked.text, !files.is_empty(), &mut errors);
    if !errors.is_empty() {
        let page = views::ask(&view.frame, &ground, &asked, &errors);
        return Ok(View::recording(view.invalid(&page)));
    }
    // Who joined files has done enough already: they would have to choose them again.
    if upload.form.text("vu").is_empty() && files.is_empty() && ground.enrolment.is_some() {
        let words = format!("{} {}", asked.title, asked.text);
        if let Some(answered) = faq::answered(&site, &ground.session, &words).await? {
            asked.answered = answered;
            let page = views::ask(&view.frame, &ground, &asked, &errors);
            return Ok(View::recording(view.page(&page)));
        }
    }
    let (key, files) = prepared(&site, &ground, files).await?;
    let mut tx = site.db().begin().await?;
    let writer = writer(&ground, &key);
    let words = (&*asked.title, &*asked.text, asked.shared);
    let thread = writing::ask(&mut tx, &site, &proof, &writer, words, files).await?;
    tx.commit().await?;
    Ok(Done::at(format!("{}/{thread}", ground.base()))
        .saying("Votre discussion est ouverte. Vous recevrez une notification à chaque réponse.")
        .into_response())
}

type Key = std::sync::Arc<platform::vault::DataKey>;

/// The key of who writes, and their files sealed.
async fn prepared(
    site: &Site,
    ground: &Ground,
    files: Vec<Checked>,
) -> Result<(Key, Vec<attachments::Sealed>)> {
    let key = sealing::own(site, ground.person).await?;
    Ok((key, attachments::seal(site, ground.person, files).await?))
}

/// What already answers what is being written, as it is written.
pub(super) async fn suggest(
    State(site): State<Site>,
    proof: Proof<ReadForum>,
    form: Form,
) -> Result<Response> {
    let session = training::sessions::find(&mut site.db().read().await?, proof.id()).await?;
    let words = ["titre", "sujet", "texte", "message"].map(|name| form.text(name));
    let answered: Option<Markup> = faq::answered(&site, &session, &words.join(" ")).await?;
    Ok(View::part(answered.unwrap_or_default()))
}

pub(super) fn writer<'a>(ground: &'a Ground, key: &'a platform::vault::DataKey) -> Writer<'a> {
    Writer {
        by: ground.hand(),
        key,
    }
}

pub(super) async fn reply(
    State(site): State<Site>,
    proof: Proof<WriteForum>,
    actor: Actor,
    view: View,
    Path((_, id)): Places,
    mut upload: Upload,
) -> Result<Response> {
    let ground = Ground::to_write(&site, &proof, actor.person).await?;
    let id: ThreadId = named(&id)?;
    let text = upload.form.text("texte").to_owned();
    let quoted = named::<PostId>(upload.form.text("citer")).ok();
    let mut errors = FormErrors::default();
    let files = attachments::check(&mut upload, &mut errors).await?;
    check_text(&text, !files.is_empty(), &mut errors);
    if errors.is_empty() {
        let (key, files) = prepared(&site, &ground, files).await?;
        let mut tx = site.db().begin().await?;
        let writer = writer(&ground, &key);
        let said = writing::reply(&mut tx, &site, &proof, &writer, (id, quoted), &text, files).await?;
        if let Some(number) = said {
            tx.commit().await?;
            return Ok(Done::at(format!("{}/{id}{}", ground.base(), place(number, number))).into_response());
        }
        drop(tx);
    }
    let read = load(&site, &ground, id, Window::Page(None, quoted)).await?;
    if read.thread.closed {
        errors.add("texte", "", CLOSED);
    } else if read.thread.last >= MOST_POSTS {
        errors.add("texte", "", FULL);
    }
    let reply = Reply {
        quoted,
        text: &text,
        errors: &errors,
    };
    let now = site.clock().now();
    let page = views::thread(&view.frame, &ground, &read, &reply, now)?;
    Ok(View::recording(view.invalid(&page)))
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
    reading::follow(&mut tx, thread.id, actor.person, follows).await?;
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

/// Back to a message, wherever its page is.
pub(super) fn back_to(
    ground: &Ground,
    thread: &threads::Thread,
    post: &Post,
    saying: &'static str,
) -> Response {
    let end = place(post.number, thread.last);
    Done::at(format!("{}/{}{end}", ground.base(), thread.id))
        .saying(saying)
        .into_response()
}

pub(super) async fn choose(
    State(site): State<Site>,
    proof: Proof<WriteForum>,
    actor: Actor,
    Path((_, id)): Places,
    form: Form,
) -> Result<Response> {
    let chosen = form.text("message");
    let (ground, read, number) = match chosen {
        // Taking the choice back is for who may choose any.
        "" => {
            let (ground, read) =
                inside(&site, proof.id(), actor.person, &id, Window::Page(None, None)).await?;
            (ground, read, 2)
        }
        chosen => {
            let (ground, read, post) = message(&site, proof.id(), actor.person, (&id, chosen)).await?;
            (ground, read, post.number)
        }
    };
    ground.writable()?;
    if !may_choose(read.thread.author, actor.person, ground.moderates, number) {
        return Err(Error::Refused(
            "C’est à l’auteur de la question ou à un tuteur de choisir la réponse, parmi celles reçues."
                .into(),
        ));
    }
    let chosen = named::<PostId>(chosen).ok();
    let mut tx = site.db().begin().await?;
    if !deciding::choose(&mut tx, &site, ground.hand(), (read.thread.id, chosen)).await? {
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
async fn changeable(
    site: &Site,
    proof: &Proof<WriteForum>,
    actor: &Actor,
    at: (&str, &str),
) -> Result<(Ground, Read, Post)> {
    let (ground, read, post) = message(site, proof.id(), actor.person, at).await?;
    ground.writable()?;
    let written = post.written(read.thread.closed);
    match post.text.is_some() && may_change(written, ground.person, site.clock().now()) {
        true => Ok((ground, read, post)),
        false => Err(Error::Refused(TOO_LATE.into())),
    }
}

pub(super) async fn change_page(
    State(site): State<Site>,
    proof: Proof<WriteForum>,
    actor: Actor,
    view: View,
    Path((_, id, message)): Deep,
) -> Result<Response> {
    let (ground, read, post) = changeable(&site, &proof, &actor, (&id, &message)).await?;
    let text = post.text.as_deref().unwrap_or_default();
    let page = views::change(&view.frame, &ground, (&read, &post), text, &FormErrors::default());
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
    let (ground, read, post) = changeable(&site, &proof, &actor, (&id, &message)).await?;
    let text = form.text("texte");
    let mut errors = FormErrors::default();
    check_text(text, !read.pieces(post.id).is_empty(), &mut errors);
    if !errors.is_empty() {
        let page = views::change(&view.frame, &ground, (&read, &post), text, &errors);
        return Ok(view.invalid(&page));
    }
    let key = sealing::own(&site, actor.person).await?;
    let mut tx = site.db().begin().await?;
    let at = (read.thread.id, post.id);
    if !writing::change(&mut tx, &site, &proof, &writer(&ground, &key), at, text).await? {
        return Err(Error::Refused(TOO_LATE.into()));
    }
    tx.commit().await?;
    Ok(back_to(
        &ground,
        &read.thread,
        &post,
        "Votre message est modifié.",
    ))
}
