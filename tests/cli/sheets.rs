//! Spreadsheets in and out: `alliance import` and `alliance export`.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crate::support::{Folder, Run};

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/sheets").join(name)
}

/// A portfolio in a currency, with copies of sheets beside it.
fn portfolio(currency: &str, sheets: &[&str]) -> Folder {
    let mut folder = Folder::new().with("portfolio.yaml", format!("us: Us\ncurrency: {currency}\n"));
    for sheet in sheets {
        folder = folder.with(sheet, fs::read(fixture(sheet)).expect("a sheet"));
    }
    folder
}

fn done(run: &Run) -> &str {
    assert_eq!((run.code, run.stderr.as_str()), (0, ""), "{}", run.stdout);
    &run.stdout
}

fn refused(folder: &Folder, args: &[&str]) -> String {
    let run = folder.run(args);
    assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{}", run.stderr);
    assert!(
        !folder.file("alliances").exists()
            || fs::read_dir(folder.file("alliances")).expect("a folder").count() == 0
    );
    run.stderr
}

/// Every file below a folder with what is in it.
fn state(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(state(&path));
        } else {
            found.push((path.clone(), fs::read(&path).expect("bytes")));
        }
    }
    found.sort();
    found
}

/// Nothing that was written has a mistake.
fn sound(folder: &Folder) {
    let check = folder.run(&["check", "-o", "concise", "--select", "record", "--exit-zero"]);
    assert!(
        !check.stdout.contains("invalid-value") && !check.stdout.contains("unknown-field"),
        "{}",
        check.stdout
    );
    assert_eq!((check.code, check.stderr.as_str()), (0, ""), "{}", check.stdout);
}

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
    assert!(done(&import).contains("Would write 9 records into alliances/:"), "{}", import.stdout);
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
fn what_is_no_partner_sheet_says_so_in_one_message() {
    let rows: String = (0..50_000).map(|row| format!("Partner {row},SI\n")).collect();
    let nameless = "Type,Owner,Start\nSI,Priya,2025-01-01\nSI,Priya,2025-01-01\n";
    for (name, bytes, wanted) in [
        ("empty.csv", Vec::new(), "the file is empty"),
        ("blank.csv", b"\n\n,,\n".to_vec(), "no cells with anything in them"),
        ("words.csv", b"once upon a time\nthere was\n".to_vec(), "no row of headings"),
        ("heads.csv", b"Partner,Type,Owner\n".to_vec(), "no row under the headings"),
        ("nameless.csv", nameless.into(), "no column holds the names"),
        ("twice.csv", b"Partner,Type\nTern,SI\nTERN,SI\n".to_vec(), "appears in rows 2 and 3"),
        ("long.csv", format!("Partner,Type\n{rows}").into_bytes(), "takes up to 2000 partners"),
        ("binary.csv", b"\x7fELF\x02\x01\x00\x00\x00\x07".to_vec(), "not a spreadsheet"),
        ("damaged.xlsx", b"PK\x03\x04 and no more".to_vec(), "damaged"),
        ("other.xlsx", zipped(&[("readme.txt", b"hello")]), "not a workbook"),
        ("old.xls", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 old".to_vec(), "Excel 97-2003"),
        ("locked.xlsx", locked(), "protected with a password"),
    ] {
        let folder = portfolio("EUR", &[]).with(name, bytes);
        let started = Instant::now();
        let said = refused(&folder, &["import", "records", name]);
        assert!(said.contains(wanted), "{name}: {said}");
        assert!(said.len() < 500, "{name}: {said}");
        assert!(started.elapsed() < Duration::from_secs(20), "{name}");
        assert!(!folder.file("import.yaml").exists(), "{name}");
    }
    let folder = portfolio("EUR", &[]);
    assert!(
        refused(&folder, &["import", "records", "nowhere.csv"])
            .contains("nowhere.csv: it cannot be read: it does not exist")
    );
    assert!(refused(&folder, &["import", "records", "."]).contains("it is a folder"));
}

/// A workbook that Excel has encrypted: a compound file with one stream of that name.
fn locked() -> Vec<u8> {
    let mut bytes = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec();
    bytes.extend([0; 500]);
    bytes.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    bytes
}

fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in files {
        let options =
            zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
        zip.start_file(*name, options).expect("a file");
        zip.write_all(bytes).expect("written");
    }
    zip.finish().expect("a zip").into_inner()
}

