//! The product's own code as the tests of its layers see it: for each file what it defines and what it takes from where.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// A module, by the names that lead to it: `["render", "text"]`.
pub type Module = Vec<String>;

/// A path in the code, by its names.
type Names = Vec<String>;

/// What a `use` brings in.
struct Import {
    public: bool,
    path: Names,
    /// What it is called here; `*` for everything.
    name: String,
}

pub struct File {
    /// Its path below `src/`.
    pub path: String,
    pub lines: usize,
    /// Its code, without tests and documentation.
    pub code: String,
    /// The types that it declares, and whether others may name them.
    pub types: Vec<(String, bool)>,
    defines: BTreeSet<String>,
    imports: Vec<Import>,
    /// Every `a::b` outside of imports.
    paths: Vec<Names>,
    /// Every name outside of imports.
    words: BTreeSet<String>,
}

/// Every file of the library, by its module; tests are left out.
pub struct Source {
    pub files: BTreeMap<Module, File>,
}

/// Words before the name of what a file defines.
const DEFINING: [&str; 9] =
    ["struct", "enum", "trait", "fn", "const", "static", "type", "mod", "macro_rules"];
/// Those of them that make a type.
const TYPES: [&str; 4] = ["struct", "enum", "trait", "type"];

impl Source {
    pub fn read() -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let mut files = BTreeMap::new();
        collect(&root, &root, &mut files);
        assert!(files.len() > 300, "only {} files", files.len());
        Self { files }
    }

    /// The files that a file takes something from, and what.
    pub fn arrows(&self, from: &Module) -> BTreeMap<Module, BTreeSet<String>> {
        let file = &self.files[from];
        let mut arrows: BTreeMap<Module, BTreeSet<String>> = BTreeMap::new();
        let mut add = |to: Module, name: &str| {
            if to != *from {
                arrows.entry(to).or_default().insert(name.to_owned());
            }
        };
        let mut known: BTreeMap<&str, Names> = BTreeMap::new();
        for import in &file.imports {
            let Some(path) = self.absolute(from, &import.path) else { continue };
            known.insert(&import.name, path.clone());
            // A module is only a way to something, and so is what a face hands on.
            let handed_on = import.public && !file.words.contains(&import.name);
            if import.name != "*" && !handed_on && !self.files.contains_key(&path) {
                add(self.home(&path, 0), &import.name);
            }
        }
        for path in &file.paths {
            let path = match known.get(path[0].as_str()) {
                Some(start) => Some([start, &path[1..]].concat()),
                None => self.absolute(from, path),
            };
            if let Some(path) = path.filter(|path| !self.files.contains_key(path)) {
                add(self.home(&path, 0), path.last().map_or("", String::as_str));
            }
        }
        arrows
    }

    /// The folders of the library that a file names, whatever they hand on.
    pub fn named(&self, from: &Module) -> BTreeSet<String> {
        let file = &self.files[from];
        let paths = file.imports.iter().map(|import| &import.path).chain(&file.paths);
        paths.filter_map(|path| self.absolute(from, path)?.first().cloned()).collect()
    }

    /// A path from the root of the crate; `None` for another crate's.
    fn absolute(&self, from: &Module, path: &[String]) -> Option<Names> {
        match path.first()?.as_str() {
            "crate" => Some(path[1..].to_vec()),
            "self" => Some([from, &path[1..]].concat()),
            "super" => {
                let up = path.iter().take_while(|name| *name == "super").count();
                Some([&from[..from.len().checked_sub(up)?], &path[up..]].concat())
            }
            child => {
                let below = [from.as_slice(), &[child.to_owned()]].concat();
                self.files.contains_key(&below).then(|| [from, path].concat())
            }
        }
    }

    /// The file that defines what a path names, whatever face hands it on.
    fn home(&self, path: &[String], depth: usize) -> Module {
        let whole = (0..=path.len()).rev().find(|end| self.files.contains_key(&path[..*end]));
        let (module, rest) = path.split_at(whole.unwrap_or(0));
        let module = module.to_vec();
        let (Some(name), Some(file)) = (rest.first(), self.files.get(&module)) else { return module };
        if file.defines.contains(name) || depth > 8 {
            return module;
        }
        for import in &file.imports {
            let Some(at) = self.absolute(&module, &import.path) else { continue };
            if import.name == *name {
                return self.home(&[&at, &rest[1..]].concat(), depth + 1);
            }
            if import.name == "*" {
                let home = self.home(&[&at[..], rest].concat(), depth + 1);
                if self.files.get(&home).is_some_and(|file| file.defines.contains(name)) {
                    return home;
                }
            }
        }
        module
    }

    /// Files that take from each other in a circle, each circle whole.
    pub fn circles(
        &self,
        counts: impl Fn(&Module, &Module, &BTreeSet<String>) -> bool,
    ) -> Vec<BTreeSet<Module>> {
        let arrows: BTreeMap<&Module, BTreeSet<Module>> = self
            .files
            .keys()
            .map(|from| {
                let to = self.arrows(from).into_iter();
                (from, to.filter(|(to, names)| counts(from, to, names)).map(|(to, _)| to).collect())
            })
            .collect();
        let reach = |from: &Module| {
            let mut seen = BTreeSet::new();
            let mut open = vec![from.clone()];
            while let Some(next) = open.pop() {
                for to in arrows.get(&next).into_iter().flatten() {
                    if seen.insert(to.clone()) {
                        open.push(to.clone());
                    }
                }
            }
            seen
        };
        let reached: BTreeMap<&Module, BTreeSet<Module>> =
            self.files.keys().map(|from| (from, reach(from))).collect();
        let mut circles: Vec<BTreeSet<Module>> = Vec::new();
        for (from, to) in &reached {
            if to.contains(*from) && !circles.iter().any(|circle| circle.contains(*from)) {
                circles.push(to.iter().filter(|to| reached[to].contains(*from)).cloned().collect());
            }
        }
        circles
    }
}

