//! Prerequisites of a manifest: kept as written, or dropped with a remark when they would lock a learner out.

use scorm::cmi12::Unreadable;
use scorm::manifest::{Manifest, Warning};

use crate::{leaf, read, sequenced};

/// A manifest of SCORM 1.2 with these items.
fn plan(items: &str) -> Manifest {
    read(
        &sequenced(items, "")
            .replace("2004 4th Edition", "1.2")
            .replace("adlcp_v1p3", "adlcp_rootv1p2")
            .replace(
                "http://www.imsglobal.org/xsd/imscp_v1p1",
                "http://www.imsproject.org/xsd/imscp_rootv1p1p2",
            ),
    )
}

fn after(script: &str) -> String {
    let script = script.replace('&', "&amp;").replace('<', "&lt;");
    format!(r#"<adlcp:prerequisites type="aicc_script">{script}</adlcp:prerequisites>"#)
}

fn part(name: &str, script: &str) -> String {
    leaf(name, &after(script))
}

fn block(name: &str, script: &str, inside: &str) -> String {
    let script = if script.is_empty() {
        String::new()
    } else {
        after(script)
    };
    format!(r#"<item identifier="{name}"><title>{name}</title>{script}{inside}</item>"#)
}

/// The scripts that stay, by item, blocks first.
fn kept(manifest: &Manifest) -> Vec<(String, String)> {
    let blocks = manifest
        .blocks()
        .into_iter()
        .map(|one| (one.identifier, one.prerequisites));
    let parts = manifest
        .launchables()
        .into_iter()
        .map(|one| (one.identifier, one.prerequisites));
    blocks
        .chain(parts)
        .filter_map(|(name, script)| Some((name, script?)))
        .collect()
}

/// The scripts that stay, as `item: script`, and the remarks.
fn taken(items: &str) -> (Vec<String>, Vec<Warning>) {
    let manifest = plan(items);
    let scripts = kept(&manifest)
        .iter()
        .map(|(item, script)| format!("{item}: {script}"))
        .collect();
    for sentence in manifest.warnings.iter().map(ToString::to_string) {
        assert!(
            sentence.ends_with('.') && !sentence.contains(" :") && !sentence.contains('\''),
            "{sentence}"
        );
    }
    (scripts, manifest.warnings)
}

#[test]
fn what_can_hold_stays() {
    let a = || leaf("A", "");
    let cases: [(String, &[&str]); 11] = [
        (a() + &part("B", "A"), &["B: A"]),
        (part("B", "A") + &a(), &["B: A"]),
        (part("A", "~A"), &["A: ~A"]),
        (part("A", "A=n"), &["A: A=n"]),
        (block("K", "", &a()) + &part("B", "K"), &["B: K"]),
        (a() + &block("K", "A=passed", &leaf("B", "")), &["K: A=passed"]),
        (
            block("K", "", &a()) + &block("L", "K", &part("B", "A")),
            &["L: K", "B: A"],
        ),
        // Either way is enough, for A as for B.
        (
            part("A", "B | ~C") + &part("B", "A") + &leaf("C", ""),
            &["A: B | ~C", "B: A"],
        ),
        (part("A", "B") + &part("B", "~A"), &["A: B", "B: ~A"]),
        (block("vide", "", "") + &part("A", "vide"), &["A: vide"]),
        (
            leaf("A", "<adlcp:prerequisites>~A</adlcp:prerequisites>")
                + &leaf(
                    "B",
                    r#"<adlcp:prerequisites type="AICC_Script">A</adlcp:prerequisites>"#,
                ),
            &["A: ~A", "B: A"],
        ),
    ];
    for (items, stay) in cases {
        let (scripts, warnings) = taken(&items);
        assert_eq!(scripts, stay, "{items}");
        let nothing = |one: &Warning| matches!(one, Warning::ItemWithNothing { .. });
        assert!(warnings.iter().all(nothing), "{warnings:?}");
    }
}

#[test]
fn who_waits_for_themselves_does_not_wait() {
    let a = || leaf("A", "");
    let cases: [(String, &[&str], &[&str]); 9] = [
        (part("A", "A"), &[], &["A"]),
        (part("A", "A=f"), &[], &["A"]),
        (part("A", "A<>n"), &[], &["A"]),
        (block("K", "", &part("A", "K")), &[], &["A"]),
        (block("K", "A", &a()), &[], &["K"]),
        (part("A", "~(~A)"), &[], &["A"]),
        // One of the two opens freely, and the other after it.
        (part("A", "B") + &part("B", "A"), &["B: A"], &["A"]),
        (
            part("A", "B") + &part("B", "A") + &part("C", "D & A") + &part("D", "C"),
            &["B: A", "D: C"],
            &["A", "C"],
        ),
        (
            block("K", "L", &a()) + &block("L", "K", &leaf("B", "")),
            &["L: K"],
            &["K"],
        ),
    ];
    for (items, stay, told) in cases {
        let told: Vec<Warning> = told
            .iter()
            .map(|item| Warning::PrerequisitesNever {
                item: (*item).to_owned(),
            })
            .collect();
        let stay: Vec<String> = stay.iter().map(|one| (*one).to_owned()).collect();
        assert_eq!(taken(&items), (stay, told), "{items}");
    }
}

#[test]
fn what_an_author_is_told() {
    let unreadable = |item: &str, script: &str, why| Warning::PrerequisitesUnreadable {
        item: item.into(),
        script: script.into(),
        why,
    };
    let unknown = |named: &str| Warning::PrerequisiteUnknown {
        item: "B".into(),
        named: named.into(),
    };
    let language = Warning::PrerequisitesLanguage {
        item: "A".into(),
        language: "javascript".into(),
    };
    let javascript = leaf(
        "A",
        r#"<adlcp:prerequisites type="javascript">B</adlcp:prerequisites>"#,
    );
    let cases: [(String, &[&str], Vec<Warning>); 6] = [
        (
            leaf("A", "") + &part("B", "A & Z"),
            &["B: A & Z"],
            vec![unknown("Z")],
        ),
        (
            part("B", "Y | ~Z | Y"),
            &["B: Y | ~Z | Y"],
            vec![unknown("Y"), unknown("Z")],
        ),
        (
            part("A", "B C"),
            &[],
            vec![unreadable("A", "B C", Unreadable::Syntax)],
        ),
        (
            block("K", "A=fini", &leaf("A", "")),
            &[],
            vec![unreadable("K", "A=fini", Unreadable::NoStatus)],
        ),
        (
            part("A", &"~".repeat(50)),
            &[],
            vec![unreadable("A", &"~".repeat(50), Unreadable::TooDeep)],
        ),
        (javascript, &[], vec![language]),
    ];
    for (items, stay, told) in cases {
        let stay: Vec<String> = stay.iter().map(|one| (*one).to_owned()).collect();
        assert_eq!(taken(&items), (stay, told), "{items}");
    }
}

#[test]
fn a_long_plan_in_order_or_against_it() {
    for backwards in [false, true] {
        let mut items: Vec<String> = (1..900)
            .map(|at| part(&format!("I{at}"), &format!("I{}", at - 1)))
            .collect();
        items.insert(0, leaf("I0", ""));
        if backwards {
            items.reverse();
        }
        let manifest = plan(&items.concat());
        assert_eq!(
            (manifest.warnings.len(), kept(&manifest).len()),
            (0, 899),
            "{backwards}"
        );
    }
}

#[test]
fn scorm_2004_has_rules_instead() {
    let manifest = read(&sequenced(&part("A", "A B"), ""));
    assert_eq!(manifest.warnings, []);
}

#[test]
fn blocks_come_before_what_they_hold() {
    let inner = block("L", "", &leaf("A", ""));
    let holder = format!(
        r#"<item identifier="P" identifierref="r"><title>P</title>{}</item>"#,
        leaf("B", "")
    );
    let manifest = plan(&(block("K", "", &inner) + &holder + &block("vide", "", "")));
    let blocks: Vec<_> = manifest
        .blocks()
        .into_iter()
        .map(|one| (one.identifier, one.within))
        .collect();
    let expected = [("K", None), ("L", Some(0)), ("P", None), ("vide", None)];
    assert_eq!(blocks, expected.map(|(name, within)| (name.to_owned(), within)));
    let parts: Vec<_> = manifest
        .launchables()
        .into_iter()
        .map(|one| (one.identifier, one.within))
        .collect();
    let expected = [("A", Some(1)), ("P", None), ("B", Some(2))];
    assert_eq!(parts, expected.map(|(name, within)| (name.to_owned(), within)));
}
