//! The pages on reliability and on dependencies say what is so.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

fn text(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).expect("text")
}

/// Every source file below a folder, as one text.
fn sources(folder: &Path, into: &mut String) {
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            sources(&path, into);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            into.push_str(&fs::read_to_string(path).expect("text"));
        }
    }
}

fn all(folders: &[&str]) -> String {
    let mut found = String::new();
    for folder in folders {
        sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), &mut found);
    }
    found
}

#[test]
fn each_fault_on_the_page_names_a_test_that_is_there() {
    let page = text("docs/reliability.md");
    let tests = all(&["tests", "src"]);
    let mut rows = 0;
    for row in page.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| fault")) {
        let cells: Vec<&str> = row.trim_matches('|').split(" | ").map(str::trim).collect();
        let [_, seen, exit, named] = cells.as_slice() else { panic!("not four cells: {row}") };
        assert!(!seen.is_empty() && !exit.is_empty(), "{row}");
        let named: Vec<&str> = named.split(", ").map(|name| name.trim_matches('`')).collect();
        for name in named {
            assert!(
                tests.contains(&format!("#[test]\n    fn {name}()"))
                    || tests.contains(&format!("#[test]\nfn {name}()")),
                "there is no test `{name}`: {row}"
            );
        }
        rows += 1;
    }
    assert!(rows > 20, "{rows} rows");
}

#[test]
fn the_limits_on_the_page_are_those_of_the_program() {
    use alliance::load::files::MAX_WALKED;
    use alliance::load::mistake::MAX_MISTAKES;
    use alliance::load::read::MAX_BYTES;
    use alliance::load::tree::{MAX_ALIAS_NODES, MAX_DEPTH};
    use alliance::model::MAX_SIDES;
    let page = text("docs/reliability.md");
    for (limit, constant) in [
        (MAX_BYTES.to_string(), "MAX_BYTES"),
        (MAX_DEPTH.to_string(), "MAX_DEPTH"),
        (MAX_ALIAS_NODES.to_string(), "MAX_ALIAS_NODES"),
        (MAX_MISTAKES.to_string(), "MAX_MISTAKES"),
        (MAX_SIDES.to_string(), "MAX_SIDES"),
        (MAX_WALKED.to_string(), "MAX_WALKED"),
    ] {
        let line = page.lines().find(|line| line.contains(constant)).expect(constant);
        assert!(line.replace(',', "").contains(&format!(" {limit} ")), "{limit}: {line}");
    }
}

#[test]
fn each_dependency_has_its_reason_and_each_reason_its_dependency() {
    let manifest = text("Cargo.toml");
    let mut section = "";
    let mut wanted = BTreeSet::new();
    for line in manifest.lines() {
        if line.starts_with('[') {
            section = line;
        } else if section.ends_with("dependencies]") && !section.contains("dev-") {
            wanted.extend(line.split_once(" = ").filter(|_| !line.starts_with('#')).map(|(name, _)| name));
        }
    }
    let page = text("docs/dependencies.md");
    let rows = page.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| crate"));
    let explained: BTreeSet<&str> = rows
        .filter_map(|row| row.trim_matches('|').split(" | ").next())
        .flat_map(|names| names.trim().split(", "))
        .collect();
    assert_eq!(explained, wanted);
    let tests = page.split("\n\n").find(|part| part.starts_with("Tests add")).expect("the part on the tests");
    let after = manifest.split_once("[dev-dependencies]").expect("dev").1;
    for line in after.lines().skip(1).take_while(|line| !line.starts_with('[')) {
        if let Some((name, _)) = line.split_once(" = ").filter(|_| !line.starts_with('#')) {
            assert!(tests.contains(name), "{name}");
        }
    }
}

#[test]
fn nothing_of_ours_is_unsafe_or_reaches_the_network() {
    assert!(text("Cargo.toml").contains("unsafe_code = \"forbid\""));
    let program = all(&["src"]);
    for word in ["unsafe {", "unsafe fn", "std::net", "TcpStream", "UdpSocket"] {
        assert!(!program.contains(word), "{word}");
    }
    let lock = text("Cargo.lock");
    for client in ["reqwest", "ureq", "hyper", "curl", "rustls", "native-tls", "openssl", "tokio"] {
        assert!(!lock.contains(&format!("name = \"{client}\"\n")), "{client}");
    }
}
