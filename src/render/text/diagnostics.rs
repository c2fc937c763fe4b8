//! Findings as a compiler prints them: the line, what is meant in it, why, and the fix.

use std::collections::{HashMap, HashSet};

use annotate_snippets::{AnnotationKind, Level, Origin, Renderer, Snippet};
use rayon::prelude::*;

use crate::model::Fix;
use crate::render::ci::concise::ending;
use crate::render::escape::{in_place, terminal};
use crate::render::style;
use crate::report::{CheckResult, Location, ReportedFinding, Severity};

/// Longest line shown, in bytes before and after what is meant: more is no line that a person wrote.
const LONGEST: usize = 4_000;
/// How far apart two places of a file are shown as one piece, in lines.
const TOGETHER: usize = 200;

/// Every finding with its lines, then what was read and what is hidden.
pub fn check(checked: &CheckResult, width: usize, quiet: bool) -> String {
    let report = &checked.report;
    let texts = report.sources.iter().map(|source| (&*source.file, source.text.as_str())).collect();
    let page = Page { texts, width, renderer: renderer(width) };
    let mut explained = HashSet::new();
    let findings: Vec<(&ReportedFinding, bool)> =
        report.all_findings().map(|finding| (finding, explained.insert(finding.rule.id))).collect();
    let shown: Vec<String> =
        findings.par_iter().map(|(finding, first)| page.finding(finding, *first) + "\n\n").collect();
    shown.concat() + &ending(checked, quiet)
}

/// In the colours of the audit.
fn renderer(width: usize) -> Renderer {
    Renderer::styled()
        .term_width(width)
        .error(style::ERROR)
        .warning(style::WARNING)
        .note(style::NOTE)
        .emphasis(style::TITLE)
        .line_num(style::QUIET)
        .context(style::QUIET)
}

struct Page<'r> {
    texts: HashMap<&'r str, &'r str>,
    width: usize,
    renderer: Renderer,
}

impl Page<'_> {
    fn finding(&self, finding: &ReportedFinding, with_reason: bool) -> String {
        let level = match finding.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
            Severity::Note => Level::NOTE,
        };
        let mut group = level
            .primary_title(terminal(&finding.title()).into_owned())
            .id(finding.rule.id)
            .elements(self.places(finding));
        if with_reason {
            group = group
                .element(Level::NOTE.with_name("why").message(self.wrapped(finding.rule.why).join("\n")));
        }
        if !finding.fix.is_empty() {
            let by = finding.applied_by().map(|command| format!("\n`{}` applies this", terminal(&command)));
            let fix = self.fix(&finding.fix) + &by.unwrap_or_default();
            group = group.element(Level::HELP.with_name("fix").message(fix));
        }
        self.renderer.render(&[group])
    }

    /// The lines that the finding is about, with those that explain it.
    fn places<'a>(&self, finding: &'a ReportedFinding) -> Vec<annotate_snippets::Element<'a>> {
        let mut marks = vec![Mark { at: &finding.at, text: None, kind: AnnotationKind::Primary }];
        marks.extend(finding.label.as_deref().into_iter().map(|(at, text)| Mark {
            at,
            text: Some(text),
            kind: AnnotationKind::Context,
        }));
        marks.extend(finding.setting.iter().map(|at| Mark {
            at,
            text: Some("set here"),
            kind: AnnotationKind::Context,
        }));
        let mut elements = Vec::new();
        while !marks.is_empty() {
            let first = marks[0].at;
            let (near, far): (Vec<Mark>, Vec<Mark>) = marks
                .into_iter()
                .partition(|mark| mark.at.file == first.file && mark.at.line.abs_diff(first.line) < TOGETHER);
            elements.push(self.snippet(&near));
            marks = far;
        }
        elements
    }

    /// One piece of one file; only its place where there is no line to show.
    fn snippet<'a>(&self, marks: &[Mark<'a>]) -> annotate_snippets::Element<'a> {
        let at = marks[0].at;
        let text = self.texts.get(&*at.file).copied().unwrap_or_default();
        let file = terminal(&at.file);
        let lines: Option<Vec<Line>> = marks.iter().map(|mark| Line::of(text, mark.at)).collect();
        let Some(lines) = lines.filter(|_| !text.is_empty()) else {
            return Origin::path(file).line(at.line).char_column(at.column).into();
        };
        let first = marks.iter().map(|mark| mark.at.line).min().unwrap_or(at.line);
        let last = marks.iter().map(|mark| mark.at.line).max().unwrap_or(at.line);
        // The lines between are folded away: they need to be counted, not copied.
        let mut source = String::new();
        let mut annotations = Vec::new();
        for number in first..=last {
            let start = source.len();
            let here = marks.iter().zip(&lines).filter(|(mark, _)| mark.at.line == number);
            for (place, (mark, line)) in here.enumerate() {
                if place == 0 {
                    source += &line.text;
                }
                let span = start + line.span.start..start + line.span.end;
                annotations.push(mark.kind.span(span).label(mark.text.map(terminal)));
            }
            source.push('\n');
        }
        Snippet::source(source).line_start(first).path(file).annotations(annotations).into()
    }

    /// The advice wrapped to the page, and the example as it is.
    fn fix(&self, fix: &Fix) -> String {
        let mut lines = self.wrapped(&fix.advice);
        lines.extend(fix.example.lines().map(|line| terminal(line).into_owned()));
        lines.join("\n")
    }

    /// Sentences wrapped to the page.
    fn wrapped(&self, text: &str) -> Vec<String> {
        // `   = fix: ` stands before each line.
        let room = self.width.saturating_sub(14).max(20);
        let options = textwrap::Options::new(room).word_splitter(textwrap::WordSplitter::NoHyphenation);
        let mut lines = Vec::new();
        for line in text.lines() {
            let line = terminal(line);
            lines.extend(textwrap::wrap(&line, &options).into_iter().map(std::borrow::Cow::into_owned));
        }
        lines
    }
}

/// A place to point at.
struct Mark<'a> {
    at: &'a Location,
    text: Option<&'a str>,
    kind: AnnotationKind,
}

/// A line of a file, and the bytes of it that are meant.
struct Line {
    text: String,
    span: std::ops::Range<usize>,
}

impl Line {
    /// `None` where what is meant stands so far in that nobody would see it.
    fn of(text: &str, at: &Location) -> Option<Self> {
        let start = text.get(..at.span.start)?.rfind('\n').map_or(0, |newline| newline + 1);
        let before = at.span.start - start;
        let rest = text.get(start..)?;
        let line = rest[..rest.find('\n').unwrap_or(rest.len())].trim_end_matches('\r');
        if before > LONGEST {
            return None;
        }
        let mut end = line.len().min(before + LONGEST);
        while !line.is_char_boundary(end) {
            end -= 1;
        }
        let (text, span) = in_place(&line[..end], before.min(end)..(at.span.end - start).min(end));
        Some(Self { text, span })
    }
}
