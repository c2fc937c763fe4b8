//! Figures in numerals, in words or blacked out, with their currency or percent sign.
use super::tokens::{TokenKind, Words};
use rust_decimal::Decimal;
use std::ops::Range;

/// A number as written. Whether it counts anything is for `quantity` and `window` to say.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Figure {
    /// Tokens it covers, currency and percent sign included.
    pub(super) at: Range<usize>,
    /// None when blacked out, too large, or grouped in a way that English does not settle.
    pub(super) amount: Option<Decimal>,
    pub(super) money: Option<&'static str>,
    pub(super) percent: bool,
    pub(super) redacted: bool,
    pub(super) numeral: bool,
    /// Written twice, `four (4)`, as contracts do for what matters.
    pub(super) doubled: bool,
    /// `50+`
    pub(super) or_more: bool,
}

const CODES: &[(&str, &str)] = &[
    ("eur", "EUR"),
    ("usd", "USD"),
    ("gbp", "GBP"),
    ("chf", "CHF"),
    ("jpy", "JPY"),
    ("cny", "CNY"),
    ("rmb", "CNY"),
    ("sek", "SEK"),
    ("nok", "NOK"),
    ("dkk", "DKK"),
    ("pln", "PLN"),
    ("czk", "CZK"),
    ("huf", "HUF"),
    ("ron", "RON"),
    ("cad", "CAD"),
    ("aud", "AUD"),
    ("nzd", "NZD"),
    ("inr", "INR"),
    ("sgd", "SGD"),
    ("hkd", "HKD"),
    ("brl", "BRL"),
    ("mxn", "MXN"),
    ("zar", "ZAR"),
    ("krw", "KRW"),
    ("ils", "ILS"),
    ("aed", "AED"),
];
const SIGNS: &[(&str, &str)] = &[("$", "$"), ("€", "EUR"), ("£", "GBP"), ("¥", "¥"), ("₹", "INR")];
const NAMES: &[(&str, &str)] = &[
    ("euro", "EUR"),
    ("euros", "EUR"),
    ("dollar", "$"),
    ("dollars", "$"),
    ("francs", "CHF"),
    ("rupees", "INR"),
    ("yuan", "CNY"),
    ("renminbi", "CNY"),
    ("yen", "JPY"),
    ("sterling", "GBP"),
];
const SMALL: &[(&str, u32)] = &[
    ("one", 1),
    ("two", 2),
    ("three", 3),
    ("four", 4),
    ("five", 5),
    ("six", 6),
    ("seven", 7),
    ("eight", 8),
    ("nine", 9),
    ("ten", 10),
    ("eleven", 11),
    ("twelve", 12),
    ("thirteen", 13),
    ("fourteen", 14),
    ("fifteen", 15),
    ("sixteen", 16),
    ("seventeen", 17),
    ("eighteen", 18),
    ("nineteen", 19),
    ("twenty", 20),
    ("thirty", 30),
    ("forty", 40),
    ("fourty", 40),
    ("fifty", 50),
    ("sixty", 60),
    ("seventy", 70),
    ("eighty", 80),
    ("ninety", 90),
];
const SCALES: &[(&str, u32)] = &[
    ("hundred", 100),
    ("thousand", 1_000),
    ("million", 1_000_000),
    ("billion", 1_000_000_000),
    ("dozen", 12),
];
const SUFFIXES: &[(&str, u32)] = &[
    ("k", 1_000),
    ("m", 1_000_000),
    ("mn", 1_000_000),
    ("mio", 1_000_000),
    ("bn", 1_000_000_000),
    ("b", 1_000_000_000),
];
/// Units that people write against the digits and that still count something.
const GLUED_UNITS: &[&str] = &["mb", "gb", "tb", "kg", "kwh", "mwh", "gwh", "h", "hr", "hrs", "min", "mins"];

fn find<T: Copy>(table: &[(&str, T)], word: &str) -> Option<T> {
    // Asked of every word: the first letter is compared before the rest is.
    let first = word.as_bytes().first();
    let mut alike = table.iter().filter(|(name, _)| name.as_bytes().first() == first);
    alike.find(|(name, _)| *name == word).map(|(_, value)| *value)
}

pub(super) fn figures(words: &Words) -> Vec<Figure> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        match figure(words, at) {
            Some(figure) => {
                at = figure.at.end;
                found.push(figure);
            }
            // A digit run with letters of its own (`50MWp`, `1st`) is skipped whole.
            None => at += 1,
        }
    }
    found
}

