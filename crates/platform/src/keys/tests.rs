use uuid::Uuid;

use super::{Class, Keys};
use crate::both_engines;
use crate::db::{Db, Engine, Schema};
use crate::random::Random;
use crate::testing::Scratch;
use crate::vault::{MasterKey, Place, Vault};

async fn open(scratch: &Scratch, master: &MasterKey) -> Keys {
    let db = Db::open(&scratch.config.keys, Schema::Keys).await.unwrap();
    Keys::new(db, Vault::new(master), scratch.clock.clone(), Random::system())
}

both_engines! {
    async fn a_key_is_made_once_and_read_back_by_another_instance(engine) {
        let scratch = Scratch::new(engine).await;
        let master = MasterKey::generate(&Random::system());
        let owner = Uuid::from_u128(5);
        let place = Place::new("people", "identity", owner);
        let keys = open(&scratch, &master).await;
        let (a, b) = tokio::join!(keys.get_or_create(owner, Class::Account), keys.get_or_create(owner, Class::Account));
        let sealed = a.unwrap().seal(&Random::system(), place, b"Monique").unwrap();
        assert_eq!(b.unwrap().open(place, &sealed).unwrap(), b"Monique", "of two at once, both got the same key");
        assert!(keys.find(owner, Class::Evidence).await.unwrap().is_none(), "one key per class");
        keys.close().await;
        drop(keys);
        let keys = open(&scratch, &master).await;
        let key = keys.find(owner, Class::Account).await.unwrap().unwrap();
        assert_eq!(key.open(place, &sealed).unwrap(), b"Monique");
        keys.destroy(owner, Class::Account).await.unwrap();
        assert!(keys.find(owner, Class::Account).await.unwrap().is_none());
        let fresh = keys.get_or_create(owner, Class::Account).await.unwrap();
        assert!(fresh.open(place, &sealed).is_err(), "what a destroyed key sealed stays closed");
    }

    async fn many_are_read_at_once(engine) {
        let scratch = Scratch::new(engine).await;
        let master = MasterKey::generate(&Random::system());
        let owners: Vec<Uuid> = (1..=40).map(Uuid::from_u128).collect();
        let keys = open(&scratch, &master).await;
        for owner in &owners[..39] {
            keys.get_or_create(*owner, Class::Account).await.unwrap();
        }
        keys.get_or_create(owners[39], Class::Evidence).await.unwrap();
        keys.close().await;
        drop(keys);
        let keys = open(&scratch, &master).await;
        let before = keys.db.statements();
        keys.warm(&owners, Class::Account).await.unwrap();
        assert_eq!(keys.db.statements() - before, 3, "sixteen at a time");
        for owner in &owners[..39] {
            assert!(keys.find(*owner, Class::Account).await.unwrap().is_some());
        }
        assert_eq!(keys.db.statements() - before, 3, "nothing more to ask for");
        assert!(keys.find(owners[39], Class::Account).await.unwrap().is_none());
        keys.warm(&owners[..39], Class::Account).await.unwrap();
        keys.warm(&[], Class::Account).await.unwrap();
        assert_eq!(keys.db.statements() - before, 4);
    }

    async fn another_master_key_opens_nothing(engine) {
        let scratch = Scratch::new(engine).await;
        let owner = Uuid::from_u128(6);
        let keys = open(&scratch, &MasterKey::generate(&Random::system())).await;
        keys.get_or_create(owner, Class::Account).await.unwrap();
        keys.close().await;
        drop(keys);
        let keys = open(&scratch, &MasterKey::generate(&Random::system())).await;
        assert!(keys.find(owner, Class::Account).await.is_err());
    }
}

#[tokio::test]
async fn a_store_sealed_with_another_master_key_refuses_to_open() {
    let scratch = Scratch::new(Engine::Sqlite).await;
    let site = scratch.builder().await.build();
    site.db().close().await;
    site.keys().close().await;
    drop(site);
    std::fs::remove_file(&scratch.config.master_key).unwrap();
    let opened =
        crate::site::SiteBuilder::open(scratch.config.clone(), scratch.clock.clone(), Random::system()).await;
    let refusal = opened.err().expect("refused").to_string();
    assert!(refusal.contains("MASTER_KEY_FILE"), "{refusal}");
}

#[tokio::test]
async fn a_store_refuses_another_key_store() {
    let scratch = Scratch::new(Engine::Sqlite).await;
    let site = scratch.builder().await.build();
    site.db().close().await;
    site.keys().close().await;
    drop(site);
    let crate::db::Options::Sqlite(keys) = &scratch.config.keys else {
        panic!("a file")
    };
    std::fs::remove_file(keys).unwrap();
    let opened =
        crate::site::SiteBuilder::open(scratch.config.clone(), scratch.clock.clone(), Random::system()).await;
    let refusal = opened.err().expect("refused").to_string();
    assert!(refusal.contains("KEYS_DATABASE_URL"), "{refusal}");
}
