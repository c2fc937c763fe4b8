//! What would have to be true for a label to be true: the fewest additions to a record that change what it is.

use crate::facts::Facts;
use crate::facts::contributions::{Brings, is_visibility};
use crate::model::{
    Affiliate, Alliance, BySide, Campaign, ChangeKind, Contribution, ContributionKind, Field, Kind, List,
    Metric, Number, OperatingChange, Route, StrategicCase, StrategicTest,
};
use crate::text::listed;

use super::inferred_type::{Conclusion, bears_out, infer};

/// An addition to the record: what it says, and the doing of it.
struct TypeEdit {
    sentence: String,
    apply: Box<dyn Fn(&mut Alliance)>,
}

/// The fewest additions after which the record would be inferred to be of this type; `None` where none lead there.
pub fn additions(facts: &Facts, kind: Kind) -> Option<Vec<String>> {
    let mut trial = evidence_of(facts.record);
    let mut edits = possible(facts, kind);
    let mut chosen = Vec::new();
    let (mut lead, mut is_there) = margin(&trial, facts, kind);
    while !is_there {
        // Points add up, so the addition that gains most is part of a shortest way; the first of equals is nearest
        // to what makes an alliance of this type.
        let gains = edits.iter().enumerate().map(|(index, edit)| {
            let mut changed = trial.clone();
            (edit.apply)(&mut changed);
            (index, margin(&changed, facts, kind), changed)
        });
        let (index, (best, is_enough), changed) =
            gains.reduce(|best, next| if next.1.0 > best.1.0 { next } else { best })?;
        if best <= lead {
            return None;
        }
        (trial, lead, is_there) = (changed, best, is_enough);
        chosen.push(edits.remove(index).sentence);
    }
    Some(chosen)
}

/// A record without what says nothing of its type: each trial is a copy.
fn evidence_of(record: &Alliance) -> Alliance {
    let measures = record.metrics.items().map(|metric| Metric {
        indicator: metric.indicator,
        headline: metric.headline,
        ..Metric::default()
    });
    Alliance {
        partner: record.partner.clone(),
        partners: record.partners.clone(),
        structure: record.structure,
        started: record.started,
        agreement: record.agreement.clone(),
        strategic_case: record.strategic_case.clone(),
        operating_changes: record.operating_changes.clone(),
        contributions: record.contributions.clone(),
        metrics: measures.collect::<Vec<_>>().into(),
        equity: record.equity.clone(),
        fees: record.fees.clone(),
        term: record.term.clone(),
        notice_given: record.notice_given,
        exit: record.exit.clone(),
        terms_updated: record.terms_updated,
        campaign: record.campaign.clone(),
        affiliate: record.affiliate.clone(),
        ..Alliance::default()
    }
}

/// By how many points a type leads the next, negative where it trails, and whether the record is inferred to be of it.
fn margin(trial: &Alliance, facts: &Facts, kind: Kind) -> (i64, bool) {
    let inferred = infer(trial, &facts.of_trial(trial));
    let others = Kind::ALL.iter().filter(|other| **other != kind).map(|other| inferred.points(*other));
    let lead = i64::from(inferred.points(kind)) - i64::from(others.max().unwrap_or(0));
    (lead, [Conclusion::Confident(kind), Conclusion::Weak(kind)].contains(&inferred.conclusion))
}

fn possible(facts: &Facts, kind: Kind) -> Vec<TypeEdit> {
    match kind {
        Kind::Strategic => strategic(facts),
        Kind::CoMarketing => co_marketing(),
        Kind::Affiliate => affiliate(),
        // Money for a name is what each side brings; nothing can be added to what it brings now.
        Kind::Sponsorship => Vec::new(),
    }
}

fn edit(sentence: impl Into<String>, apply: impl Fn(&mut Alliance) + 'static) -> TypeEdit {
    TypeEdit { sentence: sentence.into(), apply: Box::new(apply) }
}

