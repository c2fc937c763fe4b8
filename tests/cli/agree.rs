//! Every form says the same of an alliance: one recommendation, one day by which to decide.

use serde_json::Value;

use crate::support::{Folder, at_root};

/// What the portfolio table for programs says of each alliance: name, file, recommendation, day and days overdue.
fn recommended() -> Vec<(String, String, String, String, i64)> {
    let summary: Value = serde_json::from_str(&at_root(&["summary", "-o", "json"]).stdout).expect("JSON");
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let rows = summary["alliances"].as_array().expect("a list");
    rows.iter()
        .map(|row| {
            (
                text(&row["alliance"]),
                text(&row["file"]),
                text(&row["verdict"]),
                text(&row["decide_by"]),
                row["days_overdue"].as_i64().expect("a number"),
            )
        })
        .collect()
}

fn words(date: &str) -> String {
    let date = alliance::model::Date::parse(date).expect("a date").0;
    date.format("%-d %b %Y").to_string()
}

#[test]
fn every_form_has_one_recommendation_and_one_day() {
    const TODAY: &str = "2026-11-22";
    let run = |args: &[&str]| {
        let run = at_root(&[args, &["--width", "160"]].concat());
        assert_eq!(run.code, 0, "{args:?}: {}", run.stderr);
        run.stdout
    };
    let audit = run(&["audit"]);
    let json: Value = serde_json::from_str(&run(&["audit", "-o", "json"])).expect("JSON");
    let page = run(&["audit", "-o", "html"]);
    let (table, markdown) = (run(&["summary"]), run(&["summary", "-o", "markdown"]));
    let (sheet, focus) = (run(&["summary", "-o", "csv"]), run(&["focus"]));
    let (calendar, dates) =
        (run(&["calendar", "--days", "365"]), run(&["calendar", "--days", "365", "-o", "csv"]));
    let year = ["calendar", "--days", "365", "-o"];
    let [calendar_page, calendar_markdown, events] =
        ["html", "markdown", "ics"].map(|form| run(&[&year[..], &[form]].concat()));
    // Long lines of a calendar file are folded.
    let events = events.replace("\r\n ", "");
    // A row of a page is a line.
    let calendar_page = calendar_page.replace("<tr>", "\n");
    let focus_markdown = run(&["focus", "-o", "markdown"]);
    let list: Value = serde_json::from_str(&run(&["actions", "-o", "json"])).expect("JSON");
    let (tasks, todo) = (run(&["actions", "-o", "csv"]), run(&["actions"]));
    let todo = todo.split_whitespace().collect::<Vec<_>>().join(" ");
    let line = |text: &str, name: &str, word: &str| -> String {
        let found = text.lines().find(|line| line.contains(name) && line.contains(word));
        found.unwrap_or_else(|| panic!("{name}, {word}: {text}")).to_owned()
    };
    let mut decided = 0;
    for (name, _, decision, day, late) in recommended() {
        if ["none", "continue", "fix, then continue"].contains(&decision.as_str()) {
            continue;
        }
        let brief = run(&["brief", &name]);
        let capital = decision[..1].to_uppercase() + &decision[1..];
        let cell = if late > 0 { format!("{late} days overdue") } else { day.clone() };
        let said = if late > 0 { format!("now, {late} days overdue") } else { words(&day) };
        let of_json =
            json["alliances"].as_array().expect("a list").iter().find(|it| it["name"] == name.as_str());
        assert_eq!(of_json.expect("it")["health"]["verdict"]["decision"], decision.as_str(), "{name}");
        decided += 1;
        assert!(late == 0 || day == TODAY, "{name}: {day}");
        for (form, text) in [("audit", &audit), ("summary", &table), ("markdown", &markdown)] {
            let line =
                line(text, &name.replace('&', if form == "markdown" { "&amp;" } else { "&" }), &decision);
            // The list of decisions comes before the table of marks.
            assert!(line.replace('\\', "").contains(&cell), "{form}: {line}");
        }
        assert!(line(&sheet, &name, &decision).ends_with(&format!("{day},{late},EUR")), "{sheet}");
        if focus.contains(&name) {
            assert!(line(&focus, &name, &decision).contains(&cell), "{focus}");
        }
        assert!(brief.contains(&decision.to_uppercase()), "{brief}");
        assert!(brief.contains("Decide by") && brief.contains(&said), "{said}: {brief}");
        let row = page.split("<tr class=").find(|row| {
            row.contains("class=\"by\"") && row.contains(&format!(">{}</a>", name.replace('&', "&amp;")))
        });
        let row = row.unwrap_or_else(|| panic!("{name} has no row"));
        assert!(
            row.contains(&format!(">{decision}</span>")) || row.contains(&format!(">{capital}</span>")),
            "{row}"
        );
        assert!(row.contains(&format!(">{said}</b>")), "{said}: {row}");
        let action = list["actions"]
            .as_array()
            .expect("a list")
            .iter()
            .find(|action| action["alliance"] == name.as_str() && action["rule"].is_null());
        let action = action.unwrap_or_else(|| panic!("{name} has no action"));
        assert_eq!(action["due"], day.as_str(), "{name}");
        assert!(action["what"].as_str().is_some_and(|what| what.contains(&decision)), "{action}");
        assert!(line(&tasks, &name, &decision).contains(&day));
        let when = if late > 0 { "Now".to_owned() } else { format!("By {}", words(&day)) };
        let task = format!("{when}, {name}: ");
        let told = todo
            .match_indices(&task)
            .any(|(at, _)| todo[at..].split("[ ]").next().is_some_and(|it| it.contains(&decision)));
        assert!(told, "{task}{decision}: {todo}");
        for (form, text) in [("text", &calendar), ("page", &calendar_page), ("markdown", &calendar_markdown)]
        {
            let name = if form == "text" { name.clone() } else { name.replace('&', "&amp;") };
            assert!(line_of(text, &name, &decision).is_some(), "{form}, {name}, {decision}: {text}");
        }
        let entry = line_of(&dates, &name, &decision).expect("the same in the table");
        let due = entry.split(',').next().expect("a day");
        assert!(due == day || late > 0, "{entry}");
        let event = events.split("BEGIN:VEVENT").find(|event| {
            event.contains(&format!("{name}: decide: {decision}")) && event.contains("PRIORITY:1")
        });
        let starts = format!("DTSTART;VALUE=DATE:{}", day.replace('-', ""));
        assert!(event.is_some_and(|event| event.contains(&starts)), "{name}, {starts}: {events}");
        if focus_markdown.contains(&name) {
            assert!(line(&focus_markdown, &name, &decision).contains(&cell), "{focus_markdown}");
        }
    }
    assert!(decided > 5);
}

