//! Each kind of fact, checked and put into the words of a record.

use anyhow::{Result, bail};

use super::lookup::{Entries, LoggedEntry, amount, sentence};
use super::{Fact, LoggedRecord};
use crate::cli::{
    DecisionWord, LogCommitment, LogDecision, LogDone, LogIssue, LogResult, LogReview, LogWaiver,
    SeverityWord,
};
use crate::edit::Plain;
use crate::model::calendar::{add_days, days_between};
use crate::model::{
    DecisionKind, Edit, IssueSeverity, LONGEST_WAIVER_DAYS, Metric, PARTNER, Period, Stage, Yaml, comparable,
};
use crate::render::escape::terminal;
use crate::rules;
use crate::text::{either, listed, nearest};

fn key(name: &str, value: Yaml) -> (String, Yaml) {
    (name.to_owned(), value)
}

fn texts(items: impl IntoIterator<Item = String>) -> Yaml {
    Yaml::List(items.into_iter().map(Yaml::Text).collect())
}

impl LoggedRecord<'_> {
    pub(super) fn review(&self, args: &LogReview) -> Result<Fact> {
        let date = self.past("--date", &args.date)?;
        let mut item: Entries = vec![key("date", Yaml::word(date))];
        let attended = self.sides(&args.attended)?;
        if !attended.is_empty() {
            item.push(key("attended", Yaml::List(attended.into_iter().map(Yaml::Text).collect())));
        }
        if args.metrics_read {
            item.push(key("metrics_read", Yaml::word("true")));
        }
        if !args.decision.is_empty() {
            let decisions: Result<Vec<String>> =
                args.decision.iter().map(|text| sentence("--decision", text)).collect();
            item.push(key("decisions", texts(decisions?)));
        }
        if let Some(actions) = args.actions {
            item.push(key("actions", Yaml::word(actions)));
        }
        let what = format!("the review of {date}");
        let edits =
            self.record(LoggedEntry { list: "governance.reviews", same: &["date"], item, what: &what })?;
        Ok(Fact { edits, what })
    }

    pub(super) fn result(&self, args: &LogResult) -> Result<Fact> {
        let (index, metric) = self.metric(&args.metric)?;
        let period = Period::parse_in(&args.period, self.year).or_else(|| Period::near_miss(&args.period));
        let Some(period) = period else {
            if Period::is_fiscal_name(&args.period) {
                bail!(
                    "`{}` is a fiscal period; `fiscal_year_starts: 04` in portfolio.yaml says that the year starts in April",
                    terminal(&args.period)
                )
            }
            bail!(
                "`{}` is not a period; write a month `2026-09`, a quarter `2026-Q3`, a half-year `2026-H2` or a year `2026`",
                terminal(&args.period)
            )
        };
        if period.end() >= self.today {
            bail!("{period} ends on {} and is not over yet; record its result after that day", period.end());
        }
        self.fits(metric, period, args.part)?;
        let mut item: Entries =
            vec![key("period", Yaml::word(period)), key("total", amount("TOTAL", &args.total)?)];
        if let Some(without) = &args.without {
            item.push(key("without", amount("--without", without)?));
        }
        let several = !self.record.partners.fields().is_empty();
        let mut totals = Vec::new();
        for figure in &args.partner {
            match (figure.split_once('='), several) {
                (None, false) => item.push(key("partner_total", amount("--partner", figure)?)),
                (Some((id, figure)), true) => {
                    totals.push(key(self.side(id)?, amount("--partner", figure)?));
                }
                (Some((id, figure)), false) if self.side(id)? == PARTNER => {
                    item.push(key("partner_total", amount("--partner", figure)?));
                }
                (_, true) => bail!("{} has several partners: write `--partner ID={figure}`", self.name()),
                (Some(_), false) => bail!("--partner takes the partner's figure, not ours"),
            }
        }
        if !totals.is_empty() {
            item.push(key("totals", Yaml::Map(totals)));
        }
        let list = format!("metrics[{index}].results");
        let what = format!("the result of {} for {period}", metric.label());
        let edits = self.record(LoggedEntry { list: &list, same: &["period"], item, what: &what })?;
        Ok(Fact { edits, what })
    }

    /// That a period is one that the metric counts, and is not counted twice.
    fn fits(&self, metric: &Metric, period: Period, part: bool) -> Result<()> {
        let known: Vec<Period> = metric.results.items().filter_map(|result| result.period.copied()).collect();
        let label = terminal(metric.label()).into_owned();
        if let Some(same) = known.iter().find(|known| **known == period) {
            if same.to_string() != period.to_string() {
                bail!("{period} is recorded as {same} for {label}; write it like that");
            }
            return Ok(());
        }
        if let Some(other) = known.iter().find(|known| known.overlaps(&period)) {
            bail!(
                "{period} overlaps with {other}, for which {label} already has a result: the same would be \
                 counted twice"
            );
        }
        let Some(every) = metric.every.copied() else { return Ok(()) };
        let year = period.fiscal().or_else(|| known.iter().find_map(Period::fiscal));
        let whole = Period::around_in(period.start(), every.months(), year);
        let Some(whole) = whole.filter(|whole| *whole != period) else { return Ok(()) };
        if period.months() > every.months() {
            bail!(
                "{label} is read every {every}, and {period} is longer; record each {every} on its own, such as \
                 {whole}"
            );
        }
        // Whoever records months for a quarter does so on purpose.
        if part || known.iter().any(|known| known.months() == period.months()) {
            return Ok(());
        }
        bail!(
            "{label} is read every {every}, and {period} is only a part of {whole}: record {whole}, or add --part to record \
             each part, which are added up once all of them are there"
        )
    }

    pub(super) fn decision(&self, args: &LogDecision) -> Result<Fact> {
        let date = self.past("--date", &args.date)?;
        let verdict = match args.verdict {
            DecisionWord::Continue => DecisionKind::Continue,
            DecisionWord::Deepen => DecisionKind::Deepen,
            DecisionWord::Restructure => DecisionKind::Restructure,
            DecisionWord::WindDown => DecisionKind::WindDown,
            DecisionWord::Hold => DecisionKind::Hold,
            DecisionWord::Reclassify => bail!(
                "what an alliance is called stands in its record: write the lighter type behind `type:` in {}. If it stays \
                 as it is, record `continue` with the reason",
                terminal(&self.report.file)
            ),
            DecisionWord::ProveIt => bail!(
                "record `hold`, and with --next the day by which the value has to be shown, such as --next +90d"
            ),
        };
        let mut item: Entries = vec![
            key("date", Yaml::word(date)),
            key("verdict", Yaml::word(verdict)),
            key("why", Yaml::Text(sentence("--why", &args.why)?)),
        ];
        if let Some(next) = &args.next {
            let next = self.future("--next", next)?;
            if next <= date {
                bail!(
                    "--next: {next} is not after the decision of {date}; give the day of the next decision"
                );
            }
            item.push(key("next", Yaml::word(next)));
        }
        if !args.decided_by.is_empty() {
            item.push(key("decided_by", texts(args.decided_by.iter().map(|name| name.trim().to_owned()))));
        }
        let what = format!("the decision of {date} to {}", verdict.word().replace('-', " "));
        let edits =
            self.record(LoggedEntry { list: "decisions", same: &["date", "verdict"], item, what: &what })?;
        Ok(Fact { edits, what })
    }

    pub(super) fn commitment(&self, args: &LogCommitment) -> Result<Fact> {
        let by = if args.by.trim() == "both" { "both" } else { self.side(&args.by)? };
        let text = sentence("WHAT", &args.what)?;
        let item = vec![
            key("by", Yaml::text(by)),
            key("what", Yaml::text(text.as_str())),
            key("due", Yaml::word(self.future("--due", &args.due)?)),
        ];
        let what = format!("the commitment \"{text}\"");
        let edits =
            self.record(LoggedEntry { list: "commitments", same: &["by", "what"], item, what: &what })?;
        Ok(Fact { edits, what })
    }

    pub(super) fn issue(&self, args: &LogIssue) -> Result<Fact> {
        let severity = match args.severity {
            SeverityWord::Low => IssueSeverity::Low,
            SeverityWord::Medium => IssueSeverity::Medium,
            SeverityWord::High => IssueSeverity::High,
        };
        let text = sentence("WHAT", &args.what)?;
        let item = vec![
            key("what", Yaml::text(text.as_str())),
            key("opened", Yaml::word(self.past("--opened", &args.opened)?)),
            key("severity", Yaml::word(severity)),
        ];
        let what = format!("the issue \"{text}\"");
        let edits = self.record(LoggedEntry { list: "issues", same: &["what"], item, what: &what })?;
        Ok(Fact { edits, what })
    }

    pub(super) fn waiver(&self, args: &LogWaiver) -> Result<Fact> {
        let Some(rule) = rules::find(&args.rule) else {
            match nearest(&args.rule, rules::all().iter().map(|rule| rule.id)) {
                Some(near) => bail!("there is no rule `{}`: did you mean `{near}`?", terminal(&args.rule)),
                None => bail!("there is no rule `{}`; `alliance rules` lists them all", terminal(&args.rule)),
            }
        };
        let approved = self.past("--approved-on", &args.approved_on)?;
        let until = self.future("--until", &args.until)?;
        if until <= self.today {
            bail!(
                "--until: {until} has passed, and a waiver must end in the future; today is {}",
                self.today
            );
        }
        if days_between(approved, until) > i64::from(LONGEST_WAIVER_DAYS) {
            bail!(
                "--until: a waiver lasts at most {LONGEST_WAIVER_DAYS} days after its approval; the last day possible is {}",
                add_days(approved, LONGEST_WAIVER_DAYS)
            );
        }
        let waived = self.report.waived.iter().map(|waived| waived.finding.rule.id);
        if !self.report.findings.iter().map(|finding| finding.rule.id).chain(waived).any(|id| id == rule.id) {
            bail!("there is nothing to accept: {} reports nothing about {}", rule.id, self.name());
        }
        let mut item: Entries = vec![key("rule", Yaml::word(rule.id))];
        if let Some(side) = &args.side {
            item.push(key("side", Yaml::text(self.side(side)?)));
        }
        if let Some(path) = &args.path {
            item.push(key("path", Yaml::text(path.trim())));
        }
        item.extend([
            key("reason", Yaml::Text(sentence("--reason", &args.reason)?)),
            key("approved_by", Yaml::Text(sentence("--approved-by", &args.approved_by)?)),
            key("approved_on", Yaml::word(approved)),
            key("until", Yaml::word(until)),
        ]);
        let what = format!("the waiver of {} until {until}", rule.id);
        let same = ["rule", "side", "path", "until"];
        let edits = self.record(LoggedEntry { list: "waivers", same: &same, item, what: &what })?;
        Ok(Fact { edits, what })
    }

    pub(super) fn done(&self, args: &LogDone) -> Result<Fact> {
        let date = self.past("--date", &args.date)?;
        let words = args.words.join(" ");
        let wanted: Vec<String> = comparable(&words).split(' ').map(str::to_owned).collect();
        let all = self.closable();
        let fits = |item: &&Closable| {
            let text = comparable(&item.text);
            wanted.iter().all(|word| text.contains(word.as_str()))
        };
        let open: Vec<&Closable> = all.iter().filter(|item| item.done.is_none()).filter(fits).collect();
        let item = match open.as_slice() {
            [only] => *only,
            [] => {
                if let Some(done) = all.iter().find(|item| item.done.is_some() && fits(item)) {
                    let when = done.done.as_deref().unwrap_or_default();
                    let what = format!("{}, done on {when},", done.label());
                    return Ok(Fact { edits: Vec::new(), what });
                }
                let open: Vec<String> = all
                    .iter()
                    .filter(|item| item.done.is_none())
                    .map(|item| terminal(&item.label()).into_owned())
                    .collect();
                match open.as_slice() {
                    [] => bail!("{} has no open commitment, issue or handover item", self.name()),
                    open => bail!(
                        "nothing open in {1} is called `{0}`; still open: {2}",
                        terminal(&words),
                        self.name(),
                        listed(open)
                    ),
                }
            }
            several => {
                let several: Vec<String> =
                    several.iter().map(|item| terminal(&item.label()).into_owned()).collect();
                bail!("`{}` can be {}: write more of its words", terminal(&words), either(&several))
            }
        };
        if let Some(opened) = item.opened.as_deref().filter(|opened| *opened > date.to_string().as_str()) {
            bail!(
                "--date: {} was opened on {opened}, and cannot have been closed on {date}",
                terminal(&item.label())
            );
        }
        let edit = Edit::Set { path: item.path.clone(), value: item.closed(date.to_string()) };
        Ok(Fact { edits: vec![edit], what: format!("{}, done on {date},", item.label()) })
    }

    /// Everything that can be closed.
    fn closable(&self) -> Vec<Closable> {
        let mut found = Vec::new();
        // Before an exit has begun, the list only says what is to be handed over one day.
        let leaving = self.record.notice_given.is_set()
            || matches!(self.record.stage(), Stage::WindingDown | Stage::Ended);
        for (kind, list, text, done) in [
            ("commitment", "commitments", "what", "done"),
            ("issue", "issues", "what", "closed"),
            ("handover item", "exit.handover", "item", "done"),
        ] {
            if kind == "handover item" && !leaving {
                continue;
            }
            let items = self.plain.get(list).map(Plain::items).unwrap_or_default();
            let is_list = matches!(self.plain.get(list), Some(Plain::List(_)));
            for (index, item) in items.iter().enumerate() {
                let here = if is_list { format!("{list}[{index}]") } else { list.to_owned() };
                let key = |name: &str| item.key(name).and_then(Plain::as_text).map(str::to_owned);
                match (item.as_text(), key(text)) {
                    // `customers` alone becomes `{ item: customers, done: … }`.
                    (Some(word), _) if kind == "handover item" => found.push(Closable {
                        kind,
                        text: word.to_owned(),
                        path: here,
                        bare: true,
                        opened: None,
                        done: None,
                    }),
                    (_, Some(text)) => found.push(Closable {
                        kind,
                        text,
                        path: format!("{here}.{done}"),
                        bare: false,
                        opened: key("opened"),
                        done: key(done),
                    }),
                    _ => {}
                }
            }
        }
        found
    }
}

/// A commitment, an issue or a handover item.
struct Closable {
    kind: &'static str,
    text: String,
    /// The field that says when it was done.
    path: String,
    /// Whether it is a word that has no fields yet.
    bare: bool,
    opened: Option<String>,
    done: Option<String>,
}

impl Closable {
    fn label(&self) -> String {
        format!("the {} \"{}\"", self.kind, self.text)
    }

    fn closed(&self, date: String) -> Yaml {
        match self.bare {
            true => {
                Yaml::Map(vec![key("item", Yaml::text(self.text.as_str())), key("done", Yaml::Word(date))])
            }
            false => Yaml::Word(date),
        }
    }
}
