//! Prerequisites of a package of SCORM 1.2: told to who sends it, kept to for who learns.

use catalogue::library::{ItemId, Launches, current};
use http::StatusCode;
use platform::both_engines;
use platform::http::BuiltIn;
use platform::testing::Answer;
use serde_json::Value;

use crate::archives::zip;
use crate::package::{Learner, operations};
use crate::world::World;

/// Its items, with the prerequisites of each.
fn manifest(items: &str) -> String {
    format!(
        r#"<manifest identifier="m" xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2">
  <metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata>
  <organizations default="o"><organization identifier="o"><title>Photo</title>{items}</organization></organizations>
  <resources><resource identifier="r" type="webcontent" adlcp:scormtype="sco" href="index.html"/></resources>
</manifest>"#
    )
}

fn after(script: &str) -> String {
    if script.is_empty() {
        return String::new();
    }
    format!(r#"<adlcp:prerequisites type="aicc_script"><![CDATA[{script}]]></adlcp:prerequisites>"#)
}

fn part(name: &str, script: &str) -> String {
    let script = after(script);
    format!(r#"<item identifier="{name}" identifierref="r"><title>Partie {name}</title>{script}</item>"#)
}

/// What a package of these items launches, once it is in the library; and the page that says so.
async fn taken_in(world: &World, items: &str) -> (Launches, Answer) {
    let mut office = world.signed_in(world.someone(BuiltIn::Administrator).await).await;
    let manifest = manifest(items);
    let page = b"<!doctype html><title>A</title>".as_slice();
    let archive = zip(&[("imsmanifest.xml", manifest.as_bytes()), ("index.html", page)]);
    let fields = [("titre", "Photo"), ("minutes", "45"), ("modalite", "self_paced")];
    let answer = office
        .post_file("/bibliotheque", &fields, ("paquet", &archive))
        .await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    let item: ItemId = answer.location().rsplit('/').next().unwrap().parse().unwrap();
    let mut tx = world.site.db().read().await.unwrap();
    let launches = current(&mut tx, item).await.unwrap().launches().unwrap();
    drop(tx);
    (launches, office.get(answer.location()).await)
}

/// Opens a part and ends it with this status.
async fn end(world: &World, learner: &mut Learner, part: &str, status: &str) {
    let launch = learner.launch(part).await;
    let acts = [
        ("initialize", ""),
        ("cmi.core.lesson_status", status),
        ("finish", ""),
    ];
    let at = world.site.clock().now().as_millisecond();
    let answer = learner
        .say(launch["token"].as_str().unwrap(), &operations(1, at, &acts))
        .await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
}

/// The part that the page opens, and those that its plan leads to.
async fn page(learner: &mut Learner, asked: &str) -> (String, Vec<String>, Answer) {
    let path = format!("{}{asked}", learner.path);
    let answer = learner.visitor.get(&path).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    let faults = platform::html::fr::check(&answer.body);
    assert!(faults.is_empty(), "{faults:#?}");
    let open = answer.after("data-partie=\"").unwrap().to_owned();
    let plan = answer
        .body
        .split("<ol class=\"plan\">")
        .nth(1)
        .unwrap()
        .split("</ol>")
        .next()
        .unwrap();
    let links = plan
        .split("?partie=")
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap().to_owned());
    (open, links.collect(), answer)
}

both_engines! {
    async fn a_part_opens_once_its_prerequisites_hold(engine) {
        let world = World::new(engine).await;
        let block = format!(r#"<item identifier="K"><title>Bloc K</title>{}{}{}</item>"#, after("B=passed"), part("C", ""), part("D", "C|A"));
        let (launches, item) = taken_in(&world, &(part("A", "") + &part("B", "A") + &block + &part("E", "~K"))).await;
        assert_eq!(launches.warnings, [] as [String; 0]);
        assert!(!item.body.contains("prérequis"), "{}", item.body);
        let module = world.module_of(&launches).await;
        let mut monique = world.learner_at(&module).await;

        let (open, links, first) = page(&mut monique, "").await;
        assert_eq!((open.as_str(), links.as_slice()), ("A", ["A", "E"].map(str::to_owned).as_slice()));
        let why = "À ouvrir après\u{202f}: «\u{202f}Partie A\u{202f}»";
        assert_eq!(first.body.matches(why).count(), 2, "in the plan and beside the next part: {}", first.body);
        assert!(first.body.contains("À ouvrir après\u{202f}: la réussite de «\u{202f}Partie B\u{202f}»"), "{}", first.body);
        assert!(first.body.contains("disabled>Partie suivante"), "{}", first.body);

        // Neither its address nor its launch opens it.
        let refused = monique.visitor.get(&format!("{}?partie=B", monique.path)).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
        assert!(refused.body.contains(why) && !refused.body.contains("<iframe"), "{}", refused.body);
        let faults = platform::html::fr::check(&refused.body);
        assert!(faults.is_empty(), "{faults:#?}");
        for part in ["B", "C", "D"] {
            let refused = monique.ask_launch(part).await;
            let said: Value = serde_json::from_str(&refused.body).unwrap();
            assert_eq!((refused.status, said["why"].as_str()), (StatusCode::FORBIDDEN, Some("locked")), "{part}");
            assert!(said["sentence"].as_str().unwrap().starts_with("À ouvrir après"), "{said}");
        }

        end(&world, &mut monique, "A", "completed").await;
        let (open, links, second) = page(&mut monique, "").await;
        assert_eq!((open.as_str(), links.len()), ("B", 3), "the first that isn't done");
        assert!(second.body.contains("disabled>Partie suivante"), "{}", second.body);
        let (_, _, again) = page(&mut monique, "?partie=A").await;
        assert!(!again.body.contains("disabled>Partie suivante"), "{}", again.body);

        // Completed isn't passed.
        end(&world, &mut monique, "B", "completed").await;
        let (open, _, _) = page(&mut monique, "").await;
        assert_eq!((open.as_str(), monique.ask_launch("C").await.status), ("E", StatusCode::FORBIDDEN), "what is locked is skipped");
        end(&world, &mut monique, "B", "passed").await;
        end(&world, &mut monique, "C", "completed").await;
        end(&world, &mut monique, "D", "passed").await;
        // All of the block is done.
        let (_, links, last) = page(&mut monique, "?partie=D").await;
        assert_eq!(links, ["A", "B", "C", "D"].map(str::to_owned));
        assert!(last.body.contains("Ne s’ouvre plus après\u{202f}: «\u{202f}Bloc K\u{202f}»"), "{}", last.body);
    }

    async fn when_nothing_is_open_the_page_says_why(engine) {
        let world = World::new(engine).await;
        let (launches, _) = taken_in(&world, &part("A", "~A")).await;
        let module = world.module_of(&launches).await;
        let mut monique = world.learner_at(&module).await;
        end(&world, &mut monique, "A", "completed").await;
        let page = monique.visitor.get(&monique.path).await;
        assert_eq!(page.status, StatusCode::FORBIDDEN);
        assert!(page.body.contains("Ne s’ouvre plus après") && page.body.contains("Voir mon parcours"), "{}", page.body);
    }

    async fn an_author_s_mistake_is_told_and_locks_nobody_out(engine) {
        let world = World::new(engine).await;
        let items = part("A", "B") + &part("B", "A") + &part("C", "A C") + &part("D", "inconnu");
        let (launches, item) = taken_in(&world, &items).await;
        let faults = platform::html::fr::check(&item.body);
        assert!(faults.is_empty(), "{faults:#?}");
        assert_eq!(launches.warnings.len(), 3, "{:?}", launches.warnings);
        let module = world.module_of(&launches).await;
        let mut monique = world.learner_at(&module).await;
        let (open, links, _) = page(&mut monique, "").await;
        assert_eq!((open.as_str(), links), ("A", ["A", "C", "D"].map(str::to_owned).into()));
        // A version kept before prerequisites were read has them as they were written.
        let mut before = launches.clone();
        before.scos[2].prerequisites = Some("A C".to_owned());
        let module = world.module_of(&before).await;
        let mut karim = world.learner_at(&module).await;
        assert_eq!(page(&mut karim, "?partie=C").await.0, "C");
    }
}
