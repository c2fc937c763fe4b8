//! The commands of a review, as they are typed.

use unicode_width::UnicodeWidthStr;

use crate::support::{Folder, at_root};

/// A record with a name of 200 characters, one in Japanese, one in Arabic, and an owner to match.
fn wide() -> Folder {
    let long = "Very ".repeat(40);
    Folder::new()
        .with("portfolio.yaml", "us: Harbour\n")
        .with(
            "alliances/long.yaml",
            format!(
                "name: {long}long\npartner: P\ntype: strategic\nowners: {{ us: {{ name: {long}Nair }} }}\n"
            ),
        )
        .with(
            "alliances/japanese.yaml",
            "name: 株式会社日本橋商事との提携\npartner: 日本橋商事\ntype: strategic\n",
        )
        .with("alliances/arabic.yaml", "name: تحالف الميناء\npartner: P\ntype: affiliate\n")
}

#[test]
fn tables_hold_at_any_width_and_with_any_name() {
    let folder = wide();
    for width in ["60", "80", "100", "160"] {
        for command in [
            &["audit", "--full"][..],
            &["summary"],
            &["focus"],
            &["calendar"],
            &["actions"],
            &["brief", "japanese"],
        ] {
            let run = folder.run(&[command, &["--width", width]].concat());
            assert_eq!(run.code, 0, "{command:?}: {}", run.stderr);
            let most = width.parse::<usize>().expect("a number");
            for line in run.stdout.lines() {
                // YAML to paste and places to click keep their lines.
                let kept = line.contains(".yaml:")
                    || line.trim_start().starts_with(['-', '#'])
                    || line.contains("  #");
                let yaml = line.contains(": ") && line.starts_with("           ");
                assert!(line.width() <= most || kept || yaml, "{command:?} at {width}: {line}");
            }
        }
    }
}

#[test]
fn ascii_keeps_our_own_lines_to_ascii() {
    let record = "name: Tern\npartner: Tern Ltd\ntype: strategic\nowners: { us: { name: Ann } }\n";
    let folder = Folder::new().with("portfolio.yaml", "us: Harbour\n").with("alliances/tern.yaml", record);
    for command in [&["audit"][..], &["summary"], &["focus"], &["calendar"], &["brief", "tern"]] {
        for width in ["80", "100", "160"] {
            let run = folder.run(&[command, &["--ascii", "--width", width]].concat());
            let lines = run.stdout.lines().filter(|line| !line.starts_with("       "));
            for line in lines {
                assert!(line.is_ascii(), "{command:?}: {line}");
            }
        }
    }
}

#[test]
fn a_hostile_name_stays_text_in_every_form() {
    let folder = Folder::new().with("portfolio.yaml", "us: Harbour\n").with(
        "alliances/a.yaml",
        "name: \"=cmd|' /C calc'!A0 | <script> \\e[31m\"\npartner: P\ntype: strategic\n",
    );
    let csv = folder.run(&["summary", "-o", "csv"]).stdout;
    assert!(csv.contains("'=cmd"), "{csv}");
    let markdown = folder.run(&["summary", "-o", "markdown"]).stdout;
    assert!(
        markdown.contains("\\|") && !markdown.contains("<script>") && !markdown.contains('\u{1b}'),
        "{markdown}"
    );
    for command in [&["summary"][..], &["audit"], &["actions"], &["focus"], &["brief", "a"]] {
        let text = folder.run(command).stdout;
        assert!(!text.contains('\u{1b}'), "{command:?}: {text:?}");
    }
}

#[test]
fn every_total_can_be_worked_out_again_from_the_json() {
    use rust_decimal::Decimal;
    let json: serde_json::Value =
        serde_json::from_str(&at_root(&["audit", "-o", "json"]).stdout).expect("JSON");
    let money = |value: &serde_json::Value| -> Decimal {
        value.as_str().map_or(Decimal::ZERO, |text| text.parse().expect("a decimal"))
    };
    let list = |value: &serde_json::Value| value.as_array().cloned().unwrap_or_default();
    let (mut incremental, mut gross, mut verdicts) = (Decimal::ZERO, Decimal::ZERO, 0);
    for alliance in list(&json["alliances"]) {
        let health = &alliance["health"];
        let value = &health["value"];
        let results = || list(&value["metrics"]).into_iter().flat_map(|metric| list(&metric["results"]));
        let sum = |key: &str| results().map(|result| money(&result[key])).sum::<Decimal>();
        assert_eq!(sum("incremental_money"), money(&value["incremental"]), "{}", alliance["name"]);
        assert_eq!(sum("gross_money"), money(&value["gross"]), "{}", alliance["name"]);
        incremental += money(&value["incremental"]);
        gross += money(&value["gross"]);
        verdicts += 1;
        let score = &health["score"];
        if !score.is_null() {
            let number = |value: &serde_json::Value| value.as_u64().expect("a number");
            let sum = |key: &str| list(&score["terms"]).iter().map(|term| number(&term[key])).sum::<u64>();
            let average = sum("met") * 100 / sum("applicable");
            assert_eq!(average, number(&score["average"]));
            let capped = score["cap"].as_u64().map_or(average, |cap| average.min(cap));
            assert_eq!(capped, number(&score["score"]));
        }
    }
    assert_eq!((incremental, gross), (money(&json["value"]["incremental"]), money(&json["value"]["gross"])));
    let counted: u64 =
        list(&json["verdicts"]).iter().map(|one| one["alliances"].as_u64().expect("a number")).sum();
    assert_eq!(counted, verdicts);
}

