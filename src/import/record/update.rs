//! The same sheet again: what has changed in it since, as edits of the record. What a person has changed is theirs.

use crate::edit::Plain;
use crate::model::{Edit, Yaml};

/// Something that the sheet and the record say differently, and the record keeps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// The field.
    pub path: String,
    /// What the record says; nothing where it was taken out.
    pub record: String,
    /// What the sheet says.
    pub sheet: String,
}

/// What a row brings to its record.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Update {
    /// What the record takes over.
    pub edits: Vec<Edit>,
    /// What it does not.
    pub kept: Vec<Kept>,
}

impl Update {
    /// Of a row as it would be written now, by what it said when it was last read, if that is known, and by what the record says.
    ///
    /// What is not on record is filled in. What is, and is still what the sheet said, follows the sheet. Anything else was written
    /// by a person, and stays.
    pub fn of(row: &Yaml, before: Option<&Plain>, record: &Plain) -> Self {
        let mut update = Self::default();
        update.look(row, String::new(), before, Some(record));
        update
    }

    fn look(&mut self, row: &Yaml, path: String, before: Option<&Plain>, record: Option<&Plain>) {
        let record = record.filter(|record| **record != Plain::Null);
        let meant = Plain::meant(row);
        match (row, record) {
            _ if record == Some(&meant) => {}
            // A person took out what the sheet still says.
            (_, None) if before == Some(&meant) => {}
            (_, None) if before.is_none() || !matches!(row, Yaml::Map(_)) => {
                self.edits.push(Edit::Set { path, value: row.clone() });
            }
            (Yaml::Map(entries), record @ (None | Some(Plain::Map(_)))) => {
                for (key, value) in entries {
                    let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
                    let of = |plain: Option<&'_ Plain>| plain.and_then(|plain| plain.key(key)).cloned();
                    self.look(value, path, of(before).as_ref(), of(record).as_ref());
                }
            }
            (Yaml::List(items), Some(record)) => {
                for (at, item) in items.iter().enumerate() {
                    self.item(item, &path, (at, items), before, record);
                }
            }
            (_, Some(record)) => {
                if before == Some(record) && !matches!(row, Yaml::Map(_)) {
                    self.edits.push(Edit::Set { path, value: row.clone() });
                } else if before != Some(&meant) {
                    self.keep(path, record, &meant);
                }
            }
            (Yaml::List(_) | Yaml::Text(_) | Yaml::Word(_), None) => {}
        }
    }

    fn keep(&mut self, path: String, record: &Plain, sheet: &Plain) {
        self.kept.push(Kept { path, record: record.to_string(), sheet: sheet.to_string() });
    }

