//! What holds for every page of the kit.

use super::*;
use std::path::Path as FilePath;
use std::{env, fs};

fn frame() -> Frame {
    Frame {
        site_name: "Formation CMA".to_owned(),
        house: Some("CMA Bretagne".to_owned()),
        nonce: "n0nce".to_owned(),
        csrf: "j3ton".to_owned(),
        here: "/kit?page=2".to_owned(),
        account: Some(Account {
            first_name: "René".to_owned(),
            full_name: "René Kerjean".to_owned(),
            initials: fr::initials("René", "Kerjean"),
            role_label: "Gestionnaire, CMA Bretagne".to_owned(),
        }),
        places: vec![
            Place {
                label: "Accueil".to_owned(),
                href: "/".to_owned(),
                current: true,
                count: None,
            },
            Place {
                label: "Messages".to_owned(),
                href: "/messages".to_owned(),
                current: false,
                count: Some(2),
            },
        ],
        toast: Some("Alerte classée.".to_owned()),
        ..Frame::default()
    }
}

fn door() -> Page {
    Page::door("Se connecter").body(form(
        &frame(),
        "/connexion",
        html! {
            (TextField::new("identifiant", "Identifiant ou adresse e‑mail").literal().autocomplete("username"))
            (TextField::new("mot-de-passe", "Mot de passe").password().autocomplete("current-password"))
            p.actions { (Button::primary("Se connecter").large()) }
        },
    ))
}

fn every_error() -> [ErrorKind; 10] {
    [
        ErrorKind::Forbidden,
        ErrorKind::FormExpired,
        ErrorKind::NotFound,
        ErrorKind::NotAllowedHere,
        ErrorKind::Conflict,
        ErrorKind::TooLarge,
        ErrorKind::SignInAgain,
        ErrorKind::Said("Trop de demandes de lien. Réessayez dans une minute.".to_owned()),
        ErrorKind::Unavailable,
        ErrorKind::Internal {
            reference: "7f3a".to_owned(),
        },
    ]
}

fn every_page() -> Vec<String> {
    let mut pages = vec![
        kit_page::render(&frame()).into_string(),
        door().render(&frame()).into_string(),
    ];
    pages.extend(
        every_error()
            .iter()
            .map(|kind| error_page(&frame(), kind).into_string()),
    );
    pages
}

#[test]
fn the_french_of_the_kit_is_well_set() {
    for page in every_page() {
        assert_eq!(fr::check(&page), [""; 0]);
    }
}

#[test]
fn no_inline_style_no_handler_no_name_of_a_supplier() {
    for page in every_page() {
        for forbidden in [
            " style=",
            " onclick=",
            " onload=",
            "<style",
            "Compagnon",
            "http://",
            "https://",
        ] {
            let found = page
                .find(forbidden)
                .filter(|at| !page[*at..].starts_with("http://www.w3.org/2000/svg"));
            assert!(found.is_none(), "{forbidden}");
        }
    }
}

#[test]
fn ids_are_unique_and_what_refers_to_them_finds_them() {
    for page in every_page() {
        let mut ids = values(&page, " id=\"");
        let all = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), all, "an id occurs twice");
        for reference in [
            "aria-describedby=\"",
            "aria-labelledby=\"",
            "aria-controls=\"",
            " for=\"",
            "commandfor=\"",
            "popovertarget=\"",
            "<use href=\"#",
        ] {
            for id in values(&page, reference).iter().flat_map(|list| list.split(' ')) {
                assert!(ids.contains(&id), "{reference}{id} leads nowhere");
            }
        }
    }
}

fn values<'a>(page: &'a str, before: &str) -> Vec<&'a str> {
    page.split(before)
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect()
}

#[test]
fn each_page_has_one_h1_one_main_and_its_title() {
    for page in every_page() {
        assert_eq!(page.matches("<h1").count(), 1);
        assert_eq!(page.matches("<main").count(), 1);
        assert!(page.contains(" – Formation CMA</title>"));
    }
}

