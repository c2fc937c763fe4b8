//! Long pages on a terminal, shown as git shows them: in `ALLIANCE_PAGER`, else `PAGER`, else `less -FRX`.

use std::borrow::Cow;
use std::env;
use std::io::{self, IsTerminal, Write};
use std::process::{Command, Stdio};

use anstream::{AutoStream, ColorChoice};

use crate::render::style::without_style;

/// What is used where nobody says: it leaves at once where all fits, keeps colours, and leaves the text on the screen.
const DEFAULT: &str = "less -FRX";

/// The program that shows long pages, with its arguments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pager(Option<Vec<String>>);

impl Pager {
    /// No pager: everything is printed at once.
    pub(super) fn none() -> Self {
        Self(None)
    }

    /// What the environment says, and none unless a person reads at a terminal that can move.
    pub(super) fn of_environment() -> Self {
        let dumb = env::var_os("TERM").is_none_or(|term| term == "dumb");
        if dumb || !io::stdout().is_terminal() {
            return Self::none();
        }
        Self::named(env::var("ALLIANCE_PAGER").ok().or_else(|| env::var("PAGER").ok()).as_deref())
    }

    /// A pager by its words; no shell reads them. An empty one, and `cat`, are none.
    fn named(words: Option<&str>) -> Self {
        let words: Vec<String> = words.unwrap_or(DEFAULT).split_whitespace().map(str::to_owned).collect();
        Self((!words.is_empty() && words != ["cat"]).then_some(words))
    }

    /// Shows a page that is longer than the terminal. False where it fits, where there is no pager, and where it cannot be
    /// started: then the page is still to be printed.
    pub(super) fn takes(&self, text: &str, color: ColorChoice) -> bool {
        let Some([program, arguments @ ..]) = self.0.as_deref() else { return false };
        let height = terminal_size::terminal_size_of(io::stdout()).map(|(_, height)| usize::from(height.0));
        if height.is_none_or(|height| text.lines().count() < height) {
            return false;
        }
        let plain = AutoStream::new(io::stdout(), color).current_choice() == ColorChoice::Never;
        let text = if plain { without_style(text) } else { Cow::Borrowed(text) };
        let mut command = Command::new(program);
        command.args(arguments).stdin(Stdio::piped());
        if env::var_os("LESS").is_none() {
            command.env("LESS", "FRX");
        }
        let Ok(mut pager) = command.spawn() else { return false };
        if let Some(mut page) = pager.stdin.take() {
            // Whoever leaves before the end has seen enough.
            let _ = page.write_all(text.as_bytes());
        }
        // How the pager ends says nothing about the report.
        pager.wait().is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::Pager;

    #[test]
    fn a_pager_is_its_words_and_cat_is_none() {
        let words = |pager: Pager| pager.0.unwrap_or_default().join("|");
        assert_eq!(words(Pager::named(None)), "less|-FRX");
        assert_eq!(words(Pager::named(Some("more  -d"))), "more|-d");
        assert_eq!([Pager::named(Some("")), Pager::named(Some(" cat "))], [Pager::none(), Pager::none()]);
    }
}
