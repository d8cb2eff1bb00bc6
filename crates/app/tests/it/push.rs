//! Devices that ring: added by their owner, rung once and without a word, gone when their service says so; nothing where it isn't offered.

use std::sync::{Arc, Mutex};

use http::{Request, StatusCode};
use platform::http::Body;
use platform::testing::{Scratch, Visitor};
use platform::{args, both_engines, sql};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;

use crate::messages::{DONE, begun};
use crate::world::World;

const HOUR: i64 = 3_600_000;

/// A push service of a few lines, which gives one answer to all; keeps what it was asked.
struct Service {
    address: String,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Service {
    async fn answering(status: &'static str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let asked = Arc::new(Mutex::new(Vec::new()));
        let keeping = asked.clone();
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                let mut read = Vec::new();
                while !read.windows(4).any(|four| four == b"\r\n\r\n") {
                    if stream.read_buf(&mut read).await.unwrap_or_default() == 0 {
                        break;
                    }
                }
                keeping
                    .lock()
                    .unwrap()
                    .push(String::from_utf8_lossy(&read).into_owned());
                let answer = format!("HTTP/1.1 {status}\r\ncontent-length: 0\r\n\r\n");
                drop(stream.write_all(answer.as_bytes()).await);
            }
        });
        Self { address, asked }
    }

    fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }
}

async fn world(engine: platform::db::Engine, services: &[&str]) -> World {
    let mut scratch = Scratch::new(engine).await;
    scratch.config.push_services = services.iter().map(|one| (*one).to_owned()).collect();
    World::on(scratch).await
}

async fn works(world: &World) {
    platform::jobs::settle(&world.site, &app::rooms::handlers())
        .await
        .unwrap();
}

/// On to an hour of Paris.
fn at(world: &World, hour: i8) {
    let zone = jiff::tz::TimeZone::get("Europe/Paris").unwrap();
    while world.site.clock().now().to_zoned_datetime(zone.clone()).hour() != hour {
        world.scratch.clock.advance(HOUR);
    }
}

async fn devices(world: &World) -> i64 {
    let mut tx = world.site.db().read().await.unwrap();
    tx.one(sql!("SELECT COUNT(*) AS many FROM push_devices"), args![])
        .await
        .unwrap()
        .get("many")
        .unwrap()
}

/// Adds a device by a browser that says what it is.
async fn adds(who: &mut Visitor, device: &str, agent: &str) {
    let fields = form_urlencoded::Serializer::new(String::new())
        .extend_pairs([("jeton", who.token().as_str()), ("adresse", device)])
        .finish();
    let request = Request::post("/mon-compte/appareils")
        .header("origin", who.origin())
        .header("content-type", "application/x-www-form-urlencoded")
        .header("user-agent", agent)
        .body(Body::from(fields))
        .unwrap();
    assert_eq!(who.send(request).await.status, DONE);
}

