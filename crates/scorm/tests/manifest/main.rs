//! Manifests, good, sloppy and hostile.
#![cfg(feature = "packages")]
#![expect(clippy::unwrap_used, reason = "a test says what it expects")]

mod any;
mod cases;

use std::collections::BTreeSet;

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
          <adlcp:prerequisites type="aicc_script">i0</adlcp:prerequisites>
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
