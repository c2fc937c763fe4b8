//! Every rule has a page, and the page's examples are true.

use std::collections::BTreeSet;
use std::fs;

use alliance::report::ReportedFinding;
use alliance::rules::{self, Check, Outcome};

use crate::support::{Case, root};

/// A fenced block of a page whose first word after `yaml` is `fires` or `passes`.
pub struct Example {
    pub rule: String,
    pub line: usize,
    pub words: Vec<String>,
    body: String,
}

impl Example {
    fn word(&self, key: &str) -> Option<&str> {
        self.words.iter().find_map(|word| word.strip_prefix(key)?.strip_prefix('='))
    }

    pub fn case(&self) -> Case {
        let mut case = Case::new(&self.rule);
        if let Some(date) = self.word("as-of") {
            case = case.on(date);
        }
        if let Some(base) = self.word("base") {
            case = case.base(base);
        }
        if !self.words.iter().any(|word| word == "portfolio") {
            return case.with(&self.body);
        }
        // An example on the whole portfolio: `portfolio:` and `alliances:`, either may be absent.
        let body: serde_yaml::Mapping = serde_yaml::from_str(&self.body).expect("a mapping");
        let text = |value| serde_yaml::to_string(value).expect("YAML");
        if let Some(change) = body.get("portfolio") {
            case = case.portfolio(&text(change));
        }
        if let Some(changes) = body.get("alliances") {
            case = case.alliances(&text(changes));
        }
        case
    }
}

pub fn examples(rule: &str, page: &str) -> Vec<Example> {
    let mut examples = Vec::new();
    let mut lines = page.lines().enumerate();
    while let Some((line, text)) = lines.next() {
        let Some(info) = text.strip_prefix("```yaml ") else { continue };
        let body: Vec<&str> =
            lines.by_ref().map(|(_, text)| text).take_while(|text| *text != "```").collect();
        let words = info.split_whitespace().map(str::to_owned).collect();
        examples.push(Example { rule: rule.to_owned(), line: line + 1, words, body: body.join("\n") });
    }
    examples
}

/// What a finding lacks: it says what to do, its message is no sentence with a full stop, its advice is one line that
/// introduces the example if there is one, and the example is YAML.
pub fn wrong(finding: &ReportedFinding) -> Option<String> {
    let fix = &finding.fix;
    let introduces = [":", "then add"].iter().any(|end| fix.advice.ends_with(end));
    let is_wrong = fix.is_empty()
        || finding.message().ends_with('.')
        || fix.advice.contains('\n')
        || (introduces == fix.example.is_empty() && !fix.advice.is_empty())
        || serde_yaml::from_str::<serde_yaml::Value>(&fix.example).is_err();
    is_wrong.then(|| format!("no fix, or not as one is written: {} / {fix}", finding.message()))
}

/// What is untrue about an example, if anything.
fn untruth(example: &Example) -> Option<String> {
    let (case, place) = (example.case(), format!("docs/rules/{}.md:{}", example.rule, example.line));
    let (found, outcome) = case.judged();
    let shown: Vec<String> = found
        .iter()
        .map(|finding| format!("{} at {}: {}", finding.severity, finding.path, finding.message()))
        .collect();
    match example.words[0].as_str() {
        "fires" => {
            let Some(at) = example.word("at") else {
                return Some(format!("{place}: an example that fires says at="));
            };
            let severity = example.word("severity");
            let hit = found.iter().any(|finding| {
                finding.path == at && severity.is_none_or(|severity| finding.severity.word() == severity)
            });
            if !hit {
                return Some(format!("{place}: nothing at {at}, found {shown:?}"));
            }
            found.iter().find_map(wrong).map(|what| format!("{place}: {what}"))
        }
        "passes" => {
            // Silence for want of data is no pass, unless the page means to show just that.
            let wanted = if example.word("outcome") == Some("unknown") {
                &[Outcome::Unknown][..]
            } else {
                &[Outcome::Pass, Outcome::NotApplicable]
            };
            let passed = found.is_empty() && wanted.contains(&outcome);
            (!passed).then(|| format!("{place}: {outcome:?}, found {shown:?}"))
        }
        other => Some(format!("{place}: `{other}` is neither fires nor passes")),
    }
}

#[test]
fn every_example_is_true() {
    let mut untrue = Vec::new();
    // What the history shows is no matter of one record; `tests/cli/past.rs` has its examples.
    let such = |rule: &&rules::Rule| !matches!(rule.check, Check::Engine | Check::Past(_));
    for rule in rules::all().into_iter().filter(|rule| such(rule)) {
        let examples = examples(rule.id, rule.page);
        let has = |word: &str| examples.iter().any(|example| example.words[0] == word);
        if !has("fires") || !has("passes") {
            untrue.push(format!("docs/rules/{}.md needs an example that fires and one that passes", rule.id));
        }
        untrue.extend(examples.iter().filter_map(untruth));
    }
    assert!(untrue.is_empty(), "{} examples are untrue:\n{}", untrue.len(), untrue.join("\n"));
}

