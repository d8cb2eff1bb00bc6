//! Organisations: what a chamber is before the law. Its name, address, numbers and who signs for it, as its documents
//! print them. Sealed, since it names someone.
//! Owns `organisations`. Announces `organisation.changed`.

mod routes;
mod rules;
mod store;
mod views;

use platform::permission;

use crate::regions::Region;

pub use routes::routes;
pub use rules::Organisation;
pub use store::{find, save};

permission!(
    /// Saying what a chamber's documents print of it.
    EditOrganisation on Region, "organisation.edit", "Modifier l’organisme et le signataire des documents", [Manager]
);
