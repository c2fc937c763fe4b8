//! Where findings stand.

use std::borrow::Cow;

use crate::load::{Place, Source};
use crate::report::Location;

/// A place of a source, with its end.
pub(crate) fn location<T>(source: &Source<T>, place: &Place) -> Location {
    let text = source.text().get(place.span.clone()).unwrap_or_default();
    // A block of text ends for the parser where the next key begins.
    let span = place.span.start..place.span.start + text.trim_end().len();
    let end = source.place_of_span(span.end..span.end, String::new());
    Location {
        file: source.path.clone(),
        line: place.line,
        column: place.column,
        end_line: end.line,
        end_column: end.column,
        span,
    }
}

/// Where a field is: itself, or its nearest existing parent.
#[derive(Debug)]
pub(super) struct Spot {
    pub(super) at: Location,
    /// The field that is there.
    pub(super) path: String,
    /// The same with list items by what they are called.
    pub(super) stable: String,
}

impl Spot {
    /// The beginning of a file.
    pub(super) fn top(file: &str, path: &str) -> Self {
        let at = Location { file: file.into(), line: 1, column: 1, end_line: 1, end_column: 1, span: 0..0 };
        Self { at, path: path.to_owned(), stable: path.to_owned() }
    }
}

/// Finds a field in its file.
pub(super) fn spot<T>(source: &Source<T>, path: &str) -> Spot {
    let place = source.place(path);
    let stable = source.stable_path(&place.path);
    Spot { at: location(source, &place), path: place.path, stable }
}

/// A field that was looked up while its file was at hand. Every record keeps a few of these.
#[derive(Debug, Clone)]
pub(super) struct KnownPlace {
    asked: Cow<'static, str>,
    at: Location,
    /// The paths of what is there, where that is not what was asked for.
    other: Option<Box<(String, String)>>,
}

impl KnownPlace {
    /// Looks up a field.
    pub(super) fn new<T>(source: &Source<T>, asked: Cow<'static, str>) -> Self {
        let Spot { at, path, stable } = spot(source, &asked);
        let other = (path != asked || stable != asked).then(|| Box::new((path, stable)));
        Self { asked, at, other }
    }

    fn spot(&self) -> Spot {
        let same = || (self.asked.to_string(), self.asked.to_string());
        let (path, stable) = self.other.as_deref().cloned().unwrap_or_else(same);
        Spot { at: self.at.clone(), path, stable }
    }
}

/// Finds a field among those that were looked up.
pub(super) fn known(fields: &[KnownPlace], path: &str, file: &str) -> Spot {
    let known = fields.iter().find(|known| known.asked == path);
    debug_assert!(known.is_some(), "no rule on the whole may point at {path}");
    known.map_or_else(|| Spot::top(file, path), KnownPlace::spot)
}
