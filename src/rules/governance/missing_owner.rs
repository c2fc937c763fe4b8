//! A contact is not an owner until it is a person whose name both sides know.

use crate::model::{Field, Owner, Stage};
use crate::rules::rule::{Applies, Area, Basis, Check, Judged, Remedy, Rule, Severity, rule};
use crate::rules::{Context, Findings};

use super::common::{is_unclear, owner_stub, pasted, place, stands_for};
use crate::language::person::NameKind;

/// The rule.
pub static RULE: Rule = rule! {
    id: "missing-owner",
    area: Area::Governance,
    severities: &[Severity::Error],
    applies: Applies::STRATEGIC.or_proposed(),
    basis: Basis::Gap,
    remedy: Remedy::Decide,
    summary: "a side has no named owner",
    why: "once the first enthusiasm is gone, work that belongs to nobody in particular is done by nobody",
    check: Check::Record(check),
};

fn check(cx: &Context, out: &mut Findings) -> Judged {
    let mut unknown = false;
    for side in &cx.facts.sides {
        unknown |= !side_is_clear(cx, side, out);
    }
    if unknown { Judged::Unknown } else { Judged::Judged }
}

/// Judges one side; false where nobody can tell.
fn side_is_clear(cx: &Context, side: &str, out: &mut Findings) -> bool {
    let owners = &cx.record.owners;
    let entries: Vec<(usize, &Owner)> = owners.get(side).into_iter().flat_map(|list| list.iter()).collect();
    let stands_for = |owner: &Owner| stands_for(cx, owner);
    let named = |owner: &Owner| stands_for(owner) != NameKind::Nobody;
    let person = |owner: &Owner| stands_for(owner) == NameKind::Person;
    // Somebody who has left was an owner: that seat is vacant-ownership's business.
    if entries.iter().any(|(_, owner)| person(owner)) {
        return true;
    }
    if is_unclear(owners, side) {
        return false;
    }
    let starts = format!("owners.{side}[");
    let next = cx.later.iter().find(|entry| entry.path.starts_with(&starts));
    if next.is_some() && (cx.facts.stage == Stage::Proposed || !cx.today) {
        return false;
    }
    let at = place(cx, side);
    if let Some((index, owner)) = entries.iter().find(|(_, owner)| named(owner)) {
        let name = owner.name.text().unwrap_or_default();
        let path = format!("owners.{side}[{index}].name");
        let what = match stands_for(owner) {
            NameKind::Role => "a position",
            NameKind::Company => "a company",
            _ => "a team or a mailbox",
        };
        out.error(path, format!("\"{name}\" {at} is {what}, not a person"))
            .fix("name the person there who decides: `name: NAME`")
            .side(side);
        return true;
    }
    let message = match entries.first() {
        Some((_, Owner { name: Field::Set(name), .. })) => {
            format!("there is no named owner {at} (\"{}\")", name.trim())
        }
        Some((_, owner)) => match owner.role.text() {
            Some(role) => format!("the owner {at} is a role, \"{role}\", without a name"),
            None => format!("the owner {at} has no name"),
        },
        None => match next {
            Some(entry) => format!("there is no owner {at} until the next one starts on {}", entry.date),
            None => format!("no owner is named {at}"),
        },
    };
    match entries.first() {
        Some((index, _)) => out
            .error(format!("owners.{side}[{index}].name"), message)
            .example("name: NAME   # one person who decides"),
        None => out.error(format!("owners.{side}"), message).example(pasted(
            "owners",
            owners.is_absent(),
            &[owner_stub(side)],
        )),
    }
    .side(side);
    true
}
