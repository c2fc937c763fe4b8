//! Any record goes through every rule, figure and form.

use proptest::prelude::*;

use super::shape::{Draw, EVIL, Odd, written};
use super::{cases, choices, day, days, drawn, inputs, judged, odd, places, sinks};

fn sound(told: Result<(), String>) -> Result<(), TestCaseError> {
    told.map_err(TestCaseError::fail)
}

fn all_hold(forms: Result<Vec<sinks::Form>, String>) -> Result<(), TestCaseError> {
    forms.map_err(TestCaseError::fail)?.iter().try_for_each(|form| sound(sinks::holds(form)))
}

proptest! {
    #![proptest_config(cases(20))]

    #[test]
    fn any_record_is_judged_and_printed_in_every_form(
        choices in choices(),
        odd in odd(),
        settings in any::<bool>(),
        as_of in days(),
    ) {
        let mut draw = Draw::new(&choices, odd);
        let portfolio = settings.then(|| written(&draw.portfolio()));
        let report = judged(inputs(&[written(&draw.record())], portfolio), as_of);
        sound(sinks::adds_up(&report))?;
        sound(places::of_report(&report))?;
        all_hold(sinks::of_report(&report))?;
    }

    #[test]
    fn any_two_states_can_be_laid_side_by_side(one in choices(), other in choices(), odd in odd()) {
        let report = |records: &[String]| judged(inputs(records, None), day("2026-11-22"));
        let (one, other) = (written(&drawn(&one, odd)), written(&drawn(&other, odd)));
        all_hold(sinks::of_difference(&report(std::slice::from_ref(&one)), report(std::slice::from_ref(&other))))?;
        all_hold(sinks::of_difference(&report(&[one.clone(), other.clone()]), report(&[other])))?;
        let same = sinks::of_difference(&report(std::slice::from_ref(&one)), report(&[one])).map_err(TestCaseError::fail)?;
        let json = same.iter().find(|form| form.0 == "diff json").expect("a form");
        let json: serde_json::Value = serde_json::from_str(&json.2).expect("JSON");
        let entries = json["entries"].as_array().expect("entries");
        prop_assert_eq!(entries.len(), 0, "nothing has changed: {}", json);
    }
}

proptest! {
    #![proptest_config(cases(60))]

    #[test]
    fn settings_change_what_is_told_and_never_a_score(choices in choices(), severity in 0_usize..3) {
        let record = written(&drawn(&choices, Odd::Sound));
        let word = ["note", "warning", "error"][severity];
        let rules: Vec<String> =
            alliance::rules::all().iter().map(|rule| format!("{}: {word}", rule.id)).collect();
        // Of one company: an owner who is called like it is not a person.
        let settings = format!("us: Us\nrules: {{ {} }}", rules.join(", "));
        let score = |portfolio: &str| {
            let report = judged(inputs(std::slice::from_ref(&record), Some(portfolio.to_owned())), day("2026-11-22"));
            let health = report.alliances[0].health.as_ref().expect("a record");
            (health.score.as_ref().map(|score| score.raw), health.verdict.decision)
        };
        prop_assert_eq!(score("us: Us"), score(&settings));
    }

    #[test]
    fn the_mistakes_of_a_broken_text_stand_inside_it(choices in choices(), cuts in prop::collection::vec(any::<(u16, u8)>(), 1..6)) {
        let mut text = written(&drawn(&choices, Odd::Wrong));
        for (at, what) in cuts {
            let mut at = usize::from(at) % (text.len() + 1);
            while !text.is_char_boundary(at) {
                at -= 1;
            }
            match what % 4 {
                0 => text.truncate(at),
                1 => text.insert_str(at, ["\n", "\t", "'", "\"", "]", "}", ": ", "*x", "!é", "\u{9b}"][usize::from(what / 4) % 10]),
                2 => text.insert_str(at, EVIL[usize::from(what / 4) % EVIL.len()]),
                _ => { if at < text.len() { text.remove(at); } }
            }
        }
        let mut inputs = inputs(&[text], None);
        let source = inputs.records.remove(0).read();
        sound(places::of_mistakes(&source))?;
        inputs.records.push(source.into());
        let report = judged(inputs, day("2026-11-22"));
        sound(places::of_report(&report))?;
    }
}

/// The bytes are only a way to make records: they must lead everywhere.
#[test]
fn every_key_of_the_record_is_drawn_and_every_hostile_text_gets_into_one() {
    let mut seed = 7_u64;
    let mut next = || {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        seed.to_le_bytes()[2]
    };
    let mut all = String::new();
    for _ in 0..400 {
        let choices: Vec<u8> = (0..1200).map(|_| next()).collect();
        all += &drawn(&choices, Odd::Sound).to_string();
        all += &Draw::new(&choices, Odd::Wrong).portfolio().to_string();
    }
    let schema: serde_json::Value =
        serde_json::from_str(include_str!("../../schema/alliance.schema.json")).expect("JSON");
    let definitions = schema["definitions"].as_object().expect("definitions").values();
    for shape in definitions.chain([&schema]) {
        for key in shape["properties"].as_object().into_iter().flatten().map(|(key, _)| key) {
            assert!(all.contains(&format!("\"{key}\":")), "no `{key}`");
        }
    }
    for evil in EVIL {
        let quoted = serde_json::Value::from(evil).to_string();
        assert!(all.contains(quoted.trim_matches('"')), "no {quoted}");
    }
}
