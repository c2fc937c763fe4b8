//! Findings, mistakes and waivers as the report has them: each at its place.

use std::cmp::Reverse;

use crate::health::{self};
use crate::load::Source;
use crate::load::mistake::{Mistake, MistakeKind};
use crate::model::Portfolio;
use crate::report::{Accepted, FindingScope, Fingerprint, ReportedFinding, RuleOutcome};
use crate::rules::{self, Area, Finding, SettingMistake, Severity, Waived};

use super::places::Spot;
use super::places::location;

pub(super) fn accepted(waived: Waived, locate: impl Fn(Finding) -> ReportedFinding) -> Accepted {
    let Waived { finding, reason, approved_by, until, place } = waived;
    Accepted { finding: locate(finding), reason, approved_by, until, place }
}

pub(super) fn outcomes<'s>(said: impl IntoIterator<Item = &'s rules::RuleResult>) -> Vec<RuleOutcome> {
    let said = said.into_iter().map(|said| RuleOutcome {
        rule: said.rule.into(),
        outcome: said.outcome,
        absorbed: said.absorbed,
        covered_by: said.covered_by.map(Into::into),
    });
    let mut said: Vec<RuleOutcome> = said.collect();
    said.shrink_to_fit();
    said
}

/// Worst first, then by area and place, so that the same run reads the same.
pub(crate) fn order(findings: &mut [ReportedFinding]) {
    // What could not be read comes first: until it is mended, what follows may be noise.
    fn key(finding: &ReportedFinding) -> (Reverse<Severity>, bool, Area, &str, usize, usize) {
        let at = &finding.at;
        (Reverse(finding.severity), !finding.is_of_reader(), finding.rule.area, &at.file, at.line, at.column)
    }
    findings.sort_by(|one, other| key(one).cmp(&key(other)));
}

/// Everything wrong with a file, as findings.
pub fn mistakes<T>(source: &Source<T>, scope: &FindingScope) -> Vec<ReportedFinding> {
    source.mistakes.iter().map(|mistake| of_mistake(source, scope.clone(), mistake)).collect()
}

pub(super) fn of_mistake<T>(source: &Source<T>, scope: FindingScope, mistake: &Mistake) -> ReportedFinding {
    let rule = match mistake.kind {
        MistakeKind::Unreadable => &rules::record::unreadable_record::RULE,
        MistakeKind::InvalidValue => &rules::record::invalid_value::RULE,
        MistakeKind::UnknownField => &rules::record::unknown_field::RULE,
    };
    let place = source.place_of(mistake);
    let label = mistake.label.as_ref().map(|(span, text)| {
        let place = source.place_of_span(span.clone(), String::new());
        Box::new((location(source, &place), text.clone()))
    });
    ReportedFinding {
        rule,
        severity: rule.severity(),
        basis: rule.basis,
        remedy: rule.remedy,
        blocker: false,
        at: location(source, &place),
        fingerprint: Fingerprint { rule, scope, field: mistake.path.clone() },
        path: place.path,
        headline: mistake.message.clone(),
        evidence: String::new(),
        fix: mistake.fix.clone(),
        label,
        setting: None,
        side: None,
        change: None,
    }
}

pub(super) fn of_setting(source: &Source<Portfolio>, mistake: &SettingMistake) -> ReportedFinding {
    let mistake =
        Mistake::new(MistakeKind::InvalidValue, source.span_of(&mistake.path), mistake.message.clone())
            .at(mistake.path.clone())
            .fix(mistake.fix.clone());
    of_mistake(source, FindingScope::Portfolio, &mistake)
}

/// A finding at its place, which `spot` finds for a field.
pub(super) fn located(
    finding: Finding,
    scope: FindingScope,
    proposed: bool,
    spot: impl Fn(&str) -> Spot,
) -> ReportedFinding {
    let Finding { rule, reported } = finding;
    let Spot { at, path, stable } = spot(&reported.path);
    let label = reported.label.map(|label| Box::new((spot(&label.path).at, label.text)));
    let gate = health::verdict::is_blocking(rule.area);
    ReportedFinding {
        rule,
        severity: reported.severity,
        basis: reported.basis,
        remedy: reported.remedy,
        blocker: proposed && gate && reported.severity == Severity::Error,
        at,
        fingerprint: Fingerprint { rule, scope, field: stable },
        path,
        headline: reported.headline,
        evidence: reported.evidence,
        fix: reported.fix,
        label,
        setting: None,
        side: reported.side,
        change: None,
    }
}
