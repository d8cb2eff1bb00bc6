use std::collections::BTreeSet;
use std::sync::Arc;

use futures_util::FutureExt as _;
use uuid::Uuid;

use super::hub::{EACH, Following, Hub, TOPICS};
use super::{end, say};
use crate::PersonId;
use crate::db::Engine;
use crate::testing::Scratch;

const ONE: Uuid = Uuid::from_u128(1);
const TWO: Uuid = Uuid::from_u128(2);
const KARIM: PersonId = PersonId(Uuid::from_u128(7));

struct Shared(Arc<Hub>);

impl AsRef<Hub> for Shared {
    fn as_ref(&self) -> &Hub {
        &self.0
    }
}

fn follow(hub: &Arc<Hub>, topics: &[Uuid]) -> Option<Following<Shared>> {
    Following::begin(Shared(hub.clone()), KARIM, topics.to_vec())
}

fn heard<H: AsRef<Hub>>(following: &Following<H>) -> Option<Option<BTreeSet<Uuid>>> {
    following.next().now_or_never()
}

#[test]
fn a_follower_hears_each_topic_once_however_often_it_is_said() {
    let hub = Arc::new(Hub::default());
    let following = follow(&hub, &[ONE, TWO]).unwrap();
    assert_eq!(heard(&following), None);
    hub.tell(&[ONE, TWO, ONE]);
    hub.tell(&[ONE]);
    assert_eq!(heard(&following), Some(Some([ONE, TWO].into())));
    assert_eq!(heard(&following), None);
    hub.tell(&[Uuid::from_u128(3)]);
    assert_eq!(heard(&following), None);
    hub.tell_all();
    assert_eq!(heard(&following), Some(Some([ONE, TWO].into())));
}

#[test]
fn places_are_bounded_and_given_back() {
    let hub = Arc::new(Hub::default());
    let many: Vec<Uuid> = (0..1000).map(Uuid::from_u128).collect();
    let mut held: Vec<_> = (0..EACH).map(|_| follow(&hub, &many).unwrap()).collect();
    assert!(follow(&hub, &[ONE]).is_none());
    hub.tell_all();
    assert_eq!(heard(&held[0]).unwrap().unwrap().len(), TOPICS);
    held.pop();
    assert!(follow(&hub, &[ONE]).is_some());
    held.clear();
    assert!(hub.is_empty());
}

#[test]
fn an_end_is_heard_by_who_follows_and_by_who_comes_after() {
    let hub = Arc::new(Hub::default());
    let before = follow(&hub, &[ONE]).unwrap();
    hub.end();
    assert_eq!(heard(&before), Some(None));
    assert_eq!(heard(&follow(&hub, &[ONE]).unwrap()), Some(None));
}

#[test]
fn another_instance_is_heard_and_ours_only_at_the_commit() {
    let (ours, theirs) = (Hub::default(), Hub::default());
    assert_eq!(ours.elsewhere(&theirs.payload(ONE)), Some(ONE));
    assert_eq!(ours.elsewhere(&ours.payload(ONE)), None);
    for hostile in ["", " ", "a b", "1"] {
        assert_eq!(ours.elsewhere(hostile), None);
    }
}

async fn only_what_is_committed_is_said(engine: Engine) {
    let scratch = Scratch::new(engine).await;
    let site = scratch.builder().await.build();
    let following = Following::begin(site.db().clone(), KARIM, vec![ONE, TWO]).unwrap();
    let mut tx = site.db().begin().await.unwrap();
    say(&mut tx, ONE).await.unwrap();
    drop(tx);
    assert_eq!(heard(&following), None);
    let mut tx = site.db().begin().await.unwrap();
    say(&mut tx, TWO).await.unwrap();
    assert_eq!(heard(&following), None);
    tx.commit().await.unwrap();
    assert_eq!(heard(&following), Some(Some([TWO].into())));
    end(&site);
    assert_eq!(heard(&following), Some(None));
}

#[tokio::test]
async fn only_what_is_committed_is_said_on_sqlite() {
    only_what_is_committed_is_said(Engine::Sqlite).await;
}

#[tokio::test]
async fn only_what_is_committed_is_said_on_postgres() {
    only_what_is_committed_is_said(Engine::Postgres).await;
}

/// Two instances on one PostgreSQL: what one says, who follows at the other hears.
#[tokio::test]
async fn instances_hear_each_other() {
    let scratch = Scratch::new(Engine::Postgres).await;
    let (here, there) = (scratch.builder().await.build(), scratch.builder().await.build());
    let following = Following::begin(here.db().clone(), KARIM, vec![ONE]).unwrap();
    let hearing = tokio::spawn(super::run(here.clone(), std::future::pending()));
    // Once it listens, everyone is told to look again.
    assert_eq!(following.next().await, Some([ONE].into()));
    let mut tx = there.db().begin().await.unwrap();
    say(&mut tx, ONE).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(following.next().await, Some([ONE].into()));
    hearing.abort();
}