#[test]
fn a_workbook_that_unpacks_to_too_much_is_not_read() {
    let blanks = vec![b' '; 120 * 1024 * 1024];
    let bomb = zipped(&[("xl/workbook.xml", b"<workbook/>"), ("xl/worksheets/sheet1.xml", &blanks)]);
    assert!(bomb.len() < 1024 * 1024, "{}", bomb.len());
    // The same, with a directory that states a small size.
    let mut lying = bomb.clone();
    let size = u32::try_from(blanks.len()).expect("fits").to_le_bytes();
    for at in 0..lying.len() - 4 {
        if lying[at..at + 4] == size {
            lying[at..at + 4].copy_from_slice(&64_u32.to_le_bytes());
        }
    }
    assert_ne!(lying, bomb);
    let folder = portfolio("EUR", &[]).with("bomb.xlsx", &bomb).with("lying.xlsx", &lying);
    for name in ["bomb.xlsx", "lying.xlsx"] {
        let said = refused(&folder, &["import", "records", name]);
        assert!(said.contains("unpacks to more than 96 MiB") || said.contains("damaged"), "{name}: {said}");
    }
    // A cell that says it is repeated a million times, in a million rows.
    let many = "<table:table-row table:number-rows-repeated=\"1000000\"><table:table-cell office:value-type=\"float\" office:value=\"1\" table:number-columns-repeated=\"16000\"/></table:table-row>";
    let ods = zipped(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", many.as_bytes()),
    ]);
    let folder = portfolio("EUR", &[]).with("many.ods", &ods);
    assert!(refused(&folder, &["import", "records", "many.ods"]).contains("more than 4000000 cells"));
}

#[test]
fn whatever_a_sheet_holds_is_text_in_a_record() {
    let nasty = "Partner,Type,Owner,Notes,Odd\n\
        \"a: b # c\",SI,\"- x\",\"=HYPERLINK(\"\"http://x\"\")\",\"{a: [b\"\n\
        no,SI,\"*x\",\"line\none; &two\",\"!tag\"\n\
        \"../../etc/passwd\",SI,\"%x\",\"\u{1b}[2Jred\",\"'\"\n\
        2026,SI,\"@x\",\"a\tb\",\"\\\"\n";
    let folder = portfolio("EUR", &[]).with("p.csv", nasty);
    let import = folder.run(&["import", "records", "p.csv"]);
    assert!(!done(&import).contains('\u{1b}'), "{}", import.stdout);
    assert!(import.stdout.contains("Wrote 4 records"), "{}", import.stdout);
    assert!(folder.file("alliances/etc-passwd.yaml").exists());
    assert!(folder.read("alliances/a-b-c.yaml").contains("=HYPERLINK"));
    sound(&folder);
}

#[test]
fn figures_are_added_to_the_records_that_have_their_metric() {
    let folder = portfolio("EUR", &["partners.csv", "crm_results.csv"]);
    done(&folder.run(&["import", "records", "partners.csv"]));
    let first = folder.run(&["import", "results", "crm_results.csv"]);
    let said = done(&first);
    assert!(said.contains("Nothing was added."), "{said}");
    assert!(said.contains("--map 'Partner Sourced Pipeline=Sourced pipeline'"), "{said}");
    let before = folder.read("alliances/corvid-cloud.yaml");
    let map = [
        "--map",
        "Closed Won (partner sourced)=Co-sell revenue",
        "--map",
        "Partner Sourced Pipeline=Sourced pipeline",
    ];
    let second = folder.run(&[&["import", "results", "crm_results.csv"][..], &map].concat());
    let said = done(&second);
    assert!(said.contains("Added 10 results to alliances/corvid-cloud.yaml"), "{said}");
    assert!(said.contains("Northgate          → Northgate Integrators"), "{said}");
    let corvid = folder.read("alliances/corvid-cloud.yaml");
    let lines = "    results:\n      - { period: 2026-01, total: 30900 }\n      - { period: 2026-02, total: 67100 }\n";
    assert!(corvid.contains(lines), "{corvid}");
    let start = corvid.find("    results:\n").expect("results");
    assert!(before.starts_with(&corvid[..start]), "{corvid}");
    assert!(corvid.ends_with(&before[start..]), "{corvid}");
    sound(&folder);
    // Once more: the mapping is known, the figures are there, and no byte changes.
    let files = state(folder.path());
    let again = folder.run(&["import", "results", "crm_results.csv"]);
    assert!(done(&again).contains("20 figures are already recorded."), "{}", again.stdout);
    assert_eq!(state(folder.path()), files);
}

