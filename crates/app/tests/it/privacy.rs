//! After a whole journey, neither store nor a file holds a name, an address, a password, a link or what modules keep of a
//! learner in clear; the chain of events holds, and a change in it is found.

use std::path::Path;

use http::StatusCode;
use platform::db::{Db, Engine, Schema, Sql};
use platform::testing::Visitor;
use platform::{args, both_engines, events, sql};

use crate::certificates::{hand_out, sign};
use crate::package::{Module, operations};
use crate::sequenced::launches;
use crate::world::World;

/// Every value of every table, as bytes, with the place where it stands.
async fn dump(db: &Db) -> Vec<(String, Vec<u8>)> {
    let mut tx = db.read().await.unwrap();
    let columns = tx
        .all(Sql::literal(platform::db::catalogue(db.engine())), args![])
        .await
        .unwrap();
    let mut out = Vec::new();
    for column in &columns {
        let text = |name: &str| column.get::<String>(name).unwrap();
        let (table, name, kind) = (text("table_name"), text("column_name"), text("kind"));
        if matches!(kind.as_str(), "BLOB" | "bytea" | "TEXT" | "text") {
            let cast = if db.engine() == Engine::Sqlite {
                format!("CAST({name} AS BLOB)")
            } else if kind == "text" {
                format!("convert_to({name}, 'UTF8')")
            } else {
                name.clone()
            };
            let rows = tx
                .all(
                    Sql::built(format!("SELECT {cast} AS value FROM {table}")),
                    args![],
                )
                .await
                .unwrap();
            for row in rows {
                if let Some(value) = row.get::<Option<Vec<u8>>>("value").unwrap() {
                    out.push((format!("{table}.{name}"), value));
                }
            }
        }
    }
    out
}

fn contains(haystack: &[u8], needle: &str) -> bool {
    haystack
        .windows(needle.len())
        .any(|window| window.eq_ignore_ascii_case(needle.as_bytes()))
}

/// The files of the folder of data, with their names.
fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push((path.display().to_string(), std::fs::read(&path).unwrap()));
        }
    }
    found
}

/// What a part of SCORM 1.2 keeps of a learner.
const KEPT: [(&str, &str); 5] = [
    ("cmi.suspend_data", "page=cuisson-lente;score=11"),
    ("cmi.core.lesson_location", "signet-du-four"),
    ("cmi.comments", "La vidéo du levain est trop longue"),
    ("cmi.interactions.0.id", "question-du-levain"),
    ("cmi.interactions.0.student_response", "farine-de-seigle"),
];

/// What a package of SCORM 2004 keeps of a learner, and what it shares with others.
const KEPT_2004: [(&str, &str); 7] = [
    ("cmi.suspend_data", "étape=glaçage-miroir"),
    ("cmi.location", "signet-de-la-poche"),
    (
        "cmi.comments_from_learner.0.comment",
        "Je voudrais revoir le fondant",
    ),
    ("cmi.interactions.0.id", "question-du-fondant"),
    ("cmi.interactions.0.type", "fill-in"),
    ("cmi.objectives.0.score.scaled", "0.7391"),
    ("adl.data.0.store", "carnet de commandes de Noël"),
];

/// She plays a module up to its snapshot, and comes back: all that she left is there.
async fn played(world: &World, module: &Module, part: &str, first: &[(&str, &str)], kept: &[(&str, &str)]) {
    let mut monique = world.learner_at(module).await;
    let launch = monique.launch(part).await["token"].as_str().unwrap().to_owned();
    let mut acts = [first, kept].concat();
    acts.resize(70, ("commit", ""));
    let now = world.site.clock().now().as_millisecond();
    let answer = monique.say(&launch, &operations(1, now, &acts)).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    let sql = sql!("SELECT COUNT(*) AS many FROM launch_records WHERE snapshot IS NOT NULL");
    let row = world
        .site
        .db()
        .read()
        .await
        .unwrap()
        .one(sql, args![])
        .await
        .unwrap();
    assert!(row.get::<i64>("many").unwrap() > 0, "a snapshot was kept");
    let again = monique.launch(part).await["start"].to_string();
    for (element, value) in kept.iter().filter(|(_, value)| !typed(value)) {
        assert!(again.contains(value), "{element} was kept: {again}");
    }
}

