//! `alliance check`: what it shows, what it hides and says so, and how it ends.

use std::path::Path;

use crate::support::{Folder, RECORD, at_root, half_read, run};

/// A record with one error, on line 4, and warnings.
const BAD_DATE: &str = "name: Tern\npartner: Tern Ltd\ntype: affiliate\nstarted: 2026-02-30\n";
/// Affiliate terms complete but for the tracking: one warning.
const WEAK: &str = "name: Tern\npartner: Tern Ltd\ntype: affiliate\nstarted: 2026-01-01\naffiliate: { commission: 8 %, creative_assets: banners }\n";

fn weak() -> Folder {
    Folder::new().with("portfolio.yaml", "us: Us\nas_of: 2026-02-01\n").with("alliances/tern.yaml", WEAK)
}

#[test]
fn a_finding_stands_on_its_line_with_the_reason_and_the_fix() {
    let check = at_root(&["check", "--select", "overdue-review"]);
    let shown = "\
error[overdue-review]: the last full review was on 2026-05-14; with monthly reviews the next is 161 days overdue; one meeting since then did not qualify
   --> alliances/tern-analytics.yaml:116:3
    |
116 |   reviews:
    |   ^^^^^^^
...
120 |     - { date: 2026-05-14, attended: [us, partner], metrics_read: true, actions: 2 }
    |               ---------- the last that qualifies
    |
    = fix: hold a full review, then record it";
    assert!(check.stdout.contains(shown), "{}", check.stdout);
    assert!(check.stdout.contains("\n   = why: an agreed cadence"), "{}", check.stdout);
    assert_eq!((check.code, check.stderr.as_str()), (1, ""));
}

#[test]
fn why_is_said_once_for_each_rule() {
    let check = at_root(&["check", "--select", "ambiguous-exit-terms"]);
    assert_eq!(check.stdout.matches("error[ambiguous-exit-terms]").count(), 2, "{}", check.stdout);
    assert_eq!(check.stdout.matches("= why: ").count(), 1, "{}", check.stdout);
}

#[test]
fn the_setting_that_decided_is_shown_at_its_line() {
    let folder = Folder::new()
        .with("portfolio.yaml", "us: Us\nas_of: 2026-02-01\nrules:\n  incomplete-affiliate-terms: error\n")
        .with("alliances/tern.yaml", WEAK);
    let check = folder.run(&["check", "--select", "incomplete-affiliate-terms"]);
    assert_eq!(check.code, 1);
    let shown = "\
 ::: portfolio.yaml:4:31
  |
4 |   incomplete-affiliate-terms: error
  |                               ----- set here
";
    assert!(check.stdout.contains(shown), "{}", check.stdout);
    let plain = weak().run(&["check", "--select", "incomplete-affiliate-terms"]);
    assert!(plain.code == 0 && !plain.stdout.contains("set here"), "{}", plain.stdout);
}

#[test]
fn one_line_each_with_the_place_first() {
    let check = at_root(&["check", "-o", "concise", "--select", "ambiguous-exit-terms"]);
    let places: Vec<&str> = check.stdout.lines().filter_map(|line| line.split(": ").next()).collect();
    assert_eq!(places[..2], ["alliances/tern-analytics.yaml:98:16", "alliances/tern-analytics.yaml:102:7"]);
    assert!(
        check
            .stdout
            .lines()
            .all(|line| !line.starts_with("alliances") || line.contains(": error[ambiguous-exit-terms] "))
    );
}

#[test]
fn a_clean_run_still_says_what_was_read_and_hidden() {
    let check = run(Path::new(env!("CARGO_MANIFEST_DIR")), &["check", "examples/healthy"], "");
    assert_eq!(check.code, 0);
    assert_eq!(check.stdout.lines().count(), 1, "{}", check.stdout);
    assert!(check.stdout.starts_with("4 records read · "), "{}", check.stdout);
    assert!(
        check.stdout.contains(" on · no findings · as of 2026-11-22 (portfolio.yaml)\n"),
        "{}",
        check.stdout
    );
    let quiet = run(Path::new(env!("CARGO_MANIFEST_DIR")), &["check", "examples/healthy", "-q"], "");
    assert_eq!((quiet.code, quiet.stdout.as_str()), (0, ""));
    let failing = at_root(&["check", "-q", "-o", "concise"]);
    assert!(
        failing.stdout.contains("failed: 20 errors; the gate is `fail_on: error`\n9 records read"),
        "{}",
        failing.stdout
    );
}

