//! The parser's events to a tree: the only file that knows the parser.
//!
//! One pass over the events builds an arena; the quick reader makes the same calls without the parser. Aliases share the
//! node they name, merge keys (`<<`) are expanded, and every budget of a hostile file (depth, nodes behind aliases) is
//! checked here, so whoever walks the tree may trust it.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

use granit_parser::{Event, Parser, ScalarStyle, ScanError, Span, Tag};

use super::messages::{cut_in_two, plain_words, too_deep, unreadable};
use super::{Kind, MAX_ALIAS_NODES, MAX_DEPTH, Node, NodeId, Text, Value, value};
use crate::load::mistake::{Mistake, MistakeKind};

/// How many bytes before the comma in a number are looked at for the words of its sentence.
const LONGEST_SENTENCE: usize = 400;

/// The quotation marks of word processors.
const CURLY: [char; 7] = ['\u{201c}', '\u{201d}', '\u{201e}', '\u{201f}', '\u{2018}', '\u{2019}', '\u{201a}'];

/// A collection whose end has not been met.
struct Open {
    start: u32,
    mapping: bool,
    anchor: usize,
    children: Vec<NodeId>,
}

pub(super) struct Builder<'t> {
    text: &'t str,
    pub(super) nodes: Vec<Node>,
    pub(super) pool: Vec<NodeId>,
    open: Vec<Open>,
    /// Emptied child lists, used again.
    spare: Vec<Vec<NodeId>>,
    anchors: HashMap<usize, NodeId>,
    alias_nodes: usize,
    pub(super) found: Vec<Mistake>,
    pub(super) root: Option<NodeId>,
}

/// The keys of a mapping that may be large, by name. Few keys are as quickly gone through.
struct Keys(Option<HashMap<String, NodeId>>);

impl Keys {
    /// As many keys as are compared one by one.
    const FEW: usize = 32;

    fn for_mapping(entries: usize) -> Self {
        Self((entries > Self::FEW).then(|| HashMap::with_capacity(entries)))
    }

    fn add(&mut self, name: &str, key: NodeId) {
        if let Some(keys) = &mut self.0 {
            keys.insert(name.to_owned(), key);
        }
    }
}

