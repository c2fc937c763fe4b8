//! `alliance rules`: the list of rules.

use std::fmt::Write;

use anyhow::Result;

use super::{ExitStatus, Session};
use crate::cli::{Format, Rules};
use crate::render::text::page::in_columns_of;
use crate::render::{json, style};
use crate::report::catalog::{ListedRule, catalog};
use crate::report::{Area, Severity};

pub(super) fn run(args: &Rules, setting: &Session) -> Result<ExitStatus> {
    let rules = catalog();
    setting.deliver(&args.output, |format| match format {
        Format::Text => Ok(list(&rules, setting.width)),
        Format::Json => json::rules(&rules),
    })?;
    Ok(ExitStatus::Done)
}

fn list(rules: &[ListedRule], width: usize) -> String {
    let mut text = String::new();
    // One width for all areas, so that the columns of the whole list stand below one another.
    let longest = rules.iter().map(|rule| rule.id.len()).max().unwrap_or(0);
    for area in Area::ALL {
        let _ = writeln!(text, "{}{area}{}", style::TITLE, anstyle::Reset);
        let row = |rule: &ListedRule| {
            let tiers: Vec<&str> = rule.severities.iter().map(|tier| letter(*tier)).collect();
            let clock = match rule {
                ListedRule { by_history: true, .. } => "history",
                ListedRule { by_date: true, .. } => "by date",
                _ => "",
            };
            [
                format!("{:longest$}", rule.id),
                format!("{:5}", tiers.join("/")),
                format!("{clock:7}"),
                rule.summary.to_owned(),
            ]
        };
        let own = rules.iter().filter(|rule| rule.area == area);
        text += &in_columns_of(own.map(row), width);
        text.push('\n');
    }
    for line in [
        format!(
            "{} rules. E error, W warning, N note; \"by date\": the calendar alone can change the outcome; \"history\": judged with --history, by what git knows of a record.",
            rules.len()
        ),
        "`alliance explain RULE` shows a rule's page; set it under `rules:` in portfolio.yaml.".to_owned(),
    ] {
        let _ = writeln!(text, "{}", textwrap::fill(&line, width));
    }
    text
}

fn letter(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "E",
        Severity::Warning => "W",
        Severity::Note => "N",
    }
}