fn line_of<'t>(text: &'t str, name: &str, decision: &str) -> Option<&'t str> {
    text.lines().find(|line| line.contains(name) && line.contains(&format!("decide: {decision}")))
}

#[test]
fn what_is_not_in_money_is_never_nothing() {
    let page = at_root(&["audit", "-o", "html"]).stdout;
    assert!(page.contains("no revenue measured") && !page.contains("EUR 0 an hour"));
    let focus = at_root(&["focus"]).stdout;
    for name in ["Kestrel", "Palomar", "Tariff"] {
        let line = focus.lines().find(|line| line.starts_with(name)).expect("a line");
        assert!(line.contains("not measured"), "{line}");
    }
}

#[test]
fn a_brief_names_files_only_where_asked_to_and_fits_a_page() {
    for (name, ..) in recommended() {
        let brief = at_root(&["brief", &name]).stdout;
        assert!(!brief.contains(".yaml") && brief.lines().count() <= 60, "{brief}");
    }
    assert!(at_root(&["brief", "tern", "--sources"]).stdout.contains("alliances/tern-analytics.yaml:"));
}

#[test]
fn nobody_has_more_than_ten_tasks_and_none_twice() {
    let run = at_root(&["actions", "-o", "markdown"]).stdout;
    for owner in run.split("\n## ").skip(1) {
        let tasks: Vec<&str> = owner.lines().filter(|line| line.starts_with("- [ ]")).collect();
        assert!(tasks.len() <= 10, "{owner}");
        for (at, task) in tasks.iter().enumerate() {
            assert!(!tasks[..at].contains(task) && !task.contains(" -- "), "{task}");
        }
    }
}