impl<'t> Builder<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self {
            text,
            nodes: Vec::with_capacity(text.len() / 16),
            pool: Vec::with_capacity(text.len() / 16),
            open: Vec::new(),
            spare: Vec::new(),
            anchors: HashMap::new(),
            alias_nodes: 0,
            found: Vec::new(),
            root: None,
        }
    }

    pub(super) fn run(&mut self) -> Result<NodeId, Box<Mistake>> {
        let options = granit_parser::options! {
            flow_nesting_limit: MAX_DEPTH,
            block_nesting_limit: MAX_DEPTH,
            emit_comments: false,
        };
        for next in Parser::new_from_str_with_options(self.text, options) {
            let (event, span) = next.map_err(|error| self.slip(&error))?;
            self.event(event, &span)?;
        }
        self.root.ok_or_else(|| {
            unreadable(0..0, "the file says nothing: it is empty or only comments")
                .fix(
                    "write what belongs in it, or move it out of the folder; `alliance new NAME` prints a record \
                      to start from, and `alliance init` writes a portfolio.yaml",
                )
                .into()
        })
    }

    fn event(&mut self, event: Event<'t>, span: &Span) -> Result<(), Box<Mistake>> {
        match event {
            Event::DocumentStart(..) if self.root.is_some() => {
                return Err(unreadable(
                    byte_range(span),
                    "a second document starts here; a file contains one record",
                )
                .fix("move it to a file of its own, or remove the `---` line")
                .into());
            }
            Event::Scalar(text, style, anchor, tag) => {
                let id = self.scalar(text, style, tag.as_deref(), span);
                self.place(id, anchor, byte_range(span))?;
            }
            Event::SequenceStart(_, anchor, tag) => self.start_tagged(false, anchor, tag.as_deref(), span)?,
            Event::MappingStart(_, anchor, tag) => self.start_tagged(true, anchor, tag.as_deref(), span)?,
            Event::SequenceEnd | Event::MappingEnd => self.end(byte_range(span))?,
            Event::Alias(anchor) => {
                let Some(&target) = self.anchors.get(&anchor) else {
                    return Err(unreadable(
                        byte_range(span),
                        "this alias refers to a value that contains it",
                    )
                    .fix("write the value out instead of the alias")
                    .into());
                };
                self.alias_nodes += self.nodes[target.0 as usize].weight as usize;
                if self.alias_nodes > MAX_ALIAS_NODES {
                    return Err(unreadable(
                        byte_range(span),
                        format!("the aliases so far stand for more than {MAX_ALIAS_NODES} values"),
                    )
                    .fix("write the values out, or split the record")
                    .into());
                }
                self.place(target, 0, byte_range(span))?;
            }
            _ => {}
        }
        Ok(())
    }

    fn scalar(&mut self, text: Cow<'t, str>, style: ScalarStyle, tag: Option<&Tag>, span: &Span) -> NodeId {
        let mut plain = matches!(style, ScalarStyle::Plain);
        match tag.map(|tag| tag.core_suffix().unwrap_or("")) {
            None => {}
            Some("str") => plain = false,
            Some("bool" | "int" | "float" | "null") => plain = true,
            Some(_) => self.refuse_tag(span),
        }
        if matches!(style, ScalarStyle::Plain) {
            self.look_at_text(&text, &byte_range(span));
        }
        let text = self.own(text);
        self.add(byte_range(span), 1, Kind::Scalar { text, plain })
    }

    /// Where a text stands in the file, if it does.
    fn own(&self, text: Cow<'t, str>) -> Text {
        match text {
            // A borrowed scalar is a slice of the file: keep where, not what.
            Cow::Borrowed(slice) => {
                match (slice.as_ptr() as usize).checked_sub(self.text.as_ptr() as usize) {
                    Some(start) if self.text.get(start..start + slice.len()) == Some(slice) => {
                        Text::Slice(narrow(start)..narrow(start + slice.len()))
                    }
                    _ => Text::Owned(slice.into()),
                }
            }
            Cow::Owned(owned) => Text::Owned(owned.into()),
        }
    }

    /// Places a scalar without anchor or tag.
    pub(super) fn word(&mut self, text: Text, plain: bool, span: Range<usize>) -> Result<(), Box<Mistake>> {
        if plain {
            match &text {
                Text::Slice(slice) => {
                    let file = self.text;
                    self.look_at_text(&file[slice.start as usize..slice.end as usize], &span);
                }
                Text::Owned(owned) => self.look_at_text(owned, &span),
            }
        }
        let id = self.add(span.clone(), 1, Kind::Scalar { text, plain });
        self.place(id, 0, span)
    }

    fn refuse_tag(&mut self, span: &Span) {
        let at = span.tag_span().map_or_else(|| byte_range(span), |tag| byte_range(&tag));
        self.found.push(
            Mistake::new(MistakeKind::InvalidValue, at, "tags (`!name`) have no meaning here")
                .fix("remove the tag"),
        );
    }

    /// Opens a collection, whatever the parser says of it.
    fn start_tagged(
        &mut self,
        mapping: bool,
        anchor: usize,
        tag: Option<&Tag>,
        span: &Span,
    ) -> Result<(), Box<Mistake>> {
        if tag.is_some_and(|tag| !matches!(tag.core_suffix(), Some("map" | "seq"))) {
            self.refuse_tag(span);
        }
        self.start(mapping, anchor, byte_range(span))
    }

    /// Opens a collection.
    pub(super) fn start(
        &mut self,
        mapping: bool,
        anchor: usize,
        span: Range<usize>,
    ) -> Result<(), Box<Mistake>> {
        if self.open.len() == MAX_DEPTH {
            return Err(too_deep(span).into());
        }
        let children = self.spare.pop().unwrap_or_default();
        self.open.push(Open { start: narrow(span.start), mapping, anchor, children });
        Ok(())
    }

    /// Closes the innermost collection.
    pub(super) fn end(&mut self, span: Range<usize>) -> Result<(), Box<Mistake>> {
        // The parser pairs starts and ends; without a start there is nothing to close.
        let Some(mut open) = self.open.pop() else { return Ok(()) };
        let start = open.start as usize;
        // A block collection ends where the next token begins: its own last child says more.
        let end = open
            .children
            .last()
            .map(|last| self.nodes[last.0 as usize].span.end as usize)
            .filter(|end| *end > start)
            .map_or(span.end, |end| end.max(span.end.min(end + 1)))
            .max(start);
        if open.mapping {
            self.settle_keys(&mut open.children);
        } else {
            self.settle_items(&open.children);
        }
        let weight = open
            .children
            .iter()
            .fold(1_u32, |sum, child| sum.saturating_add(self.nodes[child.0 as usize].weight));
        let from = narrow(self.pool.len());
        self.pool.extend_from_slice(&open.children);
        let range = from..narrow(self.pool.len());
        let kind = if open.mapping { Kind::Mapping(range) } else { Kind::Sequence(range) };
        let id = self.add(start..end, weight, kind);
        open.children.clear();
        self.spare.push(open.children);
        self.place(id, open.anchor, span)
    }

    /// Notes sentences that a comma in a number has cut in two: `[EUR 360,000 a year]` is a list of two.
    fn settle_items(&mut self, children: &[NodeId]) {
        for pair in children.windows(2) {
            if self.is_rest_of_number(pair[1]) {
                let span = self.span(pair[0]).start..self.span(pair[1]).end;
                self.found.push(cut_in_two(span));
            }
        }
    }

    /// Whether a scalar is the end of a sentence that was cut at the comma of a number such as `360,000`.
    fn is_rest_of_number(&self, id: NodeId) -> bool {
        let before = &self.text.as_bytes()[..self.span(id).start];
        let [.., digit, b','] = before else { return false };
        let Value::Scalar { text, plain: true } = value(self.text, &self.nodes, &self.pool, id) else {
            return false;
        };
        let bytes = text.as_bytes();
        let thousands = bytes.len() >= 3
            && bytes[..3].iter().all(u8::is_ascii_digit)
            && !bytes.get(3).is_some_and(u8::is_ascii_digit);
        // A list of bare numbers is meant as one. No further back than a sentence goes, or a long list takes time with the
        // square of its length.
        let sentence = || {
            let before = &before[before.len().saturating_sub(LONGEST_SENTENCE)..];
            let line = before.rsplit(|byte| matches!(byte, b'[' | b'{' | b'\n')).next().unwrap_or_default();
            line.iter().chain(bytes).any(u8::is_ascii_alphabetic)
        };
        digit.is_ascii_digit() && thousands && sentence()
    }

    /// Takes out duplicate and odd keys, each with its mistake, and expands merge keys.
    fn settle_keys(&mut self, children: &mut Vec<NodeId>) {
        let mut keys = Keys::for_mapping(children.len() / 2);
        let mut merges = Vec::new();
        let mut kept = self.spare.pop().unwrap_or_default();
        for pair in children.chunks_exact(2) {
            let (key, target) = (pair[0], pair[1]);
            let Value::Scalar { text, plain } = value(self.text, &self.nodes, &self.pool, key) else {
                self.found.push(
                    Mistake::new(
                        MistakeKind::InvalidValue,
                        self.span(key),
                        "a key must be a word, not a list or mapping",
                    )
                    .fix("write the key as a plain word followed by a colon"),
                );
                continue;
            };
            if plain && text == "<<" {
                merges.push((key, target));
            } else if self.is_rest_of_number(key) {
                self.found.push(cut_in_two(self.span(key)));
            } else if let Some(first) = self.find_key(&keys, &kept, text) {
                let name = text.to_owned();
                self.found.push(
                    Mistake::new(
                        MistakeKind::InvalidValue,
                        self.span(key),
                        format!("duplicate key `{name}`"),
                    )
                    .at(name)
                    .fix("keep one of the two; this one is not counted")
                    .label(self.span(first), "first used here"),
                );
            } else {
                keys.add(text, key);
                kept.extend([key, target]);
            }
        }
        for (key, target) in merges {
            self.merge(key, target, &mut keys, &mut kept);
        }
        std::mem::swap(children, &mut kept);
        kept.clear();
        self.spare.push(kept);
    }

    /// The key of this name among those that were kept.
    fn find_key(&self, keys: &Keys, kept: &[NodeId], name: &str) -> Option<NodeId> {
        match &keys.0 {
            Some(keys) => keys.get(name).copied(),
            None => kept.chunks_exact(2).map(|pair| pair[0]).find(|key| self.is_named(*key, name)),
        }
    }

    fn is_named(&self, key: NodeId, name: &str) -> bool {
        // As bytes, which may be cut anywhere: each key is compared with all before it.
        match &self.nodes[key.0 as usize].kind {
            Kind::Scalar { text: Text::Slice(slice), .. } => {
                slice.len() == name.len()
                    && self.text.as_bytes()[slice.start as usize..slice.end as usize] == *name.as_bytes()
            }
            Kind::Scalar { text: Text::Owned(owned), .. } => **owned == *name,
            Kind::Sequence(_) | Kind::Mapping(_) => false,
        }
    }

    /// Adds the entries of a merged mapping, or of each of a list of them, that are not there yet.
    fn merge(&mut self, key: NodeId, target: NodeId, keys: &mut Keys, kept: &mut Vec<NodeId>) {
        let sources: Vec<NodeId> = match value(self.text, &self.nodes, &self.pool, target) {
            Value::Sequence(items) => items.to_vec(),
            _ => vec![target],
        };
        for source in sources {
            let Value::Mapping(entries) = value(self.text, &self.nodes, &self.pool, source) else {
                self.found.push(
                    Mistake::new(
                        MistakeKind::InvalidValue,
                        self.span(key),
                        "`<<` merges mappings, but this is not a mapping",
                    )
                    .fix("name an anchored mapping: `<<: *anchor`"),
                );
                continue;
            };
            // What is merged in may be far longer than what stands here.
            if keys.0.is_none() && entries.len() / 2 > Keys::FEW {
                *keys = Keys(Some(HashMap::new()));
                for key in kept.iter().step_by(2) {
                    if let Value::Scalar { text, .. } = value(self.text, &self.nodes, &self.pool, *key) {
                        keys.add(text, *key);
                    }
                }
            }
            for pair in entries.chunks_exact(2) {
                if let Value::Scalar { text, .. } = value(self.text, &self.nodes, &self.pool, pair[0])
                    && self.find_key(keys, kept, text).is_none()
                {
                    keys.add(text, pair[0]);
                    kept.extend_from_slice(pair);
                }
            }
        }
    }

    fn span(&self, id: NodeId) -> Range<usize> {
        let span = &self.nodes[id.0 as usize].span;
        span.start as usize..span.end as usize
    }

    fn add(&mut self, span: Range<usize>, weight: u32, kind: Kind) -> NodeId {
        self.nodes.push(Node { span: narrow(span.start)..narrow(span.end), weight, kind });
        NodeId(narrow(self.nodes.len() - 1))
    }

    fn place(&mut self, id: NodeId, anchor: usize, span: Range<usize>) -> Result<(), Box<Mistake>> {
        if anchor != 0 {
            self.anchors.insert(anchor, id);
        }
        match self.open.last_mut() {
            Some(open) => open.children.push(id),
            None if self.root.is_none() => self.root = Some(id),
            None => return Err(unreadable(span, "the record ended before this point").into()),
        }
        Ok(())
    }

    fn slip(&self, error: &ScanError) -> Mistake {
        let told = self.syntax(error);
        let deep = error.info().contains("nesting") || error.info().contains("recursion");
        Mistake { is_slip: !deep, ..told }
    }

    /// The parser's refusal, in the words of somebody who writes YAML by hand.
    fn syntax(&self, error: &ScanError) -> Mistake {
        let at = error.marker().byte_offset().unwrap_or(0).min(self.text.len());
        let info = error.info();
        if info.contains("nesting") || info.contains("recursion") {
            return too_deep(at..at);
        }
        if let Some(tab) = self.indenting_tab(at) {
            return unreadable(tab..tab + 1, "a tab indents this line; YAML allows only spaces")
                .fix("replace the tab with spaces, and set your editor to do so");
        }
        if let Some(mistake) = self.foreign_blank(at).or_else(|| self.too_far_in(at)) {
            return mistake;
        }
        if let Some(mistake) = self.comment_in_brackets(at, info.as_ref()).or_else(|| self.curly_quotes(at)) {
            return mistake;
        }
        let (what, fix) = plain_words(info.as_ref());
        unreadable(at..at, what).fix(fix)
    }

    /// The line in which a byte lies, with its place.
    fn line_at(&self, at: usize) -> (usize, &'t str) {
        let at = floor_boundary(self.text, at);
        let start = self.text[..at].rfind('\n').map_or(0, |newline| newline + 1);
        (start, self.text[start..].lines().next().unwrap_or(""))
    }

    /// A blank that only looks like one, as Word writes it, in the indentation or behind the colon of a line.
    fn foreign_blank(&self, at: usize) -> Option<Mistake> {
        let (here, _) = self.line_at(at);
        // The parser points at the line where it lost the thread, which may be the next one.
        let (above, _) = self.line_at(here.saturating_sub(1));
        [above, here].into_iter().find_map(|start| {
            let (_, line) = self.line_at(start);
            let blank = line
                .char_indices()
                .find(|(_, letter)| matches!(letter, '\u{a0}' | '\u{202f}' | '\u{2007}'))?
                .0;
            let span = start + blank..start + blank + line[blank..].chars().next()?.len_utf8();
            let what = match line[..blank].trim().is_empty() {
                true => "a non-breaking space indents this line",
                false => "there is a non-breaking space in this line; it only looks like an ordinary space",
            };
            Some(unreadable(span, what).fix("replace it with an ordinary space"))
        })
    }

    /// A bracket that never closes, because ` #` in a text begins a comment that swallows the end of the line.
    fn comment_in_brackets(&self, at: usize, info: &str) -> Option<Mistake> {
        if !(info.contains("unclosed bracket") || info.contains("',' or")) {
            return None;
        }
        let (start, line) = self.line_at(at);
        let (above, line_above) = self.line_at(start.saturating_sub(1));
        let (start, hash) = [(start, line), (above, line_above)].into_iter().find_map(|(start, line)| {
            line.contains(['{', '[']).then(|| Some((start, line.find(" #")? + 1))).flatten()
        })?;
        Some(
            unreadable(
                start + hash..start + hash + 1,
                "` #` starts a comment here, so the rest of this line is not read and its bracket is never closed",
            )
            .fix("put the text containing ` #` in double quotes"),
        )
    }

    /// A sentence in the quotes of a word processor, which are letters to YAML.
    fn curly_quotes(&self, at: usize) -> Option<Mistake> {
        let (start, line) = self.line_at(at);
        let (quote, letter) = line.char_indices().find(|(_, letter)| CURLY.contains(letter))?;
        let span = start + quote..start + quote + letter.len_utf8();
        Some(
            unreadable(
                span,
                format!("`{letter}` is not a quotation mark here, so the text is not in quotes"),
            )
            .fix("type straight quotes: `\"`"),
        )
    }

    /// Notes what a plain text lost or took on without anybody meaning it.
    fn look_at_text(&mut self, text: &str, span: &Range<usize>) {
        // Nearly every text is done with here: no comment can follow it, and it begins with none of the signs below.
        if self.text.as_bytes().get(span.end) != Some(&b' ')
            && text.as_bytes().first().is_none_or(u8::is_ascii)
        {
            return;
        }
        let after = &self.text[span.end.min(self.text.len())..];
        let rest = after.trim_start_matches(' ');
        if rest.len() < after.len()
            && let Some(comment) = rest.strip_prefix('#')
            && comment.starts_with(char::is_alphanumeric)
            && text.contains(' ')
        {
            let lost: String = rest.lines().next().unwrap_or("").chars().take(30).collect();
            self.found.push(
                Mistake::new(
                    MistakeKind::InvalidValue,
                    span.clone(),
                    format!("this text ends before ` {lost}`: ` #` starts a comment"),
                )
                .fix("put the whole text in double quotes, or a space after the `#` if it is meant as a comment"),
            );
        }
        let mut letters = text.chars();
        let (first, second, last) = (letters.next(), letters.next(), text.chars().next_back());
        if first.is_some_and(|first| matches!(first, '\u{2013}' | '\u{2022}' | '\u{25aa}' | '\u{b7}'))
            && second.is_some_and(char::is_whitespace)
        {
            self.found.push(
                Mistake::new(
                    MistakeKind::InvalidValue,
                    span.clone(),
                    format!(
                        "`{}` does not start a list item, so these lines are one text",
                        first.unwrap_or(' ')
                    ),
                )
                .fix("start each item with `- `"),
            );
        } else if first.is_some_and(|first| CURLY.contains(&first))
            && last.is_some_and(|last| CURLY.contains(&last))
        {
            self.found.push(
                Mistake::new(
                    MistakeKind::InvalidValue,
                    span.clone(),
                    "the curly quotes are part of this text",
                )
                .fix("remove them, or type straight quotes: `\"`"),
            );
        }
    }

    /// A line that stands further in than the one above it, which has its value already: the commonest slip after pasting.
    fn too_far_in(&self, at: usize) -> Option<Mistake> {
        let indent = |line: &str| line.len() - line.trim_start_matches(' ').len();
        let (start, line) = self.line_at(at);
        let above = self.text[..start].lines().rev().find(|line| {
            let line = line.trim();
            !(line.is_empty() || line.starts_with('#'))
        })?;
        let item = above.trim_start().strip_prefix("- ").map_or(indent(above), |_| indent(above) + 2);
        let (key, value) = above.trim_start().trim_start_matches("- ").split_once(": ")?;
        let value = value.trim();
        let complete = !value.is_empty() && !value.starts_with(['|', '>', '{', '[', '"', '\'', '&', '#']);
        let keyed = line.trim_start().split_once(':').is_some_and(|(key, _)| {
            !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-".contains(&byte))
        });
        if !(complete && keyed) || indent(line) == item || indent(line) == 0 {
            return None;
        }
        let (deeper, names) = (
            indent(line) > item,
            key.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-".contains(&byte)),
        );
        (names && (deeper || above.trim_start().starts_with("- "))).then(|| {
            let how = if deeper { "deeper" } else { "less deep" };
            unreadable(
                start + indent(line)..start + line.len(),
                format!("this line is indented {how} than `{key}` above, which already has its value"),
            )
            .fix(format!("line it up with `{key}`: {item} spaces before it"))
        })
    }

    /// The tab that indents the line at `at` or the one after it, if one does: the parser points beside it.
    fn indenting_tab(&self, at: usize) -> Option<usize> {
        let line_start =
            self.text[..floor_boundary(self.text, at)].rfind('\n').map_or(0, |newline| newline + 1);
        let mut start = line_start;
        for line in self.text[line_start..].split_inclusive('\n').take(2) {
            let indent = line.len() - line.trim_start_matches([' ', '\t']).len();
            if let Some(tab) = line[..indent].find('\t') {
                return Some(start + tab);
            }
            start += line.len();
        }
        None
    }
}

fn byte_range(span: &Span) -> Range<usize> {
    span.byte_range().unwrap_or_default()
}

/// The nearest character boundary at or before `at`.
fn floor_boundary(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|index| text.is_char_boundary(*index)).unwrap_or(0)
}

/// Files are at most 1 MiB, so every offset and count fits.
pub(super) fn narrow(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
}
