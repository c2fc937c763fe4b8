//! What several exit rules ask: what is stated, what is left open, and what there is to hand over.

use crate::model::{
    Alliance, ChangeKind, ContributionKind, Exit, Field, Handover, Indicator, Stated, TerminationRight,
    grouped,
};
use crate::rules::exchange::common::scalar;
use crate::rules::{Context, Judged};

/// One term of an exit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Term<'a, T> {
    /// Definite.
    Value(T),
    /// Words that settle nothing.
    Open(&'a str),
    /// Not in the record.
    Missing,
    /// In the record, in a form that cannot be used.
    Unknown,
}

/// The exit terms; else what a rule about a part of them says: a gap that another rule reports, or unknown.
///
/// # Errors
/// The outcome, where there are none.
pub fn terms(record: &Alliance) -> Result<&Exit, Judged> {
    match &record.exit {
        Field::Set(exit) if has_terms(exit) => Ok(exit),
        Field::Set(_) | Field::Absent => {
            Err(Judged::CoveredBy(&crate::rules::exit::missing_exit_terms::RULE))
        }
        Field::Invalid => Err(Judged::Unknown),
    }
}

/// Whether anything is agreed; a date of agreement alone agrees on nothing.
fn has_terms(exit: &Exit) -> bool {
    let nothing = exit.notice_days.is_absent()
        && exit.who.is_absent()
        && exit.triggers.is_absent()
        && exit.handover.is_absent()
        && exit.terms.text().is_none()
        && !exit.terms.is_invalid();
    !nothing
}

/// Days of notice, from the field or else from the clause in words.
pub fn notice(exit: &Exit) -> Term<'_, u32> {
    match &exit.notice_days {
        Field::Set(Stated::Value(days)) => Term::Value(*days),
        Field::Set(Stated::Words(words)) => days_in(words).map_or(Term::Open(words), Term::Value),
        Field::Invalid => Term::Unknown,
        Field::Absent if exit.terms.is_invalid() => Term::Unknown,
        Field::Absent => exit.terms.text().and_then(notice_in).map_or(Term::Missing, Term::Value),
    }
}

/// Who may leave, from the field or else from the clause in words.
pub fn leaver(exit: &Exit) -> Term<'_, TerminationRight> {
    match &exit.who {
        Field::Set(Stated::Value(who)) => Term::Value(*who),
        Field::Set(Stated::Words(words)) => leaver_in(words).map_or(Term::Open(words), Term::Value),
        Field::Invalid => Term::Unknown,
        Field::Absent => exit
            .terms
            .text()
            .and_then(|terms| {
                terms.split(['.', ';']).filter(|sentence| speaks_of_leaving(sentence)).find_map(leaver_in)
            })
            .map_or(Term::Missing, Term::Value),
    }
}

/// Whether a sentence is about ending the alliance, so that "each party" in it is somebody who may.
fn speaks_of_leaving(sentence: &str) -> bool {
    let sentence = sentence.to_lowercase();
    ["terminat", "withdraw", "exit", "leave", "end th", "end it", "notice"]
        .iter()
        .any(|word| sentence.contains(word))
}

