//! Through the front door, on both engines: what spans floors.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that can't go on stops"
)]

mod adaptation;
mod advisers;
mod archives;
mod attendance;
mod automation;
mod availability;
mod awards;
mod badges;
mod batch;
mod calendar;
mod cards;
mod certificates;
mod completion;
mod course_editor;
mod course_mail;
mod enrolment;
mod exchange;
mod extension;
mod faq;
mod forum;
mod forum_again;
mod grading_desk;
mod group_work;
mod https;
mod intake;
mod journal;
mod kill9;
mod library;
mod live;
mod lives;
mod lives_again;
mod marks;
mod materials;
mod matrix;
mod messages;
mod messages_again;
mod moves;
mod notifications;
mod offline_marks;
mod own;
mod package;
mod pages;
mod player;
mod prerequisites;
mod privacy;
mod progression;
mod push;
mod questions;
mod queue;
mod quizzes;
mod reading;
mod regional;
mod regions;
mod reminders;
mod requests;
mod schema;
mod sequenced;
mod series;
mod sign_in;
mod standings;
mod statements;
mod submissions;
mod submitted_files;
mod summaries;
mod support;
mod surveys;
mod templates;
mod three_clicks;
mod tutors;
mod two_regions;
mod uniting;
mod uniting_all;
mod uploads;
mod watching;
mod wizard;
mod work_again;
mod world;
