//! Who owns half of the other does not ally with it but runs it.

use rust_decimal::Decimal;

use crate::facts::contributions::claimed;
use crate::rules::rule::{Applies, Area, Check, Default, Judged, OptionSpec, Remedy, Rule, rule};
use crate::rules::{Context, Findings};

/// The rule.
pub static RULE: Rule = rule! {
    id: "dependent-party",
    area: Area::Identity,
    applies: Applies::ANY.until_ended(),
    remedy: Remedy::Decide,
    summary: "one side owns so much of the other that it decides for both",
    why: "an alliance is an arrangement of independent parties; with a subsidiary there is nobody to disagree with",
    options: &[OptionSpec {
        name: "percent",
        default: Default::Number(50),
        help: "share in the other side, in percent, from which it is no longer independent",
    }],
    check: Check::Record(check),
};

fn check(cx: &Context, out: &mut Findings) -> Judged {
    if cx.record.equity.is_invalid() {
        return Judged::Unknown;
    }
    let Some(equity) = cx.record.equity.get() else { return Judged::NotApplicable };
    let most = Decimal::from(cx.options.number("percent"));
    let mut unknown = false;
    for (field, stake) in [("us", &equity.us), ("partner", &equity.partner)] {
        if stake.is_invalid() {
            unknown = true;
            continue;
        }
        let Some(text) = claimed(stake) else { continue };
        let Some(percent) = percent(text) else { continue };
        if percent >= most {
            out.warning(
                format!("equity.{field}"),
                format!("{} holds {text}, and so decides for both sides", cx.side(field)),
            )
            .fix("manage it as a part of the group, or say in `objective` what is agreed at arm's length");
        }
    }
    if unknown { Judged::Unknown } else { Judged::Judged }
}

/// The percentage that a text begins with.
fn percent(text: &str) -> Option<Decimal> {
    let (number, _) = text.split_once('%')?;
    number.split_whitespace().next_back()?.parse().ok()
}
