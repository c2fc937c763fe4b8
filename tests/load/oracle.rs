//! A second opinion: serde_yaml reads every sound file to the same record.

use std::fs;
use std::path::{Path, PathBuf};

use alliance::load::Source;
use alliance::model::{Alliance, Portfolio};
use serde::de::DeserializeOwned;

fn yaml_files(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut files: Vec<PathBuf> =
        fs::read_dir(&folder).expect("a folder").map(|entry| entry.expect("an entry").path()).collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "yaml"));
    files.sort();
    files
}

fn agree<T: DeserializeOwned + Default + PartialEq + std::fmt::Debug>(file: &Path) {
    let text = fs::read_to_string(file).expect("text");
    // libyaml takes a byte-order mark for a document of its own.
    let text = text.trim_start_matches('\u{feff}');
    let ours = Source::<T>::new(file.display().to_string(), Ok(text.to_owned()));
    assert!(ours.mistakes.is_empty(), "{}: {:?}", file.display(), ours.mistakes);
    let mut value: serde_yaml::Value = serde_yaml::from_str(text).expect("YAML");
    value.apply_merge().expect("merge keys");
    // Back to text first: read from a value, a number would come as a float instead of as written.
    let merged = serde_yaml::to_string(&value).expect("YAML");
    let theirs: T = serde_yaml::from_str(&merged).expect("a record");
    assert!(ours.value.as_ref() == Some(&theirs), "{}\n{:?}\n{theirs:?}", file.display(), ours.value);
}

#[test]
fn both_read_the_same_from_every_sound_record() {
    let mut read = 0;
    for folder in ["alliances", "examples/healthy/alliances", "tests/fixtures"] {
        for file in yaml_files(folder) {
            if file.file_name().is_some_and(|name| name == "portfolio.yaml") {
                agree::<Portfolio>(&file);
            } else {
                agree::<Alliance>(&file);
            }
            read += 1;
        }
    }
    for name in
        ["good-rail-link", "good-kiln-coffee", "good-parcel-lockers", "fine-merge-key", "fine-bom-crlf"]
    {
        agree::<Alliance>(
            &Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("examples/broken/alliances/{name}.yaml")),
        );
    }
    for portfolio in ["portfolio.yaml", "examples/healthy/portfolio.yaml", "examples/broken/portfolio.yaml"] {
        agree::<Portfolio>(&Path::new(env!("CARGO_MANIFEST_DIR")).join(portfolio));
    }
    assert!(read >= 20, "only {read} files were compared");
}

/// The complete record in the reference is the healthy record of the tests, and its portfolio can be set as it says.
#[test]
fn the_reference_shows_what_is_read() {
    let reference = include_str!("../../docs/record.md");
    let blocks: Vec<&str> =
        reference.split("```").skip(1).step_by(2).filter_map(|block| block.strip_prefix("yaml\n")).collect();
    let read = |text: &str| {
        let source = Source::<Alliance>::new("record.yaml".to_owned(), Ok(text.to_owned()));
        assert_eq!(source.mistakes, []);
        source.value
    };
    assert_eq!(read(blocks[0]), read(include_str!("../fixtures/healthy.yaml")));
    let portfolio = Source::<Portfolio>::new("portfolio.yaml".to_owned(), Ok(blocks[1].to_owned()));
    assert_eq!(portfolio.mistakes, []);
    let (_, wrong) =
        alliance::rules::Settings::read(&portfolio.value.expect("a portfolio"), &alliance::rules::all());
    assert_eq!(wrong, []);
}
