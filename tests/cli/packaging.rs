//! What others run us with: every file reads as YAML, and every command in them can be typed.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use alliance::cli::Cli;
use clap::Parser;
use serde_yaml::Value;

use crate::support::{Folder, at_root};

fn file(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn text(path: &str) -> String {
    fs::read_to_string(file(path)).expect(path)
}

fn yaml(path: &str) -> Value {
    serde_yaml::from_str(&text(path)).expect(path)
}

const FILES: [&str; 9] = [
    "action.yml",
    ".pre-commit-hooks.yaml",
    ".github/workflows/ci.yml",
    ".github/workflows/release.yml",
    "packaging/pre-commit/.pre-commit-hooks.yaml",
    "examples/ci/.github/workflows/pull-request.yml",
    "examples/ci/.github/workflows/monday.yml",
    "examples/ci/.gitlab-ci.yml",
    "examples/ci/.pre-commit-config.yaml",
];
const PAGES: [&str; 4] = ["docs/ci.md", "docs/editors.md", "docs/install.md", "examples/ci/README.md"];

/// The fenced blocks of a page in one language.
fn blocks(page: &str, language: &str) -> Vec<String> {
    let page = text(page);
    let fence = format!("```{language}\n");
    page.split(&fence).skip(1).filter_map(|rest| Some(rest.split_once("```")?.0.to_owned())).collect()
}

/// Every line that is a command in a workflow: under `run`, `script` or `entry`.
fn scripts(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Mapping(entries) => {
            for (key, value) in entries {
                if matches!(key.as_str(), Some("run" | "script" | "entry")) {
                    let lines = value.as_sequence().cloned().unwrap_or_else(|| vec![value.clone()]);
                    for line in lines.iter().filter_map(Value::as_str) {
                        found.extend(line.lines().map(str::to_owned));
                    }
                }
                scripts(value, found);
            }
        }
        Value::Sequence(items) => items.iter().for_each(|item| scripts(item, found)),
        _ => {}
    }
}

fn can_be_typed(line: &str) {
    let command = line.split(['|', '>']).next().unwrap_or_default();
    let words: Vec<&str> = command.split_whitespace().collect();
    if let Err(error) = Cli::try_parse_from(&words) {
        panic!("`{line}` cannot be typed: {error}");
    }
}

#[test]
fn every_command_in_them_can_be_typed() {
    let mut lines = Vec::new();
    for file in FILES {
        scripts(&yaml(file), &mut lines);
    }
    for page in PAGES {
        for block in blocks(page, "yaml") {
            scripts(&serde_yaml::from_str(&block).expect(page), &mut lines);
        }
        for language in ["sh", "console"] {
            let shell = blocks(page, language);
            lines.extend(
                shell
                    .iter()
                    .flat_map(|block| block.lines())
                    .map(|line| line.trim_start_matches("$ ").to_owned()),
            );
        }
    }
    let ours: Vec<&String> = lines.iter().filter(|line| line.starts_with("alliance ")).collect();
    assert!(ours.len() >= 10, "only {ours:?}");
    ours.into_iter().for_each(|line| can_be_typed(line));
}

#[test]
fn no_input_becomes_part_of_a_script() {
    for file in FILES.into_iter().filter(|file| file.contains("workflows") || file.contains("action")) {
        let mut lines = Vec::new();
        scripts(&yaml(file), &mut lines);
        for line in lines {
            assert!(!line.contains("${{"), "{file}: {line}");
        }
    }
}

#[test]
fn the_action_takes_what_its_page_says() {
    let action = yaml("action.yml");
    let page = text("docs/ci.md");
    let inputs = action["inputs"].as_mapping().expect("inputs");
    assert_eq!(inputs.len(), 6);
    for (name, input) in inputs {
        let name = name.as_str().expect("a name");
        assert!(input["description"].is_string() && !input["default"].is_null(), "{name}");
        assert!(page.contains(&format!("| `{name}` |")), "docs/ci.md has no {name}");
    }
    let workflow = yaml("examples/ci/.github/workflows/pull-request.yml");
    for (name, _) in workflow["jobs"]["check"]["steps"][1]["with"].as_mapping().expect("inputs") {
        assert!(inputs.contains_key(name), "{name:?}");
    }
}

