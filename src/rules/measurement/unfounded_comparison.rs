//! A comparison is worth what stands behind it, not what it is called.

use std::borrow::Cow;

use super::common::{is_method_unusable, is_set_aside, method};
use crate::facts::answers::holds_a_place;
use crate::model::Method;
use crate::rules::metrics::common::each_headline;
use crate::rules::rule::{Area, Check, Default, Judged, OptionSpec, Rule, Weakens, rule};
use crate::rules::{Context, Findings};
use crate::text::{shorten, small};

/// The rule.
pub static RULE: Rule = rule! {
    id: "unfounded-comparison",
    area: Area::Measurement,
    doubt: true,
    weakens: Weakens::ToEstimate,
    summary: "a metric claims to be compared with a group or market, but its `because` does not say which",
    why: "an estimate that is called a measurement is believed like one",
    options: &[OptionSpec {
        name: "words",
        default: Default::Words(ESTIMATE),
        help: "words that show an estimate, whatever the method is called",
    }],
    check: Check::Record(check),
};

/// What people write who have not measured.
const ESTIMATE: &[&str] = &[
    "estimate",
    "estimated",
    "estimates",
    "we think",
    "thinks",
    "gut feeling",
    "feels like",
    "we believe",
    "we assume",
    "we guess",
    "assumption",
    "assumed",
    "rule of thumb",
    "gut",
    "judgement",
    "judgment",
    "experience",
    "flat rate",
    "flat share",
    "by agreement",
    "agreed share",
    "roughly",
    "sales says",
    "sales team says",
    "partner says",
    "best guess",
    "educated guess",
    "reckon",
    "reckons",
    "hunch",
    "ballpark",
    "guess",
    "guesses",
    "guesstimate",
    "intuition",
    "from memory",
    "puts it at",
    "put it at",
    "we suppose",
];
/// A comparison with the time before.
const BEFORE: &[&str] = &[
    "last year",
    "year before",
    "previous year",
    "prior year",
    "year ago",
    "before launch",
    "before the launch",
    "quarter before",
    "quarters before",
    "months before",
    "previous quarter",
    "prior period",
    "trend",
    "carried forward",
    "extrapolat",
    "before the alliance",
    "same quarter of 20",
    "same quarter in 20",
    "same period of 20",
    "same period in 20",
    "same months of 20",
    "same month of 20",
    "same weeks of 20",
    "year earlier",
    "years earlier",
    "earlier year",
    "historical",
    "pre-launch",
    "what we sold in 20",
    "our own sales in 20",
    "our own figures of 20",
];
/// Somebody else, at the same time.
const OTHERS: &[&str] = &[
    "region",
    "market",
    "customer",
    "account",
    "group",
    "control",
    "held out",
    "holdout",
    "kept out",
    "left out",
    "store",
    "shop",
    "branch",
    "site",
    "country",
    "countries",
    "cohort",
    "segment",
    "city",
    "cities",
    "depot",
    "lane",
    "corridor",
    "route",
    "hospital",
    "clinic",
    "pharmac",
    "tenant",
    "user",
    "list",
    "half",
    "third",
    "quarter of",
    "random",
    "without",
    "not ",
    "other",
    "similar",
    "matched",
    "twin",
    "dealer",
    "district",
    "area",
    "team",
    "plant",
    "practice",
];

fn check(cx: &Context, out: &mut Findings) -> Judged {
    let estimate: Vec<Cow<str>> = cx.options.words("words").into_iter().map(small).collect();
    each_headline(cx, |headline| {
        let metric = headline.metric;
        if is_method_unusable(metric) {
            return Judged::Unknown;
        }
        if is_set_aside(cx, headline) {
            return Judged::NotApplicable;
        }
        let Some(method) = method(metric) else {
            return Judged::CoveredBy(&crate::rules::measurement::missing_counterfactual::RULE);
        };
        let apart =
            matches!(method, Method::Holdout | Method::MatchedMarket | Method::DifferenceInDifferences);
        if method == Method::ExpertEstimate {
            return Judged::NotApplicable;
        }
        let because = metric.counterfactual.get().map(|counterfactual| &counterfactual.because);
        if because.is_some_and(|because| because.is_invalid()) {
            return Judged::Unknown;
        }
        let path = format!("metrics[{}].counterfactual.because", headline.index);
        let label = metric.label();
        let text = because
            .and_then(|because| because.text())
            .filter(|text| is_cross_reference(text) || !holds_a_place(text));
        let Some(text) = text else {
            if apart {
                out.warning(
                    path,
                    format!(
                        "\"{label}\" is compared by {method}, but the record does not say with \
                                           whom"
                    ),
                )
                .example(
                    "because: …   # which customers, regions or sites were left out, and why they are \
                          comparable",
                );
            }
            return Judged::Judged;
        };
        let lower = text.to_lowercase();
        let says = |list: &[&str]| list.iter().any(|word| lower.contains(word));
        // "A quarter of the shops" is somebody else; a quarter of 2024 is the time before.
        let others = || lower.replace("quarter of 20", "");
        let names_others = |text: &str| OTHERS.iter().any(|word| text.contains(word));
        let guessed = contains_words(&lower, &estimate);
        let measured = matches!(method, Method::Holdout | Method::MatchedMarket);
        let (contradicts, what) = if guessed {
            (true, "an estimate")
        } else {
            (measured && says(BEFORE) && !names_others(&others()), "a comparison with the time before")
        };
        if contradicts {
            let honest = if guessed { "expert-estimate" } else { "pre-post" };
            out.warning(
                path,
                format!(
                    "the method for \"{label}\" is called {method}, but its reason is {what}: \"{}\"",
                    shorten(text, 60)
                ),
            )
            .example(format!(
                "method: {honest}   # or leave some customers or a market out, and compare with them"
            ))
            .label(format!("metrics[{}].counterfactual.method", headline.index), "what it is called");
        }
        Judged::Judged
    })
}

/// Whether a text points at the reason of another metric.
fn is_cross_reference(text: &str) -> bool {
    matches!(
        text.trim().trim_end_matches('.').to_lowercase().as_str(),
        "as above" | "same" | "same as above" | "see above" | "ditto"
    )
}

/// Whether one of some phrases stands in a text as whole words.
fn contains_words(text: &str, phrases: &[Cow<str>]) -> bool {
    let mut inside = false;
    text.char_indices().any(|(at, letter)| {
        let begins = !std::mem::replace(&mut inside, letter.is_alphanumeric());
        let rest = &text[at..];
        let ends = |phrase: &Cow<str>| {
            let may_be = phrase.as_bytes().first() == rest.as_bytes().first();
            let after = if may_be { rest.strip_prefix(&**phrase) } else { None };
            after.is_some_and(|after| !after.starts_with(char::is_alphanumeric))
        };
        begins && phrases.iter().any(ends)
    })
}
