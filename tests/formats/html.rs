//! The pages, read by a parser that is not ours.

use std::cell::RefCell;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{
    BufferQueue, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};

use crate::support::{Folder, Run, at_root};

/// What a page consists of.
#[derive(Default)]
struct Page {
    /// Every start tag with its attributes, in order.
    tags: Vec<(String, Vec<(String, String)>)>,
    /// All text outside of style and script.
    text: String,
    /// What is in styles and scripts.
    raw: String,
    mistakes: Vec<String>,
    open: Vec<String>,
}

struct Sink(RefCell<Page>);

const VOID: [&str; 3] = ["meta", "input", "br"];

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<()> {
        let page = &mut *self.0.borrow_mut();
        match token {
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => {
                let name = tag.name.to_string();
                let attributes = tag.attrs.iter().map(|it| (it.name.local.to_string(), it.value.to_string()));
                page.tags.push((name.clone(), attributes.collect()));
                if !tag.self_closing && !VOID.contains(&name.as_str()) {
                    page.open.push(name.clone());
                }
                match name.as_str() {
                    "style" => return TokenSinkResult::RawData(RawKind::Rawtext),
                    "script" => return TokenSinkResult::RawData(RawKind::ScriptData),
                    _ => {}
                }
            }
            Token::TagToken(tag) => {
                let last = page.open.pop();
                if last.as_deref() != Some(&*tag.name) {
                    page.mistakes.push(format!("{line}: </{}> closes {last:?}", tag.name));
                }
            }
            Token::CharacterTokens(text) => {
                let raw = page.open.last().is_some_and(|name| name == "style" || name == "script");
                let into = if raw { &mut page.raw } else { &mut page.text };
                into.push_str(&text);
            }
            Token::ParseError(mistake) => page.mistakes.push(format!("{line}: {mistake}")),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

/// Reads a page and holds it to what every page must be: sound, and without anything that leaves it.
fn read(html: &str) -> Page {
    let input = BufferQueue::default();
    input.push_back(StrTendril::from(html));
    let opts = TokenizerOpts { exact_errors: true, ..TokenizerOpts::default() };
    let tokenizer = Tokenizer::new(Sink(RefCell::new(Page::default())), opts);
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    let page = tokenizer.sink.0.into_inner();
    assert_eq!(page.mistakes, Vec::<String>::new());
    assert_eq!(page.open, Vec::<String>::new(), "left open");
    for (tag, attributes) in &page.tags {
        assert!(
            !["img", "link", "iframe", "object", "embed", "base", "form"].contains(&tag.as_str()),
            "{tag}"
        );
        for (name, value) in attributes {
            assert!(!name.starts_with("on"), "{tag} {name}={value}");
            assert!(!["src", "srcset", "style", "action"].contains(&name.as_str()), "{tag} {name}={value}");
            if name == "href" {
                assert!(value.starts_with('#'), "{tag} {name}={value}");
            }
        }
    }
    let ids = page.all("id");
    for target in page.all("href") {
        assert!(ids.contains(&&target[1..]), "nothing is at {target}");
    }
    let mut once = ids.clone();
    once.sort_unstable();
    once.dedup();
    assert_eq!(once.len(), ids.len(), "an id stands twice");
    for leads_out in ["url(", "@import", "http:", "https:", "//cdn", "fetch(", "import("] {
        assert!(!page.raw.contains(leads_out), "{leads_out}");
    }
    page
}

impl Page {
    /// Every value of an attribute.
    fn all(&self, wanted: &str) -> Vec<&str> {
        let attributes = self.tags.iter().flat_map(|(_, attributes)| attributes);
        attributes.filter(|(name, _)| name == wanted).map(|(_, value)| value.as_str()).collect()
    }

    fn count(&self, tag: &str) -> usize {
        self.tags.iter().filter(|(name, _)| name == tag).count()
    }
}

fn page(run: &Run, code: i32) -> Page {
    assert_eq!((run.code, run.stderr.as_str()), (code, ""));
    read(&run.stdout)
}

#[test]
fn the_report_has_every_alliance_and_every_finding() {
    let page = page(&at_root(&["audit", "-o", "html"]), 0);
    let json = at_root(&["audit", "-o", "json"]).stdout;
    let report: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    let alliances = report["alliances"].as_array().expect("alliances");
    let of = |value: &serde_json::Value| value["findings"].as_array().cloned().unwrap_or_default();
    let mut findings = of(&report);
    for alliance in alliances {
        let name = alliance["name"].as_str().expect("a name");
        assert!(page.text.contains(name), "{name}");
        let file = alliance["file"].as_str().and_then(|file| file.rsplit('/').next()).expect("a file");
        let anchor = format!("alliance-{}", file.trim_end_matches(".yaml"));
        assert!(page.all("id").contains(&anchor.as_str()), "{anchor}");
        findings.extend(of(alliance));
    }
    assert!(findings.len() > 30);
    for finding in &findings {
        let text = |key: &str| finding[key].as_str().expect(key);
        let place = format!("{}:{}:{}", text("file"), finding["line"], finding["column"]);
        let said = spoken(text("message"));
        assert!(page.text.contains(&said), "{said}");
        assert!(page.text.contains(&place), "{place}");
    }
}

/// A record whose every text is hostile.
const HOSTILE: &str = r#"
name: "<script>alert(1)</script>\" onload=\"alert(2)"
partner: "</style><img src=https://evil.example/x onerror=alert(3)>"
type: strategic
stage: active
started: 2025-01-01
objective: "{{ 7 * 7 }} <!-- \u202egnp.exe javascript:alert(4)"
contributions:
  us: ["'><svg onload=alert(5)> url(https://evil.example)"]
  partner: [{ what: "</title></details>", from: 2026-01-01, until: 2026-12-31 }]
owners: { us: { name: "<b>Bo</b>", accountable_for: commercial-outcome }, partner: { name: "\" autofocus onfocus=\"x" } }
governance:
  cadence: monthly
  shared_document: { reference: "javascript:alert(6)", covers: [commitments] }
  reviews: [{ date: 2026-01-05, attended: [us, partner], metrics_read: true, decisions: ["</ol><script>x</script>"] }]
commitments: [{ by: us, what: "<iframe src=//evil.example>", due: 2026-01-20 }]
issues: [{ what: "</table>&nbsp;", opened: 2026-01-01 }]
metrics: [{ name: "<td>", unit: "<EUR>", results: [{ period: 2025-12, total: 5, without: 1 }] }]
decisions: [{ date: 2026-01-15, verdict: continue, why: "]]> --> </pre>" }]
attention: { hours_per_month: 4 }
"#;

fn hostile() -> Folder {
    let portfolio = "us: \"</h1><script>us</script>\"\ncurrency: EUR\nas_of: 2026-02-01\nattention: { capacity_hours_per_month: 2, cost_per_hour: 90 }\n";
    Folder::new().with("portfolio.yaml", portfolio).with("alliances/<b> & \"x\".yaml", HOSTILE)
}

#[test]
fn hostile_texts_stay_texts() {
    let folder = hostile();
    for args in [
        &["audit", "-o", "html"][..],
        &["summary", "-o", "html"],
        &["brief", "<script>", "-o", "html"],
        &["brief", "<script>", "--for", "partner", "-o", "html"],
    ] {
        let run = folder.run(args);
        let page = page(&run, 0);
        assert!(page.count("script") <= 1, "{args:?}");
        for tag in ["iframe", "img"] {
            assert_eq!(page.count(tag), 0, "{args:?} {tag}");
        }
        assert!(!run.stdout.contains('\u{202e}'), "{args:?}: a mark that turns the writing around");
    }
    let report = page(&folder.run(&["audit", "-o", "html"]), 0);
    for said in ["<script>alert(1)</script>\" onload=\"alert(2)", "{{ 7 * 7 }} <!-- \\u{202e}gnp.exe"] {
        assert!(report.text.contains(said), "{said}");
    }
}

#[test]
fn the_partner_gets_nothing_of_our_own_view() {
    let run = at_root(&["brief", "tern", "--for", "partner", "-o", "html"]);
    let page = page(&run, 0);
    assert!(page.text.contains("Your figure"));
    for ours in [
        "wind down",
        "Wind down",
        "216 hours",
        "3,800",
        "overdue-review",
        "alliances/",
        "structure",
        "Northstar",
    ] {
        assert!(!page.text.contains(ours), "{ours}");
    }
}

#[test]
fn little_and_broken_portfolios_have_a_page_too() {
    let one = Folder::new().with("alliances/a.yaml", "name: A\npartner: B\ntype: strategic\n");
    page(&one.run(&["audit", "-o", "html", "--as-of", "2026-02-01"]), 0);
    let broken = Folder::new().with("alliances/a.yaml", "name: [\n").with("alliances/b.yaml", "- 1\n");
    let page = page(&broken.run(&["audit", "-o", "html", "--as-of", "2026-02-01"]), 3);
    assert!(page.text.contains("cannot be read"));
    let part = at_root(&["audit", "alliances/tern-analytics.yaml", "-o", "html"]);
    assert!(read(&part.stdout).text.contains("Only part of the portfolio was read"));
}

#[test]
fn the_same_portfolio_gives_the_same_bytes() {
    let run = || at_root(&["audit", "-o", "html"]).stdout;
    assert!(run() == run());
}

#[test]
fn a_page_goes_into_a_file() {
    let folder = hostile();
    let run = folder.run(&["audit", "-o", "text", "-o", "html=report.html"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(folder.read("report.html").starts_with("<!doctype html>"));
}

/// A message with its days as a page for people has them.
fn spoken(message: &str) -> String {
    let word = |word: &str| {
        let bare = word.trim_end_matches([',', ';', '.', ':', ')']);
        match chrono::NaiveDate::parse_from_str(bare.trim_start_matches('('), "%Y-%m-%d") {
            Ok(day) => word.replace(bare.trim_start_matches('('), &day.format("%-d %B %Y").to_string()),
            Err(_) => word.to_owned(),
        }
    };
    message.split(' ').map(word).collect::<Vec<_>>().join(" ")
}
