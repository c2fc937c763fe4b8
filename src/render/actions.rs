//! Every fix as something to do: by whom, by when, for which alliance, and where in which file.

use anyhow::Result;
use chrono::NaiveDate;
use serde::Serialize;

use crate::health::Decision;
use crate::model::US;
use crate::render::csv;
use crate::render::document::{self, Part, spoken};
use crate::render::text::page::{Paper, as_i64};
use crate::report::{AllianceReport, Report, ReportedFinding};
use crate::rules::exchange::overdue_contribution;
use crate::rules::governance::overdue_commitment;
use crate::rules::{Basis, Remedy, Rule, Severity, evolution, identity, measurement, strategy};
use crate::text::{capital, clipped, count, long_day, number_word, short_day};

/// The version of the form for programs.
const VERSION: u32 = 1;
/// Whoever runs the portfolio, where no name is on record.
const NOBODY: &str = "nobody named";

/// Something to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Action {
    /// Who: the owner on the side it is about, else ours.
    pub owner: String,
    /// By when: the next review, or the planned launch for what stands before a signature. Today where that is past.
    pub due: Option<NaiveDate>,
    /// For which alliance; none for the portfolio.
    pub alliance: Option<String>,
    /// What to do.
    pub what: String,
    /// What is wrong otherwise.
    pub because: String,
    /// Which rule says so; none for a decision.
    pub rule: Option<&'static str>,
    /// What settles it; none for a decision.
    #[serde(skip)]
    pub remedy: Option<Remedy>,
    /// Whether it is only that nobody has written something down.
    #[serde(skip)]
    pub gap: bool,
    /// How much it matters.
    pub severity: &'static str,
    /// Where.
    pub file: String,
    /// On which line.
    pub line: usize,
}

/// Everything to do: by person, then by day, what matters most first.
pub fn actions(report: &Report) -> Vec<Action> {
    let mut actions: Vec<(Severity, Action)> = Vec::new();
    for finding in &report.findings {
        actions.push((finding.severity, of_portfolio(finding)));
    }
    for alliance in &report.alliances {
        actions.extend(decision(report, alliance).map(|action| (Severity::Error, action)));
        let due = due(report, alliance);
        actions.extend(
            alliance.findings.iter().map(|finding| (finding.severity, of_finding(alliance, finding, due))),
        );
    }
    // The sort keeps the order of the files among equals.
    actions.sort_by(|(severity, one), (other_severity, other)| {
        let key = |action: &Action| {
            (action.owner == NOBODY, action.owner.clone(), action.due.is_none(), action.due)
        };
        key(one).cmp(&key(other)).then(other_severity.cmp(severity))
    });
    actions.into_iter().map(|(_, action)| action).collect()
}

/// The day by which an alliance is to be decided on, and so also what is wrong with it put right.
fn due(report: &Report, alliance: &AllianceReport) -> Option<NaiveDate> {
    report.decide_by(alliance).map(|by| by.due)
}

fn decision(report: &Report, alliance: &AllianceReport) -> Option<Action> {
    let verdict = &alliance.health.as_ref()?.verdict;
    let first = alliance.why.first()?;
    verdict.decision.is_needed().then(|| Action {
        owner: alliance.owner.clone().unwrap_or_else(|| NOBODY.to_owned()),
        due: due(report, alliance),
        alliance: Some(alliance.name.clone()),
        what: to_decide(alliance, verdict.decision),
        because: verdict.headline.clone(),
        rule: None,
        remedy: None,
        gap: false,
        severity: Severity::Error.word(),
        file: first.at.file.to_string(),
        line: first.at.line,
    })
}

/// A decision as an instruction, with the day on which it takes effect where there is one.
fn to_decide(alliance: &AllianceReport, decision: Decision) -> String {
    let exit = alliance.health.as_ref().and_then(|health| health.exit);
    match (decision, exit) {
        (Decision::DoNotSign, _) => "do not sign yet: close the gaps first".to_owned(),
        (Decision::WindDown, Some(exit)) => match exit.notice_by() {
            Some(by) => format!(
                "decide: wind down, with notice by {} and exit on {}",
                short_day(by),
                short_day(exit.date)
            ),
            None => format!("decide: wind down, with exit on {}", short_day(exit.date)),
        },
        (decision, _) => format!("decide: {decision}"),
    }
}

