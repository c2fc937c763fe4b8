//! What nobody can read says nothing, and what is taken away makes nothing look better.

use std::collections::BTreeSet;

use alliance::report::{AllianceReport, Report};
use serde_yaml::Value;

use super::healthy::HEALTHY;
use super::{day, inputs, judged};

/// Records in which much is wrong, so that there is something to gain by leaving it out.
const SAMPLES: &[&str] = &[
    "../../alliances/borealis",
    "../../alliances/kestrel-and-co",
    "../../alliances/lark-and-linen",
    "../../alliances/northstar-cloud",
    "../../alliances/oakline-crm",
    "../../alliances/palomar-screens",
    "../../alliances/quillon-data",
    "../../alliances/tariff-owl",
    "../../alliances/tern-analytics",
];

/// Every how many places are tried: all of them in `.ci/run`.
fn few() -> usize {
    if super::ci::everything() { 1 } else { 7 }
}

/// A step on the way to a value.
#[derive(Clone)]
enum Step {
    Key(String),
    Item(usize),
}

fn fixture(name: &str) -> String {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/fixtures/{name}.yaml"));
    std::fs::read_to_string(path).expect("a fixture")
}

fn value(text: &str) -> Value {
    serde_yaml::from_str(text).expect("a healthy record")
}

/// Every value of a record, blocks before what is in them.
fn places(value: &Value, way: &[Step], found: &mut Vec<Vec<Step>>) {
    if !way.is_empty() {
        found.push(way.to_vec());
    }
    let mut below = |step: Step, value: &Value| {
        let mut way = way.to_vec();
        way.push(step);
        places(value, &way, found);
    };
    match value {
        Value::Mapping(map) => {
            for (key, value) in map {
                below(Step::Key(key.as_str().unwrap_or_default().to_owned()), value);
            }
        }
        Value::Sequence(items) => {
            for (at, value) in items.iter().enumerate() {
                below(Step::Item(at), value);
            }
        }
        _ => {}
    }
}

fn at<'v>(value: &'v mut Value, way: &[Step]) -> &'v mut Value {
    way.iter().fold(value, |value, step| match step {
        Step::Key(key) => value.get_mut(key.as_str()).expect("a key that was found"),
        Step::Item(at) => value.get_mut(*at).expect("an item that was found"),
    })
}

fn without(record: &Value, way: &[Step]) -> Value {
    let mut changed = record.clone();
    let (last, parents) = way.split_last().expect("a way");
    match (at(&mut changed, parents), last) {
        (Value::Mapping(map), Step::Key(key)) => drop(map.remove(key.as_str())),
        (Value::Sequence(items), Step::Item(at)) => drop(items.remove(*at)),
        _ => unreachable!("a way leads through mappings and lists"),
    }
    changed
}

fn shown(way: &[Step]) -> String {
    let steps = way.iter().map(|step| match step {
        Step::Key(key) => format!(".{key}"),
        Step::Item(at) => format!("[{at}]"),
    });
    steps.collect::<String>().trim_start_matches('.').to_owned()
}

fn report(record: &Value) -> Report {
    let text = serde_yaml::to_string(record).expect("YAML");
    judged(inputs(&[text], Some(fixture("portfolio"))), day("2026-11-22"))
}

/// What rules say of a record, without what the reader says.
fn said(alliance: &AllianceReport) -> BTreeSet<String> {
    let mistakes = ["invalid-value", "unknown-field", "unreadable-record"];
    let findings = alliance.findings.iter().filter(|finding| !mistakes.contains(&finding.rule.id));
    findings.map(|finding| format!("{} {}", finding.rule.id, finding.path)).collect()
}

#[test]
fn what_cannot_be_read_yields_no_second_finding() {
    let (mut tried, mut wrong) = (0, Vec::new());
    let few = few();
    for name in HEALTHY {
        let record = value(&fixture(name));
        let before = said(&report(&record).alliances[0]);
        let mut ways = Vec::new();
        places(&record, &[], &mut ways);
        for way in ways.into_iter().step_by(few) {
            // What excuses has to be readable; what it excused is told again.
            let excuse = matches!(&way[0], Step::Key(key) if key == "waivers");
            // A mapping is no odd form of a block that is one.
            let by_side = ["partners", "owners", "sponsors", "contributions", "expects"];
            let block = matches!(way.as_slice(), [Step::Key(key)] if by_side.contains(&key.as_str()));
            for odd in ["{ odd: 1 }", "\"\\u0001?\"", "[[7]]"] {
                if excuse || (block && odd.starts_with('{')) {
                    continue;
                }
                let mut changed = record.clone();
                *at(&mut changed, &way) = value(odd);
                let report = report(&changed);
                let alliance = &report.alliances[0];
                tried += 1;
                if !alliance.findings.iter().any(|finding| finding.rule.id == "invalid-value") {
                    continue;
                }
                for finding in said(alliance).difference(&before) {
                    wrong.push(format!("{name}: {} as {odd}: {finding}", shown(&way)));
                }
            }
        }
    }
    assert!(tried > 2_000 / few, "{tried}");
    assert!(wrong.is_empty(), "{} of {tried}:\n{}", wrong.len(), wrong.join("\n"));
}

