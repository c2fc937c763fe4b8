//! What a change made laxer: in the settings, by waivers, and by taking records away.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;

use super::Pairs;
use crate::audit::location;
use crate::load::Source;
use crate::model::{
    Alliance, Date, DecisionKind, FailOn, Gate, Portfolio, Stage, Waiver, comparable, same_name,
};
use crate::report::{AllianceReport, Fate, Location, Loosened, Loosening, Report, ReportedFinding};
use crate::rules::{self, Laxer, Settings, WaiverPlace, laxer};

/// Looks up what became of a record of the earlier report that has no counterpart; `None` where it was not to be read.
pub type FateOf<'a> = dyn Fn(&AllianceReport) -> Option<Fate> + 'a;

/// Everything that a change made laxer, settings first. A state that did not have a portfolio yet had nothing to loosen.
pub fn loosened(base: &Report, head: &Report, pairs: &Pairs, fate: &FateOf) -> Vec<Loosened> {
    if base.portfolio_file.is_none() && base.alliances.is_empty() {
        return Vec::new();
    }
    let comparison = Comparison {
        base,
        head,
        pairs,
        before: portfolio(base),
        now: portfolio(head),
        texts: head.sources.iter().map(|source| (&*source.file, source.text.as_str())).collect(),
        texts_before: base.sources.iter().map(|source| (&*source.file, source.text.as_str())).collect(),
    };
    let mut found = Vec::new();
    comparison.settings(&mut found);
    comparison.gate(&mut found);
    comparison.clock(&mut found);
    comparison.waivers(&mut found);
    comparison.ended(&mut found);
    comparison.records(fate, &mut found);
    found
}

/// Of two gates from which severity on the stricter one fails.
pub fn stricter(before: FailOn, now: FailOn) -> FailOn {
    if strictness(now) < strictness(before) { before } else { now }
}

fn strictness(fail_on: FailOn) -> u8 {
    match fail_on {
        FailOn::Never => 0,
        FailOn::Error => 1,
        FailOn::Warning => 2,
        FailOn::Note => 3,
    }
}

/// From which severity on a portfolio lets a check fail.
pub fn fail_on(portfolio: &Portfolio) -> FailOn {
    portfolio.gate.get().and_then(|gate| gate.fail_on.copied()).unwrap_or(FailOn::Error)
}

/// Whether a day to judge on is laxer than the one before: a calendar that is stopped, or turned back.
pub fn is_clock_laxer(before: Option<NaiveDate>, now: Option<NaiveDate>) -> bool {
    now.is_some_and(|now| before.is_none_or(|before| now < before))
}

struct Comparison<'r> {
    base: &'r Report,
    head: &'r Report,
    pairs: &'r Pairs,
    before: Source<Portfolio>,
    now: Source<Portfolio>,
    texts: HashMap<&'r str, &'r str>,
    texts_before: HashMap<&'r str, &'r str>,
}

/// A portfolio's file once more; an empty one where there is none.
fn portfolio(report: &Report) -> Source<Portfolio> {
    let file = report.portfolio_file.as_deref().unwrap_or_default();
    let text = report.sources.iter().find(|source| &*source.file == file);
    match text {
        Some(text) => Source::new(file.to_owned(), Ok(text.text.clone())),
        // Every default.
        None => Source::new(String::new(), Ok("{}".to_owned())),
    }
}

impl<'r> Comparison<'r> {
    fn values(&self) -> Option<(&Portfolio, &Portfolio)> {
        Some((self.before.value.as_ref()?, self.now.value.as_ref()?))
    }

    /// A field of today's portfolio, or the earlier one's where there is none any more.
    fn at(&self, path: &str) -> Location {
        let source = if self.head.portfolio_file.is_some() { &self.now } else { &self.before };
        location(source, &source.place(path))
    }

    /// Rules that are off, matter less or have other options, for all or some of today's alliances.
    fn settings(&self, found: &mut Vec<Loosened>) {
        let Some((before, now)) = self.values() else { return };
        if before.rules == now.rules && before.overrides == now.overrides {
            return;
        }
        let all = rules::all();
        let (before, now) = (Settings::read(before, &all).0, Settings::read(now, &all).0);
        for rule in all {
            let everywhere = laxer(rule, &before.effective(rule, "", ""), &now.effective(rule, "", ""));
            let mut some: BTreeMap<String, (Laxer, String, Vec<String>)> = BTreeMap::new();
            for alliance in &self.head.alliances {
                let stem = stem(&alliance.file);
                let (was, is) = (before.of(&alliance.name, &stem), now.of(&alliance.name, &stem));
                for laxer in laxer(rule, &was.effective(rule), &is.effective(rule)) {
                    if everywhere.contains(&laxer) {
                        continue;
                    }
                    let path = is.deciding(rule).map_or("overrides", |change| &change.path).to_owned();
                    let entry = some.entry(format!("{path} {laxer:?}")).or_insert((laxer, path, Vec::new()));
                    entry.2.push(alliance.name.clone());
                }
            }
            let path = now.of("", "").deciding(rule).map_or("rules", |change| &change.path).to_owned();
            let everywhere = everywhere.into_iter().map(|laxer| (laxer, path.clone(), Vec::new()));
            found.extend(everywhere.chain(some.into_values()).map(|(laxer, path, alliances)| Loosened {
                at: self.at(&path),
                kind: Loosening::Rule { rule: rule.id, laxer },
                alliances,
            }));
        }
    }

