//! A quarrel is settled by rules that are older than it, or by whoever can wait longer.

use crate::model::{Issue, IssueSeverity};
use crate::rules::governance::common::is_placeholder;
use crate::rules::rule::{Area, Basis, Check, Default, Judged, OptionSpec, Remedy, Rule, Severity, rule};
use crate::rules::{Context, Findings};
use crate::text::{count, shorten};

use super::common::terms;

/// The rule.
pub static RULE: Rule = rule! {
    id: "missing-dispute-path",
    area: Area::Exit,
    severities: &[Severity::Warning, Severity::Note],
    time_dependent: true,
    basis: Basis::Gap,
    remedy: Remedy::Agree,
    summary: "there is something to settle, but the record does not say who settles a dispute",
    why: "once the two of you disagree, you will not agree on who decides either",
    options: &[OptionSpec {
        name: "after_months",
        default: Default::Number(12),
        help: "months after launch from which any open issue requires one; a serious issue does from the first day",
    }],
    check: Check::Record(check),
};

const FIX: &str = "disputes: [WHO SETTLES IT FIRST, WHO DECIDES IF THEY CANNOT]   # for example the two owners \
                   within ten days, then the sponsors";

fn check(cx: &Context, out: &mut Findings) -> Judged {
    let exit = match terms(cx.record) {
        Ok(exit) => exit,
        Err(outcome) => return outcome,
    };
    if exit.disputes.is_invalid() {
        return Judged::Unknown;
    }
    if exit.disputes.items().any(|level| !is_placeholder(level)) {
        return Judged::Judged;
    }
    if let Some((index, words)) = exit.disputes.iter().find(|(_, level)| !level.trim().is_empty()) {
        out.warning(
            format!("exit.disputes[{index}]"),
            format!("who settles a dispute is still open: \"{}\"", shorten(words, 60)),
        )
        .example(FIX);
        return Judged::Judged;
    }
    let open = |issue: &Issue| issue.closed.is_absent();
    let grave = |issue: &Issue| open(issue) && issue.severity.copied() == Some(IssueSeverity::High);
    let months = cx.facts.months_live();
    let is_old = months.map(|months| months >= cx.options.number("after_months"));
    let issues = &cx.record.issues;
    if let Some((index, issue)) = issues.iter().find(|(_, issue)| grave(issue)) {
        out.warning("exit.disputes", "a serious issue is open, and no way to settle a dispute is recorded")
            .example(FIX)
            .label(format!("issues[{index}]"), what(issue));
    } else if let (Some(true), Some((index, issue))) = (is_old, issues.iter().find(|(_, issue)| open(issue)))
    {
        let age = count(months.unwrap_or(0), "month");
        let message =
            format!("an issue is open {age} after launch, and no way to settle a dispute is recorded");
        out.note("exit.disputes", message).example(FIX).label(format!("issues[{index}]"), what(issue));
    }
    let unread = |issue: &Issue| issue.closed.is_invalid() || (open(issue) && issue.severity.is_invalid());
    if !out.is_empty() {
        return Judged::Judged;
    }
    if issues.is_invalid() || issues.items().any(unread) {
        return Judged::Unknown;
    }
    match is_old {
        None if issues.items().any(open) => Judged::Unknown,
        _ => Judged::NotApplicable,
    }
}

/// What is open, where the finding points to it.
fn what(issue: &Issue) -> String {
    match issue.what.text() {
        Some(what) => format!("open: \"{}\"", shorten(what, 60)),
        None => "open".to_owned(),
    }
}
