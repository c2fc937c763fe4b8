//! A long list of partners and a short list of those that bring anything.

use rust_decimal::Decimal;

use crate::model::{TRAILING_MONTHS, money, percent};
use crate::rules::rule::{Area, Check, Default, Judged, OptionSpec, Remedy, Rule, rule};
use crate::rules::{Findings, PortfolioContext};

use super::common::{ALLIANCES, currency, number, some, strategic, sum, yields};

/// The rule.
pub static RULE: Rule = rule! {
    id: "paper-portfolio",
    area: Area::Portfolio,
    time_dependent: true,
    remedy: Remedy::Decide,
    summary: "half the alliances or more contribute next to nothing between them",
    why: "a portfolio like that impresses on a slide, and its weaker half takes hours from the few that earn them",
    options: &[
        OptionSpec {
            name: "alliances_percent",
            default: Default::Number(50),
            help: "share of the alliances that may be weak before this is reported",
        },
        OptionSpec {
            name: "share_percent",
            default: Default::Number(10),
            help: "share of the incremental money below which they count as weak together",
        },
        OptionSpec {
            name: "window_months",
            default: Default::Number(TRAILING_MONTHS),
            help: "over how many months money is counted, and how long an alliance must have run",
        },
        OptionSpec {
            name: "least_alliances",
            default: Default::Number(3),
            help: "how many of these alliances there must be before anything is reported",
        },
    ],
    check: Check::Portfolio(check),
};

fn check(whole: &PortfolioContext, out: &mut Findings) -> Judged {
    let months = whole.options.number("window_months");
    let all = yields(whole, months);
    let judged: Vec<_> =
        all.iter().filter(|alliance| alliance.seasoned && alliance.is_active_strategic()).collect();
    if number(judged.len()) < whole.options.number("least_alliances") {
        return Judged::NotApplicable;
    }
    let mut known: Vec<(Decimal, &str)> =
        judged.iter().filter_map(|alliance| Some((alliance.value?, alliance.member.name.as_str()))).collect();
    known.sort();
    let earned = sum(known.iter().map(|(value, _)| *value));
    if earned <= Decimal::ZERO {
        return Judged::Unknown;
    }
    // From the least on, as many as stay under the share together. One whose value is unknown is not among them.
    let limit = whole.options.number("share_percent");
    let mut together = Decimal::ZERO;
    let mut weak = Vec::new();
    for (value, name) in &known {
        let next = together.saturating_add(*value);
        let stays = next.checked_mul(Decimal::ONE_HUNDRED).zip(earned.checked_mul(Decimal::from(limit)));
        if stays.is_none_or(|(part, bound)| part >= bound) {
            break;
        }
        together = next;
        weak.push(*name);
    }
    let share = whole.options.number("alliances_percent");
    if number(weak.len()).saturating_mul(100) >= number(judged.len()).saturating_mul(share)
        && !weak.is_empty()
    {
        let brought = match percent(together, earned) {
            Some(part) if together > Decimal::ZERO => {
                format!("{} ({part} %)", money(together, currency(whole)))
            }
            _ => "none".to_owned(),
        };
        out.warning(
            ALLIANCES,
            format!(
                "{} of the {} that have run for {months} months show {brought} of the {} of incremental money: {}",
                number(weak.len()),
                strategic(judged.len()),
                money(earned, currency(whole)),
                some(&weak)
            ),
        )
        .fix("take them one by one at the next portfolio review: what would have to be true in two quarters for \
              it to stay?");
    } else if known.len() < judged.len() {
        return Judged::Unknown;
    }
    Judged::Judged
}
