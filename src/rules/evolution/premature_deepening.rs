//! Deepening is for an alliance that has shown it can carry more, not for one that might be saved by it.

use crate::model::DecisionKind;
use crate::rules::rule::{Area, Check, Judged, Remedy, Rule, Severity, rule};
use crate::rules::{Context, Findings};
use crate::text::listed;

use super::common::{SIGNAL_OPTIONS, signals};

/// The rule.
pub static RULE: Rule = rule! {
    id: "premature-deepening",
    area: Area::Evolution,
    severities: &[Severity::Error],
    remedy: Remedy::Decide,
    summary: "the decision to deepen came before the four signals for it were there",
    why: "more commitment on a weak footing costs more to undo, and hides why the lighter form did not work",
    options: SIGNAL_OPTIONS,
    check: Check::Record(check),
};

fn check(cx: &Context, out: &mut Findings) -> Judged {
    let Some(last) = cx.facts.last_decision().filter(|last| last.verdict == DecisionKind::Deepen) else {
        return Judged::NotApplicable;
    };
    let signals = signals(cx, last.date);
    if signals.gaps.is_empty() {
        return if signals.unknown { Judged::Unknown } else { Judged::Judged };
    }
    let texts: Vec<&str> = signals.gaps.iter().map(|gap| gap.text.as_str()).collect();
    let finding = out.error(
        format!("decisions[{}].verdict", last.index),
        format!("the decision on {} was to deepen, although {}", last.date, listed(&texts)),
    );
    finding.fix(if signals.gaps.iter().any(|gap| gap.certain) {
        "put the deepening off until these are settled, and record that as a decision: `verdict: hold`, with \
         what has to happen and a `next`"
    } else {
        "record what is known about these, with its date; find out what is not known before you sign new terms"
    });
    if let Some(gap) = signals.gaps.iter().find(|gap| gap.certain) {
        finding.label(gap.path.clone(), gap.text.clone());
    }
    Judged::Judged
}
