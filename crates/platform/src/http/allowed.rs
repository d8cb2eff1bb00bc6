//! What a page may offer over its object: asked once for every permission, in the words that each act will ask again.

use std::collections::HashSet;
use std::marker::PhantomData;

use uuid::Uuid;

use super::object::{Object, Source, scopes};
use super::permission::Permission;
use crate::db::{Sql, Tx};
use crate::{PersonId, Result, args};

/// The permissions that someone holds over one object.
pub struct Allowed<O: Object> {
    names: HashSet<String>,
    object: PhantomData<O>,
}

impl<O: Object> Allowed<O> {
    /// Asks the store: one query. Nobody is allowed nothing.
    ///
    /// # Errors
    /// The store's.
    pub async fn over(tx: &mut Tx, person: Option<PersonId>, id: Uuid) -> Result<Self> {
        let mut names = HashSet::new();
        if let Some(person) = person {
            for row in tx.all(Self::statement(), args![person, id]).await? {
                names.insert(row.get("permission")?);
            }
        }
        Ok(Self {
            names,
            object: PhantomData,
        })
    }

    /// The statement, for the test that prepares every one.
    pub fn statement() -> Sql {
        let held =
            "SELECT DISTINCT rp.permission FROM grants g JOIN role_permissions rp ON rp.role_id = g.role_id";
        let over = match O::SOURCE {
            Some(Source { from, id, alive, .. }) => {
                format!("CROSS JOIN {from} WHERE {id} = $2 AND ({alive})")
            }
            None => "WHERE $2 = $2".to_owned(),
        };
        Sql::built(format!(
            "{held} {over} AND g.person_id = $1 AND ({})",
            scopes(O::SOURCE.as_ref())
        ))
    }

    /// Whether an act is offered.
    pub fn may<P: Permission<On = O>>(&self) -> bool {
        self.names.contains(P::INFO.name)
    }
}
