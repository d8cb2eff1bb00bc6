//! A list says what somebody of the session is: who joins, and who is in already; it is shown before, and may be taken back.

use platform::{both_engines, sql};

use super::Desk;
use crate::world::World;

const TITLES: &str = "Prénom;Nom;Courriel;Situation";

/// What the page of situations has chosen, in the order of names.
async fn chosen(rene: &mut Desk<'_>, world: &World) -> Vec<String> {
    let page = rene.page(&format!("/sessions/{}/situations", world.own)).await;
    let lists = page.split("<select").skip(1);
    let one = |list: &str| {
        let list = list.split("</select>").next().unwrap_or_default();
        let option = list.split("<option").find(|option| option.contains(" selected"));
        let value = option.and_then(|option| option.split("value=\"").nth(1));
        value
            .and_then(|value| value.split('"').next())
            .unwrap_or_default()
            .to_owned()
    };
    lists.map(one).collect()
}

both_engines! {
    async fn a_list_says_again_what_somebody_is(engine) {
        let world = World::new(engine).await;
        let mut rene = Desk::new(&world).await;
        let list = rene.list(&format!("{TITLES}\nMonique;Abel;monique@exemple.fr;salariée\nKarim;Benali;karim@exemple.fr;\nMaria;Lopez;maria@exemple.fr;indépendante")).await;
        rene.applies(&list).await;
        assert_eq!(chosen(&mut rene, &world).await, ["employee", "", "self_employed"]);

        let list = rene.list(&format!("{TITLES}\nMonique;Abel;monique@exemple.fr;demandeuse d’emploi\nKarim;Benali;karim@exemple.fr;apprenti\nMaria;Lopez;maria@exemple.fr;")).await;
        let shown = rene.page(&list).await;
        assert!(shown.contains("2 fiches à mettre à jour, 1 ligne ignorée."), "{shown}");
        assert!(shown.contains("Situation\u{202f}: Demandeur ou demandeuse d’emploi, au lieu de Salarié ou salariée"), "{shown}");
        assert!(shown.contains("Situation\u{202f}: Apprenti ou apprentie<") && shown.contains("Mettre à jour 2 fiches"), "{shown}");
        let done = rene.applies(&list).await;
        assert!(done.contains("2 fiches mises à jour"), "{done}");
        assert_eq!(chosen(&mut rene, &world).await, ["job_seeker", "apprentice", "self_employed"]);
        assert_eq!(world.said("standing.noted").await, 4);

        let asked = rene.page(&format!("{list}/annulation")).await;
        assert!(asked.contains("2 fiches redeviennent ce qu’elles étaient"), "{asked}");
        let undone = rene.visitor.post(&format!("{list}/annulation"), &[]).await;
        let said = rene.visitor.follow(undone.location()).await.body;
        assert!(said.contains("2 fiches remises comme avant."), "{said}");
        assert_eq!(chosen(&mut rene, &world).await, ["employee", "", "self_employed"]);
    }

    /// Who is said to be something else meanwhile stays it: a list neither writes over it nor takes it back.
    async fn what_somebody_else_said_since_stands(engine) {
        let world = World::new(engine).await;
        let mut rene = Desk::new(&world).await;
        let first = format!("{TITLES}\nMonique;Abel;monique@exemple.fr;salariée\nKarim;Benali;karim@exemple.fr;salarié");
        let list = rene.list(&first).await;
        rene.applies(&list).await;
        let second = format!("{TITLES}\nMonique;Abel;monique@exemple.fr;apprentie\nKarim;Benali;karim@exemple.fr;apprenti");
        let list = rene.list(&second).await;
        rene.applies(&list).await;
        assert_eq!(chosen(&mut rene, &world).await, ["apprentice", "apprentice"]);
        world.scratch.clock.advance(1);
        let mut tx = world.site.db().begin().await.unwrap();
        let touched = sql!("UPDATE enrolment_standings SET changed_at = changed_at + 1 WHERE enrolment_id = (SELECT e.id FROM enrolments e ORDER BY e.id LIMIT 1)");
        assert_eq!(tx.execute(touched, platform::args![]).await.unwrap(), 1);
        tx.commit().await.unwrap();
        let undone = rene.visitor.post(&format!("{list}/annulation"), &[]).await;
        let said = rene.visitor.follow(undone.location()).await.body;
        assert!(said.contains("1 fiche remise comme avant."), "{said}");
        let mut now = chosen(&mut rene, &world).await;
        now.sort();
        assert_eq!(now, ["apprentice", "employee"]);
    }
}
