//! What a list may be, and what is said of each of its lines.

use http::StatusCode;
use http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use people::roles::Over;
use platform::http::BuiltIn;
use platform::{both_engines, sql};

use super::{DONE, Desk, GOOD, TITLES, WRONG, many};
use crate::world::World;

both_engines! {
    async fn each_fault_says_how_to_mend_it(engine) {
        let world = World::new(engine).await;
        let mut rene = Desk::new(&world).await;
        let faulty = "Monique;Le Bihan;monique.exemple.fr;;;\nKarim;;karim@exemple.fr;06;;\nMaria;Lopez\n=A1;Lopez;m@exemple.fr;;;\nMaria;Lopez;maria@exemple.fr;;;\nmaria;LOPEZ;Maria@exemple.fr;;;";
        let list = rene.list(&format!("{TITLES}\n{faulty}")).await;
        let shown = rene.page(&list).await;
        assert!(shown.contains("1 personne à inscrire, 4 lignes à corriger, 1 ligne ignorée."), "{shown}");
        for said in ["Ligne\u{a0}2", "il manque l’arobase", "Nom\u{202f}: à remplir", "Téléphone\u{202f}: dix chiffres", "2 colonnes au lieu de 6", "Même personne qu’à la ligne 6"] {
            assert!(shown.contains(said), "{said}: {shown}");
        }
        let refused = rene.visitor.get(&format!("{list}/refus")).await;
        assert_eq!(refused.headers[CONTENT_TYPE], "text/csv; charset=utf-8");
        assert!(refused.headers[CONTENT_DISPOSITION].to_str().unwrap().contains("Lignes%20%C3%A0%20corriger.csv"));
        let lines: Vec<&str> = refused.body.split("\r\n").collect();
        assert_eq!(lines[0], "\u{feff}Prénom;Nom;Courriel;Téléphone;Entreprise;Métier;Pourquoi");
        assert!(lines.len() == 6 && lines[3].starts_with("Maria;Lopez;;;;;2 colonnes") && lines[4].starts_with("'=A1;"), "{}", refused.body);

        // The good ones are enrolled; the others, mended, follow.
        let shown = rene.applies(&list).await;
        assert!(shown.contains("1 inscription faite") && shown.contains("Pas inscrites") && shown.contains("il manque l’arobase"), "{shown}");
        let mended = refused.body.replace("monique.exemple.fr", "monique@exemple.fr").replace("Karim;;karim@exemple.fr;06", "Karim;Benali;karim@exemple.fr;");
        let second = rene.list(&mended).await;
        let shown = rene.page(&second).await;
        assert!(shown.contains("2 personnes à inscrire, 2 lignes à corriger."), "{shown}");
    }

    async fn what_is_no_list_is_refused(engine) {
        let world = World::new(engine).await;
        let mut rene = Desk::new(&world).await;
        let long = many(5001);
        let cases: [(&str, &[u8], &str); 9] = [
            ("liste.csv", b"PK\x03\x04xl/workbook.xml", "C’est un classeur"),
            ("liste.xlsx", b"PK\x03\x04xl/workbook.xml", "CSV UTF-8"),
            ("photo.csv", b"\x89PNG\r\n", "n’est pas une liste"),
            ("liste.csv", b"a\0b", "n’est pas une liste"),
            ("vide.csv", b"", "Il n’y a personne dans cette liste"),
            ("titres.csv", b"nom;mail", "que les titres"),
            ("liste.json", b"[{\"nom\": \"A\"},\n]", "mal écrit à la ligne 2"),
            ("liste.csv", long.as_bytes(), "cinq mille personnes au plus"),
            ("grand.csv", &vec![b'a'; (2 << 20) + 1], "dépasse 2\u{a0}Mo"),
        ];
        for (name, bytes, said) in cases {
            let answer = rene.sends(name, bytes).await;
            assert!(answer.status == WRONG && answer.body.contains(said), "{name}: {}", answer.body);
        }
        let home = format!("{}/liste", rene.home());
        let pasted = rene.visitor.post(&home, &[("liste", "[1]")]).await;
        assert!(pasted.status == WRONG && pasted.body.contains(">[1]</textarea>"), "what was pasted stays");
        assert_eq!(world.count(sql!("SELECT COUNT(*) AS many FROM intakes")).await, 0);
    }

    async fn every_kind_of_list_is_read(engine) {
        let world = World::new(engine).await;
        let mut rene = Desk::new(&world).await;
        let latin: Vec<u8> = "Pr\u{e9}nom;Nom;Courriel\nGa\u{eb}lle;Le Bihan;gaelle@exemple.fr".chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
        let json = "[{\"prénom\": \"Gaëlle\", \"nom\": \"Le Bihan\", \"courriel\": \"gaelle@exemple.fr\"}]";
        for bytes in [latin.as_slice(), json.as_bytes()] {
            let sent = rene.sends("liste", bytes).await;
            let shown = rene.page(sent.location()).await;
            assert!(shown.contains("Gaëlle Le Bihan") && shown.contains("1 personne à inscrire."), "{shown}");
        }
        let home = format!("{}/liste", rene.home());
        let pasted = rene.visitor.post(&home, &[("liste", "Gaëlle Le Bihan <gaelle@exemple.fr>\nKarim Benali karim@exemple.fr")]).await;
        let shown = rene.page(pasted.location()).await;
        assert!(shown.contains("2 personnes à inscrire.") && shown.contains("Gaëlle Le Bihan"), "{shown}");
    }

    async fn columns_are_asked_about_and_remembered(engine) {
        let world = World::new(engine).await;
        let mut rene = Desk::new(&world).await;
        let file = "Qui;Où;Quoi\nMonique Le Bihan;monique@exemple.fr;Choux";
        let asked = rene.list(file).await;
        assert!(asked.ends_with("/colonnes"), "{asked}");
        let list = asked.trim_end_matches("/colonnes");
        assert_eq!(rene.visitor.get(list).await.location(), asked, "nothing is shown before");
        let page = rene.page(&asked).await;
        assert!(page.contains("Colonne «\u{202f}Où\u{202f}»") && page.contains("Contient\u{202f}: Choux<") && page.contains("value=\"email\" selected"), "{page}");
        let wrong = rene.acts(&asked, "../colonnes", &[]).await;
        assert_ne!(wrong.status, DONE);
        let columns = |qui| [("colonne-0", qui), ("colonne-1", "email"), ("colonne-2", "company"), ("revision", "1")];
        let wrong = rene.visitor.post(&asked, &columns("")).await;
        assert!(wrong.status == WRONG && wrong.body.contains("Dites où sont le prénom et le nom"), "{}", wrong.body);
        let wrong = rene.visitor.post(&asked, &columns("email")).await;
        assert!(wrong.status == WRONG && wrong.body.contains("eux colonnes ne peuvent pas"), "{}", wrong.body);
        let stale = columns("given_family").map(|(name, value)| if name == "revision" { (name, "7") } else { (name, value) });
        assert_eq!(rene.visitor.post(&asked, &stale).await.status, WRONG, "not as it was seen");
        assert_eq!(rene.visitor.post(&asked, &columns("given_family")).await.location(), list);
        assert!(rene.page(list).await.contains("1 personne à inscrire."));
        // The next list with these titles asks nothing.
        let next = rene.list("QUI ;où;quoi\nKarim Benali;karim@exemple.fr;").await;
        assert!(!next.ends_with("/colonnes") && rene.page(&next).await.contains("Karim Benali"));
        // In another region, it does.
        let other = world.person("Fabienne", "Hoarau").await;
        world.give(other, BuiltIn::Manager, Over::region(world.reunion.id)).await;
        let mut fabienne = world.signed_in(other).await;
        let sent = fabienne.post(&format!("/sessions/{}/inscriptions/liste", world.foreign), &[("liste", file)]).await;
        assert!(sent.location().ends_with("/colonnes"));
        // A first line that is someone.
        let asked = rene.list("Monique;Le Bihan;\nKarim;Benali;karim@exemple.fr").await;
        let fields = [("colonne-0", "given"), ("colonne-1", "family"), ("colonne-2", "email"), ("titres", "non"), ("revision", "1")];
        let list = rene.visitor.post(&asked, &fields).await.location().to_owned();
        let shown = rene.page(&list).await;
        assert!(shown.contains("1 personne à inscrire, 1 ligne à corriger.") && shown.contains("Ligne\u{a0}1"), "{shown}");
    }

    async fn an_address_known_under_another_name_is_asked_about(engine) {
        let world = World::new(engine).await;
        let mut rene = Desk::new(&world).await;
        let list = rene.list(GOOD).await;
        rene.applies(&list).await;
        let others = "Yves;Le Bihan;monique@exemple.fr;;;\nMo;Le Bihan;monique@exemple.fr;;;\nMarie;Lopez;maria@exemple.fr;;;\nRené;Kerjean;personne1@exemple.fr;;;";
        let list = rene.list(&format!("{TITLES}\n{others}")).await;
        let shown = rene.page(&list).await;
        assert!(shown.contains("1 personne à inscrire, 3 lignes à vérifier.") && shown.contains("C’est Monique Le Bihan") && shown.contains("Compte existant"), "{shown}");
        assert!(shown.contains("Un compte existant garde son nom et son adresse"), "the list renames nobody, and that is said: {shown}");
        let monique = shown.split("name=\"ligne-3\" type=\"radio\" value=\"").nth(1).or_else(|| shown.split("name=\"ligne-3\" value=\"").nth(1));
        let monique = monique.unwrap().split('"').next().unwrap().to_owned();
        let answers = [("ligne-2", "autre"), ("ligne-3", monique.as_str()), ("ligne-4", "n’importe quoi")];
        assert_eq!(rene.acts(&list, "reponses", &answers).await.status, DONE);
        let shown = rene.page(&list).await;
        assert!(shown.contains("2 personnes à inscrire, 1 ligne à vérifier, 1 ligne ignorée."), "{shown}");
        world.scratch.clock.advance(1000);
        let shown = rene.applies(&list).await;
        assert!(shown.contains("2 inscriptions faites") && shown.contains("Adresse e-mail déjà connue sous un autre nom"), "{shown}");
        assert!(world.mail_to("monique@exemple.fr").await.text.contains("yves.lebihan"));
        assert!(world.mail_to("personne1@exemple.fr").await.text.contains("Connectez-vous"), "he has a password");
        // Two on one list who share an address nobody has yet.
        let list = rene.list(&format!("{TITLES}\nMaria;Four;four@exemple.fr;;;\nKarim;Four;four@exemple.fr;;;")).await;
        assert!(rene.page(&list).await.contains("qu’à la ligne 2"));
        rene.acts(&list, "reponses", &[("ligne-3", "autre")]).await;
        assert!(rene.applies(&list).await.contains("2 inscriptions faites"));
    }

    async fn another_regions_people_are_not_told_of(engine) {
        let world = World::new(engine).await;
        let mut rene = Desk::new(&world).await;
        let list = rene.list(GOOD).await;
        rene.applies(&list).await;
        let other = world.person("Fabienne", "Hoarau").await;
        world.give(other, BuiltIn::Manager, Over::region(world.reunion.id)).await;
        let mut fabienne = world.signed_in(other).await;
        let home = format!("/sessions/{}/inscriptions/liste", world.foreign);
        let sent = fabienne.post(&home, &[("liste", "Yves Le Bihan monique@exemple.fr")]).await;
        let shown = fabienne.get(sent.location()).await.body;
        assert!(shown.contains("1 personne à inscrire.") && shown.contains("Nouveau compte") && !shown.contains("Monique"), "{shown}");
        // A list belongs to its session.
        let id = list.rsplit('/').next().unwrap();
        assert_eq!(fabienne.get(&format!("/sessions/{}/inscriptions/listes/{id}", world.foreign)).await.status, WRONG);
        assert_eq!(fabienne.get(&list).await.status, StatusCode::NOT_FOUND);
    }

    async fn a_long_list_costs_no_more_queries_than_a_short_one(engine) {
        let world = World::new(engine).await;
        let mut rene = Desk::new(&world).await;
        let mut costs = Vec::new();
        let list = rene.list(&many(2)).await;
        rene.page(&list).await;
        for people in [3, 400] {
            let before = world.site.db().statements();
            let list = rene.list(&many(people)).await;
            rene.page(&list).await;
            costs.push(world.site.db().statements() - before);
        }
        assert_eq!(costs[0], costs[1]);
    }
}
