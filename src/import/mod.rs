//! Between spreadsheets and records: what a head of partnerships already has, read into records and results, and written
//! back into a sheet of the same shape.
//!
//! Whatever a sheet holds is data: formulas are not computed, links not followed, macros not run.

pub mod append;
pub mod cells;
pub mod columns;
pub mod dates;
pub mod export;
pub mod fiscal;
pub mod header;
pub mod mapping;
pub mod notice;
pub mod people;
pub mod record;
pub mod results;
pub mod sheet;
pub mod words;
pub mod yaml;

/// Most rows of partners that a sheet may have: a portfolio with more is kept elsewhere.
pub const MAX_PARTNERS: usize = 2_000;
/// Most rows of results that a sheet may have.
pub const MAX_RESULT_ROWS: usize = 20_000;
