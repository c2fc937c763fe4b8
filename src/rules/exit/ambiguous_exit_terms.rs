//! "Reasonable notice" and "to be agreed" are agreements to disagree later.

use crate::facts::exit::{Clause, leaver, notice, notice_path};
use crate::language::undecided;
use crate::model::{ExitPrice, Fix, HandoverItem, Stated};
use crate::rules::governance::common::is_placeholder;
use crate::rules::rule::{Applies, Area, Check, Judged, Remedy, Rule, Severity, rule};
use crate::rules::{Context, Findings};
use crate::text::shorten;

use super::common::{named_in, terms};

/// The rule.
pub static RULE: Rule = rule! {
    id: "ambiguous-exit-terms",
    area: Area::Exit,
    severities: &[Severity::Error],
    applies: Applies::ANY.until_ended(),
    remedy: Remedy::Agree,
    summary: "the exit terms leave something to be agreed",
    why: "terms that can be read two ways are never invoked, so dead alliances live on",
    check: Check::Record(check),
};

fn check(cx: &Context, out: &mut Findings) -> Judged {
    let exit = match terms(cx.record) {
        Ok(exit) => exit,
        Err(outcome) => return outcome,
    };
    if let Clause::Open(words) = notice(exit) {
        let message = format!("the notice period is still open: \"{}\"", shorten(words, 90));
        out.error(notice_path(exit), message)
            .example("notice_days: 90   # a number of days, even if work is in progress");
    }
    if let Clause::Open(words) = leaver(exit) {
        let message = format!("who may leave is still open: \"{}\"", shorten(words, 90));
        out.error("exit.who", message).example("who: either");
    }
    for (index, item) in exit.handover.iter() {
        handover(out, index, item);
    }
    if let Some(terms) = exit.terms.text()
        && let Some(phrase) = undecided(terms).and_then(|span| terms.get(span))
    {
        out.error("exit.terms", format!("the exit clause settles nothing when it says \"{phrase}\""))
            .fix("write what happens instead: a number of days, a date, a list, a name");
    }
    if let Some(price) = exit.price.get() {
        price_is_open(out, price);
    }
    if exit.price.is_invalid() { Judged::Unknown } else { Judged::Judged }
}

/// A price needs an amount, or a formula that both sides would work out alike.
fn price_is_open(out: &mut Findings, price: &ExitPrice) {
    if !price.amount.is_absent() || price.formula.is_invalid() {
        return;
    }
    let words = price.formula.get().map_or("", |formula| formula.trim());
    let (field, message) = match undecided(words).and_then(|span| words.get(span)) {
        _ if words.is_empty() => {
            ("exit.price", "leaving has a price, but neither an amount nor a formula is recorded".to_owned())
        }
        Some(phrase) => {
            ("exit.price.formula", format!("the price of leaving is still open: it says \"{phrase}\""))
        }
        None if is_placeholder(words) => {
            ("exit.price.formula", format!("the price of leaving is still open: \"{}\"", shorten(words, 90)))
        }
        None => return,
    };
    out.error(field, message)
        .example("price: { amount: NUMBER, who: SIDE }   # or `formula: HOW IT IS WORKED OUT`, with figures that both sides have");
}

fn handover(out: &mut Findings, index: usize, item: &HandoverItem) {
    let Some(words) = item.item.get().and_then(Stated::words) else { return };
    // A sentence may be definite; what has no letters but capitals stands for one still to come: "TBD", "?".
    let phrase = undecided(words).and_then(|span| words.get(span));
    let placeholder = !words.contains(char::is_lowercase);
    if phrase.is_none() && !placeholder {
        return;
    }
    let message = match phrase {
        Some(phrase) if phrase.len() < words.trim().len() => {
            format!("part of the handover is still open (\"{phrase}\"): \"{}\"", shorten(words, 90))
        }
        _ => format!("a handover is still open: \"{}\"", shorten(words, 90)),
    };
    let field = if item.due.is_absent() && item.done.is_absent() { "" } else { ".item" };
    let named: Vec<String> = named_in(words).iter().map(|item| format!("`{item}`")).collect();
    let fix: Fix = if named.is_empty() {
        "name what is handed over: customers, data-return, open-pipeline, staff, brand-use, integrations …"
            .into()
    } else {
        format!("name each of them, and nothing else: {}", named.join(", ")).into()
    };
    out.error(format!("exit.handover[{index}]{field}"), message).fix(fix);
}
