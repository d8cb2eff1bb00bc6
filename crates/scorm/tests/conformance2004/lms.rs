//! What the runner asks of a platform.

use std::collections::BTreeSet;

use scorm::navigation::NavigationRequest;
use scorm::plan::Plan;

/// A platform, for one learner: what it knows of them outlives its packages.
pub trait Lms {
    /// The learner opens a package: what a « suspend all » left is resumed, otherwise it is started.
    fn open(&mut self, package: &Package) -> Result<(), String>;
    /// The learner uses a control. The platform takes the content away first, which then calls `farewell`; what the content
    /// leaves in `adl.nav.request` doesn't count. SN 5.6.4.
    fn request(&mut self, request: NavigationRequest, farewell: &[(&str, Vec<&str>)]);
    /// A call of the content that is delivered, or was last: name and arguments.
    fn call(&mut self, function: &str, arguments: &[&str]) -> String;
    /// After Terminate: when the content left a request, the platform takes it away and does what it asked. SN 5.6.4.
    fn settle(&mut self);
    /// The learner goes away; what the platform kept must be whole.
    fn close(&mut self) -> Result<(), String>;
    /// The identifier of what is delivered.
    fn delivered(&self) -> Option<String>;
    /// What the learner sees around the content.
    fn interface(&self) -> Interface;
    /// Whether the session is over: exited, abandoned, or suspended.
    fn ended(&self) -> bool;
    /// What led here, for the reader of a failure.
    fn trace(&self) -> String {
        String::new()
    }
}

/// A package of the test suite.
#[derive(Clone, Debug, PartialEq)]
pub struct Package {
    /// The name of its manifest.
    pub id: String,
    /// What its manifest says.
    pub plan: Plan,
}

/// The controls of the platform.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Interface {
    /// The controls that are shown and can be used, by the name of their request.
    pub controls: BTreeSet<&'static str>,
    /// The table of contents, the organization first, then its items in order.
    pub toc: Vec<TocLine>,
}

/// An activity in the table of contents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TocLine {
    /// Its identifier.
    pub identifier: String,
    /// Its title.
    pub title: String,
    /// It is shown.
    pub visible: bool,
    /// It can be chosen.
    pub selectable: bool,
    /// The learner is there.
    pub current: bool,
}