    fn gate(&self, found: &mut Vec<Loosened>) {
        let Some((before, now)) = self.values() else { return };
        let (was, is) = (fail_on(before), fail_on(now));
        if strictness(is) < strictness(was) {
            let kind = Loosening::FailOn { before: was, now: is };
            found.push(Loosened { kind, alliances: Vec::new(), at: self.at("gate.fail_on") });
        }
        let least =
            |portfolio: &Portfolio| portfolio.gate.get().and_then(|gate: &Gate| gate.min_score.copied());
        let (was, is) = (least(before), least(now));
        if let Some(before) = was.filter(|before| is.unwrap_or(0) < *before) {
            let kind = Loosening::MinScore { before, now: is };
            found.push(Loosened { kind, alliances: Vec::new(), at: self.at("gate.min_score") });
        }
    }

    fn clock(&self, found: &mut Vec<Loosened>) {
        let Some((before, now)) = self.values() else { return };
        let day = |portfolio: &Portfolio| portfolio.as_of.copied().map(|Date(day)| day);
        let (was, is) = (day(before), day(now));
        if let Some(now) = is.filter(|_| is_clock_laxer(was, is)) {
            let kind = Loosening::AsOf { before: was, now };
            found.push(Loosened { kind, alliances: Vec::new(), at: self.at("as_of") });
        }
    }

    fn waivers(&self, found: &mut Vec<Loosened>) {
        let Some((before, now)) = self.values() else { return };
        let mut of_all: HashMap<Option<String>, Vec<&Waiver>> = HashMap::new();
        for waiver in before.waivers.items() {
            of_all.entry(waiver.alliance.text().map(comparable)).or_default().push(waiver);
        }
        let of_all = |whose: Option<&str>| {
            of_all.get(&whose.map(comparable)).into_iter().flatten().copied().collect::<Vec<_>>()
        };
        let earlier_names = self.earlier_names();
        for (index, waiver) in now.waivers.iter() {
            let alliance = waiver.alliance.text();
            // It may have another name since.
            let renamed = alliance.and_then(|name| earlier_names.get(&comparable(name)));
            let names = [alliance].into_iter().chain(renamed.into_iter().flatten().map(|name| Some(*name)));
            let was_there = names.flat_map(of_all).any(|old| covers(old, waiver));
            if !was_there {
                let at = || self.at(&format!("waivers[{index}]"));
                let whom = alliance.map(str::to_owned).into_iter().collect();
                found.extend(self.added(waiver, WaiverPlace::Portfolio(index), None, whom, at));
            }
        }
        for (place, alliance) in self.head.alliances.iter().enumerate() {
            let Some(source) = record(&alliance.file, &self.texts) else { continue };
            let Some(value) = &source.value else { continue };
            let earlier = self.counterpart(place);
            let was = earlier.and_then(|earlier| record(&earlier.file, &self.texts_before));
            let was: Vec<&Waiver> = was
                .iter()
                .filter_map(|source| source.value.as_ref())
                .flat_map(|it| it.waivers.items())
                .collect();
            for (index, waiver) in value.waivers.iter() {
                let of_portfolio = earlier.map(|earlier| of_all(Some(&earlier.name))).unwrap_or_default();
                let mut old = was.iter().copied().chain(of_portfolio);
                if !old.any(|old| covers(old, waiver)) {
                    let at = || location(&source, &source.place(&format!("waivers[{index}]")));
                    let whom = vec![alliance.name.clone()];
                    found.extend(self.added(waiver, WaiverPlace::Record(index), Some(place), whom, at));
                }
            }
        }
    }

    /// A waiver that is in force or will be; one that has run out or is incomplete accepts nothing.
    fn added(
        &self,
        waiver: &Waiver,
        place: WaiverPlace,
        owner: Option<usize>,
        alliances: Vec<String>,
        at: impl FnOnce() -> Location,
    ) -> Option<Loosened> {
        let until = waiver.last_day().filter(|until| *until >= self.head.as_of)?;
        let text = |field: &crate::model::Field<String>| field.text().map(str::to_owned);
        let kind = Loosening::Waiver {
            rule: text(&waiver.rule)?,
            side: waiver.side.named().cloned(),
            path: text(&waiver.path),
            reason: text(&waiver.reason)?,
            approved_by: text(&waiver.approved_by)?,
            until,
            place,
            owner,
        };
        Some(Loosened { kind, alliances, at: at() })
    }

