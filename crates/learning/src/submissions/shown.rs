//! The page of a step of work to hand in, answered over what was typed.

use std::collections::HashMap;
use std::sync::Arc;

use catalogue::library;
use people::directory::{Directory, Identity};
use platform::html::FormErrors;
use platform::http::{Proof, Response, View};
use platform::{PersonId, Result, Site};
use training::enrolment::FollowCourse;

use super::forms::Typed;
use super::load::Work;
use super::views;
use crate::player;

/// What the page is answered over.
pub(super) struct Over<'a> {
    typed: &'a Typed,
    errors: &'a FormErrors,
    /// What somebody else saved meanwhile.
    other: Option<&'a str>,
}

impl<'a> Over<'a> {
    /// What was typed, and what is to be mended.
    pub(super) fn of(typed: &'a Typed, errors: &'a FormErrors) -> Self {
        Self {
            typed,
            errors,
            other: None,
        }
    }

    /// What somebody else saved meanwhile.
    pub(super) fn beside(mut self, other: &'a str) -> Self {
        self.other = Some(other);
        self
    }
}

/// Who of a group is named on a page.
pub(super) type Names = HashMap<PersonId, Arc<Identity>>;

/// The names of those who write with the learner, and of those who wrote.
pub(super) async fn names(site: &Site, work: &Work) -> Result<Names> {
    let Some(together) = &work.together else {
        return Ok(Names::new());
    };
    let with = together.with.iter().map(|member| member.person);
    let wrote = together.writings.iter().map(|writing| writing.author);
    let added = work
        .tries
        .iter()
        .flat_map(|one| &one.pieces)
        .filter_map(|piece| piece.author);
    let people: Vec<PersonId> = with.chain(wrote).chain(added).collect();
    Directory::of(site)?.cards(site, &people).await
}

/// The page.
pub(super) async fn shown(
    site: &Site,
    proof: &Proof<FollowCourse>,
    view: &View,
    work: &Work,
    over: &Over<'_>,
) -> Result<Response> {
    let (version, reading) = work.instruction();
    let joined = match (&reading.file, work.opened.step.item) {
        (Some(name), Some(item)) => {
            let origin = player::origin(site, proof, item).await?;
            Some((library::address(&origin, version, name), origin))
        }
        _ => None,
    };
    let page = views::page(
        &view.frame,
        &views::Shown {
            work,
            typed: over.typed,
            other: over.other,
            names: &names(site, work).await?,
            joined: joined.as_ref().map(|(address, _)| address.as_str()),
            open: work.writable(site.clock().now()),
        },
        over.errors,
    )?;
    let mut response = match over.errors.is_empty() && over.other.is_none() {
        true => view.page(&page),
        false => view.invalid(&page),
    };
    if let Some((_, origin)) = &joined {
        View::frame_too(&mut response, origin);
    }
    Ok(View::recording(response))
}
