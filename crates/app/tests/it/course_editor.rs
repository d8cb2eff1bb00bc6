//! The course editor through the front door: made, changed, put in order, by two people at once.

use catalogue::courses::CourseId;
use catalogue::editor::{Part, parts, revision};
use http::{Request, StatusCode};
use platform::both_engines;
use platform::http::{Body, BuiltIn};
use platform::testing::{Answer, Visitor};
use platform::{args, sql};

use crate::world::{Relation, World};

/// The national office on a course.
pub struct Office {
    pub visitor: Visitor,
    course: CourseId,
}

impl Office {
    pub async fn new(world: &World, course: CourseId) -> Self {
        let visitor = world.signed_in(world.someone(BuiltIn::Administrator).await).await;
        Self { visitor, course }
    }

    pub async fn act(&mut self, world: &World, act: &str, fields: &[(&str, &str)]) -> Answer {
        let now = revision(&mut world.site.db().read().await.unwrap(), self.course)
            .await
            .unwrap();
        self.act_at(&now.to_string(), act, fields).await
    }

    pub async fn act_at(&mut self, revision: &str, act: &str, fields: &[(&str, &str)]) -> Answer {
        let fields = [&[("revision", revision)], fields].concat();
        self.visitor
            .post(&format!("/parcours/{}/{act}", self.course), &fields)
            .await
    }
}

async fn path(world: &World, course: CourseId) -> Vec<Part> {
    parts(&mut world.site.db().read().await.unwrap(), course)
        .await
        .unwrap()
}

/// « Me situer: Un; Prouver: Deux ».
async fn told(world: &World, course: CourseId) -> String {
    let parts = path(world, course).await;
    let one = |part: &Part| {
        let steps: Vec<&str> = part.steps.iter().map(|step| step.title.as_str()).collect();
        format!("{}: {}", part.title, steps.join(", "))
    };
    parts.iter().map(one).collect::<Vec<_>>().join("; ")
}

