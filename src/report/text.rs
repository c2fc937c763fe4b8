//! The report for people in front of a terminal.

use std::collections::HashSet;
use std::fmt::Write;

use anstyle::{Reset, Style};
use comfy_table::{CellAlignment, ContentArrangement, Table, presets};
use unicode_width::UnicodeWidthStr;

use super::escape::terminal;
use super::{Accepted, AllianceReport, AreaMark, ClockSource, Counts, Located, Report, style};
use crate::load::Source;
use crate::model::{Portfolio, grouped};
use crate::rules::{Area, Severity};
use crate::text::count;

/// From this width on the table has a column for each area.
const WIDE: usize = 100;
/// From this width on there is room beside the areas for the owners' whole names.
const WIDEST: usize = 120;
/// Longest list of what to look at first.
const DECIDE_FIRST: usize = 7;
/// The areas of one alliance, with their headings.
const AREAS: [(Area, &str); 8] = [
    (Area::Identity, "IDE"),
    (Area::Strategy, "STR"),
    (Area::Exchange, "EXC"),
    (Area::Metrics, "MET"),
    (Area::Exit, "EXI"),
    (Area::Governance, "GOV"),
    (Area::Evolution, "EVO"),
    (Area::Measurement, "MEA"),
];

/// What the table's headings and marks mean.
const LEGEND: [&str; 2] = [
    "areas: identity, strategy, exchange, metrics, exit, governance, evolution, measurement",
    "ok met · ! weakness · x not met · ? too little to tell · - does not apply · Errors Warnings Notes",
];

/// The whole report, `width` columns wide.
pub fn report(report: &Report, width: usize) -> String {
    let mut page = Page { text: String::new(), width };
    page.header(report);
    page.overview(report);
    page.decide_first(report);
    page.table(report);
    page.findings_of_portfolio(report);
    for alliance in urgent_first(report)
        .into_iter()
        .filter(|alliance| !alliance.findings.is_empty() || !alliance.waived.is_empty())
    {
        page.alliance(alliance);
    }
    page.footer(report);
    page.text
}

/// Why a portfolio's file could not be read at all.
pub fn unreadable_portfolio(source: &Source<Portfolio>) -> String {
    let mut text = String::new();
    for mistake in &source.mistakes {
        let place = source.place_of(mistake);
        let _ = writeln!(text, "{}error{Reset}: {}", style::ERROR, terminal(&mistake.message));
        let _ = writeln!(text, "  --> {}:{}:{}", terminal(&source.path), place.line, place.column);
        if !mistake.fix.is_empty() {
            let _ = writeln!(text, "  fix: {}", terminal(&mistake.fix));
        }
    }
    text + "nothing was audited: this file says where the records are and how to judge them"
}

struct Page {
    text: String,
    width: usize,
}

impl Page {
    fn line(&mut self, text: &str) {
        self.text.push_str(text.trim_end());
        self.text.push('\n');
    }

    fn styled(&mut self, style: Style, text: &str) {
        let _ = writeln!(self.text, "{style}{}{Reset}", text.trim_end());
    }

    fn rule(&mut self) {
        let line = "─".repeat(self.width);
        self.styled(style::QUIET, &line);
    }

    /// Text wrapped to the page, the first line after `first`, the others indented alike.
    fn wrapped(&mut self, first: &str, text: &str) {
        let indent = " ".repeat(visible(first));
        let room = self.width.saturating_sub(indent.len()).max(20);
        // Names with hyphens, such as `open-pipeline`, are there to be copied.
        let options = textwrap::Options::new(room).word_splitter(textwrap::WordSplitter::NoHyphenation);
        for (at, line) in textwrap::wrap(text, options).iter().enumerate() {
            let head = if at == 0 { first } else { &indent };
            self.line(&format!("{head}{line}"));
        }
    }

    /// Left and right on one line, or one above the other where there is no room.
    fn ends(&mut self, style: Style, left: &str, right: &str) {
        let gap = self.width.saturating_sub(left.width() + right.width());
        if gap >= 2 {
            let _ = writeln!(self.text, "{style}{left}{Reset}{}{right}", " ".repeat(gap));
        } else {
            self.styled(style, left);
            self.wrapped("", right);
        }
    }

