//! The JSON Schemas by which editors check and complete a record and a portfolio, and that of the report for programs.
//!
//! The program carries them as text. The tests make them anew from the model and the rules, and fail where the text in
//! `schema/` is another: so they cannot drift, and nobody who runs the program pays for their making.

/// The schema of a record.
pub const RECORD: &str = include_str!("../../schema/alliance.schema.json");
/// The schema of `portfolio.yaml`.
pub const PORTFOLIO: &str = include_str!("../../schema/portfolio.schema.json");

/// The schema of `audit -o json` and `check -o json`.
pub const REPORT: &str = include_str!("../../schema/report.schema.json");

#[cfg(test)]
mod examples;
#[cfg(test)]
mod make;
#[cfg(test)]
mod settings;
#[cfg(test)]
mod shapes;
#[cfg(test)]
mod tests;

#[cfg(test)]
pub use shapes::{or_sentence, or_word};
