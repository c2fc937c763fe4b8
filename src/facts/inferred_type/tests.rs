//! The samples are what they are, whatever they are called.

use super::*;
use crate::load::Source;
use crate::model::{Date, Field};

fn record(file: &str) -> Alliance {
    let path = format!("{}/{file}", env!("CARGO_MANIFEST_DIR"));
    serde_yaml::from_str(&std::fs::read_to_string(path).expect(file)).expect(file)
}

fn read(text: &str) -> Inferred {
    let mut record: Alliance = serde_yaml::from_str(text).expect("a record");
    of(&mut record)
}

fn of(record: &mut Alliance) -> Inferred {
    let as_of = Date::parse("2026-11-22").expect("a date").0;
    record.stand_at(as_of);
    infer(record, &Facts::new(record, as_of))
}

const FILES: [&str; 13] = [
    "alliances/tariff-owl.yaml",
    "alliances/northstar-cloud.yaml",
    "alliances/kestrel-and-co.yaml",
    "alliances/lark-and-linen.yaml",
    "alliances/borealis.yaml",
    "alliances/oakline-crm.yaml",
    "alliances/palomar-screens.yaml",
    "alliances/quillon-data.yaml",
    "alliances/tern-analytics.yaml",
    "tests/fixtures/healthy-affiliate.yaml",
    "tests/fixtures/healthy-co-marketing.yaml",
    "tests/fixtures/healthy-sponsorship.yaml",
    "tests/fixtures/healthy-three-party.yaml",
];

#[test]
fn the_samples_are_what_they_are() {
    use Kind::{Affiliate, CoMarketing, Sponsorship, Strategic};
    let known = [Affiliate, Strategic, Strategic, CoMarketing, Strategic, Strategic, Strategic];
    let known =
        known.into_iter().chain([Strategic, Strategic, Affiliate, CoMarketing, Sponsorship, Strategic]);
    for (file, kind) in FILES.into_iter().zip(known) {
        let inferred = of(&mut record(file));
        if file.contains("kestrel") {
            // A plan and a sponsor once made it half strategic; what is exchanged is an audience for an audience.
            assert_eq!(inferred.conclusion, Conclusion::Tie(vec![CoMarketing, Sponsorship]));
        } else {
            assert_eq!(inferred.conclusion, Conclusion::Confident(kind), "{file}: {inferred:#?}");
        }
    }
}

#[test]
fn what_it_is_called_changes_nothing() {
    for file in FILES {
        let mut plain = record(file);
        let inferred = of(&mut plain);
        for kind in Kind::ALL.iter().copied().map(Field::Set).chain([Field::Absent, Field::Invalid]) {
            let mut renamed = record(file);
            renamed.name = Field::Set("Strategic Affiliate Campaign Sponsorship".to_owned());
            renamed.kind = kind;
            renamed.intended_type = kind;
            assert_eq!(of(&mut renamed), inferred, "{file}");
        }
    }
}

#[test]
fn silence_speaks_for_nothing() {
    for text in [
        "{}",
        "type: strategic",
        "type: affiliate",
        "operating_changes:",
        "{ contributions: {}, metrics: [], governance: {}, campaign: {}, affiliate: {}, sponsors: {} }",
        "{ contributions: { us: [our audience], partner: [their audience] } }",
        "{ contributions: { us: [{ what: Our letters, kind: audience }] } }",
        "{ strategic_case: [{ test: capability, evidence: They have it }] }",
    ] {
        // Both by an ordinary reader and by our own, which tells nothing from an empty list.
        let ours = Source::<Alliance>::new("x.yaml".to_owned(), Ok(text.to_owned())).value;
        assert_eq!(of(&mut ours.expect(text)).signals, [], "{text}");
        let inferred = read(text);
        assert_eq!(inferred.signals, [], "{text}");
        assert_eq!(inferred.conclusion, Conclusion::TooLittle, "{text}");
    }
}

#[test]
fn only_a_recorded_absence_of_change_counts() {
    let with = |changes: &str| {
        read(&format!("{{ affiliate: {{ commission: EUR 9 }}{changes} }}")).points(Kind::Affiliate)
    };
    assert_eq!(with(""), 4);
    assert_eq!(with(", operating_changes: []"), 6);
    assert_eq!(with(", operating_changes: [{ kind: shared-data, minor: true }]"), 6);
    assert_eq!(with(", operating_changes: [{ kind: shared-data }]"), 4);
}

#[test]
fn certainty_is_a_matter_of_points_and_lead() {
    let signal = |kind, points| Signal { kind, points, sentence: String::new(), path: String::new() };
    let conclude = |strategic, affiliate| {
        conclude(&[signal(Kind::Strategic, strategic), signal(Kind::Affiliate, affiliate)])
    };
    assert_eq!(conclude(2, 0), Conclusion::TooLittle);
    assert_eq!(conclude(3, 0), Conclusion::Weak(Kind::Strategic));
    assert_eq!(conclude(4, 0), Conclusion::Confident(Kind::Strategic));
    assert_eq!(conclude(4, 1), Conclusion::Confident(Kind::Strategic));
    assert_eq!(conclude(4, 2), Conclusion::Weak(Kind::Strategic));
    assert_eq!(conclude(4, 3), Conclusion::Tie(vec![Kind::Strategic, Kind::Affiliate]));
    assert_eq!(conclude(3, 4), Conclusion::Tie(vec![Kind::Affiliate, Kind::Strategic]));
    assert_eq!(conclude(4, 4), Conclusion::Tie(vec![Kind::Strategic, Kind::Affiliate]));
}

#[test]
fn every_point_has_a_clause_and_a_place() {
    for file in FILES {
        let mut record = record(file);
        for signal in of(&mut record).signals {
            assert!(signal.points > 0 && !signal.sentence.is_empty() && !signal.path.is_empty());
        }
    }
}

#[test]
fn changes_and_capabilities_count_up_to_their_limit() {
    let changes = "operating_changes: [{ kind: shared-data }, { kind: shared-data }, { kind: shared-hiring }, { kind: market-access }]";
    let many = |kinds: &str| {
        let brings =
            format!("contributions: {{ us: [{{ kind: {kinds} }}], partner: [{{ kind: {kinds} }}] }}");
        read(&format!("{{ {changes}, {brings} }}")).points(Kind::Strategic)
    };
    assert_eq!(many("data"), 4);
    assert_eq!(many("expertise"), 4);
    // Where no kind is recorded nothing bears them out; where one is, only what fits it.
    assert_eq!(read(changes).points(Kind::Strategic), 2);
    assert_eq!(many("audience"), 0);
    assert_eq!(many("distribution"), 2);
    let capable = read(
        "{ partners: { a: A, b: B }, contributions: { us: [{ what: Six engineers, kind: expertise }], \
         a: [{ what: Nine halls, kind: technology }], b: [{ what: Ten shops, kind: distribution }] } }",
    );
    assert_eq!(capable.points(Kind::Strategic), 2);
}

#[test]
fn the_third_side_has_a_say() {
    let with = |skau: &str| {
        read(&format!(
            "{{ partners: {{ m: M, s: S }}, contributions: {{ us: [{{ kind: audience }}], m: [{{ kind: brand }}]{skau} }} }}"
        ))
        .points(Kind::CoMarketing)
    };
    assert_eq!(with(""), 0);
    assert_eq!(with(", s: [{ kind: content }]"), 3);
    assert_eq!(with(", s: [{ kind: expertise }]"), 0);
}
