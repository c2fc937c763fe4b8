//! What both agreed as the end of patience, before either was fond of it, is passed and nobody decides.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::facts::answers::no_reason;
use crate::model::date::add_months;
use crate::model::{DecisionKind, Fix, Stop, hours};
use crate::rules::rule::{Applies, Area, Check, Judged, Remedy, Rule, Severity, rule};
use crate::rules::{Context, Findings};
use crate::text::shorten;

/// The rule.
pub static RULE: Rule = rule! {
    id: "passed-stop-line",
    area: Area::Evolution,
    severities: &[Severity::Error],
    applies: Applies::ANY,
    time_dependent: true,
    remedy: Remedy::Decide,
    doubt: true,
    summary: "the stop line has passed, by date or by hours, and no decision since is recorded",
    why: "a stop line is agreed while heads are cool, because later nobody wants to have been wrong",
    check: Check::Record(check),
};

fn check(cx: &Context, out: &mut Findings) -> Judged {
    let Some(stop) = cx.record.stop.get() else {
        return if cx.record.stop.is_invalid() { Judged::Unknown } else { Judged::NotApplicable };
    };
    if stop.by.is_invalid() || stop.hours.is_invalid() || cx.record.has_unclear_decisions() {
        return Judged::Unknown;
    }
    let by = stop.by.get().map(|by| by.0);
    let used = used_up(cx, stop);
    if by.is_none() && stop.hours.is_absent() {
        return Judged::Unknown;
    }
    // Only a decision with a reason, taken once the line was passed, answers it.
    let answered = |since: NaiveDate| {
        let mut after = cx.facts.decisions.iter().filter(|taken| taken.date >= since);
        after.any(|taken| taken.verdict == DecisionKind::WindDown || no_reason(taken.decision).is_none())
    };
    let unless =
        stop.unless.text().map_or(String::new(), |unless| format!(", unless: \"{}\"", shorten(unless, 80)));
    let fix = Fix::from(
        "say whether it has come about, and decide; to continue takes a new line, agreed by both sides:",
    )
    .with_example(format!("decisions:\n  - {{ date: {}, verdict: wind-down, why: … }}", cx.as_of));
    if let Some(by) = by.filter(|by| cx.as_of > *by && !answered(*by)) {
        out.error("stop.by", format!("the stop line was {by}, and no decision since is recorded"))
            .evidence(&unless)
            .fix(fix);
    } else if let Some((spent, limit, since)) = used.filter(|(.., since)| !answered(*since)) {
        out.error(
            "stop.hours",
            format!("{} of the {} up to the stop line are spent", spent.normalize(), hours(limit)),
        )
        .evidence(&format!(", since about {since}, and no decision since is recorded{unless}"))
        .fix(fix)
        .label("attention.hours_per_month", "the hours a month");
    }
    let unknown =
        by.is_none() && cx.record.attention.get().is_none_or(|attention| !attention.hours_per_month.is_set());
    if unknown { Judged::Unknown } else { Judged::Judged }
}

/// Hours spent since launch, the limit, and about since when it is used up; `None` while it is not.
fn used_up(cx: &Context, stop: &Stop) -> Option<(Decimal, Decimal, NaiveDate)> {
    let limit = stop.hours.get()?.0;
    let month = cx.record.attention.get()?.hours_per_month.get()?.0;
    let (launched, live) = (cx.facts.launched?, cx.facts.months_live()?);
    let spent = month.checked_mul(Decimal::from(live))?;
    if month <= Decimal::ZERO || spent < limit {
        return None;
    }
    let months = limit.checked_div(month)?.ceil().to_u32()?;
    Some((spent, limit, add_months(launched, months)))
}
