//! The discussions of a session; those that wait for an answer over several.

use std::collections::HashMap;
use std::sync::Arc;

use jiff::tz::TimeZone;
use people::directory::Identity;
use platform::html::{
    Button, Empty, Form, Markup, Page, Pages, Render as _, State, Tab, TextField, fr, html, pagination, rows,
    tabs,
};
use platform::{Error, PersonId, Result, live};

use super::super::ground::{Ground, Names, full_name};
use super::super::rules::place;
use super::super::store::ThreadId;
use super::super::store::threads::Thread;
use super::super::store::waiting::Waiting;
use super::{UNTITLED, moment, of_session, title};

/// How many a page holds.
const SIZE: u32 = 30;

/// Which discussions are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::forum) enum Filter {
    All,
    Waiting,
    Unread,
    Reported,
    Shared,
}

impl Filter {
    const ALL: [(Self, &'static str, &'static str); 5] = [
        (Self::All, "", "Toutes"),
        (Self::Waiting, "sans-reponse", "Sans réponse"),
        (Self::Unread, "non-lues", "Non lues"),
        (Self::Reported, "signalees", "Signalées"),
        (Self::Shared, "parcours", "Du parcours"),
    ];

    pub(in crate::forum) fn parse(typed: &str) -> Self {
        let found = Self::ALL.iter().find(|(_, code, _)| *code == typed);
        found.map_or(Self::All, |(filter, ..)| *filter)
    }

    pub(in crate::forum) fn keeps(self, thread: &Thread) -> bool {
        match self {
            Self::All => true,
            Self::Waiting => thread.waits(),
            Self::Unread => thread.unread() > 0,
            Self::Reported => thread.reports > 0,
            Self::Shared => thread.shared(),
        }
    }
}

/// What the list shows.
pub(in crate::forum) struct Listed<'a> {
    pub(in crate::forum) ground: &'a Ground,
    pub(in crate::forum) names: &'a Names,
    pub(in crate::forum) threads: &'a [Thread],
    pub(in crate::forum) filter: Filter,
    pub(in crate::forum) searched: &'a str,
    /// The message that was looked for, in each.
    pub(in crate::forum) found: &'a HashMap<ThreadId, i64>,
    /// Without an answer, unread, reported.
    pub(in crate::forum) counts: [usize; 3],
    pub(in crate::forum) page: u32,
}

impl Listed<'_> {
    fn address(&self, filter: &str, page: u32) -> String {
        let page = if page > 1 { page.to_string() } else { String::new() };
        let query = query(&[("q", self.searched), ("filtre", filter), ("page", &page)]);
        format!("{}{query}", self.ground.base())
    }

    fn code(&self) -> &'static str {
        let found = Filter::ALL.iter().find(|(filter, ..)| *filter == self.filter);
        found.map_or("", |(_, code, _)| code)
    }
}

/// `?a=b&c=d`, without what is empty.
fn query(fields: &[(&str, &str)]) -> String {
    let said = fields.iter().filter(|(_, value)| !value.is_empty());
    let query = form_urlencoded::Serializer::new(String::new())
        .extend_pairs(said)
        .finish();
    if query.is_empty() {
        query
    } else {
        format!("?{query}")
    }
}

pub(in crate::forum) fn list(listed: &Listed<'_>) -> Result<Page> {
    let ground = listed.ground;
    let base = ground.base();
    let about = match ground.course {
        None => {
            "Posez vos questions, répondez aux autres\u{202f}: tout le groupe et vos tuteurs vous lisent."
        }
        Some(_) => {
            "Posez vos questions, répondez aux autres. Les discussions «\u{202f}du parcours\u{202f}» sont partagées avec d’autres sessions\u{202f}: les apprenants s’y nomment par leur prénom et une initiale."
        }
    };
    let page = of_session(ground, "Forum").about(about).actions(html! {
        @if ground.silent.is_none() {
            (Button::primary("Ouvrir une discussion").icon("message-circle").href(format!("{base}/nouvelle")))
        }
        @if ground.shares { (Button::plain("Forum du parcours").quiet().icon("users").href(format!("{base}/parcours"))) }
    });
    let entries = entries(listed)?;
    let source = format!("{base}/suivi");
    let total = listed.threads.len() as u64;
    let pages = Pages {
        current: listed.page,
        size: SIZE,
        total,
    };
    Ok(page.body(html! {
        @if let Some(why) = ground.silent { p.soft { (why) } }
        (search(listed))
        (filters(listed))
        (live::region("discussions", &source, ("nouvelle discussion", "nouvelles discussions"), &entries))
        @if total > u64::from(SIZE) { (pagination("Pages des discussions", pages, |at| listed.address(listed.code(), at))) }
    }))
}

fn search(listed: &Listed<'_>) -> Markup {
    html! {
        (Form::get(listed.ground.base()).tools().body(html! {
            (TextField::new("q", "Chercher dans le forum").search().value(listed.searched).maxlength(100))
            p.actions { (Button::plain("Chercher").icon("search")) }
        }))
    }
}

