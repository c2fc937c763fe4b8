//! Where results heap just above the levels they are held to, and hardly any lie just below, somebody knew the levels.

use crate::rules::rule::{Area, Check, Default, Judged, OptionSpec, Remedy, Rule, rule};
use crate::rules::{AllianceSummary, Findings, PortfolioContext};

use super::common::{ALLIANCES, number, some};

/// The rule.
pub static RULE: Rule = rule! {
    id: "heaped-results",
    area: Area::Portfolio,
    remedy: Remedy::Do,
    summary: "over the portfolio, far more results lie just above a floor or target than just below one",
    why: "what is measured falls as often a little short of a line as a little past it; what is helped does not",
    options: &[
        OptionSpec {
            name: "within_percent",
            default: Default::Number(3),
            help: "how near a level counts as just above or just below it, in percent of it; at most 10",
        },
        OptionSpec {
            name: "least_results",
            default: Default::Number(8),
            help: "how many results there must be so near before anything is reported",
        },
    ],
    check: Check::Portfolio(check),
};

fn check(whole: &PortfolioContext, out: &mut Findings) -> Judged {
    let within = i32::try_from(whole.options.number("within_percent").min(10) * 10).unwrap_or(100);
    let count = |member: &AllianceSummary, wanted: std::ops::RangeInclusive<i32>| {
        number(member.near_levels.iter().filter(|distance| wanted.contains(distance)).count())
    };
    let members: Vec<(&AllianceSummary, u32, u32)> = whole
        .members
        .iter()
        .filter(|member| member.is_live())
        .map(|member| (member, count(member, 1..=within), count(member, -within..=-1)))
        .collect();
    let above: u32 = members.iter().map(|(_, above, _)| above).sum();
    let below: u32 = members.iter().map(|(.., below)| below).sum();
    let near = above.saturating_add(below);
    if near < whole.options.number("least_results") {
        return Judged::NotApplicable;
    }
    if is_beyond_chance(above, below) {
        let mut most: Vec<_> = members.iter().filter(|(_, above, below)| above > below).collect();
        most.sort_by_key(|(_, above, below)| std::cmp::Reverse(above.saturating_sub(*below)));
        let names: Vec<&str> = most.iter().map(|(member, ..)| member.name.as_str()).collect();
        out.warning(
            ALLIANCES,
            format!(
                "of {near} results within {} % of a floor or target, {above} lie above it and {below} below: {}",
                within / 10,
                some(&names)
            ),
        )
        .evidence(". By chance so many more happen in fewer than one portfolio in a hundred")
        .fix(
            "have somebody who is not judged by them read `total` and `without` of these alliances from their sources, for \
             the results nearest to a level",
        );
    }
    Judged::Judged
}

/// Whether so many more lie on one side of a line than on the other happens less than once in a hundred times, where each
/// result may fall on either: the normal bound of a sign test, with its correction for whole numbers.
fn is_beyond_chance(above: u32, below: u32) -> bool {
    let (above, below) = (u64::from(above), u64::from(below));
    let Some(more) = above.checked_sub(below).and_then(|more| more.checked_sub(1)) else { return false };
    // 2.326 standard deviations, squared.
    more.saturating_mul(more).saturating_mul(100) > above.saturating_add(below).saturating_mul(541)
}

#[cfg(test)]
mod tests {
    use super::is_beyond_chance;

    #[test]
    fn the_bound_is_that_of_a_sign_test() {
        // Exactly: 8 of 8 are 1 in 256; 9 of 10 are 1 in 93, 10 of 12 1 in 52, 12 of 14 1 in 155.
        for (above, below, beyond) in [
            (8, 0, true),
            (7, 1, false),
            (9, 1, false),
            (10, 0, true),
            (10, 2, false),
            (12, 2, true),
            (0, 9, false),
            (5, 5, false),
        ] {
            assert_eq!(is_beyond_chance(above, below), beyond, "{above} above, {below} below");
        }
        assert!(is_beyond_chance(u32::MAX, 0) && !is_beyond_chance(0, u32::MAX));
    }
}
