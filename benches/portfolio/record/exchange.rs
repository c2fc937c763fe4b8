//! What each side puts in, and what it wants out.

use chrono::{Datelike, Days, Months, NaiveDate};

use super::words::Brings;
use super::{Draft, Gap, Kind, Stage, as_of, line, words};

impl Draft<'_> {
    pub(super) fn exchange(&mut self) {
        self.gap();
        line!(self, "contributions:");
        let visible =
            self.kind == Kind::CoMarketing || self.has(Gap::Mirrored) || self.has(Gap::OnlyGoodwill);
        for (at, side) in ["us".to_owned()].into_iter().chain(self.sides.clone()).enumerate() {
            if at == 1 && self.has(Gap::NothingFromPartner) {
                continue;
            }
            line!(self, "  {side}:");
            match self.kind {
                Kind::Affiliate if at == 0 => self
                    .money("A commission of EUR {n} for each accepted enquiry, at least EUR {f} a quarter"),
                Kind::Sponsorship if at == 0 => {
                    self.money("EUR {n}00 a year in two instalments, at least EUR {f} a quarter")
                }
                Kind::Affiliate => self.listing(
                    "A listing in {n} comparison tables, at least {f} enquiries a quarter",
                    "audience",
                ),
                Kind::Sponsorship => self.listing(
                    "Our name on {n}0 boats and at the finish, at least {f} boats a quarter",
                    "brand",
                ),
                Kind::Strategic | Kind::CoMarketing => {
                    let from = match (visible, at) {
                        (true, _) => words::VISIBLE,
                        (false, 0) => words::OURS,
                        (false, _) => words::THEIRS,
                    };
                    // Of two kinds, as the sides of a campaign bring.
                    let [first, second] = match (self.kind, at) {
                        (Kind::CoMarketing, 0) => [words::VISIBLE[0], words::VISIBLE[3]],
                        (Kind::CoMarketing, _) => [words::VISIBLE[1], words::VISIBLE[2]],
                        _ => self.seed.two(from),
                    };
                    self.contribution(first, at, 0);
                    if self.seed.in_hundred(if self.strategic() { 45 } else { 90 }) {
                        self.contribution(second, at, 1);
                    }
                    if at == 1 && self.has(Gap::Vague) {
                        let vague = self.seed.pick(words::VAGUE);
                        line!(self, "    - {vague}");
                    }
                }
            }
        }
        if self.has(Gap::NoExpectations) || matches!(self.kind, Kind::Affiliate | Kind::Sponsorship) {
            return;
        }
        line!(self, "expects:");
        if self.strategic() {
            let (revenue, tenants) = (self.seed.between(2, 9), self.seed.between(20, 90));
            line!(self, "  us: [\"EUR {revenue}50,000 of new revenue a year\"]");
            for side in self.sides.clone() {
                line!(self, "  {side}: [{tenants} new customers a year that start with a joint project]");
            }
        } else {
            line!(
                self,
                "  us: [25 quote requests from packaging designers]\n  partner: [60 sample boxes ordered]"
            );
        }
    }

    /// The last day of what is promised.
    fn until(&mut self) -> NaiveDate {
        match (self.kind, self.stage) {
            (_, Stage::Ended) => self.ended,
            (Kind::CoMarketing, _) => self.started + Months::new(7),
            (Kind::Strategic, _) if self.has(Gap::CampaignBound) => self.started + Months::new(10),
            (Kind::Strategic, _) => {
                self.started.max(as_of()) + Days::new(400) + Months::new(self.started.month())
            }
            _ => as_of() + Days::new(300),
        }
    }

    /// How many periods of a year's so many have passed.
    fn passed(&self, yearly: i64) -> i64 {
        let days = (as_of().min(self.ended.max(self.started)) - self.started).num_days();
        let days = if self.stage == Stage::Ended { days } else { (as_of() - self.started).num_days() };
        days.max(0) * yearly / 365 + 1
    }

    fn contribution(&mut self, brings: Brings, side: usize, place: usize) {
        let number = self.seed.between(2, 12);
        let floor = self.seed.between(brings.floor.0, brings.floor.1);
        let spoken = if self.has(Gap::NoFloor) && place == 0 { brings.loose } else { brings.what };
        let what = spoken.replace("{n}", &number.to_string()).replace("{f}", &floor.to_string());
        line!(self, "    - what: {what}\n      kind: {}", brings.kind);
        if !(self.has(Gap::NoWindow) && place == 0) {
            let until = self.until();
            line!(self, "      from: {}\n      until: {until}", self.started);
        }
        if self.strategic() && place == 0 && !self.has(Gap::Replicable) {
            line!(self, "      hard_to_replicate: {}", brings.rare);
        }
        if self.stage != Stage::Proposed && !self.has(Gap::OnlyAnnounced) {
            let due = floor * self.passed(brings.yearly);
            let delivered =
                if self.has(Gap::ShortDelivery) && side > 0 { due / 4 } else { due + due / 5 + floor };
            line!(self, "      delivered: {delivered}");
        }
        if self.has(Gap::Lopsided) || self.strategic() && place == 0 && self.seed.in_hundred(25) {
            let worth =
                if self.has(Gap::Lopsided) && side > 0 { 20_000 } else { self.seed.between(28, 34) * 10_000 };
            line!(self, "      worth: {worth}");
        }
        if self.has(Gap::ForeignMoney) && side > 0 && place == 0 {
            line!(self, "      worth: USD 310000");
        }
        line!(self, "      agreed: {}", self.agreed);
    }

    fn money(&mut self, what: &str) {
        let (number, floor) = (self.seed.between(90, 190), self.seed.between(10, 40) * 100);
        let delivered = floor * (self.passed(4) + 2);
        let until = self.until();
        let what = match self.has(Gap::NoFloor) {
            true => what.split(", at least").next().unwrap_or(what),
            false => what,
        };
        let what = what.replace("{n}", &number.to_string()).replace("{f}", &floor.to_string());
        line!(
            self,
            "    - what: {what}\n      kind: capital\n      from: {}\n      until: {until}",
            self.started
        );
        line!(self, "      delivered: {delivered}\n      agreed: {}", self.agreed);
    }

    fn listing(&mut self, what: &str, kind: &str) {
        let (number, floor) = (self.seed.between(2, 9), self.seed.between(8, 20));
        let delivered = floor * (self.passed(4) + 1);
        let until = self.until();
        let what = what.replace("{n}", &number.to_string()).replace("{f}", &floor.to_string());
        line!(
            self,
            "    - what: {what}\n      kind: {kind}\n      from: {}\n      until: {until}",
            self.started
        );
        line!(self, "      delivered: {delivered}\n      agreed: {}", self.agreed);
    }
}
