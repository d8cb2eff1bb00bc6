//! The player: what was acknowledged is in the store, whatever the browser, the network or the package do.

use catalogue::library::Launches;
use http::Request;
use http::StatusCode;
use http::header::{CONTENT_TYPE, HOST};
use jiff::ToSpan as _;
use learning::attempts;
use learning::progress::{self, Status};
use people::sign_in::Passwords;
use platform::db::Engine;
use platform::http::Body;
use platform::random::Random;
use platform::testing::Answer;
use platform::{args, both_engines, sql};
use scorm::cmi12::LessonStatus;
use serde_json::{Value, json};

use crate::package::{Module, film, operations, sco};
use crate::world::World;

fn said(answer: &Answer) -> Value {
    serde_json::from_str(&answer.body).unwrap_or_else(|_| panic!("{} {}", answer.status, answer.body))
}

fn token(launch: &Value) -> String {
    launch["token"].as_str().unwrap().to_owned()
}

fn now(world: &World) -> i64 {
    world.site.clock().now().as_millisecond()
}

const HALF: [(&str, &str); 4] = [
    ("initialize", ""),
    ("cmi.core.lesson_status", "incomplete"),
    ("cmi.suspend_data", "page=3"),
    ("commit", ""),
];

async fn state(
    world: &World,
    enrolment: training::enrolment::EnrolmentId,
    module: &Module,
) -> progress::StepState {
    let mut tx = world.site.db().read().await.unwrap();
    progress::of_enrolment(&mut tx, enrolment).await.unwrap()[&module.step]
}

