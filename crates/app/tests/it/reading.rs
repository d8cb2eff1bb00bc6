//! What is read: instructions, documents, links, meetings, pages of one's own. Added, refused, changed; opened and ended by
//! who learns.

use catalogue::courses::StepId;
use catalogue::library::{ItemId, current, items};
use http::header::HOST;
use http::{Request, StatusCode};
use platform::http::{Body, BuiltIn};
use platform::testing::{Answer, Visitor};
use platform::{args, both_engines, sql};

use crate::archives::zip;
use crate::world::World;

fn plain(text: &str) -> String {
    text.replace(['\u{202f}', '\u{a0}'], " ")
}

pub async fn office(world: &World) -> Visitor {
    world.signed_in(world.someone(BuiltIn::Administrator).await).await
}

/// Posts the form of a new item of a kind.
async fn add(office: &mut Visitor, kind: &str, more: &[(&str, &str)], file: Option<(&str, &[u8])>) -> Answer {
    let modality = if kind == "meeting" {
        "in_person"
    } else {
        "self_paced"
    };
    let facts = [
        ("sorte", kind),
        ("titre", "Essai"),
        ("minutes", "10"),
        ("modalite", modality),
    ];
    let fields = [&facts[..], more].concat();
    match file {
        Some(file) => office.post_file("/bibliotheque", &fields, file).await,
        None => office.post("/bibliotheque", &fields).await,
    }
}

pub async fn added(
    office: &mut Visitor,
    kind: &str,
    more: &[(&str, &str)],
    file: Option<(&str, &[u8])>,
) -> ItemId {
    let answer = add(office, kind, more, file).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{kind}: {}", answer.body);
    answer.location().rsplit('/').next().unwrap().parse().unwrap()
}

