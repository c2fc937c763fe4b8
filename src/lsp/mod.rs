//! The language server: what `alliance check` finds, while a record is being written, and what it could say next.
//!
//! One thread takes the editor's messages in turn. A change is taken into the text at once; the portfolio is judged when
//! no further message waits, so that a burst of keystrokes is judged once. What is open stands over what is on the disk.

mod actions;
mod catalog;
mod completion;
mod files;
mod hints;
mod hover;
mod lines;
mod outline;
mod project;
mod protocol;
mod rename;
mod server;
mod symbols;
mod uri;
mod view;

pub use server::{ServerOptions, serve};
