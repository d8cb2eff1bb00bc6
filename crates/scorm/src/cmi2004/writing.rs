//! What content writes.

use super::element::{Element, resolve};
use super::errors::{ErrorCode, Fault};
use super::item::{Access, InteractionPart, Item, ObjectivePart};
use super::kind::{ENTRIES_ACCEPTED, INTERACTIONS_ACCEPTED, NESTED_ACCEPTED, TOTAL_ACCEPTED};
use super::messages;
use super::responses::{collide, patterns_accepted};
use super::session::Session;
use super::types::{TYPE_FIRST, check};
use super::values::{Interaction, Objective};

type Checked = Result<(), Fault>;

impl Session {
    /// `SetValue`. Errors: 132, 133, 351, 401, 404, 406, 407, 408. RTE 3.1.4.
    pub fn set(&mut self, name: &str, value: &str) -> Result<(), Fault> {
        self.running(
            ErrorCode::StoreDataBeforeInitialization,
            ErrorCode::StoreDataAfterTermination,
        )?;
        let element = resolve(name).map_err(|lost| lost.fault(ErrorCode::GeneralSetFailure))?;
        let Element {
            definition, index, ..
        } = element;
        if definition.access == Access::Read {
            return Err(Fault::new(ErrorCode::ReadOnly, messages::READ_ONLY));
        }
        self.check_place(definition.item, index)?;
        let interaction = match definition.item {
            Item::Interaction(_) => self.state.values.interactions.get(index[0]),
            _ => None,
        };
        check(
            definition.kind,
            value,
            interaction.and_then(|interaction| interaction.r#type),
        )?;
        self.check_unique(definition.item, index, value)?;
        let rest = self
            .weight
            .saturating_sub(self.state.values.freed(definition.item, index, value));
        let weight = rest.saturating_add(value.len());
        if weight > TOTAL_ACCEPTED {
            return Err(Fault::set(messages::TOO_MUCH));
        }
        self.state.values.write(definition.item, index, value);
        self.weight = weight;
        Ok(())
    }

    /// RTE 4.1.1: entries of an array are made in order, without a hole; RTE 4.2.9 and 4.2.17: an entry begins with its
    /// identifier, and a response comes after the type of its interaction.
    fn check_place(&self, item: Item, [outer, inner]: [usize; 2]) -> Checked {
        let values = &self.state.values;
        match item {
            Item::LearnerComment(_) => room(outer, values.comments_from_learner.len(), ENTRIES_ACCEPTED),
            Item::Objective(part) => {
                room(outer, values.objectives.len(), ENTRIES_ACCEPTED)?;
                identified(values.objectives.get(outer), part == ObjectivePart::Id).map(|_| ())
            }
            Item::Interaction(part) => {
                room(outer, values.interactions.len(), INTERACTIONS_ACCEPTED)?;
                match identified(values.interactions.get(outer), part == InteractionPart::Id)? {
                    Some(interaction) => check_nested(interaction, part, inner),
                    None => Ok(()),
                }
            }
            Item::DataStore => match self.start.data.get(outer) {
                None => Err(Fault::set(messages::OUT_OF_ORDER)),
                Some(slot) if slot.write => Ok(()),
                Some(_) => Err(Fault::new(ErrorCode::ReadOnly, messages::READ_ONLY)),
            },
            _ => Ok(()),
        }
    }

    /// RTE 4.2.17: an objective keeps its identifier, and no two have the same; RTE 4.2.9: nor do two objectives of an
    /// interaction, or some patterns.
    fn check_unique(&self, item: Item, [outer, inner]: [usize; 2], value: &str) -> Checked {
        let values = &self.state.values;
        let interaction = values.interactions.get(outer);
        let unique = match item {
            Item::Objective(ObjectivePart::Id) => {
                if values
                    .objectives
                    .get(outer)
                    .is_some_and(|known| known.id != value)
                {
                    return Err(Fault::set(messages::ID_FIXED));
                }
                let same = |objective: &Objective| objective.id == value;
                alone(&values.objectives, outer, same)
            }
            Item::Interaction(InteractionPart::ObjectiveId) => {
                interaction.is_none_or(|interaction| alone(&interaction.objectives, inner, |id| id == value))
            }
            Item::Interaction(InteractionPart::Pattern) => interaction.is_none_or(|interaction| {
                let same = |pattern: &String| {
                    interaction
                        .r#type
                        .is_some_and(|kind| collide(kind, pattern, value))
                };
                alone(&interaction.correct_responses, inner, same)
            }),
            _ => true,
        };
        if unique {
            Ok(())
        } else {
            Err(Fault::set(messages::NOT_UNIQUE))
        }
    }
}

/// Whether an entry is there, or is the next one and there is room for it.
fn room(index: usize, length: usize, accepted: usize) -> Checked {
    if index > length {
        Err(Fault::set(messages::OUT_OF_ORDER))
    } else if index == length && index >= accepted {
        Err(Fault::set(messages::ARRAY_FULL))
    } else {
        Ok(())
    }
}

/// The entry, if it is there; only its identifier makes a new one.
fn identified<T>(entry: Option<&T>, is_id: bool) -> Result<Option<&T>, Fault> {
    if entry.is_none() && !is_id {
        return Err(Fault::new(
            ErrorCode::DependencyNotEstablished,
            messages::ID_FIRST,
        ));
    }
    Ok(entry)
}

fn check_nested(interaction: &Interaction, part: InteractionPart, inner: usize) -> Checked {
    match part {
        InteractionPart::ObjectiveId => room(inner, interaction.objectives.len(), NESTED_ACCEPTED),
        InteractionPart::Pattern => {
            let accepted = patterns_accepted(interaction.r#type.ok_or(TYPE_FIRST)?);
            if inner >= accepted && accepted == 1 {
                return Err(Fault::set(messages::ONE_PATTERN));
            }
            room(inner, interaction.correct_responses.len(), accepted)
        }
        InteractionPart::LearnerResponse if interaction.r#type.is_none() => Err(TYPE_FIRST),
        _ => Ok(()),
    }
}

/// Whether no other entry of an array is the same.
fn alone<T>(array: &[T], index: usize, same: impl Fn(&T) -> bool) -> bool {
    !array
        .iter()
        .enumerate()
        .any(|(place, entry)| place != index && same(entry))
}
