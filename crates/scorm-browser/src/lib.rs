//! The SCORM engine as a browser runs it. The player's shell compiles it to WebAssembly (`scripts/wasm.sh`) and calls it
//! synchronously, since content expects an answer at once. The server replays what it leaves with the same code.
//!
//! One call at a time: the shell asks for `room`, writes a request there as JSON, calls `ask`, and reads as many bytes at
//! `answer`. No memory is shared otherwise, so nothing here is unsafe but the attribute that exports a name.

mod engine;
mod show;

use std::cell::RefCell;

pub use engine::Engine;

thread_local! {
    static ENGINE: RefCell<Engine> = RefCell::default();
    static REQUEST: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
    static ANSWER: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

/// Makes room for a request of so many bytes; answers where.
#[expect(unsafe_code, reason = "the attribute only exports the name")]
#[unsafe(no_mangle)]
pub extern "C" fn room(bytes: usize) -> usize {
    REQUEST.with_borrow_mut(|request| {
        request.clear();
        request.resize(bytes, 0);
        request.as_mut_ptr().addr()
    })
}

/// Handles the request; answers how many bytes the answer has.
#[expect(unsafe_code, reason = "the attribute only exports the name")]
#[unsafe(no_mangle)]
pub extern "C" fn ask() -> usize {
    let answer = REQUEST.with_borrow(|request| ENGINE.with_borrow_mut(|engine| engine.ask(request)));
    let bytes = answer.len();
    ANSWER.set(answer);
    bytes
}

/// Where the answer is.
#[expect(unsafe_code, reason = "the attribute only exports the name")]
#[unsafe(no_mangle)]
pub extern "C" fn answer() -> usize {
    ANSWER.with_borrow(|answer| answer.as_ptr().addr())
}
