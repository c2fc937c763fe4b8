//! The nodes of a tree, and what each says.

use std::ops::Range;

/// Deepest nesting read; people write records five levels deep.
pub const MAX_DEPTH: usize = 64;
/// Most nodes that aliases may stand for in one file.
pub const MAX_ALIAS_NODES: usize = 10_000;

/// A node's place in its tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct NodeId(pub(super) u32);

#[derive(Debug, PartialEq)]
pub(super) struct TreeNode {
    pub(super) span: Range<u32>,
    /// How many nodes this one stands for once its aliases are written out.
    pub(super) weight: u32,
    pub(super) kind: NodeKind,
}

#[derive(Debug, PartialEq)]
pub(super) enum NodeKind {
    Scalar {
        text: NodeText,
        plain: bool,
    },
    /// Children, as a range of the pool.
    Sequence(Range<u32>),
    /// Keys and values in turn, as a range of the pool.
    Mapping(Range<u32>),
}

/// Most scalars are a slice of the file; only escapes and folded lines need their own text.
#[derive(Debug, PartialEq)]
pub(super) enum NodeText {
    Slice(Range<u32>),
    Owned(Box<str>),
}

/// What a node is, borrowed from its tree.
#[derive(Debug, Clone, Copy)]
pub enum Value<'t> {
    /// A word, number or sentence; `plain` if unquoted, so that `null` and `true` mean themselves.
    Scalar {
        /// The text after escapes and folding.
        text: &'t str,
        /// Whether it was written without quotes.
        plain: bool,
    },
    /// A list.
    Sequence(&'t [NodeId]),
    /// A mapping: keys and values in turn.
    Mapping(&'t [NodeId]),
}

impl Value<'_> {
    /// Whether this is YAML's null: nothing, `~` or `null`, unquoted.
    pub fn is_null(&self) -> bool {
        matches!(self, Value::Scalar { text: "" | "~" | "null" | "Null" | "NULL", plain: true })
    }
}

pub(super) fn value<'t>(text: &'t str, nodes: &'t [TreeNode], pool: &'t [NodeId], id: NodeId) -> Value<'t> {
    let slice = |range: &Range<u32>| &pool[range.start as usize..range.end as usize];
    match &nodes[id.0 as usize].kind {
        NodeKind::Scalar { text: NodeText::Slice(range), plain } => {
            Value::Scalar { text: &text[range.start as usize..range.end as usize], plain: *plain }
        }
        NodeKind::Scalar { text: NodeText::Owned(owned), plain } => {
            Value::Scalar { text: owned, plain: *plain }
        }
        NodeKind::Sequence(range) => Value::Sequence(slice(range)),
        NodeKind::Mapping(range) => Value::Mapping(slice(range)),
    }
}

/// Files are at most 1 MiB, so every offset and count fits.
pub(super) fn narrow(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
}