const LEADS: &str = "name: Tern\npartner: Tern Ltd\ntype: affiliate\naliases: [Old Tern]\nmetrics:\n  - name: Leads\n    unit: leads\n    every: quarter\n    results:\n      - { period: 2026-Q1, total: 30 }   # by hand\n  - name: Revenue\n    unit: EUR\n";

#[test]
fn figures_come_long_or_with_a_column_a_month() {
    let long = "Period;Alliance;Metric;Total;Without;Partner total\n2026-Q2;old tern;leads;1.250,5;10;\n2026-Q1;TERN;Leads;31;;\n2026-04;tern;Revenue;€12k;;11000\n2026;tern;Leads;9;;\n";
    let folder = portfolio("EUR", &[]).with("alliances/tern.yaml", LEADS).with("long.csv", long);
    let import = folder.run(&["import", "results", "long.csv"]);
    let said = done(&import);
    let tern = folder.read("alliances/tern.yaml");
    assert!(
        tern.contains("total: 30 }   # by hand\n      - { period: 2026-Q2, total: 1250.5, without: 10 }\n"),
        "{tern}"
    );
    assert!(
        tern.ends_with(
            "    unit: EUR\n    results:\n      - { period: 2026-04, total: 12000, partner_total: 11000 }\n"
        ),
        "{tern}"
    );
    // What differs is shown and kept; a year cannot be held against quarters.
    assert!(said.contains("sheet 2026-Q1, total 31; record 2026-Q1, total 30"), "{said}");
    assert!(said.contains("2026 is longer than the period that \"Leads\" is measured by"), "{said}");

    let wide = "Partner,Metric,Jan-26,Feb 2026,2026-04\nTern,Revenue,1000,n/a,\"2,500\"\n";
    let folder = portfolio("EUR", &[]).with("alliances/tern.yaml", LEADS).with("wide.csv", wide);
    done(&folder.run(&["import", "results", "wide.csv"]));
    let tern = folder.read("alliances/tern.yaml");
    assert!(
        tern.ends_with(
            "      - { period: 2026-01, total: 1000 }\n      - { period: 2026-04, total: 2500 }\n"
        ),
        "{tern}"
    );

    // In ODS, with days that a spreadsheet made of months.
    let harrow = "name: Harrow Systems\npartner: Harrow\ntype: strategic\nmetrics:\n- name: Revenue\n";
    let folder = portfolio("EUR", &["months.ods"]).with("alliances/harrow.yaml", harrow);
    done(&folder.run(&["import", "results", "months.ods"]));
    assert_eq!(
        folder.read("alliances/harrow.yaml"),
        format!(
            "{harrow}  results:\n    - {{ period: 2026-01, total: 20000 }}\n    - {{ period: 2026-02, total: 18500.5 }}\n"
        )
    );
}

#[test]
fn a_month_within_a_quarter_on_record_is_not_counted_twice() {
    let sheet = "Period,Partner,Metric,Total\n2026-02,Tern,Leads,10\n";
    let folder = portfolio("EUR", &[]).with("alliances/tern.yaml", LEADS).with("s.csv", sheet);
    let import = folder.run(&["import", "results", "s.csv"]);
    assert!(done(&import).contains("sheet 2026-02, total 10; record 2026-Q1, total 30"), "{}", import.stdout);
    assert_eq!(folder.read("alliances/tern.yaml"), LEADS);
}

