//! From partner sheets to records.

use super::{done, portfolio, refused, sound, state};

#[test]
fn a_partner_sheet_becomes_records() {
    for sheet in ["partners.xlsx", "partners.csv"] {
        let folder = portfolio("EUR", &[sheet]);
        let import = folder.run(&["import", "records", sheet]);
        let said = done(&import);
        assert!(said.contains("9 partners in rows"), "{said}");
        assert!(
            said.contains("Wrote 9 records into alliances/.") && said.contains("then `alliance ask`"),
            "{said}"
        );
        for line in ["Renewal date     term.ends", "Backup           x-backup", "Exec sponsor  Yes"] {
            assert!(said.contains(line), "{line}: {said}");
        }
        let corvid = folder.read("alliances/corvid-cloud.yaml");
        for line in [
            "name: Corvid Cloud\npartner: Corvid Cloud GmbH\ntype: strategic\nstage: active\nstarted: 2025-04-03\ntier: core\n",
            "  - name: Co-sell revenue\n    unit: EUR\n    every: quarter\n    target: 150000\n",
            "exit:\n  notice_days: 90\n",
            "  partner:\n    name: Jens Brandt\n    role: Head of ISV\n",
            "    - date: 2026-10-12\n",
            "x-next-step: Agree 2027 plan\n",
        ] {
            assert!(corvid.contains(line), "{line}: {corvid}");
        }
        let andino = folder.read("alliances/grupo-andino.yaml");
        assert!(andino.contains("term:\n  ends: 2027-08-31\n  renews: automatically\n"), "{andino}");
        let northgate = folder.read("alliances/northgate-integrators.yaml");
        assert!(northgate.contains("x-partner-contact: TBC (Hugo left)\n"), "{northgate}");
        sound(&folder);
    }
}

#[test]
fn the_same_sheet_again_changes_no_byte() {
    let folder = portfolio("EUR", &["partners.csv"]);
    done(&folder.run(&["import", "records", "partners.csv"]));
    let before = state(folder.path());
    let again = folder.run(&["import", "records", "partners.csv"]);
    assert!(done(&again).contains("Nothing to write"), "{}", again.stdout);
    assert_eq!(state(folder.path()), before);
}

#[test]
fn a_record_that_exists_is_left_as_it_is() {
    let mine = "name: Corvid Cloud GmbH & Co\npartner: Mine\ntype: affiliate\naliases: [corvid cloud]\n";
    let folder = portfolio("EUR", &["partners.csv"])
        .with("alliances/elsewhere.yaml", mine)
        .with("alliances/ledgerly.yaml", "mine");
    let import = folder.run(&["import", "records", "partners.csv"]);
    assert!(done(&import).contains("Wrote 7 records"), "{}", import.stdout);
    assert!(
        import.stdout.contains("left unchanged (2 records): Corvid Cloud and Ledgerly"),
        "{}",
        import.stdout
    );
    assert_eq!(folder.read("alliances/elsewhere.yaml"), mine);
    assert_eq!(folder.read("alliances/ledgerly.yaml"), "mine");
    assert!(!folder.file("alliances/corvid-cloud.yaml").exists());
}

#[test]
fn a_dry_run_writes_nothing() {
    let folder = portfolio("EUR", &["partners.csv", "crm_results.csv"]);
    let before = state(folder.path());
    let import = folder.run(&["import", "records", "partners.csv", "--dry-run"]);
    assert!(done(&import).contains("Would write 9 records into alliances/:\n"), "{}", import.stdout);
    assert!(
        import.stdout.contains("# alliances/corvid-cloud.yaml\nname: Corvid Cloud\n"),
        "{}",
        import.stdout
    );
    assert_eq!(state(folder.path()), before);
}

