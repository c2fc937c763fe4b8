//! What a finding offers can be put into the record by `alliance fix`: the certain corrections as they are, and the questions
//! where `--unsafe` writes them. Once they are answered the finding is gone.

use std::collections::BTreeMap;

use alliance::audit::{self, Clock};
use alliance::edit::{Editable, splice};
use alliance::load::changes::changes;
use alliance::load::{Inputs, Source};
use alliance::model::{Alliance, Date, Edit, Portfolio};
use alliance::report::{KnownQuestions, Report, ReportedFinding};
use alliance::rules::{self, Check};

use crate::pages::{examples, wrong};
use crate::support::{AS_OF, Case, Style};

/// The rules whose printed fixes people have tried to paste.
const KINDS: [&str; 34] = [
    "missing-operating-change",
    "missing-strategic-test",
    "convenience-partner",
    "missing-counterfactual",
    "undefined-metric",
    "overdue-decision",
    "missing-exit-terms",
    "informal-arrangement",
    "missing-contributions",
    "missing-metrics",
    "governance-in-name-only",
    "missing-sponsor",
    "late-metrics",
    "late-exit-terms",
    "missing-handover",
    "missing-shared-document",
    "missing-joint-plan",
    "missing-exit-trigger",
    "slack-cadence",
    "vague-contribution",
    "missing-objective",
    "notice-deadline-ahead",
    "drifting-alliance",
    "overdue-review",
    "missing-expectations",
    "incomplete-campaign-terms",
    "undecided-test",
    "incomplete-affiliate-terms",
    "replicable-contributions",
    "one-sided-tracking",
    "powerless-owner",
    "relationship-only-owner",
    "missing-owner",
    "unfocused-metrics",
];

/// The rules whose pages show no example that is laid over a record, and where what they offer is tried. Those of the history
/// need a repository: `tests/cli/past.rs` has them.
const UNTRIED: [(&str, &str); 5] = [
    ("unreadable-record", "never edited: `what_cannot_be_read_is_left_alone`"),
    ("invalid-value", "`what_is_wrong_with_a_file_is_corrected_or_told`"),
    ("unknown-field", "the same"),
    ("unmatched-waiver", "the same"),
    ("unmatched-override", "the same"),
];

/// The comment without its `#`.
fn uncommented(comment: &str) -> String {
    let mut lines = comment.split('\n');
    let mut text = lines.by_ref().take(2).collect::<Vec<_>>().join("\n");
    for line in lines {
        text += &format!("\n{}", line.replacen("# ", "", 1));
    }
    text
}