#[test]
fn gates_decide_the_exit_code() {
    let folder = weak();
    let code = |args: &[&str]| {
        folder.run(&[&["check", "--select", "incomplete-affiliate-terms"], args].concat()).code
    };
    assert_eq!(code(&[]), 0, "a warning passes the default gate");
    assert_eq!(code(&["--fail-on", "warning"]), 1);
    assert_eq!(code(&["--fail-on", "note"]), 1);
    assert_eq!(code(&["--max-findings", "0"]), 1);
    assert_eq!(code(&["--max-findings", "1"]), 0);
    assert_eq!(code(&["--fail-on", "warning", "--exit-zero"]), 0);
    assert_eq!(code(&["--fail-on", "never", "--max-findings", "0"]), 1, "each gate stands alone");
    assert_eq!(at_root(&["check", "--fail-on", "never"]).code, 0);
    assert_eq!(at_root(&["check", "--exit-zero"]).code, 0);
}

#[test]
fn the_portfolio_sets_the_gate_and_the_flag_wins() {
    let portfolio = "us: Us\nas_of: 2026-02-01\ngate: { fail_on: warning }\n";
    let folder = Folder::new().with("portfolio.yaml", portfolio).with("alliances/tern.yaml", WEAK);
    let select = ["check", "--select", "incomplete-affiliate-terms"];
    let set = folder.run(&select);
    assert_eq!(set.code, 1);
    assert!(set.stdout.contains("failed: 1 warning; the gate is `fail_on: warning`"), "{}", set.stdout);
    assert_eq!(folder.run(&[&select[..], &["--fail-on", "error"]].concat()).code, 0);
}

#[test]
fn a_gate_that_is_no_word_is_a_mistake_at_its_line() {
    let folder = Folder::new()
        .with("portfolio.yaml", "us: Us\ngate: { fail_on: warnin }\n")
        .with("alliances/tern.yaml", WEAK);
    for args in [&["check"][..], &["check", "--exit-zero", "--ignore", "record", "--fail-on", "never"]] {
        let check = folder.run(args);
        assert_eq!(check.code, 2, "{args:?}");
        assert!(check.stdout.contains("--> portfolio.yaml:2:18"), "{}", check.stdout);
        assert!(check.stdout.contains("did you mean `warning`?"), "{}", check.stdout);
    }
}

/// Wrong settings before what could not be read, before a gate; the same for every form.
#[test]
fn exit_codes_have_an_order_and_are_the_same_for_every_form() {
    let failing = Folder::new().with("portfolio.yaml", "us: Us\n").with("alliances/a.yaml", BAD_DATE);
    let unread = Folder::new()
        .with("portfolio.yaml", "us: Us\n")
        .with("alliances/a.yaml", BAD_DATE)
        .with("alliances/b.yaml", "name: [");
    let misset = Folder::new()
        .with("portfolio.yaml", "us: Us\nrules: { late-metric: off }\n")
        .with("alliances/a.yaml", BAD_DATE)
        .with("alliances/b.yaml", "name: [");
    let forms = ["text", "concise", "json", "sarif", "github", "gitlab", "junit", "markdown", "csv"];
    for form in forms {
        let code = |folder: &Folder, more: &[&str]| folder.run(&[&["check", "-o", form], more].concat()).code;
        assert_eq!(code(&failing, &[]), 1, "{form}");
        assert_eq!(code(&failing, &["--exit-zero"]), 0, "{form}");
        assert_eq!(code(&unread, &["--exit-zero"]), 3, "{form}");
        assert_eq!(code(&misset, &["--exit-zero"]), 2, "{form}");
    }
}

#[test]
fn no_record_is_incomplete_unless_that_is_allowed() {
    let folder = Folder::new().with("portfolio.yaml", "us: Us\n");
    let check = folder.run(&["check"]);
    assert_eq!((check.code, check.stdout.as_str()), (3, ""));
    assert!(check.stderr.contains("no record found"), "{}", check.stderr);
    let allowed = folder.run(&["check", "--allow-empty"]);
    assert_eq!(allowed.code, 0);
    assert!(allowed.stdout.starts_with("0 records read · "), "{}", allowed.stdout);
    let nowhere = Folder::new().run(&["check"]);
    assert!(nowhere.code == 3 && nowhere.stderr.contains("`alliance check PATH`"), "{}", nowhere.stderr);
}

