//! From an edit to the one piece of text that makes it.

mod add;
mod comment;
mod remove;

use std::cmp::Ordering;
use std::ops::Range;

use super::habits::{Habits, after_line, column, line_end, line_start};
use super::plain::Plain;
use super::refused::Refused;
use super::{order, write};
use crate::load::layout::{Id, Layout, Quoting, Shape, Style};
use crate::load::locate::{PathSegment, steps};
use crate::load::tree::{NodeId, Tree, Value};
use crate::model::{Edit, Yaml};

/// One piece of text that takes the place of another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Splice {
    /// The bytes that go.
    pub range: Range<usize>,
    /// What comes in their place.
    pub text: String,
}

impl Splice {
    /// The text with the piece in its place.
    pub fn apply(&self, text: &str) -> String {
        let (before, after) = (text.get(..self.range.start), text.get(self.range.end..));
        [before.unwrap_or(text), &self.text, after.unwrap_or_default()].concat()
    }
}

/// A value on the way to the field, as it is read and as it is written.
#[derive(Debug, Clone, Copy)]
struct Here {
    node: NodeId,
    id: Id,
    /// The key before it, if it is the value of one.
    key: Option<Id>,
    /// What it lies in, and at which place there.
    within: Option<(Id, usize)>,
    /// Whether brackets are open around it.
    flow: bool,
}

/// A file that is being edited.
struct Editor<'t> {
    text: &'t str,
    tree: &'t Tree,
    layout: Layout,
    habits: Habits,
    path: &'t str,
}

/// The piece of text that makes an edit; `None` where nothing has to change.
pub(super) fn of(text: &str, tree: &Tree, edit: &Edit) -> Result<Option<Splice>, Refused> {
    let layout =
        Layout::of(text).ok_or_else(|| Refused::Unreadable("it is not a single YAML document".to_owned()))?;
    let habits = Habits::of(text, &layout);
    let editor = Editor { text, tree, layout, habits, path: edit.path() };
    let steps = steps(tree, edit.path());
    match edit {
        Edit::Set { value, .. } => editor.set(&steps, value),
        Edit::Add { item, .. } => editor.add(&steps, item).map(Some),
        Edit::Remove { .. } => editor.remove(&steps).map(Some),
        Edit::Rename { to, .. } => editor.rename(&steps, to).map(Some),
        Edit::Comment { lines, .. } => Ok(editor.comment(&steps, lines)),
    }
}

