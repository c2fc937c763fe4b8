//! A stake outlives the alliance that it was bought for.

use crate::facts::contributions::claimed;
use crate::rules::governance::common::is_placeholder;
use crate::rules::rule::{Applies, Area, Basis, Check, Judged, Remedy, Rule, Severity, rule};
use crate::rules::{Context, Findings};
use crate::text::listed;

/// The rule.
pub static RULE: Rule = rule! {
    id: "stakes-without-way-back",
    area: Area::Exit,
    severities: &[Severity::Error],
    applies: Applies::ANY.until_ended(),
    basis: Basis::Gap,
    remedy: Remedy::Agree,
    summary: "shares are held, but the record does not say how they are unwound",
    why: "shares that nobody has to buy keep two companies tied after they have stopped working together",
    check: Check::Record(check),
};

fn check(cx: &Context, out: &mut Findings) -> Judged {
    if cx.record.equity.is_invalid() {
        return Judged::Unknown;
    }
    let Some(equity) = cx.record.equity.get() else { return Judged::NotApplicable };
    let stakes = [("us", &equity.us), ("partner", &equity.partner)];
    let held: Vec<String> = stakes
        .into_iter()
        .filter_map(|(side, stake)| Some(format!("{} {}", cx.side(side), claimed(stake)?)))
        .collect();
    if held.is_empty() {
        return Judged::NotApplicable;
    }
    if equity.unwinding.is_invalid() {
        return Judged::Unknown;
    }
    if equity.unwinding.text().is_none_or(is_placeholder) {
        let message =
            format!("shares are held ({}), but the record does not say how they are unwound", listed(&held));
        out.error("equity.unwinding", message).fix(
            "agree who buys the shares at the end, at what price and by when, and add `unwinding: IN ONE \
                  SENTENCE`",
        );
    }
    Judged::Judged
}