#[test]
fn what_a_selection_hides_is_said() {
    let all = at_root(&["check", "-o", "concise"]);
    let total = all.stdout.lines().filter(|line| line.contains(".yaml:")).count();
    let exit = at_root(&["check", "-o", "concise", "--select", "exit", "--ignore", "late-exit-terms"]);
    let shown = exit.stdout.lines().filter(|line| line.contains(".yaml:")).count();
    assert!(shown > 0 && shown < total);
    let told = format!("{} hidden by --select exit --ignore late-exit-terms", total - shown);
    assert!(exit.stdout.contains(&told), "{told}: {}", exit.stdout);
    let wrong = at_root(&["check", "--ignore", "governence"]);
    assert_eq!((wrong.code, wrong.stdout.as_str()), (2, ""));
    assert!(
        wrong.stderr.contains("--ignore: there is no rule or area `governence`; did you mean `governance`?"),
        "{}",
        wrong.stderr
    );
}

#[test]
fn an_unreadable_record_is_never_hidden() {
    let folder = weak().with("alliances/b.yaml", "name: [");
    for args in [&["--select", "exit"][..], &["--ignore", "record"], &["--ignore", "unreadable-record"]] {
        let check = folder.run(&[&["check", "-o", "concise"], args].concat());
        assert_eq!(check.code, 3);
        assert!(
            check.stdout.contains("alliances/b.yaml:1:") && check.stdout.contains("1 could not be read"),
            "{}",
            check.stdout
        );
    }
}

#[test]
fn waivers_can_be_looked_behind() {
    let with = at_root(&["check", "-o", "concise"]);
    let without = at_root(&["check", "-o", "concise", "--no-waivers"]);
    let count = |text: &str| text.lines().filter(|line| line.contains(".yaml:")).count();
    assert!(with.stdout.contains(" · 1 waived"), "{}", with.stdout);
    assert!(!without.stdout.contains("waived"), "{}", without.stdout);
    assert_eq!(count(&without.stdout), count(&with.stdout) + 1);
}

#[test]
fn a_line_is_shown_and_never_obeyed() {
    let hostile =
        "name: Tern # \u{1b}[2J \u{202e}evil\u{200b}\npartner: P\ntype:\tstratgic # 日本 \u{1b}]0;x\u{7}\n";
    let folder = Folder::new().with("alliances/tern.yaml", hostile);
    let check = folder.run(&["check", "--color", "never"]);
    assert!(!check.stdout.contains(['\u{1b}', '\u{7}', '\u{202e}', '\u{200b}', '\t']), "{}", check.stdout);
}

#[test]
fn carets_stand_below_wide_characters() {
    let record = "name: Tern\npartner: { 株式会社: x }\ntype: affiliate\nowners: { us: { 名前: x, role: R, colour: red } }\n";
    let folder = Folder::new().with("portfolio.yaml", "us: Us\n").with("alliances/tern.yaml", record);
    let check = folder.run(&["check", "--select", "unknown-field"]);
    let shown = "\
4 | owners: { us: { 名前: x, role: R, colour: red } }
  |                                   ^^^^^^
";
    assert!(check.stdout.contains(shown) && check.stdout.contains("tern.yaml:4:33"), "{}", check.stdout);
}

#[test]
fn a_line_that_nobody_wrote_is_not_copied_out() {
    let items = vec!["one more thing"; 60_000].join(", ");
    let record =
        format!("name: Tern\npartner: P\ntype: affiliate\nexpects: {{ us: [{items}], nobody: [x] }}\n");
    let folder = Folder::new().with("portfolio.yaml", "us: Us\n").with("alliances/tern.yaml", record);
    let check = folder.run(&["check", "--select", "unknown-field"]);
    assert!(check.stdout.contains("--> alliances/tern.yaml:4:"), "{}", check.stdout);
    assert!(check.stdout.len() < 2_000, "{} bytes", check.stdout.len());
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let rows: String = (0..3000).map(|number| format!("  - {{ name: Metric {number} }}\n")).collect();
    let folder =
        Folder::new().with("a.yaml", format!("name: A\npartner: B\ntype: strategic\nmetrics:\n{rows}"));
    for form in ["text", "concise", "github"] {
        let output = half_read(folder.path(), &["check", "a.yaml", "-o", form]);
        assert!(output.status.code().is_some() && output.stderr.is_empty(), "{form}: {output:?}");
    }
}

