//! A package in the world's course, and a learner's browser without a window that runs it.

use catalogue::courses::StepId;
use catalogue::library::{
    self, AddItems, EditItem, ItemId, ItemKind, Launches, NewItem, Sco, ScormType, VersionId,
};
use http::header::{CONTENT_TYPE, HOST, ORIGIN};
use http::{Request, StatusCode};
use platform::blobs;
use platform::html::Modality;
use platform::http::{Body, Proof, SystemActs, form_token};
use platform::keys::{Class, PLATFORM};
use platform::testing::{Answer, Visitor};
use serde_json::{Value, json};
use training::enrolment::EnrolmentId;
use uuid::Uuid;

use crate::world::World;

/// A step that holds a package of two parts.
pub struct Module {
    pub step: StepId,
    pub item: ItemId,
    pub version: VersionId,
}

/// A file large enough to have several sealed chunks.
pub fn film() -> Vec<u8> {
    (0..200_000_u32)
        .map(|i| u8::try_from(i % 251).unwrap_or_default() & 0x7f)
        .collect()
}

pub fn sco(identifier: &str, href: &str, mastery_score: Option<f64>) -> Sco {
    Sco {
        identifier: identifier.to_owned(),
        title: format!("Partie {identifier}"),
        href: href.to_owned(),
        scorm_type: ScormType::Sco,
        mastery_score,
        max_time_allowed: None,
        time_limit_action: None,
        launch_data: Some("donnée".to_owned()),
        prerequisites: None,
        within: None,
        visible: true,
        depth: 0,
    }
}

impl World {
    /// Puts a package of SCORM 1.2 in the first step of the course.
    pub async fn module(&self) -> Module {
        let launches = Launches {
            title: "Essai".to_owned(),
            scos: vec![
                sco("A", "index.html?q=1", Some(80.0)),
                sco("B", "sous/%C3%A9t%C3%A9.html", None),
            ],
            ..Launches::default()
        };
        self.module_of(&launches).await
    }

    /// Puts a package that launches this in the first step of the course.
    pub async fn module_of(&self, launches: &Launches) -> Module {
        let mut stored = Vec::new();
        for (path, kind, bytes) in [
            (
                "index.html",
                "text/html; charset=utf-8",
                b"<!doctype html><title>A</title>".to_vec(),
            ),
            (
                "sous/été.html",
                "text/html; charset=utf-8",
                b"<!doctype html><title>B</title>".to_vec(),
            ),
            ("film.mp4", "video/mp4", film()),
        ] {
            let file = blobs::put(&self.site, PLATFORM, Class::Platform, kind, bytes.as_slice())
                .await
                .unwrap();
            stored.push((path, file));
        }
        let acts = SystemActs::new();
        let mut tx = self.site.db().begin().await.unwrap();
        let proof = Proof::<AddItems>::of_system(&acts, Uuid::nil());
        let new = NewItem {
            title: "Essai",
            kind: ItemKind::Scorm,
            modality: Modality::SelfPaced,
            minutes: 45,
        };
        let item = library::create(&mut tx, &self.site, &proof, &new).await.unwrap();
        let proof = Proof::<EditItem>::of_system(&acts, item);
        let manifest = launches.to_json().unwrap();
        let version = library::add_version(&mut tx, &self.site, &proof, &manifest)
            .await
            .unwrap();
        for (path, file) in stored {
            let blob = file.record(&mut tx).await.unwrap();
            library::add_file(&mut tx, version, path, blob).await.unwrap();
        }
        tx.commit().await.unwrap();
        let step = self.opens(item, 0).await;
        Module { step, item, version }
    }

    /// A learner signed in, with the module open before them.
    pub async fn learner_at(&self, module: &Module) -> Learner {
        let person = self.person("Monique", "Le Bihan").await;
        let enrolment = self.enrol(person, self.own).await;
        let mut visitor = self.signed_in(person).await;
        let path = format!("/mes-parcours/{enrolment}/etapes/{}", module.step);
        let page = visitor.get(&path).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.body);
        let host = page.after("data-origine=\"http://").unwrap().to_owned();
        Learner {
            site: self.site.clone(),
            visitor,
            person,
            enrolment,
            path,
            host,
        }
    }
}

pub struct Learner {
    site: platform::Site,
    pub visitor: Visitor,
    pub person: platform::PersonId,
    pub enrolment: EnrolmentId,
    pub path: String,
    pub host: String,
}

impl Learner {
    /// Opens a part: its launch, as the page's script asks for it.
    pub async fn launch(&mut self, part: &str) -> Value {
        let answer = self.ask_launch(part).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
        serde_json::from_str(&answer.body).unwrap()
    }

    pub async fn ask_launch(&mut self, part: &str) -> Answer {
        let token = form_token(&self.site, self.visitor.cookie("connexion").unwrap());
        let request = Request::post(format!("{}/lancements", self.path))
            .header(CONTENT_TYPE, "application/json")
            .header("x-jeton", token)
            .header(ORIGIN, &self.site.config().public_url)
            .body(Body::from(json!({ "partie": part }).to_string()))
            .unwrap();
        self.visitor.send(request).await
    }

    /// Posts operations on the content origin, as the shell does.
    pub async fn say(&mut self, token: &str, operations: &Value) -> Answer {
        self.post(token, &json!({ "operations": operations })).await
    }

    /// Posts a batch on the content origin.
    pub async fn post(&mut self, token: &str, batch: &Value) -> Answer {
        let request = Request::post("/__lecteur/operations")
            .header(HOST, &self.host)
            .header("x-lancement", token)
            .header(CONTENT_TYPE, "application/json")
            .body(Body::from(batch.to_string()))
            .unwrap();
        self.visitor.send(request).await
    }

    /// Reads something of the content origin.
    pub async fn read(&mut self, path: &str, headers: &[(&str, &str)]) -> Answer {
        let host = self.host.clone();
        self.read_at(&host, path, headers).await
    }

    pub async fn read_at(&mut self, host: &str, path: &str, headers: &[(&str, &str)]) -> Answer {
        let mut request = Request::get(path).header(HOST, host);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.visitor.send(request.body(Body::empty()).unwrap()).await
    }
}

/// The operations of a launch: numbers from `first`, at the moment of the tests.
pub fn operations(first: u64, at: i64, acts: &[(&str, &str)]) -> Value {
    let list = (first..)
        .zip(acts)
        .map(|(sequence, (element, value))| match *element {
            "initialize" | "commit" | "finish" | "unload" => {
                json!({ "sequence": sequence, "at": at, "act": element })
            }
            "navigate" => json!({ "sequence": sequence, "at": at, "act": element, "request": value }),
            _ => json!({ "sequence": sequence, "at": at, "act": "set", "element": element, "value": value }),
        });
    list.collect()
}
