//! CMIFeedback: the format of an answer, by type of interaction. RTE 3.4.1.

/// The types of interaction.
pub(super) const TYPES: [&str; 8] = [
    "true-false",
    "choice",
    "fill-in",
    "matching",
    "performance",
    "sequencing",
    "likert",
    "numeric",
];

/// Whether an answer has the format of its interaction's type; any text does when the type is not known yet.
pub(super) fn fits(interaction: &str, value: &str) -> bool {
    match interaction {
        // One of 0, 1, t, f. Whole words, which many packages write, say the same.
        "true-false" => ["0", "1", "t", "f", "true", "false"]
            .iter()
            .any(|word| value.eq_ignore_ascii_case(word)),
        // One or more single characters, separated by commas, perhaps in braces.
        "choice" | "sequencing" => value.is_empty() || list(value).all(is_character),
        // Pairs « source.target » of single characters, separated by commas.
        "matching" => {
            value.is_empty()
                || list(value).all(|pair| {
                    pair.split_once('.')
                        .is_some_and(|(source, target)| is_character(source) && is_character(target))
                })
        }
        "likert" => value.is_empty() || is_character(value),
        "numeric" => super::types::decimal(value).is_some(),
        // fill-in and performance: free text.
        _ => true,
    }
}

fn list(value: &str) -> impl Iterator<Item = &str> {
    let inside = value
        .strip_prefix('{')
        .and_then(|rest| rest.strip_suffix('}'))
        .unwrap_or(value);
    inside.split(',').map(str::trim)
}

/// A single character, 0 to 9 or a to z; capitals are taken too.
fn is_character(text: &str) -> bool {
    text.len() == 1 && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::fits;

    #[test]
    fn formats_by_type() {
        for (kind, value, expected) in [
            ("true-false", "t", true),
            ("true-false", "0", true),
            ("true-false", "True", true),
            ("true-false", "yes", false),
            ("true-false", "", false),
            ("choice", "a", true),
            ("choice", "a,b,3", true),
            ("choice", "{a,b}", true),
            ("choice", "ab", false),
            ("choice", "a,,b", false),
            ("sequencing", "c,a,b", true),
            ("sequencing", "c-a-b", false),
            ("matching", "1.a,2.c", true),
            ("matching", "{1.a,2.c}", true),
            ("matching", "1a", false),
            ("likert", "4", true),
            ("likert", "45", false),
            ("numeric", "-3.5", true),
            ("numeric", "three", false),
            ("fill-in", "n’importe quoi", true),
            ("performance", "", true),
            ("", "type not said yet", true),
        ] {
            assert_eq!(fits(kind, value), expected, "{kind} {value}");
        }
    }
}
