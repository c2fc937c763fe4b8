//! A press release is the one deliverable that every alliance manages.

use crate::model::{Alliance, Delivered};
use crate::rules::rule::{Area, Check, Default, Judged, OptionSpec, Remedy, Rule, Severity, rule};
use crate::rules::{Context, Findings};
use crate::text::count;

/// The rule.
pub static RULE: Rule = rule! {
    id: "announcement-only",
    area: Area::Identity,
    severities: &[Severity::Error, Severity::Warning],
    time_dependent: true,
    remedy: Remedy::Do,
    summary: "it was announced, but nothing has come of it",
    why: "an announcement feels like progress, yet long afterwards the press release is all there is to show",
    options: &[
        OptionSpec {
            name: "warn_after_days",
            default: Default::Number(180),
            help: "days after launch at which there should be a result or a delivery",
        },
        OptionSpec {
            name: "error_after_days",
            default: Default::Number(365),
            help: "days after launch at which there must be one",
        },
    ],
    check: Check::Record(check),
};

fn check(cx: &Context, out: &mut Findings) -> Judged {
    if cx.record.announced.is_invalid() {
        return Judged::Unknown;
    }
    let Some(announced) = cx.record.announced.get() else { return Judged::NotApplicable };
    let Some(launched) = cx.facts.launched else { return Judged::Unknown };
    let days = cx.facts.days_since(launched);
    if days < i64::from(cx.options.number("warn_after_days")) {
        return Judged::NotApplicable;
    }
    match anything(cx.record) {
        Some(true) => return Judged::Judged,
        Some(false) => {}
        None => return Judged::Unknown,
    }
    let overdue = days >= i64::from(cx.options.number("error_after_days"));
    let tier = if overdue { Severity::Error } else { Severity::Warning };
    let message = format!(
        "announced {}, but {} after launch neither a result nor a delivery is recorded",
        announced.when(),
        count(days, "day")
    );
    out.report(tier, "announced", message)
        .fix(
            "record what there is, under `results:` of a metric or `delivered:` of a contribution; if there \
              is nothing, decide whether to continue",
        )
        .label("started", "the alliance was launched here");
    Judged::Judged
}

/// Whether a result, a delivery or a kept promise is on record; unknown where one may stand in a form that cannot be read.
fn anything(record: &Alliance) -> Option<bool> {
    let contributions = || record.contributions.iter().flat_map(|(_, items)| items.items());
    let results = record.metrics.items().any(|metric| !metric.results.is_empty());
    let delivered = contributions().any(|item| match item.delivered.copied() {
        Some(Delivered::Amount(amount)) => amount > rust_decimal::Decimal::ZERO,
        Some(Delivered::Whole(whole)) => whole,
        None => false,
    });
    let kept = record.commitments.items().any(|commitment| commitment.done.is_set());
    if results || delivered || kept {
        return Some(true);
    }
    let sides = record.sides();
    let garbled = record.metrics.is_invalid()
        || record.metrics.items().any(|metric| metric.results.is_invalid())
        || sides.iter().any(|side| record.contributions.is_invalid(side))
        || contributions().any(|item| item.delivered.is_invalid());
    (!garbled).then_some(false)
}
