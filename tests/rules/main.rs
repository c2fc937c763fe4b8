//! The rules, held to their pages and to their thresholds.

mod agenda;
mod boundaries;
mod covered;
mod healthy;
mod pages;
mod phrases;
mod support;

mod evolution;
mod exchange;
mod exit;
mod governance;
mod identity;
mod measurement;
mod metrics;
mod portfolio;
mod questions;
mod quotes;
mod record;
mod strategy;
mod terms;
