//! A small world: two regions and a closed one, sessions of each kind of relation, someone of each role.

use std::cell::Cell;

use assess::success::Required;
use catalogue::courses::{self, CourseId, EditCourses, NewSection, NewStep, Offer, StepId, Words};
use catalogue::library::ItemId;
use jiff::civil::date;
use people::accounts::{self, NewPerson};
use people::regions::{self, Region};
use people::roles::{self, Over};
use people::sign_in::{Passwords, begin_login};
use platform::db::{Engine, Tx};
use platform::html::Modality;
use platform::http::{BuiltIn, Proof, SystemActs};
use platform::random::Random;
use platform::testing::{Answer, Scratch, Visitor};
use platform::{PersonId, Site, args, sql};
use training::enrolment::{self, EnrolLearner, EnrolmentId, WithdrawLearner};
use training::sessions::{self, AssignTutors, CreateSession, Duty, NewSession, SessionId};
use training::tutors;
use uuid::Uuid;

/// A password good enough for everyone here.
pub const PASSWORD: &str = "trois galettes au sarrasin";

/// Where an object stands to the actor of a case.
#[derive(Clone, Copy, Debug, Hash, PartialEq, Eq)]
pub enum Relation {
    Own,
    OtherSession,
    OtherRegion,
    Deleted,
}

impl Relation {
    pub const ALL: [Self; 4] = [Self::Own, Self::OtherSession, Self::OtherRegion, Self::Deleted];
}

/// A course with one step of each modality.
async fn course(tx: &mut Tx, site: &Site, acts: &SystemActs) -> CourseId {
    let steps = [
        NewStep {
            title: "Créer sa page professionnelle",
            modality: Modality::SelfPaced,
            minutes: 45,
            item: None,
            required: Required::Above(0),
            completion: None,
            due_day: None,
            summary: None,
        },
        NewStep {
            title: "Nos pages passées au crible",
            modality: Modality::Live,
            minutes: 90,
            item: None,
            required: Required::Done,
            completion: None,
            due_day: None,
            summary: None,
        },
        NewStep {
            title: "Ma page passée au banc d’essai",
            modality: Modality::OnSite,
            minutes: 210,
            item: None,
            required: Required::Done,
            completion: None,
            due_day: None,
            summary: None,
        },
        NewStep {
            title: "Trois publications",
            modality: Modality::CaseStudy,
            minutes: 90,
            item: None,
            required: Required::Above(70),
            completion: None,
            due_day: None,
            summary: None,
        },
        NewStep {
            title: "Quiz final",
            modality: Modality::Quiz,
            minutes: 15,
            item: None,
            required: Required::Above(70),
            completion: None,
            due_day: None,
            summary: None,
        },
    ];
    let path = [NewSection {
        title: "Tout le parcours",
        steps: &steps,
    }];
    let proof = Proof::<EditCourses>::of_system(acts, Uuid::nil());
    courses::create(
        tx,
        site,
        &proof,
        &Words {
            title: "Réussir ma stratégie Facebook",
            summary: "En trente jours.",
            objectives: "Créer sa page professionnelle\nPublier régulièrement",
        },
        &path,
        Offer::Published,
    )
    .await
    .unwrap()
}

pub struct World {
    pub scratch: Scratch,
    pub site: Site,
    pub app: platform::http::Router,
    pub bretagne: Region,
    pub reunion: Region,
    pub closed: Region,
    pub course: CourseId,
    pub own: SessionId,
    pub other: SessionId,
    pub foreign: SessionId,
    pub deleted: SessionId,
    pub manager: PersonId,
    made: Cell<u32>,
}

impl World {
    pub async fn new(engine: Engine) -> Self {
        Self::on(Scratch::new(engine).await).await
    }