#[test]
fn the_hooks_are_those_that_are_used() {
    let hooks = yaml(".pre-commit-hooks.yaml");
    let ids: Vec<&str> =
        hooks.as_sequence().expect("a list").iter().filter_map(|hook| hook["id"].as_str()).collect();
    let config = yaml("examples/ci/.pre-commit-config.yaml");
    let used = config["repos"][0]["hooks"][0]["id"].as_str().expect("an id");
    assert!(ids.contains(&used), "{ids:?}");
}

#[test]
fn the_example_is_a_sound_portfolio() {
    let audit = at_root(&["audit", "examples/ci"]);
    assert_eq!(audit.code, 0, "{}", audit.stderr);
    assert!(!audit.stdout.contains("error  ") && !audit.stdout.contains("warning  "), "{}", audit.stdout);
}

#[test]
fn the_image_is_built_from_what_the_program_needs() {
    let dockerfile = text("Dockerfile");
    let let_in = text(".dockerignore");
    for line in dockerfile.lines().filter(|line| line.starts_with("COPY ") && !line.contains("--from")) {
        let words: Vec<&str> = line.split_whitespace().skip(1).collect();
        for source in &words[..words.len() - 1] {
            assert!(file(source).exists(), "{source}");
            assert!(
                let_in.lines().any(|line| line == format!("!{source}")),
                ".dockerignore keeps out {source}"
            );
        }
    }
}

/// What the image copies, laid beside nothing else, is a package that cargo takes.
#[test]
fn what_the_image_copies_is_a_whole_package() {
    let folder = Folder::new();
    for line in
        text("Dockerfile").lines().filter(|line| line.starts_with("COPY ") && !line.contains("--from"))
    {
        let words: Vec<&str> = line.split_whitespace().skip(1).collect();
        let (sources, target) = words.split_at(words.len() - 1);
        for source in sources {
            let target = if target[0] == "./" { (*source).to_owned() } else { target[0].to_owned() };
            copy(&file(source), &folder.file(&target));
        }
    }
    let cargo = |args: &[&str]| {
        let run = Command::new(env!("CARGO")).args(args).current_dir(folder.path()).output().expect("cargo");
        assert!(run.status.success(), "{args:?}: {}", String::from_utf8_lossy(&run.stderr));
        String::from_utf8(run.stdout).expect("UTF-8")
    };
    let package: Value =
        serde_yaml::from_str(&cargo(&["metadata", "--no-deps", "--offline", "--format-version", "1"]))
            .expect("JSON");
    let targets = package["packages"][0]["targets"].as_sequence().expect("targets");
    assert!(targets.iter().any(|target| target["name"] == "alliance" && target["kind"][0] == "bin"));
    // What the program includes at compile time is there, too.
    let included = fs::read_to_string(file("src/render/html/mod.rs")).expect("a source");
    assert!(included.contains("include_str!"), "the page's style is looked for elsewhere now");
    for needed in ["src/render/html/style.css", "docs/rules/missing-owner.md", "schema", "askama.toml"] {
        assert!(folder.file(needed).exists(), "{needed}");
    }
}

fn copy(from: &Path, to: &Path) {
    if from.is_dir() {
        for entry in fs::read_dir(from).expect("a folder") {
            let entry = entry.expect("an entry");
            copy(&entry.path(), &to.join(entry.file_name()));
        }
    } else {
        fs::create_dir_all(to.parent().expect("a folder")).expect("a folder");
        fs::copy(from, to).expect("copied");
    }
}