#[test]
fn two_rows_of_headings_merged_cells_and_american_dates() {
    let folder = portfolio("USD", &["two-header-rows.xlsx"]);
    let import = folder.run(&["import", "records", "two-header-rows.xlsx"]);
    let said = done(&import);
    assert!(said.contains("headings in row 5, 3 partners in rows 6 to 8"), "{said}");
    assert!(said.contains("'Channel overview'!J6  Comments  #REF!"), "{said}");
    assert!(said.contains("row 10  Total"), "{said}");
    let kite = folder.read("alliances/kite-labs.yaml");
    // 02/03 is the third of February, as 12/31 in the next column cannot tell, but 3/14 in its own does.
    assert!(kite.contains("started: 2025-02-03\n") && kite.contains("ends: 2026-12-31\n"), "{kite}");
    // The owner is merged over three rows.
    for record in ["harrow-systems", "kite-labs", "olive-sons"] {
        let record = folder.read(&format!("alliances/{record}.yaml"));
        assert!(record.contains("  us:\n    name: Dana Wu\n"), "{record}");
    }
    let harrow = folder.read("alliances/harrow-systems.yaml");
    assert!(
        harrow.contains("  - name: Rev\n    unit: USD\n    every: year\n    target: 250000\n"),
        "{harrow}"
    );
    sound(&folder);
}

#[test]
fn a_german_export_with_semicolons_and_decimal_commas() {
    let folder = portfolio("EUR", &["german.csv"]);
    done(&folder.run(&["import", "records", "german.csv"]));
    let bergmann = folder.read("alliances/bergmann-söhne.yaml");
    for line in [
        "partner: Bergmann & Söhne GmbH\n",
        "structure: reseller\n",
        "target: 150000.5\n",
        "notice: 3 months to the end of a quarter\n",
        "name: Jörg Weiß\n",
        "hours_per_month: 7.5\n",
    ] {
        assert!(bergmann.contains(line), "{line}: {bergmann}");
    }
    assert!(folder.read("alliances/hölder-medien.yaml").contains("started: 2025-Q3\n"));
    sound(&folder);
}

#[test]
fn open_dates_are_asked_about() {
    let folder =
        portfolio("EUR", &[]).with("p.csv", "Partner,Type,Start\nTern,SI,03/04/2025\nLark,SI,05/06/2025\n");
    let said = refused(&folder, &["import", "records", "p.csv"]);
    assert!(said.contains("p!C2 Start: 03/04/2025 can be 3 April 2025 or 4 March 2025"), "{said}");
    assert!(said.contains("--dates dmy"), "{said}");
    assert!(!folder.file("import.yaml").exists());
    done(&folder.run(&["import", "records", "p.csv", "--dates", "mdy"]));
    assert!(folder.read("alliances/tern.yaml").contains("started: 2025-03-04\n"));
    assert!(folder.read("import.yaml").ends_with("dates: mdy\n"));
}

#[test]
fn a_correction_that_cannot_be_is_refused() {
    let sheet = "Partner,Type,Owner,Score,Internal\nTern,SI,Priya,7,x\n";
    let folder = portfolio("EUR", &[]).with("p.csv", sheet);
    let said = refused(&folder, &["import", "records", "p.csv", "--map", "Owner=owner.us"]);
    assert!(said.contains("did you mean `owners.us`?"), "{said}");
    let said = refused(&folder, &["import", "records", "p.csv", "--map", "Ownr=owners.us"]);
    assert!(said.contains("did you mean `Owner`?"), "{said}");
    let said = refused(&folder, &["import", "records", "p.csv", "--map", "Owner"]);
    assert!(said.contains("'Renewal date=term.ends'"), "{said}");
    let twice = ["import", "records", "p.csv", "--map", "Score=tier", "--map", "Internal=tier"];
    let said = refused(&folder, &twice);
    assert!(said.contains("two columns are mapped to `tier`"), "{said}");
}

