//! Case by case: what is read, refused, remarked.

use scorm::manifest::{Manifest, ManifestRefusal, ScormType, Version, Warning, parse};

use crate::{GOOD, good_paths, paths};

fn good() -> Manifest {
    parse(GOOD.as_bytes(), &good_paths()).unwrap()
}

/// A manifest with one item and one resource.
fn small(item: &str, resource: &str) -> String {
    format!(
        r#"<manifest xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2">
<metadata><schemaversion>1.2</schemaversion></metadata>
<organizations><organization identifier="o"><title>T</title>{item}</organization></organizations>
<resources>{resource}</resources></manifest>"#
    )
}

const ITEM: &str = r#"<item identifier="i" identifierref="r"><title>I</title></item>"#;

fn resource(attributes: &str) -> String {
    format!(r#"<resource identifier="r" type="webcontent" adlcp:scormtype="sco" {attributes}/>"#)
}

#[test]
fn everything_of_a_manifest() {
    let manifest = good();
    assert_eq!(manifest.version, Version::Scorm12);
    assert_eq!(manifest.title, "Réussir ma stratégie & vendre");
    assert_eq!((manifest.organizations.len(), manifest.default), (2, 1));
    assert_eq!(manifest.warnings, []);
    let launchables = manifest.launchables();
    let [page, document] = launchables.as_slice() else {
        panic!("{launchables:?}")
    };
    assert_eq!(page.url, "cours/pages/un/index.html?a=b&q=1");
    assert_eq!(page.scorm_type, ScormType::Sco);
    let blocks = manifest.blocks();
    assert_eq!(page.within.map(|at| blocks[at].title.as_str()), Some("Partie"));
    assert_eq!(document.within, None);
    assert_eq!(page.prerequisites.as_deref(), Some("i3"));
    assert_eq!(
        page.max_time_allowed.map(|time| time.to_string()).as_deref(),
        Some("0000:30:00")
    );
    assert_eq!(page.time_limit_action.as_deref(), Some("exit,message"));
    assert_eq!(page.data_from_lms.as_deref(), Some("a<b"));
    assert_eq!(page.mastery_score, Some(80.0));
    assert_eq!(document.path, "cours/pages/guide français.html");
    assert_eq!(document.url, "cours/pages/guide%20fran%C3%A7ais.html");
    assert_eq!(document.scorm_type, ScormType::Asset);
    assert!(!manifest.organizations[1].items[0].is_visible);
}

#[test]
fn encodings() {
    let utf16 = |unit: fn(u16) -> [u8; 2]| {
        "\u{feff}"
            .encode_utf16()
            .chain(GOOD.encode_utf16())
            .flat_map(unit)
            .collect()
    };
    let latin: Vec<u8> = GOOD
        .replace("UTF-8", "ISO-8859-1")
        .chars()
        .map(|c| u8::try_from(c).unwrap())
        .collect();
    let windows: Vec<u8> = GOOD
        .replace("UTF-8", "windows-1252")
        .chars()
        .map(|c| u8::try_from(c).unwrap())
        .collect();
    let with_mark = [b"\xef\xbb\xbf", GOOD.as_bytes()].concat();
    for bytes in [
        utf16(u16::to_le_bytes),
        utf16(u16::to_be_bytes),
        latin,
        windows,
        with_mark,
    ] {
        assert_eq!(parse(&bytes, &good_paths()).unwrap(), good());
    }
    let other = GOOD.replace("UTF-8", "EBCDIC");
    assert!(matches!(
        parse(other.as_bytes(), &good_paths()),
        Err(ManifestRefusal::Encoding { .. })
    ));
    let broken = GOOD
        .as_bytes()
        .iter()
        .map(|byte| if *byte == 0xc3 { 0xe9 } else { *byte })
        .collect::<Vec<_>>();
    assert!(matches!(
        parse(&broken, &good_paths()),
        Err(ManifestRefusal::BadBytes { .. })
    ));
}

#[test]
fn refusals() {
    let deep = format!("{}{}", "<a>".repeat(100), "</a>".repeat(100));
    let doctype = format!(
        "<?xml version=\"1.0\"?>\n<!DOCTYPE manifest [<!ENTITY a \"b\">]>\n{}",
        small(ITEM, "")
    );
    let outside = |href: &str| ManifestRefusal::HrefOutside {
        resource: "r".into(),
        href: href.into(),
    };
    for (text, expected) in [
        ("bonjour".to_owned(), ManifestRefusal::NotXml { line: 1 }),
        (String::new(), ManifestRefusal::NotXml { line: 1 }),
        (
            "<manifest>\n<a>\n</b></manifest>".to_owned(),
            ManifestRefusal::NotXml { line: 3 },
        ),
        (
            "<manifest/><manifest/>".to_owned(),
            ManifestRefusal::NotXml { line: 1 },
        ),
        ("<manifest>\n".to_owned(), ManifestRefusal::NotXml { line: 2 }),
        (doctype, ManifestRefusal::Dtd { line: 2 }),
        (
            "<manifest>\n&bombe;</manifest>".to_owned(),
            ManifestRefusal::Entity { line: 2 },
        ),
        (deep, ManifestRefusal::TooDeep { line: 1 }),
        (
            "<html/>".to_owned(),
            ManifestRefusal::NotAManifest { root: "html".into() },
        ),
        ("<manifest/>".to_owned(), ManifestRefusal::NoOrganization),
        (
            "<manifest><organizations/></manifest>".to_owned(),
            ManifestRefusal::NoOrganization,
        ),
        (small("", ""), ManifestRefusal::NoItem),
        (
            small(ITEM, ""),
            ManifestRefusal::ResourceMissing {
                item: "I".into(),
                resource: "r".into(),
            },
        ),
        (
            small(ITEM, &resource("")),
            ManifestRefusal::HrefMissing { resource: "r".into() },
        ),
        (
            small(ITEM, &resource(r#"href="https://example.com/""#)),
            outside("https://example.com/"),
        ),
        (
            small(ITEM, &resource(r#"href="../a.html""#)),
            outside("../a.html"),
        ),
        (small(ITEM, &resource(r#"href="/a.html""#)), outside("/a.html")),
        (
            small(
                ITEM,
                &resource(r#"href="a.html" xml:base="https://example.com/""#),
            ),
            outside("https://example.com/a.html"),
        ),
        (
            small(ITEM, &resource(r#"href="absent.html""#)),
            ManifestRefusal::FileMissing {
                resource: "r".into(),
                path: "absent.html".into(),
            },
        ),
    ] {
        let refusal = parse(text.as_bytes(), &paths(&["a.html"])).unwrap_err();
        assert_eq!(refusal, expected, "{text}");
        let sentence = refusal.to_string();
        assert!(
            sentence.ends_with('.') && !sentence.contains(" :") && !sentence.contains('\''),
            "{sentence}"
        );
    }
    assert_eq!(
        parse(&vec![b' '; 9 << 20], &paths(&[])).unwrap_err(),
        ManifestRefusal::TooLarge
    );
}

#[test]
fn warnings_for_authors() {
    let files = paths(&["Page.html", "dossier/b.html"]);
    let read = |text: String| parse(text.as_bytes(), &files).unwrap();
    let differs = read(small(ITEM, &resource(r#"href="page.HTML""#)));
    assert_eq!(differs.launchables()[0].path, "Page.html");
    assert_eq!(
        differs.warnings,
        [Warning::CaseDiffers {
            written: "page.HTML".into(),
            actual: "Page.html".into()
        }]
    );
    let base = read(small(ITEM, &resource(r#"href="b.html" xml:base="dossier""#)));
    assert_eq!(base.launchables()[0].path, "dossier/b.html");
    assert_eq!(
        base.warnings,
        [Warning::BaseWithoutSlash {
            base: "dossier".into()
        }]
    );
    let unknown =
        read(small(ITEM, &resource(r#"href="Page.html""#)).replace("<schemaversion>1.2", "<schemaversion>9"));
    assert_eq!(unknown.version, Version::Scorm12);
    let none = read(r#"<manifest><organizations><organization><title>T</title><item identifier="i" identifierref="r"><title>I</title></item></organization></organizations><resources><resource identifier="r" type="webcontent" href="Page.html"/></resources></manifest>"#.to_owned());
    assert_eq!(none.version, Version::Unknown);
    assert_eq!(
        none.warnings[0].to_string(),
        "Paquet sans version\u{202f}: le manifeste ne dit pas sa version de SCORM."
    );
    assert!(
        none.warnings
            .contains(&Warning::ScormTypeMissing { resource: "r".into() })
    );
}

#[test]
fn sub_manifests() {
    let text = format!(
        r#"<manifest xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2"><organizations><organization><title>T</title><item identifier="i" identifierref="sub"><title>Sous</title></item></organization></organizations><resources/>
<manifest identifier="sub" xml:base="sous/"><organizations><organization>{ITEM}</organization></organizations><resources>{}</resources></manifest></manifest>"#,
        resource(r#"href="a.html""#)
    );
    let manifest = parse(text.as_bytes(), &paths(&["sous/a.html"])).unwrap();
    assert_eq!(manifest.launchables()[0].url, "sous/a.html");
    assert_eq!(manifest.launchables()[0].within, Some(0));
    assert_eq!(manifest.blocks()[0].title, "Sous");

    // Each sub-manifest names the next one many times.
    let mut nested = String::new();
    for level in (0..20).rev() {
        let items = format!(
            r#"<item identifier="i" identifierref="m{}"><title>I</title></item>"#,
            level + 1
        )
        .repeat(10);
        nested = format!(
            r#"<manifest identifier="m{level}"><organizations><organization>{items}</organization></organizations>{nested}</manifest>"#
        );
    }
    assert!(parse(nested.as_bytes(), &paths(&[])).is_err());

    // Each sub-manifest nests items as deep as it can before it names the next one.
    let mut chained = String::new();
    for level in (0..50_usize).rev() {
        let depth = 60 - level;
        let (open, close) = (r#"<item identifier="i">"#.repeat(depth), "</item>".repeat(depth));
        chained = format!(
            r#"<manifest identifier="m{level}"><organizations><organization>{open}<item identifierref="m{}"/>{close}</organization></organizations>{chained}</manifest>"#,
            level + 1
        );
    }
    assert_eq!(
        parse(chained.as_bytes(), &paths(&[])).unwrap_err(),
        ManifestRefusal::TooManyItems
    );
}