    /// The same on a store of one's choice.
    pub async fn on(scratch: Scratch) -> Self {
        let site = app::rooms::open(
            scratch.config.clone(),
            scratch.clock.clone(),
            Random::system(),
            Passwords::cheap(),
        )
        .await
        .unwrap();
        let acts = SystemActs::new();
        let mut tx = site.db().begin().await.unwrap();
        let bretagne = regions::create(&mut tx, &site, "bretagne", "CMA Bretagne", "Europe/Paris")
            .await
            .unwrap();
        let reunion = regions::create(&mut tx, &site, "la-reunion", "CMA La Réunion", "Indian/Reunion")
            .await
            .unwrap();
        let closed = regions::create(&mut tx, &site, "fermee", "CMA Fermée", "Europe/Paris")
            .await
            .unwrap();
        tx.execute(
            sql!("UPDATE regions SET deleted_at = 1 WHERE id = $1"),
            args![closed.id],
        )
        .await
        .unwrap();
        let course = course(&mut tx, &site, &acts).await;
        let mut ids = Vec::new();
        for (reference, region) in [
            ("A1", &bretagne),
            ("A2", &bretagne),
            ("B1", &reunion),
            ("AX", &bretagne),
        ] {
            let (starts_at, ends_at) = sessions::period(date(2026, 11, 2), 30, &region.zone).unwrap();
            let proof = Proof::<CreateSession>::of_system(&acts, region.id);
            let new = NewSession {
                course,
                reference,
                starts_at,
                ends_at,
            };
            ids.push(sessions::create(&mut tx, &site, &proof, &new).await.unwrap());
        }
        tx.execute(
            sql!("UPDATE training_sessions SET deleted_at = 1 WHERE id = $1"),
            args![ids[3]],
        )
        .await
        .unwrap();
        tx.commit().await.unwrap();
        let app = app::rooms::routes(site.config().mode).into_service(&site);
        let mut world = Self {
            scratch,
            site,
            app,
            bretagne,
            reunion,
            closed,
            course,
            own: ids[0],
            other: ids[1],
            foreign: ids[2],
            deleted: ids[3],
            manager: PersonId(Uuid::nil()),
            made: Cell::new(0),
        };
        world.manager = world.person("René", "Kerjean").await;
        world
            .give(world.manager, BuiltIn::Manager, Over::region(world.bretagne.id))
            .await;
        world
    }

    /// Someone of a region, with a password.
    pub async fn person(&self, given: &str, family: &str) -> PersonId {
        self.made.set(self.made.get() + 1);
        let new = NewPerson {
            given_name: given.to_owned(),
            family_name: family.to_owned(),
            email: format!("personne{}@exemple.fr", self.made.get()),
            ..NewPerson::default()
        };
        let draft = accounts::prepare(&self.site, new).await.unwrap();
        let hash = Passwords::cheap()
            .hash(self.site.random(), PASSWORD)
            .await
            .unwrap();
        let mut tx = self.site.db().begin().await.unwrap();
        let person = draft
            .insert(&mut tx, &self.site, None, Some(self.bretagne.id))
            .await
            .unwrap()
            .person;
        accounts::set_password(&mut tx, &self.site, person, &hash)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        person
    }

    pub async fn give(&self, person: PersonId, role: BuiltIn, over: Over) {
        let mut tx = self.site.db().begin().await.unwrap();
        roles::grant(&mut tx, &self.site, None, person, role, over)
            .await
            .unwrap();
        tx.commit().await.unwrap();
    }

    /// Someone who holds a role in the way that people hold it: everywhere, in Bretagne, in session A1, over themselves.
    pub async fn someone(&self, role: BuiltIn) -> PersonId {
        let person = self.person("Camille", "Essai").await;
        match role {
            BuiltIn::Administrator => self.give(person, role, Over::PLATFORM).await,
            BuiltIn::Manager | BuiltIn::Adviser => {
                self.give(person, role, Over::region(self.bretagne.id)).await;
            }
            BuiltIn::Tutor => {
                let proof = Proof::<AssignTutors>::of_system(&SystemActs::new(), self.own);
                let mut tx = self.site.db().begin().await.unwrap();
                sessions::assign(&mut tx, &self.site, &proof, person, Duty::Content)
                    .await
                    .unwrap();
                tx.commit().await.unwrap();
            }
            BuiltIn::Learner => drop(self.enrol(person, self.own).await),
        }
        person
    }

    pub async fn enrol(&self, person: PersonId, session: SessionId) -> EnrolmentId {
        let proof = Proof::<EnrolLearner>::of_system(&SystemActs::new(), session);
        let mut tx = self.site.db().begin().await.unwrap();
        let id = enrolment::enrol(&mut tx, &self.site, &proof, person)
            .await
            .unwrap()
            .unwrap();
        tx.commit().await.unwrap();
        id
    }

