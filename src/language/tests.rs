//! Short sentences, and what they do and do not commit to.
use super::*;

fn shown(amount: Option<Decimal>, unit: &str, per: Option<Rate>) -> String {
    let amount = amount.map_or("?".to_owned(), |a| a.normalize().to_string());
    let per = per.map_or(String::new(), |rate| format!("/{rate:?}"));
    format!("{amount} {unit}{per}").trim_end().to_owned()
}

fn quantities(sentence: &str) -> Vec<String> {
    read(sentence).quantities.iter().map(|q| shown(q.amount, &q.unit, q.per)).collect()
}

fn windows(sentence: &str) -> Vec<String> {
    let name = |when: When| match when {
        When::Date(date) => date.to_string(),
        When::Month { month, year } => format!("month {month}{}", of(year)),
        When::MonthDay { month, day } => format!("{month}/{day}"),
        When::Quarter { quarter, year } => format!("Q{quarter}{}", of(year)),
        When::Half { half, year } => format!("H{half}{}", of(year)),
        When::Year(year) => year.to_string(),
        When::Fiscal { before, months, year } => {
            format!("fiscal {}-{}{}", before + 1, before + months, of(year))
        }
        When::Recurring(rate) => format!("every {rate:?}"),
        other => format!("{other:?}"),
    };
    read(sentence).windows.iter().map(|w| name(w.when)).collect()
}

fn of(year: Option<i32>) -> String {
    year.map_or(String::new(), |y| format!(" {y}"))
}

fn floor_of(sentence: &str) -> String {
    read(sentence).floor.map_or("none".to_owned(), |f| shown(f.amount, &f.unit, f.per))
}

#[test]
fn the_article_has_two_examples() {
    assert_eq!(read("We will bring our audience"), SentenceReading::default());
    let sentence = "We will co-promote to our 80,000 email subscribers in Q2 and Q3, with a minimum of four dedicated sends";
    assert_eq!(quantities(sentence), ["80000 email subscribers", "4 dedicated sends"]);
    assert_eq!(windows(sentence), ["Q2", "Q3"]);
    assert_eq!(floor_of(sentence), "4 dedicated sends");
    let reading = read(sentence);
    assert_eq!(&sentence[reading.quantities[0].span.clone()], "80,000 email subscribers");
    assert_eq!(&sentence[reading.windows[1].span.clone()], "Q3");
    assert_eq!(&sentence[reading.floor.unwrap().span], "minimum of four dedicated sends");
}

#[test]
fn the_sample_record_is_read_whole() {
    for (sentence, wanted, window, floor) in [
        (
            "Six certified migration engineers on joint deals, at least four projects a quarter",
            &["6 certified migration engineers", "4 projects/Quarter"][..],
            &["every Quarter"][..],
            "4 projects/Quarter",
        ),
        (
            "Platform credits of EUR 60,000 a year for joint migrations, at least EUR 12,000 a quarter",
            &["60000 EUR/Year", "12000 EUR/Quarter"],
            &["every Year", "every Quarter"],
            "12000 EUR/Quarter",
        ),
        (
            "Four joint webinars a year for our 80,000 email subscribers, at least three with a customer on stage",
            &["4 joint webinars/Year", "80000 email subscribers", "3"],
            &["every Year"],
            "3 joint webinars/Year",
        ),
    ] {
        assert_eq!(quantities(sentence), wanted, "{sentence}");
        assert_eq!(windows(sentence), window, "{sentence}");
        assert_eq!(floor_of(sentence), floor, "{sentence}");
    }
}

