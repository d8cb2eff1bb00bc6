//! The pages of a forum.

mod forms;
mod list;
pub(super) mod sharing;
mod thread;

use jiff::Timestamp;
use platform::Result;
use platform::html::{Markup, Page, fr, html};
use training::sessions::{TrainingSession, local};

pub(super) use forms::{Asked, Because, HIDE, REPORT, ask, because, change};
pub(super) use list::{Filter, Listed, everywhere, list};
pub(super) use thread::{Reply, thread};

use super::ground::Ground;
use super::store::threads::Thread;

/// What stands for the title of a discussion whose author is erased.
const UNTITLED: &str = "Discussion dont l’auteur a effacé son compte";
/// What stands for a title that is hidden.
const MASKED: &str = "Discussion masquée";

/// The title of a discussion, as who looks may read it.
fn title(thread: &Thread, moderates: bool) -> &str {
    match &thread.title {
        _ if thread.hidden && !moderates => MASKED,
        Some(title) => title,
        None => UNTITLED,
    }
}

/// A page of the session.
fn of_session(ground: &Ground, title: impl Into<String>) -> Page {
    let page = Page::new(title).crumb("Accueil", "/");
    let name = ground.session.title.as_str();
    match ground.enrolment {
        Some(own) => page
            .crumb("Mes parcours", "/mes-parcours")
            .crumb(name, format!("/mes-parcours/{own}")),
        None => page
            .crumb("Sessions", "/sessions")
            .crumb(name, format!("/sessions/{}", ground.session.id))
            .work(),
    }
}

/// A page under a discussion.
fn beside(ground: &Ground, thread: &Thread, title: &str) -> Page {
    let home = format!("{}/{}", ground.base(), thread.id);
    under(ground, title).crumb(self::title(thread, ground.moderates), home)
}

/// A page under the forum.
fn under(ground: &Ground, title: impl Into<String>) -> Page {
    of_session(ground, title).crumb("Forum", ground.base())
}

/// « le 12 novembre à 10 h 42 », by the clocks of the session.
fn moment(session: &TrainingSession, at: Timestamp) -> Result<Markup> {
    let there = local(session, at)?;
    let words = format!(
        "le {} à {}",
        fr::day_month(there.date()),
        fr::time_words(there.time())
    );
    Ok(html! { time datetime=(at.to_string()) { (fr::rich(&words)) } })
}
