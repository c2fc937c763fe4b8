//! A company's own year: `FY26` counts where the portfolio says when it begins, and is refused where nobody does.

use crate::support::Folder;

const HEALTHY: &str = include_str!("../fixtures/healthy.yaml");
const PORTFOLIO: &str = include_str!("../fixtures/portfolio.yaml");

/// The healthy record with its results, a past date and a promise in the words of a year that begins in April.
fn fiscal() -> String {
    HEALTHY
        .replace("period: 2026-Q2", "period: FY27-Q1")
        .replace("period: 2026-Q3", "period: FY27-Q2")
        .replace("started: 2025-03-01", "started: FY25-Q4")
        .replace("Four joint webinars a year", "Four joint webinars by the end of FY27")
}

fn in_year(month: &str) -> Folder {
    let portfolio = format!("{PORTFOLIO}fiscal_year_starts: {month}\n");
    Folder::new().with("portfolio.yaml", portfolio).with("alliances/n.yaml", fiscal())
}

fn lines(folder: &Folder, rule: &str) -> Vec<String> {
    let run = folder.run(&["check", "-o", "concise"]);
    run.stdout.lines().filter(|line| line.contains(rule)).map(str::to_owned).collect()
}

#[test]
fn it_counts_as_the_same_days_of_the_calendar() {
    let folder = in_year("04");
    let plain = Folder::new().with("portfolio.yaml", PORTFOLIO).with("alliances/n.yaml", HEALTHY);
    assert_eq!(lines(&folder, "alliances/n.yaml"), lines(&plain, "alliances/n.yaml"));
    let value = |folder: &Folder| {
        let report = folder.run(&["audit", "-o", "json"]).stdout;
        let report: serde_json::Value = serde_json::from_str(&report).expect("JSON");
        report["alliances"][0]["health"]["value"]["incremental"].clone()
    };
    assert_eq!(value(&folder), value(&plain));
    assert_eq!(value(&folder), "820000");
    let calendar = folder.run(&["calendar", "--days", "200", "-o", "csv"]).stdout;
    assert!(calendar.contains("record the FY27-Q3 result"), "{calendar}");
    let webinars = calendar.lines().find(|line| line.contains("webinars")).expect(&calendar);
    assert!(webinars.starts_with("2027-03-31,"), "{webinars}");
}

#[test]
fn another_month_means_other_days() {
    // A year that begins in July: its second quarter runs from October to December 2026 and is not over, so that the first,
    // from July to September, is the latest.
    let folder = in_year("July");
    let brief = folder.run(&["brief", "North"]).stdout;
    assert!(brief.contains("Joint migration revenue: 390,000 incremental in Q1 FY27"), "{brief}");
    let april = in_year("04").run(&["brief", "North"]).stdout;
    assert!(april.contains("Joint migration revenue: 430,000 incremental in Q2 FY27"), "{april}");
}

#[test]
fn without_the_setting_it_is_refused_with_the_reason_and_what_to_write() {
    let folder = Folder::new().with("portfolio.yaml", PORTFOLIO).with("alliances/n.yaml", fiscal());
    let refused = lines(&folder, "invalid-value");
    assert_eq!(refused.len(), 5, "{refused:?}");
    assert!(refused.iter().all(|line| {
        line.contains("is a fiscal period, and portfolio.yaml does not say when the fiscal year starts")
    }));
    let advice = folder.run(&["check"]).stdout;
    assert!(advice.contains("write `fiscal_year_starts: 04` in portfolio.yaml"), "{advice}");
    // What cannot be read is not missing.
    assert_eq!(lines(&folder, "silent-metric"), Vec::<String>::new());
    // Nor does one record on standard input know.
    let alone = Folder::new();
    let run = crate::support::run(alone.path(), &["check", "-", "-o", "concise"], &fiscal());
    assert_eq!(run.stdout.matches("does not say when the fiscal year starts").count(), 5, "{}", run.stdout);
    let odd = in_year("04-06");
    assert_eq!(lines(&odd, "portfolio.yaml:5").len(), 1);
    assert_eq!(lines(&odd, "does not say when the fiscal year starts").len(), 5);
}

#[test]
fn a_result_is_logged_in_the_companys_own_words() {
    let folder = in_year("04");
    let run = folder.run(&["log", "result", "North", "Joint pipeline", "FY26-Q4", "1800000", "--yes"]);
    assert_eq!(run.code, 0, "{}{}", run.stdout, run.stderr);
    assert!(folder.read("alliances/n.yaml").contains("{ period: FY26-Q4, total: 1800000 }"));
    // The same days under another name are the same result.
    let twice = folder.run(&["log", "result", "North", "Joint pipeline", "2026-Q3", "1", "--yes"]);
    assert!(!folder.read("alliances/n.yaml").contains("2026-Q3"), "{}{}", twice.stdout, twice.stderr);
    let plain = Folder::new().with("portfolio.yaml", PORTFOLIO).with("alliances/n.yaml", HEALTHY);
    let refused = plain.run(&["log", "result", "North", "Joint pipeline", "FY27-Q2", "1", "--yes"]);
    assert!(refused.stderr.contains("fiscal_year_starts"), "{}", refused.stderr);
}
