//! Recordings: added, refused, changed; watched by who learns, and ended by enough of it.

use catalogue::library::items;
use http::header::{CONTENT_RANGE, CONTENT_TYPE, ORIGIN, RANGE};
use http::{Request, StatusCode};
use platform::both_engines;
use platform::http::{Body, BuiltIn};
use platform::testing::{Answer, Visitor};
use serde_json::{Value, json};

use crate::archives::FILM;
use crate::world::World;

async fn office(world: &World) -> Visitor {
    world.signed_in(world.someone(BuiltIn::Administrator).await).await
}

fn facts<'a>(kind: &'a str, more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let facts = [
        ("sorte", kind),
        ("titre", "Essai"),
        ("minutes", "1"),
        ("modalite", "self_paced"),
    ];
    [&facts[..], more].concat()
}

/// Posts what a page has played.
async fn reports(visitor: &mut Visitor, path: &str, report: &Value) -> Answer {
    let (origin, token) = (visitor.origin().to_owned(), visitor.token());
    let request = Request::post(format!("{path}/visionnage"))
        .header(CONTENT_TYPE, "application/json")
        .header(ORIGIN, origin)
        .header("x-jeton", token)
        .body(Body::from(report.to_string()))
        .unwrap();
    visitor.send(request).await
}

/// What was kept: the percentage, and whether the step is done.
fn kept(answer: &Answer) -> (u64, bool) {
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    let kept: Value = serde_json::from_str(&answer.body).unwrap();
    (kept["percent"].as_u64().unwrap(), kept["done"].as_bool().unwrap())
}