    pub async fn withdraw(&self, id: EnrolmentId) {
        let proof = Proof::<WithdrawLearner>::of_system(&SystemActs::new(), id);
        let mut tx = self.site.db().begin().await.unwrap();
        let why = enrolment::leaving::Leaving::because(enrolment::leaving::Reason::GaveUp, None);
        enrolment::withdraw(&mut tx, &self.site, &proof, &why)
            .await
            .unwrap();
        tx.commit().await.unwrap();
    }

    /// A tutor of a region, without a session.
    pub async fn tutor(&self, given: &str, family: &str, region: &Region) -> PersonId {
        let person = self.person(given, family).await;
        let proof = Proof::<tutors::AddTutor>::of_system(&SystemActs::new(), region.id);
        let mut tx = self.site.db().begin().await.unwrap();
        tutors::add(&mut tx, &self.site, &proof, person).await.unwrap();
        tx.commit().await.unwrap();
        person
    }

    /// The steps of the course, in order.
    pub async fn steps(&self) -> Vec<courses::Step> {
        let mut tx = self.site.db().read().await.unwrap();
        let path = courses::outline(&mut tx, self.course).await.unwrap();
        path.into_iter().flat_map(|part| part.steps).collect()
    }

    /// The nth step of the course, from 0, opens this item.
    pub async fn opens(&self, item: ItemId, nth: usize) -> StepId {
        let step = self.steps().await[nth].id;
        let mut tx = self.site.db().begin().await.unwrap();
        let opens = sql!("UPDATE steps SET item_id = $1 WHERE id = $2");
        tx.execute(opens, args![item, step]).await.unwrap();
        let changed = sql!("UPDATE courses SET revision = revision + 1 WHERE id = $1");
        tx.execute(changed, args![self.course]).await.unwrap();
        tx.commit().await.unwrap();
        step
    }

    pub fn session(&self, relation: Relation) -> SessionId {
        match relation {
            Relation::Own => self.own,
            Relation::OtherSession => self.other,
            Relation::OtherRegion => self.foreign,
            Relation::Deleted => self.deleted,
        }
    }

    /// A visitor who hasn't signed in.
    pub fn visitor(&self) -> Visitor {
        Visitor::new(&self.site, &self.app)
    }

    /// A visitor signed in as someone, without the form.
    pub async fn signed_in(&self, person: PersonId) -> Visitor {
        let mut tx = self.site.db().begin().await.unwrap();
        let token = begin_login(&mut tx, &self.site, person).await.unwrap();
        tx.commit().await.unwrap();
        let mut visitor = self.visitor();
        visitor.set_cookie("connexion", &token);
        visitor
    }

    /// Signs in by the form.
    pub async fn sign_in(&self, login: &str, password: &str) -> (Visitor, Answer) {
        let mut visitor = self.visitor();
        let answer = visitor
            .post(
                "/connexion",
                &[("identifiant", login), ("mot_de_passe", password)],
            )
            .await;
        (visitor, answer)
    }

    /// Where their mail goes.
    pub async fn address(&self, person: PersonId) -> String {
        let directory = people::directory::Directory::of(&self.site).unwrap();
        directory.card(&self.site, person).await.unwrap().email.clone()
    }

    /// The last mail sent to an address, but for the one about the course.
    pub async fn mail_to(&self, address: &str) -> platform::mail::Message {
        self.mail_where(address, |kind| kind != "course").await
    }

    /// The last mail about the course sent to an address.
    pub async fn course_mail_to(&self, address: &str) -> platform::mail::Message {
        self.mail_where(address, |kind| kind == "course").await
    }

    pub async fn mail_where(&self, address: &str, kind: impl Fn(&str) -> bool) -> platform::mail::Message {
        platform::jobs::settle(&self.site, &app::rooms::handlers())
            .await
            .unwrap();
        let mails = platform::mail::mailbox::list(&self.site).await.unwrap();
        let mails = mails.into_iter().filter(|mail| kind(&mail.kind));
        let mut messages = mails.filter_map(|mail| mail.message);
        messages
            .find(|message| message.to == address)
            .expect("a mail to this address")
    }

    /// The token of the last link mailed to an address.
    pub async fn link_to(&self, address: &str, path: &str) -> String {
        let text = self.mail_to(address).await.text;
        let start = text.find(path).expect("a link") + path.len();
        text[start..].split_whitespace().next().unwrap().to_owned()
    }
}