fn collect(root: &Path, folder: &Path, files: &mut BTreeMap<Module, File>) {
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(root, &path, files);
        } else if path.extension().is_some_and(|ending| ending == "rs") && !path.ends_with("tests.rs") {
            let below = path.strip_prefix(root).expect("a source").with_extension("");
            let mut module: Module =
                below.components().map(|part| part.as_os_str().to_string_lossy().into_owned()).collect();
            if module.last().is_some_and(|last| last == "mod" || (last == "lib" && module.len() == 1)) {
                module.pop();
            }
            let shown = path.strip_prefix(root).expect("a source").to_string_lossy().replace('\\', "/");
            files.insert(module, file(shown, &fs::read_to_string(&path).expect("a source")));
        }
    }
}

/// The types that code declares on its own lines, and whether others may name them.
fn types(code: &str) -> Vec<(String, bool)> {
    let mut found = Vec::new();
    // The vocabularies are made by a macro, each by its name.
    let vocabularies = code.split_once("\nwords! {").map(|(_, words)| words).into_iter().flat_map(str::lines);
    let named = vocabularies.filter_map(|line| line.strip_prefix("    ")?.strip_suffix(" {"));
    found.extend(
        named.filter(|name| name.chars().all(char::is_alphanumeric)).map(|name| (name.to_owned(), true)),
    );
    for line in code.lines() {
        let public = line.starts_with("pub");
        // `pub`, `pub(super)`, `pub(in crate::render)`
        let rest = line.strip_prefix("pub").map_or(line, |rest| {
            let rest =
                rest.strip_prefix('(').and_then(|rest| rest.split_once(')')).map_or(rest, |(_, rest)| rest);
            rest.trim_start()
        });
        let Some((kind, rest)) = rest.split_once(' ') else { continue };
        if TYPES.contains(&kind) {
            let end = rest.find(|letter: char| !letter.is_alphanumeric()).unwrap_or(rest.len());
            found.push((rest[..end].to_owned(), public));
        }
    }
    found
}

