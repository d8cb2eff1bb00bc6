//! The mail that says that a work is corrected. What is said of it stays on the platform.

use people::accounts::mails::{Letter, Sender, letter};
use platform::Site;
use platform::html::fr;
use platform::mail::Message;

use super::publish::{Ready, Told};
use super::rules::Decision;

pub(super) fn news(
    site: &Site,
    ready: &Ready,
    whose: &Told,
    decision: Decision,
    sender: Option<&Sender>,
) -> Message {
    let step = ready
        .step
        .as_ref()
        .map_or("Votre travail", |step| step.title.as_str());
    let (title, course) = (fr::quote(step), fr::quote(&ready.session.title));
    let (subject, said) = match decision {
        Decision::Done => (
            format!("Votre travail est corrigé\u{202f}: {title}"),
            format!(
                "Votre travail {title}, du parcours {course}, est corrigé. La suite du parcours vous attend."
            ),
        ),
        Decision::Redo => (
            format!("Votre travail est à reprendre\u{202f}: {title}"),
            format!(
                "Votre tuteur a lu votre travail {title}, du parcours {course}. Il vous dit quoi reprendre\u{202f}: un nouvel essai est ouvert."
            ),
        ),
    };
    let link = format!(
        "{}/mes-parcours/{}/etapes/{}",
        site.config().public_url,
        whose.enrolment,
        ready.submission.step
    );
    let what = Letter {
        subject,
        paragraphs: &[&said],
        act: "Lire la correction",
        link: &link,
    };
    letter(site, &whose.card, sender, &what)
}
