//! What is not found any more: mended, or only out of sight?

use super::pairs::Pairs;
use crate::load::locate::related;
use crate::report::{AllianceReport, Doubt, Report, ReportedFinding, RuleOutcome};
use crate::rules::record::{invalid_value, unknown_field};
use crate::rules::{Check, Outcome};
use crate::text::nearest;

/// What the later report says as a whole.
pub(super) struct Whole<'r> {
    head: &'r Report,
    pairs: &'r Pairs,
    is_complete: bool,
    is_any_gone: bool,
}

impl<'r> Whole<'r> {
    pub(super) fn of(head: &'r Report, pairs: &'r Pairs) -> Self {
        Self { head, pairs, is_complete: head.is_complete(), is_any_gone: pairs.is_any_gone() }
    }

    /// Why a finding that is gone cannot be called mended; `None` where it can.
    pub(super) fn doubt(&self, owner: Option<usize>, finding: &ReportedFinding) -> Option<Doubt> {
        let of_all = matches!(finding.rule.check, Check::Portfolio(_));
        let Some(owner) = owner.filter(|_| !of_all) else {
            return (!self.is_complete && of_all)
                .then_some(Doubt::OtherUnreadable)
                // What is wrong with all of them is not mended by taking one of them away.
                .or_else(|| (self.is_any_gone && of_all).then_some(Doubt::Removed))
                .or_else(|| silence(&self.head.outcomes, finding));
        };
        match self.pairs.now(owner).and_then(|place| self.head.alliances.get(place)) {
            Some(alliance) if !alliance.is_whole() => Some(Doubt::Unreadable),
            Some(alliance) if !is_of_reader(finding) && rests_on_mistake(alliance, finding) => {
                Some(Doubt::UnusableField)
            }
            Some(alliance) => silence(&alliance.outcomes, finding),
            // An alliance that is gone takes its findings out of sight: nothing of it is mended.
            None if !self.is_complete => Some(Doubt::OtherUnreadable),
            None => Some(Doubt::Removed),
        }
    }
}

/// Why a rule may say nothing although nothing is mended.
fn silence(outcomes: &[RuleOutcome], finding: &ReportedFinding) -> Option<Doubt> {
    let said = outcomes.iter().find(|said| said.rule.id == finding.rule.id);
    match said {
        Some(said) if said.absorbed => Some(Doubt::Covered),
        Some(said) => match said.outcome {
            Outcome::Unknown => Some(Doubt::NoData),
            Outcome::Waived => Some(Doubt::Waived),
            Outcome::Pass | Outcome::Fail | Outcome::NotApplicable => None,
        },
        None if matches!(finding.rule.check, Check::Engine) => None,
        None => Some(Doubt::Off),
    }
}

/// Whether an alliance's file has a mistake in a field that a finding rests on.
pub(super) fn rests_on_mistake(alliance: &AllianceReport, finding: &ReportedFinding) -> bool {
    alliance.findings.iter().filter(|mistake| is_of_reader(mistake)).any(|mistake| {
        if mistake.rule.id != unknown_field::RULE.id {
            return !mistake.path.is_empty() && related(&mistake.path, &finding.path);
        }
        // A misspelt key leaves the field beside it empty.
        let (parent, key) = mistake.path.rsplit_once('.').unwrap_or(("", &mistake.path));
        let below = finding.path.strip_prefix(parent).map(|rest| rest.trim_start_matches('.'));
        let field = below.and_then(|rest| rest.split(['.', '[']).next()).filter(|field| !field.is_empty());
        field.is_some_and(|field| nearest(key, [field]).is_some())
    })
}

/// Whether a finding is about how a file is written, and not about what it says.
fn is_of_reader(finding: &ReportedFinding) -> bool {
    [&invalid_value::RULE, &unknown_field::RULE].contains(&finding.rule)
}
