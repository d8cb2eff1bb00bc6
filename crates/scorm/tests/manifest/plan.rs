//! The tree of activities.

use scorm::manifest::{DEEPEST_PLAN, Manifest, ManifestRefusal, Version, Warning, parse};
use scorm::plan::{Activity, ActivityType, Content, Plan};

use crate::{GOOD, good_paths, leaf, paths, read, sequenced};

/// The identifiers of a tree, each level in parentheses.
fn outline(activity: &Activity) -> String {
    let children: Vec<String> = activity.children.iter().map(outline).collect();
    if children.is_empty() {
        activity.identifier.clone()
    } else {
        format!("{}({})", activity.identifier, children.join(" "))
    }
}

fn plan(manifest: &Manifest) -> Plan {
    manifest.plan().unwrap()
}

#[test]
fn everything_of_a_plan() {
    let text = sequenced(
        r#"<item identifier="partie" isvisible="false"><title>Partie</title>
            <item identifier="page" identifierref="r" parameters="?q=1"><title>Page</title>
                <adlcp:timeLimitAction>exit,message</adlcp:timeLimitAction><adlcp:dataFromLMS>a&lt;b</adlcp:dataFromLMS>
                <adlcp:data><adlcp:map targetID="notes"/></adlcp:data></item>
            <item identifier="guide" identifierref="s"><title>Guide</title></item>
        </item><imsss:sequencing><imsss:controlMode flow="true"/></imsss:sequencing>
        <adlcp:completionThreshold completedByMeasure="true"/>"#,
        "",
    );
    let manifest = read(&text);
    assert_eq!(manifest.warnings, []);
    let plan = plan(&manifest);
    assert_eq!(outline(&plan.root), "o(partie(page guide))");
    assert_eq!(
        (plan.root.title.as_str(), plan.root.sequencing.mode.flow),
        ("Module", true)
    );
    assert!(plan.root.sequencing.completion.completed_by_measure);
    assert!(plan.objectives_global_to_system && plan.shared_data_global_to_system);
    let part = &plan.root.children[0];
    assert!(part.invisible && part.content.is_none());
    let page = part.children[0].content.clone().unwrap();
    assert_eq!(page.href, "a.html?q=1");
    assert_eq!(
        (page.kind, page.launch_data.as_deref()),
        (ActivityType::Sco, Some("a<b"))
    );
    assert_eq!(page.time_limit_action.as_deref(), Some("exit,message"));
    assert_eq!(page.data.len(), 1);
    assert_eq!(
        part.children[1].content,
        Some(Content {
            href: "b.html".into(),
            kind: ActivityType::Asset,
            ..Content::default()
        })
    );
    let json = serde_json::to_string(&plan).unwrap();
    assert_eq!(serde_json::from_str::<Plan>(&json).unwrap(), plan);
}

