//! A decision to restructure is done when the paper says so, not when the room agreed.

use crate::facts::Taken;
use crate::facts::agreements::{AgreementDocument, dated, papers, renewed_yaml};
use crate::model::DecisionKind;
use crate::model::calendar::{add_days, days_between, sub_days};
use crate::rules::rule::{Area, Check, Default, Judged, OptionSpec, Remedy, Rule, Severity, rule};
use crate::rules::{Context, Findings};
use crate::text::count;

/// The rule.
pub static RULE: Rule = rule! {
    id: "unfinished-restructure",
    area: Area::Evolution,
    severities: &[Severity::Error],
    time_dependent: true,
    remedy: Remedy::Agree,
    summary: "a decision to deepen or restructure has not reached the terms, governance, exit, contributions or \
              expectations",
    why: "until the documents follow, both sides expect the new structure but have only the rights of the old one",
    options: &[
        OptionSpec {
            name: "after_days",
            default: Default::Number(60),
            help: "days after the decision by which everything has to be new",
        },
        OptionSpec {
            name: "before_days",
            default: Default::Number(30),
            help: "days before the decision from which a document counts as new",
        },
    ],
    check: Check::Record(check),
};

fn check(cx: &Context, out: &mut Findings) -> Judged {
    let decided = cx
        .facts
        .decisions
        .iter()
        .rev()
        .take_while(|taken| taken.verdict != DecisionKind::WindDown)
        .find(|taken| matches!(taken.verdict, DecisionKind::Deepen | DecisionKind::Restructure));
    let ended = cx.facts.last_decision().is_some_and(|last| last.verdict == DecisionKind::WindDown);
    let Some(decided) = decided.filter(|_| !ended) else { return Judged::NotApplicable };
    if cx.as_of <= add_days(decided.date, cx.options.number("after_days")) {
        return Judged::NotApplicable;
    }
    let new_from = sub_days(decided.date, cx.options.number("before_days"));
    let papers = papers(cx.record);
    let old: Vec<AgreementDocument> =
        papers.iter().copied().filter(|paper| paper.agreed < new_from).collect();
    let contributions = contributions_are_old(cx, decided, new_from);
    let mut parts = Vec::new();
    if !old.is_empty() {
        parts.push(dated(&old));
    }
    if contributions == Some(true) {
        parts.push("no contribution has been agreed or begun since".to_owned());
    }
    let expects = cx.record.expects_agreed.get().filter(|agreed| agreed.0 < new_from);
    if let Some(agreed) = expects {
        parts.push(format!("what each side expects was last agreed {}", agreed.when()));
    }
    if parts.is_empty() {
        return if papers.len() < 3 || contributions.is_none() { Judged::Unknown } else { Judged::Judged };
    }
    let mut todo = renewed_yaml(&old);
    if contributions == Some(true) {
        todo.push_str(
            "\n# and under contributions, what each side now contributes, with `agreed: YYYY-MM-DD`",
        );
    }
    if expects.is_some() {
        todo.push_str("\nexpects_agreed: YYYY-MM-DD");
    }
    let finding = out.error(
        format!("decisions[{}].verdict", decided.index),
        format!(
            "the decision to {1} was taken {0} ago, and {2}",
            count(days_between(decided.date, cx.as_of), "day"),
            decided.verdict,
            parts.join("; ")
        ),
    );
    finding.fix("finish it, or decide to drop it; once agreed, record the day:").example(todo.trim());
    if let Some(oldest) = old.iter().min_by_key(|paper| paper.agreed) {
        finding.label(oldest.path, format!("the {} from before the decision", oldest.what_is_old()));
    }
    Judged::Judged
}

/// Whether everything put in was agreed and begun before the decision; unknown where no contribution has a date.
fn contributions_are_old(cx: &Context, decided: &Taken, new_from: chrono::NaiveDate) -> Option<bool> {
    let mut dated = false;
    for (_, list) in cx.record.contributions.iter() {
        for contribution in list.items() {
            let days = [contribution.agreed.last(), contribution.from];
            if contribution.agreed.get().is_some_and(|agreed| agreed.0 >= new_from && agreed.0 <= cx.as_of)
                || contribution.from.get().is_some_and(|from| from.0 >= decided.date)
            {
                return Some(false);
            }
            dated |= days.iter().any(|day| day.get().is_some());
        }
    }
    dated.then_some(true)
}
