//! Sheets that are written.

use std::fs;
use std::path::PathBuf;

use super::{done, portfolio, state};
use crate::support::Folder;

#[test]
fn what_is_exported_is_imported_without_loss() {
    let folder = portfolio("EUR", &["partners.csv", "crm_results.csv"]);
    done(&folder.run(&["import", "records", "partners.csv"]));
    done(&folder.run(&[
        "import",
        "results",
        "crm_results.csv",
        "--map",
        "Partner Sourced Pipeline=Sourced pipeline",
    ]));
    for ending in ["csv", "xlsx"] {
        let (records, results) = (format!("records.{ending}"), format!("results.{ending}"));
        done(&folder.run(&["export", "records", "-o", &records]));
        done(&folder.run(&["export", "results", "-o", &results]));
        let other = portfolio("EUR", &[])
            .with(&records, fs::read(folder.file(&records)).expect("a sheet"))
            .with(&results, fs::read(folder.file(&results)).expect("a sheet"));
        done(&other.run(&["import", "records", &records]));
        done(&other.run(&["import", "results", &results]));
        let names = |folder: &Folder| -> Vec<(PathBuf, String)> {
            let files = state(&folder.file("alliances"));
            files
                .into_iter()
                .map(|(path, bytes)| {
                    (path.file_name().expect("a name").into(), String::from_utf8(bytes).expect("text"))
                })
                .collect()
        };
        assert_eq!(names(&other), names(&folder), "{ending}");
        // And into the portfolio that it comes from: everything is there.
        let again = folder.run(&["import", "results", &results]);
        assert!(done(&again).contains("10 figures are already recorded."), "{}", again.stdout);
        // Twice the same is the same file, and what is there is not replaced.
        let twice = folder.run(&["export", "records", "-o", &records]);
        assert_eq!(twice.code, 2);
        assert!(twice.stderr.contains("already exists"), "{}", twice.stderr);
    }
    let odd = folder.run(&["export", "records", "-o", "x.yaml"]);
    assert!(odd.code == 2 && odd.stderr.contains("-o x.xlsx"), "{}", odd.stderr);
}

#[test]
fn an_export_holds_no_formula() {
    let record = "name: =1+1\npartner: '@x'\ntype: affiliate\nnotes: ['-2+3;=4']\nx-a: +5\n";
    let folder = portfolio("EUR", &[]).with("alliances/x.yaml", record);
    let export = folder.run(&["export", "records"]);
    assert_eq!(export.code, 0, "{}", export.stderr);
    for cell in ["\"'=1+1\"", "\"'@x\"", "\"'-2+3;=4", "\"'+5\""] {
        assert!(export.stdout.contains(cell), "{cell}: {}", export.stdout);
    }
    let other = portfolio("EUR", &[]).with("r.csv", export.stdout);
    done(&other.run(&["import", "records", "r.csv"]));
    let back = other.read("alliances/1-1.yaml");
    assert!(back.contains("name: \"=1+1\"\n"), "{back}");
    assert!(back.contains("-2+3;=4"), "{back}");
}
