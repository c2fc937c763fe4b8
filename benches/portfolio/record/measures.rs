//! How success is measured, and the results so far.

use chrono::Days;

use super::{Draft, Gap, Kind, Stage, as_of, day, line, words};

/// A metric, before its gaps.
struct Metric {
    name: &'static str,
    indicator: &'static str,
    unit: &'static str,
    target: i64,
    headline: bool,
    worth: Option<i64>,
}

/// Quarters and months with their first and last days, the latest last.
type Periods = Vec<String>;

impl Draft<'_> {
    pub(super) fn measures(&mut self) {
        self.gap();
        if self.kind == Kind::Sponsorship || self.has(Gap::NoMetrics) {
            return;
        }
        line!(self, "metrics:");
        let metrics = self.metrics();
        self.first = metrics[0].name;
        let count = if self.has(Gap::OneMetric) { 1 } else { metrics.len() };
        for (at, metric) in metrics.into_iter().take(count).enumerate() {
            self.metric(&metric, at);
        }
    }

    fn metrics(&mut self) -> Vec<Metric> {
        let (target, seed) = (self.target, &mut *self.seed);
        let metric = |name, indicator, unit, target, headline, worth| Metric {
            name,
            indicator,
            unit,
            target,
            headline,
            worth,
        };
        match self.kind {
            Kind::Strategic => {
                let first = seed.pick(&[
                    "Joint revenue",
                    "Joint project fees",
                    "Municipal revenue",
                    "Joint planning fees",
                ]);
                let second = seed.pick(&[("Joint pipeline", "EUR"), ("Tenders entered together", "tender")]);
                let lead = if self.gaps.contains(&Gap::NoLeading) { "cost-saving" } else { "joint-pipeline" };
                let shared =
                    if self.gaps.contains(&Gap::NoLeading) { "cost-saving" } else { "shared-revenue" };
                let pipeline = if second.1 == "EUR" { target * 3 } else { seed.between(3, 9) };
                let mut all = vec![
                    metric(first, shared, "EUR", target, true, None),
                    metric(second.0, lead, second.1, pipeline, true, None),
                ];
                if seed.in_hundred(45) {
                    let customers = seed.between(4, 12);
                    all.push(metric(
                        "New shared customers",
                        "new-customers",
                        "customer",
                        customers,
                        true,
                        // Without a worth: customers are no second count of the revenue beside them.
                        None,
                    ));
                }
                if seed.in_hundred(30) {
                    let visits = seed.between(2, 6);
                    all.push(metric("Reference visits", "other", "visit", visits, false, None));
                }
                all
            }
            Kind::CoMarketing => {
                let more = seed.between(6, 20);
                vec![
                    metric(
                        "Quote requests from the joint page",
                        "referral-volume",
                        "request",
                        target,
                        true,
                        None,
                    ),
                    metric(
                        "New customers from the films",
                        "new-customers",
                        "customer",
                        more,
                        true,
                        Some(800),
                    ),
                ]
            }
            Kind::Affiliate | Kind::Sponsorship => {
                let more = seed.between(6, 20);
                vec![
                    metric("Accepted enquiries", "referral-volume", "enquiry", target, true, Some(140)),
                    metric(
                        "New customers from their tables",
                        "new-customers",
                        "customer",
                        more,
                        true,
                        Some(310),
                    ),
                ]
            }
        }
    }

    fn metric(&mut self, metric: &Metric, at: usize) {
        let first = at == 0;
        let every = if self.kind == Kind::CoMarketing { "month" } else { "quarter" };
        let unit = metric.unit;
        line!(self, "  - name: {}", metric.name);
        let indicator = if first && self.has(Gap::Reach) { "reach" } else { metric.indicator };
        line!(self, "    indicator: {indicator}\n    unit: {unit}");
        if !metric.headline {
            line!(self, "    headline: false");
        }
        if let Some(worth) = metric.worth {
            line!(self, "    worth: {worth}");
        }
        if !(first && self.has(Gap::UndatedMetric)) {
            let agreed = match first && self.has(Gap::LateMetric) {
                true => self.started + Days::new(60),
                false => self.agreed,
            };
            line!(self, "    agreed: {agreed}");
        }
        line!(self, "    every: {every}\n    target: {}", metric.target);
        let floor = (metric.target / 2).max(1);
        if !(first && self.has(Gap::NoMetricFloor)) {
            line!(self, "    floor: {floor}");
        }
        if self.strategic() && first && self.seed.in_hundred(30) {
            line!(self, "    projected: {}", metric.target);
        }
        if first && self.has(Gap::Inflated) {
            line!(self, "    scope: all-shared-accounts");
        } else if self.seed.in_hundred(25) {
            line!(self, "    scope: attributable");
        }
        let report = self.seed.between(1, 140);
        let theirs: String = match first && self.has(Gap::OneTracker) {
            true => String::new(),
            false => {
                self.sides.iter().map(|side| format!(", {side}: PRM export {report} of {side}")).collect()
            }
        };
        line!(self, "    tracked_by: {{ us: CRM report {report}{theirs} }}");
        if !(first && self.has(Gap::NoCounterfactual)) {
            let method = match (first && self.has(Gap::Estimated), self.kind, self.has(Gap::Shaped)) {
                (true, ..) => "expert-estimate",
                (_, Kind::Affiliate, _) | (_, _, true) => "pre-post",
                (_, Kind::CoMarketing, _) => "holdout",
                _ => self.seed.pick(&["matched-market", "holdout", "difference-in-differences"]),
            };
            let because = if first { self.seed.pick(words::BECAUSE) } else { "as above" };
            if self.seed.in_hundred(50) {
                line!(self, "    counterfactual: {{ method: {method}, because: {because} }}");
            } else {
                line!(self, "    counterfactual:\n      method: {method}\n      because: {because}");
            }
        }
        let periods = self.periods(every);
        if !periods.is_empty() && !self.has(Gap::OnlyAnnounced) {
            line!(self, "    results:");
            let last = periods.len() - 1;
            for (place, period) in periods.iter().enumerate() {
                self.result(metric, period, first, place == last, last - place);
            }
        }
        if first && self.has(Gap::MovedTarget) {
            let from = metric.target * 2;
            line!(
                self,
                "    revisions: [{{ date: 2026-06-15, field: target, from: {from}, to: {}, agreed_by: [us] }}]",
                metric.target
            );
        }
    }

    /// The periods that have been reported, the latest last.
    fn periods(&mut self, every: &str) -> Periods {
        let silent = self.has(Gap::Silent);
        let quarters = || {
            (0..16).map(|at| {
                let (year, quarter) = (2023 + at / 4, at % 4);
                let starts = day(year, u32::try_from(quarter * 3 + 1).unwrap_or(1), 1);
                (starts, starts + Days::new(91), format!("{year}-Q{}", quarter + 1))
            })
        };
        let months = || {
            (1..=12).map(|month| {
                let starts = day(2026, month, 1);
                (starts, starts + Days::new(30), format!("2026-{month:02}"))
            })
        };
        let latest = match (self.stage, silent) {
            (Stage::Proposed, _) => return Vec::new(),
            (Stage::Ended, _) => self.ended,
            (_, true) if every == "quarter" => day(2026, 4, 5),
            (_, true) => day(2026, 8, 2),
            _ => as_of(),
        };
        let ran = |(starts, ends, _): &(_, _, String)| *starts >= self.started && *ends <= latest;
        let all: Periods = match every {
            "quarter" => quarters().filter(ran).map(|period| period.2).collect(),
            _ => months().filter(ran).map(|period| period.2).collect(),
        };
        let most = usize::try_from(self.seed.between(3, 6)).unwrap_or(3);
        let skip = all.len().saturating_sub(most);
        all.into_iter().skip(skip).collect()
    }

    /// One period's result; `ago` counts back from the latest.
    fn result(&mut self, metric: &Metric, period: &str, first: bool, latest: bool, ago: usize) {
        let target = metric.target;
        let extra = (target * self.seed.between(0, 40) / 100).max(1);
        let mut gained = target + extra;
        if self.has(Gap::Drifting) && ago < 3 {
            gained = target * 2 / 5;
        }
        if self.has(Gap::Tripped) && first && ago < 3 {
            gained = target * 9 / 20;
        }
        if self.has(Gap::Zombie) && ago < 3 {
            gained = if metric.unit == "EUR" || metric.worth.is_some() { 0 } else { gained };
        }
        let mut without = (target * self.seed.between(30, 70) / 100).max(1);
        if first && self.has(Gap::Shaped) {
            without = (gained / 30).max(0);
        }
        if first && latest && self.has(Gap::GrossOnly) {
            gained = target * 7 / 10;
            without = target;
        }
        let total = gained + without;
        let mut stated = String::new();
        if !(first && self.has(Gap::Gross)) {
            let without = if first && latest && self.has(Gap::Impossible) { -without } else { without };
            stated = format!(", without: {without}");
        }
        let off = match first && latest && self.has(Gap::Disputed) {
            true => total * 7 / 10,
            false => total - total * self.seed.between(0, 2) / 100,
        };
        if !(first && self.has(Gap::OneSidedResults)) {
            stated += &match self.sides.as_slice() {
                [_] => format!(", partner_total: {off}"),
                sides => {
                    let each: Vec<String> = sides.iter().map(|side| format!("{side}: {off}")).collect();
                    format!(", totals: {{ {} }}", each.join(", "))
                }
            };
        }
        line!(self, "      - {{ period: {period}, total: {total}{stated} }}");
    }
}