/// The points of a record, with accepted exceptions taken as met.
fn points(alliance: &AllianceReport) -> Option<u32> {
    let health = alliance.health.as_ref()?;
    health.score.as_ref().map(|score| score.honoured.score)
}

/// What was once admitted, or promised in too few words, and is gone without a trace: only the history of the file tells.
fn is_testimony(way: &[Step]) -> bool {
    let keys: Vec<&str> = way
        .iter()
        .map(|step| match step {
            Step::Key(key) => key.as_str(),
            Step::Item(_) => "",
        })
        .collect();
    matches!(
        keys.as_slice(),
        ["issues" | "type_history"] | ["issues" | "type_history", ""] | ["contributions", _, ""]
    )
}

#[test]
fn a_fact_taken_away_never_raises_the_score() {
    let mut wrong = Vec::new();
    let mut tried = 0;
    let few = few();
    for name in HEALTHY.iter().chain(SAMPLES) {
        let record = value(&fixture(name));
        let whole = report(&record);
        let points_before = points(&whole.alliances[0]);
        let mut ways = Vec::new();
        places(&record, &[], &mut ways);
        for way in ways.into_iter().step_by(few) {
            if is_testimony(&way) {
                continue;
            }
            let report = report(&without(&record, &way));
            tried += 1;
            let after = report.alliances.first().and_then(points);
            if after.zip(points_before).is_some_and(|(after, before)| after > before) {
                wrong.push(format!("{name}: without {}: {points_before:?} to {after:?}", shown(&way)));
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {tried}:\n{}", wrong.len(), wrong.join("\n"));
}

/// Slips that make a file no YAML, each made of the lines of a block of its own; `None` where the block has no place for it.
fn slips(block: &str) -> Vec<(&'static str, String)> {
    let (first, rest) = block.split_once('\n').unwrap_or((block, ""));
    let mut slips = vec![
        ("an open quote", format!("{first} \"\n{rest}").replacen(": ", ": \"", 1)),
        ("an open bracket", format!("{first}\n{rest}").replacen(": ", ": [[", 1)),
        ("a second colon", format!("{first}: a: b\n{rest}")),
        ("a stray sign", format!("{first}\n{rest}").replacen(": ", ": %", 1)),
        ("an alias of nothing", format!("{first}\n{rest}").replacen(": ", ": *nothing", 1)),
    ];
    if let Some((line, more)) = rest.split_once('\n').filter(|(_, more)| !more.trim().is_empty()) {
        slips.push(("a line too deep", format!("{first}\n{line}\n      {}", more.trim_start())));
        slips.push(("a tab", format!("{first}\n\t{}\n{more}", line.trim_start())));
        slips.push(("a stray space", format!("{first}\n {}\n{more}", line.trim_start())));
    }
    slips
}

/// The blocks of a record: each key at the left edge with the lines below it.
fn blocks(text: &str) -> Vec<&str> {
    let mut starts: Vec<usize> = vec![];
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if line.starts_with(|first: char| first.is_ascii_lowercase()) {
            starts.push(at);
        }
        at += line.len();
    }
    starts.push(text.len());
    starts.windows(2).map(|pair| &text[pair[0]..pair[1]]).collect()
}

#[test]
fn a_slip_hides_its_block_and_nothing_is_said_to_be_missing() {
    use alliance::load::{Inputs, Source};
    let judge = |text: &str| {
        let text = Ok(text.to_owned());
        let source = Source::as_far_as_readable("alliances/0.yaml".to_owned(), text, None);
        let portfolio = Some(Source::new("portfolio.yaml".to_owned(), Ok(fixture("portfolio"))));
        let records = vec![source.into()];
        judged(Inputs { portfolio, records, whole: true, ..Inputs::default() }, day("2026-11-22"))
    };
    let (mut tried, mut read, mut wrong) = (0, 0, Vec::new());
    for name in HEALTHY {
        let text = fixture(name);
        let before = said(&judge(&text).alliances[0]);
        for block in blocks(&text).into_iter().step_by(few().div_ceil(2)) {
            let key = block.split(':').next().unwrap_or_default();
            for (what, slipped) in slips(block) {
                let report = judge(&text.replacen(block, &slipped, 1));
                let alliance = &report.alliances[0];
                if alliance.is_whole() {
                    // Another text than before, and YAML all the same.
                    continue;
                }
                tried += 1;
                read += usize::from(alliance.readable);
                let told = alliance.findings.iter().any(|finding| finding.rule.id == "unreadable-record");
                if !told {
                    wrong.push(format!("{name}: {what} in {key}: not told"));
                }
                // What excuses has to be readable; what it excused is told again.
                if key == "waivers" {
                    continue;
                }
                for finding in said(alliance).difference(&before) {
                    wrong.push(format!("{name}: {what} in {key}: {finding}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {tried}:\n{}", wrong.len(), wrong.join("\n"));
    assert!(tried > 100, "{tried}");
    // Around nearly every slip the rest of the file is read.
    assert!(read * 10 > tried * 9, "{read} of {tried}");
}
