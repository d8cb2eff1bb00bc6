//! What the account that stays is told, once another is part of it: whoever shares the mailbox reads whose it was.

use platform::Site;
use platform::mail::Message;

use crate::accounts::mails::{Letter, letter};
use crate::directory::Identity;

/// `chamber` opened the account that closes, in the name of `former`.
pub(super) fn united(site: &Site, to: &Identity, former: &Identity, chamber: &str) -> Message {
    let what = Letter {
        subject: "Vos deux comptes n’en font plus qu’un".to_owned(),
        paragraphs: &[
            &format!(
                "Vos deux comptes n’en font plus qu’un\u{202f}: celui que {chamber} a ouvert au nom de {} est réuni au vôtre.",
                former.full_name()
            ),
            &format!(
                "Toutes vos formations sont au même endroit, avec votre identifiant {} et votre mot de passe habituel.",
                to.login
            ),
            &format!("Si ce n’est pas vous, répondez à ce message ou appelez {chamber} sans attendre."),
        ],
        act: "Voir mes formations",
        link: &format!("{}/mes-parcours", site.config().public_url),
    };
    letter(site, to, None, &what)
}
