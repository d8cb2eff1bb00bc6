//! What holds for every page: headers, frame, few queries, no supplier's name, French typography.

use http::StatusCode;
use platform::both_engines;
use platform::html::fr;
use platform::http::BuiltIn;

use crate::world::{Relation, World};

const PUBLIC: [&str; 12] = [
    "/connexion",
    "/mot-de-passe-oublie",
    "/aide",
    "/plan-du-site",
    "/accessibilite",
    "/donnees-personnelles",
    "/mentions-legales",
    "/verification",
    "/verification?code=K7QF",
    "/verification/inconnu",
    "/activation/inconnu",
    "/nulle-part",
];

/// Of a session's page and progress, the sessions, a learner's home and course seen before: whoever asks, and what they may
/// do, included.
const MOST_QUERIES: [u64; 7] = [15, 12, 7, 1, 1, 11, 7];

both_engines! {
    async fn each_page_is_whole_and_safe(engine) {
        let world = World::new(engine).await;
        let learner = world.someone(BuiltIn::Learner).await;
        let enrolment = world.signed_in(learner).await.get("/").await.after("/mes-parcours/").unwrap().to_owned();
        let session = world.own;
        let (course, item) = (world.course(Relation::Own).await, world.item(Relation::Own).await);
        let office = ["/", "/sessions", "/sessions/nouvelle", "/parcours", "/parcours/nouveau", "/parcours/{c}", "/parcours/{c}/titre", "/parcours/{c}/partie", "/parcours/{c}/progression", "/parcours/{c}/simulation", "/bibliotheque", "/bibliotheque/nouvelle", "/bibliotheque/nouvelle?sorte=assignment", "/bibliotheque/nouvelle?sorte=survey", "/bibliotheque/nouvelle?sorte=late_survey", "/enquetes", "/bibliotheque/{i}", "/bibliotheque/{i}/fiche", "/bibliotheque/{i}/retrait", "/bibliotheque/corbeille", "/modeles", "/remises", "/conseil", "/demandes/nouvelle", "/modeles/certificat-de-realisation", "/modeles/convocation/origine", "/plan-du-site", "/questions", "/questions/nouvelle", "/questions/nouvelle?type=single", "/questions/nouvelle?type=cloze", "/questions/{q}", "/questions/{q}/versions", "/questions/{q}/retrait", "/questions/corbeille", "/questions/import", "/questions/export"];
        let question = world.question(Relation::Own).await;
        let office = office.map(|path| path.replace("{q}", &question.to_string()).replace("{c}", &course.to_string()).replace("{i}", &item.to_string())).to_vec();
        let region = world.bretagne.id;
        let (tutor, adviser) = (world.someone(BuiltIn::Tutor).await, world.someone(BuiltIn::Adviser).await);
        let step = world.steps().await[3].id;
        let mark = format!("/inscriptions/{enrolment}/etapes/{step}/validation");
        let wizard = [
            format!("/regions/{region}/sessions/nouvelle"),
            format!("/sessions/{session}/copie"),
            format!("/sessions/{session}/dates"),
            format!("/sessions/{session}/serie"),
            format!("/regions/{region}/tuteurs/nouveau"),
            format!("/regions/{region}/tuteurs/retrait"),
            format!("/regions/{region}/conseil/nouveau"),
            format!("/regions/{region}/conseil/retrait?personne={adviser}"),
            format!("/sessions/{session}/attente"),
            "/conseil".to_owned(),
            "/demandes".to_owned(),
            format!("/sessions/{session}/tuteurs"),
            format!("/sessions/{session}/tuteurs/apprenants"),
            format!("/sessions/{session}/tuteurs/remplacement?tuteur={tutor}"),
            format!("/sessions/{session}/tuteurs/retrait?tuteur={tutor}&role=content"),
            format!("/sessions/{session}/suivi"),
            mark.clone(),
            format!("/inscriptions/{enrolment}/prolongation"),
            format!("/inscriptions/{enrolment}"),
            format!("/inscriptions/{enrolment}/transfert"),
            format!("/sessions/{session}/places"),
            format!("/sessions/{session}/prolongation"),
            format!("/sessions/{session}/certificats"),
            format!("/sessions/{session}/situations"),
            format!("/regions/{region}/organisme"),
            format!("/inscriptions/{enrolment}/convocation"),
            format!("/regions/{region}/remises"),
            format!("/regions/{region}/organisme/images"),
            format!("/remises/{}", world.batch(Relation::Own).await),
        ];
        let own = [
            (world.manager, wizard.to_vec()),
            (world.manager, vec!["/".to_owned(), "/sessions".into(), format!("/sessions/{session}"), format!("/sessions/{session}/inscriptions/nouvelle"), format!("/sessions/{session}/inscriptions/liste"), format!("/inscriptions/{enrolment}/retrait"), "/mon-compte".into(), "/plan-du-site".into()]),
            (learner, vec!["/".to_owned(), "/mes-parcours".into(), format!("/mes-parcours/{enrolment}"), "/calendrier".into(), "/calendrier?vue=mois".into(), "/calendrier?vue=semaine".into(), "/calendrier/rappels".into(), format!("/mes-parcours/{enrolment}/planification"), format!("/mes-parcours/{enrolment}/repartition"), format!("/mes-parcours/{enrolment}/repartition?heure=18:00&minutes=60&jour=1&jour=3"), format!("/mes-parcours/{enrolment}/questions"), "/mes-badges".into(), "/notifications".into(), "/mon-compte/notifications".into(), "/aide".into(), "/aide/demandes".into(), "/aide/demandes/nouvelle".into(), "/sessions".into(), format!("/sessions/{session}/forum"), format!("/sessions/{session}/forum/nouvelle")]),
            (tutor, vec!["/".to_owned(), "/calendrier".into(), "/calendrier?vue=semaine".into(), format!("/sessions/{session}/questions"), "/alertes".into(), format!("/sessions/{session}/messages-automatiques"), format!("/sessions/{session}/messages-automatiques/silence"), format!("/sessions/{session}/messages-automatiques/quiz"), format!("/sessions/{session}/messages-partis"), "/mes-disponibilites".into(), "/mes-disponibilites/absences/nouvelle".into(), format!("/sessions/{session}"), format!("/sessions/{session}/suivi"), format!("/sessions/{session}/notes"), format!("/sessions/{session}/groupes"), "/forums".into(), format!("/sessions/{session}/forum?filtre=signalees"), "/corrections".into(), "/corrections/phrases".into(), "/corrections?etat=publiees".into(), mark]),
            (world.someone(BuiltIn::Administrator).await, office),
        ];
        for path in PUBLIC {
            whole(path, &world.visitor().get(path).await);
        }
        for (person, paths) in own {
            let mut visitor = world.signed_in(person).await;
            for path in paths {
                whole(&path, &visitor.get(&path).await);
            }
        }
    }

    async fn a_page_costs_few_queries_however_many_people(engine) {
        let world = World::new(engine).await;
        let mut rene = world.signed_in(world.manager).await;
        let learner = world.someone(BuiltIn::Learner).await;
        let mut monique = world.signed_in(learner).await;
        world.scratch.clock.advance(60_000);
        let enrolment = monique.get("/").await.after("/mes-parcours/").unwrap().to_owned();
        let session = format!("/sessions/{}", world.own);
        let course = format!("/mes-parcours/{enrolment}");
        let (follow, notes) = (format!("{session}/suivi"), format!("{session}/notes"));
        rene.get(&session).await;
        monique.get(&course).await;
        let mut costs = Vec::new();
        for _ in 0..2 {
            let mut round = Vec::new();
            for (who, path) in [("rené", session.as_str()), ("rené", &follow), ("rené", "/sessions"), ("monique", "/"), ("monique", &course), ("rené", &notes), ("rené", "/corrections")] {
                let visitor = if who == "monique" { &mut monique } else { &mut rene };
                let before = world.site.db().statements();
                assert_eq!(visitor.get(path).await.status, StatusCode::OK);
                round.push(world.site.db().statements() - before);
            }
            costs.push(round);
            for i in 0..20 {
                let person = world.person("Encore", &format!("Un{}", char::from(b'a' + i))).await;
                world.enrol(person, world.own).await;
            }
            rene.get(&session).await;
        }
        assert_eq!(costs[0], costs[1], "the same number of queries with twenty people more");
        assert!(costs[0].iter().zip(MOST_QUERIES).all(|(cost, most)| *cost <= most), "{costs:?}");
    }
}

