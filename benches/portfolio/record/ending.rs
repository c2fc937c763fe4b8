//! What happens if it does not work, what was decided, and the rest.

use chrono::{Datelike, Days};

use super::{Draft, Gap, Kind, Stage, as_of, day, line, number, words};

impl Draft<'_> {
    pub(super) fn exit(&mut self) {
        self.gap();
        if !self.has(Gap::NoExit) {
            line!(self, "exit:");
            let agreed = match self.has(Gap::LateExit) {
                true => self.started + Days::new(120),
                false => self.agreed,
            };
            line!(self, "  agreed: {agreed}");
            if self.has(Gap::Backwards) {
                line!(self, "  updated: {}", agreed - Days::new(200));
            }
            let notice = if self.strategic() {
                self.seed.pick(&[60, 90, 90, 120, 180])
            } else {
                self.seed.pick(&[30, 60])
            };
            if self.has(Gap::OpenExit) {
                let open = self
                    .seed
                    .pick(&["to be agreed", "reasonable notice in the light of the work then in hand"]);
                line!(self, "  notice_days: {open}");
            } else if self.has(Gap::ShortNotice) {
                line!(self, "  notice_days: 7");
            } else if !self.has(Gap::NoNotice) {
                line!(self, "  notice_days: {notice}");
            }
            let who = if self.has(Gap::OneSidedExit) { self.seed.pick(&["us", "nobody"]) } else { "either" };
            line!(self, "  who: {who}");
            self.trigger();
            self.handover();
        }
        if self.strategic() && self.stage != Stage::Ended {
            let ends = match self.has(Gap::NoticeAhead) {
                true => day(2027, 3, 1) + Days::new(number(self.seed.between(0, 40))),
                false => self.started.max(day(2027, 9, 1)) + Days::new(number(self.seed.between(0, 700))),
            };
            if self.has(Gap::NoticeAhead) || self.seed.in_hundred(60) {
                line!(
                    self,
                    "term: {{ ends: {ends}, renews: automatically, renewal_months: 12, renewal_notice_days: 90 }}"
                );
            } else {
                line!(self, "term: {{ ends: {ends}, renews: by-agreement }}");
            }
        }
        if self.stage == Stage::Ended {
            line!(self, "notice_given: 2026-03-02");
        }
    }

    fn trigger(&mut self) {
        if self.has(Gap::NoTrigger) || self.first.is_empty() {
            return;
        }
        let every = if self.kind == Kind::CoMarketing { "months" } else { "quarters" };
        let floor = (self.target / 2).max(1);
        line!(self, "  triggers: [{{ metric: {}, below: {floor}, for: 2 {every} }}]", self.first);
    }

    fn handover(&mut self) {
        let items: &[&str] = match self.kind {
            Kind::Strategic if self.has(Gap::ShortHandover) => &["brand-use"],
            Kind::Strategic => {
                &["customers", "data-return", "open-pipeline", "staff", "brand-use", "integrations"]
            }
            Kind::CoMarketing => &["brand-use", "data-return", "customers"],
            Kind::Affiliate => &["brand-use", "payments", "customers"],
            Kind::Sponsorship => &["brand-use", "payments"],
        };
        if self.has(Gap::NoHandover) {
            return;
        }
        if self.stage == Stage::Ended {
            line!(self, "  handover:");
            for item in items {
                let done = self.ended - Days::new(number(self.seed.between(3, 30)));
                line!(self, "    - {{ item: {item}, due: {}, done: {done} }}", self.ended);
            }
        } else if self.has(Gap::NotWoundDown) {
            line!(self, "  handover:\n    - {{ item: customers, due: 2026-09-30 }}");
            for item in items.iter().skip(1) {
                line!(self, "    - {{ item: {item}, due: 2026-12-18 }}");
            }
        } else {
            line!(self, "  handover: [{}]", items.join(", "));
        }
    }

    /// What was decided, and what there is to decide.
    pub(super) fn evolution(&mut self) {
        if !self.strategic() {
            self.waivers();
            return;
        }
        if self.has(Gap::ReadyToDeepen) {
            line!(self, "trust: {{ us: 4, {}, assessed: 2026-06-30 }}", self.each(": 5"));
            line!(
                self,
                "opportunity: {{ what: Managed service for regulated banks, needs: joint-venture, because: Neither contract lets us share liability }}"
            );
        } else if self.seed.in_hundred(30) {
            line!(self, "trust: {{ us: 4, {}, assessed: 2026-06-30 }}", self.each(": 4"));
        }
        self.gap();
        if self.stage == Stage::Proposed || self.has(Gap::NoDecision) {
            self.waivers();
            return;
        }
        line!(self, "decisions:");
        let latest = day(2026, 2, 2) + Days::new(number(self.seed.between(0, 270)));
        let next = latest + Days::new(330);
        for year in self.started.year() + 1..2026 {
            let (date, next) = (day(year, latest.month(), 3), day(year + 1, latest.month(), 1));
            let why = self.seed.pick(words::WHYS);
            if date > self.started {
                line!(self, "  - {{ date: {date}, verdict: continue, why: {why}, next: {next} }}");
            }
        }
        let why = self.seed.pick(words::WHYS);
        if self.stage == Stage::Ended {
            line!(
                self,
                "  - {{ date: 2026-02-26, verdict: wind-down, why: They now sell it themselves and there is no way back }}"
            );
        } else if self.has(Gap::NotWoundDown) {
            line!(self, "  - {{ date: 2026-08-03, verdict: wind-down, why: Nobody buys it any more }}");
        } else if self.has(Gap::EarlyDeepening) {
            line!(
                self,
                "  - {{ date: 2026-10-19, verdict: deepen, why: The teams get on, next: 2027-04-19 }}"
            );
        } else if self.has(Gap::HalfRestructured) {
            line!(
                self,
                "  - {{ date: 2026-04-20, verdict: restructure, why: The split no longer fits, next: 2027-04-19 }}"
            );
        } else if self.has(Gap::WhylessDecision) {
            line!(self, "  - {{ date: {latest}, verdict: continue, next: {next} }}");
        } else if self.has(Gap::Drifting)
            || self.has(Gap::Tripped)
            || self.has(Gap::NoticeAhead)
            || self.has(Gap::Zombie)
        {
            line!(self, "  - {{ date: 2026-02-10, verdict: continue, why: {why}, next: 2026-12-10 }}");
        } else {
            line!(self, "  - {{ date: {latest}, verdict: continue, why: {why}, next: {next} }}");
        }
        self.waivers();
    }

    /// `us` has written its own entry; this is each partner's.
    fn each(&self, entry: &str) -> String {
        self.sides.iter().map(|side| format!("{side}{entry}")).collect::<Vec<_>>().join(", ")
    }

    fn waivers(&mut self) {
        let any = [
            Gap::WaiverOver,
            Gap::WaiverEnding,
            Gap::WaiverTooLong,
            Gap::WaiverHalf,
            Gap::WaiverOfNoRule,
            Gap::WaiverOfNothing,
        ];
        let sponsor = self.has(Gap::NoSponsor) && self.seed.in_hundred(40);
        if !sponsor && !any.iter().any(|gap| self.has(*gap)) {
            return;
        }
        line!(self, "waivers:");
        if sponsor {
            line!(
                self,
                "  - {{ rule: missing-sponsor, reason: Their new CRO starts in February, approved_by: Ines Duarte, approved_on: 2026-10-01, until: 2027-02-28 }}"
            );
        }
        for (gap, rule, on, until) in [
            (Gap::WaiverOver, "missing-objective", "2026-03-02", "2026-07-31"),
            (Gap::WaiverEnding, "missing-sponsor", "2026-07-15", "2026-12-11"),
            (Gap::WaiverTooLong, "missing-sponsor", "2026-07-15", "2027-11-30"),
            (Gap::WaiverOfNoRule, "missing-sponser", "2026-10-01", "2027-02-28"),
            (Gap::WaiverOfNothing, "missing-owner", "2026-10-01", "2027-02-28"),
        ] {
            if self.has(gap) {
                line!(
                    self,
                    "  - {{ rule: {rule}, reason: Agreed in the review, approved_by: Ines Duarte, approved_on: {on}, until: {until} }}"
                );
            }
        }
        if self.has(Gap::WaiverHalf) {
            line!(self, "  - {{ rule: late-metrics, until: 2027-02-28 }}");
        }
    }

    /// Hours, and what a campaign or a commission needs.
    pub(super) fn rest(&mut self) {
        self.gap();
        if !self.has(Gap::NoHours) {
            let cost = self.seed.between(0, 20) * 100;
            line!(self, "attention: {{ hours_per_month: {}, cost_per_month: {cost} }}", self.hours);
        }
        match self.kind {
            Kind::CoMarketing => self.campaign(),
            Kind::Affiliate => {
                self.gap();
                line!(self, "affiliate:");
                if !self.has(Gap::NoCommission) {
                    line!(
                        self,
                        "  commission: EUR 140 per accepted enquiry\n  tracking: Postback with order ID and a life of 30 days"
                    );
                }
                line!(self, "  creative_assets: Twelve banners and a logo sheet\n  network: direct");
            }
            _ => {}
        }
    }

    fn campaign(&mut self) {
        self.gap();
        line!(self, "campaign:\n  starts: {}", self.started);
        let ends = if self.has(Gap::Overrun) { day(2026, 9, 30) } else { as_of() + Days::new(27) };
        if !self.has(Gap::HalfACampaign) {
            line!(self, "  ends: {ends}\n  shared_asset: Landing page \"Boxes worth keeping\"");
        }
        line!(
            self,
            "  cost_split: 50 / 50\n  hypothesis: At least one in two hundred readers asks for a quote who would not have asked otherwise."
        );
        if !self.has(Gap::Undecided) {
            line!(self, "  decide_by: 2027-01-29");
        }
    }
}
