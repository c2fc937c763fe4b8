//! A promise is a contribution once it says how much, by when, and at least what.

use crate::facts::inferred_type::is_stake;
use crate::model::{Contribution, ContributionKind, Delivered, Field, Kind, Money, Number};
use crate::rules::rule::{Applies, Area, Basis, Check, Judged, Remedy, Rule, Severity, rule};
use crate::rules::{Context, Findings};
use crate::text::listed;

use super::common::{Terms, scalar};

/// The rule.
pub static RULE: Rule = rule! {
    id: "vague-contribution",
    area: Area::Exchange,
    severities: &[Severity::Error, Severity::Warning, Severity::Note],
    applies: Applies::ANY.or_proposed(),
    basis: Basis::Gap,
    remedy: Remedy::Agree,
    summary: "a contribution does not say how much, by when, or the minimum",
    why: "a promise without figures cannot be kept or broken, only argued about",
    check: Check::Record(check),
};

/// What a contribution leaves open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct VaguePart {
    quantity: bool,
    window: bool,
    floor: bool,
}

fn check(cx: &Context, out: &mut Findings) -> Judged {
    let (mut judged, mut unknown) = (false, false);
    for (side, given) in cx.record.contributions.fields() {
        let Some(given) = given.get() else {
            unknown |= given.is_invalid();
            continue;
        };
        unknown |= given.is_invalid();
        for (index, contribution) in given.iter() {
            judged = true;
            // What has been delivered whole leaves nothing open.
            if contribution.delivered.copied() == Some(Delivered::Whole(true)) {
                continue;
            }
            judge(cx, out, side, index, contribution);
        }
    }
    match (judged, unknown) {
        (true, false) => Judged::Judged,
        (_, true) => Judged::Unknown,
        // Where both sides are to bring something, missing-contributions speaks.
        _ if matches!(cx.facts.kind, Some(Kind::Strategic | Kind::CoMarketing)) => {
            Judged::CoveredBy(&crate::rules::exchange::missing_contributions::RULE)
        }
        _ => Judged::NotApplicable,
    }
}

fn judge(cx: &Context, out: &mut Findings, side: &str, index: usize, contribution: &Contribution) {
    let terms = Terms::of(contribution, cx.facts);
    let missing = missing(contribution, &terms);
    let severity = match missing {
        VaguePart { quantity: true, window: true, .. } => Severity::Error,
        VaguePart { quantity: false, window: false, floor: false } => return,
        VaguePart { quantity: false, window: false, floor: true } => Severity::Note,
        _ => Severity::Warning,
    };
    let begins = match contribution.from.get() {
        Some(from) if missing.window => format!(" (it begins on {from} and has no end)"),
        _ => String::new(),
    };
    // A sentence in a list of its own is the whole item; among fields it is one of them.
    let bare = Contribution { what: contribution.what.clone(), ..Contribution::default() };
    let field = if *contribution == bare { "" } else { ".what" };
    out.report(
        severity,
        format!("contributions.{side}[{index}]{field}"),
        format!("one contribution of {} has {}{begins}", cx.record.side_name(side), missing.said()),
    )
    // Other programs read the words behind "names".
    .evidence(&format!(": {}. It names {}", terms.label(), missing.named()))
    .example(stub(contribution, missing))
    .side(side);
}

fn missing(contribution: &Contribution, terms: &Terms) -> VaguePart {
    let capability = contribution.kinds().any(|kind| {
        matches!(
            kind,
            ContributionKind::Expertise
                | ContributionKind::Technology
                | ContributionKind::Data
                | ContributionKind::Product
                | ContributionKind::Distribution
        )
    });
    let quantity = terms.names_quantity();
    // What may be used on stated terms is lent whole: there is nothing to count, and no least amount of it.
    let lent = !quantity && capability && (terms.names_access() || terms.names_every());
    // A stake is held, not delivered bit by bit: so much of it is its own least, for as long as it is held.
    let stake = quantity
        && contribution.is_of(ContributionKind::Capital)
        && contribution.what.text().is_some_and(is_stake);
    VaguePart {
        quantity: !quantity && !lent,
        window: !terms.names_window() && !stake,
        floor: !terms.names_floor() && !terms.is_fixed() && !lent && !stake,
    }
}

