//! Advisers: the people of a chamber who send it the wishes of craftspeople. A manager adds them to their region and takes the
//! role away again. The role is a grant of `people/roles`, which announces it.
//! Owns nothing.

mod routes;
mod store;
mod views;

use people::regions::Region;
use platform::permission;

pub use routes::routes;
pub use store::statements;

permission!(
    /// Seeing the advisers of a region, adding one, taking the role away.
    ManageAdvisers on Region, "adviser.manage", "Gérer l’équipe de conseil de la région", [Manager]
);
