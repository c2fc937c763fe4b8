//! Where the two do not trust each other, every other signal is late.

use crate::model::Field;
use crate::rules::rule::{Area, Check, Default, Judged, OptionSpec, Remedy, Rule, Severity, rule};
use crate::rules::{Context, Findings};

/// The rule.
pub static RULE: Rule = rule! {
    id: "low-trust",
    area: Area::Governance,
    severities: &[Severity::Error, Severity::Warning],
    remedy: Remedy::Do,
    doubt: true,
    summary: "one side does not trust the other, or the two rate the trust differently",
    why: "results follow trust by a year, so a low rating is the earliest warning there is",
    options: &[
        OptionSpec { name: "low", default: Default::Number(2), help: "a rating out of 5 that counts as low" },
        OptionSpec { name: "apart", default: Default::Number(2), help: "points between two sides that are too \
                                                                        many" },
    ],
    check: Check::Record(check),
};

fn check(cx: &Context, out: &mut Findings) -> Judged {
    let trust = match &cx.record.trust {
        Field::Set(trust) => trust,
        Field::Absent => return Judged::NotApplicable,
        Field::Invalid => return Judged::Unknown,
    };
    let rated: Vec<(&str, u32)> =
        cx.facts.sides.iter().filter_map(|side| Some((*side, trust.rating(side)?))).collect();
    let low: Vec<&(&str, u32)> =
        rated.iter().filter(|(_, rating)| *rating <= cx.options.number("low")).collect();
    for (side, rating) in &low {
        let name = cx.side(side);
        out.error(format!("trust.{side}"), format!("{name} rates the trust at {rating} out of 5"))
            .fix("ask both owners what it would take to gain one point, write it down as a commitment, and ask \
                  again in a quarter")
            .side(side);
    }
    let most = rated.iter().max_by_key(|(_, rating)| *rating);
    let least = rated.iter().min_by_key(|(_, rating)| *rating);
    if let (true, Some((glad, high)), Some((wary, few))) = (low.is_empty(), most, least)
        && high.saturating_sub(*few) >= cx.options.number("apart")
    {
        let (glad, name) = (cx.side(glad), cx.side(wary));
        let message = format!("{glad} rates the trust at {high} out of 5, {name} at {few}");
        out.warning(format!("trust.{wary}"), message)
            .fix(
                "ask the side that trusts less what the other does not see, and settle it at the next review",
            )
            .side(wary);
    }
    if rated.len() == cx.facts.sides.len() { Judged::Judged } else { Judged::Unknown }
}
