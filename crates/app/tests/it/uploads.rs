//! A file sent piece by piece before its form (tus 1.0), through the front door.

use http::{Method, Request, StatusCode};
use platform::both_engines;
use platform::http::{Body, BuiltIn};
use platform::testing::{Answer, Visitor};

use crate::archives::{FILM, manifest, package, zip};
use crate::world::World;

const FIELDS: [(&str, &str); 3] = [
    ("titre", "Photographier son travail"),
    ("minutes", "45"),
    ("modalite", "self_paced"),
];

async fn ask(who: &mut Visitor, method: Method, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
    let mut request = Request::builder()
        .method(method)
        .uri(path)
        .header("origin", who.origin())
        .header("x-jeton", who.token())
        .header("tus-resumable", "1.0.0");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    who.send(request.body(Body::from(body.to_vec())).unwrap()).await
}

async fn announce(who: &mut Visitor, size: &str) -> Answer {
    ask(who, Method::POST, "/envois", &[("upload-length", size)], b"").await
}

async fn piece(who: &mut Visitor, path: &str, from: usize, bytes: &[u8]) -> Answer {
    let from = from.to_string();
    let headers = [
        ("content-type", "application/offset+octet-stream"),
        ("upload-offset", from.as_str()),
    ];
    ask(who, Method::PATCH, path, &headers, bytes).await
}

fn header(answer: &Answer, name: &str) -> String {
    let value = answer.headers.get(name).expect(name);
    value.to_str().unwrap().to_owned()
}

/// The fields of the form with the file that came before it.
async fn form(who: &mut Visitor, path: &str, title: &str) -> Answer {
    let named = format!("{} cours.zip", path.trim_start_matches("/envois/"));
    let mut fields = FIELDS.to_vec();
    fields[0].1 = title;
    fields.push(("paquet.envoi", &named));
    who.post("/bibliotheque", &fields).await
}

