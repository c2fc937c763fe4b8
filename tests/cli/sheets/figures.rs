//! From sheets of figures to results.

use super::{done, portfolio, sound, state};
use crate::support::Folder;

#[test]
fn figures_are_added_to_the_records_that_have_their_metric() {
    let folder = portfolio("EUR", &["partners.csv", "crm_results.csv"]);
    done(&folder.run(&["import", "records", "partners.csv"]));
    let first = folder.run(&["import", "results", "crm_results.csv"]);
    let said = done(&first);
    assert!(said.contains("Nothing was added."), "{said}");
    assert!(said.contains("--map 'Partner Sourced Pipeline=Sourced pipeline'"), "{said}");
    let before = folder.read("alliances/corvid-cloud.yaml");
    let map = [
        "--map",
        "Closed Won (partner sourced)=Co-sell revenue",
        "--map",
        "Partner Sourced Pipeline=Sourced pipeline",
    ];
    let second = folder.run(&[&["import", "results", "crm_results.csv"][..], &map].concat());
    let said = done(&second);
    assert!(said.contains("Added 10 results to alliances/corvid-cloud.yaml"), "{said}");
    assert!(said.contains("Northgate          → Northgate Integrators"), "{said}");
    let corvid = folder.read("alliances/corvid-cloud.yaml");
    let lines = "    results:\n      - { period: 2026-01, total: 30900 }\n      - { period: 2026-02, total: 67100 }\n";
    assert!(corvid.contains(lines), "{corvid}");
    let start = corvid.find("    results:\n").expect("results");
    assert!(before.starts_with(&corvid[..start]), "{corvid}");
    assert!(corvid.ends_with(&before[start..]), "{corvid}");
    sound(&folder);
    // Once more: the mapping is known, the figures are there, and no byte changes.
    let files = state(folder.path());
    let again = folder.run(&["import", "results", "crm_results.csv"]);
    assert!(done(&again).contains("20 figures are already recorded."), "{}", again.stdout);
    assert_eq!(state(folder.path()), files);
}

const LEADS: &str = "name: Tern\npartner: Tern Ltd\ntype: affiliate\naliases: [Old Tern]\nmetrics:\n  - name: Leads\n    unit: leads\n    every: quarter\n    results:\n      - { period: 2026-Q1, total: 30 }   # by hand\n  - name: Revenue\n    unit: EUR\n";

#[test]
fn figures_come_long_or_with_a_column_a_month() {
    let long = "Period;Alliance;Metric;Total;Without;Partner total\n2026-Q2;old tern;leads;1.250,5;10;\n2026-Q1;TERN;Leads;31;;\n2026-04;tern;Revenue;€12k;;11000\n2026;tern;Leads;9;;\n";
    let folder = portfolio("EUR", &[]).with("alliances/tern.yaml", LEADS).with("long.csv", long);
    let import = folder.run(&["import", "results", "long.csv"]);
    let said = done(&import);
    let tern = folder.read("alliances/tern.yaml");
    assert!(
        tern.contains("total: 30 }   # by hand\n      - { period: 2026-Q2, total: 1250.5, without: 10 }\n"),
        "{tern}"
    );
    assert!(
        tern.ends_with(
            "    unit: EUR\n    results:\n      - { period: 2026-04, total: 12000, partner_total: 11000 }\n"
        ),
        "{tern}"
    );
    // What differs is shown and kept; a year cannot be held against quarters.
    assert!(said.contains("sheet 2026-Q1, total 31; record 2026-Q1, total 30"), "{said}");
    assert!(said.contains("2026 is longer than the period that \"Leads\" is measured by"), "{said}");

    let wide = "Partner,Metric,Jan-26,Feb 2026,2026-04\nTern,Revenue,1000,n/a,\"2,500\"\n";
    let folder = portfolio("EUR", &[]).with("alliances/tern.yaml", LEADS).with("wide.csv", wide);
    done(&folder.run(&["import", "results", "wide.csv"]));
    let tern = folder.read("alliances/tern.yaml");
    assert!(
        tern.ends_with(
            "      - { period: 2026-01, total: 1000 }\n      - { period: 2026-04, total: 2500 }\n"
        ),
        "{tern}"
    );

    // In ODS, with days that a spreadsheet made of months.
    let harrow = "name: Harrow Systems\npartner: Harrow\ntype: strategic\nmetrics:\n- name: Revenue\n";
    let folder = portfolio("EUR", &["months.ods"]).with("alliances/harrow.yaml", harrow);
    done(&folder.run(&["import", "results", "months.ods"]));
    assert_eq!(
        folder.read("alliances/harrow.yaml"),
        format!(
            "{harrow}  results:\n    - {{ period: 2026-01, total: 20000 }}\n    - {{ period: 2026-02, total: 18500.5 }}\n"
        )
    );
}

