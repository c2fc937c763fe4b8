//! What a figure counts: the noun phrase after it.
use super::number::{self, Figure};
use super::tokens::Words;
use super::{OneOf, WordList};

static FUNCTION_WORDS: WordList = WordList::new(
    "a an the of to in on at by for from with and or but as per each every that which who whose will \
    shall may must can is are be was were has have had do does if when where while than then so such \
    during within over under after before until through throughout into via across between among against \
    without including not no we they you it he she i us our their its your his this these those there \
    upon about up out plus minus because both either whichever calculated based payable paid given \
    starting times provided subject least minimum toward towards less if once twice any all following \
    prior resulting thereafter",
);

pub(super) fn is_function_word(word: &str) -> bool {
    word.is_in(&FUNCTION_WORDS)
}

/// What a figure counts: the words up to the next preposition, verb or mark.
pub(super) fn unit(words: &Words, figure: &Figure) -> (usize, String) {
    let end = figure.at.end;
    if let Some(money) = figure.money {
        return (end, money.to_owned());
    }
    if figure.percent {
        return (end, "%".to_owned());
    }
    let mut from = end;
    // What a blacked-out figure was a share of is not what it counted.
    if !figure.redacted
        && words.word(from) == "of"
        && words.is(from + 1, &["our", "their", "its", "your", "the", "these"])
    {
        from += 2;
        // "four of the six teams": six says how many there are.
        from += usize::from(words.is_number(from) || number::is_spelled(words, from));
    }
    let skip_quote = from + usize::from(words.is(from, &["\"", "'"]));
    let mut at = skip_quote;
    let mut unit = String::new();
    for _ in 0..6 {
        let hyphen = words.word(at) == "-" && words.glued(at) && words.glued(at + 1) && at > skip_quote;
        // "5,000 US stores" are stores in a country; "5,000 us" are not.
        let name = |at: usize| words.get(at).is_some_and(|token| token.shouted && token.text.len() > 1);
        let noun = |at: usize| words.is_word(at) && (name(at) || !is_function_word(words.word(at)));
        let usable = noun(at) && (noun(at + 1) || !words.is(at, PERIOD_ADVERBS));
        let next_figure = !unit.is_empty() && !words.glued(at) && number::is_spelled(words, at);
        if !usable && !hyphen || next_figure {
            break;
        }
        if !unit.is_empty() && !words.glued(at) {
            unit.push(' ');
        }
        unit.push_str(words.word(at));
        at += 1;
        // What follows a plural is rarely part of the noun: "engineers sit", but "sales leads".
        if is_plural(words.word(at - 1)) && !is_plural(words.word(at)) && words.word(at) != "-" {
            break;
        }
    }
    if unit.is_empty() { (end, unit) } else { (at, unit) }
}

fn is_plural(word: &str) -> bool {
    word.len() > 3
        && word.ends_with('s')
        && !word.ends_with("ss")
        && !word.is_one_of(&["sales", "news", "savings", "saas", "goods"])
}

const PERIOD_ADVERBS: &[&str] =
    &["monthly", "quarterly", "annually", "yearly", "weekly", "daily", "fortnightly", "more", "additional"];
