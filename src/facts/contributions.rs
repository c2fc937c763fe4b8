//! What each side brings: the kinds, ends and quantities of contributions, and the changes that are structural.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::facts::Facts;
use crate::facts::window::last_day;
use crate::model::{Alliance, Contribution, ContributionKind, Field, Kind, OperatingChange};

/// What an arrangement of this type is called in a sentence.
pub(crate) fn called(kind: Kind) -> &'static str {
    match kind {
        Kind::Strategic => "a strategic alliance",
        Kind::CoMarketing => "a co-marketing campaign",
        Kind::Affiliate => "an affiliate arrangement",
        Kind::Sponsorship => "a sponsorship",
    }
}

/// Whether the file says nothing here, be it by an empty text.
pub(crate) fn is_blank(field: &Field<String>) -> bool {
    !field.is_invalid() && field.text().is_none()
}

/// A text that claims something; "none" and "n/a" claim nothing.
pub(crate) fn claimed(field: &Field<String>) -> Option<&str> {
    field.text().filter(|text| !says_none(text))
}

/// Whether a text is only a way to write that there is nothing.
pub(crate) fn says_none(text: &str) -> bool {
    let bare = text.trim().trim_end_matches('.');
    ["", "-", "no", "none", "nothing", "n/a", "na", "false"]
        .iter()
        .any(|known| known.eq_ignore_ascii_case(bare))
}

/// Visibility and good intentions: what a campaign is made of.
pub(crate) fn is_visibility(kind: ContributionKind) -> bool {
    use ContributionKind::{Audience, Brand, Content, Goodwill};
    matches!(kind, Audience | Brand | Content | Goodwill)
}

/// Changes in how a side operates that are more than trivial, with their places.
pub(crate) fn structural(record: &Alliance) -> impl Iterator<Item = (usize, &OperatingChange)> {
    record.operating_changes.iter().filter(|(_, change)| change.minor.copied() != Some(true))
}

/// What one side brings.
#[derive(Debug)]
pub(crate) struct Brings<'a> {
    /// Which side.
    pub(crate) side: &'a str,
    /// Its contributions with their places.
    pub(crate) items: Vec<(usize, &'a Contribution)>,
    /// Whether some of what the file says of this side cannot be used.
    pub(crate) unusable: bool,
}

impl<'a> Brings<'a> {
    /// What each side brings, ours first.
    pub(crate) fn of(record: &'a Alliance, facts: &Facts<'a>) -> Vec<Self> {
        let sides = facts.sides.iter();
        sides
            .map(|side| {
                let list = record.contributions.get(side);
                let unusable =
                    record.contributions.is_invalid(side) || list.is_some_and(|list| list.is_invalid());
                let items = list.map(|list| list.iter().collect()).unwrap_or_default();
                Self { side, items, unusable }
            })
            .collect()
    }

    /// The kinds of everything it brings; `None` where one is unknown, or nothing is recorded.
    pub(crate) fn kinds(&self) -> Option<Vec<ContributionKind>> {
        if self.unusable || self.items.is_empty() || self.items.iter().any(|(_, item)| item.kind.is_empty()) {
            return None;
        }
        Some(self.items.iter().flat_map(|(_, item)| item.kinds()).collect())
    }

    /// Whether everything it brings is surely of such a kind.
    pub(crate) fn is_only(&self, such: impl Fn(ContributionKind) -> bool) -> bool {
        self.kinds().is_some_and(|kinds| kinds.into_iter().all(such))
    }

    /// The first thing it brings that the others could not have otherwise.
    pub(crate) fn hard_to_replicate(&self) -> Option<(usize, &'a Contribution)> {
        self.items.iter().find(|(_, item)| claimed(&item.hard_to_replicate).is_some()).copied()
    }

    /// The first thing of such a kind that the others could not have otherwise; one without a kind may be of it.
    pub(crate) fn hard_to_replicate_in(
        &self,
        such: impl Fn(ContributionKind) -> bool,
    ) -> Option<(usize, &'a Contribution)> {
        let hard = self.items.iter().filter(|(_, item)| claimed(&item.hard_to_replicate).is_some());
        hard.copied().find(|(_, item)| item.may_be(&such))
    }

    /// Whether it brings something of this kind.
    pub(crate) fn has(&self, kind: ContributionKind) -> bool {
        self.items.iter().any(|(_, item)| item.is_of(kind))
    }

    /// The path of one of its contributions.
    pub(crate) fn path(&self, index: usize) -> String {
        format!("contributions.{}[{index}]", self.side)
    }
}

/// Whether a contribution says how much, in fields or in its sentence.
pub(crate) fn is_quantified(item: &Contribution, facts: &Facts) -> bool {
    if item.amount.is_set() || item.at_least.is_set() {
        return true;
    }
    let Some(reading) = item.what.text().map(|sentence| facts.reading(sentence)) else { return false };
    let counted: Option<Decimal> = reading.quantities.iter().find_map(|quantity| quantity.amount);
    counted.or_else(|| reading.floor.as_ref().and_then(|floor| floor.amount)).is_some()
}

/// How long the contributions last.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Lasting {
    /// Every contribution on every side ends by then: the last end, and its field.
    Until(NaiveDate, String),
    /// One outlasts the limit.
    Longer,
    /// An end is open, or a side brings nothing.
    Unknown,
}

/// Whether every contribution on every side ends by `limit`.
pub(crate) fn lasting(brings: &[Brings], limit: NaiveDate, facts: &Facts) -> Lasting {
    let mut last: Option<(NaiveDate, String)> = None;
    let mut unknown = false;
    for side in brings {
        unknown |= side.unusable || side.items.is_empty();
        for (index, item) in &side.items {
            match last_day(item, facts) {
                Some(end) if end > limit => return Lasting::Longer,
                Some(end) => {
                    if last.as_ref().is_none_or(|(latest, _)| end > *latest) {
                        let field = if item.until.is_set() { ".until" } else { "" };
                        last = Some((end, side.path(*index) + field));
                    }
                }
                None => unknown = true,
            }
        }
    }
    match last {
        Some((end, path)) if !unknown => Lasting::Until(end, path),
        _ => Lasting::Unknown,
    }
}
