//! The questions: what each asks, of whom, which findings call for it, and how it is answered.

mod money;
mod structure;
mod verdict;
mod words;

/// What an answer changes; the first comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Matter {
    /// Without it no verdict is possible, or none that is worth much.
    Verdict,
    /// What the alliance earns and costs.
    Money,
    /// What holds it together.
    Structure,
}

/// How a question is answered.
#[derive(Debug, Clone, Copy)]
pub(super) enum Answer {
    /// A sentence or a name.
    Text,
    /// A sentence that becomes an item of a list.
    Item,
    /// A name that becomes an item of a list, under `name`.
    Named,
    /// The person who answers for the commercial outcome.
    Owner,
    /// A day that has been, or the month, quarter or year of it.
    Past,
    /// A day.
    Day,
    /// A number or an amount.
    Number,
    /// One of these words, each with what it means.
    Choice(&'static [(&'static str, &'static str)]),
    /// Some of these words.
    Choices(&'static [(&'static str, &'static str)]),
    /// One of these words, which becomes an item of a list, under `test`.
    Test(&'static [(&'static str, &'static str)]),
    /// The total of the period that the finding names, which becomes a result.
    Result,
    /// One of these words, which becomes today's decision.
    Decision(&'static [(&'static str, &'static str)]),
}

/// A question about a field.
pub(super) struct Topic {
    /// The rules whose findings call for it.
    pub(super) rules: &'static [&'static str],
    /// The field: `[*]` is the item that the finding is about, `{side}` each side that has not answered, `@` the finding's own.
    pub(super) field: &'static str,
    pub(super) matter: Matter,
    /// Whether the partner has to be asked.
    pub(super) partner: bool,
    pub(super) ask: &'static str,
    /// An answer for a strategic alliance, for a campaign, and for an affiliate or a sponsorship.
    pub(super) examples: [&'static str; 3],
    pub(super) answer: Answer,
}

impl Topic {
    /// Whether it is about a field, whatever stands there: one of its own, or one that its own lies in.
    pub(super) fn is_about(&self, path: &str) -> bool {
        let mut own = self.field.split('.');
        path.split('.').all(|part| match (own.next(), part.split_once('[')) {
            (Some("{side}"), None) => true,
            (Some(name), None) => name == part,
            (Some(name), Some((list, _))) => name.strip_suffix("[*]") == Some(list),
            (None, _) => false,
        })
    }
}

/// Every question, in the order in which they are asked.
pub(super) fn topics() -> impl Iterator<Item = &'static Topic> {
    [verdict::TOPICS, money::TOPICS, structure::TOPICS].into_iter().flatten()
}
