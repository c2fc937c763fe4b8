//! A finding, and one that is accepted.

use std::borrow::Cow;

use serde::Serialize;

use crate::model::{Edit, Side, Yaml};
use crate::report::{Accepted, Area, Basis, Change, Location, Remedy, ReportedFinding, Rule, Severity};

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "Finding"))]
pub(in crate::render) struct FindingForm<'r> {
    /// The rule that found it.
    rule: &'static Rule,
    /// The area of the rule.
    area: Area,
    /// How much it matters: error, warning or note.
    severity: Severity,
    /// What it rests on: fault (something is wrong, late or contradictory) or gap (nothing has been written down).
    basis: Basis,
    /// What settles it: record (write it down), decide (ours alone), agree (needs the partner) or do.
    remedy: Remedy,
    /// Whether it stands between a proposal and its signature.
    blocker: bool,
    #[serde(flatten)]
    at: &'r Location,
    /// The field.
    path: &'r str,
    /// What is wrong.
    message: Cow<'r, str>,
    /// Why it matters.
    why: &'static str,
    /// What to do, or YAML to paste; may be empty.
    fix: String,
    /// What `alliance fix` would do, where there is one certain answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    edit: Option<Correction<'r>>,
    /// The side it is about.
    side: Option<&'r str>,
    /// A second place and what it shows.
    label: Option<Label<'r>>,
    /// Where portfolio.yaml sets the rule.
    setting: Option<&'r Location>,
    /// What stays the same while the finding does: rule, alliance and field, with list items by name.
    fingerprint: String,
    /// With --since: new, worse or unchanged.
    #[serde(skip_serializing_if = "Option::is_none")]
    change: Option<Change>,
    /// With --since: how much it mattered before.
    #[serde(skip_serializing_if = "Option::is_none")]
    severity_before: Option<Severity>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Correction<'r> {
    /// The field.
    path: &'r str,
    /// What is changed there: value or key.
    change: &'static str,
    /// The new value, or the new name of the key.
    to: &'r str,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Label<'r> {
    #[serde(flatten)]
    at: &'r Location,
    /// What the place shows.
    text: &'r str,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "Waived"))]
pub(super) struct WaivedForm<'r> {
    /// The finding.
    finding: FindingForm<'r>,
    /// Why it is accepted.
    reason: &'r str,
    /// By whom.
    approved_by: &'r str,
    /// Until when.
    until: String,
}

pub(in crate::render) fn finding(finding: &ReportedFinding) -> FindingForm<'_> {
    FindingForm {
        rule: finding.rule,
        area: finding.rule.area,
        severity: finding.severity,
        basis: finding.basis,
        remedy: finding.remedy,
        blocker: finding.blocker,
        at: &finding.at,
        path: &finding.path,
        message: finding.message(),
        why: finding.rule.why,
        fix: finding.fix.to_string(),
        edit: finding.fix.edit.as_deref().and_then(correction),
        side: finding.side.as_ref().map(Side::key),
        label: finding.label.as_deref().map(|(at, text)| Label { at, text }),
        setting: finding.setting.as_deref(),
        fingerprint: finding.fingerprint.to_string(),
        change: finding.change,
        severity_before: finding.change.and_then(Change::severity_before),
    }
}

fn correction(edit: &Edit) -> Option<Correction<'_>> {
    let (change, to) = match edit {
        Edit::Set { value: Yaml::Word(to) | Yaml::Text(to), .. } => ("value", to),
        Edit::Rename { to, .. } => ("key", to),
        Edit::Set { .. } | Edit::Add { .. } | Edit::Remove { .. } | Edit::Comment { .. } => return None,
    };
    Some(Correction { path: edit.path(), change, to })
}

pub(super) fn waived(waived: &Accepted) -> WaivedForm<'_> {
    WaivedForm {
        finding: finding(&waived.finding),
        reason: &waived.reason,
        approved_by: &waived.approved_by,
        until: waived.until.to_string(),
    }
}