impl VaguePart {
    /// What is missing, in a sentence.
    fn said(self) -> String {
        let parts = [
            (self.quantity, "no amount"),
            (self.window, "no dates"),
            (self.floor && !self.quantity, "no minimum"),
        ];
        let parts: Vec<&str> = parts.into_iter().filter(|part| part.0).map(|part| part.1).collect();
        listed(&parts)
    }

    /// What is missing. Other programs read these words, so they never change.
    fn named(self) -> String {
        match self {
            // There is no least amount of what is not counted: said, but not as a gap of its own.
            Self { quantity: true, window: true, floor: true } => {
                "no quantity and no window, and so no floor".to_owned()
            }
            Self { quantity, window, floor } => {
                let parts = [(quantity, "no quantity"), (window, "no window"), (floor, "no floor")];
                let parts: Vec<&str> = parts.into_iter().filter(|part| part.0).map(|part| part.1).collect();
                listed(&parts)
            }
        }
    }
}

/// Its kind as a record writes it, a list of several in brackets; empty where there is none.
fn kinds(contribution: &Contribution) -> String {
    let words: Vec<&str> = contribution.kinds().map(ContributionKind::word).collect();
    if words.len() > 1 { format!("[{}]", words.join(", ")) } else { words.concat() }
}

/// The contribution as it stands, with a line to fill in for each part that is missing.
fn stub(contribution: &Contribution, missing: VaguePart) -> String {
    let there = |value: Option<String>| value.unwrap_or_default();
    let open = |open: bool, line: &str| if open { line.to_owned() } else { String::new() };
    let or_open =
        |value: Option<String>, is_open: bool, line: &str| value.unwrap_or_else(|| open(is_open, line));
    let date = |field: &Field<crate::model::Date>| field.get().map(ToString::to_string);
    let lines = [
        ("what", contribution.what.text().map_or_else(|| "IN ONE SENTENCE".to_owned(), scalar)),
        ("kind", kinds(contribution)),
        ("amount", or_open(contribution.amount.get().map(plain), missing.quantity, "NUMBER   # how much")),
        (
            "unit",
            or_open(
                contribution.unit.text().map(scalar),
                missing.quantity,
                "WHAT IS COUNTED   # a rate, too: sends a quarter",
            ),
        ),
        (
            "at_least",
            or_open(
                contribution.at_least.get().map(plain),
                missing.floor,
                "NUMBER   # the least that is promised",
            ),
        ),
        ("from", or_open(date(&contribution.from), missing.window, "YYYY-MM-DD   # the first day")),
        ("until", or_open(date(&contribution.until), missing.window, "YYYY-MM-DD   # the last day")),
        ("hard_to_replicate", there(contribution.hard_to_replicate.text().map(scalar))),
        ("delivered", there(contribution.delivered.get().map(delivered))),
        ("worth", there(contribution.worth.get().map(worth))),
        ("agreed", there(contribution.agreed.get().map(ToString::to_string))),
    ];
    let written: Vec<String> = lines
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(key, value)| format!("{key}: {value}"))
        .collect();
    format!("- {}", written.join("\n  "))
}

fn plain(number: &Number) -> String {
    number.0.normalize().to_string()
}

fn delivered(delivered: &Delivered) -> String {
    match delivered {
        Delivered::Amount(amount) => amount.normalize().to_string(),
        Delivered::Whole(whole) => whole.to_string(),
    }
}

fn worth(worth: &Money) -> String {
    let currency = worth.currency.as_ref().map_or(String::new(), |currency| format!("{currency} "));
    format!("{currency}{}", worth.amount.normalize())
}
