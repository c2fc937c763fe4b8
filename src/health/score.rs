//! The structure score: how much of what applies to an alliance is met, in points of 100, with its whole arithmetic.

use std::fmt;

use crate::rules::{Area, Outcome, RuleRef, RuleResult, Severity};

/// The best an alliance with so many unmet criteria of the gravest kind can have; from three on the last.
const CAPS: [u32; 3] = [79, 69, 59];

/// What a score amounts to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Band {
    /// Below 40.
    Critical,
    /// From 40.
    AtRisk,
    /// From 60.
    Watch,
    /// From 80.
    Healthy,
}

impl Band {
    /// The band of a score.
    pub fn of(score: u32) -> Self {
        match score {
            80.. => Self::Healthy,
            60.. => Self::Watch,
            40.. => Self::AtRisk,
            _ => Self::Critical,
        }
    }

    /// Its name.
    pub fn word(self) -> &'static str {
        match self {
            Self::Critical => "critical",
            Self::AtRisk => "at risk",
            Self::Watch => "watch",
            Self::Healthy => "healthy",
        }
    }
}

impl fmt::Display for Band {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.pad(self.word())
    }
}

/// What a rule weighs: 5 where it may report an error, 2 where a warning is the worst, nothing where it only notes.
pub fn weight(severity: Severity) -> u32 {
    match severity {
        Severity::Error => 5,
        Severity::Warning => 2,
        Severity::Note => 0,
    }
}

/// Points: how many there are, how many are met, and how many with the accepted exceptions taken as met.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Points {
    /// All that apply.
    pub applicable: u32,
    /// Met.
    pub met: u32,
    /// Met, or not met and accepted.
    pub honoured: u32,
}

impl Points {
    fn add(&mut self, other: Self) {
        self.applicable = self.applicable.saturating_add(other.applicable);
        self.met = self.met.saturating_add(other.met);
        self.honoured = self.honoured.saturating_add(other.honoured);
    }
}

/// What one rule adds to the score.
#[derive(Debug, Clone, Copy)]
pub struct ScoreTerm {
    /// The rule.
    pub rule: RuleRef,
    /// What it said.
    pub outcome: Outcome,
    /// Its points: all, met, and met with the accepted exceptions. In bytes, since every alliance has as many of these as there
    /// are rules.
    points: [u8; 3],
    /// Whether it is a criterion of the gravest kind that is not met.
    pub grave: bool,
    /// Whether it is one even with the accepted exceptions taken as met.
    pub grave_if_honoured: bool,
    /// Whether another finding covers its own.
    pub covered: bool,
}

impl ScoreTerm {
    /// Its points.
    pub fn points(&self) -> Points {
        let [applicable, met, honoured] = self.points.map(u32::from);
        Points { applicable, met, honoured }
    }
}

/// A score before and after its cap.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Capped {
    /// Points met in percent of those that apply, rounded down.
    pub average: u32,
    /// How many criteria of the gravest kind are not met.
    pub grave: u32,
    /// The best that so many allow.
    pub cap: Option<u32>,
    /// The score.
    pub score: u32,
}

impl Capped {
    fn new(met: u32, applicable: u32, grave: usize) -> Option<Self> {
        let average = met.checked_mul(100)?.checked_div(applicable)?;
        let cap = grave.checked_sub(1).map(|at| CAPS[at.min(CAPS.len() - 1)]);
        let score = cap.map_or(average, |cap| cap.min(average));
        Some(Self { average, grave: u32::try_from(grave).unwrap_or(u32::MAX), cap, score })
    }
}

/// How well an alliance is built and governed.
#[derive(Debug, Clone)]
pub struct Score {
    /// With accepted exceptions counted as what they are: not met.
    pub raw: Capped,
    /// With accepted exceptions taken as met.
    pub honoured: Capped,
    /// Points by area, in the order of a report; areas of which nothing applies are left out.
    pub areas: Vec<(Area, Points)>,
    /// Every rule that applies, in the order of the rules.
    pub terms: Vec<ScoreTerm>,
}

impl Score {
    /// The score of what the rules said; `None` where nothing that weighs applies.
    pub fn new(said: &[RuleResult]) -> Option<Self> {
        let mut terms: Vec<ScoreTerm> = said.iter().filter_map(term).collect();
        terms.shrink_to_fit();
        let mut total = Points::default();
        let mut areas: Vec<(Area, Points)> = Area::ALL.map(|area| (area, Points::default())).to_vec();
        for term in &terms {
            total.add(term.points());
            for (_, points) in areas.iter_mut().filter(|(area, _)| *area == term.rule.area) {
                points.add(term.points());
            }
        }
        areas.retain(|(_, points)| points.applicable > 0);
        let grave = terms.iter().filter(|term| term.grave).count();
        let grave_if_honoured = terms.iter().filter(|term| term.grave_if_honoured).count();
        Some(Self {
            raw: Capped::new(total.met, total.applicable, grave)?,
            honoured: Capped::new(total.honoured, total.applicable, grave_if_honoured)?,
            areas,
            terms,
        })
    }

    /// The points of everything together.
    pub fn total(&self) -> Points {
        let mut total = Points::default();
        for (_, points) in &self.areas {
            total.add(*points);
        }
        total
    }

    /// What it amounts to.
    pub fn band(&self) -> Band {
        Band::of(self.raw.score)
    }
}

