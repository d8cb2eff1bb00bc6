//! A learner's own pages are made from memory as long as nothing of theirs has changed, whoever changed it.

use http::StatusCode;
use platform::db::{Sql, Value};
use platform::http::BuiltIn;
use platform::{args, both_engines, sql};
use uuid::Uuid;

use crate::world::World;

/// Runs a statement as anyone might, another instance included: nothing here is told of it.
async fn aside(world: &World, sql: Sql, values: Vec<Value>) {
    let mut tx = world.site.db().begin().await.unwrap();
    assert_eq!(
        tx.execute(sql.clone(), values).await.unwrap(),
        1,
        "{}",
        sql.text()
    );
    tx.commit().await.unwrap();
}

both_engines! {
    async fn a_page_seen_again_asks_one_thing_and_any_change_is_seen(engine) {
        let world = World::new(engine).await;
        let learner = world.someone(BuiltIn::Learner).await;
        let mut monique = world.signed_in(learner).await;
        monique.get("/").await;
        let before = world.site.db().statements();
        monique.get("/").await;
        assert!(world.site.db().statements() - before > 1, "a login that is new is remembered nothing");
        world.scratch.clock.advance(60_000);
        let course = monique.get("/").await.after("/mes-parcours/").unwrap().to_owned();
        let enrolment: Uuid = course.parse().unwrap();
        let course = format!("/mes-parcours/{course}");
        let step = world.steps().await[0].id;
        let (id, now, none) = (Uuid::from_u128(9), world.site.clock().now(), None::<Uuid>);
        let changes = [
            (sql!("INSERT INTO step_states (enrolment_id, step_id, status, seconds, changed_at) VALUES ($1, $2, 'started', 1, $3)"),
             args![enrolment, step, now]),
            (sql!("UPDATE step_states SET seconds = 2 WHERE enrolment_id = $1"), args![enrolment]),
            (sql!("DELETE FROM step_states WHERE enrolment_id = $1"), args![enrolment]),
            (sql!("INSERT INTO adapted_steps (id, enrolment_id, step_id, due_on, made_by, made_at) VALUES ($1, $2, $3, '2026-12-04', $4, $5)"),
             args![id, enrolment, step, none, now]),
            (sql!("UPDATE adapted_steps SET due_on = '2026-12-05' WHERE id = $1"), args![id]),
            (sql!("UPDATE enrolments SET adapted = 1 WHERE id = $1"), args![enrolment]),
            (sql!("UPDATE enrolments SET adapted = 0 WHERE id = $1"), args![enrolment]),
            (sql!("DELETE FROM adapted_steps WHERE id = $1"), args![id]),
            (sql!("INSERT INTO certificates (id, enrolment_id, kind, code_index, content, issued_at) VALUES ($1, $2, 'completion', $3, $3, $4)"),
             args![id, enrolment, [7; 32], now]),
            (sql!("UPDATE certificates SET ended_at = $2 WHERE id = $1"), args![id, now]),
            (sql!("DELETE FROM certificates WHERE id = $1"), args![id]),
            (sql!("INSERT INTO gradings (submission_id, enrolment_id, content, redo, revision, changed_at, published_at) VALUES ($1, $2, $3, 0, 1, $4, $4)"),
             args![id, enrolment, [7; 32], now]),
            (sql!("UPDATE gradings SET read_at = $2 WHERE submission_id = $1"), args![id, now]),
            (sql!("DELETE FROM gradings WHERE submission_id = $1"), args![id]),
            (sql!("INSERT INTO submission_members (submission_id, enrolment_id) VALUES ($1, $2)"), args![id, enrolment]),
            (sql!("UPDATE submission_members SET read_at = $2 WHERE submission_id = $1"), args![id, now]),
            (sql!("DELETE FROM submission_members WHERE submission_id = $1"), args![id]),
            (sql!("INSERT INTO learner_tutors (enrolment_id, duty, person_id, chosen_at) VALUES ($1, 'content', $2, $3)"),
             args![enrolment, world.manager, now]),
            (sql!("UPDATE learner_tutors SET person_id = $2 WHERE enrolment_id = $1"), args![enrolment, learner]),
            (sql!("DELETE FROM learner_tutors WHERE enrolment_id = $1"), args![enrolment]),
            (sql!("INSERT INTO awards (id, rule_id, person_id, session_id, won_at)
                   SELECT $1, r.id, $2, $3, $4 FROM badge_rules r WHERE r.won_by = 'forum'"),
             args![id, learner, world.own, now]),
            (sql!("INSERT INTO notices (id, person_id, kind, about, path, words, batch_id, told_at, mail)
                   VALUES ($1, $2, 'test', $1, '/', $3, $1, $4, 'none')"),
             args![id, learner, [7; 32], now]),
            (sql!("UPDATE notices SET read_at = $2 WHERE id = $1"), args![id, now]),
            (sql!("UPDATE conversation_members SET unread = CAST(1 AS BIGINT) WHERE conversation_id = $1"), args![id]),
            (sql!("UPDATE badge_rules SET name = name WHERE won_by = 'forum' AND $1 = $1"), args![enrolment]),
            (sql!("DELETE FROM awards WHERE id = $1"), args![id]),
            (sql!("UPDATE enrolments SET ends_at = ends_at + 60000 WHERE id = $1"), args![enrolment]),
            (sql!("UPDATE enrolments SET suspended_at = 1, paused_left = 1 WHERE id = $1"), args![enrolment]),
            (sql!("UPDATE enrolments SET suspended_at = NULL, paused_left = NULL WHERE id = $1"), args![enrolment]),
            (sql!("UPDATE enrolments SET session_id = $2 WHERE id = $1"), args![enrolment, world.other]),
            (sql!("UPDATE enrolments SET session_id = $2 WHERE id = $1"), args![enrolment, world.own]),
            (sql!("UPDATE training_sessions SET revision = revision + 1 WHERE id = $1"), args![world.own]),
            (sql!("UPDATE courses SET revision = revision + 1 WHERE id = (SELECT course_id FROM training_sessions WHERE id = $1)"),
             args![world.own]),
            (sql!("UPDATE regions SET name = 'CMA Bretagne et Îles' WHERE id = (SELECT region_id FROM training_sessions WHERE id = $1)"),
             args![world.own]),
            (sql!("INSERT INTO support_desks (id, phone, days, opens, closes, changed_at) VALUES ($1, '02 00 00 00 00', 127, 480, 1080, $2)"),
             args![Uuid::nil(), now]),
            (sql!("UPDATE support_desks SET closes = 1020 WHERE id = $1"), args![Uuid::nil()]),
            (sql!("DELETE FROM support_desks WHERE id = $1"), args![Uuid::nil()]),
            (sql!("INSERT INTO role_permissions (role_id, permission) SELECT id, 'test.more' FROM roles WHERE code = 'learner' AND $1 = $1"),
             args![enrolment]),
            (sql!("DELETE FROM role_permissions WHERE permission = 'test.more' AND $1 = $1"), args![enrolment]),
        ];
        let pages = ["/", &course];
        let mut cost = async || {
            let mut costs = Vec::new();
            for page in pages {
                let before = world.site.db().statements();
                assert_eq!(monique.get(page).await.status, StatusCode::OK);
                costs.push(world.site.db().statements() - before);
            }
            costs
        };
        world.film().await;
        let handed = sql!(
            "INSERT INTO submissions (id, enrolment_id, step_id, version_id, number, content, revision, began_at, handed_at)
             SELECT $1, $2, $3, v.id, 1, $5, 1, $4, $4 FROM item_versions v"
        );
        aside(&world, handed, args![id, enrolment, step, now, [7; 32]]).await;
        let written = sql!("INSERT INTO conversations (id, author_id, audience, answers, subject, made_at) VALUES ($1, $2, 'one', 'all', $3, $4)");
        aside(&world, written, args![id, learner, [7; 32], now]).await;
        let joined = sql!("INSERT INTO conversation_members (conversation_id, person_id, unread, last_at) VALUES ($1, $2, CAST(0 AS BIGINT), $3)");
        aside(&world, joined, args![id, learner, now]).await;
        cost().await;
        assert_eq!(cost().await, [1, 1], "who asks, and what stands");
        for (sql, values) in changes {
            let what = sql.text();
            aside(&world, sql.clone(), values).await;
            assert!(cost().await[0] > 1, "{what}");
            assert_eq!(cost().await, [1, 1], "{what}");
        }
        let withdrawn = sql!("UPDATE enrolments SET withdrawn_at = $2 WHERE id = $1");
        aside(&world, withdrawn.clone(), args![enrolment, now]).await;
        assert_eq!(monique.get(&course).await.status, StatusCode::NOT_FOUND);
        assert!(monique.get("/").await.body.contains("Rien à suivre"));
        aside(&world, withdrawn, args![enrolment, None::<i64>]).await;
        assert_eq!(monique.get(&course).await.status, StatusCode::OK);
        aside(&world, sql!("UPDATE training_sessions SET deleted_at = $2 WHERE id = $1"), args![world.own, now]).await;
        assert_eq!(monique.get(&course).await.status, StatusCode::NOT_FOUND);
        aside(&world, sql!("UPDATE training_sessions SET deleted_at = NULL WHERE id = $1"), args![world.own]).await;
        assert_eq!(monique.get(&course).await.status, StatusCode::OK);
        aside(&world, sql!("DELETE FROM grants WHERE person_id = $1"), args![learner]).await;
        assert_eq!(monique.get(&course).await.status, StatusCode::FORBIDDEN);
    }

    async fn a_page_kept_says_what_a_new_one_says_as_time_passes(engine) {
        let world = World::new(engine).await;
        let learner = world.someone(BuiltIn::Learner).await;
        let mut kept = world.signed_in(learner).await;
        let course = kept.get("/").await.after("/mes-parcours/").unwrap().to_owned();
        let course = format!("/mes-parcours/{course}");
        let main = |body: &str| body.split("<main").nth(1).unwrap().split("</main>").next().unwrap().to_owned();
        let mut different = std::collections::HashSet::new();
        for turn in 0..200 {
            world.scratch.clock.advance(4 * 3_600_000);
            let mut anew = world.signed_in(learner).await;
            // Before the login ends, it is another's turn.
            if turn % 5 == 4 {
                kept = anew;
                kept.get(&course).await;
                continue;
            }
            let (kept, anew) = (main(&kept.get(&course).await.body), main(&anew.get(&course).await.body));
            assert_eq!(kept, anew);
            different.insert(kept);
        }
        assert!(different.len() > 15, "a page for each day left: {}", different.len());
    }
}
