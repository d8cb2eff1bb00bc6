//! The security journal: whoever acts by a permission is in it, once, whichever room did it; pages and refusals aren't.

use std::net::IpAddr;

use http::StatusCode;
use platform::http::BuiltIn;
use platform::ids::RegionId;
use platform::{PersonId, args, both_engines, journal, sql};
use uuid::Uuid;

use crate::package::operations;
use crate::world::World;

/// Where who posts what, the permission, and the object.
type Case<'a> = (&'a str, &'a [(&'a str, &'a str)], &'a str, (&'a str, Uuid));

/// A line, its address opened.
#[derive(Debug, PartialEq)]
struct Line {
    action: String,
    person: Option<PersonId>,
    object: Option<(String, Uuid)>,
    region: Option<RegionId>,
}

async fn lines(world: &World) -> Vec<Line> {
    let sql = sql!(
        "SELECT id, person_id, action, outcome, object_kind, object_id, region_id, address FROM journal ORDER BY at, id"
    );
    let rows = world
        .site
        .db()
        .read()
        .await
        .unwrap()
        .all(sql, args![])
        .await
        .unwrap();
    let mut lines = Vec::new();
    for row in rows {
        let (id, sealed): (Uuid, Vec<u8>) = (row.get("id").unwrap(), row.get("address").unwrap());
        let address = journal::open_address(&world.site, id, &sealed).await.unwrap();
        assert_eq!(address, IpAddr::from([127, 0, 0, 1]));
        assert_eq!(row.get::<String>("outcome").unwrap(), journal::DONE);
        let kind: Option<String> = row.get("object_kind").unwrap();
        lines.push(Line {
            action: row.get("action").unwrap(),
            person: row.get("person_id").unwrap(),
            object: kind.zip(row.get("object_id").unwrap()),
            region: row.get("region_id").unwrap(),
        });
    }
    lines
}

both_engines! {
    async fn an_act_leaves_one_line(engine) {
        let world = World::new(engine).await;
        let admin = world.someone(BuiltIn::Administrator).await;
        let tutor = world.tutor("Fabienne", "Martin", &world.bretagne).await;
        let monique = world.person("Monique", "Le Bihan").await;
        let enrolment = world.enrol(monique, world.own).await;
        let class = world.steps().await[1].id;
        let mark = format!("/inscriptions/{enrolment}/etapes/{class}");
        let (session, region) = (format!("/sessions/{}", world.own), world.bretagne.id);
        let karim = [("prenom", "Karim"), ("nom", "Haddad"), ("courriel", "karim.h@exemple.fr")];
        let fabienne = [("tuteur", tutor.to_string()), ("role", "content".to_owned())];
        let fabienne: Vec<(&str, &str)> = fabienne.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let day = [("date", "2026-11-10")];
        let own = ("session", world.own.0);
        let hers = ("inscription", enrolment.0);
        let cases: &[Case<'_>] = &[
            (&format!("{session}/inscriptions"), &karim, "enrolment.create", own),
            (&format!("{session}/tuteurs"), &fabienne, "session.tutors", own),
            (&format!("{mark}/validation"), &day, "step.mark", hers),
            (&format!("{mark}/annulation"), &[], "step.mark", hers),
            (&format!("/inscriptions/{enrolment}/retrait"), &[("motif", "work")], "enrolment.withdraw", hers),
        ];
        let mut visitor = world.signed_in(admin).await;
        for (path, fields, action, (kind, id)) in cases {
            let before = lines(&world).await;
            let answer = visitor.post(path, fields).await;
            assert_eq!(answer.status, StatusCode::SEE_OTHER, "{path}: {}", answer.body);
            let after = lines(&world).await;
            let expected = Line {
                action: (*action).to_owned(),
                person: Some(admin),
                object: Some(((*kind).to_owned(), *id)),
                region: Some(region),
            };
            assert_eq!(after[before.len()..], [expected], "{path}");
            world.scratch.clock.advance(1_000);
        }
    }

    async fn a_course_is_of_the_platform(engine) {
        let world = World::new(engine).await;
        let admin = world.someone(BuiltIn::Administrator).await;
        let mut visitor = world.signed_in(admin).await;
        let answer = visitor.post("/parcours", &[("titre", "Vendre en ligne")]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        let written = lines(&world).await;
        let expected = Line { action: "course.edit".to_owned(), person: Some(admin), object: None, region: None };
        assert_eq!(written, [expected]);
    }

    async fn a_module_opened_leaves_one_line_and_what_it_says_none(engine) {
        let world = World::new(engine).await;
        let module = world.module().await;
        let mut monique = world.learner_at(&module).await;
        let launch = monique.launch("A").await["token"].as_str().unwrap().to_owned();
        let said = operations(1, world.site.clock().now().as_millisecond(), &[("initialize", ""), ("commit", "")]);
        assert_eq!(monique.say(&launch, &said).await.status, StatusCode::OK);
        let expected = Line {
            action: "course.follow".to_owned(),
            person: Some(monique.person),
            object: Some(("inscription".to_owned(), monique.enrolment.0)),
            region: Some(world.bretagne.id),
        };
        assert_eq!(lines(&world).await, [expected]);
    }

    async fn pages_stages_and_refusals_leave_none(engine) {
        let world = World::new(engine).await;
        let mut rene = world.signed_in(world.manager).await;
        let wizard = format!("/regions/{}/sessions/nouvelle", world.bretagne.id);
        let course = world.course.to_string();
        assert_eq!(rene.get(&wizard).await.status, StatusCode::OK);
        let stage = rene.post(&wizard, &[("etape", "0"), ("parcours", course.as_str())]).await;
        assert_eq!(stage.status, StatusCode::OK, "the next question");
        assert_eq!(rene.post(&wizard, &[("etape", "0")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        let path = format!("/sessions/{}/inscriptions", world.own);
        assert_eq!(rene.post(&path, &[]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        let foreign = format!("/sessions/{}/inscriptions", world.foreign);
        assert_eq!(rene.post(&foreign, &[]).await.status, StatusCode::NOT_FOUND);
        let mut nobody = world.signed_in(world.person("Maria", "Da Silva").await).await;
        assert_eq!(nobody.post(&path, &[]).await.status, StatusCode::FORBIDDEN);
        assert_eq!(lines(&world).await, []);
    }
}
