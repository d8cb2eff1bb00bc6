//! Rows on both engines; files, which don't depend on it, by properties on one.

use std::io;
use std::ops::Range;
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_util::TryStreamExt as _;
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::TestRunner;
use tokio::io::{AsyncRead, ReadBuf};

use super::chunks::{CHUNK, sealed_size};
use super::*;
use crate::db::Engine;
use crate::testing::Scratch;
use crate::{Error, PersonId, Site, both_engines};

async fn put_one(site: &Site, content: &[u8]) -> Result<Stored> {
    let owner: PersonId = site.new_id();
    put(site, owner.0, Class::Evidence, "text/plain", content).await
}

async fn read(site: &Site, blob: &Blob, range: Range<u64>) -> Result<Vec<u8>> {
    let parts: Vec<bytes::Bytes> = open_range(site, blob, range).await?.try_collect().await?;
    Ok(parts.concat())
}

/// The files under the folder of blobs.
fn files_left(site: &Site) -> usize {
    fn count(folder: &std::path::Path) -> usize {
        let Ok(entries) = std::fs::read_dir(folder) else {
            return 0;
        };
        entries
            .map(|entry| entry.unwrap().path())
            .map(|path| if path.is_dir() { count(&path) } else { 1 })
            .sum()
    }
    count(&files::folder(site))
}

/// Gives some bytes, then breaks.
struct Breaking(usize);

impl AsyncRead for Breaking {
    fn poll_read(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        if self.0 == 0 {
            return Poll::Ready(Err(io::ErrorKind::ConnectionReset.into()));
        }
        let many = self.0.min(buffer.remaining());
        buffer.put_slice(&vec![b'x'; many]);
        self.0 -= many;
        Poll::Ready(Ok(()))
    }
}

both_engines! {
    async fn a_file_is_put_found_and_read(engine) {
        let scratch = Scratch::new(engine).await;
        let site = scratch.builder().await.build();
        let content: Vec<u8> = (0..200_000_u32).flat_map(u32::to_be_bytes).collect();
        let stored = put_one(&site, &content).await.unwrap();
        let expected = stored.blob().clone();
        let mut tx = site.db().begin().await.unwrap();
        let id = stored.record(&mut tx).await.unwrap();
        tx.commit().await.unwrap();
        let blob = find(&mut site.db().read().await.unwrap(), id).await.unwrap();
        assert_eq!(blob, expected);
        assert_eq!((blob.size, blob.content_type.as_str()), (800_000, "text/plain"));
        assert_eq!(read(&site, &blob, 0..blob.size).await.unwrap(), content);
        let other = find(&mut site.db().read().await.unwrap(), site.new_id()).await;
        assert!(matches!(other, Err(Error::NotFound)));
        let on_disk = std::fs::read(files::path(&site, id)).unwrap();
        assert!(!on_disk.windows(16).any(|window| window == &content[..16]));
    }

    async fn a_deleted_file_goes_once_that_is_certain(engine) {
        let scratch = Scratch::new(engine).await;
        let site = scratch.builder().await.build();
        let stored = put_one(&site, b"hello").await.unwrap();
        let mut tx = site.db().begin().await.unwrap();
        let id = stored.record(&mut tx).await.unwrap();
        tx.commit().await.unwrap();
        let mut tx = site.db().begin().await.unwrap();
        delete(&mut tx, &site, id).await.unwrap();
        drop(tx);
        crate::jobs::settle(&site, &handlers()).await.unwrap();
        assert_eq!(files_left(&site), 1, "undone");
        let mut tx = site.db().begin().await.unwrap();
        delete(&mut tx, &site, id).await.unwrap();
        assert!(matches!(delete(&mut tx, &site, id).await, Err(Error::NotFound)));
        tx.commit().await.unwrap();
        assert_eq!(crate::jobs::settle(&site, &handlers()).await.unwrap().done, 1);
        assert_eq!(files_left(&site), 0);
    }

    async fn what_was_never_recorded_is_swept_after_a_day(engine) {
        let scratch = Scratch::new(engine).await;
        let site = scratch.builder().await.build();
        assert_eq!(sweep(&site).await.unwrap(), 0);
        let stored = put_one(&site, b"kept").await.unwrap();
        let mut tx = site.db().begin().await.unwrap();
        stored.record(&mut tx).await.unwrap();
        tx.commit().await.unwrap();
        let stored = put_one(&site, b"undone").await.unwrap();
        let mut tx = site.db().begin().await.unwrap();
        stored.record(&mut tx).await.unwrap();
        drop(tx);
        // What a crash leaves: a file that was still growing.
        std::fs::write(files::growing(&site, site.new_id()), b"half").unwrap();
        assert_eq!((sweep(&site).await.unwrap(), files_left(&site)), (0, 3));
        scratch.clock.advance(24 * 3_600_000 + 1);
        assert_eq!((sweep(&site).await.unwrap(), files_left(&site)), (2, 1));
    }
}

