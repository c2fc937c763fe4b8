//! What every record needs to be one: a name, a partner, a type, and sides that exist.

use std::collections::HashSet;

use crate::model::{Alliance, Edit, Side, Yaml, is_placeholder};
use crate::text::{either, nearest, only_near};

use super::Source;
use super::mistake::{Mistake, MistakeKind};

/// Among so many sides one is found at a glance.
const FEW: usize = 8;

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
        // Most records have two sides, and every name of one in them is looked up.
        let many: HashSet<&str> =
            if sides.len() > FEW { sides.iter().copied().collect() } else { HashSet::new() };
        let is_known = |id: &str| if sides.len() > FEW { many.contains(id) } else { sides.contains(&id) };
        sides_as_keys(record, &mut |key, id| {
            if !is_known(id) {
                let key = key();
                let path = format!("{key}.{id}");
                found.push(self.unknown_side(MistakeKind::UnknownField, &path, id, &sides, &key));
            }
        });
        sides_as_values(record, &mut |path, id, both| {
            let id = id.trim();
            let is_side = is_known(id) || (both && id == "both");
            // What only holds the place of a side names none.
            if !is_side && !id.is_empty() && !is_placeholder(id) {
                found.push(self.unknown_side(MistakeKind::InvalidValue, &path(), id, &sides, ""));
            }
        });
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

/// Takes a side that a record names, with where it does and whether `both` may stand there.
type Told<'t> = &'t mut dyn FnMut(&dyn Fn() -> String, &str, bool);

/// Every side named as a key, with the path of the mapping.
fn sides_as_keys(record: &Alliance, told: &mut dyn FnMut(&dyn Fn() -> String, &str)) {
    fn ids<T>(
        entries: &[(String, T)],
        key: &dyn Fn() -> String,
        told: &mut dyn FnMut(&dyn Fn() -> String, &str),
    ) {
        entries.iter().for_each(|(id, _)| told(key, id));
    }
    ids(record.contributions.fields(), &|| "contributions".to_owned(), told);
    ids(record.expects.fields(), &|| "expects".to_owned(), told);
    ids(record.owners.fields(), &|| "owners".to_owned(), told);
    ids(record.sponsors.fields(), &|| "sponsors".to_owned(), told);
    if let Some(agreement) = record.agreement.get() {
        ids(agreement.approved_by.fields(), &|| "agreement.approved_by".to_owned(), told);
    }
    if let Some(campaign) = record.campaign.get() {
        ids(campaign.audience_split.fields(), &|| "campaign.audience_split".to_owned(), told);
    }
    if let Some(trust) = record.trust.get() {
        ids(&trust.ratings, &|| "trust".to_owned(), told);
    }
    for (index, metric) in record.metrics.iter() {
        ids(metric.tracked_by.fields(), &|| format!("metrics[{index}].tracked_by"), told);
        for (at, result) in metric.results.iter() {
            ids(result.totals.fields(), &|| format!("metrics[{index}].results[{at}].totals"), told);
        }
    }
}

/// Every value that is to name a side, with its path and whether `both` may stand there.
fn sides_as_values(record: &Alliance, told: Told) {
    for (index, change) in record.operating_changes.iter() {
        if let Some(side) = change.side.named().map(Side::key) {
            told(&|| format!("operating_changes[{index}].side"), side, true);
        }
    }
    for (index, commitment) in record.commitments.iter() {
        if let Some(side) = commitment.by.named().map(Side::key) {
            told(&|| format!("commitments[{index}].by"), side, true);
        }
    }
    for (index, waiver) in record.waivers.iter() {
        if let Some(side) = waiver.side.named().map(Side::key) {
            told(&|| format!("waivers[{index}].side"), side, false);
        }
    }
    if let Some(governance) = record.governance.get() {
        for (index, review) in governance.reviews.iter() {
            for (at, side) in review.attended.iter() {
                told(&|| format!("governance.reviews[{index}].attended[{at}]"), side, false);
            }
        }
        for (at, side) in
            governance.shared_document.get().into_iter().flat_map(|document| document.access.iter())
        {
            told(&|| format!("governance.shared_document.access[{at}]"), side, false);
        }
    }
    for (index, metric) in record.metrics.iter() {
        for (at, revision) in metric.revisions.iter() {
            for (item, side) in revision.agreed_by.iter() {
                told(&|| format!("metrics[{index}].revisions[{at}].agreed_by[{item}]"), side, false);
            }
        }
    }
}
