//! `alliance` audits a portfolio of business alliances, described in YAML, before a quarterly review.
//!
//! The library is the pipeline that the program runs, and each arrow points one way:
//! [`load`] reads files into the [`model`], [`facts`] are derived from it, [`rules`] judge it (with [`language`] to read
//! sentences), [`health`] draws from that what to decide, [`audit`] puts a [`report`] together, [`mod@compare`] lays
//! two side by side, [`check`] holds one to its gates, and the [`commands`] of the [`cli`] print it.

pub mod audit;
pub mod check;
pub mod cli;
pub mod commands;
pub mod compare;
pub mod edit;
pub mod facts;
pub mod glossary;
pub mod health;
pub mod import;
pub mod language;
pub mod load;
pub mod lsp;
pub mod model;
pub mod recall;
pub mod render;
pub mod report;
pub mod rules;
pub mod schema;
mod text;
