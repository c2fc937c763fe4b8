//! Counting everything that both sides touch makes any alliance look large.

use crate::model::Scope;
use crate::rules::metrics::common::each_headline;
use crate::rules::rule::{Applies, Area, Check, Judged, Remedy, Rule, Severity, rule};
use crate::rules::{Context, Findings};

/// The rule.
pub static RULE: Rule = rule! {
    id: "inflated-scope",
    area: Area::Measurement,
    severities: &[Severity::Error],
    applies: Applies::STRATEGIC.or_proposed(),
    remedy: Remedy::Agree,
    summary: "a headline metric counts business that was there before the alliance",
    why: "revenue from accounts that both served anyway rises and falls with them, not with the alliance",
    check: Check::Record(check),
};

fn check(cx: &Context, out: &mut Findings) -> Judged {
    each_headline(cx, |headline| {
        let metric = headline.metric;
        if metric.scope.is_invalid() {
            return Judged::Unknown;
        }
        let (counts, instead) = match metric.scope.copied() {
            Some(Scope::AllSharedAccounts) => {
                ("everything sold to the accounts that both serve", "what the alliance added to them")
            }
            Some(Scope::AllCommonCustomers) => {
                ("everyone who is a customer of both", "the customers whom one side referred to the other")
            }
            Some(Scope::ExistingMarket) => {
                ("sales in a market that was served before", "the market or segment that the alliance opened")
            }
            Some(Scope::Attributable) | None => return Judged::Judged,
        };
        out.error(
            format!("metrics[{}].scope", headline.index),
            format!("\"{}\" counts {counts}", metric.label()),
        )
        .fix(format!("scope: attributable   # and count only {instead}"));
        Judged::Judged
    })
}
