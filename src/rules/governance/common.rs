//! What several rules of the area ask: who holds a seat, how long a review interval is, what is on record at all.

use chrono::NaiveDate;

use crate::language::undecided;
use crate::model::{BySide, Cadence, Field, Governance, JointPlan, List, Owner, SharedDocument, US};
use crate::rules::Context;

/// What stands where a name or a value should, and says that there is none.
const PLACEHOLDERS: [&str; 16] = [
    "", "none", "nobody", "no one", "no-one", "n/a", "na", "nil", "open", "vacant", "unknown", "tba", "tbd",
    "tbc", "nn", "n.n.",
];

/// A last word that makes a name that of a group.
const GROUPS: [&str; 10] =
    ["team", "teams", "desk", "helpdesk", "department", "dept", "office", "committee", "mailbox", "inbox"];

/// Words of which a name consists when it is a function rather than a person.
const FUNCTIONS: [&str; 38] = [
    "account",
    "accounts",
    "alliance",
    "alliances",
    "and",
    "board",
    "business",
    "channel",
    "channels",
    "contact",
    "customer",
    "development",
    "ecosystem",
    "finance",
    "global",
    "group",
    "growth",
    "hello",
    "info",
    "it",
    "legal",
    "management",
    "marketing",
    "office",
    "operations",
    "our",
    "partner",
    "partners",
    "partnership",
    "partnerships",
    "procurement",
    "product",
    "sales",
    "success",
    "support",
    "team",
    "the",
    "their",
];

/// Whether a text stands for nothing: `TBD`, `to be named`, `?`.
pub(in crate::rules) fn is_placeholder(text: &str) -> bool {
    let text = text.trim().to_lowercase();
    PLACEHOLDERS.contains(&text.as_str())
        || text.starts_with("to be ")
        || undecided(&text).is_some_and(|span| span.start == 0)
        || !text.contains(char::is_alphanumeric)
}

/// Whether a name is that of a mailbox, a team or a department.
pub(super) fn is_team(name: &str) -> bool {
    let name = name.to_lowercase();
    let words = |text: &str| -> Vec<String> {
        text.split(|letter: char| !letter.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect()
    };
    match name.split_once('@') {
        Some((local, _)) => words(local).iter().any(|word| FUNCTIONS.contains(&word.as_str())),
        None => {
            let words = words(&name);
            words.last().is_some_and(|last| GROUPS.contains(&last.as_str()))
                || (!words.is_empty() && words.iter().all(|word| FUNCTIONS.contains(&word.as_str())))
        }
    }
}

/// Whether an entry names a person at all.
pub(super) fn is_person(owner: &Owner) -> bool {
    owner.name.text().is_some_and(|name| !is_placeholder(name) && !is_team(name))
}

/// Whether somebody is in the seat on `as_of`; the last day still counts.
pub(super) fn is_seated(owner: &Owner, as_of: NaiveDate) -> bool {
    owner.since.get().is_none_or(|since| since.0 <= as_of) && !owner.has_left(as_of)
}

/// The people who hold a side's seat on the as-of date, with their places.
pub(super) fn seated<'a>(
    cx: &Context<'a>,
    seats: &'a BySide<List<Owner>>,
    side: &str,
) -> Vec<(usize, &'a Owner)> {
    let entries = seats.get(side).into_iter().flat_map(List::iter);
    entries.filter(|(_, owner)| is_person(owner) && is_seated(owner, cx.as_of)).collect()
}

/// Whether a side's entries cannot all be read, so that nobody knows who is among them.
pub(super) fn is_unclear(seats: &BySide<List<Owner>>, side: &str) -> bool {
    seats.is_invalid(side)
        || seats.get(side).is_some_and(|entries| {
            entries.is_invalid()
                || entries.items().any(|owner| {
                    owner.name.is_invalid() || owner.since.is_invalid() || owner.until.is_invalid()
                })
        })
}

