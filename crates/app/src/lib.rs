//! The rooms, mounted one line each, and what the command line does with them.

pub mod commands;
pub mod demo;
mod demo_cast;
pub mod demo_content;
mod demo_courses;
mod demo_progress;
mod demo_questions;
mod demo_quiz;
mod demo_surveys;
mod demo_work;
pub mod rooms;
#[cfg(feature = "testing")]
pub mod testing;

/// Pages are made of many small pieces, freed on another thread than the one that asked for them.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;
