//! An exception counts when it says why, who said so, and from when until when.

use crate::rules::Findings;
use crate::rules::context::Exceptions;
use crate::rules::rule::{Applies, Area, Basis, Check, Judged, Rule, Severity, rule};
use crate::text::listed;

use super::common::lacking;

/// The rule.
pub static RULE: Rule = rule! {
    id: "incomplete-waiver",
    area: Area::Record,
    severities: &[Severity::Error],
    applies: Applies::ANY.until_ended(),
    basis: Basis::Gap,
    summary: "a waiver does not say what, why, by whom or until when",
    why: "an exception that nobody approved and that never ends is a gap with a label on it",
    check: Check::Waivers(check),
};

fn check(held: &Exceptions, out: &mut Findings) -> Judged {
    if held.waivers.is_absent() {
        return Judged::NotApplicable;
    }
    for (index, waiver) in held.waivers.iter() {
        let lacking = lacking(waiver);
        let path = match lacking.as_slice() {
            [] => continue,
            [only] => format!("waivers[{index}].{only}"),
            _ => format!("waivers[{index}]"),
        };
        let quoted: Vec<String> = lacking.iter().map(|key| format!("`{key}`")).collect();
        let of = waiver.rule.text().map(|rule| format!(" of {rule}")).unwrap_or_default();
        let stub: Vec<String> = lacking.iter().map(|key| format!("{key}: {}", blank(key))).collect();
        out.error(path, format!("the waiver{of} has no {}, so it excuses nothing", listed(&quoted)))
            .example(stub.join("\n"));
    }
    Judged::Judged
}

/// What stands for a value that has to be filled in.
fn blank(key: &str) -> &'static str {
    match key {
        "rule" => "RULE-ID",
        "reason" => "WHY IT CANNOT BE FIXED YET",
        "approved_by" => "NAME",
        _ => "YYYY-MM-DD",
    }
}
