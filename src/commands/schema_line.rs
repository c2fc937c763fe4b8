//! The first line of a record or of `portfolio.yaml`, by which an editor finds its schema.

use std::path::{Component, Path};

/// Where a portfolio keeps the schema of its records, below its own folder.
pub(super) const RECORD: &str = ".alliance/alliance.schema.json";
/// Where it keeps the schema of `portfolio.yaml`.
pub(super) const PORTFOLIO: &str = ".alliance/portfolio.schema.json";

/// The first line of a record in `folder`; empty where the portfolio in `root` has no schema for it.
///
/// The path is relative, so that it holds on every machine and without a network.
pub(super) fn record_line(root: &Path, folder: &Path) -> String {
    let below = folder.strip_prefix(root).unwrap_or(Path::new(".."));
    let plain = below.components().all(|part| matches!(part, Component::Normal(_)));
    if !plain || !root.join(RECORD).is_file() {
        return String::new();
    }
    line(&format!("{}{RECORD}", "../".repeat(below.components().count())))
}

/// The first line of `portfolio.yaml`.
pub(super) fn portfolio_line() -> String {
    line(PORTFOLIO)
}

fn line(schema: &str) -> String {
    format!("# yaml-language-server: $schema={schema}\n")
}
