//! Cookies: few, ours only, `__Host-` over https (RFC 6265bis §4.1.3.2).

use http::HeaderMap;
use http::header::COOKIE;

/// Our cookies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Name {
    /// The login's token.
    Login,
    /// Whom an anonymous form's token was made for.
    Visit,
    /// What was just done, said once; sealed.
    Toast,
    /// The text size.
    TextSize,
}

impl Name {
    fn word(self) -> &'static str {
        match self {
            Self::Login => "connexion",
            Self::Visit => "passage",
            Self::Toast => "fait",
            Self::TextSize => "taille",
        }
    }

    fn full(self, secure: bool) -> String {
        if secure {
            format!("__Host-{}", self.word())
        } else {
            self.word().to_owned()
        }
    }
}

/// The value of a cookie, if the request has it.
pub(super) fn get(headers: &HeaderMap, secure: bool, name: Name) -> Option<String> {
    let wanted = name.full(secure);
    headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|header| header.to_str().ok())
        .flat_map(|header| header.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(name, _)| *name == wanted)
        .map(|(_, value)| value.to_owned())
}

/// A `Set-Cookie` value; without a length it lasts as long as the browser, with zero it goes away.
pub(super) fn set(secure: bool, name: Name, value: &str, seconds: Option<i64>) -> String {
    let mut cookie = format!("{}={value}; Path=/; HttpOnly; SameSite=Lax", name.full(secure));
    if secure {
        cookie.push_str("; Secure");
    }
    if let Some(seconds) = seconds {
        cookie.push_str(&format!("; Max-Age={seconds}"));
    }
    cookie
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn over_https_a_cookie_is_bound_to_the_host() {
        assert_eq!(
            set(true, Name::Login, "x", None),
            "__Host-connexion=x; Path=/; HttpOnly; SameSite=Lax; Secure"
        );
        assert_eq!(
            set(false, Name::Toast, "", Some(0)),
            "fait=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0"
        );
    }

    #[test]
    fn a_cookie_is_found_among_others_by_its_whole_name() {
        let mut headers = HeaderMap::new();
        headers.insert(
            COOKIE,
            "a=1; xconnexion=2; connexion=3;passage=4".parse().unwrap(),
        );
        assert_eq!(get(&headers, false, Name::Login).as_deref(), Some("3"));
        assert_eq!(get(&headers, false, Name::Visit).as_deref(), Some("4"));
        assert_eq!(get(&headers, true, Name::Login), None);
    }
}
