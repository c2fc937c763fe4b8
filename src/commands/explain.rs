//! `alliance explain RULE`: the rule's page.

use std::fmt::Write;

use anyhow::{Result, bail};

use super::{Exit, Setting};
use crate::cli::Explain;
use crate::report::style;
use crate::rules;
use crate::text::nearest;

pub(super) fn run(args: &Explain, setting: &Setting) -> Result<Exit> {
    let Some(rule) = rules::find(&args.rule) else {
        match nearest(&args.rule, rules::all().iter().map(|rule| rule.id)) {
            Some(near) => bail!("there is no rule `{}`; did you mean `{near}`?", args.rule),
            None => bail!("there is no rule `{}`; `alliance rules` lists them all", args.rule),
        }
    };
    setting.print(&page(rule.page))?;
    Ok(Exit::Done)
}

/// A page for the terminal: headings bold, and without the words that make its examples tests.
fn page(markdown: &str) -> String {
    let mut text = String::new();
    for line in markdown.lines() {
        let line = if line.starts_with("```yaml") { "```yaml" } else { line };
        let _ = match line.trim_start_matches('#') {
            heading if heading.len() < line.len() => {
                writeln!(text, "{}{}{}", style::TITLE, heading.trim_start(), anstyle::Reset)
            }
            _ => writeln!(text, "{line}"),
        };
    }
    text
}
