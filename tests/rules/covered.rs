//! A rule that lets another one speak for it is spoken for.

use std::collections::BTreeMap;

use alliance::report::{AllianceReport, RuleOutcome};
use alliance::rules::Outcome;

use crate::healthy::HEALTHY;
use crate::support::{Case, keys};

/// Each healthy record without one of its fields.
fn gaps() -> impl Iterator<Item = (&'static str, String)> {
    HEALTHY.into_iter().flat_map(|record| {
        // Without those nobody can tell what the others are about.
        let named = ["name", "partner", "partners", "type"];
        let fields = keys(record)
            .into_iter()
            .filter(move |key| !named.iter().any(|name| key.split('.').next() == Some(name)));
        fields.map(move |key| (record, format!("{key}: null")))
    })
}

/// The rule that speaks in the end where one leaves it to another, and what it said; `None` where it is off.
fn speaker<'r>(alliance: &'r AllianceReport, said: &RuleOutcome) -> Option<&'r RuleOutcome> {
    let mut rule = said.covered_by?;
    loop {
        let next = alliance.outcomes.iter().find(|next| next.rule == rule)?;
        match next.covered_by {
            Some(further) => rule = further,
            None => return Some(next),
        }
    }
}

/// What is wrong with an outcome that another rule is to speak for.
fn wrong(alliance: &AllianceReport, said: &RuleOutcome) -> Option<String> {
    let covering = said.covered_by?;
    let speaker = speaker(alliance, said);
    let is_true = match speaker {
        None => said.outcome == Outcome::NotApplicable,
        Some(speaker) => match speaker.outcome {
            Outcome::Waived => said.outcome == Outcome::Waived,
            Outcome::Fail => {
                let speaks = speaker.absorbed
                    || alliance.findings.iter().any(|finding| *finding.rule == *speaker.rule);
                speaks && said.outcome == Outcome::Fail
            }
            _ => false,
        },
    };
    (!is_true).then(|| {
        format!(
            "{} leaves it to {}, which says {:?}",
            said.rule.id,
            covering.id,
            speaker.map(|speaker| speaker.outcome)
        )
    })
}

/// Every pair of a rule and the one that speaks for it, with a record that shows it.
fn pairs() -> BTreeMap<(&'static str, &'static str), (&'static str, String)> {
    let mut pairs = BTreeMap::new();
    for (record, gap) in gaps() {
        let report = Case::new("missing-owner").base(record).with(&gap).report();
        let said: Vec<String> = report.alliances[0]
            .outcomes
            .iter()
            .filter_map(|said| wrong(&report.alliances[0], said))
            .collect();
        assert!(said.is_empty(), "{record} with {gap}: {said:?}");
        for said in &report.alliances[0].outcomes {
            if let Some(covering) = said.covered_by {
                pairs.entry((said.rule.id, covering.id)).or_insert((record, gap.clone()));
            }
        }
    }
    pairs
}

#[test]
fn whoever_is_left_to_speak_speaks_or_is_off_or_waived() {
    let pairs = pairs();
    assert!(pairs.len() >= 20, "{pairs:?}");
    for ((rule, covering), (record, gap)) in &pairs {
        let off = format!("rules: {{ {covering}: off }}");
        let waived = format!(
            "waivers: [{{ rule: {covering}, reason: Agreed to wait, approved_by: Ines Duarte, approved_on: 2026-11-01, until: 2026-12-31 }}]"
        );
        for portfolio in [off, waived] {
            let report = Case::new("missing-owner").base(record).with(gap).portfolio(&portfolio).report();
            let alliance = &report.alliances[0];
            let said: Vec<String> =
                alliance.outcomes.iter().filter_map(|said| wrong(alliance, said)).collect();
            assert!(said.is_empty(), "{rule} by {covering}, {record} with {gap}, {portfolio}: {said:?}");
        }
    }
}