#[test]
fn a_record_in_any_style_takes_figures_and_one_that_cannot_has_its_lines_printed() {
    let flow = "name: Tern\npartner: Tern Ltd\ntype: affiliate\nmetrics: [{ name: Leads, results: [{ period: 2026-01, total: 1 }] }]\n";
    let sheet = "Period,Partner,Metric,Total\n2026-02,Tern,Leads,10\n";
    let folder = portfolio("EUR", &[]).with("alliances/tern.yaml", flow).with("s.csv", sheet);
    done(&folder.run(&["import", "results", "s.csv"]));
    let new = flow.replace("total: 1 }", "total: 1 }, { period: 2026-02, total: 10 }");
    assert_eq!(folder.read("alliances/tern.yaml"), new);
    // Behind an alias another metric would change with it.
    let shared = "name: Tern\npartner: Tern Ltd\ntype: affiliate\nx-own: &own [{ period: 2026-01, total: 1 }]\nmetrics: [{ name: Leads, results: *own }]\n";
    let folder = portfolio("EUR", &[]).with("alliances/tern.yaml", shared).with("s.csv", sheet);
    let import = folder.run(&["import", "results", "s.csv"]);
    assert!(
        done(&import).contains("TO PASTE BY HAND")
            && import.stdout.contains("- { period: 2026-02, total: 10 }"),
        "{}",
        import.stdout
    );
    assert_eq!(folder.read("alliances/tern.yaml"), shared);
    // Two figures for one cell of the record are nobody's.
    let sheet = "Period,Partner,Metric,Total\n2026-02,Tern,Revenue,10\n2026-02,Old Tern,Revenue,11\n";
    let folder = portfolio("EUR", &[]).with("alliances/tern.yaml", LEADS).with("s.csv", sheet);
    let import = folder.run(&["import", "results", "s.csv"]);
    assert!(done(&import).contains("has another figure for the same"), "{}", import.stdout);
}

#[test]
fn a_result_is_replaced_only_when_that_is_asked_for_and_leaves_what_it_was() {
    let sheet = "Period,Partner,Metric,Total\n2026-Q1,Tern,Leads,31\n2026-02,Tern,Leads,9\n";
    let folder = portfolio("EUR", &[]).with("alliances/tern.yaml", LEADS).with("s.csv", sheet);
    let import = folder.run(&["import", "results", "s.csv"]);
    assert!(done(&import).contains("--replace takes the sheet's"), "{}", import.stdout);
    assert_eq!(folder.read("alliances/tern.yaml"), LEADS);
    let replace = ["import", "results", "s.csv", "--replace", "--as-of", "2026-11-28"];
    let import = folder.run(&replace);
    assert!(done(&import).contains("Replaced 1 result in alliances/tern.yaml"), "{}", import.stdout);
    // A month within the quarter on record is still no second count of it.
    let new = LEADS.replace(
        "{ period: 2026-Q1, total: 30 }",
        "{ period: 2026-Q1, total: 31, corrected: { on: 2026-11-28, from: 30, why: Read again from s.csv } }",
    );
    assert_eq!(folder.read("alliances/tern.yaml"), new);
    done(&folder.run(&replace));
    assert_eq!(folder.read("alliances/tern.yaml"), new, "twice is once");
    sound(&folder);
}

const PARTNERS: &str = "Partner,Type,Owner,Renewal date,Target,KPI,Notes\n\
    Tern,Referral,Ines,2027-03-31,40 per quarter,Leads,Met in Porto\n\
    Lark,Referral,Tom,2027-03-31,5 per month,Leads,\n";

