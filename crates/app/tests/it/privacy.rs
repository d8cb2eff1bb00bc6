//! After a whole journey, neither store holds a name, an address, a password or a link in clear; the chain of events
//! holds, and a change in it is found.

use platform::db::{Db, Engine, Schema, Sql};
use platform::{args, both_engines, events};

use platform::testing::Visitor;

use crate::certificates::{hand_out, sign};
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
    let (visitor, _) = world.sign_in("monique.kervarrec", chosen).await;
    certified(world, &mut rene).await;
    let secrets = [
        "Monique",
        "Kervarrec",
        "exemple.fr",
        "12 34 56",
        "Pâtissière",
        "mariage",
        "presque son",
        "127.0.0.1",
        "Kerjean",
        "cours des Essais",
    ];
    let mut needles: Vec<String> = secrets.map(str::to_owned).to_vec();
    needles.extend([link, visitor.cookie("connexion").unwrap().to_owned()]);
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
