//! Whether results are paid for: a commission by its name, or so much for each.

use crate::facts::contributions::claimed;
use crate::model::{Alliance, ContributionKind};

/// Where the record says that results are paid for: commission terms, a fee, or a contribution of money by result.
pub(crate) fn commission(record: &Alliance) -> Option<String> {
    if record.affiliate.get().is_some_and(|affiliate| claimed(&affiliate.commission).is_some()) {
        return Some("affiliate.commission".to_owned());
    }
    let fee = record.fees.iter().find(|(_, fee)| {
        [&fee.what, &fee.rate].into_iter().filter_map(|field| field.text()).any(pays_by_result)
    });
    if let Some((index, _)) = fee {
        return Some(format!("fees[{index}]"));
    }
    record.contributions.iter().find_map(|(side, given)| {
        let (index, _) = given.iter().find(|(_, item)| {
            item.is_of(ContributionKind::Capital) && item.what.text().is_some_and(pays_by_result)
        })?;
        Some(format!("contributions.{side}[{index}]"))
    })
}

/// Names of money that is paid for a result.
const BY_RESULT: [&str; 18] = [
    "commission",
    "referral fee",
    "referral bonus",
    "finder's fee",
    "finders fee",
    "finder fee",
    "introduction fee",
    "introducer fee",
    "success fee",
    "kickback",
    "bounty",
    "cost per acquisition",
    "pay per",
    "revenue share",
    "cost per click",
    "cost per lead",
    "brokerage",
    "share of revenue",
];

/// What one is paid for, one by one.
const RESULTS: [&str; 36] = [
    "lead",
    "click",
    "sale",
    "order",
    "sign-up",
    "signup",
    "referral",
    "referred",
    "accepted",
    "customer",
    "client",
    "booking",
    "install",
    "download",
    "purchase",
    "policy",
    "subscriber",
    "subscription",
    "activation",
    "transaction",
    "ticket",
    "enquiry",
    "appointment",
    "introduction",
    "loan",
    "card",
    "account",
    "contract",
    "member",
    "user",
    "deal",
    "hire",
    "registration",
    "enrolment",
    "buyer",
    "mortgage",
];

/// What somebody does who becomes such a result: "each restaurant that signs".
const TURNS: [&str; 20] = [
    "signs",
    "buys",
    "joins",
    "orders",
    "books",
    "converts",
    "subscribes",
    "registers",
    "purchases",
    "activates",
    "sold",
    "booked",
    "bought",
    "signed",
    "placed",
    "refer",
    "refers",
    "referred",
    "comes",
    "come",
];

/// Whether a sentence pays for results: by its name, or so much for each of them.
fn pays_by_result(text: &str) -> bool {
    let text = text.to_lowercase().replace('\u{2019}', "'");
    if BY_RESULT.iter().any(|words| text.contains(words)) {
        return true;
    }
    // A royalty pays for the use of something, however it is counted.
    if text.contains("royalt") || !text.contains(|letter: char| letter.is_ascii_digit()) {
        return false;
    }
    let words: Vec<&str> = text
        .split(|letter: char| !(letter.is_alphanumeric() || letter == '-'))
        .filter(|word| !word.is_empty())
        .collect();
    let singular =
        |word: &str| RESULTS.iter().any(|result| word == *result || word.strip_suffix('s') == Some(result));
    words.iter().enumerate().any(|(at, word)| {
        let ahead = words.get(at + 1..words.len().min(at + 6)).unwrap_or_default();
        matches!(*word, "each" | "every" | "per")
            && (ahead.iter().take(3).any(|word| singular(word))
                || ahead.iter().any(|word| TURNS.contains(word)))
    })
}
