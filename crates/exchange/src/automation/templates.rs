//! The words of a message, and what stands in braces in them: `{prénom}`. Read with care when they are written, so that a message
//! that leaves never lacks anything.

use platform::html::fr;

/// What may stand in braces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Variable {
    FirstName,
    Course,
    Session,
    Tutor,
    Link,
    Date,
    Step,
    Days,
}

impl Variable {
    pub(super) const ALL: [Self; 8] = [
        Self::FirstName,
        Self::Course,
        Self::Session,
        Self::Tutor,
        Self::Link,
        Self::Date,
        Self::Step,
        Self::Days,
    ];

    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::FirstName => "prénom",
            Self::Course => "formation",
            Self::Session => "session",
            Self::Tutor => "tuteur",
            Self::Link => "lien",
            Self::Date => "date",
            Self::Step => "étape",
            Self::Days => "jours",
        }
    }

    /// What takes its place.
    pub(super) const fn about(self) -> &'static str {
        match self {
            Self::FirstName => "le prénom de l’apprenant",
            Self::Course => "le titre du parcours, entre guillemets",
            Self::Session => "la référence de la session",
            Self::Tutor => "le nom de son tuteur",
            Self::Link => "l’adresse de la page où aller",
            Self::Date => "le jour dont il s’agit",
            Self::Step => "le titre de l’étape, entre guillemets",
            Self::Days => "le nombre de jours",
        }
    }

    fn find(typed: &str) -> Option<Self> {
        let typed = fr::folded(typed.trim());
        Self::ALL.into_iter().find(|one| fr::folded(one.name()) == typed)
    }
}

/// What takes the place of each variable.
#[derive(Clone, Debug, Default)]
pub(super) struct Values {
    pub(super) first_name: String,
    pub(super) course: String,
    pub(super) session: String,
    pub(super) tutor: String,
    pub(super) link: String,
    pub(super) date: String,
    pub(super) step: String,
    pub(super) days: String,
}

impl Values {
    fn of(&self, variable: Variable) -> &str {
        match variable {
            Variable::FirstName => &self.first_name,
            Variable::Course => &self.course,
            Variable::Session => &self.session,
            Variable::Tutor => &self.tutor,
            Variable::Link => &self.link,
            Variable::Date => &self.date,
            Variable::Step => &self.step,
            Variable::Days => &self.days,
        }
    }
}

enum Piece<'a> {
    Text(&'a str),
    /// What is between braces; none closes the last.
    Braces(&'a str, bool),
}

fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut all = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        all.push(Piece::Text(before));
        match after.split_once('}') {
            Some((name, next)) => {
                all.push(Piece::Braces(name, true));
                rest = next;
            }
            None => {
                all.push(Piece::Braces(after, false));
                rest = "";
            }
        }
    }
    all.push(Piece::Text(rest));
    all
}

/// « {prénom}, {formation} et {date} ».
pub(super) fn list(allowed: &[Variable]) -> String {
    let names: Vec<String> = allowed.iter().map(|one| format!("{{{}}}", one.name())).collect();
    fr::series(&names, "et")
}

/// What is wrong with words, in a sentence: what stands in braces isn't something that this message has.
pub(super) fn wrong(text: &str, allowed: &[Variable]) -> Option<String> {
    pieces(text).into_iter().find_map(|piece| {
        let said = match piece {
            Piece::Text(_) => return None,
            Piece::Braces(name, true) if Variable::find(name).is_some_and(|one| allowed.contains(&one)) => {
                return None;
            }
            Piece::Braces(name, true) => {
                let name: String = name.chars().take(40).collect();
                format!("«\u{202f}{{{name}}}\u{202f}» n’existe pas dans ce message.")
            }
            Piece::Braces(name, false) => {
                let name: String = name.chars().take(20).collect();
                format!("Il manque une accolade fermante après «\u{202f}{{{name}\u{202f}».")
            }
        };
        Some(format!("{said} Vous pouvez employer {}.", list(allowed)))
    })
}

/// The words with each variable in its place; what isn't one goes, so that nobody ever receives braces.
pub(super) fn render(text: &str, values: &Values) -> String {
    let pieces = pieces(text).into_iter().map(|piece| match piece {
        Piece::Text(text) => text,
        Piece::Braces(name, true) => Variable::find(name).map_or("", |one| values.of(one)),
        Piece::Braces(..) => "",
    });
    pieces.collect()
}

