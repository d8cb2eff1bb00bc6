//! Packages for tests: good ones, and every way of being bad.

use std::io::{Cursor, Seek as _, Write as _};

use assess::success::Required;
use catalogue::courses::{self, EditCourses, NewSection, NewStep, Offer, Words};
use catalogue::library::{self, AddItems, ItemId, ItemKind, NewItem, VersionId};
use platform::html::Modality;
use platform::http::{Proof, SentFile, SystemActs};
use platform::{args, sql};
use uuid::Uuid;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::world::{Relation, World};

/// A zip of these files.
pub fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A manifest that launches this address.
pub fn manifest(title: &str, href: &str) -> String {
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?>
<manifest identifier="m" xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2">
  <metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata>
  <organizations default="o"><organization identifier="o"><title>{title}</title>
    <item identifier="i" identifierref="r"><title>{title}</title><adlcp:masteryscore>80</adlcp:masteryscore></item>
  </organization></organizations>
  <resources><resource identifier="r" type="webcontent" adlcp:scormtype="sco" href="{href}"/></resources>
</manifest>"#
    )
}

/// A package that can be launched.
pub fn package(title: &str) -> Vec<u8> {
    zip(&[
        ("imsmanifest.xml", manifest(title, "index.html?a=1").as_bytes()),
        ("index.html", b"<!DOCTYPE html><title>Bonjour</title>"),
        ("img/photo.jpg", b"jpeg"),
    ])
}

impl World {
    /// A course of its own, which no session follows; courses have no region.
    pub async fn course(&self, relation: Relation) -> Uuid {
        let mut tx = self.site.db().begin().await.unwrap();
        let proof = Proof::<EditCourses>::of_system(&SystemActs::new(), Uuid::nil());
        let steps = ["Un", "Deux"].map(|title| NewStep {
            title,
            modality: Modality::SelfPaced,
            minutes: 45,
            item: None,
            required: Required::Done,
            completion: None,
            due_day: None,
            summary: None,
        });
        let path = [
            NewSection {
                title: "Me situer",
                steps: &steps[..1],
            },
            NewSection {
                title: "Prouver",
                steps: &steps[1..],
            },
        ];
        let id = courses::create(
            &mut tx,
            &self.site,
            &proof,
            &Words {
                title: "Vendre en ligne",
                ..Words::default()
            },
            &path,
            Offer::Published,
        )
        .await
        .unwrap();
        if relation == Relation::Deleted {
            let sql = sql!("UPDATE courses SET deleted_at = 1 WHERE id = $1");
            tx.execute(sql, args![id]).await.unwrap();
        }
        tx.commit().await.unwrap();
        id.0
    }

    /// A video with captions and a transcript, ours: the item and its version.
    pub async fn film(&self) -> (ItemId, VersionId) {
        let film = sent("film.webm", FILM);
        let captions = sent("film.vtt", b"WEBVTT\n\n00:00.000 --> 00:02.000\nUn\n");
        let sealed = library::recording(&self.site, film, captions, "Un, puis deux.").await;
        let new = NewItem {
            title: "Répondre en trois temps",
            kind: ItemKind::Video,
            modality: Modality::SelfPaced,
            minutes: 1,
        };
        let proof = Proof::<AddItems>::of_system(&SystemActs::new(), Uuid::nil());
        let mut tx = self.site.db().begin().await.unwrap();
        let item = library::import(&mut tx, &self.site, &proof, &new, sealed.unwrap().unwrap()).await;
        let item = item.unwrap();
        let version = library::current(&mut tx, item).await.unwrap();
        tx.commit().await.unwrap();
        (item, version.id)
    }

    /// An item without files.
    pub async fn item(&self, relation: Relation) -> Uuid {
        let mut tx = self.site.db().begin().await.unwrap();
        let proof = Proof::<AddItems>::of_system(&SystemActs::new(), Uuid::nil());
        let new = NewItem {
            title: "Photographier son travail",
            kind: ItemKind::Scorm,
            modality: Modality::SelfPaced,
            minutes: 45,
        };
        let id = library::create(&mut tx, &self.site, &proof, &new).await.unwrap();
        if relation == Relation::Deleted {
            let sql = sql!("UPDATE items SET deleted_at = 1 WHERE id = $1");
            tx.execute(sql, args![id]).await.unwrap();
        }
        tx.commit().await.unwrap();
        id.0
    }
}

/// Twenty-four seconds of film (VP9 in WebM), ours.
pub const FILM: &[u8] = include_bytes!("../../../../content/repondre-en-trois-temps/video.webm");

fn sent(name: &str, bytes: &[u8]) -> SentFile {
    let mut file = tempfile::tempfile().unwrap();
    file.write_all(bytes).unwrap();
    file.rewind().unwrap();
    SentFile::new(name, bytes.len() as u64, file)
}
