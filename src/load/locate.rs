//! Field path to place: where in the file a finding about `metrics[0].agreed` belongs.

use std::ops::Range;

use super::tree::{NodeId, Tree, Value};

/// Where a field stands in a tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundField {
    /// The bytes of the text that is meant.
    pub span: Range<usize>,
    /// The field path with list positions only where the file has a list.
    pub path: String,
}

/// Finds the place of a field. A field that is absent is placed at the key of its nearest existing parent.
pub fn locate(tree: &Tree, path: &str) -> FoundField {
    let mut node = tree.root();
    let mut key = first_key(tree, node);
    let mut real = String::new();
    let mut missing = false;
    for segment in steps(tree, path) {
        match (segment, tree.value(node)) {
            _ if missing => {}
            (PathSegment::Key(name), Value::Mapping(_)) => match tree.entry(node, name) {
                Some((found, value)) => (key, node) = (found, value),
                None => missing = true,
            },
            (PathSegment::Index(index), Value::Sequence(items)) => match items.get(index) {
                Some(item) => {
                    node = *item;
                    key = first_key(tree, node);
                }
                None => missing = true,
            },
            // One item may stand where a list is expected; it is its own first item.
            (PathSegment::Index(0), _) => continue,
            _ => missing = true,
        }
        match segment {
            PathSegment::Key(name) if real.is_empty() => real.push_str(name),
            PathSegment::Key(name) => real.extend([".", name]),
            PathSegment::Index(index) => real.push_str(&format!("[{index}]")),
        }
    }
    // The value says most where it is a word; a whole block is best shown by its key.
    let shown = match tree.value(node) {
        Value::Scalar { text, .. } if !missing && !text.is_empty() => node,
        _ => key,
    };
    FoundField { span: tree.span(shown), path: real }
}

/// The bytes of the key of a field that is there.
pub fn key(tree: &Tree, path: &str) -> Option<Range<usize>> {
    let (parent, name) = path.rsplit_once('.').unwrap_or(("", path));
    let mut node = tree.root();
    for segment in segments(parent) {
        node = match (segment, tree.value(node)) {
            (PathSegment::Key(name), _) => tree.entry(node, name)?.1,
            (PathSegment::Index(index), Value::Sequence(items)) => *items.get(index)?,
            (PathSegment::Index(0), _) => node,
            _ => return None,
        };
    }
    tree.entry(node, name).map(|(key, _)| tree.span(key))
}

/// The path with each list item by its name, date, period or first words, so that it survives a new item above.
pub fn stable(tree: &Tree, path: &str) -> String {
    let mut node = Some(tree.root());
    let mut stable = String::new();
    for segment in steps(tree, path) {
        match segment {
            PathSegment::Key(name) => {
                node = node.and_then(|node| tree.entry(node, name)).map(|(_, value)| value);
                if !stable.is_empty() {
                    stable.push('.');
                }
                stable.push_str(name);
            }
            PathSegment::Index(index) => {
                node = node.and_then(|node| match tree.value(node) {
                    Value::Sequence(items) => items.get(index).copied(),
                    _ => None,
                });
                let name = node.and_then(|node| item_name(tree, node));
                stable.push_str(&format!("[{}]", name.unwrap_or_else(|| index.to_string())));
            }
        }
    }
    stable
}

/// What a list item is called: the first of the keys that tell items apart, or the item itself.
pub(crate) fn item_name(tree: &Tree, item: NodeId) -> Option<String> {
    let named =
        ["name", "date", "period", "what", "rule", "test", "item", "since", "metric", "due", "opened"];
    let text = match tree.value(item) {
        Value::Scalar { text, .. } => text,
        _ => named.iter().find_map(|key| match tree.value(tree.entry(item, key)?.1) {
            Value::Scalar { text, .. } if !text.is_empty() => Some(text),
            _ => None,
        })?,
    };
    Some(text.chars().take(60).collect())
}

fn first_key(tree: &Tree, node: NodeId) -> NodeId {
    match tree.value(node) {
        Value::Mapping(entries) if !entries.is_empty() => entries[0],
        _ => node,
    }
}

/// One step of a field path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PathSegment<'p> {
    /// Into a mapping.
    Key(&'p str),
    /// Into a list, from 0.
    Index(usize),
}

/// The steps of a field path such as `metrics[0].agreed`.
pub fn segments(path: &str) -> impl Iterator<Item = PathSegment<'_>> {
    path.split('.').flat_map(|part| {
        let (key, rest) = part.find('[').map_or((part, ""), |bracket| part.split_at(bracket));
        let key = (!key.is_empty()).then_some(PathSegment::Key(key));
        let indices =
            rest.split('[').filter_map(|index| index.strip_suffix(']')?.parse().ok().map(PathSegment::Index));
        key.into_iter().chain(indices)
    })
}

/// How long the key with a point in it is that a path begins with, if there is one in a mapping.
fn pointed(tree: &Tree, node: NodeId, path: &str) -> Option<usize> {
    let Value::Mapping(entries) = tree.value(node) else { return None };
    // Such a key goes beyond the first point of the path, which few are long enough for.
    let point = path.find('.')?;
    let mut long = entries.chunks_exact(2).filter(|pair| tree.is_longer(pair[0], point));
    long.find_map(|pair| match tree.value(pair[0]) {
        Value::Scalar { text, .. } if text.contains('.') => {
            let after = path.strip_prefix(text)?;
            (after.is_empty() || after.starts_with(['.', '['])).then_some(text.len())
        }
        _ => None,
    })
}

