//! A discussion: its messages, what may be done with each, the reply.

use catalogue::library::prose;
use jiff::Timestamp;
use learning::submissions::piece;
use platform::html::{
    AvatarSize, Button, Form, FormErrors, Frame, Markup, Menu, MenuItem, Notice, Page, Pages, State,
    TextArea, avatar, fr, go_link, html, pagination, section,
};
use platform::{Result, live};

use super::super::ground::Ground;
use super::super::load::Read;
use super::super::rules::{CLOSED, LONGEST_TEXT, PAGE, bounds, may_change, may_choose, page_of, place};
use super::super::store::PostId;
use super::super::store::posts::Post;
use super::super::words::{linked, unnamed};
use super::{moment, title, under};
use crate::attachments;

/// What stands for the words of who is erased.
const ERASED: &str = "Ce message a été effacé avec le compte de son auteur.";

/// A reply being written.
pub(in crate::forum) struct Reply<'a> {
    pub(in crate::forum) quoted: Option<PostId>,
    pub(in crate::forum) text: &'a str,
    pub(in crate::forum) errors: &'a FormErrors,
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

    /// Where a message of it stands.
    fn place(&self, number: i64) -> String {
        place(number, self.read.thread.last)
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
    let entries = read
        .posts()
        .map(|post| entry(&shown, post))
        .collect::<Result<Vec<_>>>()?;
    let entries = html! { @for entry in entries { (entry) } (further(&shown)) };
    let source = format!("{}/suivi", shown.home());
    let mut page = under(ground, title(thread, ground.moderates))
        .errors(reply.errors)
        .script("submissions.js")
        .actions(actions(&shown));
    if let Some(answer) = thread.answer.and_then(|id| read.find(id)) {
        let (who, end) = (read.names.of(answer), shown.place(answer.number));
        page = page.notice(Notice::good(html! {
            "Une réponse est retenue\u{202f}: " a href=(end) { "celle " (fr::of(&who)) } "."
        }));
    }
    let mut elsewhere: Vec<i64> = read.reports.iter().map(|one| one.number).collect();
    elsewhere.retain(|number| page_of(*number) != read.page);
    elsewhere.sort_unstable();
    elsewhere.dedup();
    if !elsewhere.is_empty() {
        page = page.notice(Notice::warn(html! {
            "Signalés sur d’autres pages\u{202f}: "
            @for (at, number) in elsewhere.iter().enumerate() {
                @if at > 0 { ", " }
                a href=(shown.place(*number)) { "message " (number) }
            }
            "."
        }));
    }
    Ok(page.body(html! {
        @if thread.shared() { p.soft.discussion-shared { "Discussion du parcours\u{202f}: les personnes d’autres sessions la lisent et y répondent." } }
        (pages(&shown))
        (live::region("messages", &source, ("nouveau message", "nouveaux messages"), &entries))
        (pages(&shown))
        (section("repondre", "Répondre", html! {}, answer(&shown, reply)))
    }))
}

/// The pages of a long discussion.
fn pages(shown: &Shown<'_>) -> Markup {
    let read = shown.read;
    let small = |number: i64| u32::try_from(number).unwrap_or(u32::MAX);
    let pages = Pages {
        current: small(read.page),
        size: small(PAGE),
        total: u64::try_from(read.thread.last).unwrap_or_default(),
    };
    html! {
        @if pages.last() > 1 { div.discussion-pages { (pagination("Pages de la discussion", pages, |at| format!("{}?page={at}", shown.home()))) } }
    }
}

/// What came after the last message of a page, for who has the page in sight.
fn further(shown: &Shown<'_>) -> Markup {
    let last = shown.read.thread.last;
    let (_, to) = bounds(shown.read.page);
    let more = u64::try_from(last - to).unwrap_or_default();
    html! {
        @if more > 0 {
            p.mt data-entry="suite" data-version=(last) {
                (go_link(fr::count(more, "message plus récent", "messages plus récents"), format!("{}{}", shown.home(), shown.place(to + 1))).icon("arrow-down"))
            }
        }
    }
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
            @if shown.read.moves { (Button::plain("Déplacer").quiet().icon("arrow-right").href(format!("{home}/deplacement"))) }
        }
    }
}

/// What was answered well is often asked: the form of frequent questions, filled in with what was said, without whom.
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
    let names = shown.read.names.words();
    let answer = catalogue::library::plain(text);
    html! {
        (Form::post(shown.frame, address).bare().body(html! {
            input type="hidden" name="question" value=(unnamed(title, &names));
            input type="hidden" name="reponse" value=(unnamed(&answer, &names));
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
                        (read.names.of(post)) span.visually-hidden { ", message " (post.number) }
                    }
                    p.soft.small {
                        @if let Some(part) = read.names.part(post) { (part) ", " }
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
        Some(text) => html! {
            (prose(&linked(text)))
            @for one in read.pieces(post.id) { (piece(one, &format!("{}/pieces/{}", shown.home(), one.id))) }
        },
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
                (Button::plain("Citer").quiet().small().icon("undo-2").href(format!("{home}?page={}&citer={}#repondre", read.page, post.id)))
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
        .maxlength(u32::try_from(LONGEST_TEXT).unwrap_or(u32::MAX))
        .hint(match read.thread.shared() {
            false => "Tout le groupe et vos tuteurs le liront. Les adresses qui commencent par https:// deviennent des liens.",
            true => "Toutes les sessions qui partagent ce forum le liront. Les adresses qui commencent par https:// deviennent des liens.",
        })
        .error(reply.errors.get("texte"));
    html! {
        (Form::post(shown.frame, format!("{}/messages", shown.home())).multipart().body(html! {
            @if let Some((id, (who, words))) = quoted {
                input type="hidden" name="citer" value=(id);
                blockquote.quoted { p { (fr::rich(&words)) } p.soft.small { "Vous citez " (who) } }
            }
            (area)
            (attachments::fields(reply.errors))
            p.actions { (Button::primary("Envoyer").icon("send")) }
        }))
    }
}
