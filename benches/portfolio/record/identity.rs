//! What the alliance is, and why this partner.

use chrono::Days;

use super::{Draft, Gap, Kind, Stage, day, line, names, number, words};

impl Draft<'_> {
    pub(super) fn identity(&mut self) {
        let name = names::alliance(self.index);
        if self.seed.in_hundred(40) {
            let note = self.seed.pick(words::NOTES);
            line!(self, "{note}");
        }
        line!(self, "name: {name}");
        if self.sides.len() > 1 {
            let (one, other) = (names::company(self.index), names::company(self.index + 11));
            let ids = self.sides.clone();
            line!(self, "partners:\n  {}: {one}\n  {}: {other}", ids[0], ids[1]);
        } else {
            line!(self, "partner: {}", names::company(self.index));
        }
        let kind = match self.kind {
            Kind::CoMarketing if self.has(Gap::Mislabelled) => "strategic",
            Kind::Affiliate if self.has(Gap::MislabelledAffiliate) => "strategic",
            Kind::Strategic => "strategic",
            Kind::CoMarketing => "co-marketing",
            Kind::Affiliate => "affiliate",
            Kind::Sponsorship => "sponsorship",
        };
        line!(self, "type: {kind}");
        let structure = match self.kind {
            Kind::Strategic => {
                self.seed.pick(&["contract", "contract", "product-integration", "shared-data", "reseller"])
            }
            _ => "contract",
        };
        line!(self, "structure: {structure}");
        let stage = match self.stage {
            Stage::Proposed => "proposed",
            Stage::Active => "active",
            Stage::Ended => "ended",
        };
        line!(self, "stage: {stage}");
        if self.stage != Stage::Proposed && !self.has(Gap::NoLaunch) {
            line!(self, "started: {}", self.started);
        }
        if self.stage == Stage::Ended {
            line!(self, "ended: {}", self.ended);
        }
        line!(self, "tier: {}", self.tier);
        if !self.has(Gap::NoObjective) {
            let objective =
                self.seed.pick(if self.strategic() { words::OBJECTIVES } else { words::SMALL_OBJECTIVES });
            line!(self, "objective: {objective}");
        }
        if !self.has(Gap::NoAgreement) && self.stage != Stage::Proposed {
            let signed = self.agreed + Days::new(7);
            line!(self, "agreement: {{ signed: {signed}, reference: contracts/{:05}.pdf }}", self.index);
        }
        if self.strategic() || self.has(Gap::Downgraded) {
            line!(self, "intended_type: strategic");
        }
        if self.has(Gap::OnlyAnnounced) {
            line!(self, "announced: {}", self.started + Days::new(1));
        }
        if self.strategic() {
            self.case();
        }
        self.changes();
    }

    /// Why this partner, and what says so.
    fn case(&mut self) {
        self.gap();
        if !self.has(Gap::NoTest) {
            line!(self, "strategic_case:");
            let tests = self.seed.two(words::EVIDENCE);
            let count = if self.seed.in_hundred(35) && tests[0].0 != tests[1].0 { 2 } else { 1 };
            for (test, evidence) in tests.into_iter().take(count) {
                line!(self, "  - test: {test}");
                if self.has(Gap::Enthusiasm) {
                    line!(
                        self,
                        "    evidence: Both teams are excited about it and the synergy in the room was obvious."
                    );
                } else if !self.has(Gap::Unproven) {
                    line!(self, "    evidence: {evidence}");
                }
                if test == "credibility" || self.has(Gap::Unproven) {
                    continue;
                }
                let (months, cost) = (self.seed.between(26, 48), self.seed.between(40, 180) * 10_000);
                let (soon, little) = (self.seed.between(3, 9), self.seed.between(4, 25) * 10_000);
                let (soon, little) =
                    if self.has(Gap::Contradicted) { (months + 6, cost * 2) } else { (soon, little) };
                if self.seed.in_hundred(50) {
                    line!(self, "    organic: {{ months: {months}, cost: {cost} }}");
                    line!(self, "    through_alliance: {{ months: {soon}, cost: {little} }}");
                } else {
                    line!(self, "    organic:\n      months: {months}\n      cost: {cost}");
                    line!(self, "    through_alliance:\n      months: {soon}\n      cost: {little}");
                }
            }
        }
        let because = match self.has(Gap::Convenient) {
            true => self.seed.pick(&[
                "[enthusiasm, existing-relationship]",
                "[availability]",
                "existing-relationship",
            ]),
            false => self.seed.pick(&[
                "[complementary-capability]",
                "[complementary-market, complementary-data]",
                "customer-demand",
            ]),
        };
        line!(self, "selection:\n  because: {because}");
        if !self.has(Gap::Unweighed) {
            let other = names::alliance(self.index + 23);
            line!(self, "  alternatives: [{other}, a team of our own]");
        }
    }

    /// What either side does otherwise than before.
    fn changes(&mut self) {
        self.gap();
        if !self.strategic() && !self.has(Gap::Upgraded)
            || self.has(Gap::NoOperatingChange)
            || self.has(Gap::CampaignBound)
        {
            line!(self, "operating_changes: []");
            return;
        }
        line!(self, "operating_changes:");
        let since = self.started + Days::new(number(self.seed.between(10, 60)));
        let partner = self.sides[0].clone();
        let changes = self.seed.two(words::CHANGES);
        for (at, (kind, what)) in changes.into_iter().enumerate() {
            let since = since + Days::new(if at == 0 { 0 } else { 45 });
            let side = self.seed.pick(&["us", "both", &partner]).to_owned();
            if self.seed.in_hundred(50) {
                line!(
                    self,
                    "  - {{ since: {since}, side: {side}, kind: {kind}, planned: true, what: {what} }}"
                );
            } else {
                line!(
                    self,
                    "  - since: {since}\n    side: {side}\n    kind: {kind}\n    planned: true\n    what: {what}"
                );
            }
        }
        if self.has(Gap::Outgrown) {
            line!(
                self,
                "  - since: 2026-05-04\n    side: both\n    kind: shared-hiring\n    what: Two designers hired together"
            );
        }
        if self.has(Gap::FromTheFuture) {
            line!(
                self,
                "  - {{ since: {}, side: us, kind: shared-budget, what: A shared licence budget }}",
                day(2027, 3, 1)
            );
        }
    }
}
