//! Deeper work in the old form is what the decision was to end.

use crate::model::DecisionKind;
use crate::model::calendar::{add_days, add_months, days_between};
use crate::rules::rule::{Area, Check, Default, Judged, OptionSpec, Remedy, Rule, rule};
use crate::rules::{Context, Findings};
use crate::text::count;

/// The rule.
pub static RULE: Rule = rule! {
    id: "unfitting-structure",
    area: Area::Evolution,
    time_dependent: true,
    remedy: Remedy::Agree,
    summary: "a deeper alliance was decided, but the structure is still not the one the opportunity needs",
    why: "a new commitment in an old form is held together by goodwill, and comes apart over the first liability",
    options: &[OptionSpec {
        name: "after_days",
        default: Default::Number(180),
        help: "days after the decision by which the structure must be the one that is needed",
    }],
    check: Check::Record(check),
};

/// How long the opportunity on record is taken for the one that was decided on, in months; then it may be the next.
const MONTHS: u32 = 12;

fn check(cx: &Context, out: &mut Findings) -> Judged {
    let last = cx
        .facts
        .decisions
        .iter()
        .rev()
        .find(|taken| !matches!(taken.verdict, DecisionKind::Continue | DecisionKind::Hold));
    let Some(decided) = last.filter(|taken| taken.verdict == DecisionKind::Deepen) else {
        return Judged::NotApplicable;
    };
    if cx.as_of <= add_days(decided.date, cx.options.number("after_days"))
        || cx.as_of > add_months(decided.date, MONTHS)
    {
        return Judged::NotApplicable;
    }
    let needs = match cx.record.opportunity.get() {
        Some(opportunity) if !opportunity.needs.is_absent() => opportunity.needs.copied(),
        None if cx.record.opportunity.is_invalid() => None,
        _ => return Judged::NotApplicable,
    };
    let Some((needs, structure)) = needs.zip(cx.record.structure.copied()) else { return Judged::Unknown };
    if needs != structure {
        let days = count(days_between(decided.date, cx.as_of), "day");
        out.warning(
            "structure",
            format!(
                "the decision to deepen was taken {days} ago, but the structure is still {structure}, not {needs}"
            ),
        )
        .example(format!(
            "structure: {needs}   # once it is set up; or decide again, and say why the old one is enough"
        ))
        .label(format!("decisions[{}].verdict", decided.index), "decided here");
    }
    Judged::Judged
}
