//! Letters: mails of a few paragraphs and one link. The two of an account are here; they carry nothing secret besides the link.

use platform::html::html;
use platform::mail::Message;
use platform::{PersonId, Result, Site};

use crate::directory::{Directory, Identity};

/// Who signs a mail: René's name in From, his address in Reply-To.
#[derive(Clone, Debug)]
pub struct Sender {
    /// « René Kerjean, CMA Bretagne ».
    pub name: String,
    /// His address.
    pub address: String,
}

/// Who signs for a house: « René Kerjean, CMA Bretagne »; the platform when nobody acts. Call before the transaction.
///
/// # Errors
/// The store's.
pub async fn sender(site: &Site, by: Option<PersonId>, house: &str) -> Result<Option<Sender>> {
    let Some(by) = by else { return Ok(None) };
    let card = Directory::of(site)?.card(site, by).await?;
    Ok(Some(Sender {
        name: format!("{}, {house}", card.full_name()),
        address: card.email.clone(),
    }))
}

/// Invites someone to choose their password. `what` is what they were enrolled in, when there is something; `may`,
/// what they may do from now on.
pub fn activation(
    site: &Site,
    to: &Identity,
    token: &str,
    sender: Option<&Sender>,
    what: Option<&str>,
    may: Option<&str>,
) -> Message {
    let name = &site.config().site_name;
    let link = format!("{}/activation/{token}", site.config().public_url);
    let opening = match what {
        Some(what) => format!("Votre inscription à «\u{202f}{what}\u{202f}» est faite."),
        None => format!("Un compte a été ouvert pour vous sur {name}."),
    };
    let login = format!("Votre identifiant\u{202f}: {}", to.login);
    let step =
        "Choisissez votre mot de passe avec ce lien, valable quatorze jours et une seule fois\u{202f}:";
    let mut paragraphs = vec![opening.as_str()];
    paragraphs.extend(may);
    paragraphs.extend([login.as_str(), step]);
    let what = Letter {
        subject: format!("Votre accès à {name}"),
        paragraphs: &paragraphs,
        act: "Activer mon compte",
        link: &link,
    };
    letter(site, to, sender, &what)
}

/// Lets someone choose another password.
pub fn reset(site: &Site, to: &Identity, token: &str) -> Message {
    let name = &site.config().site_name;
    let link = format!("{}/nouveau-mot-de-passe/{token}", site.config().public_url);
    let paragraphs = [
        "Vous avez demandé à choisir un nouveau mot de passe.",
        "Ce lien est valable une heure et une seule fois\u{202f}:",
    ];
    let what = Letter {
        subject: format!("Nouveau mot de passe pour {name}"),
        paragraphs: &paragraphs,
        act: "Choisir un mot de passe",
        link: &link,
    };
    let mut message = letter(site, to, None, &what);
    let ignore = "Ce n’était pas vous\u{202f}? Ne faites rien\u{202f}: votre mot de passe reste le même.";
    message.text.push_str(&format!("\n{ignore}\n"));
    message
}

/// What a letter says.
#[derive(Clone, Debug)]
pub struct Letter<'a> {
    /// Its subject.
    pub subject: String,
    /// What it says, between « Bonjour » and the link.
    pub paragraphs: &'a [&'a str],
    /// The words of the link.
    pub act: &'a str,
    /// Its address, whole.
    pub link: &'a str,
}

/// A letter to someone, from who signs it or from the platform.
pub fn letter(site: &Site, to: &Identity, sender: Option<&Sender>, what: &Letter<'_>) -> Message {
    let Letter {
        subject,
        paragraphs,
        act,
        link,
    } = what;
    let name = &site.config().site_name;
    let hello = format!("Bonjour {},", to.given_name);
    let signature = sender.map_or_else(|| name.clone(), |sender| sender.name.clone());
    let text = format!(
        "{hello}\n\n{}\n\n{link}\n\nÀ bientôt,\n{signature}\n",
        paragraphs.join("\n\n")
    );
    let body = html! {
        p { (hello) }
        @for paragraph in *paragraphs { p { (paragraph) } }
        p { a href=(link) { (act) } }
        p { "À bientôt," br; (signature) }
    };
    Message {
        unsubscribe: None,
        from_name: signature,
        from_address: None,
        reply_to: sender.map(|sender| sender.address.clone()),
        to_name: to.full_name(),
        to: to.email.clone(),
        subject: subject.clone(),
        text,
        html: body.into_string(),
    }
}
