//! `alliance explain RULE`: the rule's page, how it is set here, and what it says about this portfolio now.

use std::fmt::Write;

use anyhow::{Result, bail};

use super::{Exit, Session, config};
use crate::cli::Explain;
use crate::load::Inputs;
use crate::render::escape::terminal;
use crate::render::style;
use crate::report::Report;
use crate::rules::{self, Check, Outcome, Rule, Settings};
use crate::text::nearest;

pub(super) fn run(args: &Explain, setting: &Session) -> Result<Exit> {
    let Some(rule) = rules::find(&args.rule) else {
        match nearest(&args.rule, rules::all().iter().map(|rule| rule.id)) {
            Some(near) => bail!("there is no rule `{}`; did you mean `{near}`?", args.rule),
            None => bail!("there is no rule `{}`; `alliance rules` lists them all", args.rule),
        }
    };
    let paper = setting.paper();
    let here = here(rule, setting);
    let here: String = here.lines().map(|line| filled(line, paper.width) + "\n").collect();
    setting.show(&(page(rule.page, paper.width) + &here))?;
    Ok(Exit::Done)
}

/// A page for the terminal: headings bold, paragraphs filled to the width, links as their words, examples indented and
/// without the words that make them tests.
fn page(markdown: &str, width: usize) -> String {
    let mut text = String::new();
    let mut paragraph = String::new();
    let mut example = false;
    let close = |paragraph: &mut String, text: &mut String| {
        if !paragraph.is_empty() {
            let _ = writeln!(text, "{}", filled(&words(paragraph), width));
            paragraph.clear();
        }
    };
    for line in markdown.lines() {
        let heading = line.trim_start_matches('#');
        if line.starts_with("```") {
            close(&mut paragraph, &mut text);
            example = !example;
        } else if example {
            let _ = writeln!(text, "    {line}");
        } else if heading.len() < line.len() {
            close(&mut paragraph, &mut text);
            let _ = writeln!(text, "{}{}{}", style::TITLE, heading.trim_start(), anstyle::Reset);
        } else if line.trim().is_empty() || line.starts_with("- ") || line.starts_with('|') {
            close(&mut paragraph, &mut text);
            match line.trim() {
                "" => text.push('\n'),
                item => paragraph.push_str(item),
            }
        } else {
            if !paragraph.is_empty() {
                paragraph.push(' ');
            }
            paragraph.push_str(line.trim());
        }
    }
    close(&mut paragraph, &mut text);
    text
}

/// A line broken at words, what follows indented as it begins.
fn filled(line: &str, width: usize) -> String {
    let indent = line.len() - line.trim_start().len();
    let hang = indent + if line.trim_start().starts_with("- ") { 2 } else { 0 };
    let (first, rest) = (" ".repeat(indent), " ".repeat(hang));
    let options = textwrap::Options::new(width)
        .initial_indent(&first)
        .subsequent_indent(&rest)
        .break_words(false)
        .word_splitter(textwrap::WordSplitter::NoHyphenation);
    textwrap::fill(line.trim_start(), options)
}

/// A paragraph without the signs of Markdown: bold words plain, links as their words.
fn words(markdown: &str) -> String {
    let mut text = String::new();
    let mut rest = markdown;
    while let Some((before, after)) = rest.split_once('[') {
        text.push_str(before);
        let link = after.split_once("](").and_then(|(word, target)| Some((word, target.split_once(')')?.1)));
        match link.filter(|(word, _)| !word.contains('[')) {
            Some((word, behind)) => {
                text.push_str(word);
                rest = behind;
            }
            None => {
                text.push('[');
                rest = after;
            }
        }
    }
    text.push_str(rest);
    text.replace("**", "")
}

/// How the rule is set in the portfolio of this folder, and what it says there; nothing where there is none.
fn here(rule: &'static Rule, setting: &Session) -> String {
    let read = Inputs::read(&[], setting.portfolio.as_deref(), &setting.here, std::io::empty());
    // The page stands on its own: where no portfolio can be read there is nothing to add.
    let Ok(inputs) = read else { return String::new() };
    let Some(source) = &inputs.portfolio else { return String::new() };
    let Some(portfolio) = &source.value else { return String::new() };
    let (settings, _) = Settings::read(portfolio, &rules::all());
    let mut text = format!("\n{}In this portfolio{}\n\n", style::TITLE, anstyle::Reset);
    let changes = settings.changes().filter(|change| change.rule == rule.id);
    let set: Vec<_> = changes.flat_map(|change| config::lines(source, change)).collect();
    if set.is_empty() {
        let _ = writeln!(text, "{} leaves it as documented.", terminal(&source.path));
    }
    for [what, value, place] in set {
        let _ = writeln!(text, "{what}: {}   {}", terminal(&value), terminal(&place));
    }
    if !inputs.records.is_empty() {
        let report = setting.judge(inputs);
        text += &said(rule, &report);
    }
    text
}

/// What the rule says of the portfolio: its findings, and of which alliances it says something else.
fn said(rule: &'static Rule, report: &Report) -> String {
    let mut text = String::new();
    for finding in report.all_findings().filter(|finding| finding.rule.id == rule.id) {
        let at = format!("{}:{}:{}", terminal(&finding.at.file), finding.at.line, finding.at.column);
        let style = style::of(finding.severity);
        let _ = writeln!(
            text,
            "\n{style}{}{}: {}\n  --> {at}",
            finding.severity,
            anstyle::Reset,
            terminal(&finding.message)
        );
    }
    let outcome = |outcomes: &[crate::report::RuleOutcome]| {
        outcomes.iter().find(|said| said.rule.id == rule.id).map(|said| said.outcome)
    };
    let mut said = String::new();
    for (word, wanted) in [
        ("not met", Outcome::Fail),
        ("waived", Outcome::Waived),
        ("too little to tell", Outcome::Unknown),
        ("met", Outcome::Pass),
        ("does not apply", Outcome::NotApplicable),
    ] {
        let mut names: Vec<&str> = report
            .alliances
            .iter()
            .filter(|alliance| outcome(&alliance.outcomes) == Some(wanted))
            .map(|alliance| alliance.name.as_str())
            .collect();
        if outcome(&report.outcomes) == Some(wanted) {
            names.push("the portfolio");
        }
        if !names.is_empty() {
            let _ = writeln!(said, "  {word}: {}", terminal(&names.join(", ")));
        }
    }
    let said = if matches!(rule.check, Check::Past(_)) {
        "  it is judged by `alliance check --history`, from git\n"
    } else if said.is_empty() {
        "  it judges files and settings, and the findings above are all it has\n"
    } else {
        &said
    };
    text + &format!("\nAs of {}:\n{said}", report.as_of)
}
