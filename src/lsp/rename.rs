//! Another name for an alliance: in its record, and where `portfolio.yaml` speaks of it.

use std::collections::BTreeMap;

use anyhow::{Result, anyhow, bail};

use super::catalog::FileKind;
use super::lines::TextLines;
use super::protocol::{Position, Range, TextEdit, WorkspaceEdit};
use super::view::View;
use crate::edit;
use crate::load::Source;
use crate::load::files::Files;
use crate::model::{Alliance, Edit, Portfolio, Yaml, same_name};
use crate::render::escape::terminal;
use crate::report::AllianceReport;

/// The alliance whose name stands at a place, and where it stands.
pub(super) fn name_at<'v>(view: &'v View, position: Position) -> Option<(Range, &'v AllianceReport)> {
    let offset = view.document.text.offset(position, view.encoding);
    let alliances = &view.judged.report.alliances;
    match view.kind {
        FileKind::Record => {
            let source = Source::<Alliance>::new(String::new(), Ok(view.text().to_owned()));
            source.value.as_ref()?.name.text()?;
            let span = source.span_of("name");
            let alliance = view.project.alliance(view.path)?;
            (span.start <= offset && offset <= span.end)
                .then(|| (view.document.text.range(&span, view.encoding), alliance))
        }
        FileKind::Portfolio => {
            let source = Source::<Portfolio>::new(String::new(), Ok(view.text().to_owned()));
            let named = named(source.value.as_ref()?);
            let (span, name) = named.into_iter().find_map(|(path, name)| {
                let span = source.span_of(&path);
                (span.start <= offset && offset <= span.end).then_some((span, name))
            })?;
            let alliance = alliances.iter().find(|alliance| same_name(&alliance.name, &name))?;
            Some((view.document.text.range(&span, view.encoding), alliance))
        }
    }
}

/// Where a portfolio names an alliance, and the name there.
fn named(portfolio: &Portfolio) -> Vec<(String, String)> {
    let waivers = portfolio.waivers.iter().filter_map(|(index, waiver)| {
        Some((format!("waivers[{index}].alliance"), waiver.alliance.text()?.to_owned()))
    });
    let overrides = portfolio.overrides.iter().flat_map(|(index, settings)| {
        let names = settings.alliances.iter();
        names.map(move |(place, name)| (format!("overrides[{index}].alliances[{place}]"), name.clone()))
    });
    waivers.chain(overrides).collect()
}

/// Every change that gives an alliance another name.
///
/// # Errors
/// When there is no name at the place, or the new one is none.
pub(super) fn everywhere(view: &View, position: Position, new: &str) -> Result<WorkspaceEdit> {
    let new = new.trim();
    let (_, alliance) =
        name_at(view, position).ok_or_else(|| anyhow!("there is no name of an alliance here"))?;
    if new.is_empty() || new.contains(['\n', '\r']) {
        bail!("write the new name, on one line");
    }
    let others = view.judged.report.alliances.iter().filter(|other| other.place != alliance.place);
    if let Some(other) = others.into_iter().find(|other| same_name(&other.name, new)) {
        bail!("{} already has this name", terminal(&other.file));
    }
    let mut changes = BTreeMap::new();
    let set = |path: &str| Edit::Set { path: path.to_owned(), value: Yaml::text(new) };
    let (uri, text) = text_of(view, &alliance.file)?;
    let splice = edit::splice::<Alliance>(text.read(), &set("name"))?;
    let edits: Vec<TextEdit> = splice.iter().map(|splice| written(splice, &text, view)).collect();
    changes.insert(uri, edits);
    if let Some(file) = &view.judged.report.portfolio_file {
        let (uri, text) = text_of(view, file)?;
        let source = Source::<Portfolio>::new(String::new(), Ok(text.read().to_owned()));
        let mut edits = Vec::new();
        for (path, name) in source.value.as_ref().map(named).unwrap_or_default() {
            if same_name(&name, &alliance.name) {
                let splice = edit::splice::<Portfolio>(text.read(), &set(&path))?;
                edits.extend(splice.iter().map(|splice| written(splice, &text, view)));
            }
        }
        if !edits.is_empty() {
            changes.insert(uri, edits);
        }
    }
    Ok(WorkspaceEdit { changes })
}

fn written(splice: &edit::Splice, text: &TextLines, view: &View) -> TextEdit {
    TextEdit { range: text.range(&splice.range, view.encoding), new_text: splice.text.clone() }
}

/// A file's URI and text as the editor has them, or as they are on the disk.
fn text_of(view: &View, file: &str) -> Result<(String, TextLines)> {
    let path = view.project.path(file);
    let uri = view.project.uri(file, view.open);
    if let Some(document) = view.open.get(&path) {
        return Ok((uri, document.text.clone()));
    }
    let root = view.open.real(&view.project.folder);
    let text =
        view.open.read(&path, &root).map_err(|mistake| anyhow!("{}: {}", terminal(file), mistake.message))?;
    Ok((uri, TextLines::new(text)))
}
