//! The words of a message, of a course or of a session: read, changed, looked at as a learner will, given back.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use catalogue::courses::{self, CourseId, EditCourse};
use people::directory::{Directory, Identity};
use platform::db::Tx;
use platform::html::FormErrors;
use platform::html::fr;
use platform::http::{Done, Form, IntoResponse as _, Path, Permission, Proof, Query, Response, State, View};
use platform::{PersonId, Result, Site};
use training::sessions::{self, TrainingSession};

use super::super::ready::{READY, Rule};
use super::super::rules::Audience;
use super::super::simulation::{self, Would};
use super::super::store::candidates::Candidate;
use super::super::store::{self, Place, Words};
use super::super::templates::{Values, wrong};
use super::super::{SetAutomation, letters, views};
use super::named;

/// The most characters of a subject, of a body, and of what an alert says.
const LONGEST: (usize, usize, usize) = (150, 4000, 200);

/// Whose words they are.
pub(in super::super) struct Ground {
    pub(in super::super) place: Place,
    pub(in super::super) course: CourseId,
    pub(in super::super) title: String,
    pub(in super::super) session: Option<TrainingSession>,
}

impl Ground {
    /// The address of the list.
    pub(in super::super) fn base(&self) -> String {
        match &self.session {
            Some(session) => format!("/sessions/{}/messages-automatiques", session.id),
            None => format!("/parcours/{}/messages-automatiques", self.course),
        }
    }
}

/// What lets one write words, and where.
pub(super) trait Writes: Permission + Sized {
    fn ground(tx: &mut Tx, proof: &Proof<Self>) -> impl Future<Output = Result<Ground>> + Send;
}

impl Writes for SetAutomation {
    async fn ground(tx: &mut Tx, proof: &Proof<Self>) -> Result<Ground> {
        let session = sessions::find(tx, proof.id()).await?;
        Ok(Ground {
            place: Place {
                id: session.id.0,
                session: Some(session.id),
                region: Some(session.region),
            },
            course: session.course,
            title: session.title.clone(),
            session: Some(session),
        })
    }
}

impl Writes for EditCourse {
    async fn ground(tx: &mut Tx, proof: &Proof<Self>) -> Result<Ground> {
        let course = courses::find(tx, proof.id()).await?;
        Ok(Ground {
            place: Place {
                id: course.id.0,
                session: None,
                region: None,
            },
            course: course.id,
            title: course.title,
            session: None,
        })
    }
}

/// A rule, as its page shows it.
pub(in super::super) struct Shown {
    pub(in super::super) rule: &'static Rule,
    /// What is in the form: a subject and a body.
    pub(in super::super) typed: (String, String),
    /// Whether this place has words of its own, and whether its course has.
    pub(in super::super) own: bool,
    pub(in super::super) course_has: bool,
    /// Whether it is stopped here: alone, or with all.
    pub(in super::super) off: (bool, bool),
    pub(in super::super) learners: Vec<(String, String)>,
    /// The one whose message is shown.
    pub(in super::super) chosen: String,
    /// What they would read.
    pub(in super::super) preview: Option<(String, Vec<String>)>,
    pub(in super::super) would: Vec<Would>,
    pub(in super::super) cards: HashMap<PersonId, Arc<Identity>>,
}

/// What is known before a page is made.
struct Read {
    own: Words,
    course: Words,
}

impl Read {
    async fn of(tx: &mut Tx, ground: &Ground) -> Result<Self> {
        Ok(Self {
            own: store::words(tx, ground.place.id).await?,
            course: match ground.session {
                Some(_) => store::words(tx, ground.course.0).await?,
                None => Words::new(),
            },
        })
    }

    fn of_rule(&self, rule: &Rule) -> (String, String) {
        let found = self.own.get(rule.code).or_else(|| self.course.get(rule.code));
        found
            .cloned()
            .unwrap_or_else(|| (rule.subject.to_owned(), rule.body.to_owned()))
    }
}

