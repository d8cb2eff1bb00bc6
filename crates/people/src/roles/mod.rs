//! Roles and grants: a role is a set of permissions, a grant gives it to a person over a scope.
//! Owns `roles`, `role_permissions`, `role_defaults`, `grants`. Announces `role.granted`, `role.revoked`.

mod store;

pub use store::{Over, Role, grant, grant_all, holders, install, not_to_correct, of_person, revoke, roles};
