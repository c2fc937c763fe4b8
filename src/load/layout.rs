//! Where every piece of a sound file stands, as it is written: the tree for whoever edits it.
//!
//! The tree that is read ([`super::tree`]) has aliases and merge keys written out and duplicate keys taken out. Here
//! nothing is resolved: each node is a piece of the text, in brackets or in lines of its own.

use std::ops::Range;

use granit_parser::{Event, Parser, ScalarStyle, Span, StructureStyle};

use super::tree::MAX_DEPTH;

/// A node's place in its layout.
pub type Id = usize;

/// How a scalar is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quoting {
    /// Without quotes.
    Plain,
    /// `'…'`.
    Single,
    /// `"…"`.
    Double,
    /// Lines of their own behind `|` or `>`.
    Block,
}

/// Whether a collection stands in brackets or in lines of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// Each entry in a line of its own.
    Block,
    /// In brackets.
    Flow,
}

/// What a node is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shape {
    /// A word, number or sentence.
    Scalar(Quoting),
    /// Nothing behind a key or a dash.
    Empty,
    /// `*name`.
    Alias,
    /// Keys and values.
    Mapping(Style, Vec<(Id, Id)>),
    /// Items.
    Sequence(Style, Vec<Id>),
}

/// A piece of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LayoutNode {
    /// Its bytes. A collection in lines of its own has only a beginning.
    pub span: Range<usize>,
    /// Whether an alias may stand for it elsewhere (`&name`), or a tag (`!name`) changes it.
    pub marked: bool,
    /// What it is.
    pub shape: Shape,
}

/// A file's pieces.
#[derive(Debug)]
pub struct Layout {
    nodes: Vec<LayoutNode>,
    root: Id,
}

/// A collection whose end has not been met.
struct OpenShape {
    start: usize,
    marked: bool,
    mapping: bool,
    style: Style,
    children: Vec<Id>,
}

impl Layout {
    /// The pieces of a text; `None` where it is no single sound document.
    pub fn of(text: &str) -> Option<Self> {
        let options = granit_parser::options! {
            flow_nesting_limit: MAX_DEPTH,
            block_nesting_limit: MAX_DEPTH,
            emit_comments: false,
        };
        let mut nodes: Vec<LayoutNode> = Vec::new();
        let mut open: Vec<OpenShape> = Vec::new();
        let mut root = None;
        for next in Parser::new_from_str_with_options(text, options) {
            let (event, span) = next.ok()?;
            let node = match event {
                Event::Scalar(_, style, anchor, tag) => scalar(style, anchor != 0 || tag.is_some(), &span),
                Event::Alias(_) => LayoutNode { span: bytes(&span), marked: false, shape: Shape::Alias },
                Event::SequenceStart(style, anchor, tag) => {
                    open.push(opened(false, style, anchor != 0 || tag.is_some(), &span));
                    continue;
                }
                Event::MappingStart(style, anchor, tag) => {
                    open.push(opened(true, style, anchor != 0 || tag.is_some(), &span));
                    continue;
                }
                Event::SequenceEnd | Event::MappingEnd => closed(open.pop()?, &span),
                _ => continue,
            };
            nodes.push(node);
            let id = nodes.len() - 1;
            match open.last_mut() {
                Some(parent) => parent.children.push(id),
                None if root.is_none() => root = Some(id),
                None => return None,
            }
        }
        Some(Self { root: root?, nodes })
    }

    /// The top of the document.
    pub fn root(&self) -> Id {
        self.root
    }

    /// A node.
    pub fn node(&self, id: Id) -> &LayoutNode {
        &self.nodes[id]
    }

    /// Every node, children before their parents.
    pub fn nodes(&self) -> &[LayoutNode] {
        &self.nodes
    }
}

fn bytes(span: &Span) -> Range<usize> {
    span.byte_range().unwrap_or_default()
}

fn scalar(style: ScalarStyle, marked: bool, span: &Span) -> LayoutNode {
    let span = bytes(span);
    let quoting = match style {
        ScalarStyle::Plain => Quoting::Plain,
        ScalarStyle::SingleQuoted => Quoting::Single,
        ScalarStyle::DoubleQuoted => Quoting::Double,
        ScalarStyle::Literal | ScalarStyle::Folded => Quoting::Block,
    };
    let empty = quoting == Quoting::Plain && span.is_empty();
    LayoutNode { span, marked, shape: if empty { Shape::Empty } else { Shape::Scalar(quoting) } }
}

fn opened(mapping: bool, style: StructureStyle, marked: bool, span: &Span) -> OpenShape {
    let style = match style {
        StructureStyle::Block => Style::Block,
        StructureStyle::Flow => Style::Flow,
    };
    OpenShape { start: bytes(span).start, marked, mapping, style, children: Vec::new() }
}

fn closed(open: OpenShape, span: &Span) -> LayoutNode {
    let end = match open.style {
        Style::Flow => bytes(span).end,
        Style::Block => open.start,
    };
    let shape = if open.mapping {
        let pairs = open.children.chunks_exact(2).map(|pair| (pair[0], pair[1])).collect();
        Shape::Mapping(open.style, pairs)
    } else {
        Shape::Sequence(open.style, open.children)
    };
    LayoutNode { span: open.start..end.max(open.start), marked: open.marked, shape }
}
