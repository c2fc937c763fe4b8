//! Times each stage of an audit in this process, on 200 records: `cargo bench --bench stages`.

mod portfolio;

use std::sync::LazyLock;

use alliance::audit::{self, Clock, Detail};
use alliance::check::{self, CheckOptions};
use alliance::facts::Facts;
use alliance::health;
use alliance::load::locate::{self, locate};
use alliance::load::mistake::Mistake;
use alliance::load::tree::Tree;
use alliance::load::{Inputs, Source, decode};
use alliance::model::{Alliance, Portfolio};
use alliance::render::ci::{concise, csv, github, gitlab, junit, markdown, sarif};
use alliance::render::text::diagnostics;
use alliance::render::text::page::Paper;
use alliance::render::{html, json, summary, text};
use alliance::report::{CheckResult, Report};
use alliance::rules::{self, Judgement, Rule, RuleEnv, Settings, Subject};
use chrono::NaiveDate;
use divan::Bencher;
use divan::counter::{BytesCount, ItemsCount};

const COUNT: usize = 200;
const PAPER: Paper = Paper { width: 100, ascii: false };

/// Paths that rules point at, from the first lines of a record to its last.
const PATHS: [&str; 6] = [
    "objective",
    "contributions.partner[0].what",
    "metrics[0].results[1].total",
    "exit.notice_days",
    "governance.reviews[2].date",
    "attention.hours_per_month",
];

/// Their texts.
static TEXTS: LazyLock<Vec<String>> =
    LazyLock::new(|| RECORDED.iter().map(|record| record.text.clone()).collect());
/// The records that can be read.
static RECORDED: LazyLock<Vec<portfolio::Record>> =
    LazyLock::new(|| portfolio::records(COUNT, portfolio::SEED).filter(|record| !record.broken).collect());
static TREES: LazyLock<Vec<Tree>> = LazyLock::new(|| {
    TEXTS.iter().filter_map(|text| Tree::parse(text.clone(), &mut Vec::new()).ok()).collect()
});
static RECORDS: LazyLock<Vec<Alliance>> = LazyLock::new(|| {
    let records = TREES.iter().map(|tree| decode::decode::<Alliance>(tree, None, &[], &mut Vec::new()));
    let stand = |mut record: Alliance| {
        record.stand_at(as_of());
        record
    };
    records.map(stand).collect()
});
static PORTFOLIO: LazyLock<Portfolio> = LazyLock::new(|| settings().value.unwrap_or_default());
static REPORT: LazyLock<Report> = LazyLock::new(|| audit::run(inputs(), clock()));
static CHECKED: LazyLock<CheckResult> = LazyLock::new(|| {
    check::run(audit::judge(inputs(), clock(), Detail::FINDINGS, &|| {}), &CheckOptions::default())
});

fn main() {
    divan::main();
}

fn as_of() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 22).unwrap_or_default()
}

fn clock() -> Clock {
    Clock { today: as_of(), as_of: None }
}

fn settings() -> Source<Portfolio> {
    Source::new("portfolio.yaml".to_owned(), Ok(portfolio::settings(COUNT)))
}

/// Everything as it is read, in memory already.
fn inputs() -> Inputs<'static> {
    let source = |record: &portfolio::Record| {
        Source::new(format!("alliances/{}", record.file), Ok(record.text.clone())).into()
    };
    let records = RECORDED.iter().map(source).collect();
    Inputs { portfolio: Some(settings()), records, whole: true, ..Inputs::default() }
}

/// Says how many records there are, so that each stage has a throughput.
fn each<'a, 'b>(bencher: Bencher<'a, 'b>) -> Bencher<'a, 'b> {
    bencher.counter(ItemsCount::new(TEXTS.len()))
}

/// Events to a tree with a span on every node; the copy of the text is a part of it.
#[divan::bench]
fn load_a_parse(bencher: Bencher) {
    let bytes: usize = TEXTS.iter().map(String::len).sum();
    let parse = |text: &String| Tree::parse(text.clone(), &mut Vec::new()).is_ok();
    each(bencher)
        .counter(BytesCount::new(bytes))
        .bench_local(|| TEXTS.iter().filter(|text| parse(text)).count());
}

/// A tree to a typed record.
#[divan::bench]
fn load_b_decode(bencher: Bencher) {
    let trees = LazyLock::force(&TREES);
    each(bencher).bench_local(|| {
        let mut mistakes: Vec<Mistake> = Vec::new();
        for tree in trees {
            divan::black_box(decode::decode::<Alliance>(tree, None, &[], &mut mistakes));
        }
        mistakes.len()
    });
}

/// Both, with the places of the mistakes.
#[divan::bench]
fn load_c_source(bencher: Bencher) {
    let source = |text: &String| Source::<Alliance>::new("a.yaml".to_owned(), Ok(text.clone()));
    each(bencher).bench_local(|| TEXTS.iter().map(|text| source(text).mistakes.len()).sum::<usize>());
}

