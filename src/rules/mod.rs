//! The criteria, one rule each, and the engine that holds records to them.
//!
//! A rule is a value (see [`Rule`]); its area's module lists it, and [`all`] chains the areas. Rules see a
//! [`Context`] and report field paths; they know no files, lines, clocks or printing.

pub mod context;
mod effective;
pub mod engine;
mod finding;
mod laxer;
mod portfolio_context;
mod registry;
mod rule;
mod settings;
mod summary;
mod terms;
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

pub use context::{Context, Exceptions, Options};
pub use effective::{Effective, OptionValue};
pub use engine::{Judgement, RuleEnv, RuleResult, Subject, judge, judge_past, judge_whole};
pub use finding::{CheckFinding, Findings, Label};
pub use laxer::{Laxer, laxer};
pub use portfolio_context::{AllianceSummary, PortfolioContext};
pub use registry::{RuleRef, all, find};
pub use rule::{Absorbs, Check, Finding, Judged, Rule};
pub use settings::{SettingChange, SettingMistake, Settings};
pub use summary::summary;
pub use terms::{Applies, Area, Basis, Default, OptionSpec, Outcome, Remedy, Severity, Weakens};
pub use waivers::{Waived, WaiverPlace};
