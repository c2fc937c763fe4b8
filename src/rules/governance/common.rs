//! What several rules of the area ask: who holds a seat, how long a review interval is, what is on record at all.

pub(super) mod authority;

use chrono::NaiveDate;

use crate::language::begins_undecided;
use crate::language::person::{NameKind, has_left, named, without_legal_form};
use crate::model::{self, BySide, Cadence, Field, Governance, JointPlan, List, Owner, SharedDocument, US};
use crate::rules::Context;
use crate::text::small;

/// Whether a text stands for nothing: `TBD`, `to be named`, `?`, `none`.
pub(in crate::rules) fn is_placeholder(text: &str) -> bool {
    const NONE: [&str; 9] = ["", "none", "nobody", "no one", "no-one", "nil", "open", "vacant", "no"];
    let plain = small(text.trim());
    NONE.contains(&&*plain) || model::is_placeholder(text) || begins_undecided(&plain)
}

/// What the name of an owner or a sponsor stands for; nobody where there is none.
pub(super) fn stands_for(cx: &Context, owner: &Owner) -> NameKind {
    let Some(name) = owner.name.text().filter(|name| !has_left(name)) else { return NameKind::Nobody };
    // Most people are called like no company, and their first letters tell.
    let first = |text: &str| text.trim_start().bytes().next().filter(u8::is_ascii);
    let alike = |company: &&str| match (first(company), first(name)) {
        (Some(one), Some(other)) => one.eq_ignore_ascii_case(&other),
        _ => true,
    };
    let parties =
        || cx.facts.sides.iter().map(|side| cx.side(side)).chain(cx.portfolio.us.text()).filter(alike);
    // A company that carries the name of its founder is led by somebody of that name.
    let is_led = || {
        owner.role.text().is_some_and(|role| {
            let role = role.to_lowercase();
            ["founder", "proprietor", "owner", "ceo", "managing director"]
                .iter()
                .any(|word| role.contains(word))
        })
    };
    let short = |company| Some(without_legal_form(company)).filter(|_| !is_led());
    named(name, parties().chain(parties().filter_map(short)))
}

/// Whether an entry names a person at all.
pub(super) fn is_person(cx: &Context, owner: &Owner) -> bool {
    stands_for(cx, owner) == NameKind::Person
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
    entries.filter(|(_, owner)| is_person(cx, owner) && is_seated(owner, cx.as_of)).collect()
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
            assert_eq!(named(team, []), NameKind::Team, "{team}");
        }
        for person in
            ["Jonas Weber", "jonas.weber@x.example", "Sally Marketing-Jones", "Bram Kuiper", "Alice Partner"]
        {
            assert_eq!(named(person, []), NameKind::Person, "{person}");
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