both_engines! {
    async fn devices_are_told_apart_by_their_owner(engine) {
        let world = world(engine, &["fcm.googleapis.com"]).await;
        let mut hers = world.signed_in(world.manager).await;
        adds(&mut hers, "https://fcm.googleapis.com/un", "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/141.0 Safari/537.36 Edg/141.0").await;
        world.scratch.clock.advance(HOUR);
        adds(&mut hers, "https://fcm.googleapis.com/deux", "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 Chrome/141.0 Mobile Safari/537.36").await;
        world.scratch.clock.advance(HOUR);
        adds(&mut hers, "https://fcm.googleapis.com/trois", "Automate/1.0").await;
        let page = hers.get("/mon-compte/notifications").await.body;
        let at: Vec<usize> = ["<strong>Un appareil<", "<strong>Chrome sur Android<", "<strong>Edge sur Windows<"].iter().map(|name| page.find(name).unwrap_or_else(|| panic!("{name}: {page}"))).collect();
        assert!(at.is_sorted(), "the newest first");
        assert!(!page.contains("googleapis.com/"), "by a digest alone does a page name an address");
        let mut tx = world.site.db().read().await.unwrap();
        let rows = tx.all(sql!("SELECT name FROM push_devices"), args![]).await.unwrap();
        for name in rows.iter().filter_map(|row| row.get::<Option<Vec<u8>>>("name").unwrap()) {
            assert!(!String::from_utf8_lossy(&name).contains("sur"), "in clear");
        }
    }

    async fn a_device_rings_once_and_says_nothing(engine) {
        let service = Service::answering("201 Created").await;
        let world = world(engine, &[&service.address]).await;
        let monique = world.person("Monique", "Le Goff").await;
        world.enrol(monique, world.own).await;
        let (mut hers, mut rene) = (world.signed_in(monique).await, world.signed_in(world.manager).await);
        at(&world, 10);
        let page = hers.get("/mon-compte/notifications").await.body;
        assert!(page.contains("Faire sonner cet appareil") && page.contains("en dehors de l’Europe") && !page.contains("Ils sonnent pour"), "{page}");
        let device = format!("{}/monique", service.address);
        assert_eq!(hers.post("/mon-compte/appareils", &[("adresse", &device)]).await.status, DONE);
        // The same browser again is the same device.
        assert_eq!(hers.post("/mon-compte/appareils", &[("adresse", &device)]).await.status, DONE);
        assert_eq!(devices(&world).await, 1);
        let kept: Vec<u8> = {
            let mut tx = world.site.db().read().await.unwrap();
            tx.one(sql!("SELECT address FROM push_devices"), args![]).await.unwrap().get("address").unwrap()
        };
        assert!(!String::from_utf8_lossy(&kept).contains("monique"));

        let place = world.own.to_string();
        begun(&mut rene, &place, &monique.to_string(), "Vos photos", "Apportez-les lundi").await;
        works(&world).await;
        let asked = service.asked();
        assert_eq!(asked.len(), 1, "{asked:?}");
        assert!(asked[0].starts_with("POST /monique HTTP/1.1\r\n") && asked[0].ends_with("\r\n\r\n"), "{}", asked[0]);
        for header in ["authorization: vapid t=", "ttl: 86400", "content-length: 0"] {
            assert!(asked[0].contains(header), "{header}: {}", asked[0]);
        }
        for word in ["photos", "lundi", "Kerjean", "Compagnon"] {
            assert!(!asked[0].contains(word), "{word}: {}", asked[0]);
        }
        works(&world).await;
        assert_eq!(service.asked().len(), 1, "once");

        // In her quiet hours it waits; she reads meanwhile, and it is silent.
        at(&world, 22);
        (hers, rene) = (world.signed_in(monique).await, world.signed_in(world.manager).await);
        let path = begun(&mut rene, &place, &monique.to_string(), "Encore", "Et vos recettes").await;
        works(&world).await;
        assert_eq!(service.asked().len(), 1);
        assert_eq!(hers.get(&path).await.status, StatusCode::OK);
        hers.post("/notifications", &[]).await;
        at(&world, 10);
        (hers, rene) = (world.signed_in(monique).await, world.signed_in(world.manager).await);
        works(&world).await;
        assert_eq!(service.asked().len(), 1);

        // She chooses that messages don't ring.
        let page = hers.get("/mon-compte/notifications").await.body;
        assert!(page.contains("Ils sonnent pour") && page.contains("a sonné pour la dernière fois"), "{page}");
        let quiet = [("message.new", "now"), ("sonne", "choix"), ("heure", "18")];
        assert_eq!(hers.post("/mon-compte/notifications", &quiet).await.status, DONE);
        begun(&mut rene, &place, &monique.to_string(), "Jeudi", "Rien de neuf").await;
        works(&world).await;
        assert_eq!(service.asked().len(), 1);

        // Another's device isn't hers to take away.
        let id = page.split("name=\"appareil\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        assert_eq!(rene.post("/mon-compte/appareils/retrait", &[("appareil", &id)]).await.status, DONE);
        assert_eq!(devices(&world).await, 1);
        assert_eq!(hers.post("/mon-compte/appareils/retrait", &[("appareil", &id)]).await.status, DONE);
        assert_eq!(devices(&world).await, 0);
    }

    async fn a_device_that_is_gone_is_forgotten(engine) {
        let service = Service::answering("410 Gone").await;
        let world = world(engine, &[&service.address]).await;
        let monique = world.person("Monique", "Le Goff").await;
        world.enrol(monique, world.own).await;
        let mut hers = world.signed_in(monique).await;
        at(&world, 10);
        let device = format!("{}/monique", service.address);
        assert_eq!(hers.post("/mon-compte/appareils", &[("adresse", &device)]).await.status, DONE);
        begun(&mut world.signed_in(world.manager).await, &world.own.to_string(), &monique.to_string(), "Lundi", "Bonjour").await;
        works(&world).await;
        assert_eq!((service.asked().len(), devices(&world).await), (1, 0));
    }

    async fn only_what_the_operator_named_is_rung(engine) {
        let world = world(engine, &["fcm.googleapis.com"]).await;
        let mut hers = world.signed_in(world.manager).await;
        for elsewhere in ["https://169.254.169.254/latest", "http://fcm.googleapis.com/x", "https://fcm.googleapis.com.example.org/x", ""] {
            let refused = hers.post("/mon-compte/appareils", &[("adresse", elsewhere)]).await;
            assert_ne!(refused.status, DONE, "{elsewhere}");
        }
        assert_eq!(devices(&world).await, 0);
        let script = hers.get("/veille.js").await;
        assert!(script.status == StatusCode::OK && script.body.contains("const NAME = \"Formation CMA\"") && script.body.contains("showNotification"), "{}", script.body);
    }

    async fn as_installed_nothing_is_offered(engine) {
        let world = World::new(engine).await;
        let mut hers = world.signed_in(world.manager).await;
        let page = hers.get("/mon-compte/notifications").await.body;
        assert!(!page.contains("Faire sonner") && !page.contains("push."), "{page}");
        let refused = hers.post("/mon-compte/appareils", &[("adresse", "https://fcm.googleapis.com/x")]).await;
        assert_ne!(refused.status, DONE);
    }
}
