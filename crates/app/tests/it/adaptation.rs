//! A path adapted to one learner: by a tutor, by a score; seen by the learner, the follow-up and the certificate, and by
//! nobody else.

use catalogue::courses::StepId;
use http::StatusCode;
use platform::http::BuiltIn;
use platform::{args, both_engines, sql};

use crate::course_editor::Office;
use crate::summaries::adds;
use crate::world::World;

const WRONG: StatusCode = StatusCode::UNPROCESSABLE_ENTITY;
const DONE: StatusCode = StatusCode::SEE_OTHER;

async fn verbs(world: &World) -> Vec<String> {
    let sql = sql!("SELECT verb FROM events WHERE verb LIKE 'step.%' ORDER BY id");
    let mut tx = world.site.db().read().await.unwrap();
    let rows = tx.all(sql, args![]).await.unwrap();
    rows.iter().map(|row| row.get("verb").unwrap()).collect()
}

both_engines! {
    async fn a_tutor_adapts_a_path_and_its_learner_sees_it(engine) {
        let world = World::new(engine).await;
        let mut office = Office::new(&world, world.course).await.visitor;
        let page = adds(&mut office, "Reprendre les bases", "Un rappel.").await;
        let (learner, other) = (world.someone(BuiltIn::Learner).await, world.someone(BuiltIn::Learner).await);
        let enrolment = world.enrolment_of(learner).await;
        let mut monique = world.signed_in(learner).await;
        let mut fabienne = world.signed_in(world.someone(BuiltIn::Tutor).await).await;
        let steps = world.steps().await;
        let home = format!("/inscriptions/{enrolment}/parcours");
        let at = |step: StepId, act: &str| format!("/inscriptions/{enrolment}/etapes/{step}/{act}");
        let course = format!("/mes-parcours/{enrolment}");
        let all = steps.len();
        let of = |count: usize| format!("sur {count}");
        assert!(monique.get(&course).await.body.contains(&of(all)));
        assert!(fabienne.get(&format!("/sessions/{}/suivi", world.own)).await.body.contains(&home));

        // Refused, with the way out; nothing is written.
        let fields = |fate, reason, item, due| [("sort", fate), ("raison", reason), ("ressource", item), ("date", due)];
        let change = at(steps[0].id, "adaptation");
        for (fields, sentence) in [
            (fields("", "", "", ""), "Dites ce que devient"),
            (fields("dispense", " ", "", ""), "Dites pourquoi"),
            (fields("autre", "Trop simple", "", ""), "Choisissez ce qui prend la place"),
            (fields("comme", "", "", "2031-01-01"), "Choisissez un jour de la session"),
        ] {
            let refused = fabienne.post(&change, &fields).await;
            assert!(refused.status == WRONG && refused.body.contains(sentence), "{sentence}: {}", refused.body);
        }
        assert!(verbs(&world).await.is_empty());

        // Let off, with the reason that the learner reads.
        let reason = "Déjà formée en 2025";
        let answer = fabienne.post(&change, &fields("dispense", "Déjà formée en 2025.", "", "")).await;
        assert_eq!((answer.status, answer.location()), (DONE, home.as_str()), "{}", answer.body);
        let seen = monique.get(&course).await.body;
        assert!(seen.contains("Dispense") && seen.contains(reason) && !seen.contains("2025..") && seen.contains(&of(all - 1)), "{seen}");
        let numbered = |number| seen.contains(&format!("Étape </span>{number}</span>"));
        assert!(numbered(all - 1) && !numbered(all), "what isn't counted has no number: {seen}");
        assert!(monique.get("/").await.body.contains(&of(all - 1)), "her home counts the same");
        let followed = fabienne.get(&format!("/sessions/{}/suivi", world.own)).await.body;
        assert_eq!(followed.matches("Dispense").count(), 1, "{followed}");
        let mut karim = world.signed_in(other).await;
        let theirs = format!("/mes-parcours/{}", world.enrolment_of(other).await);
        assert!(!karim.get(&theirs).await.body.contains("Dispense"));
        assert_ne!(karim.get(&home).await.status, StatusCode::OK);
        // The reason isn't in the store in clear.
        let mut tx = world.site.db().read().await.unwrap();
        let row = tx.one(sql!("SELECT reason FROM adapted_steps"), args![]).await.unwrap();
        let sealed: Vec<u8> = row.get("reason").unwrap();
        assert!(!sealed.windows(4).any(|some| some == b"2025"));
        drop(tx);

        // Replaced: the other comes at the end and counts in its place.
        let change = at(steps[1].id, "adaptation");
        assert_eq!(fabienne.post(&change, &fields("autre", "Plus utile à son métier", &page, "")).await.status, DONE);
        let seen = monique.get(&course).await.body;
        assert!(seen.contains("Ajouté pour vous") && seen.contains("Remplacée par") && seen.contains("Reprendre les bases"), "{seen}");
        assert!(seen.contains(&of(all - 1)));
        assert!(!karim.get(&theirs).await.body.contains("Reprendre les bases"));
        let added = seen.split(&format!("{course}/etapes/")).skip(1).filter_map(|rest| rest.split('"').next()).find(|id| steps.iter().all(|step| step.id.to_string() != **id));
        let added: StepId = added.unwrap().parse().unwrap();
        assert_eq!(monique.get(&format!("{course}/etapes/{added}")).await.status, StatusCode::OK);
        assert_eq!(karim.get(&format!("{theirs}/etapes/{added}")).await.status, StatusCode::NOT_FOUND, "it is hers alone");
        assert_eq!(monique.post(&format!("{course}/etapes/{added}/fait"), &[]).await.status, DONE);
        let followed = fabienne.get(&format!("/sessions/{}/suivi", world.own)).await.body;
        assert!(followed.contains("Étapes ajoutées") && followed.contains("Reprendre les bases"), "{followed}");
        let begun = fabienne.post(&at(added, "suppression"), &[]).await;
        assert!(begun.status.is_client_error() && begun.body.contains("déjà commencé"), "{}", begun.body);
        // The course itself is as it was; the library knows of it.
        let editor = office.get(&format!("/parcours/{}", world.course)).await.body;
        assert!(!editor.contains(&page) && !editor.contains("Ajouté pour vous"), "{editor}");
        assert_eq!(world.steps().await.len(), all);
        assert_ne!(office.post(&format!("/bibliotheque/{page}/retrait"), &[]).await.status, DONE);
        let item = office.get(&format!("/bibliotheque/{page}")).await.body;
        assert!(item.contains("pour un apprenant seulement") && item.contains("1 session et 1 apprenant"), "{item}");

        // One added by hand, moved, then taken back.
        let new = [("titre", "Appeler la chambre"), ("minutes", "10"), ("modalite", "self_paced"), ("ressource", ""), ("exigence", "nothing"), ("date", "")];
        assert_eq!(fabienne.post(&format!("{home}/ajout"), &new[1..]).await.status, WRONG);
        assert_eq!(fabienne.post(&format!("{home}/ajout"), &new).await.status, DONE);
        let shown = fabienne.get(&home).await.body;
        let last = shown.rsplit("/suppression").nth(1).unwrap().rsplit("/etapes/").next().unwrap();
        let last: StepId = last.parse().unwrap();
        let mut tx = world.site.db().read().await.unwrap();
        let session = training::sessions::find(&mut tx, world.own).await.unwrap();
        drop(tx);
        let until = training::sessions::days(session.starts_at, session.ends_at, &session.zone).unwrap().1.to_string();
        assert_eq!(fabienne.post(&at(last, "adaptation"), &fields("comme", "", "", &until)).await.status, DONE);
        assert!(monique.get(&course).await.body.contains("Pour le"));
        assert_eq!(fabienne.post(&at(last, "validation"), &[("date", "")]).await.status, WRONG, "it is the tutor's to mark");
        assert_eq!(fabienne.post(&at(last, "suppression"), &[]).await.status, DONE);
        assert!(!monique.get(&course).await.body.contains("Appeler la chambre"));

        // Wanted again.
        assert_eq!(fabienne.post(&at(steps[0].id, "adaptation"), &fields("comme", "", "", "")).await.status, DONE);
        assert!(!monique.get(&course).await.body.contains(reason));
        // What is done isn't let off.
        world.mark(enrolment, steps[0].id, Some(80.0)).await;
        let done = fabienne.post(&at(steps[0].id, "adaptation"), &fields("dispense", reason, "", "")).await;
        assert!(done.status == WRONG && done.body.contains("a déjà terminé"), "{}", done.body);
        let mut said = verbs(&world).await;
        said.retain(|verb| !["step.started", "step.completed", "step.marked"].contains(&verb.as_str()));
        assert_eq!(said, ["step.waived", "step.added", "step.waived", "step.added", "step.moved", "step.withdrawn", "step.wanted"]);
    }

    async fn a_score_lets_off_by_itself(engine) {
        let world = World::new(engine).await;
        let mut office = Office::new(&world, world.course).await;
        let steps = world.steps().await;
        let (first, second) = (steps[0].id.to_string(), steps[1].id.to_string());
        let with = |percent| [("etape", second.as_str()), ("acte", "dispenser"), ("depuis", first.as_str()), ("suffit", percent)];
        let refused = office.act(&world, "ouverture", &[("etape", second.as_str()), ("acte", "dispenser"), ("depuis", second.as_str()), ("suffit", "0")]).await;
        assert!(refused.status == WRONG && refused.body.contains("Choisissez une autre étape") && refused.body.contains("de 1 à 100"), "{}", refused.body);
        assert_eq!(office.act(&world, "ouverture", &with("60")).await.status, DONE);
        let editor = office.visitor.get(&format!("/parcours/{}", world.course)).await.body;
        assert!(editor.contains("Dispense à partir de 60"), "{editor}");
        let played = office.visitor.get(&format!("/parcours/{}/simulation?fait=1:75", world.course)).await.body;
        assert!(played.contains("Dispense") && played.contains("75"), "{played}");
        let copy = [("titre", "Copie"), ("resume", ""), ("objectifs", ""), ("modele", &world.course.to_string())];
        let copy = office.visitor.post("/parcours", &copy).await;
        assert!(office.visitor.get(copy.location()).await.body.contains("Dispense à partir de 60"));

        let learner = world.someone(BuiltIn::Learner).await;
        let enrolment = world.enrolment_of(learner).await;
        let mut monique = world.signed_in(learner).await;
        let course = format!("/mes-parcours/{enrolment}");
        assert!(!monique.get(&course).await.body.contains("Dispense"));
        world.mark(enrolment, steps[0].id, Some(59.9)).await;
        assert!(!monique.get(&course).await.body.contains("Dispense"));
        world.mark(enrolment, steps[0].id, Some(75.0)).await;
        let seen = monique.get(&course).await.body;
        assert!(seen.contains("Dispense") && seen.contains(&format!("sur {}", steps.len() - 1)), "{seen}");
        let mut rene = world.signed_in(world.manager).await;
        assert!(rene.get(&format!("/sessions/{}", world.own)).await.body.contains(&format!("1 sur {}", steps.len() - 1)));

        // A tutor wants it all the same; then no longer.
        let mut fabienne = world.signed_in(world.someone(BuiltIn::Tutor).await).await;
        let change = format!("/inscriptions/{enrolment}/etapes/{second}/adaptation");
        assert_eq!(fabienne.post(&change, &[("sort", "comme"), ("raison", ""), ("date", "")]).await.status, DONE);
        assert!(!monique.get(&course).await.body.contains("Dispense"));
        assert_eq!(office.act(&world, "ouverture", &[("etape", second.as_str()), ("acte", "exiger")]).await.status, DONE);
        assert!(!office.visitor.get(&format!("/parcours/{}", world.course)).await.body.contains("Dispense"));
    }
}
