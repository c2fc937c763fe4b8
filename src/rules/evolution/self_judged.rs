//! Who started an alliance is the last to see that it has failed; somebody else should decide with them.

use crate::model::{DecisionKind, US};
use crate::rules::rule::{Area, Check, Judged, Remedy, Rule, rule};
use crate::rules::{Context, Findings};
use crate::text::listed;

/// The rule.
pub static RULE: Rule = rule! {
    id: "self-judged",
    area: Area::Evolution,
    remedy: Remedy::Decide,
    doubt: true,
    summary: "the owners of the alliance decided alone that it continues",
    why: "people carry on with what they began; somebody who did not begin it sees sooner what it is worth",
    check: Check::Record(check),
};

fn check(cx: &Context, out: &mut Findings) -> Judged {
    let goes_on =
        |verdict| matches!(verdict, DecisionKind::Continue | DecisionKind::Deepen | DecisionKind::Hold);
    let Some(last) = cx.facts.last_decision().filter(|last| goes_on(last.verdict)) else {
        return Judged::NotApplicable;
    };
    let deciders = &last.decision.decided_by;
    if deciders.is_invalid() {
        return Judged::Unknown;
    }
    let names: Vec<&str> = deciders.items().map(|name| name.trim()).filter(|name| !name.is_empty()).collect();
    if names.is_empty() {
        return Judged::NotApplicable;
    }
    let Some(owners) = cx.record.owners.get(US) else {
        return Judged::nothing(cx.record.owners.is_invalid(US));
    };
    let folded = |name: &str| name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    let owned: Vec<String> = owners.items().filter_map(|owner| owner.name.text()).map(folded).collect();
    if names.iter().all(|name| owned.contains(&folded(name))) {
        out.warning(
            format!("decisions[{}].decided_by", last.index),
            format!("{} decided alone to {} the alliance that they own", listed(&names), word(last.verdict)),
        )
        .fix("have somebody who does not own it decide with them: the sponsor, finance, or the head of another \
              alliance")
        .label(format!("owners.{US}"), "the owners");
    }
    Judged::Judged
}

fn word(verdict: DecisionKind) -> &'static str {
    verdict.word()
}
