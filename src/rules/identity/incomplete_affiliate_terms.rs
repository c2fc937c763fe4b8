//! An affiliate arrangement is a rate, a tracker and something to show: without them there is nothing to run.

use crate::model::Kind;
use crate::rules::rule::{Applies, Area, Basis, Check, Judged, Remedy, Rule, Severity, rule};
use crate::rules::{Context, Findings};
use crate::text::listed;

use crate::facts::contributions::is_blank;

/// The rule.
pub static RULE: Rule = rule! {
    id: "incomplete-affiliate-terms",
    area: Area::Identity,
    severities: &[Severity::Error, Severity::Warning],
    applies: Applies::to(&[Kind::Affiliate]).or_proposed(),
    basis: Basis::Gap,
    remedy: Remedy::Agree,
    summary: "an affiliate's commission, tracking or creative assets are missing",
    why: "an affiliate sends customers for an agreed rate: without a rate and a tracker nobody knows what is \
          owed",
    check: Check::Record(check),
};

/// Each term's key, its name in a sentence, and a stub.
const TERMS: [(&str, &str, &str); 3] = [
    ("commission", "commission", "commission: …   # what is paid for what"),
    ("tracking", "tracking", "tracking: …   # how a referral is recognised, and for how long"),
    ("creative_assets", "creative assets", "creative_assets: …   # what they may show"),
];

fn check(cx: &Context, out: &mut Findings) -> Judged {
    if cx.record.affiliate.is_invalid() {
        return Judged::Unknown;
    }
    let terms = cx.record.affiliate.get().cloned().unwrap_or_default();
    let assets = &terms.creative_assets;
    let absent = [
        is_blank(&terms.commission),
        is_blank(&terms.tracking),
        !assets.is_invalid() && assets.items().all(|asset| asset.trim().is_empty()),
    ];
    let missing: Vec<_> =
        TERMS.iter().zip(absent).filter(|(_, absent)| *absent).map(|(term, _)| term).collect();
    let path = match missing.as_slice() {
        [] => return Judged::Judged,
        [(key, ..)] => format!("affiliate.{key}"),
        _ => "affiliate".to_owned(),
    };
    let tier = if absent[0] { Severity::Error } else { Severity::Warning };
    let names: Vec<&str> = missing.iter().map(|(_, name, _)| *name).collect();
    let stub: String = missing.iter().map(|(_, _, stub)| format!("\n  {stub}")).collect();
    out.report(tier, path, format!("the affiliate terms do not cover {}", listed(&names)))
        .fix(format!("agree on what is missing and record it:\naffiliate:{stub}"));
    Judged::Judged
}
