//! `/bibliotheque/{ressource}/quiz` and what changes it.

use assess::questions::Points;
use assess::quiz::shuffle::Seed;
use platform::db::Tx;
use platform::html::{FormErrors, Notice};
use platform::http::{Done, Form, IntoResponse as _, Proof, Query, Response, Routes, State, View};
use platform::ids::Uuid;
use platform::{Error, Result, Site};
use serde::Deserialize;

use super::bank::Bank;
use super::composition::{Composition, MOST_ASKED, MOST_DRAWN, MOST_SLOTS, Move, Slot, What};
use super::pick::{Unfilled, pick};
use super::rules_form::TypedRules;
use super::store::{self, Draft};
use super::views::{self, Composer, TypedDraw};
use crate::library::{self, EditItem, Item, ItemKind};
use crate::questions::{self, QuestionId};

/// The routes of this room.
pub fn routes() -> Routes {
    Routes::new()
        .get::<EditItem, _>("/bibliotheque/{ressource}/quiz", page)
        .post::<EditItem, _>("/bibliotheque/{ressource}/quiz/questions", add)
        .post::<EditItem, _>("/bibliotheque/{ressource}/quiz/tirages", add_draw)
        .post::<EditItem, _>("/bibliotheque/{ressource}/quiz/ordre", shift)
        .post::<EditItem, _>("/bibliotheque/{ressource}/quiz/points", weigh)
        .post::<EditItem, _>("/bibliotheque/{ressource}/quiz/reglages", settle)
        .post::<EditItem, _>("/bibliotheque/{ressource}/quiz/publication", publish)
        .get::<EditItem, _>("/bibliotheque/{ressource}/quiz/apercu", super::preview::page)
        .post::<EditItem, _>("/bibliotheque/{ressource}/quiz/apercu", super::preview::answer)
}

/// Two authors at once.
const CHANGED: &str = "Quelqu’un d’autre a modifié ce quiz pendant ce temps. Le voici tel qu’il est maintenant\u{202f}: refaites votre changement s’il est toujours utile.";

/// The quiz of an item, and nothing else's.
pub(super) async fn quiz(tx: &mut Tx, proof: &Proof<EditItem>) -> Result<(Item, Draft)> {
    let item = library::find(tx, proof.id()).await?;
    if item.kind != ItemKind::Quiz {
        return Err(Error::NotFound);
    }
    let draft = store::draft(tx, item.id).await?;
    Ok((item, draft))
}

/// What the composer shows.
struct Gathered {
    item: Item,
    draft: Draft,
    bank: Bank,
    /// The slot that the bank can't fill now.
    unfilled: Option<Unfilled>,
}

async fn gather(site: &Site, proof: &Proof<EditItem>, words: &str) -> Result<Gathered> {
    let mut tx = site.db().read().await?;
    let (item, draft) = quiz(&mut tx, proof).await?;
    let unfilled = unfilled(&mut tx, &draft.composition).await?;
    let bank = Bank::read(&mut tx, &draft.composition, words).await?;
    Ok(Gathered {
        item,
        draft,
        bank,
        unfilled,
    })
}

/// Whether the bank fills every slot: chance doesn't matter.
async fn unfilled(tx: &mut Tx, composition: &Composition) -> Result<Option<Unfilled>> {
    let candidates = store::candidates_for(tx, &composition.slots).await?;
    Ok(pick(&composition.slots, &candidates, Seed([0; 16])).err())
}

impl Gathered {
    fn composer(&self) -> Composer<'_> {
        Composer {
            item: &self.item,
            draft: &self.draft,
            bank: &self.bank,
            unfilled: self.unfilled,
            words: "",
            rules: TypedRules::of(&self.draft.composition.rules),
            draw: TypedDraw::default(),
        }
    }
}

#[derive(Deserialize)]
struct Asked {
    #[serde(default)]
    q: String,
}

async fn page(
    State(site): State<Site>,
    proof: Proof<EditItem>,
    view: View,
    Query(asked): Query<Asked>,
) -> Result<Response> {
    let gathered = gather(&site, &proof, &asked.q).await?;
    let composer = Composer {
        words: &asked.q,
        ..gathered.composer()
    };
    Ok(view.page(&views::page(&view.frame, &composer, &FormErrors::default())))
}