/// The steps of a path in a tree, whose own keys may hold points: a side may be called `skau.no`.
pub(crate) fn steps<'p>(tree: &Tree, path: &'p str) -> Vec<PathSegment<'p>> {
    let mut node = Some(tree.root());
    let mut rest = path;
    let mut steps = Vec::new();
    while !rest.is_empty() {
        rest = rest.strip_prefix('.').unwrap_or(rest);
        let index = rest.strip_prefix('[').and_then(|rest| rest.split_once(']'));
        if let Some((index, after)) = index.and_then(|(index, after)| Some((index.parse().ok()?, after))) {
            node = node.and_then(|node| match tree.value(node) {
                Value::Sequence(items) => items.get(index).copied(),
                _ => Some(node),
            });
            steps.push(PathSegment::Index(index));
            rest = after;
            continue;
        }
        // At least one letter is taken, whatever it is: a key may begin with a bracket that opens no index.
        let mut letters = rest.char_indices().skip(1);
        let end = letters.find(|(_, letter)| matches!(letter, '.' | '[')).map_or(rest.len(), |(at, _)| at);
        let known = |name: &str| node.and_then(|node| tree.entry(node, name)).map(|(_, value)| value);
        let end = match known(&rest[..end]) {
            Some(_) => end,
            // Only where there is no such key is it worth to look at all of them.
            None => node.and_then(|node| pointed(tree, node, rest)).unwrap_or(end),
        };
        let (name, after) = rest.split_at(end);
        node = known(name);
        if !name.is_empty() {
            steps.push(PathSegment::Key(name));
        }
        rest = after;
    }
    steps
}

/// Whether one path is the other or lies inside it. One item that stands for a list has a path with `[0]` and one without.
pub fn related(one: &str, other: &str) -> bool {
    if in_two_items(one, other) {
        return false;
    }
    let (mut one, mut other) = (segments(one).peekable(), segments(other).peekable());
    while let (Some(left), Some(right)) = (one.peek(), other.peek()) {
        match (left, right) {
            (left, right) if left == right => {
                one.next();
                other.next();
            }
            (PathSegment::Index(0), PathSegment::Key(_)) => drop(one.next()),
            (PathSegment::Key(_), PathSegment::Index(0)) => drop(other.next()),
            _ => return false,
        }
    }
    true
}

/// Whether two paths part within a place in a list: `a[12].b`, `a[13]`. A record has thousands of each, held against each other.
fn in_two_items(one: &str, other: &str) -> bool {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    let Some(at) = one.iter().zip(other).position(|(left, right)| left != right) else { return false };
    let digits =
        one.get(..at).unwrap_or_default().iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
    let open = at.checked_sub(digits + 1).and_then(|open| one.get(open)) == Some(&b'[');
    let goes_on =
        |path: &[u8]| path.get(at).is_some_and(|byte| byte.is_ascii_digit() || *byte == b']' && digits > 0);
    open && goes_on(one) && goes_on(other)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::Source;
    use crate::model::Portfolio;

    const FILE: &str =
        "name: Tern\nmetrics:\n  - name: Réach\n    agreed: 2026-01-01\nowners:\n  us: { name: P }\nempty:\n";

    fn at(path: &str) -> (usize, usize, String) {
        let source: Source<Portfolio> = Source::new("file.yaml".to_owned(), Ok(FILE.to_owned()));
        let place = source.place(path);
        (place.line, place.column, FILE[place.span].to_owned())
    }

    #[test]
    fn present_fields_are_their_values_and_blocks_their_keys() {
        assert_eq!(at("metrics[0].agreed"), (4, 13, "2026-01-01".to_owned()));
        assert_eq!(at("metrics[0].name"), (3, 11, "Réach".to_owned()));
        assert_eq!(at("metrics[0]"), (3, 5, "name".to_owned()));
        assert_eq!(at("metrics"), (2, 1, "metrics".to_owned()));
    }

    #[test]
    fn absent_fields_are_at_their_nearest_parent() {
        assert_eq!(at("metrics[0].target"), (3, 5, "name".to_owned()));
        assert_eq!(at("exit.notice_days"), (1, 1, "name".to_owned()));
        assert_eq!(at("metrics[7].name"), (2, 1, "metrics".to_owned()));
        assert_eq!(at("owners.partner"), (5, 1, "owners".to_owned()));
        assert_eq!(at("empty.what"), (7, 1, "empty".to_owned()));
    }

    #[test]
    fn one_item_is_its_own_first() {
        assert_eq!(at("owners.us[0].name"), (6, 15, "P".to_owned()));
        let tree = Tree::parse(FILE.to_owned(), &mut Vec::new()).expect("YAML");
        assert_eq!(locate(&tree, "owners.us[0].name").path, "owners.us.name");
        assert_eq!(locate(&tree, "metrics[0].target").path, "metrics[0].target");
    }

    #[test]
    fn paths_are_related_along_one_line() {
        assert!(related("metrics", "metrics[0].agreed"));
        assert!(related("metrics[0].agreed", "metrics[0]"));
        assert!(related("owners.us.authority", "owners.us[0].authority"));
        assert!(!related("metrics[0].agreed", "metrics[1].agreed"));
        assert!(!related("metrics[0]", "metrics[1].agreed"));
        assert!(!related("metrics[1]", "metrics[12].agreed"));
        assert!(!related("metrics[12].a", "metrics[13]"));
        assert!(related("metrics[12].a", "metrics[12]"));
        assert!(!related("exit", "exit_terms"));
    }
}
