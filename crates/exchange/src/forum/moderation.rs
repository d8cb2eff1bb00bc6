//! What is reported, and what who accompanies the session does about it.

use platform::html::FormErrors;
use platform::http::{Actor, Form, Path, Proof, Response, State, View};
use platform::{Error, Result, Site};

use super::acts::{back, back_to, writer};
use super::ground::Ground;
use super::load::{Read, message, named};
use super::rules::check_reason;
use super::sealing;
use super::store::deciding::{self, Arranging};
use super::store::posts::Post;
use super::store::threads;
use super::views::{self, Because, HIDE, REPORT};
use super::{ModerateForum, ReadForum};

const UNKNOWN: &str = "Cette action n’existe pas\u{202f}: revenez à la discussion et choisissez-en une.";

type Deep = Path<(String, String, String)>;

pub(super) async fn arrange(
    State(site): State<Site>,
    proof: Proof<ModerateForum>,
    actor: Actor,
    Path((_, id)): Path<(String, String)>,
    form: Form,
) -> Result<Response> {
    let ground = Ground::of(&site, proof.id(), actor.person).await?;
    let mut tx = site.db().read().await?;
    let thread = threads::find(&mut tx, &site, proof.id(), named(&id)?, actor.person).await?;
    drop(tx);
    let (act, saying) = match form.text("acte") {
        "epingler" => (
            Arranging::Pin(true),
            "La discussion est épinglée\u{202f}: elle reste en haut de la liste.",
        ),
        "detacher" => (Arranging::Pin(false), "La discussion n’est plus épinglée."),
        "clore" => (
            Arranging::Close(true),
            "La discussion est close\u{202f}: elle reste à lire.",
        ),
        "rouvrir" => (Arranging::Close(false), "La discussion est rouverte."),
        _ => return Err(Error::Refused(UNKNOWN.into())),
    };
    let mut tx = site.db().begin().await?;
    deciding::arrange(&mut tx, &site, &proof, ground.hand(), thread.id, act).await?;
    tx.commit().await?;
    Ok(back(&ground, thread.id, saying))
}

/// The page again, when what is said isn't a reason.
fn again(view: &View, ground: &Ground, at: (&Read, &Post), what: &Because, reason: &str) -> Option<Response> {
    let mut errors = FormErrors::default();
    check_reason(reason, &mut errors);
    let page = || views::because(&view.frame, ground, at, what, (reason, &errors));
    (!errors.is_empty()).then(|| view.invalid(&page()))
}

/// Whoever reads may report, even who can't write any more.
pub(super) async fn report_page(
    State(site): State<Site>,
    proof: Proof<ReadForum>,
    actor: Actor,
    view: View,
    Path((_, id, at)): Deep,
) -> Result<Response> {
    let (ground, read, post) = message(&site, proof.id(), actor.person, (&id, &at)).await?;
    let none = ("", &FormErrors::default());
    Ok(view.page(&views::because(
        &view.frame,
        &ground,
        (&read, &post),
        &REPORT,
        none,
    )))
}

pub(super) async fn report(
    State(site): State<Site>,
    proof: Proof<ReadForum>,
    actor: Actor,
    view: View,
    Path((_, id, at)): Deep,
    form: Form,
) -> Result<Response> {
    let (ground, read, post) = message(&site, proof.id(), actor.person, (&id, &at)).await?;
    let reason = form.text("raison");
    if let Some(again) = again(&view, &ground, (&read, &post), &REPORT, reason) {
        return Ok(again);
    }
    let key = sealing::own(&site, actor.person).await?;
    let by = writer(&ground, &key);
    let mut tx = site.db().begin().await?;
    deciding::report(&mut tx, &site, &by, (read.thread.id, post.id), reason).await?;
    tx.commit().await?;
    Ok(back_to(
        &ground,
        &read.thread,
        &post,
        "Merci\u{202f}: les tuteurs de la session voient votre signalement.",
    ))
}

pub(super) async fn hide_page(
    State(site): State<Site>,
    proof: Proof<ModerateForum>,
    actor: Actor,
    view: View,
    Path((_, id, at)): Deep,
) -> Result<Response> {
    let (ground, read, post) = message(&site, proof.id(), actor.person, (&id, &at)).await?;
    let none = ("", &FormErrors::default());
    Ok(view.page(&views::because(&view.frame, &ground, (&read, &post), &HIDE, none)))
}

pub(super) async fn hide(
    State(site): State<Site>,
    proof: Proof<ModerateForum>,
    actor: Actor,
    view: View,
    Path((_, id, at)): Deep,
    form: Form,
) -> Result<Response> {
    let (ground, read, post) = message(&site, proof.id(), actor.person, (&id, &at)).await?;
    let reason = form.text("raison");
    if let Some(again) = again(&view, &ground, (&read, &post), &HIDE, reason) {
        return Ok(again);
    }
    let key = sealing::own(&site, actor.person).await?;
    let by = writer(&ground, &key);
    let mut tx = site.db().begin().await?;
    deciding::hide(&mut tx, &site, &proof, &by, (read.thread.id, post.id), reason).await?;
    tx.commit().await?;
    Ok(back_to(
        &ground,
        &read.thread,
        &post,
        "Le message est masqué. Les apprenants lisent la raison que vous avez donnée.",
    ))
}

pub(super) async fn show(
    State(site): State<Site>,
    proof: Proof<ModerateForum>,
    actor: Actor,
    Path((_, id, at)): Deep,
) -> Result<Response> {
    let (ground, read, post) = message(&site, proof.id(), actor.person, (&id, &at)).await?;
    let mut tx = site.db().begin().await?;
    let at = (read.thread.id, post.id);
    deciding::show(&mut tx, &site, &proof, ground.hand(), at).await?;
    tx.commit().await?;
    Ok(back_to(
        &ground,
        &read.thread,
        &post,
        "Le message est visible de tous, et ses signalements sont classés.",
    ))
}