/// Keeps a composition made over the revision that a form holds, or shows what somebody else made of it.
async fn keep(
    site: &Site,
    proof: &Proof<EditItem>,
    view: &View,
    form: &Form,
    (composition, saying): (&Composition, String),
) -> Result<Response> {
    let seen = form.text("revision").parse().unwrap_or_default();
    let mut tx = site.db().begin().await?;
    if store::keep(&mut tx, site, proof, seen, composition).await? {
        tx.commit().await?;
        return Ok(done(proof, saying));
    }
    drop(tx);
    changed(site, proof, view).await
}

/// What somebody else made of it.
async fn changed(site: &Site, proof: &Proof<EditItem>, view: &View) -> Result<Response> {
    let gathered = gather(site, proof, "").await?;
    let page = views::page(&view.frame, &gathered.composer(), &FormErrors::default());
    Ok(view.invalid(&page.notice(Notice::warn(CHANGED))))
}

fn done(proof: &Proof<EditItem>, saying: impl Into<String>) -> Response {
    Done::at(format!("/bibliotheque/{}/quiz", proof.id()))
        .saying(saying)
        .into_response()
}

async fn composition(site: &Site, proof: &Proof<EditItem>) -> Result<Composition> {
    let (_, draft) = quiz(&mut site.db().read().await?, proof).await?;
    Ok(draft.composition)
}

async fn add(State(site): State<Site>, proof: Proof<EditItem>, view: View, form: Form) -> Result<Response> {
    let mut composition = composition(&site, &proof).await?;
    let mut chosen = Vec::new();
    let mut tx = site.db().read().await?;
    for id in form.values("question").take(MOST_SLOTS) {
        let id: QuestionId = id.parse()?;
        questions::find(&mut tx, id).await?;
        chosen.push(id);
    }
    drop(tx);
    if chosen.is_empty() {
        return Ok(done(&proof, "Cochez d’abord des questions, puis ajoutez-les."));
    }
    let saying = match composition.add(chosen) {
        0 => {
            return Ok(done(
                &proof,
                "Ces questions sont déjà dans le quiz, ou il est complet.",
            ));
        }
        1 => "La question est ajoutée.".to_owned(),
        many => format!("{many} questions sont ajoutées."),
    };
    keep(&site, &proof, &view, &form, (&composition, saying)).await
}

async fn add_draw(
    State(site): State<Site>,
    proof: Proof<EditItem>,
    view: View,
    form: Form,
) -> Result<Response> {
    let gathered = gather(&site, &proof, "").await?;
    let typed = TypedDraw {
        count: form.text("combien").to_owned(),
        tags: form.values("etiquette").map(str::to_owned).collect(),
        course: form.text("banque").to_owned(),
    };
    let mut errors = FormErrors::default();
    let mut composition = gathered.draft.composition.clone();
    let count = typed.count.parse().ok();
    match count.filter(|count| (1..=MOST_DRAWN).contains(count)) {
        None => errors.add(
            "combien",
            "Combien",
            "Dites combien de questions tirer, de 1 à 100.",
        ),
        Some(_) if composition.slots.len() >= MOST_SLOTS => {
            errors.add(
                "combien",
                "Combien",
                "Ce quiz est complet\u{202f}: retirez d’abord une question.",
            );
        }
        Some(count) => {
            composition.slots.push(Slot {
                what: What::Draw {
                    count,
                    tags: typed.tags.clone(),
                    course: typed.course.parse::<Uuid>().ok(),
                },
                points: None,
            });
            let mut tx = site.db().read().await?;
            if let Some(short) = unfilled(&mut tx, &composition).await? {
                errors.add("combien", "Combien", views::short(short.found));
            }
        }
    }
    if errors.is_empty() {
        let saying = "Le tirage est ajouté.".to_owned();
        return keep(&site, &proof, &view, &form, (&composition, saying)).await;
    }
    let composer = Composer {
        draw: typed,
        ..gathered.composer()
    };
    Ok(view.invalid(&views::page(&view.frame, &composer, &errors)))
}

async fn shift(State(site): State<Site>, proof: Proof<EditItem>, view: View, form: Form) -> Result<Response> {
    let mut composition = composition(&site, &proof).await?;
    let place = form.text("place").parse().unwrap_or(usize::MAX);
    let to = Move::parse(form.text("acte"));
    // A place is one of what was seen: nothing moves in what somebody else has changed.
    let saying = match to {
        Some(to) if composition.shift(place, to) => match to {
            Move::Up => "La question est montée.",
            Move::Down => "La question est descendue.",
            Move::Out => "La question est retirée du quiz. Elle reste dans la banque.",
        },
        _ => return Ok(done(&proof, "Rien n’a changé.")),
    };
    keep(&site, &proof, &view, &form, (&composition, saying.to_owned())).await
}

