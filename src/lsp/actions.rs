//! What an editor offers to do: the corrections of `alliance fix`, its questions, and the beginning of an entry.

use super::catalog::FileKind;
use super::protocol::{CodeAction, Diagnostic, Range, TextEdit, WorkspaceEdit};
use super::view::View;
use crate::edit::Editable;
use crate::model::{DecisionKind, Edit, Stage, Yaml};
use crate::render::escape::terminal;
use crate::report::{KnownQuestions, ReportedFinding};
use crate::text::shorten;

const QUICK: &str = "quickfix";
const ALL: &str = "source.fixAll.alliance";
const ENTRY: &str = "source.alliance";

/// The kinds of actions there are.
pub(super) const KINDS: [&str; 3] = [QUICK, ALL, ENTRY];

/// As many corrections are worked out at once: each is read again, editors ask at every step of the cursor, and a file may have
/// a thousand mistakes.
const MOST: usize = 50;

/// Longest title, in characters: a menu is narrow.
const LONGEST: usize = 80;

/// Everything that can be done in a part of a file.
pub(super) fn within(view: &View, range: Range, only: &[String]) -> Vec<CodeAction> {
    let mut actions = Vec::new();
    let here = view.project.findings(view.file).filter_map(|finding| {
        let said = view.project.diagnostic(finding, view.open, view.encoding);
        said.range.touches(&range).then_some((finding, said))
    });
    for (finding, said) in here.take(MOST) {
        actions.extend(correction(view, finding, &said));
        actions.extend(question(view, finding, &said));
    }
    actions.extend(all_corrections(view));
    if view.kind == FileKind::Record {
        actions.extend(entries(view));
    }
    // `source` asks for `source.alliance` too.
    let is_wanted = |kind: &str| {
        only.is_empty() || only.iter().any(|only| kind == only || kind.starts_with(&format!("{only}.")))
    };
    actions.retain(|action| is_wanted(action.kind));
    actions
}

fn action(view: &View, title: &str, kind: &'static str, edits: Vec<TextEdit>) -> CodeAction {
    let changes = [(view.document.uri.clone(), edits)].into_iter().collect();
    CodeAction {
        title: shorten(&terminal(title), LONGEST),
        kind,
        diagnostics: Vec::new(),
        is_preferred: false,
        edit: WorkspaceEdit { changes },
    }
}

/// The edit that settles a finding, where there is one certain answer.
fn correction(view: &View, finding: &ReportedFinding, said: &Diagnostic) -> Option<CodeAction> {
    let edit = finding.fix.edit.as_deref()?;
    let mut action = action(view, &title(edit), QUICK, vec![view.edit(edit)?]);
    action.diagnostics = vec![said.clone()];
    action.is_preferred = true;
    Some(action)
}

/// What an edit does, in a few words.
fn title(edit: &Edit) -> String {
    match edit {
        Edit::Set { value: Yaml::Word(word) | Yaml::Text(word), .. } => format!("Write `{word}`"),
        Edit::Rename { to, .. } => format!("Rename to `{to}`"),
        Edit::Remove { path } => format!("Remove `{path}`"),
        Edit::Set { path, .. } | Edit::Add { path, .. } | Edit::Comment { path, .. } => {
            format!("Write `{path}`")
        }
    }
}

/// The question of a finding as a comment where its answer belongs.
fn question(view: &View, finding: &ReportedFinding, said: &Diagnostic) -> Option<CodeAction> {
    let known = KnownQuestions::of(view.text());
    if view.kind == FileKind::Portfolio || finding.fix.edit.is_some() || !finding.asks(&known) {
        return None;
    }
    let edit = view.edit(&finding.question(&Editable::of(view.text()).ok()?, &known)?)?;
    let title = format!("Write the question of {} as a comment", finding.rule.id);
    let mut action = action(view, &title, QUICK, vec![edit]);
    action.diagnostics = vec![said.clone()];
    Some(action)
}

/// Every certain correction of the file at once; those that would touch one another are left for the next time.
fn all_corrections(view: &View) -> Option<CodeAction> {
    let certain = view.project.findings(view.file).filter_map(|finding| finding.fix.edit.as_deref());
    let mut edits: Vec<TextEdit> = certain.take(MOST).filter_map(|edit| view.edit(edit)).collect();
    edits.sort_by_key(|edit| (edit.range.start, edit.range.end));
    let mut apart: Vec<TextEdit> = Vec::new();
    for edit in edits {
        if apart.last().is_none_or(|last| !last.range.touches(&edit.range)) {
            apart.push(edit);
        }
    }
    (!apart.is_empty()).then(|| action(view, "Apply the certain corrections in this file", ALL, apart))
}

/// The beginning of an entry of today: what only a person knows is left to be written.
fn entries(view: &View) -> Vec<CodeAction> {
    let today = || ("date".to_owned(), Yaml::word(view.judged.report.as_of));
    let mut offered = Vec::new();
    let entry = |title: &str, list: &str, item: Vec<(String, Yaml)>| {
        let edit = Edit::Add { path: list.to_owned(), item: Yaml::Map(item) };
        Some(action(view, title, ENTRY, vec![view.edit(&edit)?]))
    };
    let stage = view.project.alliance(view.path).and_then(|alliance| alliance.stage);
    if stage == Some(Stage::Ended) {
        return offered;
    }
    offered.extend(entry("Record a review of today", "governance.reviews", vec![today()]));
    for verdict in DecisionKind::ALL {
        let item = vec![
            today(),
            ("verdict".to_owned(), Yaml::word(verdict.word())),
            ("why".to_owned(), Yaml::text("")),
        ];
        let title = format!("Record a decision of today: {}", verdict.word().replace('-', " "));
        offered.extend(entry(&title, "decisions", item));
    }
    offered
}