fn of_finding(alliance: &AllianceReport, finding: &ReportedFinding, due: Option<NaiveDate>) -> Action {
    let theirs = finding.side.as_deref().filter(|side| *side != US).and_then(|id| {
        let side = alliance.review_pack.sides.iter().find(|side| side.id == id)?;
        // What is missing on their side is still ours to ask for; a promise of theirs is theirs to keep.
        ([&overdue_commitment::RULE, &overdue_contribution::RULE].contains(&finding.rule))
            .then(|| side.owner.as_ref().map(|owner| format!("{owner} ({})", side.name)))?
    });
    Action {
        owner: theirs.or_else(|| alliance.owner.clone()).unwrap_or_else(|| NOBODY.to_owned()),
        due,
        alliance: Some(alliance.name.clone()),
        ..of_portfolio(finding)
    }
}

/// What to do about a finding whose fix is only YAML to paste.
fn instruction(remedy: Remedy) -> &'static str {
    match remedy {
        Remedy::Agree => "settle it with the partner and record what is agreed",
        Remedy::Decide => "decide it and record the decision",
        Remedy::Do => "do it and record the day",
        Remedy::Record => "write it down",
    }
}

fn of_portfolio(finding: &ReportedFinding) -> Action {
    Action {
        owner: NOBODY.to_owned(),
        due: None,
        alliance: None,
        what: finding
            .fix
            .without_example()
            .map_or_else(|| instruction(finding.remedy).to_owned(), str::to_owned),
        because: finding.headline.clone(),
        rule: Some(finding.rule.id),
        remedy: Some(finding.remedy),
        gap: finding.basis == Basis::Gap,
        severity: finding.severity.word(),
        file: finding.at.file.to_string(),
        line: finding.at.line,
    }
}

/// How an action is settled, in the order in which a person takes them up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Group {
    Decide,
    Agree,
    Do,
    Write,
}

impl Group {
    const ALL: [Self; 4] = [Self::Decide, Self::Agree, Self::Do, Self::Write];

    fn of(remedy: Option<Remedy>) -> Self {
        match remedy {
            None | Some(Remedy::Decide) => Self::Decide,
            Some(Remedy::Agree) => Self::Agree,
            Some(Remedy::Do) => Self::Do,
            Some(Remedy::Record) => Self::Write,
        }
    }

    fn heading(self) -> &'static str {
        match self {
            Self::Decide => "Decide",
            Self::Agree => "Agree with the partner",
            Self::Do => "Do",
            Self::Write => "Write down",
        }
    }
}

/// How many actions of a person are told; the rest are counted.
const MOST: usize = 10;
/// Longest instruction, and longest reason behind it.
const WHAT: usize = 150;
const BECAUSE: usize = 130;

/// One line of the list for people: one action, or the gaps of one alliance together.
struct Item<'a> {
    group: Group,
    first: &'a Action,
    text: String,
}

