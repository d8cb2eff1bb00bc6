//! Rows of the forum. [`threads`] and [`posts`]: read; [`writing`]: what is said; [`deciding`]: what is decided about it;
//! [`waiting`]: what waits for an answer over several sessions.

pub(super) mod deciding;
pub(super) mod posts;
pub(super) mod threads;
pub(super) mod waiting;
pub(super) mod writing;

use platform::id_type;

id_type!(
    /// A discussion.
    ThreadId
);
id_type!(
    /// A message of a discussion.
    PostId
);
