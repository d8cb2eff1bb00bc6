//! A permission is a verb on a kind of object, with a name for the store and a label for people. Roles are rows; the
//! built-in ones are given these defaults once.

use super::object::{Object, Source, predicate};

/// The roles that every platform begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BuiltIn {
    /// CMA France: everything, everywhere. Given every permission without being named.
    Administrator,
    /// A region's manager.
    Manager,
    /// A tutor or trainer, for the sessions and learners assigned.
    Tutor,
    /// An adviser of a chamber, who sends it the wishes of craftspeople.
    Adviser,
    /// A learner, for what is theirs.
    Learner,
}

impl BuiltIn {
    /// Every built-in role.
    pub const ALL: [Self; 5] = [
        Self::Administrator,
        Self::Manager,
        Self::Tutor,
        Self::Adviser,
        Self::Learner,
    ];

    /// As stored.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Administrator => "administrator",
            Self::Manager => "manager",
            Self::Tutor => "tutor",
            Self::Adviser => "adviser",
            Self::Learner => "learner",
        }
    }

    /// As shown.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Administrator => "Administration nationale",
            Self::Manager => "Gestion de la région",
            Self::Tutor => "Tutorat",
            Self::Adviser => "Conseil",
            Self::Learner => "Apprenant",
        }
    }
}

/// A permission, as data: for roles, the generated table and the matrix.
#[derive(Clone, Copy, Debug)]
pub struct PermissionInfo {
    /// As stored: `enrolment.create`.
    pub name: &'static str,
    /// As shown (French): « Inscrire une personne à une session ».
    pub label: &'static str,
    /// The path parameter of its object; empty for the platform.
    pub on: &'static str,
    /// Where its object lives.
    pub source: Option<Source>,
    /// Built-in roles that begin with it (the administrator always does).
    pub defaults: &'static [BuiltIn],
}

impl PermissionInfo {
    /// Whether a built-in role begins with it.
    pub fn given_to(&self, role: BuiltIn) -> bool {
        role == BuiltIn::Administrator || self.defaults.contains(&role)
    }

    /// The scope predicate, for person `$1`.
    pub fn predicate(&self) -> String {
        self.predicate_of("$1")
    }

    /// The same for each person of a column: `f.person_id`.
    pub fn predicate_of(&self, person: &str) -> String {
        predicate(self.source.as_ref(), self.name, person)
    }

    /// The statement that authorises person `$1` for object `$2`, and tells the region of what stands in one.
    pub fn authorising(&self) -> String {
        match &self.source {
            Some(Source {
                from,
                id,
                alive,
                region,
                ..
            }) => {
                let region = region.map_or_else(String::new, |region| format!(", {region} AS region"));
                format!(
                    "SELECT {id} AS id{region} FROM {from} WHERE {id} = $2 AND ({alive}) AND {}",
                    self.predicate()
                )
            }
            None => format!("SELECT $2 AS id WHERE {}", self.predicate()),
        }
    }
}

/// A permission, as a type: what proofs are of.
pub trait Permission: Send + Sync + 'static {
    /// What it applies to.
    type On: Object;
    /// Its data.
    const INFO: PermissionInfo;
}

/// Declares a permission: `permission!(/// Doc. SeeSession on TrainingSession, "session.see", "Voir une session", [Manager, Tutor]);`
#[macro_export]
macro_rules! permission {
    ($(#[$doc:meta])* $name:ident on $object:ty, $code:literal, $label:literal, [$($role:ident),*]) => {
        $(#[$doc])*
        pub struct $name;

        impl $crate::http::Permission for $name {
            type On = $object;
            const INFO: $crate::http::PermissionInfo = $crate::http::PermissionInfo {
                name: $code,
                label: $label,
                on: <$object as $crate::http::Object>::PARAM,
                source: <$object as $crate::http::Object>::SOURCE,
                defaults: &[$($crate::http::BuiltIn::$role),*],
            };
        }
    };
}