/// What one types is in points, with a decimal comma: « 1,5 ».
fn points(typed: &str) -> Option<Points> {
    let (whole, part) = typed.split_once([',', '.']).unwrap_or((typed, ""));
    let digits = |text: &str| text.chars().all(|one| one.is_ascii_digit());
    if !digits(whole) || !digits(part) || part.len() > 3 || whole.is_empty() {
        return None;
    }
    let thousandths: u32 = format!("{part:0<3}").parse().ok()?;
    let points = whole
        .parse::<u32>()
        .ok()?
        .checked_mul(1000)?
        .checked_add(thousandths)?;
    (points > 0 && points <= Points::MOST.0).then_some(Points(points))
}

async fn weigh(State(site): State<Site>, proof: Proof<EditItem>, view: View, form: Form) -> Result<Response> {
    let gathered = gather(&site, &proof, "").await?;
    let mut composition = gathered.draft.composition.clone();
    let mut errors = FormErrors::default();
    for (place, slot) in composition.slots.iter_mut().enumerate() {
        let field = format!("points-{place}");
        slot.points = match form.text(&field) {
            "" => None,
            typed => {
                let read = points(typed);
                if read.is_none() {
                    let label = format!("Question {}", place + 1);
                    errors.add(
                        field,
                        label,
                        "Donnez un nombre de points au-dessus de 0, 1\u{202f}000 au plus, ou laissez vide.",
                    );
                }
                read
            }
        };
    }
    if !errors.is_empty() {
        return Ok(view.invalid(&views::page(&view.frame, &gathered.composer(), &errors)));
    }
    let saying = "Les points sont enregistrés.".to_owned();
    keep(&site, &proof, &view, &form, (&composition, saying)).await
}

async fn settle(
    State(site): State<Site>,
    proof: Proof<EditItem>,
    view: View,
    form: Form,
) -> Result<Response> {
    let gathered = gather(&site, &proof, "").await?;
    let typed = TypedRules::posted(&form);
    let mut errors = FormErrors::default();
    let Some(rules) = typed.read(&mut errors) else {
        let composer = Composer {
            rules: typed,
            ..gathered.composer()
        };
        return Ok(view.invalid(&views::page(&view.frame, &composer, &errors)));
    };
    let composition = Composition {
        rules,
        ..gathered.draft.composition
    };
    let saying = "Les réglages sont enregistrés.".to_owned();
    keep(&site, &proof, &view, &form, (&composition, saying)).await
}

async fn publish(
    State(site): State<Site>,
    proof: Proof<EditItem>,
    view: View,
    form: Form,
) -> Result<Response> {
    let mut tx = site.db().begin().await?;
    tx.lock("quiz", proof.id().0).await?;
    let (_, draft) = quiz(&mut tx, &proof).await?;
    if form.text("revision").parse() != Ok(draft.revision) {
        drop(tx);
        return changed(&site, &proof, &view).await;
    }
    if draft.composition.slots.is_empty() {
        return Err(Error::Refused(
            "Ce quiz n’a pas encore de question\u{202f}: ajoutez-en une avant de le mettre en ligne.".into(),
        ));
    }
    let asked = draft.composition.asked();
    if asked > MOST_ASKED {
        return Err(Error::Refused(format!(
            "Ce quiz pose {asked} questions par essai, et un essai en pose {MOST_ASKED} au plus\u{202f}: retirez-en, ou tirez-en moins au hasard."
        ).into()));
    }
    if let Some(short) = unfilled(&mut tx, &draft.composition).await? {
        return Err(Error::Refused(views::unfilled(short).into()));
    }
    if !draft.pending {
        return Ok(done(&proof, "Ce quiz est déjà en ligne tel quel."));
    }
    store::publish(&mut tx, &site, &proof, &draft.composition).await?;
    tx.commit().await?;
    Ok(done(
        &proof,
        "Le quiz est en ligne\u{202f}: qui commence un essai le trouve ainsi. Les essais en cours ne changent pas.",
    ))
}

#[cfg(test)]
mod cases {
    use super::*;

    #[test]
    fn points_are_read_with_a_comma() {
        for (typed, expected) in [
            ("1", Some(1000)),
            ("1,5", Some(1500)),
            ("0.25", Some(250)),
            ("1000", Some(1_000_000)),
            ("1000,001", None),
            ("0", None),
            ("0,0", None),
            ("-1", None),
            (",5", None),
            ("1,2345", None),
            ("un", None),
            ("99999999999", None),
        ] {
            assert_eq!(points(typed).map(|points| points.0), expected, "{typed}");
        }
    }
}