fn figure(words: &Words, start: usize) -> Option<Figure> {
    let (prefix, at) = currency_before(words, start);
    let value = value(words, at)?;
    let mut end = value.end;
    let mut figure = Figure {
        at: start..end,
        amount: value.amount,
        money: prefix,
        percent: false,
        redacted: value.redacted,
        numeral: value.numeral,
        doubled: false,
        or_more: false,
    };
    // Sign, bracketed repetition and sign again: `ten percent (10%)`, `fifty (50) %`, `*** Dollars ($***)`.
    end = suffix(words, end, &mut figure);
    if let Some((after, copy)) = repetition(words, end) {
        figure.doubled = true;
        figure.money = figure.money.or(copy.money);
        figure.percent |= copy.percent;
        figure.amount = if copy.amount.is_some() { copy.amount } else { figure.amount };
        figure.redacted &= copy.redacted;
        end = suffix(words, after, &mut figure);
    }
    if words.word(end) == "+" && words.glued(end) {
        figure.or_more = true;
        end += 1;
    } else if words.reads(end, &["or", "more"])
        && words.is_word(end + 2)
        && figure.amount.is_none_or(|amount| amount > Decimal::ONE)
    {
        // "Four or more joint events"; "one or more" is what people write who count nothing.
        figure.or_more = true;
        end += 2;
    }
    figure.at = start..end;
    Some(figure)
}

fn currency_before(words: &Words, at: usize) -> (Option<&'static str>, usize) {
    let symbol = |i: usize| find(SIGNS, words.word(i));
    if let Some(code) = find(CODES, words.word(at)) {
        let next = if symbol(at + 1).is_some() { at + 2 } else { at + 1 };
        return (Some(code), next);
    }
    if words.word(at) == "us" && words.word(at + 1) == "$" {
        return (Some("USD"), at + 2);
    }
    match symbol(at) {
        Some(sign) => (Some(sign), at + 1),
        None => (None, at),
    }
}

fn suffix(words: &Words, mut at: usize, figure: &mut Figure) -> usize {
    if words.is(at, &["%", "percent", "pct"]) {
        figure.percent = true;
        return at + 1;
    }
    if words.reads(at, &["per", "cent"]) {
        figure.percent = true;
        return at + 2;
    }
    if words.reads(at, &["and", "no", "/", "100"]) {
        at += 4; // the cents of a cheque
    }
    let american = if words.is(at, &["us"]) {
        1
    } else if words.reads(at, &["u", ".", "s", "."]) {
        4
    } else {
        0
    };
    let named = find(NAMES, words.word(at + american));
    if american > 0 && named == Some("$") {
        figure.money = Some("USD");
        return at + american + 1;
    }
    let code = find(CODES, words.word(at)).or(find(SIGNS, words.word(at)).filter(|_| words.glued(at)));
    match named.filter(|_| american == 0).or(code) {
        Some(money) => {
            figure.money = Some(figure.money.filter(|m| *m != "$").unwrap_or(money));
            at + 1
        }
        None => at,
    }
}

/// `( 10,000 )` right after the same figure in words.
fn repetition(words: &Words, at: usize) -> Option<(usize, Figure)> {
    if words.word(at) != "(" {
        return None;
    }
    let (money, inner) = currency_before(words, at + 1);
    let value = value(words, inner)?;
    let mut copy = Figure {
        at: at..at,
        amount: value.amount,
        money,
        percent: false,
        redacted: value.redacted,
        numeral: value.numeral,
        doubled: true,
        or_more: false,
    };
    let end = suffix(words, value.end, &mut copy);
    (words.word(end) == ")").then_some((end + 1, copy))
}

/// Whether a number in words starts here.
pub(super) fn is_spelled(words: &Words, at: usize) -> bool {
    find(SMALL, words.word(at)).is_some()
}

struct Numeral {
    end: usize,
    amount: Option<Decimal>,
    numeral: bool,
    redacted: bool,
}

fn value(words: &Words, at: usize) -> Option<Numeral> {
    match words.kind(at)? {
        TokenKind::Number => numeral(words, at),
        TokenKind::Redacted => Some(Numeral { end: at + 1, amount: None, numeral: false, redacted: true }),
        TokenKind::Word => spelled(words, at),
        TokenKind::Mark => None,
    }
}

