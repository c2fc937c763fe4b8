//! Paths as `file:` URIs, and back.

use std::fmt::Write;
use std::path::{Path, PathBuf};

/// The path of a `file:` URI; `None` for any other.
pub(super) fn path(uri: &str) -> Option<PathBuf> {
    let rest = uri.strip_prefix("file://")?;
    // `file://localhost/a` is `/a`; another host is none of ours.
    let rest = rest.strip_prefix("localhost").unwrap_or(rest);
    let rest = rest.split(['?', '#']).next().filter(|rest| rest.starts_with('/'))?;
    let decoded = String::from_utf8(decoded(rest)).ok().filter(|path| !path.contains('\0'))?;
    let drive = decoded.as_bytes().get(2) == Some(&b':') && decoded.as_bytes()[1].is_ascii_alphabetic();
    Some(PathBuf::from(if cfg!(windows) && drive { &decoded[1..] } else { &decoded }))
}

/// The URI of an absolute path.
pub(super) fn of(path: &Path) -> String {
    let path = path.to_string_lossy();
    let path =
        if cfg!(windows) { path.trim_start_matches(r"\\?\").replace('\\', "/") } else { path.into_owned() };
    let mut uri = String::from(if path.starts_with('/') { "file://" } else { "file:///" });
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'.' | b'_' | b'~' => {
                uri.push(char::from(byte));
            }
            other => drop(write!(uri, "%{other:02X}")),
        }
    }
    uri
}

fn decoded(text: &str) -> Vec<u8> {
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let code = (*byte == b'%').then(|| text.get(at + 1..at + 3)).flatten();
        match code.and_then(|code| u8::from_str_radix(code, 16).ok()) {
            Some(code) => {
                decoded.push(code);
                at += 3;
            }
            None => {
                decoded.push(*byte);
                at += 1;
            }
        }
    }
    decoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn a_path_leads_to_itself() {
        for name in ["/a/b.yaml", "/a b/ç#%?.yaml", "/x/50%.yaml"] {
            let uri = of(Path::new(name));
            assert!(uri.is_ascii() && !uri[7..].contains(['#', '?', ' ']), "{uri}");
            assert_eq!(path(&uri).as_deref(), Some(Path::new(name)));
        }
        assert_eq!(path("file:///a%20b/%C3%A7.yaml"), Some(PathBuf::from("/a b/ç.yaml")));
        assert_eq!(path("file://localhost/a"), Some(PathBuf::from("/a")));
    }

    #[test]
    fn what_is_no_file_has_no_path() {
        for uri in
            ["untitled:Untitled-1", "file://host/a", "file:", "", "file:///%00", "file:///%ff", "git:/a"]
        {
            assert_eq!(path(uri), None, "{uri}");
        }
    }
}
