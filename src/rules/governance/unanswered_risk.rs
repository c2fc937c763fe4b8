//! A serious risk that nobody watches is a surprise with a date.

use crate::model::IssueSeverity;
use crate::rules::rule::{Applies, Area, Check, Judged, Remedy, Rule, rule};
use crate::rules::{Context, Findings};
use crate::text::{listed, shorten};

use super::common::is_placeholder;

/// The rule.
pub static RULE: Rule = rule! {
    id: "unanswered-risk",
    area: Area::Governance,
    applies: Applies::ANY.or_proposed(),
    doubt: true,
    remedy: Remedy::Decide,
    summary: "a serious risk has no owner or no mitigation",
    why: "everybody knew about it and nobody was asked to do anything",
    check: Check::Record(check),
};

fn check(cx: &Context, out: &mut Findings) -> Judged {
    if cx.record.risks.is_absent() {
        return Judged::NotApplicable;
    }
    for (index, risk) in cx.record.risks.iter() {
        if risk.severity.copied() != Some(IssueSeverity::High) || risk.closed.is_set() {
            continue;
        }
        let open = |field: &crate::model::Field<String>| {
            !field.is_invalid() && field.text().is_none_or(is_placeholder)
        };
        let parts = [
            (open(&risk.owner), "owner", "nobody is named to watch it"),
            (open(&risk.mitigation), "mitigation", "no mitigation is recorded"),
        ];
        let missing: Vec<(&str, &str)> =
            parts.into_iter().filter(|(open, ..)| *open).map(|(_, field, what)| (field, what)).collect();
        let Some((field, _)) = missing.first() else { continue };
        let what: Vec<&str> = missing.iter().map(|(_, what)| *what).collect();
        let risk = shorten(risk.what.text().unwrap_or("a serious risk"), 60);
        out.warning(
            format!("risks[{index}].{field}"),
            format!("\"{risk}\" is a serious risk, and {}", listed(&what)),
        )
        .fix("name who watches it (`owner`) and what is done about it (`mitigation`), or add `closed: DATE`");
    }
    if cx.record.risks.is_invalid() { Judged::Unknown } else { Judged::Judged }
}