/// What a person would write in the place of `…` and of the words in capitals, by the key before it.
fn answered(text: &str, today: &str) -> String {
    let words = [
        ("agreed: YYYY-MM-DD", "agreed: 2025-01-20"),
        ("next: YYYY-MM-DD", "next: 2027-06-20"),
        ("delivered: NUMBER", "delivered: 400"),
        ("decision: …", "decision: YYYY-MM-DD"),
        ("YYYY-MM-DD", today),
        ("HOW MUCH of what and by when", "\"40 new tenants a year by 31 March 2028\""),
        ("HOW MUCH OF WHAT AND BY WHEN", "\"40 new tenants a year by 31 March 2028\""),
        ("WHAT THEY MAY DECIDE ALONE", "Signs to EUR 250k and staffs joint deals"),
        ("A METRIC OF THIS RECORD", "Joint migration revenue"),
        ("PATH_OR_LINK", "contracts/northstar-2025.pdf"),
        ("WHERE IT IS KEPT", "plans/2026.md"),
        ("WHERE IT IS", "https://docs.example/northstar"),
        ("ONE SENTENCE", "Two of the three regions are below plan since May"),
        ("NUMBER", "90"),
        ("NAME", "Olga Brandt"),
        ("ROLE", "VP Alliances"),
    ];
    const BY_KEY: [(&str, &str); 25] = [
        ("skau", "Their ledger of migrations"),
        ("why", "Revenue was EUR 540000 in the third quarter and four bids are open until May"),
        ("because", "Regions the partner does not serve"),
        ("alternatives", "Meridian Hosting"),
        ("evidence", "Nine of eleven bids lost alone in 2024 named the missing platform"),
        ("months", "30"),
        ("cost", "1400000"),
        ("hours_per_month", "22"),
        ("capacity_hours_per_month", "80"),
        ("target", "400000"),
        ("floor", "200000"),
        ("projected", "350000"),
        ("worth", "1200"),
        ("without", "1000"),
        ("total", "540000"),
        ("partner_total", "522000"),
        ("us", "\"CRM report 88: EUR 1.6m of new revenue a year\""),
        ("partner", "\"PRM export: 40 new tenants a year\""),
        ("objective", "Win the mid-market migrations that neither of us is shortlisted for alone"),
        ("commission", "8 % of the first order"),
        ("tracking", "Coupon codes, counted for 30 days"),
        ("creative_assets", "[Banners]"),
        ("shared_asset", "The migration calculator"),
        ("hard_to_replicate", "Seven years of certification"),
        ("what", "Six certified engineers on joint deals, at least four projects a quarter"),
    ];
    let mut text = text.to_owned();
    for (word, answer) in words {
        text = text.replace(word, answer);
    }
    for (key, answer) in BY_KEY {
        for open in ["…", "[…]"] {
            let list =
                if open == "[…]" { format!("[{}]", answer.trim_matches('"')) } else { answer.to_owned() };
            text = text.replace(&format!("{key}: {open}"), &format!("{key}: {list}"));
        }
    }
    text
}

/// What came of what one finding offers.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Came {
    /// The correction was made, and the finding is gone.
    Applied,
    /// The question was answered where it was written, and the finding is gone.
    Answered,
    /// The question stands beside what it is about, which is written on one line: it says so.
    Beside,
    /// It says in a sentence what to do.
    Told,
    /// The answers of this test do not settle it.
    Open(String),
    /// Something is wrong with it.
    Wrong(String),
}

/// The record of a finding with another text.
fn judged(report: &Report, finding: &ReportedFinding, text: String) -> Report {
    let source = |file: &str, text: String| Source::new(file.to_owned(), Ok(text));
    let portfolio = report.portfolio_file.as_deref();
    let of = |file: &str| {
        report.sources.iter().find(|source| *source.file == *file).map(|source| source.text.clone())
    };
    let records = report.alliances.iter().map(|alliance| {
        let new = alliance.file == finding.at.file;
        let text = if new { text.clone() } else { of(&alliance.file).unwrap_or_default() };
        source(&alliance.file, text).into()
    });
    let settings = |file: &str| {
        if *file == *finding.at.file { text.clone() } else { of(file).unwrap_or_default() }
    };
    let inputs = Inputs {
        portfolio: portfolio.map(|file| Source::new(file.to_owned(), Ok(settings(file)))),
        records: records.collect(),
        whole: true,
        ..Inputs::default()
    };
    audit::run(inputs, Clock { today: report.as_of, as_of: Some(report.as_of) })
}

/// Whether the finding is still said.
fn is_said(report: &Report, finding: &ReportedFinding) -> bool {
    report.all_findings().any(|other| {
        other.rule.id == finding.rule.id
            && other.path == finding.path
            && other.at.file == finding.at.file
            && other.side == finding.side
    })
}

/// The fields that were there and are not what they were. `edit` may change those that it names.
fn beside(text: &str, after: &str, edit: Option<&Edit>, in_settings: bool) -> Vec<String> {
    fn changed<T: serde::de::DeserializeOwned + Default>(text: &str, after: &str) -> Vec<String> {
        let [before, after] = [text, after].map(|text| Source::<T>::new(String::new(), Ok(text.to_owned())));
        let there = |before: &str| !before.is_empty() && !before.contains('…');
        changes(&before, &after)
            .into_iter()
            .filter(|change| change.before.as_deref().is_some_and(there))
            .map(|change| without_items(&change.path))
            .collect()
    }
    let changed =
        if in_settings { changed::<Portfolio>(text, after) } else { changed::<Alliance>(text, after) };
    let own = edit.map(|edit| without_items(edit.path()));
    changed
        .into_iter()
        .filter(|path| own.as_ref().is_none_or(|own| !path.starts_with(own.as_str())))
        .collect()
}