/// Who a sentence says may leave: any side, or none.
fn leaver_in(sentence: &str) -> Option<TerminationRight> {
    let sentence = sentence.to_lowercase();
    let words: Vec<&str> =
        sentence.split(|mark: char| !mark.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let side = |word: &str| ["party", "side", "partner"].contains(&word);
    let said = |who: &str| words.windows(2).any(|pair| pair[0] == who && side(pair[1]));
    if words.contains(&"neither") || words.contains(&"nobody") || said("no") {
        Some(TerminationRight::Nobody)
    } else if words.contains(&"either") || said("any") || said("each") {
        Some(TerminationRight::Either)
    } else {
        None
    }
}

/// The notice period that a clause states for leaving without cause; a time to cure a breach is none.
fn notice_in(clause: &str) -> Option<u32> {
    clause.split(['.', ';']).find_map(|sentence| {
        let sentence = sentence.to_lowercase();
        let cure = ["breach", "default", "cure", "renew"].iter().any(|word| sentence.contains(word));
        if cure || !sentence.contains("notice") { None } else { days_in(&sentence) }
    })
}

/// The first length of time in a text, in days: `90 days`, `three months`, `one hundred and twenty days`.
fn days_in(text: &str) -> Option<u32> {
    let text = text.to_lowercase();
    let words: Vec<&str> =
        text.split(|mark: char| !mark.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    (0..words.len()).find_map(|at| {
        // "Within 30 days of notice" is a deadline for something else.
        if at.checked_sub(1).is_some_and(|before| words[before] == "within") {
            return None;
        }
        let (number, next) = number_at(&words, at)?;
        let unit = words.get(next)?;
        let days = match unit.strip_suffix('s').unwrap_or(unit) {
            "day" => 1,
            "week" => 7,
            "month" => 30,
            _ => return None,
        };
        number.checked_mul(days)
    })
}

/// The number that begins at a word, in figures or in words, and the place of the word after it.
fn number_at(words: &[&str], at: usize) -> Option<(u32, usize)> {
    const SMALL: [&str; 20] = [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ];
    const TENS: [&str; 8] = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
    if let Ok(number) = words.get(at)?.parse() {
        return Some((number, at.saturating_add(1)));
    }
    let place = |list: &[&str], word: &str| {
        list.iter().position(|name| *name == word).and_then(|place| u32::try_from(place).ok())
    };
    let (mut number, mut next) = (None, at);
    while let Some(word) = words.get(next) {
        let so_far = number.unwrap_or(0_u32);
        number = match (place(&SMALL, word), place(&TENS, word)) {
            (Some(small), _) => Some(so_far.checked_add(small)?),
            (_, Some(ten)) => Some(so_far.checked_add((ten + 2) * 10)?),
            _ if *word == "hundred" => Some(so_far.max(1).checked_mul(100)?),
            _ if *word == "and" && number.is_some() => number,
            _ => break,
        };
        next = next.saturating_add(1);
    }
    // The figure in brackets says the same again: "ninety (90) days".
    if number.is_some() && words.get(next).is_some_and(|word| word.parse::<u32>().is_ok()) {
        next = next.saturating_add(1);
    }
    Some((number?, next))
}

/// Something that has to be given back or divided at the end, and what in the record makes it so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Need {
    /// What to hand over; any one of them covers it.
    pub items: &'static [Handover],
    /// The words of the record that it follows from.
    pub because: Vec<&'static str>,
}

/// What there is to hand over, in the order in which it usually hurts.
pub fn needs(record: &Alliance) -> Vec<Need> {
    let mut needs: Vec<Need> = Vec::new();
    let mut need = |items: &'static [Handover], because: &'static str| match needs
        .iter_mut()
        .find(|need| need.items == items)
    {
        Some(need) if need.because.contains(&because) => {}
        Some(need) => need.because.push(because),
        None => needs.push(Need { items, because: vec![because] }),
    };
    let contributions = record.contributions.iter().flat_map(|(_, given)| given.items());
    for contribution in contributions {
        let Some(kind) = contribution.kind.copied() else { continue };
        if let Some(items) = after_contribution(kind, contribution.what.text()) {
            need(items, kind.word());
        }
    }
    let changes = record.operating_changes.items().filter(|change| change.minor.copied() != Some(true));
    for change in changes {
        let Some(kind) = change.kind.copied() else { continue };
        if let Some(items) = after_change(kind, change.what.text()) {
            need(items, kind.word());
        }
    }
    let mut indicators = record.metrics.items().filter_map(|metric| metric.indicator.copied());
    if indicators.any(|indicator| indicator == Indicator::JointPipeline) {
        need(&[Handover::OpenPipeline], Indicator::JointPipeline.word());
    }
    needs
}

fn after_contribution(kind: ContributionKind, what: Option<&str>) -> Option<&'static [Handover]> {
    Some(match kind {
        ContributionKind::Data => &[Handover::DataReturn],
        ContributionKind::Customers => &[Handover::Customers],
        ContributionKind::Technology => &[Handover::Integrations, Handover::IpLicences],
        // Goods are sold off or sent back; only what was built in or licensed has to be undone.
        ContributionKind::Product if says(what, BUILT_IN) => &[Handover::Integrations, Handover::IpLicences],
        ContributionKind::Brand | ContributionKind::Audience => &[Handover::BrandUse],
        // Advice ends with the last call; people who work at the other side's have to go somewhere.
        ContributionKind::Expertise if says(what, CHANGING_SIDES) => &[Handover::Staff],
        ContributionKind::Distribution
        | ContributionKind::Product
        | ContributionKind::Expertise
        | ContributionKind::Capital
        | ContributionKind::Credibility
        | ContributionKind::Content
        | ContributionKind::Goodwill => return None,
    })
}

