//! Who owns half of the other does not ally with it but runs it.

use rust_decimal::Decimal;

use crate::facts::contributions::claimed;
use crate::model::{Structure, exact_decimal};
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
        help: "share of the other side, in percent, from which it is no longer independent",
    }],
    check: Check::Record(check),
};

fn check(cx: &Context, out: &mut Findings) -> Judged {
    if cx.record.equity.is_invalid() {
        return Judged::Unknown;
    }
    let Some(equity) = cx.record.equity.get() else { return Judged::NotApplicable };
    // Stakes in a company of their own say nothing about the two that founded it.
    if cx.record.structure.copied() == Some(Structure::JointVenture) {
        return Judged::NotApplicable;
    }
    let most = Decimal::from(cx.options.number("percent"));
    let mut unknown = equity.us.is_invalid() || equity.partner.is_invalid();
    let mut held = Vec::new();
    for (field, stake) in [("us", &equity.us), ("partner", &equity.partner)] {
        let Some(text) = claimed(stake) else { continue };
        match percent(text) {
            Some(percent) => held.push((field, text, percent)),
            None => unknown = true,
        }
    }
    if let [(.., ours), (.., theirs)] = held.as_slice()
        && ours.checked_add(*theirs) == Some(Decimal::ONE_HUNDRED)
    {
        return Judged::NotApplicable;
    }
    for (field, text, _) in held.into_iter().filter(|(.., percent)| *percent >= most) {
        let finding = out.warning(
            format!("equity.{field}"),
            format!("{} holds {text} of the other side and therefore decides for both", cx.side(field)),
        );
        finding.fix(
            "run it as part of the group; or agree at arm's length who decides what, record that in \
                     `equity.votes`, and waive this",
        );
        if cx.facts.sides.contains(&field) {
            finding.side(field);
        }
    }
    if unknown { Judged::Unknown } else { Judged::Judged }
}

/// The percentage that a text begins with.
fn percent(text: &str) -> Option<Decimal> {
    let (number, _) = text.split_once('%')?;
    exact_decimal(number.split_whitespace().next_back()?)
}
