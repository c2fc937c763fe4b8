//! What an alliance is called elsewhere, and what came of those that ended.

use crate::support::{Folder, RECORD};

#[test]
fn ids_of_other_systems_find_it_and_are_shown() {
    let folder = Folder::new()
        .with("portfolio.yaml", "us: Us\n")
        .with("alliances/tern.yaml", format!("{RECORD}ids: {{ crm: 0065g00000, contract: C-118 }}\n"))
        .with("alliances/other.yaml", "name: Other\npartner: O\ntype: affiliate\nids: { crm: 77 }\n");
    for id in ["0065g00000", "c-118"] {
        let brief = folder.run(&["brief", id]);
        assert!(brief.stdout.starts_with("Tern"), "{id}: {}{}", brief.stdout, brief.stderr);
    }
    assert!(folder.run(&["brief", "77"]).stdout.starts_with("Other"));
    assert_ne!(folder.run(&["brief", "C-119"]).code, 0);
    let report: serde_json::Value =
        serde_json::from_str(&folder.run(&["audit", "-o", "json"]).stdout).expect("JSON");
    let tern = report["alliances"].as_array().expect("alliances").iter().find(|it| it["name"] == "Tern");
    assert_eq!(tern.expect("it")["ids"], serde_json::json!({ "crm": "0065g00000", "contract": "C-118" }));
}

#[test]
fn what_came_of_the_ended_ones_is_told_from_three_on() {
    let ended = |folder: Folder, name: &str, outcome: &str| {
        folder.with(
            &format!("alliances/{name}.yaml"),
            format!("name: {name}\npartner: P\ntype: strategic\nstage: ended\nstarted: 2023-01-01\nended: 2025-01-01\noutcome: {outcome}\nlearned: To ask first\n"),
        )
    };
    let folder = Folder::new().with("portfolio.yaml", "us: Us\n");
    let folder = ended(ended(folder, "a", "achieved"), "b", "failed");
    // One that was turned down never began.
    let folder = ended(folder, "r", "refused");
    let line = |folder: &Folder| {
        let page = folder.run(&["audit", "--as-of", "2026-11-22"]).stdout;
        page.lines().find(|line| line.contains("that have ended here")).map(|line| line.trim().to_owned())
    };
    assert_eq!(line(&folder), None);
    let folder = ended(folder, "c", "failed");
    assert_eq!(
        line(&folder).as_deref(),
        Some("Of 3 alliances that have ended here, 1 did what they were made for and 2 failed.")
    );
    let report: serde_json::Value =
        serde_json::from_str(&folder.run(&["audit", "-o", "json"]).stdout).expect("JSON");
    assert_eq!(report["endings"], serde_json::json!({ "achieved": 1, "failed": 2 }));
}

#[test]
fn a_brief_says_how_far_on_the_way_a_milestone_should_be() {
    let record = format!(
        "{RECORD}started: 2026-01-01\nmetrics:\n  - {{ name: Shops, indicator: other, unit: shops, measure: milestone, due: 2027-12-31, target: 200, \
         results: [{{ period: 2026-Q3, total: 70 }}] }}\n"
    );
    let folder = Folder::new().with("portfolio.yaml", "us: Us\n").with("alliances/tern.yaml", record);
    let brief = folder.run(&["brief", "tern", "--as-of", "2026-11-22", "--width", "400"]).stdout;
    // 272 of 729 days are over at the end of the quarter.
    assert!(brief.contains("target 200 by 31 December 2027; on track would have been 75 by then"), "{brief}");
}
