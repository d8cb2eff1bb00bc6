//! Awards: badges that are won by themselves. What wins one is a rule, kept as data; what happens is followed by a reactor, so
//! that a rule is held to each event once. A holder shows a badge to others by a link, when they choose to, and takes it along
//! as an Open Badges 3.0 credential.
//! Owns `badge_rules`, `awards`. Announces `badge.won`, `badge.shared`, `badge.unshared`, `badge_rule.made`, `badge_rule.stopped`,
//! `badge_rule.resumed`.

mod credential;
mod office;
mod reactor;
mod routes;
mod rules;
mod store;
mod views;

use platform::http::{Object, Platform, Source};
use platform::permission;

pub use reactor::reactors;
pub use routes::routes;
pub(crate) use store::pass;
pub use store::{Award, AwardId, of_person, statements, won};
pub use views::badges;

impl Object for Award {
    type Id = AwardId;
    const PARAM: &'static str = "badge";
    const SOURCE: Option<Source> = Some(Source {
        from: "awards o JOIN training_sessions s ON s.id = o.session_id",
        id: "o.id",
        alive: "s.deleted_at IS NULL",
        region: None,
        session: None,
        learner: None,
        own: Some("o.person_id"),
    });
}

permission!(
    /// Showing one's badge, taking it along.
    ShowAward on Award, "award.show", "Montrer et télécharger ses badges", [Learner]
);
permission!(
    /// Saying what badges are won by.
    MakeBadges on Platform, "badge_rule.make", "Choisir les badges et ce qui les fait gagner", []
);