both_engines! {
    async fn a_course_is_made_from_nothing(engine) {
        let world = World::new(engine).await;
        let mut visitor = world.signed_in(world.someone(BuiltIn::Administrator).await).await;
        let answer = visitor.post("/parcours", &[("titre", ""), ("resume", "")]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        let answer = visitor.post("/parcours", &[("titre", "Vendre en ligne"), ("resume", "En deux semaines.")]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        let course: CourseId = answer.location().rsplit('/').next().unwrap().parse().unwrap();
        let mut office = Office { visitor, course };
        let item = world.item(Relation::Own).await.to_string();
        for title in ["Me situer", "Apprendre"] {
            assert_eq!(office.act(&world, "partie", &[("titre", title)]).await.status, StatusCode::SEE_OTHER);
        }
        let part = path(&world, course).await[1].id.to_string();
        let step = [("partie", part.as_str()), ("titre", "Photographier"), ("modalite", "self_paced"), ("minutes", "45"), ("ressource", item.as_str()), ("exigence", "above"), ("seuil", "0")];
        assert_eq!(office.act(&world, "etape", &step).await.status, StatusCode::SEE_OTHER);
        assert_eq!(told(&world, course).await, "Me situer: ; Apprendre: Photographier");
        let made = path(&world, course).await[1].steps[0].clone();
        assert_eq!((made.minutes, made.item.map(|item| item.to_string())), (45, Some(item.clone())));

        let shown = office.visitor.get(&format!("/parcours/{course}")).await.body;
        assert!(shown.contains("suivre le module «\u{202f}Photographier\u{202f}» avec un score au-dessus de 0\u{202f}%"), "{shown}");
        let wrong = [("partie", part.as_str()), ("titre", "A"), ("modalite", "self_paced"), ("minutes", "0"), ("ressource", "inconnue")];
        let answer = office.act(&world, "etape", &wrong).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.body.contains("href=\"#minutes\"") && answer.body.contains("href=\"#ressource\""));

        let id = made.id.to_string();
        let step = [("etape", id.as_str()), ("titre", "Photographier chez soi"), ("modalite", "live"), ("minutes", "60"), ("ressource", ""), ("exigence", "done")];
        assert_eq!(office.act(&world, "etape", &step).await.status, StatusCode::SEE_OTHER);
        let changed = path(&world, course).await[1].steps[0].clone();
        assert_eq!((changed.title.as_str(), changed.minutes, changed.item), ("Photographier chez soi", 60, None));
        assert_eq!(office.act(&world, "titre", &[("titre", "Vendre"), ("resume", "")]).await.status, StatusCode::SEE_OTHER);
        let page = office.visitor.get(&format!("/parcours/{course}")).await;
        assert!(page.body.contains("Photographier chez soi") && page.body.contains("Vendre"));
        assert!(office.visitor.get("/parcours").await.body.contains("Vendre"));
    }

    async fn a_course_is_offered_once_published_until_archived(engine) {
        let world = World::new(engine).await;
        let mut visitor = world.signed_in(world.someone(BuiltIn::Administrator).await).await;
        let mut rene = world.signed_in(world.manager).await;
        let made = visitor.post("/parcours", &[("titre", "Vendre en ligne"), ("objectifs", "")]).await;
        let course: CourseId = made.location().rsplit('/').next().unwrap().parse().unwrap();
        let mut office = Office { visitor, course };
        let wizard = format!("/regions/{}/sessions/nouvelle", world.bretagne.id);
        let offered = async |rene: &mut Visitor| rene.get(&wizard).await.body.contains("Vendre en ligne");
        assert!(office.visitor.get("/parcours").await.body.contains("Brouillon"));
        assert!(!offered(&mut rene).await);

        // Not before it holds together, and the page says why.
        let early = office.act(&world, "offre", &[("offre", "published")]).await;
        assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(early.body.contains("pas encore d’étape") && early.body.contains("objectifs manquent"), "{}", early.body);
        for offer in ["", "draft", "autre"] {
            assert!(office.act(&world, "offre", &[("offre", offer)]).await.status.is_client_error());
        }
        assert_eq!(office.act(&world, "titre", &[("titre", "Vendre en ligne"), ("objectifs", "Vendre")]).await.status, StatusCode::SEE_OTHER);
        assert_eq!(office.act(&world, "partie", &[("titre", "Tout")]).await.status, StatusCode::SEE_OTHER);
        let part = path(&world, course).await[0].id.to_string();
        let step = [("partie", part.as_str()), ("titre", "A"), ("modalite", "quiz"), ("minutes", "5"), ("exigence", "done")];
        assert_eq!(office.act(&world, "etape", &step).await.status, StatusCode::SEE_OTHER);
        assert_eq!(office.act(&world, "offre", &[("offre", "published")]).await.status, StatusCode::SEE_OTHER);
        assert!(offered(&mut rene).await);

        // From a page that somebody else's change has made old, nothing is archived.
        let stale = office.visitor.post(&format!("/parcours/{course}/offre"), &[("offre", "archived"), ("revision", "1")]).await;
        assert!(stale.body.contains("Quelqu’un d’autre a modifié ce parcours"), "{}", stale.body);
        assert_eq!(office.act(&world, "offre", &[("offre", "archived")]).await.status, StatusCode::SEE_OTHER);
        assert!(!offered(&mut rene).await && office.visitor.get("/parcours").await.body.contains("Archivé"));
        // A form that was open all the while chooses it no longer.
        let late = rene.post(&wizard, &[("etape", "1"), ("parcours", &course.to_string())]).await;
        assert!(!late.status.is_redirection(), "{}", late.location());
        assert_eq!(office.act(&world, "offre", &[("offre", "published")]).await.status, StatusCode::SEE_OTHER);
        assert!(offered(&mut rene).await);
    }

    async fn an_archived_item_stays_where_it_is_and_goes_nowhere_else(engine) {
        let world = World::new(engine).await;
        let mut office = Office::new(&world, world.course).await;
        let item = world.item(Relation::Own).await.to_string();
        let step = world.steps().await[0].id.to_string();
        let form = format!("/parcours/{}/etape?etape={step}", world.course);
        let option = format!("value=\"{item}\"");
        assert!(office.visitor.get(&form).await.body.contains(&option));
        let archive = format!("/bibliotheque/{item}/archive");
        for _ in 0..2 {
            assert_eq!(office.visitor.post(&archive, &[("etat", "archive")]).await.status, StatusCode::SEE_OTHER);
        }
        assert!(!office.visitor.get(&form).await.body.contains(&option));
        assert!(!office.visitor.get("/bibliotheque").await.body.contains(&item));
        assert!(office.visitor.get("/bibliotheque?etat=archive").await.body.contains(&item));
        assert!(office.visitor.get(&format!("/bibliotheque/{item}")).await.body.contains("archivée"));
        assert_eq!(office.visitor.post(&archive, &[("etat", "")]).await.status, StatusCode::SEE_OTHER);
        let fields = [("etape", step.as_str()), ("titre", "A"), ("modalite", "quiz"), ("minutes", "5"), ("exigence", "done"), ("ressource", &item)];
        assert_eq!(office.act(&world, "etape", &fields).await.status, StatusCode::SEE_OTHER);
        assert_eq!(office.visitor.post(&archive, &[("etat", "archive")]).await.status, StatusCode::SEE_OTHER);
        assert!(office.visitor.get(&form).await.body.contains(&option), "it stays where it is used");
    }

    async fn a_course_begins_as_a_copy_of_another(engine) {
        let world = World::new(engine).await;
        let mut office = Office::new(&world, world.course).await;
        let steps = world.steps().await;
        let [first, second, last] = [0, 1, 4].map(|at| steps[at].id.to_string());
        for (act, fields) in [
            ("progression", &[("progression", "constrained")][..]),
            ("ouverture", &[("etape", last.as_str()), ("acte", "ajouter"), ("attend", first.as_str()), ("condition", "at_least"), ("seuil", "40")]),
            ("ouverture", &[("etape", last.as_str()), ("acte", "ajouter"), ("attend", second.as_str()), ("condition", "done")]),
            ("partie", &[("titre", "Vide encore")]),
        ] {
            let done = office.act(&world, act, fields).await;
            assert_eq!(done.status, StatusCode::SEE_OTHER, "{act}: {}", done.body);
        }
        let model = world.course.to_string();
        let form = office.visitor.get(&format!("/parcours/nouveau?modele={model}")).await.body;
        assert!(form.contains("Copie de Réussir ma stratégie Facebook") && form.contains("Publier régulièrement"), "{form}");
        let refused = office.visitor.post("/parcours", &[("titre", ""), ("modele", &model)]).await;
        assert!(refused.status == StatusCode::UNPROCESSABLE_ENTITY && refused.body.contains(&model), "it still says of what");
        let answer = office.visitor.post("/parcours", &[("titre", "Réussir en Bretagne"), ("resume", "À nous."), ("modele", &model)]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        let copy: CourseId = answer.location().rsplit('/').next().unwrap().parse().unwrap();

        let mut tx = world.site.db().read().await.unwrap();
        let (before, after) = (catalogue::courses::find(&mut tx, world.course).await.unwrap(), catalogue::courses::find(&mut tx, copy).await.unwrap());
        drop(tx);
        assert_eq!((after.title.as_str(), after.summary.as_str(), after.progression), ("Réussir en Bretagne", "À nous.", before.progression));
        assert_eq!(told(&world, copy).await, told(&world, world.course).await);
        let (old, new) = (path(&world, world.course).await, path(&world, copy).await);
        let place = |parts: &[Part], id| parts[0].steps.iter().position(|step| step.id == id).unwrap();
        for (one, two) in old[0].steps.iter().zip(&new[0].steps) {
            assert_ne!(one.id, two.id);
            assert_eq!((one.minutes, one.modality, one.required, one.item, one.any_wait), (two.minutes, two.modality, two.required, two.item, two.any_wait));
            let waits = |parts: &[Part], step: &catalogue::courses::Step| -> Vec<_> { step.waits.iter().map(|wait| (place(parts, wait.on), wait.wants)).collect() };
            assert_eq!(waits(&old, one), waits(&new, two));
        }
        assert_eq!(new[0].steps[4].waits.len(), 2);
        for nobody in [uuid::Uuid::from_u128(7).to_string(), "x".to_owned()] {
            assert_eq!(office.visitor.get(&format!("/parcours/nouveau?modele={nobody}")).await.status, StatusCode::NOT_FOUND, "{nobody}");
            assert_eq!(office.visitor.post("/parcours", &[("titre", "A"), ("modele", &nobody)]).await.status, StatusCode::NOT_FOUND, "{nobody}");
        }
    }

    async fn parts_and_steps_are_put_in_order(engine) {
        let world = World::new(engine).await;
        let course = CourseId(world.course(Relation::Own).await);
        let mut office = Office::new(&world, course).await;
        let before = path(&world, course).await;
        let (first, second, two) = (before[0].id.to_string(), before[1].id.to_string(), before[1].steps[0].id.to_string());
        for (fields, after) in [
            ([("etape", two.as_str()), ("sens", "haut")], "Me situer: Un, Deux; Prouver: "),
            ([("etape", two.as_str()), ("sens", "haut")], "Me situer: Deux, Un; Prouver: "),
            ([("etape", two.as_str()), ("sens", "haut")], "Me situer: Deux, Un; Prouver: "),
            ([("partie", first.as_str()), ("sens", "bas")], "Prouver: ; Me situer: Deux, Un"),
            ([("partie", first.as_str()), ("sens", "bas")], "Prouver: ; Me situer: Deux, Un"),
        ] {
            assert_eq!(office.act(&world, "ordre", &fields).await.status, StatusCode::SEE_OTHER);
            assert_eq!(told(&world, course).await, after);
        }
        // Dragged: to a place of a part, counted from 0; beyond the end is the end.
        for (fields, after) in [
            (vec![("etape", two.as_str()), ("vers", first.as_str()), ("place", "1")], "Prouver: ; Me situer: Un, Deux"),
            (vec![("etape", two.as_str()), ("vers", second.as_str()), ("place", "9")], "Prouver: Deux; Me situer: Un"),
        ] {
            assert_eq!(office.act(&world, "ordre", &fields).await.status, StatusCode::SEE_OTHER);
            assert_eq!(told(&world, course).await, after);
        }
        for fields in [
            vec![("etape", two.as_str()), ("sens", "ailleurs")],
            vec![("etape", two.as_str()), ("place", "0")],
            vec![("etape", two.as_str()), ("vers", "autre"), ("place", "0")],
            vec![("etape", two.as_str()), ("vers", two.as_str()), ("place", "0")],
            vec![("partie", first.as_str()), ("place", "0")],
            vec![("partie", two.as_str()), ("sens", "haut")],
            vec![("etape", two.as_str()), ("vers", first.as_str()), ("place", "-1")],
        ] {
            assert_ne!(office.act(&world, "ordre", &fields).await.status, StatusCode::SEE_OTHER, "{fields:?}");
        }
        assert_eq!(told(&world, course).await, "Prouver: Deux; Me situer: Un");
    }

    async fn a_form_saves_itself(engine) {
        let world = World::new(engine).await;
        let course = CourseId(world.course(Relation::Own).await);
        let mut office = Office::new(&world, course).await;
        let path = format!("/parcours/{course}/titre");
        let mut post = async |revision: &str, title: &str| {
            let (token, title) = (office.visitor.token(), title.replace(' ', "+"));
            let fields = format!("jeton={token}&revision={revision}&titre={title}");
            let request = Request::post(&path)
                .header("origin", office.visitor.origin())
                .header("content-type", "application/x-www-form-urlencoded")
                .header("x-seul", "oui")
                .body(Body::from(fields))
                .unwrap();
            office.visitor.send(request).await
        };
        let now = revision(&mut world.site.db().read().await.unwrap(), course).await.unwrap();
        let kept = post(&now.to_string(), "Bien commencer").await;
        assert_eq!((kept.status, kept.headers["x-revision"].to_str().unwrap()), (StatusCode::NO_CONTENT, (now + 1).to_string().as_str()));
        // What it can't take yet, and what somebody else changed, is told as a page and isn't kept.
        let empty = post(&(now + 1).to_string(), "").await;
        assert!(empty.status == StatusCode::OK && empty.body.contains("error-summary"), "{}", empty.status);
        let stale = post(&now.to_string(), "Autre chose").await;
        assert!(stale.status == StatusCode::OK && stale.body.contains("Quelqu’un d’autre"), "{}", stale.status);
        let page = office.visitor.get(&format!("/parcours/{course}")).await.body;
        assert!(page.contains("Bien commencer") && !page.contains("Autre chose"));
    }

    async fn two_people_at_once_never_overwrite_each_other(engine) {
        let world = World::new(engine).await;
        let course = CourseId(world.course(Relation::Own).await);
        let mut office = Office::new(&world, course).await;
        let before = path(&world, course).await;
        let (part, step) = (before[0].id.to_string(), before[0].steps[0].id.to_string());
        assert_eq!(office.act_at("1", "titre", &[("titre", "Vendre"), ("resume", "")]).await.status, StatusCode::SEE_OTHER);
        let told_before = told(&world, course).await;
        // What is mended first is still over what it was made over.
        let empty: [(&str, &[(&str, &str)]); 5] = [
            ("titre", &[("titre", "")]),
            ("partie", &[("titre", ""), ("partie", &part)]),
            ("etape", &[("partie", &part), ("titre", "")]),
            ("etape", &[("etape", &step), ("titre", ""), ("vu", "avant")]),
            ("progression", &[("progression", "")]),
        ];
        for (act, fields) in empty {
            let answer = office.act_at("1", act, fields).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{act}");
            assert!(answer.body.contains("name=\"revision\" value=\"1\""), "{act}: {}", answer.body);
            assert!(act != "etape" || fields.len() < 3 || answer.body.contains("name=\"vu\" value=\"avant\""), "{act}");
        }
        let waiting = [("etape", step.as_str()), ("attend", ""), ("condition", "done")];
        let answer = office.act_at("1", "ouverture", &waiting).await;
        assert!(answer.body.contains("name=\"revision\" value=\"1\"") && !answer.body.contains("name=\"revision\" value=\"2\""), "{}", answer.body);
        let late: [(&str, &[(&str, &str)]); 7] = [
            ("titre", &[("titre", "Autre"), ("resume", "")]),
            ("partie", &[("titre", "Autre")]),
            ("partie", &[("titre", "Autre"), ("partie", &part)]),
            ("etape", &[("partie", &part), ("titre", "Autre"), ("modalite", "live"), ("minutes", "10"), ("exigence", "done")]),
            ("etape", &[("etape", &step), ("titre", "Autre"), ("modalite", "live"), ("minutes", "10"), ("exigence", "done")]),
            ("ordre", &[("etape", &step), ("sens", "bas")]),
            ("retrait", &[("etape", &step)]),
        ];
        for (act, fields) in late {
            let answer = office.act_at("1", act, fields).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{act}");
            assert!(answer.body.contains("a modifié ce parcours"), "{act}");
            if fields.iter().any(|(name, _)| *name == "titre") {
                assert!(answer.body.contains("value=\"Autre\""), "{act}: what was typed stays");
                assert!(answer.body.contains("name=\"revision\" value=\"2\""), "{act}: and can be saved again");
            }
        }
        assert_eq!(told(&world, course).await, told_before);
    }

    async fn two_people_at_two_steps_don_t_get_in_each_other_s_way(engine) {
        let world = World::new(engine).await;
        let course = CourseId(world.course(Relation::Own).await);
        let mut office = Office::new(&world, course).await;
        let before = path(&world, course).await;
        let steps = [&before[0], &before[1]].map(|part| part.steps[0].id.to_string());
        let mut marks = Vec::new();
        for step in &steps {
            let form = office.visitor.get(&format!("/parcours/{course}/etape?etape={step}")).await.body;
            let mark = form.split("name=\"vu\" value=\"").nth(1).unwrap().split('"').next().unwrap();
            marks.push(mark.to_owned());
        }
        let now = revision(&mut world.site.db().read().await.unwrap(), course).await.unwrap().to_string();
        let mut save = async |at: usize, title: &str| {
            let fields = [("etape", steps[at].as_str()), ("vu", &marks[at]), ("titre", title), ("modalite", "live"), ("minutes", "10"), ("exigence", "done")];
            office.act_at(&now, "etape", &fields).await
        };
        assert_eq!(save(0, "Le premier").await.status, StatusCode::SEE_OTHER);
        assert_eq!(save(1, "Le second").await.status, StatusCode::SEE_OTHER, "another step has changed, and not this one");
        let late = save(0, "Encore").await;
        assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY, "this one has");
        assert!(late.body.contains("a modifié ce parcours"));
        assert!(told(&world, course).await.contains("Le premier"));
    }

    async fn what_is_used_stays(engine) {
        let world = World::new(engine).await;
        let course = CourseId(world.course(Relation::Own).await);
        let mut office = Office::new(&world, course).await;
        let before = path(&world, course).await;
        let (part, step) = (before[0].id.to_string(), before[0].steps[0].id);
        let learner = world.person("Monique", "Le Bihan").await;
        let enrolment = world.enrol(learner, world.own).await;
        let mut tx = world.site.db().begin().await.unwrap();
        let sql = sql!("INSERT INTO step_states (enrolment_id, step_id, status, seconds, changed_at) VALUES ($1, $2, 'started', 0, 0)");
        tx.execute(sql, args![enrolment, step]).await.unwrap();
        tx.commit().await.unwrap();
        let answer = office.act(&world, "retrait", &[("etape", &step.to_string())]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.body.contains("ne peut pas être retirée"), "{}", answer.body);
        let answer = office.act(&world, "retrait", &[("partie", &part)]).await;
        assert!(answer.body.contains("contient encore des étapes"));
        let other = before[1].steps[0].id.to_string();
        let page = office.visitor.get(&format!("/parcours/{course}/retrait?etape={other}")).await;
        assert!(page.body.contains("Deux") && page.body.contains("Ne rien changer"));
        assert_eq!(office.act(&world, "retrait", &[("etape", &other)]).await.status, StatusCode::SEE_OTHER);
        assert_eq!(office.act(&world, "retrait", &[("partie", &before[1].id.to_string())]).await.status, StatusCode::SEE_OTHER);
        assert_eq!(told(&world, course).await, "Me situer: Un");
        assert_eq!(office.act(&world, "retrait", &[("etape", &other)]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    }

    async fn another_course_s_steps_are_out_of_reach(engine) {
        let world = World::new(engine).await;
        let (course, other) = (CourseId(world.course(Relation::Own).await), CourseId(world.course(Relation::Own).await));
        let mut office = Office::new(&world, course).await;
        let foreign = path(&world, other).await;
        let (part, step) = (foreign[0].id.to_string(), foreign[0].steps[0].id.to_string());
        let told_before = told(&world, other).await;
        let acts: [(&str, &[(&str, &str)]); 6] = [
            ("partie", &[("titre", "Autre"), ("partie", &part)]),
            ("etape", &[("partie", &part), ("titre", "Autre"), ("modalite", "live"), ("minutes", "10"), ("exigence", "done")]),
            ("etape", &[("etape", &step), ("titre", "Autre"), ("modalite", "live"), ("minutes", "10"), ("exigence", "done")]),
            ("retrait", &[("etape", &step)]),
            ("ordre", &[("etape", &step), ("sens", "bas")]),
            ("ordre", &[("partie", &part), ("sens", "bas")]),
        ];
        for (act, fields) in acts {
            let answer = office.act(&world, act, fields).await;
            assert!(!answer.status.is_server_error(), "{act}");
            assert_eq!(told(&world, other).await, told_before, "{act}");
        }
    }
}
