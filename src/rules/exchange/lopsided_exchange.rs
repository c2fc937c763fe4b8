//! Where one side gives five times what the other gives, one of them will notice.

use rust_decimal::Decimal;

use crate::model::{Contribution, grouped};
use crate::rules::rule::{Applies, Area, Check, Default, Judged, OptionSpec, Remedy, Rule, rule};
use crate::rules::{Context, Findings};

/// The rule.
pub static RULE: Rule = rule! {
    id: "lopsided-exchange",
    area: Area::Exchange,
    applies: Applies::STRATEGIC.or_proposed(),
    remedy: Remedy::Agree,
    summary: "one side contributes far more than the other",
    why: "a lopsided exchange lasts until the side that gives more has added it up",
    options: &[OptionSpec {
        name: "most_times",
        default: Default::Number(5),
        help: "how many times as much as the smaller contribution the larger may be worth",
    }],
    check: Check::Record(check),
};

/// What one side's contributions are worth a year, as far as that is given.
struct SideWorth<'a> {
    side: &'a str,
    sum: Decimal,
    /// Every contribution of the side has its worth; else the sum is only the least it can be.
    whole: bool,
}

fn check(cx: &Context, out: &mut Findings) -> Judged {
    let worths: Option<Vec<SideWorth>> = cx.facts.sides.iter().map(|side| worth(cx, side)).collect();
    let Some(worths) = worths else { return Judged::NotApplicable };
    let most = worths.iter().max_by_key(|worth| worth.sum);
    let least = worths.iter().filter(|worth| worth.whole).min_by_key(|worth| worth.sum);
    let times = cx.options.number("most_times");
    if let (Some(most), Some(least)) = (most, least)
        && least.sum.checked_mul(times.into()).is_some_and(|bound| most.sum > bound)
    {
        let currency = cx.currency();
        let (more, less) = (grouped(most.sum), grouped(least.sum));
        out.warning(
            format!("contributions.{}", least.side),
            format!(
                "what {} contributes is worth {currency} {less} a year, against {currency} {more} from {}: \
                 over {times} to 1",
                cx.side(least.side),
                cx.side(most.side),
            ),
        )
        .fix(format!(
            "ask {} for more, promise less, or correct `worth` if it is only a guess",
            cx.side(least.side)
        ))
        .label(format!("contributions.{}", most.side), "the side that gives more")
        .side(least.side);
    }
    // Worth is optional: what is only partly given has not been given.
    if worths.iter().all(|worth| worth.whole) { Judged::Judged } else { Judged::NotApplicable }
}

/// `None` where no worth of the side is given.
fn worth<'a>(cx: &Context<'a>, side: &'a str) -> Option<SideWorth<'a>> {
    let given = cx.record.contributions.get(side)?;
    // An amount in another currency is never converted, so it is not known here.
    let known = |contribution: &Contribution| {
        let worth = contribution.worth.get()?;
        let ours = worth.currency.as_deref().is_none_or(|currency| currency == cx.currency());
        ours.then_some(worth.amount)
    };
    let worths: Vec<Option<Decimal>> = given.items().map(known).collect();
    let whole = !given.is_invalid() && worths.iter().all(Option::is_some);
    let known: Vec<Decimal> = worths.into_iter().flatten().collect();
    if known.is_empty() {
        return None;
    }
    let sum = known.into_iter().try_fold(Decimal::ZERO, Decimal::checked_add)?;
    Some(SideWorth { side, sum, whole })
}
