//! The rooms, mounted one line each, and what the command line does with them.

pub mod commands;
pub mod demo;
pub mod demo_content;
pub mod rooms;
