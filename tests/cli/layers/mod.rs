//! The house as docs/architecture.md draws it: each folder of the library knows only those below it, no two files know each
//! other, none is longer than one can survey, and one name means one thing.

mod source;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use source::{Module, Source};

/// From the bottom to the top.
const LAYERS: [&str; 19] = [
    "text", "glossary", "model", "language", "facts", "rules", "health", "load", "edit", "report", "render",
    "schema", "audit", "compare", "check", "recall", "import", "lsp", "cli",
];

/// Circles of files that stay, each by its files or the folders that hold them, with the reason.
const CIRCLES: [(&str, &str); 1] = [(
    "load/decode",
    "a deserializer of serde: the reader of a value makes that of its entries, and those read values",
)];

/// Files of more lines than one can survey, with the reason.
const LONG: [(&str, &str); 1] = [(
    "model/vocabulary.rs",
    "a table of words, one beside the other; split, nobody would find the second half",
)];

/// What one can survey, in lines. A file of tests is a list of cases, and may be longer.
const SURVEYED: usize = 400;

#[test]
fn each_folder_knows_only_those_below_it() {
    let source = Source::read();
    let layer = |name: &str| LAYERS.iter().position(|layer| *layer == name);
    let mut wrong = Vec::new();
    let mut arrows = 0;
    for (from, file) in &source.files {
        let Some(own) = from.first() else { continue };
        for (to, names) in source.arrows(from) {
            let Some(other) = to.first() else { continue };
            let (Some(above), Some(below)) = (layer(own), layer(other)) else {
                // Commands are what is typed: they may know everything, and nothing knows them.
                if other == "commands" && own != "commands" && own != "main" {
                    wrong.push(format!("{} knows the commands", file.path));
                }
                continue;
            };
            arrows += 1;
            if below > above {
                wrong.push(format!("{} knows {other}, which stands above {own}: {names:?}", file.path));
            }
        }
    }
    assert!(arrows > 1000, "only {arrows} arrows were found");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Whether an arrow stands for something that a file needs. That a rule names another one, as what it makes superfluous or
/// what speaks for it, is what it says of itself: a gap names its parts, and they name the gap.
fn counts(from: &Module, to: &Module, names: &BTreeSet<String>) -> bool {
    let is_rule = |module: &Module| module.len() == 3 && module[0] == "rules";
    !(is_rule(from) && is_rule(to) && names.len() == 1 && names.contains("RULE"))
}

#[test]
fn no_files_know_each_other() {
    let source = Source::read();
    let mut unused: BTreeSet<&str> = CIRCLES.iter().map(|(files, _)| *files).collect();
    let mut wrong = Vec::new();
    for modules in source.circles(counts) {
        let circle: Vec<String> = modules.iter().map(|module| module.join("/")).collect();
        let within = |files: &str, name: &String| {
            files.split(' ').any(|file| {
                // A face stands for itself where its rooms are named beside it.
                let alone = files.split(' ').any(|other| other.starts_with(&format!("{file}/")));
                name == file || (!alone && name.starts_with(&format!("{file}/")))
            })
        };
        let known = CIRCLES.iter().find(|(files, _)| circle.iter().all(|name| within(files, name)));
        match known {
            Some((files, _)) => {
                unused.remove(files);
            }
            None => {
                wrong.push(format!("in a circle: {}", circle.join(", ")));
                for from in &modules {
                    let arrows = source.arrows(from).into_iter();
                    let within = arrows.filter(|(to, names)| modules.contains(to) && counts(from, to, names));
                    wrong.extend(within.map(|(to, names)| {
                        format!("  {} takes {names:?} of {}", from.join("/"), to.join("/"))
                    }));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(unused.is_empty(), "no circle any more: {unused:?}");
}

#[test]
fn no_file_is_longer_than_one_can_survey() {
    let source = Source::read();
    let long: BTreeMap<&str, usize> = source
        .files
        .values()
        .filter(|file| file.lines > SURVEYED)
        .map(|file| (file.path.as_str(), file.lines))
        .collect();
    let known: BTreeSet<&str> = LONG.iter().map(|(path, _)| *path).collect();
    let wrong: Vec<_> = long.iter().filter(|(path, _)| !known.contains(*path)).collect();
    assert!(wrong.is_empty(), "of more than {SURVEYED} lines: {wrong:?}");
    let short: Vec<_> = known.iter().filter(|path| !long.contains_key(*path)).collect();
    assert!(short.is_empty(), "not long any more: {short:?}");
}

#[test]
fn printers_know_the_report_alone() {
    let source = Source::read();
    // What is printed is made of plain values: words, numbers, dates.
    let plain = ["render", "report", "model", "text", "glossary"];
    let mut wrong = Vec::new();
    for from in source.files.keys().filter(|from| from.first().is_some_and(|first| first == "render")) {
        let below = source.named(from).into_iter().filter(|folder| !plain.contains(&folder.as_str()));
        wrong.extend(below.map(|folder| format!("{} knows {folder}", from.join("/"))));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Whether a type may be called as another one is. What is typed is called as the command is, the protocol of editors has
/// names of its own, and a printer's own shapes are called as what they show, since nobody else can name them.
fn may_repeat(file: &str, public: bool) -> bool {
    file == "cli.rs"
        || file.starts_with("cli/")
        || file == "lsp/protocol.rs"
        || (file.starts_with("render/") && !public)
}

#[test]
fn one_name_means_one_thing() {
    let source = Source::read();
    let mut places: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for file in source.files.values() {
        for (name, public) in &file.types {
            if !may_repeat(&file.path, *public) {
                places.entry(name).or_default().push(&file.path);
            }
        }
    }
    assert!(places.len() > 500, "only {} types", places.len());
    places.retain(|_, files| files.len() > 1);
    assert!(places.is_empty(), "of two things by one name, rename one: {places:#?}");
}

#[test]
fn rules_are_named_by_their_values() {
    let source = Source::read();
    let pages = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/rules");
    let ids: Vec<String> = fs::read_dir(pages)
        .expect("docs/rules")
        .flatten()
        .map(|entry| entry.path().file_stem().expect("a page").to_string_lossy().into_owned())
        .collect();
    assert!(ids.len() > 100, "only {} rules", ids.len());
    let mut found = BTreeSet::new();
    for file in source.files.values() {
        for id in &ids {
            let (header, quoted) = (format!("    id: \"{id}\","), format!("\"{id}\""));
            if file.code.replacen(&header, "", 1).contains(&quoted) {
                found.insert(file.path.as_str());
            }
        }
    }
    assert!(found.is_empty(), "name the rule by its value: {found:?}");
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
