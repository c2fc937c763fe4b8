//! What a rule reports: a field, what is wrong there, and what to do.

use crate::model::{Edit, Fix, Kind, Side};

use super::terms::{Basis, Remedy, Severity};

/// A second place that explains a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// The field in the same record.
    pub path: String,
    /// What it shows.
    pub text: String,
}

/// One thing that is wrong, at a field of one record or of the portfolio, as a check reports it: the engine adds the rule.
#[derive(Debug, Clone)]
pub struct CheckFinding {
    /// How much it matters by the rule's own measure.
    pub tier: Severity,
    /// How much it matters here, where the portfolio may have set it.
    pub severity: Severity,
    /// What it rests on.
    pub basis: Basis,
    /// What settles it.
    pub remedy: Remedy,
    /// The field: `metrics[0].agreed`. It may be absent; that may be the finding.
    pub path: String,
    /// What is wrong, in the partnership manager's words, with the figures.
    pub headline: String,
    /// What shows it: the words that follow the headline.
    pub evidence: String,
    /// What to do about it.
    pub fix: Fix,
    /// A second place.
    pub label: Option<Label>,
    /// What kind of arrangement it says this is, where it says so: "that is a sponsorship".
    pub kind: Option<Kind>,
    /// The side it is about, where it is about one.
    pub side: Option<Side>,
    /// For a rule on the whole portfolio: the alliance in whose file the field is; else it is in `portfolio.yaml`.
    pub member: Option<usize>,
}

impl CheckFinding {
    /// With evidence, which follows the message as sentences of its own.
    pub fn evidence(&mut self, evidence: &str) -> &mut Self {
        self.evidence.push_str(evidence);
        self
    }

    /// With what to do about it: advice, which ends with a colon where an example follows.
    pub fn fix(&mut self, fix: impl Into<Fix>) -> &mut Self {
        self.fix = fix.into();
        self
    }

    /// With YAML to paste, after the advice if there is any.
    pub fn example(&mut self, example: impl Into<String>) -> &mut Self {
        self.fix.example = example.into();
        self
    }

    /// With the edit that settles it, where there is one certain answer.
    pub fn edit(&mut self, edit: Option<Edit>) -> &mut Self {
        self.fix.edit = edit.map(Box::new);
        self
    }

    /// With a second place.
    pub fn label(&mut self, path: impl Into<String>, text: impl Into<String>) -> &mut Self {
        self.label = Some(Label { path: path.into(), text: text.into() });
        self
    }

    /// In the file of one alliance of the portfolio, by its place among the members.
    pub fn member(&mut self, member: usize) -> &mut Self {
        self.member = Some(member);
        self
    }

    /// Resting on something else than its rule says.
    pub fn basis(&mut self, basis: Basis) -> &mut Self {
        self.basis = basis;
        self
    }

    /// Settled by something else than its rule says.
    pub fn remedy(&mut self, remedy: Remedy) -> &mut Self {
        self.remedy = remedy;
        self
    }

    /// Saying what kind of arrangement this is: the verdict will say so too.
    pub fn says(&mut self, kind: Kind) -> &mut Self {
        self.kind = Some(kind);
        self
    }

    /// About one side.
    pub fn side(&mut self, side: impl Into<Side>) -> &mut Self {
        self.side = Some(side.into());
        self
    }
}

/// A text on one line.
fn one_line(text: String) -> String {
    if text.contains(['\n', '\r']) { text.split_whitespace().collect::<Vec<_>>().join(" ") } else { text }
}

/// Collects what one rule reports about one record.
#[derive(Debug)]
pub struct Findings {
    severities: &'static [Severity],
    severity: Option<Severity>,
    basis: Basis,
    remedy: Remedy,
    found: Vec<CheckFinding>,
}

impl Findings {
    /// For a rule that reports these severities and rests on this; the portfolio may set one severity for all of it.
    pub fn new(
        severities: &'static [Severity],
        severity: Option<Severity>,
        basis: Basis,
        remedy: Remedy,
    ) -> Self {
        Self { severities, severity, basis, remedy, found: Vec::new() }
    }

    /// Reports at the severity `tier`, which must be one of the rule's.
    pub fn report(
        &mut self,
        tier: Severity,
        path: impl Into<String>,
        headline: impl Into<String>,
    ) -> &mut CheckFinding {
        debug_assert!(
            self.severities.contains(&tier),
            "a rule reports a severity it does not declare: {tier}"
        );
        self.found.push(CheckFinding {
            tier,
            severity: self.severity.unwrap_or(tier),
            basis: self.basis,
            remedy: self.remedy,
            path: path.into(),
            // A name or a sentence may hold a line feed, and a headline is one line.
            headline: one_line(headline.into()),
            evidence: String::new(),
            fix: Fix::default(),
            label: None,
            kind: None,
            side: None,
            member: None,
        });
        let last = self.found.len() - 1;
        &mut self.found[last]
    }

    /// Reports an error.
    pub fn error(&mut self, path: impl Into<String>, headline: impl Into<String>) -> &mut CheckFinding {
        self.report(Severity::Error, path, headline)
    }

    /// Reports a warning.
    pub fn warning(&mut self, path: impl Into<String>, headline: impl Into<String>) -> &mut CheckFinding {
        self.report(Severity::Warning, path, headline)
    }

    /// Reports a note.
    pub fn note(&mut self, path: impl Into<String>, headline: impl Into<String>) -> &mut CheckFinding {
        self.report(Severity::Note, path, headline)
    }

    /// Whether nothing was reported.
    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }
}

impl IntoIterator for Findings {
    type Item = CheckFinding;
    type IntoIter = std::vec::IntoIter<Self::Item>;

    fn into_iter(self) -> Self::IntoIter {
        self.found.into_iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::find;

    #[test]
    fn a_finding_rests_on_what_its_rule_says_unless_it_says_otherwise() {
        let rule = find("missing-owner").expect("a rule");
        let mut out = rule.findings(None);
        out.error("owners.us", "nobody");
        out.error("owners.us", "the wrong one").basis(Basis::Fault).remedy(Remedy::Agree);
        let said: Vec<(Basis, Remedy)> =
            out.into_iter().map(|finding| (finding.basis, finding.remedy)).collect();
        assert_eq!(said, [(Basis::Gap, Remedy::Decide), (Basis::Fault, Remedy::Agree)]);
    }
}