fn numeral(words: &Words, at: usize) -> Option<Numeral> {
    let mut amount = digits(words.word(at));
    let mut end = at + 1;
    // `45 000` and `1 200 000`: thin or plain spaces between the thousands.
    while words.word(at).len() <= 3
        && words.is_number(end)
        && words.word(end).len() == 3
        && !words.glued(end)
        && words.integer(end).is_some()
    {
        amount = plus(times(amount, 1_000), digits(words.word(end)));
        end += 1;
    }
    if words.is_word(end) && words.glued(end) {
        let letters = words.word(end);
        if let Some(scale) = find(SUFFIXES, letters) {
            amount = times(amount, scale);
            end += 1;
        } else if !GLUED_UNITS.contains(&letters) && find(CODES, letters).is_none() {
            return None;
        }
    } else {
        let scale_at = if words.word(end) == "-" && words.glued(end) { end + 1 } else { end };
        if let Some(scale) = find(SCALES, words.word(scale_at)) {
            amount = times(amount, scale);
            end = scale_at + 1;
        }
    }
    Some(Numeral { end, amount, numeral: true, redacted: false })
}

/// Commas group, a point starts the decimals. `60.000` and `1,5` are some other country's way of writing, so their
/// size stays unknown rather than guessed.
fn digits(text: &str) -> Option<Decimal> {
    if text.len() > 40 {
        return None;
    }
    let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
    if decimals.contains(['.', ',']) || (decimals.len() == 3 && !whole.is_empty() && whole != "0") {
        return None;
    }
    let mut groups = whole.split(',').rev();
    let last = groups.next().unwrap_or("");
    if whole.contains(',') && (last.len() != 3 || groups.any(|g| !(1..=3).contains(&g.len()))) {
        return None;
    }
    let digits = whole.replace(',', "");
    let digits = if digits.is_empty() { "0" } else { &digits };
    if decimals.is_empty() { digits.parse().ok() } else { format!("{digits}.{decimals}").parse().ok() }
}

fn times(amount: Option<Decimal>, by: u32) -> Option<Decimal> {
    amount?.checked_mul(Decimal::from(by)).map(|d| d.normalize())
}

fn plus(amount: Option<Decimal>, by: Option<Decimal>) -> Option<Decimal> {
    amount?.checked_add(by?)
}

/// `twenty-five`, `one hundred and eighty`, `sixteen million`, `a dozen`, `half a million`.
fn spelled(words: &Words, start: usize) -> Option<Numeral> {
    let scale = |i: usize| find(SCALES, words.word(i));
    let done = |end, amount| Some(Numeral { end, amount, numeral: false, redacted: false });
    if words.word(start) == "half" {
        let article = start + 1 + usize::from(words.is(start + 1, &["a", "-"]));
        let by = scale(article)?;
        return done(article + 1, Some(Decimal::from(by / 2)));
    }
    let zero = Some(Decimal::ZERO);
    let (mut total, mut current) = (zero, zero);
    let mut at = start;
    // How large the next plain number word may still be: `twenty` leaves room for `five`, not for `thirty`.
    let mut room = 100;
    if words.is(start, &["a", "an"]) {
        scale(start + 1)?;
        current = Some(Decimal::ONE);
        at += 1;
    } else {
        find(SMALL, words.word(start))?;
    }
    loop {
        let hyphen = at > start && words.word(at) == "-" && words.glued(at) && words.glued(at + 1);
        let joined = hyphen || (at > start && room == 100 && words.word(at) == "and");
        let here = if joined { at + 1 } else { at };
        if let Some(small) = find(SMALL, words.word(here)).filter(|s| *s < room) {
            current = plus(current, Some(Decimal::from(small)));
            room = if small >= 20 { 10 } else { 0 };
            at = here + 1;
        } else if let Some(by) = scale(here).filter(|_| here == at || hyphen) {
            if by == 100 || by == 12 {
                current = times(current, by);
            } else {
                total = plus(total, times(current, by));
                current = zero;
            }
            room = 100;
            at = here + 1;
        } else {
            return done(at, plus(total, current));
        }
        // "ten and five" is two numbers; "ten thousand and five" is one.
        if room != 100 && words.word(at) == "and" {
            return done(at, plus(total, current));
        }
    }
}
