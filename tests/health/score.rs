//! The score over whole records: what is taken away never raises it, a waiver never changes it, and no order matters.

use alliance::audit::{self, Clock};
use alliance::health::Score;
use alliance::load::Inputs;
use alliance::rules::{self, Outcome, RuleResult, Severity};
use proptest::prelude::*;

use super::ci;
use super::support::root;
use super::{first, healthy, sample};

fn raw(case: &super::Case) -> u32 {
    first(&case.report()).score.as_ref().expect("a score").raw.score
}

#[test]
fn taking_a_block_away_never_raises_the_score() {
    let whole = raw(&healthy());
    for block in [
        "objective",
        "agreement",
        "strategic_case",
        "selection",
        "contributions",
        "expects",
        "metrics",
        "exit",
        "term",
        "owners",
        "sponsors",
        "governance",
        "decisions",
        "attention",
        "operating_changes",
        "started",
    ] {
        let less = raw(&healthy().with(&format!("{block}: null")));
        assert!(less <= whole, "{block}: {less} without it, {whole} with it");
    }
    for (path, most) in [("exit", 79), ("owners", 79)] {
        let less = raw(&healthy().with(&format!("{path}: null")));
        assert!(less <= most, "no average hides a missing {path}: {less}");
    }
}

/// What another rule speaks for is asked of that rule: switched off nobody asks, waived it is accepted as a whole.
#[test]
fn a_gap_weighs_nothing_where_its_rule_is_off_and_is_accepted_where_it_is_waived() {
    let score = |case: &super::Case| {
        let score = first(&case.report()).score.clone().expect("a score");
        (score.raw.score, score.honoured.score)
    };
    let whole = score(&healthy());
    let off = healthy().with("exit: null").portfolio("rules: { missing-exit-terms: off }");
    assert_eq!(score(&off), whole, "with the rule off, a missing block costs nothing");
    let open = score(&healthy().with("exit: null"));
    assert!(open.0 < whole.0 && open.1 < whole.1, "{open:?}");
    let waived = healthy().with(
        "exit: null
waivers:
  - { rule: missing-exit-terms, reason: Under negotiation, approved_by: Ines Duarte, approved_on: 2026-11-01, until: 2026-12-31 }
  - { rule: missing-sponsor, side: partner, reason: Their new CRO starts in February, approved_by: Ines Duarte, approved_on: 2026-10-01, until: 2027-02-28 }",
    );
    assert_eq!(score(&waived), (open.0, whole.1), "everything that the waiver covers is honoured");
}

#[test]
fn a_waiver_stands_beside_the_score_and_not_in_it() {
    let without = healthy().with("waivers: []");
    let with = healthy();
    let score = |case: &super::Case| {
        let score = first(&case.report()).score.clone().expect("a score");
        (score.raw.score, score.honoured.score)
    };
    let (open, _) = score(&without);
    let (raw, honoured) = score(&with);
    assert_eq!(raw, open);
    assert!(honoured > raw, "{honoured} with what is accepted, {raw} without");
}

#[test]
fn a_severity_turned_down_changes_no_score() {
    let loud = healthy().with("exit: null");
    let quiet = healthy().with("exit: null").portfolio("rules: { missing-exit-terms: note }");
    assert_eq!(raw(&loud), raw(&quiet));
}

#[test]
fn a_record_with_mistakes_or_an_end_has_no_score() {
    let mistaken = "name: A\npartner: B\ntype: strategic\nstarted: soon\n";
    let inputs = Inputs::read(&[], None, &root(), std::io::empty()).expect("the sample");
    let records = vec![alliance::load::Source::new("a.yaml".to_owned(), Ok(mistaken.to_owned())).into()];
    let inputs = Inputs { records, ..inputs };
    let today = alliance::model::Date::parse(super::AS_OF).expect("a date").0;
    let report = audit::run(inputs, Clock { today, as_of: Some(today) });
    assert!(first(&report).score.is_none());
    assert!(first(&healthy().base("healthy-ended").report()).score.is_none());
}

