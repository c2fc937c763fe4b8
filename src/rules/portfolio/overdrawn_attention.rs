//! Attention is a budget, and it can be overdrawn like one.

use rust_decimal::Decimal;

use crate::model::{grouped, hours as hours_of, percent_to};
use crate::rules::rule::{Applies, Area, Check, Default, Judged, OptionSpec, Remedy, Rule, Severity, rule};
use crate::rules::{Findings, PortfolioContext};
use crate::text::count;

use super::common::{exceeds, live, number, sum};

/// The rule.
pub static RULE: Rule = rule! {
    id: "overdrawn-attention",
    area: Area::Portfolio,
    severities: &[Severity::Error, Severity::Warning, Severity::Note],
    applies: Applies::ANY.or_winding_down(),
    remedy: Remedy::Decide,
    summary: "the alliances take more hours than are available, or nearly so",
    why: "hours that do not exist are taken from reviews and commitments, so every alliance is managed a little \
          worse",
    options: &[
        OptionSpec {
            name: "percent",
            default: Default::Number(85),
            help: "share of the capacity above which it is a warning",
        },
        OptionSpec {
            name: "error_percent",
            default: Default::Number(100),
            help: "share of the capacity above which it is an error",
        },
    ],
    check: Check::Portfolio(check),
};

const FIELD: &str = "attention.capacity_hours_per_month";

fn check(whole: &PortfolioContext, out: &mut Findings) -> Judged {
    let known: Vec<Decimal> = live(whole).filter_map(|(_, member)| member.hours.copied()).collect();
    let all = live(whole).count();
    if all == 0 {
        return Judged::NotApplicable;
    }
    let taken = sum(known.iter().copied());
    let attention = &whole.portfolio.attention;
    let absent = match attention.get() {
        Some(attention) => attention.capacity_hours_per_month.is_absent(),
        None => attention.is_absent(),
    };
    if absent {
        out.note(FIELD, "the hours a month available for alliances are not recorded")
            .fix("write into portfolio.yaml how many hours a month your team has for them:")
            .example(format!(
                "attention:\n  capacity_hours_per_month: …   # those recorded take {}",
                hours_of(taken)
            ));
        return Judged::Judged;
    }
    let Some(capacity) = attention.get().and_then(|attention| attention.capacity_hours_per_month.get())
    else {
        return Judged::Unknown;
    };
    let limit = whole.options.number("percent");
    let tier = if exceeds(taken, whole.options.number("error_percent"), capacity.0) {
        Severity::Error
    } else if exceeds(taken, limit, capacity.0) {
        Severity::Warning
    } else {
        // What is not on record may be what overdraws it.
        return if known.len() < all { Judged::Unknown } else { Judged::Judged };
    };
    let silent = match number(all - known.len()) {
        0 => String::new(),
        silent => format!(", not counting {} without recorded hours", count(silent, "alliance")),
    };
    let share = percent_to(taken, capacity.0, 0, &[limit, whole.options.number("error_percent")])
        .map_or(String::new(), |share| format!(" ({share} %)"));
    let spare =
        capacity.0.checked_mul(Decimal::from(limit)).and_then(|part| part.checked_div(Decimal::ONE_HUNDRED));
    let surplus = spare.and_then(|spare| taken.checked_sub(spare)).unwrap_or_default();
    let over = taken.saturating_sub(capacity.0);
    let to_fit = match over > Decimal::ZERO {
        true => format!("{} a month to fit, or ", hours_of(over.ceil())),
        false => String::new(),
    };
    out.report(
        tier,
        FIELD,
        format!(
            "{} a month {} planned for {} and {} {} available{share}{silent}",
            hours_of(taken),
            if taken == Decimal::ONE { "is" } else { "are" },
            count(number(known.len()), "alliance"),
            grouped(capacity.0),
            if capacity.0 == Decimal::ONE { "is" } else { "are" }
        ),
    )
    .fix(format!(
        "free {to_fit}{} a month to come down to {limit} % and keep a reserve: wind down, lighten or hand over; `alliance focus` says which",
        hours_of(surplus.ceil())
    ));
    Judged::Judged
}
