//! Every form of every command, and what must hold of each whatever a record says.

use crate::office;
use alliance::check::{self, CheckOptions, Gates};
use alliance::compare::difference::difference;
use alliance::compare::history::standing;
use alliance::compare::verdicts::verdicts as compared;
use alliance::recall;
use alliance::render::ci::{concise, csv, github, gitlab, junit, markdown, sarif};
use alliance::render::docx::Orientation;
use alliance::render::text::diagnostics;
use alliance::render::text::page::Paper;
use alliance::render::{
    actions, brief, calendar, difference as told, document, docx, focus, history, html, ics, json, summary,
    text, verdicts, xlsx,
};
use alliance::report::Report;
use alliance::report::actions::actions as all_actions;
use alliance::report::deadlines::Agenda;
use alliance::report::history::{History, HistoryPoint};
use alliance::rules::Outcome;
use chrono::{Months, NaiveDate};
use rust_decimal::Decimal;

/// Where a form goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sink {
    /// A terminal, or the log of a build.
    Terminal,
    /// The log of a build in GitHub Actions, with commands of ours.
    Github,
    /// A page that renders Markdown.
    Markdown,
    /// A browser.
    Html,
    /// A spreadsheet.
    Csv,
    /// A program.
    Json,
    /// A program that reads XML.
    Xml,
    /// A file of a workbook.
    Workbook,
    /// A calendar.
    Ics,
}

/// One form: what made it, where it goes, and its text.
pub type Form = (String, Sink, String);

const WIDE: Paper = Paper { width: 100, ascii: false };
const NARROW: Paper = Paper { width: 40, ascii: true };

fn made(
    forms: &mut Vec<Form>,
    name: impl Into<String>,
    sink: Sink,
    text: anyhow::Result<String>,
) -> Result<(), String> {
    let name = name.into();
    let text = text.map_err(|error| format!("{name}: {error:#}"))?;
    forms.push((name, sink, text));
    Ok(())
}

/// Each file of an archive as a form of its own.
fn unpacked(
    add: &mut impl FnMut(&str, Sink, anyhow::Result<String>) -> Result<(), String>,
    name: &str,
    sink: Sink,
    archive: anyhow::Result<Vec<u8>>,
) -> Result<(), String> {
    let archive = archive.map_err(|error| format!("{name}: {error:#}"))?;
    for (file, text) in office::files(&archive) {
        // What a document consists of besides its words is the same whatever a record says.
        add(&format!("{name}: {file}"), sink, Ok(text.replace("\r\n", "\n")))?;
    }
    Ok(())
}

