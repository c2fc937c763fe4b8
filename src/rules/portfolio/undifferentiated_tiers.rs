//! Where everything is core, nothing is.

use crate::model::Tier;
use crate::rules::rule::{Area, Basis, Check, Default, Judged, OptionSpec, Remedy, Rule, rule};
use crate::rules::{Findings, PortfolioContext};

use super::common::{ALLIANCES, active_strategic, exceeds, number, some, strategic};

/// The rule.
pub static RULE: Rule = rule! {
    id: "undifferentiated-tiers",
    area: Area::Portfolio,
    basis: Basis::Gap,
    remedy: Remedy::Decide,
    summary: "most strategic alliances are core, or none has a tier",
    why: "equal priority for all means that whoever calls last gets the hours",
    options: &[
        OptionSpec {
            name: "least_alliances",
            default: Default::Number(4),
            help: "number of strategic alliances from which tiers are required",
        },
        OptionSpec {
            name: "core_percent",
            default: Default::Number(60),
            help: "the largest share of them that may be core",
        },
    ],
    check: Check::Portfolio(check),
};

fn check(whole: &PortfolioContext, out: &mut Findings) -> Judged {
    let all = active_strategic(whole).count();
    if number(all) < whole.options.number("least_alliances") {
        return Judged::NotApplicable;
    }
    let core: Vec<&str> = active_strategic(whole)
        .filter(|(_, member)| member.tier.copied() == Some(Tier::Core))
        .map(|(_, member)| member.name.as_str())
        .collect();
    let limit = whole.options.number("core_percent");
    if active_strategic(whole).all(|(_, member)| member.tier.is_absent()) {
        out.warning(ALLIANCES, format!("none of {} has a tier", strategic(all)))
            .fix("record what each is for:")
            .example("tier: core   # or growth, maintain");
    } else if exceeds(number(core.len()).into(), limit, number(all).into()) {
        out.warning(
            ALLIANCES,
            format!("{} of {} are core: {}", number(core.len()), strategic(all), some(&core)),
        )
        .fix(
            "keep core for those you would miss most, and make the others growth or maintain, with hours to \
              match",
        );
    } else if active_strategic(whole).any(|(_, member)| member.tier.copied().is_none()) {
        return Judged::Unknown;
    }
    Judged::Judged
}