#[test]
fn the_same_sheet_again_brings_what_changed_in_it_and_leaves_what_a_person_changed() {
    let folder = portfolio("EUR", &[]).with("p.csv", PARTNERS);
    done(&folder.run(&["import", "records", "p.csv"]));
    // A person corrects one field of it, and comments on another.
    let tern = folder.read("alliances/tern.yaml");
    let mine =
        tern.replace("name: Ines", "name: Ines Duarte").replace("target: 40", "target: 40 # as agreed");
    assert_ne!(mine, tern);
    let folder = folder.with("alliances/tern.yaml", &mine);
    // The rows have moved, and four cells have changed.
    let changed = "Partner,Type,Owner,Renewal date,Target,KPI,Notes\n\
        Lark,Referral,Tom,2027-03-31,5 per month,Leads,Left out so far\n\
        Tern,Referral,Olga,2027-06-30,50 per quarter,Leads,Met in Porto\n\
        Gull,Referral,Ines,,,,\n";
    let folder = folder.with("p.csv", changed);
    let plain = folder.run(&["import", "records", "p.csv", "--dry-run"]);
    assert!(done(&plain).contains("Already there and left unchanged (2 records)"), "{}", plain.stdout);
    // Nobody there to ask: nothing is written into what exists.
    let asked = folder.run(&["import", "records", "p.csv", "--update"]);
    assert_eq!(asked.code, 2);
    assert!(asked.stderr.contains("no terminal to confirm on"), "{}", asked.stderr);
    assert_eq!(folder.read("alliances/tern.yaml"), mine);
    let update = folder.run(&["import", "records", "p.csv", "--update", "--yes"]);
    let said = done(&update);
    assert!(said.contains("owners.us.name") && said.contains("sheet Olga; record Ines Duarte"), "{said}");
    let wanted =
        mine.replace("target: 40 # as agreed", "target: 50 # as agreed").replace("2027-03-31", "2027-06-30");
    assert_eq!(folder.read("alliances/tern.yaml"), wanted);
    assert!(folder.read("alliances/lark.yaml").contains("notes: [Left out so far]\n"));
    assert!(folder.file("alliances/gull.yaml").exists());
    sound(&folder);
    let files = state(folder.path());
    let again = folder.run(&["import", "records", "p.csv", "--update", "--yes"]);
    assert!(done(&again).contains("Nothing to write"), "{}", again.stdout);
    assert_eq!(state(folder.path()), files);
}

#[test]
fn what_is_exported_is_imported_without_loss() {
    let folder = portfolio("EUR", &["partners.csv", "crm_results.csv"]);
    done(&folder.run(&["import", "records", "partners.csv"]));
    done(&folder.run(&[
        "import",
        "results",
        "crm_results.csv",
        "--map",
        "Partner Sourced Pipeline=Sourced pipeline",
    ]));
    for ending in ["csv", "xlsx"] {
        let (records, results) = (format!("records.{ending}"), format!("results.{ending}"));
        done(&folder.run(&["export", "records", "-o", &records]));
        done(&folder.run(&["export", "results", "-o", &results]));
        let other = portfolio("EUR", &[])
            .with(&records, fs::read(folder.file(&records)).expect("a sheet"))
            .with(&results, fs::read(folder.file(&results)).expect("a sheet"));
        done(&other.run(&["import", "records", &records]));
        done(&other.run(&["import", "results", &results]));
        let names = |folder: &Folder| -> Vec<(PathBuf, String)> {
            let files = state(&folder.file("alliances"));
            files
                .into_iter()
                .map(|(path, bytes)| {
                    (path.file_name().expect("a name").into(), String::from_utf8(bytes).expect("text"))
                })
                .collect()
        };
        assert_eq!(names(&other), names(&folder), "{ending}");
        // And into the portfolio that it comes from: everything is there.
        let again = folder.run(&["import", "results", &results]);
        assert!(done(&again).contains("10 figures are already recorded."), "{}", again.stdout);
        // Twice the same is the same file, and what is there is not replaced.
        let twice = folder.run(&["export", "records", "-o", &records]);
        assert_eq!(twice.code, 2);
        assert!(twice.stderr.contains("already exists"), "{}", twice.stderr);
    }
    let odd = folder.run(&["export", "records", "-o", "x.yaml"]);
    assert!(odd.code == 2 && odd.stderr.contains("-o x.xlsx"), "{}", odd.stderr);
}

