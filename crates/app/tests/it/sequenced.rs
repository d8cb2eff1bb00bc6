//! Packages of SCORM 2004: followed by the server as by the browser, resumed, shared, replaced, told to who helps.

use catalogue::library::{self, EditItem, Launches, VersionId};
use http::StatusCode;
use learning::progress::{self, Status};
use platform::both_engines;
use platform::http::{BuiltIn, Proof, SystemActs};
use platform::{args, sql};
use scorm::plan::{Activity, Content, DataMap, MapInfo, Mode, Objective, Plan, Sequencing};
use serde_json::{Value, json};

use crate::package::{Learner, Module, operations};
use crate::world::World;

fn leaf(identifier: &str) -> Activity {
    let objective = MapInfo {
        write_satisfied: true,
        write_measure: true,
        ..MapInfo::to("acquis")
    };
    Activity {
        identifier: identifier.to_owned(),
        title: format!("Activité {identifier}"),
        content: Some(Content {
            href: format!("{identifier}.html"),
            data: vec![DataMap {
                target: "carnet".to_owned(),
                read: true,
                write: true,
            }],
            ..Content::default()
        }),
        sequencing: Sequencing {
            objectives: vec![Objective {
                id: Some("savoir".to_owned()),
                maps: vec![objective],
                ..Objective::default()
            }],
            ..Sequencing::default()
        },
        ..Activity::default()
    }
}

/// Two activities, one after the other.
pub fn launches(identifiers: &[&str]) -> Launches {
    let root = Activity {
        identifier: "cours".to_owned(),
        title: "Cours".to_owned(),
        sequencing: Sequencing {
            mode: Mode {
                flow: true,
                ..Mode::default()
            },
            ..Sequencing::default()
        },
        children: identifiers.iter().map(|identifier| leaf(identifier)).collect(),
        ..Activity::default()
    };
    Launches {
        title: "Cours".to_owned(),
        plan: Some(Plan {
            root,
            objectives_global_to_system: true,
            shared_data_global_to_system: true,
        }),
        ..Launches::default()
    }
}

fn now(world: &World) -> i64 {
    world.site.clock().now().as_millisecond()
}

fn token(launch: &Value) -> String {
    launch["token"].as_str().unwrap().to_owned()
}

async fn state(world: &World, monique: &Learner, module: &Module) -> progress::StepState {
    let mut tx = world.site.db().read().await.unwrap();
    progress::of_enrolment(&mut tx, monique.enrolment).await.unwrap()[&module.step]
}

/// A content that is done, with a score, and asks for the next.
const DONE: [(&str, &str); 8] = [
    ("initialize", ""),
    ("cmi.completion_status", "completed"),
    ("cmi.success_status", "passed"),
    ("cmi.score.scaled", "0.8"),
    ("cmi.session_time", "PT1M30S"),
    ("adl.nav.request", "continue"),
    ("finish", ""),
    ("unload", ""),
];

async fn say(world: &World, monique: &mut Learner, launch: &str, from: u64, acts: &[(&str, &str)]) -> i64 {
    let answer = monique.say(launch, &operations(from, now(world), acts)).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    serde_json::from_str::<Value>(&answer.body).unwrap()["acknowledged"]
        .as_i64()
        .unwrap()
}

/// A new version of the module's package.
async fn replace(world: &World, module: &Module, launches: &Launches, on_update: &str) -> VersionId {
    let acts = SystemActs::new();
    let mut tx = world.site.db().begin().await.unwrap();
    let proof = Proof::<EditItem>::of_system(&acts, module.item);
    let manifest = launches.to_json().unwrap();
    let version = library::add_version(&mut tx, &world.site, &proof, &manifest)
        .await
        .unwrap();
    let sql = sql!("UPDATE items SET on_update = $1 WHERE id = $2");
    tx.execute(sql, args![on_update, module.item]).await.unwrap();
    tx.commit().await.unwrap();
    version
}

