//! What every record needs to be one: a name, a partner, a type, and sides that exist.

use std::collections::HashSet;

use crate::model::{Alliance, Edit, Field, Yaml};
use crate::text::{either, nearest, only_near};

use super::Source;
use super::mistake::{Mistake, MistakeKind};

/// Most sides that a fix lists.
const LISTED: usize = 100;

impl Source<Alliance> {
    /// Notes what a record cannot do without, and every side it names that it does not have.
    pub fn check_identity(&mut self, record: &Alliance) {
        let missing = |key: &str, fix: &str| {
            self.mistake(MistakeKind::InvalidValue, key, format!("the record has no `{key}`"), fix)
        };
        // A misspelt key has been reported where it stands.
        let meant = |key: &str| self.mistakes.iter().any(|mistake| mistake.meant.as_deref() == Some(key));
        let mut found = Vec::new();
        if !record.name.is_invalid() && record.name.text().is_none() && !meant("name") {
            found.push(missing("name", "add a first line such as `name: Northstar Cloud`"));
        }
        if !record.partner.is_invalid()
            && record.partner.text().is_none()
            && record.partners.is_absent()
            && !meant("partner")
            && !meant("partners")
        {
            found.push(missing(
                "partner",
                "add `partner: COMPANY`, or `partners:` with an id for each of several",
            ));
        }
        if record.kind.is_absent() && !meant("type") {
            found.push(missing(
                "type",
                "add `type: strategic`, or `co-marketing`, `affiliate` or `sponsorship`",
            ));
        }
        let sides = record.sides();
        let known: HashSet<&str> = sides.iter().copied().collect();
        for (key, by_side) in sides_as_keys(record) {
            for id in by_side.into_iter().filter(|id| !known.contains(id)) {
                found.push(self.unknown_side(
                    MistakeKind::UnknownField,
                    &format!("{key}.{id}"),
                    id,
                    &sides,
                    &key,
                ));
            }
        }
        for (path, id, both) in sides_as_values(record) {
            let known = known.contains(id.as_str()) || (both && id == "both");
            if !known {
                found.push(self.unknown_side(MistakeKind::InvalidValue, &path, &id, &sides, ""));
            }
        }
        found.extend(negative(record).into_iter().map(|(path, what)| {
            self.mistake(
                MistakeKind::InvalidValue,
                path,
                format!("{what} cannot be less than zero"),
                "write zero or a positive number",
            )
        }));
        for mistake in &mut found {
            mistake.keep_one_key(|path| self.key_span(path).is_some());
        }
        self.mistakes.extend(found);
        self.mistakes.sort_by_key(|mistake| mistake.span.start);
    }

    fn mistake(&self, kind: MistakeKind, path: &str, message: String, fix: &str) -> Mistake {
        Mistake::new(kind, self.span_of(path), message).at(path).fix(fix)
    }

    fn unknown_side(&self, kind: MistakeKind, path: &str, id: &str, sides: &[&str], parent: &str) -> Mistake {
        // Among more than these nobody finds one, and looking through all of them for each mistake takes minutes.
        let sides = sides.get(..LISTED).unwrap_or(sides);
        let near = nearest(id, sides.iter().copied());
        let quoted: Vec<String> = sides.iter().map(|side| format!("`{side}`")).collect();
        let fix = match near {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("write {}; several partners need an id each under `partners:`", either(&quoted)),
        };
        // A side that is a key is pointed at itself, not at what it holds.
        let span = self
            .key_span(path)
            .filter(|_| kind == MistakeKind::UnknownField)
            .unwrap_or_else(|| self.span_of(path));
        let mut mistake =
            Mistake::new(kind, span, format!("`{id}` is not a party to this alliance")).at(path).fix(fix);
        let certain = only_near(id, sides.iter().copied());
        mistake = mistake.edit(certain.map(|near| match kind {
            MistakeKind::UnknownField => Edit::Rename { path: path.to_owned(), to: near.to_owned() },
            _ => Edit::Set { path: path.to_owned(), value: Yaml::text(near) },
        }));
        mistake.meant = near.filter(|_| !parent.is_empty()).map(|near| format!("{parent}.{near}"));
        mistake
    }
}

