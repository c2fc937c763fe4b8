//! The arrows of docs/architecture.md: each folder of the library knows only those below it, and no two know each other.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// From the bottom to the top.
const LAYERS: [&str; 19] = [
    "text", "glossary", "model", "language", "facts", "rules", "health", "load", "edit", "report", "render",
    "schema", "audit", "compare", "check", "recall", "import", "lsp", "cli",
];

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") && !path.ends_with("tests.rs") {
            found.push(path);
        }
    }
}

/// The folders of the library that a text names after `crate::`; what only tests or documentation use is not among them.
fn known(text: &str) -> BTreeSet<String> {
    let code = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
    let lines =
        code.lines().filter(|line| !line.trim_start().starts_with("//") && !line.contains("cfg_attr(test"));
    let mut names = BTreeSet::new();
    for line in lines {
        for after in line.split("crate::").skip(1) {
            names.insert(
                after.chars().take_while(|letter| letter.is_alphanumeric() || *letter == '_').collect(),
            );
        }
    }
    names
}

#[test]
fn each_folder_knows_only_those_below_it() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&root, &mut files);
    assert!(files.len() > 200, "only {} files", files.len());
    let layer = |name: &str| LAYERS.iter().position(|layer| *layer == name);
    let mut wrong = Vec::new();
    let mut arrows = 0;
    for file in &files {
        let below = file.strip_prefix(&root).expect("a source");
        let own =
            below.components().next().expect("a folder").as_os_str().to_string_lossy().replace(".rs", "");
        let text = fs::read_to_string(file).expect("a source");
        for name in known(&text) {
            let (Some(from), Some(to)) = (layer(&own), layer(&name)) else {
                // Commands are what is typed: they may know everything, and nothing knows them.
                if name == "commands" && own != "commands" && own != "main" && own != "lib" {
                    wrong.push(format!("{} knows the commands", below.display()));
                }
                continue;
            };
            arrows += 1;
            if to > from {
                wrong.push(format!("{} knows {name}, which stands above {own}", below.display()));
            }
        }
    }
    assert!(arrows > 300, "only {arrows} arrows were found");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_layers_are_those_of_the_page() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = fs::read_to_string(root.join("docs/architecture.md")).expect("docs/architecture.md");
    for layer in LAYERS.iter().chain(&["commands"]) {
        assert!(page.contains(&format!("`{layer}`")), "docs/architecture.md does not tell of `{layer}`");
    }
    // Every place that the page names is there.
    for place in page.split('`').skip(1).step_by(2).filter(|place| place.starts_with("src/")) {
        assert!(root.join(place).exists(), "{place} is not there");
    }
}
