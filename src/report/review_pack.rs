//! What a review goes through besides findings: who sits at the table, what each side has promised, what was held and decided.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::text::short_day;

/// One alliance before its review.
#[derive(Debug, Clone, Default)]
pub struct ReviewPack {
    /// The shared commercial objective.
    pub objective: Option<String>,
    /// Every side, ours first.
    pub sides: Vec<SideReview>,
    /// Whether dated promises are tracked in a document that every side can open.
    pub commitments_shared: bool,
    /// Open issues, the oldest first.
    pub issues: Vec<OpenIssue>,
    /// Reviews held, the latest first.
    pub reviews: Vec<ReviewHeld>,
    /// Decisions on the alliance, the latest first.
    pub decisions: Vec<Decided>,
    /// End of the running term, rolled forward through automatic renewals.
    pub term_ends: Option<NaiveDate>,
    /// Whether that day is past and nothing renewed the term.
    pub term_expired: bool,
    /// The notice period without cause, in words.
    pub notice: Option<String>,
    /// How many conditions open the exit conversation.
    pub triggers: usize,
    /// What is to be handed over at the end.
    pub handover: Vec<String>,
    /// A day to stop a renewal that has passed, and what that costs, as a clause.
    pub missed_notice: Option<String>,
}

/// One side.
#[derive(Debug, Clone)]
pub struct SideReview {
    /// Its id in the record.
    pub id: String,
    /// What it is called: the partner's name, or ours.
    pub name: String,
    /// Who answers for the alliance there.
    pub owner: Option<String>,
    /// In what position.
    pub role: Option<String>,
    /// What it wants out of the alliance.
    pub expects: Vec<String>,
    /// What it puts in.
    pub contributions: Vec<Promised>,
    /// Its dated promises, by their day.
    pub commitments: Vec<DatedPromise>,
}

/// Something a side puts in.
#[derive(Debug, Clone)]
pub struct Promised {
    /// What.
    pub what: String,
    /// Whether it was agreed on a day that has come.
    pub agreed: bool,
    /// First day.
    pub from: Option<NaiveDate>,
    /// Last day, by its field or its sentence.
    pub until: Option<NaiveDate>,
    /// Delivered to date, in the unit of the floor.
    pub delivered: Option<Decimal>,
    /// Whether all of it is delivered, where the record says so in a word.
    pub all_delivered: Option<bool>,
}

/// A dated promise.
#[derive(Debug, Clone)]
pub struct DatedPromise {
    /// What.
    pub what: String,
    /// By when.
    pub due: Option<NaiveDate>,
    /// How it stands.
    pub state: PromiseState,
}

/// How a promise stands on the as-of date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PromiseState {
    /// Kept in time, on this day.
    Kept(NaiveDate),
    /// Kept, so many days late.
    Late(NaiveDate, i64),
    /// Not due yet, or without a day.
    Open,
    /// Due so many days ago, and not kept.
    Overdue(i64),
}

impl PromiseState {
    /// In words.
    pub fn words(self) -> String {
        match self {
            Self::Kept(done) => format!("kept on {}", short_day(done)),
            Self::Late(done, days) => {
                format!("kept on {}, {} late", short_day(done), crate::text::count(days, "day"))
            }
            Self::Open => "open".to_owned(),
            Self::Overdue(days) => format!("{} overdue", crate::text::count(days, "day")),
        }
    }

    /// Whether it is kept, in time or not.
    pub fn is_kept(self) -> bool {
        matches!(self, Self::Kept(_) | Self::Late(..))
    }
}

/// Something in the way.
#[derive(Debug, Clone)]
pub struct OpenIssue {
    /// What.
    pub what: String,
    /// Since when.
    pub opened: Option<NaiveDate>,
    /// For how many days.
    pub days: Option<i64>,
    /// How serious.
    pub severity: Option<&'static str>,
}

/// A review that was held.
#[derive(Debug, Clone)]
pub struct ReviewHeld {
    /// When.
    pub date: NaiveDate,
    /// Whether something happened at it.
    pub substantive: bool,
    /// Whether every side came.
    pub everyone: bool,
    /// What was decided.
    pub decisions: Vec<String>,
}

/// A decision on the alliance.
#[derive(Debug, Clone)]
pub struct Decided {
    /// When.
    pub date: NaiveDate,
    /// What.
    pub verdict: &'static str,
    /// Why.
    pub why: Option<String>,
    /// When it is decided again.
    pub next: Option<NaiveDate>,
}
