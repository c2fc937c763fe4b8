//! What has become of findings, for programs.

use serde::Serialize;

use super::finding::{FindingForm, finding};
use crate::report::{Loosened, Loosening, Since, Unsure};

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "Since"))]
pub(super) struct SinceForm<'r> {
    /// What it was compared with, as typed.
    revision: &'r str,
    /// The commit that this came to.
    commit: &'r str,
    /// What to know about the comparison.
    remarks: &'r [String],
    /// What was there before and still is.
    unchanged: Vec<FindingForm<'r>>,
    /// What was there before and is no more; places are those of the earlier state.
    fixed: Vec<FindingForm<'r>>,
    /// What was there before and could not be looked at again.
    not_rechecked: Vec<UnsureForm<'r>>,
    /// What the change relaxed.
    loosened: Vec<LoosenedForm>,
    /// Whether that was allowed, so that it does not fail the check.
    loosening_allowed: bool,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(in crate::render) struct LoosenedForm {
    /// waiver, off, severity, option, gate, as-of, baseline, ended, removed, renamed-away, left-out or not-checked-out.
    kind: &'static str,
    /// The rule that it is about, if about one.
    rule: Option<String>,
    /// The alliances that it is about; none for all.
    alliances: Vec<String>,
    /// What it was; null for a default, or for nothing.
    before: Option<String>,
    /// What it is; null for a default, or for nothing.
    after: Option<String>,
    /// Why a waiver accepts it.
    reason: Option<String>,
    /// By whom.
    approved_by: Option<String>,
    /// In a sentence.
    message: String,
    /// The file where it is written, or was.
    file: String,
    /// The line.
    line: usize,
}

pub(in crate::render) fn loosened(loosened: &[Loosened]) -> Vec<LoosenedForm> {
    let form = |loosened: &Loosened| {
        let (before, after) = loosened.kind.values();
        let (reason, approved_by) = match &loosened.kind {
            Loosening::Waiver { reason, approved_by, .. } => {
                (Some(reason.clone()), Some(approved_by.clone()))
            }
            _ => (None, None),
        };
        LoosenedForm {
            kind: loosened.kind.word(),
            rule: loosened.kind.rule().map(str::to_owned),
            alliances: loosened.alliances.clone(),
            before,
            after,
            reason,
            approved_by,
            message: loosened.to_string(),
            file: loosened.at.file.to_string(),
            line: loosened.at.line,
        }
    };
    loosened.iter().map(form).collect()
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "Unsure"))]
pub(in crate::render) struct UnsureForm<'r> {
    /// The finding.
    finding: FindingForm<'r>,
    /// Why it could not.
    because: &'static str,
}

pub(super) fn since(since: &Since) -> SinceForm<'_> {
    SinceForm {
        revision: &since.revision,
        commit: &since.commit,
        remarks: &since.remarks,
        unchanged: since.unchanged.iter().map(finding).collect(),
        fixed: since.fixed.iter().map(finding).collect(),
        not_rechecked: unsure(&since.unsure),
        loosened: loosened(&since.loosened),
        loosening_allowed: since.allowed,
    }
}

pub(in crate::render) fn unsure(unsure: &[Unsure]) -> Vec<UnsureForm<'_>> {
    unsure
        .iter()
        .map(|unsure| UnsureForm { finding: finding(&unsure.finding), because: unsure.doubt.clause() })
        .collect()
}
