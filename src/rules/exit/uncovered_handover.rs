//! What an alliance shares, its end has to divide.

use crate::model::{Exit, Handover, Stated};
use crate::rules::rule::{Applies, Area, Basis, Check, Judged, Remedy, Rule, rule};
use crate::rules::{Context, Findings};
use crate::text::{either, listed};

use super::common::{Need, named_in, needs, terms};

/// The rule.
pub static RULE: Rule = rule! {
    id: "uncovered-handover",
    area: Area::Exit,
    applies: Applies::STRATEGIC.until_ended(),
    basis: Basis::Gap,
    remedy: Remedy::Agree,
    summary: "the handover leaves out something the alliance shares",
    why: "whatever is shared and not divided beforehand is what the last meeting is about",
    check: Check::Record(check),
};

fn check(cx: &Context, out: &mut Findings) -> Judged {
    let exit = match terms(cx.record) {
        Ok(exit) => exit,
        Err(outcome) => return outcome,
    };
    if exit.handover.is_invalid() {
        return Judged::Unknown;
    }
    if exit.handover.is_absent() {
        return Judged::CoveredBy(&crate::rules::exit::missing_handover::RULE);
    }
    let needs = needs(cx.record);
    let (listed_items, in_words) = covered(exit);
    let open: Vec<&Need> = needs.iter().filter(|need| !covers(need, &listed_items)).collect();
    // What stands there in words is not left out; whether the words decide it, ambiguous-exit-terms says.
    let missing: Vec<&Need> = open.iter().filter(|need| !covers(need, &in_words)).copied().collect();
    if missing.is_empty() {
        let nothing_shared = needs.is_empty() && cx.record.contributions.is_absent();
        return match open.is_empty() {
            true if nothing_shared => Judged::Unknown,
            true => Judged::Judged,
            false => Judged::CoveredBy(&crate::rules::exit::ambiguous_exit_terms::RULE),
        };
    }
    let named: Vec<String> = missing.iter().map(|need| name(need)).collect();
    out.warning("exit.handover", format!("the handover leaves out {}", listed(&named))).fix(fix(
        exit,
        &listed_items,
        &missing,
    ));
    Judged::Judged
}

/// What the list hands over, by its words and by what its sentences name.
fn covered(exit: &Exit) -> (Vec<Handover>, Vec<Handover>) {
    let (mut by_word, mut in_words) = (Vec::new(), Vec::new());
    for item in exit.handover.items().filter_map(|item| item.item.get()) {
        match item {
            Stated::Value(item) => by_word.push(*item),
            Stated::Words(words) => in_words.extend(named_in(words)),
        }
    }
    (by_word, in_words)
}

fn covers(need: &Need, items: &[Handover]) -> bool {
    need.items.iter().any(|item| items.contains(item))
}

/// `integrations or ip-licences (technology)`
fn name(need: &Need) -> String {
    let words: Vec<&str> = need.items.iter().map(|item| item.word()).collect();
    format!("{} ({})", either(&words), need.because.join(", "))
}

fn fix(exit: &Exit, listed_items: &[Handover], missing: &[&Need]) -> String {
    let added = missing.iter().filter_map(|need| need.items.first()).map(|item| item.word());
    // Items with dates or sentences would be lost in a list of words.
    let plain = exit.handover.items().all(|item| {
        item.due.is_absent()
            && item.done.is_absent()
            && item.item.get().is_some_and(|item| item.value().is_some())
    });
    if plain {
        let words: Vec<&str> = listed_items.iter().map(|item| item.word()).chain(added).collect();
        format!("handover: [{}]", words.join(", "))
    } else {
        let words: Vec<&str> = added.collect();
        format!("add to `handover`: {}", words.join(", "))
    }
}
