//! How a run ends, and the code that a shell sees.

/// How a run ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// Everything was done.
    Done,
    /// A gate failed.
    GateFailed,
    /// Wrong usage or configuration.
    Usage,
    /// No record was found, or one could not be read.
    Incomplete,
}

impl Exit {
    /// The code for the shell, the same for every format.
    pub fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::GateFailed => 1,
            Self::Usage => 2,
            Self::Incomplete => 3,
        }
    }
}
