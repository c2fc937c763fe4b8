//! What a question is: what it asks, of whom, which findings call for it, and how it is answered.

use crate::rules::Rule;

/// What an answer changes; the first comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::commands::ask) enum Matter {
    /// Without it no verdict is possible, or none that is worth much.
    Verdict,
    /// What the alliance earns and costs.
    Money,
    /// What holds it together.
    Structure,
}

/// How a question is answered.
#[derive(Debug, Clone, Copy)]
pub(in crate::commands::ask) enum Answer {
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
pub(in crate::commands::ask) struct Topic {
    /// The rules whose findings call for it.
    pub(in crate::commands::ask) rules: &'static [&'static Rule],
    /// The field: `[*]` is the item that the finding is about, `{side}` each side that has not answered, `@` the finding's own.
    pub(in crate::commands::ask) field: &'static str,
    pub(in crate::commands::ask) matter: Matter,
    /// Whether the partner has to be asked.
    pub(in crate::commands::ask) partner: bool,
    pub(in crate::commands::ask) ask: &'static str,
    /// An answer for a strategic alliance, for a campaign, and for an affiliate or a sponsorship.
    pub(in crate::commands::ask) examples: [&'static str; 3],
    pub(in crate::commands::ask) answer: Answer,
}

impl Topic {
    /// Whether it is about a field, whatever stands there: one of its own, or one that its own lies in.
    pub(in crate::commands::ask) fn is_about(&self, path: &str) -> bool {
        let mut own = self.field.split('.');
        path.split('.').all(|part| match (own.next(), part.split_once('[')) {
            (Some("{side}"), None) => true,
            (Some(name), None) => name == part,
            (Some(name), Some((list, _))) => name.strip_suffix("[*]") == Some(list),
            (None, _) => false,
        })
    }
}
