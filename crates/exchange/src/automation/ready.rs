//! The messages and the alerts that every session has from its first day, with their words.

use super::rules::{Audience, Trigger};
use super::templates::Variable::{self, Course, Date, Days, FirstName, Link, Session, Step, Tutor};

/// A rule that is ready to serve.
#[derive(Debug)]
pub(super) struct Rule {
    /// What is kept, and stands in addresses.
    pub(super) code: &'static str,
    pub(super) title: &'static str,
    /// « Le matin du premier jour ».
    pub(super) when: &'static str,
    pub(super) trigger: Trigger,
    pub(super) audience: Audience,
    /// What may stand in braces.
    pub(super) variables: &'static [Variable],
    pub(super) subject: &'static str,
    /// For an alert: what follows the learner's name.
    pub(super) body: &'static str,
}

const DATED: &[Variable] = &[FirstName, Course, Session, Date, Tutor, Link];
const OF_A_STEP: &[Variable] = &[FirstName, Course, Session, Step, Date, Tutor, Link];
const COUNTED: &[Variable] = &[FirstName, Course, Session, Step, Date, Days, Tutor, Link];
const SILENT: &[Variable] = &[FirstName, Course, Session, Days, Tutor, Link];

const fn message(
    (code, title, when): (&'static str, &'static str, &'static str),
    trigger: Trigger,
    variables: &'static [Variable],
    (subject, body): (&'static str, &'static str),
) -> Rule {
    Rule {
        code,
        title,
        when,
        trigger,
        audience: Audience::Learner,
        variables,
        subject,
        body,
    }
}

const fn alert(
    (code, title, when): (&'static str, &'static str, &'static str),
    trigger: Trigger,
    body: &'static str,
) -> Rule {
    Rule {
        code,
        title,
        when,
        trigger,
        audience: Audience::Tutors,
        variables: &[Step],
        subject: "",
        body,
    }
}

/// Every rule, in the order of a session's life.
pub(super) const READY: [Rule; 12] = [
    message(
        ("bienvenue", "Bienvenue", "Dans l’heure qui suit l’inscription"),
        Trigger::Enrolled,
        DATED,
        (
            "Bienvenue dans la formation {formation}",
            "Vous voici dans la formation {formation}. La session est ouverte à partir du {date}.\n\nSur votre page, vous trouvez les étapes, les dates à retenir et les personnes qui vous accompagnent. Une question\u{202f}? {tuteur} vous répond.",
        ),
    ),
    message(
        ("debut", "Début de la session", "Le premier jour, à 8\u{202f}h"),
        Trigger::Starts,
        DATED,
        (
            "Votre formation {formation} commence aujourd’hui",
            "C’est aujourd’hui que commence la formation {formation}. La première étape vous attend\u{202f}: quelques minutes suffisent pour s’y mettre.\n\nVous avancez à votre rythme, jusqu’au bout de la session.",
        ),
    ),
    message(
        (
            "classe",
            "Classe le lendemain",
            "La veille de chaque classe ou demi-journée, à 8\u{202f}h",
        ),
        Trigger::Class,
        OF_A_STEP,
        (
            "Demain\u{202f}: {étape}",
            "Nous vous attendons demain, {date}, pour {étape}.\n\nL’heure, le lieu ou l’adresse de la classe sont sur votre page.",
        ),
    ),
    message(
        (
            "mi-parcours",
            "À mi-parcours",
            "Quand la moitié du temps est passée, à 8\u{202f}h",
        ),
        Trigger::Half,
        DATED,
        (
            "Vous êtes au milieu de votre formation {formation}",
            "La moitié du temps de la formation {formation} est passée. C’est le bon moment pour voir ce qui est fait et ce qui reste.\n\nVotre accès est ouvert jusqu’au {date}. Si vous craignez de manquer de temps, parlez-en avec {tuteur}.",
        ),
    ),
    message(
        (
            "echeance-7",
            "Échéance dans une semaine",
            "7 jours avant le jour prévu d’une étape qui n’est pas faite, à 8\u{202f}h",
        ),
        Trigger::Deadline(7),
        COUNTED,
        (
            "Dans {jours} jours\u{202f}: {étape}",
            "L’étape {étape} est à faire pour le {date}, dans {jours} jours.\n\nVous pouvez la commencer quand vous voulez et la reprendre plus tard.",
        ),
    ),
    message(
        (
            "echeance-2",
            "Échéance dans deux jours",
            "2 jours avant le jour prévu d’une étape qui n’est pas faite, à 8\u{202f}h",
        ),
        Trigger::Deadline(2),
        COUNTED,
        (
            "Plus que {jours} jours\u{202f}: {étape}",
            "L’étape {étape} est à faire pour le {date}. Il reste {jours} jours.\n\nQuelque chose vous arrête\u{202f}? Dites-le à {tuteur}, une solution se trouve souvent vite.",
        ),
    ),
    message(
        (
            "silence",
            "Sans nouvelles depuis 15 jours",
            "Après 15 jours sans rien ouvrir, tant qu’il reste des étapes à faire seul",
        ),
        Trigger::Idle(15),
        SILENT,
        (
            "On reprend ensemble\u{202f}?",
            "Vous n’avez rien ouvert dans la formation {formation} depuis {jours} jours. Les journées d’atelier sont longues, nous le savons.\n\nVotre place vous attend là où vous l’avez laissée, et {tuteur} peut vous aider à repartir.",
        ),
    ),
    message(
        (
            "fin",
            "Fin de la session",
            "Le dernier jour de l’accès, à 8\u{202f}h",
        ),
        Trigger::Ends,
        DATED,
        (
            "Dernier jour de votre formation {formation}",
            "Votre accès à la formation {formation} se ferme ce soir, {date}.\n\nPensez à terminer ce qui est commencé. Merci d’avoir travaillé avec nous\u{202f}!",
        ),
    ),
    alert(
        (
            "position-basse",
            "Positionnement sous 20\u{202f}%",
            "Dès que le positionnement est fini",
        ),
        Trigger::Below(20),
        "a moins de 20\u{202f}% au positionnement {étape}",
    ),
    alert(
        (
            "position-haute",
            "Positionnement au-dessus de 80\u{202f}%",
            "Dès que le positionnement est fini",
        ),
        Trigger::Above(80),
        "a plus de 80\u{202f}% au positionnement {étape}",
    ),
    alert(
        (
            "quiz",
            "Quiz non réussi",
            "À la fin d’un essai sous le seuil de réussite",
        ),
        Trigger::Failed,
        "n’a pas réussi le quiz {étape}",
    ),
    alert(
        (
            "correction",
            "Travail sans correction depuis 3 jours",
            "3 jours après le rendu, si personne n’a corrigé",
        ),
        Trigger::Waiting(3),
        "attend depuis 3 jours la correction de {étape}",
    ),
];

/// A rule by its code.
pub(super) fn find(code: &str) -> Option<&'static Rule> {
    READY.iter().find(|rule| rule.code == code)
}

#[cfg(test)]
mod cases {
    use std::collections::HashSet;

    use super::super::templates::wrong;
    use super::*;

    #[test]
    fn each_code_is_its_own_and_each_text_has_only_what_it_may() {
        let codes: HashSet<&str> = READY.iter().map(|rule| rule.code).collect();
        assert_eq!(codes.len(), READY.len());
        for rule in &READY {
            assert_eq!(wrong(rule.subject, rule.variables), None, "{}", rule.code);
            assert_eq!(wrong(rule.body, rule.variables), None, "{}", rule.code);
            assert_eq!(find(rule.code).map(|found| found.title), Some(rule.title));
        }
        assert!(find("autre").is_none());
    }
}