async fn shown(
    site: &Site,
    ground: &Ground,
    rule: &'static Rule,
    (typed, chosen): (Option<(String, String)>, &str),
) -> Result<Shown> {
    let now = site.clock().now();
    let mut tx = site.db().read().await?;
    let read = Read::of(&mut tx, ground).await?;
    let typed = typed.unwrap_or_else(|| read.of_rule(rule));
    let (mut learners, mut would, mut off, mut sample) = (Vec::new(), Vec::new(), (false, false), None);
    if let Some(session) = &ground.session {
        let paused = store::paused(&mut tx, session.id).await?;
        off = (paused.contains_key(rule.code), paused.contains_key(""));
        would = simulation::would(&mut tx, rule, session, now).await?;
        if rule.audience == Audience::Learner {
            learners = simulation::learners(&mut tx, session, now).await?;
            let one = learners.iter().find(|one| one.enrolment.to_string() == chosen);
            if let Some(one) = one.or_else(|| learners.first()) {
                sample = Some(simulation::sample(&mut tx, rule, (session, one), now).await?);
            }
        }
    }
    drop(tx);
    let mut people: HashSet<PersonId> = would.iter().map(|one| one.person).collect();
    people.extend(learners.iter().map(|one| one.person));
    people.extend(sample.iter().filter_map(|one| one.tutor));
    let people: Vec<PersonId> = people.into_iter().collect();
    let cards = Directory::of(site)?.cards(site, &people).await?;
    let chosen = sample
        .as_ref()
        .map(|one| one.enrolment.to_string())
        .unwrap_or_default();
    Ok(Shown {
        rule,
        preview: preview(site, ground, rule, (&typed, sample.as_ref()), &cards),
        own: read.own.contains_key(rule.code),
        course_has: read.course.contains_key(rule.code),
        typed,
        off,
        learners: names(&learners, &cards),
        chosen,
        would,
        cards,
    })
}

fn names(learners: &[Candidate], cards: &HashMap<PersonId, Arc<Identity>>) -> Vec<(String, String)> {
    let mut names: Vec<(String, String)> = learners
        .iter()
        .filter_map(|one| Some((one.enrolment.to_string(), cards.get(&one.person)?.full_name())))
        .collect();
    names.sort_by_key(|(_, name)| fr::folded(name));
    names
}

/// What is read: by a learner of the session, by a made-up one for a course.
fn preview(
    site: &Site,
    ground: &Ground,
    rule: &Rule,
    (typed, sample): (&(String, String), Option<&Candidate>),
    cards: &HashMap<PersonId, Arc<Identity>>,
) -> Option<(String, Vec<String>)> {
    if rule.audience == Audience::Tutors {
        let alarm = letters::alarm(rule, Some(&typed.1), Some("Le titre de l’étape"));
        return Some((format!("Monique Le Goff {alarm}"), Vec::new()));
    }
    let values = match (sample, &ground.session) {
        (Some(one), _) => {
            let tutor = one.tutor.and_then(|tutor| cards.get(&tutor)).map(AsRef::as_ref);
            let mut values = letters::values(site, rule, one, (cards.get(&one.person)?, tutor));
            if values.step.is_empty() {
                values.step = fr::quote("Le titre de l’étape");
            }
            values
        }
        (None, None) => Values {
            first_name: "Monique".to_owned(),
            course: fr::quote(&ground.title),
            session: "ABC-2026-01".to_owned(),
            tutor: "Fabienne Caradec".to_owned(),
            link: format!("{}/mes-parcours", site.config().public_url),
            date: "mardi 3 mars".to_owned(),
            step: fr::quote("Le titre de l’étape"),
            days: letters::days(rule.trigger)
                .map(|days| days.to_string())
                .unwrap_or_default(),
        },
        (None, Some(_)) => return None,
    };
    let (subject, mut body) = letters::filled(&typed.0, &typed.1, &values);
    body.insert(0, format!("Bonjour {},", values.first_name));
    Some((subject, body))
}

