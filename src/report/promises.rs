//! What was promised at the start of an alliance beside what is reported now.

use chrono::NaiveDate;

/// An alliance's promises over its past.
#[derive(Debug)]
pub struct Promises {
    /// The alliance.
    pub alliance: String,
    /// Its file.
    pub file: String,
    /// The day on which it is looked at.
    pub as_of: NaiveDate,
    /// When its first state was written down.
    pub start: Seen,
    /// How many states there were since.
    pub states: usize,
    /// Each promise with what became of it.
    pub entries: Vec<Promise>,
    /// What is to be known about it, a sentence each.
    pub remarks: Vec<String>,
}

/// When a state was written down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// The commit; `None` for what is not committed yet.
    pub commit: Option<String>,
    /// The day.
    pub day: NaiveDate,
}

/// What became of a promise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PromiseFate {
    /// Its value is another one.
    Moved,
    /// A result of it was changed or taken out after it was reviewed.
    Rewritten,
    /// It is there, and no result is reported for it.
    Silent,
    /// It is not there any more.
    Dropped,
    /// It was not there at the start.
    Added,
    /// It is as it was.
    Kept,
}

impl PromiseFate {
    /// Every fate, what asks for an explanation first.
    pub const ALL: [Self; 6] =
        [Self::Moved, Self::Rewritten, Self::Silent, Self::Dropped, Self::Added, Self::Kept];

    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Moved => "moved",
            Self::Rewritten => "rewritten",
            Self::Silent => "silent",
            Self::Dropped => "dropped",
            Self::Added => "added",
            Self::Kept => "kept",
        }
    }
}

/// One promise.
#[derive(Debug)]
pub struct Promise {
    /// What it is about: `metric "Joint pipeline"`.
    pub what: String,
    /// The field, where it is about one.
    pub field: Option<String>,
    /// What became of it.
    pub fate: PromiseFate,
    /// What it said at the start.
    pub then: Option<String>,
    /// What it says now.
    pub now: Option<String>,
    /// Each change on the way, the first one first; for what is silent, when it was last reported.
    pub steps: Vec<PromiseStep>,
}

/// A change on the way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PromiseStep {
    /// When.
    pub seen: Seen,
    /// What it says from then on; `None` where it is not there.
    pub to: Option<String>,
    /// Whether the record itself tells of the change, under `revisions` or `corrected`.
    pub told: bool,
}
