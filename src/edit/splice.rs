//! From an edit to the one piece of text that makes it.

use std::cmp::Ordering;

use super::habits::{Habits, after_line, column, line_end, line_start};
use super::plain::Plain;
use super::{Refused, Splice, order, write};
use crate::load::layout::{Id, Layout, Quoting, Shape, Style};
use crate::load::locate::{PathSegment, steps};
use crate::load::tree::{NodeId, Tree, Value};
use crate::model::{Edit, Yaml};

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

    fn add_key(&self, here: Here, name: &str, value: &Yaml) -> Result<Splice, Refused> {
        let Shape::Mapping(style, entries) = self.shape(here.id) else { return Err(self.missing()) };
        if *style == Style::Flow {
            let text = format!("{}: {}", write::key(name, true), write::flow(value, self.habits));
            let last = entries
                .last()
                .map(|(key, value)| (self.layout.node(*key).span.start, self.end(Some(*key), *value)));
            return self.add_in_brackets(here.id, last, &text, self.habits.padded);
        }
        let indent = self
            .indent(here.id)
            .ok_or_else(|| self.refused("is in a mapping that starts in an unusual way"))?;
        let Some(after) = self.before(here, name, entries) else { return Err(self.missing()) };
        let lines = write::entry(name, value, indent, self.habits);
        Ok(self.insert(after, lines, indent, here.id == self.layout.root()))
    }

    /// The end of the entry after which a new key comes.
    fn before(&self, here: Here, name: &str, entries: &[(Id, Id)]) -> Option<usize> {
        let last = entries.len().checked_sub(1)?;
        let place = order::place(name);
        let at = match here.id == self.layout.root() && place < order::TOP.len() {
            true => {
                let places: Vec<usize> = entries
                    .iter()
                    .map(|(key, _)| order::place(&self.text[self.layout.node(*key).span.clone()]))
                    .collect();
                // Where the fewest keys stand on the wrong side: a file may have an order of its own.
                let mut wrong = places.iter().filter(|known| **known < place).count();
                let mut best = (usize::MAX, last);
                for (at, known) in places.iter().enumerate() {
                    wrong = match known.cmp(&place) {
                        Ordering::Less => wrong - 1,
                        Ordering::Greater => wrong + 1,
                        Ordering::Equal => wrong,
                    };
                    if wrong <= best.0 {
                        best = (wrong, at);
                    }
                }
                best.1
            }
            false => last,
        };
        let (key, value) = entries.get(at)?;
        Some(self.end(Some(*key), *value))
    }

    /// How far in the keys of a mapping in lines stand.
    fn indent(&self, id: Id) -> Option<usize> {
        let start = self.layout.node(id).span.start;
        let before = &self.text[line_start(self.text, start)..start];
        // A byte-order mark is no column.
        before.bytes().all(|byte| matches!(byte, b' ' | b'-')).then_some(before.len())
    }

    /// Puts lines below the line in which something ends.
    fn insert(&self, after: usize, mut lines: Vec<String>, indent: usize, top: bool) -> Splice {
        let at = self.behind_comments(line_end(self.text, after), indent);
        let block = lines.len() > 1;
        if let Some(first) = lines.first_mut() {
            first.insert_str(0, &" ".repeat(indent));
        }
        let blank = if top && block && self.habits.parted { self.habits.end } else { "" };
        Splice { range: at..at, text: format!("{blank}{}", self.lines(&lines)) }
    }

    fn add_item(&self, here: Here, value: &Yaml) -> Result<Splice, Refused> {
        let Shape::Sequence(style, items) = self.shape(here.id) else { return Err(self.missing()) };
        if *style == Style::Flow {
            if items.is_empty() && !here.flow && self.stands_alone(here) {
                // `results: []` becomes a list in lines where a line would be too long.
                let lines = Yaml::List(vec![value.clone()]);
                if let Some(key) = here.key
                    && !write::stays_on_one_line(&lines, 0, self.habits)
                {
                    let colon = self.colon(key).ok_or_else(|| self.missing())?;
                    let indent = column(self.text, self.layout.node(key).span.start);
                    let lines = write::below(&lines, indent, self.habits);
                    let end = self.layout.node(here.id).span.end;
                    return Ok(Splice { range: colon + 1..end, text: self.lines(&lines) });
                }
            }
            let text = write::flow(value, self.habits);
            let last = items.last().map(|item| (self.layout.node(*item).span.start, self.end(None, *item)));
            return self.add_in_brackets(here.id, last, &text, false);
        }
        let (dash, gap) = items
            .iter()
            .rev()
            .find_map(|item| self.dash(*item))
            .ok_or_else(|| self.refused("is a list whose dashes are not beside their items"))?;
        let indent = column(self.text, dash);
        let last = *items.last().ok_or_else(|| self.missing())?;
        let one_line = match self.shape(last) {
            Shape::Mapping(Style::Flow, _) => true,
            Shape::Mapping(Style::Block, _) => false,
            _ => write::stays_on_one_line(value, indent + 2, self.habits),
        };
        let mut lines = write::item(value, indent + 1 + gap.len(), one_line, self.habits);
        lines[0].insert_str(0, &format!("-{gap}"));
        let splice = self.insert(self.end(None, last), lines, indent, false);
        let blank = if self.items_are_parted(items) { self.habits.end } else { "" };
        Ok(Splice { text: format!("{blank}{}", splice.text), ..splice })
    }

    /// Whether nothing but blanks follows a value on its line.
    fn stands_alone(&self, here: Here) -> bool {
        let end = self.layout.node(here.id).span.end;
        self.text[end..line_end(self.text, end)].trim().is_empty()
    }

    /// Where the dash of an item is, and what stands between the two.
    fn dash(&self, item: Id) -> Option<(usize, String)> {
        let start = self.layout.node(item).span.start;
        let before = self.text[..start].trim_end_matches([' ', '\t', '\r', '\n']);
        let dash = before.len().checked_sub(1).filter(|_| before.ends_with('-'))?;
        let gap = &self.text[dash + 1..start];
        let beside = !gap.is_empty() && gap.bytes().all(|byte| byte == b' ');
        Some((dash, if beside { gap.to_owned() } else { " ".to_owned() }))
    }

    /// Whether a blank line stands before the last item.
    fn items_are_parted(&self, items: &[Id]) -> bool {
        let [.., before, last] = items else { return false };
        let end = line_end(self.text, self.end(None, *before));
        let start = self.layout.node(*last).span.start;
        self.text.get(end..start).is_some_and(|between| {
            let lines: Vec<&str> = between.lines().collect();
            lines.len() > 2 && lines[1..lines.len() - 1].iter().any(|line| line.trim().is_empty())
        })
    }

    /// Adds to what stands in brackets. `last` is where its last entry begins and ends.
    fn add_in_brackets(
        &self,
        id: Id,
        last: Option<(usize, usize)>,
        new: &str,
        padded: bool,
    ) -> Result<Splice, Refused> {
        let span = self.layout.node(id).span.clone();
        let inside = span.start + 1..span.end.saturating_sub(1);
        let Some((start, end)) = last else {
            let text = self.text.get(inside.clone()).unwrap_or_default();
            if !text.trim().is_empty() {
                return Err(self.refused("is empty but for a comment"));
            }
            let blank = if padded { " " } else { "" };
            return Ok(Splice { range: inside, text: format!("{blank}{new}{blank}") });
        };
        let line = line_start(self.text, start);
        let lead = &self.text[line..start];
        let own_lines = lead.trim().is_empty() && line > span.start;
        let between = if own_lines { format!("{}{lead}", self.habits.end) } else { " ".to_owned() };
        match self.comma(end, inside.end) {
            // A comma is there already; the habit is kept.
            Some(comma) if own_lines => {
                let at = line_end(self.text, comma);
                Ok(Splice { range: at..at, text: format!("{between}{new},") })
            }
            Some(comma) => Ok(Splice { range: comma + 1..comma + 1, text: format!(" {new}") }),
            None => Ok(Splice { range: end..end, text: format!(",{between}{new}") }),
        }
    }

    /// A comma behind the last entry in brackets, comments left aside.
    fn comma(&self, from: usize, to: usize) -> Option<usize> {
        let mut comment = false;
        self.text.get(from..to)?.char_indices().find_map(|(at, letter)| {
            match letter {
                '#' => comment = true,
                '\n' | '\r' => comment = false,
                ',' if !comment => return Some(from + at),
                _ => {}
            }
            None
        })
    }

    fn remove(&self, steps: &[PathSegment]) -> Result<Splice, Refused> {
        let (trail, taken) = self.walk(steps)?;
        let here = self.last(&trail);
        let (Some((parent, at)), true) = (here.within, taken == steps.len()) else {
            return Err(self.missing());
        };
        let (style, pieces): (Style, Vec<(usize, usize)>) = match self.shape(parent) {
            Shape::Mapping(style, entries) => (
                *style,
                entries
                    .iter()
                    .map(|(key, value)| (self.layout.node(*key).span.start, self.end(Some(*key), *value)))
                    .collect(),
            ),
            Shape::Sequence(Style::Flow, items) => (
                Style::Flow,
                items
                    .iter()
                    .map(|item| (self.layout.node(*item).span.start, self.end(None, *item)))
                    .collect(),
            ),
            Shape::Sequence(Style::Block, items) => {
                let dashes: Option<Vec<usize>> = items.iter().map(|item| Some(self.dash(*item)?.0)).collect();
                let dashes =
                    dashes.ok_or_else(|| self.refused("is in a list with dashes far from their items"))?;
                let ends = items.iter().map(|item| self.end(None, *item));
                (Style::Block, dashes.into_iter().zip(ends).collect())
            }
            _ => return Err(self.missing()),
        };
        let (start, end) = *pieces.get(at).ok_or_else(|| self.missing())?;
        let next = pieces.get(at + 1).map(|(start, _)| *start);
        let range = match (style, next) {
            (Style::Flow, Some(next)) => start..next,
            (Style::Flow, None) => {
                at.checked_sub(1).and_then(|before| pieces.get(before)).map_or(start, |(_, end)| *end)..end
            }
            (Style::Block, _) if pieces.len() == 1 => {
                return Err(self.refused("is all that its block holds"));
            }
            (Style::Block, next) => self.block_lines(start, end, next)?,
        };
        Ok(Splice { range, text: String::new() })
    }

    /// The lines of an entry, to be taken out.
    fn block_lines(
        &self,
        start: usize,
        end: usize,
        next: Option<usize>,
    ) -> Result<std::ops::Range<usize>, Refused> {
        let line = line_start(self.text, start);
        if !self.text[line..start].trim().is_empty() {
            // The first key behind a dash: the next one takes its place.
            let next = next.ok_or_else(|| self.refused("is all that its item holds"))?;
            let comment = !self.text[end..next].trim().is_empty();
            return if comment { Err(self.refused("has a comment behind it")) } else { Ok(start..next) };
        }
        let stop = line_end(self.text, end);
        if stop < self.text.len() {
            return Ok(line..after_line(self.text, stop));
        }
        let before = &self.text[..line];
        let before =
            before.strip_suffix("\r\n").or_else(|| before.strip_suffix(['\n', '\r'])).unwrap_or(before);
        Ok(before.len()..stop)
    }

    fn rename(&self, steps: &[PathSegment], to: &str) -> Result<Splice, Refused> {
        let (trail, taken) = self.walk(steps)?;
        let here = self.last(&trail);
        let (Some(key), true) = (here.key, taken == steps.len()) else { return Err(self.missing()) };
        let parent = trail.iter().rev().nth(1).ok_or_else(|| self.missing())?;
        if self.tree.entry(parent.node, to).is_some() {
            return Err(self.refused("would have the same name as an existing key"));
        }
        Ok(Splice { range: self.layout.node(key).span.clone(), text: write::key(to, here.flow) })
    }

    fn comment(&self, steps: &[PathSegment], lines: &[String]) -> Option<Splice> {
        let (trail, taken) = self.walk(steps).unwrap_or_default();
        let (end, indent, lines) = self
            .among_items(&trail, taken == steps.len(), steps, lines)
            .or_else(|| self.among_keys(&trail, steps, lines))
            .unwrap_or_else(|| (self.layout.node(self.layout.root()).span.end, 0, lines.to_vec()));
        let blanks = " ".repeat(indent);
        let lines: Vec<String> = lines
            .iter()
            .map(|line| if line.is_empty() { format!("{blanks}#") } else { format!("{blanks}# {line}") })
            .collect();
        let text = self.lines(&lines);
        if self.text.contains(text.trim_start_matches(['\r', '\n'])) {
            return None;
        }
        let at = self.behind_comments(line_end(self.text, end), indent);
        Some(Splice { range: at..at, text })
    }

    /// The place of a comment about a list that is there, or about an item: below the items, as one more of them.
    fn among_items(
        &self,
        trail: &[Here],
        whole: bool,
        steps: &[PathSegment],
        lines: &[String],
    ) -> Option<(usize, usize, Vec<String>)> {
        let here = trail.last()?;
        let (heading, example) = (lines.first()?, lines.get(1..)?);
        let first = example.first()?;
        if first.starts_with("- ") {
            if let Shape::Sequence(Style::Block, items) = self.shape(here.id) {
                let last = *items.last()?;
                return Some((self.end(None, last), column(self.text, self.dash(last)?.0), lines.to_vec()));
            }
            let within = |here: &&Here| {
                here.within
                    .is_some_and(|(parent, _)| matches!(self.shape(parent), Shape::Sequence(Style::Block, _)))
            };
            let item = trail.iter().rev().find(within)?;
            let indent = column(self.text, self.dash(item.id)?.0);
            return Some((self.end(None, item.id), indent, lines.to_vec()));
        }
        let (Shape::Sequence(Style::Block, items), Some(PathSegment::Key(own))) =
            (self.shape(here.id), steps.last())
        else {
            return None;
        };
        let last = *items.last().filter(|_| whole)?;
        let inner = example.get(1).filter(|_| *first == format!("{own}:"))?;
        let blanks = inner.len() - inner.trim_start().len();
        let below = example[1..].iter().map(|line| {
            let own = line.len() - line.trim_start().len();
            line[own.min(blanks)..].to_owned()
        });
        let indent = column(self.text, self.dash(last)?.0);
        Some((self.end(None, last), indent, std::iter::once(heading.clone()).chain(below).collect()))
    }

    /// The place of a comment about a key: in the innermost mapping in lines that leads to it.
    fn among_keys(
        &self,
        trail: &[Here],
        steps: &[PathSegment],
        lines: &[String],
    ) -> Option<(usize, usize, Vec<String>)> {
        trail.iter().enumerate().rev().find_map(|(at, here)| {
            let Shape::Mapping(Style::Block, entries) = self.shape(here.id) else { return None };
            let indent = self.indent(here.id)?;
            let depth = self.depth(trail, steps, at);
            let child = trail.get(at + 1).and_then(|child| Some((child.key?, child.id)));
            let end = match (child, steps.get(depth)) {
                (Some((key, value)), _) => self.end(Some(key), value),
                (None, Some(PathSegment::Key(name))) => self.before(*here, name, entries)?,
                _ => return None,
            };
            // What belongs into brackets cannot be a comment there.
            let bracketed = (at + 1..trail.len()).find(|inner| self.is_flow(trail[*inner].id));
            let bracketed =
                bracketed.map(|inner| self.depth(trail, steps, inner)).filter(|inner| steps.len() > *inner);
            let lines = match (bracketed, lines) {
                (Some(inner), [heading, example @ ..]) => {
                    let of = spelled(steps.get(depth..inner).unwrap_or_default());
                    let heading = format!("{heading} (inside the brackets of `{of}`)");
                    std::iter::once(heading).chain(example.iter().cloned()).collect()
                }
                _ => placed(lines, steps, depth, self.habits.step),
            };
            Some((end, indent, lines))
        })
    }

    /// How many steps lead to a value on the way. One item that stands for a list takes a step and is no value of its own.
    fn depth(&self, trail: &[Here], steps: &[PathSegment], at: usize) -> usize {
        let mut passed = 0;
        for (taken, step) in steps.iter().enumerate() {
            if passed == at {
                return taken;
            }
            let Some(here) = trail.get(passed) else { return taken };
            let own = matches!(step, PathSegment::Index(0))
                && !matches!(self.tree.value(here.node), Value::Sequence(_));
            passed += usize::from(!own);
        }
        steps.len()
    }

    /// The end of the comments right below a line that stand further in: they belong to what ends there.
    fn behind_comments(&self, from: usize, indent: usize) -> usize {
        let mut end = from;
        while end < self.text.len() {
            let start = after_line(self.text, end);
            let stop = line_end(self.text, start);
            let line = &self.text[start..stop];
            let inner = line.trim_start_matches(' ');
            if !inner.starts_with('#') || line.len() - inner.len() <= indent {
                break;
            }
            end = stop;
        }
        end
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

/// Example lines for a field, below a heading, as they belong into the mapping at a depth of its path: without the keys
/// above that are there, and with those that are not.
fn placed(lines: &[String], steps: &[PathSegment], depth: usize, step: usize) -> Vec<String> {
    let keys: Vec<Option<&str>> = steps
        .iter()
        .map(|step| match step {
            PathSegment::Key(name) => Some(*name),
            PathSegment::Index(_) => None,
        })
        .collect();
    let is_example = |line: &String| line.split_once(':').is_some_and(|(key, _)| keys.contains(&Some(key)));
    let Some(first) = lines.iter().position(is_example) else { return lines.to_vec() };
    let (heading, example) = lines.split_at(first);
    let mut example = example.to_vec();
    let above = keys.get(..depth).unwrap_or_default();
    while let [head, next, ..] = example.as_slice()
        && above.iter().flatten().any(|key| *head == format!("{key}:"))
    {
        let inner = next.len() - next.trim_start().len();
        example.remove(0);
        for line in &mut example {
            let blanks = (line.len() - line.trim_start().len()).min(inner);
            line.drain(..blanks);
        }
    }
    let name = example.first().and_then(|line| line.split_once(':')).map(|(key, _)| key.to_owned());
    let own = keys.iter().skip(depth).position(|key| key.is_some() && *key == name.as_deref()).unwrap_or(0);
    let missing = keys.get(depth..depth + own).unwrap_or_default();
    if missing.iter().all(Option::is_some) {
        for key in missing.iter().flatten().rev() {
            for line in &mut example {
                line.insert_str(0, &" ".repeat(step));
            }
            example.insert(0, format!("{key}:"));
        }
    }
    heading.iter().cloned().chain(example).collect()
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