#[test]
fn every_post_carries_the_token() {
    for page in every_page() {
        for form in page
            .split("<form")
            .skip(1)
            .filter(|form| form.split('>').next().is_some_and(|tag| tag.contains("\"post\"")))
        {
            let inside = form.split("</form>").next().unwrap_or_default();
            assert!(inside.contains(r#"name="jeton" value="j3ton""#), "{inside}");
        }
    }
}

#[test]
fn scripts_have_the_nonce() {
    for page in every_page() {
        for script in page.split("<script").skip(1) {
            assert!(
                script
                    .split('>')
                    .next()
                    .is_some_and(|tag| tag.contains("nonce=\"n0nce\""))
            );
        }
    }
}

#[test]
fn a_refused_form_says_so_in_the_title_and_first_in_the_page() {
    let mut errors = FormErrors::new();
    errors.add("email", "Adresse e‑mail", "Il manque la fin de l’adresse.");
    let page = Page::new("Inscrire")
        .errors(&errors)
        .render(&frame())
        .into_string();
    assert!(page.contains("<title>Erreur\u{202f}: Inscrire – Formation CMA</title>"));
    assert!(page.find("error-summary") < page.find("<h1"));
    let page = Page::new("Inscrire")
        .errors(&FormErrors::new())
        .render(&frame())
        .into_string();
    assert!(page.contains("<title>Inscrire – Formation CMA</title>"));
}

#[test]
fn the_breadcrumb_ends_with_the_page_itself() {
    let page = Page::new("Novembre")
        .crumb("Accueil", "/")
        .crumb("Sessions", "/sessions")
        .render(&frame())
        .into_string();
    assert!(
        page.contains(
            r#"<li><a href="/sessions">Sessions</a></li><li aria-current="page">Novembre</li></ol>"#
        )
    );
}

#[test]
fn the_text_size_moves_one_step_and_shows_where_it_is() {
    for (size, values, pressed) in [
        (TextSize::Small, ["small", "normal", "normal"], 0),
        (TextSize::Normal, ["small", "normal", "large"], 1),
        (TextSize::Large, ["normal", "normal", "larger"], 2),
        (TextSize::Larger, ["large", "normal", "larger"], 2),
    ] {
        let page = Page::new("Page")
            .render(&Frame {
                text_size: size,
                ..frame()
            })
            .into_string();
        let buttons: Vec<&str> = page.split("name=\"taille\" value=\"").skip(1).collect();
        for (at, (button, value)) in buttons.iter().zip(values).enumerate() {
            assert!(button.starts_with(value), "{size:?}");
            assert_eq!(
                button.contains("aria-pressed=\"true\"") && at == pressed,
                at == pressed,
                "{size:?}"
            );
        }
        assert_eq!(TextSize::parse(size.as_str()), Some(size));
    }
    assert_eq!(TextSize::parse("huge"), None);
}

#[test]
fn someone_who_is_out_sees_the_way_in() {
    let page = Page::new("Aide")
        .render(&Frame {
            account: None,
            places: Vec::new(),
            help: None,
            bell: None,
            ..frame()
        })
        .into_string();
    assert!(
        page.contains(r#"href="/connexion""#)
            && !page.contains("/deconnexion")
            && !page.contains("navigation")
    );
}

/// Scans the sources of every crate for the names given to `icon(…)`, `.icon(…)` and `.icon_after(…)`.
#[test]
fn every_icon_that_the_code_names_exists() {
    let crates = FilePath::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut seen = 0;
    scan(&crates, &mut |path, text| {
        for opening in ["icon(\"", "icon_after(\""] {
            for name in values(text, opening) {
                assert!(
                    icon_exists(name),
                    "{}: no icon « {name} »; add it to web/icons.txt",
                    path.display()
                );
                seen += 1;
            }
        }
    });
    assert!(seen > 20, "the scan found {seen} icons only");
}

fn scan(folder: &FilePath, each: &mut dyn FnMut(&FilePath, &str)) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    for path in entries.flatten().map(|entry| entry.path()) {
        if path.is_dir() && !path.ends_with("target") {
            scan(&path, each);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            each(&path, &fs::read_to_string(&path).unwrap_or_default());
        }
    }
}
