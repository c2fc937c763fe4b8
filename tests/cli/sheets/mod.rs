//! Spreadsheets in and out: `alliance import` and `alliance export`.

mod again;
mod figures;
mod out;
mod partners;
mod refused;

use std::fs;
use std::path::{Path, PathBuf};

use crate::support::{Folder, Run};

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/sheets").join(name)
}

/// A portfolio in a currency, with copies of sheets beside it.
fn portfolio(currency: &str, sheets: &[&str]) -> Folder {
    let mut folder = Folder::new().with("portfolio.yaml", format!("us: Us\ncurrency: {currency}\n"));
    for sheet in sheets {
        folder = folder.with(sheet, fs::read(fixture(sheet)).expect("a sheet"));
    }
    folder
}

fn done(run: &Run) -> &str {
    assert_eq!((run.code, run.stderr.as_str()), (0, ""), "{}", run.stdout);
    &run.stdout
}

fn refused(folder: &Folder, args: &[&str]) -> String {
    let run = folder.run(args);
    assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{}", run.stderr);
    assert!(
        !folder.file("alliances").exists()
            || fs::read_dir(folder.file("alliances")).expect("a folder").count() == 0
    );
    run.stderr
}

/// Every file below a folder with what is in it.
fn state(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(state(&path));
        } else {
            found.push((path.clone(), fs::read(&path).expect("bytes")));
        }
    }
    found.sort();
    found
}

/// Nothing that was written has a mistake.
fn sound(folder: &Folder) {
    let check = folder.run(&["check", "-o", "concise", "--select", "record", "--exit-zero"]);
    assert!(
        !check.stdout.contains("invalid-value") && !check.stdout.contains("unknown-field"),
        "{}",
        check.stdout
    );
    assert_eq!((check.code, check.stderr.as_str()), (0, ""), "{}", check.stdout);
}