both_engines! {
    async fn a_form_takes_the_file_that_came_before_it(engine) {
        let world = World::new(engine).await;
        let mut office = world.signed_in(world.someone(BuiltIn::Administrator).await).await;
        // Noise isn't packed: the archive has several chunks, and pieces end within them.
        let noise: Vec<u8> = (0..90_000_u32).flat_map(|n| n.wrapping_mul(2_654_435_761).to_le_bytes()).collect();
        let whole = zip(&[
            ("imsmanifest.xml", manifest("Photo", "index.html").as_bytes()),
            ("index.html", b"<!DOCTYPE html><title>Bonjour</title>"),
            ("img/photo.jpg", &noise),
        ]);
        let announced = announce(&mut office, &whole.len().to_string()).await;
        assert_eq!(announced.status, StatusCode::CREATED, "{}", announced.body);
        let path = header(&announced, "location");
        assert!(header(&announced, "upload-expires").ends_with("GMT"));
        let early = form(&mut office, &path, "Trop tôt").await;
        assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(early.body.contains("pas arrivé en entier"), "{}", early.body);
        let mut has = 0;
        while has < whole.len() {
            let end = (has + 100_000).min(whole.len());
            let answer = piece(&mut office, &path, has, &whole[has..end]).await;
            assert_eq!(answer.status, StatusCode::NO_CONTENT, "{}", answer.body);
            has = header(&answer, "upload-offset").parse().unwrap();
            let told = ask(&mut office, Method::HEAD, &path, &[], b"").await;
            assert_eq!(told.status, StatusCode::OK);
            assert_eq!(header(&told, "upload-offset"), has.to_string());
            assert_eq!(header(&told, "upload-length"), whole.len().to_string());
        }
        let elsewhere = piece(&mut office, &path, 3, b"abc").await;
        assert_eq!(elsewhere.status, StatusCode::CONFLICT);
        // A form that is refused finds its file again.
        let refused = form(&mut office, &path, "").await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        let taken = form(&mut office, &path, "Photographier").await;
        assert_eq!(taken.status, StatusCode::SEE_OTHER, "{}", taken.body);
        assert!(office.follow(taken.location()).await.body.contains("Photographier"));
        let twice = form(&mut office, &path, "Deux fois").await;
        assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(twice.body.contains("n’est plus là"), "{}", twice.body);
    }

    async fn what_isnt_theirs_or_isnt_asked_well_is_refused(engine) {
        let world = World::new(engine).await;
        let mut one = world.signed_in(world.someone(BuiltIn::Administrator).await).await;
        let mut other = world.signed_in(world.someone(BuiltIn::Administrator).await).await;
        let path = header(&announce(&mut one, "10").await, "location");
        assert_eq!(ask(&mut other, Method::HEAD, &path, &[], b"").await.status, StatusCode::NOT_FOUND);
        assert_eq!(piece(&mut other, &path, 0, b"0123456789").await.status, StatusCode::NOT_FOUND);
        assert_eq!(ask(&mut other, Method::DELETE, &path, &[], b"").await.status, StatusCode::NOT_FOUND);
        assert_eq!(piece(&mut one, "/envois/rien", 0, b"").await.status, StatusCode::NOT_FOUND);
        for (size, status) in [
            ("0", StatusCode::PAYLOAD_TOO_LARGE),
            ("99999999999999", StatusCode::PAYLOAD_TOO_LARGE),
            ("-1", StatusCode::BAD_REQUEST),
            ("beaucoup", StatusCode::BAD_REQUEST),
        ] {
            assert_eq!(announce(&mut one, size).await.status, status, "{size}");
        }
        let untyped = ask(&mut one, Method::PATCH, &path, &[("upload-offset", "0"), ("content-type", "text/plain")], b"x").await;
        assert_eq!(untyped.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
        let placeless = ask(&mut one, Method::PATCH, &path, &[("content-type", "application/offset+octet-stream")], b"x").await;
        assert_eq!(placeless.status, StatusCode::BAD_REQUEST);
        let forged = Request::patch(&path).header("tus-resumable", "1.0.0").header("upload-offset", "0")
            .header("content-type", "application/offset+octet-stream").body(Body::from("0123456789")).unwrap();
        assert_eq!(one.send(forged).await.status, StatusCode::FORBIDDEN);
        let forged = Request::post("/envois").header("tus-resumable", "1.0.0").header("upload-length", "10").body(Body::empty()).unwrap();
        assert_eq!(one.send(forged).await.status, StatusCode::FORBIDDEN);
        let old = Request::post("/envois").header("x-jeton", one.token()).header("upload-length", "10").body(Body::empty()).unwrap();
        assert_eq!(one.send(old).await.status, StatusCode::PRECONDITION_FAILED);
        assert_eq!(ask(&mut one, Method::DELETE, &path, &[], b"").await.status, StatusCode::NO_CONTENT);
        assert_eq!(ask(&mut one, Method::HEAD, &path, &[], b"").await.status, StatusCode::NOT_FOUND);
        // Who posts no form of files anywhere sends none ahead.
        let mut maria = world.signed_in(world.person("Maria", "Lopes").await).await;
        assert_eq!(announce(&mut maria, "10").await.status, StatusCode::FORBIDDEN);
        // Who learns hands in files, and finds nobody else's.
        let mut monique = world.signed_in(world.someone(BuiltIn::Learner).await).await;
        assert_eq!(announce(&mut monique, "10").await.status, StatusCode::CREATED);
        assert_eq!(ask(&mut monique, Method::HEAD, &path, &[], b"").await.status, StatusCode::NOT_FOUND);
        let mut nobody = world.visitor();
        assert_eq!(announce(&mut nobody, "10").await.status, StatusCode::UNAUTHORIZED);
        // A script is told to sign in, and isn't led to a page.
        assert_eq!(ask(&mut nobody, Method::HEAD, &path, &[], b"").await.status, StatusCode::UNAUTHORIZED);
    }

    async fn several_files_become_items_or_none_does(engine) {
        let world = World::new(engine).await;
        let mut office = world.signed_in(world.someone(BuiltIn::Administrator).await).await;
        let module = package("Photo");
        let bad = b"PK\x03\x04 pas un document".to_vec();
        let files: [(&str, &[u8]); 5] = [
            ("01_photographier.zip", &module),
            ("accueil.webm", FILM),
            ("accueil.vtt", b"WEBVTT\n\n00:00.000 --> 00:02.000\nBonjour\n"),
            ("notice.pdf", b"%PDF-1.4 notice"),
            ("devis.docx", &bad),
        ];
        let mut named = Vec::new();
        for (name, bytes) in files {
            let path = header(&announce(&mut office, &bytes.len().to_string()).await, "location");
            piece(&mut office, &path, 0, bytes).await;
            named.push(format!("{} {name}", path.trim_start_matches("/envois/")));
        }
        let form = |named: &[String]| {
            let fields = [("minutes", "15"), ("modalite", "self_paced")].map(|(name, value)| (name, value.to_owned()));
            let files = named.iter().map(|one| ("fichiers.envoi", one.clone()));
            fields.into_iter().chain(files).collect::<Vec<_>>()
        };
        let all = form(&named);
        let fields: Vec<(&str, &str)> = all.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let refused = office.post("/bibliotheque/plusieurs", &fields).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.body.contains("devis.docx"), "{}", refused.body);
        assert!(!office.get("/bibliotheque").await.body.contains("01 photographier"));
        named.pop();
        let all = form(&named);
        let fields: Vec<(&str, &str)> = all.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let taken = office.post("/bibliotheque/plusieurs", &fields).await;
        assert_eq!(taken.status, StatusCode::SEE_OTHER, "{}", taken.body);
        let list = office.follow(taken.location()).await.body;
        for words in ["3 ressources sont dans la bibliothèque", "01 photographier", "Accueil", "Notice"] {
            assert!(list.contains(words), "{words}: {list}");
        }
        let none = office.post("/bibliotheque/plusieurs", &fields[..2]).await;
        assert!(none.body.contains("Choisissez au moins un fichier"));
    }
}
