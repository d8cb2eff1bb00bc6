//! What the pages of the test suite do besides the commands of their visit. A manifest names them.

/// A page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// When it calls Terminate.
    pub terminates: Terminates,
    /// What it leaves in `adl.nav.request` in its unload, before Terminate.
    pub last_request: Option<String>,
    /// The person is asked about the interface before the commands, but on one page.
    pub asks_last: bool,
    /// It must never be delivered.
    pub forbidden: bool,
}

/// When a page calls Terminate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Terminates {
    /// Never: an asset.
    Never,
    /// After the commands, whatever the person does then.
    AtOnce,
    /// When it is unloaded.
    OnUnload,
}

/// What the page at this address does.
pub fn page(address: &str) -> Page {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let name = path.rsplit('/').next().unwrap_or_default();
    let at_once = Page {
        terminates: Terminates::AtOnce,
        last_request: None,
        asks_last: false,
        forbidden: false,
    };
    if let Some(request) = name.strip_suffix("OnUnload.htm") {
        return Page {
            terminates: Terminates::OnUnload,
            last_request: Some(last_request(request)),
            ..at_once
        };
    }
    match name {
        "AssetLaunchTest.htm" => Page {
            terminates: Terminates::Never,
            ..at_once
        },
        "SequencingTestSingleDoTerminate.htm" => Page {
            terminates: Terminates::OnUnload,
            ..at_once
        },
        "SequencingTest_SX09_exitall.htm" => Page {
            asks_last: true,
            ..at_once
        },
        "SequencingTestFail.htm" => Page {
            forbidden: true,
            ..at_once
        },
        _ => at_once,
    }
}

/// `exitAll` is itself; `tarAct4` is the choice of activity 4.
fn last_request(name: &str) -> String {
    match name.strip_prefix("tarAct") {
        Some(number) => format!("{{target=activity_{number}}}choice"),
        None => name.to_owned(),
    }
}

/// The number of the activity in its address: `act`.
pub fn number(address: &str) -> Option<&str> {
    let (_, query) = address.split_once('?')?;
    let query = query.split('#').next()?;
    query.split('&').find_map(|pair| pair.strip_prefix("act="))
}

#[test]
fn pages_are_known_by_their_address() {
    let address = "resources/tarAct4OnUnload.htm?tc=CM-09ab&act=2a#x";
    assert_eq!(
        page(address).last_request.as_deref(),
        Some("{target=activity_4}choice")
    );
    assert_eq!(
        page("exitAllOnUnload.htm").last_request.as_deref(),
        Some("exitAll")
    );
    assert_eq!(number(address), Some("2a"));
    assert_eq!(
        page("resources/SequencingTest.htm?act=1").terminates,
        Terminates::AtOnce
    );
    assert_eq!(page("AssetLaunchTest.htm").terminates, Terminates::Never);
    assert_eq!(number("resources/SequencingTest.htm"), None);
}
