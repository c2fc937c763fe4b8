//! What an alliance was claimed to make possible has to come about some day, or the claim was wrong.

use crate::facts::contributions::structural;
use crate::model::{ChangeKind, StrategicTest};
use crate::rules::rule::{Area, Check, Default, Judged, OptionSpec, Remedy, Rule, rule};
use crate::rules::{Context, Findings};
use crate::text::count;

use super::common::claims;

/// The rule.
pub static RULE: Rule = rule! {
    id: "unfulfilled-claim",
    area: Area::Strategy,
    time_dependent: true,
    remedy: Remedy::Decide,
    doubt: true,
    summary: "a claim made at the start has not come true: no change that fits it, and no result",
    why: "a claim that is never compared with what came of it justifies the alliance for ever",
    options: &[OptionSpec {
        name: "after_months",
        default: Default::Number(12),
        help: "months after launch by which a claim must have something to show",
    }],
    check: Check::Record(check),
};

fn check(cx: &Context, out: &mut Findings) -> Judged {
    let Some(months) = cx.facts.months_live() else { return Judged::Unknown };
    if claims(cx.record).next().is_none() {
        return Judged::NotApplicable;
    }
    if months < cx.options.number("after_months") {
        return Judged::NotApplicable;
    }
    let changes = &cx.record.operating_changes;
    if changes.is_invalid()
        || changes.items().any(|change| change.kind.is_invalid())
        || cx.record.metrics.is_invalid()
    {
        return Judged::Unknown;
    }
    // A result that would not have come anyway bears any claim out.
    let unclear = |metric: &crate::model::Metric| {
        metric.results.is_invalid() || metric.results.items().any(|result| result.total.is_invalid())
    };
    if cx.facts.headlines.iter().any(|headline| unclear(headline.metric)) {
        return Judged::Unknown;
    }
    let brought = cx.facts.headlines.iter().flat_map(|headline| headline.series.values.iter());
    if brought.filter_map(|value| value.incremental).any(|value| value > rust_decimal::Decimal::ZERO) {
        return Judged::Judged;
    }
    for (index, test, _) in claims(cx.record) {
        let fitting = |kind: ChangeKind| bears_out(test, kind);
        let Some(fits) = fitting_kinds(test) else { continue };
        if structural(cx.record).any(|(_, change)| change.kind.copied().is_none_or(fitting)) {
            continue;
        }
        out.warning(
            format!("strategic_case[{index}].test"),
            format!(
                "{test} was claimed, but {} after launch there is nothing to show for it: no incremental \
                 result, and no change of the kind {fits}",
                count(months, "month")
            ),
        )
        .fix(
            "record what has been achieved (an operating change, or a result with its `without`); if nothing \
              has, decide whether to continue",
        )
        .label("started", "launched here");
    }
    Judged::Judged
}

/// The kinds of change by which a test shows, in words; standing with buyers and the cost of a customer show in results only.
fn fitting_kinds(test: StrategicTest) -> Option<&'static str> {
    Some(match test {
        StrategicTest::MarketAccess => "market-access or distribution-channel",
        StrategicTest::Capability => {
            "technology-integration, shared-data, shared-delivery, shared-hiring or combined-offering"
        }
        StrategicTest::CombinedOffering => "combined-offering or technology-integration",
        StrategicTest::AcquisitionEconomics | StrategicTest::Credibility => return None,
    })
}

fn bears_out(test: StrategicTest, kind: ChangeKind) -> bool {
    fitting_kinds(test).is_some_and(|kinds| kinds.split([',', ' ']).any(|word| word == kind.word()))
}
