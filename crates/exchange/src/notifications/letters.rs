//! The mails: who did something and where it is read, never what was written; and the way to have no more of them.

use people::accounts::mails::{Letter, letter};
use people::directory::Identity;
use platform::Site;
use platform::html::{fr, html};
use platform::ids::PersonId;
use platform::mail::Message;

use super::views::CHOICES;
use super::{Words, kinds};

/// What stands for somebody's refusal of a kind in an address: only the platform can write it.
pub(super) fn token(site: &Site, person: PersonId, kind: &str) -> String {
    let proof = site.vault().blind("unsubscribe", &format!("{person}\n{kind}"));
    let proof: String = proof.iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    format!("{person}.{kind}.{proof}")
}

/// Reads it back.
pub(super) fn read(site: &Site, typed: &str) -> Option<(PersonId, String)> {
    let (person, rest) = typed.split_once('.')?;
    let (kind, _) = rest.rsplit_once('.')?;
    let person: PersonId = person.parse().ok()?;
    (token(site, person, kind) == typed).then(|| (person, kind.to_owned()))
}

fn unsubscribe(site: &Site, person: PersonId, kind: &str) -> String {
    format!(
        "{}/desabonnement/{}",
        site.config().public_url,
        token(site, person, kind)
    )
}

/// « Fabienne Caradec\u{202f}: une réponse dans une discussion que je suis »
pub(super) fn told(kind: &str, by: Option<&Identity>) -> String {
    let label = kinds::find(kind).map_or("Une nouvelle pour vous", |kind| kind.label);
    match by {
        Some(card) => format!("{}\u{202f}: {}", card.full_name(), fr::uncapitalise(label)),
        None => label.to_owned(),
    }
}

/// One piece of news.
pub(super) fn one(
    site: &Site,
    (person, to): (PersonId, &Identity),
    (kind, by, path): (&str, Option<&Identity>, &str),
) -> Message {
    let what = told(kind, by);
    let news = Letter {
        subject: what.clone(),
        paragraphs: &[&format!("{what}."), "Pour lire et répondre\u{202f}:"],
        act: "Lire sur la plateforme",
        link: &format!("{}{path}", site.config().public_url),
    };
    let stop = unsubscribe(site, person, kind);
    let out = ("Ne plus recevoir ces e-mails", stop.as_str());
    with_a_way_out(letter(site, to, None, &news), out, &stop)
}

/// One that carries words of ours.
pub(super) fn worded(
    site: &Site,
    (person, to): (PersonId, &Identity),
    (kind, path): (&str, &str),
    words: &Words,
) -> Message {
    let paragraphs: Vec<&str> = words.paragraphs.iter().map(String::as_str).collect();
    let news = Letter {
        subject: words.subject.clone(),
        paragraphs: &paragraphs,
        act: "Ouvrir la page",
        link: &format!("{}{path}", site.config().public_url),
    };
    let stop = unsubscribe(site, person, kind);
    let out = ("Ne plus recevoir ces e-mails", stop.as_str());
    with_a_way_out(letter(site, to, None, &news), out, &stop)
}

/// Several at once, a line each.
pub(super) fn several(site: &Site, (person, to): (PersonId, &Identity), news: &[String]) -> Message {
    let url = &site.config().public_url;
    let count = u64::try_from(news.len()).unwrap_or(u64::MAX);
    let lines: Vec<String> = news.iter().map(|line| format!("– {line}")).collect();
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let news = Letter {
        subject: format!("{} pour vous", fr::count(count, "nouvelle", "nouvelles")),
        paragraphs: &lines,
        act: "Les lire sur la plateforme",
        link: &format!("{url}/notifications"),
    };
    let choices = format!("{url}{CHOICES}");
    let out = ("Choisir ce que vous recevez, et quand", choices.as_str());
    with_a_way_out(
        letter(site, to, None, &news),
        out,
        &unsubscribe(site, person, EVERY),
    )
}

/// Stands for every kind in the refusal of a mail of several.
pub(super) const EVERY: &str = "tout";

/// The mail with a last line that leads somewhere, and the address of one press.
fn with_a_way_out(mut message: Message, (words, link): (&str, &str), press: &str) -> Message {
    message.text.push_str(&format!("\n{words}\u{202f}: {link}\n"));
    let line = html! { p { small { a href=(link) { (words) } } } };
    message.html.push_str(&line.into_string());
    message.unsubscribe = Some(press.to_owned());
    message
}
