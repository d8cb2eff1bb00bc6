//! René enrols a list of people: it is read, shown line by line, applied once, taken back; each manager sees their own.

use http::StatusCode;
use http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use people::roles::Over;
use platform::http::BuiltIn;
use platform::testing::{Answer, Visitor};
use platform::{args, both_engines, sql};

use crate::world::World;

const WRONG: StatusCode = StatusCode::UNPROCESSABLE_ENTITY;
const DONE: StatusCode = StatusCode::SEE_OTHER;
const DAY: i64 = 24 * 3_600_000;

const TITLES: &str = "Prénom;Nom;Courriel;Téléphone;Entreprise;Métier";
const GOOD: &str = "Prénom;Nom;Courriel;Téléphone;Entreprise;Métier
Monique;Le Bihan;monique@exemple.fr;0612345678;Aux bons choux;Pâtissière
Karim;Benali;karim@exemple.fr;;;
Maria;Lopez;maria@exemple.fr;+33 6 12 34 56 79;;Coiffeuse";

/// A manager at work on the session.
struct Desk<'a> {
    world: &'a World,
    visitor: Visitor,
}

impl<'a> Desk<'a> {
    async fn new(world: &'a World) -> Self {
        Self {
            world,
            visitor: world.signed_in(world.manager).await,
        }
    }

    fn home(&self) -> String {
        format!("/sessions/{}/inscriptions", self.world.own)
    }

    async fn sends(&mut self, name: &str, bytes: &[u8]) -> Answer {
        let home = format!("{}/liste", self.home());
        self.visitor.post_file(&home, &[], (&format!("fichier={name}"), bytes)).await
    }

    /// Sends a list that is read, and leads to its page.
    async fn list(&mut self, text: &str) -> String {
        let sent = self.sends("liste.csv", text.as_bytes()).await;
        assert_eq!(sent.status, DONE, "{}", sent.body);
        sent.location().to_owned()
    }

    async fn page(&mut self, path: &str) -> String {
        let answer = self.visitor.get(path).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.body);
        answer.body
    }

    async fn acts(&mut self, list: &str, act: &str, fields: &[(&str, &str)]) -> Answer {
        let page = self.visitor.get(list).await.body;
        let revision = page.split("name=\"revision\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
        let mut fields = fields.to_vec();
        let revision = revision.unwrap_or_default().to_owned();
        fields.push(("revision", &revision));
        self.visitor.post(&format!("{list}/{act}"), &fields).await
    }

    /// Applies a list, to its end.
    async fn applies(&mut self, list: &str) -> String {
        let done = self.acts(list, "inscription", &[]).await;
        assert_eq!(done.status, DONE, "{}", done.body);
        self.world.settle().await;
        self.page(list).await
    }

    async fn session(&mut self) -> String {
        self.page(&format!("/sessions/{}", self.world.own)).await
    }
}

impl World {
    async fn settle(&self) {
        platform::jobs::settle(&self.site, &app::rooms::handlers()).await.unwrap();
    }

    async fn count(&self, sql: platform::db::Sql) -> i64 {
        let mut tx = self.site.db().read().await.unwrap();
        tx.one(sql, args![]).await.unwrap().get("many").unwrap()
    }

    async fn enrolled(&self) -> i64 {
        self.count(sql!("SELECT COUNT(*) AS many FROM enrolments WHERE withdrawn_at IS NULL")).await
    }

    async fn said(&self, verb: &str) -> i64 {
        let mut tx = self.site.db().read().await.unwrap();
        let sql = sql!("SELECT COUNT(*) AS many FROM events WHERE verb = $1");
        tx.one(sql, args![verb]).await.unwrap().get("many").unwrap()
    }
}

/// So many people, each on a line.
fn many(people: usize) -> String {
    let word = |at: usize| ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"][at % 10];
    let line = |at: usize| format!("Maria;Lopez {}{}{};maria{at}@exemple.fr;;;", word(at / 100), word(at / 10), word(at));
    let lines: Vec<String> = (0..people).map(line).collect();
    format!("{TITLES}\n{}", lines.join("\n"))
}