    fn header(&mut self, report: &Report) {
        let us = report.us.as_deref().map(|us| format!("{} · ", terminal(us))).unwrap_or_default();
        let pinned = match report.clock {
            ClockSource::Portfolio => " (pinned by portfolio.yaml)",
            ClockSource::Flag | ClockSource::Today => "",
        };
        let right =
            format!("{} · as of {}{pinned}", count(as_i64(report.alliances.len()), "record"), report.as_of);
        self.ends(style::TITLE, &format!("{us}alliance portfolio"), &right);
        self.rule();
        if report.portfolio_file.is_none() {
            self.wrapped("", "No portfolio.yaml was found here or above: every rule is at its default, amounts are in EUR, and no capacity is known.");
        }
    }

    fn overview(&mut self, report: &Report) {
        let counts = Counts::of(report.all_findings());
        let mut found = counted(counts);
        if report.waived_count() > 0 {
            let _ = write!(found, " · {} waived", report.waived_count());
        }
        self.wrapped("Findings  ", &found);
        if !report.whole {
            self.wrapped(
                "          ",
                "Only a part of the portfolio was read: the rules about the whole are left out.",
            );
            self.text.push('\n');
            return;
        }
        let focus = &report.focus;
        let (low, high) = focus.ideal;
        let mut attention = format!(
            "{} ({low} to {high} is the working range)",
            count(as_i64(focus.strategic), "live strategic alliance")
        );
        let _ = match focus.capacity {
            Some(capacity) => {
                write!(attention, " · {} of {} hours a month", grouped(focus.hours), grouped(capacity))
            }
            None => write!(attention, " · {} hours a month, capacity not recorded", grouped(focus.hours)),
        };
        self.wrapped("Focus     ", &attention);
        if focus.strategic > 0 {
            let have = if focus.strategic == 1 { "has" } else { "have" };
            let recall = format!(
                "{} of {} live strategic {} {have} a commercial owner and a substantive review on record",
                focus.recalled,
                focus.strategic,
                if focus.strategic == 1 { "alliance" } else { "alliances" },
            );
            self.wrapped("Recall    ", &recall);
        }
        self.text.push('\n');
    }

    fn decide_first(&mut self, report: &Report) {
        if report.decide.is_empty() {
            return;
        }
        self.styled(style::TITLE, "DECIDE FIRST");
        let names = report.decide.iter().map(|decide| terminal(&report.alliances[decide.alliance].name));
        let column = names.map(|name| name.width()).max().unwrap_or(0).min(self.width / 4);
        for (rank, decide) in report.decide.iter().take(DECIDE_FIRST).enumerate() {
            let name = fitted(&terminal(&report.alliances[decide.alliance].name), column);
            let more = match decide.more {
                0 => String::new(),
                more => format!(" (and {})", count(as_i64(more), "more error")),
            };
            self.wrapped(&format!("{:2} {name}  ", rank + 1), &format!("{}{more}", terminal(&decide.reason)));
        }
        let rest = report.decide.len().saturating_sub(DECIDE_FIRST);
        if rest > 0 {
            self.line(&format!("   and {} with errors, below", count(as_i64(rest), "more alliance")));
        }
        self.text.push('\n');
    }

    fn table(&mut self, report: &Report) {
        let wide = self.width >= WIDE;
        let areas = if wide { &AREAS[..] } else { &[] };
        let mut header = vec!["ALLIANCE", "TYPE"];
        header.extend(areas.iter().map(|(_, name)| name));
        let numbers = header.len()..header.len() + 3;
        header.extend(["E", "W", "N", "OWNER", "LAST REVIEW"]);
        let owner = header.len() - 2;
        let mut table = Table::new();
        table.load_style(presets::NOTHING).set_content_arrangement(ContentArrangement::Disabled);
        table.set_header(&header);
        let spelled_out = !wide || self.width >= WIDEST;
        let mut rows: Vec<Vec<String>> =
            urgent_first(report).into_iter().map(|alliance| row(alliance, areas, spelled_out)).collect();
        // Marks and counts stand close together; the last column needs no gap behind it.
        let gap = |column: usize| match column {
            last if last == owner + 1 => 0,
            close if (2..numbers.end - 1).contains(&close) => 1,
            _ => 2,
        };
        let needs = |column: usize| {
            rows.iter().map(|row| row[column].width()).chain([header[column].len()]).max().unwrap_or(0)
        };
        // Name and owner share what the other columns leave; a cut name beats a broken line.
        let fixed = (0..header.len()).filter(|column| *column != 0 && *column != owner).map(needs);
        let gaps = (0..header.len()).map(gap);
        let room = self.width.saturating_sub(fixed.sum::<usize>() + gaps.sum::<usize>()).max(24);
        let owner_room = needs(owner).min((room * 2 / 5).max(room.saturating_sub(needs(0))));
        for row in &mut rows {
            row[0] = cut(&row[0], room - owner_room);
            row[owner] = cut(&row[owner], owner_room);
        }
        table.add_rows(rows);
        for column in table.column_iter_mut() {
            column.set_padding((0, u16::try_from(gap(column.index)).unwrap_or(0)));
            if numbers.contains(&column.index) {
                column.set_cell_alignment(CellAlignment::Right);
            }
        }
        for line in table.lines() {
            self.line(&line);
        }
        if wide {
            for line in LEGEND {
                self.styled(style::QUIET, line);
            }
        }
        self.text.push('\n');
    }

