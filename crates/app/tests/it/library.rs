//! The library through the front door: a package sent, replaced, refused; a forged form of files.

use std::io::{Cursor, Write as _};
use std::path::Path;

use catalogue::library::{self, ItemId, ScormType, current, file};
use http::StatusCode;
use platform::http::BuiltIn;
use platform::testing::Visitor;
use platform::{args, both_engines, sql};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::archives::{manifest, package, zip};
use crate::world::World;

const FIELDS: [(&str, &str); 3] = [
    ("titre", "Photographier son travail"),
    ("minutes", "45"),
    ("modalite", "self_paced"),
];

async fn office(world: &World) -> Visitor {
    world.signed_in(world.someone(BuiltIn::Administrator).await).await
}

fn files_under(folder: &Path) -> usize {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return 0;
    };
    entries
        .map(|entry| entry.unwrap().path())
        .map(|path| if path.is_dir() { files_under(&path) } else { 1 })
        .sum()
}

/// Items, versions, files of packages, blobs, files on disk.
async fn kept(world: &World) -> (Vec<i64>, usize) {
    let mut tx = world.site.db().read().await.unwrap();
    let sql = sql!(
        "SELECT (SELECT COUNT(*) FROM items) AS items, (SELECT COUNT(*) FROM item_versions) AS versions,
                (SELECT COUNT(*) FROM package_files) AS files, (SELECT COUNT(*) FROM blobs) AS blobs"
    );
    let row = tx.one(sql, args![]).await.unwrap();
    let rows = ["items", "versions", "files", "blobs"].map(|name| row.get(name).unwrap());
    (
        rows.to_vec(),
        files_under(&world.site.config().data_dir.join("blobs")),
    )
}

/// Sets the bit « encrypted » of every entry. APPNOTE 4.4.4.
fn encrypted() -> Vec<u8> {
    let mut bytes = package("A");
    for at in 0..bytes.len() - 10 {
        match &bytes[at..at + 4] {
            b"PK\x03\x04" => bytes[at + 6] |= 1,
            b"PK\x01\x02" => bytes[at + 8] |= 1,
            _ => {}
        }
    }
    bytes
}

fn linked() -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default();
    zip.start_file("imsmanifest.xml", options).unwrap();
    zip.write_all(manifest("A", "page.html").as_bytes()).unwrap();
    zip.add_symlink("page.html", "/etc/passwd", options).unwrap();
    zip.finish().unwrap().into_inner()
}

/// The directory tells something else of the last file: its checksum, its size. APPNOTE 4.3.12.
fn belied(mut bytes: Vec<u8>, (field, value): (usize, u32)) -> Vec<u8> {
    let last = bytes.windows(4).rposition(|four| four == b"PK\x01\x02").unwrap();
    bytes[last + field..last + field + 4].copy_from_slice(&value.to_le_bytes());
    bytes
}

const CHECKSUM: usize = 16;
const SIZE: usize = 24;

/// A package that is bad in one way, and what the sentence names.
fn bad() -> Vec<(&'static str, Vec<u8>, &'static str)> {
    let with = |manifest: &str, others: &[(&str, &[u8])]| {
        let mut files = vec![("imsmanifest.xml", manifest.as_bytes())];
        files.extend_from_slice(others);
        zip(&files)
    };
    let page: (&str, &[u8]) = ("index.html", b"<p>");
    let good = manifest("A", "index.html");
    let mut cut = package("A");
    cut.truncate(cut.len() / 2);
    let long = "Une phrase assez longue pour se lire en plusieurs fois. ".repeat(99);
    let late = with(&good, &[page, ("suite.html", long.as_bytes())]);
    let names: Vec<String> = (0..20_001).map(|at| format!("{at}.txt")).collect();
    let crowd: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), &b""[..])).collect();
    vec![
        ("empty", Vec::new(), "archive zip"),
        ("not a zip", b"%PDF-1.4".to_vec(), "archive zip"),
        ("cut", cut, "archive zip"),
        (
            "zip slip",
            with(&good, &[page, ("../../dehors.html", b"x")]),
            "../../dehors.html",
        ),
        (
            "absolute",
            with(&good, &[page, ("/etc/dehors.html", b"x")]),
            "/etc/dehors.html",
        ),
        ("symlink", linked(), "page.html"),
        (
            "bomb",
            with(&good, &[page, ("zeros.txt", &vec![0; 3 << 20])]),
            "zeros.txt",
        ),
        ("a crowd", with(&good, &crowd), "20\u{202f}000"),
        ("damaged late", belied(late.clone(), (CHECKSUM, 7)), "suite.html"),
        ("longer than it says", belied(late, (SIZE, 7)), "suite.html"),
        ("encrypted", encrypted(), "imsmanifest.xml"),
        (
            "executable",
            with(&good, &[page, ("setup.exe", b"MZ")]),
            "setup.exe",
        ),
        ("no manifest", zip(&[page]), "imsmanifest.xml"),
        (
            "in a folder",
            zip(&[
                ("cours/imsmanifest.xml", good.as_bytes()),
                ("cours/index.html", b"x"),
            ]),
            "cours",
        ),
        (
            "malformed",
            with("<manifest><organizations>", &[page]),
            "imsmanifest.xml",
        ),
        (
            "a DTD",
            with(
                &good.replace(
                    "<manifest",
                    "<!DOCTYPE m [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>\n<manifest",
                ),
                &[page],
            ),
            "DOCTYPE",
        ),
        (
            "absent file",
            with(&manifest("A", "absent.html"), &[page]),
            "absent.html",
        ),
        (
            "outside",
            with(&manifest("A", "https://ailleurs.example.org/"), &[page]),
            "ailleurs.example.org",
        ),
        (
            "above",
            with(&manifest("A", "../dehors.html"), &[page]),
            "../dehors.html",
        ),
    ]
}

