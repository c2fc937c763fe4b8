//! A portfolio read from a commit is the portfolio read from the disk, down to the last mistake.

use std::fs;
use std::path::Path;
use std::process::Command;

use alliance::load::git::Repository;
use alliance::load::{Inputs, Record, Source};

use crate::ci::skipped;

fn git(folder: &Path, args: &[&str]) -> bool {
    let started = Command::new("git")
        .current_dir(folder)
        .args(["-c", "user.name=T", "-c", "user.email=t@example.org", "-c", "core.autocrlf=false"])
        .args(["-c", "commit.gpgSign=false"])
        .args(args)
        .output();
    match started {
        Ok(output) => {
            assert!(output.status.success(), "git {args:?}: {}", String::from_utf8_lossy(&output.stderr));
            true
        }
        Err(_) => {
            skipped("git is not installed");
            false
        }
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("an entry");
        let (from, to) = (entry.path(), to.join(entry.file_name()));
        if from.is_dir() {
            copy(&from, &to);
        } else {
            fs::copy(&from, &to).expect("copied");
        }
    }
}

fn told<T>(source: &Source<T>) -> String {
    format!("{} {} {:?} {}", source.path, source.stem, source.mistakes, source.text())
}

/// Everything that was read, by path; `here` is where paths are named from.
fn all(inputs: Inputs) -> Vec<String> {
    let records = inputs.records.into_iter().map(Record::read);
    let records = records.map(|source| format!("{} {:?}", told(&source), source.value));
    inputs.portfolio.iter().map(told).chain(records).collect()
}

fn compare(top: &Path, from: &Path) {
    assert!(
        git(top, &["add", "--all", "--force"])
            && git(top, &["commit", "--quiet", "--allow-empty", "-m", "x"])
    );
    let repository = Repository::open(from).expect("a repository");
    let head = repository.commit("HEAD").expect("a commit");
    let tree = repository.tree(&head.id).expect("a tree");
    let committed = Inputs::read_from(&tree, &[], None, from).expect("read");
    let lying = Inputs::read(&[], None, from, std::io::empty()).expect("read");
    let (committed, lying) = (all(committed), all(lying));
    assert!(!lying.is_empty());
    assert_eq!(committed, lying);
}

#[test]
fn a_commit_reads_like_the_disk() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for portfolio in [root.to_path_buf(), root.join("examples/broken"), root.join("examples/healthy")] {
        let folder = tempfile::tempdir().expect("a folder");
        let top = folder.path().canonicalize().expect("a folder");
        let at = top.join("in a folder/ü");
        fs::create_dir_all(&at).expect("a folder");
        fs::copy(portfolio.join("portfolio.yaml"), at.join("portfolio.yaml")).expect("copied");
        copy(&portfolio.join("alliances"), &at.join("alliances"));
        if !git(&top, &["init", "--quiet"]) {
            return;
        }
        compare(&top, &at);
        compare(&top, &at.join("alliances"));
    }
}

#[cfg(unix)]
#[test]
fn odd_names_links_and_sizes_read_alike() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::symlink;
    let folder = tempfile::tempdir().expect("a folder");
    let top = folder.path().canonicalize().expect("a folder");
    if !git(&top, &["init", "--quiet"]) {
        return;
    }
    let at = top.join("p");
    let alliances = at.join("alliances");
    fs::create_dir_all(alliances.join(".hidden")).expect("a folder");
    fs::create_dir_all(alliances.join("deep/er")).expect("a folder");
    let record = |name: &str| format!("name: {name}\npartner: P\ntype: affiliate\n");
    fs::write(
        at.join("portfolio.yaml"),
        "us: Us\nalliances: [\"alliances/**/*.yaml\", extra.yaml, linked/*.yaml]\n",
    )
    .expect("written");
    for name in [
        "a b.yaml",
        "new\nline.yaml",
        "tab\t.yaml",
        "-x.yaml",
        "ü\"quote.YAML",
        ".hidden/no.yaml",
        "deep/er/yes.yaml",
        "no.txt",
    ] {
        fs::write(alliances.join(name), record("A")).expect("written");
    }
    fs::write(alliances.join(OsStr::from_bytes(b"\xFF\xFE.yaml")), record("B")).expect("written");
    fs::write(alliances.join("large.yaml"), vec![b'#'; 1024 * 1024 + 1]).expect("written");
    fs::write(alliances.join("largest.yaml"), vec![b'#'; 1024 * 1024]).expect("written");
    fs::write(alliances.join("binary.yaml"), b"\0\0").expect("written");
    fs::write(alliances.join("empty.yaml"), b"").expect("written");
    fs::write(alliances.join("mark.yaml"), b"\xEF\xBB\xBFname: M\r\npartner: P\r\ntype: affiliate\r\n")
        .expect("written");
    fs::write(top.join("outside.yaml"), record("Outside")).expect("written");
    fs::create_dir(at.join("store")).expect("a folder");
    fs::write(at.join("store/s.yaml"), record("Stored")).expect("written");
    fs::write(at.join("extra.yaml"), record("Extra")).expect("written");
    symlink("store", at.join("linked")).expect("a link");
    for (target, link) in [
        ("a b.yaml", "link.yaml"),
        ("deep/../deep/er/yes.yaml", "far.yaml"),
        ("../../outside.yaml", "out.yaml"),
        ("/", "absolute.yaml"),
        ("nowhere", "dangling.yaml"),
        ("deep", "folder.yaml"),
        ("link.yaml", "twice.yaml"),
    ] {
        symlink(target, alliances.join(link)).expect("a link");
    }
    compare(&top, &at);
}

#[test]
fn what_lfs_keeps_elsewhere_is_said() {
    let folder = tempfile::tempdir().expect("a folder");
    let top = folder.path().canonicalize().expect("a folder");
    if !git(&top, &["init", "--quiet"]) {
        return;
    }
    fs::create_dir(top.join("alliances")).expect("a folder");
    fs::write(
        top.join("alliances/a.yaml"),
        "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n",
    )
    .expect("written");
    assert!(git(&top, &["add", "--all"]) && git(&top, &["commit", "--quiet", "-m", "x"]));
    let repository = Repository::open(&top).expect("a repository");
    let tree = repository.tree(&repository.commit("HEAD").expect("a commit").id).expect("a tree");
    let mut inputs = Inputs::read_from(&tree, &[], None, &top).expect("read");
    assert!(inputs.records.remove(0).read().mistakes[0].message.contains("kept in Git LFS"));
}
