//! What permissions apply to. An object says once where its scopes stand in its tables: the check of one object and
//! the predicate of a list are made from the same words, so they can't disagree.

use uuid::Uuid;

/// Where an object lives and which scopes contain it. Every field is a piece of SQL of our own.
#[derive(Clone, Copy, Debug)]
pub struct Source {
    /// FROM clause, with aliases and joins.
    pub from: &'static str,
    /// The object's identifier.
    pub id: &'static str,
    /// True while it is not deleted.
    pub alive: &'static str,
    /// Its region.
    pub region: Option<&'static str>,
    /// Its training session.
    pub session: Option<&'static str>,
    /// The learner whom it is about.
    pub learner: Option<&'static str>,
    /// Whose own it is.
    pub own: Option<&'static str>,
}

/// A kind of thing that permissions apply to.
pub trait Object: Send + Sync + 'static {
    /// Its identifier.
    type Id: From<Uuid> + Copy + Send + Sync + std::fmt::Debug;
    /// The name of its identifier in paths: `/sessions/{session}`.
    const PARAM: &'static str;
    /// Where it lives; none for the platform itself.
    const SOURCE: Option<Source>;
    /// Whatever decides who may do what to one's own is in the stamp of its owner ([`super::Actor::stamp`]).
    const STAMPED: bool = false;
}

/// The platform as a whole: what only a grant over everything allows.
pub struct Platform;

impl Object for Platform {
    type Id = Uuid;
    const PARAM: &'static str = "";
    const SOURCE: Option<Source> = None;
}

/// True when a grant `g` covers the object of the row.
pub(super) fn scopes(source: Option<&Source>) -> String {
    let mut scopes = "g.scope_kind = 'platform'".to_owned();
    if let Some(source) = source {
        for (kind, column) in [
            ("region", source.region),
            ("session", source.session),
            ("learner", source.learner),
        ] {
            if let Some(column) = column {
                scopes.push_str(&format!(
                    " OR (g.scope_kind = '{kind}' AND g.scope_id = {column})"
                ));
            }
        }
        if let Some(column) = source.own {
            scopes.push_str(&format!(" OR (g.scope_kind = 'self' AND g.person_id = {column})"));
        }
    }
    scopes
}

/// True when a person holds the permission over the object of the row: `$1`, or a column of ours. The name is a constant of ours.
pub(super) fn predicate(source: Option<&Source>, permission: &str, person: &str) -> String {
    let scopes = scopes(source);
    format!(
        "EXISTS (SELECT 1 FROM grants g JOIN role_permissions rp ON rp.role_id = g.role_id \
         WHERE g.person_id = {person} AND rp.permission = '{permission}' AND ({scopes}))"
    )
}
