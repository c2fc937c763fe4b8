//! `alliance ask`, as it is typed.

use clap::{Args, ValueEnum};

/// `alliance ask`.
#[derive(Debug, Args)]
pub struct Ask {
    /// The alliance to ask about; the beginning of its name is enough. All of them by default
    pub name: Option<String>,
    /// Print the open questions as Markdown, to take along, instead of asking them
    #[arg(long)]
    pub list: bool,
    /// List only the questions that need the partner
    #[arg(long = "for", value_name = "WHO", requires = "list")]
    pub audience: Option<AskFor>,
}

/// Who answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum AskFor {
    /// The other side.
    Partner,
}
