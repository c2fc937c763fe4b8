//! Too few alliances leave a way to grow unused.

use crate::rules::rule::{Area, Check, Default, Judged, OptionSpec, Remedy, Rule, Severity, rule};
use crate::rules::{Findings, PortfolioContext};

use super::common::{ALLIANCES, active_strategic, number, strategic};

/// The rule.
pub static RULE: Rule = rule! {
    id: "thin-portfolio",
    area: Area::Portfolio,
    severities: &[Severity::Note],
    remedy: Remedy::Decide,
    summary: "there are too few strategic alliances for partnering to be a growth channel",
    why: "with fewer than three, one ended alliance takes most of what partnering earns",
    options: &[OptionSpec {
        name: "least_alliances",
        default: Default::Number(3),
        help: "how many active strategic alliances there should be",
    }],
    check: Check::Portfolio(check),
};

fn check(whole: &PortfolioContext, out: &mut Findings) -> Judged {
    let active = active_strategic(whole).count();
    // Who has none, has chosen other ways to grow; asking for three would sell a method.
    if active == 0 {
        return Judged::NotApplicable;
    }
    let least = whole.options.number("least_alliances");
    if number(active) < least {
        let are = match active {
            1 => "only 1 strategic alliance is active".to_owned(),
            more => format!("only {} are active", strategic(more)),
        };
        out.note(ALLIANCES, format!("{are}; {least} or more are needed before partnering becomes a growth channel")).fix(
            "look for a partner who has what you cannot build in time, or record that fewer are intended: rules: \
             { thin-portfolio: off }",
        );
    }
    Judged::Judged
}