/// Every form that a report can take.
///
/// # Errors
/// When one cannot be made.
pub fn of_report(report: &Report) -> Result<Vec<Form>, String> {
    let mut forms = Vec::new();
    let mut add = |name: &str, sink, text| made(&mut forms, name, sink, text);
    for (paper, width) in [(WIDE, "wide"), (NARROW, "narrow")] {
        let list = all_actions(report);
        let agenda = Agenda::within(&report.agenda, report.as_of, 365);
        add(&format!("audit {width}"), Sink::Terminal, Ok(text::report(report, paper, false)))?;
        add(&format!("audit --full {width}"), Sink::Terminal, Ok(text::report(report, paper, true)))?;
        add(&format!("summary {width}"), Sink::Terminal, Ok(summary::text(report, paper)))?;
        add(&format!("actions {width}"), Sink::Terminal, Ok(actions::text(report, &list, paper)))?;
        add(&format!("calendar {width}"), Sink::Terminal, Ok(calendar::text(report, &agenda, paper)))?;
        let gone: Vec<usize> = (!report.alliances.is_empty()).then_some(0).into_iter().collect();
        let without = report.attention.without(|place| gone.contains(&place));
        add(
            &format!("focus {width}"),
            Sink::Terminal,
            Ok(focus::text(report, &report.attention, &[], paper)),
        )?;
        add(
            &format!("focus without {width}"),
            Sink::Terminal,
            Ok(focus::text(report, &without, &gone, paper)),
        )?;
        for alliance in report.alliances.iter().take(3) {
            let parts = brief::ours(report, alliance, true);
            add(&format!("brief {width}"), Sink::Terminal, Ok(document::text(&parts, paper)))?;
            add(&format!("score {width}"), Sink::Terminal, Ok(text::score::score(alliance, paper)))?;
        }
    }
    let list = all_actions(report);
    let agenda = Agenda::within(&report.agenda, report.as_of, 36_500);
    add("audit json", Sink::Json, json::report(report).text())?;
    let due = calendar::parts(report, &agenda);
    let earned = focus::parts(report, &report.attention, &[]);
    for (name, parts) in [("calendar", due), ("focus", earned)] {
        add(&format!("{name} html"), Sink::Html, html::document(&parts))?;
        add(&format!("{name} markdown"), Sink::Markdown, Ok(document::markdown(&parts)))?;
    }
    add("audit html", Sink::Html, html::report(report, None))?;
    add("summary markdown", Sink::Markdown, Ok(summary::markdown(report)))?;
    add("summary html", Sink::Html, html::summary(report))?;
    add("summary csv", Sink::Csv, summary::csv(report))?;
    add("summary json", Sink::Json, summary::json(report))?;
    unpacked(&mut add, "summary xlsx", Sink::Workbook, xlsx::summary(report))?;
    unpacked(
        &mut add,
        "summary docx",
        Sink::Xml,
        docx::document(&summary::parts(report), Orientation::Across),
    )?;
    add("actions markdown", Sink::Markdown, Ok(actions::markdown(report, &list)))?;
    add("actions csv", Sink::Csv, actions::csv(&list))?;
    add("actions json", Sink::Json, actions::json(report, &list))?;
    add("calendar ics", Sink::Ics, Ok(ics::calendar(report, &agenda)))?;
    add("calendar json", Sink::Json, calendar::json(report, &agenda))?;
    add("calendar csv", Sink::Csv, calendar::csv(report, &agenda))?;
    add("focus json", Sink::Json, json::focus(report, &report.attention))?;
    for alliance in report.alliances.iter().take(3) {
        let others = alliance.review_pack.sides.iter().take(3).map(|side| side.id.as_str());
        let readers = others.filter(|id| *id != "us").map(|side| brief::theirs(report, alliance, side));
        for parts in readers.chain([brief::ours(report, alliance, true)]) {
            add("brief text", Sink::Terminal, Ok(document::text(&parts, WIDE)))?;
            add("brief markdown", Sink::Markdown, Ok(document::markdown(&parts)))?;
            add("brief html", Sink::Html, html::document(&parts))?;
            unpacked(&mut add, "brief docx", Sink::Xml, docx::document(&parts, Orientation::Upright))?;
        }
    }
    let questions = recall::questions(report);
    let mut asked = Vec::new();
    let said = "Somebody \u{1b}[38;5;99melse\nno month\nNov 2026\n".repeat(questions.len());
    let answers = recall::ask(&questions, report.as_of, said.as_bytes(), &mut asked)
        .map_err(|error| format!("recall: {error}"))?;
    let marks = recall::marked(&questions, &answers, report.as_of);
    let result = recall::result::result(&questions, &answers, &marks, report.focus.ideal, 60);
    add("recall", Sink::Terminal, String::from_utf8(asked).map_err(anyhow::Error::from))?;
    add("recall result", Sink::Terminal, Ok(result))?;
    of_check(report, &mut forms)?;
    of_history(report, &mut forms)?;
    Ok(forms)
}

