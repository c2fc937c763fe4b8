//! `alliance calendar` and `alliance recall` as they are run.

use std::collections::HashSet;

use icalendar::parser::{Component, read_calendar, unfold};
use unicode_width::UnicodeWidthStr;

use crate::support::{Folder, at_root, run};

/// Something late, something soon, something far; `&`, `,` and `;` and letters of several bytes in what is quoted.
const RECORD: &str = "name: Kestrel, Çağrı & Co; 日本\npartner: Kestrel\ntype: strategic\nstarted: 2026-01-05
governance: { cadence: quarterly }
commitments:
  - { by: us, what: \"Send the \\\"short\\\" list; prices, dates and terms to everybody in Tromsø and 日本, twice\", due: 2026-02-10 }
  - { by: partner, what: Publish it, due: 2028-02-29 }
campaign: { starts: 2026-03-02, ends: 2026-03-06 }
";

fn folder() -> Folder {
    Folder::new()
        .with("portfolio.yaml", "us: Harbour\nas_of: 2026-02-01\n")
        .with("alliances/kestrel.yaml", RECORD)
}

fn value<'c>(component: &'c Component, name: &str) -> &'c str {
    component.find_prop(name).unwrap_or_else(|| panic!("no {name}")).val.as_str()
}

#[test]
fn the_text_is_by_month_with_what_is_late_first() {
    let text = folder().run(&["calendar", "--as-of", "2026-02-11"]).stdout;
    let order = [
        "OVERDUE",
        "Tue 2026-02-10",
        "1 day late  alliances/kestrel.yaml:7:",
        "MARCH 2026",
        "Mon 2026-03-02",
        "Fri 2026-03-06",
        "APRIL 2026",
        "Sun 2026-04-05",
    ];
    let mut from = 0;
    for part in order {
        from += text[from..].find(part).unwrap_or_else(|| panic!("{part} is not in its place in\n{text}"));
    }
    assert!(text.contains("the campaign runs until 2026-03-06"), "{text}");
    assert!(text.contains("1 more date after 2026-05-12; `--days 365` shows a year."), "{text}");
    let all = folder().run(&["calendar", "--days", "1000"]).stdout;
    assert!(all.contains("Tue 2028-02-29") && !all.contains("more date"), "{all}");
}

#[test]
fn lines_keep_to_the_width() {
    for width in [80_usize, 100, 200] {
        let text = at_root(&["calendar", "--days", "1000", "--width", &width.to_string()]).stdout;
        let long: Vec<&str> = text.lines().filter(|line| line.width() > width).collect();
        assert!(long.is_empty() && text.lines().count() > 50, "{width}: {long:#?}");
    }
}

#[test]
fn nothing_dated_says_what_to_add() {
    let bare = Folder::new().with("alliances/a.yaml", "name: A\npartner: B\ntype: affiliate\n");
    let calendar = bare.run(&["calendar"]);
    assert_eq!(calendar.code, 0);
    assert!(calendar.stdout.contains("`governance.cadence`"), "{}", calendar.stdout);
    let quiet = folder().run(&["calendar", "--days", "0"]).stdout;
    assert!(quiet.contains("Nothing is overdue, and nothing is due until 2026-02-01."), "{quiet}");
    assert!(quiet.contains("5 more dates after 2026-02-01"), "{quiet}");
}

#[test]
fn it_ends_as_an_audit_does() {
    let empty = Folder::new().run(&["calendar"]);
    assert!(empty.code == 3 && empty.stderr.contains("no record found"), "{}", empty.stderr);
    let broken = folder().with("alliances/broken.yaml", "name: [").run(&["calendar"]);
    assert!(broken.code == 3 && broken.stdout.contains("1 file could not be read"), "{}", broken.stdout);
    let misset = folder().with("portfolio.yaml", "us: Harbour\nrules: { overdue-review: { nonsense: 1 } }\n");
    assert_eq!(misset.run(&["calendar"]).code, 2);
    assert_eq!(folder().run(&["calendar", "--days", "soon"]).code, 2);
    assert_eq!(folder().run(&["calendar", "-o", "sarif"]).code, 2);
}

