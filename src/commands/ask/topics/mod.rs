//! The questions: what each asks, of whom, which findings call for it, and how it is answered.

mod money;
mod structure;
mod topic;
mod verdict;
mod words;

pub(super) use topic::{Answer, Matter, Topic};

/// Every question, in the order in which they are asked.
pub(super) fn topics() -> impl Iterator<Item = &'static Topic> {
    [verdict::TOPICS, money::TOPICS, structure::TOPICS].into_iter().flatten()
}