/// The program is built in the action's own folder, so that a `rust-toolchain.toml` of the repository is not obeyed, and
/// again after a change of anything that goes into it.
#[test]
fn the_action_builds_where_the_repository_has_no_say() {
    let folder = Folder::new().with("checkout/rust-toolchain.toml", "[toolchain]\nchannel = \"evil\"\n");
    let folder = folder.with("bin/cargo", "#!/bin/sh\npwd\n").with("action/askama.toml", "a\n");
    for needed in ["Cargo.toml", "Cargo.lock", "README.md", "src/main.rs", "docs/rules/a.md", "schema/a.json"]
    {
        let needed = folder.file(&format!("action/{needed}"));
        fs::create_dir_all(needed.parent().expect("a folder")).expect("a folder");
        fs::write(needed, "a\n").expect("written");
    }
    fs::set_permissions(folder.file("bin/cargo"), fs::Permissions::from_mode(0o755)).expect("executable");
    let path = format!("{}:{}", folder.file("bin").display(), std::env::var("PATH").expect("a PATH"));
    let step = |step: &str| {
        fs::write(folder.file("output"), "").expect("written");
        let run = Command::new(file("scripts/action"))
            .arg(step)
            .current_dir(folder.file("checkout"))
            .env("PATH", &path)
            .env("RUNNER_TEMP", folder.file("temp"))
            .env("GITHUB_ACTION_PATH", folder.file("action"))
            .env("GITHUB_OUTPUT", folder.file("output"))
            .output()
            .expect("bash");
        assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
        String::from_utf8(run.stdout).expect("UTF-8") + &folder.read("output")
    };
    let built_in = step("install");
    assert_eq!(fs::canonicalize(built_in.trim()).ok(), fs::canonicalize(folder.file("action")).ok());
    let key = step("source");
    assert_eq!(step("source"), key);
    fs::write(folder.file("action/askama.toml"), "b\n").expect("written");
    assert_ne!(step("source"), key);
}

/// A repository with a branch under review, its host, and a stand-in for the program that says how it was called.
fn under_review() -> Folder {
    let folder = Folder::new().with("host/portfolio.yaml", "us: Us\n").with(
        "temp/alliance/bin/alliance",
        "#!/bin/sh\nfor argument in \"$@\"; do echo \"<$argument>\"; done\nif git rev-parse --verify --quiet HEAD^1 >/dev/null; then echo fetched; fi\n",
    );
    let program = folder.file("temp/alliance/bin/alliance");
    fs::set_permissions(program, fs::Permissions::from_mode(0o755)).expect("executable");
    let git = |args: &[&str]| {
        let identity =
            ["-c", "user.name=T", "-c", "user.email=t@example.org", "-c", "init.defaultBranch=main"];
        let run =
            Command::new("git").args(identity).args(args).current_dir(folder.path()).output().expect("git");
        assert!(run.status.success(), "{args:?}: {}", String::from_utf8_lossy(&run.stderr));
    };
    git(&["init", "-q", "host"]);
    git(&["-C", "host", "add", "."]);
    git(&["-C", "host", "commit", "-q", "-m", "base"]);
    git(&["-C", "host", "checkout", "-q", "-b", "change"]);
    git(&["-C", "host", "commit", "-q", "--allow-empty", "-m", "change"]);
    git(&["-C", "host", "checkout", "-q", "-b", "merged", "main"]);
    git(&["-C", "host", "merge", "-q", "--no-ff", "-m", "the merge under review", "change"]);
    // As GitHub does: a commit can be asked for by its name.
    git(&["-C", "host", "config", "uploadpack.allowAnySHA1InWant", "true"]);
    let host = format!("file://{}", folder.file("host").display());
    git(&["clone", "-q", "--depth=1", "--branch=merged", &host, "checkout"]);
    folder
}

fn action(folder: &Folder, variables: &[(&str, &str)]) -> (i32, String) {
    let run = Command::new(file("scripts/action"))
        .arg("check")
        .current_dir(folder.file("checkout"))
        .env_remove("GITHUB_BASE_REF")
        .env_remove("GITHUB_EVENT_NAME")
        .env_remove("GITHUB_OUTPUT")
        .env("RUNNER_TEMP", folder.file("temp"))
        .envs(variables.iter().copied())
        .output()
        .expect("bash");
    (run.status.code().unwrap_or(-1), String::from_utf8(run.stdout).expect("UTF-8"))
}

