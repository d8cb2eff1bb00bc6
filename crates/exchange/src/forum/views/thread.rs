//! A discussion: its messages, what may be done with each, the reply.

use catalogue::library::prose;
use jiff::Timestamp;
use platform::html::{
    AvatarSize, Button, Form, FormErrors, Frame, Markup, Menu, MenuItem, Notice, Page, State, TextArea,
    avatar, fr, html, section,
};
use platform::{Result, live};

use super::super::ground::{Ground, Names};
use super::super::rules::{CLOSED, LONGEST_TEXT, excerpt, linked, may_change, may_choose};
use super::super::store::PostId;
use super::super::store::posts::{Post, Report};
use super::super::store::threads::Thread;
use super::{moment, under};

/// How much of a message is quoted.
const QUOTED: usize = 160;
/// What stands for the words of who is erased.
const ERASED: &str = "Ce message a été effacé avec le compte de son auteur.";

/// What a discussion shows.
pub(in crate::forum) struct Read {
    pub(in crate::forum) thread: Thread,
    pub(in crate::forum) posts: Vec<Post>,
    pub(in crate::forum) reports: Vec<Report>,
    pub(in crate::forum) names: Names,
}

/// A reply being written.
pub(in crate::forum) struct Reply<'a> {
    pub(in crate::forum) quoted: Option<PostId>,
    pub(in crate::forum) text: &'a str,
    pub(in crate::forum) errors: &'a FormErrors,
}

impl Read {
    /// Its title, as this person may read it.
    pub(super) fn title(&self, ground: &Ground) -> &str {
        super::title(&self.thread, ground.moderates)
    }

    fn find(&self, id: PostId) -> Option<&Post> {
        self.posts.iter().find(|post| post.id == id)
    }

    /// « Karim Benali : « Avec une lampe… » »; none of what is hidden or erased.
    fn quote(&self, id: PostId) -> Option<(String, String)> {
        let post = self.find(id)?;
        let text = post.text.as_deref().filter(|_| post.hidden.is_none())?;
        Some((
            self.names.full(post.author),
            excerpt(&catalogue::library::plain(text), QUOTED),
        ))
    }
}

struct Shown<'a> {
    frame: &'a Frame,
    ground: &'a Ground,
    read: &'a Read,
    now: Timestamp,
}

impl Shown<'_> {
    fn home(&self) -> String {
        format!("{}/{}", self.ground.base(), self.read.thread.id)
    }
}

pub(in crate::forum) fn thread(
    frame: &Frame,
    ground: &Ground,
    read: &Read,
    reply: &Reply<'_>,
    now: Timestamp,
) -> Result<Page> {
    let shown = Shown {
        frame,
        ground,
        read,
        now,
    };
    let thread = &read.thread;
    let mut entries = Vec::with_capacity(read.posts.len());
    for post in &read.posts {
        entries.push(entry(&shown, post)?);
    }
    let entries = html! { @for entry in entries { (entry) } };
    let source = format!("{}/suivi", shown.home());
    let mut page = under(ground, read.title(ground))
        .errors(reply.errors)
        .actions(actions(&shown));
    if let Some(answer) = thread.answer.and_then(|id| read.find(id)) {
        let who = read.names.full(answer.author);
        page = page.notice(Notice::good(html! {
            "Une réponse est retenue\u{202f}: " a href=(format!("#m-{}", answer.number)) { "celle " (fr::of(&who)) } "."
        }));
    }
    Ok(page.body(html! {
        (live::region("messages", &source, ("nouveau message", "nouveaux messages"), &entries))
        (section("repondre", "Répondre", html! {}, answer(&shown, reply)))
    }))
}

