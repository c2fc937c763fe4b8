//! One person answers for so many alliances, and for no more.

use crate::model::comparable;
use std::collections::HashMap;

use crate::rules::rule::{Applies, Area, Check, Default, Judged, OptionSpec, Remedy, Rule, rule};
use crate::rules::{AllianceSummary, Findings, PortfolioContext};

use super::common::{live, number, some, strategic};

/// The rule.
pub static RULE: Rule = rule! {
    id: "overloaded-owner",
    area: Area::Portfolio,
    applies: Applies::ANY.or_winding_down(),
    remedy: Remedy::Decide,
    summary: "one person answers for more alliances than one person can run",
    why: "an owner of too many is an owner in name only: the next problem has to wait until the last one is \
          solved",
    options: &[
        OptionSpec {
            name: "strategic_alliances",
            default: Default::Number(3),
            help: "most strategic alliances for one owner",
        },
        OptionSpec {
            name: "alliances",
            default: Default::Number(10),
            help: "most arrangements of any type for one owner",
        },
    ],
    check: Check::Portfolio(check),
};

/// One alliance on somebody's hands.
struct OwnedAlliances<'a> {
    index: usize,
    owner: usize,
    member: &'a AllianceSummary,
}

fn check(whole: &PortfolioContext, out: &mut Findings) -> Judged {
    let mut people: Vec<(&str, Vec<OwnedAlliances>)> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    for (index, member) in live(whole) {
        for person in &member.accountable {
            let Some(name) = person.name.as_deref() else { continue };
            let held = OwnedAlliances { index, owner: person.index, member };
            let place = *places.entry(comparable(name)).or_insert(people.len());
            match people.get_mut(place) {
                // Listed twice in one record is still one alliance.
                Some((_, all)) if all.last().is_some_and(|last| last.index == index) => {}
                Some((_, all)) => all.push(held),
                None => people.push((name, vec![held])),
            }
        }
    }
    if people.is_empty() {
        return Judged::Unknown;
    }
    for (name, mut held) in people {
        // The newest is the one that was too many, and the easiest to hand over.
        held.sort_by_key(|held| held.member.launched);
        let grave: Vec<&str> = held
            .iter()
            .filter(|held| held.member.is_live_strategic())
            .map(|held| held.member.name.as_str())
            .collect();
        let all: Vec<&str> = held.iter().map(|held| held.member.name.as_str()).collect();
        let most_strategic = whole.options.number("strategic_alliances");
        let most = whole.options.number("alliances");
        let (load, names, limit) = if number(grave.len()) > most_strategic {
            (strategic(grave.len()), grave, most_strategic)
        } else if number(all.len()) > most {
            (format!("{} arrangements", all.len()), all, most)
        } else {
            continue;
        };
        let newest = held.iter().rev().find(|held| names.last() == Some(&held.member.name.as_str()));
        let Some(newest) = newest else { continue };
        out.warning(
            format!("owners.us[{}].name", newest.owner),
            format!("{name} answers for {load}, and one person can run {limit}: {}", some(&names)),
        )
        .fix("hand the newest, or the one that needs least, to somebody with the authority to run it, or decide \
              which to end")
        .member(newest.index);
    }
    Judged::Judged
}