/// A path whose items are not told apart: they are called by place or by name.
fn without_items(path: &str) -> String {
    let mut depth = 0_usize;
    path.chars()
        .filter(|letter| {
            match letter {
                '[' => depth += 1,
                ']' => depth = depth.saturating_sub(1),
                _ => return depth == 0,
            }
            false
        })
        .collect()
}

fn tried(report: &Report, finding: &ReportedFinding) -> Came {
    let Some(source) = report.sources.iter().find(|source| source.file == finding.at.file) else {
        return Came::Wrong("the file of the finding is not in the report".to_owned());
    };
    let text = &source.text;
    let in_settings = report.portfolio_file.as_deref() == Some(&*finding.at.file);
    if let Some(edit) = &finding.fix.edit {
        let made = if in_settings { splice::<Portfolio>(text, edit) } else { splice::<Alliance>(text, edit) };
        return match made {
            Ok(Some(splice)) => {
                let new = splice.apply(text);
                let beside = beside(text, &new, Some(&**edit), in_settings);
                if is_said(&judged(report, finding, new), finding) {
                    Came::Wrong("it is still said".to_owned())
                } else if beside.is_empty() {
                    Came::Applied
                } else {
                    Came::Wrong(format!("{beside:?} changed, too"))
                }
            }
            other => Came::Wrong(format!("{other:?}")),
        };
    }
    let question = if in_settings { None } else { asked(finding, text) };
    let Some(edit) = question else {
        let sentence = finding.fix.without_example().is_some_and(|advice| advice.split(' ').count() > 2);
        return if sentence { Came::Told } else { Came::Wrong(format!("no advice: {}", finding.fix)) };
    };
    let Edit::Comment { .. } = &edit else { return Came::Wrong("a question is a comment".to_owned()) };
    let Ok(Some(comment)) = splice::<Alliance>(text, &edit) else {
        return Came::Wrong("the comment cannot be written".to_owned());
    };
    let changed = comment.apply(text);
    let said = beside(text, &changed, None, false);
    if !said.is_empty() {
        return Came::Wrong(format!("a comment changed {said:?}"));
    }
    if asked(finding, &changed).is_some() {
        return Came::Wrong("once is enough".to_owned());
    }
    let heading = comment.text.lines().nth(1).unwrap_or_default();
    if heading.contains("in the existing lines") || heading.contains("(inside the brackets of") {
        return Came::Beside;
    }
    let with = |lines: String| {
        let mut answer = comment.clone();
        answer.text = lines;
        answer.apply(text)
    };
    let open = uncommented(&comment.text);
    let read = Source::<Alliance>::new(String::new(), Ok(with(open.clone())));
    let misplaced = read.mistakes.iter().find(|mistake| {
        // A place that is held by `…` is no date yet; where it stands is right.
        read.value.is_none()
            || mistake.message.contains("twice")
            || mistake.message.contains("is not a key of")
            || mistake.message.contains("is no side")
    });
    if let Some(mistake) = misplaced {
        return Came::Wrong(format!("{}\n{open}", mistake.message));
    }
    let answers = answered(&open, &report.as_of.to_string());
    let beside = beside(text, &with(answers.clone()), None, false);
    if !beside.is_empty() {
        return Came::Wrong(format!("{beside:?} changed, too\n{answers}"));
    }
    if is_said(&judged(report, finding, with(answers.clone())), finding) {
        return Came::Open(answers);
    }
    // Left as they are, the places of answers settle nothing: the finding stays, or what they stand in becomes one.
    let held = judged(report, finding, with(open.clone()));
    let top = edit.path().split(['.', '[']).next().unwrap_or_default();
    let fresh = |other: &&ReportedFinding| {
        other.path.starts_with(top) && !report.all_findings().any(|old| old.fingerprint == other.fingerprint)
    };
    if answers != open && !is_said(&held, finding) && held.all_findings().find(fresh).is_none() {
        return Came::Wrong(format!("a placeholder is taken for an answer\n{open}"));
    }
    Came::Answered
}