/// A word of the specification: it tells nothing of anyone.
fn typed(value: &str) -> bool {
    value == "fill-in"
}

/// A module of each version. What is said in them is a secret like another.
async fn modules(world: &World) -> Vec<String> {
    let module = world.module().await;
    played(world, &module, "A", &[("initialize", "")], &KEPT).await;
    let module = world.module_of(&launches(&["un", "deux"])).await;
    let first = [("navigate", "start"), ("initialize", "")];
    played(world, &module, "", &first, &KEPT_2004).await;
    let said = KEPT.iter().chain(&KEPT_2004).filter(|(_, value)| !typed(value));
    said.map(|(_, value)| (*value).to_owned()).collect()
}

/// What she writes to others: on the forum, to René, to who helps.
async fn written(world: &World, monique: &mut Visitor) {
    let forum = format!("/sessions/{}/forum/nouvelle", world.own);
    let question = [
        ("titre", "Pourquoi trop sombres"),
        ("texte", "Mes vitrines sont trop sombres."),
    ];
    let asked = monique.post(&forum, &question).await;
    assert_eq!(asked.status, StatusCode::SEE_OTHER, "{}", asked.body);
    let (place, to) = (world.own.to_string(), world.manager.to_string());
    crate::messages::begun(monique, &place, &to, "Mon retard", "Ma vitrine attend la neige.").await;
    let help = [
        ("type", "other"),
        ("sujet", "Une panne bizarre"),
        ("message", "Mon écran clignote en mauve."),
        ("page", "/mes-parcours"),
        ("joindre", "non"),
    ];
    let sent = monique.post("/aide/demandes/nouvelle", &help).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
}

async fn journey(world: &World) -> Vec<String> {
    let mut rene = world.signed_in(world.manager).await;
    let fields = [
        ("prenom", "Monique"),
        ("nom", "Kervarrec"),
        ("courriel", "monique.k@exemple.fr"),
        ("telephone", "06 12 34 56 78"),
        ("entreprise", "Gâteaux Kervarrec"),
        ("metier", "Pâtissière"),
    ];
    rene.post(&format!("/sessions/{}/inscriptions", world.own), &fields)
        .await;
    let course = world.course.to_string();
    crate::requests::sends(
        &mut rene,
        world,
        world.bretagne.id.0,
        &course,
        "maria.l@exemple.fr",
    )
    .await;
    let list = "Contact,Qui\nkarim.quemeneur@exemple.fr,Karim Quéméneur";
    rene.post(
        &format!("/sessions/{}/inscriptions/liste", world.own),
        &[("liste", list)],
    )
    .await;
    let link = world.link_to("monique.k@exemple.fr", "/activation/").await;
    let mut monique = world.visitor();
    let chosen = "un gâteau de mariage bleu";
    monique
        .post(
            &format!("/activation/{link}"),
            &[("mot_de_passe", chosen), ("confirmation", chosen)],
        )
        .await;
    world
        .sign_in("monique.kervarrec", "presque son mot de passe")
        .await;
    let (mut visitor, _) = world.sign_in("monique.kervarrec", chosen).await;
    written(world, &mut visitor).await;
    certified(world, &mut rene).await;
    let fabienne = world.tutor("Fabienne", "Kerjean", &world.bretagne).await;
    world
        .away(fabienne, "2026-11-16", "2026-11-17", "Opération du genou")
        .await;
    let said = modules(world).await;
    let secrets = [
        "Monique",
        "Kervarrec",
        "Quéméneur",
        "exemple.fr",
        "12 34 56",
        "Pâtissière",
        "mariage",
        "presque son",
        "127.0.0.1",
        "Kerjean",
        "genou",
        "cours des Essais",
        "Galettes d’Armor",
        "12345678901234",
        "Libre le lundi",
        "doctype html",
        "Pourquoi trop sombres",
        "vitrines sont",
        "Mon retard",
        "attend la neige",
        "panne bizarre",
        "clignote en mauve",
    ];
    let mut needles: Vec<String> = secrets.map(str::to_owned).to_vec();
    needles.extend([link, visitor.cookie("connexion").unwrap().to_owned()]);
    needles.extend(said);
    needles
}