both_engines! {
    async fn a_package_is_taken_in_then_replaced(engine) {
        let world = World::new(engine).await;
        let mut office = office(&world).await;
        let answer = office.post_file("/bibliotheque", &FIELDS, ("paquet", &package("Photo"))).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        let place = answer.location().to_owned();
        let item: ItemId = place.rsplit('/').next().unwrap().parse().unwrap();
        let mut tx = world.site.db().read().await.unwrap();
        let version = current(&mut tx, item).await.unwrap();
        let launches = version.launches().unwrap();
        assert_eq!((launches.title.as_str(), launches.scos.len()), ("Photo", 1));
        let sco = &launches.scos[0];
        assert_eq!((sco.href.as_str(), sco.scorm_type, sco.mastery_score), ("index.html?a=1", ScormType::Sco, Some(80.0)));
        let found = file(&mut tx, version.id, "img/photo.jpg").await.unwrap();
        let blob = platform::blobs::find(&mut tx, found.blob).await.unwrap();
        drop(tx);
        assert_eq!((blob.owner, blob.content_type.as_str(), blob.size), (item.0, "image/jpeg", 4));

        let answer = office.post_file(&format!("{place}/versions"), &[], ("paquet", &package("Photo, bis"))).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        let now = current(&mut world.site.db().read().await.unwrap(), item).await.unwrap();
        assert_eq!((now.number, now.launches().unwrap().title.as_str()), (2, "Photo, bis"));
        let page = office.get(&place).await;
        assert!(page.body.contains("Version 2") && page.body.contains("Version 1"));
        assert!(office.get("/bibliotheque").await.body.contains("Photographier son travail"));
    }

    async fn a_package_of_scorm_2004_is_taken_in_with_its_plan(engine) {
        let world = World::new(engine).await;
        let mut office = office(&world).await;
        let manifest = manifest("Photo", "index.html").replace("<schemaversion>1.2<", "<schemaversion>2004 4th Edition<");
        let archive = zip(&[("imsmanifest.xml", manifest.as_bytes()), ("index.html", b"<!doctype html>")]);
        let answer = office.post_file("/bibliotheque", &FIELDS, ("paquet", &archive)).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        let place = answer.location().to_owned();
        let item: ItemId = place.rsplit('/').next().unwrap().parse().unwrap();
        let launches = current(&mut world.site.db().read().await.unwrap(), item).await.unwrap().launches().unwrap();
        let plan = launches.plan.clone().expect("a plan");
        assert_eq!((plan.root.children.len(), launches.parts(), launches.format()), (1, vec![""], "SCORM 2004"));
        assert!(office.get(&place).await.body.contains("SCORM 2004"));
    }

    async fn a_package_without_a_viewport_is_for_computers(engine) {
        let world = World::new(engine).await;
        let mut office = office(&world).await;
        for (page, for_computer) in [
            ("<!doctype html><title>A</title>", true),
            ("<!doctype html><meta name=\"viewport\" content=\"width=device-width\">", false),
            ("<!DOCTYPE HTML><META NAME='VIEWPORT'>", false),
        ] {
            let manifest = manifest("Photo", "index.html");
            let archive = zip(&[("imsmanifest.xml", manifest.as_bytes()), ("index.html", page.as_bytes())]);
            let answer = office.post_file("/bibliotheque", &FIELDS, ("paquet", &archive)).await;
            assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
            let shown = office.get(answer.location()).await;
            assert_eq!(shown.body.contains("prévu pour ordinateur"), for_computer, "{page}");
        }
    }

    async fn a_bad_package_leaves_nothing(engine) {
        let world = World::new(engine).await;
        let mut office = office(&world).await;
        let before = kept(&world).await;
        for (case, bytes, named) in bad() {
            let answer = office.post_file("/bibliotheque", &FIELDS, ("paquet", &bytes)).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{case}");
            let said = answer.body.split("id=\"paquet-erreur\"").nth(1).and_then(|after| after.split("<input").next()).unwrap();
            assert!(said.contains(named), "{case}: {said}");
            assert!(answer.body.contains("value=\"Photographier son travail\""), "{case}: what was typed stays");
            let faults = platform::html::fr::check(&answer.body);
            assert!(faults.is_empty(), "{case}: {faults:?}");
            assert_eq!(kept(&world).await, before, "{case}");
        }
        let item = world.item(crate::world::Relation::Own).await;
        let before = kept(&world).await;
        let (_, bytes, _) = bad().remove(3);
        let answer = office.post_file(&format!("/bibliotheque/{item}/versions"), &[], ("paquet", &bytes)).await;
        assert_eq!((answer.status, kept(&world).await), (StatusCode::UNPROCESSABLE_ENTITY, before));
        assert!(library::versions(&mut world.site.db().read().await.unwrap(), ItemId(item)).await.unwrap().is_empty());
    }

    async fn what_is_typed_is_checked_first(engine) {
        let world = World::new(engine).await;
        let mut office = office(&world).await;
        let before = kept(&world).await;
        for (fields, wrong) in [
            ([("titre", ""), ("minutes", "45"), ("modalite", "live")], "titre"),
            ([("titre", "A"), ("minutes", "beaucoup"), ("modalite", "live")], "minutes"),
            ([("titre", "A"), ("minutes", "45"), ("modalite", "?")], "modalite"),
        ] {
            let answer = office.post_file("/bibliotheque", &fields, ("paquet", &package("A"))).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(answer.body.contains(&format!("href=\"#{wrong}\"")), "{wrong}");
        }
        let answer = office.post("/bibliotheque", &FIELDS).await;
        assert!(answer.body.contains("href=\"#paquet\""), "no file at all");
        assert_eq!(kept(&world).await, before);
    }

    async fn a_forged_form_of_files_is_refused(engine) {
        let world = World::new(engine).await;
        let mut office = office(&world).await;
        let before = kept(&world).await;
        let good = office.token();
        let theirs = world.visitor().token();
        let origin = world.site.config().public_url.clone();
        let bytes = package("A");
        let without: Vec<(&str, &str)> = FIELDS.to_vec();
        let of_another = [vec![("jeton", theirs.as_str())], FIELDS.to_vec()].concat();
        let too_late = [FIELDS.to_vec(), vec![("jeton", good.as_str())]].concat();
        let right = [vec![("jeton", good.as_str())], FIELDS.to_vec()].concat();
        for (case, fields, origin) in [
            ("no token", &without, Some(origin.as_str())),
            ("another's token", &of_another, Some(origin.as_str())),
            ("the token after the rest", &too_late, Some(origin.as_str())),
            ("another site", &right, Some("https://mechant.example.org")),
        ] {
            let answer = office.post_file_raw("/bibliotheque", fields, ("paquet", &bytes), origin).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{case}");
            assert_eq!(kept(&world).await, before, "{case}");
        }
        // An act without files never takes a form of files: its handler would not look for the token.
        let learner = world.person("Monique", "Le Bihan").await;
        let enrolment = world.enrol(learner, world.own).await;
        let path = format!("/inscriptions/{enrolment}/retrait");
        let answer = office.post_file_raw(&path, &right, ("paquet", b""), Some(&origin)).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN);
        let still = training::enrolment::of_person(&mut world.site.db().read().await.unwrap(), learner).await.unwrap();
        assert_eq!(still.len(), 1);
        let answer = office.post_file_raw("/bibliotheque", &right, ("paquet", &bytes), Some(&origin)).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "the same with its token passes");
    }
}