#[test]
fn quantities_are_counts_shares_and_sums() {
    for (sentence, wanted) in [
        ("EUR 1.6m new revenue a year", &["1600000 EUR/Year"][..]),
        ("40 platform tenants a year that start with a migration", &["40 platform tenants/Year"]),
        ("10k leads", &["10000 leads"]),
        ("a dozen introductions", &["12 introductions"]),
        ("half our ad inventory", &["50 %"]),
        ("Three quarters of our sales force", &["75 %"]),
        ("A 50/50 revenue split", &["50 %"]),
        ("Twenty-five thousand dollars in credits", &["25000 $"]),
        ("US$400,000.00 in fees", &["400000 USD"]),
        ("a fee of ten thousand (10,000) units", &["10000 units"]),
        ("two hundred and fifty sign-ups", &["250 sign-ups"]),
        ("20-30 introductions", &["20 introductions"]),
        ("four to six speaking slots", &["4 speaking slots"]),
        ("Four or more joint events", &["4 joint events"]),
        ("ten of our 25 sales reps", &["10 sales reps"]),
        ("Email to 45 000 readers", &["45000 readers"]),
        ("We commit 0.5 FTE", &["0.5 fte"]),
        ("Ten days of consulting", &["10 days"]),
        ("Our 1.2 million monthly readers", &["1200000 monthly readers"]),
        ("an upfront fee in the amount of [*]", &["?"]),
        ("up to [**] of the inventory", &["?"]),
        ("a payment of $[***]", &["? $"]),
        ("a minimum of [XXXX] in cash", &["?"]),
        ("Up-front fee of 60.000 EUR", &["? EUR"]),
        ("99999999999999999999999999999999 leads", &["? leads"]),
        ("twice-yearly roadshow", &["2 times/Year"]),
        ("Speaking slots, two per year", &["2 /Year"]),
        ("Email list: 12k", &["12000"]),
        ("A team of twenty", &["20"]),
    ] {
        assert_eq!(quantities(sentence), wanted, "{sentence}");
    }
}

#[test]
fn names_numbers_and_actors_are_no_quantity() {
    for sentence in [
        "Our brand",
        "As set out in Section 4.2",
        "Sections 2, 3 and 4(a) apply",
        "See Article 6",
        "24/7 support",
        "ISO 27001 certification",
        "Our ISO 9001 and SOC 2 reports",
        "Web 2.0 know-how",
        "Office 365 know-how",
        "one of our best people",
        "The teams help one another",
        "One party leads the campaign",
        "One or more webinars",
        "either of the two companies",
        "a webinar",
        "1. We shall provide leads",
        "4.3 Each Party will support the other",
        "(2) our brand",
        "Service second to none",
        "first-class support",
        "third-party logistics",
        "a 1997 Ford Thunderbird",
        "A booth at Web Summit 2026",
        "version 3.2 of the connector",
        "120 Main Street",
        "Call 555-123-4567",
        "based on a 640x450 screen",
        "a 4-page brochure",
        "5G test lab",
        "GPT-4 based tooling",
        "Amendment #3",
        "Hundreds of leads",
        "several webinars and a handful of posts",
        "We will not share more than five leads",
        "terminate with 90 days' notice",
        "Seven years of experience",
        "within 30 days",
        "each [*] that occurred",
    ] {
        assert_eq!(quantities(sentence), [""; 0], "{sentence}");
    }
}

