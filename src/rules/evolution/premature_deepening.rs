//! Deepening is for an alliance that has shown it can carry more, not for one that might be saved by it.

use crate::model::DecisionKind;
use crate::rules::rule::{Absorbs, Applies, Area, Check, Outcome, Rule, Severity};
use crate::rules::{Context, Findings};
use crate::text::listed;

use super::common::{SIGNAL_OPTIONS, signals};

/// The rule.
pub static RULE: Rule = Rule {
    id: "premature-deepening",
    area: Area::Evolution,
    tiers: &[Severity::Error],
    applies: Applies::STRATEGIC,
    clock: false,
    summary: "it was decided to deepen the alliance before the four signals for it were there",
    why: "more commitment on a weak footing costs more to undo, and hides why the lighter form did not work",
    options: SIGNAL_OPTIONS,
    absorbs: Absorbs::NOTHING,
    page: include_str!("../../../docs/rules/premature-deepening.md"),
    check: Check::Record(check),
};

fn check(cx: &Context, out: &mut Findings) -> Outcome {
    let Some(last) = cx.facts.last_decision().filter(|last| last.verdict == DecisionKind::Deepen) else {
        return Outcome::NotApplicable;
    };
    let signals = signals(cx, last.date);
    if signals.gaps.is_empty() {
        return if signals.unknown { Outcome::Unknown } else { Outcome::Pass };
    }
    let texts: Vec<&str> = signals.gaps.iter().map(|gap| gap.text.as_str()).collect();
    let finding = out.error(
        format!("decisions[{}].verdict", last.index),
        format!("it was decided on {} to deepen, although {}", last.date, listed(&texts)),
    );
    finding.fix(if signals.gaps.iter().any(|gap| gap.certain) {
        "put the deepening off until these are settled, and record that as a decision: `verdict: hold`, with what has to happen and a `next`"
    } else {
        "record what is known of these, with its date; what is not known has to be found out before the new terms are signed"
    });
    if let Some(gap) = signals.gaps.iter().find(|gap| gap.certain) {
        finding.label(gap.path.clone(), gap.text.clone());
    }
    Outcome::Pass
}
