//! Nothing is left behind when an account closes into another: each table changes hands, each sealed value opens with the keys of the
//! account that stays.

use std::collections::{BTreeSet, HashMap};

use platform::db::Sql;
use platform::keys::Class;
use platform::vault::Place;
use platform::{PersonId, args, both_engines, sql};
use uuid::Uuid;

use crate::uniting::Twice;
use crate::world::{PASSWORD, World};

/// What passes: a table, a sealed column, the class of its key.
const PASSES: [(&str, &str, Class); 16] = [
    ("adapted_steps", "reason", Class::Evidence),
    ("attendance_marks", "signature", Class::Evidence),
    ("certificates", "content", Class::Evidence),
    ("enrolment_standings", "standing", Class::Evidence),
    ("intake_standings", "before", Class::Evidence),
    ("mark_changes", "reason", Class::Evidence),
    ("notices", "letter", Class::Exchanges),
    ("notices", "words", Class::Exchanges),
    ("quiz_extra_times", "reason", Class::Evidence),
    ("support_entries", "content", Class::Exchanges),
    ("support_files", "content", Class::Exchanges),
    ("support_tickets", "joined", Class::Exchanges),
    ("support_tickets", "rating_words", Class::Exchanges),
    ("support_tickets", "subject", Class::Exchanges),
    ("withdrawals", "note", Class::Account),
    ("withdrawals", "reason", Class::Account),
];

/// What only somebody who signed in writes, or who has more than a learner's role: an account that was never used has none of it.
const NEVER: [(&str, &str); 26] = [
    ("attempt_operations", "operation"),
    ("conversations", "subject"),
    ("forum_files", "content"),
    ("forum_posts", "content"),
    ("forum_posts", "hidden_reason"),
    ("forum_reports", "reason"),
    ("forum_threads", "title"),
    ("grading_changes", "content"),
    ("grading_files", "content"),
    ("grading_readings", "content"),
    ("gradings", "content"),
    ("launch_records", "snapshot"),
    ("launch_records", "start"),
    ("message_drafts", "content"),
    ("message_files", "content"),
    ("message_reports", "content"),
    ("messages", "content"),
    ("preferred_formats", "content"),
    ("push_devices", "address"),
    ("push_devices", "name"),
    ("quiz_answers", "answer"),
    ("quiz_answers", "comment"),
    ("remarks", "content"),
    ("shared_tracking", "shared"),
    ("submission_files", "content"),
    ("submissions", "content"),
];

/// What stays with the account that closes: what it was called, what it was sent; what a request says is sealed with a key of its own,
/// a card as it was before a list is forgotten; an absence is a tutor's, a turn is written by who answers.
const STAYS: [(&str, &str); 6] = [
    ("intake_updates", "before"),
    ("mails", "message"),
    ("people", "identity"),
    ("requests", "details"),
    ("survey_turns", "content"),
    ("tutor_absences", "reason"),
];

#[test]
fn a_new_sealed_column_says_whether_it_passes() {
    let of_people = [Class::Account, Class::Evidence, Class::Exchanges];
    let personal = app::rooms::personal();
    let declared: BTreeSet<(&str, &str)> = personal
        .iter()
        .filter(|one| of_people.contains(&one.class))
        .flat_map(|one| one.sealed.iter().map(|column| (one.table, *column)))
        .collect();
    let passes = PASSES.iter().map(|(table, column, _)| (*table, *column));
    // Entries and files of a request are declared with it.
    let passes = passes.filter(|(table, _)| !matches!(*table, "support_entries" | "support_files"));
    let known: BTreeSet<(&str, &str)> = passes.chain(NEVER).chain(STAYS).collect();
    assert_eq!(declared, known);
}

/// Seals a word for a place with a key of the pending account.
async fn sealed(world: &World, person: PersonId, class: Class, place: Place) -> Vec<u8> {
    let key = world.site.keys().get_or_create(person.0, class).await.unwrap();
    key.seal(world.site.random(), place, place.column.as_bytes())
        .unwrap()
}

