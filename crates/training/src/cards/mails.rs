//! What the old address is told when another takes its place.

use people::accounts::mails::{Letter, Sender, letter};
use people::directory::Identity;
use platform::Site;
use platform::mail::Message;

/// To the address that was: nothing of the new one is said.
pub(super) fn moved(site: &Site, before: &Identity, sender: Option<&Sender>) -> Message {
    let name = &site.config().site_name;
    let what = Letter {
        subject: format!("Votre adresse e-mail sur {name}"),
        paragraphs: &[
            "Votre CMA vient d’enregistrer une autre adresse e-mail pour vous\u{202f}: les messages n’arriveront plus à celle-ci.",
            "Si vous ne l’avez pas demandé, répondez à ce message ou appelez votre CMA\u{202f}: elle remettra votre adresse.",
        ],
        act: &format!("Ouvrir {name}"),
        link: &format!("{}/", site.config().public_url),
    };
    letter(site, before, sender, &what)
}
