//! What several exit rules ask: what is stated, what is left open, and what there is to hand over.

use crate::model::{Alliance, ChangeKind, ContributionKind, Exit, Field, Handover, Indicator, grouped};
use crate::rules::exchange::common::scalar;
use crate::rules::{Context, Judged};

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
        && exit.notice.is_absent()
        && exit.who.is_absent()
        && exit.triggers.is_absent()
        && exit.handover.is_absent()
        && exit.terms.text().is_none()
        && !exit.terms.is_invalid();
    !nothing
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
        for kind in contribution.kinds() {
            if let Some(items) = after_contribution(kind, contribution.what.text()) {
                need(items, kind.word());
            }
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
        // A slot in a furnace is technology, too, and nothing of it has to be undone.
        ContributionKind::Technology if says(what, BUILT_IN) || !says(what, PLANT) => {
            &[Handover::Integrations, Handover::IpLicences]
        }
        ContributionKind::Technology => return None,
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
const CHANGING_SIDES: &[&str] = &[
    "hire",
    "hiring",
    "employ",
    "second",
    "transfer",
    "payroll",
    "joint team",
    "joint staff",
    "shared staff",
    "our staff",
    "their staff",
];
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

/// Words of machines and the time on them.
const PLANT: &[&str] = &[
    "slot",
    "plant",
    "capacity",
    "machine",
    "furnace",
    "laborator",
    "bench",
    "pipe",
    "cart",
    "vehicle",
    "hours",
    "days",
    "screening",
    "equipment",
    "device",
    "tool",
    "rig",
    "line",
    "wafer",
    "scanner",
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
