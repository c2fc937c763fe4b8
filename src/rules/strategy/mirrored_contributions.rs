//! An alliance lives on asymmetry: two sides that bring the same have nothing to exchange.

use crate::facts::contributions::Brings;
use crate::facts::inferred_type::{
    are_kinds_mirrored, commission, is_joint_company, is_money_for_visibility, pays_for_referrals,
};
use crate::model::Kind;
use crate::rules::rule::{Absorbs, Applies, Area, Check, Judged, Remedy, Rule, Severity, rule};
use crate::rules::{Context, Findings};
use crate::text::{either, listed};

use super::common::kinds;

/// The rule.
pub static RULE: Rule = rule! {
    id: "mirrored-contributions",
    area: Area::Strategy,
    severities: &[Severity::Error, Severity::Warning],
    applies: Applies::STRATEGIC.or_proposed(),
    remedy: Remedy::Agree,
    summary: "each side contributes what the other already has",
    why: "if neither side contributes what the other lacks, you need a campaign, a sponsor or an affiliate, not an alliance",
    absorbs: Absorbs {
        at_least: Severity::Error,
        rules: &[&crate::rules::strategy::replicable_contributions::RULE, &crate::rules::strategy::goodwill_only_side::RULE, &crate::rules::identity::ambition_downgraded::RULE],
    },
    check: Check::Record(check),
};

const FIX: &str = "ask what each side could contribute that the other cannot build, and record it with \
                   `hard_to_replicate`; if there is nothing, write `type: sponsorship`, `type: affiliate` or \
                   `type: co-marketing`";

fn check(cx: &Context, out: &mut Findings) -> Judged {
    if cx.record.contributions.is_absent() {
        return Judged::CoveredBy(&crate::rules::exchange::missing_contributions::RULE);
    }
    let brings = Brings::of(cx.record, cx.facts);
    // Capital from every side is a company of their own or a cross-holding, and no visibility.
    if is_joint_company(cx.record, &brings) {
        return Judged::Judged;
    }
    if commission(cx.record).is_some() && pays_for_referrals(&brings) {
        let message =
            "one side pays by result and the other sends referrals: that is an affiliate arrangement";
        out.warning("contributions", message).fix(FIX);
        return Judged::Judged;
    }
    if is_money_for_visibility(&brings) {
        let message = "one side contributes only money and the other only its name or its audience: that is a \
             sponsorship";
        out.warning("contributions", message).fix(FIX).says(Kind::Sponsorship);
        return Judged::Judged;
    }
    match are_kinds_mirrored(&brings) {
        Some(true) => {}
        Some(false) => return Judged::Judged,
        None => return Judged::Unknown,
    }
    let unclear = |side: &Brings| side.items.iter().any(|(_, item)| item.hard_to_replicate.is_invalid());
    let (hard, easy): (Vec<_>, Vec<_>) = brings.iter().partition(|side| side.hard_to_replicate().is_some());
    if easy.is_empty() {
        return Judged::Judged;
    }
    if easy.iter().any(|side| unclear(side)) {
        return Judged::Unknown;
    }
    let everyone = if brings.len() == 2 { "both sides contribute" } else { "every side contributes" };
    let what = brings.first().map(kinds).unwrap_or_default();
    let what = listed(&what);
    if hard.is_empty() {
        let message = format!(
            "{everyone} {what}, and none of it is hard to get elsewhere: that is a sponsorship, not an alliance"
        );
        out.error("contributions", message).fix(FIX).says(Kind::Sponsorship);
    } else {
        let names: Vec<&str> = easy.iter().map(|side| cx.side(side.side)).collect();
        let message =
            format!("{everyone} {what}, and nothing from {} is hard to get elsewhere", either(&names));
        out.warning("contributions", message).fix(FIX);
    }
    Judged::Judged
}
