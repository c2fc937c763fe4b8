//! What an alliance and a portfolio are: plain typed data that knows neither files nor rules.

mod alliance;
mod as_of;
pub mod date;
mod deal;
mod edit;
mod field;
mod fiscal_year;
mod fix;
mod names;
mod near_date;
mod number;
mod open_value;
mod past_date;
mod period;
mod portfolio;
mod vocabulary;

pub use alliance::*;
pub use as_of::FutureEntry;
pub use date::Date;
pub use deal::{Condition, Dependence, Equity, Exclusivity, ExitPrice, Fee, FeeFrom, Risk};
pub use edit::{Edit, Yaml};
pub use field::{
    BySide, Field, FromSentence, List, MAX_SIDES, ONE_OR_MANY, SENTENCE_OR_FIELDS, sentence_or_fields,
};
pub use fiscal_year::FiscalYear;
pub use fix::Fix;
pub use names::{FIRST_WORDS, comparable, is_placeholder, same_name};
pub use number::{Count, Delivered, Money, Number, exact_decimal, grouped, percent, percent_to};
pub use open_value::{Duration, FromWord, Stated};
pub use past_date::PastDate;
pub use period::{PERIOD, Period, month_number};
pub use portfolio::{
    Capacity, Gate, LONGEST_TRAILING_MONTHS, LONGEST_WAIVER_DAYS, OptionText, Override, Portfolio,
    RuleSetting, TRAILING_MONTHS, Waiver,
};
pub use vocabulary::*;