both_engines! {
    async fn a_package_is_followed_from_its_start_to_its_end(engine) {
        let world = World::new(engine).await;
        let module = world.module_of(&launches(&["un", "deux"])).await;
        let mut monique = world.learner_at(&module).await;
        let launched = monique.launch("").await;
        assert_eq!(launched["plan"]["root"]["children"][1]["identifier"], "deux");
        assert_eq!(launched["address"], format!("/{}/", module.version));
        let launch = token(&launched);
        assert_eq!(say(&world, &mut monique, &launch, 1, &[("navigate", "start")]).await, 1);
        assert_eq!(state(&world, &monique, &module).await.status, Status::Started);
        assert_eq!(say(&world, &mut monique, &launch, 2, &DONE).await, 9);
        let half = state(&world, &monique, &module).await;
        assert_eq!((half.status, half.seconds), (Status::Started, 90), "one of two");
        assert_eq!(say(&world, &mut monique, &launch, 10, &DONE).await, 17);
        let whole = state(&world, &monique, &module).await;
        assert_eq!((whole.status, whole.percent, whole.seconds), (Status::Done, Some(80.0), 180));
    }

    async fn a_tab_that_is_closed_is_resumed_where_it_stood(engine) {
        let world = World::new(engine).await;
        let module = world.module_of(&launches(&["un", "deux"])).await;
        let mut monique = world.learner_at(&module).await;
        let first = token(&monique.launch("").await);
        let half = [("navigate", "start"), ("initialize", ""), ("cmi.suspend_data", "page=3"), ("commit", "")];
        say(&world, &mut monique, &first, 1, &half).await;
        let again = monique.launch("").await;
        let saved = &again["start"]["saved"];
        assert_eq!(saved["sequencing"]["suspended"], 1);
        assert_eq!(saved["kept"]["1"]["values"]["suspend_data"], "page=3");
        // The older tab is told; the newer one goes on.
        let late = monique.say(&first, &operations(5, now(&world), &[("commit", "")])).await;
        assert_eq!(late.status, StatusCode::CONFLICT);
        let launch = token(&again);
        let resumed = [("navigate", "resumeAll"), ("initialize", ""), ("cmi.completion_status", "completed"), ("finish", "")];
        assert_eq!(say(&world, &mut monique, &launch, 1, &resumed).await, 4);
    }

    async fn what_packages_share_passes_from_one_to_the_next(engine) {
        let world = World::new(engine).await;
        let module = world.module_of(&launches(&["un", "deux"])).await;
        let mut monique = world.learner_at(&module).await;
        let launch = token(&monique.launch("").await);
        let acts = [
            ("navigate", "start"),
            ("initialize", ""),
            ("cmi.objectives.0.success_status", "passed"),
            ("finish", ""),
        ];
        say(&world, &mut monique, &launch, 1, &acts).await;
        world.module_of(&launches(&["trois"])).await;
        let shared = monique.launch("").await;
        assert_eq!(shared["start"]["shared"]["objectives"]["acquis"]["satisfied"], true);
        assert_eq!(shared["start"]["saved"], Value::Null, "another package has a state of its own");
    }

    async fn who_has_begun_goes_on_with_their_version_or_begins_again(engine) {
        let world = World::new(engine).await;
        let module = world.module_of(&launches(&["un", "deux"])).await;
        let mut monique = world.learner_at(&module).await;
        let launch = token(&monique.launch("").await);
        let half = [("navigate", "start"), ("initialize", ""), ("cmi.location", "3"), ("commit", "")];
        say(&world, &mut monique, &launch, 1, &half).await;

        let new = replace(&world, &module, &launches(&["un", "deux", "trois"]), "continue").await;
        let kept = monique.launch("").await;
        assert_eq!(kept["address"], format!("/{}/", module.version), "until it is done");
        assert_eq!(kept["start"]["saved"]["kept"]["1"]["values"]["location"], "3");
        let launch = token(&kept);
        say(&world, &mut monique, &launch, 1, &[("navigate", "resumeAll")]).await;
        say(&world, &mut monique, &launch, 2, &DONE).await;
        say(&world, &mut monique, &launch, 10, &DONE).await;
        assert_eq!(state(&world, &monique, &module).await.status, Status::Done);
        let fresh = monique.launch("").await;
        assert_eq!((&fresh["address"], &fresh["start"]["saved"]), (&json!(format!("/{new}/")), &Value::Null));
        assert_eq!(state(&world, &monique, &module).await.status, Status::Done, "what is done stays done");

        let mut karim = world.learner_at(&module).await;
        let launch = token(&karim.launch("").await);
        say(&world, &mut karim, &launch, 1, &half).await;
        let newest = replace(&world, &module, &launches(&["un", "deux"]), "restart").await;
        let again = karim.launch("").await;
        assert_eq!((&again["address"], &again["start"]["saved"]), (&json!(format!("/{newest}/")), &Value::Null));
    }

    async fn time_is_believed_as_far_as_the_launch_is_old(engine) {
        let world = World::new(engine).await;
        let module = world.module_of(&launches(&["un"])).await;
        let mut monique = world.learner_at(&module).await;
        let launch = token(&monique.launch("").await);
        world.scratch.clock.advance(600_000);
        let spent = |open: i64, active: i64| json!({ "operations": [], "spent": { "open": open, "active": active } });
        let read = || async {
            let sql = sql!("SELECT open_seconds, active_seconds FROM launches");
            let row = world.site.db().read().await.unwrap().one(sql, args![]).await.unwrap();
            (row.get::<i64>("open_seconds").unwrap(), row.get::<i64>("active_seconds").unwrap())
        };
        for (said, kept) in [((300, 120), (300, 120)), ((9_999, 9_999), (600, 600)), ((-5, 7), (600, 600))] {
            let answer = monique.post(&launch, &spent(said.0, said.1)).await;
            assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
            assert_eq!(read().await, kept, "{said:?}");
        }
    }

    async fn the_history_tells_versions_and_reasons_and_no_answer(engine) {
        let world = World::new(engine).await;
        let module = world.module_of(&launches(&["un", "deux"])).await;
        let mut monique = world.learner_at(&module).await;
        let launch = token(&monique.launch("").await);
        let acts = [("navigate", "start"), ("initialize", ""), ("cmi.suspend_data", "réponse secrète"), ("navigate", "continue"), ("unload", "")];
        say(&world, &mut monique, &launch, 1, &acts).await;
        let tutor = world.someone(BuiltIn::Tutor).await;
        let mut tutor = world.signed_in(tutor).await;
        let list = tutor.get(&format!("/inscriptions/{}/etapes/{}/ouvertures", monique.enrolment, module.step)).await;
        assert_eq!(list.status, StatusCode::OK, "{}", list.body);
        let link = list.body.split("/ouverture?de=").nth(1).unwrap().split('"').next().unwrap().to_owned();
        let page = tutor.get(&format!("/inscriptions/{}/etapes/{}/ouverture?de={link}", monique.enrolment, module.step)).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.body);
        for told in ["DB.2", "Activité un", "Activité deux", "la suite"] {
            assert!(page.body.contains(told), "{told}: {}", page.body);
        }
        assert!(!page.body.contains("secrète"));
        let suivi = tutor.get(&format!("/sessions/{}/suivi", world.own)).await;
        assert!(suivi.body.contains("/ouvertures"), "the table leads there");
        assert!(platform::html::fr::check(&page.body).is_empty(), "{:?}", platform::html::fr::check(&page.body));
    }
}
