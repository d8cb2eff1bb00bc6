//! Documents handed out to many at once: dealt with once each whatever happens, followed, taken away together.

use std::io::Cursor;

use http::StatusCode;
use http::header::CONTENT_TYPE;
use platform::http::BuiltIn;
use platform::testing::Visitor;
use platform::{PersonId, args, both_engines, jobs, sql};
use proof::batches::{self, BatchId, Over};
use proof::certificates;
use training::enrolment::EnrolmentId;
use training::sessions::SessionId;
use uuid::Uuid;

use crate::certificates::{links, sign};
use crate::world::{Relation, World};

impl World {
    /// A batch over the region of a session of this relation.
    pub async fn batch(&self, relation: Relation) -> Uuid {
        let over = match relation {
            Relation::Own | Relation::OtherSession => Over::Region(self.bretagne.id),
            Relation::OtherRegion => Over::Region(self.reunion.id),
            Relation::Deleted => Over::Region(self.closed.id),
        };
        self.started(over, self.manager).await.0
    }

    async fn started(&self, over: Over, by: PersonId) -> BatchId {
        let mut tx = self.site.db().begin().await.unwrap();
        let id = batches::start(&mut tx, &self.site, over, by).await.unwrap();
        tx.commit().await.unwrap();
        id
    }

    /// Someone who has done everything in a session.
    async fn passed(&self, session: SessionId) -> EnrolmentId {
        let person = self.person("Camille", "Essai").await;
        let enrolment = self.enrol(person, session).await;
        self.pass(enrolment).await;
        enrolment
    }

    async fn held(&self, enrolment: EnrolmentId) -> usize {
        let mut tx = self.site.db().read().await.unwrap();
        certificates::of_enrolment(&mut tx, enrolment)
            .await
            .unwrap()
            .len()
    }

    /// Every certificate that was ever written, in force or not.
    async fn written(&self) -> i64 {
        let mut tx = self.site.db().read().await.unwrap();
        let row = tx
            .one(sql!("SELECT COUNT(*) AS certificates FROM certificates"), args![])
            .await
            .unwrap();
        row.get("certificates").unwrap()
    }
}

