//! `alliance fix`, as it is typed.

use clap::Args;

use super::Writing;

/// `alliance fix`.
#[derive(Debug, Args)]
pub struct Fix {
    /// Alliances to correct; the beginning of a name is enough. All of them by default
    #[arg(value_name = "NAME")]
    pub names: Vec<String>,
    /// Correct only what these rules report, separated by commas or given several times
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    pub rule: Vec<String>,
    /// Add the open questions as well: each as a comment where its answer belongs
    #[arg(long = "unsafe")]
    pub questions: bool,
    /// How it is written.
    #[command(flatten)]
    pub writing: Writing,
}