#[test]
fn every_fix_applies_or_says_what_to_do() {
    let mut came: BTreeMap<Came, Vec<String>> = BTreeMap::new();
    let mut rules_by: BTreeMap<&str, Vec<Came>> = BTreeMap::new();
    assert!(Date::parse(AS_OF).is_ok());
    for rule in rules::all() {
        for example in examples(rule.id, rule.page).iter().filter(|example| example.words[0] == "fires") {
            let styles: &[Style] =
                if KINDS.contains(&rule.id) { &[Style::Block, Style::Flow] } else { &[Style::Block] };
            for style in styles {
                let style = *style;
                let report = example.case().style(style).report();
                for finding in report.all_findings().filter(|finding| finding.rule.id == rule.id) {
                    let what = tried(&report, finding);
                    let place =
                        format!("docs/rules/{}.md:{} at {} ({style:?})", rule.id, example.line, finding.path);
                    rules_by.entry(rule.id).or_default().push(what.clone());
                    came.entry(what).or_default().push(place);
                }
            }
        }
    }
    let count = |wanted: &dyn Fn(&Came) -> bool| -> usize {
        came.iter().filter(|(what, _)| wanted(what)).map(|(_, places)| places.len()).sum()
    };
    let shown = |wanted: &dyn Fn(&Came) -> bool| -> String {
        let such = came.iter().filter(|(what, _)| wanted(what));
        such.map(|(what, places)| format!("{what:?}\n    {}\n", places.join("\n    "))).collect()
    };
    let is_wrong = |came: &Came| matches!(came, Came::Wrong(_) | Came::Open(_));
    assert_eq!(count(&is_wrong), 0, "{}", shown(&is_wrong));
    assert!(count(&|came| *came == Came::Applied) >= 3, "{came:?}");
    assert!(count(&|came| *came == Came::Answered) > 100, "{came:?}");
    // Every page is tried, but for what no single record shows.
    let untried: Vec<&str> = rules::all()
        .into_iter()
        .filter(|rule| !matches!(rule.check, Check::Past(_)) && !rules_by.contains_key(rule.id))
        .map(|rule| rule.id)
        .collect();
    assert_eq!(untried, UNTRIED.map(|(rule, _)| rule), "{} pages were tried", rules_by.len());
    let settled = |kind: &&str| {
        rules_by
            .get(*kind)
            .is_some_and(|all| all.iter().any(|came| matches!(came, Came::Answered | Came::Applied)))
    };
    println!(
        "{} of {} kinds are settled where the fix writes them, in one shape or both",
        KINDS.iter().filter(|kind| settled(kind)).count(),
        KINDS.len()
    );
    let none: Vec<&&str> = KINDS.iter().filter(|kind| !rules_by.contains_key(**kind)).collect();
    assert!(none.is_empty(), "no page shows {none:?}");
}

