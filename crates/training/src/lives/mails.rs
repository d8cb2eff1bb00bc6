//! What a learner is told of their access: suspended, given back, in another session.

use jiff::civil::Date as Day;
use people::accounts::mails::{Letter, Sender, letter};
use people::directory::Identity;
use platform::html::fr;
use platform::mail::Message;
use platform::{Result, Site};

use crate::sessions::{Date, TrainingSession, days, local};

fn home(site: &Site) -> String {
    format!("{}/", site.config().public_url)
}

pub(super) fn suspended(
    site: &Site,
    to: &Identity,
    session: &TrainingSession,
    (sender, left): (Option<&Sender>, &str),
) -> Message {
    let title = fr::quote(&session.title);
    let said = format!("Votre accès au parcours {title} est suspendu à partir d’aujourd’hui.");
    let kept = format!(
        "Ce que vous avez fait est gardé. Le temps qui vous restait ({left}) vous sera rendu quand votre accès reprendra."
    );
    let ask = "Une question\u{202f}? Répondez à ce message.";
    let what = Letter {
        subject: format!("Votre accès à {title} est suspendu"),
        paragraphs: &[&said, &kept, ask],
        act: &format!("Ouvrir {}", site.config().site_name),
        link: &home(site),
    };
    letter(site, to, sender, &what)
}

pub(super) fn resumed(
    site: &Site,
    to: &Identity,
    session: &TrainingSession,
    (sender, last): (Option<&Sender>, Day),
) -> Message {
    let title = fr::quote(&session.title);
    let said = format!(
        "Votre accès au parcours {title} vous est rendu. Il reste ouvert jusqu’au {} inclus.",
        fr::date_words_with_year(last)
    );
    let what = Letter {
        subject: format!("Votre accès à {title} est rendu"),
        paragraphs: &[
            &said,
            "Ce que vous aviez fait est gardé\u{202f}: reprenez où vous en étiez.",
        ],
        act: "Reprendre mon parcours",
        link: &home(site),
    };
    letter(site, to, sender, &what)
}

/// # Errors
/// When the region's zone is unknown.
pub(super) fn transferred(
    site: &Site,
    to: &Identity,
    session: &TrainingSession,
    (sender, dates): (Option<&Sender>, &[Date]),
) -> Result<Message> {
    let title = fr::quote(&session.title);
    let (first, last) = days(session.starts_at, session.ends_at, &session.zone)?;
    let said = format!(
        "Vous suivez maintenant le parcours {title} dans une autre session. Elle est ouverte {}.",
        fr::days(first, last)
    );
    let mut paragraphs = vec![said];
    for date in dates {
        let (from, until) = (local(session, date.starts_at)?, local(session, date.ends_at)?);
        paragraphs.push(format!(
            "{}\u{202f}: {}, {}",
            date.title,
            fr::range(from, until),
            date.place
        ));
    }
    paragraphs.push("Ce que vous avez déjà fait est gardé.".to_owned());
    let paragraphs: Vec<&str> = paragraphs.iter().map(String::as_str).collect();
    let what = Letter {
        subject: format!("Vos nouvelles dates pour {title}"),
        paragraphs: &paragraphs,
        act: "Voir mon parcours",
        link: &home(site),
    };
    Ok(letter(site, to, sender, &what))
}
