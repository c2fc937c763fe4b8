//! Who answers for it, and how the two sides work together.

use chrono::{Days, Months, NaiveDate};

use super::{Draft, Gap, Kind, Stage, as_of, day, line, names, number, words};

/// One of our people answers for so many alliances.
const EACH: usize = 4;

impl Draft<'_> {
    pub(super) fn people(&mut self) {
        self.gap();
        if matches!(self.kind, Kind::Affiliate | Kind::Sponsorship) {
            if self.seed.in_hundred(50) {
                let name = names::person(self.index / EACH);
                line!(
                    self,
                    "owners:\n  us: {{ name: {name}, role: Partnerships Manager, accountable_for: commercial-outcome, authority: Signs to EUR 40k }}"
                );
            }
            return;
        }
        line!(self, "owners:");
        let (role, power) = (self.seed.pick(words::ROLES), self.seed.pick(words::POWERS));
        let name = names::person(self.index / EACH);
        let since = self.agreed;
        let outcome = if self.has(Gap::OnlyRelationship) { "relationship" } else { "commercial-outcome" };
        let until = if self.has(Gap::Vacant) { ", until: 2026-08-31" } else { "" };
        let ours = format!(
            "{{ name: {name}, role: {role}, accountable_for: {outcome}, authority: {power}, since: {since}{until} }}"
        );
        if self.has(Gap::InNameOnly) {
            line!(self, "  us: {{ name: {name}, role: {role} }}");
        } else if self.has(Gap::TwoAccountable) {
            line!(
                self,
                "  us:\n    - {ours}\n    - {{ name: Tomás Reyes, role: Partnerships Manager, accountable_for: commercial-outcome, authority: Signs to EUR 40k, since: {since} }}"
            );
        } else {
            line!(self, "  us: {ours}");
        }
        for (at, side) in self.sides.clone().into_iter().enumerate() {
            let name = names::person(self.index * 3 + at + 9_000);
            let (role, power) = (self.seed.pick(words::ROLES), self.seed.pick(words::POWERS));
            if at == 0 && self.has(Gap::NoOwner) {
                continue;
            }
            if at == 0 && self.has(Gap::Mailbox) {
                line!(
                    self,
                    "  {side}: {{ name: partnerships@example.com, role: {role}, authority: {power} }}"
                );
            } else if at == 0 && self.has(Gap::Powerless) || self.has(Gap::InNameOnly) {
                line!(self, "  {side}: {{ name: {name}, role: {role}, authority: none }}");
            } else {
                line!(self, "  {side}: {{ name: {name}, role: {role}, authority: {power} }}");
            }
        }
        if self.strategic() && !self.has(Gap::InNameOnly) {
            line!(self, "sponsors:");
            let (chief, other) = (self.seed.pick(words::CHIEFS), self.seed.pick(words::CHIEFS));
            line!(self, "  us: {{ name: {}, role: {chief} }}", names::person(self.index / 40 + 20_000));
            if !self.has(Gap::NoSponsor) {
                for (at, side) in self.sides.clone().into_iter().enumerate() {
                    line!(
                        self,
                        "  {side}: {{ name: {}, role: {other} }}",
                        names::person(self.index * 3 + at + 14_000)
                    );
                }
            }
        }
    }

    pub(super) fn governance(&mut self) {
        if matches!(self.kind, Kind::Affiliate | Kind::Sponsorship) {
            line!(self, "governance:\n  updated: {}", self.agreed);
            if self.has(Gap::OverGoverned) {
                line!(self, "  cadence: monthly");
            }
            return;
        }
        line!(self, "governance:");
        let steady = self.mature() && self.gaps.is_empty() && self.seed.in_hundred(50);
        let cadence = match self.has(Gap::SlackCadence) {
            true => "annual",
            false if steady => "quarterly",
            false => "monthly",
        };
        if !self.has(Gap::NoCadence) && !self.has(Gap::InNameOnly) {
            line!(self, "  cadence: {cadence}");
        }
        line!(self, "  updated: {}", self.agreed);
        let latest = if self.stage == Stage::Ended { self.ended } else { as_of() };
        let reference = names::alliance(self.index).replace(' ', "-").to_lowercase();
        if self.strategic() && !self.has(Gap::InNameOnly) {
            if !self.has(Gap::NoPlan) {
                let back = if self.has(Gap::StalePlan) { 500 } else { self.seed.between(12, 300) };
                let updated = (latest - Days::new(number(back))).max(self.agreed);
                line!(self, "  joint_plan: {{ reference: plans/{reference}.md, updated: {updated} }}");
            }
            if !self.has(Gap::NoDocument) {
                let back = if self.has(Gap::StaleDocument) { 200 } else { self.seed.between(4, 25) };
                let updated = (latest - Days::new(number(back))).max(self.agreed);
                let everyone = self.everyone();
                line!(
                    self,
                    "  shared_document:\n    reference: https://docs.example/{reference}\n    covers: [commitments, progress, issues]"
                );
                line!(self, "    access: {everyone}\n    updated: {updated}");
            }
        }
        self.reviews(latest, if cadence == "quarterly" { 3 } else { 1 });
        self.promises();
    }

    fn reviews(&mut self, latest: NaiveDate, months: u32) {
        if self.stage == Stage::Proposed || self.has(Gap::InNameOnly) {
            return;
        }
        let mut last = latest - Days::new(number(self.seed.between(3, 19)));
        if self.has(Gap::StaleReview) {
            last = last - Months::new(2);
        }
        if self.has(Gap::LongStaleReview) {
            last = last - Months::new(8);
        }
        let count =
            if self.has(Gap::Fading) { 8 } else { u32::try_from(self.seed.between(3, 7)).unwrap_or(3) };
        let held: Vec<NaiveDate> = (0..count)
            .rev()
            .map(|back| {
                // Twice as far apart of late.
                let stretch = if self.has(Gap::Fading) && back < 4 { back } else { 0 };
                let fixed = if self.has(Gap::Fading) && back >= 4 { 3 } else { 0 };
                last - Months::new(back * months + stretch + fixed)
            })
            .filter(|date| *date > self.started)
            .collect();
        if held.is_empty() {
            return;
        }
        line!(self, "  reviews:");
        let everyone = self.everyone();
        for (at, date) in held.iter().enumerate() {
            let newest = at + 1 == held.len();
            let (actions, decided) = (self.seed.between(1, 5), self.seed.pick(words::DECIDED));
            if newest && self.has(Gap::IdleReview) {
                line!(self, "    - {{ date: {date}, attended: [us] }}");
            } else if self.seed.in_hundred(40) {
                line!(
                    self,
                    "    - {{ date: {date}, attended: {everyone}, metrics_read: true, decisions: [{decided}], actions: {actions} }}"
                );
            } else {
                line!(
                    self,
                    "    - {{ date: {date}, attended: {everyone}, metrics_read: true, actions: {actions} }}"
                );
            }
        }
        if self.has(Gap::FromTheFuture) {
            line!(self, "    - {{ date: 2027-01-12, attended: {everyone}, metrics_read: true, actions: 2 }}");
        }
    }

    fn promises(&mut self) {
        let partner = self.sides[0].clone();
        let count = self.seed.between(1, 3);
        line!(self, "commitments:");
        for at in 0..count {
            let what = self.seed.pick(words::PROMISES);
            let by = if at == 0 { &partner } else { "us" };
            if self.stage == Stage::Proposed || self.has(Gap::OnlyAnnounced) {
                line!(self, "  - {{ by: {by}, what: {what}, due: 2027-03-31 }}");
                continue;
            }
            let due = (day(2026, 3, 31) + Months::new(u32::try_from(at * 2).unwrap_or(0)))
                .max(self.started + Days::new(40));
            line!(self, "  - {{ by: {by}, what: {what}, due: {due}, done: {} }}", due - Days::new(6));
        }
        if self.stage == Stage::Active {
            line!(self, "  - {{ by: us, what: Second fitting station on the line, due: 2027-01-29 }}");
        }
        if self.has(Gap::LatePromise) {
            let due = self.seed.pick(&["2026-11-02", "2026-09-15"]);
            line!(self, "  - {{ by: {partner}, what: A list of shared accounts, due: {due} }}");
        }
        let old = self.has(Gap::OldIssue);
        if old || self.stage == Stage::Active && self.seed.in_hundred(50) {
            let what = self.seed.pick(words::ISSUES);
            let opened = self.started.max(day(2026, 7, 6));
            let end = if old { String::new() } else { format!(", closed: {}", opened + Days::new(20)) };
            line!(self, "issues:\n  - {{ what: {what}, opened: {opened}, severity: high{end} }}");
        }
    }
}
