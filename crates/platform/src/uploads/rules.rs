//! What may be announced.

/// No file sent is larger, in bytes.
pub const LARGEST: u64 = 4 << 30;
/// How long a file waits for its form, in milliseconds.
pub const STAYS: i64 = 24 * 3_600_000;
/// One person never has more files on their way.
pub const MOST_WAITING: u64 = 60;
/// Nor more bytes.
const MOST_WAITING_BYTES: u64 = 2 * LARGEST;

/// Its form came before its end.
pub(super) const MISSING: &str = "Le fichier n’est pas arrivé en entier. Revenez au formulaire et choisissez-le à nouveau\u{202f}: l’envoi reprendra où il en était.";

/// What is taken already.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Space {
    /// Files of this person on their way.
    pub(super) waiting: u64,
    /// Their bytes.
    pub(super) waiting_bytes: u64,
    /// Bytes of every file of the platform, those on their way too.
    pub(super) kept: u64,
    /// The most bytes that they may come to.
    pub(super) quota: Option<u64>,
}

/// Why a file of so many bytes can't come, when it can't.
pub(super) fn refused(size: u64, space: &Space) -> Option<String> {
    if size == 0 {
        return Some("Ce fichier est vide\u{202f}: choisissez-en un autre.".to_owned());
    }
    if size > LARGEST {
        return Some(format!(
            "Ce fichier dépasse {}\u{a0}Go\u{202f}: réduisez-le, ou coupez-le en plusieurs.",
            LARGEST >> 30
        ));
    }
    if space.waiting >= MOST_WAITING || space.waiting_bytes + size > MOST_WAITING_BYTES {
        return Some("Trop de vos fichiers attendent encore leur formulaire. Enregistrez ceux que vous avez envoyés, puis recommencez\u{202f}; ceux que vous laissez disparaissent au bout d’un jour.".to_owned());
    }
    full(size, space.kept, space.quota)
}

/// Why the platform can't keep so many more bytes, when it can't.
pub(super) fn full(size: u64, kept: u64, quota: Option<u64>) -> Option<String> {
    let left = quota?.saturating_sub(kept);
    (size > left).then(|| {
        "L’espace de stockage de la plateforme est plein\u{202f}: ce fichier n’y tient pas. Envoyez-en un plus léger, ou demandez à CMA France d’agrandir cet espace.".to_owned()
    })
}

#[cfg(test)]
mod cases {
    use super::*;

    #[test]
    fn a_file_is_announced_or_refused() {
        let none = Space::default();
        let some = |waiting, waiting_bytes| Space {
            waiting,
            waiting_bytes,
            ..none
        };
        let within = |kept, quota| Space {
            kept,
            quota: Some(quota),
            ..none
        };
        for (size, space, word) in [
            (1, none, None),
            (LARGEST, none, None),
            (0, none, Some("vide")),
            (LARGEST + 1, none, Some("4\u{a0}Go")),
            (1, some(59, 0), None),
            (1, some(60, 0), Some("attendent")),
            (2, some(1, MOST_WAITING_BYTES - 2), None),
            (2, some(1, MOST_WAITING_BYTES - 1), Some("attendent")),
            (10, within(90, 100), None),
            (11, within(90, 100), Some("plein")),
            (1, within(200, 100), Some("plein")),
        ] {
            let said = refused(size, &space);
            match word {
                None => assert_eq!(said, None, "{size}, {space:?}"),
                Some(word) => assert!(said.is_some_and(|said| said.contains(word)), "{size}, {space:?}"),
            }
        }
    }
}