fn actions(shown: &Shown<'_>) -> Markup {
    let (home, thread) = (shown.home(), &shown.read.thread);
    let (act, label, icon) = match thread.follows {
        true => ("laisser", "Ne plus suivre", "eye-off"),
        false => ("suivre", "Suivre", "bell"),
    };
    let small = |path: &str, act: &str, button: Button| {
        Form::post(shown.frame, format!("{home}/{path}"))
            .bare()
            .body(html! { (button.value("acte", act)) })
    };
    html! {
        (small("abonnement", act, Button::plain(label).icon(icon)))
        @if shown.ground.moderates {
            (as_question(shown))
            @if thread.pinned { (small("etat", "detacher", Button::plain("Ne plus épingler").quiet())) }
            @else { (small("etat", "epingler", Button::plain("Épingler").quiet())) }
            @if thread.closed { (small("etat", "rouvrir", Button::plain("Rouvrir").quiet().icon("lock-open"))) }
            @else { (small("etat", "clore", Button::plain("Clore").quiet().icon("lock"))) }
        }
    }
}

/// What was answered well is often asked: the form of frequent questions, filled in.
fn as_question(shown: &Shown<'_>) -> Markup {
    let thread = &shown.read.thread;
    let answer = thread
        .answer
        .and_then(|id| shown.read.find(id))
        .filter(|post| post.hidden.is_none());
    let text = answer.and_then(|post| post.text.as_deref());
    let (Some(title), Some(text)) = (&thread.title, text) else {
        return html! {};
    };
    let address = format!("/sessions/{}/questions/reprise", shown.ground.session.id);
    html! {
        (Form::post(shown.frame, address).bare().body(html! {
            input type="hidden" name="question" value=(title);
            input type="hidden" name="reponse" value=(catalogue::library::plain(text));
            (Button::plain("En faire une question fréquente").quiet().icon("circle-question-mark"))
        }))
    }
}

fn entry(shown: &Shown<'_>, post: &Post) -> Result<Markup> {
    let (read, session) = (shown.read, &shown.ground.session);
    let chosen = read.thread.answer == Some(post.id);
    let reported = read.reports.iter().filter(|one| one.post == post.id).count();
    let edited = post
        .edited
        .map_or_else(String::new, |at| at.as_millisecond().to_string());
    // What it quotes may be hidden, or said otherwise.
    let quoted = post.quoted.and_then(|id| read.find(id));
    let quoted = quoted.map_or_else(String::new, |one| {
        let edited = one.edited.map_or(0, |at| at.as_millisecond());
        format!("{edited}.{}", u8::from(one.hidden.is_some()))
    });
    let version = format!(
        "{edited}-{}-{}-{}-{reported}-{quoted}",
        u8::from(post.hidden.is_some()),
        u8::from(chosen),
        u8::from(read.thread.closed)
    );
    let unread = post.number > read.thread.read;
    Ok(html! {
        article.message.chosen[chosen] id=(format!("m-{}", post.number)) data-entry=(post.id) data-version=(version)
            aria-labelledby=(format!("qui-{}", post.number)) {
            header.message-head {
                (avatar(&read.names.initials(post.author), AvatarSize::Medium))
                div {
                    h2.message-who id=(format!("qui-{}", post.number)) {
                        (read.names.full(post.author)) span.visually-hidden { ", message " (post.number) }
                    }
                    p.soft.small {
                        @if read.names.tutor(post.author) { "Tuteur de la session, " }
                        (moment(session, post.at)?)
                        @if post.edited.is_some() { ", modifié" }
                    }
                }
                @if chosen { (State::done("Réponse retenue")) }
                @else if unread && post.author != shown.ground.person { (State::now("Nouveau")) }
            }
            (words(shown, post))
            (tools(shown, post))
        }
    })
}

fn words(shown: &Shown<'_>, post: &Post) -> Markup {
    let read = shown.read;
    let text = || match &post.text {
        Some(text) => prose(&linked(text)),
        None => html! { p.soft { (ERASED) } },
    };
    let hidden = post.hidden.as_ref().map(|hidden| {
        let who = hidden
            .by
            .map_or_else(String::new, |by| format!(" par {}", read.names.full(by)));
        let why = hidden
            .reason
            .as_deref()
            .map_or_else(String::new, |why| format!("\u{202f}: {why}"));
        format!("Message masqué{who}{why}")
    });
    html! {
        @if let Some((who, words)) = post.quoted.and_then(|id| read.quote(id)) {
            blockquote.quoted { p { (fr::rich(&words)) } p.soft.small { (who) } }
        }
        @match hidden {
            Some(sentence) => {
                p.soft { (fr::rich(&sentence)) }
                @if shown.ground.moderates { div.masked { (text()) } }
            }
            None => (text()),
        }
        @for report in read.reports.iter().filter(|one| one.post == post.id) {
            (Notice::warn(html! {
                "Signalé par " (read.names.full(report.by)) "\u{202f}: " (fr::rich(report.reason.as_deref().unwrap_or("raison effacée")))
            }))
        }
    }
}

