//! Several statements in one: a statement of several rows, of the one that is for one row; writes that go together.

/// How many rows a statement writes at most: few texts to prepare, far from what an engine binds.
pub(super) const ROWS: usize = 100;

/// What a row stands after, and what comes between two.
const ROW: [(&str, &str); 2] = [("VALUES (", "), ("), ("UNION ALL SELECT ", " UNION ALL SELECT ")];

/// The statement of so many rows, of the one for a row of so many values. What follows the values (`ON CONFLICT`, `WHERE`,
/// `RETURNING`) is said once, and names none of them. None when it isn't such a statement.
pub(super) fn several(one: &str, values: usize, rows: usize) -> Option<String> {
    let split = |(before, between)| Some((before, between, one.split_once(before)?));
    let (before, between, (head, rest)) = ROW.into_iter().find_map(split)?;
    let (row, tail) = close(rest)?;
    if tail.contains('$') {
        return None;
    }
    let rows: Option<Vec<String>> = (0..rows).map(|at| shift(row, at * values)).collect();
    Some(format!("{head}{before}{}){tail}", rows?.join(between)))
}

/// The statement that makes several writes, each for so many rows of values, and fails (a division by nothing) unless the first
/// ones, so many, touch a row for each. None of them returns anything; each comes with how many values it has, and its rows follow
/// one another. None when one isn't such a statement.
pub(super) fn at_once(writes: &[(&str, usize)], sure: usize, rows: usize) -> Option<String> {
    let mut said = Vec::new();
    let mut from = 0;
    for (at, (write, values)) in writes.iter().enumerate() {
        let write = match rows {
            1 => (*write).to_owned(),
            _ => updates(write, *values, rows).or_else(|| several(write, *values, rows))?,
        };
        said.push(format!("w{at} AS ({} RETURNING 1)", shift(&write, from)?));
        from += values * rows;
    }
    let each: Vec<String> = (0..sure.min(writes.len()))
        .map(|at| format!("(SELECT COUNT(*) FROM w{at}) = {rows}"))
        .collect();
    let sure = if each.is_empty() {
        "TRUE".to_owned()
    } else {
        each.join(" AND ")
    };
    Some(format!(
        "WITH {} SELECT 1 / CASE WHEN {sure} THEN 1 ELSE 0 END AS done",
        said.join(", ")
    ))
}

/// The update of so many rows, of the one for a row of so many values. None when it isn't an update.
fn updates(one: &str, values: usize, rows: usize) -> Option<String> {
    let named = rename(one.strip_prefix("UPDATE ")?)?;
    let (set, condition) = condition(&named)?;
    let list = |name: &str, from: usize| {
        let all: Vec<String> = (1..=values).map(|at| format!("{name}{}", at + from)).collect();
        all.join(", ")
    };
    let all: Vec<String> = (0..rows)
        .map(|at| format!("({})", list("$", at * values)))
        .collect();
    Some(format!(
        "UPDATE {set} FROM (VALUES {}) n ({}) WHERE {condition}",
        all.join(", "),
        list("v", 0)
    ))
}

/// What stands before the condition of the statement itself, and the condition.
fn condition(statement: &str) -> Option<(&str, &str)> {
    const WHERE: &str = "WHERE ";
    let mut depth = 0;
    for (at, one) in statement.char_indices() {
        match one {
            '(' => depth += 1,
            ')' => depth -= 1,
            'W' if depth == 0 && statement[at..].starts_with(WHERE) => {
                return Some((statement[..at].trim_end(), &statement[at + WHERE.len()..]));
            }
            _ => {}
        }
    }
    None
}

/// The same words, where a value is a column of `n`.
fn rename(words: &str) -> Option<String> {
    let mut parts = words.split('$');
    let mut named = parts.next()?.to_owned();
    for part in parts {
        part.chars().next().filter(char::is_ascii_digit)?;
        named.push_str("n.v");
        named.push_str(part);
    }
    Some(named)
}

