//! Mistakes stand at their line and column, say what to do, and leave the rest of the record alone.

use alliance::load::Source;
use alliance::model::{Alliance, Field, Portfolio};

fn read(text: &str) -> Source<Alliance> {
    let mut source = Source::<Alliance>::new("record.yaml".to_owned(), Ok(text.to_owned()));
    if let Some(record) = source.value.take() {
        source.check_identity(&record);
        source.value = Some(record);
    }
    source
}

/// Every mistake as `line:column path: message / fix`.
fn mistakes(text: &str) -> Vec<String> {
    let source = read(&format!(
        "{text}{}",
        if text.contains("name:") { "" } else { "\nname: N\npartner: P\ntype: strategic\n" }
    ));
    let shown = source.mistakes.iter().map(|mistake| {
        let place = source.place_of(mistake);
        format!("{}:{} {}: {} / {}", place.line, place.column, mistake.path, mistake.message, mistake.fix)
    });
    shown.collect()
}

#[test]
fn every_mistake_of_a_file_is_told_at_its_place() {
    let text = "name: Tern\npartner: Tern Ltd\ntype: stratgic\nstarted: 2026-02-30\nmetrics:\n  - name: A\n    agreed: 2026-1-5\n    target: 1.6m\n  - { name: B, headline: yes }\nexit: { notice_days: 9O }\n";
    assert_eq!(
        mistakes(text),
        [
            "3:7 type: unknown value `stratgic`; expected `strategic`, `co-marketing`, `affiliate` or `sponsorship` / did you mean `strategic`?",
            "4:10 started: `2026-02-30` is not a date: February 2026 has 28 days / if the last day of the month is meant, write `2026-02-28`",
            "7:13 metrics[0].agreed: expected a date like 2026-03-31, found `2026-1-5` / write `2026-01-05`",
            "8:13 metrics[0].target: expected an amount such as 12500, found `1.6m` / write it out: `1600000`",
            "9:26 metrics[1].headline: expected `true` or `false`, found `yes` / write `true`",
            "10:22 exit.notice_days: expected a whole number such as 90, found `9O` / write a zero for the letter O: `90`",
        ]
    );
    let source = read(text);
    let record = source.value.expect("the rest");
    assert_eq!(record.metrics.len(), 2);
    assert_eq!(
        record.metrics.items().map(|metric| metric.label().to_owned()).collect::<Vec<_>>(),
        ["A", "B"]
    );
    assert!(record.kind.is_invalid() && record.stage.is_absent());
}

#[test]
fn columns_count_characters_and_line_ends_do_not_matter() {
    for text in [
        "objective: 👩‍🚀 Ziel\nowners: { us: { näme: x } }\n",
        "objective: 👩‍🚀 Ziel\r\nowners: { us: { näme: x } }\r\n",
    ] {
        assert!(
            mistakes(text)[0].starts_with(
                "2:17 owners.us.näme: `näme` is not a key of `owners.us` / did you mean `name`?"
            ),
            "{:?}",
            mistakes(text)
        );
    }
    let source = Source::<Alliance>::new(
        String::new(),
        alliance::load::read::decode_text(b"\xEF\xBB\xBFtype: x".to_vec()),
    );
    assert_eq!(source.place_of(&source.mistakes[0]).column, 7);
}

#[test]
fn keys_that_stand_twice_name_both_places() {
    let source = read("name: A\npartner: P\ntype: strategic\nexit:\n  who: either\n  who: us\n");
    let mistake = &source.mistakes[0];
    assert_eq!((mistake.path.as_str(), source.place_of(mistake).line), ("exit.who", 6));
    let (span, _) = mistake.label.clone().expect("a second place");
    assert_eq!(source.place_of_span(span, String::new()).line, 5);
    // The first one counts.
    let exit = source.value.expect("a record").exit;
    assert_eq!(
        exit.get().and_then(|exit| exit.who.get()?.value().copied()),
        Some(alliance::model::TerminationRight::Either)
    );
}

