//! What legal, finance and leadership have not all agreed to is bargained down by whoever is asked last.

use crate::model::{List, US};
use crate::rules::rule::{Applies, Area, Basis, Check, Default, Judged, OptionSpec, Remedy, Rule, rule};
use crate::rules::{Context, Findings};
use crate::text::listed;

use super::common::place;

/// The rule.
pub static RULE: Rule = rule! {
    id: "incomplete-approval",
    area: Area::Governance,
    applies: Applies::ANY.or_proposed(),
    basis: Basis::Gap,
    remedy: Remedy::Do,
    summary: "approvals are recorded, but not from every function of every side",
    why: "the exchange is settled only when the last function to see it has agreed to it",
    options: &[OptionSpec {
        name: "functions",
        default: Default::Words(&["legal", "finance", "leadership"]),
        help: "functions of each side that have to approve",
    }],
    check: Check::Record(check),
};

fn check(cx: &Context, out: &mut Findings) -> Judged {
    if cx.record.agreement.is_invalid() {
        return Judged::Unknown;
    }
    let approved_by = match cx.record.agreement.get().map(|agreement| &agreement.approved_by) {
        Some(approved_by) if !approved_by.is_absent() => approved_by,
        _ => return Judged::NotApplicable,
    };
    let asked = cx.options.words("functions");
    let mut unknown = approved_by.is_unreadable();
    for side in &cx.facts.sides {
        let approved = approved_by.get(side);
        if approved_by.is_invalid(side) || approved.is_some_and(List::is_invalid) {
            unknown = true;
            continue;
        }
        let has = |function: &str| {
            approved.is_some_and(|approved| approved.items().any(|given| given.word() == function))
        };
        let missing: Vec<&str> = asked.iter().copied().filter(|function| !has(function)).collect();
        if missing.is_empty() {
            continue;
        }
        let finding = out.warning(
            format!("agreement.approved_by.{side}"),
            format!("no approval by {} {} is recorded", listed(&missing), place(cx, side)),
        );
        finding.fix(format!("{side}: [{}]   # once each of them has read and approved it", asked.join(", ")));
        finding.side(side);
        if *side != US {
            finding.remedy(Remedy::Agree);
        }
    }
    if unknown { Judged::Unknown } else { Judged::Judged }
}