    fn findings_of_portfolio(&mut self, report: &Report) {
        if report.findings.is_empty() && report.waived.is_empty() {
            return;
        }
        let file = report.portfolio_file.as_deref().unwrap_or_default();
        self.ends(style::TITLE, "The portfolio", &terminal(file));
        self.text.push('\n');
        self.findings(&report.findings, &report.waived);
    }

    fn alliance(&mut self, alliance: &AllianceReport) {
        self.ends(style::TITLE, &terminal(&alliance.name), &terminal(&alliance.file));
        if alliance.readable {
            let owner = match &alliance.owner {
                Some(owner) if alliance.commercial => format!("owner {}", terminal(owner)),
                Some(owner) => format!("contact {}", terminal(owner)),
                None => "no owner".to_owned(),
            };
            let review = match alliance.last_review {
                Some(date) => format!("last substantive review {date}"),
                None => "no substantive review".to_owned(),
            };
            let kind = alliance.kind.unwrap_or("type unknown");
            let stage = alliance.stage.unwrap_or_default();
            self.wrapped(
                "",
                &format!("{kind} · {stage} · {owner} · {review} · {}", counted(alliance.counts())),
            );
        }
        let blockers = alliance.findings.iter().filter(|finding| finding.blocker).count();
        if blockers > 0 {
            self.wrapped(
                "",
                &format!(
                    "Do not sign yet: {} to clear first, marked \"blocker\".",
                    count(as_i64(blockers), "error")
                ),
            );
        }
        self.text.push('\n');
        self.findings(&alliance.findings, &alliance.waived);
    }

    /// Findings in full; why a rule matters is said at its first.
    fn findings(&mut self, findings: &[Located], waived: &[Accepted]) {
        let mut explained = HashSet::new();
        for finding in findings {
            self.finding(finding, explained.insert(finding.rule.id));
        }
        for waived in waived {
            self.waived(waived);
        }
    }

    fn finding(&mut self, finding: &Located, with_reason: bool) {
        let word = if finding.blocker { "blocker" } else { finding.severity.word() };
        let style = style::of(finding.severity);
        self.wrapped(&format!("  {style}{word:7}{Reset}  "), &terminal(&finding.message));
        let at = format!("{}:{}:{}", terminal(&finding.at.file), finding.at.line, finding.at.column);
        let _ = writeln!(self.text, "           {at}  {}[{}]{Reset}", style::QUIET, finding.rule.id);
        if let Some((at, text)) = &finding.label {
            self.wrapped(&format!("           {}:{}  ", terminal(&at.file), at.line), &terminal(text));
        }
        if with_reason {
            self.wrapped("           why  ", finding.rule.why);
        }
        for (at, line) in finding.fix.lines().enumerate() {
            let head = if at == 0 { "           fix  " } else { "                " };
            let line = terminal(line);
            if is_yaml(&line) { self.line(&format!("{head}{line}")) } else { self.wrapped(head, &line) }
        }
        self.text.push('\n');
    }

    fn waived(&mut self, waived: &Accepted) {
        self.wrapped("  waived   ", &terminal(&waived.finding.message));
        let at = &waived.finding.at;
        let _ = writeln!(
            self.text,
            "           {}:{}:{}  {}[{}]{Reset}",
            terminal(&at.file),
            at.line,
            at.column,
            style::QUIET,
            waived.finding.rule.id
        );
        let until = format!(
            "accepted by {} until {}: {}",
            terminal(&waived.approved_by),
            waived.until,
            terminal(&waived.reason)
        );
        self.wrapped("           ", &until);
        self.text.push('\n');
    }