#[test]
fn an_export_holds_no_formula() {
    let record = "name: =1+1\npartner: '@x'\ntype: affiliate\nnotes: ['-2+3;=4']\nx-a: +5\n";
    let folder = portfolio("EUR", &[]).with("alliances/x.yaml", record);
    let export = folder.run(&["export", "records"]);
    assert_eq!(export.code, 0, "{}", export.stderr);
    for cell in ["\"'=1+1\"", "\"'@x\"", "\"'-2+3;=4", "\"'+5\""] {
        assert!(export.stdout.contains(cell), "{cell}: {}", export.stdout);
    }
    let other = portfolio("EUR", &[]).with("r.csv", export.stdout);
    done(&other.run(&["import", "records", "r.csv"]));
    let back = other.read("alliances/1-1.yaml");
    assert!(back.contains("name: \"=1+1\"\n"), "{back}");
    assert!(back.contains("-2+3;=4"), "{back}");
}

#[test]
fn a_sheet_where_a_record_should_be_names_the_command() {
    let folder = portfolio("EUR", &["partners.csv"]);
    for command in ["audit", "check", "summary"] {
        let run = folder.run(&[command, "partners.csv"]);
        assert_eq!(run.code, 2);
        assert!(run.stderr.contains("`alliance import records partners.csv`"), "{}", run.stderr);
    }
}

#[test]
fn files_that_look_like_records_are_said_once() {
    let tern = crate::support::RECORD;
    let folder = Folder::new()
        .with("portfolio.yaml", "us: Us\nalliances: alliances/*.yaml\n")
        .with("alliances/tern.yaml", tern)
        .with("alliances/lark.yaml.txt", tern)
        .with("alliances/~$teal.yml", "x")
        .with("alliances/kite.yml", tern)
        .with("alliances/notes.txt", "x")
        .with("alliances/tern - Copy.yaml", tern.replace("Tern", "Turn"));
    let audit = folder.run(&["audit"]);
    for note in [
        "note: alliances/lark.yaml.txt is not read: if it is a record, rename it to lark.yaml\n",
        "note: alliances/~$teal.yml is not read: an office program left it behind, and it can be deleted\n",
        "note: alliances/kite.yml is not read: nothing in `alliances:` of portfolio.yaml matches it",
        "note: alliances/tern - Copy.yaml looks like a copy but is read as an alliance of its own",
    ] {
        assert_eq!(audit.stderr.matches(note).count(), 1, "{note}: {}", audit.stderr);
    }
    assert_eq!(audit.stderr.lines().count(), 4, "{}", audit.stderr);
}

/// The commands of docs/start.md print what the page says; `...` stands for lines that it leaves out.
#[test]
fn the_first_fifteen_minutes_work() {
    let page =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/start.md")).expect("a page");
    let mut folder = Folder::new();
    for sheet in ["partners.xlsx", "crm_results.csv"] {
        folder = folder.with(sheet, fs::read(fixture(sheet)).expect("a sheet"));
    }
    let mut ran = 0;
    for block in page.split("```console\n").skip(1) {
        let block = block.split("```").next().expect("a block");
        for command in format!("\n{block}").split("\n$ ").skip(1) {
            let (line, wanted) = command.split_once('\n').unwrap_or((command, ""));
            let words = words(line);
            let args: Vec<&str> = words.iter().skip(1).map(String::as_str).collect();
            ran += 1;
            if words[0] == "rm" {
                fs::remove_file(folder.file(args[0])).expect("removed");
                continue;
            }
            let run = folder.run(&args);
            assert_eq!((run.code, run.stderr.as_str()), (0, ""), "{line}: {}", run.stdout);
            let mut printed = run.stdout.lines();
            let mut anywhere = false;
            for wanted in wanted.trim_end().lines() {
                if wanted == "..." {
                    anywhere = true;
                    continue;
                }
                let found = if anywhere {
                    printed.any(|line| line == wanted)
                } else {
                    printed.next() == Some(wanted)
                };
                assert!(found, "`{line}` does not print `{wanted}`:\n{}", run.stdout);
                anywhere = false;
            }
            assert!(anywhere || printed.next().is_none(), "`{line}` prints more:\n{}", run.stdout);
        }
    }
    assert!(ran >= 7, "{ran}");
}

/// The words of a command; what stands in double quotes is one.
fn words(command: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (at, part) in command.split('"').enumerate() {
        if at % 2 == 1 {
            words.push(part.to_owned());
        } else {
            words.extend(part.split_whitespace().map(str::to_owned));
        }
    }
    words
}