async fn begun(visitor: &mut Visitor, path: &str) -> String {
    let answer = visitor.post(path, &[]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    answer.location().to_owned()
}

async fn begun_with(visitor: &mut Visitor, path: &str, form: &[(&str, &str)]) {
    let answer = visitor.post(path, form).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
}

async fn settled(world: &World) {
    jobs::settle(&world.site, &app::rooms::handlers()).await.unwrap();
}

both_engines! {
    async fn a_session_is_handed_out_followed_and_taken_away(engine) {
        let world = World::new(engine).await;
        let mut rene = world.signed_in(world.manager).await;
        sign(&mut rene, &world).await;
        let (first, second) = (world.passed(world.own).await, world.passed(world.own).await);
        let slow = world.someone(BuiltIn::Learner).await;
        let late = world.enrolment_of(slow).await;
        let desk = format!("/sessions/{}/certificats", world.own);
        assert!(rene.get(&desk).await.body.contains("Remettre à toute la session"));
        let act = format!("/sessions/{}/remise", world.own);
        let at = begun(&mut rene, &act).await;
        assert_eq!(begun(&mut rene, &act).await, at, "the one under way is the one");
        let page = rene.get(&at).await;
        for told in ["Remise en cours", "0 sur 3", "<progress", "Voir où en est la remise"] {
            assert!(page.body.contains(told), "{told}: {}", page.body);
        }
        let early = rene.get(&format!("{at}/documents")).await;
        assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", early.body);

        settled(&world).await;
        let page = rene.get(&at).await;
        for told in ["Remise terminée", "4 documents remis à 2 personnes", "Formation encore en cours\u{202f}: 1 personne", "Camille Essai"] {
            assert!(page.body.contains(told), "{told}: {}", page.body);
        }
        assert_eq!((world.held(first).await, world.held(second).await, world.held(late).await), (2, 2, 0));
        let taken = rene.get(&format!("{at}/documents")).await;
        assert_eq!((taken.status, &taken.headers[CONTENT_TYPE]), (StatusCode::OK, &"application/zip".parse().unwrap()));
        let mut zip = zip::ZipArchive::new(Cursor::new(taken.bytes)).unwrap();
        assert_eq!(zip.len(), 4);
        for at in 0..zip.len() {
            let mut file = zip.by_index(at).unwrap();
            let name = file.name().unwrap().into_owned();
            assert!(name.starts_with("Essai Camille, ") && name.ends_with(".pdf"), "{name}");
            let mut bytes = Vec::new();
            std::io::copy(&mut file, &mut bytes).unwrap();
            assert!(bytes.starts_with(b"%PDF-1.7"));
        }
        // Again: nothing new for who has theirs, and they are in the archive all the same.
        let again = begun(&mut rene, &act).await;
        assert_ne!(again, at);
        settled(&world).await;
        let page = rene.get(&again).await;
        assert!(page.body.contains("Rien de nouveau pour 2 personnes"), "{}", page.body);
        let taken = rene.get(&format!("{again}/documents")).await;
        assert_eq!(zip::ZipArchive::new(Cursor::new(taken.bytes)).unwrap().len(), 4);
        assert_eq!(world.written().await, 4);
        let mut maria = world.signed_in(slow).await;
        assert_eq!(maria.get(&at).await.status, StatusCode::FORBIDDEN);
    }

    async fn what_was_cut_goes_on_and_nobody_is_dealt_with_twice(engine) {
        let world = World::new(engine).await;
        let mut rene = world.signed_in(world.manager).await;
        sign(&mut rene, &world).await;
        let mut people = Vec::new();
        // More than a slice in one session, and another session after it.
        for _ in 0..53 {
            people.push(world.passed(world.own).await);
        }
        people.push(world.passed(world.other).await);
        let id = world.started(Over::Region(world.bretagne.id), world.manager).await;
        // The first session, by two instances at the same time; then one dies before it says « done ».
        let both = tokio::join!(batches::go_on(&world.site, id), batches::go_on(&world.site, id));
        assert!(both.0.is_ok() && both.1.is_ok(), "{both:?}");
        settled(&world).await;
        assert!(!batches::go_on(&world.site, id).await.unwrap(), "there is no more to do");
        for enrolment in &people {
            assert_eq!(world.held(*enrolment).await, 2);
        }
        assert_eq!(world.written().await, 108, "none was replaced by a twin");
        let page = rene.get(&format!("/remises/{id}")).await;
        assert!(page.body.contains("108 documents remis à 54 personnes"), "{}", page.body);
        let home = rene.get(&format!("/regions/{}/remises", world.bretagne.id)).await;
        assert!(home.body.contains("Personne n’attend de document") && home.body.contains("Terminée"), "{}", home.body);
    }

    async fn everybody_at_once_and_why_some_get_nothing(engine) {
        let world = World::new(engine).await;
        let mut rene = world.signed_in(world.manager).await;
        sign(&mut rene, &world).await;
        let (here, there) = (world.passed(world.own).await, world.passed(world.foreign).await);
        let mut fabienne = world.signed_in(world.someone(BuiltIn::Administrator).await).await;
        let page = fabienne.get("/remises").await;
        assert!(page.body.contains("2 personnes") && page.body.contains("n’ont encore aucun document"), "{}", page.body);
        let at = begun(&mut fabienne, "/remises").await;
        settled(&world).await;
        let page = fabienne.get(&at).await;
        assert!(page.body.contains("Signataire de l’organisme à donner\u{202f}: 1 personne"), "{}", page.body);
        assert_eq!((world.held(here).await, world.held(there).await), (2, 0));
        assert_eq!(rene.get(&at).await.status, StatusCode::NOT_FOUND, "a region doesn't see the others’");

        // Who loses the right meanwhile hands nothing out.
        let one = world.passed(world.own).await;
        let other = world.someone(BuiltIn::Manager).await;
        let id = world.started(Over::Region(world.bretagne.id), other).await;
        let mut tx = world.site.db().begin().await.unwrap();
        tx.execute(sql!("DELETE FROM grants WHERE person_id = $1"), args![other]).await.unwrap();
        tx.commit().await.unwrap();
        settled(&world).await;
        let page = rene.get(&format!("/remises/{id}")).await;
        assert!(page.body.contains("Droit de remettre les documents retiré"), "{}", page.body);
        assert_eq!(world.held(one).await, 0);
        assert!(links(&page.body).is_empty());
    }

    async fn a_batch_is_stopped_taken_up_and_given_up(engine) {
        let world = World::new(engine).await;
        let mut rene = world.signed_in(world.manager).await;
        sign(&mut rene, &world).await;
        let (here, there) = (world.passed(world.own).await, world.passed(world.other).await);
        let home = format!("/regions/{}/remises", world.bretagne.id);
        let at = begun(&mut rene, &home).await;
        assert!(rene.get(&at).await.body.contains("Arrêter la remise"));
        let id: Uuid = at.rsplit('/').next().unwrap().parse().unwrap();
        // The first session is dealt with, then René stops.
        assert!(batches::go_on(&world.site, BatchId(id)).await.unwrap());
        assert_eq!(begun(&mut rene, &format!("{at}/arret")).await, at);
        assert!(!batches::go_on(&world.site, BatchId(id)).await.unwrap());
        settled(&world).await;
        let one = [world.held(here).await, world.held(there).await];
        assert_eq!(one.iter().sum::<usize>(), 2, "one session was dealt with: {one:?}");
        let page = rene.get(&at).await;
        for told in ["Remise arrêtée", "2 documents remis à 1 personne", "ce qui est remis le reste", "Rien n’a été fait pour 1 personne", "Reprendre la remise", "Télécharger les documents remis"] {
            assert!(page.body.contains(told), "{told}: {}", page.body);
        }
        let taken = rene.get(&format!("{at}/documents")).await;
        assert_eq!(zip::ZipArchive::new(Cursor::new(taken.bytes)).unwrap().len(), 2);
        // A new one leads back to it, and starts nothing by itself.
        assert_eq!(begun(&mut rene, &home).await, at);
        settled(&world).await;
        assert!(rene.get(&at).await.body.contains("Remise arrêtée"));

        assert_eq!(begun(&mut rene, &format!("{at}/reprise")).await, at);
        settled(&world).await;
        assert!(rene.get(&at).await.body.contains("4 documents remis à 2 personnes"));
        assert_eq!((world.held(here).await, world.held(there).await), (2, 2));
        // Nothing is left to stop, to take up or to give up.
        for act in ["arret", "reprise", "abandon"] {
            begun(&mut rene, &format!("{at}/{act}")).await;
        }
        assert!(rene.get(&at).await.body.contains("Remise terminée"));

        let late = world.passed(world.own).await;
        let second = begun(&mut rene, &home).await;
        begun(&mut rene, &format!("{second}/abandon")).await;
        assert!(rene.get(&second).await.body.contains("Remise en cours"), "it is stopped before it is given up");
        begun(&mut rene, &format!("{second}/arret")).await;
        begun(&mut rene, &format!("{second}/abandon")).await;
        settled(&world).await;
        assert!(rene.get(&second).await.body.contains("Remise abandonnée"));
        // What was given up stays so, and stopping it again says that nothing changed.
        begun(&mut rene, &format!("{second}/reprise")).await;
        begun(&mut rene, &format!("{second}/arret")).await;
        settled(&world).await;
        let page = rene.get(&second).await;
        assert!(page.body.contains("Remise abandonnée") && page.body.contains("la remise n’était plus en cours"), "{}", page.body);
        assert_eq!(world.held(late).await, 0);
        assert!(rene.get(&home).await.body.contains("Abandonnée"));
        assert_ne!(begun(&mut rene, &home).await, second, "another one may begin");
    }

    async fn what_somebody_cancelled_is_never_made_again(engine) {
        let world = World::new(engine).await;
        let mut rene = world.signed_in(world.manager).await;
        sign(&mut rene, &world).await;
        let (whole, part) = (world.passed(world.own).await, world.passed(world.own).await);
        let act = format!("/sessions/{}/remise", world.own);
        begun(&mut rene, &act).await;
        settled(&world).await;
        let held = |world: &World, enrolment| {
            let site = world.site.clone();
            async move {
                let mut tx = site.db().read().await.unwrap();
                certificates::of_enrolment(&mut tx, enrolment).await.unwrap()
            }
        };
        let both = held(&world, whole).await;
        let of_part = held(&world, part).await;
        for one in [both[0].id, both[1].id, of_part[0].id] {
            begun_with(&mut rene, &format!("/certificats/{one}/annulation"), &[("raison", "mistake")]).await;
        }
        let desk = rene.get(&format!("/sessions/{}/certificats", world.own)).await;
        assert!(desk.body.contains("3 documents annulés ne sont pas refaits"), "{}", desk.body);
        let region = rene.get(&format!("/regions/{}/remises", world.bretagne.id)).await;
        assert!(region.body.contains("Personne d’autre n’attend de document") && region.body.contains("3 documents annulés ne sont pas refaits"), "{}", region.body);
        let at = begun(&mut rene, &act).await;
        settled(&world).await;
        let page = rene.get(&at).await;
        for told in ["3 documents annulés n’ont pas été refaits", "Document annulé, à remettre depuis la session\u{202f}: 2 personnes"] {
            assert!(page.body.contains(told), "{told}: {}", page.body);
        }
        assert_eq!((world.held(whole).await, world.held(part).await, world.written().await), (0, 1, 4));
        // By name, somebody decides: they get theirs.
        let one = whole.to_string();
        begun_with(&mut rene, &format!("/sessions/{}/certificats", world.own), &[("inscription", one.as_str())]).await;
        assert_eq!(world.held(whole).await, 2);
        let desk = rene.get(&format!("/sessions/{}/certificats", world.own)).await;
        assert!(desk.body.contains("1 document annulé n’est pas refait"), "{}", desk.body);
        world.passed(world.own).await;
        let region = rene.get(&format!("/regions/{}/remises", world.bretagne.id)).await;
        assert!(region.body.contains("1 document annulé n’est pas refait"), "{}", region.body);
    }

    async fn one_who_can_t_be_prepared_doesn_t_stop_the_others(engine) {
        let world = World::new(engine).await;
        let mut rene = world.signed_in(world.manager).await;
        sign(&mut rene, &world).await;
        let (broken, well) = (world.passed(world.own).await, world.passed(world.own).await);
        let act = format!("/sessions/{}/remise", world.own);
        begun(&mut rene, &act).await;
        settled(&world).await;
        let spoilt = async |sql, bytes: Vec<u8>| {
            let mut tx = world.site.db().begin().await.unwrap();
            tx.execute(sql, args![broken, bytes]).await.unwrap();
            tx.commit().await.unwrap();
        };
        let kept = {
            let mut tx = world.site.db().read().await.unwrap();
            let row = tx.one(sql!("SELECT content FROM certificates WHERE enrolment_id = $1 AND kind = 'completion'"), args![broken]).await.unwrap();
            row.get::<Vec<u8>>("content").unwrap()
        };
        let write = || sql!("UPDATE certificates SET content = $2 WHERE enrolment_id = $1 AND kind = 'completion'");
        spoilt(write(), vec![0; 64]).await;
        let steps = world.steps().await;
        world.mark(well, steps[4].id, Some(95.0)).await;
        let at = begun(&mut rene, &act).await;
        settled(&world).await;
        let page = rene.get(&at).await;
        for told in ["Remise terminée, 1 personne à revoir", "1 document remis à 1 personne", "ses données n’ont pas pu être lues", "Camille Essai", "Réessayer pour cette personne"] {
            assert!(page.body.contains(told), "{told}: {}", page.body);
        }
        let taken = rene.get(&format!("{at}/documents")).await;
        assert_eq!(zip::ZipArchive::new(Cursor::new(taken.bytes)).unwrap().len(), 2);
        // Once it is mended, trying again deals with them alone.
        spoilt(write(), kept).await;
        begun(&mut rene, &format!("{at}/reprise")).await;
        settled(&world).await;
        let page = rene.get(&at).await;
        assert!(page.body.contains("Remise terminée") && !page.body.contains("à revoir"), "{}", page.body);
        assert!(page.body.contains("Rien de nouveau pour 1 personne"), "{}", page.body);
    }
}
