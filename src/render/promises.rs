//! What was promised beside what is reported: for people, for programs.

use anyhow::Result;
use serde::Serialize;

use super::document::Part;
use crate::report::promises::{Promise, PromiseFate, Promises, Seen};

/// The version of the form for programs.
const VERSION: u32 = 1;

/// The promises, what asks for an explanation first.
pub fn parts(promises: &Promises, ascii: bool) -> Vec<Part> {
    let (arrow, dot) = if ascii { ("->", " - ") } else { ("→", " · ") };
    let start = &promises.start;
    let mut parts = vec![Part::Title(
        format!("{}{dot}promised and reported", promises.alliance),
        format!("first written down on {}{dot}as of {}", when(start), promises.as_of),
    )];
    let counts: Vec<String> = PromiseFate::ALL
        .iter()
        .map(|fate| (fate, promises.entries.iter().filter(|entry| entry.fate == *fate).count()))
        .filter(|(_, number)| *number > 0)
        .map(|(fate, number)| format!("{number} {}", spoken(*fate)))
        .collect();
    parts.push(Part::Text(if counts.is_empty() {
        "Nothing was promised in figures, dates or terms.".to_owned()
    } else {
        counts.join(dot)
    }));
    for remark in &promises.remarks {
        parts.push(Part::Text(format!("Note: {remark}.")));
    }
    for fate in PromiseFate::ALL {
        let of: Vec<String> = promises
            .entries
            .iter()
            .filter(|entry| entry.fate == fate)
            .map(|entry| line(entry, arrow))
            .collect();
        if !of.is_empty() {
            parts.push(Part::Heading(spoken(fate).to_owned()));
            parts.push(Part::List(of));
        }
    }
    parts
}

/// The word for people, to whom a promise that is kept has been delivered.
fn spoken(fate: PromiseFate) -> &'static str {
    match fate {
        PromiseFate::Kept => "unchanged",
        PromiseFate::Moved => "changed",
        other => other.word(),
    }
}

fn line(promise: &Promise, arrow: &str) -> String {
    // Programs read whose it is by its id; people say "our".
    let what = match promise.what.strip_prefix("contribution of us ") {
        Some(ours) => format!("our contribution {ours}"),
        None => promise.what.clone(),
    };
    let subject = match &promise.field {
        Some(field) => format!("{what}, {field}"),
        None => what,
    };
    let nothing = || "nothing".to_owned();
    let then = promise.then.clone().unwrap_or_else(nothing);
    match promise.fate {
        PromiseFate::Kept => format!("{subject}: {then}"),
        PromiseFate::Silent => {
            format!("{subject}: {}; promised: {then}", promise.now.clone().unwrap_or_else(nothing))
        }
        PromiseFate::Moved | PromiseFate::Rewritten | PromiseFate::Dropped | PromiseFate::Added => {
            let mut text = format!("{subject}: {then}");
            for step in &promise.steps {
                let told = match promise.fate {
                    _ if !step.told => "",
                    PromiseFate::Rewritten => ", recorded under `corrected`",
                    _ => ", recorded under `revisions`",
                };
                let to = step.to.clone().unwrap_or_else(nothing);
                text += &format!(" {arrow} {to} on {}{told}", when(&step.seen));
            }
            text
        }
    }
}

fn when(seen: &Seen) -> String {
    match seen.commit.as_deref().and_then(|commit| commit.get(..10)) {
        Some(commit) => format!("{} ({commit})", seen.day),
        None => format!("{} (not committed yet)", seen.day),
    }
}

#[derive(Serialize)]
struct Form<'r> {
    version: u32,
    alliance: &'r str,
    file: &'r str,
    as_of: String,
    start: SeenForm<'r>,
    states: usize,
    remarks: &'r [String],
    promises: Vec<PromiseForm<'r>>,
}

#[derive(Serialize)]
struct SeenForm<'r> {
    commit: Option<&'r str>,
    day: String,
}

#[derive(Serialize)]
struct PromiseForm<'r> {
    what: &'r str,
    field: Option<&'r str>,
    fate: &'static str,
    then: Option<&'r str>,
    now: Option<&'r str>,
    steps: Vec<StepForm<'r>>,
}

#[derive(Serialize)]
struct StepForm<'r> {
    commit: Option<&'r str>,
    day: String,
    to: Option<&'r str>,
    told_under_revisions: bool,
    told_under_corrected: bool,
}

/// The promises for programs.
///
/// # Errors
/// When they cannot be written as JSON, which their types rule out.
pub fn json(promises: &Promises) -> Result<String> {
    let form = Form {
        version: VERSION,
        alliance: &promises.alliance,
        file: &promises.file,
        as_of: promises.as_of.to_string(),
        start: SeenForm { commit: promises.start.commit.as_deref(), day: promises.start.day.to_string() },
        states: promises.states,
        remarks: &promises.remarks,
        promises: promises.entries.iter().map(form).collect(),
    };
    super::stream::Stream::json(form).text()
}

fn form(promise: &Promise) -> PromiseForm<'_> {
    PromiseForm {
        what: &promise.what,
        field: promise.field.as_deref(),
        fate: promise.fate.word(),
        then: promise.then.as_deref(),
        now: promise.now.as_deref(),
        steps: promise
            .steps
            .iter()
            .map(|step| StepForm {
                commit: step.seen.commit.as_deref(),
                day: step.seen.day.to_string(),
                to: step.to.as_deref(),
                told_under_revisions: step.told && promise.fate != PromiseFate::Rewritten,
                told_under_corrected: step.told && promise.fate == PromiseFate::Rewritten,
            })
            .collect(),
    }
}
