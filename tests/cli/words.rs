//! Words that must not come back: archaic or foreign turns of phrase, in whatever a person reads.
//!
//! Looked through are the texts in the sources, the pages and documents, the schemas that editors show, and every
//! documented output. Names in code, code in documents, and what users may write (`src/language`, the columns of sheets,
//! the near names of keys) are theirs and are left out.

use std::fs;
use std::path::{Path, PathBuf};

/// What must not be written, and what to write. `is no` and `are no` are fine after "there".
const WORDS: &[(&str, &str)] = &[
    ("mend", "fix"),
    ("mends", "fixes"),
    ("mended", "fixed"),
    ("mending", "fixing"),
    ("anew", "again"),
    ("laxer", "more relaxed"),
    ("on record", "recorded"),
    ("puts in", "contributes"),
    ("nothing says", "the record does not say"),
    ("is told", "is reported"),
    ("are told", "are reported"),
    ("told of", "reported"),
    ("tells of", "describes"),
    (", else", ", otherwise"),
    ("; else", "; otherwise"),
    (". Else", ". Otherwise"),
    ("substantive", "full review"),
    ("takes out", "removes"),
    ("take out", "remove"),
    ("taken out", "removed"),
    ("take it out", "remove it"),
    ("take away", "remove"),
    ("taken away", "removed"),
    ("a slip", "a typing error"),
    ("slip of the pen", "typing error"),
    ("slips of the pen", "typing errors"),
    ("stands there", "is there"),
    ("stand there", "are there"),
    ("stands twice", "is listed twice"),
    ("passed over", "skipped"),
    ("gone with it", "removed with it"),
    ("has no future", "should have ended"),
    ("by a quarterly cadence", "with quarterly reviews"),
    ("Judge everything", "Evaluate"),
    ("Tell of", "Show"),
    ("is no file", "is not a file"),
    ("is no record", "is not a record"),
    ("is no date", "is not a date"),
    ("is no day", "is not a day"),
    ("is no month", "is not a month"),
    ("is no number", "is not a number"),
    ("is no value", "is not a value"),
    ("is no rule", "is not a rule"),
    ("is no side", "is not a party"),
    ("is no key", "is not a key"),
    ("is no baseline", "is not a baseline"),
    ("is no mapping", "is not a mapping"),
    ("is no list", "is not a list"),
    ("is no alliance", "is not an alliance"),
    ("is no window", "is not a window"),
    ("is no currency", "is not a currency"),
    ("is no line", "is not a line"),
    ("is no decision", "does not count as a decision"),
    ("is no YAML", "is not valid YAML"),
    ("is no part", "is not part"),
    ("grave", "serious"),
    ("gravest", "most serious"),
    ("dearer", "more expensive"),
    ("not in money", "not measured"),
    ("Price of waiting", "Cost of waiting"),
    ("would not have come otherwise", "is incremental"),
    ("held against", "compared with"),
    ("laid side by side", "compared"),
    ("keeps quiet", "does not report"),
    ("has nothing to say", "reports nothing"),
    ("for want of", "because it lacks"),
    ("is the business of", "is checked by"),
    ("put right", "corrected"),
    ("as things stood then", "as of that day"),
    ("as they stand", "as they are"),
    ("stands under", "is listed under"),
    ("stands on its line", "names its line"),
    ("may stand in", "may be in"),
    ("is called so", "has that name"),
    ("in what is there already", "in the existing lines"),
    ("goes on taking", "keeps taking"),
    ("to be lived with", "you accept"),
    ("as many actions", "the same number of actions"),
    ("Judged with", "Needs"),
    ("is no trouble", "is left as it is"),
    ("as good as none", "ignored"),
    ("reckoned from", "calculated from"),
    ("afresh", "again"),
    ("are no part", "are not part"),
];

/// Where a word may stay: the file, the text around it, and why.
const EXCEPTIONS: &[(&str, &str, &str)] = &[
    ("src/render/summary.rs", "last substantive review", "the name of a CSV column is an interface"),
    ("tests/cmd/summary/csv.trycmd", ",last substantive review,", "the same column"),
    ("docs/record.md", "(`substantive` in JSON)", "the name of a JSON field is an interface"),
    ("docs/glossary.md", "*Also: substantive review", "readers of JSON and CSV look it up by that word"),
    ("docs/glossary.md", "it is called substantive", "the same"),
    ("tests/cmd/audit/json.trycmd", "\"grave\": ", "the name of a JSON field is an interface"),
    ("tests/cmd/check/json.trycmd", "\"grave\": ", "the same"),
    ("schema/report.schema.json", "\"grave\"", "the same"),
];

/// Folders of the sources in which texts are what users write.
const THEIRS: [&str; 4] =
    ["src/language", "src/import/words.rs", "src/import/columns.rs", "src/load/synonyms.rs"];

fn files(folder: &Path, ending: &str, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            files(&path, ending, found);
        } else if path.extension().is_some_and(|it| it == ending) {
            found.push(path);
        }
    }
}