#[test]
fn aliases_and_merge_keys_are_written_out() {
    let record = read(
        "name: A\npartner: P\ntype: strategic\nowners:\n  us: &priya { name: Priya, role: VP }\nsponsors:\n  us: *priya\n  partner: { <<: *priya, role: COO }\n",
    );
    assert_eq!(record.mistakes, []);
    let sponsors = record.value.expect("a record").sponsors;
    let sponsor = |side| sponsors.get(side).and_then(|list| list.items().next()).cloned().expect("a sponsor");
    assert_eq!((sponsor("us").name.text(), sponsor("us").role.text()), (Some("Priya"), Some("VP")));
    assert_eq!(
        (sponsor("partner").name.text(), sponsor("partner").role.text()),
        (Some("Priya"), Some("COO"))
    );
    assert!(
        mistakes("owners: { us: { <<: Priya } }")[0]
            .contains("`<<` merges mappings, but this is not a mapping")
    );
}

#[test]
fn one_item_may_stand_for_a_list_and_a_sentence_for_a_contribution() {
    let record = read("name: A\npartner: P\ntype: strategic\nselection: { because: availability }\ncontributions:\n  us: Our audience\n  partner:\n    - Their brand\n    - { what: Platform, kind: technology }\n").value.expect("a record");
    assert_eq!(record.selection.get().map(|selection| selection.because.len()), Some(1));
    let whats = |side| {
        record.contributions.get(side).map(|list| {
            list.items().map(|item| item.what.text().unwrap_or("").to_owned()).collect::<Vec<_>>()
        })
    };
    assert_eq!(whats("us"), Some(vec!["Our audience".to_owned()]));
    assert_eq!(whats("partner"), Some(vec!["Their brand".to_owned(), "Platform".to_owned()]));
}

#[test]
fn one_bad_item_does_not_drop_its_list() {
    let record = read(
        "name: A\npartner: P\ntype: strategic\ngovernance:\n  reviews:\n    - { date: 2026-01-01 }\n    - yesterday\n    - { date: 2026-03-01 }\n",
    );
    assert_eq!(record.mistakes.len(), 1);
    assert_eq!(record.mistakes[0].path, "governance.reviews[1]");
    let governance = record.value.expect("a record").governance;
    let places: Vec<usize> = governance
        .get()
        .map(|governance| governance.reviews.iter().map(|(index, _)| index).collect())
        .unwrap_or_default();
    assert_eq!(places, [0, 2], "items keep their places");
}

#[test]
fn sides_must_exist() {
    assert!(
        mistakes("contributions: { uss: Ours }")[0].starts_with(
            "1:18 contributions.uss: `uss` is not a party to this alliance / did you mean `us`?"
        )
    );
    assert!(
        mistakes("commitments: [{ by: them, what: x }]")[0]
            .contains("`them` is not a party to this alliance")
    );
    assert_eq!(mistakes("commitments: [{ by: both, what: x }]"), Vec::<String>::new());
    let three = "name: A\npartners: { north: N, south: S }\ntype: strategic\nexpects: { north: x, south: y, partner: z }\n";
    let mistakes = mistakes(three);
    assert!(
        mistakes.len() == 1 && mistakes[0].starts_with("4:32 expects.partner: `partner` is not a party"),
        "{mistakes:?}"
    );
}

#[test]
fn what_every_record_needs_is_asked_for_once() {
    let told =
        |text: &str| read(text).mistakes.iter().map(|mistake| mistake.message.clone()).collect::<Vec<_>>();
    assert_eq!(
        told("{}"),
        ["the record has no `name`", "the record has no `partner`", "the record has no `type`"]
    );
    // A misspelt key is one mistake, not two.
    assert_eq!(told("nmae: A\npartner: P\ntype: strategic\n"), ["`nmae` is not a key of this file"]);
}

