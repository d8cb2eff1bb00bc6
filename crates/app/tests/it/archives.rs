//! Packages for tests: good ones, and every way of being bad.

use std::io::{Cursor, Write as _};

use assess::success::Required;
use catalogue::courses::{self, EditCourses, NewSection, NewStep, Words};
use catalogue::library::{self, AddItems, ItemKind, NewItem};
use platform::html::Modality;
use platform::http::{Proof, SystemActs};
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
