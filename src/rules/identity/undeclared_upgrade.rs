//! Growing from a transaction into an alliance is sound, if somebody decides it and changes the terms.

use crate::model::{ChangeKind, ContributionKind, Kind, Structure, TypeChange};
use crate::rules::rule::{Applies, Area, Check, Judged, Remedy, Rule, Severity, rule};
use crate::rules::{Context, Findings};
use crate::text::{either, listed};

use crate::facts::contributions::{Brings, is_blank, structural};

/// The rule.
pub static RULE: Rule = rule! {
    id: "undeclared-upgrade",
    area: Area::Identity,
    severities: &[Severity::Error, Severity::Warning],
    applies: Applies::to(&[Kind::Strategic, Kind::CoMarketing, Kind::Affiliate]),
    remedy: Remedy::Agree,
    summary: "it has become more than it was called, without a decision or new terms",
    why: "deeper work on light terms leaves nothing to fall back on once the two sides disagree",
    check: Check::Record(check),
};

fn check(cx: &Context, out: &mut Findings) -> Judged {
    let history = &cx.record.type_history;
    let mut declared = false;
    for (index, change) in history.iter() {
        let missing = missing(cx, change);
        declared |= missing.is_empty();
        let Some((field, _)) = missing.first() else { continue };
        let names: Vec<&str> = missing.iter().map(|(_, name)| *name).collect();
        let became = match (change.from.get(), change.to.get()) {
            (Some(from), Some(to)) => format!("the alliance went from {from} to {to}"),
            (None, Some(to)) => format!("the alliance became {to}"),
            _ => "it changed its type".to_owned(),
        };
        let when = change.date.get().map(|date| format!(" on {date}")).unwrap_or_default();
        let stub: Vec<String> =
            missing.iter().map(|(field, _)| format!("{field}: {}", stub(field))).collect();
        out.error(
            format!("type_history[{index}].{field}"),
            format!("{became}{when} without {}", either(&names)),
        )
        .fix(format!(
            "decide it together, agree terms that fit, and complete the entry: {}",
            stub.join(", ")
        ));
    }
    if declared || !out.is_empty() {
        return Judged::Judged;
    }
    if history.is_invalid() {
        return Judged::Unknown;
    }
    if cx.facts.kind == Some(Kind::Strategic) {
        return Judged::NotApplicable;
    }
    let Some(kind) = cx.facts.kind else { return Judged::Unknown };
    let signs = signs(cx, kind);
    let Some((path, _)) = signs.first() else { return Judged::Judged };
    let names: Vec<&str> = signs.iter().map(|(_, name)| name.as_str()).collect();
    out.warning(
        path,
        format!(
            "called {kind}, but it now has {}, and no decision to upgrade it is recorded",
            listed(&names)
        ),
    )
    .fix("decide what it is, agree terms that fit, and record both:")
    .example(format!(
        "type_history:\n  - {{ from: {kind}, to: \
         strategic, date: YYYY-MM-DD, decision: …, terms_updated: YYYY-MM-DD }}"
    ));
    Judged::Judged
}

/// What an entry lacks: the field, and its name in a sentence.
fn missing(cx: &Context, change: &TypeChange) -> Vec<(&'static str, &'static str)> {
    let on_the_day = |date| cx.facts.decisions.iter().any(|taken| Some(taken.date) == date);
    let date = change.date.get().map(|date| date.0);
    let decided = !is_blank(&change.decision) || on_the_day(date);
    // The record's own date of terms serves, where it is no older than the change.
    let renewed = || cx.record.terms_updated.get().zip(date).is_some_and(|(terms, date)| terms.0 >= date);
    let unknown = cx.record.terms_updated.is_invalid();
    let mut missing = Vec::new();
    if !decided {
        missing.push(("decision", "a decision"));
    }
    if change.terms_updated.is_absent() && !renewed() && !unknown {
        missing.push(("terms_updated", "new terms"));
    }
    missing
}

fn stub(field: &str) -> &'static str {
    if field == "decision" { "…" } else { "YYYY-MM-DD" }
}

/// What an arrangement of this type does not have: the field, and its name in a sentence.
fn signs(cx: &Context, kind: Kind) -> Vec<(String, String)> {
    let mut signs = Vec::new();
    let changes: Vec<_> = structural(cx.record).collect();
    if let [(index, only)] = changes.as_slice() {
        let name = only.kind.get().map_or("an operating change", |kind| article(*kind));
        signs.push((format!("operating_changes[{index}]"), name.to_owned()));
    } else if let Some((index, _)) = changes.first() {
        signs.push((format!("operating_changes[{index}]"), format!("{} operating changes", changes.len())));
    }
    if kind == Kind::Affiliate {
        let plan = cx.record.governance.get().and_then(|governance| governance.joint_plan.get());
        if plan.is_some_and(|plan| !is_blank(&plan.reference) || plan.updated.is_set()) {
            signs.push(("governance.joint_plan".to_owned(), "a joint plan".to_owned()));
        }
    }
    let counted = changes.iter().any(|(_, change)| change.kind.copied() == Some(ChangeKind::SharedData));
    let brings = Brings::of(cx.record, cx.facts);
    let data = brings.iter().find_map(|side| {
        let of_data = side.items.iter().find(|(_, item)| item.is_of(ContributionKind::Data));
        of_data.map(|(index, _)| side.path(*index))
    });
    let structure = cx.record.structure.copied() == Some(Structure::SharedData);
    let data = data.or_else(|| structure.then(|| "structure".to_owned()));
    signs.extend(data.filter(|_| !counted).map(|path| (path, "shared data".to_owned())));
    signs
}

fn article(kind: ChangeKind) -> &'static str {
    match kind {
        ChangeKind::CombinedOffering => "a combined offering",
        ChangeKind::MarketAccess => "access to a new market",
        ChangeKind::TechnologyIntegration => "a technology integration",
        ChangeKind::DistributionChannel => "a distribution channel",
        ChangeKind::SharedData => "shared data",
        ChangeKind::SharedDelivery => "shared delivery",
        ChangeKind::SharedHiring => "shared hiring",
        ChangeKind::SharedBudget => "a shared budget",
    }
}
