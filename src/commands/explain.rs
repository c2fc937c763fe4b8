//! `alliance explain`: a term of the reports; or a rule's page, how it is set here, and what it says about this
//! portfolio now.

use std::fmt::Write;

use anyhow::{Result, bail};

use super::{ExitStatus, Session, config};
use crate::audit::Detail;
use crate::cli::Explain;
use crate::glossary::{self, GlossaryTerm};
use crate::render::escape::terminal;
use crate::render::style;
use crate::render::text::markdown::{filled, page};
use crate::render::text::page::Paper;
use crate::report::Report;
use crate::rules::{self, Check, Outcome, Rule, Settings};
use crate::text::nearest;

pub(super) fn run(args: &Explain, setting: &Session) -> Result<ExitStatus> {
    let paper = setting.paper();
    let word = args.words.join(" ");
    let text = if word.is_empty() {
        terms(paper)
    } else if let Some(rule) = rules::find(&word) {
        let here = here(rule, setting);
        let here: String = here.lines().map(|line| filled(line, paper.width) + "\n").collect();
        page(rule.page, paper) + &here
    } else if let Some(term) = glossary::find(&word) {
        page(&entry(term), paper)
    } else {
        let terms = glossary::all().iter().flat_map(|term| term.aliases.iter().chain([&term.name]));
        match nearest(&word, rules::all().iter().map(|rule| rule.id).chain(terms.copied())) {
            Some(near) => bail!("there is no rule or term `{word}`; did you mean `{near}`?"),
            None => bail!(
                "there is no rule or term `{word}`; `alliance rules` lists the rules, `alliance explain` the terms"
            ),
        }
    };
    setting.show(&text)?;
    Ok(ExitStatus::Done)
}

/// A term's entry as a page.
fn entry(term: &GlossaryTerm) -> String {
    let also = match term.aliases.as_slice() {
        [] => String::new(),
        aliases => format!("Also: {}.\n\n", aliases.join(", ")),
    };
    format!("# {}\n\n{also}{}\n", term.name, term.text)
}

/// Every term with its meaning in a sentence.
fn terms(paper: Paper) -> String {
    let mut text = String::new();
    for term in glossary::all() {
        text += &page(&format!("- **{}**: {}\n", term.name, term.brief), paper);
    }
    text + "\n"
        + &filled("`alliance explain TERM` says more; `alliance rules` lists the rules.", paper.width)
        + "\n"
}

/// How the rule is set in the portfolio of this folder, and what it says there; nothing where there is none.
fn here(rule: &'static Rule, setting: &Session) -> String {
    let read = setting.read();
    // The page stands on its own: where no portfolio can be read there is nothing to add.
    let Ok(inputs) = read else { return String::new() };
    let Some(source) = &inputs.portfolio else { return String::new() };
    let Some(portfolio) = &source.value else { return String::new() };
    let (settings, _) = Settings::read(portfolio, &rules::all());
    let mut text = format!("\n{}In this portfolio{}\n\n", style::TITLE, anstyle::Reset);
    let changes = settings.changes().filter(|change| change.rule == rule.id);
    let set: Vec<_> = changes.flat_map(|change| config::lines(source, change)).collect();
    if set.is_empty() {
        let _ = writeln!(text, "{} leaves it at its default.", terminal(&source.path));
    }
    for [what, value, place] in set {
        let _ = writeln!(text, "{what}: {}   {}", terminal(&value), terminal(&place));
    }
    if !inputs.records.is_empty() {
        let report = setting.judge_as(inputs, Detail::CRITERIA);
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
            terminal(&finding.message())
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
        "  it checks files and settings, and everything it found is above\n"
    } else {
        &said
    };
    text + &format!("\nAs of {}:\n{said}", report.as_of)
}