#[test]
fn another_parser_reads_the_calendar() {
    let file = folder().run(&["calendar", "--days", "1000", "-o", "ics"]).stdout;
    assert!(file.split_inclusive('\n').all(|line| line.ends_with("\r\n") && line.len() <= 77), "{file}");
    let unfolded = unfold(&file);
    let calendar = read_calendar(&unfolded).unwrap_or_else(|error| panic!("{error}\n{file}"));
    assert_eq!(
        calendar
            .properties
            .iter()
            .find(|property| property.name == "VERSION")
            .map(|version| version.val.as_str()),
        Some("2.0")
    );
    assert!(calendar.properties.iter().any(|property| property.name == "PRODID"));
    let events = &calendar.components;
    let dates: Vec<_> = events.iter().map(|event| (value(event, "DTSTART"), value(event, "DTEND"))).collect();
    assert_eq!(
        dates,
        [
            ("20260210", "20260211"),
            // Five days, and the first that is no longer one of them.
            ("20260302", "20260307"),
            ("20260306", "20260307"),
            ("20260405", "20260406"),
            ("20280229", "20280301"),
        ]
    );
    let summary = events[0].find_prop("SUMMARY").expect("a summary").val.clone().unescape_text();
    assert_eq!(
        summary.as_str(),
        "Kestrel, Çağrı & Co; 日本: promised by our side: \"Send the \"short\" list; prices, dates and terms to everybody…\""
    );
    for event in events {
        assert_eq!(event.name, "VEVENT");
        assert_eq!(value(event, "DTSTAMP"), "20260201T000000Z");
        let [alarm] = event.components.as_slice() else { panic!("{event:?}") };
        assert_eq!(
            (alarm.name.as_str(), value(alarm, "ACTION"), value(alarm, "TRIGGER")),
            ("VALARM", "DISPLAY", "-P14D")
        );
        assert!(!value(alarm, "DESCRIPTION").is_empty());
    }
}

#[test]
fn what_is_late_raises_no_alarm() {
    let file = folder().run(&["calendar", "--as-of", "2026-02-11", "--days", "0", "-o", "ics"]).stdout;
    assert!(file.contains("SUMMARY:Overdue since 2026-02-10: Kestrel") && !file.contains("VALARM"), "{file}");
}

#[test]
fn events_keep_their_names_from_run_to_run() {
    let names = |folder: &Folder, day: &str| -> HashSet<String> {
        let file = folder.run(&["calendar", "--days", "1000", "--as-of", day, "-o", "ics"]).stdout;
        let uids = file.lines().filter(|line| line.starts_with("UID:"));
        let names: Vec<String> = uids.map(str::to_owned).collect();
        let distinct: HashSet<String> = names.iter().cloned().collect();
        assert_eq!(names.len(), distinct.len(), "{names:?}");
        distinct
    };
    let before = names(&folder(), "2026-02-01");
    assert_eq!(before.len(), 5);
    let later = names(
        &folder().with(
            "alliances/kestrel.yaml",
            format!("# moved\n{}", RECORD.replace("2026-02-10", "2026-02-20")),
        ),
        "2026-02-03",
    );
    assert_eq!(before, later);
    let run = || folder().run(&["calendar", "-o", "ics"]).stdout;
    assert!(run() == run(), "the same run, the same bytes");
}

#[test]
fn a_hostile_record_stays_a_text() {
    let hostile = "name: \"Tern\\r\\nEND:VCALENDAR\\e[31m\"\npartner: B\ntype: strategic\ncommitments:\n  \
                   - { by: us, what: \"=1+1\\nBEGIN:VEVENT\", due: 2026-02-10 }\n";
    let folder =
        Folder::new().with("portfolio.yaml", "as_of: 2026-02-01\n").with("alliances/a.yaml", hostile);
    for format in ["text", "ics", "csv"] {
        let out = folder.run(&["calendar", "-o", format]).stdout;
        assert!(!out.contains('\u{1b}'), "{format}: {out}");
        assert!(
            out.lines()
                .filter(|line| line.starts_with("END:VCALENDAR") || line.starts_with("BEGIN:VEVENT"))
                .count()
                <= 2,
            "{format}: {out}"
        );
    }
    let csv = folder.run(&["calendar", "-o", "csv"]).stdout;
    assert_eq!(csv.lines().count(), 2, "{csv}");
}

#[test]
fn programs_get_the_same_entries() {
    let json: serde_json::Value =
        serde_json::from_str(&folder().run(&["calendar", "-o", "json"]).stdout).expect("JSON");
    assert_eq!(
        (&json["version"], &json["as_of"], &json["beyond"]),
        (&1.into(), &"2026-02-01".into(), &1.into())
    );
    let coming = json["coming"].as_array().expect("a list");
    assert_eq!(coming.len(), 4);
    assert_eq!(
        (&coming[0]["kind"], &coming[0]["by"], &coming[0]["days"], &coming[0]["line"]),
        (&"commitment".into(), &"us".into(), &9.into(), &7.into())
    );
    assert_eq!(coming[1]["until"], "2026-03-06");
    let csv = folder().run(&["calendar", "-o", "csv"]).stdout;
    let lines: Vec<&str> = csv.lines().collect();
    assert_eq!(lines[0], "date,until,days,overdue,kind,alliance,by,what,file,line");
    assert!(
        lines[1].starts_with(
            "2026-02-10,,9,no,commitment,\"Kestrel, Çağrı & Co; 日本\",us,\"promised by our side: \"\"Send"
        ),
        "{csv}"
    );
    assert_eq!(lines.len(), 5);
}

