//! What the composer reads of the bank.

use std::collections::HashMap;

use platform::Result;
use platform::db::Tx;

use super::composition::Composition;
use crate::courses::CourseId;
use crate::questions::{self, Listed, Order, QuestionId, Sought};

/// The most questions that the composer lists at once.
const LISTED: usize = 50;

/// What the composer reads of the bank: what the slots name, and what may be added.
pub(super) struct Bank {
    /// The title and the type of the questions that slots name.
    pub(super) named: HashMap<QuestionId, (String, String)>,
    /// Those that are looked for, as many as a list shows, and whether there are more.
    pub(super) found: Vec<Listed>,
    pub(super) more: bool,
    /// Each tag, with how many questions have it.
    pub(super) tags: Vec<(String, u64)>,
    /// The courses whose bank has questions.
    pub(super) banks: Vec<(CourseId, String)>,
}

impl Bank {
    /// A handful of queries, however large the bank is.
    ///
    /// # Errors
    /// The store's.
    pub(super) async fn read(tx: &mut Tx, composition: &Composition, words: &str) -> Result<Self> {
        let slots = composition.slots.iter();
        let here: Vec<QuestionId> = slots.filter_map(|slot| slot.what.question()).collect();
        let sought = Sought {
            words: words.to_owned(),
            order: Order::Title,
            ..Sought::default()
        };
        let mut found = questions::list(tx, &sought, (LISTED + 1 + here.len(), 0)).await?;
        found.retain(|one| !here.contains(&one.id));
        let more = found.len() > LISTED;
        found.truncate(LISTED);
        Ok(Self {
            named: questions::named(tx, &here).await?,
            found,
            more,
            tags: questions::tags(tx).await?,
            banks: questions::banks(tx).await?,
        })
    }
}