fn file(path: String, text: &str) -> File {
    let code = code(text);
    let tokens = tokens(&code);
    let word = |token: &str| token.starts_with(|first: char| first.is_alphabetic() || first == '_');
    let mut file = File {
        path,
        lines: text.lines().count(),
        types: types(&code),
        code,
        defines: BTreeSet::new(),
        imports: Vec::new(),
        paths: Vec::new(),
        words: BTreeSet::new(),
    };
    let mut public = false;
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        let next = tokens.get(at + 1).map_or("", String::as_str);
        match token.as_str() {
            "pub" => {
                public = true;
                at += 1;
                if next == "(" {
                    at += tokens[at..].iter().position(|token| token == ")").expect("closed") + 1;
                }
                continue;
            }
            "use" => {
                let end = at + tokens[at..].iter().position(|token| token == ";").expect("an end");
                import(&tokens[at + 1..end], &[], public, &mut file.imports);
                at = end;
            }
            defining if DEFINING.contains(&defining) && (word(next) || next == "!") => {
                let name = if next == "!" { &tokens[at + 2] } else { &tokens[at + 1] };
                file.defines.insert(name.clone());
            }
            token if word(token) => {
                let mut path = vec![token.to_owned()];
                while tokens.get(at + 1).is_some_and(|token| token == "::")
                    && tokens.get(at + 2).is_some_and(|token| word(token))
                {
                    path.push(tokens[at + 2].clone());
                    at += 2;
                }
                file.words.insert(path[0].clone());
                if path.len() > 1 {
                    file.paths.push(path);
                }
            }
            _ => {}
        }
        public = false;
        at += 1;
    }
    file
}

/// Takes a tree of imports apart.
fn import(tokens: &[String], before: &[String], public: bool, found: &mut Vec<Import>) {
    let mut path = before.to_vec();
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        match token.as_str() {
            "{" => {
                let (mut depth, mut start) = (0, at + 1);
                for (place, token) in tokens.iter().enumerate().skip(at) {
                    depth += i32::from(token == "{") - i32::from(token == "}");
                    if (token == "," && depth == 1) || depth == 0 {
                        if start < place {
                            import(&tokens[start..place], &path, public, found);
                        }
                        start = place + 1;
                    }
                }
                return;
            }
            "as" => {
                found.push(Import { public, path, name: tokens[at + 1].clone() });
                return;
            }
            "::" => {}
            "self" if !path.is_empty() => {}
            name => path.push(name.to_owned()),
        }
        at += 1;
    }
    let name = path.last().cloned().unwrap_or_default();
    if name == "*" {
        path.pop();
    }
    found.push(Import { public, path, name });
}

/// The code without what only tests and documentation use.
fn code(text: &str) -> String {
    let code = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
    let lines =
        code.lines().filter(|line| !line.trim_start().starts_with("//") && !line.contains("cfg_attr(test"));
    lines.collect::<Vec<_>>().join("\n")
}

/// Names, `::` and single signs, without comments and what is quoted.
fn tokens(code: &str) -> Vec<String> {
    let letters: Vec<char> = code.chars().collect();
    let mut tokens = Vec::new();
    let mut at = 0;
    let is_word = |letter: &char| letter.is_alphanumeric() || *letter == '_';
    while let Some(letter) = letters.get(at) {
        let rest = &letters[at..];
        let skip = match letter {
            '/' if rest.starts_with(&['/', '/']) => {
                rest.iter().position(|letter| *letter == '\n').unwrap_or(rest.len())
            }
            'r' if rest.starts_with(&['r', '"']) || rest.starts_with(&['r', '#', '"']) => {
                let hashes = rest[1..].iter().take_while(|letter| **letter == '#').count();
                let end: Vec<char> = std::iter::once('"').chain(std::iter::repeat_n('#', hashes)).collect();
                let body = 2 + hashes;
                body + rest[body..].windows(end.len()).position(|part| part == end).expect("closed")
                    + end.len()
            }
            '"' => {
                let mut end = 1;
                while rest[end] != '"' {
                    end += if rest[end] == '\\' { 2 } else { 1 };
                }
                end + 1
            }
            // A letter in quotes, and not a lifetime.
            '\'' if rest.get(1) == Some(&'\\') => {
                3 + rest[3..].iter().position(|letter| *letter == '\'').expect("closed")
            }
            '\'' if rest.get(2) == Some(&'\'') => 3,
            ':' if rest.get(1) == Some(&':') => {
                tokens.push("::".to_owned());
                2
            }
            letter if is_word(letter) => {
                let end = rest.iter().position(|letter| !is_word(letter)).unwrap_or(rest.len());
                tokens.push(rest[..end].iter().collect());
                end
            }
            letter if letter.is_whitespace() => 1,
            letter => {
                tokens.push(letter.to_string());
                1
            }
        };
        at += skip;
    }
    tokens
}
