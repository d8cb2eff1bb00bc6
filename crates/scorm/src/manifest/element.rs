/// What a namespace is to a manifest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Space {
    /// Content packaging: the namespace of the root, or none.
    Packaging,
    /// ADL's extensions to content packaging.
    Adlcp,
    /// Sequencing.
    Imsss,
    /// ADL's extensions to sequencing.
    Adlseq,
    /// ADL's extensions for navigation.
    Adlnav,
    /// `xml:`.
    Xml,
    /// Anything else.
    Other,
}

impl Space {
    fn is_known(self) -> bool {
        !matches!(self, Self::Xml | Self::Other)
    }
}

/// An element of a document.
#[derive(Debug)]
pub(super) struct Element {
    pub space: Space,
    pub name: String,
    pub namespace: String,
    pub attributes: Vec<(Space, String, String)>,
    pub elements: Vec<Self>,
    pub text: String,
}

impl Element {
    /// An attribute of content packaging.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attribute_of(Space::Packaging, name)
    }

    pub fn attribute_of(&self, space: Space, name: &str) -> Option<&str> {
        let found = self
            .attributes
            .iter()
            .find(|(of, key, _)| *of == space && key.eq_ignore_ascii_case(name));
        found.map(|(_, _, value)| value.as_str())
    }

    /// An attribute without prefix or of a namespace that SCORM knows; none when it is blank.
    pub fn value(&self, name: &str) -> Option<&str> {
        let found = self
            .attributes
            .iter()
            .find(|(of, key, _)| of.is_known() && key.eq_ignore_ascii_case(name));
        found
            .map(|(_, _, value)| value.trim())
            .filter(|value| !value.is_empty())
    }

    /// An attribute of type `xs:ID` or `xs:IDREF`, with the spaces that XML Schema collapses; none when it is blank.
    pub fn identifier(&self, name: &str) -> Option<String> {
        self.value(name).map(collapsed)
    }

    /// An attribute of type `xs:anyURI` that names an objective or shared data; none when it is blank.
    ///
    /// A URI writes a space as `%20`, an author as a space: both are one space, which is what content reads. Other escapes
    /// stay as they are.
    pub fn uri(&self, name: &str) -> Option<String> {
        let written = self.value(name)?.replace("%20", " ");
        Some(collapsed(&written)).filter(|uri| !uri.is_empty())
    }

    /// The children of content packaging with this name.
    pub fn children<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Self> {
        self.elements
            .iter()
            .filter(move |child| child.space == Space::Packaging && child.name == name)
    }

    pub fn child<'a>(&'a self, name: &'a str) -> Option<&'a Self> {
        self.children(name).next()
    }

    /// The first child with this name, of whatever namespace.
    pub fn any_child(&self, name: &str) -> Option<&Self> {
        self.elements.iter().find(|child| child.name == name)
    }

    /// The children with this name of a namespace that SCORM knows: authors write `controlMode` without its prefix, or
    /// `rollupConsiderations` with another, and mean the same.
    pub fn known<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Self> {
        self.elements
            .iter()
            .filter(move |child| child.space.is_known() && child.name == name)
    }

    /// The text of a child of ADL's namespace; `None` when there is none or it is empty.
    pub fn adlcp(&self, name: &str) -> Option<String> {
        let child = self.adlcp_child(name);
        child.map(Self::text).filter(|text| !text.is_empty())
    }

    /// The first child of ADL's namespace with this name, in any case.
    pub fn adlcp_child(&self, name: &str) -> Option<&Self> {
        self.elements
            .iter()
            .find(|child| child.space == Space::Adlcp && child.name.eq_ignore_ascii_case(name))
    }

    /// The text of a child of content packaging, on one line; empty when there is none.
    pub fn child_text(&self, name: &str) -> String {
        let text = self.child(name).map(Self::text).unwrap_or_default();
        collapsed(&text)
    }

    pub fn text(&self) -> String {
        self.text.trim().to_owned()
    }

    /// Whether an attribute, a namespace declaration among them, names this.
    pub fn declares(&self, wanted: &str) -> bool {
        self.attributes.iter().any(|(_, _, value)| value.contains(wanted))
    }

    /// Whether this element or one inside it is of such a namespace.
    pub fn uses(&self, wanted: &str) -> bool {
        self.namespace.contains(wanted) || self.elements.iter().any(|child| child.uses(wanted))
    }

    /// Whether this element or one inside it is such.
    pub fn has(&self, such: fn(&Self) -> bool) -> bool {
        such(self) || self.elements.iter().any(|child| child.has(such))
    }

    /// About how many bytes its copy would take, the items inside left out.
    pub fn weight(&self) -> usize {
        let attributes = self.attributes.iter();
        let own = attributes
            .map(|(_, key, value)| key.len() + value.len())
            .sum::<usize>()
            + self.text.len();
        let inside = self.elements.iter().filter(|child| child.name != "item");
        inside.map(Self::weight).sum::<usize>() + own + WEIGHT
    }
}

/// What an element weighs by itself: the order of size of a rule or a map once read.
const WEIGHT: usize = 64;

/// Runs of white space made one space. XML Schema 1.0, part 2, 4.3.6.
pub(super) fn collapsed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