    fn footer(&mut self, report: &Report) {
        self.rule();
        let counts = Counts::of(report.all_findings());
        let read = report.alliances.len() - report.unreadable();
        let unreadable = match report.unreadable() {
            0 => String::new(),
            unreadable => format!(", {unreadable} could not be read"),
        };
        let summary = format!(
            "{} read{unreadable} · {} on · {} · {} waived",
            count(as_i64(read), "record"),
            count(as_i64(report.rules_on), "rule"),
            counted(counts),
            report.waived_count()
        );
        self.wrapped("", &summary);
        if report.misconfigured {
            self.wrapped(
                "",
                "portfolio.yaml has mistakes: settings may not be as you mean them. Mend them first.",
            );
        }
        if counts.total() > 0 {
            self.wrapped("", "`alliance explain RULE` says more about any of them.");
        }
    }
}

/// Whether a line of a fix is YAML to paste, which keeps its lines, and not a sentence.
fn is_yaml(line: &str) -> bool {
    let key = line.split(':').next().unwrap_or_default();
    line.starts_with([' ', '-', '#'])
        || (line.contains(':') && key.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_'))
}

/// `2 errors · 1 warning · 0 notes`.
fn counted(counts: Counts) -> String {
    if counts.total() == 0 {
        return "no findings".to_owned();
    }
    let parts = [
        (counts.errors, Severity::Error),
        (counts.warnings, Severity::Warning),
        (counts.notes, Severity::Note),
    ];
    let parts: Vec<String> = parts
        .iter()
        .filter(|(number, _)| *number > 0)
        .map(|(number, severity)| count(as_i64(*number), severity.word()))
        .collect();
    parts.join(" · ")
}

fn mark(mark: AreaMark) -> &'static str {
    match mark {
        AreaMark::Met => "ok",
        AreaMark::Warning => "!",
        AreaMark::Error => "x",
        AreaMark::Unknown => "?",
        AreaMark::None => "-",
    }
}

/// One alliance in the table.
fn row(alliance: &AllianceReport, areas: &[(Area, &str)], spelled_out: bool) -> Vec<String> {
    let kind = match (alliance.kind, alliance.stage) {
        (Some(kind), Some("active") | None) => kind.to_owned(),
        (Some(kind), Some(stage)) => format!("{kind}, {stage}"),
        (None, Some(_)) => "?".to_owned(),
        (None, None) => "not read".to_owned(),
    };
    let mut row = vec![terminal(&alliance.name).into_owned(), kind];
    row.extend(areas.iter().map(|(area, _)| mark(alliance.area(*area)).to_owned()));
    let counts = alliance.counts();
    row.extend([counts.errors, counts.warnings, counts.notes].map(|number| number.to_string()));
    // Of a file that could not be read nothing is known, not even that nobody owns it.
    let unknown = |word: &str| if alliance.readable { word.to_owned() } else { String::new() };
    row.push(match alliance.owner.as_deref() {
        Some(owner) if spelled_out => terminal(owner).into_owned(),
        Some(owner) => terminal(&initialled(owner)).into_owned(),
        None => unknown("nobody"),
    });
    row.push(alliance.last_review.map_or_else(|| unknown("none"), |date| date.to_string()));
    row
}

/// `Priya Nair` as `P. Nair`; a name that is not in two words of letters stays as it is.
fn initialled(name: &str) -> String {
    match (name.chars().next(), name.split_once(' ')) {
        (Some(first), Some((_, last))) if first.is_uppercase() => format!("{first}. {last}"),
        _ => name.to_owned(),
    }
}

/// The alliances to look at first, then the others by their warnings.
fn urgent_first(report: &Report) -> Vec<&AllianceReport> {
    let mut first: Vec<usize> = report.decide.iter().map(|decide| decide.alliance).collect();
    let mut rest: Vec<usize> = (0..report.alliances.len()).filter(|index| !first.contains(index)).collect();
    rest.sort_by_key(|index| std::cmp::Reverse(report.alliances[*index].counts().warnings));
    first.append(&mut rest);
    first.into_iter().map(|index| &report.alliances[index]).collect()
}

/// A text cut to a number of columns, the cut shown.
fn cut(text: &str, columns: usize) -> String {
    if text.width() <= columns {
        return text.to_owned();
    }
    let mut cut = text.to_owned();
    while cut.width() >= columns && cut.pop().is_some() {}
    cut.push('…');
    cut
}

/// A text cut or padded to a number of columns.
fn fitted(text: &str, columns: usize) -> String {
    let cut = cut(text, columns);
    let padding = columns.saturating_sub(cut.width());
    cut + &" ".repeat(padding)
}

/// How many columns a text takes, without its styles.
fn visible(text: &str) -> usize {
    anstream::adapter::strip_str(text).to_string().width()
}

fn as_i64(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
