use super::rules::{NewPerson, check_person, weakness};
use crate::directory::Identity;

fn person(change: impl FnOnce(&mut NewPerson)) -> NewPerson {
    let mut new = NewPerson {
        given_name: "Monique".to_owned(),
        family_name: "Le Bihan-L’Hostis".to_owned(),
        email: "monique@exemple.fr".to_owned(),
        ..NewPerson::default()
    };
    change(&mut new);
    new
}

#[test]
fn each_field_says_what_is_wrong_with_it() {
    let good: [NewPerson; 5] = [
        person(|_| {}),
        person(|p| p.email = "m.l+cma@sous.domaine.exemple.fr".to_owned()),
        person(|p| p.phone = "+33 (0)6 12 34 56 78".to_owned()),
        person(|p| p.given_name = "Jean-François d’Arc".to_owned()),
        person(|p| p.family_name = "Nguyễn Đình".to_owned()),
    ];
    for new in good {
        assert!(check_person(&new).is_empty(), "{new:?}: {:?}", check_person(&new));
    }
    let bad: [(&str, NewPerson); 14] = [
        ("prenom", person(|p| p.given_name.clear())),
        ("nom", person(|p| p.family_name = "<script>".to_owned())),
        ("nom", person(|p| p.family_name = "Le\nBihan".to_owned())),
        ("nom", person(|p| p.family_name = "x".repeat(101))),
        ("courriel", person(|p| p.email.clear())),
        ("courriel", person(|p| p.email = "monique".to_owned())),
        ("courriel", person(|p| p.email = "monique@".to_owned())),
        ("courriel", person(|p| p.email = "monique@exemple".to_owned())),
        ("courriel", person(|p| p.email = "mo nique@exemple.fr".to_owned())),
        (
            "courriel",
            person(|p| p.email = "monique@exemple.fr\r\nBcc: x@y.fr".to_owned()),
        ),
        (
            "courriel",
            person(|p| p.email = format!("{}@exemple.fr", "x".repeat(260))),
        ),
        ("telephone", person(|p| p.phone = "06 12".to_owned())),
        (
            "telephone",
            person(|p| p.phone = format!("06{}12345678", " ".repeat(31))),
        ),
        ("entreprise", person(|p| p.company = "x".repeat(201))),
    ];
    for (field, new) in bad {
        let errors = check_person(&new);
        assert_eq!(errors.len(), 1, "{new:?}");
        assert!(errors.get(field).is_some(), "{field}: {new:?}");
    }
}

#[test]
fn a_password_resists_guessing() {
    let owner = Identity {
        given_name: "Monique".to_owned(),
        family_name: "Le Bihan".to_owned(),
        email: "patisserie.lebihan@exemple.fr".to_owned(),
        login: "monique.lebihan".to_owned(),
        company: Some("Les Gâteaux de Monique".to_owned()),
        ..Identity::default()
    };
    let weak = |password: &str| weakness(password, &owner, "Formation CMA").is_some();
    for password in [
        "",
        "court",
        "onze signes",
        "aaaaaaaaaaaaaaaa",
        "azertyuiop123",
        "123456789012345",
        "monique.lebihan",
        "password1234",
        "formationformation",
        &"é".repeat(129),
    ] {
        assert!(weak(password), "{password}");
    }
    for password in [
        "un gâteau de mariage bleu",
        "Xk9#mQ2$vLp7",
        "трубач на крыше",
        "   espaces autour   ok",
    ] {
        assert!(!weak(password), "{password}");
    }
}