/// The lines of one person: what is said twice is said once, and what nobody has written down is one line an alliance.
fn items<'a>(report: &Report, actions: &[&'a Action]) -> Vec<Item<'a>> {
    let mut items: Vec<Item> = Vec::new();
    let mut told: Vec<(Option<&str>, &str)> = Vec::new();
    let mut gaps: Vec<(&'a Action, usize)> = Vec::new();
    for action in actions {
        let alliance = action.alliance.as_deref();
        // A finding that the decision names already is no second task, and neither is a rule that speaks twice.
        let decided = alliance.and_then(|name| report.alliances.iter().find(|it| it.name == name));
        let decided = decided.and_then(|it| it.health.as_ref()).map(|health| health.verdict.decision);
        if action.rule.is_some_and(|rule| decided.is_some_and(|decision| is_said_by(decision, rule))) {
            continue;
        }
        let repeats = told
            .iter()
            .any(|(of, said)| *of == alliance && (*said == action.because || Some(*said) == action.rule));
        if action.gap && action.alliance.is_some() {
            match gaps.iter_mut().find(|(first, _)| first.alliance == action.alliance) {
                Some((_, number)) => *number += 1,
                None => gaps.push((action, 1)),
            }
            continue;
        }
        told.push((alliance, &action.because));
        told.extend(action.rule.map(|rule| (alliance, rule)));
        if repeats {
            continue;
        }
        items.push(Item { group: Group::of(action.remedy), first: action, text: text_of(report, action) });
    }
    for (first, number) in gaps {
        let whose = first.alliance.as_deref().unwrap_or("the portfolio");
        let text = match number {
            1 => format!(
                "{}{whose}: answer the one question its record leaves open: {}",
                when(report, first),
                clipped(&first.because, BECAUSE)
            ),
            more => format!(
                "{}{whose}: answer the {} questions its record leaves open, first: {}",
                when(report, first),
                number_or_word(more),
                clipped(&first.because, BECAUSE)
            ),
        };
        items.push(Item { group: Group::Write, first, text });
    }
    // Within a group by day, and of each alliance the decision before its details.
    items.sort_by_key(|item| {
        (item.group, item.first.due.is_none(), item.first.due, item.first.rule.is_some())
    });
    items
}

/// Whether a decision has a rule's finding as its subject, so that both are one task.
fn is_said_by(decision: Decision, rule: &str) -> bool {
    let rules: &[&Rule] = match decision {
        Decision::WindDown => &[&evolution::drifting_alliance::RULE, &measurement::zombie_alliance::RULE],
        Decision::Reclassify => &[&identity::mislabelled_type::RULE, &strategy::mirrored_contributions::RULE],
        Decision::Restructure => {
            &[&evolution::unrestructured_deepening::RULE, &identity::undeclared_upgrade::RULE]
        }
        Decision::Deepen => &[&evolution::ready_to_deepen::RULE],
        Decision::DecideTest => &[&identity::undecided_test::RULE, &identity::overrun_campaign::RULE],
        _ => &[],
    };
    rules.iter().any(|it| it.id == rule)
}

/// An instruction without what only the keeper of the file needs: keys, YAML and commands, and the clause they stand in.
fn plain(what: &str) -> String {
    let marks = ["`", "…", "YYYY"].iter().filter_map(|mark| what.find(mark));
    let Some(before) = marks.min().and_then(|at| what.get(..at)) else { return what.to_owned() };
    let clause = [", ", "; "].iter().filter_map(|end| before.rfind(end)).max();
    let clause = clause.or_else(|| before.rfind(": ")).and_then(|end| before.get(..end));
    // A list in brackets goes as a whole.
    let closed = |clause: &str| clause.matches('(').count() == clause.matches(')').count();
    let clause = clause.map(|clause| match clause.rfind(" (") {
        Some(open) if !closed(clause) => clause.get(..open).unwrap_or(clause),
        _ => clause,
    });
    match clause.filter(|clause| clause.split_whitespace().count() > 1) {
        Some(clause) => clause.to_owned(),
        None => what.replace('`', ""),
    }
}

fn number_or_word(number: usize) -> String {
    if number > 12 { number.to_string() } else { number_word(number).to_owned() }
}

fn when(report: &Report, action: &Action) -> String {
    match action.due {
        Some(due) if due <= report.as_of => "Now, ".to_owned(),
        Some(due) => format!("By {}, ", short_day(due)),
        None => String::new(),
    }
}

fn text_of(report: &Report, action: &Action) -> String {
    let whose = action.alliance.as_deref().map(|name| format!("{name}: ")).unwrap_or_default();
    let because = clipped(&action.because, BECAUSE);
    if let Some(bare) = action.remedy.filter(|remedy| action.what == instruction(*remedy)) {
        let verb = match bare {
            Remedy::Agree => "settle with the partner",
            Remedy::Decide => "decide",
            Remedy::Do => "put right",
            Remedy::Record => "write down",
        };
        return format!("{}{whose}{verb}: {because}", when(report, action));
    }
    let what = clipped(&plain(&action.what), WHAT);
    let what = if whose.is_empty() && action.due.is_none() { capital(&what) } else { what };
    let end = if what.ends_with(['.', '…', '?']) { "" } else { "." };
    format!("{}{whose}{what}{end} {}", when(report, action), capital(&because))
}

