//! The demonstration: the 21 chambers, the course of annexe 1, one session in Bretagne that runs today, its tutors and a
//! few learners. Monique isn't in it: enrolling her is the first thing to try.

use catalogue::courses::{self, CourseId};
use exchange::support::{self, Desk};
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan as _};
use people::accounts::{self, NewPerson};
use people::organisations::{self, EditOrganisation};
use people::regions::{self, Region};
use people::roles::{self, Over};
use people::sign_in::Passwords;
use platform::db::{Engine, Tx};
use platform::html::Modality;
use platform::http::{BuiltIn, Proof, SystemActs};
use platform::keys::{self, Class};
use platform::{Error, PersonId, Result, Site, settings};
use training::enrolment::{self, EnrolLearner};
use training::requests::{self, OpenForms};
use training::sessions::{self, AssignTutors, CreateSession, Duty, NewSession, SessionId};

use crate::demo_cast::{LEARNERS, REGIONS, STAFF, organisation};
use crate::{demo_content, demo_courses, demo_progress, demo_questions, demo_quiz, demo_surveys};

/// Loads the demonstration and says who signs in. `only_new`: does nothing when someone is there already.
///
/// # Errors
/// The store's; then nothing is half loaded.
pub async fn load(site: &Site, only_new: bool) -> Result<String> {
    if people::directory::anyone(&mut site.db().read().await?).await? {
        let already = "La démonstration n’est pas chargée\u{202f}: cette base contient déjà des personnes.\n";
        return Ok(if only_new {
            String::new()
        } else {
            already.to_owned()
        });
    }
    let password = match &site.config().demo_password {
        Some(chosen) => chosen.clone(),
        None => site
            .random()
            .token()
            .chars()
            .filter(char::is_ascii_alphanumeric)
            .take(16)
            .collect(),
    };
    let hash = Passwords::of(site)?.hash(site.random(), &password).await?;
    let mut staff = Vec::new();
    for (login, given, family, role) in STAFF {
        staff.push((
            accounts::prepare(site, person(given, family, login, ""))
                .await?
                .with_login(login),
            role,
        ));
    }
    let mut learners = Vec::new();
    for (given, family, trade, company) in LEARNERS {
        let email = people::directory::propose_login(given, family, 1);
        let new = NewPerson {
            company: company.to_owned(),
            ..person(given, family, &email, trade)
        };
        learners.push(accounts::prepare(site, new).await?);
    }
    let modules = demo_content::prepare(site).await?;
    let platform_key = site.keys().get_or_create(keys::PLATFORM, Class::Platform).await?;
    let mut tx = site.db().begin().await?;
    let acts = SystemActs::new();
    let bretagne = chambers(&mut tx, site).await?;
    let mut items = demo_content::import(&mut tx, site, &acts, modules).await?;
    items.push(demo_quiz::create(&mut tx, site, &acts).await?);
    items.extend(demo_surveys::create(&mut tx, site, &acts).await?);
    let course = demo_courses::create(&mut tx, site, &acts, &items).await?;
    demo_questions::create(&mut tx, site, &acts, course).await?;
    let session = session(&mut tx, site, &acts, &bretagne, course).await?;
    for (draft, role) in staff {
        let region = (role != BuiltIn::Administrator).then_some(bretagne.id);
        let person = draft.insert(&mut tx, site, None, region).await?.person;
        accounts::set_password(&mut tx, site, person, &hash).await?;
        give(&mut tx, site, &acts, person, role, &bretagne, session).await?;
    }
    let mut enrolled = Vec::new();
    for draft in learners {
        let person = draft.insert(&mut tx, site, None, Some(bretagne.id)).await?.person;
        accounts::set_password(&mut tx, site, person, &hash).await?;
        let proof = Proof::<EnrolLearner>::of_system(&acts, session);
        enrolled.extend(enrolment::enrol(&mut tx, site, &proof, person).await?);
    }
    let of = Proof::<EditOrganisation>::of_system(&acts, bretagne.id);
    organisations::save(&mut tx, site, &of, &platform_key, &organisation()).await?;
    let opens = Proof::<OpenForms>::of_system(&acts, uuid::Uuid::nil());
    requests::open_forms(&mut tx, site, &opens, &[course]).await?;
    // A number that is given to nobody.
    let desk = Desk {
        phone: Some("01 99 00 12 34".to_owned()),
        ..Desk::default()
    };
    support::save_desk(&mut tx, site, (None, None), &desk).await?;
    settings::put_once(&mut tx, "demo", "loaded").await?;
    tx.commit().await?;
    demo_progress::play(site, &enrolled).await?;
    demo_surveys::answer(site, &enrolled).await?;
    Ok(format!(
        "Démonstration chargée. {}Mot de passe de chacun\u{202f}: {password}\n",
        sign_ins()
    ))
}

