use super::*;

fn shown(text: &str) -> String {
    match read(text) {
        None => "none".to_owned(),
        Some(DateReading { time, rest }) => {
            let time = match time {
                Time::Day(day) => day.to_string(),
                Time::Period(period) => period.to_string(),
                Time::Either(one, other) => format!("{one} or {other}"),
            };
            if rest.is_empty() { time } else { format!("{time} | {rest}") }
        }
    }
}

#[test]
fn every_usual_form_is_read() {
    for (text, time) in [
        ("2026-03-31", "2026-03-31"),
        ("2026/3/1", "2026-03-01"),
        ("2026-03-31 00:00:00", "2026-03-31"),
        ("2026-03-31T09:30:00Z", "2026-03-31"),
        ("31/03/2027", "2027-03-31"),
        ("3/31/2027", "2027-03-31"),
        ("31.3.26", "2026-03-31"),
        ("01.02.2026", "2026-02-01"),
        ("03/04/2025", "2025-04-03 or 2025-03-04"),
        ("05-05-2025", "2025-05-05"),
        ("12 Oct 2026", "2026-10-12"),
        ("1 Sept 2024", "2024-09-01"),
        ("1st of September, 2024", "2024-09-01"),
        ("12-Oct-26", "2026-10-12"),
        ("October 12, 2026", "2026-10-12"),
        ("Oct 12th, 2026", "2026-10-12"),
        ("12. März 2026", "2026-03-12"),
        ("Apr-25", "2025-04"),
        ("Sept 2026", "2026-09"),
        ("Jan'24", "2024-01"),
        ("Mai 2026", "2026-05"),
        ("04/2027", "2027-04"),
        ("2026-09", "2026-09"),
        ("Q2 2024", "2024-Q2"),
        ("Q2/24", "2024-Q2"),
        ("2024-Q2", "2024-Q2"),
        ("2024 Q2", "2024-Q2"),
        ("2. Quartal 2025", "2025-Q2"),
        ("H1 2026", "2026-H1"),
        ("2023", "2023"),
        ("31 Aug 2027 (auto)", "2027-08-31 | (auto)"),
        ("until 31/12/2026", "2026-12-31"),
        ("signed Feb-25", "2025-02"),
        ("by the end of March 2027", "2027-03 | by the end of"),
    ] {
        assert_eq!(shown(text), time, "{text}");
    }
    for text in
        ["TBC", "annual", "?", "none", "90 days", "31/02/2026", "2026-13-01", "40", "", "1.2m", "/", "3."]
    {
        assert_eq!(shown(text), "none", "{text}");
    }
}

#[test]
fn a_column_settles_its_order() {
    assert_eq!(order(["03/04/2025", "14/01/2024"]), Some(Order::DayFirst));
    assert_eq!(order(["03/04/2025", "01/14/2024"]), Some(Order::MonthFirst));
    assert_eq!(order(["03/04/2025", "05/06/2025"]), None);
    assert_eq!(order(["14/01/2024", "01/14/2024", "01/02/2024"]), None);
    assert_eq!(order(["2025-13-14", "Q2 2025"]), None);
}

#[test]
fn nothing_that_is_typed_stops_it() {
    let alphabet: Vec<char> = "0123456789/.-' QHqJanMärzº²½()—".chars().collect();
    let mut state = 7_u64;
    for _ in 0..20_000 {
        let text: String = (0..12)
            .map(|_| {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                let place = usize::try_from(state >> 40).unwrap_or(0) % alphabet.len();
                alphabet[place]
            })
            .collect();
        let _ = read(&text);
        let _ = order([text.as_str()]);
    }
}
