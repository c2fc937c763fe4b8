//! Files that are no records each get one clear message, soon.

use std::time::{Duration, Instant};

use alliance::load::read::{MAX_BYTES, decode_text};
use alliance::load::{Inputs, Source};
use alliance::model::Alliance;

/// Generous, so that a busy machine does not fail the test; work that grows with the square takes minutes.
const SOON: Duration = Duration::from_secs(20);

fn messages(bytes: Vec<u8>) -> Vec<String> {
    let started = Instant::now();
    let source = Source::<Alliance>::new("hostile.yaml".to_owned(), decode_text(bytes));
    let messages: Vec<String> = source.mistakes.iter().map(|mistake| mistake.message.clone()).collect();
    for mistake in &source.mistakes {
        let place = source.place_of(mistake);
        assert!(
            place.line >= 1
                && place.column >= 1
                && place.span.end <= source.text().len().max(place.span.start)
        );
    }
    assert!(started.elapsed() < SOON, "it took {:?}", started.elapsed());
    messages
}

fn alias_bomb() -> Vec<u8> {
    let mut bomb = "a: &a [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
    for (name, before) in ('b'..='k').zip('a'..) {
        let aliases = vec![format!("*{before}"); 10].join(", ");
        bomb += &format!("{name}: &{name} [{aliases}]\n");
    }
    bomb.into_bytes()
}

#[test]
fn each_gets_one_message_soon() {
    let limit = usize::try_from(MAX_BYTES).expect("fits");
    let cases: [(&str, Vec<u8>, &str); 14] = [
        ("nothing", Vec::new(), "says nothing"),
        ("only a byte-order mark", b"\xEF\xBB\xBF".to_vec(), "says nothing"),
        ("20 MB", vec![b'#'; 20_000_000], "has 20000000 bytes; a record has at most 1048576"),
        ("a binary file", b"\x7FELF\x02\x01\x01\0\0".to_vec(), "binary file"),
        ("UTF-16", b"\xFF\xFEn\0a\0".to_vec(), "UTF-16"),
        ("Latin-1", b"name: Z\xFCrich".to_vec(), "the byte 0xfc at line 1, column 8 is not UTF-8"),
        ("an alias bomb", alias_bomb(), "stand for more than 10000 values"),
        (
            "10,000 nested brackets",
            [b"a: ".to_vec(), vec![b'['; 10_000], vec![b']'; 10_000]].concat(),
            "more than 64 levels deep",
        ),
        ("a million open brackets", vec![b'['; 1_000_000], "more than 64 levels deep"),
        ("a million open braces", vec![b'{'; 1_000_000], "more than 64 levels deep"),
        ("dashes on end", b"- ".repeat(limit / 2), "more than 64 levels deep"),
        ("an endless quotation", [b"name: \"".to_vec(), vec![b'x'; limit - 10]].concat(), "never closed"),
        (
            "tabs",
            [b"name: a\n".to_vec(), vec![b'\t'; 1000], b"b: c".to_vec()].concat(),
            "a tab indents this line",
        ),
        ("an alias in itself", b"a: &a [*a]".to_vec(), "refers to a value that contains it"),
    ];
    for (what, bytes, part) in cases {
        let messages = messages(bytes);
        assert!(messages.len() == 1 && messages[0].contains(part), "{what}: {messages:?}");
    }
}

#[test]
fn a_flood_of_mistakes_is_cut_off_and_counted() {
    let keys: String = (0..60_000).map(|number| format!("k{number}: 1\n")).collect();
    let dates = format!("name: a\nmetrics:\n{}", "  - {name: x, agreed: 2026-1-1}\n".repeat(30_000));
    for (text, part) in [(keys, "60000 mistakes in all"), (dates, "30000 mistakes in all")] {
        let messages = messages(text.into_bytes());
        assert_eq!(messages.len(), 1_001);
        assert!(messages.last().is_some_and(|last| last.contains(part)), "{:?}", messages.last());
    }
}

#[cfg(unix)]
#[test]
fn a_file_that_changes_after_it_was_found_is_read_as_it_is_then_or_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let top = folder.path().canonicalize().expect("a folder");
    let outside = tempfile::NamedTempFile::new().expect("a file");
    let at = |name: &str| top.join("alliances").join(name);
    std::fs::create_dir(top.join("alliances")).expect("a folder");
    for name in ["deleted", "emptied", "folder", "link", "longer", "rewritten"] {
        let text = format!("name: {name}\npartner: P\ntype: affiliate\n");
        std::fs::write(at(&format!("{name}.yaml")), text).expect("written");
    }
    let inputs = Inputs::read(&[], None, &top, std::io::empty()).expect("found");
    std::fs::remove_file(at("deleted.yaml")).expect("removed");
    std::fs::write(at("emptied.yaml"), "").expect("written");
    std::fs::remove_file(at("folder.yaml")).expect("removed");
    std::fs::create_dir(at("folder.yaml")).expect("a folder");
    std::fs::remove_file(at("link.yaml")).expect("removed");
    std::os::unix::fs::symlink(outside.path(), at("link.yaml")).expect("a link");
    std::fs::write(at("longer.yaml"), vec![b'#'; 2_000_000]).expect("written");
    std::fs::write(at("rewritten.yaml"), "name: New\npartner: P\ntype: affiliate\n").expect("written");
    let told: Vec<(String, String)> = inputs
        .records
        .into_iter()
        .map(|record| {
            let source = record.read();
            let name = source.value.as_ref().and_then(|record| record.name.text()).unwrap_or("-").to_owned();
            (name, source.mistakes.first().map(|mistake| mistake.message.clone()).unwrap_or_default())
        })
        .collect();
    let wanted = [
        ("-", "it does not exist"),
        ("-", "says nothing"),
        ("-", "this folder cannot be read"),
        ("-", "points outside the portfolio's folder"),
        ("-", "has 2000000 bytes"),
        ("New", ""),
    ];
    assert_eq!(told.len(), wanted.len());
    for ((name, message), (as_name, says)) in told.iter().zip(wanted) {
        assert!(name == as_name && message.contains(says), "{name}: {message}");
    }
}

#[test]
fn more_sides_than_an_alliance_has_are_a_mistake() {
    let partners = |number: usize| {
        let sides: String = (0..number).map(|at| format!("  p{at}: Partner {at}\n")).collect();
        format!("name: A\ntype: strategic\npartners:\n{sides}").into_bytes()
    };
    assert_eq!(messages(partners(1_000)), Vec::<String>::new());
    let told = messages(partners(1_001));
    assert!(told.len() == 1 && told[0].contains("more than 1000 sides are named here"), "{told:?}");
    assert_eq!(messages(partners(30_000)).len(), 1);
}
