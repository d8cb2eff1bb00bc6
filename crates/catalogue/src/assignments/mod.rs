//! Work to hand in: what an item of that kind asks, which forms the answer may take, what becomes of a late one, how many
//! tries there are, and what the correction looks at. Kept in the version of the item, with its instruction. Owns nothing.

mod rubric;
mod settings;
mod views;

pub use rubric::{Criterion, Level, most_points};
pub use settings::{Assignment, Format, Late, Typed};
pub use views::{fields, told};
