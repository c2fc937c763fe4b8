//! What a reader sees of a page, as lines of text, by a parser that is not ours.

use std::cell::RefCell;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{BufferQueue, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer};

#[derive(Default)]
struct Seen {
    text: String,
    /// Inside of a style or script.
    raw: bool,
    /// Inside of text whose spaces and lines are kept.
    kept: bool,
}

struct Sink(RefCell<Seen>);

/// Elements that stand within a line.
const INLINE: [&str; 12] =
    ["a", "abbr", "b", "button", "code", "em", "i", "kbd", "mark", "small", "span", "strong"];

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let seen = &mut *self.0.borrow_mut();
        match token {
            Token::TagToken(tag) => {
                let name = &*tag.name;
                let starts = tag.kind == TagKind::StartTag;
                match name {
                    // Cells stand side by side.
                    "td" | "th" if !starts => seen.text.push_str(" │ "),
                    "td" | "th" => {}
                    name if INLINE.contains(&name) => {}
                    _ => seen.text.push('\n'),
                }
                if name == "pre" {
                    seen.kept = starts;
                }
                if name == "style" || name == "script" {
                    seen.raw = starts;
                    let kind = if name == "style" { RawKind::Rawtext } else { RawKind::ScriptData };
                    return if starts { TokenSinkResult::RawData(kind) } else { TokenSinkResult::Continue };
                }
            }
            Token::CharacterTokens(text) if !seen.raw => {
                if seen.kept {
                    seen.text.push_str(&text);
                } else {
                    for part in text.split_inclusive(char::is_whitespace) {
                        seen.text.push_str(part.trim_end());
                        if part.ends_with(char::is_whitespace) {
                            seen.text.push(' ');
                        }
                    }
                }
            }
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

/// A page as lines: blocks begin a line, cells are set apart, empty lines and runs of spaces are left out.
pub fn visible(html: &str) -> String {
    let input = BufferQueue::default();
    input.push_back(StrTendril::from(html));
    let tokenizer = Tokenizer::new(Sink(RefCell::new(Seen::default())), Default::default());
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    let text = tokenizer.sink.0.into_inner().text;
    let lines = text.lines().map(|line| line.trim_end_matches([' ', '│']));
    let mut seen = String::new();
    for line in lines.filter(|line| !line.trim().is_empty()) {
        // What is kept as it stands begins with its own spaces; elsewhere one space is as good as many.
        let indent = line.len() - line.trim_start().len();
        let words: Vec<&str> = line.split_whitespace().collect();
        seen += &" ".repeat(if indent > 1 { indent } else { 0 });
        seen += &words.join(" ");
        seen.push('\n');
    }
    seen
}

#[test]
fn a_page_is_seen_as_lines() {
    let page = "<style>p{}</style><h1>A &amp; <b>B</b></h1>\n <p>one\n  two</p><table><tr><td>x</td><td>y</td></tr></table><pre>a:\n  b</pre><script>no</script>";
    assert_eq!(visible(page), "A & B\none two\nx │ y\na:\n  b\n");
}
