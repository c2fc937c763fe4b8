//! A choice among one is no choice: the alternatives are what shows that the partner is the right one.

use crate::facts::contributions::says_none;
use crate::model::is_placeholder;
use crate::rules::rule::{Applies, Area, Basis, Check, Judged, Rule, rule};
use crate::rules::{Context, Findings};

/// The rule.
pub static RULE: Rule = rule! {
    id: "unweighed-alternatives",
    area: Area::Strategy,
    applies: Applies::STRATEGIC.or_proposed(),
    basis: Basis::Gap,
    summary: "no alternative to this partner is recorded",
    why: "the first partner to call is seldom the best, and doing without one is always an alternative",
    check: Check::Record(check),
};

fn check(cx: &Context, out: &mut Findings) -> Judged {
    let selection = &cx.record.selection;
    if selection.is_absent() {
        // That nothing is recorded about the choice is said once, where its reasons are missing.
        return Judged::CoveredBy(&crate::rules::strategy::convenience_partner::RULE);
    }
    let Some(selection) = selection.get() else { return Judged::Unknown };
    let alternatives = &selection.alternatives;
    if alternatives.items().any(|alternative| !says_none(alternative) && !is_placeholder(alternative)) {
        return Judged::Judged;
    }
    if alternatives.is_invalid() {
        return Judged::Unknown;
    }
    let partner = cx.facts.sides.get(1).map_or("this partner", |side| cx.side(side));
    out.warning("selection.alternatives", format!("the record does not show that anyone but {partner} was \
                                                   considered")).example(
        "selection:\n  alternatives: […]   # other partners, and the ways without one: build, buy, hire, do without",
    );
    Judged::Judged
}