fn strategic(facts: &Facts) -> Vec<TypeEdit> {
    let record = facts.record;
    let brings = Brings::of(record, facts);
    let names = |sides: &[String]| {
        listed(&sides.iter().map(|side| record.side_name(side).to_owned()).collect::<Vec<_>>())
    };
    let mut edits = vec![edit("a change in how one side operates (`operating_changes`)", |record| {
        change(record);
    })];
    let easy: Vec<String> = brings
        .iter()
        .filter(|side| side.hard_to_replicate().is_none())
        .map(|side| side.side.to_owned())
        .collect();
    if !easy.is_empty() {
        let sentence = format!("something hard to replicate from {} (`hard_to_replicate`)", names(&easy));
        edits.push(edit(sentence, move |record| {
            for side in &easy {
                harden(record, side);
            }
        }));
    }
    edits.push(edit("a strategic test with figures for both ways (`strategic_case`)", |record| {
        let told = Route { months: Field::Set(Number::default()), ..Route::default() };
        record.strategic_case = List::from(vec![StrategicCase {
            test: Field::Set(StrategicTest::Capability),
            evidence: said(),
            organic: Field::Set(told.clone()),
            through_alliance: Field::Set(told),
        }]);
    }));
    edits.push(edit("a second kind of operating change", change));
    for side in facts.sides.iter().map(|side| (*side).to_owned()) {
        let sentence =
            format!("a capability with an amount from {} (`contributions.{side}`)", record.side_name(&side));
        edits.push(edit(sentence, move |record| {
            bring(record, &side, |item| {
                item.kind = vec![ContributionKind::Expertise].into();
                item.amount = Field::Set(Number::default());
            });
        }));
    }
    edits
}

fn co_marketing() -> Vec<TypeEdit> {
    vec![
        edit("a campaign with its start and end (`campaign`)", |record| {
            record.campaign = Field::Set(Campaign { shared_asset: said(), ..Campaign::default() });
        }),
        edit("an end within twelve months for every contribution", |record| {
            let ends = record.started.last();
            for (_, items) in record.contributions.fields_mut() {
                for item in items.get_mut().into_iter().flat_map(|items| items.fields_mut()) {
                    if let Some(item) = item.get_mut() {
                        item.until = ends;
                    }
                }
            }
        }),
    ]
}

fn affiliate() -> Vec<TypeEdit> {
    let terms = |record: &mut Alliance, write: fn(&mut Affiliate)| {
        let mut terms = record.affiliate.get().cloned().unwrap_or_default();
        write(&mut terms);
        record.affiliate = Field::Set(terms);
    };
    vec![
        edit("a commission (`affiliate.commission`)", move |record| {
            terms(record, |terms| terms.commission = said())
        }),
        edit("the tracking of referrals (`affiliate.tracking`)", move |record| {
            terms(record, |terms| terms.tracking = said());
        }),
    ]
}

fn said() -> Field<String> {
    Field::Set("recorded".to_owned())
}

/// One more kind of operating change than before, and one that something exchanged bears out if there is such.
fn change(record: &mut Alliance) {
    let mut changes: Vec<OperatingChange> = record.operating_changes.items().cloned().collect();
    let has = |kind: &ChangeKind| changes.iter().any(|change| change.kind.copied() == Some(*kind));
    let brought: Vec<ContributionKind> = record
        .contributions
        .iter()
        .flat_map(|(_, given)| given.items())
        .flat_map(|item| item.kinds())
        .collect();
    let fits = |kind: &ChangeKind| brought.iter().any(|brought| bears_out(*brought, *kind));
    let free = ChangeKind::ALL.iter().copied().find(|kind| !has(kind) && fits(kind));
    changes.extend(free.map(|kind| OperatingChange { kind: Field::Set(kind), ..OperatingChange::default() }));
    record.operating_changes = List::from(changes);
}

/// What a side brings now, known to be hard to replicate.
fn harden(record: &mut Alliance, side: &str) {
    let items = record.contributions.fields_mut().iter_mut().find(|(id, _)| id == side);
    let items = items.and_then(|(_, items)| items.get_mut()).map_or(&mut [][..], List::fields_mut);
    match items.iter_mut().find_map(Field::get_mut) {
        Some(item) if item.may_be(|kind| !is_bought_or_seen(kind)) => {
            item.hard_to_replicate = said();
        }
        Some(_) => bring(record, side, |item| {
            item.kind = vec![ContributionKind::Expertise].into();
            item.hard_to_replicate = said();
        }),
        None => bring(record, side, |item| item.hard_to_replicate = said()),
    }
}

