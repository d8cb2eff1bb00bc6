//! Work to hand in: what an item of that kind asks, which forms the answer may take, what becomes of a late one, how many
//! tries there are, and what the correction looks at. and whether a group hands it in. Kept in the version of the item, with its instruction, written,
//! and said or filmed where its author wishes. Owns nothing.

mod rubric;
mod settings;
mod spoken;
mod views;

pub use rubric::{Criterion, Level, most_points};
pub use settings::{Assignment, Format, Late, Typed};
pub(crate) use spoken::SpokenField;
pub use spoken::{
    SPOKEN, Spoken, TypedSpoken, Words, fields as spoken_fields, instruction, player, recorder,
};
pub use views::{fields, told};
