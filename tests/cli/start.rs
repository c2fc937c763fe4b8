//! Starting from nothing: init, new, and what they never do.

use crate::support::{Folder, run};

#[test]
fn init_starts_a_portfolio_and_invents_nothing() {
    let folder = Folder::new();
    let init = folder.run(&["init"]);
    assert_eq!((init.code, init.stderr.as_str()), (0, ""), "{}", init.stdout);
    assert!(init.stdout.contains("Put your company's name into it"), "{}", init.stdout);
    assert!(
        std::fs::read_dir(folder.file("alliances")).expect("a folder").next().is_none(),
        "no record is written"
    );
    let text = folder.read("portfolio.yaml");
    let said: Vec<&str> = text
        .lines()
        .filter(|line| {
            !line.starts_with('#')
                && line.split('#').next().is_some_and(|line| !line.trim_end().ends_with(':'))
        })
        .filter(|line| !line.is_empty())
        .collect();
    assert_eq!(said, ["alliances: alliances/**/*.yaml"]);
    let audit = folder.run(&["audit"]);
    assert_eq!(audit.code, 3, "{}{}", audit.stdout, audit.stderr);
    assert!(audit.stderr.contains("`alliance import records SHEET`"), "{}", audit.stderr);
    folder.run(&["new", "Tern"]);
    let audit = folder.run(&["audit"]);
    assert_eq!(audit.code, 0, "{}{}", audit.stdout, audit.stderr);
    assert!(
        !audit.stdout.contains("[unknown-field]") && !audit.stdout.contains("[invalid-value]"),
        "{}",
        audit.stdout
    );
}

#[test]
fn init_takes_its_two_answers_as_flags() {
    let folder = Folder::new();
    assert_eq!(folder.run(&["init", "--us", "Tern: Sea & Co", "--currency", "chf"]).code, 0);
    let text = folder.read("portfolio.yaml");
    assert!(text.contains("us: \"Tern: Sea & Co\"\ncurrency: CHF\n"), "{text}");
    let folder = Folder::new();
    let init = folder.run(&["init", "--currency", "gold"]);
    assert_eq!(init.code, 2);
    assert!(init.stderr.contains("give its three letters"), "{}", init.stderr);
    assert!(!folder.file("portfolio.yaml").exists());
}

#[test]
fn init_never_overwrites() {
    let folder = Folder::new().with("portfolio.yaml", "us: Mine\n");
    let init = folder.run(&["init"]);
    assert_eq!(init.code, 2);
    assert!(init.stderr.contains("already exists"), "{}", init.stderr);
    assert_eq!(folder.read("portfolio.yaml"), "us: Mine\n");
}

#[test]
fn init_takes_a_folder() {
    let folder = Folder::new();
    assert_eq!(folder.run(&["init", "deep/down"]).code, 0);
    assert!(folder.file("deep/down/portfolio.yaml").exists());
}

#[test]
fn new_writes_a_record_where_the_portfolio_keeps_them() {
    let folder = Folder::new()
        .with("portfolio.yaml", "us: Us\nalliances: [partners/live/*.yaml]\n")
        .with("deep/x", "");
    let new = run(&folder.file("deep"), &["new", "Northstar: Cloud & Co"], "");
    assert_eq!(new.code, 0, "{}", new.stderr);
    assert!(
        folder.read("partners/live/northstar-cloud-co.yaml").starts_with("name: \"Northstar: Cloud & Co\"\n")
    );
    let audit = folder.run(&["audit"]);
    assert!(audit.stdout.contains("Northstar: Cloud & Co"), "{}", audit.stdout);
}

#[test]
fn new_never_overwrites() {
    let folder = Folder::new().with("alliances/tern.yaml", "mine");
    let new = folder.run(&["new", "Tern"]);
    assert_eq!(new.code, 2);
    assert!(new.stderr.contains("already exists and is left as it is"), "{}", new.stderr);
    assert_eq!(folder.read("alliances/tern.yaml"), "mine");
}

#[test]
fn new_prints_a_record_that_audit_reads() {
    let folder = Folder::new();
    let new = folder.run(&["new", "Tern", "--type", "affiliate", "--print"]);
    assert_eq!(new.code, 0);
    let audit = run(folder.path(), &["audit", "-"], &new.stdout);
    assert_eq!(audit.code, 0, "{}", audit.stderr);
    assert!(audit.stdout.contains("affiliate · proposed"), "{}", audit.stdout);
}

#[test]
fn a_name_is_known_by_any_of_its_words() {
    let folder = Folder::new().with("portfolio.yaml", "us: Us\n");
    for name in ["Grupo Andino", "Andino Sur", "Northgate Integrators"] {
        assert_eq!(folder.run(&["new", name]).code, 0);
    }
    let brief = |name: &str| folder.run(&["brief", name]);
    assert_eq!(brief("integrators").code, 0);
    // The beginning of a name goes before a word in another.
    assert!(brief("andino").stdout.contains("Andino Sur"), "{}", brief("andino").stdout);
    assert!(brief("ndino").stderr.contains("there is no alliance"), "{}", brief("ndino").stderr);
}

#[test]
fn the_first_ten_lines_of_the_reference_are_a_record() {
    let page = std::fs::read_to_string("docs/record.md").expect("the reference");
    let block = page.split("```text\n").nth(1).and_then(|rest| rest.split("```").next()).expect("ten lines");
    assert_eq!(block.lines().count(), 10);
    let folder = Folder::new();
    let check =
        run(folder.path(), &["check", "-", "-o", "concise", "--exit-zero", "--as-of", "2026-11-28"], block);
    assert_eq!((check.code, check.stderr.as_str()), (0, ""), "{}", check.stdout);
    for mistake in ["unreadable-record", "unknown-field", "invalid-value"] {
        assert!(!check.stdout.contains(mistake), "{}", check.stdout);
    }
    assert!(check.stdout.contains("[missing-"), "a first report has something to ask: {}", check.stdout);
}