#[test]
fn the_order_of_the_files_is_irrelevant() {
    let report = |reversed: bool| {
        let mut inputs = Inputs::read(&[], None, &root(), std::io::empty()).expect("the sample");
        if reversed {
            inputs.records.reverse();
        }
        let today = alliance::model::Date::parse(super::AS_OF).expect("a date").0;
        audit::run(inputs, Clock { today, as_of: Some(today) })
    };
    let told = |report: &alliance::report::Report| -> Vec<(String, Option<u32>, &'static str)> {
        let mut told: Vec<_> = report
            .alliances
            .iter()
            .map(|alliance| {
                let health = alliance.health.as_ref().expect("readable");
                let score = health.score.as_ref().map(|score| score.raw.score);
                (alliance.name.clone(), score, health.verdict.decision.word())
            })
            .collect();
        told.sort();
        told
    };
    let (one, other) = (report(false), report(true));
    assert_eq!(told(&one), told(&other));
    assert_eq!(one.worth, other.worth);
    assert_eq!(told(&one), told(&sample()));
}

fn outcome() -> impl Strategy<Value = (Outcome, Option<Severity>, Option<Severity>)> {
    let tier = || prop::sample::select(vec![Severity::Error, Severity::Warning, Severity::Note]);
    prop_oneof![
        Just((Outcome::Pass, None, None)),
        Just((Outcome::Unknown, None, None)),
        Just((Outcome::NotApplicable, None, None)),
        tier().prop_map(|tier| (Outcome::Fail, Some(tier), None)),
        tier().prop_map(|tier| (Outcome::Waived, None, Some(tier))),
        (tier(), tier()).prop_map(|(open, accepted)| (Outcome::Fail, Some(open), Some(accepted))),
    ]
}

/// Any outcomes of the real rules; a tier that a rule does not have is cut down to its worst.
fn said() -> impl Strategy<Value = Vec<RuleResult>> {
    let rules = rules::all();
    prop::collection::vec(outcome(), rules.len()).prop_map(move |outcomes| {
        let said = rules.iter().zip(outcomes).map(|(rule, (outcome, open, accepted))| {
            let fit = |tier: Option<Severity>| tier.map(|tier| tier.min(rule.severity()));
            RuleResult {
                rule,
                outcome,
                absorbed: false,
                covered_by: None,
                open: fit(open),
                accepted: fit(accepted),
            }
        });
        said.collect()
    })
}

/// A quarter of the cases outside of `.ci/run`.
fn config() -> ProptestConfig {
    let all = ProptestConfig { failure_persistence: None, ..ProptestConfig::default() };
    if ci::everything() { all } else { ProptestConfig { cases: all.cases.div_ceil(4), ..all } }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn meeting_one_more_criterion_never_lowers_the_score(said in said(), at in 0_usize..80) {
        let before = Score::new(&said);
        let mut better = said.clone();
        prop_assume!(better[at].outcome != Outcome::NotApplicable);
        better[at] = RuleResult { outcome: Outcome::Pass, open: None, accepted: None, ..better[at] };
        if let (Some(before), Some(after)) = (before, Score::new(&better)) {
            prop_assert!(after.raw.score >= before.raw.score);
            prop_assert!(after.honoured.score >= before.honoured.score);
        }
    }

    #[test]
    fn accepting_a_gap_never_raises_the_raw_score(said in said(), at in 0_usize..80) {
        let before = Score::new(&said);
        let mut waived = said.clone();
        let gap = waived[at];
        prop_assume!(gap.outcome == Outcome::Fail);
        waived[at] = RuleResult { outcome: Outcome::Waived, open: None, accepted: gap.open.max(gap.accepted), ..gap };
        if let (Some(before), Some(after)) = (before, Score::new(&waived)) {
            prop_assert_eq!(after.raw.score, before.raw.score);
            prop_assert!(after.honoured.score >= before.honoured.score);
        }
    }

    #[test]
    fn a_score_lies_between_nothing_and_a_hundred(said in said()) {
        if let Some(score) = Score::new(&said) {
            prop_assert!(score.raw.score <= score.honoured.score && score.honoured.score <= 100);
            let areas: u32 = score.areas.iter().map(|(_, points)| points.applicable).sum();
            let terms: u32 = score.terms.iter().map(|term| term.points().applicable).sum();
            prop_assert_eq!(areas, terms);
        }
    }
}
