//! What changed between two states, for programs.

use anyhow::Result;
use rust_decimal::Decimal;
use serde::Serialize;

use crate::render::json as forms;
use crate::render::stream::Stream;
use crate::report::FieldChange;
use crate::report::difference::{AllianceState, ChangedRecord, Difference, Presence, Tally};

/// The version of the form for programs.
const VERSION: u32 = 1;

#[derive(Serialize)]
struct Form<'r> {
    version: u32,
    base: &'r str,
    head: &'r str,
    as_of: String,
    /// The same, unless two days are compared.
    as_of_before: String,
    currency: &'r str,
    remarks: &'r [String],
    findings: Tally,
    loosened: Vec<forms::LoosenedForm>,
    incremental_before: Decimal,
    incremental: Decimal,
    entries: Vec<EntryForm<'r>>,
}

#[derive(Serialize)]
struct EntryForm<'r> {
    /// Null for the portfolio itself.
    alliance: Option<&'r str>,
    alliance_before: Option<&'r str>,
    file: &'r str,
    file_before: Option<&'r str>,
    presence: Presence,
    before: Option<&'r AllianceState>,
    after: Option<&'r AllianceState>,
    fields: &'r [FieldChange],
    findings: Vec<forms::FindingForm<'r>>,
    fixed: Vec<forms::FindingForm<'r>>,
    not_rechecked: Vec<forms::UnsureForm<'r>>,
}

/// The difference for programs.
///
/// # Errors
/// When it cannot be written as JSON, which its types rule out.
pub fn json(difference: &Difference) -> Result<String> {
    let [base, head] = &difference.names;
    let form = Form {
        version: VERSION,
        base,
        head,
        as_of: difference.as_of.to_string(),
        as_of_before: difference.as_of_before.to_string(),
        currency: &difference.currency,
        remarks: &difference.remarks,
        findings: difference.tally,
        loosened: forms::loosened(&difference.loosened),
        incremental_before: difference.incremental[0],
        incremental: difference.incremental[1],
        entries: difference.entries.iter().map(entry_form).collect(),
    };
    Stream::json(form).text()
}

fn entry_form(entry: &ChangedRecord) -> EntryForm<'_> {
    EntryForm {
        alliance: entry.name.as_deref(),
        alliance_before: entry.name_before.as_deref(),
        file: &entry.file,
        file_before: entry.file_before.as_deref(),
        presence: entry.presence,
        before: entry.standing[0].as_ref(),
        after: entry.standing[1].as_ref(),
        fields: &entry.fields,
        findings: entry.findings.iter().map(forms::finding).collect(),
        fixed: entry.fixed.iter().map(forms::finding).collect(),
        not_rechecked: forms::unsure(&entry.unsure),
    }
}
