//! What a sheet costs, who stays on it, what is stated of it at the end.

use http::StatusCode;
use jiff::Timestamp;
use platform::both_engines;
use platform::http::{Proof, SystemActs};
use proof::certificates::{self, IssueCertificates, Kind};
use training::sessions::{self, AssignTutors, SessionId};

use super::{DONE, DRAWN, Room, WRONG};

both_engines! {
    async fn who_is_suspended_signs_on_no_tablet(engine) {
        let mut room = Room::new(engine, "2026-11-20T08:02:00Z").await;
        let karim = room.rene.to_string();
        assert!(room.page().await.contains("Faire signer<span class=\"visually-hidden\"> pour Karim Diallo"));
        let mut rene = room.world.signed_in(room.world.manager).await;
        assert_eq!(rene.post(&format!("/inscriptions/{karim}/suspension"), &[]).await.status, DONE);
        let page = room.page().await;
        assert!(page.contains("Accès suspendu") && !page.contains("Faire signer<span class=\"visually-hidden\"> pour Karim Diallo"), "{page}");
        let fields = [("inscription", karim.as_str()), ("trait", DRAWN)];
        let refused = room.act("signature", &fields).await;
        assert!(refused.status == WRONG && refused.body.contains("Demandez à votre CMA"), "{}", refused.body);
        assert!(room.verbs().await.is_empty());
        // The trainer still may say who was there.
        assert_eq!(room.act("pointage", &[("inscription", &karim), ("presence", "present")]).await.status, DONE);
        assert_eq!(room.verbs().await, ["attendance.marked"]);
    }

    async fn what_nobody_vouches_for_is_not_stated(engine) {
        let mut room = Room::new(engine, "2026-11-20T08:02:00Z").await;
        let (_, monique, _) = room.monique;
        room.act("signature", &[("inscription", &monique.to_string()), ("trait", DRAWN)]).await;
        room.world.organisation(room.world.bretagne.id).await;
        room.world.clock_to("2026-12-03T08:00:00Z");
        let proof = Proof::<IssueCertificates>::of_system(&SystemActs::new(), room.world.own);
        let stated = async |room: &Room| {
            certificates::issue(&room.world.site, &proof, &[monique, room.rene]).await.unwrap();
            let mut tx = room.world.site.db().read().await.unwrap();
            let held = certificates::of_session(&mut tx, room.world.own).await.unwrap();
            held.iter().filter(|one| one.kind == Kind::Diligence).map(|one| one.enrolment).collect::<Vec<_>>()
        };
        assert!(stated(&room).await.is_empty());
        room.fabienne = room.world.signed_in(room.trainer).await;
        assert_eq!(room.vouch().await.status, DONE);
        assert_eq!(stated(&room).await, [monique], "nobody is stated to have followed what they never attended");
    }

    async fn a_sheet_costs_few_queries_however_many_people(engine) {
        let mut room = Room::new(engine, "2026-11-20T08:02:00Z").await;
        room.code().await;
        let mut costs = Vec::new();
        for _ in 0..2 {
            room.page().await;
            let before = room.world.site.db().statements();
            room.page().await;
            let of_page = room.world.site.db().statements() - before;
            room.fabienne.get(&format!("/sessions/{}/emargement/document", room.world.own)).await;
            costs.push((of_page, room.world.site.db().statements() - before));
            for i in 0..10 {
                let person = room.world.person("Encore", &format!("Un{}", char::from(b'a' + i))).await;
                let one = room.world.enrol(person, room.world.own).await.to_string();
                assert_eq!(room.act("signature", &[("inscription", &one), ("trait", DRAWN)]).await.status, DONE);
            }
        }
        assert_eq!(costs[0], costs[1], "the same number of queries with ten people more");
    }

    async fn who_left_stays_on_what_they_signed(engine) {
        let mut room = Room::new(engine, "2026-11-20T08:02:00Z").await;
        let name = room.monique.1.to_string();
        room.act("signature", &[("inscription", &name), ("trait", DRAWN)]).await;
        let step = room.world.steps().await[1].id;
        let at = ["2026-11-20T13:00:00Z", "2026-11-20T14:30:00Z"].map(|at| at.parse::<Timestamp>().unwrap());
        let mut tx = room.world.site.db().begin().await.unwrap();
        let proof = Proof::<AssignTutors>::of_system(&SystemActs::new(), room.world.own);
        sessions::add_date(&mut tx, &room.world.site, &proof, step, (at[0], at[1]), "En ligne").await.unwrap();
        tx.commit().await.unwrap();
        let afternoon = format!("/sessions/{}/emargement/2026-11-20_apres-midi_{step}", room.world.own);
        assert!(room.fabienne.get(&afternoon).await.body.contains("Karim Diallo"));
        room.world.withdraw(room.monique.1).await;
        room.world.withdraw(room.rene).await;
        let page = room.page().await;
        assert!(page.contains("a signé à 9\u{202f}h\u{202f}02") && !page.contains("Karim Diallo"), "{page}");
        room.fabienne.post(&format!("{afternoon}/code"), &[]).await;
        let later = room.fabienne.get(&afternoon).await.body;
        assert!(later.contains("Personne n’est inscrit à cette session"), "{later}");
        let missing = format!("/sessions/{}/emargement/{}", SessionId(uuid::Uuid::from_u128(7)), "x");
        assert_eq!(room.fabienne.get(&missing).await.status, StatusCode::NOT_FOUND);
        let unknown = room.path.replace("matin", "soir");
        assert_eq!(room.fabienne.get(&unknown).await.status, StatusCode::NOT_FOUND);
    }

    async fn who_moved_stays_on_what_they_signed_and_takes_it_along(engine) {
        let mut room = Room::new(engine, "2026-11-20T08:02:00Z").await;
        let (learner, id, _) = room.monique;
        let (name, to) = (id.to_string(), room.world.other.to_string());
        room.act("signature", &[("inscription", &name), ("trait", DRAWN)]).await;
        room.world.clock_to("2026-11-20T11:32:00Z");
        assert_eq!(room.vouch().await.status, DONE);
        let mut rene = room.world.signed_in(room.world.manager).await;
        let moved = rene.post(&format!("/inscriptions/{id}/transfert"), &[("session", &to)]).await;
        assert_eq!(moved.status, DONE, "{}", moved.body);
        let again = room.world.enrol(learner, room.world.own).await;
        let page = room.page().await;
        assert!(page.contains("a signé à 9\u{202f}h\u{202f}02") && page.contains("Feuille validée"), "{page}");
        for papers in [format!("{}/document", room.path), format!("/sessions/{}/emargement/document", room.world.own)] {
            assert_eq!(room.fabienne.get(&papers).await.headers["content-type"], "application/pdf", "{papers}");
        }
        let mut monique = room.world.signed_in(learner).await;
        let own = monique.get(&format!("/mes-parcours/{id}/emargement")).await.body;
        assert!(own.contains("Présence enregistrée"), "what she signed is hers: {own}");
        let theirs = monique.get(&format!("/mes-parcours/{again}/emargement")).await.body;
        assert!(!theirs.contains("Présence enregistrée"), "{theirs}");
        let mut tx = room.world.site.db().read().await.unwrap();
        let session = sessions::find(&mut tx, room.world.other).await.unwrap();
        let early = "2026-11-20T11:29:00Z".parse().unwrap();
        let stated = proof::attendance::of_learners(&mut tx, &session, early).await.unwrap();
        assert_eq!(stated[&id].iter().map(|one| one.minutes).collect::<Vec<_>>(), [210], "her documents say it");
    }
}
