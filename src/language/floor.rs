//! Floors: the least that a sentence promises.
use super::phrases::Phrases;
use super::quantity::PlacedQuantity;
use super::tokens::Words;
use super::window::Times;
use super::{Floor, OneOf, Quantity, Rate, Sentence, WordList};
use rust_decimal::Decimal;

pub(super) fn find(text: &Sentence, times: &Times, counts: &[PlacedQuantity]) -> Option<Floor> {
    let words = &text.words;
    let mut of_time = None;
    for at in 0..words.len() {
        if text.denied(at) {
            continue;
        }
        let found = match wording(words, at) {
            Some(Wording { end, reach }) => {
                let start = at;
                target(text, times, counts, start, end, reach)
            }
            None => or_more(text, counts, at),
        };
        match found {
            Some((floor, false)) => return Some(floor),
            Some((floor, true)) => of_time = of_time.or(Some(floor)),
            None => {}
        }
    }
    of_time
}

/// What may stand right before a figure that the wording bounds from afar: "a minimum order size of 200" is a floor of
/// 200, "the Minimum Fee for 3 shops" is none of 3.
static INTRODUCE: WordList = WordList::new(
    "of is are be : = at to least than following ( ) a an the about approximately another further \
    additional roughly around",
);

/// What may open an amount of money.
const MONEY: &[&str] = &["€", "$", "£", "eur", "usd", "gbp", "chf"];

struct Wording {
    /// Token after the wording.
    end: usize,
    /// How many tokens may stand between it and its figure.
    reach: usize,
}

fn wording(words: &Words, at: usize) -> Option<Wording> {
    static PHRASES: Phrases = Phrases::new(&[
        &["at", "least"],
        &["at", "the", "least"],
        &["at", "the", "very", "least"],
        &["at", "a", "minimum"],
        &["as", "a", "minimum"],
        &["as", "the", "minimum"],
        &["as", "a", "floor"],
        &["as", "the", "floor"],
        &["no", "fewer", "than"],
        &["no", "less", "than"],
        &["no", "lower", "than"],
        &["not", "fewer", "than"],
        &["not", "less", "than"],
        &["not", "lower", "than"],
        &["never", "fewer", "than"],
        &["never", "less", "than"],
        &["not", "be", "less", "than"],
        &["not", "be", "fewer", "than"],
        &["never", "below"],
        &["never", "under"],
        &["not", "under"],
        &["not", "below"],
        &["not", "fall", "below"],
        &["not", "drop", "below"],
        &["equal", "to", "or", "greater", "than"],
        &["greater", "than", "or", "equal", "to"],
        &["event", "less", "than"],
        &["be", "less", "than"],
        &["event", "fewer", "than"],
        &["a", "floor", "of"],
        &["none", "fewer"],
        &["none", "less"],
        &["no", "fewer"],
        &["no", "less"],
        &["not", "fewer"],
        &["not", "less"],
        &["never", "fewer"],
        &["never", "less"],
        &["at", "the", "minimum"],
        &["or", "more"],
        &["at", "minimum"],
        &["upwards", "of"],
        &["mindestens"],
        &["au", "moins"],
        &["al", "menos"],
        &["lower", "limit", "of"],
        &["lower", "limit", "being"],
        &["lower", "limit"],
        &["floor", "of"],
        &["floor"],
        &["exactly"],
        &["precisely"],
        &["failing"],
        &["in", "excess", "of"],
        &["≥"],
        &[">", "="],
    ]);
    // "More than 100 brands" promises a hundred at the least; "no more than 100" promises none.
    static AT_ONCE: Phrases = Phrases::new(&[
        &["more", "than"],
        &["greater", "than"],
        &["over"],
        &["above"],
        &["exceeding"],
        &["between"],
        &[">"],
    ]);
    const CEILINGS: &[&str] = &["no", "not", "never", "nor", "none", "exceed"];
    if let Some(phrase) = PHRASES.at(words, at) {
        return Some(Wording { end: at + phrase.len(), reach: 7 });
    }
    if let Some(phrase) = AT_ONCE.at(words, at) {
        let end = at + phrase.len();
        let counted = words.is_number(end) || super::number::is_spelled(words, end) || words.is(end, MONEY);
        let range = phrase[0] != "between" || (end + 1..end + 5).any(|joint| words.word(joint) == "and");
        // "Over two quarters" says when.
        let counted = counted && super::length::unit_at(words, end + 1).is_none();
        let ceiling = (1..=2).any(|back| words.before(at, back).is_one_of(CEILINGS));
        return (counted && range && !ceiling).then_some(Wording { end, reach: 0 });
    }
    match words.word(at) {
        // "a minimum monthly commitment of 250", "the minimum purchase volume is 50,000"
        // "guaranteed volume of 5,000 units a month"
        "minimum" | "min" | "minimums" | "guaranteed" | "guarantees" | "guarantee" => {
            // "min. 15 leads"
            let dot = usize::from(words.word(at) == "min" && words.word(at + 1) == ".");
            Some(Wording { end: at + 1 + dot, reach: 9 })
        }
        _ => None,
    }
}

