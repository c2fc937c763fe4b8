//! The criteria, one rule each, and the engine that holds records to them.
//!
//! A rule is a value (see [`Rule`]); its area's module lists it, and [`all`] chains the areas. Rules see a
//! [`Context`] and report field paths; they know no files, lines, clocks or printing.

pub mod context;
mod effective;
pub mod engine;
mod finding;
mod portfolio_context;
mod rule;
mod settings;
pub mod waivers;

pub mod evolution;
pub mod exchange;
pub mod exit;
pub mod governance;
pub mod identity;
pub mod measurement;
pub mod metrics;
pub mod past;
pub mod portfolio;
pub mod record;
pub mod strategy;

pub use context::{Context, Options};
pub use effective::{Effective, Laxer, OptionValue, laxer};
pub use engine::{Judgement, RuleEnv, Said, Subject, judge, judge_past, judge_whole};
pub use finding::{Finding, Findings, Label};
pub use portfolio_context::{AllianceSummary, PortfolioContext};
pub use rule::{
    Absorbs, Applies, Area, Basis, Check, Default, Judged, OptionSpec, Outcome, Remedy, Rule, Severity,
    Weakens,
};
pub use settings::{Change, SettingMistake, Settings};
pub use waivers::{Waived, WaiverPlace};

/// Every rule, by area in the order of a report.
pub fn all() -> Vec<&'static Rule> {
    [
        identity::RULES,
        strategy::RULES,
        exchange::RULES,
        metrics::RULES,
        exit::RULES,
        governance::RULES,
        evolution::RULES,
        measurement::RULES,
        portfolio::RULES,
        record::RULES,
    ]
    .concat()
}

/// The rule of this id.
pub fn find(id: &str) -> Option<&'static Rule> {
    all().into_iter().find(|rule| rule.id == id)
}
