//! A campaign is defined by its start, its end, what is promoted and who pays: less is a promise to talk.

use crate::model::Kind;
use crate::rules::rule::{Applies, Area, Basis, Check, Judged, Remedy, Rule, rule};
use crate::rules::{Context, Findings};
use crate::text::listed;

use crate::facts::contributions::is_blank;

/// The rule.
pub static RULE: Rule = rule! {
    id: "incomplete-campaign-terms",
    area: Area::Identity,
    applies: Applies::to(&[Kind::CoMarketing]).or_proposed(),
    basis: Basis::Gap,
    remedy: Remedy::Agree,
    summary: "a campaign's start, end, shared asset or cost split is missing",
    why: "a campaign without an end turns into an obligation, and one without a split into a dispute",
    check: Check::Record(check),
};

/// Each term's key, its name in a sentence, and a stub.
const TERMS: [(&str, &str, &str); 4] = [
    ("starts", "start", "starts: YYYY-MM-DD"),
    ("ends", "end", "ends: YYYY-MM-DD"),
    ("shared_asset", "shared asset", "shared_asset: …   # the one thing both promote"),
    ("cost_split", "cost split", "cost_split: 50 / 50"),
];

fn check(cx: &Context, out: &mut Findings) -> Judged {
    if cx.record.campaign.is_invalid() {
        return Judged::Unknown;
    }
    let campaign = cx.record.campaign.get().cloned().unwrap_or_default();
    // The launch of a campaign is its start.
    let absent = [
        campaign.starts.is_absent() && cx.record.started.is_absent(),
        campaign.ends.is_absent(),
        is_blank(&campaign.shared_asset),
        is_blank(&campaign.cost_split),
    ];
    let missing: Vec<_> =
        TERMS.iter().zip(absent).filter(|(_, absent)| *absent).map(|(term, _)| term).collect();
    let path = match missing.as_slice() {
        [] => return Judged::Judged,
        [(key, ..)] => format!("campaign.{key}"),
        _ => "campaign".to_owned(),
    };
    let names: Vec<&str> = missing.iter().map(|(_, name, _)| *name).collect();
    let stub: String = missing.iter().map(|(_, _, stub)| format!("\n  {stub}")).collect();
    out.warning(path, format!("the campaign has no {}", listed(&names)))
        .fix("agree on what is missing and record it:")
        .example(format!("campaign:{stub}"));
    Judged::Judged
}
