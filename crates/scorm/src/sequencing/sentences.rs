//! What the learner is told when a request can't be fulfilled.

/// A French sentence for the code of an exception.
pub fn sentence(code: &str) -> &'static str {
    match code {
        "DB.1.1-3" | "SB.2.2-2" => {
            "Cette partie est fermée\u{202f}: une autre doit être faite d’abord, ou le nombre d’essais permis est atteint."
        }
        "NB.2.1-4" | "SB.2.1-2" | "SB.2.2-1" | "SB.2.7-2" => {
            "Il n’y a pas de suite à ouvrir d’ici\u{202f}: choisissez une partie dans le plan."
        }
        "NB.2.1-5" | "NB.2.1-6" | "SB.2.1-3" | "SB.2.1-4" | "SB.2.8-2" => {
            "Ce module ne revient pas en arrière d’ici."
        }
        "NB.2.1-8" | "SB.2.9-7" => "Terminez d’abord la partie où vous êtes.",
        "SB.2.4-1" | "SB.2.9-6" | "SB.2.9-8" => {
            "Cette partie n’est pas encore ouverte\u{202f}: suivez le module dans l’ordre."
        }
        "SB.2.9-9" => {
            "Rien ne s’ouvre dans cette partie maintenant\u{202f}: choisissez-en une autre dans le plan."
        }
        _ => "Ce n’est pas possible d’ici\u{202f}: choisissez une autre partie dans le plan.",
    }
}
