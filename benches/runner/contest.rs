//! Who takes part, and how each is called.

use std::env;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::ground::Ground;

/// Which files somebody is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Files {
    /// The portfolio's folder.
    Portfolio,
    /// The folder of all records.
    All,
    /// The folder of those that a strict reader can read.
    Readable,
}

/// Where a program comes from.
#[derive(Debug, Clone, Copy)]
enum Program {
    Alliance,
    /// This very program, in another mode.
    Itself,
    /// Any of these names, the first that is there.
    Peer(&'static [&'static str]),
}

/// Somebody who is timed.
#[derive(Debug)]
pub struct Contestant {
    /// As the table names it.
    pub name: &'static str,
    /// What it does with the files.
    pub does: &'static str,
    /// What had to be done to let it take part.
    pub note: &'static str,
    /// Whether it names the files it has something to say about.
    pub names_files: bool,
    program: Program,
    files: Files,
    args: fn(&Ground) -> Vec<String>,
}

/// Who everybody is compared with.
pub const FIRST: &str = "alliance check -o concise";

const STOPS: &str =
    "stops at the first file it cannot read, so it gets the folder without those (a key twice, broken YAML)";

fn words(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

fn ours(name: &'static str, args: fn(&Ground) -> Vec<String>) -> Contestant {
    Contestant {
        name,
        does: "all rules",
        note: "",
        names_files: true,
        program: Program::Alliance,
        files: Files::Portfolio,
        args,
    }
}

fn floor(name: &'static str, args: fn(&Ground) -> Vec<String>) -> Contestant {
    Contestant {
        name,
        does: "reads only",
        note: "",
        names_files: false,
        program: Program::Itself,
        files: Files::Portfolio,
        args,
    }
}

fn peer(
    name: &'static str,
    does: &'static str,
    programs: &'static [&'static str],
    files: Files,
    note: &'static str,
    args: fn(&Ground) -> Vec<String>,
) -> Contestant {
    Contestant { name, does, note, names_files: true, program: Program::Peer(programs), files, args }
}

/// Everybody, in the order of the table.
pub fn everybody() -> Vec<Contestant> {
    vec![
        ours(FIRST, |_| words(&["check", "-o", "concise"])),
        ours("alliance check -o json", |_| words(&["check", "-o", "json"])),
        ours("alliance audit", |_| words(&["audit"])),
        floor("our loader alone", |_| words(&["floor", "ours"])),
        floor("yaml_serde into the model alone", |_| words(&["floor", "yaml_serde"])),
        peer("boon-cli", "JSON Schema", &["bin/boon", "boon"], Files::All, "", |ground| {
            let mut args = vec![ground.schema.display().to_string()];
            args.extend(ground.all.iter().cloned());
            args
        }),
        peer(
            "jsonschema-cli",
            "JSON Schema",
            &["bin/jsonschema-cli", "jsonschema-cli"],
            Files::Readable,
            STOPS,
            |ground| {
                let schema = ground.schema.display().to_string();
                let mut args = words(&["validate", &schema, "--errors-only", "-i"]);
                args.extend(ground.readable.iter().cloned());
                args
            },
        ),
        peer("@sourcemeta/jsonschema", "JSON Schema", SOURCEMETA, Files::Readable, STOPS, |ground| {
            let schema = ground.schema.display().to_string();
            words(&["validate", &schema, ".", "--extension", ".yaml", "--continue", "--fast"])
        }),
        peer(
            "ajv-cli",
            "JSON Schema",
            &["npm/node_modules/.bin/ajv", "ajv"],
            Files::Readable,
            "reads dates as JavaScript dates and knows no `format`, so its schema allows anything as a date; stops at \
             the first file it cannot read, so it gets the folder without those",
            |ground| {
                let schema = ground.dateless.display().to_string();
                words(&["validate", "-s", &schema, "-d", "*.yaml", "--all-errors", "--strict=false"])
            },
        ),
        peer(
            "check-jsonschema",
            "JSON Schema",
            &["venv/bin/check-jsonschema", "check-jsonschema"],
            Files::All,
            "",
            |ground| {
                let mut args = words(&["--schemafile", &ground.schema.display().to_string()]);
                args.extend(ground.all.iter().cloned());
                args
            },
        ),
        peer(
            "@stoplight/spectral-cli",
            "JSON Schema, with lines",
            &["npm/node_modules/.bin/spectral", "spectral"],
            Files::All,
            "our schema stands inside its one rule",
            |ground| words(&["lint", "-r", &ground.spectral.display().to_string(), "*.yaml"]),
        ),
        peer("yamllint", "style only", &["venv/bin/yamllint", "yamllint"], Files::All, "", |_| {
            words(&["-d", "relaxed", "."])
        }),
        peer("ryl", "style only", &["bin/ryl", "ryl"], Files::All, "", |_| {
            words(&["-d", "{extends: relaxed}", "."])
        }),
    ]
}

/// The program itself is faster than its wrapper in Node, so it is preferred.
const SOURCEMETA: &[&str] = &[
    #[cfg(all(target_os = "linux", target_arch = "x86_64"))]
    "npm/node_modules/@sourcemeta/jsonschema/build/github-releases/jsonschema-linux-x86_64",
    #[cfg(all(target_os = "linux", target_arch = "aarch64"))]
    "npm/node_modules/@sourcemeta/jsonschema/build/github-releases/jsonschema-linux-arm64",
    #[cfg(all(target_os = "macos", target_arch = "aarch64"))]
    "npm/node_modules/@sourcemeta/jsonschema/build/github-releases/jsonschema-darwin-arm64",
    "npm/node_modules/.bin/jsonschema",
];

impl Contestant {
    /// Its program: for a peer in `target/peers`, where `scripts/bench-peers` puts it, or on the PATH.
    pub fn program(&self) -> Option<PathBuf> {
        let names = match self.program {
            Program::Alliance => return Some(PathBuf::from(env!("CARGO_BIN_EXE_alliance"))),
            Program::Itself => return env::current_exe().ok(),
            Program::Peer(names) => names,
        };
        let installed = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/peers");
        let path: Vec<PathBuf> =
            env::var_os("PATH").map(|path| env::split_paths(&path).collect()).unwrap_or_default();
        let bare = names.iter().filter(|name| !name.contains('/'));
        let elsewhere = bare.flat_map(|name| path.iter().map(move |folder| folder.join(name)));
        names.iter().map(|name| installed.join(name)).chain(elsewhere).find(|file| file.is_file())
    }

    /// The version it says it is, if it is a peer.
    pub fn version(&self, program: &Path) -> Option<String> {
        if !matches!(self.program, Program::Peer(_)) {
            return None;
        }
        let said = Command::new(program).arg("--version").stdin(Stdio::null()).output().ok()?;
        let said = String::from_utf8_lossy(&said.stdout).into_owned();
        let version =
            said.split_whitespace().find(|word| word.starts_with(|letter: char| letter.is_ascii_digit()))?;
        Some(version.trim_end_matches(',').to_owned())
    }

    /// The folder it stands in.
    pub fn folder(&self, ground: &Ground) -> PathBuf {
        match self.files {
            Files::Portfolio => ground.folder.clone(),
            Files::All => ground.folder.join("alliances"),
            Files::Readable => ground.folder.join("readable"),
        }
    }

    /// What it is called with.
    pub fn args(&self, ground: &Ground) -> Vec<String> {
        (self.args)(ground)
    }
}
