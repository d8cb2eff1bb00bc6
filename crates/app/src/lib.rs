//! The rooms, mounted one line each, and what the command line does with them.

pub mod commands;
pub mod demo;
mod demo_cast;
pub mod demo_content;
pub mod rooms;
#[cfg(feature = "testing")]
pub mod testing;