impl Editor<'_> {
    fn shape(&self, id: Id) -> &Shape {
        &self.layout.node(id).shape
    }

    fn refused(&self, what: &'static str) -> Refused {
        Refused::Shape(self.path.to_owned(), what)
    }

    fn missing(&self) -> Refused {
        Refused::Missing(self.path.to_owned())
    }

    /// Goes as far as the file has the path: what lies on the way, from the top, and how many steps were taken.
    fn walk(&self, steps: &[PathSegment]) -> Result<(Vec<Here>, usize), Refused> {
        let root =
            Here { node: self.tree.root(), id: self.layout.root(), key: None, within: None, flow: false };
        let mut trail = vec![root];
        let mut here = root;
        for (taken, step) in steps.iter().enumerate() {
            let next = match (step, self.tree.value(here.node)) {
                (PathSegment::Key(name), Value::Mapping(_)) => self.entry(here, name),
                (PathSegment::Index(index), Value::Sequence(items)) => {
                    items.get(*index).and_then(|node| self.item(here, *index, *node))
                }
                (_, value) if value.is_null() => None,
                // One item may stand where a list is expected.
                (PathSegment::Index(0), _) => continue,
                _ => None,
            };
            let Some(next) = next else { return Ok((trail, taken)) };
            if *self.shape(next.id) == Shape::Alias {
                return Err(
                    self.refused("is behind an alias (`*name`), so other fields would change with it")
                );
            }
            trail.push(next);
            here = next;
        }
        Ok((trail, steps.len()))
    }

    fn is_flow(&self, id: Id) -> bool {
        matches!(self.shape(id), Shape::Mapping(Style::Flow, _) | Shape::Sequence(Style::Flow, _))
    }

    fn entry(&self, here: Here, name: &str) -> Option<Here> {
        let (key, value) = self.tree.entry(here.node, name)?;
        let Shape::Mapping(_, entries) = self.shape(here.id) else { return None };
        // A key that is merged in from elsewhere (`<<`) does not stand here.
        let starts = self.tree.span(key).start;
        let at = entries.iter().position(|(key, _)| self.layout.node(*key).span.start == starts)?;
        let flow = here.flow || self.is_flow(here.id);
        Some(Here {
            node: value,
            id: entries[at].1,
            key: Some(entries[at].0),
            within: Some((here.id, at)),
            flow,
        })
    }

    fn item(&self, here: Here, index: usize, node: NodeId) -> Option<Here> {
        let Shape::Sequence(_, items) = self.shape(here.id) else { return None };
        let flow = here.flow || self.is_flow(here.id);
        Some(Here { node, id: *items.get(index)?, key: None, within: Some((here.id, index)), flow })
    }

    /// The last value on a way.
    fn last(&self, trail: &[Here]) -> Here {
        let root =
            Here { node: self.tree.root(), id: self.layout.root(), key: None, within: None, flow: false };
        trail.last().copied().unwrap_or(root)
    }

    fn set(&self, steps: &[PathSegment], value: &Yaml) -> Result<Option<Splice>, Refused> {
        let (trail, taken) = self.walk(steps)?;
        let here = self.last(&trail);
        let Some((next, rest)) = steps.get(taken..).and_then(<[PathSegment]>::split_first) else {
            if Plain::of(self.tree, here.node) == Plain::meant(value) {
                return Ok(None);
            }
            return self.replace(here, value).map(Some);
        };
        let value = wrapped(value.clone(), rest).ok_or_else(|| self.missing())?;
        self.extend(here, *next, value).map(Some)
    }

    /// Adds a key to a mapping or an item to a list.
    fn extend(&self, here: Here, next: PathSegment, value: Yaml) -> Result<Splice, Refused> {
        let null = self.tree.value(here.node).is_null();
        match (next, self.shape(here.id)) {
            (PathSegment::Key(name), Shape::Mapping(..)) => self.add_key(here, name, &value),
            (PathSegment::Index(index), Shape::Sequence(_, items)) if index == items.len() => {
                self.add_item(here, &value)
            }
            (PathSegment::Key(name), _) if null => {
                self.replace(here, &Yaml::Map(vec![(name.to_owned(), value)]))
            }
            (PathSegment::Index(0), _) if null => self.replace(here, &Yaml::List(vec![value])),
            (PathSegment::Key(_), Shape::Scalar(_)) => {
                Err(self.refused("would be below a sentence or a word"))
            }
            _ => Err(self.missing()),
        }
    }

    fn add(&self, steps: &[PathSegment], item: &Yaml) -> Result<Splice, Refused> {
        let (trail, taken) = self.walk(steps)?;
        let here = self.last(&trail);
        if let Some((next, rest)) = steps.get(taken..).and_then(<[PathSegment]>::split_first) {
            let list = Yaml::List(vec![item.clone()]);
            return self.extend(here, *next, wrapped(list, rest).ok_or_else(|| self.missing())?);
        }
        match self.shape(here.id) {
            Shape::Sequence(..) => self.add_item(here, item),
            _ if self.tree.value(here.node).is_null() => self.replace(here, &Yaml::List(vec![item.clone()])),
            _ => self.list_of_two(here, item),
        }
    }

    /// Makes a list of one item that stands where a list may.
    fn list_of_two(&self, here: Here, item: &Yaml) -> Result<Splice, Refused> {
        let node = self.layout.node(here.id);
        let old = match (&node.shape, self.tree.value(here.node)) {
            _ if node.marked => return Err(self.refused("has an anchor or a tag")),
            (Shape::Scalar(Quoting::Plain), Value::Scalar { text, .. }) => {
                write::scalar(text, write::is_word(text), true, Quoting::Plain)
            }
            (Shape::Scalar(Quoting::Single | Quoting::Double) | Shape::Mapping(Style::Flow, _), _) => {
                self.text[node.span.clone()].to_owned()
            }
            _ => return Err(self.refused("is one item on lines of its own, not yet a list")),
        };
        let text = format!("[{old}, {}]", write::flow(item, self.habits));
        Ok(Splice { range: node.span.clone(), text })
    }

    /// Puts a value in the place of a scalar, of nothing, or of empty brackets.
    fn replace(&self, here: Here, value: &Yaml) -> Result<Splice, Refused> {
        let node = self.layout.node(here.id);
        if node.marked {
            return Err(self.refused("has an anchor or a tag"));
        }
        match &node.shape {
            Shape::Empty => self.fill(here, value),
            Shape::Alias => Err(self.refused("is an alias")),
            Shape::Scalar(Quoting::Block) => {
                let start =
                    self.block_header(here).ok_or_else(|| self.refused("is written over several lines"))?;
                let old = &self.text[start..node.span.end];
                let end = start + old.trim_end().len();
                Ok(Splice { range: start..end, text: self.one_line(here, value) })
            }
            Shape::Scalar(quoting) => {
                let text = match value {
                    Yaml::Word(word) => write::scalar(word, true, here.flow, Quoting::Plain),
                    Yaml::Text(text) => write::scalar(text, false, here.flow, *quoting),
                    other => write::flow(other, self.habits),
                };
                Ok(Splice { range: node.span.clone(), text })
            }
            Shape::Mapping(Style::Flow, entries) if entries.is_empty() => {
                Ok(Splice { range: node.span.clone(), text: self.one_line(here, value) })
            }
            Shape::Sequence(Style::Flow, items) if items.is_empty() => {
                Ok(Splice { range: node.span.clone(), text: self.one_line(here, value) })
            }
            _ => Err(self.refused("holds several values")),
        }
    }

    fn one_line(&self, here: Here, value: &Yaml) -> String {
        if here.flow { write::flow(value, self.habits) } else { write::inline(value, self.habits) }
    }

    /// Where the `|` or `>` of a text over several lines stands.
    fn block_header(&self, here: Here) -> Option<usize> {
        let after = match here.key {
            Some(key) => self.colon(key)? + 1,
            None => return None,
        };
        let rest = &self.text[after..];
        let start = after + (rest.len() - rest.trim_start_matches(' ').len());
        self.text[start..].starts_with(['|', '>']).then_some(start)
    }

    /// Where the colon behind a key is.
    fn colon(&self, key: Id) -> Option<usize> {
        let end = self.layout.node(key).span.end;
        let rest = self.text.get(end..)?;
        let blanks = rest.len() - rest.trim_start_matches([' ', '\t']).len();
        rest[blanks..].starts_with(':').then_some(end + blanks)
    }

    /// Gives a value to a key or a dash that has none.
    fn fill(&self, here: Here, value: &Yaml) -> Result<Splice, Refused> {
        let Some(key) = here.key else {
            let at = self.layout.node(here.id).span.end;
            if here.within.is_none() || here.flow {
                return Err(self.refused("is empty"));
            }
            return Ok(Splice { range: at..at, text: format!(" {}", self.one_line(here, value)) });
        };
        let Some(colon) = self.colon(key) else {
            if !here.flow {
                return Err(self.refused("is a key without a colon"));
            }
            let at = self.layout.node(key).span.end;
            return Ok(Splice { range: at..at, text: format!(": {}", self.one_line(here, value)) });
        };
        let indent = column(self.text, self.layout.node(key).span.start);
        if here.flow || write::stays_on_one_line(value, colon - line_start(self.text, colon), self.habits) {
            let mut text = format!(" {}", self.one_line(here, value));
            if here.flow && self.text[colon + 1..].starts_with(|next: char| !next.is_whitespace()) {
                // `b:,` keeps its comma apart from the new word.
                text.push(' ');
            }
            return Ok(Splice { range: colon + 1..colon + 1, text });
        }
        let at = line_end(self.text, colon);
        let lines = write::below(value, indent, self.habits);
        Ok(Splice { range: at..at, text: self.lines(&lines) })
    }

    /// Lines, each behind a line end.
    fn lines(&self, lines: &[String]) -> String {
        lines.iter().flat_map(|line| [self.habits.end, line]).collect()
    }

    /// Where what a key or a dash holds ends, on its line or on a later one.
    fn end(&self, key: Option<Id>, value: Id) -> usize {
        let node = self.layout.node(value);
        let own = match &node.shape {
            Shape::Empty => {
                let colon = key.and_then(|key| self.colon(key)).map_or(0, |colon| colon + 1);
                node.span.end.max(colon)
            }
            Shape::Scalar(Quoting::Block) => {
                let text = &self.text[node.span.clone()];
                let kept = self.text[..node.span.start].trim_end().ends_with('+');
                let content =
                    if kept { text.strip_suffix(self.habits.end).unwrap_or(text) } else { text.trim_end() };
                node.span.start + content.len()
            }
            Shape::Scalar(_) | Shape::Alias => node.span.end,
            Shape::Mapping(Style::Flow, _) | Shape::Sequence(Style::Flow, _) => node.span.end,
            Shape::Mapping(Style::Block, entries) => {
                entries.last().map_or(node.span.end, |(key, value)| self.end(Some(*key), *value))
            }
            Shape::Sequence(Style::Block, items) => {
                items.last().map_or(node.span.end, |item| self.end(None, *item))
            }
        };
        let keys = key.map_or(0, |key| self.layout.node(key).span.end);
        own.max(keys)
    }
}

/// Steps as a path: `us[0].what`.
fn spelled(steps: &[PathSegment]) -> String {
    let mut path = String::new();
    for step in steps {
        match step {
            PathSegment::Key(name) if path.is_empty() => path.push_str(name),
            PathSegment::Key(name) => path.extend([".", name]),
            PathSegment::Index(index) => path.push_str(&format!("[{index}]")),
        }
    }
    path
}

/// A value below the rest of its path.
fn wrapped(mut value: Yaml, path: &[PathSegment]) -> Option<Yaml> {
    for step in path.iter().rev() {
        value = match step {
            PathSegment::Key(name) => Yaml::Map(vec![((*name).to_owned(), value)]),
            PathSegment::Index(0) => Yaml::List(vec![value]),
            PathSegment::Index(_) => return None,
        };
    }
    Some(value)
}