pub(crate) fn whole(path: &str, answer: &platform::testing::Answer) {
    let body = &answer.body;
    let header = |name: &str| {
        answer
            .headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
            .to_owned()
    };
    assert!(!answer.status.is_server_error(), "{path}: {}", answer.status);
    assert!(body.starts_with("<!DOCTYPE html><html lang=\"fr\""), "{path}");
    assert_eq!(body.matches("<h1").count(), 1, "{path}");
    assert_eq!(body.matches("<main").count(), 1, "{path}");
    for part in [
        "href=\"/plan-du-site\"",
        "</svg>Aide</a>",
        "action=\"/taille-du-texte\"",
    ] {
        assert!(body.contains(part), "{path}: without {part}");
    }
    let alone = body.contains("class=\"sign-in\"") || body.contains("<main class=\"player");
    assert!(
        alone || body.contains("<nav class=\"breadcrumb"),
        "{path}: without its breadcrumb"
    );
    assert!(!body.contains(" style="), "{path}: an inline style");
    assert!(
        !body.to_lowercase().contains("compagnon"),
        "{path}: the supplier's name"
    );
    let policy = header("content-security-policy");
    assert!(
        policy.contains("default-src 'none'") && !policy.contains("unsafe"),
        "{path}"
    );
    let nonce = policy
        .split("'nonce-")
        .nth(1)
        .unwrap()
        .split('\'')
        .next()
        .unwrap();
    assert!(
        body.matches("<script").count() == body.matches(&format!("nonce=\"{nonce}\"")).count(),
        "{path}: a script without its nonce"
    );
    for (name, value) in [
        ("x-content-type-options", "nosniff"),
        ("x-frame-options", "DENY"),
        ("cache-control", "no-store"),
        ("referrer-policy", "same-origin"),
    ] {
        assert_eq!(header(name), value, "{path}");
    }
    let faults = fr::check(body);
    assert!(faults.is_empty(), "{path}: {faults:#?}");
}