/// Every form that a history and its verdicts can take.
fn of_history(report: &Report, forms: &mut Vec<Form>) -> Result<(), String> {
    let point = |label: &str, day: NaiveDate| HistoryPoint {
        label: label.to_owned(),
        day,
        commit: Some("0123456789abcdef".to_owned()),
        standing: Ok(standing(report)),
    };
    let quarter = report.as_of.checked_sub_months(Months::new(3)).unwrap_or(report.as_of);
    let past = History {
        us: report.us.clone(),
        currency: report.currency.clone(),
        points: vec![point("before", quarter), point("now", report.as_of)],
        remarks: vec!["<evil> ::error::evil".to_owned()],
    };
    let judged = compared(&past);
    let mut add = |name: &str, sink, text| made(forms, name, sink, text);
    for (paper, width) in [(WIDE, "wide"), (NARROW, "narrow")] {
        add(&format!("history {width}"), Sink::Terminal, Ok(history::text(&past, paper)))?;
        add(&format!("verdicts {width}"), Sink::Terminal, Ok(verdicts::text(&judged, paper)))?;
    }
    add("history markdown", Sink::Markdown, Ok(history::markdown(&past)))?;
    add("history csv", Sink::Csv, history::csv(&past))?;
    add("history json", Sink::Json, history::json(&past))?;
    add("verdicts markdown", Sink::Markdown, Ok(verdicts::markdown(&judged)))?;
    add("verdicts csv", Sink::Csv, verdicts::csv(&judged))?;
    add("verdicts json", Sink::Json, verdicts::json(&judged))?;
    Ok(())
}

/// Every form that a check can take.
fn of_check(report: &Report, forms: &mut Vec<Form>) -> Result<(), String> {
    let gates = Gates { min_score: Some(60), max_findings: Some(0), ..Gates::default() };
    for no_waivers in [false, true] {
        let checked =
            check::run(report.clone(), &CheckOptions { no_waivers, gates, ..CheckOptions::default() });
        let mut add = |name: &str, sink, text| made(forms, name, sink, text);
        add("check wide", Sink::Terminal, Ok(diagnostics::check(&checked, 100, false)))?;
        add("check narrow", Sink::Terminal, Ok(diagnostics::check(&checked, 40, false)))?;
        add("check concise", Sink::Terminal, Ok(concise::check(&checked, false)))?;
        add("check json", Sink::Json, json::check(&checked).text())?;
        add("check sarif", Sink::Json, sarif::check(&checked).text())?;
        add("check github", Sink::Github, Ok(github::check(&checked, false)))?;
        add("check gitlab", Sink::Json, gitlab::check(&checked).text())?;
        add("check junit", Sink::Xml, Ok(junit::check(&checked)))?;
        add("check markdown", Sink::Markdown, Ok(markdown::check(&checked)))?;
        add("check csv", Sink::Csv, csv::check(&checked))?;
    }
    Ok(())
}

/// Every form that a difference can take.
///
/// # Errors
/// When one cannot be made.
pub fn of_difference(base: &Report, head: Report) -> Result<Vec<Form>, String> {
    let names = ["main\u{1b}[38;5;99m".to_owned(), "the files here".to_owned()];
    let fate = |alliance: &alliance::report::AllianceReport| {
        Some(alliance::report::Fate::Renamed(format!("<evil> ::error::evil {}", alliance.file)))
    };
    let remarks = vec!["<evil> ::error::evil".to_owned()];
    let difference = difference(base, head, names, remarks, &fate, None);
    let mut forms = Vec::new();
    made(&mut forms, "diff wide", Sink::Terminal, Ok(told::text(&difference, WIDE, true)))?;
    made(&mut forms, "diff folded", Sink::Terminal, Ok(told::text(&difference, WIDE, false)))?;
    made(&mut forms, "diff narrow", Sink::Terminal, Ok(told::text(&difference, NARROW, true)))?;
    made(&mut forms, "diff markdown", Sink::Markdown, Ok(told::markdown(&difference)))?;
    made(&mut forms, "diff json", Sink::Json, told::json(&difference))?;
    Ok(forms)
}

