//! Who issues a document, as documents print it.

use documents::{Organisation, Signatory};
use people::organisations;
use training::sessions::TrainingSession;

/// As the chamber names itself.
pub(crate) fn of(said: &organisations::Organisation) -> (Organisation, Signatory) {
    let organisation = Organisation {
        name: said.name.clone(),
        address_lines: said.address.clone(),
        siret: said.siret.clone(),
        nda: said.nda.clone(),
        city: said.city.clone(),
    };
    let signatory = Signatory {
        name: said.signatory.clone(),
        capacity: said.capacity.clone(),
    };
    (organisation, signatory)
}

/// As the chamber names itself, or by the name of its region while it hasn't.
pub(crate) fn or_region(
    said: Option<organisations::Organisation>,
    session: &TrainingSession,
) -> (Organisation, Signatory) {
    of(&said.unwrap_or_else(|| organisations::Organisation {
        name: session.region_name.clone(),
        ..organisations::Organisation::default()
    }))
}
