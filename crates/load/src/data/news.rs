//! What learners were told and haven't read: some under each one's bell, so that pages count them.

use exchange::notifications::{self, Notice};
use exchange::reminders::DUE;
use platform::{PersonId, Result};

use super::Making;
use super::people::People;

/// How many learners a transaction writes for.
const BATCH: usize = 250;
/// Fewer than so many for each.
const MOST: usize = 6;

pub(super) async fn make(making: &mut Making, people: &People) -> Result<()> {
    for some in people.learners.chunks(BATCH) {
        let mut notices = Vec::new();
        for person in some {
            let many = making.chance.below(MOST);
            notices.extend((0..many).map(|_| told(making, *person)));
        }
        let site = &making.site;
        let prepared = notifications::prepare(site, notices).await?;
        let mut tx = site.db().begin().await?;
        prepared.write_past(&mut tx, site).await?;
        tx.commit().await?;
    }
    Ok(())
}

fn told(making: &Making, to: PersonId) -> Notice {
    Notice {
        kind: &DUE,
        to,
        by: None,
        about: making.site.new_id(),
        path: "/calendrier".to_owned(),
        words: "un rappel de votre calendrier".to_owned(),
    }
}
