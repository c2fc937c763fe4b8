//! A tree as it is built, node by node, by whoever reads the file: the quick reader or the parser.
//!
//! Aliases share the node they name, merge keys (`<<`) are expanded, and every budget of a hostile file (depth, nodes behind
//! aliases) is checked here, so whoever walks the tree may trust it.

use std::collections::HashMap;
use std::ops::Range;

use super::messages::{cut_in_two, too_deep, unreadable};
use super::node::{MAX_ALIAS_NODES, MAX_DEPTH, NodeId, NodeKind, NodeText, TreeNode, Value, narrow, value};
use super::slips::CURLY;
use crate::load::mistake::{Mistake, MistakeKind};

/// How many bytes before the comma in a number are looked at for the words of its sentence.
const LONGEST_SENTENCE: usize = 400;

/// A collection whose end has not been met.
struct OpenCollection {
    start: u32,
    mapping: bool,
    anchor: usize,
    children: Vec<NodeId>,
}

pub(super) struct Builder<'t> {
    pub(super) text: &'t str,
    pub(super) nodes: Vec<TreeNode>,
    pub(super) pool: Vec<NodeId>,
    open: Vec<OpenCollection>,
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

    /// Places a scalar without anchor or tag.
    pub(super) fn word(
        &mut self,
        text: NodeText,
        plain: bool,
        span: Range<usize>,
    ) -> Result<(), Box<Mistake>> {
        if plain {
            match &text {
                NodeText::Slice(slice) => {
                    let file = self.text;
                    self.look_at_text(&file[slice.start as usize..slice.end as usize], &span);
                }
                NodeText::Owned(owned) => self.look_at_text(owned, &span),
            }
        }
        let id = self.add(span.clone(), 1, NodeKind::Scalar { text, plain });
        self.place(id, 0, span)
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
        self.open.push(OpenCollection { start: narrow(span.start), mapping, anchor, children });
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
        let kind = if open.mapping { NodeKind::Mapping(range) } else { NodeKind::Sequence(range) };
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
            NodeKind::Scalar { text: NodeText::Slice(slice), .. } => {
                slice.len() == name.len()
                    && self.text.as_bytes()[slice.start as usize..slice.end as usize] == *name.as_bytes()
            }
            NodeKind::Scalar { text: NodeText::Owned(owned), .. } => **owned == *name,
            NodeKind::Sequence(_) | NodeKind::Mapping(_) => false,
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

    /// Places what an anchor names once more.
    pub(super) fn alias(&mut self, anchor: usize, span: Range<usize>) -> Result<(), Box<Mistake>> {
        let Some(&target) = self.anchors.get(&anchor) else {
            return Err(unreadable(span, "this alias refers to a value that contains it")
                .fix("write the value out instead of the alias")
                .into());
        };
        self.alias_nodes += self.nodes[target.0 as usize].weight as usize;
        if self.alias_nodes > MAX_ALIAS_NODES {
            return Err(unreadable(
                span,
                format!("the aliases so far stand for more than {MAX_ALIAS_NODES} values"),
            )
            .fix("write the values out, or split the record")
            .into());
        }
        self.place(target, 0, span)
    }

    fn span(&self, id: NodeId) -> Range<usize> {
        let span = &self.nodes[id.0 as usize].span;
        span.start as usize..span.end as usize
    }

    pub(super) fn add(&mut self, span: Range<usize>, weight: u32, kind: NodeKind) -> NodeId {
        self.nodes.push(TreeNode { span: narrow(span.start)..narrow(span.end), weight, kind });
        NodeId(narrow(self.nodes.len() - 1))
    }

    pub(super) fn place(
        &mut self,
        id: NodeId,
        anchor: usize,
        span: Range<usize>,
    ) -> Result<(), Box<Mistake>> {
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

    /// Notes what a plain text lost or took on without anybody meaning it.
    pub(super) fn look_at_text(&mut self, text: &str, span: &Range<usize>) {
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
}