#[test]
fn the_action_fetches_the_base_of_a_pull_request() {
    let folder = under_review();
    let review =
        [("GITHUB_BASE_REF", "main"), ("ALLIANCE_FAIL_ON", "warning"), ("ALLIANCE_PATH", "partners")];
    let (code, said) = action(&folder, &review);
    assert_eq!(code, 0, "{said}");
    assert_eq!(
        said,
        "<check>\n<-o>\n<github>\n<--since>\n<HEAD^1>\n<--fail-on>\n<warning>\n<-->\n<partners>\nfetched\n"
    );
}

#[test]
fn the_action_tells_what_a_pull_request_brought() {
    let folder = under_review();
    let program = folder.file("temp/alliance/bin/alliance");
    fs::remove_file(&program).expect("the stand-in");
    std::os::unix::fs::symlink(env!("CARGO_BIN_EXE_alliance"), &program).expect("a link");
    let (host, record) = (folder.file("host"), folder.file("host/alliances/tern.yaml"));
    let git = |args: &[&str]| {
        let identity = ["-c", "user.name=T", "-c", "user.email=t@example.org"];
        let run = Command::new("git").args(identity).args(args).current_dir(&host).output().expect("git");
        assert!(run.status.success(), "{args:?}: {}", String::from_utf8_lossy(&run.stderr));
    };
    let tern = "name: Tern\npartner: Tern Ltd\ntype: strategic\nstarted: 2025-01-01\n";
    fs::create_dir_all(host.join("alliances")).expect("a folder");
    // The record is full of findings already on the base; the change adds one slip, and the base moves on meanwhile.
    git(&["checkout", "-q", "main"]);
    fs::write(&record, tern).expect("written");
    git(&["add", "."]);
    git(&["commit", "-q", "-m", "a record"]);
    git(&["checkout", "-q", "-B", "change"]);
    fs::write(&record, tern.replace("2025-01-01", "2025-1-1")).expect("written");
    git(&["commit", "-q", "-a", "-m", "a slip"]);
    git(&["checkout", "-q", "main"]);
    fs::write(host.join("README"), "more\n").expect("written");
    git(&["add", "."]);
    git(&["commit", "-q", "-m", "meanwhile"]);
    git(&["checkout", "-q", "-B", "merged"]);
    git(&["merge", "-q", "--no-ff", "-m", "the merge under review", "change"]);
    fs::remove_dir_all(folder.file("checkout")).expect("the old checkout");
    let (host, checkout) = (format!("file://{}", host.display()), folder.file("checkout"));
    let checkout = checkout.to_str().expect("UTF-8");
    git(&["clone", "-q", "--depth=1", "--branch=merged", &host, checkout]);
    let (code, said) = action(&folder, &[("GITHUB_BASE_REF", "main")]);
    assert_eq!(code, 1, "{said}");
    let errors: Vec<&str> = said.lines().filter(|line| line.starts_with("::error")).collect();
    assert_eq!(errors.len(), 1, "{said}");
    assert!(
        errors[0].contains("file=alliances/tern.yaml,line=4,") && errors[0].contains("2025-1-1"),
        "{said}"
    );
}

#[test]
fn the_action_wants_the_merge_and_leaves_a_full_clone_whole() {
    let folder = under_review();
    let host = format!("file://{}", folder.file("host").display());
    let git = |args: &[&str]| {
        let run = Command::new("git").args(args).current_dir(folder.path()).output().expect("git");
        assert!(run.status.success(), "{args:?}: {}", String::from_utf8_lossy(&run.stderr));
        String::from_utf8(run.stdout).expect("UTF-8")
    };
    let again = |branch: &str| {
        fs::remove_dir_all(folder.file("checkout")).expect("the old checkout");
        git(&["clone", "-q", &format!("--branch={branch}"), &host, "checkout"]);
        action(&folder, &[("GITHUB_BASE_REF", "main")])
    };
    let (code, said) = again("change");
    assert!(code == 2 && said.contains("this is not the merge"), "{said}");
    assert_eq!(again("merged").0, 0);
    assert_eq!(git(&["-C", "checkout", "rev-parse", "--is-shallow-repository"]), "false\n");
}