#[test]
fn windows_are_dates_rates_deadlines_milestones_and_spans() {
    for (sentence, wanted) in [
        ("by 30 June 2026", &["2026-06-30"][..]),
        ("On or before January 1, 2009", &["2009-01-01"]),
        ("on the 1st of March, 2003", &["2003-03-01"]),
        ("by 2026-03-31", &["2026-03-31"]),
        ("by 31/03/2026", &["2026-03-31"]),
        ("on 12/03/2026", &["Deadline"]),
        ("during the Term", &["Agreement"]),
        ("400 dealerships until the end of the agreement", &["Agreement"]),
        ("to the expiry of this contract", &["Agreement"]),
        ("for as long as the contract lasts", &["Agreement"]),
        ("by 15 November", &["11/15"]),
        ("by the end of March", &["month 3"]),
        ("from April to September", &["month 4", "month 9"]),
        ("They may use the logo in May", &["month 5"]),
        ("May and June 2026", &["month 6 2026"]),
        ("between May and August 2026", &["month 5 2026", "month 8 2026"]),
        ("Q1-Q3 2026", &["Q1 2026", "Q3 2026"]),
        ("in Q4'26", &["Q4 2026"]),
        ("2026-Q3", &["Q3 2026"]),
        ("second quarter of 2026", &["Q2 2026"]),
        ("H1 2026", &["H1 2026"]),
        ("first half of 2027", &["H1 2027"]),
        ("in the second quarter of 2026", &["Q2 2026"]),
        ("FY26", &["fiscal 1-12 2026"]),
        ("FY 2026/27", &["fiscal 1-12 2027"]),
        ("by the end of fiscal 2027", &["fiscal 1-12 2027"]),
        ("in fiscal Q3", &["fiscal 7-9"]),
        ("H2 of fiscal 2026", &["fiscal 7-12 2026"]),
        ("in each fiscal quarter", &["every Quarter"]),
        ("in 2026 and 2027", &["2026", "2027"]),
        ("by mid-2026", &["2026-06-30"]),
        ("two posts a month", &["every Month"]),
        ("2 articles/month", &["every Month"]),
        ("A quarterly business review", &["every Quarter"]),
        ("in each calendar quarter", &["every Quarter"]),
        ("per annum", &["every Year"]),
        ("1-2 events p.a.", &["every Year"]),
        ("every two weeks", &["every Fortnight"]),
        ("every other week", &["every Fortnight"]),
        ("every six months", &["every HalfYear"]),
        ("semi-annually", &["every HalfYear"]),
        ("on Mondays", &["every Week"]),
        ("within 30 days of signing", &["Deadline"]),
        ("within five (5) business days of request", &["Deadline"]),
        ("thirty (30) days prior to display", &["Deadline"]),
        ("within [***] of receipt", &["Deadline"]),
        ("by the end of the quarter", &["Deadline"]),
        ("by year-end", &["Deadline"]),
        ("by Friday", &["Deadline"]),
        ("on or prior to the following dates", &["Deadline"]),
        ("upon signing of this Agreement", &["Event"]),
        ("live before launch", &["Event"]),
        ("at go-live", &["Event"]),
        ("for 18 months", &["Span"]),
        ("over the next two quarters", &["Span"]),
        ("throughout the Season", &["Span"]),
        ("in its first year", &["Span"]),
        ("a 90-day pilot", &["Span"]),
    ] {
        assert_eq!(windows(sentence), wanted, "{sentence}");
    }
}

#[test]
fn haste_terms_notice_and_history_are_no_window() {
    for sentence in [
        "from time to time, as needed",
        "promptly",
        "within a reasonable time",
        "May we use the logo?",
        "We march together",
        "upon request",
        "upon receipt of an invoice",
        "at least fifteen (15) days' written notice",
        "within the thirty (30) day cure period",
        "thirty days in which to cure the default",
        "within ten days of the termination of this Agreement",
        "twenty years of experience",
        "in the last three years",
        "our 1.2 million monthly readers",
        "a two-day workshop",
        "an agreement dated as of March 1, 2010",
        "the Annual Minimum Commitment",
        "the 2026 summit",
        "We will not publish in August",
        "a quarter of our booth space",
        "Payment net 30 days",
        "notice of any claim within 10 days",
        "execution risk",
    ] {
        assert_eq!(windows(sentence), [""; 0], "{sentence}");
    }
}

#[test]
fn floors_bound_from_below() {
    for (sentence, wanted) in [
        ("no fewer than 5 references", "5 references"),
        ("not less than $12,000", "12000 $"),
        ("shall not be less than 40 units", "40 units"),
        ("in no event less than [***] units", "? units"),
        ("forty accounts, never fewer than ten a month", "10 accounts/Month"),
        ("a monthly minimum of $2,500", "2500 $/Month"),
        ("The minimum purchase volume is 50,000 units", "50000 units"),
        ("minimum 4 sends", "4 sends"),
        ("four sends minimum", "4 sends"),
        ("no less than two thirds of the shelf", "66.67 %"),
        ("Ten percent of booth traffic, at a minimum", "10 %"),
        ("50+ introductions a quarter", "50 introductions/Quarter"),
        ("four or more joint events a year", "4 joint events/Year"),
        ("six to eight engineers on site", "6 engineers"),
        ("three percent (3%) or more of sales", "3 %"),
        ("at least quarterly", "1 times/Quarter"),
        ("no less than once annually", "1 times/Year"),
        ("at least thirty (30) days prior to display", "30 days"),
        ("at least 30 days before launch, at least two posts", "2 posts"),
        ("minimum of 3, maximum of 6 webinars", "3 webinars"),
        ("up to 15% commission", "none"),
        ("no more than two escalations", "none"),
        ("at least fifteen (15) days' written notice", "none"),
        ("the Minimum Fee for 3 shops", "none"),
    ] {
        assert_eq!(floor_of(sentence), wanted, "{sentence}");
    }
}

