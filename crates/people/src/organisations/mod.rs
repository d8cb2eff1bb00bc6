//! Organisations: what a chamber is before the law. Its name, address, numbers and who signs for it, as its documents
//! print them, with its stamp and the signature of who signs. Sealed, since it names someone.
//! Owns `organisations`, `organisation_pictures`. Announces `organisation.changed`.

mod picture;
mod pictures;
mod routes;
mod rules;
mod store;
mod views;

use platform::permission;

use crate::regions::Region;

pub use routes::routes;
pub use rules::Organisation;
pub use store::{Drawn, drawn, find, picture, save};

permission!(
    /// Saying what a chamber's documents print of it.
    EditOrganisation on Region, "organisation.edit", "Modifier l’organisme et le signataire des documents", [Manager]
);
