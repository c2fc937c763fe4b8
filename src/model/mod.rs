//! What an alliance and a portfolio are: plain typed data that knows neither files nor rules.

mod alliance;
mod as_of;
pub mod calendar;
mod contribution;
mod count;
mod date;
mod deal;
mod decimal;
mod edit;
mod exit;
mod field;
mod fiscal_year;
mod fix;
mod governance;
mod metric;
mod names;
mod near_date;
mod near_number;
mod number;
mod open_value;
mod past_date;
mod period;
mod period_reader;
mod portfolio;
mod printed;
mod refusal;
mod side;
mod vocabulary;

pub use alliance::*;
pub use as_of::FutureEntry;
pub use calendar::{MONTHS, month_number};
pub use contribution::Contribution;
pub use count::{Count, Delivered};
pub use date::Date;
pub use deal::{Condition, Dependence, Equity, Exclusivity, ExitPrice, Fee, FeeFrom, Risk};
pub use decimal::exact_decimal;
pub use edit::{Edit, Yaml};
pub use exit::{Exit, HandoverItem, Term, Trigger};
pub use field::{
    BySide, Field, FromSentence, List, MAX_SIDES, ONE_OR_MANY, SENTENCE_OR_FIELDS, sentence_or_fields,
};
pub use fiscal_year::FiscalYear;
pub use fix::Fix;
pub use governance::{
    Commitment, Governance, Issue, JointPlan, Owner, Rating, RecordedDecision, Review, SharedDocument, Stop,
    Trust,
};
pub use metric::{Corrected, Counterfactual, Metric, MetricBaseline, MetricResult, Revision};
pub use names::{FIRST_WORDS, comparable, is_placeholder, same_name};
pub use near_number::{NearNumber, near_number};
pub use number::{Money, Number};
pub use open_value::{Duration, FromWord, Stated};
pub use past_date::PastDate;
pub use period::Period;
pub use period_reader::PERIOD;
pub use portfolio::{
    Capacity, Gate, LONGEST_TRAILING_MONTHS, LONGEST_WAIVER_DAYS, OptionText, Override, Portfolio,
    RuleSetting, TRAILING_MONTHS, Waiver,
};
pub use printed::{grouped, hours, lapse, money, money_in_short, percent, percent_to};
pub use refusal::{Advice, Refusal};
pub use side::{PARTNER, Side, US};
pub use vocabulary::*;
