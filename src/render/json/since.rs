//! What has become of findings, for programs.

use serde::Serialize;

use super::{Finding, finding};
use crate::report::{Change, Since as Audit};

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct Since<'r> {
    /// What it was compared with, as typed.
    revision: &'r str,
    /// The commit that this came to.
    commit: &'r str,
    /// What to know about the comparison.
    remarks: &'r [String],
    /// What was there before and still is.
    unchanged: Vec<Finding<'r>>,
    /// What was there before and is no more; places are those of the earlier state.
    fixed: Vec<Finding<'r>>,
    /// What was there before and could not be looked at again.
    not_rechecked: Vec<Unsure<'r>>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(in crate::render) struct Unsure<'r> {
    /// The finding.
    finding: Finding<'r>,
    /// Why it could not.
    because: &'static str,
}

pub(super) fn since(since: &Audit) -> Since<'_> {
    Since {
        revision: &since.revision,
        commit: &since.commit,
        remarks: &since.remarks,
        unchanged: since.unchanged.iter().map(finding).collect(),
        fixed: since.fixed.iter().map(finding).collect(),
        not_rechecked: unsure(&since.unsure),
    }
}

pub(in crate::render) fn unsure(unsure: &[crate::report::Unsure]) -> Vec<Unsure<'_>> {
    unsure
        .iter()
        .map(|unsure| Unsure { finding: finding(&unsure.finding), because: unsure.doubt.clause() })
        .collect()
}

/// How grave a finding was, where that has changed.
pub(super) fn before(change: Option<Change>) -> Option<&'static str> {
    match change {
        Some(Change::Worse(before) | Change::Better(before)) => Some(before.word()),
        _ => None,
    }
}
