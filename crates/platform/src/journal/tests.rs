//! On both engines: a line and its sealed address.

use super::*;
use crate::both_engines;
use crate::sql;
use crate::testing::Scratch;

both_engines! {
    async fn a_line_keeps_who_what_and_a_sealed_address(engine) {
        let scratch = Scratch::new(engine).await;
        let site = scratch.builder().await.build();
        let (person, region, object): (PersonId, RegionId, Uuid) = (site.new_id(), site.new_id(), site.new_id());
        let address: IpAddr = "192.0.2.7".parse().unwrap();
        let entry = Entry::new(LINK, DONE).by(person).on("session", object).in_region(region).from(address);
        let line = prepare(&site, entry).await.unwrap();
        let mut tx = site.db().begin().await.unwrap();
        line.write(&mut tx, &site).await.unwrap();
        tx.commit().await.unwrap();

        let mut tx = site.db().read().await.unwrap();
        let row = tx
            .one(sql!("SELECT id, at, person_id, action, outcome, object_kind, object_id, region_id, address FROM journal"), vec![])
            .await
            .unwrap();
        assert_eq!(row.get::<PersonId>("person_id").unwrap(), person);
        assert_eq!(row.get::<RegionId>("region_id").unwrap(), region);
        assert_eq!(row.get::<Uuid>("object_id").unwrap(), object);
        assert_eq!(row.get::<String>("object_kind").unwrap(), "session");
        assert_eq!(row.get::<String>("action").unwrap(), LINK);
        assert_eq!(row.get::<String>("outcome").unwrap(), DONE);
        assert_eq!(row.get::<Timestamp>("at").unwrap(), site.clock().now());
        let sealed: Vec<u8> = row.get("address").unwrap();
        assert!(!sealed.windows(9).any(|window| window == b"192.0.2.7"));
        let id: Uuid = row.get("id").unwrap();
        assert_eq!(open_address(&site, id, &sealed).await.unwrap(), address);
        assert!(open_address(&site, Uuid::nil(), &sealed).await.is_err(), "another line's");
    }

    async fn a_line_may_know_nobody_and_no_address(engine) {
        let scratch = Scratch::new(engine).await;
        let site = scratch.builder().await.build();
        let line = prepare(&site, Entry::new(SIGN_IN, REFUSED).by(None)).await.unwrap();
        let mut tx = site.db().begin().await.unwrap();
        line.write(&mut tx, &site).await.unwrap();
        tx.commit().await.unwrap();
        let mut tx = site.db().read().await.unwrap();
        let row = tx.one(sql!("SELECT person_id, address FROM journal"), vec![]).await.unwrap();
        assert_eq!(row.get::<Option<PersonId>>("person_id").unwrap(), None);
        assert_eq!(row.get::<Option<Vec<u8>>>("address").unwrap(), None);
    }
}