both_engines! {
    async fn what_is_acknowledged_is_there_after_a_crash(engine) {
        let world = World::new(engine).await;
        let module = world.module().await;
        let mut monique = world.learner_at(&module).await;
        let launch = monique.launch("A").await;
        assert_eq!(launch["start"]["entry"], "ab-initio");
        assert_eq!(launch["start"]["student_name"], "Le Bihan, Monique");
        assert_eq!(launch["start"]["launch_data"], "donnée");
        assert_eq!(launch["address"], format!("/{}/index.html?q=1", module.version));
        let answer = monique.say(&token(&launch), &operations(1, now(&world), &HALF)).await;
        assert_eq!((answer.status, said(&answer)["acknowledged"].as_i64()), (StatusCode::OK, Some(4)));
        assert_eq!(state(&world, monique.enrolment, &module).await.status, Status::Started);

        // The process dies: nothing is closed, the store is opened again by another.
        let cookie = monique.visitor.cookie("connexion").unwrap().to_owned();
        let World { scratch, site, app, .. } = world;
        let (path, enrolment) = (monique.path.clone(), monique.enrolment);
        drop((monique, app, site));
        let mut again = None;
        for _ in 0..10_000 {
            let passwords = Passwords::cheap();
            again = app::rooms::open(scratch.config.clone(), scratch.clock.clone(), Random::system(), passwords).await.ok();
            if again.is_some() {
                break;
            }
            tokio::task::yield_now().await;
        }
        let again = again.expect("the store opens again");
        let app = app::rooms::routes(again.config().mode).into_service(&again);
        let mut visitor = platform::testing::Visitor::new(&again, &app);
        visitor.set_cookie("connexion", &cookie);
        let jeton = platform::http::form_token(&again, &cookie);
        let request = Request::post(format!("{path}/lancements")).header(CONTENT_TYPE, "application/json")
            .header("x-jeton", jeton).body(Body::from(r#"{"partie":"A"}"#)).unwrap();
        let launch = said(&visitor.send(request).await);
        assert_eq!(launch["start"]["entry"], "resume", "no Finish is a suspension, never a lock-out");
        assert_eq!(launch["start"]["values"]["suspend_data"], "page=3");
        assert_eq!(launch["start"]["values"]["lesson_status"], "incomplete");
        let mut tx = again.db().read().await.unwrap();
        assert_eq!(progress::of_enrolment(&mut tx, enrolment).await.unwrap().len(), 1);
    }

    async fn a_batch_is_taken_once_and_in_order(engine) {
        let world = World::new(engine).await;
        let module = world.module().await;
        let mut monique = world.learner_at(&module).await;
        let launch = token(&monique.launch("A").await);
        let first = operations(1, now(&world), &HALF);
        // A gap: nothing is taken, and what is awaited is said.
        let later = operations(5, now(&world), &[("cmi.core.lesson_location", "7"), ("cmi.core.score.raw", "90")]);
        let answer = said(&monique.say(&launch, &later).await);
        assert_eq!((answer["acknowledged"].as_i64(), answer["expected"].as_i64()), (Some(0), Some(1)));
        for _ in 0..3 {
            let answer = said(&monique.say(&launch, &first).await);
            assert_eq!((answer["acknowledged"].as_i64(), answer["expected"].as_i64()), (Some(4), Some(5)));
        }
        // The same numbers with other words change nothing; what follows them is taken.
        let mut mixed = operations(3, now(&world), &[("cmi.suspend_data", "autre"), ("commit", "")]);
        mixed.as_array_mut().unwrap().extend(later.as_array().unwrap().iter().cloned());
        assert_eq!(said(&monique.say(&launch, &mixed).await)["acknowledged"], 6);
        // Reordered: up to the first hole.
        let odd = json!([
            { "sequence": 8, "at": now(&world), "act": "commit" },
            { "sequence": 7, "at": now(&world), "act": "commit" },
        ]);
        assert_eq!(said(&monique.say(&launch, &odd).await)["acknowledged"], 6);
        let next = monique.launch("A").await;
        assert_eq!(next["start"]["values"]["suspend_data"], "page=3");
        assert_eq!(next["start"]["values"]["lesson_location"], "7");
    }

    async fn what_goes_on_is_written_at_once_unless_somebody_else_wrote(engine) {
        let world = World::new(engine).await;
        let one = Launches { title: "Essai".to_owned(), scos: vec![sco("A", "index.html?q=1", None)], ..Launches::default() };
        let module = world.module_of(&one).await;
        let mut monique = world.learner_at(&module).await;
        let launch = token(&monique.launch("A").await);
        let mut told = 0;
        let mut say = async |score: &str, minutes: &str| {
            let time = format!("00:{minutes}:00");
            let mut acts = vec![("cmi.core.score.raw", score), ("cmi.core.session_time", &time), ("commit", "")];
            if told == 0 {
                acts.insert(0, ("initialize", ""));
            }
            let batch = operations(told + 1, now(&world), &acts);
            told += u64::try_from(acts.len()).unwrap();
            let before = world.site.db().statements();
            let answer = monique.say(&launch, &batch).await;
            assert_eq!(said(&answer)["acknowledged"].as_u64(), Some(told), "{}", answer.body);
            world.site.db().statements() - before
        };
        let at_once = |cost: u64, writes: u64| assert_eq!(cost, if engine == Engine::Sqlite { writes } else { 1 });
        let write = async |sql| {
            let mut tx = world.site.db().begin().await.unwrap();
            assert_eq!(tx.execute(sql, args![module.step]).await.unwrap(), 1);
            tx.commit().await.unwrap();
        };
        let stands = async || {
            let sql = sql!("SELECT percent, marked_percent, seconds FROM step_states WHERE step_id = $1");
            let row = world.site.db().read().await.unwrap().one(sql, args![module.step]).await.unwrap();
            (row.get("percent").unwrap(), row.get("marked_percent").unwrap(), row.get("seconds").unwrap())
        };
        say("10", "01").await;
        at_once(say("20", "02").await, 5);
        assert_eq!(stands().await, (Some(20.0), None::<f64>, 120_i64));
        // A tutor marks, another instance counts more time: neither is taken back, nor what is said lost.
        write(sql!("UPDATE step_states SET marked_percent = 60, seconds = 300 WHERE step_id = $1")).await;
        assert!(say("30", "03").await > 5);
        assert_eq!(stands().await, (Some(30.0), Some(60.0), 300));
        // What learners read of marks stays the tutor's: no change is kept.
        at_once(say("40", "06").await, 4);
        assert_eq!(stands().await, (Some(40.0), Some(60.0), 360));
        // The access is longer: the launch is read again.
        write(sql!("UPDATE enrolments SET ends_at = ends_at + 1 WHERE id = (SELECT enrolment_id FROM step_states WHERE step_id = $1)")).await;
        assert!(say("50", "07").await > 5);
        at_once(say("60", "08").await, 4);
        assert_eq!(stands().await, (Some(60.0), Some(60.0), 480));
        let sql = sql!("SELECT CAST(SUM(operations) AS BIGINT) AS many FROM attempt_operations WHERE $1 = $1");
        let row = world.site.db().read().await.unwrap().one(sql, args![module.step]).await.unwrap();
        assert_eq!(row.get::<i64>("many").unwrap(), 19, "each once");
    }

    async fn the_newer_launch_takes_the_lease(engine) {
        let world = World::new(engine).await;
        let module = world.module().await;
        let mut monique = world.learner_at(&module).await;
        let old = token(&monique.launch("A").await);
        monique.say(&old, &operations(1, now(&world), &HALF)).await;
        let new = token(&monique.launch("A").await);
        let answer = monique.say(&old, &operations(5, now(&world), &[("cmi.suspend_data", "vieux")])).await;
        assert_eq!(answer.status, StatusCode::CONFLICT);
        assert_eq!(said(&answer)["why"], "replaced");
        assert!(said(&answer)["sentence"].as_str().unwrap().contains("autre onglet"));
        let answer = monique.say(&new, &operations(1, now(&world), &[("initialize", ""), ("cmi.suspend_data", "neuf")])).await;
        assert_eq!(said(&answer)["acknowledged"], 2);
        assert_eq!(monique.launch("A").await["start"]["values"]["suspend_data"], "neuf");
    }

    async fn the_server_alone_gives_status_score_and_time(engine) {
        let world = World::new(engine).await;
        let module = world.module().await;
        let mut monique = world.learner_at(&module).await;
        let launch = token(&monique.launch("A").await);
        let acts = [("initialize", ""), ("cmi.core.score.raw", "84"), ("cmi.core.session_time", "00:10:30"), ("finish", "")];
        let answer = said(&monique.say(&launch, &operations(1, now(&world), &acts)).await);
        assert_eq!((answer["acknowledged"].as_i64(), answer["finished"].as_bool()), (Some(4), Some(true)));
        let seen = state(&world, monique.enrolment, &module).await;
        assert_eq!((seen.status, seen.percent, seen.seconds), (Status::Started, Some(84.0), 630), "one part of two");
        let launch = token(&monique.launch("B").await);
        let acts = [("initialize", ""), ("cmi.core.session_time", "00:00:30"), ("finish", "")];
        monique.say(&launch, &operations(1, now(&world), &acts)).await;
        let seen = state(&world, monique.enrolment, &module).await;
        assert_eq!((seen.status, seen.percent, seen.seconds), (Status::Done, Some(84.0), 660));
        let mut tx = world.site.db().read().await.unwrap();
        let standings = attempts::standings(&mut tx, monique.enrolment, module.step).await.unwrap();
        assert_eq!(standings.iter().map(|one| one.status).collect::<Vec<_>>(), [LessonStatus::Passed, LessonStatus::Completed]);
        drop(tx);
        let page = monique.visitor.get(&monique.path).await.body;
        assert!(page.contains("Plan du module") && page.matches("Terminé").count() == 2, "{page}");
    }

    async fn after_the_end_what_happened_before_is_still_taken(engine) {
        let world = World::new(engine).await;
        let module = world.module().await;
        let mut monique = world.learner_at(&module).await;
        let launch = token(&monique.launch("A").await);
        let ends = {
            let mut tx = world.site.db().read().await.unwrap();
            training::enrolment::find(&mut tx, monique.enrolment).await.unwrap().ends_at
        };
        world.scratch.clock.advance((ends + 5.minutes()).as_millisecond() - now(&world));
        let before = (ends - 1.minute()).as_millisecond();
        let answer = monique.say(&launch, &operations(1, before, &HALF)).await;
        assert_eq!(said(&answer)["acknowledged"], 4);
        let answer = monique.say(&launch, &operations(5, now(&world), &[("commit", "")])).await;
        assert_eq!((answer.status, said(&answer)["acknowledged"].as_i64()), (StatusCode::GONE, Some(4)));
        world.scratch.clock.advance((ends + 31.minutes()).as_millisecond() - now(&world));
        let answer = monique.say(&launch, &operations(5, before, &[("commit", "")])).await;
        assert_eq!((answer.status, said(&answer)["why"].as_str()), (StatusCode::GONE, Some("ended")));
        let path = monique.path.clone();
        monique.visitor = world.signed_in(monique.person).await;
        let page = monique.visitor.get(&path).await;
        assert!(page.body.contains("Votre accès est terminé"), "{}", page.body);
        assert_eq!(monique.ask_launch("A").await.status, StatusCode::GONE);
        let file = format!("/{}/index.html", module.version);
        assert_eq!(monique.read(&file, &[]).await.status, StatusCode::FORBIDDEN);
    }

    async fn what_is_too_large_or_foreign_is_refused_with_a_sentence(engine) {
        let world = World::new(engine).await;
        let module = world.module().await;
        let mut monique = world.learner_at(&module).await;
        let launch = token(&monique.launch("A").await);
        let big = "x".repeat(1 << 20);
        let acts = [("initialize", ""), ("cmi.suspend_data", big.as_str())];
        assert_eq!(said(&monique.say(&launch, &operations(1, now(&world), &acts)).await)["acknowledged"], 2, "1 MiB of suspend data is kept");
        let huge = "x".repeat(10 << 20);
        let answer = monique.say(&launch, &operations(3, now(&world), &[("cmi.suspend_data", huge.as_str())])).await;
        assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
        // The browser's own engine refuses it first; sent all the same, it keeps its number and changes nothing.
        let over = "x".repeat((1 << 20) + 1);
        let answer = monique.say(&launch, &operations(3, now(&world), &[("cmi.suspend_data", over.as_str())])).await;
        assert_eq!(said(&answer)["acknowledged"], 3);
        assert_eq!(monique.launch("A").await["start"]["values"]["suspend_data"], big);
        for wrong in ["", "x", &"A".repeat(43)] {
            let answer = monique.say(wrong, &operations(1, now(&world), &HALF)).await;
            assert_eq!((answer.status, said(&answer)["why"].as_str()), (StatusCode::NOT_FOUND, Some("unknown")));
        }
        let answer = monique.say(&launch, &json!("rien")).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    }

    async fn a_launch_is_its_learner_s(engine) {
        let world = World::new(engine).await;
        let module = world.module().await;
        let mut monique = world.learner_at(&module).await;
        let mut yves = world.learner_at(&module).await;
        // Monique's page with Yves's cookies.
        let theirs = monique.path.clone();
        assert_eq!(yves.visitor.get(&theirs).await.status, StatusCode::NOT_FOUND);
        let own = std::mem::replace(&mut yves.path, theirs);
        assert_eq!(yves.ask_launch("A").await.status, StatusCode::NOT_FOUND);
        yves.path = own;
        // A launch without the page's own token is a forged one.
        let request = Request::post(format!("{}/lancements", monique.path)).header(CONTENT_TYPE, "application/json")
            .body(Body::from(r#"{"partie":"A"}"#)).unwrap();
        assert_eq!(monique.visitor.send(request).await.status, StatusCode::FORBIDDEN);
        // Nobody opens a module in someone's name.
        let mut admin = world.signed_in(world.someone(platform::http::BuiltIn::Administrator).await).await;
        assert_eq!(admin.get(&monique.path).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(monique.ask_launch("Z").await.status, StatusCode::NOT_FOUND);
        // Another learner's origin is another one; the platform's post takes the token alone, and no cookie.
        assert_ne!(monique.host, yves.host);
        let launch = token(&monique.launch("A").await);
        let body = json!({ "operations": operations(1, now(&world), &HALF) }).to_string();
        let request = Request::post("/lancements/operations").header("x-lancement", &launch)
            .header(CONTENT_TYPE, "application/json").body(Body::from(body)).unwrap();
        assert_eq!(said(&world.visitor().send(request).await)["acknowledged"], 4);
        world.withdraw(monique.enrolment).await;
        assert_eq!(monique.say(&launch, &operations(5, now(&world), &[("commit", "")])).await.status, StatusCode::GONE);
    }

    async fn the_content_origin_gives_files_and_nothing_else(engine) {
        let world = World::new(engine).await;
        let module = world.module().await;
        let mut monique = world.learner_at(&module).await;
        let file = |path: &str| format!("/{}/{path}", module.version);
        let page = monique.read(&file("index.html"), &[]).await;
        assert_eq!((page.status, page.body.contains("<title>A</title>")), (StatusCode::OK, true));
        assert_eq!(monique.read(&file("sous/%C3%A9t%C3%A9.html"), &[]).await.status, StatusCode::OK);
        for path in [file("../index.html"), file("%2e%2e/index.html"), file("..%5cindex.html"), file("%00"), file("absent.html"),
            "/".into(), "/connexion".into(), "/mes-parcours".into(), "/assets/app.css".into(), format!("/{}/index.html", uuid::Uuid::nil())] {
            let answer = monique.read(&path, &[]).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
            protected(&world, &answer);
        }
        for host in ["contenu.localhost:8080", "x.contenu.localhost:8080", "aaaaaaaaaaaaaaaaaaaaaaaaaa.contenu.localhost:8080",
            &format!("x.{}", monique.host)] {
            let answer = monique.read_at(host, &file("index.html"), &[]).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{host}");
            protected(&world, &answer);
        }
        // The platform's own host has no files of packages.
        assert_eq!(monique.read_at("localhost:8080", &file("index.html"), &[]).await.status, StatusCode::NOT_FOUND);
        protected(&world, &page);
        let shell = monique.read("/__lecteur/", &[]).await;
        assert_eq!(shell.status, StatusCode::OK);
        protected(&world, &shell);
        assert_eq!(monique.read("/__lecteur/app.js", &[]).await.status, StatusCode::NOT_FOUND);
        assert_eq!(monique.read(&file("index.html"), &[("service-worker", "script")]).await.status, StatusCode::FORBIDDEN);
        for method in ["POST", "PUT", "DELETE", "OPTIONS"] {
            let request = Request::builder().method(method).uri(file("index.html")).header(HOST, &monique.host).body(Body::empty()).unwrap();
            assert_eq!(monique.visitor.send(request).await.status, StatusCode::METHOD_NOT_ALLOWED, "{method}");
        }
    }

    async fn files_come_by_ranges(engine) {
        let world = World::new(engine).await;
        let module = world.module().await;
        let mut monique = world.learner_at(&module).await;
        let path = format!("/{}/film.mp4", module.version);
        let whole = monique.read(&path, &[]).await;
        let film = String::from_utf8(film()).unwrap();
        assert!(whole.body == film, "the whole file");
        assert_eq!(whole.headers["cache-control"], "private, max-age=31536000, immutable");
        assert_eq!((&whole.headers["content-type"], &whole.headers["accept-ranges"]), (&"video/mp4".parse().unwrap(), &"bytes".parse().unwrap()));
        let tag = whole.headers["etag"].to_str().unwrap().to_owned();
        let part = monique.read(&path, &[("range", "bytes=65530-65545")]).await;
        assert_eq!((part.status, part.body.as_str()), (StatusCode::PARTIAL_CONTENT, &film[65530..65546]));
        assert_eq!(part.headers["content-range"], "bytes 65530-65545/200000");
        let part = monique.read(&path, &[("range", "bytes=-5"), ("if-range", &tag)]).await;
        assert_eq!((part.status, part.body.as_str()), (StatusCode::PARTIAL_CONTENT, &film[199_995..]));
        assert_eq!(monique.read(&path, &[("range", "bytes=0-1"), ("if-range", "\"autre\"")]).await.status, StatusCode::OK);
        assert_eq!(monique.read(&path, &[("range", "bytes=200000-")]).await.status, StatusCode::RANGE_NOT_SATISFIABLE);
        let same = monique.read(&path, &[("if-none-match", &tag)]).await;
        assert_eq!((same.status, same.body.as_str()), (StatusCode::NOT_MODIFIED, ""));
        let request = Request::head(&path).header(HOST, &monique.host).body(Body::empty()).unwrap();
        let head = monique.visitor.send(request).await;
        assert_eq!((head.status, head.headers["content-length"].to_str().unwrap(), head.body.as_str()), (StatusCode::OK, "200000", ""));
    }

    async fn the_player_s_page_frames_that_one_origin(engine) {
        let world = World::new(engine).await;
        let module = world.module().await;
        let mut monique = world.learner_at(&module).await;
        let path = monique.path.clone();
        let page = monique.visitor.get(&path).await;
        let policy = page.headers["content-security-policy"].to_str().unwrap();
        assert!(policy.contains(&format!("frame-src http://{}", monique.host)), "{policy}");
        assert!(page.headers["permissions-policy"].to_str().unwrap().contains("unload=*"));
        assert!(page.body.contains("allow=\"unload *; fullscreen *"), "{}", page.body);
        let again = monique.visitor.get(&path).await;
        assert!(again.body.contains(&monique.host), "the origin stays the same");
        let other = monique.visitor.get("/").await;
        assert!(!other.headers["content-security-policy"].to_str().unwrap().contains("frame-src"));
        let faults = platform::html::fr::check(&page.body);
        assert!(faults.is_empty(), "{faults:#?}");
        assert_eq!(page.body.matches("<h1").count(), 1);
        let absent = monique.visitor.get(&format!("{path}?partie=Z")).await;
        assert_eq!(absent.status, StatusCode::NOT_FOUND);
    }
}

fn protected(world: &World, answer: &Answer) {
    let header = |name: &str| {
        answer
            .headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
            .to_owned()
    };
    assert_eq!(header("set-cookie"), "");
    assert_eq!(header("x-content-type-options"), "nosniff");
    assert_eq!(header("referrer-policy"), "no-referrer");
    assert_eq!(header("cross-origin-resource-policy"), "same-origin");
    assert!(header("permissions-policy").contains("unload=*"));
    let policy = header("content-security-policy");
    assert!(
        policy.starts_with(
            "sandbox allow-scripts allow-same-origin allow-forms allow-modals; default-src 'self'"
        ),
        "{policy}"
    );
    let ancestors = policy.split("frame-ancestors ").nth(1).unwrap();
    assert!(ancestors.ends_with(&world.site.config().public_url), "{policy}");
}
