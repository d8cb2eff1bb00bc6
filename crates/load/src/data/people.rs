//! People: a manager and tutors in each chamber, learners. Names are made up of syllables.

use people::accounts::{self, NewPerson};
use people::regions::Region;
use people::roles::{self, Over};
use platform::http::{BuiltIn, Proof, SystemActs};
use platform::{PersonId, Result};
use training::tutors::{self, AddTutor};

use super::Making;

const GIVEN: [&str; 5] = ["Monique", "René", "Fabienne", "Karim", "Maria"];
const FIRST: [&str; 12] = [
    "Bel", "Cor", "Dal", "Fer", "Gal", "Ker", "Lan", "Mar", "Nor", "Pel", "Ros", "Val",
];
const LAST: [&str; 12] = [
    "andier", "bois", "court", "dec", "don", "eau", "guen", "let", "mont", "nier", "ric", "vaux",
];
const TRADES: [&str; 5] = ["Boulangère", "Menuisier", "Couturière", "Plombier", "Fleuriste"];

/// How many people a transaction writes.
const BATCH: usize = 250;

/// The family name of such a number, in letters alone: some 1,700 are unlike each other.
pub fn name(number: usize) -> String {
    let syllable = |list: &[&'static str; 12], at: usize| list[at % 12];
    let (middle, last) = (syllable(&LAST, number / 12), syllable(&LAST, number / 144));
    format!("{}{middle}{last}", syllable(&FIRST, number))
}

/// Who was made, each with the place of their chamber in the list of chambers.
pub(super) struct People {
    pub(super) tutors: Vec<Vec<PersonId>>,
    pub(super) learners: Vec<PersonId>,
}

/// One manager a chamber, a tutor for some 400 learners (two at least), the others are learners.
pub(super) async fn make(making: &mut Making, regions: &[Region]) -> Result<People> {
    let tutors_each = (making.wanted.size.people / (regions.len().max(1) * 400)).max(2);
    let staff_each = 1 + tutors_each;
    let mut made = People {
        tutors: vec![Vec::new(); regions.len()],
        learners: Vec::new(),
    };
    let mut number = 0;
    while number < making.wanted.size.people {
        let mut drafts = Vec::new();
        for number in number..(number + BATCH).min(making.wanted.size.people) {
            making.clock.advance(37);
            let login = format!("personne-{number}");
            let new = someone(making, number);
            let draft = accounts::prepare(&making.site, new).await?;
            drafts.push((number, draft.with_login(&login)));
        }
        let acts = SystemActs::new();
        let site = &making.site;
        let mut tx = site.db().begin().await?;
        for (number, draft) in drafts {
            let at = number % regions.len().max(1);
            let person = draft
                .insert(&mut tx, site, None, Some(regions[at].id))
                .await?
                .person;
            match number / regions.len().max(1) {
                0 => {
                    let over = Over::region(regions[at].id);
                    roles::grant(&mut tx, site, None, person, BuiltIn::Manager, over).await?;
                }
                rank if rank < staff_each => {
                    let proof = Proof::<AddTutor>::of_system(&acts, regions[at].id);
                    tutors::add(&mut tx, site, &proof, person).await?;
                    made.tutors[at].push(person);
                }
                _ => made.learners.push(person),
            }
        }
        tx.commit().await?;
        number += BATCH;
    }
    Ok(made)
}

fn someone(making: &mut Making, number: usize) -> NewPerson {
    let chance = &mut making.chance;
    let mut text = |list: &[&'static str]| chance.pick(list).copied().unwrap_or_default();
    NewPerson {
        given_name: text(&GIVEN).to_owned(),
        family_name: format!("{}{}", text(&FIRST), text(&LAST)),
        email: format!("personne-{number}@exemple.fr"),
        trade: text(&TRADES).to_owned(),
        company: format!("Atelier {number}"),
        ..NewPerson::default()
    }
}
