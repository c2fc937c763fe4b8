//! What a record comes to: the line above it, and behind its dates what they lead to.

use super::catalog::FileKind;
use super::protocol::{CodeLens, Command, InlayHint, Range};
use super::view::View;
use crate::facts::exit::{Ends, notice_path};
use crate::model::Stage;
use crate::render::escape::terminal;
use crate::report::DecideBy;
use crate::text::short_day;

/// A sentence behind a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Hint {
    pub(super) path: String,
    pub(super) text: String,
}

/// The verdict, the structure score, the evidence and the next day, above a record.
pub(super) fn lenses(view: &View) -> Vec<CodeLens> {
    let Some(alliance) = view.project.alliance(view.path) else { return Vec::new() };
    let Some(health) = &alliance.health else { return Vec::new() };
    let report = &view.judged.report;
    let mut parts = vec![health.verdict.decision.word().to_owned()];
    parts.extend(health.score.as_ref().map(|score| format!("structure {}", score.raw.score)));
    parts.extend(health.evidence.grade.map(|grade| format!("evidence {}", grade.word())));
    parts.extend(report.decide_by(alliance).map(|by: DecideBy| format!("decide by {}", by.words())));
    let title = terminal(&parts.join(" · ")).into_owned();
    vec![CodeLens { range: Range::default(), command: Command { title, command: "" } }]
}

/// The hints behind the fields of a part of a file.
pub(super) fn within(view: &View, range: Range) -> Vec<InlayHint> {
    let Some(source) = view.record().filter(|source| source.text() == view.text()) else { return Vec::new() };
    let text = &view.document.text;
    let hints = all(view).into_iter().map(|hint| {
        let span = source.span_of(&hint.path);
        InlayHint {
            position: text.position(span.end, view.encoding),
            label: terminal(&hint.text).into_owned(),
            padding_left: true,
        }
    });
    hints
        .filter(|hint| range == Range::default() || (range.start..=range.end).contains(&hint.position))
        .collect()
}

/// What the dates of a record lead to.
pub(super) fn all(view: &View) -> Vec<Hint> {
    let mut hints = Vec::new();
    if view.kind != FileKind::Record {
        return hints;
    }
    let Some(mut record) = view.record().and_then(|source| source.value) else { return hints };
    let as_of = view.judged.report.as_of;
    record.stand_at(as_of);
    if !matches!(record.stage(), Stage::Active | Stage::Paused | Stage::WindingDown) {
        return hints;
    }
    let ending = Ends::of(&record, as_of);
    let mut hint = |path: &str, text: String| hints.push(Hint { path: path.to_owned(), text });
    if let Some(next) = ending.next_deadline {
        let text = format!("notice by {}, or it renews; ends {}", short_day(next.date), short_day(next.ends));
        hint("term.ends", text);
    } else if let Some(ends) = ending.term_ends.filter(|_| record.notice_given.get().is_none()) {
        hint("term.ends", format!("ends {}", short_day(ends)));
    }
    let leaves = ending.earliest.map(|exit| (exit.path(), exit.date));
    if record.notice_given.get().is_some() {
        if let Some((_, date)) = leaves {
            hint("notice_given", format!("ends {}", short_day(date)));
        }
    } else if let (Some((path, date)), Some(exit)) = (leaves, record.exit.get())
        && path == notice_path(exit)
    {
        hint(path, format!("notice today: exit {}", short_day(date)));
    }
    hints
}