/// The figure that the wording bounds, else a rate ("at least quarterly"), else the figure before it ("four sends
/// minimum"). True when the floor is a length of time.
fn target(
    text: &Sentence,
    times: &Times,
    counts: &[PlacedQuantity],
    start: usize,
    end: usize,
    reach: usize,
) -> Option<(Floor, bool)> {
    let words = &text.words;
    // "a monthly minimum of", "an annual floor of"
    let mut inner_rate = start.checked_sub(1).and_then(|at| times.rate_at(at)).map(|(_, rate)| rate);
    let mut as_often = None;
    for at in end..=end + reach {
        let introduced = at == end || words.before(at, 1).is_in(&INTRODUCE);
        if let Some(index) = starting(counts, at).filter(|_| introduced) {
            return Some((count_floor(text, counts, index, start, inner_rate), false));
        }
        if let Some(after) = times.length_at(at).filter(|_| introduced) {
            let amount = text.figure(at).and_then(|f| f.amount);
            let unit = words.word(after.saturating_sub(1)).trim_end_matches("'s").to_owned();
            return Some((Floor { amount, unit, per: None, span: words.span(start..after) }, true));
        }
        if let Some((covered, rate)) = times.rate_at(at) {
            inner_rate = Some(rate);
            if at == end && words.before(end, 1).is_one_of(&["least", "than"]) {
                let span = words.span(start..covered.end);
                let floor =
                    Floor { amount: Some(Decimal::ONE), unit: "times".to_owned(), per: Some(rate), span };
                as_often = Some((floor, false));
            }
        }
        if words.is(at, &["", ";", ".", ","]) {
            break;
        }
    }
    if as_often.is_some() {
        return as_often;
    }
    // "Six tastings a year, never under five": the noun stands before, and the figure alone after.
    let bare =
        (words.is_number(end) || super::number::is_spelled(words, end)).then(|| text.figure(end)).flatten();
    if let Some(figure) = bare
        && let Some(index) = counts.partition_point(|c| c.at.start < start).checked_sub(1)
        && let Some(count) = counts.get(index)
        && count.at.end + 8 > start
        && figure.amount.is_some_and(|least| count.quantity.amount.is_some_and(|amount| least <= amount))
    {
        let span = words.span(count.at.start..figure.at.end);
        let per = count.quantity.per.or(inner_rate);
        return Some((Floor { amount: figure.amount, unit: count.quantity.unit.clone(), per, span }, false));
    }
    // "Ten days a quarter, never below eight": what is counted is a length of time.
    if let Some(figure) = bare
        && let Some((at, after)) =
            (start.saturating_sub(8)..start).rev().find_map(|at| Some((at, times.length_at(at)?)))
        && text
            .figure(at)
            .and_then(|longer| longer.amount)
            .zip(figure.amount)
            .is_some_and(|(long, least)| least <= long)
    {
        let unit = words.word(after.saturating_sub(1)).trim_end_matches("'s").to_owned();
        let span = words.span(at..figure.at.end);
        let per = inner_rate.or_else(|| times.rate_at(after).map(|(_, rate)| rate));
        return Some((Floor { amount: figure.amount, unit, per, span }, true));
    }
    // "20,000 inserts a month, 15,000 as a minimum".
    if let Some((figure, count)) = figure_before(text, counts, start) {
        let span = words.span(count.at.start..end);
        let unit = count.quantity.unit.clone();
        return Some((
            Floor { amount: figure.amount, unit, per: count.quantity.per.or(inner_rate), span },
            false,
        ));
    }
    let closing = words.is(end, &["", ";", ".", ",", ")"]) || times.rate_at(end).is_some();
    let count = counts.get(counts.partition_point(|c| c.at.start < start).checked_sub(1)?)?;
    // "Eleven a year and no fewer" is one promise.
    let between = count.at.end..start - usize::from(words.before(start, 1) == "and");
    if !closing || between.len() > 8 || between.clone().any(|at| words.is(at, &[";", ".", "and", "but"])) {
        return None;
    }
    let unit = count.quantity.unit.trim_end_matches(" minimum").to_owned();
    let span = words.span(count.at.start..end);
    Some((Floor { amount: count.quantity.amount, unit, per: count.quantity.per, span }, false))
}

