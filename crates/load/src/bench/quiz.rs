//! A quiz that very many start together: within ten seconds, then at one instant; and the answers that are kept as they are
//! given. Then all of them are written to ([`told`]).

use std::net::SocketAddr;
use std::path::Path;
use std::time::Duration;

use assess::questions::{Body, Choice, Choices, Names, Order, Question, Share};
use assess::success::Required;
use catalogue::courses::{self, EditCourses, NewSection, NewStep, Offer, StepId, Words};
use catalogue::library::package::Sealed;
use catalogue::library::{self, AddItems, EditItem, ItemId, ItemKind, NewItem, Reading};
use catalogue::questions::{self, AddQuestions};
use catalogue::quizzes::{self, Composition, Rules, Slot, What};
use platform::clock::Clock;
use platform::db::Tx;
use platform::html::Modality;
use platform::http::{Proof, SystemActs};
use platform::random::Random;
use platform::{Error, Result, Site};
use tokio::task::JoinSet;
use training::enrolment::{self, EnrolLearner};
use training::sessions::{self, Beginnings, CreateSession, NewSession};
use uuid::Uuid;

use crate::ground::{Ground, close};
use crate::http::{Connection, Hand};
use crate::server::{Server, free_address};
use crate::stopwatch::Stopwatch;
use crate::summary::Line;
use crate::visits::{self, Visit};

use super::errand::Errand;
use super::figures::percentile;
use super::generator::{self, Pace};
use super::{lines, process, told};

/// Learners who start it.
const LEARNERS: usize = 3_000;
/// Over how long they come, when they don't all come at once.
const WITHIN: Duration = Duration::from_secs(10);
/// Questions of the quiz.
const QUESTIONS: usize = 10;
/// Learners who answer at the same time.
const ANSWERING: usize = 128;

/// Measures it on data that were made; answers are given for `time`.
///
/// # Errors
/// When a server doesn't start or doesn't do it, or the store's.
pub async fn run(program: &Path, ground: &Ground, time: Duration) -> Result<Vec<Line>> {
    let site = ground.open(Clock::system(), Random::system()).await?;
    let (learners, steps) = class(&site).await?;
    let session = told::manages(&site, learners.first()).await?;
    close(site).await;
    let engine = lines::name(ground.engine());
    let address = free_address()?;
    let log = ground.folder().join("quiz.log");
    let mut server = Server::start(program, &["serve"], ground, address, &log)?;
    server.answers(Stopwatch::start()).await?;
    process::rests(server.id()).await?;
    let mut takers = Vec::with_capacity(learners.len());
    for visit in &learners {
        let cookie = visit.cookie.trim_start_matches("cookie: ").trim_end().to_owned();
        takers.push(Hand::begin(address, cookie, &at(visit, steps[0])).await?);
    }
    let starts = |step| {
        let each = learners.iter().zip(&takers);
        each.map(move |(visit, hand)| form(address, &format!("{}/essais", at(visit, step)), hand, ""))
            .collect::<Vec<String>>()
    };
    let spread = wave(address, starts(steps[0]), WITHIN).await?;
    let crowd = wave(address, starts(steps[1]), Duration::ZERO).await?;
    let answers: Vec<Errand> = learners
        .iter()
        .zip(&takers)
        .take(ANSWERING)
        .map(|(visit, hand)| {
            let path = format!("{}/essais/1/reponses", at(visit, steps[0]));
            let fields = format!("question=0&{}=1", Names::ANSWER);
            Errand::form(form(address, &path, hand, &fields))
        })
        .collect();
    let (run, _) = generator::run(address, answers, Pace::Flat, time).await?;
    let told = told::run(&server, &takers, session).await?;
    server.kill();
    let mut found = lines::starts(engine, learners.len(), (&spread, &crowd)).to_vec();
    found.push(lines::answers(engine, run.rate, run.errors));
    found.extend(lines::told(engine, &told));
    Ok(found)
}

fn at(visit: &Visit, step: StepId) -> String {
    format!("/mes-parcours/{}/etapes/{step}", visit.enrolment)
}

/// The bytes of a form's post, as a page with JavaScript sends it.
fn form(address: SocketAddr, path: &str, hand: &Hand, fields: &str) -> String {
    let fields = format!("jeton={}&{fields}", hand.token);
    format!(
        "POST {path} HTTP/1.1\r\nhost: localhost:{port}\r\norigin: http://localhost:{port}\r\naccept: application/json\r\ncontent-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\ncookie: {}\r\n\r\n{fields}",
        fields.len(),
        hand.cookie,
        port = address.port()
    )
}

/// What a wave of requests met.
pub(super) struct Wave {
    /// Latencies of the right answers, each from the moment it was due.
    pub(super) latencies: Vec<Duration>,
    /// Wrong answers, or none.
    pub(super) errors: usize,
}

impl Wave {
    /// What 95 in a hundred waited at most.
    pub(super) fn p95(&self) -> Duration {
        percentile(self.latencies.clone(), 95)
    }

    /// What the last one waited.
    pub(super) fn last(&self) -> Duration {
        self.latencies.iter().copied().max().unwrap_or_default()
    }
}