/// What `serve` says of a demonstration that was loaded: who signs in, and how to choose a new password.
///
/// # Errors
/// The store's.
pub async fn reminder(site: &Site) -> Result<String> {
    let loaded = settings::get(&mut site.db().read().await?, "demo").await?;
    if loaded.is_none() {
        return Ok(String::new());
    }
    let program = std::env::current_exe().map_err(|error| Error::internal("finding this program", error))?;
    let before = match site.db().engine() {
        Engine::Sqlite => "",
        Engine::Postgres => "DATABASE_URL=… ",
    };
    Ok(format!(
        "{}Mot de passe oublié\u{202f}: arrêter la plateforme, puis taper\n  {before}DATA_DIR={} {} password IDENTIFIANT\n",
        sign_ins(),
        site.config().data_dir.display(),
        program.display()
    ))
}

fn sign_ins() -> String {
    let staff = STAFF.iter().map(|(login, ..)| (*login).to_owned());
    let learner = LEARNERS.first();
    let learner = learner.map(|(given, family, ..)| people::directory::propose_login(given, family, 1));
    let logins: Vec<String> = staff.chain(learner).collect();
    format!("Identifiants de démonstration\u{202f}: {}.\n", logins.join(", "))
}

fn person(given: &str, family: &str, mailbox: &str, trade: &str) -> NewPerson {
    NewPerson {
        given_name: given.to_owned(),
        family_name: family.to_owned(),
        email: format!("{mailbox}@exemple.fr"),
        trade: trade.to_owned(),
        ..NewPerson::default()
    }
}

async fn chambers(tx: &mut Tx, site: &Site) -> Result<Region> {
    let mut bretagne = None;
    for (code, name, zone) in REGIONS {
        let region = regions::create(tx, site, code, name, zone).await?;
        if code == "bretagne" {
            bretagne = Some(region);
        }
    }
    bretagne.ok_or_else(|| Error::fault("the list of chambers lacks Bretagne"))
}

/// Thirty days that began last week's Monday, with the class and the half-day of annexe 1.
async fn session(
    tx: &mut Tx,
    site: &Site,
    acts: &SystemActs,
    region: &Region,
    course: CourseId,
) -> Result<SessionId> {
    let zone = TimeZone::get(&region.zone).map_err(|e| Error::internal("the region's zone", e))?;
    let today = site.clock().now().to_zoned_datetime(zone.clone()).date();
    let since_monday = i64::from(today.weekday().to_monday_zero_offset());
    let first = today.checked_sub((since_monday + 7).days()).unwrap_or(today);
    let (starts_at, ends_at) = sessions::period(first, 30, &region.zone)?;
    let reference = format!("FB-{}", first.strftime("%Y-%m"));
    let new = NewSession {
        course,
        reference: &reference,
        starts_at,
        ends_at,
    };
    let id = sessions::create(
        tx,
        site,
        &Proof::<CreateSession>::of_system(acts, region.id),
        &new,
    )
    .await?;
    let proof = Proof::<AssignTutors>::of_system(acts, id);
    for part in courses::outline(tx, course).await? {
        for step in part.steps {
            let at = |day: i64, from: (i8, i8), to: (i8, i8)| -> Result<(Timestamp, Timestamp)> {
                let date = first.checked_add(day.days()).unwrap_or(first);
                Ok((instant(&zone, date, from)?, instant(&zone, date, to)?))
            };
            match step.modality {
                Modality::Live => {
                    let at = at(8, (18, 0), (19, 30))?;
                    sessions::add_date(tx, site, &proof, step.id, at, "En ligne, avec Fabienne").await?;
                }
                Modality::OnSite => {
                    let at = at(18, (9, 0), (12, 30))?;
                    sessions::add_date(
                        tx,
                        site,
                        &proof,
                        step.id,
                        at,
                        "CMA Bretagne à Rennes, salle Établi",
                    )
                    .await?;
                }
                _ => {}
            }
        }
    }
    Ok(id)
}

fn instant(zone: &TimeZone, day: Date, (hour, minute): (i8, i8)) -> Result<Timestamp> {
    let at: DateTime = day.at(hour, minute, 0, 0);
    Ok(at
        .to_zoned_datetime(zone.clone())
        .map_err(|e| Error::internal("a date of the demonstration", e))?
        .timestamp())
}

async fn give(
    tx: &mut Tx,
    site: &Site,
    acts: &SystemActs,
    person: PersonId,
    role: BuiltIn,
    region: &Region,
    session: SessionId,
) -> Result<()> {
    match role {
        BuiltIn::Administrator => roles::grant(tx, site, None, person, role, Over::PLATFORM).await,
        BuiltIn::Manager | BuiltIn::Adviser => {
            roles::grant(tx, site, None, person, role, Over::region(region.id)).await
        }
        _ => {
            let first = sessions::tutors(tx, session).await?.is_empty();
            let duty = if first { Duty::Content } else { Duty::Motivation };
            sessions::assign(
                tx,
                site,
                &Proof::<AssignTutors>::of_system(acts, session),
                person,
                duty,
            )
            .await
        }
    }
}

#[cfg(test)]
mod cases {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn every_chamber_has_a_known_zone() {
        for (code, _, zone) in REGIONS {
            assert!(sessions::period(date(2026, 11, 2), 30, zone).is_ok(), "{code}");
        }
    }
}