fn filters(listed: &Listed<'_>) -> Markup {
    let [waiting, unread, reported] = listed
        .counts
        .map(|count| u32::try_from(count).unwrap_or(u32::MAX));
    let tab = |(filter, code, label): &(Filter, &'static str, &'static str)| {
        let tab = Tab::new(*label, listed.address(code, 1)).current(*filter == listed.filter);
        match filter {
            Filter::All | Filter::Shared => tab,
            Filter::Waiting => tab.count(waiting, "discussion", "discussions"),
            Filter::Unread => tab.count(unread, "discussion", "discussions"),
            Filter::Reported => tab.count(reported, "discussion", "discussions"),
        }
    };
    let ground = listed.ground;
    let shown = Filter::ALL.iter().filter(|(filter, ..)| match filter {
        Filter::Reported => ground.moderates,
        Filter::Shared => ground.course.is_some(),
        _ => true,
    });
    tabs("Quelles discussions", &shown.map(tab).collect::<Vec<_>>())
}

fn entries(listed: &Listed<'_>) -> Result<Markup> {
    let from = usize::try_from(SIZE * (listed.page - 1).min(1000)).unwrap_or_default();
    let shown: Vec<&Thread> = listed.threads.iter().skip(from).take(SIZE as usize).collect();
    if shown.is_empty() {
        let (title, why) = match (listed.searched.is_empty(), listed.filter) {
            (true, Filter::All) => (
                "Aucune discussion pour le moment",
                "La première question peut être la vôtre\u{202f}: d’autres se la posent sans doute.",
            ),
            (true, _) => ("Rien ici", "Aucune discussion de cette sorte pour le moment."),
            (false, _) => ("Rien trouvé", "Essayez un mot plus court, ou un autre."),
        };
        return Ok(Empty::new(title)
            .icon("messages-square")
            .level(2)
            .why(why)
            .render());
    }
    let mut lines = Vec::with_capacity(shown.len());
    for thread in shown {
        lines.push(line(listed, thread)?);
    }
    Ok(html! { ul.rows.discussions { @for line in lines { (line) } } })
}

fn line(listed: &Listed<'_>, thread: &Thread) -> Result<Markup> {
    let ground = listed.ground;
    let title = title(thread, ground.moderates);
    let unread = thread.unread();
    let version = format!(
        "{}-{unread}-{}{}{}{}{}{}{}",
        thread.last,
        thread.answer.map_or_else(String::new, |id| id.to_string()),
        u8::from(thread.hidden),
        u8::from(thread.waits()),
        u8::from(thread.pinned),
        u8::from(thread.closed),
        u8::from(thread.shared()),
        thread.reports
    );
    let replies = u64::try_from(thread.last - 1).unwrap_or_default();
    // To the message that was looked for, or to the first one to read.
    let end = match listed.found.get(&thread.id) {
        Some(number) => place(*number, thread.last),
        None if unread > 0 && thread.read > 0 => place(thread.read + 1, thread.last),
        None => String::new(),
    };
    Ok(html! {
        li.discussion.unread[unread > 0] data-entry=(thread.id) data-version=(version) {
            p.discussion-title { a href=(format!("{}/{}{end}", ground.base(), thread.id)) { (fr::rich(title)) } }
            p.discussion-states {
                @if thread.shared() { (State::now("Du parcours").icon("users")) }
                @if thread.pinned { (State::now("Épinglée").icon("flag")) }
                @if thread.answer.is_some() { (State::done("Réponse retenue")) }
                @else if thread.waits() { (State::todo("Sans réponse")) }
                @if thread.closed { (State::locked("Close")) }
                @if unread > 0 { (State::warn(fr::count(unread, "message non lu", "messages non lus")).icon("mail")) }
                @if ground.moderates && thread.reports > 0 { (State::bad("Signalée").icon("flag")) }
            }
            p.soft.small {
                (listed.names.of_thread(thread)) ", "
                (fr::count(replies, "réponse", "réponses")) ", dernier message " (moment(&ground.session, thread.last_at)?)
            }
        }
    })
}

/// What waits in the forums that someone moderates.
pub(in crate::forum) fn everywhere(
    waiting: &[Waiting],
    cards: &HashMap<PersonId, Arc<Identity>>,
) -> Result<Page> {
    let page = Page::new("Forums").crumb("Accueil", "/").work().about(
        "Les discussions sans réponse et les messages signalés, dans les sessions que vous accompagnez, la plus ancienne d’abord.",
    );
    if waiting.is_empty() {
        return Ok(page.body(
            Empty::new("Rien n’attend de réponse")
                .icon("messages-square")
                .level(2)
                .why("Une question posée dans le forum d’une de vos sessions apparaîtra ici."),
        ));
    }
    let mut lines = Vec::with_capacity(waiting.len());
    for one in waiting {
        let zone = TimeZone::get(&one.zone).map_err(|error| Error::internal("a session's zone", error))?;
        let day = fr::day_month(one.at.to_zoned_datetime(zone).date());
        let who = full_name(cards, one.author);
        let title = one.title.as_deref().unwrap_or(UNTITLED);
        lines.push(html! {
            p.discussion-title { a href=(format!("/sessions/{}/forum/{}", one.session, one.id)) { (fr::rich(title)) } }
            @if one.reports > 0 { p { (State::bad("Signalée").icon("flag")) } }
            p.soft.small { (who) ", le " (fr::rich(&day)) ", session " (one.reference) }
        });
    }
    Ok(page.body(rows(lines)))
}
