//! A YAML document as a small tree with a span on every node.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::OnceLock;

use super::mistake::Mistake;
use builder::Builder;
use node::{NodeKind, NodeText, TreeNode, value};

mod builder;
mod messages;
mod node;
mod parser;
mod quick;
mod slips;

pub use node::{MAX_ALIAS_NODES, MAX_DEPTH, NodeId, Value};

/// A file's text and the tree of its one document.
#[derive(Debug)]
pub struct Tree {
    text: String,
    nodes: Vec<TreeNode>,
    pool: Vec<NodeId>,
    root: NodeId,
    /// The entries of mappings too large to go through for each key. Made when first asked.
    large: OnceLock<HashMap<NodeId, Keyed>>,
}

/// The key and value nodes of a mapping's entries, by key.
type Keyed = HashMap<Box<str>, (NodeId, NodeId)>;

/// From how many nodes on, keys and values, a mapping is large.
const LARGE: usize = 256;

impl Tree {
    /// Parses one document.
    ///
    /// # Errors
    /// The one mistake that stops the reading. Mistakes that do not (duplicate keys, tags) go to `mistakes`.
    pub fn parse(text: String, mistakes: &mut Vec<Mistake>) -> Result<Self, (String, Box<Mistake>)> {
        let mut builder = Builder::new(&text);
        let read = match quick::read(&text, &mut builder) {
            Some(root) => Ok(root),
            None => {
                builder = Builder::new(&text);
                builder.run()
            }
        };
        match read {
            Ok(root) => {
                let Builder { nodes, pool, found, .. } = builder;
                mistakes.extend(found);
                Ok(Self { text, nodes, pool, root, large: OnceLock::new() })
            }
            Err(mistake) => {
                mistakes.append(&mut builder.found);
                Err((text, mistake))
            }
        }
    }

    /// Whether the plain part of YAML is read as the parser reads it; nothing if a text is for the parser alone.
    #[doc(hidden)]
    pub fn is_read_alike(text: &str) -> Option<bool> {
        let mut quick = Builder::new(text);
        let root = quick::read(text, &mut quick)?;
        let mut parsed = Builder::new(text);
        Some(
            parsed.run().is_ok_and(|expected| expected == root)
                && quick.nodes == parsed.nodes
                && quick.pool == parsed.pool
                && quick.found == parsed.found,
        )
    }

    /// The same tree over a text of the same length, of which it was read with some of it blanked out.
    pub fn over(self, text: String) -> Option<Self> {
        (text.len() == self.text.len()).then_some(Self { text, ..self })
    }

    /// The file's text, without a byte-order mark.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Gives up everything but the file's text.
    pub fn into_text(self) -> String {
        self.text
    }

    /// The top of the document.
    pub fn root(&self) -> NodeId {
        self.root
    }

    /// Where a node stands, in bytes.
    pub fn span(&self, id: NodeId) -> Range<usize> {
        let span = &self.nodes[id.0 as usize].span;
        span.start as usize..span.end as usize
    }

