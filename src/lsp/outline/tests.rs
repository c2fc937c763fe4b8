use super::*;
use crate::load::tree::{NodeId, Tree, Value};

fn writing(text: &str) -> Writing {
    at(text, text.len()).writing
}

#[test]
fn a_place_is_known_before_the_text_is_yaml() {
    let key = |path: &str| Writing::Key(path.to_owned());
    let value = |path: &str| Writing::Value(path.to_owned());
    for (text, expected) in [
        ("", key("")),
        ("na", key("")),
        ("name: Tern\nty", key("")),
        ("type: ", value("type")),
        ("type: stra", value("type")),
        ("exit:\n  ", key("exit")),
        ("exit:\n  who: ", value("exit.who")),
        ("metrics:\n  - name: A\n  - ", key("metrics[1]")),
        ("metrics:\n- name: A\n  ta", key("metrics[0]")),
        ("metrics:\n  - name: A\n    results:\n      - { period: ", value("metrics[0].results[0].period")),
        ("metrics:\n  - name: A\n    results:\n      - { period: 2026-09, to", key("metrics[0].results[0]")),
        ("owners:\n  us: { name: P }\n  partner: { ", key("owners.partner")),
        ("selection:\n  because: [a, ", key("selection.because[1]")),
        ("exit:\n  handover: [{ item: x }, { item: ", value("exit.handover[1].item")),
        ("notes: |\n  a: b", Writing::Nothing),
        ("a: 1 # who: ", Writing::Nothing),
        ("# who: ", Writing::Nothing),
        // Brackets that nobody has closed end where a key stands as far left again.
        ("owners: { us: { name: P\nexit:\n  who: ", value("exit.who")),
        ("objective: \"a: b", value("objective")),
        ("objective: \"a:\n  b: c\"\nexit:\n  ", key("exit")),
    ] {
        assert_eq!(writing(text), expected, "{text:?}");
    }
}

/// Every key of a tree with its path and place.
fn of_tree(tree: &Tree, node: NodeId, path: &str, found: &mut Vec<(String, usize)>) {
    match tree.value(node) {
        Value::Mapping(entries) => {
            for pair in entries.chunks_exact(2) {
                let Value::Scalar { text, .. } = tree.value(pair[0]) else { continue };
                let path = if path.is_empty() { text.to_owned() } else { format!("{path}.{text}") };
                found.push((path.clone(), tree.span(pair[0]).start));
                of_tree(tree, pair[1], &path, found);
            }
        }
        Value::Sequence(items) => {
            for (index, item) in items.iter().enumerate() {
                of_tree(tree, *item, &format!("{path}[{index}]"), found);
            }
        }
        Value::Scalar { .. } => {}
    }
}

#[test]
fn the_keys_are_those_that_the_reader_finds() {
    let mut files = 0;
    let mut keys_seen = 0;
    for folder in ["alliances", "examples/healthy/alliances", "tests/fixtures", "src/schema"] {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let file = entry.expect("a file").path();
            if file.extension().is_none_or(|ending| ending != "yaml") {
                continue;
            }
            let text = std::fs::read_to_string(&file).expect("text");
            let tree = Tree::parse(text.clone(), &mut Vec::new()).expect("YAML");
            let mut expected = Vec::new();
            of_tree(&tree, tree.root(), "", &mut expected);
            let found: Vec<(String, usize)> =
                keys(&text).into_iter().map(|key| (key.path, key.span.start)).collect();
            assert_eq!(found, expected, "{}", file.display());
            files += 1;
            keys_seen += found.len();
        }
    }
    assert!(files > 20 && keys_seen > 2000, "only {keys_seen} keys in {files} files");
}
