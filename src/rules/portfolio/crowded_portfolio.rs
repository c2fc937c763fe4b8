//! Attention is finite: past a handful of alliances each new one is paid for by the others.

use crate::rules::rule::{Area, Check, Default, Judged, OptionSpec, Remedy, Rule, Severity, rule};
use crate::rules::{Findings, PortfolioContext};

use super::common::{ALLIANCES, active_strategic, number, strategic};

/// The rule.
pub static RULE: Rule = rule! {
    id: "crowded-portfolio",
    area: Area::Portfolio,
    severities: &[Severity::Error, Severity::Warning],
    remedy: Remedy::Decide,
    summary: "more strategic alliances are active than can be managed well",
    why: "if every partner is strategic, none of them gets the attention that would make it so",
    options: &[
        OptionSpec {
            name: "ideal",
            default: Default::Range(3, 5),
            help: "how many active strategic alliances can be managed well",
        },
        OptionSpec {
            name: "too_many",
            default: Default::Number(10),
            help: "above how many active strategic alliances it is an error",
        },
    ],
    check: Check::Portfolio(check),
};

fn check(whole: &PortfolioContext, out: &mut Findings) -> Judged {
    let active = active_strategic(whole).count();
    let (low, high) = whole.options.range("ideal");
    // One can never be too many: there is none to end for it.
    let tier = if active <= 1 {
        return Judged::Judged;
    } else if number(active) > whole.options.number("too_many") {
        Severity::Error
    } else if number(active) > high {
        Severity::Warning
    } else {
        return Judged::Judged;
    };
    let surplus = number(active).saturating_sub(high);
    out.report(
        tier,
        ALLIANCES,
        format!("{} are active, and {low} to {high} can be managed well", strategic(active)),
    )
    .fix(format!(
        "choose {surplus} to wind down, or to run as the affiliate or co-marketing arrangement it is; `alliance focus` says which"
    ));
    Judged::Judged
}
