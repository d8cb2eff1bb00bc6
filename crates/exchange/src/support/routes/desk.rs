//! The telephone, the hours and the prepared answers: of a region, or of the nation for all.

use std::collections::HashMap;

use people::regions;
use platform::db::Tx;
use platform::html::FormErrors;
use platform::http::{Done, Form, IntoResponse as _, Path, Permission, Proof, Response, State, View};
use platform::ids::RegionId;
use platform::{Error, PersonId, Result, Site};
use training::availability::WEEK;

use super::super::rules::hours::Hours;
use super::super::rules::{self, FIRST_NAME};
use super::super::store::desks::{self, Desk};
use super::super::store::replies::{self, Reply, ReplyId};
use super::super::views::desk as views;
use super::super::{LeadSupport, SetSupport};

/// Whose help is set up.
pub(in super::super) struct Shelf {
    /// None: the nation's.
    pub(in super::super) region: Option<RegionId>,
    pub(in super::super) name: String,
}

impl Shelf {
    pub(in super::super) fn base(&self) -> String {
        match self.region {
            Some(region) => format!("/regions/{region}/assistance"),
            None => "/assistance/reglages".to_owned(),
        }
    }

    async fn load(tx: &mut Tx, region: Option<RegionId>) -> Result<Self> {
        let name = match region {
            Some(region) => regions::find(tx, region).await?.name,
            None => "CMA France".to_owned(),
        };
        Ok(Self { region, name })
    }
}

/// Where a permission to set up help leads.
pub(super) trait Sets: Permission + Sized {
    fn region(proof: &Proof<Self>) -> Option<RegionId>;
}

impl Sets for LeadSupport {
    fn region(_: &Proof<Self>) -> Option<RegionId> {
        None
    }
}

impl Sets for SetSupport {
    fn region(proof: &Proof<Self>) -> Option<RegionId> {
        Some(proof.id())
    }
}

/// What was typed, or what is kept.
#[derive(Clone, Debug, Default)]
pub(in super::super) struct Set {
    pub(in super::super) phone: String,
    /// Monday is the first bit.
    pub(in super::super) days: u8,
    pub(in super::super) opens: String,
    pub(in super::super) closes: String,
    pub(in super::super) title: String,
    pub(in super::super) words: String,
}