/// One row of each table that passes.
#[expect(clippy::too_many_lines, reason = "one statement a table")]
async fn filled(world: &World, twice: &Twice) {
    let (person, enrolment) = (twice.pending, twice.enrolment.0);
    let (session, region) = (world.own, world.bretagne.id);
    let step = world.steps().await[2].id;
    let id: Vec<Uuid> = (0..10).map(|_| world.site.new_id()).collect();
    let mut words = HashMap::new();
    for (table, column, class) in PASSES {
        let row = match table {
            "adapted_steps" => id[0],
            "attendance_marks" => id[1],
            "certificates" => id[2],
            "notices" => id[3],
            "support_entries" => id[4],
            "support_files" => id[5],
            "support_tickets" => id[6],
            "mark_changes" => id[8],
            _ => enrolment,
        };
        let place = Place::new(table, column, row);
        words.insert(
            format!("{table}.{column}"),
            sealed(world, person, class, place).await,
        );
    }
    let word = |name: &str| words[name].clone();
    let key = |name: &str| world.site.vault().blind("test", name);
    let mut tx = world.site.db().begin().await.unwrap();
    let statements = [
        (
            sql!("INSERT INTO adapted_steps (id, enrolment_id, step_id, reason, made_at) VALUES ($1, $2, $3, $4, 1)"),
            args![id[0], enrolment, step, word("adapted_steps.reason")],
        ),
        (
            sql!(
                "INSERT INTO attendance_sheets (id, session_id, step_id, day, half, starts_at, ends_at, minutes, place, code, created_at)
                 VALUES ($1, $2, $3, '2026-11-10', 'morning', 1, 2, 210, 'Rennes', '123456', 1)"
            ),
            args![id[7], session, step],
        ),
        (
            sql!(
                "INSERT INTO attendance_marks (id, sheet_id, enrolment_id, aspect, method, said_at, recorded_at, signature)
                 VALUES ($1, $2, $3, 'present', 'tablet', 1, 1, $4)"
            ),
            args![id[1], id[7], enrolment, word("attendance_marks.signature")],
        ),
        (
            sql!(
                "INSERT INTO certificates (id, enrolment_id, kind, code_index, content, issued_at) VALUES ($1, $2, 'completion', $3, $4, 1)"
            ),
            args![id[2], enrolment, key("code"), word("certificates.content")],
        ),
        (
            sql!("UPDATE enrolment_standings SET standing = $2 WHERE enrolment_id = $1"),
            args![enrolment, word("enrolment_standings.standing")],
        ),
        (
            sql!(
                "INSERT INTO intakes (id, session_id, sent_by, sent_at, state, revision, position) VALUES ($1, $2, $3, 1, 'applied', 1, 0)"
            ),
            args![id[9], session, world.manager],
        ),
        (
            sql!("INSERT INTO intake_standings (intake_id, enrolment_id, before, written_at) VALUES ($1, $2, $3, 1)"),
            args![id[9], enrolment, word("intake_standings.before")],
        ),
        (
            sql!(
                "INSERT INTO mark_changes (id, enrolment_id, step_id, origin, done_before, done_after, reason, changed_at)
                 VALUES ($1, $2, $3, 'tutor', 0, 1, $4, 1)"
            ),
            args![id[8], enrolment, step, word("mark_changes.reason")],
        ),
        (
            sql!(
                "INSERT INTO notices (id, person_id, kind, about, path, words, batch_id, told_at, mail, letter)
                 VALUES ($1, $2, 'forum.reply', $3, '/', $5, $3, 1, 'sent', $4)"
            ),
            args![id[3], person, id[8], word("notices.letter"), word("notices.words")],
        ),
        (
            sql!(
                "INSERT INTO quiz_extra_times (enrolment_id, kind, amount, reason, changed_at) VALUES ($1, 'percent', 33, $2, 1)"
            ),
            args![enrolment, word("quiz_extra_times.reason")],
        ),
        (
            sql!(
                "INSERT INTO support_tickets (id, number, person_id, author_id, region_id, by_phone, category, state, level, subject, joined,
                   opened_at, changed_at, answer_due, resolve_due, waited_minutes, rating_words)
                 VALUES ($1, 1, $2, $3, $4, 1, 'other', 'new', 'region', $7, $5, 1, 1, 1, 1, 0, $6)"
            ),
            args![id[6], person, world.manager, region, word("support_tickets.joined"), word("support_tickets.rating_words"), word("support_tickets.subject")],
        ),
        (
            sql!(
                "INSERT INTO support_entries (id, ticket_id, author_id, kind, content, written_at) VALUES ($1, $2, $3, 'answer', $4, 1)"
            ),
            args![id[4], id[6], world.manager, word("support_entries.content")],
        ),
        (
            sql!(
                "INSERT INTO blobs (id, owner_id, class, key_version, size, content_type, created_at)
                 VALUES ($1, $2, 'exchanges', 1, 0, 'image/png', 1)"
            ),
            args![id[8], person],
        ),
        (
            sql!("INSERT INTO support_files (id, entry_id, content, blob_id, added_at) VALUES ($1, $2, $3, $4, 1)"),
            args![id[5], id[4], word("support_files.content"), id[8]],
        ),
        (
            sql!("INSERT INTO withdrawals (enrolment_id, reason, note) VALUES ($1, $3, $2)"),
            args![enrolment, word("withdrawals.note"), word("withdrawals.reason")],
        ),
        (
            sql!(
                "INSERT INTO conversations (id, author_id, session_id, audience, answers, subject, made_at)
                 VALUES ($1, $2, $3, 'people', 'all', $4, 1)"
            ),
            args![id[8], world.manager, session, word("adapted_steps.reason")],
        ),
        (
            sql!("INSERT INTO conversation_members (conversation_id, person_id, unread, last_at) VALUES ($1, $2, 1, 1)"),
            args![id[8], person],
        ),
        (
            sql!(
                "INSERT INTO badge_rules (id, name, story, icon, won_by, wanted, created_at) VALUES ($1, 'B', 'S', 'award', 'courses', 1, 1)"
            ),
            args![id[7]],
        ),
        (
            sql!("INSERT INTO awards (id, rule_id, person_id, session_id, won_at) VALUES ($1, $2, $3, $4, 1)"),
            args![id[8], id[7], person, session],
        ),
        // Invited as a tutor too, and assigned to no session yet: no grant says so.
        (
            sql!("INSERT INTO region_tutors (region_id, person_id, created_at) VALUES ($1, $2, 7)"),
            args![region, person],
        ),
    ];
    for (statement, values) in statements {
        tx.execute(statement, values).await.unwrap();
    }
    tx.commit().await.unwrap();
}

