//! Enthusiasm starts talks; it is no part of an exchange.

use std::sync::LazyLock;

use crate::facts::Facts;
use crate::language::{ENTHUSIASM, Lexicon};
use crate::model::Contribution;
use crate::rules::rule::{Applies, Area, Check, Default, Judged, OptionSpec, Rule, rule};
use crate::rules::{Context, Findings};

/// The rule.
pub static RULE: Rule = rule! {
    id: "enthusiasm-as-value",
    area: Area::Strategy,
    applies: Applies::STRATEGIC.or_proposed(),
    summary: "a claim or a contribution rests on enthusiasm",
    why: "everybody is excited at the beginning, so excitement says nothing about one partner rather than \
          another",
    options: &[OptionSpec {
        name: "words",
        default: Default::Words(ENTHUSIASM),
        help: "words of enthusiasm; each also covers its other forms",
    }],
    check: Check::Record(check),
};

fn check(cx: &Context, out: &mut Findings) -> Judged {
    static USUAL: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::new(ENTHUSIASM));
    let own = cx.options.is_set("words").then(|| Lexicon::new(&cx.options.words("words")));
    let words = own.as_ref().unwrap_or(&USUAL);
    let case = &cx.record.strategic_case;
    for (index, claim) in case.iter() {
        let Some(evidence) = claim.evidence.text() else { continue };
        if let Some(word) = carried_away(evidence, words, cx.facts) {
            let message = format!("the evidence says \"{word}\" and gives no figure");
            out.warning(format!("strategic_case[{index}].evidence"), message).fix(
                "write what was seen, and how often: bids lost, customers who asked, months or money saved",
            );
        }
    }
    for (side, items) in cx.record.contributions.iter() {
        for (index, item) in items.iter() {
            let Some(sentence) = item.what.text().filter(|_| !has_amount(item)) else { continue };
            if let Some(word) = carried_away(sentence, words, cx.facts) {
                let message = format!("{} contributes \"{word}\" and no figure", cx.side(side));
                out.warning(format!("contributions.{side}[{index}].what"), message)
                    .fix("write what they will do: how much of what, by when, and the minimum")
                    .side(side);
            }
        }
    }
    let nothing = case.is_absent() && cx.record.contributions.is_absent();
    if nothing && out.is_empty() { Judged::Unknown } else { Judged::Judged }
}

fn has_amount(item: &Contribution) -> bool {
    !item.amount.is_absent() || !item.at_least.is_absent()
}

/// The word of enthusiasm in a sentence that has no number to go with it.
fn carried_away<'a>(sentence: &'a str, words: &Lexicon, facts: &Facts) -> Option<&'a str> {
    if sentence.contains(|letter: char| letter.is_ascii_digit()) {
        return None;
    }
    let word = words.find(sentence)?;
    sentence.get(word).filter(|_| facts.reading(sentence).quantities.is_empty())
}
