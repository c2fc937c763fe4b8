//! Questions without whose answers there is no verdict, or none that is worth much.

use super::topic::{Answer, Matter, Topic};
use super::words::{DECISIONS, METRIC, PERIODS};
use crate::rules::evolution::overdue_decision;
use crate::rules::identity::missing_launch_date;
use crate::rules::measurement::silent_metric;
use crate::rules::metrics::missing_metrics;

/// In the order in which they are asked.
pub(super) const TOPICS: &[Topic] = &[
    Topic {
        rules: &[&missing_launch_date::RULE],
        field: "started",
        matter: Matter::Verdict,
        partner: false,
        ask: "Since when has {alliance} been running?",
        examples: ["2025-03-01, or 2025-03 if you know the month only", "1 Sep 2026", "2024-Q2"],
        answer: Answer::Past,
    },
    Topic {
        rules: &[&missing_metrics::RULE],
        field: "metrics",
        matter: Matter::Verdict,
        partner: true,
        ask: "Which figure tells both of you that {alliance} works?",
        examples: [
            "Joint migration revenue",
            "Qualified leads from the webinar",
            "New customers by referral",
        ],
        answer: Answer::Named,
    },
    Topic {
        rules: METRIC,
        field: "metrics[*].every",
        matter: Matter::Verdict,
        partner: true,
        ask: "How often is \"{metric}\" read?",
        examples: ["quarter", "month", "month"],
        answer: Answer::Choice(PERIODS),
    },
    Topic {
        rules: METRIC,
        field: "metrics[*].target",
        matter: Matter::Verdict,
        partner: true,
        ask: "What should \"{metric}\" reach each {every}?",
        examples: ["400000", "60", "25"],
        answer: Answer::Number,
    },
    Topic {
        rules: METRIC,
        field: "metrics[*].floor",
        matter: Matter::Verdict,
        partner: true,
        ask: "Below which level of \"{metric}\" in a {every}{target} would you say that {alliance} does not work?",
        examples: ["200000", "25", "10"],
        answer: Answer::Number,
    },
    Topic {
        rules: &[&overdue_decision::RULE],
        field: "decisions",
        matter: Matter::Verdict,
        partner: false,
        ask: "{alliance} is paused, and the day to decide on it has passed. What becomes of it?",
        examples: ["wind-down", "continue", "wind-down"],
        answer: Answer::Decision(DECISIONS),
    },
    Topic {
        rules: &[&silent_metric::RULE],
        field: "metrics[*].results",
        matter: Matter::Verdict,
        partner: false,
        ask: "What was \"{metric}\" in {due}, in total?",
        examples: ["540000", "38", "12"],
        answer: Answer::Result,
    },
];