/// What a reader has to beat that keeps no places, on the records without mistakes: at others it stops half-way.
#[divan::bench]
fn load_d_yaml_serde_for_comparison(bencher: Bencher) {
    let sound = |text: &&String| {
        Source::<Alliance>::new("a.yaml".to_owned(), Ok((*text).clone())).mistakes.is_empty()
    };
    let texts: Vec<&String> = TEXTS.iter().filter(sound).collect();
    let read = |text: &str| serde_yaml::from_str::<Alliance>(text).is_ok();
    let bencher = bencher.counter(ItemsCount::new(texts.len()));
    bencher.bench_local(|| texts.iter().filter(|text| read(text)).count());
}

/// Six places in each record.
#[divan::bench]
fn locate_six_fields(bencher: Bencher) {
    let trees = LazyLock::force(&TREES);
    each(bencher).bench_local(|| {
        let found = |tree: &Tree| PATHS.iter().map(|path| locate(tree, path).span.start).sum::<usize>();
        trees.iter().map(found).sum::<usize>()
    });
}

/// Facts, from a record as it stood on the day.
#[divan::bench]
fn judge_a_facts(bencher: Bencher) {
    let records = LazyLock::force(&RECORDS);
    each(bencher)
        .bench_local(|| records.iter().map(|record| Facts::new(record, as_of()).sides.len()).sum::<usize>());
}

/// Facts are drawn up anew each time, because they remember what was asked of them.
fn judged(
    record: &Alliance,
    bench: &RuleEnv,
    rules: &[&'static Rule],
    then: impl Fn(&Facts, Judgement) -> usize,
) -> usize {
    let facts = Facts::new(record, bench.as_of);
    let subject = Subject { name: "A", stem: "a", record, facts: &facts, later: &[], unusable: &[] };
    let judgement = rules::judge(&subject, bench, rules, locate::related);
    then(&facts, judgement)
}

/// What the rules cost is this less the facts.
#[divan::bench]
fn judge_b_facts_and_rules(bencher: Bencher) {
    let (records, rules) = (LazyLock::force(&RECORDS), rules::all());
    let (settings, _) = Settings::read(&PORTFOLIO, &rules);
    let bench = RuleEnv { portfolio: &PORTFOLIO, settings: &settings, as_of: as_of(), today: false };
    each(bencher).bench_local(|| {
        let count = |_: &Facts, judgement: Judgement| judgement.findings.len();
        records.iter().map(|record| judged(record, &bench, &rules, count)).sum::<usize>()
    });
}

/// What health costs is this less the facts and rules.
#[divan::bench]
fn judge_c_facts_rules_and_health(bencher: Bencher) {
    let (records, rules) = (LazyLock::force(&RECORDS), rules::all());
    let (settings, _) = Settings::read(&PORTFOLIO, &rules);
    let bench = RuleEnv { portfolio: &PORTFOLIO, settings: &settings, as_of: as_of(), today: false };
    each(bencher).bench_local(|| {
        let assess = |record: &Alliance, facts: &Facts, judgement: Judgement| {
            health::assess(record, facts, &PORTFOLIO, &judgement, &health::PastEvidence::default(), 0)
                .verdict
                .reasons
                .len()
        };
        let one =
            |record| judged(record, &bench, &rules, |facts, judgement| assess(record, facts, judgement));
        records.iter().map(one).sum::<usize>()
    });
}

/// From what was read to the findings, on every core: what `check` does before it prints.
#[divan::bench]
fn whole_a_findings(bencher: Bencher) {
    each(bencher)
        .with_inputs(inputs)
        .bench_local_values(|inputs| audit::judge(inputs, clock(), Detail::FINDINGS, &|| {}));
}

/// From what was read to everything there is to say, on every core: what `audit` does before it prints.
#[divan::bench]
fn whole_b_everything(bencher: Bencher) {
    each(bencher).with_inputs(inputs).bench_local_values(|inputs| audit::run(inputs, clock()));
}

/// One bench for each form: what it prints, in bytes, so that nothing is left out.
macro_rules! forms {
    ($($name:ident: $print:expr;)*) => {
        $(
            #[divan::bench]
            fn $name(bencher: Bencher) {
                let print = $print;
                let bytes: usize = print();
                each(bencher).counter(BytesCount::new(bytes)).bench_local(print);
            }
        )*
    };
}

fn length(text: anyhow::Result<String>) -> usize {
    text.map_or(0, |text| text.len())
}

forms! {
    print_audit_html: || length(html::report(&REPORT, None));
    print_audit_json: || length(json::report(&REPORT).text());
    print_audit_text: || text::report(&REPORT, PAPER, false).len();
    print_audit_text_full: || text::report(&REPORT, PAPER, true).len();
    print_check_concise: || concise::check(&CHECKED, false).len();
    print_check_csv: || length(csv::check(&CHECKED));
    print_check_github: || github::check(&CHECKED, false).len();
    print_check_gitlab: || length(gitlab::check(&CHECKED).text());
    print_check_json: || length(json::check(&CHECKED).text());
    print_check_junit: || junit::check(&CHECKED).len();
    print_check_markdown: || markdown::check(&CHECKED).len();
    print_check_sarif: || length(sarif::check(&CHECKED).text());
    print_check_text: || diagnostics::check(&CHECKED, PAPER.width, false).len();
    print_summary_text: || summary::text(&REPORT, PAPER).len();
}