both_engines! {
    async fn a_file_is_read_shown_and_applied_once(engine) {
        let world = World::new(engine).await;
        let mut rene = Desk::new(&world).await;
        let home = rene.home();
        assert!(rene.session().await.contains("Inscrire plusieurs personnes"));
        assert!(rene.page(&format!("{home}/liste")).await.contains("Envoyer un fichier"));
        let model = rene.visitor.get(&format!("{home}/modele")).await;
        assert_eq!(model.body, "\u{feff}Prénom;Nom;Adresse e-mail;Téléphone;Entreprise;Métier\r\n");
        let list = rene.list(GOOD).await;
        let shown = rene.page(&list).await;
        assert!(shown.contains("3 personnes à inscrire.") && shown.contains("Inscrire les 3 personnes"), "{shown}");
        assert!(shown.contains("0612345678") && shown.contains("Pâtissière") && !shown.contains("À corriger"), "{shown}");
        assert_eq!((world.enrolled().await, world.said("intake.sent").await), (0, 1), "nothing is done yet");

        let shown = rene.applies(&list).await;
        assert!(shown.contains("3 inscriptions faites") && !shown.contains("Télécharger les lignes"), "{shown}");
        assert!(rene.session().await.contains("Karim Benali"));
        let mail = world.mail_to("maria@exemple.fr").await;
        assert_eq!((mail.from_name.as_str(), mail.to_name.as_str()), ("René Kerjean, CMA Bretagne", "Maria Lopez"));
        assert!(world.link_to("maria@exemple.fr", "/activation/").await.len() > 20);
        assert!(world.course_mail_to("maria@exemple.fr").await.text.contains("Bienvenue dans le parcours"));

        // Pressed again, or run again: it is done once.
        let fields = [("revision", "1")];
        assert_eq!(rene.visitor.post(&format!("{list}/inscription"), &fields).await.status, DONE);
        world.settle().await;
        assert_eq!((world.enrolled().await, world.said("intake.applied").await), (3, 1));
        assert_eq!(world.count(sql!("SELECT COUNT(*) AS many FROM mails")).await, 6);
        let again = rene.list(GOOD).await;
        let shown = rene.page(&again).await;
        assert!(shown.contains("Personne à inscrire, 3 lignes ignorées.") && shown.contains("Déjà dans la session"), "{shown}");
    }

    async fn each_fault_says_how_to_mend_it(engine) {
        let world = World::new(engine).await;
        let mut rene = Desk::new(&world).await;
        let faulty = "Monique;Le Bihan;monique.exemple.fr;;;\nKarim;;karim@exemple.fr;06;;\nMaria;Lopez\n=A1;Lopez;m@exemple.fr;;;\nMaria;Lopez;maria@exemple.fr;;;\nmaria;LOPEZ;Maria@exemple.fr;;;";
        let list = rene.list(&format!("{TITLES}\n{faulty}")).await;
        let shown = rene.page(&list).await;
        assert!(shown.contains("1 personne à inscrire, 4 lignes à corriger, 1 ligne ignorée."), "{shown}");
        for said in ["Ligne 2", "il manque l’arobase", "Nom\u{202f}: à remplir", "Téléphone\u{202f}: dix chiffres", "2 colonnes au lieu de 6", "Même personne qu’à la ligne 6"] {
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
            ("liste.csv", long.as_bytes(), "5\u{202f}001 personnes"),
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
        assert!(page.contains("Colonne «\u{202f}Où\u{202f}»") && page.contains("Contient\u{202f}: Choux…") && page.contains("value=\"email\" selected"), "{page}");
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
        assert!(shown.contains("1 personne à inscrire, 1 ligne à corriger.") && shown.contains("Ligne 1"), "{shown}");
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

    async fn each_manager_sees_their_own_list(engine) {
        let world = World::new(engine).await;
        let mut rene = Desk::new(&world).await;
        let list = rene.list(GOOD).await;
        let mut other = world.signed_in(world.someone(BuiltIn::Manager).await).await;
        let home = format!("{}/liste", rene.home());
        for path in [list.clone(), format!("{list}/refus"), format!("{list}/colonnes")] {
            let answer = other.get(&path).await;
            assert!(answer.status == WRONG && answer.body.contains("seule la personne qui l’a envoyée") && !answer.body.contains("Karim"), "{path}: {}", answer.body);
        }
        assert_eq!(other.post(&format!("{list}/inscription"), &[("revision", "1")]).await.status, WRONG);
        assert!(!other.get(&home).await.body.contains("René Kerjean"), "what he has only begun is his");
        rene.applies(&list).await;
        let shown = other.get(&home).await.body;
        assert!(shown.contains("René Kerjean") && shown.contains("Faite") && !shown.contains("Voir</a>"), "{shown}");
        assert!(other.get(&format!("{list}/annulation")).await.body.contains("3 personnes quittent"));
        // Who only accompanies the session can't.
        let mut tutor = world.signed_in(world.someone(BuiltIn::Tutor).await).await;
        assert_eq!(tutor.get(&home).await.status, StatusCode::FORBIDDEN);
    }

    async fn what_changed_meanwhile_is_checked_again(engine) {
        let world = World::new(engine).await;
        let mut rene = Desk::new(&world).await;
        let list = rene.list(GOOD).await;
        assert!(rene.page(&list).await.contains("Inscrire les 3 personnes"));
        let form = [("prenom", "Karim"), ("nom", "Benali"), ("courriel", "karim@exemple.fr")];
        rene.visitor.post(&format!("/sessions/{}/inscriptions", world.own), &form).await;
        let someone = [("prenom", "Rosa"), ("nom", "Lopez"), ("courriel", "maria@exemple.fr")];
        rene.visitor.post(&format!("/sessions/{}/inscriptions", world.own), &someone).await;
        let shown = rene.applies(&list).await;
        assert!(shown.contains("1 inscription faite") && shown.contains("déjà connue sous un autre nom"), "{shown}");
        assert_eq!(world.enrolled().await, 3, "Karim once, Rosa, Monique");
        let home = format!("{}/liste", rene.home());
        let list = rene.list("Prénom;Nom;Mail\nMaria;Autre;autre@exemple.fr").await;
        world.scratch.clock.advance(30 * DAY);
        rene.visitor = world.signed_in(world.manager).await;
        assert!(rene.visitor.post(&home, &[("liste", "Maria Autre autre@exemple.fr")]).await.body.contains("La session est terminée"));
        assert_eq!(rene.visitor.get(&list).await.status, WRONG, "its day is over");
    }

    async fn two_at_once_apply_a_list_once(engine) {
        let world = World::new(engine).await;
        let mut rene = Desk::new(&world).await;
        let list = rene.list(GOOD).await;
        let (mut a, mut b) = (rene.visitor.clone(), rene.visitor.clone());
        let path = format!("{list}/inscription");
        let fields = [("revision", "1")];
        let (first, second) = tokio::join!(a.post(&path, &fields), b.post(&path, &fields));
        assert_eq!((first.status, second.status), (DONE, DONE), "{} {}", first.body, second.body);
        world.settle().await;
        assert_eq!((world.enrolled().await, world.said("intake.applied").await), (3, 1));
        assert_eq!(world.count(sql!("SELECT COUNT(*) AS many FROM people")).await, 4, "and nobody twice");
    }

    async fn a_long_list_goes_on_by_itself(engine) {
        let world = World::new(engine).await;
        let mut rene = Desk::new(&world).await;
        let list = rene.list(&many(120)).await;
        let shown = rene.page(&list).await;
        assert!(shown.contains("Inscrire les 120 personnes") && shown.contains("1 à 100 sur 120"), "{shown}");
        assert!(rene.page(&format!("{list}?page=2")).await.contains("101 à 120 sur 120"));
        assert_eq!(rene.acts(&list, "inscription", &[]).await.status, DONE);
        let shown = rene.page(&list).await;
        assert!(shown.contains("Inscription en cours") && shown.contains("0 sur 120"), "{shown}");
        assert!(rene.page(&format!("{}/liste", rene.home())).await.contains("En cours"));
        world.settle().await;
        assert!(rene.page(&list).await.contains("120 inscriptions faites"));
        assert_eq!(world.enrolled().await, 120);
    }

    async fn who_lost_the_right_enrols_nobody_more(engine) {
        let world = World::new(engine).await;
        let other = world.someone(BuiltIn::Manager).await;
        let mut desk = Desk::new(&world).await;
        desk.visitor = world.signed_in(other).await;
        let list = desk.list(&many(60)).await;
        assert_eq!(desk.acts(&list, "inscription", &[]).await.status, DONE);
        let mut tx = world.site.db().begin().await.unwrap();
        tx.execute(sql!("DELETE FROM grants WHERE person_id = $1"), args![other]).await.unwrap();
        tx.commit().await.unwrap();
        world.settle().await;
        assert_eq!(world.enrolled().await, 0);
        let mut rene = Desk::new(&world).await;
        let shown = rene.page(&format!("{}/liste", rene.home())).await;
        assert!(shown.contains("Faite") && shown.contains(">60<"), "{shown}");
    }

    async fn a_list_is_taken_back_but_for_who_has_begun(engine) {
        let world = World::new(engine).await;
        let mut rene = Desk::new(&world).await;
        let list = rene.list(GOOD).await;
        assert_eq!(rene.visitor.get(&format!("{list}/annulation")).await.status, WRONG, "nothing to take back yet");
        assert!(rene.applies(&list).await.contains("Annuler cet import"));
        let link = world.link_to("maria@exemple.fr", "/activation/").await;
        let mut tx = world.site.db().read().await.unwrap();
        let enrolled = training::enrolment::of_session(&mut tx, &world.site, world.own).await.unwrap();
        drop(tx);
        let directory = people::directory::Directory::of(&world.site).unwrap();
        let mut monique = None;
        for one in &enrolled {
            let card = directory.card(&world.site, one.enrolment.person).await.unwrap();
            if card.given_name == "Monique" { monique = Some(one.enrolment.id) }
        }
        let step = world.steps().await[1].id;
        let mark = format!("/inscriptions/{}/etapes/{step}/validation", monique.unwrap());
        assert_eq!(rene.visitor.post(&mark, &[("date", "2026-11-02")]).await.status, DONE);

        let asked = rene.page(&format!("{list}/annulation")).await;
        assert!(asked.contains("2 personnes quittent") && asked.contains("<li>Monique Le Bihan</li>"), "{asked}");
        let done = rene.visitor.post(&format!("{list}/annulation"), &[]).await;
        let shown = rene.visitor.follow(done.location()).await.body;
        assert!(shown.contains("2 inscriptions annulées. Monique Le Bihan a déjà commencé") && !shown.contains("Karim Benali"), "{shown}");
        assert_eq!((world.enrolled().await, world.said("enrolment.withdrawn").await, world.said("intake.undone").await), (1, 2, 1));
        assert_eq!(world.visitor().get(&format!("/activation/{link}")).await.status, StatusCode::GONE);
        let still = world.link_to("monique@exemple.fr", "/activation/").await;
        assert_eq!(world.visitor().get(&format!("/activation/{still}")).await.status, StatusCode::OK, "hers still serves");
        assert_eq!(rene.visitor.post(&format!("{list}/annulation"), &[]).await.status, WRONG, "once");
        assert!(rene.page(&list).await.contains("Import annulé"));
        assert!(rene.page(&format!("{}/liste", rene.home())).await.contains("Annulée, 1 personne gardée"));

        // The same list again: the two come back under their accounts.
        let list = rene.list(GOOD).await;
        let shown = rene.page(&list).await;
        assert!(shown.contains("2 personnes à inscrire, 1 ligne ignorée.") && shown.contains("Compte existant"), "{shown}");
        rene.applies(&list).await;
        world.scratch.clock.advance(DAY);
        rene.visitor = world.signed_in(world.manager).await;
        let late = rene.visitor.get(&format!("{list}/annulation")).await;
        assert!(late.status == WRONG && late.body.contains("vingt-quatre heures"), "{}", late.body);
    }

    async fn someone_invited_elsewhere_keeps_their_link(engine) {
        let world = World::new(engine).await;
        let mut rene = Desk::new(&world).await;
        let list = rene.list(GOOD).await;
        rene.applies(&list).await;
        world.scratch.clock.advance(1000);
        let form = [("prenom", "Maria"), ("nom", "Lopez"), ("courriel", "maria@exemple.fr")];
        rene.visitor.post(&format!("/sessions/{}/inscriptions", world.other), &form).await;
        let link = world.link_to("maria@exemple.fr", "/activation/").await;
        assert_eq!(rene.visitor.post(&format!("{list}/annulation"), &[]).await.status, DONE);
        assert_eq!(world.visitor().get(&format!("/activation/{link}")).await.status, StatusCode::OK);
    }

    async fn what_a_list_says_is_forgotten_after_a_day(engine) {
        let world = World::new(engine).await;
        let mut rene = Desk::new(&world).await;
        let applied = rene.list(GOOD).await;
        rene.applies(&applied).await;
        let read = rene.list("Prénom;Nom;Mail\nMaria;Autre;autre@exemple.fr").await;
        let keys = || async {
            let id: uuid::Uuid = read.rsplit('/').next().unwrap().parse().unwrap();
            world.site.keys().find(id, platform::keys::Class::Shared).await.unwrap().is_some()
        };
        assert!(keys().await);
        world.scratch.clock.advance(DAY + 1000);
        rene.visitor = world.signed_in(world.manager).await;
        for list in [&applied, &read] {
            assert_eq!(rene.visitor.get(list).await.status, WRONG);
        }
        world.settle().await;
        assert_eq!(world.count(sql!("SELECT COUNT(*) AS many FROM intakes WHERE content IS NOT NULL")).await, 0);
        assert_eq!(world.count(sql!("SELECT COUNT(*) AS many FROM intakes")).await, 1, "what was done stays known");
        assert!(!keys().await, "nor do backups say it");
        let shown = rene.page(&format!("{}/liste", rene.home())).await;
        assert!(shown.contains("Faite") && !shown.contains("/listes/"), "{shown}");
    }

    async fn what_is_exported_is_read_back(engine) {
        let world = World::new(engine).await;
        let mut rene = Desk::new(&world).await;
        let shared = format!("{GOOD}\nRosa;Lopez;maria@exemple.fr;;\"Lopez; Lopez\";");
        let list = rene.list(&shared).await;
        rene.acts(&list, "reponses", &[("ligne-5", "autre")]).await;
        rene.applies(&list).await;
        assert!(rene.session().await.contains("Exporter la liste"));
        let path = format!("{}/export", rene.home());
        let file = rene.visitor.post(&path, &[]).await;
        assert_eq!(file.headers[CONTENT_TYPE], "text/csv; charset=utf-8");
        assert!(file.body.starts_with("\u{feff}Prénom;Nom;") && file.body.contains("+33 6 12 34 56 79") && file.body.contains("\"Lopez; Lopez\""), "{}", file.body);
        assert_eq!(world.said("session.exported").await, 1);
        let again = rene.sends("export.csv", &file.bytes).await;
        let shown = rene.page(again.location()).await;
        assert!(shown.contains("Personne à inscrire, 4 lignes ignorées."), "{shown}");
        // Who accompanies the session sees its people, and takes them along; a learner doesn't.
        let mut tutor = world.signed_in(world.someone(BuiltIn::Tutor).await).await;
        assert_eq!(tutor.post(&path, &[]).await.status, StatusCode::OK);
        let mut learner = world.signed_in(world.someone(BuiltIn::Learner).await).await;
        assert_eq!(learner.post(&path, &[]).await.status, StatusCode::FORBIDDEN);
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