#[ignore = "slow: run by .ci/run"]
#[test]
fn what_is_printed_does_not_depend_on_how_much_is_kept() {
    // A run that also writes JSON keeps everything of each record; alone, these forms let go of what they do not print.
    let elsewhere = Folder::new();
    let all = format!("json={}", elsewhere.file("all.json").display());
    for folder in [".", "examples/broken"] {
        for form in ["text", "concise", "sarif", "github", "gitlab", "junit", "markdown", "csv"] {
            let printed = |more: &[&str]| at_root(&[&["check", folder, "-o", form], more].concat()).stdout;
            let alone = printed(&[]);
            assert!(!alone.is_empty());
            assert!(alone == printed(&["-o", &all]), "{folder} as {form}");
        }
    }
}

#[test]
fn several_forms_come_from_one_run_and_a_failed_write_leaves_the_old_file() {
    let folder = weak().with("old.sarif", "of the last run");
    let check = folder.run(&["check", "-o", "concise", "-o", "sarif=old.sarif", "-o", "csv=new.csv"]);
    assert_eq!(check.code, 0);
    assert!(folder.read("old.sarif").contains("\"version\": \"2.1.0\""));
    assert!(folder.read("new.csv").starts_with("severity,"));
    let again = folder.run(&["check", "-o", "csv=new.csv", "-o", "sarif=nowhere/x.sarif", "--exit-zero"]);
    assert_eq!(again.code, 2);
    assert!(again.stderr.contains("nowhere/x.sarif could not be written"), "{}", again.stderr);
    // Nothing is left lying beside a file that was not written.
    let names: Vec<_> = std::fs::read_dir(folder.path()).expect("a folder").flatten().collect();
    assert_eq!(names.len(), 4, "{names:?}");
}

#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_written_to_keeps_its_file() {
    use std::os::unix::fs::PermissionsExt;
    let folder = weak().with("out/old.sarif", "of the last run");
    let out = folder.file("out");
    let mode = |mode| std::fs::set_permissions(&out, std::fs::Permissions::from_mode(mode)).expect("set");
    mode(0o555);
    // Root may write everywhere; then there is nothing to see here.
    let writable = tempfile::tempfile_in(&out).is_ok();
    let check = folder.run(&["check", "-o", "sarif=out/old.sarif"]);
    mode(0o755);
    if !writable {
        assert_eq!(check.code, 2);
        assert_eq!(folder.read("out/old.sarif"), "of the last run");
    }
}

#[test]
fn standard_input_is_a_record_too() {
    let folder = Folder::new();
    let check = run(folder.path(), &["check", "-", "-o", "concise"], BAD_DATE);
    assert_eq!(check.code, 1);
    assert!(check.stdout.contains("<stdin>:4:10: error[invalid-value] "), "{}", check.stdout);
    assert!(check.stdout.contains("not the whole portfolio · no portfolio.yaml"), "{}", check.stdout);
    assert_eq!(run(folder.path(), &["check", "-"], RECORD).stderr, "");
}

#[test]
fn a_score_below_the_gate_fails_and_names_who() {
    let report: serde_json::Value =
        serde_json::from_str(&at_root(&["audit", "-o", "json"]).stdout).expect("JSON");
    let alliances = report["alliances"].as_array().expect("alliances");
    let score = |name: &str| {
        let alliance = alliances.iter().find(|alliance| alliance["name"] == name).expect(name);
        alliance["health"]["score"]["with_accepted_as_met"].as_u64().expect("a score")
    };
    let tern = score("Tern Analytics");
    let gate = |least: u64, more: &[&str]| {
        let least = least.to_string();
        let args = ["check", "alliances/tern-analytics.yaml", "--fail-on", "never", "--min-score", &least];
        at_root(&[&args[..], more].concat())
    };
    assert_eq!(gate(tern, &[]).code, 0);
    let below = gate(tern + 1, &[]);
    assert_eq!(below.code, 1);
    let told = format!("failed: structure below {} points: Tern Analytics ({tern})", tern + 1);
    assert!(below.stdout.contains(&told), "{}", below.stdout);
    // Hiding findings does not raise a score.
    assert_eq!(gate(tern + 1, &["--select", "identity"]).code, 1);
    assert_eq!(at_root(&["check", "--min-score", "101"]).code, 2);
}

