//! The statements of a queue, put together with the scope of who asks.

use platform::db::Sql;
use platform::http::Within;

use super::GradeSubmission;
use super::queue::State;

/// What is read of a line.
const LINE: &str = "o.id, e.person_id, o.enrolment_id, s.id AS session_id, s.reference, r.zone, c.title AS course, o.step_id,
    t.title AS step, o.number, o.handed_at, o.late, o.anonymous, o.group_id, o.version_id, g.revision AS draft, k.tutor_id AS claimed,
    w.tutor_id AS corrector";
/// The oldest first.
const OLDEST: &str = "ORDER BY o.handed_at, o.id";

/// A statement over the works of a state that someone may correct ($1), with the claims that hold after $2, of a session ($3),
/// a step ($4), someone or nobody ($5).
fn over(what: &str, state: State, more: &str) -> Sql {
    let (gradings, which) = match state {
        State::Waiting => ("LEFT JOIN", "o.settled = 0 AND w.id IS NULL"),
        State::ToRead => ("LEFT JOIN", "w.id IS NOT NULL"),
        State::Published => ("JOIN", "g.published_at IS NOT NULL AND w.id IS NULL"),
    };
    Sql::built(format!(
        "SELECT {what}
         FROM submissions o JOIN enrolments e ON e.id = o.enrolment_id LEFT JOIN learner_groups lg ON lg.id = o.group_id
         JOIN training_sessions s ON s.id = COALESCE(lg.session_id, e.session_id)
         JOIN regions r ON r.id = s.region_id JOIN courses c ON c.id = s.course_id JOIN steps t ON t.id = o.step_id
         {gradings} gradings g ON g.submission_id = o.id
         LEFT JOIN grading_claims k ON k.submission_id = o.id AND k.claimed_at > $2
         LEFT JOIN grading_readings w ON w.submission_id = o.id AND w.answered_at IS NULL
         WHERE {} AND {which} AND s.id = COALESCE($3, s.id) AND o.step_id = COALESCE($4, o.step_id)
           AND ($5 = '' OR ($5 = 'moi' AND k.tutor_id = $1) OR ($5 = 'personne' AND k.tutor_id IS NULL)) {more}",
        Within::<GradeSubmission>::predicate()
    ))
}

const STATES: [State; 3] = [State::Waiting, State::ToRead, State::Published];

pub(super) fn lines(state: State) -> Sql {
    let order = match state {
        State::Published => "ORDER BY g.published_at DESC, o.id",
        State::Waiting | State::ToRead => OLDEST,
    };
    let line = format!("{LINE}, COUNT(*) OVER () AS many");
    over(&line, state, &format!("{order} LIMIT $6 OFFSET $7"))
}

pub(super) fn count(state: State) -> Sql {
    over("COUNT(*) AS many", state, "")
}

pub(super) fn grouped() -> Sql {
    over(
        "s.id AS session_id, s.reference, c.title AS course, o.step_id, t.title AS step, MIN(o.handed_at) AS oldest",
        State::Waiting,
        "GROUP BY s.id, s.reference, c.title, o.step_id, t.title ORDER BY oldest, o.step_id",
    )
}

pub(super) fn neighbour(after: bool) -> Sql {
    let (than, order) = match after {
        true => (">", OLDEST),
        false => ("<", "ORDER BY o.handed_at DESC, o.id DESC"),
    };
    let more =
        format!("AND (o.handed_at {than} $6 OR (o.handed_at = $6 AND o.id {than} $7)) {order} LIMIT 1");
    over("o.id", State::Waiting, &more)
}

pub(super) fn placed() -> Sql {
    over(
        "COUNT(*) AS many",
        State::Waiting,
        "AND (o.handed_at < $6 OR (o.handed_at = $6 AND o.id <= $7))",
    )
}

pub(super) fn named() -> Sql {
    over(LINE, State::Waiting, "AND o.id = $6")
}

pub(super) fn read_by_another() -> Sql {
    over("COUNT(*) AS many", State::ToRead, "AND w.tutor_id <> $1")
}

/// Every statement of this file, put together with the scope predicate of [`GradeSubmission`].
pub fn statements() -> Vec<Sql> {
    let mut all: Vec<Sql> = STATES
        .into_iter()
        .flat_map(|state| [lines(state), count(state)])
        .collect();
    all.extend([
        grouped(),
        neighbour(true),
        neighbour(false),
        placed(),
        named(),
        read_by_another(),
    ]);
    all
}