/// Where a side's people are, in a sentence.
pub(super) fn place(cx: &Context, side: &str) -> String {
    if side == US { "on our side".to_owned() } else { format!("at {}", cx.record.side_name(side)) }
}

/// An owner's name for a sentence.
pub(super) fn name(owner: &Owner) -> &str {
    owner.name.text().unwrap_or("the owner")
}

/// The YAML of a side's owner, to be filled in.
pub(super) fn owner_stub(side: &str) -> String {
    let accountable = if side == US { "accountable_for: commercial-outcome, " } else { "" };
    format!("{side}: {{ name: NAME, role: ROLE, {accountable}authority: WHAT THEY MAY DECIDE ALONE }}")
}

/// Lines of YAML to paste, with their block where the record has none: a second `owners:` would be a mistake.
pub(super) fn pasted(block: &str, missing: bool, lines: &[String]) -> String {
    if missing { format!("{block}:\n  {}", lines.join("\n  ")) } else { lines.join("\n") }
}

/// A part of `governance`, which is missing where the whole block is.
fn part<'a, T>(
    governance: &'a Field<Governance>,
    part: impl Fn(&'a Governance) -> &'a Field<T>,
) -> Field<&'a T> {
    match governance {
        Field::Absent => Field::Absent,
        Field::Invalid => Field::Invalid,
        Field::Set(governance) => match part(governance) {
            Field::Absent => Field::Absent,
            Field::Invalid => Field::Invalid,
            Field::Set(value) => Field::Set(value),
        },
    }
}

/// The cadence on record; `ad-hoc` is none.
pub(super) fn cadence(cx: &Context) -> Field<Cadence> {
    match part(&cx.record.governance, |governance| &governance.cadence) {
        Field::Set(Cadence::AdHoc) | Field::Absent => Field::Absent,
        Field::Invalid => Field::Invalid,
        Field::Set(cadence) => Field::Set(*cadence),
    }
}

/// The shared document's block.
pub(super) fn shared_document<'a>(cx: &Context<'a>) -> Field<&'a SharedDocument> {
    part(&cx.record.governance, |governance| &governance.shared_document)
}

/// The joint plan's block.
pub(super) fn joint_plan<'a>(cx: &Context<'a>) -> Field<&'a JointPlan> {
    part(&cx.record.governance, |governance| &governance.joint_plan)
}

/// The YAML of a shared document, to be filled in.
pub(super) fn document_stub(cx: &Context) -> String {
    let sides = cx.facts.sides.join(", ");
    format!(
        "shared_document: {{ reference: WHERE IT IS, covers: [commitments, progress, issues], access: [{sides}], updated: YYYY-MM-DD }}"
    )
}

/// Whether a document's place is on record; one that nobody can find is none.
pub(super) fn is_kept(reference: &Field<String>) -> bool {
    reference.is_invalid() || reference.text().is_some_and(|reference| !is_placeholder(reference))
}

/// Months between reviews; none where they are weeks apart.
pub(super) fn months(cadence: Cadence) -> u32 {
    cadence.months().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn teams_and_mailboxes_are_no_people() {
        for team in [
            "Alliance Team",
            "alliances@kestrel.example",
            "partner-support@x.example",
            "Partner Marketing",
            "Sales",
            "The alliances desk",
        ] {
            assert!(is_team(team), "{team}");
        }
        for person in
            ["Jonas Weber", "jonas.weber@x.example", "Sally Marketing-Jones", "Bram Kuiper", "Alice Partner"]
        {
            assert!(!is_team(person), "{person}");
        }
    }

    #[test]
    fn placeholders_are_nobody() {
        for open in ["TBD", "to be named", "to be agreed", "under negotiation", "?", "-", "N/A", "vacant"] {
            assert!(is_placeholder(open), "{open}");
        }
        for name in ["Tobe Nwigwe", "Noel Openshaw", "Nadia Na", "Signs as appropriate to EUR 5k"] {
            assert!(!is_placeholder(name), "{name}");
        }
    }
}
