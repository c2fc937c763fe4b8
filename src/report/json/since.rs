//! What has become of findings, for programs.

use serde::Serialize;

use super::{Finding, finding};
use crate::report::{Change, Since as Audit};

#[derive(Serialize)]
pub(super) struct Since<'r> {
    revision: &'r str,
    commit: &'r str,
    remarks: &'r [String],
    unchanged: Vec<Finding<'r>>,
    /// Places are those of the earlier state.
    fixed: Vec<Finding<'r>>,
    not_rechecked: Vec<Unsure<'r>>,
}

#[derive(Serialize)]
pub(in crate::report) struct Unsure<'r> {
    finding: Finding<'r>,
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

pub(in crate::report) fn unsure(unsure: &[crate::report::Unsure]) -> Vec<Unsure<'_>> {
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