/// Her documents are handed out, signed by René.
async fn certified(world: &World, rene: &mut Visitor) {
    sign(rene, world).await;
    let mut tx = world.site.db().read().await.unwrap();
    let enrolled = training::enrolment::of_session(&mut tx, &world.site, world.own)
        .await
        .unwrap();
    drop(tx);
    world.pass(enrolled[0].enrolment.id).await;
    assert!(
        hand_out(rene, world, &[enrolled[0].enrolment.id])
            .await
            .contains("Documents remis")
    );
}

both_engines! {
    async fn nothing_personal_stands_in_clear(engine) {
        let world = World::new(engine).await;
        let needles = journey(&world).await;
        events::settle(&world.site, &app::rooms::reactors()).await.unwrap();
        let keys = Db::open(&copy_of_keys(&world).await, Schema::Keys).await.unwrap();
        let mut values = dump(world.site.db()).await;
        values.extend(dump(&keys).await);
        assert!(values.len() > 100, "the dump sees the store ({} values)", values.len());
        assert!(values.iter().any(|(_, value)| contains(value, "enrolment.created")), "and what is in clear on purpose");
        for place in ["intakes.content", "launch_records.start", "launch_records.snapshot", "attempt_operations.operation", "shared_tracking.shared", "forum_posts.content", "messages.content", "support_entries.content"] {
            assert!(values.iter().any(|(name, _)| name == place), "{place} has something");
        }
        let blobs = files(&world.site.config().data_dir.join("blobs"));
        assert!(blobs.len() >= 3, "the files of the modules");
        values.extend(blobs);
        for needle in needles {
            let found: Vec<&str> = values.iter().filter(|(_, v)| contains(v, &needle)).map(|(place, _)| place.as_str()).collect();
            assert!(found.is_empty(), "« {needle} » stands in clear in {found:?}");
        }
    }

    async fn the_chain_holds_and_a_change_is_found(engine) {
        let world = World::new(engine).await;
        journey(&world).await;
        events::settle(&world.site, &app::rooms::reactors()).await.unwrap();
        let found = events::verify(&world.site).await.unwrap();
        assert!(found.broken.is_none() && found.events > 5, "{found:?}");
        let mut tx = world.site.db().begin().await.unwrap();
        tx.execute(platform::sql!("UPDATE events SET verb = 'enrolment.withdrawn' WHERE verb = 'enrolment.created'"), args![]).await.unwrap();
        tx.commit().await.unwrap();
        assert!(events::verify(&world.site).await.unwrap().broken.is_some());
    }

    async fn an_erased_key_makes_a_person_unreadable(engine) {
        let world = World::new(engine).await;
        let person = world.person("Karim", "Haddad").await;
        world.site.keys().destroy(person.0, platform::keys::Class::Account).await.unwrap();
        let directory = people::directory::Directory::of(&world.site).unwrap();
        directory.forget(person);
        assert!(directory.card(&world.site, person).await.is_err());
    }
}

/// SQLite's key file is held by the site: read a copy. PostgreSQL takes another connection.
async fn copy_of_keys(world: &World) -> platform::db::Options {
    match &world.scratch.config.keys {
        platform::db::Options::Postgres(url) => platform::db::Options::Postgres(url.clone()),
        platform::db::Options::Sqlite(path) => {
            let copy = world.scratch.folder().join("copy.db");
            std::fs::copy(path, &copy).unwrap();
            std::fs::copy(path.with_extension("db-wal"), copy.with_extension("db-wal")).unwrap();
            platform::db::Options::Sqlite(copy)
        }
    }
}
