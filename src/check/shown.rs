//! What is shown of a report, and what is opened again although somebody accepted it.

use crate::report::{Accepted, Loosened, Loosening, Report, ReportedFinding, RuleOutcome};
use crate::rules::record::{invalid_value, unknown_field, unreadable_record};
use crate::rules::{Outcome, WaiverPlace};

/// Opens every waived finding again.
pub(super) fn withdraw_waivers(report: &mut Report) {
    let reopen = |findings: &mut Vec<ReportedFinding>, waived: &mut Vec<Accepted>| {
        findings.extend(waived.drain(..).map(|waived| waived.finding));
        crate::audit::order(findings);
    };
    reopen(&mut report.findings, &mut report.waived);
    let mut outcomes: Vec<_> = report.outcomes.iter_mut().collect();
    for alliance in &mut report.alliances {
        reopen(&mut alliance.findings, &mut alliance.waived);
        outcomes.extend(&mut alliance.outcomes);
    }
    for said in outcomes.into_iter().filter(|said| said.outcome == Outcome::Waived) {
        said.outcome = Outcome::Fail;
    }
}

/// Opens again what the waivers accept that a change has brought.
pub(super) fn reopen(report: &mut Report, loosened: &[Loosened]) {
    let is_new = |owner: usize, place: WaiverPlace| {
        loosened.iter().any(|loosened| match &loosened.kind {
            Loosening::Waiver { place: at, owner: whose, .. } => {
                *at == place && whose.is_none_or(|whose| whose == owner)
            }
            _ => false,
        })
    };
    let open = |owner: usize,
                findings: &mut Vec<ReportedFinding>,
                waived: &mut Vec<Accepted>,
                outcomes: &mut [RuleOutcome]| {
        let (new, old) = std::mem::take(waived).into_iter().partition(|it| is_new(owner, it.place));
        *waived = old;
        let new: Vec<Accepted> = new;
        for said in outcomes.iter_mut().filter(|said| said.outcome == Outcome::Waived) {
            if new.iter().any(|waived| waived.finding.rule.id == said.rule.id) {
                said.outcome = Outcome::Fail;
            }
        }
        findings.extend(new.into_iter().map(|waived| waived.finding));
        crate::audit::order(findings);
    };
    let Report { findings, waived, outcomes, alliances, .. } = report;
    // No record has this place: waivers of records never open what is about the portfolio.
    open(usize::MAX, findings, waived, outcomes);
    for alliance in alliances {
        open(alliance.place, &mut alliance.findings, &mut alliance.waived, &mut alliance.outcomes);
    }
}

/// Keeps the findings for which `keep` holds, and says how many it took out.
///
/// What makes a run incomplete or its settings doubtful always stays: else nobody could tell why it ends as it does.
pub(super) fn retain(report: &mut Report, mut keep: impl FnMut(&ReportedFinding) -> bool) -> usize {
    let before = report.all_findings().count();
    report.findings.retain(|finding| !may_hide(finding, true) || keep(finding));
    for alliance in &mut report.alliances {
        alliance.findings.retain(|finding| !may_hide(finding, false) || keep(finding));
    }
    before - report.all_findings().count()
}

/// Whether a finding may be kept out of sight. A file that could not be read may hold anything, and a mistake in
/// `portfolio.yaml` puts everything in doubt.
pub(super) fn may_hide(finding: &ReportedFinding, of_portfolio: bool) -> bool {
    let rule = finding.rule.id;
    let about_reading = [&invalid_value::RULE, &unknown_field::RULE];
    rule != unreadable_record::RULE.id
        && !(of_portfolio && about_reading.iter().any(|other| other.id == rule))
}
