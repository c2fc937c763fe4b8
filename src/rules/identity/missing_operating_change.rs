//! A strategic alliance changes how somebody operates; if nothing has changed, nothing strategic has happened.

use crate::model::{ChangeKind, StrategicTest, US};
use crate::rules::rule::{Area, Basis, Check, Judged, Remedy, Rule, Severity, rule};
use crate::rules::{Context, Findings};
use crate::text::count;

use crate::facts::contributions::structural;

/// The rule.
pub static RULE: Rule = rule! {
    id: "missing-operating-change",
    area: Area::Identity,
    severities: &[Severity::Error, Severity::Warning],
    time_dependent: true,
    basis: Basis::Gap,
    remedy: Remedy::Decide,
    summary: "neither side has changed how it works",
    why: "if both businesses work as before, it is a campaign or a courtesy, whatever it is called",
    check: Check::Record(check),
};

fn check(cx: &Context, out: &mut Findings) -> Judged {
    let changes = &cx.record.operating_changes;
    if structural(cx.record).next().is_some() {
        return Judged::Judged;
    }
    if changes.is_invalid() {
        return Judged::Unknown;
    }
    let tier = if cx.facts.is_mature() == Some(true) { Severity::Error } else { Severity::Warning };
    let since = match cx.facts.months_live() {
        Some(months) if months > 0 => format!(" in {}", count(months, "month")),
        _ => String::new(),
    };
    let mut message = format!("neither side has changed how it works{since}");
    if !changes.is_empty() {
        message.push_str(", apart from minor adjustments");
    }
    let example =
        format!("operating_changes:\n  - {{ since: YYYY-MM-DD, side: {US}, kind: {}, what: … }}", likely(cx));
    out.report(tier, "operating_changes", message)
        .fix("record what has changed; if nothing has, agree on what will, or give it a lighter `type`:")
        .example(example);
    Judged::Judged
}

/// The change that the alliance's own strategic case lets one expect.
fn likely(cx: &Context) -> ChangeKind {
    match cx.record.strategic_case.items().find_map(|case| case.test.copied()) {
        Some(StrategicTest::MarketAccess) => ChangeKind::MarketAccess,
        Some(StrategicTest::Capability) => ChangeKind::TechnologyIntegration,
        Some(StrategicTest::AcquisitionEconomics) => ChangeKind::DistributionChannel,
        Some(StrategicTest::CombinedOffering | StrategicTest::Credibility) | None => {
            ChangeKind::CombinedOffering
        }
    }
}
