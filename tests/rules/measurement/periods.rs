//! A result has a length: any split of the same total is judged alike.

use proptest::prelude::*;

use crate::support::Case;

/// The months of April to September 2026, as filed at each of three lengths.
fn split(months: &[u32; 6], length: usize) -> String {
    let names: [&[&str]; 3] = [
        &["2026-04", "2026-05", "2026-06", "2026-07", "2026-08", "2026-09"],
        &["2026-Q2", "2026-Q3"],
        &["2026-Q2", "2026-07", "2026-08", "2026-09"],
    ];
    let parts: Vec<u32> = match length {
        0 => months.to_vec(),
        1 => months.chunks(3).map(|quarter| quarter.iter().sum()).collect(),
        _ => std::iter::once(months[..3].iter().sum()).chain(months[3..].iter().copied()).collect(),
    };
    let results: Vec<String> = names[length]
        .iter()
        .zip(parts)
        .map(|(name, total)| {
            format!("{{ period: {name}, total: {total}, without: 0, partner_total: {total} }}")
        })
        .collect();
    format!("metrics[1]: null\nmetrics[0].results: [{}]\ndecisions: []", results.join(", "))
}

/// What a rule says, but for the place among the results.
fn said(rule: &str, change: &str) -> Vec<String> {
    Case::new(rule).with(change).findings().iter().map(|finding| finding.message().into_owned()).collect()
}

#[test]
fn months_are_compared_with_a_quarter_as_a_quarter() {
    for rule in ["drifting-alliance", "tripped-exit-trigger", "unfitting-result-period"] {
        assert!(said(rule, &split(&[90_000; 6], 0)).is_empty(), "{rule}: 270,000 a quarter is above 200,000");
    }
    for rule in ["drifting-alliance", "tripped-exit-trigger"] {
        assert_eq!(said(rule, &split(&[60_000; 6], 0)).len(), 1, "{rule}: 180,000 a quarter is not");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn any_split_of_a_total_is_judged_alike(months in prop::array::uniform6(30_000_u32..170_000)) {
        for rule in ["drifting-alliance", "tripped-exit-trigger", "ready-to-deepen", "met-on-gross-only", "silent-metric"] {
            let whole = said(rule, &split(&months, 1));
            for length in [0, 2] {
                prop_assert_eq!(&said(rule, &split(&months, length)), &whole, "{}", rule);
            }
        }
    }
}