/// A gate on pull requests leaves out what a passing day can bring: so a rule says whether one can.
#[ignore = "slow: run by .ci/run"]
#[test]
fn only_rules_marked_by_date_change_with_the_calendar() {
    for rule in
        rules::all().into_iter().filter(|rule| !rule.time_dependent && !matches!(rule.check, Check::Engine))
    {
        for example in examples(rule.id, rule.page).iter().filter(|example| example.word("as-of").is_none()) {
            let now = example.case().found();
            for later in ["2027-06-30", "2029-01-01"] {
                let case = example.case().on(later);
                let then = case.found();
                // That the calendar brings a finding that covers this one is the other rule's doing.
                assert!(
                    now == then || case.absorbed(),
                    "docs/rules/{}.md:{} by {later}: {now:?}, {then:?}",
                    rule.id,
                    example.line
                );
            }
        }
    }
}

#[test]
fn rules_files_and_pages_go_together() {
    let rules = rules::all();
    let ids: BTreeSet<&str> = rules.iter().map(|rule| rule.id).collect();
    assert_eq!(ids.len(), rules.len(), "an id stands twice");
    for rule in &rules {
        assert!(
            rule.id.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-'),
            "{} is not kebab-case",
            rule.id
        );
        let file = root().join(format!("src/rules/{}/{}.rs", rule.area, rule.id.replace('-', "_")));
        assert!(file.is_file(), "{} is not the file of {}", file.display(), rule.id);
        assert!(
            !rule.severities.is_empty() && rule.severities.is_sorted_by(|one, other| one > other),
            "{}: severities are worst first",
            rule.id
        );
        assert!(!rule.summary.is_empty() && !rule.why.is_empty(), "{} explains nothing", rule.id);
        assert!(
            rule.page.starts_with(&format!("# {}\n", rule.id)),
            "docs/rules/{}.md starts with its id",
            rule.id
        );
        for option in rule.options {
            assert!(
                rule.page.contains(&format!("`{}`", option.name)),
                "docs/rules/{}.md does not tell of `{}`",
                rule.id,
                option.name
            );
        }
        for absorbed in rule.absorbs.rules {
            assert!(
                ids.contains(absorbed.id),
                "{} absorbs {}, which is not registered",
                rule.id,
                absorbed.id
            );
        }
    }
    for area in
        fs::read_dir(root().join("src/rules")).expect("rules").flatten().filter(|entry| entry.path().is_dir())
    {
        for file in fs::read_dir(area.path()).expect("an area").flatten() {
            let stem = file.path().file_stem().expect("a stem").to_string_lossy().replace('_', "-");
            assert!(
                stem == "mod" || stem == "common" || ids.contains(stem.as_str()),
                "{} is not registered",
                file.path().display()
            );
        }
    }
    for page in fs::read_dir(root().join("docs/rules")).expect("pages").flatten() {
        let stem = page.path().file_stem().expect("a stem").to_string_lossy().into_owned();
        assert!(
            stem == "README" || ids.contains(stem.as_str()),
            "{} is the page of no rule",
            page.path().display()
        );
    }
}

#[test]
fn healthy_records_are_silent() {
    for base in [
        "healthy",
        "healthy-co-marketing",
        "healthy-affiliate",
        "healthy-sponsorship",
        "healthy-three-party",
        "healthy-proposed",
        "healthy-ended",
    ] {
        let report = Case::new("late-metrics").base(base).report();
        let found: Vec<String> = report.alliances[0]
            .findings
            .iter()
            .map(|finding| format!("{} {}: {}", finding.rule.id, finding.path, finding.message()))
            .collect();
        assert!(found.is_empty(), "{base}: {found:#?}");
    }
}

#[test]
fn the_healthy_record_has_its_one_waived_warning() {
    let report = Case::new("late-metrics").report();
    let waived: Vec<&str> = report.alliances[0].waived.iter().map(|waived| waived.finding.rule.id).collect();
    assert_eq!(waived, ["missing-sponsor"]);
}

/// `docs/criteria.md` maps the criteria to the rules that hold them.
#[test]
fn the_map_of_criteria_is_complete() {
    let map = fs::read_to_string(root().join("docs/criteria.md")).expect("the map");
    let quoted: BTreeSet<&str> = map.split('`').skip(1).step_by(2).collect();
    let named: BTreeSet<&str> = quoted
        .into_iter()
        .filter(|word| {
            word.contains('-') && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-')
        })
        .collect();
    let ids: BTreeSet<&str> = rules::all().iter().map(|rule| rule.id).collect();
    let missing: Vec<_> = ids.difference(&named).collect();
    let unknown: Vec<_> = named.difference(&ids).collect();
    assert!(missing.is_empty() && unknown.is_empty(), "not in the map: {missing:?}; no rules: {unknown:?}");
}
