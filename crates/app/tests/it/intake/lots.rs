//! A list is worked through by lots: its statements are as many for twenty people as for ten.

use platform::{args, both_engines, sql};

use super::{DONE, Desk};
use crate::world::World;

const TITLES: &str = "Prénom;Nom;Courriel;Métier;Situation";

/// So many people of a trade, who are this.
fn people(many: u8, trade: &str, standing: &str) -> String {
    let line = |at: u8| {
        let letter = char::from(b'a' + at % 26);
        let name = format!("Lopez {letter}{}", if at < 26 { "x" } else { "y" });
        format!("Maria;{name};maria{at}@exemple.fr;{trade};{standing}")
    };
    let lines: Vec<String> = (0..many).map(line).collect();
    format!("{TITLES}\n{}", lines.join("\n"))
}

/// What applying a list costs, all of whose lines do something.
async fn cost(rene: &mut Desk<'_>, list: String) -> u64 {
    let list = rene.list(&list).await;
    let page = rene.page(&list).await;
    assert!(!page.contains("ignorée"), "{page}");
    let before = rene.world.site.db().statements();
    assert_eq!(rene.acts(&list, "inscription", &[]).await.status, DONE);
    rene.world.site.db().statements() - before
}

/// Everybody leaves the session.
async fn all_leave(world: &World) {
    let mut tx = world.site.db().begin().await.unwrap();
    tx.execute(sql!("UPDATE enrolments SET withdrawn_at = 1"), args![])
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

both_engines! {
    async fn twenty_people_cost_as_many_statements_as_ten(engine) {
        let world = World::new(engine).await;
        let mut rene = Desk::new(&world).await;
        let new = cost(&mut rene, people(10, "Coiffeuse", "salariée")).await;
        // Ten are in already, ten join; then ten change, then twenty.
        let more = cost(&mut rene, people(20, "Barbière", "salariée")).await;
        let changed = [
            cost(&mut rene, people(10, "Pâtissière", "apprentie")).await,
            cost(&mut rene, people(20, "Boulangère", "indépendante")).await,
        ];
        assert_eq!(world.said("person.corrected").await, 40);
        assert_eq!(world.said("standing.noted").await, 50);
        assert_eq!(changed[0], changed[1]);
        assert!(more < new + 10, "{new} {more}: what changes cards comes with what enrols");
        let mut back = Vec::new();
        for many in [10, 20] {
            all_leave(&world).await;
            back.push(cost(&mut rene, people(many, "", "salariée")).await);
        }
        assert_eq!(back[0], back[1]);
        assert_eq!(world.enrolled().await, 20);
        assert_eq!(world.count(sql!("SELECT COUNT(*) AS many FROM people")).await, 21, "under the accounts that they had");
    }
}
