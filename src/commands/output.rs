//! Where output goes: `-o FORMAT` to standard output, `-o FORMAT=FILE` into a file that is never seen half written.

use std::fmt;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use anyhow::{Context, Result, bail};
use clap::ValueEnum;

use super::Setting;
use crate::text::{either, nearest};

/// One `-o FORMAT[=FILE]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target<F> {
    /// In what form.
    pub format: F,
    /// Into which file; standard output where none is named.
    pub file: Option<PathBuf>,
}

impl<F: ValueEnum> FromStr for Target<F> {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (word, file) = text.split_once('=').map_or((text, None), |(word, file)| (word, Some(file)));
        let format = F::from_str(word, true).map_err(|_| {
            let known: Vec<String> = F::value_variants()
                .iter()
                .filter_map(|format| Some(format.to_possible_value()?.get_name().to_owned()))
                .collect();
            match nearest(word, known.iter().map(String::as_str)) {
                Some(near) => format!("there is no format `{word}` here: did you mean `{near}`?"),
                None => format!("there is no format `{word}` here: it can be {}", either(&known)),
            }
        })?;
        match file {
            Some("") => Err(format!(
                "`{text}` names no file: write `{word}=FILE`, or `{word}` alone for standard output"
            )),
            Some("-") | None => Ok(Self { format, file: None }),
            Some(file) => Ok(Self { format, file: Some(PathBuf::from(file)) }),
        }
    }
}

impl<F: ValueEnum> fmt::Display for Target<F> {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        let value = self.format.to_possible_value();
        formatter.write_str(value.as_ref().map_or("", |value| value.get_name()))?;
        match &self.file {
            Some(file) => write!(formatter, "={}", file.display()),
            None => Ok(()),
        }
    }
}

impl Setting {
    /// Prints or writes every form asked for. Nothing is written before everything has been rendered, so that a run
    /// that fails leaves the files of the last one.
    pub(super) fn deliver<F: ValueEnum>(
        &self,
        targets: &[Target<F>],
        render: impl Fn(&F) -> Result<String>,
    ) -> Result<()> {
        let printed: Vec<String> =
            targets.iter().filter(|target| target.file.is_none()).map(ToString::to_string).collect();
        if let [first, second, ..] = printed.as_slice() {
            bail!(
                "`{first}` and `{second}` cannot both go to standard output; give one a file: `-o {second}=FILE`"
            );
        }
        let mut files: Vec<PathBuf> = Vec::new();
        for file in targets.iter().filter_map(|target| target.file.as_ref()) {
            let yaml = file.extension().is_some_and(|ending| ending == "yaml" || ending == "yml");
            if yaml {
                bail!(
                    "{} is the name of a record or of settings, which nothing here writes; name another file",
                    file.display()
                );
            }
            let full = self.here.join(file);
            let full = std::fs::canonicalize(&full).unwrap_or(full);
            if files.contains(&full) {
                bail!("{} is named for two formats; give each a file of its own", file.display());
            }
            files.push(full);
        }
        let rendered: Vec<String> =
            targets.iter().map(|target| render(&target.format)).collect::<Result<_>>()?;
        // Files first: a reader that goes away early, as in `| head`, does not keep them from being written.
        for (target, text) in targets.iter().zip(&rendered) {
            if let Some(file) = &target.file {
                write_whole(&self.here.join(file), &anstream::adapter::strip_str(text).to_string())
                    .with_context(|| {
                        format!(
                            "{} could not be written; name a file in a folder that exists and is yours",
                            file.display()
                        )
                    })?;
            }
        }
        targets
            .iter()
            .zip(&rendered)
            .filter(|(target, _)| target.file.is_none())
            .try_for_each(|(_, text)| self.print(text))
    }
}

/// Writes a file beside its place and renames it there: whoever reads sees the old one or the new one, whole.
pub(super) fn write_whole(file: &Path, text: &str) -> Result<()> {
    // A pipe or a device has no old content to keep, and must not be replaced by a file.
    if std::fs::metadata(file).is_ok_and(|metadata| !metadata.is_file()) {
        let mut open = std::fs::OpenOptions::new().write(true).open(file)?;
        return Ok(open.write_all(text.as_bytes())?);
    }
    // Through a link to the file that is meant: the link stays one.
    let file = std::fs::canonicalize(file).unwrap_or_else(|_| file.to_path_buf());
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut builder = tempfile::Builder::new();
    builder.prefix(".alliance-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // As any new file: what the umask leaves. The crate's own default is for secrets.
        let mode = std::fs::metadata(&file).map_or(0o666, |metadata| metadata.permissions().mode());
        builder.permissions(std::fs::Permissions::from_mode(mode));
    }
    let mut beside = builder.tempfile_in(folder)?;
    beside.write_all(text.as_bytes())?;
    beside.as_file().sync_all()?;
    beside.persist(&file)?;
    Ok(())
}