both_engines! {
    async fn a_recording_is_added_changed_or_refused(engine) {
        let world = World::new(engine).await;
        let mut office = office(&world).await;
        type Wrong<'a> = (&'a str, &'a [(&'a str, &'a str)], (&'a str, &'a [u8]), &'a str, &'a str);
        let wrong: [Wrong<'_>; 5] = [
            ("video", &[], ("enregistrement=film.webm", FILM), "soustitres", "Ajoutez des sous-titres ou une transcription"),
            ("video", &[("transcription", "Un.")], ("enregistrement=film.avi", FILM), "enregistrement", "Envoyez une vidéo .mp4 ou .webm"),
            ("video", &[("transcription", "Un.")], ("enregistrement=film.webm", b"MZ"), "enregistrement", "n’est pas ce que son nom annonce"),
            ("video", &[("transcription", "Un.")], ("soustitres=a.vtt", b"rien"), "enregistrement", "Choisissez la vidéo."),
            ("audio", &[], ("enregistrement=son.mp3", b"MZ"), "transcription", "qui n’entend pas doit pouvoir suivre"),
        ];
        for (kind, more, file, field, sentence) in wrong {
            let answer = office.post_file("/bibliotheque", &facts(kind, more), file).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{sentence}: {}", answer.location());
            assert!(answer.body.contains(&format!("href=\"#{field}\"")) && answer.body.contains(sentence), "{sentence}: {}", answer.body);
        }
        let all = items(&mut world.site.db().read().await.unwrap()).await.unwrap();
        assert!(all.iter().all(|item| item.title != "Essai"), "nothing was kept");

        let film = ("enregistrement=Mon film.webm", FILM);
        let answer = office.post_file("/bibliotheque", &facts("video", &[("transcription", "Un, puis deux.")]), film).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        let path = answer.location().to_owned();
        let page = office.get(&path).await.body;
        for words in ["secondes, avec transcription.", "<video", "Mon%20film.webm", "Un, puis deux."] {
            assert!(page.contains(words), "{words}: {page}");
        }
        let src = page.split("<video").nth(1).unwrap().split("src=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        let file = office.get(&src).await;
        assert_eq!((file.status, file.headers[CONTENT_TYPE].to_str().unwrap()), (StatusCode::OK, "video/webm"));

        // Captions alone are added, and the film stays; another film without captions loses those of the first.
        let versions = format!("{path}/versions");
        let captions = ("soustitres=film.srt", b"1\n00:00:00,000 --> 00:00:02,000\nUn\n".as_slice());
        assert_eq!(office.post_file(&versions, &[("transcription", "Un, puis deux.")], captions).await.status, StatusCode::SEE_OTHER);
        let page = office.get(&path).await.body;
        assert!(page.contains("avec sous-titres, avec transcription") && page.contains("Mon film.webm"), "{page}");
        assert_eq!(office.post_file(&versions, &[("transcription", "Trois.")], ("", b"")).await.status, StatusCode::SEE_OTHER);
        let page = office.get(&path).await.body;
        assert!(page.contains("avec sous-titres") && page.contains("Trois."), "words alone change words alone: {page}");
        let other = ("enregistrement=autre.webm", FILM);
        assert_eq!(office.post_file(&versions, &[("transcription", "Quatre.")], other).await.status, StatusCode::SEE_OTHER);
        assert!(!office.get(&path).await.body.contains("avec sous-titres"));
        let refused = office.post_file(&versions, &[("transcription", "")], other).await;
        assert!(refused.status == StatusCode::UNPROCESSABLE_ENTITY && refused.body.contains("Ajoutez des sous-titres"), "{}", refused.body);
    }

    async fn enough_of_a_film_ends_its_step(engine) {
        let world = World::new(engine).await;
        let (item, version) = world.film().await;
        let step = world.opens(item, 0).await;
        let mut monique = world.signed_in(world.someone(BuiltIn::Learner).await).await;
        let home = monique.get("/").await;
        let path = format!("/mes-parcours/{}/etapes/{step}", home.after("/mes-parcours/").unwrap());
        let report = |ranges: Value, position: u64| json!({ "version": version.to_string(), "ranges": ranges, "position": position });
        assert_eq!(reports(&mut monique, &path, &report(json!([[0, 5000]]), 0)).await.status, StatusCode::NOT_FOUND, "it was never opened");

        let page = monique.get(&path).await;
        assert!(page.status == StatusCode::OK && page.body.contains("<track") && page.body.contains("Un, puis deux."), "{}", page.body);
        let file = Request::get(format!("{path}/fichiers/{version}/film.webm")).header(RANGE, "bytes=0-99").body(Body::empty()).unwrap();
        let part = monique.send(file).await;
        assert_eq!(part.status, StatusCode::PARTIAL_CONTENT);
        assert_eq!(part.headers[CONTENT_RANGE].to_str().unwrap(), format!("bytes 0-99/{}", FILM.len()));

        // A whole film in no time is nobody's; what was played is put together, told twice counts once.
        let whole = reports(&mut monique, &path, &report(json!([[0, 24000]]), 24000)).await;
        assert!(whole.status.is_client_error() && whole.body.contains("ne tient pas dans le temps passé"), "{} {}", whole.status, whole.body);
        assert_eq!(kept(&reports(&mut monique, &path, &report(json!([[0, 6000]]), 6000)).await), (25, false));
        world.scratch.clock.advance(10_000);
        for _ in 0..2 {
            assert_eq!(kept(&reports(&mut monique, &path, &report(json!([[12000, 18000], [0, 6000]]), 18000)).await), (50, false));
        }
        let page = monique.get(&path).await.body;
        assert!(page.contains("data-position=\"18000\"") && page.contains("50\u{202f}%"), "she finds her place again: {page}");
        assert_eq!(kept(&reports(&mut monique, &path, &report(json!([[6000, 12000], [18000, 21500]]), 99999)).await), (89, false));
        assert_eq!(kept(&reports(&mut monique, &path, &report(json!([[21500, 22000]]), 22000)).await), (91, true));
        assert!(monique.get(&path).await.body.contains("Étape terminée"));

        // Other words leave her place; another film begins again, and takes nothing of what was done.
        let mut office = office(&world).await;
        let versions = format!("/bibliotheque/{item}/versions");
        assert_eq!(office.post_file(&versions, &[("transcription", "Trois.")], ("", b"")).await.status, StatusCode::SEE_OTHER);
        let page = monique.get(&path).await.body;
        assert!(page.contains("data-position=\"22000\"") && page.contains("91\u{202f}%"), "{page}");
        let other = ("enregistrement=autre.webm", FILM);
        assert_eq!(office.post_file(&versions, &[("transcription", "Trois.")], other).await.status, StatusCode::SEE_OTHER);
        let page = monique.get(&path).await.body;
        assert!(page.contains("Étape terminée") && page.contains("data-position=\"0\""), "{page}");
        assert_eq!(reports(&mut monique, &path, &report(json!([[0, 1000]]), 0)).await.status, StatusCode::NOT_FOUND, "of the film before");

        // Her tutor reads how much, and never opens it in her place.
        let mut fabienne = world.signed_in(world.someone(BuiltIn::Tutor).await).await;
        let follow = fabienne.get(&format!("/sessions/{}/suivi", world.own)).await.body;
        assert!(follow.contains("regardé à 91\u{202f}%"), "her best, whatever came after: {follow}");
        assert_eq!(fabienne.get(&format!("{path}/fichiers/{version}/film.webm")).await.status, StatusCode::FORBIDDEN);
    }

    async fn who_reads_the_transcript_says_so(engine) {
        let world = World::new(engine).await;
        let mut office = office(&world).await;
        let captions = ("soustitres=film.srt", b"1\n00:00:00,000 --> 00:00:02,000\nUn\n".as_slice());
        let (film, _) = world.film().await;
        let step = world.opens(film, 0).await;
        let mut monique = world.signed_in(world.someone(BuiltIn::Learner).await).await;
        let home = monique.get("/").await;
        let path = format!("/mes-parcours/{}/etapes/{step}", home.after("/mes-parcours/").unwrap());
        let silent = office.post_file(&format!("/bibliotheque/{film}/versions"), &[("transcription", "")], captions).await;
        assert_eq!(silent.status, StatusCode::SEE_OTHER);
        assert!(!monique.get(&path).await.body.contains("J’ai lu toute la transcription"));
        assert_eq!(monique.post(&format!("{path}/fait"), &[]).await.status, StatusCode::NOT_FOUND, "there is nothing to read");
        let said = office.post_file(&format!("/bibliotheque/{film}/versions"), &[("transcription", "Un.")], ("", b"")).await;
        assert_eq!(said.status, StatusCode::SEE_OTHER);
        assert!(monique.get(&path).await.body.contains("J’ai lu toute la transcription"));
        assert_eq!(monique.post(&format!("{path}/fait"), &[]).await.status, StatusCode::SEE_OTHER);
        assert!(monique.get(&path).await.body.contains("Étape terminée"));
    }
}