#[test]
fn a_month_within_a_quarter_on_record_is_not_counted_twice() {
    let sheet = "Period,Partner,Metric,Total\n2026-02,Tern,Leads,10\n";
    let folder = portfolio("EUR", &[]).with("alliances/tern.yaml", LEADS).with("s.csv", sheet);
    let import = folder.run(&["import", "results", "s.csv"]);
    assert!(done(&import).contains("sheet 2026-02, total 10; record 2026-Q1, total 30"), "{}", import.stdout);
    assert_eq!(folder.read("alliances/tern.yaml"), LEADS);
}

#[test]
fn a_record_in_any_style_takes_figures_and_one_that_cannot_has_its_lines_printed() {
    let flow = "name: Tern\npartner: Tern Ltd\ntype: affiliate\nmetrics: [{ name: Leads, results: [{ period: 2026-01, total: 1 }] }]\n";
    let sheet = "Period,Partner,Metric,Total\n2026-02,Tern,Leads,10\n";
    let folder = portfolio("EUR", &[]).with("alliances/tern.yaml", flow).with("s.csv", sheet);
    done(&folder.run(&["import", "results", "s.csv"]));
    let new = flow.replace("total: 1 }", "total: 1 }, { period: 2026-02, total: 10 }");
    assert_eq!(folder.read("alliances/tern.yaml"), new);
    // Behind an alias another metric would change with it.
    let shared = "name: Tern\npartner: Tern Ltd\ntype: affiliate\nx-own: &own [{ period: 2026-01, total: 1 }]\nmetrics: [{ name: Leads, results: *own }]\n";
    let folder = portfolio("EUR", &[]).with("alliances/tern.yaml", shared).with("s.csv", sheet);
    let import = folder.run(&["import", "results", "s.csv"]);
    assert!(
        done(&import).contains("TO PASTE BY HAND")
            && import.stdout.contains("- { period: 2026-02, total: 10 }"),
        "{}",
        import.stdout
    );
    assert_eq!(folder.read("alliances/tern.yaml"), shared);
    // Two figures for one cell of the record are nobody's.
    let sheet = "Period,Partner,Metric,Total\n2026-02,Tern,Revenue,10\n2026-02,Old Tern,Revenue,11\n";
    let folder = portfolio("EUR", &[]).with("alliances/tern.yaml", LEADS).with("s.csv", sheet);
    let import = folder.run(&["import", "results", "s.csv"]);
    assert!(done(&import).contains("has another figure for the same"), "{}", import.stdout);
}

#[test]
fn a_result_is_replaced_only_when_that_is_asked_for_and_leaves_what_it_was() {
    let sheet = "Period,Partner,Metric,Total\n2026-Q1,Tern,Leads,31\n2026-02,Tern,Leads,9\n";
    let folder = portfolio("EUR", &[]).with("alliances/tern.yaml", LEADS).with("s.csv", sheet);
    let import = folder.run(&["import", "results", "s.csv"]);
    assert!(done(&import).contains("--replace takes the sheet's"), "{}", import.stdout);
    assert_eq!(folder.read("alliances/tern.yaml"), LEADS);
    let replace = ["import", "results", "s.csv", "--replace", "--as-of", "2026-11-28"];
    let import = folder.run(&replace);
    assert!(done(&import).contains("Replaced 1 result in alliances/tern.yaml"), "{}", import.stdout);
    // A month within the quarter on record is still no second count of it.
    let new = LEADS.replace(
        "{ period: 2026-Q1, total: 30 }",
        "{ period: 2026-Q1, total: 31, corrected: { on: 2026-11-28, from: 30, why: Read again from s.csv } }",
    );
    assert_eq!(folder.read("alliances/tern.yaml"), new);
    done(&folder.run(&replace));
    assert_eq!(folder.read("alliances/tern.yaml"), new, "twice is once");
    sound(&folder);
}