fn clock(minutes: u16) -> String {
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

/// « 08:30 », or as it is said, « 8 h 30 » → 510.
fn minutes(typed: &str) -> Option<u16> {
    let (hours, minutes) = typed.split_once([':', 'h'])?;
    let hours: u16 = hours.trim().parse().ok()?;
    let minutes: u16 = match minutes.trim() {
        "" => 0,
        some => some.parse().ok()?,
    };
    (hours < 24 && minutes < 60).then(|| hours * 60 + minutes)
}

impl Set {
    fn of(desk: &Desk) -> Self {
        Self {
            phone: desk.phone.clone().unwrap_or_default(),
            days: desk.hours.days,
            opens: clock(desk.hours.opens),
            closes: clock(desk.hours.closes),
            ..Self::default()
        }
    }

    fn read(form: &Form) -> Self {
        let chosen: Vec<&str> = form.values("jours").collect();
        let day = |(at, (_, name)): (usize, &(_, &str))| u8::from(chosen.contains(name)) << at;
        Self {
            phone: form.text("telephone").to_owned(),
            days: WEEK.iter().enumerate().map(day).sum(),
            opens: form.text("ouvre").to_owned(),
            closes: form.text("ferme").to_owned(),
            title: form.text("titre").to_owned(),
            words: form.text("texte").replace("\r\n", "\n"),
        }
    }

    /// The telephone and the hours, once they are right.
    fn desk(&self, errors: &mut FormErrors) -> Option<Desk> {
        let plain = |one: char| one.is_ascii_digit() || " +.\u{a0}\u{202f}".contains(one);
        let digits = self.phone.chars().filter(char::is_ascii_digit).count();
        let right = self.phone.is_empty() || (self.phone.chars().all(plain) && (4..=15).contains(&digits));
        if !right || self.phone.chars().count() > 25 {
            errors.add(
                "telephone",
                "Téléphone",
                "un numéro, en chiffres\u{202f}: 02 99 00 00 00",
            );
        }
        if self.days == 0 {
            errors.add("jours", "Jours d’ouverture", "un jour au moins");
        }
        let (opens, closes) = (minutes(&self.opens), minutes(&self.closes));
        if opens.is_none() {
            errors.add("ouvre", "Ouvre à", "donnez une heure, par exemple 8\u{202f}h");
        }
        if closes.is_none() || opens.zip(closes).is_some_and(|(opens, closes)| opens >= closes) {
            errors.add(
                "ferme",
                "Ferme à",
                "donnez une heure après l’ouverture, par exemple 18\u{202f}h",
            );
        }
        let hours = Hours::new(self.days, opens?, closes?).filter(|_| errors.is_empty())?;
        Some(Desk {
            phone: (!self.phone.is_empty()).then(|| self.phone.clone()),
            hours,
        })
    }

    /// Says what is wrong with a prepared answer.
    fn check_reply(&self) -> FormErrors {
        let mut errors = FormErrors::default();
        if let Some(why) = rules::wrong_line(&self.title) {
            errors.add("titre", "Titre", why);
        }
        if let Some(why) = rules::wrong_words(&self.words) {
            errors.add("texte", "Réponse", why);
        }
        if let Some(unknown) = rules::unknown_variable(&self.words) {
            let why = format!("{unknown} n’est pas connu\u{202f}: seul {FIRST_NAME} se remplit tout seul");
            errors.add("texte", "Réponse", why);
        }
        errors
    }
}

async fn shown(tx: &mut Tx, region: Option<RegionId>) -> Result<(Shelf, Option<Desk>, Vec<Reply>)> {
    let shelf = Shelf::load(tx, region).await?;
    let said = desks::said(tx, region).await?;
    Ok((shelf, said, replies::of(tx, region).await?))
}

pub(super) async fn page<P: Sets>(State(site): State<Site>, proof: Proof<P>, view: View) -> Result<Response> {
    let mut tx = site.db().read().await?;
    let region = P::region(&proof);
    let (shelf, said, replies) = shown(&mut tx, region).await?;
    let desk = desks::of(&mut tx, region).await?;
    drop(tx);
    let set = Set::of(said.as_ref().unwrap_or(&desk));
    let page = views::page(
        &view.frame,
        (&shelf, said.is_some()),
        &replies,
        &set,
        &FormErrors::default(),
    );
    Ok(view.page(&page))
}

async fn wrong<P: Sets>(
    site: &Site,
    proof: &Proof<P>,
    view: &View,
    (set, errors): (Set, &FormErrors),
) -> Result<Response> {
    let mut tx = site.db().read().await?;
    let (shelf, said, replies) = shown(&mut tx, P::region(proof)).await?;
    let page = views::page(&view.frame, (&shelf, said.is_some()), &replies, &set, errors);
    Ok(view.invalid(&page))
}

pub(super) async fn save<P: Sets>(
    State(site): State<Site>,
    proof: Proof<P>,
    view: View,
    form: Form,
) -> Result<Response> {
    let set = Set::read(&form);
    let mut errors = FormErrors::default();
    let Some(desk) = set.desk(&mut errors) else {
        return wrong(&site, &proof, &view, (set, &errors)).await;
    };
    let mut tx = site.db().begin().await?;
    let region = P::region(&proof);
    let shelf = Shelf::load(&mut tx, region).await?;
    desks::save(&mut tx, &site, (region, proof.actor()), &desk).await?;
    tx.commit().await?;
    Ok(Done::at(shelf.base())
        .saying("Le téléphone et les horaires sont enregistrés.")
        .into_response())
}

pub(super) async fn add<P: Sets>(
    State(site): State<Site>,
    proof: Proof<P>,
    view: View,
    form: Form,
) -> Result<Response> {
    let region = P::region(&proof);
    let typed = Set::read(&form);
    let errors = typed.check_reply();
    let mut tx = site.db().begin().await?;
    if !errors.is_empty() {
        let desk = desks::of(&mut tx, region).await?;
        drop(tx);
        let set = Set {
            title: typed.title,
            words: typed.words,
            ..Set::of(&desk)
        };
        return wrong(&site, &proof, &view, (set, &errors)).await;
    }
    let shelf = Shelf::load(&mut tx, region).await?;
    replies::add(&mut tx, &site, region, (&typed.title, &typed.words)).await?;
    said(&mut tx, &site, region, proof.actor()).await?;
    tx.commit().await?;
    Ok(Done::at(format!("{}#reponses", shelf.base()))
        .saying("La réponse est prête à servir.")
        .into_response())
}

async fn said(tx: &mut Tx, site: &Site, region: Option<RegionId>, by: Option<PersonId>) -> Result<()> {
    let event = platform::events::Event::new("support.set")
        .by(by)
        .in_region(region);
    platform::events::write(tx, site, event).await
}

/// A prepared answer of this shelf.
async fn found(tx: &mut Tx, region: Option<RegionId>, path: &HashMap<String, String>) -> Result<Reply> {
    let gone =
        || Error::Refused("Cette réponse n’est plus là. Revenez aux réglages pour voir les autres.".into());
    let id: ReplyId = path
        .get("reponse")
        .and_then(|id| id.parse().ok())
        .ok_or_else(gone)?;
    match replies::find(tx, region, id).await {
        Err(Error::NotFound) => Err(gone()),
        found => found,
    }
}

pub(super) async fn reply<P: Sets>(
    State(site): State<Site>,
    proof: Proof<P>,
    view: View,
    Path(path): Path<HashMap<String, String>>,
) -> Result<Response> {
    let mut tx = site.db().read().await?;
    let region = P::region(&proof);
    let shelf = Shelf::load(&mut tx, region).await?;
    let reply = found(&mut tx, region, &path).await?;
    let set = Set {
        title: reply.title.clone(),
        words: reply.words.clone(),
        ..Set::default()
    };
    Ok(view.page(&views::change(
        &view.frame,
        &shelf,
        &reply,
        &set,
        &FormErrors::default(),
    )))
}

pub(super) async fn change<P: Sets>(
    State(site): State<Site>,
    proof: Proof<P>,
    view: View,
    Path(path): Path<HashMap<String, String>>,
    form: Form,
) -> Result<Response> {
    let mut tx = site.db().begin().await?;
    let region = P::region(&proof);
    let shelf = Shelf::load(&mut tx, region).await?;
    let reply = found(&mut tx, region, &path).await?;
    let typed = Set::read(&form);
    let taken = form.text("acte") == "retirer";
    let errors = typed.check_reply();
    if !taken && !errors.is_empty() {
        return Ok(view.invalid(&views::change(&view.frame, &shelf, &reply, &typed, &errors)));
    }
    match taken {
        true => replies::remove(&mut tx, &site, &reply).await?,
        false => replies::change(&mut tx, &site, &reply, (&typed.title, &typed.words)).await?,
    }
    said(&mut tx, &site, region, proof.actor()).await?;
    tx.commit().await?;
    Ok(Done::at(format!("{}#reponses", shelf.base()))
        .saying(if taken {
            "La réponse est retirée."
        } else {
            "La réponse est enregistrée."
        })
        .into_response())
}

#[cfg(test)]
mod cases {
    use super::minutes;

    #[test]
    fn an_hour_is_read_as_it_is_typed_or_said() {
        let cases = [
            ("08:30", Some(510)),
            ("8 h 30", Some(510)),
            ("8\u{202f}h", Some(480)),
            ("18h", Some(1080)),
            ("0:00", Some(0)),
            ("24:00", None),
            ("8 h 60", None),
            ("8", None),
            ("h", None),
            ("-1 h", None),
            ("huit heures", None),
            ("", None),
        ];
        for (typed, expected) in cases {
            assert_eq!(minutes(typed), expected, "{typed}");
        }
    }
}
