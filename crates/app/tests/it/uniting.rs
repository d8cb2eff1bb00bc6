//! Somebody known in two regions has one account once they say so, and only they can: by the link of the second, never used, and the
//! password of the first.

use http::StatusCode;
use people::roles::Over;
use platform::http::BuiltIn;
use platform::ids::RegionId;
use platform::testing::{Answer, Visitor};
use platform::{PersonId, args, both_engines, jobs, sql};
use training::enrolment::EnrolmentId;
use training::sessions::SessionId;

use crate::two_regions::Theirs;
use crate::world::{PASSWORD, World};

const DONE: StatusCode = StatusCode::SEE_OTHER;
const WRONG: StatusCode = StatusCode::UNPROCESSABLE_ENTITY;
const GONE: StatusCode = StatusCode::GONE;

/// The offer, as the page of the link makes it.
const OFFER: &str = "J’ai déjà un compte";

/// Monique of La Réunion, whom René has just enrolled in Bretagne.
pub struct Twice {
    pub theirs: Theirs,
    pub pending: PersonId,
    pub enrolment: EnrolmentId,
    pub link: String,
}

/// René types somebody.
pub async fn types(rene: &mut Visitor, session: SessionId, email: &str, more: &[(&str, &str)]) -> Answer {
    let typed = [("prenom", "Monique"), ("nom", "Le Bihan"), ("courriel", email)];
    let typed = [typed.as_slice(), more].concat();
    rene.post(&format!("/sessions/{session}/inscriptions"), &typed)
        .await
}

/// Who is in a session.
async fn inside(world: &World, session: SessionId) -> Vec<(EnrolmentId, PersonId)> {
    let mut tx = world.site.db().read().await.unwrap();
    let all = training::enrolment::of_session(&mut tx, &world.site, session)
        .await
        .unwrap();
    let one = |line: &training::enrolment::Enrolled| (line.enrolment.id, line.enrolment.person);
    all.iter().map(one).collect()
}

impl Twice {
    pub async fn new(world: &World, rene: &mut Visitor) -> Self {
        let theirs = Theirs::new(world).await;
        let answer = types(rene, world.own, &theirs.email, &[("situation", "employee")]).await;
        assert_eq!(answer.status, DONE, "{}", answer.body);
        let all = inside(world, world.own).await;
        assert!(all.len() == 1 && all[0].1 != theirs.person, "{all:?}");
        let link = format!(
            "/activation/{}",
            world.link_to(&theirs.email, "/activation/").await
        );
        Self {
            pending: all[0].1,
            enrolment: all[0].0,
            link,
            theirs,
        }
    }

    /// René enrols Karim, who shares the mailbox of Monique.
    async fn of_another(world: &World, rene: &mut Visitor) -> Self {
        let theirs = Theirs::new(world).await;
        let typed = [
            ("prenom", "Karim"),
            ("nom", "Haddad"),
            ("courriel", theirs.email.as_str()),
        ];
        let answer = rene
            .post(&format!("/sessions/{}/inscriptions", world.own), &typed)
            .await;
        assert_eq!(answer.status, DONE, "{}", answer.body);
        let all = inside(world, world.own).await;
        let token = world.link_to(&theirs.email, "/activation/").await;
        Self {
            pending: all[0].1,
            enrolment: all[0].0,
            link: format!("/activation/{token}"),
            theirs,
        }
    }

    /// She signs in with the account that she has, from the link.
    pub async fn unites(&self, visitor: &mut Visitor, password: &str) -> Answer {
        self.says(visitor, password, &[]).await
    }

    /// The same, and what she ticks.
    async fn says(&self, visitor: &mut Visitor, password: &str, more: &[(&str, &str)]) -> Answer {
        let typed = [
            ("identifiant", self.theirs.email.as_str()),
            ("mot_de_passe", password),
        ];
        let typed = [typed.as_slice(), more].concat();
        visitor.post(&format!("{}/compte", self.link), &typed).await
    }
}

/// Whether two accounts became one.
async fn united(world: &World) -> bool {
    let mut tx = world.site.db().read().await.unwrap();
    let rows = tx
        .all(sql!("SELECT former_id FROM united_accounts"), args![])
        .await
        .unwrap();
    !rows.is_empty()
}

