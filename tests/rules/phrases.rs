//! How people of several trades put things into the fields on which doubts depend, and how often the rules see what a fair
//! reader sees.
//!
//! Each table in `tests/fixtures/phrases` was written before anybody looked at what the rules understand: `+` is what a
//! fair reader objects to, `-` what they accept. Every second line of either kind was kept back until the words had been
//! worked over, and `docs/health.md` has the rates of both halves. What is held here is a floor under the rates.

use crate::support::{Case, root};

/// A table: the field it fills, the rules that may object, what a finding says, and the least that is seen and the most
/// that is accused wrongly, in percent.
struct Table {
    name: &'static str,
    change: fn(&str) -> String,
    rules: &'static [&'static str],
    says: &'static str,
    seen: usize,
    wrong: usize,
}

const TABLES: [Table; 13] = [
    Table {
        name: "authority",
        change: |text| format!("owners.us.authority: {text}"),
        rules: &["powerless-owner"],
        says: "",
        seen: 90,
        wrong: 5,
    },
    Table {
        name: "sources",
        change: |text| format!("metrics[0].tracked_by.us: {text}"),
        rules: &["one-sided-tracking"],
        says: "",
        seen: 90,
        wrong: 3,
    },
    Table {
        name: "reasons",
        change: |text| format!("decisions[1].why: {text}"),
        rules: &["continued-by-default"],
        says: "",
        seen: 90,
        wrong: 3,
    },
    Table {
        name: "because",
        change: |text| format!("metrics[0].counterfactual.because: {text}"),
        rules: &["unfounded-comparison"],
        says: "",
        seen: 90,
        wrong: 3,
    },
    Table {
        name: "floors",
        change: contribution,
        rules: &["vague-contribution"],
        says: "no floor",
        seen: 90,
        wrong: 20,
    },
    Table {
        name: "windows",
        change: contribution,
        rules: &["vague-contribution"],
        says: "no window",
        seen: 90,
        wrong: 3,
    },
    Table {
        name: "quantities",
        change: contribution,
        rules: &["vague-contribution"],
        says: "no quantity",
        seen: 90,
        wrong: 3,
    },
    Table {
        name: "exit",
        change: |text| format!("exit.terms: {text}"),
        rules: &["ambiguous-exit-terms"],
        says: "",
        seen: 80,
        wrong: 3,
    },
    Table {
        name: "who",
        change: |text| format!("exit.who: {text}"),
        rules: &["one-sided-exit", "ambiguous-exit-terms"],
        says: "",
        seen: 80,
        wrong: 20,
    },
    Table {
        name: "notice",
        change: |text| format!("exit.notice_days: null\nexit.notice: {text}"),
        rules: &[
            "missing-notice-period",
            "ambiguous-exit-terms",
            "unusual-notice-period",
            "ineffective-notice",
        ],
        says: "",
        seen: 90,
        wrong: 30,
    },
    Table {
        name: "scope",
        change: |text| format!("metrics[0].name: {text}\nmetrics[0].scope: null"),
        rules: &["inflated-scope"],
        says: "",
        seen: 80,
        wrong: 3,
    },
    Table {
        name: "names",
        change: |text| format!("owners.us.name: {text}"),
        rules: &["missing-owner"],
        says: "",
        seen: 80,
        wrong: 10,
    },
    Table {
        name: "commission",
        change: |text| {
            format!(
                "operating_changes: null\ncontributions:\n  us: [{{ what: At least 200 buyers sent to them a year, kind: customers }}]\n  \
                 partner: [{{ what: {text}, kind: capital }}]"
            )
        },
        rules: &["mislabelled-type"],
        says: "affiliate",
        seen: 80,
        wrong: 3,
    },
];

fn contribution(text: &str) -> String {
    format!("contributions.partner[0]: null\ncontributions.partner[1]: {{ what: {text}, kind: audience }}")
}

/// Whether one of the rules objects to a phrase, more than by a note, or says the words that are looked for.
fn objects(table: &Table, phrase: &str) -> bool {
    let quoted = format!("'{}'", phrase.replace('\'', "''"));
    let report = Case::new("invalid-value").with(&(table.change)(&quoted)).report();
    report.all_findings().any(|finding| {
        let about = table.rules.contains(&finding.rule.id);
        let loud = finding.severity != alliance::rules::Severity::Note || table.says == "no floor";
        about && loud && finding.message().contains(table.says)
    })
}

#[test]
fn phrases_are_understood_as_a_fair_reader_would() {
    let mut short = Vec::new();
    for table in &TABLES {
        let path = root().join(format!("tests/fixtures/phrases/{}.txt", table.name));
        let text = std::fs::read_to_string(&path).expect("a table");
        let of =
            |mark: &str| -> Vec<&str> { text.lines().filter_map(|line| line.strip_prefix(mark)).collect() };
        let (shaped, honest) = (of("+ "), of("- "));
        assert!(shaped.len() >= 10 && honest.len() >= 10, "{}", table.name);
        let missed: Vec<&&str> = shaped.iter().filter(|phrase| !objects(table, phrase)).collect();
        let accused: Vec<&&str> = honest.iter().filter(|phrase| objects(table, phrase)).collect();
        let seen = (shaped.len() - missed.len()) * 100;
        let wrong = accused.len() * 100;
        if seen < table.seen * shaped.len() || wrong > table.wrong * honest.len() {
            short.push(format!(
                "{}: missed {} of {}: {missed:?}; wrongly accused {} of {}: {accused:?}",
                table.name,
                missed.len(),
                shaped.len(),
                accused.len(),
                honest.len()
            ));
        }
    }
    assert!(short.is_empty(), "{}", short.join("\n"));
}
