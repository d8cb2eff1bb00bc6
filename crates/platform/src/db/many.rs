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

/// The statement that makes several writes, and fails (a division by nothing) unless the first ones, so many, touch one row each.
/// None of them returns anything; each comes with how many values it has. None when one isn't such a statement.
pub(super) fn at_once(writes: &[(&str, usize)], sure: usize) -> Option<String> {
    let mut said = Vec::new();
    let mut from = 0;
    for (at, (write, values)) in writes.iter().enumerate() {
        said.push(format!("w{at} AS ({} RETURNING 1)", shift(write, from)?));
        from += values;
    }
    let each: Vec<String> = (0..sure.min(writes.len()))
        .map(|at| format!("(SELECT COUNT(*) FROM w{at}) = 1"))
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
        let cases = [
            (0, "TRUE"),
            (1, "(SELECT COUNT(*) FROM w0) = 1"),
            (
                2,
                "(SELECT COUNT(*) FROM w0) = 1 AND (SELECT COUNT(*) FROM w1) = 1",
            ),
            (
                3,
                "(SELECT COUNT(*) FROM w0) = 1 AND (SELECT COUNT(*) FROM w1) = 1",
            ),
        ];
        for (sure, when) in cases {
            let expected = format!("{both} {when} THEN 1 ELSE 0 END AS done");
            assert_eq!(at_once(&writes, sure), Some(expected), "{sure}");
        }
        assert_eq!(at_once(&[("DELETE FROM a WHERE b = '$'", 0)], 1), None);
    }
}
