//! A small writer of SVG: shapes by class, so that the stylesheet colours them in light, in dark and on paper.

use std::fmt::Write;

use crate::render::escape::html;

/// A drawing that grows.
#[derive(Debug, Default)]
pub(super) struct Svg {
    body: String,
}

impl Svg {
    /// A line.
    pub(super) fn line(&mut self, class: &str, from: (f64, f64), to: (f64, f64)) {
        let _ = write!(
            self.body,
            r#"<line class="{class}" x1="{:.1}" y1="{:.1}" x2="{:.1}" y2="{:.1}"/>"#,
            from.0, from.1, to.0, to.1
        );
    }

    /// A rectangle, by its corner and its size.
    pub(super) fn rect(&mut self, class: &str, corner: (f64, f64), size: (f64, f64)) {
        let _ = write!(
            self.body,
            r#"<rect class="{class}" x="{:.1}" y="{:.1}" width="{:.1}" height="{:.1}"/>"#,
            corner.0, corner.1, size.0, size.1
        );
    }

    /// A text; `anchor` says which of its ends is at the place.
    pub(super) fn text(&mut self, class: &str, place: (f64, f64), anchor: &str, text: &str) {
        let _ = write!(
            self.body,
            r#"<text class="{class}" x="{:.1}" y="{:.1}" text-anchor="{anchor}">{}</text>"#,
            place.0,
            place.1,
            html(text)
        );
    }

    /// The drawing in its own measure, told to those who cannot see it.
    pub(super) fn picture(&self, class: &str, width: f64, height: f64, label: &str) -> String {
        format!(
            r#"<svg class="{class}" viewBox="0 0 {width:.0} {height:.0}" role="img" aria-label="{}">{}</svg>"#,
            html(label),
            self.body
        )
    }
}

/// A strip as wide as its place, with marks at percentages of it: it needs no measure, and no text that could collide.
#[derive(Debug, Default)]
pub(super) struct Strip {
    body: String,
}

impl Strip {
    /// A bar between two percentages.
    pub(super) fn bar(&mut self, class: &str, from: f64, to: f64, top: u32, height: u32, title: &str) {
        let width = (to - from).max(0.0);
        let _ = write!(
            self.body,
            r#"<rect class="{class}" x="{from:.2}%" y="{top}" width="{width:.2}%" height="{height}"><title>{}</title></rect>"#,
            html(title)
        );
    }

    /// A line across the strip.
    pub(super) fn rule(&mut self, class: &str, at: f64) {
        let _ = write!(self.body, r#"<line class="{class}" x1="{at:.2}%" y1="0" x2="{at:.2}%" y2="100%"/>"#);
    }

    /// A mark, drawn around its middle.
    pub(super) fn mark(&mut self, class: &str, at: f64, y: u32, path: &str, title: &str) {
        let _ = write!(
            self.body,
            r#"<svg x="{at:.2}%" y="{y}" overflow="visible"><path class="{class}" d="{path}"><title>{}</title></path></svg>"#,
            html(title)
        );
    }

    /// The strip. What it shows stands beside it in words or in the table behind, so readers of the page skip it.
    pub(super) fn drawn(&self, class: &str, height: u32) -> String {
        format!(
            r#"<svg class="{class}" width="100%" height="{height}" aria-hidden="true">{}</svg>"#,
            self.body
        )
    }
}