/// A figure without a noun right before the wording, and the larger quantity that it is the least of.
fn figure_before<'t>(
    text: &'t Sentence,
    counts: &'t [PlacedQuantity],
    start: usize,
) -> Option<(&'t super::number::Figure, &'t PlacedQuantity)> {
    let figure = text.figures.iter().find(|figure| figure.at.end == start)?;
    let count = counts.get(counts.partition_point(|c| c.at.start < figure.at.start).checked_sub(1)?)?;
    let near = count.at.end + 10 > figure.at.start && !count.quantity.unit.is_empty();
    let less = figure.amount.is_some_and(|least| count.quantity.amount.is_some_and(|amount| least < amount));
    (near && less && figure.money.is_none() && !figure.percent).then_some((figure, count))
}

fn starting(counts: &[PlacedQuantity], at: usize) -> Option<usize> {
    counts.binary_search_by(|c| c.at.start.cmp(&at)).ok()
}

fn count_floor(
    text: &Sentence,
    counts: &[PlacedQuantity],
    index: usize,
    start: usize,
    inner: Option<Rate>,
) -> Floor {
    let mut floor = Floor { amount: None, unit: String::new(), per: inner, span: 0..0 };
    if let Some(count) = counts.get(index) {
        floor.amount = count.quantity.amount;
        floor.unit.clone_from(&count.quantity.unit);
        floor.per = count.quantity.per.or(inner);
        floor.span = text.words.span(start.min(count.at.start)..count.at.end);
    }
    // "A minimum of three, a maximum of six webinars": the noun comes once, at the end.
    let next =
        counts.get(index + 1).filter(|next| index == 0 && next.at.start <= floor_end(counts, index) + 4);
    if let Some(next) = next.filter(|_| floor.unit.is_empty()) {
        floor.unit.clone_from(&next.quantity.unit);
        floor.per = floor.per.or(next.quantity.per);
    }
    // "Four joint webinars a year, at least three with a customer on stage": three webinars, a year.
    if let Some(previous) = left_out(text, counts, index).filter(|_| floor.unit.is_empty()) {
        floor.unit.clone_from(&previous.unit);
        floor.per = floor.per.or(previous.per);
    }
    floor
}

fn floor_end(counts: &[PlacedQuantity], index: usize) -> usize {
    counts.get(index).map_or(0, |c| c.at.end)
}