/// The list in parts, a heading for each person.
fn parts(report: &Report, actions: &[Action]) -> Vec<Part> {
    let us = report.us.as_deref().unwrap_or("The portfolio");
    let mut parts = vec![Part::Title(format!("{us}: to do"), format!("as of {}", long_day(report.as_of)))];
    if actions.is_empty() {
        parts.push(Part::Text("Nothing to do: nothing is open and nothing waits for a decision.".to_owned()));
    }
    for group in actions.chunk_by(|one, other| one.owner == other.owner) {
        let Some(first) = group.first() else { continue };
        let heading = if first.owner == NOBODY { "Whoever runs the portfolio" } else { &first.owner };
        parts.push(Part::Heading(heading.to_owned()));
        let list: Vec<&Action> = group.iter().collect();
        let mut items = items(report, &list);
        // The gravest stay, and each keeps its place.
        let mut ranks: Vec<usize> = (0..items.len()).collect();
        ranks.sort_by_key(|at| {
            (items[*at].first.rule.is_some(), grade(items[*at].first), items[*at].group, *at)
        });
        let kept: Vec<usize> = ranks.into_iter().take(MOST).collect();
        let more = items.len().saturating_sub(MOST);
        let mut at = 0;
        items.retain(|_| {
            at += 1;
            kept.contains(&(at - 1))
        });
        for group in Group::ALL {
            let lines: Vec<String> =
                items.iter().filter(|item| item.group == group).map(|item| item.text.clone()).collect();
            if !lines.is_empty() {
                parts.push(Part::Minor(group.heading().to_owned()));
                parts.push(Part::Tasks(lines));
            }
        }
        if more > 0 {
            parts.push(Part::Text(format!(
                "And {} that matter less: `alliance actions -o csv` has all of them.",
                count(as_i64(more), "action")
            )));
        }
    }
    spoken(&parts)
}

/// The gravest first.
fn grade(action: &Action) -> usize {
    ["error", "warning", "note"].iter().position(|word| *word == action.severity).unwrap_or(3)
}

/// The list as a page.
///
/// # Errors
/// When a template cannot be filled, which its types rule out.
pub fn html(report: &Report, actions: &[Action]) -> Result<String> {
    super::html::document(&parts(report, actions))
}

/// The list for a terminal.
pub fn text(report: &Report, actions: &[Action], paper: Paper) -> String {
    document::text(&parts(report, actions), paper)
}

/// The list as tasks in Markdown.
pub fn markdown(report: &Report, actions: &[Action]) -> String {
    document::markdown(&parts(report, actions))
}

/// The list for a spreadsheet.
///
/// # Errors
/// When it cannot be written, which memory rules out.
pub fn csv(actions: &[Action]) -> Result<String> {
    let headings = ["owner", "due", "alliance", "what", "because", "severity", "rule", "file", "line"];
    let rows = actions.iter().map(|action| {
        [
            action.owner.clone(),
            action.due.map(|due| due.to_string()).unwrap_or_default(),
            action.alliance.clone().unwrap_or_else(|| "portfolio".to_owned()),
            action.what.clone(),
            action.because.clone(),
            action.severity.to_owned(),
            action.rule.unwrap_or("decision").to_owned(),
            action.file.clone(),
            action.line.to_string(),
        ]
    });
    csv::table(headings, rows)
}

/// The list for programs.
///
/// # Errors
/// When it cannot be written as JSON, which its types rule out.
pub fn json(report: &Report, actions: &[Action]) -> Result<String> {
    #[derive(Serialize)]
    struct Listed<'r> {
        version: u32,
        as_of: NaiveDate,
        actions: &'r [Action],
    }
    let mut text = super::escape::json(serde_json::to_string_pretty(&Listed {
        version: VERSION,
        as_of: report.as_of,
        actions,
    })?);
    text.push('\n');
    Ok(text)
}