/// What an alliance takes, where it is said to take less than nothing.
fn negative(record: &Alliance) -> Vec<(&'static str, &'static str)> {
    let Some(attention) = record.attention.get() else { return Vec::new() };
    let hours = attention.hours_per_month.get().is_some_and(|hours| hours.0.is_sign_negative());
    let cost = attention.cost_per_month.get().is_some_and(|cost| cost.amount.is_sign_negative());
    let hours = hours.then_some(("attention.hours_per_month", "hours"));
    let cost = cost.then_some(("attention.cost_per_month", "a cost"));
    hours.into_iter().chain(cost).collect()
}

/// Every mapping whose keys are sides, with the sides named.
fn sides_as_keys(record: &Alliance) -> Vec<(String, Vec<&str>)> {
    fn ids<T>(entries: &[(String, T)]) -> Vec<&str> {
        entries.iter().map(|(id, _)| id.as_str()).collect()
    }
    let mut mappings = vec![
        ("contributions".to_owned(), ids(record.contributions.fields())),
        ("expects".to_owned(), ids(record.expects.fields())),
        ("owners".to_owned(), ids(record.owners.fields())),
        ("sponsors".to_owned(), ids(record.sponsors.fields())),
    ];
    if let Some(agreement) = record.agreement.get() {
        mappings.push(("agreement.approved_by".to_owned(), ids(agreement.approved_by.fields())));
    }
    if let Some(campaign) = record.campaign.get() {
        mappings.push(("campaign.audience_split".to_owned(), ids(campaign.audience_split.fields())));
    }
    if let Some(trust) = record.trust.get() {
        mappings.push(("trust".to_owned(), ids(&trust.ratings)));
    }
    for (index, metric) in record.metrics.iter() {
        mappings.push((format!("metrics[{index}].tracked_by"), ids(metric.tracked_by.fields())));
        for (at, result) in metric.results.iter() {
            mappings.push((format!("metrics[{index}].results[{at}].totals"), ids(result.totals.fields())));
        }
    }
    mappings
}

/// Every value that names a side, with its path and whether `both` may stand there.
fn sides_as_values(record: &Alliance) -> Vec<(String, String, bool)> {
    let mut values: Vec<(String, String, bool)> = Vec::new();
    let mut add = |path: String, side: &Field<String>, both: bool| {
        if let Some(side) = side.text() {
            values.push((path, side.to_owned(), both));
        }
    };
    for (index, change) in record.operating_changes.iter() {
        add(format!("operating_changes[{index}].side"), &change.side, true);
    }
    for (index, commitment) in record.commitments.iter() {
        add(format!("commitments[{index}].by"), &commitment.by, true);
    }
    for (index, waiver) in record.waivers.iter() {
        add(format!("waivers[{index}].side"), &waiver.side, false);
    }
    if let Some(governance) = record.governance.get() {
        for (index, review) in governance.reviews.iter() {
            for (at, side) in review.attended.iter() {
                add(format!("governance.reviews[{index}].attended[{at}]"), &Field::Set(side.clone()), false);
            }
        }
        for (at, side) in
            governance.shared_document.get().into_iter().flat_map(|document| document.access.iter())
        {
            add(format!("governance.shared_document.access[{at}]"), &Field::Set(side.clone()), false);
        }
    }
    for (index, metric) in record.metrics.iter() {
        for (at, revision) in metric.revisions.iter() {
            for (item, side) in revision.agreed_by.iter() {
                add(
                    format!("metrics[{index}].revisions[{at}].agreed_by[{item}]"),
                    &Field::Set(side.clone()),
                    false,
                );
            }
        }
    }
    values
}
