//! Forms: every POST carries the token, and the server's own sentences show rather than the browser's.

use super::Frame;
use maud::{Markup, Render, html};

/// A form that posts its fields one under the other: `form(frame, "/inscriptions", html! { … })`.
#[must_use]
pub fn form(frame: &Frame, action: &str, fields: impl Render) -> Markup {
    Form::post(frame, action).body(fields).render()
}

/// A form in more detail than `form` offers.
#[derive(Debug, Clone)]
pub struct Form {
    action: String,
    token: Option<String>,
    id: Option<String>,
    class: &'static str,
    multipart: bool,
    download: bool,
    saves_itself: Option<String>,
    body: Markup,
}

impl Form {
    /// Changes something: carries the token of the frame.
    #[must_use]
    pub fn post(frame: &Frame, action: impl Into<String>) -> Self {
        Self {
            token: Some(frame.csrf.clone()),
            ..Self::get(action)
        }
    }

    /// Only asks: filters and searches, whose answer has an address.
    #[must_use]
    pub fn get(action: impl Into<String>) -> Self {
        Self {
            action: action.into(),
            token: None,
            id: None,
            class: "stack",
            multipart: false,
            download: false,
            saves_itself: None,
            body: Markup::default(),
        }
    }

    /// What is inside.
    #[must_use]
    pub fn body(mut self, fields: impl Render) -> Self {
        self.body = fields.render();
        self
    }

    /// An id, for buttons that stand elsewhere.
    #[must_use]
    pub fn id(mut self, id: impl Into<String>) -> Self {
        self.id = Some(id.into());
        self
    }

    /// Its fields stand on a line where there is room: filters above a table.
    #[must_use]
    pub fn tools(mut self) -> Self {
        self.class = "table-tools";
        self
    }

    /// Lays nothing out: a form of one button, or around a table.
    #[must_use]
    pub fn bare(mut self) -> Self {
        self.class = "";
        self
    }

    /// Holds files.
    #[must_use]
    pub fn multipart(mut self) -> Self {
        self.multipart = true;
        self
    }

    /// Saves itself after each change, where a script of its page does it; its button still saves and leads on.
    #[must_use]
    pub fn saves_itself(mut self) -> Self {
        self.saves_itself = Some(String::new());
        self
    }

    /// The same of what its button sends: what is saved is a draft of it, kept so many days, and is said to be.
    #[must_use]
    pub fn keeps_a_draft(mut self, days: u16) -> Self {
        self.saves_itself = Some(days.to_string());
        self
    }

    /// Answers with a file: the page stays, and its button can serve again.
    #[must_use]
    pub fn download(mut self) -> Self {
        self.download = true;
        self
    }
}

impl Render for Form {
    fn render(&self) -> Markup {
        html! {
            form class=[(!self.class.is_empty()).then_some(self.class)] id=[self.id.as_ref()]
                action=(self.action) method=(if self.token.is_some() { "post" } else { "get" })
                enctype=[self.multipart.then_some("multipart/form-data")]
                data-download=[self.download.then_some("")]
                data-autosave=[self.saves_itself.as_ref()] novalidate {
                @if let Some(token) = &self.token { input type="hidden" name="jeton" value=(token); }
                (self.body)
                @if self.saves_itself.is_some() { p.small.soft role="status" data-said="" {} }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_post_carries_the_token_and_a_get_does_not() {
        let frame = Frame {
            csrf: "j1".to_owned(),
            ..Frame::default()
        };
        assert_eq!(
            form(&frame, "/x", "…").into_string(),
            r#"<form class="stack" action="/x" method="post" novalidate><input type="hidden" name="jeton" value="j1">…</form>"#
        );
        assert!(!Form::get("/x").render().into_string().contains("jeton"));
    }
}
