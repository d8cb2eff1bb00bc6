//! The mail to whoever takes somebody's place: what they take over.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use people::accounts::mails::{Letter, Sender, letter};
use people::directory::Identity;
use platform::Site;
use platform::html::fr;
use platform::mail::Message;

use super::rules::duties_in_words;
use super::{Duty, store::HandedOver};
use crate::sessions::{Date, TrainingSession};

/// What the mail tells.
pub(super) struct News<'a> {
    pub(super) session: &'a TrainingSession,
    pub(super) zone: &'a TimeZone,
    pub(super) former: &'a Identity,
    pub(super) passed: &'a HandedOver,
    /// How many learners the session has.
    pub(super) enrolled: usize,
    /// The dates to come.
    pub(super) dates: &'a [Date],
    pub(super) waiting: u64,
}

/// The mail.
pub(super) fn news(site: &Site, to: &Identity, sender: Option<&Sender>, news: &News<'_>) -> Message {
    let session = news.session;
    let title = fr::quote(&session.title);
    let opening = format!(
        "Vous prenez la suite de {} dans la session {title} ({}).",
        news.former.full_name(),
        session.reference
    );
    let many = u64::try_from(news.enrolled).unwrap_or(u64::MAX);
    let mut said = format!("La session a {}.", fr::count(many, "apprenant", "apprenants"));
    if news.waiting > 0 {
        let waiting = fr::count(
            news.waiting,
            "étape attend d’être validée",
            "étapes attendent d’être validées",
        );
        said.push_str(&format!(" {waiting}."));
    }
    let mut paragraphs = vec![opening];
    paragraphs.extend(tasks(news.passed));
    paragraphs.push(said);
    let local = |at: Timestamp| at.to_zoned_datetime(news.zone.clone()).datetime();
    paragraphs.extend(news.dates.iter().map(|date| {
        let when = fr::range(local(date.starts_at), local(date.ends_at));
        format!("{}, {}\u{202f}: {when}.", date.title, date.place)
    }));
    let paragraphs: Vec<&str> = paragraphs.iter().map(String::as_str).collect();
    let what = Letter {
        subject: format!("Vous accompagnez {title}"),
        paragraphs: &paragraphs,
        act: "Ouvrir la session",
        link: &format!("{}/sessions/{}", site.config().public_url, session.id),
    };
    letter(site, to, sender, &what)
}

/// « Vous êtes là pour le contenu et pour la technique, pour toute la session. »
fn tasks(passed: &HandedOver) -> Vec<String> {
    let mut lines = Vec::new();
    if !passed.duties.is_empty() {
        let duties = duties_in_words(&passed.duties);
        lines.push(format!("Vous êtes là {duties}, pour toute la session."));
    }
    for duty in Duty::ALL {
        let many = passed.learners.iter().filter(|(_, of)| *of == duty).count();
        let whose = match u64::try_from(many).unwrap_or(u64::MAX) {
            0 => continue,
            many => fr::count(many, "apprenant en particulier", "apprenants en particulier"),
        };
        lines.push(format!(
            "{}, vous suivez {whose}\u{202f}: la page de la session dit qui.",
            duty.label()
        ));
    }
    lines
}
