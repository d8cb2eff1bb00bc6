//! Floor 10: the pages that compose everything. [`home`] of the five roles, [`sessions`] (list and page), [`regions`] (side by
//! side), [`wizard`] (opening a session), [`moving`] (other dates), [`series`] (the same again), [`course`] (a learner's path), [`own`]
//! (what their pages are made of), [`marks`] (a session's progress), [`grading`] (what learners hand in), [`gradebook`] (the marks of a session), [`site_pages`] (help, site map, legal), [`chrome`] (what surrounds
//! a page), [`calendar`] (what is when), [`workshop`] (development).

pub mod calendar;
pub mod chrome;
pub mod course;
pub mod gradebook;
pub mod grading;
pub mod home;
pub mod marks;
pub mod moving;
pub mod own;
pub mod regions;
pub mod series;
pub mod sessions;
pub mod site_pages;
pub mod wizard;
pub mod words;
pub mod workshop;

use platform::config::Mode;
use platform::http::Routes;

/// The routes of this floor; the workshop's only in development.
pub fn routes(mode: Mode) -> Routes {
    let routes = home::routes()
        .and(sessions::routes())
        .and(regions::routes())
        .and(wizard::routes())
        .and(moving::routes())
        .and(series::routes())
        .and(marks::routes())
        .and(grading::routes())
        .and(gradebook::routes())
        .and(calendar::routes())
        .and(course::routes())
        .and(site_pages::routes());
    match mode {
        Mode::Development => routes.and(workshop::routes()),
        Mode::Production => routes,
    }
}
