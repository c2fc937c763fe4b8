//! The forms for other programs, each read by a parser that is not ours and held to lines counted by hand.

#[path = "../cli/support.rs"]
#[expect(dead_code, reason = "what only the other tests need")]
mod support;

#[path = "../cli/office.rs"]
#[expect(dead_code, reason = "what only the other tests need")]
mod office;

mod annotations;
mod html;
mod office_files;
mod sarif;
mod schema;
mod tables;

use support::{Folder, at_root};

/// A file name and a record that mean something to every form they get into.
pub const FILE: &str = "alliances/odd, 50% & <b>.yaml";
/// One error on line 5 and one warning on line 6, and a name on line 1 that is markup, a formula and a mention.
pub const ODD: &str = "name: \"=Té|rn <b>`@team`\\u001b\"\npartner: Tern Ltd\ntype: affiliate\n# 日本\nstarted: 2026-02-30\ncolour: red\n";

/// A folder with that record, judged only by what is wrong with the file.
pub fn odd() -> Folder {
    Folder::new().with("portfolio.yaml", "us: Us\nas_of: 2026-02-01\n").with(FILE, ODD)
}

/// What a form makes of the odd record.
pub fn of_odd(form: &str) -> String {
    let run = odd().run(&["check", "--select", "invalid-value,unknown-field", "-o", form]);
    assert_eq!((run.code, run.stderr.as_str()), (1, ""), "{form}");
    run.stdout
}

/// Rule, file and line of every finding, as the JSON report has them: what each form is held to.
pub fn expected(args: &[&str]) -> Vec<(String, String, u64)> {
    let run = at_root(&[&["check", "-o", "json"], args].concat());
    let report: serde_json::Value = serde_json::from_str(&run.stdout).expect("JSON");
    let alliances = report["alliances"].as_array().expect("alliances").iter();
    let lists = [&report["findings"]].into_iter().chain(alliances.map(|alliance| &alliance["findings"]));
    let findings = lists.flat_map(|list| list.as_array().expect("findings"));
    let found: Vec<_> = findings
        .map(|finding| {
            (text(&finding["rule"]), text(&finding["file"]), finding["line"].as_u64().expect("a line"))
        })
        .collect();
    assert!(found.len() > 30);
    found
}

/// The text of a JSON value.
pub fn text(value: &serde_json::Value) -> String {
    value.as_str().expect("a text").to_owned()
}

#[test]
fn json_says_what_the_check_hides_and_why_it_fails() {
    let run = at_root(&["check", "-o", "json", "--select", "exit", "--max-findings", "1"]);
    let report: serde_json::Value = serde_json::from_str(&run.stdout).expect("JSON");
    assert_eq!(report["version"], 1);
    let check = &report["check"];
    assert_eq!(check["passed"], false);
    assert_eq!(check["fail_on"], "error");
    assert_eq!(check["failures"].as_array().map(Vec::len), Some(2));
    assert_eq!(check["selection"], "--select exit");
    let exit = report["summary"]["errors"].as_u64().zip(report["summary"]["warnings"].as_u64());
    let (errors, warnings) = exit.expect("counts");
    let hidden = usize::try_from(check["deselected"].as_u64().expect("a count")).expect("small");
    assert_eq!(hidden, expected(&[]).len() - usize::try_from(errors + warnings).expect("small"));
    assert_eq!(check["baselined"], 0);
    let audit: serde_json::Value =
        serde_json::from_str(&at_root(&["audit", "-o", "json"]).stdout).expect("JSON");
    assert!(audit["check"].is_null());
    let keys =
        |value: &serde_json::Value| value.as_object().map(|form| form.keys().cloned().collect::<Vec<_>>());
    assert_eq!(keys(&audit), keys(&report), "one form for both");
}

#[test]
fn json_has_the_whole_place_of_a_finding() {
    let report: serde_json::Value = serde_json::from_str(&of_odd("json")).expect("JSON");
    let findings = report["alliances"][0]["findings"].as_array().expect("findings");
    let places: Vec<[u64; 4]> = findings
        .iter()
        .map(|finding| {
            ["line", "column", "end_line", "end_column"].map(|key| finding[key].as_u64().expect("a number"))
        })
        .collect();
    assert_eq!(places, [[5, 10, 5, 20], [6, 1, 6, 7]]);
}

#[test]
fn a_block_of_text_ends_with_its_last_word() {
    let folder = Folder::new()
        .with("portfolio.yaml", "us: Us\n")
        .with("alliances/a.yaml", "name: A\npartner: B\ntype: |\n  strat\n  gic\n\n\nstage: active\n");
    let run = folder.run(&["check", "--select", "invalid-value", "-o", "json"]);
    let report: serde_json::Value = serde_json::from_str(&run.stdout).expect("JSON");
    let finding = &report["alliances"][0]["findings"][0];
    assert_eq!([&finding["end_line"], &finding["end_column"]], [5, 6], "{finding}");
}