#[test]
fn a_part_of_the_portfolio_has_its_own_dates_only() {
    let folder = folder()
        .with("alliances/other.yaml", "name: Other\npartner: B\ntype: strategic\ncommitments: [{ by: us, what: X, due: 2026-02-12 }]\n")
        .with("portfolio.yaml", "as_of: 2026-02-01\nwaivers: [{ rule: thin-portfolio, reason: R, approved_by: A, approved_on: 2026-01-01, until: 2026-02-14 }]\n");
    let part = folder.run(&["calendar", "alliances/other.yaml"]).stdout;
    assert!(
        part.contains("Other") && !part.contains("Kestrel") && !part.contains("thin-portfolio"),
        "{part}"
    );
    let whole = folder.run(&["calendar"]).stdout;
    assert!(whole.contains("Kestrel") && whole.contains("portfolio.yaml:2:"), "{whole}");
    let piped = run(folder.path(), &["calendar", "-"], RECORD).stdout;
    assert!(piped.contains("<stdin>:7:") && !piped.contains("Other"), "{piped}");
}

/// The days of each event by its name, in a calendar of a year.
fn days_by_name(folder: &Folder) -> Vec<(String, String)> {
    let file = unfold(&folder.run(&["calendar", "--days", "365", "-o", "ics"]).stdout);
    let calendar = read_calendar(&file).unwrap_or_else(|error| panic!("{error}\n{file}"));
    let events = calendar.components.iter();
    events.map(|event| (value(event, "UID").to_owned(), value(event, "DTSTART").to_owned())).collect()
}

#[test]
fn a_namesake_keeps_its_name_when_the_first_is_done() {
    let plans = |first: &str| {
        let record = format!(
            "name: Tern\npartner: Tern Ltd\ntype: affiliate\ncommitments:\n  - {{ by: us, what: Business plan, due: 2026-03-15{first} }}\n  - {{ by: us, what: Business plan, due: 2026-06-15 }}\n"
        );
        folder().with("alliances/kestrel.yaml", record)
    };
    let both = days_by_name(&plans(""));
    assert_eq!(both.len(), 2, "{both:?}");
    assert_ne!(both[0].0, both[1].0);
    assert_eq!(days_by_name(&plans(", done: 2026-01-20")), both[1..]);
}

#[test]
fn a_renamed_alliance_keeps_its_events_where_its_agreement_is_its_own() {
    let named = |name: &str, file: &str, more: &str| {
        let record = format!(
            "name: {name}\npartner: Tern Ltd\ntype: affiliate\n{more}commitments: [{{ by: us, what: Plan, due: 2026-03-15 }}]\n"
        );
        Folder::new().with("portfolio.yaml", "us: Harbour\nas_of: 2026-02-01\n").with(file, record)
    };
    let paper = "agreement: { reference: contracts/tern.pdf }\n";
    let before = days_by_name(&named("Tern", "alliances/tern.yaml", paper));
    assert_eq!(before.len(), 1, "{before:?}");
    assert_eq!(days_by_name(&named("Tern Analytics", "alliances/analytics.yaml", paper)), before);
    // A paper that two share names neither.
    let shared = |name: &str| {
        let other =
            "name: Gull\npartner: Gull Ltd\ntype: affiliate\nagreement: { reference: contracts/tern.pdf }\n";
        days_by_name(&named(name, "alliances/tern.yaml", paper).with("alliances/gull.yaml", other))
    };
    assert_ne!(shared("Tern"), shared("Tern Analytics"));
}

#[test]
fn a_later_export_revises_an_earlier_one_and_what_is_late_stands_on_today() {
    let sequence = |day: &str| -> (i64, String, String) {
        let file = unfold(&folder().run(&["calendar", "--as-of", day, "--days", "0", "-o", "ics"]).stdout);
        let calendar = read_calendar(&file).unwrap_or_else(|error| panic!("{error}\n{file}"));
        let event = &calendar.components[0];
        let modified = value(event, "LAST-MODIFIED").to_owned();
        (value(event, "SEQUENCE").parse().expect("a number"), modified, value(event, "DTSTART").to_owned())
    };
    let (first, modified, on) = sequence("2026-02-11");
    assert_eq!((modified.as_str(), on.as_str()), ("20260211T000000Z", "20260211"));
    assert_eq!(sequence("2026-02-12").0, first + 1);
}

#[test]
fn the_last_day_of_notice_is_announced_more_than_once() {
    let record = "name: Tern\npartner: Tern Ltd\ntype: affiliate\nterm: { ends: 2026-12-31, renews: automatically, renewal_months: 12, renewal_notice_days: 90 }\n";
    let file = folder()
        .with("alliances/kestrel.yaml", record)
        .run(&["calendar", "--days", "365", "-o", "ics"])
        .stdout;
    let file = unfold(&file);
    let calendar = read_calendar(&file).unwrap_or_else(|error| panic!("{error}\n{file}"));
    let event = calendar.components.iter().find(|event| value(event, "CATEGORIES") == "notice-deadline");
    let event = event.expect("a deadline");
    assert_eq!(value(event, "DTSTART"), "20261002");
    let alarms: Vec<&str> = event.components.iter().map(|alarm| value(alarm, "TRIGGER")).collect();
    assert_eq!(alarms, ["-P30D", "-P14D", "-P3D"]);
}
