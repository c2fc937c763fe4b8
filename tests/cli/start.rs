//! Starting from nothing: init, new, and what they never do.

use crate::support::{Folder, run};

#[test]
fn init_starts_a_portfolio_that_audits() {
    let folder = Folder::new();
    let init = folder.run(&["init"]);
    assert_eq!((init.code, init.stderr.as_str()), (0, ""), "{}", init.stdout);
    let audit = folder.run(&["audit"]);
    assert_eq!(audit.code, 0, "{}{}", audit.stdout, audit.stderr);
    assert!(audit.stdout.contains("First alliance"), "{}", audit.stdout);
    assert!(
        !audit.stdout.contains("[unknown-field]") && !audit.stdout.contains("[invalid-value]"),
        "{}",
        audit.stdout
    );
}

#[test]
fn init_never_overwrites() {
    for file in ["portfolio.yaml", "alliances/first-alliance.yaml"] {
        let folder = Folder::new().with(file, "us: Mine\n");
        let init = folder.run(&["init"]);
        assert_eq!(init.code, 2);
        assert!(init.stderr.contains("already exists"), "{}", init.stderr);
        assert_eq!(folder.read(file), "us: Mine\n");
        assert_ne!(
            folder.file("portfolio.yaml").exists(),
            folder.file("alliances/first-alliance.yaml").exists()
        );
    }
}

#[test]
fn init_takes_a_folder() {
    let folder = Folder::new();
    assert_eq!(folder.run(&["init", "deep/down"]).code, 0);
    assert_eq!(folder.run(&["audit", "deep/down"]).code, 0);
}

#[test]
fn new_writes_a_record_where_the_portfolio_keeps_them() {
    let folder = Folder::new()
        .with("portfolio.yaml", "us: Us\nalliances: [partners/live/*.yaml]\n")
        .with("deep/x", "");
    let new = run(&folder.file("deep"), &["new", "Northstar: Cloud & Co"], "");
    assert_eq!(new.code, 0, "{}", new.stderr);
    assert!(
        folder.read("partners/live/northstar-cloud-co.yaml").starts_with("name: 'Northstar: Cloud & Co'\n")
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
fn the_day_that_is_asked_for_is_in_the_suggested_answers() {
    let folder = Folder::new();
    let record = folder.run(&["new", "Tern", "--print", "--as-of", "2026-01-31"]).stdout;
    for suggested in ["#started: 2026-02-01", "signed: 2026-01-31", "until: 2028-01-31"] {
        assert!(record.contains(suggested), "{suggested}: {record}");
    }
    folder.run(&["init", "--as-of", "2026-01-31"]);
    assert!(folder.read("alliances/first-alliance.yaml").contains("signed: 2026-01-31"));
}
