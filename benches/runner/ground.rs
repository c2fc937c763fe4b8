//! The files that everybody reads.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::portfolio;

/// A portfolio on the disk, and what the peers need beside it.
#[derive(Debug)]
pub struct Ground {
    /// How many records there are.
    pub count: usize,
    /// The portfolio's folder.
    pub folder: PathBuf,
    /// The names of the records.
    pub all: Vec<String>,
    /// Those that a strict reader can read: no broken YAML and no key twice.
    pub readable: Vec<String>,
    /// Our JSON Schema.
    pub schema: PathBuf,
    /// The same without the shape of dates.
    pub dateless: PathBuf,
    /// The same as a rule for Spectral.
    pub spectral: PathBuf,
}

impl Ground {
    /// Writes a portfolio of so many records below `target`.
    pub fn prepare(count: usize) -> io::Result<Self> {
        let top = Path::new(env!("CARGO_TARGET_TMPDIR")).join("bench");
        let folder = top.join(count.to_string());
        if folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        write(&folder, count, portfolio::SEED)?;
        let strict = folder.join("readable");
        fs::create_dir_all(&strict)?;
        let (mut all, mut readable) = (Vec::new(), Vec::new());
        for record in portfolio::records(count, portfolio::SEED) {
            if !record.broken && serde_yaml::from_str::<serde_yaml::Value>(&record.text).is_ok() {
                fs::write(strict.join(&record.file), &record.text)?;
                readable.push(record.file.clone());
            }
            all.push(record.file);
        }
        let schema = Path::new(env!("CARGO_MANIFEST_DIR")).join("schema/alliance.schema.json");
        let value: Value = serde_json::from_str(&fs::read_to_string(&schema)?)?;
        let rule = json!({ "rules": { "record": {
            "message": "{{error}}",
            "severity": "error",
            "given": "$",
            "then": { "function": "schema", "functionOptions": { "allErrors": true, "schema": value.clone() } },
        } } });
        let (dateless, spectral) = (top.join("dateless.schema.json"), top.join("spectral.json"));
        fs::write(&dateless, without_dates(value).to_string())?;
        fs::write(&spectral, rule.to_string())?;
        Ok(Self { count, folder, all, readable, schema, dateless, spectral })
    }
}

/// Writes a portfolio to a folder: `portfolio.yaml`, and the records in `alliances/`.
///
/// # Errors
/// When the folder cannot be written.
pub fn write(folder: &Path, count: usize, seed: u64) -> io::Result<()> {
    let alliances = folder.join("alliances");
    fs::create_dir_all(&alliances)?;
    fs::write(folder.join("portfolio.yaml"), portfolio::settings(count))?;
    portfolio::records(count, seed).try_for_each(|record| fs::write(alliances.join(record.file), record.text))
}

/// Allows anything where the schema wants a date.
fn without_dates(value: Value) -> Value {
    match value {
        Value::Object(keys) if keys.get("format").is_some_and(|format| format == "date") => json!({}),
        Value::Object(keys) => {
            Value::Object(keys.into_iter().map(|(key, value)| (key, without_dates(value))).collect())
        }
        Value::Array(values) => Value::Array(values.into_iter().map(without_dates).collect()),
        other => other,
    }
}
