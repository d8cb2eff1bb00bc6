use super::*;

fn get(accept: &str, if_none_match: Option<&str>) -> Response {
    let file = asset_path("app.css").trim_start_matches("/assets/");
    respond(file, Some(accept), if_none_match).expect("the style sheet is there")
}

#[test]
fn every_page_needs_these() {
    for name in [
        "app.css",
        "app.js",
        "favicon.svg",
        "icon-180.png",
        "icon-512.png",
        "licences.txt",
        "bricolage-grotesque.woff2",
        "atkinson-hyperlegible-next.woff2",
    ] {
        assert!(
            find(asset_path(name).trim_start_matches("/assets/")).is_some(),
            "{name}"
        );
    }
}

#[test]
fn the_best_accepted_coding_is_sent() {
    for (accept, coding) in [
        ("gzip, deflate, br", Some("br")),
        ("br;q=0, gzip", Some("gzip")),
        ("GZIP;q=0.5", Some("gzip")),
        ("identity", None),
        ("", None),
        ("brotli", None),
    ] {
        let response = get(accept, None);
        let sent = response
            .headers()
            .get(header::CONTENT_ENCODING)
            .and_then(|value| value.to_str().ok());
        assert_eq!(sent, coding, "{accept}");
        assert_eq!(response.headers()[header::VARY], "accept-encoding");
        assert_eq!(
            response.headers()[header::CONTENT_TYPE],
            "text/css; charset=utf-8"
        );
    }
}

#[test]
fn kept_for_a_year_and_answered_304() {
    let first = get("br", None);
    assert_eq!(
        first.headers()[header::CACHE_CONTROL],
        "public, max-age=31536000, immutable"
    );
    let tag = first.headers()[header::ETAG].to_str().expect("ASCII");
    assert_eq!(get("br", Some(tag)).status(), StatusCode::NOT_MODIFIED);
    assert_eq!(
        get("br", Some(&format!("\"other\", {tag}"))).status(),
        StatusCode::NOT_MODIFIED
    );
    assert_eq!(get("br", Some("\"other\"")).status(), StatusCode::OK);
}

#[test]
fn an_unknown_file_is_no_answer() {
    assert!(respond("app.css", None, None).is_none());
    assert!(respond("../Cargo.toml", None, None).is_none());
}

#[test]
fn typefaces_are_light_and_the_style_sheet_too() {
    let size = |name: &str| find(asset_path(name).trim_start_matches("/assets/")).expect("there");
    let faces = ["bricolage-grotesque.woff2", "atkinson-hyperlegible-next.woff2"];
    let total: usize = faces.iter().map(|name| size(name).bytes.len()).sum();
    assert!(total <= 80 * 1024, "{total} bytes of typefaces");
    let css = size("app.css").brotli.expect("compressed").len();
    assert!(css <= 20 * 1024, "{css} bytes of styles");
}

#[test]
fn icons_are_found_by_name() {
    assert!(icon_markup("play").is_some_and(|inner| inner.starts_with("<path")));
    assert!(icon_markup("no-such-icon").is_none());
}
