//! What the rules on measurement share: when a result is due, which results still count, who read what.

use rust_decimal::Decimal;

use crate::facts::ledger::is_value;
use crate::facts::periods::first_period;
pub(super) use crate::facts::periods::{interval, period_end, period_name, period_name_in, period_start};
use crate::facts::series::is_lower_better;
use crate::facts::{Headline, Reading};
use crate::model::calendar::{add_months, sub_months};
use crate::model::{Field, Indicator, Method, Metric, MetricResult, Money, PARTNER, percent_to};
use crate::rules::Context;
use crate::rules::Judged;

/// How far back results are judged, in months; what is older has been decided on.
const WINDOW_MONTHS: u32 = 12;

/// What to say of a metric that has no result to judge: not yet due, or unknown.
pub(super) fn without_result(cx: &Context, headline: &Headline) -> Judged {
    let due = || {
        let first = first_period(cx.facts, headline)?;
        Some(cx.facts.result_due(period_end(first, interval(headline)?)))
    };
    match due() {
        Some(due) if cx.as_of <= due && !headline.metric.results.is_invalid() => Judged::NotApplicable,
        _ => Judged::Unknown,
    }
}

/// Whether a result that cannot be read may be later than this one, and say something else.
pub(super) fn may_have_later(headline: &Headline, last: &Reading) -> bool {
    let results = &headline.metric.results;
    results.is_invalid()
        || results.items().any(|result| {
            result.period.is_invalid()
                || (result.total.is_invalid()
                    && result.period.get().is_some_and(|period| period.end() > last.period.end()))
        })
}

/// The metric's results of the last twelve months, oldest first, and its latest whenever that was.
pub(super) fn recent<'a, 'h>(
    cx: &Context,
    headline: &'h Headline<'a>,
) -> impl DoubleEndedIterator<Item = &'h Reading<'a>> + use<'a, 'h> {
    let since = sub_months(cx.as_of, WINDOW_MONTHS);
    let last = headline.readings.last().map(|reading| reading.index);
    headline
        .readings
        .iter()
        .filter(move |reading| reading.period.end() > since || Some(reading.index) == last)
}

/// Whether nobody asks what we would have won anyway: the metric counts an output and claims no money, or it counts reach
/// while others count more, and vanity-metric asks to set it aside.
pub(super) fn is_set_aside(cx: &Context, headline: &Headline) -> bool {
    // From delays and outages nothing is deducted, unless a method claims to know what they would have been.
    let delays = counts_delays(cx, headline) && method(headline.metric).is_none();
    if headline.metric.is_output() || delays {
        return true;
    }
    let reach = |headline: &Headline| headline.metric.indicator.copied() == Some(Indicator::Reach);
    reach(headline) && !cx.facts.headlines.iter().all(reach)
}

/// Whether a metric counts what is better when lower, and no money: the total itself is held to its levels.
pub(super) fn counts_delays(cx: &Context, headline: &Headline) -> bool {
    is_lower_better(headline.metric) && !is_value(headline.metric, cx.currency())
}

/// The metric's method, if it names one that compares at all.
pub(super) fn method(metric: &Metric) -> Option<Method> {
    metric.counterfactual.get()?.method.copied().filter(|method| *method != Method::None)
}

/// Whether the metric's method is there in a form that cannot be used.
pub(super) fn is_method_unusable(metric: &Metric) -> bool {
    metric.counterfactual.is_invalid()
        || metric.counterfactual.get().is_some_and(|counterfactual| counterfactual.method.is_invalid())
}

/// Whether less than `months` have passed since launch or the last new terms; without a date the benefit of doubt.
pub(super) fn is_early(cx: &Context, months: u32) -> bool {
    cx.facts.renewed.is_none_or(|renewed| cx.as_of < add_months(renewed, months))
}

/// A partner's own reading of a result.
pub(super) enum Theirs<'a> {
    /// The amount, and the field it stands in.
    Read(&'a Money, String),
    /// None, and the field it would stand in.
    Missing(String),
    /// There, in a form that cannot be used.
    Unusable,
}

/// What `side` read for a result: under `totals`, or as `partner_total` where there is one partner.
pub(super) fn theirs<'a>(result: &'a MetricResult, side: &str) -> Theirs<'a> {
    if result.totals.is_invalid(side) || (side == PARTNER && result.partner_total.is_invalid()) {
        return Theirs::Unusable;
    }
    match (result.totals.get(side), &result.partner_total) {
        (Some(total), _) => Theirs::Read(total, format!("totals.{side}")),
        (None, Field::Set(total)) if side == PARTNER => Theirs::Read(total, "partner_total".to_owned()),
        (None, _) if side == PARTNER => Theirs::Missing("partner_total".to_owned()),
        (None, _) => Theirs::Missing(format!("totals.{side}")),
    }
}

/// `part` as a percentage of `whole`, to one decimal; nothing where that has no meaning.
pub(super) fn percent(part: Decimal, whole: Decimal) -> Option<Decimal> {
    percent_to(part, whole, 1, &[])
}

/// Whether `part` is over `limit` percent of `whole`; a product too large to hold counts as over.
pub(super) fn is_over(part: Decimal, limit: u32, whole: Decimal) -> bool {
    match (part.checked_mul(Decimal::ONE_HUNDRED), whole.checked_mul(Decimal::from(limit))) {
        (Some(part), Some(whole)) => part > whole,
        (part, _) => part.is_none(),
    }
}
