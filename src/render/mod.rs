//! Prints a finished [`report`](crate::report): one module for each form, and one escaping function for each sink.

pub mod actions;
pub mod brief;
pub mod calendar;
pub mod ci;
pub mod csv;
pub mod difference;
pub mod document;
pub mod docx;
pub mod escape;
pub mod focus;
pub mod history;
pub mod html;
pub mod ics;
pub mod json;
pub(crate) mod overview;
pub mod promises;
pub mod stream;
pub mod style;
pub mod summary;
pub mod text;
pub mod verdicts;
pub mod xlsx;
