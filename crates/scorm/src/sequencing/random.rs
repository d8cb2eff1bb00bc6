//! Selection and order of children: SR.1, SR.2.

use super::Sequencer;
use super::tree::Place;
use crate::plan::Timing;

impl Sequencer {
    /// Before anything is attempted: every cluster that selects or reorders.
    pub(super) fn prepare_children(&mut self) {
        for place in 0..self.tree.len() {
            self.choose_children(place, true);
        }
    }

    /// An attempt on a cluster has ended: the next one may have other children, or the same in another order.
    pub(super) fn renew_children(&mut self, place: Place) {
        self.choose_children(place, false);
    }

    fn choose_children(&mut self, place: Place, first: bool) {
        let controls = self.sequencing(place).randomization;
        let due = |timing: Timing| match timing {
            Timing::Never => false,
            Timing::Once => first,
            Timing::OnEachNewAttempt => true,
        };
        let (selects, reorders) = (
            due(controls.selection),
            controls.reorder && due(controls.randomization),
        );
        if self.tree.is_leaf(place) || !(selects || reorders) {
            return;
        }
        let mut children = if selects {
            self.tree.node(place).children.clone()
        } else {
            self.children(place).to_vec()
        };
        // A count of 0 keeps them all: a cluster that offers nothing isn't what is meant.
        if let (true, Some(count)) = (selects, controls.select_count.filter(|count| *count > 0)) {
            while children.len() > count as usize {
                let gone = self.draw(children.len());
                children.remove(gone);
            }
            self.note("SR.1", place, "Des activités sont tirées au sort");
        }
        if reorders {
            for last in (1..children.len()).rev() {
                let other = self.draw(last + 1);
                children.swap(last, other);
            }
            self.note("SR.2", place, "L’ordre des activités est tiré au sort");
        }
        self.at(place).children = Some(children);
    }

    /// A number under `below`, by `mulberry32`: the same on the server and in the browser, whose numbers have 53 bits.
    fn draw(&mut self, below: usize) -> usize {
        let chance = &mut self.state.chance;
        *chance = chance.wrapping_add(0x6d2b_79f5);
        let mut mixed = *chance;
        mixed = (mixed ^ (mixed >> 15)).wrapping_mul(mixed | 1);
        mixed ^= mixed.wrapping_add((mixed ^ (mixed >> 7)).wrapping_mul(mixed | 61));
        mixed ^= mixed >> 14;
        mixed as usize % below.max(1)
    }
}