/// Words of people who do not simply go home at the end.
const CHANGING_SIDES: &[&str] =
    &["hire", "hiring", "employ", "second", "transfer", "payroll", "joint team", "staff"];
/// Words of a product that is built into another, or licensed.
const BUILT_IN: &[&str] = &[
    "licen",
    "integrat",
    "embed",
    "built in",
    "api",
    "software",
    "platform",
    "plug",
    "sdk",
    "white-label",
    "firmware",
];

/// Whether a sentence has such a word, at the beginning of one of its own; where there is no sentence, it may.
fn says(what: Option<&str>, words: &[&str]) -> bool {
    let Some(what) = what.map(str::to_lowercase) else { return true };
    let starts = |at: usize| {
        !what.get(..at).and_then(|before| before.chars().next_back()).is_some_and(char::is_alphanumeric)
    };
    // "The second year" seconds nobody.
    let ordinal = |at: usize, word: &str| {
        word == "second"
            && !what.get(at..).is_some_and(|rest| rest.starts_with("seconde") || rest.starts_with("secondm"))
    };
    words.iter().any(|word| what.match_indices(word).any(|(at, _)| starts(at) && !ordinal(at, word)))
}

fn after_change(kind: ChangeKind, what: Option<&str>) -> Option<&'static [Handover]> {
    Some(match kind {
        ChangeKind::SharedData => &[Handover::DataReturn],
        ChangeKind::TechnologyIntegration => &[Handover::Integrations, Handover::IpLicences],
        ChangeKind::SharedHiring => &[Handover::Staff],
        ChangeKind::SharedDelivery if says(what, CHANGING_SIDES) => &[Handover::Staff],
        ChangeKind::SharedDelivery
        | ChangeKind::CombinedOffering
        | ChangeKind::MarketAccess
        | ChangeKind::DistributionChannel
        | ChangeKind::SharedBudget => return None,
    })
}

/// Words of the handover list that a text names, in its order and however it joins them: `open pipeline`.
pub fn named_in(text: &str) -> Vec<Handover> {
    let text = text.to_lowercase().replace(['-', '_'], " ");
    let named = |item: &Handover| Some((text.find(&item.word().replace('-', " "))?, *item));
    let mut items: Vec<_> = Handover::ALL.iter().filter_map(named).collect();
    items.sort_by_key(|(place, _)| *place);
    items.into_iter().map(|(_, item)| item).collect()
}

/// A handover list to paste, with what the record says there is to hand over.
pub fn handover_stub(record: &Alliance) -> String {
    let mut words: Vec<&str> =
        needs(record).iter().filter_map(|need| need.items.first()).map(|item| item.word()).collect();
    if words.is_empty() {
        words = vec![Handover::Customers.word(), Handover::DataReturn.word()];
    }
    format!("handover: [{}]", words.join(", "))
}

/// A trigger to paste, on a metric of the record where one has a floor.
pub fn trigger_stub(cx: &Context) -> String {
    let known = cx
        .facts
        .headlines
        .iter()
        .find_map(|headline| Some((headline.metric.name.text()?, headline.metric.floor.get()?.amount)));
    let (metric, below) = match known {
        Some((name, floor)) => (scalar(name), floor.normalize().to_string()),
        None => ("A METRIC OF THIS RECORD".to_owned(), "NUMBER".to_owned()),
    };
    format!("triggers:\n  - metric: {metric}\n    below: {below}\n    for: 2 quarters")
}

/// A level in the unit of its metric, for a sentence.
pub fn level(cx: &Context, metric: &crate::model::Metric, amount: rust_decimal::Decimal) -> String {
    let figure = grouped(amount);
    match metric.unit.text() {
        Some(unit) if unit == cx.currency() => format!("{unit} {figure}"),
        _ => figure,
    }
}
