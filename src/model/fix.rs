//! What to do about what is wrong.

use std::fmt;

use super::Edit;

/// What settles a finding or a mistake: advice, an example to paste, and the edit itself where there is one certain answer.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Fix {
    /// What to do. It ends with a colon where it introduces the example, and is empty where the example says it all.
    pub advice: String,
    /// YAML to paste, with `…` or capitals where something is to be filled in; printers keep its lines.
    pub example: String,
    /// The edit that settles it: `alliance fix` makes it.
    pub edit: Option<Box<Edit>>,
}

impl Fix {
    /// YAML to paste, which says what to do.
    pub fn example(example: impl Into<String>) -> Self {
        Self { example: example.into(), ..Self::default() }
    }

    /// With an example for the advice.
    #[must_use]
    pub fn with_example(self, example: impl Into<String>) -> Self {
        Self { example: example.into(), ..self }
    }

    /// Whether there is nothing to say.
    pub fn is_empty(&self) -> bool {
        self.advice.is_empty() && self.example.is_empty()
    }

    /// The advice on its own, without the words that introduce the example; `None` where there is only an example.
    pub fn without_example(&self) -> Option<&str> {
        let advice = Some(self.advice.as_str()).filter(|advice| !advice.is_empty())?;
        // A last sentence that ends with a colon is about the example.
        match advice.strip_suffix(':') {
            Some(open) => Some(open.rsplit_once(". ").map_or(open, |(advice, _)| advice)),
            None => Some(advice),
        }
    }
}

impl From<&str> for Fix {
    fn from(advice: &str) -> Self {
        advice.to_owned().into()
    }
}

impl From<String> for Fix {
    fn from(advice: String) -> Self {
        Self { advice, ..Self::default() }
    }
}

/// The advice and below it the example.
impl fmt::Display for Fix {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        let between = if self.advice.is_empty() || self.example.is_empty() { "" } else { "\n" };
        write!(formatter, "{}{between}{}", self.advice, self.example)
    }
}