both_engines! {
    async fn the_link_of_the_second_account_leads_into_the_first(engine) {
        let world = World::new(engine).await;
        let mut rene = world.signed_in(world.manager).await;
        let twice = Twice::new(&world, &mut rene).await;
        let mut monique = world.visitor();
        let page = monique.get(&twice.link).await.body;
        assert!(page.contains(OFFER) && page.contains(&format!("{}/compte", twice.link)), "{page}");
        let asked = monique.get(&format!("{}/compte", twice.link)).await.body;
        assert!(asked.contains("CMA Bretagne") && asked.contains(&twice.theirs.email), "{asked}");
        assert!(!asked.contains("La Réunion") && !asked.contains(&format!("{}<", twice.theirs.login)), "nothing of the other account: {asked}");
        let before = twice.unites(&mut monique, "une phrase qui n’est pas la sienne").await;
        assert!(before.status == WRONG && !united(&world).await, "{}", before.body);

        let answer = twice.unites(&mut monique, PASSWORD).await;
        assert_eq!(answer.status, DONE, "{}", answer.body);
        let home = monique.follow(answer.location()).await.body;
        for course in [world.own, world.foreign] {
            let mine = inside(&world, course).await;
            assert!(mine.len() == 1 && mine[0].1 == twice.theirs.person, "{mine:?}");
            assert!(home.contains(&format!("/mes-parcours/{}", mine[0].0)), "{home}");
        }
        assert_eq!(inside(&world, world.own).await[0].0, twice.enrolment, "the enrolment itself, and all that is done under it");
        let account = monique.get("/mon-compte").await.body;
        assert!(account.contains("CMA La Réunion, CMA Bretagne"), "{account}");

        // The other account is no more: neither its link, nor a new one, nor its login.
        for dead in [monique.get(&twice.link).await, world.visitor().get(&format!("{}/compte", twice.link)).await, twice.unites(&mut world.visitor(), PASSWORD).await] {
            assert_eq!(dead.status, GONE, "{}", dead.body);
        }
        let (other, _) = world.sign_in("monique.lebihan2", PASSWORD).await;
        assert!(!other.signed_in());
        let (same, answer) = world.sign_in(&twice.theirs.email, PASSWORD).await;
        assert!(same.signed_in(), "{}", answer.body);
    }

    async fn both_regions_and_the_journal_are_told(engine) {
        let world = World::new(engine).await;
        let mut rene = world.signed_in(world.manager).await;
        let twice = Twice::new(&world, &mut rene).await;
        assert_eq!(twice.unites(&mut world.visitor(), PASSWORD).await.status, DONE);
        let mut tx = world.site.db().read().await.unwrap();
        let told = sql!("SELECT region_id, person_id, actor_id FROM events WHERE verb = 'person.united' ORDER BY id");
        let told: Vec<(RegionId, PersonId, PersonId)> = tx.all(told, args![]).await.unwrap().iter()
            .map(|row| (row.get("region_id").unwrap(), row.get("person_id").unwrap(), row.get("actor_id").unwrap()))
            .collect();
        let her = twice.theirs.person;
        assert_eq!(told, [(world.bretagne.id, twice.pending, her), (world.reunion.id, her, her)]);
        let line = sql!("SELECT person_id, object_id, region_id FROM journal WHERE action = 'uniting' AND outcome = 'done'");
        let line = tx.one(line, args![]).await.unwrap();
        assert_eq!(line.get::<PersonId>("person_id").unwrap(), her);
        assert_eq!(line.get::<PersonId>("object_id").unwrap(), twice.pending);
        assert_eq!(line.get::<RegionId>("region_id").unwrap(), world.bretagne.id);
    }

    async fn each_region_goes_on_seeing_what_is_its_own(engine) {
        let world = World::new(engine).await;
        let mut rene = world.signed_in(world.manager).await;
        let twice = Twice::new(&world, &mut rene).await;
        assert_eq!(twice.unites(&mut world.visitor(), PASSWORD).await.status, DONE);
        let fabienne = world.person("Fabienne", "Hoarau").await;
        world.give(fabienne, BuiltIn::Manager, Over::region(world.reunion.id)).await;
        let mut fabienne = world.signed_in(fabienne).await;
        let there = inside(&world, world.foreign).await[0].0;
        let pages = |enrolment: EnrolmentId, session: SessionId| {
            [format!("/inscriptions/{enrolment}"), format!("/sessions/{session}"), format!("/inscriptions/{enrolment}/fiche"), format!("/inscriptions/{enrolment}/retrait")]
        };
        for path in pages(there, world.foreign) {
            assert_eq!(rene.get(&path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
        for path in pages(twice.enrolment, world.own) {
            assert_eq!(fabienne.get(&path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
        for path in [format!("/sessions/{}", world.own), format!("/inscriptions/{}", twice.enrolment)] {
            let page = rene.get(&path).await;
            assert!(page.body.contains("Monique Le Bihan"), "{path}: {}", page.body);
            assert!(!page.body.contains("Réunion") && !page.body.contains(&there.to_string()), "{path}: {}", page.body);
        }
        // Her card is held by the region that made her account: the other one is told whom to ask.
        let card = rene.get(&format!("/inscriptions/{}/fiche", twice.enrolment)).await;
        assert!(card.body.contains("tenu par une autre région") && !card.body.contains("Réunion"), "{}", card.body);
        let card = fabienne.get(&format!("/inscriptions/{there}/fiche")).await;
        assert_eq!(card.status, StatusCode::OK, "{}", card.body);
    }

    async fn she_is_found_afterwards_whichever_way_she_comes(engine) {
        let world = World::new(engine).await;
        let mut rene = world.signed_in(world.manager).await;
        let twice = Twice::new(&world, &mut rene).await;
        assert_eq!(twice.unites(&mut world.visitor(), PASSWORD).await.status, DONE);
        let her = twice.theirs.person;
        assert_eq!(types(&mut rene, world.other, &twice.theirs.email, &[]).await.status, DONE);
        let found = inside(&world, world.other).await;
        assert!(found.len() == 1 && found[0].1 == her, "by the form: {found:?}");
        assert_eq!(types(&mut rene, world.other, &twice.theirs.email, &[]).await.status, WRONG, "and not twice");
        world.withdraw(found[0].0).await;

        let list = format!("Prénom;Nom;Courriel;Téléphone\nMonique;Le Bihan;{};02 99 00 00 00", twice.theirs.email);
        let home = format!("/sessions/{}/inscriptions/liste", world.other);
        let sent = rene.post_file(&home, &[], ("fichier=liste.csv", list.as_bytes())).await;
        let path = sent.location().to_owned();
        let page = rene.get(&path).await;
        let revision = page.body.split("name=\"revision\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
        let revision = revision.unwrap_or_default().to_owned();
        assert_eq!(rene.post(&format!("{path}/inscription"), &[("revision", &revision)]).await.status, DONE);
        jobs::settle(&world.site, &app::rooms::handlers()).await.unwrap();
        let found = inside(&world, world.other).await;
        assert!(found.len() == 1 && found[0].1 == her, "by a list: {found:?}");
        let card = people::directory::Directory::of(&world.site).unwrap().card(&world.site, her).await.unwrap();
        assert_eq!(card.phone, None, "a list doesn't put right what another region holds");
        world.withdraw(found[0].0).await;

        let choice = format!("{}/{}", world.course, world.other);
        let id = crate::requests::sends(&mut rene, &world, world.bretagne.id.0, &choice, &twice.theirs.email).await;
        assert_eq!(rene.post(&format!("/demandes/{id}/signature"), &[]).await.status, DONE);
        world.scratch.clock.advance(1000);
        let enrol = format!("/sessions/{}/inscriptions/demande", world.other);
        let answer = rene.post(&enrol, &[("demande", &id.to_string())]).await;
        assert_eq!(answer.status, DONE, "{}", answer.body);
        let found = inside(&world, world.other).await;
        assert!(found.len() == 1 && found[0].1 == her, "by a request: {found:?}");
    }

    /// Nothing is offered to who has no other account to unite with, or has begun to use both.
    async fn what_cannot_be_one_is_not_offered(engine) {
        let world = World::new(engine).await;
        let mut rene = world.signed_in(world.manager).await;
        assert_eq!(types(&mut rene, world.other, "karim@exemple.fr", &[]).await.status, DONE);
        let alone = format!("/activation/{}", world.link_to("karim@exemple.fr", "/activation/").await);
        let twice = Twice::new(&world, &mut rene).await;
        let page = world.visitor().get(&alone).await;
        assert!(page.status == StatusCode::OK && !page.body.contains(OFFER), "{}", page.body);
        let asked = world.visitor().get(&format!("{alone}/compte")).await;
        assert_eq!((asked.status, asked.location()), (DONE, alone.as_str()));
        let typed = [("identifiant", twice.theirs.login.as_str()), ("mot_de_passe", PASSWORD)];
        let posted = world.visitor().post(&format!("{alone}/compte"), &typed).await;
        assert!(posted.status == DONE && posted.location() == alone && !united(&world).await, "somebody else's account takes nobody in");

        let own = "quatre chats font la ronde";
        let chosen = [("mot_de_passe", own), ("confirmation", own)];
        let used = world.visitor().post(&twice.link, &chosen).await;
        assert_eq!(used.status, DONE, "{}", used.body);
        assert_eq!(twice.unites(&mut world.visitor(), PASSWORD).await.status, GONE);
        assert!(!united(&world).await);
    }

    /// An account that gives rights over others is joined by nobody's link.
    async fn rights_over_others_do_not_pass(engine) {
        let world = World::new(engine).await;
        let mut rene = world.signed_in(world.manager).await;
        let twice = Twice::new(&world, &mut rene).await;
        world.give(twice.pending, BuiltIn::Tutor, Over::session(world.own.0, world.bretagne.id)).await;
        assert!(!world.visitor().get(&twice.link).await.body.contains(OFFER));
        assert_eq!(twice.unites(&mut world.visitor(), PASSWORD).await.location(), twice.link);
        assert!(!united(&world).await);
    }

    async fn tries_are_slowed_as_those_of_any_sign_in(engine) {
        let world = World::new(engine).await;
        let mut rene = world.signed_in(world.manager).await;
        let twice = Twice::new(&world, &mut rene).await;
        let mut monique = world.visitor();
        let mut said = String::new();
        for _ in 0..12 {
            said = twice.unites(&mut monique, "ce n’est toujours pas la bonne").await.body;
        }
        assert!(said.contains("réessayez dans") || said.contains("Trop d’essais"), "{said}");
        let right = twice.unites(&mut monique, PASSWORD).await;
        assert!(right.status == WRONG && !united(&world).await, "the right one waits too: {}", right.body);
        let (signed, _) = world.sign_in(&twice.theirs.login, PASSWORD).await;
        assert!(!signed.signed_in(), "they are the tries of one account");
    }

    /// Two accounts in one session would be two people in it: nothing is written, and why is said.
    async fn two_places_in_one_session_are_not_made_one(engine) {
        let world = World::new(engine).await;
        let mut rene = world.signed_in(world.manager).await;
        let twice = Twice::new(&world, &mut rene).await;
        let there = world.enrol(twice.theirs.person, world.own).await;
        let mut monique = world.visitor();
        // The password is the right one: it isn't counted, however many times.
        for withdrawn in [false, true] {
            for _ in 0..6 {
                let answer = twice.unites(&mut monique, PASSWORD).await;
                assert!(answer.status == WRONG && !united(&world).await, "{}", answer.body);
                for said in ["figure déjà, ou a figuré, dans", "Dites-le à CMA Bretagne"] {
                    assert!(answer.body.contains(said), "withdrawn {withdrawn}: {}", answer.body);
                }
            }
            if !withdrawn {
                world.withdraw(there).await;
            }
        }
        assert_eq!(monique.get("/mes-parcours").await.status, world.visitor().get("/mes-parcours").await.status, "nobody is let in");
        let (signed, answer) = world.sign_in(&twice.theirs.login, PASSWORD).await;
        assert!(signed.signed_in(), "{}", answer.body);
        assert_eq!(world.visitor().get(&twice.link).await.status, StatusCode::OK, "the link still serves");
    }

    /// A mailbox that two people share: the one whose link it isn't is told whose it is, and nothing passes unless they say to be both.
    async fn the_link_of_another_name_asks_who_one_is(engine) {
        let world = World::new(engine).await;
        let mut rene = world.signed_in(world.manager).await;
        let twice = Twice::of_another(&world, &mut rene).await;
        let mut monique = world.visitor();
        let asked = monique.get(&format!("{}/compte", twice.link)).await.body;
        assert!(asked.contains("Ce lien est celui de <strong>Karim Haddad</strong>"), "{asked}");
        let ask = "Je suis bien Karim Haddad";
        assert!(!asked.contains(ask), "not asked of everybody: {asked}");
        let wrong = twice.unites(&mut monique, "une phrase qui n’est pas la sienne").await;
        assert!(wrong.status == WRONG && !wrong.body.contains(ask), "nor before the password: {}", wrong.body);
        // Not a failed sign-in, however many times.
        for _ in 0..6 {
            let answer = twice.unites(&mut monique, PASSWORD).await;
            assert!(answer.status == WRONG && answer.body.contains(ask) && !united(&world).await, "{}", answer.body);
            assert!(answer.body.contains(&format!("value=\"{}\"", twice.theirs.email)), "what was typed is kept: {}", answer.body);
            assert!(!answer.body.contains(PASSWORD), "but the password: {}", answer.body);
            assert!(!answer.body.contains("Le Bihan"), "nothing of the other card: {}", answer.body);
        }
        let ticked = [("cestmoi", "oui")];
        let wrong = twice.says(&mut monique, "une phrase qui n’est pas la sienne", &ticked).await;
        assert!(wrong.status == WRONG && wrong.body.contains("value=\"oui\" checked"), "{}", wrong.body);
        let answer = twice.says(&mut monique, PASSWORD, &ticked).await;
        assert!(answer.status == DONE && united(&world).await, "{}", answer.body);
    }

    /// The account that stays is told: who shares the mailbox reads it too.
    async fn who_stays_is_told_by_mail(engine) {
        let world = World::new(engine).await;
        let mut rene = world.signed_in(world.manager).await;
        let twice = Twice::of_another(&world, &mut rene).await;
        let email = twice.theirs.email.as_str();
        assert_eq!(twice.unites(&mut world.visitor(), PASSWORD).await.status, WRONG);
        let mails = |list: Vec<platform::mail::mailbox::Opened>| list.into_iter().filter(|mail| mail.kind == "uniting").count();
        assert_eq!(mails(platform::mail::mailbox::list(&world.site).await.unwrap()), 0, "nothing was done");
        assert_eq!(twice.says(&mut world.visitor(), PASSWORD, &[("cestmoi", "oui")]).await.status, DONE);
        let mail = world.mail_where(email, |kind| kind == "uniting").await;
        assert_eq!(mail.subject, "Vos deux comptes n’en font plus qu’un");
        for said in ["Bonjour Monique,", "CMA Bretagne", "Karim Haddad", twice.theirs.login.as_str(), "Si ce n’est pas vous, répondez à", "/mes-parcours"] {
            assert!(mail.text.contains(said) && mail.html.contains(said), "{said}: {}", mail.text);
        }
        assert!(!mail.text.contains("Facebook"), "no session: {}", mail.text);
        let told = platform::mail::mailbox::list(&world.site).await.unwrap();
        assert!(told.iter().any(|mail| mail.kind == "uniting" && mail.person == twice.theirs.person));
        assert_eq!(mails(told), 1);
    }

    /// Who read the account before it closed, and writes after: it passes too.
    async fn what_was_being_written_passes_a_little_later(engine) {
        let world = World::new(engine).await;
        let mut rene = world.signed_in(world.manager).await;
        let twice = Twice::new(&world, &mut rene).await;
        assert_eq!(twice.unites(&mut world.visitor(), PASSWORD).await.status, DONE);
        world.enrol(twice.pending, world.other).await;
        world.scratch.clock.advance(121_000);
        jobs::settle(&world.site, &app::rooms::handlers()).await.unwrap();
        let found = inside(&world, world.other).await;
        assert!(found.len() == 1 && found[0].1 == twice.theirs.person, "{found:?}");
    }

    /// Who was enrolled under the account as it closed, where the one that stays has a place: it is the one that counts, and the rest
    /// passes all the same.
    async fn a_place_given_twice_meanwhile_is_one(engine) {
        let world = World::new(engine).await;
        let mut rene = world.signed_in(world.manager).await;
        let twice = Twice::new(&world, &mut rene).await;
        let before = inside(&world, world.foreign).await;
        assert_eq!(twice.unites(&mut world.visitor(), PASSWORD).await.status, DONE);
        world.withdraw(before[0].0).await;
        for session in [world.own, world.foreign, world.other] {
            world.enrol(twice.pending, session).await;
        }
        world.scratch.clock.advance(121_000);
        jobs::settle(&world.site, &app::rooms::handlers()).await.unwrap();
        assert_eq!(inside(&world, world.own).await, [(twice.enrolment, twice.theirs.person)], "as before");
        assert_eq!(inside(&world, world.foreign).await, before, "back, as their manager wanted");
        let found = inside(&world, world.other).await;
        assert!(found.len() == 1 && found[0].1 == twice.theirs.person, "{found:?}");
        let page = rene.get(&format!("/sessions/{}", world.own)).await.body;
        assert!(page.contains("Le Bihan") && !page.contains("id=\"retirees\""), "nobody left: {page}");
    }
}
