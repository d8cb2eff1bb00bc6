//! The mail that says at once that a request has arrived: its number, by when it is answered, where it is read; never its words.

use people::accounts::mails::{Letter, letter};
use people::directory::Identity;
use platform::Site;
use platform::mail::Message;

use super::rules::Category;
use super::store::TicketId;

pub(super) fn received(
    site: &Site,
    to: &Identity,
    (id, number): (TicketId, i64),
    category: Category,
) -> Message {
    let arrived = format!("Votre demande d’aide n°\u{a0}{number} est bien arrivée.");
    let promise = category.promise();
    letter(
        site,
        to,
        None,
        &Letter {
            subject: format!("Votre demande d’aide n°\u{a0}{number}"),
            paragraphs: &[
                &arrived,
                &promise,
                "Un avis vous préviendra de chaque réponse. Au téléphone, ce numéro suffit à retrouver votre demande.",
            ],
            act: "Suivre ma demande",
            link: &format!("{}/aide/demandes/{id}", site.config().public_url),
        },
    )
}