/// Money and visibility can be had elsewhere, however hard that is said to be.
fn is_bought_or_seen(kind: ContributionKind) -> bool {
    is_visibility(kind) || kind == ContributionKind::Capital
}

/// One more contribution of a side.
fn bring(record: &mut Alliance, side: &str, write: impl Fn(&mut Contribution)) {
    let mut item = Contribution::default();
    write(&mut item);
    let mut sides: Vec<(String, List<Contribution>)> =
        record.contributions.iter().map(|(id, items)| (id.to_owned(), items.clone())).collect();
    match sides.iter_mut().find(|(id, _)| id == side) {
        Some((_, items)) => {
            let all = items.items().cloned().chain([item]).collect::<Vec<_>>();
            *items = List::from(all);
        }
        None => sides.push((side.to_owned(), List::from(vec![item]))),
    }
    record.contributions = BySide::from_iter(sides);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::Source;
    use crate::model::Date;

    fn additions_to(text: &str, kind: Kind) -> Option<Vec<String>> {
        let record: Alliance = serde_yaml::from_str(text).expect("a record");
        additions(&Facts::new(&record, Date::parse("2026-11-22").expect("a date").0), kind)
    }

    const TRANSACTION: &str = "{ affiliate: { commission: EUR 9, tracking: Code }, operating_changes: [], \
                               contributions: { us: [{ kind: capital }], partner: [{ kind: customers }] } }";

    #[test]
    fn what_is_left_out_of_a_trial_says_nothing_of_the_type() {
        let top = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
        let as_of = Date::parse("2026-11-22").expect("a date").0;
        let mut seen = 0;
        for folder in ["alliances", "examples/broken/alliances", "tests/fixtures"] {
            for file in std::fs::read_dir(top.join(folder)).expect("a folder") {
                let text = std::fs::read_to_string(file.expect("a file").path()).unwrap_or_default();
                let read = Source::<Alliance>::new(String::new(), Ok(text));
                let Some(record) = read.value else { continue };
                let less = evidence_of(&record);
                let of = |record: &Alliance| infer(record, &Facts::new(record, as_of));
                assert_eq!(of(&less), of(&record), "{:?}", record.name);
                seen += 1;
            }
        }
        assert!(seen > 15, "{seen} records");
    }

    #[test]
    fn what_is_true_already_needs_nothing() {
        assert_eq!(additions_to(TRANSACTION, Kind::Affiliate), Some(vec![]));
    }

    #[test]
    fn the_way_is_short_and_starts_with_what_matters() {
        let way = additions_to(TRANSACTION, Kind::Strategic).expect("a way");
        assert_eq!(
            way,
            [
                "something hard to replicate from our side and partner (`hard_to_replicate`)",
                "a change in how one side operates (`operating_changes`)",
                "a strategic test with figures for both ways (`strategic_case`)",
            ]
        );
    }

    #[test]
    fn a_bare_record_gets_somewhere_on_every_type_but_one() {
        for kind in [Kind::Strategic, Kind::Affiliate] {
            assert!(additions_to("{}", kind).is_some_and(|way| !way.is_empty()), "{kind}");
        }
        assert_eq!(additions_to("{}", Kind::Sponsorship), None);
        assert_eq!(
            additions_to(
                "{ started: 2026-01-01, contributions: { us: [a], partner: [b] } }",
                Kind::CoMarketing
            ),
            Some(vec![
                "a campaign with its start and end (`campaign`)".to_owned(),
                "an end within twelve months for every contribution".to_owned(),
            ])
        );
    }

    #[test]
    fn three_sides_all_have_to_be_hard_to_replicate() {
        let record = "{ partners: { m: Meridian, s: Skau }, affiliate: { commission: EUR 9 }, operating_changes: [], \
                      contributions: { us: [{ kind: capital, hard_to_replicate: Terms }], m: [{ kind: brand }] } }";
        let way = additions_to(record, Kind::Strategic).expect("a way");
        assert!(way.iter().any(|step| step.contains("from Meridian and Skau")), "{way:?}");
    }
}