#[test]
fn exit_terms_must_decide() {
    for (sentence, wanted) in [
        ("Notice period TBD", "TBD"),
        ("Terms to be mutually agreed", "to be mutually agreed"),
        ("to be confirmed by legal", "to be confirmed"),
        ("on reasonable prior written notice", "reasonable prior written notice"),
        ("Handover as appropriate", "as appropriate"),
        ("Data returned in due course", "in due course"),
        ("on a mutually acceptable date", "mutually acceptable"),
        ("Data returned promptly", "promptly"),
    ] {
        assert_eq!(undecided(sentence).map(|at| &sentence[at]), Some(wanted), "{sentence}");
    }
    for sentence in [
        "90 days notice with handover of customers",
        "Data returned promptly, and in any event within 30 days",
        "Joint pipeline below EUR 200,000 for two quarters",
    ] {
        assert_eq!(undecided(sentence), None, "{sentence}");
    }
}

#[test]
fn enthusiasm_is_found_in_every_form() {
    for (sentence, wanted) in [
        ("The excitement is real", "excitement"),
        ("An Exciting opportunity", "Exciting"),
        ("Passionate teams", "Passionate"),
        ("Huge synergies", "synergies"),
        ("leveraging scale", "leveraging"),
        ("enthusiastic sponsors", "enthusiastic"),
        ("a win win for all", "win win"),
    ] {
        assert_eq!(
            Lexicon::new(ENTHUSIASM).find(sentence).map(|at| &sentence[at]),
            Some(wanted),
            "{sentence}"
        );
    }
    for sentence in ["We exit in May", "The passenger list", "passive candidates", "four dedicated sends"] {
        assert_eq!(Lexicon::new(ENTHUSIASM).find(sentence), None, "{sentence}");
    }
    assert_eq!(Lexicon::new(&["vibe"]).find("Great vibes all round"), Some(6..11));
    assert_eq!(Lexicon::new(&["", " - "]).find("anything"), None);
}

#[test]
fn access_needs_an_asset_and_terms() {
    for sentence in [
        "Access to their CRM data via API",
        "Read-only access to the lead database",
        "Licence to their routing patents",
        "Ten sandbox seats",
        "Migration tooling under the reseller agreement",
        "Certified engineers for joint customers",
        "Exclusive in Benelux",
        "Right to resell the analytics module",
    ] {
        assert!(access_terms(sentence).is_some(), "{sentence}");
    }
    for sentence in [
        "Access to our technology",
        "Our expertise",
        "Our technology for joint customers",
        "We will share our data",
        "",
    ] {
        assert_eq!(access_terms(sentence), None, "{sentence}");
    }
}

#[test]
fn any_text_is_survived() {
    for unit in [
        "(",
        "[*",
        "one ",
        "at least ",
        "2 and ",
        "€",
        "a quarter ",
        "1-",
        "***",
        "½ü漢",
        "İ",
        "’",
        "within 3 ",
    ] {
        let long = unit.repeat(30_000 / unit.len());
        let reading = read(&long);
        let spans = reading.quantities.iter().map(|q| &q.span).chain(reading.windows.iter().map(|w| &w.span));
        for span in spans.chain(reading.floor.iter().map(|f| &f.span)) {
            assert!(long.get(span.clone()).is_some(), "{unit}");
        }
        for span in [undecided(&long), Lexicon::new(ENTHUSIASM).find(&long), access_terms(&long)]
            .into_iter()
            .flatten()
        {
            assert!(long.get(span).is_some(), "{unit}");
        }
    }
    assert_eq!(read(""), SentenceReading::default());
}

