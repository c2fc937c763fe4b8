//! What the rules on strategy share: claims with their tests, and sides that bring nothing but visibility.

use crate::facts::contributions::Brings;
use crate::model::{Alliance, ContributionKind, StrategicCase, StrategicTest};

/// The claims that name a test, with their places.
pub(crate) fn claims(record: &Alliance) -> impl Iterator<Item = (usize, StrategicTest, &StrategicCase)> {
    record.strategic_case.iter().filter_map(|(index, case)| Some((index, case.test.copied()?, case)))
}

/// Kinds that are pleasant to have and change nothing.
pub(crate) const GOODWILL: [ContributionKind; 3] =
    [ContributionKind::Audience, ContributionKind::Brand, ContributionKind::Goodwill];

/// Whether a side surely brings nothing but its audience, its name and its good will.
pub(crate) fn is_goodwill_only(side: &Brings) -> bool {
    side.is_only(|kind| GOODWILL.contains(&kind))
}

/// The kinds a side brings, each once, in the order of the documentation.
pub(crate) fn kinds(side: &Brings) -> Vec<&'static str> {
    let brought = |kind: &&ContributionKind| side.items.iter().any(|(_, item)| item.is_of(**kind));
    ContributionKind::ALL.iter().filter(brought).map(|kind| kind.word()).collect()
}