    fn item(
        &mut self,
        item: &Yaml,
        path: &str,
        (at, items): (usize, &[Yaml]),
        before: Option<&Plain>,
        record: &Plain,
    ) {
        let meant = Plain::meant(item);
        let old = before.map(Plain::items).unwrap_or_default();
        if record.items().contains(&meant) || old.contains(&meant) {
            return;
        }
        // A metric is known by its name, a review by its day.
        let id = |plain: &Plain| {
            ["name", "date"].iter().find_map(|key| Some((*key, plain.key(key)?.as_text()?.to_owned())))
        };
        let same = |one: &&Plain| id(one).is_some() && id(one) == id(&meant);
        if let Some(place) = record.items().iter().position(|one| same(&one)) {
            let known = old.iter().find(same);
            self.look(item, format!("{path}[{place}]"), known, record.items().get(place));
            return;
        }
        // The sentence that stood in its place before, if the record still has it and the sheet has not.
        let gone = |one: &Plain| !items.iter().any(|item| Plain::meant(item) == *one);
        let replaced = old.get(at).filter(|old| gone(old) && !matches!(old, Plain::Map(_)));
        let place = replaced.and_then(|old| record.items().iter().position(|one| one == old));
        match (place, replaced) {
            (Some(place), _) if matches!(record, Plain::List(_)) => {
                self.edits.push(Edit::Set { path: format!("{path}[{place}]"), value: item.clone() });
            }
            (Some(_), _) => self.edits.push(Edit::Set { path: path.to_owned(), value: item.clone() }),
            // A person has put it in other words.
            (None, Some(_)) => self.keep(path.to_owned(), record, &meant),
            (None, None) => self.edits.push(Edit::Add { path: path.to_owned(), item: item.clone() }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::{apply, plain};
    use crate::model::Alliance;

    fn row(words: &[(&str, &str)], notes: &[&str]) -> Yaml {
        let mut node = Yaml::map();
        for (path, text) in words {
            node.set(path, Yaml::Text((*text).to_owned()));
        }
        for note in notes {
            node.push("notes", Yaml::Text((*note).to_owned()));
        }
        node
    }

    /// The record after the sheet was read again, and what was kept.
    fn updated(record: &str, before: Option<&Yaml>, now: &Yaml) -> (String, Vec<String>) {
        let before = before.map(|node| plain(&node.clone().record()).expect("a record"));
        let update = Update::of(now, before.as_ref(), &plain(record).expect("a record"));
        let text = apply::<Alliance>(record, &update.edits).expect("edited");
        let again = Update::of(now, before.as_ref(), &plain(&text).expect("a record"));
        assert_eq!(again.edits, [], "twice is once: {text}");
        (text, update.kept.into_iter().map(|kept| kept.path).collect())
    }

    const HEAD: [(&str, &str); 3] = [("name", "Tern"), ("partner", "Tern Ltd"), ("type", "affiliate")];

    #[test]
    fn what_changed_in_the_sheet_follows_it_and_what_a_person_changed_stays() {
        let head = |more: &[(&'static str, &'static str)]| [&HEAD[..], more].concat();
        let old =
            row(&head(&[("owners.us.name", "Ines"), ("objective", "a"), ("tier", "core")]), &["one", "two"]);
        let new = row(
            &head(&[
                ("owners.us.name", "Tom"),
                ("objective", "b"),
                ("tier", "growth"),
                ("term.ends", "2027-01-01"),
            ]),
            &["one", "three", "four"],
        );
        let record = old
            .clone()
            .record()
            .replace("objective: a", "objective: mine # ours")
            .replace("tier: core\n", "");
        let (text, kept) = updated(&record, Some(&old), &new);
        assert!(text.contains("name: Tom\n") && text.contains("objective: mine # ours\n"), "{text}");
        assert!(
            text.contains("ends: \"2027-01-01\"") && text.contains("- one\n  - three\n  - four\n"),
            "{text}"
        );
        assert!(
            text.contains("tier: growth"),
            "what was taken out and has changed in the sheet since: {text}"
        );
        assert_eq!(kept, ["objective"]);
        // Nothing new in the sheet: what a person took out stays out, and their words are no matter.
        let (text, kept) = updated(&record, Some(&old), &old);
        assert_eq!((text.as_str(), kept), (record.as_str(), vec![]));
    }

    #[test]
    fn without_what_was_read_before_only_what_is_empty_is_filled() {
        let new = row(&[&HEAD[..], &[("objective", "b"), ("tier", "core")]].concat(), &["one"]);
        let (text, kept) = updated("name: Tern\npartner: Mine\ntype: affiliate\nobjective:\n", None, &new);
        assert!(
            text.contains("objective: b\n") && text.contains("tier: core\n") && text.contains("notes: [one]"),
            "{text}"
        );
        assert!(text.contains("partner: Mine\n"), "{text}");
        assert_eq!(kept, ["partner"]);
    }

    #[test]
    fn metrics_go_by_their_names() {
        let metric = |name: &str, target: &str| {
            let mut node = row(&HEAD, &[]);
            let mut metric = Yaml::map();
            metric.set("name", Yaml::Text(name.to_owned()));
            metric.set("target", Yaml::word(target));
            node.push("metrics", metric);
            node
        };
        let record = "name: Tern\npartner: Tern Ltd\ntype: affiliate\nmetrics:\n- name: Other\n- { name: Leads, target: 5, floor: 2 }\n";
        let (text, _) = updated(record, Some(&metric("Leads", "5")), &metric("Leads", "6"));
        assert_eq!(text, record.replace("target: 5", "target: 6"));
        let (text, kept) = updated(record, Some(&metric("Leads", "4")), &metric("Leads", "6"));
        assert_eq!((text.as_str(), kept), (record, vec!["metrics[1].target".to_owned()]));
        let (text, _) = updated(record, None, &metric("Referrals", "6"));
        assert!(text.contains("{ name: Referrals, target: 6 }"), "{text}");
    }
}
