//! The program as people run it: what it prints, where, and how it ends.

mod agree;
mod ask;
mod asked;
mod baseline;
mod calendar;
mod check;
mod ci;
mod complete;
mod diff;
mod editors;
mod edits;
#[cfg(unix)]
mod faults;
#[path = "../properties/fills.rs"]
mod fills;
mod fiscal;
mod folders;
mod growth;
mod history;
mod hooks;
mod hostile;
mod kept;
mod known_as;
mod layers;
mod loosened;
mod lsp;
mod manual;
mod office;
mod output;
#[cfg(unix)]
mod packaging;
mod past;
mod promised;
mod promises;
mod refusals;
mod repository;
mod review;
mod settings;
mod several;
mod sheets;
mod since;
mod start;
#[cfg(unix)]
mod stranger;
mod support;
mod talked;
mod terminal;
#[cfg(unix)]
mod typed;
mod verdicts;
mod visible;
mod words;
#[cfg(unix)]
mod writers;

/// The examples of the README and of the docs print what they say; `complete` has every command in full.
#[test]
fn documented_commands() {
    let pages = ["README.md", "docs/check.md"];
    for page in pages {
        let text = std::fs::read_to_string(page).expect("a page");
        assert!(text.contains("```console\n$ alliance "), "{page} runs nothing");
    }
    trycmd::TestCases::new().case(pages[0]).case(pages[1]);
}
