//! What lets an editor help with the files of a portfolio: the schemas, the line that names one, settings for VS Code.

use std::fs;
use std::path::Path;

use anyhow::{Result, anyhow};

use super::new::write_new;

use super::output::{not_written, stays_within, write_whole};
use super::schema_line::{PORTFOLIO, RECORD};
use crate::schema;

/// The files that VS Code reads, with what is in them.
const VS_CODE: [(&str, &str); 2] = [
    (
        ".vscode/settings.json",
        "{\n  \"yaml.schemas\": {\n    \"./.alliance/alliance.schema.json\": [\"alliances/**/*.yaml\", \"alliances/**/*.yml\"],\n    \
         \"./.alliance/portfolio.schema.json\": \"portfolio.yaml\"\n  }\n}\n",
    ),
    (".vscode/extensions.json", "{\n  \"recommendations\": [\"redhat.vscode-yaml\"]\n}\n"),
];

/// Writes the schemas anew, and the settings where there are none.
///
/// The schemas are this program's own and always replaced; a setting is the user's. Returns those left alone.
pub(super) fn set_up(root: &Path) -> Result<Vec<&'static str>> {
    for (file, text) in [(RECORD, schema::RECORD), (PORTFOLIO, schema::PORTFOLIO)] {
        let file = root.join(file);
        stays_within(root, &file)?;
        if let Some(folder) = file.parent() {
            fs::create_dir_all(folder)?;
        }
        write_whole(&file, text).map_err(|error| anyhow!(not_written(&file, &error)))?;
    }
    let mut left_alone = Vec::new();
    for (file, text) in VS_CODE {
        if root.join(file).symlink_metadata().is_ok() {
            left_alone.push(file);
        } else {
            stays_within(root, &root.join(file))?;
            write_new(&root.join(file), text)?;
        }
    }
    Ok(left_alone)
}