#[tokio::test]
async fn nothing_is_left_behind_on_failure() {
    let scratch = Scratch::new(Engine::Sqlite).await;
    let site = scratch.builder().await.build();
    let owner: PersonId = site.new_id();
    for sent in [0, 10, CHUNK, 3 * CHUNK + 1] {
        assert!(
            put(&site, owner.0, Class::Evidence, "text/plain", Breaking(sent))
                .await
                .is_err()
        );
        assert_eq!(files_left(&site), 0, "{sent}");
    }
    drop(put_one(&site, b"never recorded").await.unwrap());
    assert_eq!(files_left(&site), 0);
    // A row of that identifier exists already: recording fails.
    let stored = put_one(&site, b"twice").await.unwrap();
    let mut tx = site.db().begin().await.unwrap();
    store::insert(&mut tx, stored.blob()).await.unwrap();
    assert!(matches!(stored.record(&mut tx).await, Err(Error::Duplicate(_))));
    assert_eq!(files_left(&site), 0);
}

#[tokio::test]
async fn a_range_outside_the_file_and_a_key_that_is_gone_are_errors() {
    let scratch = Scratch::new(Engine::Sqlite).await;
    let site = scratch.builder().await.build();
    let stored = put_one(&site, b"hello").await.unwrap();
    let blob = stored.blob().clone();
    for range in [0..6, 6..6, Range { start: 3, end: 2 }] {
        assert!(read(&site, &blob, range).await.is_err());
    }
    site.keys().destroy(blob.owner, blob.class).await.unwrap();
    assert!(matches!(read(&site, &blob, 0..5).await, Err(Error::NotFound)));
}

/// Sizes around the edges of chunks, and any.
fn content() -> impl Strategy<Value = Vec<u8>> {
    let sizes = prop_oneof![
        Just(0_usize),
        Just(CHUNK - 1),
        Just(CHUNK),
        Just(CHUNK + 1),
        Just(2 * CHUNK),
        0..200_usize,
        0..4 * CHUNK,
    ];
    (sizes, any::<u8>())
        .prop_map(|(size, seed)| (0..size).map(|i| seed.wrapping_add((i % 251) as u8)).collect())
}

/// Runs a property over one site: opening a store for each case would be most of the time.
fn property<S: Strategy>(cases: &S, test: &impl AsyncFn(&Site, S::Value)) {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let scratch = runtime.block_on(Scratch::new(Engine::Sqlite));
    let site = runtime.block_on(scratch.builder()).build();
    let config = ProptestConfig {
        cases: 32,
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    let run = |case| {
        runtime.block_on(test(&site, case));
        Ok(())
    };
    TestRunner::new(config).run(cases, run).unwrap();
}

#[test]
fn any_range_equals_the_slice() {
    property(
        &(content(), any::<[Index; 8]>()),
        &async |site, (content, cuts)| {
            let stored = put_one(site, &content).await.unwrap();
            let size = content.len();
            assert_eq!(
                std::fs::metadata(files::path(site, stored.blob().id))
                    .unwrap()
                    .len(),
                sealed_size(size as u64)
            );
            for pair in cuts.chunks(2) {
                let (a, b) = (pair[0].index(size + 1), pair[1].index(size + 1));
                let (start, end) = (a.min(b), a.max(b));
                let got = read(site, stored.blob(), start as u64..end as u64).await.unwrap();
                assert!(got == content[start..end], "{start}..{end} of {size}");
            }
        },
    );
}

#[test]
fn an_altered_cut_or_swapped_file_never_opens() {
    property(&(content(), any::<Index>(), 0..8_u8), &async |site,
                                                            (
        content,
        at,
        bit,
    )| {
        let stored = put_one(site, &content).await.unwrap();
        let blob = stored.blob();
        let path = files::path(site, blob.id);
        let whole = std::fs::read(&path).unwrap();
        let refused = async |bytes: &[u8], blob: &Blob| {
            std::fs::write(&path, bytes).unwrap();
            read(site, blob, 0..blob.size).await.is_err()
        };
        if !content.is_empty() {
            let mut altered = whole.clone();
            altered[at.index(whole.len())] ^= 1 << bit;
            assert!(refused(&altered, blob).await, "altered");
        }
        assert!(refused(&whole[..at.index(whole.len())], blob).await, "cut");
        let sealed = CHUNK + 29;
        if content.len() > CHUNK {
            // Cut at the edge of a chunk, with a row that says so: the last flag is missing.
            let shorter = Blob {
                size: CHUNK as u64,
                ..blob.clone()
            };
            assert!(
                refused(&whole[..sealed], &shorter).await,
                "cut and the row altered"
            );
        }
        if content.len() > 2 * CHUNK {
            let swapped = [&whole[sealed..2 * sealed], &whole[..sealed], &whole[2 * sealed..]].concat();
            assert!(refused(&swapped, blob).await, "swapped");
        }
        assert!(
            refused(
                &whole,
                &Blob {
                    key_version: 2,
                    ..blob.clone()
                }
            )
            .await,
            "another key"
        );
        assert!(!refused(&whole, blob).await, "whole again");
    });
}