both_engines! {
    async fn each_kind_is_added_or_refused(engine) {
        let world = World::new(engine).await;
        let mut office = office(&world).await;
        let kinds = office.get("/bibliotheque/nouvelle").await.body;
        for kind in ["scorm", "web", "document", "link", "instruction", "meeting"] {
            assert!(kinds.contains(&format!("/bibliotheque/nouvelle?sorte={kind}")), "{kind}");
            assert_eq!(office.get(&format!("/bibliotheque/nouvelle?sorte={kind}")).await.status, StatusCode::OK);
        }
        let before = items(&mut world.site.db().read().await.unwrap()).await.unwrap().len();
        let page = zip(&[("accueil.html", b"<!doctype html>".as_slice())]);
        type Sent<'a> = (&'a str, &'a [(&'a str, &'a str)], Option<(&'a str, &'a [u8])>, &'a str, &'a str);
        let wrong: [Sent<'_>; 9] = [
            ("instruction", &[("texte", " ")], None, "texte", "Écrivez ce que les apprenants doivent lire."),
            ("meeting", &[], None, "texte", "Écrivez ce que les apprenants doivent lire."),
            ("link", &[("adresse", "javascript:alert(1)")], None, "adresse", "elle commence par https://"),
            ("document", &[], None, "document", "Choisissez le document."),
            ("document", &[], Some(("document=jeu.exe", b"MZ")), "document", "Envoyez un PDF"),
            ("document", &[], Some(("document=fiche.pdf", b"MZ")), "document", "n’est pas ce que son nom annonce"),
            ("document", &[], Some(("document=lettre.docm", b"PK")), "document", "contient des macros ou un programme"),
            ("web", &[], None, "paquet", "Choisissez l’archive .zip des pages."),
            ("web", &[], Some(("paquet", &page)), "paquet", "n’a pas de page index.html"),
        ];
        for (kind, more, file, field, sentence) in wrong {
            let answer = add(&mut office, kind, more, file).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{kind} {sentence}");
            assert!(answer.body.contains(&format!("href=\"#{field}\"")) && answer.body.contains(sentence), "{kind} {sentence}: {}", answer.body);
        }
        let after = items(&mut world.site.db().read().await.unwrap()).await.unwrap().len();
        assert_eq!(before, after, "nothing was kept");

        let index = zip(&[("jeu/index.html", b"<!doctype html>".as_slice()), ("jeu/a.css", b"a{}".as_slice())]);
        for (kind, more, file, shown) in [
            ("instruction", &[("texte", "Faites\n- ceci")][..], None, "Faites"),
            ("meeting", &[("texte", "Apportez votre téléphone.")], None, "Apportez votre téléphone."),
            ("link", &[("adresse", "www.exemple.fr")], None, "https://www.exemple.fr"),
            ("document", &[], Some(("document=Fiche.pdf", b"%PDF-1.7".as_slice())), "Fiche.pdf"),
            ("web", &[], Some(("paquet", index.as_slice())), "Pages web"),
        ] {
            let item = added(&mut office, kind, more, file).await;
            let page = office.get(&format!("/bibliotheque/{item}")).await;
            assert!(page.status == StatusCode::OK && page.body.contains(shown), "{kind}: {}", page.body);
        }
    }

    async fn an_instruction_is_read_and_ended(engine) {
        let world = World::new(engine).await;
        let mut office = office(&world).await;
        let item = added(&mut office, "instruction", &[("texte", "Prenez trois photos\u{202f}:\n- de près\n- de loin")], None).await;
        let step = world.opens(item, 0).await;
        let mut monique = world.signed_in(world.someone(BuiltIn::Learner).await).await;
        let home = monique.get("/").await;
        let enrolment = home.after("/mes-parcours/").unwrap().to_owned();
        assert!(home.body.contains("Reprendre"), "it is what comes next");
        let path = format!("/mes-parcours/{enrolment}/etapes/{step}");
        let page = monique.get(&path).await;
        assert!(page.status == StatusCode::OK && page.body.contains("<li>de près</li>") && page.body.contains("J’ai terminé"), "{}", page.body);
        let course = format!("/mes-parcours/{enrolment}");
        assert!(monique.get(&course).await.body.contains("En cours"), "opening it begins it");
        let done = monique.post(&format!("{path}/fait"), &[]).await;
        assert_eq!((done.status, done.location()), (StatusCode::SEE_OTHER, course.as_str()));
        assert!(monique.follow(&course).await.body.contains("Étape 1 terminée."));
        assert!(monique.get(&course).await.body.contains("1 étape sur 5"));
        assert!(!monique.get(&path).await.body.contains("J’ai terminé"));
        let answer = monique.post(&format!("{path}/lancements"), &[]).await;
        assert!(answer.status.is_client_error(), "nothing is launched there: {}", answer.status);

        // René may look at what the course is made of, never learn in her place; a step of nobody's isn't there.
        let mut fabienne = world.signed_in(world.someone(BuiltIn::Tutor).await).await;
        assert_eq!(fabienne.get(&path).await.status, StatusCode::FORBIDDEN);
        assert_eq!(fabienne.post(&format!("{path}/fait"), &[]).await.status, StatusCode::FORBIDDEN);
        let nowhere = StepId(uuid::Uuid::from_u128(7));
        assert_eq!(monique.post(&format!("{course}/etapes/{nowhere}/fait"), &[]).await.status, StatusCode::NOT_FOUND);
        let tutors = world.steps().await[3].id;
        assert_eq!(monique.post(&format!("{course}/etapes/{tutors}/fait"), &[]).await.status, StatusCode::NOT_FOUND);
    }

    async fn a_meeting_is_marked_by_a_tutor(engine) {
        let world = World::new(engine).await;
        let mut office = office(&world).await;
        let item = added(&mut office, "meeting", &[("texte", "Apportez un tablier.")], None).await;
        let step = world.opens(item, 0).await;
        let mut monique = world.signed_in(world.someone(BuiltIn::Learner).await).await;
        let home = monique.get("/").await;
        let enrolment = home.after("/mes-parcours/").unwrap().to_owned();
        assert!(!home.body.contains("Reprendre"), "a tutor says when it is done");
        let path = format!("/mes-parcours/{enrolment}/etapes/{step}");
        let page = monique.get(&path).await.body;
        assert!(page.contains("Apportez un tablier.") && page.contains("Votre tuteur valide") && !page.contains("J’ai terminé"), "{page}");
        assert_eq!(monique.post(&format!("{path}/fait"), &[]).await.status, StatusCode::NOT_FOUND);
        let mut fabienne = world.signed_in(world.someone(BuiltIn::Tutor).await).await;
        let mark = format!("/inscriptions/{enrolment}/etapes/{step}/validation");
        let marked = fabienne.post(&mark, &[("pourcentage", "80"), ("date", "2026-11-10")]).await;
        assert_eq!(marked.status, StatusCode::SEE_OTHER, "{}", marked.body);
        assert!(monique.get(&path).await.body.contains("Étape terminée"));
    }

    async fn a_document_is_read_at_its_own_origin(engine) {
        let world = World::new(engine).await;
        let mut office = office(&world).await;
        let bytes = b"%PDF-1.7 premier".as_slice();
        let item = added(&mut office, "document", &[("texte", "Lisez la page 2.")], Some(("document=Fiche n° 1.pdf", bytes))).await;
        let step = world.opens(item, 0).await;
        let mut monique = world.signed_in(world.someone(BuiltIn::Learner).await).await;
        let enrolment = monique.get("/").await.after("/mes-parcours/").unwrap().to_owned();
        let path = format!("/mes-parcours/{enrolment}/etapes/{step}");
        let page = monique.get(&path).await;
        assert!(page.body.contains("Lire le document") && page.body.contains("Télécharger le document"), "{}", page.body);
        let policy = page.headers["content-security-policy"].to_str().unwrap();
        assert!(policy.contains("frame-src http://") && page.body.contains("title=\"Document Fiche n° 1.pdf\""), "read in the page: {policy}");
        let address = page.body.split("href=\"http://").nth(1).unwrap().split('"').next().unwrap().to_owned();
        let (host, file) = address.split_once('/').unwrap();
        assert!(file.ends_with("/Fiche%20n%C2%B0%201.pdf"), "{file}");
        let request = Request::get(format!("/{file}")).header(HOST, host).body(Body::empty()).unwrap();
        let read = monique.send(request).await;
        assert_eq!((read.status, read.body.as_str()), (StatusCode::OK, "%PDF-1.7 premier"));
        assert_eq!(read.headers["content-type"], "application/pdf");
        assert!(!read.headers["content-security-policy"].to_str().unwrap().contains("sandbox"), "a browser reads it");

        // Its words change, then its file: each a version, live at once.
        let versions = format!("/bibliotheque/{item}/versions");
        let reworded = office.post(&versions, &[("texte", "Lisez la page 3.")]).await;
        assert_eq!(reworded.status, StatusCode::SEE_OTHER, "{}", reworded.body);
        let page = monique.get(&path).await.body;
        assert!(page.contains("Lisez la page 3.") && page.contains("Fiche n° 1.pdf"), "{page}");
        let replaced = office.post_file(&versions, &[("texte", "Lisez tout.")], ("document=Seconde.pdf", b"%PDF-1.7 second")).await;
        assert_eq!(replaced.status, StatusCode::SEE_OTHER, "{}", replaced.body);
        assert!(monique.get(&path).await.body.contains("Seconde.pdf"));
        assert_eq!(current(&mut world.site.db().read().await.unwrap(), item).await.unwrap().number, 3);
        let refused = office.post_file(&versions, &[("texte", "Gardé")], ("document=a.exe", b"MZ")).await;
        assert!(refused.status == StatusCode::UNPROCESSABLE_ENTITY && refused.body.contains("Gardé"), "{}", refused.body);
    }

    async fn an_earlier_version_comes_back_and_one_knows_whom_it_reaches(engine) {
        let world = World::new(engine).await;
        let mut office = office(&world).await;
        let item = added(&mut office, "document", &[("texte", "Lisez la page 3.")], Some(("document=Première.pdf", b"%PDF-1.7 first"))).await;
        let page = format!("/bibliotheque/{item}");
        let (versions, back) = (format!("{page}/versions"), format!("{page}/retour"));
        assert!(!office.get(&page).await.body.contains("/retour?"), "there is nothing to go back to");
        assert!(plain(&office.get(&page).await.body).contains("Aucun parcours ne l’utilise encore."));
        assert_eq!(office.post_file(&versions, &[("texte", "Lisez tout.")], ("document=Seconde.pdf", b"%PDF-1.7 second")).await.status, StatusCode::SEE_OTHER);
        let step = world.opens(item, 0).await;
        let learner = world.someone(BuiltIn::Learner).await;
        let shown = plain(&office.get(&page).await.body);
        assert!(shown.contains("Elle vaudra pour 1 parcours, 3 sessions et 1 apprenant."), "{shown}");

        let asked = office.get(&format!("{back}?version=1")).await;
        assert!(asked.status == StatusCode::OK && plain(&asked.body).contains("Elle vaudra pour 1 parcours"), "{}", asked.body);
        for version in ["2", "3", "0", "x", ""] {
            assert_eq!(office.get(&format!("{back}?version={version}")).await.location(), page, "{version}");
            assert_eq!(office.post(&back, &[("version", version)]).await.location(), page, "{version}");
            assert!(office.get(&page).await.body.contains("Cette version n’existe pas, ou elle est déjà en ligne."), "{version}");
        }
        assert_eq!(office.post(&back, &[("version", "1")]).await.location(), page);
        let shown = office.get(&page).await.body;
        assert!(plain(&shown).contains("Version 3, reprise de la version 1") && plain(&shown).contains("La version 1 est de nouveau en ligne."), "{shown}");
        let mut monique = world.signed_in(learner).await;
        let enrolment = monique.get("/").await.after("/mes-parcours/").unwrap().to_owned();
        let read = monique.get(&format!("/mes-parcours/{enrolment}/etapes/{step}")).await.body;
        assert!(read.contains("Lisez la page 3.") && read.contains("Première.pdf"), "{read}");

        assert_eq!(current(&mut world.site.db().read().await.unwrap(), item).await.unwrap().number, 3);
    }

    async fn an_item_is_described_found_trashed_and_taken_back(engine) {
        let world = World::new(engine).await;
        let mut office = office(&world).await;
        let item = added(&mut office, "instruction", &[("texte", "Faites.")], None).await;
        let page = format!("/bibliotheque/{item}");
        let sheet = |revision: &'static str, title: &'static str| {
            [
                ("revision", revision), ("titre", title), ("minutes", "25"), ("modalite", "self_paced"), ("objectifs", "Éclairer une pièce"),
                ("public", "Céramistes"), ("mots", "lumière, photo"), ("langue", "fr"), ("licence", "CC BY-SA 4.0"),
            ]
        };
        let wrong = [("revision", "1"), ("titre", ""), ("minutes", "0"), ("modalite", "x"), ("langue", "xx"), ("mots", &"x".repeat(301))];
        let refused = office.post(&format!("{page}/fiche"), &wrong).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        for field in ["titre", "minutes", "modalite", "langue", "mots"] {
            assert!(refused.body.contains(&format!("href=\"#{field}\"")), "{field}");
        }
        assert_eq!(office.post(&format!("{page}/fiche"), &sheet("1", "Éclairer son étal")).await.status, StatusCode::SEE_OTHER);
        let stale = office.post(&format!("{page}/fiche"), &sheet("1", "Autre titre")).await;
        assert!(stale.status == StatusCode::UNPROCESSABLE_ENTITY && stale.body.contains("Quelqu’un d’autre a modifié cette fiche"));
        let shown = plain(&office.get(&page).await.body);
        for words in ["Éclairer son étal", "25 min", "Éclairer une pièce", "Céramistes", "lumière, photo", "CC BY-SA 4.0"] {
            assert!(shown.contains(words), "{words}: {shown}");
        }
        // Who changed what, from what to what; who added the version. Saying the same again changes nothing.
        let lines = |page: &str| {
            let changes = page.split("Ce qui a changé dans la fiche").nth(1).unwrap();
            changes.split("</table>").next().unwrap().split("<tr").skip(2).map(str::to_owned).collect::<Vec<_>>()
        };
        let changes = lines(&shown);
        assert_eq!(changes.len(), 6, "{changes:?}");
        for words in ["Titre", "Essai", "Éclairer son étal", "Camille Essai"] {
            assert!(changes[0].contains(words), "{words}: {changes:?}");
        }
        let versions = shown.split("id=\"versions\"").nth(1).unwrap().split("</table>").next().unwrap();
        assert!(versions.contains("Camille Essai"), "{versions}");
        assert_eq!(office.post(&format!("{page}/fiche"), &sheet("2", "Éclairer son étal")).await.status, StatusCode::SEE_OTHER);
        assert_eq!(lines(&plain(&office.get(&page).await.body)), changes);
        for (asked, there) in [("?q=ETAL", true), ("?q=lumiere+ceramiste", true), ("?q=plomberie", false), ("?sorte=instruction", true), ("?sorte=link", false), ("?q=etal&sorte=link", false)] {
            let list = office.get(&format!("/bibliotheque{asked}")).await.body;
            assert_eq!(list.contains(&page), there, "{asked}");
        }

        world.opens(item, 0).await;
        let used = office.post(&format!("{page}/retrait"), &[]).await;
        assert!(used.status == StatusCode::UNPROCESSABLE_ENTITY && used.body.contains("Cette ressource sert encore"));
        let mut tx = world.site.db().begin().await.unwrap();
        tx.execute(sql!("UPDATE steps SET item_id = NULL WHERE item_id = $1"), args![item]).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(office.post(&format!("{page}/retrait"), &[]).await.status, StatusCode::SEE_OTHER);
        assert_eq!(office.get(&page).await.status, StatusCode::NOT_FOUND);
        assert!(!office.get("/bibliotheque").await.body.contains(&page));
        assert!(office.get("/bibliotheque/corbeille").await.body.contains("Éclairer son étal"));
        let back = [("ressource", item.to_string())];
        let back = back.each_ref().map(|(name, value)| (*name, value.as_str()));
        let restored = office.post("/bibliotheque/corbeille", &back).await;
        assert_eq!((restored.status, restored.location()), (StatusCode::SEE_OTHER, page.as_str()));
        let again = office.post("/bibliotheque/corbeille", &back).await;
        assert!(again.status == StatusCode::UNPROCESSABLE_ENTITY && again.body.contains("n’est plus dans la corbeille"));
        assert!(office.get(&page).await.body.contains("Éclairer son étal"));
    }
}
