//! What the person is told of their request, sealed with its own key. Each mail leads to the page where they follow it.

use people::accounts::mails::{Letter, Sender, letter};
use people::directory::Identity;
use platform::db::Tx;
use platform::html::{fr, html};
use platform::mail::{self, Message};
use platform::vault::DataKey;
use platform::{PersonId, Result, Site};

use super::rules::RequestState;
use super::store::Request;

fn link(site: &Site, request: &Request) -> String {
    format!("{}/ma-demande/{}", site.config().public_url, request.token)
}

/// Says where the request stands now; `queue` in the transaction that brought it there.
pub(super) async fn tell(
    tx: &mut Tx,
    site: &Site,
    key: &DataKey,
    request: &Request,
    sender: Option<&Sender>,
) -> Result<()> {
    let message = match request.state {
        RequestState::Unconfirmed => confirmation(site, request),
        _ => news(site, request, sender),
    };
    mail::queue(tx, site, key, PersonId(request.id.0), "request", &message)
        .await
        .map(drop)
}

fn news(site: &Site, request: &Request, sender: Option<&Sender>) -> Message {
    let asked = &request.asked;
    let to = Identity {
        given_name: asked.given_name.clone(),
        family_name: asked.family_name.clone(),
        email: asked.email.clone(),
        ..Identity::default()
    };
    let course = fr::quote(&request.title);
    let (subject, mut said) = match request.state {
        RequestState::Incomplete => (
            format!("Votre dossier pour {course} est à compléter"),
            vec![format!("Il manque quelque chose à votre dossier pour {course}\u{202f}:")],
        ),
        RequestState::Refused => (
            format!("Votre demande pour {course}"),
            vec![format!("Votre demande pour {course} ne peut pas être acceptée\u{202f}:")],
        ),
        _ => (
            format!("Votre demande pour {course} est reçue"),
            vec![
                format!("La {} a bien reçu votre demande d’inscription à {course}.", request.region_name),
                "Elle vous écrit dès que votre dossier avance. Vous n’avez rien d’autre à faire pour l’instant.".to_owned(),
            ],
        ),
    };
    let told = matches!(request.state, RequestState::Incomplete | RequestState::Refused);
    said.extend(told.then(|| request.said.clone()));
    let paragraphs: Vec<&str> = said.iter().map(String::as_str).collect();
    let what = Letter {
        subject,
        paragraphs: &paragraphs,
        act: "Suivre ma demande",
        link: &link(site, request),
    };
    letter(site, &to, sender, &what)
}

/// To an address that anyone may have typed: nothing of what they typed is in it.
fn confirmation(site: &Site, request: &Request) -> Message {
    let name = &site.config().site_name;
    let link = link(site, request);
    let course = fr::quote(&request.title);
    let asked = format!("Une demande d’inscription à {course} a été faite avec votre adresse e-mail.");
    let step = "Pour que votre CMA la reçoive, confirmez-la avec ce lien, valable sept jours\u{202f}:";
    let ignore = "Ce n’était pas vous\u{202f}? Ne faites rien\u{202f}: la demande s’efface d’elle-même.";
    let body = html! {
        p { "Bonjour," }
        p { (asked) }
        p { (step) }
        p { a href=(link) { "Confirmer ma demande" } }
        p { (ignore) }
        p { "À bientôt," br; (name) }
    };
    Message {
        unsubscribe: None,
        from_name: name.clone(),
        from_address: None,
        reply_to: None,
        to_name: String::new(),
        to: request.asked.email.clone(),
        subject: format!("Confirmez votre demande pour {course}"),
        text: format!("Bonjour,\n\n{asked}\n\n{step}\n\n{link}\n\n{ignore}\n\nÀ bientôt,\n{name}\n"),
        html: body.into_string(),
    }
}
