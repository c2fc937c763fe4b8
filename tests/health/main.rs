//! What an alliance is worth and what to decide about it, held to figures worked out by hand.

#[path = "../cli/ci.rs"]
#[expect(dead_code, reason = "nothing is skipped here")]
mod ci;
#[path = "../cli/office.rs"]
#[expect(dead_code, reason = "what only the tests of the command line need")]
mod office;
#[path = "../rules/support.rs"]
#[expect(dead_code, reason = "the tests of the rules use the rest of it")]
mod support;

mod brief;
mod evidence;
mod ledger;
mod score;
mod simulation;
mod trades;
mod verdicts;

use alliance::audit::{self, Clock};
use alliance::health::Health;
use alliance::load::Inputs;
use alliance::report::Report;
use support::{AS_OF, Case, root};

/// The healthy record before nothing in particular.
fn healthy() -> Case {
    Case::new("unreadable-record")
}

/// How the first alliance of a report does.
fn first(report: &Report) -> &Health {
    report.alliances[0].health.as_ref().expect("a record that can be read")
}

/// The report on the sample portfolio.
fn sample() -> Report {
    let inputs = Inputs::read(&[], None, &root(), std::io::empty()).expect("the sample portfolio");
    let today = alliance::model::Date::parse(AS_OF).expect("a date").0;
    audit::run(inputs, Clock { today, as_of: Some(today) })
}

/// How an alliance of a report does, by its name.
fn of<'r>(report: &'r Report, name: &str) -> &'r Health {
    let alliance = report.alliances.iter().find(|alliance| alliance.name == name);
    alliance.and_then(|alliance| alliance.health.as_ref()).unwrap_or_else(|| panic!("no {name}"))
}