#[test]
fn numbers_are_exact_or_refused() {
    for (text, exact) in [
        ("1250000.10", true),
        ("0", true),
        ("017", true),
        ("1e3", false),
        ("0x1F", false),
        ("1_000", false),
        (".inf", false),
        ("1,5", false),
    ] {
        let found = mistakes(&format!("attention: {{ hours_per_month: \"{text}\" }}"));
        assert_eq!(found.is_empty(), exact, "{text}: {found:?}");
    }
    for text in ["017", "0x1F", "1_000", "-1", "99999999999", "1.5"] {
        assert_eq!(mistakes(&format!("term: {{ renewal_months: {text} }}")).len(), 1, "{text}");
    }
}

#[test]
fn words_that_leave_a_term_open_are_kept_for_the_rules() {
    let record = read(
        "name: A\npartner: P\ntype: strategic\nexit: { notice_days: to be agreed, who: TBD, handover: [customers, staff as appropriate] }\n",
    );
    assert_eq!(record.mistakes, []);
    let exit = record.value.expect("a record").exit;
    let words = exit.get().and_then(|exit| exit.notice_days.get()?.words().map(str::to_owned));
    assert_eq!(words.as_deref(), Some("to be agreed"));
}

#[test]
fn nothing_is_nothing() {
    let record = read(
        "name: A\npartner: P\ntype: strategic\nobjective:\nstarted: ~\nmetrics: []\nexit: null\nowners: {}\n",
    );
    assert_eq!(record.mistakes, []);
    let record = record.value.expect("a record");
    assert!(record.objective == Field::Absent && record.started.is_absent() && record.metrics.is_absent());
    assert!(record.exit.is_absent() && record.owners.is_absent());
}

