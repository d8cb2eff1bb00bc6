//! [`making`]: sending a request and following one's own; [`handling`]: the manager's pages; [`public`]: following one's own request;
//! [`shop`]: the catalogue and its form.

pub(super) mod handling;
pub(super) mod making;
pub(super) mod public;
pub(super) mod shop;

use jiff::Timestamp;
use jiff::civil::Date;
use platform::Result;
use platform::html::{FormErrors, Markup, State, TextArea, TextField, html};

use super::rules::{Asked, MOST_SIGNS, RequestState};
use crate::standings;
pub use making::{sent_table, ways};

/// Where a request stands, with icon and word.
fn state(state: RequestState) -> State {
    let words = state.label();
    match state {
        RequestState::Unconfirmed => State::todo(words).icon("mail"),
        RequestState::Received => State::todo(words).icon("inbox"),
        RequestState::Incomplete => State::warn(words),
        RequestState::Signed => State::now(words).icon("file-check"),
        RequestState::Enrolled => State::done(words),
        RequestState::Refused | RequestState::Withdrawn => State::bad(words).icon("circle-slash"),
    }
}

/// The day of an instant in a region's zone.
fn day(at: Timestamp, zone: &str) -> Result<Date> {
    crate::sessions::days(at, at.max(Timestamp::UNIX_EPOCH), zone).map(|(first, _)| first)
}

/// The fields about the person. `own`: they fill it in themselves.
fn fields(asked: &Asked, errors: &FormErrors, own: bool) -> Markup {
    let auto = |tokens: &'static str| if own { tokens } else { "off" };
    let most = u32::try_from(MOST_SIGNS).unwrap_or(u32::MAX);
    html! {
        (TextField::new("prenom", "Prénom").value(&*asked.given_name).autocomplete(auto("given-name")).required().error(errors.get("prenom")))
        (TextField::new("nom", "Nom").value(&*asked.family_name).autocomplete(auto("family-name")).required().error(errors.get("nom")))
        (TextField::new("courriel", "Adresse e-mail").email().value(&*asked.email).autocomplete(auto("email")).required()
            .error(errors.get("courriel")))
        (TextField::new("telephone", "Téléphone").tel().value(&*asked.phone).autocomplete(auto("tel")).optional()
            .error(errors.get("telephone")))
        (TextField::new("entreprise", "Entreprise").value(&*asked.company).autocomplete(auto("organization")).optional()
            .error(errors.get("entreprise")))
        (TextField::new("siret", "SIRET").value(&*asked.siret).inputmode("numeric").autocomplete("off").optional()
            .hint("Quatorze chiffres.").error(errors.get("siret")))
        (TextField::new("metier", "Métier").value(&*asked.trade).autocomplete(auto("organization-title")).optional()
            .error(errors.get("metier")))
        (standings::choice(asked.standing))
        (TextArea::new("message", "Message").value(&*asked.message).maxlength(most).optional().error(errors.get("message")))
    }
}
