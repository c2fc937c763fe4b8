//! Settings: what `portfolio.yaml` says is in force, is shown, and is said where it does nothing.

use crate::support::{Folder, RECORD};

const SETTINGS: &str = "us: Us\nrules:\n  overdue-review: { severity: note, grace_days: 30 }\n  thin-portfolio: off\noverrides:\n  - { alliances: [legacy-*], rules: { late-metrics: off } }\n";

/// A strategic record whose latest substantive review was on 2026-09-01.
const REVIEWED: &str = "name: Tern\npartner: P\ntype: strategic\nstarted: 2026-01-01\ngovernance:\n  cadence: monthly\n  reviews: [{ date: 2026-09-01, attended: [us, partner], metrics_read: true, actions: 2 }]\nmetrics: [{ name: M, agreed: 2026-03-01 }]\n";

fn found(folder: &Folder, rule: &str, date: &str) -> Vec<String> {
    let audit = folder.run(&["audit", "-o", "json", "--as-of", date]);
    let report: serde_json::Value = serde_json::from_str(&audit.stdout).expect(&audit.stderr);
    let alliances = report["alliances"].as_array().expect("alliances").iter();
    let lists = alliances.map(|alliance| &alliance["findings"]).chain([&report["findings"]]);
    let findings = lists.flat_map(|list| list.as_array().expect("findings"));
    let of_rule = findings.filter(|finding| finding["rule"] == rule);
    of_rule
        .map(|finding| {
            format!(
                "{} {}:{}",
                finding["severity"].as_str().expect("a word"),
                finding["file"].as_str().expect("a file"),
                finding["line"]
            )
        })
        .collect()
}

#[test]
fn options_and_severities_are_followed() {
    let default = Folder::new().with("portfolio.yaml", "us: Us\n").with("alliances/tern.yaml", REVIEWED);
    let set = Folder::new().with("portfolio.yaml", SETTINGS).with("alliances/tern.yaml", REVIEWED);
    // Due on 2026-10-01: seven days of grace by default, thirty here.
    assert_eq!(found(&default, "overdue-review", "2026-10-08"), Vec::<String>::new());
    assert_eq!(found(&default, "overdue-review", "2026-10-09"), ["warning alliances/tern.yaml:7"]);
    assert_eq!(found(&set, "overdue-review", "2026-10-31"), Vec::<String>::new());
    assert_eq!(found(&set, "overdue-review", "2026-11-01"), ["note alliances/tern.yaml:7"]);
    assert_eq!(found(&default, "thin-portfolio", "2026-10-08").len(), 1);
    assert_eq!(found(&set, "thin-portfolio", "2026-10-08"), Vec::<String>::new());
}

#[test]
fn overrides_are_for_names_and_files_and_said_where_they_are_for_none() {
    let set = Folder::new().with("portfolio.yaml", SETTINGS).with("alliances/tern.yaml", REVIEWED);
    assert_eq!(found(&set, "late-metrics", "2026-10-08").len(), 1);
    assert_eq!(found(&set, "unmatched-override", "2026-10-08"), ["warning portfolio.yaml:6"]);
    let legacy = Folder::new().with("portfolio.yaml", SETTINGS).with("alliances/legacy-tern.yaml", REVIEWED);
    assert_eq!(found(&legacy, "late-metrics", "2026-10-08"), Vec::<String>::new());
    assert_eq!(found(&legacy, "unmatched-override", "2026-10-08"), Vec::<String>::new());
}

