//! What people mean by a side, a metric or a few words.

use anyhow::{Result, anyhow, bail};

use super::LoggedRecord;
use crate::edit::Plain;
use crate::model::{Edit, Metric, Money, Yaml, comparable};
use crate::render::escape::terminal;
use crate::text::{either, listed, nearest};
use serde::Deserialize;
use serde::de::value::{Error, StrDeserializer};

/// Keys and values to be written.
pub(super) type Entries = Vec<(String, Yaml)>;

/// Something that is recorded in a list.
pub(super) struct LoggedEntry<'e> {
    /// The list.
    pub(super) list: &'e str,
    /// The keys by which it is the same as one that is there.
    pub(super) same: &'e [&'e str],
    pub(super) item: Entries,
    /// What it is called in a sentence: `the review of 2026-11-03`.
    pub(super) what: &'e str,
}

impl LoggedRecord<'_> {
    /// The name of the alliance, for a message.
    pub(super) fn name(&self) -> String {
        terminal(&self.report.name).into_owned()
    }

    /// The sides that are meant.
    pub(super) fn sides(&self, given: &[String]) -> Result<Vec<String>> {
        let sides = self.record.sides();
        let mut meant: Vec<String> = Vec::new();
        for word in given.iter().map(|word| word.trim()).filter(|word| !word.is_empty()) {
            let found: Vec<&str> = match word {
                "both" | "all" => sides.clone(),
                _ => vec![self.side(word)?],
            };
            meant.extend(found.into_iter().map(str::to_owned));
        }
        meant.dedup();
        Ok(meant)
    }

    /// One side, by its id or by the company's name.
    pub(super) fn side(&self, word: &str) -> Result<&str> {
        let sides = self.record.sides();
        let wanted = comparable(word);
        let named = |side: &&str| {
            comparable(side) == wanted || (*side != "us" && comparable(self.record.side_name(side)) == wanted)
        };
        match self.record.sides().into_iter().find(named) {
            Some(side) => Ok(side),
            None => {
                let known: Vec<String> = sides.iter().map(|side| format!("`{}`", terminal(side))).collect();
                bail!("`{}` is not a side of {}: it can be {}", terminal(word), self.name(), either(&known))
            }
        }
    }

    /// The metric of this name, or the only one whose name begins so or has this in it.
    pub(super) fn metric(&self, name: &str) -> Result<(usize, &Metric)> {
        let wanted = comparable(name);
        let metrics: Vec<(usize, &Metric)> =
            self.record.metrics.iter().filter(|(_, metric)| metric.name.text().is_some()).collect();
        let such = |fits: &dyn Fn(&str) -> bool| -> Vec<(usize, &Metric)> {
            metrics.iter().filter(|(_, metric)| fits(&comparable(metric.label()))).copied().collect()
        };
        let ways: [&dyn Fn(&str) -> bool; 3] =
            [&|known| known == wanted, &|known| known.starts_with(&wanted), &|known| known.contains(&wanted)];
        for fits in ways {
            match such(fits).as_slice() {
                [] => {}
                [only] => return Ok(*only),
                several => {
                    bail!("`{}` can be {}: write more of the name", terminal(name), either(&labels(several)))
                }
            }
        }
        if metrics.is_empty() {
            bail!(
                "{} has no metric yet; describe one under `metrics:` in {} first",
                self.name(),
                terminal(&self.report.file)
            );
        }
        // A slip in one word of a name counts like one in the whole of it.
        let near = metrics.iter().find(|(_, metric)| {
            let label = metric.label();
            nearest(name, std::iter::once(label).chain(label.split_whitespace())).is_some()
        });
        match near {
            Some((_, near)) => {
                bail!(
                    "{} has no metric `{}`: did you mean `{}`?",
                    self.name(),
                    terminal(name),
                    terminal(near.label())
                )
            }
            None => bail!(
                "{} has no metric `{}`: there is {}",
                self.name(),
                terminal(name),
                listed(&labels(&metrics))
            ),
        }
    }

    /// The edits that record an entry: a new item, or what an item that is there does not say yet.
    pub(super) fn record(&self, entry: LoggedEntry) -> Result<Vec<Edit>> {
        let LoggedEntry { list, same, item, what } = entry;
        let value =
            |key: &str| item.iter().find(|(known, _)| known == key).map(|(_, value)| Plain::meant(value));
        let known = self.plain.get(list).map(Plain::items).unwrap_or_default();
        let is_same = |known: &Plain| same.iter().all(|key| known.key(key) == value(key).as_ref());
        let Some(index) = known.iter().position(is_same) else {
            return Ok(vec![Edit::Add { path: list.to_owned(), item: Yaml::Map(item) }]);
        };
        let mut edits = Vec::new();
        for (key, value) in item {
            let path = format!("{list}[{index}].{key}");
            let Some(there) = known[index].key(&key) else {
                edits.push(Edit::Set { path, value });
                continue;
            };
            let meant = Plain::meant(&value);
            if *there == meant {
                continue;
            }
            let Yaml::List(items) = value else {
                bail!(
                    "{what} is recorded already, with `{key}: {}`; if that is wrong, change it by hand in {}",
                    terminal(&there.to_string()),
                    terminal(&self.report.file)
                )
            };
            let missing = items.into_iter().filter(|item| !there.items().contains(&Plain::meant(item)));
            edits.extend(missing.map(|item| Edit::Add { path: path.clone(), item }));
        }
        Ok(edits)
    }
}

fn labels(metrics: &[(usize, &Metric)]) -> Vec<String> {
    metrics.iter().map(|(_, metric)| format!("`{}`", terminal(metric.label()))).collect()
}

/// An amount as a record has it.
pub(super) fn amount(flag: &str, text: &str) -> Result<Yaml> {
    let reader: StrDeserializer<Error> = serde::de::IntoDeserializer::into_deserializer(text.trim());
    match Money::deserialize(reader) {
        Ok(_) => Ok(Yaml::word(text.trim())),
        Err(error) => {
            let told = error.to_string();
            let mut lines = told.lines();
            let wrong = lines.next().unwrap_or_default();
            let fix = lines.next().map(|fix| format!("; {fix}")).unwrap_or_default();
            Err(anyhow!("{flag}: {}{}", terminal(wrong), terminal(&fix)))
        }
    }
}

/// A sentence that says something.
pub(super) fn sentence(flag: &str, text: &str) -> Result<String> {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.is_empty() || crate::model::is_placeholder(&line) {
        bail!("{flag} is empty: write it in one sentence");
    }
    Ok(line)
}
