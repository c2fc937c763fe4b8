//! Attention is an investment, and each alliance has to be worth its part of it.

use rust_decimal::Decimal;

use crate::model::{TRAILING_MONTHS, hours as hours_of, money, percent};
use crate::rules::rule::{Area, Check, Default, Judged, OptionSpec, Remedy, Rule, rule};
use crate::rules::{Findings, PortfolioContext};

use super::common::{Yield, currency, sum, yields};

/// The rule.
pub static RULE: Rule = rule! {
    id: "poor-return-on-attention",
    area: Area::Portfolio,
    time_dependent: true,
    remedy: Remedy::Decide,
    summary: "an alliance's share of the money is far smaller than its share of the hours",
    why: "the hours it takes would earn more with another partner, and nobody decided that they should not",
    options: &[
        OptionSpec {
            name: "share_percent",
            default: Default::Number(50),
            help: "smallest acceptable share of the money, as a percentage of the share of the hours",
        },
        OptionSpec {
            name: "window_months",
            default: Default::Number(TRAILING_MONTHS),
            help: "over how many months money is counted, and how long an alliance must have run",
        },
    ],
    check: Check::Portfolio(check),
};

fn check(whole: &PortfolioContext, out: &mut Findings) -> Judged {
    let months = whole.options.number("window_months");
    let all = yields(whole, months);
    let strategic: Vec<&Yield> =
        all.iter().filter(|alliance| alliance.seasoned && alliance.is_active_strategic()).collect();
    if strategic.is_empty() || all.len() < 2 {
        return Judged::NotApplicable;
    }
    let earned = sum(all.iter().filter_map(|alliance| alliance.value));
    let taken = sum(all.iter().filter_map(|alliance| alliance.hours));
    if earned <= Decimal::ZERO || taken <= Decimal::ZERO {
        return Judged::Unknown;
    }
    let best = all
        .iter()
        .filter_map(|alliance| Some((alliance.an_hour(months)?, alliance.index)))
        .max()
        .and_then(|(_, index)| whole.members.get(index));
    let mut unknown = false;
    for alliance in strategic {
        let (Some(value), Some(hours)) = (alliance.value, alliance.hours) else {
            unknown = true;
            continue;
        };
        if !is_poor(value, earned, hours, taken, whole.options.number("share_percent")) {
            continue;
        }
        let share = |part, of| percent(part, of).map_or("?".to_owned(), |share| format!("{share} %"));
        let brings = if value == Decimal::ZERO {
            "none of the incremental money".to_owned()
        } else {
            format!("{} of the incremental money ({})", share(value, earned), money(value, currency(whole)))
        };
        let fair = value.checked_mul(taken).and_then(|part| part.checked_div(earned)).unwrap_or_default();
        let spare = hours.checked_sub(fair.max(Decimal::ZERO)).unwrap_or(hours).round();
        let elsewhere = best
            .filter(|best| best.name != alliance.member.name)
            .map_or(String::new(), |best| format!("; an hour earns most in \"{}\"", best.name));
        out.warning(
            "attention.hours_per_month",
            format!(
                "\"{}\" takes {} of the hours and earned {brings} of the last {months} months",
                alliance.member.name,
                share(hours, taken)
            ),
        )
        .fix(format!("improve its results, or move about {} a month to another{elsewhere}", hours_of(spare)))
        .member(alliance.index);
    }
    if unknown { Judged::Unknown } else { Judged::Judged }
}

/// Whether `value / earned` is under so many percent of `hours / taken`, without a division.
fn is_poor(value: Decimal, earned: Decimal, hours: Decimal, taken: Decimal, least: u32) -> bool {
    let brought = value.checked_mul(taken).and_then(|part| part.checked_mul(Decimal::ONE_HUNDRED));
    let due = hours.checked_mul(earned).and_then(|part| part.checked_mul(Decimal::from(least)));
    brought.zip(due).is_some_and(|(brought, due)| brought < due)
}