#[test]
fn a_name_is_found_by_its_beginning_and_a_slip_is_named() {
    for name in ["Tern Analytics", "tern-analytics", "TERN", "tern"] {
        let run = at_root(&["brief", name]);
        assert!(
            run.code == 0 && run.stdout.starts_with("Tern Analytics: review brief"),
            "{name}: {}",
            run.stderr
        );
    }
    let run = at_root(&["brief", "Tenr Analytics"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("did you mean `Tern Analytics`?"), "{}", run.stderr);
    let run = at_root(&["brief", "t"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("`Tern Analytics`") && run.stderr.contains("`Tariff Owl`"), "{}", run.stderr);
}

#[test]
fn the_focus_list_can_be_drawn_as_if() {
    let hours = |args: &[&str]| {
        let run = at_root(&[&["focus", "-o", "json"], args].concat());
        let json: serde_json::Value = serde_json::from_str(&run.stdout).expect(&run.stderr);
        let last = json["ranked"].as_array().and_then(|list| list.last()).cloned().expect("a list");
        last["cumulative_hours"].as_str().map(str::to_owned)
    };
    // Northstar 22, Lark 8, Borealis 34, Tern 24, Kestrel 14, Palomar 18, Tariff Owl 11.
    assert_eq!(hours(&[]).as_deref(), Some("131"));
    assert_eq!(hours(&["--without", "tern"]).as_deref(), Some("107"));
    assert_eq!(hours(&["--without", "tern", "--without", "tariff"]).as_deref(), Some("96"));
    let proposal = "name: Gull\npartner: Gull Ltd\ntype: strategic\nstage: proposed\nattention: { hours_per_month: 9 }\nmetrics: [{ name: Fees, indicator: shared-revenue, unit: EUR, every: quarter, target: 27000 }]\n";
    let folder = Folder::new().with("gull.yaml", proposal);
    let file = folder.file("gull.yaml");
    let file = file.to_str().expect("UTF-8");
    assert_eq!(hours(&["--with", file]).as_deref(), Some("140"));
    // Four quarters of 27,000 for 108 hours.
    let text = at_root(&["focus", "--with", file]).stdout;
    assert!(
        text.lines()
            .any(|line| line.starts_with("Gull *") && line.contains("108,000  -           1,000      9")),
        "{text}"
    );
    let run = at_root(&["focus", "--without", "nobody"]);
    assert_eq!(run.code, 2);
}

#[test]
fn the_terms_of_a_score_add_up() {
    for name in ["tern", "northstar", "quillon"] {
        let text = at_root(&["audit", "--explain-score", name]).stdout;
        let said = text.split_once("As it is: ").and_then(|(_, rest)| rest.split_once(" of "));
        let said: u32 = said.and_then(|(points, _)| points.parse().ok()).expect("points");
        let met: u32 = text
            .lines()
            .filter(|line| line.starts_with("  "))
            .filter_map(|line| line.split_whitespace().nth_back(1)?.parse::<u32>().ok())
            .sum();
        assert!(met == said && met > 100, "{met}: {text}");
    }
}

#[test]
fn every_finding_and_decision_is_an_action() {
    let json: serde_json::Value =
        serde_json::from_str(&at_root(&["actions", "-o", "json"]).stdout).expect("JSON");
    let actions = json["actions"].as_array().expect("a list");
    // Every finding of the report, and a decision for each alliance that needs one.
    let report: serde_json::Value =
        serde_json::from_str(&at_root(&["audit", "-o", "json"]).stdout).expect("JSON");
    let number = |key: &str| report["summary"][key].as_u64().expect("a number");
    let findings = number("errors") + number("warnings") + number("notes");
    let decisions = report["decide_first"].as_array().expect("a list").len() as u64;
    assert_eq!(actions.len() as u64, findings + decisions);
    let only = at_root(&["actions", "--owner", "tom"]).stdout;
    assert!(only.contains("TOMÁS REYES") && !only.contains("PRIYA"), "{only}");
}