#[test]
fn the_mapping_is_used_again_and_a_file_edited_by_hand_is_left() {
    let folder =
        portfolio("EUR", &[]).with("p.csv", "Partner,Type,Owner,Score,Internal\nTern,SI,Priya,7,x\n");
    let map = [
        "import",
        "records",
        "p.csv",
        "--map",
        "Owner=owners.partner",
        "--map",
        "Internal=skip",
        "--map",
        "Score=x-points",
    ];
    done(&folder.run(&map));
    let tern = folder.read("alliances/tern.yaml");
    assert!(
        tern.contains("owners:\n  partner:\n    name: Priya\n") && tern.contains("x-points: \"7\"\n"),
        "{tern}"
    );
    assert!(!tern.contains("internal"), "{tern}");
    let folder =
        folder.with("p.csv", "Partner,Type,Owner,Score,Internal\nTern,SI,Priya,7,x\nLark,SI,Ines,8,y\n");
    done(&folder.run(&["import", "records", "p.csv"]));
    let lark = folder.read("alliances/lark.yaml");
    assert!(lark.contains("owners:\n  partner:\n    name: Ines\n") && !lark.contains("internal"), "{lark}");
    // By hand, with a comment: no byte of it is changed.
    let edited = format!("# ours\n{}", folder.read("import.yaml"));
    let folder = folder.with("import.yaml", &edited).with("q.csv", "Partner,Type,Region\nTeal,SI,DACH\n");
    let import = folder.run(&["import", "records", "q.csv"]);
    assert!(done(&import).contains("edited by hand and is left as it is"), "{}", import.stdout);
    assert!(import.stdout.contains("  Region: x-region"), "{}", import.stdout);
    assert_eq!(folder.read("import.yaml"), edited);
}

#[test]
fn open_dates_follow_the_columns_that_are_not_open_where_those_agree() {
    let sheet = |launch: &str, renewal: &str| {
        format!("Partner,Type,Signed,Go-live,Renewal\nTern,SI,03/04/2025,{launch},{renewal}\n")
    };
    let signed = |launch: &str, renewal: &str, more: &[&str]| {
        let folder = portfolio("EUR", &[]).with("p.csv", sheet(launch, renewal));
        let run = folder.run(&[&["import", "records", "p.csv"], more].concat());
        let signed = (run.code == 0).then(|| folder.read("alliances/tern.yaml"));
        (signed, run.stdout + &run.stderr)
    };
    let (text, said) = signed("25/06/2025", "01/02/2027", &[]);
    assert!(text.expect("a record").contains("signed: 2025-04-03"), "{said}");
    assert!(said.contains("day first in Signed and Renewal, as in p!D2 Go-live: 25/06/2025"), "{said}");
    let (text, said) = signed("06/25/2025", "01/02/2027", &[]);
    assert!(text.expect("a record").contains("signed: 2025-03-04"), "{said}");
    assert!(said.contains("month first in"), "{said}");
    // One column against another proves nothing, and a person's word goes before both.
    let (text, said) = signed("06/25/2025", "25/02/2027", &[]);
    assert!(text.is_none() && said.contains("nothing in the sheet says"), "{said}");
    let (text, said) = signed("06/25/2025", "25/02/2027", &["--dates", "dmy"]);
    assert!(text.expect("a record").contains("signed: 2025-04-03"), "{said}");
    assert!(!said.contains(" first in "), "{said}");
}

#[test]
fn a_partner_that_was_renamed_is_known_by_its_id() {
    let folder = portfolio("EUR", &[]).with("p.csv", "Account ID,Account Name,Type\n0015g0001,Tern Ltd,SI\n");
    done(&folder.run(&["import", "records", "p.csv"]));
    let folder = folder.with("p.csv", "Account ID,Account Name,Type\n0015g0001,Arctic Group,SI\n");
    let again = folder.run(&["import", "records", "p.csv"]);
    assert!(done(&again).contains("Nothing to write"), "{}", again.stdout);
}

