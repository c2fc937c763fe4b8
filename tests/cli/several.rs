//! Several portfolios in one run, a portfolio by its file, and the day in every form.

use crate::support::{Folder, RECORD};

const STRATEGIC: &str = "name: Lark\npartner: Lark GmbH\ntype: strategic\nstarted: 2025-01-01\n";
const GOOD: &str = "name: Wren\npartner: Wren AB\ntype: affiliate\nstarted: 2026-01-01\naffiliate: { commission: 8 %, creative_assets: banners, tracking: links }\n";

fn teams() -> Folder {
    Folder::new()
        .with("team-a/portfolio.yaml", "us: Us\nas_of: 2026-11-22\ngate: { fail_on: never }\n")
        .with("team-a/alliances/lark.yaml", STRATEGIC)
        .with("team-b/portfolio.yaml", "us: Us\nas_of: 2026-11-22\n")
        .with("team-b/alliances/lark.yaml", STRATEGIC)
        .with("team-c/portfolio.yaml", "us: Us\nas_of: 2026-11-22\n")
        .with("team-c/alliances/wren.yaml", GOOD)
}

#[test]
fn several_portfolios_are_checked_in_one_run_each_by_its_settings() {
    let folder = teams();
    let good = folder.run(&["check", "team-a", "team-c", "-o", "concise"]);
    assert_eq!((good.code, good.stderr.as_str()), (0, ""), "{}", good.stdout);
    for team in ["team-a", "team-c"] {
        assert!(
            good.stdout.contains(&format!("\n{team}/portfolio.yaml: 1 record read"))
                || good.stdout.starts_with(&format!("{team}/portfolio.yaml: ")),
            "{}",
            good.stdout
        );
    }
    let bad = folder.run(&["check", "team-b/portfolio.yaml", "team-c", "team-b/alliances/lark.yaml"]);
    assert_eq!(bad.code, 1);
    assert_eq!(bad.stdout.matches("portfolio.yaml: 1 record read").count(), 2, "{}", bad.stdout);
    // The worst end counts, and the others are checked all the same.
    let folder = folder.with("team-c/alliances/broken.yaml", "name: [");
    let broken = folder.run(&["check", "team-b", "team-c", "-o", "concise"]);
    assert_eq!(broken.code, 3, "{}", broken.stdout);
    let folder = folder.with("team-b/portfolio.yaml", "rules: { late-metriks: off }\n");
    let misset = folder.run(&["check", "team-b", "team-c", "-o", "concise"]);
    assert_eq!(misset.code, 2, "{}", misset.stdout);
    assert!(misset.stdout.contains("team-c/portfolio.yaml: "), "{}", misset.stdout);
}

#[test]
fn a_document_holds_one_portfolio() {
    let folder = teams();
    for form in ["json", "sarif", "gitlab", "junit", "csv", "concise=out.txt"] {
        let run = folder.run(&["check", "team-a", "team-b", "-o", form]);
        assert_eq!(run.code, 2, "{form}");
        assert!(run.stderr.contains("holds one portfolio, and these paths belong to 2"), "{}", run.stderr);
    }
    let missing = folder.run(&["check", "team-a", "team-x"]);
    assert!(missing.code == 2 && missing.stderr.contains("team-x does not exist"), "{}", missing.stderr);
}

#[test]
fn a_portfolio_by_its_file_is_the_portfolio() {
    let folder = teams();
    let by_folder = folder.run(&["check", "team-b"]);
    let by_file = folder.run(&["check", "team-b/portfolio.yaml"]);
    assert_eq!((by_file.code, &by_file.stdout), (by_folder.code, &by_folder.stdout));
    let here = Folder::new().with("portfolio.yaml", "us: Us\n").with("alliances/tern.yaml", RECORD);
    let whole = here.run(&["check"]);
    for path in ["portfolio.yaml", "./portfolio.yaml"] {
        let run = here.run(&["check", path]);
        assert_eq!((run.code, &run.stdout), (whole.code, &whole.stdout), "{path}");
    }
    let audit = here.run(&["audit", "portfolio.yaml"]);
    assert_eq!(audit.stdout, here.run(&["audit"]).stdout);
}

#[test]
fn a_finding_a_line_is_json_by_itself() {
    let folder = teams();
    let run = folder.run(&["check", "team-b", "-o", "jsonl"]);
    assert_eq!(run.code, 1);
    assert!(run.stdout.lines().count() > 3, "{}", run.stdout);
    for line in run.stdout.lines() {
        let finding: serde_json::Value = serde_json::from_str(line).expect("JSON");
        // What is wrong with the portfolio is about no alliance.
        let of_portfolio = finding["area"] == "portfolio";
        assert_eq!(finding["alliance"].is_null(), of_portfolio, "{line}");
        assert!(of_portfolio || finding["alliance"] == "Lark", "{line}");
        assert_eq!(finding["as_of"], "2026-11-22", "{line}");
        assert!(finding["rule"].is_string() && finding["line"].is_number(), "{line}");
    }
    let none = folder.run(&["check", "team-c", "-o", "jsonl", "--select", "strategy"]);
    assert_eq!((none.code, none.stdout.as_str()), (0, ""));
}

#[test]
fn every_form_says_on_which_day_it_was_judged() {
    let folder = Folder::new().with("portfolio.yaml", "us: Us\n").with("alliances/lark.yaml", STRATEGIC);
    let json: serde_json::Value =
        serde_json::from_str(&folder.run(&["check", "-o", "json"]).stdout).expect("JSON");
    let day = json["as_of"].as_str().expect("a day").to_owned();
    for form in ["text", "concise", "json", "jsonl", "sarif", "github", "gitlab", "junit", "markdown", "csv"]
    {
        let run = folder.run(&["check", "--as-of", "2026-09-17", "-o", form]);
        assert!(run.stdout.contains("2026-09-17"), "{form}: {}", run.stdout);
        let today = folder.run(&["check", "-o", form]);
        assert!(today.stdout.contains(&day), "{form}: {}", today.stdout);
    }
}
