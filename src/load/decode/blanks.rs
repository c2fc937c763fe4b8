//! Blanks that nobody sees.

/// Blanks of word processors that look like the ordinary one, or like nothing.
const ODD_BLANKS: [char; 5] = ['\u{a0}', '\u{202f}', '\u{2007}', '\u{200b}', '\u{feff}'];

/// The text without such blanks at its ends, where they are nobody's meaning. None is ASCII, as nearly every end is.
pub(super) fn without_odd_blanks(text: &str) -> &str {
    match text.as_bytes() {
        [] | [0..=0x7f] | [0..=0x7f, .., 0..=0x7f] => text,
        _ => text.trim_matches(ODD_BLANKS),
    }
}