#[test]
fn rows_of_one_partner_become_one_record_and_what_contradicts_is_named_and_noted() {
    let sheet = "Partner,Type,Tier,Owner,Partner contact,What they give,Renewal date,Notice,KPI,Target,Deal,Notes\n\
        Acme Cloud,Referral,core,Ines,Bob Ruiz (CTO),20 leads a quarter,2027-03-31,90 days,Leads,50 per year,Globex,US\n\
        Lark,Referral,growth,Tom,Ann,,,,Leads,5 per month,Initech,\n\
        ACME Cloud,Referral,growth,Ines,Dana Lee,A booth,2027-06-30,3 months,Leads,40 per year,Hooli,EMEA\n\
        Acme Cloud,,,,Bob Ruiz (COO),20 leads a quarter,,,Installs,9 per year,Hooli,\n";
    let folder = portfolio("EUR", &[]).with("p.csv", sheet);
    let run = folder.run(&["import", "records", "p.csv"]);
    let said = done(&run);
    assert!(said.contains("Acme Cloud  rows 2, 4 and 5\n"), "{said}");
    assert!(said.contains("give each a name of its own in the sheet"), "{said}");
    for clash in [
        ["Tier", "C2 core", "not C4 growth"],
        ["Renewal date", "G2 2027-03-31", "not G4 2027-06-30"],
        ["Notice", "H2 90 days", "not H4 3 months"],
        ["Target", "J2 50 per year", "not J4 40 per year"],
        ["Partner contact", "E2 Bob Ruiz (CTO)", "not E5 Bob Ruiz (COO)"],
    ] {
        let line =
            said.lines().find(|line| line.contains(clash[2])).unwrap_or_else(|| panic!("{clash:?}: {said}"));
        assert!(clash.iter().all(|part| line.contains(part)), "{line}");
    }
    let acme = folder.read("alliances/acme-cloud.yaml");
    for lines in [
        "tier: core\n",
        "  partner:\n    - 20 leads a quarter\n    - A booth\n",
        "  - name: Leads\n    every: year\n    target: 50\n  - name: Installs\n    every: year\n    target: 9\n",
        "exit:\n  notice_days: 90\nterm:\n  ends: 2027-03-31\n",
        "    - name: Bob Ruiz\n      role: CTO\n    - name: Dana Lee\n",
        "  - US\n  - EMEA\n",
        "\"Tier, in another row: growth\"",
        "\"Renewal date, in another row: 2027-06-30\"",
        "\"Notice, in another row: 3 months\"",
        "\"Target, in another row: 40 per year\"",
        "\"Partner contact, in another row: Bob Ruiz (COO)\"",
        "x-deal:\n  - Globex\n  - Hooli\n",
    ] {
        assert!(acme.contains(lines), "{lines}{acme}");
    }
    sound(&folder);
    let files = state(folder.path());
    let again = folder.run(&["import", "records", "p.csv", "--update", "--yes"]);
    assert!(done(&again).contains("Nothing to write"), "{}", again.stdout);
    assert_eq!(state(folder.path()), files);
}

#[test]
fn levels_say_for_how_long_they_are_or_that_nobody_knows() {
    let folder = portfolio("EUR", &[]).with(
        "p.csv",
        "Partner,Type,KPI,Annual target\nTern,Referral,Leads,60\nLark,Referral,Leads,5 per month\n",
    );
    assert!(!done(&folder.run(&["import", "records", "p.csv"])).contains("PERIOD"));
    assert!(folder.read("alliances/tern.yaml").contains("every: year\n    target: 60\n"));
    assert!(folder.read("alliances/lark.yaml").contains("every: month\n    target: 5\n"));
    let folder =
        portfolio("EUR", &[]).with("p.csv", "Partner,Type,KPI,Target\nTern,Referral,Revenue,€500k\n");
    let run = folder.run(&["import", "records", "p.csv"]);
    let said = done(&run).split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(said.contains("a month, a quarter or a year: Tern EUR 500000. Write it into"), "{said}");
}

#[test]
fn a_band_above_a_legend_below_and_people_of_both_sides_in_one_column() {
    let sheet = "Partner,Owner (ours / theirs),Renewal date,Health\n\
        Tern,Dana Lee / Bob Ruiz,2027-03-31,🟢\n\
        Lark,Lars Holm / tbd,2027-03-31,🔴\n\
        Gull,Ines Duarte,2027-03-31,🟢\n\
        🟢 healthy 🟡 watch 🔴 trouble,,,\n";
    let folder = portfolio("EUR", &[]).with("p.csv", sheet);
    let run = folder.run(&["import", "records", "p.csv", "--map", "Owner (ours / theirs)=owners.us"]);
    let said = done(&run);
    assert!(said.contains("Wrote 3 records") && said.contains("🟢 healthy 🟡 watch"), "{said}");
    let tern = folder.read("alliances/tern.yaml");
    assert!(tern.contains("  us:\n    name: Dana Lee\n  partner:\n    name: Bob Ruiz\n"), "{tern}");
    let lark = folder.read("alliances/lark.yaml");
    assert!(lark.contains("  us:\n    name: Lars Holm\n") && lark.contains("Lars Holm / tbd"), "{lark}");
    sound(&folder);
}