/// The paragraphs of a body.
pub(super) fn paragraphs(body: &str) -> Vec<String> {
    let body = body.replace("\r\n", "\n");
    let all = body.split("\n\n").map(str::trim).filter(|one| !one.is_empty());
    all.map(str::to_owned).collect()
}

#[cfg(test)]
mod cases {
    use proptest::prelude::*;

    use super::*;

    fn values() -> Values {
        Values {
            first_name: "Monique".into(),
            course: "Vendre en ligne".into(),
            session: "FB-2026-11".into(),
            tutor: "Fabienne Caradec".into(),
            link: "https://exemple.fr/mes-parcours".into(),
            date: "vendredi 4 décembre".into(),
            step: "Photographier ses produits".into(),
            days: "7".into(),
        }
    }

    #[test]
    fn each_variable_is_replaced_with_or_without_its_accents() {
        for (text, expected) in [
            ("Bonjour {prénom},", "Bonjour Monique,"),
            ("{prenom} { PRÉNOM }", "Monique Monique"),
            (
                "Dans {jours} jours : {étape}",
                "Dans 7 jours : Photographier ses produits",
            ),
            (
                "{etape}|{date}|{tuteur}",
                "Photographier ses produits|vendredi 4 décembre|Fabienne Caradec",
            ),
            (
                "{lien} {session} {formation}",
                "https://exemple.fr/mes-parcours FB-2026-11 Vendre en ligne",
            ),
            ("rien à changer }", "rien à changer }"),
            ("", ""),
        ] {
            assert_eq!(render(text, &values()), expected);
            assert_eq!(wrong(text, &Variable::ALL), None, "{text}");
        }
        // What a value says isn't read again.
        let tricky = Values {
            first_name: "{date}".into(),
            ..values()
        };
        assert_eq!(render("{prénom}", &tricky), "{date}");
    }

    #[test]
    fn what_a_message_does_not_have_is_named_with_what_it_has() {
        let has = [Variable::FirstName, Variable::Course];
        for (text, named) in [
            ("{nom}", "«\u{202f}{nom}\u{202f}» n’existe pas"),
            ("{date}", "«\u{202f}{date}\u{202f}» n’existe pas"),
            ("{}", "«\u{202f}{}\u{202f}»"),
            ("{ {prénom}", "«\u{202f}{ {prénom}\u{202f}»"),
            ("Bonjour {prénom", "accolade fermante après «\u{202f}{prénom"),
        ] {
            let said = wrong(text, &has).unwrap_or_default();
            assert!(
                said.contains(named) && said.ends_with("employer {prénom} et {formation}."),
                "{said}"
            );
        }
    }

    #[test]
    fn an_empty_line_begins_a_paragraph() {
        assert_eq!(paragraphs("Un\r\nmot\r\n\r\n\r\nDeux\n\n"), ["Un\nmot", "Deux"]);
    }

    proptest! {
        #[test]
        fn whatever_is_written_no_brace_is_received(text in any::<String>(), mixed in "[{}a-z é]{0,40}") {
            for text in [text, mixed] {
                prop_assert_eq!(render(&text, &values()).matches('{').count(), 0);
            }
        }

        #[test]
        fn what_is_accepted_is_received_with_each_variable_in_its_place(parts in proptest::collection::vec(("[^{}]{0,12}", 0..8usize), 0..6)) {
            let (mut written, mut received) = (String::new(), String::new());
            for (text, at) in parts {
                let variable = Variable::ALL[at];
                written.push_str(&format!("{text}{{{}}}", variable.name()));
                received.push_str(&format!("{text}{}", values().of(variable)));
            }
            prop_assert_eq!(wrong(&written, &Variable::ALL), None);
            prop_assert_eq!(render(&written, &values()), received);
        }

        #[test]
        fn a_sentence_tells_of_any_name_that_is_not_one(name in "[a-z]{1,60}") {
            prop_assume!(Variable::find(&name).is_none());
            let text = format!("a {{{name}}} b");
            prop_assert!(wrong(&text, &Variable::ALL).is_some());
        }
    }
}
