//! A choice among one is no choice: the alternatives are what shows that the partner is the right one.

use crate::facts::contributions::says_none;
use crate::rules::rule::{Absorbs, Applies, Area, Check, Outcome, Rule, Severity};
use crate::rules::{Context, Findings};

/// The rule.
pub static RULE: Rule = Rule {
    id: "unweighed-alternatives",
    area: Area::Strategy,
    tiers: &[Severity::Warning],
    applies: Applies::STRATEGIC.or_proposed(),
    clock: false,
    summary: "no alternative to this partner was considered",
    why: "the first partner to call is seldom the best, and the way without one is always an alternative",
    options: &[],
    absorbs: Absorbs::NOTHING,
    page: include_str!("../../../docs/rules/unweighed-alternatives.md"),
    check: Check::Record(check),
};

fn check(cx: &Context, out: &mut Findings) -> Outcome {
    let selection = &cx.record.selection;
    if selection.is_absent() {
        // That nothing is recorded about the choice is said once, where its reasons are missing.
        return Outcome::Fail;
    }
    let Some(selection) = selection.get() else { return Outcome::Unknown };
    let alternatives = &selection.alternatives;
    if alternatives.items().any(|alternative| !says_none(alternative)) {
        return Outcome::Pass;
    }
    if alternatives.is_invalid() {
        return Outcome::Unknown;
    }
    let partner = cx.facts.sides.get(1).map_or("this partner", |side| cx.side(side));
    out.warning("selection.alternatives", format!("nothing shows that anyone but {partner} was considered")).fix(
        "selection:\n  alternatives: […]   # other partners, and the ways without one: build, buy, hire, do without",
    );
    Outcome::Pass
}