/// What one rule adds; `None` where it does not apply or weighs nothing.
///
/// The weight comes from what the rule may report at worst, never from how the portfolio sets it: a severity that is
/// turned down changes what is shouted about, not what is so.
fn term(said: &RuleResult) -> Option<ScoreTerm> {
    let applicable = weight(said.rule.severity());
    let (met, honoured) = match said.outcome {
        Outcome::NotApplicable => return None,
        Outcome::Unknown => (0, 0),
        Outcome::Pass | Outcome::Fail | Outcome::Waived => {
            let left = |lost: Option<Severity>| applicable.saturating_sub(lost.map_or(0, weight));
            // A rule that says "fail" without a finding has failed by the whole of its weight.
            match (said.outcome, said.open, said.accepted) {
                (Outcome::Fail, None, None) => (0, 0),
                // What another rule speaks for is accepted together with that one.
                (Outcome::Waived, None, None) => (0, applicable),
                (_, open, accepted) => (left(open.max(accepted)), left(open)),
            }
        }
    };
    // What nobody can tell is no better than what is known to be wrong: else leaving a fact out would lift the cap.
    let untold = said.outcome == Outcome::Unknown && said.rule.severity() == Severity::Error;
    let grave = |lost: Option<Severity>| untold || lost == Some(Severity::Error);
    (applicable > 0).then_some(ScoreTerm {
        rule: said.rule.into(),
        outcome: said.outcome,
        // No rule weighs more than five.
        points: [applicable, met, honoured].map(|points| u8::try_from(points).unwrap_or(u8::MAX)),
        grave: grave(said.open.max(said.accepted)),
        grave_if_honoured: grave(said.open),
        covered: said.absorbed,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules;

    fn said(id: &str, outcome: Outcome, open: Option<Severity>, accepted: Option<Severity>) -> RuleResult {
        let rule = rules::find(id).unwrap_or_else(|| panic!("{id}"));
        RuleResult { rule, outcome, absorbed: false, covered_by: None, open, accepted }
    }

    fn met(id: &str) -> RuleResult {
        said(id, Outcome::Pass, None, None)
    }

    fn failed(id: &str, tier: Severity) -> RuleResult {
        said(id, Outcome::Fail, Some(tier), None)
    }

    fn scores(said: &[RuleResult]) -> Option<(u32, u32)> {
        Score::new(said).map(|score| (score.raw.score, score.honoured.score))
    }

    // Weights: missing-owner E 5, late-metrics E/W 5, missing-joint-plan W 2, ready-to-deepen N 0.
    #[test]
    fn points_are_weight_met_of_weight_that_applies() {
        let none = said("missing-sponsor", Outcome::NotApplicable, None, None);
        assert_eq!(scores(&[met("missing-owner"), met("missing-joint-plan"), none]), Some((100, 100)));
        // 5 of 7 points: 71.4, rounded down.
        let warned = failed("missing-joint-plan", Severity::Warning);
        assert_eq!(scores(&[met("missing-owner"), warned]), Some((71, 71)));
        // Failing only its warning costs a heavy rule 2 of its 5 points: 3 of 5.
        assert_eq!(scores(&[failed("late-metrics", Severity::Warning)]), Some((60, 60)));
        assert_eq!(scores(&[failed("ready-to-deepen", Severity::Note)]), None, "a note weighs nothing");
        assert_eq!(scores(&[]), None);
    }

    #[test]
    fn unknown_is_not_met() {
        let unknown = said("missing-joint-plan", Outcome::Unknown, None, None);
        assert_eq!(scores(&[met("missing-owner"), unknown]), Some((71, 71)));
    }

    #[test]
    fn a_waiver_counts_only_beside_the_score() {
        let waived = said("missing-joint-plan", Outcome::Waived, None, Some(Severity::Warning));
        assert_eq!(scores(&[met("missing-owner"), waived]), Some((71, 100)));
        let waived = said("missing-owner", Outcome::Waived, None, Some(Severity::Error));
        let rest = vec![met("late-metrics"); 19];
        let score = Score::new(&[vec![waived], rest].concat()).expect("a score");
        assert_eq!((score.raw.average, score.raw.cap, score.raw.score), (95, Some(79), 79));
        assert_eq!((score.honoured.average, score.honoured.cap, score.honoured.score), (100, None, 100));
    }

    #[test]
    fn grave_gaps_cap_what_an_average_would_hide() {
        for (gaps, expected) in [(0, 100), (1, 79), (2, 69), (3, 59), (4, 59)] {
            let gaps = vec![failed("missing-owner", Severity::Error); gaps];
            let rest = vec![met("late-metrics"); 200];
            let expected = expected.min((200 * 100) / (200 + u32::try_from(gaps.len()).expect("few")));
            assert_eq!(scores(&[gaps, rest].concat()).map(|(raw, _)| raw), Some(expected));
        }
    }

    #[test]
    fn each_band_begins_on_its_number() {
        let bands = [
            (100, "healthy"),
            (80, "healthy"),
            (79, "watch"),
            (60, "watch"),
            (59, "at risk"),
            (40, "at risk"),
        ];
        for (score, band) in bands.into_iter().chain([(39, "critical"), (0, "critical")]) {
            assert_eq!(Band::of(score).word(), band, "{score}");
        }
    }
}
