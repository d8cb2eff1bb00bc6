//! What a quiz is made of: questions of the bank, draws by tag, and its rules. It is composed as a draft, and put online as a
//! version of its item. Taking it is the affair of `learning`. Owns `quizzes`, `quiz_slots`, `quiz_drafts`. Announces nothing
//! of its own: `item.version_added` says that it changed.

mod bank;
mod composition;
mod pick;
mod preview;
mod routes;
mod rules_form;
mod store;
mod views;

pub use composition::{Composition, MOST_DRAWN, MOST_SLOTS, Rules, Slot, What};
pub use pick::{Asked, Candidate, Unfilled, pick};
pub use routes::routes;
pub use store::{Texts, candidates, image, of_version, publish, texts, that_need};
pub(crate) use store::{candidates_for, carry, lay, lay_draft, pending};