#[test]
fn only_2004_has_a_plan() {
    let text = sequenced(&leaf("i", ""), "");
    for (said, version, has_plan) in [
        ("CAM 1.3", Version::Scorm2004Second, true),
        ("2004 3rd Edition", Version::Scorm2004Third, true),
        ("2004 4th Edition", Version::Scorm2004Fourth, true),
        ("1.2", Version::Scorm12, false),
        ("", Version::Scorm2004Third, true),
    ] {
        let manifest = read(&text.replace("2004 4th Edition", said));
        assert_eq!(
            (manifest.version, manifest.plan().is_some()),
            (version, has_plan),
            "{said}"
        );
    }
    let fourth = sequenced(
        &leaf("i", r#"<adlcp:data><adlcp:map targetID="n"/></adlcp:data>"#),
        "",
    );
    assert_eq!(
        read(&fourth.replace("2004 4th Edition", "")).version,
        Version::Scorm2004Fourth
    );
    assert!(parse(GOOD.as_bytes(), &good_paths()).unwrap().plan().is_none());
}

#[test]
fn what_is_global_to_the_system() {
    let with = |attributes: &str| {
        let text = sequenced(&leaf("i", ""), "")
            .replace(r#"identifier="o""#, &format!(r#"identifier="o" {attributes}"#));
        let plan = plan(&read(&text));
        (
            plan.objectives_global_to_system,
            plan.shared_data_global_to_system,
        )
    };
    for (attributes, expected) in [
        ("", (true, true)),
        (r#"adlseq:objectivesGlobalToSystem="false""#, (false, true)),
        (
            r#"adlcp:sharedDataGlobalToSystem=" 0 " objectivesGlobalToSystem="1""#,
            (true, false),
        ),
    ] {
        assert_eq!(with(attributes), expected, "{attributes}");
    }
}

#[test]
fn the_default_organization_is_the_plan() {
    let second = format!(
        r#"</organization><organization identifier=" o2 "><title>Autre</title>{}"#,
        leaf("z", "")
    );
    let text = sequenced(&(leaf("i", "") + &second), "");
    for (default, expected) in [
        (r#"default="o""#, "o(i)"),
        (r#"default="  o2 ""#, "o2(z)"),
        ("", "o(i)"),
        (r#"default="""#, "o(i)"),
    ] {
        let manifest = read(&text.replace(r#"default="o""#, default));
        assert_eq!(outline(&plan(&manifest).root), expected);
        assert_eq!(manifest.warnings, []);
    }
    let manifest = read(&text.replace(r#"default="o""#, r#"default="absent""#));
    assert_eq!(outline(&plan(&manifest).root), "o(i)");
    assert_eq!(
        manifest.warnings,
        [Warning::DefaultOrganizationUnknown {
            name: "absent".into()
        }]
    );
}

#[test]
fn identifiers_are_unique() {
    let items = [
        leaf("a", ""),
        leaf("a", ""),
        leaf("a-2", ""),
        leaf("", "").replace("<title></title>", "<title>Sans</title>"),
        leaf("a", ""),
        leaf("o", ""),
    ];
    let manifest = read(&sequenced(&items.concat(), ""));
    assert_eq!(outline(&plan(&manifest).root), "o(a a-3 a-2 item-1 a-4 o-2)");
    let launched: Vec<String> = manifest
        .launchables()
        .into_iter()
        .map(|one| one.identifier)
        .collect();
    assert_eq!(launched, ["a", "a-3", "a-2", "item-1", "a-4", "o-2"]);
    let renamed = |identifier: &str, renamed: &str| Warning::DuplicateItem {
        identifier: identifier.into(),
        renamed: renamed.into(),
    };
    assert_eq!(
        manifest.warnings,
        [
            renamed("a", "a-3"),
            Warning::ItemWithoutIdentifier {
                item: "Sans".into(),
                given: "item-1".into()
            },
            renamed("a", "a-4"),
            renamed("o", "o-2"),
        ]
    );
}

#[test]
fn leaves_launch_and_clusters_do_not() {
    let items = r#"<item identifier="vide"><title>Vide</title></item>
        <item identifier="c" identifierref="r"><title>C</title><item identifier="p" identifierref="r"><title>P</title></item></item>
        <item identifier="d" identifierref="absent"><title>D</title><item identifier="q" identifierref="r"><title>Q</title></item></item>"#;
    let manifest = read(&sequenced(items, ""));
    let plan = plan(&manifest);
    assert_eq!(outline(&plan.root), "o(c(p) d(q))");
    assert_eq!(plan.root.children[0].content, None);
    assert_eq!(manifest.launchables().len(), 2);
    let cluster = |item: &str| Warning::ClusterLaunches { item: item.into() };
    assert_eq!(
        manifest.warnings,
        [
            Warning::ItemWithNothing { item: "Vide".into() },
            cluster("C"),
            cluster("D")
        ]
    );
}

#[test]
fn a_collection_completes_what_an_activity_says() {
    let items = [
        r#"<imsss:sequencing IDRef=" commun "/>"#,
        r#"<imsss:sequencing IDRef="commun"><imsss:controlMode choice="false"/></imsss:sequencing>"#,
        r#"<imsss:sequencing IDRef="commun"><imsss:objectives><imsss:primaryObjective/></imsss:objectives></imsss:sequencing>"#,
        r#"<imsss:sequencing IDRef="commun"><adlseq:objectives/></imsss:sequencing>"#,
        "<imsss:sequencing/>",
    ];
    let leaves: String = items
        .iter()
        .enumerate()
        .map(|(n, inside)| leaf(&format!("i{n}"), inside))
        .collect();
    let collection = r#"<imsss:sequencingCollection><imsss:sequencing ID="commun  "><imsss:controlMode flow="true"/>
        <imsss:objectives><imsss:primaryObjective objectiveID="p"/></imsss:objectives>
        <adlseq:objectives><adlseq:objective objectiveID="p"><adlseq:mapInfo targetObjectiveID="t"/></adlseq:objective></adlseq:objectives>
        </imsss:sequencing></imsss:sequencingCollection>"#;
    let manifest = read(&sequenced(&leaves, collection));
    let read: Vec<(bool, bool, usize, usize)> = plan(&manifest)
        .root
        .children
        .iter()
        .map(|activity| &activity.sequencing)
        .map(|one| {
            (
                one.mode.flow,
                one.mode.choice,
                one.primary.maps.len(),
                one.objectives.len(),
            )
        })
        .collect();
    assert_eq!(
        read,
        [
            (true, true, 1, 0),
            (false, false, 1, 0),
            // The local objectives replace those of the collection, whose maps then name one that isn't defined.
            (true, true, 0, 1),
            (true, true, 0, 0),
            (false, true, 0, 0),
        ]
    );
}

#[test]
fn sub_manifests_bring_their_sequencing() {
    let sub = |items: &str| {
        format!(
            r#"<manifest identifier="sub" xml:base="sous/"><organizations><organization identifier="so"><title>T</title>{items}
            <imsss:sequencing IDRef="c"><imsss:controlMode flow="true"/><imsss:deliveryControls tracked="false"/></imsss:sequencing></organization></organizations>
            <resources><resource identifier="t" type="webcontent" adlcp:scormType="sco" href="a.html"/></resources>
            <imsss:sequencingCollection><imsss:sequencing ID="c"><imsss:limitConditions attemptLimit="3"/></imsss:sequencing></imsss:sequencingCollection></manifest>"#
        )
    };
    let page = r#"<item identifier="p" identifierref="t"><title>P</title><imsss:sequencing><imsss:limitConditions attemptLimit="1"/></imsss:sequencing></item>"#;
    let naming = |name: &str, inside: &str| {
        format!(r#"<item identifier="{name}" identifierref="sub"><title>{name}</title>{inside}</item>"#)
    };
    let own = r#"<imsss:sequencing><imsss:controlMode choice="false"/></imsss:sequencing>"#;
    let manifest = read(&sequenced(&(naming("x", "") + &naming("y", own)), &sub(page)));
    let plan = plan(&manifest);
    assert_eq!(outline(&plan.root), "o(x(p) y(p-2))");
    let (x, y) = (
        &plan.root.children[0].sequencing,
        &plan.root.children[1].sequencing,
    );
    assert!(x.mode.flow && x.mode.choice && !x.delivery.tracked);
    assert!(!y.mode.flow && !y.mode.choice && !y.delivery.tracked);
    assert_eq!((x.limits.attempts, y.limits.attempts), (Some(3), Some(3)));
    let leaf = &plan.root.children[1].children[0];
    assert_eq!(leaf.sequencing.limits.attempts, Some(1));
    assert_eq!(leaf.content.as_ref().unwrap().href, "sous/a.html");
}

#[test]
fn bases_join_from_the_outside_in() {
    let text = sequenced(&leaf("i", ""), "")
        .replace(
            r#"<manifest identifier="m""#,
            r#"<manifest identifier="m" xml:base="un/""#,
        )
        .replace("<resources>", r#"<resources xml:base="deux/">"#)
        .replace(r#"href="a.html""#, r#"href="a b.html?x=1#y" xml:base="trois/""#)
        .replace(
            r#"adlcp:scormType="asset" href="b.html""#,
            r#"adlcp:scormtype="asset""#,
        )
        .replace(
            r#"identifierref="r""#,
            r#"identifierref="r" parameters="&amp;z=2""#,
        );
    let manifest = parse(text.as_bytes(), &paths(&["un/deux/trois/a b.html"])).unwrap();
    let content = plan(&manifest).root.children[0].content.clone().unwrap();
    assert_eq!(content.href, "un/deux/trois/a%20b.html?x=1&z=2#y");
    assert_eq!(manifest.warnings, []);
}

#[test]
fn a_plan_stays_bounded() {
    let nested = |levels: usize| {
        let (open, close) = (
            r#"<item identifier="c"><title>C</title>"#.repeat(levels - 1),
            "</item>".repeat(levels - 1),
        );
        sequenced(&(open + &leaf("i", "") + &close), "")
    };
    let files = paths(&["a.html", "b.html"]);
    let deepest = parse(nested(DEEPEST_PLAN).as_bytes(), &files).unwrap();
    let json = serde_json::to_string(&plan(&deepest)).unwrap();
    assert_eq!(serde_json::from_str::<Plan>(&json).unwrap(), plan(&deepest));
    let deeper = parse(nested(DEEPEST_PLAN + 1).as_bytes(), &files);
    assert_eq!(deeper.unwrap_err(), ManifestRefusal::PlanTooDeep);

    // Many items name one large sequencing.
    let maps: String = (0..10_000)
        .map(|n| format!(r#"<imsss:mapInfo targetObjectiveID="t{n}"/>"#))
        .collect();
    let large = format!(
        r#"<imsss:sequencingCollection><imsss:sequencing ID="c"><imsss:objectives><imsss:primaryObjective>{maps}</imsss:primaryObjective></imsss:objectives>
        </imsss:sequencing></imsss:sequencingCollection>"#
    );
    let items: String = (0..1_000)
        .map(|n| leaf(&format!("i{n}"), r#"<imsss:sequencing IDRef="c"/>"#))
        .collect();
    let refused = parse(sequenced(&items, &large).as_bytes(), &files);
    assert_eq!(refused.unwrap_err(), ManifestRefusal::TooLarge);
}
