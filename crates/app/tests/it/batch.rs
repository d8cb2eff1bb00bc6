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
}
