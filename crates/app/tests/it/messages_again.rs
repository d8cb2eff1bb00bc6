//! Messages, when people come and go: who left, who accompanies now, a session that becomes quiet, an address where nobody is.

use platform::{args, both_engines, sql};

use crate::messages::{DONE, Room, WRONG, begun, reads, unread, writes};
use crate::submissions::plain;

both_engines! {
    async fn in_a_quiet_session_what_was_written_to_all_is_answered_by_who_accompanies(engine) {
        let mut room = Room::new(engine).await;
        let place = room.place.clone();
        let path = begun(&mut room.fabienne.1, &place, "all", "Lundi", "Rendez-vous au fournil").await;
        assert_eq!(room.monique.1.post(&path, &[("message", "J’y serai")]).await.status, DONE);
        let setting = format!("/sessions/{place}/messages");
        assert_eq!(room.rene.post(&setting, &[("entre_eux", "non")]).await.status, DONE);
        let refused = room.monique.1.post(&path, &[("message", "Et vous\u{202f}?")]).await;
        assert!(refused.status == WRONG && plain(&refused.body).contains("ne s’écrivent pas entre eux"), "{}", refused.body);
        assert_eq!(room.fabienne.1.post(&path, &[("message", "À lundi")]).await.status, DONE);
    }

    async fn who_left_reads_what_was_theirs_and_nothing_that_comes_after(engine) {
        let mut room = Room::new(engine).await;
        let (place, monique) = (room.place.clone(), room.monique.0);
        let path = begun(&mut room.fabienne.1, &place, "learners", "Lundi", "Rendez-vous au fournil").await;
        assert_eq!(unread(&mut room.monique.1).await.as_deref(), Some("1"));
        reads(&mut room.monique.1, &path).await;
        let leaves = |at: Option<i64>| {
            let site = room.world.site.clone();
            async move {
                let mut tx = site.db().begin().await.unwrap();
                let sql = sql!("UPDATE enrolments SET withdrawn_at = $2 WHERE person_id = $1");
                tx.execute(sql, args![monique, at]).await.unwrap();
                tx.commit().await.unwrap();
            }
        };
        leaves(Some(1)).await;
        room.world.scratch.clock.advance(1000);
        assert_eq!(room.josiane.1.post(&path, &[("message", "Et Monique\u{202f}?")]).await.status, DONE);
        assert_eq!(unread(&mut room.monique.1).await, None, "they aren't told");
        let page = reads(&mut room.monique.1, &path).await;
        assert!(page.contains("fournil") && !page.contains("Et Monique"), "{page}");
        assert!(!reads(&mut room.monique.1, "/messages?q=monique").await.contains("Et Monique"));
        leaves(None).await;
        assert_eq!(room.josiane.1.post(&path, &[("message", "La revoilà")]).await.status, DONE);
        assert_eq!(unread(&mut room.monique.1).await.as_deref(), Some("1"));
        assert!(reads(&mut room.monique.1, &path).await.contains("La revoilà"));
    }

    async fn who_accompanies_now_is_heard_by_who_had_blocked_them(engine) {
        let mut room = Room::new(engine).await;
        let (place, josiane) = (room.place.clone(), room.josiane.0);
        let path = begun(&mut room.monique.1, &place, &josiane.to_string(), "Encore", "Réponds-moi").await;
        assert_eq!(room.josiane.1.post(&format!("{path}/blocage"), &[("acte", "bloquer")]).await.status, DONE);
        assert_eq!(room.monique.1.post(&path, &[("message", "Alors")]).await.status, WRONG);
        let mut tx = room.world.site.db().begin().await.unwrap();
        let sql = sql!("INSERT INTO session_tutors (session_id, person_id, duty, created_at) VALUES ($1, $2, 'content', CAST(1 AS BIGINT))");
        tx.execute(sql, args![room.world.own, room.monique.0]).await.unwrap();
        tx.commit().await.unwrap();
        let now = begun(&mut room.monique.1, &place, &josiane.to_string(), "Votre page", "À revoir").await;
        assert!(reads(&mut room.josiane.1, &now).await.contains("À revoir"));
        assert_eq!(room.josiane.1.post(&now, &[("message", "Bien reçu")]).await.status, DONE);
        assert_eq!(writes(&mut room.josiane.1, &place, &room.monique.0.to_string(), "Merci", "Oui").await.status, DONE);
    }

    async fn an_address_where_nobody_is_shows_beside_the_name_and_on_the_card(engine) {
        let mut room = Room::new(engine).await;
        let (path, monique) = (format!("/sessions/{}", room.place), room.monique.0);
        let path = path.as_str();
        assert!(!reads(&mut room.rene, path).await.contains("Adresse e-mail refusée"));
        let mut tx = room.world.site.db().begin().await.unwrap();
        let sql = sql!("INSERT INTO mails (id, person_id, kind, created_at, refused_at) VALUES ($1, $2, 'notice', $3, $3)");
        let now = room.world.site.clock().now();
        let id: uuid::Uuid = room.world.site.new_id();
        tx.execute(sql, args![id, monique, now]).await.unwrap();
        let sql = sql!("SELECT id FROM enrolments WHERE person_id = $1");
        let enrolment: uuid::Uuid = tx.one(sql, args![monique]).await.unwrap().get("id").unwrap();
        tx.commit().await.unwrap();
        assert!(reads(&mut room.rene, path).await.contains("Adresse e-mail refusée"));
        let card = format!("/inscriptions/{enrolment}/fiche");
        assert!(reads(&mut room.rene, &card).await.contains("personne n’y est connu"));
        let done = crate::cards::corrects(&mut room.rene, &card, &[("courriel", "monique@exemple.net")]).await;
        assert_eq!(done.status, DONE, "{}", done.body);
        assert!(!reads(&mut room.rene, path).await.contains("Adresse e-mail refusée"));
    }
}