#[test]
fn arguments_may_stand_on_several_lines() {
    let (_, said) = action(&under_review(), &[("ALLIANCE_ARGS", "--select exit\n--fail-on warning\n")]);
    assert!(said.contains("<--select>\n<exit>\n<--fail-on>\n<warning>\n<-->"), "{said}");
}

#[test]
fn the_action_checks_everything_on_a_schedule() {
    let folder = under_review();
    let everything = "<check>\n<-o>\n<github>\n<-->\n<.>\n";
    assert_eq!(action(&folder, &[]), (0, everything.to_owned()));
    let (_, said) = action(&folder, &[("ALLIANCE_MODE", "scheduled"), ("GITHUB_BASE_REF", "main")]);
    assert_eq!(said, everything);
    for wrong in [("ALLIANCE_MODE", "pull-request"), ("ALLIANCE_MODE", "weekly")] {
        let (code, said) = action(&folder, &[wrong]);
        assert_eq!(code, 2);
        assert!(said.starts_with("::error::mode: "), "{said}");
    }
}

#[test]
fn the_action_judges_what_a_merge_queue_has_put_together() {
    let folder = under_review();
    let base = Command::new("git").args(["-C"]).arg(folder.file("host")).args(["rev-parse", "main"]).output();
    let base = String::from_utf8(base.expect("git").stdout).expect("UTF-8").trim().to_owned();
    let queue = [("GITHUB_EVENT_NAME", "merge_group"), ("ALLIANCE_QUEUE_BASE", base.as_str())];
    let (code, said) = action(&folder, &queue);
    assert_eq!(code, 0, "{said}");
    assert_eq!(said, format!("<check>\n<-o>\n<github>\n<--since>\n<{base}>\n<-->\n<.>\nfetched\n"));
    for odd in ["", "main", "--all", "$(touch x)"] {
        let queue = [("GITHUB_EVENT_NAME", "merge_group"), ("ALLIANCE_QUEUE_BASE", odd)];
        let (code, said) = action(&folder, &queue);
        assert!(code == 2 && said.starts_with("::error::mode: merge-queue is for merge queues"), "{said}");
    }
}

#[test]
fn the_action_says_how_it_ended_and_keeps_a_report_for_code_scanning() {
    let folder = under_review();
    let program = folder.file("temp/alliance/bin/alliance");
    let output = folder.file("output");
    let file = output.to_str().expect("UTF-8");
    for (code, result) in [(0, "passed"), (1, "failed"), (2, "wrong"), (3, "incomplete"), (101, "wrong")] {
        fs::write(&program, format!("#!/bin/sh\necho \"$@\"\nexit {code}\n")).expect("written");
        let _ = fs::remove_file(&output);
        let (ended, said) = action(&folder, &[("GITHUB_OUTPUT", file), ("ALLIANCE_SARIF", "a b.sarif")]);
        assert_eq!(ended, code);
        assert_eq!(said, "check -o github -o sarif=a b.sarif -- .\n");
        assert_eq!(fs::read_to_string(&output).expect("outputs"), format!("result={result}\ncode={code}\n"));
    }
}

#[test]
fn what_the_action_is_given_is_never_run() {
    let folder = under_review();
    let hostile = "--select $(touch${IFS}x) `touch y` ; * && touch z";
    let (_, said) = action(&folder, &[("ALLIANCE_ARGS", hostile), ("ALLIANCE_PATH", "$(touch w)")]);
    assert!(said.contains("<$(touch${IFS}x)>\n<`touch>\n<y`>\n<;>\n<*>\n"), "{said}");
    assert!(said.contains("<-->\n<$(touch w)>\n"), "{said}");
    let (_, said) = action(&folder, &[("GITHUB_BASE_REF", "main;touch v")]);
    assert!(said.contains("<--since>\n<HEAD^1>\n"), "{said}");
    for file in ["x", "y", "z", "w", "v"] {
        assert!(!folder.file("checkout").join(file).exists(), "{file} was made");
    }
}