#[test]
fn waivers_count_for_the_score_unless_they_are_looked_behind() {
    let code = |least: &str, more: &[&str]| {
        let args = ["check", "alliances/northstar-cloud.yaml", "--fail-on", "never", "--min-score", least];
        at_root(&[&args[..], more].concat()).code
    };
    assert_eq!(code("100", &[]), 0, "the one gap is waived");
    assert_eq!(code("100", &["--no-waivers"]), 1);
    let set = Folder::new()
        .with("portfolio.yaml", "us: Us\ngate: { fail_on: never, min_score: 99 }\n")
        .with("alliances/tern.yaml", WEAK);
    assert_eq!(set.run(&["check"]).code, 1);
    assert_eq!(set.run(&["check", "--min-score", "0"]).code, 0);
}

#[test]
fn a_slip_in_the_file_opens_no_gate() {
    let healthy = include_str!("../fixtures/healthy.yaml");
    let folder = |record: &str| {
        Folder::new().with("portfolio.yaml", "us: Us\nas_of: 2026-11-22\n").with("alliances/a.yaml", record)
    };
    let args = ["check", "--fail-on", "never", "--min-score", "60", "--select", "exit"];
    assert_eq!(folder(healthy).run(&args).code, 0);
    let slip = folder(&format!("{healthy}\nzzz: 1\n")).run(&args);
    assert_eq!(slip.code, 1, "{}", slip.stdout);
    assert!(slip.stdout.contains("no structure score"), "{}", slip.stdout);
}

#[test]
fn every_form_says_what_the_exit_code_says() {
    let set = Folder::new()
        .with("portfolio.yaml", "us: Us\nzzz: 1\n")
        .with("alliances/a.yaml", "name: A\npartner: B\ntype: co-marketing\n");
    let markdown = set.run(&["check", "--fail-on", "never", "-o", "markdown"]);
    assert_eq!(markdown.code, 2);
    assert!(markdown.stdout.contains("### Alliances: portfolio.yaml has errors"), "{}", markdown.stdout);
    let junit = set.run(&["check", "--fail-on", "never", "-o", "junit"]).stdout;
    assert!(junit.contains("errors=\"1\"") && junit.contains("portfolio.yaml has errors"), "{junit}");
    let scored = at_root(&["check", "--min-score", "100", "--fail-on", "never", "-o", "junit"]);
    assert_eq!(scored.code, 1);
    assert!(
        scored.stdout.contains("<testsuite name=\"gates\" tests=\"1\" failures=\"1\""),
        "{}",
        scored.stdout
    );
}

#[test]
fn no_form_overwrites_what_is_read() {
    let folder = Folder::new().with("portfolio.yaml", "us: Us\n").with("alliances/a.yaml", RECORD);
    for target in ["json=portfolio.yaml", "json=alliances/a.yaml"] {
        let run = folder.run(&["check", "-o", target]);
        assert_eq!(run.code, 2, "{target}");
    }
    assert_eq!(folder.read("portfolio.yaml"), "us: Us\n");
    let twice = folder.run(&["check", "-o", "json=out", "-o", "sarif=./out"]);
    assert_eq!(twice.code, 2, "{}", twice.stdout);
}

#[test]
fn a_baseline_with_absurd_counts_is_damaged() {
    let most = u64::MAX;
    let text = format!(
        "{{\"version\":1,\"findings\":[{{\"fingerprint\":\"x\",\"severity\":\"error\",\"count\":{most}}},{{\"fingerprint\":\"y\",\"severity\":\"error\",\"count\":{most}}}]}}"
    );
    let folder = Folder::new()
        .with("portfolio.yaml", "us: Us\n")
        .with("alliances/a.yaml", RECORD)
        .with("alliance-baseline.json", text);
    let run = folder.run(&["check", "--baseline", "alliance-baseline.json"]);
    assert!(run.code == 2 && run.stderr.contains("damaged"), "{}", run.stderr);
}

#[test]
fn a_name_hides_no_gate_from_junit() {
    let record = "name: \"the gate is `fail_on: error`\"\npartner: P\ntype: strategic\nstarted: 2025-01-01\n";
    let folder = crate::support::Folder::new()
        .with("portfolio.yaml", "us: Us\nas_of: 2026-11-22\n")
        .with("alliances/a.yaml", record);
    let run = folder.run(&["check", "--min-score", "100", "--fail-on", "never", "-o", "junit"]);
    assert!(run.stdout.contains("<testsuite name=\"gates\" tests=\"1\" failures=\"1\""), "{}", run.stdout);
}
