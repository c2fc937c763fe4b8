//! Minutes that are copied are a sign that the meeting was not held.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use chrono::NaiveDate;

use crate::rules::rule::{Area, Check, Default, Judged, OptionSpec, Remedy, Rule, rule};
use crate::rules::{Context, Findings};
use crate::text::count;

/// The rule.
pub static RULE: Rule = rule! {
    id: "copied-review",
    area: Area::Governance,
    remedy: Remedy::Do,
    doubt: true,
    summary: "reviews repeat each other word for word, or are entered twice",
    why: "a meeting that decides the same thing every time decides nothing, and copied minutes suggest meetings \
          that were not held",
    options: &[
        OptionSpec {
            name: "same",
            default: Default::Number(2),
            help: "how many reviews with the same decisions and number of actions count as copied",
        },
        OptionSpec {
            name: "least_words",
            default: Default::Number(4),
            help: "words from which identical decisions are no coincidence; \"no change\" may be decided twice",
        },
        OptionSpec {
            name: "same_short",
            default: Default::Number(4),
            help: "how many reviews with the same few words and number of actions count as copied",
        },
    ],
    check: Check::Record(check),
};

fn check(cx: &Context, out: &mut Findings) -> Judged {
    let reviews = &cx.facts.reviews;
    if reviews.is_empty() {
        return Judged::NotApplicable;
    }
    let least = usize::try_from(cx.options.number("least_words")).unwrap_or(usize::MAX);
    let same = usize::try_from(cx.options.number("same")).unwrap_or(usize::MAX);
    // Each is read once: a record may hold thousands.
    let mut dates: HashMap<NaiveDate, usize> = HashMap::new();
    let mut texts: HashMap<(String, Option<u32>), (usize, usize)> = HashMap::new();
    for review in reviews {
        match dates.entry(review.date) {
            Entry::Occupied(first) => {
                out.warning(
                    format!("governance.reviews[{}].date", review.index),
                    format!("the review of {} is recorded twice", review.date),
                )
                .label(format!("governance.reviews[{}].date", first.get()), "the first entry")
                .fix("remove one of the two, or correct its date");
            }
            Entry::Vacant(place) => drop(place.insert(review.index)),
        }
        if reviews.len() >= same {
            let text = words(review.review);
            // As many actions came of it, too.
            let actions = review.review.actions.copied().map(|actions| actions.0);
            if !text.is_empty() {
                texts.entry((text, actions)).or_insert((review.index, 0)).1 += 1;
            }
        }
    }
    let same_short = usize::try_from(cx.options.number("same_short")).unwrap_or(usize::MAX);
    let most =
        |text: &str| if text.split_whitespace().count() >= least { same } else { same.max(same_short) };
    let texts = texts.into_iter().filter(|((text, _), (_, alike))| *alike >= most(text));
    let mut copied: Vec<(usize, usize)> = texts.map(|(_, found)| found).collect();
    copied.sort_unstable();
    for (first, alike) in copied {
        let number = count(i64::try_from(alike).unwrap_or(i64::MAX), "review");
        out.warning(
            format!("governance.reviews[{first}].decisions"),
            format!("{number} record the same decisions word for word, and the same number of actions"),
        )
        .fix("write down what each review decided; remove those that were not held");
    }
    Judged::Judged
}

/// What a review decided, as it is compared: whatever its capitals, stops and spaces.
fn words(review: &crate::model::Review) -> String {
    let text: Vec<&str> = review.decisions.items().map(String::as_str).collect();
    let plain: String = text
        .join(" ")
        .chars()
        .map(|letter| if letter.is_alphanumeric() { letter } else { ' ' })
        .flat_map(char::to_lowercase)
        .collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}
