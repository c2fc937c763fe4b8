use super::*;
use crate::model::{Alliance, Yaml};

fn set(path: &str, value: Yaml) -> Edit {
    Edit::Set { path: path.to_owned(), value }
}

fn add(path: &str, item: Yaml) -> Edit {
    Edit::Add { path: path.to_owned(), item }
}

fn map(entries: &[(&str, &str)]) -> Yaml {
    Yaml::Map(entries.iter().map(|(key, value)| ((*key).to_owned(), Yaml::word(value))).collect())
}

fn edited(text: &str, edit: Edit) -> String {
    apply::<Alliance>(text, &[edit]).unwrap_or_else(|refused| panic!("{refused}\n{text}"))
}

fn refused(text: &str, edit: Edit) -> String {
    apply::<Alliance>(text, &[edit]).expect_err("refused").to_string()
}

const HEAD: &str = "name: Tern\npartner: Tern Ltd # the old name\ntype: strategic\n";

#[test]
fn a_scalar_is_replaced_in_its_own_quotes() {
    let text = "name: 'Tern'   # ours\r\npartner: \"T\"\r\ntype: strategic\r\n";
    let new = edited(text, set("name", Yaml::text("Tern's")));
    assert_eq!(new, text.replace("'Tern'", "'Tern''s'"));
    let new = edited(text, set("partner", Yaml::text("a: \"b\"")));
    assert_eq!(new, text.replace("\"T\"", "\"a: \\\"b\\\"\""));
    assert_eq!(edited(text, set("name", Yaml::text("Tern"))), text);
}

#[test]
fn a_key_comes_where_the_reference_has_it() {
    let new = edited(HEAD, set("stage", Yaml::word("active")));
    assert_eq!(new, format!("{HEAD}stage: active\n"));
    let new =
        edited("name: A\ntype: strategic\nexit: { who: either } # x\n", set("partner", Yaml::text("B, C")));
    assert_eq!(new, "name: A\npartner: B, C\ntype: strategic\nexit: { who: either } # x\n");
    assert_eq!(
        edited("name: A\ntype: affiliate", set("tier", Yaml::word("core"))),
        "name: A\ntype: affiliate\ntier: core"
    );
}

#[test]
fn brackets_stay_brackets() {
    let text = "name: A\nexit: { who: either }  # x\nterm: {}\nexpects: {us: [a]}\n";
    let new = edited(text, set("exit.notice_days", Yaml::word(90)));
    assert_eq!(new, text.replace("either }", "either, notice_days: 90 }"));
    let new = edited(text, set("term.ends", Yaml::word("2027-01-01")));
    assert_eq!(new, text.replace("{}", "{ ends: 2027-01-01 }"));
    let new = edited(text, add("expects.us", Yaml::text("b, c")));
    assert_eq!(new, text.replace("[a]", "[a, \"b, c\"]"));
}

#[test]
fn brackets_over_several_lines_keep_their_commas() {
    let text = "name: A\naliases: [\n  B,\n  C, # last\n]\nnotes: [\n  x,\n  y\n]\n";
    let new = edited(text, add("aliases", Yaml::text("D")));
    assert_eq!(new, text.replace("C, # last\n", "C, # last\n  D,\n"));
    let new = edited(text, add("notes", Yaml::text("z")));
    assert_eq!(new, text.replace("  y\n", "  y,\n  z\n"));
}

#[test]
fn an_item_is_written_like_its_neighbour() {
    let flow = format!("{HEAD}issues:\n- {{ what: a, opened: 2026-01-01 }} # x\n# next\nnotes: b\n");
    let issue = map(&[("what", "c"), ("opened", "2026-02-01")]);
    let new = edited(&flow, add("issues", issue.clone()));
    assert_eq!(new, flow.replace("} # x\n", "} # x\n- { what: c, opened: 2026-02-01 }\n"));
    let block = format!("{HEAD}issues:\n    -   what: a\n        opened: 2026-01-01\n");
    let new = edited(&block, add("issues", issue));
    assert_eq!(new, format!("{block}    -   what: c\n        opened: 2026-02-01\n"));
}

#[test]
fn a_list_that_is_not_there_is_begun_with_its_parents() {
    let review = map(&[("date", "2026-02-01"), ("actions", "2")]);
    let new = edited(HEAD, add("governance.reviews", review.clone()));
    assert_eq!(new, format!("{HEAD}governance:\n  reviews:\n    - {{ date: 2026-02-01, actions: 2 }}\n"));
    let empty = format!("{HEAD}governance:   # how\n  # reviews: later\n");
    let new = edited(&empty, add("governance.reviews", review.clone()));
    assert_eq!(
        new,
        format!(
            "{HEAD}governance:   # how\n  reviews:\n    - {{ date: 2026-02-01, actions: 2 }}\n  # reviews: later\n"
        )
    );
    let brackets = format!("{HEAD}governance: {{ cadence: monthly, reviews: [] }}\n");
    let new = edited(&brackets, add("governance.reviews", review));
    assert_eq!(new, brackets.replace("[]", "[{ date: 2026-02-01, actions: 2 }]"));
}