/// Where a phrase stands in a text as words of its own.
fn finds(text: &str, phrase: &str) -> Vec<usize> {
    let inside = |letter: char| letter.is_alphanumeric() || matches!(letter, '_' | '-');
    let starts_with_letter = phrase.starts_with(char::is_alphanumeric);
    let alone = |at: usize| {
        let before = text[..at].chars().next_back();
        let after = text[at + phrase.len()..].chars().next();
        let there = text[..at].to_lowercase();
        let fine = phrase.contains(" no ") && there.trim_end().ends_with("there");
        !(fine || after.is_some_and(inside) || starts_with_letter && before.is_some_and(inside))
    };
    text.match_indices(phrase).map(|(at, _)| at).filter(|at| alone(*at)).collect()
}

/// The texts of a source: what stands in quotes, lines joined, without comments and unit tests. Placeholders are names.
fn literals(source: &str) -> String {
    let code = source.split("\n#[cfg(test)]\nmod ").next().unwrap_or_default();
    let lines: Vec<&str> = code.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
    let code = lines.join("\n");
    let (mut texts, mut rest) = (String::new(), code.as_str());
    while let Some((_, after)) = rest.split_once('"') {
        let mut end = after.len();
        let mut escaped = false;
        for (at, letter) in after.char_indices() {
            match letter {
                '"' if !escaped => {
                    end = at;
                    break;
                }
                _ => escaped = letter == '\\' && !escaped,
            }
        }
        let mut text = after[..end].replace("\\n", " ");
        while let Some((before, joined)) = text.split_once("\\\n") {
            text = format!("{before}{}", joined.trim_start());
        }
        let mut depth = 0_usize;
        for letter in text.chars() {
            match letter {
                '{' => depth += 1,
                '}' => depth = depth.saturating_sub(1),
                _ if depth == 0 => texts.push(letter),
                _ => {}
            }
        }
        texts.push('\n');
        rest = after.get(end + 1..).unwrap_or_default();
    }
    texts
}

/// A document without its code.
fn prose(markdown: &str) -> String {
    let mut code = false;
    let lines = markdown.lines().filter(|line| {
        let fence = line.starts_with("```");
        code ^= fence;
        !fence && !code
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn texts() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    files(&root.join("src"), "rs", &mut found);
    files(&root.join("src"), "html", &mut found);
    files(&root.join("docs"), "md", &mut found);
    files(&root.join("schema"), "json", &mut found);
    files(&root.join("tests/cmd"), "trycmd", &mut found);
    found.extend(["README.md", "CHANGELOG.md", "examples/broken/README.md"].map(|name| root.join(name)));
    let mut texts = Vec::new();
    for path in found {
        let name =
            path.strip_prefix(root).expect("a file of the repository").to_string_lossy().replace('\\', "/");
        if THEIRS.iter().any(|theirs| name.starts_with(theirs)) || name.ends_with("tests.rs") {
            continue;
        }
        let text = fs::read_to_string(&path).expect("text");
        let text = match path.extension().and_then(|it| it.to_str()) {
            Some("rs") => literals(&text),
            Some("md") => prose(&text),
            _ => text,
        };
        texts.push((name, text));
    }
    texts
}

#[test]
fn words_that_must_not_come_back() {
    let texts = texts();
    assert!(texts.len() > 400, "only {} files", texts.len());
    let mut used = vec![false; EXCEPTIONS.len()];
    let mut wrong = Vec::new();
    for (name, text) in &texts {
        for line in text.lines() {
            for (word, instead) in WORDS.iter().filter(|(word, _)| !finds(line, word).is_empty()) {
                let excused =
                    EXCEPTIONS.iter().position(|(file, around, _)| file == name && line.contains(around));
                match excused {
                    Some(at) => used[at] = true,
                    None => wrong.push(format!("{name}: \"{word}\", write \"{instead}\": {}", line.trim())),
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} texts:\n{}", wrong.len(), wrong.join("\n"));
    for ((file, around, _), used) in EXCEPTIONS.iter().zip(used) {
        assert!(used, "nothing needs the exception for \"{around}\" in {file} any more");
    }
}

/// The list can fail: each word is found in a sentence, in a source and in a document, and only as a word of its own.
#[test]
fn each_word_would_be_found() {
    for (word, instead) in WORDS {
        let sentence =
            format!("it reads{}{word} here", if word.starts_with(char::is_alphanumeric) { " " } else { "" });
        assert_eq!(finds(&sentence, word).len(), 1, "{sentence}");
        let source = format!("fn f() {{ x(\"{sentence}\"); }} // {word}\n/// {word}\nfn g() {{}}");
        assert_eq!(finds(&literals(&source), word).len(), 1, "{source}");
        assert_eq!(finds(&prose(&format!("{sentence}\n```\n{word}\n```\n")), word).len(), 1, "{word}");
        assert!(
            WORDS.iter().all(|(other, _)| finds(instead, other).is_empty()),
            "\"{instead}\" is no better"
        );
    }
    assert!(finds("amend it; recommended", "mend").is_empty());
    assert!(finds("there is no file", "is no file").is_empty());
    assert_eq!(finds("this is no file", "is no file").len(), 1);
    assert_eq!(
        literals("a(\"one \\\n      two {laxer:?} \\\"three\\\"\", \"x\")"),
        "one two  \\\"three\\\"\nx\n"
    );
}