/// The earlier quantity that a floor without a noun takes its noun from: one large enough, and rather what is promised
/// than what the promise reaches ("four webinars for our 80,000 subscribers, at least three live").
fn left_out<'c>(text: &Sentence, counts: &'c [PlacedQuantity], index: usize) -> Option<&'c Quantity> {
    let floor = counts.get(index)?.quantity.amount;
    let earlier = counts.get(index.saturating_sub(6)..index)?;
    let large = |c: &&PlacedQuantity| {
        !c.quantity.unit.is_empty() && c.quantity.amount.is_none_or(|a| floor.is_none_or(|f| a >= f))
    };
    let promised = |c: &&PlacedQuantity| {
        !text.words.before(c.at.start, 1).is_one_of(&["our", "their", "its", "your", "to", "the", "of"])
    };
    let found = earlier.iter().filter(large).rfind(promised).or_else(|| earlier.iter().rfind(large));
    found.map(|count| &count.quantity)
}

/// `3% or more`, `50+ introductions`, `six to eight engineers`.
fn or_more(text: &Sentence, counts: &[PlacedQuantity], at: usize) -> Option<(Floor, bool)> {
    let words = &text.words;
    let figure = text.figure(at)?;
    const AFTER: &[&[&str]] = &[
        &["or", "more"],
        &["and", "above"],
        &["and", "more"],
        &["at", "the", "very", "least"],
        &["at", "the", "least"],
        &["at", "least"],
        &["and", "up"],
        &["or", "above"],
        &["is", "the", "least"],
        &["in", "any", "case"],
        &["in", "any", "event"],
        &["guaranteed"],
        &["assured"],
        &["committed"],
        &["firm"],
        &["in", "a", "weak"],
        &["but", "not", "lower"],
        &["is", "the", "minimum"],
        &["as", "the", "least"],
    ];
    let Some(index) = starting(counts, at) else { return of_the_number(text, counts, figure, AFTER) };
    let count = counts.get(index)?;
    // "Three of them at least", "four of which or more"
    let picked = figure.at.end + 2 * usize::from(words.word(figure.at.end) == "of");
    let after = [figure.at.end, count.at.end, picked, picked + usize::from(words.is(picked, &["is", "are"]))]
        .into_iter()
        .find_map(|i| AFTER.iter().find(|phrase| words.reads(i, phrase)).map(|phrase| i + phrase.len()));
    // "Six to eight engineers" are six at the least.
    let ranges = super::quantity::range_end(text, figure).is_some();
    if !figure.or_more && !ranges && after.is_none() {
        return None;
    }
    let quantity = &count.quantity;
    let noun = if quantity.unit.is_empty() { left_out(text, counts, index) } else { None };
    let quantity = Quantity {
        unit: noun.map_or(&quantity.unit, |noun| &noun.unit).clone(),
        per: quantity.per.or(noun.and_then(|noun| noun.per)),
        ..quantity.clone()
    };
    let span = words.span(at..after.unwrap_or(count.at.end).max(count.at.end));
    Some((Floor { amount: quantity.amount, unit: quantity.unit, per: quantity.per, span }, false))
}

/// `Ten talks a year; nine is the least`, `60 tickets, of which 45 are assured`: a figure without a noun that says how many
/// of what stands before it are sure.
fn of_the_number(
    text: &Sentence,
    counts: &[PlacedQuantity],
    figure: &super::number::Figure,
    after: &[&[&str]],
) -> Option<(Floor, bool)> {
    let words = &text.words;
    let end = figure.at.end;
    let picked = end + 2 * usize::from(words.word(end) == "of");
    let verb = picked + usize::from(words.is(picked, &["is", "are"]));
    let end = [end, picked, verb]
        .into_iter()
        .find_map(|i| after.iter().find(|phrase| words.reads(i, phrase)).map(|phrase| i + phrase.len()))?;
    let count = counts.get(counts.partition_point(|c| c.at.start < figure.at.start).checked_sub(1)?)?;
    let less = figure.amount.is_some_and(|least| count.quantity.amount.is_some_and(|amount| least <= amount));
    let near = count.at.end + 10 > figure.at.start;
    (less && near && figure.money.is_none() && !figure.percent).then(|| {
        let (unit, per) = (count.quantity.unit.clone(), count.quantity.per);
        (Floor { amount: figure.amount, unit, per, span: words.span(figure.at.start..end) }, false)
    })
}
