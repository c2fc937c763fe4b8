//! The asking loop without a terminal, and what it makes of the answers.

use super::*;

fn day(text: &str) -> NaiveDate {
    crate::model::Date::parse(text).expect("a date").0
}

fn question(alliance: &str, owner: Option<&str>, last_review: Option<&str>) -> Question {
    Question {
        alliance: alliance.to_owned(),
        owner: owner.map(str::to_owned),
        last_review: last_review.map(day),
    }
}

fn three() -> Vec<Question> {
    vec![
        question("Northstar", Some("Priya Nair"), Some("2026-11-12")),
        question("Owl", Some("Tomás Reyes"), None),
        question("Tern", Some("Tomás Reyes"), Some("2026-05-14")),
    ]
}

/// What is asked, what is answered, and the result.
fn session(questions: &[Question], typed: &[u8]) -> (String, Vec<Answer>, String) {
    let as_of = day("2026-11-22");
    let mut asked = Vec::new();
    let answers = ask(questions, as_of, typed, &mut asked).expect("asked");
    let marks = marked(questions, &answers, as_of);
    let result = result::result(questions, &answers, &marks, (3, 5), 400);
    let result = anstream::adapter::strip_str(&result).to_string();
    (String::from_utf8(asked).expect("text"), answers, result)
}

#[test]
fn all_is_asked_in_order_and_nothing_is_given_away() {
    let (asked, answers, result) = session(&three(), b"nair\nnov\nreyes\nreyes\nMay 2026\n");
    let places =
        ["1 of 3  Northstar", "2 of 3  Owl", "3 of 3  Tern"].map(|head| asked.find(head).expect(head));
    assert!(places.is_sorted());
    for given_away in ["Priya", "Reyes", "2026-11-12", "2026-05"] {
        assert!(!asked.contains(given_away), "{asked}");
    }
    assert_eq!(answers.len(), 3);
    assert!(asked.contains("No full review of it is recorded"), "{asked}");
    assert!(result.contains("of 2 of 3 strategic alliances."), "{result}");
    assert!(
        result.contains("Even the record lacks one of the two for Owl. By this test Owl is one too many"),
        "{result}"
    );
}

#[test]
fn wrong_and_unknown_answers_are_shown_with_the_record() {
    let (_, _, result) = session(&three()[..1], b"Reyes\ndon't know\n");
    let lines: Vec<Vec<&str>> = result.lines().map(|line| line.split_whitespace().collect()).collect();
    assert_eq!(lines[0].join(" "), "Northstar owner wrong Priya Nair; you said \"Reyes\"");
    assert_eq!(lines[1].join(" "), "review not known 2026-11-12");
    assert!(result.contains("of 0 of 1 strategic alliance."), "{result}");
}

#[test]
fn who_knows_all_is_told_so() {
    let few = [question("Northstar", Some("Priya Nair"), Some("2026-11-12"))];
    assert!(session(&few, b"PN\n11\n").2.contains("not too many"));
    let many = vec![few[0].clone(); 6];
    let (_, _, result) = session(&many, "pn\n2026-11\n".repeat(6).as_bytes());
    assert!(result.contains("still more than the 3 to 5"), "{result}");
}

#[test]
fn what_is_no_month_is_asked_again() {
    let (asked, answers, result) = session(&three()[..1], b"nair\nsoon\nsome day\n2026-11\n");
    assert_eq!(asked.matches("Please give a month").count(), 2);
    assert_eq!(answers[0].review.as_deref(), Some("2026-11"));
    assert!(result.contains("of 1 of 1"), "{result}");
}

#[test]
fn the_end_of_input_ends_with_what_was_answered() {
    // (typed, alliances with an answer, what is said)
    for (typed, answered, said) in [
        ("", 0, "You stopped before answering the first"),
        ("nair\n", 1, "You stopped before answering the first"),
        (
            "nair\nnov\n",
            1,
            "You stopped after 1 of 3. You named the commercial owner and the date of the last full review of 1 of 1 strategic alliance.",
        ),
        ("nair\nnov\nreyes\n", 2, "You stopped after 2 of 3."),
        ("nair\nnov\nreyes\nreyes", 3, "You stopped after 2 of 3."),
    ] {
        let (_, answers, result) = session(&three(), typed.as_bytes());
        assert_eq!(answers.len(), answered, "{typed:?}");
        assert!(result.contains(said), "{typed:?}: {result}");
    }
}

#[test]
fn an_answer_of_any_bytes_is_an_answer() {
    let (_, answers, result) = session(&three()[..1], b"\xff\xfe\x1b[31m\n\n");
    assert_eq!(answers.len(), 1);
    assert!(!result.contains('\u{1b}') && result.contains("wrong"), "{result}");
}

#[test]
fn what_is_not_on_record_is_nobody_s_to_recall() {
    let bare = [question("Tern", None, None)];
    let (asked, answers, result) = session(&bare, b"");
    assert!(!asked.contains('?'), "{asked}");
    assert_eq!(answers, [Answer::default()]);
    assert!(result.contains("of 0 of 1") && result.contains("Even the record lacks one"), "{result}");
}