/// Holds a form to what its sink demands.
///
/// # Errors
/// What is not so.
pub fn holds((name, sink, text): &Form) -> Result<(), String> {
    let plain = match sink {
        Sink::Terminal | Sink::Github => unstyled(text),
        _ => text.clone(),
    };
    let allowed: &[char] = if *sink == Sink::Ics { &['\r', '\n'] } else { &['\n'] };
    if let Some(at) = plain.find(|letter| is_hostile(letter) && !allowed.contains(&letter)) {
        return Err(format!("{name}: {:?} is raw in {:?}", plain[at..].chars().next(), around(&plain, at)));
    }
    // Anything may be printed into the log of a build.
    let ours: &[&str] =
        if *sink == Sink::Github { &["::error file=", "::warning file=", "::notice file="] } else { &[] };
    no_commands(&plain, ours).map_err(|what| format!("{name}: {what}"))?;
    match sink {
        Sink::Terminal | Sink::Github => Ok(()),
        Sink::Markdown => is_markdown(&plain),
        Sink::Html => is_page(&plain),
        Sink::Csv => is_sheet(&plain),
        Sink::Json => {
            serde_json::from_str::<serde_json::Value>(&plain).map(drop).map_err(|error| error.to_string())
        }
        Sink::Xml => roxmltree::Document::parse(&plain).map(drop).map_err(|error| error.to_string()),
        Sink::Workbook => is_workbook(&plain),
        Sink::Ics => is_calendar(&plain),
    }
    .map_err(|what| format!("{name}: {what}"))
}

/// The text without the few styles of ours; any other escape stays.
fn unstyled(text: &str) -> String {
    let mut plain = text.to_owned();
    for code in ["0", "1", "2", "31", "32", "33", "36", "34", "91", "92", "93", "94", "96"] {
        plain = plain.replace(&format!("\u{1b}[{code}m"), "");
    }
    plain
}

/// Written anew here, so that a letter that the library forgets is missed by nobody.
fn is_hostile(letter: char) -> bool {
    letter.is_control()
        || "\u{ad}\u{34f}\u{61c}\u{115f}\u{1160}\u{180e}\u{3164}\u{feff}\u{ffa0}".contains(letter)
        || matches!(u32::from(letter), 0x200b..=0x200f | 0x2028..=0x202e | 0x2060..=0x206f | 0xe0000..=0xe007f)
}

fn around(text: &str, at: usize) -> String {
    let before: String = text[..at].chars().rev().take(30).collect();
    let before: String = before.chars().rev().collect();
    before + &text[at..].chars().take(30).collect::<String>()
}

/// What a runner of GitHub Actions obeys, wherever on the line it stands.
const COMMANDS: [&str; 16] = [
    "error",
    "warning",
    "notice",
    "debug",
    "group",
    "endgroup",
    "echo",
    "add-mask",
    "add-path",
    "set-env",
    "set-output",
    "save-state",
    "stop-commands",
    "add-matcher",
    "remove-matcher",
    "internal-set-repo-path",
];

/// Nothing in the log of a build is a command but what begins as one of `ours`.
fn no_commands(text: &str, ours: &[&str]) -> Result<(), String> {
    for line in text.lines() {
        let line = &line.to_ascii_lowercase();
        let begins = line.trim_start();
        let is_ours = ours.iter().any(|our| line.starts_with(our));
        let new = COMMANDS.iter().any(|name| {
            let rest = begins.strip_prefix("::").and_then(|rest| rest.strip_prefix(name));
            rest.is_some_and(|rest| rest.starts_with("::") || rest.starts_with(' '))
        });
        let old = ["##[", "##vso[", "##teamcity[", "section_start:", "section_end:"]
            .iter()
            .any(|mark| line.contains(mark));
        // A line that is a command of ours is looked at no further.
        if !is_ours && (old || new) {
            return Err(format!("a build takes this line for a command: {line:?}"));
        }
    }
    Ok(())
}

/// No markup of a record's, and as many cells in each row of a table as in its head.
fn is_markdown(text: &str) -> Result<(), String> {
    let mut cells = None;
    let mut fenced = false;
    for line in text.lines() {
        if line.trim_start().starts_with("```") {
            fenced = !fenced;
        }
        if fenced {
            continue;
        }
        for evil in ["<evil", "<script", "@SUM", "](https://evil", "://evil", "www.evil"] {
            if line.contains(evil) && !line.contains(&format!("\\{evil}")) {
                return Err(format!("`{evil}` is markup in {line:?}"));
            }
        }
        if line.starts_with('|') {
            let bare = line.replace("\\\\", "").replace("\\|", "").matches('|').count();
            if *cells.get_or_insert(bare) != bare {
                return Err(format!("this row has other cells than its head: {line:?}"));
            }
        } else {
            cells = None;
        }
    }
    if fenced { Err("a fence stays open".to_owned()) } else { Ok(()) }
}