/// Sends each request on a connection of its own, evenly over this time; the connections are opened before.
async fn wave(address: SocketAddr, requests: Vec<String>, over: Duration) -> Result<Wave> {
    let io = |error| Error::internal("a connection of the generator", error);
    let of = requests.len();
    let mut ready = Vec::with_capacity(of);
    for request in requests {
        ready.push((Connection::open(address).await.map_err(io)?, request));
    }
    let watch = Stopwatch::start();
    let mut tasks = JoinSet::new();
    for (rank, (mut connection, request)) in ready.into_iter().enumerate() {
        let due = over.mul_f64(generator::count(rank) / generator::count(of.max(1)));
        tasks.spawn(async move {
            tokio::time::sleep(due.saturating_sub(watch.elapsed())).await;
            let answer = connection.exchange(request.as_bytes()).await;
            let right = answer.is_ok_and(|answer| answer.status == 303);
            (right, watch.elapsed().saturating_sub(due))
        });
    }
    let mut wave = Wave {
        latencies: Vec::with_capacity(of),
        errors: 0,
    };
    while let Some(told) = tasks.join_next().await {
        let (right, took) = told.map_err(|error| Error::internal("a learner who starts", error))?;
        if right {
            wave.latencies.push(took);
        } else {
            wave.errors += 1;
        }
    }
    Ok(wave)
}

/// Learners of one session whose course has the quiz twice.
async fn class(site: &Site) -> Result<(Vec<Visit>, [StepId; 2])> {
    let mut learners = visits::sign_in(site, LEARNERS).await?;
    let acts = SystemActs::new();
    let first = learners.first().ok_or(Error::NotFound)?.clone();
    let mut tx = site.db().begin().await?;
    let (open, _) = visits::before(&mut tx, &first).await?;
    tx.commit().await?;
    let item = quiz(site, &acts).await?;
    let mut tx = site.db().begin().await?;
    let (course, steps) = course(&mut tx, site, &acts, item).await?;
    let new = NewSession {
        course,
        reference: &crate::bench::once("R00-QUIZ", site),
        starts_at: open.starts_at,
        ends_at: open.ends_at,
    };
    let proof = Proof::<CreateSession>::of_system(&acts, open.region);
    let session = sessions::create_whole(&mut tx, site, &proof, &new, &Beginnings::default()).await?;
    let proof = Proof::<EnrolLearner>::of_system(&acts, session);
    let mut enrolled = Vec::with_capacity(learners.len());
    for mut learner in learners.drain(..) {
        // Whoever is in two sessions comes twice, and is enrolled once.
        if let Some(place) = enrolment::enrol(&mut tx, site, &proof, learner.person).await? {
            learner.enrolment = place;
            enrolled.push(learner);
        }
    }
    tx.commit().await?;
    Ok((enrolled, steps))
}

/// A course with the quiz at two steps.
async fn course(
    tx: &mut Tx,
    site: &Site,
    acts: &SystemActs,
    item: ItemId,
) -> Result<(courses::CourseId, [StepId; 2])> {
    let step = |title| NewStep {
        title,
        modality: Modality::Quiz,
        minutes: 10,
        item: Some(item),
        required: Required::Done,
        completion: None,
        due_day: None,
        summary: None,
    };
    let steps = [step("Quiz du matin"), step("Quiz du soir")];
    let parts = [NewSection {
        title: "Les quiz",
        steps: &steps,
    }];
    let words = Words {
        title: "Deux quiz",
        summary: "Dix questions, deux fois.",
        objectives: "Savoir y répondre",
    };
    let proof = Proof::<EditCourses>::of_system(acts, Uuid::nil());
    let course = courses::create(tx, site, &proof, &words, &parts, Offer::Published).await?;
    let path = courses::outline(tx, course).await?;
    let ids: Vec<StepId> = path
        .iter()
        .flat_map(|part| &part.steps)
        .map(|step| step.id)
        .collect();
    let ids = ids
        .try_into()
        .map_err(|_| Error::fault("a course without its steps"))?;
    Ok((course, ids))
}

/// A quiz of ten questions of one answer.
async fn quiz(site: &Site, acts: &SystemActs) -> Result<ItemId> {
    let new = NewItem {
        title: "Dix questions",
        kind: ItemKind::Quiz,
        modality: Modality::Quiz,
        minutes: 10,
    };
    let sealed = Sealed::reading(site, site.new_id(), &Reading::default(), Vec::new()).await?;
    let mut tx = site.db().begin().await?;
    let proof = Proof::<AddItems>::of_system(acts, Uuid::nil());
    let item = library::import(&mut tx, site, &proof, &new, sealed).await?;
    let proof = Proof::<AddQuestions>::of_system(acts, Uuid::nil());
    let mut slots = Vec::with_capacity(QUESTIONS);
    for number in 1..=QUESTIONS {
        let choice = |text: &str, share| Choice {
            text: text.to_owned(),
            share,
            feedback: String::new(),
        };
        let choices = Choices {
            choices: vec![
                choice("Chaque semaine", Share::ALL),
                choice("Chaque année", Share::NONE),
                choice("Jamais", Share::NONE),
            ],
            order: Order::Shuffled,
        };
        let title = format!("Publier, {number}");
        let asked = Question::new(&title, "Quand publier ?", Body::Single(choices));
        let id = questions::create(&mut tx, site, &proof, None, &asked).await?;
        slots.push(Slot {
            what: What::Question(id.0),
            points: None,
        });
    }
    let composition = Composition {
        rules: Rules::usual(),
        slots,
    };
    let proof = Proof::<EditItem>::of_system(acts, item);
    quizzes::publish(&mut tx, site, &proof, &composition).await?;
    tx.commit().await?;
    Ok(item)
}