#[test]
fn one_item_becomes_a_list() {
    let text = format!("{HEAD}aliases: T, Inc. # x\n");
    assert_eq!(edited(&text, add("aliases", Yaml::text("U"))), text.replace("T, Inc.", "[\"T, Inc.\", U]"));
    let text = format!("{HEAD}owners:\n  us: {{ name: P }}\n");
    let new = edited(&text, set("owners.us[0].role", Yaml::text("VP")));
    assert_eq!(new, text.replace("name: P", "name: P, role: VP"));
}

#[test]
fn a_text_over_several_lines_ends_where_it_ends() {
    let text = "name: A\nobjective: >\n  win\n  this\n\n# about the exit\nexit: {}\n";
    let new = edited(text, set("agreement.reference", Yaml::text("x.pdf")));
    assert_eq!(new, text.replace("  this\n", "  this\nagreement: { reference: x.pdf }\n"));
    let new = edited(text, set("objective", Yaml::text("lose")));
    assert_eq!(new, "name: A\nobjective: lose\n\n# about the exit\nexit: {}\n");
}

#[test]
fn what_is_taken_out_takes_its_lines_with_it() {
    let text = "name: A\nstage: active # x\nissues:\n- what: a\n  opened: 2026-01-01\n- b: { c: 1, d: 2 }\n";
    let gone = |path: &str| edited(text, Edit::Remove { path: path.to_owned() });
    assert_eq!(gone("stage"), text.replace("stage: active # x\n", ""));
    assert_eq!(gone("issues[0].what"), text.replace("what: a\n  ", ""));
    assert_eq!(gone("issues[1].b.c"), text.replace("c: 1, ", ""));
    assert_eq!(gone("issues[1].b.d"), text.replace(", d: 2", ""));
    assert_eq!(gone("issues[0]"), text.replace("- what: a\n  opened: 2026-01-01\n", ""));
    assert_eq!(gone("issues"), "name: A\nstage: active # x\n");
}

#[test]
fn a_key_is_renamed_and_its_value_stays() {
    let text = "name: A\nmetrcs:   # ours\n  - { name: x, taget: 5 }\n";
    let rename = |path: &str, to: &str| Edit::Rename { path: path.to_owned(), to: to.to_owned() };
    assert_eq!(edited(text, rename("metrcs", "metrics")), text.replace("metrcs", "metrics"));
    assert_eq!(edited(text, rename("metrcs[0].taget", "target")), text.replace("taget", "target"));
    assert!(refused(text, rename("metrcs", "name")).contains("existing key"));
}

#[test]
fn a_comment_is_no_answer() {
    let text = "name: A\nexit:\n  who: either # x\nmetrics: []\n";
    let comment =
        |path: &str| Edit::Comment { path: path.to_owned(), lines: vec!["a".into(), "  b: 1".into()] };
    let new = edited(text, comment("exit.notice_days"));
    assert_eq!(new, text.replace("# x\n", "# x\n  # a\n  #   b: 1\n"));
    assert_eq!(edited(&new, comment("exit.notice_days")), new, "once is enough");
    assert_eq!(edited(text, comment("objective")), text.replace("A\n", "A\n# a\n#   b: 1\n"));
}

#[test]
fn questions_stand_one_below_the_other_with_the_keys_they_need() {
    let question = |path: &str, rule: &str, example: &[&str]| Edit::Comment {
        path: path.to_owned(),
        lines: std::iter::once(format!("To answer ({rule}): what?"))
            .chain(example.iter().map(|line| (*line).to_owned()))
            .collect(),
    };
    let text = "name: A\nexit: { who: either }\nowners:\n  us: { name: P }\n# the end\n";
    let edits = [
        question("owners.partner", "missing-owner", &["owners:", "  partner: { name: NAME }"]),
        question("governance.cadence", "missing-cadence", &["governance:", "  cadence: monthly"]),
        question("exit.handover", "missing-handover", &["handover: [customers]"]),
        question("sponsors", "missing-sponsor", &["sponsors:", "  us: { name: NAME }"]),
    ];
    let new = apply::<Alliance>(text, &edits).expect("edited");
    assert_eq!(
        new,
        "name: A\nexit: { who: either }\n# To answer (missing-handover): what? (inside the brackets of `exit`)\n# handover: [customers]\nowners:\n  \
         us: { name: P }\n  # To answer (missing-owner): what?\n  # partner: { name: NAME }\n\
         # To answer (missing-cadence): what?\n# governance:\n#   cadence: monthly\n\
         # To answer (missing-sponsor): what?\n# sponsors:\n#   us: { name: NAME }\n# the end\n"
    );
}

