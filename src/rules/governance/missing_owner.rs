//! A contact is not an owner until it is a person whose name both sides know.

use crate::model::{Field, Owner, Stage};
use crate::rules::rule::{Applies, Area, Basis, Check, Judged, Remedy, Rule, Severity, rule};
use crate::rules::{Context, Findings};

use super::common::{is_placeholder, is_team, is_unclear, owner_stub, pasted, place};

/// The rule.
pub static RULE: Rule = rule! {
    id: "missing-owner",
    area: Area::Governance,
    severities: &[Severity::Error, Severity::Warning],
    applies: Applies::STRATEGIC.or_proposed(),
    basis: Basis::Gap,
    remedy: Remedy::Decide,
    summary: "a side has no named owner",
    why: "when the first enthusiasm is gone, work that belongs to nobody in particular is done by nobody",
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
    let named = |owner: &Owner| owner.name.text().is_some_and(|name| !is_placeholder(name));
    let person = |owner: &Owner| named(owner) && owner.name.text().is_some_and(|name| !is_team(name));
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
        out.warning(path, format!("\"{name}\" {at} is a team or a mailbox, not a person"))
            .fix("name the person there who decides: `name: NAME`")
            .side(side);
        return true;
    }
    let message = match entries.first() {
        Some((_, Owner { name: Field::Set(name), .. })) => {
            format!("the owner {at} is \"{}\", which is nobody", name.trim())
        }
        Some((_, owner)) => match owner.role.text() {
            Some(role) => format!("the owner {at} is a role, \"{role}\", without a name"),
            None => format!("the owner {at} has no name"),
        },
        None => match next {
            Some(entry) => format!("nobody is owner {at} until the next one starts on {}", entry.date),
            None => format!("nobody {at} is named as owner"),
        },
    };
    match entries.first() {
        Some((index, _)) => out
            .error(format!("owners.{side}[{index}].name"), message)
            .fix("name: NAME   # one person who decides"),
        None => out.error(format!("owners.{side}"), message).fix(pasted(
            "owners",
            owners.is_absent(),
            &[owner_stub(side)],
        )),
    }
    .side(side);
    true
}
