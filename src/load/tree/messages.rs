//! What is wrong with a file that is no YAML, in the words of somebody who writes it by hand.

use std::ops::Range;

use super::node::MAX_DEPTH;
use crate::load::mistake::{Mistake, MistakeKind};

/// What the parser's complaint means for somebody who writes YAML by hand, and what to do.
pub(super) fn plain_words(info: &str) -> (String, &'static str) {
    let indentation = "give it the same indentation as the lines beside it, and check the line above for a missing `:` or quote";
    let known: &[(&str, &str, &str)] = &[
        (
            "block scalar",
            "a `>` or `|` at the start of a value starts a long text on the lines below",
            "write a bare number (`100`, not `>100`), and put text that starts like this in double quotes",
        ),
        (
            "scanning an anchor or alias",
            "a `&` or `*` at the start of a value refers to another place in the file",
            "put the value in double quotes",
        ),
        (
            "quote",
            "a quotation that starts here is never closed",
            "close the quote, or put the whole sentence in double quotes",
        ),
        (
            "unknown anchor",
            "a `*` at the start of a value refers to another place in the file, and there is none with this name",
            "put the value in double quotes if the `*` is part of it; otherwise write the value out",
        ),
        (
            "did not find expected key",
            "this line does not fit: its indentation differs from its neighbours, or it lacks a key, a colon and \
             a space",
            indentation,
        ),
        (
            "block collection",
            "this line does not fit: its indentation differs from its neighbours",
            indentation,
        ),
        (
            "mapping values are not allowed",
            "there is a second `: ` on this line",
            "put the sentence in double quotes",
        ),
        (
            "simple key",
            "this line needs a key, a colon and a space",
            "put a `: ` after the key, and put a sentence containing `: ` in double quotes",
        ),
        ("unexpected character", "no value may start with this character", "put the value in double quotes"),
        (
            "illegal placement of ':'",
            "a `:` cannot be here: a bracket or brace above it is not closed",
            "close it with `]` or `}`, and put items with `: ` in quotes",
        ),
        (
            "',' or ']'",
            "a list in brackets is not closed, or a comma is missing",
            "close it with `]`, and put items with commas or `: ` in quotes",
        ),
        (
            "',' or '}'",
            "a mapping in braces is not closed, or a comma is missing",
            "close it with `}`, and put values with commas or `: ` in quotes",
        ),
    ];
    match known.iter().find(|(part, ..)| info.contains(part)) {
        Some((_, what, fix)) => ((*what).to_owned(), fix),
        None => (
            format!("this is not YAML: {info}"),
            "check the indentation and the quotes on this line and the one above",
        ),
    }
}

pub(super) fn unreadable(span: Range<usize>, message: impl Into<String>) -> Mistake {
    Mistake::new(MistakeKind::Unreadable, span, message)
}

pub(super) fn cut_in_two(span: Range<usize>) -> Mistake {
    Mistake::new(
        MistakeKind::InvalidValue,
        span,
        "the comma in this number cuts it in two, and the sentence around it",
    )
    .fix("put a sentence in double quotes, and write a bare number without commas")
}

pub(super) fn too_deep(span: Range<usize>) -> Mistake {
    unreadable(span, format!("nested more than {MAX_DEPTH} levels deep"))
        .fix("a record needs five levels; check the brackets and the indentation")
}