#[test]
fn waivers_of_the_portfolio_hold_and_are_held_to_the_same_rules() {
    let waiver = |until: &str, alliance: &str| {
        let waivers = format!(
            "waivers: [{{ rule: late-metrics, alliance: {alliance}, reason: R, approved_by: A, approved_on: 2026-09-01, until: {until} }}]\n"
        );
        Folder::new()
            .with("portfolio.yaml", format!("us: Us\n{waivers}"))
            .with("alliances/tern.yaml", REVIEWED)
    };
    let good = waiver("2026-12-31", "Tern");
    assert_eq!(found(&good, "late-metrics", "2026-12-31"), Vec::<String>::new());
    assert_eq!(found(&good, "late-metrics", "2027-01-01").len(), 1, "the day after its last");
    assert_eq!(found(&good, "expired-waiver", "2027-01-01"), ["error portfolio.yaml:2"]);
    assert_eq!(found(&good, "unmatched-waiver", "2026-12-31"), Vec::<String>::new());
    let other = waiver("2026-12-31", "Nobody");
    assert_eq!(found(&other, "late-metrics", "2026-12-31").len(), 1);
    assert_eq!(found(&other, "unmatched-waiver", "2026-12-31"), ["warning portfolio.yaml:2"]);
    // At most 180 days after its approval, whatever it says.
    let long = waiver("2027-12-31", "Tern");
    assert_eq!(found(&long, "late-metrics", "2027-02-28"), Vec::<String>::new());
    assert_eq!(found(&long, "late-metrics", "2027-03-01").len(), 1);
    assert_eq!(found(&long, "overlong-waiver", "2026-10-08"), ["error portfolio.yaml:2"]);
}

#[test]
fn a_waived_finding_stays_visible() {
    let waiver = "waivers: [{ rule: late-metrics, path: \"metrics[0]\", reason: Agreed by phone, approved_by: Ines, approved_on: 2026-09-01, until: 2026-12-31 }]\n";
    let folder = Folder::new().with("tern.yaml", format!("{REVIEWED}{waiver}"));
    let audit = folder.run(&["audit", "tern.yaml", "--as-of", "2026-10-01"]);
    assert!(audit.stdout.contains("accepted by Ines until 2026-12-31: Agreed by phone"), "{}", audit.stdout);
    assert!(audit.stdout.contains("1 waived"), "{}", audit.stdout);
}

#[test]
fn config_shows_what_is_set_and_where() {
    let folder = Folder::new().with("portfolio.yaml", SETTINGS).with("alliances/tern.yaml", RECORD);
    let config = folder.run(&["config", "--as-of", "2026-10-08"]);
    assert_eq!(config.code, 0);
    let words: Vec<String> =
        config.stdout.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
    for line in [
        "us Us portfolio.yaml:1",
        "currency EUR default",
        "as_of 2026-10-08 --as-of",
        "overdue-review severity note portfolio.yaml:3",
        "overdue-review grace_days [30, 30] portfolio.yaml:3",
        "thin-portfolio off portfolio.yaml:4",
        "late-metrics off portfolio.yaml:6, for legacy-*",
    ] {
        assert!(words.iter().any(|words| words == line), "{line}\n{}", config.stdout);
    }
    assert!(!config.stdout.contains("crowded-portfolio"));
    assert!(folder.run(&["config", "--all"]).stdout.contains("crowded-portfolio"));
    let none = Folder::new().run(&["config"]);
    assert!(none.code == 0 && none.stdout.contains("every rule is at its default"), "{}", none.stdout);
}

#[test]
fn explain_ends_with_what_holds_here() {
    let folder = Folder::new().with("portfolio.yaml", SETTINGS).with("alliances/tern.yaml", REVIEWED);
    let page = folder.run(&["explain", "overdue-review", "--as-of", "2026-11-01"]).stdout;
    assert!(page.contains("overdue-review grace_days: [30, 30]   portfolio.yaml:3"), "{page}");
    assert!(page.contains("--> alliances/tern.yaml:7:") && page.contains("not met: Tern"), "{page}");
    let page = Folder::new().run(&["explain", "late-metrics"]).stdout;
    assert!(!page.contains("In this portfolio"), "{page}");
}

#[test]
fn a_finding_about_the_portfolio_is_waived_in_the_file_it_stands_in() {
    let waiver = "waivers: [{ rule: unrecorded-attention, reason: New, approved_by: A, approved_on: 2026-09-01, until: 2026-12-31 }]\n";
    let plain = Folder::new().with("portfolio.yaml", "us: Us\n").with("alliances/tern.yaml", REVIEWED);
    assert_eq!(found(&plain, "unrecorded-attention", "2026-10-08").len(), 1);
    let waived = Folder::new()
        .with("portfolio.yaml", "us: Us\n")
        .with("alliances/tern.yaml", format!("{REVIEWED}{waiver}"));
    assert_eq!(found(&waived, "unrecorded-attention", "2026-10-08"), Vec::<String>::new());
}