both_engines! {
    async fn all_that_the_account_had_is_the_others(engine) {
        let world = World::new(engine).await;
        let mut rene = world.signed_in(world.manager).await;
        let twice = Twice::new(&world, &mut rene).await;
        filled(&world, &twice).await;
        let answer = twice.unites(&mut world.visitor(), PASSWORD).await;
        assert_eq!(answer.status, http::StatusCode::SEE_OTHER, "{}", answer.body);

        let her = twice.theirs.person;
        let mut tx = world.site.db().read().await.unwrap();
        for (table, column, class) in PASSES {
            let key = match table {
                "enrolment_standings" | "intake_standings" | "quiz_extra_times" | "withdrawals" => "enrolment_id",
                _ => "id",
            };
            let sql = Sql::built(format!("SELECT {key} AS id, {column} AS sealed FROM {table}"));
            let rows = tx.all(sql, args![]).await.unwrap();
            let [row] = rows.as_slice() else {
                panic!("{table}: {} rows", rows.len());
            };
            let place = Place::new(table, column, row.get("id").unwrap());
            let key = world.site.keys().find(her.0, class).await.unwrap().unwrap();
            let plain = key.open(place, &row.get::<Vec<u8>>("sealed").unwrap()).unwrap();
            assert_eq!(plain, column.as_bytes(), "{table}.{column}");
        }
        let kept = ["events", "journal", "links", "mails", "people"];
        let personal = app::rooms::personal();
        let owned = personal.iter().filter(|one| !kept.contains(&one.table));
        for one in owned.filter(|one| matches!(one.column, "person_id" | "author_id" | "actor_id" | "tutor_id" | "blocked_id" | "by_id")) {
            let sql = Sql::built(format!("SELECT COUNT(*) AS many FROM {} WHERE {} = $1", one.table, one.column));
            let left: i64 = tx.one(sql, args![twice.pending]).await.unwrap().get("many").unwrap();
            assert_eq!(left, 0, "{}.{}", one.table, one.column);
        }
        let tutors = training::tutors::of_region(&mut tx, world.bretagne.id).await.unwrap();
        assert_eq!(tutors, [her], "whom the region may choose as a tutor");
    }
}