pub(super) async fn list(State(site): State<Site>, proof: Proof<EditCourse>, view: View) -> Result<Response> {
    let mut tx = site.db().read().await?;
    let ground = EditCourse::ground(&mut tx, &proof).await?;
    let words = store::words(&mut tx, ground.place.id).await?;
    let rules = READY.iter();
    let listed: Vec<(&Rule, bool)> = rules.map(|rule| (rule, words.contains_key(rule.code))).collect();
    Ok(view.page(&views::of_course(&ground, &listed)))
}

pub(super) async fn one<P: Writes>(
    State(site): State<Site>,
    proof: Proof<P>,
    view: View,
    Path(path): Path<HashMap<String, String>>,
    Query(query): Query<HashMap<String, String>>,
) -> Result<Response> {
    let rule = named(path.get("regle").map(String::as_str))?;
    let ground = P::ground(&mut site.db().read().await?, &proof).await?;
    let chosen = query.get("apprenant").map_or("", String::as_str);
    let shown = shown(&site, &ground, rule, (None, chosen)).await?;
    Ok(view.page(&views::one(&view.frame, &ground, &shown, &FormErrors::default())?))
}

/// What was typed, on one line.
fn line(typed: &str) -> String {
    typed.lines().collect::<Vec<_>>().join(" ").trim().to_owned()
}

/// What is wrong with what was typed.
fn check(rule: &Rule, (subject, body): &(String, String)) -> FormErrors {
    let mut errors = FormErrors::default();
    let fields = match rule.audience {
        Audience::Learner => vec![
            ("objet", "Objet", subject, LONGEST.0),
            ("texte", "Texte", body, LONGEST.1),
        ],
        Audience::Tutors => vec![("texte", "Texte", body, LONGEST.2)],
    };
    for (field, label, text, most) in fields {
        let said = match text.chars().count() {
            0 => Some(format!(
                "Écrivez {}.",
                match (rule.audience, field) {
                    (Audience::Tutors, _) => "ce que dit l’alerte",
                    (_, "objet") => "l’objet du message",
                    _ => "le texte du message",
                }
            )),
            many if many > most => Some(format!(
                "C’est trop long\u{202f}: {} caractères au plus.",
                fr::number(u64::try_from(most).unwrap_or(u64::MAX))
            )),
            _ => wrong(text, rule.variables),
        };
        if let Some(said) = said {
            errors.add(field, label, &said);
        }
    }
    errors
}

pub(super) async fn change<P: Writes>(
    State(site): State<Site>,
    proof: Proof<P>,
    view: View,
    Path(path): Path<HashMap<String, String>>,
    form: Form,
) -> Result<Response> {
    let rule = named(path.get("regle").map(String::as_str))?;
    let mut tx = site.db().begin().await?;
    let ground = P::ground(&mut tx, &proof).await?;
    let at = format!("{}/{}", ground.base(), rule.code);
    let (act, by) = (form.text("acte"), (ground.place, proof.actor()));
    if act == "origine" {
        store::give_back(&mut tx, &site, by, rule).await?;
        tx.commit().await?;
        return Ok(Done::at(at)
            .saying("Le texte est de nouveau celui d’avant.")
            .into_response());
    }
    let typed = match rule.audience {
        Audience::Learner => (
            line(form.text("objet")),
            form.text("texte").trim().replace("\r\n", "\n"),
        ),
        Audience::Tutors => (String::new(), line(form.text("texte"))),
    };
    let errors = check(rule, &typed);
    if act == "apercu" || !errors.is_empty() {
        drop(tx);
        let shown = shown(&site, &ground, rule, (Some(typed), form.text("apprenant"))).await?;
        let page = views::one(&view.frame, &ground, &shown, &errors)?;
        return Ok(if errors.is_empty() {
            view.page(&page)
        } else {
            view.invalid(&page)
        });
    }
    store::write(&mut tx, &site, by, (rule, &typed.0, &typed.1)).await?;
    tx.commit().await?;
    Ok(Done::at(at).saying("Le texte est enregistré.").into_response())
}
