//! Rows and pieces, on both engines.

use tokio::io::AsyncReadExt as _;

use super::*;
use crate::blobs::{Appended, append, received};
use crate::db::Engine;
use crate::testing::Scratch;
use crate::{args, both_engines, sql};

async fn person(site: &Site) -> PersonId {
    let id: PersonId = site.new_id();
    let mut tx = site.db().begin().await.unwrap();
    let sql = sql!(
        "INSERT INTO people (id, identity, login_index, created_at, changed_at) VALUES ($1, $2, $2, $3, $3)"
    );
    tx.execute(sql, args![id, id.0.as_bytes().as_slice(), site.clock().now()])
        .await
        .unwrap();
    tx.commit().await.unwrap();
    id
}

async fn announced(site: &Site, person: PersonId, size: u64) -> std::result::Result<Sent, String> {
    let mut tx = site.db().begin().await.unwrap();
    let sent = announce(&mut tx, site, person, size).await.unwrap();
    tx.commit().await.unwrap();
    sent
}

async fn content(site: &Site, sent: &Sent) -> Vec<u8> {
    let mut read = Vec::new();
    let mut file = tokio::fs::File::from_std(sent.open(site).await.unwrap());
    file.read_to_end(&mut read).await.unwrap();
    read
}

both_engines! {
    async fn a_file_cut_twenty_times_comes_whole(engine) {
        let scratch = Scratch::new(engine).await;
        let site = scratch.builder().await.build();
        let sender = person(&site).await;
        let whole: Vec<u8> = (0..700_000_u32).flat_map(u32::to_le_bytes).collect();
        let sent = announced(&site, sender, whole.len() as u64).await.unwrap();
        assert!(matches!(sent.open(&site).await, Err(Error::Refused(_))), "nothing has come");
        let (mut has, mut cuts) = (0, 0);
        while has < whole.len() {
            // Each piece stops anywhere, most often within a chunk.
            let end = (has + 140_001).min(whole.len());
            let appended = append(&site, sent.blob(), has as u64, &whole[has..end]).await.unwrap();
            let Appended::Has(now) = appended else { panic!("{appended:?}") };
            assert!(now >= has as u64 && now <= end as u64, "{has} {now} {end}");
            assert_eq!(received(&site, sent.blob()).await.unwrap(), now);
            has = usize::try_from(now).unwrap();
            cuts += 1;
        }
        assert!(cuts > 20, "{cuts}");
        let elsewhere = append(&site, sent.blob(), 65_536, &whole[..10]).await.unwrap();
        assert_eq!(elsewhere, Appended::Elsewhere(whole.len() as u64));
        let found = find(&mut site.db().read().await.unwrap(), sender, sent.id()).await.unwrap();
        assert_eq!((found.id(), found.size()), (sent.id(), whole.len() as u64));
        assert!(content(&site, &found).await == whole);
        let other = person(&site).await;
        let theirs = find(&mut site.db().read().await.unwrap(), other, sent.id()).await;
        assert!(matches!(theirs, Err(Error::NotFound)));
        discard(&site, sent.id()).await.unwrap();
        assert_eq!(received(&site, sent.blob()).await.unwrap(), 0);
        let gone = find(&mut site.db().read().await.unwrap(), sender, sent.id()).await;
        assert!(matches!(gone, Err(Error::NotFound)));
    }

    async fn what_waits_and_what_is_kept_are_counted(engine) {
        let mut scratch = Scratch::new(engine).await;
        scratch.config.storage_quota = Some(10 << 30);
        let site = scratch.builder().await.build();
        let (one, other) = (person(&site).await, person(&site).await);
        for _ in 0..2 {
            announced(&site, one, LARGEST).await.unwrap();
        }
        assert!(announced(&site, one, 1).await.unwrap_err().contains("attendent"));
        assert!(announced(&site, other, 3 << 30).await.unwrap_err().contains("plein"));
        assert!(check_space(&site, 3 << 30).await.is_err());
        announced(&site, other, 2 << 30).await.unwrap();
        assert!(check_space(&site, 1).await.is_err());
    }

    async fn what_no_form_took_goes_after_a_day(engine) {
        let scratch = Scratch::new(engine).await;
        let site = scratch.builder().await.build();
        let sender = person(&site).await;
        let old = announced(&site, sender, 10).await.unwrap();
        append(&site, old.blob(), 0, &b"0123456789"[..]).await.unwrap();
        assert_eq!(sweep(&site).await.unwrap(), 0);
        let mut tx = site.db().begin().await.unwrap();
        tx.execute(sql!("UPDATE uploads SET announced_at = announced_at - $1"), args![STAYS + 1]).await.unwrap();
        tx.commit().await.unwrap();
        let new = announced(&site, sender, 10).await.unwrap();
        assert_eq!(sweep(&site).await.unwrap(), 1);
        assert_eq!(received(&site, old.blob()).await.unwrap(), 0);
        let found = find(&mut site.db().read().await.unwrap(), sender, new.id()).await;
        assert_eq!(found.unwrap(), new);
    }
}

#[tokio::test]
async fn what_breaks_within_a_chunk_is_sent_again() {
    let scratch = Scratch::new(Engine::Sqlite).await;
    let site = scratch.builder().await.build();
    let sender = person(&site).await;
    let sent = announced(&site, sender, 5).await.unwrap();
    let broken = breaking(b"012");
    assert_eq!(
        append(&site, sent.blob(), 0, broken).await.unwrap(),
        Appended::Has(0)
    );
    assert_eq!(
        append(&site, sent.blob(), 0, &b"01234567"[..]).await.unwrap(),
        Appended::Has(5)
    );
    assert_eq!(content(&site, &sent).await, b"01234");
}

/// Gives some bytes, then breaks.
fn breaking(bytes: &'static [u8]) -> impl tokio::io::AsyncRead + Unpin {
    use futures_util::StreamExt as _;
    let broken = std::io::Error::from(std::io::ErrorKind::ConnectionReset);
    let parts = futures_util::stream::iter([Ok(bytes::Bytes::from_static(bytes)), Err(broken)]);
    tokio_util::io::StreamReader::new(parts.boxed())
}