/// Up to the parenthesis that closes, and after it.
fn close(rest: &str) -> Option<(&str, &str)> {
    let mut depth = 0;
    for (at, one) in rest.char_indices() {
        match one {
            '(' => depth += 1,
            ')' if depth == 0 => return Some((&rest[..at], &rest[at + 1..])),
            ')' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// The same row, whose values come so much further.
fn shift(row: &str, by: usize) -> Option<String> {
    let mut parts = row.split('$');
    let mut shifted = parts.next()?.to_owned();
    for part in parts {
        let digits = part.find(|one: char| !one.is_ascii_digit()).unwrap_or(part.len());
        let number: usize = part[..digits].parse().ok()?;
        shifted.push_str(&format!("${}{}", number + by, &part[digits..]));
    }
    Some(shifted)
}

#[cfg(test)]
mod cases {
    use super::*;

    #[test]
    fn a_statement_of_one_row_writes_several() {
        let cases = [
            (
                "INSERT INTO a (b) VALUES ($1)",
                1,
                1,
                Some("INSERT INTO a (b) VALUES ($1)"),
            ),
            (
                "INSERT INTO a (b, c, d) VALUES ($1, 0, $2) ON CONFLICT DO NOTHING RETURNING b",
                2,
                2,
                Some(
                    "INSERT INTO a (b, c, d) VALUES ($1, 0, $2), ($3, 0, $4) ON CONFLICT DO NOTHING RETURNING b",
                ),
            ),
            (
                "INSERT INTO a (b, c) VALUES (COALESCE($1, $10), $1)",
                10,
                2,
                Some("INSERT INTO a (b, c) VALUES (COALESCE($1, $10), $1), (COALESCE($11, $20), $11)"),
            ),
            (
                "INSERT INTO a (b) VALUES ($1) ON CONFLICT (b) DO UPDATE SET b = $1",
                1,
                2,
                None,
            ),
            (
                "DELETE FROM a WHERE b IN (SELECT b FROM a WHERE 1 = 0 UNION ALL SELECT $1)",
                1,
                2,
                Some(
                    "DELETE FROM a WHERE b IN (SELECT b FROM a WHERE 1 = 0 UNION ALL SELECT $1 UNION ALL SELECT $2)",
                ),
            ),
            (
                "UPDATE a SET b = n.c FROM (SELECT b AS c, d AS e FROM a WHERE 1 = 0 UNION ALL SELECT $1, $2) n WHERE a.d = n.e",
                2,
                2,
                Some(
                    "UPDATE a SET b = n.c FROM (SELECT b AS c, d AS e FROM a WHERE 1 = 0 UNION ALL SELECT $1, $2 UNION ALL SELECT $3, $4) n WHERE a.d = n.e",
                ),
            ),
            (
                "SELECT b FROM (SELECT b FROM a WHERE 1 = 0 UNION ALL SELECT $1) n WHERE b > $2",
                2,
                2,
                None,
            ),
            ("INSERT INTO a (b) SELECT $1", 1, 2, None),
            ("INSERT INTO a (b) VALUES ($1", 1, 2, None),
            ("INSERT INTO a (b) VALUES ('$')", 1, 2, None),
        ];
        for (one, values, rows, expected) in cases {
            assert_eq!(several(one, values, rows).as_deref(), expected, "{one}");
        }
    }

    #[test]
    fn writes_go_together() {
        let writes = [
            ("UPDATE a SET b = $2 WHERE c = $1", 2),
            ("INSERT INTO d (e) VALUES ($1)", 1),
        ];
        let both = "WITH w0 AS (UPDATE a SET b = $2 WHERE c = $1 RETURNING 1), w1 AS (INSERT INTO d (e) VALUES ($3) RETURNING 1) SELECT 1 / CASE WHEN";
        let each = "WITH w0 AS (UPDATE a SET b = n.v2 FROM (VALUES ($1, $2), ($3, $4)) n (v1, v2) WHERE c = n.v1 RETURNING 1), w1 AS (INSERT INTO d (e) VALUES ($5), ($6) RETURNING 1) SELECT 1 / CASE WHEN";
        let cases = [
            (0, 1, both, "TRUE"),
            (1, 1, both, "(SELECT COUNT(*) FROM w0) = 1"),
            (
                2,
                1,
                both,
                "(SELECT COUNT(*) FROM w0) = 1 AND (SELECT COUNT(*) FROM w1) = 1",
            ),
            (
                3,
                1,
                both,
                "(SELECT COUNT(*) FROM w0) = 1 AND (SELECT COUNT(*) FROM w1) = 1",
            ),
            (1, 2, each, "(SELECT COUNT(*) FROM w0) = 2"),
        ];
        for (sure, rows, said, when) in cases {
            let expected = format!("{said} {when} THEN 1 ELSE 0 END AS done");
            assert_eq!(at_once(&writes, sure, rows), Some(expected), "{sure} {rows}");
        }
        assert_eq!(at_once(&[("DELETE FROM a WHERE b = '$'", 0)], 1, 1), None);
        assert_eq!(at_once(&[("DELETE FROM a WHERE b = $1", 1)], 1, 2), None);
    }

    #[test]
    fn an_update_of_one_row_updates_several() {
        let cases = [
            (
                "UPDATE a SET b = CASE WHEN b < $1 THEN $1 ELSE b END WHERE c = $2 AND EXISTS (SELECT 1 FROM d WHERE e = $10)",
                10,
                1,
                Some(
                    "UPDATE a SET b = CASE WHEN b < n.v1 THEN n.v1 ELSE b END FROM (VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)) n (v1, v2, v3, v4, v5, v6, v7, v8, v9, v10) WHERE c = n.v2 AND EXISTS (SELECT 1 FROM d WHERE e = n.v10)",
                ),
            ),
            (
                "UPDATE a SET b = (SELECT e FROM d WHERE f = $1) WHERE c = $2",
                2,
                1,
                Some(
                    "UPDATE a SET b = (SELECT e FROM d WHERE f = n.v1) FROM (VALUES ($1, $2)) n (v1, v2) WHERE c = n.v2",
                ),
            ),
            ("UPDATE a SET b = $1", 1, 2, None),
            ("UPDATE a SET b = '$' WHERE c = $1", 1, 2, None),
            ("INSERT INTO a (b) VALUES ($1)", 1, 2, None),
        ];
        for (one, values, rows, expected) in cases {
            assert_eq!(updates(one, values, rows).as_deref(), expected, "{one}");
        }
    }
}