    fn counterpart(&self, place: usize) -> Option<&'r AllianceReport> {
        self.base.alliances.get(self.pairs.before(place)?)
    }

    /// What alliances were called before, by what they are called now.
    fn earlier_names(&self) -> HashMap<String, Vec<&'r str>> {
        let mut names: HashMap<String, Vec<&str>> = HashMap::new();
        for (was, is) in self.pairs.iter().filter_map(|pair| pair.base.zip(pair.head)) {
            let (was, is) = (self.base.alliances.get(was), self.head.alliances.get(is));
            if let Some((was, is)) = was.zip(is).filter(|(was, is)| !same_name(&was.name, &is.name)) {
                names.entry(comparable(&is.name)).or_default().push(&was.name);
            }
        }
        names
    }

    /// Alliances that are called ended without anybody having decided so.
    fn ended(&self, found: &mut Vec<Loosened>) {
        for pair in self.pairs.iter() {
            let both = pair.base.zip(pair.head).and_then(|(base, head)| {
                Some((self.base.alliances.get(base)?, self.head.alliances.get(head)?))
            });
            let Some((was, is)) = both else { continue };
            if is.stage != Some(Stage::Ended) || was.stage == Some(Stage::Ended) {
                continue;
            }
            let there = |finding: &ReportedFinding| {
                is.findings.iter().any(|other| other.fingerprint == finding.fingerprint)
            };
            let findings = was.findings.iter().filter(|finding| !there(finding)).count();
            let text = self.texts.get(&*is.file).copied().unwrap_or_default();
            let source = Source::<Alliance>::new(is.file.to_string(), Ok(text.to_owned()));
            let is_decided = source.value.as_ref().is_some_and(|record| {
                record
                    .decisions
                    .items()
                    .any(|decision| decision.verdict.copied() == Some(DecisionKind::WindDown))
            });
            if findings > 0 && !is_decided {
                let at = location(&source, &source.place("stage"));
                let kind = Loosening::Ended { findings };
                found.push(Loosened { kind, alliances: vec![is.name.clone()], at });
            }
        }
    }

    /// Records that are not read any more.
    fn records(&self, fate: &FateOf, found: &mut Vec<Loosened>) {
        let lost = self.pairs.iter().filter(|pair| pair.head.is_none());
        for alliance in lost.filter_map(|pair| self.base.alliances.get(pair.base?)) {
            let Some(fate) = fate(alliance) else { continue };
            let at = Location {
                file: alliance.file.clone(),
                line: 1,
                column: 1,
                end_line: 1,
                end_column: 1,
                span: 0..0,
            };
            let kind = Loosening::Record {
                file: alliance.file.to_string(),
                fate,
                findings: alliance.findings.len(),
            };
            found.push(Loosened { kind, alliances: vec![alliance.name.clone()], at });
        }
    }
}

/// Whether a waiver that was there accepts all that one accepts now, as long.
fn covers(before: &Waiver, now: &Waiver) -> bool {
    let below = |before: Option<&str>, now: Option<&str>| {
        before.is_none_or(|before| {
            let rest = now.and_then(|now| now.strip_prefix(before));
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
        })
    };
    before.rule.text() == now.rule.text()
        && before.side.named().is_none_or(|before| now.side.named() == Some(before))
        && below(before.path.text(), now.path.text())
        && before.last_day() >= now.last_day()
}

/// A record once more, where it may hold waivers.
fn record(file: &str, texts: &HashMap<&str, &str>) -> Option<Source<Alliance>> {
    let text = texts.get(file).filter(|text| text.contains("waivers"))?;
    Some(Source::new(file.to_owned(), Ok((*text).to_owned())))
}

fn stem(file: &str) -> String {
    let stem = std::path::Path::new(file).file_stem();
    stem.map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn waiver(text: &str) -> Waiver {
        let text = format!(
            "waivers: [{{ rule: late-metrics, reason: R, approved_by: A, approved_on: 2026-01-01, {text} }}]"
        );
        let source = Source::<Alliance>::new("a.yaml".to_owned(), Ok(text));
        let value = source.value.expect("a record");
        value.waivers.items().next().expect("a waiver").clone()
    }

    #[test]
    fn a_waiver_covers_what_is_narrower_and_ends_no_later() {
        let old = waiver("path: metrics, until: 2026-03-01");
        for narrower in
            ["path: metrics, until: 2026-03-01", "path: \"metrics[0]\", side: us, until: 2026-02-01"]
        {
            assert!(covers(&old, &waiver(narrower)), "{narrower}");
        }
        for wider in
            ["until: 2026-03-01", "path: metrics, until: 2026-03-02", "path: metrics_of, until: 2026-03-01"]
        {
            assert!(!covers(&old, &waiver(wider)), "{wider}");
        }
    }

    #[test]
    fn a_calendar_may_only_go_on() {
        let day = |text: &str| text.parse().ok();
        assert!(is_clock_laxer(None, day("2026-01-01")));
        assert!(is_clock_laxer(day("2026-02-01"), day("2026-01-01")));
        assert!(!is_clock_laxer(day("2026-01-01"), day("2026-02-01")));
        assert!(!is_clock_laxer(day("2026-01-01"), None));
    }
}