#[test]
fn fiscal_periods_are_those_of_the_portfolio() {
    let wide = "Partner,FY26-Q3,Q4 FY26,FY27 Q1\nTern,11,12,13\n";
    let long = "Period,Partner,Leads\nFY25/26 Q3,Tern,11\nQ4-FY2026,Tern,12\nFY27 P01,Tern,4\n";
    for (sheet, lines) in [
        (wide, ["period: FY26-Q3, total: 11", "period: FY26-Q4, total: 12", "period: FY27-Q1, total: 13"]),
        (long, ["period: FY26-Q3, total: 11", "period: FY26-Q4, total: 12", "period: 2026-04, total: 4"]),
    ] {
        let record =
            "name: Tern\npartner: Tern Ltd\ntype: affiliate\nmetrics:\n  - name: Leads\n    every: quarter\n";
        let folder = Folder::new().with("alliances/tern.yaml", record).with("r.csv", sheet);
        let folder = folder.with("portfolio.yaml", "us: Us\n");
        let said = folder.run(&["import", "results", "r.csv"]);
        assert_eq!((said.code, said.stdout.as_str()), (2, ""), "{}", said.stderr);
        assert!(
            said.stderr.contains("is a fiscal period, and portfolio.yaml does not say"),
            "{}",
            said.stderr
        );
        assert_eq!(folder.read("alliances/tern.yaml"), record);
        let folder = folder.with("portfolio.yaml", "us: Us\nfiscal_year_starts: 04\n");
        done(&folder.run(&["import", "results", "r.csv"]));
        let text = folder.read("alliances/tern.yaml");
        for line in lines {
            assert!(text.contains(line), "{line} in {text}");
        }
        sound(&folder);
        // The same days under the calendar's name are known again.
        let again = folder.run(&["import", "results", "r.csv"]);
        assert!(done(&again).contains("3 figures are already recorded."), "{}", again.stdout);
        let folder = folder.with("c.csv", "Period,Partner,Leads\n2025-Q4,Tern,11\n2026-Q1,Tern,12\n");
        let calendar = folder.run(&["import", "results", "c.csv"]);
        assert!(done(&calendar).contains("2 figures are already recorded."), "{}", calendar.stdout);
        assert_eq!(folder.read("alliances/tern.yaml"), text);
    }
}

#[test]
fn a_column_that_tells_rows_of_one_partner_apart_is_asked_about() {
    let folder = portfolio("EUR", &[])
        .with(
            "alliances/tern.yaml",
            "name: Tern\npartner: Tern Ltd\ntype: strategic\nmetrics:\n  - { name: Closed won, every: quarter }\n  - { name: Wins, every: quarter }\n",
        )
        .with("r.csv", "Partner,What,Jan 2026,Feb 2026\nTern,Closed won,40000,41000\nTern,Wins,1,2\n");
    let before = folder.read("alliances/tern.yaml");
    let run = folder.run(&["import", "results", "r.csv"]);
    assert_eq!(run.code, 2, "{}", run.stdout);
    assert!(
        run.stderr.contains("tells rows of one partner apart: `Closed won` and `Wins`")
            && run.stderr.contains("--map 'What=metric'"),
        "{}",
        run.stderr
    );
    assert_eq!(folder.read("alliances/tern.yaml"), before);
    let run = folder.run(&["import", "results", "r.csv", "--map", "What=metric"]);
    assert!(done(&run).contains("Added 4 results"), "{}", run.stdout);
}
