//! The two readers side by side: of whatever the quick one reads, every node, place and mistake is the parser's.
//!
//! `ALLIANCE_TEXTS` says how many texts the slow test makes up, for a run that takes its time.

use std::fs;
use std::path::{Path, PathBuf};

use crate::load::tree::Tree;

mod texts;

/// How many texts were read, and how many of them quickly.
#[derive(Debug, Default)]
struct Tally {
    read: usize,
    quickly: usize,
}

impl Tally {
    /// Reads a text twice; says whether it was read quickly.
    fn take(&mut self, text: &str) -> bool {
        let alike = Tree::is_read_alike(text);
        assert_ne!(alike, Some(false), "the quick reader differs from the parser:\n{text}\n{text:?}");
        self.read += 1;
        self.quickly += usize::from(alike.is_some());
        alike.is_some()
    }
}

/// Every YAML file of the repository, and every YAML block of its documents.
fn samples() -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = ["alliances", "docs", "examples", "fuzz/corpus", "tests"];
    let mut folders: Vec<_> = folders.map(|folder| root.join(folder)).into();
    let mut files = vec![root.join("README.md"), root.join("portfolio.yaml")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a folder of the repository") {
            let path = entry.expect("an entry").path();
            if path.is_dir() { folders.push(path) } else { files.push(path) }
        }
    }
    files.sort();
    let mut samples = Vec::new();
    for path in files {
        let Ok(text) = fs::read_to_string(&path) else { continue };
        match path.extension().and_then(|ending| ending.to_str()) {
            Some("md") => samples.extend(text.split("```yaml").skip(1).filter_map(|rest| {
                let block = rest.split_once('\n')?.1.split("```").next()?;
                Some((path.clone(), block.to_owned()))
            })),
            // Without its byte-order mark, which is taken off before a file is read.
            Some("yaml" | "yml") => samples.push((path, text.trim_start_matches('\u{feff}').to_owned())),
            _ => {}
        }
    }
    samples
}

/// What the YAML organisation holds readers to.
fn cases() -> Vec<String> {
    let cases = include_str!("../../../../tests/fixtures/yaml-test-suite/cases.jsonl");
    cases
        .lines()
        .map(|case| serde_json::from_str::<(String, String)>(case).expect("a name and a text").1)
        .collect()
}

fn make_up(many: u64) -> Tally {
    let samples: Vec<_> = samples().into_iter().map(|(_, text)| text).chain(cases()).collect();
    let mut tally = Tally::default();
    for seed in 0..many {
        tally.take(&texts::made_up(seed, &samples));
    }
    tally
}

/// Reads every text of up to so many signs, behind each of the beginnings.
fn go_through(longest: usize) -> Tally {
    let signs: Vec<char> = "a \n:-#,[]{}'|>".chars().collect();
    let mut tally = Tally::default();
    for start in ["", "a: ", "a:\n ", "- ", "- a:\n  ", "[", "{a: ", "a: >-\n  b"] {
        for length in 0..=longest {
            for number in 0..signs.len().pow(u32::try_from(length).expect("few")) {
                let mut text = start.to_owned();
                let mut left = number;
                for _ in 0..length {
                    text.push(signs[left % signs.len()]);
                    left /= signs.len();
                }
                tally.take(&text);
            }
        }
    }
    tally
}

#[test]
fn every_sample_is_read_alike() {
    let mut tally = Tally::default();
    for (path, text) in samples() {
        let quickly = tally.take(&text);
        // What is sound is what is read most often.
        let is_sound = ["alliances", "tests/fixtures"].iter().any(|folder| {
            path.parent().is_some_and(|parent| parent == Path::new(env!("CARGO_MANIFEST_DIR")).join(folder))
        });
        assert!(quickly || !is_sound, "{} is not read quickly", path.display());
    }
    assert!(tally.read > 300 && tally.quickly * 10 > tally.read * 9, "{tally:?}");
}

#[test]
fn every_case_of_the_yaml_organisation_is_read_alike() {
    let mut tally = Tally::default();
    for text in cases() {
        tally.take(&text);
        tally.take(&text.replace('\n', "\r\n"));
    }
    assert!(tally.read == 804 && tally.quickly > 80, "{tally:?}");
}

#[test]
fn every_short_text_is_read_alike() {
    let tally = go_through(3);
    assert!(tally.quickly > 1000, "{tally:?}");
}

#[test]
fn what_is_too_long_or_too_deep_is_left_to_the_parser() {
    let mut tally = Tally::default();
    for length in 480..1040 {
        for letter in ["k", "é"] {
            let key = letter.repeat(length);
            for text in [format!("{key}: v\n"), format!("a: {{ {key}: v }}\n"), format!("\"{key}\": v\n")] {
                tally.take(&text);
            }
        }
    }
    for depth in 1..80 {
        let block: String = (0..depth).map(|level| format!("{}a:\n", " ".repeat(level))).collect();
        let brackets = "[".repeat(depth) + &"]".repeat(depth);
        for text in [
            "- ".repeat(depth) + "a\n",
            brackets.clone(),
            format!("{block}{}b: {brackets}\n", " ".repeat(depth)),
            block,
        ] {
            tally.take(&text);
        }
    }
    assert!(tally.quickly > 1500 && tally.quickly < tally.read, "{tally:?}");
}

#[test]
fn whatever_is_made_up_is_read_alike() {
    let tally = make_up(20_000);
    assert!(tally.quickly * 3 > tally.read, "{tally:?}");
}

#[test]
#[ignore = "slow: run by .ci/run"]
fn more_short_texts_are_read_alike() {
    println!("{:?}", go_through(4));
}

#[test]
#[ignore = "slow: run by .ci/run"]
fn more_that_is_made_up_is_read_alike() {
    let many = std::env::var("ALLIANCE_TEXTS").ok().and_then(|many| many.parse().ok());
    println!("{:?}", make_up(many.unwrap_or(300_000)));
}