/// What may be done with a message: in a menu, but for quoting.
fn tools(shown: &Shown<'_>, post: &Post) -> Markup {
    let (ground, read, home) = (shown.ground, shown.read, shown.home());
    let at = format!("{home}/messages/{}", post.id);
    let open = ground.silent.is_none() && !read.thread.closed;
    let own = post.author == ground.person;
    let mut menu = Menu::new(
        format!("plus-{}", post.number),
        format!("Autres actions, message {}", post.number),
    )
    .compact();
    let mut some = false;
    if ground.silent.is_none() && may_change(post.written(read.thread.closed), ground.person, shown.now) {
        menu = menu.item(MenuItem::link("Modifier", format!("{at}/modification")).icon("pencil"));
        some = true;
    }
    if !own && post.hidden.is_none() {
        menu = menu.item(MenuItem::link("Signaler", format!("{at}/signalement")).icon("flag"));
        some = true;
    }
    if ground.moderates {
        let reported = read.reports.iter().any(|one| one.post == post.id);
        if post.hidden.is_some() || reported {
            let label = if post.hidden.is_some() {
                "Montrer de nouveau"
            } else {
                "Classer le signalement"
            };
            menu = menu.item(MenuItem::post(shown.frame, label, format!("{at}/retablissement")).icon("eye"));
        }
        if post.hidden.is_none() {
            menu = menu.item(
                MenuItem::link("Masquer", format!("{at}/masquage"))
                    .icon("eye-off")
                    .danger(),
            );
        }
        some = true;
    }
    let chosen = read.thread.answer == Some(post.id);
    let chooses = ground.silent.is_none()
        && post.hidden.is_none()
        && may_choose(read.thread.author, ground.person, ground.moderates, post.number);
    html! {
        div.message-tools {
            @if open && post.hidden.is_none() {
                (Button::plain("Citer").quiet().small().icon("undo-2").href(format!("{home}?citer={}#repondre", post.id)))
            }
            @if chooses {
                (Form::post(shown.frame, format!("{home}/solution")).bare().body(html! {
                    @if chosen { (Button::plain("Ne plus retenir").quiet().small()) }
                    @else { (Button::plain("Retenir comme réponse").quiet().small().icon("check").value("message", post.id.to_string())) }
                }))
            }
            @if some { (menu) }
        }
    }
}

fn answer(shown: &Shown<'_>, reply: &Reply<'_>) -> Markup {
    let (ground, read) = (shown.ground, shown.read);
    if let Some(why) = ground.silent.or(read.thread.closed.then_some(CLOSED)) {
        return html! {
            p.soft { (why) }
            @if !reply.text.is_empty() { p { "Ce que vous aviez écrit\u{202f}:" } (prose(&linked(reply.text))) }
        };
    }
    let quoted = reply.quoted.and_then(|id| Some((id, read.quote(id)?)));
    let area = TextArea::new("texte", "Votre message")
        .value(reply.text)
        .required()
        .maxlength(u32::try_from(LONGEST_TEXT).unwrap_or(u32::MAX))
        .hint("Tout le groupe et vos tuteurs le liront. Les adresses qui commencent par https:// deviennent des liens.")
        .error(reply.errors.get("texte"));
    html! {
        (Form::post(shown.frame, format!("{}/messages", shown.home())).body(html! {
            @if let Some((id, (who, words))) = quoted {
                input type="hidden" name="citer" value=(id);
                blockquote.quoted { p { (fr::rich(&words)) } p.soft.small { "Vous citez " (who) } }
            }
            (area)
            p.actions { (Button::primary("Envoyer").icon("send")) }
        }))
    }
}
