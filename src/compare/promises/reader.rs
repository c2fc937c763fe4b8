//! Values of a record's text, whatever it is as a whole: keys may have typing mistakes, and lists may be single items.

use crate::load::tree::{NodeId, Tree, Value};
use crate::text::nearest;

/// What a metric promises.
pub(super) const METRIC: [&str; 12] = [
    "target",
    "floor",
    "unit",
    "scope",
    "headline",
    "every",
    "measure",
    "due",
    "better",
    "projected",
    "worth",
    "counterfactual",
];
/// What a contribution promises.
pub(super) const CONTRIBUTION: [&str; 6] = ["amount", "unit", "at_least", "from", "until", "kind"];
/// What is promised of the end.
pub(super) const EXIT: [&str; 4] = ["notice_days", "notice", "who", "terms"];
pub(super) const TRIGGER: [&str; 4] = ["below", "above", "for", "then"];
pub(super) const TERM: [&str; 4] = ["ends", "renews", "renewal_months", "renewal_notice_days"];
pub(super) const STOP: [&str; 3] = ["by", "unless", "hours"];
pub(super) const COMMITMENT: [&str; 2] = ["by", "due"];
pub(super) const AFFILIATE: [&str; 3] = ["commission", "tracking", "network"];
/// Reads values of a tree.
pub(super) struct Reader<'t> {
    tree: &'t Tree,
}

impl<'t> Reader<'t> {
    pub(super) fn new(tree: &'t Tree) -> Self {
        Self { tree }
    }

    /// A field, also under a key with a typing mistake in it.
    pub(super) fn field(&self, node: NodeId, key: &str) -> Option<NodeId> {
        let exact = self.tree.entry(node, key).map(|(_, value)| value);
        exact.or_else(|| {
            let entries = self.entries(node);
            let near = nearest(key, entries.iter().map(|(name, _)| name.as_str()))?;
            // Another field of its own is no typing mistake.
            let known =
                METRIC.iter().chain(&CONTRIBUTION).chain(&EXIT).chain(&TRIGGER).chain(&TERM).chain(&STOP);
            let others = ["name", "what", "metrics", "exit", "term", "event", "metric", "agreed", "price"];
            if known.chain(&COMMITMENT).chain(&others).any(|other| *other == near) {
                return None;
            }
            entries.iter().find(|(name, _)| name == near).map(|(_, value)| *value)
        })
    }

    pub(super) fn entries(&self, node: NodeId) -> Vec<(String, NodeId)> {
        let Value::Mapping(pairs) = self.tree.value(node) else { return Vec::new() };
        let pairs = pairs.chunks_exact(2).filter_map(|pair| Some((self.scalar(pair[0])?, pair[1])));
        pairs.collect()
    }

    pub(super) fn list(&self, node: NodeId, key: &str) -> Vec<NodeId> {
        self.field(node, key).map(|list| self.many(list)).unwrap_or_default()
    }

    /// The items of a list, or the one that stands for it.
    pub(super) fn many(&self, node: NodeId) -> Vec<NodeId> {
        match self.tree.value(node) {
            Value::Sequence(items) => items.to_vec(),
            value if value.is_null() => Vec::new(),
            _ => vec![node],
        }
    }

    pub(super) fn scalar(&self, node: NodeId) -> Option<String> {
        match self.tree.value(node) {
            value if value.is_null() => None,
            Value::Scalar { text, .. } => Some(text.split_whitespace().collect::<Vec<_>>().join(" ")),
            _ => None,
        }
    }

    pub(super) fn text(&self, node: NodeId, key: &str) -> Option<String> {
        self.scalar(self.field(node, key)?)
    }
}
