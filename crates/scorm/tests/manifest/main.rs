//! Manifests, good, sloppy and hostile.
#![cfg(feature = "packages")]
#![expect(clippy::unwrap_used, reason = "a test says what it expects")]

mod any;
mod cases;
mod nested;
mod objectives;
mod plan;
mod prerequisites;
mod remarks;
mod sequencing;
mod suite;

#[path = "../shared/suite.rs"]
mod place;

use std::collections::BTreeSet;

use scorm::manifest::{Manifest, Warning, parse};
use scorm::plan::Sequencing;

const GOOD: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<manifest identifier="m1" version="1" xml:base="cours/"
    xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2"
    xmlns:x="urn:example:extension">
  <metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata>
  <organizations default="o2">
    <organization identifier="o1"><title>Autre</title><item identifier="z" identifierref="r1"><title>Z</title></item></organization>
    <organization identifier="o2">
      <title>Réussir ma
        stratégie &amp; vendre</title>
      <x:item identifier="ignored"/>
      <item identifier="i1" isvisible="false"><title>Partie</title>
        <item identifier="i2" identifierref="r1" parameters="?q=1"><title>Page</title>
          <adlcp:prerequisites type="aicc_script">i3</adlcp:prerequisites>
          <adlcp:maxtimeallowed>00:30:00</adlcp:maxtimeallowed>
          <adlcp:timelimitaction>exit,message</adlcp:timelimitaction>
          <adlcp:datafromlms><![CDATA[a<b]]></adlcp:datafromlms>
          <adlcp:masteryscore>80</adlcp:masteryscore>
        </item>
      </item>
      <item identifier="i3" identifierref="r2"><title>Document</title></item>
    </organization>
  </organizations>
  <resources xml:base="pages/">
    <resource identifier="r1" type="webcontent" adlcp:scormtype="SCO" href="index.html?a=b" xml:base="un/">
      <file href="index.html"/><dependency identifierref="r2"/>
    </resource>
    <resource identifier="r2" type="webcontent" adlcp:scormType="asset" href="guide%20fran%C3%A7ais.html"><file href="guide français.html"/></resource>
  </resources>
</manifest>"#;

fn paths(list: &[&str]) -> BTreeSet<String> {
    list.iter().map(|path| (*path).to_owned()).collect()
}

fn good_paths() -> BTreeSet<String> {
    paths(&[
        "imsmanifest.xml",
        "cours/pages/un/index.html",
        "cours/pages/guide français.html",
    ])
}

/// A manifest of SCORM 2004 with this inside its organization and this after its resources; its pages are `a.html`, a
/// SCO by the name of `r`, and `b.html`, an asset by the name of `s`.
fn sequenced(organization: &str, after: &str) -> String {
    format!(
        r#"<manifest identifier="m" xmlns="http://www.imsglobal.org/xsd/imscp_v1p1" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_v1p3"
    xmlns:adlseq="http://www.adlnet.org/xsd/adlseq_v1p3" xmlns:adlnav="http://www.adlnet.org/xsd/adlnav_v1p3"
    xmlns:imsss="http://www.imsglobal.org/xsd/imsss" xmlns:x="urn:example:extension">
  <metadata><schema>ADL SCORM</schema><schemaversion>2004 4th Edition</schemaversion></metadata>
  <organizations default="o"><organization identifier="o"><title>Module</title>{organization}</organization></organizations>
  <resources>
    <resource identifier="r" type="webcontent" adlcp:scormType="sco" href="a.html"/>
    <resource identifier="s" type="webcontent" adlcp:scormType="asset" href="b.html"/>
  </resources>{after}
</manifest>"#
    )
}

/// A leaf by this name, with this inside.
fn leaf(name: &str, inside: &str) -> String {
    format!(r#"<item identifier="{name}" identifierref="r"><title>{name}</title>{inside}</item>"#)
}

fn read(text: &str) -> Manifest {
    parse(text.as_bytes(), &paths(&["a.html", "b.html", "sous/a.html"])).unwrap()
}

/// The sequencing of a leaf with this inside, and what is remarked.
fn sequencing(inside: &str) -> (Sequencing, Vec<Warning>) {
    let manifest = read(&sequenced(&leaf("i", inside), ""));
    let plan = manifest.plan().unwrap();
    (plan.root.children[0].sequencing.clone(), manifest.warnings)
}

/// The same within `<imsss:sequencing>`, about which nothing is remarked.
fn silent(inside: &str) -> Sequencing {
    let (sequencing, warnings) = sequencing(&format!("<imsss:sequencing>{inside}</imsss:sequencing>"));
    assert_eq!(warnings, [], "{inside}");
    sequencing
}

/// Every path that the `href`s of a manifest may mean: each of them under each `xml:base`, and under none.
fn hrefs(text: &str) -> BTreeSet<String> {
    let values = |name: &str| -> BTreeSet<String> {
        let after = text.split(name).skip(1);
        let quoted = after.filter_map(|rest| rest.trim_start().strip_prefix('=')?.split('"').nth(1));
        quoted.map(|value| value.trim().to_owned()).collect()
    };
    let mut bases = values("xml:base");
    bases.insert(String::new());
    let joined = values(" href")
        .into_iter()
        .flat_map(|href| bases.iter().map(move |base| format!("{base}{href}")));
    joined
        .map(|path| path.split(['?', '#']).next().unwrap_or_default().to_owned())
        .collect()
}