/// Records whose day of decision stands in no field: it follows from the launch, the last decision or the end of a campaign.
fn undated() -> Folder {
    let record = |name: &str, more: &str| format!("name: {name}\npartner: {name} Ltd\nstage: active\n{more}");
    let attention = "owners: { us: { name: Ann Lee, role: CRO } }\nattention: { hours_per_month: 10 }\n";
    Folder::new()
        .with("portfolio.yaml", "us: Harbour\nas_of: 2026-11-22\n")
        .with("alliances/launched.yaml", record("Launched", "type: strategic\nstarted: 2024-03-01\n"))
        .with(
            "alliances/decided.yaml",
            record(
                "Decided",
                &format!(
                    "type: strategic\nstarted: 2023-01-10\n{attention}decisions: [{{ date: 2025-02-03, verdict: continue }}]\n"
                ),
            ),
        )
        .with(
            "alliances/ahead.yaml",
            record(
                "Ahead",
                "type: strategic\nstarted: 2023-01-10\ndecisions: [{ date: 2026-02-03, verdict: continue, why: It pays }]\n",
            ),
        )
        .with(
            "alliances/reviewed.yaml",
            record("Reviewed", "type: strategic\nstarted: 2024-05-01\ngovernance: { cadence: quarterly }\n"),
        )
        .with(
            "alliances/campaign.yaml",
            record(
                "Campaign",
                "type: co-marketing\nstarted: 2026-03-01\ncampaign: { starts: 2026-03-01, ends: 2026-06-30 }\n",
            ),
        )
}

#[test]
fn a_day_that_no_field_sets_is_the_same_everywhere() {
    let folder = undated();
    let json = |args: &[&str]| -> Value {
        serde_json::from_str(&folder.run(args).stdout).unwrap_or_else(|error| panic!("{args:?}: {error}"))
    };
    let text = |args: &[&str]| folder.run(&[args, &["--width", "200"]].concat()).stdout;
    let summary = json(&["summary", "-o", "json"]);
    let calendar = json(&["calendar", "--days", "400", "-o", "json"]);
    let actions = json(&["actions", "-o", "json"]);
    let [page, audit, focus] = [text(&["audit", "-o", "html"]), text(&["audit"]), text(&["focus"])]
        .map(|it| it.replace("&#58;", ":"));
    let mut late_ones = 0;
    for row in summary["alliances"].as_array().expect("a list") {
        let name = row["alliance"].as_str().expect("a name");
        let late = row["days_overdue"].as_i64().expect("a number");
        let day = row["decide_by"].as_str().unwrap_or_else(|| panic!("{name} has no day"));
        late_ones += usize::from(late > 0);
        let entries = |list: &str| calendar[list].as_array().expect("a list").clone();
        let list = if late > 0 { "overdue" } else { "coming" };
        let of_it: Vec<Value> = entries(list).into_iter().filter(|entry| entry["alliance"] == name).collect();
        let sets = |entry: &&Value| match late {
            0 => entry["date"] == day,
            late => entry["days"] == -late,
        };
        let entry = of_it.iter().find(sets).unwrap_or_else(|| panic!("{name}, {day}, {late}: {of_it:#?}"));
        assert!(
            ["decision", "campaign-decision", "campaign-end", "review"]
                .contains(&entry["kind"].as_str().unwrap_or("")),
            "{entry}"
        );
        // Nothing on which to decide is overdue for longer.
        for other in entries("overdue").iter().filter(|entry| entry["alliance"] == name) {
            let decides =
                ["decision", "review", "campaign-decision"].contains(&other["kind"].as_str().unwrap_or(""));
            assert!(!decides || other["days"].as_i64() >= Some(-late), "{name}: {other}");
        }
        let cell = if late > 0 { format!("{late} days overdue") } else { day.to_owned() };
        let row = audit.lines().find(|line| line.contains(&format!(" {name} ")) && line.contains(&cell));
        assert!(row.is_some(), "{name}, {cell}: {audit}");
        if let Some(line) = focus.lines().find(|line| line.starts_with(name)) {
            assert!(line.contains(&cell), "{cell}: {line}");
        }
        let decides = row.is_some_and(|row| !row.contains("continue"));
        for action in actions["actions"].as_array().expect("a list") {
            if decides && action["alliance"] == name {
                assert_eq!(action["due"], day, "{name}: {action}");
            }
        }
        if late > 0 {
            assert!(page.contains(&format!("now, {late} days overdue")), "{name}, {late}: the page");
        }
    }
    assert_eq!(late_ones, 4, "all but one");
    assert!(page.contains("4 alliances"), "the figure of the page");
    assert!(audit.contains("4 alliances overdue"), "{audit}");
    let whose: std::collections::BTreeSet<&str> = calendar["overdue"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|entry| entry["alliance"].as_str())
        .collect();
    assert_eq!(whose.len(), late_ones, "{whose:?}");
}
