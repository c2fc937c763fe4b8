//! Questions about what an alliance earns and costs.

use super::topic::{Answer, Matter, Topic};
use super::words::{INDICATORS, METHODS, METRIC};
use crate::rules::exchange::{missing_contributions, missing_expectations};
use crate::rules::identity::incomplete_affiliate_terms;
use crate::rules::measurement::{gross_headline, missing_counterfactual};
use crate::rules::metrics::one_sided_tracking;
use crate::rules::portfolio::{unrecallable_alliance, unrecorded_attention};

/// In the order in which they are asked.
pub(super) const TOPICS: &[Topic] = &[
    Topic {
        rules: METRIC,
        field: "metrics[*].indicator",
        matter: Matter::Money,
        partner: false,
        ask: "What kind of figure is \"{metric}\"?",
        examples: ["shared-revenue", "reach", "referral-volume"],
        answer: Answer::Choice(INDICATORS),
    },
    Topic {
        rules: METRIC,
        field: "metrics[*].unit",
        matter: Matter::Money,
        partner: false,
        ask: "What does \"{metric}\" count: a currency, or which things?",
        examples: ["EUR", "lead", "customer"],
        answer: Answer::Text,
    },
    Topic {
        rules: METRIC,
        field: "metrics[*].agreed",
        matter: Matter::Money,
        partner: false,
        ask: "When did you and {partner} agree on \"{metric}\" as a measure?",
        examples: ["2025-01-20", "2026-02", "2024-Q1"],
        answer: Answer::Past,
    },
    Topic {
        rules: &[&gross_headline::RULE],
        field: "@",
        matter: Matter::Money,
        partner: false,
        ask: "How much of \"{metric}\" in {period} would you have won without the alliance?",
        examples: ["110000", "12", "4"],
        answer: Answer::Number,
    },
    Topic {
        rules: &[&missing_counterfactual::RULE],
        field: "metrics[*].counterfactual.method",
        matter: Matter::Money,
        partner: true,
        ask: "What do you compare \"{metric}\" with, to know what you would have won anyway?",
        examples: ["matched-market", "pre-post", "holdout"],
        answer: Answer::Choice(METHODS),
    },
    Topic {
        rules: &[&unrecorded_attention::RULE, &unrecallable_alliance::RULE],
        field: "attention.hours_per_month",
        matter: Matter::Money,
        partner: false,
        ask: "How many hours a month does {alliance} take on our side, everybody counted?",
        examples: ["22", "8", "3"],
        answer: Answer::Number,
    },
    Topic {
        rules: &[&missing_expectations::RULE],
        field: "expects.{side}",
        matter: Matter::Money,
        partner: true,
        ask: "What does {side} expect to get out of {alliance}: how much, and by when?",
        examples: [
            "EUR 1.6m of new migration revenue a year",
            "150 qualified leads by the end of June",
            "EUR 40,000 of commission a year",
        ],
        answer: Answer::Item,
    },
    Topic {
        rules: &[&missing_contributions::RULE],
        field: "contributions.{side}",
        matter: Matter::Money,
        partner: true,
        ask: "What does {side} contribute to {alliance}: how much, by when, and at least how much?",
        examples: [
            "Six certified engineers on joint deals, at least four projects a quarter",
            "Two newsletters to 80,000 subscribers by 30 June, at least one in May",
            "A banner on every product page until 31 December, at least 20,000 views a month",
        ],
        answer: Answer::Item,
    },
    Topic {
        rules: &[&one_sided_tracking::RULE],
        field: "metrics[*].tracked_by.{side}",
        matter: Matter::Money,
        partner: true,
        ask: "Which report of its own does {side} use for \"{metric}\"?",
        examples: ["CRM report 88", "Webinar registrations export", "Affiliate dashboard"],
        answer: Answer::Text,
    },
    Topic {
        rules: &[&incomplete_affiliate_terms::RULE],
        field: "affiliate.commission",
        matter: Matter::Money,
        partner: true,
        ask: "What commission does {partner} get, and for what?",
        examples: ["10 % of the first year", "10 % of the first year", "10 % of the first order"],
        answer: Answer::Text,
    },
    Topic {
        rules: &[&incomplete_affiliate_terms::RULE],
        field: "affiliate.tracking",
        matter: Matter::Money,
        partner: true,
        ask: "How is a referral recognised, and for how long?",
        examples: [
            "A link with their code, for 30 days",
            "A code at the checkout",
            "A link with their code, for 30 days",
        ],
        answer: Answer::Text,
    },
];
