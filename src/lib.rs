//! `alliance` audits a portfolio of business alliances, described in YAML, before a quarterly review.
//!
//! The library is the pipeline that the program runs, and each arrow points one way:
//! [`load`] reads files into the [`model`], [`rules`] judge it, and [`report`] prints what [`audit`] put together.

pub mod audit;
pub mod load;
pub mod model;
pub mod prose;
pub mod report;
pub mod rules;
mod text;
