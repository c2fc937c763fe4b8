//! Not what it is called, or more than its terms can hold: another type, other terms, a deeper structure.

use crate::facts::contributions::called;
use crate::facts::inferred_type::Conclusion;
use crate::model::{DecisionKind, Kind};
use crate::rules::{Area, Finding, Remedy, Severity, evolution, exit, governance, identity};
use crate::text::count;

use super::super::case::{Candidate, Case, is_doubt, is_for_the_table};
use super::super::decision::{Decision, of_finding, reason};
use super::super::reasons::{first_of, next_decision};
use super::continuing::unearned;
use super::proving::settled_below_floor;

/// That it is called strategic and run as something lighter, with the clause that shows it.
fn run_as(kind: Kind, shown: &str) -> String {
    let clause = shown.split([',', ':']).next().unwrap_or(shown);
    format!("called strategic, run as {}: {clause}", called(kind))
}

pub fn reclassify(case: &Case) -> Option<Candidate> {
    let named = case.findings(|finding| finding.tier >= Severity::Warning).find_map(|finding| {
        finding.kind.filter(|kind| *kind != Kind::Strategic).map(|kind| (kind, of_finding(finding)))
    });
    let kind = match (&case.inferred.conclusion, &named) {
        (Conclusion::Confident(kind), _) if *kind != Kind::Strategic => *kind,
        (_, Some((kind, _))) => *kind,
        _ => return None,
    };
    let by_points = case.inferred.conclusion == Conclusion::Confident(kind);
    let deepened = case.facts.decisions.iter().any(|taken| taken.verdict == DecisionKind::Deepen)
        || case.is_open(&evolution::unrestructured_deepening::RULE);
    let lighter = case.facts.kind == Some(Kind::Strategic) && kind != Kind::Strategic;
    if !lighter || deepened || case.is_waived(&identity::mislabelled_type::RULE) {
        return None;
    }
    let points = |kind| case.inferred.points(kind);
    if !by_points && let Some((_, said)) = named {
        return Some(Candidate {
            decision: Decision::Reclassify,
            headline: run_as(kind, &said.text),
            reasons: vec![said],
            day: None,
            change: "a structural change that both sides agree and record, or the lighter type on its record",
        });
    }
    let mut reasons = vec![reason(
        format!(
            "called strategic, run as {} ({} points to {})",
            called(kind),
            points(kind),
            points(Kind::Strategic)
        ),
        "type",
    )];
    reasons.extend(case.inferred.signals(kind).map(|signal| {
        reason(format!("{} ({})", signal.sentence, count(signal.points, "point")), signal.path.clone())
    }));
    Some(Candidate {
        decision: Decision::Reclassify,
        headline: match case.inferred.signals(kind).next() {
            Some(signal) => run_as(kind, &signal.sentence),
            None => format!("called strategic, run as {}", called(kind)),
        },
        reasons,
        day: None,
        change: "a structural change that both sides agree and record, or the lighter type on its record",
    })
}

pub fn restructure(case: &Case) -> Option<Candidate> {
    let mut reasons = case
        .reasons_of(&[&evolution::unrestructured_deepening::RULE, &evolution::unfinished_restructure::RULE]);
    let declared = case.facts.kind.filter(|kind| *kind != Kind::Strategic);
    if let Some(declared) = declared
        && case.inferred.conclusion == Conclusion::Confident(Kind::Strategic)
        && !case.is_waived(&identity::mislabelled_type::RULE)
    {
        reasons.push(reason(
            format!(
                "called {declared}, run as a strategic alliance ({} points to {})",
                case.inferred.points(Kind::Strategic),
                case.inferred.points(declared)
            ),
            "type",
        ));
    }
    reasons.extend(case.reasons_of(&[&identity::undeclared_upgrade::RULE]));
    // What both agreed for this case is to talk about the end; more proof was not agreed.
    if case.is_live_strategic() {
        reasons.extend(settled_below_floor(case));
        reasons.extend(case.reasons_of(&[&exit::tripped_exit_trigger::RULE]));
    }
    let mut pays = false;
    if case.value.pays == Some(true) {
        let gaps = case.reasons_of(&[
            &exit::missing_exit_terms::RULE,
            &governance::missing_owner::RULE,
            &governance::relationship_only_owner::RULE,
            &governance::governance_in_name_only::RULE,
        ]);
        pays = !gaps.is_empty();
        reasons.extend(gaps);
    }
    let headline = first_of(&reasons);
    if pays {
        reasons.push(reason("it pays, so the terms are worth fixing", "metrics"));
    }
    (!reasons.is_empty()).then_some(Candidate {
        decision: Decision::Restructure,
        headline,
        reasons,
        day: None,
        change: "new terms, governance and exit provisions, agreed and recorded",
    })
}

/// An open error that is mended at the table with the partner: what to put on it.
pub fn negotiate(case: &Case) -> Option<Candidate> {
    if !case.is_live_strategic() {
        return None;
    }
    let mut reasons = case.reasons(is_for_the_table);
    reasons.extend(case.reasons(|finding| {
        is_doubt(finding) && finding.remedy == Remedy::Agree && !is_for_the_table(finding)
    }));
    (!reasons.is_empty()).then(|| Candidate {
        decision: Decision::Restructure,
        headline: format!("to agree with the partner: {}", first_of(&reasons)),
        reasons,
        day: next_decision(case),
        change: "these points agreed with the partner and recorded",
    })
}

/// Whether the latest result of some headline metric is at its target.
fn reaches_target(case: &Case) -> bool {
    case.facts.headlines.iter().any(|headline| {
        let target = headline.metric.target.get().map(|target| target.amount);
        let last = headline.series.values.iter().rev().find_map(|reading| reading.incremental);
        target.zip(last).is_some_and(|(target, last)| last >= target)
    })
}

pub fn deepen(case: &Case) -> Option<Candidate> {
    let barred = |finding: &Finding| {
        is_doubt(finding)
            || finding.tier == Severity::Error
                && matches!(
                    finding.rule.area,
                    Area::Metrics | Area::Exit | Area::Governance | Area::Measurement
                )
    };
    // What cannot be read may be what speaks against it.
    if case.mistakes > 0
        || !case.is_open(&evolution::ready_to_deepen::RULE)
        || case.findings(barred).next().is_some()
        || !unearned(case).is_empty()
        || !reaches_target(case)
    {
        return None;
    }
    let opportunity = case.record.opportunity.get()?;
    let what = opportunity.what.text().unwrap_or("the opportunity");
    let needs = opportunity
        .needs
        .copied()
        .map_or(String::new(), |needs| format!(" needs a {}", needs.to_string().replace('-', " ")));
    Some(Candidate {
        decision: Decision::Deepen,
        headline: format!("ready for more: \"{what}\"{needs}"),
        reasons: vec![
            reason("each side keeps its promises on time", "commitments"),
            reason("a headline result is above the business case", "metrics"),
            reason("each side rates the trust high", "trust"),
            reason(format!("an opportunity is waiting: \"{what}\"{needs}"), "opportunity"),
        ],
        day: next_decision(case),
        change: "a recorded decision either way, with its reason",
    })
}
