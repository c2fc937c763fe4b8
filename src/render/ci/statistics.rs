//! How many findings there are of each rule, in place of the findings.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::fmt::Write;

use anstyle::Reset;

use crate::render::ci::concise::ending;
use crate::render::style;
use crate::report::{CheckResult, Severity};

/// A line for each rule and severity, the most frequent first, then what was read and what is hidden.
pub fn check(checked: &CheckResult, quiet: bool) -> String {
    let mut counts: BTreeMap<(&str, Severity), (usize, &str)> = BTreeMap::new();
    for finding in checked.report.all_findings() {
        let key = (finding.rule.id, finding.severity);
        counts.entry(key).or_insert((0, finding.rule.summary)).0 += 1;
    }
    let mut rows: Vec<_> = counts.into_iter().collect();
    rows.sort_by_key(|((rule, severity), (number, _))| (Reverse(*number), Reverse(*severity), *rule));
    let most = rows.first().map_or(0, |(_, (number, _))| number.to_string().len());
    let longest = rows.iter().map(|((rule, _), _)| rule.len()).max().unwrap_or_default();
    let mut text = String::new();
    for ((rule, severity), (number, summary)) in rows {
        let style = style::of(severity);
        let _ = writeln!(text, "{number:>most$}  {style}{severity:<7}{Reset}  {rule:<longest$}  {summary}");
    }
    text + &ending(checked, quiet)
}