#[test]
fn what_is_wrong_with_a_file_is_corrected_or_told() {
    let waiver = "waivers: [{ rule: missing-sponsor, side: us, reason: Their new CRO starts in February, approved_by: Ines \
                  Duarte, approved_on: 2026-10-01, until: 2027-02-28 }]";
    let record = |rule: &str, change: &str| Case::new(rule).with(change);
    for (rule, case, came) in [
        ("unknown-field", record("unknown-field", "objective: null\nobjectiv: To win"), Came::Applied),
        // The right key is there, too: a person has to choose.
        ("unknown-field", record("unknown-field", "objectiv: To win"), Came::Told),
        ("unknown-field", record("unknown-field", "owners.partnr: { name: Olga Brandt }"), Came::Told),
        ("unknown-field", record("unknown-field", "weather: fine"), Came::Told),
        ("invalid-value", record("invalid-value", "ended: 3 April 2026"), Came::Applied),
        ("invalid-value", record("invalid-value", "tier: gold-plated"), Came::Told),
        ("invalid-value", record("invalid-value", "term.ends: 2027-Q1"), Came::Told),
        ("unmatched-waiver", record("unmatched-waiver", waiver), Came::Told),
        (
            "unmatched-override",
            Case::new("unmatched-override")
                .portfolio("overrides: [{ alliances: [legacy-*], rules: { late-metrics: note } }]"),
            Came::Told,
        ),
    ] {
        let report = case.report();
        let found: Vec<Came> = report
            .all_findings()
            .filter(|finding| finding.rule.id == rule)
            .inspect(|finding| assert_eq!(wrong(finding), None, "{rule}"))
            .map(|finding| tried(&report, finding))
            .collect();
        assert_eq!(found, [came], "{rule}");
    }
}

/// The question of a finding, where the text does not ask it yet.
fn asked(finding: &ReportedFinding, text: &str) -> Option<Edit> {
    finding.question(&Editable::of(text).ok()?, &KnownQuestions::of(text))
}

/// The heading under which a page shows what a fix makes of an example.
const FIXED: &str = "## Fixed\n\nWhat `alliance fix` adds to the first example. Lines that ask a question are added only with `--unsafe`.\n\n```diff\n";

/// The section of a page: the change of the first example that is shown with a question or a correction.
fn section(rule: &rules::Rule) -> Option<String> {
    let all = examples(rule.id, rule.page);
    all.iter().filter(|example| example.words[0] == "fires").find_map(|example| {
        let report = example.case().report();
        let mut findings = report.alliances.iter().flat_map(|alliance| &alliance.findings);
        let finding = findings.find(|finding| finding.rule.id == rule.id)?;
        let text = &report.sources.iter().find(|source| source.file == finding.at.file)?.text;
        let edit = finding.fix.edit.as_deref().cloned().or_else(|| asked(finding, text))?;
        let after = splice::<Alliance>(text, &edit).ok()??.apply(text);
        let diff = similar::TextDiff::from_lines(text.as_str(), after.as_str());
        let diff = diff.unified_diff().context_radius(2).to_string();
        let lines: String = diff
            .lines()
            .filter(|line| !line.starts_with("@@") && !line.starts_with("---") && !line.starts_with("+++"))
            .map(|line| format!("{}\n", line.trim_end()))
            .collect();
        Some(format!("{FIXED}{lines}```\n\n"))
    })
}

/// `ALLIANCE_WRITE_PAGES=1` writes the sections anew.
#[test]
fn pages_show_what_a_fix_makes_of_their_example() {
    let mut wrong = Vec::new();
    for rule in KINDS.iter().filter_map(|id| rules::find(id)) {
        let Some(section) = section(rule) else { continue };
        let file = crate::support::root().join(format!("docs/rules/{}.md", rule.id));
        let page = std::fs::read_to_string(&file).expect("a page");
        if page.contains(&section) {
            continue;
        }
        if std::env::var_os("ALLIANCE_WRITE_PAGES").is_none() {
            wrong.push(format!("docs/rules/{}.md does not show:\n{section}", rule.id));
            continue;
        }
        let (before, rest) = page.split_once("## Passes\n").expect("examples that pass");
        let before = before.split(FIXED).next().expect("a page");
        std::fs::write(&file, format!("{before}{section}## Passes\n{rest}")).expect("written");
    }
    assert!(
        wrong.is_empty(),
        "run this with ALLIANCE_WRITE_PAGES=1 and read the difference\n{}",
        wrong.join("\n")
    );
}
