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
    "guess",
    "intuition",
    "from memory",
    "puts it at",
    "put it at",
    "we suppose",
    "opinion",
    "view",
    "feeling",
    "feel",
    "suggested",
    "standard discount",
    "flat",
    "for simplicity",
    "nobody knows",
    "in any case",
    "anyway",
    "we take",
    "we set",
    "as agreed",
    "plan figure",
    "budgeted",
    "would hardly",
    "conservative",
    "fixed share",
    "put a",
    "puts a",
    "put half",
    "say which",
    "forecast",
    "always use",
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
    "run rate",
    "before the start",
    "before it started",
    "before we",
    "before that",
];
/// Somebody else, at the same time.
const OTHERS: &[&str] = &[
    "region",
    "market",
    "customer",
    "account",
    "group",
    "control group",
    "controls",
    "control ",
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
        let others = [
            "quarter of 20",
            "quarter of the year",
            "same quarter",
            "quarter of last",
            "other project",
            "our group",
        ]
        .iter()
        .fold(lower.clone(), |text, time| text.replace(time, ""));
        let guessed = contains_words(&lower, &estimate) || is_somebodys_figure(&lower);
        let measured = matches!(method, Method::Holdout | Method::MatchedMarket);
        let (contradicts, what) = if guessed {
            (true, "an estimate")
        } else {
            (
                measured && says(BEFORE) && !OTHERS.iter().any(|word| begins_a_word(&others, word)),
                "a comparison with the time before",
            )
        };
        if apart && !contradicts && !says(BEFORE) && names_nobody(text, &others) {
            out.warning(
                path,
                format!(
                    "\"{label}\" is compared by {method}, but the record does not say with whom: \"{}\"",
                    shorten(text, 60)
                ),
            )
            .example(
                "because: …   # which customers, regions or sites were left out, and why they are comparable",
            );
        } else if contradicts {
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

/// Whether a reason of several words names no group or place that could be compared with.
fn names_nobody(text: &str, others: &str) -> bool {
    const APART: &[&str] = &[
        "where",
        "who ",
        "whom",
        "that ",
        "non-",
        "unserved",
        "untreated",
        "uncovered",
        "unaffected",
        "outside",
        "beyond",
        "except",
        "only",
        "against",
        "compar",
        "waiting",
        "kept",
        "left",
        "later",
        "never",
        "before",
        "alone",
        "sister",
        "match",
        "lot",
        "drawn",
        "trial",
        "test",
    ];
    let mut words = text.split_whitespace();
    // A name beside the first word may be a place: "Portugal", "our own Saxony".
    let name = words.clone().skip(1).any(|word| word.starts_with(char::is_uppercase));
    let lone = words.nth(1).is_none();
    let cross = is_cross_reference(text) || text.contains(|letter: char| letter.is_ascii_digit());
    let plural = others.split(|letter: char| !letter.is_alphanumeric()).any(|word| {
        word.len() > 4
            && word.ends_with('s')
            && !word.ends_with("ss")
            && !matches!(
                word,
                "sales"
                    | "deals"
                    | "terms"
                    | "times"
                    | "years"
                    | "months"
                    | "others"
                    | "costs"
                    | "managers"
                    | "finances"
                    | "thinks"
                    | "projects"
                    | "actuals"
                    | "reps"
                    | "reports"
                    | "reasons"
                    | "hours"
                    | "always"
            )
    });
    let told_apart = OTHERS.iter().any(|word| begins_a_word(others, word))
        || APART.iter().any(|word| others.contains(word));
    !(name || lone || cross || plural || told_apart)
}

/// Whether a word of the text begins like this: "list" is in "waiting lists", and not in "realistic".
fn begins_a_word(text: &str, stem: &str) -> bool {
    text.match_indices(stem).any(|(at, _)| {
        !text.get(..at).and_then(|before| before.chars().next_back()).is_some_and(char::is_alphanumeric)
    })
}

/// Whether the whole reason is that somebody has said so: "the CFO's number", "nobody would have bought it otherwise".
fn is_somebodys_figure(lower: &str) -> bool {
    const FIGURES: &[&str] = &[
        "number",
        "numbers",
        "figure",
        "figures",
        "proposal",
        "call",
        "estimate",
        "wish",
        "word",
        "suggestion",
        "assessment",
    ];
    let plain = lower.replace('\u{2019}', "'");
    let last = plain.trim_end_matches('.').rsplit(' ').next().unwrap_or_default();
    let whose = plain.contains("'s ") && FIGURES.contains(&last) && plain.split_whitespace().count() <= 4;
    let claimed =
        ["nobody would", "no one would", "none would", "none of it would", "it would not", "it would never"]
            .iter()
            .any(|opening| plain.starts_with(opening));
    whose || claimed
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