fn is_page(text: &str) -> Result<(), String> {
    for evil in ["<evil", "\"><script", "evil()<", "</evil"] {
        if let Some(at) = text.find(evil) {
            return Err(format!("`{evil}` is markup in {:?}", around(text, at)));
        }
    }
    Ok(())
}

fn is_sheet(text: &str) -> Result<(), String> {
    let mut reader = ::csv::Reader::from_reader(text.as_bytes());
    for row in reader.records() {
        let row = row.map_err(|error| error.to_string())?;
        for cell in &row {
            let formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
            if formula && cell.parse::<Decimal>().is_err() {
                return Err(format!("a spreadsheet takes {cell:?} for a formula"));
            }
        }
    }
    Ok(())
}

/// No cell is a formula or a link.
fn is_workbook(text: &str) -> Result<(), String> {
    let document = roxmltree::Document::parse(text).map_err(|error| error.to_string())?;
    let acts = |node: &roxmltree::Node| ["f", "hyperlink", "ddeLink"].contains(&node.tag_name().name());
    document.descendants().find(acts).map_or(Ok(()), |node| Err(format!("a workbook obeys {node:?}")))
}

fn is_calendar(text: &str) -> Result<(), String> {
    let unfolded = text.replace("\r\n ", "");
    if unfolded.replace("\r\n", "").contains(['\r', '\n']) {
        return Err("a line ends in the middle".to_owned());
    }
    if let Some(long) = text.split("\r\n").find(|line| line.len() > 75) {
        return Err(format!("more than 75 bytes: {long:?}"));
    }
    for line in unfolded.split("\r\n").filter(|line| !line.is_empty()) {
        let name = line.split([':', ';']).next().unwrap_or_default();
        if name.is_empty() || !name.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'-') {
            return Err(format!("no property: {line:?}"));
        }
    }
    Ok(())
}

/// What every report keeps to: scores between nothing and a hundred, whose parts add up and whose caps hold.
///
/// # Errors
/// What is not so.
pub fn adds_up(report: &Report) -> Result<(), String> {
    let must = |so: bool, what: &str| if so { Ok(()) } else { Err(what.to_owned()) };
    for alliance in &report.alliances {
        let Some(score) = alliance.health.as_ref().and_then(|health| health.score.as_ref()) else { continue };
        let total = score.total();
        let of_terms = |part: fn(&alliance::health::score::Points) -> u32| -> u32 {
            score.terms.iter().map(|term| part(&term.points())).sum()
        };
        must(
            total.applicable == of_terms(|points| points.applicable),
            "areas and terms differ in what applies",
        )?;
        must(total.met == of_terms(|points| points.met), "areas and terms differ in what is met")?;
        must(
            total.honoured == of_terms(|points| points.honoured),
            "areas and terms differ in what is honoured",
        )?;
        must(total.met <= total.honoured && total.honoured <= total.applicable, "more is met than applies")?;
        for (capped, points) in [(score.raw, total.met), (score.honoured, total.honoured)] {
            let cap = [100, 79, 69, 59][usize::try_from(capped.grave.min(3)).unwrap_or(3)];
            must(
                capped.average == points * 100 / total.applicable,
                "the average is not what its points make",
            )?;
            must(capped.score == capped.average.min(cap), "the score is not its average under its cap")?;
        }
        must(score.raw.score <= score.honoured.score, "exceptions lower the score")?;
        let rules: Vec<&str> = score.terms.iter().map(|term| term.rule.id).collect();
        let applies = alliance.outcomes.iter().filter(|said| said.outcome != Outcome::NotApplicable);
        must(applies.clone().count() >= rules.len(), "a rule weighs that does not apply")?;
    }
    let verdicts: usize = report.verdicts.iter().map(|(_, number)| number).sum();
    let readable = report.alliances.iter().filter(|alliance| alliance.health.is_some()).count();
    must(verdicts == readable, "not every alliance has one verdict")?;
    let hours: Decimal = report.attention.hours();
    must(hours >= Decimal::ZERO, "hours below nothing")
}