#[test]
fn a_comma_in_a_number_does_not_cut_a_sentence_silently() {
    for text in [
        "expects: { us: [EUR 360,000 of fees a year] }",
        "contributions: { us: { what: Credits of EUR 60,000 a year } }",
    ] {
        let mistakes = mistakes(text);
        assert!(
            mistakes.len() == 1 && mistakes[0].contains("the comma in this number cuts it in two"),
            "{text}: {mistakes:?}"
        );
    }
    for text in [
        "expects: { us: [\"EUR 360,000 of fees a year\"] }",
        "expects: { us: [A,B] }",
        "notes: [100,200]",
        "notes: [Q1 2026,Q2 2026]",
    ] {
        assert_eq!(mistakes(text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn a_point_that_may_separate_thousands_is_asked_about() {
    let found = mistakes("attention: { cost_per_month: 400.000 }");
    assert!(
        found.len() == 1 && found[0].contains("write `400000`, or `400.0000` if decimals are meant"),
        "{found:?}"
    );
    for text in ["400.00", "400.0000", "0.125", "1400.000"] {
        assert_eq!(
            mistakes(&format!("attention: {{ cost_per_month: {text} }}")),
            Vec::<String>::new(),
            "{text}"
        );
    }
    assert!(mistakes("trust: { us: 11 }")[0].contains("expected a rating from 1 to 5"));
}

#[test]
fn a_stub_that_was_not_filled_in_is_no_answer() {
    let record = read("name: A\npartner: P\ntype: strategic\nobjective: …\nagreement: { reference: WHERE IT IS KEPT }\nopportunity: { what: NAME, because: IBM UK }\n").value.expect("a record");
    assert_eq!(record.objective.text(), None);
    assert_eq!(
        record.agreement.get().and_then(|agreement| agreement.reference.text().map(str::to_owned)),
        None
    );
    let opportunity = record.opportunity.get().expect("one");
    assert_eq!((opportunity.what.text(), opportunity.because.text()), (None, Some("IBM UK")));
}

#[test]
fn a_length_of_time_is_never_its_bare_number() {
    let told = |line: &str| {
        let text = format!("name: A\npartner: P\ntype: affiliate\n{line}\n");
        let source = Source::<Alliance>::new("a.yaml".to_owned(), Ok(text));
        let mistake = source.mistakes.first().expect("a mistake");
        format!("{} / {}", mistake.message, mistake.fix)
    };
    for (line, fix) in [
        ("term: { renewal_months: 1 year }", "write it in months: `12`"),
        ("term: { renewal_months: 2 quarters }", "write it in months: `6`"),
        ("term: { renewal_notice_days: 2 weeks }", "write it in days: `14`"),
        ("term: { renewal_notice_days: 3 months }", "write the number of days"),
        ("attention: { hours_per_month: 1.250 }", "may be thousands or decimals"),
        ("contributions: { us: [{ what: A, delivered: 90.000 }] }", "may be thousands or decimals"),
    ] {
        let said = told(line);
        assert!(said.contains(fix), "{line}: {said}");
        assert!(!said.ends_with("`3`") && !said.ends_with("`1`"), "{line}: {said}");
    }
}

/// The likeliest cause first, and never advice that makes it worse.
#[test]
fn slips_of_those_who_paste_are_named() {
    let first = |text: &str| mistakes(text).first().cloned().unwrap_or_default();
    for (text, place, words) in [
        (
            "name: A\npartner: P\ntype: affiliate\nexit:\n  notice_days: 90\n   who: either\n",
            "6:4",
            "line it up with `notice_days`: 2 spaces",
        ),
        (
            "name: A\npartner: P\ntype: affiliate\nexit:\n  notice_days: 90\n    who: either\n",
            "6:5",
            "line it up with `notice_days`: 2 spaces",
        ),
        ("name: A\n partner: P\ntype: affiliate\n", "2:2", "line it up with `name`: 0 spaces"),
        (
            "name: A\npartner: P\ntype: strategic\ncontributions:\n  us:\n    - what: Two engineers\n     kind: expertise\n",
            "7:6",
            "line it up with `what`: 6 spaces",
        ),
        ("name:\u{a0}A\npartner: P\ntype: affiliate\n", "1:6", "replace it with an ordinary space"),
    ] {
        let said = first(text);
        assert!(said.starts_with(place) && said.contains(words), "{text}: {said}");
    }
    // A sentence with a colon is still told for what it is.
    let said = first("name: A\npartner: P\ntype: affiliate\nobjective: Win: the market\n");
    assert!(said.contains("double quotes"), "{said}");
}

#[test]
fn keys_of_other_sheets_and_of_word_are_known_again() {
    let only = |line: &str| mistakes(&format!("name: A\npartner: P\ntype: affiliate\n{line}\n")).join("\n");
    for (line, said) in [
        ("start: 2025-01-01", "did you mean `started`?"),
        ("status: active", "did you mean `stage`?"),
        ("renewal date: 2027-01-01", "this is `term.ends` here"),
        ("KPI: revenue", "did you mean `metrics`?"),
        ("notice days: 90", "this is `exit.notice_days` here"),
        ("exit:\n\u{a0}\u{a0}notice_days: 90", "replace it with ordinary spaces"),
        ("colour: blue", "make it a comment"),
    ] {
        let told = only(line);
        assert!(told.contains(said), "{line}: {told}");
        assert!(!told.contains("take it out"), "{line}: {told}");
    }
}

#[test]
fn a_side_may_have_a_point_in_its_name() {
    let text = "name: A\npartners: { skau.no: Skau, b: B }\ntype: strategic\nowners:\n  skau.no:\n    - { name: TBD, role: Partner }\n";
    let source = read(text);
    let place = source.place("owners.skau.no[0].name");
    assert_eq!((place.line, place.column), (6, 15));
    assert_eq!(source.place("owners.b[0].name").line, 4, "an absent side stands at its parent");
}

/// A path is made of what a file says, so any text must come to an end.
#[test]
fn any_path_has_a_place() {
    let source = read("name: A\npartner: P\ntype: strategic\n");
    for path in ["[", "[[", "a[", "a[b]", "rules.[x", "..", ".", "a..b", "[0", "]", "[é", "", "a[0][", "é.[é"]
    {
        assert!(source.place(path).line >= 1, "{path}");
    }
}

#[test]
fn keys_of_ones_own_are_left_alone() {
    let own = "name: N\npartner: P\ntype: strategic\nx-crm: 0065g00000\nexit: { notice_days: 90, x-lawyer: Ines }\nmetrics: [{ name: A, x-report: { id: 7 } }]\n";
    assert_eq!(mistakes(own), Vec::<String>::new());
    assert_eq!(mistakes("xcrm: 1\n").len(), 1, "only with the hyphen");
}

#[test]
fn what_a_word_processor_writes_is_named() {
    let told = |text: &str| {
        let source = Source::<Alliance>::new("a.yaml".to_owned(), Ok(text.to_owned()));
        source
            .mistakes
            .iter()
            .map(|mistake| format!("{} / {}", mistake.message, mistake.fix))
            .collect::<Vec<_>>()
    };
    let first = |text: &str| told(text).into_iter().next().unwrap_or_default();
    for (text, part) in [
        ("objective: Win deals #1 and #2 in DACH\n", "ends before ` #1 and #2 in DACH`"),
        ("issues: [{ what: price exception #2 open, severity: high }]\n", "its bracket is never closed"),
        ("name: “Corvid Cloud”\n", "curly quotes are part of this text"),
        ("objective: “Win: all of it”\n", "is not a quotation mark here"),
        ("expects:\n  us:\n    – Two engineers\n    – One case\n", "`–` does not start a list item"),
        ("metrics: [{ target: 5 }]\nobjective: >100\n", "starts a long text on the lines below"),
        ("partner: & Finch\n", "put the value in double quotes"),
        ("objective: *priority* win DACH\n", "put the value in double quotes"),
        ("ended: 2025\u{2011}04\u{2011}03\n", "write `2025-04-03`"),
        ("started: Apr-25\n", "write `2025-04`"),
        ("metrics: [{ results: [{ period: Q3 2026, total: 5 }] }]\n", "write `2026-Q3`"),
    ] {
        assert!(first(text).contains(part), "{text}: {:?}", told(text));
    }
    // An honest comment, a dash in a sentence, an apostrophe and a blank at an end are nobody's mistake.
    for text in [
        "objective: Win deals in DACH # the first of two\n",
        "objective: Win deals in DACH #\n",
        "stage: active #ok\n",
        "objective: Win deals – all of them\n",
        "objective: Harbour’s deals, ours and theirs’\n",
        "type: strategic\u{a0}\nended: 2025-04-03\u{a0}\n",
        "objective: \"Win deals #1 and #2\"\n",
    ] {
        assert_eq!(told(text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn what_stands_in_another_form_is_shown_in_ours() {
    for (text, fix) in [
        (
            "owners: { us: Jane Roe }",
            "write it with its keys:\nus: { name: Jane Roe, role: …, authority: … }",
        ),
        (
            "owners: { us: [\"Jane: Roe\"] }",
            "write it with its keys:\n- { name: \"Jane: Roe\", role: …, authority: … }",
        ),
        ("owners: [Jane, Joe]", "write it once for each side:\nowners:\n  us: […]\n  partner: […]"),
        ("expects: more leads", "write it once for each side:\nexpects:\n  us: more leads\n  partner: …"),
        (
            "metrics: { revenue: 100 }",
            "begin each entry with `- `, and give it its keys:\nmetrics:\n  - { name: revenue, … }",
        ),
        (
            "metrics: [{ name: A, results: { 2026-Q1: 100 } }]",
            "begin each entry with `- `, and give it its keys:\nresults:\n  - { period: 2026-Q1, total: 100, … }",
        ),
        (
            "decisions: { 2026-02-10: continue }",
            "begin each entry with `- `, and give it its keys:\ndecisions:\n  - { date: 2026-02-10, verdict: continue, … }",
        ),
        (
            "decisions: [\"2026-02-10: continue, on plan\"]",
            "write it with its keys:\n- { date: 2026-02-10, why: \"continue, on plan\", verdict: …, next: DATE }",
        ),
        (
            "agreement: signed 2025-02-14",
            "write it with its keys:\nagreement: { signed: 2025-02-14, reference: … }",
        ),
        ("agreement: MSA 12", "write it with its keys:\nagreement: { signed: DATE, reference: MSA 12 }"),
        ("term: 2 years", "write it with its keys:\nterm: { ends: DATE, renews: … }"),
        ("term: until 2027-06-30", "write it with its keys:\nterm: { ends: 2027-06-30, renews: … }"),
        (
            "exit: see contract",
            "write it with its keys:\nexit: { terms: see contract, notice_days: …, who: … }",
        ),
        (
            "issues: [Duplicate leads]",
            "write it with its keys:\n- { what: Duplicate leads, opened: DATE, severity: … }",
        ),
    ] {
        let found = mistakes(&format!("name: N\npartner: P\ntype: strategic\n{text}\n"));
        let [only] = found.as_slice() else { panic!("{text}: {found:?}") };
        assert_eq!(only.split_once(" / ").map(|(_, fix)| fix), Some(fix), "{text}");
    }
    // A slip in a key is still one, and a team's own keys are theirs.
    for text in ["metrics: { nmae: A }", "metrics: { name: A, revenue: 1 }"] {
        let found = mistakes(text);
        assert!(found.iter().any(|told| told.contains("is not a key of `metrics`")), "{text}: {found:?}");
    }
}

#[test]
fn what_is_named_in_a_word_is_corrected_by_its_edit() {
    let head = "name: N\npartner: P\ntype: strategic\n";
    for text in [
        "owners: { us: Jane Roe }\n",
        "owners:\n  us: Jane Roe\n  partner: [Joe, Jim]\n",
        "metrics: Revenue\n",
        "metrics:\n  - Revenue\n  - Leads\n",
        "risks:\n  - \"They are bought: by a rival\"\n",
        "fees: [Licence fee]\n",
        "opportunity: Banks\n",
    ] {
        let mut text = format!("{head}{text}");
        let mut rounds = 0;
        while let Some(mistake) = read(&text).mistakes.first().cloned() {
            let edit = mistake.fix.edit.unwrap_or_else(|| panic!("{text}: no edit for {}", mistake.message));
            text = alliance::edit::apply::<Alliance>(&text, &[*edit]).expect("an edit that applies");
            rounds += 1;
            assert!(rounds < 5, "{text}");
        }
        assert!(rounds > 0, "{text}");
    }
}

#[test]
fn a_portfolio_in_other_forms_is_shown_in_ours() {
    for (text, told) in [
        ("currency: Euro", "`Euro` is not a three-letter currency code / write `EUR`"),
        ("currency: €", "`€` is not a three-letter currency code / write `EUR`"),
        ("currency: usd", "`usd` is not a three-letter currency code / write `USD`"),
        (
            "currency: gold",
            "`gold` is not a three-letter currency code / write one such as `EUR`, `GBP` or `USD`",
        ),
        ("company: Harbour", "`company` is not a key of this file / did you mean `us`?"),
        (
            "rules: [missing-owner]",
            "expected the name of a rule before each setting, found a list / write each rule with its setting:\nrules:\n  missing-sponsor: off",
        ),
        (
            "gate: error",
            "expected keys such as `fail_on` or `min_score`, found `error` / write it with its keys:\ngate: { fail_on: error }",
        ),
        (
            "attention: 120 hours",
            "expected keys such as `capacity_hours_per_month` or `cost_per_hour`, found `120 hours` / write it with its keys:\nattention: { capacity_hours_per_month: …, cost_per_hour: … }",
        ),
    ] {
        let source = Source::<Portfolio>::new("portfolio.yaml".to_owned(), Ok(format!("{text}\n")));
        let [only] = source.mistakes.as_slice() else { panic!("{text}: {:?}", source.mistakes) };
        assert_eq!(format!("{} / {}", only.message, only.fix), told, "{text}");
    }
    let source = Source::<Portfolio>::new("portfolio.yaml".to_owned(), Ok("currency: Euro\n".to_owned()));
    assert!(
        source.value.expect("the rest").currency.is_invalid(),
        "no amount is held to a word that is no currency"
    );
}