    /// What a node is.
    pub fn value(&self, id: NodeId) -> Value<'_> {
        value(&self.text, &self.nodes, &self.pool, id)
    }

    /// The field whose value holds the byte `offset`, such as `metrics[0]`; empty at the top.
    pub fn path_at(&self, offset: usize) -> String {
        let mut path = String::new();
        let mut node = self.root;
        loop {
            let holds = |id: &NodeId| self.span(*id).contains(&offset);
            let (segment, child) = match self.value(node) {
                Value::Sequence(items) => match self.position(items, offset) {
                    Some(index) => (format!("[{index}]"), items[index]),
                    None => return path,
                },
                Value::Mapping(entries) => match entries.chunks_exact(2).find(|pair| holds(&pair[1])) {
                    Some(pair) => (self.key_segment(&path, pair[0]), pair[1]),
                    None => return path,
                },
                Value::Scalar { .. } => return path,
            };
            path += &segment;
            node = child;
        }
    }

    /// The item whose text holds the byte `offset`.
    fn position(&self, items: &[NodeId], offset: usize) -> Option<usize> {
        let holds = |id: &NodeId| self.span(*id).contains(&offset);
        // They stand one behind the other, but for aliases, which stand where they were first written.
        let near = items.partition_point(|id| self.span(*id).end <= offset);
        if items.get(near).is_some_and(holds) { Some(near) } else { items.iter().position(holds) }
    }

    fn key_segment(&self, path: &str, key: NodeId) -> String {
        let Value::Scalar { text, .. } = self.value(key) else { return String::new() };
        if path.is_empty() { text.to_owned() } else { format!(".{text}") }
    }

    /// Whether a node is a text of more than so many bytes.
    pub(super) fn is_longer(&self, id: NodeId, bytes: usize) -> bool {
        match &self.nodes[id.0 as usize].kind {
            NodeKind::Scalar { text: NodeText::Slice(range), .. } => range.len() > bytes,
            NodeKind::Scalar { text: NodeText::Owned(text), .. } => text.len() > bytes,
            NodeKind::Sequence(_) | NodeKind::Mapping(_) => false,
        }
    }

    /// The key and value nodes of a mapping entry.
    pub fn entry(&self, mapping: NodeId, key: &str) -> Option<(NodeId, NodeId)> {
        let Value::Mapping(entries) = self.value(mapping) else { return None };
        if entries.len() >= LARGE {
            return self.large.get_or_init(|| self.large_mappings()).get(&mapping)?.get(key).copied();
        }
        // Lengths first: most keys of a mapping have another.
        let is_it = |id: NodeId| match &self.nodes[id.0 as usize].kind {
            NodeKind::Scalar { text: NodeText::Slice(range), .. } => {
                range.len() == key.len()
                    && self.text.as_bytes()[range.start as usize..range.end as usize] == *key.as_bytes()
            }
            NodeKind::Scalar { text: NodeText::Owned(text), .. } => **text == *key,
            NodeKind::Sequence(_) | NodeKind::Mapping(_) => false,
        };
        entries.chunks_exact(2).find(|pair| is_it(pair[0])).map(|pair| (pair[0], pair[1]))
    }
}

/// As many values are looked at to tell whether a mapping says nothing; no template has as many.
const MOST_UNANSWERED: usize = 64;

impl Tree {
    /// Whether a mapping has keys, and nothing behind any of them, nor in what lies below.
    pub fn is_unanswered(&self, id: NodeId) -> bool {
        // Aliases may share what they name many times over.
        let mut left = MOST_UNANSWERED;
        matches!(self.value(id), Value::Mapping([_, ..])) && self.says_nothing(id, &mut left)
    }

    fn says_nothing(&self, id: NodeId, left: &mut usize) -> bool {
        let Some(fewer) = left.checked_sub(1) else { return false };
        *left = fewer;
        match self.value(id) {
            value @ Value::Scalar { .. } => value.is_null(),
            Value::Sequence(items) => {
                !items.is_empty() && items.iter().all(|item| self.says_nothing(*item, left))
            }
            Value::Mapping(entries) => {
                !entries.is_empty() && entries.chunks_exact(2).all(|pair| self.says_nothing(pair[1], left))
            }
        }
    }

    fn large_mappings(&self) -> HashMap<NodeId, Keyed> {
        let ids = (0..self.nodes.len()).filter_map(|id| u32::try_from(id).ok()).map(NodeId);
        let large = ids.filter_map(|id| match self.value(id) {
            Value::Mapping(entries) if entries.len() >= LARGE => Some((id, self.keyed(entries))),
            _ => None,
        });
        large.collect()
    }

    fn keyed(&self, entries: &[NodeId]) -> Keyed {
        let mut keyed = Keyed::with_capacity(entries.len() / 2);
        for pair in entries.chunks_exact(2) {
            if let Value::Scalar { text, .. } = self.value(pair[0]) {
                keyed.entry(text.into()).or_insert((pair[0], pair[1]));
            }
        }
        keyed
    }
}
