//! The outline of a file: its keys, and the items of its lists by what they are called.

use super::lines::TextLines;
use super::protocol::{DocumentSymbol, Encoding};
use super::view::View;
use crate::load::locate;
use crate::load::tree::{NodeId, Tree, Value};
use crate::render::escape::terminal;
use crate::text::shorten;

/// Longest name shown, in characters.
const LONGEST: usize = 60;
/// Deepest level shown: below it are single values.
const DEEPEST: usize = 4;

/// The keys of a file; none while it cannot be read.
pub(super) fn of(view: &View) -> Vec<DocumentSymbol> {
    let Ok(tree) = Tree::parse(view.text().to_owned(), &mut Vec::new()) else { return Vec::new() };
    let outline = Outline { tree: &tree, text: &view.document.text, encoding: view.encoding };
    outline.below(tree.root(), DEEPEST)
}

struct Outline<'t> {
    tree: &'t Tree,
    text: &'t TextLines,
    encoding: Encoding,
}

impl Outline<'_> {
    fn below(&self, node: NodeId, depth: usize) -> Vec<DocumentSymbol> {
        if depth == 0 {
            return Vec::new();
        }
        match self.tree.value(node) {
            Value::Mapping(entries) => entries
                .chunks_exact(2)
                .filter_map(|pair| {
                    let Value::Scalar { text, .. } = self.tree.value(pair[0]) else { return None };
                    Some(self.symbol(text.to_owned(), pair[0], pair[1], depth))
                })
                .collect(),
            Value::Sequence(items) => items
                .iter()
                .enumerate()
                .map(|(index, item)| {
                    let name =
                        locate::item_name(self.tree, *item).unwrap_or_else(|| format!("{}", index + 1));
                    self.symbol(name, *item, *item, depth)
                })
                .collect(),
            Value::Scalar { .. } => Vec::new(),
        }
    }

    fn symbol(&self, name: String, at: NodeId, value: NodeId, depth: usize) -> DocumentSymbol {
        let selected = self.tree.span(at);
        let end = self.tree.span(value).end.max(selected.end);
        let whole = self.tree.text().get(selected.start..end).unwrap_or_default();
        let end = selected.start + whole.trim_end().len();
        let (kind, detail) = match self.tree.value(value) {
            Value::Scalar { text, .. } if at != value => (7, Some(shown(text))),
            Value::Scalar { .. } => (15, None),
            Value::Sequence(_) => (18, None),
            Value::Mapping(_) => (19, None),
        };
        // A name that is empty is none for a client.
        let name = if name.trim().is_empty() { "-".to_owned() } else { shown(&name) };
        DocumentSymbol {
            name,
            detail,
            kind,
            range: self.text.range(&(selected.start..end), self.encoding),
            selection_range: self.text.range(&(selected.start..selected.end.min(end)), self.encoding),
            children: self.below(value, depth - 1),
        }
    }
}

fn shown(text: &str) -> String {
    shorten(&terminal(text), LONGEST)
}