#[test]
fn anchors_and_aliases_are_left_alone() {
    let text = "name: A\nowners: { us: &p { name: P } }\nsponsors: { us: *p }\n";
    assert!(refused(text, set("sponsors.us.name", Yaml::text("Q"))).contains("alias"));
    assert!(refused(text, set("owners.us.role", Yaml::text("R"))).contains("other fields would change"));
}

#[test]
fn what_cannot_be_read_is_never_edited() {
    for text in ["name: [A", "", "- a\n", "name: A\n---\nname: B\n"] {
        assert!(refused(text, set("stage", Yaml::word("active"))).contains("cannot be read"), "{text}");
    }
}

#[test]
fn a_new_mistake_is_refused() {
    assert!(refused(HEAD, set("started", Yaml::word("soon"))).contains("would be read differently"));
    assert!(refused(HEAD, set("nothing", Yaml::word("1"))).contains("not a key"));
}

#[test]
fn the_order_of_keys_is_that_of_the_record() {
    let schema: serde_json::Value =
        serde_json::from_str(include_str!("../../schema/alliance.schema.json")).expect("JSON");
    let known = schema["properties"].as_object().expect("keys");
    assert!(known.keys().all(|key| order::TOP.contains(&key.as_str())), "a key has no place: {known:?}");
    assert_eq!(known.len(), order::TOP.len());
}

/// A record of about so many bytes, in one of the shapes that people and programs write.
fn large(shape: &str, bytes: usize) -> String {
    let mut text = format!("{HEAD}exit: {{ who: either }}\n");
    let mut number = 0;
    let issue = |number: usize| format!("{{ what: Issue {number} of many, opened: 2026-01-01 }}");
    match shape {
        "items" => {
            text += "issues:\n";
            while text.len() < bytes {
                text += &format!("- {}   # noted\n", issue(number));
                number += 1;
            }
        }
        "blocks" => {
            text += "issues:\n";
            while text.len() < bytes {
                text += &format!("  - what: Issue {number} of many\n    opened: 2026-01-01\n");
                number += 1;
            }
        }
        "line" => {
            text += "issues: [";
            while text.len() < bytes {
                text += &format!("{}, ", issue(number));
                number += 1;
            }
            text += "]\n";
        }
        _ => {
            while text.len() < bytes {
                text += &format!("x-own-{number}: a value\n");
                number += 1;
            }
        }
    }
    text
}

/// Four times the text takes about four times as long: sixteen would be quadratic.
#[test]
fn the_time_for_an_edit_grows_with_the_file() {
    let edits = [
        set("exit.notice_days", Yaml::word(90)),
        add("issues", map(&[("what", "c"), ("opened", "2026-02-01")])),
        Edit::Remove { path: "exit".to_owned() },
        Edit::Comment { path: "objective".to_owned(), lines: vec!["objective: …".to_owned()] },
    ];
    for shape in ["items", "blocks", "line", "keys"] {
        let time = |bytes: usize| {
            let text = large(shape, bytes);
            let once = || {
                let started = std::time::Instant::now();
                for edit in &edits {
                    splice::<Alliance>(&text, edit).expect("an edit");
                }
                started.elapsed()
            };
            (0..2).map(|_| once()).min().expect("a time")
        };
        let (small, large) = (time(12 * 1024), time(48 * 1024));
        println!("{shape}: {small:?} for 12 KiB, {large:?} for 48 KiB");
        assert!(large < small * 10, "{shape}: {small:?} for 12 KiB, {large:?} for 48 KiB");
    }
}

#[ignore = "slow: run by .ci/run"]
#[test]
fn the_largest_record_is_edited_in_a_second() {
    // Without optimisation about twenty times as long.
    let most = if cfg!(debug_assertions) { 20.0 } else { 1.0 };
    for shape in ["items", "blocks", "line", "keys"] {
        let text = large(shape, 1024 * 1024 - 4096);
        let started = std::time::Instant::now();
        splice::<Alliance>(&text, &set("exit.notice_days", Yaml::word(90))).expect("an edit");
        let taken = started.elapsed();
        println!("{shape}: {taken:?} for 1 MiB");
        assert!(taken.as_secs_f64() < most, "{shape}: {taken:?}");
    }
}