#[test]
fn the_least_is_promised_in_many_words() {
    for (sentence, amount) in [
        ("More than 100 beauty brands until 2027-12-31", Some(100)),
        ("Over 100 brands until 2027-12-31", Some(100)),
        ("In excess of 250 stores by June 2027", Some(250)),
        ("Upwards of 30 clinics a year", Some(30)),
        ("Between 40 and 60 seats until 2027-12-31", Some(40)),
        ("Eleven promotions a year, none fewer", Some(11)),
        ("Eleven promotions a year and no fewer", Some(11)),
        ("Two mails at the minimum each quarter", Some(2)),
        ("Four trucks a day, at minimum", Some(4)),
        ("No more than 100 brands", None),
        ("Not over 40 seats", None),
        ("Four calls over two quarters", None),
        ("A desk for over a year", None),
        ("The choice between two teams", None),
    ] {
        let floor = super::read(sentence).floor.and_then(|floor| floor.amount);
        assert_eq!(floor, amount.map(Decimal::from), "{sentence}");
    }
    let read = super::read("Retail through more than 5,000 US stores").quantities;
    assert_eq!(read.first().map(|quantity| quantity.unit.as_str()), Some("us stores"));
}

/// How many sentences with a time were found to have one, of how many; and how many of those found do.
fn windows_found(sentences: &str) -> [usize; 3] {
    let mut counts = [0; 3];
    for line in sentences.lines().filter(|line| !line.starts_with('#')) {
        let (label, sentence) = line.split_once('\t').expect("a label");
        let (is, found) = (label == "1", !read(sentence).windows.is_empty());
        counts[0] += usize::from(is && found);
        counts[1] += usize::from(is);
        counts[2] += usize::from(found);
    }
    counts
}

#[test]
fn the_reader_finds_the_times_that_the_documentation_says_it_finds() {
    let page = include_str!("../../docs/reliability.md");
    for (file, sentences) in [
        ("known", include_str!("../../tests/fixtures/sentences/known.tsv")),
        ("unseen", include_str!("../../tests/fixtures/sentences/unseen.tsv")),
    ] {
        let [right, all, found] = windows_found(sentences);
        let row = format!("| `{file}.tsv` | {right} of {all} | {right} of {found} |");
        assert!(page.contains(&row), "docs/reliability.md does not say: {row}");
        assert!(right * 10 >= all * 9, "{file}: {right} of {all}");
    }
}

#[test]
fn one_person_who_is_given_whole_is_a_quantity_of_one() {
    for (sentence, wanted) in [
        ("A dedicated account manager for 24 months", "1 dedicated account manager"),
        ("A full-time agronomist on their farms until 2028", "1 full-time agronomist"),
        ("an embedded data engineer at their site", "1 embedded data engineer"),
    ] {
        assert_eq!(quantities(sentence), [wanted], "{sentence}");
    }
    for sentence in
        ["A dedicated team", "A full engineer's report", "A manager", "A dedicated page", "Dedicated support"]
    {
        assert!(quantities(sentence).is_empty(), "{sentence}");
    }
}

#[test]
fn a_least_may_stand_behind_what_it_bounds() {
    for (sentence, floor) in [
        ("Four joint webinars a year, three of them at least with a customer", "3 joint webinars/Year"),
        ("20,000 hectares scanned each year, or more", "20000 hectares/Year"),
        ("Two procurement lawyers for ten days a quarter, never below eight", "8 days/Quarter"),
        ("Ten days a quarter", "none"),
        ("Two lawyers for ten days, never below twelve", "none"),
        ("Four webinars, or more than that if they sell", "none"),
    ] {
        assert_eq!(floor_of(sentence), floor, "{sentence}");
    }
    assert_eq!(quantities("Not less than 30 days of application support a quarter").len(), 1);
    assert!(quantities("Uncured for not more than 30 days of notice").is_empty());
}

#[test]
fn every_one_of_a_kind_is_as_definite_as_a_number() {
    for sentence in
        ["Billing of our fee on every phone bill", "Scoring of every application", "A seat on every route"]
    {
        assert!(says_every(sentence), "{sentence}");
    }
    for sentence in [
        "Every effort to promote it",
        "Training every quarter",
        "Help wherever possible on every deal",
        "Support on every deal as needed",
        "Every single time",
    ] {
        assert!(!says_every(sentence), "{sentence}");
    }
    for sentence in ["First option on every antibody", "A right of first refusal on the sites"] {
        assert!(access_terms(sentence).is_some(), "{sentence}");
    }
}
